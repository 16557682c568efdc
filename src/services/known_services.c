/* SPDX-License-Identifier: MIT */
/* What services that many devices have are made of. */
#include <bleradio/services.h>

enum {
    READS = BLE_GATT_PROPERTY_READ,
    TELLS = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY,
    WRITES = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
    COMMANDS = BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
    UART_SIZE = 512,
    BOOT_KEYS = 8,
    BOOT_LAMPS = 1,
    BOOT_MOUSE = 3
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** The initialiser of a service made of characteristics in an array. */
#define SERVICE(service_name, service_uuid, array)                                                                     \
    {                                                                                                                  \
        .name = (service_name), .uuid = service_uuid, .count = COUNT(array), .characteristics = (array)                \
    }

/* ------------------------------------------------------------------------------------------------ UART */

#define UART_UUID(number) BLE_UUID128(0x6e400000 + (number), 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e)

const struct ble_characteristic_type ble_uart_rx = BLE_STREAM_IN_TYPE("UART RX", UART_UUID(2), UART_SIZE);
const struct ble_characteristic_type ble_uart_tx = BLE_STREAM_OUT_TYPE("UART TX", UART_UUID(3), UART_SIZE);

static const struct ble_characteristic_type *const uart[] = { &ble_uart_rx, &ble_uart_tx };
const struct ble_service_type ble_uart_service = SERVICE("UART", UART_UUID(1), uart);

/* ------------------------------------------------------------------------------------------------ battery */

const struct ble_characteristic_type ble_battery_level =
    BLE_NUMBER_TYPE("Battery Level", BLE_UUID16(0x2a19), TELLS, "B", 0, 100);

static const struct ble_characteristic_type *const battery[] = { &ble_battery_level };
const struct ble_service_type ble_battery_service = SERVICE("Battery", BLE_UUID16(0x180f), battery);

/* ------------------------------------------------------------------------------------------------ information */

const struct ble_characteristic_type ble_device_info_model =
    BLE_TEXT_TYPE("Model Number String", BLE_UUID16(0x2a24), READS);
const struct ble_characteristic_type ble_device_info_serial =
    BLE_TEXT_TYPE("Serial Number String", BLE_UUID16(0x2a25), READS);
const struct ble_characteristic_type ble_device_info_firmware =
    BLE_TEXT_TYPE("Firmware Revision String", BLE_UUID16(0x2a26), READS);
const struct ble_characteristic_type ble_device_info_hardware =
    BLE_TEXT_TYPE("Hardware Revision String", BLE_UUID16(0x2a27), READS);
const struct ble_characteristic_type ble_device_info_software =
    BLE_TEXT_TYPE("Software Revision String", BLE_UUID16(0x2a28), READS);
const struct ble_characteristic_type ble_device_info_manufacturer =
    BLE_TEXT_TYPE("Manufacturer Name String", BLE_UUID16(0x2a29), READS);
const struct ble_characteristic_type ble_device_info_pnp =
    BLE_RECORD_TYPE("PnP ID", BLE_UUID16(0x2a50), READS, "<BHHH");

static const struct ble_characteristic_type *const device_info[] = {
    &ble_device_info_model,    &ble_device_info_serial,       &ble_device_info_firmware, &ble_device_info_hardware,
    &ble_device_info_software, &ble_device_info_manufacturer, &ble_device_info_pnp,
};
const struct ble_service_type ble_device_info_service = SERVICE("Device Information", BLE_UUID16(0x180a), device_info);

/* ------------------------------------------------------------------------------------------------ time */

const struct ble_characteristic_type ble_current_time =
    BLE_RECORD_TYPE("Current Time", BLE_UUID16(0x2a2b), TELLS, "<HBBBBBBBB");
const struct ble_characteristic_type ble_local_time_info =
    BLE_RECORD_TYPE("Local Time Information", BLE_UUID16(0x2a0f), READS, "<bB");

static const struct ble_characteristic_type *const current_time[] = { &ble_current_time, &ble_local_time_info };
const struct ble_service_type ble_current_time_service = SERVICE("Current Time", BLE_UUID16(0x1805), current_time);

/* ------------------------------------------------------------------------------------------------ HID */

/** A characteristic that peers must be encrypted for. */
#define ENCRYPTED(type_name, type_uuid, type_properties, type_fixed, type_max_size)                                    \
    {                                                                                                                  \
        .name = (type_name), .uuid = type_uuid, .properties = (type_properties),                                       \
        .read_permissions = BLE_GATT_ENCRYPTED, .write_permissions = BLE_GATT_ENCRYPTED,                               \
        .subscribe_permissions = BLE_GATT_ENCRYPTED, .fixed = (type_fixed), .max_size = (type_max_size)                \
    }

/* Version 1.1, no country, normally connectable (HIDS 2.10). */
static const uint8_t information[] = { 0x11, 0x01, 0x00, 0x02 };
static const uint8_t report_protocol[] = { 1 };

const struct ble_characteristic_type ble_hid_information = {
    .name = "HID Information",
    .uuid = BLE_UUID16(0x2a4a),
    .properties = READS,
    .read_permissions = BLE_GATT_ENCRYPTED,
    .fixed = true,
    .size = sizeof(information),
    .value = information,
    .format = "<HBB",
};
const struct ble_characteristic_type ble_hid_report_map =
    ENCRYPTED("Report Map", BLE_UUID16(0x2a4b), READS, false, BLE_GATT_VALUE);
const struct ble_characteristic_type ble_hid_control_point =
    ENCRYPTED("HID Control Point", BLE_UUID16(0x2a4c), COMMANDS, true, 1);
const struct ble_characteristic_type ble_hid_report =
    ENCRYPTED("Report", BLE_UUID16(0x2a4d), TELLS, false, BLE_GATT_VALUE);
const struct ble_characteristic_type ble_hid_protocol_mode = {
    .name = "Protocol Mode",
    .uuid = BLE_UUID16(0x2a4e),
    .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
    .fixed = true,
    .size = sizeof(report_protocol),
    .value = report_protocol,
    .format = "B",
    .maximum = 1,
};
const struct ble_characteristic_type ble_hid_boot_keyboard_in =
    ENCRYPTED("Boot Keyboard Input Report", BLE_UUID16(0x2a22), TELLS, true, BOOT_KEYS);
const struct ble_characteristic_type ble_hid_boot_keyboard_out =
    ENCRYPTED("Boot Keyboard Output Report", BLE_UUID16(0x2a32), WRITES, true, BOOT_LAMPS);
const struct ble_characteristic_type ble_hid_boot_mouse_in =
    ENCRYPTED("Boot Mouse Input Report", BLE_UUID16(0x2a33), TELLS, true, BOOT_MOUSE);

static const struct ble_characteristic_type *const hid[] = { &ble_hid_information, &ble_hid_report_map,
                                                             &ble_hid_control_point, &ble_hid_report };
const struct ble_service_type ble_hid_service = SERVICE("Human Interface Device", BLE_UUID16(0x1812), hid);

/* ------------------------------------------------------------------------------------------------ generic */

const struct ble_characteristic_type ble_device_name = BLE_TEXT_TYPE("Device Name", BLE_UUID16(0x2a00), READS);
const struct ble_characteristic_type ble_appearance =
    BLE_NUMBER_TYPE("Appearance", BLE_UUID16(0x2a01), READS, "<H", 0, 0);
const struct ble_characteristic_type ble_preferred_parameters =
    BLE_RECORD_TYPE("Peripheral Preferred Connection Parameters", BLE_UUID16(0x2a04), READS, "<HHHH");

static const struct ble_characteristic_type *const generic_access[] = { &ble_device_name, &ble_appearance,
                                                                        &ble_preferred_parameters };
const struct ble_service_type ble_generic_access_service =
    SERVICE("Generic Access", BLE_UUID16(0x1800), generic_access);

const struct ble_characteristic_type ble_service_changed =
    BLE_RECORD_TYPE("Service Changed", BLE_UUID16(0x2a05), BLE_GATT_PROPERTY_INDICATE, "<HH");
const struct ble_characteristic_type ble_database_hash =
    BLE_RECORD_TYPE("Database Hash", BLE_UUID16(0x2b2a), READS, "16s");

static const struct ble_characteristic_type *const generic_attribute[] = { &ble_service_changed, &ble_database_hash };
const struct ble_service_type ble_generic_attribute_service =
    SERVICE("Generic Attribute", BLE_UUID16(0x1801), generic_attribute);
