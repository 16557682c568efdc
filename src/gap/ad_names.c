/* SPDX-License-Identifier: MIT */
/* Apart from the rest: firmware that prints nothing does not link it. */
#include <bleradio/advertising_data.h>

struct ad_name {
    uint8_t type;
    const char *name;
};

/* clang-format off */
static const struct ad_name names[] = {
    { BLE_AD_FLAGS, "Flags" },
    { BLE_AD_SOME_SERVICES_16, "Incomplete List of 16-bit Service UUIDs" },
    { BLE_AD_SERVICES_16, "Complete List of 16-bit Service UUIDs" },
    { BLE_AD_SOME_SERVICES_32, "Incomplete List of 32-bit Service UUIDs" },
    { BLE_AD_SERVICES_32, "Complete List of 32-bit Service UUIDs" },
    { BLE_AD_SOME_SERVICES_128, "Incomplete List of 128-bit Service UUIDs" },
    { BLE_AD_SERVICES_128, "Complete List of 128-bit Service UUIDs" },
    { BLE_AD_SHORT_NAME, "Shortened Local Name" },
    { BLE_AD_NAME, "Complete Local Name" },
    { BLE_AD_TX_POWER, "Tx Power Level" },
    { BLE_AD_CLASS_OF_DEVICE, "Class of Device" },
    { BLE_AD_SIMPLE_PAIRING_HASH_192, "Simple Pairing Hash C-192" },
    { BLE_AD_SIMPLE_PAIRING_RANDOM_192, "Simple Pairing Randomizer R-192" },
    { BLE_AD_SECURITY_MANAGER_TK, "Security Manager TK Value" },
    { BLE_AD_OUT_OF_BAND_FLAGS, "Security Manager Out of Band Flags" },
    { BLE_AD_CONNECTION_INTERVAL, "Peripheral Connection Interval Range" },
    { BLE_AD_SOLICITATION_16, "List of 16-bit Service Solicitation UUIDs" },
    { BLE_AD_SOLICITATION_128, "List of 128-bit Service Solicitation UUIDs" },
    { BLE_AD_SERVICE_DATA_16, "Service Data - 16-bit UUID" },
    { BLE_AD_PUBLIC_TARGET, "Public Target Address" },
    { BLE_AD_RANDOM_TARGET, "Random Target Address" },
    { BLE_AD_APPEARANCE, "Appearance" },
    { BLE_AD_ADVERTISING_INTERVAL, "Advertising Interval" },
    { BLE_AD_DEVICE_ADDRESS, "LE Bluetooth Device Address" },
    { BLE_AD_ROLE, "LE Role" },
    { BLE_AD_SIMPLE_PAIRING_HASH_256, "Simple Pairing Hash C-256" },
    { BLE_AD_SIMPLE_PAIRING_RANDOM_256, "Simple Pairing Randomizer R-256" },
    { BLE_AD_SOLICITATION_32, "List of 32-bit Service Solicitation UUIDs" },
    { BLE_AD_SERVICE_DATA_32, "Service Data - 32-bit UUID" },
    { BLE_AD_SERVICE_DATA_128, "Service Data - 128-bit UUID" },
    { BLE_AD_SECURE_CONFIRMATION, "LE Secure Connections Confirmation Value" },
    { BLE_AD_SECURE_RANDOM, "LE Secure Connections Random Value" },
    { BLE_AD_URI, "URI" },
    { BLE_AD_INDOOR_POSITIONING, "Indoor Positioning" },
    { BLE_AD_TRANSPORT_DISCOVERY, "Transport Discovery Data" },
    { BLE_AD_FEATURES, "LE Supported Features" },
    { BLE_AD_CHANNEL_MAP_UPDATE, "Channel Map Update Indication" },
    { BLE_AD_PB_ADV, "PB-ADV" },
    { BLE_AD_MESH_MESSAGE, "Mesh Message" },
    { BLE_AD_MESH_BEACON, "Mesh Beacon" },
    { BLE_AD_BIG_INFO, "BIGInfo" },
    { BLE_AD_BROADCAST_CODE, "Broadcast_Code" },
    { BLE_AD_RESOLVABLE_SET, "Resolvable Set Identifier" },
    { BLE_AD_ADVERTISING_INTERVAL_LONG, "Advertising Interval - long" },
    { BLE_AD_BROADCAST_NAME, "Broadcast_Name" },
    { BLE_AD_ENCRYPTED, "Encrypted Advertising Data" },
    { BLE_AD_RESPONSE_TIMING, "Periodic Advertising Response Timing Information" },
    { BLE_AD_SHELF_LABEL, "Electronic Shelf Label" },
    { BLE_AD_3D_INFORMATION, "3D Information Data" },
    { BLE_AD_MANUFACTURER, "Manufacturer Specific Data" },
};
/* clang-format on */

const char *ble_ad_type_name(uint8_t type)
{
    for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (names[i].type == type)
            return names[i].name;
    return NULL;
}
