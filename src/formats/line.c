/* SPDX-License-Identifier: MIT */
#include "formats/line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <bleradio/text.h>

void blr_line_begin(struct blr_line *line, char *out, size_t capacity)
{
    *line = (struct blr_line){ .out = out, .capacity = capacity };
    if (capacity > 0)
        out[0] = '\0';
}

void blr_line_whole(struct blr_line *line, const char *piece, size_t size)
{
    if (line->kept == line->length && size < line->capacity && line->length < line->capacity - size) {
        memcpy(line->out + line->length, piece, size);
        line->kept += size;
        line->out[line->kept] = '\0';
    }
    line->length += size;
}

void blr_line_add(struct blr_line *line, const char *text)
{
    for (size_t size = strlen(text); size > 0;) {
        uint32_t character;
        size_t taken = ble_text_decode(text, size, &character);
        taken = taken > 0 ? taken : 1;
        blr_line_whole(line, text, taken);
        text += taken;
        size -= taken;
    }
}

void blr_line_put(struct blr_line *line, const char *format, ...)
{
    char piece[128];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(piece, sizeof(piece), format, arguments);
    va_end(arguments);
    blr_line_add(line, piece);
}

void blr_line_title(struct blr_line *line, const char *title)
{
    blr_line_add(line, title);
    line->items = 0;
}

void blr_line_item(struct blr_line *line)
{
    blr_line_add(line, line->items++ == 0 ? ": " : ", ");
}

void blr_line_hex(struct blr_line *line, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        blr_line_put(line, "%02x", data[i]);
}

void blr_line_decimal(struct blr_line *line, int64_t value, unsigned decimals)
{
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t unit = 1;
    for (; decimals > 0 && magnitude % 10 == 0; decimals--)
        magnitude /= 10;
    for (unsigned i = 0; i < decimals; i++)
        unit *= 10;
    blr_line_put(line, "%s%llu", value < 0 ? "-" : "", (unsigned long long)(magnitude / unit));
    if (decimals > 0)
        blr_line_put(line, ".%0*llu", (int)decimals, (unsigned long long)(magnitude % unit));
}

void blr_line_measure(struct blr_line *line, const struct ble_measure *measure)
{
    blr_line_item(line);
    blr_line_add(line, measure->name);
    blr_line_add(line, " ");
    blr_line_decimal(line, measure->value, measure->decimals);
    if (measure->unit[0] != '\0')
        blr_line_put(line, " %s", measure->unit);
}

void blr_line_address(struct blr_line *line, const uint8_t *octets, bool little_endian)
{
    for (unsigned i = 0; i < 6; i++)
        blr_line_put(line, "%s%02X", i > 0 ? ":" : "", octets[little_endian ? 5 - i : i]);
}
