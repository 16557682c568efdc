/* SPDX-License-Identifier: MIT */
/* write_rows rows TRACE LIST: every row of the packet tables as a packet of a btsnoop trace (data link 1002), and a
 * list of what it says, a line a value: "record <tab> row <tab> field <tab> kind <tab> offset <tab> octets as hex",
 * offset from the packet type. The values of a packet are distinct. A row without values has one line with field "-".
 * write_rows names TRACE LIST: packets that make others print all their names, and ours for the same numbers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/trace.h>

#include "sample.h"

static FILE *trace, *list;
static unsigned record;

static void put_number(unsigned value)
{
    const unsigned char octets[4] = { (unsigned char)(value >> 24), (unsigned char)(value >> 16),
                                      (unsigned char)(value >> 8), (unsigned char)value };

    fwrite(octets, 1, 4, trace);
}

static void write_packet(const char *row, bool received, const uint8_t *head, size_t head_size,
                         const struct sample *sample)
{
    size_t size = head_size + sample->size;

    record++;
    put_number((unsigned)size);
    put_number((unsigned)size);
    put_number((received ? 1u : 0u) | (head[0] == 1 || head[0] == 4 ? 2u : 0u));
    put_number(0);
    put_number(0x00e03ab4);
    put_number(record * 1000);
    fwrite(head, 1, head_size, trace);
    fwrite(sample->octets, 1, sample->size, trace);
    if (!sample->value_count)
        fprintf(list, "%u\t%s\t-\t0\t0\t\n", record, row);
    for (size_t i = 0; i < sample->value_count; i++) {
        const struct sample_value *value = &sample->values[i];

        fprintf(list, "%u\t%s\t%s\t%u\t%zu\t", record, row, value->name, value->kind, head_size + value->at);
        for (size_t k = 0; k < value->size; k++)
            fprintf(list, "%02x", sample->octets[value->at + k]);
        fprintf(list, "\n");
    }
}

static void write_command(const struct hci_command_entry *entry)
{
    uint8_t low = (uint8_t)entry->command->opcode, high = (uint8_t)(entry->command->opcode >> 8);
    struct sample sample;
    char row[120];

    snprintf(row, sizeof(row), "%s", entry->name);
    sample_make(&sample, &entry->command->parameters, entry->parameters, 0x11, true);
    write_packet(row, false, (uint8_t[]){ 1, low, high, (uint8_t)sample.size }, 4, &sample);
    sample_free(&sample);
    if (entry->command->reply != HCI_COMPLETE)
        return;
    snprintf(row, sizeof(row), "%s: answer", entry->name);
    sample_make(&sample, &entry->command->answer, entry->answer, 0x11, true);
    write_packet(row, true, (uint8_t[]){ 4, 0x0e, (uint8_t)(sample.size + 3), 1, low, high }, 6, &sample);
    sample_free(&sample);
}

static void write_event(enum hci_event_family family, const struct hci_event_entry *entry)
{
    static const uint8_t codes[] = { [HCI_FAMILY_LE] = 0x3e, [HCI_FAMILY_ZEPHYR] = 0xff };
    struct sample sample;

    sample_make(&sample, &entry->event->parameters, entry->parameters, 0x11, true);
    if (family == HCI_FAMILY_EVENT)
        write_packet(entry->name, true, (uint8_t[]){ 4, entry->event->code, (uint8_t)sample.size }, 3, &sample);
    else
        write_packet(entry->name, true, (uint8_t[]){ 4, codes[family], (uint8_t)(sample.size + 1), entry->event->code },
                     4, &sample);
    sample_free(&sample);
}

/* An answer to Read Local Supported Commands with all 512 bits, one to LE Read Local Supported Features with all 64,
 * and a Command Status of each error; the list says what we call them. */
static void write_names(void)
{
    const struct hci_command_entry *entry;
    struct sample sample = { .size = 65 };

    memset(sample.octets + 1, 0xff, 64);
    write_packet("commands", true, (uint8_t[]){ 4, 0x0e, 68, 1, 0x02, 0x10 }, 6, &sample);
    sample.size = 9;
    write_packet("features", true, (uint8_t[]){ 4, 0x0e, 12, 1, 0x03, 0x20 }, 6, &sample);
    sample = (struct sample){ .size = 3, .octets = { 1, 0x0d, 0x20 } };
    for (unsigned code = 0; code <= 0xff; code++) {
        write_packet("error", true, (uint8_t[]){ 4, 0x0f, 4, (uint8_t)code }, 4, &sample);
        fprintf(list, "error\t%u\t%s\n", code, ble_hci_error_name((uint8_t)code));
    }
    for (unsigned n = 0; (entry = blr_hci_command_at(n)); n++)
        if (entry->command->octet != BLR_HCI_NO_BIT)
            fprintf(list, "command\t%u.%u\t%s\n", entry->command->octet, entry->command->bit, entry->name);
    for (unsigned bit = 0; bit < 64; bit++)
        fprintf(list, "feature\t%u\t%s\n", bit, ble_le_feature_name(bit) ? ble_le_feature_name(bit) : "");
}

int main(int argc, char **argv)
{
    const struct hci_command_entry *command;
    const struct hci_event_entry *event;

    if (argc != 4 || !(trace = fopen(argv[2], "wb")) || !(list = fopen(argv[3], "w"))) {
        fprintf(stderr, "usage: write_rows rows|names TRACE LIST\n");
        return 2;
    }
    fwrite("btsnoop", 1, 8, trace);
    put_number(1);
    put_number(1002);
    if (strcmp(argv[1], "names") == 0) {
        write_names();
    } else {
        for (unsigned n = 0; (command = blr_hci_command_at(n)); n++)
            write_command(command);
        for (unsigned family = HCI_FAMILY_EVENT; family <= HCI_FAMILY_ZEPHYR; family++)
            for (unsigned n = 0; (event = blr_hci_event_at(family, n)); n++)
                write_event(family, event);
    }
    return fclose(trace) | fclose(list) ? 1 : 0;
}
