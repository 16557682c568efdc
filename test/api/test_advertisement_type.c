/* SPDX-License-Identifier: MIT */
/* Types of advertisements: prefixes, functions, descent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/advertisement.h>

static const uint8_t battery[] = { 2, 0x01, 6, 3, 0x03, 0x0f, 0x18 };
static const uint8_t both[] = { 3, 0x14, 0x05, 0x18, 5, 0xff, 0x22, 0x08, 1, 2 };

/** Data in memory of exactly its size, so that reading past it is seen. */
static bool matches(const struct ble_advertisement_type *type, const void *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, data, size);
    bool yes = ble_advertisement_type_matches(type, copy, size);
    free(copy);
    return yes;
}

static void everything_is_an_advertisement(void **state)
{
    (void)state;
    assert_true(ble_advertisement_type_matches(&ble_any_advertisement, NULL, 0));
    assert_true(matches(&ble_any_advertisement, "\xff\xff", 2));
}

static void any_prefix_is_enough_unless_all_are_asked_for(void **state)
{
    (void)state;
    static const uint8_t prefixes[] = { 1, 0x14, 3, 0xff, 0x22, 0x08 };
    struct ble_advertisement_type type = { "T", NULL, prefixes, sizeof(prefixes), false, NULL, NULL };
    assert_true(matches(&type, both, sizeof(both)));
    assert_true(matches(&type, both, 4));
    assert_false(matches(&type, battery, sizeof(battery)));
    type.all_prefixes = true;
    assert_true(matches(&type, both, sizeof(both)));
    assert_false(matches(&type, both, 4));
    assert_false(matches(&type, both + 4, 6));
}

static void a_prefix_longer_than_the_structure_does_not_match(void **state)
{
    (void)state;
    static const uint8_t prefixes[] = { 4, 0xff, 0x22, 0x08, 0x01 };
    const struct ble_advertisement_type type = { "T", NULL, prefixes, sizeof(prefixes), false, NULL, NULL };
    assert_true(matches(&type, "\x04\xff\x22\x08\x01", 5));
    assert_false(matches(&type, "\x03\xff\x22\x08\x01", 5));
    assert_false(matches(&type, "\x04\xff\x22\x08", 4));         /* overruns the data */
    assert_false(matches(&type, "\x00\x04\xff\x22\x08\x01", 6)); /* a zero length ends the data */
}

static void no_data_has_no_prefix(void **state)
{
    (void)state;
    assert_false(ble_advertisement_type_matches(&ble_provides_services, NULL, 0));
}

static void a_broken_list_of_prefixes_matches_nothing(void **state)
{
    (void)state;
    static const uint8_t beyond[] = { 3, 0x03, 0x0f }, zero[] = { 0, 1, 0x01 };
    struct ble_advertisement_type type = { "T", NULL, beyond, sizeof(beyond), false, NULL, NULL };
    assert_false(matches(&type, battery, sizeof(battery)));
    type.prefixes = zero;
    assert_false(matches(&type, battery, sizeof(battery)));
    type.all_prefixes = true;
    assert_false(matches(&type, battery, sizeof(battery)));
}

static void service_lists_of_16_and_128_bits_provide_services(void **state)
{
    (void)state;
    static const uint8_t types[] = { 0x02, 0x03, 0x06, 0x07 };
    for (unsigned type = 0; type < 256; type++) {
        const uint8_t data[] = { 2, 0x01, 6, 1, (uint8_t)type };
        bool is_list = memchr(types, (int)type, sizeof(types)) != NULL;
        assert_int_equal(matches(&ble_provides_services, data, sizeof(data)), is_list);
    }
}

static bool has_connected_battery(const struct ble_advertisement_type *type, const uint8_t *data, size_t size)
{
    return ble_ad_lists(data, size, BLE_AD_LIST_SERVICES, type->argument);
}

static void a_derived_type_asks_its_parents_first(void **state)
{
    (void)state;
    static const struct ble_uuid uuid = BLE_UUID16(0x180f);
    const struct ble_advertisement_type child = { "C",   &ble_provides_services, NULL, 0,
                                                  false, has_connected_battery,  &uuid };
    assert_true(matches(&child, battery, sizeof(battery)));
    assert_false(matches(&child, "\x03\x03\x05\x18", 4)); /* not the child's */
    assert_false(matches(&child, "\x03\x05\x0f\x18", 4)); /* not the parent's: a list of 32 bits */
    assert_true(ble_advertisement_type_is(&child, &child));
    assert_true(ble_advertisement_type_is(&child, &ble_provides_services));
    assert_true(ble_advertisement_type_is(&child, &ble_any_advertisement));
    assert_false(ble_advertisement_type_is(&ble_provides_services, &child));
    assert_false(ble_advertisement_type_is(&ble_any_advertisement, &child));
}

static void a_circle_of_parents_ends(void **state)
{
    (void)state;
    struct ble_advertisement_type circle = { "C", NULL, NULL, 0, false, NULL, NULL };
    circle.parent = &circle;
    assert_false(matches(&circle, battery, sizeof(battery)));
    assert_false(ble_advertisement_type_is(&circle, &ble_provides_services));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_an_advertisement),
        cmocka_unit_test(any_prefix_is_enough_unless_all_are_asked_for),
        cmocka_unit_test(a_prefix_longer_than_the_structure_does_not_match),
        cmocka_unit_test(no_data_has_no_prefix),
        cmocka_unit_test(a_broken_list_of_prefixes_matches_nothing),
        cmocka_unit_test(service_lists_of_16_and_128_bits_provide_services),
        cmocka_unit_test(a_derived_type_asks_its_parents_first),
        cmocka_unit_test(a_circle_of_parents_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
