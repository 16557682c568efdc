/* SPDX-License-Identifier: MIT */
#include "att/pdu_names.h"

#define NAME_OF(S, KIND, name, argument) #name "\0"

#define X(opcode, kind, tail, NAME, name, text) { &blr_att_##name, text, ATT_##NAME(NAME_OF, none) },
static const struct att_entry entries[] = { ATT_PDUS(X) };
#undef X

enum { ENTRIES = sizeof(entries) / sizeof(entries[0]) };

const struct att_entry *blr_att_entry(uint8_t opcode)
{
    for (unsigned i = 0; i < ENTRIES; i++)
        if (entries[i].pdu->opcode == opcode)
            return &entries[i];
    return NULL;
}

const struct att_entry *blr_att_entry_at(unsigned n)
{
    return n < ENTRIES ? &entries[n] : NULL;
}
