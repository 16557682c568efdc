/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Every HCI event, one row each: Core Specification 5.4 Vol 4 Part E 7.7, and the vendor events we understand.
 *
 * HCI_EVENTS(X):        X(code, NAME, name, "Name")
 * HCI_LE_EVENTS(X):     X(subevent, NAME, name, "Name"): code 0x3e; fields begin after the subevent octet
 * HCI_ZEPHYR_EVENTS(X): X(subevent, NAME, name, "Name"): code 0xff, controllers with Zephyr's vendor commands
 * Fields: HCI_<NAME>_EVENT; struct hci_<name>_event; descriptor blr_hci_<name>_event. Kinds of fields: codec.h.
 * Bit n of the LE Event Mask is LE event n + 1.
 */
#ifndef BLR_HCI_EVENTS_H
#define BLR_HCI_EVENTS_H

#include "hci/events_classic.h"
#include "hci/events_le.h"

/* clang-format off */

#define HCI_EVENT_ELEMENTS(X) HCI_CLASSIC_EVENT_ELEMENTS(X) HCI_LE_EVENT_ELEMENTS(X)

#define HCI_EVENTS(X) HCI_CLASSIC_EVENTS(X)

/* The processor's state when it crashed, in a form of its architecture's. */
#define HCI_ZEPHYR_FATAL_ERROR_EVENT(F, S) F(S, REST, error_data, 0)
#define HCI_ZEPHYR_TRACE_INFORMATION_EVENT(F, S) F(S, REST, trace_data, 0)
#define HCI_ZEPHYR_SCAN_REQUEST_RECEIVED_EVENT(F, S) F(S, U8, address_type, 0) F(S, ADDRESS, address, 0) F(S, S8, rssi, 0)

#define HCI_ZEPHYR_EVENTS(X) \
    X(0x02, ZEPHYR_FATAL_ERROR, zephyr_fatal_error, "Zephyr Fatal Error") \
    X(0x03, ZEPHYR_TRACE_INFORMATION, zephyr_trace_information, "Zephyr Trace Information") \
    X(0x04, ZEPHYR_SCAN_REQUEST_RECEIVED, zephyr_scan_request_received, "Zephyr Scan Request Received")

/* clang-format on */
#endif
