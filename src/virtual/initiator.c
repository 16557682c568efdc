/* SPDX-License-Identifier: MIT */
/* From Create Connection to a link (Vol 6 Part B 4.4.4, 4.4.2.4): whose advertisements an initiator answers, and whom
 * an advertiser lets in. Of several requests at the same time the strongest gets through. */
#include <string.h>

#include "virtual/link_layer.h"

enum {
    INTER_FRAME_US = 150,
    REQUEST_SIZE = 34,  /* CONNECT_IND and AUX_CONNECT_REQ */
    RESPONSE_SIZE = 14, /* AUX_CONNECT_RSP */
    WINDOW_DELAY_LEGACY_US = 1250,
    WINDOW_DELAY_US = 2500,
    WINDOW_DELAY_CODED_US = 3750
};

void blr_ll_initiate(struct virtual_controller *c, const struct initiator *initiator)
{
    uint32_t run = c->ll->initiator.run + 1;
    c->ll->initiator = *initiator;
    c->ll->initiator.run = run;
    c->ll->initiator.enabled = true;
    c->ll->initiator.since_us = blr_air_now(c->air);
}

static void say_cancelled(struct virtual_controller *c, void *what, uint32_t run)
{
    (void)what;
    if (run == c->ll->initiator.run)
        blr_ll_say_failed(c, HCI_UNKNOWN_CONNECTION, ROLE_CENTRAL, NULL);
}

bool blr_ll_cancel(struct virtual_controller *c)
{
    struct initiator *initiator = &c->ll->initiator;
    if (!initiator->enabled)
        return false;
    if (blr_virtual_faults_hit(&c->options.faults, FAULT_MISS_CANCEL, ++c->ll->cancels) != NULL) {
        c->counters.faults++;
        return true;
    }
    initiator->enabled = false;
    initiator->run++;
    /* after the command has been answered */
    blr_air_schedule(c, blr_air_now(c->air), say_cancelled, NULL, initiator->run);
    return true;
}

/* ------------------------------------------------------------------------------------------------ initiators */

/* Is the advertiser one that is meant? *known: as the host is told */
static bool is_wanted(struct virtual_controller *c, const struct advertising_set *set, struct vaddress *known,
                      struct vaddress *own)
{
    const struct initiator *initiator = &c->ll->initiator;
    bool resolved;
    struct vaddress identity;
    if (!initiator->enabled || ((set->properties & PROPERTY_DIRECTED) && !blr_virtual_is_own(c, &set->peer)) ||
        !blr_virtual_identify(c, set, &identity, &resolved))
        return false;
    if (initiator->uses_list) {
        if (!blr_virtual_accepts(c, &identity))
            return false;
    } else if (!blr_virtual_same_address(&identity, &initiator->peer) &&
               !blr_virtual_same_address(&set->own, &initiator->peer)) {
        return false;
    }
    *own = blr_virtual_own_address(c, initiator->own_address_type, &identity, NULL);
    *known = identity;
    if (resolved)
        known->type += ADDRESS_IDENTITY;
    return !blr_ll_is_linked(c, own, &set->own);
}

static bool hears(struct virtual_controller *c, const struct virtual_controller *from,
                  const struct advertising_set *set)
{
    const struct initiator *initiator = &c->ll->initiator;
    bool coded = set->primary_phy == PHY_CODED, legacy = set->properties & PROPERTY_LEGACY;
    if (!initiator->enabled || c == from || set->pdu_us < initiator->since_us || c->busy_until_us > set->pdu_us ||
        (!initiator->extended && !legacy) || (legacy && !initiator->phys[PHY_1M].on))
        return false;
    return blr_virtual_window_is_open(initiator->scan, coded, set->channel, set->pdu_us - initiator->since_us) &&
           blr_air_rssi(c, from, set->tx_power_dbm) >= blr_virtual_sensitivity_dbm(set->primary_phy);
}

void blr_ll_collect_callers(struct virtual_controller *c, struct advertising_set *set)
{
    struct vaddress known, own;
    blr_virtual_slots_clear(&set->callers);
    for (unsigned slot = 0; slot < blr_air_slots(c->air) && (set->properties & PROPERTY_CONNECTABLE); slot++) {
        struct virtual_controller *caller = blr_air_at(c->air, slot);
        if (caller == NULL || !hears(caller, c, set) || !is_wanted(caller, set, &known, &own))
            continue;
        blr_virtual_slots_add(&set->callers, slot);
        caller->busy_until_us = blr_air_now(c->air) + blr_ll_call_us(set);
    }
}

void blr_ll_collect_followers(struct virtual_controller *c, struct advertising_set *set)
{
    for (unsigned slot = 0; slot < blr_air_slots(c->air) && (set->properties & PROPERTY_CONNECTABLE); slot++) {
        struct virtual_controller *caller = blr_air_at(c->air, slot);
        if (caller != NULL && caller->ll->initiator.phys[set->secondary_phy].on && hears(caller, c, set))
            blr_virtual_slots_add(&set->callers, slot);
    }
}

void blr_ll_keep_callers(struct virtual_controller *c, struct advertising_set *set)
{
    struct vaddress known, own;
    for (unsigned slot = 0; (slot = blr_virtual_slots_next(&set->callers, slot)) < VIRTUAL_CONTROLLERS_MAX; slot++) {
        struct virtual_controller *caller = blr_air_at(c->air, slot);
        if (caller->busy_until_us > set->pdu_us || !is_wanted(caller, set, &known, &own))
            blr_virtual_slots_remove(&set->callers, slot);
        else
            caller->busy_until_us = blr_air_now(c->air) + blr_ll_call_us(set);
    }
}

bool blr_ll_has_callers(const struct advertising_set *set)
{
    return blr_virtual_slots_next(&set->callers, 0) < VIRTUAL_CONTROLLERS_MAX;
}

uint64_t blr_ll_call_us(const struct advertising_set *set)
{
    if (set->properties & PROPERTY_LEGACY)
        return INTER_FRAME_US + blr_air_time_us(PHY_1M, REQUEST_SIZE);
    return INTER_FRAME_US + blr_air_time_us(set->secondary_phy, REQUEST_SIZE) + INTER_FRAME_US +
           blr_air_time_us(set->secondary_phy, RESPONSE_SIZE);
}

/* ------------------------------------------------------------------------------------------------ the advertiser */

/* Does the advertiser let this one in? *known: as its host is told */
static bool is_let_in(struct virtual_controller *c, const struct advertising_set *set, const struct vaddress *caller,
                      struct vaddress *known)
{
    bool by_identity;
    const struct resolving_entry *entry = blr_virtual_resolve(c, caller, &by_identity);
    struct vaddress identity = entry != NULL ? entry->identity : *caller;
    *known = identity;
    if (entry != NULL && !by_identity)
        known->type += ADDRESS_IDENTITY;
    if (!blr_ll_has_room(c) || blr_ll_is_linked(c, &set->own, caller))
        return false;
    if (set->properties & PROPERTY_DIRECTED)
        return blr_virtual_same_address(&identity, &set->peer) || blr_virtual_same_address(caller, &set->peer);
    return !(set->filter_policy & 2) || blr_virtual_accepts(c, &identity);
}

static struct virtual_controller *find_strongest(struct virtual_controller *c, const struct advertising_set *set)
{
    struct virtual_controller *strongest = NULL;
    int8_t most_dbm = INT8_MIN;
    for (unsigned slot = 0; (slot = blr_virtual_slots_next(&set->callers, slot)) < VIRTUAL_CONTROLLERS_MAX; slot++) {
        struct virtual_controller *caller = blr_air_at(c->air, slot);
        int8_t dbm = blr_air_rssi(c, caller, caller->profile->tx_power_max_dbm);
        if (!caller->ll->initiator.enabled || (strongest != NULL && dbm <= most_dbm))
            continue;
        strongest = caller;
        most_dbm = dbm;
    }
    return strongest;
}

static uint64_t first_anchor_us(const struct advertising_set *set, uint64_t now_us)
{
    if (set->properties & PROPERTY_LEGACY)
        return now_us + WINDOW_DELAY_LEGACY_US;
    return now_us + (set->secondary_phy == PHY_CODED ? WINDOW_DELAY_CODED_US : WINDOW_DELAY_US);
}

static struct link_party make_party(struct virtual_controller *c, uint8_t own_address_type, struct vaddress own,
                                    struct vaddress peer, struct vaddress known)
{
    return (struct link_party){
        .c = c,
        .own = own,
        .peer = peer,
        .peer_known = known,
        .own_is_private = own_address_type >= ADDRESS_IDENTITY && blr_virtual_is_resolvable(&own),
    };
}

/* A caller believes that there is a link; when it is let in, it is right. @return that */
static bool answer(struct virtual_controller *c, struct advertising_set *set, struct virtual_controller *caller,
                   bool is_strongest)
{
    struct initiator *initiator = &caller->ll->initiator;
    bool legacy = set->properties & PROPERTY_LEGACY;
    struct vaddress known, own, caller_known;
    if (!is_wanted(caller, set, &known, &own))
        return false;
    bool let_in = is_strongest && is_let_in(c, set, &own, &caller_known);
    if (!let_in && !legacy)
        return false; /* no AUX_CONNECT_RSP: it goes on */
    uint8_t phy = legacy ? PHY_1M : set->secondary_phy;
    struct link_party central = make_party(caller, initiator->own_address_type, own, set->own, known);
    struct link_party peripheral = { 0 };
    if (let_in) {
        peripheral = make_party(c, set->own_address_type, set->own, own, caller_known);
        blr_virtual_stop_advertising(c, set);
    }
    initiator->enabled = false;
    blr_ll_link(&central, &peripheral, &initiator->phys[phy].request, phy, first_anchor_us(set, blr_air_now(c->air)),
                set);
    return let_in;
}

bool blr_ll_answer_callers(struct virtual_controller *c, struct advertising_set *set)
{
    struct virtual_controller *strongest = find_strongest(c, set);
    bool linked = false;
    for (unsigned slot = 0; (slot = blr_virtual_slots_next(&set->callers, slot)) < VIRTUAL_CONTROLLERS_MAX; slot++) {
        struct virtual_controller *caller = blr_air_at(c->air, slot);
        linked = (caller != NULL && answer(c, set, caller, caller == strongest)) || linked;
    }
    blr_virtual_slots_clear(&set->callers);
    return linked;
}
