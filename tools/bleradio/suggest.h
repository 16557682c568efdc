/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief "Did you mean ...?"
 */
#ifndef BLR_CLI_SUGGEST_H
#define BLR_CLI_SUGGEST_H

#include <stddef.h>

/** The best candidate so far. Start from SUGGESTION_INIT. */
struct suggestion {
    const char *word; /**< NULL: nothing is near enough */
    unsigned distance;
};
#define SUGGESTION_INIT                                                                                                \
    {                                                                                                                  \
        NULL, 0                                                                                                        \
    }

/** Weigh one more candidate for what was typed: edits (also swapped neighbours), case and punctuation ignored. */
void blr_suggest(struct suggestion *best, const char *typed, const char *candidate);

#endif
