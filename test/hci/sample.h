/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A packet of any layout with distinct values: as a struct, and, written down without the codec, as octets.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "hci/directory.h"

/** One value of a sample, where it is in the octets. */
struct sample_value {
    const char *name;
    uint8_t kind;
    size_t at, size;
};

struct sample {
    uint8_t octets[512]; /**< what the packet looks like */
    size_t size;
    size_t rest;  /**< of them in a field that takes whatever follows */
    void *fields; /**< the layout's struct; views and lists in it point into octets */
    struct sample_value values[256];
    size_t value_count;
    uint8_t next; /**< the next octet, never the same as the one before */
    bool sane;    /**< values a dissector accepts: success, small counts, well-formed advertising data */
};

/** Make a sample. @param names of the fields, from the directory */
void sample_make(struct sample *sample, const struct hci_layout *layout, const char *names, uint8_t first, bool sane);

/** Do two structs of a layout say the same? */
bool sample_same(const struct hci_layout *layout, const void *a, const void *b);

void sample_free(struct sample *sample);

#endif
