/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Manufacturer data that is made of records, and the typed fields in it; colours as Adafruit advertises them.
 *
 * Some makers put a row of records behind their company identifier: a length octet, a key, a value. A field is one of
 * these records, with the format of its value. It is a constant, and a program makes its own without the library:
 *
 *     static const struct ble_manufacturer_field acceleration = { 0x0822, 2, 0x0002, "<hhh" };
 *     ...
 *     const union ble_value values[] = { { 1 }, { -2 }, { 3 } };
 *     ble_advertisement_set_field(&advertisement, &acceleration, values, 3);
 *     ...
 *     union ble_value heard[3];
 *     size_t count;
 *     if (ble_field_get(report.data, report.size, &acceleration, heard, 3, &count) == BLE_OK) ...
 *
 * A field may hold several values of one format after each other (an array): count is then a multiple of what the
 * format has. Nothing here owns memory or has state; any thread may use it.
 */
#ifndef BLERADIO_MANUFACTURER_DATA_H
#define BLERADIO_MANUFACTURER_DATA_H

#include <bleradio/advertisement.h>
#include <bleradio/pack.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A field: a record of a company's data. */
struct ble_manufacturer_field {
    uint16_t company;   /**< identifier (Assigned Numbers 7.1) */
    uint8_t key_size;   /**< octets of a key, 1 ... 4, little-endian; the same for all fields of a company */
    uint32_t key;       /**< which record */
    const char *format; /**< of the value, see <bleradio/pack.h> */
};

/**
 * Read a field, in whichever structure of its company it is.
 * @param data advertising data, of a report or an advertisement
 * @param values gets the values; those of format s aim into data; may be NULL when capacity is 0
 * @param capacity of values
 * @param count how many values there are, also with BLE_ERROR_FULL; else 0
 * @return BLE_OK; BLE_ERROR_NOT_FOUND: no such record; BLE_ERROR_PROTOCOL: invalid data length: it is not a multiple of
 *         the format's, or the record is cut short; BLE_ERROR_FULL: more values than capacity; BLE_ERROR_ARGUMENT: the
 *         field is none
 */
BLE_API ble_status ble_field_get(const uint8_t *data, size_t size, const struct ble_manufacturer_field *field,
                                 union ble_value *values, size_t capacity, size_t *count);

/**
 * Set a field: in its place where it is, else at the end of its company's data, which is made where there is none.
 * @param values those of format s outside the advertisement
 * @param count a multiple of what the format has, not 0
 * @return BLE_OK; BLE_ERROR_FULL: advertisement->needed octets would do; BLE_ERROR_ARGUMENT: the field is none, the
 *         count or a value does not suit its format, or the company's data would pass 254 octets
 */
BLE_API ble_status ble_advertisement_set_field(struct ble_advertisement *advertisement,
                                               const struct ble_manufacturer_field *field,
                                               const union ble_value *values, size_t count);

/** Condition of a type: the field at `argument` is there, with a length that suits its format. */
BLE_API bool ble_matches_field(const struct ble_advertisement_type *type, const uint8_t *data, size_t size);

/** Initialiser of a type: advertisements with a field. @param field pointer to it */
#define BLE_TYPE_FIELD(name, field)                                                                                    \
    {                                                                                                                  \
        (name), &ble_manufacturer_data, NULL, 0, false, ble_matches_field, (field)                                     \
    }

/* ------------------------------------------------------------------------------------------------ Adafruit */

/** Company identifier of Adafruit. Its keys have 2 octets; those above 0xf000 are free for everybody. */
#define BLE_COMPANY_ADAFRUIT 0x0822

extern BLE_API const struct ble_manufacturer_field ble_adafruit_color_field; /**< 0x00RRGGBB, key 0, "<I" */
extern BLE_API const struct ble_advertisement_type ble_adafruit_color;       /**< its first record is a colour */

/** Advertise a colour. @param rgb 0x00RRGGBB @return as ble_advertisement_set_field() */
BLE_API ble_status ble_advertisement_set_color(struct ble_advertisement *advertisement, uint32_t rgb);

/** The colour that is advertised. @param rgb 0x00RRGGBB @return false, and *rgb unchanged: none */
BLE_API bool ble_ad_get_color(const uint8_t *data, size_t size, uint32_t *rgb);

#ifdef __cplusplus
}
#endif
#endif
