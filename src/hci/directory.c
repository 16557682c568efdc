/* SPDX-License-Identifier: MIT */
#include "hci/directory.h"
#include "hci/packets.h"

#define COUNT(array)                     (sizeof(array) / sizeof((array)[0]))
#define NAME_OF(S, KIND, name, argument) #name "\0"
#define NAMES(FIELDS)                    FIELDS(NAME_OF, none)

#define X(opcode, octet, bit, reply, NAME, name, text)                                                                 \
    { &blr_hci_##name, text, NAMES(HCI_##NAME##_PARAMETERS), NAMES(HCI_##NAME##_ANSWER) },
static const struct hci_command_entry commands[] = { HCI_COMMANDS(X) };
#undef X

#define X(code, NAME, name, text) { &blr_hci_##name##_event, text, NAMES(HCI_##NAME##_EVENT) },
static const struct hci_event_entry events[] = { HCI_EVENTS(X) };
static const struct hci_event_entry le_events[] = { HCI_LE_EVENTS(X) };
static const struct hci_event_entry zephyr_events[] = { HCI_ZEPHYR_EVENTS(X) };
#undef X

#define X(NAME, name) { &blr_hci_element_##name, #name, NAMES(HCI_##NAME##_ELEMENT) },
static const struct hci_element_entry elements[] = { HCI_COMMAND_ELEMENTS(X) HCI_EVENT_ELEMENTS(X) };
#undef X

static const struct {
    const struct hci_event_entry *entries;
    unsigned count;
} families[] = {
    [HCI_FAMILY_EVENT] = { events, COUNT(events) },
    [HCI_FAMILY_LE] = { le_events, COUNT(le_events) },
    [HCI_FAMILY_ZEPHYR] = { zephyr_events, COUNT(zephyr_events) },
};

const struct hci_command_entry *blr_hci_command_entry(uint16_t opcode)
{
    unsigned from = 0, to = COUNT(commands);

    while (from < to) {
        unsigned middle = (from + to) / 2;

        if (commands[middle].command->opcode == opcode)
            return &commands[middle];
        if (commands[middle].command->opcode < opcode)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

const struct hci_command_entry *blr_hci_command_at(unsigned n)
{
    return n < COUNT(commands) ? &commands[n] : NULL;
}

const struct hci_event_entry *blr_hci_event_entry(enum hci_event_family family, uint8_t code)
{
    for (unsigned i = 0; i < families[family].count; i++)
        if (families[family].entries[i].event->code == code)
            return &families[family].entries[i];
    return NULL;
}

const struct hci_event_entry *blr_hci_event_at(enum hci_event_family family, unsigned n)
{
    return n < families[family].count ? &families[family].entries[n] : NULL;
}

const struct hci_element_entry *blr_hci_element_entry(const struct hci_layout *layout)
{
    for (unsigned i = 0; i < COUNT(elements); i++)
        if (elements[i].layout == layout)
            return &elements[i];
    return NULL;
}

const struct hci_element_entry *blr_hci_element_at(unsigned n)
{
    return n < COUNT(elements) ? &elements[n] : NULL;
}
