/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Octets and packets that flow over characteristics: StreamIn, StreamOut, CharacteristicBuffer, PacketBuffer.
 *
 * A stream joins a characteristic that octets come from and one that octets go to, a peer's or our own, into something
 * to read from and write to:
 *
 *     static const struct ble_characteristic_type commands = BLE_STREAM_IN_TYPE("Commands", UUID_OF_COMMANDS, 64);
 *     struct ble_stream stream; uint8_t memory[256], line[64]; size_t size;
 *     ble_service_characteristic(service, &commands, 0, &characteristic);
 *     ble_stream_open(&stream, &characteristic, NULL, memory, sizeof(memory), NULL);
 *     while (ble_stream_read_line(&stream, line, sizeof(line), BLE_FOREVER, &size) == BLE_OK) ...
 *     ble_stream_close(&stream);
 *
 * With one characteristic to read from it is the page's CharacteristicBuffer, with one to write to its StreamOut. What
 * a peer's characteristic is for follows from whose it is: we read what a peer notifies and write what it takes; peers
 * write to ours, and ours notify. A packet buffer is the same with whole packets, over one characteristic both ways.
 *
 * **One peer.** A stream over a peer's characteristics is with that peer. One over our own is with one peer, too: with
 * the one that it was opened for, or else with the first that subscribes (or, of a stream, writes), until that one is
 * disconnected; then with the next one. What another peer writes meanwhile is not taken. Octets of two peers never mix:
 * with the next peer the stream begins empty. To serve several peers at once, open one for each, when it is connected.
 *
 * **Bounds.** What came waits in the memory that open was given. A stream that is full drops what is new, octet by
 * octet; a packet buffer drops its oldest packets, whole. Both count. Nothing is lost on the way out: writing waits.
 *
 * **Time.** A timeout is for the whole call; 0: only what can be done at once, and allowed in callbacks. What is done
 * when it has passed stays done: octets read are returned, octets handed over are sent. `changed` in the options tells
 * a program that never waits when to look again.
 *
 * **Ownership.** The struct and the memory are the program's; they stay where they are, and nobody else touches them,
 * from open to close, or until the radio is closed, which closes what is open over it. A stream is 264 octets, a packet
 * buffer 280 (64 bit). Threads: as the radio.
 */
#ifndef BLERADIO_STREAMS_H
#define BLERADIO_STREAMS_H

#include <bleradio/service.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------ types */

/** Initialiser of the type of a characteristic that the client sends octets to. @param size of one write, at most
 *  BLE_GATT_VALUE */
#define BLE_STREAM_IN_TYPE(name, uuid, size)                                                                           \
    {                                                                                                                  \
        name, uuid, BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE, BLE_GATT_NEVER, 0, 0, false, size,  \
            0, NULL, NULL, 0, 0, NULL, NULL, 0, false                                                                  \
    }

/** Initialiser of the type of a characteristic that the server sends octets from. @param size of one notification, at
 *  most BLE_GATT_VALUE */
#define BLE_STREAM_OUT_TYPE(name, uuid, size)                                                                          \
    {                                                                                                                  \
        name, uuid, BLE_GATT_PROPERTY_NOTIFY, BLE_GATT_NEVER, BLE_GATT_NEVER, 0, false, size, 0, NULL, NULL, 0, 0,     \
            NULL, NULL, 0, false                                                                                       \
    }

/** Initialiser of the type of a characteristic for packets both ways. @param size of a packet, at most BLE_GATT_VALUE
 */
#define BLE_PACKET_TYPE(name, uuid, size)                                                                              \
    {                                                                                                                  \
        name, uuid, BLE_GATT_PROPERTY_WRITE_NO_RESPONSE | BLE_GATT_PROPERTY_NOTIFY, BLE_GATT_NEVER, 0, 0, false, size, \
            0, NULL, NULL, 0, 0, NULL, NULL, 0, false                                                                  \
    }

struct ble_pipe;

/** How to open a stream or a packet buffer. Start from BLE_PIPE_OPTIONS_INIT. */
struct ble_pipe_options {
    uint32_t size;       /**< sizeof(struct ble_pipe_options) */
    ble_connection peer; /**< over our own characteristics: with this peer only; radio NULL: the first that comes */
    uint16_t max_size; /**< most octets to send at once, 1 ... BLE_GATT_VALUE, where MTU - 3 is more: parts of a stream,
                            packets. Peers with a large MTU may still have a characteristic that takes only 20, and
                            drop longer writes without a word. A packet buffer's memory has room for so many */
    /** Something came, there is room to write again, or another peer is there; NULL: nobody wants to know. In it every
     *  function of this header may be called that does not wait. */
    void (*changed)(struct ble_pipe *pipe, void *user);
    void *user; /**< for changed */
};

/** The first peer that comes, as many octets at once as the MTU allows, nobody told. */
#define BLE_PIPE_OPTIONS_INIT                                                                                          \
    {                                                                                                                  \
        sizeof(struct ble_pipe_options), { NULL, 0 }, BLE_GATT_VALUE, NULL, NULL                                       \
    }

/** What streams and packet buffers have in common. Its members are the library's. */
struct ble_pipe {
    struct ble_watch incoming;       /**< what octets come from; handle 0: nothing */
    struct ble_watch outgoing;       /**< what they go to; handle 0: nothing */
    struct ble_pipe_options options; /**< as they were given */
    ble_connection peer;             /**< with whom; radio NULL: nobody */
    uint32_t bound;                  /**< how many peers there were */
    uint32_t flight;                 /**< operation that sends; 0: none */
    ble_status failed;               /**< how sending ended last, until a write returns it */
    bool framed;                     /**< a packet buffer's */
    bool remote;                     /**< over a peer's characteristics */
    uint8_t *memory;                 /**< ring of what came */
    size_t capacity;                 /**< octets of memory */
    size_t head;                     /**< the oldest octet */
    size_t used;                     /**< octets in it */
    uint64_t dropped;                /**< octets, or packets */
};

/* ------------------------------------------------------------------------------------------------ streams */

/** Octets from and to a peer. */
struct ble_stream {
    struct ble_pipe pipe; /**< the library's; its address is what `changed` gets */
};

/**
 * Open a stream. Over a peer's characteristic to read from: subscribes to it, notifications or else indications.
 * @param incoming to read from: of a peer what it notifies, of our own what peers write; may be NULL
 * @param outgoing to write to: of a peer what it takes, of our own what notifies; may be NULL, not both
 * @param memory for what came and was not read yet, `capacity` octets; may be NULL without incoming
 * @param options NULL: BLE_PIPE_OPTIONS_INIT
 * @return BLE_OK; BLE_ERROR_ARGUMENT: no memory, or of different peers; as ble_characteristic_subscribe(). After an
 *         error it is closed
 */
BLE_API ble_status ble_stream_open(struct ble_stream *stream, const ble_characteristic *incoming,
                                   const ble_characteristic *outgoing, void *memory, size_t capacity,
                                   const struct ble_pipe_options *options);

/** As ble_stream_open() without waiting; over our own characteristics done is not called and id is 0: it is open. When
 *  done gets an error, close the stream. */
BLE_API ble_status ble_stream_open_start(struct ble_stream *stream, const ble_characteristic *incoming,
                                         const ble_characteristic *outgoing, void *memory, size_t capacity,
                                         const struct ble_pipe_options *options, ble_done *done, void *user,
                                         uint32_t *id);

/** Close it: the subscription ends, what was not read is gone, what is being sent is sent. Does not wait. All zero, or
 *  closed already: does nothing. */
BLE_API void ble_stream_close(struct ble_stream *stream);

/** With whom it is. @return false: nobody has come yet, or is left */
BLE_API bool ble_stream_get_peer(struct ble_stream *stream, ble_connection *peer);

/**
 * Read octets: waits until there are as many as are wanted.
 * @param data gets them
 * @param wanted how many, at least 1
 * @param timeout_ms in total; BLE_FOREVER allowed
 * @param size how many there were, after errors too; may be NULL
 * @return BLE_OK: as many as wanted; BLE_ERROR_TIMEOUT; BLE_ERROR_DISCONNECTED: the peer is gone, and what it sent is
 *         read; BLE_ERROR_ARGUMENT: not open for reading; BLE_ERROR_IN_CALLBACK, BLE_ERROR_INTERRUPTED, and what
 *         ble_radio_process() returns
 */
BLE_API ble_status ble_stream_read(struct ble_stream *stream, void *data, size_t wanted, uint32_t timeout_ms,
                                   size_t *size);

/**
 * Read a line, with its line feed: waits until there is one. Otherwise as ble_stream_read().
 * @return BLE_OK: a whole line, or its last part; BLE_ERROR_FULL: capacity octets of a line that is longer
 */
BLE_API ble_status ble_stream_read_line(struct ble_stream *stream, void *data, size_t capacity, uint32_t timeout_ms,
                                        size_t *size);

/** How many octets can be read at once. */
BLE_API size_t ble_stream_in_waiting(const struct ble_stream *stream);

/** Forget what came and was not read. */
BLE_API void ble_stream_reset_input(struct ble_stream *stream);

/** How many octets were dropped since it was opened: the memory was full, or the next peer came before they were read.
 */
BLE_API uint64_t ble_stream_dropped(const struct ble_stream *stream);

/**
 * Write octets, in parts of MTU - 3 (at most max_size): without response where the peer takes that, else with.
 * @param timeout_ms in total; BLE_FOREVER allowed; 0: one part, if none is on its way
 * @param written how many were handed over, after errors too; may be NULL
 * @return BLE_OK: all, and the controller (with a response: the peer) has them: what it has not sent is lost when the
 *         link ends; 0 ms: handed over; BLE_ERROR_TIMEOUT;
 *         BLE_ERROR_DISCONNECTED: nobody is there; BLE_ERROR_NOT_FOUND: it has not subscribed; BLE_ERROR_ARGUMENT: not
 *         open for writing; as ble_characteristic_write() and ble_characteristic_notify()
 */
BLE_API ble_status ble_stream_write(struct ble_stream *stream, const void *data, size_t size, uint32_t timeout_ms,
                                    size_t *written);

/* ------------------------------------------------------------------------------------------------ packets */

/** Packets from and to a peer. */
struct ble_packet_buffer {
    struct ble_pipe pipe;  /**< the library's; its address is what `changed` gets */
    uint8_t *pending;      /**< the library's: packet that waits for the one before it */
    uint16_t pending_size; /**< octets of it */
};

/** Octets of memory for a packet buffer that holds so many packets of so many octets. */
#define BLE_PACKET_MEMORY(packets, size) ((packets) * ((size) + 2u) + (size))

/**
 * Open a packet buffer. Over a peer's characteristic: subscribes to it. Over our own: with the first peer that
 * subscribes, unless options say with whom; a peer that ends its subscription makes place for the next one.
 * @param memory BLE_PACKET_MEMORY() octets: 2 for each packet that came and itself, and max_size to send
 * @param options NULL: BLE_PIPE_OPTIONS_INIT
 * @return BLE_OK; BLE_ERROR_ARGUMENT: memory that is less than max_size + 3; as ble_characteristic_subscribe().
 *         After an error it is closed
 */
BLE_API ble_status ble_packet_buffer_open(struct ble_packet_buffer *packets, ble_characteristic characteristic,
                                          void *memory, size_t capacity, const struct ble_pipe_options *options);

/** As ble_packet_buffer_open() without waiting, and ble_stream_open_start(). */
BLE_API ble_status ble_packet_buffer_open_start(struct ble_packet_buffer *packets, ble_characteristic characteristic,
                                                void *memory, size_t capacity, const struct ble_pipe_options *options,
                                                ble_done *done, void *user, uint32_t *id);

/** Close it, as ble_stream_close(); a packet that waits for another one is not sent. */
BLE_API void ble_packet_buffer_close(struct ble_packet_buffer *packets);

/** With whom it is. @return false: nobody has come yet, or is left */
BLE_API bool ble_packet_buffer_get_peer(struct ble_packet_buffer *packets, ble_connection *peer);

/**
 * Read the oldest packet: waits until there is one.
 * @param size its octets, also when they are more than capacity; 0 after other errors; may be NULL
 * @return BLE_OK; BLE_ERROR_FULL: it is longer than capacity, and gone; BLE_ERROR_TIMEOUT; otherwise as
 *         ble_stream_read()
 */
BLE_API ble_status ble_packet_buffer_read(struct ble_packet_buffer *packets, void *data, size_t capacity,
                                          uint32_t timeout_ms, size_t *size);

/** Is there a packet? @param size its octets; may be NULL */
BLE_API bool ble_packet_buffer_has_packet(const struct ble_packet_buffer *packets, size_t *size);

/** How many packets were dropped since it was opened: the memory was full, they were longer than all of it, or the next
 *  peer came before they were read. */
BLE_API uint64_t ble_packet_buffer_dropped(const struct ble_packet_buffer *packets);

/**
 * Write. While a packet is on its way, what is written goes behind one another into the next one, as long as that has
 * room; then writing waits until the first is away. All of it is written, or nothing.
 * @param header goes before data where it is the first in its packet; may be NULL with header_size 0
 * @param timeout_ms in total; BLE_FOREVER allowed
 * @return BLE_OK: handed over; BLE_ERROR_ARGUMENT: header and data are longer than a packet;
 *         BLE_ERROR_DISCONNECTED: nobody is there; BLE_ERROR_TIMEOUT: no room; why a packet before could not be sent:
 *         nothing was written, the next call tries again
 */
BLE_API ble_status ble_packet_buffer_write(struct ble_packet_buffer *packets, const void *data, size_t size,
                                           const void *header, size_t header_size, uint32_t timeout_ms);

/** Wait until everything written is away. @return BLE_OK; BLE_ERROR_TIMEOUT; why it could not be sent */
BLE_API ble_status ble_packet_buffer_flush(struct ble_packet_buffer *packets, uint32_t timeout_ms);

/** Longest packet that can be written: MTU - 3, at most max_size. @return BLE_OK; BLE_ERROR_DISCONNECTED:
 *  nobody is there */
BLE_API ble_status ble_packet_buffer_outgoing_length(struct ble_packet_buffer *packets, size_t *length);

/** Longest packet that one notification or one write brings: MTU - 3. Long writes of a peer to our own characteristic
 *  may bring more, as far as its max_size allows. @return BLE_OK; BLE_ERROR_DISCONNECTED: nobody is there */
BLE_API ble_status ble_packet_buffer_incoming_length(struct ble_packet_buffer *packets, size_t *length);

#ifdef __cplusplus
}
#endif
#endif
