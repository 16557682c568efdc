/* SPDX-License-Identifier: MIT */
#include "doctor.h"

#include <string.h>

static bool contains(const uint8_t *noise, size_t size, const void *wanted, size_t wanted_size)
{
    for (size_t at = 0; at + wanted_size <= size; at++)
        if (memcmp(noise + at, wanted, wanted_size) == 0)
            return true;
    return false;
}

static bool contains_any(const uint8_t *noise, size_t size, const char *const *words)
{
    for (; *words != NULL; words++)
        if (contains(noise, size, *words, strlen(*words)))
            return true;
    return false;
}

/* Nearly all of it printable, with a few octets from before the line was steady. */
static bool is_text(const uint8_t *noise, size_t size)
{
    size_t printable = 0;
    for (size_t i = 0; i < size; i++)
        printable += (noise[i] >= 0x20 && noise[i] < 0x7f) || noise[i] == '\r' || noise[i] == '\n' || noise[i] == '\t';
    return size >= 4 && printable * 100 >= size * 85;
}

/* A chain of at least one whole packet from the first octet on. */
static bool is_hci(const uint8_t *noise, size_t size)
{
    size_t packets = 0;
    for (size_t at = 0; at < size;) {
        size_t header = noise[at] == 0x04 ? 3 : noise[at] == 0x02 ? 5 : 0;
        if (header == 0)
            return false;
        if (size - at < header)
            break;
        at += header + noise[at + (header == 3 ? 2 : 3)];
        packets += at <= size;
    }
    return packets > 0;
}

static bool is_ehcill(const uint8_t *noise, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (noise[i] < 0x30 || noise[i] > 0x33)
            return false;
    return true;
}

enum noise_kind blr_noise_kind(const uint8_t *noise, size_t size)
{
    static const uint8_t reset[] = { 0x01, 0x03, 0x0c, 0x00 };
    /* Words that tell even among octets of another kind, and words that tell only where all is text. */
    static const char *const boot[] = { "rst:0x", "ESP-ROM", "ets Ju", "Booting", "U-Boot", NULL };
    static const char *const modem[] = { "AT\r", "AT+", "ATE", "ATI", "ATZ", NULL };
    static const char *const boot_words[] = { "boot", "Boot", "ROM", "***", NULL };
    static const char *const modem_words[] = { "OK\r", "ERROR\r", NULL };
    if (size == 0)
        return NOISE_NOTHING;
    if (contains(noise, size, reset, sizeof(reset)))
        return NOISE_ECHO;
    if (is_ehcill(noise, size))
        return NOISE_EHCILL;
    bool text = is_text(noise, size);
    if (contains_any(noise, size, boot) || (text && contains_any(noise, size, boot_words)))
        return NOISE_BOOT_TEXT;
    if (contains_any(noise, size, modem) || (text && contains_any(noise, size, modem_words)))
        return NOISE_AT;
    if (text)
        return NOISE_TEXT;
    if (noise[0] == 0xc0)
        return NOISE_H5;
    return is_hci(noise, size) ? NOISE_HCI : NOISE_GARBAGE;
}
