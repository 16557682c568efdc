/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Advertisements that come in several extended reports, put together again: of many advertisers at once, in a
 *        bounded pool.
 *
 * A controller cuts advertising data of up to 1,650 octets into reports of up to 229, all but the last of them marked
 * as incomplete (Vol 4 Part E 7.7.65.13); reports of other advertisers come in between. An advertisement here is what
 * one address of one type sends in one advertising set (SID 0xff: none), advertisement and scan response apart.
 *
 *     while ((outcome = blr_reassembly_put(&r, &report, wanted)) == REASSEMBLY_GAVE_UP)
 *         tell r.done;                                          // another advertiser's, truncated; then put it again
 *     if (outcome == REASSEMBLY_ALONE) tell report;
 *     if (outcome == REASSEMBLY_READY) tell r.done;             // blr_reassembly_copy() has its data
 *     ...
 *     while (blr_reassembly_expire(&r, now_us)) tell r.done;    // in a tick; when: blr_reassembly_deadline()
 *
 * Overflow policy: when the pool is full, the advertisement that began first is given up and told as truncated with
 * what there is of it; the reports that would have continued it are dropped (counted) until its end or its age limit,
 * never taken for the beginning of another. The caller owns the memory; nothing is allocated; no clock: times are those
 * of the reports and of blr_reassembly_expire().
 */
#ifndef BLR_GAP_REASSEMBLY_H
#define BLR_GAP_REASSEMBLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/host.h>

#include "hci/blocks.h"

enum { REASSEMBLY_MAX = 1650 };

/** Whose advertisement a report is a part of. */
struct reassembly_key {
    struct ble_address address;
    uint8_t set_id;
    uint8_t is_response; /**< scan response */
};

/** An advertisement of which parts are there. */
struct reassembly_slot {
    struct ble_host_report report; /**< its first part, without data */
    struct reassembly_key key;
    struct hci_chain data;
    uint16_t newer; /**< index; of a free slot: the next free one */
    uint16_t older;
};

/** An advertisement that was given up while more of it was to come. */
struct reassembly_skip {
    uint64_t until_us;
    struct reassembly_key key;
};

/** What happened; they only grow. */
struct reassembly_counters {
    uint32_t whole;     /**< advertisements put together, as far as the controller had them */
    uint32_t given_up;  /**< told as truncated because the pool was full */
    uint32_t too_long;  /**< told as truncated because they passed 1,650 octets */
    uint32_t timed_out; /**< told as truncated because the rest did not come */
    uint32_t forgotten; /**< not told: blr_reassembly_clear() came before their end */
    uint32_t skipped;   /**< reports dropped: the rest of what had been given up or was not wanted */
};

struct reassembly {
    struct hci_blocks blocks;
    struct reassembly_slot *slots;
    struct reassembly_skip *skips; /**< twice as many as slots */
    uint64_t age_us;
    uint64_t skip_until_us; /**< when the last of skips has passed */
    uint16_t count;         /**< of slots */
    uint16_t free;          /**< first free slot */
    uint16_t oldest;
    uint16_t newest;
    struct hci_chain done_data;
    struct ble_host_report done; /**< told by the last call; data is NULL, see blr_reassembly_copy() */
    struct reassembly_counters counters;
};

enum reassembly_outcome {
    REASSEMBLY_ALONE,   /**< nothing to put together: the report is all there is */
    REASSEMBLY_KEPT,    /**< a part; more has to come */
    REASSEMBLY_READY,   /**< the last part: r->done is the advertisement */
    REASSEMBLY_GAVE_UP, /**< r->done is another advertisement, given up to make room: put the same report again. At most
                             `slots` times in a row. */
    REASSEMBLY_SKIPPED, /**< the rest of an advertisement that was given up or not wanted: dropped */
    REASSEMBLY_UNWANTED /**< the first part of an advertisement that is not wanted: dropped, as its rest will be */
};

/**
 * Octets of memory wanted.
 * @param slots advertisements at once, 1 ... 1,000
 * @param blocks of BLR_BLOCK_DATA octets, shared by all of them, 1 ... 65,534; an advertisement takes up to 27
 * @return 0: a number is outside its range
 */
size_t blr_reassembly_size(uint16_t slots, uint16_t blocks);

/**
 * @param memory of blr_reassembly_size() octets, aligned for uint64_t
 * @param age_ms how long an advertisement may take from its first part on, 1 ... 3,600,000
 */
void blr_reassembly_init(struct reassembly *r, void *memory, uint16_t slots, uint16_t blocks, uint32_t age_ms);

/** Forget all parts, told or not: the scan ended. The counters stay. */
void blr_reassembly_clear(struct reassembly *r);

/**
 * A report came. What r->done held before is released.
 * @param wanted false: if it is the first part of an advertisement, drop all of that; the first part decides
 */
enum reassembly_outcome blr_reassembly_put(struct reassembly *r, const struct ble_host_report *report, bool wanted);

/** Is nothing waited for, neither parts to be put together nor such to be dropped? Then whole reports are alone. */
bool blr_reassembly_is_idle(const struct reassembly *r, uint64_t now_us);

/** Give up the oldest advertisement if its age limit has passed. @return true: it is r->done, ask again; false: none */
bool blr_reassembly_expire(struct reassembly *r, uint64_t now_us);

/** When blr_reassembly_expire() has something, BLE_NO_DEADLINE: nothing is waiting. */
uint64_t blr_reassembly_deadline(const struct reassembly *r);

/** Copy the data of r->done, which has r->done.size octets; before the next call that is not a getter. */
void blr_reassembly_copy(const struct reassembly *r, uint8_t *out);

#endif
