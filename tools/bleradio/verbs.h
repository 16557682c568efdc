/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What a verb is. One file per verb (verb_NAME.c) defines one struct verb; verbs.c lists them.
 */
#ifndef BLR_CLI_VERBS_H
#define BLR_CLI_VERBS_H

#include "json_keys.h"
#include "options.h"
#include "output.h"

/** Everything a verb is run with. */
struct tool {
    struct globals globals;
    struct output out;
};

/** Exit codes of a verb, for its help text. */
#define EXITS_ALWAYS     (1u << 0 | 1u << 1 | 1u << 2)
#define EXITS_CONTROLLER (EXITS_ALWAYS | 1u << 3 | 1u << 4)

struct verb {
    const char *name;
    const char *operands;    /**< how they are called, e.g. "OPCODE [HEX...]"; "" when there are none */
    const char *summary;     /**< one line, at most 60 columns */
    const char *description; /**< paragraphs, separated by newlines */
    const char *examples;    /**< lines */
    unsigned exits;          /**< bit n: may end with exit code n */
    int operands_min;
    int operands_max;
    const struct json_key *keys;       /**< of its JSON lines; NULL: the description tells them */
    const struct option_spec *options; /**< its own ones; NULL: none */
    size_t option_count;
    size_t options_size; /**< of the struct they fill, which begins as zeroes; at most VERB_OPTIONS_MAX */
    /** @return exit code */
    int (*run)(struct tool *tool, const void *options, int count, char **operands);
};

#define VERB_OPTIONS_MAX 2048

extern const struct verb blr_verb_advertise;
extern const struct verb blr_verb_connect;
extern const struct verb blr_verb_gatt;
extern const struct verb blr_verb_read;
extern const struct verb blr_verb_write;
extern const struct verb blr_verb_notify;
extern const struct verb blr_verb_uart;
extern const struct verb blr_verb_serve;
extern const struct verb blr_verb_ports;
extern const struct verb blr_verb_info;
extern const struct verb blr_verb_doctor;
extern const struct verb blr_verb_reset;
extern const struct verb blr_verb_scan;
extern const struct verb blr_verb_hci;
extern const struct verb blr_verb_trace;
extern const struct verb blr_verb_virtual;
extern const struct verb blr_verb_help;

/** The verbs in the order in which help lists them; NULL at the end. */
const struct verb *blr_verb_at(size_t n);

/** The verb of that name, or NULL. */
const struct verb *blr_verb_find(const char *name);

/** Say that there is no such verb, and which one may be meant. */
void blr_verb_unknown(struct output *out, const char *name);

/** The help text of the command (verb NULL) or of a verb, on the data stream. */
void blr_help(struct output *out, const struct verb *verb);

#endif
