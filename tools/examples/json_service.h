/* SPDX-License-Identifier: MIT */
/* A service of our own making: a sensor. What it measured and how it shall say it, as JSON. A program makes services as
 * the library makes its own: constants, which are the same for who has the service and for who uses it. */
#ifndef EXAMPLES_JSON_SERVICE_H
#define EXAMPLES_JSON_SERVICE_H

#include <bleradio/characteristics.h>

static const struct ble_uuid sensor_uuid = BLE_UUID128(0x51ad213f, 0xe568, 0x4e35, 0x84e4, 0x67af89c79ef0);

/** {"unit": "celsius" or "fahrenheit"} */
static const struct ble_characteristic_type sensor_settings =
    BLE_JSON_TYPE("settings", BLE_UUID128(0xe077bdec, 0xf18b, 0x4944, 0x9e9e, 0x8b3a815162b4),
                  BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE);
/** {"temperature": ..., "unit": ...} */
static const struct ble_characteristic_type sensor_values =
    BLE_JSON_TYPE("values", BLE_UUID128(0x528ff74b, 0xfdb8, 0x444c, 0x9c64, 0x3dd5da4135ae), BLE_GATT_PROPERTY_READ);

static const struct ble_characteristic_type *const sensor_characteristics[] = { &sensor_settings, &sensor_values };
static const struct ble_service_type sensor_service = {
    .name = "sensor",
    .uuid = BLE_UUID128(0x51ad213f, 0xe568, 0x4e35, 0x84e4, 0x67af89c79ef0),
    .count = 2,
    .characteristics = sensor_characteristics,
};

#endif
