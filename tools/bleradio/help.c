/* SPDX-License-Identifier: MIT */
/* Help texts, made from the same tables that the options and verbs are read with. */
#include <string.h>

#include "exits.h"
#include "verbs.h"

#define OPTION_COLUMN 24

static void paragraphs(struct output *out, unsigned indent, const char *text)
{
    char line[1024];
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        snprintf(line, sizeof(line), "%.*s", (int)size, text);
        blr_out_paragraph(out, indent, line);
        text += size + (text[size] == '\n');
        if (*text != '\0')
            blr_out_end(out);
    }
}

static void example_lines(struct output *out, const char *text)
{
    blr_out_end(out);
    blr_out(out, STYLE_BOLD, "Examples:");
    blr_out_end(out);
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        blr_out_line(out, "  %.*s", (int)size, text);
        text += size + (text[size] == '\n');
    }
}

/* "  --name VALUE   help": `left` on the first line, the help wrapped beside it. */
static void two_columns(struct output *out, const char *left, const char *help)
{
    if (strlen(left) >= OPTION_COLUMN - 1) {
        blr_out_line(out, "%s", left);
        blr_out_paragraph(out, OPTION_COLUMN, help);
        return;
    }
    blr_out(out, STYLE_PLAIN, "%-*s", OPTION_COLUMN, left);
    blr_out_hanging(out, OPTION_COLUMN, help);
}

static void options(struct output *out, const char *title, const struct option_spec *specs, size_t count)
{
    blr_out_end(out);
    blr_out(out, STYLE_BOLD, "%s:", title);
    blr_out_end(out);
    for (size_t i = 0; i < count; i++) {
        const struct option_spec *spec = &specs[i];
        char left[64], range[128], help[512];
        char letter[8] = "    ";
        if (spec->letter != 0)
            snprintf(letter, sizeof(letter), "-%c, ", spec->letter);
        snprintf(left, sizeof(left), "  %s--%s%s%s", letter, spec->name, spec->value != NULL ? " " : "",
                 spec->value != NULL ? spec->value : "");
        blr_cli_option_range(spec, range, sizeof(range));
        if (spec->value == NULL || spec->kind == OPTION_TEXT || spec->kind == OPTION_LIST)
            snprintf(help, sizeof(help), "%s", spec->help);
        else
            snprintf(help, sizeof(help), "%s (%s)", spec->help, range);
        two_columns(out, left, help);
    }
}

static void json_keys(struct output *out, const struct json_key *keys)
{
    blr_out_end(out);
    blr_out(out, STYLE_BOLD, "Keys of a JSON line:");
    blr_out_end(out);
    for (; keys->name != NULL; keys++) {
        char left[64];
        snprintf(left, sizeof(left), "  %s", keys->name);
        two_columns(out, left, keys->meaning);
    }
}

static void exit_codes(struct output *out, unsigned codes)
{
    blr_out_end(out);
    blr_out(out, STYLE_BOLD, "Exit codes:");
    blr_out_end(out);
    for (int code = 0; code <= CLI_INTERRUPTED; code++) {
        const char *meaning = blr_cli_exit_meaning(code);
        if (meaning != NULL && (code == CLI_INTERRUPTED || (code < 32 && (codes >> code & 1) != 0)))
            blr_out_line(out, "  %3d  %s", code, meaning);
    }
}

static void help_of_command(struct output *out)
{
    blr_out_line(out, "Usage: bleradio [OPTION...] VERB [OPTION...] [OPERAND...]");
    blr_out_end(out);
    blr_out_paragraph(out, 0,
                      "Bluetooth LE from any HCI controller on a serial line. Data goes to stdout, talk to stderr. "
                      "Durations are seconds (2.5) or have a suffix (100ms, 2s, 1m, 1h).");
    blr_out_end(out);
    blr_out(out, STYLE_BOLD, "Verbs (bleradio VERB --help tells more):");
    blr_out_end(out);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++) {
        char left[64];
        const struct verb *verb = blr_verb_at(i);
        snprintf(left, sizeof(left), "  %s%s%s", verb->name, verb->operands[0] != '\0' ? " " : "", verb->operands);
        two_columns(out, left, verb->summary);
    }
    options(out, "Options (before or after the verb)", blr_cli_global_options, blr_cli_global_option_count);
    example_lines(out, "bleradio scan                             which devices are around\n"
                       "bleradio ports                            which ports may hold a controller\n"
                       "bleradio info                             what the controller is\n"
                       "bleradio -p /dev/ttyUSB0 -b auto doctor   why it does not answer\n"
                       "bleradio --trace t.btsnoop reset          record the bring-up");
    exit_codes(out, 0xff);
}

void blr_help(struct output *out, const struct verb *verb)
{
    if (verb == NULL) {
        help_of_command(out);
        return;
    }
    blr_out_line(out, "Usage: bleradio [OPTION...] %s [OPTION...]%s%s", verb->name,
                 verb->operands[0] != '\0' ? " " : "", verb->operands);
    blr_out_end(out);
    paragraphs(out, 0, verb->description);
    if (verb->option_count > 0)
        options(out, "Options of this verb", verb->options, verb->option_count);
    options(out, "Options of every verb", blr_cli_global_options, blr_cli_global_option_count);
    if (verb->keys != NULL)
        json_keys(out, verb->keys);
    example_lines(out, verb->examples);
    exit_codes(out, verb->exits);
}

static int run_help(struct tool *tool, const void *options_given, int count, char **operands)
{
    (void)options_given;
    const struct verb *verb = count > 0 ? blr_verb_find(operands[0]) : NULL;
    if (count > 0 && verb == NULL) {
        blr_verb_unknown(&tool->out, operands[0]);
        return CLI_USAGE;
    }
    blr_help(&tool->out, verb);
    return CLI_OK;
}

const struct verb blr_verb_help = {
    .name = "help",
    .operands = "[VERB]",
    .summary = "how to use the command, or a verb of it",
    .description = "Show the help text of a verb, or without one that of the whole command. The same as --help.",
    .examples = "bleradio help hci",
    .exits = EXITS_ALWAYS,
    .operands_max = 1,
    .run = run_help,
};
