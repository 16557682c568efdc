/* SPDX-License-Identifier: MIT */
/** @file LE commands from 0x205e on: keys, isochronous channels, power control, subrating, responses in periodic
 *  advertising (Vol 4 Part E 7.8.37, 7.8.93 - 7.8.127 and their later versions). */
#ifndef BLR_HCI_COMMANDS_LE_ISOCHRONOUS_H
#define BLR_HCI_COMMANDS_LE_ISOCHRONOUS_H

/* clang-format off */

#define HCI_LE_READ_BUFFER_SIZE_V2_PARAMETERS HCI_NO_FIELDS
#define HCI_LE_READ_BUFFER_SIZE_V2_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, le_acl_data_packet_length, 0) F(S, U8, total_num_le_acl_data_packets, 0) \
    F(S, U16, iso_data_packet_length, 0) F(S, U8, total_num_iso_data_packets, 0)

#define HCI_LE_ISOCHRONOUS_ELEMENTS(X)

#define HCI_LE_ISOCHRONOUS_COMMANDS(X) \
    X(0x2060, 41, 5, COMPLETE, LE_READ_BUFFER_SIZE_V2, le_read_buffer_size_v2, "LE Read Buffer Size [v2]")

/* clang-format on */
#endif
