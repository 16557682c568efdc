/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief UUIDs of services that many devices have (Assigned Numbers 3.4) or that makers have published.
 *
 * Constants, for any thread: what they name is compared with ble_uuid_equal(), never by address.
 *
 *     ble_advertisement_provide(&advertisement, (const struct ble_uuid *[]){ &ble_uuid_battery }, 1);
 *     if (ble_ad_lists(report.data, report.size, BLE_AD_LIST_SERVICES, &ble_uuid_heart_rate)) ...
 *
 * Any other UUID is made with BLE_UUID16(), BLE_UUID32() or BLE_UUID128() of <bleradio/uuid.h>. Nothing here owns
 * memory.
 */
#ifndef BLERADIO_KNOWN_UUIDS_H
#define BLERADIO_KNOWN_UUIDS_H

#include <bleradio/export.h>
#include <bleradio/uuid.h>

#ifdef __cplusplus
extern "C" {
#endif

extern BLE_API const struct ble_uuid ble_uuid_generic_access;        /**< 1800: Generic Access */
extern BLE_API const struct ble_uuid ble_uuid_generic_attribute;     /**< 1801: Generic Attribute */
extern BLE_API const struct ble_uuid ble_uuid_immediate_alert;       /**< 1802: Immediate Alert */
extern BLE_API const struct ble_uuid ble_uuid_link_loss;             /**< 1803: Link Loss */
extern BLE_API const struct ble_uuid ble_uuid_tx_power;              /**< 1804: Tx Power */
extern BLE_API const struct ble_uuid ble_uuid_current_time;          /**< 1805: Current Time */
extern BLE_API const struct ble_uuid ble_uuid_glucose;               /**< 1808: Glucose */
extern BLE_API const struct ble_uuid ble_uuid_health_thermometer;    /**< 1809: Health Thermometer */
extern BLE_API const struct ble_uuid ble_uuid_device_info;           /**< 180a: Device Information */
extern BLE_API const struct ble_uuid ble_uuid_heart_rate;            /**< 180d: Heart Rate */
extern BLE_API const struct ble_uuid ble_uuid_battery;               /**< 180f: Battery */
extern BLE_API const struct ble_uuid ble_uuid_blood_pressure;        /**< 1810: Blood Pressure */
extern BLE_API const struct ble_uuid ble_uuid_hid;                   /**< 1812: Human Interface Device */
extern BLE_API const struct ble_uuid ble_uuid_running_speed;         /**< 1814: Running Speed and Cadence */
extern BLE_API const struct ble_uuid ble_uuid_cycling_speed;         /**< 1816: Cycling Speed and Cadence */
extern BLE_API const struct ble_uuid ble_uuid_cycling_power;         /**< 1818: Cycling Power */
extern BLE_API const struct ble_uuid ble_uuid_location;              /**< 1819: Location and Navigation */
extern BLE_API const struct ble_uuid ble_uuid_environmental_sensing; /**< 181a: Environmental Sensing */
extern BLE_API const struct ble_uuid ble_uuid_user_data;             /**< 181c: User Data */
extern BLE_API const struct ble_uuid ble_uuid_weight_scale;          /**< 181d: Weight Scale */
extern BLE_API const struct ble_uuid ble_uuid_pulse_oximeter;        /**< 1822: Pulse Oximeter */
extern BLE_API const struct ble_uuid ble_uuid_fitness_machine;       /**< 1826: Fitness Machine */

/** 6e400001-b5a3-f393-e0a9-e50e24dcca9e: UART of Nordic Semiconductor */
extern BLE_API const struct ble_uuid ble_uuid_uart;
/** adaf0100-4369-7263-7569-74507974686e: CircuitPython */
extern BLE_API const struct ble_uuid ble_uuid_circuitpython;
/** 00010001-574f-4f20-5370-6865726f2121: Sphero */
extern BLE_API const struct ble_uuid ble_uuid_sphero;

#ifdef __cplusplus
}
#endif
#endif
