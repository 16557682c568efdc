/* SPDX-License-Identifier: MIT */
/** @file @brief What a script is made of; shared by its reader (script.c) and its player (scripted.c). */
#ifndef TEST_SCRIPT_H
#define TEST_SCRIPT_H

#include "scripted.h"

#define SCRIPT_NAME 32

enum piece_kind { PIECE_OCTETS, PIECE_NAME, PIECE_PARAMETERS, PIECE_BLOCK };

/** A part of a VALUE. */
struct piece {
    enum piece_kind kind;
    size_t from;            /* PIECE_PARAMETERS: first octet; PIECE_BLOCK: size */
    size_t to;              /* PIECE_PARAMETERS: octet after the last, SIZE_MAX: all */
    char name[SCRIPT_NAME]; /* PIECE_NAME */
    uint8_t *octets;        /* PIECE_OCTETS, PIECE_BLOCK */
    size_t size;
};

struct value {
    struct piece *pieces;
    size_t count;
};

enum action_kind {
    ACTION_COMPLETE,
    ACTION_STATUS,
    ACTION_EVENT,
    ACTION_LE,
    ACTION_RAW,
    ACTION_COMPLETED,
    ACTION_WAIT,
    ACTION_REPEAT,
    ACTION_NOTHING,
    ACTION_STOP,
    ACTION_MUTE,
    ACTION_DEAF,
    ACTION_REVIVE,
    ACTION_HANGUP
};

struct action {
    enum action_kind kind;
    int ncmd;             /* -1: $ncmd */
    unsigned count;       /* REPEAT; COMPLETED */
    uint64_t duration_us; /* WAIT, REPEAT */
    struct value value;
};

enum rule_kind { RULE_COMMAND, RULE_ACL, RULE_SIGNAL };

struct rule {
    enum rule_kind kind;
    uint16_t opcode, opcode_mask; /* RULE_COMMAND */
    char signal[SCRIPT_NAME];     /* RULE_SIGNAL */
    uint8_t *prefix, *prefix_mask;
    size_t prefix_size;
    unsigned first, last; /* occurrences */
    struct action *actions;
    size_t action_count;
};

struct binding {
    char name[SCRIPT_NAME];
    struct value value;
};

struct script {
    struct rule *rules;
    size_t rule_count;
    struct binding *bindings;
    size_t binding_count;
    uint64_t latency_us;
    bool garbage_hunts;
    size_t swallow;
    uint32_t baud;
};

#endif
