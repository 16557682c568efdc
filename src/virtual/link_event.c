/* SPDX-License-Identifier: MIT */
/* Connection events (Vol 6 Part B 4.5.1, 4.5.9): the central begins at the anchor, both answer in turns as long as one
 * has more to say. A PDU is acknowledged by the next one of the other side. */
#include <string.h>

#include "virtual/link_layer.h"

enum { INTER_FRAME_US = 150 };

static void begin_exchange(struct virtual_controller *c, void *what, uint32_t run);

/* ------------------------------------------------------------------------------------------------ which event */

/* Is there something that the peer does not have yet? */
static bool has_undelivered(const struct link_end *end)
{
    bool arrived = end->flying != FLYING_NOTHING && end->flying_arrived;
    unsigned controls = end->control_count - (arrived && end->flying == FLYING_CONTROL ? 1u : 0u);
    if (controls > 0 || blr_ll_can_begin(end))
        return true;
    if (end->first == NULL || end->terminating)
        return end->flying == FLYING_DATA && !arrived;
    bool last = end->first->next == NULL && end->first->sent + end->flying_size == end->first->size;
    return !(arrived && end->flying == FLYING_DATA && last);
}

static bool has_content(const struct link_end *end)
{
    return end->flying != FLYING_NOTHING || has_undelivered(end);
}

static bool is_lossy(const struct link *link)
{
    for (unsigned role = 0; role < ROLES; role++)
        if (blr_virtual_faults_find(&link->ends[role]->c->options.faults, FAULT_LOSE_PDUS) != NULL)
            return true;
    return false;
}

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* The next event that the peripheral listens to without having a reason of its own. */
static uint64_t next_listened(const struct link *link, uint64_t from)
{
    uint64_t step = link->timing.latency + 1u;
    if (from <= link->listened)
        return from;
    return link->listened + (from - link->listened + step - 1) / step * step;
}

static uint64_t next_event(const struct link *link)
{
    const struct link_end *central = link->ends[ROLE_CENTRAL], *peripheral = link->ends[ROLE_PERIPHERAL];
    uint64_t now_us = blr_air_now(link->air), next = EVENT_NONE;
    if (!link->contact)
        return EVENT_NONE;
    uint64_t soonest = blr_ll_event_at(link, now_us);
    if (blr_ll_event_us(link, soonest) < now_us)
        soonest++;
    if (soonest < link->event)
        soonest = link->event;
    if (!link->established || link->failing || link->refused || has_content(peripheral) || is_lossy(link))
        return soonest;
    if (has_content(central))
        next = next_listened(link, soonest);
    if (link->instant.procedure != PROCEDURE_NONE)
        next = earlier(next, link->instant.event > soonest ? link->instant.event : soonest);
    return next;
}

static void begin_event(struct virtual_controller *c, void *what, uint32_t run)
{
    struct link_end *central = what;
    if (run != central->event_run)
        return;
    struct link *link = central->link;
    uint64_t event = link->scheduled;
    link->scheduled = EVENT_NONE;
    link->event = event + 1;
    link->playing = true;
    link->exchanged = link->refused = false;
    if (link->instant.procedure != PROCEDURE_NONE && event >= link->instant.event) {
        blr_ll_carry_out_instant(link);
        link->base_us = blr_air_now(c->air);
        link->base_event = event;
    }
    link->limit_us = blr_ll_event_us(link, event + 1) - INTER_FRAME_US;
    begin_exchange(c, central, run);
}

void blr_ll_wake(struct link *link)
{
    struct link_end *central = link->ends[ROLE_CENTRAL];
    if (central == NULL || link->playing)
        return;
    blr_ll_catch_up(link);
    uint64_t next = next_event(link);
    if (next == link->scheduled)
        return;
    link->scheduled = next;
    central->event_run++;
    if (next != EVENT_NONE)
        blr_air_schedule(central->c, blr_ll_event_us(link, next), begin_event, central, central->event_run);
}

static void end_event(struct link *link, bool success)
{
    link->playing = link->waiting = false;
    link->failing = !success;
    for (unsigned role = 0; role < ROLES && !success; role++)
        if (link->ends[role] != NULL)
            blr_ll_supervise(link->ends[role]);
    blr_ll_wake(link);
}

/* ------------------------------------------------------------------------------------------------ PDUs */

/* What goes into the next PDU? @return octets */
static uint8_t load(struct link_end *end)
{
    if (end->flying == FLYING_NOTHING && end->control_count > 0) {
        end->flying = FLYING_CONTROL;
        end->flying_arrived = false;
    } else if (end->flying == FLYING_NOTHING && end->first != NULL && !end->terminating) {
        end->flying = FLYING_DATA;
        end->flying_arrived = false;
        end->flying_size = blr_ll_next_size(end);
    }
    switch (end->flying) {
    case FLYING_CONTROL: return blr_ll_control_size(end->controls[0].opcode);
    case FLYING_DATA: return end->flying_size;
    default: return 0;
    }
}

static bool is_lost(struct link_end *from)
{
    struct virtual_controller *c = from->c;
    const struct virtual_faults *faults = &c->options.faults;
    uint64_t now_us = blr_air_now(c->air);
    bool lost = false;
    c->counters.pdus_sent++;
    if (from->flying != FLYING_NOTHING) {
        uint64_t n = ++c->ll->pdus;
        const struct virtual_fault *delay = blr_virtual_faults_hit(faults, FAULT_DELAY_PDU, n);
        lost = blr_virtual_faults_hit(faults, FAULT_LOSE_PDU, n) != NULL;
        if (delay != NULL)
            from->deaf_until_us = now_us + delay->time_us;
    }
    const struct virtual_fault *share = blr_virtual_faults_find(faults, FAULT_LOSE_PDUS);
    lost = lost || now_us < from->deaf_until_us ||
           (share != NULL && blr_virtual_random_below(&c->random, 100) < share->number);
    c->counters.faults += lost;
    return lost;
}

/* A PDU of `from` is heard: content arrives, if there is room for it. */
static void deliver(struct link_end *from, struct link_end *to)
{
    if (from->flying == FLYING_NOTHING || from->flying_arrived)
        return;
    if (from->flying == FLYING_CONTROL) {
        from->flying_arrived = blr_virtual_has_room_for_link(to->c);
        if (from->flying_arrived)
            blr_ll_take_control(to, &from->controls[0]);
    } else {
        const struct acl_packet *packet = from->first;
        from->flying_arrived =
            blr_ll_take_data(to, packet->begins && packet->sent == 0, packet->octets + packet->sent, from->flying_size);
    }
    from->c->counters.pdus_refused += !from->flying_arrived;
    from->link->refused = from->link->refused || !from->flying_arrived;
}

/* A PDU of the peer is heard: it acknowledges what has arrived there. */
static void acknowledge(struct link_end *end)
{
    if (end->flying == FLYING_NOTHING || !end->flying_arrived)
        return;
    enum flying flown = end->flying;
    end->flying = FLYING_NOTHING;
    if (flown == FLYING_DATA) {
        blr_ll_data_acknowledged(end);
        return;
    }
    end->terminated = end->terminated || end->controls[0].opcode == LL_TERMINATE_IND;
    end->control_count--;
    memmove(end->controls, end->controls + 1, end->control_count * sizeof(end->controls[0]));
}

static void hear(struct link_end *from, struct link_end *to)
{
    to->heard_us = blr_air_now(to->c->air);
    to->c->counters.pdus_received++;
    acknowledge(to);
    deliver(from, to);
}

/* ------------------------------------------------------------------------------------------------ an exchange */

static uint64_t radio_until_us(const struct link *link)
{
    uint64_t a = link->ends[ROLE_CENTRAL]->c->ll->radio_until_us;
    uint64_t b = link->ends[ROLE_PERIPHERAL]->c->ll->radio_until_us;
    return a > b ? a : b;
}

/* Both are busy, deaf for others too; the next exchange keeps its distance. */
static void occupy(const struct link *link, uint64_t until_us)
{
    for (unsigned role = 0; role < ROLES; role++) {
        struct virtual_controller *c = link->ends[role]->c;
        c->ll->radio_until_us = until_us + INTER_FRAME_US;
        if (c->busy_until_us < until_us)
            c->busy_until_us = until_us;
    }
}

/* Does another link that needs one of these radios, and could have it now, wait for longer? Its turn comes at this very
 * time then, before ours comes again. */
static bool yields(const struct link *link, uint64_t now_us)
{
    for (unsigned role = 0; role < ROLES; role++) {
        const struct virtual_controller *c = link->ends[role]->c;
        for (unsigned i = 0; i < c->profile->links; i++) {
            const struct link_end *end = blr_ll_at(c, i);
            const struct link *other = end != NULL ? end->link : NULL;
            if (other != NULL && other->waiting && other->contact && other->served_us < link->served_us &&
                radio_until_us(other) <= now_us)
                return true;
        }
    }
    return false;
}

/* Both have gone, by agreement. */
static void part(struct link_end *first, uint8_t reason_of_first, struct link_end *second, uint8_t reason_of_second)
{
    blr_ll_finish(first, reason_of_first);
    blr_ll_finish(second, reason_of_second);
}

static void peripheral_was_heard(struct virtual_controller *c, void *what, uint32_t run)
{
    struct link_end *central = what;
    if (run != central->event_run)
        return;
    struct link *link = central->link;
    struct link_end *peripheral = link->ends[ROLE_PERIPHERAL];
    if (!link->contact || is_lost(peripheral)) {
        if (link->contact && peripheral->ending)
            blr_ll_finish(peripheral, peripheral->ending);
        end_event(link, false);
        return;
    }
    hear(peripheral, central);
    if (peripheral->ending) {
        part(central, HCI_LOCAL_HOST_TERMINATED, peripheral, peripheral->ending);
        return;
    }
    link->established = link->exchanged = true;
    link->failing = false;
    link->listened = link->event - 1;
    bool more = !link->refused && (central->ending || has_undelivered(central) || has_undelivered(peripheral));
    uint64_t next_us = blr_air_now(c->air) + INTER_FRAME_US;
    if (more && next_us < link->limit_us)
        blr_air_schedule(c, next_us, begin_exchange, central, run);
    else
        end_event(link, true);
}

static void central_was_heard(struct virtual_controller *c, void *what, uint32_t run)
{
    struct link_end *central = what;
    if (run != central->event_run)
        return;
    struct link *link = central->link;
    struct link_end *peripheral = link->ends[ROLE_PERIPHERAL];
    bool lost = !link->contact || is_lost(central);
    if (central->ending) { /* that was its acknowledgement */
        uint8_t reason = central->ending;
        if (!lost)
            part(central, reason, peripheral, HCI_LOCAL_HOST_TERMINATED);
        else
            blr_ll_finish(central, reason);
        return;
    }
    if (lost) {
        end_event(link, false);
        return;
    }
    hear(central, peripheral);
    blr_ll_begin_procedures(peripheral);
    uint64_t end_us =
        blr_air_now(c->air) + INTER_FRAME_US + blr_air_time_us(link->phys[ROLE_PERIPHERAL], load(peripheral));
    occupy(link, end_us);
    blr_air_schedule(c, end_us, peripheral_was_heard, central, run);
}

static void begin_exchange(struct virtual_controller *c, void *what, uint32_t run)
{
    struct link_end *central = what;
    if (run != central->event_run)
        return;
    struct link *link = central->link;
    uint64_t now_us = blr_air_now(c->air);
    if (!link->contact) {
        end_event(link, false);
        return;
    }
    uint64_t free_us = radio_until_us(link);
    link->waiting = free_us > now_us || yields(link, now_us);
    if (link->waiting && free_us >= link->limit_us) { /* the whole interval was others': there was no room but for
                                                         empty PDUs */
        end_event(link, !link->failing);
        return;
    }
    if (link->waiting) {
        blr_air_schedule(c, free_us > now_us ? free_us : now_us, begin_exchange, central, run);
        return;
    }
    link->served_us = now_us;
    blr_ll_begin_procedures(central);
    uint64_t end_us = now_us + blr_air_time_us(link->phys[ROLE_CENTRAL], load(central));
    uint64_t whole_us = end_us + INTER_FRAME_US + blr_air_time_us(link->phys[ROLE_PERIPHERAL], 0);
    if (link->exchanged && whole_us > link->limit_us) {
        end_event(link, true);
        return;
    }
    occupy(link, whole_us);
    blr_air_schedule(c, end_us, central_was_heard, central, run);
}
