/* SPDX-License-Identifier: MIT */
/* Procedures that read (Vol 3 Part G 4.8, 4.12). */
#include "att/procedures.h"

enum { BLOB_HEADER = 1, TUPLE_HEADER = 2 };

int blr_att_tell_value(const struct att_procedure *procedure, uint16_t handle, uint16_t offset, struct hci_view value,
                       struct att_client_outcome *outcome)
{
    outcome->what = ATT_CLIENT_TELLS_VALUE;
    outcome->value = (struct ble_gatt_value){
        .id = procedure->request, .handle = handle, .offset = offset, .size = value.size, .data = value.data
    };
    return STEP_TOLD;
}

/* ------------------------------------------------------------------------------------------------ one value */

static int ask_value(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    const struct att_read_request request = { .attribute_handle = procedure->handle };
    (void)bearer;
    return blr_att_client_build(client, &blr_att_read_request, &request);
}

static int value_came(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                      const union att_response *response, struct att_client_outcome *outcome)
{
    (void)client;
    (void)bearer;
    blr_att_tell_value(procedure, procedure->handle, 0, response->read.attribute_value, outcome);
    return STEP_DONE;
}

const struct att_way blr_att_read_one = { ask_value, value_came, NULL, NULL };

/* ------------------------------------------------------------------------------------------------ long ones */

static int ask_part(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    const struct att_read_blob_request request = { procedure->handle, procedure->offset };
    if (procedure->offset == 0)
        return ask_value(client, bearer, procedure);
    return blr_att_client_build(client, &blr_att_read_blob_request, &request);
}

static int part_came(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                     const union att_response *response, struct att_client_outcome *outcome)
{
    /* Read Response and Read Blob Response have the same fields. */
    struct hci_view part = response->read.attribute_value;
    (void)client;
    if (procedure->offset + part.size > BLE_GATT_VALUE)
        return BLE_ERROR_PROTOCOL;
    if (part.size > 0 || procedure->stage == STAGE_FIRST)
        blr_att_tell_value(procedure, procedure->handle, procedure->offset, part, outcome);
    procedure->stage = STAGE_MORE;
    procedure->offset = (uint16_t)(procedure->offset + part.size);
    bool is_cut = part.size + BLOB_HEADER >= bearer->asked_mtu; /* the MTU may have grown since it was asked for */
    return is_cut && procedure->offset < BLE_GATT_VALUE ? STEP_ASK : STEP_DONE;
}

/** Servers say in different ways that there is nothing behind the last part. */
static int part_refused(struct att_procedure *procedure, uint8_t error)
{
    bool is_end = error == BLE_ATT_INVALID_OFFSET || error == BLE_ATT_ATTRIBUTE_NOT_LONG;
    return procedure->stage == STAGE_MORE && is_end ? STEP_DONE : BLE_ERROR_ATT(error);
}

const struct att_way blr_att_read_long = { ask_part, part_came, NULL, part_refused };

/* ------------------------------------------------------------------------------------------------ by UUID */

static int ask_by_uuid(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    (void)bearer;
    return blr_att_ask_range(client, &blr_att_read_by_type_request, procedure, &procedure->uuid);
}

static int value_of_uuid(struct att_client *client, struct att_procedure *procedure, const struct att_element *element,
                         struct att_client_outcome *outcome)
{
    (void)client;
    if (!blr_att_goes_up(procedure, element->handle, element->handle))
        return BLE_ERROR_PROTOCOL;
    procedure->stage = STAGE_MORE;
    return blr_att_tell_value(procedure, element->handle, 0, element->value, outcome);
}

static int by_uuid_refused(struct att_procedure *procedure, uint8_t error)
{
    return procedure->stage == STAGE_MORE ? blr_att_until_not_found(procedure, error) : BLE_ERROR_ATT(error);
}

const struct att_way blr_att_read_by_uuid = { ask_by_uuid, NULL, value_of_uuid, by_uuid_refused };

/* ------------------------------------------------------------------------------------------------ several values */

static int ask_several(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    static const struct att_read_multiple_request nothing; /* both requests are a list of handles */
    const struct att_pdu *pdu = procedure->operation == BLE_GATT_READ_MULTIPLE
                                    ? &blr_att_read_multiple_request
                                    : &blr_att_read_multiple_variable_request;
    if (procedure->data.size + 1 > bearer->mtu)
        return BLE_ERROR_ARGUMENT;
    return blr_att_client_build_with(client, pdu, &nothing, procedure, 0, procedure->data.size);
}

static int values_came(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                       const union att_response *response, struct att_client_outcome *outcome)
{
    (void)client;
    (void)bearer;
    blr_att_tell_value(procedure, 0, 0, response->read_multiple.set_of_values, outcome);
    return STEP_DONE;
}

const struct att_way blr_att_read_several = { ask_several, values_came, NULL, NULL };

/** A list that is shorter than that of the handles was cut by the MTU. */
static int tuples_came(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                       const union att_response *response, struct att_client_outcome *outcome)
{
    struct hci_view rest = response->read_multiple_variable.length_value_tuple_list;
    bool is_full = rest.size + BLOB_HEADER >= bearer->asked_mtu;
    struct att_element element = { 0 };
    uint16_t count = 0;
    (void)client;
    (void)outcome;
    while (blr_att_next(ATT_LENGTHS, 0, &rest, &element))
        count++;
    bool is_cut = element.value.size < element.end;
    uint16_t handles = procedure->data.size / 2;
    if (count > handles || ((count < handles || is_cut) && !is_full))
        return BLE_ERROR_PROTOCOL;
    procedure->end = (uint16_t)(count - 1);
    return STEP_UNPACK;
}

static int tuple(struct att_client *client, struct att_procedure *procedure, const struct att_element *element,
                 struct att_client_outcome *outcome)
{
    uint8_t handle[TUPLE_HEADER];
    blr_chain_copy(client->blocks, &procedure->data, procedure->at * sizeof(handle), handle, sizeof(handle));
    procedure->at++;
    return blr_att_tell_value(procedure, (uint16_t)(handle[0] | handle[1] << 8), 0, element->value, outcome);
}

const struct att_way blr_att_read_several_variable = { ask_several, tuples_came, tuple, NULL };
