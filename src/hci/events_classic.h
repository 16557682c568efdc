/* SPDX-License-Identifier: MIT */
/** @file Events other than LE and vendor ones (Vol 4 Part E 7.7.1 - 7.7.78). */
#ifndef BLR_HCI_EVENTS_CLASSIC_H
#define BLR_HCI_EVENTS_CLASSIC_H

/* clang-format off */

#define HCI_DISCONNECTION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, STATUS, reason, 0)

#define HCI_ENCRYPTION_CHANGE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, encryption_enabled, 0)

#define HCI_READ_REMOTE_VERSION_INFORMATION_COMPLETE_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0) F(S, U8, version, 0) F(S, U16, company_identifier, 0) \
    F(S, U16, subversion, 0)

#define HCI_COMMAND_COMPLETE_EVENT(F, S) \
    F(S, U8, num_hci_command_packets, 0) F(S, OPCODE, command_opcode, 0) F(S, REST, return_parameters, 0)

#define HCI_COMMAND_STATUS_EVENT(F, S) \
    F(S, STATUS, status, 0) F(S, U8, num_hci_command_packets, 0) F(S, OPCODE, command_opcode, 0)

#define HCI_HARDWARE_ERROR_EVENT(F, S) F(S, U8, hardware_code, 0)

#define HCI_COMPLETED_PACKETS_ELEMENT(F, S) F(S, HANDLE, connection_handle, 0) F(S, U16, num_completed_packets, 0)
#define HCI_NUMBER_OF_COMPLETED_PACKETS_EVENT(F, S) F(S, LIST, handles, completed_packets)

#define HCI_DATA_BUFFER_OVERFLOW_EVENT(F, S) F(S, U8, link_type, 0)

#define HCI_ENCRYPTION_KEY_REFRESH_COMPLETE_EVENT(F, S) F(S, STATUS, status, 0) F(S, HANDLE, connection_handle, 0)

#define HCI_CLASSIC_EVENT_ELEMENTS(X) \
    X(COMPLETED_PACKETS, completed_packets)

#define HCI_CLASSIC_EVENTS(X) \
    X(0x05, DISCONNECTION_COMPLETE, disconnection_complete, "Disconnection Complete") \
    X(0x08, ENCRYPTION_CHANGE, encryption_change, "Encryption Change") \
    X(0x0c, READ_REMOTE_VERSION_INFORMATION_COMPLETE, read_remote_version_information_complete, \
        "Read Remote Version Information Complete") \
    X(0x0e, COMMAND_COMPLETE, command_complete, "Command Complete") \
    X(0x0f, COMMAND_STATUS, command_status, "Command Status") \
    X(0x10, HARDWARE_ERROR, hardware_error, "Hardware Error") \
    X(0x13, NUMBER_OF_COMPLETED_PACKETS, number_of_completed_packets, "Number Of Completed Packets") \
    X(0x1a, DATA_BUFFER_OVERFLOW, data_buffer_overflow, "Data Buffer Overflow") \
    X(0x30, ENCRYPTION_KEY_REFRESH_COMPLETE, encryption_key_refresh_complete, "Encryption Key Refresh Complete")

/* clang-format on */
#endif
