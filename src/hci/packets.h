/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the rows of commands.h and events.h become: opcodes, event codes, structs, descriptors.
 *
 *     HCI_OP_RESET, HCI_EV_COMMAND_COMPLETE, HCI_LE_EV_LE_ADVERTISING_REPORT, HCI_ZEPHYR_EV_ZEPHYR_FATAL_ERROR
 *     struct hci_reset_answer, struct hci_command_complete_event, struct hci_advertising_report_element
 *     blr_hci_reset, blr_hci_command_complete_event, blr_hci_element_advertising_report
 */
#ifndef BLR_HCI_PACKETS_H
#define BLR_HCI_PACKETS_H

#include "hci/codec.h"
#include "hci/commands.h"
#include "hci/events.h"

#define X(opcode, octet, bit, reply, NAME, name, text) HCI_OP_##NAME = opcode,
enum hci_opcode { HCI_COMMANDS(X) };
#undef X
#define X(code, NAME, name, text) HCI_EV_##NAME = code,
enum hci_event_code { HCI_EVENTS(X) HCI_EV_LE_META = 0x3e, HCI_EV_VENDOR = 0xff };
#undef X
#define X(subevent, NAME, name, text) HCI_LE_EV_##NAME = subevent,
enum hci_le_subevent { HCI_LE_EVENTS(X) };
#undef X

#define X(subevent, NAME, name, text) HCI_ZEPHYR_EV_##NAME = subevent,
enum hci_zephyr_subevent { HCI_ZEPHYR_EVENTS(X) };
#undef X

#define X(NAME, name)                                                                                                  \
    BLR_HCI_STRUCT(hci_##name##_element, HCI_##NAME##_ELEMENT)                                                         \
    extern const struct hci_layout blr_hci_element_##name;
HCI_COMMAND_ELEMENTS(X)
HCI_EVENT_ELEMENTS(X)
#undef X

#define X(opcode, octet, bit, reply, NAME, name, text)                                                                 \
    BLR_HCI_STRUCT(hci_##name##_parameters, HCI_##NAME##_PARAMETERS)                                                   \
    BLR_HCI_STRUCT(hci_##name##_answer, HCI_##NAME##_ANSWER)                                                           \
    extern const struct hci_command blr_hci_##name;
HCI_COMMANDS(X)
#undef X

#define X(code, NAME, name, text)                                                                                      \
    BLR_HCI_STRUCT(hci_##name##_event, HCI_##NAME##_EVENT)                                                             \
    extern const struct hci_event blr_hci_##name##_event;
HCI_EVENTS(X)
HCI_LE_EVENTS(X)
HCI_ZEPHYR_EVENTS(X)
#undef X

#endif
