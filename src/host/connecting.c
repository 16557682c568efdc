/* SPDX-License-Identifier: MIT */
/* Connections that come about: whose they are, and what becomes of those that nobody wants. */
#include <string.h>

#include "host/gatt.h"

enum {
    HANDLE_MAX = 0x0eff,
    CENTRAL = 0,
    PERIPHERAL = 1,
    DIRECTED_TIMEOUT = 0x3c,
    LOW_RESOURCES = 0x14, /* of the reasons that Disconnect may give (7.1.6) the nearest to "limited resources" */
    USER_TERMINATED = 0x13,
    MTU_DEFAULT = 23,
    OCTETS_DEFAULT = 27
};

typedef struct hci_le_enhanced_connection_complete_event connection_event;

ble_status blr_connecting_ask(struct ble_host *host, const struct ble_connecting *how, uint32_t id)
{
    for (uint16_t i = 0; i < host->acl.link_count; i++)
        if (host->acl.links[i].up && ble_address_equal(&host->acl.links[i].peer, &how->peer))
            return BLE_ERROR_STATE; /* two devices have one link at most (Vol 6 Part B 4.5) */
    return blr_initiator_connect(&host->gap, host->now_us, how, id);
}

ble_status blr_connecting_keep(struct ble_host *host, const struct ble_address *peers, uint16_t count,
                               const struct ble_link_parameters *parameters)
{
    ble_status status = blr_initiator_keep(&host->gap, host->now_us, peers, count, parameters);
    for (uint16_t i = 0; status == BLE_OK && i < host->acl.link_count; i++)
        if (host->acl.links[i].up)
            blr_initiator_link_up(&host->gap, host->now_us, &host->acl.links[i].peer);
    return status;
}

void blr_connecting_room(struct ble_host *host)
{
    blr_initiator_room(&host->gap, host->now_us, host->acl.used + host->links_untold < host->acl.link_count);
}

/** The controller is not left alone with a link that nobody knows. */
static void refuse_link(struct ble_host *host, uint16_t handle, uint8_t reason)
{
    const struct hci_disconnect_parameters parameters = { handle, reason };
    host->counters.unexpected_packets++;
    blr_queue_add(&host->queue, &blr_hci_disconnect, &parameters, TOKEN_QUIET);
}

static bool is_zero(const uint8_t address[6])
{
    static const uint8_t zero[6];
    return memcmp(address, zero, sizeof(zero)) == 0;
}

static void fill_link(struct ble_host *host, struct hci_link *link, const connection_event *e,
                      const struct ble_address *peer)
{
    link->role = e->role;
    link->interval = e->connection_interval;
    link->latency = e->peripheral_latency;
    link->supervision_timeout = e->supervision_timeout;
    link->peer = *peer;
    link->own = host->gap.own_address;
    if (!is_zero(e->local_resolvable_private_address)) {
        link->own.type = BLE_ADDRESS_RANDOM;
        memcpy(link->own.octets, e->local_resolvable_private_address, sizeof(link->own.octets));
    }
    link->set = e->role == PERIPHERAL && !host->gap.can.extended ? 0 : HCI_LINK_NO_SET;
    link->since_us = host->now_us;
    link->tx_phy = link->rx_phy = BLE_PHY_1M;
    link->tx_octets = link->rx_octets = OCTETS_DEFAULT;
    link->mtu = MTU_DEFAULT;
    blr_procedures_open(host, link);
}

static void tell_connected(struct ble_host *host, const struct hci_link *link, uint32_t request)
{
    uint8_t *data;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_CONNECTED, 0, &data);
    if (event == NULL)
        return;
    event->u.connected.link = blr_links_id(host, link);
    event->u.connected.handle = link->handle;
    event->u.connected.role = link->role;
    event->u.connected.request = request;
    event->u.connected.peer = link->peer;
    event->u.connected.interval = link->interval;
    event->u.connected.latency = link->latency;
    event->u.connected.supervision_timeout = link->supervision_timeout;
}

/** A link is up. request: who asked for it, 0: nobody */
static void open_link(struct ble_host *host, const connection_event *e, const struct ble_address *peer,
                      uint32_t request)
{
    struct hci_link *link = blr_acl_open(&host->acl, e->connection_handle);
    if (link == NULL) {
        refuse_link(host, e->connection_handle, LOW_RESOURCES);
        blr_requests_end(host, request, BLE_ERROR_FULL);
        return;
    }
    fill_link(host, link, e, peer);
    blr_gatt_link_opened(host, link);
    tell_connected(host, link, request);
    blr_requests_end(host, request, BLE_OK);
    blr_initiator_link_up(&host->gap, host->now_us, peer);
    blr_connecting_room(host);
}

/** Who waits for a connection as central? */
static struct gap_arrival judge_central(struct ble_host *host, const connection_event *e,
                                        const struct ble_address *peer)
{
    struct gap_arrival arrival = { 0 };
    if (e->status != DIRECTED_TIMEOUT && (e->status != 0 || e->role == CENTRAL)) {
        arrival = blr_initiator_connected(&host->gap, host->now_us, e->status, peer);
        blr_wishes_tell(host);
    }
    return arrival;
}

static void arrived(struct ble_host *host, const connection_event *e)
{
    if (host->phase != PHASE_RUNNING)
        return;
    if (e->status == 0 &&
        (blr_acl_link(&host->acl, e->connection_handle) != NULL || e->connection_handle > HANDLE_MAX)) {
        host->counters.unexpected_packets++; /* a handle twice: the controller lies, the first one stands */
        return;
    }
    struct ble_address peer = { .type = e->peer_address_type };
    memcpy(peer.octets, e->peer_address, sizeof(peer.octets));
    struct gap_arrival arrival = judge_central(host, e, &peer);
    if (e->status != 0)
        return;
    if (arrival.unwanted)
        refuse_link(host, e->connection_handle, USER_TERMINATED);
    else
        open_link(host, e, &peer, arrival.request);
}

/** With legacy commands the connection is also the end of advertising, which is told after it as with others. */
static void connected(struct ble_host *host, const connection_event *e)
{
    arrived(host, e);
    if (e->status != DIRECTED_TIMEOUT && (e->status != 0 || e->role != PERIPHERAL))
        return;
    blr_gap_legacy_ended(&host->gap, e->status);
    blr_wishes_tell(host);
}

void blr_on_enhanced_connection_complete(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    connection_event e;
    if (blr_hci_decode(&blr_hci_le_enhanced_connection_complete_event.parameters, parameters, size, &e) < 0)
        host->counters.malformed_packets++;
    else
        connected(host, &e);
}

/** The older event is the newer one without two of its addresses (7.7.65.1, 7.7.65.10). */
void blr_on_connection_complete(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    enum { BEFORE = 11, LEFT_OUT = 12, SIZE = 18 };
    uint8_t enhanced[SIZE + LEFT_OUT] = { 0 };
    if (size < SIZE) {
        host->counters.malformed_packets++;
        return;
    }
    memcpy(enhanced, parameters, BEFORE);
    memcpy(enhanced + BEFORE + LEFT_OUT, parameters + BEFORE, SIZE - BEFORE);
    blr_on_enhanced_connection_complete(host, enhanced, sizeof(enhanced));
}

/** It follows the completion of the connection, and names the set and so the address that the peer knows us by. */
static void name_set(struct ble_host *host, uint16_t handle, uint8_t set)
{
    struct hci_link *link = blr_acl_link(&host->acl, handle);
    if (link == NULL || set >= host->gap.set_count)
        return;
    link->set = set;
    link->own = blr_gap_set_address(&host->gap, set);
}

void blr_on_set_terminated(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_le_advertising_set_terminated_event e;
    if (blr_hci_decode(&blr_hci_le_advertising_set_terminated_event.parameters, parameters, size, &e) < 0) {
        host->counters.malformed_packets++;
        return;
    }
    if (e.status == 0)
        name_set(host, e.connection_handle, e.advertising_handle);
    blr_gap_set_terminated(&host->gap, e.advertising_handle, e.status);
    blr_wishes_tell(host);
}
