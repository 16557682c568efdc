/* SPDX-License-Identifier: MIT */
/* Records of numbers in octets: formats, orders, ranges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/pack.h>

static void formats_are_measured(void **state)
{
    (void)state;
    static const struct {
        const char *format;
        size_t size, count;
    } rows[] = {
        { "", 0, 0 },
        { "<", 0, 0 },
        { "B", 1, 1 },
        { "<hhh", 6, 3 },
        { ">3h", 6, 3 },
        { "!BHIQ", 15, 4 },
        { "bhilq?", 20, 6 },
        { "<fd", 12, 2 },
        { "4s", 4, 1 },
        { "<B4s2H", 9, 4 },
        { "2xB", 3, 1 },
        { "0s", 0, 1 },
        { "0H", 0, 0 },
        { "65535s", 65535, 1 },
        { "32767H", 65534, 32767 },
        { "<HBBBBBBBB", 10, 9 },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        size_t size = 99, count = 99;
        if (!ble_pack_measure(rows[i].format, &size, &count) || size != rows[i].size || count != rows[i].count)
            fail_msg("\"%s\": %zu octets, %zu values", rows[i].format, size, count);
        assert_true(ble_pack_measure(rows[i].format, NULL, NULL));
    }
    static const char *const wrong[] = { "z",   "<<H", "@H",     "=H",      "H<",     "3",
                                         "<B2", "-1H", "65536s", "65535sB", "32768H", "99999999999999999999999s",
                                         "H h" };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        size_t size = 99, count = 99;
        if (ble_pack_measure(wrong[i], &size, &count) || size != 99 || count != 99)
            fail_msg("\"%s\" is measured", wrong[i]);
    }
}

static void integers_keep_their_order_and_sign(void **state)
{
    (void)state;
    const union ble_value values[] = { { .i = -2 },  { .i = -300 },   { .i = INT32_MIN },  { .i = INT64_MIN },
                                       { .u = 254 }, { .u = 0xfedc }, { .u = 0xfedcba98 }, { .u = UINT64_MAX - 1 },
                                       { .u = 7 } };
    static const uint8_t little[] = { 0xfe, 0xd4, 0xfe, 0,    0,    0,    0x80, 0,    0,    0,    0,
                                      0,    0,    0,    0x80, 0xfe, 0xdc, 0xfe, 0x98, 0xba, 0xdc, 0xfe,
                                      0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 };
    static const uint8_t big[] = { 0xfe, 0xfe, 0xd4, 0x80, 0,    0,    0,    0x80, 0,    0,    0,
                                   0,    0,    0,    0,    0xfe, 0xfe, 0xdc, 0xfe, 0xdc, 0xba, 0x98,
                                   0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 1 };
    static const char *const formats[] = { "<bhiqBHIQ?", ">bhlqBHLQ?", "bhlqBHLQ?", "!bhiqBHIQ?" };
    for (size_t i = 0; i < 4; i++) {
        uint8_t octets[31];
        union ble_value got[9];
        assert_int_equal(ble_pack(formats[i], values, 9, octets, sizeof(octets)), BLE_OK);
        assert_memory_equal(octets, i % 2 ? big : little, sizeof(octets));
        assert_int_equal(ble_unpack(formats[i], octets, sizeof(octets), got, 9), BLE_OK);
        for (size_t n = 0; n < 8; n++)
            assert_true(got[n].u == values[n].u);
        assert_true(got[8].u == 1);
    }
}

static void reals_and_texts(void **state)
{
    (void)state;
    static const uint8_t text[] = "abcd",
                         expected[] = { 0, 0, 0xc0, 0x3f, 0, 0, 0, 0, 0, 0, 0xf8, 0xbf, 'a', 'b', 'c', 0 };
    const union ble_value values[] = { { .f = 1.5 }, { .f = -1.5 }, { .s = text } };
    uint8_t octets[16];
    union ble_value got[3];
    assert_int_equal(ble_pack("<fd3sx", values, 3, octets, sizeof(octets)), BLE_OK);
    assert_memory_equal(octets, expected, sizeof(expected));
    assert_int_equal(ble_unpack("<fd3sx", octets, sizeof(octets), got, 3), BLE_OK);
    assert_true(got[0].f == 1.5 && got[1].f == -1.5 && got[2].s == octets + 12);
    const double infinite = 1e308 * 10;
    assert_int_equal(ble_pack(">f", &(union ble_value){ .f = infinite }, 1, octets, 4), BLE_OK);
    assert_memory_equal(octets, "\x7f\x80\x00\x00", 4);
    assert_int_equal(ble_pack(">f", &(union ble_value){ .f = infinite - infinite }, 1, octets, 4), BLE_OK);
    assert_int_equal(ble_pack(">f", &(union ble_value){ .f = 1e39 }, 1, octets, 4), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_pack(">f", &(union ble_value){ .f = -1e39 }, 1, octets, 4), BLE_ERROR_ARGUMENT);
}

static void what_a_letter_cannot_hold_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *format;
        int64_t low, high; /**< what it can hold */
    } rows[] = { { "b", -128, 127 }, { "h", -32768, 32767 }, { "i", INT32_MIN, INT32_MAX },
                 { "B", 0, 255 },    { "H", 0, 65535 },      { "I", 0, UINT32_MAX } };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint8_t octets[4];
        const union ble_value low = { rows[i].low }, high = { rows[i].high };
        const union ble_value below = { rows[i].low - 1 }, above = { rows[i].high + 1 };
        assert_int_equal(ble_pack(rows[i].format, &low, 1, octets, 4), BLE_OK);
        assert_int_equal(ble_pack(rows[i].format, &high, 1, octets, 4), BLE_OK);
        assert_int_equal(ble_pack(rows[i].format, &below, 1, octets, 4), BLE_ERROR_ARGUMENT);
        assert_int_equal(ble_pack(rows[i].format, &above, 1, octets, 4), BLE_ERROR_ARGUMENT);
    }
}

static void sizes_and_counts_must_be_right(void **state)
{
    (void)state;
    union ble_value values[4] = { { 1 }, { 2 }, { 3 }, { 4 } };
    uint8_t octets[8] = { 0 };
    assert_int_equal(ble_pack("<hh", values, 1, octets, 8), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_pack("<hh", values, 3, octets, 8), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_pack("<hh", values, 2, octets, 3), BLE_ERROR_FULL);
    assert_int_equal(ble_pack("<hz", values, 2, octets, 8), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_unpack("<hh", octets, 3, values, 4), BLE_ERROR_PROTOCOL);
    assert_int_equal(ble_unpack("<hh", octets, 5, values, 4), BLE_ERROR_PROTOCOL);
    assert_int_equal(ble_unpack("<hh", octets, 4, values, 1), BLE_ERROR_FULL);
    assert_int_equal(ble_unpack("<hz", octets, 4, values, 4), BLE_ERROR_ARGUMENT);
    assert_true(values[0].i == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_measured),
        cmocka_unit_test(integers_keep_their_order_and_sign),
        cmocka_unit_test(reals_and_texts),
        cmocka_unit_test(what_a_letter_cannot_hold_is_refused),
        cmocka_unit_test(sizes_and_counts_must_be_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
