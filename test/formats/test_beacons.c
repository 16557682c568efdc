/* SPDX-License-Identifier: MIT */
/* iBeacon, AltBeacon and Eddystone: vectors of their specifications and of the Android Beacon Library's tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "structures.h"

#define IBEACON   "ff4c0002152f234454cf6d4a0fadf2f4911ba9ffa600010002c5"
#define ALTBEACON "ff1801beac2f234454cf6d4a0fadf2f4911ba9ffa600010002c509"
#define UID       "16aafe00e7000102030405060708090a0b0c0d0e0f0000"
#define URL       "16aafe10f6037275752e76692f234248415a414d576f77" /* of a RuuviTag */
#define TLM       "16aafe20000bb81580000000010000025b"
#define ETLM      "16aafe200100112233445566778899aabbccddeeff"
#define EID       "16aafe30e70011223344556677"

static const struct ble_uuid proximity = BLE_UUID128(0x2f234454, 0xcf6d, 0x4a0f, 0xadf2, 0xf4911ba9ffa6);

static void an_ibeacon_is_read(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_ibeacon beacon;
    struct ble_ad ad = structure_of(IBEACON, SIZE_MAX, &octets);
    assert_true(ble_ad_read_ibeacon(&ad, &beacon));
    assert_true(ble_uuid_equal(&beacon.uuid, &proximity));
    assert_int_equal(beacon.major, 1);
    assert_int_equal(beacon.minor, 2);
    assert_int_equal(beacon.measured_power, -59);
    octets.data[3] = 0x14; /* another length: not an iBeacon, nor is another type or company */
    assert_false(ble_ad_read_ibeacon(&ad, &beacon));
    octets.data[3] = 0x15;
    octets.data[2] = 0x03;
    assert_false(ble_ad_read_ibeacon(&ad, &beacon));
    octets.data[2] = 0x02;
    octets.data[0] = 0x4d;
    assert_false(ble_ad_read_ibeacon(&ad, &beacon));
    octets.data[0] = 0x4c;
    ad.type = BLE_AD_SERVICE_DATA_16;
    assert_false(ble_ad_read_ibeacon(&ad, &beacon));
    assert_int_equal(beacon.minor, 2); /* refused: untouched */
    free(octets.data);
}

static void an_ibeacon_is_written_as_it_was_read(void **state)
{
    (void)state;
    struct octets wanted = from_hex("1a" IBEACON);
    uint8_t buffer[31];
    struct ble_ad_builder builder;
    struct ble_ibeacon beacon = { proximity, 1, 2, -59 }, again;
    struct ble_ad ad;
    ble_ad_build(&builder, buffer, sizeof(buffer));
    assert_int_equal(ble_ad_add_flags(&builder, 6), BLE_OK);
    assert_int_equal(ble_ad_add_ibeacon(&builder, &beacon), BLE_OK);
    assert_int_equal(builder.size, 30);
    assert_memory_equal(buffer + 3, wanted.data, wanted.size);
    assert_int_equal(ble_ad_add_ibeacon(&builder, &beacon), BLE_ERROR_FULL);
    assert_int_equal(builder.needed, 57);
    beacon = (struct ble_ibeacon){ proximity, 0xfffe, 0x8001, INT8_MIN };
    ble_ad_build(&builder, buffer, sizeof(buffer));
    assert_int_equal(ble_ad_add_ibeacon(&builder, &beacon), BLE_OK);
    assert_true(ble_ad_find(buffer, builder.size, BLE_AD_MANUFACTURER, &ad));
    assert_true(ble_ad_read_ibeacon(&ad, &again));
    assert_int_equal(again.major, 0xfffe);
    assert_int_equal(again.minor, 0x8001);
    assert_int_equal(again.measured_power, INT8_MIN);
    free(wanted.data);
}

static void an_altbeacon_is_read_of_any_company(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_altbeacon beacon;
    struct ble_ad ad = structure_of(ALTBEACON, SIZE_MAX, &octets);
    assert_true(ble_ad_read_altbeacon(&ad, &beacon));
    assert_int_equal(beacon.company, 0x0118);
    assert_ptr_equal(beacon.id, octets.data + 4);
    assert_int_equal(beacon.reference_power, -59);
    assert_int_equal(beacon.reserved, 9);
    ad.size--; /* as some beacons send it */
    assert_true(ble_ad_read_altbeacon(&ad, &beacon));
    assert_int_equal(beacon.reserved, 0);
    octets.data[2] = 0xbf;
    assert_false(ble_ad_read_altbeacon(&ad, &beacon));
    free(octets.data);
}

static void frames_of_eddystone_are_read(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_eddystone eddystone;
    char url[BLE_EDDYSTONE_URL_TEXT];
    struct ble_ad ad = structure_of(UID, SIZE_MAX, &octets);
    assert_true(ble_ad_read_eddystone(&ad, &eddystone));
    assert_int_equal(eddystone.frame, BLE_EDDYSTONE_UID);
    assert_int_equal(eddystone.tx_power, -25);
    assert_ptr_equal(eddystone.space, octets.data + 4);
    assert_ptr_equal(eddystone.instance, octets.data + 14);
    assert_string_equal(ble_eddystone_url(&eddystone, url), "");
    free(octets.data);

    ad = structure_of(URL, SIZE_MAX, &octets);
    assert_true(ble_ad_read_eddystone(&ad, &eddystone));
    assert_int_equal(eddystone.frame, BLE_EDDYSTONE_URL);
    assert_int_equal(eddystone.tx_power, -10);
    assert_string_equal(ble_eddystone_url(&eddystone, url), "https://ruu.vi/#BHAZAMWow");
    free(octets.data);

    ad = structure_of(TLM, SIZE_MAX, &octets);
    assert_true(ble_ad_read_eddystone(&ad, &eddystone));
    assert_int_equal(eddystone.frame, BLE_EDDYSTONE_TLM);
    assert_false(eddystone.encrypted);
    assert_int_equal(eddystone.battery_mv, 3000);
    assert_int_equal(eddystone.temperature, 0x1580); /* 21.5 °C */
    assert_int_equal(eddystone.advertisements, 1);
    assert_int_equal(eddystone.uptime_ds, 603);
    octets.data[6] = 0x80;
    octets.data[7] = 0x00;
    assert_true(ble_ad_read_eddystone(&ad, &eddystone));
    assert_int_equal(eddystone.temperature, BLE_EDDYSTONE_NO_TEMPERATURE);
    octets.data[3] = 2; /* a version of telemetry to come */
    assert_false(ble_ad_read_eddystone(&ad, &eddystone));
    octets.data[2] = 0x40; /* a frame to come */
    assert_false(ble_ad_read_eddystone(&ad, &eddystone));
    free(octets.data);

    ad = structure_of(ETLM, SIZE_MAX, &octets);
    assert_true(ble_ad_read_eddystone(&ad, &eddystone));
    assert_true(eddystone.encrypted);
    assert_ptr_equal(eddystone.etlm, octets.data + 4);
    free(octets.data);

    ad = structure_of(EID, SIZE_MAX, &octets);
    assert_true(ble_ad_read_eddystone(&ad, &eddystone));
    assert_int_equal(eddystone.frame, BLE_EDDYSTONE_EID);
    assert_ptr_equal(eddystone.ephemeral, octets.data + 4);
    free(octets.data);
}

static void a_url_is_as_long_as_the_longest_pieces_make_it(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_eddystone eddystone;
    char url[BLE_EDDYSTONE_URL_TEXT];
    /* "https://www." and seventeen times ".info/", then one octet more than a frame may have */
    struct ble_ad ad = structure_of("16aafe1000010404040404040404040404040404040404"
                                    "04",
                                    SIZE_MAX, &octets);
    assert_true(ble_ad_read_eddystone(&ad, &eddystone));
    assert_int_equal(eddystone.url_size, 18);
    assert_int_equal(strlen(ble_eddystone_url(&eddystone, url)), 12 + 17 * 6);
    free(octets.data);
    ad = structure_of("16aafe1000ff61200e7f80", SIZE_MAX, &octets); /* a scheme, and characters, that are reserved */
    assert_true(ble_ad_read_eddystone(&ad, &eddystone));
    assert_string_equal(ble_eddystone_url(&eddystone, url), "%FFa%20%0E%7F%80");
    free(octets.data);
}

static void urls_are_written_as_short_as_they_can_be(void **state)
{
    (void)state;
    static const struct {
        const char *url, *data; /* NULL: cannot be written */
    } cases[] = {
        { "https://ruu.vi/#BHAZAMWow", URL },
        { "http://www.example.com/", "16aafe10f6006578616d706c6500" },
        { "https://www.example.com", "16aafe10f6016578616d706c6507" },
        { "https://example.org/a.com", "16aafe10f6036578616d706c65016107" },
        { "http://a.info/", "16aafe10f6026104" },
        { "https://12345678901234567", "16aafe10f6033132333435363738393031323334353637" },
        { "https://123456789012345678", NULL },
        { "ftp://example.org", NULL },
        { "https://", NULL },
        { "https://a b", NULL },
        { "https://\xc3\xa9", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint8_t buffer[31];
        struct ble_ad_builder builder;
        ble_ad_build(&builder, buffer, sizeof(buffer));
        ble_status status = ble_ad_add_eddystone_url(&builder, -10, cases[i].url);
        assert_int_equal(status, cases[i].data != NULL ? BLE_OK : BLE_ERROR_ARGUMENT);
        if (cases[i].data == NULL) {
            assert_int_equal(builder.size, 0);
            continue;
        }
        struct octets wanted = from_hex(cases[i].data);
        struct ble_eddystone eddystone;
        struct ble_ad ad;
        char url[BLE_EDDYSTONE_URL_TEXT];
        assert_int_equal(builder.size, wanted.size + 1);
        assert_memory_equal(buffer + 1, wanted.data, wanted.size);
        assert_true(ble_ad_find(buffer, builder.size, BLE_AD_SERVICE_DATA_16, &ad));
        assert_true(ble_ad_read_eddystone(&ad, &eddystone));
        assert_string_equal(ble_eddystone_url(&eddystone, url), cases[i].url);
        free(wanted.data);
    }
}

static void a_uid_is_written_as_it_was_read(void **state)
{
    (void)state;
    struct octets wanted = from_hex("17" UID);
    uint8_t buffer[31];
    struct ble_ad_builder builder;
    ble_ad_build(&builder, buffer, sizeof(buffer));
    assert_int_equal(ble_ad_add_eddystone_uid(&builder, -25, wanted.data + 6, wanted.data + 16), BLE_OK);
    assert_int_equal(builder.size, wanted.size);
    assert_memory_equal(buffer, wanted.data, wanted.size);
    ble_ad_build(&builder, buffer, 20);
    assert_int_equal(ble_ad_add_eddystone_uid(&builder, -25, wanted.data + 6, wanted.data + 16), BLE_ERROR_FULL);
    assert_int_equal(builder.needed, wanted.size);
    free(wanted.data);
}

static bool read_ibeacon(const struct ble_ad *ad)
{
    struct ble_ibeacon beacon;
    return ble_ad_read_ibeacon(ad, &beacon);
}

static bool read_altbeacon(const struct ble_ad *ad)
{
    struct ble_altbeacon beacon;
    return ble_ad_read_altbeacon(ad, &beacon);
}

static bool read_eddystone(const struct ble_ad *ad)
{
    struct ble_eddystone eddystone;
    return ble_ad_read_eddystone(ad, &eddystone);
}

static void what_is_cut_short_is_refused(void **state)
{
    (void)state;
    assert_int_equal(least_of(IBEACON, read_ibeacon), 25);
    assert_int_equal(least_of(ALTBEACON, read_altbeacon), 25);
    assert_int_equal(least_of(UID, read_eddystone), 20);
    assert_int_equal(least_of(URL, read_eddystone), 5);
    assert_int_equal(least_of(TLM, read_eddystone), 16);
    assert_int_equal(least_of(ETLM, read_eddystone), 20);
    assert_int_equal(least_of(EID, read_eddystone), 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ibeacon_is_read),
        cmocka_unit_test(an_ibeacon_is_written_as_it_was_read),
        cmocka_unit_test(an_altbeacon_is_read_of_any_company),
        cmocka_unit_test(frames_of_eddystone_are_read),
        cmocka_unit_test(a_url_is_as_long_as_the_longest_pieces_make_it),
        cmocka_unit_test(urls_are_written_as_short_as_they_can_be),
        cmocka_unit_test(a_uid_is_written_as_it_was_read),
        cmocka_unit_test(what_is_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
