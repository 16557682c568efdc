/* SPDX-License-Identifier: MIT */
/* Putting advertising data together. The buffer is a block of exactly the capacity: what lies behind is watched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/advertising_data.h>

#include "hex.h"
#include "random.h"

#define UART BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e)

static const struct ble_uuid uart = UART, battery = BLE_UUID16(0x180f), current_time = BLE_UUID16(0x1805);

static struct ble_ad_builder new_builder(size_t capacity)
{
    struct ble_ad_builder builder;
    uint8_t *buffer = malloc(capacity > 0 ? capacity : 1);
    memset(buffer, 0xa5, capacity);
    ble_ad_build(&builder, buffer, capacity);
    return builder;
}

/** Compare, and free the buffer. */
static void built(struct ble_ad_builder builder, const char *expected)
{
    char text[2 * BLE_AD_EXTENDED_MAX + 1] = "";
    for (size_t i = 0; i < builder.size; i++)
        sprintf(text + 2 * i, "%02x", builder.data[i]);
    assert_string_equal(text, expected);
    free(builder.data);
}

/** A failing call changes nothing of what was built. */
static void refused(struct ble_ad_builder *builder, ble_status expected, ble_status got, const uint8_t *before,
                    size_t size)
{
    assert_int_equal(got, expected);
    assert_int_equal(builder->size, size);
    assert_memory_equal(builder->data, before, size);
}

static struct ble_ad_builder provides(const struct ble_uuid *uuids, size_t count)
{
    struct ble_ad_builder builder = new_builder(BLE_AD_LEGACY_MAX);
    assert_int_equal(ble_ad_add_flags(&builder, BLE_AD_FLAG_GENERAL_DISCOVERY | BLE_AD_FLAG_LE_ONLY), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, uuids, count, false), BLE_OK);
    return builder;
}

static void services_are_complete_lists_flags_first_each_once(void **state)
{
    (void)state;
    const struct ble_uuid both[] = { uart, battery }, twice[] = { battery, battery };
    built(provides(&uart, 1), "02010611079ecadc240ee5a9e093f3a3b50100406e");
    built(provides(both, 2), "02010603030f1811079ecadc240ee5a9e093f3a3b50100406e");
    built(provides(NULL, 0), "020106");
    built(provides(twice, 2), "02010603030f18");
}

static void services_that_are_appended_join_their_list(void **state)
{
    (void)state;
    struct ble_ad_builder builder = provides(&battery, 1);
    assert_int_equal(ble_ad_add_services(&builder, &battery, 1, false), BLE_OK);
    assert_int_equal(ble_ad_add_tx_power(&builder, 4), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, &current_time, 1, false), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, &battery, 1, false), BLE_OK);
    built(builder, "02010605030f180518020a04");
    /* The 128-bit form of a UUID is the same UUID. */
    static const struct ble_uuid wide = BLE_UUID128(0x180f, 0, 0x1000, 0x8000, 0x00805f9b34fb);
    const struct ble_uuid same[] = { battery, wide, BLE_UUID32(0x180f), BLE_UUID32(0x1180f) };
    built(provides(same, 4), "02010603030f1805050f180100");
}

static void a_list_with_half_a_uuid_is_not_joined(void **state)
{
    (void)state;
    struct ble_ad_builder builder = new_builder(BLE_AD_LEGACY_MAX);
    assert_int_equal(ble_ad_add(&builder, BLE_AD_SERVICES_16, (const uint8_t *)"\x0f\x18\x05", 3), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, &current_time, 1, false), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, &battery, 1, false), BLE_OK);
    built(builder, "04030f180503030518");
}

static void solicitations_have_types_of_their_own(void **state)
{
    (void)state;
    struct ble_ad_builder builder = provides(NULL, 0);
    assert_int_equal(ble_ad_add_solicitations(&builder, &current_time, 1, false), BLE_OK);
    built(builder, "02010603140518");

    builder = provides(NULL, 0);
    assert_int_equal(ble_ad_add_name(&builder, "TimePlease", 10, false), BLE_OK);
    assert_int_equal(ble_ad_add_solicitations(&builder, &current_time, 1, false), BLE_OK);
    built(builder, "0201060b0954696d65506c6561736503140518");

    /* The same UUID may be offered and looked for. */
    builder = new_builder(64);
    const struct ble_uuid all[] = { BLE_UUID32(0x12345678), UART, BLE_UUID16(0x1805), BLE_UUID16(0x180f) };
    assert_int_equal(ble_ad_add_services(&builder, &current_time, 1, false), BLE_OK);
    assert_int_equal(ble_ad_add_solicitations(&builder, all, 4, false), BLE_OK);
    built(builder, "030305180514"
                   "05180f18051f7856341211159ecadc240ee5a9e093f3a3b50100406e");
}

/** The default scan response: the name, shortened to leave room for the transmit power, and that. */
static struct ble_ad_builder scan_response(const char *name)
{
    struct ble_ad_builder builder = new_builder(BLE_AD_LEGACY_MAX);
    builder.capacity -= 3;
    assert_int_equal(ble_ad_add_name(&builder, name, strlen(name), true), BLE_OK);
    builder.capacity += 3;
    assert_int_equal(ble_ad_add_tx_power(&builder, 0), BLE_OK);
    return builder;
}

static void a_scan_response_has_the_name_and_the_transmit_power(void **state)
{
    (void)state;
    built(scan_response("CIRCUITPYabcd"), "0e0943495243554954505961626364020a00");
    built(scan_response(""), "0109020a00");
    built(scan_response("abc"), "0409616263020a00");
    built(scan_response("\xc3\xa9"), "0309c3a9020a00");
    built(scan_response("abcdefghijklmnopqrstuvwxyz"),
          "1b096162636465666768696a6b6c6d6e6f707172737475767778797a020a00");
    built(scan_response("abcdefghijklmnopqrstuvwxyz0"),
          "1b086162636465666768696a6b6c6d6e6f707172737475767778797a020a00");
    built(scan_response("abcdefghijklmnopqrstuvwxy\xc3\xa9"), /* the last character would be cut in two */
          "1a086162636465666768696a6b6c6d6e6f70717273747576777879020a00");
}

static void a_name_is_shortened_between_two_characters(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t capacity;
        const char *expected; /* NULL: BLE_ERROR_FULL */
    } rows[] = {
        { "HELLO", 7, "060948454c4c4f" },
        { "HELLO", 6, "050848454c4c" },
        { "HELLO", 3, "020848" },
        { "HELLO", 2, NULL },
        { "HELLO", 0, NULL },
        { "a\xc3\xa9z", 4, "020861" }, /* 2 octets are an a and half of the next */
        { "a\xc3\xa9z", 5, "040861c3a9" },
        { "a\xc3\xa9z", 6, "050961c3a97a" },
        { "\xe2\x82\xac\xe2\x82\xac", 5, "0408e282ac" },
        { "\xe2\x82\xac\xe2\x82\xac", 6, "0408e282ac" },
        { "\xe2\x82\xac\xe2\x82\xac", 7, "0408e282ac" },
        { "\xe2\x82\xac\xe2\x82\xac", 8, "0709e282ace282ac" },
        { "\xe2\x82\xac\xe2\x82\xac", 4, NULL },
        { "\xf0\x9f\x98\x80!", 5, NULL },
        { "\xf0\x9f\x98\x80!", 6, "0508f09f9880" },
        { "\x80\x80\x80\x80\x80\x80\x80\x80", 8, "0708808080808080" }, /* no UTF-8: cut anywhere */
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct ble_ad_builder builder = new_builder(rows[i].capacity);
        size_t size = strlen(rows[i].name);
        ble_status status = ble_ad_add_name(&builder, rows[i].name, size, true);
        assert_int_equal(status, rows[i].expected != NULL ? BLE_OK : BLE_ERROR_FULL);
        if (status == BLE_ERROR_FULL)
            assert_int_equal(builder.needed, size + 2);
        built(builder, rows[i].expected != NULL ? rows[i].expected : "");
    }
}

static void a_name_that_may_not_be_cut_is_refused(void **state)
{
    (void)state;
    struct ble_ad_builder builder = new_builder(6);
    assert_int_equal(ble_ad_add_name(&builder, "HELLO", 5, false), BLE_ERROR_FULL);
    assert_int_equal(builder.needed, 7);
    built(builder, "");
    char name[300];
    memset(name, 'x', sizeof(name));
    builder = new_builder(1650);
    assert_int_equal(ble_ad_add_name(&builder, name, 249, true), BLE_ERROR_ARGUMENT);
    assert_int_equal(builder.size, 0);
    assert_int_equal(ble_ad_add_name(&builder, name, 248, false), BLE_OK);
    assert_int_equal(builder.size, 250);
    free(builder.data);
}

static void each_type_is_written_as_the_specification_says(void **state)
{
    (void)state;
    struct ble_ad_builder b = new_builder(400);
    const struct ble_address device = { { 1, 2, 3, 4, 5, 0xc0 }, BLE_ADDRESS_RANDOM };
    const struct ble_address public[] = { { { 1, 2, 3, 4, 5, 6 }, BLE_ADDRESS_PUBLIC },
                                          { { 7, 8, 9, 10, 11, 12 }, BLE_ADDRESS_PUBLIC_IDENTITY } };
    const struct ble_ad_encrypted encrypted = { (const uint8_t *)"\1\2\3\4\5", (const uint8_t *)"\xaa\xbb", 2,
                                                (const uint8_t *)"\x11\x12\x13\x14" };
    const struct ble_ad_response_timing timing = { 0x12345678, 1, 2, 3, 4 };
    static const struct ble_uuid wide = BLE_UUID32(0x1180f);
    int failed = 0;
    failed |= ble_ad_add_name(&b, "HELLO", 5, false);
    failed |= ble_ad_add_appearance(&b, 961);
    failed |= ble_ad_add_tx_power(&b, -4);
    failed |= ble_ad_add_class_of_device(&b, 0x5a020c);
    failed |= ble_ad_add_connection_interval(&b, 6, 0xffff);
    failed |= ble_ad_add_advertising_interval(&b, 0xffff);
    failed |= ble_ad_add_advertising_interval(&b, 0x10000);
    failed |= ble_ad_add_advertising_interval(&b, 0x1000000);
    failed |= ble_ad_add_role(&b, BLE_AD_ROLE_CENTRAL_PREFERRED);
    failed |= ble_ad_add_address(&b, &device);
    failed |= ble_ad_add_targets(&b, public, 2);
    failed |= ble_ad_add_targets(&b, &device, 1);
    failed |= ble_ad_add_service_data(&b, &battery, (const uint8_t *)"\x64", 1);
    failed |= ble_ad_add_service_data(&b, &wide, NULL, 0);
    failed |= ble_ad_add_service_data(&b, &uart, (const uint8_t *)"\xaa\xbb", 2);
    failed |= ble_ad_add_manufacturer(&b, 0x0822, (const uint8_t *)"\x06\x00\x00\x33\x22\x11\x00", 7);
    failed |= ble_ad_add_uri(&b, 0x17, "//a", 3);
    failed |= ble_ad_add_uri(&b, 0xe9, NULL, 0);
    failed |= ble_ad_add_uri(&b, 0x20ac, NULL, 0);
    failed |= ble_ad_add_uri(&b, 0x1f600, NULL, 0);
    failed |= ble_ad_add_resolvable_set(&b, (const uint8_t *)"\1\2\3\4\5\6");
    failed |= ble_ad_add_encrypted(&b, &encrypted);
    failed |= ble_ad_add_response_timing(&b, &timing);
    failed |= ble_ad_add_broadcast_name(&b, "ABCD", 4);
    failed |= ble_ad_add(&b, 0x77, NULL, 0);
    assert_int_equal(failed, 0);
    built(b, "060948454c4c4f"
             "0319c103"
             "020afc"
             "040d0c025a"
             "05120600ffff"
             "031affff"
             "042f000001"
             "052f00000001"
             "021c03"
             "081b0102030405c001"
             "0d170102030405060708090a0b0c"
             "07180102030405c0"
             "04160f1864"
             "05200f180100"
             "13219ecadc240ee5a9e093f3a3b50100406eaabb"
             "0aff220806000033221100"
             "0524172f2f61"
             "0324c3a9"
             "0424e282ac"
             "0524f09f9880"
             "072e010203040506"
             "0c310102030405aabb11121314"
             "09327856341201020304"
             "053041424344"
             "0177");
}

static void what_cannot_be_expressed_is_refused(void **state)
{
    (void)state;
    static const uint8_t zeros[512] = { 0 };
    struct ble_ad_builder b = new_builder(1650);
    const uint8_t before[] = { 2, 1, 6 };
    ble_ad_add_flags(&b, 6);
    const struct ble_address anonymous = { { 0 }, BLE_ADDRESS_ANONYMOUS };
    const struct ble_address mixed[] = { { { 1 }, BLE_ADDRESS_PUBLIC }, { { 2 }, BLE_ADDRESS_RANDOM } };
    struct ble_address many[43] = { { { 1 }, BLE_ADDRESS_PUBLIC } };
    struct ble_ad_encrypted encrypted = { zeros, zeros, 246, zeros };
    static struct ble_uuid uuids[256];
    for (unsigned i = 0; i < 256; i++)
        uuids[i] = ble_uuid_from_16((uint16_t)(0x1000 + i));
    const ble_status results[] = {
        ble_ad_add(&b, 0xff, zeros, 255),
        ble_ad_add(&b, 0xff, zeros, SIZE_MAX),
        ble_ad_add_manufacturer(&b, 1, zeros, 253),
        ble_ad_add_manufacturer(&b, 1, zeros, SIZE_MAX),
        ble_ad_add_service_data(&b, &battery, zeros, 253),
        ble_ad_add_service_data(&b, &uart, zeros, 239),
        ble_ad_add_broadcast_name(&b, "abc", 3),
        ble_ad_add_broadcast_name(&b, (const char *)zeros, 129),
        ble_ad_add_class_of_device(&b, 0x1000000),
        ble_ad_add_role(&b, 4),
        ble_ad_add_connection_interval(&b, 5, 10),
        ble_ad_add_connection_interval(&b, 10, 3201),
        ble_ad_add_connection_interval(&b, 11, 10),
        ble_ad_add_address(&b, &anonymous),
        ble_ad_add_targets(&b, mixed, 2),
        ble_ad_add_targets(&b, &anonymous, 1),
        ble_ad_add_targets(&b, many, 43),
        ble_ad_add_targets(&b, many, 0),
        ble_ad_add_uri(&b, 0, "a", 1),
        ble_ad_add_uri(&b, 0xd800, "a", 1),
        ble_ad_add_uri(&b, 0x110000, "a", 1),
        ble_ad_add_uri(&b, 0x17, (const char *)zeros, 254),
        ble_ad_add_encrypted(&b, &encrypted),
        ble_ad_add_services(&b, uuids, 256, true),
        ble_ad_add_services(&b, uuids, 128, false), /* 256 octets in one list */
    };
    for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++)
        if (results[i] != BLE_ERROR_ARGUMENT)
            fail_msg("row %zu: %d", i, results[i]);
    refused(&b, BLE_ERROR_ARGUMENT, results[0], before, 3);
    assert_int_equal(ble_ad_add(&b, 0xff, zeros, 254), BLE_OK);
    assert_int_equal(ble_ad_add_targets(&b, many, 1), BLE_OK);
    assert_int_equal(ble_ad_add_services(&b, uuids, 127, false), BLE_OK);
    free(b.data);
}

static void a_list_that_lacks_some_is_marked_incomplete(void **state)
{
    (void)state;
    const struct ble_uuid uuids[] = {
        UART, BLE_UUID16(0x180f), BLE_UUID16(0x1805), BLE_UUID16(0x180a), BLE_UUID16(0x180f), BLE_UUID32(0x12345678)
    };
    static const struct {
        size_t capacity;
        const char *expected;
    } rows[] = {
        { 3, NULL },
        { 4, "03020f18" },
        { 5, "03020f18" },
        { 6, "05020f180518" },
        { 8, "07030f1805180a18" },
        { 13, "07030f1805180a18" },
        { 14, "07030f1805180a18050578563412" },
        { 31, "07030f1805180a18050578563412" },
        { 32, "07030f1805180a1805057856341211079ecadc240ee5a9e093f3a3b50100406e" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct ble_ad_builder builder = new_builder(rows[i].capacity);
        assert_int_equal(ble_ad_add_services(&builder, uuids, 6, true), rows[i].expected ? BLE_OK : BLE_ERROR_FULL);
        built(builder, rows[i].expected ? rows[i].expected : "");
        builder = new_builder(rows[i].capacity);
        ble_status all = ble_ad_add_services(&builder, uuids, 6, false);
        assert_int_equal(all, rows[i].capacity < 32 ? BLE_ERROR_FULL : BLE_OK);
        if (all == BLE_ERROR_FULL)
            assert_int_equal(builder.needed, 32);
        built(builder, all == BLE_OK ? rows[i].expected : "");
    }
    /* A list that was complete no longer is; nothing is marked when nothing was added. */
    struct ble_ad_builder builder = new_builder(8);
    assert_int_equal(ble_ad_add_services(&builder, &battery, 1, false), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, uuids, 6, true), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, uuids, 6, true), BLE_ERROR_FULL);
    assert_int_equal(builder.needed, 32);
    built(builder, "07030f1805180a18");
    builder = new_builder(7);
    assert_int_equal(ble_ad_add_services(&builder, &battery, 1, false), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, uuids, 6, true), BLE_OK);
    built(builder, "05020f180518");
    builder = new_builder(5);
    assert_int_equal(ble_ad_add_services(&builder, &battery, 1, false), BLE_OK);
    assert_int_equal(ble_ad_add_services(&builder, uuids, 6, true), BLE_ERROR_FULL);
    built(builder, "03030f18");
}

static void a_list_ends_at_254_octets_whatever_the_capacity(void **state)
{
    (void)state;
    struct ble_uuid uuids[200];
    for (unsigned i = 0; i < 200; i++)
        uuids[i] = ble_uuid_from_16((uint16_t)(0x1000 + i));
    struct ble_ad_builder builder = new_builder(1650);
    assert_int_equal(ble_ad_add_services(&builder, uuids, 200, true), BLE_OK);
    assert_int_equal(builder.size, 256);
    assert_int_equal(builder.data[0], 255);
    assert_int_equal(builder.data[1], BLE_AD_SOME_SERVICES_16);
    assert_int_equal(ble_ad_add_services(&builder, uuids + 190, 1, true), BLE_ERROR_ARGUMENT);
    assert_int_equal(builder.size, 256);
    free(builder.data);
}

static void an_addition_that_does_not_fit_says_what_it_wants(void **state)
{
    (void)state;
    for (size_t capacity = 0; capacity < 20; capacity++) {
        struct ble_ad_builder builder = new_builder(capacity);
        uint8_t before[20];
        if (ble_ad_add_flags(&builder, 6) == BLE_ERROR_FULL) {
            assert_true(capacity < 3);
            assert_int_equal(builder.needed, 3);
        }
        size_t size = builder.size;
        memcpy(before, builder.data, size);
        ble_status status = ble_ad_add_manufacturer(&builder, 0x004c, (const uint8_t *)"12345678", 8);
        if (size + 12 <= capacity) {
            assert_int_equal(status, BLE_OK);
        } else {
            refused(&builder, BLE_ERROR_FULL, status, before, size);
            assert_int_equal(builder.needed, size + 12);
        }
        free(builder.data);
    }
    /* A capacity that was set below what is there already. */
    struct ble_ad_builder builder = new_builder(8);
    assert_int_equal(ble_ad_add_flags(&builder, 6), BLE_OK);
    builder.capacity = 1;
    assert_int_equal(ble_ad_add_tx_power(&builder, 0), BLE_ERROR_FULL);
    assert_int_equal(ble_ad_add_name(&builder, "abc", 3, true), BLE_ERROR_FULL);
    built(builder, "020106");
}

static void decoding_and_encoding_is_lossless(void **state)
{
    (void)state;
    uint32_t random = 3;
    for (unsigned round = 0; round < 20000; round++) {
        size_t size = random_below(&random, round % 100 == 0 ? 1651 : 80);
        uint8_t *data = malloc(size > 0 ? size : 1);
        random_octets(&random, data, size);
        for (size_t i = 0; i < size; i++)
            data[i] = (uint8_t)(data[i] % (random_one_in(&random, 10) ? 256u : 9u));
        struct ble_ad_walk walk;
        struct ble_ad ad;
        struct ble_ad_builder builder = new_builder(size);
        ble_ad_begin(&walk, data, size);
        while (ble_ad_next(&walk, &ad))
            assert_int_equal(ble_ad_add(&builder, ad.type, ad.data, ad.size), BLE_OK);
        assert_int_equal(builder.size, walk.offset);
        assert_memory_equal(builder.data, data, walk.offset);
        free(builder.data);
        free(data);
    }
    /* Both services of a type that repeats survive. */
    struct octets data = from_hex("03020f1803021218");
    struct ble_ad_builder builder = new_builder(31);
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, data.data, data.size);
    while (ble_ad_next(&walk, &ad))
        ble_ad_add(&builder, ad.type, ad.data, ad.size);
    built(builder, "03020f1803021218");
    free(data.data);
}

/** Random services in random capacities: what is built is well formed and lists each wanted UUID at most once. */
static void lists_hold_each_uuid_once_however_they_came_about(void **state)
{
    (void)state;
    uint32_t random = 11;
    for (unsigned round = 0; round < 3000; round++) {
        struct ble_ad_builder builder = new_builder(random_below(&random, 200));
        bool wanted[24] = { false }, all = true;
        for (unsigned step = 0; step < 4; step++) {
            struct ble_uuid uuids[12];
            size_t count = random_below(&random, 13), size = builder.size;
            unsigned which[12];
            for (size_t i = 0; i < count; i++) {
                which[i] = random_below(&random, 24);
                uuids[i] = which[i] % 3 == 0 ? ble_uuid_from_16((uint16_t)which[i]) : ble_uuid_from_32(which[i] << 16);
                uuids[i].octets[0] = which[i] % 3 == 2 ? 0 : uuids[i].octets[0];
            }
            bool may_cut = random_one_in(&random, 2);
            ble_status status = ble_ad_add_services(&builder, uuids, count, may_cut);
            assert_true(status == BLE_OK || (status == BLE_ERROR_FULL && builder.needed > builder.capacity));
            assert_true(status == BLE_OK || builder.size == size);
            for (size_t i = 0; i < count && status == BLE_OK; i++) {
                bool listed = ble_ad_lists(builder.data, builder.size, BLE_AD_LIST_SERVICES, &uuids[i]);
                assert_true(listed || may_cut);
                wanted[which[i]] |= listed;
                all &= listed;
            }
            if (step == 1)
                ble_ad_add_tx_power(&builder, 1);
        }
        struct ble_ad_uuid_walk walk;
        struct ble_uuid uuid;
        unsigned listed = 0, expected = 0, some = 0;
        ble_ad_uuids_begin(&walk, builder.data, builder.size, BLE_AD_LIST_SERVICES);
        while (ble_ad_uuids_next(&walk, &uuid))
            listed++;
        for (size_t i = 0; i < 24; i++)
            expected += wanted[i];
        assert_int_equal(listed, expected);
        assert_int_equal(walk.walk.offset, builder.size);
        struct ble_ad ad;
        for (unsigned type = BLE_AD_SOME_SERVICES_16; type <= BLE_AD_SOME_SERVICES_128; type += 2) {
            bool found = ble_ad_find(builder.data, builder.size, (uint8_t)type, &ad);
            some += found;
            assert_false(found && ble_ad_find(builder.data, builder.size, (uint8_t)(type + 1), &ad));
        }
        assert_false(all && some > 0);
        free(builder.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(services_are_complete_lists_flags_first_each_once),
        cmocka_unit_test(services_that_are_appended_join_their_list),
        cmocka_unit_test(a_list_with_half_a_uuid_is_not_joined),
        cmocka_unit_test(solicitations_have_types_of_their_own),
        cmocka_unit_test(a_scan_response_has_the_name_and_the_transmit_power),
        cmocka_unit_test(a_name_is_shortened_between_two_characters),
        cmocka_unit_test(a_name_that_may_not_be_cut_is_refused),
        cmocka_unit_test(each_type_is_written_as_the_specification_says),
        cmocka_unit_test(what_cannot_be_expressed_is_refused),
        cmocka_unit_test(a_list_that_lacks_some_is_marked_incomplete),
        cmocka_unit_test(a_list_ends_at_254_octets_whatever_the_capacity),
        cmocka_unit_test(an_addition_that_does_not_fit_says_what_it_wants),
        cmocka_unit_test(decoding_and_encoding_is_lossless),
        cmocka_unit_test(lists_hold_each_uuid_once_however_they_came_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
