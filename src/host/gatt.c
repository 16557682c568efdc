/* SPDX-License-Identifier: MIT */
#include "host/gatt.h"

#include <string.h>

enum {
    PACKET_OVERHEAD = L2CAP_HEADER + ACL_HEADER,
    LONG_ANSWERS = 2,        /* that have blocks of their own, beside one block for each link */
    TOLD_BY_US = 3,          /* PDUs of each link: an answer, an indication, a confirmation; with a client a request */
    ATTRIBUTES_PER_CCCD = 3, /* a declaration, a value and itself */
    HASH_SIZE = 16,
    ALIGN = 8
};

static uint16_t mtu_of(const struct ble_host_config *config)
{
    uint32_t most = config->packet_bytes - PACKET_OVERHEAD;
    return config->mtu < most ? config->mtu : (uint16_t)most;
}

/* ------------------------------------------------------------------------------------------------ memory */

struct layout {
    size_t links, indications, attributes, bytes, used, subscribed, queues, scratch, bearers, procedures, kept, total;
    uint16_t indication_count, subscriptions, subscription_bytes;
};

static size_t place(size_t *total, size_t size)
{
    size_t at = *total;
    *total = (at + size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    return at;
}

static struct layout lay_out(const struct ble_host_config *c)
{
    struct layout l = { 0 };
    l.indication_count = c->attributes > 0 && c->links > 0 ? (uint16_t)(c->links + c->requests) : 0;
    l.subscriptions = (uint16_t)(c->attributes / ATTRIBUTES_PER_CCCD);
    l.subscription_bytes = (uint16_t)((l.subscriptions + 3) / 4);
    l.links = place(&l.total, c->links * sizeof(struct att_link));
    l.indications = place(&l.total, l.indication_count * sizeof(struct att_indication));
    l.attributes = place(&l.total, c->attributes * sizeof(struct att_attribute));
    l.bytes = place(&l.total, c->attributes > 0 ? c->attribute_bytes : 0);
    l.used = place(&l.total, (size_t)(l.subscriptions + 7) / 8);
    l.subscribed = place(&l.total, (size_t)c->links * l.subscription_bytes);
    l.queues = place(&l.total, (size_t)c->links * c->prepared_bytes);
    l.scratch = place(&l.total, c->links > 0 ? mtu_of(c) + 1U : 0U);
    l.bearers = place(&l.total, c->links * sizeof(struct att_bearer));
    l.procedures = place(&l.total, (c->links > 0 ? c->gatt_procedures : 0u) * sizeof(struct att_procedure));
    l.kept = place(&l.total, c->links > 0 ? mtu_of(c) : 0);
    return l;
}

static uint16_t blocks_of(uint16_t mtu)
{
    return (uint16_t)((L2CAP_HEADER + mtu + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA);
}

/** Blocks that are kept for short PDUs: one for the server of each link, one for its client. */
static uint16_t short_blocks(const struct ble_host_config *config)
{
    return (uint16_t)(config->links * (config->gatt_procedures > 0 ? 2 : 1));
}

struct gatt_needs blr_gatt_needs(const struct ble_host_config *config)
{
    struct gatt_needs needs = { .memory = lay_out(config).total };
    if (config->links == 0)
        return needs;
    needs.blocks = (uint16_t)(short_blocks(config) + LONG_ANSWERS * (blocks_of(mtu_of(config)) - 1));
    needs.kept = (uint16_t)((TOLD_BY_US + (config->gatt_procedures > 0)) * config->links);
    needs.sends = (uint16_t)(needs.kept + (config->attributes > 0 ? config->links : 0));
    return needs;
}

static void init_client(struct ble_host *host, const struct layout *l, uint8_t *at, uint16_t command_blocks)
{
    const struct ble_host_config *c = &host->config;
    host->client = (struct att_client){
        .blocks = &host->blocks,
        .bearers = (struct att_bearer *)(void *)(at + l->bearers),
        .procedures = (struct att_procedure *)(void *)(at + l->procedures),
        .kept = at + l->kept,
        .bearer_count = c->links,
        .procedure_count = c->links > 0 ? c->gatt_procedures : 0,
        .mtu = mtu_of(c),
        .short_leaves = command_blocks,
        .long_leaves = (uint16_t)(command_blocks + short_blocks(c)),
        .told_leaves = host->acl.tx_reserve,
    };
    blr_att_client_init(&host->client);
}

void blr_gatt_init(struct ble_host *host, void *memory, uint16_t command_blocks)
{
    const struct ble_host_config *c = &host->config;
    struct layout l = lay_out(c);
    uint8_t *at = memory;
    struct att_server *server = &host->server;
    server->blocks = &host->blocks;
    server->links = (struct att_link *)(void *)(at + l.links);
    server->link_count = c->links;
    server->indications = (struct att_indication *)(void *)(at + l.indications);
    server->indication_count = l.indication_count;
    server->database.attributes = (struct att_attribute *)(void *)(at + l.attributes);
    server->database.capacity = c->attributes;
    server->database.bytes = at + l.bytes;
    server->database.bytes_capacity = c->attributes > 0 ? c->attribute_bytes : 0;
    server->database.subscriptions = at + l.used;
    server->database.subscriptions_capacity = l.subscriptions;
    server->subscribed = at + l.subscribed;
    server->subscription_bytes = l.subscription_bytes;
    server->queues = at + l.queues;
    server->prepared_bytes = c->prepared_bytes;
    server->scratch = at + l.scratch;
    server->mtu = mtu_of(c);
    server->short_leaves = command_blocks;
    server->long_leaves = (uint16_t)(command_blocks + short_blocks(c));
    server->told_leaves = host->acl.tx_reserve;
    server->tell_most = (uint16_t)(c->packet_bytes < BLE_GATT_VALUE ? c->packet_bytes : BLE_GATT_VALUE);
    blr_att_server_init(server);
    init_client(host, &l, at, command_blocks);
}

/* ------------------------------------------------------------------------------------------------ PDUs */

static bool is_for_client(uint8_t opcode)
{
    if (opcode == ATT_OP_HANDLE_VALUE_NOTIFICATION) /* by far the most frequent one */
        return true;
    const struct att_pdu *known = blr_att_pdu(opcode);
    return known != NULL &&
           (known->kind == ATT_RESPONSE || known->kind == ATT_NOTIFICATION || known->kind == ATT_INDICATION);
}

static void received(struct ble_host *host, const struct hci_link *link, const uint8_t *pdu, uint16_t size)
{
    struct att_outcome outcome;
    uint16_t index = (uint16_t)(link - host->acl.links);
    uint32_t dropped = host->server.dropped;
    blr_att_server_receive(&host->server, host->now_us, index, pdu, size, &outcome);
    host->counters.unexpected_packets += host->server.dropped - dropped;
    blr_gatt_route(host, &outcome);
    if (pdu[0] == ATT_OP_EXCHANGE_MTU_REQUEST)
        blr_att_client_mtu(&host->client, index, host->server.links[index].mtu);
    blr_gatt_run(host);
}

void blr_gatt_take(struct ble_host *host, const struct acl_pdu *pdu, bool gathered)
{
    uint16_t size = (uint16_t)((gathered ? pdu->link->rx.size : pdu->size) - L2CAP_HEADER);
    if (size == 0) {
        host->counters.unexpected_packets++;
        return;
    }
    const uint8_t *head = gathered ? blr_chain_head(&host->acl.rx_blocks, &pdu->link->rx) : pdu->data;
    if (is_for_client(head[L2CAP_HEADER])) {
        blr_gatt_client_take(host, pdu, gathered, size);
        return;
    }
    if (size > host->server.mtu) { /* than any of which we told that it may come; so much shows it to be wrong */
        host->counters.malformed_packets++;
        size = (uint16_t)(host->server.mtu + 1);
    }
    if (gathered)
        blr_chain_copy(&host->acl.rx_blocks, &pdu->link->rx, L2CAP_HEADER, host->server.scratch, size);
    received(host, pdu->link, gathered ? host->server.scratch : pdu->data + L2CAP_HEADER, size);
}

void blr_gatt_mtu_is(struct ble_host *host, struct hci_link *link, uint16_t mtu)
{
    uint16_t index = (uint16_t)(link - host->acl.links);
    host->server.links[index].mtu = mtu;
    blr_att_client_mtu(&host->client, index, mtu);
    if (mtu == link->mtu)
        return;
    link->mtu = mtu;
    blr_links_tell(host, link, BLE_LINK_MTU);
}

void blr_gatt_sent(struct ble_host *host, uint32_t token)
{
    const struct hci_link *link = blr_links_of_token(host, token);
    if (link != NULL)
        blr_att_server_sent(&host->server, (uint16_t)(link - host->acl.links));
    else if (token >= TOKEN_FIRST_REQUEST)
        blr_requests_part_ended(host, token, BLE_OK);
}

/* ------------------------------------------------------------------------------------------------ links */

void blr_gatt_link_opened(struct ble_host *host, const struct hci_link *link)
{
    uint16_t index = (uint16_t)(link - host->acl.links);
    blr_att_server_open(&host->server, index);
    blr_att_server_secure(&host->server, index, (enum ble_security)link->security, link->key_size, link->bonded);
    blr_att_client_open(&host->client, host->now_us, index, link->role == BLE_ROLE_CENTRAL);
    if (!(host->config.automatic & BLE_AUTOMATIC_MTU))
        blr_att_client_mtu(&host->client, index, ATT_MTU_LEAST); /* it is left to the peer */
}

void blr_gatt_link_ended(struct ble_host *host, struct hci_link *link)
{
    uint16_t index = (uint16_t)(link - host->acl.links);
    uint32_t id;
    /* Requests of this link end with it. Those for all subscribers go on without this one. */
    while (blr_acl_drop_send(&host->acl, link, &id)) {
        const struct host_request *request = blr_requests_find(host, id);
        if (request != NULL && request->link == 0)
            blr_requests_part_ended(host, id, BLE_OK);
    }
    while ((id = blr_att_server_drop(&host->server, index)) != 0) {
        const struct host_request *request = blr_requests_find(host, id);
        if (request != NULL && request->link == 0)
            blr_requests_part_ended(host, id, BLE_OK);
    }
    blr_att_server_close(&host->server, index);
    blr_att_client_close(&host->client, index);
}

/* ------------------------------------------------------------------------------------------------ going on */

static void want_hash(struct ble_host *host)
{
    if (!host->server.hash_wanted || blr_effects_waits(&host->effects, host->hash_effect))
        return;
    struct ble_effect *effect = blr_effects_ask(&host->effects, host->now_us, BLE_EFFECT_CMAC);
    if (effect == NULL)
        return; /* asked again when one of the others has been answered */
    uint8_t part[HASH_SIZE];
    size_t size = 0, more;
    while ((more = blr_database_hash_input(&host->server.database, size, part, sizeof(part))) > 0)
        size += more;
    effect->u.cmac.size = (uint32_t)size;
    host->hash_effect = effect->id;
    host->hash_changes = host->server.hash_changes;
}

void blr_gatt_run(struct ble_host *host)
{
    struct att_outcome outcome;
    want_hash(host);
    while (host->server.work && blr_events_has_room(&host->events) &&
           blr_att_server_next(&host->server, host->now_us, &outcome)) {
        blr_gatt_route(host, &outcome);
        want_hash(host);
    }
    blr_gatt_client_run(host);
}

void blr_gatt_hashed(struct ble_host *host, ble_status result, const uint8_t *data, size_t size)
{
    uint8_t hash[HASH_SIZE];
    bool is_good = result == BLE_OK && size >= HASH_SIZE;
    if (!is_good || host->hash_changes == host->server.hash_changes) { /* else of a table that is not any more */
        for (unsigned i = 0; is_good && i < HASH_SIZE; i++)
            hash[i] = data[HASH_SIZE - 1 - i];
        blr_att_server_hash(&host->server, is_good ? hash : NULL);
    }
    blr_gatt_run(host);
}

size_t ble_host_effect_input(const struct ble_host *host, uint32_t id, size_t offset, uint8_t *out, size_t capacity)
{
    if (id != host->hash_effect || !blr_effects_waits(&host->effects, id))
        return 0;
    return blr_database_hash_input(&host->server.database, offset, out, capacity);
}

/** A transaction that times out, of whichever side, is the last one of the bearer (Vol 3 Part F 3.3.3). */
static void share_ends(struct ble_host *host)
{
    for (uint16_t i = 0; i < host->config.links; i++) {
        if (host->server.links[i].silent && !host->client.bearers[i].over)
            blr_att_client_end(&host->client, i);
        if (host->client.bearers[i].over && !host->server.links[i].silent)
            host->server.links[i].silent = host->server.work = true;
    }
}

void blr_gatt_tick(struct ble_host *host)
{
    blr_att_server_tick(&host->server, host->now_us);
    blr_att_client_tick(&host->client, host->now_us);
    share_ends(host);
    blr_gatt_run(host);
}

uint64_t blr_gatt_deadline(const struct ble_host *host)
{
    uint64_t server_us = blr_att_server_deadline(&host->server);
    uint64_t client_us = blr_att_client_deadline(&host->client);
    return server_us < client_us ? server_us : client_us;
}
