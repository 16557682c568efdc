/* SPDX-License-Identifier: MIT */
#include <bleradio/advertising_data.h>

bool ble_ad_get_flags(const uint8_t *data, size_t size, uint8_t *flags)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_FLAGS, &ad) && ble_ad_read_flags(&ad, flags);
}

bool ble_ad_get_complete_name(const uint8_t *data, size_t size, const char **text, size_t *length)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_NAME, &ad) && ble_ad_read_name(&ad, text, length);
}

bool ble_ad_get_short_name(const uint8_t *data, size_t size, const char **text, size_t *length)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_SHORT_NAME, &ad) && ble_ad_read_name(&ad, text, length);
}

bool ble_ad_get_name(const uint8_t *data, size_t size, const char **text, size_t *length)
{
    return ble_ad_get_complete_name(data, size, text, length) || ble_ad_get_short_name(data, size, text, length);
}

bool ble_ad_get_tx_power(const uint8_t *data, size_t size, int8_t *dbm)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_TX_POWER, &ad) && ble_ad_read_tx_power(&ad, dbm);
}

bool ble_ad_get_appearance(const uint8_t *data, size_t size, uint16_t *appearance)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_APPEARANCE, &ad) && ble_ad_read_appearance(&ad, appearance);
}

bool ble_ad_get_role(const uint8_t *data, size_t size, uint8_t *role)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_ROLE, &ad) && ble_ad_read_role(&ad, role);
}

bool ble_ad_get_connection_interval(const uint8_t *data, size_t size, uint16_t *minimum, uint16_t *maximum)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_CONNECTION_INTERVAL, &ad) &&
           ble_ad_read_connection_interval(&ad, minimum, maximum);
}

bool ble_ad_get_advertising_interval(const uint8_t *data, size_t size, uint32_t *interval)
{
    struct ble_ad ad;
    bool found = ble_ad_find(data, size, BLE_AD_ADVERTISING_INTERVAL, &ad) ||
                 ble_ad_find(data, size, BLE_AD_ADVERTISING_INTERVAL_LONG, &ad);
    return found && ble_ad_read_advertising_interval(&ad, interval);
}

bool ble_ad_get_address(const uint8_t *data, size_t size, struct ble_address *address)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_DEVICE_ADDRESS, &ad) && ble_ad_read_address(&ad, 0, address);
}

bool ble_ad_get_target(const uint8_t *data, size_t size, size_t index, struct ble_address *address)
{
    enum { ADDRESS = 6 };
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, data, size);
    while (ble_ad_next(&walk, &ad)) {
        if (ad.type != BLE_AD_PUBLIC_TARGET && ad.type != BLE_AD_RANDOM_TARGET)
            continue;
        size_t count = (size_t)ad.size / ADDRESS;
        if (index < count)
            return ble_ad_read_address(&ad, index, address);
        index -= count;
    }
    return false;
}

bool ble_ad_get_uri(const uint8_t *data, size_t size, uint32_t *scheme, const char **text, size_t *length)
{
    struct ble_ad ad;
    return ble_ad_find(data, size, BLE_AD_URI, &ad) && ble_ad_read_uri(&ad, scheme, text, length);
}

bool ble_ad_get_service_data(const uint8_t *data, size_t size, const struct ble_uuid *service, const uint8_t **value,
                             size_t *value_size)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, data, size);
    while (ble_ad_next(&walk, &ad)) {
        struct ble_uuid uuid;
        const uint8_t *at;
        size_t length;
        if (!ble_ad_read_service_data(&ad, &uuid, &at, &length) || !ble_uuid_equal(&uuid, service))
            continue;
        *value = at;
        *value_size = length;
        return true;
    }
    return false;
}

bool ble_ad_get_manufacturer(const uint8_t *data, size_t size, uint16_t company, const uint8_t **value,
                             size_t *value_size)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, data, size);
    while (ble_ad_next(&walk, &ad)) {
        uint16_t found;
        const uint8_t *at;
        size_t length;
        if (!ble_ad_read_manufacturer(&ad, &found, &at, &length) || found != company)
            continue;
        *value = at;
        *value_size = length;
        return true;
    }
    return false;
}
