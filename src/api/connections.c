/* SPDX-License-Identifier: MIT */
/* The links there are and were: what is known of them, who is told. */
#include <stdio.h>
#include <string.h>

#include "api/internal.h"

/* ------------------------------------------------------------------------------------------------ records */

unsigned blr_connections_size(const struct ble_radio_options *options)
{
    return (unsigned)options->host.links + options->ended_links;
}

/** A link, whatever has become of it. */
static struct blr_connection *find(const ble_radio *radio, ble_link link)
{
    for (unsigned i = 0; link && i < radio->connections.size; i++)
        if (radio->connections.all[i].link == link)
            return &radio->connections.all[i];
    return NULL;
}

struct blr_connection *blr_connection_of(const ble_radio *radio, ble_link link)
{
    struct blr_connection *it = find(radio, link);
    return it && it->up && !it->unwanted ? it : NULL;
}

struct blr_connection *blr_connection_to(const ble_radio *radio, const struct ble_address *peer)
{
    for (unsigned i = 0; i < radio->connections.size; i++) {
        struct blr_connection *it = &radio->connections.all[i];
        if (it->up && ble_address_equal(&it->info.peer, peer))
            return it;
    }
    return NULL;
}

struct blr_connection *blr_connection_from(const ble_radio *radio, uint32_t request)
{
    for (unsigned i = 0; request && i < radio->connections.size; i++)
        if (radio->connections.all[i].link && radio->connections.all[i].request == request)
            return &radio->connections.all[i];
    return NULL;
}

/** A free record, else that of the link that has been gone for longest. */
static struct blr_connection *take(ble_radio *radio)
{
    struct blr_connection *best = NULL;
    for (unsigned i = 0; i < radio->connections.size; i++) {
        struct blr_connection *it = &radio->connections.all[i];
        if (!it->link)
            return it;
        if (!it->up && (!best || (int32_t)(it->serial - best->serial) < 0))
            best = it;
    }
    return best;
}

ble_status blr_connection_check(ble_connection connection, const char *what)
{
    ble_radio *radio = connection.radio;
    char peer[BLE_ADDRESS_TEXT];
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    if (radio->dead || radio->closing)
        return BLE_ERROR_STATE;
    const struct blr_connection *it = find(radio, connection.link);
    if (it && it->up)
        return BLE_OK;
    if (!it || it->unwanted) {
        blr_set_error(radio, "%s: nothing is known of this connection%s", what,
                      connection.link ? ": it ended long ago" : ", it is none");
        return BLE_ERROR_GONE;
    }
    blr_set_error(radio, "%s: the connection to %s has ended: HCI 0x%02x %s", what,
                  ble_address_format(&it->info.peer, peer), it->reason, ble_hci_error_name(it->reason));
    return BLE_ERROR_DISCONNECTED;
}

const char *blr_connection_name(const ble_radio *radio, ble_link link, char text[BLE_ADDRESS_TEXT])
{
    const struct blr_connection *it = find(radio, link);
    if (it)
        return ble_address_format(&it->info.peer, text);
    snprintf(text, BLE_ADDRESS_TEXT, "nobody");
    return text;
}

const char *blr_connection_advice(const ble_radio *radio, ble_link link, ble_status status)
{
    const struct blr_connection *it = find(radio, link);
    return status == BLE_ERROR_DISCONNECTED && it && !it->up ? ble_hci_error_name(it->reason) : NULL;
}

/* ------------------------------------------------------------------------------------------------ events */

static void look(ble_radio *radio, struct blr_connection *it)
{
    ble_host_link_info(radio->host, it->link, &it->info);
}

void blr_connections_look(ble_radio *radio)
{
    for (unsigned i = 0; i < radio->connections.size; i++)
        if (radio->connections.all[i].up)
            look(radio, &radio->connections.all[i]);
}

static ble_connection handle_of(ble_radio *radio, const struct blr_connection *it)
{
    return (ble_connection){ radio, it->link };
}

/** What its event says: when that is handed out the link may have ended already. */
static void fill(struct blr_connection *it, const struct ble_event *event)
{
    enum { UNIT_US = 1250, TIMEOUT_UNIT_MS = 10, NO_SET = 0xff, MTU = 23, OCTETS = 27 };
    it->info = (struct ble_link_info){
        .link = it->link,
        .handle = event->u.connected.handle,
        .role = event->u.connected.role,
        .set = NO_SET,
        .peer = event->u.connected.peer,
        .interval_us = (uint32_t)event->u.connected.interval * UNIT_US,
        .latency = event->u.connected.latency,
        .supervision_timeout_ms = (uint32_t)event->u.connected.supervision_timeout * TIMEOUT_UNIT_MS,
        .mtu = MTU,
        .tx_phy = BLE_PHY_1M,
        .rx_phy = BLE_PHY_1M,
        .tx_octets = OCTETS,
        .rx_octets = OCTETS,
    };
}

void blr_connections_opened(ble_radio *radio, const struct ble_event *event)
{
    struct blr_connection *it = take(radio);
    uint32_t request = event->u.connected.request;
    if (!it) /* cannot be: the host has no more links than there are records */
        return;
    *it = (struct blr_connection){
        .link = event->u.connected.link, .serial = ++radio->connections.serial, .request = request, .up = true
    };
    fill(it, event);
    look(radio, it);
    if (request && !blr_operation_exists(radio, request)) {
        it->unwanted = true;
        blr_link_drop(radio, it->link);
        return;
    }
    if (!radio->options.handlers.connected || radio->closing)
        return;
    radio->callbacks++;
    radio->options.handlers.connected(radio, handle_of(radio, it), radio->options.user);
    radio->callbacks--;
}

void blr_connections_ended(ble_radio *radio, ble_link link, uint8_t reason)
{
    struct blr_connection *it = find(radio, link);
    if (!it || !it->up)
        return;
    it->up = false;
    it->reason = reason;
    it->info.security = BLE_SECURITY_NONE;
    it->question = 0;
    blr_map_close(radio, it);
    blr_tasks_link_down(radio, link);
    blr_tasks_changed(radio);
    if (it->unwanted || !radio->options.handlers.disconnected || radio->closing)
        return;
    radio->callbacks++;
    radio->options.handlers.disconnected(radio, handle_of(radio, it), reason, radio->options.user);
    radio->callbacks--;
}

void blr_connections_updated(ble_radio *radio, ble_link link, uint8_t what)
{
    struct blr_connection *it = blr_connection_of(radio, link);
    if (!it)
        return;
    look(radio, it);
    blr_tasks_changed(radio);
    if (!radio->options.handlers.updated || radio->closing)
        return;
    radio->callbacks++;
    radio->options.handlers.updated(radio, handle_of(radio, it), what, radio->options.user);
    radio->callbacks--;
}

void blr_connections_update_asked(ble_radio *radio, const struct ble_event *event)
{
    const struct blr_connection *it = blr_connection_of(radio, event->u.update_asked.link);
    struct ble_request request = { .type = BLE_REQUEST_ANSWER_UPDATE };
    request.u.answer_update.token = event->u.update_asked.token;
    request.u.answer_update.accept = true;
    if (!event->u.update_asked.token) /* it was decided already */
        return;
    if (it && radio->options.handlers.update_asked && !radio->closing) {
        radio->callbacks++;
        request.u.answer_update.accept = radio->options.handlers.update_asked(
            radio, handle_of(radio, it), &event->u.update_asked.parameters, radio->options.user);
        radio->callbacks--;
    }
    blr_operation_mention(radio, &request);
}

void blr_connections_free(ble_radio *radio)
{
    for (unsigned i = 0; i < radio->connections.size; i++)
        blr_map_close(radio, &radio->connections.all[i]);
}

/* ------------------------------------------------------------------------------------------------ asking */

static bool is_known(const struct blr_connection *it)
{
    return it->up && !it->unwanted;
}

bool ble_radio_is_connected(const ble_radio *radio)
{
    for (unsigned i = 0; radio && i < radio->connections.size; i++)
        if (is_known(&radio->connections.all[i]))
            return true;
    return false;
}

/** The oldest link that is younger than `after`. */
static const struct blr_connection *next_of(const ble_radio *radio, const struct blr_connection *after)
{
    const struct blr_connection *best = NULL;
    for (unsigned i = 0; i < radio->connections.size; i++) {
        const struct blr_connection *it = &radio->connections.all[i];
        if (is_known(it) && (!after || (int32_t)(it->serial - after->serial) > 0) &&
            (!best || (int32_t)(it->serial - best->serial) < 0))
            best = it;
    }
    return best;
}

size_t ble_radio_get_connections(const ble_radio *radio, ble_connection *connections, size_t capacity)
{
    size_t count = 0;
    const struct blr_connection *it = NULL;
    while (radio && (it = next_of(radio, it)) != NULL) {
        if (connections && count < capacity)
            connections[count] = (ble_connection){ (ble_radio *)radio, it->link };
        count++;
    }
    return count;
}

ble_status ble_connection_get_info(ble_connection connection, struct ble_connection_info *info)
{
    ble_radio *radio = connection.radio;
    if (!radio || !info)
        return BLE_ERROR_ARGUMENT;
    struct blr_connection *it = find(radio, connection.link);
    if (!it || it->unwanted) {
        blr_set_error(radio, "nothing is known of this connection any more");
        return BLE_ERROR_GONE;
    }
    if (it->up)
        look(radio, it);
    *info = (struct ble_connection_info){ .connected = it->up,
                                          .paired = it->up && it->info.security != BLE_SECURITY_NONE,
                                          .disconnect_reason = it->reason,
                                          .link = it->info };
    return BLE_OK;
}

bool ble_connection_is_connected(ble_connection connection)
{
    return connection.radio && blr_connection_of(connection.radio, connection.link);
}

bool ble_connection_is_paired(ble_connection connection)
{
    struct ble_connection_info info;
    return ble_connection_get_info(connection, &info) == BLE_OK && info.paired;
}
