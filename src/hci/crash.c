/* SPDX-License-Identifier: MIT */
#include "hci/crash.h"

#include <string.h>

/** Zephyr: subevent and kinds of its Fatal Error vendor event, and the older report that hci_uart sends (0xaa). */
enum {
    ZEPHYR_FATAL_ERROR = 0x02,
    FATAL_STACK_FRAME = 0x01,
    FATAL_ASSERTION = 0x02,
    FATAL_TRACE = 0x03,
    HCI_UART_ASSERTION = 0xaa
};

enum { STACK_FRAME_SIZE = 5 + 7 * 4, LINK_REGISTER_AT = 5 + 5 * 4, CPU_CORTEX_M = 1 };

/** Text that is built up to a capacity; always terminated. */
struct text {
    char *at;
    char *last;
};

static void put_char(struct text *text, char c)
{
    if (text->at < text->last)
        *text->at++ = c;
    *text->at = '\0';
}

static void put_string(struct text *text, const char *string)
{
    while (*string != '\0')
        put_char(text, *string++);
}

static void put_decimal(struct text *text, uint32_t value)
{
    char digits[10];
    unsigned count = 0;
    do
        digits[count++] = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    while (count > 0)
        put_char(text, digits[--count]);
}

static void put_hex(struct text *text, uint32_t value)
{
    put_string(text, "0x");
    for (int shift = 28; shift >= 0; shift -= 4)
        put_char(text, "0123456789abcdef"[value >> shift & 0x0f]);
}

static uint32_t get_u32(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/** "what at file:line" from file\0 line32. */
static bool put_place(struct text *text, const char *what, const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, '\0', size);
    if (end == NULL || (size_t)(data + size - end) < 1 + sizeof(uint32_t))
        return false;
    put_string(text, what);
    put_string(text, " at ");
    for (const uint8_t *c = data; c < end; c++)
        put_char(text, *c >= 0x20 && *c < 0x7f ? (char)*c : '?');
    put_char(text, ':');
    put_decimal(text, get_u32(end + 1));
    return true;
}

static bool put_stack_frame(struct text *text, const uint8_t *data, size_t size)
{
    static const char *const reasons[] = { "processor exception", "unexpected interrupt", "stack overflow",
                                           "kernel oops", "kernel panic" };
    if (size < 5)
        return false;
    uint32_t reason = get_u32(data);
    if (reason < sizeof(reasons) / sizeof(reasons[0])) {
        put_string(text, reasons[reason]);
    } else {
        put_string(text, "fatal error ");
        put_decimal(text, reason);
    }
    if (data[4] == CPU_CORTEX_M && size >= STACK_FRAME_SIZE) {
        put_string(text, ", called from ");
        put_hex(text, get_u32(data + LINK_REGISTER_AT));
    }
    return true;
}

bool blr_crash_decode(const uint8_t *parameters, size_t size, char *out, size_t capacity)
{
    struct text text = { out, out + capacity - 1 };
    *out = '\0';
    if (size >= 1 && parameters[0] == HCI_UART_ASSERTION)
        return put_place(&text, "assertion failed", parameters + 1, size - 1);
    if (size < 2 || parameters[0] != ZEPHYR_FATAL_ERROR)
        return false;
    const uint8_t *data = parameters + 2;
    size -= 2;
    switch (parameters[1]) {
    case FATAL_STACK_FRAME: return put_stack_frame(&text, data, size);
    case FATAL_ASSERTION: return put_place(&text, "assertion failed", data, size);
    case FATAL_TRACE: return size >= 8 && put_place(&text, "stopped", data + 8, size - 8);
    default: return false;
    }
}
