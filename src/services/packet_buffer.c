/* SPDX-License-Identifier: MIT */
#include <bleradio/streams.h>

#include <string.h>

#include "services/pipe.h"

enum { LENGTH = 2 };

static const struct ble_pipe_options defaults = BLE_PIPE_OPTIONS_INIT;

static struct ble_packet_buffer *around(struct ble_pipe *pipe)
{
    return (struct ble_packet_buffer *)pipe; /* its first member */
}

static ble_status prepare(struct ble_packet_buffer *packets, ble_characteristic characteristic, void *memory,
                          size_t capacity, const struct ble_pipe_options *options)
{
    *packets = (struct ble_packet_buffer){ .pipe = { .framed = true } };
    size_t longest = options->max_size;
    if (memory == NULL || longest == 0 || longest > BLE_GATT_VALUE || capacity < longest + LENGTH + 1)
        return BLE_ERROR_ARGUMENT;
    packets->pipe.memory = memory;
    packets->pipe.capacity = capacity - longest;
    packets->pending = (uint8_t *)memory + packets->pipe.capacity;
    return blr_pipe_open(&packets->pipe, &characteristic, &characteristic, options);
}

ble_status ble_packet_buffer_open(struct ble_packet_buffer *packets, ble_characteristic characteristic, void *memory,
                                  size_t capacity, const struct ble_pipe_options *options)
{
    ble_status status = prepare(packets, characteristic, memory, capacity, options ? options : &defaults);
    return status == BLE_OK && blr_pipe_subscribes(&packets->pipe) ? blr_pipe_subscribe(&packets->pipe) : status;
}

ble_status ble_packet_buffer_open_start(struct ble_packet_buffer *packets, ble_characteristic characteristic,
                                        void *memory, size_t capacity, const struct ble_pipe_options *options,
                                        ble_done *done, void *user, uint32_t *id)
{
    if (id != NULL)
        *id = 0;
    ble_status status = prepare(packets, characteristic, memory, capacity, options ? options : &defaults);
    return status == BLE_OK && blr_pipe_subscribes(&packets->pipe)
               ? blr_pipe_subscribe_start(&packets->pipe, done, user, id)
               : status;
}

void ble_packet_buffer_close(struct ble_packet_buffer *packets)
{
    blr_pipe_close(&packets->pipe);
    packets->pending_size = 0;
}

bool ble_packet_buffer_get_peer(struct ble_packet_buffer *packets, ble_connection *peer)
{
    return blr_pipe_get_peer(&packets->pipe, peer);
}

/* ------------------------------------------------------------------------------------------------ reading */

bool ble_packet_buffer_has_packet(const struct ble_packet_buffer *packets, size_t *size)
{
    const struct ble_pipe *pipe = &packets->pipe;
    if (pipe->used == 0)
        return false;
    if (size != NULL)
        *size = blr_pipe_peek(pipe, 0) + ((size_t)blr_pipe_peek(pipe, 1) << 8);
    return true;
}

ble_status ble_packet_buffer_read(struct ble_packet_buffer *packets, void *data, size_t capacity, uint32_t timeout_ms,
                                  size_t *size)
{
    struct ble_pipe *pipe = &packets->pipe;
    size_t length = 0;
    if (size != NULL)
        *size = 0;
    if (pipe->capacity == 0)
        return BLE_ERROR_ARGUMENT;
    ble_status status = blr_pipe_wait(pipe, blr_pipe_until(pipe, timeout_ms), blr_pipe_has_input);
    if (status < 0)
        return status;
    if (!ble_packet_buffer_has_packet(packets, &length))
        return BLE_ERROR_DISCONNECTED;
    blr_pipe_skip(pipe, LENGTH);
    size_t fits = length < capacity ? length : capacity;
    blr_pipe_take(pipe, data, fits);
    blr_pipe_skip(pipe, length - fits);
    if (size != NULL)
        *size = length;
    return length > capacity ? BLE_ERROR_FULL : BLE_OK;
}

uint64_t ble_packet_buffer_dropped(const struct ble_packet_buffer *packets)
{
    return packets->pipe.dropped;
}

/* ------------------------------------------------------------------------------------------------ writing */

static ble_status send_pending(struct ble_packet_buffer *packets)
{
    uint16_t size = packets->pending_size;
    packets->pending_size = 0;
    return blr_pipe_send(&packets->pipe, packets->pending, size);
}

void blr_packets_sent(struct ble_pipe *pipe)
{
    struct ble_packet_buffer *packets = around(pipe);
    if (packets->pending_size == 0)
        return;
    ble_status status = send_pending(packets);
    if (status < 0)
        pipe->failed = status;
}

void blr_packets_forget(struct ble_pipe *pipe)
{
    around(pipe)->pending_size = 0;
}

static void append(struct ble_packet_buffer *packets, const void *data, size_t size)
{
    if (size == 0)
        return;
    memcpy(packets->pending + packets->pending_size, data, size);
    packets->pending_size = (uint16_t)(packets->pending_size + size);
}

ble_status ble_packet_buffer_outgoing_length(struct ble_packet_buffer *packets, size_t *length)
{
    return blr_pipe_part(&packets->pipe, length);
}

ble_status ble_packet_buffer_incoming_length(struct ble_packet_buffer *packets, size_t *length)
{
    ble_connection peer;
    struct ble_connection_info info;
    if (!blr_pipe_get_peer(&packets->pipe, &peer) || ble_connection_get_info(peer, &info) != BLE_OK)
        return BLE_ERROR_DISCONNECTED;
    *length = info.link.mtu - 3u < BLE_GATT_VALUE ? info.link.mtu - 3u : BLE_GATT_VALUE;
    return BLE_OK;
}

static ble_status last_end(struct ble_pipe *pipe)
{
    ble_status status = pipe->failed;
    pipe->failed = BLE_OK;
    return status;
}

/** What waits has gone, so that there is room for any packet. */
static bool has_sent_pending(struct ble_pipe *pipe)
{
    return around(pipe)->pending_size == 0 || blr_pipe_is_idle(pipe);
}

/** Wait until data fits behind what waits. @param longest gets the longest packet */
static ble_status make_room(struct ble_packet_buffer *packets, size_t size, size_t header_size, uint32_t timeout_ms)
{
    struct ble_pipe *pipe = &packets->pipe;
    size_t longest;
    ble_status status = ble_packet_buffer_outgoing_length(packets, &longest);
    if (status == BLE_OK)
        status = last_end(pipe);
    if (status < 0)
        return status;
    if (size > longest || header_size > longest - size)
        return BLE_ERROR_ARGUMENT;
    if (packets->pending_size + size <= longest)
        return BLE_OK;
    status = blr_pipe_wait(pipe, blr_pipe_until(pipe, timeout_ms), has_sent_pending);
    if (status == BLE_OK) /* as long as that took, anything may have happened */
        status = ble_packet_buffer_outgoing_length(packets, &longest);
    if (status == BLE_OK && (packets->pending_size > 0 || header_size + size > longest))
        status = BLE_ERROR_DISCONNECTED; /* another peer, with another MTU */
    return status == BLE_OK ? last_end(pipe) : status;
}

ble_status ble_packet_buffer_write(struct ble_packet_buffer *packets, const void *data, size_t size, const void *header,
                                   size_t header_size, uint32_t timeout_ms)
{
    if (packets->pipe.capacity == 0)
        return BLE_ERROR_ARGUMENT;
    ble_status status = make_room(packets, size, header_size, timeout_ms);
    if (status < 0)
        return status;
    if (packets->pending_size == 0)
        append(packets, header, header_size);
    append(packets, data, size);
    return packets->pipe.flight == 0 ? send_pending(packets) : BLE_OK;
}

ble_status ble_packet_buffer_flush(struct ble_packet_buffer *packets, uint32_t timeout_ms)
{
    struct ble_pipe *pipe = &packets->pipe;
    if (pipe->capacity == 0)
        return BLE_ERROR_ARGUMENT;
    ble_status status = blr_pipe_wait(pipe, blr_pipe_until(pipe, timeout_ms), blr_pipe_is_idle);
    return status == BLE_OK ? last_end(pipe) : status;
}
