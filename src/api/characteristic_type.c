/* SPDX-License-Identifier: MIT */
/* What a type of characteristic must be like. */
#include <bleradio/characteristics.h>

#include "api/pack.h"

enum { BARE_SIZE = 20 }; /* what one request of a link that was not asked for more holds */

uint16_t ble_characteristic_type_max_size(const struct ble_characteristic_type *type)
{
    size_t size;
    if (type->max_size > 0)
        return type->max_size;
    if (type->size > 0)
        return type->size;
    if (type->format != NULL && ble_pack_measure(type->format, &size, NULL))
        return (uint16_t)size;
    return BARE_SIZE;
}

/** Does a number lie in the type's range? Real ones always do. */
static bool is_within(const struct ble_characteristic_type *type, char letter, const union ble_value *value)
{
    if (type->minimum == 0 && type->maximum == 0)
        return true;
    if (blr_pack_is_signed(letter))
        return value->i >= type->minimum && value->i <= type->maximum;
    if (!blr_pack_is_unsigned(letter))
        return true;
    bool high_enough = type->minimum <= 0 || value->u >= (uint64_t)type->minimum;
    return high_enough && type->maximum >= 0 && value->u <= (uint64_t)type->maximum;
}

static bool are_within(const struct ble_characteristic_type *type, const union ble_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!is_within(type, blr_pack_letter(type->format, i), &values[i]))
            return false;
    return true;
}

/** The format is of the value's size, and the initial value, if there is one, could be set. */
static bool has_good_record(const struct ble_characteristic_type *type)
{
    union ble_value values[BLE_GATT_VALUE];
    size_t size, count;
    if (!ble_pack_measure(type->format, &size, &count) || size > BLE_GATT_VALUE ||
        size != ble_characteristic_type_max_size(type))
        return false;
    return type->size == 0 || (ble_unpack(type->format, type->value, type->size, values, BLE_GATT_VALUE) == BLE_OK &&
                               are_within(type, values, count));
}

ble_status ble_characteristic_type_check(const struct ble_characteristic_type *type)
{
    if (type == NULL || type->name == NULL || type->max_size > BLE_GATT_VALUE || type->size > BLE_GATT_VALUE ||
        type->minimum > type->maximum || (type->size > 0 && type->value == NULL) ||
        (type->descriptors_count > 0 && type->descriptors == NULL))
        return BLE_ERROR_ARGUMENT;
    uint16_t max_size = ble_characteristic_type_max_size(type);
    bool fits = type->size <= max_size && (!type->fixed || type->size == 0 || type->size == max_size);
    return fits && (type->format == NULL || has_good_record(type)) ? BLE_OK : BLE_ERROR_ARGUMENT;
}

/* ------------------------------------------------------------------------------------------------ values */

ble_status ble_value_pack(const struct ble_characteristic_type *type, const union ble_value *values, size_t count,
                          uint8_t *octets, size_t capacity, size_t *size)
{
    size_t wanted, values_count;
    if (type->format == NULL || !ble_pack_measure(type->format, &wanted, &values_count) || values_count != count ||
        !are_within(type, values, count))
        return BLE_ERROR_ARGUMENT;
    ble_status status = ble_pack(type->format, values, count, octets, capacity);
    if (status == BLE_OK && size != NULL)
        *size = wanted;
    return status;
}

ble_status ble_value_unpack(const struct ble_characteristic_type *type, const uint8_t *octets, size_t size,
                            union ble_value *values, size_t capacity)
{
    return type->format == NULL ? BLE_ERROR_ARGUMENT : ble_unpack(type->format, octets, size, values, capacity);
}
