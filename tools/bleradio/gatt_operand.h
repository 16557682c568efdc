/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Which attribute of a peer is meant: operands UUID|HANDLE of the verbs.
 */
#ifndef BLR_CLI_GATT_OPERAND_H
#define BLR_CLI_GATT_OPERAND_H

#include "peer.h"

struct gatt_operand {
    const char *text;     /**< as it was typed */
    uint16_t handle;      /**< 0: by UUID */
    struct ble_uuid uuid; /**< of characteristics */
};

/** For help texts. */
#define GATT_OPERAND_HELP                                                                                              \
    "UUID is that of a characteristic (2a19, 36 characters, or the name of a standard one: 'battery level'), HANDLE "  \
    "is "                                                                                                              \
    "0x and the hexadecimal digits of the handle of any value or descriptor (0x0012; bleradio gatt shows them)."

/** Read one. @return false: refused, and said so */
bool blr_gatt_operand(struct output *out, const char *verb, const char *text, struct gatt_operand *operand);

/** What is meant on a peer: peer->found has one item for each characteristic with this UUID, or the one attribute with
 *  this handle; value_handle is what to read and write. @return BLE_ERROR_NOT_FOUND: the peer has none */
ble_status blr_gatt_resolve(struct peer *peer, const struct gatt_operand *operand);

/** The same where one is wanted. @return exit code after an error was said */
int blr_gatt_resolve_one(struct peer *peer, const char *verb, const struct gatt_operand *operand,
                         struct peer_attribute *found);

/** Properties as the JSON of `gatt` names them, the lowest bit first; NULL behind the last. */
extern const char *const blr_gatt_properties[];

#endif
