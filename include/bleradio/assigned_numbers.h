/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Names of Bluetooth's assigned numbers: companies, UUIDs, appearances, PHYs, URI schemes.
 *
 *     const char *name = ble_uuid_name(&uuid);               // "Battery", or NULL
 *     printf("%s\n", name ? name : ble_uuid_format(&uuid, text));
 *
 *     uint16_t companies[4];                                  // some have more than one identifier
 *     size_t found = ble_company_find(argument, companies, 4);
 *
 * Types of advertising data have their names beside their readers: ble_ad_type_name(); packets and errors:
 * <bleradio/trace.h>. The tables are part of the library and constant; which lists they were made from, and when, the
 * files in src/assigned/numbers say. Names are UTF-8 without control characters and live as long as the program. Every
 * function may be called from any thread at any time.
 */
#ifndef BLERADIO_ASSIGNED_NUMBERS_H
#define BLERADIO_ASSIGNED_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#include <bleradio/export.h>
#include <bleradio/uuid.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Name of a company identifier (Assigned Numbers 7.1) without its legal form, "Nordic Semiconductor"; NULL: none known
 */
BLE_API const char *ble_company_name(uint16_t company);

/**
 * Companies by name. Only letters and digits are compared, and case is ignored: "nordicsemi" finds Nordic
 * Semiconductor. Companies of exactly this name are found, or, when there are none, all whose name begins so.
 * @param companies gets the first `capacity` identifiers found, ascending; may be NULL when that is 0
 * @return how many were found, which may be more than capacity
 */
BLE_API size_t ble_company_find(const char *name, uint16_t *companies, size_t capacity);

/**
 * Name of a UUID: 16-bit ones of services, characteristics, descriptors, declarations, units, protocols and profiles
 * (Assigned Numbers 3), "Heart Rate Measurement"; for those of a member the member, "Google"; 128-bit ones that their
 * makers document, "Nordic UART Service".
 * @return NULL: none known
 */
BLE_API const char *ble_uuid_name(const struct ble_uuid *uuid);

/** UUIDs by name, "heart rate"; as ble_company_find(): 16-bit ones first. */
BLE_API size_t ble_uuid_find(const char *name, struct ble_uuid *uuids, size_t capacity);

/** What a UUID may be used for, by the range it is in. */
enum ble_uuid_kind {
    BLE_UUID_KIND_OTHER = 0,      /**< not of 16 bits, or of none of the ranges below */
    BLE_UUID_KIND_PROTOCOL,       /**< 0001 ... 0fff (BR/EDR) */
    BLE_UUID_KIND_SERVICE_CLASS,  /**< 1000 ... 17ff (BR/EDR, mesh and others' profiles) */
    BLE_UUID_KIND_SERVICE,        /**< 1800 ... 26ff: a GATT service */
    BLE_UUID_KIND_UNIT,           /**< 2700 ... 27ff */
    BLE_UUID_KIND_DECLARATION,    /**< 2800 ... 28ff: a type of attribute */
    BLE_UUID_KIND_DESCRIPTOR,     /**< 2900 ... 29ff */
    BLE_UUID_KIND_CHARACTERISTIC, /**< 2a00 ... 7fff: a characteristic or type of object */
    BLE_UUID_KIND_MEMBER,         /**< fc00 ... feff: given to a member; its name is the member's */
    BLE_UUID_KIND_STANDARD        /**< ff00 ... ffff: given to a standards organization */
};

/** What a UUID may be used for. */
BLE_API enum ble_uuid_kind ble_uuid_kind(const struct ble_uuid *uuid);

/** Name of an appearance (Assigned Numbers 2.6), "Heart Rate Belt"; NULL: it is not assigned, see the category. */
BLE_API const char *ble_appearance_name(uint16_t appearance);

/** Name of the category that an appearance is in (its upper ten bits), "Heart Rate Sensor"; NULL: not assigned */
BLE_API const char *ble_appearance_category_name(uint16_t appearance);

/** Name of a PHY as HCI numbers them: 1 "LE 1M", 2 "LE 2M", 3 "LE Coded"; NULL for others */
BLE_API const char *ble_phy_name(uint8_t phy);

/** URI scheme of a code point (Assigned Numbers 2.7), "https:" of 0x17; NULL: not assigned. See ble_ad_read_uri(). */
BLE_API const char *ble_uri_scheme_name(uint32_t scheme);

/**
 * Code point of the scheme that a URI begins with, for ble_ad_add_uri().
 * @param length gets the octets of uri that the code point stands for; the rest is the text to add
 * @return 1, and *length 0, when the scheme has none
 */
BLE_API uint32_t ble_uri_scheme_find(const char *uri, size_t *length);

#ifdef __cplusplus
}
#endif
#endif
