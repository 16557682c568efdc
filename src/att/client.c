/* SPDX-License-Identifier: MIT */
#include "att/client.h"

#include <string.h>

#include "att/procedures.h"

enum {
    PERIPHERAL_WAITS_US = 1000000, /* for the MTU that the central should ask for */
    NOTIFICATION_HEADER = 3,
    HANDLES_LEAST = 2,
    HANDLES_MOST = 32,
    CONFIRMATIONS_MOST = 255
};

/* ------------------------------------------------------------------------------------------------ procedures */

static const struct att_way *const ways[] = {
    [BLE_GATT_FIND_SERVICES] = &blr_att_find_services_all,
    [BLE_GATT_FIND_INCLUDED] = &blr_att_find_included,
    [BLE_GATT_FIND_CHARACTERISTICS] = &blr_att_find_characteristics,
    [BLE_GATT_FIND_DESCRIPTORS] = &blr_att_find_descriptors,
    [BLE_GATT_READ] = &blr_att_read_one,
    [BLE_GATT_READ_LONG] = &blr_att_read_long,
    [BLE_GATT_READ_BY_UUID] = &blr_att_read_by_uuid,
    [BLE_GATT_READ_MULTIPLE] = &blr_att_read_several,
    [BLE_GATT_READ_MULTIPLE_VARIABLE] = &blr_att_read_several_variable,
    [BLE_GATT_WRITE] = &blr_att_write_one,
    [BLE_GATT_WRITE_COMMAND] = &blr_att_write_without_response,
    [BLE_GATT_WRITE_LONG] = &blr_att_write_long,
    [BLE_GATT_PREPARE] = &blr_att_prepare_one,
    [BLE_GATT_EXECUTE] = &blr_att_execute,
    [BLE_GATT_SIGNED_WRITE] = &blr_att_write_signed,
};

/** What the members of a procedure must be. */
static const struct {
    bool range;
    bool handle;
    bool handles;
    bool data;
    bool offset;
    const struct att_pdu *built; /**< PDU of handle and data, made when it is asked for */
} shapes[] = {
    [BLE_GATT_FIND_SERVICES] = { .range = true },
    [BLE_GATT_FIND_INCLUDED] = { .range = true },
    [BLE_GATT_FIND_CHARACTERISTICS] = { .range = true },
    [BLE_GATT_FIND_DESCRIPTORS] = { .range = true },
    [BLE_GATT_READ] = { .handle = true },
    [BLE_GATT_READ_LONG] = { .handle = true, .offset = true },
    [BLE_GATT_READ_BY_UUID] = { .range = true },
    [BLE_GATT_READ_MULTIPLE] = { .handles = true },
    [BLE_GATT_READ_MULTIPLE_VARIABLE] = { .handles = true },
    [BLE_GATT_WRITE] = { .handle = true, .data = true, .built = &blr_att_write_request },
    [BLE_GATT_WRITE_COMMAND] = { .handle = true, .data = true, .built = &blr_att_write_command },
    [BLE_GATT_WRITE_LONG] = { .handle = true, .data = true, .offset = true },
    [BLE_GATT_PREPARE] = { .handle = true, .data = true, .offset = true },
    [BLE_GATT_EXECUTE] = { .range = false },
    [BLE_GATT_SIGNED_WRITE] = { .handle = true, .data = true, .built = &blr_att_signed_write_command },
};

static const struct att_way *way_of(const struct att_procedure *procedure)
{
    if (procedure->operation == BLE_GATT_FIND_SERVICES && procedure->by_uuid)
        return &blr_att_find_services_by_uuid;
    return ways[procedure->operation];
}

static struct att_procedure *first_of(const struct att_client *client, const struct att_bearer *bearer)
{
    return bearer->first != ATT_NO_PROCEDURE ? &client->procedures[bearer->first] : NULL;
}

static void forget(struct att_client *client, struct att_procedure *procedure)
{
    blr_chain_free(client->blocks, &procedure->data);
    procedure->used = false;
}

/** Take a procedure out of its link's queue and forget it. */
static void take_off(struct att_client *client, struct att_procedure *procedure)
{
    struct att_bearer *bearer = &client->bearers[procedure->link];
    uint16_t index = (uint16_t)(procedure - client->procedures);
    uint16_t before = ATT_NO_PROCEDURE;
    for (uint16_t at = bearer->first; at != index; at = client->procedures[at].next)
        before = at;
    if (before == ATT_NO_PROCEDURE)
        bearer->first = procedure->next;
    else
        client->procedures[before].next = procedure->next;
    if (bearer->last == index)
        bearer->last = before;
    forget(client, procedure);
}

static void finish(struct att_client *client, struct att_procedure *procedure, ble_status status)
{
    if (procedure->prepared && procedure->stage != STAGE_CANCEL) { /* the peer holds a part of what failed */
        procedure->stage = STAGE_CANCEL;
        procedure->status = status;
        return;
    }
    procedure->ended = true;
    if (!procedure->prepared)
        procedure->status = status;
    blr_chain_free(client->blocks, &procedure->data);
}

/* ------------------------------------------------------------------------------------------------ asking for one */

bool blr_att_client_is_valid(const struct ble_gatt *gatt)
{
    if (gatt->operation >= sizeof(shapes) / sizeof(shapes[0]))
        return false;
    if (shapes[gatt->operation].range)
        return gatt->start <= (gatt->end != 0 ? gatt->end : UINT16_MAX);
    if (shapes[gatt->operation].handle && gatt->handle == 0)
        return false;
    if (shapes[gatt->operation].handles)
        return gatt->handles != NULL && gatt->size >= HANDLES_LEAST && gatt->size <= HANDLES_MOST;
    uint32_t size = shapes[gatt->operation].data ? gatt->size : 0;
    uint32_t offset = shapes[gatt->operation].offset ? gatt->offset : 0;
    return offset + size <= BLE_GATT_VALUE && (size == 0 || gatt->data != NULL);
}

static bool append(struct att_client *client, struct hci_chain *chain, const void *data, size_t size)
{
    return size == 0 || blr_chain_append(client->blocks, chain, data, size);
}

static bool append_handles(struct att_client *client, struct hci_chain *chain, const struct ble_gatt *gatt)
{
    for (uint16_t i = 0; i < gatt->size; i++) {
        const uint8_t handle[] = { (uint8_t)gatt->handles[i], (uint8_t)(gatt->handles[i] >> 8) };
        if (!append(client, chain, handle, sizeof(handle)))
            return false;
    }
    return true;
}

/** Copy what a procedure needs. @return false: no room */
static bool copy_data(struct att_client *client, struct att_procedure *procedure, const struct ble_gatt *gatt)
{
    const struct att_pdu *built = shapes[gatt->operation].built;
    uint8_t head[ATT_CLIENT_BEFORE + NOTIFICATION_HEADER] = { 0 };
    uint16_t unit = shapes[gatt->operation].handles ? 2 : shapes[gatt->operation].data ? 1 : 0;
    uint32_t size = (uint32_t)unit * gatt->size + (built != NULL ? (uint32_t)sizeof(head) : 0);
    uint32_t blocks = (size + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA;
    if (blocks > 0 && blocks + client->told_leaves > client->blocks->free_count)
        return false;
    if (shapes[gatt->operation].handles)
        return append_handles(client, &procedure->data, gatt);
    if (built != NULL) {
        head[ATT_CLIENT_BEFORE] = built->opcode;
        head[ATT_CLIENT_BEFORE + 1] = (uint8_t)gatt->handle;
        head[ATT_CLIENT_BEFORE + 2] = (uint8_t)(gatt->handle >> 8);
        if (!append(client, &procedure->data, head, sizeof(head)))
            return false;
    }
    return unit == 0 || append(client, &procedure->data, gatt->data, gatt->size);
}

static struct att_procedure *free_procedure(const struct att_client *client)
{
    for (uint16_t i = 0; i < client->procedure_count; i++)
        if (!client->procedures[i].used)
            return &client->procedures[i];
    return NULL;
}

bool blr_att_client_is_full(const struct att_client *client)
{
    return free_procedure(client) == NULL;
}

ble_status blr_att_client_ask(struct att_client *client, uint16_t link, const struct ble_gatt *gatt, uint32_t request)
{
    struct att_bearer *bearer = &client->bearers[link];
    if (bearer->over)
        return BLE_ERROR_DISCONNECTED;
    struct att_procedure *procedure = free_procedure(client);
    if (procedure == NULL)
        return BLE_ERROR_FULL;
    *procedure = (struct att_procedure){
        .uuid = gatt->uuid,
        .data = BLR_EMPTY_CHAIN,
        .request = request,
        .link = link,
        .next = ATT_NO_PROCEDURE,
        .handle = gatt->handle,
        .offset = gatt->offset,
        .operation = gatt->operation,
        .stage = gatt->operation == BLE_GATT_EXECUTE && gatt->cancel ? STAGE_CANCEL : STAGE_FIRST,
        .by_uuid = gatt->by_uuid,
    };
    if (shapes[gatt->operation].range) {
        procedure->at = gatt->start != 0 ? gatt->start : 1;
        procedure->end = gatt->end != 0 ? gatt->end : UINT16_MAX;
    }
    if (!copy_data(client, procedure, gatt)) {
        blr_chain_free(client->blocks, &procedure->data);
        return BLE_ERROR_FULL;
    }
    procedure->used = true;
    uint16_t index = (uint16_t)(procedure - client->procedures);
    if (bearer->first == ATT_NO_PROCEDURE)
        bearer->first = index;
    else
        client->procedures[bearer->last].next = index;
    bearer->last = index;
    client->work = true;
    return BLE_OK;
}

static bool is_unpacking(const struct att_client *client, uint16_t link)
{
    return client->unpacking && client->received.link == link && client->received.tail != ATT_NOTIFIED;
}

void blr_att_client_cancel(struct att_client *client, uint32_t request)
{
    for (uint16_t i = 0; i < client->procedure_count; i++) {
        struct att_procedure *procedure = &client->procedures[i];
        if (!procedure->used || procedure->request != request)
            continue;
        struct att_bearer *bearer = &client->bearers[procedure->link];
        bool is_first = bearer->first == i;
        bool is_out = is_first && bearer->asked != 0 && bearer->asked != ATT_OP_EXCHANGE_MTU_REQUEST &&
                      bearer->asked != ATT_OP_SIGNED_WRITE_COMMAND;
        client->work = true;
        procedure->request = 0;
        if (is_out || (is_first && is_unpacking(client, procedure->link)))
            return;
        if (procedure->prepared) {
            procedure->stage = STAGE_CANCEL;
            return;
        }
        if (is_first && bearer->asked == ATT_OP_SIGNED_WRITE_COMMAND)
            bearer->asked = 0;
        if (is_first && bearer->asked == 0)
            bearer->deadline_us = 0; /* it may have waited for blocks */
        take_off(client, procedure);
        return;
    }
}

/* ------------------------------------------------------------------------------------------------ building */

static int build(struct att_client *client, const uint8_t *head, size_t head_size, uint16_t more)
{
    static const uint8_t before[ATT_CLIENT_BEFORE];
    uint32_t size = (uint32_t)(sizeof(before) + head_size + more);
    uint32_t blocks = (size + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA;
    if (blocks + (blocks > 1 ? client->long_leaves : client->short_leaves) > client->blocks->free_count)
        return STEP_NO_ROOM;
    client->out = BLR_EMPTY_CHAIN;
    append(client, &client->out, before, sizeof(before));
    append(client, &client->out, head, head_size);
    return STEP_ASK;
}

int blr_att_client_build(struct att_client *client, const struct att_pdu *pdu, const void *request)
{
    uint8_t head[BLR_BLOCK_DATA];
    int size = blr_att_encode(pdu, request, head, sizeof(head));
    return build(client, head, (size_t)size, 0);
}

int blr_att_client_build_with(struct att_client *client, const struct att_pdu *pdu, const void *request,
                              const struct att_procedure *procedure, uint16_t from, uint16_t size)
{
    uint8_t part[BLR_BLOCK_DATA];
    int head_size = blr_att_encode(pdu, request, part, sizeof(part));
    if (build(client, part, (size_t)head_size, size) != STEP_ASK)
        return STEP_NO_ROOM;
    for (uint16_t done = 0; done < size;) {
        uint16_t now = size - done < (int)sizeof(part) ? (uint16_t)(size - done) : (uint16_t)sizeof(part);
        blr_chain_copy(client->blocks, &procedure->data, (size_t)from + done, part, now);
        append(client, &client->out, part, now);
        done = (uint16_t)(done + now);
    }
    return STEP_ASK;
}

/* ------------------------------------------------------------------------------------------------ answers */

static void begin_outcome(struct att_client_outcome *outcome, uint16_t link)
{
    outcome->pdu = BLR_EMPTY_CHAIN;
    outcome->token = 0;
    outcome->link = link;
    outcome->what = ATT_CLIENT_TELLS_NOTHING;
}

static void take_mtu(struct att_client *client, struct att_bearer *bearer, const uint8_t *pdu, size_t size,
                     struct att_client_outcome *outcome)
{
    struct att_exchange_mtu_response response;
    bool is_mtu = pdu[0] == ATT_OP_EXCHANGE_MTU_RESPONSE && size <= bearer->mtu;
    if (!is_mtu || !blr_att_decode(&blr_att_exchange_mtu_response, pdu, size, &response)) {
        client->unexpected += pdu[0] != ATT_OP_ERROR_RESPONSE; /* it has no more than the least */
        return;
    }
    uint16_t mtu = response.server_rx_mtu < client->mtu ? response.server_rx_mtu : client->mtu;
    if (mtu <= bearer->mtu) /* below the least one, or no news: it never shrinks */
        return;
    bearer->mtu = mtu;
    outcome->what = ATT_CLIENT_TELLS_MTU;
}

/** Get ready to go through the elements of a list that was found sound. */
static int begin_list(struct att_client *client, const struct att_pdu *row, uint16_t link, const uint8_t *pdu,
                      size_t size)
{
    size_t before = 1U + row->layout.minimum;
    client->received = (struct att_received){
        .rest = { pdu + before, (uint16_t)(size - before) },
        .link = link,
        .tail = row->tail,
        .said = pdu[before - 1],
    };
    client->unpacking = true;
    return STEP_UNPACK;
}

/** What an answer means to the procedure that asked. */
static int judge(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                 uint8_t asked, const uint8_t *pdu, size_t size, struct att_client_outcome *outcome)
{
    union att_response response;
    const struct att_way *way = way_of(procedure);
    if (size > bearer->mtu)
        return BLE_ERROR_PROTOCOL;
    if (pdu[0] == ATT_OP_ERROR_RESPONSE) {
        if (!blr_att_decode(&blr_att_error_response, pdu, size, &response) ||
            response.error.request_opcode_in_error != asked || response.error.error_code == 0)
            return BLE_ERROR_PROTOCOL;
        return way->refused != NULL ? way->refused(procedure, response.error.error_code)
                                    : BLE_ERROR_ATT(response.error.error_code);
    }
    const struct att_pdu *row = blr_att_pdu(pdu[0]);
    if (pdu[0] != asked + 1 || !blr_att_decode(row, pdu, size, &response))
        return BLE_ERROR_PROTOCOL;
    int step = STEP_UNPACK;
    if (way->answer != NULL)
        step = way->answer(client, bearer, procedure, &response, outcome);
    return step == STEP_UNPACK ? begin_list(client, row, procedure->link, pdu, size) : step;
}

/** A request was answered whose procedure nobody waits for. */
static void judge_unwanted(struct att_client *client, struct att_procedure *procedure, uint8_t asked,
                           const uint8_t *pdu)
{
    bool is_part = procedure->operation == BLE_GATT_WRITE_LONG && asked == ATT_OP_PREPARE_WRITE_REQUEST;
    procedure->prepared |= is_part && pdu[0] != ATT_OP_ERROR_RESPONSE;
    finish(client, procedure, BLE_ERROR_CANCELLED);
}

static void take_response(struct att_client *client, uint16_t link, const uint8_t *pdu, size_t size,
                          struct att_client_outcome *outcome)
{
    struct att_bearer *bearer = &client->bearers[link];
    uint8_t asked = bearer->asked;
    if (asked == 0 || asked == ATT_OP_SIGNED_WRITE_COMMAND || bearer->over) {
        client->unexpected++;
        return;
    }
    bearer->asked = 0;
    bearer->deadline_us = 0;
    client->work = true;
    if (asked == ATT_OP_EXCHANGE_MTU_REQUEST) {
        take_mtu(client, bearer, pdu, size, outcome);
        return;
    }
    struct att_procedure *procedure = first_of(client, bearer);
    if (procedure->request == 0) {
        judge_unwanted(client, procedure, asked, pdu);
        return;
    }
    int step = judge(client, bearer, procedure, asked, pdu, size, outcome);
    if (step <= STEP_DONE)
        finish(client, procedure, step);
}

/* ------------------------------------------------------------------------------------------------ receiving */

/** Together with what is told of the indication, so that no lack of room for other events can delay it. */
static bool confirm(struct att_client *client, struct att_bearer *bearer, struct att_client_outcome *outcome)
{
    static const struct att_handle_value_confirmation confirmation;
    if (blr_att_client_build(client, &blr_att_handle_value_confirmation, &confirmation) != STEP_ASK) {
        client->work = true;
        return false;
    }
    bearer->confirmations--;
    outcome->pdu = client->out;
    return true;
}

static void take_notification(struct att_client *client, struct att_bearer *bearer, const uint8_t *pdu, size_t size,
                              struct att_client_outcome *outcome)
{
    if (size < NOTIFICATION_HEADER || size > bearer->mtu) {
        client->malformed++;
        return;
    }
    outcome->what = ATT_CLIENT_TELLS_NOTIFIED;
    outcome->value.handle = (uint16_t)(pdu[1] | pdu[2] << 8);
    outcome->value.size = (uint16_t)(size - NOTIFICATION_HEADER);
    outcome->value.data = pdu + NOTIFICATION_HEADER;
    if (pdu[0] == ATT_OP_HANDLE_VALUE_NOTIFICATION)
        return;
    outcome->what = ATT_CLIENT_TELLS_INDICATED;
    if (bearer->confirmations < CONFIRMATIONS_MOST)
        bearer->confirmations++;
    confirm(client, bearer, outcome);
}

void blr_att_client_receive(struct att_client *client, uint16_t link, const uint8_t *pdu, size_t size,
                            struct att_client_outcome *outcome)
{
    struct att_bearer *bearer = &client->bearers[link];
    begin_outcome(outcome, link);
    if (size == 0 || !bearer->up) {
        client->malformed++;
    } else if (pdu[0] == ATT_OP_HANDLE_VALUE_NOTIFICATION || pdu[0] == ATT_OP_HANDLE_VALUE_INDICATION) {
        take_notification(client, bearer, pdu, size, outcome);
    } else if (pdu[0] == ATT_OP_MULTIPLE_HANDLE_VALUE_NOTIFICATION) {
        const struct att_pdu *row = &blr_att_multiple_handle_value_notification;
        struct att_multiple_handle_value_notification notification;
        if (size > bearer->mtu || !blr_att_decode(row, pdu, size, &notification)) {
            client->malformed++;
            return;
        }
        begin_list(client, row, link, pdu, size);
        client->work = true;
    } else {
        take_response(client, link, pdu, size, outcome);
    }
}

/** The elements of a list one after another. @return true and *outcome; false: the list has ended */
static bool unpack(struct att_client *client, struct att_client_outcome *outcome)
{
    struct att_received *received = &client->received;
    struct att_procedure *procedure = first_of(client, &client->bearers[received->link]);
    struct att_element element;
    int step = STEP_SKIP;
    begin_outcome(outcome, received->link);
    while (step == STEP_SKIP &&
           blr_att_next((enum att_tail)received->tail, received->said, &received->rest, &element)) {
        if (received->tail == ATT_NOTIFIED) {
            outcome->what = ATT_CLIENT_TELLS_NOTIFIED;
            outcome->value.handle = element.handle;
            outcome->value.size = element.value.size;
            outcome->value.data = element.value.data;
            return true;
        }
        step = procedure->request != 0 ? way_of(procedure)->item(client, procedure, &element, outcome) : STEP_DONE;
        if (step == STEP_TOLD)
            return true;
    }
    client->unpacking = false;
    if (received->tail == ATT_NOTIFIED)
        return false;
    if (procedure->request == 0 || step < STEP_DONE)
        finish(client, procedure, step < STEP_DONE ? step : BLE_OK);
    else if (step != STEP_ASK && procedure->at > procedure->end)
        finish(client, procedure, BLE_OK);
    return false;
}

void blr_att_client_keep(struct att_client *client)
{
    struct hci_view *rest = &client->received.rest;
    if (rest->size > 0)
        memmove(client->kept, rest->data, rest->size);
    rest->data = client->kept;
}

/* ------------------------------------------------------------------------------------------------ going on */

/** The PDU in client->out goes out as a request, if there is one. */
static bool begin_transaction(struct att_client *client, uint64_t now_us, struct att_bearer *bearer, int step,
                              uint8_t opcode, struct att_client_outcome *outcome)
{
    if (bearer->deadline_us == 0)
        bearer->deadline_us = now_us + ATT_TIMEOUT_US;
    if (step == STEP_NO_ROOM) {
        client->work = true;
        return false;
    }
    bearer->asked = opcode;
    bearer->asked_mtu = bearer->mtu;
    outcome->pdu = client->out;
    return true;
}

static bool ask_mtu(struct att_client *client, uint64_t now_us, struct att_bearer *bearer,
                    struct att_client_outcome *outcome)
{
    const struct att_exchange_mtu_request request = { .client_rx_mtu = client->mtu };
    int step = blr_att_client_build(client, &blr_att_exchange_mtu_request, &request);
    bearer->wants_mtu = step == STEP_NO_ROOM;
    bearer->mtu_us = UINT64_MAX;
    return begin_transaction(client, now_us, bearer, step, ATT_OP_EXCHANGE_MTU_REQUEST, outcome);
}

static uint8_t opcode_of(const struct att_client *client, const struct hci_chain *pdu)
{
    uint8_t opcode;
    blr_chain_copy(client->blocks, pdu, ATT_CLIENT_BEFORE, &opcode, 1);
    return opcode;
}

/** Let the first procedure of a link ask. @return true and *outcome; false: it waits or has ended */
static bool ask(struct att_client *client, uint64_t now_us, struct att_bearer *bearer, struct att_procedure *procedure,
                struct att_client_outcome *outcome)
{
    int step = way_of(procedure)->ask(client, bearer, procedure);
    if (step < STEP_DONE) {
        bearer->deadline_us = 0;
        finish(client, procedure, step);
        client->work = true;
        return false;
    }
    if (step == STEP_SIGN) {
        bearer->asked = ATT_OP_SIGNED_WRITE_COMMAND;
        outcome->what = ATT_CLIENT_TELLS_SIGN;
        outcome->request = procedure->request;
        return true;
    }
    if (step == STEP_COMMAND) {
        outcome->pdu = client->out;
        outcome->token = procedure->request;
        take_off(client, procedure);
        return true;
    }
    return begin_transaction(client, now_us, bearer, step, step == STEP_ASK ? opcode_of(client, &client->out) : 0,
                             outcome);
}

/** Those that have ended, oldest first. */
static bool tell_ends(struct att_client *client, struct att_bearer *bearer, struct att_client_outcome *outcome)
{
    struct att_procedure *procedure;
    while ((procedure = first_of(client, bearer)) != NULL) {
        if (bearer->over && !procedure->ended) {
            procedure->prepared = false; /* nothing can be asked */
            procedure->status = BLE_ERROR_TIMEOUT;
            procedure->ended = true;
        }
        if (!procedure->ended)
            return false;
        outcome->request = procedure->request;
        outcome->status = procedure->status;
        take_off(client, procedure);
        if (outcome->request == 0)
            continue;
        outcome->what = ATT_CLIENT_TELLS_END;
        return true;
    }
    return false;
}

static bool advance(struct att_client *client, uint64_t now_us, uint16_t link, struct att_client_outcome *outcome)
{
    struct att_bearer *bearer = &client->bearers[link];
    begin_outcome(outcome, link);
    if (bearer->confirmations > 0 && confirm(client, bearer, outcome))
        return true;
    if (bearer->asked != 0 || is_unpacking(client, link))
        return false;
    if (tell_ends(client, bearer, outcome))
        return true;
    if (bearer->over)
        return false;
    struct att_procedure *procedure = first_of(client, bearer);
    if (bearer->wants_mtu || (procedure != NULL && bearer->mtu_us != UINT64_MAX))
        return ask_mtu(client, now_us, bearer, outcome);
    if (procedure == NULL)
        return false;
    if (ask(client, now_us, bearer, procedure, outcome))
        return true;
    return procedure->ended && tell_ends(client, bearer, outcome);
}

bool blr_att_client_next(struct att_client *client, uint64_t now_us, struct att_client_outcome *outcome)
{
    if (client->unpacking && unpack(client, outcome))
        return true;
    if (!client->work)
        return false;
    client->work = false; /* whoever cannot go on yet sets it again */
    for (uint16_t i = 0; i < client->bearer_count; i++) {
        if (!client->bearers[i].up || !advance(client, now_us, i, outcome))
            continue;
        client->work = true;
        return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------ signatures */

/** The procedure of a request that waits for its signature. */
static struct att_procedure *find_unsigned(const struct att_client *client, uint32_t request)
{
    for (uint16_t i = 0; i < client->procedure_count; i++) {
        struct att_procedure *procedure = &client->procedures[i];
        const struct att_bearer *bearer = &client->bearers[procedure->link];
        if (procedure->used && procedure->request == request && bearer->first == i &&
            bearer->asked == ATT_OP_SIGNED_WRITE_COMMAND)
            return procedure;
    }
    return NULL;
}

size_t blr_att_client_to_sign(const struct att_client *client, uint32_t request, uint8_t *data, size_t capacity)
{
    const struct att_procedure *procedure = find_unsigned(client, request);
    size_t size = procedure != NULL ? procedure->data.size - (size_t)ATT_CLIENT_BEFORE : 0;
    if (size > capacity)
        return 0;
    if (size > 0)
        blr_chain_copy(client->blocks, &procedure->data, ATT_CLIENT_BEFORE, data, size);
    return size;
}

void blr_att_client_signed(struct att_client *client, uint32_t request, const uint8_t signature[ATT_SIGNATURE])
{
    struct att_procedure *procedure = find_unsigned(client, request);
    if (procedure == NULL)
        return;
    client->bearers[procedure->link].asked = 0;
    client->work = true;
    if (signature == NULL)
        finish(client, procedure, BLE_ERROR_UNSUPPORTED);
    else if (!append(client, &procedure->data, signature, ATT_SIGNATURE))
        finish(client, procedure, BLE_ERROR_FULL);
    else
        procedure->stage = STAGE_MORE;
}

/* ------------------------------------------------------------------------------------------------ links, time */

static void reset_bearer(struct att_bearer *bearer)
{
    *bearer = (struct att_bearer){
        .mtu_us = UINT64_MAX, .first = ATT_NO_PROCEDURE, .last = ATT_NO_PROCEDURE, .mtu = ATT_MTU_LEAST
    };
}

void blr_att_client_init(struct att_client *client)
{
    client->out = BLR_EMPTY_CHAIN;
    for (uint16_t i = 0; i < client->bearer_count; i++)
        reset_bearer(&client->bearers[i]);
}

void blr_att_client_open(struct att_client *client, uint64_t now_us, uint16_t link, bool is_central)
{
    struct att_bearer *bearer = &client->bearers[link];
    reset_bearer(bearer);
    bearer->up = true;
    if (client->mtu <= ATT_MTU_LEAST || client->procedure_count == 0)
        return;
    bearer->wants_mtu = is_central;
    client->work |= is_central;
    if (!is_central)
        bearer->mtu_us = now_us + PERIPHERAL_WAITS_US;
}

void blr_att_client_close(struct att_client *client, uint16_t link)
{
    struct att_bearer *bearer = &client->bearers[link];
    struct att_procedure *procedure;
    while ((procedure = first_of(client, bearer)) != NULL)
        take_off(client, procedure);
    if (client->received.link == link)
        client->unpacking = false;
    reset_bearer(bearer);
}

void blr_att_client_mtu(struct att_client *client, uint16_t link, uint16_t mtu)
{
    struct att_bearer *bearer = &client->bearers[link];
    if (mtu > bearer->mtu)
        bearer->mtu = mtu;
    bearer->mtu_us = UINT64_MAX;
    bearer->wants_mtu = false;
}

void blr_att_client_end(struct att_client *client, uint16_t link)
{
    struct att_bearer *bearer = &client->bearers[link];
    if (is_unpacking(client, link))
        client->unpacking = false;
    bearer->over = true;
    bearer->asked = 0;
    bearer->deadline_us = 0;
    bearer->mtu_us = UINT64_MAX;
    bearer->wants_mtu = false;
    client->work = true;
}

void blr_att_client_tick(struct att_client *client, uint64_t now_us)
{
    for (uint16_t i = 0; i < client->bearer_count; i++) {
        struct att_bearer *bearer = &client->bearers[i];
        if (bearer->deadline_us != 0 && bearer->deadline_us <= now_us)
            blr_att_client_end(client, i);
        if (bearer->mtu_us <= now_us) {
            bearer->mtu_us = UINT64_MAX;
            bearer->wants_mtu = true;
            client->work = true;
        }
    }
}

uint64_t blr_att_client_deadline(const struct att_client *client)
{
    uint64_t deadline_us = UINT64_MAX;
    for (uint16_t i = 0; i < client->bearer_count; i++) {
        const struct att_bearer *bearer = &client->bearers[i];
        if (bearer->deadline_us != 0 && bearer->deadline_us < deadline_us)
            deadline_us = bearer->deadline_us;
        if (bearer->mtu_us < deadline_us)
            deadline_us = bearer->mtu_us;
    }
    return deadline_us;
}
