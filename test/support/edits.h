/* SPDX-License-Identifier: MIT */
/** @file @brief A row of edits of an advertisement, as octets choose them, each judged: for random tests and fuzzing.
 */
#ifndef TEST_EDITS_H
#define TEST_EDITS_H

#include <stddef.h>
#include <stdint.h>

/** @return NULL: all was well; else what was not */
const char *edits_run(const uint8_t *script, size_t size);

#endif
