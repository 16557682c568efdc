/* SPDX-License-Identifier: MIT */
/** @file @brief AD structures from hexadecimal text, without their length octet, in blocks of exactly their size. */
#ifndef TEST_FORMATS_STRUCTURES_H
#define TEST_FORMATS_STRUCTURES_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/formats.h>

#include "hex.h"

/** A structure of the first `keep` octets of its data; free(octets.data). */
static inline struct ble_ad structure_of(const char *text, size_t keep, struct octets *octets)
{
    struct octets whole = from_hex(text);
    size_t size = keep < whole.size - 1 ? keep : whole.size - 1;
    *octets = (struct octets){ malloc(size > 0 ? size : 1), size };
    if (octets->data == NULL)
        abort();
    struct ble_ad ad = { .type = whole.data[0], .size = (uint8_t)size, .data = octets->data };
    memcpy(octets->data, whole.data + 1, size);
    free(whole.data);
    return ad;
}

/** A reader, its result thrown away. */
typedef bool reader(const struct ble_ad *ad);

/** Fewest octets of data with which a reader accepts a structure, and no fewer; -1: there is a gap, or it never does.
 */
static inline int least_of(const char *text, reader *read)
{
    size_t all = strlen(text) / 2 - 1;
    int least = -1;
    for (size_t keep = 0; keep <= all; keep++) {
        struct octets octets;
        struct ble_ad ad = structure_of(text, keep, &octets);
        bool accepted = read(&ad);
        free(octets.data);
        if (accepted && least < 0)
            least = (int)keep;
        if (!accepted && least >= 0)
            return -1;
    }
    return least;
}

#endif
