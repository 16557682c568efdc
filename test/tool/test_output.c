/* SPDX-License-Identifier: MIT */
/* Options and output: what is refused, what is written where, what a terminal never sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/host.h>
#include <signal.h>
#include <unistd.h>

#include "exits.h"
#include "options.h"

/* An output into memory. */
struct capture {
    struct output out;
    char *data;
    size_t data_size;
    char *talk;
    size_t talk_size;
};

static void begin(struct capture *capture)
{
    blr_out_init(&capture->out, open_memstream(&capture->data, &capture->data_size),
                 open_memstream(&capture->talk, &capture->talk_size));
}

static void end(struct capture *capture)
{
    fclose(capture->out.data);
    fclose(capture->out.talk);
}

static void release(struct capture *capture)
{
    free(capture->data);
    free(capture->talk);
}

/* ------------------------------------------------------------------------------------------------- options */

#define MOST 32

/* Read a command line; what was said goes to said. */
static bool read_options(const char *line, struct globals *globals, char **operands, int *used, char *said,
                         size_t capacity)
{
    static char words[256]; /* options point into it */
    char *arguments[MOST] = { "bleradio" };
    int count = 1;
    struct capture capture;
    struct option_group group = { blr_cli_global_options, blr_cli_global_option_count, globals };
    snprintf(words, sizeof(words), "%s", line);
    for (char *word = strtok(words, "|"); word != NULL && count < MOST; word = strtok(NULL, "|"))
        arguments[count++] = word;
    memset(globals, 0, sizeof(*globals));
    begin(&capture);
    bool good = blr_cli_options(&capture.out, count, arguments, &group, 1, operands, used);
    end(&capture);
    snprintf(said, capacity, "%s", capture.talk);
    assert_int_equal(capture.data_size, 0);
    release(&capture);
    return good;
}

static void all_global_options_are_read(void **state)
{
    struct globals globals;
    char *operands[MOST], said[256];
    int used;
    (void)state;
    assert_true(
        read_options("-p|/dev/x|a|--baud=921600|--flow|none|b|--timeout|2.5|--trace|t|--json|--color=never|-qvv|--|-c",
                     &globals, operands, &used, said, sizeof(said)));
    assert_string_equal(said, "");
    assert_string_equal(globals.port, "/dev/x");
    assert_int_equal(globals.baud, 921600);
    assert_int_equal(globals.flow, BLE_FLOW_NONE);
    assert_int_equal(globals.timeout_ms, 2500);
    assert_string_equal(globals.trace, "t");
    assert_int_equal(globals.color, COLOR_NEVER);
    assert_true(globals.json && globals.quiet);
    assert_int_equal(globals.verbosity, 2);
    assert_int_equal(used, 3);
    assert_string_equal(operands[0], "a");
    assert_string_equal(operands[1], "b");
    assert_string_equal(operands[2], "-c");
}

static void reading_stops_at_the_verb_when_asked(void **state)
{
    struct globals globals;
    char said[256];
    int first;
    (void)state;
    assert_true(read_options("-v|info|-v", &globals, NULL, &first, said, sizeof(said)));
    assert_int_equal(first, 2);
    assert_int_equal(globals.verbosity, 1);
    assert_true(read_options("-b|auto", &globals, NULL, &first, said, sizeof(said)));
    assert_int_equal(first, 3);
    assert_int_equal(globals.baud, UINT32_MAX);
}

static void bad_options_are_named_with_what_is_allowed(void **state)
{
    static const struct {
        const char *line;
        const char *said;
    } cases[] = {
        { "--baud|fast", "bleradio: --baud: 'fast' is not a rate in bit/s; allowed: 1200 ... 12000000 or auto\n" },
        { "--baud|100", "bleradio: --baud: '100' is out of range; allowed: 1200 ... 12000000 or auto\n" },
        { "-b|99999999999", "bleradio: --baud: '99999999999' is out of range; allowed: 1200 ... 12000000 or auto\n" },
        { "--flow|xon", "bleradio: --flow: 'xon' is not one of its choices; allowed: rtscts or none\n" },
        { "--color|red", "bleradio: --color: 'red' is not one of its choices; allowed: auto, always or never\n" },
        { "--timeout|soon",
          "bleradio: --timeout: 'soon' is not a duration (seconds, or a number with ms, s, m or h); allowed: 10ms ... "
          "24h\n" },
        { "--timeout|0", "bleradio: --timeout: '0' is out of range; allowed: 10ms ... 24h\n" },
        { "--timeout|25h", "bleradio: --timeout: '25h' is out of range; allowed: 10ms ... 24h\n" },
        { "--port=", "bleradio: --port: '' is not a name; allowed: not empty\n" },
        { "--trace", "bleradio: option --trace wants a value: FILE\n" },
        { "-p", "bleradio: option --port wants a value: PORT\n" },
        { "--json=1", "bleradio: option --json takes no value: '--json=1'\n" },
        { "--jsno", "bleradio: unknown option '--jsno'; did you mean --json?\n" },
        { "--tiemout=3", "bleradio: unknown option '--tiemout'; did you mean --timeout?\n" },
        { "--ver", "bleradio: option '--ver' is ambiguous: --verbose or --version\n" },
        { "--xyzzy", "bleradio: unknown option '--xyzzy'; --help lists them\n" },
        { "-x", "bleradio: unknown option '-x'; --help lists them\n" },
        { "-qx", "bleradio: unknown option '-x'; --help lists them\n" },
        { "--b\033ud", "bleradio: unknown option '--b\\x1bud'; did you mean --baud?\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct globals globals;
        char *operands[MOST], said[256];
        int used;
        assert_false(read_options(cases[i].line, &globals, operands, &used, said, sizeof(said)));
        assert_string_equal(said, cases[i].said);
    }
}

/* ------------------------------------------------------------------------------------------------- output */

static void pieces_are_escaped_and_coloured_only_where_wanted(void **state)
{
    struct capture capture;
    (void)state;
    begin(&capture);
    capture.out.utf8 = false;
    blr_out(&capture.out, STYLE_BAD, "%s", "x\033]0;title\ay\n");
    blr_out_end(&capture.out);
    capture.out.data_color = true;
    blr_out(&capture.out, STYLE_BAD, "red");
    blr_out(&capture.out, STYLE_PLAIN, " plain");
    blr_out_end(&capture.out);
    blr_say_error(&capture.out, "%s", "two\nlines");
    end(&capture);
    assert_string_equal(capture.data, "x\\x1b]0;title\\x07y\\x0a\n\033[31mred\033[0m plain\n");
    assert_string_equal(capture.talk, "bleradio: two\\x0alines\n");
    release(&capture);
}

static void fields_wrap_under_themselves(void **state)
{
    struct capture capture;
    (void)state;
    begin(&capture);
    capture.out.width = 40;
    blr_out_field(&capture.out, "Label", "one two three four five six seven");
    blr_out_field(&capture.out, "Empty", "%s", "");
    end(&capture);
    assert_string_equal(capture.data, "  Label           one two three four\n"
                                      "                  five six seven\n"
                                      "  Empty           \n");
    release(&capture);
}

static void text_that_is_too_long_ends_in_dots(void **state)
{
    struct capture capture;
    static char text[10000];
    (void)state;
    memset(text, 'a', sizeof(text) - 1);
    begin(&capture);
    blr_out_line(&capture.out, "%s", text);
    memset(text, '\033', sizeof(text) - 1);
    blr_out_line(&capture.out, "%s", text);
    end(&capture);
    char *second = strchr(capture.data, '\n') + 1;
    assert_memory_equal(second - 4, "...\n", 4);
    assert_memory_equal(capture.data + capture.data_size - 4, "...\n", 4);
    assert_null(strchr(capture.data, '\033'));
    release(&capture);
}

static void json_never_holds_a_raw_control(void **state)
{
    struct capture capture;
    char every[257] = "";
    (void)state;
    for (int i = 1; i < 256; i++)
        every[i - 1] = (char)i;
    begin(&capture);
    blr_out_json(&capture.out, json_pack("{s:o, s:o}", "a", blr_out_json_text(every), "n", blr_out_json_text(NULL)));
    end(&capture);
    for (size_t i = 0; i + 1 < capture.data_size; i++)
        assert_true(capture.data[i] >= 0x20 && capture.data[i] < 0x7f);
    assert_int_equal(capture.data[capture.data_size - 1], '\n');
    json_t *again = json_loads(capture.data, 0, NULL);
    assert_non_null(again);
    assert_true(json_is_null(json_object_get(again, "n")));
    json_decref(again);
    release(&capture);
}

static void octets_become_hex_in_json(void **state)
{
    static const uint8_t octets[] = { 0x00, 0xab, 0x10 };
    (void)state;
    json_t *hex = blr_out_json_hex(octets, 3), *none = blr_out_json_hex(octets, 0);
    assert_string_equal(json_string_value(hex), "00ab10");
    assert_string_equal(json_string_value(none), "");
    json_decref(hex);
    json_decref(none);
}

static void quiet_and_verbose_choose_the_talk(void **state)
{
    static const char *const wanted[] = { "bleradio: e\nbleradio: warning: w\ns\n", "bleradio: e\n",
                                          "bleradio: e\nbleradio: warning: w\ns\nd\n" };
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct capture capture;
        begin(&capture);
        capture.out.quiet = i == 1;
        capture.out.verbosity = i == 2;
        blr_say_error(&capture.out, "e");
        blr_say_warning(&capture.out, "w");
        blr_say(&capture.out, "s");
        blr_say_detail(&capture.out, "d");
        end(&capture);
        assert_string_equal(capture.talk, wanted[i]);
        assert_int_equal(capture.data_size, 0);
        release(&capture);
    }
}

static void a_full_disk_is_an_error_and_a_gone_reader_is_not(void **state)
{
    struct output out;
    int ends[2];
    (void)state;
    FILE *full = fopen("/dev/full", "w"), *talk = fopen("/dev/null", "w");
    blr_out_init(&out, full, talk);
    blr_out_line(&out, "x");
    assert_false(blr_out_flush(&out));
    assert_int_equal(out.error, ENOSPC);
    assert_false(out.closed);
    fclose(full);

    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    FILE *gone = fdopen(ends[1], "w");
    blr_out_init(&out, gone, talk);
    blr_out_line(&out, "x");
    assert_false(blr_out_flush(&out));
    assert_true(out.closed);
    assert_int_equal(out.error, 0);
    fclose(gone);
    fclose(talk);
}

static void width_and_colour_follow_the_environment(void **state)
{
    struct output out;
    FILE *null = fopen("/dev/null", "w");
    (void)state;
    blr_out_init(&out, null, null);
    setenv("COLUMNS", "57", 1);
    blr_out_configure(&out, COLOR_AUTO, false, false, 0);
    assert_int_equal(out.width, 57);
    assert_false(out.data_color); /* no terminal */
    setenv("COLUMNS", "3", 1);
    blr_out_configure(&out, COLOR_ALWAYS, false, false, 0);
    assert_int_equal(out.width, 80);
    assert_true(out.data_color && out.talk_color);
    setenv("NO_COLOR", "1", 1);
    blr_out_configure(&out, COLOR_ALWAYS, false, false, 0);
    assert_true(out.data_color); /* asked for by name */
    blr_out_configure(&out, COLOR_NEVER, false, false, 0);
    assert_false(out.data_color);
    unsetenv("COLUMNS");
    unsetenv("NO_COLOR");
    fclose(null);
}

/* ------------------------------------------------------------------------------------------------- exit codes */

static void every_status_has_its_exit_code(void **state)
{
    static const struct {
        ble_status status;
        int codes[3];
    } cases[] = {
        { BLE_OK, { 0, 0, 0 } },
        { BLE_END, { 0, 0, 0 } },
        { BLE_ERROR_ARGUMENT, { 2, 2, 2 } },
        { BLE_ERROR_AMBIGUOUS, { 2, 2, 2 } },
        { BLE_ERROR_NOT_FOUND, { 3, 1, 5 } },
        { BLE_ERROR_DENIED, { 3, 1, 1 } },
        { BLE_ERROR_BUSY, { 3, 1, 1 } },
        { BLE_ERROR_UNSUPPORTED, { 3, 1, 1 } },
        { BLE_ERROR_IO, { 3, 4, 1 } },
        { BLE_ERROR_SILENT, { 4, 4, 4 } },
        { BLE_ERROR_RESTARTED, { 4, 4, 4 } },
        { BLE_ERROR_LOST, { 3, 4, 4 } },
        { BLE_ERROR_TIMEOUT, { 3, 4, 5 } },
        { BLE_ERROR_PROTOCOL, { 4, 4, 1 } },
        { BLE_ERROR_DISCONNECTED, { 6, 6, 6 } },
        { BLE_ERROR_INTERRUPTED, { 130, 130, 130 } },
        { BLE_ERROR_MEMORY, { 1, 1, 1 } },
        { BLE_ERROR_HCI(0x0c), { 4, 1, 1 } },
        { BLE_ERROR_HCI(0x05), { 4, 1, 7 } },
        { BLE_ERROR_HCI(0x13), { 4, 1, 6 } },
        { BLE_ERROR_HCI(0x16), { 4, 1, 6 } },
        { BLE_ERROR_HCI(0x3e), { 4, 1, 6 } },
        { BLE_ERROR_HCI(0xff), { 4, 1, 1 } },
        { BLE_ERROR_ATT(0x05), { 7, 7, 7 } },
        { BLE_ERROR_ATT(0x01), { 1, 1, 1 } },
        { BLE_ERROR_SMP(0x01), { 7, 7, 7 } },
        { BLE_ERROR_SMP(0xff), { 7, 7, 7 } },
        { -12345, { 1, 1, 1 } },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        for (int phase = CLI_OPENING; phase <= CLI_RUNNING; phase++)
            assert_int_equal(blr_cli_exit(cases[i].status, (enum cli_phase)phase), cases[i].codes[phase]);
}

static void errors_never_exit_with_0_and_every_code_has_a_meaning(void **state)
{
    (void)state;
    for (ble_status status = -1; status > -0x600; status--) {
        for (int phase = CLI_OPENING; phase <= CLI_RUNNING; phase++) {
            int code = blr_cli_exit(status, (enum cli_phase)phase);
            assert_int_not_equal(code, 0);
            assert_non_null(blr_cli_exit_meaning(code));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_global_options_are_read),
        cmocka_unit_test(reading_stops_at_the_verb_when_asked),
        cmocka_unit_test(bad_options_are_named_with_what_is_allowed),
        cmocka_unit_test(pieces_are_escaped_and_coloured_only_where_wanted),
        cmocka_unit_test(fields_wrap_under_themselves),
        cmocka_unit_test(text_that_is_too_long_ends_in_dots),
        cmocka_unit_test(json_never_holds_a_raw_control),
        cmocka_unit_test(octets_become_hex_in_json),
        cmocka_unit_test(quiet_and_verbose_choose_the_talk),
        cmocka_unit_test(a_full_disk_is_an_error_and_a_gone_reader_is_not),
        cmocka_unit_test(width_and_colour_follow_the_environment),
        cmocka_unit_test(every_status_has_its_exit_code),
        cmocka_unit_test(errors_never_exit_with_0_and_every_code_has_a_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
