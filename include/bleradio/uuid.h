/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief UUIDs of services, characteristics and descriptors: one value for all three lengths.
 *
 * A 16-bit or 32-bit UUID is a short way to write a 128-bit one (Vol 3 Part B 2.5.1), so every UUID is kept as 128
 * bits: the 128-bit form of 180f equals 180f. A plain value: copy it, compare it with ble_uuid_equal().
 *
 *     static const struct ble_uuid battery = BLE_UUID16(0x180f);
 *     static const struct ble_uuid uart = BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e);
 *     char text[BLE_UUID_TEXT];
 *     puts(ble_uuid_format(&battery, text));     // "180f"
 *     if (ble_uuid_parse(argument, &wanted) && ble_uuid_equal(&wanted, &uart)) ...
 *
 * Nothing here owns memory; every function may be called from any thread at any time.
 */
#ifndef BLERADIO_UUID_H
#define BLERADIO_UUID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A UUID. */
struct ble_uuid {
    uint8_t octets[16]; /**< the 128-bit form, little-endian as on the air */
};

/** Initialiser of a UUID from its 32-bit form. */
#define BLE_UUID32(value)                                                                                              \
    {                                                                                                                  \
        {                                                                                                              \
            0xfb, 0x34, 0x9b, 0x5f, 0x80, 0x00, 0x00, 0x80, 0x00, 0x10, 0x00, 0x00, (uint8_t)((value)&0xff),           \
                (uint8_t)((uint32_t)(value) >> 8 & 0xff), (uint8_t)((uint32_t)(value) >> 16 & 0xff),                   \
                (uint8_t)((uint32_t)(value) >> 24 & 0xff)                                                              \
        }                                                                                                              \
    }

/** Initialiser of a UUID from its 16-bit form. */
#define BLE_UUID16(value) BLE_UUID32((value)&0xffff)

/** Initialiser of a UUID from the five groups of its text: BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9,
 * 0xe50e24dcca9e). */
#define BLE_UUID128(a, b, c, d, e)                                                                                     \
    {                                                                                                                  \
        {                                                                                                              \
            (uint8_t)((e)&0xff), (uint8_t)((uint64_t)(e) >> 8 & 0xff), (uint8_t)((uint64_t)(e) >> 16 & 0xff),          \
                (uint8_t)((uint64_t)(e) >> 24 & 0xff), (uint8_t)((uint64_t)(e) >> 32 & 0xff),                          \
                (uint8_t)((uint64_t)(e) >> 40 & 0xff), (uint8_t)((d)&0xff), (uint8_t)((d) >> 8 & 0xff),                \
                (uint8_t)((c)&0xff), (uint8_t)((c) >> 8 & 0xff), (uint8_t)((b)&0xff), (uint8_t)((b) >> 8 & 0xff),      \
                (uint8_t)((a)&0xff), (uint8_t)((uint32_t)(a) >> 8 & 0xff), (uint8_t)((uint32_t)(a) >> 16 & 0xff),      \
                (uint8_t)((uint32_t)(a) >> 24 & 0xff)                                                                  \
        }                                                                                                              \
    }

/** The UUID with this 16-bit form. */
BLE_API struct ble_uuid ble_uuid_from_16(uint16_t value);

/** The UUID with this 32-bit form; below 0x10000 it is that with the 16-bit form. */
BLE_API struct ble_uuid ble_uuid_from_32(uint32_t value);

/**
 * Read a UUID as it travels: little-endian.
 * @param octets `size` of them
 * @param size 2, 4 or 16
 * @return false, and *uuid unchanged, for any other size
 */
BLE_API bool ble_uuid_from_octets(struct ble_uuid *uuid, const uint8_t *octets, size_t size);

/**
 * The octets of a UUID as they travel, in one of its lengths.
 * @param size 2, 4 or 16; at least ble_uuid_size(), or what is returned is another UUID's
 * @return `size` octets inside *uuid, little-endian
 */
BLE_API const uint8_t *ble_uuid_octets(const struct ble_uuid *uuid, size_t size);

/** Are they the same UUID, in whatever length they were given? */
BLE_API bool ble_uuid_equal(const struct ble_uuid *a, const struct ble_uuid *b);

/** Order UUIDs as 128-bit numbers, for sorting. @return below 0, 0 or above 0 as a is before, the same as or after b */
BLE_API int ble_uuid_compare(const struct ble_uuid *a, const struct ble_uuid *b);

/** Octets of the shortest form: 2, 4 or 16. */
BLE_API size_t ble_uuid_size(const struct ble_uuid *uuid);

/** The 16-bit or 32-bit form as a number. @return 0 when ble_uuid_size() is 16 */
BLE_API uint32_t ble_uuid_short(const struct ble_uuid *uuid);

/** Room for a formatted UUID with its terminating zero. */
#define BLE_UUID_TEXT 37

/**
 * Write the shortest form in lower case: "180f", "12345678" or "6e400001-b5a3-f393-e0a9-e50e24dcca9e".
 * @return text
 */
BLE_API char *ble_uuid_format(const struct ble_uuid *uuid, char text[BLE_UUID_TEXT]);

/**
 * Read a UUID from text, in either case: 4 or 8 hexadecimal digits, with or without "0x" before them, 32 digits, or 36
 * characters with the hyphens where they belong. Nothing may stand before or behind it.
 * @return false, and *uuid unchanged, for anything else
 */
BLE_API bool ble_uuid_parse(const char *text, struct ble_uuid *uuid);

#ifdef __cplusplus
}
#endif
#endif
