/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Connecting: the queue of attempts, the peers to be kept connected, and what becomes of a connection.
 *
 * Attempts take turns, one at a time; when several wait, each turn ends after TURN_US so that none of them starves. The
 * peers to be kept are connected to through the accept list whenever no attempt waits. The arbiter starts and cancels;
 * here is decided what is wanted, and whose a connection is that comes after all.
 *
 * Part of struct gap, which owns it; `now_us` as everywhere in the core.
 */
#ifndef BLR_GAP_INITIATOR_H
#define BLR_GAP_INITIATOR_H

#include <stdbool.h>
#include <stdint.h>

#include <bleradio/host.h>

#include "gap/link_units.h"

struct gap;
struct gap_command;
struct gap_step;

/** One BLE_REQUEST_CONNECT. */
struct gap_attempt {
    uint32_t request;
    ble_status failure; /**< it ended, which is not told yet; BLE_OK: it waits or runs */
    struct ble_address peer;
    uint8_t phys;
    uint16_t version; /**< of its wish, see struct gap_air */
    uint16_t scan_interval;
    uint16_t scan_window;
    struct gap_link_units units;
};

/** A peer that is to be connected whenever it advertises. */
struct gap_kept {
    struct ble_address peer;
    bool connected;
    bool listed;       /**< on the accept list that is wanted */
    uint8_t failures;  /**< in a row */
    uint64_t since_us; /**< connected */
    uint64_t retry_us; /**< not before */
};

struct gap_initiator {
    struct gap_attempt *attempts; /**< oldest turn first */
    struct gap_kept *kept;
    uint16_t attempt_capacity;
    uint16_t attempt_count;
    uint16_t kept_capacity;
    uint16_t kept_count;
    struct gap_link_units kept_units;
    uint16_t last_version; /**< given to a wish */
    uint16_t list_at;      /**< of the accept list so many commands were answered: the first one clears it */
    bool list_lost;        /**< the controller did not take the accept list: what it holds is unknown */
    bool over;             /**< the attempt ended before its command was answered */
    bool doubted;          /**< the command was refused as if an attempt ran, which is being cancelled */
    bool no_room;          /**< all links are in use */
    uint8_t failures;      /**< of connecting by accept list, in a row */
    uint64_t retry_us;     /**< by accept list not before */
    uint64_t turn_us;      /**< end of the turn that is running */
    uint64_t cancel_us;    /**< until when the end of a cancelled attempt is waited for */
    uint64_t late_us;      /**< until then a connection to `late` is of an attempt that was given up while it ran */
    struct ble_address late;
};

/** What a completed connection as central is. */
struct gap_arrival {
    uint32_t request; /**< the attempt that asked for it, 0: none */
    bool unwanted;    /**< its attempt was given up: it is to be disconnected */
};

/** Can this controller connect at all? (Legacy commands do not mix with extended ones.) */
bool blr_initiator_can(const struct gap *gap, const struct ble_controller_info *info);

/** Queue an attempt. @return BLE_OK: its end comes as an outcome or with blr_initiator_connected() */
ble_status blr_initiator_connect(struct gap *gap, uint64_t now_us, const struct ble_connecting *how, uint32_t request);

/** An attempt is cancelled or out of time. */
void blr_initiator_withdraw(struct gap *gap, uint64_t now_us, uint32_t request);

/** Replace the peers to be kept. */
ble_status blr_initiator_keep(struct gap *gap, uint64_t now_us, const struct ble_address *peers, uint16_t count,
                              const struct ble_link_parameters *parameters);

/**
 * A connection as central was completed, or failed with an HCI status.
 * @param peer looked at with status 0 only: cancelled ones have none
 */
struct gap_arrival blr_initiator_connected(struct gap *gap, uint64_t now_us, uint8_t status,
                                           const struct ble_address *peer);

/** A link to this peer is up, or gone; in either role. */
void blr_initiator_link_up(struct gap *gap, uint64_t now_us, const struct ble_address *peer);
void blr_initiator_link_down(struct gap *gap, uint64_t now_us, const struct ble_address *peer, uint8_t reason);

/** Is there room for another link? */
void blr_initiator_room(struct gap *gap, uint64_t now_us, bool room);

/** Forget all attempts; kept peers stay, as not connected. */
void blr_initiator_lost(struct gap *gap);

/** Say what is wanted now. */
void blr_initiator_choose(struct gap *gap, uint64_t now_us);

/** The command of a step of its own. */
void blr_initiator_command(struct gap *gap, struct gap_step step, struct gap_command *command);
/** A step of its own was answered. @return true: the same step goes on with another command */
bool blr_initiator_answered(struct gap *gap, uint64_t now_us, struct gap_step step, uint8_t status);
/** Its answer did not come in time. */
void blr_initiator_unanswered(struct gap *gap, uint64_t now_us, struct gap_step step);

/** An attempt that ended without a connection: true, its request and why. */
bool blr_initiator_outcome(struct gap *gap, uint32_t *request, ble_status *status);

void blr_initiator_tick(struct gap *gap, uint64_t now_us);
uint64_t blr_initiator_deadline(const struct gap *gap);

#endif
