/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Every L2CAP signalling packet of LE, one row each: Core Specification 5.4 Vol 3 Part A 4.
 *
 * L2CAP_SIGNALS(X): X(code, KIND, NAME, name, "Name")
 *   KIND  REQUEST (is answered), RESPONSE, or NOTICE (neither)
 * Fields: L2CAP_<NAME>, as rows of hci/codec.h; what follows code, identifier and length. From a row:
 * L2CAP_SIGNAL_<NAME>, struct l2cap_<name>, blr_l2cap_<name>.
 *
 *     struct l2cap_connection_parameter_update_request request;
 *     if (blr_hci_decode(&blr_l2cap_connection_parameter_update_request, data, size, &request) < 0) reject it;
 *
 * Constant tables: any thread at any time.
 */
#ifndef BLR_L2CAP_PDU_H
#define BLR_L2CAP_PDU_H

#include "hci/codec.h"

enum {
    L2CAP_CID_ATT = 0x0004,
    L2CAP_CID_SIGNALLING = 0x0005,
    L2CAP_CID_SMP = 0x0006,
    L2CAP_SIGNAL_HEADER = 4, /**< code, identifier, length */
    L2CAP_SIGNALLING_MTU = 23
};

/** What the other side does with a signalling packet. */
enum l2cap_kind { L2CAP_REQUEST, L2CAP_RESPONSE, L2CAP_NOTICE };

/** Reasons of Command Reject (4.1). */
enum { L2CAP_NOT_UNDERSTOOD = 0, L2CAP_MTU_EXCEEDED = 1, L2CAP_INVALID_CID = 2 };

/* clang-format off */

#define L2CAP_COMMAND_REJECT(F, S) F(S, U16, reason, 0) F(S, REST, data, 0)
#define L2CAP_DISCONNECTION_REQUEST(F, S) F(S, U16, destination_cid, 0) F(S, U16, source_cid, 0)
#define L2CAP_DISCONNECTION_RESPONSE L2CAP_DISCONNECTION_REQUEST
#define L2CAP_CONNECTION_PARAMETER_UPDATE_REQUEST(F, S) \
    F(S, U16, interval_min, 0) F(S, U16, interval_max, 0) F(S, U16, latency, 0) F(S, U16, timeout, 0)
#define L2CAP_CONNECTION_PARAMETER_UPDATE_RESPONSE(F, S) F(S, U16, result, 0)
#define L2CAP_LE_CREDIT_BASED_CONNECTION_REQUEST(F, S) \
    F(S, U16, spsm, 0) F(S, U16, source_cid, 0) F(S, U16, mtu, 0) F(S, U16, mps, 0) F(S, U16, initial_credits, 0)
#define L2CAP_LE_CREDIT_BASED_CONNECTION_RESPONSE(F, S) \
    F(S, U16, destination_cid, 0) F(S, U16, mtu, 0) F(S, U16, mps, 0) F(S, U16, initial_credits, 0) \
    F(S, U16, result, 0)
#define L2CAP_FLOW_CONTROL_CREDIT_INDICATION(F, S) F(S, U16, cid, 0) F(S, U16, credits, 0)
#define L2CAP_CREDIT_BASED_CONNECTION_REQUEST(F, S) \
    F(S, U16, spsm, 0) F(S, U16, mtu, 0) F(S, U16, mps, 0) F(S, U16, initial_credits, 0) F(S, REST, source_cids, 0)
#define L2CAP_CREDIT_BASED_CONNECTION_RESPONSE(F, S) \
    F(S, U16, mtu, 0) F(S, U16, mps, 0) F(S, U16, initial_credits, 0) F(S, U16, result, 0) \
    F(S, REST, destination_cids, 0)
#define L2CAP_CREDIT_BASED_RECONFIGURE_REQUEST(F, S) \
    F(S, U16, mtu, 0) F(S, U16, mps, 0) F(S, REST, destination_cids, 0)
#define L2CAP_CREDIT_BASED_RECONFIGURE_RESPONSE(F, S) F(S, U16, result, 0)

#define L2CAP_SIGNALS(X) \
    X(0x01, RESPONSE, COMMAND_REJECT, command_reject, "Command Reject") \
    X(0x06, REQUEST,  DISCONNECTION_REQUEST, disconnection_request, "Disconnection Request") \
    X(0x07, RESPONSE, DISCONNECTION_RESPONSE, disconnection_response, "Disconnection Response") \
    X(0x12, REQUEST,  CONNECTION_PARAMETER_UPDATE_REQUEST, connection_parameter_update_request, \
        "Connection Parameter Update Request") \
    X(0x13, RESPONSE, CONNECTION_PARAMETER_UPDATE_RESPONSE, connection_parameter_update_response, \
        "Connection Parameter Update Response") \
    X(0x14, REQUEST,  LE_CREDIT_BASED_CONNECTION_REQUEST, le_credit_based_connection_request, \
        "LE Credit Based Connection Request") \
    X(0x15, RESPONSE, LE_CREDIT_BASED_CONNECTION_RESPONSE, le_credit_based_connection_response, \
        "LE Credit Based Connection Response") \
    X(0x16, NOTICE,   FLOW_CONTROL_CREDIT_INDICATION, flow_control_credit_indication, \
        "Flow Control Credit Indication") \
    X(0x17, REQUEST,  CREDIT_BASED_CONNECTION_REQUEST, credit_based_connection_request, \
        "Credit Based Connection Request") \
    X(0x18, RESPONSE, CREDIT_BASED_CONNECTION_RESPONSE, credit_based_connection_response, \
        "Credit Based Connection Response") \
    X(0x19, REQUEST,  CREDIT_BASED_RECONFIGURE_REQUEST, credit_based_reconfigure_request, \
        "Credit Based Reconfigure Request") \
    X(0x1a, RESPONSE, CREDIT_BASED_RECONFIGURE_RESPONSE, credit_based_reconfigure_response, \
        "Credit Based Reconfigure Response")

/* clang-format on */

#define X(code, KIND, NAME, name, text) L2CAP_SIGNAL_##NAME = code,
enum l2cap_signal { L2CAP_SIGNALS(X) };
#undef X

#define X(code, KIND, NAME, name, text)                                                                                \
    BLR_HCI_STRUCT(l2cap_##name, L2CAP_##NAME)                                                                         \
    extern const struct hci_layout blr_l2cap_##name;
L2CAP_SIGNALS(X)
#undef X

#endif
