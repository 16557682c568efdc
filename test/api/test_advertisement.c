/* SPDX-License-Identifier: MIT */
/* Advertisements octet for octet: the original library's own, as what they were made of, and what was read of what was
 * heard. Where this library differs on purpose the row says how. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/manufacturer_data.h>

#include "hex.h"

#define UART_128 "9ecadc240ee5a9e093f3a3b50100406e"

static const char *to_hex(const uint8_t *data, size_t size, char text[2 * BLE_ADVERTISEMENT_DATA + 1])
{
    text[0] = '\0';
    for (size_t i = 0; i < size; i++)
        sprintf(text + 2 * i, "%02x", data[i]);
    return text;
}

static struct ble_advertisement heard(const char *hex)
{
    struct octets octets = from_hex(hex);
    const struct ble_report report = { .data = octets.data, .size = (uint16_t)octets.size, .connectable = true };
    struct ble_advertisement advertisement;
    assert_int_equal(ble_advertisement_of(&advertisement, &report), BLE_OK);
    free(octets.data);
    return advertisement;
}

/* ------------------------------------------------------------------------------------------------ encoding */

#define PROVIDE(advertisement, ...)                                                                                    \
    ble_advertisement_provide(advertisement, (const struct ble_uuid *[]){ __VA_ARGS__ },                               \
                              sizeof((const struct ble_uuid *[]){ __VA_ARGS__ }) / sizeof(void *))

static ble_status provide_uart(struct ble_advertisement *a)
{
    return PROVIDE(a, &ble_uuid_uart);
}

static ble_status provide_uart_battery(struct ble_advertisement *a)
{
    return PROVIDE(a, &ble_uuid_uart, &ble_uuid_battery);
}

static ble_status provide_nothing(struct ble_advertisement *a)
{
    return ble_advertisement_provide(a, NULL, 0);
}

static ble_status provide_battery_twice(struct ble_advertisement *a)
{
    return PROVIDE(a, &ble_uuid_battery, &ble_uuid_battery);
}

static ble_status append_battery_twice(struct ble_advertisement *a)
{
    ble_status status = provide_nothing(a);
    for (int i = 0; status == BLE_OK && i < 2; i++)
        status = ble_advertisement_append(a, BLE_AD_LIST_SERVICES, &ble_uuid_battery);
    return status;
}

static ble_status solicit_current_time(struct ble_advertisement *a)
{
    return ble_advertisement_solicit(a, (const struct ble_uuid *[]){ &ble_uuid_current_time }, 1);
}

static ble_status solicit_with_name(struct ble_advertisement *a)
{
    ble_status status = solicit_current_time(a);
    return status == BLE_OK ? ble_advertisement_set_name(a, "TimePlease") : status;
}

static ble_status solicit_nothing(struct ble_advertisement *a)
{
    return ble_advertisement_solicit(a, NULL, 0);
}

static ble_status short_name(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
    return ble_advertisement_set_short_name(a, "HELLO");
}

static ble_status appearance_and_power(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
    ble_status status = ble_advertisement_set_appearance(a, 961);
    return status == BLE_OK ? ble_advertisement_set_tx_power(a, -4) : status;
}

static ble_status color(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
    return ble_advertisement_set_color(a, 0x112233);
}

static ble_status flags_read(struct ble_advertisement *a)
{
    uint8_t flags;
    ble_advertisement_init(a);
    return ble_ad_get_flags(a->data, a->size, &flags) ? BLE_ERROR_STATE : BLE_OK;
}

static ble_status limited_discovery(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
    return ble_advertisement_set_flag(a, BLE_AD_FLAG_LIMITED_DISCOVERY, true);
}

static ble_status le_only(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
    return ble_advertisement_set_flag(a, BLE_AD_FLAG_LE_ONLY, true);
}

static ble_status name_and_power(struct ble_advertisement *a, const char *name)
{
    ble_advertisement_init(a);
    ble_status status = ble_advertisement_set_name(a, name);
    return status == BLE_OK ? ble_advertisement_set_tx_power(a, 0) : status;
}

static ble_status response(struct ble_advertisement *a)
{
    return name_and_power(a, "CIRCUITPYabcd");
}

static ble_status response_without_name(struct ble_advertisement *a)
{
    return name_and_power(a, "");
}

static ble_status response_abc(struct ble_advertisement *a)
{
    return name_and_power(a, "abc");
}

static ble_status response_accent(struct ble_advertisement *a)
{
    return name_and_power(a, "\xc3\xa9");
}

static const struct ble_manufacturer_field record_1 = { 0x0822, 2, 1, "<H" }, record_2 = { 0x0822, 2, 2, "<hhh" };

static ble_status records(struct ble_advertisement *a)
{
    const union ble_value five = { .u = 5 }, three[] = { { 1 }, { 2 }, { 3 } };
    ble_advertisement_init(a);
    ble_status status = ble_advertisement_set_field(a, &record_1, &five, 1);
    return status == BLE_OK ? ble_advertisement_set_field(a, &record_2, three, 3) : status;
}

static const struct encode_row {
    const char *name;
    ble_status (*make)(struct ble_advertisement *advertisement);
    const char *hex;
    bool connectable;
} encode_rows[] = {
    /* flags first, complete lists */
    { "ProvideServices(UART)", provide_uart, "0201061107" UART_128, true },
    { "ProvideServices(UART, Battery)", provide_uart_battery, "02010603030f181107" UART_128, true },
    { "ProvideServices()", provide_nothing, "020106", true },
    /* each service once */
    { "Battery appended twice", append_battery_twice, "02010603030f18", true },
    { "Battery twice via constructor", provide_battery_twice, "02010603030f18", true },
    { "SolicitServices(CurrentTime)", solicit_current_time, "02010603140518", true },
    { "Solicit + complete_name", solicit_with_name, "020106031405180b0954696d65506c65617365", true },
    { "SolicitServices()", solicit_nothing, "020106", true },
    { "Advertisement short_name HELLO", short_name, "060848454c4c4f", false },
    { "appearance 961, tx_power -4", appearance_and_power, "0319c103020afc", false },
    { "AdafruitColor 0x112233", color, "0aff220806000033221100", false },
    /* reading makes no field */
    { "flags only read", flags_read, "", false },
    { "limited_discovery True", limited_discovery, "020101", false },
    { "le_only True", le_only, "020104", false },
    { "default scan response", response, "0e0943495243554954505961626364020a00", false },
    { "scan response for name \"\"", response_without_name, "0109020a00", false },
    { "scan response for name \"abc\"", response_abc, "0409616263020a00", false },
    { "scan response for a name of one character, two octets", response_accent, "0309c3a9020a00", false },
    { "manufacturer records", records, "11ff22080401000500080200010002000300", false },
};

static void every_row_encodes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(encode_rows) / sizeof(encode_rows[0]); i++) {
        const struct encode_row *row = &encode_rows[i];
        struct ble_advertisement made;
        char text[2 * BLE_ADVERTISEMENT_DATA + 1];
        memset(&made, 0xa5, sizeof(made)); /* whatever was on the stack */
        if (row->make(&made) != BLE_OK || strcmp(to_hex(made.data, made.size, text), row->hex) != 0 ||
            made.connectable != row->connectable)
            fail_msg("%s: %s%s, not %s", row->name, text, made.connectable ? ", connectable" : "", row->hex);
        /* and what was made is what would be heard */
        const struct ble_advertisement back = heard(row->hex);
        assert_true(ble_advertisement_equal(&made, &back));
    }
}

static void scan_response_length_for_26_and_27_octets_of_name(void **state)
{
    (void)state;
    struct ble_advertisement made;
    assert_int_equal(name_and_power(&made, "abcdefghijklmnopqrstuvwxyz"), BLE_OK);
    assert_int_equal(made.size, 31);
    assert_int_equal(name_and_power(&made, "abcdefghijklmnopqrstuvwxyz0"), BLE_OK);
    assert_int_equal(made.size, 32);
    /* where that is too much, the name gives way */
    ble_advertisement_init(&made);
    made.capacity = BLE_AD_LEGACY_MAX;
    assert_int_equal(ble_advertisement_set_tx_power(&made, 0), BLE_OK);
    assert_int_equal(ble_advertisement_set_name(&made, "abcdefghijklmnopqrstuvwxyz0"), BLE_ERROR_FULL);
    assert_int_equal(made.needed, 32);
    assert_int_equal(ble_advertisement_fit_name(&made, "abcdefghijklmnopqrstuvwxyz0"), BLE_OK);
    assert_int_equal(made.size, 31);
    const char *text;
    size_t length;
    assert_true(ble_ad_get_short_name(made.data, made.size, &text, &length));
    assert_int_equal(length, 26);
}

/* ------------------------------------------------------------------------------------------------ prefixes */

/* Prefixes of a type as the original encodes b"\x09AB", b"\x16". */
static const uint8_t name_ab_and_data[] = { 3, 0x09, 'A', 'B', 1, 0x16 };
static const struct ble_advertisement_type name_ab = {
    "name AB...", NULL, name_ab_and_data, sizeof(name_ab_and_data), true, NULL, NULL
};

static const struct {
    const char *name;
    const struct ble_advertisement_type *type;
    const char *hex;
} prefix_rows[] = {
    { "Provide", &ble_provides_services, "0102010301060107" },
    { "Solicit", &ble_solicits_services, "01140115" },
    { "Color", &ble_adafruit_color, "06ff2208060000" },
    { "base", &ble_any_advertisement, "" },
    { "\\x09AB, \\x16", &name_ab, "030941420116" },
};

static void every_row_of_prefixes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(prefix_rows) / sizeof(prefix_rows[0]); i++) {
        char text[2 * BLE_ADVERTISEMENT_DATA + 1];
        to_hex(prefix_rows[i].type->prefixes, prefix_rows[i].type->prefixes_size, text);
        if (strcmp(text, prefix_rows[i].hex) != 0)
            fail_msg("%s: %s", prefix_rows[i].name, text);
    }
}

/* ------------------------------------------------------------------------------------------------ decoding */

enum { SAYS_ROOM = 512 };

static void say(char *says, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(char *says, const char *format, ...)
{
    va_list values;
    size_t length = strlen(says);
    va_start(values, format);
    vsnprintf(says + length, SAYS_ROOM - length, format, values);
    va_end(values);
}

/** What the getters say of it, in words. */
static const char *describe(const struct ble_advertisement *a, char says[SAYS_ROOM])
{
    static const char *const lists[] = { "services", "solicits" };
    uint8_t flags;
    int8_t dbm;
    uint16_t appearance;
    uint32_t rgb;
    const char *text;
    size_t length;
    struct ble_ad ad;
    says[0] = '\0';
    if (ble_ad_get_flags(a->data, a->size, &flags))
        say(says, "flags %02x;", flags);
    if (ble_ad_get_complete_name(a->data, a->size, &text, &length))
        say(says, "name %.*s;", (int)length, text);
    if (ble_ad_get_short_name(a->data, a->size, &text, &length))
        say(says, "short %.*s;", (int)length, text);
    if (ble_ad_get_tx_power(a->data, a->size, &dbm))
        say(says, "tx %d;", dbm);
    if (ble_ad_get_appearance(a->data, a->size, &appearance))
        say(says, "appearance %u;", appearance);
    for (int list = BLE_AD_LIST_SERVICES; list <= BLE_AD_LIST_SOLICITATIONS; list++) {
        struct ble_ad_uuid_walk walk;
        struct ble_uuid uuid;
        char uuid_text[BLE_UUID_TEXT];
        ble_ad_uuids_begin(&walk, a->data, a->size, (enum ble_ad_list)list);
        for (int count = 0; ble_ad_uuids_next(&walk, &uuid); count++)
            say(says, "%s%s;", count == 0 ? lists[list] : "", ble_uuid_format(&uuid, uuid_text));
    }
    if (ble_ad_get_color(a->data, a->size, &rgb))
        say(says, "colour %06x;", (unsigned)rgb);
    if (ble_ad_find(a->data, a->size, 0x41, &ad))
        say(says, "41 %.*s;", ad.size, (const char *)ad.data);
    return says;
}

static const struct decode_row {
    const char *name, *hex, *says;
    const char *again; /**< encoded again; NULL: as it was */
} decode_rows[] = {
    { "all fields", "02010605030f1805180a09434952435549545059020a040319c103",
      "flags 06;name CIRCUITPY;tx 4;appearance 961;services180f;1805;", NULL },
    { "zero length ends", "0201060000ffff", "flags 06;", "020106" },
    { "truncated", "02010609414243", "flags 06;41 BC;", "02010603414243" },
    { "length 1", "0109020106", "flags 06;name ;", NULL },
    /* lossless, and both are listed */
    { "type 2 twice", "03020f1803021218", "services180f;1812;", NULL },
    /* a length octet that nothing follows ends the walk */
    { "length octet last", "02010605", "flags 06;", "020106" },
    { "odd trailing octet", "04030f1805", "services180f;", NULL },
    { "32-bit list", "05050f180000", "services180f;", NULL },
    /* several companies do not hinder each other; only Adafruit's colour is one */
    { "Apple + colour", "05ff4c0001020aff220806000033221100", "colour 112233;", NULL },
    { "colour of Apple", "0aff4c0006000033221100", "", NULL },
    { "solicitations of all widths", "03140518051f78563412", "solicits1805;12345678;", NULL },
    { "nothing", "", "", NULL },
};

static void every_row_decodes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(decode_rows) / sizeof(decode_rows[0]); i++) {
        const struct decode_row *row = &decode_rows[i];
        const struct ble_advertisement a = heard(row->hex);
        char says[SAYS_ROOM], text[2 * BLE_ADVERTISEMENT_DATA + 1];
        if (strcmp(describe(&a, says), row->says) != 0)
            fail_msg("%s: %s", row->name, says);
        if (strcmp(to_hex(a.data, a.size, text), row->again != NULL ? row->again : row->hex) != 0)
            fail_msg("%s: again %s", row->name, text);
        assert_true(a.connectable);
    }
}

/* ------------------------------------------------------------------------------------------------ typing */

/* A type that no library knows: the radio's last form before it left the original. */
static const struct ble_manufacturer_field radio_message = { 0x0822, 2, 0x0001, "248s" };
static const struct ble_advertisement_type adafruit_radio = BLE_TYPE_FIELD("AdafruitRadio", &radio_message);

static const struct ble_uuid lamp = BLE_UUID16(0xff12);
static const struct ble_advertisement_type provides_lamp = BLE_TYPE_PROVIDES("lamp", &lamp);
static const struct ble_advertisement_type wants_lamp = BLE_TYPE_SOLICITS("wants lamp", &lamp);
static const struct ble_advertisement_type lamp_data = BLE_TYPE_SERVICE_DATA("lamp data", &lamp);
static const struct ble_advertisement_type record_2_type = BLE_TYPE_FIELD("three numbers", &record_2);

#define COLOUR "0aff220806000033221100"

static const struct {
    const char *name, *hex;
    const struct ble_advertisement_type *type;
    bool matches;
} type_rows[] = {
    { "UART + colour is Provide", "1107" UART_128 COLOUR, &ble_provides_services, true },
    { "UART + colour is Color", "1107" UART_128 COLOUR, &ble_adafruit_color, true },
    { "UART + colour provides UART", "1107" UART_128 COLOUR, &ble_provides_uart, true },
    { "UART + colour provides no battery", "1107" UART_128 COLOUR, &ble_provides_battery, false },
    { "UART + colour is manufacturer data", "1107" UART_128 COLOUR, &ble_manufacturer_data, true },
    { "colour alone is not Provide", COLOUR, &ble_provides_services, false },
    { "colour of Apple is not Color", "0aff4c0006000033221100", &ble_adafruit_color, false },
    { "colour behind Apple is Color", "05ff4c000102" COLOUR, &ble_adafruit_color, true },
    { "one solicitation list is enough, 16", "03140518", &ble_solicits_services, true },
    { "one solicitation list is enough, 128", "1115" UART_128, &ble_solicits_services, true },
    { "solicits current time", "02010603140518", &ble_solicits_current_time, true },
    { "provides is not solicits", "03030518", &ble_solicits_current_time, false },
    { "a 32-bit list is not Provide", "05050f180000", &ble_provides_services, false },
    { "a 32-bit list is not Provide Battery", "05050f180000", &ble_provides_battery, false },
    { "Battery in the second list", "0302051803020f18", &ble_provides_battery, true },
    { "Battery as 128 bits", "1107fb349b5f80000080001000000f180000", &ble_provides_battery, true },
    { "an empty packet is no Provide", "", &ble_provides_services, false },
    { "an empty packet is an advertisement", "", &ble_any_advertisement, true },
    { "user's provide", "03020f18030312ff", &provides_lamp, true },
    { "user's solicit", "031412ff", &wants_lamp, true },
    { "user's provide is no solicit", "031412ff", &provides_lamp, false },
    { "service data", "0416d2fc40", &ble_service_data, true },
    { "service data of another", "0416d2fc40", &lamp_data, false },
    { "service data of its service", "0416d2fc40041612ff00", &lamp_data, true },
    { "name and data", "0509414243440316d2fc", &name_ab, true },
    { "name without data", "050941424344", &name_ab, false },
    { "field there", "0cff2208080200010002000300", &record_2_type, true },
    { "field with a part of a record", "0bff22080702000100020003", &record_2_type, false },
    { "field cut short", "0bff22080802000100020003", &record_2_type, false },
    { "field of another key", "0cff2208080300010002000300", &record_2_type, false },
};

static void every_row_of_types(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(type_rows) / sizeof(type_rows[0]); i++) {
        struct octets octets = from_hex(type_rows[i].hex);
        bool matches = ble_advertisement_type_matches(type_rows[i].type, octets.data, octets.size);
        free(octets.data);
        if (matches != type_rows[i].matches)
            fail_msg("%s", type_rows[i].name);
    }
    assert_true(ble_advertisement_type_is(&ble_provides_battery, &ble_provides_services));
    assert_true(ble_advertisement_type_is(&ble_adafruit_color, &ble_manufacturer_data));
    assert_false(ble_advertisement_type_is(&ble_adafruit_color, &ble_provides_services));
}

static void a_type_of_the_user_needs_no_change_of_the_library(void **state)
{
    (void)state;
    uint8_t message[248] = "hello";
    const union ble_value value = { .s = message };
    union ble_value got;
    size_t count;
    struct ble_advertisement a;
    ble_advertisement_init(&a);
    assert_int_equal(ble_advertisement_set_field(&a, &radio_message, &value, 1), BLE_OK);
    assert_int_equal(a.size, 1 + 1 + 2 + 1 + 2 + 248);
    assert_int_equal(ble_field_get(a.data, a.size, &radio_message, &got, 1, &count), BLE_OK);
    assert_int_equal(count, 1);
    assert_memory_equal(got.s, message, sizeof(message));
    assert_true(ble_advertisement_type_matches(&adafruit_radio, a.data, a.size));
    assert_false(ble_advertisement_type_matches(&ble_adafruit_color, a.data, a.size));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_encodes),     cmocka_unit_test(scan_response_length_for_26_and_27_octets_of_name),
        cmocka_unit_test(every_row_of_prefixes), cmocka_unit_test(every_row_decodes),
        cmocka_unit_test(every_row_of_types),    cmocka_unit_test(a_type_of_the_user_needs_no_change_of_the_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
