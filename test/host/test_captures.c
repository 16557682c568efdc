/* SPDX-License-Identifier: MIT */
/** @file @brief Framer and codec read real captures as tshark does, however they are cut; the host survives them all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "captures.h"
#include "hci/h4.h"
#include "hci/packets.h"
#include "rig.h"

enum { BUFFER = 4096 };

/** What was counted in a stream. */
struct counts {
    unsigned types[256];
    unsigned events[256];
    unsigned le_events[256];
    unsigned reports, extended_reports;
    unsigned undecodable;
    uint32_t checksum; /* over all packets with their borders */
};

static void count_list(struct counts *counts, const struct hci_list *reports, const struct hci_layout *element,
                       unsigned *total)
{
    union {
        struct hci_advertising_report_element legacy;
        struct hci_extended_advertising_report_element extended;
    } report;
    unsigned found = 0;
    for (struct hci_list rest = *reports; blr_hci_list_next(&rest, element, &report);)
        found++;
    if (found != reports->count)
        counts->undecodable++;
    *total += found;
}

static void count_le_event(struct counts *counts, const uint8_t *data, size_t size)
{
    if (size == 0)
        return;
    counts->le_events[data[0]]++;
    struct hci_le_advertising_report_event legacy;
    struct hci_le_extended_advertising_report_event extended;
    if (data[0] == HCI_LE_EV_LE_ADVERTISING_REPORT) {
        if (blr_hci_decode(&blr_hci_le_advertising_report_event.parameters, data + 1, size - 1, &legacy) < 0)
            counts->undecodable++;
        else
            count_list(counts, &legacy.reports, &blr_hci_element_advertising_report, &counts->reports);
    }
    if (data[0] == HCI_LE_EV_LE_EXTENDED_ADVERTISING_REPORT) {
        if (blr_hci_decode(&blr_hci_le_extended_advertising_report_event.parameters, data + 1, size - 1, &extended) < 0)
            counts->undecodable++;
        else
            count_list(counts, &extended.reports, &blr_hci_element_extended_advertising_report,
                       &counts->extended_reports);
    }
}

static void count_packet(struct counts *counts, const struct h4_packet *packet)
{
    counts->types[packet->data[0]]++;
    for (uint32_t i = 0; i < packet->size; i++)
        counts->checksum = (counts->checksum ^ packet->data[i]) * 16777619u;
    counts->checksum = (counts->checksum ^ packet->size) * 16777619u;
    if (packet->data[0] != H4_EVENT)
        return;
    counts->events[packet->data[1]]++;
    if (packet->data[1] == HCI_EV_LE_META)
        count_le_event(counts, packet->data + 3, packet->size - 3);
}

static size_t next_chunk(enum rig_chunks chunks, uint32_t *random, size_t left)
{
    size_t size = chunks == RIG_WHOLE ? left : chunks == RIG_BYTES ? 1 : 1 + rig_random(random) % 600;
    return size < left ? size : left;
}

/** @return octets of whole packets and of what remains, up to where synchronisation was lost */
static size_t frame(const struct capture *capture, enum rig_chunks chunks, uint32_t seed, struct counts *counts)
{
    struct h4 h4;
    uint8_t *buffer = malloc(BUFFER);
    memset(counts, 0, sizeof(*counts));
    blr_h4_init(&h4, buffer, BUFFER);
    size_t done = 0;
    while (done < capture->size && h4.state == H4_SYNC) {
        size_t size = next_chunk(chunks, &seed, capture->size - done);
        uint8_t *exact = malloc(size);
        memcpy(exact, capture->data + done, size);
        size_t at = 0;
        while (at < size) {
            struct h4_packet packet;
            size_t taken = blr_h4_take(&h4, done + at, exact + at, size - at, &packet);
            assert_true(taken <= size - at);
            at += taken;
            if (packet.size > 0)
                count_packet(counts, &packet);
            else if (h4.state != H4_SYNC)
                break;
            else
                assert_int_equal(at, size);
        }
        done += at;
        free(exact);
    }
    if (h4.state == H4_SYNC && !capture->broken)
        assert_false(blr_h4_partial(&h4));
    done -= h4.doubt_size;
    free(buffer);
    return done;
}

static void compare(const char *name, const char *format, unsigned number, unsigned found)
{
    char key[64];
    snprintf(key, sizeof(key), format, number);
    unsigned truth = captures_truth(name, key);
    if (truth != found)
        fail_msg("%s: %s: %u instead of %u", name, key, found, truth);
}

static void compare_all(const struct capture *capture, const struct counts *counts)
{
    for (unsigned i = 0; i < 256; i++) {
        compare(capture->name, "type %02x", i, counts->types[i]);
        compare(capture->name, "event %02x", i, counts->events[i]);
        compare(capture->name, "le %02x", i, counts->le_events[i]);
    }
    compare(capture->name, "reports", 0, counts->reports);
    compare(capture->name, "extended reports", 0, counts->extended_reports);
    assert_int_equal(counts->undecodable, 0);
}

static void packets_and_reports_are_what_tshark_counts(void **state)
{
    (void)state;
    size_t count;
    struct capture *captures = captures_load(&count);
    unsigned checked = 0;
    for (size_t i = 0; i < count; i++) {
        if (captures[i].broken)
            continue;
        struct counts counts;
        assert_int_equal(frame(&captures[i], RIG_WHOLE, 0, &counts), captures[i].size);
        assert_true(captures_truth_sum(captures[i].name, "type ") > 0);
        compare_all(&captures[i], &counts);
        checked++;
    }
    assert_true(checked >= 10);
    captures_free(captures, count);
}

static void the_cut_of_the_stream_does_not_matter(void **state)
{
    (void)state;
    size_t count;
    struct capture *captures = captures_load(&count);
    for (size_t i = 0; i < count; i++) {
        struct counts whole, cut;
        size_t taken = frame(&captures[i], RIG_WHOLE, 0, &whole);
        for (uint32_t seed = 0; seed < 4; seed++) {
            assert_int_equal(frame(&captures[i], seed == 0 ? RIG_BYTES : RIG_RANDOM, seed, &cut), taken);
            assert_memory_equal(&cut, &whole, sizeof(cut));
        }
    }
    captures_free(captures, count);
}

/** A doubled octet makes a header that is impossible; the answer looked for begins inside it. */
static void the_hunt_begins_with_the_header_in_doubt(void **state)
{
    (void)state;
    static const uint8_t stream[] = { 0x04, 0x04, 0x0e, 0x04, 0x01, 0x03, 0x0c, 0x00 };
    for (size_t cut = 0; cut < sizeof(stream); cut++) {
        struct h4 h4;
        struct h4_packet packet = { 0 };
        uint8_t buffer[BUFFER];
        unsigned packets = 0;
        unsigned desyncs = 0;
        blr_h4_init(&h4, buffer, sizeof(buffer));
        for (size_t at = 0; at < sizeof(stream);) {
            size_t size = at < cut ? cut - at : sizeof(stream) - at;
            at += blr_h4_take(&h4, 0, stream + at, size, &packet);
            packets += packet.size > 0;
            if (h4.state != H4_DESYNC)
                continue;
            desyncs++;
            blr_h4_hunt(&h4, HCI_OP_RESET, 1, true);
        }
        assert_int_equal(desyncs, 1);
        assert_int_equal(packets, 1);
        assert_int_equal(packet.size, 7);
        assert_int_equal(h4.noise_bytes, 1);
    }
}

/** Feed a capture into a host that is ready. */
static void survive(const struct capture *capture, enum rig_chunks chunks)
{
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.chunks = chunks;
    options.unchecked = true;
    struct rig *rig = rig_new(&options);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, RIG_SECOND));
    uint32_t id = rig_command(rig, 0x1009, NULL, 0);
    uint32_t random = 1;
    for (size_t at = 0; at < capture->size;) {
        size_t size = 1 + rig_random(&random) % 2000;
        size = size < capture->size - at ? size : capture->size - at;
        rig_receive(rig, capture->data + at, size);
        at += size;
        rig_run_for(rig, 1000);
    }
    assert_non_null(rig_complete(rig, id, 20 * RIG_SECOND));
    if (!rig_run_until_settled(rig, 60 * RIG_SECOND))
        fail_msg("%s: not settled", capture->name);
    rig_run_for(rig, 20 * RIG_SECOND);
    if (rig_info(rig)->state == BLE_HOST_FAILED) { /* somebody else's answers refused what it cannot do without */
        const struct ble_request reset = { .type = BLE_REQUEST_RESET };
        assert_non_null(rig_complete(rig, rig_request(rig, &reset), 20 * RIG_SECOND));
    }
    assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
    id = rig_command(rig, 0x1009, NULL, 0);
    const struct rig_event *end = rig_complete(rig, id, 20 * RIG_SECOND);
    assert_non_null(end);
    if (end->event.u.completed.status != BLE_OK)
        fail_msg("%s: afterwards a command ends with %d", capture->name, end->event.u.completed.status);
    rig_free(rig);
}

static void the_host_survives_every_capture(void **state)
{
    (void)state;
    size_t count;
    struct capture *captures = captures_load(&count);
    for (size_t i = 0; i < count; i++) {
        print_message("%s\n", captures[i].name);
        survive(&captures[i], RIG_WHOLE);
        if (captures[i].size < 60000)
            survive(&captures[i], RIG_BYTES);
    }
    captures_free(captures, count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packets_and_reports_are_what_tshark_counts),
        cmocka_unit_test(the_cut_of_the_stream_does_not_matter),
        cmocka_unit_test(the_hunt_begins_with_the_header_in_doubt),
        cmocka_unit_test(the_host_survives_every_capture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
