/* SPDX-License-Identifier: MIT */
#include <string.h>

#include <bleradio/assigned_numbers.h>
#include <bleradio/trace.h>

#include "gatt_values.h"
#include "peer.h"
#include "scan_json.h"

struct connect_command {
    uint32_t interval_us;
};

struct connecting {
    struct peer peer;
    struct output *out;
    struct wall_clock clock;
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "event", "connected, updated, notified or disconnected" },
    { "time", "RFC 3339, UTC, with microseconds" },
    { "address", "of the peer" },
    { "interval_us", "connected, updated: connection interval" },
    { "latency", "connected, updated: connection events that the peripheral may skip" },
    { "supervision_timeout_ms", "connected, updated: milliseconds" },
    { "mtu", "connected, updated: ATT MTU" },
    { "tx_phy", "connected, updated: 1m, 2m or coded" },
    { "rx_phy", "connected, updated: the same of what is received" },
    { "tx_octets", "connected, updated: longest payload of a data PDU" },
    { "rx_octets", "connected, updated: the same of what is received" },
    { "handle", "notified: of the value" },
    { "indication", "notified: true or false" },
    { "value", "notified: the octets, in hexadecimal" },
    { "reason", "disconnected: HCI error code" },
    { "reason_name", "disconnected: the same in words" },
    { NULL, NULL },
};

static json_t *line_of(struct connecting *it, const char *event)
{
    char time[48];
    return json_pack("{s:i, s:s, s:s, s:s}", "v", 1, "event", event, "time",
                     blr_wall_time(&it->clock, blr_session_now_us(), time), "address", it->peer.text);
}

static const char *phy_key(uint8_t phy)
{
    return phy == BLE_PHY_2M ? "2m" : phy == BLE_PHY_CODED ? "coded" : "1m";
}

static void tell_link(struct connecting *it, const char *event)
{
    struct ble_connection_info info;
    if (ble_connection_get_info(it->peer.connection, &info) != BLE_OK)
        return;
    const struct ble_link_info *link = &info.link;
    if (it->out->json) {
        json_t *line = line_of(it, event);
        json_t *more =
            json_pack("{s:I, s:i, s:I, s:i, s:s, s:s, s:i, s:i}", "interval_us", (json_int_t)link->interval_us,
                      "latency", (int)link->latency, "supervision_timeout_ms", (json_int_t)link->supervision_timeout_ms,
                      "mtu", (int)link->mtu, "tx_phy", phy_key(link->tx_phy), "rx_phy", phy_key(link->rx_phy),
                      "tx_octets", (int)link->tx_octets, "rx_octets", (int)link->rx_octets);
        json_object_update(line, more);
        json_decref(more);
        blr_out_json(it->out, line);
    } else {
        blr_out_line(it->out, "%s %s: interval %g ms, latency %u, timeout %u ms, MTU %u, PHY %s/%s, PDUs of %u/%u",
                     event, it->peer.text, (double)link->interval_us / 1e3, link->latency,
                     (unsigned)link->supervision_timeout_ms, link->mtu, ble_phy_name(link->tx_phy),
                     ble_phy_name(link->rx_phy), link->tx_octets, link->rx_octets);
    }
    blr_out_flush(it->out);
}

static void tell_end(struct connecting *it, uint8_t reason)
{
    const char *name = ble_hci_error_name(reason);
    if (it->out->json) {
        json_t *line = line_of(it, "disconnected");
        json_object_set_new(line, "reason", json_integer(reason));
        json_object_set_new(line, "reason_name", blr_out_json_text(name));
        blr_out_json(it->out, line);
    } else {
        blr_out_line(it->out, "disconnected %s: %s (0x%02x)", it->peer.text, name != NULL ? name : "unknown", reason);
    }
    blr_out_flush(it->out);
}

static void on_notified(void *user, uint16_t handle, bool indication, const uint8_t *data, size_t size)
{
    struct connecting *it = user;
    char text[GATT_VALUE_TEXT];
    if (it->out->json) {
        json_t *line = line_of(it, "notified");
        json_object_set_new(line, "handle", json_integer(handle));
        json_object_set_new(line, "indication", json_boolean(indication));
        json_object_set_new(line, "value", blr_out_json_hex(data, size));
        blr_out_json(it->out, line);
    } else {
        blr_gatt_value_plain(data, size, text, sizeof(text));
        blr_out_line(it->out, "%s 0x%04x: %s", indication ? "indicated" : "notified", handle, text);
    }
    blr_out_flush(it->out);
}

static void on_event(void *user, const struct ble_event *event)
{
    struct connecting *it = user;
    if (it->peer.connection.radio == NULL)
        return;
    if (event->type == BLE_EVENT_LINK_UPDATED && event->u.updated.link == it->peer.connection.link &&
        (event->u.updated.what & (BLE_LINK_PARAMETERS | BLE_LINK_PHY | BLE_LINK_DATA_LENGTH | BLE_LINK_MTU)) != 0)
        tell_link(it, "updated");
}

static int hold(struct connecting *it, const struct connect_command *command)
{
    struct peer *peer = &it->peer;
    tell_link(it, "connected");
    if (command->interval_us != 0) {
        ble_status status = ble_connection_set_interval_us(peer->connection, command->interval_us);
        if (status < 0 && !peer->ended)
            return blr_peer_failed(peer, "interval", status);
    }
    ble_status status = blr_peer_wait(peer, NULL, BLE_FOREVER);
    if (peer->ended) {
        tell_end(it, peer->reason);
        return CLI_DISCONNECTED;
    }
    return status == BLE_ERROR_TIMEOUT ? CLI_OK : blr_peer_failed(peer, "connect", status);
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct connecting it = { .out = &tool->out };
    (void)count;
    if (!blr_peer_read_target(&tool->out, "connect", operands[0], &it.peer))
        return CLI_USAGE;
    it.peer.notified = on_notified;
    it.peer.event = on_event;
    it.peer.user = &it;
    int code = blr_peer_open(&it.peer, tool);
    if (code == CLI_OK)
        code = hold(&it, given);
    return blr_peer_close(&it.peer, code);
}

static const struct option_spec options_of_connect[] = {
    { "interval", 0, OPTION_INTERVAL, offsetof(struct connect_command, interval_us), "DUR",
      "then ask for this connection interval", 7500, 4000000, NULL },
};

const struct verb blr_verb_connect = {
    .name = "connect",
    .operands = "A",
    .summary = "connect to a peer, hold the link, show what happens",
    .description =
        "Connect to a peer, hold the link until SIGINT, --timeout or until the peer ends it, and show a line "
        "for what happens: the link's values when it is up and when they change, notifications that the "
        "peer sends unasked, the end. Then the link is ended.\n" PEER_OPERAND "\n"
        "Exit code 6 when the peer ended the link or was lost.",
    .examples = "bleradio connect C0:0D:E5:5E:00:05\n"
                "bleradio connect 'name:Demo*' --interval 100ms --timeout 10s\n"
                "bleradio connect service:battery --json",
    .exits = EXITS_CONTROLLER | 1u << CLI_NOTHING_FOUND | 1u << CLI_DISCONNECTED,
    .operands_min = 1,
    .operands_max = 1,
    .keys = keys,
    .options = options_of_connect,
    .option_count = sizeof(options_of_connect) / sizeof(options_of_connect[0]),
    .options_size = sizeof(struct connect_command),
    .run = run,
};
