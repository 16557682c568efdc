/* SPDX-License-Identifier: MIT */
/* The codec against octets written down by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hci/packets.h"

#define OCTETS(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static void assert_octets(const uint8_t *got, int size, const uint8_t *wanted, size_t wanted_size)
{
    assert_int_equal(size, wanted_size);
    assert_memory_equal(got, wanted, wanted_size);
}

static void numbers_are_little_endian(void **state)
{
    struct hci_le_set_extended_advertising_parameters_parameters in = {
        .advertising_handle = 1,
        .advertising_event_properties = 0x0203,
        .primary_advertising_interval_min = 0x040506,
        .primary_advertising_interval_max = 0x070809,
        .peer_address = { 1, 2, 3, 4, 5, 6 },
        .advertising_tx_power = -20,
        .scan_request_notification_enable = 1,
    };
    struct hci_le_set_extended_advertising_parameters_parameters out;
    uint8_t data[64];
    int size = blr_hci_encode(&blr_hci_le_set_extended_advertising_parameters.parameters, &in, data, sizeof(data));

    (void)state;
    assert_octets(data, size, OCTETS(1, 3, 2, 6, 5, 4, 9, 8, 7, 0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0xec, 0, 0, 0, 0, 1));
    assert_int_equal(
        blr_hci_decode(&blr_hci_le_set_extended_advertising_parameters.parameters, data, (size_t)size, &out), size);
    assert_int_equal(out.advertising_event_properties, 0x0203);
    assert_int_equal(out.primary_advertising_interval_min, 0x040506);
    assert_int_equal(out.advertising_tx_power, -20);
    assert_memory_equal(out.peer_address, in.peer_address, 6);
}

static void signed_numbers_keep_their_sign(void **state)
{
    struct hci_le_write_rf_path_compensation_parameters out;

    (void)state;
    assert_int_equal(
        blr_hci_decode(&blr_hci_le_write_rf_path_compensation.parameters, OCTETS(0xfe, 0xff, 1, 0x80), &out), 4);
    assert_int_equal(out.rf_tx_path_compensation_value, -2);
    assert_int_equal(out.rf_rx_path_compensation_value, -32767);
}

static void handles_have_twelve_bits(void **state)
{
    struct hci_disconnection_complete_event out;
    struct hci_read_rssi_parameters in = { .connection_handle = 0xf123 };
    uint8_t data[2];

    (void)state;
    assert_int_equal(
        blr_hci_decode(&blr_hci_disconnection_complete_event.parameters, OCTETS(0, 0x34, 0xf2, 0x13), &out), 4);
    assert_int_equal(out.connection_handle, 0x234);
    assert_octets(data, blr_hci_encode(&blr_hci_read_rssi.parameters, &in, data, 2), OCTETS(0x23, 0x01));
}

static void advertising_reports_are_a_list(void **state)
{
    static const uint8_t packet[] = { 2, 0, 1, 1, 2, 3, 4, 5, 6, 3, 2, 1, 6, 0xc4, 4, 0, 9, 8, 7, 6, 5, 4, 0, 0x7f };
    struct hci_le_advertising_report_event event;
    struct hci_advertising_report_element report;
    struct hci_list rest;

    (void)state;
    assert_int_equal(blr_hci_decode(&blr_hci_le_advertising_report_event.parameters, packet, sizeof(packet), &event),
                     sizeof(packet));
    assert_int_equal(event.reports.count, 2);
    rest = event.reports;
    assert_true(blr_hci_list_next(&rest, &blr_hci_element_advertising_report, &report));
    assert_int_equal(report.data.size, 3);
    assert_ptr_equal(report.data.data, packet + 10);
    assert_int_equal(report.rssi, -60);
    assert_true(blr_hci_list_next(&rest, &blr_hci_element_advertising_report, &report));
    assert_int_equal(report.event_type, 4);
    assert_int_equal(report.rssi, 127);
    assert_false(blr_hci_list_next(&rest, &blr_hci_element_advertising_report, &report));
    /* The last report's RSSI is missing; then its data claims more than there is. */
    assert_int_equal(
        blr_hci_decode(&blr_hci_le_advertising_report_event.parameters, packet, sizeof(packet) - 1, &event), -1);
    assert_int_equal(blr_hci_decode(&blr_hci_le_advertising_report_event.parameters,
                                    OCTETS(1, 0, 1, 1, 2, 3, 4, 5, 6, 2, 0xaa, 0xc4), &event),
                     -1);
}

static void a_phy_list_has_an_element_per_bit(void **state)
{
    static const uint8_t elements[] = { 1, 0x10, 0, 0x20, 0, 0, 0x30, 0, 0x40, 0 };
    struct hci_le_set_extended_scan_parameters_parameters in = {
        .own_address_type = 1,
        .scanning_phys = { elements, sizeof(elements), 2, 0x05 },
    };
    struct hci_le_set_extended_scan_parameters_parameters out;
    uint8_t data[16];
    int size = blr_hci_encode(&blr_hci_le_set_extended_scan_parameters.parameters, &in, data, sizeof(data));

    (void)state;
    assert_octets(data, size, OCTETS(1, 0, 5, 1, 0x10, 0, 0x20, 0, 0, 0x30, 0, 0x40, 0));
    assert_int_equal(blr_hci_decode(&blr_hci_le_set_extended_scan_parameters.parameters, data, (size_t)size, &out),
                     size);
    assert_int_equal(out.scanning_phys.count, 2);
    assert_int_equal(out.scanning_phys.mask, 5);
    data[2] = 0x07; /* three PHYs, but elements for two */
    assert_int_equal(blr_hci_decode(&blr_hci_le_set_extended_scan_parameters.parameters, data, (size_t)size, &out), -1);
    in.scanning_phys.mask = 0x07;
    assert_int_equal(blr_hci_encode(&blr_hci_le_set_extended_scan_parameters.parameters, &in, data, sizeof(data)), -1);
}

static void what_a_count_cannot_express_is_not_encoded(void **state)
{
    static const uint8_t many[256];
    uint8_t data[300];
    struct hci_le_set_extended_advertising_data_parameters in = { .advertising_data = { many, 256 } };

    (void)state;
    assert_int_equal(blr_hci_encode(&blr_hci_le_set_extended_advertising_data.parameters, &in, data, sizeof(data)), -1);
    in.advertising_data.size = 255;
    assert_int_equal(blr_hci_encode(&blr_hci_le_set_extended_advertising_data.parameters, &in, data, sizeof(data)),
                     259);
    assert_int_equal(blr_hci_encode(&blr_hci_le_set_extended_advertising_data.parameters, &in, data, 258), -1);
}

static void an_error_answer_may_be_short(void **state)
{
    struct hci_read_bd_addr_answer address;
    struct hci_read_rssi_answer rssi;

    (void)state;
    memset(&address, 0xaa, sizeof(address));
    assert_int_equal(blr_hci_decode_answer(&blr_hci_read_bd_addr.answer, OCTETS(0x0c), &address), 1);
    assert_int_equal(address.status, 0x0c);
    assert_memory_equal(address.bd_addr, ((uint8_t[6]){ 0 }), 6);
    memset(&rssi, 0xaa, sizeof(rssi));
    assert_int_equal(blr_hci_decode_answer(&blr_hci_read_rssi.answer, OCTETS(0x02, 0x40, 0x00), &rssi), 3);
    assert_int_equal(rssi.connection_handle, 0x40);
    assert_int_equal(rssi.rssi, 0);
    /* Success must be whole, and no answer has no octets. */
    assert_int_equal(blr_hci_decode_answer(&blr_hci_read_bd_addr.answer, OCTETS(0, 1, 2, 3, 4, 5), &address), -1);
    assert_int_equal(blr_hci_decode_answer(&blr_hci_read_bd_addr.answer, NULL, 0, &address), -1);
    assert_int_equal(blr_hci_decode_answer(&blr_hci_read_bd_addr.answer, OCTETS(0, 1, 2, 3, 4, 5, 6), &address), 7);
}

static void packets_without_fields_are_empty(void **state)
{
    struct hci_reset_parameters in = { 0 };
    uint8_t data[1];

    (void)state;
    assert_int_equal(blr_hci_encode(&blr_hci_reset.parameters, &in, NULL, 0), 0);
    assert_int_equal(blr_hci_encode(&blr_hci_reset.parameters, &in, data, 1), 0);
    assert_int_equal(blr_hci_decode(&blr_hci_reset.parameters, NULL, 0, &in), 0);
    assert_true(blr_hci_reset.parameters.fixed);
    assert_int_equal(blr_hci_reset.parameters.minimum, 0);
}

static void command_complete_hands_out_its_return_parameters(void **state)
{
    struct hci_command_complete_event out;
    const uint8_t packet[] = { 1, 3, 0x0c, 0 };

    (void)state;
    assert_int_equal(blr_hci_decode(&blr_hci_command_complete_event.parameters, packet, 4, &out), 4);
    assert_int_equal(out.command_opcode, HCI_OP_RESET);
    assert_ptr_equal(out.return_parameters.data, packet + 3);
    assert_int_equal(out.return_parameters.size, 1);
    assert_int_equal(blr_hci_decode(&blr_hci_command_complete_event.parameters, packet, 3, &out), 3);
    assert_int_equal(out.return_parameters.size, 0);
    assert_int_equal(blr_hci_decode(&blr_hci_command_complete_event.parameters, packet, 2, &out), -1);
}

static void supported_commands_are_read_by_octet_and_bit(void **state)
{
    uint8_t supported[64] = { 0 };

    (void)state;
    assert_false(blr_hci_has_command(supported, &blr_hci_le_set_extended_scan_enable));
    supported[37] = 0x40;
    assert_true(blr_hci_has_command(supported, &blr_hci_le_set_extended_scan_enable));
    assert_false(blr_hci_has_command(supported, &blr_hci_le_set_extended_scan_parameters));
    memset(supported, 0xff, sizeof(supported));
    assert_false(blr_hci_has_command(supported, &blr_hci_read_local_supported_commands));
}

static void impossible_event_lengths_are_told(void **state)
{
    (void)state;
    assert_true(blr_hci_event_length_possible(0x0e, 3));
    assert_true(blr_hci_event_length_possible(0x0e, 255));
    assert_false(blr_hci_event_length_possible(0x0e, 2));
    assert_true(blr_hci_event_length_possible(0x0f, 4));
    assert_false(blr_hci_event_length_possible(0x0f, 3));
    assert_false(blr_hci_event_length_possible(0x0f, 5));
    assert_true(blr_hci_event_length_possible(0x13, 5));
    assert_false(blr_hci_event_length_possible(0x13, 0));
    assert_true(blr_hci_event_length_possible(0x3e, 1));
    assert_false(blr_hci_event_length_possible(0x3e, 0));
    assert_true(blr_hci_event_length_possible(0xff, 0));
    assert_true(blr_hci_event_length_possible(0xaa, 0));
    assert_true(blr_hci_event_length_possible(0x00, 200));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_little_endian),
        cmocka_unit_test(signed_numbers_keep_their_sign),
        cmocka_unit_test(handles_have_twelve_bits),
        cmocka_unit_test(advertising_reports_are_a_list),
        cmocka_unit_test(a_phy_list_has_an_element_per_bit),
        cmocka_unit_test(what_a_count_cannot_express_is_not_encoded),
        cmocka_unit_test(an_error_answer_may_be_short),
        cmocka_unit_test(packets_without_fields_are_empty),
        cmocka_unit_test(command_complete_hands_out_its_return_parameters),
        cmocka_unit_test(supported_commands_are_read_by_octet_and_bit),
        cmocka_unit_test(impossible_event_lengths_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
