/* SPDX-License-Identifier: MIT */
/* Advertising, scanning and connecting: between the gap layer and the command queue, the requests and the events. */
#include "host/host.h"

void blr_wishes_step(struct ble_host *host)
{
    struct gap_command command;
    if (!blr_gap_next(&host->gap, &command))
        return;
    uint32_t timeout_us = command.timeout_us != 0 ? command.timeout_us : (uint32_t)HCI_COMMAND_US;
    if (!blr_queue_add_raw(&host->queue, command.opcode, command.parameters, command.size, timeout_us, TOKEN_GAP))
        blr_gap_unsent(&host->gap); /* no room: when there is, it is asked again */
}

void blr_wishes_tell(struct ble_host *host)
{
    struct gap_outcome outcome;
    for (;;) {
        host->gap_untold = !blr_events_has_room(&host->events);
        if (host->gap_untold || !blr_gap_outcome(&host->gap, &outcome))
            return;
        if (outcome.request != 0)
            blr_requests_end_refused(host, outcome.request, outcome.status, outcome.opcode);
        if (!outcome.ended)
            continue;
        uint8_t *data;
        struct ble_event *event = blr_events_push(
            &host->events, outcome.is_scan ? BLE_EVENT_SCAN_ENDED : BLE_EVENT_ADVERTISING_ENDED, 0, &data);
        if (event == NULL)
            return;
        event->u.ended.set = outcome.set;
        event->u.ended.status = outcome.status;
        event->u.ended.opcode = outcome.opcode;
    }
}

void blr_wishes_answered(struct ble_host *host, const uint8_t *answer, size_t size)
{
    bool was_scanning = host->gap.actual.scanning;
    if (size > 0 && answer[0] != 0 && blr_watchdog_restart_refused(host))
        return;
    blr_gap_answered(&host->gap, host->now_us, answer, size);
    host->info.tx_power_dbm = host->gap.power_dbm;
    if (was_scanning && !host->gap.actual.scanning)
        blr_reports_forget(host);
    if (!was_scanning && host->gap.actual.scanning)
        blr_watchdog_scan_is_on(host);
    blr_wishes_tell(host);
}

void blr_wishes_tick(struct ble_host *host)
{
    if (blr_wishes_deadline(host) > host->now_us)
        return;
    blr_gap_tick(&host->gap, host->now_us);
    blr_wishes_tell(host);
}

uint64_t blr_wishes_deadline(const struct ble_host *host)
{
    if (host->gap_untold && blr_events_has_room(&host->events))
        return host->now_us;
    return blr_gap_deadline(&host->gap);
}
