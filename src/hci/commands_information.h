/* SPDX-License-Identifier: MIT */
/** @file Informational, status and testing commands (Vol 4 Part E 7.4 - 7.6). */
#ifndef BLR_HCI_COMMANDS_INFORMATION_H
#define BLR_HCI_COMMANDS_INFORMATION_H

/* clang-format off */

#define HCI_CODEC_ELEMENT(F, S) F(S, U8, codec_id, 0)
#define HCI_VENDOR_CODEC_ELEMENT(F, S) F(S, U16, company_identifier, 0) F(S, U16, codec_id, 0)
#define HCI_CODEC_V2_ELEMENT(F, S) F(S, U8, codec_id, 0) F(S, U8, codec_transport, 0)
#define HCI_VENDOR_CODEC_V2_ELEMENT(F, S) \
    F(S, U16, company_identifier, 0) F(S, U16, codec_id, 0) F(S, U8, codec_transport, 0)
#define HCI_CODEC_CAPABILITY_ELEMENT(F, S) F(S, COUNTED, codec_capability, 0)
#define HCI_READ_LOCAL_VERSION_INFORMATION_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_VERSION_INFORMATION_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, hci_version, 0) F(S, U16, hci_subversion, 0) F(S, U8, lmp_version, 0) \
    F(S, U16, company_identifier, 0) F(S, U16, lmp_subversion, 0)

#define HCI_READ_LOCAL_SUPPORTED_COMMANDS_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_SUPPORTED_COMMANDS_ANSWER(F, S) F(S, STATUS, status, 0) F(S, BYTES, supported_commands, 64)

#define HCI_READ_LOCAL_SUPPORTED_FEATURES_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_SUPPORTED_FEATURES_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U64, lmp_features, 0)

#define HCI_READ_LOCAL_EXTENDED_FEATURES_PARAMETERS(F, S) F(S, U8, page_number, 0)
#define HCI_READ_LOCAL_EXTENDED_FEATURES_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, page_number, 0) F(S, U8, max_page_number, 0) \
    F(S, U64, extended_lmp_features, 0)

#define HCI_READ_BUFFER_SIZE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_BUFFER_SIZE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, acl_data_packet_length, 0) F(S, U8, synchronous_data_packet_length, 0) \
    F(S, U16, total_num_acl_data_packets, 0) F(S, U16, total_num_synchronous_data_packets, 0)

#define HCI_READ_BD_ADDR_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_BD_ADDR_ANSWER HCI_STATUS_AND_BD_ADDR

#define HCI_READ_LOCAL_SUPPORTED_CODECS_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_SUPPORTED_CODECS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, LIST, standard_codecs, codec) F(S, LIST, vendor_specific_codecs, vendor_codec)

#define HCI_READ_LOCAL_SIMPLE_PAIRING_OPTIONS_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_SIMPLE_PAIRING_OPTIONS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, simple_pairing_options, 0) F(S, U8, max_encryption_key_size, 0)

#define HCI_READ_LOCAL_SUPPORTED_CODECS_V2_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_SUPPORTED_CODECS_V2_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, LIST, standard_codecs, codec_v2) \
    F(S, LIST, vendor_specific_codecs, vendor_codec_v2)

#define HCI_READ_LOCAL_SUPPORTED_CODEC_CAPABILITIES_PARAMETERS(F, S) \
    F(S, BYTES, codec_id, 5) F(S, U8, logical_transport_type, 0) F(S, U8, direction, 0)
#define HCI_READ_LOCAL_SUPPORTED_CODEC_CAPABILITIES_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, LIST, codec_capabilities, codec_capability)

#define HCI_READ_LOCAL_SUPPORTED_CONTROLLER_DELAY_PARAMETERS(F, S) \
    F(S, BYTES, codec_id, 5) F(S, U8, logical_transport_type, 0) F(S, U8, direction, 0) \
    F(S, COUNTED, codec_configuration, 0)
#define HCI_READ_LOCAL_SUPPORTED_CONTROLLER_DELAY_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U24, min_controller_delay, 0) F(S, U24, max_controller_delay, 0)

#define HCI_READ_FAILED_CONTACT_COUNTER_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_FAILED_CONTACT_COUNTER_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U16, failed_contact_counter, 0)

#define HCI_RESET_FAILED_CONTACT_COUNTER_PARAMETERS HCI_HANDLE_ONLY
#define HCI_RESET_FAILED_CONTACT_COUNTER_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_READ_LINK_QUALITY_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_LINK_QUALITY_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, link_quality, 0)

#define HCI_READ_RSSI_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_RSSI_ANSWER(F, S) F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, S8, rssi, 0)

#define HCI_READ_AFH_CHANNEL_MAP_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_AFH_CHANNEL_MAP_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, afh_mode, 0) \
    F(S, BYTES, afh_channel_map, 10)

#define HCI_READ_CLOCK_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, U8, which_clock, 0)
#define HCI_READ_CLOCK_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U32, clock, 0) F(S, U16, accuracy, 0)

#define HCI_READ_ENCRYPTION_KEY_SIZE_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_ENCRYPTION_KEY_SIZE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, key_size, 0)

#define HCI_READ_LOOPBACK_MODE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOOPBACK_MODE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U8, loopback_mode, 0)

#define HCI_WRITE_LOOPBACK_MODE_PARAMETERS(F, S) F(S, U8, loopback_mode, 0)
#define HCI_WRITE_LOOPBACK_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_ENABLE_IMPLEMENTATION_UNDER_TEST_MODE_PARAMETERS HCI_NO_FIELDS
#define HCI_ENABLE_IMPLEMENTATION_UNDER_TEST_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_WRITE_SIMPLE_PAIRING_DEBUG_MODE_PARAMETERS(F, S) F(S, U8, simple_pairing_debug_mode, 0)
#define HCI_WRITE_SIMPLE_PAIRING_DEBUG_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_WRITE_SECURE_CONNECTIONS_TEST_MODE_PARAMETERS(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U8, dm1_acl_u_mode, 0) F(S, U8, esco_loopback_mode, 0)
#define HCI_WRITE_SECURE_CONNECTIONS_TEST_MODE_ANSWER HCI_STATUS_AND_HANDLE

#define HCI_INFORMATION_ELEMENTS(X) \
    X(CODEC, codec) \
    X(VENDOR_CODEC, vendor_codec) \
    X(CODEC_V2, codec_v2) \
    X(VENDOR_CODEC_V2, vendor_codec_v2) \
    X(CODEC_CAPABILITY, codec_capability)

#define HCI_INFORMATION_COMMANDS(X) \
    X(0x1001, 14, 3, COMPLETE, READ_LOCAL_VERSION_INFORMATION, read_local_version_information, \
        "Read Local Version Information") \
    X(0x1002, BLR_HCI_NO_BIT, 0, COMPLETE, READ_LOCAL_SUPPORTED_COMMANDS, read_local_supported_commands, \
        "Read Local Supported Commands") \
    X(0x1003, 14, 5, COMPLETE, READ_LOCAL_SUPPORTED_FEATURES, read_local_supported_features, \
        "Read Local Supported Features") \
    X(0x1004, 14, 6, COMPLETE, READ_LOCAL_EXTENDED_FEATURES, read_local_extended_features, \
        "Read Local Extended Features") \
    X(0x1005, 14, 7, COMPLETE, READ_BUFFER_SIZE, read_buffer_size, "Read Buffer Size") \
    X(0x1009, 15, 1, COMPLETE, READ_BD_ADDR, read_bd_addr, "Read BD_ADDR") \
    X(0x100b, 29, 5, COMPLETE, READ_LOCAL_SUPPORTED_CODECS, read_local_supported_codecs, \
        "Read Local Supported Codecs") \
    X(0x100c, 41, 3, COMPLETE, READ_LOCAL_SIMPLE_PAIRING_OPTIONS, read_local_simple_pairing_options, \
        "Read Local Simple Pairing Options") \
    X(0x100d, 45, 2, COMPLETE, READ_LOCAL_SUPPORTED_CODECS_V2, read_local_supported_codecs_v2, \
        "Read Local Supported Codecs [v2]") \
    X(0x100e, 45, 3, COMPLETE, READ_LOCAL_SUPPORTED_CODEC_CAPABILITIES, read_local_supported_codec_capabilities, \
        "Read Local Supported Codec Capabilities") \
    X(0x100f, 45, 4, COMPLETE, READ_LOCAL_SUPPORTED_CONTROLLER_DELAY, read_local_supported_controller_delay, \
        "Read Local Supported Controller Delay") \
    X(0x1401, 15, 2, COMPLETE, READ_FAILED_CONTACT_COUNTER, read_failed_contact_counter, \
        "Read Failed Contact Counter") \
    X(0x1402, 15, 3, COMPLETE, RESET_FAILED_CONTACT_COUNTER, reset_failed_contact_counter, \
        "Reset Failed Contact Counter") \
    X(0x1403, 15, 4, COMPLETE, READ_LINK_QUALITY, read_link_quality, "Read Link Quality") \
    X(0x1405, 15, 5, COMPLETE, READ_RSSI, read_rssi, "Read RSSI") \
    X(0x1406, 15, 6, COMPLETE, READ_AFH_CHANNEL_MAP, read_afh_channel_map, "Read AFH Channel Map") \
    X(0x1407, 15, 7, COMPLETE, READ_CLOCK, read_clock, "Read Clock") \
    X(0x1408, 20, 4, COMPLETE, READ_ENCRYPTION_KEY_SIZE, read_encryption_key_size, "Read Encryption Key Size") \
    X(0x1801, 16, 0, COMPLETE, READ_LOOPBACK_MODE, read_loopback_mode, "Read Loopback Mode") \
    X(0x1802, 16, 1, COMPLETE, WRITE_LOOPBACK_MODE, write_loopback_mode, "Write Loopback Mode") \
    X(0x1803, 16, 2, COMPLETE, ENABLE_IMPLEMENTATION_UNDER_TEST_MODE, enable_implementation_under_test_mode, \
        "Enable Implementation Under Test Mode") \
    X(0x1804, 19, 5, COMPLETE, WRITE_SIMPLE_PAIRING_DEBUG_MODE, write_simple_pairing_debug_mode, \
        "Write Simple Pairing Debug Mode") \
    X(0x180a, 32, 7, COMPLETE, WRITE_SECURE_CONNECTIONS_TEST_MODE, write_secure_connections_test_mode, \
        "Write Secure Connections Test Mode")

/* clang-format on */
#endif
