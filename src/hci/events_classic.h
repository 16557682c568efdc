/* SPDX-License-Identifier: MIT */
/** @file Events other than LE and vendor ones (Vol 4 Part E 7.7.1 - 7.7.78). */
#ifndef BLR_HCI_EVENTS_CLASSIC_H
#define BLR_HCI_EVENTS_CLASSIC_H

/* clang-format off */

#define HCI_INQUIRY_RESULT_ELEMENT(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U8, page_scan_repetition_mode, 0) F(S, U16, reserved, 0) \
    F(S, U24, class_of_device, 0) F(S, U16, clock_offset, 0)
#define HCI_INQUIRY_RESULT_WITH_RSSI_ELEMENT(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U8, page_scan_repetition_mode, 0) F(S, U8, reserved, 0) \
    F(S, U24, class_of_device, 0) F(S, U16, clock_offset, 0) F(S, S8, rssi, 0)
#define HCI_COMPLETED_PACKETS_ELEMENT(F, S) F(S, HANDLE, connection_handle, 0) F(S, U16, num_completed_packets, 0)
#define HCI_RETURNED_LINK_KEY_ELEMENT(F, S) F(S, ADDRESS, bd_addr, 0) F(S, KEY128, link_key, 0)
#define HCI_INQUIRY_COMPLETE_EVENT HCI_STATUS_ONLY

#define HCI_INQUIRY_RESULT_EVENT(F, S) F(S, LIST, responses, inquiry_result)

#define HCI_CONNECTION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, ADDRESS, bd_addr, 0) F(S, U8, link_type, 0) \
    F(S, U8, encryption_enabled, 0)

#define HCI_CONNECTION_REQUEST_EVENT(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U24, class_of_device, 0) F(S, U8, link_type, 0)

#define HCI_DISCONNECTION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, STATUS, reason, 0)

#define HCI_AUTHENTICATION_COMPLETE_EVENT HCI_STATUS_AND_HANDLE

#define HCI_REMOTE_NAME_REQUEST_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, ADDRESS, bd_addr, 0) F(S, BYTES, remote_name, 248)

#define HCI_ENCRYPTION_CHANGE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, encryption_enabled, 0)

#define HCI_CHANGE_CONNECTION_LINK_KEY_COMPLETE_EVENT HCI_STATUS_AND_HANDLE

#define HCI_LINK_KEY_TYPE_CHANGED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, key_flag, 0)

#define HCI_READ_REMOTE_SUPPORTED_FEATURES_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U64, lmp_features, 0)

#define HCI_READ_REMOTE_VERSION_INFORMATION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, version, 0) F(S, U16, company_identifier, 0) \
    F(S, U16, subversion, 0)

#define HCI_QOS_SETUP_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, unused, 0) F(S, U8, service_type, 0) \
    F(S, U32, token_rate, 0) F(S, U32, peak_bandwidth, 0) F(S, U32, latency, 0) F(S, U32, delay_variation, 0)

#define HCI_COMMAND_COMPLETE_EVENT(F, S) \
    F(S, U8, num_hci_command_packets, 0) F(S, OPCODE, command_opcode, 0) F(S, REST, return_parameters, 0)

#define HCI_COMMAND_STATUS_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, U8, num_hci_command_packets, 0) F(S, OPCODE, command_opcode, 0)

#define HCI_HARDWARE_ERROR_EVENT(F, S) F(S, U8, hardware_code, 0)

#define HCI_FLUSH_OCCURRED_EVENT HCI_HANDLE_ONLY

#define HCI_ROLE_CHANGE_EVENT(F, S) F(S, STATUS, status, 0) F(S, ADDRESS, bd_addr, 0) F(S, U8, new_role, 0)

#define HCI_NUMBER_OF_COMPLETED_PACKETS_EVENT(F, S) F(S, LIST, handles, completed_packets)

#define HCI_MODE_CHANGE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, current_mode, 0) F(S, U16, interval, 0)

#define HCI_RETURN_LINK_KEYS_EVENT(F, S) F(S, LIST, keys, returned_link_key)

#define HCI_PIN_CODE_REQUEST_EVENT HCI_BD_ADDR_ONLY

#define HCI_LINK_KEY_REQUEST_EVENT HCI_BD_ADDR_ONLY

#define HCI_LINK_KEY_NOTIFICATION_EVENT(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, KEY128, link_key, 0) F(S, U8, key_type, 0)

#define HCI_LOOPBACK_COMMAND_EVENT(F, S) F(S, REST, hci_command_packet, 0)

#define HCI_DATA_BUFFER_OVERFLOW_EVENT(F, S) F(S, U8, link_type, 0)

#define HCI_MAX_SLOTS_CHANGE_EVENT(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, lmp_max_slots, 0)

#define HCI_READ_CLOCK_OFFSET_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, clock_offset, 0)

#define HCI_CONNECTION_PACKET_TYPE_CHANGED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, packet_type, 0)

#define HCI_QOS_VIOLATION_EVENT HCI_HANDLE_ONLY

#define HCI_PAGE_SCAN_REPETITION_MODE_CHANGE_EVENT(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U8, page_scan_repetition_mode, 0)

#define HCI_FLOW_SPECIFICATION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, unused, 0) F(S, U8, flow_direction, 0) \
    F(S, U8, service_type, 0) F(S, U32, token_rate, 0) F(S, U32, token_bucket_size, 0) F(S, U32, peak_bandwidth, 0) \
    F(S, U32, access_latency, 0)

#define HCI_INQUIRY_RESULT_WITH_RSSI_EVENT(F, S) F(S, LIST, responses, inquiry_result_with_rssi)

#define HCI_READ_REMOTE_EXTENDED_FEATURES_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, page_number, 0) F(S, U8, max_page_number, 0) \
    F(S, U64, extended_lmp_features, 0)

#define HCI_SYNCHRONOUS_CONNECTION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, ADDRESS, bd_addr, 0) F(S, U8, link_type, 0) \
    F(S, U8, transmission_interval, 0) F(S, U8, retransmission_window, 0) F(S, U16, rx_packet_length, 0) \
    F(S, U16, tx_packet_length, 0) F(S, U8, air_mode, 0)

#define HCI_SYNCHRONOUS_CONNECTION_CHANGED_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, transmission_interval, 0) \
    F(S, U8, retransmission_window, 0) F(S, U16, rx_packet_length, 0) F(S, U16, tx_packet_length, 0)

#define HCI_SNIFF_SUBRATING_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, max_tx_latency, 0) \
    F(S, U16, max_rx_latency, 0) F(S, U16, min_remote_timeout, 0) F(S, U16, min_local_timeout, 0)

#define HCI_EXTENDED_INQUIRY_RESULT_EVENT(F, S) \
    F(S, U8, num_responses, 0) F(S, ADDRESS, bd_addr, 0) F(S, U8, page_scan_repetition_mode, 0) \
    F(S, U8, reserved, 0) F(S, U24, class_of_device, 0) F(S, U16, clock_offset, 0) F(S, S8, rssi, 0) \
    F(S, BYTES, extended_inquiry_response, 240)

#define HCI_ENCRYPTION_KEY_REFRESH_COMPLETE_EVENT HCI_STATUS_AND_HANDLE

#define HCI_IO_CAPABILITY_REQUEST_EVENT HCI_BD_ADDR_ONLY

#define HCI_IO_CAPABILITY_RESPONSE_EVENT(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U8, io_capability, 0) F(S, U8, oob_data_present, 0) \
    F(S, U8, authentication_requirements, 0)

#define HCI_USER_CONFIRMATION_REQUEST_EVENT(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U32, numeric_value, 0)

#define HCI_USER_PASSKEY_REQUEST_EVENT HCI_BD_ADDR_ONLY

#define HCI_REMOTE_OOB_DATA_REQUEST_EVENT HCI_BD_ADDR_ONLY

#define HCI_SIMPLE_PAIRING_COMPLETE_EVENT HCI_STATUS_AND_BD_ADDR

#define HCI_LINK_SUPERVISION_TIMEOUT_CHANGED_EVENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, link_supervision_timeout, 0)

#define HCI_ENHANCED_FLUSH_COMPLETE_EVENT HCI_HANDLE_ONLY

#define HCI_USER_PASSKEY_NOTIFICATION_EVENT(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U32, passkey, 0)

#define HCI_KEYPRESS_NOTIFICATION_EVENT(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U8, notification_type, 0)

#define HCI_REMOTE_HOST_SUPPORTED_FEATURES_NOTIFICATION_EVENT(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U64, host_supported_features, 0)

#define HCI_INQUIRY_RESPONSE_NOTIFICATION_EVENT(F, S) F(S, U24, lap, 0) F(S, S8, rssi, 0)

#define HCI_AUTHENTICATED_PAYLOAD_TIMEOUT_EXPIRED_EVENT HCI_HANDLE_ONLY

#define HCI_ENCRYPTION_CHANGE_V2_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, encryption_enabled, 0) \
    F(S, U8, encryption_key_size, 0)

#define HCI_CLASSIC_EVENT_ELEMENTS(X) \
    X(INQUIRY_RESULT, inquiry_result) \
    X(INQUIRY_RESULT_WITH_RSSI, inquiry_result_with_rssi) \
    X(COMPLETED_PACKETS, completed_packets) \
    X(RETURNED_LINK_KEY, returned_link_key)

#define HCI_CLASSIC_EVENTS(X) \
    X(0x01, INQUIRY_COMPLETE, inquiry_complete, "Inquiry Complete") \
    X(0x02, INQUIRY_RESULT, inquiry_result, "Inquiry Result") \
    X(0x03, CONNECTION_COMPLETE, connection_complete, "Connection Complete") \
    X(0x04, CONNECTION_REQUEST, connection_request, "Connection Request") \
    X(0x05, DISCONNECTION_COMPLETE, disconnection_complete, "Disconnection Complete") \
    X(0x06, AUTHENTICATION_COMPLETE, authentication_complete, "Authentication Complete") \
    X(0x07, REMOTE_NAME_REQUEST_COMPLETE, remote_name_request_complete, "Remote Name Request Complete") \
    X(0x08, ENCRYPTION_CHANGE, encryption_change, "Encryption Change") \
    X(0x09, CHANGE_CONNECTION_LINK_KEY_COMPLETE, change_connection_link_key_complete, \
        "Change Connection Link Key Complete") \
    X(0x0a, LINK_KEY_TYPE_CHANGED, link_key_type_changed, "Link Key Type Changed") \
    X(0x0b, READ_REMOTE_SUPPORTED_FEATURES_COMPLETE, read_remote_supported_features_complete, \
        "Read Remote Supported Features Complete") \
    X(0x0c, READ_REMOTE_VERSION_INFORMATION_COMPLETE, read_remote_version_information_complete, \
        "Read Remote Version Information Complete") \
    X(0x0d, QOS_SETUP_COMPLETE, qos_setup_complete, "QoS Setup Complete") \
    X(0x0e, COMMAND_COMPLETE, command_complete, "Command Complete") \
    X(0x0f, COMMAND_STATUS, command_status, "Command Status") \
    X(0x10, HARDWARE_ERROR, hardware_error, "Hardware Error") \
    X(0x11, FLUSH_OCCURRED, flush_occurred, "Flush Occurred") \
    X(0x12, ROLE_CHANGE, role_change, "Role Change") \
    X(0x13, NUMBER_OF_COMPLETED_PACKETS, number_of_completed_packets, "Number Of Completed Packets") \
    X(0x14, MODE_CHANGE, mode_change, "Mode Change") \
    X(0x15, RETURN_LINK_KEYS, return_link_keys, "Return Link Keys") \
    X(0x16, PIN_CODE_REQUEST, pin_code_request, "PIN Code Request") \
    X(0x17, LINK_KEY_REQUEST, link_key_request, "Link Key Request") \
    X(0x18, LINK_KEY_NOTIFICATION, link_key_notification, "Link Key Notification") \
    X(0x19, LOOPBACK_COMMAND, loopback_command, "Loopback Command") \
    X(0x1a, DATA_BUFFER_OVERFLOW, data_buffer_overflow, "Data Buffer Overflow") \
    X(0x1b, MAX_SLOTS_CHANGE, max_slots_change, "Max Slots Change") \
    X(0x1c, READ_CLOCK_OFFSET_COMPLETE, read_clock_offset_complete, "Read Clock Offset Complete") \
    X(0x1d, CONNECTION_PACKET_TYPE_CHANGED, connection_packet_type_changed, "Connection Packet Type Changed") \
    X(0x1e, QOS_VIOLATION, qos_violation, "QoS Violation") \
    X(0x20, PAGE_SCAN_REPETITION_MODE_CHANGE, page_scan_repetition_mode_change, "Page Scan Repetition Mode Change") \
    X(0x21, FLOW_SPECIFICATION_COMPLETE, flow_specification_complete, "Flow Specification Complete") \
    X(0x22, INQUIRY_RESULT_WITH_RSSI, inquiry_result_with_rssi, "Inquiry Result With RSSI") \
    X(0x23, READ_REMOTE_EXTENDED_FEATURES_COMPLETE, read_remote_extended_features_complete, \
        "Read Remote Extended Features Complete") \
    X(0x2c, SYNCHRONOUS_CONNECTION_COMPLETE, synchronous_connection_complete, "Synchronous Connection Complete") \
    X(0x2d, SYNCHRONOUS_CONNECTION_CHANGED, synchronous_connection_changed, "Synchronous Connection Changed") \
    X(0x2e, SNIFF_SUBRATING, sniff_subrating, "Sniff Subrating") \
    X(0x2f, EXTENDED_INQUIRY_RESULT, extended_inquiry_result, "Extended Inquiry Result") \
    X(0x30, ENCRYPTION_KEY_REFRESH_COMPLETE, encryption_key_refresh_complete, "Encryption Key Refresh Complete") \
    X(0x31, IO_CAPABILITY_REQUEST, io_capability_request, "IO Capability Request") \
    X(0x32, IO_CAPABILITY_RESPONSE, io_capability_response, "IO Capability Response") \
    X(0x33, USER_CONFIRMATION_REQUEST, user_confirmation_request, "User Confirmation Request") \
    X(0x34, USER_PASSKEY_REQUEST, user_passkey_request, "User Passkey Request") \
    X(0x35, REMOTE_OOB_DATA_REQUEST, remote_oob_data_request, "Remote OOB Data Request") \
    X(0x36, SIMPLE_PAIRING_COMPLETE, simple_pairing_complete, "Simple Pairing Complete") \
    X(0x38, LINK_SUPERVISION_TIMEOUT_CHANGED, link_supervision_timeout_changed, "Link Supervision Timeout Changed") \
    X(0x39, ENHANCED_FLUSH_COMPLETE, enhanced_flush_complete, "Enhanced Flush Complete") \
    X(0x3b, USER_PASSKEY_NOTIFICATION, user_passkey_notification, "User Passkey Notification") \
    X(0x3c, KEYPRESS_NOTIFICATION, keypress_notification, "Keypress Notification") \
    X(0x3d, REMOTE_HOST_SUPPORTED_FEATURES_NOTIFICATION, remote_host_supported_features_notification, \
        "Remote Host Supported Features Notification") \
    X(0x56, INQUIRY_RESPONSE_NOTIFICATION, inquiry_response_notification, "Inquiry Response Notification") \
    X(0x57, AUTHENTICATED_PAYLOAD_TIMEOUT_EXPIRED, authenticated_payload_timeout_expired, \
        "Authenticated Payload Timeout Expired") \
    X(0x59, ENCRYPTION_CHANGE_V2, encryption_change_v2, "Encryption Change [v2]")

/* clang-format on */
#endif
