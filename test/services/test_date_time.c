/* SPDX-License-Identifier: MIT */
/* Times as the current time service has them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/services.h>

static const struct ble_date_time moment = { 2024, 2, 29, 23, 59, 58, 4, 128, BLE_TIME_ADJUSTED_BY_HAND };
static const uint8_t octets_of_moment[] = { 0xe8, 0x07, 2, 29, 23, 59, 58, 4, 128, 1 };

static void a_time_travels_as_ten_octets(void **state)
{
    (void)state;
    uint8_t octets[BLE_DATE_TIME_SIZE];
    struct ble_date_time back;
    assert_int_equal(ble_date_time_pack(&moment, octets), BLE_OK);
    assert_memory_equal(octets, octets_of_moment, sizeof(octets));
    assert_int_equal(ble_date_time_unpack(octets, sizeof(octets), &back), BLE_OK);
    assert_memory_equal(&back, &moment, sizeof(back));
}

static void times_out_of_range_are_refused_both_ways(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        uint8_t octet;
    } rows[] = { { 2, 13 }, { 3, 32 }, { 4, 24 }, { 5, 60 }, { 6, 60 }, { 7, 8 }, { 1, 5 }, { 1, 0x28 } };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint8_t octets[BLE_DATE_TIME_SIZE];
        struct ble_date_time time = moment;
        memcpy(octets, octets_of_moment, sizeof(octets));
        octets[rows[i].at] = rows[i].octet;
        if (ble_date_time_unpack(octets, sizeof(octets), &time) != BLE_ERROR_PROTOCOL)
            fail_msg("octet %zu is %u", rows[i].at, rows[i].octet);
        assert_memory_equal(&time, &moment, sizeof(time));
    }
    struct ble_date_time wrong = moment;
    uint8_t octets[BLE_DATE_TIME_SIZE];
    wrong.year = 10000;
    assert_int_equal(ble_date_time_pack(&wrong, octets), BLE_ERROR_ARGUMENT);
    for (size_t size = 0; size < BLE_DATE_TIME_SIZE; size++)
        assert_int_equal(ble_date_time_unpack(octets_of_moment, size, &wrong), BLE_ERROR_PROTOCOL);
}

static void what_is_unknown_is_zero(void **state)
{
    (void)state;
    static const uint8_t octets[BLE_DATE_TIME_SIZE];
    struct ble_date_time time;
    assert_int_equal(ble_date_time_unpack(octets, sizeof(octets), &time), BLE_OK);
    struct tm tm = ble_date_time_to_tm(&time);
    assert_int_equal(tm.tm_wday, -1);
    assert_int_equal(tm.tm_year, 0);
    struct ble_date_time back = ble_date_time_of_tm(&tm);
    assert_int_equal(back.weekday, 0);
}

/** The original: the weekday less one, what the service does not say is -1. The C library counts from Sunday. */
static void struct_tm_has_the_same_moment(void **state)
{
    (void)state;
    struct tm tm = ble_date_time_to_tm(&moment);
    assert_int_equal(tm.tm_year, 124);
    assert_int_equal(tm.tm_mon, 1);
    assert_int_equal(tm.tm_mday, 29);
    assert_int_equal(tm.tm_hour, 23);
    assert_int_equal(tm.tm_min, 59);
    assert_int_equal(tm.tm_sec, 58);
    assert_int_equal(tm.tm_wday, 4);
    assert_int_equal(tm.tm_yday, -1);
    assert_int_equal(tm.tm_isdst, -1);
    struct ble_date_time back = ble_date_time_of_tm(&tm), expected = moment;
    expected.fraction = expected.adjustment = 0;
    assert_memory_equal(&back, &expected, sizeof(back));
    expected.weekday = 7;
    tm = ble_date_time_to_tm(&expected);
    assert_int_equal(tm.tm_wday, 0);
    tm.tm_sec = 60;
    back = ble_date_time_of_tm(&tm);
    assert_int_equal(back.weekday, 7);
    assert_int_equal(back.second, 59);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_time_travels_as_ten_octets),
        cmocka_unit_test(times_out_of_range_are_refused_both_ways),
        cmocka_unit_test(what_is_unknown_is_zero),
        cmocka_unit_test(struct_tm_has_the_same_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
