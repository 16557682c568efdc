/* SPDX-License-Identifier: MIT */
/** @file Link control and link policy commands (Vol 4 Part E 7.1, 7.2). */
#ifndef BLR_HCI_COMMANDS_CLASSIC_H
#define BLR_HCI_COMMANDS_CLASSIC_H

/* clang-format off */

#define HCI_INQUIRY_PARAMETERS(F, S) F(S, U24, lap, 0) F(S, U8, inquiry_length, 0) F(S, U8, num_responses, 0)
#define HCI_INQUIRY_ANSWER HCI_NO_FIELDS

#define HCI_INQUIRY_CANCEL_PARAMETERS HCI_NO_FIELDS
#define HCI_INQUIRY_CANCEL_ANSWER HCI_STATUS_ONLY

#define HCI_PERIODIC_INQUIRY_MODE_PARAMETERS(F, S) \
    F(S, U16, max_period_length, 0) F(S, U16, min_period_length, 0) F(S, U24, lap, 0) F(S, U8, inquiry_length, 0) \
    F(S, U8, num_responses, 0)
#define HCI_PERIODIC_INQUIRY_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_EXIT_PERIODIC_INQUIRY_MODE_PARAMETERS HCI_NO_FIELDS
#define HCI_EXIT_PERIODIC_INQUIRY_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_CREATE_CONNECTION_PARAMETERS(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U16, packet_type, 0) F(S, U8, page_scan_repetition_mode, 0) F(S, U8, reserved, 0) \
    F(S, U16, clock_offset, 0) F(S, U8, allow_role_switch, 0)
#define HCI_CREATE_CONNECTION_ANSWER HCI_NO_FIELDS

#define HCI_DISCONNECT_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, STATUS, reason, 0)
#define HCI_DISCONNECT_ANSWER HCI_NO_FIELDS

#define HCI_CREATE_CONNECTION_CANCEL_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_CREATE_CONNECTION_CANCEL_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_ACCEPT_CONNECTION_REQUEST_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U8, role, 0)
#define HCI_ACCEPT_CONNECTION_REQUEST_ANSWER HCI_NO_FIELDS

#define HCI_REJECT_CONNECTION_REQUEST_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, STATUS, reason, 0)
#define HCI_REJECT_CONNECTION_REQUEST_ANSWER HCI_NO_FIELDS

#define HCI_LINK_KEY_REQUEST_REPLY_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, KEY128, link_key, 0)
#define HCI_LINK_KEY_REQUEST_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_LINK_KEY_REQUEST_NEGATIVE_REPLY_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_LINK_KEY_REQUEST_NEGATIVE_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_PIN_CODE_REQUEST_REPLY_PARAMETERS(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U8, pin_code_length, 0) F(S, BYTES, pin_code, 16)
#define HCI_PIN_CODE_REQUEST_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_PIN_CODE_REQUEST_NEGATIVE_REPLY_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_PIN_CODE_REQUEST_NEGATIVE_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_CHANGE_CONNECTION_PACKET_TYPE_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, packet_type, 0)
#define HCI_CHANGE_CONNECTION_PACKET_TYPE_ANSWER HCI_NO_FIELDS

#define HCI_AUTHENTICATION_REQUESTED_PARAMETERS HCI_HANDLE_ONLY
#define HCI_AUTHENTICATION_REQUESTED_ANSWER HCI_NO_FIELDS

#define HCI_SET_CONNECTION_ENCRYPTION_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, encryption_enable, 0)
#define HCI_SET_CONNECTION_ENCRYPTION_ANSWER HCI_NO_FIELDS

#define HCI_CHANGE_CONNECTION_LINK_KEY_PARAMETERS HCI_HANDLE_ONLY
#define HCI_CHANGE_CONNECTION_LINK_KEY_ANSWER HCI_NO_FIELDS

#define HCI_LINK_KEY_SELECTION_PARAMETERS(F, S) F(S, U8, key_flag, 0)
#define HCI_LINK_KEY_SELECTION_ANSWER HCI_NO_FIELDS

#define HCI_REMOTE_NAME_REQUEST_PARAMETERS(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U8, page_scan_repetition_mode, 0) F(S, U8, reserved, 0) \
    F(S, U16, clock_offset, 0)
#define HCI_REMOTE_NAME_REQUEST_ANSWER HCI_NO_FIELDS

#define HCI_REMOTE_NAME_REQUEST_CANCEL_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_REMOTE_NAME_REQUEST_CANCEL_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_READ_REMOTE_SUPPORTED_FEATURES_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_REMOTE_SUPPORTED_FEATURES_ANSWER HCI_NO_FIELDS

#define HCI_READ_REMOTE_EXTENDED_FEATURES_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, page_number, 0)
#define HCI_READ_REMOTE_EXTENDED_FEATURES_ANSWER HCI_NO_FIELDS

#define HCI_READ_REMOTE_VERSION_INFORMATION_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_REMOTE_VERSION_INFORMATION_ANSWER HCI_NO_FIELDS

#define HCI_READ_CLOCK_OFFSET_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_CLOCK_OFFSET_ANSWER HCI_NO_FIELDS

#define HCI_READ_LMP_HANDLE_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_LMP_HANDLE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, lmp_handle, 0) F(S, U32, reserved, 0)

#define HCI_SETUP_SYNCHRONOUS_CONNECTION_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U32, transmit_bandwidth, 0) F(S, U32, receive_bandwidth, 0) \
    F(S, U16, max_latency, 0) F(S, U16, voice_setting, 0) F(S, U8, retransmission_effort, 0) \
    F(S, U16, packet_type, 0)
#define HCI_SETUP_SYNCHRONOUS_CONNECTION_ANSWER HCI_NO_FIELDS

#define HCI_ACCEPT_SYNCHRONOUS_CONNECTION_REQUEST_PARAMETERS(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U32, transmit_bandwidth, 0) F(S, U32, receive_bandwidth, 0) \
    F(S, U16, max_latency, 0) F(S, U16, voice_setting, 0) F(S, U8, retransmission_effort, 0) \
    F(S, U16, packet_type, 0)
#define HCI_ACCEPT_SYNCHRONOUS_CONNECTION_REQUEST_ANSWER HCI_NO_FIELDS

#define HCI_REJECT_SYNCHRONOUS_CONNECTION_REQUEST_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, STATUS, reason, 0)
#define HCI_REJECT_SYNCHRONOUS_CONNECTION_REQUEST_ANSWER HCI_NO_FIELDS

#define HCI_IO_CAPABILITY_REQUEST_REPLY_PARAMETERS(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U8, io_capability, 0) F(S, U8, oob_data_present, 0) \
    F(S, U8, authentication_requirements, 0)
#define HCI_IO_CAPABILITY_REQUEST_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_USER_CONFIRMATION_REQUEST_REPLY_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_USER_CONFIRMATION_REQUEST_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_USER_CONFIRMATION_REQUEST_NEGATIVE_REPLY_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_USER_CONFIRMATION_REQUEST_NEGATIVE_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_USER_PASSKEY_REQUEST_REPLY_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U32, numeric_value, 0)
#define HCI_USER_PASSKEY_REQUEST_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_USER_PASSKEY_REQUEST_NEGATIVE_REPLY_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_USER_PASSKEY_REQUEST_NEGATIVE_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_REMOTE_OOB_DATA_REQUEST_REPLY_PARAMETERS(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, KEY128, c, 0) F(S, KEY128, r, 0)
#define HCI_REMOTE_OOB_DATA_REQUEST_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_REMOTE_OOB_DATA_REQUEST_NEGATIVE_REPLY_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_REMOTE_OOB_DATA_REQUEST_NEGATIVE_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_IO_CAPABILITY_REQUEST_NEGATIVE_REPLY_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, STATUS, reason, 0)
#define HCI_IO_CAPABILITY_REQUEST_NEGATIVE_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_ENHANCED_SETUP_SYNCHRONOUS_CONNECTION_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U32, transmit_bandwidth, 0) F(S, U32, receive_bandwidth, 0) \
    F(S, BYTES, transmit_coding_format, 5) F(S, BYTES, receive_coding_format, 5) \
    F(S, U16, transmit_codec_frame_size, 0) F(S, U16, receive_codec_frame_size, 0) F(S, U32, input_bandwidth, 0) \
    F(S, U32, output_bandwidth, 0) F(S, BYTES, input_coding_format, 5) F(S, BYTES, output_coding_format, 5) \
    F(S, U16, input_coded_data_size, 0) F(S, U16, output_coded_data_size, 0) F(S, U8, input_pcm_data_format, 0) \
    F(S, U8, output_pcm_data_format, 0) F(S, U8, input_pcm_sample_payload_msb_position, 0) \
    F(S, U8, output_pcm_sample_payload_msb_position, 0) F(S, U8, input_data_path, 0) F(S, U8, output_data_path, 0) \
    F(S, U8, input_transport_unit_size, 0) F(S, U8, output_transport_unit_size, 0) F(S, U16, max_latency, 0) \
    F(S, U16, packet_type, 0) F(S, U8, retransmission_effort, 0)
#define HCI_ENHANCED_SETUP_SYNCHRONOUS_CONNECTION_ANSWER HCI_NO_FIELDS

#define HCI_ENHANCED_ACCEPT_SYNCHRONOUS_CONNECTION_REQUEST_PARAMETERS(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, U32, transmit_bandwidth, 0) F(S, U32, receive_bandwidth, 0) \
    F(S, BYTES, transmit_coding_format, 5) F(S, BYTES, receive_coding_format, 5) \
    F(S, U16, transmit_codec_frame_size, 0) F(S, U16, receive_codec_frame_size, 0) F(S, U32, input_bandwidth, 0) \
    F(S, U32, output_bandwidth, 0) F(S, BYTES, input_coding_format, 5) F(S, BYTES, output_coding_format, 5) \
    F(S, U16, input_coded_data_size, 0) F(S, U16, output_coded_data_size, 0) F(S, U8, input_pcm_data_format, 0) \
    F(S, U8, output_pcm_data_format, 0) F(S, U8, input_pcm_sample_payload_msb_position, 0) \
    F(S, U8, output_pcm_sample_payload_msb_position, 0) F(S, U8, input_data_path, 0) F(S, U8, output_data_path, 0) \
    F(S, U8, input_transport_unit_size, 0) F(S, U8, output_transport_unit_size, 0) F(S, U16, max_latency, 0) \
    F(S, U16, packet_type, 0) F(S, U8, retransmission_effort, 0)
#define HCI_ENHANCED_ACCEPT_SYNCHRONOUS_CONNECTION_REQUEST_ANSWER HCI_NO_FIELDS

#define HCI_REMOTE_OOB_EXTENDED_DATA_REQUEST_REPLY_PARAMETERS(F, S) \
    F(S, ADDRESS, bd_addr, 0) F(S, KEY128, c_192, 0) F(S, KEY128, r_192, 0) F(S, KEY128, c_256, 0) \
    F(S, KEY128, r_256, 0)
#define HCI_REMOTE_OOB_EXTENDED_DATA_REQUEST_REPLY_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_HOLD_MODE_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, hold_mode_max_interval, 0) F(S, U16, hold_mode_min_interval, 0)
#define HCI_HOLD_MODE_ANSWER HCI_NO_FIELDS

#define HCI_SNIFF_MODE_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, sniff_max_interval, 0) F(S, U16, sniff_min_interval, 0) \
    F(S, U16, sniff_attempt, 0) F(S, U16, sniff_timeout, 0)
#define HCI_SNIFF_MODE_ANSWER HCI_NO_FIELDS

#define HCI_EXIT_SNIFF_MODE_PARAMETERS HCI_HANDLE_ONLY
#define HCI_EXIT_SNIFF_MODE_ANSWER HCI_NO_FIELDS

#define HCI_QOS_SETUP_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, unused, 0) F(S, U8, service_type, 0) F(S, U32, token_rate, 0) \
    F(S, U32, peak_bandwidth, 0) F(S, U32, latency, 0) F(S, U32, delay_variation, 0)
#define HCI_QOS_SETUP_ANSWER HCI_NO_FIELDS

#define HCI_ROLE_DISCOVERY_PARAMETERS HCI_HANDLE_ONLY
#define HCI_ROLE_DISCOVERY_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, current_role, 0)

#define HCI_SWITCH_ROLE_PARAMETERS(F, S) F(S, ADDRESS, bd_addr, 0) F(S, U8, role, 0)
#define HCI_SWITCH_ROLE_ANSWER HCI_NO_FIELDS

#define HCI_READ_LINK_POLICY_SETTINGS_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_LINK_POLICY_SETTINGS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, link_policy_settings, 0)

#define HCI_WRITE_LINK_POLICY_SETTINGS_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, link_policy_settings, 0)
#define HCI_WRITE_LINK_POLICY_SETTINGS_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_READ_DEFAULT_LINK_POLICY_SETTINGS_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_DEFAULT_LINK_POLICY_SETTINGS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, default_link_policy_settings, 0)

#define HCI_WRITE_DEFAULT_LINK_POLICY_SETTINGS_PARAMETERS(F, S) F(S, U16, default_link_policy_settings, 0)
#define HCI_WRITE_DEFAULT_LINK_POLICY_SETTINGS_ANSWER HCI_STATUS_ONLY

#define HCI_FLOW_SPECIFICATION_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, unused, 0) F(S, U8, flow_direction, 0) F(S, U8, service_type, 0) \
    F(S, U32, token_rate, 0) F(S, U32, token_bucket_size, 0) F(S, U32, peak_bandwidth, 0) \
    F(S, U32, access_latency, 0)
#define HCI_FLOW_SPECIFICATION_ANSWER HCI_NO_FIELDS

#define HCI_SNIFF_SUBRATING_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, max_latency, 0) F(S, U16, min_remote_timeout, 0) \
    F(S, U16, min_local_timeout, 0)
#define HCI_SNIFF_SUBRATING_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_CLASSIC_COMMANDS(X) \
    X(0x0401,  0, 0, STARTED,  INQUIRY, inquiry, "Inquiry") \
    X(0x0402,  0, 1, COMPLETE, INQUIRY_CANCEL, inquiry_cancel, "Inquiry Cancel") \
    X(0x0403,  0, 2, COMPLETE, PERIODIC_INQUIRY_MODE, periodic_inquiry_mode, "Periodic Inquiry Mode") \
    X(0x0404,  0, 3, COMPLETE, EXIT_PERIODIC_INQUIRY_MODE, exit_periodic_inquiry_mode, "Exit Periodic Inquiry Mode") \
    X(0x0405,  0, 4, STARTED,  CREATE_CONNECTION, create_connection, "Create Connection") \
    X(0x0406,  0, 5, STARTED,  DISCONNECT, disconnect, "Disconnect") \
    X(0x0408,  0, 7, COMPLETE, CREATE_CONNECTION_CANCEL, create_connection_cancel, "Create Connection Cancel") \
    X(0x0409,  1, 0, STARTED,  ACCEPT_CONNECTION_REQUEST, accept_connection_request, "Accept Connection Request") \
    X(0x040a,  1, 1, STARTED,  REJECT_CONNECTION_REQUEST, reject_connection_request, "Reject Connection Request") \
    X(0x040b,  1, 2, COMPLETE, LINK_KEY_REQUEST_REPLY, link_key_request_reply, "Link Key Request Reply") \
    X(0x040c,  1, 3, COMPLETE, LINK_KEY_REQUEST_NEGATIVE_REPLY, link_key_request_negative_reply, \
        "Link Key Request Negative Reply") \
    X(0x040d,  1, 4, COMPLETE, PIN_CODE_REQUEST_REPLY, pin_code_request_reply, "PIN Code Request Reply") \
    X(0x040e,  1, 5, COMPLETE, PIN_CODE_REQUEST_NEGATIVE_REPLY, pin_code_request_negative_reply, \
        "PIN Code Request Negative Reply") \
    X(0x040f,  1, 6, STARTED,  CHANGE_CONNECTION_PACKET_TYPE, change_connection_packet_type, \
        "Change Connection Packet Type") \
    X(0x0411,  1, 7, STARTED,  AUTHENTICATION_REQUESTED, authentication_requested, "Authentication Requested") \
    X(0x0413,  2, 0, STARTED,  SET_CONNECTION_ENCRYPTION, set_connection_encryption, "Set Connection Encryption") \
    X(0x0415,  2, 1, STARTED,  CHANGE_CONNECTION_LINK_KEY, change_connection_link_key, "Change Connection Link Key") \
    X(0x0417,  2, 2, STARTED,  LINK_KEY_SELECTION, link_key_selection, "Link Key Selection") \
    X(0x0419,  2, 3, STARTED,  REMOTE_NAME_REQUEST, remote_name_request, "Remote Name Request") \
    X(0x041a,  2, 4, COMPLETE, REMOTE_NAME_REQUEST_CANCEL, remote_name_request_cancel, "Remote Name Request Cancel") \
    X(0x041b,  2, 5, STARTED,  READ_REMOTE_SUPPORTED_FEATURES, read_remote_supported_features, \
        "Read Remote Supported Features") \
    X(0x041c,  2, 6, STARTED,  READ_REMOTE_EXTENDED_FEATURES, read_remote_extended_features, \
        "Read Remote Extended Features") \
    X(0x041d,  2, 7, STARTED,  READ_REMOTE_VERSION_INFORMATION, read_remote_version_information, \
        "Read Remote Version Information") \
    X(0x041f,  3, 0, STARTED,  READ_CLOCK_OFFSET, read_clock_offset, "Read Clock Offset") \
    X(0x0420,  3, 1, COMPLETE, READ_LMP_HANDLE, read_lmp_handle, "Read LMP Handle") \
    X(0x0428, 16, 3, STARTED,  SETUP_SYNCHRONOUS_CONNECTION, setup_synchronous_connection, \
        "Setup Synchronous Connection") \
    X(0x0429, 16, 4, STARTED,  ACCEPT_SYNCHRONOUS_CONNECTION_REQUEST, accept_synchronous_connection_request, \
        "Accept Synchronous Connection Request") \
    X(0x042a, 16, 5, STARTED,  REJECT_SYNCHRONOUS_CONNECTION_REQUEST, reject_synchronous_connection_request, \
        "Reject Synchronous Connection Request") \
    X(0x042b, 18, 7, COMPLETE, IO_CAPABILITY_REQUEST_REPLY, io_capability_request_reply, \
        "IO Capability Request Reply") \
    X(0x042c, 19, 0, COMPLETE, USER_CONFIRMATION_REQUEST_REPLY, user_confirmation_request_reply, \
        "User Confirmation Request Reply") \
    X(0x042d, 19, 1, COMPLETE, USER_CONFIRMATION_REQUEST_NEGATIVE_REPLY, user_confirmation_request_negative_reply, \
        "User Confirmation Request Negative Reply") \
    X(0x042e, 19, 2, COMPLETE, USER_PASSKEY_REQUEST_REPLY, user_passkey_request_reply, "User Passkey Request Reply") \
    X(0x042f, 19, 3, COMPLETE, USER_PASSKEY_REQUEST_NEGATIVE_REPLY, user_passkey_request_negative_reply, \
        "User Passkey Request Negative Reply") \
    X(0x0430, 19, 4, COMPLETE, REMOTE_OOB_DATA_REQUEST_REPLY, remote_oob_data_request_reply, \
        "Remote OOB Data Request Reply") \
    X(0x0433, 19, 7, COMPLETE, REMOTE_OOB_DATA_REQUEST_NEGATIVE_REPLY, remote_oob_data_request_negative_reply, \
        "Remote OOB Data Request Negative Reply") \
    X(0x0434, 20, 3, COMPLETE, IO_CAPABILITY_REQUEST_NEGATIVE_REPLY, io_capability_request_negative_reply, \
        "IO Capability Request Negative Reply") \
    X(0x043d, 29, 3, STARTED,  ENHANCED_SETUP_SYNCHRONOUS_CONNECTION, enhanced_setup_synchronous_connection, \
        "Enhanced Setup Synchronous Connection") \
    X(0x043e, 29, 4, STARTED,  ENHANCED_ACCEPT_SYNCHRONOUS_CONNECTION_REQUEST, \
        enhanced_accept_synchronous_connection_request, "Enhanced Accept Synchronous Connection Request") \
    X(0x0445, 32, 1, COMPLETE, REMOTE_OOB_EXTENDED_DATA_REQUEST_REPLY, remote_oob_extended_data_request_reply, \
        "Remote OOB Extended Data Request Reply") \
    X(0x0801,  4, 1, STARTED,  HOLD_MODE, hold_mode, "Hold Mode") \
    X(0x0803,  4, 2, STARTED,  SNIFF_MODE, sniff_mode, "Sniff Mode") \
    X(0x0804,  4, 3, STARTED,  EXIT_SNIFF_MODE, exit_sniff_mode, "Exit Sniff Mode") \
    X(0x0807,  4, 6, STARTED,  QOS_SETUP, qos_setup, "QoS Setup") \
    X(0x0809,  4, 7, COMPLETE, ROLE_DISCOVERY, role_discovery, "Role Discovery") \
    X(0x080b,  5, 0, STARTED,  SWITCH_ROLE, switch_role, "Switch Role") \
    X(0x080c,  5, 1, COMPLETE, READ_LINK_POLICY_SETTINGS, read_link_policy_settings, "Read Link Policy Settings") \
    X(0x080d,  5, 2, COMPLETE, WRITE_LINK_POLICY_SETTINGS, write_link_policy_settings, "Write Link Policy Settings") \
    X(0x080e,  5, 3, COMPLETE, READ_DEFAULT_LINK_POLICY_SETTINGS, read_default_link_policy_settings, \
        "Read Default Link Policy Settings") \
    X(0x080f,  5, 4, COMPLETE, WRITE_DEFAULT_LINK_POLICY_SETTINGS, write_default_link_policy_settings, \
        "Write Default Link Policy Settings") \
    X(0x0810,  5, 5, STARTED,  FLOW_SPECIFICATION, flow_specification, "Flow Specification") \
    X(0x0811, 17, 4, COMPLETE, SNIFF_SUBRATING, sniff_subrating, "Sniff Subrating")

/* clang-format on */
#endif
