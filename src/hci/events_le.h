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
    F(S, HANDLE, connection_handle, 0) F(S, U16, max_tx_octets, 0) F(S, U16, max_tx_time, 0) \
    F(S, U16, max_rx_octets, 0) F(S, U16, max_rx_time, 0)

#define HCI_LE_READ_LOCAL_P256_PUBLIC_KEY_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, BYTES, key_x_coordinate, 32) F(S, BYTES, key_y_coordinate, 32)

#define HCI_LE_GENERATE_DHKEY_COMPLETE_EVENT(F, S) F(S, STATUS, status, 0) F(S, BYTES, dh_key, 32)

#define HCI_LE_ENHANCED_CONNECTION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, role, 0) F(S, U8, peer_address_type, 0) \
    F(S, ADDRESS, peer_address, 0) F(S, ADDRESS, local_resolvable_private_address, 0) \
    F(S, ADDRESS, peer_resolvable_private_address, 0) F(S, U16, connection_interval, 0) \
    F(S, U16, peripheral_latency, 0) F(S, U16, supervision_timeout, 0) F(S, U8, central_clock_accuracy, 0)

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
    F(S, STATUS, status, 0) F(S, HANDLE, sync_handle, 0) F(S, U8, advertising_sid, 0) \
    F(S, U8, advertiser_address_type, 0) F(S, ADDRESS, advertiser_address, 0) F(S, U8, advertiser_phy, 0) \
    F(S, U16, periodic_advertising_interval, 0) F(S, U8, advertiser_clock_accuracy, 0)

#define HCI_LE_PERIODIC_ADVERTISING_REPORT_EVENT(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, S8, tx_power, 0) F(S, S8, rssi, 0) F(S, U8, cte_type, 0) \
    F(S, U8, data_status, 0) F(S, COUNTED, data, 0)

#define HCI_LE_PERIODIC_ADVERTISING_SYNC_LOST_EVENT(F, S) F(S, HANDLE, sync_handle, 0)

#define HCI_LE_SCAN_TIMEOUT_EVENT HCI_NO_FIELDS

#define HCI_LE_ADVERTISING_SET_TERMINATED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, U8, advertising_handle, 0) F(S, HANDLE, connection_handle, 0) \
    F(S, U8, num_completed_extended_advertising_events, 0)

#define HCI_LE_SCAN_REQUEST_RECEIVED_EVENT(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, scanner_address_type, 0) F(S, ADDRESS, scanner_address, 0)

#define HCI_LE_CHANNEL_SELECTION_ALGORITHM_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, channel_selection_algorithm, 0)

#define HCI_IQ_SAMPLE_ELEMENT(F, S) F(S, S8, i_sample, 0) F(S, S8, q_sample, 0)
#define HCI_BIS_HANDLE_ELEMENT HCI_HANDLE_ONLY
#define HCI_ADVERTISING_RESPONSE_ELEMENT(F, S) \
    F(S, S8, tx_power, 0) F(S, S8, rssi, 0) F(S, U8, cte_type, 0) F(S, U8, response_slot, 0) \
    F(S, U8, data_status, 0) F(S, COUNTED, data, 0)
#define HCI_LE_CONNECTIONLESS_IQ_REPORT_EVENT(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, U8, channel_index, 0) F(S, S16, rssi, 0) F(S, U8, rssi_antenna_id, 0) \
    F(S, U8, cte_type, 0) F(S, U8, slot_durations, 0) F(S, U8, packet_status, 0) \
    F(S, U16, periodic_event_counter, 0) F(S, LIST, samples, iq_sample)

#define HCI_LE_CONNECTION_IQ_REPORT_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, rx_phy, 0) F(S, U8, data_channel_index, 0) F(S, S16, rssi, 0) \
    F(S, U8, rssi_antenna_id, 0) F(S, U8, cte_type, 0) F(S, U8, slot_durations, 0) F(S, U8, packet_status, 0) \
    F(S, U16, connection_event_counter, 0) F(S, LIST, samples, iq_sample)

#define HCI_LE_CTE_REQUEST_FAILED_EVENT HCI_STATUS_AND_HANDLE

#define HCI_LE_PERIODIC_ADVERTISING_SYNC_TRANSFER_RECEIVED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, service_data, 0) \
    F(S, HANDLE, sync_handle, 0) F(S, U8, advertising_sid, 0) F(S, U8, advertiser_address_type, 0) \
    F(S, ADDRESS, advertiser_address, 0) F(S, U8, advertiser_phy, 0) F(S, U16, periodic_advertising_interval, 0) \
    F(S, U8, advertiser_clock_accuracy, 0)

#define HCI_LE_CIS_ESTABLISHED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U24, cig_sync_delay, 0) \
    F(S, U24, cis_sync_delay, 0) F(S, U24, transport_latency_c_to_p, 0) F(S, U24, transport_latency_p_to_c, 0) \
    F(S, U8, phy_c_to_p, 0) F(S, U8, phy_p_to_c, 0) F(S, U8, nse, 0) F(S, U8, bn_c_to_p, 0) F(S, U8, bn_p_to_c, 0) \
    F(S, U8, ft_c_to_p, 0) F(S, U8, ft_p_to_c, 0) F(S, U16, max_pdu_c_to_p, 0) F(S, U16, max_pdu_p_to_c, 0) \
    F(S, U16, iso_interval, 0)

#define HCI_LE_CIS_REQUEST_EVENT(F, S) \
    F(S, HANDLE, acl_connection_handle, 0) F(S, HANDLE, cis_connection_handle, 0) F(S, U8, cig_id, 0) \
    F(S, U8, cis_id, 0)

#define HCI_LE_CREATE_BIG_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, U8, big_handle, 0) F(S, U24, big_sync_delay, 0) F(S, U24, transport_latency_big, 0) \
    F(S, U8, phy, 0) F(S, U8, nse, 0) F(S, U8, bn, 0) F(S, U8, pto, 0) F(S, U8, irc, 0) F(S, U16, max_pdu, 0) \
    F(S, U16, iso_interval, 0) F(S, LIST, handles, bis_handle)

#define HCI_LE_TERMINATE_BIG_COMPLETE_EVENT(F, S) F(S, U8, big_handle, 0) F(S, STATUS, reason, 0)

#define HCI_LE_BIG_SYNC_ESTABLISHED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, U8, big_handle, 0) F(S, U24, transport_latency_big, 0) F(S, U8, nse, 0) \
    F(S, U8, bn, 0) F(S, U8, pto, 0) F(S, U8, irc, 0) F(S, U16, max_pdu, 0) F(S, U16, iso_interval, 0) \
    F(S, LIST, handles, bis_handle)

#define HCI_LE_BIG_SYNC_LOST_EVENT(F, S) F(S, U8, big_handle, 0) F(S, STATUS, reason, 0)

#define HCI_LE_REQUEST_PEER_SCA_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, peer_clock_accuracy, 0)

#define HCI_LE_PATH_LOSS_THRESHOLD_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, current_path_loss, 0) F(S, U8, zone_entered, 0)

#define HCI_LE_TRANSMIT_POWER_REPORTING_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, reason, 0) F(S, U8, phy, 0) \
    F(S, S8, transmit_power_level, 0) F(S, U8, transmit_power_level_flag, 0) F(S, S8, delta, 0)

#define HCI_LE_BIGINFO_ADVERTISING_REPORT_EVENT(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, U8, num_bis, 0) F(S, U8, nse, 0) F(S, U16, iso_interval, 0) F(S, U8, bn, 0) \
    F(S, U8, pto, 0) F(S, U8, irc, 0) F(S, U16, max_pdu, 0) F(S, U24, sdu_interval, 0) F(S, U16, max_sdu, 0) \
    F(S, U8, phy, 0) F(S, U8, framing, 0) F(S, U8, encryption, 0)

#define HCI_LE_SUBRATE_CHANGE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, subrate_factor, 0) \
    F(S, U16, peripheral_latency, 0) F(S, U16, continuation_number, 0) F(S, U16, supervision_timeout, 0)

#define HCI_LE_PERIODIC_ADVERTISING_SYNC_ESTABLISHED_V2_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, sync_handle, 0) F(S, U8, advertising_sid, 0) \
    F(S, U8, advertiser_address_type, 0) F(S, ADDRESS, advertiser_address, 0) F(S, U8, advertiser_phy, 0) \
    F(S, U16, periodic_advertising_interval, 0) F(S, U8, advertiser_clock_accuracy, 0) F(S, U8, num_subevents, 0) \
    F(S, U8, subevent_interval, 0) F(S, U8, response_slot_delay, 0) F(S, U8, response_slot_spacing, 0)

#define HCI_LE_PERIODIC_ADVERTISING_REPORT_V2_EVENT(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, S8, tx_power, 0) F(S, S8, rssi, 0) F(S, U8, cte_type, 0) \
    F(S, U16, periodic_event_counter, 0) F(S, U8, subevent, 0) F(S, U8, data_status, 0) F(S, COUNTED, data, 0)

#define HCI_LE_PERIODIC_ADVERTISING_SYNC_TRANSFER_RECEIVED_V2_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, service_data, 0) \
    F(S, HANDLE, sync_handle, 0) F(S, U8, advertising_sid, 0) F(S, U8, advertiser_address_type, 0) \
    F(S, ADDRESS, advertiser_address, 0) F(S, U8, advertiser_phy, 0) F(S, U16, periodic_advertising_interval, 0) \
    F(S, U8, advertiser_clock_accuracy, 0) F(S, U8, num_subevents, 0) F(S, U8, subevent_interval, 0) \
    F(S, U8, response_slot_delay, 0) F(S, U8, response_slot_spacing, 0)

#define HCI_LE_PERIODIC_ADVERTISING_SUBEVENT_DATA_REQUEST_EVENT(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, subevent_start, 0) F(S, U8, subevent_data_count, 0)

#define HCI_LE_PERIODIC_ADVERTISING_RESPONSE_REPORT_EVENT(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, subevent, 0) F(S, U8, tx_status, 0) \
    F(S, LIST, responses, advertising_response)

#define HCI_LE_ENHANCED_CONNECTION_COMPLETE_V2_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, role, 0) F(S, U8, peer_address_type, 0) \
    F(S, ADDRESS, peer_address, 0) F(S, ADDRESS, local_resolvable_private_address, 0) \
    F(S, ADDRESS, peer_resolvable_private_address, 0) F(S, U16, connection_interval, 0) \
    F(S, U16, peripheral_latency, 0) F(S, U16, supervision_timeout, 0) F(S, U8, central_clock_accuracy, 0) \
    F(S, U8, advertising_handle, 0) F(S, HANDLE, sync_handle, 0)

#define HCI_LE_EVENT_ELEMENTS(X) \
    X(ADVERTISING_REPORT, advertising_report) \
    X(DIRECTED_ADVERTISING_REPORT, directed_advertising_report) \
    X(EXTENDED_ADVERTISING_REPORT, extended_advertising_report) \
    X(IQ_SAMPLE, iq_sample) \
    X(BIS_HANDLE, bis_handle) \
    X(ADVERTISING_RESPONSE, advertising_response)

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
    X(0x14, LE_CHANNEL_SELECTION_ALGORITHM, le_channel_selection_algorithm, "LE Channel Selection Algorithm") \
    X(0x15, LE_CONNECTIONLESS_IQ_REPORT, le_connectionless_iq_report, "LE Connectionless IQ Report") \
    X(0x16, LE_CONNECTION_IQ_REPORT, le_connection_iq_report, "LE Connection IQ Report") \
    X(0x17, LE_CTE_REQUEST_FAILED, le_cte_request_failed, "LE CTE Request Failed") \
    X(0x18, LE_PERIODIC_ADVERTISING_SYNC_TRANSFER_RECEIVED, le_periodic_advertising_sync_transfer_received, \
        "LE Periodic Advertising Sync Transfer Received") \
    X(0x19, LE_CIS_ESTABLISHED, le_cis_established, "LE CIS Established") \
    X(0x1a, LE_CIS_REQUEST, le_cis_request, "LE CIS Request") \
    X(0x1b, LE_CREATE_BIG_COMPLETE, le_create_big_complete, "LE Create BIG Complete") \
    X(0x1c, LE_TERMINATE_BIG_COMPLETE, le_terminate_big_complete, "LE Terminate BIG Complete") \
    X(0x1d, LE_BIG_SYNC_ESTABLISHED, le_big_sync_established, "LE BIG Sync Established") \
    X(0x1e, LE_BIG_SYNC_LOST, le_big_sync_lost, "LE BIG Sync Lost") \
    X(0x1f, LE_REQUEST_PEER_SCA_COMPLETE, le_request_peer_sca_complete, "LE Request Peer SCA Complete") \
    X(0x20, LE_PATH_LOSS_THRESHOLD, le_path_loss_threshold, "LE Path Loss Threshold") \
    X(0x21, LE_TRANSMIT_POWER_REPORTING, le_transmit_power_reporting, "LE Transmit Power Reporting") \
    X(0x22, LE_BIGINFO_ADVERTISING_REPORT, le_biginfo_advertising_report, "LE BIGInfo Advertising Report") \
    X(0x23, LE_SUBRATE_CHANGE, le_subrate_change, "LE Subrate Change") \
    X(0x24, LE_PERIODIC_ADVERTISING_SYNC_ESTABLISHED_V2, le_periodic_advertising_sync_established_v2, \
        "LE Periodic Advertising Sync Established [v2]") \
    X(0x25, LE_PERIODIC_ADVERTISING_REPORT_V2, le_periodic_advertising_report_v2, \
        "LE Periodic Advertising Report [v2]") \
    X(0x26, LE_PERIODIC_ADVERTISING_SYNC_TRANSFER_RECEIVED_V2, le_periodic_advertising_sync_transfer_received_v2, \
        "LE Periodic Advertising Sync Transfer Received [v2]") \
    X(0x27, LE_PERIODIC_ADVERTISING_SUBEVENT_DATA_REQUEST, le_periodic_advertising_subevent_data_request, \
        "LE Periodic Advertising Subevent Data Request") \
    X(0x28, LE_PERIODIC_ADVERTISING_RESPONSE_REPORT, le_periodic_advertising_response_report, \
        "LE Periodic Advertising Response Report") \
    X(0x29, LE_ENHANCED_CONNECTION_COMPLETE_V2, le_enhanced_connection_complete_v2, \
        "LE Enhanced Connection Complete [v2]")

/* clang-format on */
#endif
