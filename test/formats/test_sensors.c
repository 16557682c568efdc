/* SPDX-License-Identifier: MIT */
/* BTHome and Ruuvi: the examples and test vectors of https://bthome.io/format and https://docs.ruuvi.com. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "structures.h"

/* ------------------------------------------------------------------------------------------------ BTHome */

#define BTHOME(objects) "16d2fc40" objects

/* Each object of the specification with its example: value as the specification gives it, x 10^decimals. */
static const struct {
    const char *object;
    int64_t value;
    uint8_t decimals;
    const char *unit;
} numbers[] = {
    { "0009", 9, 0, "" },
    { "0161", 97, 0, "%" },
    { "02ca09", 2506, 2, "°C" },
    { "03bf13", 5055, 2, "%" },
    { "04138a01", 100883, 2, "hPa" },
    { "05138a14", 1346067, 2, "lx" },
    { "065e1f", 8030, 2, "kg" },
    { "073e1d", 7486, 2, "lb" },
    { "08ca06", 1738, 2, "°C" },
    { "0960", 96, 0, "" },
    { "0a138a14", 1346067, 3, "kWh" },
    { "0b021b00", 6914, 2, "W" },
    { "0c020c", 3074, 3, "V" },
    { "0d120c", 3090, 0, "µg/m³" },
    { "0e021c", 7170, 0, "µg/m³" },
    { "12e204", 1250, 0, "ppm" },
    { "133301", 307, 0, "µg/m³" },
    { "14020c", 3074, 2, "%" },
    { "2e23", 35, 0, "%" },
    { "2f23", 35, 0, "%" },
    { "3d0960", 24585, 0, "" },
    { "3e2a2c0960", 1611213866, 0, "" },
    { "3f020c", 3074, 1, "°" },
    { "400c00", 12, 0, "mm" },
    { "414e00", 78, 1, "m" },
    { "424e3400", 13390, 3, "s" },
    { "434e34", 13390, 3, "A" },
    { "444e34", 13390, 2, "m/s" },
    { "451101", 273, 1, "°C" },
    { "4632", 50, 1, "" },
    { "478756", 22151, 1, "l" },
    { "48dc87", 34780, 0, "ml" },
    { "49dc87", 34780, 3, "m³/h" },
    { "4a020c", 3074, 1, "V" },
    { "4b138a14", 1346067, 3, "m³" },
    { "4c41018a01", 25821505, 3, "m³" },
    { "4d12138a14", 344593170, 3, "kWh" },
    { "4e87562a01", 19551879, 3, "l" },
    { "4f87562a01", 19551879, 3, "l" },
    { "518756", 22151, 3, "m/s²" },
    { "528756", 22151, 3, "°/s" },
    { "5587562a01", 19551879, 3, "l" },
    { "56e803", 1000, 0, "µS/cm" },
    { "57ea", -22, 0, "°C" },
    { "58ea", -770, 2, "°C" },
    { "59ea", -22, 0, "" },
    { "5aeaea", -5398, 0, "" },
    { "5bea0234ea", -365690134, 0, "" },
    { "5c02fbffff", -1278, 2, "W" },
    { "5d02ea", -5630, 3, "A" },
    { "5e9f8c", 35999, 2, "°" },
    { "5f0c00", 12, 1, "mm" },
    { "6001", 1, 0, "" },
    { "61ac0d", 3500, 0, "rpm" },
    { "6287563412", 305419911, 6, "m/s" },
    { "63ffffffff", -1, 6, "m/s²" },
    { "6402", 2, 0, "" },
    { "f00100", 1, 0, "" },
};

static bool one_object(const char *hex, struct ble_bthome_object *object, uint8_t copy[64])
{
    char text[256];
    struct octets octets;
    struct ble_bthome bthome;
    (void)snprintf(text, sizeof(text), BTHOME("%s"), hex);
    struct ble_ad ad = structure_of(text, SIZE_MAX, &octets);
    assert_true(ble_ad_read_bthome(&ad, &bthome));
    bool found = ble_bthome_next(&bthome, object);
    if (found) {
        assert_false(ble_bthome_next(&bthome, object));
        assert_int_equal(bthome.offset, bthome.size);
        memcpy(copy, object->data, object->size);
        object->data = copy;
    }
    free(octets.data);
    return found;
}

static void numbers_of_bthome_are_as_specified(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        struct ble_bthome_object object;
        uint8_t copy[64];
        char cut[64];
        assert_true(one_object(numbers[i].object, &object, copy));
        assert_int_equal(object.kind, BLE_BTHOME_NUMBER);
        assert_int_equal(object.measure.value, numbers[i].value);
        assert_int_equal(object.measure.decimals, numbers[i].decimals);
        assert_string_equal(object.measure.unit, numbers[i].unit);
        assert_true(object.measure.name[0] != '\0');
        for (size_t keep = 2; keep < strlen(numbers[i].object); keep += 2) {
            (void)snprintf(cut, sizeof(cut), "%.*s", (int)keep, numbers[i].object);
            assert_false(one_object(cut, &object, copy));
        }
    }
}

static void answers_events_and_texts_of_bthome_have_their_words(void **state)
{
    (void)state;
    static const struct {
        const char *object;
        int kind;
        int64_t value;
        const char *word;
    } cases[] = {
        { "1100", BLE_BTHOME_YES_NO, 0, "closed" },
        { "1101", BLE_BTHOME_YES_NO, 1, "open" },
        { "1f01", BLE_BTHOME_YES_NO, 1, "unlocked" },
        { "2800", BLE_BTHOME_YES_NO, 0, "unsafe" },
        { "3a00", BLE_BTHOME_BUTTON, 0, "none" },
        { "3a01", BLE_BTHOME_BUTTON, 1, "press" },
        { "3a06", BLE_BTHOME_BUTTON, 6, "long triple press" },
        { "3a07", BLE_BTHOME_BUTTON, 7, NULL },
        { "3a80", BLE_BTHOME_BUTTON, 0x80, "hold press" },
        { "3c0000", BLE_BTHOME_DIMMER, 0, NULL },
        { "3c0103", BLE_BTHOME_DIMMER, -3, NULL },
        { "3c020a", BLE_BTHOME_DIMMER, 10, NULL },
        { "505d396164", BLE_BTHOME_TIME, 1684093277, NULL },
        { "f100010204", BLE_BTHOME_VERSION, 0, NULL },
    };
    struct ble_bthome_object object;
    uint8_t copy[64];
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_true(one_object(cases[i].object, &object, copy));
        assert_int_equal(object.kind, cases[i].kind);
        assert_int_equal(object.measure.value, cases[i].value);
        assert_int_equal(object.word == NULL, cases[i].word == NULL);
        if (cases[i].word != NULL)
            assert_string_equal(object.word, cases[i].word);
    }
    assert_true(one_object("530c48656c6c6f20576f726c6421", &object, copy));
    assert_int_equal(object.kind, BLE_BTHOME_TEXT);
    assert_int_equal(object.size, 12);
    assert_memory_equal(object.data, "Hello World!", 12);
    assert_true(one_object("5400", &object, copy));
    assert_int_equal(object.kind, BLE_BTHOME_RAW);
    assert_int_equal(object.size, 0);
    assert_false(one_object("530c48", &object, copy)); /* says more than there is */
    assert_false(one_object("53", &object, copy));
}

static void every_yes_and_no_of_bthome_is_named(void **state)
{
    (void)state;
    for (unsigned id = 0x0f; id <= 0x2d; id++) {
        struct ble_bthome_object object;
        uint8_t copy[64];
        char text[8];
        if (id >= 0x12 && id <= 0x14)
            continue; /* numbers */
        (void)snprintf(text, sizeof(text), "%02x01", id);
        assert_true(one_object(text, &object, copy));
        assert_int_equal(object.kind, BLE_BTHOME_YES_NO);
        assert_non_null(object.word);
    }
}

static void a_walk_over_bthome_stops_at_what_it_does_not_know(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_bthome bthome;
    struct ble_bthome_object object;
    struct ble_ad ad = structure_of("16d2fc4402ca0902cf09eeffff", SIZE_MAX, &octets);
    assert_true(ble_ad_read_bthome(&ad, &bthome));
    assert_true(bthome.trigger_based);
    assert_null(bthome.address);
    assert_true(ble_bthome_next(&bthome, &object));
    assert_int_equal(object.measure.value, 2506);
    assert_true(ble_bthome_next(&bthome, &object));
    assert_int_equal(object.measure.value, 2511);
    assert_false(ble_bthome_next(&bthome, &object));
    assert_int_equal(bthome.offset, 6);
    free(octets.data);
    ad = structure_of("16d2fc420605040302010161", SIZE_MAX, &octets);
    assert_true(ble_ad_read_bthome(&ad, &bthome));
    assert_ptr_equal(bthome.address, octets.data + 3);
    assert_true(ble_bthome_next(&bthome, &object));
    assert_int_equal(object.measure.value, 97);
    free(octets.data);
}

static void encrypted_bthome_shows_its_parts(void **state)
{
    (void)state;
    struct octets octets;
    struct ble_bthome bthome;
    struct ble_bthome_object object;
    struct ble_ad ad = structure_of("16d2fc41a47266c95f730011223378237214", SIZE_MAX, &octets);
    assert_true(ble_ad_read_bthome(&ad, &bthome));
    assert_true(bthome.encrypted);
    assert_ptr_equal(bthome.data, octets.data + 3);
    assert_int_equal(bthome.size, 6);
    assert_int_equal(bthome.counter, 0x33221100);
    assert_ptr_equal(bthome.mic, octets.data + 13);
    assert_false(ble_bthome_next(&bthome, &object));
    octets.data[2] = 0x20; /* version 1 */
    assert_false(ble_ad_read_bthome(&ad, &bthome));
    free(octets.data);
}

/* ------------------------------------------------------------------------------------------------ Ruuvi */

enum { NONE = INT32_MIN };

static const struct {
    const char *structure;
    int32_t values[BLE_RUUVI_VALUES];
    const char *address;
    bool calibrating;
} vectors[] = {
    /* temperature, humidity, pressure, acceleration, battery, power, PM 1 2.5 4 10, CO2, VOC, NOX, lux, moves, sequence
     */
    { "ff99040512fc5394c37c0004fffc040cac364200cdcbb8334c884f",
      { 24300, 534900, 100044, 4, -4, 1036, 2977, 4, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, 66, 205 },
      "cbb8334c884f",
      false },
    { "ff9904057ffffffefffe7fff7fff7fffffdefefffecbb8334c884f",
      { 163835, 1638350, 115534, 32767, 32767, 32767, 3646, 20, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, 254,
        65534 },
      "cbb8334c884f",
      false },
    { "ff9904058001000000008001800180010000000000cbb8334c884f",
      { -163835, 0, 50000, -32767, -32767, -32767, 1600, -40, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, 0, 0 },
      "cbb8334c884f",
      false },
    { "ff9904058000ffffffff800080008000ffffffffffffffffffffff",
      { NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE },
      "",
      false },
    { "ff990403291a1ece1efc18f94202ca0b53",
      { 26300, 205000, 102766, -1000, -1726, 714, 2899, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
        NONE },
      "",
      false },
    { "ff990403ff7f63ffff7fff7fff7fffffff",
      { 127990, 1275000, 115535, 32767, 32767, 32767, 65535, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
        NONE },
      "",
      false },
    { "ff99040300ff6300008001800180010000",
      { -127990, 0, 50000, -32767, -32767, -32767, 0, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
        NONE },
      "",
      false },
    { "ff990406170c5668c79e007000c90501d9ffcd004c884f",
      { 29500, 553000, 101102, NONE, NONE, NONE, NONE, NONE, NONE, 112, NONE, NONE, 201, 10, 2, 1302667, NONE, 205 },
      "4c884f",
      false },
    { "ff9904067fff9c40fffe27109c40fafafeffff074c8f4f",
      { 163835, 1000000, 115534, NONE, NONE, NONE, NONE, NONE, NONE, 10000, NONE, NONE, 40000, 500, 500, 6553500, NONE,
        255 },
      "4c8f4f",
      true },
    { "ff99040680010000000000000000000000ff00004c884f",
      { -163835, 0, 50000, NONE, NONE, NONE, NONE, NONE, NONE, 0, NONE, NONE, 0, 0, 0, 0, NONE, 0 },
      "4c884f",
      false },
    { "ff9904068000ffffffffffffffffffffffffffffffffff",
      { NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, 255 },
      "",
      true },
    { "ff9904e1170c5668c79e0065007004bd11ca00c90a0213e0acffffffdecdee10ffffffffffcbb8334c884f",
      { 29500, 553000, 101102, NONE, NONE, NONE, NONE, NONE, 101, 112, 1213, 4554, 201, 20, 4, 1302700, NONE,
        14601710 },
      "cbb8334c884f",
      false },
    { "ff9904e17fff9c40fffe27102710271027109c40fafadc28f0fffffffffffe3fffffffffffcbb8334c884f",
      { 163835, 1000000, 115534, NONE, NONE, NONE, NONE, NONE, 10000, 10000, 10000, 10000, 40000, 500, 500, 14428400,
        NONE, 16777214 },
      "cbb8334c884f",
      true },
    { "ff9904e1800100000000000000000000000000000000000000ffffff00000000ffffffffffcbb8334c884f",
      { -163835, 0, 50000, NONE, NONE, NONE, NONE, NONE, 0, 0, 0, 0, 0, 0, 0, 0, NONE, 0 },
      "cbb8334c884f",
      false },
    { "ff9904e18000ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      { NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE },
      "",
      true },
};

static void ruuvis_vectors_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
        struct octets octets, address = from_hex(vectors[i].address);
        struct ble_ruuvi ruuvi;
        struct ble_ad ad = structure_of(vectors[i].structure, SIZE_MAX, &octets);
        assert_true(ble_ad_read_ruuvi(&ad, &ruuvi));
        assert_int_equal(ruuvi.format, octets.data[2]);
        for (int value = 0; value < BLE_RUUVI_VALUES; value++) {
            struct ble_measure measure;
            bool there = ble_ruuvi_measure(&ruuvi, (enum ble_ruuvi_value)value, &measure);
            assert_int_equal(there, vectors[i].values[value] != NONE);
            assert_int_equal(ruuvi.values[value], there ? vectors[i].values[value] : 0);
            assert_true(!there || (measure.value == ruuvi.values[value] && measure.name[0] != '\0'));
        }
        assert_int_equal(ruuvi.calibrating, vectors[i].calibrating);
        assert_int_equal(ruuvi.address_size, address.size);
        assert_int_equal(ruuvi.address == NULL, address.size == 0);
        if (address.size > 0)
            assert_memory_equal(ruuvi.address, address.data, address.size);
        free(address.data);
        free(octets.data);
    }
}

static bool read_bthome(const struct ble_ad *ad)
{
    struct ble_bthome bthome;
    return ble_ad_read_bthome(ad, &bthome);
}

static bool read_ruuvi(const struct ble_ad *ad)
{
    struct ble_ruuvi ruuvi;
    return ble_ad_read_ruuvi(ad, &ruuvi);
}

static void what_is_cut_short_is_refused(void **state)
{
    (void)state;
    assert_int_equal(least_of(vectors[0].structure, read_ruuvi), 26);
    assert_int_equal(least_of(vectors[4].structure, read_ruuvi), 16);
    assert_int_equal(least_of(vectors[7].structure, read_ruuvi), 22);
    assert_int_equal(least_of(vectors[11].structure, read_ruuvi), 42);
    assert_int_equal(least_of("ff9904081122", read_ruuvi), -1); /* another format */
    assert_int_equal(least_of(BTHOME("0161"), read_bthome), 3);
    assert_int_equal(least_of("16d2fc41a47266c95f730011223378237214", read_bthome), 11);
    assert_int_equal(least_of("16d2fc420605040302010161", read_bthome), 9);
}

static void there_are_no_other_measures_than_those_listed(void **state)
{
    (void)state;
    struct ble_ruuvi ruuvi = { .has = UINT32_MAX };
    struct ble_measure measure;
    assert_false(ble_ruuvi_measure(&ruuvi, BLE_RUUVI_VALUES, &measure));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_bthome_are_as_specified),
        cmocka_unit_test(answers_events_and_texts_of_bthome_have_their_words),
        cmocka_unit_test(every_yes_and_no_of_bthome_is_named),
        cmocka_unit_test(a_walk_over_bthome_stops_at_what_it_does_not_know),
        cmocka_unit_test(encrypted_bthome_shows_its_parts),
        cmocka_unit_test(ruuvis_vectors_are_read),
        cmocka_unit_test(what_is_cut_short_is_refused),
        cmocka_unit_test(there_are_no_other_measures_than_those_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
