/* SPDX-License-Identifier: MIT */
/** @file @brief Connecting as a central on scripted controllers: what is sent, whose a connection is, how it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

static const struct ble_address peer = { { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };
static const struct ble_address other = { { 9, 8, 7, 6, 5, 0xc4 }, BLE_ADDRESS_RANDOM };
static const struct ble_address third = { { 7, 7, 7, 7, 7, 0x07 }, BLE_ADDRESS_PUBLIC };

/** A controller that connects only when the test says so; a cancelled attempt ends at once. */
static struct rig *ready_with(const char *base, const char *rules, uint16_t links)
{
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    char text[1024];
    snprintf(text, sizeof(text), "on acl: nothing\n%s", rules);
    options.config.automatic = 0;
    options.config.links = links;
    options.controller = base;
    options.rules = text;
    return rig_ready(&options);
}

static struct rig *ready_on(const char *base)
{
    return ready_with(base, "", 8);
}

static struct ble_request connect_to(const struct ble_address *address, uint32_t timeout_ms)
{
    struct ble_request request = { .type = BLE_REQUEST_CONNECT, .timeout_ms = timeout_ms };
    request.u.connect.peer = *address;
    return request;
}

static uint32_t ask(struct rig *rig, const struct ble_address *address, uint32_t timeout_ms)
{
    const struct ble_request request = connect_to(address, timeout_ms);
    uint32_t id = rig_request(rig, &request);
    assert_int_not_equal(id, 0);
    rig_run_for(rig, 10000);
    return id;
}

static void cancel(struct rig *rig, uint32_t id)
{
    struct ble_request request = { .type = BLE_REQUEST_CANCEL };
    request.u.cancel.id = id;
    assert_int_not_equal(rig_request(rig, &request), 0);
}

/** How a request ended, BLE_END: not yet. */
static ble_status status_of(struct rig *rig, uint32_t id)
{
    const struct rig_event *end = rig_complete(rig, id, 1);
    return end != NULL ? end->event.u.completed.status : BLE_END;
}

static void connection(struct rig *rig, uint8_t status, uint16_t handle, const struct ble_address *from, uint8_t role)
{
    uint8_t event[22] = { 0x04, 0x3e, 0x13, 0x01, status, (uint8_t)handle, (uint8_t)(handle >> 8), role, from->type };
    memcpy(event + 9, from->octets, 6);
    memcpy(event + 15, "\x18\x00\x00\x00\x64\x00\x00", 7);
    rig_receive(rig, event, sizeof(event));
    rig_run_for(rig, 10000);
}

static void disconnection(struct rig *rig, uint16_t handle, uint8_t reason)
{
    const uint8_t event[] = { 0x04, 0x05, 4, 0, (uint8_t)handle, (uint8_t)(handle >> 8), reason };
    rig_receive(rig, event, sizeof(event));
    rig_run_for(rig, 10000);
}

/** The opcodes that were sent since the mark, as text. */
static const char *sent_since(const struct rig *rig, size_t mark)
{
    static char text[1024];
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = mark; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%02x%02x", at > 0 ? " " : "", packet[2], packet[1]);
    }
    return text;
}

static const uint8_t *last_sent(const struct rig *rig)
{
    size_t size;
    assert_true(rig_sent(rig) > 0);
    return rig_sent_packet(rig, rig_sent(rig) - 1, &size);
}

/** The request must be the one that the last CONNECTED names, and done after it. */
static ble_link connected_by(struct rig *rig, uint32_t id)
{
    const struct rig_event *event = rig_last(rig, BLE_EVENT_CONNECTED);
    assert_non_null(event);
    assert_int_equal(event->event.u.connected.request, id);
    assert_int_equal(status_of(rig, id), BLE_OK);
    size_t count, connected = 0, completed = 0;
    const struct rig_event *all = rig_events(rig, &count);
    for (size_t i = 0; i < count; i++) {
        if (all[i].event.type == BLE_EVENT_CONNECTED && all[i].event.u.connected.request == id)
            connected = i;
        if (all[i].event.type == BLE_EVENT_COMPLETED && all[i].event.u.completed.id == id)
            completed = i;
    }
    assert_true(connected < completed);
    return event->event.u.connected.link;
}

/* ------------------------------------------------------------------------------------------- the usual way */

static void a_legacy_controller_is_told_all_of_it(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0");
    struct ble_request request = connect_to(&peer, 0);
    request.u.connect.scan_interval_us = 100000;
    request.u.connect.scan_window_us = 50000;
    request.u.connect.parameters = (struct ble_link_parameters){ 7500, 4000000, 2, 32000 };
    size_t mark = rig_sent(rig), size;
    uint32_t id = rig_request(rig, &request);
    rig_run_for(rig, 10000);
    assert_string_equal(sent_since(rig, mark), "200d");
    assert_memory_equal(rig_sent_packet(rig, mark, &size),
                        "\x01\x0d\x20\x19\xa0\x00\x50\x00\x00\x01\x01\x02\x03\x04\x05\xc6\x00\x06\x00\x80\x0c\x02\x00"
                        "\x80\x0c\x00\x00\x00\x00",
                        29);
    assert_int_equal(status_of(rig, id), BLE_END);
    connection(rig, 0, 0x40, &peer, 0);
    ble_link link = connected_by(rig, id);
    struct ble_link_info info;
    assert_true(ble_host_link_info(rig_host(rig), link, &info));
    assert_int_equal(info.role, BLE_ROLE_CENTRAL);
    assert_true(ble_address_equal(&info.peer, &peer));
    assert_true(ble_address_equal(&info.own, &rig_info(rig)->address));
    assert_int_equal(info.interval_us, 30000);
    assert_int_equal(info.supervision_timeout_ms, 1000);
    assert_int_equal(info.mtu, 23);
    assert_int_equal(info.tx_octets, 27);
    assert_int_equal(info.tx_phy, BLE_PHY_1M);
    assert_int_equal(info.set, 0xff);
    assert_int_equal(ble_host_link_at(rig_host(rig), 0), link);
    assert_int_equal(ble_host_link_at(rig_host(rig), 1), 0);
    rig_run_for(rig, 20 * RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "200d");
    disconnection(rig, 0x40, 0x13);
    assert_false(ble_host_link_info(rig_host(rig), link, &info));
    assert_int_equal(ble_host_link_at(rig_host(rig), 0), 0);
    rig_free(rig);
}

static void an_extended_controller_gets_an_element_for_each_phy(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4");
    struct ble_request request = connect_to(&peer, 0);
    request.u.connect.phys = 7;
    size_t mark = rig_sent(rig), size;
    uint32_t id = rig_request(rig, &request);
    rig_run_for(rig, 10000);
    assert_string_equal(sent_since(rig, mark), "2043");
    const uint8_t *packet = rig_sent_packet(rig, mark, &size);
    assert_int_equal(size, 4 + 10 + 3 * 16);
    assert_memory_equal(packet, "\x01\x43\x20\x3a\x00\x00\x01\x01\x02\x03\x04\x05\xc6\x07", 14);
    for (size_t i = 0; i < 3; i++)
        assert_memory_equal(packet + 14 + 16 * i, "\x60\x00\x60\x00\x0c\x00\x18\x00\x00\x00\x90\x01\x00\x00\x00\x00",
                            16);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, id);
    rig_free(rig);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct rig *rigs[2] = { ready_on("base_4_0"), ready_on("base_5_4") };
    size_t marks[2] = { rig_sent(rigs[0]), rig_sent(rigs[1]) };
    struct ble_request wrong[8];
    for (size_t i = 0; i < 8; i++)
        wrong[i] = connect_to(&peer, 0);
    wrong[0].u.connect.peer.type = BLE_ADDRESS_ANONYMOUS;
    wrong[1].u.connect.scan_window_us = 70000; /* the interval is 60 ms */
    wrong[2].u.connect.phys = 2;               /* nobody advertises there */
    wrong[3].u.connect.phys = 8;
    wrong[4].u.connect.parameters = (struct ble_link_parameters){ 7000, 30000, 0, 4000 };
    wrong[5].u.connect.parameters = (struct ble_link_parameters){ 30000, 15000, 0, 4000 };
    wrong[6].u.connect.parameters = (struct ble_link_parameters){ 500000, 1000000, 1, 4000 }; /* not above 4 s */
    wrong[7].u.connect.parameters = (struct ble_link_parameters){ 15000, 30000, 500, 32000 };
    for (size_t i = 0; i < 16; i++)
        assert_int_equal(status_of(rigs[i / 8], rig_request(rigs[i / 8], &wrong[i % 8])), BLE_ERROR_ARGUMENT);
    struct ble_request coded = connect_to(&peer, 0);
    coded.u.connect.phys = 5;
    assert_int_equal(status_of(rigs[0], rig_request(rigs[0], &coded)), BLE_ERROR_UNSUPPORTED);
    for (size_t i = 0; i < 2; i++) {
        rig_run_for(rigs[i], RIG_SECOND);
        assert_string_equal(sent_since(rigs[i], marks[i]), "");
        rig_free(rigs[i]);
    }
    struct rig *none =
        ready_with("base_4_0", "let commands {64 0:20 2:80 5:c0 14:a8 15:22 25:f7 26:0f 27:f0 28:0f}", 8);
    assert_int_equal(status_of(none, ask(none, &peer, 0)), BLE_ERROR_UNSUPPORTED);
    rig_free(none);
    none = ready_with("base_4_0", "", 0);
    assert_int_equal(status_of(none, ask(none, &peer, 0)), BLE_ERROR_FULL);
    rig_free(none);
}

/* ------------------------------------------------------------------------------------------- failure */

static void refusals_and_failures_are_told_and_not_repeated(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "on 200d [1]: status 0d", 8);
    size_t mark = rig_sent(rig);
    assert_int_equal(status_of(rig, ask(rig, &peer, 0)), BLE_ERROR_HCI(0x0d));
    uint32_t id = ask(rig, &peer, 0);
    connection(rig, 0x3e, 0, &peer, 0);
    assert_int_equal(status_of(rig, id), BLE_ERROR_HCI(0x3e));
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 0);
    rig_run_for(rig, 20 * RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "200d 200d");
    id = ask(rig, &peer, 0); /* and the next one works */
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, id);
    assert_int_equal(status_of(rig, ask(rig, &peer, 0)), BLE_ERROR_STATE); /* it is connected */
    rig_free(rig);
}

static void the_timeout_is_exact_and_the_attempt_is_cancelled(void **state)
{
    (void)state;
    static const uint32_t timeouts_ms[] = { 0, 1, 777, 60000 };
    for (size_t i = 0; i < 4; i++) {
        struct rig *rig = ready_on("base_4_0");
        uint64_t begin_us = rig_now(rig), wanted_us = timeouts_ms[i] != 0 ? timeouts_ms[i] * 1000ull : 10 * RIG_SECOND;
        size_t mark = rig_sent(rig);
        const struct ble_request request = connect_to(&peer, timeouts_ms[i]);
        uint32_t id = rig_request(rig, &request);
        const struct rig_event *end = rig_complete(rig, id, 100 * RIG_SECOND);
        assert_non_null(end);
        assert_int_equal(end->event.u.completed.status, BLE_ERROR_TIMEOUT);
        assert_int_equal(end->at_us - begin_us, wanted_us);
        rig_run_for(rig, 5 * RIG_SECOND);
        assert_string_equal(sent_since(rig, mark), "200d 200e");
        assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 0);
        rig_free(rig);
    }
}

static void an_attempt_may_last_for_ever(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0");
    uint32_t id = ask(rig, &peer, BLE_FOREVER);
    rig_run_for(rig, 6 * 3600 * RIG_SECOND);
    assert_int_equal(status_of(rig, id), BLE_END);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, id);
    rig_free(rig);
}

/** Whatever it is that runs, it is cancelled once; then a refusal is believed. */
static void a_controller_that_says_it_is_connecting_already_is_cured_once(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "on 200d [1]: status 0c\non 200e: complete 0c", 8);
    size_t mark = rig_sent(rig);
    uint32_t id = ask(rig, &peer, 0);
    assert_string_equal(sent_since(rig, mark), "200d 200e 200d");
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, id);
    rig_free(rig);
    rig = ready_with("base_4_0", "on 200d: status 0c", 8);
    mark = rig_sent(rig);
    assert_int_equal(status_of(rig, ask(rig, &peer, 0)), BLE_ERROR_HCI(0x0c));
    assert_string_equal(sent_since(rig, mark), "200d 200e 200d");
    rig_free(rig);
}

/** The peer answered while the cancellation was on its way: the controller says that there is nothing to cancel. */
static void a_late_connection_is_ended_and_nobody_hears_of_it(void **state)
{
    (void)state;
    static const char *const cancels[] = { "on 200e: nothing", "on 200e: complete 0c", "on 200e: complete 00" };
    for (size_t i = 0; i < 3; i++) {
        struct rig *rig = ready_with("base_4_0", cancels[i], 8);
        uint32_t id = ask(rig, &peer, 0);
        cancel(rig, id);
        rig_run_for(rig, i == 0 ? 100000 : 10000);
        assert_int_equal(status_of(rig, id), BLE_ERROR_CANCELLED);
        size_t mark = rig_sent(rig);
        connection(rig, 0, 0x40, &peer, 0);
        rig_run_for(rig, i == 0 ? 3 * RIG_SECOND : 10000); /* the cancellation that was not answered has the credit */
        assert_non_null(strstr(sent_since(rig, mark), "0406"));
        size_t size;
        assert_memory_equal(rig_sent_packet(rig, mark, &size) + 4, "\x40\x00\x13", 3);
        rig_run_for(rig, RIG_SECOND);
        assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 0);
        assert_int_equal(rig_count(rig, BLE_EVENT_DISCONNECTED), 0);
        assert_int_equal(ble_host_link_at(rig_host(rig), 0), 0);
        rig_free(rig);
    }
}

/** The end of a cancelled attempt never comes: it is waited for one second, then the next one goes on. */
static void a_late_connection_is_ended_even_when_it_was_given_up(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "on 200e: complete 0c", 8);
    uint32_t id = ask(rig, &peer, 0);
    cancel(rig, id);
    size_t mark = rig_sent(rig);
    uint32_t next = ask(rig, &other, 0);
    rig_run_for(rig, RIG_SECOND / 2);
    assert_string_equal(sent_since(rig, mark), "200e");
    rig_run_for(rig, RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "200e 200d");
    connection(rig, 0, 0x41, &other, 0);
    connected_by(rig, next);
    connection(rig, 0, 0x40, &peer, 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 1);
    assert_string_equal(sent_since(rig, mark), "200e 200d 0406");
    rig_free(rig);
}

static void a_late_connection_is_handed_to_whoever_wants_it_now(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "on 200e: nothing", 8);
    uint32_t id = ask(rig, &peer, 0);
    cancel(rig, id);
    rig_run_for(rig, 10000);
    uint32_t again = ask(rig, &peer, 0);
    size_t mark = rig_sent(rig);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, again);
    assert_int_equal(status_of(rig, id), BLE_ERROR_CANCELLED);
    assert_string_equal(sent_since(rig, mark), "");
    rig_free(rig);
}

static void a_connection_before_the_answer_to_its_command_counts(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "on 200d: wait 200ms; status 00", 8);
    uint32_t id = ask(rig, &peer, 0);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, id);
    size_t mark = rig_sent(rig);
    rig_run_for(rig, RIG_SECOND);
    uint32_t next = ask(rig, &other, 0);
    rig_run_for(rig, RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "200d"); /* nothing to cancel in between */
    connection(rig, 0, 0x41, &other, 0);
    connected_by(rig, next);
    rig_free(rig);
}

static void an_answer_that_takes_fifteen_seconds_is_waited_for(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "on 200d: wait 15s; status 00", 8);
    uint32_t id = ask(rig, &peer, 30000);
    rig_run_for(rig, 16 * RIG_SECOND);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, id);
    assert_int_equal(rig_counters(rig)->command_timeouts, 0);
    rig_free(rig);
}

static void a_command_that_is_never_answered_ends_the_attempt(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "on 200d [1]: nothing", 8);
    uint32_t id = ask(rig, &peer, BLE_FOREVER);
    rig_run_for(rig, 60 * RIG_SECOND);
    assert_int_equal(status_of(rig, id), BLE_ERROR_TIMEOUT);
    id = ask(rig, &peer, 0);
    rig_run_for(rig, 2 * RIG_SECOND);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, id);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------- several */

static void attempts_queue_and_each_gets_its_turn(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0");
    size_t mark = rig_sent(rig);
    uint32_t ids[3] = { ask(rig, &peer, BLE_FOREVER), ask(rig, &other, BLE_FOREVER), ask(rig, &third, BLE_FOREVER) };
    assert_int_equal(status_of(rig, ask(rig, &other, 0)), BLE_ERROR_BUSY);
    rig_run_for(rig, 5 * RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "200d 200e 200d");
    assert_memory_equal(last_sent(rig) + 10, other.octets, 6);
    rig_run_for(rig, 5 * RIG_SECOND);
    assert_memory_equal(last_sent(rig) + 10, third.octets, 6);
    rig_run_for(rig, 5 * RIG_SECOND);
    assert_memory_equal(last_sent(rig) + 10, peer.octets, 6);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, ids[0]);
    assert_memory_equal(last_sent(rig) + 10, other.octets, 6);
    cancel(rig, ids[2]);
    connection(rig, 0, 0x41, &other, 0);
    connected_by(rig, ids[1]);
    assert_int_equal(status_of(rig, ids[2]), BLE_ERROR_CANCELLED);
    mark = rig_sent(rig);
    rig_run_for(rig, 30 * RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "");
    rig_free(rig);
}

static void one_that_fails_makes_room_for_the_next(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0");
    uint32_t first = ask(rig, &peer, 0), second = ask(rig, &other, 0);
    connection(rig, 0x3e, 0, &peer, 0);
    assert_int_equal(status_of(rig, first), BLE_ERROR_HCI(0x3e));
    assert_memory_equal(last_sent(rig) + 10, other.octets, 6);
    connection(rig, 0, 0x40, &other, 0);
    connected_by(rig, second);
    rig_free(rig);
}

static void no_attempt_starts_while_all_links_are_in_use(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "", 1);
    uint32_t first = ask(rig, &peer, 0), second = ask(rig, &other, BLE_FOREVER);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, first);
    size_t mark = rig_sent(rig);
    assert_int_equal(status_of(rig, ask(rig, &third, 0)), BLE_ERROR_FULL);
    rig_run_for(rig, 20 * RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "");
    disconnection(rig, 0x40, 0x08);
    assert_string_equal(sent_since(rig, mark), "200d");
    connection(rig, 0, 0x41, &other, 0);
    connected_by(rig, second);
    rig_free(rig);
}

/** A central was faster: the link that is too many is ended, and whoever asked for it learns why. */
static void a_connection_that_finds_no_room_is_ended(void **state)
{
    (void)state;
    struct rig *rig = ready_with("base_4_0", "", 1);
    uint32_t id = ask(rig, &peer, 0);
    connection(rig, 0, 0x41, &third, 1);
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 1);
    connection(rig, 0, 0x40, &peer, 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 1);
    assert_memory_equal(last_sent(rig) + 1, "\x06\x04\x03\x40\x00\x14", 6);
    assert_int_equal(status_of(rig, id), BLE_ERROR_FULL);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------- with others */

static struct ble_request scan(bool active)
{
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan = (struct ble_scanning){ .active = active, .interval_us = 100000, .window_us = 50000 };
    return request;
}

static void scanning_goes_on_where_the_controller_can(void **state)
{
    (void)state;
    /* bit 22: passive scanning while initiating, bit 23: active scanning */
    static const struct {
        const char *states;
        bool active, pauses;
    } rows[] = { { "let le_states ff ff ff 1f 00 00 00 00", true, false },
                 { "let le_states ff ff 7f 1f 00 00 00 00", true, true },
                 { "let le_states ff ff 7f 1f 00 00 00 00", false, false },
                 { "let le_states ff ff bf 1f 00 00 00 00", false, true },
                 { "let le_states 00 00 00 00 00 00 00 00", false, true } };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct rig *rig = ready_with("base_4_0", rows[i].states, 8);
        const struct ble_request request = scan(rows[i].active);
        assert_non_null(rig_complete(rig, rig_request(rig, &request), RIG_SECOND));
        size_t mark = rig_sent(rig);
        uint32_t id = ask(rig, &peer, 0);
        assert_string_equal(sent_since(rig, mark), rows[i].pauses ? "200c 200d" : "200d");
        connection(rig, 0, 0x40, &peer, 0);
        connected_by(rig, id);
        assert_string_equal(sent_since(rig, mark), rows[i].pauses ? "200c 200d 200c" : "200d");
        assert_int_equal(rig_count(rig, BLE_EVENT_SCAN_ENDED), 0);
        mark = rig_sent(rig);
        id = ask(rig, &other, 100);
        rig_run_for(rig, RIG_SECOND);
        assert_int_equal(status_of(rig, id), BLE_ERROR_TIMEOUT);
        assert_string_equal(sent_since(rig, mark), rows[i].pauses ? "200c 200d 200e 200c" : "200d 200e");
        rig_free(rig);
    }
}

static void a_recovery_ends_attempts_with_what_happened(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0");
    uint32_t running = ask(rig, &peer, BLE_FOREVER), waiting = ask(rig, &other, BLE_FOREVER);
    rig_receive(rig, "\x04\x10\x01\x42", 4); /* Hardware Error */
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    assert_int_equal(status_of(rig, running), BLE_ERROR_RESTARTED);
    assert_int_equal(status_of(rig, waiting), BLE_ERROR_RESTARTED);
    size_t mark = rig_sent(rig);
    rig_run_for(rig, 10 * RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "");
    uint32_t id = ask(rig, &peer, 0);
    connection(rig, 0, 0x40, &peer, 0);
    connected_by(rig, id);
    rig_lost(rig);
    rig_run_for(rig, 1);
    assert_int_equal(rig_count(rig, BLE_EVENT_DISCONNECTED), 1);
    rig_free(rig);
}

static void a_connection_by_raw_commands_is_told_too(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0");
    connection(rig, 0, 0x40, &peer, 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 1);
    assert_int_equal(rig_last(rig, BLE_EVENT_CONNECTED)->event.u.connected.request, 0);
    rig_free(rig);
}

/** The set that a central came by is named by the event that follows; it may have an address of its own. */
static void a_link_knows_the_set_that_it_came_by(void **state)
{
    (void)state;
    static const uint8_t terminated[] = { 0x04, 0x3e, 0x06, 0x12, 0x00, 0x02, 0x40, 0x00, 0x00 };
    struct rig *rig = ready_on("base_5_4");
    struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
    request.u.advertise.parameters.set = 2;
    request.u.advertise.parameters.flags = BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_SCANNABLE;
    request.u.advertise.parameters.interval_us = 100000;
    request.u.advertise.parameters.own = other;
    assert_non_null(rig_complete(rig, rig_request(rig, &request), RIG_SECOND));
    connection(rig, 0, 0x40, &peer, 1);
    rig_receive(rig, terminated, sizeof(terminated));
    rig_run_for(rig, 10000);
    struct ble_link_info info;
    assert_true(ble_host_link_info(rig_host(rig), rig_last(rig, BLE_EVENT_CONNECTED)->event.u.connected.link, &info));
    assert_int_equal(info.set, 2);
    assert_true(ble_address_equal(&info.own, &other));
    assert_int_equal(rig_last(rig, BLE_EVENT_ADVERTISING_ENDED)->event.u.ended.set, 2);
    assert_int_equal(rig_last(rig, BLE_EVENT_ADVERTISING_ENDED)->event.u.ended.status, BLE_OK);
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_legacy_controller_is_told_all_of_it),
        cmocka_unit_test(an_extended_controller_gets_an_element_for_each_phy),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(refusals_and_failures_are_told_and_not_repeated),
        cmocka_unit_test(the_timeout_is_exact_and_the_attempt_is_cancelled),
        cmocka_unit_test(an_attempt_may_last_for_ever),
        cmocka_unit_test(a_controller_that_says_it_is_connecting_already_is_cured_once),
        cmocka_unit_test(a_late_connection_is_ended_and_nobody_hears_of_it),
        cmocka_unit_test(a_late_connection_is_ended_even_when_it_was_given_up),
        cmocka_unit_test(a_late_connection_is_handed_to_whoever_wants_it_now),
        cmocka_unit_test(a_connection_before_the_answer_to_its_command_counts),
        cmocka_unit_test(an_answer_that_takes_fifteen_seconds_is_waited_for),
        cmocka_unit_test(a_command_that_is_never_answered_ends_the_attempt),
        cmocka_unit_test(attempts_queue_and_each_gets_its_turn),
        cmocka_unit_test(one_that_fails_makes_room_for_the_next),
        cmocka_unit_test(no_attempt_starts_while_all_links_are_in_use),
        cmocka_unit_test(a_connection_that_finds_no_room_is_ended),
        cmocka_unit_test(scanning_goes_on_where_the_controller_can),
        cmocka_unit_test(a_recovery_ends_attempts_with_what_happened),
        cmocka_unit_test(a_connection_by_raw_commands_is_told_too),
        cmocka_unit_test(a_link_knows_the_set_that_it_came_by),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
