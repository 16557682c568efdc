/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Every PDU of the Attribute Protocol, one row each: Core Specification 5.4 Vol 3 Part F 3.4. Used by the
 * server, the client and whoever prints traces.
 *
 * ATT_PDUS(X): X(opcode, KIND, TAIL, NAME, name, "Name")
 *   KIND  what it is, and so what the other side does with it: enum att_kind
 *   TAIL  what the octets at its end are, and so which lengths exist: enum att_tail
 * Fields: ATT_<NAME>, as rows of hci/codec.h. From a row: ATT_OP_<NAME>, struct att_<name>, blr_att_<name>.
 *
 * Lengths are checked here and nowhere else: after blr_att_decode() every view lies inside the PDU, the PDU is neither
 * shorter nor longer than its row allows, and blr_att_next() walks its list without a further check.
 *
 *     struct att_read_by_type_response response;
 *     if (!blr_att_decode(&blr_att_read_by_type_response, pdu, size, &response)) end it with an error;
 *     struct att_element element;
 *     for (struct hci_view rest = response.attribute_data_list;
 *          blr_att_next(ATT_SIZED, response.length, &rest, &element);) ... element.handle, element.value ...
 *
 * Constant tables and pure functions: any thread at any time.
 */
#ifndef BLR_ATT_PDU_H
#define BLR_ATT_PDU_H

#include "hci/codec.h"

enum {
    ATT_CID = 0x0004,          /**< L2CAP channel (Vol 3 Part A 2.1) */
    ATT_MTU_LEAST = 23,        /**< of LE, and until it is negotiated (Vol 3 Part G 5.2.1) */
    ATT_MTU_MOST = 517,        /**< beyond it no attribute can gain anything */
    ATT_SIGNATURE = 12,        /**< octets at the end of a Signed Write Command */
    ATT_TIMEOUT_US = 30000000, /**< of a transaction (Vol 3 Part F 3.3.3) */
    ATT_COMMAND_FLAG = 0x40    /**< opcode of a command: one that is not known is ignored (Vol 3 Part F 3.3) */
};

/** What the other side does with a PDU (Vol 3 Part F 3.3). */
enum att_kind {
    ATT_REQUEST,      /**< answers with its response or an Error Response */
    ATT_RESPONSE,     /**< takes it as the answer to its request */
    ATT_COMMAND,      /**< answers nothing */
    ATT_NOTIFICATION, /**< answers nothing */
    ATT_INDICATION,   /**< confirms */
    ATT_CONFIRMATION  /**< takes it as the end of its indication */
};

/** What is at the end of a PDU. */
enum att_tail {
    ATT_NONE,        /**< nothing: all its PDUs have one length */
    ATT_FREE,        /**< any octets, none too */
    ATT_UUID,        /**< 2 or 16 octets */
    ATT_SIGNED,      /**< any octets, then ATT_SIGNATURE ones */
    ATT_HANDLES,     /**< list of handles, two or more */
    ATT_PAIRS,       /**< list of handle and end handle */
    ATT_INFORMATION, /**< list of handle and UUID; the octet before says which: 1: 2 octets, 2: 16 */
    ATT_SIZED,       /**< list of handle and value; the octet before has the size of all, with the handle */
    ATT_GROUPS,      /**< list of handle, end handle and value; the octet before as with ATT_SIZED */
    ATT_LENGTHS,     /**< list of length and value, the last of which may be cut short by the MTU */
    ATT_NOTIFIED     /**< list of handle, length and value, two or more */
};

/* clang-format off */

#define ATT_ERROR_RESPONSE(F, S) \
    F(S, U8, request_opcode_in_error, 0) F(S, U16, attribute_handle_in_error, 0) F(S, U8, error_code, 0)
#define ATT_EXCHANGE_MTU_REQUEST(F, S) F(S, U16, client_rx_mtu, 0)
#define ATT_EXCHANGE_MTU_RESPONSE(F, S) F(S, U16, server_rx_mtu, 0)
#define ATT_FIND_INFORMATION_REQUEST(F, S) F(S, U16, starting_handle, 0) F(S, U16, ending_handle, 0)
#define ATT_FIND_INFORMATION_RESPONSE(F, S) F(S, U8, format, 0) F(S, REST, information_data, 0)
#define ATT_FIND_BY_TYPE_VALUE_REQUEST(F, S) \
    F(S, U16, starting_handle, 0) F(S, U16, ending_handle, 0) F(S, U16, attribute_type, 0) \
    F(S, REST, attribute_value, 0)
#define ATT_FIND_BY_TYPE_VALUE_RESPONSE(F, S) F(S, REST, handles_information_list, 0)
#define ATT_READ_BY_TYPE_REQUEST(F, S) \
    F(S, U16, starting_handle, 0) F(S, U16, ending_handle, 0) F(S, REST, attribute_type, 0)
#define ATT_READ_BY_TYPE_RESPONSE(F, S) F(S, U8, length, 0) F(S, REST, attribute_data_list, 0)
#define ATT_READ_REQUEST(F, S) F(S, U16, attribute_handle, 0)
#define ATT_READ_RESPONSE(F, S) F(S, REST, attribute_value, 0)
#define ATT_READ_BLOB_REQUEST(F, S) F(S, U16, attribute_handle, 0) F(S, U16, value_offset, 0)
#define ATT_READ_BLOB_RESPONSE(F, S) F(S, REST, part_attribute_value, 0)
#define ATT_READ_MULTIPLE_REQUEST(F, S) F(S, REST, set_of_handles, 0)
#define ATT_READ_MULTIPLE_RESPONSE(F, S) F(S, REST, set_of_values, 0)
#define ATT_READ_BY_GROUP_TYPE_REQUEST(F, S) \
    F(S, U16, starting_handle, 0) F(S, U16, ending_handle, 0) F(S, REST, attribute_group_type, 0)
#define ATT_READ_BY_GROUP_TYPE_RESPONSE(F, S) F(S, U8, length, 0) F(S, REST, attribute_data_list, 0)
#define ATT_WRITE_REQUEST(F, S) F(S, U16, attribute_handle, 0) F(S, REST, attribute_value, 0)
#define ATT_WRITE_RESPONSE(F, S) F(S, NOTHING, nothing, 0)
#define ATT_PREPARE_WRITE_REQUEST(F, S) \
    F(S, U16, attribute_handle, 0) F(S, U16, value_offset, 0) F(S, REST, part_attribute_value, 0)
#define ATT_PREPARE_WRITE_RESPONSE(F, S) \
    F(S, U16, attribute_handle, 0) F(S, U16, value_offset, 0) F(S, REST, part_attribute_value, 0)
#define ATT_EXECUTE_WRITE_REQUEST(F, S) F(S, U8, flags, 0)
#define ATT_EXECUTE_WRITE_RESPONSE(F, S) F(S, NOTHING, nothing, 0)
#define ATT_HANDLE_VALUE_NOTIFICATION(F, S) F(S, U16, attribute_handle, 0) F(S, REST, attribute_value, 0)
#define ATT_HANDLE_VALUE_INDICATION(F, S) F(S, U16, attribute_handle, 0) F(S, REST, attribute_value, 0)
#define ATT_HANDLE_VALUE_CONFIRMATION(F, S) F(S, NOTHING, nothing, 0)
#define ATT_READ_MULTIPLE_VARIABLE_REQUEST(F, S) F(S, REST, set_of_handles, 0)
#define ATT_READ_MULTIPLE_VARIABLE_RESPONSE(F, S) F(S, REST, length_value_tuple_list, 0)
#define ATT_MULTIPLE_HANDLE_VALUE_NOTIFICATION(F, S) F(S, REST, handle_length_value_tuple_list, 0)
#define ATT_WRITE_COMMAND(F, S) F(S, U16, attribute_handle, 0) F(S, REST, attribute_value, 0)
#define ATT_SIGNED_WRITE_COMMAND(F, S) F(S, U16, attribute_handle, 0) F(S, REST, attribute_value_and_signature, 0)

#define ATT_PDUS(X) \
    X(0x01, RESPONSE, NONE, ERROR_RESPONSE, error_response, "Error Response") \
    X(0x02, REQUEST, NONE, EXCHANGE_MTU_REQUEST, exchange_mtu_request, "Exchange MTU Request") \
    X(0x03, RESPONSE, NONE, EXCHANGE_MTU_RESPONSE, exchange_mtu_response, "Exchange MTU Response") \
    X(0x04, REQUEST, NONE, FIND_INFORMATION_REQUEST, find_information_request, "Find Information Request") \
    X(0x05, RESPONSE, INFORMATION, FIND_INFORMATION_RESPONSE, find_information_response, "Find Information Response") \
    X(0x06, REQUEST, FREE, FIND_BY_TYPE_VALUE_REQUEST, find_by_type_value_request, "Find By Type Value Request") \
    X(0x07, RESPONSE, PAIRS, FIND_BY_TYPE_VALUE_RESPONSE, find_by_type_value_response, "Find By Type Value Response") \
    X(0x08, REQUEST, UUID, READ_BY_TYPE_REQUEST, read_by_type_request, "Read By Type Request") \
    X(0x09, RESPONSE, SIZED, READ_BY_TYPE_RESPONSE, read_by_type_response, "Read By Type Response") \
    X(0x0a, REQUEST, NONE, READ_REQUEST, read_request, "Read Request") \
    X(0x0b, RESPONSE, FREE, READ_RESPONSE, read_response, "Read Response") \
    X(0x0c, REQUEST, NONE, READ_BLOB_REQUEST, read_blob_request, "Read Blob Request") \
    X(0x0d, RESPONSE, FREE, READ_BLOB_RESPONSE, read_blob_response, "Read Blob Response") \
    X(0x0e, REQUEST, HANDLES, READ_MULTIPLE_REQUEST, read_multiple_request, "Read Multiple Request") \
    X(0x0f, RESPONSE, FREE, READ_MULTIPLE_RESPONSE, read_multiple_response, "Read Multiple Response") \
    X(0x10, REQUEST, UUID, READ_BY_GROUP_TYPE_REQUEST, read_by_group_type_request, "Read By Group Type Request") \
    X(0x11, RESPONSE, GROUPS, READ_BY_GROUP_TYPE_RESPONSE, read_by_group_type_response, "Read By Group Type Response") \
    X(0x12, REQUEST, FREE, WRITE_REQUEST, write_request, "Write Request") \
    X(0x13, RESPONSE, NONE, WRITE_RESPONSE, write_response, "Write Response") \
    X(0x16, REQUEST, FREE, PREPARE_WRITE_REQUEST, prepare_write_request, "Prepare Write Request") \
    X(0x17, RESPONSE, FREE, PREPARE_WRITE_RESPONSE, prepare_write_response, "Prepare Write Response") \
    X(0x18, REQUEST, NONE, EXECUTE_WRITE_REQUEST, execute_write_request, "Execute Write Request") \
    X(0x19, RESPONSE, NONE, EXECUTE_WRITE_RESPONSE, execute_write_response, "Execute Write Response") \
    X(0x1b, NOTIFICATION, FREE, HANDLE_VALUE_NOTIFICATION, handle_value_notification, "Handle Value Notification") \
    X(0x1d, INDICATION, FREE, HANDLE_VALUE_INDICATION, handle_value_indication, "Handle Value Indication") \
    X(0x1e, CONFIRMATION, NONE, HANDLE_VALUE_CONFIRMATION, handle_value_confirmation, "Handle Value Confirmation") \
    X(0x20, REQUEST, HANDLES, READ_MULTIPLE_VARIABLE_REQUEST, read_multiple_variable_request, \
        "Read Multiple Variable Request") \
    X(0x21, RESPONSE, LENGTHS, READ_MULTIPLE_VARIABLE_RESPONSE, read_multiple_variable_response, \
        "Read Multiple Variable Response") \
    X(0x23, NOTIFICATION, NOTIFIED, MULTIPLE_HANDLE_VALUE_NOTIFICATION, multiple_handle_value_notification, \
        "Multiple Handle Value Notification") \
    X(0x52, COMMAND, FREE, WRITE_COMMAND, write_command, "Write Command") \
    X(0xd2, COMMAND, SIGNED, SIGNED_WRITE_COMMAND, signed_write_command, "Signed Write Command")

/* clang-format on */

/** A PDU: what its row says. */
struct att_pdu {
    uint8_t opcode;
    uint8_t kind; /**< enum att_kind */
    uint8_t tail; /**< enum att_tail */
    struct hci_layout layout;
};

#define X(opcode, kind, tail, NAME, name, text) ATT_OP_##NAME = opcode,
enum att_opcode { ATT_PDUS(X) };
#undef X

#define X(opcode, kind, tail, NAME, name, text)                                                                        \
    BLR_HCI_STRUCT(att_##name, ATT_##NAME)                                                                             \
    extern const struct att_pdu blr_att_##name;
ATT_PDUS(X)
#undef X

/** Bits of Execute Write Request's flags: all but this one are reserved. */
enum { ATT_EXECUTE = 0x01 };

/** One element of a list, whichever list: what its kind lacks is 0. */
struct att_element {
    uint16_t handle;
    uint16_t end;          /**< ATT_PAIRS, ATT_GROUPS: end handle; ATT_LENGTHS: length as it was said */
    struct hci_view value; /**< value or UUID */
};

/** The row of an opcode. @return NULL: no PDU of the specification */
const struct att_pdu *blr_att_pdu(uint8_t opcode);

/**
 * Decode a PDU into the struct of its row.
 * @param data the PDU from its opcode on, which is not looked at again; views in *out point into it
 * @return false, and *out undefined: its length, or one inside it, is not what the row allows
 */
bool blr_att_decode(const struct att_pdu *pdu, const uint8_t *data, size_t size, void *out);

/** Encode a struct with its opcode. @return octets written, or -1: more than capacity */
int blr_att_encode(const struct att_pdu *pdu, const void *in, uint8_t *data, size_t capacity);

/**
 * Take the next element of a list that blr_att_decode() let pass.
 * @param tail ATT_HANDLES or above
 * @param said ATT_INFORMATION, ATT_SIZED, ATT_GROUPS: the octet before the list; else unused
 * @return true and *element; false: the list has ended, or what is left is no element
 */
bool blr_att_next(enum att_tail tail, uint8_t said, struct hci_view *rest, struct att_element *element);

#endif
