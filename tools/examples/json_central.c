/* SPDX-License-Identifier: MIT */
/* Ask the first sensor that is there for another unit, and read what it measured.
 *
 *     example_json_central [PORT [UNIT]] */
#include <jansson.h>
#include <stdlib.h>

#include "json_service.h"
#include "shared.h"

static const struct ble_advertisement_type provides_sensor = BLE_TYPE_PROVIDES("sensor", &sensor_uuid);

static ble_status print_values(ble_characteristic values)
{
    json_t *json;
    ble_status status = ble_characteristic_get_json(values, &json);
    if (status < 0)
        return status;
    char *text = json_dumps(json, JSON_SORT_KEYS | JSON_REAL_PRECISION(4) | JSON_ENCODE_ANY);
    printf("%s\n", text);
    free(text);
    json_decref(json);
    return BLE_OK;
}

static ble_status use(ble_connection connection, const char *unit)
{
    ble_characteristic settings, values;
    ble_service sensor;
    ble_status status = ble_connection_service(connection, &sensor_service, 0, &sensor);
    if (status == BLE_OK)
        status = ble_service_characteristic(sensor, &sensor_settings, 0, &settings);
    if (status == BLE_OK)
        status = ble_service_characteristic(sensor, &sensor_values, 0, &values);
    if (status == BLE_OK)
        status = print_values(values);
    if (status < 0)
        return status;
    json_t *json = json_pack("{s:s}", "unit", unit);
    status = ble_characteristic_set_json(settings, json);
    json_decref(json);
    return status == BLE_OK ? print_values(values) : status;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    ble_connection connection;
    ble_radio *radio;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = connect_to_first(radio, &provides_sensor, &connection);
    if (status == BLE_OK) {
        status = use(connection, argc > 2 ? argv[2] : "fahrenheit");
        ble_connection_disconnect(connection);
    }
    return close_radio(radio, status);
}
