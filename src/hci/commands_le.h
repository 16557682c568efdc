/* SPDX-License-Identifier: MIT */
/** @file LE commands: legacy advertising, scanning, connections, security, privacy (Vol 4 Part E 7.8.1 - 7.8.51). */
#ifndef BLR_HCI_COMMANDS_LE_H
#define BLR_HCI_COMMANDS_LE_H

/* clang-format off */

#define HCI_LE_SET_EVENT_MASK_PARAMETERS(F, S) F(S, U64, le_event_mask, 0)
#define HCI_LE_SET_EVENT_MASK_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_BUFFER_SIZE_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_BUFFER_SIZE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, le_acl_data_packet_length, 0) F(S, U8, total_num_le_acl_data_packets, 0)

#define HCI_LE_READ_LOCAL_SUPPORTED_FEATURES_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_LOCAL_SUPPORTED_FEATURES_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U64, le_features, 0)

#define HCI_LE_SET_RANDOM_ADDRESS_PARAMETERS(F, S) F(S, ADDRESS, random_address, 0)
#define HCI_LE_SET_RANDOM_ADDRESS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_ADVERTISING_PARAMETERS_PARAMETERS(F, S) \
    F(S, U16, advertising_interval_min, 0) F(S, U16, advertising_interval_max, 0) F(S, U8, advertising_type, 0) \
    F(S, U8, own_address_type, 0) F(S, U8, peer_address_type, 0) F(S, ADDRESS, peer_address, 0) \
    F(S, U8, advertising_channel_map, 0) F(S, U8, advertising_filter_policy, 0)
#define HCI_LE_SET_ADVERTISING_PARAMETERS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_ADVERTISING_PHYSICAL_CHANNEL_TX_POWER_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_ADVERTISING_PHYSICAL_CHANNEL_TX_POWER_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, S8, tx_power_level, 0)

#define HCI_LE_SET_ADVERTISING_DATA_PARAMETERS(F, S) \
    F(S, U8, advertising_data_length, 0) F(S, BYTES, advertising_data, 31)
#define HCI_LE_SET_ADVERTISING_DATA_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_SCAN_RESPONSE_DATA_PARAMETERS(F, S) \
    F(S, U8, scan_response_data_length, 0) F(S, BYTES, scan_response_data, 31)
#define HCI_LE_SET_SCAN_RESPONSE_DATA_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_ADVERTISING_ENABLE_PARAMETERS(F, S) F(S, U8, advertising_enable, 0)
#define HCI_LE_SET_ADVERTISING_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_SCAN_PARAMETERS_PARAMETERS(F, S) \
    F(S, U8, le_scan_type, 0) F(S, U16, le_scan_interval, 0) F(S, U16, le_scan_window, 0) \
    F(S, U8, own_address_type, 0) F(S, U8, scanning_filter_policy, 0)
#define HCI_LE_SET_SCAN_PARAMETERS_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_SCAN_ENABLE_PARAMETERS(F, S) F(S, U8, le_scan_enable, 0) F(S, U8, filter_duplicates, 0)
#define HCI_LE_SET_SCAN_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_CREATE_CONNECTION_PARAMETERS(F, S) \
    F(S, U16, le_scan_interval, 0) F(S, U16, le_scan_window, 0) F(S, U8, initiator_filter_policy, 0) \
    F(S, U8, peer_address_type, 0) F(S, ADDRESS, peer_address, 0) F(S, U8, own_address_type, 0) \
    F(S, U16, connection_interval_min, 0) F(S, U16, connection_interval_max, 0) F(S, U16, max_latency, 0) \
    F(S, U16, supervision_timeout, 0) F(S, U16, min_ce_length, 0) F(S, U16, max_ce_length, 0)
#define HCI_LE_CREATE_CONNECTION_ANSWER HCI_NO_FIELDS

#define HCI_LE_CREATE_CONNECTION_CANCEL_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_CREATE_CONNECTION_CANCEL_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_FILTER_ACCEPT_LIST_SIZE_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_FILTER_ACCEPT_LIST_SIZE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, filter_accept_list_size, 0)

#define HCI_LE_CLEAR_FILTER_ACCEPT_LIST_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_CLEAR_FILTER_ACCEPT_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_ADD_DEVICE_TO_FILTER_ACCEPT_LIST_PARAMETERS(F, S) F(S, U8, address_type, 0) F(S, ADDRESS, address, 0)
#define HCI_LE_ADD_DEVICE_TO_FILTER_ACCEPT_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_REMOVE_DEVICE_FROM_FILTER_ACCEPT_LIST_PARAMETERS(F, S) \
    F(S, U8, address_type, 0) F(S, ADDRESS, address, 0)
#define HCI_LE_REMOVE_DEVICE_FROM_FILTER_ACCEPT_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_CONNECTION_UPDATE_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, connection_interval_min, 0) F(S, U16, connection_interval_max, 0) \
    F(S, U16, max_latency, 0) F(S, U16, supervision_timeout, 0) F(S, U16, min_ce_length, 0) F(S, U16, max_ce_length, 0)
#define HCI_LE_CONNECTION_UPDATE_ANSWER HCI_NO_FIELDS

#define HCI_LE_SET_HOST_CHANNEL_CLASSIFICATION_PARAMETERS(F, S) F(S, BYTES, channel_map, 5)
#define HCI_LE_SET_HOST_CHANNEL_CLASSIFICATION_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_CHANNEL_MAP_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_READ_CHANNEL_MAP_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, BYTES, channel_map, 5)

#define HCI_LE_READ_REMOTE_FEATURES_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_READ_REMOTE_FEATURES_ANSWER HCI_NO_FIELDS

#define HCI_LE_ENCRYPT_PARAMETERS(F, S) F(S, KEY128, key, 0) F(S, KEY128, plaintext_data, 0)
#define HCI_LE_ENCRYPT_ANSWER(F, S) F(S, STATUS, status, 0) F(S, KEY128, encrypted_data, 0)

#define HCI_LE_RAND_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_RAND_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U64, random_number, 0)

#define HCI_LE_ENABLE_ENCRYPTION_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U64, random_number, 0) F(S, U16, encrypted_diversifier, 0) \
    F(S, KEY128, long_term_key, 0)
#define HCI_LE_ENABLE_ENCRYPTION_ANSWER HCI_NO_FIELDS

#define HCI_LE_LONG_TERM_KEY_REQUEST_REPLY_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, KEY128, long_term_key, 0)
#define HCI_LE_LONG_TERM_KEY_REQUEST_REPLY_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_LONG_TERM_KEY_REQUEST_NEGATIVE_REPLY_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_LONG_TERM_KEY_REQUEST_NEGATIVE_REPLY_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_READ_SUPPORTED_STATES_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_SUPPORTED_STATES_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U64, le_states, 0)

#define HCI_LE_RECEIVER_TEST_PARAMETERS(F, S) F(S, U8, rx_channel, 0)
#define HCI_LE_RECEIVER_TEST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_TRANSMITTER_TEST_PARAMETERS(F, S) \
    F(S, U8, tx_channel, 0) F(S, U8, test_data_length, 0) F(S, U8, packet_payload, 0)
#define HCI_LE_TRANSMITTER_TEST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_TEST_END_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_TEST_END_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U16, num_packets, 0)

#define HCI_LE_REMOTE_CONNECTION_PARAMETER_REQUEST_REPLY_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, interval_min, 0) F(S, U16, interval_max, 0) F(S, U16, max_latency, 0) \
    F(S, U16, timeout, 0) F(S, U16, min_ce_length, 0) F(S, U16, max_ce_length, 0)
#define HCI_LE_REMOTE_CONNECTION_PARAMETER_REQUEST_REPLY_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_REMOTE_CONNECTION_PARAMETER_REQUEST_NEGATIVE_REPLY_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, STATUS, reason, 0)
#define HCI_LE_REMOTE_CONNECTION_PARAMETER_REQUEST_NEGATIVE_REPLY_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_SET_DATA_LENGTH_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, tx_octets, 0) F(S, U16, tx_time, 0)
#define HCI_LE_SET_DATA_LENGTH_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_LE_READ_SUGGESTED_DEFAULT_DATA_LENGTH_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_SUGGESTED_DEFAULT_DATA_LENGTH_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, suggested_max_tx_octets, 0) F(S, U16, suggested_max_tx_time, 0)

#define HCI_LE_WRITE_SUGGESTED_DEFAULT_DATA_LENGTH_PARAMETERS(F, S) \
    F(S, U16, suggested_max_tx_octets, 0) F(S, U16, suggested_max_tx_time, 0)
#define HCI_LE_WRITE_SUGGESTED_DEFAULT_DATA_LENGTH_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_LOCAL_P256_PUBLIC_KEY_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_LOCAL_P256_PUBLIC_KEY_ANSWER HCI_NO_FIELDS

#define HCI_LE_GENERATE_DHKEY_PARAMETERS(F, S) F(S, BYTES, key_x_coordinate, 32) F(S, BYTES, key_y_coordinate, 32)
#define HCI_LE_GENERATE_DHKEY_ANSWER HCI_NO_FIELDS

#define HCI_LE_ADD_DEVICE_TO_RESOLVING_LIST_PARAMETERS(F, S) \
    F(S, U8, peer_identity_address_type, 0) F(S, ADDRESS, peer_identity_address, 0) \
    F(S, KEY128, peer_irk, 0) F(S, KEY128, local_irk, 0)
#define HCI_LE_ADD_DEVICE_TO_RESOLVING_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_REMOVE_DEVICE_FROM_RESOLVING_LIST_PARAMETERS(F, S) \
    F(S, U8, peer_identity_address_type, 0) F(S, ADDRESS, peer_identity_address, 0)
#define HCI_LE_REMOVE_DEVICE_FROM_RESOLVING_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_CLEAR_RESOLVING_LIST_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_CLEAR_RESOLVING_LIST_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_RESOLVING_LIST_SIZE_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_RESOLVING_LIST_SIZE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, resolving_list_size, 0)

#define HCI_LE_READ_PEER_RESOLVABLE_ADDRESS_PARAMETERS(F, S) \
    F(S, U8, peer_identity_address_type, 0) F(S, ADDRESS, peer_identity_address, 0)
#define HCI_LE_READ_PEER_RESOLVABLE_ADDRESS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, ADDRESS, peer_resolvable_address, 0)

#define HCI_LE_READ_LOCAL_RESOLVABLE_ADDRESS_PARAMETERS(F, S) \
    F(S, U8, peer_identity_address_type, 0) F(S, ADDRESS, peer_identity_address, 0)
#define HCI_LE_READ_LOCAL_RESOLVABLE_ADDRESS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, ADDRESS, local_resolvable_address, 0)

#define HCI_LE_SET_ADDRESS_RESOLUTION_ENABLE_PARAMETERS(F, S) F(S, U8, address_resolution_enable, 0)
#define HCI_LE_SET_ADDRESS_RESOLUTION_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_RESOLVABLE_PRIVATE_ADDRESS_TIMEOUT_PARAMETERS(F, S) F(S, U16, rpa_timeout, 0)
#define HCI_LE_SET_RESOLVABLE_PRIVATE_ADDRESS_TIMEOUT_ANSWER HCI_STATUS_ONLY

#define HCI_LE_READ_MAXIMUM_DATA_LENGTH_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_MAXIMUM_DATA_LENGTH_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, supported_max_tx_octets, 0) F(S, U16, supported_max_tx_time, 0) \
    F(S, U16, supported_max_rx_octets, 0) F(S, U16, supported_max_rx_time, 0)

#define HCI_LE_READ_PHY_PARAMETERS HCI_HANDLE_ONLY
#define HCI_LE_READ_PHY_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, tx_phy, 0) F(S, U8, rx_phy, 0)

#define HCI_LE_SET_DEFAULT_PHY_PARAMETERS(F, S) F(S, U8, all_phys, 0) F(S, U8, tx_phys, 0) F(S, U8, rx_phys, 0)
#define HCI_LE_SET_DEFAULT_PHY_ANSWER HCI_STATUS_ONLY

#define HCI_LE_SET_PHY_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, all_phys, 0) F(S, U8, tx_phys, 0) F(S, U8, rx_phys, 0) \
    F(S, U16, phy_options, 0)
#define HCI_LE_SET_PHY_ANSWER HCI_NO_FIELDS

#define HCI_LE_RECEIVER_TEST_V2_PARAMETERS(F, S) F(S, U8, rx_channel, 0) F(S, U8, phy, 0) F(S, U8, modulation_index, 0)
#define HCI_LE_RECEIVER_TEST_V2_ANSWER HCI_STATUS_ONLY

#define HCI_LE_TRANSMITTER_TEST_V2_PARAMETERS(F, S) \
    F(S, U8, tx_channel, 0) F(S, U8, test_data_length, 0) F(S, U8, packet_payload, 0) F(S, U8, phy, 0)
#define HCI_LE_TRANSMITTER_TEST_V2_ANSWER HCI_STATUS_ONLY

#define HCI_LE_COMMANDS(X) \
    X(0x2001, 25, 0, COMPLETE, LE_SET_EVENT_MASK, le_set_event_mask, "LE Set Event Mask") \
    X(0x2002, 25, 1, COMPLETE, LE_READ_BUFFER_SIZE, le_read_buffer_size, "LE Read Buffer Size") \
    X(0x2003, 25, 2, COMPLETE, LE_READ_LOCAL_SUPPORTED_FEATURES, le_read_local_supported_features, \
        "LE Read Local Supported Features") \
    X(0x2005, 25, 4, COMPLETE, LE_SET_RANDOM_ADDRESS, le_set_random_address, "LE Set Random Address") \
    X(0x2006, 25, 5, COMPLETE, LE_SET_ADVERTISING_PARAMETERS, le_set_advertising_parameters, \
        "LE Set Advertising Parameters") \
    X(0x2007, 25, 6, COMPLETE, LE_READ_ADVERTISING_PHYSICAL_CHANNEL_TX_POWER, \
        le_read_advertising_physical_channel_tx_power, "LE Read Advertising Physical Channel Tx Power") \
    X(0x2008, 25, 7, COMPLETE, LE_SET_ADVERTISING_DATA, le_set_advertising_data, "LE Set Advertising Data") \
    X(0x2009, 26, 0, COMPLETE, LE_SET_SCAN_RESPONSE_DATA, le_set_scan_response_data, "LE Set Scan Response Data") \
    X(0x200a, 26, 1, COMPLETE, LE_SET_ADVERTISING_ENABLE, le_set_advertising_enable, "LE Set Advertising Enable") \
    X(0x200b, 26, 2, COMPLETE, LE_SET_SCAN_PARAMETERS, le_set_scan_parameters, "LE Set Scan Parameters") \
    X(0x200c, 26, 3, COMPLETE, LE_SET_SCAN_ENABLE, le_set_scan_enable, "LE Set Scan Enable") \
    X(0x200d, 26, 4, STARTED,  LE_CREATE_CONNECTION, le_create_connection, "LE Create Connection") \
    X(0x200e, 26, 5, COMPLETE, LE_CREATE_CONNECTION_CANCEL, le_create_connection_cancel, \
        "LE Create Connection Cancel") \
    X(0x200f, 26, 6, COMPLETE, LE_READ_FILTER_ACCEPT_LIST_SIZE, le_read_filter_accept_list_size, \
        "LE Read Filter Accept List Size") \
    X(0x2010, 26, 7, COMPLETE, LE_CLEAR_FILTER_ACCEPT_LIST, le_clear_filter_accept_list, \
        "LE Clear Filter Accept List") \
    X(0x2011, 27, 0, COMPLETE, LE_ADD_DEVICE_TO_FILTER_ACCEPT_LIST, le_add_device_to_filter_accept_list, \
        "LE Add Device To Filter Accept List") \
    X(0x2012, 27, 1, COMPLETE, LE_REMOVE_DEVICE_FROM_FILTER_ACCEPT_LIST, le_remove_device_from_filter_accept_list, \
        "LE Remove Device From Filter Accept List") \
    X(0x2013, 27, 2, STARTED,  LE_CONNECTION_UPDATE, le_connection_update, "LE Connection Update") \
    X(0x2014, 27, 3, COMPLETE, LE_SET_HOST_CHANNEL_CLASSIFICATION, le_set_host_channel_classification, \
        "LE Set Host Channel Classification") \
    X(0x2015, 27, 4, COMPLETE, LE_READ_CHANNEL_MAP, le_read_channel_map, "LE Read Channel Map") \
    X(0x2016, 27, 5, STARTED,  LE_READ_REMOTE_FEATURES, le_read_remote_features, "LE Read Remote Features") \
    X(0x2017, 27, 6, COMPLETE, LE_ENCRYPT, le_encrypt, "LE Encrypt") \
    X(0x2018, 27, 7, COMPLETE, LE_RAND, le_rand, "LE Rand") \
    X(0x2019, 28, 0, STARTED,  LE_ENABLE_ENCRYPTION, le_enable_encryption, "LE Enable Encryption") \
    X(0x201a, 28, 1, COMPLETE, LE_LONG_TERM_KEY_REQUEST_REPLY, le_long_term_key_request_reply, \
        "LE Long Term Key Request Reply") \
    X(0x201b, 28, 2, COMPLETE, LE_LONG_TERM_KEY_REQUEST_NEGATIVE_REPLY, le_long_term_key_request_negative_reply, \
        "LE Long Term Key Request Negative Reply") \
    X(0x201c, 28, 3, COMPLETE, LE_READ_SUPPORTED_STATES, le_read_supported_states, "LE Read Supported States") \
    X(0x201d, 28, 4, COMPLETE, LE_RECEIVER_TEST, le_receiver_test, "LE Receiver Test") \
    X(0x201e, 28, 5, COMPLETE, LE_TRANSMITTER_TEST, le_transmitter_test, "LE Transmitter Test") \
    X(0x201f, 28, 6, COMPLETE, LE_TEST_END, le_test_end, "LE Test End") \
    X(0x2020, 33, 4, COMPLETE, LE_REMOTE_CONNECTION_PARAMETER_REQUEST_REPLY, \
        le_remote_connection_parameter_request_reply, "LE Remote Connection Parameter Request Reply") \
    X(0x2021, 33, 5, COMPLETE, LE_REMOTE_CONNECTION_PARAMETER_REQUEST_NEGATIVE_REPLY, \
        le_remote_connection_parameter_request_negative_reply, \
        "LE Remote Connection Parameter Request Negative Reply") \
    X(0x2022, 33, 6, COMPLETE, LE_SET_DATA_LENGTH, le_set_data_length, "LE Set Data Length") \
    X(0x2023, 33, 7, COMPLETE, LE_READ_SUGGESTED_DEFAULT_DATA_LENGTH, le_read_suggested_default_data_length, \
        "LE Read Suggested Default Data Length") \
    X(0x2024, 34, 0, COMPLETE, LE_WRITE_SUGGESTED_DEFAULT_DATA_LENGTH, le_write_suggested_default_data_length, \
        "LE Write Suggested Default Data Length") \
    X(0x2025, 34, 1, STARTED,  LE_READ_LOCAL_P256_PUBLIC_KEY, le_read_local_p256_public_key, \
        "LE Read Local P-256 Public Key") \
    X(0x2026, 34, 2, STARTED,  LE_GENERATE_DHKEY, le_generate_dhkey, "LE Generate DHKey") \
    X(0x2027, 34, 3, COMPLETE, LE_ADD_DEVICE_TO_RESOLVING_LIST, le_add_device_to_resolving_list, \
        "LE Add Device To Resolving List") \
    X(0x2028, 34, 4, COMPLETE, LE_REMOVE_DEVICE_FROM_RESOLVING_LIST, le_remove_device_from_resolving_list, \
        "LE Remove Device From Resolving List") \
    X(0x2029, 34, 5, COMPLETE, LE_CLEAR_RESOLVING_LIST, le_clear_resolving_list, "LE Clear Resolving List") \
    X(0x202a, 34, 6, COMPLETE, LE_READ_RESOLVING_LIST_SIZE, le_read_resolving_list_size, \
        "LE Read Resolving List Size") \
    X(0x202b, 34, 7, COMPLETE, LE_READ_PEER_RESOLVABLE_ADDRESS, le_read_peer_resolvable_address, \
        "LE Read Peer Resolvable Address") \
    X(0x202c, 35, 0, COMPLETE, LE_READ_LOCAL_RESOLVABLE_ADDRESS, le_read_local_resolvable_address, \
        "LE Read Local Resolvable Address") \
    X(0x202d, 35, 1, COMPLETE, LE_SET_ADDRESS_RESOLUTION_ENABLE, le_set_address_resolution_enable, \
        "LE Set Address Resolution Enable") \
    X(0x202e, 35, 2, COMPLETE, LE_SET_RESOLVABLE_PRIVATE_ADDRESS_TIMEOUT, le_set_resolvable_private_address_timeout, \
        "LE Set Resolvable Private Address Timeout") \
    X(0x202f, 35, 3, COMPLETE, LE_READ_MAXIMUM_DATA_LENGTH, le_read_maximum_data_length, \
        "LE Read Maximum Data Length") \
    X(0x2030, 35, 4, COMPLETE, LE_READ_PHY, le_read_phy, "LE Read PHY") \
    X(0x2031, 35, 5, COMPLETE, LE_SET_DEFAULT_PHY, le_set_default_phy, "LE Set Default PHY") \
    X(0x2032, 35, 6, STARTED,  LE_SET_PHY, le_set_phy, "LE Set PHY") \
    X(0x2033, 35, 7, COMPLETE, LE_RECEIVER_TEST_V2, le_receiver_test_v2, "LE Receiver Test [v2]") \
    X(0x2034, 36, 0, COMPLETE, LE_TRANSMITTER_TEST_V2, le_transmitter_test_v2, "LE Transmitter Test [v2]")

/* clang-format on */
#endif
