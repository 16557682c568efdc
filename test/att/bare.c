/* SPDX-License-Identifier: MIT */
#include "bare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services.h"

static void die(const char *why)
{
    fprintf(stderr, "bare server: %s\n", why);
    abort();
}

struct bare *bare_new(uint16_t links, uint16_t mtu, uint16_t prepared_bytes)
{
    struct bare *bare = calloc(1, sizeof(*bare));
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    config.links = links;
    config.mtu = mtu;
    config.requests = 4;
    config.event_bytes = 8192;
    config.reassemblies = 0;
    config.scan_devices = 0;
    config.prepared_bytes = prepared_bytes;
    size_t size = ble_host_size(&config);
    bare->host = ble_host_init(malloc(size), size, &config);
    if (bare->host == NULL)
        die("the configuration was refused");
    bare->server = &bare->host->server;
    bare->now_us = 1;
    services_add(bare->host);
    return bare;
}

void bare_free(struct bare *bare)
{
    for (uint16_t i = 0; i < bare->server->link_count; i++)
        bare_close(bare, i);
    if (bare->host->blocks.free_count != bare->host->blocks.count)
        die("blocks are left over");
    free(bare->host);
    free(bare);
}

/** A PDU that goes out is what its row says. */
static void judge_pdu(struct bare *bare, const struct att_outcome *outcome)
{
    static union {
        union att_request unused;
        uint8_t octets[64];
    } decoded;
    struct att_link *link = &bare->server->links[outcome->link];
    uint8_t octets[ATT_PDU_BEFORE + BARE_PDU];
    if (outcome->pdu.size <= ATT_PDU_BEFORE || outcome->pdu.size > ATT_PDU_BEFORE + link->mtu)
        die("a PDU is empty or longer than the MTU");
    blr_chain_copy(&bare->host->blocks, &outcome->pdu, 0, octets, outcome->pdu.size);
    bare->last_size = (uint16_t)(outcome->pdu.size - ATT_PDU_BEFORE);
    memcpy(bare->last, octets + ATT_PDU_BEFORE, bare->last_size);
    const struct att_pdu *known = blr_att_pdu(bare->last[0]);
    if (known == NULL || !blr_att_decode(known, bare->last, bare->last_size, &decoded))
        die("a PDU out is none of the specification's");
    if (!outcome->is_answer) {
        if (known->opcode != ATT_OP_HANDLE_VALUE_INDICATION)
            die("only indications go out by themselves");
        bare->told++;
        return;
    }
    uint8_t request = bare->owes[outcome->link];
    if (known->kind != ATT_RESPONSE)
        die("an answer is no response");
    if (request == 0 && bare->last[0] != ATT_OP_ERROR_RESPONSE)
        die("an answer to nothing");
    if (bare->last[0] == ATT_OP_ERROR_RESPONSE ? bare->last[1] != request || bare->last[4] == 0
                                               : bare->last[0] != request + 1)
        die("an answer to something else");
    bare->answers++;
}

static void take(struct bare *bare, struct att_outcome *outcome)
{
    if (outcome->pdu.size > 0) {
        judge_pdu(bare, outcome);
        blr_chain_free(&bare->host->blocks, &outcome->pdu);
        if (outcome->is_answer) {
            bare->owes[outcome->link] = 0;
            bare->tokens[outcome->link] = 0;
            blr_att_server_sent(bare->server, outcome->link);
        }
    }
    if (outcome->what == ATT_TELL_ASKED && outcome->token != 0)
        bare->tokens[outcome->link] = outcome->token;
    unsigned sum = 0;
    for (uint16_t i = 0; i < outcome->data.size; i++)
        sum += outcome->data.data[i]; /* all of it can be read */
    bare->last[BARE_PDU - 1] = (uint8_t)sum;
}

void bare_run(struct bare *bare)
{
    struct att_outcome outcome;
    for (unsigned i = 0; blr_att_server_next(bare->server, bare->now_us, &outcome); i++) {
        take(bare, &outcome);
        if (i > 10000)
            die("it goes on for ever");
    }
}

void bare_open(struct bare *bare, uint16_t link)
{
    if (!bare->server->links[link].up)
        blr_att_server_open(bare->server, link);
}

void bare_close(struct bare *bare, uint16_t link)
{
    while (blr_att_server_drop(bare->server, link) != 0)
        ;
    blr_att_server_close(bare->server, link);
    bare->owes[link] = 0;
    bare->tokens[link] = 0;
}

static bool is_request(const uint8_t *pdu, size_t size)
{
    if (size == 0)
        return false;
    const struct att_pdu *known = blr_att_pdu(pdu[0]);
    return known != NULL ? known->kind == ATT_REQUEST : (pdu[0] & ATT_COMMAND_FLAG) == 0;
}

void bare_receive(struct bare *bare, uint16_t link, const uint8_t *pdu, size_t size)
{
    struct att_outcome outcome;
    struct att_link *at = &bare->server->links[link];
    if (!at->up)
        return;
    uint8_t *exact = malloc(size > 0 ? size : 1);
    memcpy(exact, pdu, size);
    uint32_t dropped = bare->server->dropped;
    bool busy = bare->owes[link] != 0;
    if (is_request(pdu, size) && !busy)
        bare->owes[link] = pdu[0];
    blr_att_server_receive(bare->server, bare->now_us, link, exact, size, &outcome);
    if (is_request(pdu, size) != (bare->server->dropped != dropped) && busy && is_request(pdu, size))
        die("a request before the answer to another was taken");
    take(bare, &outcome);
    free(exact);
    bare_run(bare);
    if (bare->owes[link] == 0x00 && at->state != ATT_IDLE)
        die("a request is not answered, yet nobody owes it");
    if (bare->owes[link] != 0 && at->state != ATT_ASKING && at->state != ATT_HASHING)
        die("a request waits for nothing");
}

void bare_answer(struct bare *bare, uint16_t link, uint8_t error, const uint8_t *data, uint16_t size)
{
    struct att_outcome outcome;
    const struct ble_gatt_answer answer = { .token = bare->tokens[link], .error = error, .size = size, .data = data };
    if (answer.token == 0)
        return;
    bool waits = bare->server->links[link].state == ATT_ASKING;
    if (blr_att_server_answer(bare->server, &answer, &outcome) != waits)
        die("an answer is not taken, or one that nobody waits for is");
    if (waits)
        take(bare, &outcome);
    if (waits && blr_att_server_answer(bare->server, &answer, &outcome))
        die("one question is answered twice");
    bare_run(bare);
}

void bare_hash(struct bare *bare, bool good)
{
    static const uint8_t hash[16] = { 1, 2, 3 };
    if (!bare->server->hash_wanted)
        return;
    blr_att_server_hash(bare->server, good ? hash : NULL);
    bare_run(bare);
}

void bare_wait(struct bare *bare, uint64_t duration_us)
{
    bare->now_us += duration_us;
    blr_att_server_tick(bare->server, bare->now_us);
    if (blr_att_server_deadline(bare->server) <= bare->now_us)
        die("a deadline remains although its tick was given");
    bare_run(bare);
}

void bare_notify(struct bare *bare, uint16_t link, uint16_t handle, const uint8_t *data, uint16_t size, bool indicate)
{
    const struct att_attribute *value = blr_database_find(&bare->server->database, handle);
    const struct hci_view view = { data, size };
    if (value == NULL || value->type == ATT_CHARACTERISTIC || blr_database_is_service(value) ||
        blr_att_server_may_tell(bare->server, link, value) != BLE_OK)
        return;
    if (indicate) {
        (void)blr_att_server_indicate(bare->server, link, handle, view, 77);
    } else {
        struct hci_chain pdu = blr_att_server_notify(bare->server, link, handle, view);
        if (pdu.size > ATT_PDU_BEFORE + bare->server->links[link].mtu)
            die("a notification is longer than the MTU");
        blr_chain_free(&bare->host->blocks, &pdu);
    }
    bare_run(bare);
}
