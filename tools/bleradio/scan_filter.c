/* SPDX-License-Identifier: MIT */
#include "scan_filter.h"

#include <fnmatch.h>
#include <string.h>

#include <bleradio/assigned_numbers.h>

#include "values.h"

enum { MET_NAME = 1 << 0, MET_SERVICE = 1 << 1, MET_ADDRESS = 1 << 2, MET_COMPANY = 1 << 3 };

/* ------------------------------------------------------------------------------------------------ reading */

/* Those that can be services, of UUIDs that a name fits. */
static size_t find_services(const char *name, struct ble_uuid *found, size_t capacity)
{
    size_t count = ble_uuid_find(name, found, capacity), kept = 0;
    for (size_t i = 0; i < count && i < capacity; i++) {
        enum ble_uuid_kind kind = ble_uuid_kind(&found[i]);
        if (kind == BLE_UUID_KIND_SERVICE || kind == BLE_UUID_KIND_MEMBER || kind == BLE_UUID_KIND_STANDARD ||
            kind == BLE_UUID_KIND_OTHER)
            found[kept++] = found[i];
    }
    return kept;
}

bool blr_filter_service(struct output *out, const char *option, const char *text, struct ble_uuid *uuid)
{
    struct ble_uuid found[256];
    char first[BLE_UUID_TEXT], second[BLE_UUID_TEXT];
    if (ble_uuid_parse(text, uuid))
        return true;
    size_t count = find_services(text, found, sizeof(found) / sizeof(found[0]));
    if (count == 0)
        blr_say_error(out, "%s: '%s' is no UUID (4, 8 or 32 hexadecimal digits) and no name of a service", option,
                      text);
    else if (count > 1)
        blr_say_error(out, "%s: '%s' fits %zu services: %s (%s), %s (%s)%s", option, text, count,
                      ble_uuid_name(&found[0]), ble_uuid_format(&found[0], first), ble_uuid_name(&found[1]),
                      ble_uuid_format(&found[1], second), count > 2 ? " ..." : "");
    if (count != 1)
        return false;
    *uuid = found[0];
    return true;
}

static bool read_address(struct output *out, const char *text, struct scan_filter *filter)
{
    if (blr_value_address(text, filter->addresses[filter->address_count++]) == VALUE_OK)
        return true;
    blr_say_error(out, "--address: '%s' is no address; one looks like C2:00:00:00:00:01", text);
    return false;
}

/* A number, or a name: then every company of it. */
static bool read_company(struct output *out, const char *text, struct scan_filter *filter)
{
    uint32_t number;
    unsigned room = FILTER_COMPANIES - filter->company_count;
    uint16_t *companies = filter->companies + filter->company_count;
    enum value_result result = blr_value_number(text, 0, UINT16_MAX, &number);
    if (result == VALUE_OK && room > 0) {
        filter->companies[filter->company_count++] = (uint16_t)number;
        return true;
    }
    if (result == VALUE_OUT_OF_RANGE) {
        blr_say_error(out, "--company: '%s' is out of range; allowed: 0 ... 0xffff", text);
        return false;
    }
    size_t count = ble_company_find(text, companies, room);
    if (count == 0)
        blr_say_error(out, "--company: '%s' is no number (0 ... 0xffff) and no name of a company", text);
    else if (count > room)
        blr_say_error(out, "--company: '%s' fits %zu companies (%s, ...); allowed: %d", text, count,
                      room > 0 ? ble_company_name(companies[0]) : "", FILTER_COMPANIES);
    else
        filter->company_count += (unsigned)count;
    return count > 0 && count <= room;
}

bool blr_filter_read(struct output *out, const struct scan_filter_texts *texts, struct scan_filter *filter)
{
    memset(filter, 0, sizeof(*filter));
    filter->names = &texts->names;
    filter->given = (texts->names.count > 0 ? MET_NAME : 0) | (texts->services.count > 0 ? MET_SERVICE : 0) |
                    (texts->addresses.count > 0 ? MET_ADDRESS : 0) | (texts->companies.count > 0 ? MET_COMPANY : 0);
    for (unsigned i = 0; i < texts->services.count; i++)
        if (!blr_filter_service(out, "--service", texts->services.texts[i], &filter->services[filter->service_count++]))
            return false;
    for (unsigned i = 0; i < texts->addresses.count; i++)
        if (!read_address(out, texts->addresses.texts[i], filter))
            return false;
    for (unsigned i = 0; i < texts->companies.count; i++)
        if (!read_company(out, texts->companies.texts[i], filter))
            return false;
    return true;
}

/* ------------------------------------------------------------------------------------------------ a packet */

static bool has_name(const struct scan_filter *filter, const struct ble_ad *ad)
{
    const char *text;
    size_t size;
    char name[256];
    if (!ble_ad_read_name(ad, &text, &size) || size >= sizeof(name))
        return false;
    memcpy(name, text, size);
    name[size] = '\0';
    for (unsigned i = 0; i < filter->names->count; i++)
        if (fnmatch(filter->names->texts[i], name, 0) == 0)
            return true;
    return false;
}

static bool is_wanted_service(const struct scan_filter *filter, const struct ble_uuid *uuid)
{
    for (unsigned i = 0; i < filter->service_count; i++)
        if (ble_uuid_equal(&filter->services[i], uuid))
            return true;
    return false;
}

/* Listed, looked for, or with data. */
static bool has_service(const struct scan_filter *filter, const struct ble_ad *ad)
{
    struct ble_uuid uuid;
    const uint8_t *data;
    size_t size;
    if (ble_ad_read_service_data(ad, &uuid, &data, &size))
        return is_wanted_service(filter, &uuid);
    for (size_t i = 0; ble_ad_uuid_at(ad, i, &uuid); i++)
        if (is_wanted_service(filter, &uuid))
            return true;
    return false;
}

static bool has_company(const struct scan_filter *filter, const struct ble_ad *ad)
{
    uint16_t company;
    const uint8_t *data;
    size_t size;
    if (!ble_ad_read_manufacturer(ad, &company, &data, &size))
        return false;
    for (unsigned i = 0; i < filter->company_count; i++)
        if (filter->companies[i] == company)
            return true;
    return false;
}

static bool has_address(const struct scan_filter *filter, const struct ble_address *address)
{
    if (address->type == BLE_ADDRESS_ANONYMOUS)
        return false;
    for (unsigned i = 0; i < filter->address_count; i++)
        if (memcmp(filter->addresses[i], address->octets, sizeof(address->octets)) == 0)
            return true;
    return false;
}

unsigned blr_filter_met(const struct scan_filter *filter, const struct ble_report *report)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    unsigned met = 0;
    if ((filter->given & MET_ADDRESS) != 0 && has_address(filter, &report->address))
        met |= MET_ADDRESS;
    if ((filter->given & ~(unsigned)MET_ADDRESS) == 0)
        return met;
    ble_ad_begin(&walk, report->data, report->size);
    while (ble_ad_next(&walk, &ad)) {
        if ((filter->given & MET_NAME) != 0 && has_name(filter, &ad))
            met |= MET_NAME;
        if ((filter->given & MET_SERVICE) != 0 && has_service(filter, &ad))
            met |= MET_SERVICE;
        if ((filter->given & MET_COMPANY) != 0 && has_company(filter, &ad))
            met |= MET_COMPANY;
    }
    return met;
}
