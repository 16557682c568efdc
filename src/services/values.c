/* SPDX-License-Identifier: MIT */
/* Typed values, read and written. */
#include <bleradio/characteristics.h>

#include <string.h>

#include "api/pack.h"

ble_status ble_characteristic_get(ble_characteristic characteristic, const struct ble_characteristic_type *type,
                                  union ble_value *values, size_t capacity)
{
    uint8_t octets[BLE_GATT_VALUE];
    size_t size;
    if (type->format == NULL || strchr(type->format, 's') != NULL)
        return BLE_ERROR_ARGUMENT;
    ble_status status = ble_characteristic_read(characteristic, octets, sizeof(octets), &size);
    return status == BLE_OK ? ble_value_unpack(type, octets, size, values, capacity) : status;
}

ble_status ble_characteristic_set(ble_characteristic characteristic, const struct ble_characteristic_type *type,
                                  const union ble_value *values, size_t count)
{
    uint8_t octets[BLE_GATT_VALUE];
    size_t size;
    ble_status status = ble_value_pack(type, values, count, octets, sizeof(octets), &size);
    return status == BLE_OK ? ble_characteristic_write(characteristic, octets, size) : status;
}

/** The letter of a type's only value; '\0': it has none, or several. */
static char only_letter(const struct ble_characteristic_type *type)
{
    size_t count;
    bool is_one = type->format != NULL && ble_pack_measure(type->format, NULL, &count) && count == 1;
    return is_one ? blr_pack_letter(type->format, 0) : '\0';
}

ble_status ble_characteristic_get_int(ble_characteristic characteristic, const struct ble_characteristic_type *type,
                                      int64_t *value)
{
    union ble_value found;
    char letter = only_letter(type);
    if (!blr_pack_is_signed(letter) && !blr_pack_is_unsigned(letter))
        return BLE_ERROR_ARGUMENT;
    ble_status status = ble_characteristic_get(characteristic, type, &found, 1);
    if (status != BLE_OK)
        return status;
    if (blr_pack_is_unsigned(letter) && found.u > INT64_MAX)
        return BLE_ERROR_FULL;
    *value = blr_pack_is_signed(letter) ? found.i : (int64_t)found.u;
    return BLE_OK;
}

ble_status ble_characteristic_set_int(ble_characteristic characteristic, const struct ble_characteristic_type *type,
                                      int64_t value)
{
    union ble_value given;
    char letter = only_letter(type);
    if (blr_pack_is_signed(letter))
        given.i = value;
    else if (blr_pack_is_unsigned(letter) && value >= 0)
        given.u = (uint64_t)value;
    else
        return BLE_ERROR_ARGUMENT;
    return ble_characteristic_set(characteristic, type, &given, 1);
}

ble_status ble_characteristic_get_float(ble_characteristic characteristic, const struct ble_characteristic_type *type,
                                        double *value)
{
    union ble_value found;
    if (!blr_pack_is_real(only_letter(type)))
        return BLE_ERROR_ARGUMENT;
    ble_status status = ble_characteristic_get(characteristic, type, &found, 1);
    if (status == BLE_OK)
        *value = found.f;
    return status;
}

ble_status ble_characteristic_set_float(ble_characteristic characteristic, const struct ble_characteristic_type *type,
                                        double value)
{
    const union ble_value given = { .f = value };
    return blr_pack_is_real(only_letter(type)) ? ble_characteristic_set(characteristic, type, &given, 1)
                                               : BLE_ERROR_ARGUMENT;
}

/* ------------------------------------------------------------------------------------------------ texts */

ble_status ble_characteristic_get_text(ble_characteristic characteristic, char *text, size_t capacity)
{
    size_t size = 0;
    if (capacity == 0)
        return BLE_ERROR_ARGUMENT;
    ble_status status = ble_characteristic_read(characteristic, text, capacity - 1, &size);
    if (status != BLE_OK && status != BLE_ERROR_FULL)
        size = 0;
    text[size < capacity ? size : capacity - 1] = '\0';
    return status;
}

ble_status ble_characteristic_set_text(ble_characteristic characteristic, const char *text)
{
    return ble_characteristic_write(characteristic, text, strlen(text));
}

/* ------------------------------------------------------------------------------------------------ JSON */

ble_status ble_characteristic_get_json(ble_characteristic characteristic, struct json_t **json)
{
    char text[BLE_GATT_VALUE];
    size_t size;
    *json = NULL;
    ble_status status = ble_characteristic_read(characteristic, text, sizeof(text), &size);
    return status == BLE_OK ? ble_value_parse_json(text, size, json) : status;
}

ble_status ble_characteristic_set_json(ble_characteristic characteristic, const struct json_t *json)
{
    char text[BLE_GATT_VALUE];
    size_t size;
    ble_status status = ble_value_print_json(json, text, sizeof(text), &size);
    return status == BLE_OK ? ble_characteristic_write(characteristic, text, size) : status;
}
