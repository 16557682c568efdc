/* SPDX-License-Identifier: MIT */
/* Completions. What a value may be follows from its kind, and for texts from how the help calls them. */
#include <string.h>

#include "documents.h"
#include "verbs.h"

static bool is_called(const struct option_spec *spec, const char *name)
{
    return spec->value != NULL && strcmp(spec->value, name) == 0;
}

/* Is the text a port of a controller? */
static bool is_port(const struct option_spec *spec)
{
    return spec->letter == 'p';
}

static void write_choices(FILE *file, const struct option_spec *spec, const char *between)
{
    for (size_t i = 0; spec->choices[i] != NULL; i++)
        (void)fprintf(file, "%s%s", i > 0 ? between : "", spec->choices[i]);
}

/* Text inside single quotes of a shell; `special` characters get a backslash. */
static void write_quoted(FILE *file, const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            (void)fputs("'\\''", file);
        else if (strchr(special, *text) != NULL)
            (void)fprintf(file, "\\%c", *text);
        else
            (void)fputc(*text, file);
    }
}

static void write_licence(FILE *file)
{
    (void)fputs("# SPDX-License-Identifier: MIT\n# Made from the tables of the verbs when bleradio was built.\n", file);
}

/* ------------------------------------------------------------------------------------------------ bash */

static void write_names(FILE *file, const struct option_spec *specs, size_t count, bool with_values_only)
{
    for (size_t i = 0; i < count; i++) {
        if (with_values_only && !blr_cli_option_takes_value(specs[i].kind))
            continue;
        (void)fprintf(file, " --%s", specs[i].name);
        if (specs[i].letter != 0)
            (void)fprintf(file, " -%c", specs[i].letter);
    }
}

/* What to offer behind an option: a case of the shell. */
static void write_bash_values(FILE *file, const char *verb, const struct option_spec *specs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct option_spec *spec = &specs[i];
        if (!blr_cli_option_takes_value(spec->kind))
            continue;
        (void)fprintf(file, "        %s:--%s", verb, spec->name);
        if (spec->letter != 0)
            (void)fprintf(file, " | %s:-%c", verb, spec->letter);
        (void)fputs(") ", file);
        if (spec->kind == OPTION_CHOICE) {
            (void)fputs("COMPREPLY=($(compgen -W \"", file);
            write_choices(file, spec, " ");
            (void)fputs("\" -- \"$cur\"))", file);
        } else if (is_port(spec)) {
            (void)fputs("COMPREPLY=($(compgen -W \"auto virtual: $(compgen -G '/dev/tty[AU]*')\" -- \"$cur\"))", file);
        } else if (is_called(spec, "FILE")) {
            (void)fputs("COMPREPLY=($(compgen -f -- \"$cur\"))", file);
        } else if (is_called(spec, "DIR")) {
            (void)fputs("COMPREPLY=($(compgen -d -- \"$cur\"))", file);
        } else {
            (void)fputs("COMPREPLY=()", file);
        }
        (void)fputs("; return ;;\n", file);
    }
}

void blr_complete_bash(FILE *file)
{
    write_licence(file);
    (void)fputs("_bleradio() {\n"
                "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= word= value= i\n"
                "    if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                "        word=${COMP_WORDS[i]}\n"
                "        if [[ -n $value ]]; then [[ $word == = ]] || value=; continue; fi\n"
                "        case $word in\n"
                "        -*) [[ \"",
                file);
    write_names(file, blr_cli_global_options, blr_cli_global_option_count, true);
    (void)fputs(" \" == *\" $word \"* ]] && value=1 ;;\n"
                "        *) verb=$word; break ;;\n"
                "        esac\n"
                "    done\n"
                "    case $verb:$prev in\n",
                file);
    write_bash_values(file, "*", blr_cli_global_options, blr_cli_global_option_count);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++)
        write_bash_values(file, blr_verb_at(i)->name, blr_verb_at(i)->options, blr_verb_at(i)->option_count);
    (void)fputs("    esac\n    local options=\"", file);
    write_names(file, blr_cli_global_options, blr_cli_global_option_count, false);
    (void)fputs("\" operands=\n    case $verb in\n    '' | help) operands=\"", file);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++)
        (void)fprintf(file, "%s%s", i > 0 ? " " : "", blr_verb_at(i)->name);
    (void)fputs("\" ;;\n", file);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++) {
        const struct verb *verb = blr_verb_at(i);
        if (verb->option_count == 0)
            continue;
        (void)fprintf(file, "    %s) options+=\"", verb->name);
        write_names(file, verb->options, verb->option_count, false);
        (void)fputs("\" ;;\n", file);
    }
    (void)fputs("    esac\n"
                "    if [[ $cur == -* ]]; then operands=$options; fi\n"
                "    COMPREPLY=($(compgen -W \"$operands\" -- \"$cur\"))\n"
                "}\n"
                "complete -F _bleradio bleradio\n",
                file);
}

/* ------------------------------------------------------------------------------------------------ zsh */

static void write_zsh_option(FILE *file, const struct option_spec *spec)
{
    const char *repeated = spec->kind == OPTION_LIST || spec->kind == OPTION_COUNT ? "*" : "";
    bool valued = blr_cli_option_takes_value(spec->kind);
    if (spec->letter != 0)
        (void)fprintf(file, "        '%s'{-%c,--%s%s}'[", repeated, spec->letter, spec->name, valued ? "=" : "");
    else
        (void)fprintf(file, "        '%s--%s%s[", repeated, spec->name, valued ? "=" : "");
    write_quoted(file, spec->help, "[]\\");
    (void)fputs("]", file);
    if (valued) {
        (void)fputs(":", file);
        write_quoted(file, spec->value, ":\\");
        (void)fputs(":", file);
    }
    if (spec->kind == OPTION_CHOICE) {
        (void)fputs("(", file);
        write_choices(file, spec, " ");
        (void)fputs(")", file);
    } else if (is_port(spec)) {
        (void)fputs("_bleradio_ports", file);
    } else if (is_called(spec, "FILE")) {
        (void)fputs("_files", file);
    } else if (is_called(spec, "DIR")) {
        (void)fputs("_files -/", file);
    }
    (void)fputs("'\n", file);
}

void blr_complete_zsh(FILE *file)
{
    (void)fputs("#compdef bleradio\n", file);
    write_licence(file);
    (void)fputs("_bleradio_ports() {\n"
                "    local -a ports=(auto virtual\\: /dev/tty[AU]*(N))\n"
                "    compadd -a ports\n"
                "}\n"
                "_bleradio() {\n"
                "    local curcontext=$curcontext state line\n"
                "    local -a verbs globals own\n"
                "    verbs=(\n",
                file);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++) {
        (void)fprintf(file, "        '%s:", blr_verb_at(i)->name);
        write_quoted(file, blr_verb_at(i)->summary, "\\");
        (void)fputs("'\n", file);
    }
    (void)fputs("    )\n    globals=(\n", file);
    for (size_t i = 0; i < blr_cli_global_option_count; i++)
        write_zsh_option(file, &blr_cli_global_options[i]);
    (void)fputs("    )\n"
                "    _arguments -C $globals '1: :->verb' '*:: :->rest' && return\n"
                "    if [[ $state == verb ]]; then _describe verb verbs; return; fi\n"
                "    case $words[1] in\n",
                file);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++) {
        const struct verb *verb = blr_verb_at(i);
        if (verb->option_count == 0)
            continue;
        (void)fprintf(file, "    %s) own=(\n", verb->name);
        for (size_t n = 0; n < verb->option_count; n++)
            write_zsh_option(file, &verb->options[n]);
        (void)fputs("    ) ;;\n", file);
    }
    (void)fputs("    help) own=('1: :($verbs)') ;;\n"
                "    esac\n"
                "    _arguments $globals $own\n"
                "}\n"
                "_bleradio \"$@\"\n",
                file);
}

/* ------------------------------------------------------------------------------------------------ fish */

static void write_fish_option(FILE *file, const struct option_spec *spec, const char *verb)
{
    (void)fputs("complete -c bleradio", file);
    if (verb != NULL)
        (void)fprintf(file, " -n 'test \"$(__bleradio_verb)\" = %s'", verb);
    (void)fprintf(file, " -l %s", spec->name);
    if (spec->letter != 0)
        (void)fprintf(file, " -s %c", spec->letter);
    if (blr_cli_option_takes_value(spec->kind)) {
        bool files = is_called(spec, "FILE") || is_called(spec, "DIR");
        (void)fputs(files ? " -r -F" : " -x", file);
        if (spec->kind == OPTION_CHOICE) {
            (void)fputs(" -a '", file);
            write_choices(file, spec, " ");
            (void)fputs("'", file);
        } else if (is_port(spec)) {
            (void)fputs(" -a 'auto virtual: (path filter /dev/tty{ACM,USB,AMA}* 2>/dev/null)'", file);
        }
    }
    (void)fputs(" -d '", file);
    write_quoted(file, spec->help, "\\");
    (void)fputs("'\n", file);
}

void blr_complete_fish(FILE *file)
{
    write_licence(file);
    (void)fputs("function __bleradio_verb\n"
                "    set -l words (commandline -opc)\n"
                "    set -l value no\n"
                "    for word in $words[2..]\n"
                "        if test $value = yes\n"
                "            set value no\n"
                "            continue\n"
                "        end\n"
                "        switch $word\n"
                "            case",
                file);
    write_names(file, blr_cli_global_options, blr_cli_global_option_count, true);
    (void)fputs("\n"
                "                set value yes\n"
                "            case '-*'\n"
                "            case '*'\n"
                "                echo $word\n"
                "                return\n"
                "        end\n"
                "    end\n"
                "end\n"
                "complete -c bleradio -f\n",
                file);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++) {
        const struct verb *verb = blr_verb_at(i);
        (void)fprintf(file, "complete -c bleradio -n 'test -z \"$(__bleradio_verb)\"' -a %s -d '", verb->name);
        write_quoted(file, verb->summary, "\\");
        (void)fprintf(file, "'\ncomplete -c bleradio -n 'test \"$(__bleradio_verb)\" = help' -a %s\n", verb->name);
    }
    for (size_t i = 0; i < blr_cli_global_option_count; i++)
        write_fish_option(file, &blr_cli_global_options[i], NULL);
    for (size_t i = 0; blr_verb_at(i) != NULL; i++)
        for (size_t n = 0; n < blr_verb_at(i)->option_count; n++)
            write_fish_option(file, &blr_verb_at(i)->options[n], blr_verb_at(i)->name);
}
