/* SPDX-License-Identifier: MIT */
/* A service of our own making: packets both ways over one characteristic. */
#ifndef EXAMPLES_PACKET_SERVICE_H
#define EXAMPLES_PACKET_SERVICE_H

#include <bleradio/streams.h>

enum { PACKETS = 4, PACKETS_MEMORY = BLE_PACKET_MEMORY(PACKETS, BLE_GATT_VALUE) };

static const struct ble_uuid packet_uuid = BLE_UUID128(0x3c8a0000, 0x4c1f, 0x4b8e, 0x9d2b, 0x7e5f3a1c6d90);

static const struct ble_characteristic_type packet_characteristic =
    BLE_PACKET_TYPE("packets", BLE_UUID128(0x3c8a0001, 0x4c1f, 0x4b8e, 0x9d2b, 0x7e5f3a1c6d90), BLE_GATT_VALUE);

static const struct ble_characteristic_type *const packet_characteristics[] = { &packet_characteristic };
static const struct ble_service_type packet_service = {
    .name = "packets",
    .uuid = BLE_UUID128(0x3c8a0000, 0x4c1f, 0x4b8e, 0x9d2b, 0x7e5f3a1c6d90),
    .count = 1,
    .characteristics = packet_characteristics,
};

#endif
