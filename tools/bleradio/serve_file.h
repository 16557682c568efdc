/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What `serve` serves: a JSON file (schema/serve.json) as definitions of services for the host.
 */
#ifndef BLR_CLI_SERVE_FILE_H
#define BLR_CLI_SERVE_FILE_H

#include <bleradio/gatt.h>

#include "output.h"

enum { SERVE_SERVICES = 16, SERVE_CHARACTERISTICS = 64, SERVE_DESCRIPTORS = 8, SERVE_VALUES = 32 };

struct serve_value {
    uint16_t size;
    uint8_t data[BLE_GATT_VALUE];
};

struct serve_characteristic {
    struct ble_gatt_characteristic definition;
    struct ble_gatt_descriptor descriptors[SERVE_DESCRIPTORS];
    struct serve_value value;
    struct serve_value descriptor_values[SERVE_DESCRIPTORS];
    unsigned service;  /**< which it belongs to */
    uint16_t handle;   /**< of its value, once it is served */
    const char *echo;  /**< UUID of the characteristic that tells what is written here; NULL: none */
    int echo_to;       /**< index of that one; -1: none */
    uint32_t every_ms; /**< its value changes so often; 0: never */
    uint64_t next_us;  /**< when it does */
    unsigned present;  /**< which of values it has */
    unsigned value_count;
    struct serve_value *values; /**< those that it has one after the other; NULL: none */
};

struct serve_service {
    struct ble_uuid uuid;
    bool secondary;
    bool advertised;
    unsigned first, count; /**< of characteristics */
    uint16_t handle;
};

struct serve_file {
    json_t *root; /**< texts are in it */
    const char *name;
    uint32_t appearance;
    uint32_t interval_us;
    unsigned service_count, characteristic_count;
    struct serve_service services[SERVE_SERVICES];
    struct serve_characteristic characteristics[SERVE_CHARACTERISTICS];
};

/** Read a file; "-" is stdin. @return false: refused, and said so; to be freed in any case */
bool blr_serve_file_read(struct output *out, const char *path, struct serve_file *file);
void blr_serve_file_free(struct serve_file *file);

#endif
