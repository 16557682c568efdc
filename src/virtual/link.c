/* SPDX-License-Identifier: MIT */
/* The life of a link (Vol 6 Part B 4.5): made, in contact or not, supervised, ended. */
#include <stdlib.h>
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

enum { EVENTS_TO_ESTABLISH = 6, ALL_CHANNELS_OF_LAST_OCTET = 0x1f, CLOCK_ACCURACY_50_PPM = 5 };

/* ------------------------------------------------------------------------------------------------ of a controller */

static void link_packets(struct link_layer *ll, unsigned count)
{
    ll->unused = NULL;
    for (unsigned i = count; i-- > 0;) {
        ll->packets[i].next = ll->unused;
        ll->unused = &ll->packets[i];
    }
}

bool blr_ll_init(struct virtual_controller *c)
{
    struct link_layer *ll = calloc(1, sizeof(*ll));
    if (ll == NULL)
        return false;
    c->ll = ll;
    ll->ends = calloc(c->profile->links, sizeof(struct link_end *));
    ll->packets = calloc(c->profile->acl_count, sizeof(*ll->packets));
    if (ll->packets != NULL)
        link_packets(ll, c->profile->acl_count);
    return ll->ends != NULL && ll->packets != NULL;
}

void blr_ll_free(struct virtual_controller *c)
{
    if (c->ll == NULL)
        return;
    for (unsigned i = 0; c->ll->ends != NULL && i < c->profile->links; i++)
        free(c->ll->ends[i]);
    free(c->ll->ends);
    free(c->ll->packets);
    free(c->ll);
    c->ll = NULL;
}

static void detach(struct link_end *end);

void blr_ll_reset(struct virtual_controller *c)
{
    struct link_layer *ll = c->ll;
    for (unsigned i = 0; i < c->profile->links; i++)
        if (blr_ll_at(c, i) != NULL)
            detach(ll->ends[i]);
    ll->initiator.enabled = false;
    ll->initiator.run++;
    ll->radio_until_us = 0;
    memset(ll->channel_map, 0xff, sizeof(ll->channel_map));
    ll->channel_map[CHANNEL_MAP_SIZE - 1] = ALL_CHANNELS_OF_LAST_OCTET;
    ll->suggested_octets = OCTETS_MIN;
    ll->suggested_time_us = OCTETS_TIME_MIN_US;
    ll->default_tx_phys = ll->default_rx_phys = blr_ll_phys(c);
    blr_ll_reset_data(c);
}

struct link_end *blr_ll_at(const struct virtual_controller *c, unsigned place)
{
    struct link_end *end = place < c->profile->links ? c->ll->ends[place] : NULL;
    return end != NULL && end->link != NULL ? end : NULL;
}

struct link_end *blr_ll_find(struct virtual_controller *c, uint16_t handle)
{
    return blr_ll_at(c, (unsigned)handle - c->profile->first_handle);
}

static unsigned find_free_place(const struct virtual_controller *c)
{
    unsigned place = 0;
    while (place < c->profile->links && blr_ll_at(c, place) != NULL)
        place++;
    return place;
}

bool blr_ll_has_room(const struct virtual_controller *c)
{
    return find_free_place(c) < c->profile->links;
}

/* @return NULL: all places are taken, or there is no memory */
static struct link_end *find_or_make(struct virtual_controller *c)
{
    unsigned place = find_free_place(c);
    if (place == c->profile->links)
        return NULL;
    struct link_end **end = &c->ll->ends[place];
    if (*end == NULL && (*end = calloc(1, sizeof(**end))) != NULL)
        (*end)->handle = (uint16_t)(c->profile->first_handle + place);
    return *end;
}

bool blr_ll_is_linked(const struct virtual_controller *c, const struct vaddress *own, const struct vaddress *peer)
{
    for (unsigned i = 0; i < c->profile->links; i++) {
        const struct link_end *end = blr_ll_at(c, i);
        if (end != NULL && blr_virtual_same_address(&end->own_address, own) &&
            blr_virtual_same_address(&end->peer_address, peer))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------ told to the host */

static void say_connection(struct virtual_controller *c,
                           const struct hci_le_enhanced_connection_complete_event *enhanced)
{
    bool lost = blr_virtual_faults_hit(&c->options.faults, FAULT_LOSE_CONNECTION, ++c->ll->connections) != NULL;
    c->counters.faults += lost;
    if (lost)
        return;
    if ((c->profile->groups & VIRTUAL_PRIVACY) &&
        blr_virtual_le_is_unmasked(c, blr_hci_le_enhanced_connection_complete_event.code)) {
        blr_virtual_le_event(c, &blr_hci_le_enhanced_connection_complete_event, enhanced);
        return;
    }
    struct hci_le_connection_complete_event plain = {
        .status = enhanced->status,
        .connection_handle = enhanced->connection_handle,
        .role = enhanced->role,
        .peer_address_type = enhanced->peer_address_type & 1, /* this event knows no identities */
        .connection_interval = enhanced->connection_interval,
        .peripheral_latency = enhanced->peripheral_latency,
        .supervision_timeout = enhanced->supervision_timeout,
        .central_clock_accuracy = enhanced->central_clock_accuracy,
    };
    memcpy(plain.peer_address, enhanced->peer_address, sizeof(plain.peer_address));
    blr_virtual_le_event(c, &blr_hci_le_connection_complete_event, &plain);
}

void blr_ll_say_failed(struct virtual_controller *c, uint8_t status, uint8_t role, const struct vaddress *peer)
{
    struct hci_le_enhanced_connection_complete_event event = { .status = status, .role = role };
    if (peer != NULL) {
        event.peer_address_type = peer->type;
        memcpy(event.peer_address, peer->octets, sizeof(event.peer_address));
    }
    say_connection(c, &event);
}

static void say_connected(const struct link_end *end, const struct link_party *party)
{
    struct virtual_controller *c = end->c;
    const struct link_timing *timing = &end->link->timing;
    struct hci_le_enhanced_connection_complete_event event = {
        .connection_handle = end->handle,
        .role = end->role,
        .peer_address_type = end->peer.type,
        .connection_interval = timing->interval,
        .peripheral_latency = timing->latency,
        .supervision_timeout = timing->timeout,
        .central_clock_accuracy = end->role == ROLE_PERIPHERAL ? CLOCK_ACCURACY_50_PPM : 0,
    };
    memcpy(event.peer_address, end->peer.octets, sizeof(event.peer_address));
    if (party->own_is_private)
        memcpy(event.local_resolvable_private_address, party->own.octets, sizeof(party->own.octets));
    if (end->peer.type >= ADDRESS_IDENTITY)
        memcpy(event.peer_resolvable_private_address, party->peer.octets, sizeof(party->peer.octets));
    say_connection(c, &event);
    if (!blr_virtual_has_feature(c, VIRTUAL_FEATURE_CHANNEL_SELECTION_2))
        return;
    const struct hci_le_channel_selection_algorithm_event algorithm = { end->handle, end->link->algorithm_2 };
    blr_virtual_le_event(c, &blr_hci_le_channel_selection_algorithm_event, &algorithm);
}

static void say_disconnected(const struct link_end *end, uint8_t reason)
{
    struct virtual_controller *c = end->c;
    const struct hci_disconnection_complete_event event = { HCI_SUCCESS, end->handle, reason };
    bool lost = blr_virtual_faults_hit(&c->options.faults, FAULT_LOSE_DISCONNECTION, ++c->ll->disconnections) != NULL;
    c->counters.faults += lost;
    if (!lost)
        blr_virtual_event(c, &blr_hci_disconnection_complete_event, &event);
}

/* ------------------------------------------------------------------------------------------------ time */

uint64_t blr_ll_event_us(const struct link *link, uint64_t event)
{
    return link->base_us + (event - link->base_event) * link->timing.interval * CONNECTION_UNIT_US;
}

uint64_t blr_ll_event_at(const struct link *link, uint64_t at_us)
{
    if (at_us < link->base_us)
        return link->base_event;
    return link->base_event + (at_us - link->base_us) / ((uint64_t)link->timing.interval * CONNECTION_UNIT_US);
}

struct link_end *blr_ll_peer(const struct link_end *end)
{
    return end->link->ends[end->role == ROLE_CENTRAL ? ROLE_PERIPHERAL : ROLE_CENTRAL];
}

/* In the events that are not played the ends exchange empty PDUs, as often as the peripheral listens. */
void blr_ll_catch_up(struct link *link)
{
    uint64_t now_us = blr_air_now(link->air);
    if (link->failing || !link->established || now_us < link->base_us || !link->contact)
        return;
    uint64_t event = blr_ll_event_at(link, now_us);
    if (link->playing && event + 2 > link->event) /* the one that is being played speaks for itself */
        event = link->event >= 2 ? link->event - 2 : 0;
    if (event <= link->listened)
        return;
    uint64_t step = link->timing.latency + 1u;
    link->listened += (event - link->listened) / step * step;
    uint64_t heard_us = blr_ll_event_us(link, link->listened);
    for (unsigned role = 0; role < ROLES; role++)
        if (link->ends[role] != NULL && heard_us > link->ends[role]->heard_us)
            link->ends[role]->heard_us = heard_us;
}

/* ------------------------------------------------------------------------------------------------ supervision */

static void supervision_is_due(struct virtual_controller *c, void *what, uint32_t run);

/* When is the peer given up (4.5.2)? */
static uint64_t supervision_deadline_us(const struct link_end *end)
{
    const struct link *link = end->link;
    if (!link->established)
        return link->first_us + (uint64_t)EVENTS_TO_ESTABLISH * link->timing.interval * CONNECTION_UNIT_US;
    return end->heard_us + (uint64_t)link->timing.timeout * TIMEOUT_UNIT_US;
}

void blr_ll_supervise(struct link_end *end)
{
    if (end->supervised)
        return;
    end->supervised = true;
    end->supervision_run++;
    blr_air_schedule(end->c, supervision_deadline_us(end), supervision_is_due, end, end->supervision_run);
}

static void supervision_is_due(struct virtual_controller *c, void *what, uint32_t run)
{
    struct link_end *end = what;
    if (run != end->supervision_run)
        return;
    struct link *link = end->link;
    end->supervised = false;
    if (link->established && !link->failing && link->contact)
        return;
    if (supervision_deadline_us(end) > blr_air_now(c->air))
        blr_ll_supervise(end);
    else
        blr_ll_finish(end, link->established ? HCI_CONNECTION_TIMEOUT : HCI_FAILED_TO_BE_ESTABLISHED);
}

/* ------------------------------------------------------------------------------------------------ contact */

static bool reaches(const struct link_end *from, const struct link_end *to, uint8_t phy)
{
    int dbm = blr_air_path_dbm(to->c, from->c, from->c->profile->tx_power_max_dbm);
    return dbm >= blr_virtual_sensitivity_dbm(phy);
}

static bool has_contact(const struct link *link)
{
    const struct link_end *central = link->ends[ROLE_CENTRAL], *peripheral = link->ends[ROLE_PERIPHERAL];
    return central != NULL && peripheral != NULL && !link->parted && !central->silent && !peripheral->silent &&
           reaches(central, peripheral, link->phys[ROLE_CENTRAL]) &&
           reaches(peripheral, central, link->phys[ROLE_PERIPHERAL]);
}

void blr_ll_check_contact(struct link *link)
{
    bool contact = has_contact(link);
    if (contact == link->contact)
        return;
    blr_ll_catch_up(link);
    link->contact = contact;
    link->failing = true; /* until they have heard each other, if they do */
    for (unsigned role = 0; role < ROLES; role++)
        if (link->ends[role] != NULL)
            blr_ll_supervise(link->ends[role]);
    if (contact)
        blr_ll_wake(link);
}

void blr_ll_moved(struct virtual_controller *c)
{
    for (unsigned i = 0; i < c->profile->links; i++)
        if (blr_ll_at(c, i) != NULL)
            blr_ll_check_contact(blr_ll_at(c, i)->link);
}

static void fall_silent(struct virtual_controller *c, void *what, uint32_t run)
{
    struct link_end *end = what;
    if (run != end->silence_run)
        return;
    c->counters.faults++;
    end->silent = true;
    blr_ll_check_contact(end->link);
}

/* ------------------------------------------------------------------------------------------------ beginning */

static struct link_end *attach(struct link *link, uint8_t role, const struct link_party *party)
{
    struct link_end *end = party->c != NULL ? find_or_make(party->c) : NULL;
    if (end == NULL)
        return NULL;
    const struct link_end fresh = {
        .c = party->c,
        .link = link,
        .handle = end->handle,
        .role = role,
        .peer_address = party->peer,
        .own_address = party->own,
        .peer = party->peer_known,
        .event_run = end->event_run,
        .supervision_run = end->supervision_run,
        .procedure_run = end->procedure_run,
        .silence_run = end->silence_run,
        .heard_us = blr_air_now(link->air),
        .tx_phys = party->c->ll->default_tx_phys,
        .rx_phys = party->c->ll->default_rx_phys,
    };
    *end = fresh;
    link->ends[role] = end;
    blr_ll_begin_lengths(end);
    const struct virtual_fault *silence =
        blr_virtual_faults_hit(&party->c->options.faults, FAULT_SILENCE_LINK, ++party->c->ll->links);
    if (silence != NULL)
        blr_air_schedule(party->c, blr_air_now(link->air) + silence->time_us, fall_silent, end, end->silence_run);
    return end;
}

static void say_set_ended(const struct link_end *end, const struct advertising_set *set)
{
    const struct hci_le_advertising_set_terminated_event event = {
        .advertising_handle = set->handle,
        .connection_handle = end->handle,
        .num_completed_extended_advertising_events = set->events,
    };
    if (!set->legacy_commands)
        blr_virtual_le_event(end->c, &blr_hci_le_advertising_set_terminated_event, &event);
}

void blr_ll_link(const struct link_party *central, const struct link_party *peripheral,
                 const struct link_request *request, uint8_t phy, uint64_t first_us, const struct advertising_set *set)
{
    struct link *link = calloc(1, sizeof(*link));
    if (link == NULL)
        return; /* as a request that nobody heard */
    link->air = central->c->air;
    link->timing = (struct link_timing){ request->interval_max, request->latency, request->timeout };
    link->phys[ROLE_CENTRAL] = link->phys[ROLE_PERIPHERAL] = phy;
    link->base_us = link->first_us = first_us;
    link->scheduled = EVENT_NONE;
    memcpy(link->channel_map, central->c->ll->channel_map, sizeof(link->channel_map));
    link->algorithm_2 =
        blr_virtual_has_feature(central->c, VIRTUAL_FEATURE_CHANNEL_SELECTION_2) &&
        (peripheral->c == NULL || blr_virtual_has_feature(peripheral->c, VIRTUAL_FEATURE_CHANNEL_SELECTION_2));
    struct link_end *first = attach(link, ROLE_CENTRAL, central);
    struct link_end *second = attach(link, ROLE_PERIPHERAL, peripheral);
    if (first == NULL) { /* cannot be: an initiator has room */
        free(link);
        return;
    }
    say_connected(first, central);
    blr_ll_supervise(first);
    if (second != NULL) {
        say_connected(second, peripheral);
        say_set_ended(second, set);
        blr_ll_supervise(second);
    }
    link->contact = has_contact(link);
    blr_ll_wake(link);
}

/* ------------------------------------------------------------------------------------------------ end */

static void detach(struct link_end *end)
{
    struct link *link = end->link;
    blr_ll_catch_up(link);
    blr_ll_drop_data(end);
    end->event_run++;
    end->supervision_run++;
    end->procedure_run++;
    end->silence_run++;
    end->link = NULL;
    link->ends[end->role] = NULL;
    if (link->ends[ROLE_CENTRAL] == NULL && link->ends[ROLE_PERIPHERAL] == NULL)
        free(link);
    else
        blr_ll_check_contact(link);
}

void blr_ll_finish(struct link_end *end, uint8_t reason)
{
    say_disconnected(end, reason);
    detach(end);
}
