/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Text that is safe to show: what a controller, a device or a file name contains never reaches a terminal raw.
 */
#ifndef BLR_CLI_TEXT_H
#define BLR_CLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Copy text, writing as \xNN what is not UTF-8 and as \xNN or \u{N} what a terminal would act on (controls, marks of
 * writing direction, invisible characters) or, without utf8, everything beyond ASCII.
 * @return length of the whole result as snprintf counts; what does not fit is cut at a character
 */
size_t blr_text_safe(char *out, size_t capacity, const char *in, size_t size, bool utf8);

/** Columns that safe text takes on a terminal. */
size_t blr_text_columns(const char *text);

/** Decode one UTF-8 character. @return octets taken, 0 when text is not UTF-8 there or at its end */
size_t blr_text_decode(const char *text, size_t size, uint32_t *character);

/** Copy text replacing what is not UTF-8 by U+FFFD: what a JSON string may hold. As snprintf. */
size_t blr_text_utf8(char *out, size_t capacity, const char *in);

/** Copy text, cut to what fits. */
void blr_text_copy(char *out, size_t capacity, const char *in);

/** How many octets of the paragraph go on one line of `columns`; *next is set to the beginning of the following one. */
size_t blr_text_wrap(const char *text, size_t columns, const char **next);

#endif
