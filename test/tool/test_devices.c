/* SPDX-License-Identifier: MIT */
/* The table of devices: counts, strength, what was told, and what happens when it is full. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "devices.h"

#define SECOND UINT64_C(1000000)

static struct ble_report report_of(uint32_t n, uint64_t time_us, int rssi, const char *data)
{
    struct ble_report report = { .time_us = time_us,
                                 .rssi_dbm = (int8_t)rssi,
                                 .data = (const uint8_t *)data,
                                 .size = (uint16_t)strlen(data),
                                 .set_id = 0xff };
    memcpy(report.address.octets, &n, sizeof(n));
    return report;
}

static void a_device_is_an_address_with_its_type(void **state)
{
    struct devices devices;
    (void)state;
    assert_true(blr_devices_open(&devices));
    struct ble_report report = report_of(1, SECOND, -50, "");
    struct device *first = blr_device_heard(&devices, &report);
    assert_ptr_equal(blr_device_heard(&devices, &report), first);
    assert_int_equal(first->packets, 2);
    report.set_id = 3;
    assert_ptr_equal(blr_device_heard(&devices, &report), first);
    report.address.type = BLE_ADDRESS_RANDOM;
    assert_ptr_not_equal(blr_device_heard(&devices, &report), first);
    report.address = (struct ble_address){ .type = BLE_ADDRESS_ANONYMOUS };
    struct device *anonymous = blr_device_heard(&devices, &report);
    report.set_id = 4;
    assert_ptr_not_equal(blr_device_heard(&devices, &report), anonymous);
    assert_int_equal(devices.count, 4);
    blr_devices_clear(&devices);
    assert_int_equal(devices.count, 0);
    assert_int_equal(blr_device_heard(&devices, &report)->packets, 1);
    blr_devices_close(&devices);
}

static void a_full_table_forgets_who_was_silent_longest(void **state)
{
    struct devices devices;
    (void)state;
    assert_true(blr_devices_open(&devices));
    for (uint32_t n = 0; n < DEVICES_MAX; n++) {
        struct ble_report report = report_of(n, n, -50, "");
        (void)blr_device_heard(&devices, &report);
    }
    struct ble_report again = report_of(0, DEVICES_MAX, -50, "");
    assert_int_equal(blr_device_heard(&devices, &again)->packets, 2);
    assert_int_equal(devices.forgotten, 0);
    for (uint32_t n = 0; n < 3 * DEVICES_MAX; n++) { /* 1 goes first, 0 late */
        struct ble_report report = report_of(1000000 + n, DEVICES_MAX + n, -50, "");
        struct device *device = blr_device_heard(&devices, &report);
        assert_int_equal(device->packets, 1);
        assert_int_equal(devices.forgotten, n + 1);
        if (n == DEVICES_MAX - 2)
            assert_int_equal(blr_device_heard(&devices, &again)->packets, 3);
    }
    assert_int_equal(devices.count, DEVICES_MAX);
    assert_int_equal(blr_device_heard(&devices, &again)->packets, 1);
    blr_devices_close(&devices);
}

static void strength_is_smoothed_and_kept_by_the_second(void **state)
{
    struct devices devices;
    struct device *device = NULL;
    (void)state;
    assert_true(blr_devices_open(&devices));
    static const struct {
        uint64_t time_us;
        int rssi;
    } heard[] = { { 5 * SECOND, -60 }, { 5 * SECOND + 1, -50 }, { 5 * SECOND + 2, 127 }, { 8 * SECOND, -70 } };
    for (size_t i = 0; i < sizeof(heard) / sizeof(heard[0]); i++) {
        struct ble_report report = report_of(1, heard[i].time_us, heard[i].rssi, "");
        device = blr_device_heard(&devices, &report);
    }
    assert_true(device->rssi > -63 && device->rssi < -60);
    static const int seconds[] = { -70, DEVICE_NOTHING, DEVICE_NOTHING, -50, DEVICE_NOTHING, DEVICE_NOTHING };
    for (unsigned ago = 0; ago < 6; ago++)
        assert_int_equal(blr_device_strength(device, 8 * SECOND, ago), seconds[ago]);
    assert_int_equal(blr_device_strength(device, 10 * SECOND, 2), -70);
    assert_int_equal(blr_device_strength(device, 10 * SECOND, 5), -50);
    assert_int_equal(blr_device_strength(device, 100 * SECOND, 0), DEVICE_NOTHING);
    assert_int_equal(blr_device_strength(device, 3, 9), DEVICE_NOTHING);
    struct ble_report later = report_of(1, 100 * SECOND, -80, "");
    (void)blr_device_heard(&devices, &later);
    for (unsigned ago = 1; ago < DEVICE_HISTORY; ago++)
        assert_int_equal(blr_device_strength(device, 100 * SECOND, ago), DEVICE_NOTHING);
    struct ble_report unknown = report_of(2, SECOND, 127, "");
    assert_true(blr_device_heard(&devices, &unknown)->rssi == DEVICE_NO_RSSI);
    blr_devices_close(&devices);
}

static void what_was_told_is_known_by_advertisement(void **state)
{
    struct devices devices;
    bool known;
    (void)state;
    assert_true(blr_devices_open(&devices));
    struct ble_report report = report_of(1, SECOND, -50, "a");
    struct device *device = blr_device_heard(&devices, &report);
    assert_false(blr_device_repeats(device, &report, &known) || known);
    assert_true(blr_device_repeats(device, &report, &known) && known);
    struct ble_report changed = report_of(1, SECOND, -60, "b");
    assert_false(blr_device_repeats(device, &changed, &known));
    assert_true(known);
    assert_false(blr_device_repeats(device, &report, &known)); /* back again is a change, too */
    struct ble_report response = report;
    response.scan_response = true;
    assert_false(blr_device_repeats(device, &response, &known) || known);
    assert_true(blr_device_repeats(device, &report, &known));
    for (uint8_t set = 0; set < DEVICE_TOLD; set++) { /* more than are remembered: told once more */
        struct ble_report other = report;
        other.set_id = set;
        assert_false(blr_device_repeats(device, &other, &known) || known);
    }
    assert_false(blr_device_repeats(device, &report, &known) || known);
    blr_devices_close(&devices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_is_an_address_with_its_type),
        cmocka_unit_test(a_full_table_forgets_who_was_silent_longest),
        cmocka_unit_test(strength_is_smoothed_and_kept_by_the_second),
        cmocka_unit_test(what_was_told_is_known_by_advertisement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
