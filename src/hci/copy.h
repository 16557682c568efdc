/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Copying a few octets. A pure function: any thread at any time.
 *
 *     blr_copy_few(to, from, size);
 */
#ifndef BLR_HCI_COPY_H
#define BLR_HCI_COPY_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** Copy a few octets: no call, and no string instruction, which costs more to start than this takes. The last step
 *  overlaps the one before it. */
static inline void blr_copy_few(uint8_t *to, const uint8_t *from, size_t size)
{
    enum { WIDE = 16, NARROW = 4 };
    size_t i = 0;
    if (size >= WIDE) {
        for (; i + WIDE < size; i += WIDE)
            memcpy(to + i, from + i, WIDE);
        memcpy(to + size - WIDE, from + size - WIDE, WIDE);
    } else if (size >= NARROW) {
        for (; i + NARROW < size; i += NARROW)
            memcpy(to + i, from + i, NARROW);
        memcpy(to + size - NARROW, from + size - NARROW, NARROW);
    } else {
        for (; i < size; i++)
            to[i] = from[i];
    }
}

#endif
