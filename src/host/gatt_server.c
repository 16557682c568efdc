/* SPDX-License-Identifier: MIT */
/* What the application asks of the GATT server, and what the server has to tell. */
#include <string.h>

#include "host/gatt.h"

enum { NOTIFY_MS = 60000 };

/* ------------------------------------------------------------------------------------------------ events */

static void tell_asked(struct ble_event *event, const struct att_outcome *outcome, const uint8_t *copy)
{
    bool is_read = outcome->kind == BLE_ASKED_READ || outcome->kind == BLE_ASKED_MAY_READ;
    event->u.asked.token = outcome->token;
    event->u.asked.kind = outcome->kind;
    event->u.asked.handle = outcome->handle;
    event->u.asked.offset = outcome->offset;
    event->u.asked.size = outcome->data.size;
    event->u.asked.data = is_read ? NULL : copy;
}

/** All that is told of a link. There is room: nothing is begun without it. */
static void push_event(struct ble_host *host, const struct att_outcome *outcome, ble_link link)
{
    static const uint8_t types[] = {
        [ATT_TELL_ASKED] = BLE_EVENT_ASKED,
        [ATT_TELL_WRITTEN] = BLE_EVENT_WRITTEN,
        [ATT_TELL_SUBSCRIBED] = BLE_EVENT_SUBSCRIBED,
    };
    uint8_t *copy;
    enum ble_event_type type = (enum ble_event_type)types[outcome->what];
    struct ble_event *event = blr_events_push(&host->events, type, outcome->data.size, &copy);
    if (event == NULL)
        return;
    if (outcome->data.size > 0)
        memcpy(copy, outcome->data.data, outcome->data.size);
    switch (outcome->what) {
    case ATT_TELL_ASKED:
        event->u.asked.link = link;
        tell_asked(event, outcome, copy);
        break;
    case ATT_TELL_WRITTEN:
        event->u.written.link = link;
        event->u.written.handle = outcome->handle;
        event->u.written.offset = outcome->offset;
        event->u.written.size = outcome->data.size;
        event->u.written.data = copy;
        break;
    default:
        event->u.subscribed.link = link;
        event->u.subscribed.handle = outcome->handle;
        event->u.subscribed.notify = (outcome->bits & ATT_NOTIFY) != 0;
        event->u.subscribed.indicate = (outcome->bits & ATT_INDICATE) != 0;
        break;
    }
}

void blr_gatt_route(struct ble_host *host, struct att_outcome *outcome)
{
    struct hci_link *link = &host->acl.links[outcome->link];
    if (outcome->pdu.size > 0) {
        uint32_t token = outcome->is_answer ? blr_links_token(host, link) : TOKEN_NONE;
        if (!blr_acl_queue(&host->acl, link, ATT_CID, &outcome->pdu, token))
            blr_chain_free(&host->blocks, &outcome->pdu); /* cannot be: there is one of sends for each */
    }
    if (outcome->what == ATT_TELL_CONFIRMED)
        blr_requests_part_ended(host, outcome->request, outcome->status);
    else if (outcome->what == ATT_TELL_MTU)
        blr_gatt_mtu_is(host, link, host->server.links[outcome->link].mtu);
    else if (outcome->what != ATT_TELL_NOTHING && outcome->what != ATT_TELL_SIGNED) /* no key: nothing is right */
        push_event(host, outcome, blr_links_id(host, link));
}

/* ------------------------------------------------------------------------------------------------ services */

ble_status blr_gatt_ask_add_service(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    uint16_t first, last;
    if (host->config.attributes == 0)
        return BLE_ERROR_UNSUPPORTED;
    if (!blr_events_has_room(&host->events)) /* to tell the handles */
        return BLE_ERROR_FULL;
    ble_status status = blr_att_server_add(&host->server, &request->u.service, &first, &last);
    if (status != BLE_OK)
        return status;
    const uint8_t answer[] = { (uint8_t)first, (uint8_t)(first >> 8), (uint8_t)last, (uint8_t)(last >> 8) };
    blr_requests_end_with_answer(host, slot->id, BLE_OK, answer, sizeof(answer));
    blr_gatt_run(host);
    return BLE_OK;
}

ble_status blr_gatt_ask_remove_service(struct ble_host *host, const struct ble_request *request,
                                       struct host_request *slot)
{
    ble_status status = blr_att_server_remove(&host->server, request->u.remove_service);
    if (status == BLE_OK)
        blr_requests_end(host, slot->id, BLE_OK);
    blr_gatt_run(host);
    return status;
}

/* ------------------------------------------------------------------------------------------------ values */

/** Is it a value that the application gave and the host keeps? */
static bool is_settable(const struct att_server *server, const struct att_attribute *attribute)
{
    bool is_declaration = (attribute->type >= ATT_PRIMARY_SERVICE && attribute->type <= ATT_CHARACTERISTIC) ||
                          attribute->type == ATT_EXTENDED_PROPERTIES || attribute->type == ATT_CCCD;
    bool is_own = attribute->handle <= server->last_own && attribute->handle != BLE_GATT_DEVICE_NAME &&
                  attribute->handle != BLE_GATT_APPEARANCE;
    return !is_declaration && !is_own && (attribute->flags & (ATT_IS_ASKED | ATT_IS_CONSTANT)) == 0;
}

static ble_status store(struct ble_host *host, struct att_attribute *attribute, const uint8_t *data, uint16_t size)
{
    if (!is_settable(&host->server, attribute) || size > attribute->max_size ||
        (attribute->flags & ATT_IS_FIXED && size != attribute->max_size))
        return BLE_ERROR_ARGUMENT;
    blr_database_write(&host->server.database, attribute, 0, data, size);
    return BLE_OK;
}

bool blr_gatt_valid_set_value(const struct ble_host *host, const struct ble_request *request)
{
    (void)host;
    return request->u.set_value.size == 0 || request->u.set_value.data != NULL;
}

ble_status blr_gatt_ask_set_value(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    struct att_attribute *attribute = blr_database_find(&host->server.database, request->u.set_value.handle);
    if (attribute == NULL)
        return BLE_ERROR_NOT_FOUND;
    ble_status status = store(host, attribute, request->u.set_value.data, request->u.set_value.size);
    if (status == BLE_OK)
        blr_requests_end(host, slot->id, BLE_OK);
    return status;
}

bool ble_host_attribute(const struct ble_host *host, uint16_t handle, struct ble_gatt_attribute *attribute)
{
    const struct att_database *database = &host->server.database;
    uint16_t index = blr_database_index(database, handle);
    if (index >= database->count)
        return false;
    const struct att_attribute *found = &database->attributes[index];
    uint8_t scratch[ATT_DECLARATION];
    struct hci_view value = blr_database_value(database, found, scratch);
    bool is_value = index > 0 && found[-1].type == ATT_CHARACTERISTIC;
    *attribute = (struct ble_gatt_attribute){ .handle = found->handle,
                                              .type = blr_database_type(database, found),
                                              .size = value.size,
                                              .value = value.data != scratch ? value.data : NULL };
    attribute->uuid = attribute->type;
    if (blr_database_is_service(found)) {
        attribute->end = blr_database_end(database, index);
        ble_uuid_from_octets(&attribute->uuid, value.data, value.size);
    } else if (found->type == ATT_CHARACTERISTIC) {
        attribute->properties = found->extra;
        attribute->uuid = blr_database_type(database, found + 1);
    } else if (is_value) {
        attribute->properties = found[-1].extra;
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------ notifications */

/** A value that is to be told, and what that takes. */
struct telling {
    const struct att_attribute *attribute;
    struct hci_view value;
    unsigned notifications;
    unsigned indications;
    uint32_t blocks;
};

bool blr_gatt_valid_notify(const struct ble_host *host, const struct ble_request *request)
{
    (void)host;
    const struct ble_gatt_notify *notify = &request->u.notify;
    return notify->data != NULL || (notify->size == 0 && !notify->store);
}

static ble_status find_value(struct ble_host *host, const struct ble_gatt_notify *notify, struct telling *telling)
{
    enum { TELLS = BLE_GATT_PROPERTY_NOTIFY | BLE_GATT_PROPERTY_INDICATE };
    struct att_attribute *attribute = blr_database_find(&host->server.database, notify->handle);
    if (attribute == NULL)
        return BLE_ERROR_NOT_FOUND;
    if (notify->handle <= host->server.last_own || attribute[-1].type != ATT_CHARACTERISTIC ||
        (attribute[-1].extra & TELLS) == 0 || (notify->data == NULL && attribute->flags & ATT_IS_ASKED))
        return BLE_ERROR_ARGUMENT;
    if (notify->store) {
        ble_status status = store(host, attribute, notify->data, notify->size);
        if (status != BLE_OK)
            return status;
    }
    uint8_t unused[ATT_DECLARATION];
    telling->attribute = attribute;
    telling->value = notify->data != NULL ? (struct hci_view){ notify->data, notify->size }
                                          : blr_database_value(&host->server.database, attribute, unused);
    return BLE_OK;
}

static bool is_meant(const struct ble_host *host, const struct ble_gatt_notify *notify, uint16_t index)
{
    return notify->link == 0 || notify->link == blr_links_id(host, &host->acl.links[index]);
}

/** Count what is to be sent. @return BLE_OK, or why the one link that is meant cannot be told */
static ble_status count(const struct ble_host *host, const struct ble_gatt_notify *notify, struct telling *telling)
{
    const struct att_server *server = &host->server;
    for (uint16_t i = 0; i < server->link_count; i++) {
        if (!host->acl.links[i].up || host->acl.links[i].disconnecting || !is_meant(host, notify, i))
            continue;
        ble_status status = blr_att_server_may_tell(server, i, telling->attribute);
        if (status != BLE_OK && notify->link != 0)
            return status;
        uint8_t bits = status == BLE_OK ? blr_att_server_subscription(server, i, telling->attribute) : 0;
        uint16_t blocks = blr_att_server_blocks(server, i, telling->value.size);
        telling->notifications += (bits & ATT_NOTIFY) != 0;
        telling->indications += (bits & ATT_INDICATE) != 0;
        telling->blocks += (uint32_t)blocks * ((bits & ATT_NOTIFY ? 1U : 0U) + (bits & ATT_INDICATE ? 1U : 0U));
    }
    return telling->notifications + telling->indications > 0 ? BLE_OK : BLE_ERROR_NOT_FOUND;
}

static bool has_room(const struct ble_host *host, const struct telling *telling)
{
    unsigned spare = 0;
    for (uint16_t i = 0; i < host->server.indication_count; i++)
        spare += host->server.indications[i].request == 0;
    return telling->indications <= spare && telling->notifications <= blr_acl_room(&host->acl) &&
           telling->blocks + host->server.told_leaves <= host->blocks.free_count;
}

static void tell(struct ble_host *host, const struct ble_gatt_notify *notify, const struct telling *telling,
                 uint32_t id)
{
    struct att_server *server = &host->server;
    uint16_t handle = telling->attribute->handle;
    for (uint16_t i = 0; i < server->link_count; i++) {
        struct hci_link *link = &host->acl.links[i];
        if (!link->up || link->disconnecting || !is_meant(host, notify, i) ||
            blr_att_server_may_tell(server, i, telling->attribute) != BLE_OK)
            continue;
        uint8_t bits = blr_att_server_subscription(server, i, telling->attribute);
        if (bits & ATT_NOTIFY) {
            struct hci_chain pdu = blr_att_server_notify(server, i, handle, telling->value);
            (void)blr_acl_queue(&host->acl, link, ATT_CID, &pdu, id);
        }
        if (bits & ATT_INDICATE)
            (void)blr_att_server_indicate(server, i, handle, telling->value, id);
    }
}

ble_status blr_gatt_ask_notify(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    const struct ble_gatt_notify *notify = &request->u.notify;
    struct telling telling = { 0 };
    if (notify->link != 0 && blr_links_find(host, notify->link) == NULL)
        return BLE_ERROR_GONE;
    ble_status status = find_value(host, notify, &telling);
    if (status != BLE_OK)
        return status;
    status = count(host, notify, &telling);
    if (status == BLE_ERROR_NOT_FOUND && notify->store) {
        blr_requests_end(host, slot->id, BLE_OK);
        return BLE_OK;
    }
    if (status != BLE_OK)
        return status;
    if (!has_room(host, &telling)) {
        host->send_refused = true;
        return BLE_ERROR_FULL;
    }
    slot->link = notify->link;
    slot->parts = (uint16_t)(telling.notifications + telling.indications);
    slot->deadline_us = host->now_us + (request->timeout_ms > 0 ? request->timeout_ms : NOTIFY_MS) * UINT64_C(1000);
    tell(host, notify, &telling, slot->id);
    blr_gatt_run(host);
    return BLE_OK;
}

void blr_gatt_withdraw(struct ble_host *host, uint32_t id)
{
    while (blr_acl_cancel_send(&host->acl, id))
        ;
    (void)blr_att_server_cancel(&host->server, id);
}

/* ------------------------------------------------------------------------------------------------ answers */

bool blr_gatt_valid_answer(const struct ble_host *host, const struct ble_request *request)
{
    (void)host;
    return request->u.answer.size == 0 || request->u.answer.data != NULL;
}

ble_status blr_gatt_ask_answer(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    struct att_outcome outcome;
    if (!blr_att_server_answer(&host->server, &request->u.answer, &outcome))
        return BLE_ERROR_GONE;
    blr_gatt_route(host, &outcome);
    blr_requests_end(host, slot->id, BLE_OK);
    blr_gatt_run(host);
    return BLE_OK;
}
