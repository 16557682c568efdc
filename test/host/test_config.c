/* SPDX-License-Identifier: MIT */
/** @file @brief All memory is known beforehand and enough; what is outside its range is refused; hosts share nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

static const struct ble_host_config usual = BLE_HOST_CONFIG_INIT;

static void members_outside_their_range_are_refused(void **state)
{
    (void)state;
    struct ble_host_config wrong[] = { usual, usual, usual, usual, usual, usual, usual, usual,
                                       usual, usual, usual, usual, usual, usual, usual };
    wrong[0].size--;
    wrong[1].links = 101;
    wrong[2].requests = 0;
    wrong[3].requests = 65;
    wrong[4].packet_bytes = 263;
    wrong[5].packet_bytes = 4097;
    wrong[6].event_bytes = 4 * usual.packet_bytes - 1;
    wrong[7].event_bytes = 16 * 1024 * 1024 + 1;
    wrong[8].transmit_bytes = 511;
    wrong[9].transmit_bytes = 1024 * 1024 + 1;
    wrong[10].reassemblies = 1001;
    wrong[11].scan_devices = 1000001;
    wrong[12].packet_bytes = 264;
    wrong[12].event_bytes = 4399;
    wrong[13].automatic = BLE_AUTOMATIC_ALL + 1;
    wrong[14].update_answer_ms = 20001;
    size_t size = ble_host_size(&usual);
    void *memory = malloc(size);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_int_equal(ble_host_size(&wrong[i]), 0);
        assert_null(ble_host_init(memory, size, &wrong[i]));
    }
    assert_null(ble_host_init(memory, size - 1, &usual));
    assert_ptr_equal(ble_host_init(memory, size, &usual), memory);
    free(memory);
}

static void every_corner_of_the_configuration_works(void **state)
{
    (void)state;
    static const uint32_t packets[] = { 264, 4096 };
    for (unsigned corner = 0; corner < 64; corner++) {
        struct rig_options options = RIG_OPTIONS_INIT("zephyr_hci_uart");
        options.config.links = corner & 1 ? 100 : 0;
        options.config.requests = corner & 2 ? 64 : 1;
        options.config.packet_bytes = packets[corner >> 2 & 1];
        options.config.event_bytes = corner & 8 ? 16 * 1024 * 1024 : 4 * options.config.packet_bytes;
        options.config.transmit_bytes = corner & 16 ? 1024 * 1024 : 512;
        options.config.reassemblies = corner & 32 ? 1000 : 0;
        options.config.scan_devices = corner & 32 ? 100000 : 0;
        if (options.config.reassemblies > 0 && options.config.event_bytes < 4400)
            options.config.event_bytes = 4400;
        struct rig *rig = rig_new(&options);
        rig_attach(rig);
        assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
        assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
        const struct rig_event *end = rig_complete(rig, rig_command(rig, 0x1001, NULL, 0), RIG_SECOND);
        assert_non_null(end);
        assert_int_equal(end->event.u.completed.status, BLE_OK);
        rig_free(rig);
    }
}

static void a_host_without_links_takes_no_connection(void **state)
{
    (void)state;
    static const uint8_t connected[] = { 0x04, 0x3e, 0x13, 0x01, 0,    0x40, 0, 1, 0,    1, 2,
                                         3,    4,    5,    6,    0x18, 0,    0, 0, 0x2a, 0, 0 };
    struct rig_options options = RIG_OPTIONS_INIT("zephyr_hci_uart");
    options.config.links = 0;
    struct rig *rig = rig_new(&options);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    rig_receive(rig, connected, sizeof(connected));
    rig_receive(rig, "\x02\x40\x20\x04\x00\x00\x00\x04\x00", 9);
    rig_run_for(rig, RIG_SECOND);
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_DATA), 0);
    rig_free(rig);
}

static char *alone(const char *controller)
{
    struct rig_options options = RIG_OPTIONS_INIT(controller);
    options.record = true;
    struct rig *rig = rig_new(&options);
    rig_attach(rig);
    rig_run(rig, 3 * RIG_SECOND);
    char *text = strdup(rig_transcript(rig));
    rig_free(rig);
    return text;
}

static void hosts_beside_each_other_do_what_each_does_alone(void **state)
{
    (void)state;
    static const char *const controllers[] = { "zephyr_hci_uart", "esp32", "controller_4_0", "half_packet", "silent" };
    enum { COUNT = sizeof(controllers) / sizeof(controllers[0]) };
    struct rig *rigs[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        struct rig_options options = RIG_OPTIONS_INIT(controllers[i]);
        options.record = true;
        rigs[i] = rig_new(&options);
        rig_attach(rigs[i]);
    }
    for (uint64_t at = RIG_SECOND; at <= 3 * RIG_SECOND; at += 250)
        for (size_t i = 0; i < COUNT; i++)
            rig_run(rigs[i], at);
    for (size_t i = 0; i < COUNT; i++) {
        char *text = alone(controllers[i]);
        assert_string_equal(rig_transcript(rigs[i]), text);
        free(text);
        rig_free(rigs[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_outside_their_range_are_refused),
        cmocka_unit_test(every_corner_of_the_configuration_works),
        cmocka_unit_test(a_host_without_links_takes_no_connection),
        cmocka_unit_test(hosts_beside_each_other_do_what_each_does_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
