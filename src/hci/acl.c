/* SPDX-License-Identifier: MIT */
#include "hci/acl.h"

#include <string.h>

#include "hci/h4.h"

/** Packet boundary flags (Vol 4 Part E 5.4.2). */
enum { PB_START_NO_FLUSH = 0, PB_CONTINUATION = 1, PB_START = 2 };

static uint16_t get_u16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static void put_u16(uint8_t *at, uint16_t value)
{
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
}

static uint32_t blocks_of(uint32_t octets)
{
    return (octets + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA;
}

void blr_acl_reset(struct hci_acl *acl)
{
    for (uint16_t i = 0; i < acl->link_count; i++)
        if (acl->links[i].up)
            blr_acl_end(acl, &acl->links[i]);
    acl->credits = acl->total;
    acl->turn = 0;
}

struct hci_link *blr_acl_link(struct hci_acl *acl, uint16_t handle)
{
    for (uint16_t i = 0; i < acl->link_count; i++)
        if (acl->links[i].up && acl->links[i].handle == handle)
            return &acl->links[i];
    return NULL;
}

struct hci_link *blr_acl_open(struct hci_acl *acl, uint16_t handle)
{
    for (uint16_t i = 0; i < acl->link_count; i++) {
        struct hci_link *link = &acl->links[i];
        if (link->up || link->end_untold)
            continue;
        uint16_t generation = (uint16_t)(link->generation + 1);
        memset(link, 0, sizeof(*link));
        link->generation = generation != 0 ? generation : 1;
        link->handle = handle;
        link->first_send = link->last_send = BLR_NO_LINK;
        link->rx = BLR_EMPTY_CHAIN;
        link->up = true;
        acl->used++;
        return link;
    }
    return NULL;
}

static void free_send(struct hci_acl *acl, struct hci_send *send)
{
    blr_chain_free(acl->blocks, &send->pdu);
    send->used = false;
    acl->sends_used--;
}

/** Unlink the first PDU of a queue and give its blocks back. */
static void pop_send(struct hci_acl *acl, struct hci_link *link)
{
    struct hci_send *send = &acl->sends[link->first_send];
    link->first_send = send->next;
    if (link->first_send == BLR_NO_LINK)
        link->last_send = BLR_NO_LINK;
    free_send(acl, send);
}

bool blr_acl_drop_send(struct hci_acl *acl, struct hci_link *link, uint32_t *token)
{
    if (link->first_send == BLR_NO_LINK)
        return false;
    *token = acl->sends[link->first_send].token;
    pop_send(acl, link);
    return true;
}

bool blr_acl_cancel_send(struct hci_acl *acl, uint32_t token)
{
    for (uint16_t i = 0; i < acl->link_count; i++) {
        struct hci_link *link = &acl->links[i];
        uint16_t before = BLR_NO_LINK;
        for (uint16_t at = link->up ? link->first_send : BLR_NO_LINK; at != BLR_NO_LINK; at = acl->sends[at].next) {
            struct hci_send *send = &acl->sends[at];
            if (send->token != token || send->sent > 0) {
                before = at;
                continue;
            }
            if (before == BLR_NO_LINK) {
                pop_send(acl, link);
                return true;
            }
            acl->sends[before].next = send->next;
            if (link->last_send == at)
                link->last_send = before;
            free_send(acl, send);
            return true;
        }
    }
    return false;
}

void blr_acl_end(struct hci_acl *acl, struct hci_link *link)
{
    while (link->first_send != BLR_NO_LINK)
        pop_send(acl, link);
    blr_acl_rx_free(acl, link);
    acl->credits = (uint16_t)(acl->credits + link->outstanding);
    link->outstanding = 0;
    link->up = false;
    acl->used--;
}

uint16_t blr_acl_room(const struct hci_acl *acl)
{
    uint16_t taken = (uint16_t)(acl->sends_used + acl->send_reserve);
    return taken < acl->send_count ? (uint16_t)(acl->send_count - taken) : 0;
}

bool blr_acl_queue(struct hci_acl *acl, struct hci_link *link, uint16_t cid, struct hci_chain *pdu, uint32_t token)
{
    for (uint16_t i = 0; i < acl->send_count; i++) {
        struct hci_send *send = &acl->sends[i];
        if (send->used)
            continue;
        uint8_t *header = acl->blocks->blocks[pdu->first].data;
        put_u16(header, (uint16_t)(pdu->size - L2CAP_HEADER));
        put_u16(header + 2, cid);
        *send = (struct hci_send){ .used = true, .next = BLR_NO_LINK, .token = token, .pdu = *pdu };
        *pdu = BLR_EMPTY_CHAIN;
        acl->sends_used++;
        if (link->last_send == BLR_NO_LINK)
            link->first_send = i;
        else
            acl->sends[link->last_send].next = i;
        link->last_send = i;
        return true;
    }
    return false;
}

bool blr_acl_is_half_empty(const struct hci_acl *acl)
{
    return blr_acl_room(acl) >= (acl->send_count - acl->send_reserve) / 2 &&
           acl->blocks->free_count >= acl->tx_reserve + (acl->blocks->count - acl->tx_reserve) / 2;
}

bool blr_acl_send(struct hci_acl *acl, struct hci_link *link, uint16_t cid, const uint8_t *data, uint16_t size,
                  uint32_t token)
{
    static const uint8_t header[L2CAP_HEADER];
    struct hci_chain pdu = BLR_EMPTY_CHAIN;
    if (blr_acl_room(acl) == 0 || blr_chain_room(acl->blocks, &pdu) < (size_t)size + L2CAP_HEADER ||
        blocks_of((uint32_t)size + L2CAP_HEADER) + acl->tx_reserve > acl->blocks->free_count)
        return false;
    blr_chain_append(acl->blocks, &pdu, header, sizeof(header));
    blr_chain_append(acl->blocks, &pdu, data, size);
    return blr_acl_queue(acl, link, cid, &pdu, token);
}

static uint64_t doubt_lasts_us(const struct hci_link *link)
{
    return link->supervision_timeout * UINT64_C(10000) + 1000000;
}

/** The next link in turn that has something to send. */
static struct hci_link *next_sender(struct hci_acl *acl)
{
    for (uint16_t i = 0; i < acl->link_count; i++) {
        uint16_t at = (uint16_t)((acl->turn + i) % acl->link_count);
        struct hci_link *link = &acl->links[at];
        if (!link->up || link->disconnecting || link->first_send == BLR_NO_LINK)
            continue;
        acl->turn = (uint16_t)((at + 1) % acl->link_count);
        return link;
    }
    return NULL;
}

size_t blr_acl_take(struct hci_acl *acl, uint64_t now_us, uint8_t *packet, size_t capacity, uint32_t *token)
{
    *token = 0;
    if (acl->credits == 0 || acl->length == 0)
        return 0;
    struct hci_link *link = next_sender(acl);
    if (link == NULL)
        return 0;
    struct hci_send *send = &acl->sends[link->first_send];
    size_t size = (size_t)(send->pdu.size - send->sent);
    if (size > acl->length)
        size = acl->length;
    if (size > capacity - ACL_HEADER)
        size = capacity - ACL_HEADER;
    uint16_t boundary = send->sent == 0 ? PB_START_NO_FLUSH : PB_CONTINUATION;
    packet[0] = H4_ACL;
    put_u16(packet + 1, (uint16_t)(link->handle | boundary << 12));
    put_u16(packet + 3, (uint16_t)size);
    blr_chain_copy(acl->blocks, &send->pdu, send->sent, packet + ACL_HEADER, size);
    send->sent = (uint16_t)(send->sent + size);
    acl->credits--;
    link->outstanding++;
    if (link->doubt_us != 0)
        link->doubt_us = now_us + doubt_lasts_us(link);
    if (send->sent == send->pdu.size) {
        *token = send->token;
        pop_send(acl, link);
    }
    return ACL_HEADER + size;
}

bool blr_acl_completed(struct hci_acl *acl, uint64_t now_us, uint16_t handle, uint16_t count)
{
    struct hci_link *link = blr_acl_link(acl, handle);
    if (link == NULL)
        return false;
    if (count > link->outstanding) {
        acl->credit_overruns++;
        count = link->outstanding;
    }
    link->outstanding = (uint16_t)(link->outstanding - count);
    acl->credits = (uint16_t)(acl->credits + count);
    if (link->doubt_us != 0)
        link->doubt_us = link->outstanding == 0 ? 0 : now_us + doubt_lasts_us(link);
    return true;
}

void blr_acl_doubt(struct hci_acl *acl, uint64_t now_us)
{
    for (uint16_t i = 0; i < acl->link_count; i++)
        if (acl->links[i].up && acl->links[i].outstanding > 0)
            acl->links[i].doubt_us = now_us + doubt_lasts_us(&acl->links[i]);
}

uint64_t blr_acl_deadline(const struct hci_acl *acl)
{
    uint64_t deadline_us = UINT64_MAX;
    for (uint16_t i = 0; acl->used > 0 && i < acl->link_count; i++)
        if (acl->links[i].up && acl->links[i].doubt_us != 0 && acl->links[i].doubt_us < deadline_us)
            deadline_us = acl->links[i].doubt_us;
    return deadline_us;
}

void blr_acl_reclaim(struct hci_acl *acl, uint64_t now_us)
{
    if (blr_acl_deadline(acl) > now_us)
        return;
    for (uint16_t i = 0; i < acl->link_count; i++) {
        struct hci_link *link = &acl->links[i];
        if (!link->up || link->doubt_us == 0 || link->doubt_us > now_us)
            continue;
        acl->credits = (uint16_t)(acl->credits + link->outstanding);
        link->outstanding = 0;
        link->doubt_us = 0;
    }
}

void blr_acl_rx_free(struct hci_acl *acl, struct hci_link *link)
{
    blr_chain_free(&acl->rx_blocks, &link->rx);
    link->rx_skip = 0;
}

/** Whole size of the PDU that link->rx and then data begin, or 0 while its length field is not there. */
static uint32_t announced_size(const struct hci_acl *acl, struct hci_link *link, const uint8_t *data, uint16_t size)
{
    uint8_t length[2];
    size_t have = link->rx.size;
    if (have >= sizeof(length))
        return link->rx_whole;
    if (have + size < sizeof(length))
        return 0;
    if (have > 0)
        blr_chain_copy(&acl->rx_blocks, &link->rx, 0, length, have);
    memcpy(length + have, data, sizeof(length) - have);
    link->rx_whole = (uint32_t)get_u16(length) + L2CAP_HEADER;
    return link->rx_whole;
}

/** Drop the PDU in pieces and so many octets of its rest. */
static enum acl_result skip_rest(struct hci_acl *acl, struct hci_link *link, uint32_t rest)
{
    blr_acl_rx_free(acl, link);
    link->rx_skip = rest;
    return ACL_MALFORMED;
}

/** May a link's PDU in pieces grow to so many octets? Beyond its share only by what the shares of others leave. */
static bool has_share(const struct hci_acl *acl, const struct hci_link *link, uint32_t octets)
{
    if (octets <= (uint32_t)acl->rx_guarantee * BLR_BLOCK_DATA)
        return true;
    uint32_t kept = 0;
    for (uint16_t i = 0; i < acl->link_count; i++) {
        const struct hci_link *other = &acl->links[i];
        uint32_t used = blocks_of(other->rx.size);
        if (other->up && other != link && used < acl->rx_guarantee)
            kept += acl->rx_guarantee - used;
    }
    return blocks_of(octets) - blocks_of(link->rx.size) + kept <= acl->rx_blocks.free_count;
}

static enum acl_result gather(struct hci_acl *acl, struct hci_link *link, const uint8_t *data, uint16_t size)
{
    uint32_t whole = announced_size(acl, link, data, size);
    uint32_t have = (uint32_t)link->rx.size + size;
    bool sound = whole == 0 || (whole <= acl->max_pdu && have <= whole);
    if (!sound || !has_share(acl, link, have) || !blr_chain_append(&acl->rx_blocks, &link->rx, data, size))
        return skip_rest(acl, link, whole > have ? whole - have : 0);
    acl->gathering = link;
    return whole > 0 && have == whole ? ACL_GATHERED : ACL_PART;
}

enum acl_result blr_acl_receive(struct hci_acl *acl, const uint8_t *packet, size_t size, struct acl_pdu *pdu)
{
    uint16_t handle_and_flags = get_u16(packet + 1);
    const uint8_t *data = packet + ACL_HEADER;
    uint16_t length = (uint16_t)(size - ACL_HEADER);
    struct hci_link *link = blr_acl_link(acl, handle_and_flags & 0x0fff);
    pdu->link = link;
    pdu->broke_off = false;
    if (link == NULL)
        return ACL_NO_LINK;
    uint8_t boundary = handle_and_flags >> 12 & 3;
    if (handle_and_flags >> 14 != 0 || boundary == 3)
        return ACL_MALFORMED; /* broadcast or reserved: never on an LE link */
    if (boundary == PB_CONTINUATION) {
        if (link->rx_skip > 0) {
            link->rx_skip -= length < link->rx_skip ? length : link->rx_skip;
            return ACL_PART;
        }
        if (link->rx.size == 0)
            return length == 0 ? ACL_PART : ACL_MALFORMED;
        return gather(acl, link, data, length);
    }
    pdu->broke_off = link->rx.size > 0;
    link->rx_skip = 0;
    if (pdu->broke_off)
        blr_acl_rx_free(acl, link);
    if (length >= L2CAP_HEADER && (uint32_t)get_u16(data) + L2CAP_HEADER == length) {
        pdu->data = data;
        pdu->size = length;
        return ACL_WHOLE;
    }
    return gather(acl, link, data, length);
}
