/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Every HCI command, one row each: Core Specification Vol 4 Part E 7.
 *
 * HCI_COMMANDS(X): X(opcode, octet, bit, reply, NAME, name, "Name") with
 *   octet, bit  its place in Supported Commands (6.27), BLR_HCI_NO_BIT when it has none
 *   reply       COMPLETE, STARTED (Command Status) or NONE
 *   NAME        its field lists are HCI_<NAME>_PARAMETERS and HCI_<NAME>_ANSWER
 *   name        its structs are hci_<name>_parameters and hci_<name>_answer, its descriptor is blr_hci_<name>
 * Field names are the specification's, in lower case. Kinds of fields: codec.h.
 */
#ifndef BLR_HCI_COMMANDS_H
#define BLR_HCI_COMMANDS_H

/* clang-format off */

#define HCI_NO_FIELDS(F, S)   F(S, NOTHING, nothing, 0)
#define HCI_STATUS_ONLY(F, S) F(S, STATUS, status, 0)

/* 7.3.2 Reset */
#define HCI_RESET_PARAMETERS HCI_NO_FIELDS
#define HCI_RESET_ANSWER     HCI_STATUS_ONLY

/* 7.8.64 LE Set Extended Scan Parameters */
#define HCI_SCAN_PHY_ELEMENT(F, S) F(S, U8, scan_type, 0) F(S, U16, scan_interval, 0) F(S, U16, scan_window, 0)
#define HCI_LE_SET_EXTENDED_SCAN_PARAMETERS_PARAMETERS(F, S) \
    F(S, U8, own_address_type, 0) F(S, U8, scanning_filter_policy, 0) F(S, PHY_LIST, scanning_phys, scan_phy)
#define HCI_LE_SET_EXTENDED_SCAN_PARAMETERS_ANSWER HCI_STATUS_ONLY

/** X(NAME, name): lists that repeat inside commands and answers; HCI_<NAME>_ELEMENT, struct hci_<name>_element,
 *  layout blr_hci_element_<name>. */
#define HCI_COMMAND_ELEMENTS(X) \
    X(SCAN_PHY, scan_phy)

#define HCI_COMMANDS(X) \
    X(0x0c03,  5, 7, COMPLETE, RESET, reset, "Reset") \
    X(0x2041, 37, 5, COMPLETE, LE_SET_EXTENDED_SCAN_PARAMETERS, le_set_extended_scan_parameters, "LE Set Extended Scan Parameters")

/* clang-format on */
#endif
