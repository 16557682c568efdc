/* SPDX-License-Identifier: MIT */
#include "script.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OCTETS 65536
#define MAX_DEPTH  8

/** One statement being read. `at` points into its text. */
struct reader {
    struct script *script;
    const char *file;
    unsigned line;
    const char *at;
    int depth;
    char *why;
};

static bool fail(struct reader *r, const char *format, ...)
{
    if (r->why[0] != '\0')
        return false;
    int n = snprintf(r->why, SCRIPTED_TEXT, "%s:%u: ", r->file, r->line);
    va_list arguments;
    va_start(arguments, format);
    if (n >= 0 && n < SCRIPTED_TEXT)
        vsnprintf(r->why + n, (size_t)(SCRIPTED_TEXT - n), format, arguments);
    va_end(arguments);
    return false;
}

static void *grow(void *array, size_t count, size_t size)
{
    void *grown = realloc(array, (count + 1) * size);
    if (grown == NULL)
        abort();
    memset((char *)grown + count * size, 0, size);
    return grown;
}

static void blanks(struct reader *r)
{
    while (*r->at == ' ' || *r->at == '\t' || *r->at == '\n')
        r->at++;
}

static bool ends(const struct reader *r)
{
    return *r->at == '\0' || *r->at == ';' || *r->at == ':';
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)tolower((unsigned char)c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/** Read a word of letters, digits, _ - . */
static size_t word(struct reader *r, char *out, size_t capacity)
{
    blanks(r);
    size_t n = 0;
    while (isalnum((unsigned char)*r->at) || *r->at == '_' || *r->at == '-' || *r->at == '.') {
        if (n + 1 < capacity)
            out[n++] = *r->at;
        r->at++;
    }
    out[n] = '\0';
    return n;
}

static bool number(struct reader *r, size_t limit, size_t *out)
{
    blanks(r);
    if (!isdigit((unsigned char)*r->at))
        return fail(r, "a number is wanted at '%.20s'", r->at);
    size_t n = 0;
    for (; isdigit((unsigned char)*r->at); r->at++) {
        n = n * 10 + (size_t)(*r->at - '0');
        if (n > limit)
            return fail(r, "a number is above %zu", limit);
    }
    *out = n;
    return true;
}

static bool duration(struct reader *r, uint64_t *out)
{
    size_t n;
    if (!number(r, 1000000000, &n))
        return false;
    char unit[8];
    word(r, unit, sizeof(unit));
    uint64_t scale = strcmp(unit, "us") == 0   ? 1
                     : strcmp(unit, "ms") == 0 ? 1000
                     : strcmp(unit, "s") == 0  ? 1000000
                                               : 0;
    if (scale == 0)
        return fail(r, "a duration ends with us, ms or s, not with '%s'", unit);
    *out = n * scale;
    return true;
}

static bool octet(struct reader *r, uint8_t *out)
{
    int high = hex(r->at[0]);
    int low = high < 0 ? -1 : hex(r->at[1]);
    if (low < 0)
        return fail(r, "two hex digits are wanted at '%.20s'", r->at);
    *out = (uint8_t)(high << 4 | low);
    r->at += 2;
    return true;
}

/* ------------------------------------------------------------------------------------------------ values */

static struct piece *add_piece(struct value *value, enum piece_kind kind)
{
    value->pieces = grow(value->pieces, value->count, sizeof(*value->pieces));
    struct piece *piece = &value->pieces[value->count++];
    piece->kind = kind;
    return piece;
}

static void add_octets(struct value *value, uint8_t octet_value, size_t count)
{
    struct piece *last = value->count > 0 ? &value->pieces[value->count - 1] : NULL;
    if (last == NULL || last->kind != PIECE_OCTETS)
        last = add_piece(value, PIECE_OCTETS);
    for (; count > 0; count--) {
        last->octets = grow(last->octets, last->size, 1);
        last->octets[last->size++] = octet_value;
    }
}

static bool read_text(struct reader *r, struct value *value)
{
    add_octets(value, 0, 0);
    for (r->at++; *r->at != '"'; r->at++) {
        char c = *r->at;
        if (c == '\0')
            return fail(r, "a text is not closed by a quotation mark");
        if (c == '\\') {
            r->at++;
            c = *r->at == 'r' ? '\r' : *r->at == 'n' ? '\n' : *r->at == '0' ? '\0' : *r->at;
        }
        add_octets(value, (uint8_t)c, 1);
    }
    r->at++;
    return true;
}

static bool read_parameters(struct reader *r, struct value *value)
{
    struct piece *piece = add_piece(value, PIECE_PARAMETERS);
    r->at++;
    if (!number(r, MAX_OCTETS, &piece->from))
        return false;
    piece->to = piece->from + 1;
    if (*r->at == '+') {
        r->at++;
        piece->to = SIZE_MAX;
    } else if (*r->at == '-') {
        r->at++;
        if (!number(r, MAX_OCTETS, &piece->to) || piece->to < piece->from)
            return fail(r, "@A-B is wanted with A not above B");
        piece->to++;
    }
    return true;
}

static bool read_block(struct reader *r, struct value *value)
{
    struct piece *piece = add_piece(value, PIECE_BLOCK);
    r->at++;
    if (!number(r, MAX_OCTETS, &piece->size))
        return false;
    piece->octets = calloc(1, piece->size + 1);
    for (blanks(r); *r->at != '}'; blanks(r)) {
        size_t offset;
        uint8_t set;
        if (!number(r, MAX_OCTETS, &offset))
            return false;
        if (*r->at++ != ':')
            return fail(r, "in { } OFFSET:HEX is wanted");
        while (hex(*r->at) >= 0) {
            if (!octet(r, &set))
                return false;
            if (offset >= piece->size)
                return fail(r, "octet %zu is outside of a block of %zu", offset, piece->size);
            piece->octets[offset++] = set;
        }
    }
    r->at++;
    return true;
}

static bool read_octets(struct reader *r, struct value *value)
{
    uint8_t set;
    if (!octet(r, &set))
        return false;
    size_t count = 1;
    if (*r->at == '*') {
        r->at++;
        if (!number(r, MAX_OCTETS, &count))
            return false;
    }
    add_octets(value, set, count);
    return true;
}

static bool read_value(struct reader *r, struct value *value)
{
    for (blanks(r); !ends(r); blanks(r)) {
        bool good;
        if (*r->at == '"') {
            good = read_text(r, value);
        } else if (*r->at == '@') {
            good = read_parameters(r, value);
        } else if (*r->at == '{') {
            good = read_block(r, value);
        } else if (*r->at == '$') {
            r->at++;
            struct piece *piece = add_piece(value, PIECE_NAME);
            good = word(r, piece->name, sizeof(piece->name)) > 0 || fail(r, "a name is wanted after $");
        } else {
            good = read_octets(r, value);
        }
        if (!good)
            return false;
    }
    return true;
}

static void free_value(struct value *value)
{
    for (size_t i = 0; i < value->count; i++)
        free(value->pieces[i].octets);
    free(value->pieces);
}

/* ------------------------------------------------------------------------------------------------ rules */

static bool read_action(struct reader *r, struct action *action)
{
    static const struct {
        const char *name;
        enum action_kind kind;
        char arguments; /* v: value, d: duration, n: count, r: count and duration */
    } actions[] = {
        { "complete", ACTION_COMPLETE, 'v' }, { "status", ACTION_STATUS, 'v' },
        { "event", ACTION_EVENT, 'v' },       { "le", ACTION_LE, 'v' },
        { "raw", ACTION_RAW, 'v' },           { "completed", ACTION_COMPLETED, 'n' },
        { "wait", ACTION_WAIT, 'd' },         { "repeat", ACTION_REPEAT, 'r' },
        { "nothing", ACTION_NOTHING, 0 },     { "stop", ACTION_STOP, 0 },
        { "mute", ACTION_MUTE, 0 },           { "deaf", ACTION_DEAF, 0 },
        { "revive", ACTION_REVIVE, 0 },       { "hangup", ACTION_HANGUP, 0 },
    };
    char name[SCRIPT_NAME];
    word(r, name, sizeof(name));
    size_t i = 0;
    while (i < sizeof(actions) / sizeof(actions[0]) && strcmp(name, actions[i].name) != 0)
        i++;
    if (i == sizeof(actions) / sizeof(actions[0]))
        return fail(r, "there is no action '%s'", name);
    action->kind = actions[i].kind;
    action->ncmd = -1;
    size_t count;
    if (*r->at == '/' && action->kind <= ACTION_STATUS) {
        r->at++;
        if (!number(r, 255, &count))
            return false;
        action->ncmd = (int)count;
    }
    if (actions[i].arguments == 'n' || actions[i].arguments == 'r') {
        if (!number(r, 1000000, &count))
            return false;
        action->count = (unsigned)count;
    }
    if ((actions[i].arguments == 'd' || actions[i].arguments == 'r') && !duration(r, &action->duration_us))
        return false;
    if (action->kind == ACTION_REPEAT && action->count == 0 && action->duration_us == 0)
        return fail(r, "what is repeated for ever wants a duration above 0");
    if (actions[i].arguments == 'v' && !read_value(r, &action->value))
        return false;
    blanks(r);
    return *r->at == '\0' || *r->at == ';' || fail(r, "what is '%.20s'?", r->at);
}

static bool read_opcode(struct reader *r, const char *name, struct rule *rule)
{
    rule->kind = RULE_COMMAND;
    if (strlen(name) != 4)
        return fail(r, "an opcode has four hex digits or dots, unlike '%s'", name);
    for (int i = 0; i < 4; i++) {
        int digit = hex(name[i]);
        if (digit < 0 && name[i] != '.')
            return fail(r, "an opcode has four hex digits or dots, unlike '%s'", name);
        rule->opcode = (uint16_t)(rule->opcode << 4 | (digit < 0 ? 0 : digit));
        rule->opcode_mask = (uint16_t)(rule->opcode_mask << 4 | (digit < 0 ? 0 : 0xf));
    }
    return true;
}

static bool read_prefix(struct reader *r, struct rule *rule)
{
    for (blanks(r); !ends(r) && *r->at != '['; blanks(r)) {
        uint8_t digits = 0;
        uint8_t mask = 0;
        for (int k = 0; k < 2; k++, r->at++) {
            int digit = hex(*r->at);
            if (digit < 0 && *r->at != '.')
                return fail(r, "two hex digits or dots are wanted at '%.20s'", r->at);
            digits = (uint8_t)(digits << 4 | (digit < 0 ? 0 : digit));
            mask = (uint8_t)(mask << 4 | (digit < 0 ? 0 : 0xf));
        }
        rule->prefix = grow(rule->prefix, rule->prefix_size, 1);
        rule->prefix_mask = grow(rule->prefix_mask, rule->prefix_size, 1);
        rule->prefix[rule->prefix_size] = digits;
        rule->prefix_mask[rule->prefix_size++] = mask;
    }
    return true;
}

static bool read_occurrence(struct reader *r, struct rule *rule)
{
    rule->first = 1;
    rule->last = UINT32_MAX;
    if (*r->at != '[')
        return true;
    r->at++;
    size_t n;
    if (!number(r, 1000000, &n) || n == 0)
        return fail(r, "occurrences are counted from 1");
    rule->first = rule->last = (unsigned)n;
    if (*r->at == '+') {
        r->at++;
        rule->last = UINT32_MAX;
    } else if (*r->at == '-') {
        r->at++;
        if (!number(r, 1000000, &n) || n < rule->first)
            return fail(r, "[A-B] is wanted with A not above B");
        rule->last = (unsigned)n;
    }
    if (*r->at != ']')
        return fail(r, "] is missing");
    r->at++;
    blanks(r);
    return true;
}

static bool is_signal(const char *name)
{
    static const char *const signals[] = { "open", "dtr", "reopen", "garbage", "starved" };
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        if (strcmp(name, signals[i]) == 0)
            return true;
    return false;
}

static bool read_on(struct reader *r)
{
    struct script *script = r->script;
    script->rules = grow(script->rules, script->rule_count, sizeof(*script->rules));
    struct rule *rule = &script->rules[script->rule_count++];
    char name[SCRIPT_NAME];
    word(r, name, sizeof(name));
    if (is_signal(name)) {
        rule->kind = RULE_SIGNAL;
        memcpy(rule->signal, name, sizeof(rule->signal));
    } else if (strcmp(name, "acl") == 0) {
        rule->kind = RULE_ACL;
    } else if (!read_opcode(r, name, rule)) {
        return false;
    }
    if (!read_prefix(r, rule) || !read_occurrence(r, rule))
        return false;
    if (*r->at != ':')
        return fail(r, ": is missing before the actions");
    do {
        r->at++;
        rule->actions = grow(rule->actions, rule->action_count, sizeof(*rule->actions));
        if (!read_action(r, &rule->actions[rule->action_count++]))
            return false;
    } while (*r->at == ';');
    return true;
}

/* ------------------------------------------------------------------------------------------------ statements */

static bool read_set(struct reader *r)
{
    struct script *script = r->script;
    char name[SCRIPT_NAME];
    word(r, name, sizeof(name));
    if (strcmp(name, "latency") == 0)
        return duration(r, &script->latency_us);
    if (strcmp(name, "swallow") == 0)
        return number(r, MAX_OCTETS, &script->swallow);
    size_t baud;
    if (strcmp(name, "baud") == 0) {
        bool good = number(r, 100000000, &baud);
        script->baud = good ? (uint32_t)baud : 0;
        return good;
    }
    if (strcmp(name, "garbage") != 0)
        return fail(r, "there is nothing to set called '%s'", name);
    word(r, name, sizeof(name));
    if (strcmp(name, "skip") != 0 && strcmp(name, "hunt") != 0)
        return fail(r, "garbage is skip or hunt, not '%s'", name);
    script->garbage_hunts = name[0] == 'h';
    return true;
}

static bool read_let(struct reader *r)
{
    struct script *script = r->script;
    char name[SCRIPT_NAME];
    if (word(r, name, sizeof(name)) == 0)
        return fail(r, "a name is wanted after let");
    size_t i = 0;
    while (i < script->binding_count && strcmp(script->bindings[i].name, name) != 0)
        i++;
    if (i == script->binding_count)
        script->bindings = grow(script->bindings, script->binding_count++, sizeof(*script->bindings));
    else
        free_value(&script->bindings[i].value);
    memcpy(script->bindings[i].name, name, sizeof(name));
    memset(&script->bindings[i].value, 0, sizeof(script->bindings[i].value));
    return read_value(r, &script->bindings[i].value);
}

static bool read_file(struct script *script, const char *path, int depth, char *why);

static bool read_include(struct reader *r)
{
    blanks(r);
    char path[1024];
    const char *slash = strrchr(r->file, '/');
    int folder = slash != NULL ? (int)(slash - r->file + 1) : 0;
    int n = snprintf(path, sizeof(path), "%.*s%s", folder, r->file, r->at);
    if (n < 0 || (size_t)n >= sizeof(path))
        return fail(r, "the path is too long");
    while (n > 0 && isspace((unsigned char)path[n - 1]))
        path[--n] = '\0';
    r->at = "";
    if (r->depth >= MAX_DEPTH)
        return fail(r, "files include each other more than %d deep", MAX_DEPTH);
    return read_file(r->script, path, r->depth + 1, r->why);
}

static bool read_statement(struct reader *r)
{
    static const struct {
        const char *name;
        bool (*read)(struct reader *r);
    } statements[] = { { "include", read_include }, { "let", read_let }, { "set", read_set }, { "on", read_on } };
    char name[SCRIPT_NAME];
    word(r, name, sizeof(name));
    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
        if (strcmp(name, statements[i].name) != 0)
            continue;
        if (!statements[i].read(r))
            return false;
        blanks(r);
        return *r->at == '\0' || fail(r, "what is '%.20s'?", r->at);
    }
    return fail(r, "a statement begins with include, let, set or on, not with '%s'", name);
}

/** Cut a comment off, unless its slashes stand in a text. */
static void cut_comment(char *line)
{
    bool quoted = false;
    for (char *at = line; *at != '\0'; at++) {
        if (quoted && at[0] == '\\' && at[1] != '\0') {
            at++;
            continue;
        }
        if (*at == '"')
            quoted = !quoted;
        if (!quoted && at[0] == '/' && at[1] == '/') {
            *at = '\0';
            return;
        }
    }
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r")] == '\0';
}

static bool read_text_of(struct script *script, char *text, const char *file, int depth, char *why)
{
    struct reader r = { .script = script, .file = file, .depth = depth, .why = why };
    unsigned line = 0;
    char *statement = calloc(1, strlen(text) + 2);
    bool good = true;
    for (char *next = text; good && next != NULL;) {
        char *here = next;
        next = strchr(here, '\n');
        if (next != NULL)
            *next++ = '\0';
        line++;
        cut_comment(here);
        if (is_blank(here))
            continue;
        bool continues = here[0] == ' ' || here[0] == '\t';
        if (!continues) {
            r.at = statement;
            good = statement[0] == '\0' || read_statement(&r);
            statement[0] = '\0';
            r.line = line;
        }
        strcat(statement, here);
        strcat(statement, " ");
    }
    r.at = statement;
    good = good && (is_blank(statement) || read_statement(&r));
    free(statement);
    return good;
}

static bool read_file(struct script *script, const char *path, int depth, char *why)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        snprintf(why, SCRIPTED_TEXT, "%s: cannot be opened", path);
        return false;
    }
    char *text = NULL;
    size_t size = 0;
    for (int c; (c = getc(file)) != EOF; size++) {
        text = realloc(text, size + 2);
        text[size] = (char)(c == '\r' ? ' ' : c);
    }
    fclose(file);
    if (text == NULL)
        return true;
    text[size] = '\0';
    bool good = read_text_of(script, text, path, depth, why);
    free(text);
    return good;
}

static struct script *new_script(char *why)
{
    why[0] = '\0';
    struct script *script = calloc(1, sizeof(*script));
    if (script == NULL)
        abort();
    script->latency_us = 500;
    char first[] = "on ....: complete 01\non garbage: nothing\n";
    read_text_of(script, first, "(first)", 0, why);
    return script;
}

struct script *script_load(const char *path, char why[SCRIPTED_TEXT])
{
    struct script *script = new_script(why);
    if (read_file(script, path, 0, why))
        return script;
    script_free(script);
    return NULL;
}

struct script *script_parse(const char *text, const char *folder, char why[SCRIPTED_TEXT])
{
    struct script *script = new_script(why);
    char file[1024];
    snprintf(file, sizeof(file), "%s/(text)", folder);
    char *copy = strdup(text);
    bool good = read_text_of(script, copy, file, 0, why);
    free(copy);
    if (good)
        return script;
    script_free(script);
    return NULL;
}

void script_free(struct script *script)
{
    if (script == NULL)
        return;
    for (size_t i = 0; i < script->rule_count; i++) {
        struct rule *rule = &script->rules[i];
        for (size_t k = 0; k < rule->action_count; k++)
            free_value(&rule->actions[k].value);
        free(rule->actions);
        free(rule->prefix);
        free(rule->prefix_mask);
    }
    for (size_t i = 0; i < script->binding_count; i++)
        free_value(&script->bindings[i].value);
    free(script->rules);
    free(script->bindings);
    free(script);
}
