/* SPDX-License-Identifier: MIT */
/** @file @brief Every scripted controller is brought up, or the host says what is wrong, in bounded virtual time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

enum { LADDER_MS = 10000 };

struct expected {
    const char *controller;
    uint8_t state, failure;
    uint32_t quirks;
    uint8_t source;
    const char *address;
    uint16_t acl_length, acl_count;
    uint8_t hci_version;
    uint16_t manufacturer;
    uint16_t commands; /* at most */
    uint32_t ms;       /* at most */
};

#define READY        BLE_HOST_READY, BLE_FAILURE_NONE
#define FAILED       BLE_HOST_FAILED
#define PUBLIC(a)    BLE_ADDRESS_SOURCE_PUBLIC, a
#define FACTORY(a)   BLE_ADDRESS_SOURCE_FACTORY, a
#define GENERATED    BLE_ADDRESS_SOURCE_GENERATED, NULL
#define NOTHING      0, 0, NULL, 0, 0, 0, 0, 0
#define BASE_ADDRESS PUBLIC("00:02:5A:00:00:01")

/* clang-format off */
static const struct expected table[] = {
    { "base_4_0", READY, 0, BASE_ADDRESS, 27, 4, 6, 0xffff, 20, 20 },
    { "base_4_2", READY, 0, BASE_ADDRESS, 251, 4, 8, 0xffff, 24, 20 },
    { "base_5_4", READY, 0, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 20 },
    { "zephyr_hci_uart", READY, BLE_QUIRK_ZEPHYR_VENDOR, FACTORY("D4:3F:93:0A:5C:E1"), 251, 3, 13, 0x05f1, 28, 20 },
    { "zephyr_hci_uart_async", READY, BLE_QUIRK_ZEPHYR_VENDOR, FACTORY("D4:3F:93:0A:5C:E1"), 251, 3, 13, 0x05f1, 28, 20 },
    { "sdc_nordic", READY, BLE_QUIRK_ZEPHYR_VENDOR, FACTORY("E8:66:0B:C4:19:7A"), 251, 3, 13, 0x0059, 28, 20 },
    { "esp32", READY, 0, PUBLIC("24:0A:C4:40:31:8E"), 251, 10, 8, 0x0060, 24, 20 },
    { "controller_4_0", READY, BLE_QUIRK_SHARED_BUFFERS, PUBLIC("00:02:1F:5F:0D:C6"), 1021, 8, 6, 0x000f, 20, 20 },
    { "csr8510", READY, BLE_QUIRK_SHARED_BUFFERS, PUBLIC("00:7D:DA:0A:F2:71"), 310, 10, 6, 0x000a, 20, 20 },
    { "rtl8761b", READY, BLE_QUIRK_NO_EXTENDED_SCAN_WHILE_CONNECTED, PUBLIC("00:E0:4C:12:3C:45"), 251, 8, 10, 0x005d, 28, 20 },
    { "cc26xx", READY, BLE_QUIRK_EMPTY_RESET_ANSWER, PUBLIC("54:6B:98:2D:C0:5B"), 251, 12, 9, 0x000d, 24, 1000 },
    { "truncated_commands", READY, BLE_QUIRK_COMMANDS_TRUNCATED | BLE_QUIRK_ADDRESS_NOT_UNIQUE | BLE_QUIRK_VERSION_UNTRUE,
      GENERATED, 251, 2, 12, 0x0030, 28, 20 },
    { "missing_commands", READY, BLE_QUIRK_COMMANDS_MISSING, BASE_ADDRESS, 27, 4, 6, 0xffff, 20, 20 },
    { "missing_commands_status", READY, BLE_QUIRK_COMMANDS_MISSING, BASE_ADDRESS, 27, 4, 6, 0xffff, 20, 20 },
    { "missing_commands_silent", READY, BLE_QUIRK_COMMANDS_MISSING, BASE_ADDRESS, 27, 4, 6, 0xffff, 21, 4500 },
    { "no_1003", READY, 0, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 20 },
    { "buffers_zero", READY, BLE_QUIRK_NO_BUFFER_SIZE, BASE_ADDRESS, 27, 1, 8, 0xffff, 24, 20 },
    { "shared_5_4", READY, BLE_QUIRK_SHARED_BUFFERS, BASE_ADDRESS, 1021, 6, 13, 0xffff, 28, 20 },
    { "ncmd_0_nop_complete", READY, 0, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 1000 },
    { "ncmd_0_nop_status", READY, 0, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 1000 },
    { "ncmd_0_forever", READY, 0, BASE_ADDRESS, 27, 4, 6, 0xffff, 20, 60000 },
    { "ncmd_5", READY, 0, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 20 },
    { "nop_at_boot", READY, BLE_QUIRK_ZEPHYR_VENDOR, FACTORY("D4:3F:93:0A:5C:E1"), 251, 3, 13, 0x05f1, 28, 2000 },
    { "boot_rom_text", READY, BLE_QUIRK_BOOT_NOISE, PUBLIC("34:C6:F2:91:7D:2A"), 251, 8, 13, 0x02e5, 28, 2000 },
    { "half_packet", READY, BLE_QUIRK_ZEPHYR_VENDOR, FACTORY("D4:3F:93:0A:5C:E1"), 251, 3, 13, 0x05f1, 28, 2000 },
    { "at_noise", READY, BLE_QUIRK_BOOT_NOISE, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 2000 },
    { "da14585", READY, BLE_QUIRK_ADDRESS_NOT_UNIQUE | BLE_QUIRK_NO_SCAN_WHILE_ADVERTISING, GENERATED, 251, 4, 9, 0x00d2, 24, 20 },
    { "rx23w", READY, BLE_QUIRK_ADDRESS_NOT_UNIQUE, GENERATED, 251, 8, 9, 0x0036, 28, 20 },
    { "hardware_error", READY, 0, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 5000 },
    { "restarts_once", READY, BLE_QUIRK_ZEPHYR_VENDOR, FACTORY("D4:3F:93:0A:5C:E1"), 251, 3, 13, 0x05f1, 28, 8000 },
    { "slow", READY, 0, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 8000 },
    { "baud_115200", READY, 0, BASE_ADDRESS, 251, 8, 13, 0xffff, 28, 20 }, /* its line has no rate here */
    { "silent", FAILED, BLE_FAILURE_SILENT, NOTHING, LADDER_MS },
    { "noise_only", FAILED, BLE_FAILURE_NOISE, NOTHING, LADDER_MS },
    { "at_echo", FAILED, BLE_FAILURE_NOISE, NOTHING, LADDER_MS },
    { "refuses_reset", FAILED, BLE_FAILURE_REFUSED, NOTHING, LADDER_MS },
    { "crash_assert", FAILED, BLE_FAILURE_CRASHED, NOTHING, 3 * LADDER_MS },
    { "crash_fatal", FAILED, BLE_FAILURE_CRASHED, NOTHING, 3 * LADDER_MS },
    { "needs_dtr", FAILED, BLE_FAILURE_SILENT, NOTHING, LADDER_MS },
    { "needs_reopen", FAILED, BLE_FAILURE_SILENT, NOTHING, LADDER_MS },
};
/* clang-format on */

static void check_ready(const struct expected *e, struct rig *rig)
{
    const struct ble_controller_info *info = rig_info(rig);
    char text[BLE_ADDRESS_TEXT];
    assert_int_equal(info->quirks, e->quirks);
    assert_int_equal(info->address_source, e->source);
    if (e->address != NULL)
        assert_string_equal(ble_address_format(&info->address, text), e->address);
    else
        assert_int_equal(info->address.octets[5] >> 6, 3);
    assert_int_equal(info->address.type,
                     e->source == BLE_ADDRESS_SOURCE_PUBLIC ? BLE_ADDRESS_PUBLIC : BLE_ADDRESS_RANDOM);
    assert_int_equal(info->acl_length, e->acl_length);
    assert_int_equal(info->acl_count, e->acl_count);
    assert_int_equal(info->hci_version, e->hci_version);
    assert_int_equal(info->manufacturer, e->manufacturer);
    assert_int_equal(info->generation, 1);
    assert_int_equal(rig_count(rig, BLE_EVENT_READY), 1);
    assert_int_equal(rig_count(rig, BLE_EVENT_FAILED), 0);
    assert_true(info->ready_commands > 5);
    if (info->ready_commands > e->commands)
        fail_msg("%u commands", info->ready_commands);
}

static void check(const struct expected *e)
{
    print_message("%s\n", e->controller);
    struct rig_options options = RIG_OPTIONS_INIT(e->controller);
    struct rig *rig = rig_new(&options);
    uint64_t begun_us = rig_now(rig);
    rig_attach(rig);
    if (!rig_run_until_settled(rig, 100 * RIG_SECOND))
        fail_msg("state %u after 100 s", rig_info(rig)->state);
    uint64_t took_ms = (rig_now(rig) - begun_us) / 1000;
    if (rig_info(rig)->state != e->state || rig_info(rig)->failure != e->failure)
        fail_msg("state %u failure %u", rig_info(rig)->state, rig_info(rig)->failure);
    if (took_ms > e->ms)
        fail_msg("took %u ms", (unsigned)took_ms);
    if (e->state == BLE_HOST_READY)
        check_ready(e, rig);
    else
        assert_int_equal(rig_last(rig, BLE_EVENT_FAILED)->event.u.trouble.failure, e->failure);
    size_t events;
    rig_events(rig, &events);
    rig_run_for(rig, 100 * RIG_SECOND); /* nothing stirs after that */
    size_t later;
    rig_events(rig, &later);
    assert_int_equal(later, events);
    assert_int_equal(rig_info(rig)->state, e->state);
    rig_free(rig);
}

static void every_controller_is_brought_up_or_diagnosed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        check(&table[i]);
}

static struct rig *bring_up(const struct rig_options *options)
{
    struct rig *rig = rig_new(options);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, 100 * RIG_SECOND));
    return rig;
}

static void capabilities_are_what_the_controller_says(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    struct rig *rig = bring_up(&options);
    const struct ble_controller_info *info = rig_info(rig);
    assert_int_equal(info->state, BLE_HOST_READY);
    assert_memory_equal(info->le_features, "\xff\x79\x01\x40\0\0\0\0", 8);
    assert_memory_equal(info->le_states, "\xff\xff\xff\xff\xff\x03\0\0", 8);
    assert_int_equal(info->supported_commands[41], 0x20);
    assert_int_equal(info->accept_list_size, 8);
    assert_int_equal(info->resolving_list_size, 8);
    assert_int_equal(info->advertising_sets, 4);
    assert_int_equal(info->max_advertising_data, 1650);
    assert_int_equal(info->min_tx_power_dbm, -20);
    assert_int_equal(info->max_tx_power_dbm, 8);
    assert_int_equal(info->max_data_octets, 251);
    assert_int_equal(info->max_data_time_us, 2120);
    assert_int_equal(info->lmp_subversion, 1);
    assert_true(ble_host_has_command(rig_host(rig), 0x2039));
    assert_false(ble_host_has_command(rig_host(rig), 0x0405));
    assert_false(ble_host_has_command(rig_host(rig), 0xffff));
    rig_free(rig);

    struct rig_options old = RIG_OPTIONS_INIT("controller_4_0");
    rig = bring_up(&old);
    info = rig_info(rig);
    assert_int_equal(info->advertising_sets, 1);
    assert_int_equal(info->max_advertising_data, 31);
    assert_int_equal(info->max_data_octets, 27);
    assert_int_equal(info->min_tx_power_dbm, 127);
    assert_int_equal(info->max_tx_power_dbm, 127);
    assert_int_equal(info->resolving_list_size, 0);
    assert_false(ble_host_has_command(rig_host(rig), 0x2039));
    rig_free(rig);
}

/** Find a command that the host sent. */
static const uint8_t *sent_command(const struct rig *rig, uint16_t opcode, size_t *size)
{
    for (size_t i = 0; i < rig_sent(rig); i++) {
        const uint8_t *packet = rig_sent_packet(rig, i, size);
        if (packet[0] == 0x01 && (packet[1] | packet[2] << 8) == opcode)
            return packet;
    }
    return NULL;
}

static void a_generated_address_is_static_random_kept_and_set(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("da14585");
    options.record = true;
    struct rig *rig = bring_up(&options);
    uint8_t made[6];
    memcpy(made, rig_info(rig)->address.octets, sizeof(made));
    size_t size;
    const uint8_t *packet = sent_command(rig, 0x2005, &size);
    assert_non_null(packet);
    assert_int_equal(size, 10);
    assert_memory_equal(packet + 4, made, 6);
    char effect[32];
    snprintf(effect, sizeof(effect), " effect %d ", BLE_EFFECT_STORE_ADDRESS);
    assert_non_null(strstr(rig_transcript(rig), effect));
    rig_free(rig);

    options.kept_address = made;
    options.seed = 99;
    rig = bring_up(&options);
    assert_int_equal(rig_info(rig)->address_source, BLE_ADDRESS_SOURCE_KEPT);
    assert_memory_equal(rig_info(rig)->address.octets, made, 6);
    assert_null(strstr(rig_transcript(rig), effect));
    rig_free(rig);
}

static void a_kept_address_that_is_not_static_random_is_replaced(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("da14585");
    const uint8_t wrong[][6] = { { 1, 2, 3, 4, 5, 6 }, { 0, 0, 0, 0, 0, 0xc0 }, { 255, 255, 255, 255, 255, 255 } };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        options.kept_address = wrong[i];
        struct rig *rig = bring_up(&options);
        assert_int_equal(rig_info(rig)->address_source, BLE_ADDRESS_SOURCE_GENERATED);
        assert_memory_not_equal(rig_info(rig)->address.octets, wrong[i], 6);
        rig_free(rig);
    }
}

static void without_any_answer_to_effects_it_is_ready_all_the_same(void **state)
{
    (void)state;
    for (int ignored = 0; ignored < 2; ignored++) {
        struct rig_options options = RIG_OPTIONS_INIT("da14585");
        options.effects_ignored = ignored;
        options.effects_fail = !ignored;
        struct rig *rig = bring_up(&options);
        assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
        assert_int_equal(rig_info(rig)->address_source, BLE_ADDRESS_SOURCE_NONE);
        assert_true(rig_now(rig) < 30 * RIG_SECOND);
        rig_free(rig);
    }
}

static void line_tricks_are_used_where_the_transport_can(void **state)
{
    (void)state;
    struct rig_options dtr = RIG_OPTIONS_INIT("needs_dtr");
    dtr.transport.can_pulse_dtr = true;
    struct rig *rig = bring_up(&dtr);
    assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
    rig_free(rig);

    struct rig_options reopen = RIG_OPTIONS_INIT("needs_reopen");
    reopen.transport.can_pulse_dtr = true;
    reopen.transport.can_reopen = true;
    rig = bring_up(&reopen);
    assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
    rig_free(rig);
}

static void every_rate_is_tried(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("baud_115200");
    const uint32_t rates[4] = { 1000000, 921600, 115200, 0 };
    memcpy(options.transport.baud_choices, rates, sizeof(rates));
    struct rig *rig = bring_up(&options);
    assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
    assert_int_equal(rig_info(rig)->baud, 115200);
    rig_free(rig);

    options.controller = "silent";
    rig = bring_up(&options);
    assert_int_equal(rig_info(rig)->state, BLE_HOST_FAILED);
    assert_int_equal(rig_info(rig)->failure, BLE_FAILURE_SILENT);
    assert_true(rig_now(rig) < 40 * RIG_SECOND);
    rig_free(rig);
}

static bool sent_padding(const struct rig_options *options)
{
    struct rig *rig = rig_new(options);
    rig_attach(rig);
    rig_run_until_settled(rig, 100 * RIG_SECOND);
    size_t packets = 0;
    for (size_t i = 0; i < rig_sent(rig); i++) {
        size_t size;
        rig_sent_packet(rig, i, &size);
        packets += size;
    }
    bool padded = rig_counters(rig)->bytes_sent > packets;
    rig_free(rig);
    return padded;
}

static void answers_to_earlier_resets_do_no_harm(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("slow");
    struct rig *rig = bring_up(&options);
    rig_run_for(rig, 10 * RIG_SECOND);
    assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
    assert_int_equal(rig_info(rig)->generation, 1);
    assert_true(rig_counters(rig)->resets_sent >= 2);
    assert_true(rig_counters(rig)->late_answers >= 1);
    rig_free(rig);
}

static void a_sleeping_controller_gets_no_padding(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("silent");
    assert_true(sent_padding(&options));
    options.transport.no_padding = true;
    assert_false(sent_padding(&options));
}

static void noise_is_kept_for_the_diagnosis(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("boot_rom_text");
    struct rig *rig = bring_up(&options);
    assert_int_equal(rig_info(rig)->noise_size, 64);
    assert_memory_equal(rig_info(rig)->noise, "ESP-ROM:esp32c3-api1-20210207\r\n", 31);
    assert_true(rig_counters(rig)->noise_bytes > 64);
    rig_free(rig);
}

static void crashes_are_told_in_words(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("crash_assert");
    struct rig *rig = bring_up(&options);
    assert_string_equal(rig_info(rig)->crash, "assertion failed at ll_sw/ull_conn.c:1234");
    assert_true(rig_count(rig, BLE_EVENT_CRASHED) >= 1);
    rig_free(rig);

    options.controller = "crash_fatal";
    rig = bring_up(&options);
    assert_non_null(strstr(rig_info(rig)->crash, "kernel oops"));
    rig_free(rig);
}

static void a_refusal_names_command_and_status(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("refuses_reset");
    struct rig *rig = bring_up(&options);
    const struct rig_event *failed = rig_last(rig, BLE_EVENT_FAILED);
    assert_non_null(failed);
    assert_int_equal(failed->event.u.trouble.failure, BLE_FAILURE_REFUSED);
    assert_int_equal(failed->event.u.trouble.opcode, 0x0c03);
    assert_int_equal(failed->event.u.trouble.status, 0x03);
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_controller_is_brought_up_or_diagnosed),
        cmocka_unit_test(capabilities_are_what_the_controller_says),
        cmocka_unit_test(a_generated_address_is_static_random_kept_and_set),
        cmocka_unit_test(a_kept_address_that_is_not_static_random_is_replaced),
        cmocka_unit_test(without_any_answer_to_effects_it_is_ready_all_the_same),
        cmocka_unit_test(line_tricks_are_used_where_the_transport_can),
        cmocka_unit_test(every_rate_is_tried),
        cmocka_unit_test(answers_to_earlier_resets_do_no_harm),
        cmocka_unit_test(a_sleeping_controller_gets_no_padding),
        cmocka_unit_test(noise_is_kept_for_the_diagnosis),
        cmocka_unit_test(crashes_are_told_in_words),
        cmocka_unit_test(a_refusal_names_command_and_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
