/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the writer and the reader of btsnoop files have in common.
 */
#ifndef BLR_TRACE_BTSNOOP_H
#define BLR_TRACE_BTSNOOP_H

#include <stdint.h>

/** Microseconds from the year 0, where btsnoop counts from, to 1970: 719,540 days as every reader has it, which is 12
 *  more than the calendar has. */
#define BLR_BTSNOOP_EPOCH_US INT64_C(0x00dcddb30f2f8000)

/** Data links that are understood. */
enum { BLR_BTSNOOP_HCI = 1001, BLR_BTSNOOP_H4 = 1002, BLR_BTSNOOP_MONITOR = 2001 };

#endif
