/* SPDX-License-Identifier: MIT */
/* Records of Adafruit and Apple, Exposure Notification, Fast Pair, Microsoft, MiBeacon. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "structures.h"

#define COLOR                                                                                                          \
    "ff2208060000332211"                                                                                               \
    "00" /* CircuitPython's AdafruitColor of 0x112233 */
#define EXPOSURE "166ffd00112233445566778899aabbccddeeff01020304"
#define ACCOUNTS "162cfe00400a42881011c7334bcb7f"
#define CDP      "ff060001092002112233440011223344556677889900112233445566aa"
#define SWIFT    "ff060003018001020304050604042448656164736574"
#define MIBEACON "1695fe5858e1015a6655443322110d1004"

static void adafruits_color_is_read(void **state)
{
    (void)state;
    struct octets octets;
    uint32_t rgb = 0;
    struct ble_ad ad = structure_of(COLOR, SIZE_MAX, &octets);
    assert_true(ble_ad_read_adafruit_color(&ad, &rgb));
    assert_int_equal(rgb, 0x112233);
    octets.data[3] = 1; /* another key */
    assert_false(ble_ad_read_adafruit_color(&ad, &rgb));
    free(octets.data);
    ad = structure_of("ff2208030300070600003322"
                      "1100",
                      SIZE_MAX, &octets); /* behind another record */
    assert_true(ble_ad_read_adafruit_color(&ad, &rgb));
    free(octets.data);
}

static void records_are_walked_to_the_last_whole_one(void **state)
{
    (void)state;
    static const struct {
        const char *structure;
        unsigned records;
        size_t rest;
    } cases[] = {
        { COLOR, 1, 0 },
        { "ff2208", 0, 0 },
        { "ff220803030007", 1, 0 },
        { "ff2208030300070304", 1, 2 }, /* cut short */
        { "ff2208010300", 0, 3 },       /* too short for its key */
        { "ff220800", 0, 1 },
        { "ff4c0010050718aabbcc0c020011", 2, 0 },
        { "ff4c0010050718aabbcc0c0300", 1, 3 },
        { "ff4c001000", 1, 0 },
        { "ff4c0010", 0, 1 },
        { "ff4c00"
          "0100112233445566778899aabbccddeeff",
          1, 0 }, /* overflow area: without a length */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct octets octets;
        struct ble_records records;
        struct ble_record record;
        struct ble_ad ad = structure_of(cases[i].structure, SIZE_MAX, &octets);
        unsigned count = 0;
        assert_true(ble_ad_read_adafruit(&ad, &records) || ble_ad_read_apple(&ad, &records));
        while (ble_records_next(&records, &record)) {
            assert_true(record.data + record.size <= octets.data + octets.size);
            count++;
        }
        assert_int_equal(count, cases[i].records);
        assert_int_equal(records.size - records.offset, cases[i].rest);
        free(octets.data);
    }
}

static void types_of_apple_have_names(void **state)
{
    (void)state;
    assert_string_equal(ble_apple_type_name(0x02), "iBeacon");
    assert_string_equal(ble_apple_type_name(0x12), "Find My");
    assert_null(ble_apple_type_name(0x04));
    assert_null(ble_apple_type_name(0xff));
}

static void exposure_notification_is_read(void **state)
{
    (void)state;
    struct octets octets;
    const uint8_t *identifier, *metadata;
    struct ble_ad ad = structure_of(EXPOSURE, SIZE_MAX, &octets);
    assert_true(ble_ad_read_exposure(&ad, &identifier, &metadata));
    assert_ptr_equal(identifier, octets.data + 2);
    assert_ptr_equal(metadata, octets.data + 18);
    free(octets.data);
}

static void fast_pair_is_read_before_and_after_pairing(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_fast_pair pair;
    struct ble_ad ad = structure_of("162cfe123456", SIZE_MAX, &octets);
    assert_true(ble_ad_read_fast_pair(&ad, &pair));
    assert_true(pair.discoverable);
    assert_int_equal(pair.model, 0x123456);
    free(octets.data);
    ad = structure_of(ACCOUNTS, SIZE_MAX, &octets);
    assert_true(ble_ad_read_fast_pair(&ad, &pair));
    assert_false(pair.discoverable);
    assert_ptr_equal(pair.filter, octets.data + 4);
    assert_int_equal(pair.filter_size, 4);
    assert_false(pair.quiet);
    assert_int_equal(pair.salt_size, 1);
    assert_int_equal(pair.salt[0], 0xc7);
    assert_int_equal(pair.batteries, 3);
    assert_int_equal(pair.battery[1], 0xcb);
    octets.data[3] = 0x42; /* the filter of one who wants no notification */
    assert_true(ble_ad_read_fast_pair(&ad, &pair));
    assert_true(pair.quiet);
    octets.data[2] = 0x10; /* a version to come */
    assert_false(ble_ad_read_fast_pair(&ad, &pair));
    free(octets.data);
    ad = structure_of("162cfe00530102030405", SIZE_MAX, &octets); /* more batteries than there can be */
    assert_true(ble_ad_read_fast_pair(&ad, &pair));
    assert_int_equal(pair.batteries, 3);
    free(octets.data);
    ad = structure_of("162cfe005301020304", SIZE_MAX, &octets); /* a field cut short */
    assert_false(ble_ad_read_fast_pair(&ad, &pair));
    free(octets.data);
}

static void microsofts_beacons_are_read(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_microsoft_cdp cdp;
    struct ble_swift_pair pair;
    struct ble_ad ad = structure_of(CDP, SIZE_MAX, &octets);
    assert_true(ble_ad_read_microsoft_cdp(&ad, &cdp));
    assert_false(ble_ad_read_swift_pair(&ad, &pair));
    assert_int_equal(cdp.version, 0);
    assert_int_equal(cdp.device_type, 9);
    assert_ptr_equal(cdp.salt, octets.data + 6);
    assert_ptr_equal(cdp.hash, octets.data + 10);
    assert_int_equal(cdp.hash_size, 18);
    free(octets.data);
    ad = structure_of(SWIFT, SIZE_MAX, &octets);
    assert_true(ble_ad_read_swift_pair(&ad, &pair));
    assert_false(ble_ad_read_microsoft_cdp(&ad, &cdp));
    assert_int_equal(pair.scenario, 1);
    assert_int_equal(pair.rssi, -128);
    assert_ptr_equal(pair.address, octets.data + 5);
    assert_int_equal(pair.class_of_device, 0x240404);
    assert_int_equal(pair.name_size, 7);
    assert_memory_equal(pair.name, "Headset", 7);
    octets.data[3] = 0;
    assert_true(ble_ad_read_swift_pair(&ad, &pair));
    assert_null(pair.address);
    assert_int_equal(pair.name_size, 16);
    octets.data[3] = 3;
    assert_false(ble_ad_read_swift_pair(&ad, &pair));
    free(octets.data);
    assert_string_equal(ble_microsoft_device_name(15), "Windows laptop");
    assert_null(ble_microsoft_device_name(0));
    assert_null(ble_microsoft_device_name(10));
    assert_null(ble_microsoft_device_name(17));
    assert_null(ble_microsoft_device_name(255));
}

static void mibeacons_header_is_read(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_mibeacon beacon;
    struct ble_ad ad = structure_of(MIBEACON, SIZE_MAX, &octets);
    assert_true(ble_ad_read_mibeacon(&ad, &beacon));
    assert_int_equal(beacon.version, 5);
    assert_true(beacon.encrypted);
    assert_int_equal(beacon.product, 0x01e1);
    assert_int_equal(beacon.counter, 90);
    assert_ptr_equal(beacon.address, octets.data + 7);
    assert_int_equal(beacon.size, 3);
    octets.data[2] = 0x40; /* no address: what was one is payload */
    assert_true(ble_ad_read_mibeacon(&ad, &beacon));
    assert_null(beacon.address);
    assert_false(beacon.encrypted);
    assert_int_equal(beacon.size, 9);
    free(octets.data);
}

static bool read_exposure(const struct ble_ad *ad)
{
    const uint8_t *identifier, *metadata;
    return ble_ad_read_exposure(ad, &identifier, &metadata);
}

static bool read_color(const struct ble_ad *ad)
{
    uint32_t rgb;
    return ble_ad_read_adafruit_color(ad, &rgb);
}

static bool read_cdp(const struct ble_ad *ad)
{
    struct ble_microsoft_cdp beacon;
    return ble_ad_read_microsoft_cdp(ad, &beacon);
}

static bool read_swift(const struct ble_ad *ad)
{
    struct ble_swift_pair pair;
    return ble_ad_read_swift_pair(ad, &pair);
}

static bool read_mibeacon(const struct ble_ad *ad)
{
    struct ble_mibeacon beacon;
    return ble_ad_read_mibeacon(ad, &beacon);
}

static void what_is_cut_short_is_refused(void **state)
{
    (void)state;
    assert_int_equal(least_of(COLOR, read_color), 9);
    assert_int_equal(least_of(EXPOSURE, read_exposure), 22);
    assert_int_equal(least_of(CDP, read_cdp), 26);
    assert_int_equal(least_of(SWIFT, read_swift), 14);
    assert_int_equal(least_of(MIBEACON, read_mibeacon), 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adafruits_color_is_read),
        cmocka_unit_test(records_are_walked_to_the_last_whole_one),
        cmocka_unit_test(types_of_apple_have_names),
        cmocka_unit_test(exposure_notification_is_read),
        cmocka_unit_test(fast_pair_is_read_before_and_after_pairing),
        cmocka_unit_test(microsofts_beacons_are_read),
        cmocka_unit_test(mibeacons_header_is_read),
        cmocka_unit_test(what_is_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
