/* SPDX-License-Identifier: MIT */
/* Packets in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/host.h>
#include <bleradio/trace.h>

#include "sample.h"

/* A packet of its own memory, so that a read past its end is seen. */
static char *describe(const uint8_t *packet, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    size_t length;
    char *text;

    assert_non_null(copy);
    if (size)
        memcpy(copy, packet, size);
    length = ble_packet_describe(true, copy, size, NULL, 0);
    text = malloc(length + 1);
    assert_non_null(text);
    assert_int_equal(ble_packet_describe(true, copy, size, text, length + 1), length);
    assert_int_equal(strlen(text), length);
    for (const char *c = text; *c; c++)
        assert_true(*c >= 0x20 && *c < 0x7f);
    free(copy);
    return text;
}

static void assert_described(const char *hex, const char *wanted)
{
    uint8_t packet[300];
    size_t size = 0;
    unsigned octet;
    int used;
    char *text;

    for (; sscanf(hex, "%2x%n", &octet, &used) == 1; hex += used)
        packet[size++] = (uint8_t)octet;
    text = describe(packet, size);
    assert_string_equal(text, wanted);
    free(text);
}

static void commands_show_every_field(void **state)
{
    (void)state;
    assert_described("01 0c 20 02 01 00", "LE Set Scan Enable (0x200c): le_scan_enable 1, filter_duplicates 0");
    assert_described("01 03 0c 00", "Reset (0x0c03)");
    assert_described("01 06 04 03 40 00 13",
                     "Disconnect (0x0406): connection_handle 0x0040, reason Remote User Terminated Connection (0x13)");
    assert_described("01 05 20 06 01 02 03 04 05 c6",
                     "LE Set Random Address (0x2005): random_address C6:05:04:03:02:01");
    assert_described("01 01 20 08 1f 00 00 00 00 00 00 00",
                     "LE Set Event Mask (0x2001): le_event_mask 0x000000000000001f");
    assert_described("01 4d 20 04 fe ff 01 00", "LE Write RF Path Compensation (0x204d): rf_tx_path_compensation_value "
                                                "-2, rf_rx_path_compensation_value 1");
}

static void lists_show_every_element(void **state)
{
    (void)state;
    assert_described("01 39 20 06 01 01 05 e8 03 00", "LE Set Extended Advertising Enable (0x2039): enable 1, sets "
                                                      "[{advertising_handle 5, duration 1000, "
                                                      "max_extended_advertising_events 0}]");
    assert_described("01 41 20 0d 01 00 05 01 10 00 20 00 00 30 00 40 00",
                     "LE Set Extended Scan Parameters (0x2041): own_address_type 1, scanning_filter_policy 0, "
                     "scanning_phys 0x05 [{scan_type 1, scan_interval 16, scan_window 32}, "
                     "{scan_type 0, scan_interval 48, scan_window 64}]");
    assert_described("04 3e 0f 02 01 03 01 06 05 04 03 02 c1 03 02 01 06 c4",
                     "LE Advertising Report (0x3e 0x02): reports [{event_type 3, address_type 1, address "
                     "C1:02:03:04:05:06, data 020106, rssi -60}]");
    assert_described("04 13 05 01 40 00 02 00",
                     "Number Of Completed Packets (0x13): handles [{connection_handle 0x0040, "
                     "num_completed_packets 2}]");
    assert_described("04 13 01 00", "Number Of Completed Packets (0x13): handles []");
}

static void answers_show_their_return_parameters(void **state)
{
    (void)state;
    assert_described("04 0e 04 01 03 0c 00", "Command Complete (0x0e): num_hci_command_packets 1, command_opcode Reset "
                                             "(0x0c03), status Success (0x00)");
    assert_described("04 0e 0a 01 09 10 00 01 02 03 04 05 06",
                     "Command Complete (0x0e): num_hci_command_packets 1, command_opcode Read BD_ADDR (0x1009), status "
                     "Success (0x00), bd_addr 06:05:04:03:02:01");
    assert_described("04 0e 04 01 09 10 0c", "Command Complete (0x0e): num_hci_command_packets 1, command_opcode Read "
                                             "BD_ADDR (0x1009), status Command Disallowed (0x0c)");
    assert_described("04 0e 03 01 00 00",
                     "Command Complete (0x0e): num_hci_command_packets 1, command_opcode NOP (0x0000)");
    assert_described("04 0e 05 01 57 fd 00 07",
                     "Command Complete (0x0e): num_hci_command_packets 1, command_opcode 0xfd57, "
                     "return_parameters 0007");
    assert_described("04 0f 04 0c 01 0d 20", "Command Status (0x0f): status Command Disallowed (0x0c), "
                                             "num_hci_command_packets 1, command_opcode LE Create Connection (0x200d)");
}

static void data_packets_show_their_header(void **state)
{
    (void)state;
    assert_described("02 40 20 03 00 01 02 03", "ACL: handle 0x0040, PB 2, BC 0, length 3: 010203");
    assert_described("03 01 10 02 aa bb", "SCO: handle 0x0001, status 1, length 2: aabb");
    assert_described("05 01 60 01 00 cc", "ISO: handle 0x0001, PB 2, TS 1, length 1: cc");
}

static void last_words_of_zephyr_are_read(void **state)
{
    (void)state;
    assert_described("04 ff 0b aa 75 6c 6c 2e 63 00 d2 04 00 00", "Zephyr assertion failed at ull.c:1234 (0xff)");
    assert_described("04 ff 0b aa 75 6c 6c 2e 63 00 d2 04 00",
                     "Vendor Event (0xff): aa756c6c2e6300d20400 (10 of 11 octets)");
    assert_described("04 ff 09 aa 75 6c 6c 2e 63 d2 04 01 00",
                     "Vendor Event (0xff): aa756c6c2e63d20401, then beyond its "
                     "length: 00");
    assert_described("04 ff 07 aa 0a 00 01 00 00 00", "Zephyr assertion failed at ?:1 (0xff)");
    assert_described("04 ff 08 02 02 61 00 07 00 00 00", "Zephyr Fatal Error (0xff 0x02): assertion failed at a:7");
    assert_described("04 ff 10 02 03 78 56 34 12 00 00 00 00 61 00 07 00 00 00",
                     "Zephyr Fatal Error (0xff 0x02): pc 0x12345678 at a:7");
    assert_described(
        "04 ff 27 02 01 03 00 00 00 01 01 00 00 00 02 00 00 00 03 00 00 00 04 00 00 00 05 00 00 00 06 00 00 00 "
        "07 00 00 00 08 00 00 00",
        "Zephyr Fatal Error (0xff 0x02): reason 3, a1 0x00000001, a2 0x00000002, a3 0x00000003, a4 "
        "0x00000004, ip 0x00000005, lr 0x00000006, pc 0x00000007, xpsr 0x00000008");
    assert_described("04 ff 03 02 09 01", "Zephyr Fatal Error (0xff 0x02): type 9, error_data 01");
}

static void what_is_unknown_is_hex(void **state)
{
    (void)state;
    assert_described("", "Empty packet");
    assert_described("07 01 02", "Unknown packet type 0x07: 0102");
    assert_described("01 57 fd 02 01 02", "Vendor Command (0xfd57): 0102");
    assert_described("01 ff 2f 01 aa", "Unknown Command (0x2fff): aa");
    assert_described("04 fe 01 aa", "Unknown Event (0xfe): aa");
    assert_described("04 3e 02 f0 01", "Unknown LE Event (0x3e 0xf0): 01");
    assert_described("04 ff 02 50 01", "Vendor Event (0xff): 5001");
    /* Zephyr's numbers, but not Zephyr's lengths: somebody else's command. */
    assert_described("01 06 fc 06 01 02 03 04 05 06", "Zephyr Write BD_ADDR (0xfc06): bd_addr 06:05:04:03:02:01");
    assert_described("01 06 fc 02 01 02", "Vendor Command (0xfc06): 0102");
}

static void what_is_missing_or_too_much_is_said(void **state)
{
    (void)state;
    assert_described("01 0c", "Command cut short: 0c");
    assert_described("01", "Command cut short: -");
    assert_described("01 0c 20 02 01",
                     "LE Set Scan Enable (0x200c): le_scan_enable 1, filter_duplicates - cut short (1 of 2 "
                     "octets)");
    assert_described("01 0c 20 03 01 00 07",
                     "LE Set Scan Enable (0x200c): le_scan_enable 1, filter_duplicates 0, 1 more: 07");
    assert_described(
        "01 0c 20 02 01 00 07 08",
        "LE Set Scan Enable (0x200c): le_scan_enable 1, filter_duplicates 0, then beyond its length: 0708");
    assert_described("04 3e 00", "LE Meta (0x3e): cut short");
    assert_described("04 3e 05 02 01 00 00 aa",
                     "LE Advertising Report (0x3e 0x02): reports [{event_type 0, address_type 0, "
                     "address aa cut short");
    assert_described("04 0e 02 01 03",
                     "Command Complete (0x0e): num_hci_command_packets 1, command_opcode 03 cut short");
    assert_described("04 0e 04 01 09 10 00",
                     "Command Complete (0x0e): num_hci_command_packets 1, command_opcode Read BD_ADDR "
                     "(0x1009), status Success (0x00), bd_addr - cut short");
}

/* --- every row */

static size_t wrap(uint8_t *packet, const uint8_t *head, size_t head_size, const struct sample *sample)
{
    memcpy(packet, head, head_size);
    memcpy(packet + head_size, sample->octets, sample->size);
    return head_size + sample->size;
}

static void check_packet(const char *what, const uint8_t *packet, size_t size, const char *names)
{
    char *text = describe(packet, size), *at = text;
    char small[32];

    if (strncmp(text, what, strlen(what)) != 0 && packet[1] != 0x0e)
        fail_msg("%s is called %s", what, text);
    if (strstr(text, "cut short") || strstr(text, "more:") || strstr(text, "beyond") || strstr(text, " octets)"))
        fail_msg("%s: %s", what, text);
    for (; *names; names += strlen(names) + 1) {
        if (strcmp(names, "nothing") == 0)
            continue;
        at = strstr(at, names);
        if (!at)
            fail_msg("%s: no %s in its turn: %s", what, names, text);
    }
    for (size_t capacity = 1; capacity <= sizeof(small); capacity++) {
        memset(small, 'x', sizeof(small));
        assert_int_equal(ble_packet_describe(false, packet, size, small, capacity), strlen(text));
        assert_int_equal(strlen(small), capacity - 1 < strlen(text) ? capacity - 1 : strlen(text));
        assert_memory_equal(small, text, strlen(small));
    }
    for (size_t cut = 0; cut < size; cut++) {
        char *shorter = describe(packet, cut);

        if (!strstr(shorter, "cut short") && !strstr(shorter, " octets)") && cut > 0)
            fail_msg("%s: %zu of %zu octets pass for whole: %s", what, cut, size, shorter);
        free(shorter);
    }
    free(text);
}

static void every_row_is_described_whole_and_cut_short(void **state)
{
    const struct hci_command_entry *command;
    const struct hci_event_entry *event;
    struct sample sample;
    uint8_t packet[600];
    size_t size;

    (void)state;
    for (unsigned n = 0; (command = blr_hci_command_at(n)); n++) {
        uint8_t low = (uint8_t)command->command->opcode, high = (uint8_t)(command->command->opcode >> 8);

        sample_make(&sample, &command->command->parameters, command->parameters, 0x20, true);
        size = wrap(packet, (uint8_t[]){ 1, low, high, (uint8_t)sample.size }, 4, &sample);
        check_packet(command->name, packet, size, command->parameters);
        sample_free(&sample);
        if (command->command->reply != HCI_COMPLETE)
            continue;
        sample_make(&sample, &command->command->answer, command->answer, 0x20, true);
        size = wrap(packet, (uint8_t[]){ 4, 0x0e, (uint8_t)(sample.size + 3), 1, low, high }, 6, &sample);
        check_packet(command->name, packet, size, command->answer);
        sample_free(&sample);
    }
    for (unsigned n = 0; (event = blr_hci_event_at(HCI_FAMILY_EVENT, n)); n++) {
        if (event->event->code == 0x0e)
            continue;
        sample_make(&sample, &event->event->parameters, event->parameters, 0x20, true);
        size = wrap(packet, (uint8_t[]){ 4, event->event->code, (uint8_t)sample.size }, 3, &sample);
        check_packet(event->name, packet, size, event->parameters);
        sample_free(&sample);
    }
    for (unsigned family = HCI_FAMILY_LE; family <= HCI_FAMILY_ZEPHYR; family++)
        for (unsigned n = 0; (event = blr_hci_event_at(family, n)); n++) {
            uint8_t code = family == HCI_FAMILY_LE ? 0x3e : 0xff;

            sample_make(&sample, &event->event->parameters, event->parameters, 0x20, true);
            size = wrap(packet, (uint8_t[]){ 4, code, (uint8_t)(sample.size + 1), event->event->code }, 4, &sample);
            check_packet(event->name, packet, size, event->parameters);
            sample_free(&sample);
        }
}

/* --- names */

static void commands_are_found_by_name(void **state)
{
    const struct hci_command_entry *command;

    (void)state;
    for (unsigned n = 0; (command = blr_hci_command_at(n)); n++)
        assert_int_equal(ble_hci_command_find(command->name), command->command->opcode);
    assert_int_equal(ble_hci_command_find("le-set-scan-enable"), 0x200c);
    assert_int_equal(ble_hci_command_find("LE_SET_SCAN_ENABLE"), 0x200c);
    assert_int_equal(ble_hci_command_find("lesetscanenable"), 0x200c);
    assert_int_equal(ble_hci_command_find("le-read-buffer-size-v2"), 0x2060);
    assert_int_equal(ble_hci_command_find("le-set-scan"), 0);
    assert_int_equal(ble_hci_command_find("le-set-scan-enable-x"), 0);
    assert_int_equal(ble_hci_command_find(""), 0);
    assert_string_equal(ble_hci_command_name(0x1009), "Read BD_ADDR");
    assert_null(ble_hci_command_name(0xfd57));
}

static void events_errors_features_and_companies_have_names(void **state)
{
    unsigned errors = 0;

    (void)state;
    assert_string_equal(ble_hci_event_name(0x05, 0x77), "Disconnection Complete");
    assert_string_equal(ble_hci_event_name(0x3e, 0x02), "LE Advertising Report");
    assert_null(ble_hci_event_name(0x3e, 0));
    assert_null(ble_hci_event_name(0xff, 2));
    assert_string_equal(ble_hci_error_name(0x00), "Success");
    assert_string_equal(ble_hci_error_name(0x3e), "Connection Failed to Be Established");
    assert_string_equal(ble_hci_error_name(0x31), "Unknown Error");
    for (unsigned code = 0; code <= 0xff; code++)
        errors += strcmp(ble_hci_error_name((uint8_t)code), "Unknown Error") != 0;
    assert_int_equal(errors, 1 + 0x47 - 4); /* 0x2b, 0x31, 0x33 and 0x3f are reserved */
    assert_string_equal(ble_le_feature_name(0), "LE Encryption");
    assert_string_equal(ble_le_feature_name(12), "LE Extended Advertising");
    assert_string_equal(ble_le_feature_name(44), "Periodic Advertising with Responses - Scanner");
    assert_null(ble_le_feature_name(50));
    assert_null(ble_le_feature_name(64));
    for (uint32_t quirk = 1; quirk <= BLE_QUIRK_VERSION_UNTRUE; quirk <<= 1)
        assert_true(strlen(ble_quirk_name(quirk)) > 0);
    assert_string_equal(ble_quirk_name(1u << 31), "");
}

static void supported_commands_are_walked(void **state)
{
    uint8_t supported[64] = { 0 };
    unsigned n = 0;

    (void)state;
    assert_int_equal(ble_hci_supported_opcode(supported, 0), 0);
    supported[5] = 0x80;
    supported[26] = 0x08;
    supported[63] = 0xff; /* nobody's */
    assert_int_equal(ble_hci_supported_opcode(supported, 0), 0x0c03);
    assert_int_equal(ble_hci_supported_opcode(supported, 1), 0x200c);
    assert_int_equal(ble_hci_supported_opcode(supported, 2), 0);
    memset(supported, 0xff, sizeof(supported));
    while (ble_hci_supported_opcode(supported, n))
        n++;
    assert_true(n > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_show_every_field),
        cmocka_unit_test(lists_show_every_element),
        cmocka_unit_test(answers_show_their_return_parameters),
        cmocka_unit_test(data_packets_show_their_header),
        cmocka_unit_test(last_words_of_zephyr_are_read),
        cmocka_unit_test(what_is_unknown_is_hex),
        cmocka_unit_test(what_is_missing_or_too_much_is_said),
        cmocka_unit_test(every_row_is_described_whole_and_cut_short),
        cmocka_unit_test(commands_are_found_by_name),
        cmocka_unit_test(events_errors_features_and_companies_have_names),
        cmocka_unit_test(supported_commands_are_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
