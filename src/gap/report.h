/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Advertising reports, by hand for speed: walked in place, judged by the filter before anything is copied.
 *
 * The packet tables define the same two events; a test holds this file against them.
 *
 *     struct report_walk walk;
 *     blr_report_begin(&walk, parameters, size);            // of an LE Meta event, from its subevent octet on
 *     while (blr_report_next(&walk))
 *         if (blr_report_is_wanted(&filter, &walk)) blr_report_read(&walk, &report);
 *     if (walk.malformed) count it;
 */
#ifndef BLR_GAP_REPORT_H
#define BLR_GAP_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/host.h>

/** One report of an event, where it lies. */
struct report_walk {
    const uint8_t *next; /**< of the following report */
    const uint8_t *end;  /**< of the event */
    const uint8_t *at;   /**< this report */
    const uint8_t *data; /**< its AD structures */
    uint8_t size;        /**< octets of data */
    int8_t rssi_dbm;
    uint8_t left; /**< reports that the event still announces */
    bool extended;
    bool malformed; /**< the event is shorter or longer than its reports */
};

/** @param parameters of an LE Meta event with subevent LE Advertising Report or LE Extended Advertising Report */
void blr_report_begin(struct report_walk *walk, const uint8_t *parameters, size_t size);

/** Step to the next report. @return false: none, or the rest is malformed */
bool blr_report_next(struct report_walk *walk);

/** Does this report pass the filter? */
bool blr_report_is_wanted(const struct ble_report_filter *filter, const struct report_walk *walk);

/** Read the present report; report->data and size still aim into the event, time_us is left alone. */
void blr_report_read(const struct report_walk *walk, struct ble_host_report *report);

/** Is a prefix list well formed? */
bool blr_report_filter_is_valid(const struct ble_report_filter *filter);

#endif
