/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

size_t blr_text_decode(const char *text, size_t size, uint32_t *character)
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

/* Characters that act on a terminal or that nobody sees. */
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

/* Append a piece whole or not at all. */
static void append(char *out, size_t capacity, size_t *kept, size_t *length, const char *piece, size_t size)
{
    if (*kept == *length && *length + size < capacity) {
        memcpy(out + *length, piece, size);
        *kept += size;
    }
    *length += size;
}

size_t blr_text_safe(char *out, size_t capacity, const char *in, size_t size, bool utf8)
{
    size_t length = 0, kept = 0;
    for (size_t at = 0; at < size;) {
        uint32_t c = 0;
        char escape[16];
        size_t taken = blr_text_decode(in + at, size - at, &c);
        if (taken > 0 && !acts(c) && (utf8 || c < 0x80)) {
            append(out, capacity, &kept, &length, in + at, taken);
        } else {
            int n = taken <= 1 ? snprintf(escape, sizeof(escape), "\\x%02x", (unsigned)(uint8_t)in[at])
                               : snprintf(escape, sizeof(escape), "\\u{%" PRIx32 "}", c);
            append(out, capacity, &kept, &length, escape, (size_t)n);
        }
        at += taken == 0 ? 1 : taken;
    }
    if (capacity > 0)
        out[kept] = '\0';
    return length;
}

size_t blr_text_utf8(char *out, size_t capacity, const char *in)
{
    size_t length = 0, kept = 0, size = strlen(in);
    for (size_t at = 0; at < size;) {
        uint32_t c;
        size_t taken = blr_text_decode(in + at, size - at, &c);
        if (taken > 0)
            append(out, capacity, &kept, &length, in + at, taken);
        else
            append(out, capacity, &kept, &length, "\xef\xbf\xbd", 3);
        at += taken == 0 ? 1 : taken;
    }
    if (capacity > 0)
        out[kept] = '\0';
    return length;
}

void blr_text_copy(char *out, size_t capacity, const char *in)
{
    size_t size = strnlen(in, capacity - 1);
    memcpy(out, in, size);
    out[size] = '\0';
}

static size_t columns_of(const char *text, size_t size)
{
    size_t columns = 0;
    for (size_t at = 0; at < size;) {
        uint32_t c = ' ';
        size_t taken = blr_text_decode(text + at, size - at, &c);
        int width = c < 0x80 ? 1 : wcwidth((wchar_t)c);
        columns += width < 0 ? 1 : (size_t)width;
        at += taken == 0 ? 1 : taken;
    }
    return columns;
}

size_t blr_text_columns(const char *text)
{
    return columns_of(text, strlen(text));
}

size_t blr_text_wrap(const char *text, size_t columns, const char **next)
{
    size_t size = strlen(text), best = 0, used = 0;
    for (size_t at = 0; at < size;) {
        size_t end = at + strspn(text + at, " ");
        end += strcspn(text + end, " ");
        used += columns_of(text + at, end - at);
        if (used > columns && best > 0)
            break;
        best = at = end; /* a word that is too long for any line stays whole: it can be copied */
    }
    *next = text + best + strspn(text + best, " ");
    return best;
}
