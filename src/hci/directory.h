/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The names of all packets and of their fields, and lookups by number. Only what prints, dispatches or tests
 * links this; a host that merely speaks HCI names its descriptors (packets.h).
 *
 *     const struct hci_command_entry *entry = blr_hci_command_entry(0x200c);
 *     entry->name;                                     // "LE Set Scan Enable"
 *     entry->parameters;                               // "le_scan_enable\0filter_duplicates\0"
 *     for (unsigned n = 0; (entry = blr_hci_command_at(n)); n++) ...
 */
#ifndef BLR_HCI_DIRECTORY_H
#define BLR_HCI_DIRECTORY_H

#include "hci/codec.h"

/** A command with its names. Names of fields: one after the other, each with its terminating zero. */
struct hci_command_entry {
    const struct hci_command *command;
    const char *name;
    const char *parameters;
    const char *answer;
};

/** An event with its names. */
struct hci_event_entry {
    const struct hci_event *event;
    const char *name;
    const char *parameters;
};

/** What repeats inside a list, with its names. */
struct hci_element_entry {
    const struct hci_layout *layout;
    const char *name;
    const char *fields;
};

/** Which number an event's code is. */
enum hci_event_family {
    HCI_FAMILY_EVENT, /**< event code */
    HCI_FAMILY_LE,    /**< subevent of 0x3e */
    HCI_FAMILY_ZEPHYR /**< subevent of 0xff, from controllers with Zephyr's vendor commands */
};

/** @return NULL when the table lacks it */
const struct hci_command_entry *blr_hci_command_entry(uint16_t opcode);

/** Walk all commands in ascending order of opcodes. @return NULL at the end */
const struct hci_command_entry *blr_hci_command_at(unsigned n);

/** @return NULL when the table lacks it */
const struct hci_event_entry *blr_hci_event_entry(enum hci_event_family family, uint8_t code);

/** Walk all events of a family in ascending order. @return NULL at the end */
const struct hci_event_entry *blr_hci_event_at(enum hci_event_family family, unsigned n);

/** What repeats in a list with this element layout. @return NULL when it is none of the table's */
const struct hci_element_entry *blr_hci_element_entry(const struct hci_layout *layout);

/** Walk all elements. @return NULL at the end */
const struct hci_element_entry *blr_hci_element_at(unsigned n);

#endif
