/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The names of all ATT PDUs and of their fields. Only what prints or tests links this.
 *
 *     const struct att_entry *entry = blr_att_entry(0x0a);
 *     entry->name;                                     // "Read Request"
 *     entry->fields;                                   // "attribute_handle\0"
 *     for (unsigned n = 0; (entry = blr_att_entry_at(n)); n++) ...
 */
#ifndef BLR_ATT_PDU_NAMES_H
#define BLR_ATT_PDU_NAMES_H

#include "att/pdu.h"

/** A PDU with its names. Names of fields: one after the other, each with its terminating zero. */
struct att_entry {
    const struct att_pdu *pdu;
    const char *name;
    const char *fields;
};

/** @return NULL when the table lacks it */
const struct att_entry *blr_att_entry(uint8_t opcode);

/** Walk all PDUs in ascending order of opcodes. @return NULL at the end */
const struct att_entry *blr_att_entry_at(unsigned n);

#endif
