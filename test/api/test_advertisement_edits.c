/* SPDX-License-Identifier: MIT */
/* Editing advertisements: places, what gives way, refusals; and random edits, each judged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/manufacturer_data.h>

#include "edits.h"
#include "hex.h"
#include "random.h"

static struct ble_advertisement of(const char *hex)
{
    struct octets octets = from_hex(hex);
    const struct ble_report report = { .data = octets.data, .size = (uint16_t)octets.size };
    struct ble_advertisement advertisement;
    assert_int_equal(ble_advertisement_of(&advertisement, &report), BLE_OK);
    free(octets.data);
    return advertisement;
}

static void is(const struct ble_advertisement *advertisement, const char *hex)
{
    char text[2 * BLE_ADVERTISEMENT_DATA + 1] = "";
    for (size_t i = 0; i < advertisement->size; i++)
        sprintf(text + 2 * i, "%02x", advertisement->data[i]);
    assert_string_equal(text, hex);
}

static void what_is_set_takes_the_place_of_what_says_the_same(void **state)
{
    (void)state;
    struct ble_advertisement a = of("020a04"
                                    "0319c103"
                                    "020a05"
                                    "03160f18");
    assert_int_equal(ble_advertisement_set_tx_power(&a, -1), BLE_OK);
    is(&a, "020aff"
           "0319c103"
           "03160f18");
    assert_int_equal(ble_advertisement_set(&a, BLE_AD_APPEARANCE, "\x01\x02\x03", 3), BLE_OK);
    is(&a, "020aff"
           "0419010203"
           "03160f18");
    assert_int_equal(ble_advertisement_add(&a, BLE_AD_APPEARANCE, NULL, 0), BLE_OK);
    is(&a, "020aff"
           "0419010203"
           "03160f18"
           "0119");
    assert_int_equal(ble_advertisement_remove(&a, BLE_AD_APPEARANCE), 2);
    is(&a, "020aff"
           "03160f18");
    assert_int_equal(ble_advertisement_remove(&a, BLE_AD_APPEARANCE), 0);
}

static void new_flags_go_to_the_front(void **state)
{
    (void)state;
    struct ble_advertisement a = of("020a04");
    assert_int_equal(ble_advertisement_set_flag(&a, BLE_AD_FLAG_LE_ONLY, false), BLE_OK);
    is(&a, "020a04");
    assert_int_equal(ble_advertisement_set_flag(&a, BLE_AD_FLAG_LE_ONLY, true), BLE_OK);
    assert_int_equal(ble_advertisement_set_flag(&a, BLE_AD_FLAG_GENERAL_DISCOVERY, true), BLE_OK);
    is(&a, "020106"
           "020a04");
    assert_int_equal(ble_advertisement_set_flag(&a, BLE_AD_FLAG_LE_ONLY, false), BLE_OK);
    is(&a, "020102"
           "020a04");
    assert_int_equal(ble_advertisement_set_flags(&a, 0), BLE_OK);
    is(&a, "020100"
           "020a04");
}

static void every_field_is_read_as_it_was_set(void **state)
{
    (void)state;
    struct ble_advertisement a;
    const struct ble_address self = { .type = BLE_ADDRESS_RANDOM, .octets = { 1, 2, 3, 4, 5, 0xc6 } };
    const struct ble_address public[] = { { .octets = { 1 } }, { .octets = { 2 } } };
    struct ble_address address;
    uint16_t low, high;
    uint32_t wide;
    uint8_t role;
    const char *text;
    size_t length;
    ble_advertisement_init(&a);
    assert_int_equal(ble_advertisement_set_role(&a, BLE_AD_ROLE_CENTRAL), BLE_OK);
    assert_int_equal(ble_advertisement_set_connection_interval(&a, 6, 3200), BLE_OK);
    assert_int_equal(ble_advertisement_set_advertising_interval(&a, 0x123456), BLE_OK);
    assert_int_equal(ble_advertisement_set_advertising_interval(&a, 160), BLE_OK);
    assert_int_equal(ble_advertisement_set_address(&a, &self), BLE_OK);
    assert_int_equal(ble_advertisement_set_targets(&a, public, 2), BLE_OK);
    assert_int_equal(ble_advertisement_set_targets(&a, &self, 1), BLE_OK);
    assert_int_equal(ble_advertisement_set_uri(&a, 0x17, "//example.com"), BLE_OK);
    is(&a, "021c01"
           "05120600800c"
           "031aa000"
           "081b0102030405c601"
           "0d17010000000000020000000000"
           "07180102030405c6"
           "0f24172f2f6578616d706c652e636f6d");
    assert_true(ble_ad_get_role(a.data, a.size, &role) && role == BLE_AD_ROLE_CENTRAL);
    assert_true(ble_ad_get_connection_interval(a.data, a.size, &low, &high) && low == 6 && high == 3200);
    assert_true(ble_ad_get_advertising_interval(a.data, a.size, &wide) && wide == 160);
    assert_true(ble_ad_get_address(a.data, a.size, &address) && ble_address_equal(&address, &self));
    assert_true(ble_ad_get_target(a.data, a.size, 1, &address) && ble_address_equal(&address, &public[1]));
    assert_true(ble_ad_get_target(a.data, a.size, 2, &address) && ble_address_equal(&address, &self));
    assert_false(ble_ad_get_target(a.data, a.size, 3, &address));
    assert_true(ble_ad_get_uri(a.data, a.size, &wide, &text, &length) && wide == 0x17 && length == 13);
}

static void what_is_not_there_or_of_another_size_is_not_read(void **state)
{
    (void)state;
    const struct ble_advertisement a = of("0101"
                                          "010a"
                                          "0219c1"
                                          "011c"
                                          "0412010203"
                                          "021a01"
                                          "051b01020304"
                                          "0124");
    struct ble_address address;
    uint32_t wide;
    uint16_t narrow, high;
    uint8_t octet;
    int8_t dbm;
    const char *text;
    size_t length;
    assert_false(ble_ad_get_flags(a.data, a.size, &octet) || ble_ad_get_tx_power(a.data, a.size, &dbm) ||
                 ble_ad_get_appearance(a.data, a.size, &narrow) || ble_ad_get_role(a.data, a.size, &octet) ||
                 ble_ad_get_connection_interval(a.data, a.size, &narrow, &high) ||
                 ble_ad_get_advertising_interval(a.data, a.size, &wide) ||
                 ble_ad_get_address(a.data, a.size, &address) || ble_ad_get_name(a.data, a.size, &text, &length) ||
                 ble_ad_get_uri(a.data, a.size, &wide, &text, &length) || ble_ad_get_color(a.data, a.size, &wide));
}

static void each_service_and_each_company_has_its_own_data(void **state)
{
    (void)state;
    static const struct ble_uuid battery_128 = BLE_UUID128(0x180f, 0, 0x1000, 0x8000, 0x00805f9b34fb);
    const uint8_t *data;
    size_t size;
    struct ble_advertisement a;
    ble_advertisement_init(&a);
    assert_int_equal(ble_advertisement_set_service_data(&a, &ble_uuid_battery, "\x64", 1), BLE_OK);
    assert_int_equal(ble_advertisement_set_service_data(&a, &ble_uuid_current_time, "\x01\x02", 2), BLE_OK);
    assert_int_equal(ble_advertisement_set_manufacturer(&a, 0x004c, "\x10", 1), BLE_OK);
    assert_int_equal(ble_advertisement_set_manufacturer(&a, 0x0822, NULL, 0), BLE_OK);
    assert_int_equal(ble_advertisement_set_service_data(&a, &battery_128, "\x63\x00", 2), BLE_OK);
    is(&a, "05160f186300"
           "051605180102"
           "04ff4c0010"
           "03ff2208");
    assert_true(ble_ad_get_service_data(a.data, a.size, &ble_uuid_current_time, &data, &size) && size == 2);
    assert_true(ble_ad_get_manufacturer(a.data, a.size, 0x0822, &data, &size) && size == 0);
    assert_int_equal(ble_advertisement_remove_service_data(&a, &ble_uuid_battery), 1);
    assert_int_equal(ble_advertisement_remove_manufacturer(&a, 0x004c), 1);
    is(&a, "051605180102"
           "03ff2208");
    assert_false(ble_ad_get_service_data(a.data, a.size, &ble_uuid_battery, &data, &size));
    /* the data of a service that was heard with a long UUID is that service's */
    a = of("1221fb349b5f80000080001000000f18000064");
    assert_true(ble_ad_get_service_data(a.data, a.size, &ble_uuid_battery, &data, &size) && data[0] == 0x64);
    assert_int_equal(ble_advertisement_set_service_data(&a, &ble_uuid_battery, "\x01", 1), BLE_OK);
    is(&a, "04160f1801");
}

static void what_does_not_fit_says_what_would_do_and_changes_nothing(void **state)
{
    (void)state;
    struct ble_advertisement a;
    char long_name[250];
    memset(long_name, 'x', sizeof(long_name));
    long_name[249] = '\0';
    assert_int_equal(ble_advertisement_provide(&a, (const struct ble_uuid *[]){ &ble_uuid_uart }, 1), BLE_OK);
    a.capacity = BLE_AD_LEGACY_MAX;
    assert_int_equal(ble_advertisement_set_name(&a, "Thermometer"), BLE_ERROR_FULL);
    assert_int_equal(a.needed, 34);
    assert_int_equal(ble_advertisement_append(&a, BLE_AD_LIST_SERVICES, &ble_uuid_circuitpython), BLE_ERROR_FULL);
    assert_int_equal(a.needed, 37);
    assert_int_equal(ble_advertisement_add(&a, 0x24, long_name, 200), BLE_ERROR_FULL);
    assert_int_equal(a.needed, 21 + 202);
    assert_int_equal(ble_advertisement_add(&a, 0x24, long_name, 255), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_advertisement_set(&a, 0x24, long_name, 255), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_advertisement_set_name(&a, long_name), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_advertisement_set_short_name(&a, long_name), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_advertisement_set_manufacturer(&a, 1, long_name, 253), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_advertisement_set_role(&a, 4), BLE_ERROR_ARGUMENT);
    assert_int_equal(a.size, 21);
    assert_int_equal(ble_advertisement_fit_name(&a, "Thermometer"), BLE_OK);
    is(&a, "0201061107"
           "9ecadc240ee5a9e093f3a3b50100406e"
           "0908546865726d6f6d65");
    assert_int_equal(ble_advertisement_fit_name(&a, "Th"), BLE_OK);
    is(&a, "0201061107"
           "9ecadc240ee5a9e093f3a3b50100406e"
           "03095468");
    /* less always fits, also in a capacity that was lowered */
    a.capacity = 4;
    assert_int_equal(ble_advertisement_set_name(&a, "T"), BLE_OK);
    assert_int_equal(a.size, 24);
}

static void as_many_services_as_fit_are_an_incomplete_list(void **state)
{
    (void)state;
    struct ble_advertisement a;
    const struct ble_uuid *services[] = { &ble_uuid_battery, &ble_uuid_hid, &ble_uuid_heart_rate };
    ble_advertisement_init(&a);
    a.capacity = 7;
    assert_int_equal(ble_advertisement_extend(&a, BLE_AD_LIST_SERVICES, services, 3, false), BLE_ERROR_FULL);
    assert_int_equal(a.needed, 8);
    is(&a, "");
    assert_int_equal(ble_advertisement_extend(&a, BLE_AD_LIST_SERVICES, services, 3, true), BLE_OK);
    is(&a, "05020f181218");
    assert_int_equal(ble_advertisement_extend(&a, BLE_AD_LIST_SERVICES, services, 256, true), BLE_ERROR_ARGUMENT);
}

static void a_merged_report_is_taken_with_its_response(void **state)
{
    (void)state;
    static const uint8_t data[] = { 2, 1, 6, 0, 0, 3, 9, 'A', 'B', 9, 8, 'C' };
    struct ble_report report = { .data = data, .size = sizeof(data), .response_size = 7, .connectable = true };
    struct ble_advertisement a;
    assert_int_equal(ble_advertisement_of(&a, &report), BLE_OK);
    is(&a, "020106"
           "03094142"
           "020843");
    assert_true(a.connectable);
    report.response_size = 0; /* padding ends one that is not merged */
    assert_int_equal(ble_advertisement_of(&a, &report), BLE_OK);
    is(&a, "020106");
    report.response_size = 13; /* whatever it claims */
    assert_int_equal(ble_advertisement_of(&a, &report), BLE_OK);
    is(&a, "020106");
    report.size = BLE_ADVERTISEMENT_DATA + 1;
    assert_int_equal(ble_advertisement_of(&a, &report), BLE_ERROR_FULL);
    assert_int_equal(a.needed, BLE_ADVERTISEMENT_DATA + 1);
    report = (struct ble_report){ .data = NULL };
    assert_int_equal(ble_advertisement_of(&a, &report), BLE_OK);
    is(&a, "");
}

static void equal_are_those_with_the_same_structures(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool equal;
    } rows[] = {
        { "", "", true },
        { "020106020a04", "020a04020106", true },
        { "020106020106020a04", "020106020a04020a04", false },
        { "020106", "020105", false },
        { "020106", "0201060120", false },
        { "05020f181218", "050212180f18", false }, /* one structure, other octets */
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct ble_advertisement a = of(rows[i].a), b = of(rows[i].b);
        assert_true(ble_advertisement_equal(&a, &b) == rows[i].equal);
        assert_true(ble_advertisement_equal(&b, &a) == rows[i].equal);
    }
    struct ble_advertisement a = of("020106"), b = a;
    b.connectable = true;
    assert_true(ble_advertisement_equal(&a, &b));
}

static const struct ble_manufacturer_field count = { 0x0822, 2, 0xf001, "<H" }, point = { 0x0822, 2, 2, "<hh" };

static void a_field_has_one_value_several_or_an_array_of_them(void **state)
{
    (void)state;
    union ble_value values[6], got[6];
    size_t n;
    struct ble_advertisement a;
    ble_advertisement_init(&a);
    memset(values, 0, sizeof(values));
    for (int i = 0; i < 6; i++)
        values[i].i = i - 3;
    assert_int_equal(ble_field_get(a.data, a.size, &point, got, 6, &n), BLE_ERROR_NOT_FOUND);
    assert_int_equal(ble_advertisement_set_field(&a, &point, values, 6), BLE_OK);
    is(&a, "12ff2208"
           "0e0200fdfffeffffff000001000200");
    assert_int_equal(ble_field_get(a.data, a.size, &point, got, 6, &n), BLE_OK);
    assert_int_equal(n, 6);
    for (int i = 0; i < 6; i++)
        assert_int_equal(got[i].i, i - 3);
    assert_int_equal(ble_field_get(a.data, a.size, &point, got, 5, &n), BLE_ERROR_FULL);
    assert_int_equal(n, 6);
    /* half a row, none, and what the format cannot hold */
    assert_int_equal(ble_advertisement_set_field(&a, &point, values, 5), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_advertisement_set_field(&a, &point, values, 0), BLE_ERROR_ARGUMENT);
    values[0].i = 0x8000;
    assert_int_equal(ble_advertisement_set_field(&a, &point, values, 2), BLE_ERROR_ARGUMENT);
    /* another field joins, the first one changes in its place */
    values[0].i = 5;
    assert_int_equal(ble_advertisement_set_field(&a, &count, values, 1), BLE_OK);
    assert_int_equal(ble_advertisement_set_field(&a, &point, values, 2), BLE_OK);
    is(&a, "0fff2208"
           "0602000500feff"
           "0401f00500");
}

static void a_record_with_an_invalid_length_is_an_error_of_its_own(void **state)
{
    (void)state;
    static const char *const rows[] = { "08ff22080402000100", "06ff2208020200", "09ff2208080200010002" };
    union ble_value got[4];
    size_t n;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct ble_advertisement a = of(rows[i]);
        assert_int_equal(ble_field_get(a.data, a.size, &point, got, 4, &n), BLE_ERROR_PROTOCOL);
        assert_int_equal(n, 0);
    }
}

static void what_is_no_field_is_refused(void **state)
{
    (void)state;
    static const struct ble_manufacturer_field rows[] = {
        { 1, 0, 0, "<H" },   { 1, 5, 0, "<H" }, { 1, 1, 256, "<H" }, { 1, 1, 0, "" },
        { 1, 1, 0, "<HH!" }, { 1, 1, 0, "x" },  { 1, 1, 0, "0s" },   { 1, 1, 0, "251s" },
    };
    const uint8_t octets[300] = { 0 };
    const union ble_value value = { .s = octets };
    union ble_value got;
    size_t n;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct ble_advertisement a;
        ble_advertisement_init(&a);
        assert_int_equal(ble_advertisement_set_field(&a, &rows[i], &value, 1), BLE_ERROR_ARGUMENT);
        assert_int_equal(a.size, 0);
        ble_status expected = i < 7 ? BLE_ERROR_ARGUMENT : BLE_ERROR_NOT_FOUND;
        assert_int_equal(ble_field_get(a.data, a.size, &rows[i], &got, 1, &n), expected);
    }
}

static void records_live_with_what_is_none_and_with_other_structures(void **state)
{
    (void)state;
    const union ble_value five = { .u = 5 };
    union ble_value got;
    size_t n;
    /* a company's first structure has no room: the second has the record */
    struct ble_advertisement a = of("05ff4c000102"
                                    "04ff220801"
                                    "08ff22080401f00700");
    assert_int_equal(ble_field_get(a.data, a.size, &count, &got, 1, &n), BLE_OK);
    assert_int_equal(got.u, 7);
    assert_int_equal(ble_advertisement_set_field(&a, &count, &five, 1), BLE_OK);
    is(&a, "05ff4c000102"
           "04ff220801"
           "08ff22080401f00500");
    /* new records go before a zero length and before one that is cut short */
    a = of("05ff22080000");
    assert_int_equal(ble_advertisement_set_field(&a, &count, &five, 1), BLE_OK);
    is(&a, "0aff22080401f005000000");
    a = of("05ff22080902");
    assert_int_equal(ble_advertisement_set_field(&a, &count, &five, 1), BLE_OK);
    is(&a, "0aff22080401f005000902");
    /* a record that is cut short itself is replaced */
    a = of("06ff22080901f0");
    assert_int_equal(ble_advertisement_set_field(&a, &count, &five, 1), BLE_OK);
    is(&a, "08ff22080401f00500");
    a.capacity = 9;
    assert_int_equal(ble_advertisement_set_color(&a, 1), BLE_ERROR_FULL);
    assert_int_equal(a.needed, 16);
    is(&a, "08ff22080401f00500");
}

static void random_edits_keep_it_whole_and_lossless(void **state)
{
    (void)state;
    uint32_t random = 20240229;
    for (unsigned round = 0; round < 3000; round++) {
        uint8_t script[800];
        uint32_t seed = random;
        random_octets(&random, script, sizeof(script));
        const char *wrong = edits_run(script, random_below(&random, sizeof(script)));
        if (wrong != NULL)
            fail_msg("seed %u: %s", (unsigned)seed, wrong);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_set_takes_the_place_of_what_says_the_same),
        cmocka_unit_test(new_flags_go_to_the_front),
        cmocka_unit_test(every_field_is_read_as_it_was_set),
        cmocka_unit_test(what_is_not_there_or_of_another_size_is_not_read),
        cmocka_unit_test(each_service_and_each_company_has_its_own_data),
        cmocka_unit_test(what_does_not_fit_says_what_would_do_and_changes_nothing),
        cmocka_unit_test(as_many_services_as_fit_are_an_incomplete_list),
        cmocka_unit_test(a_merged_report_is_taken_with_its_response),
        cmocka_unit_test(equal_are_those_with_the_same_structures),
        cmocka_unit_test(a_field_has_one_value_several_or_an_array_of_them),
        cmocka_unit_test(a_record_with_an_invalid_length_is_an_error_of_its_own),
        cmocka_unit_test(what_is_no_field_is_refused),
        cmocka_unit_test(records_live_with_what_is_none_and_with_other_structures),
        cmocka_unit_test(random_edits_keep_it_whole_and_lossless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
