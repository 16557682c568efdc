/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Every HCI command, one row each: Core Specification 5.4 Vol 4 Part E 7, and Zephyr's vendor commands.
 *
 * HCI_COMMANDS(X): X(opcode, octet, bit, reply, NAME, name, "Name") with
 *   octet, bit  its place in Supported Commands (6.27), BLR_HCI_NO_BIT when it has none
 *   reply       COMPLETE, STARTED (Command Status) or NONE
 *   NAME        its field lists are HCI_<NAME>_PARAMETERS and HCI_<NAME>_ANSWER
 *   name        its structs are hci_<name>_parameters and hci_<name>_answer, its descriptor is blr_hci_<name>
 * Field names are the specification's, in lower case. Kinds of fields: codec.h. A command of several versions has the
 * plain name for the first and _v2 ... for the later ones.
 *
 * HCI_COMMAND_ELEMENTS(X): X(NAME, name), what repeats inside lists; HCI_<NAME>_ELEMENT, struct hci_<name>_element,
 * layout blr_hci_element_<name>.
 */
#ifndef BLR_HCI_COMMANDS_H
#define BLR_HCI_COMMANDS_H

#include "hci/commands_classic.h"
#include "hci/commands_controller.h"
#include "hci/commands_information.h"
#include "hci/commands_le.h"
#include "hci/commands_le_advertising.h"
#include "hci/commands_le_isochronous.h"
#include "hci/commands_zephyr.h"

/* clang-format off */

#define HCI_NO_FIELDS(F, S)   F(S, NOTHING, nothing, 0)
#define HCI_STATUS_ONLY(F, S) F(S, STATUS, status, 0)

#define HCI_HANDLE_ONLY(F, S)       F(S, HANDLE, connection_handle, 0)
#define HCI_STATUS_AND_HANDLE(F, S) F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0)

#define HCI_BD_ADDR_ONLY(F, S)       F(S, ADDRESS, bd_addr, 0)
#define HCI_STATUS_AND_BD_ADDR(F, S) F(S, STATUS, status, 0) F(S, ADDRESS, bd_addr, 0)

#define HCI_COMMAND_ELEMENTS(X) \
    HCI_CONTROLLER_ELEMENTS(X) HCI_INFORMATION_ELEMENTS(X) \
    HCI_LE_ADVERTISING_ELEMENTS(X) HCI_LE_ISOCHRONOUS_ELEMENTS(X) HCI_ZEPHYR_ELEMENTS(X)

/* In ascending order of opcodes. */
#define HCI_COMMANDS(X) \
    HCI_CLASSIC_COMMANDS(X) HCI_CONTROLLER_COMMANDS(X) HCI_INFORMATION_COMMANDS(X) \
    HCI_LE_COMMANDS(X) HCI_LE_ADVERTISING_COMMANDS(X) HCI_LE_ISOCHRONOUS_COMMANDS(X) \
    HCI_ZEPHYR_COMMANDS(X)

/* clang-format on */
#endif
