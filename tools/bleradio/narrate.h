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

/**
 * A described Command Complete without what everybody knows: "Read BD_ADDR (0x1009): status ...". Changes text.
 * @return where it begins now; another description as it is
 */
const char *blr_narrate_shorten(char *text);

/** A packet: -v commands and their answers, -vv every one. start_us is time 0. */
void blr_narrate_packet(struct output *out, uint64_t start_us, uint64_t now_us, bool received, const uint8_t *packet,
                        size_t size);

/** A change of state. */
void blr_narrate_event(struct output *out, uint64_t start_us, uint64_t now_us, const struct ble_event *event);

#endif
