/* SPDX-License-Identifier: MIT */
#include "asking.h"

#include <stdlib.h>
#include <string.h>

enum { COMMAND_BLOCKS = 3, SHORT_BLOCKS = 2, BEFORE = 4, L2CAP_AND_MTU = BEFORE + ASKING_MTU };

void asking_init(struct asking *asking, uint16_t mtu)
{
    void (*sent)(struct asking *, uint16_t, const uint8_t *, size_t) = asking->sent;
    void (*told)(struct asking *, const struct att_client_outcome *) = asking->told;
    void *user = asking->user;
    memset(asking, 0, sizeof(*asking));
    asking->sent = sent;
    asking->told = told;
    asking->user = user;
    asking->now_us = 1;
    blr_blocks_init(&asking->blocks, asking->block_memory, ASKING_BLOCKS);
    asking->client = (struct att_client){ .blocks = &asking->blocks,
                                          .bearers = asking->bearers,
                                          .procedures = asking->procedures,
                                          .kept = asking->kept,
                                          .bearer_count = ASKING_LINKS,
                                          .procedure_count = ASKING_PROCEDURES,
                                          .mtu = mtu,
                                          .short_leaves = COMMAND_BLOCKS,
                                          .long_leaves = COMMAND_BLOCKS + SHORT_BLOCKS,
                                          .told_leaves = COMMAND_BLOCKS + 2 * SHORT_BLOCKS };
    blr_att_client_init(&asking->client);
}

uint32_t asking_ask(struct asking *asking, uint16_t link, const struct ble_gatt *gatt, ble_status *status)
{
    *status = BLE_ERROR_ARGUMENT;
    if (!blr_att_client_is_valid(gatt))
        return 0;
    *status = blr_att_client_ask(&asking->client, link, gatt, asking->requests + 1);
    if (*status != BLE_OK)
        return 0;
    return ++asking->requests;
}

/** @return true: there was something */
static bool route(struct asking *asking, struct att_client_outcome *outcome)
{
    uint8_t pdu[L2CAP_AND_MTU];
    uint16_t size = outcome->pdu.size;
    if (outcome->what != ATT_CLIENT_TELLS_NOTHING && asking->told != NULL)
        asking->told(asking, outcome);
    if (size == 0)
        return outcome->what != ATT_CLIENT_TELLS_NOTHING;
    if (size > sizeof(pdu))
        abort();
    blr_chain_copy(&asking->blocks, &outcome->pdu, 0, pdu, size);
    blr_chain_free(&asking->blocks, &outcome->pdu);
    if (asking->sent != NULL)
        asking->sent(asking, outcome->link, pdu + BEFORE, (size_t)size - BEFORE);
    if (outcome->token == 0)
        return true;
    const struct att_client_outcome end = { .what = ATT_CLIENT_TELLS_END,
                                            .link = outcome->link,
                                            .request = outcome->token };
    if (asking->told != NULL)
        asking->told(asking, &end);
    return true;
}

void asking_run(struct asking *asking)
{
    struct att_client_outcome outcome;
    while (blr_att_client_next(&asking->client, asking->now_us, &outcome))
        route(asking, &outcome);
}

void asking_receive(struct asking *asking, uint16_t link, const uint8_t *pdu, size_t size)
{
    struct att_client_outcome outcome;
    size_t there = size > asking->bearers[link].mtu ? 1 : size;
    uint8_t *copy = malloc(there > 0 ? there : 1); /* so that a sanitizer sees what is read beyond */
    memcpy(copy, pdu, there);
    blr_att_client_receive(&asking->client, link, copy, size, &outcome);
    route(asking, &outcome);
    for (unsigned told = 1; asking->room == 0 || told < asking->room; told++) {
        if (!blr_att_client_next(&asking->client, asking->now_us, &outcome))
            break;
        route(asking, &outcome);
    }
    if (asking->client.unpacking)
        blr_att_client_keep(&asking->client);
    free(copy);
    asking_run(asking);
}

void asking_wait(struct asking *asking, uint64_t duration_us)
{
    uint64_t until_us = asking->now_us + duration_us;
    for (uint64_t next_us; (next_us = blr_att_client_deadline(&asking->client)) <= until_us;) {
        asking->now_us = next_us > asking->now_us ? next_us : asking->now_us;
        blr_att_client_tick(&asking->client, asking->now_us);
        asking_run(asking);
        if (blr_att_client_deadline(&asking->client) <= asking->now_us)
            abort(); /* time stands still */
    }
    asking->now_us = until_us;
}
