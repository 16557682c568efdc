/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Values of attributes as people type and read them: formats by name (utf8, u16le, ...), DATA operands.
 */
#ifndef BLR_CLI_GATT_VALUES_H
#define BLR_CLI_GATT_VALUES_H

#include <bleradio/gatt.h>

#include "output.h"

/** Names of the formats, for --format; the first is hex, NULL at the end. */
extern const char *const blr_gatt_formats[];

/**
 * Read DATA: octets in hex, text:..., a format and numbers with commas (u16le:1,2), or @FILE (- is stdin).
 * @param where for messages: "write"
 * @param data room for BLE_GATT_VALUE octets
 * @return false: refused, and said so
 */
bool blr_gatt_read_data(struct output *out, const char *where, const char *text, uint8_t *data, size_t *size);

/** A value by a format as text, safe to be shown. @param format index into blr_gatt_formats
 *  @return false: it is no value of this format */
bool blr_gatt_value_text(const struct output *out, unsigned format, const uint8_t *data, size_t size, char *text,
                         size_t capacity);

/** The same as JSON: a string, a number, an array of numbers; NULL: it is no value of this format. */
json_t *blr_gatt_value_json(unsigned format, const uint8_t *data, size_t size);

/** Hex with blanks between octets, and the text in quotes where it is all printable. */
void blr_gatt_value_plain(const uint8_t *data, size_t size, char *text, size_t capacity);

/** Room for any value as text. */
#define GATT_VALUE_TEXT 4096

#endif
