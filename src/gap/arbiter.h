/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The arbiter: what the application wants on the air, what the controller confirmed, and the one next step.
 *
 * Two plain structs and a pure function. Contents (parameters, data, addresses) are compared by version numbers that
 * their owner counts up; 0 is nothing. One step is in flight at a time; when it was confirmed blr_arbiter_done()
 * changes `actual` accordingly. Stop, change, start; making room for a connection; restoring everything after a reset
 * (`actual` = all zero): all are the same rule.
 *
 * A connection attempt ends with an event, not with the answer to its cancellation: from that answer on it is
 * `cancelling`, and blr_arbiter_initiated() says that the event came, or that it was waited for long enough.
 *
 *     while ((step = blr_arbiter_next(&wanted, &actual, &capabilities)).action != GAP_NOTHING)
 *         send its command, wait for the answer, blr_arbiter_done(&actual, step);
 *
 * Proved by test/gap/test_arbiter.c: from every pair of states it comes to rest after a bounded number of steps and
 * never takes one that the specification refuses (Vol 4 Part E 7.8.4 ... 7.8.12, 7.8.52 ... 7.8.66).
 */
#ifndef BLR_GAP_ARBITER_H
#define BLR_GAP_ARBITER_H

#include <stdbool.h>
#include <stdint.h>

enum { GAP_SETS_MAX = 8, GAP_UNKNOWN = UINT16_MAX /**< version of contents that nobody knows */ };

/** The version after this one. */
static inline uint16_t blr_next_version(uint16_t version)
{
    return version >= GAP_UNKNOWN - 1 ? 1 : (uint16_t)(version + 1);
}

/** Versions of what an advertising set consists of. */
struct gap_set_contents {
    uint16_t parameters;
    uint16_t address; /**< random address of this set's own (extended commands only) */
    uint16_t data;
    uint16_t response; /**< scan response data */
};

struct gap_set {
    bool on;
    bool in_pieces; /**< wanted: data or response do not fit one command, so they change only while the set is off */
    bool listed;    /**< its filter policy reads the accept list */
    struct gap_set_contents contents;
};

/** A state of everything on the air: the application's wish, or the controller's truth. */
struct gap_air {
    uint16_t random_address; /**< of scanning and initiating, and of legacy advertising */
    uint16_t accept_list;    /**< version of the accept list; changes only while nothing that is on reads it */
    bool scanning;
    bool scan_listed; /**< its filter policy reads the accept list */
    uint16_t scan;    /**< version of scan parameters */
    bool initiating;
    bool initiate_listed; /**< whoever is on the accept list */
    bool cancelling;      /**< actual: cancelled, but its end was not told yet */
    uint16_t initiate;    /**< version of whom and how */
    struct gap_set sets[GAP_SETS_MAX];
};

/** What the controller can do. */
struct gap_capabilities {
    bool extended;              /**< extended advertising and scanning commands are used, never legacy ones */
    uint8_t sets;               /**< advertising sets, at most GAP_SETS_MAX; 1 without extended commands */
    bool scan_while_initiating; /**< LE Supported States allow it */
    bool initiate;              /**< there is a command to connect with */
    uint8_t accept_list;        /**< entries */
};

enum gap_action {
    GAP_NOTHING,
    GAP_SET_RANDOM_ADDRESS,
    GAP_SET_ACCEPT_LIST,
    GAP_SET_PARAMETERS, /**< of set `set` */
    GAP_SET_ADDRESS,
    GAP_SET_DATA,
    GAP_SET_RESPONSE,
    GAP_ENABLE_SET,
    GAP_DISABLE_SET,
    GAP_REMOVE_SET, /**< extended commands only */
    GAP_SCAN_PARAMETERS,
    GAP_SCAN_ON,
    GAP_SCAN_OFF,
    GAP_INITIATE,
    GAP_CANCEL_INITIATE
};

struct gap_step {
    uint8_t action; /**< enum gap_action */
    uint8_t set;
    uint16_t version; /**< of what it sets: the wish may have moved on when it is confirmed */
    bool listed;      /**< what it sets or begins reads the accept list */
};

/** The next step from actual towards wanted. Pure. */
struct gap_step blr_arbiter_next(const struct gap_air *wanted, const struct gap_air *actual,
                                 const struct gap_capabilities *capabilities);

/** The step was confirmed: `actual` becomes what it makes of it. */
void blr_arbiter_done(struct gap_air *actual, struct gap_step step);

/** A connection attempt came to its end, whichever: the controller initiates no longer. */
void blr_arbiter_initiated(struct gap_air *actual);

/**
 * The step was refused. What it was for is no longer wanted; what should have gone off is taken as off (the usual
 * reason for a refusal is that it was off already). A cancellation is refused when the attempt is over: that event may
 * be on its way, so it is waited for as after one that was not refused.
 */
void blr_arbiter_refused(struct gap_air *wanted, struct gap_air *actual, struct gap_step step);

/**
 * A step on the way to something that is to be on was refused, maybe because it is on already: an answer was lost or
 * damaged. It is taken as on, with contents that nobody knows, so that switching it off comes first.
 */
void blr_arbiter_doubt(struct gap_air *actual, struct gap_step step);

/** Does the step switch something off? */
bool blr_arbiter_is_off_step(struct gap_step step);

#endif
