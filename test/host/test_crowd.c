/* SPDX-License-Identifier: MIT */
/** @file @brief 100,000 advertisers and hours of virtual time, as a stream of octets: memory stays what it was, and the
 * counts say what became of each report.
 */
#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

enum { CROWD = 100000, ROUNDS = 10, IN_PARTS = 8 /* one of so many advertises in two parts */, TEXT = 8 };

#define ROUND_US (UINT64_C(1440) * RIG_SECOND) /* ten of them are four hours */
#define HOUR_MS  3600000

static size_t put_report(uint8_t *event, uint32_t who, bool is_part)
{
    const uint8_t head[] = { 0x04, 0x3e, 26 + TEXT, 0x0d, 1, is_part ? 0x20 : 0x00, 0, 0x01 };
    const uint8_t address[] = { (uint8_t)who, (uint8_t)(who >> 8), (uint8_t)(who >> 16), 1, 2, 0xc3 };
    const uint8_t radio[] = { 1, 1, 3, 0x7f, (uint8_t)-50, 0, 0, 0, 0, 0, 0, 0, 0, 0, TEXT };
    memcpy(event, head, sizeof(head));
    memcpy(event + 8, address, sizeof(address));
    memcpy(event + 14, radio, sizeof(radio));
    memcpy(event + 29, "\x07\x09which", TEXT);
    return 29 + TEXT;
}

struct crowd {
    struct ble_host *host;
    uint64_t now_us, told, sent;
};

static void pull_all(struct crowd *crowd)
{
    for (struct ble_event event; ble_host_next_event(crowd->host, &event);)
        crowd->told += event.type == BLE_EVENT_REPORT;
}

static void give(struct crowd *crowd, const uint8_t *octets, size_t size)
{
    assert_int_equal(ble_host_receive(crowd->host, crowd->now_us, octets, size), size);
    crowd->sent++;
}

/** Each of them once, some beginning together so that the pool of parts is not enough. */
static void one_round(struct crowd *crowd, bool is_pulled)
{
    uint8_t event[64];
    for (uint32_t first = 0; first < CROWD; first += 100 * IN_PARTS) {
        for (uint32_t who = first; who < first + 100 * IN_PARTS; who++) {
            bool in_parts = who % IN_PARTS == 0;
            give(crowd, event, put_report(event, who, in_parts));
            if (is_pulled)
                pull_all(crowd);
        }
        for (uint32_t who = first; who < first + 100 * IN_PARTS; who += IN_PARTS)
            give(crowd, event, put_report(event, who, false));
        crowd->now_us += 1000;
        pull_all(crowd);
    }
}

static void hours(uint32_t scan_devices, enum ble_duplicates policy, bool is_pulled, struct ble_host_counters *counters,
                  uint64_t *told)
{
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.scan_devices = scan_devices;
    options.config.event_bytes = 16384;
    struct rig *rig = rig_ready(&options);
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan = (struct ble_scanning){
        .interval_us = 100000, .window_us = 50000, .duplicates = (uint8_t)policy, .duplicates_ms = HOUR_MS
    };
    assert_non_null(rig_complete(rig, rig_request(rig, &request), RIG_SECOND));
    struct crowd crowd = { .host = rig_host(rig), .now_us = rig_now(rig) };
    struct mallinfo2 before = mallinfo2();
    for (unsigned round = 0; round < ROUNDS; round++) {
        uint64_t begun_us = crowd.now_us;
        one_round(&crowd, is_pulled);
        crowd.now_us = begun_us + ROUND_US;
        ble_host_tick(crowd.host, crowd.now_us);
        ble_host_tick(crowd.host, crowd.now_us + RIG_SECOND); /* the first one was late, and judged nothing */
        pull_all(&crowd);
    }
    struct mallinfo2 after = mallinfo2();
    assert_int_equal(after.uordblks, before.uordblks);
    assert_int_equal(ble_host_deadline(crowd.host), BLE_NO_DEADLINE); /* nothing is left waiting */
    *counters = *ble_host_counters(crowd.host);
    *told = crowd.told;
    assert_int_equal(counters->reports, crowd.sent);
    assert_int_equal(counters->reports + counters->reports_joined,
                     crowd.told + counters->reports_filtered + counters->reports_duplicate + counters->reports_dropped +
                         counters->report_parts + counters->report_parts_skipped);
    rig_free(rig);
}

static void a_table_that_is_large_enough_tells_each_of_them_once_an_hour(void **state)
{
    (void)state;
    struct ble_host_counters counters;
    uint64_t told;
    hours(CROWD, BLE_DUPLICATES_ONCE, true, &counters, &told);
    assert_int_equal(counters.reports_dropped, 0);
    assert_in_range(told, 4 * CROWD, 4 * CROWD + counters.devices_forgotten);
    assert_true(counters.devices_forgotten < CROWD / 100);
    assert_true(counters.reassemblies_given_up > 0); /* a hundred at once, in a pool of sixteen */
    assert_true(counters.reports_joined > counters.reassemblies_given_up);
}

static void a_table_that_is_too_small_tells_some_more_often_and_counts_it(void **state)
{
    (void)state;
    struct ble_host_counters counters;
    uint64_t told;
    hours(2048, BLE_DUPLICATES_ONCE, true, &counters, &told);
    assert_int_equal(counters.reports_dropped, 0);
    assert_in_range(told, 4 * CROWD, 4 * CROWD + counters.devices_forgotten);
    assert_true(counters.devices_forgotten > CROWD);
}

static void a_program_that_does_not_keep_up_is_told_what_fits_and_the_rest_is_counted(void **state)
{
    (void)state;
    struct ble_host_counters counters;
    uint64_t told;
    hours(2048, BLE_DUPLICATES_ALL, false, &counters, &told);
    assert_true(counters.reports_dropped > CROWD);
    assert_int_equal(counters.devices_forgotten, 0);
    assert_true(told > CROWD / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_that_is_large_enough_tells_each_of_them_once_an_hour),
        cmocka_unit_test(a_table_that_is_too_small_tells_some_more_often_and_counts_it),
        cmocka_unit_test(a_program_that_does_not_keep_up_is_told_what_fits_and_the_rest_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
