/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The ladder that gets an answer out of a controller: Reset, again, padding, line tricks, other rates.
 *
 * Each rung is an action and how long to wait for its result. Whoever climbs carries the action out:
 *
 *     switch (blr_ladder_next(&ladder, &info, &wait_us)) { case LADDER_RESET: send Reset, look for its answer ... }
 *
 * Padding finishes a command that somebody else left half sent in the controller; surplus zeros are no packets, which
 * controllers skip or answer with Hardware Error.
 */
#ifndef BLR_HCI_RECOVERY_H
#define BLR_HCI_RECOVERY_H

#include <stdint.h>

#include <bleradio/host.h>

enum { LADDER_PADDING = 260 /**< zero octets: the longest command with its indicator, and one more */ };

enum ladder_action {
    LADDER_RESET,     /**< send Reset */
    LADDER_PAD,       /**< send LADDER_PADDING zero octets */
    LADDER_FLUSH,     /**< BLE_EFFECT_FLUSH_INPUT */
    LADDER_PULSE_DTR, /**< BLE_EFFECT_PULSE_DTR */
    LADDER_NEXT_BAUD, /**< BLE_EFFECT_SET_BAUD with blr_ladder_baud() */
    LADDER_REOPEN,    /**< BLE_EFFECT_REOPEN */
    LADDER_GIVE_UP
};

struct ladder {
    uint8_t rung;
    uint8_t baud;       /**< index into baud_choices */
    uint8_t first_baud; /**< with which this climb began */
};

/** Go to the foot. The rate stays: it was the right one once. The others are tried after it, and then it again. */
void blr_ladder_start(struct ladder *ladder);

/** Next action, leaving out what this transport cannot do. @param wait_us how long to wait for an answer to Reset, or
 *  to pause after anything else; an effect is waited for in addition */
enum ladder_action blr_ladder_next(struct ladder *ladder, const struct ble_transport_info *info, uint32_t *wait_us);

/** The rate in use, 0: the line has none. */
uint32_t blr_ladder_baud(const struct ladder *ladder, const struct ble_transport_info *info);

#endif
