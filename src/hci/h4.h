/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief H4 framing (Vol 4 Part A 2) of octets from a controller: HUNT until synchronised, then whole packets.
 *
 * HUNT drops octets until the Command Complete of one agreed opcode stands in the stream, wherever reads were split;
 * that packet is the first of SYNC. In SYNC a packet's length is judged when its header is there: what cannot be HCI
 * (a packet type nobody sends, a known event with an impossible length) is H4_DESYNC, and nothing more is taken until
 * blr_h4_hunt(). What is merely too long for us is skipped to its exact end and counted. Payload is never looked at.
 *
 * A packet that lies whole in the octets given is handed out where it lies; only one in pieces is copied.
 */
#ifndef BLR_HCI_H4_H
#define BLR_HCI_H4_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hci/copy.h"

/** Packet indicators, and the vendor types whose length is known. */
enum h4_type {
    H4_COMMAND = 0x01,
    H4_ACL = 0x02,
    H4_SCO = 0x03,
    H4_EVENT = 0x04,
    H4_ISO = 0x05,
    H4_DIAGNOSTIC = 0x07 /**< Broadcom's link manager log: 63 octets follow (390 such in a real capture in fixtures) */
};

enum h4_state {
    H4_HUNT,
    H4_SYNC,
    H4_SKIP, /**< SYNC, within a packet that is too long for us */
    H4_DESYNC
};

enum {
    H4_PATTERN = 6,    /**< octets of a Command Complete up to its opcode */
    H4_HEADER_MAX = 5, /**< longest header with its indicator */
    H4_NOISE_MAX = 64  /**< dropped octets kept for a diagnosis */
};

struct h4 {
    uint8_t *buffer;             /**< for packets in pieces, and for the pattern while hunting */
    uint8_t *to;                 /**< where the next octet goes: buffer .. to is there */
    uint8_t *blind_end;          /**< octets up to here may just be stored: the next decision is further on */
    uint8_t *seen;               /**< octets from here to `to` were just stored and not counted */
    uint32_t capacity;           /**< of buffer, at least 258: longer packets are skipped */
    uint32_t need;               /**< octets at which the next decision falls */
    uint32_t skip;               /**< octets of an oversize packet still to come */
    uint64_t first_us;           /**< when the packet in pieces began */
    uint16_t hunted_opcode;      /**< whose Command Complete ends HUNT */
    uint8_t hunted_length;       /**< its parameter octets; 3, an answer without a status, is taken as well */
    uint8_t state;               /**< enum h4_state */
    bool whole;                  /**< need is the size of the packet, else of its header */
    bool from_host;              /**< octets come from a host: commands are packets, events are not;
                                      not with blr_h4_take_usual() */
    bool may_sleep;              /**< eHCILL octets 0x30 ... 0x33 between packets are no packets */
    uint8_t noise_size;          /**< octets in noise */
    uint8_t noise[H4_NOISE_MAX]; /**< the first octets dropped since blr_h4_hunt(..., true) */
    uint64_t noise_bytes;        /**< octets dropped while hunting */
    uint64_t oversize;           /**< packets skipped */
    uint8_t doubt_size;          /**< octets in doubt */
    uint8_t
        doubt[H4_HEADER_MAX]; /**< of the header that led to H4_DESYNC and was taken before: the hunt begins there */
};

/** A whole packet, first octet its indicator. */
struct h4_packet {
    const uint8_t *data;
    uint32_t size; /**< 0: none yet */
    uint64_t first_us;
};

/** Begin in SYNC (a trace, an in-process controller). */
void blr_h4_init(struct h4 *h4, uint8_t *buffer, uint32_t capacity);

/** Drop everything until the Command Complete of opcode with so many return parameters, beginning with the header that
 *  led to H4_DESYNC. fresh: forget old noise. */
void blr_h4_hunt(struct h4 *h4, uint16_t opcode, uint8_t answer_size, bool fresh);

/**
 * Take octets up to the end of one packet.
 * @param packet filled; size 0 when all octets were taken and no packet is whole, or on H4_DESYNC
 * @return octets taken; fewer than size only with a packet or on H4_DESYNC (then from the octet that is no HCI on)
 */
size_t blr_h4_take(struct h4 *h4, uint64_t now_us, const uint8_t *data, size_t size, struct h4_packet *packet);

/** Octets in buffer. */
static inline uint32_t blr_h4_have(const struct h4 *h4)
{
    return (uint32_t)(h4->to - h4->buffer);
}

/**
 * Store one octet in the middle of a packet, the usual case on a slow line.
 * @return false: there is something to decide, call blr_h4_take()
 */
static inline bool blr_h4_store(struct h4 *h4, uint8_t octet)
{
    if (h4->to >= h4->blind_end)
        return false;
    *h4->to++ = octet;
    return true;
}

/** Octets that blr_h4_store() took since the last call. */
static inline uint32_t blr_h4_stored(struct h4 *h4)
{
    uint32_t count = (uint32_t)(h4->to - h4->seen);
    h4->seen = h4->to;
    return count;
}

enum { H4_EVENT_HEADER = 3, H4_ACL_HEADER = 5, H4_LE_META = 0x3e };

/** The beginning of a packet that does not lie whole in data: keep it. need: of its header, or whole. @return size */
static inline size_t blr_h4_begin(struct h4 *h4, uint64_t now_us, const uint8_t *data, size_t size, size_t need,
                                  bool whole)
{
    blr_copy_few(h4->buffer, data, size);
    h4->to = h4->seen = h4->buffer + size;
    h4->blind_end = h4->buffer + need - 1;
    h4->need = (uint32_t)need;
    h4->whole = whole;
    h4->first_us = now_us;
    return size;
}

/** blr_h4_take_usual() with a packet in pieces. */
static inline size_t blr_h4_go_on(struct h4 *h4, const uint8_t *data, size_t size, struct h4_packet *packet)
{
    size_t missing = h4->need - blr_h4_have(h4);
    if (size < missing)
        return 0;
    if (!h4->whole) { /* the length of an LE Meta event, on a line that delivers octet by octet */
        if (missing != 1 || h4->buffer[0] != H4_EVENT || h4->buffer[1] != H4_LE_META || data[0] == 0)
            return 0;
        *h4->to++ = data[0];
        h4->seen = h4->to;
        h4->need = H4_EVENT_HEADER + (uint32_t)data[0];
        h4->blind_end = h4->buffer + h4->need - 1;
        h4->whole = true;
        return 1;
    }
    blr_copy_few(h4->to, data, missing);
    packet->data = h4->buffer;
    packet->size = h4->need;
    packet->first_us = h4->first_us;
    h4->to = h4->blind_end = h4->seen = h4->buffer;
    return missing;
}

/** blr_h4_take_usual() with data of a link that lies whole in `data`. */
static inline size_t blr_h4_take_acl(const struct h4 *h4, uint64_t now_us, const uint8_t *data, size_t size,
                                     struct h4_packet *packet)
{
    if (size < H4_ACL_HEADER)
        return 0;
    size_t whole = H4_ACL_HEADER + (size_t)(data[3] | data[4] << 8);
    if (size < whole || whole > h4->capacity)
        return 0;
    packet->data = data;
    packet->size = (uint32_t)whole;
    packet->first_us = now_us;
    return whole;
}

/**
 * The usual cases of blr_h4_take(), inline: the rest of a packet in pieces, an LE Meta event, data of a link.
 * @return octets taken, 0: none of these, call blr_h4_take()
 */
static inline size_t blr_h4_take_usual(struct h4 *h4, uint64_t now_us, const uint8_t *data, size_t size,
                                       struct h4_packet *packet)
{
    *packet = (struct h4_packet){ NULL, 0, 0 };
    if (h4->state != H4_SYNC) /* what is in buffer while hunting is no packet */
        return 0;
    if (h4->to > h4->buffer)
        return blr_h4_go_on(h4, data, size, packet);
    if (data[0] != H4_EVENT)
        return data[0] == H4_ACL ? blr_h4_take_acl(h4, now_us, data, size, packet) : 0;
    if (size < H4_EVENT_HEADER)
        return blr_h4_begin(h4, now_us, data, size, H4_EVENT_HEADER, false);
    if (data[1] != H4_LE_META || data[2] == 0)
        return 0;
    size_t whole = H4_EVENT_HEADER + (size_t)data[2];
    if (size < whole)
        return blr_h4_begin(h4, now_us, data, size, whole, true);
    packet->data = data;
    packet->size = (uint32_t)whole;
    packet->first_us = now_us;
    return whole;
}

/** Is a packet half received? */
static inline bool blr_h4_partial(const struct h4 *h4)
{
    return h4->state == H4_SKIP || (h4->state == H4_SYNC && h4->to > h4->buffer);
}

#endif
