/* SPDX-License-Identifier: MIT */
/* Types on the air: what is advertised, which types are asked for, and of which the reports are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/bleradio.h>

#include "aired.h"

static const struct ble_manufacturer_field message = { 0x0822, 2, 0x0001, "248s" };
/* A type of the program's own, as the original's AdafruitRadio was one of another library. */
static const struct ble_advertisement_type radio_type = BLE_TYPE_FIELD("AdafruitRadio", &message);

static void uart_and_colour(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
    assert_int_equal(ble_advertisement_append(a, BLE_AD_LIST_SERVICES, &ble_uuid_uart), BLE_OK);
    assert_int_equal(ble_advertisement_set_color(a, 0x112233), BLE_OK);
}

static void battery(struct ble_advertisement *a)
{
    assert_int_equal(ble_advertisement_provide(a, (const struct ble_uuid *[]){ &ble_uuid_battery }, 1), BLE_OK);
}

static void name(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
    assert_int_equal(ble_advertisement_set_name(a, "abc"), BLE_OK);
}

static void current_time_wanted(struct ble_advertisement *a)
{
    assert_int_equal(ble_advertisement_solicit(a, (const struct ble_uuid *[]){ &ble_uuid_current_time }, 1), BLE_OK);
}

static void wide_list(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
    assert_int_equal(ble_advertisement_set(a, BLE_AD_SERVICES_32, "\x0f\x18\x00\x00", 4), BLE_OK);
}

static void nothing(struct ble_advertisement *a)
{
    ble_advertisement_init(a);
}

static void long_message(struct ble_advertisement *a)
{
    static const uint8_t text[248] = "hello";
    const union ble_value value = { .s = text };
    ble_advertisement_init(a);
    assert_int_equal(ble_advertisement_set_field(a, &message, &value, 1), BLE_OK);
}

#define PROVIDE (&ble_provides_services)
#define COLOUR  (&ble_adafruit_color)
#define BASE    (&ble_any_advertisement)
#define SOLICIT (&ble_solicits_services)

static const struct {
    const char *name;
    void (*make)(struct ble_advertisement *advertisement);
    const struct ble_advertisement_type *types[2];
    const struct ble_advertisement_type *expected; /**< NULL: no report */
} rows[] = {
    { "UART + colour (Provide, Color)", uart_and_colour, { PROVIDE, COLOUR }, PROVIDE },
    { "UART + colour (Color, Provide)", uart_and_colour, { COLOUR, PROVIDE }, COLOUR },
    { "services (Provide, base)", battery, { PROVIDE, BASE }, PROVIDE },
    { "services (base, Provide)", battery, { BASE, PROVIDE }, PROVIDE },
    { "no services (Provide, base)", name, { PROVIDE, BASE }, BASE },
    { "no services (Provide)", name, { PROVIDE }, NULL },
    { "Battery (Provide, Provide Battery)", battery, { PROVIDE, &ble_provides_battery }, &ble_provides_battery },
    { "UART (Provide Battery)", uart_and_colour, { &ble_provides_battery }, NULL },
    { "one list (Solicit): enough, unlike the original's rule", current_time_wanted, { SOLICIT }, SOLICIT },
    { "32-bit list (Provide)", wide_list, { PROVIDE }, NULL },
    { "empty packet (Provide)", nothing, { PROVIDE }, NULL },
    { "a type of the program's own", long_message, { &radio_type }, &radio_type },
    { "a type of the program's own is manufacturer data",
      long_message,
      { &ble_manufacturer_data },
      &ble_manufacturer_data },
};

static void every_report_is_of_the_type_that_its_row_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct aired *aired = aired_new(3);
        ble_radio *talker = aired_radio(aired, "5.4", NULL), *listener = aired_radio(aired, "5.4", NULL);
        struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
        struct ble_advertisement made;
        struct ble_report report;
        ble_status status;
        unsigned count = 0;
        options.timeout_ms = 1000;
        options.active = false;
        options.extended = true;
        rows[i].make(&made);
        assert_int_equal(ble_radio_start_advertising(talker, &made, NULL), BLE_OK);
        assert_int_equal(ble_radio_start_scan(listener, rows[i].types, rows[i].types[1] != NULL ? 2 : 1, &options),
                         BLE_OK);
        while ((status = ble_radio_scan_next(listener, &report, BLE_FOREVER)) == BLE_OK) {
            count++;
            if (report.type != rows[i].expected || report.size != made.size ||
                memcmp(report.data, made.data, made.size) != 0)
                fail_msg("%s: a report of type %s", rows[i].name, report.type->name);
        }
        assert_int_equal(status, BLE_END);
        if ((count > 0) != (rows[i].expected != NULL))
            fail_msg("%s: %u reports", rows[i].name, count);
        aired_free(aired);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_report_is_of_the_type_that_its_row_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
