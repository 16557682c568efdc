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

/** Packet indicators, and the vendor types whose length is known. */
enum h4_type {
    H4_COMMAND = 0x01,
    H4_ACL = 0x02,
    H4_SCO = 0x03,
    H4_EVENT = 0x04,
    H4_ISO = 0x05,
    H4_DIAGNOSTIC = 0x07 /**< Broadcom's link manager log: 63 octets follow (390 such in a real capture in fixtures) */
};

enum h4_state { H4_HUNT, H4_SYNC, H4_DESYNC };

enum {
    H4_PATTERN = 6,    /**< octets of a Command Complete up to its opcode */
    H4_HEADER_MAX = 5, /**< longest header with its indicator */
    H4_NOISE_MAX = 64  /**< dropped octets kept for a diagnosis */
};

struct h4 {
    uint8_t *buffer;             /**< for packets in pieces */
    uint32_t capacity;           /**< of buffer: longer packets are skipped */
    uint32_t have;               /**< octets in buffer: of a packet in pieces, or of the pattern while hunting */
    uint32_t need;               /**< octets at which the next decision falls */
    uint32_t skip;               /**< octets of an oversize packet still to come */
    uint64_t first_us;           /**< when the packet in pieces began */
    uint16_t hunted_opcode;      /**< whose Command Complete ends HUNT */
    uint8_t hunted_length;       /**< its parameter octets; 3, an answer without a status, is taken as well */
    uint8_t state;               /**< enum h4_state */
    bool from_host;              /**< octets come from a host: commands are packets, events are not */
    bool may_sleep;              /**< eHCILL octets 0x30 ... 0x33 between packets are no packets */
    uint8_t noise_size;          /**< octets in noise */
    uint8_t noise[H4_NOISE_MAX]; /**< the first octets dropped since blr_h4_hunt(..., true) */
    uint64_t noise_bytes;        /**< octets dropped while hunting */
    uint64_t oversize;           /**< packets skipped */
};

/** A whole packet, first octet its indicator. */
struct h4_packet {
    const uint8_t *data;
    uint32_t size; /**< 0: none yet */
    uint64_t first_us;
};

/** Begin in SYNC (a trace, an in-process controller). */
void blr_h4_init(struct h4 *h4, uint8_t *buffer, uint32_t capacity);

/** Drop everything until the Command Complete of opcode with so many return parameters. fresh: forget old noise. */
void blr_h4_hunt(struct h4 *h4, uint16_t opcode, uint8_t answer_size, bool fresh);

/**
 * Take octets up to the end of one packet.
 * @param packet filled; size 0 when all octets were taken and no packet is whole, or on H4_DESYNC
 * @return octets taken; fewer than size only with a packet or on H4_DESYNC (then from the octet that is no HCI on)
 */
size_t blr_h4_take(struct h4 *h4, uint64_t now_us, const uint8_t *data, size_t size, struct h4_packet *packet);

/** Is a packet half received? */
static inline bool blr_h4_partial(const struct h4 *h4)
{
    return h4->state == H4_SYNC && (h4->have > 0 || h4->skip > 0);
}

#endif
