/* SPDX-License-Identifier: MIT */
/** @file LE commands for extended and periodic advertising, extended scanning and connecting, direction finding
 *  (Vol 4 Part E 7.8.52 - 7.8.92, 7.8.125 - 7.8.127 and their later versions). */
#ifndef BLR_HCI_COMMANDS_LE_ADVERTISING_H
#define BLR_HCI_COMMANDS_LE_ADVERTISING_H

/* clang-format off */

#define HCI_LE_SET_ADVERTISING_SET_RANDOM_ADDRESS_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, ADDRESS, random_address, 0)
#define HCI_LE_SET_ADVERTISING_SET_RANDOM_ADDRESS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_EXTENDED_ADVERTISING_PARAMETERS_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U16, advertising_event_properties, 0) \
    F(S, U24, primary_advertising_interval_min, 0) F(S, U24, primary_advertising_interval_max, 0) \
    F(S, U8, primary_advertising_channel_map, 0) F(S, U8, own_address_type, 0) \
    F(S, U8, peer_address_type, 0) F(S, ADDRESS, peer_address, 0) F(S, U8, advertising_filter_policy, 0) \
    F(S, S8, advertising_tx_power, 0) F(S, U8, primary_advertising_phy, 0) F(S, U8, secondary_advertising_max_skip, 0) \
    F(S, U8, secondary_advertising_phy, 0) F(S, U8, advertising_sid, 0) F(S, U8, scan_request_notification_enable, 0)
#define HCI_LE_SET_EXTENDED_ADVERTISING_PARAMETERS_ANSWER(F, S) F(S, STATUS, status, 0) F(S, S8, selected_tx_power, 0)

#define HCI_LE_SET_EXTENDED_ADVERTISING_DATA_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, operation, 0) F(S, U8, fragment_preference, 0) \
    F(S, COUNTED, advertising_data, 0)
#define HCI_LE_SET_EXTENDED_ADVERTISING_DATA_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_EXTENDED_SCAN_RESPONSE_DATA_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, operation, 0) F(S, U8, fragment_preference, 0) \
    F(S, COUNTED, scan_response_data, 0)
#define HCI_LE_SET_EXTENDED_SCAN_RESPONSE_DATA_ANSWER HCI_STATUS_ONLY

#define HCI_ADVERTISING_SET_ELEMENT(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U16, duration, 0) F(S, U8, max_extended_advertising_events, 0)
#define HCI_LE_SET_EXTENDED_ADVERTISING_ENABLE_PARAMETERS(F, S) F(S, U8, enable, 0) F(S, LIST, sets, advertising_set)
#define HCI_LE_SET_EXTENDED_ADVERTISING_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_MAXIMUM_ADVERTISING_DATA_LENGTH_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_MAXIMUM_ADVERTISING_DATA_LENGTH_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, max_advertising_data_length, 0)

#define HCI_LE_READ_NUMBER_OF_SUPPORTED_ADVERTISING_SETS_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_NUMBER_OF_SUPPORTED_ADVERTISING_SETS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, num_supported_advertising_sets, 0)

#define HCI_LE_REMOVE_ADVERTISING_SET_PARAMETERS(F, S) F(S, U8, advertising_handle, 0)
#define HCI_LE_REMOVE_ADVERTISING_SET_ANSWER HCI_STATUS_ONLY

#define HCI_LE_CLEAR_ADVERTISING_SETS_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_CLEAR_ADVERTISING_SETS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_PERIODIC_ADVERTISING_PARAMETERS_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U16, periodic_advertising_interval_min, 0) \
    F(S, U16, periodic_advertising_interval_max, 0) F(S, U16, periodic_advertising_properties, 0)
#define HCI_LE_SET_PERIODIC_ADVERTISING_PARAMETERS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_PERIODIC_ADVERTISING_DATA_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, operation, 0) F(S, COUNTED, advertising_data, 0)
#define HCI_LE_SET_PERIODIC_ADVERTISING_DATA_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_PERIODIC_ADVERTISING_ENABLE_PARAMETERS(F, S) F(S, U8, enable, 0) F(S, U8, advertising_handle, 0)
#define HCI_LE_SET_PERIODIC_ADVERTISING_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_SCAN_PHY_ELEMENT(F, S) F(S, U8, scan_type, 0) F(S, U16, scan_interval, 0) F(S, U16, scan_window, 0)
#define HCI_LE_SET_EXTENDED_SCAN_PARAMETERS_PARAMETERS(F, S) \
    F(S, U8, own_address_type, 0) F(S, U8, scanning_filter_policy, 0) F(S, PHY_LIST, scanning_phys, scan_phy)
#define HCI_LE_SET_EXTENDED_SCAN_PARAMETERS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_EXTENDED_SCAN_ENABLE_PARAMETERS(F, S) \
    F(S, U8, enable, 0) F(S, U8, filter_duplicates, 0) F(S, U16, duration, 0) F(S, U16, period, 0)
#define HCI_LE_SET_EXTENDED_SCAN_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_INITIATING_PHY_ELEMENT(F, S) \
    F(S, U16, scan_interval, 0) F(S, U16, scan_window, 0) \
    F(S, U16, connection_interval_min, 0) F(S, U16, connection_interval_max, 0) F(S, U16, max_latency, 0) \
    F(S, U16, supervision_timeout, 0) F(S, U16, min_ce_length, 0) F(S, U16, max_ce_length, 0)
#define HCI_LE_EXTENDED_CREATE_CONNECTION_PARAMETERS(F, S) \
    F(S, U8, initiator_filter_policy, 0) F(S, U8, own_address_type, 0) \
    F(S, U8, peer_address_type, 0) F(S, ADDRESS, peer_address, 0) F(S, PHY_LIST, initiating_phys, initiating_phy)
#define HCI_LE_EXTENDED_CREATE_CONNECTION_ANSWER HCI_NO_FIELDS

#define HCI_LE_PERIODIC_ADVERTISING_CREATE_SYNC_PARAMETERS(F, S) \
    F(S, U8, options, 0) F(S, U8, advertising_sid, 0) F(S, U8, advertiser_address_type, 0) \
    F(S, ADDRESS, advertiser_address, 0) F(S, U16, skip, 0) F(S, U16, sync_timeout, 0) F(S, U8, sync_cte_type, 0)
#define HCI_LE_PERIODIC_ADVERTISING_CREATE_SYNC_ANSWER HCI_NO_FIELDS

#define HCI_LE_PERIODIC_ADVERTISING_CREATE_SYNC_CANCEL_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_PERIODIC_ADVERTISING_CREATE_SYNC_CANCEL_ANSWER HCI_STATUS_ONLY

#define HCI_LE_PERIODIC_ADVERTISING_TERMINATE_SYNC_PARAMETERS(F, S) F(S, HANDLE, sync_handle, 0)
#define HCI_LE_PERIODIC_ADVERTISING_TERMINATE_SYNC_ANSWER HCI_STATUS_ONLY

#define HCI_LE_ADD_DEVICE_TO_PERIODIC_ADVERTISER_LIST_PARAMETERS(F, S) \
    F(S, U8, advertiser_address_type, 0) F(S, ADDRESS, advertiser_address, 0) F(S, U8, advertising_sid, 0)
#define HCI_LE_ADD_DEVICE_TO_PERIODIC_ADVERTISER_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_REMOVE_DEVICE_FROM_PERIODIC_ADVERTISER_LIST_PARAMETERS(F, S) \
    F(S, U8, advertiser_address_type, 0) F(S, ADDRESS, advertiser_address, 0) F(S, U8, advertising_sid, 0)
#define HCI_LE_REMOVE_DEVICE_FROM_PERIODIC_ADVERTISER_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_CLEAR_PERIODIC_ADVERTISER_LIST_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_CLEAR_PERIODIC_ADVERTISER_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_PERIODIC_ADVERTISER_LIST_SIZE_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_PERIODIC_ADVERTISER_LIST_SIZE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, periodic_advertiser_list_size, 0)

#define HCI_LE_READ_TRANSMIT_POWER_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_TRANSMIT_POWER_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, S8, min_tx_power, 0) F(S, S8, max_tx_power, 0)

#define HCI_LE_READ_RF_PATH_COMPENSATION_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_RF_PATH_COMPENSATION_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, S16, rf_tx_path_compensation_value, 0) F(S, S16, rf_rx_path_compensation_value, 0)

#define HCI_LE_WRITE_RF_PATH_COMPENSATION_PARAMETERS(F, S) \
    F(S, S16, rf_tx_path_compensation_value, 0) F(S, S16, rf_rx_path_compensation_value, 0)
#define HCI_LE_WRITE_RF_PATH_COMPENSATION_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_PRIVACY_MODE_PARAMETERS(F, S) \
    F(S, U8, peer_identity_address_type, 0) F(S, ADDRESS, peer_identity_address, 0) F(S, U8, privacy_mode, 0)
#define HCI_LE_SET_PRIVACY_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_RECEIVER_TEST_V3_PARAMETERS(F, S) \
    F(S, U8, rx_channel, 0) F(S, U8, phy, 0) F(S, U8, modulation_index, 0) F(S, U8, expected_cte_length, 0) \
    F(S, U8, expected_cte_type, 0) F(S, U8, slot_durations, 0) F(S, COUNTED, antenna_ids, 0)
#define HCI_LE_RECEIVER_TEST_V3_ANSWER HCI_STATUS_ONLY

#define HCI_LE_TRANSMITTER_TEST_V3_PARAMETERS(F, S) \
    F(S, U8, tx_channel, 0) F(S, U8, test_data_length, 0) F(S, U8, packet_payload, 0) F(S, U8, phy, 0) \
    F(S, U8, cte_length, 0) F(S, U8, cte_type, 0) F(S, COUNTED, antenna_ids, 0)
#define HCI_LE_TRANSMITTER_TEST_V3_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_CONNECTIONLESS_CTE_TRANSMIT_PARAMETERS_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, cte_length, 0) F(S, U8, cte_type, 0) F(S, U8, cte_count, 0) \
    F(S, COUNTED, antenna_ids, 0)
#define HCI_LE_SET_CONNECTIONLESS_CTE_TRANSMIT_PARAMETERS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_CONNECTIONLESS_CTE_TRANSMIT_ENABLE_PARAMETERS(F, S) \
    F(S, U8, advertising_handle, 0) F(S, U8, cte_enable, 0)
#define HCI_LE_SET_CONNECTIONLESS_CTE_TRANSMIT_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_CONNECTIONLESS_IQ_SAMPLING_ENABLE_PARAMETERS(F, S) \
    F(S, HANDLE, sync_handle, 0) F(S, U8, sampling_enable, 0) F(S, U8, slot_durations, 0) \
    F(S, U8, max_sampled_ctes, 0) F(S, COUNTED, antenna_ids, 0)
#define HCI_LE_SET_CONNECTIONLESS_IQ_SAMPLING_ENABLE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, HANDLE, sync_handle, 0)

#define HCI_LE_SET_CONNECTION_CTE_RECEIVE_PARAMETERS_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, sampling_enable, 0) F(S, U8, slot_durations, 0) \
    F(S, COUNTED, antenna_ids, 0)
#define HCI_LE_SET_CONNECTION_CTE_RECEIVE_PARAMETERS_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_SET_CONNECTION_CTE_TRANSMIT_PARAMETERS_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, cte_types, 0) F(S, COUNTED, antenna_ids, 0)
#define HCI_LE_SET_CONNECTION_CTE_TRANSMIT_PARAMETERS_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_CONNECTION_CTE_REQUEST_ENABLE_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, enable, 0) F(S, U16, cte_request_interval, 0) \
    F(S, U8, requested_cte_length, 0) F(S, U8, requested_cte_type, 0)
#define HCI_LE_CONNECTION_CTE_REQUEST_ENABLE_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_CONNECTION_CTE_RESPONSE_ENABLE_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, enable, 0)
#define HCI_LE_CONNECTION_CTE_RESPONSE_ENABLE_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_READ_ANTENNA_INFORMATION_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_ANTENNA_INFORMATION_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, supported_switching_sampling_rates, 0) F(S, U8, num_antennae, 0) \
    F(S, U8, max_switching_pattern_length, 0) F(S, U8, max_cte_length, 0)

#define HCI_LE_SET_PERIODIC_ADVERTISING_RECEIVE_ENABLE_PARAMETERS(F, S) F(S, HANDLE, sync_handle, 0) F(S, U8, enable, 0)
#define HCI_LE_SET_PERIODIC_ADVERTISING_RECEIVE_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_PERIODIC_ADVERTISING_SYNC_TRANSFER_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, service_data, 0) F(S, HANDLE, sync_handle, 0)
#define HCI_LE_PERIODIC_ADVERTISING_SYNC_TRANSFER_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_PERIODIC_ADVERTISING_SET_INFO_TRANSFER_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, service_data, 0) F(S, U8, advertising_handle, 0)
#define HCI_LE_PERIODIC_ADVERTISING_SET_INFO_TRANSFER_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_SET_PERIODIC_ADVERTISING_SYNC_TRANSFER_PARAMETERS_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, mode, 0) F(S, U16, skip, 0) F(S, U16, sync_timeout, 0) \
    F(S, U8, cte_type, 0)
#define HCI_LE_SET_PERIODIC_ADVERTISING_SYNC_TRANSFER_PARAMETERS_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_SET_DEFAULT_PERIODIC_ADVERTISING_SYNC_TRANSFER_PARAMETERS_PARAMETERS(F, S) \
    F(S, U8, mode, 0) F(S, U16, skip, 0) F(S, U16, sync_timeout, 0) F(S, U8, cte_type, 0)
#define HCI_LE_SET_DEFAULT_PERIODIC_ADVERTISING_SYNC_TRANSFER_PARAMETERS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_ADVERTISING_ELEMENTS(X) \
    X(ADVERTISING_SET, advertising_set) \
    X(SCAN_PHY, scan_phy) \
    X(INITIATING_PHY, initiating_phy)

#define HCI_LE_ADVERTISING_COMMANDS(X) \
    X(0x2035, 36, 1, COMPLETE, LE_SET_ADVERTISING_SET_RANDOM_ADDRESS, le_set_advertising_set_random_address, \
        "LE Set Advertising Set Random Address") \
    X(0x2036, 36, 2, COMPLETE, LE_SET_EXTENDED_ADVERTISING_PARAMETERS, le_set_extended_advertising_parameters, \
        "LE Set Extended Advertising Parameters") \
    X(0x2037, 36, 3, COMPLETE, LE_SET_EXTENDED_ADVERTISING_DATA, le_set_extended_advertising_data, \
        "LE Set Extended Advertising Data") \
    X(0x2038, 36, 4, COMPLETE, LE_SET_EXTENDED_SCAN_RESPONSE_DATA, le_set_extended_scan_response_data, \
        "LE Set Extended Scan Response Data") \
    X(0x2039, 36, 5, COMPLETE, LE_SET_EXTENDED_ADVERTISING_ENABLE, le_set_extended_advertising_enable, \
        "LE Set Extended Advertising Enable") \
    X(0x203a, 36, 6, COMPLETE, LE_READ_MAXIMUM_ADVERTISING_DATA_LENGTH, le_read_maximum_advertising_data_length, \
        "LE Read Maximum Advertising Data Length") \
    X(0x203b, 36, 7, COMPLETE, LE_READ_NUMBER_OF_SUPPORTED_ADVERTISING_SETS, \
        le_read_number_of_supported_advertising_sets, "LE Read Number Of Supported Advertising Sets") \
    X(0x203c, 37, 0, COMPLETE, LE_REMOVE_ADVERTISING_SET, le_remove_advertising_set, "LE Remove Advertising Set") \
    X(0x203d, 37, 1, COMPLETE, LE_CLEAR_ADVERTISING_SETS, le_clear_advertising_sets, "LE Clear Advertising Sets") \
    X(0x203e, 37, 2, COMPLETE, LE_SET_PERIODIC_ADVERTISING_PARAMETERS, le_set_periodic_advertising_parameters, \
        "LE Set Periodic Advertising Parameters") \
    X(0x203f, 37, 3, COMPLETE, LE_SET_PERIODIC_ADVERTISING_DATA, le_set_periodic_advertising_data, \
        "LE Set Periodic Advertising Data") \
    X(0x2040, 37, 4, COMPLETE, LE_SET_PERIODIC_ADVERTISING_ENABLE, le_set_periodic_advertising_enable, \
        "LE Set Periodic Advertising Enable") \
    X(0x2041, 37, 5, COMPLETE, LE_SET_EXTENDED_SCAN_PARAMETERS, le_set_extended_scan_parameters, \
        "LE Set Extended Scan Parameters") \
    X(0x2042, 37, 6, COMPLETE, LE_SET_EXTENDED_SCAN_ENABLE, le_set_extended_scan_enable, \
        "LE Set Extended Scan Enable") \
    X(0x2043, 37, 7, STARTED,  LE_EXTENDED_CREATE_CONNECTION, le_extended_create_connection, \
        "LE Extended Create Connection") \
    X(0x2044, 38, 0, STARTED,  LE_PERIODIC_ADVERTISING_CREATE_SYNC, le_periodic_advertising_create_sync, \
        "LE Periodic Advertising Create Sync") \
    X(0x2045, 38, 1, COMPLETE, LE_PERIODIC_ADVERTISING_CREATE_SYNC_CANCEL, le_periodic_advertising_create_sync_cancel, \
        "LE Periodic Advertising Create Sync Cancel") \
    X(0x2046, 38, 2, COMPLETE, LE_PERIODIC_ADVERTISING_TERMINATE_SYNC, le_periodic_advertising_terminate_sync, \
        "LE Periodic Advertising Terminate Sync") \
    X(0x2047, 38, 3, COMPLETE, LE_ADD_DEVICE_TO_PERIODIC_ADVERTISER_LIST, le_add_device_to_periodic_advertiser_list, \
        "LE Add Device To Periodic Advertiser List") \
    X(0x2048, 38, 4, COMPLETE, LE_REMOVE_DEVICE_FROM_PERIODIC_ADVERTISER_LIST, \
        le_remove_device_from_periodic_advertiser_list, "LE Remove Device From Periodic Advertiser List") \
    X(0x2049, 38, 5, COMPLETE, LE_CLEAR_PERIODIC_ADVERTISER_LIST, le_clear_periodic_advertiser_list, \
        "LE Clear Periodic Advertiser List") \
    X(0x204a, 38, 6, COMPLETE, LE_READ_PERIODIC_ADVERTISER_LIST_SIZE, le_read_periodic_advertiser_list_size, \
        "LE Read Periodic Advertiser List Size") \
    X(0x204b, 38, 7, COMPLETE, LE_READ_TRANSMIT_POWER, le_read_transmit_power, "LE Read Transmit Power") \
    X(0x204c, 39, 0, COMPLETE, LE_READ_RF_PATH_COMPENSATION, le_read_rf_path_compensation, \
        "LE Read RF Path Compensation") \
    X(0x204d, 39, 1, COMPLETE, LE_WRITE_RF_PATH_COMPENSATION, le_write_rf_path_compensation, \
        "LE Write RF Path Compensation") \
    X(0x204e, 39, 2, COMPLETE, LE_SET_PRIVACY_MODE, le_set_privacy_mode, "LE Set Privacy Mode") \
    X(0x204f, 39, 3, COMPLETE, LE_RECEIVER_TEST_V3, le_receiver_test_v3, "LE Receiver Test [v3]") \
    X(0x2050, 39, 4, COMPLETE, LE_TRANSMITTER_TEST_V3, le_transmitter_test_v3, "LE Transmitter Test [v3]") \
    X(0x2051, 39, 5, COMPLETE, LE_SET_CONNECTIONLESS_CTE_TRANSMIT_PARAMETERS, \
        le_set_connectionless_cte_transmit_parameters, "LE Set Connectionless CTE Transmit Parameters") \
    X(0x2052, 39, 6, COMPLETE, LE_SET_CONNECTIONLESS_CTE_TRANSMIT_ENABLE, le_set_connectionless_cte_transmit_enable, \
        "LE Set Connectionless CTE Transmit Enable") \
    X(0x2053, 39, 7, COMPLETE, LE_SET_CONNECTIONLESS_IQ_SAMPLING_ENABLE, le_set_connectionless_iq_sampling_enable, \
        "LE Set Connectionless IQ Sampling Enable") \
    X(0x2054, 40, 0, COMPLETE, LE_SET_CONNECTION_CTE_RECEIVE_PARAMETERS, le_set_connection_cte_receive_parameters, \
        "LE Set Connection CTE Receive Parameters") \
    X(0x2055, 40, 1, COMPLETE, LE_SET_CONNECTION_CTE_TRANSMIT_PARAMETERS, le_set_connection_cte_transmit_parameters, \
        "LE Set Connection CTE Transmit Parameters") \
    X(0x2056, 40, 2, COMPLETE, LE_CONNECTION_CTE_REQUEST_ENABLE, le_connection_cte_request_enable, \
        "LE Connection CTE Request Enable") \
    X(0x2057, 40, 3, COMPLETE, LE_CONNECTION_CTE_RESPONSE_ENABLE, le_connection_cte_response_enable, \
        "LE Connection CTE Response Enable") \
    X(0x2058, 40, 4, COMPLETE, LE_READ_ANTENNA_INFORMATION, le_read_antenna_information, \
        "LE Read Antenna Information") \
    X(0x2059, 40, 5, COMPLETE, LE_SET_PERIODIC_ADVERTISING_RECEIVE_ENABLE, le_set_periodic_advertising_receive_enable, \
        "LE Set Periodic Advertising Receive Enable") \
    X(0x205a, 40, 6, COMPLETE, LE_PERIODIC_ADVERTISING_SYNC_TRANSFER, le_periodic_advertising_sync_transfer, \
        "LE Periodic Advertising Sync Transfer") \
    X(0x205b, 40, 7, COMPLETE, LE_PERIODIC_ADVERTISING_SET_INFO_TRANSFER, le_periodic_advertising_set_info_transfer, \
        "LE Periodic Advertising Set Info Transfer") \
    X(0x205c, 41, 0, COMPLETE, LE_SET_PERIODIC_ADVERTISING_SYNC_TRANSFER_PARAMETERS, \
        le_set_periodic_advertising_sync_transfer_parameters, "LE Set Periodic Advertising Sync Transfer Parameters") \
    X(0x205d, 41, 1, COMPLETE, LE_SET_DEFAULT_PERIODIC_ADVERTISING_SYNC_TRANSFER_PARAMETERS, \
        le_set_default_periodic_advertising_sync_transfer_parameters, \
        "LE Set Default Periodic Advertising Sync Transfer Parameters")

/* clang-format on */
#endif
