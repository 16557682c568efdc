/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

/* ------------------------------------------------------------------------------------------------ state */

/* Default masks: Vol 4 Part E 7.3.1 and 7.8.1. LE Meta is not in the first. */
static const uint64_t event_mask_default = UINT64_C(0x1fffffffffff);
static const uint64_t le_event_mask_default = 0x1f;

enum { RPA_TIMEOUT_S = 900 };

void blr_virtual_controller_reset(struct virtual_controller *c)
{
    blr_ll_reset(c);
    blr_virtual_stop_scanning(c);
    blr_virtual_stop_advertising(c, &c->legacy);
    for (unsigned i = 0; i < c->profile->sets; i++) {
        blr_virtual_stop_advertising(c, &c->sets[i]);
        c->sets[i].used = false;
    }
    c->event_mask = event_mask_default;
    c->event_mask_page_2 = 0;
    c->le_event_mask = le_event_mask_default;
    c->commands_used = COMMANDS_ANY;
    c->has_random_address = false;
    c->accept_count = 0;
    c->resolving_count = 0;
    c->resolution = false;
    c->rpa_timeout_s = RPA_TIMEOUT_S;
    c->rpa_run++;
    c->scanner.has_parameters = false;
    c->busy_until_us = c->event_until_us = 0;
    const struct advertising_set legacy = {
        .used = true,
        .legacy_commands = true,
        .properties = PROPERTY_LEGACY | PROPERTY_CONNECTABLE | PROPERTY_SCANNABLE,
        .interval_us = 1280000,
        .channel_map = 7,
        .primary_phy = PHY_1M,
        .tx_power_dbm = c->profile->tx_power_max_dbm,
        .run = c->legacy.run,
    };
    c->legacy = legacy;
}

bool blr_virtual_has_feature(const struct virtual_controller *c, unsigned feature)
{
    return c->profile->features >> feature & 1;
}

bool blr_virtual_has_public_address(const struct virtual_controller *c)
{
    static const uint8_t none[6];
    return memcmp(c->public_address, none, sizeof(none)) != 0;
}

bool blr_virtual_own_address_is_usable(const struct virtual_controller *c, uint8_t type,
                                       const struct advertising_set *set)
{
    if ((type & 1) == ADDRESS_PUBLIC)
        return blr_virtual_has_public_address(c);
    return set != NULL && !set->legacy_commands ? set->has_random_address : c->has_random_address;
}

struct vaddress blr_virtual_own_address(struct virtual_controller *c, uint8_t type, const struct vaddress *peer,
                                        const struct advertising_set *set)
{
    struct vaddress own = { .type = type & 1 };
    bool of_set = set != NULL && !set->legacy_commands;
    memcpy(own.octets,
           own.type == ADDRESS_PUBLIC ? c->public_address
           : of_set                   ? set->random_address
                                      : c->random_address,
           sizeof(own.octets));
    if (type < ADDRESS_IDENTITY || !c->resolution)
        return own;
    static const uint8_t no_irk[16];
    const struct resolving_entry *entry = blr_virtual_resolving_find(c, peer);
    if (entry != NULL && memcmp(entry->local_irk, no_irk, sizeof(no_irk)) != 0) {
        own.type = ADDRESS_RANDOM;
        memcpy(own.octets, entry->local_rpa, sizeof(own.octets));
    }
    return own;
}

bool blr_virtual_same_address(const struct vaddress *a, const struct vaddress *b)
{
    return a->type == b->type && memcmp(a->octets, b->octets, sizeof(a->octets)) == 0;
}

bool blr_virtual_accepts(const struct virtual_controller *c, const struct vaddress *address)
{
    for (unsigned i = 0; i < c->accept_count; i++) {
        if (address->type == ADDRESS_ANONYMOUS && c->accept[i].type == ADDRESS_ANONYMOUS)
            return true;
        if (blr_virtual_same_address(&c->accept[i], address))
            return true;
    }
    return false;
}

bool blr_virtual_is_advertising(const struct virtual_controller *c)
{
    bool any = c->legacy.enabled;
    for (unsigned i = 0; i < c->profile->sets; i++)
        any = any || c->sets[i].enabled;
    return any;
}

/* ------------------------------------------------------------------------------------------------ power and faults */

void blr_virtual_say_no_operation(struct virtual_controller *c)
{
    const struct hci_command_complete_event event = { .num_hci_command_packets = c->profile->ncmd };
    blr_virtual_event(c, &blr_hci_command_complete_event, &event);
}

static void restart(struct virtual_controller *c)
{
    blr_virtual_controller_reset(c);
    blr_virtual_output_clear(c);
    blr_h4_init(&c->h4, c->h4_buffer, sizeof(c->h4_buffer));
    c->h4.from_host = true;
    c->hunt = HUNT_OFF;
}

/* As Zephyr reports an assertion: the file, zero, the line. */
static void crash(struct virtual_controller *c)
{
    static const uint8_t place[] = "virtual/ull.c\0\xd2\x04\0"; /* line 1234; its last octet is the string's zero */
    const struct hci_zephyr_fatal_error_event event = { .type = 2, .error_data = { place, sizeof(place) } };
    blr_virtual_vendor_event(c, &blr_hci_zephyr_fatal_error_event, &event);
    blr_virtual_controller_reset(c);
    c->crashed = true;
}

static void carry_out(struct virtual_controller *c, void *what, uint32_t run)
{
    const struct virtual_fault *fault = what;
    if (run != c->power || c->crashed)
        return;
    c->counters.faults++;
    switch (fault->kind) {
    case FAULT_RESET_AT:
    case FAULT_RESET_COMMAND:
        restart(c);
        blr_virtual_say_no_operation(c);
        break;
    case FAULT_VANISH_AT:
    case FAULT_VANISH_COMMAND:
        restart(c);
        c->gone = true;
        break;
    case FAULT_CRASH_AT:
    case FAULT_CRASH_COMMAND: crash(c); break;
    default: {
        const struct hci_hardware_error_event event = { .hardware_code = 0x42 };
        blr_virtual_event(c, &blr_hci_hardware_error_event, &event);
        break;
    }
    }
}

bool blr_virtual_command_fault(struct virtual_controller *c, uint64_t n)
{
    bool swallowed = false;
    for (unsigned i = 0; i < c->options.faults.count; i++) {
        struct virtual_fault *fault = &c->options.faults.list[i];
        if (fault->kind < FAULT_RESET_COMMAND || fault->kind > FAULT_HARDWARE_ERROR_COMMAND ||
            !blr_virtual_fault_hits(fault, n))
            continue;
        blr_air_schedule(c, blr_air_now(c->air), carry_out, fault, c->power);
        swallowed = swallowed || fault->kind != FAULT_HARDWARE_ERROR_COMMAND;
    }
    return swallowed;
}

void blr_virtual_power_cycle(struct virtual_controller *c)
{
    c->power++;
    c->gone = c->crashed = false;
    restart(c);
    for (unsigned i = 0; i < c->options.faults.count; i++) {
        struct virtual_fault *fault = &c->options.faults.list[i];
        if (fault->kind >= FAULT_RESET_AT)
            blr_air_schedule(c, blr_air_now(c->air) + fault->time_us, carry_out, fault, c->power);
    }
}

bool blr_virtual_gone(const struct virtual_controller *c)
{
    return c->gone;
}

bool blr_virtual_is_active(const struct virtual_controller *c)
{
    bool waits = c->scanner.enabled || c->ll->initiator.enabled || blr_virtual_is_advertising(c);
    for (unsigned i = 0; i < c->profile->links; i++)
        waits = waits || blr_ll_at(c, i) != NULL;
    for (unsigned i = 0; i < c->options.faults.count; i++)
        waits = waits || c->options.faults.list[i].kind >= FAULT_RESET_AT;
    for (unsigned i = 0; i < HELD_MAX; i++)
        waits = waits || c->held[i] != NULL;
    return waits;
}

void blr_virtual_place(struct virtual_controller *c, int32_t x_cm, int32_t y_cm)
{
    c->options.x_cm = x_cm;
    c->options.y_cm = y_cm;
    blr_ll_moved(c);
}

const struct virtual_counters *blr_virtual_counters(const struct virtual_controller *c)
{
    return &c->counters;
}

const uint8_t *blr_virtual_public_address(const struct virtual_controller *c)
{
    return c->public_address;
}

const uint8_t *blr_virtual_static_address(const struct virtual_controller *c)
{
    return c->factory.address;
}

/* ------------------------------------------------------------------------------------------------ from the host */

/* Out of step: everything is dropped until the octets of a Reset have come (Vol 4 Part A 4). */
static size_t hunt(struct virtual_controller *c, const uint8_t *data, size_t size)
{
    static const uint8_t reset[] = { H4_COMMAND, 0x03, 0x0c, 0x00 };
    for (size_t at = 0; at < size; at++) {
        if (data[at] != reset[c->hunt])
            c->hunt = 0;
        if (data[at] == reset[c->hunt])
            c->hunt++;
        c->counters.noise_bytes++;
        if (c->hunt == sizeof(reset)) {
            c->counters.noise_bytes -= sizeof(reset);
            c->hunt = HUNT_OFF;
            blr_virtual_dispatch(c, reset + 1, sizeof(reset) - 1);
            return at + 1;
        }
    }
    return size;
}

/* An octet that begins no packet. */
static size_t noise(struct virtual_controller *c)
{
    blr_h4_init(&c->h4, c->h4_buffer, sizeof(c->h4_buffer));
    c->h4.from_host = true;
    if (c->profile->quirks & VIRTUAL_SKIPS_NOISE) {
        c->counters.noise_bytes++;
        return 1;
    }
    const struct hci_hardware_error_event event = { .hardware_code = 0 };
    blr_virtual_event(c, &blr_hci_hardware_error_event, &event);
    c->hunt = 0;
    return 0;
}

size_t blr_virtual_receive(struct virtual_controller *c, const uint8_t *data, size_t size)
{
    size_t at = 0;
    if (c->gone || c->crashed)
        return size;
    while (at < size && blr_virtual_output_has_room(c)) {
        struct h4_packet packet;
        if (c->hunt != HUNT_OFF) {
            at += hunt(c, data + at, size - at);
            continue;
        }
        at += blr_h4_take(&c->h4, blr_air_now(c->air), data + at, size - at, &packet);
        if (c->h4.state == H4_DESYNC)
            at += noise(c);
        else if (packet.size > 0 && packet.data[0] == H4_COMMAND)
            blr_virtual_dispatch(c, packet.data + 1, packet.size - 1);
        else if (packet.size > 0 && packet.data[0] == H4_ACL)
            blr_ll_send_acl(c, packet.data + 1, packet.size - 1);
        else if (packet.size > 0)
            c->counters.data_ignored++;
    }
    return at;
}
