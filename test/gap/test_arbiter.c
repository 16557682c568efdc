/* SPDX-License-Identifier: MIT */
/* The arbiter against a model of what the specification refuses: from every pair of a small world, and at random in a
 * larger one, where wishes change while a step is in flight and any step may be refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "gap/arbiter.h"

enum { STEPS_MOST = 40 };

/** In this model what has an odd version reads the accept list. */
static bool listed(uint16_t version)
{
    return version % 2 != 0;
}

static bool list_in_use(const struct gap_air *now, const struct gap_capabilities *can)
{
    for (unsigned i = 0; i < can->sets; i++)
        if (now->sets[i].on && listed(now->sets[i].contents.parameters))
            return true;
    return (now->scanning && listed(now->scan)) || (now->initiating && listed(now->initiate));
}

/** Would a controller in this state refuse the step? Written from the specification, not from the arbiter. */
static const char *refused(const struct gap_air *now, const struct gap_capabilities *can, const bool in_pieces[],
                           struct gap_step step)
{
    const struct gap_set *set = &now->sets[step.set];
    bool exists = set->contents.parameters != 0;
    bool legacy_advertising = !can->extended && now->sets[0].on;
    if (step.set >= can->sets)
        return "no such set";
    switch (step.action) {
    case GAP_SET_RANDOM_ADDRESS:
        return now->scanning || now->initiating || legacy_advertising ? "random address in use" : NULL;
    case GAP_SET_ACCEPT_LIST: return list_in_use(now, can) ? "accept list in use" : NULL;
    case GAP_SET_PARAMETERS: return set->on ? "parameters of a set that is on" : NULL;
    case GAP_SET_ADDRESS: return !can->extended || !exists || set->on ? "address of a set" : NULL;
    case GAP_SET_DATA:
    case GAP_SET_RESPONSE:
        if (can->extended && !exists)
            return "data of a set that does not exist";
        return set->on && in_pieces[step.set] ? "data in pieces of a set that is on" : NULL;
    case GAP_ENABLE_SET: return set->on || !exists ? "enable" : NULL;
    case GAP_DISABLE_SET: return set->on ? NULL : "disable what is off";
    case GAP_REMOVE_SET: return !can->extended || set->on || !exists ? "remove" : NULL;
    case GAP_SCAN_PARAMETERS: return now->scanning ? "scan parameters while scanning" : NULL;
    case GAP_SCAN_ON:
        if (now->initiating && !can->scan_while_initiating)
            return "scan while initiating";
        return now->scanning || now->scan == 0 ? "scan on" : NULL;
    case GAP_SCAN_OFF: return now->scanning ? NULL : "scan off";
    case GAP_INITIATE:
        if (now->scanning && !can->scan_while_initiating)
            return "initiate while scanning";
        return now->initiating ? "initiate twice" : NULL;
    case GAP_CANCEL_INITIATE: return now->initiating && !now->cancelling ? NULL : "cancel nothing";
    default: return "unknown step";
    }
}

static bool same_contents(const struct gap_set_contents *a, const struct gap_set_contents *b, bool extended)
{
    return a->parameters == b->parameters && a->data == b->data && a->response == b->response &&
           (!extended || a->address == b->address);
}

static bool at_rest(const struct gap_air *wanted, const struct gap_air *now, const struct gap_capabilities *can)
{
    bool scan = wanted->scanning && (!wanted->initiating || can->scan_while_initiating);
    if (now->accept_list != wanted->accept_list)
        return false;
    if (now->scanning != scan || (scan && now->scan != wanted->scan) || now->initiating != wanted->initiating ||
        (wanted->initiating && now->initiate != wanted->initiate) || now->random_address != wanted->random_address)
        return false;
    for (unsigned i = 0; i < can->sets; i++)
        if (now->sets[i].on != wanted->sets[i].on ||
            (wanted->sets[i].on && !same_contents(&now->sets[i].contents, &wanted->sets[i].contents, can->extended)))
            return false;
    return true;
}

static void converges(const struct gap_air *wanted, struct gap_air now, const struct gap_capabilities *can)
{
    bool in_pieces[GAP_SETS_MAX];
    for (unsigned i = 0; i < GAP_SETS_MAX; i++)
        in_pieces[i] = wanted->sets[i].in_pieces;
    for (unsigned steps = 0; steps < STEPS_MOST; steps++) {
        struct gap_step step = blr_arbiter_next(wanted, &now, can);
        if (step.action == GAP_NOTHING && now.cancelling) {
            blr_arbiter_initiated(&now); /* the event comes */
            continue;
        }
        if (step.action == GAP_NOTHING) {
            if (!at_rest(wanted, &now, can))
                fail_msg("it stopped before it arrived");
            return;
        }
        const char *why = refused(&now, can, in_pieces, step);
        if (why != NULL)
            fail_msg("step %u would be refused: %s", step.action, why);
        blr_arbiter_done(&now, step);
    }
    fail_msg("it does not come to rest");
}

/* ------------------------------------------------------------------------------------------- every pair */

/** Take the next digit of a mixed-radix number. */
static unsigned digit(unsigned *number, unsigned radix)
{
    unsigned value = *number % radix;
    *number /= radix;
    return value;
}

enum { WANTED_STATES = 2 * 2 * 2 * 2 * 2 * 4 * 3 * 2, ACTUAL_STATES = 25 * 5 * 3 * 3 };
enum { WANTED_READERS = 2 * 2 * 4 * 3 * 2 * 2, ACTUAL_READERS = 3 * 5 * 3 * 2 * 3 * 2 };

static void mark_readers(struct gap_air *air)
{
    air->scan_listed = listed(air->scan);
    air->initiate_listed = listed(air->initiate);
    for (unsigned i = 0; i < GAP_SETS_MAX; i++)
        air->sets[i].listed = listed(air->sets[i].contents.parameters);
}

static struct gap_air wanted_of(unsigned n)
{
    struct gap_air air = { 0 };
    air.sets[0].on = digit(&n, 2);
    air.sets[0].in_pieces = digit(&n, 2);
    air.sets[0].contents.parameters = (uint16_t)(1 + digit(&n, 2));
    air.sets[0].contents.data = (uint16_t)(1 + digit(&n, 2));
    air.sets[0].contents.address = (uint16_t)digit(&n, 2);
    unsigned scan = digit(&n, 4), initiate = digit(&n, 3);
    air.scanning = scan >= 2;
    air.scan = (uint16_t)(1 + scan % 2);
    air.initiating = initiate > 0;
    air.initiate = (uint16_t)initiate;
    air.random_address = (uint16_t)(1 + digit(&n, 2));
    return air;
}

static struct gap_air actual_of(unsigned n)
{
    struct gap_air air = { 0 };
    unsigned set = digit(&n, 25), scan = digit(&n, 5), initiate = digit(&n, 3);
    if (set > 0) {
        set--;
        air.sets[0].on = digit(&set, 2);
        air.sets[0].contents.parameters = (uint16_t)(1 + digit(&set, 2));
        air.sets[0].contents.address = (uint16_t)digit(&set, 2);
        air.sets[0].contents.data = (uint16_t)digit(&set, 3);
    }
    air.scanning = scan >= 3;
    air.scan = (uint16_t)(scan >= 3 ? scan - 2 : scan);
    air.initiating = initiate > 0;
    air.initiate = (uint16_t)initiate;
    air.random_address = (uint16_t)digit(&n, 3);
    return air;
}

/** The part of the world that has to do with the accept list. */
static struct gap_air wanted_reader(unsigned n)
{
    struct gap_air air = { 0 };
    air.sets[0].on = digit(&n, 2);
    air.sets[0].contents.parameters = (uint16_t)(1 + digit(&n, 2));
    air.sets[0].contents.data = air.sets[0].contents.response = 1;
    unsigned scan = digit(&n, 4), initiate = digit(&n, 3);
    air.scanning = scan >= 2;
    air.scan = (uint16_t)(1 + scan % 2);
    air.initiating = initiate > 0;
    air.initiate = (uint16_t)initiate;
    air.accept_list = (uint16_t)(1 + digit(&n, 2));
    air.random_address = (uint16_t)(1 + digit(&n, 2));
    mark_readers(&air);
    return air;
}

static struct gap_air actual_reader(unsigned n)
{
    struct gap_air air = { 0 };
    unsigned set = digit(&n, 3), scan = digit(&n, 5), initiate = digit(&n, 3);
    air.sets[0].on = set > 0;
    air.sets[0].contents = (struct gap_set_contents){ .parameters = (uint16_t)set, .data = 1, .response = 1 };
    air.scanning = scan >= 3;
    air.scan = (uint16_t)(scan >= 3 ? scan - 2 : scan);
    air.initiating = initiate > 0;
    air.initiate = (uint16_t)initiate;
    air.cancelling = digit(&n, 2) && air.initiating;
    air.accept_list = (uint16_t)digit(&n, 3);
    air.random_address = (uint16_t)(1 + digit(&n, 2));
    mark_readers(&air);
    return air;
}

/** Can a controller of this kind be in this state? */
static bool possible(const struct gap_air *now, const struct gap_capabilities *can)
{
    return (can->scan_while_initiating || !now->scanning || !now->initiating) &&
           (can->extended || now->sets[0].contents.address == 0);
}

/** Four kinds of controller: extended or not, scanning while initiating or not. */
static struct gap_capabilities capabilities(unsigned kind, uint8_t sets)
{
    return (struct gap_capabilities){
        .extended = kind & 1, .sets = sets, .scan_while_initiating = kind & 2, .initiate = true, .accept_list = 8
    };
}

static void from_every_state_to_every_wish(void **state)
{
    (void)state;
    unsigned long pairs = 0;
    for (unsigned kind = 0; kind < 4; kind++) {
        const struct gap_capabilities can = capabilities(kind, 1);
        for (unsigned w = 0; w < WANTED_STATES; w++) {
            const struct gap_air wanted = wanted_of(w);
            for (unsigned a = 0; a < ACTUAL_STATES; a++) {
                const struct gap_air now = actual_of(a);
                if (!possible(&now, &can))
                    continue;
                converges(&wanted, now, &can);
                pairs++;
            }
        }
    }
    assert_true(pairs > 1000000);
}

static void the_accept_list_changes_only_while_nobody_reads_it(void **state)
{
    (void)state;
    unsigned long pairs = 0;
    for (unsigned kind = 0; kind < 4; kind++) {
        const struct gap_capabilities can = capabilities(kind, 1);
        for (unsigned w = 0; w < WANTED_READERS; w++) {
            const struct gap_air wanted = wanted_reader(w);
            for (unsigned a = 0; a < ACTUAL_READERS; a++) {
                const struct gap_air now = actual_reader(a);
                if (!possible(&now, &can))
                    continue;
                converges(&wanted, now, &can);
                pairs++;
            }
        }
    }
    assert_true(pairs > 100000);
}

/* ------------------------------------------------------------------------------------------- at random */

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void change_a_wish(struct gap_air *wanted, const struct gap_capabilities *can, uint32_t *random)
{
    struct gap_set *set = &wanted->sets[next_random(random) % can->sets];
    uint16_t version = (uint16_t)(1 + next_random(random) % 5);
    switch (next_random(random) % 11) {
    case 0: set->on = !set->on; break;
    case 1: set->contents.parameters = version; break;
    case 2: set->contents.data = version; break;
    case 3: set->contents.response = version; break;
    case 4: set->contents.address = version; break;
    case 5: wanted->scanning = !wanted->scanning; break;
    case 6: wanted->scan = version; break;
    case 7: wanted->initiating = !wanted->initiating; break;
    case 8: wanted->initiate = version; break;
    case 9: wanted->accept_list = version; break;
    default: wanted->random_address = version; break;
    }
    if (set->contents.parameters == 0)
        set->contents.parameters = 1;
    if (wanted->scan == 0)
        wanted->scan = 1;
    if (wanted->initiate == 0)
        wanted->initiate = 1;
    mark_readers(wanted);
}

/** A connection came, an advertising set ran out, the controller was reset. */
static void something_happens(struct gap_air *wanted, struct gap_air *now, const struct gap_capabilities *can,
                              uint32_t *random)
{
    uint8_t i = (uint8_t)(next_random(random) % can->sets);
    switch (next_random(random) % 3) {
    case 0: wanted->sets[i].on = now->sets[i].on = false; break;
    case 1:
        wanted->initiating = false;
        blr_arbiter_initiated(now);
        break;
    default: memset(now, 0, sizeof(*now)); break;
    }
}

static void random_walks_with_refusals_and_events_come_to_rest(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (unsigned kind = 0; kind < 4; kind++) {
        const struct gap_capabilities can = capabilities(kind, kind & 1 ? 4 : 1);
        struct gap_air wanted = { 0 }, now = { 0 };
        bool in_pieces[GAP_SETS_MAX] = { false };
        for (unsigned i = 0; i < can.sets; i++)
            in_pieces[i] = wanted.sets[i].in_pieces = i % 2;
        for (unsigned n = 0; n < 250000; n++) {
            struct gap_step step = blr_arbiter_next(&wanted, &now, &can);
            if (next_random(&random) % 4 == 0)
                change_a_wish(&wanted, &can, &random); /* while the step is in flight */
            if (next_random(&random) % 50 == 0) {
                something_happens(&wanted, &now, &can, &random);
                continue; /* its answer is lost with what happened, or no longer matters */
            }
            if (now.cancelling && next_random(&random) % 3 == 0)
                blr_arbiter_initiated(&now);
            if (step.action == GAP_NOTHING)
                continue;
            const char *why = refused(&now, &can, in_pieces, step);
            if (why != NULL)
                fail_msg("step %u would be refused: %s", step.action, why);
            if (next_random(&random) % 40 == 0)
                blr_arbiter_refused(&wanted, &now, step);
            else
                blr_arbiter_done(&now, step);
        }
        converges(&wanted, now, &can);
    }
}

static void a_controller_that_refuses_everything_is_left_in_peace(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < 4; kind++) {
        const struct gap_capabilities can = capabilities(kind, kind & 1 ? 4 : 1);
        for (unsigned w = 0; w < WANTED_STATES; w++) {
            struct gap_air wanted = wanted_of(w), now = { 0 };
            unsigned steps = 0;
            for (struct gap_step step; (step = blr_arbiter_next(&wanted, &now, &can)).action != GAP_NOTHING; steps++) {
                assert_true(steps < STEPS_MOST);
                blr_arbiter_refused(&wanted, &now, step);
            }
            assert_false(wanted.sets[0].on || wanted.scanning || wanted.initiating);
        }
    }
}

static void data_changes_without_a_gap_on_the_air(void **state)
{
    (void)state;
    const struct gap_capabilities can = capabilities(3, 2);
    struct gap_air wanted = { 0 };
    wanted.sets[1] = (struct gap_set){ .on = true, .contents = { 1, 1, 1, 1 } };
    struct gap_air now = wanted;
    wanted.sets[1].contents.data = 2;
    struct gap_step step = blr_arbiter_next(&wanted, &now, &can);
    assert_int_equal(step.action, GAP_SET_DATA);
    assert_int_equal(step.set, 1);
    blr_arbiter_done(&now, step);
    assert_int_equal(blr_arbiter_next(&wanted, &now, &can).action, GAP_NOTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_every_state_to_every_wish),
        cmocka_unit_test(the_accept_list_changes_only_while_nobody_reads_it),
        cmocka_unit_test(random_walks_with_refusals_and_events_come_to_rest),
        cmocka_unit_test(a_controller_that_refuses_everything_is_left_in_peace),
        cmocka_unit_test(data_changes_without_a_gap_on_the_air),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
