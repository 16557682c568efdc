/* SPDX-License-Identifier: MIT */
#include "gap/report.h"

#include <string.h>

#include "hci/packets.h"

/** Octets of a report before and after its data (7.7.65.2, 7.7.65.13). */
enum {
    LEGACY_BEFORE = 9, /* event type, address type, address, length */
    LEGACY_AFTER = 1,  /* RSSI */
    EXTENDED_BEFORE = 24
};

enum { RSSI_UNKNOWN = 127, NO_SET = 0xff, PHY_1M = 1 };

void blr_report_begin(struct report_walk *walk, const uint8_t *parameters, size_t size)
{
    walk->extended = parameters[0] == HCI_LE_EV_LE_EXTENDED_ADVERTISING_REPORT;
    walk->end = parameters + size;
    walk->left = size >= 2 ? parameters[1] : 0;
    walk->malformed = size < 2 || (walk->left == 0 && size > 2);
    walk->next = parameters + (size < 2 ? size : 2);
}

static bool broken(struct report_walk *walk)
{
    walk->left = 0;
    walk->malformed = true;
    return false;
}

bool blr_report_next(struct report_walk *walk)
{
    const uint8_t *at = walk->next;
    if (walk->left == 0)
        return at == walk->end || walk->malformed ? false : broken(walk);
    size_t room = (size_t)(walk->end - at);
    walk->left--;
    walk->at = at;
    if (walk->extended) {
        if (room < EXTENDED_BEFORE || room < EXTENDED_BEFORE + (size_t)at[EXTENDED_BEFORE - 1])
            return broken(walk);
        walk->size = at[EXTENDED_BEFORE - 1];
        walk->data = at + EXTENDED_BEFORE;
        walk->rssi_dbm = (int8_t)at[13];
        walk->next = walk->data + walk->size;
        return true;
    }
    if (room < LEGACY_BEFORE + LEGACY_AFTER || room < LEGACY_BEFORE + LEGACY_AFTER + (size_t)at[LEGACY_BEFORE - 1])
        return broken(walk);
    walk->size = at[LEGACY_BEFORE - 1];
    walk->data = at + LEGACY_BEFORE;
    walk->rssi_dbm = (int8_t)walk->data[walk->size];
    walk->next = walk->data + walk->size + LEGACY_AFTER;
    return true;
}

/** Does an AD structure (length, type, data) begin with one of the prefixes? */
static bool structure_matches(const struct ble_report_filter *filter, const uint8_t *structure)
{
    const uint8_t *end = filter->prefixes + filter->prefixes_size;
    for (const uint8_t *prefix = filter->prefixes; prefix < end; prefix += 1 + prefix[0])
        if (prefix[0] <= structure[0] && prefix[1] == structure[1] && memcmp(prefix + 1, structure + 1, prefix[0]) == 0)
            return true;
    return false;
}

bool blr_report_is_wanted(const struct ble_report_filter *filter, const struct report_walk *walk)
{
    if (walk->rssi_dbm < filter->minimum_rssi_dbm)
        return false;
    if (filter->prefixes_size == 0)
        return true;
    const uint8_t *end = walk->data + walk->size;
    for (const uint8_t *at = walk->data; at < end && at[0] > 0 && at[0] < end - at; at += 1 + at[0])
        if (structure_matches(filter, at))
            return true;
    return false;
}

static uint16_t get_u16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static void read_legacy(const uint8_t *at, struct ble_host_report *report)
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
    report->tx_power_dbm = RSSI_UNKNOWN;
    report->primary_phy = PHY_1M;
    report->secondary_phy = 0;
    report->set_id = NO_SET;
    report->periodic_interval = 0;
    memset(report->direct.octets, 0, sizeof(report->direct.octets));
    report->direct.type = BLE_ADDRESS_ANONYMOUS;
}

static void read_extended(const uint8_t *at, struct ble_host_report *report)
{
    uint16_t type = get_u16(at);
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
    report->periodic_interval = get_u16(at + 14);
    report->direct.type = type & BLE_REPORT_DIRECTED ? at[16] : (uint8_t)BLE_ADDRESS_ANONYMOUS;
    memcpy(report->direct.octets, at + 17, 6);
}

void blr_report_read(const struct report_walk *walk, struct ble_host_report *report)
{
    if (walk->extended)
        read_extended(walk->at, report);
    else
        read_legacy(walk->at, report);
    report->rssi_dbm = walk->rssi_dbm;
    report->data = walk->data;
    report->size = walk->size;
}

bool blr_report_filter_is_valid(const struct ble_report_filter *filter)
{
    if (filter->prefixes_size > BLE_FILTER_PREFIXES)
        return false;
    unsigned at = 0;
    while (at < filter->prefixes_size && filter->prefixes[at] > 0)
        at += 1u + filter->prefixes[at];
    return at == filter->prefixes_size;
}
