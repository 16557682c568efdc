/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "api/internal.h"
#include "transport/find.h"

/* ------------------------------------------------------------------------------------------------ telling */

void blr_outage_diagnose(const ble_radio *radio, struct blr_diagnosis *diagnosis)
{
    diagnosis->status = BLE_OK;
    diagnosis->count = 0;
    if (radio->open_error[0]) {
        diagnosis->count = 1;
        snprintf(diagnosis->lines[0], sizeof(diagnosis->lines[0]), "%s", radio->open_error);
        return;
    }
    blr_diagnose(&radio->trouble, diagnosis);
}

/** Find out what is wrong, keep it as the last error. @param outlook what happens next, or "" */
static ble_status explain(ble_radio *radio, const struct ble_event *event, const char *outlook)
{
    struct blr_diagnosis diagnosis;
    char text[BLR_TEXT_SIZE / 2];
    radio->trouble.failure = event->u.trouble.failure;
    radio->trouble.hardware_error = event->u.trouble.hardware_error;
    radio->trouble.opcode = event->u.trouble.opcode;
    radio->trouble.status = event->u.trouble.status;
    if (radio->line_open) /* CTS and overruns as they are now */
        blr_outage_describe(radio);
    blr_outage_diagnose(radio, &diagnosis);
    blr_diagnosis_join(&diagnosis, "; ", text, sizeof(text));
    blr_set_error(radio, "%s%s%s", text, outlook[0] ? "; " : "", outlook);
    return diagnosis.status;
}

/** The controller is not usable: tell it once. */
static void tell_lost(ble_radio *radio, ble_status status)
{
    radio->up = false;
    if (radio->opening || radio->closing || radio->outage == status)
        return;
    radio->outage = status;
    if (!radio->options.handlers.lost)
        return;
    radio->callbacks++;
    radio->options.handlers.lost(radio, status, radio->last_error, radio->options.user);
    radio->callbacks--;
}

static bool will_look_again(const ble_radio *radio)
{
    return radio->options.reopen && !radio->opening && !radio->closing;
}

/** Look for the port again after the next, longer time. */
static void schedule(ble_radio *radio)
{
    if (!will_look_again(radio))
        return;
    radio->reopen_us = blr_loop_time_us(&radio->loop) + radio->backoff_us;
    radio->backoff_us *= 2;
    if (radio->backoff_us > BLR_BACKOFF_LAST_US)
        radio->backoff_us = BLR_BACKOFF_LAST_US;
}

/* ------------------------------------------------------------------------------------------------ events */

static void on_ready(ble_radio *radio)
{
    const struct ble_controller_info *controller = ble_host_controller(radio->host);
    char address[BLE_ADDRESS_TEXT];
    radio->up = true;
    radio->outage = radio->failed = BLE_OK;
    radio->trouble.failure = BLE_FAILURE_NONE;
    radio->last_error[0] = 0;
    radio->reopen_us = BLR_NEVER;
    radio->backoff_us = radio->first_backoff_us;
    radio->attempts = 0;
    blr_log(radio, BLE_LOG_INFO, "%s: ready after %u commands in %llu ms, address %s, generation %lu",
            blr_port_name(&radio->info.transport), controller->ready_commands,
            (unsigned long long)controller->ready_us / 1000, ble_address_format(&controller->address, address),
            (unsigned long)controller->generation);
    blr_local_identity(radio); /* a name may follow from the address */
    blr_advertising_ready(radio);
    if (!radio->options.handlers.ready || radio->closing)
        return;
    radio->callbacks++;
    radio->options.handlers.ready(radio, controller->generation, radio->options.user);
    radio->callbacks--;
}

static void on_recovering(ble_radio *radio, const struct ble_event *event)
{
    explain(radio, event, "the controller is being brought back");
    blr_log(radio, BLE_LOG_WARNING, "%s", radio->last_error);
    if (radio->up)
        tell_lost(radio, BLE_ERROR_RESTARTED);
}

static void on_failed(ble_radio *radio, const struct ble_event *event)
{
    radio->failed = explain(radio, event, will_look_again(radio) ? "it will be tried again" : "");
    if (radio->failed == BLE_OK)
        radio->failed = BLE_ERROR_SILENT;
    blr_log(radio, radio->outage == radio->failed ? BLE_LOG_DEBUG : BLE_LOG_ERROR, "%s", radio->last_error);
    schedule(radio);
    tell_lost(radio, radio->failed);
}

static void act(ble_radio *radio, const struct ble_event *event)
{
    switch (event->type) {
    case BLE_EVENT_READY: on_ready(radio); break;
    case BLE_EVENT_RECOVERING: on_recovering(radio, event); break;
    case BLE_EVENT_FAILED: on_failed(radio, event); break;
    case BLE_EVENT_OFF: radio->up = false; break;
    case BLE_EVENT_CRASHED:
        blr_log(radio, BLE_LOG_ERROR, "the controller crashed: %.127s", ble_host_controller(radio->host)->crash);
        break;
    case BLE_EVENT_SCAN_STALLED: blr_scan_stalled(radio, event->u.stalled.stage, event->u.stalled.silent_ms); break;
    case BLE_EVENT_SCAN_ENDED: blr_scan_ended(radio, event->u.ended.status); break;
    case BLE_EVENT_ADVERTISING_ENDED:
        blr_connections_look(radio);
        blr_advertising_ended(radio, event->u.ended.set, event->u.ended.status);
        break;
    case BLE_EVENT_CONNECTED:
        blr_advertising_connected(radio, event->u.connected.link, event->u.connected.role);
        blr_connections_opened(radio, event);
        break;
    case BLE_EVENT_DISCONNECTED:
        blr_advertising_disconnected(radio, event->u.disconnected.link);
        blr_connections_ended(radio, event->u.disconnected.link, event->u.disconnected.reason);
        break;
    case BLE_EVENT_LINK_UPDATED: blr_connections_updated(radio, event->u.updated.link, event->u.updated.what); break;
    case BLE_EVENT_UPDATE_ASKED: blr_connections_update_asked(radio, event); break;
    case BLE_EVENT_SENDABLE: blr_tasks_changed(radio); break;
    case BLE_EVENT_FOUND: blr_tasks_heard(radio, event->u.found.id, event); break;
    case BLE_EVENT_VALUE: blr_tasks_heard(radio, event->u.value.id, event); break;
    case BLE_EVENT_NOTIFIED: blr_subscribers_told(radio, event); break;
    case BLE_EVENT_ASKED: blr_local_asked(radio, event); break;
    case BLE_EVENT_WRITTEN: blr_local_written(radio, event); break;
    case BLE_EVENT_SUBSCRIBED: blr_local_subscribed(radio, event); break;
    case BLE_EVENT_COMPLETED:
        blr_operations_completed(radio, event->u.completed.id, event->u.completed.status, event->u.completed.answer,
                                 event->u.completed.size);
        break;
    default: break; /* data of links goes to the program as it is */
    }
}

static void tell_event(ble_radio *radio, const struct ble_event *event)
{
    if (!radio->options.handlers.event || radio->closing)
        return;
    radio->callbacks++;
    radio->options.handlers.event(radio, event, radio->options.user);
    radio->callbacks--;
}

/** The command that the controller refused, of which an event is the end. */
static uint16_t refused_opcode(const struct ble_event *event)
{
    switch (event->type) {
    case BLE_EVENT_COMPLETED: return event->u.completed.opcode;
    case BLE_EVENT_ADVERTISING_ENDED:
    case BLE_EVENT_SCAN_ENDED: return event->u.ended.opcode;
    default: return 0;
    }
}

enum { VIEW_SIZE = 4096 }; /* no packet is longer */

/** The octets that an event aims at. */
struct view {
    const uint8_t **data;
    uint16_t *size;
};

static struct view view_of(struct ble_event *event)
{
    switch (event->type) {
    case BLE_EVENT_COMPLETED: return (struct view){ &event->u.completed.answer, &event->u.completed.size };
    case BLE_EVENT_DATA: return (struct view){ &event->u.data.data, &event->u.data.size };
    case BLE_EVENT_VALUE: return (struct view){ &event->u.value.data, &event->u.value.size };
    case BLE_EVENT_NOTIFIED: return (struct view){ &event->u.notified.data, &event->u.notified.size };
    case BLE_EVENT_ASKED: return (struct view){ &event->u.asked.data, &event->u.asked.size };
    case BLE_EVENT_WRITTEN: return (struct view){ &event->u.written.data, &event->u.written.size };
    default: return (struct view){ NULL, NULL };
    }
}

/** The program may ask for something in a callback, which ends the life of the host's views. */
static void keep_view(struct ble_event *event, uint8_t octets[VIEW_SIZE])
{
    struct view view = view_of(event);
    if (!view.data || !*view.data || !*view.size)
        return;
    *view.size = *view.size < VIEW_SIZE ? *view.size : VIEW_SIZE;
    memcpy(octets, *view.data, *view.size);
    *view.data = octets;
}

void blr_outage_event(ble_radio *radio, const struct ble_event *event)
{
    if (event->type == BLE_EVENT_REPORT) { /* there are many: no copy */
        tell_event(radio, event);
        blr_scan_heard(radio, &event->u.report);
        return;
    }
    struct ble_event kept = *event;
    uint8_t octets[VIEW_SIZE];
    keep_view(&kept, octets);
    tell_event(radio, &kept);
    radio->refused = refused_opcode(&kept);
    act(radio, &kept);
    radio->refused = 0;
}

/* ------------------------------------------------------------------------------------------------ the line */

/** A port that has a device node is closed at once: as long as it is held, the node would come back under another name.
 */
static bool is_held(const ble_radio *radio)
{
    return !radio->options.transport && radio->info.transport.path[0];
}

/** Take the line away from the host. */
static void detach(ble_radio *radio)
{
    if (!radio->line_open)
        return;
    radio->line_open = false;
    blr_loop_watch(&radio->loop, -1, 0);
    if (is_held(radio)) {
        radio->transport->ops->close(radio->transport);
        radio->transport = NULL;
    }
    blr_driver_forget(radio);
    blr_radio_effects_forget(radio);
    ble_host_lost(radio->host, blr_loop_time_us(&radio->loop));
}

/** Hand out every event, also where ble_radio_scan_next() waits for one report: that one goes into the buffer. */
static void pull_all(ble_radio *radio)
{
    struct ble_report *taking = radio->scan.taking;
    radio->scan.taking = NULL;
    blr_driver_pull(radio);
    radio->scan.taking = taking;
}

void blr_outage_lost(ble_radio *radio, ble_status status)
{
    struct ble_event event = { .type = BLE_EVENT_FAILED, .u.trouble.failure = BLE_FAILURE_TRANSPORT };
    detach(radio);
    explain(radio, &event, will_look_again(radio) ? "it is being looked for" : "");
    if (status != BLE_ERROR_LOST)
        blr_log(radio, BLE_LOG_DEBUG, "%s: %s", blr_port_name(&radio->info.transport), ble_status_message(status));
    blr_log(radio, radio->outage == BLE_ERROR_LOST ? BLE_LOG_DEBUG : BLE_LOG_WARNING, "%s", radio->last_error);
    pull_all(radio); /* what was pending ends before the program is told */
    radio->failed = BLE_ERROR_LOST;
    schedule(radio);
    if (radio->reopen_us == BLR_NEVER)
        radio->over = BLE_ERROR_LOST;
    tell_lost(radio, BLE_ERROR_LOST);
}

ble_status blr_outage_attach(ble_radio *radio)
{
    blr_outage_describe(radio);
    radio->transport->ops->info(radio->transport, &radio->line);
    ble_status status = blr_loop_watch(&radio->loop, radio->transport->ops->fd(radio->transport), BLR_LOOP_READ);
    if (status < 0)
        return status;
    if (radio->addresses_ready) /* it may have another place on the bus now */
        blr_addresses_close(&radio->addresses);
    radio->addresses_ready = false;
    radio->line_open = true;
    radio->open_error[0] = 0;
    blr_driver_forget(radio);
    ble_host_attach(radio->host, blr_loop_time_us(&radio->loop), &radio->line);
    blr_loop_kick(&radio->loop);
    return BLE_OK;
}

void blr_outage_describe(ble_radio *radio)
{
    struct ble_transport_description *it = &radio->info.transport;
    radio->transport->ops->describe(radio->transport, it);
    if (!radio->options.transport) /* the port that was asked for, wherever it was found again */
        snprintf(it->port, sizeof(it->port), "%s", radio->options.port);
}

static ble_status open_port(ble_radio *radio, const char *port)
{
    struct ble_transport_options options = BLE_TRANSPORT_OPTIONS_INIT;
    options.baud = radio->options.baud;
    options.flow = radio->options.flow;
    return ble_transport_open(port, &options, &radio->transport, radio->open_error);
}

ble_status blr_outage_open(ble_radio *radio)
{
    if (radio->options.transport) {
        radio->transport = radio->options.transport;
        return BLE_OK;
    }
    return open_port(radio, radio->options.port);
}

/** Find the device node again, maybe under another name, and open it with the settings of the port asked for. */
static ble_status open_node(ble_radio *radio)
{
    char path[256], port[sizeof(path) + 256];
    ble_status status = blr_transport_find_again(&radio->info.transport, path);
    if (status < 0) {
        const char *path_before = radio->info.transport.path;
        bool same = !strcmp(radio->options.port, path_before);
        snprintf(radio->open_error, sizeof(radio->open_error), "%s%s%.200s is not there: %s",
                 same ? "" : radio->options.port, same ? "" : ": ", path_before, ble_status_message(status));
        return status;
    }
    const char *settings = strchr(radio->options.port, ',');
    if (!strncmp(radio->options.port, "serial:", 7))
        snprintf(port, sizeof(port), "serial:%s%s", path, settings ? settings : "");
    else
        snprintf(port, sizeof(port), "%s", path);
    return open_port(radio, port);
}

static ble_status open_again(ble_radio *radio)
{
    if (!radio->transport)
        return open_node(radio);
    ble_status status = radio->transport->ops->control(radio->transport, BLE_EFFECT_REOPEN, 0);
    if (status < 0)
        snprintf(radio->open_error, sizeof(radio->open_error), "%.200s: %s", blr_port_name(&radio->info.transport),
                 status == BLE_ERROR_UNSUPPORTED ? "cannot be opened again" : ble_status_message(status));
    return status;
}

void blr_outage_due(ble_radio *radio, uint64_t now_us)
{
    if (radio->reopen_us > now_us)
        return;
    radio->reopen_us = BLR_NEVER;
    if (radio->line_open && ble_host_controller(radio->host)->state != BLE_HOST_FAILED)
        return; /* somebody has brought it back meanwhile */
    detach(radio);
    pull_all(radio);
    radio->progress = true;
    ble_status status = open_again(radio);
    if (status == BLE_OK)
        status = blr_outage_attach(radio);
    blr_log(radio, radio->attempts++ == 0 || status == BLE_OK ? BLE_LOG_INFO : BLE_LOG_DEBUG, "%s: %s",
            blr_port_name(&radio->info.transport), status == BLE_OK ? "opened again" : radio->open_error);
    if (status == BLE_OK)
        return;
    blr_set_error(radio, "%s; it is being looked for", radio->open_error);
    if (status == BLE_ERROR_UNSUPPORTED && radio->options.transport)
        radio->over = BLE_ERROR_LOST;
    else
        schedule(radio);
}
