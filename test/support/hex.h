/* SPDX-License-Identifier: MIT */
/** @file @brief Octets from the hexadecimal text of a test. */
#ifndef TEST_SUPPORT_HEX_H
#define TEST_SUPPORT_HEX_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct octets {
    uint8_t *data; /**< a block of exactly this size, for free() */
    size_t size;
};

/** Whatever is no pair of digits ends the program. */
static inline struct octets from_hex(const char *text)
{
    struct octets octets = { NULL, strlen(text) / 2 };
    octets.data = malloc(octets.size > 0 ? octets.size : 1);
    for (size_t i = 0; i < octets.size; i++) {
        unsigned octet;
        if (octets.data == NULL || sscanf(text + 2 * i, "%2x", &octet) != 1)
            abort();
        octets.data[i] = (uint8_t)octet;
    }
    return octets;
}

#endif
