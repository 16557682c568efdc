/* SPDX-License-Identifier: MIT */
#include <bleradio/streams.h>

#include "services/pipe.h"

static const struct ble_pipe_options defaults = BLE_PIPE_OPTIONS_INIT;

static ble_status prepare(struct ble_stream *stream, const ble_characteristic *incoming,
                          const ble_characteristic *outgoing, void *memory, size_t capacity,
                          const struct ble_pipe_options *options)
{
    *stream = (struct ble_stream){ .pipe = { .memory = memory, .capacity = incoming ? capacity : 0 } };
    return blr_pipe_open(&stream->pipe, incoming, outgoing, options ? options : &defaults);
}

ble_status ble_stream_open(struct ble_stream *stream, const ble_characteristic *incoming,
                           const ble_characteristic *outgoing, void *memory, size_t capacity,
                           const struct ble_pipe_options *options)
{
    ble_status status = prepare(stream, incoming, outgoing, memory, capacity, options);
    return status == BLE_OK && blr_pipe_subscribes(&stream->pipe) ? blr_pipe_subscribe(&stream->pipe) : status;
}

ble_status ble_stream_open_start(struct ble_stream *stream, const ble_characteristic *incoming,
                                 const ble_characteristic *outgoing, void *memory, size_t capacity,
                                 const struct ble_pipe_options *options, ble_done *done, void *user, uint32_t *id)
{
    if (id)
        *id = 0;
    ble_status status = prepare(stream, incoming, outgoing, memory, capacity, options);
    return status == BLE_OK && blr_pipe_subscribes(&stream->pipe)
               ? blr_pipe_subscribe_start(&stream->pipe, done, user, id)
               : status;
}

void ble_stream_close(struct ble_stream *stream)
{
    blr_pipe_close(&stream->pipe);
}

bool ble_stream_get_peer(struct ble_stream *stream, ble_connection *peer)
{
    return blr_pipe_get_peer(&stream->pipe, peer);
}

/* ------------------------------------------------------------------------------------------------ reading */

/** Take octets as they come, up to a line feed where one ends it. */
static size_t take(struct ble_pipe *pipe, uint8_t *data, size_t wanted, bool is_line, bool *is_whole)
{
    size_t size = wanted < pipe->used ? wanted : pipe->used;
    *is_whole = !is_line && size == wanted;
    for (size_t i = 0; is_line && i < size; i++)
        if (blr_pipe_peek(pipe, i) == '\n') {
            size = i + 1;
            *is_whole = true;
            break;
        }
    return blr_pipe_take(pipe, data, size);
}

static ble_status read_octets(struct ble_stream *stream, uint8_t *data, size_t wanted, bool is_line,
                              uint32_t timeout_ms, size_t *size)
{
    struct ble_pipe *pipe = &stream->pipe;
    if (size)
        *size = 0;
    if (pipe->capacity == 0 || wanted == 0)
        return BLE_ERROR_ARGUMENT;
    uint64_t until_us = blr_pipe_until(pipe, timeout_ms);
    uint32_t bound = pipe->bound;
    bool is_whole = false;
    ble_status status = BLE_OK;
    size_t got = 0;
    while (status == BLE_OK && !is_whole && got < wanted) {
        status = blr_pipe_wait(pipe, until_us, blr_pipe_has_input);
        if (status == BLE_OK && (pipe->used == 0 || (got > 0 && pipe->bound != bound)))
            status = BLE_ERROR_DISCONNECTED; /* what came since then is another peer's */
        if (status < 0)
            break;
        bound = pipe->bound;
        got += take(pipe, data + got, wanted - got, is_line, &is_whole);
    }
    if (size)
        *size = got;
    return status == BLE_OK && !is_whole ? BLE_ERROR_FULL : status;
}

ble_status ble_stream_read(struct ble_stream *stream, void *data, size_t wanted, uint32_t timeout_ms, size_t *size)
{
    return read_octets(stream, data, wanted, false, timeout_ms, size);
}

ble_status ble_stream_read_line(struct ble_stream *stream, void *data, size_t capacity, uint32_t timeout_ms,
                                size_t *size)
{
    return read_octets(stream, data, capacity, true, timeout_ms, size);
}

size_t ble_stream_in_waiting(const struct ble_stream *stream)
{
    return stream->pipe.used;
}

void ble_stream_reset_input(struct ble_stream *stream)
{
    stream->pipe.head = stream->pipe.used = 0;
}

uint64_t ble_stream_dropped(const struct ble_stream *stream)
{
    return stream->pipe.dropped;
}

/* ------------------------------------------------------------------------------------------------ writing */

/** How what was sent before ended; once. */
static ble_status last_end(struct ble_pipe *pipe)
{
    ble_status status = pipe->failed;
    pipe->failed = BLE_OK;
    return status;
}

/** Send the next part when none is on its way. @param size what is left; gets what was sent */
static ble_status write_part(struct ble_pipe *pipe, const uint8_t *data, size_t *size, uint64_t until_us)
{
    size_t part;
    ble_status status = blr_pipe_wait(pipe, until_us, blr_pipe_is_idle);
    if (status == BLE_OK)
        status = last_end(pipe);
    if (status == BLE_OK)
        status = blr_pipe_part(pipe, &part);
    if (status == BLE_OK) {
        *size = *size < part ? *size : part;
        status = blr_pipe_send(pipe, data, *size);
    }
    return status;
}

ble_status ble_stream_write(struct ble_stream *stream, const void *data, size_t size, uint32_t timeout_ms,
                            size_t *written)
{
    struct ble_pipe *pipe = &stream->pipe;
    ble_status status = BLE_OK;
    size_t sent = 0;
    if (written)
        *written = 0;
    if (pipe->outgoing.characteristic.handle == 0)
        return BLE_ERROR_ARGUMENT;
    uint64_t until_us = blr_pipe_until(pipe, timeout_ms);
    while (status == BLE_OK && sent < size) {
        size_t part = size - sent;
        status = write_part(pipe, (const uint8_t *)data + sent, &part, until_us);
        sent += status == BLE_OK ? part : 0;
    }
    if (status == BLE_OK && timeout_ms > 0) {
        status = blr_pipe_wait(pipe, until_us, blr_pipe_is_idle);
        status = status == BLE_OK ? last_end(pipe) : status;
    }
    if (written)
        *written = sent;
    return status;
}
