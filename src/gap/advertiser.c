/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "gap/gap.h"
#include "hci/packets.h"

enum {
    INTERVAL_MIN_US = 20000,
    INTERVAL_LEGACY_MAX_US = 10240000,
    INTERVAL_MAX_US = 40959375,
    INTERVAL_UNIT_US = 625,
    ALL_CHANNELS = 7,
    TX_POWER_ANY = 0x7f,
    SET_ID_MAX = 15
};

/** Bits of Advertising_Event_Properties (7.8.53). The first four are our flags. */
enum { PROPERTY_LEGACY = 1 << 4, PROPERTY_ANONYMOUS = 1 << 5 };

/** Operation (7.8.54). */
enum { DATA_MIDDLE = 0, DATA_FIRST = 1, DATA_LAST = 2, DATA_WHOLE = 3, MAY_BE_FRAGMENTED = 0 };

enum { LEGACY_IND = 0, LEGACY_DIRECT_HIGH = 1, LEGACY_SCAN_IND = 2, LEGACY_NONCONN_IND = 3, LEGACY_DIRECT_LOW = 4 };

/* ------------------------------------------------------------------------------------------- what is allowed */

static bool has(const struct ble_advertising *parameters, unsigned flag)
{
    return (parameters->flags & flag) != 0;
}

static bool is_default_phy(uint8_t phy)
{
    return phy == BLE_PHY_DEFAULT || phy == BLE_PHY_1M;
}

/** Can legacy PDUs carry it? Directed ones have no data. */
static bool fits_legacy(const struct ble_request *request)
{
    const struct ble_advertising *p = &request->u.advertise.parameters;
    bool connectable = has(p, BLE_ADVERTISE_CONNECTABLE);
    if (has(p, BLE_ADVERTISE_DIRECTED) && (request->u.advertise.size > 0 || request->u.advertise.response_size > 0))
        return false;
    return !has(p, BLE_ADVERTISE_EXTENDED) && !has(p, BLE_ADVERTISE_ANONYMOUS) && is_default_phy(p->primary_phy) &&
           is_default_phy(p->secondary_phy) && request->u.advertise.size <= GAP_LEGACY_DATA &&
           request->u.advertise.response_size <= GAP_LEGACY_DATA &&
           (connectable == has(p, BLE_ADVERTISE_SCANNABLE) || !connectable || has(p, BLE_ADVERTISE_DIRECTED));
}

static bool values_are_valid(const struct gap *gap, const struct ble_request *request)
{
    const struct ble_advertising *p = &request->u.advertise.parameters;
    bool directed = has(p, BLE_ADVERTISE_DIRECTED);
    return p->set < gap->set_count && p->channel_map <= ALL_CHANNELS && p->filter_policy <= 3 &&
           p->primary_phy <= BLE_PHY_CODED && p->primary_phy != BLE_PHY_2M && p->secondary_phy <= BLE_PHY_CODED &&
           p->set_id <= SET_ID_MAX && p->interval_us >= INTERVAL_MIN_US && p->interval_us <= INTERVAL_MAX_US &&
           (p->flags & ~0x7f) == 0 && (!has(p, BLE_ADVERTISE_HIGH_DUTY) || directed) &&
           (!directed || (has(p, BLE_ADVERTISE_CONNECTABLE) && p->peer.type <= BLE_ADDRESS_RANDOM_IDENTITY)) &&
           request->u.advertise.size <= gap->data_bytes && request->u.advertise.response_size <= gap->data_bytes &&
           (request->u.advertise.size == 0 || request->u.advertise.data != NULL) &&
           (request->u.advertise.response_size == 0 || request->u.advertise.response != NULL);
}

/** What extended PDUs cannot be (7.8.53): connectable and scannable at once, scannable with data, ... */
static bool fits_extended(const struct ble_request *request)
{
    const struct ble_advertising *p = &request->u.advertise.parameters;
    bool connectable = has(p, BLE_ADVERTISE_CONNECTABLE), scannable = has(p, BLE_ADVERTISE_SCANNABLE);
    if (connectable && scannable)
        return false;
    if (has(p, BLE_ADVERTISE_ANONYMOUS) && (connectable || scannable))
        return false;
    if (scannable ? request->u.advertise.size > 0 : request->u.advertise.response_size > 0)
        return false;
    return !has(p, BLE_ADVERTISE_HIGH_DUTY) && (!connectable || request->u.advertise.size <= GAP_FRAGMENT);
}

ble_status blr_advertiser_check(const struct gap *gap, const struct ble_request *request, bool *legacy_pdus)
{
    const struct ble_advertising *p = &request->u.advertise.parameters;
    if (!values_are_valid(gap, request))
        return BLE_ERROR_ARGUMENT;
    *legacy_pdus = fits_legacy(request);
    if (!*legacy_pdus && !fits_extended(request))
        return BLE_ERROR_ARGUMENT;
    bool own_address = p->own.type == BLE_ADDRESS_RANDOM;
    bool needs_extended = !*legacy_pdus || p->interval_us > INTERVAL_LEGACY_MAX_US || own_address;
    if (p->set >= gap->can.sets || (needs_extended && !gap->can.extended) ||
        request->u.advertise.size > gap->max_data || request->u.advertise.response_size > gap->max_data)
        return BLE_ERROR_UNSUPPORTED;
    return BLE_OK;
}

bool blr_advertiser_takes_data(const struct gap_advertiser *set)
{
    return set->legacy_pdus ? !has(&set->parameters, BLE_ADVERTISE_DIRECTED)
                            : !has(&set->parameters, BLE_ADVERTISE_SCANNABLE);
}

/* ------------------------------------------------------------------------------------------- commands */

static uint32_t interval_units(const struct gap_advertiser *set)
{
    return (set->parameters.interval_us + INTERVAL_UNIT_US / 2) / INTERVAL_UNIT_US;
}

static uint8_t channel_map(const struct gap_advertiser *set)
{
    return set->parameters.channel_map != 0 ? set->parameters.channel_map : (uint8_t)ALL_CHANNELS;
}

static uint8_t own_address_type(const struct gap *gap, const struct gap_advertiser *set)
{
    return set->parameters.own.type == BLE_ADDRESS_RANDOM ? (uint8_t)BLE_ADDRESS_RANDOM : gap->own_address.type;
}

static uint8_t legacy_type(const struct ble_advertising *p)
{
    if (has(p, BLE_ADVERTISE_DIRECTED))
        return has(p, BLE_ADVERTISE_HIGH_DUTY) ? LEGACY_DIRECT_HIGH : LEGACY_DIRECT_LOW;
    if (has(p, BLE_ADVERTISE_CONNECTABLE))
        return LEGACY_IND;
    return has(p, BLE_ADVERTISE_SCANNABLE) ? LEGACY_SCAN_IND : LEGACY_NONCONN_IND;
}

static void legacy_parameters(const struct gap *gap, const struct gap_advertiser *set, struct gap_command *command)
{
    struct hci_le_set_advertising_parameters_parameters p = {
        .advertising_interval_min = (uint16_t)interval_units(set),
        .advertising_interval_max = (uint16_t)interval_units(set),
        .advertising_type = legacy_type(&set->parameters),
        .own_address_type = own_address_type(gap, set),
        .peer_address_type = set->parameters.peer.type & 1,
        .advertising_channel_map = channel_map(set),
        .advertising_filter_policy = set->parameters.filter_policy,
    };
    memcpy(p.peer_address, set->parameters.peer.octets, sizeof(p.peer_address));
    blr_gap_encode(command, &blr_hci_le_set_advertising_parameters, &p);
}

static uint16_t properties(const struct gap_advertiser *set)
{
    uint16_t bits = set->parameters.flags & 0x0f;
    if (set->legacy_pdus && has(&set->parameters, BLE_ADVERTISE_DIRECTED))
        bits &= (uint16_t)~BLE_ADVERTISE_SCANNABLE;
    return (uint16_t)(bits | (set->legacy_pdus ? PROPERTY_LEGACY : 0) |
                      (has(&set->parameters, BLE_ADVERTISE_ANONYMOUS) ? PROPERTY_ANONYMOUS : 0));
}

static void extended_parameters(const struct gap *gap, const struct gap_advertiser *set, uint8_t handle,
                                struct gap_command *command)
{
    const struct ble_advertising *from = &set->parameters;
    struct hci_le_set_extended_advertising_parameters_parameters p = {
        .advertising_handle = handle,
        .advertising_event_properties = properties(set),
        .primary_advertising_interval_min = interval_units(set),
        .primary_advertising_interval_max = interval_units(set),
        .primary_advertising_channel_map = channel_map(set),
        .own_address_type = own_address_type(gap, set),
        .peer_address_type = from->peer.type & 1,
        .advertising_filter_policy = from->filter_policy,
        .advertising_tx_power = from->tx_power_dbm,
        .primary_advertising_phy = from->primary_phy != BLE_PHY_DEFAULT ? from->primary_phy : (uint8_t)BLE_PHY_1M,
        .secondary_advertising_phy = from->secondary_phy != BLE_PHY_DEFAULT ? from->secondary_phy : (uint8_t)BLE_PHY_1M,
        .advertising_sid = from->set_id,
    };
    memcpy(p.peer_address, from->peer.octets, sizeof(p.peer_address));
    blr_gap_encode(command, &blr_hci_le_set_extended_advertising_parameters, &p);
}

/** Advertising data or scan response of a set. @param whole room for a response with the power behind it */
static struct hci_view contents(const struct gap_advertiser *set, bool response, uint8_t whole[GAP_LEGACY_DATA])
{
    enum { POWER_SIZE = 3, POWER_TYPE = 0x0a };
    struct hci_view view = { .data = response ? set->response : set->data,
                             .size = response ? set->response_size : set->size };
    if (!response || !has(&set->parameters, BLE_ADVERTISE_TELL_POWER) || !set->legacy_pdus ||
        set->power_dbm == BLE_TX_POWER_ANY || view.size > GAP_LEGACY_DATA - POWER_SIZE)
        return view;
    const uint8_t power[POWER_SIZE] = { POWER_SIZE - 1, POWER_TYPE, (uint8_t)set->power_dbm };
    memcpy(whole, view.data, view.size);
    memcpy(whole + view.size, power, sizeof(power));
    return (struct hci_view){ .data = whole, .size = (uint16_t)(view.size + POWER_SIZE) };
}

static void legacy_data(const struct gap_advertiser *set, bool response, struct gap_command *command)
{
    struct hci_le_set_advertising_data_parameters p = { 0 };
    uint8_t whole[GAP_LEGACY_DATA];
    struct hci_view view = contents(set, response, whole);
    p.advertising_data_length = (uint8_t)view.size;
    memcpy(p.advertising_data, view.data, view.size);
    blr_gap_encode(command, &blr_hci_le_set_advertising_data, &p);
    if (response) /* the same fields under another opcode */
        command->opcode = HCI_OP_LE_SET_SCAN_RESPONSE_DATA;
}

static void extended_data(const struct gap_advertiser *set, uint8_t handle, bool response, struct gap_command *command)
{
    uint8_t whole[GAP_LEGACY_DATA];
    struct hci_view view = contents(set, response, whole);
    uint16_t rest = (uint16_t)(view.size - set->fragment_at);
    uint8_t part = (uint8_t)(rest < GAP_FRAGMENT ? rest : GAP_FRAGMENT);
    bool first = set->fragment_at == 0, last = part == rest;
    const struct hci_le_set_extended_advertising_data_parameters p = {
        .advertising_handle = handle,
        .operation = first && last ? DATA_WHOLE
                     : first       ? DATA_FIRST
                     : last        ? DATA_LAST
                                   : DATA_MIDDLE,
        .fragment_preference = MAY_BE_FRAGMENTED,
        .advertising_data = { view.data + set->fragment_at, part },
    };
    blr_gap_encode(command, &blr_hci_le_set_extended_advertising_data, &p);
    if (response)
        command->opcode = HCI_OP_LE_SET_EXTENDED_SCAN_RESPONSE_DATA;
}

bool blr_advertiser_more(struct gap *gap, struct gap_step step)
{
    struct gap_advertiser *set = &gap->sets[step.set];
    if (!gap->can.extended || (step.action != GAP_SET_DATA && step.action != GAP_SET_RESPONSE))
        return false;
    uint16_t size = step.action == GAP_SET_RESPONSE ? set->response_size : set->size;
    uint16_t rest = (uint16_t)(size - set->fragment_at);
    set->fragment_at = (uint16_t)(set->fragment_at + (rest < GAP_FRAGMENT ? rest : GAP_FRAGMENT));
    if (set->fragment_at < size)
        return true;
    set->fragment_at = 0;
    return false;
}

static void enable(const struct gap *gap, uint8_t handle, bool on, struct gap_command *command)
{
    if (!gap->can.extended) {
        const struct hci_le_set_advertising_enable_parameters p = { on };
        blr_gap_encode(command, &blr_hci_le_set_advertising_enable, &p);
        return;
    }
    /* Durations are the host's: the same on every controller, and kept through a recovery. High duty has to have one:
     * the most that is allowed, 1.28 s in units of 10 ms (7.8.56). */
    enum { HIGH_DUTY_DURATION = 128 };
    bool high_duty = on && has(&gap->sets[handle].parameters, BLE_ADVERTISE_HIGH_DUTY);
    const uint8_t element[] = { handle, high_duty ? HIGH_DUTY_DURATION : 0, 0, 0 };
    const struct hci_le_set_extended_advertising_enable_parameters p = {
        .enable = on, .sets = { .data = element, .size = sizeof(element), .count = 1 }
    };
    blr_gap_encode(command, &blr_hci_le_set_extended_advertising_enable, &p);
}

static void set_address(const struct gap_advertiser *set, uint8_t handle, struct gap_command *command)
{
    struct hci_le_set_advertising_set_random_address_parameters p = { .advertising_handle = handle };
    memcpy(p.random_address, set->address, sizeof(p.random_address));
    blr_gap_encode(command, &blr_hci_le_set_advertising_set_random_address, &p);
}

void blr_advertiser_command(const struct gap *gap, struct gap_step step, struct gap_command *command)
{
    const struct gap_advertiser *set = &gap->sets[step.set];
    bool response = step.action == GAP_SET_RESPONSE;
    switch (step.action) {
    case GAP_SET_PARAMETERS:
        if (gap->can.extended)
            extended_parameters(gap, set, step.set, command);
        else
            legacy_parameters(gap, set, command);
        break;
    case GAP_SET_ADDRESS: set_address(set, step.set, command); break;
    case GAP_SET_DATA:
    case GAP_SET_RESPONSE:
        if (gap->can.extended)
            extended_data(set, step.set, response, command);
        else
            legacy_data(set, response, command);
        break;
    case GAP_REMOVE_SET: {
        const struct hci_le_remove_advertising_set_parameters p = { step.set };
        blr_gap_encode(command, &blr_hci_le_remove_advertising_set, &p);
        break;
    }
    default: enable(gap, step.set, step.action == GAP_ENABLE_SET, command); break;
    }
}
