/* SPDX-License-Identifier: MIT */
#include "virtual/peers/peers.h"

#include <string.h>

#include "hci/h4.h"
#include "hci/packets.h"
#include "virtual/peers/demo_device.h"

enum { LEGACY = 1 << 4, SCANNABLE = 1 << 1, CONNECTABLE = 1 << 0, WITH_TX_POWER = 1 << 6 };
enum { PHY_1M = 1, PHY_2M = 2, HANDLE = 0, OPERATION_WHOLE = 3, OWN_RANDOM = 1, ALL_CHANNELS = 7 };

/* Flags: LE General Discoverable, no BR/EDR. */
#define FLAGS 0x02, 0x01, 0x06

static const struct virtual_peer peers[] = {
    {
        .name = "thermometer",
        .summary = "BTHome v2 service data: 21.50 degrees, 45.20 % humidity, battery 87 %",
        .address = { 0x01, 0x00, 0x5e, 0xe5, 0x0d, 0xc0 },
        .properties = LEGACY,
        .interval = 1600, /* 1 s */
        .x_cm = 300,
        .size = 3 + 13 + 8,
        .data = { FLAGS, 0x0c, 0x16, 0xd2, 0xfc, 0x40, 0x01, 0x57, 0x02, 0x66, 0x08,
                  0x03,  0xa8, 0x11, 0x07, 0x09, 'A',  'T',  'C',  '-',  '0',  '1' },
    },
    {
        .name = "ibeacon",
        .summary = "iBeacon, major 1, minor 2, -59 dBm at one metre",
        .address = { 0x02, 0x00, 0x5e, 0xe5, 0x0d, 0xc0 },
        .properties = LEGACY,
        .interval = 160, /* 100 ms */
        .x_cm = 150,
        .y_cm = 200,
        .size = 3 + 27,
        .data = { FLAGS, 0x1a, 0xff, 0x4c, 0x00, 0x02, 0x15, 0x2f, 0x23, 0x44, 0x54, 0xcf, 0x6d, 0x4a,
                  0x0f,  0xad, 0xf2, 0xf4, 0x91, 0x1b, 0xa9, 0xff, 0xa6, 0x00, 0x01, 0x00, 0x02, 0xc5 },
    },
    {
        .name = "eddystone",
        .summary = "Eddystone-URL https://example.com/",
        .address = { 0x03, 0x00, 0x5e, 0xe5, 0x0d, 0xc0 },
        .properties = LEGACY,
        .interval = 800, /* 500 ms */
        .x_cm = 800,
        .y_cm = 100,
        .size = 3 + 4 + 15,
        .data = { FLAGS, 0x03, 0x03, 0xaa, 0xfe, 0x0e, 0x16, 0xaa, 0xfe, 0x10,
                  0xeb,  0x03, 'e',  'x',  'a',  'm',  'p',  'l',  'e',  0x00 },
    },
    {
        .name = "extended",
        .summary = "extended advertising on 2M: 89 octets, a long name and manufacturer data",
        .address = { 0x04, 0x00, 0x5e, 0xe5, 0x0d, 0xc0 },
        .properties = WITH_TX_POWER,
        .interval = 400, /* 250 ms */
        .secondary_phy = PHY_2M,
        .sid = 5,
        .x_cm = 500,
        .size = 3 + 46 + 40,
        .data = { FLAGS, 45,   0x09, 'E',  'x',  't',  'e',  'n',  'd',  'e',  'd',  ' ',  'a',  'd',  'v',
                  'e',   'r',  't',  'i',  's',  'e',  'r',  ' ',  'w',  'i',  't',  'h',  ' ',  'a',  ' ',
                  'n',   'a',  'm',  'e',  ' ',  'o',  'f',  ' ',  '4',  '4',  ' ',  'o',  'c',  't',  'e',
                  't',   's',  39,   0xff, 0xff, 0xff, 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08,
                  0x09,  0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17,
                  0x18,  0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23 },
    },
    {
        .name = "uart",
        .summary = "connectable: UART echo, battery, device information, a thermometer; its name in the scan response",
        .address = { 0x05, 0x00, 0x5e, 0xe5, 0x0d, 0xc0 },
        .properties = LEGACY | CONNECTABLE | SCANNABLE,
        .interval = 320, /* 200 ms */
        .x_cm = 200,
        .y_cm = -100,
        .size = 3 + 4 + 18,
        .data = { FLAGS, 0x03, 0x03, 0x0f, 0x18, 0x11, 0x07, 0x9e, 0xca, 0xdc, 0x24, 0x0e,
                  0xe5,  0xa9, 0xe0, 0x93, 0xf3, 0xa3, 0xb5, 0x01, 0x00, 0x40, 0x6e },
        .response_size = 11 + 3,
        .response = { 0x0a, 0x09, 'D', 'e', 'm', 'o', ' ', 'U', 'A', 'R', 'T', 0x02, 0x0a, 0x00 },
    },
    {
        .name = "counter",
        .summary = "manufacturer data that counts up once a second",
        .address = { 0x06, 0x00, 0x5e, 0xe5, 0x0d, 0xc0 },
        .properties = LEGACY,
        .interval = 320,
        .x_cm = 400,
        .y_cm = 400,
        .size = 3 + 5 + 9,
        .data = { FLAGS, 0x04, 0xff, 0xff, 0xff, 0x00, 0x08, 0x09, 'C', 'o', 'u', 'n', 't', 'e', 'r' },
        .period_us = 1000000,
        .counter_at = 7,
    },
    {
        .name = "far",
        .summary = "300 metres away: about -90 dBm",
        .address = { 0x07, 0x00, 0x5e, 0xe5, 0x0d, 0xc0 },
        .properties = LEGACY | SCANNABLE,
        .interval = 1600,
        .x_cm = 30000,
        .size = 3 + 9,
        .data = { FLAGS, 0x08, 0x09, 'F', 'a', 'r', ' ', 'o', 'u', 't' },
    },
};

const struct virtual_peer *blr_virtual_peer_at(size_t n)
{
    return n < sizeof(peers) / sizeof(peers[0]) ? &peers[n] : NULL;
}

static void command(struct virtual_controller *c, const struct hci_command *command, const void *parameters)
{
    uint8_t octets[260] = { H4_COMMAND, (uint8_t)command->opcode, (uint8_t)(command->opcode >> 8) };
    int size = blr_hci_encode(&command->parameters, parameters, octets + 4, sizeof(octets) - 4);
    octets[3] = (uint8_t)size;
    (void)blr_virtual_receive(c, octets, 4 + (size_t)size);
}

static void set_data(struct virtual_controller *c, const uint8_t *data, uint8_t size)
{
    const struct hci_le_set_extended_advertising_data_parameters p = {
        .advertising_handle = HANDLE,
        .operation = OPERATION_WHOLE,
        .fragment_preference = 1,
        .advertising_data = { data, size },
    };
    command(c, &blr_hci_le_set_extended_advertising_data, &p);
}

static void set_response(struct virtual_controller *c, const struct virtual_peer *peer)
{
    const struct hci_le_set_extended_scan_response_data_parameters p = {
        .advertising_handle = HANDLE,
        .operation = OPERATION_WHOLE,
        .fragment_preference = 1,
        .scan_response_data = { peer->response, peer->response_size },
    };
    command(c, &blr_hci_le_set_extended_scan_response_data, &p);
}

static void set_parameters(struct virtual_controller *c, const struct virtual_peer *peer)
{
    const struct hci_le_set_extended_advertising_parameters_parameters p = {
        .advertising_handle = HANDLE,
        .advertising_event_properties = peer->properties,
        .primary_advertising_interval_min = peer->interval,
        .primary_advertising_interval_max = peer->interval,
        .primary_advertising_channel_map = ALL_CHANNELS,
        .own_address_type = OWN_RANDOM,
        .advertising_tx_power = peer->tx_power_dbm,
        .primary_advertising_phy = PHY_1M,
        .secondary_advertising_phy = peer->secondary_phy,
        .advertising_sid = peer->sid,
    };
    command(c, &blr_hci_le_set_extended_advertising_parameters, &p);
}

static void set_address(struct virtual_controller *c, const struct virtual_peer *peer)
{
    struct hci_le_set_advertising_set_random_address_parameters p = { .advertising_handle = HANDLE };
    memcpy(p.random_address, peer->address, sizeof(p.random_address));
    command(c, &blr_hci_le_set_advertising_set_random_address, &p);
}

static void enable(struct virtual_controller *c)
{
    static const uint8_t set[4] = { HANDLE };
    const struct hci_le_set_extended_advertising_enable_parameters p = { 1, { set, sizeof(set), 1, 0 } };
    command(c, &blr_hci_le_set_extended_advertising_enable, &p);
}

/* Time for new data; how often that was follows from the time. */
static void change(struct virtual_air *air, void *user, const void *about)
{
    struct virtual_controller *c = user;
    const struct virtual_peer *peer = about;
    uint64_t now_us = blr_air_now(air);
    uint8_t data[PEER_DATA_MAX];
    memcpy(data, peer->data, peer->size);
    data[peer->counter_at] = (uint8_t)(data[peer->counter_at] + now_us / peer->period_us);
    set_data(c, data, peer->size);
    (void)blr_air_call_at(air, now_us + peer->period_us, change, c, peer);
}

static bool add(struct virtual_air *air, const struct virtual_peer *peer)
{
    if (peer->properties & CONNECTABLE)
        return blr_demo_device_add(air, peer);
    const struct virtual_options options = {
        .profile = blr_virtual_profile_find("5.4"),
        .x_cm = peer->x_cm,
        .y_cm = peer->y_cm,
        .silent = true,
    };
    struct virtual_controller *c = blr_virtual_new(air, &options);
    if (c == NULL)
        return false;
    set_parameters(c, peer);
    set_address(c, peer);
    set_data(c, peer->data, peer->size);
    if (peer->response_size > 0)
        set_response(c, peer);
    enable(c);
    return peer->period_us == 0 || blr_air_call_at(air, blr_air_now(air) + peer->period_us, change, c, peer);
}

bool blr_virtual_peers_add(struct virtual_air *air)
{
    for (size_t n = 0; n < sizeof(peers) / sizeof(peers[0]); n++)
        if (!add(air, &peers[n]))
            return false;
    return true;
}
