/* SPDX-License-Identifier: MIT */
/** @file @brief What a whole host makes of reports: parts put together, filters, duplicate policies, and their counts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

enum { PART = 1, LAST = 0, CUT_SHORT = 2, LEGACY = 46 };

/** An extended report of an advertiser with this number. */
struct said {
    uint32_t who;
    uint8_t status; /**< PART, LAST or CUT_SHORT */
    int8_t rssi_dbm;
    const void *data;
    uint8_t size;
};

static void put_address(uint8_t *at, uint32_t who)
{
    const uint8_t address[] = { (uint8_t)who, (uint8_t)(who >> 8), (uint8_t)(who >> 16), 0, 0, 0xc0 };
    memcpy(at, address, sizeof(address));
}

static void hear(struct rig *rig, struct said said)
{
    uint8_t event[3 + 255] = { 0x04, 0x3e, (uint8_t)(26 + said.size), 0x0d, 1, (uint8_t)(said.status << 5), 0, 0x01 };
    put_address(event + 8, said.who);
    memcpy(event + 14, "\x01\x01\x05\x7f", 4);
    event[18] = (uint8_t)said.rssi_dbm;
    event[28] = said.size;
    memcpy(event + 29, said.data, said.size);
    rig_receive(rig, event, 29u + said.size);
    rig_run_for(rig, 10);
}

static void hear_text(struct rig *rig, uint32_t who, uint8_t status, const char *text)
{
    hear(rig, (struct said){ who, status, -50, text, (uint8_t)strlen(text) });
}

static size_t legacy(uint8_t *event, uint32_t who, const void *data, uint8_t size)
{
    const uint8_t head[] = { 0x04, 0x3e, (uint8_t)(12 + size), 0x02, 1, 0x00, 0x01 };
    memcpy(event, head, sizeof(head));
    put_address(event + 7, who);
    event[13] = size;
    memcpy(event + 14, data, size);
    event[14 + size] = (uint8_t)-50;
    return 15u + size;
}

static void hear_legacy(struct rig *rig, uint32_t who, const char *text)
{
    uint8_t event[LEGACY];
    rig_receive(rig, event, legacy(event, who, text, (uint8_t)strlen(text)));
    rig_run_for(rig, 10);
}

static const struct ble_host_report *last_report(const struct rig *rig)
{
    const struct rig_event *event = rig_last(rig, BLE_EVENT_REPORT);
    assert_non_null(event);
    return &event->event.u.report;
}

static void last_is(const struct rig *rig, uint32_t who, const char *text, uint8_t more_flags)
{
    const struct ble_host_report *report = last_report(rig);
    uint8_t address[6];
    put_address(address, who);
    assert_memory_equal(report->address.octets, address, 6);
    assert_int_equal(report->size, strlen(text));
    assert_memory_equal(report->data, text, report->size);
    assert_int_equal(report->flags, BLE_REPORT_EXTENDED | more_flags);
}

/** Every report that came is told, or counted as something else. */
static void all_is_accounted_for(const struct rig *rig)
{
    const struct ble_host_counters *c = rig_counters(rig);
    assert_int_equal(c->reports + c->reports_joined, rig_count(rig, BLE_EVENT_REPORT) + c->reports_filtered +
                                                         c->reports_duplicate + c->reports_dropped + c->report_parts +
                                                         c->report_parts_skipped);
}

static ble_status outcome(struct rig *rig, const struct ble_request *request)
{
    uint32_t id = rig_request(rig, request);
    assert_int_not_equal(id, 0);
    const struct rig_event *event = rig_complete(rig, id, 40 * RIG_SECOND);
    assert_non_null(event);
    return event->event.u.completed.status;
}

static struct ble_request to_scan(enum ble_duplicates duplicates, uint32_t ms)
{
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan = (struct ble_scanning){
        .interval_us = 100000, .window_us = 50000, .duplicates = (uint8_t)duplicates, .duplicates_ms = ms
    };
    return request;
}

static void scan(struct rig *rig, enum ble_duplicates duplicates, uint32_t ms)
{
    struct ble_request request = to_scan(duplicates, ms);
    assert_int_equal(outcome(rig, &request), BLE_OK);
}

static void stop_scan(struct rig *rig)
{
    struct ble_request request = { .type = BLE_REQUEST_STOP_SCAN };
    assert_int_equal(outcome(rig, &request), BLE_OK);
}

static struct rig *scanning(enum ble_duplicates duplicates, uint32_t ms)
{
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    struct rig *rig = rig_ready(&options);
    scan(rig, duplicates, ms);
    return rig;
}

static void set_filter(struct rig *rig, const struct ble_report_filter *filter)
{
    struct ble_request request = { .type = BLE_REQUEST_FILTER };
    request.u.filter = *filter;
    assert_int_equal(outcome(rig, &request), BLE_OK);
}

/* ------------------------------------------------------------------------------------------------ parts */

static void parts_of_many_advertisers_are_told_as_wholes(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    for (uint32_t who = 0; who < 16; who++)
        hear_text(rig, who, PART, "first ");
    hear_legacy(rig, 99, "between");
    hear_text(rig, 77, LAST, "alone");
    last_is(rig, 77, "alone", 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 2);
    for (uint32_t who = 16; who-- > 0;) {
        hear_text(rig, who, LAST, "second");
        last_is(rig, who, "first second", 0);
    }
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 18);
    assert_int_equal(rig_counters(rig)->reports_joined, 16);
    assert_int_equal(rig_counters(rig)->report_parts, 32);
    all_is_accounted_for(rig);
    rig_free(rig);
}

static void the_longest_advertisement_is_told_in_one_piece_also_by_the_smallest_ring(void **state)
{
    (void)state;
    uint8_t data[1650];
    for (size_t i = 0; i < sizeof(data); i++)
        data[i] = (uint8_t)(i * 7 + i / 256);
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.packet_bytes = 264;
    options.config.event_bytes = 4400;
    struct rig *rig = rig_ready(&options);
    scan(rig, BLE_DUPLICATES_ALL, 0);
    for (unsigned round = 1; round <= 20; round++) {
        for (size_t at = 0; at < sizeof(data); at += 229) {
            size_t size = sizeof(data) - at < 229 ? sizeof(data) - at : 229;
            hear(rig, (struct said){ 1, at + size < sizeof(data) ? PART : LAST, -50, data + at, (uint8_t)size });
        }
        assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), round);
        assert_int_equal(last_report(rig)->size, sizeof(data));
        assert_memory_equal(last_report(rig)->data, data, sizeof(data));
    }
    all_is_accounted_for(rig);
    rig_free(rig);
}

static void what_the_controller_or_the_pool_or_time_cuts_short_is_told_as_truncated(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.reassemblies = 2;
    struct rig *rig = rig_ready(&options);
    scan(rig, BLE_DUPLICATES_ALL, 0);
    hear_text(rig, 1, PART, "controller");
    hear_text(rig, 1, CUT_SHORT, "!");
    last_is(rig, 1, "controller!", BLE_REPORT_TRUNCATED);

    hear_text(rig, 1, PART, "pool");
    hear_text(rig, 2, PART, "two");
    hear_text(rig, 3, PART, "three");
    last_is(rig, 1, "pool", BLE_REPORT_TRUNCATED);
    hear_text(rig, 1, LAST, "its rest is not taken for another");
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 2);
    hear_text(rig, 2, LAST, "!");
    last_is(rig, 2, "two!", 0);

    uint64_t begun_us = rig_now(rig);
    rig_run_for(rig, 3 * RIG_SECOND);
    last_is(rig, 3, "three", BLE_REPORT_TRUNCATED);
    assert_true(rig_last(rig, BLE_EVENT_REPORT)->at_us <= begun_us + 2500000);
    assert_true(rig_last(rig, BLE_EVENT_REPORT)->at_us > begun_us + 2400000);
    assert_true(last_report(rig)->time_us < begun_us);
    hear_text(rig, 3, LAST, "new");
    last_is(rig, 3, "new", 0);
    const struct ble_host_counters *counters = rig_counters(rig);
    assert_int_equal(counters->reassemblies_given_up, 1);
    assert_int_equal(counters->reassemblies_timed_out, 1);
    assert_int_equal(counters->report_parts_skipped, 1);
    all_is_accounted_for(rig);
    rig_free(rig);
}

static void without_reassemblies_parts_are_told_as_they_come(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.reassemblies = 0;
    struct rig *rig = rig_ready(&options);
    scan(rig, BLE_DUPLICATES_ALL, 0);
    hear_text(rig, 1, PART, "one");
    last_is(rig, 1, "one", BLE_REPORT_INCOMPLETE);
    hear_text(rig, 1, LAST, "two");
    last_is(rig, 1, "two", 0);
    rig_free(rig);
}

static void a_part_is_forgotten_with_its_scan_and_with_its_controller(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    hear_text(rig, 1, PART, "one");
    stop_scan(rig);
    scan(rig, BLE_DUPLICATES_ALL, 0);
    hear_text(rig, 1, LAST, "two");
    last_is(rig, 1, "two", 0);
    hear_text(rig, 1, PART, "three");
    rig_receive(rig, "\x04\x10\x01\x01", 4); /* Hardware Error */
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    rig_run_for(rig, 5 * RIG_SECOND);
    hear_text(rig, 1, LAST, "four");
    last_is(rig, 1, "four", 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 2);
    assert_int_equal(rig_counters(rig)->reassemblies_forgotten, 2);
    all_is_accounted_for(rig);
    rig_free(rig);
}

/** A ring that is full drops a whole advertisement, and the policy does not take it for told. */
static void what_has_no_room_is_dropped_whole_and_is_new_again(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.packet_bytes = 264;
    options.config.event_bytes = 4400;
    struct rig *rig = rig_ready(&options);
    scan(rig, BLE_DUPLICATES_ONCE, 0);
    enum { CROWD = 200 };
    static uint8_t stream[CROWD * LEGACY];
    size_t size = 0;
    for (uint32_t who = 0; who < CROWD; who++)
        size += legacy(stream + size, who, "0123456789", 10);
    rig_receive(rig, stream, size);
    rig_run_for(rig, 10);
    size_t told = rig_count(rig, BLE_EVENT_REPORT);
    assert_in_range(told, 10, CROWD - 1);
    assert_int_equal(rig_counters(rig)->reports_dropped, CROWD - told);
    for (unsigned round = 0; round < CROWD / 10; round++) {
        rig_receive(rig, stream, size);
        rig_run_for(rig, 10);
    }
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), CROWD); /* each of them once */
    all_is_accounted_for(rig);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------------ filters */

static struct ble_report_filter no_filter(void)
{
    return (struct ble_report_filter){ .minimum_rssi_dbm = -128 };
}

static bool passes(struct rig *rig, uint32_t who, const void *data, size_t size)
{
    size_t before = rig_count(rig, BLE_EVENT_REPORT);
    hear(rig, (struct said){ who, LAST, -50, data, (uint8_t)size });
    return rig_count(rig, BLE_EVENT_REPORT) > before;
}

static void only_listed_advertisers_pass_with_just_their_type(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    struct ble_report_filter filter = no_filter();
    filter.addresses_count = 3;
    for (uint32_t i = 0; i < 3; i++) {
        put_address(filter.addresses[i].octets, 10 + i);
        filter.addresses[i].type = i == 2 ? BLE_ADDRESS_PUBLIC : BLE_ADDRESS_RANDOM;
    }
    set_filter(rig, &filter);
    assert_true(passes(rig, 10, "", 0));
    assert_true(passes(rig, 11, "", 0));
    assert_false(passes(rig, 12, "", 0)); /* that one is random here */
    assert_false(passes(rig, 13, "", 0));
    hear_legacy(rig, 11, "");
    hear_legacy(rig, 14, "");
    hear_text(rig, 15, PART, "not even begun");
    hear_text(rig, 10, PART, "a");
    hear_text(rig, 15, LAST, "not even begun");
    hear_text(rig, 10, LAST, "b");
    last_is(rig, 10, "ab", 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 4);
    assert_int_equal(rig_counters(rig)->reports_joined, 1);
    all_is_accounted_for(rig);
    rig_free(rig);
}

/** Whether a name fits a pattern, as a whole host judges it. */
static bool name_fits(struct rig *rig, const char *pattern, const char *name)
{
    struct ble_report_filter filter = no_filter();
    uint8_t data[3 + 255] = { 2, 1, 6, (uint8_t)(1 + strlen(name)), 0x09 };
    strcpy(filter.name, pattern);
    set_filter(rig, &filter);
    memcpy(data + 5, name, strlen(name));
    return passes(rig, 1, data, 5 + strlen(name));
}

static void names_fit_patterns(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *name;
        bool fits;
    } cases[] = {
        { "Lamp", "Lamp", true },
        { "Lamp", "lamp", false },
        { "Lamp", "Lamp 2", false },
        { "Lamp*", "Lamp 2", true },
        { "Lamp*", "Lamp", true },
        { "*", "", true },
        { "?*", "", false },
        { "*p*2", "Lamp 2", true },
        { "*p*3", "Lamp 2", false },
        { "L??p", "Lamp", true },
        { "L?p", "Lamp", false },
        { "M?ller", "M\xc3\xbcller", true },
        { "M??ller", "M\xc3\xbcller", false },
        { "*\xbcller", "M\xc3\xbcller", true },
        { "?", "\xe2\x82\xac", true },
        { "*?b",
          "a\xc3\xbc"
          "b",
          true },
        { "a**b", "ab", true },
        { "a*b*c*d", "a1b2c3b4c5d", true },
        { "a*b*c*d", "a1b2c3b4c5", false },
        { "**", "x", true },
        { "[", "[", true },
    };
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (name_fits(rig, cases[i].pattern, cases[i].name) != cases[i].fits)
            fail_msg("\"%s\" and \"%s\"", cases[i].pattern, cases[i].name);
    /* All stars that a pattern holds and a name that nearly fits: it takes steps by hundreds, not by powers. */
    char pattern[BLE_FILTER_NAME] = { 0 }, name[224] = { 0 };
    for (unsigned i = 0; i + 2 < sizeof(pattern) - 1; i += 2)
        memcpy(pattern + i, "*a", 2);
    strcat(pattern, "b");
    memset(name, 'a', sizeof(name) - 1);
    assert_false(name_fits(rig, pattern, name));
    rig_free(rig);
}

static void a_name_is_looked_for_where_names_are(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    struct ble_report_filter filter = no_filter();
    strcpy(filter.name, "hi*");
    set_filter(rig, &filter);
    assert_false(passes(rig, 1, "", 0));
    assert_true(passes(rig, 1, "\x03\x08hi", 4));
    assert_true(passes(rig, 1, "\x02\x01\x06\x04\x09hix", 8));
    assert_false(passes(rig, 1, "\x03\x0ahi", 4));
    assert_false(passes(rig, 1, "\x04\x09hi", 4)); /* cut off by its own length */
    assert_true(passes(rig, 1, "\x03\x09no\x03\x08hi", 8));
    filter.prefixes_size = 3;
    memcpy(filter.prefixes, "\x02\x01\x06", 3);
    set_filter(rig, &filter);
    assert_false(passes(rig, 1, "\x03\x08hi", 4)); /* all of a filter must pass */
    assert_true(passes(rig, 1, "\x03\x08hi\x02\x01\x06", 7));
    filter.name[0] = '\0';
    set_filter(rig, &filter);
    assert_true(passes(rig, 1, "\x02\x01\x06", 3));
    rig_free(rig);
}

static void malformed_filters_are_refused(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    struct ble_request request = { .type = BLE_REQUEST_FILTER };
    request.u.filter.addresses_count = BLE_FILTER_ADDRESSES + 1;
    assert_int_equal(rig_request(rig, &request), 0);
    request.u.filter.addresses_count = BLE_FILTER_ADDRESSES;
    assert_int_equal(outcome(rig, &request), BLE_OK);
    memset(request.u.filter.name, 'x', sizeof(request.u.filter.name));
    assert_int_equal(rig_request(rig, &request), 0);
    request.u.filter.name[BLE_FILTER_NAME - 1] = '\0';
    assert_int_equal(outcome(rig, &request), BLE_OK);
    rig_free(rig);
}

static void parts_are_filtered_by_the_whole_of_their_data(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    struct ble_report_filter filter = no_filter();
    strcpy(filter.name, "split*");
    set_filter(rig, &filter);
    hear_text(rig, 1, PART, "\x02\x01\x06\x0b\x09spl");
    hear_text(rig, 2, PART, "\x02\x01\x06\x0b\x09spl");
    hear_text(rig, 1, LAST, "it name");
    last_is(rig, 1, "\x02\x01\x06\x0b\x09split name", 0);
    hear_text(rig, 2, LAST, "at name");
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 1);
    assert_int_equal(rig_counters(rig)->reports_filtered, 1);
    all_is_accounted_for(rig);
    rig_free(rig);
}

static void the_first_part_says_how_strong_an_advertisement_is(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    struct ble_report_filter filter = no_filter();
    filter.minimum_rssi_dbm = -60;
    set_filter(rig, &filter);
    hear(rig, (struct said){ 1, PART, -60, "one ", 4 });
    hear(rig, (struct said){ 1, PART, -90, "two ", 4 });
    hear(rig, (struct said){ 1, LAST, -61, "three", 5 });
    last_is(rig, 1, "one two three", 0);
    assert_int_equal(last_report(rig)->rssi_dbm, -60);
    hear(rig, (struct said){ 2, PART, -61, "weak", 4 });
    hear(rig, (struct said){ 2, PART, -20, "strong", 6 });
    hear(rig, (struct said){ 2, LAST, -20, "strong", 6 });
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 1);
    hear(rig, (struct said){ 2, LAST, -20, "another", 7 });
    last_is(rig, 2, "another", 0);
    hear(rig, (struct said){ 3, LAST, -61, "weak", 4 });
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 2);
    assert_int_equal(rig_counters(rig)->reports_filtered, 2);
    assert_int_equal(rig_counters(rig)->report_parts_skipped, 2);
    all_is_accounted_for(rig);
    rig_free(rig);
}

static void a_filter_of_meanwhile_judges_what_is_put_together(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    hear_text(rig, 1, PART, "one");
    struct ble_report_filter filter = no_filter();
    filter.minimum_rssi_dbm = -40;
    set_filter(rig, &filter);
    hear(rig, (struct said){ 1, LAST, -20, "two", 3 });
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 0);
    assert_int_equal(rig_counters(rig)->reports_filtered, 1);
    all_is_accounted_for(rig);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------------ duplicates */

/** Say the same, then something else, then the first again. @return how often it was told */
static size_t told_of_five(struct rig *rig, uint32_t who)
{
    size_t before = rig_count(rig, BLE_EVENT_REPORT);
    static const char *const texts[] = { "a", "a", "b", "b", "a" };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        hear_legacy(rig, who, texts[i]);
    return rig_count(rig, BLE_EVENT_REPORT) - before;
}

static void each_policy_tells_what_it_says(void **state)
{
    (void)state;
    static const size_t told[] = { 5, 3, 1 };
    for (unsigned policy = BLE_DUPLICATES_ALL; policy <= BLE_DUPLICATES_ONCE; policy++) {
        struct rig *rig = scanning((enum ble_duplicates)policy, 0);
        assert_int_equal(told_of_five(rig, 1), told[policy]);
        assert_int_equal(told_of_five(rig, 2), told[policy]);
        assert_int_equal(rig_counters(rig)->reports_duplicate, 10 - 2 * told[policy]);
        all_is_accounted_for(rig);
        rig_free(rig);
    }
}

static void an_advertisement_is_told_again_when_its_time_has_passed(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ONCE, 5000);
    for (unsigned i = 0; i < 120; i++) { /* a minute */
        hear_legacy(rig, 1, "x");
        rig_run_for(rig, RIG_SECOND / 2 - 10);
    }
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 12);
    scan(rig, BLE_DUPLICATES_ONCE, BLE_FOREVER);
    for (unsigned i = 0; i < 120; i++) {
        hear_legacy(rig, 1, "x");
        rig_run_for(rig, RIG_SECOND / 2);
    }
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 13);
    rig_free(rig);
}

static void the_whole_of_an_advertisement_is_compared(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_CHANGED, 0);
    static const char *const ends[] = { "end", "end", "END", "end" };
    for (size_t i = 0; i < 4; i++) {
        hear_text(rig, 1, PART, "the same beginning, ");
        hear_text(rig, 1, LAST, ends[i]);
    }
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 3);
    assert_int_equal(rig_counters(rig)->reports_duplicate, 1);
    all_is_accounted_for(rig);
    rig_free(rig);
}

static void what_the_filter_turned_away_is_new_when_it_passes(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ONCE, 0);
    struct ble_report_filter filter = no_filter();
    filter.minimum_rssi_dbm = -40;
    set_filter(rig, &filter);
    hear_legacy(rig, 1, "x");
    filter.minimum_rssi_dbm = -80;
    set_filter(rig, &filter);
    hear_legacy(rig, 1, "x");
    hear_legacy(rig, 1, "x");
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 1);
    rig_free(rig);
}

static void all_is_new_to_a_new_scan_but_not_to_a_restored_one(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ONCE, 0);
    hear_legacy(rig, 1, "x");
    rig_receive(rig, "\x04\x10\x01\x01", 4); /* Hardware Error */
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    rig_run_for(rig, RIG_SECOND);
    hear_legacy(rig, 1, "x");
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 1);
    stop_scan(rig);
    scan(rig, BLE_DUPLICATES_ONCE, 0);
    hear_legacy(rig, 1, "x");
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 2);
    scan(rig, BLE_DUPLICATES_ALL, 0);
    hear_legacy(rig, 1, "x");
    hear_legacy(rig, 1, "x");
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 4);
    scan(rig, BLE_DUPLICATES_ONCE, 0);
    hear_legacy(rig, 1, "x");
    hear_legacy(rig, 1, "x");
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 5);
    rig_free(rig);
}

static void wrong_policies_are_refused(void **state)
{
    (void)state;
    struct rig *rig = scanning(BLE_DUPLICATES_ALL, 0);
    struct ble_request request = to_scan((enum ble_duplicates)3, 0);
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = to_scan(BLE_DUPLICATES_ONCE, 2000000001);
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = to_scan(BLE_DUPLICATES_ONCE, 2000000000);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    rig_free(rig);
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.scan_devices = 0;
    rig = rig_ready(&options);
    request = to_scan(BLE_DUPLICATES_CHANGED, 0);
    assert_int_equal(outcome(rig, &request), BLE_ERROR_UNSUPPORTED);
    request = to_scan(BLE_DUPLICATES_ALL, 0);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_int_equal(told_of_five(rig, 1), 5);
    rig_free(rig);
}

/** With randomness, without an answer to the question for it, and with a refusal: the policy holds. */
static void a_policy_holds_with_and_without_randomness(void **state)
{
    (void)state;
    for (unsigned way = 0; way < 3; way++) {
        struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
        options.effects_ignored = way == 1;
        options.effects_fail = way == 2;
        struct rig *rig = rig_ready(&options);
        for (unsigned round = 0; round < 6; round++) {
            scan(rig, BLE_DUPLICATES_CHANGED, 0);
            for (uint32_t who = 0; who < 100; who++)
                assert_int_equal(told_of_five(rig, who), 3);
            rig_run_for(rig, 2 * RIG_SECOND);
        }
        assert_int_equal(rig_info(rig)->generation, 1);
        rig_free(rig);
    }
}

/* ------------------------------------------------------------------------------------------------ any cut */

static char *busy_transcript(enum rig_chunks chunks, uint32_t seed)
{
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.reassemblies = 3;
    options.config.scan_devices = 8;
    options.chunks = chunks;
    options.chunk_seed = seed;
    options.record = true;
    struct rig *rig = rig_ready(&options);
    uint32_t random = 5;
    struct ble_report_filter filter = no_filter();
    filter.minimum_rssi_dbm = -90;
    strcpy(filter.name, "*a*b*");
    for (unsigned i = 0; i < 400; i++) {
        static const char *const texts[] = { "\x05\x09"
                                             "aabb",
                                             "\x05\x09"
                                             "ax",
                                             "bb",
                                             "\x03\x08"
                                             "ab" };
        const char *text = texts[rig_random(&random) % 4];
        hear(rig, (struct said){ rig_random(&random) % 7, (uint8_t)(rig_random(&random) % 3),
                                 (int8_t)(-(int)(rig_random(&random) % 110)), text, (uint8_t)strlen(text) });
        if (i % 50 == 0)
            scan(rig, (enum ble_duplicates)(i / 50 % 3), 1000);
        if (i % 80 == 79)
            set_filter(rig, &filter);
        rig_run_for(rig, rig_random(&random) % 300000);
    }
    assert_true(rig_count(rig, BLE_EVENT_REPORT) > 20);
    all_is_accounted_for(rig);
    char *text = strdup(rig_transcript(rig));
    rig_free(rig);
    return text;
}

static void reads_of_any_size_tell_the_same(void **state)
{
    (void)state;
    char *whole = busy_transcript(RIG_WHOLE, 0);
    for (uint32_t seed = 0; seed < 4; seed++) {
        char *cut = busy_transcript(seed == 0 ? RIG_BYTES : RIG_RANDOM, seed);
        assert_string_equal(cut, whole);
        free(cut);
    }
    free(whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_many_advertisers_are_told_as_wholes),
        cmocka_unit_test(the_longest_advertisement_is_told_in_one_piece_also_by_the_smallest_ring),
        cmocka_unit_test(what_the_controller_or_the_pool_or_time_cuts_short_is_told_as_truncated),
        cmocka_unit_test(without_reassemblies_parts_are_told_as_they_come),
        cmocka_unit_test(a_part_is_forgotten_with_its_scan_and_with_its_controller),
        cmocka_unit_test(what_has_no_room_is_dropped_whole_and_is_new_again),
        cmocka_unit_test(only_listed_advertisers_pass_with_just_their_type),
        cmocka_unit_test(names_fit_patterns),
        cmocka_unit_test(a_name_is_looked_for_where_names_are),
        cmocka_unit_test(malformed_filters_are_refused),
        cmocka_unit_test(parts_are_filtered_by_the_whole_of_their_data),
        cmocka_unit_test(the_first_part_says_how_strong_an_advertisement_is),
        cmocka_unit_test(a_filter_of_meanwhile_judges_what_is_put_together),
        cmocka_unit_test(each_policy_tells_what_it_says),
        cmocka_unit_test(an_advertisement_is_told_again_when_its_time_has_passed),
        cmocka_unit_test(the_whole_of_an_advertisement_is_compared),
        cmocka_unit_test(what_the_filter_turned_away_is_new_when_it_passes),
        cmocka_unit_test(all_is_new_to_a_new_scan_but_not_to_a_restored_one),
        cmocka_unit_test(wrong_policies_are_refused),
        cmocka_unit_test(a_policy_holds_with_and_without_randomness),
        cmocka_unit_test(reads_of_any_size_tell_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
