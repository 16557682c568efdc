/* SPDX-License-Identifier: MIT */
/* Two virtual controllers among the demo peers do whatever the input says: commands of the tables with any parameters,
 * raw octets, links between the two, data over them, time, reading or not. What they send is whole events of possible
 * lengths whose parameters decode, and they keep within their queue. */
#include <stdlib.h>
#include <string.h>

#include "hci/directory.h"
#include "hci/packets.h"
#include "virtual/peers/peers.h"
#include "virtual/virtual.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CONTROLLERS = 2, STEPS_MAX = 400, OUTPUT_MAX = 16384 };

struct input {
    const uint8_t *data;
    size_t size;
};

static void expect(bool condition)
{
    if (!condition)
        abort();
}

static uint8_t next(struct input *input)
{
    if (input->size == 0)
        return 0;
    input->size--;
    return *input->data++;
}

static const uint8_t *next_octets(struct input *input, size_t *size)
{
    const uint8_t *data = input->data;
    if (*size > input->size)
        *size = input->size;
    input->data += *size;
    input->size -= *size;
    return data;
}

static void check_event(const uint8_t *event, size_t size)
{
    uint64_t parameters[64];
    const struct hci_event_entry *entry;
    expect(event[0] == 0x04);
    expect(blr_hci_event_length_possible(event[1], event[2]));
    if (event[1] == HCI_EV_LE_META)
        entry = blr_hci_event_entry(HCI_FAMILY_LE, event[3]);
    else
        entry = blr_hci_event_entry(HCI_FAMILY_EVENT, event[1]);
    size_t head = event[1] == HCI_EV_LE_META ? 4 : 3;
    expect(entry != NULL);
    expect(blr_hci_decode(&entry->event->parameters, event + head, size - head, parameters) == (int)(size - head));
}

/* ACL data: of a handle, a boundary and a length that a controller gives. @return octets of the packet */
static size_t check_data(const uint8_t *packet, size_t size)
{
    expect(size >= 5);
    size_t length = packet[3] + packet[4] * 256u;
    unsigned boundary = packet[2] >> 4;
    expect(length >= 1 && length <= 251 && size >= 5 + length);
    expect(boundary == 1 || boundary == 2);
    return 5 + length;
}

static void drain(struct virtual_controller *controller)
{
    static const size_t most = OUTPUT_MAX;
    uint8_t *octets = malloc(most);
    expect(octets != NULL && blr_virtual_pending(controller) <= most);
    size_t size = blr_virtual_transmit(controller, octets, most), at = 0;
    while (at < size) {
        if (octets[at] == 0x02) {
            at += check_data(octets + at, size - at);
            continue;
        }
        expect(size - at >= 3 && size - at >= 3u + octets[at + 2]);
        check_event(octets + at, 3u + octets[at + 2]);
        at += 3u + octets[at + 2];
    }
    free(octets);
}

/* A command of the tables, with the length that it has to have in most cases. */
static void give_command(struct virtual_controller *controller, struct input *input)
{
    const struct hci_command_entry *entry = blr_hci_command_at(next(input) | (unsigned)(next(input) & 1) << 8);
    uint8_t octets[4 + 255];
    if (entry == NULL)
        return;
    const struct hci_layout *layout = &entry->command->parameters;
    size_t size = layout->fixed ? layout->minimum : next(input);
    const uint8_t *parameters = next_octets(input, &size);
    octets[0] = 0x01;
    octets[1] = (uint8_t)entry->command->opcode;
    octets[2] = (uint8_t)(entry->command->opcode >> 8);
    octets[3] = (uint8_t)size;
    memcpy(octets + 4, parameters, size);
    if (layout->count > 0 && layout->fields[0].kind == HCI_HANDLE && size >= 2) /* mostly one that may be there */
        octets[5] &= 0x01;
    (void)blr_virtual_receive(controller, octets, 4 + size);
}

static void command(struct virtual_controller *controller, const struct hci_command *command, const void *parameters)
{
    uint8_t octets[4 + 255] = { 0x01, (uint8_t)command->opcode, (uint8_t)(command->opcode >> 8) };
    int size = blr_hci_encode(&command->parameters, parameters, octets + 4, 255);
    expect(size >= 0);
    octets[3] = (uint8_t)size;
    (void)blr_virtual_receive(controller, octets, 4 + (size_t)size);
}

/* One advertises, the other one connects, with random addresses. */
static void connect_them(struct virtual_controller *central, struct virtual_controller *peripheral, struct input *input)
{
    static const struct hci_le_set_random_address_parameters addresses[2] = { { { 1, 2, 3, 4, 5, 0xc1 } },
                                                                              { { 1, 2, 3, 4, 5, 0xc2 } } };
    const struct hci_le_set_advertising_parameters_parameters advertising = { .advertising_interval_min = 32,
                                                                              .advertising_interval_max = 32,
                                                                              .own_address_type = 1,
                                                                              .advertising_channel_map = 7 };
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    struct hci_le_create_connection_parameters p = { .le_scan_interval = 16,
                                                     .le_scan_window = 16,
                                                     .peer_address_type = 1,
                                                     .own_address_type = 1,
                                                     .connection_interval_min = 6,
                                                     .connection_interval_max = 6u + next(input),
                                                     .max_latency = next(input) & 3,
                                                     .supervision_timeout = 400 };
    memcpy(p.peer_address, addresses[1].random_address, 6);
    command(central, &blr_hci_le_set_random_address, &addresses[0]);
    command(peripheral, &blr_hci_le_set_random_address, &addresses[1]);
    command(peripheral, &blr_hci_le_set_advertising_parameters, &advertising);
    command(peripheral, &blr_hci_le_set_advertising_enable, &on);
    command(central, &blr_hci_le_create_connection, &p);
}

static void give_data(struct virtual_controller *controller, struct input *input)
{
    uint8_t packet[5 + 255] = { 0x02, next(input), next(input) & 0x1f };
    size_t size = next(input);
    const uint8_t *data = next_octets(input, &size);
    packet[3] = (uint8_t)size;
    memcpy(packet + 5, data, size);
    (void)blr_virtual_receive(controller, packet, 5 + size);
}

static void begin(struct virtual_controller *controllers[CONTROLLERS], struct virtual_air *air, struct input *input)
{
    static const uint8_t unmask[] = { 0x01, 0x01, 0x0c, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                      0x01, 0x01, 0x20, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
    for (size_t i = 0; i < CONTROLLERS; i++) {
        const struct virtual_profile *profile = blr_virtual_profile_at(next(input) % 6);
        const struct virtual_options options = { .profile = profile, .x_cm = 100 * (int)i };
        controllers[i] = blr_virtual_new(air, &options);
        expect(controllers[i] != NULL);
        (void)blr_virtual_receive(controllers[i], unmask, sizeof(unmask));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { data, size };
    struct virtual_controller *controllers[CONTROLLERS];
    struct virtual_air *air = blr_air_new(1);
    expect(air != NULL);
    begin(controllers, air, &input);
    expect(blr_virtual_peers_add(air));
    for (unsigned i = 0; i < STEPS_MAX && input.size > 0; i++) {
        uint8_t step = next(&input);
        struct virtual_controller *controller = controllers[step >> 7];
        switch (step & 7) {
        case 0: {
            size_t octets = next(&input);
            const uint8_t *raw = next_octets(&input, &octets);
            (void)blr_virtual_receive(controller, raw, octets);
            break;
        }
        case 1: blr_air_advance(air, blr_air_now(air) + 1000u * next(&input)); break;
        case 2: drain(controller); break;
        case 3: give_data(controller, &input); break;
        case 4: connect_them(controller, controllers[1 - (step >> 7)], &input); break;
        default: give_command(controller, &input); break;
        }
    }
    blr_air_advance(air, blr_air_now(air) + 200000);
    for (size_t i = 0; i < CONTROLLERS; i++)
        drain(controllers[i]);
    blr_air_free(air);
    return 0;
}
