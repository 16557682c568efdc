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

#define HCI_EVENT_ELEMENTS(X) HCI_CLASSIC_EVENT_ELEMENTS(X) HCI_LE_EVENT_ELEMENTS(X) HCI_ZEPHYR_EVENT_ELEMENTS(X)

#define HCI_EVENTS(X) HCI_CLASSIC_EVENTS(X)

#define HCI_IQ_SAMPLE_16_ELEMENT(F, S) F(S, S16, i_sample, 0) F(S, S16, q_sample, 0)
/* Type 1: the processor's registers; 2: a failed assertion; 3: a position in the code. Then the firmware stops. */
#define HCI_ZEPHYR_FATAL_ERROR_EVENT(F, S) F(S, U8, type, 0) F(S, REST, error_data, 0)

#define HCI_ZEPHYR_TRACE_INFORMATION_EVENT(F, S) F(S, U8, type, 0) F(S, REST, trace_data, 0)

#define HCI_ZEPHYR_SCAN_REQUEST_RECEIVED_EVENT(F, S) \
    F(S, U8, address_type, 0) F(S, ADDRESS, address, 0) F(S, S8, rssi, 0)

#define HCI_ZEPHYR_LE_CONNECTIONLESS_IQ_REPORT_EVENT(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, U8, channel_index, 0) F(S, S16, rssi, 0) F(S, U8, rssi_antenna_id, 0) \
    F(S, U8, cte_type, 0) F(S, U8, slot_durations, 0) F(S, U8, packet_status, 0) \
    F(S, U16, periodic_event_counter, 0) F(S, LIST, samples, iq_sample_16)

#define HCI_ZEPHYR_LE_CONNECTION_IQ_REPORT_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, rx_phy, 0) F(S, U8, data_channel_index, 0) F(S, S16, rssi, 0) \
    F(S, U8, rssi_antenna_id, 0) F(S, U8, cte_type, 0) F(S, U8, slot_durations, 0) F(S, U8, packet_status, 0) \
    F(S, U16, connection_event_counter, 0) F(S, LIST, samples, iq_sample_16)

#define HCI_ZEPHYR_EVENT_ELEMENTS(X) \
    X(IQ_SAMPLE_16, iq_sample_16)

#define HCI_ZEPHYR_EVENTS(X) \
    X(0x02, ZEPHYR_FATAL_ERROR, zephyr_fatal_error, "Zephyr Fatal Error") \
    X(0x03, ZEPHYR_TRACE_INFORMATION, zephyr_trace_information, "Zephyr Trace Information") \
    X(0x04, ZEPHYR_SCAN_REQUEST_RECEIVED, zephyr_scan_request_received, "Zephyr Scan Request Received") \
    X(0x05, ZEPHYR_LE_CONNECTIONLESS_IQ_REPORT, zephyr_le_connectionless_iq_report, \
        "Zephyr LE Connectionless IQ Report") \
    X(0x06, ZEPHYR_LE_CONNECTION_IQ_REPORT, zephyr_le_connection_iq_report, "Zephyr LE Connection IQ Report")

/* clang-format on */
#endif
