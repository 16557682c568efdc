/* SPDX-License-Identifier: MIT */
/* Octets get lost while links are up: the links stay, and nothing waits for ever for what was lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "rig.h"

static const uint8_t connected[] = { 0x04, 0x3e, 0x13, 0x01, 0x00, 0x40, 0x00, 0x00, 0x00, 0x01, 0x02,
                                     0x03, 0x04, 0x05, 0x06, 0x18, 0x00, 0x00, 0x00, 0x64, 0x00, 0x00 };

static struct rig *ready_with_link(const struct rig_options *options, ble_link *link)
{
    struct rig_options quiet = *options;
    quiet.config.gatt_procedures = 0; /* nothing is sent but what a test asks for */
    struct rig *rig = rig_ready(&quiet);
    rig_receive(rig, connected, sizeof(connected));
    rig_run_for(rig, RIG_SECOND / 10);
    assert_non_null(rig_last(rig, BLE_EVENT_CONNECTED));
    *link = rig_last(rig, BLE_EVENT_CONNECTED)->event.u.connected.link;
    return rig;
}

static uint32_t send_pdu(struct rig *rig, ble_link link)
{
    static const uint8_t data[] = { 1, 2, 3 };
    struct ble_request request = { .type = BLE_REQUEST_SEND };
    request.u.send.link = link;
    request.u.send.cid = 0x0040;
    request.u.send.data = data;
    request.u.send.size = sizeof(data);
    return rig_request(rig, &request);
}

static void the_link_survives_a_loss_of_synchronisation(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    ble_link link;
    struct rig *rig = ready_with_link(&options, &link);
    rig_receive(rig, "\xee\xee\xee", 3);
    rig_run_for(rig, RIG_SECOND);
    assert_int_equal(rig_counters(rig)->desyncs, 1);
    assert_int_equal(rig_count(rig, BLE_EVENT_DISCONNECTED), 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_RECOVERING), 0);
    assert_int_equal(rig_info(rig)->generation, 1);
    uint32_t id = rig_command(rig, 0x1009, NULL, 0);
    assert_int_equal(rig_complete(rig, id, RIG_SECOND)->event.u.completed.status, BLE_OK);
    rig_free(rig);
}

static void a_controller_that_does_not_answer_the_probe_is_reset(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = "on 1001 [2+]: nothing\n";
    ble_link link;
    struct rig *rig = ready_with_link(&options, &link);
    rig_receive(rig, "\xee", 1);
    rig_run_for(rig, 2 * RIG_SECOND);
    assert_int_equal(rig_count(rig, BLE_EVENT_DISCONNECTED), 1);
    assert_int_equal(rig_last(rig, BLE_EVENT_RECOVERING)->event.u.trouble.failure, BLE_FAILURE_DESYNC);
    rig_free(rig);
}

/* All buffers are in use and the events that would free them are lost. */
static void lost_completions_do_not_stop_a_link_for_ever(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = "on acl: nothing\n";
    ble_link link;
    struct rig *rig = ready_with_link(&options, &link);
    unsigned count = rig_info(rig)->acl_count;
    uint32_t id = 0;
    for (unsigned i = 0; i <= count; i++) {
        id = send_pdu(rig, link);
        assert_int_not_equal(id, 0);
    }
    rig_run_for(rig, 5 * RIG_SECOND);
    assert_int_equal(rig_count(rig, BLE_EVENT_COMPLETED), count); /* the last one waits for a buffer */
    rig_receive(rig, "\xee", 1);
    rig_run_for(rig, 3 * RIG_SECOND); /* the supervision timeout is one second, and one more */
    assert_int_equal(rig_count(rig, BLE_EVENT_COMPLETED), count + 1u);
    assert_int_equal(rig_last(rig, BLE_EVENT_COMPLETED)->event.u.completed.id, id);
    assert_int_equal(rig_last(rig, BLE_EVENT_COMPLETED)->event.u.completed.status, BLE_OK);
    rig_free(rig);
}

static void without_a_loss_a_peer_that_is_slow_gets_all_the_time_it_wants(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = "on acl: nothing\n";
    ble_link link;
    struct rig *rig = ready_with_link(&options, &link);
    unsigned count = rig_info(rig)->acl_count;
    for (unsigned i = 0; i <= count; i++)
        send_pdu(rig, link);
    rig_run_for(rig, 25 * RIG_SECOND);
    assert_int_equal(rig_count(rig, BLE_EVENT_COMPLETED), count);
    rig_free(rig);
}

static void a_disconnect_that_failed_leaves_the_link_in_use(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = "on 0406: status 00\n";
    ble_link link;
    struct rig *rig = ready_with_link(&options, &link);
    struct ble_request request = { .type = BLE_REQUEST_DISCONNECT };
    request.u.disconnect.link = link;
    rig_request(rig, &request);
    rig_run_for(rig, RIG_SECOND / 10);
    rig_receive(rig, "\x04\x05\x04\x0c\x40\x00\x16", 7);
    uint32_t id = send_pdu(rig, link);
    const struct rig_event *end = rig_complete(rig, id, RIG_SECOND);
    assert_non_null(end);
    assert_int_equal(end->event.u.completed.status, BLE_OK);
    rig_free(rig);
}

static void drain(struct ble_host *host)
{
    struct ble_event event;
    while (ble_host_next_event(host, &event))
        ;
}

static void a_packet_that_is_half_fetched_goes_out_whole_before_a_reset(void **state)
{
    (void)state;
    const struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    static uint64_t memory[32768];
    uint8_t out[16];
    assert_true(ble_host_size(&config) <= sizeof(memory));
    struct ble_host *host = ble_host_init(memory, sizeof(memory), &config);
    ble_host_attach(host, 1, NULL);
    assert_int_equal(ble_host_transmit(host, 1, out, sizeof(out)), 4);
    ble_host_receive(host, 2, (const uint8_t *)"\x04\x0e\x04\x01\x03\x0c\x00", 7);
    assert_int_equal(ble_host_transmit(host, 2, out, 3), 3); /* of Read Local Version Information */
    struct ble_request reset = { .type = BLE_REQUEST_RESET };
    assert_int_not_equal(ble_host_request(host, 3, &reset), 0);
    assert_int_equal(ble_host_transmit(host, 3, out + 3, 1), 1);
    assert_memory_equal(out, "\x01\x01\x10\x00", 4);
    assert_int_equal(ble_host_transmit(host, 3, out, sizeof(out)), 4);
    assert_memory_equal(out, "\x01\x03\x0c\x00", 4);
    ble_host_lost(host, 4);
    drain(host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_link_survives_a_loss_of_synchronisation),
        cmocka_unit_test(a_controller_that_does_not_answer_the_probe_is_reset),
        cmocka_unit_test(lost_completions_do_not_stop_a_link_for_ever),
        cmocka_unit_test(without_a_loss_a_peer_that_is_slow_gets_all_the_time_it_wants),
        cmocka_unit_test(a_disconnect_that_failed_leaves_the_link_in_use),
        cmocka_unit_test(a_packet_that_is_half_fetched_goes_out_whole_before_a_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
