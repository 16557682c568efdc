/* SPDX-License-Identifier: MIT */
/* write_air FOLDER: play a session with a controller of every profile and write its packets as a trace each, for other
 * programs to judge: every command, scans of every kind, a chain of 1,650 octets, the ends of sets and scans, faults.
 * Prints a line for each: the file, how many packets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/trace.h>

#include "hci/directory.h"
#include "hci/packets.h"
#include "virtual/internal.h"
#include "virtual/peers/peers.h"

struct session {
    struct ble_trace *trace;
    struct virtual_air *air;
    struct virtual_controller *controller;
    unsigned packets;
};

static void take_events(struct session *session)
{
    uint8_t octets[8192];
    size_t size = blr_virtual_transmit(session->controller, octets, sizeof(octets)), packet;
    for (size_t at = 0; at < size; at += packet, session->packets++) {
        packet = octets[at] == 0x02 ? 5u + octets[at + 3] : 3u + octets[at + 2];
        ble_trace_tap(session->trace, blr_air_now(session->air), true, octets + at, packet);
    }
}

static void send_octets(struct session *session, uint16_t opcode, const uint8_t *parameters, size_t size)
{
    uint8_t octets[4 + 255] = { 0x01, (uint8_t)opcode, (uint8_t)(opcode >> 8), (uint8_t)size };
    memcpy(octets + 4, parameters, size);
    ble_trace_tap(session->trace, blr_air_now(session->air), false, octets, 4 + size);
    session->packets++;
    if (blr_virtual_receive(session->controller, octets, 4 + size) != 4 + size)
        exit(1);
    take_events(session);
}

static void send_command(struct session *session, const struct hci_command *command, const void *parameters)
{
    uint8_t octets[255];
    int size = blr_hci_encode(&command->parameters, parameters, octets, sizeof(octets));
    if (size < 0)
        exit(1);
    send_octets(session, command->opcode, octets, (size_t)size);
}

static void pass(struct session *session, uint64_t duration_us)
{
    uint64_t end_us = blr_air_now(session->air) + duration_us;
    while (blr_air_now(session->air) < end_us) {
        blr_air_advance(session->air, blr_air_now(session->air) + 1000);
        take_events(session);
    }
}

/* Reset and unmask. */
static void begin(struct session *session)
{
    const struct hci_set_event_mask_parameters mask = { UINT64_C(0x3fffffffffffffff) };
    const struct hci_le_set_event_mask_parameters le_mask = { UINT64_C(0x7ffffffff) };
    send_octets(session, HCI_OP_RESET, (const uint8_t *)"", 0);
    send_command(session, &blr_hci_set_event_mask, &mask);
    send_command(session, &blr_hci_le_set_event_mask, &le_mask);
}

/* Zeroes to everything. A refusal by Command Complete has less than tshark expects of that command: not those. */
static void every_command(struct session *session, const struct virtual_profile *profile)
{
    static const uint8_t zeroes[255];
    const struct hci_command_entry *entry;
    if (profile->quirks & VIRTUAL_REFUSES_BY_COMPLETE)
        return;
    for (unsigned i = 0; (entry = blr_hci_command_at(i)) != NULL; i++) {
        bool tried = (entry->command->opcode >> 10) == 0x08 || (entry->command->opcode >> 10) == 0x04;
        if (entry->command->opcode == HCI_OP_RESET || (tried && entry->command->parameters.fixed))
            send_octets(session, entry->command->opcode, zeroes, entry->command->parameters.minimum);
    }
}

static void legacy_session(struct session *session)
{
    const struct hci_le_set_advertising_parameters_parameters directed = { .advertising_type = 1,
                                                                           .advertising_channel_map = 7 };
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    const struct hci_le_set_scan_parameters_parameters scan = { 1, 160, 160, 0, 0 };
    const struct hci_le_set_random_address_parameters random = { { 1, 2, 3, 4, 5, 0xc6 } };
    const struct hci_le_set_scan_enable_parameters scan_on = { 1, 0 };
    begin(session);
    send_command(session, &blr_hci_le_set_random_address, &random);
    send_command(session, &blr_hci_le_set_advertising_parameters, &directed);
    send_command(session, &blr_hci_le_set_advertising_enable, &on);
    send_command(session, &blr_hci_le_set_scan_parameters, &scan);
    send_command(session, &blr_hci_le_set_scan_enable, &scan_on);
    pass(session, 3000000);
}

/* AD structures that end where reports of 229 octets and PDUs end, so that each report can be judged alone. */
static void fill(uint8_t data[1650])
{
    static const uint8_t parts[] = { 229, 13, 229, 19, 229, 19, 229, 19, 229, 19, 229, 19, 168 };
    memset(data, 0x5a, 1650);
    for (size_t i = 0, at = 0; i < sizeof(parts); at += parts[i++]) {
        data[at] = (uint8_t)(parts[i] - 1);
        data[at + 1] = 0xff;
    }
}

static void give_set(struct session *session, uint8_t handle, uint16_t properties, const uint8_t *data, size_t size,
                     uint16_t duration, uint8_t events)
{
    const struct hci_le_set_extended_advertising_parameters_parameters p = { .advertising_handle = handle,
                                                                             .advertising_event_properties = properties,
                                                                             .primary_advertising_interval_min = 320,
                                                                             .primary_advertising_interval_max = 320,
                                                                             .primary_advertising_channel_map = 7,
                                                                             .own_address_type = 1,
                                                                             .primary_advertising_phy = 1,
                                                                             .secondary_advertising_phy = 2,
                                                                             .advertising_sid = handle,
                                                                             .scan_request_notification_enable = 1 };
    const struct hci_le_set_advertising_set_random_address_parameters address = { handle,
                                                                                  { handle, 2, 3, 4, 5, 0xc6 } };
    const uint8_t set[4] = { handle, (uint8_t)duration, (uint8_t)(duration >> 8), events };
    const struct hci_le_set_extended_advertising_enable_parameters on = { 1, { set, sizeof(set), 1, 0 } };
    send_command(session, &blr_hci_le_set_extended_advertising_parameters, &p);
    send_command(session, &blr_hci_le_set_advertising_set_random_address, &address);
    for (size_t sent = 0; sent < size; sent += 251) {
        const struct hci_le_set_extended_advertising_data_parameters d = {
            .advertising_handle = handle,
            .operation = (sent == 0 ? 1 : 0) | (size - sent <= 251 ? 2 : 0),
            .advertising_data = { data + sent, (uint16_t)(size - sent < 251 ? size - sent : 251) },
        };
        send_command(session, &blr_hci_le_set_extended_advertising_data, &d);
    }
    send_command(session, &blr_hci_le_set_extended_advertising_enable, &on);
}

static void extended_session(struct session *session)
{
    static const uint8_t phys[] = { 1, 160, 0, 80, 0, 1, 160, 0, 80, 0 };
    const struct hci_le_set_random_address_parameters random = { { 1, 2, 3, 4, 5, 0xc6 } };
    const struct hci_le_set_extended_scan_parameters_parameters scan = { .own_address_type = 1,
                                                                         .scanning_phys = { phys, 10, 2, 5 } };
    const struct hci_le_set_extended_scan_parameters_parameters scan_1m = { .own_address_type = 1,
                                                                            .scanning_phys = { phys, 5, 1, 1 } };
    const struct hci_le_set_extended_scan_enable_parameters on = { 1, 0, 500, 0 };
    uint8_t data[1650];
    fill(data);
    begin(session);
    send_command(session, &blr_hci_le_set_random_address, &random);
    give_set(session, 0, 0x12, (const uint8_t *)"\x02\x01\x06", 3, 0, 0);
    give_set(session, 1, 0x41, (const uint8_t *)"\x02\x01\x06", 3, 100, 0);
    send_command(session, &blr_hci_le_set_extended_scan_parameters, &scan_1m);
    send_command(session, &blr_hci_le_set_extended_scan_parameters, &scan);
    send_command(session, &blr_hci_le_set_extended_scan_enable, &on);
    pass(session, 6000000);
}

static void send_data(struct session *session, uint16_t handle, const uint8_t *data, size_t size)
{
    uint8_t octets[5 + 255] = { 0x02, (uint8_t)handle, (uint8_t)(handle >> 8), (uint8_t)size };
    memcpy(octets + 5, data, size);
    ble_trace_tap(session->trace, blr_air_now(session->air), false, octets, 5 + size);
    session->packets++;
    if (blr_virtual_receive(session->controller, octets, 5 + size) != 5 + size)
        exit(1);
    take_events(session);
}

/* One of the two connects, the other one lets it in: all legacy commands. */
static void connect_sessions(struct session *central, struct session *peripheral)
{
    const struct hci_le_set_random_address_parameters here = { { 1, 2, 3, 4, 5, 0xc6 } },
                                                      there = { { 2, 2, 3, 4, 5, 0xc6 } };
    const struct hci_le_set_advertising_parameters_parameters advertising = { .advertising_interval_min = 160,
                                                                              .advertising_interval_max = 160,
                                                                              .own_address_type = 1,
                                                                              .advertising_channel_map = 7 };
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    const struct hci_le_create_connection_parameters create = { .le_scan_interval = 16,
                                                                .le_scan_window = 16,
                                                                .peer_address_type = 1,
                                                                .peer_address = { 2, 2, 3, 4, 5, 0xc6 },
                                                                .own_address_type = 1,
                                                                .connection_interval_min = 24,
                                                                .connection_interval_max = 24,
                                                                .supervision_timeout = 200 };
    send_command(central, &blr_hci_le_set_random_address, &here);
    send_command(peripheral, &blr_hci_le_set_random_address, &there);
    send_command(central, &blr_hci_le_create_connection, &create);
    send_octets(central, HCI_OP_LE_CREATE_CONNECTION_CANCEL, (const uint8_t *)"", 0);
    pass(central, 1000);
    send_command(peripheral, &blr_hci_le_set_advertising_parameters, &advertising);
    send_command(peripheral, &blr_hci_le_set_advertising_enable, &on);
    send_command(central, &blr_hci_le_create_connection, &create);
}

/* Everything that two can do on a link: procedures, ATT both ways, more data than there are buffers, the end. */
static void use_link(struct session *session, struct session *peer, bool central)
{
    static const uint8_t request[] = { 3, 0, 4, 0, 2, 23, 0 }, response[] = { 3, 0, 4, 0, 3, 23, 0 };
    const uint16_t own = session->controller->profile->first_handle, far = peer->controller->profile->first_handle;
    const struct hci_le_connection_update_parameters update = { own, 40, 40, 0, 300, 0, 0 };
    const struct hci_le_connection_update_parameters ask = { far, 80, 80, 0, 300, 0, 0 };
    const struct hci_le_set_data_length_parameters length = { own, 251, 2120 };
    const struct hci_le_set_phy_parameters phy = { own, 0, 2, 2, 0 };
    const struct hci_disconnect_parameters end = { own, 0x13 };
    static const uint16_t with_handle[] = { HCI_OP_LE_READ_REMOTE_FEATURES, HCI_OP_READ_REMOTE_VERSION_INFORMATION,
                                            HCI_OP_READ_RSSI, HCI_OP_LE_READ_CHANNEL_MAP };
    const uint8_t handle[2] = { (uint8_t)own, (uint8_t)(own >> 8) };
    for (size_t i = 0; i < sizeof(with_handle) / sizeof(with_handle[0]); i++)
        send_octets(session, with_handle[i], handle, sizeof(handle));
    send_command(session, &blr_hci_le_set_data_length, &length);
    if (session->controller->profile->groups & VIRTUAL_PHY)
        send_command(session, &blr_hci_le_set_phy, &phy);
    pass(session, 1000000);
    if (central)
        send_command(session, &blr_hci_le_connection_update, &update);
    pass(session, 1000000);
    if (central)
        send_command(peer, &blr_hci_le_connection_update, &ask);
    send_data(session, own, request, sizeof(request));
    send_data(peer, far, response, sizeof(response));
    pass(session, 1000000);
    for (unsigned n = 0; n < 12; n++)
        send_data(session, own, request, sizeof(request));
    pass(session, 1000000);
    send_command(session, &blr_hci_disconnect, &end);
    pass(session, 1000000);
}

/* With another one, in both roles; the last link is lost. */
static void link_session(struct session *session)
{
    const struct virtual_options options = { .profile = blr_virtual_profile_find("4.2"), .x_cm = 100 };
    struct session peer = { .air = session->air, .controller = blr_virtual_new(session->air, &options) };
    if (peer.controller == NULL || ble_trace_create("/dev/null", &peer.trace) < 0)
        exit(1);
    for (unsigned n = 0; n < 3; n++) {
        struct session *central = n == 1 ? &peer : session;
        begin(session);
        begin(&peer);
        connect_sessions(central, central == session ? &peer : session);
        pass(session, 1000000);
        if (n < 2)
            use_link(session, &peer, central == session);
    }
    send_octets(&peer, HCI_OP_RESET, (const uint8_t *)"", 0);
    pass(session, 3000000);
    if (ble_trace_close(peer.trace) < 0)
        exit(1);
}

/* Somebody on the air who advertises all that fits. */
static void add_chain(struct virtual_air *air)
{
    const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4"), .x_cm = 500 };
    struct session other = { .air = air, .controller = blr_virtual_new(air, &options) };
    uint8_t data[1650];
    if (other.controller == NULL || ble_trace_create("/dev/null", &other.trace) < 0)
        exit(1);
    fill(data);
    give_set(&other, 0, 0, data, sizeof(data), 0, 0);
    if (ble_trace_close(other.trace) < 0)
        exit(1);
}

static void play(const char *folder, const char *name, const struct virtual_profile *profile, const char *fault)
{
    struct session session = { 0 };
    struct virtual_options options = { .profile = profile };
    char why[BLR_VIRTUAL_FAULTS_TEXT], path[512];
    snprintf(path, sizeof(path), "%s/%s.btsnoop", folder, name);
    if (fault != NULL && !blr_virtual_faults_parse(fault, &options.faults, why))
        exit(1);
    session.air = blr_air_new(1);
    session.controller = session.air != NULL ? blr_virtual_new(session.air, &options) : NULL;
    if (session.controller == NULL || !blr_virtual_peers_add(session.air) || ble_trace_create(path, &session.trace) < 0)
        exit(1);
    add_chain(session.air);
    if (fault == NULL)
        every_command(&session, profile);
    legacy_session(&session);
    link_session(&session);
    if (profile->sets > 0)
        extended_session(&session);
    blr_air_free(session.air);
    if (ble_trace_close(session.trace) < 0)
        exit(1);
    printf("%s %u\n", path, session.packets);
}

int main(int argc, char **argv)
{
    const struct virtual_profile *profile;
    if (argc != 2)
        return 2;
    for (size_t n = 0; (profile = blr_virtual_profile_at(n)) != NULL; n++)
        play(argv[1], profile->name, profile, NULL);
    play(argv[1], "faults", blr_virtual_profile_find("zephyr"), "hardware-error-at=1s,reset-at=2s,crash-at=4s");
    return 0;
}
