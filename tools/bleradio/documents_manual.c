/* SPDX-License-Identifier: MIT */
/* bleradio.1 in mdoc(7): a sentence begins a line, lines are short, what formatters would take for a request is not. */
#include <string.h>

#include "documents.h"
#include "exits.h"
#include "verbs.h"

#define LINE 76

/* ------------------------------------------------------------------------------------------------ text */

static void write_escaped(FILE *file, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\\')
            (void)fputs("\\e", file);
        else if (text[i] == '-' && (i == 0 || text[i - 1] == '-' || (i + 1 < size && text[i + 1] == '-')))
            (void)fputs("\\-", file);
        else
            (void)fputc(text[i], file);
    }
}

static void write_line(FILE *file, const char *text, size_t size)
{
    if (size > 0 && (text[0] == '.' || text[0] == '\''))
        (void)fputs("\\&", file);
    write_escaped(file, text, size);
    (void)fputc('\n', file);
}

/* Does a sentence end with this word? "..." ends none. */
static bool ends_sentence(const char *word, size_t size)
{
    return size > 1 && (word[size - 1] == '.' || word[size - 1] == '?') && word[size - 2] != '.';
}

/* One paragraph. */
static void write_text(FILE *file, const char *text, size_t size)
{
    size_t begin = 0, end = 0;
    for (size_t at = 0; at < size;) {
        size_t word = at;
        while (at < size && text[at] != ' ')
            at++;
        if (end > begin && at - begin > LINE) {
            write_line(file, text + begin, end - begin);
            begin = word;
        }
        end = at;
        if (ends_sentence(text + word, at - word) && at < size) {
            write_line(file, text + begin, end - begin);
            begin = end = at + 1;
        }
        at += at < size;
    }
    if (end > begin)
        write_line(file, text + begin, end - begin);
}

static void write_paragraphs(FILE *file, const char *text)
{
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        write_text(file, text, size);
        text += size + (text[size] == '\n');
        if (*text != '\0')
            (void)fputs(".Pp\n", file);
    }
}

/* An argument of a macro: quoted, so that blanks and macros' names are nothing special. */
static void write_argument(FILE *file, const char *text)
{
    (void)fputc('"', file);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            (void)fputs("\"\"", file);
        else
            write_escaped(file, text, 1);
    }
    (void)fputc('"', file);
}

/* ------------------------------------------------------------------------------------------------ lists */

static void write_option(FILE *file, const struct option_spec *spec)
{
    char range[128], help[640];
    (void)fputs(".It", file);
    if (spec->letter != 0)
        (void)fprintf(file, " Fl %c ,", spec->letter);
    (void)fprintf(file, " Fl Fl %s", spec->name);
    if (spec->value != NULL) {
        (void)fputs(" Ar ", file);
        write_argument(file, spec->value);
    }
    (void)fputc('\n', file);
    blr_cli_option_range(spec, range, sizeof(range));
    bool plain = spec->value == NULL || spec->kind == OPTION_TEXT || spec->kind == OPTION_LIST;
    int length = plain ? snprintf(help, sizeof(help), "%s.", spec->help)
                       : snprintf(help, sizeof(help), "%s (%s).", spec->help, range);
    write_text(file, help, (size_t)length < sizeof(help) ? (size_t)length : sizeof(help) - 1);
}

static void write_options(FILE *file, const struct option_spec *specs, size_t count)
{
    (void)fputs(".Bl -tag -width Ds\n", file);
    for (size_t i = 0; i < count; i++)
        write_option(file, &specs[i]);
    (void)fputs(".El\n", file);
}

static void write_keys(FILE *file, const struct json_key *keys)
{
    (void)fputs(".Pp\nKeys of a line of JSON:\n.Bl -tag -width Ds\n", file);
    for (; keys->name != NULL; keys++) {
        (void)fprintf(file, ".It Va %s\n", keys->name);
        char text[1024];
        int length = snprintf(text, sizeof(text), "%s.", keys->meaning);
        write_text(file, text, (size_t)length < sizeof(text) ? (size_t)length : sizeof(text) - 1);
    }
    (void)fputs(".El\n", file);
}

static void write_examples(FILE *file, const char *text)
{
    (void)fputs(".Pp\nExamples:\n.Bd -literal -offset indent\n", file);
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");
        write_line(file, text, size);
        text += size + (text[size] == '\n');
    }
    (void)fputs(".Ed\n", file);
}

static void write_verb(FILE *file, const struct verb *verb)
{
    (void)fprintf(file, ".Ss %s\n", verb->name);
    if (verb->operands[0] != '\0')
        (void)fprintf(file, ".Dl bleradio %s %s\n", verb->name, verb->operands);
    write_paragraphs(file, verb->description);
    if (verb->option_count > 0)
        write_options(file, verb->options, verb->option_count);
    if (verb->keys != NULL)
        write_keys(file, verb->keys);
    write_examples(file, verb->examples);
}

static void write_exits(FILE *file)
{
    (void)fputs(".Sh EXIT STATUS\n.Bl -tag -width Ds\n", file);
    for (int code = 0; code <= CLI_INTERRUPTED; code++) {
        char text[128];
        const char *meaning = blr_cli_exit_meaning(code);
        if (meaning == NULL)
            continue;
        (void)fprintf(file, ".It %d\n", code);
        int length = snprintf(text, sizeof(text), "%s.", meaning);
        write_text(file, text, (size_t)length);
    }
    (void)fputs(".El\n", file);
}

static void write_pairs(FILE *file, const char *section, const char *macro, const char *const (*pairs)[2])
{
    (void)fprintf(file, ".Sh %s\n.Bl -tag -width Ds\n", section);
    for (; (*pairs)[0] != NULL; pairs++) {
        (void)fprintf(file, ".It %s ", macro);
        write_argument(file, (*pairs)[0]);
        (void)fputc('\n', file);
        write_text(file, (*pairs)[1], strlen((*pairs)[1]));
    }
    (void)fputs(".El\n", file);
}

void blr_manual(FILE *file)
{
    static const char about[] =
        "Any controller that speaks HCI H4 on a serial port, a pty or a socket is opened, brought up, used, and left "
        "quiet, without a Bluetooth stack in the operating system. Data goes to stdout, talk to stderr. Durations are "
        "seconds (2.5) or have a suffix (100ms, 2s, 1m, 1h). Options of every verb, before or after it:";
    static const char *const environment[][2] = {
        { "BLERADIO_PORT", "The port, unless the option says another." },
        { "COLUMNS", "How wide lines are, unless it is asked of the terminal." },
        { "NO_COLOR", "No colours, whatever the terminal can." },
        { "XDG_STATE_HOME", "In its folder bleradio the addresses are kept that were made for controllers without one; "
                            "else in ~/.local/state." },
        { NULL, NULL },
    };
    static const char *const files[][2] = {
        { "PREFIX/share/bleradio/schema/*.json", "Schemas of the lines of JSON and of the file of advertise." },
        { "PREFIX/lib/udev/rules.d/70-bleradio.rules",
          "Who may use controllers on USB serial ports, and that ModemManager does not." },
        { NULL, NULL },
    };
    (void)fputs(".\\\" SPDX-License-Identifier: MIT\n"
                ".\\\" Made from the tables of the verbs when bleradio was built.\n"
                ".Dd November 22, 2026\n.Dt BLERADIO 1\n.Os\n"
                ".Sh NAME\n.Nm bleradio\n.Nd Bluetooth LE with an HCI controller on a serial line\n"
                ".Sh SYNOPSIS\n.Nm bleradio\n.Op Ar option ...\n.Ar verb\n.Op Ar option ...\n.Op Ar operand ...\n"
                ".Sh DESCRIPTION\n",
                file);
    write_text(file, about, sizeof(about) - 1);
    write_options(file, blr_cli_global_options, blr_cli_global_option_count);
    (void)fputs(".Sh VERBS\n", file);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++)
        write_verb(file, blr_verb_at(i));
    write_pairs(file, "ENVIRONMENT", "Ev", environment);
    write_pairs(file, "FILES", "Pa", files);
    write_exits(file);
    (void)fputs(".Sh SEE ALSO\n.Xr btmon 1 ,\n.Xr jq 1\n", file);
}
