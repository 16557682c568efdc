/* SPDX-License-Identifier: MIT */
/* Requests, and the ends of requests and links, which are told in order with the events of the ring but need no room
 * in it: their slots stay taken until they were told. */
#include <string.h>

#include "gap/report.h"
#include "host/gatt.h"

enum {
    SEND_MS = 30000,
    AIR_MS = 30000,        /* the quarantine of an opcode is the longest thing that a step waits for */
    DISCONNECT_MS = 40000, /* the longest supervision timeout is 32 s */
    CONNECT_MS = 10000,
    ID_INDEX_BITS = HOST_ID_INDEX_BITS,
    REMOTE_USER_TERMINATED = 0x13
};

/* ------------------------------------------------------------------------------------------- ends */

void blr_ends_note(struct ble_host *host, uint32_t *after, uint32_t *order)
{
    *after = host->events.pushed;
    *order = host->end_order++;
    host->ended++;
}

/** The end that is told next: of a request, of a link, or, with neither, of having no room to send. */
struct next_end {
    struct host_request *request;
    struct hci_link *link;
    uint32_t order;
    bool any;
};

/** Is this one due, and before the one that was found so far? Then it is the next. */
static bool is_next(const struct ble_host *host, struct next_end *next, uint32_t after, uint32_t order)
{
    if ((int32_t)(host->events.pulled - after) < 0 || (next->any && (int32_t)(order - next->order) >= 0))
        return false;
    *next = (struct next_end){ .order = order, .any = true };
    return true;
}

static struct next_end find_next_end(const struct ble_host *host)
{
    struct next_end next = { .any = false };
    for (uint16_t i = 0; i < host->config.requests; i++) {
        struct host_request *r = &host->requests[i];
        if (r->id != 0 && r->ended && is_next(host, &next, r->end_after, r->end_order))
            next.request = r;
    }
    for (uint16_t i = 0; i < host->acl.link_count; i++) {
        struct hci_link *l = &host->acl.links[i];
        if (l->end_untold && is_next(host, &next, l->end_after, l->end_order))
            next.link = l;
    }
    if (host->sendable)
        is_next(host, &next, host->sendable_after, host->sendable_order);
    return next;
}

bool blr_ends_pull(struct ble_host *host, struct ble_event *event)
{
    struct next_end next = find_next_end(host);
    if (!next.any) /* events of the ring come before them */
        return blr_events_pull(&host->events, event);
    memset(event, 0, sizeof(*event));
    if (next.link != NULL) {
        event->type = BLE_EVENT_DISCONNECTED;
        event->u.disconnected.link = blr_links_id(host, next.link);
        event->u.disconnected.reason = next.link->reason;
        next.link->end_untold = false;
        host->links_untold--;
        blr_connecting_room(host);
    } else if (next.request != NULL) {
        event->type = BLE_EVENT_COMPLETED;
        event->u.completed.id = next.request->id;
        event->u.completed.status = next.request->status;
        event->u.completed.opcode = next.request->opcode;
        next.request->id = 0;
    } else {
        event->type = BLE_EVENT_SENDABLE;
        host->sendable = false;
    }
    host->ended--;
    return true;
}

/* ------------------------------------------------------------------------------------------- requests */

struct host_request *blr_requests_find(struct ble_host *host, uint32_t id)
{
    for (uint16_t i = 0; i < host->config.requests; i++)
        if (host->requests[i].id == id && id != 0 && !host->requests[i].ended)
            return &host->requests[i];
    return NULL;
}

static void end(struct ble_host *host, struct host_request *request, ble_status status)
{
    request->ended = true;
    request->status = status;
    blr_ends_note(host, &request->end_after, &request->end_order);
}

void blr_requests_end(struct ble_host *host, uint32_t id, ble_status status)
{
    struct host_request *request = blr_requests_find(host, id);
    if (request != NULL)
        end(host, request, status);
}

void blr_requests_part_ended(struct ble_host *host, uint32_t id, ble_status status)
{
    struct host_request *request = blr_requests_find(host, id);
    if (request == NULL)
        return;
    if (request->status == BLE_OK)
        request->status = status;
    if (request->parts > 1)
        request->parts--;
    else
        end(host, request, request->status);
}

void blr_requests_end_refused(struct ble_host *host, uint32_t id, ble_status status, uint16_t opcode)
{
    struct host_request *request = blr_requests_find(host, id);
    if (request == NULL)
        return;
    request->opcode = opcode;
    end(host, request, status);
}

void blr_requests_end_with_answer(struct ble_host *host, uint32_t id, ble_status status, const uint8_t *answer,
                                  size_t size)
{
    struct host_request *request = blr_requests_find(host, id);
    if (request == NULL)
        return;
    uint8_t *copy;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_COMPLETED, size, &copy);
    if (event == NULL) { /* cannot be: receive() takes nothing without room */
        end(host, request, status);
        return;
    }
    memcpy(copy, answer, size);
    event->u.completed.id = id;
    event->u.completed.status = status;
    event->u.completed.answer = copy;
    event->u.completed.size = (uint16_t)size;
    event->u.completed.opcode = 0;
    request->id = 0;
}

void blr_requests_end_type(struct ble_host *host, enum ble_request_type type, ble_status status)
{
    blr_requests_end_all(host, status, ~(1u << type));
}

void blr_requests_end_all(struct ble_host *host, ble_status status, uint32_t except_types)
{
    for (uint16_t i = 0; i < host->config.requests; i++) {
        struct host_request *request = &host->requests[i];
        if (request->id != 0 && !request->ended && (except_types >> request->type & 1) == 0)
            end(host, request, status);
    }
}

uint64_t blr_requests_deadline(const struct ble_host *host)
{
    uint64_t deadline_us = UINT64_MAX;
    for (uint16_t i = 0; i < host->config.requests; i++) {
        const struct host_request *request = &host->requests[i];
        if (request->id != 0 && !request->ended && request->deadline_us < deadline_us)
            deadline_us = request->deadline_us;
    }
    return deadline_us;
}

/** Stop what a request set in motion, as far as that is possible. */
static void withdraw(struct ble_host *host, const struct host_request *request)
{
    if (request->type == BLE_REQUEST_HCI_COMMAND)
        blr_queue_cancel(&host->queue, host->now_us, request->id);
    else if (request->type == BLE_REQUEST_SEND)
        blr_acl_cancel_send(&host->acl, request->id);
    else if (request->type >= BLE_REQUEST_UPDATE_LINK && request->type <= BLE_REQUEST_READ_RSSI)
        blr_procedures_withdraw(host, request);
    else if (request->type == BLE_REQUEST_NOTIFY)
        blr_gatt_withdraw(host, request->id);
    else if (request->type == BLE_REQUEST_GATT)
        blr_gatt_client_withdraw(host, request->id);
    else
        blr_gap_withdraw(&host->gap, host->now_us, request->id);
}

void blr_requests_tick(struct ble_host *host)
{
    for (uint16_t i = 0; i < host->config.requests; i++) {
        struct host_request *request = &host->requests[i];
        if (request->id == 0 || request->ended || request->deadline_us > host->now_us)
            continue;
        withdraw(host, request);
        end(host, request, BLE_ERROR_TIMEOUT);
    }
}

/* ------------------------------------------------------------------------------------------- what is asked */

static bool is_ready(const struct ble_host *host)
{
    return host->phase == PHASE_RUNNING || host->phase == PHASE_PROBING;
}

static uint64_t time_limit_us(const struct ble_request *request)
{
    return (uint64_t)request->timeout_ms * 1000;
}

static ble_status ask_hci(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    if (!is_ready(host))
        return BLE_ERROR_STATE;
    uint64_t limit_us = request->timeout_ms > 0 ? time_limit_us(request) : HCI_COMMAND_US;
    uint32_t timeout_us = limit_us < UINT32_MAX ? (uint32_t)limit_us : UINT32_MAX;
    if (!blr_queue_add_raw(&host->queue, request->u.hci.opcode, request->u.hci.parameters, request->u.hci.size,
                           timeout_us, slot->id))
        return BLE_ERROR_FULL;
    return BLE_OK;
}

static ble_status ask_reset(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    (void)request;
    (void)slot;
    if (host->info.state == BLE_HOST_DETACHED || host->shutting_down)
        return BLE_ERROR_STATE;
    blr_controller_open(host);
    return BLE_OK;
}

static ble_status ask_shut_down(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    (void)request;
    (void)slot;
    if (host->info.state == BLE_HOST_DETACHED)
        return BLE_ERROR_STATE;
    blr_controller_shut_down(host);
    return BLE_OK;
}

static ble_status ask_filter(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    blr_reports_filter(host, &request->u.filter);
    end(host, slot, BLE_OK);
    return BLE_OK;
}

static ble_status ask_send(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    struct hci_link *link = blr_links_find(host, request->u.send.link);
    if (link == NULL || link->disconnecting)
        return BLE_ERROR_GONE;
    slot->link = request->u.send.link;
    if (!blr_links_send(host, link, request->u.send.cid, request->u.send.data, request->u.send.size, slot->id))
        return BLE_ERROR_FULL;
    slot->deadline_us = host->now_us + (request->timeout_ms > 0 ? time_limit_us(request) : SEND_MS * UINT64_C(1000));
    return BLE_OK;
}

static ble_status ask_disconnect(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    struct hci_link *link = blr_links_find(host, request->u.disconnect.link);
    if (link == NULL)
        return BLE_ERROR_GONE;
    slot->link = request->u.disconnect.link;
    slot->deadline_us =
        host->now_us + (request->timeout_ms > 0 ? time_limit_us(request) : DISCONNECT_MS * UINT64_C(1000));
    if (link->disconnecting)
        return BLE_OK; /* completes with the link */
    const struct hci_disconnect_parameters parameters = {
        .connection_handle = link->handle,
        .reason = request->u.disconnect.reason != 0 ? request->u.disconnect.reason : REMOTE_USER_TERMINATED,
    };
    if (!blr_queue_add(&host->queue, &blr_hci_disconnect, &parameters, blr_links_token(host, link)))
        return BLE_ERROR_FULL;
    link->disconnecting = true;
    return BLE_OK;
}

static ble_status ask_advertise(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    slot->deadline_us = host->now_us + (request->timeout_ms > 0 ? time_limit_us(request) : AIR_MS * UINT64_C(1000));
    return blr_gap_advertise(&host->gap, host->now_us, request, slot->id);
}

/** What is off already completes at once. */
static ble_status stopping(struct ble_host *host, ble_status status, struct host_request *slot)
{
    slot->deadline_us = host->now_us + AIR_MS * UINT64_C(1000);
    if (status != BLE_END)
        return status;
    end(host, slot, BLE_OK);
    return BLE_OK;
}

static ble_status ask_stop_advertising(struct ble_host *host, const struct ble_request *request,
                                       struct host_request *slot)
{
    return stopping(host, blr_gap_stop_advertising(&host->gap, request->u.stop_advertising.set, slot->id), slot);
}

static ble_status ask_scan(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    slot->deadline_us = host->now_us + (request->timeout_ms > 0 ? time_limit_us(request) : AIR_MS * UINT64_C(1000));
    ble_status status = blr_reports_check(host, &request->u.scan);
    if (status == BLE_OK)
        status = blr_gap_scan(&host->gap, &request->u.scan, slot->id);
    if (status != BLE_OK)
        return status;
    blr_reports_scan(host, &request->u.scan);
    blr_watchdog_scan(host);
    return BLE_OK;
}

static ble_status ask_stop_scan(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    (void)request;
    return stopping(host, blr_gap_stop_scan(&host->gap, slot->id), slot);
}

static ble_status ask_connect(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    ble_status status = blr_connecting_ask(host, &request->u.connect, slot->id);
    if (status == BLE_OK && request->timeout_ms != BLE_FOREVER)
        slot->deadline_us =
            host->now_us + (request->timeout_ms > 0 ? time_limit_us(request) : CONNECT_MS * UINT64_C(1000));
    return status;
}

static ble_status ask_keep_connected(struct ble_host *host, const struct ble_request *request,
                                     struct host_request *slot)
{
    ble_status status = blr_connecting_keep(host, request->u.keep_connected.peers, request->u.keep_connected.count,
                                            &request->u.keep_connected.parameters);
    end(host, slot, status);
    return BLE_OK;
}

static ble_status ask_answer_update(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    end(host, slot, blr_updates_answer(host, request->u.answer_update.token, request->u.answer_update.accept));
    return BLE_OK;
}

static ble_status ask_cancel(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    struct host_request *other = blr_requests_find(host, request->u.cancel.id);
    if (other == NULL || other == slot) {
        end(host, slot, BLE_ERROR_NOT_FOUND);
        return BLE_OK;
    }
    withdraw(host, other);
    end(host, other, BLE_ERROR_CANCELLED);
    end(host, slot, BLE_OK);
    return BLE_OK;
}

static bool valid_hci(const struct ble_host *host, const struct ble_request *request)
{
    (void)host;
    /* Reset is not a command among others, Host Number Of Completed Packets is never answered, 0 is no command. */
    uint16_t opcode = request->u.hci.opcode;
    return opcode != HCI_OP_RESET && opcode != HCI_OP_HOST_NUMBER_OF_COMPLETED_PACKETS && opcode != 0 &&
           (request->u.hci.size == 0 || request->u.hci.parameters != NULL);
}

static bool valid_filter(const struct ble_host *host, const struct ble_request *request)
{
    (void)host;
    return blr_report_filter_is_valid(&request->u.filter);
}

static bool valid_keep_connected(const struct ble_host *host, const struct ble_request *request)
{
    (void)host;
    return request->u.keep_connected.count == 0 || request->u.keep_connected.peers != NULL;
}

static bool valid_send(const struct ble_host *host, const struct ble_request *request)
{
    return (request->u.send.size == 0 || request->u.send.data != NULL) &&
           (uint32_t)request->u.send.size + L2CAP_HEADER <=
               (uint32_t)(host->blocks.count - host->acl.tx_reserve) * BLR_BLOCK_DATA;
}

static const struct {
    bool (*valid)(const struct ble_host *host, const struct ble_request *request); /**< NULL: always */
    ble_status (*ask)(struct ble_host *host, const struct ble_request *request, struct host_request *slot);
} kinds[] = {
    [BLE_REQUEST_HCI_COMMAND] = { valid_hci, ask_hci },
    [BLE_REQUEST_RESET] = { NULL, ask_reset },
    [BLE_REQUEST_SHUT_DOWN] = { NULL, ask_shut_down },
    [BLE_REQUEST_FILTER] = { valid_filter, ask_filter },
    [BLE_REQUEST_SEND] = { valid_send, ask_send },
    [BLE_REQUEST_DISCONNECT] = { NULL, ask_disconnect },
    [BLE_REQUEST_ADVERTISE] = { NULL, ask_advertise },
    [BLE_REQUEST_STOP_ADVERTISING] = { NULL, ask_stop_advertising },
    [BLE_REQUEST_SCAN] = { NULL, ask_scan },
    [BLE_REQUEST_STOP_SCAN] = { NULL, ask_stop_scan },
    [BLE_REQUEST_CONNECT] = { NULL, ask_connect },
    [BLE_REQUEST_KEEP_CONNECTED] = { valid_keep_connected, ask_keep_connected },
    [BLE_REQUEST_UPDATE_LINK] = { NULL, blr_procedures_ask },
    [BLE_REQUEST_ANSWER_UPDATE] = { NULL, ask_answer_update },
    [BLE_REQUEST_SET_PHY] = { NULL, blr_procedures_ask },
    [BLE_REQUEST_SET_DATA_LENGTH] = { NULL, blr_procedures_ask },
    [BLE_REQUEST_READ_RSSI] = { NULL, blr_procedures_ask },
    [BLE_REQUEST_GATT] = { blr_gatt_client_valid, blr_gatt_client_ask },
    [BLE_REQUEST_ADD_SERVICE] = { NULL, blr_gatt_ask_add_service },
    [BLE_REQUEST_REMOVE_SERVICE] = { NULL, blr_gatt_ask_remove_service },
    [BLE_REQUEST_SET_VALUE] = { blr_gatt_valid_set_value, blr_gatt_ask_set_value },
    [BLE_REQUEST_NOTIFY] = { blr_gatt_valid_notify, blr_gatt_ask_notify },
    [BLE_REQUEST_ANSWER] = { blr_gatt_valid_answer, blr_gatt_ask_answer },
    [BLE_REQUEST_CANCEL] = { NULL, ask_cancel },
};

static struct host_request *free_slot(struct ble_host *host)
{
    for (uint16_t i = 0; i < host->config.requests; i++)
        if (host->requests[i].id == 0)
            return &host->requests[i];
    return NULL;
}

uint32_t blr_requests_add(struct ble_host *host, const struct ble_request *request)
{
    struct host_request *slot = free_slot(host);
    if (slot == NULL || request->type >= sizeof(kinds) / sizeof(kinds[0]) || kinds[request->type].ask == NULL ||
        (kinds[request->type].valid != NULL && !kinds[request->type].valid(host, request))) {
        host->counters.requests_refused++;
        return 0;
    }
    uint32_t index = (uint32_t)(slot - host->requests) + TOKEN_FIRST_REQUEST;
    uint32_t id = ++host->request_generation << ID_INDEX_BITS | index;
    *slot = (struct host_request){ .id = id, .type = request->type, .deadline_us = UINT64_MAX };
    ble_status status = kinds[request->type].ask(host, request, slot);
    if (status != BLE_OK)
        end(host, slot, status);
    else if (!slot->ended && request->timeout_ms > 0 && request->timeout_ms != BLE_FOREVER &&
             slot->deadline_us == UINT64_MAX &&
             request->type != BLE_REQUEST_HCI_COMMAND) /* a command's clock starts when it is sent */
        slot->deadline_us = host->now_us + time_limit_us(request);
    return id;
}
