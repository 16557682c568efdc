/* SPDX-License-Identifier: MIT */
#include "gatt_values.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/text.h>

#include "values.h"

enum { FORMAT_HEX, FORMAT_UTF8, FORMAT_NUMBERS };

const char *const blr_gatt_formats[] = {
    "hex",   "utf8",  "u8",    "i8",    "u16le", "u16be", "i16le", "i16be", "u24le", "u24be", "u32le", "u32be",
    "i32le", "i32be", "u64le", "u64be", "i64le", "i64be", "f32le", "f32be", "f64le", "f64be", NULL,
};

/* The name of a format of numbers says it all: kind, bits, order. */
struct number_format {
    char kind; /**< u, i or f */
    bool big;
    size_t size; /**< octets */
};

static struct number_format format_of(const char *name)
{
    unsigned bits = (unsigned)strtoul(name + 1, NULL, 10);
    return (struct number_format){ name[0], strstr(name, "be") != NULL, bits / 8 };
}

/* ------------------------------------------------------------------------------------------------ octets */

static uint64_t load(const struct number_format *format, const uint8_t *data)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < format->size; i++)
        bits = bits << 8 | data[format->big ? i : format->size - 1 - i];
    return bits;
}

static void store(const struct number_format *format, uint64_t bits, uint8_t *data)
{
    for (size_t i = 0; i < format->size; i++)
        data[format->big ? format->size - 1 - i : i] = (uint8_t)(bits >> (8 * i));
}

static int64_t extend(const struct number_format *format, uint64_t bits)
{
    uint64_t sign = (uint64_t)1 << ((format->size * 8 - 1) & 63);
    return (int64_t)((bits ^ sign) - sign);
}

static double real_of(const struct number_format *format, uint64_t bits)
{
    float single;
    double whole;
    uint32_t low = (uint32_t)bits;
    memcpy(&single, &low, sizeof(single));
    memcpy(&whole, &bits, sizeof(whole));
    return format->size == 4 ? (double)single : whole;
}

static uint64_t bits_of(const struct number_format *format, double real)
{
    float single = (float)real;
    uint32_t low;
    uint64_t bits;
    memcpy(&low, &single, sizeof(low));
    memcpy(&bits, &real, sizeof(bits));
    return format->size == 4 ? low : bits;
}

/* ------------------------------------------------------------------------------------------------ showing */

static bool fits(unsigned format, size_t size)
{
    if (format < FORMAT_NUMBERS)
        return true;
    struct number_format number = format_of(blr_gatt_formats[format]);
    return size > 0 && size % number.size == 0;
}

static int number_text(const struct number_format *format, uint64_t bits, char *text, size_t capacity)
{
    if (format->kind == 'f')
        return snprintf(text, capacity, "%.*g", format->size == 4 ? 9 : 17, real_of(format, bits));
    if (format->kind == 'i')
        return snprintf(text, capacity, "%" PRId64, extend(format, bits));
    return snprintf(text, capacity, "%" PRIu64, bits);
}

static size_t hex_text(const uint8_t *data, size_t size, char *text, size_t capacity)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < size && used + 4 < capacity; i++)
        used += (size_t)snprintf(text + used, capacity - used, i == 0 ? "%02x" : " %02x", data[i]);
    return used;
}

bool blr_gatt_value_text(const struct output *out, unsigned format, const uint8_t *data, size_t size, char *text,
                         size_t capacity)
{
    if (!fits(format, size))
        return false;
    if (format == FORMAT_HEX)
        hex_text(data, size, text, capacity);
    if (format == FORMAT_UTF8)
        ble_text_escape(text, capacity, (const char *)data, size, out->utf8);
    if (format < FORMAT_NUMBERS)
        return true;
    struct number_format number = format_of(blr_gatt_formats[format]);
    size_t used = 0;
    for (size_t i = 0; i < size && used + 32 < capacity; i += number.size) {
        used += (size_t)snprintf(text + used, capacity - used, "%s", i == 0 ? "" : " ");
        used += (size_t)number_text(&number, load(&number, data + i), text + used, capacity - used);
    }
    return true;
}

static json_t *number_json(const struct number_format *format, uint64_t bits)
{
    if (format->kind == 'f') {
        double real = real_of(format, bits);
        return isfinite(real) ? json_real(real) : json_null();
    }
    if (format->kind == 'i')
        return json_integer(extend(format, bits));
    if (bits <= INT64_MAX)
        return json_integer((json_int_t)bits);
    char text[24]; /* JSON has no number for it that every reader keeps */
    snprintf(text, sizeof(text), "%" PRIu64, bits);
    return json_string(text);
}

static json_t *text_json(const uint8_t *data, size_t size)
{
    char text[3 * BLE_GATT_VALUE + 1];
    size_t used = 0;
    for (size_t at = 0; at < size;) {
        uint32_t character;
        size_t length = ble_text_decode((const char *)data + at, size - at, &character);
        bool good = length > 0;
        if (!good)
            length = 1;
        memcpy(text + used, good ? (const char *)data + at : "\xef\xbf\xbd", good ? length : 3);
        used += good ? length : 3;
        at += length;
    }
    return json_stringn(text, used);
}

json_t *blr_gatt_value_json(unsigned format, const uint8_t *data, size_t size)
{
    if (!fits(format, size))
        return NULL;
    if (format == FORMAT_HEX)
        return blr_out_json_hex(data, size);
    if (format == FORMAT_UTF8)
        return text_json(data, size);
    struct number_format number = format_of(blr_gatt_formats[format]);
    if (size == number.size)
        return number_json(&number, load(&number, data));
    json_t *array = json_array();
    for (size_t i = 0; i < size; i += number.size)
        json_array_append_new(array, number_json(&number, load(&number, data + i)));
    return array;
}

void blr_gatt_value_plain(const uint8_t *data, size_t size, char *text, size_t capacity)
{
    size_t used = hex_text(data, size, text, capacity), octets = size;
    while (octets > 1 && data[octets - 1] == 0)
        octets--;                /* zeroes at the end, as many devices have them */
    bool printable = octets > 1; /* a single octet is rather a number */
    for (size_t i = 0; i < octets; i++)
        printable &= data[i] >= 0x20 && data[i] < 0x7f;
    if (!printable || used + octets + 8 >= capacity)
        return;
    snprintf(text + used, capacity - used, "  \"%.*s\"", (int)octets, (const char *)data);
}

/* ------------------------------------------------------------------------------------------------ DATA */

static bool read_file(struct output *out, const char *where, const char *path, uint8_t *data, size_t *size)
{
    uint8_t one_more[BLE_GATT_VALUE + 1];
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "rbe");
    if (file == NULL) {
        blr_say_error(out, "%s: cannot read '%s': %s", where, path, strerror(errno));
        return false;
    }
    errno = 0;
    size_t count = fread(one_more, 1, sizeof(one_more), file);
    bool failed = ferror(file) != 0;
    int why = errno;
    if (!is_stdin)
        (void)fclose(file);
    if (failed)
        blr_say_error(out, "%s: cannot read '%s': %s", where, path, strerror(why));
    else if (count > BLE_GATT_VALUE)
        blr_say_error(out, "%s: '%s' is longer than a value can be; allowed: 0 ... %d octets", where, path,
                      BLE_GATT_VALUE);
    if (failed || count > BLE_GATT_VALUE)
        return false;
    memcpy(data, one_more, count);
    *size = count;
    return true;
}

/* One number of a format. @return NULL, or what is wrong with it */
static const char *number_bits(const struct number_format *format, const char *text, const char **end, uint64_t *bits)
{
    char *after;
    unsigned width = (unsigned)format->size * 8;
    errno = 0;
    if (format->kind == 'f') {
        *bits = bits_of(format, strtod(text, &after));
    } else if (format->kind == 'i') {
        long long value = strtoll(text, &after, 0);
        int64_t most = width == 64 ? INT64_MAX : ((int64_t)1 << (width - 1)) - 1;
        if (value > most || value < -most - 1)
            errno = ERANGE;
        *bits = (uint64_t)value;
    } else {
        unsigned long long value = strtoull(text, &after, 0);
        if ((width < 64 && value >> width != 0) || text[0] == '-')
            errno = ERANGE;
        *bits = value;
    }
    *end = after;
    if (after == text || (text[0] != '-' && text[0] != '+' && text[0] != '.' && (text[0] < '0' || text[0] > '9')))
        return "is not a number";
    return errno == ERANGE && format->kind != 'f' ? "is out of range" : NULL;
}

static bool read_numbers(struct output *out, const char *where, const char *name, const char *text, uint8_t *data,
                         size_t *size)
{
    struct number_format format = format_of(name);
    size_t used = 0;
    for (const char *at = text;; at++) {
        uint64_t bits = 0;
        const char *end = at, *wrong = number_bits(&format, at, &end, &bits);
        if (wrong == NULL && *end != ',' && *end != '\0')
            wrong = "is not a number";
        if (wrong == NULL && used + format.size > BLE_GATT_VALUE)
            wrong = "is more than a value can hold (512 octets)";
        if (wrong != NULL) {
            blr_say_error(out, "%s: '%.*s' %s of %s", where, (int)strcspn(at, ","), at, wrong, name);
            return false;
        }
        store(&format, bits, data + used);
        used += format.size;
        at = end;
        if (*at == '\0')
            break;
    }
    *size = used;
    return true;
}

static bool read_hex(struct output *out, const char *where, const char *text, uint8_t *data, size_t *size)
{
    enum value_result result = blr_value_octets(text, data, BLE_GATT_VALUE, size);
    if (result == VALUE_MALFORMED)
        blr_say_error(out, "%s: '%s' is no DATA: octets in hex, text:TEXT, @FILE or a format and numbers (u16le:1,2)",
                      where, text);
    else if (result == VALUE_OUT_OF_RANGE)
        blr_say_error(out, "%s: %zu octets are too many; allowed: 0 ... %d", where, *size, BLE_GATT_VALUE);
    return result == VALUE_OK;
}

bool blr_gatt_read_data(struct output *out, const char *where, const char *text, uint8_t *data, size_t *size)
{
    size_t length = strcspn(text, ":");
    if (text[0] == '@')
        return read_file(out, where, text + 1, data, size);
    if (strncmp(text, "text:", 5) == 0 || strncmp(text, "utf8:", 5) == 0) {
        *size = strlen(text + 5);
        if (*size > BLE_GATT_VALUE) {
            blr_say_error(out, "%s: %zu octets are too many; allowed: 0 ... %d", where, *size, BLE_GATT_VALUE);
            return false;
        }
        memcpy(data, text + 5, *size);
        return true;
    }
    if (strncmp(text, "hex:", 4) == 0)
        return read_hex(out, where, text + 4, data, size);
    for (size_t i = FORMAT_NUMBERS; text[length] == ':' && blr_gatt_formats[i] != NULL; i++)
        if (strlen(blr_gatt_formats[i]) == length && strncmp(text, blr_gatt_formats[i], length) == 0)
            return read_numbers(out, where, blr_gatt_formats[i], text + length + 1, data, size);
    return read_hex(out, where, text, data, size);
}
