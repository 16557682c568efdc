/* SPDX-License-Identifier: MIT */
/* Last words of controllers: each kind, cut off anywhere, into texts of any size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/crash.h"
#include "random.h"

struct report {
    const char *text;
    const char *octets;
    size_t size;
};

#define REPORT(text, octets)                                                                                           \
    {                                                                                                                  \
        text, octets, sizeof(octets) - 1                                                                               \
    }

/* clang-format off */
static const struct report reports[] = {
    REPORT("assertion failed at ll_sw/ull.c:1234", "\xaa" "ll_sw/ull.c\0" "\xd2\x04\0\0"),
    REPORT("assertion failed at a.c:4294967295", "\xaa" "a.c\0" "\xff\xff\xff\xff"),
    REPORT("assertion failed at hci.c:42", "\x02\x02" "hci.c\0" "\x2a\0\0\0"),
    REPORT("stopped at m.c:7", "\x02\x03" "12345678" "m.c\0" "\7\0\0\0"),
    REPORT("processor exception", "\x02\x01" "\0\0\0\0" "\0"),
    REPORT("unexpected interrupt", "\x02\x01" "\1\0\0\0" "\0"),
    REPORT("stack overflow", "\x02\x01" "\2\0\0\0" "\0"),
    REPORT("kernel oops", "\x02\x01" "\3\0\0\0" "\0"),
    REPORT("kernel panic", "\x02\x01" "\4\0\0\0" "\0"),
    REPORT("fatal error 5", "\x02\x01" "\5\0\0\0" "\0"),
    REPORT("fatal error 4294967295", "\x02\x01" "\xff\xff\xff\xff" "\1"),
    REPORT("kernel oops, called from 0x0002a51f", /* Cortex-M: a1 a2 a3 a4 ip lr xpsr */
           "\x02\x01" "\3\0\0\0" "\1" "a1a1" "a2a2" "a3a3" "a4a4" "ipip" "\x1f\xa5\2\0" "xpsr"),
};
/* clang-format on */
enum { REPORTS = sizeof(reports) / sizeof(reports[0]) };

static void each_kind_is_put_in_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < REPORTS; i++) {
        char text[128];
        memset(text, 'x', sizeof(text));
        assert_true(blr_crash_decode((const uint8_t *)reports[i].octets, reports[i].size, text, sizeof(text)));
        assert_string_equal(text, reports[i].text);
    }
}

/** Terminated and printable within capacity. */
static void check_text(const char *text, size_t capacity)
{
    const char *end = memchr(text, '\0', capacity);
    assert_non_null(end);
    for (const char *c = text; c < end; c++)
        assert_in_range((unsigned char)*c, 0x20, 0x7e);
}

static bool decode(const void *octets, size_t size, size_t capacity, char *kept)
{
    uint8_t *parameters = malloc(size > 0 ? size : 1); /* both exactly: what lies behind them is watched */
    char *text = malloc(capacity);
    memcpy(parameters, octets, size);
    memset(text, 'x', capacity);
    bool crash = blr_crash_decode(parameters, size, text, capacity);
    check_text(text, capacity);
    if (kept != NULL)
        memcpy(kept, text, capacity);
    free(text);
    free(parameters);
    return crash;
}

static void what_is_cut_off_is_no_report_or_a_shorter_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < REPORTS; i++) {
        for (size_t size = 0; size < reports[i].size; size++) {
            bool crash = decode(reports[i].octets, size, 128, NULL);
            if (size < 7)
                assert_false(crash);
        }
    }
}

static void a_text_that_is_too_long_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < REPORTS; i++) {
        for (size_t capacity = 1; capacity < 64; capacity++) {
            char text[64];
            assert_true(decode(reports[i].octets, reports[i].size, capacity, text));
            size_t length = strlen(reports[i].text);
            assert_int_equal(strlen(text), length < capacity ? length : capacity - 1);
            assert_memory_equal(text, reports[i].text, strlen(text));
        }
    }
    uint8_t longest[255];
    memset(longest, 'f', sizeof(longest));
    longest[0] = 0xaa;
    memset(longest + 250, 0, 5);
    char text[128];
    assert_true(decode(longest, sizeof(longest), 128, text));
    assert_int_equal(strlen(text), 127);
}

static void a_name_is_always_printable(void **state)
{
    (void)state;
    static const uint8_t octets[] = { 0xaa, 0x1b, '[', '2', 'J', 0xff, '\n', '~', 0, 9, 0, 0, 0 };
    char text[128];
    assert_true(decode(octets, sizeof(octets), sizeof(text), text));
    assert_string_equal(text, "assertion failed at ?[2J??~:9");
}

static void other_vendor_events_are_none(void **state)
{
    (void)state;
    static const uint8_t others[][12] = {
        { 0x03, 0x01 }, { 0x02, 0x00 }, { 0x02, 0x04 }, { 0x00 }, { 0x01, 0x02 }, { 0xab, 'a', 0 },
    };
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        for (size_t size = 0; size <= 12; size++)
            assert_false(decode(others[i], size, 128, NULL));
}

static void anything_is_survived(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (unsigned round = 0; round < 50000; round++) {
        uint8_t octets[255];
        size_t size = random_below(&random, random_one_in(&random, 4) ? 256 : 40);
        random_octets(&random, octets, size);
        octets[0] = random_one_in(&random, 2) ? 0xaa : 0x02;
        octets[1] = (uint8_t)random_below(&random, 5);
        decode(octets, size, random_between(&random, 1, 200), NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_put_in_words),
        cmocka_unit_test(what_is_cut_off_is_no_report_or_a_shorter_one),
        cmocka_unit_test(a_text_that_is_too_long_is_cut),
        cmocka_unit_test(a_name_is_always_printable),
        cmocka_unit_test(other_vendor_events_are_none),
        cmocka_unit_test(anything_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
