/* SPDX-License-Identifier: MIT */
/* Structures in words. Whatever is in them, the line is printable UTF-8, ends where it says, and is cut at a character.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bleradio/text.h>

#include "captures.h"
#include "random.h"
#include "structures.h"

enum { LINE = 4096 };

/* clang-format off */
static const struct { const char *structure, *line; } cases[] = {
    { "0106", "Flags: general discovery, LE only" },
    { "0100", "Flags: 0x00" },
    { "01e2", "Flags: general discovery, 0xe2" },
    { "01", "Flags" },
    { "030f180d18", "Services: Battery (180f), Heart Rate (180d)" },
    { "020f18", "Some services: Battery (180f)" },
    { "030218ee", "Services: Immediate Alert (1802)" },
    { "079ecadc240ee5a9e093f3a3b50100406e", "Services: Nordic UART Service (6e400001-b5a3-f393-e0a9-e50e24dcca9e)" },
    { "0578563412", "Services: 12345678" },
    { "140518", "Looks for services: Current Time (1805)" },
    { "0948c3a96c1b5b316d6fe280ae", "Name: Hél\\x1b[1mo\\u{202e}" },
    { "09ff00c0af", "Name: \\xff\\x00\\xc0\\xaf" },
    { "0861", "Short name: a" },
    { "0af4", "Tx power: -12 dBm" },
    { "0a", "Tx Power Level" },
    { "0d040424", "Class of device: 240404" },
    { "19c103", "Appearance: Keyboard (0x03c1)" },
    { "197f03", "Appearance: Heart Rate Sensor (0x037f)" },
    { "19ffff", "Appearance: not assigned (0xffff)" },
    { "120600900c", "Connection interval: 7.5 ms ... 4020 ms" },
    { "120600ffff", "Connection interval: 7.5 ms ... any" },
    { "1aa000", "Advertising interval: 100 ms" },
    { "2fffffffff", "Advertising interval: 2684354559.375 ms" },
    { "1c02", "Role: both, peripheral first" },
    { "1c04", "LE Role: 04" },
    { "1b01020304050601", "Address: 06:05:04:03:02:01 (random)" },
    { "17010203040506112233445566", "For: 06:05:04:03:02:01 (public), 66:55:44:33:22:11 (public)" },
    { "160f1864", "Service data Battery (180f): 64" },
    { "160f18", "Service data Battery (180f)" },
    { "ff59000102", "Data of Nordic Semiconductor (0x0059): 0102" },
    { "fffeff01", "Data of company (0xfffe): 01" },
    { "ff59", "Manufacturer Specific Data: 59" },
    { "24172f2f6578616d706c65", "URI: https://example" },
    { "2401613a62", "URI: a:b" },
    { "32785634120304060810", "Response timing: access address 12345678, 3 subevents every 5 ms, responses after 7.5 ms every 1 ms" },
    { "3101020304050abbccddee", "Encrypted data: 0a, randomizer 0102030405" },
    { "2e010203040506", "Resolvable Set Identifier: 010203040506" },
    { "3f0102", "Type 0x3f: 0102" },
    { "3f", "Type 0x3f" },
    { "ff4c0002152f234454cf6d4a0fadf2f4911ba9ffa600010002c5", "iBeacon 2f234454-cf6d-4a0f-adf2-f4911ba9ffa6, major 1, minor 2, 1 m power -59 dBm" },
    { "ff1801beac2f234454cf6d4a0fadf2f4911ba9ffa600010002c509", "AltBeacon 2f234454cf6d4a0fadf2f4911ba9ffa6 0001 0002, 1 m power -59 dBm, reserved 09, Radius Networks (0x0118)" },
    { "16aafe00e7000102030405060708090a0b0c0d0e0f0000", "Eddystone UID: namespace 00010203040506070809, instance 0a0b0c0d0e0f, 0 m power -25 dBm" },
    { "16aafe10f6037275752e76692f234248415a414d576f77", "Eddystone URL: https://ruu.vi/#BHAZAMWow, 0 m power -10 dBm" },
    { "16aafe20000bb81580000000010000025b", "Eddystone TLM: battery 3 V, temperature 21.5 °C, advertisements 1, uptime 60.3 s" },
    { "16aafe20000000ff80000000010000025b", "Eddystone TLM: temperature -0.5 °C, advertisements 1, uptime 60.3 s" },
    { "16aafe200000008000000000010000025b", "Eddystone TLM: advertisements 1, uptime 60.3 s" },
    { "16aafe200100112233445566778899aabbccddeeff", "Eddystone TLM: encrypted 00112233445566778899aabbccddeeff" },
    { "16aafe30e70011223344556677", "Eddystone EID: identifier 0011223344556677, 0 m power -25 dBm" },
    { "16aafe40e7", "Service data Google (feaa): 40e7" },
    { "16d2fc40025608039c130007", "BTHome: temperature 21.34 °C, humidity 50.2 %, packet 7" },
    { "16d2fc403a023c01031101530261ff5401eef200020150010000000bff", "BTHome: button double press, dimmer -3, opening open, text a\\xff, raw ee, firmware 1.2.0, time 1, then 0bff" },
    { "16d2fc403a090161ee01", "BTHome: button event 9, battery 97 %, then ee01" },
    { "16d2fc41a47266c95f730011223378237214", "BTHome: encrypted a47266c95f73, counter 857870592" },
    { "ff99040512fc5394c37c0004fffc040cac364200cdcbb8334c884f", "Ruuvi: temperature 24.3 °C, humidity 53.49 %, pressure 1000.44 hPa, acceleration x 0.004 g, acceleration y -0.004 g, acceleration z 1.036 g, battery 2.977 V, tx power 4 dBm, movements 66, sequence 205, CB:B8:33:4C:88:4F" },
    { "ff990406170c5668c79e007000c90501d9ffcd014c884f", "Ruuvi: temperature 29.5 °C, humidity 55.3 %, pressure 1011.02 hPa, PM2.5 11.2 µg/m³, CO₂ 201 ppm, VOC index 10, NOX index 2, luminosity 13026.67 lx, sequence 205, calibrating, address ends 4c884f" },
    { "ff22080600003322110003030007060" "40a0000ac41", "Adafruit: color #112233, sequence 7, temperature 21.5 °C" },
    { "ff22080e000a0000803f0000a0c00000004004150ab80b", "Adafruit: acceleration 1 -5 2 m/s², battery 3000 mV" },
    { "ff220806040a0000807f030100ff00", "Adafruit: temperature 0x7f800000 °C, key 0001 ff, then 00" },
    { "ff220806040a6f12833a06040a00000080", "Adafruit: temperature 0.001 °C, temperature 0 °C" },
    { "166ffd00112233445566778899aabbccddeeff01020304", "Exposure Notification: identifier 00112233445566778899aabbccddeeff, metadata 01020304" },
    { "162cfe123456", "Google Fast Pair: model 123456, ready to pair" },
    { "162cfe00400a42881011c7334bcb7f", "Google Fast Pair: paired, account keys 0a428810, salt c7, left 75 %, right 75 % charging, case unknown" },
    { "ff4c0010050718aabbcc0c020011", "Apple: Nearby Info (screen on) 0718aabbcc, Handoff 0011" },
    { "ff4c00070301142007030177770702010a05000d", "Apple: Proximity Pairing (AirPods Pro 2) 011420, Proximity Pairing (model 7777) 017777, Proximity Pairing 010a, AirDrop, 0d" },
    { "ff4c0012025400" "ee0012" "00", "Apple: Find My (near its owner, battery medium) 5400, type ee, Find My" },
    { "ff060001092002112233440011223344556677889900112233445566aa", "Microsoft device: Windows desktop, salt 11223344, hash 0011223344556677889900112233445566aa" },
    { "ff060003018001020304050604042448656164736574", "Microsoft Swift Pair: BR/EDR, Headset, 06:05:04:03:02:01, class 240404" },
    { "1695fe5858e1015a6655443322110d1004", "Xiaomi MiBeacon: product 01e1, version 5, counter 90, 11:22:33:44:55:66, encrypted 0d1004" },
    { "16edfe0200", "Tile: 0200" },
    { "165afd1321", "Samsung SmartTag: 1321" },
};
/* clang-format on */

/** Every character is one that may be shown. */
static void check_line(const char *line)
{
    char escaped[LINE];
    assert_int_equal(ble_text_escape(escaped, sizeof(escaped), line, strlen(line), true), strlen(line));
    assert_string_equal(escaped, line);
}

/** Describe into exactly so many octets. @return length of the whole */
static size_t describe(const struct ble_ad *ad, size_t capacity, char copy[LINE])
{
    char *text = malloc(capacity > 0 ? capacity : 1);
    assert_non_null(text);
    size_t length = ble_ad_describe(ad, capacity > 0 ? text : NULL, capacity);
    copy[0] = '\0';
    if (capacity > 0) {
        assert_true(memchr(text, '\0', capacity) != NULL);
        strcpy(copy, text);
    }
    free(text);
    return length;
}

static void check_ad(const struct ble_ad *ad)
{
    char line[LINE];
    size_t length = describe(ad, LINE, line);
    assert_true(length > 0 && length < LINE);
    assert_int_equal(strlen(line), length);
    check_line(line);
}

static void each_structure_has_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct octets octets;
        char line[LINE];
        struct ble_ad ad = structure_of(cases[i].structure, SIZE_MAX, &octets);
        assert_int_equal(describe(&ad, LINE, line), strlen(cases[i].line));
        assert_string_equal(line, cases[i].line);
        check_line(line);
        free(octets.data);
    }
}

static void a_line_is_cut_at_a_character(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct octets octets;
        struct ble_ad ad = structure_of(cases[i].structure, SIZE_MAX, &octets);
        size_t whole = strlen(cases[i].line);
        for (size_t capacity = 0; capacity <= whole + 1; capacity++) {
            char line[LINE];
            assert_int_equal(describe(&ad, capacity, line), whole);
            assert_true(strncmp(line, cases[i].line, strlen(line)) == 0);
            assert_true(capacity == 0 || strlen(line) + 10 >= capacity || strlen(line) == whole);
            check_line(line);
        }
        free(octets.data);
    }
}

static void what_is_cut_short_is_described_all_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (size_t keep = 0; keep < strlen(cases[i].structure) / 2; keep++) {
            struct octets octets;
            struct ble_ad ad = structure_of(cases[i].structure, keep, &octets);
            check_ad(&ad);
            free(octets.data);
        }
    }
}

static void any_octets_are_described(void **state)
{
    (void)state;
    /* where formats begin, so that chance gets behind their first checks */
    static const uint8_t starts[][4] = {
        { 0xff, 0x4c, 0x00, 0x10 }, { 0xff, 0x4c, 0x00, 0x02 }, { 0xff, 0x18, 0x01, 0xbe }, { 0x16, 0xaa, 0xfe, 0x10 },
        { 0x16, 0xd2, 0xfc, 0x40 }, { 0xff, 0x99, 0x04, 0x05 }, { 0xff, 0x99, 0x04, 0xe1 }, { 0xff, 0x22, 0x08, 0x06 },
        { 0x16, 0x6f, 0xfd, 0x00 }, { 0x16, 0x2c, 0xfe, 0x00 }, { 0xff, 0x06, 0x00, 0x01 }, { 0xff, 0x06, 0x00, 0x03 },
        { 0x16, 0x95, 0xfe, 0x50 }, { 0x09, 'a', 0xe2, 0x80 },
    };
    uint32_t random = 1;
    for (unsigned i = 0; i < 40000; i++) {
        size_t size = random_between(&random, 3, 254);
        uint8_t *data = malloc(size);
        assert_non_null(data);
        random_octets(&random, data, size);
        struct ble_ad ad = { (uint8_t)(i >> 2), (uint8_t)size, data };
        const uint8_t *start = starts[random_below(&random, sizeof(starts) / sizeof(starts[0]))];
        if (i % 4 != 0) {
            ad.type = start[0];
            memcpy(data, start + 1, 3);
        }
        check_ad(&ad);
        free(data);
    }
}

/** Data of each report of an event, as long as the event says. */
static unsigned check_event(const uint8_t *event, size_t size)
{
    enum { LEGACY = 0x02, EXTENDED = 0x0d };
    unsigned structures = 0;
    bool extended = size > 0 && event[0] == EXTENDED;
    size_t before = extended ? 24 : 9, after = extended ? 0 : 1;
    if (size < 2 || (event[0] != LEGACY && event[0] != EXTENDED))
        return 0;
    for (size_t at = 2; at + before <= size && at + before + event[at + before - 1] + after <= size;) {
        struct ble_ad_walk walk;
        struct ble_ad ad;
        ble_ad_begin(&walk, event + at + before, event[at + before - 1]);
        for (; ble_ad_next(&walk, &ad); structures++)
            check_ad(&ad);
        at += before + event[at + before - 1] + after;
    }
    return structures;
}

static void every_structure_of_the_captures_is_described(void **state)
{
    (void)state;
    size_t count;
    unsigned structures = 0;
    struct capture *captures = captures_load(&count);
    for (size_t c = 0; c < count; c++) {
        const uint8_t *data = captures[c].data;
        /* wherever an event may begin: captures that are broken have them at odd places */
        for (size_t at = 0; at + 3 < captures[c].size; at++)
            if (data[at] == 0x04 && data[at + 1] == 0x3e && captures[c].size - at - 3 >= data[at + 2])
                structures += check_event(data + at + 3, data[at + 2]);
    }
    captures_free(captures, count);
    assert_true(structures > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_structure_has_its_line),
        cmocka_unit_test(a_line_is_cut_at_a_character),
        cmocka_unit_test(what_is_cut_short_is_described_all_the_same),
        cmocka_unit_test(any_octets_are_described),
        cmocka_unit_test(every_structure_of_the_captures_is_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
