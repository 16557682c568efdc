/* SPDX-License-Identifier: MIT */
/* Characteristics with typed values, a peer's and our own, a test for each row of what the original does. Where a name
 * says "ours", the original differs. */
#include "serving.h"

#include <jansson.h>

#define UUID(number) BLE_UUID128(0x5f640000 + (number), 0x1234, 0x4321, 0x8765, 0x112233445566)

enum {
    READ = BLE_GATT_PROPERTY_READ,
    BOTH = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE,
    TELLS = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY
};

static const uint8_t forty_two[] = { 42, 0 };
static const struct ble_characteristic_type number = BLE_NUMBER_TYPE("number", UUID(1), BOTH, "<h", -1000, 1000);
static const struct ble_characteristic_type record = BLE_RECORD_TYPE("record", UUID(2), BOTH, "<BhI");
static const struct ble_characteristic_type real = BLE_NUMBER_TYPE("real", UUID(3), BOTH, "<f", 0, 0);
static const struct ble_characteristic_type text = BLE_TEXT_TYPE("text", UUID(4), BOTH);
static const struct ble_characteristic_type fixed_text = BLE_FIXED_TEXT_TYPE("fixed text", UUID(5), "always");
static const struct ble_characteristic_type json = BLE_JSON_TYPE("json", UUID(6), BOTH);
static const struct ble_characteristic_type bare = { .name = "bare", .uuid = UUID(7), .properties = BOTH };
static const struct ble_characteristic_type preset = {
    .name = "preset", .uuid = UUID(8), .properties = TELLS, .fixed = true, .size = 2, .value = forty_two, .format = "<h"
};
static const struct ble_characteristic_type loose = { /* any length: what a careless peer may have */
                                                      .name = "loose",
                                                      .uuid = UUID(9),
                                                      .properties = BOTH,
                                                      .max_size = 512
};
static const struct ble_characteristic_type long_number = BLE_NUMBER_TYPE("long", UUID(10), BOTH, "<Q", 0, 0);
static const struct ble_characteristic_type *const all[] = { &number, &record, &real,   &text,  &fixed_text,
                                                             &json,   &bare,   &preset, &loose, &long_number };
static const struct ble_service_type values = {
    .name = "values", .uuid = UUID(0), .count = sizeof(all) / sizeof(all[0]), .characteristics = all
};

/** The same characteristic from both sides. */
struct both {
    struct serving it;
    ble_characteristic own, found;
};

static void open_both(struct both *both, const struct ble_characteristic_type *type)
{
    serving_open(&both->it, &values);
    both->own = serving_characteristic(both->it.own, type, 0);
    both->found = serving_characteristic(both->it.found, type, 0);
}

static void a_number_is_one_for_both_sides(void **state)
{
    (void)state;
    struct both both;
    int64_t value = 99;
    open_both(&both, &number);
    OK(both.it.client, ble_characteristic_get_int(both.found, &number, &value));
    assert_int_equal(value, 0);
    OK(both.it.server, ble_characteristic_set_int(both.own, &number, -999));
    OK(both.it.client, ble_characteristic_get_int(both.found, &number, &value));
    assert_int_equal(value, -999);
    OK(both.it.client, ble_characteristic_set_int(both.found, &number, 1000));
    OK(both.it.server, ble_characteristic_get_int(both.own, &number, &value));
    assert_int_equal(value, 1000);
    serving_close(&both.it);
}

static void set_out_of_range_is_an_argument_error_and_changes_nothing(void **state)
{
    (void)state;
    struct both both;
    int64_t value;
    open_both(&both, &number);
    assert_int_equal(ble_characteristic_set_int(both.own, &number, 1001), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_characteristic_set_int(both.found, &number, -1001), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_characteristic_set_int(both.found, &text, 1), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_characteristic_get_int(both.found, &real, &value), BLE_ERROR_ARGUMENT);
    OK(both.it.server, ble_characteristic_get_int(both.own, &number, &value));
    assert_int_equal(value, 0);
    assert_int_equal(both.it.written, 0);
    serving_close(&both.it);
}

static void an_initial_value_is_there_from_the_beginning(void **state)
{
    (void)state;
    struct both both;
    int64_t value;
    open_both(&both, &preset);
    OK(both.it.client, ble_characteristic_get_int(both.found, &preset, &value));
    assert_int_equal(value, 42);
    serving_close(&both.it);
}

static void numbers_of_64_bits_come_back(void **state)
{
    (void)state;
    struct both both;
    const union ble_value most = { .u = UINT64_MAX };
    union ble_value back;
    int64_t value;
    open_both(&both, &long_number);
    OK(both.it.client, ble_characteristic_set_int(both.found, &long_number, INT64_MAX));
    OK(both.it.server, ble_characteristic_get_int(both.own, &long_number, &value));
    assert_int_equal(value, INT64_MAX);
    assert_int_equal(ble_characteristic_set_int(both.found, &long_number, -1), BLE_ERROR_ARGUMENT);
    OK(both.it.server, ble_characteristic_set(both.own, &long_number, &most, 1));
    OK(both.it.client, ble_characteristic_get(both.found, &long_number, &back, 1));
    assert_true(back.u == UINT64_MAX);
    assert_int_equal(ble_characteristic_get_int(both.found, &long_number, &value), BLE_ERROR_FULL);
    serving_close(&both.it);
}

static void a_record_is_several_numbers(void **state)
{
    (void)state;
    struct both both;
    const union ble_value given[] = { { .u = 200 }, { .i = -2 }, { .u = 0xfedcba98 } };
    union ble_value back[3];
    open_both(&both, &record);
    OK(both.it.client, ble_characteristic_set(both.found, &record, given, 3));
    OK(both.it.server, ble_characteristic_get(both.own, &record, back, 3));
    assert_int_equal(back[0].u, 200);
    assert_int_equal(back[1].i, -2);
    assert_int_equal(back[2].u, 0xfedcba98);
    assert_int_equal(ble_characteristic_get(both.found, &record, back, 2), BLE_ERROR_FULL);
    assert_int_equal(ble_characteristic_set(both.found, &record, given, 2), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_characteristic_get(both.found, &text, back, 3), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_characteristic_get(both.found, &ble_database_hash, back, 3), BLE_ERROR_ARGUMENT);
    serving_close(&both.it);
}

static void a_real_number_is_ieee_754(void **state)
{
    (void)state;
    struct both both;
    uint8_t octets[8];
    double value = 1;
    size_t size;
    open_both(&both, &real);
    OK(both.it.client, ble_characteristic_get_float(both.found, &real, &value));
    assert_true(value == 0.0);
    OK(both.it.server, ble_characteristic_set_float(both.own, &real, -1.5));
    OK(both.it.client, ble_characteristic_read(both.found, octets, sizeof(octets), &size));
    assert_int_equal(size, 4);
    assert_memory_equal(octets, "\x00\x00\xc0\xbf", 4);
    OK(both.it.client, ble_characteristic_get_float(both.found, &real, &value));
    assert_true(value == -1.5);
    assert_int_equal(ble_characteristic_get_float(both.found, &number, &value), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_characteristic_set_float(both.found, &number, 1), BLE_ERROR_ARGUMENT);
    serving_close(&both.it);
}

/** The original: a tuple of None, an exception, an exception. */
static void ours_a_number_of_another_length_is_a_protocol_error(void **state)
{
    (void)state;
    struct both both;
    int64_t value = 7;
    open_both(&both, &loose);
    for (size_t size = 0; size <= 3; size++) {
        OK(both.it.server, ble_characteristic_write(both.own, "\x01\x00\x00", size));
        EXPECT(both.it.client, size == 2 ? BLE_OK : BLE_ERROR_PROTOCOL,
               ble_characteristic_get_int(both.found, &number, &value));
        assert_int_equal(value, size >= 2 ? 1 : 7);
    }
    serving_close(&both.it);
}

/** The original has 512 zeroes there. */
static void ours_a_text_without_initial_value_is_empty(void **state)
{
    (void)state;
    struct both both;
    char said[16] = "before";
    size_t size = 99;
    open_both(&both, &text);
    OK(both.it.client, ble_characteristic_read(both.found, said, sizeof(said), &size));
    assert_int_equal(size, 0);
    OK(both.it.client, ble_characteristic_get_text(both.found, said, sizeof(said)));
    assert_string_equal(said, "");
    serving_close(&both.it);
}

/** The original reads one response's worth, and cannot write more than one request's. */
static void ours_texts_of_any_length_are_read_and_written_whole(void **state)
{
    (void)state;
    struct both both;
    char long_text[BLE_GATT_VALUE + 2], said[BLE_GATT_VALUE + 1];
    open_both(&both, &text);
    for (size_t length = 0; length <= BLE_GATT_VALUE; length += 64) {
        memset(long_text, 'a' + (int)(length / 64), sizeof(long_text));
        long_text[length] = '\0';
        OK(both.it.client, ble_characteristic_set_text(both.found, long_text));
        OK(both.it.server, ble_characteristic_get_text(both.own, said, sizeof(said)));
        assert_string_equal(said, long_text);
        OK(both.it.client, ble_characteristic_get_text(both.found, said, sizeof(said)));
        assert_string_equal(said, long_text);
    }
    memset(long_text, 'z', sizeof(long_text));
    long_text[BLE_GATT_VALUE + 1] = '\0';
    assert_true(ble_characteristic_set_text(both.found, long_text) < 0);
    EXPECT(both.it.server, BLE_ERROR_ARGUMENT, ble_characteristic_set_text(both.own, long_text));
    serving_close(&both.it);
}

static void a_text_is_cut_where_there_is_no_room(void **state)
{
    (void)state;
    struct both both;
    char said[6];
    open_both(&both, &text);
    OK(both.it.server, ble_characteristic_set_text(both.own, "12345"));
    OK(both.it.client, ble_characteristic_get_text(both.found, said, 6));
    assert_string_equal(said, "12345");
    EXPECT(both.it.client, BLE_ERROR_FULL, ble_characteristic_get_text(both.found, said, 4));
    assert_string_equal(said, "123");
    EXPECT(both.it.client, BLE_ERROR_FULL, ble_characteristic_get_text(both.found, said, 1));
    assert_string_equal(said, "");
    assert_int_equal(ble_characteristic_get_text(both.found, said, 0), BLE_ERROR_ARGUMENT);
    serving_close(&both.it);
}

static void a_fixed_text_is_read_and_never_written(void **state)
{
    (void)state;
    struct both both;
    char said[16];
    open_both(&both, &fixed_text);
    OK(both.it.client, ble_characteristic_get_text(both.found, said, sizeof(said)));
    assert_string_equal(said, "always");
    assert_true(ble_characteristic_set_text(both.found, "never!") < 0);
    OK(both.it.server, ble_characteristic_get_text(both.own, said, sizeof(said)));
    assert_string_equal(said, "always");
    EXPECT(both.it.server, BLE_ERROR_ARGUMENT, ble_characteristic_set_text(both.own, "other length"));
    serving_close(&both.it);
}

static void json_is_one_for_both_sides(void **state)
{
    (void)state;
    struct both both;
    json_t *given = json_pack("{s:s,s:[i,i,i]}", "unit", "lux", "of", 1, 2, 3), *back;
    open_both(&both, &json);
    OK(both.it.client, ble_characteristic_get_json(both.found, &back));
    assert_true(json_is_null(back));
    OK(both.it.server, ble_characteristic_set_json(both.own, given));
    OK(both.it.client, ble_characteristic_get_json(both.found, &back));
    assert_true(json_equal(given, back));
    json_decref(back);
    json_array_append_new(json_object_get(given, "of"), json_real(0.5));
    OK(both.it.client, ble_characteristic_set_json(both.found, given));
    OK(both.it.server, ble_characteristic_get_json(both.own, &back));
    assert_true(json_equal(given, back));
    json_decref(back);
    json_decref(given);
    serving_close(&both.it);
}

static void json_longer_than_a_value_and_what_is_none_are_errors(void **state)
{
    (void)state;
    struct both both;
    char longest[BLE_GATT_VALUE];
    memset(longest, 'x', sizeof(longest));
    longest[BLE_GATT_VALUE - 2] = '\0';
    json_t *fits = json_string(longest), *back = fits;
    longest[BLE_GATT_VALUE - 2] = 'x';
    longest[BLE_GATT_VALUE - 1] = '\0';
    json_t *too_long = json_string(longest);
    open_both(&both, &json);
    OK(both.it.client, ble_characteristic_set_json(both.found, fits));
    EXPECT(both.it.client, BLE_ERROR_FULL, ble_characteristic_set_json(both.found, too_long));
    OK(both.it.server, ble_characteristic_set_text(both.own, "{\"cut\":"));
    EXPECT(both.it.client, BLE_ERROR_PROTOCOL, ble_characteristic_get_json(both.found, &back));
    assert_null(back);
    json_decref(fits);
    json_decref(too_long);
    serving_close(&both.it);
}

/** The original's own default is 0 octets, whatever its documentation says. */
static void ours_a_bare_characteristic_holds_20_octets(void **state)
{
    (void)state;
    struct both both;
    char said[32];
    open_both(&both, &bare);
    OK(both.it.server, ble_characteristic_set_text(both.own, "12345678901234567890"));
    OK(both.it.client, ble_characteristic_get_text(both.found, said, sizeof(said)));
    assert_string_equal(said, "12345678901234567890");
    EXPECT(both.it.server, BLE_ERROR_ARGUMENT, ble_characteristic_set_text(both.own, "123456789012345678901"));
    serving_close(&both.it);
}

static void errors_of_the_link_are_those_of_reading_and_writing(void **state)
{
    (void)state;
    struct both both;
    union ble_value value;
    int64_t whole;
    char said[8];
    json_t *back = (json_t *)said;
    open_both(&both, &number);
    OK(both.it.client, ble_connection_disconnect(both.it.scene.a.connection));
    EXPECT(both.it.client, BLE_ERROR_DISCONNECTED, ble_characteristic_get(both.found, &number, &value, 1));
    EXPECT(both.it.client, BLE_ERROR_DISCONNECTED, ble_characteristic_get_int(both.found, &number, &whole));
    EXPECT(both.it.client, BLE_ERROR_DISCONNECTED, ble_characteristic_set_int(both.found, &number, 1));
    EXPECT(both.it.client, BLE_ERROR_DISCONNECTED, ble_characteristic_get_text(both.found, said, sizeof(said)));
    assert_string_equal(said, "");
    EXPECT(both.it.client, BLE_ERROR_DISCONNECTED, ble_characteristic_get_json(both.found, &back));
    assert_null(back);
    serving_close(&both.it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_one_for_both_sides),
        cmocka_unit_test(set_out_of_range_is_an_argument_error_and_changes_nothing),
        cmocka_unit_test(an_initial_value_is_there_from_the_beginning),
        cmocka_unit_test(numbers_of_64_bits_come_back),
        cmocka_unit_test(a_record_is_several_numbers),
        cmocka_unit_test(a_real_number_is_ieee_754),
        cmocka_unit_test(ours_a_number_of_another_length_is_a_protocol_error),
        cmocka_unit_test(ours_a_text_without_initial_value_is_empty),
        cmocka_unit_test(ours_texts_of_any_length_are_read_and_written_whole),
        cmocka_unit_test(a_text_is_cut_where_there_is_no_room),
        cmocka_unit_test(a_fixed_text_is_read_and_never_written),
        cmocka_unit_test(json_is_one_for_both_sides),
        cmocka_unit_test(json_longer_than_a_value_and_what_is_none_are_errors),
        cmocka_unit_test(ours_a_bare_characteristic_holds_20_octets),
        cmocka_unit_test(errors_of_the_link_are_those_of_reading_and_writing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
