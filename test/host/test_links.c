/* SPDX-License-Identifier: MIT */
/** @file @brief Links come, go, and survive trouble. */
#include "linked.h"

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
        cmocka_unit_test(links_survive_a_stray_octet),
        cmocka_unit_test(links_end_when_the_probe_is_not_answered),
        cmocka_unit_test(a_hardware_error_right_after_a_disconnection_ends_no_other_link),
        cmocka_unit_test(an_unexpected_nop_with_links_up_is_checked_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
