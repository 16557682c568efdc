/* SPDX-License-Identifier: MIT */
/* Procedures that find out what a peer has (Vol 3 Part G 4.4 ... 4.7). */
#include "att/procedures.h"

enum {
    UUID_16 = 2,
    UUID_128 = 16,
    PRIMARY_SERVICE = 0x2800,
    INCLUDE = 0x2802,
    CHARACTERISTIC = 0x2803,
    INCLUDE_SIZE = 4,       /* of the value of its declaration, without the UUID */
    CHARACTERISTIC_SIZE = 3 /* the same */
};

static uint16_t get_u16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

/* ------------------------------------------------------------------------------------------------ helpers */

uint16_t blr_att_uuid_size(const struct ble_uuid *uuid)
{
    return ble_uuid_size(uuid) == UUID_16 ? UUID_16 : UUID_128; /* no 32-bit ones in ATT (Vol 3 Part F 3.2.1) */
}

int blr_att_until_not_found(struct att_procedure *procedure, uint8_t error)
{
    (void)procedure;
    return error == BLE_ATT_ATTRIBUTE_NOT_FOUND ? STEP_DONE : BLE_ERROR_ATT(error);
}

bool blr_att_goes_up(struct att_procedure *procedure, uint16_t handle, uint16_t last)
{
    if (handle < procedure->at || handle > procedure->end || last < handle)
        return false;
    procedure->at = last + 1U;
    return true;
}

int blr_att_ask_range(struct att_client *client, const struct att_pdu *pdu, const struct att_procedure *procedure,
                      const struct ble_uuid *type)
{
    uint16_t size = blr_att_uuid_size(type);
    const struct att_read_by_type_request request = { /* Read By Group Type has the same fields */
                                                      .starting_handle = (uint16_t)procedure->at,
                                                      .ending_handle = procedure->end,
                                                      .attribute_type = { ble_uuid_octets(type, size), size }
    };
    return blr_att_client_build(client, pdu, &request);
}

/** The UUID at the end of a declaration. @return false: it has no length of a UUID */
static bool get_uuid(struct ble_uuid *uuid, struct hci_view value, uint16_t before)
{
    uint16_t size = (uint16_t)(value.size - before);
    return (size == UUID_16 || size == UUID_128) && ble_uuid_from_octets(uuid, value.data + before, size);
}

static int tell(const struct att_procedure *procedure, const struct ble_gatt_found *found,
                struct att_client_outcome *outcome)
{
    if (procedure->by_uuid && !ble_uuid_equal(&procedure->uuid, &found->uuid))
        return STEP_SKIP;
    outcome->what = ATT_CLIENT_TELLS_FOUND;
    outcome->found = *found;
    outcome->found.id = procedure->request;
    outcome->found.operation = procedure->operation;
    return STEP_TOLD;
}

/* ------------------------------------------------------------------------------------------------ services */

static int ask_all(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    static const struct ble_uuid type = BLE_UUID16(PRIMARY_SERVICE);
    (void)bearer;
    return blr_att_ask_range(client, &blr_att_read_by_group_type_request, procedure, &type);
}

static int service(struct att_client *client, struct att_procedure *procedure, const struct att_element *element,
                   struct att_client_outcome *outcome)
{
    struct ble_gatt_found found = { .handle = element->handle, .end = element->end };
    (void)client;
    if (!get_uuid(&found.uuid, element->value, 0) || !blr_att_goes_up(procedure, found.handle, found.end))
        return BLE_ERROR_PROTOCOL;
    return tell(procedure, &found, outcome);
}

const struct att_way blr_att_find_services_all = { ask_all, NULL, service, blr_att_until_not_found };

static int ask_by_uuid(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    uint16_t size = blr_att_uuid_size(&procedure->uuid);
    const struct att_find_by_type_value_request request = {
        .starting_handle = (uint16_t)procedure->at,
        .ending_handle = procedure->end,
        .attribute_type = PRIMARY_SERVICE,
        .attribute_value = { ble_uuid_octets(&procedure->uuid, size), size },
    };
    (void)bearer;
    return blr_att_client_build(client, &blr_att_find_by_type_value_request, &request);
}

static int service_of_uuid(struct att_client *client, struct att_procedure *procedure,
                           const struct att_element *element, struct att_client_outcome *outcome)
{
    const struct ble_gatt_found found = { .handle = element->handle, .end = element->end, .uuid = procedure->uuid };
    (void)client;
    if (!blr_att_goes_up(procedure, found.handle, found.end))
        return BLE_ERROR_PROTOCOL;
    return tell(procedure, &found, outcome);
}

const struct att_way blr_att_find_services_by_uuid = { ask_by_uuid, NULL, service_of_uuid, blr_att_until_not_found };

/* ------------------------------------------------------------------------------------------------ included ones */

/* A 128-bit UUID does not fit into the list: it is read from the declaration of the service itself, and then the list
 * is asked for again behind what it belongs to (Vol 3 Part G 4.5.1). */
static int ask_included(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    static const struct ble_uuid type = BLE_UUID16(INCLUDE);
    (void)bearer;
    if (procedure->stage == STAGE_FIRST)
        return blr_att_ask_range(client, &blr_att_read_by_type_request, procedure, &type);
    const struct att_read_request request = { .attribute_handle = procedure->included };
    return blr_att_client_build(client, &blr_att_read_request, &request);
}

static int included(struct att_client *client, struct att_procedure *procedure, const struct att_element *element,
                    struct att_client_outcome *outcome)
{
    struct ble_gatt_found found = { .handle = element->handle };
    bool has_uuid = element->value.size == INCLUDE_SIZE + UUID_16;
    (void)client;
    if ((!has_uuid && element->value.size != INCLUDE_SIZE) || !blr_att_goes_up(procedure, found.handle, found.handle))
        return BLE_ERROR_PROTOCOL;
    found.value_handle = get_u16(element->value.data);
    found.end = get_u16(element->value.data + 2);
    if (found.value_handle == 0 || found.end < found.value_handle)
        return BLE_ERROR_PROTOCOL;
    if (has_uuid) {
        get_uuid(&found.uuid, element->value, INCLUDE_SIZE);
        return tell(procedure, &found, outcome);
    }
    procedure->stage = STAGE_MORE;
    procedure->handle = found.handle;
    procedure->included = found.value_handle;
    procedure->included_end = found.end;
    return STEP_ASK;
}

static int uuid_of_included(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure,
                            const union att_response *response, struct att_client_outcome *outcome)
{
    struct ble_gatt_found found = { .handle = procedure->handle,
                                    .value_handle = procedure->included,
                                    .end = procedure->included_end };
    (void)client;
    (void)bearer;
    if (procedure->stage == STAGE_FIRST)
        return STEP_UNPACK;
    procedure->stage = STAGE_FIRST;
    if (!get_uuid(&found.uuid, response->read.attribute_value, 0))
        return BLE_ERROR_PROTOCOL;
    tell(procedure, &found, outcome);
    return procedure->at > procedure->end ? STEP_DONE : STEP_ASK;
}

static int included_refused(struct att_procedure *procedure, uint8_t error)
{
    return procedure->stage == STAGE_FIRST ? blr_att_until_not_found(procedure, error) : BLE_ERROR_ATT(error);
}

const struct att_way blr_att_find_included = { ask_included, uuid_of_included, included, included_refused };

/* ------------------------------------------------------------------------------------------------ characteristics */

static int ask_characteristics(struct att_client *client, const struct att_bearer *bearer,
                               struct att_procedure *procedure)
{
    static const struct ble_uuid type = BLE_UUID16(CHARACTERISTIC);
    (void)bearer;
    return blr_att_ask_range(client, &blr_att_read_by_type_request, procedure, &type);
}

static int characteristic(struct att_client *client, struct att_procedure *procedure, const struct att_element *element,
                          struct att_client_outcome *outcome)
{
    struct ble_gatt_found found = { .handle = element->handle };
    (void)client;
    if (element->value.size < CHARACTERISTIC_SIZE || !get_uuid(&found.uuid, element->value, CHARACTERISTIC_SIZE) ||
        !blr_att_goes_up(procedure, found.handle, found.handle))
        return BLE_ERROR_PROTOCOL;
    found.properties = element->value.data[0];
    found.value_handle = get_u16(element->value.data + 1);
    if (found.value_handle <= found.handle)
        return BLE_ERROR_PROTOCOL;
    return tell(procedure, &found, outcome);
}

const struct att_way blr_att_find_characteristics = { ask_characteristics, NULL, characteristic,
                                                      blr_att_until_not_found };

/* ------------------------------------------------------------------------------------------------ descriptors */

static int ask_descriptors(struct att_client *client, const struct att_bearer *bearer, struct att_procedure *procedure)
{
    const struct att_find_information_request request = { (uint16_t)procedure->at, procedure->end };
    (void)bearer;
    return blr_att_client_build(client, &blr_att_find_information_request, &request);
}

static int descriptor(struct att_client *client, struct att_procedure *procedure, const struct att_element *element,
                      struct att_client_outcome *outcome)
{
    struct ble_gatt_found found = { .handle = element->handle };
    (void)client;
    if (!get_uuid(&found.uuid, element->value, 0) || !blr_att_goes_up(procedure, found.handle, found.handle))
        return BLE_ERROR_PROTOCOL;
    return tell(procedure, &found, outcome);
}

const struct att_way blr_att_find_descriptors = { ask_descriptors, NULL, descriptor, blr_att_until_not_found };
