/* SPDX-License-Identifier: MIT */
#include <stdalign.h>
#include <string.h>

#include "hci/packets.h"
#include "virtual/internal.h"

static const struct command_row *const tables[] = {
    blr_virtual_rows_controller, blr_virtual_rows_advertising, blr_virtual_rows_sets,
    blr_virtual_rows_scanning,   blr_virtual_rows_lists,       blr_virtual_rows_links,
    blr_virtual_rows_procedures, blr_virtual_rows_flow,        blr_virtual_rows_zephyr,
};

enum { TABLES = sizeof(tables) / sizeof(tables[0]), STRUCT_MAX = 1024, ANSWER_MAX = 252, VENDOR_FIRST = 0xfc01 };

static bool has_row(const struct virtual_profile *profile, const struct command_row *row)
{
    return (profile->groups & row->group) == row->group;
}

static const struct command_row *find(const struct virtual_profile *profile, uint16_t opcode)
{
    for (unsigned i = 0; i < TABLES; i++)
        for (const struct command_row *row = tables[i]; row->handle != NULL; row++)
            if (row->command->opcode == opcode)
                return has_row(profile, row) ? row : NULL;
    return NULL;
}

void blr_virtual_supported_commands(const struct virtual_profile *profile, uint8_t bits[64])
{
    memset(bits, 0, 64);
    for (unsigned i = 0; i < TABLES; i++)
        for (const struct command_row *row = tables[i]; row->handle != NULL; row++)
            if (has_row(profile, row) && row->command->octet < 64)
                bits[row->command->octet] |= (uint8_t)(1u << row->command->bit);
}

void blr_virtual_vendor_commands(const struct virtual_profile *profile, uint8_t bits[64])
{
    memset(bits, 0, 64);
    for (const struct command_row *row = blr_virtual_rows_zephyr; row->handle != NULL; row++) {
        unsigned n = row->command->opcode - (unsigned)VENDOR_FIRST;
        if (has_row(profile, row) && n < 512)
            bits[n / 8] |= (uint8_t)(1u << n % 8);
    }
}

static void complete(struct virtual_controller *c, uint16_t opcode, const uint8_t *answer, size_t size)
{
    const struct hci_command_complete_event event = {
        .num_hci_command_packets = c->profile->ncmd,
        .command_opcode = opcode,
        .return_parameters = { answer, (uint16_t)size },
    };
    blr_virtual_event(c, &blr_hci_command_complete_event, &event);
}

static void say_status(struct virtual_controller *c, uint16_t opcode, uint8_t status)
{
    const struct hci_command_status_event event = {
        .status = status,
        .num_hci_command_packets = c->profile->ncmd,
        .command_opcode = opcode,
    };
    blr_virtual_event(c, &blr_hci_command_status_event, &event);
}

/* A command that is not carried out at all. */
static void refuse(struct virtual_controller *c, uint16_t opcode, uint8_t error)
{
    c->counters.refused++;
    if (c->profile->quirks & VIRTUAL_REFUSES_BY_COMPLETE)
        complete(c, opcode, &error, 1);
    else
        say_status(c, opcode, error);
}

/* What concerns a link says in its answer which one, whatever the status. */
static void return_handle(const struct hci_command *command, const uint8_t *parameters, uint8_t *answer)
{
    const struct hci_layout *in = &command->parameters, *out = &command->answer;
    if (in->count > 0 && in->fields[0].kind == HCI_HANDLE && out->count > 1 && out->fields[1].kind == HCI_HANDLE)
        memcpy(answer + out->fields[1].offset, parameters + in->fields[0].offset, sizeof(uint16_t));
}

/* By Command Status, or by a Command Complete whose first return parameter is the status. */
static void answer_command(struct virtual_controller *c, const struct hci_command *command, uint8_t status,
                           uint8_t *answer)
{
    uint8_t octets[ANSWER_MAX];
    if (command->reply == HCI_STARTED) {
        say_status(c, command->opcode, status);
        return;
    }
    if (command->reply == HCI_NONE) {
        if (status != HCI_SUCCESS)
            complete(c, command->opcode, &status, 1);
        return;
    }
    answer[command->answer.fields[0].offset] = status;
    int size = blr_hci_encode(&command->answer, answer, octets, sizeof(octets));
    complete(c, command->opcode, octets, size > 0 ? (size_t)size : 0);
}

static void carry_out(struct virtual_controller *c, const struct command_row *row, const void *parameters)
{
    alignas(max_align_t) uint8_t answer[STRUCT_MAX] = { 0 };
    uint8_t status = HCI_COMMAND_DISALLOWED;
    return_handle(row->command, parameters, answer);
    if (row->family == COMMANDS_ANY || (c->commands_used | row->family) != (COMMANDS_LEGACY | COMMANDS_EXTENDED)) {
        c->commands_used |= row->family;
        status = row->handle(c, parameters, answer);
    }
    if (status != HCI_SUCCESS)
        c->counters.refused++;
    answer_command(c, row->command, status, answer);
}

static void obey(struct virtual_controller *c, uint16_t opcode, const uint8_t *octets, size_t size)
{
    alignas(max_align_t) uint8_t parameters[STRUCT_MAX];
    const struct command_row *row = find(c->profile, opcode);
    if (row == NULL)
        refuse(c, opcode, HCI_UNKNOWN_COMMAND);
    else if (blr_hci_decode(&row->command->parameters, octets, size, parameters) != (int)size)
        refuse(c, opcode, HCI_INVALID_PARAMETERS);
    else
        carry_out(c, row, parameters);
}

void blr_virtual_dispatch(struct virtual_controller *c, const uint8_t *packet, size_t size)
{
    uint16_t opcode = (uint16_t)(packet[0] | packet[1] << 8);
    c->counters.commands++;
    bool mute = blr_virtual_faults_hit(&c->options.faults, FAULT_MUTE_COMMAND, c->counters.commands) != NULL;
    c->counters.faults += mute;
    if (blr_virtual_command_fault(c, c->counters.commands))
        return;
    if (blr_virtual_faults_hit(&c->options.faults, FAULT_REFUSE_COMMAND, c->counters.commands) != NULL) {
        c->counters.faults++;
        refuse(c, opcode, HCI_COMMAND_DISALLOWED);
        return;
    }
    c->muted = mute;
    obey(c, opcode, packet + 3, size - 3);
    c->muted = false;
}
