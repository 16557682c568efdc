/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Text as it is shown. What a controller, a device or a file name contains never reaches a terminal raw:
 * ble_text_escape() comes first.
 */
#ifndef BLR_CLI_TEXT_H
#define BLR_CLI_TEXT_H

#include <stddef.h>

#include <bleradio/text.h>

/** Columns that escaped text takes on a terminal. */
size_t blr_text_columns(const char *text);

/** Copy text replacing what is not UTF-8 by U+FFFD: what a JSON string may hold. As snprintf. */
size_t blr_text_utf8(char *out, size_t capacity, const char *in);

/** Copy text, cut to what fits. */
void blr_text_copy(char *out, size_t capacity, const char *in);

/** How many octets of the text, whole characters, fit into so many columns. @param used set to those they take */
size_t blr_text_fit(const char *text, size_t columns, size_t *used);

/** How many octets of the paragraph go on one line of `columns`; *next is set to the beginning of the following one. */
size_t blr_text_wrap(const char *text, size_t columns, const char **next);

#endif
