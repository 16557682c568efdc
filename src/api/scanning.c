/* SPDX-License-Identifier: MIT */
/* What the program wants of a scan, checked and asked of the host; what became of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/internal.h"

enum { SCAN_CODED = 1 << 2, EXTENDED_INTERVAL_US = 10240000 };

static const struct ble_scan_options defaults = BLE_SCAN_OPTIONS_INIT;

/* ------------------------------------------------------------------------------------------------ checks */

static ble_status refuse(char why[BLE_TRANSPORT_TEXT], const char *text)
{
    snprintf(why, BLE_TRANSPORT_TEXT, "%s", text);
    return BLE_ERROR_ARGUMENT;
}

static ble_status check_numbers(const struct ble_scan_options *it, char why[BLE_TRANSPORT_TEXT])
{
    enum { BUFFER_MOST = 16 * 1024 * 1024, LONG_MS = 2000000000 };
    bool forever = it->timeout_ms == BLE_FOREVER, never = it->duplicates_ms == BLE_FOREVER;
    bool watched = it->watchdog_ms != 0;
    const struct blr_range ranges[] = {
        { "interval_us", it->interval_us, 2500, 40959375 },
        { "window_us", it->window_us, 2500, it->interval_us },
        { "timeout_ms", forever ? 0 : it->timeout_ms, forever ? 0 : (it->interval_us + 999) / 1000, BLE_FOREVER },
        { "buffer_size", it->buffer_size, 1, BUFFER_MOST },
        { "minimum_rssi_dbm", it->minimum_rssi_dbm, -128, 126 },
        { "filter_policy", it->filter_policy, 0, 3 },
        { "duplicates", it->duplicates, BLE_DUPLICATES_ALL, BLE_DUPLICATES_ONCE },
        { "duplicates_ms", never ? 1 : it->duplicates_ms, 1, LONG_MS },
        { "watchdog_ms", it->watchdog_ms, watched ? 1000 : 0, 86400000 },
        { "addresses_count", it->addresses_count, 0, BLE_FILTER_ADDRESSES },
    };
    return blr_check_ranges(ranges, sizeof(ranges) / sizeof(*ranges), why);
}

static ble_status check_type(const struct ble_advertisement_type *type)
{
    unsigned at = 0;
    while (type && at < type->prefixes_size && type->prefixes[at] > 0)
        at += 1u + type->prefixes[at];
    return type && at == type->prefixes_size && at <= BLE_FILTER_PREFIXES ? BLE_OK : BLE_ERROR_ARGUMENT;
}

static ble_status check_types(const struct ble_advertisement_type *const *types, size_t count,
                              char why[BLE_TRANSPORT_TEXT])
{
    const struct blr_range range = { "count of types", count < INT64_MAX ? (int64_t)count : INT64_MAX, 0,
                                     BLR_SCAN_TYPES };
    ble_status status = blr_check_ranges(&range, 1, why);
    for (size_t i = 0; status == BLE_OK && types && i < count; i++) {
        status = check_type(types[i]);
        if (status < 0)
            snprintf(why, BLE_TRANSPORT_TEXT, "types[%u]: %s", (unsigned)i,
                     types[i] ? "its prefixes are not a list of {size, AD type, ...} of at most 64 octets" : "NULL");
    }
    return status;
}

static ble_status check(const struct ble_scan_options *it, const struct ble_advertisement_type *const *types,
                        size_t count, char why[BLE_TRANSPORT_TEXT])
{
    ble_status status = blr_check_size("options", it->size, sizeof(*it), why);
    if (status == BLE_OK)
        status = check_numbers(it, why);
    if (status == BLE_OK)
        status = check_types(types, count, why);
    if (status < 0)
        return status;
    if (it->phys & ~5u)
        return refuse(why, "phys: allowed are bit 0 (1M) and bit 2 (Coded)");
    if (it->addresses_count && !it->addresses)
        return refuse(why, "addresses is NULL, but addresses_count is not 0");
    if (it->name && strnlen(it->name, BLE_FILTER_NAME) == BLE_FILTER_NAME)
        return refuse(why, "name is longer than 63 octets");
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ the filter */

/** What a report must have to be of a type, as far as prefixes tell: those of the nearest ancestor that has some. */
static const struct ble_advertisement_type *with_prefixes(const struct ble_advertisement_type *type)
{
    enum { GENERATIONS = 16 };
    for (unsigned i = 0; type && i < GENERATIONS; i++, type = type->parent)
        if (type->prefixes_size && check_type(type) == BLE_OK)
            return type;
    return NULL;
}

/** Let the host look for the prefixes of all types; where that is not possible everything comes to us. */
static void add_prefixes(struct ble_report_filter *filter, const struct ble_advertisement_type *const *types,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct ble_advertisement_type *type = with_prefixes(types[i]);
        if (!type || filter->prefixes_size + type->prefixes_size > BLE_FILTER_PREFIXES) {
            filter->prefixes_size = 0;
            return;
        }
        memcpy(filter->prefixes + filter->prefixes_size, type->prefixes, type->prefixes_size);
        filter->prefixes_size = (uint8_t)(filter->prefixes_size + type->prefixes_size);
    }
}

/** What is looked for in the data of one packet is the host's; where two are merged it is ours. */
static ble_status set_filter(ble_radio *radio, const struct ble_scan_options *options,
                             const struct ble_advertisement_type *const *types, size_t count)
{
    struct ble_request request = { .type = BLE_REQUEST_FILTER };
    struct ble_report_filter *filter = &request.u.filter;
    struct blr_merge *merge = radio->scan.merge;
    filter->minimum_rssi_dbm = (int8_t)options->minimum_rssi_dbm;
    if (!merge)
        add_prefixes(filter, types, count);
    filter->addresses_count = options->addresses_count;
    if (options->addresses_count)
        memcpy(filter->addresses, options->addresses, options->addresses_count * sizeof(*options->addresses));
    struct ble_report_filter *namer = merge ? &merge->wanted : filter;
    if (options->name)
        snprintf(namer->name, sizeof(namer->name), "%s", options->name);
    return blr_operation_start(radio, &(struct blr_asking){ .request = &request }, NULL, NULL, NULL);
}

/* ------------------------------------------------------------------------------------------------ ends */

static void explain(ble_radio *radio, ble_status status)
{
    const struct ble_scan_options *it = &radio->scan.options;
    if (status == BLE_ERROR_UNSUPPORTED)
        blr_set_error(radio, "scan: %s needs extended scanning, which this controller does not have",
                      it->interval_us > EXTENDED_INTERVAL_US ? "interval_us above 10240000" : "the Coded PHY");
    else
        blr_operation_explain(radio, "scan", status);
}

static void is_over(ble_radio *radio, ble_status end)
{
    radio->scan.state = BLR_SCAN_OVER;
    radio->scan.end = end;
    blr_merge_due(radio, BLR_NEVER);
}

static void started(ble_radio *radio, unsigned unused, ble_status status)
{
    (void)unused;
    if (radio->scan.state != BLR_SCAN_STARTING)
        return;
    radio->scan.state = status < 0 ? BLR_SCAN_NONE : BLR_SCAN_ON;
    explain(radio, status);
}

/** Whatever came of it, it is not wanted any more. */
static void stopped(ble_radio *radio, unsigned unused, ble_status status)
{
    (void)unused;
    if (radio->scan.state == BLR_SCAN_STOPPING)
        is_over(radio, BLE_END);
    blr_operation_explain(radio, "stop scanning", status);
}

void blr_scan_ended(ble_radio *radio, ble_status status)
{
    struct blr_scan *scan = &radio->scan;
    if (scan->state != BLR_SCAN_ON)
        return;
    is_over(radio, status == BLE_ERROR_TIMEOUT ? BLE_END : status);
    if (status != BLE_ERROR_TIMEOUT) {
        explain(radio, status);
        blr_log(radio, BLE_LOG_WARNING, "the scan ended: %s", radio->last_error);
    }
    if (!scan->options.ended || radio->closing)
        return;
    radio->callbacks++;
    scan->options.ended(radio, status, scan->options.user);
    radio->callbacks--;
}

void blr_scan_stalled(ble_radio *radio, uint8_t stage, uint32_t silent_ms)
{
    static const char *const steps[] = {
        [BLE_STALL_PROBE] = "the controller is asked whether it is there",
        [BLE_STALL_RESTART] = "it is there: the scan is started again",
        [BLE_STALL_RESET] = "the controller is reset",
        [BLE_STALL_LEFT] = "the controller is not reset, for it has connections; ble_radio_reset() does it",
    };
    blr_log(radio, BLE_LOG_WARNING, "scan: nothing was heard for %lu ms: %s", (unsigned long)silent_ms,
            stage < sizeof(steps) / sizeof(*steps) ? steps[stage] : "");
}

void blr_scan_free(ble_radio *radio)
{
    blr_report_buffer_close(&radio->scan.buffer);
    free(radio->scan.merge);
    radio->scan.merge = NULL;
}

/* ------------------------------------------------------------------------------------------------ starting */

/** Memory for what this scan keeps. */
static ble_status provide(ble_radio *radio, const struct ble_scan_options *options)
{
    struct blr_scan *scan = &radio->scan;
    blr_scan_free(radio);
    ble_status status = options->report ? BLE_OK : blr_report_buffer_open(&scan->buffer, options->buffer_size);
    if (status == BLE_OK && options->merge && options->active) {
        scan->merge = calloc(1, sizeof(*scan->merge));
        status = scan->merge ? BLE_OK : BLE_ERROR_MEMORY;
    }
    if (status < 0)
        blr_set_error(radio, "buffer_size is %lu: out of memory", (unsigned long)options->buffer_size);
    return status;
}

static struct ble_request request_of(const struct ble_scan_options *options)
{
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan = (struct ble_scanning){
        .active = options->active,
        .filter_policy = options->filter_policy,
        .phys = options->phys,
        .interval_us = options->interval_us,
        .window_us = options->window_us,
        .duration_ms = options->timeout_ms == BLE_FOREVER ? 0 : options->timeout_ms,
        .duplicates = options->duplicates,
        .duplicates_ms = options->duplicates_ms,
        .watchdog_ms = options->watchdog_ms,
    };
    return request;
}

/** Is this radio free for a scan like this? */
static ble_status admit(ble_radio *radio, const struct ble_advertisement_type *const *types, size_t count,
                        const struct ble_scan_options *options)
{
    char why[BLE_TRANSPORT_TEXT];
    uint8_t state = radio->scan.state;
    if (radio->dead || radio->closing)
        return BLE_ERROR_STATE;
    ble_status status = check(options, types, count, why);
    if (status < 0) {
        blr_set_error(radio, "scan: %s", why);
    } else if (state == BLR_SCAN_STARTING || state == BLR_SCAN_ON || state == BLR_SCAN_STOPPING) {
        blr_set_error(radio, "scan: a scan is on already: it goes on; ble_radio_stop_scan() ends it");
        status = BLE_ERROR_BUSY;
    }
    return status;
}

/** Everything but asking the host: it is starting then. */
static ble_status prepare(ble_radio *radio, const struct ble_advertisement_type *const *types, size_t count,
                          const struct ble_scan_options *options, struct ble_request *request)
{
    struct blr_scan *scan = &radio->scan;
    count = types ? count : 0;
    ble_status status = admit(radio, types, count, options);
    if (status == BLE_OK)
        status = provide(radio, options);
    if (status == BLE_OK)
        status = set_filter(radio, options, types, count);
    if (status < 0)
        return status;
    scan->options = *options;
    scan->options.extended |= (options->phys & SCAN_CODED) != 0;
    scan->options.addresses = NULL;
    scan->options.name = NULL;
    scan->count = (uint8_t)count;
    for (size_t i = 0; i < count; i++)
        scan->types[i] = types[i];
    scan->counters = (struct ble_scan_counters){ 0 };
    scan->state = BLR_SCAN_STARTING;
    *request = request_of(options);
    return BLE_OK;
}

/** It was not even asked for. */
static ble_status unless_refused(ble_radio *radio, ble_status status)
{
    if (status < 0 && radio->scan.state == BLR_SCAN_STARTING)
        radio->scan.state = BLR_SCAN_NONE;
    return status;
}

ble_status ble_radio_start_scan(ble_radio *radio, const struct ble_advertisement_type *const *types, size_t count,
                                const struct ble_scan_options *options)
{
    struct ble_request request;
    ble_status status = blr_operation_begin(radio);
    if (status < 0)
        return status;
    radio->calls++;
    status = prepare(radio, types, count, options ? options : &defaults, &request);
    if (status == BLE_OK)
        status = unless_refused(radio,
                                blr_operation_run(radio, &(struct blr_asking){ &request, started, 0, false }, "scan"));
    blr_radio_leave(radio);
    return status;
}

ble_status ble_radio_start_scan_start(ble_radio *radio, const struct ble_advertisement_type *const *types, size_t count,
                                      const struct ble_scan_options *options, ble_done *done, void *user, uint32_t *id)
{
    struct ble_request request;
    if (id)
        *id = 0;
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = prepare(radio, types, count, options ? options : &defaults, &request);
    if (status < 0)
        return status;
    return unless_refused(
        radio, blr_operation_start(radio, &(struct blr_asking){ &request, started, 0, false }, done, user, id));
}

/* ------------------------------------------------------------------------------------------------ stopping */

/** May the end of the scan be asked for? */
static ble_status may_stop(ble_radio *radio)
{
    if (radio->scan.state != BLR_SCAN_STARTING && radio->scan.state != BLR_SCAN_STOPPING)
        return BLE_OK;
    blr_set_error(radio, "stop scanning: the scan is just being %s",
                  radio->scan.state == BLR_SCAN_STARTING ? "started: ble_radio_cancel() takes that back" : "stopped");
    return BLE_ERROR_BUSY;
}

/** From the request on the end of the scan is no surprise. */
static void is_stopping(ble_radio *radio)
{
    if (radio->scan.state == BLR_SCAN_ON)
        radio->scan.state = BLR_SCAN_STOPPING;
}

ble_status ble_radio_stop_scan(ble_radio *radio)
{
    const struct ble_request request = { .type = BLE_REQUEST_STOP_SCAN };
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = may_stop(radio);
    if (status < 0)
        return status;
    is_stopping(radio);
    radio->calls++;
    status = blr_operation_run(radio, &(struct blr_asking){ &request, stopped, 0, true }, "stop scanning");
    blr_radio_leave(radio);
    return status;
}

ble_status ble_radio_stop_scan_start(ble_radio *radio, ble_done *done, void *user, uint32_t *id)
{
    const struct ble_request request = { .type = BLE_REQUEST_STOP_SCAN };
    if (id)
        *id = 0;
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = may_stop(radio);
    if (status == BLE_OK)
        status = blr_operation_start(radio, &(struct blr_asking){ &request, stopped, 0, true }, done, user, id);
    if (status == BLE_OK)
        is_stopping(radio);
    return status;
}

bool ble_radio_is_scanning(const ble_radio *radio)
{
    return radio && (radio->scan.state == BLR_SCAN_ON || radio->scan.state == BLR_SCAN_STOPPING) && radio->over >= 0;
}

const struct ble_scan_counters *ble_radio_get_scan_counters(const ble_radio *radio)
{
    return &radio->scan.counters;
}
