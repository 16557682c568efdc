/* SPDX-License-Identifier: MIT */
/* The extended advertising commands (Vol 4 Part E 7.8.52 - 7.8.60). */
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

enum { HANDLE_MAX = 0xef, UNIT_US = 625, INTERVAL_MIN = 0x20, NO_PREFERENCE = 127, DATA_ID_COUNT = 0x1000 };

static struct advertising_set *find(struct virtual_controller *c, uint8_t handle)
{
    for (unsigned i = 0; i < c->profile->sets; i++)
        if (c->sets[i].used && c->sets[i].handle == handle)
            return &c->sets[i];
    return NULL;
}

/* The set of a handle, made when there is none. @return NULL: all are in use */
static struct advertising_set *find_or_make(struct virtual_controller *c, uint8_t handle)
{
    struct advertising_set *set = find(c, handle);
    for (unsigned i = 0; set == NULL && i < c->profile->sets; i++) {
        if (c->sets[i].used)
            continue;
        uint32_t run = c->sets[i].run;
        set = &c->sets[i];
        memset(set, 0, sizeof(*set));
        set->used = true;
        set->handle = handle;
        set->run = run;
        set->data_id = (uint16_t)blr_virtual_random_below(&c->random, DATA_ID_COUNT);
    }
    return set;
}

static uint8_t set_random_address(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_advertising_set_random_address_parameters *p = parameters;
    struct advertising_set *set = find(c, p->advertising_handle);
    (void)answer;
    if (set == NULL)
        return HCI_UNKNOWN_ADVERTISING_IDENTIFIER;
    if (set->enabled && (set->properties & PROPERTY_CONNECTABLE))
        return HCI_COMMAND_DISALLOWED;
    memcpy(set->random_address, p->random_address, sizeof(set->random_address));
    set->has_random_address = true;
    return HCI_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------ parameters */

static bool properties_are_good(uint16_t properties)
{
    static const uint8_t legacy[] = { 0x13, 0x15, 0x1d, 0x12, 0x10 };
    if (properties > 0x7f)
        return false;
    if (!(properties & PROPERTY_LEGACY)) {
        bool connectable = properties & PROPERTY_CONNECTABLE, scannable = properties & PROPERTY_SCANNABLE;
        return !(connectable && scannable) && !(properties & PROPERTY_HIGH_DUTY) &&
               !((properties & PROPERTY_ANONYMOUS) && (connectable || scannable));
    }
    for (size_t i = 0; i < sizeof(legacy); i++)
        if (legacy[i] == properties)
            return true;
    return false;
}

static bool ranges_are_good(const struct virtual_controller *c,
                            const struct hci_le_set_extended_advertising_parameters_parameters *p)
{
    bool legacy = p->advertising_event_properties & PROPERTY_LEGACY;
    bool timed = !(p->advertising_event_properties & PROPERTY_HIGH_DUTY);
    return properties_are_good(p->advertising_event_properties) &&
           (!timed || (p->primary_advertising_interval_min >= INTERVAL_MIN &&
                       p->primary_advertising_interval_min <= p->primary_advertising_interval_max)) &&
           p->primary_advertising_channel_map >= 1 && p->primary_advertising_channel_map <= 7 &&
           p->own_address_type <= (blr_virtual_has_feature(c, VIRTUAL_FEATURE_PRIVACY) ? 3 : 1) &&
           p->peer_address_type <= 1 && p->advertising_filter_policy <= 3 &&
           (p->advertising_tx_power <= 20 || p->advertising_tx_power == NO_PREFERENCE) &&
           (p->primary_advertising_phy == PHY_1M || (!legacy && p->primary_advertising_phy == PHY_CODED)) &&
           (legacy || (p->secondary_advertising_phy >= PHY_1M && p->secondary_advertising_phy <= PHY_CODED)) &&
           p->advertising_sid <= 0x0f && p->scan_request_notification_enable <= 1;
}

static bool phy_is_supported(const struct virtual_controller *c, uint8_t phy)
{
    return phy == PHY_1M || (phy == PHY_2M && blr_virtual_has_feature(c, VIRTUAL_FEATURE_2M)) ||
           (phy == PHY_CODED && blr_virtual_has_feature(c, VIRTUAL_FEATURE_CODED));
}

/* What kinds of data go with the properties, and how much of it. */
static uint16_t data_limit(const struct virtual_controller *c, uint16_t properties)
{
    if (properties & PROPERTY_LEGACY)
        return properties & PROPERTY_DIRECTED ? 0 : LEGACY_MAX;
    return properties & PROPERTY_SCANNABLE ? 0 : c->profile->data_max;
}

static uint16_t response_limit(const struct virtual_controller *c, uint16_t properties)
{
    if (!(properties & PROPERTY_SCANNABLE))
        return 0;
    return properties & PROPERTY_LEGACY ? LEGACY_MAX : c->profile->data_max;
}

static int8_t choose_power(const struct virtual_profile *profile, int8_t wanted_dbm)
{
    if (wanted_dbm == NO_PREFERENCE || wanted_dbm > profile->tx_power_max_dbm)
        return profile->tx_power_max_dbm;
    return wanted_dbm < profile->tx_power_min_dbm ? profile->tx_power_min_dbm : wanted_dbm;
}

static void keep_parameters(struct virtual_controller *c, struct advertising_set *set,
                            const struct hci_le_set_extended_advertising_parameters_parameters *p)
{
    set->properties = p->advertising_event_properties;
    set->interval_us = p->primary_advertising_interval_min * UNIT_US;
    set->channel_map = p->primary_advertising_channel_map;
    set->own_address_type = p->own_address_type;
    set->peer.type = p->peer_address_type;
    memcpy(set->peer.octets, p->peer_address, sizeof(set->peer.octets));
    set->filter_policy = p->advertising_filter_policy;
    set->primary_phy = p->primary_advertising_phy;
    set->secondary_phy = p->secondary_advertising_phy;
    set->sid = p->advertising_sid;
    set->notify_requests = p->scan_request_notification_enable;
    set->tx_power_dbm = choose_power(c->profile, p->advertising_tx_power);
}

static uint8_t set_parameters(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_extended_advertising_parameters_parameters *p = parameters;
    if (p->advertising_handle > HANDLE_MAX || !ranges_are_good(c, p))
        return HCI_INVALID_PARAMETERS;
    if (!phy_is_supported(c, p->primary_advertising_phy) ||
        (!(p->advertising_event_properties & PROPERTY_LEGACY) && !phy_is_supported(c, p->secondary_advertising_phy)))
        return HCI_UNSUPPORTED_PARAMETER_VALUE;
    const struct advertising_set *old = find(c, p->advertising_handle);
    if (old != NULL && old->enabled)
        return HCI_COMMAND_DISALLOWED;
    if (old != NULL && (old->data.size > data_limit(c, p->advertising_event_properties) ||
                        old->response.size > response_limit(c, p->advertising_event_properties)))
        return HCI_INVALID_PARAMETERS;
    struct advertising_set *set = find_or_make(c, p->advertising_handle);
    if (set == NULL)
        return HCI_MEMORY_CAPACITY_EXCEEDED;
    keep_parameters(c, set, p);
    ((struct hci_le_set_extended_advertising_parameters_answer *)answer)->selected_tx_power = set->tx_power_dbm;
    return HCI_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------ data */

enum operation { OPERATION_MIDDLE, OPERATION_FIRST, OPERATION_LAST, OPERATION_WHOLE, OPERATION_UNCHANGED };

static void drop(struct payload *payload)
{
    payload->size = 0;
    payload->partial = false;
}

static uint8_t append(const struct virtual_controller *c, struct payload *payload, uint8_t operation,
                      struct hci_view part)
{
    if (operation == OPERATION_FIRST || operation == OPERATION_WHOLE)
        drop(payload);
    else if (!payload->partial)
        return HCI_INVALID_PARAMETERS; /* nothing to go on with */
    if (payload->size + part.size > c->profile->data_max) {
        drop(payload);
        return HCI_MEMORY_CAPACITY_EXCEEDED;
    }
    if (part.size > 0)
        memcpy(payload->octets + payload->size, part.data, part.size);
    payload->size = (uint16_t)(payload->size + part.size);
    payload->partial = operation == OPERATION_FIRST || operation == OPERATION_MIDDLE;
    return HCI_SUCCESS;
}

static uint8_t keep_part(struct virtual_controller *c, struct advertising_set *set, struct payload *payload,
                         uint16_t limit, uint8_t operation, uint8_t preference, struct hci_view part)
{
    bool whole = operation == OPERATION_WHOLE;
    if (operation > OPERATION_WHOLE || preference > 1 || (part.size == 0 && !whole))
        return HCI_INVALID_PARAMETERS;
    if (set->enabled && !whole)
        return HCI_COMMAND_DISALLOWED;
    if ((limit == 0 && part.size > 0) || ((set->properties & PROPERTY_LEGACY) && (part.size > limit || !whole)))
        return HCI_INVALID_PARAMETERS;
    if (set->enabled && part.size > blr_virtual_auxiliary_room(set) && (set->properties & PROPERTY_CONNECTABLE))
        return HCI_PACKET_TOO_LONG;
    uint8_t status = append(c, payload, operation, part);
    set->data_id = (uint16_t)blr_virtual_random_below(&c->random, DATA_ID_COUNT);
    return status;
}

static uint8_t set_data(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_extended_advertising_data_parameters *p = parameters;
    struct advertising_set *set = find(c, p->advertising_handle);
    (void)answer;
    if (set == NULL)
        return HCI_UNKNOWN_ADVERTISING_IDENTIFIER;
    if (p->operation == OPERATION_UNCHANGED) { /* only a new data id */
        if (!set->enabled || set->data.size == 0 || (set->properties & PROPERTY_LEGACY) ||
            p->advertising_data.size != 0)
            return HCI_INVALID_PARAMETERS;
        set->data_id = (uint16_t)((set->data_id + 1) % DATA_ID_COUNT);
        return HCI_SUCCESS;
    }
    return keep_part(c, set, &set->data, data_limit(c, set->properties), p->operation, p->fragment_preference,
                     p->advertising_data);
}

static uint8_t set_response(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_extended_scan_response_data_parameters *p = parameters;
    struct advertising_set *set = find(c, p->advertising_handle);
    (void)answer;
    if (set == NULL)
        return HCI_UNKNOWN_ADVERTISING_IDENTIFIER;
    /* A scannable set that is on the air cannot be without a response. */
    if (set->enabled && p->scan_response_data.size == 0 && (set->properties & PROPERTY_SCANNABLE) &&
        !(set->properties & PROPERTY_LEGACY))
        return HCI_COMMAND_DISALLOWED;
    return keep_part(c, set, &set->response, response_limit(c, set->properties), p->operation, p->fragment_preference,
                     p->scan_response_data);
}

/* ------------------------------------------------------------------------------------------------ enable */

static uint8_t check_enable(struct virtual_controller *c, const struct advertising_set *set, uint16_t duration)
{
    enum { HIGH_DUTY_MAX = 128 }; /* 1.28 s */
    bool legacy = set->properties & PROPERTY_LEGACY;
    if (set->data.partial || set->response.partial)
        return HCI_COMMAND_DISALLOWED;
    if (!legacy && (set->properties & PROPERTY_SCANNABLE) && set->response.size == 0)
        return HCI_COMMAND_DISALLOWED;
    if ((set->properties & PROPERTY_HIGH_DUTY) && (duration == 0 || duration > HIGH_DUTY_MAX))
        return HCI_INVALID_PARAMETERS;
    if (!blr_virtual_own_address_is_usable(c, set->own_address_type, set))
        return HCI_INVALID_PARAMETERS;
    if (!legacy && (set->properties & PROPERTY_CONNECTABLE) && set->data.size > blr_virtual_auxiliary_room(set))
        return HCI_PACKET_TOO_LONG;
    if (!legacy && blr_virtual_advertising_event_us(set) > set->interval_us)
        return HCI_PACKET_TOO_LONG;
    return blr_ll_may_advertise(c, set);
}

static uint8_t check_list(struct virtual_controller *c, struct hci_list rest, bool enable)
{
    struct hci_advertising_set_element element;
    uint8_t seen[32] = { 0 };
    while (blr_hci_list_next(&rest, &blr_hci_element_advertising_set, &element)) {
        uint8_t *octet = &seen[element.advertising_handle / 8];
        uint8_t bit = (uint8_t)(1u << element.advertising_handle % 8);
        if (*octet & bit)
            return HCI_INVALID_PARAMETERS;
        *octet |= bit;
        const struct advertising_set *set = find(c, element.advertising_handle);
        uint8_t status = set == NULL ? HCI_UNKNOWN_ADVERTISING_IDENTIFIER
                         : enable    ? check_enable(c, set, element.duration)
                                     : HCI_SUCCESS;
        if (status != HCI_SUCCESS)
            return status;
    }
    return HCI_SUCCESS;
}

static void stop_all(struct virtual_controller *c)
{
    for (unsigned i = 0; i < c->profile->sets; i++)
        blr_virtual_stop_advertising(c, &c->sets[i]);
}

static uint8_t set_enable(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_extended_advertising_enable_parameters *p = parameters;
    struct hci_list rest = p->sets;
    struct hci_advertising_set_element element;
    (void)answer;
    if (p->enable > 1 || (p->enable && p->sets.count == 0))
        return HCI_INVALID_PARAMETERS;
    uint8_t status = check_list(c, p->sets, p->enable);
    if (status != HCI_SUCCESS)
        return status;
    if (p->sets.count == 0)
        stop_all(c);
    while (blr_hci_list_next(&rest, &blr_hci_element_advertising_set, &element)) {
        struct advertising_set *set = find(c, element.advertising_handle);
        if (p->enable)
            blr_virtual_advertise(c, set, (uint64_t)element.duration * 10000, element.max_extended_advertising_events);
        else
            blr_virtual_stop_advertising(c, set);
    }
    return HCI_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------ the rest */

static uint8_t read_data_max(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    ((struct hci_le_read_maximum_advertising_data_length_answer *)answer)->max_advertising_data_length =
        c->profile->data_max;
    return HCI_SUCCESS;
}

static uint8_t read_sets(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    ((struct hci_le_read_number_of_supported_advertising_sets_answer *)answer)->num_supported_advertising_sets =
        c->profile->sets;
    return HCI_SUCCESS;
}

static uint8_t remove_set(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_remove_advertising_set_parameters *p = parameters;
    struct advertising_set *set = find(c, p->advertising_handle);
    (void)answer;
    if (set == NULL)
        return HCI_UNKNOWN_ADVERTISING_IDENTIFIER;
    if (set->enabled)
        return HCI_COMMAND_DISALLOWED;
    set->used = false;
    return HCI_SUCCESS;
}

static uint8_t clear_sets(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    (void)answer;
    if (blr_virtual_is_advertising(c))
        return HCI_COMMAND_DISALLOWED;
    for (unsigned i = 0; i < c->profile->sets; i++)
        c->sets[i].used = false;
    return HCI_SUCCESS;
}

#define ROW(name, handler)                                                                                             \
    {                                                                                                                  \
        &blr_hci_le_##name, handler, VIRTUAL_EXTENDED, COMMANDS_EXTENDED                                               \
    }

const struct command_row blr_virtual_rows_sets[] = {
    ROW(set_advertising_set_random_address, set_random_address),
    ROW(set_extended_advertising_parameters, set_parameters),
    ROW(set_extended_advertising_data, set_data),
    ROW(set_extended_scan_response_data, set_response),
    ROW(set_extended_advertising_enable, set_enable),
    ROW(read_maximum_advertising_data_length, read_data_max),
    ROW(read_number_of_supported_advertising_sets, read_sets),
    ROW(remove_advertising_set, remove_set),
    ROW(clear_advertising_sets, clear_sets),
    { 0 },
};
