/* SPDX-License-Identifier: MIT */
/* One report of an advertisement and its scan response. An advertisement that may be answered waits in a slot until its
 * response comes, the same advertiser is heard again, its time is up, or its slot is needed: each event hands out one
 * report at most, so a report never waits for the program. */
#include <string.h>

#include "api/internal.h"

static bool is_from(const struct blr_merge_slot *slot, const struct ble_report *report)
{
    return slot->order && slot->report.set_id == report->set_id &&
           ble_address_equal(&slot->report.address, &report->address);
}

static struct blr_merge_slot *find(struct blr_merge *merge, const struct ble_report *report)
{
    for (unsigned i = 0; merge->waiting && i < BLR_MERGE_SLOTS; i++)
        if (is_from(&merge->slots[i], report))
            return &merge->slots[i];
    return NULL;
}

/** A free slot, or that which waits longest. */
static struct blr_merge_slot *oldest(struct blr_merge *merge)
{
    struct blr_merge_slot *best = &merge->slots[0];
    for (unsigned i = 1; i < BLR_MERGE_SLOTS && best->order; i++)
        if (merge->slots[i].order < best->order)
            best = &merge->slots[i];
    return best;
}

/** That which waits longest; somebody does. */
static struct blr_merge_slot *first_waiting(struct blr_merge *merge)
{
    struct blr_merge_slot *best = NULL;
    for (unsigned i = 0; i < BLR_MERGE_SLOTS; i++)
        if (merge->slots[i].order && (!best || merge->slots[i].order < best->order))
            best = &merge->slots[i];
    return best;
}

/** Empty a slot. @param response to join with, or NULL */
static struct ble_report take(struct blr_merge *merge, struct blr_merge_slot *slot, const struct ble_report *response)
{
    struct ble_report report = slot->report;
    memcpy(merge->whole, slot->data, report.size);
    if (response) {
        size_t room = sizeof(merge->whole) - report.size;
        report.response_size = response->size < room ? response->size : (uint16_t)room;
        if (report.response_size)
            memcpy(merge->whole + report.size, response->data, report.response_size);
        report.size = (uint16_t)(report.size + report.response_size);
        report.truncated |= response->truncated;
    }
    report.data = merge->whole;
    slot->order = 0;
    merge->waiting--;
    return report;
}

static void put(struct blr_merge *merge, struct blr_merge_slot *slot, const struct ble_report *report)
{
    slot->report = *report;
    if (report->size)
        memcpy(slot->data, report->data, report->size);
    slot->until_us = report->time_us + BLR_MERGE_US;
    slot->order = ++merge->orders;
    merge->waiting++;
}

void blr_merge_heard(ble_radio *radio, struct ble_report *report)
{
    struct blr_merge *merge = radio->scan.merge;
    struct blr_merge_slot *slot = find(merge, report);
    if (report->scan_response) {
        struct ble_report whole = slot ? take(merge, slot, report) : *report;
        if (slot)
            radio->scan.counters.merged++;
        blr_scan_give(radio, &whole);
        return;
    }
    if (!report->scannable || report->size > BLR_MERGE_DATA) {
        blr_scan_give(radio, report);
        return;
    }
    slot = slot ? slot : oldest(merge);
    bool any = slot->order != 0;
    struct ble_report before = any ? take(merge, slot, NULL) : *report;
    put(merge, slot, report);
    if (any)
        blr_scan_give(radio, &before);
}

void blr_merge_due(ble_radio *radio, uint64_t now_us)
{
    struct blr_merge *merge;
    /* A callback may start another scan. */
    while (!radio->scan.found && (merge = radio->scan.merge) && merge->waiting) {
        struct blr_merge_slot *first = first_waiting(merge);
        if (first->until_us > now_us && radio->scan.state != BLR_SCAN_OVER)
            return;
        struct ble_report report = take(merge, first, NULL);
        blr_scan_give(radio, &report);
    }
}

uint64_t blr_merge_deadline(const ble_radio *radio)
{
    struct blr_merge *merge = radio->scan.merge;
    return merge && merge->waiting ? first_waiting(merge)->until_us : BLR_NEVER;
}
