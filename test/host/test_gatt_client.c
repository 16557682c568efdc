/* SPDX-License-Identifier: MIT */
/* The GATT client in its host: events that nobody pulls, procedures that are too many, bearers and links that end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

enum { HANDLE = 0x40, OCTETS = 64, SMALLEST_PACKET = 264 };

static const uint8_t connected[] = { 0x04, 0x3e, 0x13, 0x01, 0x00, 0x40, 0x00, 0x00, 0x00, 0x01, 0x02,
                                     0x03, 0x04, 0x05, 0x06, 0x18, 0x00, 0x00, 0x00, 0x64, 0x00, 0x00 };

static struct rig *ready_with(const char *rules, bool is_small, uint16_t procedures, ble_link *link)
{
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = rules;
    options.config.automatic = 0;
    options.config.gatt_procedures = procedures;
    if (is_small) {
        options.config.packet_bytes = SMALLEST_PACKET;
        options.config.event_bytes = 4 * SMALLEST_PACKET;
        options.config.reassemblies = 0;
    }
    struct rig *rig = rig_ready(&options);
    rig_receive(rig, connected, sizeof(connected));
    rig_run_for(rig, RIG_SECOND / 10);
    *link = rig_last(rig, BLE_EVENT_CONNECTED)->event.u.connected.link;
    return rig;
}

/** An ACL packet with a PDU of ATT. @return its octets */
static size_t packet_of(const uint8_t *pdu, size_t size, uint8_t *packet)
{
    const uint8_t head[] = { 2, HANDLE, 0x20, (uint8_t)(size + 4), 0, (uint8_t)size, 0, 4, 0 };
    memcpy(packet, head, sizeof(head));
    memcpy(packet + sizeof(head), pdu, size);
    return sizeof(head) + size;
}

static void peer_sends(struct rig *rig, const uint8_t *pdu, size_t size)
{
    uint8_t packet[SMALLEST_PACKET];
    rig_receive(rig, packet, packet_of(pdu, size, packet));
    rig_run_for(rig, 1000);
}

static uint32_t start(struct rig *rig, ble_link link, struct ble_gatt gatt, uint32_t timeout_ms)
{
    struct ble_request request = { .type = BLE_REQUEST_GATT, .timeout_ms = timeout_ms };
    request.u.gatt = gatt;
    request.u.gatt.link = link;
    return rig_request(rig, &request);
}

static ble_status status_of(struct rig *rig, uint32_t id)
{
    const struct rig_event *event = rig_complete(rig, id, 40 * RIG_SECOND);
    assert_non_null(event);
    return event->event.u.completed.status;
}

/** PDUs of ATT that were sent, of one opcode. */
static size_t sent_of(const struct rig *rig, uint8_t opcode)
{
    size_t count = 0;
    for (size_t i = 0; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        count += size > 9 && packet[0] == 2 && packet[7] == 4 && packet[9] == opcode;
    }
    return count;
}

/* ------------------------------------------------------------------------------------------------ back-pressure */

/** What a host sends without anybody who pulls events. @return confirmations */
static unsigned transmit_all(struct ble_host *host, uint64_t now_us)
{
    enum { CONFIRMATION = 10 };
    uint8_t out[CONFIRMATION];
    unsigned confirmations = 0;
    while (ble_host_transmit(host, now_us, out, sizeof(out)) == CONFIRMATION)
        confirmations += out[0] == 2 && out[CONFIRMATION - 1] == 0x1e;
    return confirmations;
}

/** Events are pulled only when the host takes nothing more: nothing is lost, each indication is confirmed at once. */
static void indications_are_confirmed_though_nobody_looks(void **state)
{
    enum { COUNT = 300 };
    ble_link link;
    (void)state;
    struct rig *rig = ready_with("on acl: nothing", true, 4, &link);
    struct ble_host *host = rig_host(rig);
    uint64_t now_us = rig_now(rig);
    unsigned confirmed = 0, told = 0, stops = 0;
    for (unsigned i = 0; i < COUNT; i++) {
        const uint8_t pdu[] = { 0x1d, 0x12, 0x00, (uint8_t)i, (uint8_t)(i >> 8) };
        uint8_t packet[OCTETS] = { 0x04, 0x13, 5, 1, HANDLE, 0, 1, 0 }; /* the last confirmation was sent on */
        size_t before = i > 0 ? 8 : 0;
        size_t size = before + packet_of(pdu, sizeof(pdu), packet + before);
        for (size_t taken = 0; (taken += ble_host_receive(host, now_us, packet + taken, size - taken)) < size;) {
            struct ble_event event;
            assert_int_equal(confirmed, i); /* though not one of the waiting events was pulled */
            stops++;
            assert_true(ble_host_next_event(host, &event));
            do {
                assert_int_equal(event.type, BLE_EVENT_NOTIFIED);
                assert_true(event.u.notified.indication);
                assert_int_equal(event.u.notified.handle, 0x12);
                assert_int_equal(event.u.notified.data[0] | event.u.notified.data[1] << 8, told);
                told++;
            } while (ble_host_next_event(host, &event));
        }
        confirmed += transmit_all(host, now_us);
    }
    assert_true(stops > COUNT / 10);
    assert_int_equal(confirmed, COUNT);
    for (struct ble_event event; ble_host_next_event(host, &event);)
        told++;
    assert_int_equal(told, COUNT);
    rig_free(rig);
}

/** A list whose elements do not fit into the ring together, and octets behind it: pulled one by one. */
static void lists_longer_than_the_ring_are_told_to_their_end(void **state)
{
    enum { ELEMENTS = 60 };
    ble_link link;
    uint8_t packet[SMALLEST_PACKET * 2];
    uint8_t many[1 + 4 * ELEMENTS] = { 0x23 };
    (void)state;
    struct rig *rig = ready_with("on acl: completed 1", true, 4, &link);
    struct ble_host *host = rig_host(rig);
    peer_sends(rig, (const uint8_t[]){ 0x02, 0xf7, 0x00 }, 3);
    for (unsigned i = 0; i < ELEMENTS; i++)
        many[1 + 4 * i] = (uint8_t)(i + 1);
    size_t size = packet_of(many, sizeof(many), packet);
    size += packet_of((const uint8_t[]){ 0x1b, 0xff, 0x00 }, 3, packet + size);
    unsigned told = 0;
    for (size_t taken = 0; taken < size || told <= ELEMENTS;) {
        struct ble_event event;
        taken += ble_host_receive(host, rig_now(rig), packet + taken, size - taken);
        if (!ble_host_next_event(host, &event)) {
            assert_true(taken < size);
            continue;
        }
        assert_int_equal(event.type, BLE_EVENT_NOTIFIED);
        assert_int_equal(event.u.notified.handle, told < ELEMENTS ? told + 1 : 0xff);
        assert_false(event.u.notified.indication);
        told++;
    }
    assert_int_equal(told, ELEMENTS + 1);
    rig_free(rig);
}

/** The same of a procedure, with its end behind what it found; in pieces, so that it is put together first. */
static void what_was_found_comes_before_the_end(void **state)
{
    enum { ELEMENTS = 60, PIECE = 27 };
    ble_link link;
    uint8_t list[4 + 2 + 4 * ELEMENTS] = { 2 + 4 * ELEMENTS, 0, 4, 0, 0x05, 0x01 };
    (void)state;
    struct rig *rig = ready_with("on acl: completed 1", true, 4, &link);
    peer_sends(rig, (const uint8_t[]){ 0x02, 0xf7, 0x00 }, 3);
    for (unsigned i = 0; i < ELEMENTS; i++) {
        const uint8_t element[] = { (uint8_t)(i + 1), 0, 0x02, 0x29 };
        memcpy(list + 6 + 4 * i, element, sizeof(element));
    }
    struct ble_gatt gatt = { .operation = BLE_GATT_FIND_DESCRIPTORS, .end = ELEMENTS };
    uint32_t id = start(rig, link, gatt, 0);
    rig_run_for(rig, 1000);
    for (size_t at = 0; at < sizeof(list); at += PIECE) {
        size_t size = sizeof(list) - at < PIECE ? sizeof(list) - at : PIECE;
        uint8_t packet[5 + PIECE] = { 2, HANDLE, at == 0 ? 0x20 : 0x10, (uint8_t)size, 0 };
        memcpy(packet + 5, list + at, size);
        rig_receive(rig, packet, 5 + size);
    }
    assert_int_equal(status_of(rig, id), BLE_OK);
    size_t count, found = 0;
    const struct rig_event *events = rig_events(rig, &count);
    for (size_t i = 0; i < count && events[i].event.type != BLE_EVENT_COMPLETED; i++) {
        if (events[i].event.type != BLE_EVENT_FOUND)
            continue;
        found++;
        assert_int_equal(events[i].event.u.found.handle, found);
        assert_int_equal(events[i].event.u.found.id, id);
    }
    assert_int_equal(found, ELEMENTS);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------------ ends */

static void a_bearer_ends_with_a_request_that_is_not_answered(void **state)
{
    ble_link link;
    (void)state;
    struct rig *rig = ready_with("on acl: completed 1", false, 8, &link);
    uint64_t begun_us = rig_now(rig);
    struct ble_gatt read = { .operation = BLE_GATT_READ, .handle = 1 };
    uint32_t first = start(rig, link, read, 0), second = start(rig, link, read, 0);
    assert_int_equal(status_of(rig, first), BLE_ERROR_TIMEOUT);
    assert_int_equal(status_of(rig, second), BLE_ERROR_TIMEOUT);
    assert_in_range(rig_now(rig) - begun_us, 30 * RIG_SECOND, 30 * RIG_SECOND + 1000);
    assert_int_equal(status_of(rig, start(rig, link, read, 0)), BLE_ERROR_DISCONNECTED);
    assert_int_equal(sent_of(rig, 0x0a), 1);
    rig_free(rig);
}

static void a_procedure_may_be_given_less_time(void **state)
{
    ble_link link;
    (void)state;
    struct rig *rig = ready_with("on acl: completed 1", false, 8, &link);
    struct ble_gatt read = { .operation = BLE_GATT_READ, .handle = 1 };
    uint64_t begun_us = rig_now(rig);
    uint32_t first = start(rig, link, read, 2000), second = start(rig, link, read, 0);
    assert_int_equal(status_of(rig, first), BLE_ERROR_TIMEOUT);
    assert_in_range(rig_now(rig) - begun_us, 2 * RIG_SECOND, 2 * RIG_SECOND + 1000);
    rig_run_for(rig, RIG_SECOND);
    assert_int_equal(sent_of(rig, 0x0a), 1); /* the second one waits for the answer to the first */
    peer_sends(rig, (const uint8_t[]){ 0x0b, 0x57 }, 2);
    assert_int_equal(rig_count(rig, BLE_EVENT_VALUE), 0);
    peer_sends(rig, (const uint8_t[]){ 0x0b, 0x58 }, 2);
    assert_int_equal(status_of(rig, second), BLE_OK);
    assert_int_equal(rig_last(rig, BLE_EVENT_VALUE)->event.u.value.data[0], 0x58);
    rig_free(rig);
}

static void a_procedure_too_many_is_told_when_there_is_one_again(void **state)
{
    ble_link link;
    (void)state;
    struct rig *rig = ready_with("on acl: completed 1", false, 2, &link);
    struct ble_gatt read = { .operation = BLE_GATT_READ, .handle = 1 };
    uint32_t ids[] = { start(rig, link, read, 0), start(rig, link, read, 0) };
    assert_int_equal(status_of(rig, start(rig, link, read, 0)), BLE_ERROR_FULL);
    rig_run_for(rig, RIG_SECOND);
    assert_int_equal(rig_count(rig, BLE_EVENT_SENDABLE), 0);
    for (unsigned i = 0; i < 2; i++) {
        peer_sends(rig, (const uint8_t[]){ 0x0b }, 1);
        assert_int_equal(status_of(rig, ids[i]), BLE_OK);
        assert_int_equal(rig_count(rig, BLE_EVENT_SENDABLE), 1);
    }
    rig_free(rig);
}

static void a_command_completes_when_the_controller_took_it(void **state)
{
    ble_link link;
    uint8_t data[20] = { 0 };
    (void)state;
    struct rig *rig = ready_with("on acl: nothing", false, 8, &link);
    struct ble_gatt command = { .operation = BLE_GATT_WRITE_COMMAND, .handle = 1, .data = data, .size = 20 };
    unsigned room = rig_info(rig)->acl_count;
    for (unsigned i = 0; i < room; i++)
        assert_int_equal(status_of(rig, start(rig, link, command, 0)), BLE_OK);
    uint32_t last = start(rig, link, command, 0);
    rig_run_for(rig, 60 * RIG_SECOND);
    assert_int_equal(sent_of(rig, 0x52), room);
    struct ble_request cancel = { .type = BLE_REQUEST_CANCEL };
    cancel.u.cancel.id = last;
    rig_request(rig, &cancel);
    assert_int_equal(status_of(rig, last), BLE_ERROR_CANCELLED);
    const uint8_t done[] = { 0x04, 0x13, 5, 1, HANDLE, 0, (uint8_t)room, 0 };
    rig_receive(rig, done, sizeof(done));
    rig_run_for(rig, RIG_SECOND);
    assert_int_equal(sent_of(rig, 0x52), room); /* it never went out */
    rig_free(rig);
}

/** A PDU longer than any that we said may come ends what waits for an answer; it is not looked at. */
static void an_answer_longer_than_all_is_none(void **state)
{
    ble_link link;
    uint8_t longest[SMALLEST_PACKET] = { 0x0b };
    (void)state;
    struct rig *rig = ready_with("on acl: completed 1", false, 8, &link);
    uint32_t id = start(rig, link, (struct ble_gatt){ .operation = BLE_GATT_READ, .handle = 1 }, 0);
    rig_run_for(rig, 1000);
    const uint8_t head[] = { 2, HANDLE, 0x20, 0x84, 0x03, 0x80, 0x03, 4, 0 }; /* a PDU of 896 octets */
    uint8_t packet[9 + 896];
    memset(packet, 0, sizeof(packet));
    memcpy(packet, head, sizeof(head));
    packet[9] = longest[0];
    rig_receive(rig, packet, sizeof(packet));
    assert_int_equal(status_of(rig, id), BLE_ERROR_PROTOCOL);
    assert_int_equal(rig_count(rig, BLE_EVENT_VALUE), 0);
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indications_are_confirmed_though_nobody_looks),
        cmocka_unit_test(lists_longer_than_the_ring_are_told_to_their_end),
        cmocka_unit_test(what_was_found_comes_before_the_end),
        cmocka_unit_test(a_bearer_ends_with_a_request_that_is_not_answered),
        cmocka_unit_test(a_procedure_may_be_given_less_time),
        cmocka_unit_test(a_procedure_too_many_is_told_when_there_is_one_again),
        cmocka_unit_test(a_command_completes_when_the_controller_took_it),
        cmocka_unit_test(an_answer_longer_than_all_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
