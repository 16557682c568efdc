/* SPDX-License-Identifier: MIT */
/* What one controller advertises another one hears: exact data, in time, by the rules of windows and filters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"
#include "virtual/peers/peers.h"

#define SECOND UINT64_C(1000000)

static const uint8_t hello[] = { 0x02, 0x01, 0x06, 0x06, 0x09, 'h', 'e', 'l', 'l', 'o' };
static const uint8_t name[] = { 0x05, 0x09, 'n', 'a', 'm', 'e' };

enum { ADV_IND, ADV_DIRECT_HIGH, ADV_SCAN_IND, ADV_NONCONN_IND, ADV_DIRECT_LOW };
enum { REPORT_IND, REPORT_DIRECT, REPORT_SCAN, REPORT_NONCONN, REPORT_RESPONSE };
/* Scan parameters: one channel for 10.24 s, without a pause. */
enum { ALWAYS = 0x4000 };

static struct hci_le_set_advertising_parameters_parameters legacy(uint8_t type, uint16_t interval, uint8_t channels)
{
    return (struct hci_le_set_advertising_parameters_parameters){ .advertising_interval_min = interval,
                                                                  .advertising_interval_max = interval,
                                                                  .advertising_type = type,
                                                                  .advertising_channel_map = channels };
}

static void advertise_with(struct actor *actor, const struct hci_le_set_advertising_parameters_parameters *p)
{
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    assert_int_equal(act(actor, &blr_hci_le_set_advertising_parameters, p), 0);
    assert_int_equal(act(actor, &blr_hci_le_set_advertising_enable, &on), 0);
}

static void accept_from(struct actor *actor, const struct actor *other)
{
    struct hci_le_add_device_to_filter_accept_list_parameters p = { .address_type = 0 };
    memcpy(p.address, blr_virtual_public_address(other->controller), 6);
    assert_int_equal(act(actor, &blr_hci_le_add_device_to_filter_accept_list, &p), 0);
}

/* ------------------------------------------------------------------------------------------------ legacy */

static void legacy_advertising_is_reported_with_its_data(void **state)
{
    static const uint8_t types[][2] = { { ADV_IND, REPORT_IND },
                                        { ADV_SCAN_IND, REPORT_SCAN },
                                        { ADV_NONCONN_IND, REPORT_NONCONN } };
    (void)state;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.0", 100, 0);
        advertise(a, types[i][0], 160, hello, sizeof(hello));
        scan(b, false, 16, 16, false);
        stage_run(stage, SECOND);
        struct seen_report report;
        size_t count = 0;
        for (size_t at = 0; next_report(b, &at, &report); count++) {
            assert_int_equal(report.type, types[i][1]);
            assert_int_equal(report.address_type, 0);
            assert_memory_equal(report.address, blr_virtual_public_address(a->controller), 6);
            assert_int_equal(report.size, sizeof(hello));
            assert_memory_equal(report.data, hello, sizeof(hello));
            assert_in_range((uint8_t)-report.rssi, 35, 45);
        }
        assert_in_range(count, 8, 13); /* every 100 to 110 ms; at times on two channels or on none */
        assert_int_equal(count_reports(a, NULL), 0);
        stage_free(stage);
    }
}

static void an_active_scanner_gets_the_scan_response_and_a_passive_one_does_not(void **state)
{
    struct stage *stage = stage_new(2);
    struct actor *a = stage_add(stage, "4.2", 0, 0), *active = stage_add(stage, "4.2", 100, 0),
                 *passive = stage_add(stage, "4.2", 0, 100);
    (void)state;
    set_response(a, name, sizeof(name));
    advertise(a, ADV_IND, 160, hello, sizeof(hello));
    scan(active, true, ALWAYS, ALWAYS, false);
    scan(passive, false, ALWAYS, ALWAYS, false);
    stage_run(stage, 2 * SECOND);
    size_t advertisements = 0, responses = 0;
    struct seen_report report;
    for (size_t at = 0; next_report(active, &at, &report);) {
        if (report.type == REPORT_RESPONSE) {
            responses++;
            assert_int_equal(report.size, sizeof(name));
            assert_memory_equal(report.data, name, sizeof(name));
        } else {
            advertisements++;
        }
    }
    assert_in_range(advertisements, 17, 21);
    assert_int_equal(responses, advertisements); /* nobody disturbs it */
    for (size_t at = 0; next_report(passive, &at, &report);)
        assert_int_equal(report.type, REPORT_IND);
    assert_in_range(count_reports(passive, NULL), 17, 21);
    stage_free(stage);
}

static void scan_requests_that_collide_back_off_until_all_were_served(void **state)
{
    struct stage *stage = stage_new(3);
    struct actor *a = stage_add(stage, "4.2", 0, 0), *scanners[6];
    (void)state;
    set_response(a, name, sizeof(name));
    advertise(a, ADV_SCAN_IND, 160, hello, sizeof(hello));
    for (size_t i = 0; i < 6; i++) {
        scanners[i] = stage_add(stage, "4.2", 200, (int)i);
        scan(scanners[i], true, ALWAYS, ALWAYS, false);
    }
    stage_run(stage, 20 * SECOND);
    for (size_t i = 0; i < 6; i++) {
        size_t responses = 0;
        struct seen_report report;
        for (size_t at = 0; next_report(scanners[i], &at, &report);)
            responses += report.type == REPORT_RESPONSE;
        assert_in_range(responses, 5, 100);
        assert_true(blr_virtual_counters(scanners[i]->controller)->requests_failed > 0);
    }
    stage_free(stage);
}

static void advertising_events_come_at_the_interval_and_up_to_ten_milliseconds_later(void **state)
{
    struct stage *stage = stage_new(4);
    struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.2", 100, 0);
    const struct hci_le_set_advertising_parameters_parameters p = legacy(ADV_IND, 160, 1);
    struct seen_report report;
    uint64_t last_us = 0, least_us = UINT64_MAX, most_us = 0;
    size_t count = 0;
    (void)state;
    advertise_with(a, &p);
    scan(b, false, ALWAYS, ALWAYS, false);
    stage_run(stage, 10 * SECOND);
    for (size_t at = 0; next_report(b, &at, &report); count++) {
        uint64_t gap_us = report.at_us - last_us;
        last_us = report.at_us;
        if (count == 0)
            continue;
        assert_in_range(gap_us, 100000, 110000);
        least_us = gap_us < least_us ? gap_us : least_us;
        most_us = gap_us > most_us ? gap_us : most_us;
    }
    assert_in_range(count, 93, 97); /* 105 ms on the average */
    assert_true(least_us < 101000 && most_us > 109000);
    stage_free(stage);
}

static void a_channel_that_is_not_advertised_on_is_silent(void **state)
{
    (void)state;
    for (unsigned channel = 0; channel < 3; channel++) {
        struct stage *stage = stage_new(5);
        struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.2", 100, 0);
        const struct hci_le_set_advertising_parameters_parameters p = legacy(ADV_IND, 160, (uint8_t)(1u << channel));
        struct seen_report report;
        advertise_with(a, &p);
        scan(b, false, 0x640, 0x640, false); /* a second on each channel */
        stage_run(stage, 6 * SECOND);
        for (size_t at = 0; next_report(b, &at, &report);)
            assert_int_equal((report.at_us - 500) / SECOND % 3, channel);
        assert_in_range(count_reports(b, NULL), 16, 22);
        stage_free(stage);
    }
}

static void a_window_of_a_quarter_hears_a_quarter(void **state)
{
    struct stage *stage = stage_new(6);
    struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.2", 100, 0);
    const struct hci_le_set_advertising_parameters_parameters p = legacy(ADV_IND, 32, 7);
    (void)state;
    advertise_with(a, &p);
    scan(b, false, 400, 100, false); /* 250 ms, 62.5 ms */
    stage_run(stage, 100 * SECOND);
    double events = 100e6 / 25000, heard = (double)count_reports(b, NULL);
    assert_true(heard > 0.23 * events && heard < 0.27 * events);
    stage_free(stage);
}

static void the_signal_gets_weaker_with_distance_and_is_lost_at_last(void **state)
{
    static const struct {
        int cm, low, high;
    } rows[] = { { 100, 35, 45 }, { 1000, 55, 65 }, { 10000, 75, 85 }, { 30000, 84, 95 } };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct stage *stage = stage_new(7);
        struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.2", 0, rows[i].cm);
        struct seen_report report;
        advertise(a, ADV_IND, 160, hello, sizeof(hello));
        scan(b, false, ALWAYS, ALWAYS, false);
        stage_run(stage, SECOND);
        assert_in_range(count_reports(b, NULL), 8, 11);
        for (size_t at = 0; next_report(b, &at, &report);)
            assert_in_range((uint8_t)-report.rssi, rows[i].low, rows[i].high);
        blr_virtual_place(b->controller, 0, 200000);
        actor_forget(b);
        stage_run(stage, SECOND);
        assert_int_equal(count_reports(b, NULL), 0);
        stage_free(stage);
    }
}

static void directed_advertising_reaches_only_its_target(void **state)
{
    static const uint8_t types[] = { ADV_DIRECT_HIGH, ADV_DIRECT_LOW };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage *stage = stage_new(8);
        struct actor *a = stage_add(stage, "4.2", 0, 0), *target = stage_add(stage, "4.2", 100, 0),
                     *other = stage_add(stage, "4.2", 100, 0);
        struct hci_le_set_advertising_parameters_parameters p = legacy(types[i], 32, 7);
        struct seen_report report;
        memcpy(p.peer_address, blr_virtual_public_address(target->controller), 6);
        scan(target, true, ALWAYS, ALWAYS, false);
        scan(other, true, ALWAYS, ALWAYS, false);
        advertise_with(a, &p);
        stage_run(stage, SECOND);
        assert_int_equal(count_reports(other, NULL), 0);
        assert_in_range(count_reports(target, NULL), types[i] == ADV_DIRECT_HIGH ? 260 : 36,
                        types[i] == ADV_DIRECT_HIGH ? 267 : 50); /* every 3.75 ms, or every 20 to 30 ms */
        for (size_t at = 0; next_report(target, &at, &report);) {
            assert_int_equal(report.type, REPORT_DIRECT);
            assert_int_equal(report.size, 0);
        }
        stage_free(stage);
    }
}

static void high_duty_directed_advertising_gives_up_after_1_28_seconds(void **state)
{
    struct stage *stage = stage_new(9);
    struct actor *a = stage_add(stage, "4.2", 0, 0);
    const struct hci_le_set_advertising_parameters_parameters p = legacy(ADV_DIRECT_HIGH, 0, 7);
    const struct hci_le_set_event_mask_parameters plain = { 0x1ff };
    (void)state;
    assert_int_equal(act(a, &blr_hci_le_set_event_mask, &plain), 0); /* not the enhanced event */
    advertise_with(a, &p);
    stage_run(stage, 2 * SECOND);
    const struct noted *end = find_le_event(a, HCI_LE_EV_LE_CONNECTION_COMPLETE, 0);
    assert_non_null(end);
    assert_int_equal(end->at_us, 1280000);
    assert_int_equal(end->octets[4], 0x3c); /* Advertising Timeout */
    assert_null(find_le_event(a, HCI_LE_EV_LE_CONNECTION_COMPLETE, 1));
    assert_in_range(blr_virtual_counters(a->controller)->pdus_sent, 1010, 1024);
    uint64_t sent = blr_virtual_counters(a->controller)->pdus_sent;
    stage_run(stage, SECOND);
    assert_int_equal(blr_virtual_counters(a->controller)->pdus_sent, sent);
    stage_free(stage);
}

static void the_accept_list_of_a_scanner_keeps_others_out(void **state)
{
    struct stage *stage = stage_new(10);
    struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.2", 0, 0),
                 *scanner = stage_add(stage, "4.2", 100, 0);
    const struct hci_le_set_scan_parameters_parameters p = { 1, ALWAYS, ALWAYS, 0, 1 };
    const struct hci_le_set_scan_enable_parameters on = { 1, 0 };
    (void)state;
    advertise(a, ADV_IND, 160, hello, sizeof(hello));
    advertise(b, ADV_IND, 160, hello, sizeof(hello));
    accept_from(scanner, b);
    assert_int_equal(act(scanner, &blr_hci_le_set_scan_parameters, &p), 0);
    assert_int_equal(act(scanner, &blr_hci_le_set_scan_enable, &on), 0);
    stage_run(stage, SECOND);
    assert_int_equal(count_reports(scanner, blr_virtual_public_address(a->controller)), 0);
    assert_in_range(count_reports(scanner, blr_virtual_public_address(b->controller)), 16, 22); /* with responses */
    stage_free(stage);
}

static void the_accept_list_of_an_advertiser_chooses_who_gets_responses(void **state)
{
    struct stage *stage = stage_new(11);
    struct actor *a = stage_add(stage, "4.2", 0, 0), *friend = stage_add(stage, "4.2", 100, 0),
                 *stranger = stage_add(stage, "4.2", 100, 0);
    struct hci_le_set_advertising_parameters_parameters p = legacy(ADV_SCAN_IND, 160, 7);
    const struct hci_le_set_scan_enable_parameters off = { 0, 0 };
    struct seen_report report;
    (void)state;
    p.advertising_filter_policy = 1;
    accept_from(a, friend);
    set_response(a, name, sizeof(name));
    advertise_with(a, &p);
    scan(friend, true, ALWAYS, ALWAYS, false);
    stage_run(stage, SECOND);
    assert_in_range(count_reports(friend, NULL), 16, 22);
    assert_int_equal(act(friend, &blr_hci_le_set_scan_enable, &off), 0); /* nobody to collide with */
    scan(stranger, true, ALWAYS, ALWAYS, false);
    stage_run(stage, SECOND);
    assert_in_range(count_reports(stranger, NULL), 8, 11);
    assert_in_range(blr_virtual_counters(stranger->controller)->requests_failed, 2, 11);
    for (size_t at = 0; next_report(stranger, &at, &report);)
        assert_int_equal(report.type, REPORT_SCAN);
    stage_free(stage);
}

static void the_duplicate_filter_reports_each_advertiser_once(void **state)
{
    struct stage *stage = stage_new(12);
    struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.2", 50, 0),
                 *scanner = stage_add(stage, "4.2", 100, 0);
    const struct hci_le_set_scan_enable_parameters off = { 0, 0 };
    (void)state;
    set_response(a, name, sizeof(name));
    advertise(a, ADV_IND, 160, hello, sizeof(hello));
    advertise(b, ADV_NONCONN_IND, 160, hello, sizeof(hello));
    for (unsigned i = 0; i < 2; i++) { /* it forgets when the scan begins again */
        scan(scanner, true, ALWAYS, ALWAYS, true);
        stage_run(stage, 5 * SECOND);
        assert_int_equal(count_reports(scanner, blr_virtual_public_address(a->controller)), 2); /* and its response */
        assert_int_equal(count_reports(scanner, blr_virtual_public_address(b->controller)), 1);
        assert_int_equal(act(scanner, &blr_hci_le_set_scan_enable, &off), 0);
        actor_forget(scanner);
    }
    assert_true(blr_virtual_counters(scanner->controller)->duplicates > 100);
    stage_free(stage);
}

static void a_full_duplicate_filter_forgets_the_oldest(void **state)
{
    struct stage *stage = stage_new(13);
    struct actor *advertisers[17], *scanner = stage_add(stage, "4.0", 100, 0); /* remembers 16 */
    (void)state;
    for (size_t i = 0; i < 17; i++) {
        advertisers[i] = stage_add(stage, "4.2", 0, 0);
        advertise(advertisers[i], ADV_NONCONN_IND, 160, hello, sizeof(hello));
    }
    scan(scanner, false, ALWAYS, ALWAYS, true);
    stage_run(stage, 2 * SECOND);
    assert_true(count_reports(scanner, NULL) > 17);
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ the air itself */

static void play(uint64_t seed, struct stage **stage, struct actor **scanner)
{
    *stage = stage_new(seed);
    *scanner = stage_add(*stage, "5.4", 0, 0);
    assert_true(blr_virtual_peers_add(stage_air(*stage)));
    scan_extended(*scanner, 1, true, 160, 100);
    stage_run(*stage, 20 * SECOND);
}

static bool same_events(const struct actor *a, const struct actor *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->events[i].at_us != b->events[i].at_us || a->events[i].size != b->events[i].size ||
            memcmp(a->events[i].octets, b->events[i].octets, a->events[i].size) != 0)
            return false;
    return true;
}

static void the_same_seed_gives_the_same_octets_at_the_same_times(void **state)
{
    struct stage *first, *again, *other;
    struct actor *a, *b, *c;
    (void)state;
    play(42, &first, &a);
    play(42, &again, &b);
    play(43, &other, &c);
    assert_true(a->count > 100);
    assert_true(same_events(a, b));
    assert_false(same_events(a, c));
    stage_free(first);
    stage_free(again);
    stage_free(other);
}

static void how_time_is_cut_makes_no_difference(void **state)
{
    struct stage *stages[2] = { stage_new(1), stage_new(1) };
    struct actor *scanners[2];
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        scanners[i] = stage_add(stages[i], "5.4", 0, 0);
        assert_true(blr_virtual_peers_add(stage_air(stages[i])));
        scan_extended(scanners[i], 1, true, 160, 100);
    }
    blr_air_advance(stage_air(stages[0]), SECOND / 2);
    for (uint64_t at_us = 0; at_us <= SECOND / 2; at_us += 7)
        blr_air_advance(stage_air(stages[1]), at_us);
    blr_air_advance(stage_air(stages[1]), SECOND / 2);
    for (size_t i = 0; i < 2; i++)
        actor_drain(scanners[i]);
    assert_true(scanners[0]->count > 10);
    assert_true(same_events(scanners[0], scanners[1]));
    for (size_t i = 0; i < 2; i++)
        stage_free(stages[i]);
}

static void a_host_that_does_not_read_loses_reports_and_nothing_else(void **state)
{
    struct stage *stage = stage_new(14);
    struct actor *scanner = stage_add(stage, "5.4", 0, 0);
    const struct hci_le_set_extended_scan_enable_parameters on = { .enable = 1, .duration = 3000 };
    static const uint8_t reset[] = { 0x01, 0x03, 0x0c, 0x00 };
    (void)state;
    assert_true(blr_virtual_peers_add(stage_air(stage)));
    scan_extended(scanner, 1, true, ALWAYS, ALWAYS);
    assert_int_equal(act(scanner, &blr_hci_le_set_extended_scan_enable, &on), 0);
    actor_forget(scanner);
    scanner->unread = true;
    stage_run(stage, 60 * SECOND);
    const struct virtual_counters *counters = blr_virtual_counters(scanner->controller);
    assert_true(counters->reports_dropped > 100);
    assert_true(blr_virtual_pending(scanner->controller) <= 16384);
    actor_drain(scanner); /* every packet is whole, the end of the scan is there */
    assert_non_null(find_le_event(scanner, HCI_LE_EV_LE_SCAN_TIMEOUT, 0));
    assert_null(find_le_event(scanner, HCI_LE_EV_LE_SCAN_TIMEOUT, 1));

    size_t taken = 0;
    for (unsigned i = 0; i < 4096; i++) /* answers fill the queue, then commands have to wait */
        taken += blr_virtual_receive(scanner->controller, reset, sizeof(reset)) == sizeof(reset);
    assert_in_range(taken, 100, 2000);
    size_t before = scanner->count;
    actor_drain(scanner);
    assert_int_equal(scanner->count - before, taken);
    stage_free(stage);
}

static void a_hundred_controllers_hear_each_other(void **state)
{
    enum { COUNT = 100 };
    struct stage *stage = stage_new(15);
    struct actor *actors[COUNT];
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        actors[i] = stage_add(stage, i % 2 ? "4.2" : "4.0", 100 * (i % 10), 100 * (i / 10));
        scan(actors[i], false, ALWAYS, ALWAYS, true);
        advertise(actors[i], ADV_NONCONN_IND, 1600, hello, sizeof(hello));
    }
    stage_run(stage, 20 * SECOND); /* who transmits is deaf: not every advertisement is heard */
    for (int i = 0; i < COUNT; i++) {
        bool heard[COUNT] = { false };
        struct seen_report report;
        for (size_t at = 0; next_report(actors[i], &at, &report);)
            heard[report.address[0]] = true; /* the slot: they were made in this order */
        for (int k = 0; k < COUNT; k++)
            assert_int_equal(heard[k], i != k);
    }
    stage_free(stage);
}

static void controllers_come_and_go_while_others_listen(void **state)
{
    struct stage *stage = stage_new(16);
    struct actor *scanner = stage_add(stage, "5.4", 0, 0);
    struct virtual_air *air = stage_air(stage);
    const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4") };
    (void)state;
    assert_true(blr_virtual_peers_add(air));
    scan_extended(scanner, 1, true, 16, 16);
    for (unsigned i = 0; i < 300; i++) {
        struct virtual_controller *guest = blr_virtual_new(air, &options);
        static const uint8_t begin[] = { 0x01, 0x06, 0x20, 0x0f, 0x20, 0,    0x20, 0,    0,    0,    0,    0,    0, 0,
                                         0,    0,    0,    7,    0,    0x01, 0x0b, 0x20, 0x07, 1,    4,    0,    4, 0,
                                         0,    0,    0x01, 0x0c, 0x20, 2,    1,    0,    0x01, 0x0a, 0x20, 0x01, 1 };
        assert_int_equal(blr_virtual_receive(guest, begin, sizeof(begin)), sizeof(begin));
        stage_run(stage, 1000 * (i % 97));
        blr_virtual_free(guest);
    }
    assert_true(count_reports(scanner, NULL) > 100);
    stage_free(stage);
}

static void demo_peers_are_what_they_say(void **state)
{
    struct stage *stage = stage_new(17);
    struct actor *scanner = stage_add(stage, "5.4", 0, 0);
    const struct virtual_peer *peer;
    struct seen_report report;
    (void)state;
    assert_true(blr_virtual_peers_add(stage_air(stage)));
    scan_extended(scanner, 1, true, ALWAYS, ALWAYS);
    stage_run(stage, 10 * SECOND);
    for (size_t n = 0; (peer = blr_virtual_peer_at(n)) != NULL; n++) {
        size_t found = 0, responses = 0, changes = 0, ad = 0;
        uint8_t last[PEER_DATA_MAX] = { 0 };
        while (ad < peer->size)
            ad += 1u + peer->data[ad];
        assert_int_equal(ad, peer->size);
        for (size_t at = 0; next_report(scanner, &at, &report);) {
            if (memcmp(report.address, peer->address, 6) != 0)
                continue;
            if (report.type & 8) {
                responses++;
                assert_memory_equal(report.data, peer->response, peer->response_size);
                continue;
            }
            assert_int_equal(report.address_type, 1);
            assert_int_equal(report.size, peer->size);
            assert_int_equal(report.type & 0x13, peer->properties & 0x13);
            if (peer->period_us == 0)
                assert_memory_equal(report.data, peer->data, peer->size);
            changes += found > 0 && memcmp(last, report.data, report.size) != 0;
            memcpy(last, report.data, report.size);
            if (strcmp(peer->name, "far") == 0)
                assert_in_range((uint8_t)-report.rssi, 86, 95);
            found++;
        }
        assert_true(found >= 8);
        assert_int_equal(responses > 0, peer->response_size > 0 || (peer->properties & 2) != 0);
        assert_true(peer->period_us == 0 ? changes == 0 : changes >= 8);
    }
    stage_free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legacy_advertising_is_reported_with_its_data),
        cmocka_unit_test(an_active_scanner_gets_the_scan_response_and_a_passive_one_does_not),
        cmocka_unit_test(scan_requests_that_collide_back_off_until_all_were_served),
        cmocka_unit_test(advertising_events_come_at_the_interval_and_up_to_ten_milliseconds_later),
        cmocka_unit_test(a_channel_that_is_not_advertised_on_is_silent),
        cmocka_unit_test(a_window_of_a_quarter_hears_a_quarter),
        cmocka_unit_test(the_signal_gets_weaker_with_distance_and_is_lost_at_last),
        cmocka_unit_test(directed_advertising_reaches_only_its_target),
        cmocka_unit_test(high_duty_directed_advertising_gives_up_after_1_28_seconds),
        cmocka_unit_test(the_accept_list_of_a_scanner_keeps_others_out),
        cmocka_unit_test(the_accept_list_of_an_advertiser_chooses_who_gets_responses),
        cmocka_unit_test(the_duplicate_filter_reports_each_advertiser_once),
        cmocka_unit_test(a_full_duplicate_filter_forgets_the_oldest),
        cmocka_unit_test(the_same_seed_gives_the_same_octets_at_the_same_times),
        cmocka_unit_test(how_time_is_cut_makes_no_difference),
        cmocka_unit_test(a_host_that_does_not_read_loses_reports_and_nothing_else),
        cmocka_unit_test(a_hundred_controllers_hear_each_other),
        cmocka_unit_test(controllers_come_and_go_while_others_listen),
        cmocka_unit_test(demo_peers_are_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
