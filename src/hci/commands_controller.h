/* SPDX-License-Identifier: MIT */
/** @file Controller & baseband commands (Vol 4 Part E 7.3). */
#ifndef BLR_HCI_COMMANDS_CONTROLLER_H
#define BLR_HCI_COMMANDS_CONTROLLER_H

/* clang-format off */

#define HCI_LINK_KEY_ELEMENT(F, S) F(S, ADDRESS, bd_addr, 0) F(S, KEY128, link_key, 0)
#define HCI_HOST_COMPLETED_PACKETS_ELEMENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, host_num_completed_packets, 0)
#define HCI_IAC_LAP_ELEMENT(F, S) F(S, U24, iac_lap, 0)
#define HCI_SET_EVENT_MASK_PARAMETERS(F, S) F(S, U64, event_mask, 0)
#define HCI_SET_EVENT_MASK_ANSWER HCI_STATUS_ONLY

#define HCI_RESET_PARAMETERS HCI_NO_FIELDS
#define HCI_RESET_ANSWER HCI_STATUS_ONLY

#define HCI_SET_EVENT_FILTER_PARAMETERS(F, S) F(S, U8, filter_type, 0) F(S, REST, filter_condition, 0)
#define HCI_SET_EVENT_FILTER_ANSWER HCI_STATUS_ONLY

#define HCI_FLUSH_PARAMETERS HCI_HANDLE_ONLY
#define HCI_FLUSH_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_READ_PIN_TYPE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_PIN_TYPE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, pin_type, 0)

#define HCI_WRITE_PIN_TYPE_PARAMETERS(F, S) F(S, U8, pin_type, 0)
#define HCI_WRITE_PIN_TYPE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_STORED_LINK_KEY_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U8, read_all, 0)
#define HCI_READ_STORED_LINK_KEY_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, max_num_keys, 0) F(S, U16, num_keys_read, 0)

#define HCI_WRITE_STORED_LINK_KEY_PARAMETERS(F, S) F(S, LIST, keys, link_key)
#define HCI_WRITE_STORED_LINK_KEY_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, num_keys_written, 0)

#define HCI_DELETE_STORED_LINK_KEY_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U8, delete_all, 0)
#define HCI_DELETE_STORED_LINK_KEY_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U16, num_keys_deleted, 0)

#define HCI_WRITE_LOCAL_NAME_PARAMETERS(F, S) F(S, BYTES, local_name, 248)
#define HCI_WRITE_LOCAL_NAME_ANSWER HCI_STATUS_ONLY

#define HCI_READ_LOCAL_NAME_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_NAME_ANSWER(F, S) F(S, STATUS, status, 0) F(S, BYTES, local_name, 248)

#define HCI_READ_CONNECTION_ACCEPT_TIMEOUT_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_CONNECTION_ACCEPT_TIMEOUT_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, connection_accept_timeout, 0)

#define HCI_WRITE_CONNECTION_ACCEPT_TIMEOUT_PARAMETERS(F, S) F(S, U16, connection_accept_timeout, 0)
#define HCI_WRITE_CONNECTION_ACCEPT_TIMEOUT_ANSWER HCI_STATUS_ONLY

#define HCI_READ_PAGE_TIMEOUT_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_PAGE_TIMEOUT_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U16, page_timeout, 0)

#define HCI_WRITE_PAGE_TIMEOUT_PARAMETERS(F, S) F(S, U16, page_timeout, 0)
#define HCI_WRITE_PAGE_TIMEOUT_ANSWER HCI_STATUS_ONLY

#define HCI_READ_SCAN_ENABLE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_SCAN_ENABLE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, scan_enable, 0)

#define HCI_WRITE_SCAN_ENABLE_PARAMETERS(F, S) F(S, U8, scan_enable, 0)
#define HCI_WRITE_SCAN_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_PAGE_SCAN_ACTIVITY_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_PAGE_SCAN_ACTIVITY_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, page_scan_interval, 0) F(S, U16, page_scan_window, 0)

#define HCI_WRITE_PAGE_SCAN_ACTIVITY_PARAMETERS(F, S) F(S, U16, page_scan_interval, 0) F(S, U16, page_scan_window, 0)
#define HCI_WRITE_PAGE_SCAN_ACTIVITY_ANSWER HCI_STATUS_ONLY

#define HCI_READ_INQUIRY_SCAN_ACTIVITY_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_INQUIRY_SCAN_ACTIVITY_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, inquiry_scan_interval, 0) F(S, U16, inquiry_scan_window, 0)

#define HCI_WRITE_INQUIRY_SCAN_ACTIVITY_PARAMETERS(F, S) \
    F(S, U16, inquiry_scan_interval, 0) F(S, U16, inquiry_scan_window, 0)
#define HCI_WRITE_INQUIRY_SCAN_ACTIVITY_ANSWER HCI_STATUS_ONLY

#define HCI_READ_AUTHENTICATION_ENABLE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_AUTHENTICATION_ENABLE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, authentication_enable, 0)

#define HCI_WRITE_AUTHENTICATION_ENABLE_PARAMETERS(F, S) F(S, U8, authentication_enable, 0)
#define HCI_WRITE_AUTHENTICATION_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_CLASS_OF_DEVICE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_CLASS_OF_DEVICE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U24, class_of_device, 0)

#define HCI_WRITE_CLASS_OF_DEVICE_PARAMETERS(F, S) F(S, U24, class_of_device, 0)
#define HCI_WRITE_CLASS_OF_DEVICE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_VOICE_SETTING_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_VOICE_SETTING_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U16, voice_setting, 0)

#define HCI_WRITE_VOICE_SETTING_PARAMETERS(F, S) F(S, U16, voice_setting, 0)
#define HCI_WRITE_VOICE_SETTING_ANSWER HCI_STATUS_ONLY

#define HCI_READ_AUTOMATIC_FLUSH_TIMEOUT_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_AUTOMATIC_FLUSH_TIMEOUT_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, flush_timeout, 0)

#define HCI_WRITE_AUTOMATIC_FLUSH_TIMEOUT_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, flush_timeout, 0)
#define HCI_WRITE_AUTOMATIC_FLUSH_TIMEOUT_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_READ_NUM_BROADCAST_RETRANSMISSIONS_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_NUM_BROADCAST_RETRANSMISSIONS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, num_broadcast_retransmissions, 0)

#define HCI_WRITE_NUM_BROADCAST_RETRANSMISSIONS_PARAMETERS(F, S) F(S, U8, num_broadcast_retransmissions, 0)
#define HCI_WRITE_NUM_BROADCAST_RETRANSMISSIONS_ANSWER HCI_STATUS_ONLY

#define HCI_READ_HOLD_MODE_ACTIVITY_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_HOLD_MODE_ACTIVITY_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, hold_mode_activity, 0)

#define HCI_WRITE_HOLD_MODE_ACTIVITY_PARAMETERS(F, S) F(S, U8, hold_mode_activity, 0)
#define HCI_WRITE_HOLD_MODE_ACTIVITY_ANSWER HCI_STATUS_ONLY

#define HCI_READ_TRANSMIT_POWER_LEVEL_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, type, 0)
#define HCI_READ_TRANSMIT_POWER_LEVEL_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, S8, tx_power_level, 0)

#define HCI_READ_SYNCHRONOUS_FLOW_CONTROL_ENABLE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_SYNCHRONOUS_FLOW_CONTROL_ENABLE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, synchronous_flow_control_enable, 0)

#define HCI_WRITE_SYNCHRONOUS_FLOW_CONTROL_ENABLE_PARAMETERS(F, S) F(S, U8, synchronous_flow_control_enable, 0)
#define HCI_WRITE_SYNCHRONOUS_FLOW_CONTROL_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_SET_CONTROLLER_TO_HOST_FLOW_CONTROL_PARAMETERS(F, S) F(S, U8, flow_control_enable, 0)
#define HCI_SET_CONTROLLER_TO_HOST_FLOW_CONTROL_ANSWER HCI_STATUS_ONLY

#define HCI_HOST_BUFFER_SIZE_PARAMETERS(F, S) \
    F(S, U16, host_acl_data_packet_length, 0) F(S, U8, host_synchronous_data_packet_length, 0) \
    F(S, U16, host_total_num_acl_data_packets, 0) F(S, U16, host_total_num_synchronous_data_packets, 0)
#define HCI_HOST_BUFFER_SIZE_ANSWER HCI_STATUS_ONLY

#define HCI_HOST_NUMBER_OF_COMPLETED_PACKETS_PARAMETERS(F, S) F(S, LIST, handles, host_completed_packets)
#define HCI_HOST_NUMBER_OF_COMPLETED_PACKETS_ANSWER HCI_NO_FIELDS

#define HCI_READ_LINK_SUPERVISION_TIMEOUT_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_LINK_SUPERVISION_TIMEOUT_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, link_supervision_timeout, 0)

#define HCI_WRITE_LINK_SUPERVISION_TIMEOUT_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, link_supervision_timeout, 0)
#define HCI_WRITE_LINK_SUPERVISION_TIMEOUT_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_READ_NUMBER_OF_SUPPORTED_IAC_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_NUMBER_OF_SUPPORTED_IAC_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, num_support_iac, 0)

#define HCI_READ_CURRENT_IAC_LAP_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_CURRENT_IAC_LAP_ANSWER(F, S) F(S, STATUS, status, 0) F(S, LIST, laps, iac_lap)

#define HCI_WRITE_CURRENT_IAC_LAP_PARAMETERS(F, S) F(S, LIST, laps, iac_lap)
#define HCI_WRITE_CURRENT_IAC_LAP_ANSWER HCI_STATUS_ONLY

#define HCI_SET_AFH_HOST_CHANNEL_CLASSIFICATION_PARAMETERS(F, S) F(S, BYTES, afh_host_channel_classification, 10)
#define HCI_SET_AFH_HOST_CHANNEL_CLASSIFICATION_ANSWER HCI_STATUS_ONLY

#define HCI_READ_INQUIRY_SCAN_TYPE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_INQUIRY_SCAN_TYPE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, inquiry_scan_type, 0)

#define HCI_WRITE_INQUIRY_SCAN_TYPE_PARAMETERS(F, S) F(S, U8, inquiry_scan_type, 0)
#define HCI_WRITE_INQUIRY_SCAN_TYPE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_INQUIRY_MODE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_INQUIRY_MODE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, inquiry_mode, 0)

#define HCI_WRITE_INQUIRY_MODE_PARAMETERS(F, S) F(S, U8, inquiry_mode, 0)
#define HCI_WRITE_INQUIRY_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_PAGE_SCAN_TYPE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_PAGE_SCAN_TYPE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, page_scan_type, 0)

#define HCI_WRITE_PAGE_SCAN_TYPE_PARAMETERS(F, S) F(S, U8, page_scan_type, 0)
#define HCI_WRITE_PAGE_SCAN_TYPE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_AFH_CHANNEL_ASSESSMENT_MODE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_AFH_CHANNEL_ASSESSMENT_MODE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, afh_channel_assessment_mode, 0)

#define HCI_WRITE_AFH_CHANNEL_ASSESSMENT_MODE_PARAMETERS(F, S) F(S, U8, afh_channel_assessment_mode, 0)
#define HCI_WRITE_AFH_CHANNEL_ASSESSMENT_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_EXTENDED_INQUIRY_RESPONSE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_EXTENDED_INQUIRY_RESPONSE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, fec_required, 0) F(S, BYTES, extended_inquiry_response, 240)

#define HCI_WRITE_EXTENDED_INQUIRY_RESPONSE_PARAMETERS(F, S) \
    F(S, U8, fec_required, 0) F(S, BYTES, extended_inquiry_response, 240)
#define HCI_WRITE_EXTENDED_INQUIRY_RESPONSE_ANSWER HCI_STATUS_ONLY

#define HCI_REFRESH_ENCRYPTION_KEY_PARAMETERS HCI_HANDLE_ONLY
#define HCI_REFRESH_ENCRYPTION_KEY_ANSWER HCI_NO_FIELDS

#define HCI_READ_SIMPLE_PAIRING_MODE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_SIMPLE_PAIRING_MODE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, simple_pairing_mode, 0)

#define HCI_WRITE_SIMPLE_PAIRING_MODE_PARAMETERS(F, S) F(S, U8, simple_pairing_mode, 0)
#define HCI_WRITE_SIMPLE_PAIRING_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_READ_LOCAL_OOB_DATA_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_OOB_DATA_ANSWER(F, S) F(S, STATUS, status, 0) F(S, KEY128, c, 0) F(S, KEY128, r, 0)

#define HCI_READ_INQUIRY_RESPONSE_TRANSMIT_POWER_LEVEL_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_INQUIRY_RESPONSE_TRANSMIT_POWER_LEVEL_ANSWER(F, S) F(S, STATUS, status, 0) F(S, S8, tx_power, 0)

#define HCI_WRITE_INQUIRY_TRANSMIT_POWER_LEVEL_PARAMETERS(F, S) F(S, S8, tx_power, 0)
#define HCI_WRITE_INQUIRY_TRANSMIT_POWER_LEVEL_ANSWER HCI_STATUS_ONLY

#define HCI_READ_DEFAULT_ERRONEOUS_DATA_REPORTING_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_DEFAULT_ERRONEOUS_DATA_REPORTING_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, erroneous_data_reporting, 0)

#define HCI_WRITE_DEFAULT_ERRONEOUS_DATA_REPORTING_PARAMETERS(F, S) F(S, U8, erroneous_data_reporting, 0)
#define HCI_WRITE_DEFAULT_ERRONEOUS_DATA_REPORTING_ANSWER HCI_STATUS_ONLY

#define HCI_ENHANCED_FLUSH_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, packet_type, 0)
#define HCI_ENHANCED_FLUSH_ANSWER HCI_NO_FIELDS

#define HCI_SEND_KEYPRESS_NOTIFICATION_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U8, notification_type, 0)
#define HCI_SEND_KEYPRESS_NOTIFICATION_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_SET_EVENT_MASK_PAGE_2_PARAMETERS(F, S) F(S, U64, event_mask_page_2, 0)
#define HCI_SET_EVENT_MASK_PAGE_2_ANSWER HCI_STATUS_ONLY

#define HCI_READ_ENHANCED_TRANSMIT_POWER_LEVEL_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, type, 0)
#define HCI_READ_ENHANCED_TRANSMIT_POWER_LEVEL_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, S8, tx_power_level_gfsk, 0) \
    F(S, S8, tx_power_level_dqpsk, 0) F(S, S8, tx_power_level_8dpsk, 0)

#define HCI_READ_LE_HOST_SUPPORT_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LE_HOST_SUPPORT_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, le_supported_host, 0) F(S, U8, unused, 0)

#define HCI_WRITE_LE_HOST_SUPPORT_PARAMETERS(F, S) F(S, U8, le_supported_host, 0) F(S, U8, unused, 0)
#define HCI_WRITE_LE_HOST_SUPPORT_ANSWER HCI_STATUS_ONLY

#define HCI_READ_SECURE_CONNECTIONS_HOST_SUPPORT_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_SECURE_CONNECTIONS_HOST_SUPPORT_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, secure_connections_host_support, 0)

#define HCI_WRITE_SECURE_CONNECTIONS_HOST_SUPPORT_PARAMETERS(F, S) F(S, U8, secure_connections_host_support, 0)
#define HCI_WRITE_SECURE_CONNECTIONS_HOST_SUPPORT_ANSWER HCI_STATUS_ONLY

#define HCI_READ_AUTHENTICATED_PAYLOAD_TIMEOUT_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_AUTHENTICATED_PAYLOAD_TIMEOUT_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, authenticated_payload_timeout, 0)

#define HCI_WRITE_AUTHENTICATED_PAYLOAD_TIMEOUT_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, authenticated_payload_timeout, 0)
#define HCI_WRITE_AUTHENTICATED_PAYLOAD_TIMEOUT_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_READ_LOCAL_OOB_EXTENDED_DATA_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_OOB_EXTENDED_DATA_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, KEY128, c_192, 0) F(S, KEY128, r_192, 0) F(S, KEY128, c_256, 0) \
    F(S, KEY128, r_256, 0)

#define HCI_READ_EXTENDED_PAGE_TIMEOUT_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_EXTENDED_PAGE_TIMEOUT_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U16, extended_page_timeout, 0)

#define HCI_WRITE_EXTENDED_PAGE_TIMEOUT_PARAMETERS(F, S) F(S, U16, extended_page_timeout, 0)
#define HCI_WRITE_EXTENDED_PAGE_TIMEOUT_ANSWER HCI_STATUS_ONLY

#define HCI_READ_EXTENDED_INQUIRY_LENGTH_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_EXTENDED_INQUIRY_LENGTH_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U16, extended_inquiry_length, 0)

#define HCI_WRITE_EXTENDED_INQUIRY_LENGTH_PARAMETERS(F, S) F(S, U16, extended_inquiry_length, 0)
#define HCI_WRITE_EXTENDED_INQUIRY_LENGTH_ANSWER HCI_STATUS_ONLY

#define HCI_SET_ECOSYSTEM_BASE_INTERVAL_PARAMETERS(F, S) F(S, U16, interval, 0)
#define HCI_SET_ECOSYSTEM_BASE_INTERVAL_ANSWER HCI_STATUS_ONLY

#define HCI_CONFIGURE_DATA_PATH_PARAMETERS(F, S) \
    F(S, U8, data_path_direction, 0) F(S, U8, data_path_id, 0) F(S, COUNTED, vendor_specific_config, 0)
#define HCI_CONFIGURE_DATA_PATH_ANSWER HCI_STATUS_ONLY

#define HCI_SET_MIN_ENCRYPTION_KEY_SIZE_PARAMETERS(F, S) F(S, U8, min_encryption_key_size, 0)
#define HCI_SET_MIN_ENCRYPTION_KEY_SIZE_ANSWER HCI_STATUS_ONLY

#define HCI_CONTROLLER_ELEMENTS(X) \
    X(LINK_KEY, link_key) \
    X(HOST_COMPLETED_PACKETS, host_completed_packets) \
    X(IAC_LAP, iac_lap)

#define HCI_CONTROLLER_COMMANDS(X) \
    X(0x0c01,  5, 6, COMPLETE, SET_EVENT_MASK, set_event_mask, "Set Event Mask") \
    X(0x0c03,  5, 7, COMPLETE, RESET, reset, "Reset") \
    X(0x0c05,  6, 0, COMPLETE, SET_EVENT_FILTER, set_event_filter, "Set Event Filter") \
    X(0x0c08,  6, 1, COMPLETE, FLUSH, flush, "Flush") \
    X(0x0c09,  6, 2, COMPLETE, READ_PIN_TYPE, read_pin_type, "Read PIN Type") \
    X(0x0c0a,  6, 3, COMPLETE, WRITE_PIN_TYPE, write_pin_type, "Write PIN Type") \
    X(0x0c0d,  6, 5, COMPLETE, READ_STORED_LINK_KEY, read_stored_link_key, "Read Stored Link Key") \
    X(0x0c11,  6, 6, COMPLETE, WRITE_STORED_LINK_KEY, write_stored_link_key, "Write Stored Link Key") \
    X(0x0c12,  6, 7, COMPLETE, DELETE_STORED_LINK_KEY, delete_stored_link_key, "Delete Stored Link Key") \
    X(0x0c13,  7, 0, COMPLETE, WRITE_LOCAL_NAME, write_local_name, "Write Local Name") \
    X(0x0c14,  7, 1, COMPLETE, READ_LOCAL_NAME, read_local_name, "Read Local Name") \
    X(0x0c15,  7, 2, COMPLETE, READ_CONNECTION_ACCEPT_TIMEOUT, read_connection_accept_timeout, \
        "Read Connection Accept Timeout") \
    X(0x0c16,  7, 3, COMPLETE, WRITE_CONNECTION_ACCEPT_TIMEOUT, write_connection_accept_timeout, \
        "Write Connection Accept Timeout") \
    X(0x0c17,  7, 4, COMPLETE, READ_PAGE_TIMEOUT, read_page_timeout, "Read Page Timeout") \
    X(0x0c18,  7, 5, COMPLETE, WRITE_PAGE_TIMEOUT, write_page_timeout, "Write Page Timeout") \
    X(0x0c19,  7, 6, COMPLETE, READ_SCAN_ENABLE, read_scan_enable, "Read Scan Enable") \
    X(0x0c1a,  7, 7, COMPLETE, WRITE_SCAN_ENABLE, write_scan_enable, "Write Scan Enable") \
    X(0x0c1b,  8, 0, COMPLETE, READ_PAGE_SCAN_ACTIVITY, read_page_scan_activity, "Read Page Scan Activity") \
    X(0x0c1c,  8, 1, COMPLETE, WRITE_PAGE_SCAN_ACTIVITY, write_page_scan_activity, "Write Page Scan Activity") \
    X(0x0c1d,  8, 2, COMPLETE, READ_INQUIRY_SCAN_ACTIVITY, read_inquiry_scan_activity, "Read Inquiry Scan Activity") \
    X(0x0c1e,  8, 3, COMPLETE, WRITE_INQUIRY_SCAN_ACTIVITY, write_inquiry_scan_activity, \
        "Write Inquiry Scan Activity") \
    X(0x0c1f,  8, 4, COMPLETE, READ_AUTHENTICATION_ENABLE, read_authentication_enable, "Read Authentication Enable") \
    X(0x0c20,  8, 5, COMPLETE, WRITE_AUTHENTICATION_ENABLE, write_authentication_enable, \
        "Write Authentication Enable") \
    X(0x0c23,  9, 0, COMPLETE, READ_CLASS_OF_DEVICE, read_class_of_device, "Read Class Of Device") \
    X(0x0c24,  9, 1, COMPLETE, WRITE_CLASS_OF_DEVICE, write_class_of_device, "Write Class Of Device") \
    X(0x0c25,  9, 2, COMPLETE, READ_VOICE_SETTING, read_voice_setting, "Read Voice Setting") \
    X(0x0c26,  9, 3, COMPLETE, WRITE_VOICE_SETTING, write_voice_setting, "Write Voice Setting") \
    X(0x0c27,  9, 4, COMPLETE, READ_AUTOMATIC_FLUSH_TIMEOUT, read_automatic_flush_timeout, \
        "Read Automatic Flush Timeout") \
    X(0x0c28,  9, 5, COMPLETE, WRITE_AUTOMATIC_FLUSH_TIMEOUT, write_automatic_flush_timeout, \
        "Write Automatic Flush Timeout") \
    X(0x0c29,  9, 6, COMPLETE, READ_NUM_BROADCAST_RETRANSMISSIONS, read_num_broadcast_retransmissions, \
        "Read Num Broadcast Retransmissions") \
    X(0x0c2a,  9, 7, COMPLETE, WRITE_NUM_BROADCAST_RETRANSMISSIONS, write_num_broadcast_retransmissions, \
        "Write Num Broadcast Retransmissions") \
    X(0x0c2b, 10, 0, COMPLETE, READ_HOLD_MODE_ACTIVITY, read_hold_mode_activity, "Read Hold Mode Activity") \
    X(0x0c2c, 10, 1, COMPLETE, WRITE_HOLD_MODE_ACTIVITY, write_hold_mode_activity, "Write Hold Mode Activity") \
    X(0x0c2d, 10, 2, COMPLETE, READ_TRANSMIT_POWER_LEVEL, read_transmit_power_level, "Read Transmit Power Level") \
    X(0x0c2e, 10, 3, COMPLETE, READ_SYNCHRONOUS_FLOW_CONTROL_ENABLE, read_synchronous_flow_control_enable, \
        "Read Synchronous Flow Control Enable") \
    X(0x0c2f, 10, 4, COMPLETE, WRITE_SYNCHRONOUS_FLOW_CONTROL_ENABLE, write_synchronous_flow_control_enable, \
        "Write Synchronous Flow Control Enable") \
    X(0x0c31, 10, 5, COMPLETE, SET_CONTROLLER_TO_HOST_FLOW_CONTROL, set_controller_to_host_flow_control, \
        "Set Controller To Host Flow Control") \
    X(0x0c33, 10, 6, COMPLETE, HOST_BUFFER_SIZE, host_buffer_size, "Host Buffer Size") \
    X(0x0c35, 10, 7, NONE,     HOST_NUMBER_OF_COMPLETED_PACKETS, host_number_of_completed_packets, \
        "Host Number Of Completed Packets") \
    X(0x0c36, 11, 0, COMPLETE, READ_LINK_SUPERVISION_TIMEOUT, read_link_supervision_timeout, \
        "Read Link Supervision Timeout") \
    X(0x0c37, 11, 1, COMPLETE, WRITE_LINK_SUPERVISION_TIMEOUT, write_link_supervision_timeout, \
        "Write Link Supervision Timeout") \
    X(0x0c38, 11, 2, COMPLETE, READ_NUMBER_OF_SUPPORTED_IAC, read_number_of_supported_iac, \
        "Read Number Of Supported IAC") \
    X(0x0c39, 11, 3, COMPLETE, READ_CURRENT_IAC_LAP, read_current_iac_lap, "Read Current IAC LAP") \
    X(0x0c3a, 11, 4, COMPLETE, WRITE_CURRENT_IAC_LAP, write_current_iac_lap, "Write Current IAC LAP") \
    X(0x0c3f, 12, 1, COMPLETE, SET_AFH_HOST_CHANNEL_CLASSIFICATION, set_afh_host_channel_classification, \
        "Set AFH Host Channel Classification") \
    X(0x0c42, 12, 4, COMPLETE, READ_INQUIRY_SCAN_TYPE, read_inquiry_scan_type, "Read Inquiry Scan Type") \
    X(0x0c43, 12, 5, COMPLETE, WRITE_INQUIRY_SCAN_TYPE, write_inquiry_scan_type, "Write Inquiry Scan Type") \
    X(0x0c44, 12, 6, COMPLETE, READ_INQUIRY_MODE, read_inquiry_mode, "Read Inquiry Mode") \
    X(0x0c45, 12, 7, COMPLETE, WRITE_INQUIRY_MODE, write_inquiry_mode, "Write Inquiry Mode") \
    X(0x0c46, 13, 0, COMPLETE, READ_PAGE_SCAN_TYPE, read_page_scan_type, "Read Page Scan Type") \
    X(0x0c47, 13, 1, COMPLETE, WRITE_PAGE_SCAN_TYPE, write_page_scan_type, "Write Page Scan Type") \
    X(0x0c48, 13, 2, COMPLETE, READ_AFH_CHANNEL_ASSESSMENT_MODE, read_afh_channel_assessment_mode, \
        "Read AFH Channel Assessment Mode") \
    X(0x0c49, 13, 3, COMPLETE, WRITE_AFH_CHANNEL_ASSESSMENT_MODE, write_afh_channel_assessment_mode, \
        "Write AFH Channel Assessment Mode") \
    X(0x0c51, 17, 0, COMPLETE, READ_EXTENDED_INQUIRY_RESPONSE, read_extended_inquiry_response, \
        "Read Extended Inquiry Response") \
    X(0x0c52, 17, 1, COMPLETE, WRITE_EXTENDED_INQUIRY_RESPONSE, write_extended_inquiry_response, \
        "Write Extended Inquiry Response") \
    X(0x0c53, 17, 2, STARTED,  REFRESH_ENCRYPTION_KEY, refresh_encryption_key, "Refresh Encryption Key") \
    X(0x0c55, 17, 5, COMPLETE, READ_SIMPLE_PAIRING_MODE, read_simple_pairing_mode, "Read Simple Pairing Mode") \
    X(0x0c56, 17, 6, COMPLETE, WRITE_SIMPLE_PAIRING_MODE, write_simple_pairing_mode, "Write Simple Pairing Mode") \
    X(0x0c57, 17, 7, COMPLETE, READ_LOCAL_OOB_DATA, read_local_oob_data, "Read Local OOB Data") \
    X(0x0c58, 18, 0, COMPLETE, READ_INQUIRY_RESPONSE_TRANSMIT_POWER_LEVEL, read_inquiry_response_transmit_power_level, \
        "Read Inquiry Response Transmit Power Level") \
    X(0x0c59, 18, 1, COMPLETE, WRITE_INQUIRY_TRANSMIT_POWER_LEVEL, write_inquiry_transmit_power_level, \
        "Write Inquiry Transmit Power Level") \
    X(0x0c5a, 18, 2, COMPLETE, READ_DEFAULT_ERRONEOUS_DATA_REPORTING, read_default_erroneous_data_reporting, \
        "Read Default Erroneous Data Reporting") \
    X(0x0c5b, 18, 3, COMPLETE, WRITE_DEFAULT_ERRONEOUS_DATA_REPORTING, write_default_erroneous_data_reporting, \
        "Write Default Erroneous Data Reporting") \
    X(0x0c5f, 19, 6, STARTED,  ENHANCED_FLUSH, enhanced_flush, "Enhanced Flush") \
    X(0x0c60, 20, 2, COMPLETE, SEND_KEYPRESS_NOTIFICATION, send_keypress_notification, "Send Keypress Notification") \
    X(0x0c63, 22, 2, COMPLETE, SET_EVENT_MASK_PAGE_2, set_event_mask_page_2, "Set Event Mask Page 2") \
    X(0x0c68, 24, 0, COMPLETE, READ_ENHANCED_TRANSMIT_POWER_LEVEL, read_enhanced_transmit_power_level, \
        "Read Enhanced Transmit Power Level") \
    X(0x0c6c, 24, 5, COMPLETE, READ_LE_HOST_SUPPORT, read_le_host_support, "Read LE Host Support") \
    X(0x0c6d, 24, 6, COMPLETE, WRITE_LE_HOST_SUPPORT, write_le_host_support, "Write LE Host Support") \
    X(0x0c79, 32, 2, COMPLETE, READ_SECURE_CONNECTIONS_HOST_SUPPORT, read_secure_connections_host_support, \
        "Read Secure Connections Host Support") \
    X(0x0c7a, 32, 3, COMPLETE, WRITE_SECURE_CONNECTIONS_HOST_SUPPORT, write_secure_connections_host_support, \
        "Write Secure Connections Host Support") \
    X(0x0c7b, 32, 4, COMPLETE, READ_AUTHENTICATED_PAYLOAD_TIMEOUT, read_authenticated_payload_timeout, \
        "Read Authenticated Payload Timeout") \
    X(0x0c7c, 32, 5, COMPLETE, WRITE_AUTHENTICATED_PAYLOAD_TIMEOUT, write_authenticated_payload_timeout, \
        "Write Authenticated Payload Timeout") \
    X(0x0c7d, 32, 6, COMPLETE, READ_LOCAL_OOB_EXTENDED_DATA, read_local_oob_extended_data, \
        "Read Local OOB Extended Data") \
    X(0x0c7e, 33, 0, COMPLETE, READ_EXTENDED_PAGE_TIMEOUT, read_extended_page_timeout, "Read Extended Page Timeout") \
    X(0x0c7f, 33, 1, COMPLETE, WRITE_EXTENDED_PAGE_TIMEOUT, write_extended_page_timeout, \
        "Write Extended Page Timeout") \
    X(0x0c80, 33, 2, COMPLETE, READ_EXTENDED_INQUIRY_LENGTH, read_extended_inquiry_length, \
        "Read Extended Inquiry Length") \
    X(0x0c81, 33, 3, COMPLETE, WRITE_EXTENDED_INQUIRY_LENGTH, write_extended_inquiry_length, \
        "Write Extended Inquiry Length") \
    X(0x0c82, 45, 1, COMPLETE, SET_ECOSYSTEM_BASE_INTERVAL, set_ecosystem_base_interval, \
        "Set Ecosystem Base Interval") \
    X(0x0c83, 45, 5, COMPLETE, CONFIGURE_DATA_PATH, configure_data_path, "Configure Data Path") \
    X(0x0c84, 45, 7, COMPLETE, SET_MIN_ENCRYPTION_KEY_SIZE, set_min_encryption_key_size, \
        "Set Min Encryption Key Size")

/* clang-format on */
#endif
