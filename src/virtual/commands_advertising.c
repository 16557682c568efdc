/* SPDX-License-Identifier: MIT */
/* The legacy advertising commands (Vol 4 Part E 7.8.5 - 7.8.9). */
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

enum { INTERVAL_UNIT_US = 625, INTERVAL_MIN = 0x0020, INTERVAL_MAX = 0x4000, UNDIRECTED_MIN_BEFORE_5 = 0x00a0 };

enum advertising_type { ADV_IND, ADV_DIRECT_HIGH, ADV_SCAN_IND, ADV_NONCONN_IND, ADV_DIRECT_LOW, TYPES };

static const uint16_t properties_of_type[TYPES] = {
    [ADV_IND] = PROPERTY_LEGACY | PROPERTY_CONNECTABLE | PROPERTY_SCANNABLE,
    [ADV_DIRECT_HIGH] = PROPERTY_LEGACY | PROPERTY_CONNECTABLE | PROPERTY_DIRECTED | PROPERTY_HIGH_DUTY,
    [ADV_SCAN_IND] = PROPERTY_LEGACY | PROPERTY_SCANNABLE,
    [ADV_NONCONN_IND] = PROPERTY_LEGACY,
    [ADV_DIRECT_LOW] = PROPERTY_LEGACY | PROPERTY_CONNECTABLE | PROPERTY_DIRECTED,
};

static bool intervals_are_good(const struct virtual_controller *c,
                               const struct hci_le_set_advertising_parameters_parameters *p)
{
    uint16_t least = INTERVAL_MIN;
    if (p->advertising_type == ADV_DIRECT_HIGH) /* they have no meaning */
        return true;
    if ((c->profile->quirks & VIRTUAL_SLOW_UNDIRECTED) &&
        (p->advertising_type == ADV_SCAN_IND || p->advertising_type == ADV_NONCONN_IND))
        least = UNDIRECTED_MIN_BEFORE_5;
    return p->advertising_interval_min >= least && p->advertising_interval_max <= INTERVAL_MAX &&
           p->advertising_interval_min <= p->advertising_interval_max;
}

/* Low duty came with 4.1. */
static bool has_type(const struct virtual_controller *c, uint8_t type)
{
    enum { VERSION_4_1 = 7 };
    return type < (c->profile->version >= VERSION_4_1 ? TYPES : ADV_DIRECT_LOW);
}

static uint8_t set_parameters(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_advertising_parameters_parameters *p = parameters;
    struct advertising_set *set = &c->legacy;
    uint8_t own_max = blr_virtual_has_feature(c, VIRTUAL_FEATURE_PRIVACY) ? 3 : 1;
    (void)answer;
    if (set->enabled)
        return HCI_COMMAND_DISALLOWED;
    if (!has_type(c, p->advertising_type) || p->own_address_type > own_max || p->peer_address_type > 1 ||
        p->advertising_channel_map == 0 || p->advertising_channel_map > 7 || p->advertising_filter_policy > 3 ||
        !intervals_are_good(c, p))
        return HCI_INVALID_PARAMETERS;
    set->properties = properties_of_type[p->advertising_type];
    set->interval_us = (uint32_t)p->advertising_interval_min * INTERVAL_UNIT_US;
    set->own_address_type = p->own_address_type;
    set->peer.type = p->peer_address_type;
    memcpy(set->peer.octets, p->peer_address, sizeof(set->peer.octets));
    set->channel_map = p->advertising_channel_map;
    set->filter_policy = p->advertising_filter_policy;
    return HCI_SUCCESS;
}

static uint8_t read_tx_power(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    ((struct hci_le_read_advertising_physical_channel_tx_power_answer *)answer)->tx_power_level =
        c->profile->tx_power_max_dbm;
    return HCI_SUCCESS;
}

static uint8_t keep(struct payload *payload, uint8_t size, const uint8_t octets[LEGACY_MAX])
{
    if (size > LEGACY_MAX)
        return HCI_INVALID_PARAMETERS;
    memcpy(payload->octets, octets, size);
    payload->size = size;
    return HCI_SUCCESS;
}

static uint8_t set_data(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_advertising_data_parameters *p = parameters;
    (void)answer;
    return keep(&c->legacy.data, p->advertising_data_length, p->advertising_data);
}

static uint8_t set_response(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_scan_response_data_parameters *p = parameters;
    (void)answer;
    return keep(&c->legacy.response, p->scan_response_data_length, p->scan_response_data);
}

static uint8_t set_enable(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_advertising_enable_parameters *p = parameters;
    const uint64_t high_duty_us = 1280000; /* Vol 6 Part B 4.4.2.4.3 */
    (void)answer;
    if (p->advertising_enable > 1)
        return HCI_INVALID_PARAMETERS;
    if (!p->advertising_enable)
        blr_virtual_stop_advertising(c, &c->legacy);
    if (!p->advertising_enable || c->legacy.enabled)
        return HCI_SUCCESS;
    if (!blr_virtual_own_address_is_usable(c, c->legacy.own_address_type, &c->legacy))
        return HCI_INVALID_PARAMETERS;
    uint8_t status = blr_ll_may_advertise(c, &c->legacy);
    if (status == HCI_SUCCESS)
        blr_virtual_advertise(c, &c->legacy, c->legacy.properties & PROPERTY_HIGH_DUTY ? high_duty_us : 0, 0);
    return status;
}

const struct command_row blr_virtual_rows_advertising[] = {
    { &blr_hci_le_set_advertising_parameters, set_parameters, VIRTUAL_BASE, COMMANDS_LEGACY },
    { &blr_hci_le_read_advertising_physical_channel_tx_power, read_tx_power, VIRTUAL_BASE, COMMANDS_LEGACY },
    { &blr_hci_le_set_advertising_data, set_data, VIRTUAL_BASE, COMMANDS_LEGACY },
    { &blr_hci_le_set_scan_response_data, set_response, VIRTUAL_BASE, COMMANDS_LEGACY },
    { &blr_hci_le_set_advertising_enable, set_enable, VIRTUAL_BASE, COMMANDS_LEGACY },
    { 0 },
};
