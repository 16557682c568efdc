/* SPDX-License-Identifier: MIT */
/** @file @brief Connections, their data in any fragments, credits that are conserved whatever the controller says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

struct bench {
    struct rig *rig;
};

/** A 4.0 controller: data in packets of 27 octets, four of them, which never complete by themselves. */
static struct bench ready_with(const char *rules, const struct rig_options *more)
{
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    char text[1024];
    snprintf(text, sizeof(text), "on acl: nothing\n%s", rules);
    if (more != NULL)
        options = *more;
    options.controller = "base_4_0";
    options.rules = text;
    return (struct bench){ rig_ready(&options) };
}

static void done(struct bench *bench)
{
    rig_free(bench->rig);
}

static void step(struct rig *rig)
{
    rig_run_for(rig, 1);
}

static void connection_complete(struct rig *rig, uint16_t handle, uint8_t status)
{
    const uint8_t event[] = { 0x04,
                              0x3e,
                              0x13,
                              0x01,
                              status,
                              (uint8_t)handle,
                              (uint8_t)(handle >> 8),
                              0x01,
                              0x01,
                              1,
                              2,
                              3,
                              4,
                              5,
                              0xc6,
                              0x18,
                              0,
                              2,
                              0,
                              0x2a,
                              0,
                              0 };
    rig_receive(rig, event, sizeof(event));
    step(rig);
}

static void disconnection_complete(struct rig *rig, uint16_t handle, uint8_t reason)
{
    const uint8_t event[] = { 0x04, 0x05, 4, 0, (uint8_t)handle, (uint8_t)(handle >> 8), reason };
    rig_receive(rig, event, sizeof(event));
    step(rig);
}

static void completed_packets(struct rig *rig, uint16_t handle, uint16_t count)
{
    const uint8_t event[] = {
        0x04, 0x13, 5, 1, (uint8_t)handle, (uint8_t)(handle >> 8), (uint8_t)count, (uint8_t)(count >> 8)
    };
    rig_receive(rig, event, sizeof(event));
    step(rig);
}

/** Connect and return the link. */
static ble_link connected(struct rig *rig, uint16_t handle)
{
    size_t before = rig_count(rig, BLE_EVENT_CONNECTED);
    connection_complete(rig, handle, 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), before + 1);
    const struct rig_event *event = rig_last(rig, BLE_EVENT_CONNECTED);
    assert_int_equal(event->event.u.connected.handle, handle);
    return event->event.u.connected.link;
}

static uint32_t send(struct rig *rig, ble_link link, uint16_t size)
{
    uint8_t data[2048];
    for (uint16_t i = 0; i < size; i++)
        data[i] = (uint8_t)(i * 7 + size);
    struct ble_request request = { .type = BLE_REQUEST_SEND };
    request.u.send.link = link;
    request.u.send.cid = 0x0040;
    request.u.send.size = size;
    request.u.send.data = data;
    uint32_t id = rig_request(rig, &request);
    step(rig);
    return id;
}

static const struct rig_event *completion(struct rig *rig, uint32_t id)
{
    return rig_complete(rig, id, 0);
}

static ble_status status_of(struct rig *rig, uint32_t id)
{
    assert_int_not_equal(id, 0);
    const struct rig_event *end = completion(rig, id);
    assert_non_null(end);
    return end->event.u.completed.status;
}

/** ACL packets sent so far; *last gets the last one. */
static size_t acl_sent(const struct rig *rig, const uint8_t **last)
{
    size_t count = 0;
    for (size_t i = 0; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        if (packet[0] != 0x02)
            continue;
        count++;
        if (last != NULL)
            *last = packet;
    }
    return count;
}

static const uint8_t *acl_packet(const struct rig *rig, size_t index)
{
    for (size_t i = 0; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        if (packet[0] == 0x02 && index-- == 0)
            return packet;
    }
    fail_msg("packet %zu was not sent", index);
    return NULL;
}

static uint16_t handle_of(const uint8_t *packet)
{
    return (uint16_t)((packet[1] | packet[2] << 8) & 0x0fff);
}

static uint8_t boundary_of(const uint8_t *packet)
{
    return packet[2] >> 4;
}

/** How many packets does the controller get before the host finds it full? */
static size_t free_credits(struct rig *rig, ble_link link)
{
    size_t before = acl_sent(rig, NULL);
    for (unsigned i = 0; i < 8; i++)
        assert_int_not_equal(send(rig, link, 10), 0);
    return acl_sent(rig, NULL) - before;
}

/** The host still works. */
static bool alive(struct rig *rig)
{
    const struct rig_event *end = rig_complete(rig, rig_command(rig, 0x1001, NULL, 0), 10 * RIG_SECOND);
    return end != NULL && end->event.u.completed.status == BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ links */

static void both_kinds_of_connection_complete_tell_the_same(void **state)
{
    (void)state;
    static const uint8_t enhanced[] = {
        0x04, 0x3e, 0x1f, 0x0a, 0, 0x41, 0x00, 0x00, 0x00, 9, 8,    7, 6, 5, 4,    0, 0,
        0,    0,    0,    0,    0, 0,    0,    0,    0,    0, 0x28, 0, 1, 0, 0x48, 0, 0
    };
    struct bench b = ready_with("", NULL);
    ble_link first = connected(b.rig, 0x40);
    const struct ble_event *event = &rig_last(b.rig, BLE_EVENT_CONNECTED)->event;
    assert_int_not_equal(first, 0);
    assert_int_equal(event->u.connected.role, 1);
    assert_int_equal(event->u.connected.peer.type, BLE_ADDRESS_RANDOM);
    assert_memory_equal(event->u.connected.peer.octets, "\1\2\3\4\5\xc6", 6);
    assert_int_equal(event->u.connected.interval, 0x18);
    assert_int_equal(event->u.connected.latency, 2);
    assert_int_equal(event->u.connected.supervision_timeout, 0x2a);
    rig_receive(b.rig, enhanced, sizeof(enhanced));
    step(b.rig);
    event = &rig_last(b.rig, BLE_EVENT_CONNECTED)->event;
    assert_int_equal(event->u.connected.handle, 0x41);
    assert_int_not_equal(event->u.connected.link, first);
    assert_int_equal(event->u.connected.role, 0);
    assert_int_equal(event->u.connected.peer.type, BLE_ADDRESS_PUBLIC);
    assert_memory_equal(event->u.connected.peer.octets, "\x09\x08\x07\x06\x05\x04", 6);
    assert_int_equal(event->u.connected.interval, 0x28);
    assert_int_equal(event->u.connected.latency, 1);
    assert_int_equal(event->u.connected.supervision_timeout, 0x48);
    done(&b);
}

static void a_failed_connection_is_none(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    connection_complete(b.rig, 0x40, 0x02);
    connection_complete(b.rig, 0x40, 0x3e);
    connection_complete(b.rig, 0x0fff, 0);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_CONNECTED), 0);
    assert_true(alive(b.rig));
    done(&b);
}

static void a_handle_given_twice_is_one_link(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    connection_complete(b.rig, 0x40, 0);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_CONNECTED), 1);
    assert_int_equal(rig_counters(b.rig)->unexpected_packets, 1);
    assert_int_equal(status_of(b.rig, send(b.rig, link, 5)), BLE_OK);
    disconnection_complete(b.rig, 0x40, 0x13);
    disconnection_complete(b.rig, 0x40, 0x13);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 1);
    assert_int_equal(rig_last(b.rig, BLE_EVENT_DISCONNECTED)->event.u.disconnected.link, link);
    assert_int_equal(rig_last(b.rig, BLE_EVENT_DISCONNECTED)->event.u.disconnected.reason, 0x13);
    done(&b);
}

static void a_link_too_many_is_ended(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.links = 3;
    struct bench b = ready_with("", &options);
    for (uint16_t handle = 1; handle <= 3; handle++)
        connected(b.rig, handle);
    connection_complete(b.rig, 4, 0);
    rig_run_for(b.rig, RIG_SECOND);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_CONNECTED), 3);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 0);
    size_t size;
    const uint8_t *packet = rig_sent_packet(b.rig, rig_sent(b.rig) - 1, &size);
    assert_memory_equal(packet, "\x01\x06\x04\x03\x04\x00", 6);
    done(&b);
}

static void the_name_of_an_ended_link_is_never_another_one(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link seen[300];
    for (unsigned i = 0; i < 300; i++) {
        seen[i] = connected(b.rig, 0x40);
        for (unsigned k = 0; k < i; k++)
            assert_int_not_equal(seen[i], seen[k]);
        disconnection_complete(b.rig, 0x40, 0x08);
    }
    ble_link live = connected(b.rig, 0x40);
    for (unsigned i = 0; i < 300; i += 50) {
        assert_int_equal(status_of(b.rig, send(b.rig, seen[i], 5)), BLE_ERROR_GONE);
        struct ble_request request = { .type = BLE_REQUEST_DISCONNECT };
        request.u.disconnect.link = seen[i];
        assert_int_equal(status_of(b.rig, rig_request(b.rig, &request)), BLE_ERROR_GONE);
    }
    assert_int_equal(acl_sent(b.rig, NULL), 0);
    assert_int_equal(status_of(b.rig, send(b.rig, live, 5)), BLE_OK);
    done(&b);
}

static uint32_t disconnect(struct rig *rig, ble_link link)
{
    struct ble_request request = { .type = BLE_REQUEST_DISCONNECT };
    request.u.disconnect.link = link;
    return rig_request(rig, &request);
}

static void disconnecting_completes_with_the_end_of_the_link(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint32_t id = disconnect(b.rig, link);
    uint32_t again = disconnect(b.rig, link);
    step(b.rig);
    size_t size;
    assert_memory_equal(rig_sent_packet(b.rig, rig_sent(b.rig) - 1, &size), "\x01\x06\x04\x03\x40\x00\x13", 7);
    assert_null(completion(b.rig, id));
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(status_of(b.rig, id), BLE_OK);
    assert_non_null(completion(b.rig, again));
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 1);
    assert_int_equal(rig_last(b.rig, BLE_EVENT_DISCONNECTED)->event.u.disconnected.reason, 0x16);
    done(&b);
}

static void disconnecting_from_a_controller_that_does_not_end(void **state)
{
    (void)state;
    static const char *const rules[] = { "on 0406: status 00", "on 0406: nothing", "on 0406: status 02" };
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        struct bench b = ready_with(rules[i], NULL);
        ble_link link = connected(b.rig, 0x40);
        uint32_t id = disconnect(b.rig, link);
        const struct rig_event *end = rig_complete(b.rig, id, 120 * RIG_SECOND);
        assert_non_null(end);
        assert_true(end->event.u.completed.status < 0);
        done(&b);
    }
}

static void links_and_what_waits_for_them_end_with_the_transport(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    connected(b.rig, 0x40);
    ble_link link = connected(b.rig, 0x41);
    uint32_t id = send(b.rig, link, 300);
    rig_lost(b.rig);
    step(b.rig);
    assert_true(status_of(b.rig, id) < 0);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 2);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_LOST), 1);
    done(&b);
}

static void shutting_down_ends_links_first(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    connected(b.rig, 0x40);
    connected(b.rig, 0x41);
    const struct ble_request request = { .type = BLE_REQUEST_SHUT_DOWN };
    uint32_t id = rig_request(b.rig, &request);
    const struct rig_event *end = rig_complete(b.rig, id, 2 * RIG_SECOND);
    assert_non_null(end);
    assert_int_equal(end->event.u.completed.status, BLE_OK);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 2);
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_OFF);
    size_t size;
    assert_memory_equal(rig_sent_packet(b.rig, rig_sent(b.rig) - 1, &size), "\x01\x03\x0c\x00", 4);
    assert_memory_equal(rig_sent_packet(b.rig, rig_sent(b.rig) - 2, &size), "\x01\x06\x04\x03", 4);
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ sending */

static void a_pdu_is_cut_to_what_the_controller_takes(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint32_t id = send(b.rig, link, 100);
    static const uint16_t sizes[] = { 27, 27, 27, 23 };
    uint8_t whole[200];
    size_t have = 0;
    assert_int_equal(acl_sent(b.rig, NULL), 4);
    for (size_t i = 0; i < 4; i++) {
        const uint8_t *packet = acl_packet(b.rig, i);
        assert_int_equal(handle_of(packet), 0x40);
        assert_int_equal(boundary_of(packet), i == 0 ? 0 : 1);
        assert_int_equal(packet[3] | packet[4] << 8, sizes[i]);
        memcpy(whole + have, packet + 5, sizes[i]);
        have += sizes[i];
    }
    assert_int_equal(have, 104);
    assert_memory_equal(whole, "\x64\x00\x40\x00", 4);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(whole[4 + i], (uint8_t)(i * 7 + 100));
    assert_int_equal(status_of(b.rig, id), BLE_OK);
    done(&b);
}

static void sending_waits_for_credits(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint32_t id = send(b.rig, link, 200); /* 8 fragments */
    assert_int_equal(acl_sent(b.rig, NULL), 4);
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(acl_sent(b.rig, NULL), 4);
    assert_null(completion(b.rig, id));
    completed_packets(b.rig, 0x40, 3);
    assert_int_equal(acl_sent(b.rig, NULL), 7);
    assert_null(completion(b.rig, id));
    completed_packets(b.rig, 0x40, 1);
    assert_int_equal(acl_sent(b.rig, NULL), 8);
    assert_int_equal(status_of(b.rig, id), BLE_OK);
    done(&b);
}

static void links_take_turns(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link links[3];
    for (uint16_t i = 0; i < 3; i++)
        links[i] = connected(b.rig, (uint16_t)(0x40 + i));
    for (unsigned i = 0; i < 4; i++)
        send(b.rig, links[0], 5); /* takes all credits */
    uint32_t ids[6];
    for (unsigned i = 0; i < 6; i++)
        ids[i] = send(b.rig, links[i % 3], 40); /* two fragments each */
    unsigned got[3] = { 0 };
    for (unsigned i = 0; i < 12; i++) {
        const uint8_t *packet;
        size_t before = acl_sent(b.rig, &packet);
        completed_packets(b.rig, handle_of(acl_packet(b.rig, before - 4)), 1);
        assert_int_equal(acl_sent(b.rig, &packet), before + 1);
        got[handle_of(packet) - 0x40]++;
        for (unsigned k = 0; k < 3; k++)
            assert_true(got[k] >= (i + 1) / 3 && got[k] <= (i + 3) / 3);
    }
    for (unsigned i = 0; i < 6; i++)
        assert_int_equal(status_of(b.rig, ids[i]), BLE_OK);
    done(&b);
}

static void credits_are_conserved_whatever_the_controller_says(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.requests = 64;
    struct bench b = ready_with("", &options);
    ble_link link = connected(b.rig, 0x40);
    completed_packets(b.rig, 0x40, 9); /* none is outstanding */
    completed_packets(b.rig, 0x99, 1); /* nobody's */
    completed_packets(b.rig, 0x40, 0xffff);
    completed_packets(b.rig, 0xf040, 0xffff); /* flag bits in the handle */
    assert_int_equal(free_credits(b.rig, link), 4);
    assert_true(rig_counters(b.rig)->credit_overruns >= 2);
    completed_packets(b.rig, 0x40, 2);
    completed_packets(b.rig, 0x99, 2);
    uint8_t twice[] = { 0x04, 0x13, 9, 2, 0x40, 0, 1, 0, 0x40, 0, 1, 0 };
    rig_receive(b.rig, twice, sizeof(twice));
    step(b.rig);
    assert_int_equal(acl_sent(b.rig, NULL), 8); /* all that was asked */
    completed_packets(b.rig, 0x40, 0xffff);
    assert_int_equal(free_credits(b.rig, link), 4);
    assert_int_equal(rig_info(b.rig)->generation, 1);
    done(&b);
}

static void a_count_of_handles_that_does_not_fit_its_event_gives_nothing(void **state)
{
    (void)state;
    static const uint8_t lie[] = { 0x04, 0x13, 5, 255, 0x40, 0x00, 0x04, 0x00 };
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.unchecked = true;
    struct bench b = ready_with("", &options);
    ble_link link = connected(b.rig, 0x40);
    assert_int_equal(free_credits(b.rig, link), 4);
    rig_receive(b.rig, lie, sizeof(lie));
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_true(rig_info(b.rig)->generation > 1 || acl_sent(b.rig, NULL) == 4);
    assert_true(rig_counters(b.rig)->malformed_packets + rig_counters(b.rig)->desyncs == 1);
    assert_true(alive(b.rig));
    done(&b);
}

static void a_link_that_ends_gives_its_credits_back(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link greedy = connected(b.rig, 0x40);
    ble_link other = connected(b.rig, 0x41);
    uint32_t stuck = send(b.rig, greedy, 300);
    uint32_t waiting = send(b.rig, other, 50);
    assert_int_equal(acl_sent(b.rig, NULL), 4);
    disconnection_complete(b.rig, 0x40, 0x08);
    assert_int_equal(status_of(b.rig, stuck), BLE_ERROR_DISCONNECTED);
    assert_int_equal(status_of(b.rig, waiting), BLE_OK);
    assert_int_equal(acl_sent(b.rig, NULL), 6);
    const uint8_t *last;
    acl_sent(b.rig, &last);
    assert_int_equal(handle_of(last), 0x41);
    completed_packets(b.rig, 0x40, 4); /* late, and of nobody */
    assert_int_equal(free_credits(b.rig, other), 2);
    done(&b);
}

static void nothing_is_sent_on_a_link_that_has_ended(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    send(b.rig, link, 300);
    disconnection_complete(b.rig, 0x40, 0x13);
    ble_link next = connected(b.rig, 0x40); /* the handle again */
    size_t before = acl_sent(b.rig, NULL);
    assert_int_equal(status_of(b.rig, send(b.rig, next, 5)), BLE_OK);
    const uint8_t *last;
    assert_int_equal(acl_sent(b.rig, &last), before + 1);
    assert_int_equal(boundary_of(last), 0);
    done(&b);
}

static void a_cancelled_pdu_leaves_the_link_in_order(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint32_t begun = send(b.rig, link, 150); /* 6 fragments, 4 are out */
    uint32_t waiting = send(b.rig, link, 10);
    uint32_t last = send(b.rig, link, 11);
    for (unsigned i = 0; i < 2; i++) {
        struct ble_request request = { .type = BLE_REQUEST_CANCEL };
        request.u.cancel.id = i == 0 ? waiting : begun;
        assert_int_not_equal(rig_request(b.rig, &request), 0);
    }
    step(b.rig);
    assert_int_equal(status_of(b.rig, waiting), BLE_ERROR_CANCELLED);
    assert_non_null(completion(b.rig, begun));
    completed_packets(b.rig, 0x40, 4);
    assert_int_equal(status_of(b.rig, last), BLE_OK);
    /* What was begun is finished: the peer waits for its rest. Then the last one, not the cancelled one. */
    assert_int_equal(acl_sent(b.rig, NULL), 7);
    assert_int_equal(boundary_of(acl_packet(b.rig, 5)), 1);
    assert_int_equal(boundary_of(acl_packet(b.rig, 6)), 0);
    assert_int_equal(acl_packet(b.rig, 6)[5], 11);
    done(&b);
}

static void sends_that_do_not_fit_are_refused_or_full(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.requests = 64;
    options.config.transmit_bytes = 512;
    struct bench b = ready_with("", &options);
    ble_link link = connected(b.rig, 0x40);
    unsigned accepted = 0;
    unsigned full = 0;
    for (unsigned i = 0; i < 40; i++) {
        uint32_t id = send(b.rig, link, 100);
        if (id == 0 || (completion(b.rig, id) != NULL && status_of(b.rig, id) == BLE_ERROR_FULL))
            full++;
        else
            accepted++;
    }
    assert_true(accepted >= 2 && full >= 30);
    assert_true(alive(b.rig));
    for (unsigned i = 0; i < 400; i++)
        completed_packets(b.rig, 0x40, 4);
    assert_int_equal(status_of(b.rig, send(b.rig, link, 100)), BLE_OK);
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ receiving */

static void fragment(struct rig *rig, uint16_t handle, uint8_t boundary, const uint8_t *data, size_t size)
{
    uint8_t packet[5 + 2048] = { 0x02, (uint8_t)handle, (uint8_t)(handle >> 8 | boundary << 4), (uint8_t)size,
                                 (uint8_t)(size >> 8) };
    if (size > 0)
        memcpy(packet + 5, data, size);
    rig_receive(rig, packet, 5 + size);
}

enum { PDU = 60 };

static void make_pdu(uint8_t *pdu, uint8_t seed)
{
    pdu[0] = PDU - 4;
    pdu[1] = 0;
    pdu[2] = 0x04;
    pdu[3] = 0;
    for (unsigned i = 4; i < PDU; i++)
        pdu[i] = (uint8_t)(i * 3 + seed);
}

static void expect_pdu(struct rig *rig, size_t count, ble_link link, const uint8_t *pdu)
{
    step(rig);
    assert_int_equal(rig_count(rig, BLE_EVENT_DATA), count);
    const struct ble_event *event = &rig_last(rig, BLE_EVENT_DATA)->event;
    assert_int_equal(event->u.data.link, link);
    assert_int_equal(event->u.data.cid, 0x0004);
    assert_int_equal(event->u.data.size, PDU - 4);
    assert_memory_equal(event->u.data.data, pdu + 4, PDU - 4);
}

static void a_pdu_is_put_together_from_any_fragments(void **state)
{
    (void)state;
    for (enum rig_chunks chunks = RIG_WHOLE; chunks <= RIG_RANDOM; chunks++) {
        struct rig_options options = RIG_OPTIONS_INIT(NULL);
        options.chunks = chunks;
        struct bench b = ready_with("", &options);
        ble_link link = connected(b.rig, 0x40);
        uint8_t pdu[PDU];
        size_t count = 0;
        for (size_t first = 0; first <= PDU; first++) {
            for (size_t second = first; second <= PDU; second += first < 6 ? 1 : 9) {
                make_pdu(pdu, (uint8_t)count);
                fragment(b.rig, 0x40, 2, pdu, first);
                fragment(b.rig, 0x40, 1, pdu + first, second - first);
                fragment(b.rig, 0x40, 1, pdu + second, PDU - second);
                if (first == 0) /* a start without an octet is none: what follows belongs to nothing */
                    continue;
                expect_pdu(b.rig, ++count, link, pdu);
            }
        }
        assert_true(count > 300);
        done(&b);
    }
}

static void two_links_are_put_together_apart(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link links[2] = { connected(b.rig, 0x40), connected(b.rig, 0x41) };
    uint8_t pdus[2][PDU];
    make_pdu(pdus[0], 1);
    make_pdu(pdus[1], 99);
    for (size_t at = 0; at < PDU; at += 10)
        for (uint16_t i = 0; i < 2; i++)
            fragment(b.rig, (uint16_t)(0x40 + i), at == 0 ? 2 : 1, pdus[i] + at, 10);
    step(b.rig);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 2);
    size_t count;
    const struct rig_event *events = rig_events(b.rig, &count);
    for (size_t i = 0; i < 2; i++) {
        const struct ble_event *event = &events[count - 2 + i].event;
        assert_int_equal(event->u.data.link, links[i]);
        assert_memory_equal(event->u.data.data, pdus[i] + 4, PDU - 4);
    }
    done(&b);
}

static void broken_sequences_are_dropped_and_the_next_pdu_is_whole(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint8_t pdu[PDU], other[PDU], long_one[PDU + 5];
    make_pdu(pdu, 7);
    make_pdu(other, 77);
    make_pdu(long_one, 3);
    memset(long_one + PDU, 0xee, 5);

    fragment(b.rig, 0x40, 1, pdu, PDU); /* a continuation of nothing */
    step(b.rig);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 0);
    fragment(b.rig, 0x40, 2, other, 30); /* a start in the middle of another */
    fragment(b.rig, 0x40, 2, pdu, 20);
    fragment(b.rig, 0x40, 1, pdu + 20, PDU - 20);
    expect_pdu(b.rig, 1, link, pdu);
    fragment(b.rig, 0x40, 2, long_one, sizeof(long_one)); /* longer than it says */
    fragment(b.rig, 0x40, 2, long_one, 50);
    fragment(b.rig, 0x40, 1, long_one + 50, sizeof(long_one) - 50);
    step(b.rig);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 1);
    fragment(b.rig, 0x40, 3, pdu, PDU); /* reserved boundary flag */
    fragment(b.rig, 0x40, 6, pdu, PDU); /* broadcast */
    step(b.rig);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 1);
    fragment(b.rig, 0x40, 0, pdu, PDU);
    expect_pdu(b.rig, 2, link, pdu);
    assert_true(rig_counters(b.rig)->malformed_packets >= 5);
    assert_int_equal(rig_counters(b.rig)->desyncs, 0);
    done(&b);
}

static void a_pdu_too_long_is_skipped_to_its_end(void **state)
{
    (void)state;
    static const uint32_t sizes[] = { 1097, 2000, 65535 };
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint8_t pdu[PDU];
    make_pdu(pdu, 5);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint8_t data[251] = { (uint8_t)sizes[i], (uint8_t)(sizes[i] >> 8), 0x04, 0x00 };
        memcpy(data + 100, "\x04\x3e\x13\x01\x00\x77\x00", 7);
        size_t left = sizes[i] + 4;
        for (bool first = true; left > 0; first = false) {
            size_t size = left < sizeof(data) ? left : sizeof(data);
            fragment(b.rig, 0x40, first ? 2 : 1, data, size);
            left -= size;
        }
        step(b.rig);
        assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), i);
        fragment(b.rig, 0x40, 2, pdu, PDU);
        expect_pdu(b.rig, i + 1, link, pdu);
    }
    fragment(b.rig, 0x40, 2, (const uint8_t *)"\xff\xff\x04\x00", 4); /* never ends */
    fragment(b.rig, 0x40, 2, pdu, PDU);
    expect_pdu(b.rig, 4, link, pdu);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_CONNECTED), 1);
    done(&b);
}

static void many_half_pdus_do_not_use_up_what_others_need(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.links = 4;
    struct bench b = ready_with("", &options);
    ble_link links[4];
    uint8_t half[1000] = { 0xff, 0x03, 0x04, 0x00 };
    for (uint16_t i = 0; i < 4; i++)
        links[i] = connected(b.rig, (uint16_t)(0x40 + i));
    for (uint16_t i = 0; i < 3; i++)
        for (size_t at = 0; at < sizeof(half); at += 20)
            fragment(b.rig, (uint16_t)(0x40 + i), at == 0 ? 2 : 1, half + at, 20);
    uint8_t pdu[PDU];
    make_pdu(pdu, 9);
    fragment(b.rig, 0x43, 2, pdu, 10);
    fragment(b.rig, 0x43, 1, pdu + 10, PDU - 10);
    expect_pdu(b.rig, 1, links[3], pdu);
    assert_int_equal(status_of(b.rig, send(b.rig, links[3], 20)), BLE_OK);
    assert_true(alive(b.rig));
    done(&b);
}

static void data_waits_for_room_and_none_is_lost(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.event_bytes = 8192;
    struct bench b = ready_with("", &options);
    connected(b.rig, 0x40);
    enum { COUNT = 500 };
    uint8_t *stream = malloc(COUNT * (5 + PDU));
    for (unsigned i = 0; i < COUNT; i++) {
        uint8_t *packet = stream + i * (5 + PDU);
        memcpy(packet, "\x02\x40\x20\x3c\x00", 5);
        make_pdu(packet + 5, (uint8_t)i);
        packet[9] = (uint8_t)i;
        packet[10] = (uint8_t)(i >> 8);
    }
    rig_receive(b.rig, stream, COUNT * (5 + PDU));
    free(stream);
    step(b.rig);
    assert_true(rig_counters(b.rig)->events_waited > 0);
    size_t count;
    const struct rig_event *events = rig_events(b.rig, &count);
    unsigned next = 0;
    for (size_t i = 0; i < count; i++) {
        if (events[i].event.type != BLE_EVENT_DATA)
            continue;
        assert_int_equal(events[i].event.u.data.data[0] | events[i].event.u.data.data[1] << 8, next);
        next++;
    }
    assert_int_equal(next, COUNT);
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ trouble */

static void links_survive_a_stray_octet(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.unchecked = true;
    struct bench b = ready_with("", &options);
    ble_link link = connected(b.rig, 0x40);
    rig_receive(b.rig, "\x99", 1);
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(rig_counters(b.rig)->desyncs, 1);
    assert_int_equal(rig_counters(b.rig)->resets_sent, 1);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 0);
    assert_int_equal(status_of(b.rig, send(b.rig, link, 5)), BLE_OK);
    uint8_t pdu[PDU];
    make_pdu(pdu, 1);
    fragment(b.rig, 0x40, 2, pdu, PDU);
    expect_pdu(b.rig, 1, link, pdu);
    done(&b);
}

static void links_end_when_the_probe_is_not_answered(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.unchecked = true; /* probes do not ask for credit */
    struct bench b = ready_with("on 1001 [2+]: nothing\non 1001 [4+]: complete 00 06 00 00 06 ff ff 00 00", &options);
    connected(b.rig, 0x40);
    rig_receive(b.rig, "\x99", 1);
    rig_run_for(b.rig, 10 * RIG_SECOND);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 1);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_RECOVERING), 1);
    assert_true(rig_run_until_settled(b.rig, 30 * RIG_SECOND));
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_READY);
    done(&b);
}

static void a_hardware_error_right_after_a_disconnection_ends_no_other_link(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    connected(b.rig, 0x40);
    ble_link other = connected(b.rig, 0x41);
    disconnection_complete(b.rig, 0x40, 0x08);
    rig_run_for(b.rig, 20000);
    rig_receive(b.rig, "\x04\x10\x01\x00", 4); /* ESP32: data for a handle that just vanished */
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(rig_counters(b.rig)->hardware_errors, 1);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 1);
    assert_int_equal(status_of(b.rig, send(b.rig, other, 5)), BLE_OK);
    rig_receive(b.rig, "\x04\x10\x01\x00", 4);
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 2);
    assert_int_equal(rig_info(b.rig)->generation, 2);
    done(&b);
}

static void an_unexpected_nop_with_links_up_is_checked_first(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    rig_receive(b.rig, "\x04\x0e\x03\x01\x00\x00", 6);
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 0); /* Read RSSI knew the handle */
    assert_int_equal(status_of(b.rig, send(b.rig, link, 5)), BLE_OK);
    done(&b);

    b = ready_with("on 1405: complete 02 @0-1 00", NULL); /* Unknown Connection Identifier: it did restart */
    connected(b.rig, 0x40);
    rig_receive(b.rig, "\x04\x0e\x03\x01\x00\x00", 6);
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DISCONNECTED), 1);
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_READY);
    assert_int_equal(rig_info(b.rig)->generation, 2);
    done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_kinds_of_connection_complete_tell_the_same),
        cmocka_unit_test(a_failed_connection_is_none),
        cmocka_unit_test(a_handle_given_twice_is_one_link),
        cmocka_unit_test(a_link_too_many_is_ended),
        cmocka_unit_test(the_name_of_an_ended_link_is_never_another_one),
        cmocka_unit_test(disconnecting_completes_with_the_end_of_the_link),
        cmocka_unit_test(disconnecting_from_a_controller_that_does_not_end),
        cmocka_unit_test(links_and_what_waits_for_them_end_with_the_transport),
        cmocka_unit_test(shutting_down_ends_links_first),
        cmocka_unit_test(a_pdu_is_cut_to_what_the_controller_takes),
        cmocka_unit_test(sending_waits_for_credits),
        cmocka_unit_test(links_take_turns),
        cmocka_unit_test(credits_are_conserved_whatever_the_controller_says),
        cmocka_unit_test(a_count_of_handles_that_does_not_fit_its_event_gives_nothing),
        cmocka_unit_test(a_link_that_ends_gives_its_credits_back),
        cmocka_unit_test(nothing_is_sent_on_a_link_that_has_ended),
        cmocka_unit_test(a_cancelled_pdu_leaves_the_link_in_order),
        cmocka_unit_test(sends_that_do_not_fit_are_refused_or_full),
        cmocka_unit_test(a_pdu_is_put_together_from_any_fragments),
        cmocka_unit_test(two_links_are_put_together_apart),
        cmocka_unit_test(broken_sequences_are_dropped_and_the_next_pdu_is_whole),
        cmocka_unit_test(a_pdu_too_long_is_skipped_to_its_end),
        cmocka_unit_test(many_half_pdus_do_not_use_up_what_others_need),
        cmocka_unit_test(data_waits_for_room_and_none_is_lost),
        cmocka_unit_test(links_survive_a_stray_octet),
        cmocka_unit_test(links_end_when_the_probe_is_not_answered),
        cmocka_unit_test(a_hardware_error_right_after_a_disconnection_ends_no_other_link),
        cmocka_unit_test(an_unexpected_nop_with_links_up_is_checked_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
