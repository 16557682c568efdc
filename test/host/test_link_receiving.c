/* SPDX-License-Identifier: MIT */
/** @file @brief Data on its way in: PDUs in any fragments. */
#include "linked.h"

static void a_pdu_is_put_together_from_any_fragments(void **state)
{
    (void)state;
    for (enum rig_chunks chunks = RIG_WHOLE; chunks <= RIG_RANDOM; chunks++) {
        struct rig_options options = RIG_OPTIONS_INIT(NULL);
        options.chunks = chunks;
        struct bench b = ready_with("", &options);
        ble_link link = connected(b.rig, 0x40);
        uint8_t pdu[PDU];
        size_t count = 0;
        for (size_t first = 0; first <= PDU; first++) {
            for (size_t second = first; second <= PDU; second += first < 6 ? 1 : 9) {
                make_pdu(pdu, (uint8_t)count);
                fragment(b.rig, 0x40, 2, pdu, first);
                fragment(b.rig, 0x40, 1, pdu + first, second - first);
                fragment(b.rig, 0x40, 1, pdu + second, PDU - second);
                if (first == 0) /* a start without an octet is none: what follows belongs to nothing */
                    continue;
                expect_pdu(b.rig, ++count, link, pdu);
            }
        }
        assert_true(count > 300);
        done(&b);
    }
}

static void two_links_are_put_together_apart(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link links[2] = { connected(b.rig, 0x40), connected(b.rig, 0x41) };
    uint8_t pdus[2][PDU];
    make_pdu(pdus[0], 1);
    make_pdu(pdus[1], 99);
    for (size_t at = 0; at < PDU; at += 10)
        for (uint16_t i = 0; i < 2; i++)
            fragment(b.rig, (uint16_t)(0x40 + i), at == 0 ? 2 : 1, pdus[i] + at, 10);
    step(b.rig);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 2);
    size_t count;
    const struct rig_event *events = rig_events(b.rig, &count);
    for (size_t i = 0; i < 2; i++) {
        const struct ble_event *event = &events[count - 2 + i].event;
        assert_int_equal(event->u.data.link, links[i]);
        assert_memory_equal(event->u.data.data, pdus[i] + 4, PDU - 4);
    }
    done(&b);
}

static void broken_sequences_are_dropped_and_the_next_pdu_is_whole(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint8_t pdu[PDU], other[PDU], long_one[PDU + 5];
    make_pdu(pdu, 7);
    make_pdu(other, 77);
    make_pdu(long_one, 3);
    memset(long_one + PDU, 0xee, 5);

    fragment(b.rig, 0x40, 1, pdu, PDU); /* a continuation of nothing */
    step(b.rig);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 0);
    fragment(b.rig, 0x40, 2, other, 30); /* a start in the middle of another */
    fragment(b.rig, 0x40, 2, pdu, 20);
    fragment(b.rig, 0x40, 1, pdu + 20, PDU - 20);
    expect_pdu(b.rig, 1, link, pdu);
    fragment(b.rig, 0x40, 2, long_one, sizeof(long_one)); /* longer than it says */
    fragment(b.rig, 0x40, 2, long_one, 50);
    fragment(b.rig, 0x40, 1, long_one + 50, sizeof(long_one) - 50);
    step(b.rig);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 1);
    fragment(b.rig, 0x40, 3, pdu, PDU); /* reserved boundary flag */
    fragment(b.rig, 0x40, 6, pdu, PDU); /* broadcast */
    step(b.rig);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 1);
    fragment(b.rig, 0x40, 0, pdu, PDU);
    expect_pdu(b.rig, 2, link, pdu);
    assert_true(rig_counters(b.rig)->malformed_packets >= 5);
    assert_int_equal(rig_counters(b.rig)->desyncs, 0);
    done(&b);
}

static void a_pdu_too_long_is_skipped_to_its_end(void **state)
{
    (void)state;
    static const uint32_t sizes[] = { 1097, 2000, 65535 };
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint8_t pdu[PDU];
    make_pdu(pdu, 5);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint8_t data[251] = { (uint8_t)sizes[i], (uint8_t)(sizes[i] >> 8), 0x06, 0x00 };
        memcpy(data + 100, "\x04\x3e\x13\x01\x00\x77\x00", 7);
        size_t left = sizes[i] + 4;
        for (bool first = true; left > 0; first = false) {
            size_t size = left < sizeof(data) ? left : sizeof(data);
            fragment(b.rig, 0x40, first ? 2 : 1, data, size);
            left -= size;
        }
        step(b.rig);
        assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), i);
        fragment(b.rig, 0x40, 2, pdu, PDU);
        expect_pdu(b.rig, i + 1, link, pdu);
    }
    fragment(b.rig, 0x40, 2, (const uint8_t *)"\xff\xff\x06\x00", 4); /* never ends */
    fragment(b.rig, 0x40, 2, pdu, PDU);
    expect_pdu(b.rig, 4, link, pdu);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_CONNECTED), 1);
    done(&b);
}

static void many_half_pdus_do_not_use_up_what_others_need(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.links = 4;
    struct bench b = ready_with("", &options);
    ble_link links[4];
    uint8_t half[1000] = { 0xff, 0x03, 0x06, 0x00 };
    for (uint16_t i = 0; i < 4; i++)
        links[i] = connected(b.rig, (uint16_t)(0x40 + i));
    for (uint16_t i = 0; i < 3; i++)
        for (size_t at = 0; at < sizeof(half); at += 20)
            fragment(b.rig, (uint16_t)(0x40 + i), at == 0 ? 2 : 1, half + at, 20);
    uint8_t pdu[PDU];
    make_pdu(pdu, 9);
    fragment(b.rig, 0x43, 2, pdu, 10);
    fragment(b.rig, 0x43, 1, pdu + 10, PDU - 10);
    expect_pdu(b.rig, 1, links[3], pdu);
    assert_int_equal(status_of(b.rig, send(b.rig, links[3], 20)), BLE_OK);
    assert_true(alive(b.rig));
    done(&b);
}

static void data_waits_for_room_and_none_is_lost(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.event_bytes = 8192;
    struct bench b = ready_with("", &options);
    connected(b.rig, 0x40);
    enum { COUNT = 500 };
    uint8_t *stream = malloc(COUNT * (5 + PDU));
    for (unsigned i = 0; i < COUNT; i++) {
        uint8_t *packet = stream + i * (5 + PDU);
        memcpy(packet, "\x02\x40\x20\x3c\x00", 5);
        make_pdu(packet + 5, (uint8_t)i);
        packet[9] = (uint8_t)i;
        packet[10] = (uint8_t)(i >> 8);
    }
    rig_receive(b.rig, stream, COUNT * (5 + PDU));
    free(stream);
    step(b.rig);
    assert_true(rig_counters(b.rig)->events_waited > 0);
    size_t count;
    const struct rig_event *events = rig_events(b.rig, &count);
    unsigned next = 0;
    for (size_t i = 0; i < count; i++) {
        if (events[i].event.type != BLE_EVENT_DATA)
            continue;
        assert_int_equal(events[i].event.u.data.data[0] | events[i].event.u.data.data[1] << 8, next);
        next++;
    }
    assert_int_equal(next, COUNT);
    done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pdu_is_put_together_from_any_fragments),
        cmocka_unit_test(two_links_are_put_together_apart),
        cmocka_unit_test(broken_sequences_are_dropped_and_the_next_pdu_is_whole),
        cmocka_unit_test(a_pdu_too_long_is_skipped_to_its_end),
        cmocka_unit_test(many_half_pdus_do_not_use_up_what_others_need),
        cmocka_unit_test(data_waits_for_room_and_none_is_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
