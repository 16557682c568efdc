/* SPDX-License-Identifier: MIT */
#include "l2cap/signalling.h"

#include <string.h>

enum { SPSM_NOT_SUPPORTED = 2, CIDS_INVALID = 3, CIDS_MAX = 5, INVALID_PARAMETERS = 0x000b };

/** One received command. */
struct command {
    uint8_t code;
    uint8_t identifier;
    uint16_t size;
    const uint8_t *data;
};

typedef void handle_fn(const struct command *command, bool central, struct l2cap_signal_outcome *outcome);

/* ------------------------------------------------------------------------------------------- writing */

static uint8_t write(uint8_t *pdu, uint8_t code, uint8_t identifier, const struct hci_layout *layout, const void *in)
{
    int size = blr_hci_encode(layout, in, pdu + L2CAP_SIGNAL_HEADER, L2CAP_REPLIES_MAX / 2);
    if (size < 0)
        return 0;
    pdu[0] = code;
    pdu[1] = identifier;
    pdu[2] = (uint8_t)size;
    pdu[3] = 0;
    return (uint8_t)(L2CAP_SIGNAL_HEADER + size);
}

uint8_t blr_l2cap_update_request(uint8_t *pdu, uint8_t identifier,
                                 const struct l2cap_connection_parameter_update_request *update)
{
    return write(pdu, L2CAP_SIGNAL_CONNECTION_PARAMETER_UPDATE_REQUEST, identifier,
                 &blr_l2cap_connection_parameter_update_request, update);
}

uint8_t blr_l2cap_update_response(uint8_t *pdu, uint8_t identifier, uint16_t result)
{
    const struct l2cap_connection_parameter_update_response response = { result };
    return write(pdu, L2CAP_SIGNAL_CONNECTION_PARAMETER_UPDATE_RESPONSE, identifier,
                 &blr_l2cap_connection_parameter_update_response, &response);
}

static uint8_t write_reject(uint8_t *pdu, uint8_t identifier, uint16_t reason, const uint8_t *data, uint16_t size)
{
    const struct l2cap_command_reject reject = { .reason = reason, .data = { data, size } };
    return write(pdu, L2CAP_SIGNAL_COMMAND_REJECT, identifier, &blr_l2cap_command_reject, &reject);
}

static void reject(const struct command *command, uint16_t reason, const uint8_t *data, uint16_t size,
                   struct l2cap_signal_outcome *outcome)
{
    outcome->reply_size = write_reject(outcome->reply, command->identifier, reason, data, size);
}

/* ------------------------------------------------------------------------------------------- what each means */

static void malformed(const struct command *command, struct l2cap_signal_outcome *outcome)
{
    outcome->kind = L2CAP_MALFORMED;
    reject(command, L2CAP_NOT_UNDERSTOOD, NULL, 0, outcome);
}

static void on_reject(const struct command *command, bool central, struct l2cap_signal_outcome *outcome)
{
    (void)command;
    (void)central;
    outcome->kind = L2CAP_UPDATE_ANSWERED;
    outcome->result = L2CAP_UPDATE_UNKNOWN;
}

static void on_update_response(const struct command *command, bool central, struct l2cap_signal_outcome *outcome)
{
    struct l2cap_connection_parameter_update_response response;
    (void)central;
    blr_hci_decode(&blr_l2cap_connection_parameter_update_response, command->data, command->size, &response);
    outcome->kind = L2CAP_UPDATE_ANSWERED;
    outcome->result = response.result == L2CAP_UPDATE_ACCEPTED ? L2CAP_UPDATE_ACCEPTED : L2CAP_UPDATE_REJECTED;
}

static void on_update_request(const struct command *command, bool central, struct l2cap_signal_outcome *outcome)
{
    if (!central) { /* only a peripheral may ask (4.20) */
        reject(command, L2CAP_NOT_UNDERSTOOD, NULL, 0, outcome);
        return;
    }
    blr_hci_decode(&blr_l2cap_connection_parameter_update_request, command->data, command->size, &outcome->update);
    outcome->kind = L2CAP_UPDATE_ASKED;
}

/** There is no channel that could be disconnected: both its ends are named in the rejection. */
static void on_disconnection_request(const struct command *command, bool central, struct l2cap_signal_outcome *outcome)
{
    (void)central;
    reject(command, L2CAP_INVALID_CID, command->data, 4, outcome);
}

static void on_connection_request(const struct command *command, bool central, struct l2cap_signal_outcome *outcome)
{
    const struct l2cap_le_credit_based_connection_response response = { .result = SPSM_NOT_SUPPORTED };
    (void)central;
    outcome->reply_size = write(outcome->reply, L2CAP_SIGNAL_LE_CREDIT_BASED_CONNECTION_RESPONSE, command->identifier,
                                &blr_l2cap_le_credit_based_connection_response, &response);
}

static void on_connections_request(const struct command *command, bool central, struct l2cap_signal_outcome *outcome)
{
    static const uint8_t none[2 * CIDS_MAX];
    uint16_t cids = (uint16_t)(command->size - blr_l2cap_credit_based_connection_request.minimum);
    bool sound = cids > 0 && cids % 2 == 0 && cids <= sizeof(none);
    const struct l2cap_credit_based_connection_response response = {
        .result = sound ? SPSM_NOT_SUPPORTED : INVALID_PARAMETERS,
        .destination_cids = { none, sound ? cids : 0 },
    };
    (void)central;
    outcome->reply_size = write(outcome->reply, L2CAP_SIGNAL_CREDIT_BASED_CONNECTION_RESPONSE, command->identifier,
                                &blr_l2cap_credit_based_connection_response, &response);
}

static void on_reconfigure_request(const struct command *command, bool central, struct l2cap_signal_outcome *outcome)
{
    const struct l2cap_credit_based_reconfigure_response response = { CIDS_INVALID };
    (void)central;
    outcome->reply_size = write(outcome->reply, L2CAP_SIGNAL_CREDIT_BASED_RECONFIGURE_RESPONSE, command->identifier,
                                &blr_l2cap_credit_based_reconfigure_response, &response);
}

/* ------------------------------------------------------------------------------------------- which is which */

static handle_fn *const handlers[] = {
    [L2CAP_SIGNAL_COMMAND_REJECT] = on_reject,
    [L2CAP_SIGNAL_DISCONNECTION_REQUEST] = on_disconnection_request,
    [L2CAP_SIGNAL_CONNECTION_PARAMETER_UPDATE_REQUEST] = on_update_request,
    [L2CAP_SIGNAL_CONNECTION_PARAMETER_UPDATE_RESPONSE] = on_update_response,
    [L2CAP_SIGNAL_LE_CREDIT_BASED_CONNECTION_REQUEST] = on_connection_request,
    [L2CAP_SIGNAL_CREDIT_BASED_CONNECTION_REQUEST] = on_connections_request,
    [L2CAP_SIGNAL_CREDIT_BASED_RECONFIGURE_REQUEST] = on_reconfigure_request,
};

#define X(code, KIND, NAME, name, text) [code] = &blr_l2cap_##name,
static const struct hci_layout *const layouts[] = { L2CAP_SIGNALS(X) };
#undef X
#define X(code, KIND, NAME, name, text) [code] = L2CAP_##KIND,
static const uint8_t kinds[] = { L2CAP_SIGNALS(X) };
#undef X

static const struct hci_layout *layout_of(uint8_t code)
{
    return code < sizeof(layouts) / sizeof(layouts[0]) ? layouts[code] : NULL;
}

/** A packet that is not known may be a request: it is rejected. */
static bool is_answered(uint8_t code)
{
    return layout_of(code) == NULL || kinds[code] == L2CAP_REQUEST;
}

static bool has_right_size(const struct hci_layout *layout, uint16_t size)
{
    return layout->fixed ? size == layout->minimum : size >= layout->minimum;
}

/** @return its octets with header; 0: there is no whole command */
static size_t read_command(const uint8_t *pdu, size_t size, struct command *command)
{
    if (size < L2CAP_SIGNAL_HEADER)
        return 0;
    command->code = pdu[0];
    command->identifier = pdu[1];
    command->size = (uint16_t)(pdu[2] | pdu[3] << 8);
    command->data = pdu + L2CAP_SIGNAL_HEADER;
    size_t whole = (size_t)L2CAP_SIGNAL_HEADER + command->size;
    return whole <= size ? whole : 0;
}

static void handle(const struct command *command, bool central, struct l2cap_signal_outcome *outcome)
{
    const struct hci_layout *layout = layout_of(command->code);
    outcome->identifier = command->identifier;
    if (layout == NULL)
        reject(command, L2CAP_NOT_UNDERSTOOD, NULL, 0, outcome);
    else if (!has_right_size(layout, command->size) && is_answered(command->code))
        malformed(command, outcome);
    else if (!has_right_size(layout, command->size))
        outcome->kind = L2CAP_MALFORMED;
    else if (command->code < sizeof(handlers) / sizeof(handlers[0]) && handlers[command->code] != NULL)
        handlers[command->code](command, central, outcome);
}

/** What follows the one command that a PDU may hold is not obeyed. */
static void reject_second(const uint8_t *pdu, size_t size, struct l2cap_signal_outcome *outcome)
{
    struct command second;
    if (size < L2CAP_SIGNAL_HEADER)
        return;
    read_command(pdu, size, &second);
    if (second.identifier != 0 && is_answered(second.code))
        outcome->second_size =
            write_reject(outcome->reply + outcome->reply_size, second.identifier, L2CAP_NOT_UNDERSTOOD, NULL, 0);
}

void blr_l2cap_signal(const uint8_t *pdu, size_t size, bool central, struct l2cap_signal_outcome *outcome)
{
    static const uint8_t mtu[] = { L2CAP_SIGNALLING_MTU, 0 };
    struct command command;
    memset(outcome, 0, sizeof(*outcome));
    size_t used = read_command(pdu, size, &command);
    if (size < L2CAP_SIGNAL_HEADER || command.identifier == 0) { /* whom to answer? (4: 0 is no identifier) */
        outcome->kind = L2CAP_MALFORMED;
        return;
    }
    if (size > L2CAP_SIGNALLING_MTU) {
        outcome->kind = L2CAP_MALFORMED;
        if (is_answered(command.code))
            reject(&command, L2CAP_MTU_EXCEEDED, mtu, sizeof(mtu), outcome);
        return;
    }
    if (used == 0) {
        outcome->kind = L2CAP_MALFORMED;
        if (is_answered(command.code))
            reject(&command, L2CAP_NOT_UNDERSTOOD, NULL, 0, outcome);
        return;
    }
    handle(&command, central, outcome);
    if (used < size) {
        reject_second(pdu + used, size - used, outcome);
        if (outcome->kind == L2CAP_NOTHING)
            outcome->kind = L2CAP_MALFORMED;
    }
}
