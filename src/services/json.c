/* SPDX-License-Identifier: MIT */
/* Values that are JSON. */
#include <bleradio/characteristics.h>

#include <jansson.h>

ble_status ble_value_parse_json(const void *text, size_t size, struct json_t **json)
{
    const char *octets = text;
    while (size > 0 && octets[size - 1] == '\0') /* padded to a fixed length */
        size--;
    *json = json_loadb(text, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    return *json != NULL ? BLE_OK : BLE_ERROR_PROTOCOL;
}

ble_status ble_value_print_json(const struct json_t *json, void *text, size_t capacity, size_t *size)
{
    *size = json_dumpb(json, text, capacity, JSON_COMPACT | JSON_ENCODE_ANY);
    if (*size == 0)
        return BLE_ERROR_ARGUMENT;
    return *size > capacity ? BLE_ERROR_FULL : BLE_OK;
}
