/* SPDX-License-Identifier: MIT */
/* The ladder that gets an answer out of a controller: every rung that a transport can do, in order, and an end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hci/recovery.h"

enum { STEPS_MAX = 60, RATES = 4 };

struct step {
    enum ladder_action action;
    uint32_t wait_us;
    uint32_t rate;
};

struct climb {
    struct step steps[STEPS_MAX];
    size_t count;
};

/** Climb to the top. */
static struct climb climb(struct ladder *ladder, const struct ble_transport_info *info)
{
    struct climb c = { .count = 0 };
    blr_ladder_start(ladder);
    for (;;) {
        struct step *step = &c.steps[c.count];
        step->action = blr_ladder_next(ladder, info, &step->wait_us);
        step->rate = blr_ladder_baud(ladder, info);
        if (step->action == LADDER_GIVE_UP)
            break;
        assert_true(++c.count < STEPS_MAX); /* it ends */
    }
    uint32_t wait_us;
    assert_int_equal(blr_ladder_next(ladder, info, &wait_us), LADDER_GIVE_UP); /* and stays there */
    assert_int_equal(wait_us, 0);
    return c;
}

static size_t count_of(const struct climb *c, enum ladder_action action)
{
    size_t count = 0;
    for (size_t i = 0; i < c->count; i++)
        count += c->steps[i].action == action;
    return count;
}

static size_t first_of(const struct climb *c, enum ladder_action action)
{
    size_t i = 0;
    while (i < c->count && c->steps[i].action != action)
        i++;
    return i;
}

/** A transport of these abilities, a bit each, with so many rates. */
static struct ble_transport_info transport(unsigned abilities, unsigned rates)
{
    struct ble_transport_info info = { .can_pulse_dtr = abilities & 1,
                                       .can_reopen = abilities & 2,
                                       .may_sleep = abilities & 4,
                                       .no_padding = abilities & 8 };
    for (unsigned i = 0; i < rates; i++)
        info.baud_choices[i] = 1000000 - 1000 * i;
    return info;
}

static void each_transport_gets_what_it_can_do_and_nothing_else(void **state)
{
    (void)state;
    for (unsigned abilities = 0; abilities < 16; abilities++) {
        for (unsigned rates = 0; rates <= RATES; rates++) {
            struct ble_transport_info info = transport(abilities, rates);
            struct ladder ladder = { 0 };
            struct climb c = climb(&ladder, &info);
            size_t rounds = rates > 1 ? rates : 1;
            assert_int_equal(count_of(&c, LADDER_PULSE_DTR), info.can_pulse_dtr);
            assert_int_equal(count_of(&c, LADDER_REOPEN), info.can_reopen);
            assert_int_equal(count_of(&c, LADDER_NEXT_BAUD), rates > 1 ? rates : 0);
            assert_int_equal(count_of(&c, LADDER_PAD), info.may_sleep || info.no_padding ? 0 : rounds);
            assert_int_equal(count_of(&c, LADDER_FLUSH), rounds);
            assert_in_range(count_of(&c, LADDER_RESET), 4 * rounds + 1, 4 * rounds + 8);
            /* From the gentle to the rough. */
            assert_int_equal(c.steps[0].action, LADDER_RESET);
            assert_true(first_of(&c, LADDER_FLUSH) > 1);
            if (info.can_pulse_dtr && info.can_reopen)
                assert_true(first_of(&c, LADDER_PULSE_DTR) < first_of(&c, LADDER_REOPEN));
        }
    }
}

static void after_every_action_a_reset_is_tried_and_it_takes_bounded_time(void **state)
{
    (void)state;
    for (unsigned abilities = 0; abilities < 16; abilities++) {
        for (unsigned rates = 0; rates <= RATES; rates++) {
            struct ble_transport_info info = transport(abilities, rates);
            struct ladder ladder = { 0 };
            struct climb c = climb(&ladder, &info);
            uint64_t total_us = 0;
            for (size_t i = 0; i < c.count; i++) {
                total_us += c.steps[i].wait_us;
                if (c.steps[i].action == LADDER_RESET)
                    assert_in_range(c.steps[i].wait_us, 200000, 3000000);
            }
            assert_int_equal(c.steps[c.count - 1].action, LADDER_RESET);
            assert_in_range(total_us, 3000000, 20000000);
        }
    }
}

/** Rates at which Reset was sent, each once, in the order of the first time. @return how many */
static size_t rates_tried(const struct climb *c, uint32_t tried[STEPS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < c->count; i++) {
        size_t known = 0;
        while (known < count && tried[known] != c->steps[i].rate)
            known++;
        if (c->steps[i].action == LADDER_RESET && known == count)
            tried[count++] = c->steps[i].rate;
    }
    return count;
}

static void every_rate_is_tried_from_the_one_in_use_on(void **state)
{
    (void)state;
    for (unsigned rates = 1; rates <= RATES; rates++) {
        for (uint8_t first = 0; first < rates; first++) {
            struct ble_transport_info info = transport(3, rates);
            struct ladder ladder = { .baud = first }; /* it answered at this one once */
            struct climb c = climb(&ladder, &info);
            uint32_t tried[STEPS_MAX];
            assert_int_equal(rates_tried(&c, tried), rates);
            for (unsigned i = 0; i < rates; i++)
                assert_int_equal(tried[i], info.baud_choices[(first + i) % rates]);
            /* The tricks are played at the rate that was right once. */
            for (size_t i = first_of(&c, LADDER_PULSE_DTR); i < c.count; i++)
                assert_int_equal(c.steps[i].rate, info.baud_choices[first]);
        }
    }
}

static void a_line_without_a_rate_has_none(void **state)
{
    (void)state;
    struct ble_transport_info info = transport(0, 0);
    struct ladder ladder = { 0 };
    struct climb c = climb(&ladder, &info);
    for (size_t i = 0; i < c.count; i++)
        assert_int_equal(c.steps[i].rate, 0);
}

static void padding_finishes_the_longest_command(void **state)
{
    (void)state;
    assert_true(LADDER_PADDING >= 4 + 255); /* whatever of its header is there already */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_transport_gets_what_it_can_do_and_nothing_else),
        cmocka_unit_test(after_every_action_a_reset_is_tried_and_it_takes_bounded_time),
        cmocka_unit_test(every_rate_is_tried_from_the_one_in_use_on),
        cmocka_unit_test(a_line_without_a_rate_has_none),
        cmocka_unit_test(padding_finishes_the_longest_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
