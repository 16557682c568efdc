/* SPDX-License-Identifier: MIT */
#include "scan_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <bleradio/host.h>

const struct json_key blr_scan_keys[] = {
    { "v", "1: version of this form" },
    { "time", "when the first octet of the packet came: RFC 3339, UTC, with microseconds" },
    { "monotonic_us", "the same by the monotonic clock, in microseconds: for differences" },
    { "address", "of the advertiser, AA:BB:CC:DD:EE:FF; left out when anonymous" },
    { "address_type",
      "public, random_static, resolvable, non_resolvable, identity_public, identity_random or anonymous" },
    { "rssi", "dBm; left out when unknown" },
    { "tx_power", "dBm, as the advertiser says" },
    { "connectable", "true or false: connections are possible" },
    { "scannable", "true or false: it answers scan requests" },
    { "scan_response", "true or false: this is such an answer" },
    { "directed", "true or false: for one other device" },
    { "extended", "true or false: extended advertising" },
    { "phy", "1m, 2m or coded: what its data came on" },
    { "name", "complete local name" },
    { "short_name", "shortened local name" },
    { "flags", "a number" },
    { "appearance", "a number" },
    { "services", "UUIDs of services that it lists, lower case, of 4, 8 or 36 characters" },
    { "solicited_services", "UUIDs of services that it looks for" },
    { "service_data", "objects with uuid and data" },
    { "manufacturer_data", "objects with company (a number) and data" },
    { "data", "everything as it was sent, in hexadecimal" },
    { NULL, NULL },
};

/* ------------------------------------------------------------------------------------------------ values */

const char *blr_json_address_type(const struct ble_address *address)
{
    static const char *const random_types[] = { "non_resolvable", "resolvable", "non_resolvable", "random_static" };
    switch (address->type) {
    case BLE_ADDRESS_PUBLIC: return "public";
    case BLE_ADDRESS_RANDOM: return random_types[address->octets[5] >> 6];
    case BLE_ADDRESS_PUBLIC_IDENTITY: return "identity_public";
    case BLE_ADDRESS_RANDOM_IDENTITY: return "identity_random";
    default: return "anonymous";
    }
}

static const char *phy(const struct ble_report *report)
{
    switch (report->secondary_phy != 0 ? report->secondary_phy : report->primary_phy) {
    case BLE_PHY_2M: return "2m";
    case BLE_PHY_CODED: return "coded";
    default: return "1m";
    }
}

char *blr_wall_time(struct wall_clock *clock, uint64_t monotonic_us, char text[48])
{
    enum { SET_US = 1000 }; /* the two clocks are read one after the other: less is no change */
    struct timespec wall, monotonic;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &wall);
    clock_gettime(CLOCK_MONOTONIC, &monotonic);
    int64_t offset_us = (int64_t)(wall.tv_sec - monotonic.tv_sec) * 1000000 + (wall.tv_nsec - monotonic.tv_nsec) / 1000;
    if (llabs(offset_us - clock->offset_us) > SET_US)
        clock->offset_us = offset_us;
    int64_t then_us = (int64_t)monotonic_us + clock->offset_us;
    time_t seconds = (time_t)(then_us / 1000000);
    gmtime_r(&seconds, &utc);
    size_t length = strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(text + length, 48 - length, ".%06dZ", (int)(then_us % 1000000));
    return text;
}

/* ------------------------------------------------------------------------------------------------ fields */

static void set(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

/* Into the list of that key, which is made when it is first needed. */
static void append(json_t *object, const char *key, json_t *value)
{
    json_t *list = json_object_get(object, key);
    if (list == NULL) {
        set(object, key, json_array());
        list = json_object_get(object, key);
    }
    json_array_append_new(list, value);
}

static void set_once(json_t *object, const char *key, json_t *value)
{
    if (json_object_get(object, key) == NULL)
        set(object, key, value);
    else
        json_decref(value);
}

static void add_uuids(json_t *object, const struct ble_report *report, enum ble_ad_list list, const char *key)
{
    struct ble_ad_uuid_walk walk;
    struct ble_uuid uuid;
    char text[BLE_UUID_TEXT];
    ble_ad_uuids_begin(&walk, report->data, report->size, list);
    while (ble_ad_uuids_next(&walk, &uuid))
        append(object, key, json_string(ble_uuid_format(&uuid, text)));
}

static void add_structure(json_t *object, const struct ble_ad *ad)
{
    struct ble_uuid uuid;
    const uint8_t *data;
    const char *name;
    uint16_t number;
    size_t size;
    uint8_t flags;
    char text[BLE_UUID_TEXT];
    if ((ad->type == BLE_AD_NAME || ad->type == BLE_AD_SHORT_NAME) && ble_ad_read_name(ad, &name, &size))
        set_once(object, ad->type == BLE_AD_NAME ? "name" : "short_name", blr_out_json_octets(name, size));
    else if (ble_ad_read_flags(ad, &flags))
        set_once(object, "flags", json_integer(flags));
    else if (ble_ad_read_appearance(ad, &number))
        set_once(object, "appearance", json_integer(number));
    else if (ble_ad_read_service_data(ad, &uuid, &data, &size))
        append(object, "service_data",
               json_pack("{s:s, s:o}", "uuid", ble_uuid_format(&uuid, text), "data", blr_out_json_hex(data, size)));
    else if (ble_ad_read_manufacturer(ad, &number, &data, &size))
        append(object, "manufacturer_data",
               json_pack("{s:i, s:o}", "company", number, "data", blr_out_json_hex(data, size)));
}

static void add_data(json_t *object, const struct ble_report *report)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, report->data, report->size);
    while (ble_ad_next(&walk, &ad))
        add_structure(object, &ad);
    add_uuids(object, report, BLE_AD_LIST_SERVICES, "services");
    add_uuids(object, report, BLE_AD_LIST_SOLICITATIONS, "solicited_services");
    set(object, "data", blr_out_json_hex(report->data, report->size));
}

static void add_power(json_t *object, const struct ble_report *report)
{
    int8_t dbm = report->tx_power_dbm;
    if (ble_ad_get_tx_power(report->data, report->size, &dbm) || dbm != BLE_TX_POWER_ANY)
        set(object, "tx_power", json_integer(dbm));
}

void blr_scan_json(struct output *out, struct wall_clock *clock, const struct ble_report *report)
{
    char text[48], address[BLE_ADDRESS_TEXT];
    blr_wall_time(clock, report->time_us, text);
    json_t *object = json_pack("{s:i, s:s, s:I}", "v", 1, "time", text, "monotonic_us", (json_int_t)report->time_us);
    if (report->address.type != BLE_ADDRESS_ANONYMOUS)
        set(object, "address", json_string(ble_address_format(&report->address, address)));
    set(object, "address_type", json_string(blr_json_address_type(&report->address)));
    if (report->rssi_dbm != 127)
        set(object, "rssi", json_integer(report->rssi_dbm));
    add_power(object, report);
    set(object, "connectable", json_boolean(report->connectable));
    set(object, "scannable", json_boolean(report->scannable));
    set(object, "scan_response", json_boolean(report->scan_response));
    set(object, "directed", json_boolean(report->directed));
    set(object, "extended", json_boolean(report->extended));
    set(object, "phy", json_string(phy(report)));
    add_data(object, report);
    blr_out_json(out, object);
}
