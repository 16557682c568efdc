/* SPDX-License-Identifier: MIT */
/* Names of numbers and numbers of names. That the names are the right ones: tshark_names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/assigned_numbers.h>

#include "assigned/names.h"

static const char *name_of_16(uint16_t value)
{
    struct ble_uuid uuid = ble_uuid_from_16(value);
    return ble_uuid_name(&uuid);
}

static const char *name_of(const char *text)
{
    struct ble_uuid uuid;
    assert_true(ble_uuid_parse(text, &uuid));
    return ble_uuid_name(&uuid);
}

static void companies_are_named_without_their_legal_form(void **state)
{
    (void)state;
    unsigned companies = 0;
    assert_string_equal(ble_company_name(0x0000), "Ericsson");
    assert_string_equal(ble_company_name(0x004c), "Apple");
    assert_string_equal(ble_company_name(0x0059), "Nordic Semiconductor");
    assert_string_equal(ble_company_name(0x000a), "Qualcomm Technologies International (QTIL)");
    assert_string_equal(ble_company_name(0x05f1), "The Linux Foundation");
    assert_string_equal(ble_company_name(0x0ee0), "MAERSK CONTAINER INDUSTRY");
    assert_null(ble_company_name(0xfffe));
    assert_null(ble_company_name(0xffff)); /* for tests */
    for (unsigned company = 0; company <= 0xffff; company++)
        companies += ble_company_name((uint16_t)company) != NULL;
    assert_true(companies > 3700);
}

static void uuids_are_named_whatever_their_length(void **state)
{
    (void)state;
    assert_string_equal(name_of("180f"), "Battery");
    assert_string_equal(name_of("0000180f-0000-1000-8000-00805f9b34fb"), "Battery");
    assert_string_equal(name_of("2a37"), "Heart Rate Measurement");
    assert_string_equal(name_of("2902"), "Client Characteristic Configuration");
    assert_string_equal(name_of("2800"), "Primary Service");
    assert_string_equal(name_of("feaa"), "Google");
    assert_string_equal(name_of("fff6"), "Matter Profile ID");
    assert_string_equal(name_of("6e400001-b5a3-f393-e0a9-e50e24dcca9e"), "Nordic UART Service");
    assert_string_equal(name_of("7905f431-b5ce-4e99-a40f-4b1e122d00d0"), "Apple Notification Center Service");
    assert_null(name_of("6e400009-b5a3-f393-e0a9-e50e24dcca9e"));
    assert_null(name_of("0000"));
    assert_null(name_of("ffff"));
    assert_null(name_of("0001180f"));
}

static void every_table_ascends_and_its_groups_begin_where_they_say(void **state)
{
    (void)state;
    const struct blr_names *tables[] = { &blr_companies, &blr_uuids_16, &blr_appearances, &blr_uri_schemes };
    for (size_t t = 0; t < sizeof(tables) / sizeof(tables[0]); t++) {
        const char *at = tables[t]->text;
        for (unsigned i = 0; i < tables[t]->count; i++, at += strlen(at) + 1) {
            assert_true(i == 0 || tables[t]->keys[i - 1] < tables[t]->keys[i]);
            assert_ptr_equal(blr_name_of(tables[t], tables[t]->keys[i]), at);
            for (const char *c = at; *c != '\0'; c++)
                assert_true((uint8_t)*c >= 0x20 && *c != 0x7f);
            assert_true(at[0] != '\0' && at[0] != ' ');
        }
    }
    for (unsigned i = 1; i < blr_uuids_128_count; i++)
        assert_true(ble_uuid_compare(&blr_uuids_128[i - 1].uuid, &blr_uuids_128[i].uuid) < 0);
    for (unsigned i = 0; i < blr_uuids_128_count; i++)
        assert_string_equal(ble_uuid_name(&blr_uuids_128[i].uuid), blr_uuids_128[i].name);
}

static void companies_are_found_by_name_or_by_how_it_begins(void **state)
{
    (void)state;
    uint16_t found[4] = { 0 };
    assert_int_equal(ble_company_find("nordic semiconductor", found, 4), 1);
    assert_int_equal(found[0], 0x0059);
    assert_int_equal(ble_company_find("NordicSemi", found, 4), 1);
    assert_int_equal(found[0], 0x0059);
    /* those of exactly this name, although longer names begin so, too */
    assert_int_equal(ble_company_find("apple", found, 4), 1);
    assert_int_equal(found[0], 0x004c);
    assert_int_equal(ble_company_find("Airoha Technology", found, 4), 2);
    assert_true(found[0] < found[1]);
    found[1] = 0x1234;
    assert_true(ble_company_find("s", found, 1) > 100);
    assert_int_equal(found[1], 0x1234);
    assert_true(ble_company_find("s", NULL, 0) > 100);
    assert_int_equal(ble_company_find("no such company", found, 4), 0);
    assert_int_equal(ble_company_find("", found, 4), 0);
    assert_int_equal(ble_company_find(" -.", found, 4), 0);
}

static void every_company_is_found_by_its_own_name(void **state)
{
    (void)state;
    static uint16_t found[64];
    for (unsigned company = 0; company <= 0xffff; company++) {
        const char *name = ble_company_name((uint16_t)company);
        size_t count = name != NULL ? ble_company_find(name, found, 64) : 0, i = 0;
        while (i < count && found[i] != company)
            i++;
        assert_true(name == NULL || (count <= 64 && i < count));
    }
}

static void uuids_are_found_by_name(void **state)
{
    (void)state;
    struct ble_uuid found[4];
    static const struct ble_uuid heart_rate = BLE_UUID16(0x180d);
    static const struct ble_uuid uart = BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e);
    assert_int_equal(ble_uuid_find("heart-rate", found, 4), 1);
    assert_true(ble_uuid_equal(&found[0], &heart_rate));
    assert_int_equal(ble_uuid_find("nordic uart service", found, 4), 1);
    assert_true(ble_uuid_equal(&found[0], &uart));
    assert_int_equal(ble_uuid_find("nordic uart", found, 4), 3);
    assert_int_equal(ble_uuid_find("no such thing", found, 4), 0);
}

static void kinds_are_ranges(void **state)
{
    (void)state;
    static const struct {
        const char *uuid;
        enum ble_uuid_kind kind;
    } cases[] = {
        { "0000", BLE_UUID_KIND_OTHER },
        { "0001", BLE_UUID_KIND_PROTOCOL },
        { "110a", BLE_UUID_KIND_SERVICE_CLASS },
        { "1800", BLE_UUID_KIND_SERVICE },
        { "2700", BLE_UUID_KIND_UNIT },
        { "2803", BLE_UUID_KIND_DECLARATION },
        { "2902", BLE_UUID_KIND_DESCRIPTOR },
        { "2a00", BLE_UUID_KIND_CHARACTERISTIC },
        { "2c19", BLE_UUID_KIND_CHARACTERISTIC },
        { "8000", BLE_UUID_KIND_OTHER },
        { "fbff", BLE_UUID_KIND_OTHER },
        { "fc00", BLE_UUID_KIND_MEMBER },
        { "feff", BLE_UUID_KIND_MEMBER },
        { "ff00", BLE_UUID_KIND_STANDARD },
        { "fffe", BLE_UUID_KIND_STANDARD },
        { "00011800", BLE_UUID_KIND_OTHER },
        { "6e400001-b5a3-f393-e0a9-e50e24dcca9e", BLE_UUID_KIND_OTHER },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct ble_uuid uuid;
        assert_true(ble_uuid_parse(cases[i].uuid, &uuid));
        assert_int_equal(ble_uuid_kind(&uuid), cases[i].kind);
    }
    assert_string_equal(name_of_16(0x2700), "unitless");
}

static void appearances_phys_and_uri_schemes_have_names(void **state)
{
    (void)state;
    size_t length;
    assert_string_equal(ble_appearance_name(0x03c1), "Keyboard");
    assert_string_equal(ble_appearance_name(0x0340), "Heart Rate Sensor");
    assert_null(ble_appearance_name(0x0342));
    assert_string_equal(ble_appearance_category_name(0x0342), "Heart Rate Sensor");
    assert_null(ble_appearance_category_name(0xffff));
    assert_string_equal(ble_phy_name(1), "LE 1M");
    assert_string_equal(ble_phy_name(3), "LE Coded");
    assert_null(ble_phy_name(0));
    assert_null(ble_phy_name(4));
    assert_string_equal(ble_uri_scheme_name(0x16), "http:");
    assert_string_equal(ble_uri_scheme_name(0xba), "ms-settings-cloudstorage:");
    assert_null(ble_uri_scheme_name(1));
    assert_null(ble_uri_scheme_name(0xbb));
    assert_null(ble_uri_scheme_name(0x10016));
    assert_int_equal(ble_uri_scheme_find("https://example.org", &length), 0x17);
    assert_int_equal(length, 6);
    assert_int_equal(ble_uri_scheme_find("https", &length), 1);
    assert_int_equal(length, 0);
    assert_int_equal(ble_uri_scheme_find("xyz:1", &length), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(companies_are_named_without_their_legal_form),
        cmocka_unit_test(uuids_are_named_whatever_their_length),
        cmocka_unit_test(every_table_ascends_and_its_groups_begin_where_they_say),
        cmocka_unit_test(companies_are_found_by_name_or_by_how_it_begins),
        cmocka_unit_test(every_company_is_found_by_its_own_name),
        cmocka_unit_test(uuids_are_found_by_name),
        cmocka_unit_test(kinds_are_ranges),
        cmocka_unit_test(appearances_phys_and_uri_schemes_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
