/* SPDX-License-Identifier: MIT */
/* Which states of the link layer a controller can be in at the same time: what it says in LE Supported States (Vol 4
 * Part E 7.8.27) is what it does. */
#include "virtual/link_layer.h"

static const uint8_t alone[STATES] = {
    [STATE_NONCONNECTABLE] = 0, [STATE_SCANNABLE] = 1,  [STATE_CONNECTABLE] = 2, [STATE_DIRECTED_HIGH] = 3,
    [STATE_DIRECTED_LOW] = 29,  [STATE_PASSIVE] = 4,    [STATE_ACTIVE] = 5,      [STATE_INITIATING] = 6,
    [STATE_CENTRAL] = 6,        [STATE_PERIPHERAL] = 7,
};

/** Both at once: its bit. */
static const struct {
    uint8_t a, b, bit;
} pairs[] = {
    { STATE_NONCONNECTABLE, STATE_PASSIVE, 8 },     { STATE_SCANNABLE, STATE_PASSIVE, 9 },
    { STATE_CONNECTABLE, STATE_PASSIVE, 10 },       { STATE_DIRECTED_HIGH, STATE_PASSIVE, 11 },
    { STATE_NONCONNECTABLE, STATE_ACTIVE, 12 },     { STATE_SCANNABLE, STATE_ACTIVE, 13 },
    { STATE_CONNECTABLE, STATE_ACTIVE, 14 },        { STATE_DIRECTED_HIGH, STATE_ACTIVE, 15 },
    { STATE_NONCONNECTABLE, STATE_INITIATING, 16 }, { STATE_SCANNABLE, STATE_INITIATING, 17 },
    { STATE_NONCONNECTABLE, STATE_CENTRAL, 18 },    { STATE_SCANNABLE, STATE_CENTRAL, 19 },
    { STATE_NONCONNECTABLE, STATE_PERIPHERAL, 20 }, { STATE_SCANNABLE, STATE_PERIPHERAL, 21 },
    { STATE_PASSIVE, STATE_INITIATING, 22 },        { STATE_ACTIVE, STATE_INITIATING, 23 },
    { STATE_PASSIVE, STATE_CENTRAL, 24 },           { STATE_ACTIVE, STATE_CENTRAL, 25 },
    { STATE_PASSIVE, STATE_PERIPHERAL, 26 },        { STATE_ACTIVE, STATE_PERIPHERAL, 27 },
    { STATE_INITIATING, STATE_CENTRAL, 28 },        { STATE_DIRECTED_LOW, STATE_PASSIVE, 30 },
    { STATE_DIRECTED_LOW, STATE_ACTIVE, 31 },       { STATE_CONNECTABLE, STATE_INITIATING, 32 },
    { STATE_DIRECTED_HIGH, STATE_INITIATING, 33 },  { STATE_DIRECTED_LOW, STATE_INITIATING, 34 },
    { STATE_CONNECTABLE, STATE_CENTRAL, 35 },       { STATE_DIRECTED_HIGH, STATE_CENTRAL, 36 },
    { STATE_DIRECTED_LOW, STATE_CENTRAL, 37 },      { STATE_CONNECTABLE, STATE_PERIPHERAL, 38 },
    { STATE_DIRECTED_HIGH, STATE_PERIPHERAL, 39 },  { STATE_DIRECTED_LOW, STATE_PERIPHERAL, 40 },
    { STATE_INITIATING, STATE_PERIPHERAL, 41 },
};

enum ll_state blr_ll_state_of_set(const struct advertising_set *set)
{
    if (set->properties & PROPERTY_HIGH_DUTY)
        return STATE_DIRECTED_HIGH;
    if ((set->properties & PROPERTY_CONNECTABLE) && (set->properties & PROPERTY_DIRECTED))
        return STATE_DIRECTED_LOW;
    if (set->properties & PROPERTY_CONNECTABLE)
        return STATE_CONNECTABLE;
    return set->properties & PROPERTY_SCANNABLE ? STATE_SCANNABLE : STATE_NONCONNECTABLE;
}

/* The states that a controller is in, a bit each. */
static unsigned present_states(const struct virtual_controller *c)
{
    unsigned states = c->legacy.enabled ? 1u << blr_ll_state_of_set(&c->legacy) : 0;
    for (unsigned i = 0; i < c->profile->sets; i++)
        states |= c->sets[i].enabled ? 1u << blr_ll_state_of_set(&c->sets[i]) : 0;
    if (c->scanner.enabled)
        states |= 1u << (c->scanner.phys[0].active || c->scanner.phys[1].active ? STATE_ACTIVE : STATE_PASSIVE);
    states |= c->ll->initiator.enabled ? 1u << STATE_INITIATING : 0;
    for (unsigned i = 0; i < c->profile->links; i++)
        if (blr_ll_at(c, i) != NULL)
            states |= 1u << (blr_ll_at(c, i)->role == ROLE_CENTRAL ? STATE_CENTRAL : STATE_PERIPHERAL);
    return states;
}

bool blr_ll_state_allowed(struct virtual_controller *c, enum ll_state state)
{
    uint64_t can = c->profile->states;
    unsigned present = present_states(c);
    if (!(can >> alone[state] & 1))
        return false;
    for (unsigned i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        bool both = (pairs[i].a == state && (present >> pairs[i].b & 1)) ||
                    (pairs[i].b == state && (present >> pairs[i].a & 1));
        if (both && !(can >> pairs[i].bit & 1))
            return false;
    }
    return true;
}

uint8_t blr_ll_may_advertise(struct virtual_controller *c, const struct advertising_set *set)
{
    if (!blr_ll_state_allowed(c, blr_ll_state_of_set(set)))
        return HCI_COMMAND_DISALLOWED;
    return (set->properties & PROPERTY_CONNECTABLE) && !blr_ll_has_room(c) ? HCI_CONNECTION_LIMIT_EXCEEDED
                                                                           : HCI_SUCCESS;
}
