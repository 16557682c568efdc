/* SPDX-License-Identifier: MIT */
/* The bleradio command: reads the options, finds the verb, runs it, and turns the outcome into an exit code. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bleradio/radio.h>

#include "exits.h"
#include "verbs.h"

/* A descriptor 0, 1 or 2 that is closed would be given to the serial port, and our words would go into it. The
 * stand-ins refuse to be written to (stdout) or read from (stdin), as the closed one would have. */
static void hold_standard_descriptors(void)
{
    static const int flags[] = { O_WRONLY, O_RDONLY, O_WRONLY };
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", flags[fd]) != fd)
            _exit(CLI_FAILED);
}

/* What reading the command line came to: run the verb, or end with a code. */
struct command {
    const struct verb *verb;
    int operand_count;
    char **operands;
    union {
        max_align_t aligned;
        char bytes[VERB_OPTIONS_MAX];
    } options;
};

static bool read_command(struct tool *tool, int argc, char **argv, struct command *command)
{
    struct output *out = &tool->out;
    struct option_group groups[2] = { { blr_cli_global_options, blr_cli_global_option_count, &tool->globals } };
    int first;
    if (!blr_cli_options(out, argc, argv, groups, 1, NULL, &first))
        return false;
    if (first >= argc)
        return true;
    const struct verb *verb = blr_verb_find(argv[first]);
    if (verb == NULL) {
        blr_verb_unknown(out, argv[first]);
        return false;
    }
    groups[1] = (struct option_group){ verb->options, verb->option_count, command->options.bytes };
    if (!blr_cli_options(out, argc - first, argv + first, groups, 2, command->operands, &command->operand_count))
        return false;
    command->verb = verb;
    if (tool->globals.help || tool->globals.version)
        return true;
    if (command->operand_count > verb->operands_max) {
        blr_say_error(out, "%s: '%s' is one operand too many; usage: bleradio %s%s%s", verb->name,
                      command->operands[verb->operands_max], verb->name, verb->operands[0] != '\0' ? " " : "",
                      verb->operands);
        return false;
    }
    if (command->operand_count < verb->operands_min) {
        blr_say_error(out, "%s: an operand is missing; usage: bleradio %s %s", verb->name, verb->name, verb->operands);
        return false;
    }
    return true;
}

static int run(struct tool *tool, int argc, char **argv, struct command *command)
{
    struct output *out = &tool->out;
    bool good = read_command(tool, argc, argv, command);
    const struct globals *globals = &tool->globals;
    blr_out_configure(out, (enum color_choice)globals->color, globals->json, globals->quiet, globals->verbosity);
    if (!good)
        return CLI_USAGE;
    if (globals->version) {
        blr_out_line(out, "bleradio %s", ble_version());
        return CLI_OK;
    }
    if (globals->help) {
        blr_help(out, command->verb);
        return CLI_OK;
    }
    if (command->verb == NULL) {
        blr_say_error(out, "a verb is missing; bleradio --help lists them");
        return CLI_USAGE;
    }
    return command->verb->run(tool, command->options.bytes, command->operand_count, command->operands);
}

/* Output that could not be written makes any outcome a failure; a reader that left does not. */
static int finish(struct output *out, int code)
{
    blr_out_flush(out);
    if (out->error == 0)
        return code;
    blr_say_error(out, "cannot write the output: %s", strerror(out->error));
    return code == CLI_OK ? CLI_FAILED : code;
}

int main(int argc, char **argv)
{
    struct tool tool = { 0 };
    struct command command = { 0 };
    hold_standard_descriptors();
    signal(SIGPIPE, SIG_IGN); /* writes tell; the controller is still to be left quiet */
    setlocale(LC_CTYPE, "");
    blr_out_init(&tool.out, stdout, stderr);
    command.operands = calloc((size_t)argc + 1, sizeof(*command.operands));
    if (command.operands == NULL)
        return CLI_FAILED;
    int code = run(&tool, argc, argv, &command);
    free(command.operands);
    return finish(&tool.out, code);
}
