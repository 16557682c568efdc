/* SPDX-License-Identifier: MIT */
/* As much of cmocka as the codec's tests use, for machines that have no cmocka: the first failure ends the program. */
#ifndef FOREIGN_CMOCKA_H
#define FOREIGN_CMOCKA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CMUnitTest {
    const char *name;
    void (*run)(void **state);
};

#define cmocka_unit_test(test)                                                                                         \
    {                                                                                                                  \
#test, test                                                                                                    \
    }

#define fail_msg(...)                                                                                                  \
    do {                                                                                                               \
        printf("%s:%d: ", __FILE__, __LINE__);                                                                         \
        printf(__VA_ARGS__);                                                                                           \
        printf("\n");                                                                                                  \
        exit(1);                                                                                                       \
    } while (0)

#define assert_true(condition)                                                                                         \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            fail_msg("not true: %s", #condition);                                                                      \
    } while (0)

#define assert_false(condition)         assert_true(!(condition))
#define assert_int_equal(a, b)          assert_true((long long)(a) == (long long)(b))
#define assert_ptr_equal(a, b)          assert_true((const void *)(a) == (const void *)(b))
#define assert_null(a)                  assert_true((a) == NULL)
#define assert_non_null(a)              assert_true((a) != NULL)
#define assert_memory_equal(a, b, size) assert_true(memcmp((a), (b), (size)) == 0)

static inline int run_all(const struct CMUnitTest *tests, size_t count)
{
    const unsigned short one = 1;
    void *state = NULL;

    for (size_t i = 0; i < count; i++)
        tests[i].run(&state);
    printf("%d tests passed, %d-bit, %s-endian\n", (int)count, (int)sizeof(void *) * 8,
           *(const unsigned char *)&one ? "little" : "big");
    return 0;
}

#define cmocka_run_group_tests(tests, setup, teardown) run_all(tests, sizeof(tests) / sizeof((tests)[0]))

#endif
