/* SPDX-License-Identifier: MIT */
/* Procedures that write (Vol 3 Part G 4.9, 4.12). */
#include <string.h>

#include "att/procedures.h"

enum { PREPARE_HEADER = 5 };

/* ------------------------------------------------------------------------------------------------ at once */

/** The PDU was built when the procedure was asked for. */
static int send_built(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                      int step)
{
    if (procedure->data.size - ATT_CLIENT_BEFORE > bearer->mtu)
        return BLE_ERROR_ARGUMENT;
    client->out = procedure->data;
    procedure->data = BLR_EMPTY_CHAIN;
    return step;
}

static int ask_write(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    return send_built(client, bearer, procedure, STEP_ASK);
}

static int written(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                   const union att_response *response, struct att_client_outcome *outcome)
{
    (void)client;
    (void)bearer;
    (void)procedure;
    (void)response;
    (void)outcome;
    return STEP_DONE;
}

const struct att_way blr_att_write_one = { ask_write, written, NULL, NULL };

static int send_command(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    return send_built(client, bearer, procedure, STEP_COMMAND);
}

const struct att_way blr_att_write_without_response = { send_command, NULL, NULL, NULL };

static int send_signed(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    if (procedure->stage == STAGE_MORE)
        return send_built(client, bearer, procedure, STEP_COMMAND);
    if (procedure->data.size - ATT_CLIENT_BEFORE + ATT_SIGNATURE > bearer->mtu)
        return BLE_ERROR_ARGUMENT;
    return STEP_SIGN;
}

const struct att_way blr_att_write_signed = { send_signed, NULL, NULL, NULL };

/* ------------------------------------------------------------------------------------------------ in parts */

static int ask_execute(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    const struct att_execute_write_request request = { procedure->stage == STAGE_CANCEL ? 0 : ATT_EXECUTE };
    (void)bearer;
    int step = blr_att_client_build(client, &blr_att_execute_write_request, &request);
    if (step == STEP_ASK && procedure->stage == STAGE_EXECUTE)
        procedure->prepared = false; /* whatever becomes of it, the queue is empty then */
    return step;
}

const struct att_way blr_att_execute = { ask_execute, written, NULL, NULL };

/** The part behind `at` octets, as much of it as a request takes. */
static int ask_prepare(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    const struct att_prepare_write_request request = { .attribute_handle = procedure->handle,
                                                       .value_offset = (uint16_t)(procedure->offset + procedure->at) };
    uint16_t left = (uint16_t)(procedure->data.size - procedure->at);
    uint16_t most = (uint16_t)(bearer->mtu - PREPARE_HEADER);
    procedure->size = left < most ? left : most;
    return blr_att_client_build_with(client, &blr_att_prepare_write_request, &request, procedure,
                                     (uint16_t)procedure->at, procedure->size);
}

/** Does the peer have what was sent to it? */
static bool is_as_sent(const struct att_client *client, const struct att_procedure *procedure,
                       const struct att_prepare_write_response *response)
{
    struct hci_view part = response->part_attribute_value;
    uint8_t sent[BLR_BLOCK_DATA];
    if (response->attribute_handle != procedure->handle ||
        response->value_offset != procedure->offset + procedure->at || part.size != procedure->size)
        return false;
    for (uint16_t done = 0; done < part.size;) {
        uint16_t now = part.size - done < (int)sizeof(sent) ? (uint16_t)(part.size - done) : (uint16_t)sizeof(sent);
        blr_chain_copy(client->blocks, &procedure->data, procedure->at + done, sent, now);
        if (memcmp(sent, part.data + done, now) != 0)
            return false;
        done = (uint16_t)(done + now);
    }
    return true;
}

static int ask_long(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    return procedure->stage == STAGE_FIRST ? ask_prepare(client, bearer, procedure)
                                           : ask_execute(client, bearer, procedure);
}

static int long_went_on(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                        const union att_response *response, struct att_client_outcome *outcome)
{
    (void)bearer;
    (void)outcome;
    if (procedure->stage != STAGE_FIRST)
        return STEP_DONE;
    procedure->prepared = true;
    if (!is_as_sent(client, procedure, &response->prepare_write))
        return BLE_ERROR_PROTOCOL;
    procedure->at += procedure->size;
    if (procedure->at == procedure->data.size)
        procedure->stage = STAGE_EXECUTE;
    return STEP_ASK;
}

const struct att_way blr_att_write_long = { ask_long, long_went_on, NULL, NULL };

static int ask_one_part(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    if (procedure->stage == STAGE_FIRST && procedure->data.size + PREPARE_HEADER > bearer->mtu)
        return BLE_ERROR_ARGUMENT;
    return ask_long(client, bearer, procedure);
}

static int one_part_came(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                         const union att_response *response, struct att_client_outcome *outcome)
{
    (void)bearer;
    (void)outcome;
    if (procedure->stage != STAGE_FIRST || is_as_sent(client, procedure, &response->prepare_write))
        return STEP_DONE;
    procedure->prepared = true; /* what the peer has is not what was meant: all of it is cancelled */
    return BLE_ERROR_PROTOCOL;
}

const struct att_way blr_att_prepare_one = { ask_one_part, one_part_came, NULL, NULL };
