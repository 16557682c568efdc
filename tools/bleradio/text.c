/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <string.h>
#include <wchar.h>

/* Append a piece whole or not at all. */
static void append(char *out, size_t capacity, size_t *kept, size_t *length, const char *piece, size_t size)
{
    if (*kept == *length && *length + size < capacity) {
        memcpy(out + *length, piece, size);
        *kept += size;
    }
    *length += size;
}

size_t blr_text_utf8(char *out, size_t capacity, const char *in)
{
    size_t length = 0, kept = 0, size = strlen(in);
    for (size_t at = 0; at < size;) {
        uint32_t c;
        size_t taken = ble_text_decode(in + at, size - at, &c);
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

/* Columns of the character that begins there. @param taken its octets */
static size_t character(const char *text, size_t size, size_t *taken)
{
    uint32_t c = ' ';
    *taken = ble_text_decode(text, size, &c);
    if (*taken == 0)
        *taken = 1;
    int width = c < 0x80 ? 1 : wcwidth((wchar_t)c);
    return width < 0 ? 1 : (size_t)width;
}

static size_t columns_of(const char *text, size_t size)
{
    size_t columns = 0;
    for (size_t at = 0, taken; at < size; at += taken)
        columns += character(text + at, size - at, &taken);
    return columns;
}

size_t blr_text_fit(const char *text, size_t columns, size_t *used)
{
    size_t size = strlen(text), at = 0;
    *used = 0;
    while (at < size) {
        size_t taken, width = character(text + at, size - at, &taken);
        if (*used + width > columns)
            break;
        *used += width;
        at += taken;
    }
    return at;
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
