/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Options as tables: a row says how an option is called, what it may hold and where its value goes.
 *
 * Global options may stand before or after the verb, a verb's own options after it. Everything is checked before
 * anything is done; a bad option or value is one line on stderr and exit code 2.
 */
#ifndef BLR_CLI_OPTIONS_H
#define BLR_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "output.h"

/** What an option holds, and the type at its offset. */
enum option_kind {
    OPTION_FLAG,     /**< no value; bool */
    OPTION_COUNT,    /**< no value, may be repeated; unsigned */
    OPTION_TEXT,     /**< const char *, not empty */
    OPTION_NUMBER,   /**< uint32_t within min ... max */
    OPTION_DURATION, /**< uint32_t milliseconds within min ... max */
    OPTION_RATE,     /**< uint32_t bit/s within min ... max, UINT32_MAX for "auto" */
    OPTION_CHOICE,   /**< uint32_t: min + index into choices */
    OPTION_INTEGER,  /**< struct option_integer within min ... max; may be negative */
    OPTION_INTERVAL, /**< uint32_t microseconds within min ... max */
    OPTION_LIST      /**< struct option_list of texts, none empty; may be repeated */
};

/** A value of which every one may be meant, 0 too. */
struct option_integer {
    bool given;
    int32_t value;
};

#define OPTION_LIST_MAX 16

/** What was given, in that order. */
struct option_list {
    unsigned count;
    const char *texts[OPTION_LIST_MAX];
};

struct option_spec {
    const char *name;
    char letter; /**< 0: none */
    enum option_kind kind;
    size_t offset;     /**< in the struct that holds the values */
    const char *value; /**< how the value is called in a help text, e.g. "DUR" */
    const char *help;
    int64_t min, max;
    const char *const *choices; /**< ends with NULL */
};

/** Values of the global options. All zero: nothing was given. */
struct globals {
    const char *port;
    uint32_t baud;
    uint32_t flow; /**< enum ble_flow */
    const char *trace;
    uint32_t timeout_ms;
    uint32_t color; /**< enum color_choice */
    bool json;
    bool quiet;
    bool version;
    bool help;
    unsigned verbosity;
};

/** A table and where its values go. */
struct option_group {
    const struct option_spec *specs;
    size_t count;
    void *values;
};

/** Does an option of this kind take a value? */
bool blr_cli_option_takes_value(enum option_kind kind);

/** Rates that a line can have, bit/s. */
#define RATE_MIN 1200
#define RATE_MAX 12000000

/** Longest duration that makes sense anywhere: 24 h. */
#define DURATION_MAX 86400000u

extern const struct option_spec blr_cli_global_options[];
extern const size_t blr_cli_global_option_count;

/**
 * Read options.
 * @param arguments [0] is skipped, as in main()
 * @param operands what is no option, in order (room for count pointers); NULL: stop at the first operand
 * @param used set to the operands found, or with operands NULL to the index of the first one (count: none)
 * @return false: refused, and said so
 */
bool blr_cli_options(struct output *out, int count, char **arguments, const struct option_group *groups,
                     size_t group_count, char **operands, int *used);

/**
 * Read options from an object whose keys are their names: lists are arrays of strings, flags true or false, all others
 * strings as on the command line, or numbers. Texts stay in the object.
 * @param where for messages, "FILE: advertisement 2"
 * @return false: refused, and said so
 */
bool blr_cli_options_from_json(struct output *out, const char *where, json_t *object, const struct option_group *group);

/** What an option's value may be, e.g. "10ms ... 24h". As snprintf. */
size_t blr_cli_option_range(const struct option_spec *spec, char *text, size_t capacity);

#endif
