/* SPDX-License-Identifier: MIT */
/* Names of packets and errors, and packets by name. */
#include <bleradio/trace.h>

#include "hci/directory.h"
#include "hci/errors.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *ble_hci_command_name(uint16_t opcode)
{
    const struct hci_command_entry *entry = blr_hci_command_entry(opcode);

    return entry ? entry->name : NULL;
}

const char *ble_hci_event_name(uint8_t code, uint8_t subevent)
{
    bool meta = code == 0x3e;
    const struct hci_event_entry *entry =
        blr_hci_event_entry(meta ? HCI_FAMILY_LE : HCI_FAMILY_EVENT, meta ? subevent : code);

    return entry ? entry->name : NULL;
}

/* The next letter or digit of a name, in lower case; 0 at its end. */
static char next_letter(const char **name)
{
    for (; **name; (*name)++) {
        char c = **name;

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            (*name)++;
            return c;
        }
    }
    return 0;
}

static bool same_name(const char *a, const char *b)
{
    char letter;

    do {
        letter = next_letter(&a);
        if (letter != next_letter(&b))
            return false;
    } while (letter);
    return true;
}

uint16_t ble_hci_command_find(const char *name)
{
    const struct hci_command_entry *entry;

    for (unsigned n = 0; (entry = blr_hci_command_at(n)); n++)
        if (same_name(entry->name, name))
            return entry->command->opcode;
    return 0;
}

uint16_t ble_hci_supported_opcode(const uint8_t supported_commands[64], unsigned n)
{
    const struct hci_command_entry *entry;

    for (unsigned i = 0; (entry = blr_hci_command_at(i)); i++)
        if (blr_hci_has_command(supported_commands, entry->command) && n-- == 0)
            return entry->command->opcode;
    return 0;
}

const char *ble_hci_error_name(uint8_t code)
{
#define X(number, name) [number] = name,
    static const char *const names[] = { [0] = "Success", BLR_HCI_ERRORS(X) };
#undef X
    const char *name = code < COUNT(names) ? names[code] : NULL;

    return name ? name : "Unknown Error";
}
