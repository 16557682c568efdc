/* SPDX-License-Identifier: MIT */
/* The packet tables against what real controllers and hosts said: each packet of the captures decodes with exactly its
 * length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/directory.h"
#include "hci/packets.h"
#include <bleradio/trace.h>

struct tally {
    const char *file;
    unsigned commands, answers, events, le_events, vendor;
};

static void judge(struct tally *tally, const char *what, bool answer, const struct hci_layout *layout,
                  const uint8_t *data, size_t size)
{
    void *decoded = malloc(layout->struct_size);
    bool refused = answer && size && data[0];
    int used =
        answer ? blr_hci_decode_answer(layout, data, size, decoded) : blr_hci_decode(layout, data, size, decoded);

    free(decoded);
    if (used != (int)size && !(refused && used >= 0))
        fail_msg("%s: %s%s: %d of %zu octets decoded", tally->file, what, answer ? ": answer" : "", used, size);
}

static void take_command(struct tally *tally, uint16_t opcode, const uint8_t *data, size_t size)
{
    const struct hci_command_entry *entry = blr_hci_command_entry(opcode);

    if (opcode >> 10 == 0x3f) {
        tally->vendor++;
        return;
    }
    if (!entry)
        fail_msg("%s: command 0x%04x is not in the table", tally->file, opcode);
    tally->commands++;
    judge(tally, entry->name, false, &entry->command->parameters, data, size);
}

static void take_command_complete(struct tally *tally, const uint8_t *data, size_t size)
{
    struct hci_command_complete_event event;
    const struct hci_command_entry *entry;

    assert_true(blr_hci_decode(&blr_hci_command_complete_event.parameters, data, size, &event) >= 3);
    if (event.command_opcode == 0 || event.command_opcode >> 10 == 0x3f)
        return;
    entry = blr_hci_command_entry(event.command_opcode);
    if (!entry)
        fail_msg("%s: an answer to 0x%04x, which is not in the table", tally->file, event.command_opcode);
    tally->answers++;
    if (entry->command->reply != HCI_COMPLETE) {
        /* A controller that does not know the command completes it at once. */
        assert_true(event.return_parameters.size >= 1 && event.return_parameters.data[0] != 0);
        return;
    }
    judge(tally, entry->name, true, &entry->command->answer, event.return_parameters.data,
          event.return_parameters.size);
}

/* Who answers "started" to a command that is completed at once has another idea of it than the table. */
static void take_command_status(struct tally *tally, const uint8_t *data, size_t size)
{
    struct hci_command_status_event event;
    const struct hci_command_entry *entry;

    assert_int_equal(blr_hci_decode(&blr_hci_command_status_event.parameters, data, size, &event), size);
    entry = blr_hci_command_entry(event.command_opcode);
    if (entry && event.status == 0 && entry->command->reply != HCI_STARTED)
        fail_msg("%s: %s is started, not completed", tally->file, entry->name);
}

static void take_event(struct tally *tally, uint8_t code, const uint8_t *data, size_t size)
{
    enum hci_event_family family = code == 0x3e ? HCI_FAMILY_LE : HCI_FAMILY_EVENT;
    const struct hci_event_entry *entry;

    if (code == 0xff) {
        tally->vendor++;
        return;
    }
    if (!blr_hci_event_length_possible(code, (uint8_t)size))
        fail_msg("%s: event 0x%02x cannot have %zu octets", tally->file, code, size);
    if (family == HCI_FAMILY_LE) {
        assert_true(size > 0);
        entry = blr_hci_event_entry(family, data[0]);
        data++;
        size--;
        tally->le_events++;
    } else {
        entry = blr_hci_event_entry(family, code);
        tally->events++;
    }
    if (!entry)
        fail_msg("%s: event 0x%02x is not in the table", tally->file, code);
    judge(tally, entry->name, false, &entry->event->parameters, data, size);
    if (code == 0x0e)
        take_command_complete(tally, data, size);
    if (code == 0x0f)
        take_command_status(tally, data, size);
}

static void take_packet(struct tally *tally, const uint8_t *packet, size_t size)
{
    size_t length = ble_packet_describe(true, packet, size, NULL, 0);

    assert_true(length > 0);
    if (packet[0] == 1) {
        assert_true(size >= 4 && size == 4u + packet[3]);
        take_command(tally, (uint16_t)(packet[1] | packet[2] << 8), packet + 4, size - 4);
    } else if (packet[0] == 4) {
        assert_true(size >= 3 && size == 3u + packet[2]);
        take_event(tally, packet[1], packet + 3, size - 3);
    }
}

static void read_btsnoop(struct tally *tally, const char *file)
{
    struct ble_trace_record record;
    struct ble_trace_reader *reader;
    char why[BLE_TRACE_TEXT], path[300];
    ble_status status;

    snprintf(path, sizeof(path), FIXTURES "/captures/%s", file);
    status = ble_trace_open(path, &reader, why);
    if (status != BLE_OK)
        fail_msg("%s: %s", file, why);
    while ((status = ble_trace_next(reader, &record, why)) == BLE_OK) {
        uint8_t *copy = malloc(record.size);

        assert_int_equal(record.size, record.original);
        memcpy(copy, record.packet, record.size);
        take_packet(tally, copy, record.size);
        free(copy);
    }
    assert_int_equal(status, BLE_END);
    ble_trace_reader_close(reader);
}

/* Octets of the packet that begins here; 0: no packet. */
static size_t packet_length(const uint8_t *data)
{
    switch (data[0]) {
    case 2: return 5u + (size_t)(data[3] | data[4] << 8);
    case 3: return 4u + data[3];
    case 4: return 3u + data[2];
    case 7: return 64; /* a log of the link manager, from some controllers */
    default: return 0;
    }
}

/* Packets one after the other. */
static void read_stream(struct tally *tally, const char *file)
{
    static uint8_t data[100000];
    char path[300];
    size_t size, at = 0;
    FILE *stream;

    snprintf(path, sizeof(path), FIXTURES "/captures/%s", file);
    stream = fopen(path, "rb");
    assert_non_null(stream);
    size = fread(data, 1, sizeof(data), stream);
    assert_true(size > 0 && size < sizeof(data));
    fclose(stream);
    while (at + 5 <= size) {
        size_t length = packet_length(data + at);

        if (!length || at + length > size)
            fail_msg("%s: no packet at %zu", file, at);
        take_packet(tally, data + at, length);
        at += length;
    }
    assert_int_equal(at, size);
}

static void real_packets_have_the_lengths_of_the_tables(void **state)
{
    static const struct tally files[] = {
        { "btsnoop_darkelf_laser_ext1.log", 115, 103, 252, 88, 33 },
        { "btsnoop_darkelf_laser_ext2.log", 127, 114, 232, 17, 38 },
        { "btsnoop_happyleaf_headless.log", 0, 0, 15, 0, 0 },
        { "btsnoop_happyleaf_obd_fail.log", 127, 111, 210, 88, 5 },
        { "btsnoop_horizon74_treadmill.log", 71, 66, 402, 416, 24 },
        { "btsnoop_jkbms_b5a24s.log", 9, 6, 54, 3, 0 },
        { "btsnoop_pongbot_many_connections.log", 1372, 1033, 2892, 567, 1206 },
        { "btsnoop_smartpen_ext_att.log", 111, 98, 1774, 477, 21 },
        { "bluffs_ctrl_to_host.h4", 0, 24, 912, 66, 0 },
        { "hciparse_mac_ctrl_to_host.h4", 0, 368, 994, 64, 0 },
        { "h4stream_bumble_usb_events.bin", 0, 50, 69, 32, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct tally tally = { .file = files[i].file };

        if (strstr(tally.file, ".log"))
            read_btsnoop(&tally, tally.file);
        else
            read_stream(&tally, tally.file);
        print_message("%s: %u commands, %u answers, %u events, %u LE events, %u of vendors\n", tally.file,
                      tally.commands, tally.answers, tally.events, tally.le_events, tally.vendor);
        assert_memory_equal(&tally.commands, &files[i].commands, sizeof(tally) - offsetof(struct tally, commands));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_packets_have_the_lengths_of_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
