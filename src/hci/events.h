/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Every HCI event, one row each: Core Specification Vol 4 Part E 7.7, and the vendor events we understand.
 *
 * HCI_EVENTS(X):        X(code, NAME, name, "Name")
 * HCI_LE_EVENTS(X):     X(subevent, NAME, name, "Name"): code 0x3e; fields begin after the subevent octet
 * HCI_ZEPHYR_EVENTS(X): X(subevent, NAME, name, "Name"): code 0xff, controllers with Zephyr's vendor commands
 * Fields: HCI_<NAME>_EVENT; struct hci_<name>_event; descriptor blr_hci_<name>_event. Kinds of fields: codec.h.
 */
#ifndef BLR_HCI_EVENTS_H
#define BLR_HCI_EVENTS_H

/* clang-format off */

/* 7.7.14 Command Complete */
#define HCI_COMMAND_COMPLETE_EVENT(F, S) \
    F(S, U8, num_hci_command_packets, 0) F(S, OPCODE, command_opcode, 0) F(S, REST, return_parameters, 0)

/* 7.7.65.2 LE Advertising Report */
#define HCI_ADVERTISING_REPORT_ELEMENT(F, S) \
    F(S, U8, event_type, 0) F(S, U8, address_type, 0) F(S, ADDRESS, address, 0) F(S, COUNTED, data, 0) F(S, S8, rssi, 0)
#define HCI_LE_ADVERTISING_REPORT_EVENT(F, S) F(S, LIST, reports, advertising_report)

#define HCI_EVENT_ELEMENTS(X) \
    X(ADVERTISING_REPORT, advertising_report)

#define HCI_EVENTS(X) \
    X(0x0e, COMMAND_COMPLETE, command_complete, "Command Complete")

#define HCI_LE_EVENTS(X) \
    X(0x02, LE_ADVERTISING_REPORT, le_advertising_report, "LE Advertising Report")

#define HCI_ZEPHYR_EVENTS(X)

/* clang-format on */
#endif
