/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scripted.h"

static struct script *parse(const char *text)
{
    char why[SCRIPTED_TEXT];
    struct script *script = script_parse(text, FIXTURES "/controllers", why);
    if (script == NULL)
        fail_msg("%s", why);
    return script;
}

/** Everything sent until `until_us`, as hex, with the time of each output in us: "500:040e.. 700:..". */
static char *sent(struct scripted *controller, uint64_t until_us)
{
    static char text[8192];
    size_t n = 0;
    struct scripted_output output;
    text[0] = '\0';
    while (scripted_next(controller, until_us, &output)) {
        n +=
            (size_t)snprintf(text + n, sizeof(text) - n, "%s%llu:", n > 0 ? " " : "", (unsigned long long)output.at_us);
        for (size_t i = 0; i < output.size; i++)
            n += (size_t)snprintf(text + n, sizeof(text) - n, "%02x", output.data[i]);
        assert_true(n < sizeof(text));
    }
    return text;
}

static void send(struct scripted *controller, uint64_t now_us, const char *hex)
{
    uint8_t data[1024];
    size_t size = 0;
    unsigned octet;
    for (; sscanf(hex, "%2x", &octet) == 1; hex += 2)
        data[size++] = (uint8_t)octet;
    scripted_receive(controller, now_us, data, size);
}

static char *play(const char *text, const char *input, uint64_t until_us)
{
    struct script *script = parse(text);
    struct scripted *controller = scripted_new(script);
    scripted_signal(controller, 0, "open");
    send(controller, 0, input);
    char *result = sent(controller, until_us);
    scripted_free(controller);
    script_free(script);
    return result;
}

static void answers_follow_the_last_rule_that_fits(void **state)
{
    (void)state;
    assert_string_equal(play("on 0c03: complete 00\n", "01030c00", 1000), "500:040e0401030c00");
    assert_string_equal(play("", "01030c00", 1000), "500:040e0401030c01");
    assert_string_equal(play("on ....: status 01\n", "01030c00", 1000), "500:040f040101030c");
    assert_string_equal(play("on 0c03: complete 00\non 0c.3: status/2 0c\n", "01030c00", 1000), "500:040f040c02030c");
    assert_string_equal(play("on 200c: complete 00\non 200c 01.2: complete 12\n", "010c20020102010c20020101", 1000),
                        "500:040e04010c2012 500:040e04010c2000");
    assert_string_equal(play("on 0c03: complete 00\non 0c03 [1]: nothing\non 0c03 [3+]: complete/0\n",
                             "01030c0001030c0001030c0001030c00", 1000),
                        "500:040e0401030c00 500:040e0300030c 500:040e0300030c");
}

static void values_are_octets_texts_names_parameters_and_blocks(void **state)
{
    (void)state;
    assert_string_equal(
        play("on 0406: raw ff*3 \"A;:\\r\" $b @0-1 @2 @9 {4 1:aabb} // \"\nlet a 02\nlet b 01 $a\nlet a 03\n",
             "010604031122ff", 1000),
        "500:ffffff413b3a0d01031122ff00aabb00");
    assert_string_equal(
        play("on 0406: raw @1+; event 05 00 @0-1 16; le 0a 01\nset latency 2ms", "010604031122ff", 9999),
        "2000:22ff 2000:040504001122"
        "16 2000:043e020a01");
}

static void time_passes_as_the_script_says(void **state)
{
    (void)state;
    assert_string_equal(play("on 0c03: wait 2ms; complete 00; wait 1s;\n  raw aa\n", "01030c00", 2000000),
                        "2500:040e0401030c00 1002500:aa");
    assert_string_equal(play("on open: raw 01; repeat 3 10ms; raw 02; raw 03", "", 100000),
                        "0:01 0:02 0:03 10000:02 10000:03 20000:02 20000:03");
    assert_string_equal(play("on open: repeat 0 10ms; raw 02", "", 25000), "0:02 10000:02 20000:02");
    assert_string_equal(play("on open: repeat 0 10ms; raw 02\non 0c03: stop; complete 00", "01030c00", 25000),
                        "0:02 500:040e0401030c00");
    assert_string_equal(play("on open: mute; wait 1ms; revive; raw 01", "01030c00", 25000), "1000:01");
    assert_string_equal(play("on starved: wait 1ms; event 0e 01 00 00\non 0c03: complete/0 00", "01030c00", 25000),
                        "500:040e0400030c00 1500:040e03010000");
}

static void the_deaf_hear_nothing_and_speak(void **state)
{
    (void)state;
    struct script *script = parse("on open: deaf; raw 02; wait 1ms; revive; raw 01");
    struct scripted *controller = scripted_new(script);
    scripted_signal(controller, 0, "open");
    assert_string_equal(sent(controller, 0), "0:02");
    send(controller, 500, "01030c00");
    assert_string_equal(sent(controller, 2000), "1000:01");
    send(controller, 2000, "01030c00");
    assert_string_equal(sent(controller, 3000), "2500:040e0401030c01");
    scripted_free(controller);
    script_free(script);
}

static void framing_skips_what_is_no_packet(void **state)
{
    (void)state;
    assert_string_equal(play("on 0c03: complete 00\n", "00ff000001030c00", 1000), "500:040e0401030c00");
    assert_string_equal(play("on 0c03: complete 00\nset swallow 6",
                             "01030c000000"
                             "01030c00",
                             1000),
                        "500:040e0401030c00");
    assert_string_equal(play("on 0c03: complete 00\nset garbage hunt\n", "01030c000001010c0001030c00", 1000),
                        "500:040e0401030c00 500:040e0401030c00");
    struct script *script = parse("on 0c03: complete 00\nset garbage hunt\non garbage: raw 04100100\n");
    struct scripted *controller = scripted_new(script);
    scripted_signal(controller, 0, "open");
    send(controller, 0, "00");
    assert_string_equal(sent(controller, 500), "500:04100100");
    send(controller, 1000, "01010c00010301030c00");
    assert_string_equal(sent(controller, 2000), "1500:040e0401030c00");
    assert_int_equal(scripted_garbage(controller), 1 + 4 + 2);
    scripted_free(controller);
    script_free(script);
}

static void acl_is_completed_and_counted_apart(void **state)
{
    (void)state;
    assert_string_equal(play("on acl: completed 1\non acl [2]: completed 7\non 0c03 [1]: complete 00",
                             "024020020001020240200000"
                             "01030c00",
                             1000),
                        "500:0413050140000100 500:0413050140000700 500:040e0401030c00");
}

static void lines_hang_up_and_have_a_rate(void **state)
{
    (void)state;
    struct script *script = parse("on 0c03: complete 00; hangup\nset baud 115200\non dtr: raw 01\non reopen: raw 02\n");
    struct scripted *controller = scripted_new(script);
    assert_true(scripted_hung_up(controller));
    scripted_signal(controller, 0, "open");
    assert_false(scripted_hung_up(controller));
    scripted_set_baud(controller, 1000000);
    send(controller, 0, "01030c00");
    assert_int_equal(scripted_deadline(controller), SCRIPTED_NEVER);
    scripted_set_baud(controller, 115200);
    scripted_signal(controller, 10, "dtr");
    scripted_signal(controller, 20, "reopen");
    assert_string_equal(sent(controller, 1000), "10:01 20:02");
    send(controller, 1000, "01030c00");
    assert_int_equal(scripted_deadline(controller), 1500);
    assert_string_equal(sent(controller, 2000), "1500:040e0401030c00");
    assert_true(scripted_hung_up(controller));
    const uint16_t *opcodes;
    size_t count;
    assert_int_equal(scripted_commands(controller, &opcodes, &count), 1);
    assert_int_equal(count, 1);
    assert_int_equal(opcodes[0], 0x0c03);
    scripted_free(controller);
    script_free(script);
}

static void errors_name_file_line_and_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } wrong[] = {
        { "set latency 5\n", "(text):1: a duration ends with us, ms or s, not with ''" },
        { "\nfoo\n", "(text):2: a statement begins with include, let, set or on, not with 'foo'" },
        { "on 0c0: nothing\n", "(text):1: an opcode has four hex digits or dots, unlike '0c0'" },
        { "let a 00\non 0c03: complete 0\n", "(text):2: two hex digits are wanted at '0 '" },
        { "on 0c03 [0]: nothing", "(text):1: occurrences are counted from 1" },
        { "on 0c03 complete 00", "(text):1: two hex digits or dots are wanted at 'omplete 00 '" },
        { "on 0c03: raw {2 2:00}", "(text):1: octet 2 is outside of a block of 2" },
        { "on 0c03: raw \"abc", "(text):1: a text is not closed by a quotation mark" },
        { "on 0c03: repeat 0 0us; raw 00", "(text):1: what is repeated for ever wants a duration above 0" },
        { "include nowhere.txt", "nowhere.txt: cannot be opened" },
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        char why[SCRIPTED_TEXT];
        assert_null(script_parse(wrong[i].text, "", why));
        if (strstr(why, wrong[i].why) == NULL)
            fail_msg("'%s' instead of '%s'", why, wrong[i].why);
    }
}

static void every_controller_file_is_readable(void **state)
{
    (void)state;
    DIR *folder = opendir(FIXTURES "/controllers");
    assert_non_null(folder);
    unsigned count = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot == NULL || strcmp(dot, ".txt") != 0)
            continue;
        char path[1024], why[SCRIPTED_TEXT];
        snprintf(path, sizeof(path), "%s/%s", FIXTURES "/controllers", entry->d_name);
        struct script *script = script_load(path, why);
        if (script == NULL)
            fail_msg("%s", why);
        script_free(script);
        count++;
    }
    closedir(folder);
    assert_true(count >= 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_follow_the_last_rule_that_fits),
        cmocka_unit_test(values_are_octets_texts_names_parameters_and_blocks),
        cmocka_unit_test(time_passes_as_the_script_says),
        cmocka_unit_test(the_deaf_hear_nothing_and_speak),
        cmocka_unit_test(framing_skips_what_is_no_packet),
        cmocka_unit_test(acl_is_completed_and_counted_apart),
        cmocka_unit_test(lines_hang_up_and_have_a_rate),
        cmocka_unit_test(errors_name_file_line_and_what_is_wrong),
        cmocka_unit_test(every_controller_file_is_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
