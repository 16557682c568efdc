/* SPDX-License-Identifier: MIT */
/* Advertising reports read by hand against the packet tables, and the filter against one that is merely plain. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gap/report.h"
#include "hci/packets.h"
#include "random.h"

enum { LEGACY = 0x02, EXTENDED = 0x0d };

/* ------------------------------------------------------------------------------------------------ reading */

/** What the tables make of an event. */
struct expected {
    struct ble_host_report reports[256];
    size_t count;
    bool malformed;
};

static void expect_legacy(struct expected *e, const struct hci_advertising_report_element *element)
{
    static const uint8_t flags[] = {
        BLE_REPORT_CONNECTABLE | BLE_REPORT_SCANNABLE,
        BLE_REPORT_CONNECTABLE | BLE_REPORT_DIRECTED,
        BLE_REPORT_SCANNABLE,
        0,
        BLE_REPORT_SCAN_RESPONSE,
    };
    struct ble_host_report *r = &e->reports[e->count++];
    *r = (struct ble_host_report){ .data = element->data.data,
                                   .size = element->data.size,
                                   .rssi_dbm = element->rssi,
                                   .tx_power_dbm = 127,
                                   .flags = BLE_REPORT_LEGACY,
                                   .primary_phy = 1,
                                   .set_id = 0xff };
    if (element->event_type < sizeof(flags))
        r->flags |= flags[element->event_type];
    memcpy(r->address.octets, element->address, 6);
    r->address.type = element->address_type;
    r->direct.type = BLE_ADDRESS_ANONYMOUS;
}

static void expect_extended(struct expected *e, const struct hci_extended_advertising_report_element *element)
{
    static const struct {
        unsigned bit, flag;
    } bits[] = { { 0, BLE_REPORT_CONNECTABLE },
                 { 1, BLE_REPORT_SCANNABLE },
                 { 2, BLE_REPORT_DIRECTED },
                 { 3, BLE_REPORT_SCAN_RESPONSE },
                 { 4, BLE_REPORT_LEGACY } };
    static const uint8_t statuses[] = { 0, BLE_REPORT_INCOMPLETE, BLE_REPORT_TRUNCATED, 0 };
    struct ble_host_report *r = &e->reports[e->count++];
    *r = (struct ble_host_report){ .data = element->data.data,
                                   .size = element->data.size,
                                   .rssi_dbm = element->rssi,
                                   .tx_power_dbm = element->tx_power,
                                   .flags = BLE_REPORT_EXTENDED,
                                   .primary_phy = element->primary_phy,
                                   .secondary_phy = element->secondary_phy,
                                   .set_id = element->advertising_sid,
                                   .periodic_interval = element->periodic_advertising_interval };
    for (size_t i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
        if (element->event_type >> bits[i].bit & 1)
            r->flags = (uint8_t)(r->flags | bits[i].flag);
    r->flags |= statuses[element->event_type >> 5 & 3];
    memcpy(r->address.octets, element->address, 6);
    r->address.type = element->address_type;
    memcpy(r->direct.octets, element->direct_address, 6);
    r->direct.type = element->event_type & 4 ? element->direct_address_type : (uint8_t)BLE_ADDRESS_ANONYMOUS;
}

/** @return octets that the tables use of what follows the subevent, -1: refused */
static int decode(const uint8_t *parameters, size_t size)
{
    struct hci_le_advertising_report_event legacy;
    struct hci_le_extended_advertising_report_event extended;
    return parameters[0] == EXTENDED
               ? blr_hci_decode(&blr_hci_le_extended_advertising_report_event.parameters, parameters + 1, size - 1,
                                &extended)
               : blr_hci_decode(&blr_hci_le_advertising_report_event.parameters, parameters + 1, size - 1, &legacy);
}

static void expect(struct expected *e, const uint8_t *parameters, size_t size)
{
    int used = decode(parameters, size);
    e->count = 0;
    e->malformed = used < 0 || (size_t)used + 1 != size;
    if (size < 2)
        return;
    /* Of an event that is cut off, the reports before that are as good as ever. */
    struct hci_list rest = { parameters + 2, (uint16_t)(size - 2), parameters[1], 0 };
    struct hci_advertising_report_element legacy;
    struct hci_extended_advertising_report_element extended;
    if (parameters[0] == EXTENDED)
        while (blr_hci_list_next(&rest, &blr_hci_element_extended_advertising_report, &extended))
            expect_extended(e, &extended);
    else
        while (blr_hci_list_next(&rest, &blr_hci_element_advertising_report, &legacy))
            expect_legacy(e, &legacy);
}

static void same_report(const struct ble_host_report *a, const struct ble_host_report *b)
{
    assert_true(ble_address_equal(&a->address, &b->address));
    assert_true(ble_address_equal(&a->direct, &b->direct));
    assert_ptr_equal(a->data, b->data);
    assert_int_equal(a->size, b->size);
    assert_int_equal(a->rssi_dbm, b->rssi_dbm);
    assert_int_equal(a->tx_power_dbm, b->tx_power_dbm);
    assert_int_equal(a->flags, b->flags);
    assert_int_equal(a->primary_phy, b->primary_phy);
    assert_int_equal(a->secondary_phy, b->secondary_phy);
    assert_int_equal(a->set_id, b->set_id);
    assert_int_equal(a->periodic_interval, b->periodic_interval);
}

/** The hand-written reader and the tables say the same of this event. @return reports in it */
static size_t check_event(const uint8_t *event, size_t size)
{
    static struct expected e;
    uint8_t *parameters = malloc(size); /* exactly: what lies behind it is watched */
    memcpy(parameters, event, size);
    expect(&e, parameters, size);
    struct report_walk walk;
    size_t count = 0;
    blr_report_begin(&walk, parameters, size);
    while (blr_report_next(&walk)) {
        struct ble_host_report report;
        memset(&report, 0xa5, sizeof(report));
        assert_true(count < e.count);
        blr_report_read(&walk, &report);
        same_report(&report, &e.reports[count]);
        assert_int_equal(walk.rssi_dbm, report.rssi_dbm);
        assert_int_equal(walk.size, report.size);
        assert_ptr_equal(walk.data, report.data);
        count++;
    }
    assert_int_equal(count, e.count);
    assert_int_equal(walk.malformed, e.malformed);
    assert_false(blr_report_next(&walk)); /* and so it stays */
    assert_int_equal(walk.malformed, e.malformed);
    free(parameters);
    return count;
}

/** An event of some reports, as many as fit. */
static size_t make_event(uint8_t *event, bool extended, uint32_t *random)
{
    size_t size = 2, around = extended ? 24 : 10;
    unsigned wanted = random_below(random, 5), count = 0;
    event[0] = extended ? EXTENDED : LEGACY;
    for (; count < wanted; count++) {
        uint8_t length = (uint8_t)random_below(random, random_one_in(random, 4) ? 230 : 32);
        if (size + around + length > 255)
            break;
        random_octets(random, event + size, around + length);
        if (!extended)
            event[size] = (uint8_t)random_below(random, 6);
        event[size + (extended ? 23 : 8)] = length;
        size += around + length;
    }
    event[1] = (uint8_t)count;
    return size;
}

static void reports_are_read_as_the_tables_read_them(void **state)
{
    (void)state;
    uint32_t random = 1;
    size_t reports = 0;
    for (unsigned round = 0; round < 20000; round++) {
        uint8_t event[255];
        size_t size = make_event(event, round & 1, &random);
        size_t count = check_event(event, size);
        assert_int_equal(count, event[1]);
        reports += count;
    }
    assert_true(reports > 20000);
}

static void mutated_events_are_malformed_when_the_tables_say_so(void **state)
{
    (void)state;
    uint32_t random = 2;
    for (unsigned round = 0; round < 20000; round++) {
        uint8_t event[255 + 20];
        size_t size = make_event(event, round & 1, &random);
        random_octets(&random, event + size, 20);
        switch (random_below(&random, 4)) {
        case 0: event[1] = (uint8_t)random_next(&random); break;
        case 1: size = random_between(&random, 1, (uint32_t)size); break;
        case 2: size = size + 20 < 255 ? size + random_between(&random, 1, 20) : size; break;
        case 3:
            for (unsigned i = random_below(&random, 4); i > 0; i--)
                event[random_between(&random, 1, (uint32_t)size - 1)] = (uint8_t)random_next(&random);
            break;
        }
        check_event(event, size);
    }
}

static void every_length_of_an_event_is_survived(void **state)
{
    (void)state;
    uint32_t random = 3;
    for (unsigned round = 0; round < 40; round++) {
        uint8_t event[255];
        random_octets(&random, event, sizeof(event));
        for (size_t size = 1; size <= sizeof(event); size++) {
            event[0] = round & 1 ? EXTENDED : LEGACY;
            event[1] = (uint8_t)random_below(&random, 12);
            check_event(event, size);
        }
    }
}

static void a_legacy_report_with_known_octets(void **state)
{
    (void)state;
    static const uint8_t event[] = { LEGACY, 1, 0x04, 0x01, 1, 2, 3, 4, 5, 0xc6, 3, 2, 0x0a, 0xf4, 0xb0 };
    struct report_walk walk;
    struct ble_host_report report;
    blr_report_begin(&walk, event, sizeof(event));
    assert_true(blr_report_next(&walk));
    blr_report_read(&walk, &report);
    assert_int_equal(report.flags, BLE_REPORT_LEGACY | BLE_REPORT_SCAN_RESPONSE);
    assert_int_equal(report.address.type, BLE_ADDRESS_RANDOM);
    assert_memory_equal(report.address.octets, "\x01\x02\x03\x04\x05\xc6", 6);
    assert_int_equal(report.rssi_dbm, -80);
    assert_int_equal(report.size, 3);
    assert_memory_equal(report.data, "\x02\x0a\xf4", 3);
    assert_false(blr_report_next(&walk));
    assert_false(walk.malformed);
}

/* ------------------------------------------------------------------------------------------------ the filter */

/** Is a report with this data and strength wanted? */
static bool wanted(const struct ble_report_filter *filter, const uint8_t *data, size_t size, int rssi_dbm)
{
    uint8_t event[255] = { LEGACY, 1, 0, 0, 1, 2, 3, 4, 5, 6, (uint8_t)size };
    if (size > 0)
        memcpy(event + 11, data, size);
    event[11 + size] = (uint8_t)rssi_dbm;
    uint8_t *parameters = malloc(12 + size);
    memcpy(parameters, event, 12 + size);
    struct report_walk walk;
    blr_report_begin(&walk, parameters, 12 + size);
    assert_true(blr_report_next(&walk));
    bool is = walk.rssi_dbm >= filter->minimum_rssi_dbm && blr_report_is_listed(filter, blr_report_address(&walk)) &&
              blr_report_has_wanted(filter, walk.data, walk.size);
    free(parameters);
    return is;
}

static void strength_is_judged_inclusively_and_an_unknown_one_passes(void **state)
{
    (void)state;
    for (int minimum = -128; minimum <= 127; minimum++) {
        const struct ble_report_filter filter = { .minimum_rssi_dbm = (int8_t)minimum };
        for (int rssi = -128; rssi <= 127; rssi++)
            assert_int_equal(wanted(&filter, NULL, 0, rssi), rssi >= minimum || rssi == 127);
    }
}

static struct ble_report_filter filter_of(const uint8_t *prefixes, size_t size)
{
    struct ble_report_filter filter = { .minimum_rssi_dbm = -128, .prefixes_size = (uint8_t)size };
    if (size <= BLE_FILTER_PREFIXES)
        memcpy(filter.prefixes, prefixes, size);
    return filter;
}

#define OCTETS(...) (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ })

static bool passes(const struct ble_report_filter *filter, const uint8_t *data, size_t size)
{
    return wanted(filter, data, size, -50);
}

static void any_structure_may_begin_with_any_prefix(void **state)
{
    (void)state;
    const struct ble_report_filter battery_or_apple = filter_of(OCTETS(3, 0x03, 0x0f, 0x18, 2, 0xff, 0x4c));
    assert_true(passes(&battery_or_apple, OCTETS(3, 3, 0x0f, 0x18)));
    assert_true(passes(&battery_or_apple, OCTETS(2, 1, 6, 5, 3, 0x0f, 0x18, 0x0a, 0x18)));
    assert_true(passes(&battery_or_apple, OCTETS(2, 1, 6, 4, 0xff, 0x4c, 0, 2)));
    assert_true(passes(&battery_or_apple, OCTETS(2, 0xff, 0x4c)));
    assert_false(passes(&battery_or_apple, OCTETS(5, 3, 0x0a, 0x18, 0x0f, 0x18))); /* there, but not first */
    assert_false(passes(&battery_or_apple, OCTETS(3, 2, 0x0f, 0x18)));             /* another type */
    assert_false(passes(&battery_or_apple, OCTETS(2, 3, 0x0f)));                   /* shorter than the prefix */
    assert_false(passes(&battery_or_apple, OCTETS(1, 0xff)));
    assert_false(passes(&battery_or_apple, NULL, 0));
    const struct ble_report_filter any_name = filter_of(OCTETS(1, 0x09));
    assert_true(passes(&any_name, OCTETS(1, 9)));
    assert_true(passes(&any_name, OCTETS(2, 9, 'x')));
    assert_false(passes(&any_name, OCTETS(2, 8, 9)));
}

static void what_is_cut_off_or_empty_ends_the_structures(void **state)
{
    (void)state;
    const struct ble_report_filter name = filter_of(OCTETS(2, 0x09, 'x'));
    assert_true(passes(&name, OCTETS(2, 9, 'x', 200)));          /* a lone length octet behind it */
    assert_false(passes(&name, OCTETS(3, 9, 'x')));              /* says more than there is */
    assert_false(passes(&name, OCTETS(0, 2, 9, 'x')));           /* a zero length ends it (Vol 3 Part C 11) */
    assert_false(passes(&name, OCTETS(2, 1, 6, 0, 2, 9, 'x')));  /* the same further on */
    assert_false(passes(&name, OCTETS(255, 9, 'x', 2, 9, 'x'))); /* skips all of it */
    assert_false(passes(&name, OCTETS(2)));
    assert_false(passes(&name, OCTETS(2, 9)));
}

static void a_list_of_prefixes_is_sound_or_refused(void **state)
{
    (void)state;
    static const struct {
        bool valid;
        uint8_t octets[8];
        uint8_t size;
    } cases[] = { { true, { 0 }, 0 },          { true, { 1, 9 }, 2 },     { true, { 1, 9, 2, 1, 6 }, 5 },
                  { false, { 0 }, 1 },         { false, { 1 }, 1 },       { false, { 2, 9 }, 2 },
                  { false, { 1, 9, 0 }, 3 },   { false, { 1, 9, 1 }, 3 }, { false, { 255, 9 }, 2 },
                  { false, { 0, 1, 9, 9 }, 4 } };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct ble_report_filter filter = filter_of(cases[i].octets, cases[i].size);
        assert_int_equal(blr_report_filter_is_valid(&filter), cases[i].valid);
    }
    struct ble_report_filter longest = { .prefixes_size = BLE_FILTER_PREFIXES, .prefixes = { 63, 0xff } };
    assert_true(blr_report_filter_is_valid(&longest));
    longest.prefixes[0] = 64;
    assert_false(blr_report_filter_is_valid(&longest));
    longest.prefixes[0] = 63;
    longest.prefixes_size = BLE_FILTER_PREFIXES + 1;
    assert_false(blr_report_filter_is_valid(&longest));
    longest.prefixes_size = 255;
    assert_false(blr_report_filter_is_valid(&longest));
}

/** Does a structure at data begin with the prefix? The plain way. */
static bool plain_passes(const struct ble_report_filter *filter, const uint8_t *data, size_t size)
{
    for (size_t at = 0; at + 1 < size && data[at] > 0 && at + 1 + data[at] <= size; at += 1u + data[at]) {
        for (size_t p = 0; p < filter->prefixes_size; p += 1u + filter->prefixes[p]) {
            bool same = filter->prefixes[p] <= data[at];
            for (size_t i = 1; same && i <= filter->prefixes[p]; i++)
                same = filter->prefixes[p + i] == data[at + i];
            if (same)
                return true;
        }
    }
    return filter->prefixes_size == 0;
}

static void prefixes_match_as_a_plain_search_does(void **state)
{
    (void)state;
    uint32_t random = 4;
    unsigned passed = 0, rounds = 100000;
    for (unsigned round = 0; round < rounds; round++) {
        struct ble_report_filter filter = { .minimum_rssi_dbm = -128 };
        while (random_below(&random, 3) > 0) {
            uint8_t length = (uint8_t)random_between(&random, 1, 4);
            if (filter.prefixes_size + 1 + length > BLE_FILTER_PREFIXES)
                break;
            filter.prefixes[filter.prefixes_size++] = length;
            for (; length > 0; length--)
                filter.prefixes[filter.prefixes_size++] = (uint8_t)random_below(&random, 3);
        }
        assert_true(blr_report_filter_is_valid(&filter));
        uint8_t data[40];
        size_t size = random_below(&random, sizeof(data) + 1);
        for (size_t i = 0; i < size; i++)
            data[i] = (uint8_t)random_below(&random, 5);
        bool pass = plain_passes(&filter, data, size);
        assert_int_equal(passes(&filter, data, size), pass);
        passed += pass;
    }
    assert_in_range(passed, rounds / 10, rounds - rounds / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_legacy_report_with_known_octets),
        cmocka_unit_test(reports_are_read_as_the_tables_read_them),
        cmocka_unit_test(mutated_events_are_malformed_when_the_tables_say_so),
        cmocka_unit_test(every_length_of_an_event_is_survived),
        cmocka_unit_test(strength_is_judged_inclusively_and_an_unknown_one_passes),
        cmocka_unit_test(any_structure_may_begin_with_any_prefix),
        cmocka_unit_test(what_is_cut_off_or_empty_ends_the_structures),
        cmocka_unit_test(a_list_of_prefixes_is_sound_or_refused),
        cmocka_unit_test(prefixes_match_as_a_plain_search_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
