/* SPDX-License-Identifier: MIT */
/* What the host asks of its driver: asked once, answered once or expired. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "host/effects.h"
#include "random.h"

static void effects_are_pulled_in_order_and_answered_once(void **state)
{
    (void)state;
    struct effects effects = { 0 };
    struct ble_effect effect;
    assert_false(blr_effects_pull(&effects, &effect));
    uint32_t first = blr_effects_ask(&effects, 0, BLE_EFFECT_ENTROPY)->id;
    uint32_t second = blr_effects_ask(&effects, 0, BLE_EFFECT_PULSE_DTR)->id;
    assert_int_not_equal(first, 0);
    assert_int_not_equal(first, second);
    assert_true(blr_effects_pull(&effects, &effect));
    assert_int_equal(effect.id, first);
    assert_int_equal(effect.type, BLE_EFFECT_ENTROPY);
    assert_true(blr_effects_pull(&effects, &effect));
    assert_int_equal(effect.id, second);
    assert_false(blr_effects_pull(&effects, &effect));
    assert_int_equal(blr_effects_answer(&effects, second), BLE_EFFECT_PULSE_DTR);
    assert_int_equal(blr_effects_answer(&effects, second), BLE_EFFECT_NONE);
    assert_int_equal(blr_effects_answer(&effects, first), BLE_EFFECT_ENTROPY);
    assert_int_equal(blr_effects_answer(&effects, 0), BLE_EFFECT_NONE);
    assert_int_equal(blr_effects_answer(&effects, 12345), BLE_EFFECT_NONE);
}

static void an_effect_that_is_not_answered_expires(void **state)
{
    (void)state;
    struct effects effects = { 0 };
    assert_int_equal(blr_effects_deadline(&effects), UINT64_MAX);
    uint32_t id = blr_effects_ask(&effects, 1000, BLE_EFFECT_REOPEN)->id;
    assert_int_equal(blr_effects_deadline(&effects), 1000 + BLR_EFFECT_US);
    assert_int_equal(blr_effects_expire(&effects, 1000 + BLR_EFFECT_US - 1), BLE_EFFECT_NONE);
    assert_int_equal(blr_effects_expire(&effects, 1000 + BLR_EFFECT_US), BLE_EFFECT_REOPEN);
    assert_int_equal(blr_effects_expire(&effects, UINT64_MAX), BLE_EFFECT_NONE);
    assert_int_equal(blr_effects_answer(&effects, id), BLE_EFFECT_NONE); /* too late */
    assert_int_equal(blr_effects_deadline(&effects), UINT64_MAX);
}

static void too_many_are_refused_and_all_can_be_forgotten(void **state)
{
    (void)state;
    struct effects effects = { .last_id = UINT32_MAX - 1 };
    uint32_t ids[BLR_EFFECTS];
    for (size_t i = 0; i < BLR_EFFECTS; i++) {
        ids[i] = blr_effects_ask(&effects, 0, BLE_EFFECT_ENTROPY)->id;
        assert_int_not_equal(ids[i], 0); /* also when the count wraps */
    }
    assert_null(blr_effects_ask(&effects, 0, BLE_EFFECT_ENTROPY));
    struct ble_effect effect;
    for (size_t i = 0; i < BLR_EFFECTS; i++) {
        assert_true(blr_effects_pull(&effects, &effect));
        assert_int_equal(effect.id, ids[i]); /* the oldest first all the same */
    }
    blr_effects_clear(&effects);
    assert_int_equal(blr_effects_deadline(&effects), UINT64_MAX);
    for (size_t i = 0; i < BLR_EFFECTS; i++)
        assert_int_equal(blr_effects_answer(&effects, ids[i]), BLE_EFFECT_NONE);
    struct ble_effect *next = blr_effects_ask(&effects, 0, BLE_EFFECT_SET_BAUD);
    for (size_t i = 0; i < BLR_EFFECTS; i++)
        assert_int_not_equal(next->id, ids[i]);
    assert_int_equal(next->u.baud, 0); /* nothing of the old one */
}

static void each_effect_has_one_end_on_a_random_walk(void **state)
{
    (void)state;
    struct effects effects = { 0 };
    uint32_t random = 1, open[BLR_EFFECTS] = { 0 };
    uint64_t now_us = 0, asked_us[BLR_EFFECTS] = { 0 };
    size_t count = 0;
    for (unsigned step = 0; step < 20000; step++) {
        now_us += random_below(&random, BLR_EFFECT_US / 4);
        if (random_one_in(&random, 2)) {
            struct ble_effect *effect = blr_effects_ask(&effects, now_us, BLE_EFFECT_FLUSH_INPUT);
            assert_int_equal(effect != NULL, count < BLR_EFFECTS);
            if (effect != NULL) {
                open[count] = effect->id;
                asked_us[count++] = now_us;
            }
        } else if (count > 0 && random_one_in(&random, 2)) {
            size_t i = random_below(&random, (uint32_t)count);
            assert_int_equal(blr_effects_answer(&effects, open[i]), BLE_EFFECT_FLUSH_INPUT);
            open[i] = open[--count];
            asked_us[i] = asked_us[count];
        }
        size_t expired = 0;
        while (blr_effects_expire(&effects, now_us) != BLE_EFFECT_NONE)
            expired++;
        for (size_t i = 0; i < count;) {
            if (asked_us[i] + BLR_EFFECT_US > now_us) {
                i++;
                continue;
            }
            assert_true(expired-- > 0);
            open[i] = open[--count];
            asked_us[i] = asked_us[count];
        }
        assert_int_equal(expired, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effects_are_pulled_in_order_and_answered_once),
        cmocka_unit_test(an_effect_that_is_not_answered_expires),
        cmocka_unit_test(too_many_are_refused_and_all_can_be_forgotten),
        cmocka_unit_test(each_effect_has_one_end_on_a_random_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
