/* SPDX-License-Identifier: MIT */
/** @file Link control and link policy commands (Vol 4 Part E 7.1, 7.2). */
#ifndef BLR_HCI_COMMANDS_CLASSIC_H
#define BLR_HCI_COMMANDS_CLASSIC_H

/* clang-format off */

#define HCI_DISCONNECT_PARAMETERS(F, S) F(S, HANDLE, connection_handle, 0) F(S, STATUS, reason, 0)
#define HCI_DISCONNECT_ANSWER HCI_NO_FIELDS

#define HCI_READ_REMOTE_VERSION_INFORMATION_PARAMETERS HCI_HANDLE_ONLY
#define HCI_READ_REMOTE_VERSION_INFORMATION_ANSWER HCI_NO_FIELDS

#define HCI_CLASSIC_COMMANDS(X) \
    X(0x0406,  0, 5, STARTED,  DISCONNECT, disconnect, "Disconnect") \
    X(0x041d,  2, 7, STARTED,  READ_REMOTE_VERSION_INFORMATION, read_remote_version_information, \
        "Read Remote Version Information")

/* clang-format on */
#endif
