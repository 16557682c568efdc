/* SPDX-License-Identifier: MIT */
/** @file @brief The captures in fixtures/captures as the octets that a controller sent, and the truth about them. */
#ifndef TEST_CAPTURES_H
#define TEST_CAPTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Octets controller -> host of one capture. */
struct capture {
    char name[256];
    uint8_t *data;
    size_t size;
    bool broken; /**< its content is corrupted: there is no truth about it */
};

/** All captures, in the order of their names; the count is never 0. captures_free() them. */
struct capture *captures_load(size_t *count);
void captures_free(struct capture *captures, size_t count);

/** What tshark counts in a capture under this key, e.g. "event 3e", "le 02", "reports", "type 02"; 0 when none. */
unsigned captures_truth(const char *name, const char *key);

/** Sum of all keys that begin so. */
unsigned captures_truth_sum(const char *name, const char *prefix);

#endif
