/* SPDX-License-Identifier: MIT */
#include "gap/arbiter.h"

#include <string.h>

static struct gap_step step(enum gap_action action, uint8_t set, uint16_t version)
{
    return (struct gap_step){ (uint8_t)action, set, version, false };
}

/** A step that sets or begins something which may read the accept list. */
static struct gap_step reading_step(enum gap_action action, uint8_t set, uint16_t version, bool listed)
{
    return (struct gap_step){ (uint8_t)action, set, version, listed };
}

/** Scanning gives way to a connection attempt where the controller cannot do both, and comes back after it. */
static bool wants_scan(const struct gap_air *wanted, const struct gap_capabilities *capabilities)
{
    return wanted->scanning && (!wanted->initiating || capabilities->scan_while_initiating);
}

/** Must this set be off for what it lacks? */
static bool must_pause_set(const struct gap_air *wanted, const struct gap_air *actual,
                           const struct gap_capabilities *capabilities, uint8_t i)
{
    const struct gap_set *want = &wanted->sets[i];
    const struct gap_set_contents *have = &actual->sets[i].contents;
    bool new_data = want->contents.data != have->data || want->contents.response != have->response;
    bool new_address = capabilities->extended ? want->contents.address != have->address
                                              : wanted->random_address != actual->random_address;
    return !want->on || want->contents.parameters != have->parameters || new_address || (new_data && want->in_pieces);
}

/** Must the attempt that is on be cancelled? */
static bool must_cancel(const struct gap_air *wanted, const struct gap_air *actual)
{
    return !wanted->initiating || wanted->initiate != actual->initiate ||
           wanted->random_address != actual->random_address ||
           (actual->initiate_listed && wanted->accept_list != actual->accept_list);
}

static bool must_stop_scan(const struct gap_air *wanted, const struct gap_air *actual,
                           const struct gap_capabilities *capabilities)
{
    return !wants_scan(wanted, capabilities) || wanted->scan != actual->scan ||
           wanted->random_address != actual->random_address ||
           (actual->scan_listed && wanted->accept_list != actual->accept_list);
}

/** Something that is on and has to go off first. */
static struct gap_step next_off(const struct gap_air *wanted, const struct gap_air *actual,
                                const struct gap_capabilities *capabilities)
{
    bool new_list = wanted->accept_list != actual->accept_list;
    for (uint8_t i = 0; i < capabilities->sets; i++)
        if (actual->sets[i].on &&
            (must_pause_set(wanted, actual, capabilities, i) || (new_list && actual->sets[i].listed)))
            return step(GAP_DISABLE_SET, i, 0);
    if (actual->initiating && !actual->cancelling && must_cancel(wanted, actual))
        return step(GAP_CANCEL_INITIATE, 0, 0);
    if (actual->scanning && must_stop_scan(wanted, actual, capabilities))
        return step(GAP_SCAN_OFF, 0, 0);
    return step(GAP_NOTHING, 0, 0);
}

static struct gap_step next_for_set(const struct gap_air *wanted, const struct gap_air *actual,
                                    const struct gap_capabilities *capabilities, uint8_t i)
{
    const struct gap_set_contents *want = &wanted->sets[i].contents;
    const struct gap_set_contents *have = &actual->sets[i].contents;
    /* Other parameters may not fit the data that the set has: it is made anew. */
    if (capabilities->extended && have->parameters != 0 && want->parameters != have->parameters)
        return step(GAP_REMOVE_SET, i, 0);
    if (!wanted->sets[i].on)
        return step(GAP_NOTHING, 0, 0);
    if (want->parameters != have->parameters)
        return reading_step(GAP_SET_PARAMETERS, i, want->parameters, wanted->sets[i].listed);
    if (capabilities->extended && want->address != have->address)
        return step(GAP_SET_ADDRESS, i, want->address);
    if (want->data != have->data)
        return step(GAP_SET_DATA, i, want->data);
    if (want->response != have->response)
        return step(GAP_SET_RESPONSE, i, want->response);
    return actual->sets[i].on ? step(GAP_NOTHING, 0, 0) : step(GAP_ENABLE_SET, i, 0);
}

static struct gap_step next_for_scan(const struct gap_air *wanted, const struct gap_air *actual,
                                     const struct gap_capabilities *capabilities)
{
    if (!wants_scan(wanted, capabilities))
        return step(GAP_NOTHING, 0, 0);
    if (wanted->scan != actual->scan)
        return reading_step(GAP_SCAN_PARAMETERS, 0, wanted->scan, wanted->scan_listed);
    if (actual->scanning || (actual->initiating && !capabilities->scan_while_initiating))
        return step(GAP_NOTHING, 0, 0);
    return step(GAP_SCAN_ON, 0, 0);
}

struct gap_step blr_arbiter_next(const struct gap_air *wanted, const struct gap_air *actual,
                                 const struct gap_capabilities *capabilities)
{
    struct gap_step next = next_off(wanted, actual, capabilities);
    if (next.action != GAP_NOTHING)
        return next;
    bool new_address = wanted->random_address != actual->random_address;
    bool new_list = wanted->accept_list != actual->accept_list;
    if (actual->cancelling && (new_address || (new_list && actual->initiate_listed)))
        return next; /* in use until its end is told */
    if (new_address)
        return step(GAP_SET_RANDOM_ADDRESS, 0, wanted->random_address);
    if (new_list)
        return step(GAP_SET_ACCEPT_LIST, 0, wanted->accept_list);
    if (wanted->initiating && !actual->initiating)
        return reading_step(GAP_INITIATE, 0, wanted->initiate, wanted->initiate_listed);
    for (uint8_t i = 0; i < capabilities->sets; i++) {
        next = next_for_set(wanted, actual, capabilities, i);
        if (next.action != GAP_NOTHING)
            return next;
    }
    return next_for_scan(wanted, actual, capabilities);
}

void blr_arbiter_done(struct gap_air *actual, struct gap_step done)
{
    struct gap_set *set = &actual->sets[done.set];
    switch (done.action) {
    case GAP_SET_RANDOM_ADDRESS: actual->random_address = done.version; break;
    case GAP_SET_ACCEPT_LIST: actual->accept_list = done.version; break;
    case GAP_SET_PARAMETERS:
        set->contents.parameters = done.version;
        set->listed = done.listed;
        break;
    case GAP_SET_ADDRESS: set->contents.address = done.version; break;
    case GAP_SET_DATA: set->contents.data = done.version; break;
    case GAP_SET_RESPONSE: set->contents.response = done.version; break;
    case GAP_ENABLE_SET: set->on = true; break;
    case GAP_DISABLE_SET: set->on = false; break;
    case GAP_REMOVE_SET: memset(set, 0, sizeof(*set)); break;
    case GAP_SCAN_PARAMETERS:
        actual->scan = done.version;
        actual->scan_listed = done.listed;
        break;
    case GAP_SCAN_ON: actual->scanning = true; break;
    case GAP_SCAN_OFF: actual->scanning = false; break;
    case GAP_INITIATE:
        actual->initiating = true;
        actual->cancelling = false;
        actual->initiate = done.version;
        actual->initiate_listed = done.listed;
        break;
    case GAP_CANCEL_INITIATE: actual->cancelling = actual->initiating; break;
    default: break;
    }
}

void blr_arbiter_initiated(struct gap_air *actual)
{
    actual->initiating = actual->cancelling = false;
}

void blr_arbiter_refused(struct gap_air *wanted, struct gap_air *actual, struct gap_step refused)
{
    switch (refused.action) {
    case GAP_SET_PARAMETERS:
    case GAP_SET_ADDRESS:
    case GAP_SET_DATA:
    case GAP_SET_RESPONSE:
    case GAP_ENABLE_SET: wanted->sets[refused.set].on = false; break;
    case GAP_SET_RANDOM_ADDRESS: wanted->random_address = actual->random_address; break;
    case GAP_SCAN_PARAMETERS:
    case GAP_SCAN_ON: wanted->scanning = false; break;
    case GAP_INITIATE: wanted->initiating = false; break;
    default: blr_arbiter_done(actual, refused); break;
    }
}

void blr_arbiter_doubt(struct gap_air *actual, struct gap_step doubted)
{
    switch (doubted.action) {
    case GAP_SET_PARAMETERS:
    case GAP_SET_ADDRESS:
    case GAP_SET_DATA:
    case GAP_SET_RESPONSE:
    case GAP_ENABLE_SET:
        actual->sets[doubted.set] = (struct gap_set){
            .on = true,
            .contents = { GAP_UNKNOWN, GAP_UNKNOWN, GAP_UNKNOWN, GAP_UNKNOWN },
        };
        break;
    case GAP_SCAN_PARAMETERS:
    case GAP_SCAN_ON:
        actual->scanning = true;
        actual->scan = GAP_UNKNOWN;
        break;
    case GAP_INITIATE:
        actual->initiating = true;
        actual->initiate = GAP_UNKNOWN;
        actual->initiate_listed = doubted.listed;
        break;
    default: break;
    }
}

bool blr_arbiter_is_off_step(struct gap_step step)
{
    return step.action == GAP_DISABLE_SET || step.action == GAP_SCAN_OFF || step.action == GAP_CANCEL_INITIATE;
}
