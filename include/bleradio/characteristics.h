/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Values with a type: numbers, records, texts, JSON, of a peer's characteristics and our own.
 *
 * What a characteristic holds is part of its type, defined once for both sides. Macros make the usual types:
 *
 *     static const struct ble_characteristic_type temperature =
 *         BLE_NUMBER_TYPE("Temperature", BLE_UUID16(0x2a6e), BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY,
 *                         "<h", -27315, 32767);
 *     ble_characteristic_get_int(characteristic, &temperature, &hundredths);   // the peer's value, or our own
 *     ble_characteristic_set_int(characteristic, &temperature, 2150);          // to the peer; or ours, subscribers
 * told
 *
 * | macro | value | format |
 * | --- | --- | --- |
 * | BLE_NUMBER_TYPE | one number; fixed length | b B 8 bits, <h <H 16, <i <I 32, <q <Q 64; <f and <d real |
 * | BLE_RECORD_TYPE | several numbers; fixed length | any of <bleradio/pack.h> |
 * | BLE_TEXT_TYPE | UTF-8, 0 ... 512 octets | NULL |
 * | BLE_FIXED_TEXT_TYPE | UTF-8, always the same, read only | NULL |
 * | BLE_JSON_TYPE | JSON text, at most 512 octets, at first `null` | NULL |
 *
 * Our own begin with 0, an empty text, `null`; nothing is padded. A value that is set must lie within the type's range;
 * one that a peer has is given as it is, but it must have the record's length: a peer that sends nothing, too little or
 * too much gives BLE_ERROR_PROTOCOL.
 *
 * All that get or set here wait, as ble_characteristic_read() and ble_characteristic_write() do, and return what these
 * return besides. Where nothing may wait: ble_characteristic_read_start() and, in its `done`, ble_value_unpack();
 * ble_value_pack() and ble_characteristic_write_start(). Nothing here owns memory but json_t, which is its caller's.
 */
#ifndef BLERADIO_CHARACTERISTICS_H
#define BLERADIO_CHARACTERISTICS_H

#include <bleradio/pack.h>
#include <bleradio/service.h>

#ifdef __cplusplus
extern "C" {
#endif

struct json_t; /* of <jansson.h>, which only programs that use it need */

/* ------------------------------------------------------------------------------------------------ types */

/** Initialiser of the type of one number. @param minimum, maximum of whole ones; both 0: what format holds */
#define BLE_NUMBER_TYPE(name, uuid, properties, format, minimum, maximum)                                              \
    {                                                                                                                  \
        name, uuid, properties, 0, 0, 0, true, 0, 0, NULL, format, minimum, maximum, NULL, NULL, 0, false              \
    }

/** Initialiser of the type of a record. */
#define BLE_RECORD_TYPE(name, uuid, properties, format)                                                                \
    {                                                                                                                  \
        name, uuid, properties, 0, 0, 0, true, 0, 0, NULL, format, 0, 0, NULL, NULL, 0, false                          \
    }

/** Initialiser of the type of a text. */
#define BLE_TEXT_TYPE(name, uuid, properties)                                                                          \
    {                                                                                                                  \
        name, uuid, properties, 0, 0, 0, false, BLE_GATT_VALUE, 0, NULL, NULL, 0, 0, NULL, NULL, 0, false              \
    }

/** Initialiser of the type of a text that never changes. @param text a string literal that is not empty */
#define BLE_FIXED_TEXT_TYPE(name, uuid, text)                                                                          \
    {                                                                                                                  \
        name, uuid, BLE_GATT_PROPERTY_READ, 0, BLE_GATT_NEVER, 0, true, sizeof(text) - 1, sizeof(text) - 1, text,      \
            NULL, 0, 0, NULL, NULL, 0, false                                                                           \
    }

/** Initialiser of the type of JSON. */
#define BLE_JSON_TYPE(name, uuid, properties)                                                                          \
    {                                                                                                                  \
        name, uuid, properties, 0, 0, 0, false, BLE_GATT_VALUE, 4, "null", NULL, 0, 0, NULL, NULL, 0, false            \
    }

/**
 * Can there be a characteristic of this type? ble_radio_add_service() asks, too.
 * @return BLE_OK; BLE_ERROR_ARGUMENT: max_size or size is above BLE_GATT_VALUE or size above max_size; value is NULL
 *         with a size; fixed with another size; format is none, or not one of max_size octets; minimum above maximum,
 *         or the initial value not between them (no initial value, zeroes, is always allowed); no name
 */
BLE_API ble_status ble_characteristic_type_check(const struct ble_characteristic_type *type);

/** Most octets of a value: max_size, else size, else the format's, else 20. @param type one that passes the check */
BLE_API uint16_t ble_characteristic_type_max_size(const struct ble_characteristic_type *type);

/* ------------------------------------------------------------------------------------------------ octets and values */

/**
 * Write a record as its type says. Does no input or output.
 * @param values as many as the format has, `count` of them
 * @param octets gets the record
 * @param capacity of octets; BLE_GATT_VALUE always does
 * @param size of the record; may be NULL
 * @return BLE_OK; BLE_ERROR_ARGUMENT: no format, another count, or a value out of range; BLE_ERROR_FULL: capacity
 */
BLE_API ble_status ble_value_pack(const struct ble_characteristic_type *type, const union ble_value *values,
                                  size_t count, uint8_t *octets, size_t capacity, size_t *size);

/**
 * Read a record as its type says. Does no input or output. Ranges are not judged: the value is the peer's.
 * @param octets `size` of them; what `s` has are views into them
 * @param values gets the values
 * @param capacity of values
 * @return BLE_OK; BLE_ERROR_PROTOCOL: size is not the record's; BLE_ERROR_FULL: more values than capacity;
 *         BLE_ERROR_ARGUMENT: no format
 */
BLE_API ble_status ble_value_unpack(const struct ble_characteristic_type *type, const uint8_t *octets, size_t size,
                                    union ble_value *values, size_t capacity);

/**
 * Read JSON. Does no input or output. Any JSON value, also a text or number by itself; zeroes behind it
 * do not count.
 * @param json a new reference; NULL after an error
 * @return BLE_OK; BLE_ERROR_PROTOCOL: it is none
 */
BLE_API ble_status ble_value_parse_json(const void *text, size_t size, struct json_t **json);

/**
 * Write JSON, as short as it can be. Does no input or output.
 * @param text not terminated
 * @param capacity of text
 * @param size octets it takes, also when they are more than capacity
 * @return BLE_OK; BLE_ERROR_FULL: capacity; BLE_ERROR_ARGUMENT: json is NULL
 */
BLE_API ble_status ble_value_print_json(const struct json_t *json, void *text, size_t capacity, size_t *size);

/* ------------------------------------------------------------------------------------------------ get and set */

/**
 * Read a record.
 * @param type the characteristic's; its format has no `s`: what that aims at would not live (read the octets instead)
 * @param values gets the values
 * @param capacity of values
 * @return BLE_OK; as ble_value_unpack(), ble_characteristic_read()
 */
BLE_API ble_status ble_characteristic_get(ble_characteristic characteristic, const struct ble_characteristic_type *type,
                                          union ble_value *values, size_t capacity);

/** Write a record. @return BLE_OK; as ble_value_pack(), ble_characteristic_write() */
BLE_API ble_status ble_characteristic_set(ble_characteristic characteristic, const struct ble_characteristic_type *type,
                                          const union ble_value *values, size_t count);

/** Read the one whole number of a type. @return as ble_characteristic_get(); BLE_ERROR_ARGUMENT: the type has another
 *  value; BLE_ERROR_FULL: above INT64_MAX */
BLE_API ble_status ble_characteristic_get_int(ble_characteristic characteristic,
                                              const struct ble_characteristic_type *type, int64_t *value);

/** Write the one whole number of a type. @return as ble_characteristic_set() */
BLE_API ble_status ble_characteristic_set_int(ble_characteristic characteristic,
                                              const struct ble_characteristic_type *type, int64_t value);

/** Read the one real number of a type. @return as ble_characteristic_get(); BLE_ERROR_ARGUMENT: the type has another
 *  value */
BLE_API ble_status ble_characteristic_get_float(ble_characteristic characteristic,
                                                const struct ble_characteristic_type *type, double *value);

/** Write the one real number of a type. @return as ble_characteristic_set() */
BLE_API ble_status ble_characteristic_set_float(ble_characteristic characteristic,
                                                const struct ble_characteristic_type *type, double value);

/**
 * Read a text.
 * @param text terminated, cut at capacity; what the peer says, unchecked: it may have control characters or zeroes
 * @param capacity of text with the terminating zero, at least 1
 * @return BLE_OK; BLE_ERROR_FULL: cut; as ble_characteristic_read()
 */
BLE_API ble_status ble_characteristic_get_text(ble_characteristic characteristic, char *text, size_t capacity);

/** Write a text. @param text UTF-8, unchecked; without its terminating zero it is the value
 *  @return as ble_characteristic_write() */
BLE_API ble_status ble_characteristic_set_text(ble_characteristic characteristic, const char *text);

/** Read JSON. @param json a new reference; NULL after an error @return as ble_value_parse_json(),
 *  ble_characteristic_read() */
BLE_API ble_status ble_characteristic_get_json(ble_characteristic characteristic, struct json_t **json);

/** Write JSON. @return as ble_characteristic_write(); BLE_ERROR_ARGUMENT: NULL; BLE_ERROR_FULL: more than
 *  BLE_GATT_VALUE octets */
BLE_API ble_status ble_characteristic_set_json(ble_characteristic characteristic, const struct json_t *json);

#ifdef __cplusplus
}
#endif
#endif
