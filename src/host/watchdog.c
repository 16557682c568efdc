/* SPDX-License-Identifier: MIT */
/* The scan watchdog: controllers exist that go on answering commands and tell no report any more. Silence leads to a
 * harmless command, that to a new start of the scan, that to a reset. A quiet place looks the same, so each round that
 * ends in a reset, or would, doubles the silence that the next one takes, up to an hour; a report ends the round. */
#include "host/host.h"

enum { MOST_DOUBLINGS = 20 };

#define MOST_US UINT64_C(3600000000)

/** Was there a report since the silence was noticed? */
static bool has_heard(const struct ble_host *host)
{
    return host->heard_us != host->watchdog.heard_before_us;
}

static uint64_t patience_us(const struct ble_host *host)
{
    uint64_t shortest_us = host->gap.scan.watchdog_ms * UINT64_C(1000);
    if (has_heard(host))
        return shortest_us;
    uint64_t most_us = shortest_us > MOST_US ? shortest_us : MOST_US;
    uint64_t patience_us = shortest_us << host->watchdog.doublings;
    return patience_us < most_us ? patience_us : most_us;
}

static bool is_watching(const struct ble_host *host)
{
    const struct gap *gap = &host->gap;
    if (host->phase != PHASE_RUNNING || gap->scan.watchdog_ms == 0 || !gap->wanted.scanning)
        return false;
    if (host->watchdog.stage == WATCHDOG_LISTENING)
        return gap->actual.scanning && gap->actual.scan == gap->wanted.scan;
    return host->watchdog.stage == WATCHDOG_RESTARTED; /* whether it was possible or not */
}

static uint64_t silent_since_us(const struct ble_host *host)
{
    return host->heard_us > host->watchdog.since_us ? host->heard_us : host->watchdog.since_us;
}

uint64_t blr_watchdog_deadline(const struct ble_host *host)
{
    return is_watching(host) ? silent_since_us(host) + patience_us(host) : BLE_NO_DEADLINE;
}

static void listen_again(struct ble_host *host, bool in_vain)
{
    struct watchdog *watchdog = &host->watchdog;
    watchdog->stage = WATCHDOG_LISTENING;
    watchdog->since_us = host->now_us;
    if (!in_vain)
        watchdog->doublings = 0;
    else if (watchdog->doublings < MOST_DOUBLINGS)
        watchdog->doublings++;
}

static void tell(struct ble_host *host, enum ble_stall_stage stage)
{
    uint8_t *data;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_SCAN_STALLED, 0, &data);
    if (event == NULL) /* cannot be: there was room for it, or nothing was taken from the line */
        return;
    event->u.stalled.stage = (uint8_t)stage;
    uint64_t silent_ms = (host->now_us - silent_since_us(host)) / 1000;
    event->u.stalled.silent_ms = silent_ms < UINT32_MAX ? (uint32_t)silent_ms : UINT32_MAX;
}

static void probe(struct ble_host *host)
{
    struct watchdog *watchdog = &host->watchdog;
    if (!blr_controller_probe(host, TOKEN_WATCHDOG)) { /* it is being probed */
        watchdog->since_us = host->now_us;
        return;
    }
    host->counters.scan_stalls++;
    tell(host, BLE_STALL_PROBE);
    watchdog->stage = WATCHDOG_PROBING;
}

static void reset(struct ble_host *host)
{
    if (host->acl.used > 0) { /* links that work are worth more than a scan that may be merely quiet */
        tell(host, BLE_STALL_LEFT);
        listen_again(host, true);
        return;
    }
    host->counters.scan_resets++;
    tell(host, BLE_STALL_RESET);
    blr_controller_recover(host, BLE_FAILURE_SCAN_STALLED, 0, 0);
}

void blr_watchdog_tick(struct ble_host *host)
{
    struct watchdog *watchdog = &host->watchdog;
    if (blr_watchdog_deadline(host) > host->now_us)
        return;
    if (!blr_events_has_room(&host->events)) { /* nothing is taken from the line, so nothing could be heard */
        watchdog->since_us = host->now_us;
        return;
    }
    if (has_heard(host)) {
        watchdog->heard_before_us = host->heard_us;
        watchdog->doublings = 0;
        watchdog->stage = WATCHDOG_LISTENING;
    }
    if (watchdog->stage == WATCHDOG_LISTENING)
        probe(host);
    else
        reset(host);
}

void blr_watchdog_probed(struct ble_host *host)
{
    struct watchdog *watchdog = &host->watchdog;
    if (watchdog->stage != WATCHDOG_PROBING)
        return;
    if (has_heard(host) || !host->gap.wanted.scanning) {
        listen_again(host, false);
        return;
    }
    host->counters.scan_restarts++;
    tell(host, BLE_STALL_RESTART);
    watchdog->stage = WATCHDOG_RESTARTED;
    watchdog->since_us = host->now_us;
    blr_gap_restart_scan(&host->gap);
}

bool blr_watchdog_restart_refused(struct ble_host *host)
{
    const struct gap *gap = &host->gap;
    bool is_start = gap->step.action == GAP_SCAN_PARAMETERS || gap->step.action == GAP_SCAN_ON;
    if (host->watchdog.stage != WATCHDOG_RESTARTED || !gap->in_flight || !is_start || !gap->wanted.scanning ||
        has_heard(host) || host->acl.used > 0)
        return false;
    reset(host);
    return true;
}

void blr_watchdog_scan(struct ble_host *host)
{
    host->watchdog.heard_before_us = host->heard_us;
    listen_again(host, false);
}

void blr_watchdog_scan_is_on(struct ble_host *host)
{
    host->watchdog.since_us = host->now_us;
}

void blr_watchdog_lost(struct ble_host *host)
{
    if (host->watchdog.stage != WATCHDOG_LISTENING)
        listen_again(host, !has_heard(host));
}
