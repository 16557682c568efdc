/* SPDX-License-Identifier: MIT */
#include "api/pack.h"

#include <float.h>
#include <string.h>

enum kind { SIGNED, UNSIGNED, TRUTH, REAL, OCTETS, PADDING };

struct letter {
    char letter;
    uint8_t kind;  /**< enum kind */
    uint8_t width; /**< octets */
};

static const struct letter letters[] = {
    { 'b', SIGNED, 1 },   { 'h', SIGNED, 2 },   { 'i', SIGNED, 4 },   { 'l', SIGNED, 4 },   { 'q', SIGNED, 8 },
    { 'B', UNSIGNED, 1 }, { 'H', UNSIGNED, 2 }, { 'I', UNSIGNED, 4 }, { 'L', UNSIGNED, 4 }, { 'Q', UNSIGNED, 8 },
    { '?', TRUTH, 1 },    { 'f', REAL, 4 },     { 'd', REAL, 8 },     { 's', OCTETS, 1 },   { 'x', PADDING, 1 },
};

/** One letter of a format with its count. */
struct item {
    const struct letter *letter;
    size_t repeat; /**< how often */
    size_t width;  /**< octets of one */
};

static bool is_big_endian(const char *format)
{
    return *format == '>' || *format == '!';
}

static const char *skip_order(const char *format)
{
    return *format == '<' || is_big_endian(format) ? format + 1 : format;
}

static const struct letter *find_letter(char c)
{
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
        if (letters[i].letter == c)
            return &letters[i];
    return NULL;
}

/** The next item, and *at behind it. @return false: none; **at is then '\0' unless it is no format */
static bool next_item(const char **at, struct item *item)
{
    size_t count = 0;
    const char *begin = *at;
    for (; **at >= '0' && **at <= '9'; ++*at)
        if (count <= BLE_PACK_MAX)
            count = count * 10 + (size_t)(**at - '0');
    if (*at == begin)
        count = 1;
    item->letter = find_letter(**at);
    if (item->letter == NULL || count > BLE_PACK_MAX) {
        *at = **at == '\0' && *at != begin ? begin : *at; /* a count that nothing follows is no end */
        return false;
    }
    ++*at;
    bool is_text = item->letter->kind == OCTETS;
    item->width = is_text ? count : item->letter->width;
    item->repeat = is_text ? 1 : count;
    return true;
}

bool ble_pack_measure(const char *format, size_t *size, size_t *count)
{
    const char *at = skip_order(format);
    struct item item;
    size_t octets = 0, values = 0;
    while (next_item(&at, &item)) {
        octets += item.repeat * item.width;
        values += item.letter->kind == PADDING ? 0 : item.repeat;
        if (octets > BLE_PACK_MAX || values > BLE_PACK_MAX)
            return false;
    }
    if (*at != '\0')
        return false;
    if (size != NULL)
        *size = octets;
    if (count != NULL)
        *count = values;
    return true;
}

char blr_pack_letter(const char *format, size_t n)
{
    const char *at = skip_order(format);
    for (struct item item; next_item(&at, &item);) {
        size_t values = item.letter->kind == PADDING ? 0 : item.repeat;
        if (n < values)
            return item.letter->letter;
        n -= values;
    }
    return '\0';
}

static bool is_of(char c, enum kind kind)
{
    const struct letter *letter = find_letter(c);
    return letter != NULL && letter->kind == kind;
}

bool blr_pack_is_signed(char letter)
{
    return is_of(letter, SIGNED);
}

bool blr_pack_is_unsigned(char letter)
{
    return is_of(letter, UNSIGNED);
}

bool blr_pack_is_real(char letter)
{
    return is_of(letter, REAL);
}

/* ------------------------------------------------------------------------------------------------ one value */

static void put_number(uint8_t *octets, size_t width, bool big, uint64_t bits)
{
    for (size_t i = 0; i < width; i++)
        octets[big ? width - 1 - i : i] = (uint8_t)(bits >> 8 * i);
}

static uint64_t get_number(const uint8_t *octets, size_t width, bool big)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < width; i++)
        bits = bits << 8 | octets[big ? i : width - 1 - i];
    return bits;
}

static bool put_real(uint8_t *octets, size_t width, bool big, double value)
{
    uint64_t bits;
    if (width == sizeof(value)) {
        memcpy(&bits, &value, sizeof(bits));
    } else {
        bool finite = value - value == 0;
        if (finite && (value > (double)FLT_MAX || value < -(double)FLT_MAX))
            return false;
        float narrow = (float)value;
        uint32_t narrow_bits;
        memcpy(&narrow_bits, &narrow, sizeof(narrow_bits));
        bits = narrow_bits;
    }
    put_number(octets, width, big, bits);
    return true;
}

static double get_real(const uint8_t *octets, size_t width, bool big)
{
    uint64_t bits = get_number(octets, width, big);
    if (width == sizeof(double)) {
        double value;
        memcpy(&value, &bits, sizeof(value));
        return value;
    }
    uint32_t narrow_bits = (uint32_t)bits;
    float narrow;
    memcpy(&narrow, &narrow_bits, sizeof(narrow));
    return (double)narrow;
}

static int64_t get_signed(const uint8_t *octets, size_t width, bool big)
{
    uint64_t bits = octets[big ? 0 : width - 1] & 0x80 ? UINT64_MAX : 0;
    for (size_t i = 0; i < width; i++)
        bits = bits << 8 | octets[big ? i : width - 1 - i];
    int64_t value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

static bool put_value(const struct item *item, const union ble_value *value, bool big, uint8_t *octets)
{
    unsigned unused = 64 - 8 * (unsigned)(item->letter->width);
    switch ((enum kind)item->letter->kind) {
    case SIGNED:
        if (value->i > INT64_MAX >> unused || value->i < -(INT64_MAX >> unused) - 1)
            return false;
        put_number(octets, item->width, big, (uint64_t)value->i);
        return true;
    case UNSIGNED:
        if (value->u > UINT64_MAX >> unused)
            return false;
        put_number(octets, item->width, big, value->u);
        return true;
    case TRUTH: octets[0] = value->u != 0; return true;
    case REAL: return put_real(octets, item->width, big, value->f);
    case OCTETS:
        if (item->width > 0)
            memcpy(octets, value->s, item->width);
        return true;
    case PADDING: break;
    }
    octets[0] = 0;
    return true;
}

static void get_value(const struct item *item, const uint8_t *octets, bool big, union ble_value *value)
{
    memset(value, 0, sizeof(*value));
    switch ((enum kind)item->letter->kind) {
    case SIGNED: value->i = get_signed(octets, item->letter->width, big); break;
    case UNSIGNED: value->u = get_number(octets, item->width, big); break;
    case TRUTH: value->u = octets[0] != 0; break;
    case REAL: value->f = get_real(octets, item->width, big); break;
    case OCTETS:
    case PADDING: value->s = octets; break;
    }
}

/* ------------------------------------------------------------------------------------------------ records */

ble_status ble_pack(const char *format, const union ble_value *values, size_t count, uint8_t *octets, size_t capacity)
{
    size_t size, wanted;
    if (!ble_pack_measure(format, &size, &wanted) || count != wanted)
        return BLE_ERROR_ARGUMENT;
    if (size > capacity)
        return BLE_ERROR_FULL;
    bool big = is_big_endian(format);
    const char *at = skip_order(format);
    for (struct item item; next_item(&at, &item);)
        for (size_t i = 0; i < item.repeat; i++) {
            if (!put_value(&item, values, big, octets))
                return BLE_ERROR_ARGUMENT;
            values += item.letter->kind == PADDING ? 0 : 1;
            octets += item.width;
        }
    return BLE_OK;
}

ble_status ble_unpack(const char *format, const uint8_t *octets, size_t size, union ble_value *values, size_t capacity)
{
    size_t wanted, count;
    if (!ble_pack_measure(format, &wanted, &count))
        return BLE_ERROR_ARGUMENT;
    if (size != wanted)
        return BLE_ERROR_PROTOCOL;
    if (count > capacity)
        return BLE_ERROR_FULL;
    bool big = is_big_endian(format);
    const char *at = skip_order(format);
    for (struct item item; next_item(&at, &item);)
        for (size_t i = 0; i < item.repeat; i++, octets += item.width)
            if (item.letter->kind != PADDING)
                get_value(&item, octets, big, values++);
    return BLE_OK;
}
