/* SPDX-License-Identifier: MIT */
/* Exposure Notification, Fast Pair, Microsoft, MiBeacon. */
#include <bleradio/formats.h>

#include <string.h>

#include "formats/source.h"

enum { MICROSOFT = 0x0006, EXPOSURE = 0xfd6f, FAST_PAIR = 0xfe2c, MIBEACON = 0xfe95 };

bool ble_ad_read_exposure(const struct ble_ad *ad, const uint8_t **identifier, const uint8_t **metadata)
{
    struct blr_octets octets;
    if (!blr_service_data(ad, EXPOSURE, 20, &octets))
        return false;
    *identifier = octets.data;
    *metadata = octets.data + 16;
    return true;
}

/* ------------------------------------------------------------------------------------------------ Fast Pair */

enum { FIELD_FILTER = 0, FIELD_SALT, FIELD_QUIET_FILTER, FIELD_BATTERY, FIELD_QUIET_BATTERY };

static void take_field(struct ble_fast_pair *pair, uint8_t type, const uint8_t *data, uint8_t size)
{
    switch (type) {
    case FIELD_FILTER:
    case FIELD_QUIET_FILTER:
        pair->filter = data;
        pair->filter_size = size;
        pair->quiet = type == FIELD_QUIET_FILTER;
        break;
    case FIELD_SALT:
        pair->salt = data;
        pair->salt_size = size;
        break;
    case FIELD_BATTERY:
    case FIELD_QUIET_BATTERY:
        pair->batteries = size < sizeof(pair->battery) ? size : sizeof(pair->battery);
        memcpy(pair->battery, data, pair->batteries);
        break;
    default: break; /* later versions have more */
    }
}

bool ble_ad_read_fast_pair(const struct ble_ad *ad, struct ble_fast_pair *pair)
{
    enum { MODEL_SIZE = 3, VERSION = 0 };
    struct blr_octets octets;
    if (!blr_service_data(ad, FAST_PAIR, 1, &octets))
        return false;
    struct ble_fast_pair found = { .discoverable = octets.size == MODEL_SIZE };
    if (found.discoverable)
        found.model = blr_big(octets.data, MODEL_SIZE);
    else if (octets.data[0] >> 4 != VERSION)
        return false;
    for (size_t at = 1; !found.discoverable && at < octets.size;) {
        uint8_t size = octets.data[at] >> 4, type = octets.data[at] & 0x0f;
        if (octets.size - at - 1 < size)
            return false;
        take_field(&found, type, octets.data + at + 1, size);
        at += 1U + size;
    }
    *pair = found;
    return true;
}

/* ------------------------------------------------------------------------------------------------ Microsoft */

enum { SCENARIO_CDP = 0x01, SCENARIO_SWIFT_PAIR = 0x03 };

bool ble_ad_read_microsoft_cdp(const struct ble_ad *ad, struct ble_microsoft_cdp *beacon)
{
    enum { HEAD = 4, SALT = 4, HASH = 16, HASH_MAX = 19 };
    struct blr_octets octets;
    if (!blr_company_data(ad, MICROSOFT, HEAD + SALT + HASH, &octets) || octets.data[0] != SCENARIO_CDP)
        return false;
    size_t hash = octets.size - HEAD - SALT;
    beacon->version = octets.data[1] >> 6;
    beacon->device_type = octets.data[1] & 0x3f;
    beacon->salt = octets.data + HEAD;
    beacon->hash = octets.data + HEAD + SALT;
    beacon->hash_size = (uint8_t)(hash < HASH_MAX ? hash : HASH_MAX);
    return true;
}

const char *ble_microsoft_device_name(uint8_t device_type)
{
    static const char names[][20] = {
        [1] = "Xbox One",        [6] = "Apple iPhone",    [7] = "Apple iPad",      [8] = "Android device",
        [9] = "Windows desktop", [11] = "Windows phone",  [12] = "Linux device",   [13] = "Windows IoT",
        [14] = "Surface Hub",    [15] = "Windows laptop", [16] = "Windows tablet",
    };
    return device_type < sizeof(names) / sizeof(names[0]) && names[device_type][0] != '\0' ? names[device_type] : NULL;
}

bool ble_ad_read_swift_pair(const struct ble_ad *ad, struct ble_swift_pair *pair)
{
    /* By scenario: octets of an address and of a class of device before the name. */
    static const uint8_t heads[][2] = { { 0, 0 }, { 6, 3 }, { 0, 3 } };
    enum { HEAD = 3 };
    struct blr_octets octets;
    if (!blr_company_data(ad, MICROSOFT, HEAD, &octets) || octets.data[0] != SCENARIO_SWIFT_PAIR ||
        octets.data[1] >= sizeof(heads) / sizeof(heads[0]))
        return false;
    const uint8_t *head = heads[octets.data[1]];
    size_t before = (size_t)HEAD + head[0] + head[1];
    if (octets.size < before)
        return false;
    *pair = (struct ble_swift_pair){
        .scenario = octets.data[1],
        .rssi = (int8_t)blr_signed(octets.data[2], 1),
        .address = head[0] > 0 ? octets.data + HEAD : NULL,
        .class_of_device = head[1] > 0 ? blr_little(octets.data + HEAD + head[0], 3) : 0,
        .name = (const char *)octets.data + before,
        .name_size = octets.size - before,
    };
    return true;
}

/* ------------------------------------------------------------------------------------------------ Xiaomi */

bool ble_ad_read_mibeacon(const struct ble_ad *ad, struct ble_mibeacon *beacon)
{
    enum { HEAD = 5, ENCRYPTED = 1 << 3, HAS_ADDRESS = 1 << 4 };
    struct blr_octets octets;
    if (!blr_service_data(ad, MIBEACON, HEAD, &octets))
        return false;
    uint16_t control = (uint16_t)blr_little(octets.data, 2);
    size_t head = HEAD + (control & HAS_ADDRESS ? 6U : 0);
    if (octets.size < head)
        return false;
    *beacon = (struct ble_mibeacon){
        .control = control,
        .version = (uint8_t)(control >> 12),
        .encrypted = control & ENCRYPTED,
        .product = (uint16_t)blr_little(octets.data + 2, 2),
        .counter = octets.data[4],
        .address = control & HAS_ADDRESS ? octets.data + HEAD : NULL,
        .payload = octets.data + head,
        .size = octets.size - head,
    };
    return true;
}
