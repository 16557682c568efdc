/* SPDX-License-Identifier: MIT */
/* Report maps of HID devices, good ones and hostile ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/services.h>

#include "hex.h"
#include "random.h"

static ble_status parse(const char *hex, struct ble_hid_map *map)
{
    struct octets octets = from_hex(hex);
    ble_status status = ble_hid_parse_map(octets.data, octets.size, map);
    free(octets.data);
    return status;
}

/** Reports of the original's own map: keyboard 8 and 1 octets, mouse 4, consumer 2. */
static void the_default_map_is_keyboard_mouse_and_consumer(void **state)
{
    (void)state;
    static const struct ble_hid_report expected[] = { { .kind = BLE_HID_INPUT, .id = BLE_HID_KEYBOARD, .size = 8 },
                                                      { .kind = BLE_HID_OUTPUT, .id = BLE_HID_KEYBOARD, .size = 1 },
                                                      { .kind = BLE_HID_INPUT, .id = BLE_HID_MOUSE, .size = 4 },
                                                      { .kind = BLE_HID_INPUT, .id = BLE_HID_CONSUMER, .size = 2 } };
    struct ble_hid_map map;
    assert_int_equal(ble_hid_parse_map(ble_hid_default_map, ble_hid_default_map_size, &map), BLE_OK);
    assert_true(map.keyboard);
    assert_true(map.mouse);
    assert_int_equal(map.count, 4);
    for (unsigned i = 0; i < 4; i++) {
        assert_int_equal(map.reports[i].kind, expected[i].kind);
        assert_int_equal(map.reports[i].id, expected[i].id);
        assert_int_equal(map.reports[i].size, expected[i].size);
    }
}

/** The original fails with maps that have no ids, and with features. */
static void ours_maps_without_ids_and_features_are_read(void **state)
{
    (void)state;
    struct ble_hid_map map;
    assert_int_equal(parse("05010902a10175089503810275049501b102c0", &map), BLE_OK);
    assert_int_equal(map.count, 2);
    assert_int_equal(map.reports[0].kind, BLE_HID_INPUT);
    assert_int_equal(map.reports[0].id, 0);
    assert_int_equal(map.reports[0].size, 3);
    assert_int_equal(map.reports[1].kind, BLE_HID_FEATURE);
    assert_int_equal(map.reports[1].size, 1);
    assert_true(map.mouse);
    assert_false(map.keyboard);
}

static void items_are_read_as_the_specification_has_them(void **state)
{
    (void)state;
    struct ble_hid_map map;
    assert_int_equal(parse("", &map), BLE_OK);
    assert_int_equal(map.count, 0);
    /* a usage with its page in it, of a collection that is no application, of an inner one */
    assert_int_equal(parse("0b06000100a101c0", &map), BLE_OK);
    assert_true(map.keyboard);
    assert_int_equal(parse("05010906a100c0", &map), BLE_OK);
    assert_false(map.keyboard);
    assert_int_equal(parse("0501a1010906a101c0c0", &map), BLE_OK);
    assert_false(map.keyboard);
    /* the usage is the first one, and only of the main item behind it */
    assert_int_equal(parse("050109060902a101c0", &map), BLE_OK);
    assert_true(map.keyboard && !map.mouse);
    assert_int_equal(parse("05010906a101c0a101c0", &map), BLE_OK);
    assert_true(map.keyboard);
    /* state pushed and popped */
    assert_int_equal(parse("8501750895018102a475109504850281"
                           "00b48102",
                           &map),
                     BLE_OK);
    assert_int_equal(map.count, 2);
    assert_int_equal(map.reports[0].size, 2);
    assert_int_equal(map.reports[1].size, 8);
    /* a long item is skipped, and a field of no bits is none */
    assert_int_equal(parse("fe0377aabbcc75089500810275009505810275089501"
                           "8102",
                           &map),
                     BLE_OK);
    assert_int_equal(map.count, 1);
    assert_int_equal(map.reports[0].size, 1);
}

static void maps_that_make_no_sense_are_protocol_errors(void **state)
{
    (void)state;
    static const char *const maps[] = {
        "05",                 /* cut short */
        "0601",               /* the same in two octets */
        "07010203",           /* in four */
        "fe",                 /* a long item without anything */
        "fe03",               /* without its tag */
        "fe0377aabb",         /* without all its data */
        "a101",               /* no end */
        "c0",                 /* an end of nothing */
        "a101c0c0",           /* one too many */
        "8500",               /* the reserved id */
        "860001",             /* an id of two octets */
        "b4",                 /* popped, not pushed */
        "a4a4a4a4a4a4a4a4a4", /* pushed too deep */
        "7508960102"
        "8102",                     /* 513 octets */
        "77ffffffff97ffffffff8102", /* more than any number holds */
        "75089600"
        "0281027501950181"
        "02", /* 512 octets and a bit */
    };
    struct ble_hid_map map;
    for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++)
        if (parse(maps[i], &map) != BLE_ERROR_PROTOCOL)
            fail_msg("%s", maps[i]);
    assert_int_equal(parse("75089600028102", &map), BLE_OK);
    assert_int_equal(map.reports[0].size, 512);
}

static void reports_are_bounded(void **state)
{
    (void)state;
    uint8_t octets[4 + 4 * (BLE_HID_REPORTS + 1)] = { 0x75, 8, 0x95, 1 };
    struct ble_hid_map map;
    for (unsigned i = 0; i <= BLE_HID_REPORTS; i++)
        memcpy(octets + 4 + 4 * i, (uint8_t[]){ 0x85, (uint8_t)(i + 1), 0x81, 2 }, 4);
    assert_int_equal(ble_hid_parse_map(octets, 4 + 4 * BLE_HID_REPORTS, &map), BLE_OK);
    assert_int_equal(map.count, BLE_HID_REPORTS);
    assert_int_equal(ble_hid_parse_map(octets, sizeof(octets), &map), BLE_ERROR_FULL);
}

/** Changed and cut maps: whatever comes of it lies in its bounds (the sanitizers look). */
static void hostile_maps_do_no_harm(void **state)
{
    (void)state;
    enum { ROUNDS = 20000 };
    uint32_t seed = 11;
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t size = random_below(&seed, (uint32_t)ble_hid_default_map_size + 1);
        uint8_t *octets = malloc(size + 1);
        struct ble_hid_map map;
        assert_non_null(octets);
        memcpy(octets, ble_hid_default_map, size);
        for (unsigned n = random_below(&seed, 4); size > 0 && n > 0; n--)
            octets[random_below(&seed, (uint32_t)size)] = (uint8_t)random_below(&seed, 256);
        uint8_t *exact = realloc(octets, size > 0 ? size : 1);
        ble_status status = ble_hid_parse_map(exact, size, &map);
        assert_true(status == BLE_OK || status == BLE_ERROR_PROTOCOL || status == BLE_ERROR_FULL);
        assert_true(map.count <= BLE_HID_REPORTS);
        for (unsigned i = 0; i < map.count; i++)
            assert_true(map.reports[i].size <= BLE_GATT_VALUE);
        free(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_map_is_keyboard_mouse_and_consumer),
        cmocka_unit_test(ours_maps_without_ids_and_features_are_read),
        cmocka_unit_test(items_are_read_as_the_specification_has_them),
        cmocka_unit_test(maps_that_make_no_sense_are_protocol_errors),
        cmocka_unit_test(reports_are_bounded),
        cmocka_unit_test(hostile_maps_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
