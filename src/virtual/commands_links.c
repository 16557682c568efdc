/* SPDX-License-Identifier: MIT */
/* Links: made, given up, looked at, ended (Vol 4 Part E 7.1.6, 7.5.4, 7.8.12, 7.8.13, 7.8.19, 7.8.20, 7.8.66). */
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

enum { SCAN_UNIT_US = 625, SCAN_MIN = 0x0004, SCAN_LEGACY_MAX = 0x4000, CHANNELS = 37 };
enum { SCAN_1M = 1 << 0, SCAN_2M = 1 << 1, SCAN_CODED = 1 << 2 };

/* ------------------------------------------------------------------------------------------------ create */

bool blr_ll_request_is_good(const struct link_request *request, uint16_t min_ce, uint16_t max_ce)
{
    /* the timeout is longer than two intervals with latency: 10 ms > 2 * 1.25 ms * ... */
    uint32_t two_intervals = (1u + request->latency) * request->interval_max;
    return request->interval_min >= CONNECTION_INTERVAL_MIN && request->interval_max <= CONNECTION_INTERVAL_MAX &&
           request->interval_min <= request->interval_max && request->latency <= LATENCY_MAX &&
           request->timeout >= TIMEOUT_MIN && request->timeout <= TIMEOUT_MAX &&
           request->timeout * 4u > two_intervals && min_ce <= max_ce;
}

static bool scan_is_good(uint16_t interval, uint16_t window, uint16_t most)
{
    return window >= SCAN_MIN && window <= interval && interval <= most;
}

static struct scan_phy make_scan(uint16_t interval, uint16_t window)
{
    return (struct scan_phy){ true, false, (uint32_t)interval * SCAN_UNIT_US, (uint32_t)window * SCAN_UNIT_US };
}

static bool peer_is_good(const struct virtual_controller *c, uint8_t filter_policy, uint8_t peer_type, uint8_t own_type)
{
    uint8_t most = blr_virtual_has_feature(c, VIRTUAL_FEATURE_PRIVACY) ? 3 : 1;
    return filter_policy <= 1 && own_type <= most && (filter_policy == 1 || peer_type <= most);
}

static struct initiator make_initiator(bool extended, uint8_t filter_policy, uint8_t own_type, uint8_t peer_type,
                                       const uint8_t peer[6])
{
    struct initiator initiator = {
        .extended = extended,
        .uses_list = filter_policy == 1,
        .own_address_type = own_type,
        .peer = { .type = peer_type & 1 },
    };
    memcpy(initiator.peer.octets, peer, sizeof(initiator.peer.octets));
    return initiator;
}

static bool is_linked_to(const struct virtual_controller *c, const struct vaddress *peer)
{
    for (unsigned i = 0; i < c->profile->links; i++) {
        const struct link_end *end = blr_ll_at(c, i);
        if (end != NULL && (end->peer.type & 1) == peer->type &&
            memcmp(end->peer.octets, peer->octets, sizeof(peer->octets)) == 0)
            return true;
    }
    return false;
}

/* All that does not depend on the version of the command. */
static uint8_t initiate(struct virtual_controller *c, const struct initiator *initiator)
{
    if (c->ll->initiator.enabled || !blr_ll_state_allowed(c, STATE_INITIATING))
        return HCI_COMMAND_DISALLOWED;
    if (!blr_virtual_own_address_is_usable(c, initiator->own_address_type, NULL))
        return HCI_INVALID_PARAMETERS;
    if (!initiator->uses_list && is_linked_to(c, &initiator->peer))
        return HCI_CONNECTION_EXISTS;
    if (!blr_ll_has_room(c))
        return HCI_CONNECTION_LIMIT_EXCEEDED;
    blr_ll_initiate(c, initiator);
    return HCI_SUCCESS;
}

static uint8_t create(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_create_connection_parameters *p = parameters;
    const struct link_request request = { p->connection_interval_min, p->connection_interval_max, p->max_latency,
                                          p->supervision_timeout };
    (void)answer;
    if (!scan_is_good(p->le_scan_interval, p->le_scan_window, SCAN_LEGACY_MAX) ||
        !peer_is_good(c, p->initiator_filter_policy, p->peer_address_type, p->own_address_type) ||
        !blr_ll_request_is_good(&request, p->min_ce_length, p->max_ce_length))
        return HCI_INVALID_PARAMETERS;
    struct initiator initiator =
        make_initiator(false, p->initiator_filter_policy, p->own_address_type, p->peer_address_type, p->peer_address);
    initiator.scan[0] = make_scan(p->le_scan_interval, p->le_scan_window);
    initiator.phys[PHY_1M] = (struct initiator_phy){ true, request };
    return initiate(c, &initiator);
}

static bool add_phy(struct initiator *initiator, unsigned phy, const struct hci_initiating_phy_element *element)
{
    const struct link_request request = { element->connection_interval_min, element->connection_interval_max,
                                          element->max_latency, element->supervision_timeout };
    if (!blr_ll_request_is_good(&request, element->min_ce_length, element->max_ce_length))
        return false;
    initiator->phys[phy] = (struct initiator_phy){ true, request };
    if (phy == PHY_2M) /* no primary advertisements there: its window means nothing */
        return true;
    initiator->scan[phy == PHY_CODED] = make_scan(element->scan_interval, element->scan_window);
    return scan_is_good(element->scan_interval, element->scan_window, UINT16_MAX);
}

static uint8_t create_extended(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_extended_create_connection_parameters *p = parameters;
    struct hci_list rest = p->initiating_phys;
    struct hci_initiating_phy_element element;
    uint8_t mask = p->initiating_phys.mask;
    (void)answer;
    if (!peer_is_good(c, p->initiator_filter_policy, p->peer_address_type, p->own_address_type) ||
        !(mask & (SCAN_1M | SCAN_CODED)))
        return HCI_INVALID_PARAMETERS;
    if (mask & ~blr_ll_phys(c))
        return HCI_UNSUPPORTED_PARAMETER_VALUE;
    struct initiator initiator =
        make_initiator(true, p->initiator_filter_policy, p->own_address_type, p->peer_address_type, p->peer_address);
    for (unsigned bit = 0; bit < PHYS; bit++)
        if ((mask >> bit & 1) && (!blr_hci_list_next(&rest, &blr_hci_element_initiating_phy, &element) ||
                                  !add_phy(&initiator, bit + 1, &element)))
            return HCI_INVALID_PARAMETERS;
    return initiate(c, &initiator);
}

/* Too late is the same as never: the link is there (7.8.13). */
static uint8_t cancel(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    (void)answer;
    return blr_ll_cancel(c) ? HCI_SUCCESS : HCI_COMMAND_DISALLOWED;
}

/* ------------------------------------------------------------------------------------------------ the end */

static bool reason_is_good(uint8_t reason)
{
    static const uint8_t good[] = { 0x05, 0x13, 0x14, 0x15, 0x1a, 0x29, 0x3b };
    return memchr(good, reason, sizeof(good)) != NULL;
}

static uint8_t disconnect(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_disconnect_parameters *p = parameters;
    const struct control control = { .opcode = LL_TERMINATE_IND, .error = p->reason };
    struct link_end *end = blr_ll_find(c, p->connection_handle);
    (void)answer;
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    if (!reason_is_good(p->reason))
        return HCI_INVALID_PARAMETERS;
    if (end->terminating)
        return HCI_COMMAND_DISALLOWED;
    end->terminating = true;
    blr_ll_send_control(end, &control);
    return HCI_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------ how it is */

static uint8_t read_channel_map(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_read_channel_map_parameters *p = parameters;
    struct hci_le_read_channel_map_answer *a = answer;
    const struct link_end *end = blr_ll_find(c, p->connection_handle);
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    memcpy(a->channel_map, end->link->channel_map, sizeof(a->channel_map));
    return HCI_SUCCESS;
}

static uint8_t set_channels(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_host_channel_classification_parameters *p = parameters;
    unsigned good = 0;
    (void)answer;
    for (unsigned channel = 0; channel < CHANNELS; channel++)
        good += (unsigned)p->channel_map[channel / 8] >> channel % 8 & 1u;
    if (good == 0 || p->channel_map[CHANNEL_MAP_SIZE - 1] >> (CHANNELS % 8) != 0)
        return HCI_INVALID_PARAMETERS;
    memcpy(c->ll->channel_map, p->channel_map, sizeof(c->ll->channel_map));
    for (unsigned i = 0; i < c->profile->links; i++)
        if (blr_ll_at(c, i) != NULL && blr_ll_at(c, i)->role == ROLE_CENTRAL)
            blr_ll_want(blr_ll_at(c, i), PROCEDURE_CHANNELS);
    return HCI_SUCCESS;
}

static uint8_t read_rssi(struct virtual_controller *c, const void *parameters, void *answer)
{
    enum { RSSI_UNKNOWN = 127 };
    const struct hci_read_rssi_parameters *p = parameters;
    const struct link_end *end = blr_ll_find(c, p->connection_handle);
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    const struct link_end *peer = blr_ll_peer(end);
    ((struct hci_read_rssi_answer *)answer)->rssi =
        peer != NULL ? blr_air_rssi(c, peer->c, peer->c->profile->tx_power_max_dbm) : RSSI_UNKNOWN;
    return HCI_SUCCESS;
}

static uint8_t read_power(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_read_transmit_power_level_parameters *p = parameters;
    if (blr_ll_find(c, p->connection_handle) == NULL)
        return HCI_UNKNOWN_CONNECTION;
    if (p->type > 1)
        return HCI_INVALID_PARAMETERS;
    ((struct hci_read_transmit_power_level_answer *)answer)->tx_power_level = c->profile->tx_power_max_dbm;
    return HCI_SUCCESS;
}

const struct command_row blr_virtual_rows_links[] = {
    { &blr_hci_disconnect, disconnect, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_read_transmit_power_level, read_power, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_read_rssi, read_rssi, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_create_connection, create, VIRTUAL_BASE, COMMANDS_LEGACY },
    { &blr_hci_le_create_connection_cancel, cancel, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_set_host_channel_classification, set_channels, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_read_channel_map, read_channel_map, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_extended_create_connection, create_extended, VIRTUAL_EXTENDED, COMMANDS_EXTENDED },
    { 0 },
};
