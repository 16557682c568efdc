/* SPDX-License-Identifier: MIT */
/** @file Controller & baseband, informational, status and testing commands (Vol 4 Part E 7.3 - 7.6). */
#ifndef BLR_HCI_COMMANDS_CONTROLLER_H
#define BLR_HCI_COMMANDS_CONTROLLER_H

/* clang-format off */

#define HCI_SET_EVENT_MASK_PARAMETERS(F, S) F(S, U64, event_mask, 0)
#define HCI_SET_EVENT_MASK_ANSWER HCI_STATUS_ONLY

#define HCI_RESET_PARAMETERS HCI_NO_FIELDS
#define HCI_RESET_ANSWER HCI_STATUS_ONLY

#define HCI_SET_CONTROLLER_TO_HOST_FLOW_CONTROL_PARAMETERS(F, S) F(S, U8, flow_control_enable, 0)
#define HCI_SET_CONTROLLER_TO_HOST_FLOW_CONTROL_ANSWER HCI_STATUS_ONLY

#define HCI_HOST_BUFFER_SIZE_PARAMETERS(F, S) \
    F(S, U16, host_acl_data_packet_length, 0) F(S, U8, host_synchronous_data_packet_length, 0) \
    F(S, U16, host_total_num_acl_data_packets, 0) F(S, U16, host_total_num_synchronous_data_packets, 0)
#define HCI_HOST_BUFFER_SIZE_ANSWER HCI_STATUS_ONLY

#define HCI_HOST_COMPLETED_PACKETS_ELEMENT(F, S) \
    F(S, HANDLE, connection_handle, 0) F(S, U16, host_num_completed_packets, 0)
#define HCI_HOST_NUMBER_OF_COMPLETED_PACKETS_PARAMETERS(F, S) F(S, LIST, handles, host_completed_packets)
#define HCI_HOST_NUMBER_OF_COMPLETED_PACKETS_ANSWER HCI_NO_FIELDS

#define HCI_SET_EVENT_MASK_PAGE_2_PARAMETERS(F, S) F(S, U64, event_mask_page_2, 0)
#define HCI_SET_EVENT_MASK_PAGE_2_ANSWER HCI_STATUS_ONLY

#define HCI_READ_LOCAL_VERSION_INFORMATION_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_VERSION_INFORMATION_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, hci_version, 0) F(S, U16, hci_subversion, 0) F(S, U8, lmp_version, 0) \
    F(S, U16, company_identifier, 0) F(S, U16, lmp_subversion, 0)

#define HCI_READ_LOCAL_SUPPORTED_COMMANDS_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_SUPPORTED_COMMANDS_ANSWER(F, S) F(S, STATUS, status, 0) F(S, BYTES, supported_commands, 64)

#define HCI_READ_LOCAL_SUPPORTED_FEATURES_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_LOCAL_SUPPORTED_FEATURES_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U64, lmp_features, 0)

#define HCI_READ_BUFFER_SIZE_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_BUFFER_SIZE_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, acl_data_packet_length, 0) F(S, U8, synchronous_data_packet_length, 0) \
    F(S, U16, total_num_acl_data_packets, 0) F(S, U16, total_num_synchronous_data_packets, 0)

#define HCI_READ_BD_ADDR_PARAMETERS HCI_NO_FIELDS
#define HCI_READ_BD_ADDR_ANSWER(F, S) F(S, STATUS, status, 0) F(S, ADDRESS, bd_addr, 0)

#define HCI_READ_RSSI_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_RSSI_ANSWER(F, S) F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, S8, rssi, 0)

#define HCI_CONTROLLER_ELEMENTS(X) \
    X(HOST_COMPLETED_PACKETS, host_completed_packets)

#define HCI_CONTROLLER_COMMANDS(X) \
    X(0x0c01,  5, 6, COMPLETE, SET_EVENT_MASK, set_event_mask, "Set Event Mask") \
    X(0x0c03,  5, 7, COMPLETE, RESET, reset, "Reset") \
    X(0x0c31, 10, 5, COMPLETE, SET_CONTROLLER_TO_HOST_FLOW_CONTROL, set_controller_to_host_flow_control, \
        "Set Controller To Host Flow Control") \
    X(0x0c33, 10, 6, COMPLETE, HOST_BUFFER_SIZE, host_buffer_size, "Host Buffer Size") \
    X(0x0c35, 10, 7, NONE,     HOST_NUMBER_OF_COMPLETED_PACKETS, host_number_of_completed_packets, \
        "Host Number Of Completed Packets") \
    X(0x0c63, 22, 2, COMPLETE, SET_EVENT_MASK_PAGE_2, set_event_mask_page_2, "Set Event Mask Page 2") \
    X(0x1001, 14, 3, COMPLETE, READ_LOCAL_VERSION_INFORMATION, read_local_version_information, \
        "Read Local Version Information") \
    X(0x1002, BLR_HCI_NO_BIT, 0, COMPLETE, READ_LOCAL_SUPPORTED_COMMANDS, read_local_supported_commands, \
        "Read Local Supported Commands") \
    X(0x1003, 14, 5, COMPLETE, READ_LOCAL_SUPPORTED_FEATURES, read_local_supported_features, \
        "Read Local Supported Features") \
    X(0x1005, 14, 7, COMPLETE, READ_BUFFER_SIZE, read_buffer_size, "Read Buffer Size") \
    X(0x1009, 15, 1, COMPLETE, READ_BD_ADDR, read_bd_addr, "Read BD_ADDR") \
    X(0x1405, 15, 5, COMPLETE, READ_RSSI, read_rssi, "Read RSSI")

/* clang-format on */
#endif
