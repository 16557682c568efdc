/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/internal.h"

/* ------------------------------------------------------------------------------------------------ words */

static void make_printable(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            *text = '?';
}

void blr_log(ble_radio *radio, enum ble_log_level level, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    if (!radio->options.handlers.log)
        return;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    make_printable(text);
    radio->callbacks++;
    radio->options.handlers.log(radio, level, text, radio->options.user);
    radio->callbacks--;
}

void blr_set_error(ble_radio *radio, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(radio->last_error, sizeof(radio->last_error), format, arguments);
    va_end(arguments);
    make_printable(radio->last_error);
}

void blr_add_error(ble_radio *radio, const char *format, ...)
{
    size_t used = strlen(radio->last_error);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(radio->last_error + used, sizeof(radio->last_error) - used, format, arguments);
    va_end(arguments);
    make_printable(radio->last_error);
}

/* ------------------------------------------------------------------------------------------------ memory */

static void tap(void *user, uint64_t now_us, bool received, const uint8_t *packet, size_t size)
{
    ble_radio *radio = user;
    if (radio->trace) {
        ble_trace_tap(radio->trace, now_us, received, packet, size);
        radio->trace_dirty = true;
    }
    if (!radio->options.host.tap)
        return;
    radio->tapping = true; /* the host is in the middle of something */
    radio->callbacks++;
    radio->options.host.tap(radio->options.host.tap_user, now_us, received, packet, size);
    radio->callbacks--;
    radio->tapping = false;
}

/** The parts of the block, by their offsets in it. */
struct layout {
    size_t strings, connections, kept, input, output, host, total;
    unsigned operations;
    struct ble_host_config config;
};

static size_t aligned(size_t size)
{
    return (size + 15) / 16 * 16;
}

static size_t string_size(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

/** @param usable false: options were refused, the radio can only say why */
static size_t lay_out(struct layout *it, const struct ble_radio_options *options, bool usable)
{
    memset(it, 0, sizeof(*it));
    it->total = sizeof(ble_radio);
    if (!usable)
        return it->total;
    it->config = options->host;
    unsigned requests = options->host.requests + BLR_RESERVED_REQUESTS;
    it->config.requests = (uint16_t)(requests < BLR_MOST_REQUESTS ? requests : BLR_MOST_REQUESTS);
    it->operations = it->config.requests - BLR_RESERVED_REQUESTS;
    it->strings = it->total + it->operations * sizeof(struct blr_operation);
    it->connections = aligned(it->strings + string_size(options->port) + string_size(options->trace) +
                              string_size(options->state_directory));
    it->kept = it->connections + blr_connections_size(options) * sizeof(struct blr_connection);
    it->input = aligned(it->kept + options->host.kept_peers * sizeof(struct ble_address));
    it->output = it->input + BLR_INPUT_SIZE;
    it->host = aligned(it->output + options->host.packet_bytes);
    it->total = it->host + ble_host_size(&it->config);
    return it->total;
}

static const char *keep(char **at, const char *text)
{
    char *copy = *at;
    if (!text)
        return NULL;
    memcpy(copy, text, strlen(text) + 1);
    *at += strlen(text) + 1;
    return copy;
}

static void fill(ble_radio *radio, const struct layout *it, const struct ble_radio_options *options)
{
    char *block = (char *)radio, *strings = block + it->strings;
    radio->options = *options;
    radio->options.port = keep(&strings, options->port);
    radio->options.trace = keep(&strings, options->trace);
    radio->options.state_directory = keep(&strings, options->state_directory);
    radio->operations_size = it->operations;
    radio->connections.size = blr_connections_size(options);
    radio->connections.all = (struct blr_connection *)(void *)(block + it->connections);
    radio->connections.kept = (struct ble_address *)(void *)(block + it->kept);
    radio->input = (uint8_t *)block + it->input;
    radio->output = (uint8_t *)block + it->output;
    radio->output_size = options->host.packet_bytes;
    struct ble_host_config config = it->config;
    if (options->handlers.update_asked && !config.update_answer_ms)
        config.update_answer_ms = BLR_UPDATE_ANSWER_MS;
    config.tap = options->trace || options->host.tap ? tap : NULL;
    config.tap_user = radio;
    radio->host = ble_host_init(block + it->host, it->total - it->host, &config);
    if (!radio->host)
        return;
    radio->trouble.controller = ble_host_controller(radio->host);
    radio->trouble.counters = ble_host_counters(radio->host);
}

/** Allocate a radio: one block. options NULL: only to say why there is none. */
static ble_radio *make(const struct ble_radio_options *options)
{
    struct layout layout;
    ble_radio *radio = calloc(1, lay_out(&layout, options, options != NULL));
    if (!radio)
        return NULL;
    radio->loop = (struct blr_loop)BLR_LOOP_CLOSED(&blr_loop_system, NULL);
    radio->trouble.transport = &radio->info.transport;
    radio->trouble.line = &radio->line;
    radio->trouble.counters = &radio->no_counters;
    radio->trouble.controller = &radio->info.controller;
    radio->reopen_us = BLR_NEVER;
    radio->backoff_us = radio->first_backoff_us = BLR_BACKOFF_FIRST_US;
    radio->pulse.at_us = radio->access.at_us = BLR_NEVER;
    radio->addresses.lock_fd = -1;
    radio->tx_power_dbm = BLE_TX_POWER_ANY;
    if (options)
        fill(radio, &layout, options);
    return radio;
}

/* ------------------------------------------------------------------------------------------------ opening */

static ble_status begin_trace(ble_radio *radio)
{
    if (!radio->options.trace)
        return BLE_OK;
    ble_status status = ble_trace_create(radio->options.trace, &radio->trace);
    if (status == BLE_OK)
        return BLE_OK;
    radio->trace = NULL;
    blr_set_error(radio, "trace %.400s: %s", radio->options.trace, ble_status_message(status));
    return BLE_ERROR_IO;
}

static ble_status open_parts(ble_radio *radio)
{
    if (!radio->host) {
        blr_set_error(radio, "options.host: no host can be made of it");
        return BLE_ERROR_ARGUMENT;
    }
    ble_status status = blr_loop_open(&radio->loop);
    if (status < 0) {
        blr_set_error(radio, "no descriptors to be had: too many files are open");
        return status;
    }
    status = blr_outage_open(radio);
    if (status < 0) {
        blr_set_error(radio, "%s", radio->open_error);
        return status;
    }
    status = begin_trace(radio);
    if (status < 0)
        return status;
    status = blr_outage_attach(radio);
    if (status < 0)
        blr_set_error(radio, "%s: this kind of descriptor cannot be waited for", blr_port_name(&radio->info.transport));
    return status;
}

static void close_transport(struct ble_transport *transport)
{
    if (transport && transport->ops && transport->ops->close)
        transport->ops->close(transport);
}

/** Options as they will be used: defaults filled in. */
static struct ble_radio_options complete(const struct ble_radio_options *options)
{
    const char *environment = getenv("BLERADIO_PORT");
    struct ble_radio_options full = *options;
    if (!full.port)
        full.port = environment && environment[0] ? environment : "auto";
    return full;
}

/** @param opening whether the caller waits for what comes of it */
static ble_status open_radio(ble_radio **result, const struct ble_radio_options *options, const struct blr_loop *loop,
                             bool opening)
{
    static const struct ble_radio_options defaults = BLE_RADIO_OPTIONS_INIT;
    char why[BLE_TRANSPORT_TEXT];
    options = options ? options : &defaults;
    *result = NULL;
    ble_status status = blr_options_check(options, why);
    struct ble_radio_options full = { 0 };
    if (status == BLE_OK) {
        full = complete(options);
        status = blr_options_check(&full, why); /* the environment is no better than a program */
    }
    ble_radio *radio = make(status == BLE_OK ? &full : NULL);
    if (!radio || status < 0) {
        if (options->size == sizeof(*options))
            close_transport(options->transport);
        if (!radio)
            return BLE_ERROR_MEMORY;
        blr_set_error(radio, "%s", why);
    } else {
        radio->loop = *loop;
        radio->opening = opening;
        radio->calls++; /* a callback may close it */
        status = open_parts(radio);
        radio->calls--;
    }
    radio->dead = status < 0;
    *result = radio;
    return status;
}

static void destroy(ble_radio *radio);

/** A radio that a callback closed while it was being opened does not come into being. */
static ble_status opened(ble_radio **result, ble_status status)
{
    ble_radio *radio = *result;
    if (!radio || !radio->close_wanted)
        return status;
    destroy(radio);
    *result = NULL;
    return BLE_ERROR_CANCELLED;
}

ble_status ble_radio_open_start(ble_radio **radio, const struct ble_radio_options *options)
{
    const struct blr_loop loop = BLR_LOOP_CLOSED(&blr_loop_system, NULL);
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = open_radio(radio, options, &loop, false);
    return opened(radio, status);
}

static bool is_settled(const ble_radio *radio, const void *unused)
{
    (void)unused;
    return radio->up || radio->failed < 0;
}

static void explain_wait(ble_radio *radio, ble_status status)
{
    if (status == BLE_ERROR_TIMEOUT) {
        if (!ble_host_counters(radio->host)->bytes_received)
            radio->trouble.failure = BLE_FAILURE_SILENT;
        blr_set_error(radio, "%s: the controller was not ready within %lu ms%s", blr_port_name(&radio->info.transport),
                      (unsigned long)radio->options.open_timeout_ms,
                      ble_host_counters(radio->host)->bytes_received ? "" : ": not one octet was received");
    } else if (status == BLE_ERROR_INTERRUPTED) {
        blr_set_error(radio, "%s: interrupted before the controller was ready", blr_port_name(&radio->info.transport));
    }
}

ble_status blr_radio_open(ble_radio **result, const struct ble_radio_options *options, const struct blr_loop *loop)
{
    ble_status status = open_radio(result, options, loop, true);
    ble_radio *radio = *result;
    if (status < 0 || radio->close_wanted)
        return opened(result, status);
    uint32_t limit_ms = radio->options.open_timeout_ms;
    uint64_t until_us =
        limit_ms == BLE_FOREVER ? BLR_NEVER : blr_loop_time_us(&radio->loop) + (uint64_t)limit_ms * 1000;
    radio->calls++;
    status = blr_driver_wait(radio, until_us, is_settled, NULL);
    radio->calls--;
    if (radio->failed < 0)
        status = radio->failed;
    explain_wait(radio, status);
    radio->opening = false;
    radio->dead = status < 0;
    return opened(result, status);
}

ble_status ble_radio_open(ble_radio **radio, const struct ble_radio_options *options)
{
    const struct blr_loop loop = BLR_LOOP_CLOSED(&blr_loop_system, NULL);
    return radio ? blr_radio_open(radio, options, &loop) : BLE_ERROR_ARGUMENT;
}

/* ------------------------------------------------------------------------------------------------ closing */

static bool is_quiet(const ble_radio *radio, const void *unused)
{
    (void)unused;
    return !radio->shut_down_id || !radio->line_open;
}

/** Leave the controller as one would like to find it. One that never said anything is not waited for. */
static void shut_down(ble_radio *radio)
{
    struct ble_request request = { .type = BLE_REQUEST_SHUT_DOWN, .timeout_ms = BLR_SHUT_DOWN_MS };
    if (!radio->host || !radio->line_open || !ble_host_counters(radio->host)->bytes_received)
        return;
    uint8_t state = ble_host_controller(radio->host)->state;
    if (state == BLE_HOST_DETACHED || state == BLE_HOST_FAILED || state == BLE_HOST_OFF)
        return;
    uint64_t now_us = blr_loop_time_us(&radio->loop);
    radio->shut_down_id = ble_host_request(radio->host, now_us, &request);
    blr_loop_kick(&radio->loop);
    if (radio->shut_down_id)
        blr_driver_wait(radio, now_us + BLR_SHUT_DOWN_MS * UINT64_C(1000), is_quiet, NULL);
}

static void destroy(ble_radio *radio)
{
    radio->closing = true;
    radio->close_wanted = false;
    radio->calls++; /* a callback that closes it again has nothing to do */
    blr_tasks_close(radio);
    blr_operations_cancel(radio);
    shut_down(radio);
    blr_loop_watch(&radio->loop, -1, 0);
    close_transport(radio->transport);
    blr_addresses_close(&radio->addresses);
    if (radio->trace && ble_trace_close(radio->trace) < 0 && !radio->trace_failed)
        blr_log(radio, BLE_LOG_ERROR, "trace %s: not everything could be written", radio->options.trace);
    blr_loop_close(&radio->loop);
    blr_connections_free(radio);
    blr_cache_free(radio);
    blr_locals_free(radio);
    blr_watches_close(&radio->watches);
    blr_scan_free(radio);
    blr_advertising_free(radio);
    free(radio);
}

void blr_radio_leave(ble_radio *radio)
{
    if (--radio->calls == 0 && radio->close_wanted)
        destroy(radio);
}

void ble_radio_close(ble_radio *radio)
{
    if (!radio || radio->closing)
        return;
    if (radio->calls || radio->callbacks)
        radio->close_wanted = true;
    else
        destroy(radio);
}

/* ------------------------------------------------------------------------------------------------ driving */

ble_status ble_radio_process(ble_radio *radio, uint32_t wait_ms)
{
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    if (radio->callbacks)
        return BLE_ERROR_IN_CALLBACK;
    if (radio->dead || radio->closing)
        return BLE_ERROR_STATE;
    uint64_t until_us = 0;
    if (wait_ms)
        until_us = wait_ms == BLE_FOREVER ? BLR_NEVER : blr_loop_time_us(&radio->loop) + (uint64_t)wait_ms * 1000;
    radio->calls++;
    ble_status status = blr_driver_process(radio, until_us);
    blr_radio_leave(radio);
    return status;
}

void ble_radio_wake(ble_radio *radio)
{
    if (radio)
        blr_loop_wake(&radio->loop);
}

int ble_radio_fd(const ble_radio *radio)
{
    return radio ? radio->loop.all_fd : -1;
}

/* ------------------------------------------------------------------------------------------------ asking */

const char *ble_radio_last_error(const ble_radio *radio)
{
    return radio ? radio->last_error : ble_status_message(BLE_ERROR_MEMORY);
}

const struct ble_radio_info *ble_radio_get_info(ble_radio *radio)
{
    if (radio->host)
        radio->info.controller = *ble_host_controller(radio->host);
    if (radio->line_open)
        blr_outage_describe(radio);
    return &radio->info;
}

const struct ble_host_counters *ble_radio_get_counters(const ble_radio *radio)
{
    return radio->host ? ble_host_counters(radio->host) : &radio->no_counters;
}

size_t ble_radio_diagnosis(ble_radio *radio, char *text, size_t capacity)
{
    struct blr_diagnosis diagnosis;
    blr_outage_diagnose(radio, &diagnosis);
    if (!diagnosis.count && !radio->up)
        return (size_t)snprintf(text, capacity, "%s", radio->last_error);
    return blr_diagnosis_join(&diagnosis, "\n", text, capacity);
}
