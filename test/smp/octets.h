/* SPDX-License-Identifier: MIT */
/** @file @brief Values of the specification, which writes them most significant octet first, as ours: little-endian. */
#ifndef TEST_SMP_OCTETS_H
#define TEST_SMP_OCTETS_H

#include "hex.h"

/** Hexadecimal digits of the specification to `size` octets, the last digits first. Another number ends the program. */
static inline void little(uint8_t *out, size_t size, const char *text)
{
    struct octets octets = from_hex(text);
    if (octets.size != size)
        abort();
    for (size_t i = 0; i < size; i++)
        out[i] = octets.data[size - 1 - i];
    free(octets.data);
}

/** An array of its own: `LITTLE(name, "...")`. */
#define LITTLE(name, text)                                                                                             \
    uint8_t name[(sizeof(text) - 1) / 2];                                                                              \
    little(name, sizeof(name), text)

#endif
