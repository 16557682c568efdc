/* SPDX-License-Identifier: MIT */
/* A sensor that says in JSON what it measures, in the unit that somebody asked for.
 *
 *     example_json_peripheral [PORT]
 *
 * It runs until end of input. */
#include <jansson.h>
#include <string.h>

#include "json_service.h"
#include "shared.h"

/** What a thermometer would say. */
static const double measured_celsius = 21.5;

struct sensor {
    ble_characteristic settings, values;
};

/** Say it in the unit of the settings. In callbacks nothing waits: pack, then start to write. */
static ble_status measure(const struct sensor *sensor, const char *unit)
{
    bool is_fahrenheit = strcmp(unit, "fahrenheit") == 0;
    char text[BLE_GATT_VALUE];
    size_t size;
    json_t *json =
        json_pack("{s:f, s:s}", "temperature", is_fahrenheit ? measured_celsius * 1.8 + 32 : measured_celsius, "unit",
                  is_fahrenheit ? "fahrenheit" : "celsius");
    ble_status status = ble_value_print_json(json, text, sizeof(text), &size);
    json_decref(json);
    return status == BLE_OK ? ble_characteristic_write_start(sensor->values, text, size, NULL, NULL, NULL) : status;
}

/** Somebody has other settings for us. Who wrote them may have written anything. */
static void on_written(ble_characteristic characteristic, ble_connection peer, uint16_t offset, const uint8_t *data,
                       size_t size, void *user)
{
    json_t *json;
    (void)characteristic;
    (void)peer;
    if (offset > 0 || ble_value_parse_json(data, size, &json) < 0) {
        printf("settings that make no sense\n");
        return;
    }
    const char *unit = json_string_value(json_object_get(json, "unit"));
    if (unit != NULL)
        measure(user, unit);
    printf("unit: %s\n", unit != NULL ? unit : "none");
    json_decref(json);
}

static ble_status serve(ble_radio *radio, struct sensor *sensor)
{
    const struct ble_service_handlers handlers = { .written = on_written, .user = sensor };
    ble_service service;
    ble_status status = ble_radio_add_service(radio, &sensor_service, &handlers, &service);
    if (status == BLE_OK)
        status = ble_service_characteristic(service, &sensor_settings, 0, &sensor->settings);
    if (status == BLE_OK)
        status = ble_service_characteristic(service, &sensor_values, 0, &sensor->values);
    if (status == BLE_OK)
        status = measure(sensor, "celsius");
    return status == BLE_OK ? advertise_service(radio, &sensor_uuid) : status;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct sensor sensor;
    ble_radio *radio;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = serve(radio, &sensor);
    if (status == BLE_OK)
        status = run_until_input_ends(radio);
    return close_radio(radio, status);
}
