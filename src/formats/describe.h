/* SPDX-License-Identifier: MIT */
/* Formats of makers in words: one table, asked by ble_ad_describe() first. */
#ifndef BLR_FORMATS_DESCRIBE_H
#define BLR_FORMATS_DESCRIBE_H

#include "formats/line.h"

/** Describe a structure that is in a format of the table. @return false, and the line is untouched: it is in none */
bool blr_describe_format(struct blr_line *line, const struct ble_ad *ad);

/** What Apple's records say. @return false, and the line is untouched: it is none of Apple's */
bool blr_describe_apple(struct blr_line *line, const struct ble_ad *ad);

#endif
