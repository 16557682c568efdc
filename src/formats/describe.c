/* SPDX-License-Identifier: MIT */
/* One structure of advertising data in words: in a maker's format, else as what the specification says of its type. */
#include "formats/describe.h"

#include <inttypes.h>

#include <bleradio/assigned_numbers.h>

#include "formats/source.h"

static void put_uuid(struct blr_line *line, const struct ble_uuid *uuid)
{
    char text[BLE_UUID_TEXT];
    const char *name = ble_uuid_name(uuid);
    if (name != NULL)
        blr_line_add(line, name);
    blr_line_add(line, name != NULL ? " (" : "");
    blr_line_add(line, ble_uuid_format(uuid, text));
    blr_line_add(line, name != NULL ? ")" : "");
}

/** Item: octets, unless there are none. */
static void put_octets(struct blr_line *line, const uint8_t *data, size_t size)
{
    if (size == 0)
        return;
    blr_line_item(line);
    blr_line_hex(line, data, size);
}

/* Each describes a structure of its types and returns false, with the line as it was, when it cannot be one. */
typedef bool describe_type(struct blr_line *line, const struct ble_ad *ad, const char *title);

static bool describe_flags(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    static const char words[][24] = { "limited discovery", "general discovery", "LE only", "LE and BR/EDR",
                                      "LE and BR/EDR (host)" };
    uint8_t flags;
    if (!ble_ad_read_flags(ad, &flags))
        return false;
    blr_line_title(line, title);
    for (unsigned bit = 0; bit < 5; bit++) {
        if (!(flags >> bit & 1))
            continue;
        blr_line_item(line);
        blr_line_add(line, words[bit]);
    }
    if (flags >> 5 != 0 || flags == 0) {
        blr_line_item(line);
        blr_line_put(line, "0x%02x", flags);
    }
    return true;
}

static bool describe_uuids(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    struct ble_uuid uuid;
    blr_line_title(line, title);
    for (size_t i = 0; ble_ad_uuid_at(ad, i, &uuid); i++) {
        blr_line_item(line);
        put_uuid(line, &uuid);
    }
    return true;
}

static bool describe_name(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    const char *name;
    size_t size;
    if (!ble_ad_read_name(ad, &name, &size))
        return false;
    blr_line_title(line, title);
    blr_line_item(line);
    blr_line_text(line, name, size);
    return true;
}

static bool describe_tx_power(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    int8_t dbm;
    if (!ble_ad_read_tx_power(ad, &dbm))
        return false;
    blr_line_put(line, "%s: %d dBm", title, dbm);
    return true;
}

static bool describe_class(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    uint32_t value;
    if (!ble_ad_read_class_of_device(ad, &value))
        return false;
    blr_line_put(line, "%s: %06" PRIx32, title, value);
    return true;
}

static bool describe_appearance(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    uint16_t appearance;
    if (!ble_ad_read_appearance(ad, &appearance))
        return false;
    const char *name = ble_appearance_name(appearance);
    name = name != NULL ? name : ble_appearance_category_name(appearance);
    blr_line_put(line, "%s: %s (0x%04x)", title, name != NULL ? name : "not assigned", appearance);
    return true;
}

/** Item: a number of units of 0.625 ms in ms. */
static void put_interval(struct blr_line *line, int64_t interval, unsigned thousandths)
{
    blr_line_decimal(line, interval * thousandths, 3);
    blr_line_add(line, " ms");
}

static bool describe_connection_interval(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    uint16_t limits[2];
    if (!ble_ad_read_connection_interval(ad, &limits[0], &limits[1]))
        return false;
    blr_line_put(line, "%s: ", title);
    for (unsigned i = 0; i < 2; i++) {
        if (limits[i] == 0xffff)
            blr_line_add(line, "any");
        else
            put_interval(line, limits[i], 1250);
        blr_line_add(line, i == 0 ? " ... " : "");
    }
    return true;
}

static bool describe_advertising_interval(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    uint32_t interval;
    if (!ble_ad_read_advertising_interval(ad, &interval))
        return false;
    blr_line_put(line, "%s: ", title);
    put_interval(line, interval, 625);
    return true;
}

static bool describe_role(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    static const char roles[][32] = { "peripheral only", "central only", "both, peripheral first",
                                      "both, central first" };
    uint8_t role;
    if (!ble_ad_read_role(ad, &role) || role >= sizeof(roles) / sizeof(roles[0]))
        return false;
    blr_line_put(line, "%s: %s", title, roles[role]);
    return true;
}

static bool describe_addresses(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    struct ble_address address;
    if (!ble_ad_read_address(ad, 0, &address))
        return false;
    blr_line_title(line, title);
    for (size_t i = 0; ble_ad_read_address(ad, i, &address); i++) {
        char text[BLE_ADDRESS_TEXT];
        blr_line_item(line);
        blr_line_put(line, "%s (%s)", ble_address_format(&address, text),
                     address.type == BLE_ADDRESS_PUBLIC ? "public" : "random");
    }
    return true;
}

static bool describe_service_data(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    struct ble_uuid uuid;
    struct blr_octets octets;
    if (!ble_ad_read_service_data(ad, &uuid, &octets.data, &octets.size))
        return false;
    blr_line_put(line, "%s ", title);
    put_uuid(line, &uuid);
    blr_line_title(line, "");
    put_octets(line, octets.data, octets.size);
    return true;
}

static bool describe_manufacturer(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    uint16_t company;
    struct blr_octets octets;
    if (!ble_ad_read_manufacturer(ad, &company, &octets.data, &octets.size))
        return false;
    const char *name = ble_company_name(company);
    blr_line_put(line, "%s ", title);
    blr_line_add(line, name != NULL ? name : "company");
    blr_line_put(line, " (0x%04x)", company);
    blr_line_title(line, "");
    put_octets(line, octets.data, octets.size);
    return true;
}

static bool describe_uri(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    uint32_t scheme;
    const char *text;
    size_t size;
    if (!ble_ad_read_uri(ad, &scheme, &text, &size))
        return false;
    const char *name = ble_uri_scheme_name(scheme);
    blr_line_put(line, "%s: ", title);
    if (name != NULL)
        blr_line_add(line, name);
    else if (scheme != 1)
        blr_line_put(line, "scheme %" PRIx32 " ", scheme);
    blr_line_text(line, text, size);
    return true;
}

static bool describe_encrypted(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    struct ble_ad_encrypted encrypted;
    if (!ble_ad_read_encrypted(ad, &encrypted))
        return false;
    blr_line_title(line, title);
    put_octets(line, encrypted.payload, encrypted.size);
    blr_line_item(line);
    blr_line_add(line, "randomizer ");
    blr_line_hex(line, encrypted.randomizer, 5);
    return true;
}

static bool describe_response_timing(struct blr_line *line, const struct ble_ad *ad, const char *title)
{
    struct ble_ad_response_timing timing;
    if (!ble_ad_read_response_timing(ad, &timing))
        return false;
    blr_line_put(line, "%s: access address %08" PRIx32 ", %u subevents every ", title, timing.access_address,
                 timing.subevents);
    put_interval(line, timing.subevent_interval, 1250);
    blr_line_add(line, ", responses after ");
    put_interval(line, timing.response_delay, 1250);
    blr_line_add(line, " every ");
    put_interval(line, timing.response_spacing, 125);
    return true;
}

/* Titles are shorter than the names of the types: they stand in front of a value. */
static const struct {
    uint8_t type;
    char title[28];
    describe_type *describe;
} types[] = {
    { BLE_AD_FLAGS, "Flags", describe_flags },
    { BLE_AD_SOME_SERVICES_16, "Some services", describe_uuids },
    { BLE_AD_SERVICES_16, "Services", describe_uuids },
    { BLE_AD_SOME_SERVICES_32, "Some services", describe_uuids },
    { BLE_AD_SERVICES_32, "Services", describe_uuids },
    { BLE_AD_SOME_SERVICES_128, "Some services", describe_uuids },
    { BLE_AD_SERVICES_128, "Services", describe_uuids },
    { BLE_AD_SHORT_NAME, "Short name", describe_name },
    { BLE_AD_NAME, "Name", describe_name },
    { BLE_AD_BROADCAST_NAME, "Broadcast name", describe_name },
    { BLE_AD_TX_POWER, "Tx power", describe_tx_power },
    { BLE_AD_CLASS_OF_DEVICE, "Class of device", describe_class },
    { BLE_AD_CONNECTION_INTERVAL, "Connection interval", describe_connection_interval },
    { BLE_AD_SOLICITATION_16, "Looks for services", describe_uuids },
    { BLE_AD_SOLICITATION_32, "Looks for services", describe_uuids },
    { BLE_AD_SOLICITATION_128, "Looks for services", describe_uuids },
    { BLE_AD_SERVICE_DATA_16, "Service data", describe_service_data },
    { BLE_AD_SERVICE_DATA_32, "Service data", describe_service_data },
    { BLE_AD_SERVICE_DATA_128, "Service data", describe_service_data },
    { BLE_AD_PUBLIC_TARGET, "For", describe_addresses },
    { BLE_AD_RANDOM_TARGET, "For", describe_addresses },
    { BLE_AD_DEVICE_ADDRESS, "Address", describe_addresses },
    { BLE_AD_APPEARANCE, "Appearance", describe_appearance },
    { BLE_AD_ADVERTISING_INTERVAL, "Advertising interval", describe_advertising_interval },
    { BLE_AD_ADVERTISING_INTERVAL_LONG, "Advertising interval", describe_advertising_interval },
    { BLE_AD_ROLE, "Role", describe_role },
    { BLE_AD_URI, "URI", describe_uri },
    { BLE_AD_ENCRYPTED, "Encrypted data", describe_encrypted },
    { BLE_AD_RESPONSE_TIMING, "Response timing", describe_response_timing },
    { BLE_AD_MANUFACTURER, "Data of", describe_manufacturer },
};

/** The name of the type and its octets. */
static void describe_plainly(struct blr_line *line, const struct ble_ad *ad)
{
    const char *name = ble_ad_type_name(ad->type);
    if (name != NULL)
        blr_line_title(line, name);
    else
        blr_line_put(line, "Type 0x%02x", ad->type);
    put_octets(line, ad->data, ad->size);
}

size_t ble_ad_describe(const struct ble_ad *ad, char *text, size_t capacity)
{
    struct blr_line line;
    blr_line_begin(&line, text, capacity);
    bool done = blr_describe_format(&line, ad);
    for (size_t i = 0; !done && i < sizeof(types) / sizeof(types[0]); i++)
        done = types[i].type == ad->type && types[i].describe(&line, ad, types[i].title);
    if (!done)
        describe_plainly(&line, ad);
    return line.length;
}
