/* SPDX-License-Identifier: MIT */
#include <bleradio/text.h>

#include <inttypes.h>
#include <stdio.h>

#include "formats/line.h"

size_t ble_text_decode(const char *text, size_t size, uint32_t *character)
{
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (size == 0)
        return 0;
    uint8_t lead = (uint8_t)text[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length == 0 || length > size)
        return 0;
    uint32_t value = length == 1 ? lead : lead & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (((uint8_t)text[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | ((uint8_t)text[i] & 0x3f);
    }
    if (value < smallest[length] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 0;
    *character = value;
    return length;
}

/** Characters that act on a terminal or that nobody sees. */
static bool acts(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        { 0x00, 0x1f },     { 0x7f, 0x9f },     { 0xad, 0xad },     { 0x61c, 0x61c },
        { 0x180e, 0x180e }, { 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f },
        { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xfff0, 0xfffb }, { 0xe0000, 0xe0fff },
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return (c & 0xfffe) == 0xfffe;
}

static void escape(struct blr_line *line, const char *in, size_t size, bool utf8)
{
    for (size_t at = 0; at < size;) {
        uint32_t c = 0;
        char escaped[16];
        size_t taken = ble_text_decode(in + at, size - at, &c);
        if (taken > 0 && !acts(c) && (utf8 || c < 0x80)) {
            blr_line_whole(line, in + at, taken);
        } else {
            int n = taken <= 1 ? snprintf(escaped, sizeof(escaped), "\\x%02x", (unsigned)(uint8_t)in[at])
                               : snprintf(escaped, sizeof(escaped), "\\u{%" PRIx32 "}", c);
            blr_line_whole(line, escaped, (size_t)n);
        }
        at += taken == 0 ? 1 : taken;
    }
}

size_t ble_text_escape(char *out, size_t capacity, const char *in, size_t size, bool utf8)
{
    struct blr_line line;
    blr_line_begin(&line, out, capacity);
    escape(&line, in, size, utf8);
    return line.length;
}

void blr_line_text(struct blr_line *line, const char *text, size_t size)
{
    escape(line, text, size, true);
}
