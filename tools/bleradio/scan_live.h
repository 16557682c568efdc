/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The devices of a scan as a table that is drawn in place, and its keys.
 */
#ifndef BLR_CLI_SCAN_LIVE_H
#define BLR_CLI_SCAN_LIVE_H

#include "devices.h"
#include "screen.h"

#define LIVE_FILTER 40

enum live_sort { LIVE_BY_RSSI, LIVE_BY_NAME, LIVE_BY_ADDRESS, LIVE_BY_COUNT, LIVE_BY_AGE, LIVE_SORTS };

struct live {
    struct output *out;
    struct devices *devices;
    struct screen screen;
    int32_t *order; /**< places in the table of devices, as they are shown */
    unsigned count; /**< of them */
    unsigned top;   /**< first one that is shown, of those that the filter lets through */
    enum live_sort sort;
    bool paused;
    bool typing; /**< into the filter */
    char filter[LIVE_FILTER];
};

/** What the first line says besides. */
struct live_facts {
    uint64_t now_us;
    uint64_t begin_us;
    uint64_t packets;
};

/** Take the terminal. @return false: out of memory, or it cannot be had */
bool blr_live_begin(struct live *live, struct output *out, struct devices *devices);
void blr_live_end(struct live *live);

/** Do what the pressed keys say. @param changed set to: it is to be drawn at once @return false: the user has enough */
bool blr_live_keys(struct live *live, bool *changed);

/** Draw the table. */
void blr_live_draw(struct live *live, const struct live_facts *facts);

#endif
