/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The signalling channel of an LE link (CID 5): what a received PDU means and what is answered at once. Pure.
 *
 * One command a PDU (Vol 3 Part A 4); a second one is rejected. Requests that are not known, too long or malformed are
 * rejected, responses that nobody waits for are dropped. There are no credit based channels: who asks for one is told
 * that its SPSM is not supported.
 *
 *     struct l2cap_signal_outcome outcome;
 *     blr_l2cap_signal(pdu, size, is_central, &outcome);
 *     send outcome.reply (outcome.reply_size octets, maybe 0) on CID 5;
 *     if (outcome.kind == L2CAP_UPDATE_ASKED) ... then blr_l2cap_update_response()
 */
#ifndef BLR_L2CAP_SIGNALLING_H
#define BLR_L2CAP_SIGNALLING_H

#include <stdbool.h>

#include "l2cap/pdu.h"

/** What the caller has to know. */
enum l2cap_outcome_kind {
    L2CAP_NOTHING,        /**< done */
    L2CAP_MALFORMED,      /**< contradicts itself; answered as far as it can be */
    L2CAP_UPDATE_ASKED,   /**< the peripheral asks for other parameters: update, to be answered */
    L2CAP_UPDATE_ANSWERED /**< to our request of this identifier: result; a rejected command gives L2CAP_UPDATE_UNKNOWN
                           */
};

enum {
    L2CAP_UPDATE_ACCEPTED = 0,
    L2CAP_UPDATE_REJECTED = 1,
    L2CAP_UPDATE_UNKNOWN = 0xffff /**< the peer does not know the request */
};

enum { L2CAP_REPLIES_MAX = 40 };

struct l2cap_signal_outcome {
    uint8_t kind; /**< enum l2cap_outcome_kind */
    uint8_t identifier;
    uint16_t result;
    struct l2cap_connection_parameter_update_request update;
    uint8_t reply_size;               /**< of a PDU to send at once, 0: none */
    uint8_t second_size;              /**< of another one, which follows it in reply, 0: none */
    uint8_t reply[L2CAP_REPLIES_MAX]; /**< without L2CAP header */
};

/** A PDU came. @param central our role */
void blr_l2cap_signal(const uint8_t *pdu, size_t size, bool central, struct l2cap_signal_outcome *outcome);

/** Write a request for other parameters. @return octets, at most L2CAP_REPLIES_MAX */
uint8_t blr_l2cap_update_request(uint8_t *pdu, uint8_t identifier,
                                 const struct l2cap_connection_parameter_update_request *update);

/** Write the answer to one. @return octets */
uint8_t blr_l2cap_update_response(uint8_t *pdu, uint8_t identifier, uint16_t result);

#endif
