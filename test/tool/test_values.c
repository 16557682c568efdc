/* SPDX-License-Identifier: MIT */
/* What people type: numbers, durations, hex, opcodes; and text that is shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suggest.h"
#include "text.h"
#include "values.h"

static void numbers_are_read_whole_or_not_at_all(void **state)
{
    static const struct {
        const char *text;
        enum value_result result;
        uint32_t number;
    } cases[] = {
        { "5", VALUE_OK, 5 },
        { "100", VALUE_OK, 100 },
        { "0x10", VALUE_OK, 16 },
        { "0X1f", VALUE_OK, 31 },
        { "4", VALUE_OUT_OF_RANGE, 0 },
        { "101", VALUE_OUT_OF_RANGE, 0 },
        { "4294967301", VALUE_OUT_OF_RANGE, 0 },
        { "99999999999999999999999999999999999999", VALUE_OUT_OF_RANGE, 0 },
        { "18446744073709551621", VALUE_OUT_OF_RANGE, 0 },
        { "", VALUE_MALFORMED, 0 },
        { "0x", VALUE_MALFORMED, 0 },
        { "-5", VALUE_MALFORMED, 0 },
        { "+5", VALUE_MALFORMED, 0 },
        { " 5", VALUE_MALFORMED, 0 },
        { "5 ", VALUE_MALFORMED, 0 },
        { "5a", VALUE_MALFORMED, 0 },
        { "1e1", VALUE_MALFORMED, 0 },
        { "5.0", VALUE_MALFORMED, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint32_t number = 77;
        assert_int_equal(blr_value_number(cases[i].text, 5, 100, &number), cases[i].result);
        assert_int_equal(number, cases[i].result == VALUE_OK ? cases[i].number : 77);
    }
}

static void durations_are_seconds_or_have_a_suffix(void **state)
{
    static const struct {
        const char *text;
        enum value_result result;
        uint32_t ms;
    } cases[] = {
        { "2.5", VALUE_OK, 2500 },
        { "2", VALUE_OK, 2000 },
        { "100ms", VALUE_OK, 100 },
        { "2s", VALUE_OK, 2000 },
        { "1m", VALUE_OK, 60000 },
        { "1.5m", VALUE_OK, 90000 },
        { "24h", VALUE_OK, 86400000 },
        { "0.25h", VALUE_OK, 900000 },
        { ".5", VALUE_OK, 500 },
        { "2.", VALUE_OK, 2000 },
        { "0.0104", VALUE_OK, 10 },
        { "10.4ms", VALUE_OK, 10 },
        { "10.5ms", VALUE_OK, 11 },
        { "1.00000000000000000000000000001", VALUE_OK, 1000 },
        { "0", VALUE_OUT_OF_RANGE, 0 },
        { "9ms", VALUE_OUT_OF_RANGE, 0 },
        { "9.4ms", VALUE_OUT_OF_RANGE, 0 },
        { "24.01h", VALUE_OUT_OF_RANGE, 0 },
        { "999999999999999999999999999h", VALUE_OUT_OF_RANGE, 0 },
        { "4294967295h", VALUE_OUT_OF_RANGE, 0 },
        { "", VALUE_MALFORMED, 0 },
        { ".", VALUE_MALFORMED, 0 },
        { "s", VALUE_MALFORMED, 0 },
        { "-1", VALUE_MALFORMED, 0 },
        { "1 s", VALUE_MALFORMED, 0 },
        { "1S", VALUE_MALFORMED, 0 },
        { "1sec", VALUE_MALFORMED, 0 },
        { "1,5", VALUE_MALFORMED, 0 },
        { "1e3", VALUE_MALFORMED, 0 },
        { "inf", VALUE_MALFORMED, 0 },
        { "nan", VALUE_MALFORMED, 0 },
        { "0x10", VALUE_MALFORMED, 0 },
        { "1m30s", VALUE_MALFORMED, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint32_t ms = 77;
        assert_int_equal(blr_value_duration(cases[i].text, 10, 86400000, &ms), cases[i].result);
        assert_int_equal(ms, cases[i].result == VALUE_OK ? cases[i].ms : 77);
    }
}

static void durations_are_written_as_they_may_be_typed(void **state)
{
    static const struct {
        uint32_t ms;
        const char *text;
    } cases[] = { { 1, "1ms" },        { 10, "10ms" },  { 1000, "1s" },
                  { 2500, "2.500s" },  { 60000, "1m" }, { 90000, "90s" },
                  { 86400000, "24h" }, { 0, "0s" },     { UINT32_MAX, "4294967.295s" } };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[24];
        uint32_t again;
        assert_string_equal(blr_value_duration_text(cases[i].ms, text), cases[i].text);
        assert_int_equal(blr_value_duration(text, 0, UINT32_MAX, &again), VALUE_OK);
        assert_int_equal(again, cases[i].ms);
    }
}

static void hex_may_be_spread_and_separated(void **state)
{
    static const uint8_t wanted[] = { 0x01, 0xab, 0x00 };
    static char *const forms[][4] = {
        { "01ab00", NULL },   { "01", "ab", "00", NULL }, { "01:AB:00", NULL },
        { "01 ab 00", NULL }, { "0x01", "0xab00", NULL }, { "0x01,0xab,0x00", NULL },
        { "01-ab-00", NULL }, { " 01  ab00 ", NULL },     { "01ab", "", "00", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        uint8_t data[8];
        size_t size = 77, count = 0;
        const char *bad = NULL;
        while (count < 4 && forms[i][count] != NULL)
            count++;
        assert_int_equal(blr_value_hex(forms[i], count, data, sizeof(data), &size, &bad), VALUE_OK);
        assert_int_equal(size, sizeof(wanted));
        assert_memory_equal(data, wanted, sizeof(wanted));
    }
}

static void hex_that_is_none_is_named(void **state)
{
    static char *const bad_words[] = { "0", "012", "0 1", "0:1", "xy", "0x", "01g0", "0x0x01", "010x", "é0", "01\x80" };
    (void)state;
    for (size_t i = 0; i < sizeof(bad_words) / sizeof(bad_words[0]); i++) {
        char *const words[] = { "00", bad_words[i] };
        uint8_t data[8];
        size_t size = 77;
        const char *bad = NULL;
        assert_int_equal(blr_value_hex(words, 2, data, sizeof(data), &size, &bad), VALUE_MALFORMED);
        assert_ptr_equal(bad, bad_words[i]);
        assert_int_equal(size, 77);
    }
}

static void hex_stops_at_the_capacity(void **state)
{
    char *const words[] = { "00010203", "0405" };
    uint8_t data[5] = { 9, 9, 9, 9, 9 };
    size_t size;
    const char *bad;
    (void)state;
    assert_int_equal(blr_value_hex(words, 2, data, 4, &size, &bad), VALUE_OUT_OF_RANGE);
    assert_int_equal(size, 6);
    assert_int_equal(data[4], 9);
    assert_int_equal(blr_value_hex(words, 0, data, 4, &size, &bad), VALUE_OK);
    assert_int_equal(size, 0);
}

static void opcodes_are_hex_or_two_fields(void **state)
{
    static const struct {
        const char *text;
        enum value_result result;
        uint16_t opcode;
    } cases[] = {
        { "0x200c", VALUE_OK, 0x200c },
        { "200c", VALUE_OK, 0x200c },
        { "200C", VALUE_OK, 0x200c },
        { "08:000c", VALUE_OK, 0x200c },
        { "0x08:0x000c", VALUE_OK, 0x200c },
        { "8:c", VALUE_OK, 0x200c },
        { "3f:3ff", VALUE_OK, 0xffff },
        { "1", VALUE_OK, 1 },
        { "0", VALUE_OUT_OF_RANGE, 0 },
        { "0:0", VALUE_OUT_OF_RANGE, 0 },
        { "10000", VALUE_OUT_OF_RANGE, 0 },
        { "40:0", VALUE_OUT_OF_RANGE, 0 },
        { "8:400", VALUE_OUT_OF_RANGE, 0 },
        { "", VALUE_MALFORMED, 0 },
        { "0x", VALUE_MALFORMED, 0 },
        { "8:", VALUE_MALFORMED, 0 },
        { ":c", VALUE_MALFORMED, 0 },
        { "8:c:1", VALUE_MALFORMED, 0 },
        { "200g", VALUE_MALFORMED, 0 },
        { "-1", VALUE_MALFORMED, 0 },
        { "8 c", VALUE_MALFORMED, 0 },
        { "fffffffffffffffffffffffffffffff", VALUE_OUT_OF_RANGE, 0 },
        { "le-set-scan-enable", VALUE_MALFORMED, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        uint16_t opcode = 77;
        assert_int_equal(blr_value_opcode(cases[i].text, &opcode), cases[i].result);
        assert_int_equal(opcode, cases[i].result == VALUE_OK ? cases[i].opcode : 77);
    }
}

static const char *nearest(const char *typed)
{
    static const char *const words[] = {
        "ports", "info", "doctor", "reset", "hci", "LE Set Scan Enable", "LE Set Scan Parameters"
    };
    struct suggestion near = SUGGESTION_INIT;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        blr_suggest(&near, typed, words[i]);
    return near.word;
}

static void the_nearest_word_is_found_and_no_far_one(void **state)
{
    (void)state;
    assert_string_equal(nearest("inof"), "info");
    assert_string_equal(nearest("port"), "ports");
    assert_string_equal(nearest("doc"), "doctor");
    assert_string_equal(nearest("Rset"), "reset");
    assert_string_equal(nearest("hic"), "hci");
    assert_string_equal(nearest("le_set_scan_enabel"), "LE Set Scan Enable");
    assert_null(nearest("xyzzy"));
    assert_null(nearest(""));
    assert_null(nearest("---"));
    char longest[4000];
    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    assert_null(nearest(longest));
}

static void check_safe(const char *in, size_t size, bool utf8, const char *wanted)
{
    char out[128];
    assert_int_equal(ble_text_escape(out, sizeof(out), in, size, utf8), strlen(wanted));
    assert_string_equal(out, wanted);
}

static void nothing_that_acts_on_a_terminal_gets_through(void **state)
{
    (void)state;
    check_safe("plain ~", 7, true, "plain ~");
    check_safe("a\033[31mb", 7, true, "a\\x1b[31mb");
    check_safe("a\0b\n\r\t\x7f", 7, true, "a\\x00b\\x0a\\x0d\\x09\\x7f");
    check_safe("\xc3\xa9", 2, true, "\xc3\xa9");
    check_safe("\xc3\xa9", 2, false, "\\u{e9}");
    check_safe("\xc2\x9b", 2, true, "\\u{9b}");             /* CSI as one character */
    check_safe("\x9b", 1, true, "\\x9b");                   /* and as one octet */
    check_safe("\xe2\x80\xae", 3, true, "\\u{202e}");       /* right-to-left override */
    check_safe("\xe2\x80\x8b", 3, true, "\\u{200b}");       /* zero width space */
    check_safe("\xed\xa0\x80", 3, true, "\\xed\\xa0\\x80"); /* a surrogate is no UTF-8 */
    check_safe("\xc0\xaf", 2, true, "\\xc0\\xaf");          /* nor is a longer form than needed */
    check_safe("\xf4\x90\x80\x80", 4, true, "\\xf4\\x90\\x80\\x80");
    check_safe("\xe2\x82", 2, true, "\\xe2\\x82"); /* cut in the middle */
    check_safe("\xf0\x9f\x98\x80", 4, true, "\xf0\x9f\x98\x80");
}

static void every_octet_pair_is_safe(void **state)
{
    (void)state;
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        char in[2] = { (char)(pair >> 8), (char)pair }, out[32];
        size_t length = ble_text_escape(out, sizeof(out), in, 2, false);
        assert_true(length < sizeof(out));
        for (size_t i = 0; i < length; i++)
            assert_true(out[i] >= 0x20 && out[i] < 0x7f);
    }
}

static void text_is_cut_between_characters(void **state)
{
    char out[4];
    (void)state;
    assert_int_equal(ble_text_escape(out, sizeof(out), "ab\033", 3, true), 6);
    assert_string_equal(out, "ab");
    assert_int_equal(ble_text_escape(out, sizeof(out), "\xc3\xa9\xc3\xa9z", 5, true), 5);
    assert_string_equal(out, "\xc3\xa9");
    assert_int_equal(ble_text_escape(NULL, 0, "abc", 3, true), 3);
    blr_text_copy(out, sizeof(out), "abcdef");
    assert_string_equal(out, "abc");
}

static void text_for_json_is_always_utf8(void **state)
{
    char out[32];
    (void)state;
    blr_text_utf8(out, sizeof(out), "a\xff\xc3\xa9\xe2\x82");
    assert_string_equal(out, "a\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd");
}

static void text_is_wrapped_at_blanks(void **state)
{
    const char *next;
    (void)state;
    assert_int_equal(blr_text_wrap("one two three", 7, &next), 7);
    assert_string_equal(next, "three");
    assert_int_equal(blr_text_wrap("one two three", 6, &next), 3);
    assert_string_equal(next, "two three");
    assert_int_equal(blr_text_wrap("abcdefghij k", 4, &next), 10); /* a long word stays whole */
    assert_string_equal(next, "k");
    assert_int_equal(blr_text_wrap("", 4, &next), 0);
    assert_string_equal(next, "");
    assert_int_equal(blr_text_wrap("short", 80, &next), 5);
    assert_string_equal(next, "");
}

static void columns_are_counted_not_octets(void **state)
{
    (void)state;
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        skip();
    assert_int_equal(blr_text_columns("abc"), 3);
    assert_int_equal(blr_text_columns("\xc3\xa9t\xc3\xa9"), 3);
    assert_int_equal(blr_text_columns("\xe4\xb8\xad\xe6\x96\x87"), 4);
}

static void integers(void **state)
{
    int32_t value = 7;
    (void)state;
    assert_int_equal(blr_value_integer("-80", -127, 20, &value), VALUE_OK);
    assert_int_equal(value, -80);
    assert_int_equal(blr_value_integer("+0x14", -127, 20, &value), VALUE_OK);
    assert_int_equal(value, 20);
    static const char *const bad[] = { "", "-", "+", "--1", "-+1", "1-", " 1", "1.5", "x" };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(blr_value_integer(bad[i], -127, 20, &value), VALUE_MALFORMED);
    static const char *const out[] = { "-128", "21", "-4294967295", "4294967296", "99999999999999999999" };
    for (size_t i = 0; i < sizeof(out) / sizeof(out[0]); i++)
        assert_int_equal(blr_value_integer(out[i], -127, 20, &value), VALUE_OUT_OF_RANGE);
    assert_int_equal(value, 20);
}

static void intervals(void **state)
{
    uint32_t value = 0;
    char text[24];
    (void)state;
    static const struct {
        const char *text;
        uint32_t us;
        const char *back;
    } good[] = { { "2.5ms", 2500, "2.5ms" }, { "625us", 625, "0.625ms" },
                 { "0.1", 100000, "100ms" }, { "10.24s", 10240000, "10.24s" },
                 { "1m", 60000000, "60s" },  { "20.000625ms", 20001, "20.001ms" },
                 { ".5us", 1, "0.001ms" },   { "40.959375", 40959375, "40.959375s" } };
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_int_equal(blr_value_interval(good[i].text, 0, UINT32_MAX, &value), VALUE_OK);
        assert_int_equal(value, good[i].us);
        assert_string_equal(blr_value_interval_text(value, text), good[i].back);
    }
    assert_int_equal(blr_value_interval("2.4ms", 2500, 10240000, &value), VALUE_OUT_OF_RANGE);
    assert_int_equal(blr_value_interval("10.240001s", 2500, 10240000, &value), VALUE_OUT_OF_RANGE);
    assert_int_equal(blr_value_interval("1ns", 0, 10240000, &value), VALUE_MALFORMED);
    assert_int_equal(blr_value_interval("us", 0, 10240000, &value), VALUE_MALFORMED);
}

static void addresses(void **state)
{
    uint8_t octets[6] = { 0 };
    static const uint8_t wanted[] = { 0x01, 0, 0, 0, 0xab, 0xc2 };
    (void)state;
    assert_int_equal(blr_value_address("C2:aB:00:00:00:01", octets), VALUE_OK);
    assert_memory_equal(octets, wanted, sizeof(wanted));
    static const char *const bad[] = { "",
                                       "C2",
                                       "C2:AB:00:00:00",
                                       "C2:AB:00:00:00:0",
                                       "C2:AB:00:00:00:01:",
                                       "C2AB00000001",
                                       "C2-AB-00-00-00-01",
                                       "G2:AB:00:00:00:01",
                                       "C2:AB:00:00:00:011" };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(blr_value_address(bad[i], octets), VALUE_MALFORMED);
    assert_memory_equal(octets, wanted, sizeof(wanted));
}

static void octets_in_one_text(void **state)
{
    uint8_t data[3];
    size_t size = 9;
    (void)state;
    assert_int_equal(blr_value_octets("01:02 03", data, 3, &size), VALUE_OK);
    assert_int_equal(size, 3);
    assert_int_equal(blr_value_octets("", data, 3, &size), VALUE_OK);
    assert_int_equal(size, 0);
    assert_int_equal(blr_value_octets("01020304", data, 3, &size), VALUE_OUT_OF_RANGE);
    assert_int_equal(size, 4);
    assert_int_equal(blr_value_octets("0", data, 3, &size), VALUE_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers),
        cmocka_unit_test(intervals),
        cmocka_unit_test(addresses),
        cmocka_unit_test(octets_in_one_text),
        cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
        cmocka_unit_test(durations_are_seconds_or_have_a_suffix),
        cmocka_unit_test(durations_are_written_as_they_may_be_typed),
        cmocka_unit_test(hex_may_be_spread_and_separated),
        cmocka_unit_test(hex_that_is_none_is_named),
        cmocka_unit_test(hex_stops_at_the_capacity),
        cmocka_unit_test(opcodes_are_hex_or_two_fields),
        cmocka_unit_test(the_nearest_word_is_found_and_no_far_one),
        cmocka_unit_test(nothing_that_acts_on_a_terminal_gets_through),
        cmocka_unit_test(every_octet_pair_is_safe),
        cmocka_unit_test(text_is_cut_between_characters),
        cmocka_unit_test(text_for_json_is_always_utf8),
        cmocka_unit_test(text_is_wrapped_at_blanks),
        cmocka_unit_test(columns_are_counted_not_octets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
