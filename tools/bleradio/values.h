/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Values as people type them: numbers, durations, hex, opcodes. Pure functions; a bad value changes nothing.
 */
#ifndef BLR_CLI_VALUES_H
#define BLR_CLI_VALUES_H

#include <stddef.h>
#include <stdint.h>

/** How reading a value ended. */
enum value_result {
    VALUE_OK,
    VALUE_MALFORMED,   /**< not of this kind at all */
    VALUE_OUT_OF_RANGE /**< of this kind, but too small or too large */
};

/** A decimal number, or hexadecimal after 0x. No sign, no blanks. */
enum value_result blr_value_number(const char *text, uint32_t min, uint32_t max, uint32_t *number);

/** A duration: "2.5" and "2.5s" are seconds; also "100ms", "1m", "1h". Rounded to the nearest millisecond. */
enum value_result blr_value_duration(const char *text, uint32_t min_ms, uint32_t max_ms, uint32_t *duration_ms);

/** A signed number, as blr_value_number() behind a sign. @param min, max within int32_t */
enum value_result blr_value_integer(const char *text, int64_t min, int64_t max, int32_t *number);

/** A short duration: as blr_value_duration(), also "625us". Rounded to the nearest microsecond. */
enum value_result blr_value_interval(const char *text, uint32_t min_us, uint32_t max_us, uint32_t *interval_us);

/** Write a duration as a person would: "2.5ms", "100ms", "10.24s". @return text */
char *blr_value_interval_text(uint32_t interval_us, char text[24]);

/** An address, "C2:00:00:00:00:01". @param octets six, little-endian */
enum value_result blr_value_address(const char *text, uint8_t octets[6]);

/** Write a duration as a person would: "100ms", "2.5s", "1m", "24h". @return text */
char *blr_value_duration_text(uint32_t duration_ms, char text[24]);

/**
 * Octets in hex, spread over any number of words: "01 00", "0100", "01:00", "0x01 0x00".
 * @param size set to the octets read
 * @param bad on VALUE_MALFORMED the word that is wrong
 * @return VALUE_OUT_OF_RANGE: more than capacity
 */
enum value_result blr_value_hex(char *const *words, size_t count, uint8_t *data, size_t capacity, size_t *size,
                                const char **bad);

/** The same in one text. */
enum value_result blr_value_octets(const char *text, uint8_t *data, size_t capacity, size_t *size);

/** An HCI opcode as a number: "0x200c", "200c", or "OGF:OCF" as in "08:000c". All digits are hexadecimal. */
enum value_result blr_value_opcode(const char *text, uint16_t *opcode);

#endif
