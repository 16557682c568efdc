/* SPDX-License-Identifier: MIT */
#include "hci/h4.h"

#include <string.h>

#include "hci/packets.h"

/** Octets of header with the indicator, and where and how wide the length is. header 0: no packet type. */
struct h4_rule {
    uint8_t header;
    uint8_t length_at;        /**< 0: no length field, `fixed` octets follow the header */
    uint8_t length_mask_high; /**< 0: one octet; else mask of the second octet */
    uint8_t fixed;
};

static const struct h4_rule h4_rules[] = {
    [H4_COMMAND] = { 4, 3, 0, 0 },     [H4_ACL] = { 5, 3, 0xff, 0 }, [H4_SCO] = { 4, 3, 0, 0 },
    [H4_EVENT] = { 3, 2, 0, 0 },       [H4_ISO] = { 5, 3, 0x3f, 0 }, /* 14 bits: Vol 4 Part E 5.4.5 */
    [H4_DIAGNOSTIC] = { 1, 0, 0, 63 },
};

void blr_h4_init(struct h4 *h4, uint8_t *buffer, uint32_t capacity)
{
    memset(h4, 0, sizeof(*h4));
    h4->buffer = buffer;
    h4->to = h4->blind_end = h4->seen = buffer;
    h4->capacity = capacity;
    h4->state = H4_SYNC;
}

/** Nothing is stored. */
static void empty(struct h4 *h4)
{
    h4->to = h4->blind_end = h4->seen = h4->buffer;
}

static void drop_noise(struct h4 *h4, uint8_t octet)
{
    h4->noise_bytes++;
    if (h4->noise_size < H4_NOISE_MAX)
        h4->noise[h4->noise_size++] = octet;
}

/** Do the octets in buffer still look like the beginning of the Command Complete we hunt for? */
static bool pattern_fits(const struct h4 *h4)
{
    const uint8_t *b = h4->buffer;
    uint32_t have = blr_h4_have(h4);
    return b[0] == H4_EVENT && (have < 2 || b[1] == HCI_EV_COMMAND_COMPLETE) &&
           (have < 3 || b[2] == h4->hunted_length || b[2] == 3) && /* any number of allowed commands */
           (have < 5 || b[4] == (h4->hunted_opcode & 0xff)) && (have < 6 || b[5] == h4->hunted_opcode >> 8);
}

/** What is in buffer is no whole header or packet yet: all but the last octet to come can be stored unseen. */
static void set_need(struct h4 *h4, uint32_t need, bool whole)
{
    h4->whole = whole;
    h4->need = need;
    h4->blind_end = h4->buffer + need - 1;
    h4->seen = h4->to;
}

/** HUNT: take octets until the pattern is whole. */
static size_t hunt(struct h4 *h4, uint64_t now_us, const uint8_t *data, size_t size)
{
    for (size_t at = 0; at < size;) {
        if (h4->to == h4->buffer)
            h4->first_us = now_us;
        *h4->to++ = data[at++];
        while (h4->to > h4->buffer && !pattern_fits(h4)) {
            drop_noise(h4, h4->buffer[0]);
            memmove(h4->buffer, h4->buffer + 1, blr_h4_have(h4) - 1);
            h4->to--;
            h4->first_us = now_us; /* or that of a few octets before, but never of old noise */
        }
        h4->seen = h4->to;
        if (blr_h4_have(h4) == H4_PATTERN) {
            h4->state = H4_SYNC;
            set_need(h4, 3u + h4->buffer[2], true);
            return at;
        }
    }
    return size;
}

void blr_h4_hunt(struct h4 *h4, uint16_t opcode, uint8_t answer_size, bool fresh)
{
    h4->state = H4_HUNT;
    h4->hunted_opcode = opcode;
    h4->hunted_length = (uint8_t)(3 + answer_size);
    empty(h4);
    h4->skip = 0;
    if (fresh)
        h4->noise_size = 0;
    /* However the stream was cut: what was no header may hold the beginning of what we look for. */
    hunt(h4, h4->first_us, h4->doubt, h4->doubt_size);
    h4->doubt_size = 0;
}

static const struct h4_rule *rule_of(const struct h4 *h4, uint8_t type)
{
    if (type >= sizeof(h4_rules) / sizeof(h4_rules[0]) || h4_rules[type].header == 0)
        return NULL;
    if (type == (h4->from_host ? H4_EVENT : H4_COMMAND))
        return NULL;
    return &h4_rules[type];
}

/** Whole size of a packet whose header is there; 0: no HCI. */
static uint32_t packet_size(const struct h4_rule *rule, const uint8_t *header)
{
    if (rule->length_at == 0)
        return (uint32_t)rule->header + rule->fixed;
    uint32_t length = header[rule->length_at];
    if (rule->length_mask_high != 0)
        length |= (uint32_t)(header[rule->length_at + 1] & rule->length_mask_high) << 8;
    if (header[0] == H4_EVENT && !blr_hci_event_length_possible(header[1], (uint8_t)length))
        return 0;
    return rule->header + length;
}

static size_t desync(struct h4 *h4, size_t taken)
{
    h4->state = H4_DESYNC;
    empty(h4);
    return taken;
}

/** A packet is too long for us: so many of its octets are still to come. */
static void skip(struct h4 *h4, uint32_t octets)
{
    h4->oversize++;
    h4->skip = octets;
    h4->state = octets > 0 ? H4_SKIP : H4_SYNC;
    empty(h4);
}

/** A packet begins at data[0]. */
static size_t begin(struct h4 *h4, uint64_t now_us, const uint8_t *data, size_t size, struct h4_packet *packet)
{
    const struct h4_rule *rule = rule_of(h4, data[0]);
    if (rule == NULL) {
        if (h4->may_sleep && (data[0] & 0xfc) == 0x30)
            return 1;
        return desync(h4, 0);
    }
    if (size < rule->header)
        return blr_h4_begin(h4, now_us, data, size, rule->header, false);
    uint32_t whole = packet_size(rule, data);
    if (whole == 0)
        return desync(h4, 0);
    if (whole > h4->capacity) {
        h4->first_us = now_us;
        skip(h4, whole - (uint32_t)(size < whole ? size : whole));
        return whole - h4->skip;
    }
    if (size < whole)
        return blr_h4_begin(h4, now_us, data, size, whole, true);
    packet->data = data;
    packet->size = whole;
    packet->first_us = now_us;
    return whole;
}

/** The octets in buffer have reached h4->need: a header, or the whole packet. */
static void decide(struct h4 *h4, struct h4_packet *packet)
{
    if (!h4->whole) {
        uint32_t whole = packet_size(rule_of(h4, h4->buffer[0]), h4->buffer);
        if (whole == 0) {
            h4->doubt_size = (uint8_t)blr_h4_have(h4);
            memcpy(h4->doubt, h4->buffer, h4->doubt_size);
            desync(h4, 0);
            return;
        }
        if (whole > h4->capacity) {
            skip(h4, whole - blr_h4_have(h4));
            return;
        }
        set_need(h4, whole, true);
        if (whole > blr_h4_have(h4))
            return;
    }
    packet->data = h4->buffer;
    packet->size = blr_h4_have(h4);
    packet->first_us = h4->first_us;
    empty(h4);
}

size_t blr_h4_take(struct h4 *h4, uint64_t now_us, const uint8_t *data, size_t size, struct h4_packet *packet)
{
    size_t at = 0;
    *packet = (struct h4_packet){ NULL, 0, 0 };
    while (at < size && packet->size == 0) {
        if (h4->to > h4->buffer && h4->state == H4_SYNC) {
            uint32_t missing = h4->need - blr_h4_have(h4);
            uint32_t part = size - at < missing ? (uint32_t)(size - at) : missing;
            memcpy(h4->to, data + at, part);
            h4->to = h4->seen = h4->to + part;
            at += part;
            if (part == missing)
                decide(h4, packet);
        } else if (h4->state == H4_HUNT) {
            at += hunt(h4, now_us, data + at, size - at);
            if (h4->state == H4_SYNC && blr_h4_have(h4) == h4->need)
                decide(h4, packet);
        } else if (h4->state == H4_DESYNC) {
            break;
        } else if (h4->state == H4_SKIP) {
            uint32_t part = size - at < h4->skip ? (uint32_t)(size - at) : h4->skip;
            h4->skip -= part;
            at += part;
            if (h4->skip == 0)
                h4->state = H4_SYNC;
        } else {
            at += begin(h4, now_us, data + at, size - at, packet);
        }
    }
    return at;
}
