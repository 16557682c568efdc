/* SPDX-License-Identifier: MIT */
#include <bleradio/known_uuids.h>

const struct ble_uuid ble_uuid_generic_access = BLE_UUID16(0x1800);
const struct ble_uuid ble_uuid_generic_attribute = BLE_UUID16(0x1801);
const struct ble_uuid ble_uuid_immediate_alert = BLE_UUID16(0x1802);
const struct ble_uuid ble_uuid_link_loss = BLE_UUID16(0x1803);
const struct ble_uuid ble_uuid_tx_power = BLE_UUID16(0x1804);
const struct ble_uuid ble_uuid_current_time = BLE_UUID16(0x1805);
const struct ble_uuid ble_uuid_glucose = BLE_UUID16(0x1808);
const struct ble_uuid ble_uuid_health_thermometer = BLE_UUID16(0x1809);
const struct ble_uuid ble_uuid_device_info = BLE_UUID16(0x180a);
const struct ble_uuid ble_uuid_heart_rate = BLE_UUID16(0x180d);
const struct ble_uuid ble_uuid_battery = BLE_UUID16(0x180f);
const struct ble_uuid ble_uuid_blood_pressure = BLE_UUID16(0x1810);
const struct ble_uuid ble_uuid_hid = BLE_UUID16(0x1812);
const struct ble_uuid ble_uuid_running_speed = BLE_UUID16(0x1814);
const struct ble_uuid ble_uuid_cycling_speed = BLE_UUID16(0x1816);
const struct ble_uuid ble_uuid_cycling_power = BLE_UUID16(0x1818);
const struct ble_uuid ble_uuid_location = BLE_UUID16(0x1819);
const struct ble_uuid ble_uuid_environmental_sensing = BLE_UUID16(0x181a);
const struct ble_uuid ble_uuid_user_data = BLE_UUID16(0x181c);
const struct ble_uuid ble_uuid_weight_scale = BLE_UUID16(0x181d);
const struct ble_uuid ble_uuid_pulse_oximeter = BLE_UUID16(0x1822);
const struct ble_uuid ble_uuid_fitness_machine = BLE_UUID16(0x1826);
const struct ble_uuid ble_uuid_uart = BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e);
const struct ble_uuid ble_uuid_circuitpython = BLE_UUID128(0xadaf0100, 0x4369, 0x7263, 0x7569, 0x74507974686e);
const struct ble_uuid ble_uuid_sphero = BLE_UUID128(0x00010001, 0x574f, 0x4f20, 0x5370, 0x6865726f2121);
