/* SPDX-License-Identifier: MIT */
#include "scripted.h"
#include "script.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PACKET  1024 /* octets of a packet that are kept; the rest of a longer one is only counted */
#define MAX_OUTPUT  8192
#define LOG_SIZE    4096
#define VALUE_DEPTH 4

/** What a rule does, in progress. */
struct job {
    uint64_t at_us;
    const struct rule *rule;
    size_t next;        /* action */
    size_t repeat_from; /* first action that is repeated, 0: none is */
    unsigned repeats;   /* left, 0: for ever */
    uint64_t gap_us;
    uint16_t opcode;
    uint8_t *octets; /* parameters of the command, or the ACL packet after its type */
    size_t size;
    struct job *later;
};

struct occurrence {
    uint32_t what; /* opcode, or above it: acl and signals */
    unsigned count;
};

struct scripted {
    const struct script *script;
    struct job *jobs; /* sorted by time; equal times in order of arrival */
    bool muted, deaf, hung_up, hunting;
    uint32_t baud;
    size_t swallow;
    size_t garbage;
    size_t commands;
    uint16_t log[LOG_SIZE];
    size_t log_count;
    struct occurrence *occurrences;
    size_t occurrence_count;
    uint8_t packet[MAX_PACKET];
    size_t have;
    uint8_t output[MAX_OUTPUT];
    size_t output_size;
};

static const struct action pausing = { .kind = ACTION_NOTHING };
static const uint8_t reset_packet[] = { 0x01, 0x03, 0x0c, 0x00 };

/* ------------------------------------------------------------------------------------------------ jobs */

static void free_job(struct job *job)
{
    free(job->octets);
    free(job);
}

static void drop_jobs(struct scripted *c)
{
    while (c->jobs != NULL) {
        struct job *job = c->jobs;
        c->jobs = job->later;
        free_job(job);
    }
}

/** A job that goes on comes before others of the same time: what one rule sends stays together. */
static void queue(struct scripted *c, struct job *job, bool goes_on)
{
    struct job **at = &c->jobs;
    while (*at != NULL && ((*at)->at_us < job->at_us || (!goes_on && (*at)->at_us == job->at_us)))
        at = &(*at)->later;
    job->later = *at;
    *at = job;
}

static struct job *new_job(uint64_t at_us, const struct rule *rule, uint16_t opcode, const uint8_t *octets, size_t size)
{
    struct job *job = calloc(1, sizeof(*job));
    if (job == NULL || (size > 0 && (job->octets = malloc(size)) == NULL))
        abort();
    if (size > 0)
        memcpy(job->octets, octets, size);
    job->at_us = at_us;
    job->rule = rule;
    job->opcode = opcode;
    job->size = size;
    return job;
}

static unsigned occur(struct scripted *c, uint32_t what)
{
    for (size_t i = 0; i < c->occurrence_count; i++)
        if (c->occurrences[i].what == what)
            return ++c->occurrences[i].count;
    struct occurrence *grown = realloc(c->occurrences, (c->occurrence_count + 1) * sizeof(*grown));
    if (grown == NULL)
        abort();
    c->occurrences = grown;
    c->occurrences[c->occurrence_count++] = (struct occurrence){ what, 1 };
    return 1;
}

static bool fits(const struct rule *rule, enum rule_kind kind, uint16_t opcode, const char *signal, unsigned nth,
                 const uint8_t *octets, size_t size)
{
    if (rule->kind != kind || nth < rule->first || nth > rule->last || size < rule->prefix_size)
        return false;
    if (kind == RULE_COMMAND && ((rule->opcode ^ opcode) & rule->opcode_mask) != 0)
        return false;
    if (kind == RULE_SIGNAL && strcmp(rule->signal, signal) != 0)
        return false;
    for (size_t i = 0; i < rule->prefix_size; i++)
        if (((rule->prefix[i] ^ octets[i]) & rule->prefix_mask[i]) != 0)
            return false;
    return true;
}

/** The last rule that fits starts. */
static void begin(struct scripted *c, uint64_t at_us, enum rule_kind kind, uint16_t opcode, const char *signal,
                  const uint8_t *octets, size_t size)
{
    uint32_t what = kind == RULE_COMMAND ? opcode : kind == RULE_ACL ? 0x10000 : 0x20000 + (uint32_t)signal[0];
    unsigned nth = occur(c, what);
    for (size_t i = c->script->rule_count; i-- > 0;) {
        const struct rule *rule = &c->script->rules[i];
        if (!fits(rule, kind, opcode, signal, nth, octets, size))
            continue;
        queue(c, new_job(at_us, rule, opcode, octets, size), false);
        return;
    }
}

/* ------------------------------------------------------------------------------------------------ output */

static void put(struct scripted *c, const void *octets, size_t size)
{
    size_t room = MAX_OUTPUT - c->output_size;
    if (size > room)
        size = room;
    if (size > 0)
        memcpy(c->output + c->output_size, octets, size);
    c->output_size += size;
}

static void put_octet(struct scripted *c, unsigned octet)
{
    uint8_t one = (uint8_t)octet;
    put(c, &one, 1);
}

static const struct value *named(const struct script *script, const char *name)
{
    for (size_t i = 0; i < script->binding_count; i++)
        if (strcmp(script->bindings[i].name, name) == 0)
            return &script->bindings[i].value;
    return NULL;
}

static void put_value(struct scripted *c, const struct job *job, const struct value *value, int depth)
{
    for (size_t i = 0; value != NULL && depth < VALUE_DEPTH && i < value->count; i++) {
        const struct piece *piece = &value->pieces[i];
        if (piece->kind == PIECE_NAME)
            put_value(c, job, named(c->script, piece->name), depth + 1);
        else if (piece->kind != PIECE_PARAMETERS)
            put(c, piece->octets, piece->size);
        else if (piece->from < job->size)
            put(c, job->octets + piece->from, (piece->to < job->size ? piece->to : job->size) - piece->from);
    }
}

static unsigned ncmd_of(struct scripted *c, const struct job *job, const struct action *action)
{
    if (action->ncmd >= 0)
        return (unsigned)action->ncmd;
    size_t before = c->output_size;
    put_value(c, job, named(c->script, "ncmd"), 0);
    unsigned ncmd = c->output_size > before ? c->output[before] : 1;
    c->output_size = before;
    return ncmd;
}

/** Count the length octet of the event in output; parameters above 255 are cut. */
static void set_length(struct scripted *c)
{
    size_t parameters = c->output_size - 3;
    c->output[2] = (uint8_t)(parameters < 255 ? parameters : 255);
    c->output_size = 3u + c->output[2];
}

/** An event whose code is the first octet of the value. */
static void put_event(struct scripted *c, const struct job *job, const struct action *action)
{
    put_octet(c, 0x04);
    put_value(c, job, &action->value, 0);
    if (c->output_size < 2)
        put_octet(c, 0);
    put_octet(c, 0);
    memmove(c->output + 3, c->output + 2, c->output_size - 3);
    set_length(c);
}

static void put_completed(struct scripted *c, const struct job *job, unsigned count)
{
    if (job->size < 2)
        return;
    const uint8_t event[] = {
        0x04, 0x13, 5, 1, job->octets[0], job->octets[1] & 0x0f, (uint8_t)count, (uint8_t)(count >> 8)
    };
    put(c, event, sizeof(event));
}

/** Put an answer's head and remember when it leaves the host without a credit. */
static void put_ncmd(struct scripted *c, const struct job *job, const struct action *action)
{
    unsigned ncmd = ncmd_of(c, job, action);
    if (ncmd == 0)
        begin(c, job->at_us, RULE_SIGNAL, 0, "starved", NULL, 0);
    put_octet(c, ncmd);
    put_octet(c, job->opcode & 0xff);
    put_octet(c, job->opcode >> 8);
}

static void act(struct scripted *c, struct job *job, const struct action *action)
{
    switch (action->kind) {
    case ACTION_COMPLETE:
        put(c, "\x04\x0e", 3);
        put_ncmd(c, job, action);
        put_value(c, job, &action->value, 0);
        set_length(c);
        break;
    case ACTION_STATUS:
        put(c, "\x04\x0f", 3);
        put_value(c, job, &action->value, 0);
        put_ncmd(c, job, action);
        set_length(c);
        break;
    case ACTION_EVENT: put_event(c, job, action); break;
    case ACTION_LE:
        put(c, "\x04\x3e", 3);
        put_value(c, job, &action->value, 0);
        set_length(c);
        break;
    case ACTION_RAW: put_value(c, job, &action->value, 0); break;
    case ACTION_COMPLETED: put_completed(c, job, action->count); break;
    case ACTION_WAIT: job->at_us += action->duration_us; break;
    case ACTION_REPEAT:
        job->repeat_from = job->next;
        job->repeats = action->count;
        job->gap_us = action->duration_us;
        break;
    case ACTION_NOTHING: break;
    case ACTION_STOP: drop_jobs(c); break;
    case ACTION_MUTE:
        drop_jobs(c);
        c->muted = true;
        break;
    case ACTION_DEAF: c->deaf = true; break;
    case ACTION_REVIVE: c->muted = c->deaf = false; break;
    case ACTION_HANGUP:
        drop_jobs(c);
        c->hung_up = true;
        break;
    }
}

/** Take the job's next action; at the end of its rule begin the next repetition. @return NULL: it is done */
static const struct action *next_action(struct job *job)
{
    if (job->next == job->rule->action_count) {
        if (job->repeat_from == 0 || job->repeats == 1 || job->repeat_from == job->next)
            return NULL;
        if (job->repeats > 1)
            job->repeats--;
        job->next = job->repeat_from;
        job->at_us += job->gap_us;
        return &pausing;
    }
    return &job->rule->actions[job->next++];
}

/* ------------------------------------------------------------------------------------------------ input */

/** Does nothing come through in either direction? */
static bool unreachable(const struct scripted *c)
{
    return c->muted || c->hung_up || (c->script->baud != 0 && c->baud != 0 && c->baud != c->script->baud);
}

static size_t packet_size(const uint8_t *packet, size_t have)
{
    switch (packet[0]) {
    case 0x01: return have < 4 ? 4 : 4u + packet[3];
    case 0x02: return have < 5 ? 5 : 5u + packet[3] + 256u * packet[4];
    case 0x03: return have < 4 ? 4 : 4u + packet[3];
    default: return have < 5 ? 5 : 5u + packet[3] + 256u * (packet[4] & 0x3fu);
    }
}

static bool is_type(uint8_t octet)
{
    return octet == 0x01 || octet == 0x02 || octet == 0x03 || octet == 0x05;
}

static void whole_packet(struct scripted *c, uint64_t now_us)
{
    uint64_t at_us = now_us + c->script->latency_us;
    size_t size = c->have < MAX_PACKET ? c->have : MAX_PACKET;
    c->have = 0;
    if (c->packet[0] == 0x02) {
        begin(c, at_us, RULE_ACL, 0, "", c->packet + 1, size - 1);
        return;
    }
    if (c->packet[0] != 0x01)
        return;
    uint16_t opcode = (uint16_t)(c->packet[1] | c->packet[2] << 8);
    c->commands++;
    if (c->log_count == LOG_SIZE) {
        memmove(c->log, c->log + LOG_SIZE / 2, sizeof(c->log) / 2);
        c->log_count = LOG_SIZE / 2;
    }
    c->log[c->log_count++] = opcode;
    begin(c, at_us, RULE_COMMAND, opcode, "", c->packet + 4, size - 4);
}

/** Wait for 01 03 0C 00. */
static void hunt(struct scripted *c, uint64_t now_us, uint8_t octet)
{
    if (octet != reset_packet[c->have]) {
        c->garbage += c->have + 1;
        c->have = 0;
        if (octet != reset_packet[0])
            return;
        c->garbage--;
    }
    c->packet[c->have++] = octet;
    if (c->have < sizeof(reset_packet))
        return;
    c->hunting = false;
    whole_packet(c, now_us);
}

void scripted_receive(struct scripted *c, uint64_t now_us, const uint8_t *data, size_t size)
{
    bool deaf = c->deaf || unreachable(c);
    for (size_t i = 0; !deaf && i < size; i++) {
        if (c->swallow > 0) {
            c->swallow--;
        } else if (c->hunting) {
            hunt(c, now_us, data[i]);
        } else if (c->have == 0 && !is_type(data[i])) {
            c->garbage++;
            c->hunting = c->script->garbage_hunts;
            begin(c, now_us + c->script->latency_us, RULE_SIGNAL, 0, "garbage", NULL, 0);
        } else {
            if (c->have < MAX_PACKET)
                c->packet[c->have] = data[i];
            c->have++;
            if (c->have == packet_size(c->packet, c->have))
                whole_packet(c, now_us);
        }
    }
}

/* ------------------------------------------------------------------------------------------------ public */

struct scripted *scripted_new(const struct script *script)
{
    struct scripted *c = calloc(1, sizeof(*c));
    if (c == NULL)
        abort();
    c->script = script;
    c->hung_up = true;
    return c;
}

void scripted_free(struct scripted *c)
{
    if (c == NULL)
        return;
    drop_jobs(c);
    free(c->occurrences);
    free(c);
}

void scripted_signal(struct scripted *c, uint64_t now_us, const char *what)
{
    if (strcmp(what, "open") == 0) {
        drop_jobs(c);
        c->muted = c->deaf = c->hung_up = c->hunting = false;
        c->swallow = c->script->swallow;
        c->garbage = c->commands = c->log_count = c->have = c->occurrence_count = 0;
    }
    begin(c, now_us, RULE_SIGNAL, 0, what, NULL, 0);
}

void scripted_set_baud(struct scripted *c, uint32_t baud)
{
    c->baud = baud;
}

uint64_t scripted_deadline(const struct scripted *c)
{
    return c->jobs != NULL ? c->jobs->at_us : SCRIPTED_NEVER;
}

bool scripted_next(struct scripted *c, uint64_t now_us, struct scripted_output *output)
{
    while (c->jobs != NULL && c->jobs->at_us <= now_us) {
        struct job *job = c->jobs;
        c->jobs = job->later;
        c->output_size = 0;
        *output = (struct scripted_output){ .at_us = job->at_us, .data = c->output };
        const struct action *action = next_action(job);
        if (action == NULL) {
            free_job(job);
            continue;
        }
        act(c, job, action);
        queue(c, job, true);
        if (unreachable(c))
            c->output_size = 0;
        output->size = c->output_size;
        if (output->size > 0)
            return true;
    }
    return false;
}

bool scripted_hung_up(const struct scripted *c)
{
    return c->hung_up;
}

size_t scripted_commands(const struct scripted *c, const uint16_t **opcodes, size_t *count)
{
    if (opcodes != NULL) {
        *opcodes = c->log;
        *count = c->log_count;
    }
    return c->commands;
}

size_t scripted_garbage(const struct scripted *c)
{
    return c->garbage;
}
