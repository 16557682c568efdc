/* SPDX-License-Identifier: MIT */
#include "services/pipe.h"

#include <string.h>

#include "api/internal.h"

enum { LENGTH = 2 }; /* of the octets before a packet in the ring */

static ble_radio *radio_of(const struct ble_pipe *pipe)
{
    return pipe->outgoing.characteristic.service.connection.radio;
}

static bool has(const struct ble_watch *watch)
{
    return watch->characteristic.handle != 0;
}

static void tell(struct ble_pipe *pipe)
{
    if (pipe->options.changed)
        pipe->options.changed(pipe, pipe->options.user);
}

/* ------------------------------------------------------------------------------------------------ the ring */

static void append(struct ble_pipe *pipe, const uint8_t *data, size_t size)
{
    size_t at = (pipe->head + pipe->used) % pipe->capacity;
    size_t first = size < pipe->capacity - at ? size : pipe->capacity - at;
    memcpy(pipe->memory + at, data, first);
    memcpy(pipe->memory, data + first, size - first);
    pipe->used += size;
}

uint8_t blr_pipe_peek(const struct ble_pipe *pipe, size_t at)
{
    return pipe->memory[(pipe->head + at) % pipe->capacity];
}

void blr_pipe_skip(struct ble_pipe *pipe, size_t size)
{
    if (size == 0)
        return;
    pipe->head = (pipe->head + size) % pipe->capacity;
    pipe->used -= size;
}

size_t blr_pipe_take(struct ble_pipe *pipe, void *data, size_t size)
{
    size = size < pipe->used ? size : pipe->used;
    size_t first = size < pipe->capacity - pipe->head ? size : pipe->capacity - pipe->head;
    if (size == 0)
        return 0;
    memcpy(data, pipe->memory + pipe->head, first);
    memcpy((uint8_t *)data + first, pipe->memory, size - first);
    blr_pipe_skip(pipe, size);
    return size;
}

static size_t oldest_packet(const struct ble_pipe *pipe)
{
    return (size_t)LENGTH + blr_pipe_peek(pipe, 0) + ((size_t)blr_pipe_peek(pipe, 1) << 8);
}

/** Forget everything, and count it. */
static void drop_all(struct ble_pipe *pipe)
{
    if (!pipe->framed)
        pipe->dropped += pipe->used;
    for (; pipe->framed && pipe->used > 0; pipe->dropped++)
        blr_pipe_skip(pipe, oldest_packet(pipe));
    pipe->head = pipe->used = 0;
}

static void put_octets(struct ble_pipe *pipe, const uint8_t *data, size_t size)
{
    size_t room = pipe->capacity - pipe->used;
    size_t fits = size < room ? size : room;
    if (fits > 0)
        append(pipe, data, fits);
    pipe->dropped += size - fits;
}

static void put_packet(struct ble_pipe *pipe, const uint8_t *data, size_t size)
{
    const uint8_t length[LENGTH] = { (uint8_t)size, (uint8_t)(size >> 8) };
    if (LENGTH + size > pipe->capacity) {
        pipe->dropped++;
        return;
    }
    for (; LENGTH + size > pipe->capacity - pipe->used; pipe->dropped++)
        blr_pipe_skip(pipe, oldest_packet(pipe));
    append(pipe, length, LENGTH);
    if (size > 0)
        append(pipe, data, size);
}

static void came(struct ble_pipe *pipe, const uint8_t *data, size_t size)
{
    if (pipe->framed)
        put_packet(pipe, data, size);
    else
        put_octets(pipe, data, size);
    tell(pipe);
}

/* ------------------------------------------------------------------------------------------------ peers */

/** Nobody is there any more. What came stays to be read until the next one is there. */
static void release(struct ble_pipe *pipe)
{
    pipe->peer = (ble_connection){ NULL, 0 };
    pipe->flight = 0;
    pipe->failed = BLE_OK;
    if (pipe->framed)
        blr_packets_forget(pipe);
}

/** Was it closed, or what it is over removed, or the radio closed? */
static bool is_gone(const struct ble_pipe *pipe)
{
    const ble_radio *radio = radio_of(pipe);
    return !radio || !blr_watch_is_on(&radio->watches, &pipe->outgoing) ||
           (!pipe->remote && has(&pipe->incoming) && !blr_watch_is_on(&radio->watches, &pipe->incoming));
}

bool blr_pipe_get_peer(struct ble_pipe *pipe, ble_connection *peer)
{
    bool is_there = !is_gone(pipe) && pipe->peer.radio && ble_connection_is_connected(pipe->peer);
    bool is_free = !pipe->remote && !pipe->options.peer.radio;
    if (!is_there && is_free && pipe->peer.radio)
        release(pipe);
    if (is_there)
        *peer = pipe->peer;
    return is_there;
}

bool blr_pipe_is_down(struct ble_pipe *pipe)
{
    ble_connection peer;
    return !blr_pipe_get_peer(pipe, &peer) && (pipe->remote || pipe->options.peer.radio || is_gone(pipe));
}

ble_status blr_pipe_part(struct ble_pipe *pipe, size_t *size)
{
    ble_connection peer;
    struct ble_connection_info info;
    if (!blr_pipe_get_peer(pipe, &peer) || ble_connection_get_info(peer, &info) != BLE_OK || info.link.mtu <= 3)
        return BLE_ERROR_DISCONNECTED;
    *size = info.link.mtu - 3u < pipe->options.max_size ? info.link.mtu - 3u : pipe->options.max_size;
    return BLE_OK;
}

/** Is this peer ours? A first one becomes so. */
static bool admits(struct ble_pipe *pipe, ble_connection peer, bool may_bind)
{
    ble_connection present;
    if (blr_pipe_get_peer(pipe, &present) || pipe->options.peer.radio)
        return ble_connection_equal(pipe->peer, peer);
    if (!may_bind)
        return false;
    drop_all(pipe);
    pipe->peer = peer;
    pipe->bound++;
    return true;
}

static void on_written(ble_characteristic characteristic, ble_connection peer, uint16_t offset, const uint8_t *data,
                       size_t size, void *user)
{
    struct ble_pipe *pipe = user;
    (void)characteristic;
    (void)offset; /* one write after the other */
    if (pipe->capacity > 0 && admits(pipe, peer, !pipe->framed))
        came(pipe, data, size);
}

static void on_subscribed(ble_characteristic characteristic, ble_connection peer, bool notify, bool indicate,
                          void *user)
{
    struct ble_pipe *pipe = user;
    bool begins = notify || indicate;
    (void)characteristic;
    if (!admits(pipe, peer, begins))
        return;
    if (!begins && pipe->framed && !pipe->options.peer.radio)
        release(pipe);
    tell(pipe);
}

/** The pipe of a watch that is on; NULL: that was closed meanwhile, and nobody knows what its memory has become. */
static struct ble_pipe *pipe_of(const ble_radio *radio, const void *watch)
{
    return blr_watch_is_on(&radio->watches, watch) ? ((const struct ble_watch *)watch)->handlers.user : NULL;
}

static void on_notified(ble_characteristic characteristic, const uint8_t *data, size_t size, bool indication,
                        void *user)
{
    ble_connection from = characteristic.service.connection;
    struct ble_pipe *pipe = pipe_of(from.radio, user);
    (void)indication;
    bool is_ours = pipe && pipe->remote && ble_connection_equal(pipe->peer, from) &&
                   pipe->incoming.characteristic.handle == characteristic.handle;
    if (is_ours) /* else another one, in the same place */
        came(pipe, data, size);
}

/* ------------------------------------------------------------------------------------------------ opening */

static bool are_of_one(const ble_characteristic *a, const ble_characteristic *b)
{
    return !a || !b || ble_connection_equal(a->service.connection, b->service.connection);
}

ble_status blr_pipe_open(struct ble_pipe *pipe, const ble_characteristic *incoming, const ble_characteristic *outgoing,
                         const struct ble_pipe_options *options)
{
    const ble_characteristic *any = incoming ? incoming : outgoing;
    ble_radio *radio = any ? any->service.connection.radio : NULL;
    if (!radio || !are_of_one(incoming, outgoing) || options->size != sizeof(*options) || options->max_size == 0 ||
        options->max_size > BLE_GATT_VALUE || (incoming && (!pipe->memory || pipe->capacity == 0)))
        return BLE_ERROR_ARGUMENT;
    pipe->options = *options;
    pipe->remote = any->service.connection.link != 0;
    pipe->peer = pipe->remote ? any->service.connection : options->peer;
    /* Who has no characteristic is of the same radio, and watches nothing. */
    pipe->incoming.characteristic.service = pipe->outgoing.characteristic.service = any->service;
    if (incoming)
        pipe->incoming.characteristic = *incoming;
    if (outgoing)
        pipe->outgoing.characteristic = *outgoing;
    pipe->incoming.handlers = (struct ble_service_handlers){ .written = on_written, .user = pipe };
    pipe->outgoing.handlers = (struct ble_service_handlers){ .subscribed = on_subscribed, .user = pipe };
    ble_status status = BLE_OK;
    if (!pipe->remote && incoming)
        status = ble_characteristic_watch(&pipe->incoming);
    if (!pipe->remote && outgoing && status == BLE_OK)
        status = ble_characteristic_watch(&pipe->outgoing);
    if (status < 0)
        blr_pipe_close(pipe);
    else /* what is sent finds its pipe by this */
        blr_watch_add(&radio->watches, &pipe->outgoing);
    return status;
}

bool blr_pipe_subscribes(const struct ble_pipe *pipe)
{
    return pipe->remote && has(&pipe->incoming);
}

ble_status blr_pipe_subscribe(struct ble_pipe *pipe)
{
    ble_status status =
        ble_characteristic_subscribe(pipe->incoming.characteristic, false, on_notified, &pipe->outgoing);
    if (status < 0)
        blr_pipe_close(pipe);
    return status;
}

ble_status blr_pipe_subscribe_start(struct ble_pipe *pipe, ble_done *done, void *user, uint32_t *id)
{
    ble_status status = ble_characteristic_subscribe_start(pipe->incoming.characteristic, false, on_notified,
                                                           &pipe->outgoing, done, user, id);
    if (status < 0)
        blr_pipe_close(pipe);
    return status;
}

void blr_pipe_close(struct ble_pipe *pipe)
{
    ble_radio *radio = radio_of(pipe);
    if (!radio)
        return;
    blr_watch_remove(&radio->watches, &pipe->incoming);
    blr_watch_remove(&radio->watches, &pipe->outgoing);
    if (blr_pipe_subscribes(pipe))
        ble_characteristic_subscribe_start(pipe->incoming.characteristic, false, NULL, &pipe->outgoing, NULL, NULL,
                                           NULL);
    memset(pipe, 0, sizeof(*pipe));
}

/* ------------------------------------------------------------------------------------------------ sending */

static void on_sent(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    (void)answer;
    (void)size;
    struct ble_pipe *pipe = pipe_of(radio, user);
    if (!pipe || pipe->flight != id)
        return;
    pipe->flight = 0;
    pipe->failed = status < 0 ? status : BLE_OK;
    if (pipe->framed)
        blr_packets_sent(pipe);
    tell(pipe);
}

ble_status blr_pipe_send(struct ble_pipe *pipe, const void *data, size_t size)
{
    struct ble_characteristic_info info;
    ble_characteristic to = pipe->outgoing.characteristic;
    void *user = &pipe->outgoing;
    if (!pipe->remote)
        return ble_characteristic_notify_start(to, &pipe->peer, data, size, on_sent, user, &pipe->flight);
    ble_status status = ble_characteristic_get_info(to, &info);
    if (status < 0)
        return status;
    if (info.properties & BLE_GATT_PROPERTY_WRITE_NO_RESPONSE)
        return ble_characteristic_write_command_start(to, data, size, on_sent, user, &pipe->flight);
    return ble_characteristic_write_start(to, data, size, on_sent, user, &pipe->flight);
}

/* ------------------------------------------------------------------------------------------------ waiting */

struct waited {
    struct ble_pipe *pipe;
    blr_pipe_ready *ready;
};

static bool is_ready(const ble_radio *radio, const void *argument)
{
    const struct waited *waited = argument;
    (void)radio;
    return waited->ready(waited->pipe);
}

bool blr_pipe_has_input(struct ble_pipe *pipe)
{
    return pipe->used > 0 || blr_pipe_is_down(pipe);
}

bool blr_pipe_is_idle(struct ble_pipe *pipe)
{
    ble_connection peer;
    return pipe->flight == 0 || !blr_pipe_get_peer(pipe, &peer);
}

uint64_t blr_pipe_until(const struct ble_pipe *pipe, uint32_t timeout_ms)
{
    const ble_radio *radio = radio_of(pipe);
    if (timeout_ms == 0 || timeout_ms == BLE_FOREVER || !radio)
        return timeout_ms == BLE_FOREVER ? BLR_NEVER : 0;
    return blr_loop_time_us(&radio->loop) + UINT64_C(1000) * timeout_ms;
}

ble_status blr_pipe_wait(struct ble_pipe *pipe, uint64_t until_us, blr_pipe_ready *ready)
{
    const struct waited waited = { pipe, ready };
    ble_radio *radio = radio_of(pipe);
    if (ready(pipe))
        return BLE_OK;
    if (until_us == 0)
        return BLE_ERROR_TIMEOUT;
    ble_status status = blr_operation_begin(radio);
    if (status < 0)
        return status;
    radio->calls++;
    status = blr_driver_wait(radio, until_us, is_ready, &waited);
    if (radio->close_wanted) /* leaving is its end */
        status = BLE_ERROR_CANCELLED;
    blr_radio_leave(radio);
    return status;
}
