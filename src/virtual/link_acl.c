/* SPDX-License-Identifier: MIT */
/* Data of the hosts (Vol 4 Part E 4.1.1, 4.2, 5.4.2; Vol 6 Part B 2.4.1): packets wait in the controller's buffers, go
 * out as PDUs of what the link allows, and are given to the other host as they come. */
#include <string.h>

#include "hci/h4.h"
#include "hci/packets.h"
#include "virtual/link_layer.h"

enum {
    ACL_HEADER = 4,
    HANDLE_MASK = 0x0fff,
    BOUNDARY_SHIFT = 12,
    BOUNDARY_MASK = 3,
    BEGINS_FROM_HOST = 0,
    CONTINUES = 1,
    BEGINS_TO_HOST = 2,
    LINK_TYPE_ACL = 1
};

/* ------------------------------------------------------------------------------------------------ from the host */

static void say_completed(struct link_end *end)
{
    struct virtual_controller *c = end->c;
    const struct hci_completed_packets_element element = { end->handle, 1 };
    uint8_t octets[4];
    bool lost = blr_virtual_faults_hit(&c->options.faults, FAULT_LOSE_CREDITS, ++c->ll->credits) != NULL;
    c->counters.faults += lost;
    if (lost)
        return;
    int size = blr_hci_encode(&blr_hci_element_completed_packets, &element, octets, sizeof(octets));
    const struct hci_number_of_completed_packets_event event = { { octets, (uint16_t)size, 1, 0 } };
    blr_virtual_event(c, &blr_hci_number_of_completed_packets_event, &event);
}

static void overflow(struct virtual_controller *c)
{
    const struct hci_data_buffer_overflow_event event = { LINK_TYPE_ACL };
    c->counters.data_overflows++;
    blr_virtual_overflow_event(c, &blr_hci_data_buffer_overflow_event, &event);
}

static void put_back(struct virtual_controller *c, struct acl_packet *packet)
{
    packet->next = c->ll->unused;
    c->ll->unused = packet;
}

static void queue(struct link_end *end, uint8_t boundary, const uint8_t *octets, uint16_t size)
{
    struct link_layer *ll = end->c->ll;
    struct acl_packet *packet = ll->unused;
    ll->unused = packet->next;
    packet->next = NULL;
    packet->size = size;
    packet->sent = 0;
    packet->begins = boundary == BEGINS_FROM_HOST;
    memcpy(packet->octets, octets, size);
    if (end->first == NULL)
        end->first = packet;
    else
        end->last->next = packet;
    end->last = packet;
    blr_ll_wake(end->link);
}

void blr_ll_send_acl(struct virtual_controller *c, const uint8_t *packet, size_t size)
{
    uint16_t header = (uint16_t)(packet[0] | packet[1] << 8);
    uint8_t boundary = header >> BOUNDARY_SHIFT & BOUNDARY_MASK;
    struct link_end *end = blr_ll_find(c, header & HANDLE_MASK);
    uint16_t length = (uint16_t)(size - ACL_HEADER);
    if (end == NULL || boundary > CONTINUES || header >> (BOUNDARY_SHIFT + 2) != 0) {
        c->counters.data_ignored++;
    } else if (length > c->profile->acl_length || c->ll->unused == NULL) {
        overflow(c);
    } else {
        c->counters.data_received++;
        if (length > 0)
            queue(end, boundary, packet + ACL_HEADER, length);
        else
            say_completed(end); /* there is nothing to send */
    }
}

/* ------------------------------------------------------------------------------------------------ on the air */

/* What fits into the time that is agreed on, on this PHY. */
static uint16_t octets_in(uint16_t time_us, uint8_t phy)
{
    uint16_t octets = OCTETS_MAX;
    while (octets > OCTETS_MIN && blr_air_time_us(phy, octets) > time_us)
        octets--;
    return octets;
}

uint8_t blr_ll_next_size(const struct link_end *end)
{
    uint16_t most = octets_in(end->length.tx_time_us, end->link->phys[end->role]);
    uint16_t rest = (uint16_t)(end->first->size - end->first->sent);
    if (most > end->length.tx_octets)
        most = end->length.tx_octets;
    return (uint8_t)(rest < most ? rest : most);
}

void blr_ll_data_acknowledged(struct link_end *end)
{
    struct acl_packet *packet = end->first;
    packet->sent = (uint16_t)(packet->sent + end->flying_size);
    if (packet->sent < packet->size)
        return;
    end->first = packet->next;
    put_back(end->c, packet);
    say_completed(end);
}

/* ------------------------------------------------------------------------------------------------ to the host */

static bool host_has_room(const struct virtual_controller *c)
{
    return blr_virtual_has_room_for_link(c) && (!c->ll->host_flow || c->ll->host_used < c->ll->host_packets);
}

void blr_ll_give_received(struct link_end *end)
{
    struct virtual_controller *c = end->c;
    uint16_t most = c->ll->host_flow && c->ll->host_length < OCTETS_MAX ? c->ll->host_length : OCTETS_MAX;
    while (end->received_given < end->received_size && host_has_room(c)) {
        uint16_t rest = (uint16_t)(end->received_size - end->received_given);
        uint16_t part = rest < most ? rest : most;
        bool begins = end->received_begins && end->received_given == 0;
        unsigned boundary = begins ? BEGINS_TO_HOST : CONTINUES;
        unsigned header = end->handle | boundary << BOUNDARY_SHIFT;
        uint8_t packet[1 + ACL_HEADER + OCTETS_MAX] = { H4_ACL, (uint8_t)header, (uint8_t)(header >> 8),
                                                        (uint8_t)part };
        memcpy(packet + 1 + ACL_HEADER, end->received + end->received_given, part);
        end->received_given = (uint16_t)(end->received_given + part);
        if (c->ll->host_flow) {
            c->ll->host_used++;
            end->host_holds++;
        }
        c->counters.data_given++;
        blr_virtual_data(c, packet, 1 + ACL_HEADER + (size_t)part);
    }
}

bool blr_ll_take_data(struct link_end *end, bool begins, const uint8_t *octets, uint8_t size)
{
    blr_ll_give_received(end);
    if (end->received_given < end->received_size || !host_has_room(end->c))
        return false;
    memcpy(end->received, octets, size);
    end->received_size = size;
    end->received_given = 0;
    end->received_begins = begins;
    blr_ll_give_received(end);
    return true;
}

/* ------------------------------------------------------------------------------------------------ end */

void blr_ll_drop_data(struct link_end *end)
{
    struct link_layer *ll = end->c->ll;
    while (end->first != NULL) {
        struct acl_packet *packet = end->first;
        end->first = packet->next;
        put_back(end->c, packet);
    }
    ll->host_used = (uint16_t)(ll->host_used - end->host_holds);
    end->host_holds = 0;
    end->received_size = end->received_given = 0;
}

void blr_ll_reset_data(struct virtual_controller *c)
{
    struct link_layer *ll = c->ll;
    ll->host_flow = false;
    ll->host_length = OCTETS_MAX;
    ll->host_packets = 1;
    ll->host_used = 0;
}
