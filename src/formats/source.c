/* SPDX-License-Identifier: MIT */
#include "formats/source.h"

bool blr_company_data(const struct ble_ad *ad, uint16_t company, size_t least, struct blr_octets *octets)
{
    uint16_t found;
    struct blr_octets data;
    if (!ble_ad_read_manufacturer(ad, &found, &data.data, &data.size) || found != company || data.size < least)
        return false;
    *octets = data;
    return true;
}

bool blr_service_data(const struct ble_ad *ad, uint16_t service, size_t least, struct blr_octets *octets)
{
    struct ble_uuid uuid;
    struct blr_octets data;
    if (!ble_ad_read_service_data(ad, &uuid, &data.data, &data.size) || ble_uuid_short(&uuid) != service ||
        data.size < least)
        return false;
    *octets = data;
    return true;
}

uint32_t blr_little(const uint8_t *octets, size_t size)
{
    uint32_t value = 0;
    while (size > 0)
        value = value << 8 | octets[--size];
    return value;
}

uint32_t blr_big(const uint8_t *octets, size_t size)
{
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | octets[i];
    return value;
}

int32_t blr_signed(uint32_t value, size_t size)
{
    int64_t sign = (int64_t)1 << (8 * size - 1);
    return (int32_t)(((int64_t)value ^ sign) - sign);
}
