/* SPDX-License-Identifier: MIT */
#include "peer.h"

#include <stdlib.h>
#include <string.h>

#include <bleradio/assigned_numbers.h>
#include <bleradio/scanning.h>

#include "values.h"

enum { DISCONNECT_MS = 3000 };

/* ------------------------------------------------------------------------------------------------ whom */

static bool begins(const char *text, const char *prefix, const char **rest)
{
    size_t size = strlen(prefix);
    *rest = text + size;
    return strncmp(text, prefix, size) == 0 && **rest != '\0';
}

bool blr_peer_read_target(struct output *out, const char *verb, const char *text, struct peer *peer)
{
    const char *rest;
    uint8_t octets[6];
    struct ble_uuid uuid;
    struct scan_filter_texts *texts = &peer->texts;
    memset(peer, 0, sizeof(*peer));
    peer->target = text;
    struct option_list *list = NULL;
    if (begins(text, "name:", &rest)) {
        list = &texts->names;
    } else if (begins(text, "service:", &rest)) {
        if (!blr_filter_service(out, verb, rest, &uuid))
            return false;
        list = &texts->services;
    } else if (blr_value_address(text, octets) == VALUE_OK) {
        list = &texts->addresses;
        rest = text;
    } else {
        blr_say_error(out, "%s: '%s' is no peer: an address (C2:00:00:00:00:01), name:GLOB or service:UUID", verb,
                      text);
        return false;
    }
    list->texts[list->count++] = rest;
    return blr_filter_read(out, texts, &peer->filter);
}

/* ------------------------------------------------------------------------------------------------ events */

static void add(struct peer_list *list, const struct peer_attribute *attribute)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 64 : list->capacity * 2;
        struct peer_attribute *items = realloc(list->items, capacity * sizeof(*items));
        list->failed |= items == NULL;
        if (items == NULL)
            return;
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = *attribute;
}

void blr_peer_list_free(struct peer_list *list)
{
    free(list->items);
    *list = (struct peer_list){ 0 };
}

static void take_found(struct peer *peer, const struct ble_gatt_found *found)
{
    static const enum peer_kind kinds[] = {
        [BLE_GATT_FIND_SERVICES] = PEER_SERVICE,
        [BLE_GATT_FIND_INCLUDED] = PEER_INCLUDED,
        [BLE_GATT_FIND_CHARACTERISTICS] = PEER_CHARACTERISTIC,
        [BLE_GATT_FIND_DESCRIPTORS] = PEER_DESCRIPTOR,
    };
    if (found->operation >= sizeof(kinds) / sizeof(kinds[0]))
        return;
    add(&peer->found, &(struct peer_attribute){ .kind = kinds[found->operation],
                                                .handle = found->handle,
                                                .end = found->end,
                                                .value_handle = found->value_handle,
                                                .properties = found->properties,
                                                .uuid = found->uuid });
}

static void take_value(struct peer *peer, const struct ble_gatt_value *value)
{
    if (value->offset > sizeof(peer->value) || value->size > sizeof(peer->value) - value->offset)
        return;
    if (value->size > 0)
        memcpy(peer->value + value->offset, value->data, value->size);
    peer->value_size = (size_t)value->offset + value->size;
}

static void on_event(void *user, const struct ble_event *event)
{
    struct peer *peer = user;
    ble_link link = peer->connection.radio != NULL ? peer->connection.link : 0;
    if (event->type == BLE_EVENT_FOUND && event->u.found.link == link)
        take_found(peer, &event->u.found);
    if (event->type == BLE_EVENT_VALUE && event->u.value.link == link)
        take_value(peer, &event->u.value);
    if (event->type == BLE_EVENT_DISCONNECTED && event->u.disconnected.link == link) {
        peer->ended = true;
        peer->reason = event->u.disconnected.reason;
    }
    if (event->type == BLE_EVENT_NOTIFIED && event->u.notified.link == link && peer->notified != NULL)
        peer->notified(peer->user, event->u.notified.handle, event->u.notified.indication, event->u.notified.data,
                       event->u.notified.size);
    if (peer->event != NULL)
        peer->event(peer->user, event);
}

/* ------------------------------------------------------------------------------------------------ the link */

/* Look for it, also for an address: whether it is public or random is to be heard only. */
static ble_status find(struct peer *peer)
{
    struct session *session = &peer->session;
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    struct ble_report report;
    options.merge = true;
    options.minimum_rssi_dbm = -128;
    options.buffer_size = 65536;
    ble_status status = ble_radio_start_scan(session->radio, NULL, 0, &options);
    if (status < 0)
        return status;
    uint64_t end_us = blr_session_now_us() + (uint64_t)blr_session_time_ms(session, PEER_FIND_MS) * 1000;
    bool found = false;
    while (!found) {
        uint64_t now_us = blr_session_now_us();
        if (blr_interrupt_signal(&session->interrupt) != 0)
            return BLE_ERROR_INTERRUPTED;
        if (now_us >= end_us)
            return BLE_ERROR_NOT_FOUND;
        status = ble_radio_scan_next(session->radio, &report, (uint32_t)((end_us - now_us + 999) / 1000));
        if (status != BLE_OK && status != BLE_ERROR_TIMEOUT && status != BLE_ERROR_INTERRUPTED)
            return status;
        found = status == BLE_OK && report.connectable && report.address.type != BLE_ADDRESS_ANONYMOUS &&
                blr_filter_met(&peer->filter, &report) == peer->filter.given;
    }
    peer->address = report.address;
    ble_address_format(&peer->address, peer->text);
    return ble_radio_stop_scan(session->radio);
}

int blr_peer_open(struct peer *peer, struct tool *tool)
{
    struct session *session = &peer->session;
    struct output *out = &tool->out;
    int code = blr_session_open(session, tool);
    if (code != CLI_OK)
        return code;
    session->events = on_event;
    session->events_user = peer;
    ble_status status = find(peer);
    if (status == BLE_ERROR_NOT_FOUND) {
        blr_say_error(out, "%s: nothing that fits and can be connected to was heard", peer->target);
        return CLI_NOTHING_FOUND;
    }
    if (status < 0)
        return blr_session_failed(session, "scan", status, CLI_RUNNING);
    struct ble_connect_options options = BLE_CONNECT_OPTIONS_INIT;
    options.timeout_ms = blr_session_time_ms(session, PEER_CONNECT_MS);
    peer->connect_us = blr_session_now_us();
    status = ble_radio_connect(session->radio, &peer->address, &options, &peer->connection);
    if (status < 0) {
        peer->connection = (ble_connection){ 0 };
        return blr_session_failed(session, peer->text, status, CLI_RUNNING);
    }
    peer->connected_us = blr_session_now_us();
    struct ble_connection_info info;
    if (ble_connection_get_info(peer->connection, &info) == BLE_OK && !info.connected) {
        peer->ended = true;
        peer->reason = info.disconnect_reason;
    }
    blr_say_detail(out, "connected to %s", peer->text);
    return CLI_OK;
}

static void on_end(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    (void)radio, (void)id, (void)status, (void)answer, (void)size;
    *(bool *)user = true;
}

/* Also after a signal, which has ended what waited before: the peer is not left to its supervision timeout. */
static void disconnect(struct peer *peer)
{
    struct session *session = &peer->session;
    bool done = false;
    uint64_t end_us = blr_session_now_us() + DISCONNECT_MS * (uint64_t)1000;
    if (peer->connection.radio == NULL || peer->ended || session->lost < 0)
        return;
    if (ble_connection_disconnect_start(peer->connection, on_end, &done, NULL) != BLE_OK)
        return;
    while (!done && session->lost >= 0 && blr_session_now_us() < end_us) {
        ble_status status = ble_radio_process(session->radio, 100);
        if (status < 0 && status != BLE_ERROR_INTERRUPTED)
            break;
    }
    if (!done) /* told at the end of the radio; nobody looks any more */
        ble_radio_close(session->radio), session->radio = NULL;
}

int blr_peer_close(struct peer *peer, int code)
{
    if (peer->session.radio != NULL)
        disconnect(peer);
    code = blr_session_close(&peer->session, code);
    blr_peer_list_free(&peer->found);
    return code;
}

ble_status blr_peer_wait(struct peer *peer, const bool *flag, uint32_t time_ms)
{
    struct session *session = &peer->session;
    uint64_t end_us = time_ms == BLE_FOREVER ? UINT64_MAX : blr_session_now_us() + (uint64_t)time_ms * 1000;
    if (end_us > session->deadline_us)
        end_us = session->deadline_us;
    for (;;) {
        if (flag != NULL && *flag)
            return BLE_OK;
        if (blr_interrupt_signal(&session->interrupt) != 0)
            return BLE_ERROR_INTERRUPTED;
        if (session->lost < 0)
            return session->lost;
        if (peer->connection.radio != NULL && peer->ended)
            return BLE_ERROR_DISCONNECTED;
        uint64_t now_us = blr_session_now_us();
        if (now_us >= end_us)
            return BLE_ERROR_TIMEOUT;
        if (!blr_out_flush(&session->tool->out) || !blr_out_is_read(&session->tool->out))
            return BLE_ERROR_CANCELLED; /* nobody listens */
        uint64_t left_ms = (end_us - now_us + 999) / 1000;
        ble_status status = ble_radio_process(session->radio, left_ms > 1000 ? 1000 : (uint32_t)left_ms);
        if (status < 0 && status != BLE_ERROR_INTERRUPTED && session->lost >= 0)
            return status;
    }
}

uint16_t blr_peer_mtu(const struct peer *peer)
{
    struct ble_connection_info info;
    return ble_connection_get_info(peer->connection, &info) == BLE_OK ? info.link.mtu : 23;
}

int blr_peer_failed(struct peer *peer, const char *what, ble_status status)
{
    struct output *out = &peer->session.tool->out;
    if (status == BLE_ERROR_DISCONNECTED || (peer->ended && status != BLE_ERROR_INTERRUPTED)) {
        blr_say_error(out, "%s: %s disconnected: %s", what, peer->text,
                      peer->reason != 0 ? ble_status_message(BLE_ERROR_HCI(peer->reason)) : "it is gone");
        return CLI_DISCONNECTED;
    }
    if (status == BLE_ERROR_CANCELLED || status == BLE_ERROR_INTERRUPTED || peer->session.lost < 0)
        return blr_session_failed(&peer->session, what, status, CLI_RUNNING);
    blr_say_error(out, "%s: %s", what, ble_status_message(status));
    return blr_cli_exit(status, CLI_RUNNING);
}

/* ------------------------------------------------------------------------------------------------ procedures */

static void on_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct peer *peer = user;
    (void)radio, (void)id, (void)answer, (void)size;
    peer->done = true;
    peer->status = status;
}

ble_status blr_peer_ask(struct peer *peer, const struct ble_gatt *gatt)
{
    struct ble_request request = { .type = BLE_REQUEST_GATT };
    uint32_t id;
    request.u.gatt = *gatt;
    request.u.gatt.link = peer->connection.link;
    peer->found.count = 0;
    peer->value_size = 0;
    peer->done = false;
    if (peer->ended)
        return BLE_ERROR_DISCONNECTED;
    ble_status status = ble_radio_request_start(peer->session.radio, &request, on_done, peer, &id);
    if (status < 0)
        return status;
    status = blr_peer_wait(peer, &peer->done, BLE_FOREVER);
    if (!peer->done) {
        (void)ble_radio_cancel(peer->session.radio, id);
        for (int i = 0; i < 100 && !peer->done; i++)
            (void)ble_radio_process(peer->session.radio, 10);
        return status < 0 ? status : BLE_ERROR_CANCELLED;
    }
    return peer->found.failed ? BLE_ERROR_MEMORY : peer->status;
}

ble_status blr_peer_write(struct peer *peer, uint16_t handle, const uint8_t *data, size_t size)
{
    return blr_peer_ask(
        peer,
        &(struct ble_gatt){ .operation = BLE_GATT_WRITE, .handle = handle, .data = data, .size = (uint16_t)size });
}

/* ------------------------------------------------------------------------------------------------ the map */

/* An answer that finds nothing is no error here. */
static ble_status look(struct peer *peer, uint8_t operation, uint16_t start, uint16_t end, struct peer_list *found)
{
    ble_status status = blr_peer_ask(peer, &(struct ble_gatt){ .operation = operation, .start = start, .end = end });
    *found = peer->found;
    peer->found = (struct peer_list){ 0 };
    return status == BLE_ERROR_ATT(BLE_ATT_ATTRIBUTE_NOT_FOUND) || status == BLE_ERROR_NOT_FOUND ? BLE_OK : status;
}

static ble_status add_descriptors(struct peer *peer, const struct peer_attribute *characteristic, struct peer_list *map)
{
    struct peer_list found = { 0 };
    if (characteristic->value_handle >= characteristic->end)
        return BLE_OK;
    ble_status status = look(peer, BLE_GATT_FIND_DESCRIPTORS, (uint16_t)(characteristic->value_handle + 1),
                             characteristic->end, &found);
    for (size_t i = 0; i < found.count; i++)
        add(map, &found.items[i]);
    blr_peer_list_free(&found);
    return status;
}

static bool is_known(const struct peer_list *services, uint16_t start)
{
    for (size_t i = 0; i < services->count; i++)
        if (services->items[i].handle == start)
            return true;
    return false;
}

/* What it includes, then what it has. Services that are only included are found this way. */
static ble_status add_service(struct peer *peer, const struct peer_attribute *service, struct peer_list *services,
                              struct peer_list *map)
{
    struct peer_list found = { 0 };
    const uint16_t start = service->handle, end = service->end;
    add(map, service);
    if (start == end)
        return BLE_OK;
    ble_status status = look(peer, BLE_GATT_FIND_INCLUDED, start, end, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct peer_attribute *one = &found.items[i];
        add(map, one);
        if (!is_known(services, one->value_handle))
            add(services, &(struct peer_attribute){ .kind = PEER_SERVICE,
                                                    .handle = one->value_handle,
                                                    .end = one->end,
                                                    .secondary = true,
                                                    .uuid = one->uuid });
    }
    blr_peer_list_free(&found);
    if (status >= 0)
        status = look(peer, BLE_GATT_FIND_CHARACTERISTICS, start, end, &found);
    for (size_t i = 0; i < found.count && status >= 0; i++) {
        struct peer_attribute *one = &found.items[i];
        one->end = i + 1 < found.count ? (uint16_t)(found.items[i + 1].handle - 1) : end;
        add(map, one);
        status = add_descriptors(peer, one, map);
    }
    blr_peer_list_free(&found);
    return status;
}

ble_status blr_peer_discover(struct peer *peer, struct peer_list *map)
{
    struct peer_list services;
    *map = (struct peer_list){ 0 };
    ble_status status = look(peer, BLE_GATT_FIND_SERVICES, 0, 0, &services);
    for (size_t i = 0; i < services.count && status >= 0; i++) {
        const struct peer_attribute service = services.items[i]; /* the list may move */
        status = add_service(peer, &service, &services, map);
    }
    if (services.failed || map->failed)
        status = BLE_ERROR_MEMORY;
    blr_peer_list_free(&services);
    return status;
}

const struct peer_attribute *blr_peer_next(const struct peer_list *map, size_t *at, enum peer_kind kind)
{
    for (; *at < map->count; ++*at) {
        const struct peer_attribute *item = &map->items[*at];
        if (item->kind == kind) {
            ++*at;
            return item;
        }
        if (item->kind == PEER_SERVICE || (item->kind == PEER_CHARACTERISTIC && kind == PEER_DESCRIPTOR))
            return NULL;
    }
    return NULL;
}
