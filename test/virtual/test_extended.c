/* SPDX-License-Identifier: MIT */
/* Extended advertising and scanning: sets, chains, scan responses, PHYs, ends; and privacy. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"
#include "virtual/internal.h"

#define SECOND UINT64_C(1000000)

enum { ALWAYS = 0xffff, SCAN_1M = 1, SCAN_CODED = 4, MORE = 1, TRUNCATED = 2, NO_EVENT = 0xff };

static const uint8_t random_address[6] = { 6, 5, 4, 3, 2, 0xc1 };

static void fill(uint8_t *data, size_t size, uint8_t seed)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)(i * 7 + i / 251 + seed);
}

static void set_up(struct actor *actor, const struct hci_le_set_extended_advertising_parameters_parameters *p)
{
    assert_int_equal(act(actor, &blr_hci_le_set_extended_advertising_parameters, p), 0);
}

/** One advertisement put together from the reports of an actor, as a host does it. */
struct whole {
    struct seen_report first;
    uint8_t data[2000];
    size_t size, reports;
    unsigned end; /**< data status of its last report */
};

/* The next advertisement with these bits of Event_Type (0x08: scan responses). */
static bool next_whole(const struct actor *actor, size_t *at, bool response, struct whole *whole)
{
    struct seen_report report;
    whole->size = whole->reports = 0;
    while (next_report(actor, at, &report)) {
        if (((report.type & 8) != 0) != response)
            continue;
        if (whole->reports++ == 0)
            whole->first = report;
        assert_true(report.size <= 229);
        assert_memory_equal(report.address, whole->first.address, 6);
        memcpy(whole->data + whole->size, report.data, report.size);
        whole->size += report.size;
        whole->end = report.type >> 5 & 3;
        if (whole->end != MORE)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------ data */

static void data_of_any_length_arrives_exactly(void **state)
{
    static const size_t sizes[] = { 0, 1, 31, 32, 191, 228, 229, 230, 244, 245, 246, 251, 252, 494, 1000, 1649, 1650 };
    (void)state;
    for (uint8_t phy = 1; phy <= 3; phy++) {
        for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
            struct stage *stage = stage_new(i);
            struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
            struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(3, 0);
            uint8_t data[1650];
            struct whole whole;
            size_t at = 0, count = 0;
            fill(data, sizes[i], (uint8_t)i);
            p.secondary_advertising_phy = phy;
            p.advertising_sid = 9;
            p.primary_advertising_interval_min = p.primary_advertising_interval_max = 320;
            set_up(a, &p);
            assert_int_equal(set_data(a, 3, data, sizes[i], false), 0);
            assert_int_equal(enable_set(a, 3, true, 0, 0), 0);
            scan_extended(b, SCAN_1M, true, ALWAYS, ALWAYS);
            stage_run(stage, 2 * SECOND);
            for (; next_whole(b, &at, false, &whole); count++) {
                assert_int_equal(whole.end, 0);
                assert_int_equal(whole.size, sizes[i]);
                assert_memory_equal(whole.data, data, sizes[i]);
                assert_int_equal(whole.first.type & 0x1f, 0);
                assert_int_equal(whole.first.sid, 9);
                assert_int_equal(whole.first.primary_phy, 1);
                assert_int_equal(whole.first.secondary_phy, phy);
                assert_int_equal(whole.first.tx_power, 127);
            }
            assert_in_range(count, 8, 11);
            stage_free(stage);
        }
    }
}

static void a_scan_response_of_any_length_goes_to_who_asked(void **state)
{
    static const size_t sizes[] = { 1, 31, 229, 500, 1650 };
    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *active = stage_add(stage, "5.4", 100, 0),
                     *passive = stage_add(stage, "5.4", 100, 0);
        const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, PROPERTY_SCANNABLE);
        uint8_t data[1650];
        struct whole whole;
        size_t count = 0;
        fill(data, sizes[i], 3);
        set_up(a, &p);
        assert_int_equal(set_data(a, 0, data, sizes[i], true), 0);
        assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
        scan_extended(active, SCAN_1M, true, ALWAYS, ALWAYS);
        scan_extended(passive, SCAN_1M, false, ALWAYS, ALWAYS);
        stage_run(stage, 2 * SECOND);
        for (size_t at = 0; next_whole(active, &at, true, &whole); count++) {
            assert_int_equal(whole.first.type & 0x1f, 0x0a);
            assert_int_equal(whole.size, sizes[i]);
            assert_memory_equal(whole.data, data, sizes[i]);
        }
        assert_in_range(count, 16, 21);
        count = 0;
        for (size_t at = 0; next_whole(active, &at, false, &whole); count++)
            assert_int_equal(whole.size, 0);
        assert_in_range(count, 16, 21);
        for (size_t at = 0; next_whole(passive, &at, true, &whole);)
            fail();
        assert_in_range(count_reports(passive, NULL), 16, 21);
        stage_free(stage);
    }
}

static void what_the_scanner_cannot_hold_is_truncated(void **state)
{
    struct stage *stage = stage_new(1);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.0", 100, 0); /* 500 octets */
    const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0);
    uint8_t data[1650];
    struct whole whole;
    size_t count = 0;
    (void)state;
    fill(data, sizeof(data), 1);
    set_up(a, &p);
    assert_int_equal(set_data(a, 0, data, sizeof(data), false), 0);
    assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
    scan_extended(b, SCAN_1M, false, ALWAYS, ALWAYS);
    stage_run(stage, SECOND);
    for (size_t at = 0; next_whole(b, &at, false, &whole); count++) {
        assert_int_equal(whole.end, TRUNCATED);
        assert_int_equal(whole.size, 500);
        assert_memory_equal(whole.data, data, 500);
    }
    assert_in_range(count, 7, 11);
    stage_free(stage);
}

static void a_scanner_that_has_to_transmit_meanwhile_loses_the_rest(void **state)
{
    struct stage *stage = stage_new(2);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0);
    struct hci_le_set_extended_advertising_parameters_parameters busy = set_parameters(1, PROPERTY_LEGACY);
    uint8_t data[1650];
    struct whole whole;
    size_t complete = 0, truncated = 0;
    (void)state;
    fill(data, sizeof(data), 1);
    set_up(a, &p);
    assert_int_equal(set_data(a, 0, data, sizeof(data), false), 0);
    assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
    busy.primary_advertising_interval_min = busy.primary_advertising_interval_max = 32;
    set_up(b, &busy);
    assert_int_equal(enable_set(b, 1, true, 0, 0), 0);
    scan_extended(b, SCAN_1M, false, ALWAYS, ALWAYS);
    stage_run(stage, 10 * SECOND);
    for (size_t at = 0; next_whole(b, &at, false, &whole);) {
        complete += whole.end == 0;
        truncated += whole.end == TRUNCATED;
        assert_true(whole.end == 0 ? whole.size == sizeof(data) : whole.size < sizeof(data));
        assert_memory_equal(whole.data, data, whole.size);
    }
    assert_true(complete > 10);
    assert_true(truncated > 10);
    stage_free(stage);
}

static void one_receiver_follows_one_chain_at_a_time(void **state)
{
    enum { ADVERTISERS = 20 };
    struct stage *stage = stage_new(20);
    struct actor *b = stage_add(stage, "5.4", 0, 0);
    const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0);
    uint8_t data[1650];
    struct whole whole;
    size_t count = 0;
    (void)state;
    fill(data, sizeof(data), 1);
    for (int i = 0; i < ADVERTISERS; i++) {
        struct actor *a = stage_add(stage, "5.4", 100, i);
        set_up(a, &p);
        assert_int_equal(set_data(a, 0, data, sizeof(data), false), 0);
        assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
    }
    scan_extended(b, SCAN_1M, false, ALWAYS, ALWAYS);
    stage_run(stage, 10 * SECOND);
    for (size_t at = 0; next_whole(b, &at, false, &whole); count++) { /* reports of two are never mixed */
        assert_int_equal(whole.size, sizeof(data));
        assert_memory_equal(whole.data, data, sizeof(data));
    }
    assert_in_range(count, 300, 700); /* of 1,900: each takes 15 ms */
    stage_free(stage);
}

static void sets_share_the_one_radio_of_their_controller(void **state)
{
    enum { SETS = 8, EVENT_PDUS = 10 };
    struct stage *stage = stage_new(21);
    struct actor *a = stage_add(stage, "5.4", 0, 0);
    uint8_t data[1650];
    (void)state;
    fill(data, sizeof(data), 1);
    for (uint8_t n = 0; n < SETS; n++) {
        const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(n, 0);
        set_up(a, &p);
        assert_int_equal(set_data(a, n, data, sizeof(data), false), 0);
        assert_int_equal(enable_set(a, n, true, 0, 0), 0);
    }
    stage_run(stage, 10 * SECOND);
    /* 760 events are wanted, but each takes 17 ms */
    assert_in_range(blr_virtual_counters(a->controller)->pdus_sent, 400 * EVENT_PDUS, 600 * EVENT_PDUS);
    stage_free(stage);
}

static void data_given_while_on_the_air_is_sent_from_the_next_event_on(void **state)
{
    struct stage *stage = stage_new(3);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0);
    uint8_t old[200], new[100];
    struct whole whole;
    size_t changes = 0;
    bool was_old = true;
    (void)state;
    fill(old, sizeof(old), 1);
    fill(new, sizeof(new), 9);
    set_up(a, &p);
    assert_int_equal(set_data(a, 0, old, sizeof(old), false), 0);
    assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
    scan_extended(b, SCAN_1M, false, ALWAYS, ALWAYS);
    for (unsigned i = 0; i < 300; i++) {
        stage_run(stage, 3331);
        assert_int_equal(set_data(a, 0, i % 2 ? old : new, i % 2 ? sizeof(old) : sizeof(new), false), 0);
    }
    for (size_t at = 0; next_whole(b, &at, false, &whole);) {
        bool is_old = whole.size == sizeof(old);
        assert_memory_equal(whole.data, is_old ? old : new, is_old ? sizeof(old) : sizeof(new));
        changes += is_old != was_old;
        was_old = is_old;
    }
    assert_true(changes > 0);
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ kinds */

static void every_kind_of_set_is_reported_as_what_it_is(void **state)
{
    static const struct {
        uint16_t properties, event_type, legacy_type; /* legacy_type: to a scanner of 4.0 */
    } rows[] = {
        { 0x00, 0x00, NO_EVENT }, { 0x01, 0x01, NO_EVENT }, { 0x40, 0x00, NO_EVENT }, { 0x20, 0x00, NO_EVENT },
        { 0x13, 0x13, 0 },        { 0x12, 0x12, 2 },        { 0x10, 0x10, 3 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "zephyr", 100, 0),
                     *old = stage_add(stage, "4.0", 100, 0);
        struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, rows[i].properties);
        const struct hci_le_set_extended_scan_parameters_parameters passive = {
            .own_address_type = 1, .scanning_phys = { (const uint8_t *)"\0\x10\0\x10\0", 5, 1, 1 }
        };
        const struct hci_le_set_extended_scan_enable_parameters on = { .enable = 1 };
        const bool is_legacy = rows[i].properties & PROPERTY_LEGACY;
        struct seen_report report;
        size_t count = 0;
        p.advertising_tx_power = -4;
        p.advertising_sid = 7;
        set_up(a, &p);
        assert_int_equal((int8_t)a->answer[1], -4);
        assert_int_equal(set_data(a, 0, (const uint8_t *)"\x02\x01\x06", 3, false), 0);
        assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
        set_random_address(b, random_address);
        assert_int_equal(act(b, &blr_hci_le_set_extended_scan_parameters, &passive), 0);
        assert_int_equal(act(b, &blr_hci_le_set_extended_scan_enable, &on), 0);
        scan(old, false, 0x4000, 0x4000, false);
        stage_run(stage, SECOND);
        for (size_t at = 0; next_report(b, &at, &report); count++) {
            assert_int_equal(report.type, rows[i].event_type);
            assert_int_equal(report.size, 3);
            assert_int_equal(report.sid, is_legacy ? 0xff : 7);
            assert_int_equal(report.secondary_phy, is_legacy ? 0 : 1);
            assert_int_equal(report.tx_power, rows[i].properties & PROPERTY_TX_POWER ? -4 : 127);
            assert_int_equal(report.address_type, rows[i].properties & PROPERTY_ANONYMOUS ? 0xff : 0);
            if (!(rows[i].properties & PROPERTY_ANONYMOUS))
                assert_memory_equal(report.address, blr_virtual_public_address(a->controller), 6);
        }
        assert_in_range(count, 6, 13);
        assert_int_equal(count_reports(old, NULL) > 0, rows[i].legacy_type != NO_EVENT);
        for (size_t at = 0; next_report(old, &at, &report);)
            assert_int_equal(report.type, rows[i].legacy_type);
        stage_free(stage);
    }
}

static void directed_sets_reach_only_their_target(void **state)
{
    static const uint16_t properties[] = { 0x04, 0x05, 0x15, 0x1d };
    (void)state;
    for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0),
                     *other = stage_add(stage, "5.4", 100, 0);
        struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, properties[i]);
        struct seen_report report;
        memcpy(p.peer_address, blr_virtual_public_address(b->controller), 6);
        set_up(a, &p);
        assert_int_equal(enable_set(a, 0, true, 128, 0), 0);
        scan_extended(b, SCAN_1M, true, ALWAYS, ALWAYS);
        scan_extended(other, SCAN_1M, true, ALWAYS, ALWAYS);
        stage_run(stage, 2 * SECOND);
        assert_int_equal(count_reports(other, NULL), 0);
        assert_true(count_reports(b, NULL) > 8);
        for (size_t at = 0; next_report(b, &at, &report);) {
            assert_int_equal(report.type, properties[i] & ~PROPERTY_HIGH_DUTY);
            assert_int_equal(report.direct_type, 0);
            assert_memory_equal(report.direct, blr_virtual_public_address(b->controller), 6);
        }
        const struct noted *end = find_le_event(a, HCI_LE_EV_LE_ADVERTISING_SET_TERMINATED, 0);
        assert_non_null(end);
        assert_int_equal(end->at_us, 1280000);
        stage_free(stage);
    }
}

static void each_set_has_its_own_address_and_data(void **state)
{
    enum { SETS = 8 };
    struct stage *stage = stage_new(4);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    (void)state;
    for (uint8_t n = 0; n < SETS; n++) {
        struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(n, n % 2 ? 0 : PROPERTY_LEGACY);
        struct hci_le_set_advertising_set_random_address_parameters address = { n, { n, 1, 2, 3, 4, 0xc0 } };
        p.own_address_type = 1;
        set_up(a, &p);
        assert_int_equal(enable_set(a, n, true, 0, 0), HCI_INVALID_PARAMETERS); /* no address yet */
        assert_int_equal(act(a, &blr_hci_le_set_advertising_set_random_address, &address), 0);
        assert_int_equal(set_data(a, n, (const uint8_t[]){ 2, 0xff, n }, 3, false), 0);
        assert_int_equal(enable_set(a, n, true, 0, 0), 0);
    }
    scan_extended(b, SCAN_1M, false, ALWAYS, ALWAYS);
    stage_run(stage, 4 * SECOND);
    for (uint8_t n = 0; n < SETS; n++) {
        const uint8_t address[6] = { n, 1, 2, 3, 4, 0xc0 };
        struct seen_report report;
        assert_in_range(count_reports(b, address), 12, 41);
        for (size_t at = 0; next_report(b, &at, &report);)
            if (memcmp(report.address, address, 6) == 0)
                assert_int_equal(report.data[2], n);
    }
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ ends */

static void a_set_ends_after_its_duration_or_its_events(void **state)
{
    static const struct {
        uint16_t duration;
        uint8_t events, status, low, high;
    } rows[] = { { 50, 0, 0x3c, 4, 5 }, { 0, 7, 0x43, 7, 7 }, { 100, 3, 0x43, 3, 3 }, { 20, 200, 0x3c, 1, 2 } };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "5.4", 0, 0);
        const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0x42, 0);
        set_up(a, &p);
        assert_int_equal(enable_set(a, 0x42, true, rows[i].duration, rows[i].events), 0);
        stage_run(stage, 2 * SECOND);
        const struct noted *end = find_le_event(a, HCI_LE_EV_LE_ADVERTISING_SET_TERMINATED, 0);
        assert_non_null(end);
        assert_null(find_le_event(a, HCI_LE_EV_LE_ADVERTISING_SET_TERMINATED, 1));
        assert_int_equal(end->octets[4], rows[i].status);
        assert_int_equal(end->octets[5], 0x42);
        assert_in_range(end->octets[8], rows[i].low, rows[i].high);
        if (rows[i].status == 0x3c)
            assert_int_equal(end->at_us, rows[i].duration * 10000u);
        uint64_t sent = blr_virtual_counters(a->controller)->pdus_sent;
        stage_run(stage, SECOND);
        assert_int_equal(blr_virtual_counters(a->controller)->pdus_sent, sent);
        stage_free(stage);
    }
}

static void an_enabled_set_that_is_enabled_again_begins_its_duration_afresh(void **state)
{
    struct stage *stage = stage_new(5);
    struct actor *a = stage_add(stage, "5.4", 0, 0);
    const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0);
    (void)state;
    set_up(a, &p);
    assert_int_equal(enable_set(a, 0, true, 100, 0), 0);
    stage_run(stage, SECOND / 2);
    assert_int_equal(enable_set(a, 0, true, 100, 0), 0);
    stage_run(stage, 2 * SECOND);
    assert_int_equal(find_le_event(a, HCI_LE_EV_LE_ADVERTISING_SET_TERMINATED, 0)->at_us, 3 * SECOND / 2);
    assert_null(find_le_event(a, HCI_LE_EV_LE_ADVERTISING_SET_TERMINATED, 1));
    stage_free(stage);
}

static void a_scan_request_is_notified_when_wanted(void **state)
{
    (void)state;
    for (unsigned wanted = 0; wanted < 2; wanted++) {
        struct stage *stage = stage_new(6);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
        struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(5, 0x12);
        p.scan_request_notification_enable = (uint8_t)wanted;
        set_up(a, &p);
        assert_int_equal(enable_set(a, 5, true, 0, 0), 0);
        scan_extended(b, SCAN_1M, true, ALWAYS, ALWAYS);
        stage_run(stage, SECOND);
        const struct noted *notice = find_le_event(a, HCI_LE_EV_LE_SCAN_REQUEST_RECEIVED, 0);
        assert_int_equal(notice != NULL, wanted);
        if (notice != NULL) {
            assert_int_equal(notice->octets[4], 5);
            assert_int_equal(notice->octets[5], 0);
            assert_memory_equal(notice->octets + 6, blr_virtual_public_address(b->controller), 6);
        }
        stage_free(stage);
    }
}

/* ------------------------------------------------------------------------------------------------ scanning */

static void a_scan_ends_after_its_duration_or_comes_back_each_period(void **state)
{
    struct stage *stage = stage_new(7);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, PROPERTY_LEGACY);
    const struct hci_le_set_extended_scan_enable_parameters once = { 1, 0, 150, 0 }, again = { 1, 0, 50, 2 },
                                                            filtered = { 1, 2, 50, 2 };
    struct seen_report report;
    (void)state;
    set_up(a, &p);
    assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
    scan_extended(b, SCAN_1M, false, ALWAYS, ALWAYS);
    uint64_t begin_us = blr_air_now(stage_air(stage));
    assert_int_equal(act(b, &blr_hci_le_set_extended_scan_enable, &once), 0);
    stage_run(stage, 3 * SECOND);
    assert_int_equal(find_le_event(b, HCI_LE_EV_LE_SCAN_TIMEOUT, 0)->at_us, begin_us + 1500000);
    for (size_t at = 0; next_report(b, &at, &report);)
        assert_true(report.at_us <= begin_us + 1500000);
    assert_in_range(count_reports(b, NULL), 12, 15);

    actor_forget(b);
    begin_us = blr_air_now(stage_air(stage));
    assert_int_equal(act(b, &blr_hci_le_set_extended_scan_enable, &again), 0);
    stage_run(stage, 10 * 2560000);
    assert_null(find_le_event(b, HCI_LE_EV_LE_SCAN_TIMEOUT, 0));
    for (size_t at = 0; next_report(b, &at, &report);)
        assert_true((report.at_us - begin_us) % 2560000 < 500000 + 10000);
    assert_in_range(count_reports(b, NULL), 40, 55);

    actor_forget(b);
    assert_int_equal(act(b, &blr_hci_le_set_extended_scan_enable, &filtered), 0);
    stage_run(stage, 10 * 2560000);
    assert_int_equal(count_reports(b, NULL), 10); /* once each period */
    stage_free(stage);
}

static void coded_advertising_is_heard_only_by_who_listens_for_it(void **state)
{
    static const uint8_t phys[] = { SCAN_1M, SCAN_CODED, SCAN_1M | SCAN_CODED };
    (void)state;
    for (size_t i = 0; i < sizeof(phys); i++) {
        struct stage *stage = stage_new(8);
        struct actor *coded = stage_add(stage, "5.4", 0, 0), *plain = stage_add(stage, "5.4", 0, 0),
                     *b = stage_add(stage, "5.4", 100, 0);
        struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0);
        set_up(plain, &p);
        assert_int_equal(enable_set(plain, 0, true, 0, 0), 0);
        p.primary_advertising_phy = p.secondary_advertising_phy = 3;
        set_up(coded, &p);
        assert_int_equal(enable_set(coded, 0, true, 0, 0), 0);
        scan_extended(b, phys[i], false, 160, 160);
        stage_run(stage, 10 * SECOND);
        size_t of_coded = count_reports(b, blr_virtual_public_address(coded->controller));
        size_t of_plain = count_reports(b, blr_virtual_public_address(plain->controller));
        assert_int_equal(of_coded > 0, (phys[i] & SCAN_CODED) != 0);
        assert_int_equal(of_plain > 0, (phys[i] & SCAN_1M) != 0);
        if (phys[i] == (SCAN_1M | SCAN_CODED)) { /* one receiver: turn by turn */
            assert_in_range(of_coded, 30, 65);
            assert_in_range(of_plain, 30, 65);
        }
        stage_free(stage);
    }
}

static void both_phys_are_scanned_in_full_where_their_windows_fit(void **state)
{
    struct stage *stage = stage_new(9);
    struct actor *coded = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0);
    (void)state;
    p.primary_advertising_phy = p.secondary_advertising_phy = 3;
    set_up(coded, &p);
    assert_int_equal(enable_set(coded, 0, true, 0, 0), 0);
    scan_extended(b, SCAN_1M | SCAN_CODED, false, 160, 80);
    stage_run(stage, 40 * SECOND);
    assert_in_range(count_reports(b, NULL), 160, 230); /* half of the time */
    stage_free(stage);
}

static void the_duplicate_filter_lets_new_data_through(void **state)
{
    struct stage *stage = stage_new(10);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0);
    const struct hci_le_set_extended_scan_enable_parameters filtered = { 1, 1, 0, 0 };
    const struct hci_le_set_extended_advertising_data_parameters unchanged = { .operation = 4 };
    uint8_t data[600];
    (void)state;
    fill(data, sizeof(data), 1);
    set_up(a, &p);
    assert_int_equal(set_data(a, 0, data, 600, false), 0);
    assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
    scan_extended(b, SCAN_1M, false, ALWAYS, ALWAYS);
    assert_int_equal(act(b, &blr_hci_le_set_extended_scan_enable, &filtered), 0);
    actor_forget(b);
    for (unsigned i = 0; i < 3; i++) {
        struct whole whole;
        size_t at = 0;
        stage_run(stage, 2 * SECOND);
        assert_true(next_whole(b, &at, false, &whole));
        assert_false(next_whole(b, &at, false, &whole));
        actor_forget(b);
        if (i == 0)
            assert_int_equal(set_data(a, 0, data, 100, false), 0);
        else
            assert_int_equal(act(a, &blr_hci_le_set_extended_advertising_data, &unchanged), 0); /* a new data id */
    }
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ privacy */

static const uint8_t irk_of_a[16] = { 0xa0, 1, 2, 3 }, irk_of_b[16] = { 0xb0, 1, 2, 3 };

static void add_peer(struct actor *actor, const struct actor *peer, const uint8_t *peer_irk, const uint8_t *local_irk)
{
    const struct hci_le_set_address_resolution_enable_parameters on = { 1 };
    struct hci_le_add_device_to_resolving_list_parameters p = { 0 };
    memcpy(p.peer_identity_address, blr_virtual_public_address(peer->controller), 6);
    memcpy(p.peer_irk, peer_irk, 16);
    memcpy(p.local_irk, local_irk, 16);
    assert_int_equal(act(actor, &blr_hci_le_add_device_to_resolving_list, &p), 0);
    assert_int_equal(act(actor, &blr_hci_le_set_address_resolution_enable, &on), 0);
}

static void resolvable_addresses_are_made_resolved_and_renewed(void **state)
{
    struct stage *stage = stage_new(11);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0),
                 *stranger = stage_add(stage, "5.4", 100, 0);
    const struct hci_le_set_resolvable_private_address_timeout_parameters timeout = { 2 };
    struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0x12);
    struct seen_report report;
    uint8_t last[6] = { 0 };
    size_t changes = 0;
    (void)state;
    assert_int_equal(act(a, &blr_hci_le_set_resolvable_private_address_timeout, &timeout), 0);
    add_peer(a, b, irk_of_b, irk_of_a);
    add_peer(b, a, irk_of_a, irk_of_b);
    p.own_address_type = 2;
    memcpy(p.peer_address, blr_virtual_public_address(b->controller), 6);
    set_up(a, &p);
    assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
    scan_extended(b, SCAN_1M, true, ALWAYS, ALWAYS);
    scan_extended(stranger, SCAN_1M, false, ALWAYS, ALWAYS);
    stage_run(stage, 9 * SECOND);
    for (size_t at = 0; next_report(stranger, &at, &report);) {
        assert_int_equal(report.address_type, 1);
        assert_int_equal(report.address[5] >> 6, 1);
        changes += memcmp(last, report.address, 6) != 0;
        memcpy(last, report.address, 6);
    }
    assert_in_range(changes, 5, 6);
    assert_true(count_reports(b, NULL) > 80);
    for (size_t at = 0; next_report(b, &at, &report);) {
        assert_int_equal(report.address_type, 2);
        assert_memory_equal(report.address, blr_virtual_public_address(a->controller), 6);
    }
    stage_free(stage);
}

static void a_private_peer_that_shows_its_identity_is_ignored_but_in_device_mode(void **state)
{
    (void)state;
    for (unsigned device_mode = 0; device_mode < 2; device_mode++) {
        struct stage *stage = stage_new(12);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
        const struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(0, 0x10);
        struct hci_le_set_privacy_mode_parameters mode = { .privacy_mode = (uint8_t)device_mode };
        memcpy(mode.peer_identity_address, blr_virtual_public_address(a->controller), 6);
        set_up(a, &p);
        assert_int_equal(enable_set(a, 0, true, 0, 0), 0);
        add_peer(b, a, irk_of_a, irk_of_b);
        assert_int_equal(act(b, &blr_hci_le_set_privacy_mode, &mode), 0);
        scan_extended(b, SCAN_1M, false, ALWAYS, ALWAYS);
        stage_run(stage, SECOND);
        assert_int_equal(count_reports(b, NULL) > 0, device_mode);
        stage_free(stage);
    }
}

/* FIPS 197 appendix B; Core Specification Vol 3 Part H D.7 (ah). */
static void the_cipher_gives_the_published_results(void **state)
{
    static const uint8_t key[] = { 0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                   0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c };
    static const uint8_t in[] = { 0x32, 0x43, 0xf6, 0xa8, 0x88, 0x5a, 0x30, 0x8d,
                                  0x31, 0x31, 0x98, 0xa2, 0xe0, 0x37, 0x07, 0x34 };
    static const uint8_t expected[] = { 0x39, 0x25, 0x84, 0x1d, 0x02, 0xdc, 0x09, 0xfb,
                                        0xdc, 0x11, 0x85, 0x97, 0x19, 0x6a, 0x0b, 0x32 };
    static const uint8_t irk[] = { 0x9b, 0x7d, 0x39, 0x0a, 0xa6, 0x10, 0x10, 0x34,
                                   0x05, 0xad, 0xc8, 0x57, 0xa3, 0x34, 0x02, 0xec };
    static const uint8_t prand[16] = { 0x94, 0x81, 0x70 };
    static const uint8_t hash[] = { 0xaa, 0xfb, 0x0d };
    uint8_t out[16];
    (void)state;
    blr_virtual_aes128(key, in, out);
    assert_memory_equal(out, expected, sizeof(expected));
    blr_virtual_encrypt(irk, prand, out);
    assert_memory_equal(out, hash, sizeof(hash));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_of_any_length_arrives_exactly),
        cmocka_unit_test(a_scan_response_of_any_length_goes_to_who_asked),
        cmocka_unit_test(what_the_scanner_cannot_hold_is_truncated),
        cmocka_unit_test(a_scanner_that_has_to_transmit_meanwhile_loses_the_rest),
        cmocka_unit_test(one_receiver_follows_one_chain_at_a_time),
        cmocka_unit_test(sets_share_the_one_radio_of_their_controller),
        cmocka_unit_test(data_given_while_on_the_air_is_sent_from_the_next_event_on),
        cmocka_unit_test(every_kind_of_set_is_reported_as_what_it_is),
        cmocka_unit_test(directed_sets_reach_only_their_target),
        cmocka_unit_test(each_set_has_its_own_address_and_data),
        cmocka_unit_test(a_set_ends_after_its_duration_or_its_events),
        cmocka_unit_test(an_enabled_set_that_is_enabled_again_begins_its_duration_afresh),
        cmocka_unit_test(a_scan_request_is_notified_when_wanted),
        cmocka_unit_test(a_scan_ends_after_its_duration_or_comes_back_each_period),
        cmocka_unit_test(coded_advertising_is_heard_only_by_who_listens_for_it),
        cmocka_unit_test(both_phys_are_scanned_in_full_where_their_windows_fit),
        cmocka_unit_test(the_duplicate_filter_lets_new_data_through),
        cmocka_unit_test(resolvable_addresses_are_made_resolved_and_renewed),
        cmocka_unit_test(a_private_peer_that_shows_its_identity_is_ignored_but_in_device_mode),
        cmocka_unit_test(the_cipher_gives_the_published_results),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
