/* SPDX-License-Identifier: MIT */
/* Connections that we open. */
#include <stdio.h>
#include <string.h>

#include "api/internal.h"

static const struct ble_connect_options defaults = BLE_CONNECT_OPTIONS_INIT;

/** An attempt. */
struct attempt {
    struct blr_task task;
    struct ble_connecting how;
    uint32_t timeout_ms;
    uint64_t until_us; /**< BLR_NEVER: until it is cancelled */
    ble_connection connection;
    ble_connected *done;
};

static struct attempt *attempt_of(struct blr_task *task)
{
    return (struct attempt *)(void *)task;
}

/* ------------------------------------------------------------------------------------------------ the attempt */

static ble_status ask(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    enum { BACKSTOP_US = 5000000 };
    struct attempt *it = attempt_of(task);
    const struct blr_connection *there = blr_connection_to(radio, &it->how.peer);
    if (there && there->unwanted) /* an attempt that was given up: it is being ended */
        return BLR_TASK_WAIT;
    if (there) {
        it->connection = (ble_connection){ radio, there->link };
        return BLE_ERROR_BUSY;
    }
    request->type = BLE_REQUEST_CONNECT;
    request->u.connect = it->how;
    request->timeout_ms = BLE_FOREVER;
    if (it->until_us != BLR_NEVER) {
        uint64_t now_us = blr_loop_time_us(&radio->loop);
        uint64_t left_us = it->until_us > now_us ? it->until_us - now_us : 0;
        request->timeout_ms = left_us > 1000 ? (uint32_t)(left_us / 1000) : 1;
        task->deadline_us = it->until_us + BACKSTOP_US; /* the host is exact */
    }
    return BLR_TASK_GO;
}

static ble_status answered(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                           size_t size)
{
    struct attempt *it = attempt_of(task);
    const struct blr_connection *there = status == BLE_OK ? blr_connection_from(radio, task->request) : NULL;
    (void)answer;
    (void)size;
    if (status == BLE_ERROR_STATE && (there = blr_connection_to(radio, &it->how.peer)) != NULL)
        status = BLE_ERROR_BUSY; /* somebody else was faster */
    if (there)
        it->connection = (ble_connection){ radio, there->link };
    return status == BLE_OK ? BLE_END : status;
}

static const struct blr_stage connecting = { .ask = ask, .answered = answered, .final = true };

static void describe(const ble_radio *radio, const struct blr_task *task, char text[BLR_TASK_TEXT])
{
    const struct attempt *it = (const struct attempt *)(const void *)task;
    char peer[BLE_ADDRESS_TEXT];
    (void)radio;
    snprintf(text, BLR_TASK_TEXT, "connect to %s (%s)", ble_address_format(&it->how.peer, peer),
             it->how.peer.type & 1 ? "random" : "public");
}

static const char *advise(const ble_radio *radio, const struct blr_task *task)
{
    const struct attempt *it = (const struct attempt *)(const void *)task;
    (void)radio;
    switch (task->status) {
    case BLE_ERROR_TIMEOUT:
        return "it was not heard, or did not answer: is it in range, does it advertise connectably, and with this "
               "address and type?";
    case BLE_ERROR_BUSY: return it->connection.radio ? "it is connected already" : "another attempt for it waits";
    case BLE_ERROR_FULL: return "no link is free: host.links allows no more";
    default: return NULL;
    }
}

/** The answer is the connection, none included. */
static void settle(ble_radio *radio, struct blr_task *task)
{
    struct attempt *it = attempt_of(task);
    (void)radio;
    task->answer = (const uint8_t *)&it->connection;
    task->answer_size = sizeof(it->connection);
}

static void tell(ble_radio *radio, struct blr_task *task)
{
    const struct attempt *it = attempt_of(task);
    if (!it->done)
        return;
    radio->callbacks++;
    it->done(radio, task->id, task->status, it->connection, task->user);
    radio->callbacks--;
}

static const struct blr_task_kind attempts = {
    .size = sizeof(struct attempt), .describe = describe, .advise = advise, .settle = settle, .tell = tell
};

/* ------------------------------------------------------------------------------------------------ options */

static ble_status check(const struct ble_address *peer, const struct ble_connect_options *it,
                        char why[BLE_TRANSPORT_TEXT])
{
    enum { WINDOW_LEAST_US = 2500, INTERVAL_MOST_US = 40959375, PHYS = 7 };
    uint32_t interval_us = it->scan_interval_us;
    uint32_t window_us = it->scan_window_us;
    const struct blr_range ranges[] = {
        { "peer->type", peer->type, BLE_ADDRESS_PUBLIC, BLE_ADDRESS_RANDOM_IDENTITY },
        { "timeout_ms", it->timeout_ms, 1, BLE_FOREVER },
        { "phys", it->phys, 0, PHYS },
        { "scan_interval_us", interval_us ? interval_us : WINDOW_LEAST_US, WINDOW_LEAST_US, INTERVAL_MOST_US },
        { "scan_window_us", window_us ? window_us : WINDOW_LEAST_US, WINDOW_LEAST_US,
          interval_us ? interval_us : INTERVAL_MOST_US },
    };
    ble_status status = blr_check_size("options", it->size, sizeof(*it), why);
    if (status == BLE_OK)
        status = blr_check_ranges(ranges, sizeof(ranges) / sizeof(*ranges), why);
    return status == BLE_OK ? blr_link_check_parameters(&it->parameters, why) : status;
}

static ble_status prepare(ble_radio *radio, const struct ble_address *peer, const struct ble_connect_options *options,
                          struct blr_task **task)
{
    char why[BLE_TRANSPORT_TEXT] = "peer is NULL";
    *task = NULL;
    options = options ? options : &defaults;
    ble_status status = peer ? check(peer, options, why) : BLE_ERROR_ARGUMENT;
    if (status < 0)
        blr_set_error(radio, "connect: %s", why);
    else
        status = blr_task_new(radio, &attempts, 0, task);
    if (!*task)
        return status;
    struct attempt *it = attempt_of(*task);
    it->how = (struct ble_connecting){ .peer = *peer,
                                       .phys = options->phys,
                                       .scan_interval_us = options->scan_interval_us,
                                       .scan_window_us = options->scan_window_us,
                                       .parameters = options->parameters };
    it->timeout_ms = options->timeout_ms;
    it->until_us = BLR_NEVER;
    if (options->timeout_ms != BLE_FOREVER)
        it->until_us = blr_loop_time_us(&radio->loop) + options->timeout_ms * UINT64_C(1000);
    it->task.stage = &connecting;
    it->task.deadline_us = it->until_us;
    return BLE_OK;
}

ble_status ble_radio_connect(ble_radio *radio, const struct ble_address *peer,
                             const struct ble_connect_options *options, ble_connection *connection)
{
    struct blr_task *task = NULL;
    ble_connection found = { NULL, 0 };
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = prepare(radio, peer, options, &task);
    if (!task)
        return status;
    radio->calls++;
    status = blr_task_wait(radio, task, &found, sizeof(found), NULL);
    if (connection)
        *connection = found;
    blr_radio_leave(radio);
    return status;
}

ble_status ble_radio_connect_start(ble_radio *radio, const struct ble_address *peer,
                                   const struct ble_connect_options *options, ble_connected *done, void *user,
                                   uint32_t *id)
{
    struct blr_task *task = NULL;
    if (id)
        *id = 0;
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = prepare(radio, peer, options, &task);
    if (!task)
        return status;
    attempt_of(task)->done = done;
    return blr_task_start(radio, task, NULL, user, id);
}

/* ------------------------------------------------------------------------------------------------ kept */

/** Which of the kept peers it is; kept_count: none. */
static uint16_t index_of(const struct blr_connections *connections, const struct ble_address *peer)
{
    uint16_t i = 0;
    while (i < connections->kept_count && !ble_address_equal(&connections->kept[i], peer))
        i++;
    return i;
}

static ble_status check_kept(ble_radio *radio)
{
    const struct ble_controller_info *controller = ble_host_controller(radio->host);
    unsigned most = radio->options.host.kept_peers;
    unsigned count = radio->connections.kept_count + 1u;
    if (count > most) {
        blr_set_error(radio, "keep connected: host.kept_peers allows %u", most);
        return BLE_ERROR_FULL;
    }
    if (radio->up && count > controller->accept_list_size) {
        blr_set_error(radio, "keep connected: this controller's accept list holds %u", controller->accept_list_size);
        return BLE_ERROR_FULL;
    }
    return BLE_OK;
}

static ble_status keep_these(ble_radio *radio)
{
    struct ble_request request = { .type = BLE_REQUEST_KEEP_CONNECTED };
    request.u.keep_connected.count = radio->connections.kept_count;
    request.u.keep_connected.peers = radio->connections.kept;
    return blr_operation_start(radio, &(struct blr_asking){ .request = &request }, NULL, NULL, NULL);
}

ble_status ble_radio_keep_connected(ble_radio *radio, const struct ble_address *peer, bool on)
{
    if (!radio || !peer || peer->type > BLE_ADDRESS_RANDOM_IDENTITY)
        return BLE_ERROR_ARGUMENT;
    if (radio->dead || radio->closing)
        return BLE_ERROR_STATE;
    struct blr_connections *connections = &radio->connections;
    uint16_t index = index_of(connections, peer), count = connections->kept_count;
    if (on == (index < count))
        return BLE_OK;
    ble_status status = on ? check_kept(radio) : BLE_OK;
    if (status < 0)
        return status;
    struct ble_address before = on ? *peer : connections->kept[index];
    if (on)
        connections->kept[connections->kept_count++] = *peer;
    else
        connections->kept[index] = connections->kept[--connections->kept_count];
    status = keep_these(radio);
    if (status == BLE_OK)
        return BLE_OK;
    if (on) {
        connections->kept_count--;
    } else {
        connections->kept[connections->kept_count++] = connections->kept[index];
        connections->kept[index] = before;
    }
    return status;
}
