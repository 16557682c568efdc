/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/uuid.h>

#include "random.h"

static const struct ble_uuid uart = BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e);

static struct ble_uuid parsed(const char *text)
{
    struct ble_uuid uuid;
    if (!ble_uuid_parse(text, &uuid))
        fail_msg("'%s' was refused", text);
    return uuid;
}

static void the_128_bit_form_of_a_short_uuid_equals_it(void **state)
{
    (void)state;
    static const struct ble_uuid battery = BLE_UUID16(0x180f), wide = BLE_UUID32(0x0000180f),
                                 whole = BLE_UUID128(0x0000180f, 0x0000, 0x1000, 0x8000, 0x00805f9b34fb);
    struct ble_uuid made = ble_uuid_from_16(0x180f);
    assert_true(ble_uuid_equal(&battery, &wide) && ble_uuid_equal(&battery, &whole) && ble_uuid_equal(&battery, &made));
    made = ble_uuid_from_32(0x180f);
    assert_true(ble_uuid_equal(&battery, &made));
    assert_true(ble_uuid_from_octets(&made, (const uint8_t[]){ 0x0f, 0x18 }, 2) && ble_uuid_equal(&battery, &made));
    assert_true(ble_uuid_from_octets(&made, (const uint8_t[]){ 0x0f, 0x18, 0, 0 }, 4) &&
                ble_uuid_equal(&battery, &made));
    assert_true(ble_uuid_from_octets(&made, whole.octets, 16) && ble_uuid_equal(&battery, &made));
    made = parsed("0000180F-0000-1000-8000-00805F9B34FB");
    assert_true(ble_uuid_equal(&battery, &made));
}

static void octets_are_in_the_order_of_the_air(void **state)
{
    (void)state;
    static const uint8_t expected[] = { 0x9e, 0xca, 0xdc, 0x24, 0x0e, 0xe5, 0xa9, 0xe0,
                                        0x93, 0xf3, 0xa3, 0xb5, 0x01, 0x00, 0x40, 0x6e };
    static const struct ble_uuid wide = BLE_UUID32(0x12345678);
    assert_memory_equal(ble_uuid_octets(&uart, 16), expected, 16);
    assert_memory_equal(ble_uuid_octets(&wide, 4), "\x78\x56\x34\x12", 4);
    assert_memory_equal(ble_uuid_octets(&wide, 2), "\x78\x56", 2);
}

static void other_sizes_than_2_4_and_16_are_refused(void **state)
{
    (void)state;
    uint8_t octets[20] = { 0 };
    for (size_t size = 0; size <= sizeof(octets); size++) {
        struct ble_uuid uuid = uart;
        bool allowed = size == 2 || size == 4 || size == 16;
        assert_int_equal(ble_uuid_from_octets(&uuid, octets, size), allowed);
        assert_int_equal(ble_uuid_equal(&uuid, &uart), !allowed);
    }
}

static void the_shortest_form_is_found(void **state)
{
    (void)state;
    static const struct {
        struct ble_uuid uuid;
        size_t size;
        uint32_t value;
        const char *text;
    } rows[] = {
        { BLE_UUID16(0), 2, 0, "0000" },
        { BLE_UUID16(0xfeAA), 2, 0xfeaa, "feaa" },
        { BLE_UUID32(0x10000), 4, 0x10000, "00010000" },
        { BLE_UUID32(0xfedcba98), 4, 0xfedcba98, "fedcba98" },
        { BLE_UUID128(0x180f, 0, 0x1000, 0x8000, 0x00805f9b34fc), 16, 0, "0000180f-0000-1000-8000-00805f9b34fc" },
        { BLE_UUID128(0x180f, 1, 0x1000, 0x8000, 0x00805f9b34fb), 16, 0, "0000180f-0001-1000-8000-00805f9b34fb" },
        { BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e), 16, 0,
          "6e400001-b5a3-f393-e0a9-e50e24dcca9e" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[BLE_UUID_TEXT];
        assert_int_equal(ble_uuid_size(&rows[i].uuid), rows[i].size);
        assert_int_equal(ble_uuid_short(&rows[i].uuid), rows[i].value);
        assert_string_equal(ble_uuid_format(&rows[i].uuid, text), rows[i].text);
        struct ble_uuid back = parsed(rows[i].text);
        assert_true(ble_uuid_equal(&back, &rows[i].uuid));
    }
}

static void text_is_read_in_every_form_that_people_write(void **state)
{
    (void)state;
    static const char *const uarts[] = { "6E400001-B5A3-F393-E0A9-E50E24DCCA9E", "6e400001b5a3f393e0a9e50e24dcca9e",
                                         "6e400001-b5a3-F393-e0a9-E50E24dcca9e" };
    for (size_t i = 0; i < 3; i++) {
        struct ble_uuid uuid = parsed(uarts[i]);
        assert_true(ble_uuid_equal(&uuid, &uart));
    }
    static const char *const batteries[] = { "180f", "180F", "0x180f", "0X180F", "0000180f", "0x0000180F" };
    for (size_t i = 0; i < 6; i++) {
        struct ble_uuid uuid = parsed(batteries[i]);
        assert_int_equal(ble_uuid_short(&uuid), 0x180f);
    }
}

static void text_that_is_no_uuid_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = { "",
                                         "0",
                                         "0x",
                                         "0x0",
                                         "180",
                                         "180g",
                                         "x180",
                                         " 180f",
                                         "180f ",
                                         "180f0",
                                         "0x180",
                                         "12345",
                                         "1234567",
                                         "123456789",
                                         "6e400001-b5a3-f393-e0a9-e50e24dcca9",
                                         "6e400001-b5a3-f393-e0a9-e50e24dcca9e0",
                                         "+80f",
                                         "18-f",
                                         "6e400001b-5a3-f393-e0a9-e50e24dcca9e",
                                         "6e400001-b5a3-f393-e0a9e-50e24dcca9e",
                                         "6e400001_b5a3_f393_e0a9_e50e24dcca9e",
                                         "{6e400001-b5a3-f393-e0a9-e50e24dcca}",
                                         "0x6e400001b5a3f393e0a9e50e24dcca9e",
                                         "6e400001b5a3f393e0a9e50e24dcca9g",
                                         "6e400001-b5a3-f393-e0a9-e50e24dcca-e",
                                         "------------------------------------",
                                         "0x6e400001-b5a3-f393-e0a9-e50e24dcca9e" };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct ble_uuid uuid = uart;
        if (ble_uuid_parse(texts[i], &uuid))
            fail_msg("'%s' was accepted", texts[i]);
        assert_true(ble_uuid_equal(&uuid, &uart));
    }
}

static void any_uuid_survives_text(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (unsigned i = 0; i < 20000; i++) {
        struct ble_uuid uuid = ble_uuid_from_32(random_next(&random) >> (i % 3 * 8));
        if (i % 2)
            random_octets(&random, uuid.octets, random_below(&random, 17));
        char text[BLE_UUID_TEXT];
        size_t length = strlen(ble_uuid_format(&uuid, text)), size = ble_uuid_size(&uuid);
        assert_int_equal(length, size == 16 ? 36 : 2 * size);
        struct ble_uuid back = parsed(text), again;
        assert_true(ble_uuid_equal(&back, &uuid));
        assert_true(ble_uuid_from_octets(&again, ble_uuid_octets(&uuid, size), size));
        assert_true(ble_uuid_equal(&again, &uuid));
    }
}

static void uuids_are_ordered_as_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = { "0000", "0001", "0100", "ffff", "00010000", "ffffffff" };
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 6; j++) {
            struct ble_uuid a = parsed(texts[i]), b = parsed(texts[j]);
            int order = ble_uuid_compare(&a, &b);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_128_bit_form_of_a_short_uuid_equals_it),
        cmocka_unit_test(octets_are_in_the_order_of_the_air),
        cmocka_unit_test(other_sizes_than_2_4_and_16_are_refused),
        cmocka_unit_test(the_shortest_form_is_found),
        cmocka_unit_test(text_is_read_in_every_form_that_people_write),
        cmocka_unit_test(text_that_is_no_uuid_is_refused_and_changes_nothing),
        cmocka_unit_test(any_uuid_survives_text),
        cmocka_unit_test(uuids_are_ordered_as_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
