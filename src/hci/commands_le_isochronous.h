/* SPDX-License-Identifier: MIT */
/** @file LE commands from 0x205e on: keys, isochronous channels, power control, subrating, responses in periodic
 *  advertising (Vol 4 Part E 7.8.37, 7.8.93 - 7.8.127 and later versions of older commands). */
#ifndef BLR_HCI_COMMANDS_LE_ISOCHRONOUS_H
#define BLR_HCI_COMMANDS_LE_ISOCHRONOUS_H

/* clang-format off */

#define HCI_ISO_HANDLE_ELEMENT HCI_HANDLE_ONLY
#define HCI_CIS_ELEMENT(F, S) \
    F(S, U8, cis_id, 0) F(S, U16, max_sdu_c_to_p, 0) F(S, U16, max_sdu_p_to_c, 0) F(S, U8, phy_c_to_p, 0) \
    F(S, U8, phy_p_to_c, 0) F(S, U8, rtn_c_to_p, 0) F(S, U8, rtn_p_to_c, 0)
#define HCI_CIS_TEST_ELEMENT(F, S) \
    F(S, U8, cis_id, 0) F(S, U8, nse, 0) F(S, U16, max_sdu_c_to_p, 0) F(S, U16, max_sdu_p_to_c, 0) \
    F(S, U16, max_pdu_c_to_p, 0) F(S, U16, max_pdu_p_to_c, 0) F(S, U8, phy_c_to_p, 0) F(S, U8, phy_p_to_c, 0) \
    F(S, U8, bn_c_to_p, 0) F(S, U8, bn_p_to_c, 0)
#define HCI_CIS_AND_ACL_ELEMENT(F, S) F(S, HANDLE, cis_connection_handle, 0) F(S, HANDLE, acl_connection_handle, 0)
#define HCI_SUBEVENT_DATA_ELEMENT(F, S) \
    F(S, U8, subevent, 0) F(S, U8, response_slot_start, 0) F(S, U8, response_slot_count, 0) \
    F(S, COUNTED, subevent_data, 0)
#define HCI_LE_GENERATE_DHKEY_V2_PARAMETERS(F, S) \
    F(S, BYTES, key_x_coordinate, 32) F(S, BYTES, key_y_coordinate, 32) F(S, U8, key_type, 0)
#define HCI_LE_GENERATE_DHKEY_V2_ANSWER HCI_NO_FIELDS

#define HCI_LE_MODIFY_SLEEP_CLOCK_ACCURACY_PARAMETERS(F, S) F(S, U8, action, 0)
#define HCI_LE_MODIFY_SLEEP_CLOCK_ACCURACY_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_BUFFER_SIZE_V2_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_BUFFER_SIZE_V2_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, le_acl_data_packet_length, 0) F(S, U8, total_num_le_acl_data_packets, 0) \
    F(S, U16, iso_data_packet_length, 0) F(S, U8, total_num_iso_data_packets, 0)

#define HCI_LE_READ_ISO_TX_SYNC_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_READ_ISO_TX_SYNC_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, packet_sequence_number, 0) \
    F(S, U32, tx_time_stamp, 0) F(S, U24, time_offset, 0)

#define HCI_LE_SET_CIG_PARAMETERS_PARAMETERS(F, S) \
    F(S, U8, cig_id, 0) F(S, U24, sdu_interval_c_to_p, 0) F(S, U24, sdu_interval_p_to_c, 0) \
    F(S, U8, worst_case_sca, 0) F(S, U8, packing, 0) F(S, U8, framing, 0) F(S, U16, max_transport_latency_c_to_p, 0) \
    F(S, U16, max_transport_latency_p_to_c, 0) F(S, LIST, cis, cis)
#define HCI_LE_SET_CIG_PARAMETERS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, cig_id, 0) F(S, LIST, handles, iso_handle)

#define HCI_LE_SET_CIG_PARAMETERS_TEST_PARAMETERS(F, S) \
    F(S, U8, cig_id, 0) F(S, U24, sdu_interval_c_to_p, 0) F(S, U24, sdu_interval_p_to_c, 0) F(S, U8, ft_c_to_p, 0) \
    F(S, U8, ft_p_to_c, 0) F(S, U16, iso_interval, 0) F(S, U8, worst_case_sca, 0) F(S, U8, packing, 0) \
    F(S, U8, framing, 0) F(S, LIST, cis, cis_test)
#define HCI_LE_SET_CIG_PARAMETERS_TEST_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, cig_id, 0) F(S, LIST, handles, iso_handle)

#define HCI_LE_CREATE_CIS_PARAMETERS(F, S) F(S, LIST, cis, cis_and_acl)
#define HCI_LE_CREATE_CIS_ANSWER HCI_NO_FIELDS

#define HCI_LE_REMOVE_CIG_PARAMETERS(F, S) F(S, U8, cig_id, 0)
#define HCI_LE_REMOVE_CIG_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, cig_id, 0)

#define HCI_LE_ACCEPT_CIS_REQUEST_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_ACCEPT_CIS_REQUEST_ANSWER HCI_NO_FIELDS

#define HCI_LE_REJECT_CIS_REQUEST_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, STATUS, reason, 0)
#define HCI_LE_REJECT_CIS_REQUEST_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_CREATE_BIG_PARAMETERS(F, S) \
    F(S, U8, big_handle, 0) F(S, U8, advertising_handle, 0) F(S, U8, num_bis, 0) F(S, U24, sdu_interval, 0) \
    F(S, U16, max_sdu, 0) F(S, U16, max_transport_latency, 0) F(S, U8, rtn, 0) F(S, U8, phy, 0) F(S, U8, packing, 0) \
    F(S, U8, framing, 0) F(S, U8, encryption, 0) F(S, KEY128, broadcast_code, 0)
#define HCI_LE_CREATE_BIG_ANSWER HCI_NO_FIELDS

#define HCI_LE_CREATE_BIG_TEST_PARAMETERS(F, S) \
    F(S, U8, big_handle, 0) F(S, U8, advertising_handle, 0) F(S, U8, num_bis, 0) F(S, U24, sdu_interval, 0) \
    F(S, U16, iso_interval, 0) F(S, U8, nse, 0) F(S, U16, max_sdu, 0) F(S, U16, max_pdu, 0) F(S, U8, phy, 0) \
    F(S, U8, packing, 0) F(S, U8, framing, 0) F(S, U8, bn, 0) F(S, U8, irc, 0) F(S, U8, pto, 0) \
    F(S, U8, encryption, 0) F(S, KEY128, broadcast_code, 0)
#define HCI_LE_CREATE_BIG_TEST_ANSWER HCI_NO_FIELDS

#define HCI_LE_TERMINATE_BIG_PARAMETERS(F, S) F(S, U8, big_handle, 0) F(S, STATUS, reason, 0)
#define HCI_LE_TERMINATE_BIG_ANSWER HCI_NO_FIELDS

#define HCI_LE_BIG_CREATE_SYNC_PARAMETERS(F, S) \
    F(S, U8, big_handle, 0) F(S, HANDLE, sync_handle, 0) F(S, U8, encryption, 0) F(S, KEY128, broadcast_code, 0) \
    F(S, U8, mse, 0) F(S, U16, big_sync_timeout, 0) F(S, COUNTED, bis, 0)
#define HCI_LE_BIG_CREATE_SYNC_ANSWER HCI_NO_FIELDS

#define HCI_LE_BIG_TERMINATE_SYNC_PARAMETERS(F, S) F(S, U8, big_handle, 0)
#define HCI_LE_BIG_TERMINATE_SYNC_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, big_handle, 0)

#define HCI_LE_REQUEST_PEER_SCA_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_REQUEST_PEER_SCA_ANSWER HCI_NO_FIELDS

#define HCI_LE_SETUP_ISO_DATA_PATH_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, data_path_direction, 0) F(S, U8, data_path_id, 0) \
    F(S, BYTES, codec_id, 5) F(S, U24, controller_delay, 0) F(S, COUNTED, codec_configuration, 0)
#define HCI_LE_SETUP_ISO_DATA_PATH_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_REMOVE_ISO_DATA_PATH_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, data_path_direction, 0)
#define HCI_LE_REMOVE_ISO_DATA_PATH_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_ISO_TRANSMIT_TEST_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, payload_type, 0)
#define HCI_LE_ISO_TRANSMIT_TEST_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_ISO_RECEIVE_TEST_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, payload_type, 0)
#define HCI_LE_ISO_RECEIVE_TEST_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_ISO_READ_TEST_COUNTERS_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_ISO_READ_TEST_COUNTERS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U32, received_sdu_count, 0) \
    F(S, U32, missed_sdu_count, 0) F(S, U32, failed_sdu_count, 0)

#define HCI_LE_ISO_TEST_END_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_ISO_TEST_END_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U32, received_sdu_count, 0) \
    F(S, U32, missed_sdu_count, 0) F(S, U32, failed_sdu_count, 0)

#define HCI_LE_SET_HOST_FEATURE_PARAMETERS(F, S) F(S, U8, bit_number, 0) F(S, U8, bit_value, 0)
#define HCI_LE_SET_HOST_FEATURE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_ISO_LINK_QUALITY_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_READ_ISO_LINK_QUALITY_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U32, tx_unacked_packets, 0) \
    F(S, U32, tx_flushed_packets, 0) F(S, U32, tx_last_subevent_packets, 0) F(S, U32, retransmitted_packets, 0) \
    F(S, U32, crc_error_packets, 0) F(S, U32, rx_unreceived_packets, 0) F(S, U32, duplicate_packets, 0)

#define HCI_LE_ENHANCED_READ_TRANSMIT_POWER_LEVEL_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, phy, 0)
#define HCI_LE_ENHANCED_READ_TRANSMIT_POWER_LEVEL_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, phy, 0) \
    F(S, S8, current_transmit_power_level, 0) F(S, S8, max_transmit_power_level, 0)

#define HCI_LE_READ_REMOTE_TRANSMIT_POWER_LEVEL_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, phy, 0)
#define HCI_LE_READ_REMOTE_TRANSMIT_POWER_LEVEL_ANSWER HCI_NO_FIELDS

#define HCI_LE_SET_PATH_LOSS_REPORTING_PARAMETERS_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, high_threshold, 0) F(S, U8, high_hysteresis, 0) \
    F(S, U8, low_threshold, 0) F(S, U8, low_hysteresis, 0) F(S, U16, min_time_spent, 0)
#define HCI_LE_SET_PATH_LOSS_REPORTING_PARAMETERS_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_SET_PATH_LOSS_REPORTING_ENABLE_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, enable, 0)
#define HCI_LE_SET_PATH_LOSS_REPORTING_ENABLE_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_SET_TRANSMIT_POWER_REPORTING_ENABLE_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, local_enable, 0) F(S, U8, remote_enable, 0)
#define HCI_LE_SET_TRANSMIT_POWER_REPORTING_ENABLE_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_TRANSMITTER_TEST_V4_PARAMETERS(F, S) \
    F(S, U8, tx_channel, 0) F(S, U8, test_data_length, 0) F(S, U8, packet_payload, 0) F(S, U8, phy, 0) \
    F(S, U8, cte_length, 0) F(S, U8, cte_type, 0) F(S, COUNTED, antenna_ids, 0) F(S, S8, transmit_power_level, 0)
#define HCI_LE_TRANSMITTER_TEST_V4_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_DATA_RELATED_ADDRESS_CHANGES_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, change_reasons, 0)
#define HCI_LE_SET_DATA_RELATED_ADDRESS_CHANGES_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_DEFAULT_SUBRATE_PARAMETERS(F, S) \
    F(S, U16, subrate_min, 0) F(S, U16, subrate_max, 0) F(S, U16, max_latency, 0) F(S, U16, continuation_number, 0) \
    F(S, U16, supervision_timeout, 0)
#define HCI_LE_SET_DEFAULT_SUBRATE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SUBRATE_REQUEST_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, subrate_min, 0) F(S, U16, subrate_max, 0) F(S, U16, max_latency, 0) \
    F(S, U16, continuation_number, 0) F(S, U16, supervision_timeout, 0)
#define HCI_LE_SUBRATE_REQUEST_ANSWER HCI_NO_FIELDS

#define HCI_LE_SET_EXTENDED_ADVERTISING_PARAMETERS_V2_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U16, advertising_event_properties, 0) \
    F(S, U24, primary_advertising_interval_min, 0) F(S, U24, primary_advertising_interval_max, 0) \
    F(S, U8, primary_advertising_channel_map, 0) F(S, U8, own_address_type, 0) F(S, U8, peer_address_type, 0) \
    F(S, ADDRESS, peer_address, 0) F(S, U8, advertising_filter_policy, 0) F(S, S8, advertising_tx_power, 0) \
    F(S, U8, primary_advertising_phy, 0) F(S, U8, secondary_advertising_max_skip, 0) \
    F(S, U8, secondary_advertising_phy, 0) F(S, U8, advertising_sid, 0) \
    F(S, U8, scan_request_notification_enable, 0) F(S, U8, primary_advertising_phy_options, 0) \
    F(S, U8, secondary_advertising_phy_options, 0)
#define HCI_LE_SET_EXTENDED_ADVERTISING_PARAMETERS_V2_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, S8, selected_tx_power, 0)

#define HCI_LE_SET_PERIODIC_ADVERTISING_SUBEVENT_DATA_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, LIST, subevents, subevent_data)
#define HCI_LE_SET_PERIODIC_ADVERTISING_SUBEVENT_DATA_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, advertising_handle, 0)

#define HCI_LE_SET_PERIODIC_ADVERTISING_RESPONSE_DATA_PARAMETERS(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, U16, request_event, 0) F(S, U8, request_subevent, 0) \
    F(S, U8, response_subevent, 0) F(S, U8, response_slot, 0) F(S, COUNTED, response_data, 0)
#define HCI_LE_SET_PERIODIC_ADVERTISING_RESPONSE_DATA_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, sync_handle, 0)

#define HCI_LE_SET_PERIODIC_SYNC_SUBEVENT_PARAMETERS(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, U16, periodic_advertising_properties, 0) F(S, COUNTED, subevents, 0)
#define HCI_LE_SET_PERIODIC_SYNC_SUBEVENT_ANSWER(F, S) F(S, STATUS, status, 0) F(S, HANDLE, sync_handle, 0)

#define HCI_LE_EXTENDED_CREATE_CONNECTION_V2_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, subevent, 0) F(S, U8, initiator_filter_policy, 0) \
    F(S, U8, own_address_type, 0) F(S, U8, peer_address_type, 0) F(S, ADDRESS, peer_address, 0) \
    F(S, PHY_LIST, initiating_phys, initiating_phy)
#define HCI_LE_EXTENDED_CREATE_CONNECTION_V2_ANSWER HCI_NO_FIELDS

#define HCI_LE_SET_PERIODIC_ADVERTISING_PARAMETERS_V2_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U16, periodic_advertising_interval_min, 0) \
    F(S, U16, periodic_advertising_interval_max, 0) F(S, U16, periodic_advertising_properties, 0) \
    F(S, U8, num_subevents, 0) F(S, U8, subevent_interval, 0) F(S, U8, response_slot_delay, 0) \
    F(S, U8, response_slot_spacing, 0) F(S, U8, num_response_slots, 0)
#define HCI_LE_SET_PERIODIC_ADVERTISING_PARAMETERS_V2_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, advertising_handle, 0)

#define HCI_LE_ISOCHRONOUS_ELEMENTS(X) \
    X(ISO_HANDLE, iso_handle) \
    X(CIS, cis) \
    X(CIS_TEST, cis_test) \
    X(CIS_AND_ACL, cis_and_acl) \
    X(SUBEVENT_DATA, subevent_data)

#define HCI_LE_ISOCHRONOUS_COMMANDS(X) \
    X(0x205e, 41, 2, STARTED,  LE_GENERATE_DHKEY_V2, le_generate_dhkey_v2, "LE Generate DHKey [v2]") \
    X(0x205f, 41, 4, COMPLETE, LE_MODIFY_SLEEP_CLOCK_ACCURACY, le_modify_sleep_clock_accuracy, \
        "LE Modify Sleep Clock Accuracy") \
    X(0x2060, 41, 5, COMPLETE, LE_READ_BUFFER_SIZE_V2, le_read_buffer_size_v2, "LE Read Buffer Size [v2]") \
    X(0x2061, 41, 6, COMPLETE, LE_READ_ISO_TX_SYNC, le_read_iso_tx_sync, "LE Read ISO TX Sync") \
    X(0x2062, 41, 7, COMPLETE, LE_SET_CIG_PARAMETERS, le_set_cig_parameters, "LE Set CIG Parameters") \
    X(0x2063, 42, 0, COMPLETE, LE_SET_CIG_PARAMETERS_TEST, le_set_cig_parameters_test, "LE Set CIG Parameters Test") \
    X(0x2064, 42, 1, STARTED,  LE_CREATE_CIS, le_create_cis, "LE Create CIS") \
    X(0x2065, 42, 2, COMPLETE, LE_REMOVE_CIG, le_remove_cig, "LE Remove CIG") \
    X(0x2066, 42, 3, STARTED,  LE_ACCEPT_CIS_REQUEST, le_accept_cis_request, "LE Accept CIS Request") \
    X(0x2067, 42, 4, COMPLETE, LE_REJECT_CIS_REQUEST, le_reject_cis_request, "LE Reject CIS Request") \
    X(0x2068, 42, 5, STARTED,  LE_CREATE_BIG, le_create_big, "LE Create BIG") \
    X(0x2069, 42, 6, STARTED,  LE_CREATE_BIG_TEST, le_create_big_test, "LE Create BIG Test") \
    X(0x206a, 42, 7, STARTED,  LE_TERMINATE_BIG, le_terminate_big, "LE Terminate BIG") \
    X(0x206b, 43, 0, STARTED,  LE_BIG_CREATE_SYNC, le_big_create_sync, "LE BIG Create Sync") \
    X(0x206c, 43, 1, COMPLETE, LE_BIG_TERMINATE_SYNC, le_big_terminate_sync, "LE BIG Terminate Sync") \
    X(0x206d, 43, 2, STARTED,  LE_REQUEST_PEER_SCA, le_request_peer_sca, "LE Request Peer SCA") \
    X(0x206e, 43, 3, COMPLETE, LE_SETUP_ISO_DATA_PATH, le_setup_iso_data_path, "LE Setup ISO Data Path") \
    X(0x206f, 43, 4, COMPLETE, LE_REMOVE_ISO_DATA_PATH, le_remove_iso_data_path, "LE Remove ISO Data Path") \
    X(0x2070, 43, 5, COMPLETE, LE_ISO_TRANSMIT_TEST, le_iso_transmit_test, "LE ISO Transmit Test") \
    X(0x2071, 43, 6, COMPLETE, LE_ISO_RECEIVE_TEST, le_iso_receive_test, "LE ISO Receive Test") \
    X(0x2072, 43, 7, COMPLETE, LE_ISO_READ_TEST_COUNTERS, le_iso_read_test_counters, "LE ISO Read Test Counters") \
    X(0x2073, 44, 0, COMPLETE, LE_ISO_TEST_END, le_iso_test_end, "LE ISO Test End") \
    X(0x2074, 44, 1, COMPLETE, LE_SET_HOST_FEATURE, le_set_host_feature, "LE Set Host Feature") \
    X(0x2075, 44, 2, COMPLETE, LE_READ_ISO_LINK_QUALITY, le_read_iso_link_quality, "LE Read ISO Link Quality") \
    X(0x2076, 44, 3, COMPLETE, LE_ENHANCED_READ_TRANSMIT_POWER_LEVEL, le_enhanced_read_transmit_power_level, \
        "LE Enhanced Read Transmit Power Level") \
    X(0x2077, 44, 4, STARTED,  LE_READ_REMOTE_TRANSMIT_POWER_LEVEL, le_read_remote_transmit_power_level, \
        "LE Read Remote Transmit Power Level") \
    X(0x2078, 44, 5, COMPLETE, LE_SET_PATH_LOSS_REPORTING_PARAMETERS, le_set_path_loss_reporting_parameters, \
        "LE Set Path Loss Reporting Parameters") \
    X(0x2079, 44, 6, COMPLETE, LE_SET_PATH_LOSS_REPORTING_ENABLE, le_set_path_loss_reporting_enable, \
        "LE Set Path Loss Reporting Enable") \
    X(0x207a, 44, 7, COMPLETE, LE_SET_TRANSMIT_POWER_REPORTING_ENABLE, le_set_transmit_power_reporting_enable, \
        "LE Set Transmit Power Reporting Enable") \
    X(0x207b, 45, 0, COMPLETE, LE_TRANSMITTER_TEST_V4, le_transmitter_test_v4, "LE Transmitter Test [v4]") \
    X(0x207c, 45, 6, COMPLETE, LE_SET_DATA_RELATED_ADDRESS_CHANGES, le_set_data_related_address_changes, \
        "LE Set Data Related Address Changes") \
    X(0x207d, 46, 0, COMPLETE, LE_SET_DEFAULT_SUBRATE, le_set_default_subrate, "LE Set Default Subrate") \
    X(0x207e, 46, 1, STARTED,  LE_SUBRATE_REQUEST, le_subrate_request, "LE Subrate Request") \
    X(0x207f, 46, 2, COMPLETE, LE_SET_EXTENDED_ADVERTISING_PARAMETERS_V2, le_set_extended_advertising_parameters_v2, \
        "LE Set Extended Advertising Parameters [v2]") \
    X(0x2082, 46, 5, COMPLETE, LE_SET_PERIODIC_ADVERTISING_SUBEVENT_DATA, le_set_periodic_advertising_subevent_data, \
        "LE Set Periodic Advertising Subevent Data") \
    X(0x2083, 46, 6, COMPLETE, LE_SET_PERIODIC_ADVERTISING_RESPONSE_DATA, le_set_periodic_advertising_response_data, \
        "LE Set Periodic Advertising Response Data") \
    X(0x2084, 46, 7, COMPLETE, LE_SET_PERIODIC_SYNC_SUBEVENT, le_set_periodic_sync_subevent, \
        "LE Set Periodic Sync Subevent") \
    X(0x2085, 47, 0, STARTED,  LE_EXTENDED_CREATE_CONNECTION_V2, le_extended_create_connection_v2, \
        "LE Extended Create Connection [v2]") \
    X(0x2086, 47, 1, COMPLETE, LE_SET_PERIODIC_ADVERTISING_PARAMETERS_V2, le_set_periodic_advertising_parameters_v2, \
        "LE Set Periodic Advertising Parameters [v2]")

/* clang-format on */
#endif
