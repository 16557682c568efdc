/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Device addresses: six octets and a type, as they travel in HCI.
 *
 * A plain value: copy it, compare it with ble_address_equal(). Octets are in little-endian order: C2:00:00:00:00:01
 * is { .octets = {0x01, 0, 0, 0, 0, 0xc2} }.
 *
 *     char text[BLE_ADDRESS_TEXT];
 *     puts(ble_address_format(&address, text));   // "C2:00:00:00:00:01"
 */
#ifndef BLERADIO_ADDRESS_H
#define BLERADIO_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#include <bleradio/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Address types with the values HCI uses (Vol 4 Part E 7.7.65.2, 7.7.65.13). */
enum ble_address_type {
    BLE_ADDRESS_PUBLIC = 0x00,
    BLE_ADDRESS_RANDOM = 0x01,
    BLE_ADDRESS_PUBLIC_IDENTITY = 0x02, /**< resolved by the controller */
    BLE_ADDRESS_RANDOM_IDENTITY = 0x03, /**< resolved by the controller */
    BLE_ADDRESS_UNRESOLVED = 0xfe,      /**< target of a directed advertisement: resolvable, perhaps our own */
    BLE_ADDRESS_ANONYMOUS = 0xff        /**< an anonymous advertisement: the octets are all zero */
};

/** A device address. */
struct ble_address {
    uint8_t octets[6]; /**< little-endian */
    uint8_t type;      /**< enum ble_address_type */
};

/** Room for a formatted address with its terminating zero. */
#define BLE_ADDRESS_TEXT 18

/** Are two addresses the same in all octets and type? */
BLE_API bool ble_address_equal(const struct ble_address *a, const struct ble_address *b);

/**
 * Write "AA:BB:CC:DD:EE:FF" (most significant octet first) into text.
 * @return text
 */
BLE_API char *ble_address_format(const struct ble_address *address, char text[BLE_ADDRESS_TEXT]);

#ifdef __cplusplus
}
#endif
#endif
