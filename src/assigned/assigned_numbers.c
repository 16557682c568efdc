/* SPDX-License-Identifier: MIT */
#include <bleradio/assigned_numbers.h>

#include <string.h>

#include "assigned/names.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *ble_company_name(uint16_t company)
{
    return blr_name_of(&blr_companies, company);
}

size_t ble_company_find(const char *name, uint16_t *companies, size_t capacity)
{
    struct blr_found found = { 0, BLR_NAME_DIFFERS };
    const char *at = blr_companies.text;
    for (unsigned i = 0; i < blr_companies.count; i++, at += strlen(at) + 1) {
        size_t place = blr_found_add(&found, blr_name_match(name, at));
        if (place < capacity)
            companies[place] = blr_companies.keys[i];
    }
    return found.count;
}

const char *ble_uuid_name(const struct ble_uuid *uuid)
{
    if (ble_uuid_size(uuid) == 2)
        return blr_name_of(&blr_uuids_16, (uint16_t)ble_uuid_short(uuid));
    unsigned from = 0, to = blr_uuids_128_count;
    while (from < to) {
        unsigned middle = (from + to) / 2;
        int order = ble_uuid_compare(&blr_uuids_128[middle].uuid, uuid);
        if (order == 0)
            return blr_uuids_128[middle].name;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

size_t ble_uuid_find(const char *name, struct ble_uuid *uuids, size_t capacity)
{
    struct blr_found found = { 0, BLR_NAME_DIFFERS };
    const char *at = blr_uuids_16.text;
    for (unsigned i = 0; i < blr_uuids_16.count; i++, at += strlen(at) + 1) {
        size_t place = blr_found_add(&found, blr_name_match(name, at));
        if (place < capacity)
            uuids[place] = ble_uuid_from_16(blr_uuids_16.keys[i]);
    }
    for (unsigned i = 0; i < blr_uuids_128_count; i++) {
        size_t place = blr_found_add(&found, blr_name_match(name, blr_uuids_128[i].name));
        if (place < capacity)
            uuids[place] = blr_uuids_128[i].uuid;
    }
    return found.count;
}

enum ble_uuid_kind ble_uuid_kind(const struct ble_uuid *uuid)
{
    static const struct {
        uint16_t first, last;
        uint8_t kind;
    } ranges[] = {
        { 0x0001, 0x0fff, BLE_UUID_KIND_PROTOCOL },       { 0x1000, 0x17ff, BLE_UUID_KIND_SERVICE_CLASS },
        { 0x1800, 0x26ff, BLE_UUID_KIND_SERVICE },        { 0x2700, 0x27ff, BLE_UUID_KIND_UNIT },
        { 0x2800, 0x28ff, BLE_UUID_KIND_DECLARATION },    { 0x2900, 0x29ff, BLE_UUID_KIND_DESCRIPTOR },
        { 0x2a00, 0x7fff, BLE_UUID_KIND_CHARACTERISTIC }, { 0xfc00, 0xfeff, BLE_UUID_KIND_MEMBER },
        { 0xff00, 0xffff, BLE_UUID_KIND_STANDARD },
    };
    uint32_t value = ble_uuid_short(uuid);
    for (size_t i = 0; i < COUNT(ranges); i++)
        if (value >= ranges[i].first && value <= ranges[i].last)
            return (enum ble_uuid_kind)ranges[i].kind;
    return BLE_UUID_KIND_OTHER;
}

const char *ble_appearance_name(uint16_t appearance)
{
    return blr_name_of(&blr_appearances, appearance);
}

const char *ble_appearance_category_name(uint16_t appearance)
{
    return blr_name_of(&blr_appearances, appearance & 0xffc0U);
}

const char *ble_phy_name(uint8_t phy)
{
    static const char names[][9] = { "LE 1M", "LE 2M", "LE Coded" };
    return phy >= 1 && phy <= COUNT(names) ? names[phy - 1] : NULL;
}

const char *ble_uri_scheme_name(uint32_t scheme)
{
    return scheme <= UINT16_MAX ? blr_name_of(&blr_uri_schemes, (uint16_t)scheme) : NULL;
}

uint32_t ble_uri_scheme_find(const char *uri, size_t *length)
{
    const char *at = blr_uri_schemes.text;
    for (unsigned i = 0; i < blr_uri_schemes.count; i++, at += strlen(at) + 1) {
        *length = strlen(at); /* each ends in ':', so none begins with another */
        if (strncmp(uri, at, *length) == 0)
            return blr_uri_schemes.keys[i];
    }
    *length = 0;
    return 1;
}
