/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "gap/ad_types.h"

/* clang-format off */
const struct ad_uuid_type blr_ad_uuid_types[2 * AD_WIDTHS] = {
    { BLE_AD_LIST_SERVICES, 2, BLE_AD_SERVICES_16, BLE_AD_SOME_SERVICES_16, BLE_AD_SERVICE_DATA_16 },
    { BLE_AD_LIST_SERVICES, 4, BLE_AD_SERVICES_32, BLE_AD_SOME_SERVICES_32, BLE_AD_SERVICE_DATA_32 },
    { BLE_AD_LIST_SERVICES, 16, BLE_AD_SERVICES_128, BLE_AD_SOME_SERVICES_128, BLE_AD_SERVICE_DATA_128 },
    { BLE_AD_LIST_SOLICITATIONS, 2, BLE_AD_SOLICITATION_16, BLE_AD_SOLICITATION_16, 0 },
    { BLE_AD_LIST_SOLICITATIONS, 4, BLE_AD_SOLICITATION_32, BLE_AD_SOLICITATION_32, 0 },
    { BLE_AD_LIST_SOLICITATIONS, 16, BLE_AD_SOLICITATION_128, BLE_AD_SOLICITATION_128, 0 },
};
/* clang-format on */

const struct ad_uuid_type *blr_ad_uuid_type(uint8_t type)
{
    for (unsigned i = 0; i < 2 * AD_WIDTHS; i++)
        if (blr_ad_uuid_types[i].complete == type || blr_ad_uuid_types[i].some == type)
            return &blr_ad_uuid_types[i];
    return NULL;
}

/* ------------------------------------------------------------------------------------------------ walking */

void ble_ad_begin(struct ble_ad_walk *walk, const uint8_t *data, size_t size)
{
    *walk = (struct ble_ad_walk){ .data = data, .size = size };
}

bool ble_ad_next(struct ble_ad_walk *walk, struct ble_ad *ad)
{
    size_t left = walk->size - walk->offset;
    if (left < 2 || walk->data[walk->offset] == 0)
        return false;
    const uint8_t *at = walk->data + walk->offset;
    walk->overrun = at[0] > left - 1;
    ad->type = at[1];
    ad->size = (uint8_t)(walk->overrun ? left - 2 : at[0] - 1u);
    ad->data = at + 2;
    if (!walk->overrun)
        walk->offset += 1u + at[0];
    return !walk->overrun;
}

bool ble_ad_find(const uint8_t *data, size_t size, uint8_t type, struct ble_ad *ad)
{
    struct ble_ad_walk walk;
    ble_ad_begin(&walk, data, size);
    while (ble_ad_next(&walk, ad))
        if (ad->type == type)
            return true;
    return false;
}

void ble_ad_uuids_begin(struct ble_ad_uuid_walk *walk, const uint8_t *data, size_t size, enum ble_ad_list list)
{
    ble_ad_begin(&walk->walk, data, size);
    walk->ad = (struct ble_ad){ 0, 0, NULL };
    walk->index = 0;
    walk->list = (uint8_t)list;
}

bool ble_ad_uuids_next(struct ble_ad_uuid_walk *walk, struct ble_uuid *uuid)
{
    while (!ble_ad_uuid_at(&walk->ad, walk->index, uuid)) {
        const struct ad_uuid_type *row;
        do {
            if (!ble_ad_next(&walk->walk, &walk->ad)) {
                walk->ad.size = 0; /* neither the last list again nor one that overruns */
                return false;
            }
            row = blr_ad_uuid_type(walk->ad.type);
        } while (row == NULL || row->list != walk->list);
        walk->index = 0;
    }
    walk->index++;
    return true;
}

bool ble_ad_lists(const uint8_t *data, size_t size, enum ble_ad_list list, const struct ble_uuid *uuid)
{
    struct ble_ad_uuid_walk walk;
    struct ble_uuid listed;
    ble_ad_uuids_begin(&walk, data, size, list);
    while (ble_ad_uuids_next(&walk, &listed))
        if (ble_uuid_equal(&listed, uuid))
            return true;
    return false;
}

/* ------------------------------------------------------------------------------------------------ reading */

size_t ble_ad_uuid_count(const struct ble_ad *ad)
{
    const struct ad_uuid_type *row = blr_ad_uuid_type(ad->type);
    return row != NULL ? (size_t)ad->size / row->width : 0;
}

bool ble_ad_uuid_at(const struct ble_ad *ad, size_t index, struct ble_uuid *uuid)
{
    const struct ad_uuid_type *row = blr_ad_uuid_type(ad->type);
    if (row == NULL || index >= (size_t)ad->size / row->width)
        return false;
    return ble_uuid_from_octets(uuid, ad->data + index * row->width, row->width);
}

static bool is_of(const struct ble_ad *ad, uint8_t type, size_t least)
{
    return ad->type == type && ad->size >= least;
}

static uint32_t little_endian(const uint8_t *octets, size_t size)
{
    uint32_t value = 0;
    while (size-- > 0)
        value = value << 8 | octets[size];
    return value;
}

bool ble_ad_read_flags(const struct ble_ad *ad, uint8_t *flags)
{
    if (!is_of(ad, BLE_AD_FLAGS, 1))
        return false;
    *flags = ad->data[0];
    return true;
}

bool ble_ad_read_name(const struct ble_ad *ad, const char **text, size_t *size)
{
    if (ad->type != BLE_AD_NAME && ad->type != BLE_AD_SHORT_NAME && ad->type != BLE_AD_BROADCAST_NAME)
        return false;
    *text = (const char *)ad->data;
    *size = ad->size;
    return true;
}

bool ble_ad_read_tx_power(const struct ble_ad *ad, int8_t *dbm)
{
    if (!is_of(ad, BLE_AD_TX_POWER, 1))
        return false;
    *dbm = (int8_t)ad->data[0];
    return true;
}

bool ble_ad_read_class_of_device(const struct ble_ad *ad, uint32_t *value)
{
    if (!is_of(ad, BLE_AD_CLASS_OF_DEVICE, 3))
        return false;
    *value = little_endian(ad->data, 3);
    return true;
}

bool ble_ad_read_appearance(const struct ble_ad *ad, uint16_t *appearance)
{
    if (!is_of(ad, BLE_AD_APPEARANCE, 2))
        return false;
    *appearance = (uint16_t)little_endian(ad->data, 2);
    return true;
}

bool ble_ad_read_connection_interval(const struct ble_ad *ad, uint16_t *minimum, uint16_t *maximum)
{
    if (!is_of(ad, BLE_AD_CONNECTION_INTERVAL, 4))
        return false;
    *minimum = (uint16_t)little_endian(ad->data, 2);
    *maximum = (uint16_t)little_endian(ad->data + 2, 2);
    return true;
}

bool ble_ad_read_advertising_interval(const struct ble_ad *ad, uint32_t *interval)
{
    if (is_of(ad, BLE_AD_ADVERTISING_INTERVAL, 2))
        *interval = little_endian(ad->data, 2);
    else if (is_of(ad, BLE_AD_ADVERTISING_INTERVAL_LONG, 3))
        *interval = little_endian(ad->data, ad->size > 3 ? 4 : 3);
    else
        return false;
    return true;
}

bool ble_ad_read_role(const struct ble_ad *ad, uint8_t *role)
{
    if (!is_of(ad, BLE_AD_ROLE, 1))
        return false;
    *role = ad->data[0];
    return true;
}

bool ble_ad_read_address(const struct ble_ad *ad, size_t index, struct ble_address *address)
{
    if (is_of(ad, BLE_AD_DEVICE_ADDRESS, 7) && index == 0)
        address->type = ad->data[6] & 1 ? BLE_ADDRESS_RANDOM : BLE_ADDRESS_PUBLIC;
    else if ((ad->type == BLE_AD_PUBLIC_TARGET || ad->type == BLE_AD_RANDOM_TARGET) && index < ad->size / 6u)
        address->type = ad->type == BLE_AD_RANDOM_TARGET ? BLE_ADDRESS_RANDOM : BLE_ADDRESS_PUBLIC;
    else
        return false;
    memcpy(address->octets, ad->data + 6 * index, 6);
    return true;
}

bool ble_ad_read_service_data(const struct ble_ad *ad, struct ble_uuid *uuid, const uint8_t **data, size_t *size)
{
    for (unsigned i = 0; i < AD_WIDTHS; i++) {
        size_t width = blr_ad_uuid_types[i].width;
        if (!is_of(ad, blr_ad_uuid_types[i].data, width))
            continue;
        *data = ad->data + width;
        *size = ad->size - width;
        return ble_uuid_from_octets(uuid, ad->data, width);
    }
    return false;
}

bool ble_ad_read_manufacturer(const struct ble_ad *ad, uint16_t *company, const uint8_t **data, size_t *size)
{
    if (!is_of(ad, BLE_AD_MANUFACTURER, 2))
        return false;
    *company = (uint16_t)little_endian(ad->data, 2);
    *data = ad->data + 2;
    *size = ad->size - 2u;
    return true;
}

/** Decode the first character of UTF-8. @return its octets, or 0: it is none */
static size_t first_character(const uint8_t *data, size_t size, uint32_t *character)
{
    /* By number of octets: what the first one begins with, its bits that count, the least character so long. */
    static const struct {
        uint8_t mask, lead;
        uint32_t least;
    } forms[] = { { 0x80, 0x00, 0 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 }, { 0xf8, 0xf0, 0x10000 } };
    for (size_t more = 0; more < 4 && more < size; more++) {
        if ((data[0] & forms[more].mask) != forms[more].lead)
            continue;
        uint32_t value = data[0] & (uint8_t)~forms[more].mask;
        for (size_t i = 1; i <= more; i++) {
            if ((data[i] & 0xc0) != 0x80)
                return 0;
            value = value << 6 | (data[i] & 0x3f);
        }
        if (value < forms[more].least || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
            return 0;
        *character = value;
        return more + 1;
    }
    return 0;
}

bool ble_ad_read_uri(const struct ble_ad *ad, uint32_t *scheme, const char **text, size_t *size)
{
    if (ad->type != BLE_AD_URI)
        return false;
    size_t used = first_character(ad->data, ad->size, scheme);
    if (used == 0)
        return false;
    *text = (const char *)ad->data + used;
    *size = ad->size - used;
    return true;
}

bool ble_ad_read_key(const struct ble_ad *ad, const uint8_t **octets)
{
    static const uint8_t types[] = { BLE_AD_SIMPLE_PAIRING_HASH_192,
                                     BLE_AD_SIMPLE_PAIRING_RANDOM_192,
                                     BLE_AD_SECURITY_MANAGER_TK,
                                     BLE_AD_SIMPLE_PAIRING_HASH_256,
                                     BLE_AD_SIMPLE_PAIRING_RANDOM_256,
                                     BLE_AD_SECURE_CONFIRMATION,
                                     BLE_AD_SECURE_RANDOM,
                                     BLE_AD_BROADCAST_CODE };
    if (ad->size < 16 || memchr(types, ad->type, sizeof(types)) == NULL)
        return false;
    *octets = ad->data;
    return true;
}

bool ble_ad_read_resolvable_set(const struct ble_ad *ad, const uint8_t **octets)
{
    if (!is_of(ad, BLE_AD_RESOLVABLE_SET, 6))
        return false;
    *octets = ad->data;
    return true;
}

bool ble_ad_read_encrypted(const struct ble_ad *ad, struct ble_ad_encrypted *encrypted)
{
    enum { RANDOMIZER = 5, MIC = 4 };
    if (!is_of(ad, BLE_AD_ENCRYPTED, RANDOMIZER + MIC))
        return false;
    encrypted->randomizer = ad->data;
    encrypted->payload = ad->data + RANDOMIZER;
    encrypted->size = ad->size - (size_t)(RANDOMIZER + MIC);
    encrypted->mic = ad->data + ad->size - MIC;
    return true;
}

bool ble_ad_read_response_timing(const struct ble_ad *ad, struct ble_ad_response_timing *timing)
{
    if (!is_of(ad, BLE_AD_RESPONSE_TIMING, 8))
        return false;
    timing->access_address = little_endian(ad->data, 4);
    timing->subevents = ad->data[4];
    timing->subevent_interval = ad->data[5];
    timing->response_delay = ad->data[6];
    timing->response_spacing = ad->data[7];
    return true;
}
