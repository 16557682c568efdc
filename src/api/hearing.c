/* SPDX-License-Identifier: MIT */
/* From the host's reports to those that the program wants, without a copy where it waits for them. */
#include "api/internal.h"

/** The most derived of the types asked for: a later one replaces an earlier one only when it descends from it. */
static const struct ble_advertisement_type *type_of(const struct blr_scan *scan, const struct ble_report *report)
{
    const struct ble_advertisement_type *best = NULL;
    for (unsigned i = 0; i < scan->count; i++)
        if ((!best || ble_advertisement_type_is(scan->types[i], best)) &&
            ble_advertisement_type_matches(scan->types[i], report->data, report->size))
            best = scan->types[i];
    return best;
}

/** To the callback, to ble_radio_scan_next(), or into the buffer. */
static void hand_out(ble_radio *radio, const struct ble_report *report)
{
    struct blr_scan *scan = &radio->scan;
    if (scan->options.report) {
        scan->counters.given++;
        radio->callbacks++;
        scan->options.report(radio, report, scan->options.user);
        radio->callbacks--;
    } else if (scan->taking) {
        scan->counters.given++;
        *scan->taking = *report;
        scan->found = true;
    } else if (!blr_report_buffer_put(&scan->buffer, report)) {
        scan->counters.dropped++;
    }
}

void blr_scan_give(ble_radio *radio, struct ble_report *report)
{
    struct blr_scan *scan = &radio->scan;
    report->type = scan->count ? type_of(scan, report) : &ble_any_advertisement;
    if (scan->merge && !ble_report_filter_matches(&scan->merge->wanted, report->data, report->size))
        report->type = NULL;
    if (report->type)
        hand_out(radio, report);
    else
        scan->counters.filtered++;
}

static void fill(struct ble_report *report, const struct ble_host_report *from)
{
    report->time_us = from->time_us;
    report->address = from->address;
    report->direct = from->direct;
    report->data = from->data;
    report->size = from->size;
    report->response_size = 0;
    report->rssi_dbm = from->rssi_dbm;
    report->tx_power_dbm = from->tx_power_dbm;
    report->connectable = from->flags & BLE_REPORT_CONNECTABLE;
    report->scannable = from->flags & BLE_REPORT_SCANNABLE;
    report->scan_response = from->flags & BLE_REPORT_SCAN_RESPONSE;
    report->directed = from->flags & BLE_REPORT_DIRECTED;
    report->extended = !(from->flags & BLE_REPORT_LEGACY);
    report->truncated = from->flags & (BLE_REPORT_TRUNCATED | BLE_REPORT_INCOMPLETE);
    report->primary_phy = from->primary_phy;
    report->secondary_phy = from->secondary_phy;
    report->set_id = from->set_id;
    report->periodic_interval = from->periodic_interval;
}

void blr_scan_heard(ble_radio *radio, const struct ble_host_report *from)
{
    struct blr_scan *scan = &radio->scan;
    struct ble_report report;
    if (scan->state == BLR_SCAN_NONE || scan->state == BLR_SCAN_OVER)
        return; /* a scan that the program asked the host for, past us */
    fill(&report, from);
    scan->counters.heard++;
    if (report.extended && !scan->options.extended)
        scan->counters.filtered++;
    else if (scan->merge)
        blr_merge_heard(radio, &report);
    else
        blr_scan_give(radio, &report);
}

/* ------------------------------------------------------------------------------------------------ the next one */

bool blr_scan_is_exhausted(const ble_radio *radio)
{
    return radio->scan.state == BLR_SCAN_OVER && !(radio->scan.merge && radio->scan.merge->waiting);
}

static bool is_settled(const ble_radio *radio, const void *unused)
{
    (void)unused;
    const struct blr_scan *scan = &radio->scan;
    return scan->found || scan->buffer.used || scan->state == BLR_SCAN_OVER || scan->state == BLR_SCAN_NONE;
}

static bool take_buffered(struct blr_scan *scan, struct ble_report *report)
{
    if (!blr_report_buffer_take(&scan->buffer, report))
        return false;
    scan->counters.given++;
    return true;
}

/** What the host has, then what comes. */
static ble_status wait_for_one(ble_radio *radio, uint32_t wait_ms)
{
    struct blr_scan *scan = &radio->scan;
    ble_status status = BLE_OK;
    blr_driver_resume(radio);
    if (!is_settled(radio, NULL)) {
        uint64_t now_us = blr_loop_time_us(&radio->loop);
        uint64_t until_us = wait_ms == BLE_FOREVER ? BLR_NEVER : now_us + (uint64_t)wait_ms * 1000;
        status = blr_driver_wait(radio, until_us, is_settled, NULL);
    }
    if (!scan->found && scan->buffer.used) /* the line was lost: everything was pulled at once */
        scan->found = take_buffered(scan, scan->taking);
    if (!scan->found && scan->state == BLR_SCAN_OVER) {
        blr_merge_due(radio, BLR_NEVER);
        status = scan->end;
    }
    if (radio->close_wanted) /* what was found goes with it */
        return BLE_ERROR_CANCELLED;
    if (scan->found)
        return BLE_OK;
    return scan->state == BLR_SCAN_NONE ? BLE_ERROR_STATE : status;
}

ble_status ble_radio_scan_next(ble_radio *radio, struct ble_report *report, uint32_t wait_ms)
{
    if (!radio || !report)
        return BLE_ERROR_ARGUMENT;
    struct blr_scan *scan = &radio->scan;
    if (radio->dead || radio->closing || scan->state == BLR_SCAN_NONE || scan->options.report)
        return BLE_ERROR_STATE;
    if (scan->taking) /* somewhere in this very function */
        return BLE_ERROR_IN_CALLBACK;
    if (take_buffered(scan, report))
        return BLE_OK;
    if (radio->callbacks)
        return blr_scan_is_exhausted(radio) ? scan->end : wait_ms ? BLE_ERROR_IN_CALLBACK : BLE_ERROR_TIMEOUT;
    radio->calls++;
    scan->taking = report;
    ble_status status = wait_for_one(radio, wait_ms);
    scan->taking = NULL;
    scan->found = false;
    blr_radio_leave(radio);
    return status;
}
