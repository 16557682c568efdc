/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief -v and -vv: what happens, told on stderr.
 */
#ifndef BLR_CLI_NARRATE_H
#define BLR_CLI_NARRATE_H

#include <bleradio/radio.h>

#include "output.h"

/** Longest packet description that is shown. */
#define NARRATE_TEXT 2048

/** A packet: -v commands and their answers, -vv every one. start_us is time 0. */
void blr_narrate_packet(struct output *out, uint64_t start_us, uint64_t now_us, bool received, const uint8_t *packet,
                        size_t size);

/** A change of state. */
void blr_narrate_event(struct output *out, uint64_t start_us, uint64_t now_us, const struct ble_event *event);

/** A log line of the library. */
void blr_narrate_log(struct output *out, enum ble_log_level level, const char *text);

#endif
