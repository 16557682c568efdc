/* SPDX-License-Identifier: MIT */
/* A line of text in a buffer of somebody else: pieces are added until it is full, and counted to its end. */
#ifndef BLR_FORMATS_LINE_H
#define BLR_FORMATS_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/formats.h>

struct blr_line {
    char *out;
    size_t capacity;
    size_t kept;   /**< octets of it in the buffer: whole characters */
    size_t length; /**< octets of the whole line */
    unsigned items;
};

void blr_line_begin(struct blr_line *line, char *out, size_t capacity);

/** Add octets that stay together. */
void blr_line_whole(struct blr_line *line, const char *piece, size_t size);

/** Add a string of ours, character by character. */
void blr_line_add(struct blr_line *line, const char *text);

/** Add at most 127 octets. */
__attribute__((format(printf, 2, 3))) void blr_line_put(struct blr_line *line, const char *format, ...);

/** What the line is about; its items follow. */
void blr_line_title(struct blr_line *line, const char *title);

/** Separate an item from what is before it: ": " after the title, ", " between items. */
void blr_line_item(struct blr_line *line);

void blr_line_hex(struct blr_line *line, const uint8_t *data, size_t size);

/** Text from the air, escaped. */
void blr_line_text(struct blr_line *line, const char *text, size_t size);

/** value / 10^decimals, without zeros at its end. */
void blr_line_decimal(struct blr_line *line, int64_t value, unsigned decimals);

/** Item: name, value, unit. */
void blr_line_measure(struct blr_line *line, const struct ble_measure *measure);

/** Item: an address, most significant octet first. */
void blr_line_address(struct blr_line *line, const uint8_t *octets, bool little_endian);

#endif
