/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <getopt.h>
#include <inttypes.h>
#include <string.h>

#include <bleradio/host.h>

#include "suggest.h"
#include "values.h"

#define MOST_OPTIONS 64
#define FIRST_CODE   256 /* getopt codes of our rows: above every letter */

#define AT(member) offsetof(struct globals, member)
static const char *const flows[] = { "rtscts", "none", NULL };
static const char *const colors[] = { "auto", "always", "never", NULL };

const struct option_spec blr_cli_global_options[] = {
    { "port", 'p', OPTION_TEXT, AT(port), "PORT",
      "where the controller is: auto, /dev/ttyACM0, serial:PATH[,baud=N][,flow=rtscts|none], tcp:HOST:PORT, unix:PATH, "
      "fd:N, virtual: (one in software) or a pty; else the environment's BLERADIO_PORT, else auto",
      0, 0, NULL },
    { "baud", 'b', OPTION_RATE, AT(baud), "RATE", "bit/s of a serial line, or auto: try the usual ones", RATE_MIN,
      RATE_MAX, NULL },
    { "flow", 0, OPTION_CHOICE, AT(flow), "FLOW", "flow control of a serial line", BLE_FLOW_RTSCTS, 0, flows },
    { "timeout", 0, OPTION_DURATION, AT(timeout_ms), "DUR", "give up after this time (it bounds the whole command)", 10,
      DURATION_MAX, NULL },
    { "trace", 0, OPTION_TEXT, AT(trace), "FILE", "write every packet to FILE (btsnoop: for Wireshark, btmon)", 0, 0,
      NULL },
    { "json", 0, OPTION_FLAG, AT(json), NULL, "data as JSON, one object a line", 0, 0, NULL },
    { "color", 0, OPTION_CHOICE, AT(color), "WHEN", "colours; auto heeds NO_COLOR", COLOR_AUTO, 0, colors },
    { "quiet", 'q', OPTION_FLAG, AT(quiet), NULL, "on stderr nothing but errors", 0, 0, NULL },
    { "verbose", 'v', OPTION_COUNT, AT(verbosity), NULL,
      "tell on stderr what happens: -v states and commands, -vv every packet", 0, 0, NULL },
    { "help", 'h', OPTION_FLAG, AT(help), NULL, "this text, or that of a verb", 0, 0, NULL },
    { "version", 0, OPTION_FLAG, AT(version), NULL, "version of the library in use", 0, 0, NULL },
};
#undef AT
const size_t blr_cli_global_option_count = sizeof(blr_cli_global_options) / sizeof(blr_cli_global_options[0]);

/* ------------------------------------------------------------------------------------------------- one value */

bool blr_cli_option_takes_value(enum option_kind kind)
{
    return kind != OPTION_FLAG && kind != OPTION_COUNT;
}

static bool has_value(const struct option_spec *spec)
{
    return blr_cli_option_takes_value(spec->kind);
}

size_t blr_cli_option_range(const struct option_spec *spec, char *text, size_t capacity)
{
    char low[24], high[24];
    int length = 0;
    switch (spec->kind) {
    case OPTION_FLAG:
    case OPTION_COUNT: length = snprintf(text, capacity, "no value"); break;
    case OPTION_TEXT:
    case OPTION_LIST: length = snprintf(text, capacity, "not empty"); break;
    case OPTION_NUMBER:
    case OPTION_INTEGER: length = snprintf(text, capacity, "%" PRId64 " ... %" PRId64, spec->min, spec->max); break;
    case OPTION_RATE:
        length = snprintf(text, capacity, "%" PRId64 " ... %" PRId64 " or auto", spec->min, spec->max);
        break;
    case OPTION_DURATION:
        length = snprintf(text, capacity, "%s ... %s", blr_value_duration_text((uint32_t)spec->min, low),
                          blr_value_duration_text((uint32_t)spec->max, high));
        break;
    case OPTION_INTERVAL:
        length = snprintf(text, capacity, "%s ... %s", blr_value_interval_text((uint32_t)spec->min, low),
                          blr_value_interval_text((uint32_t)spec->max, high));
        break;
    case OPTION_CHOICE:
        for (size_t i = 0; spec->choices[i] != NULL; i++) {
            size_t at = (size_t)length < capacity ? (size_t)length : capacity;
            const char *between = i == 0 ? "" : spec->choices[i + 1] == NULL ? " or " : ", ";
            length += snprintf(text + at, capacity - at, "%s%s", between, spec->choices[i]);
        }
        break;
    }
    return (size_t)length;
}

static enum value_result read_choice(const struct option_spec *spec, const char *text, uint32_t *value)
{
    for (uint32_t i = 0; spec->choices[i] != NULL; i++) {
        if (strcmp(text, spec->choices[i]) == 0) {
            *value = (uint32_t)spec->min + i;
            return VALUE_OK;
        }
    }
    return VALUE_MALFORMED;
}

static enum value_result read_integer(const struct option_spec *spec, const char *text, struct option_integer *integer)
{
    enum value_result result = blr_value_integer(text, spec->min, spec->max, &integer->value);
    integer->given |= result == VALUE_OK;
    return result;
}

static enum value_result add_to_list(const char *text, struct option_list *list)
{
    if (text[0] == '\0')
        return VALUE_MALFORMED;
    if (list->count == OPTION_LIST_MAX)
        return VALUE_OUT_OF_RANGE;
    list->texts[list->count++] = text;
    return VALUE_OK;
}

static enum value_result read_value(const struct option_spec *spec, const char *text, void *value)
{
    uint32_t min = (uint32_t)spec->min, max = (uint32_t)spec->max;
    switch (spec->kind) {
    case OPTION_FLAG: *(bool *)value = true; return VALUE_OK;
    case OPTION_COUNT: ++*(unsigned *)value; return VALUE_OK;
    case OPTION_TEXT:
        if (text[0] == '\0')
            return VALUE_MALFORMED;
        *(const char **)value = text;
        return VALUE_OK;
    case OPTION_NUMBER: return blr_value_number(text, min, max, value);
    case OPTION_DURATION: return blr_value_duration(text, min, max, value);
    case OPTION_INTERVAL: return blr_value_interval(text, min, max, value);
    case OPTION_CHOICE: return read_choice(spec, text, value);
    case OPTION_INTEGER: return read_integer(spec, text, value);
    case OPTION_LIST: return add_to_list(text, value);
    case OPTION_RATE:
        if (strcmp(text, "auto") == 0) {
            *(uint32_t *)value = UINT32_MAX;
            return VALUE_OK;
        }
        return blr_value_number(text, min, max, value);
    }
    return VALUE_MALFORMED;
}

static const char *const kinds[] = {
    [OPTION_NUMBER] = "a number",      [OPTION_DURATION] = "a duration (seconds, or a number with ms, s, m or h)",
    [OPTION_RATE] = "a rate in bit/s", [OPTION_CHOICE] = "one of its choices",
    [OPTION_TEXT] = "a name",          [OPTION_INTEGER] = "a number",
    [OPTION_LIST] = "a name",          [OPTION_INTERVAL] = "a duration (seconds, or a number with us, ms or s)",
};

/* before: what stands before the name of the option in a message, "--" or a place in a file. */
static bool take_value_at(struct output *out, const char *before, const struct option_spec *spec, const char *text,
                          void *values)
{
    char range[128];
    enum value_result result = read_value(spec, text, (char *)values + spec->offset);
    if (result == VALUE_OK)
        return true;
    blr_cli_option_range(spec, range, sizeof(range));
    if (spec->kind == OPTION_LIST && result == VALUE_OUT_OF_RANGE)
        blr_say_error(out, "%s%s: '%s' is one too many; allowed: %d times", before, spec->name, text, OPTION_LIST_MAX);
    else if (result == VALUE_OUT_OF_RANGE)
        blr_say_error(out, "%s%s: '%s' is out of range; allowed: %s", before, spec->name, text, range);
    else
        blr_say_error(out, "%s%s: '%s' is not %s; allowed: %s", before, spec->name, text, kinds[spec->kind], range);
    return false;
}

static bool take_value(struct output *out, const struct option_spec *spec, const char *text, void *values)
{
    return take_value_at(out, "--", spec, text, values);
}

/* ------------------------------------------------------------------------------------------------- all options */

/* The tables in the form that getopt_long wants. */
struct tables {
    const struct option_group *groups;
    size_t group_count;
    struct option longs[MOST_OPTIONS + 1];
    const struct option_spec *specs[MOST_OPTIONS];
    void *values[MOST_OPTIONS];
    char letters[2 * MOST_OPTIONS + 3];
    int count;
};

static void fill(struct tables *tables, bool stop_at_operand)
{
    size_t letters = 0;
    /* '-' gives operands one by one in their order, whatever POSIXLY_CORRECT says; ':' leaves errors to us. */
    tables->letters[letters++] = stop_at_operand ? '+' : '-';
    tables->letters[letters++] = ':';
    for (size_t g = 0; g < tables->group_count; g++) {
        for (size_t i = 0; i < tables->groups[g].count && tables->count < MOST_OPTIONS; i++) {
            const struct option_spec *spec = &tables->groups[g].specs[i];
            int n = tables->count++;
            tables->specs[n] = spec;
            tables->values[n] = tables->groups[g].values;
            tables->longs[n] =
                (struct option){ spec->name, has_value(spec) ? required_argument : no_argument, NULL, FIRST_CODE + n };
            if (spec->letter == 0)
                continue;
            tables->letters[letters++] = spec->letter;
            if (has_value(spec))
                tables->letters[letters++] = ':';
        }
    }
}

/* Row that a getopt code belongs to, -1: none. */
static int find(const struct tables *tables, int code)
{
    if (code >= FIRST_CODE)
        return code - FIRST_CODE < tables->count ? code - FIRST_CODE : -1;
    for (int i = 0; i < tables->count; i++)
        if (code != 0 && tables->specs[i]->letter == code)
            return i;
    return -1;
}

static bool refuse_long(struct output *out, const struct tables *tables, const char *word)
{
    char typed[128];
    struct suggestion near = SUGGESTION_INIT;
    const char *first = NULL;
    snprintf(typed, sizeof(typed), "%.*s", (int)strcspn(word + 2, "="), word + 2);
    for (int i = 0; i < tables->count; i++) {
        const char *name = tables->specs[i]->name;
        blr_suggest(&near, typed, name);
        if (typed[0] == '\0' || strncmp(name, typed, strlen(typed)) != 0)
            continue;
        if (first != NULL) {
            blr_say_error(out, "option '--%s' is ambiguous: --%s or --%s", typed, first, name);
            return false;
        }
        first = name;
    }
    if (near.word != NULL)
        blr_say_error(out, "unknown option '--%s'; did you mean --%s?", typed, near.word);
    else
        blr_say_error(out, "unknown option '--%s'; --help lists them", typed);
    return false;
}

static bool refuse(struct output *out, const struct tables *tables, int code, const char *word)
{
    int row = find(tables, optopt);
    if (code == ':' && row >= 0)
        blr_say_error(out, "option --%s wants a value: %s", tables->specs[row]->name, tables->specs[row]->value);
    else if (row >= 0)
        blr_say_error(out, "option --%s takes no value: '%s'", tables->specs[row]->name, word);
    else if (optopt != 0)
        blr_say_error(out, "unknown option '-%c'; --help lists them", optopt);
    else
        return refuse_long(out, tables, word);
    return false;
}

bool blr_cli_options(struct output *out, int count, char **arguments, const struct option_group *groups,
                     size_t group_count, char **operands, int *used)
{
    struct tables tables = { .groups = groups, .group_count = group_count };
    int code, found = 0;
    fill(&tables, operands == NULL);
    optind = 0; /* start anew */
    opterr = 0;
    while ((code = getopt_long(count, arguments, tables.letters, tables.longs, NULL)) != -1) {
        if (code == 1 && operands != NULL) {
            operands[found++] = optarg;
            continue;
        }
        int row = find(&tables, code);
        if (row < 0)
            return refuse(out, &tables, code, arguments[optind > 0 ? optind - 1 : 0]);
        if (!take_value(out, tables.specs[row], optarg == NULL ? "" : optarg, tables.values[row]))
            return false;
    }
    if (operands == NULL) {
        *used = optind;
        return true;
    }
    while (optind < count)
        operands[found++] = arguments[optind++];
    *used = found;
    return true;
}

/* ------------------------------------------------------------------------------------------------- from JSON */

static bool is_number(enum option_kind kind)
{
    return kind != OPTION_TEXT && kind != OPTION_LIST && kind != OPTION_FLAG;
}

static bool take_json_list(struct output *out, const char *before, const struct option_spec *spec, json_t *list,
                           void *values)
{
    json_t *item;
    size_t i;
    json_array_foreach(list, i, item)
    {
        if (!json_is_string(item)) {
            blr_say_error(out, "%s%s: item %zu is not a string", before, spec->name, i + 1);
            return false;
        }
        if (!take_value_at(out, before, spec, json_string_value(item), values))
            return false;
    }
    return true;
}

static bool take_json(struct output *out, const char *before, const struct option_spec *spec, json_t *value,
                      void *values)
{
    char number[32];
    if (spec->kind == OPTION_FLAG && json_is_boolean(value))
        return json_is_false(value) || take_value_at(out, before, spec, "", values);
    if (spec->kind == OPTION_LIST && json_is_array(value))
        return take_json_list(out, before, spec, value, values);
    if (spec->kind != OPTION_FLAG && spec->kind != OPTION_LIST && json_is_string(value))
        return take_value_at(out, before, spec, json_string_value(value), values);
    if (is_number(spec->kind) && json_is_number(value)) {
        snprintf(number, sizeof(number), "%.9g", json_number_value(value));
        return take_value_at(out, before, spec, number, values);
    }
    blr_say_error(out, "%s%s: wants %s", before, spec->name,
                  spec->kind == OPTION_FLAG   ? "true or false"
                  : spec->kind == OPTION_LIST ? "a list of strings"
                  : is_number(spec->kind)     ? "a number or a string"
                                              : "a string");
    return false;
}

bool blr_cli_options_from_json(struct output *out, const char *where, json_t *object, const struct option_group *group)
{
    const char *key;
    json_t *value;
    char before[400];
    snprintf(before, sizeof(before), "%s: ", where);
    json_object_foreach(object, key, value)
    {
        struct suggestion near = SUGGESTION_INIT;
        size_t i = 0;
        while (i < group->count && strcmp(group->specs[i].name, key) != 0)
            blr_suggest(&near, key, group->specs[i++].name);
        if (i == group->count) {
            blr_say_error(out, "%sunknown key '%s'%s%s%s", before, key, near.word != NULL ? "; did you mean '" : "",
                          near.word != NULL ? near.word : "", near.word != NULL ? "'?" : "");
            return false;
        }
        if (!take_json(out, before, &group->specs[i], value, group->values))
            return false;
    }
    return true;
}
