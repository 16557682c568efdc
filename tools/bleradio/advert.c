/* SPDX-License-Identifier: MIT */
#include "advert.h"

#include <stdlib.h>
#include <string.h>

#include <bleradio/assigned_numbers.h>
#include <bleradio/formats.h>

#include "scan_filter.h"
#include "values.h"

#define CONNECTABLE_MOST 251   /* octets of extended data of what is connectable: one command's */
#define MEASURED_POWER   (-59) /* dBm at 1 m, as beacons say unless calibrated */
#define POWER_AT_0_M     (-18) /* the same at 0 m, by Eddystone's rule (41 dB) */

/* The data while it is being put together. */
struct composing {
    struct output *out;
    const struct advert_texts *texts;
    struct ble_ad_builder builder;
    uint8_t buffer[BLE_ADVERTISEMENT_DATA];
};

static bool added(struct composing *it, const char *option, const char *text, ble_status status)
{
    if (status == BLE_OK)
        return true;
    if (status == BLE_ERROR_FULL)
        blr_say_error(it->out, "%s: '%s' does not fit: %zu octets of data, allowed: %d", option, text,
                      it->builder.needed, BLE_ADVERTISEMENT_DATA);
    else
        blr_say_error(it->out, "%s: '%s' cannot be advertised (a structure holds at most %d octets)", option, text,
                      BLE_AD_VALUE_MAX);
    return false;
}

/* ------------------------------------------------------------------------------------------------ values */

static bool read_hex(struct output *out, const char *option, const char *text, uint8_t *data, size_t capacity,
                     size_t *size)
{
    enum value_result result = blr_value_octets(text, data, capacity, size);
    if (result == VALUE_MALFORMED)
        blr_say_error(out, "%s: '%s' is not octets in hexadecimal, two digits each", option, text);
    else if (result == VALUE_OUT_OF_RANGE)
        blr_say_error(out, "%s: %zu octets; allowed: 0 ... %zu", option, *size, capacity);
    return result == VALUE_OK;
}

/* "WHAT:HEX" in its halves. */
static bool split(struct output *out, const char *option, const char *form, const char *text, char *what,
                  size_t capacity, uint8_t data[BLE_AD_VALUE_MAX], size_t *size)
{
    const char *colon = strchr(text, ':');
    if (colon == NULL || colon == text || (size_t)(colon - text) >= capacity) {
        blr_say_error(out, "%s: '%s' is not %s", option, text, form);
        return false;
    }
    memcpy(what, text, (size_t)(colon - text));
    what[colon - text] = '\0';
    return read_hex(out, option, colon + 1, data, BLE_AD_VALUE_MAX, size);
}

static bool read_company(struct output *out, const char *text, uint16_t *company)
{
    uint32_t number;
    uint16_t found[2];
    if (blr_value_number(text, 0, UINT16_MAX, &number) == VALUE_OK) {
        *company = (uint16_t)number;
        return true;
    }
    size_t count = ble_company_find(text, found, 2);
    if (count > 1)
        blr_say_error(out, "--manufacturer: '%s' fits %zu companies: %s (0x%04x), %s (0x%04x)%s", text, count,
                      ble_company_name(found[0]), found[0], ble_company_name(found[1]), found[1],
                      count > 2 ? " ..." : "");
    else if (count == 0)
        blr_say_error(out, "--manufacturer: '%s' is no number (0 ... 0xffff) and no name of a company", text);
    *company = found[0];
    return count == 1;
}

/* ------------------------------------------------------------------------------------------------ fields */

static bool add_services(struct composing *it, const char *option, const struct option_list *list, bool solicit)
{
    struct ble_uuid uuids[OPTION_LIST_MAX + 1];
    size_t count = 0;
    if (!solicit && it->texts->eddystone_url != NULL)
        uuids[count++] = ble_uuid_from_16(0xfeaa);
    for (unsigned i = 0; i < list->count; i++)
        if (!blr_filter_service(it->out, option, list->texts[i], &uuids[count++]))
            return false;
    if (count == 0)
        return true;
    ble_status status = solicit ? ble_ad_add_solicitations(&it->builder, uuids, count, false)
                                : ble_ad_add_services(&it->builder, uuids, count, false);
    return added(it, option, list->count > 0 ? list->texts[list->count - 1] : "feaa", status);
}

static bool add_service_data(struct composing *it, const char *text)
{
    static const char option[] = "--service-data";
    char what[80];
    uint8_t data[BLE_AD_VALUE_MAX];
    size_t size;
    struct ble_uuid uuid;
    return split(it->out, option, "UUID:HEX, as in 180f:64", text, what, sizeof(what), data, &size) &&
           blr_filter_service(it->out, option, what, &uuid) &&
           added(it, option, text, ble_ad_add_service_data(&it->builder, &uuid, data, size));
}

static bool add_manufacturer(struct composing *it, const char *text)
{
    static const char option[] = "--manufacturer";
    char what[128];
    uint8_t data[BLE_AD_VALUE_MAX];
    size_t size;
    uint16_t company;
    return split(it->out, option, "ID:HEX, as in 0x0059:0102", text, what, sizeof(what), data, &size) &&
           read_company(it->out, what, &company) &&
           added(it, option, text, ble_ad_add_manufacturer(&it->builder, company, data, size));
}

static bool add_ibeacon(struct composing *it, const char *text)
{
    struct ble_ibeacon beacon = { .measured_power = MEASURED_POWER };
    char copy[128], *rest = copy;
    uint32_t major, minor;
    int32_t power = MEASURED_POWER;
    snprintf(copy, sizeof(copy), "%s", text);
    const char *uuid = strsep(&rest, ","), *first = strsep(&rest, ","), *second = strsep(&rest, ",");
    const char *third = strsep(&rest, ",");
    bool good = uuid != NULL && ble_uuid_parse(uuid, &beacon.uuid) && first != NULL && second != NULL && rest == NULL &&
                blr_value_number(first, 0, UINT16_MAX, &major) == VALUE_OK &&
                blr_value_number(second, 0, UINT16_MAX, &minor) == VALUE_OK &&
                (third == NULL || blr_value_integer(third, -128, 127, &power) == VALUE_OK);
    if (!good) {
        blr_say_error(it->out,
                      "--ibeacon: '%s' is not UUID,MAJOR,MINOR or UUID,MAJOR,MINOR,POWER (0 ... 65535; -128 "
                      "... 127 dBm at 1 m)",
                      text);
        return false;
    }
    beacon.major = (uint16_t)major;
    beacon.minor = (uint16_t)minor;
    beacon.measured_power = (int8_t)power;
    return added(it, "--ibeacon", text, ble_ad_add_ibeacon(&it->builder, &beacon));
}

static bool add_url(struct composing *it, const char *text)
{
    ble_status status = ble_ad_add_eddystone_url(&it->builder, POWER_AT_0_M, text);
    if (status != BLE_ERROR_ARGUMENT)
        return added(it, "--eddystone-url", text, status);
    blr_say_error(it->out,
                  "--eddystone-url: '%s' does not begin with http:// or https://, has characters beyond ASCII, "
                  "or more than 17 octets behind that (.com/ and its like count as one)",
                  text);
    return false;
}

static bool add_fields(struct composing *it)
{
    const struct advert_texts *texts = it->texts;
    if (!texts->anonymous)
        ble_ad_add_flags(&it->builder, BLE_AD_FLAG_GENERAL_DISCOVERY | BLE_AD_FLAG_LE_ONLY);
    if (!add_services(it, "--service", &texts->services, false) ||
        !add_services(it, "--solicit", &texts->solicit, true))
        return false;
    if (texts->appearance.given)
        ble_ad_add_appearance(&it->builder, (uint16_t)texts->appearance.value);
    for (unsigned i = 0; i < texts->manufacturer.count; i++)
        if (!add_manufacturer(it, texts->manufacturer.texts[i]))
            return false;
    for (unsigned i = 0; i < texts->service_data.count; i++)
        if (!add_service_data(it, texts->service_data.texts[i]))
            return false;
    return (texts->ibeacon == NULL || add_ibeacon(it, texts->ibeacon)) &&
           (texts->eddystone_url == NULL || add_url(it, texts->eddystone_url));
}

/* ------------------------------------------------------------------------------------------------ the name */

/* Into the advertisement where it fits, else into the scan response. */
static bool place_name(struct composing *it, const char *name, struct advert *advert)
{
    bool extended = it->texts->extended || it->texts->anonymous || it->builder.size > BLE_AD_LEGACY_MAX;
    bool free_response = !extended && it->texts->scan_response == NULL;
    it->builder.capacity = !extended                           ? BLE_AD_LEGACY_MAX
                           : advert->advertisement.connectable ? CONNECTABLE_MOST
                                                               : BLE_ADVERTISEMENT_DATA;
    ble_status status = ble_ad_add_name(&it->builder, name, strlen(name), false);
    if (status == BLE_ERROR_FULL && free_response) {
        advert->default_response = true;
        advert->response_name = name;
        return true;
    }
    if (status == BLE_ERROR_FULL && extended)
        blr_say_error(it->out, "--name: '%s' does not fit: %zu octets of data, allowed: %zu", name, it->builder.needed,
                      it->builder.capacity);
    else if (status == BLE_ERROR_FULL)
        blr_say_error(it->out,
                      "--name: '%s' does not fit beside the rest (%zu octets, allowed: 31), and the scan "
                      "response is given; without --scan-response or with --extended it does",
                      name, it->builder.needed);
    else if (status < 0)
        blr_say_error(it->out, "--name: %zu octets; allowed: 1 ... %d", strlen(name), BLE_NAME_SIZE);
    return status == BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ all of it */

static bool has_fields(const struct advert_texts *it)
{
    return it->services.count + it->solicit.count + it->manufacturer.count + it->service_data.count > 0 ||
           it->appearance.given || it->ibeacon != NULL || it->eddystone_url != NULL;
}

static bool check(struct output *out, const struct advert_texts *it)
{
    if (it->connectable && it->non_connectable)
        blr_say_error(out, "advertise: --connectable and --non-connectable exclude each other");
    else if (it->connectable && it->anonymous)
        blr_say_error(out, "advertise: --connectable and --anonymous exclude each other: whom to connect to?");
    else if (it->data != NULL && (has_fields(it) || it->name != NULL))
        blr_say_error(out, "--data is all of the advertisement: no other field can be given beside it");
    else
        return true;
    return false;
}

static bool read_response(struct output *out, const char *text, struct ble_advertisement *response)
{
    size_t size;
    if (strcmp(text, "none") == 0)
        return true;
    if (!read_hex(out, "--scan-response", text, response->data, BLE_ADVERTISEMENT_DATA, &size))
        return false;
    response->size = (uint16_t)size;
    return true;
}

static void set_options(const struct advert_texts *texts, struct ble_advertising_options *options)
{
    *options = (struct ble_advertising_options)BLE_ADVERTISING_OPTIONS_INIT;
    if (texts->interval_us != 0)
        options->interval_us = texts->interval_us;
    if (texts->tx_power.given)
        options->tx_power_dbm = (int8_t)texts->tx_power.value;
    options->anonymous = texts->anonymous;
    options->extended = texts->extended;
}

static bool compose_data(struct composing *it, const char *own_name, struct advert *advert)
{
    const struct advert_texts *texts = it->texts;
    if (texts->data != NULL)
        return read_hex(it->out, "--data", texts->data, it->buffer, sizeof(it->buffer), &it->builder.size);
    if (!add_fields(it))
        return false;
    const char *name = texts->name != NULL ? texts->name : has_fields(texts) || texts->anonymous ? NULL : own_name;
    return name == NULL || place_name(it, name, advert);
}

bool blr_advert_is_empty(const struct advert_texts *it)
{
    return !has_fields(it) && it->name == NULL && it->data == NULL && it->scan_response == NULL &&
           it->interval_us == 0 && !it->tx_power.given && !it->connectable && !it->non_connectable && !it->anonymous &&
           !it->extended;
}

bool blr_advert_compose(struct output *out, const struct advert_texts *texts, const char *own_name,
                        struct advert *advert)
{
    struct composing it = { .out = out, .texts = texts };
    ble_advertisement_init(&advert->advertisement);
    ble_advertisement_init(&advert->response);
    advert->response_name = NULL;
    advert->default_response = false;
    set_options(texts, &advert->options);
    if (!check(out, texts))
        return false;
    ble_ad_build(&it.builder, it.buffer, sizeof(it.buffer));
    bool lists = texts->services.count + texts->solicit.count > 0;
    bool beacon = texts->ibeacon != NULL || texts->eddystone_url != NULL || texts->anonymous;
    advert->advertisement.connectable = texts->connectable || (lists && !beacon && !texts->non_connectable);
    if (!compose_data(&it, own_name, advert))
        return false;
    memcpy(advert->advertisement.data, it.buffer, it.builder.size);
    advert->advertisement.size = (uint16_t)it.builder.size;
    if (texts->scan_response != NULL)
        return read_response(out, texts->scan_response, &advert->response);
    if (advert->advertisement.connectable && texts->name == NULL && texts->data == NULL)
        advert->default_response = true; /* or it would have no name at all */
    return true;
}

/* ------------------------------------------------------------------------------------------------ options */

#define AT(member) offsetof(struct advert_texts, member)
const struct option_spec blr_advert_options[ADVERT_OPTIONS] = {
    { "name", 0, OPTION_TEXT, AT(name), "TEXT",
      "in the advertisement where it fits, else in the scan response, shortened if need be", 0, 0, NULL },
    { "service", 0, OPTION_LIST, AT(services), "UUID", "a service that it has: a UUID or a name", 0, 0, NULL },
    { "solicit", 0, OPTION_LIST, AT(solicit), "UUID", "a service that it looks for", 0, 0, NULL },
    { "manufacturer", 0, OPTION_LIST, AT(manufacturer), "ID:HEX", "data of a company: its number or name", 0, 0, NULL },
    { "service-data", 0, OPTION_LIST, AT(service_data), "UUID:HEX", "data of a service", 0, 0, NULL },
    { "appearance", 0, OPTION_INTEGER, AT(appearance), "N", "what it looks like (Assigned Numbers 2.6)", 0, UINT16_MAX,
      NULL },
    { "ibeacon", 0, OPTION_TEXT, AT(ibeacon), "UUID,MAJOR,MINOR", "an iBeacon; ,POWER in dBm at 1 m may follow (-59)",
      0, 0, NULL },
    { "eddystone-url", 0, OPTION_TEXT, AT(eddystone_url), "URL", "an Eddystone URL frame and its service", 0, 0, NULL },
    { "data", 0, OPTION_TEXT, AT(data), "HEX", "all octets of the advertisement, instead of the fields above", 0, 0,
      NULL },
    { "scan-response", 0, OPTION_TEXT, AT(scan_response), "HEX|none",
      "octets of the scan response; unless said the name where it has no other place, else none", 0, 0, NULL },
    { "interval", 0, OPTION_INTERVAL, AT(interval_us), "DUR", "from one to the next; 100ms unless said", 20000,
      10240000, NULL },
    { "connectable", 0, OPTION_FLAG, AT(connectable), NULL,
      "centrals may connect; so it is with --service and --solicit, but not for beacons", 0, 0, NULL },
    { "non-connectable", 0, OPTION_FLAG, AT(non_connectable), NULL, "they may not", 0, 0, NULL },
    { "anonymous", 0, OPTION_FLAG, AT(anonymous), NULL, "without an address; extended advertising", 0, 0, NULL },
    { "extended", 0, OPTION_FLAG, AT(extended), NULL,
      "extended advertising although 31 octets would do; more than that always is", 0, 0, NULL },
    { "tx-power", 0, OPTION_INTEGER, AT(tx_power), "DBM",
      "send with this power, or the nearest that the controller has", -127, 20, NULL },
    { "file", 0, OPTION_TEXT, AT(file), "FILE",
      "several at once: a list of objects in JSON, whose keys are the options above", 0, 0, NULL },
};
#undef AT
