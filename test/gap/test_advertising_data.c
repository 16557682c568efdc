/* SPDX-License-Identifier: MIT */
/* Taking advertising data apart. What is walked is always a block of exactly its size: what lies behind is watched. */
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

static bool starts_with(const struct octets *data, struct ble_ad *ad, uint8_t type)
{
    return ble_ad_find(data->data, data->size, type, ad);
}

/** Type and data of every structure as text: "01:06 09:4142". */
static void walk_to_text(const struct octets *data, struct ble_ad_walk *walk, char text[512])
{
    struct ble_ad ad;
    size_t at = 0;
    text[0] = '\0';
    ble_ad_begin(walk, data->data, data->size);
    while (ble_ad_next(walk, &ad)) {
        at += (size_t)snprintf(text + at, 512 - at, "%s%02x:", at > 0 ? " " : "", ad.type);
        for (size_t i = 0; i < ad.size; i++)
            at += (size_t)snprintf(text + at, 512 - at, "%02x", ad.data[i]);
    }
}

static void a_walk_hands_out_each_structure_and_tells_where_it_ended(void **state)
{
    (void)state;
    static const struct {
        const char *data, *structures;
        size_t skipped;
        bool overrun;
    } rows[] = {
        { "", "", 0, false },
        { "020106", "01:06", 0, false },
        { "02010605030f1805180a09434952435549545059020a040319c103",
          "01:06 03:0f180518 09:434952435549545059 0a:04 19:c103", 0, false },
        { "0201060000ffff", "01:06", 4, false },             /* a length of 0 ends it */
        { "00", "", 1, false },                              /* padding only */
        { "02010605", "01:06", 1, false },                   /* a bare length octet */
        { "05", "", 1, false },                              /* nothing else */
        { "0109020106", "09: 01:06", 0, false },             /* an empty name */
        { "02010609414243", "01:06", 4, true },              /* 9 octets announced, 3 there */
        { "0302aa", "", 3, true },                           /* one octet is missing */
        { "ff09", "", 2, true },                             /* all of them are */
        { "0303aabb", "03:aabb", 0, false },                 /* the same, whole */
        { "03020f1803021218", "02:0f18 02:1218", 0, false }, /* a type that repeats */
        { "0277aa0133", "77:aa 33:", 0, false },             /* types nobody knows */
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct octets data = from_hex(rows[i].data);
        struct ble_ad_walk walk;
        char text[512];
        walk_to_text(&data, &walk, text);
        assert_string_equal(text, rows[i].structures);
        assert_int_equal(data.size - walk.offset, rows[i].skipped);
        assert_int_equal(walk.overrun, rows[i].overrun);
        free(data.data);
    }
}

static void the_end_of_a_walk_stays_the_end(void **state)
{
    (void)state;
    static const char *const ends[] = { "020106", "0201060000ffff", "02010605", "02010609414243" };
    for (size_t i = 0; i < 4; i++) {
        struct octets data = from_hex(ends[i]);
        struct ble_ad_walk walk, ended;
        struct ble_ad ad;
        ble_ad_begin(&walk, data.data, data.size);
        assert_true(ble_ad_next(&walk, &ad));
        assert_false(ble_ad_next(&walk, &ad));
        ended = walk;
        assert_false(ble_ad_next(&walk, &ad));
        assert_int_equal(walk.offset, ended.offset);
        assert_int_equal(walk.overrun, ended.overrun);
        free(data.data);
    }
}

static void what_there_is_of_a_structure_that_overruns_can_be_seen(void **state)
{
    (void)state;
    struct octets data = from_hex("02010609414243");
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, data.data, data.size);
    assert_true(ble_ad_next(&walk, &ad));
    assert_false(ble_ad_next(&walk, &ad));
    assert_true(walk.overrun);
    assert_int_equal(ad.type, 0x41);
    assert_int_equal(ad.size, 2);
    assert_memory_equal(ad.data, "BC", 2);
    assert_false(starts_with(&data, &ad, 0x41)); /* but it is not found */
    free(data.data);
}

static void uuids_of_all_widths_and_structures_are_listed(void **state)
{
    (void)state;
    static const struct {
        const char *data, *services, *solicitations;
    } rows[] = {
        { "03020f1803021218", "180f 1812", "" },
        { "04030f1805", "180f", "" }, /* half a UUID at the end */
        { "05050f180000", "180f", "" },
        { "05050f180100", "0001180f", "" },
        { "02020f03030f18", "180f", "" }, /* a list of half a UUID, then a whole one */
        { "0102020106010303030f18", "180f", "" },
        { "11079ecadc240ee5a9e093f3a3b50100406e03140518", "6e400001-b5a3-f393-e0a9-e50e24dcca9e", "1805" },
        { "1106fb349b5f80000080001000000f180000", "180f", "" },
        { "051f0518ffff1115"
          "9ecadc240ee5a9e093f3a3b50100406e"
          "05140f181018",
          "", "ffff1805 6e400001-b5a3-f393-e0a9-e50e24dcca9e 180f 1810" },
        { "03160f1803ff0f18", "", "" },     /* service data and manufacturer data list nothing */
        { "03030f1805031218", "180f", "" }, /* a list that overruns is none */
        { "", "", "" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct octets data = from_hex(rows[i].data);
        for (unsigned list = BLE_AD_LIST_SERVICES; list <= BLE_AD_LIST_SOLICITATIONS; list++) {
            char text[256] = "";
            struct ble_ad_uuid_walk walk;
            struct ble_uuid uuid;
            ble_ad_uuids_begin(&walk, data.data, data.size, (enum ble_ad_list)list);
            while (ble_ad_uuids_next(&walk, &uuid)) {
                char one[BLE_UUID_TEXT];
                strcat(text, text[0] != '\0' ? " " : "");
                strcat(text, ble_uuid_format(&uuid, one));
                assert_true(ble_ad_lists(data.data, data.size, (enum ble_ad_list)list, &uuid));
            }
            assert_false(ble_ad_uuids_next(&walk, &uuid));
            assert_string_equal(text, list == BLE_AD_LIST_SERVICES ? rows[i].services : rows[i].solicitations);
        }
        free(data.data);
    }
}

static void a_service_is_found_in_whatever_width_it_is_listed(void **state)
{
    (void)state;
    static const char *const lists[] = { "03030f18", "03020f18", "05050f180000", "05040f180000",
                                         "1107fb349b5f80000080001000000f180000" };
    static const struct ble_uuid battery = BLE_UUID16(0x180f), other = BLE_UUID16(0x1810);
    for (size_t i = 0; i < 5; i++) {
        struct octets data = from_hex(lists[i]);
        assert_true(ble_ad_lists(data.data, data.size, BLE_AD_LIST_SERVICES, &battery));
        assert_false(ble_ad_lists(data.data, data.size, BLE_AD_LIST_SOLICITATIONS, &battery));
        assert_false(ble_ad_lists(data.data, data.size, BLE_AD_LIST_SERVICES, &other));
        free(data.data);
    }
}

/** What all readers say about a structure, as text; "" when none knows it. */
static void read_to_text(const struct ble_ad *ad, char text[256])
{
    uint8_t small;
    int8_t dbm;
    uint16_t a, b;
    uint32_t wide;
    const char *string;
    const uint8_t *octets;
    size_t size;
    struct ble_address address;
    struct ble_uuid uuid;
    struct ble_ad_encrypted encrypted;
    struct ble_ad_response_timing timing;
    char *at = text;
    text[0] = '\0';
    if (ble_ad_read_flags(ad, &small))
        at += sprintf(at, "flags %02x;", small);
    if (ble_ad_read_name(ad, &string, &size))
        at += sprintf(at, "name %.*s;", (int)size, string);
    if (ble_ad_read_tx_power(ad, &dbm))
        at += sprintf(at, "tx %d;", dbm);
    if (ble_ad_read_class_of_device(ad, &wide))
        at += sprintf(at, "class %06x;", wide);
    if (ble_ad_read_appearance(ad, &a))
        at += sprintf(at, "appearance %u;", a);
    if (ble_ad_read_connection_interval(ad, &a, &b))
        at += sprintf(at, "interval %u %u;", a, b);
    if (ble_ad_read_advertising_interval(ad, &wide))
        at += sprintf(at, "every %u;", wide);
    if (ble_ad_read_role(ad, &small))
        at += sprintf(at, "role %u;", small);
    for (size_t i = 0; ble_ad_read_address(ad, i, &address); i++) {
        char one[BLE_ADDRESS_TEXT];
        at += sprintf(at, "%s %u;", ble_address_format(&address, one), address.type);
    }
    if (ble_ad_read_service_data(ad, &uuid, &octets, &size)) {
        char one[BLE_UUID_TEXT];
        at += sprintf(at, "service %s %zu %02x;", ble_uuid_format(&uuid, one), size, size > 0 ? octets[size - 1] : 0);
    }
    if (ble_ad_read_manufacturer(ad, &a, &octets, &size))
        at += sprintf(at, "company %04x %zu %02x;", a, size, size > 0 ? octets[size - 1] : 0);
    if (ble_ad_read_uri(ad, &wide, &string, &size))
        at += sprintf(at, "uri %x %.*s;", wide, (int)size, string);
    if (ble_ad_read_key(ad, &octets))
        at += sprintf(at, "key %02x %02x;", octets[0], octets[15]);
    if (ble_ad_read_resolvable_set(ad, &octets))
        at += sprintf(at, "set %02x %02x;", octets[0], octets[5]);
    if (ble_ad_read_encrypted(ad, &encrypted))
        at += sprintf(at, "encrypted %02x %zu %02x;", encrypted.randomizer[4], encrypted.size, encrypted.mic[3]);
    if (ble_ad_read_response_timing(ad, &timing))
        at += sprintf(at, "timing %08x %u %u %u %u;", timing.access_address, timing.subevents, timing.subevent_interval,
                      timing.response_delay, timing.response_spacing);
    for (size_t i = 0; ble_ad_uuid_at(ad, i, &uuid); i++) {
        char one[BLE_UUID_TEXT];
        assert_true(i < ble_ad_uuid_count(ad));
        at += sprintf(at, "uuid %s;", ble_uuid_format(&uuid, one));
    }
    assert_true(at < text + 256);
}

static void each_type_is_read_by_its_reader_and_no_other(void **state)
{
    (void)state;
    static const struct {
        const char *data, *value;
    } rows[] = {
        { "020106", "flags 06;" },
        { "03011a00", "flags 1a;" }, /* later specifications may append octets */
        { "0101", "" },
        { "060848454c4c4f", "name HELLO;" },
        { "0109", "name ;" },
        { "0530"
          "41424344",
          "name ABCD;" },
        { "020afc", "tx -4;" },
        { "010a", "" },
        { "040d0c025a", "class 5a020c;" },
        { "030d0c02", "" },
        { "0319c103", "appearance 961;" },
        { "0219c1", "" },
        { "051206000c80", "interval 6 32780;" },
        { "0412060080", "" },
        { "031aa000", "every 160;" },
        { "021aa0", "" },
        { "042f000001", "every 65536;" },
        { "052f00000001", "every 16777216;" },
        { "032f0000", "" },
        { "021c02", "role 2;" },
        { "011c", "" },
        { "081b0102030405c000", "C0:05:04:03:02:01 0;" },
        { "081b0102030405c001", "C0:05:04:03:02:01 1;" },
        { "071b0102030405c0", "" },
        { "0717010203040506", "06:05:04:03:02:01 0;" },
        { "0d18010203040506111213141516", "06:05:04:03:02:01 1;16:15:14:13:12:11 1;" },
        { "0618010203040506", "" },
        { "0417010203", "" },
        { "04160f1864", "service 180f 1 64;" },
        { "03160f18", "service 180f 0 00;" },
        { "02160f", "" },
        { "06200f18010064", "service 0001180f 1 64;" },
        { "04200f1801", "" },
        { "13219ecadc240ee5a9e093f3a3b50100406eaabb", "service 6e400001-b5a3-f393-e0a9-e50e24dcca9e 2 bb;" },
        { "10219ecadc240ee5a9e093f3a3b5010040", "" },
        { "0aff220806000033221100", "company 0822 7 00;" },
        { "03ff4c00", "company 004c 0 00;" },
        { "02ff4c", "" },
        { "0924176578616d706c65", "uri 17 example;" },
        { "04240161", "" }, /* overruns */
        { "0324c3a9", "uri e9 ;" },
        { "0424e28294", "uri 2094 ;" },
        { "0524f09f9880", "uri 1f600 ;" },
        { "0124", "" },
        { "0224c3", "" },       /* half a character */
        { "0324c080", "" },     /* too long a form */
        { "0424eda080", "" },   /* a surrogate */
        { "0524f4908080", "" }, /* beyond Unicode */
        { "0224ff", "" },
        { "11220102030405060708090a0b0c0d0e0f10", "key 01 10;" },
        { "112d0102030405060708090a0b0c0d0e0f10", "key 01 10;" },
        { "10220102030405060708090a0b0c0d0e0f", "" },
        { "072e010203040506", "set 01 06;" },
        { "062e0102030405", "" },
        { "0d31010203040"
          "5aabbcc11121314",
          "encrypted 05 3 14;" },
        { "0a31010203040511121314", "encrypted 05 0 14;" },
        { "0931010203040511"
          "1213",
          "" },
        { "093278563412"
          "01020304",
          "timing 12345678 1 2 3 4;" },
        { "083278563412010203", "" },
        { "03030f18", "uuid 180f;" },
        { "05030f181018", "uuid 180f;uuid 1810;" },
        { "05040f180100", "uuid 0001180f;" },
        { "03140518", "uuid 1805;" },
        { "03770518", "" },
        { "0a25000102030405060708", "" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct octets data = from_hex(rows[i].data);
        struct ble_ad_walk walk;
        struct ble_ad ad;
        char text[256] = "";
        ble_ad_begin(&walk, data.data, data.size);
        if (ble_ad_next(&walk, &ad))
            read_to_text(&ad, text);
        if (strcmp(text, rows[i].value) != 0)
            fail_msg("%s: '%s' instead of '%s'", rows[i].data, text, rows[i].value);
        free(data.data);
    }
}

static void a_reader_that_refuses_leaves_its_results_alone(void **state)
{
    (void)state;
    for (unsigned type = 0; type < 256; type++) {
        struct ble_ad ad = { (uint8_t)type, 0, (const uint8_t *)"" };
        char text[256];
        read_to_text(&ad, text);
        bool is_name = type == BLE_AD_NAME || type == BLE_AD_SHORT_NAME || type == BLE_AD_BROADCAST_NAME;
        assert_string_equal(text, is_name ? "name ;" : "");
        int8_t dbm = 99;
        uint32_t interval = 99;
        struct ble_uuid uuid = BLE_UUID16(99);
        struct ble_address address = { { 1, 2, 3, 4, 5, 6 }, 99 };
        assert_false(ble_ad_read_tx_power(&ad, &dbm) || ble_ad_read_advertising_interval(&ad, &interval) ||
                     ble_ad_uuid_at(&ad, 0, &uuid) || ble_ad_read_address(&ad, 0, &address));
        assert_true(dbm == 99 && interval == 99 && ble_uuid_short(&uuid) == 99 && address.type == 99);
    }
}

static void types_have_names(void **state)
{
    (void)state;
    assert_string_equal(ble_ad_type_name(BLE_AD_FLAGS), "Flags");
    assert_string_equal(ble_ad_type_name(0x09), "Complete Local Name");
    assert_string_equal(ble_ad_type_name(0xff), "Manufacturer Specific Data");
    assert_string_equal(ble_ad_type_name(0x32), "Periodic Advertising Response Timing Information");
    assert_null(ble_ad_type_name(0x00));
    assert_null(ble_ad_type_name(0x13));
    unsigned named = 0;
    for (unsigned type = 0; type < 256; type++)
        named += ble_ad_type_name((uint8_t)type) != NULL;
    assert_int_equal(named, 50);
}

static void random_octets_are_walked_within_their_bounds(void **state)
{
    (void)state;
    uint32_t random = 7;
    for (unsigned round = 0; round < 50000; round++) {
        size_t size = random_below(&random, 64);
        struct octets data = { malloc(size > 0 ? size : 1), size };
        random_octets(&random, data.data, size);
        for (size_t i = 0; i < size; i++)
            data.data[i] = (uint8_t)(data.data[i] % (random_one_in(&random, 10) ? 256u : 12u));
        struct ble_ad_walk walk;
        struct ble_ad ad;
        size_t offset = 0;
        ble_ad_begin(&walk, data.data, size);
        while (ble_ad_next(&walk, &ad)) {
            assert_ptr_equal(ad.data, data.data + offset + 2);
            assert_int_equal(ad.size + 1, data.data[offset]);
            assert_int_equal(ad.type, data.data[offset + 1]);
            offset += 2u + ad.size;
            assert_int_equal(walk.offset, offset);
            assert_true(offset <= size);
            char text[256];
            if (ad.size <= 20)
                read_to_text(&ad, text);
        }
        assert_true(offset == size || data.data[offset] == 0 || data.data[offset] > size - offset - 1);
        free(data.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_hands_out_each_structure_and_tells_where_it_ended),
        cmocka_unit_test(the_end_of_a_walk_stays_the_end),
        cmocka_unit_test(what_there_is_of_a_structure_that_overruns_can_be_seen),
        cmocka_unit_test(uuids_of_all_widths_and_structures_are_listed),
        cmocka_unit_test(a_service_is_found_in_whatever_width_it_is_listed),
        cmocka_unit_test(each_type_is_read_by_its_reader_and_no_other),
        cmocka_unit_test(a_reader_that_refuses_leaves_its_results_alone),
        cmocka_unit_test(types_have_names),
        cmocka_unit_test(random_octets_are_walked_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
