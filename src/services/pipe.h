/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What streams and packet buffers have in common: with whom they are, what came, what is on its way.
 *
 * stream.c and packet_buffer.c put their own struct around a pipe; what they do beyond it when something was sent is in
 * blr_pipe_sent().
 */
#ifndef BLR_SERVICES_PIPE_H
#define BLR_SERVICES_PIPE_H

#include <bleradio/streams.h>

/** Fill a pipe in: it is open over our own characteristics, and open but not subscribed over a peer's. */
ble_status blr_pipe_open(struct ble_pipe *pipe, const ble_characteristic *incoming, const ble_characteristic *outgoing,
                         const struct ble_pipe_options *options);

/** Does it have something to subscribe to? */
bool blr_pipe_subscribes(const struct ble_pipe *pipe);

/** Subscribe to the incoming characteristic of a peer, and wait. After an error it is closed. */
ble_status blr_pipe_subscribe(struct ble_pipe *pipe);

/** The same without waiting; it closes itself when that is not even begun. */
ble_status blr_pipe_subscribe_start(struct ble_pipe *pipe, ble_done *done, void *user, uint32_t *id);

void blr_pipe_close(struct ble_pipe *pipe);

/** With whom it is. @return false: nobody is there */
bool blr_pipe_get_peer(struct ble_pipe *pipe, ble_connection *peer);

/** Is it with one peer only, who is gone, or closed, or the service removed? */
bool blr_pipe_is_down(struct ble_pipe *pipe);

/** How much goes at once. @return BLE_OK, BLE_ERROR_DISCONNECTED: nobody is there */
ble_status blr_pipe_part(struct ble_pipe *pipe, size_t *size);

/** Take octets. @return how many there were */
size_t blr_pipe_take(struct ble_pipe *pipe, void *data, size_t size);

/** The oldest octet but `at`, which is there. */
uint8_t blr_pipe_peek(const struct ble_pipe *pipe, size_t at);

/** Forget octets that are there. */
void blr_pipe_skip(struct ble_pipe *pipe, size_t size);

/** Send a part. @return BLE_OK: it is on its way */
ble_status blr_pipe_send(struct ble_pipe *pipe, const void *data, size_t size);

/** Something to wait for; the pipe may have been closed meanwhile. */
typedef bool blr_pipe_ready(struct ble_pipe *pipe);

/** Until when a timeout that begins now lasts. */
uint64_t blr_pipe_until(const struct ble_pipe *pipe, uint32_t timeout_ms);

/** Wait until it is ready. @param until_us 0: do not wait
 *  @return BLE_OK; BLE_ERROR_TIMEOUT; as blr_driver_wait() */
ble_status blr_pipe_wait(struct ble_pipe *pipe, uint64_t until_us, blr_pipe_ready *ready);

/** Ready to be read, or never again. */
blr_pipe_ready blr_pipe_has_input;

/** Nothing is on its way. */
blr_pipe_ready blr_pipe_is_idle;

/* packet_buffer.c */
/** What was on its way is away, or another peer is there: send what waits, or forget it. */
void blr_packets_sent(struct ble_pipe *pipe);
void blr_packets_forget(struct ble_pipe *pipe);

#endif
