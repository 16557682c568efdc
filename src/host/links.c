/* SPDX-License-Identifier: MIT */
/* Links: their names, their ends, and what is known of them. */
#include <string.h>

#include "host/gatt.h"

enum { LINK_GENERATION_SHIFT = 16 };

ble_link blr_links_id(const struct ble_host *host, const struct hci_link *link)
{
    return (ble_link)link->generation << LINK_GENERATION_SHIFT | (ble_link)(link - host->acl.links);
}

struct hci_link *blr_links_find(struct ble_host *host, ble_link id)
{
    uint32_t index = id & 0xffff;
    if (index >= host->acl.link_count)
        return NULL;
    struct hci_link *link = &host->acl.links[index];
    return link->up && link->generation == id >> LINK_GENERATION_SHIFT ? link : NULL;
}

uint32_t blr_links_token(const struct ble_host *host, const struct hci_link *link)
{
    return (uint32_t)link->generation << HOST_ID_INDEX_BITS | (TOKEN_FIRST_LINK + (uint32_t)(link - host->acl.links));
}

struct hci_link *blr_links_of_token(struct ble_host *host, uint32_t token)
{
    uint32_t low = token & ((1u << HOST_ID_INDEX_BITS) - 1);
    if (low < TOKEN_FIRST_LINK)
        return NULL;
    return blr_links_find(host, (token >> HOST_ID_INDEX_BITS) << LINK_GENERATION_SHIFT | (low - TOKEN_FIRST_LINK));
}

void blr_links_stay(struct ble_host *host, struct hci_link *link, ble_status status)
{
    ble_link id = blr_links_id(host, link);
    link->disconnecting = false;
    for (uint16_t i = 0; i < host->config.requests; i++) {
        struct host_request *request = &host->requests[i];
        if (request->id != 0 && !request->ended && request->type == BLE_REQUEST_DISCONNECT && request->link == id)
            blr_requests_end(host, request->id, status);
    }
}

void blr_links_end(struct ble_host *host, struct hci_link *link, uint8_t reason)
{
    ble_link id = blr_links_id(host, link);
    blr_gatt_link_ended(host, link);
    blr_acl_end(&host->acl, link);
    blr_links_room(host);
    link->reason = reason;
    link->end_untold = true;
    host->links_untold++;
    blr_initiator_link_down(&host->gap, host->now_us, &link->peer, reason);
    blr_ends_note(host, &link->end_after, &link->end_order);
    for (uint16_t i = 0; i < host->config.requests; i++) {
        struct host_request *request = &host->requests[i];
        if (request->id == 0 || request->ended || request->link != id)
            continue;
        blr_requests_end(host, request->id, request->type == BLE_REQUEST_DISCONNECT ? BLE_OK : BLE_ERROR_DISCONNECTED);
    }
}

void blr_links_end_all(struct ble_host *host, uint8_t reason)
{
    for (uint16_t i = 0; i < host->acl.link_count; i++)
        if (host->acl.links[i].up)
            blr_links_end(host, &host->acl.links[i], reason);
}

bool blr_links_send(struct ble_host *host, struct hci_link *link, uint16_t cid, const uint8_t *data, uint16_t size,
                    uint32_t token)
{
    bool queued = blr_acl_send(&host->acl, link, cid, data, size, token);
    host->send_refused = host->send_refused || !queued;
    return queued;
}

/** Half of it: so that whoever waits does not wake up for every fragment. */
void blr_links_room(struct ble_host *host)
{
    if (!host->send_refused || !blr_acl_is_half_empty(&host->acl))
        return;
    host->send_refused = false;
    blr_links_sendable(host);
}

void blr_links_sendable(struct ble_host *host)
{
    if (host->sendable)
        return;
    host->sendable = true;
    blr_ends_note(host, &host->sendable_after, &host->sendable_order);
}

void blr_links_tell(struct ble_host *host, const struct hci_link *link, unsigned what)
{
    uint8_t *data;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_LINK_UPDATED, 0, &data);
    if (event == NULL)
        return;
    event->u.updated.link = blr_links_id(host, link);
    event->u.updated.what = (uint8_t)what;
}

/* ------------------------------------------------------------------------------------------- what is known */

static const struct hci_link *find_const(const struct ble_host *host, ble_link id)
{
    uint32_t index = id & 0xffff;
    if (index >= host->acl.link_count)
        return NULL;
    const struct hci_link *link = &host->acl.links[index];
    return link->up && link->generation == id >> LINK_GENERATION_SHIFT ? link : NULL;
}

bool ble_host_link_info(const struct ble_host *host, ble_link id, struct ble_link_info *info)
{
    const struct hci_link *link = find_const(host, id);
    if (link == NULL)
        return false;
    *info = (struct ble_link_info){
        .link = id,
        .handle = link->handle,
        .role = link->role,
        .set = link->set,
        .peer = link->peer,
        .own = link->own,
        .interval_us = (uint32_t)link->interval * 1250,
        .latency = link->latency,
        .supervision_timeout_ms = (uint32_t)link->supervision_timeout * 10,
        .mtu = link->mtu,
        .tx_phy = link->tx_phy,
        .rx_phy = link->rx_phy,
        .tx_octets = link->tx_octets,
        .rx_octets = link->rx_octets,
        .security = link->security,
        .key_size = link->key_size,
        .bonded = link->bonded,
        .remote_known = link->features_known,
        .remote_version = link->remote_version,
        .remote_company = link->remote_company,
        .remote_subversion = link->remote_subversion,
        .since_us = link->since_us,
    };
    memcpy(info->remote_features, link->remote_features, sizeof(info->remote_features));
    return true;
}

ble_link ble_host_link_at(const struct ble_host *host, unsigned n)
{
    for (uint16_t i = 0; i < host->acl.link_count; i++)
        if (host->acl.links[i].up && n-- == 0)
            return blr_links_id(host, &host->acl.links[i]);
    return 0;
}
