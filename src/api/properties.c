/* SPDX-License-Identifier: MIT */
/* What a radio is called and how strong it is. */
#include <stdio.h>
#include <string.h>

#include "api/internal.h"
#include "hci/packets.h"

static bool is_utf8(const char *text, size_t size)
{
    const uint8_t *rest = (const uint8_t *)text;
    while (size > 0) { /* a URI begins with one character, the scheme */
        const struct ble_ad ad = { BLE_AD_URI, (uint8_t)(size < BLE_AD_VALUE_MAX ? size : BLE_AD_VALUE_MAX), rest };
        const char *after;
        size_t left;
        uint32_t character;
        if (!ble_ad_read_uri(&ad, &character, &after, &left))
            return false;
        size -= (size_t)((const uint8_t *)after - rest);
        rest = (const uint8_t *)after;
    }
    return true;
}

ble_status ble_radio_set_name(ble_radio *radio, const char *name)
{
    if (!radio || !name)
        return BLE_ERROR_ARGUMENT;
    size_t size = strnlen(name, BLE_NAME_SIZE + 1);
    if (size > BLE_NAME_SIZE) {
        blr_set_error(radio, "name: more than %u octets", BLE_NAME_SIZE);
        return BLE_ERROR_ARGUMENT;
    }
    if (!is_utf8(name, size)) {
        blr_set_error(radio, "name: not UTF-8");
        return BLE_ERROR_ARGUMENT;
    }
    memcpy(radio->name, name, size + 1);
    radio->name_given = true;
    blr_local_identity(radio);
    return BLE_OK;
}

ble_status ble_radio_set_appearance(ble_radio *radio, uint16_t appearance)
{
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    radio->appearance = appearance;
    blr_local_identity(radio);
    return BLE_OK;
}

const char *ble_radio_get_name(ble_radio *radio)
{
    struct ble_address address;
    if (radio->name_given)
        return radio->name;
    if (ble_radio_get_address(radio, &address))
        snprintf(radio->name, sizeof(radio->name), "BLE%02x%02x", address.octets[1], address.octets[0]);
    else
        snprintf(radio->name, sizeof(radio->name), "BLE");
    return radio->name;
}

bool ble_radio_get_address(const ble_radio *radio, struct ble_address *address)
{
    if (!radio->host || ble_host_controller(radio->host)->address_source == BLE_ADDRESS_SOURCE_NONE)
        return false;
    *address = ble_host_controller(radio->host)->address;
    return true;
}

int8_t ble_radio_get_tx_power(ble_radio *radio)
{
    const struct ble_controller_info *info = radio->host ? ble_host_controller(radio->host) : NULL;
    return info && info->generation ? info->tx_power_dbm : (int8_t)BLE_TX_POWER_ANY;
}

ble_status ble_radio_set_tx_power(ble_radio *radio, int8_t dbm)
{
    const struct blr_range range = { "dbm", dbm, -127, 20 };
    char why[BLE_TRANSPORT_TEXT];
    if (!radio || !radio->host)
        return radio ? BLE_ERROR_STATE : BLE_ERROR_ARGUMENT;
    if (dbm != BLE_TX_POWER_ANY && blr_check_ranges(&range, 1, why) < 0) {
        blr_set_error(radio, "tx power: %s, or 127: the controller's own choice", why);
        return BLE_ERROR_ARGUMENT;
    }
    if (dbm != BLE_TX_POWER_ANY && radio->up &&
        !ble_host_has_command(radio->host, HCI_OP_LE_SET_EXTENDED_ADVERTISING_PARAMETERS)) {
        blr_set_error(radio, "tx power: this controller has no command for it (extended advertising)");
        return BLE_ERROR_UNSUPPORTED;
    }
    radio->tx_power_dbm = dbm;
    return BLE_OK;
}
