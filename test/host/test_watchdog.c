/* SPDX-License-Identifier: MIT */
/** @file @brief The scan watchdog, on controllers that go deaf in each way, and in places where there is nothing to
 * hear.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

enum { WATCHDOG_MS = 60000 };

#define WATCHDOG_US (WATCHDOG_MS * UINT64_C(1000))
#define DAY         (UINT64_C(86400) * RIG_SECOND)
#define REPORT      "le 0d 01 0000 01 0102030405c0 01 01 05 7f c4 0000 00 000000000000 03 020106\n"
/* It hears something ten times a second, for ever or for five seconds. */
#define HEARS      "complete 00; wait 10ms; repeat 0 100ms; " REPORT
#define GOES_DEAF  "complete 00; wait 10ms; repeat 50 100ms; " REPORT
#define SCAN_RULES "on 0c03: stop; complete 00\non 2042 00: stop; complete 00\non 2042 01: complete 00\n"

static struct ble_request to_scan(uint32_t watchdog_ms)
{
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan = (struct ble_scanning){ .interval_us = 100000, .window_us = 50000, .watchdog_ms = watchdog_ms };
    return request;
}

static ble_status outcome(struct rig *rig, const struct ble_request *request)
{
    uint32_t id = rig_request(rig, request);
    assert_int_not_equal(id, 0);
    const struct rig_event *event = rig_complete(rig, id, 40 * RIG_SECOND);
    assert_non_null(event);
    return event->event.u.completed.status;
}

/** A host that scans, watched, on a controller with these rules of its own. */
static struct rig *watched(const char *rules, uint32_t watchdog_ms)
{
    char text[2048] = SCAN_RULES;
    strcat(text, rules);
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = text;
    options.transport.can_reopen = true;
    struct rig *rig = rig_ready(&options);
    struct ble_request request = to_scan(watchdog_ms);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    return rig;
}

/** The n-th event of stalling must be this, within two seconds after `after_us`. @return its time */
static uint64_t stage_is(const struct rig *rig, size_t n, enum ble_stall_stage stage, uint64_t after_us)
{
    size_t count;
    const struct rig_event *events = rig_events(rig, &count);
    for (size_t i = 0; i < count; i++) {
        if (events[i].event.type != BLE_EVENT_SCAN_STALLED || n-- > 0)
            continue;
        assert_int_equal(events[i].event.u.stalled.stage, stage);
        assert_in_range(events[i].at_us, after_us, after_us + 2 * RIG_SECOND);
        return events[i].at_us;
    }
    fail_msg("no such event");
    return 0;
}

static bool hears_now(struct rig *rig)
{
    size_t before = rig_count(rig, BLE_EVENT_REPORT);
    rig_run_for(rig, RIG_SECOND);
    return rig_count(rig, BLE_EVENT_REPORT) >= before + 9;
}

static void stages_are(const struct rig *rig, uint32_t stalls, uint32_t restarts, uint32_t resets)
{
    const struct ble_host_counters *counters = rig_counters(rig);
    assert_int_equal(counters->scan_stalls, stalls);
    assert_int_equal(counters->scan_restarts, restarts);
    assert_int_equal(counters->scan_resets, resets);
}

/* ------------------------------------------------------------------------------------------------ deaf in each way */

static void a_restart_brings_the_reports_back(void **state)
{
    (void)state;
    struct rig *rig = watched("on 2042 01 [1]: " GOES_DEAF "on 2042 01 [3+]: " HEARS, WATCHDOG_MS);
    size_t mark = rig_sent(rig);
    rig_run_for(rig, WATCHDOG_US / 2);
    stages_are(rig, 0, 0, 0);
    uint64_t heard_us = rig_last(rig, BLE_EVENT_REPORT)->at_us;
    rig_run_for(rig, WATCHDOG_US);
    stages_are(rig, 1, 1, 0);
    uint64_t probe_us = stage_is(rig, 0, BLE_STALL_PROBE, heard_us + WATCHDOG_US);
    assert_in_range(probe_us, heard_us + WATCHDOG_US, heard_us + WATCHDOG_US + 1000);
    stage_is(rig, 1, BLE_STALL_RESTART, probe_us);
    assert_in_range(rig_last(rig, BLE_EVENT_SCAN_STALLED)->event.u.stalled.silent_ms, WATCHDOG_MS, WATCHDOG_MS + 100);
    static const uint16_t wanted[] = { 0x1001, 0x2042, 0x2041, 0x2042 }; /* probe, off, how, on */
    assert_int_equal(rig_sent(rig), mark + 4);
    for (size_t i = 0; i < 4; i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, mark + i, &size);
        assert_int_equal(packet[1] | packet[2] << 8, wanted[i]);
    }
    assert_true(hears_now(rig));
    rig_run_for(rig, 100 * WATCHDOG_US);
    stages_are(rig, 1, 1, 0);
    assert_int_equal(rig_info(rig)->generation, 1);
    assert_int_equal(rig_count(rig, BLE_EVENT_SCAN_ENDED), 0);
    rig_free(rig);
}

static void a_reset_brings_the_reports_back_when_a_restart_does_not(void **state)
{
    (void)state;
    struct rig *rig = watched("on 2042 01 [1]: " GOES_DEAF "on 2042 01 [4+]: " HEARS, WATCHDOG_MS);
    rig_run_for(rig, 3 * WATCHDOG_US);
    stages_are(rig, 1, 1, 1);
    uint64_t restart_us = stage_is(rig, 1, BLE_STALL_RESTART, 5 * RIG_SECOND + WATCHDOG_US);
    stage_is(rig, 2, BLE_STALL_RESET, restart_us + WATCHDOG_US);
    assert_int_equal(rig_info(rig)->generation, 2);
    const struct ble_event *recovering = &rig_last(rig, BLE_EVENT_RECOVERING)->event;
    assert_int_equal(recovering->u.trouble.failure, BLE_FAILURE_SCAN_STALLED);
    assert_true(hears_now(rig));
    rig_run_for(rig, 100 * WATCHDOG_US);
    stages_are(rig, 1, 1, 1);
    rig_free(rig);
}

static void a_controller_that_does_not_answer_the_probe_is_recovered(void **state)
{
    (void)state;
    struct rig *rig = watched("on 2042 01 [1]: complete 00; wait 1s; deaf\n"
                              "on reopen: revive\n"
                              "on 2042 01 [2+]: " HEARS,
                              WATCHDOG_MS);
    rig_run_for(rig, 2 * WATCHDOG_US);
    stages_are(rig, 1, 0, 0);
    assert_int_equal(rig_info(rig)->generation, 2);
    const struct ble_event *recovering = &rig_last(rig, BLE_EVENT_RECOVERING)->event;
    assert_int_equal(recovering->u.trouble.failure, BLE_FAILURE_COMMAND_TIMEOUT);
    assert_int_equal(recovering->u.trouble.opcode, 0x1001);
    assert_true(hears_now(rig));
    rig_free(rig);
}

static void a_scan_that_is_off_already_is_started(void **state)
{
    (void)state;
    struct rig *rig = watched("on 2042 00 [2]: complete 0c\non 2042 01 [3+]: " HEARS, WATCHDOG_MS);
    rig_run_for(rig, 2 * WATCHDOG_US);
    stages_are(rig, 1, 1, 0);
    assert_true(hears_now(rig));
    rig_free(rig);
}

static void a_restart_that_is_refused_leads_to_a_reset_at_once_and_the_wish_stays(void **state)
{
    (void)state;
    static const char *const refusals[] = { "on 2042 01 [3]: complete 0c\n", "on 2041 [2]: complete 0c\n" };
    for (unsigned i = 0; i < 2; i++) {
        char rules[512] = "on 2042 01 [4+]: " HEARS;
        if (i == 1)
            strcpy(rules, "on 2042 01 [3+]: " HEARS);
        strcat(rules, refusals[i]);
        struct rig *rig = watched(rules, WATCHDOG_MS);
        rig_run_for(rig, 3 * WATCHDOG_US / 2);
        stages_are(rig, 1, 1, 1);
        uint64_t restart_us = stage_is(rig, 1, BLE_STALL_RESTART, WATCHDOG_US);
        stage_is(rig, 2, BLE_STALL_RESET, restart_us);
        assert_int_equal(rig_count(rig, BLE_EVENT_SCAN_ENDED), 0);
        assert_true(hears_now(rig));
        rig_free(rig);
    }
}

static void scan_commands_that_are_not_answered_lead_to_a_reset(void **state)
{
    (void)state;
    struct rig *rig = watched("on 2042 [2-20]: nothing\non 0c03 [2]: stop; complete 00; revive\n", WATCHDOG_MS);
    rig_run_for(rig, 3 * WATCHDOG_US);
    const struct ble_host_counters *counters = rig_counters(rig);
    assert_int_equal(counters->scan_stalls, 1);
    assert_int_equal(counters->scan_restarts, 1);
    assert_int_equal(counters->scan_resets, 1);
    assert_true(counters->command_timeouts > 0);
    assert_true(rig_info(rig)->generation >= 2);
    rig_free(rig);
}

static void every_way_ends_the_same_however_reads_are_cut(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "on 2042 01 [1]: " GOES_DEAF "on 2042 01 [3+]: " HEARS,
        "on 2042 01 [1]: " GOES_DEAF "on 2042 01 [4+]: " HEARS,
        "on 2042 01 [3]: complete 0c\non 2042 01 [4+]: " HEARS,
    };
    for (size_t way = 0; way < sizeof(ways) / sizeof(ways[0]); way++) {
        char *texts[2];
        for (unsigned cut = 0; cut < 2; cut++) {
            char rules[2048] = SCAN_RULES;
            strcat(rules, ways[way]);
            struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
            options.rules = rules;
            options.record = true;
            options.chunks = cut ? RIG_BYTES : RIG_WHOLE;
            struct rig *rig = rig_ready(&options);
            struct ble_request request = to_scan(2000);
            assert_int_equal(outcome(rig, &request), BLE_OK);
            rig_run_for(rig, 20 * RIG_SECOND);
            assert_true(rig_count(rig, BLE_EVENT_SCAN_STALLED) >= 2);
            texts[cut] = strdup(rig_transcript(rig));
            rig_free(rig);
        }
        assert_string_equal(texts[1], texts[0]);
        free(texts[0]);
        free(texts[1]);
    }
}

/* ------------------------------------------------------------------------------------------------ a quiet place */

static void without_a_watchdog_nothing_is_done_about_silence(void **state)
{
    (void)state;
    struct rig *rig = watched("", 0);
    size_t mark = rig_sent(rig);
    rig_run_for(rig, DAY);
    assert_int_equal(rig_sent(rig), mark);
    stages_are(rig, 0, 0, 0);
    rig_free(rig);
}

/** The stage that begins the n-th round must come `silence_us` after the scan of that round went on. */
static void a_quiet_place_is_left_in_peace_more_and_more(void **state)
{
    (void)state;
    struct rig *rig = watched("", WATCHDOG_MS);
    uint64_t begun_us = rig_now(rig), at_us = begun_us, silence_us = WATCHDOG_US;
    rig_run_for(rig, DAY);
    size_t rounds = 0;
    for (; at_us + 2 * silence_us < begun_us + DAY; rounds++) {
        uint64_t probe_us = stage_is(rig, 3 * rounds, BLE_STALL_PROBE, at_us + silence_us);
        uint64_t restart_us = stage_is(rig, 3 * rounds + 1, BLE_STALL_RESTART, probe_us);
        at_us = stage_is(rig, 3 * rounds + 2, BLE_STALL_RESET, restart_us + silence_us);
        silence_us = 2 * silence_us < 3600 * RIG_SECOND ? 2 * silence_us : 3600 * RIG_SECOND;
    }
    /* Six rounds of 1 ... 32 minutes, twice, take two hours; then one in two hours. */
    assert_int_equal(rounds, 16);
    assert_int_equal(rig_counters(rig)->scan_resets, rounds);
    assert_int_equal(rig_info(rig)->generation, rounds + 1);
    rig_free(rig);
}

static void a_report_ends_the_back_off_also_one_that_is_filtered(void **state)
{
    (void)state;
    struct rig *rig = watched("", WATCHDOG_MS);
    struct ble_request filter = { .type = BLE_REQUEST_FILTER };
    filter.u.filter.minimum_rssi_dbm = 0;
    assert_int_equal(outcome(rig, &filter), BLE_OK);
    rig_run_for(rig, 15 * WATCHDOG_US); /* three rounds: 2, 4 and 8 minutes */
    stages_are(rig, 3, 3, 3);
    static const uint8_t report[] = { 0x04, 0x3e, 0x0c, 0x02, 1, 0, 1, 1, 2, 3, 4, 5, 0xc0, 0, 0xc4 };
    rig_receive(rig, report, sizeof(report));
    uint64_t heard_us = rig_now(rig);
    rig_run_for(rig, 3 * WATCHDOG_US);
    assert_int_equal(rig_counters(rig)->reports_filtered, 1);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 0);
    stage_is(rig, 9, BLE_STALL_PROBE, heard_us + WATCHDOG_US);
    stage_is(rig, 11, BLE_STALL_RESET, heard_us + 2 * WATCHDOG_US);
    rig_free(rig);
}

static void a_report_after_the_restart_saves_the_controller_from_the_reset(void **state)
{
    (void)state;
    struct rig *rig = watched("on 2042 01 [3]: complete 00; wait 50s; " REPORT, WATCHDOG_MS);
    rig_run_for(rig, 7 * WATCHDOG_US / 2);
    /* Silent again a minute after that report: another round, not the end of the first one. */
    stages_are(rig, 2, 2, 0);
    stage_is(rig, 2, BLE_STALL_PROBE, WATCHDOG_US + 50 * RIG_SECOND + WATCHDOG_US);
    rig_free(rig);
}

static void a_new_scan_begins_without_back_off(void **state)
{
    (void)state;
    struct rig *rig = watched("", WATCHDOG_MS);
    rig_run_for(rig, 15 * WATCHDOG_US);
    stages_are(rig, 3, 3, 3);
    struct ble_request request = to_scan(WATCHDOG_MS);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    uint64_t begun_us = rig_now(rig);
    rig_run_for(rig, 3 * WATCHDOG_US / 2);
    stage_is(rig, 9, BLE_STALL_PROBE, begun_us + WATCHDOG_US - RIG_SECOND);
    request = (struct ble_request){ .type = BLE_REQUEST_STOP_SCAN };
    assert_int_equal(outcome(rig, &request), BLE_OK);
    size_t mark = rig_sent(rig);
    rig_run_for(rig, 100 * WATCHDOG_US);
    assert_int_equal(rig_sent(rig), mark);
    stages_are(rig, 4, 4, 3);
    rig_free(rig);
}

static void a_scan_that_is_stopped_while_it_is_probed_is_not_restarted(void **state)
{
    (void)state;
    struct rig *rig =
        watched("on 1001 [2]: wait 500ms; complete 00 $hci_version 0000 $lmp_version 0000 0000\n", WATCHDOG_MS);
    while (rig_counters(rig)->scan_stalls == 0)
        rig_run_for(rig, RIG_SECOND / 10);
    struct ble_request request = { .type = BLE_REQUEST_STOP_SCAN };
    assert_int_equal(outcome(rig, &request), BLE_OK);
    rig_run_for(rig, 100 * WATCHDOG_US);
    stages_are(rig, 1, 0, 0);
    assert_int_equal(rig_info(rig)->generation, 1);
    rig_free(rig);
}

static void with_links_up_the_controller_is_not_reset(void **state)
{
    (void)state;
    static const uint8_t connected[] = { 0x04, 0x3e, 0x13, 0x01, 0,    0x40, 0, 1, 0,    1, 2,
                                         3,    4,    5,    6,    0x18, 0,    0, 0, 0x2a, 0, 0 };
    struct rig *rig = watched("on 2042 01 [5+]: complete 0c\n", WATCHDOG_MS);
    rig_receive(rig, connected, sizeof(connected));
    rig_run_for(rig, 3 * WATCHDOG_US);
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 1);
    stages_are(rig, 1, 1, 0);
    stage_is(rig, 2, BLE_STALL_LEFT, 2 * WATCHDOG_US);
    assert_int_equal(rig_count(rig, BLE_EVENT_DISCONNECTED), 0);
    assert_int_equal(rig_info(rig)->generation, 1);
    rig_run_for(rig, 2 * WATCHDOG_US); /* what the controller refuses then ends the scan, as always */
    stages_are(rig, 2, 2, 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_SCAN_ENDED), 1);
    rig_free(rig);
}

/** Who does not pull events hears nothing because the line is held back: that is not the controller's fault. */
static void silence_while_the_ring_is_full_is_no_silence(void **state)
{
    (void)state;
    struct rig *rig = watched("", WATCHDOG_MS);
    struct ble_host *host = rig_host(rig);
    static const uint8_t vendor[3 + 255] = { 0x04, 0xfe, 255 };
    uint64_t now_us = rig_now(rig);
    while (ble_host_receive(host, now_us, vendor, sizeof(vendor)) == sizeof(vendor)) {
    }
    for (unsigned i = 0; i < 10; i++) {
        uint64_t deadline_us = ble_host_deadline(host);
        assert_in_range(deadline_us, now_us + 1, now_us + WATCHDOG_US + RIG_SECOND);
        now_us = deadline_us;
        ble_host_tick(host, now_us);
    }
    stages_are(rig, 0, 0, 0);
    rig_free(rig);
}

static void a_time_outside_the_range_is_refused(void **state)
{
    (void)state;
    static const struct {
        uint32_t ms;
        ble_status status;
    } cases[] = {
        { 0, BLE_OK },        { 1, BLE_ERROR_ARGUMENT },        { 999, BLE_ERROR_ARGUMENT },        { 1000, BLE_OK },
        { 86400000, BLE_OK }, { 86400001, BLE_ERROR_ARGUMENT }, { BLE_FOREVER, BLE_ERROR_ARGUMENT }
    };
    struct rig *rig = watched("", 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct ble_request request = to_scan(cases[i].ms);
        assert_int_equal(outcome(rig, &request), cases[i].status);
    }
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_restart_brings_the_reports_back),
        cmocka_unit_test(a_reset_brings_the_reports_back_when_a_restart_does_not),
        cmocka_unit_test(a_controller_that_does_not_answer_the_probe_is_recovered),
        cmocka_unit_test(a_scan_that_is_off_already_is_started),
        cmocka_unit_test(a_restart_that_is_refused_leads_to_a_reset_at_once_and_the_wish_stays),
        cmocka_unit_test(scan_commands_that_are_not_answered_lead_to_a_reset),
        cmocka_unit_test(every_way_ends_the_same_however_reads_are_cut),
        cmocka_unit_test(without_a_watchdog_nothing_is_done_about_silence),
        cmocka_unit_test(a_quiet_place_is_left_in_peace_more_and_more),
        cmocka_unit_test(a_report_ends_the_back_off_also_one_that_is_filtered),
        cmocka_unit_test(a_report_after_the_restart_saves_the_controller_from_the_reset),
        cmocka_unit_test(a_new_scan_begins_without_back_off),
        cmocka_unit_test(a_scan_that_is_stopped_while_it_is_probed_is_not_restarted),
        cmocka_unit_test(with_links_up_the_controller_is_not_reset),
        cmocka_unit_test(silence_while_the_ring_is_full_is_no_silence),
        cmocka_unit_test(a_time_outside_the_range_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
