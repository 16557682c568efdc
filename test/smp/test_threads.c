/* SPDX-License-Identifier: MIT */
/** @file @brief Two threads pair at the same time, each with links of its own and the default back end: for
 * ThreadSanitizer, and for what comes of it. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "pair.h"

enum { THREADS = 2, ROUNDS = 3, SCENES = 4 };

static void *work(void *argument)
{
    static const uint8_t ios[SCENES][2] = { { SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT },
                                            { SMP_DISPLAY_YES_NO, SMP_DISPLAY_YES_NO },
                                            { SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY },
                                            { SMP_DISPLAY_ONLY, SMP_KEYBOARD_ONLY } };
    unsigned *paired = argument;
    for (unsigned n = 0; n < ROUNDS * SCENES * 2; n++) {
        struct pair *pair = malloc(sizeof(*pair));
        struct smp_options options[2];
        for (unsigned who = 0; who < 2; who++) {
            options[who] = pair_options(ios[n % SCENES][who]);
            options[who].mitm = SMP_MITM_WANTED;
            options[who].secure_connections = n / SCENES % 2 == 0;
        }
        pair_init(pair, &options[0], &options[1]);
        pair->fresh = true;
        pair_start(pair, CENTRAL);
        pair_run(pair);
        *paired += pair->sides[CENTRAL].has_keys && pair->sides[PERIPHERAL].has_keys;
        free(pair);
    }
    return NULL;
}

static void two_threads_pair_at_once(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    unsigned paired[THREADS] = { 0 };
    for (unsigned i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, &paired[i]), 0);
    for (unsigned i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(paired[i], ROUNDS * SCENES * 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(two_threads_pair_at_once) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
