/* SPDX-License-Identifier: MIT */
/* Procedures that the application asks of the GATT client, and what comes of them. */
#include <string.h>

#include "host/gatt.h"

/* ------------------------------------------------------------------------------------------------ events */

static void tell_found(struct ble_host *host, ble_link link, const struct ble_gatt_found *found)
{
    uint8_t *data;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_FOUND, 0, &data);
    if (event == NULL)
        return;
    event->u.found = *found;
    event->u.found.link = link;
}

static void tell_value(struct ble_host *host, ble_link link, const struct ble_gatt_value *value)
{
    uint8_t *copy;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_VALUE, value->size, &copy);
    if (event == NULL)
        return;
    if (value->size > 0)
        memcpy(copy, value->data, value->size);
    event->u.value = *value;
    event->u.value.link = link;
    event->u.value.data = copy;
}

static void tell_notified(struct ble_host *host, ble_link link, const struct ble_gatt_value *value, bool indication)
{
    uint8_t *copy;
    struct ble_event *event = blr_events_push_usual(&host->events, BLE_EVENT_NOTIFIED, value->size, &copy);
    if (event == NULL)
        return;
    if (value->size > 0)
        memcpy(copy, value->data, value->size);
    event->u.notified.link = link;
    event->u.notified.handle = value->handle;
    event->u.notified.indication = indication;
    event->u.notified.size = value->size;
    event->u.notified.data = copy;
}

static void tell_end(struct ble_host *host, uint32_t id, ble_status status)
{
    blr_requests_end(host, id, status);
    if (host->procedure_refused)
        blr_links_sendable(host);
    host->procedure_refused = false;
}

/** Send and tell what came of something. There is room: nothing is begun without it. */
static void route(struct ble_host *host, struct att_client_outcome *outcome)
{
    struct hci_link *link = &host->acl.links[outcome->link];
    if (outcome->pdu.size > 0 && !blr_acl_queue(&host->acl, link, ATT_CID, &outcome->pdu, outcome->token))
        blr_chain_free(&host->blocks, &outcome->pdu); /* cannot be: there is one of sends for each */
    switch (outcome->what) {
    case ATT_CLIENT_TELLS_NOTIFIED:
    case ATT_CLIENT_TELLS_INDICATED:
        tell_notified(host, blr_links_id(host, link), &outcome->value, outcome->what == ATT_CLIENT_TELLS_INDICATED);
        break;
    case ATT_CLIENT_TELLS_FOUND: tell_found(host, blr_links_id(host, link), &outcome->found); break;
    case ATT_CLIENT_TELLS_VALUE: tell_value(host, blr_links_id(host, link), &outcome->value); break;
    case ATT_CLIENT_TELLS_END: tell_end(host, outcome->request, outcome->status); break;
    case ATT_CLIENT_TELLS_MTU: blr_gatt_mtu_is(host, link, host->client.bearers[outcome->link].mtu); break;
    case ATT_CLIENT_TELLS_SIGN: blr_att_client_signed(&host->client, outcome->request, NULL); break; /* no keys */
    default: break;
    }
}

/* ------------------------------------------------------------------------------------------------ going on */

void blr_gatt_client_run(struct ble_host *host)
{
    struct att_client_outcome outcome;
    while ((host->client.work || host->client.unpacking) && blr_events_has_room(&host->events) &&
           blr_att_client_next(&host->client, host->now_us, &outcome))
        route(host, &outcome);
}

void blr_gatt_client_take(struct ble_host *host, const struct acl_pdu *pdu, bool gathered, uint16_t size)
{
    struct att_client *client = &host->client;
    struct att_client_outcome outcome;
    uint32_t unexpected = client->unexpected, malformed = client->malformed;
    const uint8_t *data = pdu->data + L2CAP_HEADER;
    if (gathered) {
        blr_chain_copy(&host->acl.rx_blocks, &pdu->link->rx, L2CAP_HEADER, client->kept,
                       size < client->mtu ? size : client->mtu);
        data = client->kept;
    }
    blr_att_client_receive(client, (uint16_t)(pdu->link - host->acl.links), data, size, &outcome);
    if (outcome.what == ATT_CLIENT_TELLS_NOTIFIED && !client->unpacking) { /* there is nothing else to it */
        tell_notified(host, blr_links_id(host, pdu->link), &outcome.value, false);
        return;
    }
    host->counters.unexpected_packets += client->unexpected - unexpected;
    host->counters.malformed_packets += client->malformed - malformed;
    route(host, &outcome);
    blr_gatt_client_run(host);
    if (client->unpacking)
        blr_att_client_keep(client);
}

/* ------------------------------------------------------------------------------------------------ requests */

bool blr_gatt_client_valid(const struct ble_host *host, const struct ble_request *request)
{
    (void)host;
    return blr_att_client_is_valid(&request->u.gatt);
}

ble_status blr_gatt_client_ask(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    struct hci_link *link = blr_links_find(host, request->u.gatt.link);
    if (host->config.gatt_procedures == 0)
        return BLE_ERROR_UNSUPPORTED;
    if (link == NULL || link->disconnecting)
        return BLE_ERROR_GONE;
    uint16_t index = (uint16_t)(link - host->acl.links);
    slot->link = request->u.gatt.link;
    ble_status status = blr_att_client_ask(&host->client, index, &request->u.gatt, slot->id);
    if (status == BLE_ERROR_FULL && blr_att_client_is_full(&host->client))
        host->procedure_refused = true;
    else if (status == BLE_ERROR_FULL)
        host->send_refused = true;
    blr_gatt_client_run(host);
    return status;
}

void blr_gatt_client_withdraw(struct ble_host *host, uint32_t id)
{
    blr_att_client_cancel(&host->client, id);
    blr_acl_cancel_send(&host->acl, id);
    blr_gatt_client_run(host);
}
