/* SPDX-License-Identifier: MIT */
#include "values.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int digit(char c, unsigned base)
{
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    return value < (int)base ? value : -1;
}

/* Digits at *text; saturates instead of wrapping. False when there is none. */
static bool read_digits(const char **text, unsigned base, uint64_t *number)
{
    const char *at = *text;
    uint64_t value = 0;
    for (; digit(*at, base) >= 0; at++)
        value = value > UINT64_MAX / 32 ? UINT64_MAX / 16 : value * base + (unsigned)digit(*at, base);
    if (at == *text)
        return false;
    *text = at;
    *number = value;
    return true;
}

static bool skip_0x(const char **text)
{
    if ((*text)[0] != '0' || ((*text)[1] != 'x' && (*text)[1] != 'X'))
        return false;
    *text += 2;
    return true;
}

enum value_result blr_value_number(const char *text, uint32_t min, uint32_t max, uint32_t *number)
{
    uint64_t value;
    unsigned base = skip_0x(&text) ? 16 : 10;
    if (!read_digits(&text, base, &value) || *text != '\0')
        return VALUE_MALFORMED;
    if (value < min || value > max)
        return VALUE_OUT_OF_RANGE;
    *number = (uint32_t)value;
    return VALUE_OK;
}

enum value_result blr_value_integer(const char *text, int64_t min, int64_t max, int32_t *number)
{
    uint32_t magnitude;
    bool negative = *text == '-';
    enum value_result result = blr_value_number(text + (negative || *text == '+'), 0, UINT32_MAX, &magnitude);
    if (result != VALUE_OK)
        return result;
    int64_t value = negative ? -(int64_t)magnitude : (int64_t)magnitude;
    if (value < min || value > max)
        return VALUE_OUT_OF_RANGE;
    *number = (int32_t)value;
    return VALUE_OK;
}

static const struct {
    const char *suffix;
    uint32_t unit_us;
} units[] = {
    { "", 1000000 }, { "us", 1 }, { "ms", 1000 }, { "s", 1000000 }, { "m", 60000000 }, { "h", 3600000000 },
};

/* Any duration, in microseconds; saturates. */
static enum value_result read_duration(const char *text, uint64_t *duration_us)
{
    uint64_t whole = 0, millionths = 0;
    bool any = read_digits(&text, 10, &whole);
    if (*text == '.') {
        uint32_t weight = 100000;
        for (text++; digit(*text, 10) >= 0; text++, weight /= 10, any = true)
            millionths += (unsigned)digit(*text, 10) * (uint64_t)weight;
    }
    if (!any)
        return VALUE_MALFORMED;
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        if (strcmp(text, units[i].suffix) != 0)
            continue;
        if (whole > UINT32_MAX)
            return VALUE_OUT_OF_RANGE;
        *duration_us = whole * units[i].unit_us + (millionths * units[i].unit_us + 500000) / 1000000;
        return VALUE_OK;
    }
    return VALUE_MALFORMED;
}

enum value_result blr_value_duration(const char *text, uint32_t min_ms, uint32_t max_ms, uint32_t *duration_ms)
{
    uint64_t value_us;
    enum value_result result = read_duration(text, &value_us);
    if (result != VALUE_OK)
        return result;
    uint64_t value_ms = value_us / 1000 + (value_us % 1000 >= 500);
    if (value_ms < min_ms || value_ms > max_ms)
        return VALUE_OUT_OF_RANGE;
    *duration_ms = (uint32_t)value_ms;
    return VALUE_OK;
}

enum value_result blr_value_interval(const char *text, uint32_t min_us, uint32_t max_us, uint32_t *interval_us)
{
    uint64_t value_us;
    enum value_result result = read_duration(text, &value_us);
    if (result != VALUE_OK)
        return result;
    if (value_us < min_us || value_us > max_us)
        return VALUE_OUT_OF_RANGE;
    *interval_us = (uint32_t)value_us;
    return VALUE_OK;
}

char *blr_value_interval_text(uint32_t interval_us, char text[24])
{
    bool is_short = interval_us < 1000000;
    snprintf(text, 24, "%.9g%s", (double)interval_us / (is_short ? 1e3 : 1e6), is_short ? "ms" : "s");
    return text;
}

enum value_result blr_value_address(const char *text, uint8_t octets[6])
{
    uint8_t read[6];
    for (size_t i = 6; i-- > 0; text += 3) {
        int high = digit(text[0], 16);
        int low = high < 0 ? -1 : digit(text[1], 16);
        if (low < 0 || text[2] != (i == 0 ? '\0' : ':'))
            return VALUE_MALFORMED;
        read[i] = (uint8_t)(high << 4 | low);
    }
    memcpy(octets, read, sizeof(read));
    return VALUE_OK;
}

char *blr_value_duration_text(uint32_t duration_ms, char text[24])
{
    if (duration_ms < 1000 && duration_ms > 0)
        snprintf(text, 24, "%" PRIu32 "ms", duration_ms);
    else if (duration_ms > 0 && duration_ms % 3600000 == 0)
        snprintf(text, 24, "%" PRIu32 "h", duration_ms / 3600000);
    else if (duration_ms > 0 && duration_ms % 60000 == 0)
        snprintf(text, 24, "%" PRIu32 "m", duration_ms / 60000);
    else if (duration_ms % 1000 == 0)
        snprintf(text, 24, "%" PRIu32 "s", duration_ms / 1000);
    else
        snprintf(text, 24, "%" PRIu32 ".%03" PRIu32 "s", duration_ms / 1000, duration_ms % 1000);
    return text;
}

static bool is_separator(char c)
{
    return c == ' ' || c == ':' || c == '-' || c == ',' || c == '\t' || c == '\n';
}

/* Separators stand between octets only; what is left over at the end of a word makes it malformed. */
static bool hex_word(const char *at, uint8_t *data, size_t capacity, size_t *size)
{
    bool start = true;
    while (*at != '\0') {
        if (is_separator(*at)) {
            at++;
            start = true;
            continue;
        }
        if (start)
            skip_0x(&at);
        start = false;
        int high = digit(*at, 16);
        int low = high < 0 ? -1 : digit(at[1], 16);
        if (low < 0)
            return false;
        if (*size < capacity)
            data[*size] = (uint8_t)(high << 4 | low);
        ++*size;
        at += 2;
    }
    return true;
}

enum value_result blr_value_hex(char *const *words, size_t count, uint8_t *data, size_t capacity, size_t *size,
                                const char **bad)
{
    size_t octets = 0;
    for (size_t i = 0; i < count; i++) {
        if (!hex_word(words[i], data, capacity, &octets)) {
            *bad = words[i];
            return VALUE_MALFORMED;
        }
    }
    *size = octets;
    return octets > capacity ? VALUE_OUT_OF_RANGE : VALUE_OK;
}

enum value_result blr_value_octets(const char *text, uint8_t *data, size_t capacity, size_t *size)
{
    size_t octets = 0;
    if (!hex_word(text, data, capacity, &octets))
        return VALUE_MALFORMED;
    *size = octets;
    return octets > capacity ? VALUE_OUT_OF_RANGE : VALUE_OK;
}

enum value_result blr_value_opcode(const char *text, uint16_t *opcode)
{
    uint64_t first, second;
    skip_0x(&text);
    if (!read_digits(&text, 16, &first))
        return VALUE_MALFORMED;
    if (*text == '\0') {
        if (first == 0 || first > 0xffff)
            return VALUE_OUT_OF_RANGE;
        *opcode = (uint16_t)first;
        return VALUE_OK;
    }
    if (*text++ != ':')
        return VALUE_MALFORMED;
    skip_0x(&text);
    if (!read_digits(&text, 16, &second) || *text != '\0')
        return VALUE_MALFORMED;
    if (first > 0x3f || second > 0x3ff || (first == 0 && second == 0))
        return VALUE_OUT_OF_RANGE;
    *opcode = (uint16_t)(first << 10 | second);
    return VALUE_OK;
}
