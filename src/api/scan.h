/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A scan from inside: scanning.c checks what the program wants and asks the host for it, hearing.c judges what
 * comes of it and hands it out, merging.c joins advertisements with their scan responses.
 *
 * A report goes, in this order: host's ring, blr_scan_heard() (extended wanted?), merging, types, and then to the
 * program's callback, to ble_radio_scan_next() as a view into the host's ring, or, while the program does something
 * else with the radio, into a buffer.
 */
#ifndef BLR_API_SCAN_H
#define BLR_API_SCAN_H

#include <bleradio/scanning.h>

#include "api/report_buffer.h"

enum { BLR_SCAN_TYPES = 16 };

/** What becomes of a scan. */
enum blr_scan_state {
    BLR_SCAN_NONE = 0, /**< none was ever on */
    BLR_SCAN_STARTING,
    BLR_SCAN_ON,
    BLR_SCAN_STOPPING,
    BLR_SCAN_OVER
};

enum {
    BLR_MERGE_SLOTS = 64,
    BLR_MERGE_DATA = 31, /**< a scannable advertisement has no more: legacy PDUs; extended ones have none at all */
    BLR_MERGE_US = 50000 /**< a response follows within a millisecond; the slowest line delivers it so much later */
};

/** An advertisement that waits for its scan response. */
struct blr_merge_slot {
    uint64_t order; /**< which came first; 0: free */
    uint64_t until_us;
    struct ble_report report;
    uint8_t data[BLR_MERGE_DATA];
};

/** Of a scan that merges. */
struct blr_merge {
    struct blr_merge_slot slots[BLR_MERGE_SLOTS];
    uint64_t orders;                 /**< given so far */
    unsigned waiting;                /**< slots that are not free */
    struct ble_report_filter wanted; /**< the name: it may be in either packet, so the host cannot look for it */
    uint8_t whole[BLR_REPORT_DATA];  /**< data of what was handed out last */
};

struct blr_scan {
    uint8_t state;                   /**< enum blr_scan_state */
    ble_status end;                  /**< what ble_radio_scan_next() returns in the end, in state BLR_SCAN_OVER */
    struct ble_scan_options options; /**< but for addresses and name, which the host has */
    const struct ble_advertisement_type *types[BLR_SCAN_TYPES];
    uint8_t count; /**< of types; 0: all reports */
    struct ble_scan_counters counters;
    struct blr_report_buffer buffer;
    struct blr_merge *merge;   /**< NULL: not wanted */
    struct ble_report *taking; /**< where ble_radio_scan_next() wants a report; NULL: it is not running */
    bool found;                /**< it is there: nothing more is pulled from the host */
};

/* hearing.c */
/** A report came from the host. Its views live until the host is asked for the next event. */
void blr_scan_heard(ble_radio *radio, const struct ble_host_report *report);

/** A whole report: of a type that is wanted? Then hand it out. */
void blr_scan_give(ble_radio *radio, struct ble_report *report);

/** Is there, or will there be, nothing more to hand out? */
bool blr_scan_is_exhausted(const ble_radio *radio);

/* merging.c */
/** An advertisement or a scan response, before its type is known. */
void blr_merge_heard(ble_radio *radio, struct ble_report *report);

/** Hand out what waited long enough, or, when the scan is over, what waits at all. */
void blr_merge_due(ble_radio *radio, uint64_t now_us);

/** When blr_merge_due() has something to do; BLR_NEVER: not by time. */
uint64_t blr_merge_deadline(const ble_radio *radio);

/* scanning.c */
/** The scan ended without being asked to. */
void blr_scan_ended(ble_radio *radio, ble_status status);

/** The watchdog noticed a silence. @param stage enum ble_stall_stage */
void blr_scan_stalled(ble_radio *radio, uint8_t stage, uint32_t silent_ms);

/** The radio is closed. */
void blr_scan_free(ble_radio *radio);

#endif
