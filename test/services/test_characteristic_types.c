/* SPDX-License-Identifier: MIT */
/* Types of characteristics and their values, without any radio. Where a name says "ours", the original differs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include <bleradio/characteristics.h>
#include <bleradio/known_uuids.h>
#include <bleradio/services.h>

#define UUID BLE_UUID16(0xff01)

enum { READ = BLE_GATT_PROPERTY_READ };

/* ------------------------------------------------------------------------------------------------ numbers */

/** The formats that the original has classes for, with what each can hold and what not. */
static void whole_numbers_have_the_range_of_their_format(void **state)
{
    (void)state;
    static const struct {
        struct ble_characteristic_type type;
        int64_t least, most;
        uint16_t size;
    } rows[] = {
        { BLE_NUMBER_TYPE("Int8", UUID, READ, "b", 0, 0), INT8_MIN, INT8_MAX, 1 },
        { BLE_NUMBER_TYPE("Uint8", UUID, READ, "B", 0, 0), 0, UINT8_MAX, 1 },
        { BLE_NUMBER_TYPE("Int16", UUID, READ, "<h", 0, 0), INT16_MIN, INT16_MAX, 2 },
        { BLE_NUMBER_TYPE("Uint16", UUID, READ, "<H", 0, 0), 0, UINT16_MAX, 2 },
        { BLE_NUMBER_TYPE("Int32", UUID, READ, "<i", 0, 0), INT32_MIN, INT32_MAX, 4 },
        { BLE_NUMBER_TYPE("Uint32", UUID, READ, "<I", 0, 0), 0, UINT32_MAX, 4 },
        { BLE_NUMBER_TYPE("percent", UUID, READ, "B", 0, 100), 0, 100, 1 },
        { BLE_NUMBER_TYPE("from 5 on", UUID, READ, "B", 5, 255), 5, 255, 1 },
        { BLE_NUMBER_TYPE("cold", UUID, READ, "<h", -300, -20), -300, -20, 2 },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct ble_characteristic_type *type = &rows[i].type;
        const int64_t numbers[] = { rows[i].least, rows[i].most, rows[i].least - 1, rows[i].most + 1 };
        assert_int_equal(ble_characteristic_type_check(type), BLE_OK);
        assert_int_equal(ble_characteristic_type_max_size(type), rows[i].size);
        assert_true(type->fixed);
        for (size_t n = 0; n < 4; n++) {
            union ble_value value = { .i = numbers[n] }, back;
            uint8_t octets[8];
            size_t size = 99;
            ble_status status = ble_value_pack(type, &value, 1, octets, sizeof(octets), &size);
            if (status != (n < 2 ? BLE_OK : BLE_ERROR_ARGUMENT))
                fail_msg("%s %lld: %d", type->name, (long long)numbers[n], (int)status);
            if (n >= 2)
                continue;
            assert_int_equal(size, rows[i].size);
            assert_int_equal(ble_value_unpack(type, octets, size, &back, 1), BLE_OK);
            assert_int_equal(back.i, numbers[n]);
        }
    }
}

static void what_a_peer_has_is_given_though_out_of_range(void **state)
{
    (void)state;
    static const uint8_t octet = 150;
    union ble_value value;
    assert_int_equal(ble_value_unpack(&ble_battery_level, &octet, 1, &value, 1), BLE_OK);
    assert_int_equal(value.u, 150);
}

/** The original gives None for too little, raises for an empty number and for too much. */
static void ours_a_record_of_another_length_is_a_protocol_error(void **state)
{
    (void)state;
    static const struct ble_characteristic_type type = BLE_RECORD_TYPE("Point", UUID, READ, "<hB");
    static const uint8_t octets[4] = { 0xfe, 0xff, 7, 8 };
    union ble_value values[2] = { { .i = 1 }, { .i = 2 } };
    assert_int_equal(ble_value_unpack(&type, octets, 0, values, 2), BLE_ERROR_PROTOCOL);
    assert_int_equal(ble_value_unpack(&type, octets, 2, values, 2), BLE_ERROR_PROTOCOL);
    assert_int_equal(ble_value_unpack(&type, octets, 4, values, 2), BLE_ERROR_PROTOCOL);
    assert_int_equal(values[0].i, 1);
    assert_int_equal(ble_value_unpack(&type, octets, 3, values, 1), BLE_ERROR_FULL);
    assert_int_equal(ble_value_unpack(&type, octets, 3, values, 2), BLE_OK);
    assert_int_equal(values[0].i, -2);
    assert_int_equal(values[1].u, 7);
    static const struct ble_characteristic_type plain = BLE_TEXT_TYPE("Text", UUID, READ);
    assert_int_equal(ble_value_unpack(&plain, octets, 3, values, 2), BLE_ERROR_ARGUMENT);
}

static void records_are_packed_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct ble_characteristic_type type = BLE_RECORD_TYPE("Point", UUID, READ, "<hB");
    const union ble_value values[] = { { .i = -2 }, { .u = 7 } };
    uint8_t octets[4];
    size_t size;
    assert_int_equal(ble_value_pack(&type, values, 2, octets, sizeof(octets), &size), BLE_OK);
    assert_int_equal(size, 3);
    assert_memory_equal(octets, "\xfe\xff\x07", 3);
    assert_int_equal(ble_value_pack(&type, values, 1, octets, sizeof(octets), &size), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_value_pack(&type, values, 2, octets, 2, &size), BLE_ERROR_FULL);
    static const struct ble_characteristic_type plain = BLE_TEXT_TYPE("Text", UUID, READ);
    assert_int_equal(ble_value_pack(&plain, values, 2, octets, 2, &size), BLE_ERROR_ARGUMENT);
}

/** Real numbers, truth and octets have no range; whole ones beside them have. */
static void a_range_is_for_whole_numbers(void **state)
{
    (void)state;
    static const struct ble_characteristic_type type = BLE_NUMBER_TYPE("mixed", UUID, READ, "<Bf?2sxb", -5, 5);
    union ble_value values[] = { { .u = 5 }, { .f = 99.5 }, { .u = 1 }, { .s = (const uint8_t *)"ab" }, { .i = -5 } };
    uint8_t octets[16];
    size_t size;
    assert_int_equal(ble_value_pack(&type, values, 5, octets, sizeof(octets), &size), BLE_OK);
    assert_int_equal(size, 10);
    values[4].i = -6;
    assert_int_equal(ble_value_pack(&type, values, 5, octets, sizeof(octets), &size), BLE_ERROR_ARGUMENT);
    values[4].i = 0;
    values[0].u = 6;
    assert_int_equal(ble_value_pack(&type, values, 5, octets, sizeof(octets), &size), BLE_ERROR_ARGUMENT);
}

static void numbers_of_64_bits_have_ranges(void **state)
{
    (void)state;
    static const struct ble_characteristic_type type = BLE_NUMBER_TYPE("long", UUID, READ, "<Q", 1, INT64_MAX);
    static const struct ble_characteristic_type any = BLE_NUMBER_TYPE("any", UUID, READ, "<Q", 0, 0);
    const uint64_t most = INT64_MAX;
    uint8_t octets[8];
    assert_int_equal(ble_value_pack(&type, &(union ble_value){ .u = most }, 1, octets, 8, NULL), BLE_OK);
    assert_int_equal(ble_value_pack(&type, &(union ble_value){ .u = most + 1 }, 1, octets, 8, NULL),
                     BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_value_pack(&type, &(union ble_value){ .u = 0 }, 1, octets, 8, NULL), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_value_pack(&any, &(union ble_value){ .u = UINT64_MAX }, 1, octets, 8, NULL), BLE_OK);
}

/* ------------------------------------------------------------------------------------------------ definitions */

/** The original makes 512 zeroes of a text without a value, and nothing at all of a bare characteristic. */
static void ours_texts_begin_empty_and_bare_characteristics_hold_20_octets(void **state)
{
    (void)state;
    static const struct ble_characteristic_type text = BLE_TEXT_TYPE("Text", UUID, READ);
    static const struct ble_characteristic_type bare = { .name = "Bare", .uuid = UUID };
    assert_int_equal(ble_characteristic_type_check(&text), BLE_OK);
    assert_int_equal(ble_characteristic_type_max_size(&text), 512);
    assert_int_equal(text.size, 0);
    assert_false(text.fixed);
    assert_int_equal(ble_characteristic_type_check(&bare), BLE_OK);
    assert_int_equal(ble_characteristic_type_max_size(&bare), 20);
}

static void a_fixed_text_has_the_octets_of_its_text(void **state)
{
    (void)state;
    static const struct ble_characteristic_type type = BLE_FIXED_TEXT_TYPE("Fixed", UUID, "gr\xc3\xbc\xc3\x9f");
    assert_int_equal(ble_characteristic_type_check(&type), BLE_OK);
    assert_int_equal(type.size, 6);
    assert_int_equal(ble_characteristic_type_max_size(&type), 6);
    assert_true(type.fixed);
    assert_int_equal(type.write_permissions, BLE_GATT_NEVER);
    assert_int_equal(type.properties, BLE_GATT_PROPERTY_READ);
}

static void json_begins_as_null(void **state)
{
    (void)state;
    static const struct ble_characteristic_type type = BLE_JSON_TYPE("JSON", UUID, READ);
    assert_int_equal(ble_characteristic_type_check(&type), BLE_OK);
    assert_int_equal(ble_characteristic_type_max_size(&type), 512);
    assert_int_equal(type.size, 4);
    assert_memory_equal(type.value, "null", 4);
}

static void definitions_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const uint8_t octets[4] = { 101, 0, 0, 0 };
    static const struct ble_gatt_descriptor *const no_descriptors = NULL;
    const struct ble_characteristic_type wrong[] = {
        { .uuid = UUID },
        { .name = "max_size", .max_size = 513 },
        { .name = "size", .size = 513, .value = octets },
        { .name = "no value", .size = 1 },
        { .name = "more than max_size", .max_size = 3, .size = 4, .value = octets },
        { .name = "fixed, and less", .max_size = 4, .fixed = true, .size = 3, .value = octets },
        { .name = "no format", .format = "z" },
        { .name = "format of another size", .format = "<H", .max_size = 4 },
        { .name = "format above 512", .format = "513s" },
        { .name = "value of another size than its format", .format = "<H", .max_size = 2, .size = 1, .value = octets },
        { .name = "range", .format = "B", .minimum = 2, .maximum = 1 },
        { .name = "initial value out of range", .format = "B", .size = 1, .value = octets, .maximum = 100 },
        { .name = "descriptors", .descriptors = no_descriptors, .descriptors_count = 1 },
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        if (ble_characteristic_type_check(&wrong[i]) != BLE_ERROR_ARGUMENT)
            fail_msg("%s", wrong[i].name ? wrong[i].name : "without a name");
    assert_int_equal(ble_characteristic_type_check(NULL), BLE_ERROR_ARGUMENT);
}

static void every_ready_made_characteristic_can_be(void **state)
{
    (void)state;
    static const struct ble_service_type *const types[] = {
        &ble_uart_service, &ble_battery_service,        &ble_device_info_service,       &ble_current_time_service,
        &ble_hid_service,  &ble_generic_access_service, &ble_generic_attribute_service,
    };
    static const struct ble_uuid *const uuids[] = {
        &ble_uuid_uart, &ble_uuid_battery,        &ble_uuid_device_info,       &ble_uuid_current_time,
        &ble_uuid_hid,  &ble_uuid_generic_access, &ble_uuid_generic_attribute,
    };
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        assert_true(ble_uuid_equal(&types[i]->uuid, uuids[i]));
        assert_true(types[i]->count > 0);
        for (unsigned n = 0; n < types[i]->count; n++)
            if (ble_characteristic_type_check(types[i]->characteristics[n]) != BLE_OK)
                fail_msg("%s", types[i]->characteristics[n]->name);
    }
    static const struct ble_characteristic_type *const others[] = { &ble_hid_protocol_mode, &ble_hid_boot_keyboard_in,
                                                                    &ble_hid_boot_keyboard_out,
                                                                    &ble_hid_boot_mouse_in };
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        assert_int_equal(ble_characteristic_type_check(others[i]), BLE_OK);
}

/** What the original declares without any properties can be read by nobody. */
static void ours_pnp_id_and_current_time_can_be_read(void **state)
{
    (void)state;
    assert_true(ble_device_info_pnp.properties & BLE_GATT_PROPERTY_READ);
    assert_true(ble_current_time.properties & BLE_GATT_PROPERTY_READ);
    assert_true(ble_current_time.properties & BLE_GATT_PROPERTY_NOTIFY);
    assert_true(ble_local_time_info.properties & BLE_GATT_PROPERTY_READ);
}

static void uart_and_hid_declare_what_the_original_declares(void **state)
{
    (void)state;
    static const struct ble_uuid rx = BLE_UUID128(0x6e400002, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e);
    assert_true(ble_uuid_equal(&ble_uart_rx.uuid, &rx));
    assert_int_equal(ble_uart_rx.properties, 0x0c);
    assert_int_equal(ble_uart_rx.read_permissions, BLE_GATT_NEVER);
    assert_int_equal(ble_uart_rx.max_size, 512);
    assert_int_equal(ble_uart_tx.properties, 0x10);
    assert_int_equal(ble_uart_tx.max_size, 512);
    assert_int_equal(ble_uart_tx.subscribe_permissions, 0);
    assert_int_equal(ble_hid_information.size, 4);
    assert_memory_equal(ble_hid_information.value, "\x11\x01\x00\x02", 4);
    assert_int_equal(ble_hid_boot_keyboard_in.properties, 0x12);
    assert_int_equal(ble_hid_boot_keyboard_in.subscribe_permissions, BLE_GATT_ENCRYPTED);
    assert_int_equal(ble_hid_boot_keyboard_out.properties, 0x0e);
    assert_int_equal(ble_hid_boot_keyboard_out.write_permissions, BLE_GATT_ENCRYPTED);
    assert_int_equal(ble_hid_protocol_mode.read_permissions, 0);
}

/* ------------------------------------------------------------------------------------------------ JSON */

static void json_is_printed_short_and_parsed_back(void **state)
{
    (void)state;
    char text[BLE_GATT_VALUE];
    size_t size;
    json_t *json = json_pack("{s:[i,f,b,n],s:s}", "list", 1, 2.5, 1, "text", "a\"b"), *back;
    assert_non_null(json);
    assert_int_equal(ble_value_print_json(json, text, sizeof(text), &size), BLE_OK);
    assert_null(memchr(text, ' ', size));
    assert_int_equal(ble_value_parse_json(text, size, &back), BLE_OK);
    assert_true(json_equal(json, back));
    json_decref(back);
    assert_int_equal(ble_value_print_json(json, text, size - 1, &size), BLE_ERROR_FULL);
    assert_int_equal(size, strlen("{\"list\":[1,2.5,true,null],\"text\":\"a\\\"b\"}"));
    json_decref(json);
    assert_int_equal(ble_value_print_json(NULL, text, sizeof(text), &size), BLE_ERROR_ARGUMENT);
}

static void zeroes_behind_json_do_not_matter(void **state)
{
    (void)state;
    json_t *json;
    assert_int_equal(ble_value_parse_json("[1]\0\0\0", 6, &json), BLE_OK);
    json_decref(json);
}

static void json_may_be_any_value(void **state)
{
    (void)state;
    static const char *const texts[] = { "null", "7", "-0.5", "\"\"", "[]", "true", " {} " };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        json_t *json;
        if (ble_value_parse_json(texts[i], strlen(texts[i]), &json) != BLE_OK)
            fail_msg("%s", texts[i]);
        json_decref(json);
    }
}

static void what_is_no_json_is_a_protocol_error(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t size;
    } rows[] = { { "", 0 },   { "{", 1 },        { "nul", 3 },        { "[1,]", 4 }, { "1 2", 3 },
                 { "\0", 1 }, { "\"\xff\"", 3 }, { "{\"a\":1,}", 8 }, { "null0", 5 } };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        json_t *json = (json_t *)&json;
        if (ble_value_parse_json(rows[i].text, rows[i].size, &json) != BLE_ERROR_PROTOCOL || json)
            fail_msg("%s", rows[i].text);
    }
    /* as deep as a value can be */
    char deep[BLE_GATT_VALUE];
    json_t *json;
    memset(deep, '[', sizeof(deep));
    assert_int_equal(ble_value_parse_json(deep, sizeof(deep), &json), BLE_ERROR_PROTOCOL);
    memset(deep + 256, ']', 256);
    assert_int_equal(ble_value_parse_json(deep, sizeof(deep), &json), BLE_OK);
    json_decref(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_have_the_range_of_their_format),
        cmocka_unit_test(what_a_peer_has_is_given_though_out_of_range),
        cmocka_unit_test(ours_a_record_of_another_length_is_a_protocol_error),
        cmocka_unit_test(records_are_packed_whole_or_not_at_all),
        cmocka_unit_test(a_range_is_for_whole_numbers),
        cmocka_unit_test(numbers_of_64_bits_have_ranges),
        cmocka_unit_test(ours_texts_begin_empty_and_bare_characteristics_hold_20_octets),
        cmocka_unit_test(a_fixed_text_has_the_octets_of_its_text),
        cmocka_unit_test(json_begins_as_null),
        cmocka_unit_test(definitions_that_cannot_be_are_refused),
        cmocka_unit_test(every_ready_made_characteristic_can_be),
        cmocka_unit_test(ours_pnp_id_and_current_time_can_be_read),
        cmocka_unit_test(uart_and_hid_declare_what_the_original_declares),
        cmocka_unit_test(json_is_printed_short_and_parsed_back),
        cmocka_unit_test(zeroes_behind_json_do_not_matter),
        cmocka_unit_test(json_may_be_any_value),
        cmocka_unit_test(what_is_no_json_is_a_protocol_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
