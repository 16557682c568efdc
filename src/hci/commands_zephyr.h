/* SPDX-License-Identifier: MIT */
/** @file Zephyr's vendor commands. Other makers use the same numbers otherwise: know the maker before sending one. */
#ifndef BLR_HCI_COMMANDS_ZEPHYR_H
#define BLR_HCI_COMMANDS_ZEPHYR_H

/* clang-format off */

#define HCI_STATIC_ADDRESS_ELEMENT(F, S) F(S, ADDRESS, address, 0) F(S, KEY128, identity_root, 0)
#define HCI_HOST_STACK_COMMAND_ELEMENT(F, S) F(S, U16, vendor_identifier, 0) F(S, U16, opcode_base, 0)
#define HCI_ZEPHYR_READ_VERSION_INFORMATION_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_VERSION_INFORMATION_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U16, hw_platform, 0) F(S, U16, hw_variant, 0) F(S, U8, fw_variant, 0) \
    F(S, U8, fw_version, 0) F(S, U16, fw_revision, 0) F(S, U32, fw_build, 0)

#define HCI_ZEPHYR_READ_SUPPORTED_COMMANDS_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_SUPPORTED_COMMANDS_ANSWER(F, S) F(S, STATUS, status, 0) F(S, BYTES, commands, 64)

#define HCI_ZEPHYR_READ_SUPPORTED_FEATURES_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_SUPPORTED_FEATURES_ANSWER(F, S) F(S, STATUS, status, 0) F(S, U64, features, 0)

#define HCI_ZEPHYR_SET_EVENT_MASK_PARAMETERS(F, S) F(S, U64, event_mask, 0)
#define HCI_ZEPHYR_SET_EVENT_MASK_ANSWER HCI_STATUS_ONLY

#define HCI_ZEPHYR_RESET_PARAMETERS(F, S) F(S, U8, type, 0)
#define HCI_ZEPHYR_RESET_ANSWER HCI_STATUS_ONLY

#define HCI_ZEPHYR_WRITE_BD_ADDR_PARAMETERS HCI_BD_ADDR_ONLY
#define HCI_ZEPHYR_WRITE_BD_ADDR_ANSWER HCI_STATUS_ONLY

#define HCI_ZEPHYR_SET_TRACE_ENABLE_PARAMETERS(F, S) F(S, U8, enable, 0) F(S, U8, type, 0)
#define HCI_ZEPHYR_SET_TRACE_ENABLE_ANSWER HCI_STATUS_ONLY

#define HCI_ZEPHYR_READ_BUILD_INFORMATION_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_BUILD_INFORMATION_ANSWER(F, S) F(S, STATUS, status, 0) F(S, REST, information, 0)

#define HCI_ZEPHYR_READ_STATIC_ADDRESSES_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_STATIC_ADDRESSES_ANSWER(F, S) F(S, STATUS, status, 0) F(S, LIST, addresses, static_address)

#define HCI_ZEPHYR_READ_KEY_HIERARCHY_ROOTS_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_KEY_HIERARCHY_ROOTS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, KEY128, identity_root, 0) F(S, KEY128, encryption_root, 0)

#define HCI_ZEPHYR_READ_CHIP_TEMPERATURE_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_CHIP_TEMPERATURE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, S8, temperature, 0)

#define HCI_ZEPHYR_READ_HOST_STACK_COMMANDS_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_HOST_STACK_COMMANDS_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, LIST, commands, host_stack_command)

#define HCI_ZEPHYR_SET_SCAN_REQUEST_REPORTS_PARAMETERS(F, S) F(S, U8, enable, 0)
#define HCI_ZEPHYR_SET_SCAN_REQUEST_REPORTS_ANSWER HCI_STATUS_ONLY

#define HCI_ZEPHYR_WRITE_TX_POWER_LEVEL_PARAMETERS(F, S) \
    F(S, U8, handle_type, 0) F(S, U16, handle, 0) F(S, S8, tx_power_level, 0)
#define HCI_ZEPHYR_WRITE_TX_POWER_LEVEL_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, handle_type, 0) F(S, U16, handle, 0) F(S, S8, selected_tx_power, 0)

#define HCI_ZEPHYR_READ_TX_POWER_LEVEL_PARAMETERS(F, S) F(S, U8, handle_type, 0) F(S, U16, handle, 0)
#define HCI_ZEPHYR_READ_TX_POWER_LEVEL_ANSWER(F, S) \
    F(S, STATUS, status, 0) F(S, U8, handle_type, 0) F(S, U16, handle, 0) F(S, S8, tx_power_level, 0)

#define HCI_ZEPHYR_READ_USB_TRANSPORT_MODE_PARAMETERS HCI_NO_FIELDS
#define HCI_ZEPHYR_READ_USB_TRANSPORT_MODE_ANSWER(F, S) F(S, STATUS, status, 0) F(S, COUNTED, supported_modes, 0)

#define HCI_ZEPHYR_SET_USB_TRANSPORT_MODE_PARAMETERS(F, S) F(S, U8, mode, 0)
#define HCI_ZEPHYR_SET_USB_TRANSPORT_MODE_ANSWER HCI_STATUS_ONLY

#define HCI_ZEPHYR_ELEMENTS(X) \
    X(STATIC_ADDRESS, static_address) \
    X(HOST_STACK_COMMAND, host_stack_command)

#define HCI_ZEPHYR_COMMANDS(X) \
    X(0xfc01, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_VERSION_INFORMATION, zephyr_read_version_information, \
        "Zephyr Read Version Information") \
    X(0xfc02, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_SUPPORTED_COMMANDS, zephyr_read_supported_commands, \
        "Zephyr Read Supported Commands") \
    X(0xfc03, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_SUPPORTED_FEATURES, zephyr_read_supported_features, \
        "Zephyr Read Supported Features") \
    X(0xfc04, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_SET_EVENT_MASK, zephyr_set_event_mask, "Zephyr Set Event Mask") \
    X(0xfc05, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_RESET, zephyr_reset, "Zephyr Reset") \
    X(0xfc06, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_WRITE_BD_ADDR, zephyr_write_bd_addr, "Zephyr Write BD_ADDR") \
    X(0xfc07, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_SET_TRACE_ENABLE, zephyr_set_trace_enable, \
        "Zephyr Set Trace Enable") \
    X(0xfc08, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_BUILD_INFORMATION, zephyr_read_build_information, \
        "Zephyr Read Build Information") \
    X(0xfc09, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_STATIC_ADDRESSES, zephyr_read_static_addresses, \
        "Zephyr Read Static Addresses") \
    X(0xfc0a, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_KEY_HIERARCHY_ROOTS, zephyr_read_key_hierarchy_roots, \
        "Zephyr Read Key Hierarchy Roots") \
    X(0xfc0b, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_CHIP_TEMPERATURE, zephyr_read_chip_temperature, \
        "Zephyr Read Chip Temperature") \
    X(0xfc0c, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_HOST_STACK_COMMANDS, zephyr_read_host_stack_commands, \
        "Zephyr Read Host Stack Commands") \
    X(0xfc0d, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_SET_SCAN_REQUEST_REPORTS, zephyr_set_scan_request_reports, \
        "Zephyr Set Scan Request Reports") \
    X(0xfc0e, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_WRITE_TX_POWER_LEVEL, zephyr_write_tx_power_level, \
        "Zephyr Write Tx Power Level") \
    X(0xfc0f, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_TX_POWER_LEVEL, zephyr_read_tx_power_level, \
        "Zephyr Read Tx Power Level") \
    X(0xfc10, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_READ_USB_TRANSPORT_MODE, zephyr_read_usb_transport_mode, \
        "Zephyr Read USB Transport Mode") \
    X(0xfc11, BLR_HCI_NO_BIT, 0, COMPLETE, ZEPHYR_SET_USB_TRANSPORT_MODE, zephyr_set_usb_transport_mode, \
        "Zephyr Set USB Transport Mode")

/* clang-format on */
#endif
