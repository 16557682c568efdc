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
 *         if (walk.rssi_dbm >= filter.minimum_rssi_dbm && blr_report_is_listed(&filter, blr_report_address(&walk)) &&
 *             blr_report_has_wanted(&filter, walk.data, walk.size)) blr_report_read(&walk, &report);
 *     if (walk.malformed) count it;
 */
#ifndef BLR_GAP_REPORT_H
#define BLR_GAP_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/** Octets of a report before and after its data (7.7.65.2, 7.7.65.13). */
enum {
    REPORT_LEGACY_BEFORE = 9, /**< event type, address type, address, length */
    REPORT_LEGACY_AFTER = 1,  /**< RSSI */
    REPORT_EXTENDED_BEFORE = 24,
    REPORT_EXTENDED_RSSI_AT = 13
};

enum { REPORT_UNKNOWN_DBM = 127, REPORT_NO_SET = 0xff, REPORT_PHY_1M = 1 };

/** @param parameters of an LE Meta event with subevent LE Advertising Report or LE Extended Advertising Report */
static inline void blr_report_begin(struct report_walk *walk, const uint8_t *parameters, size_t size)
{
    enum { EXTENDED_SUBEVENT = 0x0d };
    walk->extended = parameters[0] == EXTENDED_SUBEVENT;
    walk->end = parameters + size;
    walk->left = size >= 2 ? parameters[1] : 0;
    walk->malformed = size < 2;
    walk->next = parameters + (size < 2 ? size : 2);
}

/** Step to the next report. @return false: none, or the rest is malformed */
static inline bool blr_report_next(struct report_walk *walk)
{
    const uint8_t *at = walk->next;
    size_t before = walk->extended ? REPORT_EXTENDED_BEFORE : REPORT_LEGACY_BEFORE;
    size_t around = walk->extended ? REPORT_EXTENDED_BEFORE : REPORT_LEGACY_BEFORE + REPORT_LEGACY_AFTER;
    size_t room = (size_t)(walk->end - at);
    if (walk->left == 0 || room < around || room - around < at[before - 1]) {
        walk->malformed |= walk->left != 0 || room != 0;
        walk->left = 0;
        return false;
    }
    walk->left--;
    walk->at = at;
    walk->size = at[before - 1];
    walk->data = at + before;
    walk->rssi_dbm = (int8_t)(walk->extended ? at[REPORT_EXTENDED_RSSI_AT] : walk->data[walk->size]);
    walk->next = at + around + walk->size;
    return true;
}

/** The report at `at`, which was stepped to before. */
static inline struct report_walk blr_report_at(const uint8_t *at, bool extended)
{
    size_t before = extended ? REPORT_EXTENDED_BEFORE : REPORT_LEGACY_BEFORE;
    struct report_walk walk = { .at = at, .data = at + before, .size = at[before - 1], .extended = extended };
    walk.rssi_dbm = (int8_t)(extended ? at[REPORT_EXTENDED_RSSI_AT] : walk.data[walk.size]);
    return walk;
}

/** Does more data of this advertisement follow in another report? */
static inline bool blr_report_is_part(const struct report_walk *walk)
{
    enum { STATUS = 0x60, INCOMPLETE = 0x20 };
    return walk->extended && (walk->at[0] & STATUS) == INCOMPLETE;
}

/** Where the present report has its address type, and the address behind it. */
static inline const uint8_t *blr_report_address(const struct report_walk *walk)
{
    return walk->at + (walk->extended ? 2 : 1);
}

/** Is an advertiser (its address type, then its address) one of the filter's, or does the filter name none? */
bool blr_report_is_listed(const struct ble_report_filter *filter, const uint8_t *address);

/** Do AD structures contain what the filter wants: one that begins with one of the prefixes, a name that fits? */
bool blr_report_has_wanted(const struct ble_report_filter *filter, const uint8_t *data, size_t size);

static inline void blr_report_read_legacy(const uint8_t *at, struct ble_host_report *report)
{
    /* What each legacy event type allows. */
    static const uint8_t flags_of[] = {
        BLE_REPORT_LEGACY | BLE_REPORT_CONNECTABLE | BLE_REPORT_SCANNABLE, /* ADV_IND */
        BLE_REPORT_LEGACY | BLE_REPORT_CONNECTABLE | BLE_REPORT_DIRECTED,  /* ADV_DIRECT_IND */
        BLE_REPORT_LEGACY | BLE_REPORT_SCANNABLE,                          /* ADV_SCAN_IND */
        BLE_REPORT_LEGACY,                                                 /* ADV_NONCONN_IND */
        BLE_REPORT_LEGACY | BLE_REPORT_SCAN_RESPONSE                       /* SCAN_RSP */
    };
    report->flags = at[0] < sizeof(flags_of) ? flags_of[at[0]] : (uint8_t)BLE_REPORT_LEGACY;
    report->address.type = at[1];
    memcpy(report->address.octets, at + 2, 6);
    report->tx_power_dbm = REPORT_UNKNOWN_DBM;
    report->primary_phy = REPORT_PHY_1M;
    report->secondary_phy = 0;
    report->set_id = REPORT_NO_SET;
    report->periodic_interval = 0;
    memset(report->direct.octets, 0, sizeof(report->direct.octets));
    report->direct.type = BLE_ADDRESS_ANONYMOUS;
}

static inline void blr_report_read_extended(const uint8_t *at, struct ble_host_report *report)
{
    uint16_t type = (uint16_t)(at[0] | at[1] << 8);
    /* Bits 0 ... 4 are our flags in the same order; 5 and 6 are the data status. */
    uint8_t status = type >> 5 & 3;
    report->flags = (uint8_t)((type & 0x1f) | BLE_REPORT_EXTENDED | (status == 1 ? BLE_REPORT_INCOMPLETE : 0) |
                              (status == 2 ? BLE_REPORT_TRUNCATED : 0));
    report->address.type = at[2];
    memcpy(report->address.octets, at + 3, 6);
    report->primary_phy = at[9];
    report->secondary_phy = at[10];
    report->set_id = at[11];
    report->tx_power_dbm = (int8_t)at[12];
    report->periodic_interval = (uint16_t)(at[14] | at[15] << 8);
    report->direct.type = type & BLE_REPORT_DIRECTED ? at[16] : (uint8_t)BLE_ADDRESS_ANONYMOUS;
    memcpy(report->direct.octets, at + 17, 6);
}

/** Read the present report; report->data and size still aim into the event, time_us is left alone. */
static inline void blr_report_read(const struct report_walk *walk, struct ble_host_report *report)
{
    if (walk->extended)
        blr_report_read_extended(walk->at, report);
    else
        blr_report_read_legacy(walk->at, report);
    report->rssi_dbm = walk->rssi_dbm;
    report->data = walk->data;
    report->size = walk->size;
}

/** Are the prefix list, the number of addresses and the pattern well formed? */
bool blr_report_filter_is_valid(const struct ble_report_filter *filter);

#endif
