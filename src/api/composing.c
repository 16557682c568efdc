/* SPDX-License-Identifier: MIT */
/* From an advertisement and options to a request of the host: which PDUs, which scan response, and what cannot be. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "api/internal.h"
#include "hci/packets.h"

enum {
    CONNECTABLE_MOST = 251, /* what one command can carry: such a set is one PDU (Vol 4 Part E 7.8.54) */
    SLOW_US = 100000,       /* shortest interval of what is not connectable, before 5.0 (Vol 2 Part E 7.8.5 of 4.2) */
    VERSION_5_0 = 9,        /* Assigned Numbers, HCI version */
    POWER_SIZE = 3          /* of the structure with the transmit power */
};

__attribute__((format(printf, 2, 3))) static ble_status refuse(char why[BLE_TRANSPORT_TEXT], const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, BLE_TRANSPORT_TEXT, format, arguments);
    va_end(arguments);
    return BLE_ERROR_ARGUMENT;
}

/* ------------------------------------------------------------------------------------------------ options */

static bool is_static(const struct ble_address *address)
{
    return address->type == BLE_ADDRESS_RANDOM && (address->octets[5] & 0xc0) == 0xc0;
}

static ble_status check_options(const ble_radio *radio, const struct ble_advertising_options *it,
                                char why[BLE_TRANSPORT_TEXT])
{
    bool any_power = it->tx_power_dbm == BLE_TX_POWER_ANY;
    const struct blr_range ranges[] = {
        { "set", it->set, 0, radio->options.host.advertising_sets - 1 },
        { "interval_us", it->interval_us, 20000, 10240000 },
        { "timeout_ms", it->timeout_ms, 1, BLE_FOREVER },
        { "tx_power_dbm", any_power ? 0 : it->tx_power_dbm, -127, 20 },
        { "channel_map", it->channel_map, 0, 7 },
        { "filter_policy", it->filter_policy, 0, 3 },
        { "primary_phy", it->primary_phy, BLE_PHY_DEFAULT, BLE_PHY_CODED },
        { "secondary_phy", it->secondary_phy, BLE_PHY_DEFAULT, BLE_PHY_CODED },
        { "direct->type", it->direct ? it->direct->type : 0, BLE_ADDRESS_PUBLIC, BLE_ADDRESS_RANDOM_IDENTITY },
    };
    ble_status status = blr_check_size("options", it->size, sizeof(*it), why);
    if (status == BLE_OK)
        status = blr_check_ranges(ranges, sizeof(ranges) / sizeof(*ranges), why);
    if (status < 0)
        return status;
    if (it->primary_phy == BLE_PHY_2M)
        return refuse(why, "primary_phy: the 2M PHY has no primary advertising, only 1M and Coded have");
    if (it->own && !is_static(it->own))
        return refuse(why, "own: not a static random address (its two most significant bits are 1)");
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ kinds */

/** What is asked for, seen as PDUs. */
struct wish {
    bool connectable, directed, high_duty, anonymous, legacy;
    bool given; /**< a scan response that is not empty */
    unsigned size, response_size;
};

static bool is_1m(uint8_t phy)
{
    return phy == BLE_PHY_DEFAULT || phy == BLE_PHY_1M;
}

static struct wish wish_of(const struct ble_advertisement *advertisement, const struct ble_advertising_options *options)
{
    const struct ble_advertisement *response = options->scan_response;
    struct wish it = { .connectable = advertisement->connectable,
                       .directed = options->direct != NULL,
                       .high_duty = options->high_duty,
                       .anonymous = options->anonymous,
                       .size = advertisement->size,
                       .response_size = response ? response->size : 0 };
    it.given = it.response_size > 0;
    it.legacy = !options->extended && !it.anonymous && is_1m(options->primary_phy) && is_1m(options->secondary_phy) &&
                it.size <= BLE_AD_LEGACY_MAX && it.response_size <= BLE_AD_LEGACY_MAX;
    return it;
}

static ble_status check_directed(const struct wish *it, char why[BLE_TRANSPORT_TEXT])
{
    if (it->high_duty && !it->directed)
        return refuse(why, "high_duty: only directed advertising is");
    if (!it->directed)
        return BLE_OK;
    if (!it->connectable)
        return refuse(why, "direct: only connectable advertisements can be directed");
    if (it->legacy && it->size)
        return refuse(why, "direct: %u octets of data, allowed: 0 (with options.extended: %u)", it->size,
                      CONNECTABLE_MOST);
    if (it->given)
        return refuse(why, "direct: a directed advertisement has no scan response");
    if (it->high_duty && !it->legacy)
        return refuse(why, "high_duty: extended PDUs have no such thing");
    return BLE_OK;
}

static ble_status check_extended(const struct wish *it, char why[BLE_TRANSPORT_TEXT])
{
    if (it->legacy)
        return BLE_OK;
    if (it->anonymous && (it->connectable || it->given))
        return refuse(why, "anonymous: %s",
                      it->connectable ? "nobody can connect to nobody"
                                      : "an anonymous advertisement has no scan response");
    if (it->connectable && it->given)
        return refuse(why,
                      "scan_response: %u octets; extended connectable advertisements have none (data: %u octets, "
                      "31 fit without extended ones)",
                      it->response_size, it->size);
    if (it->connectable && it->size > CONNECTABLE_MOST)
        return refuse(why, "data: %u octets, a connectable advertisement has at most %u", it->size, CONNECTABLE_MOST);
    if (it->given && it->size)
        return refuse(why,
                      "scan_response: %u octets; an extended advertisement that answers scan requests has no data "
                      "of its own (there are %u octets)",
                      it->response_size, it->size);
    return BLE_OK;
}

static ble_status check_sizes(const ble_radio *radio, const struct wish *it, char why[BLE_TRANSPORT_TEXT])
{
    unsigned most = radio->options.host.advertising_bytes;
    if (it->size > most)
        return refuse(why, "data: %u octets, host.advertising_bytes allows %u", it->size, most);
    if (it->response_size > most)
        return refuse(why, "scan_response: %u octets, host.advertising_bytes allows %u", it->response_size, most);
    return BLE_OK;
}

/** Controllers before 5.0 do not advertise often what nobody can connect to. */
static ble_status check_interval(const ble_radio *radio, const struct wish *it, uint32_t interval_us,
                                 char why[BLE_TRANSPORT_TEXT])
{
    const struct ble_controller_info *info = ble_host_controller(radio->host);
    if (it->connectable || interval_us >= SLOW_US || !radio->up || info->hci_version >= VERSION_5_0)
        return BLE_OK;
    refuse(why,
           "interval_us is %lu, allowed: %u ... 10240000 for what is not connectable, on this controller (HCI 4.x)",
           (unsigned long)interval_us, SLOW_US);
    return BLE_ERROR_UNSUPPORTED;
}

/** Only commands of extended advertising carry a power. */
static ble_status check_power(const ble_radio *radio, int8_t dbm, char why[BLE_TRANSPORT_TEXT])
{
    if (dbm == BLE_TX_POWER_ANY || !radio->up ||
        ble_host_has_command(radio->host, HCI_OP_LE_SET_EXTENDED_ADVERTISING_PARAMETERS))
        return BLE_OK;
    refuse(why, "tx_power_dbm is %d, this controller has no command for it (extended advertising)", dbm);
    return BLE_ERROR_UNSUPPORTED;
}

static uint8_t flags_of(const struct wish *it, bool answers, const struct ble_advertising_options *options)
{
    unsigned flags = 0;
    if (it->connectable)
        flags |= BLE_ADVERTISE_CONNECTABLE;
    if (it->directed)
        flags |= BLE_ADVERTISE_DIRECTED;
    else if (answers || (it->connectable && it->legacy))
        flags |= BLE_ADVERTISE_SCANNABLE;
    if (it->high_duty)
        flags |= BLE_ADVERTISE_HIGH_DUTY;
    if (it->anonymous)
        flags |= BLE_ADVERTISE_ANONYMOUS;
    if (options->extended)
        flags |= BLE_ADVERTISE_EXTENDED;
    return (uint8_t)flags;
}

/* ------------------------------------------------------------------------------------------------ scan responses */

/** Name, as much as fits, and the power, which the host knows. */
static void add_default(ble_radio *radio, struct blr_composed *it)
{
    struct ble_ad_builder builder;
    const char *name = ble_radio_get_name(radio);
    ble_ad_build(&builder, it->response, sizeof(it->response) - POWER_SIZE);
    ble_ad_add_name(&builder, name, strlen(name), true);
    it->request.u.advertise.response = it->response;
    it->request.u.advertise.response_size = (uint16_t)builder.size;
    it->request.u.advertise.parameters.flags |= BLE_ADVERTISE_TELL_POWER;
}

static void add_response(struct blr_composed *it, const struct ble_advertisement *response)
{
    it->request.u.advertise.response = response->data;
    it->request.u.advertise.response_size = response->size;
    it->request.u.advertise.parameters.flags &= (uint8_t)~BLE_ADVERTISE_TELL_POWER;
}

/* ------------------------------------------------------------------------------------------------ all of it */

static ble_status check(const ble_radio *radio, const struct wish *it, uint32_t interval_us,
                        char why[BLE_TRANSPORT_TEXT])
{
    ble_status status = check_sizes(radio, it, why);
    if (status == BLE_OK)
        status = check_directed(it, why);
    if (status == BLE_OK)
        status = check_extended(it, why);
    if (status == BLE_OK)
        status = check_interval(radio, it, interval_us, why);
    return status;
}

static void fill(ble_radio *radio, const struct ble_advertising_options *options, struct ble_advertising *parameters)
{
    bool any_power = options->tx_power_dbm == BLE_TX_POWER_ANY;
    parameters->set = parameters->set_id = options->set;
    parameters->channel_map = options->channel_map;
    parameters->filter_policy = options->filter_policy;
    parameters->primary_phy = options->primary_phy;
    parameters->secondary_phy = options->secondary_phy;
    parameters->tx_power_dbm = any_power ? radio->tx_power_dbm : options->tx_power_dbm;
    parameters->interval_us = options->interval_us;
    parameters->duration_ms = options->timeout_ms == BLE_FOREVER ? 0 : options->timeout_ms;
    if (options->direct)
        parameters->peer = *options->direct;
    if (options->own)
        parameters->own = *options->own;
}

ble_status blr_compose(ble_radio *radio, const struct ble_advertisement *advertisement,
                       const struct ble_advertising_options *options, struct blr_composed *composed,
                       char why[BLE_TRANSPORT_TEXT])
{
    ble_status status = check_options(radio, options, why);
    if (status < 0)
        return status;
    if (!advertisement)
        return refuse(why, "advertisement is NULL");
    struct wish it = wish_of(advertisement, options);
    status = check(radio, &it, options->interval_us, why);
    if (status == BLE_OK)
        status = check_power(radio, options->tx_power_dbm, why);
    if (status < 0)
        return status;
    bool by_default = !options->scan_response && it.legacy && !it.directed;
    memset(composed, 0, sizeof(*composed));
    composed->legacy = it.legacy;
    composed->request.type = BLE_REQUEST_ADVERTISE;
    composed->request.u.advertise.data = advertisement->data;
    composed->request.u.advertise.size = advertisement->size;
    fill(radio, options, &composed->request.u.advertise.parameters);
    composed->request.u.advertise.parameters.flags = flags_of(&it, by_default || it.given, options);
    if (by_default)
        add_default(radio, composed);
    else if (it.given)
        add_response(composed, options->scan_response);
    return BLE_OK;
}

ble_status blr_compose_update(ble_radio *radio, const struct blr_set *set,
                              const struct ble_advertisement *advertisement, const struct ble_advertisement *response,
                              struct blr_composed *composed, char why[BLE_TRANSPORT_TEXT])
{
    const struct ble_advertising *parameters = &set->parameters;
    bool scannable = parameters->flags & BLE_ADVERTISE_SCANNABLE;
    if (!advertisement)
        return refuse(why, "advertisement is NULL");
    struct wish it = { .connectable = set->connectable,
                       .directed = parameters->flags & BLE_ADVERTISE_DIRECTED,
                       .high_duty = parameters->flags & BLE_ADVERTISE_HIGH_DUTY,
                       .anonymous = parameters->flags & BLE_ADVERTISE_ANONYMOUS,
                       .legacy = set->legacy,
                       .size = advertisement->size,
                       .response_size = response ? response->size : 0,
                       .given = response && response->size > 0 };
    if (advertisement->connectable != set->connectable)
        return refuse(why, "the set is %sconnectable: stop it first", set->connectable ? "" : "not ");
    if (it.legacy && (it.size > BLE_AD_LEGACY_MAX || it.response_size > BLE_AD_LEGACY_MAX))
        return refuse(why, "%u and %u octets, the set has legacy PDUs with at most 31: stop it first", it.size,
                      it.response_size);
    if (it.given && !scannable)
        return refuse(why, "scan_response: the set answers no scan requests: stop it first");
    ble_status status = check(radio, &it, SLOW_US, why);
    if (status < 0)
        return status;
    memset(composed, 0, sizeof(*composed));
    composed->legacy = set->legacy;
    composed->request.type = BLE_REQUEST_ADVERTISE;
    composed->request.u.advertise.data = advertisement->data;
    composed->request.u.advertise.size = advertisement->size;
    composed->request.u.advertise.parameters = *parameters;
    if (response)
        add_response(composed, response);
    else if (scannable && set->legacy)
        add_default(radio, composed);
    return BLE_OK;
}

void blr_compose_explain(ble_radio *radio, const struct blr_set *set, char why[BLE_TRANSPORT_TEXT])
{
    const struct ble_controller_info *info = ble_host_controller(radio->host);
    unsigned longest = set->size > set->response_size ? set->size : set->response_size;
    if (set->parameters.set >= info->advertising_sets)
        refuse(why, "set is %u, allowed: 0 ... %d on this controller", set->parameters.set, info->advertising_sets - 1);
    else if (longest > info->max_advertising_data)
        refuse(why, "%u octets of data, this controller takes %u", longest, info->max_advertising_data);
    else if (set->parameters.own.type == BLE_ADDRESS_RANDOM)
        refuse(why, "own: this controller has one address for everything (no extended advertising)");
    else
        refuse(why, "this controller has no extended advertising");
}
