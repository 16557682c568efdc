/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Every PDU of the Security Manager Protocol, one row each: Core Specification 5.4 Vol 3 Part H 3.5, 3.6. Used
 * by pairing and by whoever prints traces.
 *
 * SMP_PDUS(X): X(opcode, NAME, name, "Name")
 * Fields: SMP_<NAME>, as rows of hci/codec.h. From a row: SMP_OP_<NAME>, struct smp_<name>, blr_smp_<name>.
 *
 * Every PDU has one length; it is checked here and nowhere else:
 *
 *     struct smp_pairing_confirm confirm;
 *     if (!blr_smp_decode(&blr_smp_pairing_confirm, pdu, size, &confirm)) end it with SMP_INVALID_PARAMETERS;
 *
 * Constant tables and pure functions: any thread at any time.
 */
#ifndef BLR_SMP_PDU_H
#define BLR_SMP_PDU_H

#include "hci/codec.h"

enum {
    SMP_CID = 0x0006,         /**< L2CAP channel (Vol 3 Part A 2.1) */
    SMP_MTU = 65,             /**< with LE Secure Connections (3.2); no PDU is longer */
    SMP_TIMEOUT_US = 30000000 /**< of pairing (3.4) */
};

/** IO capabilities (3.5.1). */
enum smp_io {
    SMP_DISPLAY_ONLY = 0,
    SMP_DISPLAY_YES_NO = 1,
    SMP_KEYBOARD_ONLY = 2,
    SMP_NO_INPUT_NO_OUTPUT = 3,
    SMP_KEYBOARD_DISPLAY = 4,
    SMP_IO_COUNT
};

/** Bits of AuthReq (3.5.1); those not named are reserved. */
enum {
    SMP_AUTH_BONDING_MASK = 0x03, /**< 1: bonding; 2 and 3 are reserved */
    SMP_AUTH_BONDING = 0x01,
    SMP_AUTH_MITM = 0x04,
    SMP_AUTH_SC = 0x08,
    SMP_AUTH_KEYPRESS = 0x10
};

/** Bits of key distribution (3.6.1); the link key (0x08) is for BR/EDR. */
enum { SMP_DIST_ENC = 0x01, SMP_DIST_ID = 0x02, SMP_DIST_SIGN = 0x04, SMP_DIST_ALL = 0x07 };

/** Why pairing failed (3.5.5). */
enum smp_reason {
    SMP_PASSKEY_ENTRY_FAILED = 0x01,
    SMP_OOB_NOT_AVAILABLE = 0x02,
    SMP_AUTHENTICATION_REQUIREMENTS = 0x03,
    SMP_CONFIRM_VALUE_FAILED = 0x04,
    SMP_PAIRING_NOT_SUPPORTED = 0x05,
    SMP_ENCRYPTION_KEY_SIZE = 0x06,
    SMP_COMMAND_NOT_SUPPORTED = 0x07,
    SMP_UNSPECIFIED_REASON = 0x08,
    SMP_REPEATED_ATTEMPTS = 0x09,
    SMP_INVALID_PARAMETERS = 0x0a,
    SMP_DHKEY_CHECK_FAILED = 0x0b,
    SMP_NUMERIC_COMPARISON_FAILED = 0x0c
};

/** Kinds of Keypress Notification (3.5.8). */
enum smp_keypress {
    SMP_ENTRY_STARTED = 0,
    SMP_DIGIT_ENTERED = 1,
    SMP_DIGIT_ERASED = 2,
    SMP_CLEARED = 3,
    SMP_ENTRY_COMPLETED = 4
};

/* clang-format off */

#define SMP_PAIRING_REQUEST(F, S) \
    F(S, U8, io_capability, 0) F(S, U8, oob_data_flag, 0) F(S, U8, auth_req, 0) \
    F(S, U8, maximum_encryption_key_size, 0) F(S, U8, initiator_key_distribution, 0) \
    F(S, U8, responder_key_distribution, 0)
#define SMP_PAIRING_RESPONSE SMP_PAIRING_REQUEST
#define SMP_PAIRING_CONFIRM(F, S) F(S, KEY128, confirm_value, 0)
#define SMP_PAIRING_RANDOM(F, S) F(S, KEY128, random_value, 0)
#define SMP_PAIRING_FAILED(F, S) F(S, U8, reason, 0)
#define SMP_ENCRYPTION_INFORMATION(F, S) F(S, KEY128, long_term_key, 0)
#define SMP_CENTRAL_IDENTIFICATION(F, S) F(S, U16, ediv, 0) F(S, BYTES, rand, 8)
#define SMP_IDENTITY_INFORMATION(F, S) F(S, KEY128, identity_resolving_key, 0)
#define SMP_IDENTITY_ADDRESS_INFORMATION(F, S) F(S, U8, address_type, 0) F(S, ADDRESS, address, 0)
#define SMP_SIGNING_INFORMATION(F, S) F(S, KEY128, signature_key, 0)
#define SMP_SECURITY_REQUEST(F, S) F(S, U8, auth_req, 0)
#define SMP_PAIRING_PUBLIC_KEY(F, S) F(S, BYTES, key, 64)
#define SMP_PAIRING_DHKEY_CHECK(F, S) F(S, KEY128, dhkey_check, 0)
#define SMP_KEYPRESS_NOTIFICATION(F, S) F(S, U8, notification_type, 0)

#define SMP_PDUS(X) \
    X(0x01, PAIRING_REQUEST, pairing_request, "Pairing Request") \
    X(0x02, PAIRING_RESPONSE, pairing_response, "Pairing Response") \
    X(0x03, PAIRING_CONFIRM, pairing_confirm, "Pairing Confirm") \
    X(0x04, PAIRING_RANDOM, pairing_random, "Pairing Random") \
    X(0x05, PAIRING_FAILED, pairing_failed, "Pairing Failed") \
    X(0x06, ENCRYPTION_INFORMATION, encryption_information, "Encryption Information") \
    X(0x07, CENTRAL_IDENTIFICATION, central_identification, "Central Identification") \
    X(0x08, IDENTITY_INFORMATION, identity_information, "Identity Information") \
    X(0x09, IDENTITY_ADDRESS_INFORMATION, identity_address_information, "Identity Address Information") \
    X(0x0a, SIGNING_INFORMATION, signing_information, "Signing Information") \
    X(0x0b, SECURITY_REQUEST, security_request, "Security Request") \
    X(0x0c, PAIRING_PUBLIC_KEY, pairing_public_key, "Pairing Public Key") \
    X(0x0d, PAIRING_DHKEY_CHECK, pairing_dhkey_check, "Pairing DHKey Check") \
    X(0x0e, KEYPRESS_NOTIFICATION, keypress_notification, "Keypress Notification")

/* clang-format on */

/** A PDU: what its row says. All have as many octets as the layout and the opcode before it. */
struct smp_pdu {
    uint8_t opcode;
    struct hci_layout layout;
};

#define X(opcode, NAME, name, text) SMP_OP_##NAME = opcode,
enum smp_opcode { SMP_PDUS(X) SMP_OP_LAST = SMP_OP_KEYPRESS_NOTIFICATION };
#undef X

#define X(opcode, NAME, name, text)                                                                                    \
    BLR_HCI_STRUCT(smp_##name, SMP_##NAME)                                                                             \
    extern const struct smp_pdu blr_smp_##name;
SMP_PDUS(X)
#undef X

/** The row of an opcode. @return NULL: reserved for future use */
const struct smp_pdu *blr_smp_pdu(uint8_t opcode);

/** The name of an opcode, in static storage. @return NULL: reserved for future use */
const char *blr_smp_pdu_name(uint8_t opcode);

/**
 * Decode a PDU into the struct of its row.
 * @param data the PDU from its opcode on, which is not looked at again
 * @return false, and *out undefined: its length is not that of the row
 */
bool blr_smp_decode(const struct smp_pdu *pdu, const uint8_t *data, size_t size, void *out);

/** Encode a struct with its opcode. @return octets written, or -1: more than capacity */
int blr_smp_encode(const struct smp_pdu *pdu, const void *in, uint8_t *data, size_t capacity);

#endif
