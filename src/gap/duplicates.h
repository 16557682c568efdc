/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Which advertisements were told already: a bounded, aged table for scans that want each device once, or only
 *        what changes.
 *
 * An advertisement here is what one address of one type sends in one advertising set, advertisement and scan response
 * apart; so a device that sends both is told when either changes, its name too wherever it is.
 *
 *     blr_duplicates_init(&d, memory, 1000, seed);            // memory of blr_duplicates_size(1000) octets
 *     blr_duplicates_start(&d, BLE_DUPLICATES_CHANGED, 10000);    // a scan begins
 *     if (blr_duplicates_is_new(&d, &report) && !tell(&report)) blr_duplicates_take_back(&d);
 *
 * Every report costs the same, however many devices there are: it is looked for in two buckets of four entries. Who is
 * new takes the emptier bucket; when both are full the one of the eight that was told longest ago is forgotten (counted
 * in `evicted`) and will be told once more than needed: nothing is ever lost by that. With as many devices as the table
 * was made for, nearly no one is forgotten: it has two entries for each.
 *
 * Where an address lies depends on a secret seed, so nobody on the air can fill a bucket on purpose. The caller owns
 * the memory; no clock: the times are those of the reports.
 */
#ifndef BLR_GAP_DUPLICATES_H
#define BLR_GAP_DUPLICATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/host.h>

enum { DUPLICATES_WAYS = 4, DUPLICATES_MAX = 1000000 };

/** What was told of an advertisement. */
struct duplicates_entry {
    uint64_t key;   /**< address, its type, set, scan response */
    uint32_t mark;  /**< of its data, with the lowest bit set; 0: the entry is free */
    uint32_t ticks; /**< when it was told, x 1,024 us, wraps */
};

struct duplicates_bucket {
    struct duplicates_entry entries[DUPLICATES_WAYS];
};

struct duplicates {
    struct duplicates_bucket *buckets;
    uint32_t count;                /**< of buckets */
    uint32_t age_ticks;            /**< 0: no limit */
    uint64_t secrets[4];           /**< from the seed */
    uint64_t now_us;               /**< latest time of a report */
    struct duplicates_entry *told; /**< of the report that was new last */
    uint8_t policy;                /**< enum ble_duplicates */
    uint64_t suppressed;           /**< reports that were not told */
    uint64_t evicted;              /**< entries forgotten before their time because their buckets were full */
};

/** Octets of memory for so many devices (advertisements, strictly), 1 ... 1,000,000: 32 for each. 0: out of range */
size_t blr_duplicates_size(uint32_t devices);

/**
 * Make a table with policy BLE_DUPLICATES_ALL.
 * @param memory of blr_duplicates_size() octets, aligned for uint64_t; 64 is faster
 * @param seed unpredictable for whoever is on the air
 */
void blr_duplicates_init(struct duplicates *d, void *memory, uint32_t devices, uint64_t seed);

/** Forget everything told; from now on this seed decides where an address lies. */
void blr_duplicates_seed(struct duplicates *d, uint64_t seed);

/**
 * Forget everything told, and begin with this policy. The counters stay.
 * @param age_ms after how long an advertisement is told again although it is the same, 1 ... 2,000,000,000;
 *        BLE_FOREVER: never. (Whoever comes back 50 days after it was told may be taken for told just now.)
 */
void blr_duplicates_start(struct duplicates *d, enum ble_duplicates policy, uint32_t age_ms);

/**
 * Is a report to be told? If so it counts as told.
 * @param report with all its data: parts are put together before; a time_us before the latest one seen counts as that
 */
bool blr_duplicates_is_new(struct duplicates *d, const struct ble_host_report *report);

/** The report that was new just now could not be told after all: the next one like it is new again. */
void blr_duplicates_take_back(struct duplicates *d);

#endif
