/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Records of numbers in octets, described by a short text: "<hhh" is three little-endian 16-bit numbers.
 *
 * The text is that of Python's struct module. First, optionally, the order of octets: `<` little-endian (also without a
 * mark), `>` or `!` big-endian; nothing is ever padded. Then the values, each of which may have a count before it:
 *
 * | letter | octets | value |
 * | --- | --- | --- |
 * | b h i l q | 1 2 4 4 8 | ble_value.i |
 * | B H I L Q | 1 2 4 4 8 | ble_value.u |
 * | ? | 1 | ble_value.u, 0 or 1 |
 * | f d | 4 8 | ble_value.f |
 * | s | its count | ble_value.s, one value of so many octets |
 * | x | 1 | none: written as 0, not read |
 *
 *     union ble_value point[3];
 *     if (ble_unpack("<hhh", data, size, point, 3) == BLE_OK) printf("%lld\n", (long long)point[0].i);
 *
 * Nothing here owns memory or has state; any thread may use it.
 */
#ifndef BLERADIO_PACK_H
#define BLERADIO_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/export.h>
#include <bleradio/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One value; which member, the format says. */
union ble_value {
    int64_t i;        /**< of b h i l q */
    uint64_t u;       /**< of B H I L Q ? */
    double f;         /**< of f d */
    const uint8_t *s; /**< of s: as many octets as its count; what was unpacked is a view */
};

/** Most octets of a record, and most values. */
#define BLE_PACK_MAX 65535

/**
 * What a format describes.
 * @param size octets of a record; may be NULL
 * @param count values of a record; may be NULL
 * @return false, and the results unchanged: it is no format, or one of more than BLE_PACK_MAX octets or values
 */
BLE_API bool ble_pack_measure(const char *format, size_t *size, size_t *count);

/**
 * Write one record.
 * @param values as many as the format has, `count` of them
 * @param octets gets the record
 * @param capacity of octets
 * @return BLE_OK; BLE_ERROR_FULL: capacity is less than the record's size; BLE_ERROR_ARGUMENT: no format, another
 * count, or a value that its letter cannot hold. Nothing was written after an error but what is outside its range.
 */
BLE_API ble_status ble_pack(const char *format, const union ble_value *values, size_t count, uint8_t *octets,
                            size_t capacity);

/**
 * Read one record.
 * @param octets `size` of them
 * @param values gets the values; those of s aim into octets
 * @param capacity of values
 * @return BLE_OK; BLE_ERROR_PROTOCOL: size is not the record's; BLE_ERROR_FULL: more values than capacity;
 *         BLE_ERROR_ARGUMENT: no format
 */
BLE_API ble_status ble_unpack(const char *format, const uint8_t *octets, size_t size, union ble_value *values,
                              size_t capacity);

#ifdef __cplusplus
}
#endif
#endif
