/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The last words of a controller that stops: vendor events in which firmware reports its own crash, in words.
 */
#ifndef BLR_HCI_CRASH_H
#define BLR_HCI_CRASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Is this vendor event (code 0xff) a crash report?
 * @param parameters of the event
 * @param text set to e.g. "assertion failed at ll_sw/ull_conn.c:1234" (printable ASCII)
 */
bool blr_crash_decode(const uint8_t *parameters, size_t size, char *text, size_t capacity);

#endif
