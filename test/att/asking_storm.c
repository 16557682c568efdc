/* SPDX-License-Identifier: MIT */
#include "asking_storm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asking.h"

enum { IDS = 1 << 16, PDU = ASKING_MTU + 8, TOLD_MOST = 200000 };

/** What became of a procedure. */
enum fate { NEVER, ASKED, ENDED };

struct storm {
    struct asking asking;
    const struct asking_chance *chance;
    struct asking_seen *seen;
    uint8_t fates[IDS];
    uint16_t links[IDS];
    uint8_t request[ASKING_LINKS][PDU]; /**< that is out */
    size_t size[ASKING_LINKS];
    unsigned out[ASKING_LINKS]; /**< requests that were sent and not answered */
    unsigned indicated[ASKING_LINKS], confirmed[ASKING_LINKS];
    struct hci_chain hog;
};

#define HOLDS(what)                                                                                                    \
    do {                                                                                                               \
        if (!(what)) {                                                                                                 \
            fprintf(stderr, "does not hold: %s\n", #what);                                                             \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

static uint32_t below(struct storm *storm, uint32_t limit)
{
    return storm->chance->next(storm->chance->user) % limit;
}

/* ------------------------------------------------------------------------------------------------ what comes of it */

static void sent(struct asking *asking, uint16_t link, const uint8_t *pdu, size_t size)
{
    struct storm *storm = asking->user;
    const struct att_pdu *row = blr_att_pdu(pdu[0]);
    HOLDS(row != NULL && size <= asking->bearers[link].mtu);
    if (row->kind == ATT_CONFIRMATION)
        storm->confirmed[link]++;
    if (row->kind != ATT_REQUEST)
        return;
    HOLDS(storm->out[link] == 0 && !asking->bearers[link].over);
    union {
        uint64_t octets[16];
    } decoded;
    HOLDS(row->layout.struct_size <= sizeof(decoded) && blr_att_decode(row, pdu, size, &decoded));
    storm->out[link] = 1;
    memcpy(storm->request[link], pdu, size);
    storm->size[link] = size;
}

static void end(struct storm *storm, uint32_t id, ble_status status)
{
    HOLDS(id < IDS && storm->fates[id] == ASKED);
    storm->fates[id] = ENDED;
    storm->seen->done += status == BLE_OK;
    storm->seen->failed += status != BLE_OK;
}

static void told(struct asking *asking, const struct att_client_outcome *outcome)
{
    struct storm *storm = asking->user;
    storm->seen->told++;
    switch (outcome->what) {
    case ATT_CLIENT_TELLS_END: end(storm, outcome->request, outcome->status); break;
    case ATT_CLIENT_TELLS_FOUND:
        HOLDS(storm->fates[outcome->found.id] == ASKED);
        HOLDS(outcome->found.operation == BLE_GATT_FIND_INCLUDED || outcome->found.end == 0 ||
              outcome->found.end >= outcome->found.handle);
        break;
    case ATT_CLIENT_TELLS_VALUE:
        HOLDS(storm->fates[outcome->value.id] == ASKED);
        HOLDS(outcome->value.offset + outcome->value.size <= ASKING_MTU);
        break;
    case ATT_CLIENT_TELLS_INDICATED: storm->indicated[outcome->link]++; break;
    default: break;
    }
}

/* ------------------------------------------------------------------------------------------------ what is done */

static void ask(struct storm *storm, uint16_t link)
{
    static const uint32_t uuids[] = { 0x1800, 0x2a00, 0x12345678 };
    uint16_t handles[32];
    uint8_t octets[BLE_GATT_VALUE];
    ble_status status;
    memset(octets, 0x61, sizeof(octets));
    for (unsigned i = 0; i < 32; i++)
        handles[i] = (uint16_t)(i + 1);
    struct ble_gatt gatt = { .operation = (uint8_t)below(storm, BLE_GATT_SIGNED_WRITE + 2),
                             .by_uuid = below(storm, 3) == 0,
                             .cancel = below(storm, 3) == 0,
                             .handle = (uint16_t)below(storm, 8),
                             .start = (uint16_t)below(storm, 8),
                             .end = (uint16_t)(below(storm, 2) * below(storm, 20)),
                             .offset = (uint16_t)(below(storm, 2) * below(storm, 600)),
                             .size = (uint16_t)(below(storm, 2) == 0 ? below(storm, 35) : below(storm, 600)),
                             .uuid = ble_uuid_from_32(uuids[below(storm, 3)]),
                             .data = octets,
                             .handles = handles };
    if (!storm->asking.bearers[link].up)
        return;
    uint32_t id = asking_ask(&storm->asking, link, &gatt, &status);
    if (id == 0)
        return;
    HOLDS(id < IDS && storm->fates[id] == NEVER);
    storm->fates[id] = ASKED;
    storm->links[id] = link;
    storm->seen->asked++;
}

/** Something like the answer that a server would give. */
static size_t answer(struct storm *storm, uint16_t link, uint8_t *pdu)
{
    const uint8_t *request = storm->request[link];
    uint16_t from = (uint16_t)(request[1] | request[2] << 8);
    uint8_t opcode = request[0];
    uint16_t mtu = storm->asking.bearers[link].mtu;
    size_t size = 1;
    pdu[0] = (uint8_t)(opcode + 1);
    if (below(storm, 4) == 0) {
        static const uint8_t errors[] = { 0x0a, 0x0a, 0x01, 0x07, 0x0b, 0x00 };
        const uint8_t error[] = { 0x01, opcode, request[1], request[2], errors[below(storm, sizeof(errors))] };
        memcpy(pdu, error, sizeof(error));
        return sizeof(error);
    }
    switch (opcode) {
    case ATT_OP_EXCHANGE_MTU_REQUEST:
        pdu[1] = (uint8_t)below(storm, 256);
        pdu[2] = (uint8_t)below(storm, 3);
        return 3;
    case ATT_OP_PREPARE_WRITE_REQUEST: memcpy(pdu + 1, request + 1, storm->size[link] - 1); return storm->size[link];
    case ATT_OP_WRITE_REQUEST:
    case ATT_OP_EXECUTE_WRITE_REQUEST: return 1;
    case ATT_OP_READ_REQUEST:
    case ATT_OP_READ_BLOB_REQUEST:
    case ATT_OP_READ_MULTIPLE_REQUEST: return 1 + (below(storm, 2) == 0 ? mtu - 1U : below(storm, mtu));
    case ATT_OP_FIND_INFORMATION_REQUEST: pdu[size++] = 1; break;
    case ATT_OP_FIND_BY_TYPE_VALUE_REQUEST:
    case ATT_OP_READ_MULTIPLE_VARIABLE_REQUEST: break;
    default: pdu[size++] = (uint8_t)(below(storm, 2) == 0 ? 6 + below(storm, 3) : 4 + below(storm, 20)); break;
    }
    unsigned element = opcode == ATT_OP_READ_MULTIPLE_VARIABLE_REQUEST ? 3
                       : opcode == ATT_OP_FIND_INFORMATION_REQUEST || opcode == ATT_OP_FIND_BY_TYPE_VALUE_REQUEST
                           ? 4
                           : pdu[1];
    for (unsigned count = 1 + below(storm, 20); count > 0 && size + element <= mtu; count--) {
        memset(pdu + size, 0, element);
        pdu[size] = (uint8_t)from;
        pdu[size + 1] = (uint8_t)(from >> 8);
        from = (uint16_t)(from + below(storm, 3));
        if (element > 3) {
            pdu[size + 2] = (uint8_t)from;
            pdu[size + 3] = (uint8_t)(from >> 8);
        }
        if (opcode == ATT_OP_READ_MULTIPLE_VARIABLE_REQUEST)
            pdu[size] = 1, pdu[size + 1] = 0;
        from = (uint16_t)(from + 1);
        size += element;
    }
    return size;
}

static void receive(struct storm *storm, uint16_t link)
{
    static const uint8_t unasked[] = { 0x1b, 0x1d, 0x23 };
    uint8_t pdu[PDU] = { 0 };
    size_t size;
    uint32_t kind = below(storm, 8);
    if (!storm->asking.bearers[link].up)
        return;
    if (kind < 5 && storm->out[link] > 0) {
        size = answer(storm, link, pdu);
    } else {
        size = below(storm, 2) == 0 ? below(storm, 24) : below(storm, PDU);
        pdu[0] = (uint8_t)(kind < 7 ? unasked[below(storm, 3)] : below(storm, 256));
    }
    for (uint32_t wrong = below(storm, 4) == 0 ? below(storm, 4) : 0; wrong > 0 && size > 0; wrong--)
        pdu[below(storm, (uint32_t)size)] = (uint8_t)below(storm, 256);
    if (below(storm, 16) == 0)
        size = below(storm, PDU);
    bool is_own = size > 0 && (pdu[0] == 0x1b || pdu[0] == 0x1d || pdu[0] == 0x23);
    if (size > 0 && !is_own)
        storm->out[link] = 0; /* whatever it is, it is taken as the answer */
    storm->asking.room = below(storm, 4);
    asking_receive(&storm->asking, link, pdu, size);
    HOLDS(!storm->asking.client.unpacking);
}

static void cancel(struct storm *storm)
{
    if (storm->asking.requests == 0)
        return;
    uint32_t id = 1 + below(storm, storm->asking.requests);
    blr_att_client_cancel(&storm->asking.client, id);
    if (storm->fates[id] == ASKED) {
        storm->fates[id] = ENDED;
        storm->seen->cancelled++;
    }
}

static void close_link(struct storm *storm, uint16_t link)
{
    blr_att_client_close(&storm->asking.client, link);
    for (uint32_t id = 1; id <= storm->asking.requests; id++) {
        if (storm->fates[id] != ASKED || storm->links[id] != link)
            continue;
        storm->fates[id] = ENDED;
        storm->seen->dropped++;
    }
    storm->out[link] = storm->indicated[link] = storm->confirmed[link] = 0;
}

static void change_link(struct storm *storm, uint16_t link)
{
    if (storm->asking.bearers[link].up)
        close_link(storm, link);
    else
        blr_att_client_open(&storm->asking.client, storm->asking.now_us, link, below(storm, 2) == 0);
}

static void change_room(struct storm *storm)
{
    static const uint8_t octet;
    blr_chain_free(&storm->asking.blocks, &storm->hog);
    for (uint32_t take = below(storm, 2) * below(storm, ASKING_BLOCKS); take > 0; take--)
        if (storm->asking.blocks.free_count > 3)
            for (unsigned i = 0; i < BLR_BLOCK_DATA; i++)
                blr_chain_append(&storm->asking.blocks, &storm->hog, &octet, 1);
}

static void sign(struct storm *storm)
{
    static const uint8_t signature[ATT_SIGNATURE];
    uint32_t id = 1 + below(storm, storm->asking.requests + 1);
    blr_att_client_signed(&storm->asking.client, id, below(storm, 2) == 0 ? signature : NULL);
}

static void step(struct storm *storm)
{
    uint16_t link = (uint16_t)below(storm, ASKING_LINKS);
    uint32_t what = below(storm, 32);
    if (what < 10)
        ask(storm, link);
    else if (what < 24)
        receive(storm, link);
    else if (what < 26)
        cancel(storm);
    else if (what < 27)
        change_link(storm, link);
    else if (what < 28)
        change_room(storm);
    else if (what < 30)
        sign(storm);
    else if (what < 31 && storm->asking.bearers[link].up)
        blr_att_client_mtu(&storm->asking.client, link, (uint16_t)below(storm, ASKING_MTU + 1));
    else
        asking_wait(&storm->asking, (uint64_t)below(storm, 20) * 1000000);
    asking_run(&storm->asking);
}

/* ------------------------------------------------------------------------------------------------ what always holds */

static void judge(struct storm *storm)
{
    struct asking *asking = &storm->asking;
    unsigned blocks = 0, pending = 0, waiting = 0;
    for (unsigned i = 0; i < ASKING_PROCEDURES; i++) {
        const struct att_procedure *p = &asking->procedures[i];
        if (!p->used)
            continue;
        blocks += (p->data.size + BLR_BLOCK_DATA - 1U) / BLR_BLOCK_DATA;
        pending += p->request != 0;
        HOLDS(p->request == 0 || storm->fates[p->request] == ASKED);
        HOLDS(asking->bearers[p->link].up && !p->ended);
    }
    for (uint32_t id = 1; id <= asking->requests; id++)
        waiting += storm->fates[id] == ASKED;
    HOLDS(pending == waiting);
    blocks += (storm->hog.size + BLR_BLOCK_DATA - 1U) / BLR_BLOCK_DATA;
    HOLDS(asking->blocks.free_count == ASKING_BLOCKS - blocks);
    for (unsigned i = 0; i < ASKING_LINKS; i++) {
        const struct att_bearer *bearer = &asking->bearers[i];
        bool is_out = bearer->asked != 0 && bearer->asked != ATT_OP_SIGNED_WRITE_COMMAND;
        HOLDS(!is_out || (storm->out[i] == 1 && bearer->asked == storm->request[i][0] && bearer->deadline_us != 0));
        HOLDS(bearer->confirmations <= storm->indicated[i] - storm->confirmed[i]);
        HOLDS(bearer->mtu >= ATT_MTU_LEAST && bearer->mtu <= ASKING_MTU);
    }
}

void asking_storm(const struct asking_chance *chance, struct asking_seen *seen)
{
    struct storm *storm = calloc(1, sizeof(*storm));
    HOLDS(storm != NULL);
    storm->chance = chance;
    storm->seen = seen;
    storm->hog = BLR_EMPTY_CHAIN;
    storm->asking.sent = sent;
    storm->asking.told = told;
    storm->asking.user = storm;
    asking_init(&storm->asking, below(storm, 4) == 0 ? ATT_MTU_LEAST : ASKING_MTU);
    for (unsigned i = 0; i < ASKING_LINKS; i++)
        change_link(storm, (uint16_t)i);
    while (chance->goes_on(chance->user) && storm->asking.requests < IDS - 2) {
        step(storm);
        judge(storm);
    }
    blr_chain_free(&storm->asking.blocks, &storm->hog);
    for (unsigned i = 0; i < ASKING_LINKS; i++)
        close_link(storm, (uint16_t)i);
    HOLDS(storm->asking.blocks.free_count == ASKING_BLOCKS);
    HOLDS(seen->asked == seen->done + seen->failed + seen->cancelled + seen->dropped);
    free(storm);
}
