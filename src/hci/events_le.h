/* SPDX-License-Identifier: MIT */
/** @file LE events (Vol 4 Part E 7.7.65): what follows the subevent octet. */
#ifndef BLR_HCI_EVENTS_LE_H
#define BLR_HCI_EVENTS_LE_H

/* clang-format off */

#define HCI_LE_CONNECTION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, role, 0) F(S, U8, peer_address_type, 0) \
    F(S, ADDRESS, peer_address, 0) F(S, U16, connection_interval, 0) F(S, U16, peripheral_latency, 0) \
    F(S, U16, supervision_timeout, 0) F(S, U8, central_clock_accuracy, 0)

#define HCI_ADVERTISING_REPORT_ELEMENT(F, S) \
    F(S, U8, event_type, 0) F(S, U8, address_type, 0) F(S, ADDRESS, address, 0) F(S, COUNTED, data, 0) F(S, S8, rssi, 0)
#define HCI_LE_ADVERTISING_REPORT_EVENT(F, S) F(S, LIST, reports, advertising_report)

#define HCI_LE_CONNECTION_UPDATE_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, connection_interval, 0) \
    F(S, U16, peripheral_latency, 0) F(S, U16, supervision_timeout, 0)

#define HCI_LE_READ_REMOTE_FEATURES_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U64, le_features, 0)

#define HCI_LE_LONG_TERM_KEY_REQUEST_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U64, random_number, 0) F(S, U16, encrypted_diversifier, 0)

#define HCI_LE_REMOTE_CONNECTION_PARAMETER_REQUEST_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, interval_min, 0) F(S, U16, interval_max, 0) F(S, U16, max_latency, 0) \
    F(S, U16, timeout, 0)

#define HCI_LE_DATA_LENGTH_CHANGE_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, max_tx_octets, 0) F(S, U16, max_tx_time, 0) F(S, U16, max_rx_octets, 0) \
    F(S, U16, max_rx_time, 0)

#define HCI_LE_READ_LOCAL_P256_PUBLIC_KEY_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, BYTES, key_x_coordinate, 32) F(S, BYTES, key_y_coordinate, 32)

#define HCI_LE_GENERATE_DHKEY_COMPLETE_EVENT(F, S) F(S, STATUS, status, 0) F(S, BYTES, dh_key, 32)

#define HCI_LE_ENHANCED_CONNECTION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, role, 0) F(S, U8, peer_address_type, 0) \
    F(S, ADDRESS, peer_address, 0) F(S, ADDRESS, local_resolvable_private_address, 0) \
    F(S, ADDRESS, peer_resolvable_private_address, 0) F(S, U16, connection_interval, 0) F(S, U16, peripheral_latency, 0) \
    F(S, U16, supervision_timeout, 0) F(S, U8, central_clock_accuracy, 0)

#define HCI_DIRECTED_ADVERTISING_REPORT_ELEMENT(F, S) \
    F(S, U8, event_type, 0) F(S, U8, address_type, 0) F(S, ADDRESS, address, 0) F(S, U8, direct_address_type, 0) \
    F(S, ADDRESS, direct_address, 0) F(S, S8, rssi, 0)
#define HCI_LE_DIRECTED_ADVERTISING_REPORT_EVENT(F, S) F(S, LIST, reports, directed_advertising_report)

#define HCI_LE_PHY_UPDATE_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, tx_phy, 0) F(S, U8, rx_phy, 0)

#define HCI_EXTENDED_ADVERTISING_REPORT_ELEMENT(F, S) \
    F(S, U16, event_type, 0) F(S, U8, address_type, 0) F(S, ADDRESS, address, 0) F(S, U8, primary_phy, 0) \
    F(S, U8, secondary_phy, 0) F(S, U8, advertising_sid, 0) F(S, S8, tx_power, 0) F(S, S8, rssi, 0) \
    F(S, U16, periodic_advertising_interval, 0) F(S, U8, direct_address_type, 0) F(S, ADDRESS, direct_address, 0) \
    F(S, COUNTED, data, 0)
#define HCI_LE_EXTENDED_ADVERTISING_REPORT_EVENT(F, S) F(S, LIST, reports, extended_advertising_report)

#define HCI_LE_PERIODIC_ADVERTISING_SYNC_ESTABLISHED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, sync_handle, 0) F(S, U8, advertising_sid, 0) F(S, U8, advertiser_address_type, 0) \
    F(S, ADDRESS, advertiser_address, 0) F(S, U8, advertiser_phy, 0) F(S, U16, periodic_advertising_interval, 0) \
    F(S, U8, advertiser_clock_accuracy, 0)

#define HCI_LE_PERIODIC_ADVERTISING_REPORT_EVENT(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, S8, tx_power, 0) F(S, S8, rssi, 0) F(S, U8, cte_type, 0) F(S, U8, data_status, 0) \
    F(S, COUNTED, data, 0)

#define HCI_LE_PERIODIC_ADVERTISING_SYNC_LOST_EVENT(F, S) F(S, HANDLE, sync_handle, 0)

#define HCI_LE_SCAN_TIMEOUT_EVENT HCI_NO_FIELDS

#define HCI_LE_ADVERTISING_SET_TERMINATED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, U8, advertising_handle, 0) F(S, HANDLE, connection_handle, 0) \
    F(S, U8, num_completed_extended_advertising_events, 0)

#define HCI_LE_SCAN_REQUEST_RECEIVED_EVENT(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, scanner_address_type, 0) F(S, ADDRESS, scanner_address, 0)

#define HCI_LE_CHANNEL_SELECTION_ALGORITHM_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, channel_selection_algorithm, 0)

#define HCI_LE_EVENT_ELEMENTS(X) \
    X(ADVERTISING_REPORT, advertising_report) \
    X(DIRECTED_ADVERTISING_REPORT, directed_advertising_report) \
    X(EXTENDED_ADVERTISING_REPORT, extended_advertising_report)

#define HCI_LE_EVENTS(X) \
    X(0x01, LE_CONNECTION_COMPLETE, le_connection_complete, "LE Connection Complete") \
    X(0x02, LE_ADVERTISING_REPORT, le_advertising_report, "LE Advertising Report") \
    X(0x03, LE_CONNECTION_UPDATE_COMPLETE, le_connection_update_complete, "LE Connection Update Complete") \
    X(0x04, LE_READ_REMOTE_FEATURES_COMPLETE, le_read_remote_features_complete, "LE Read Remote Features Complete") \
    X(0x05, LE_LONG_TERM_KEY_REQUEST, le_long_term_key_request, "LE Long Term Key Request") \
    X(0x06, LE_REMOTE_CONNECTION_PARAMETER_REQUEST, le_remote_connection_parameter_request, \
        "LE Remote Connection Parameter Request") \
    X(0x07, LE_DATA_LENGTH_CHANGE, le_data_length_change, "LE Data Length Change") \
    X(0x08, LE_READ_LOCAL_P256_PUBLIC_KEY_COMPLETE, le_read_local_p256_public_key_complete, \
        "LE Read Local P-256 Public Key Complete") \
    X(0x09, LE_GENERATE_DHKEY_COMPLETE, le_generate_dhkey_complete, "LE Generate DHKey Complete") \
    X(0x0a, LE_ENHANCED_CONNECTION_COMPLETE, le_enhanced_connection_complete, "LE Enhanced Connection Complete") \
    X(0x0b, LE_DIRECTED_ADVERTISING_REPORT, le_directed_advertising_report, "LE Directed Advertising Report") \
    X(0x0c, LE_PHY_UPDATE_COMPLETE, le_phy_update_complete, "LE PHY Update Complete") \
    X(0x0d, LE_EXTENDED_ADVERTISING_REPORT, le_extended_advertising_report, "LE Extended Advertising Report") \
    X(0x0e, LE_PERIODIC_ADVERTISING_SYNC_ESTABLISHED, le_periodic_advertising_sync_established, \
        "LE Periodic Advertising Sync Established") \
    X(0x0f, LE_PERIODIC_ADVERTISING_REPORT, le_periodic_advertising_report, "LE Periodic Advertising Report") \
    X(0x10, LE_PERIODIC_ADVERTISING_SYNC_LOST, le_periodic_advertising_sync_lost, "LE Periodic Advertising Sync Lost") \
    X(0x11, LE_SCAN_TIMEOUT, le_scan_timeout, "LE Scan Timeout") \
    X(0x12, LE_ADVERTISING_SET_TERMINATED, le_advertising_set_terminated, "LE Advertising Set Terminated") \
    X(0x13, LE_SCAN_REQUEST_RECEIVED, le_scan_request_received, "LE Scan Request Received") \
    X(0x14, LE_CHANNEL_SELECTION_ALGORITHM, le_channel_selection_algorithm, "LE Channel Selection Algorithm")

/* clang-format on */
#endif
