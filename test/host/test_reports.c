/* SPDX-License-Identifier: MIT */
/** @file @brief Advertising reports: the fast path against the packet table, the filter, a full ring, their times. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/packets.h"
#include "rig.h"

static struct rig *ready(const struct rig_options *more)
{
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.reassemblies = 0; /* each report as it came */
    if (more != NULL)
        options = *more;
    struct rig *rig = rig_new(&options);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, RIG_SECOND));
    return rig;
}

static void step(struct rig *rig)
{
    rig_run_for(rig, 1);
}

/** An LE Meta event with these parameters. */
static void le_event(struct rig *rig, const uint8_t *parameters, size_t size)
{
    uint8_t event[3 + 255] = { 0x04, 0x3e, (uint8_t)size };
    memcpy(event + 3, parameters, size);
    rig_receive(rig, event, 3 + size);
}

static size_t put_legacy(uint8_t *at, uint8_t type, const uint8_t *data, uint8_t size, int8_t rssi)
{
    const uint8_t head[] = { type, 0x01, 1, 2, 3, 4, 5, 0xc6, size };
    memcpy(at, head, sizeof(head));
    if (size > 0)
        memcpy(at + sizeof(head), data, size);
    at[sizeof(head) + size] = (uint8_t)rssi;
    return sizeof(head) + size + 1u;
}

static const struct ble_host_report *legacy(struct rig *rig, uint8_t type, const char *data, uint8_t size, int8_t rssi)
{
    size_t before = rig_count(rig, BLE_EVENT_REPORT);
    uint8_t event[255] = { 0x02, 1 };
    size_t length = put_legacy(event + 2, type, (const uint8_t *)data, size, rssi);
    le_event(rig, event, 2 + length);
    step(rig);
    if (rig_count(rig, BLE_EVENT_REPORT) == before)
        return NULL;
    return &rig_last(rig, BLE_EVENT_REPORT)->event.u.report;
}

/* ------------------------------------------------------------------------------------------------ fields */

static void legacy_reports_say_what_kind_they_are(void **state)
{
    (void)state;
    static const uint8_t flags[] = { BLE_REPORT_CONNECTABLE | BLE_REPORT_SCANNABLE,
                                     BLE_REPORT_CONNECTABLE | BLE_REPORT_DIRECTED, BLE_REPORT_SCANNABLE, 0,
                                     BLE_REPORT_SCAN_RESPONSE };
    struct rig *rig = ready(NULL);
    for (uint8_t type = 0; type < sizeof(flags); type++) {
        const struct ble_host_report *report = legacy(rig, type, "\x02\x01\x06", 3, -42);
        assert_non_null(report);
        assert_int_equal(report->flags & ~BLE_REPORT_LEGACY, flags[type]);
        assert_int_equal(report->flags & BLE_REPORT_LEGACY, BLE_REPORT_LEGACY);
        assert_int_equal(report->address.type, BLE_ADDRESS_RANDOM);
        assert_memory_equal(report->address.octets, "\1\2\3\4\5\xc6", 6);
        assert_int_equal(report->direct.type, BLE_ADDRESS_ANONYMOUS);
        assert_int_equal(report->size, 3);
        assert_memory_equal(report->data, "\x02\x01\x06", 3);
        assert_int_equal(report->rssi_dbm, -42);
        assert_int_equal(report->tx_power_dbm, 127);
        assert_int_equal(report->primary_phy, 1);
        assert_int_equal(report->secondary_phy, 0);
        assert_int_equal(report->set_id, 0xff);
        assert_int_equal(report->periodic_interval, 0);
    }
    rig_free(rig);
}

static void extended_reports_keep_every_field(void **state)
{
    (void)state;
    static const struct {
        uint8_t type;
        uint8_t flags;
    } kinds[] = {
        { 0x13, BLE_REPORT_CONNECTABLE | BLE_REPORT_SCANNABLE | BLE_REPORT_LEGACY },
        { 0x15, BLE_REPORT_CONNECTABLE | BLE_REPORT_DIRECTED | BLE_REPORT_LEGACY },
        { 0x01, BLE_REPORT_CONNECTABLE },
        { 0x08, BLE_REPORT_SCAN_RESPONSE },
        { 0x20, BLE_REPORT_INCOMPLETE },
        { 0x41, BLE_REPORT_CONNECTABLE | BLE_REPORT_TRUNCATED },
        { 0x04, BLE_REPORT_DIRECTED },
    };
    struct rig *rig = ready(NULL);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        uint8_t event[] = { 0x0d, 1,    kinds[i].type, 0x00, 0x02, 6,    5,    4,    3,    2,
                            1,    0x03, 0x02,          0x07, 0xf4, 0xd8, 0x50, 0x01, 0x00, 0x11,
                            0x12, 0x13, 0x14,          0x15, 0x16, 4,    0x03, 0x09, 'a',  'b' };
        le_event(rig, event, sizeof(event));
        step(rig);
        assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), i + 1);
        const struct ble_host_report *report = &rig_last(rig, BLE_EVENT_REPORT)->event.u.report;
        assert_int_equal(report->flags, kinds[i].flags | BLE_REPORT_EXTENDED);
        assert_int_equal(report->address.type, BLE_ADDRESS_PUBLIC_IDENTITY);
        assert_memory_equal(report->address.octets, "\6\5\4\3\2\1", 6);
        assert_int_equal(report->primary_phy, 3);
        assert_int_equal(report->secondary_phy, 2);
        assert_int_equal(report->set_id, 7);
        assert_int_equal(report->tx_power_dbm, -12);
        assert_int_equal(report->rssi_dbm, -40);
        assert_int_equal(report->periodic_interval, 0x150);
        if (kinds[i].flags & BLE_REPORT_DIRECTED) {
            assert_int_equal(report->direct.type, BLE_ADDRESS_PUBLIC);
            assert_memory_equal(report->direct.octets, "\x11\x12\x13\x14\x15\x16", 6);
        } else {
            assert_int_equal(report->direct.type, BLE_ADDRESS_ANONYMOUS);
        }
        assert_int_equal(report->size, 4);
        assert_memory_equal(report->data,
                            "\x03\x09"
                            "ab",
                            4);
    }
    rig_free(rig);
}

/* What legacy scanning reports of a target that may be ours (7.7.65.11): one event, two reports. */
static void directed_reports_say_at_whom(void **state)
{
    (void)state;
    static const uint8_t event[] = { 0x0b, 2,    1, 1, 1,    2,    3, 4,    5,    0xc6, 0xfe, 6,
                                     5,    4,    3, 2, 0x41, 0xd8, 1, 0x00, 0x11, 0x12, 0x13, 0x14,
                                     0x15, 0x16, 1, 1, 2,    3,    4, 5,    0xc7, 0x7f };
    struct rig *rig = ready(NULL);
    le_event(rig, event, sizeof(event));
    step(rig);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 2);
    const struct ble_host_report *report = &rig_last(rig, BLE_EVENT_REPORT)->event.u.report;
    assert_int_equal(report->flags,
                     BLE_REPORT_CONNECTABLE | BLE_REPORT_DIRECTED | BLE_REPORT_LEGACY | BLE_REPORT_EXTENDED);
    assert_int_equal(report->address.type, BLE_ADDRESS_PUBLIC);
    assert_memory_equal(report->address.octets, "\x11\x12\x13\x14\x15\x16", 6);
    assert_int_equal(report->direct.type, BLE_ADDRESS_RANDOM);
    assert_memory_equal(report->direct.octets, "\1\2\3\4\5\xc7", 6);
    assert_int_equal(report->rssi_dbm, 127);
    assert_int_equal(report->tx_power_dbm, 127);
    assert_int_equal(report->primary_phy, 1);
    assert_int_equal(report->secondary_phy, 0);
    assert_int_equal(report->set_id, 0xff);
    assert_int_equal(report->size, 0);
    uint64_t malformed = rig_counters(rig)->reports_malformed;
    le_event(rig, event, sizeof(event) - 1);
    le_event(rig, event, 1);
    step(rig);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 2);
    assert_int_equal(rig_counters(rig)->reports_malformed, malformed + 2);
    rig_free(rig);
}

static void a_report_has_the_time_of_its_first_octet(void **state)
{
    (void)state;
    struct rig *rig = ready(NULL);
    uint8_t event[64] = { 0x04, 0x3e, 0, 0x02, 1 };
    size_t size = 5 + put_legacy(event + 5, 0, (const uint8_t *)"\x02\x01\x06", 3, -1);
    event[2] = (uint8_t)(size - 3);
    uint64_t begun_us = rig_now(rig);
    for (size_t i = 0; i < size; i++) {
        rig_receive(rig, event + i, 1);
        rig_run_for(rig, 100);
    }
    assert_int_equal(rig_last(rig, BLE_EVENT_REPORT)->event.u.report.time_us, begun_us);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------------ against the table */

/** Compare what the host told with what the table decodes. @return reports in the event, -1: malformed */
static int compare_legacy(const struct rig_event *told, size_t count, const uint8_t *parameters, size_t size)
{
    struct hci_le_advertising_report_event event;
    struct hci_advertising_report_element element;
    if (blr_hci_decode(&blr_hci_le_advertising_report_event.parameters, parameters + 1, size - 1, &event) < 0)
        return -1;
    int reports = 0;
    for (struct hci_list rest = event.reports; blr_hci_list_next(&rest, &blr_hci_element_advertising_report, &element);
         reports++) {
        assert_true((size_t)reports < count);
        const struct ble_host_report *report = &told[reports].event.u.report;
        assert_int_equal(told[reports].event.type, BLE_EVENT_REPORT);
        assert_memory_equal(report->address.octets, element.address, 6);
        assert_int_equal(report->address.type, element.address_type);
        assert_int_equal(report->rssi_dbm, element.rssi);
        assert_int_equal(report->size, element.data.size);
        assert_memory_equal(report->data, element.data.data, element.data.size);
    }
    return reports;
}

static int compare_extended(const struct rig_event *told, size_t count, const uint8_t *parameters, size_t size)
{
    struct hci_le_extended_advertising_report_event event;
    struct hci_extended_advertising_report_element element;
    if (blr_hci_decode(&blr_hci_le_extended_advertising_report_event.parameters, parameters + 1, size - 1, &event) < 0)
        return -1;
    int reports = 0;
    for (struct hci_list rest = event.reports;
         blr_hci_list_next(&rest, &blr_hci_element_extended_advertising_report, &element); reports++) {
        assert_true((size_t)reports < count);
        const struct ble_host_report *report = &told[reports].event.u.report;
        assert_int_equal(told[reports].event.type, BLE_EVENT_REPORT);
        assert_memory_equal(report->address.octets, element.address, 6);
        assert_int_equal(report->address.type, element.address_type);
        assert_int_equal(report->rssi_dbm, element.rssi);
        assert_int_equal(report->tx_power_dbm, element.tx_power);
        assert_int_equal(report->primary_phy, element.primary_phy);
        assert_int_equal(report->secondary_phy, element.secondary_phy);
        assert_int_equal(report->set_id, element.advertising_sid);
        assert_int_equal(report->periodic_interval, element.periodic_advertising_interval);
        assert_int_equal(report->size, element.data.size);
        assert_memory_equal(report->data, element.data.data, element.data.size);
    }
    return reports;
}

/** A random event with as many reports as fit, often damaged. */
static size_t make_event(uint8_t *parameters, uint32_t *random)
{
    bool extended = rig_random(random) % 2 == 0;
    unsigned wanted = rig_random(random) % 5;
    size_t size = 2;
    parameters[0] = extended ? 0x0d : 0x02;
    parameters[1] = 0;
    for (unsigned i = 0; i < wanted; i++) {
        size_t data = rig_random(random) % 40;
        size_t report = (extended ? 24 : 10) + data;
        if (size + report > 255)
            break;
        for (size_t k = 0; k < report; k++)
            parameters[size + k] = (uint8_t)rig_random(random);
        parameters[size + (extended ? 23 : 8)] = (uint8_t)data;
        parameters[1]++;
        size += report;
    }
    switch (rig_random(random) % 6) {
    case 0: parameters[1] = (uint8_t)rig_random(random); break;
    case 1: size = 2 + rig_random(random) % (size - 1); break;
    case 2: parameters[rig_random(random) % size] ^= (uint8_t)rig_random(random); break;
    default: break;
    }
    if (parameters[0] != 0x02)
        parameters[0] = 0x0d;
    return size;
}

static void the_fast_path_reads_what_the_packet_table_reads(void **state)
{
    (void)state;
    struct rig *rig = ready(NULL);
    uint32_t random = 7;
    unsigned whole = 0;
    unsigned malformed = 0;
    for (unsigned i = 0; i < 20000; i++) {
        uint8_t parameters[255];
        size_t size = make_event(parameters, &random);
        size_t before, after;
        uint64_t counted = rig_counters(rig)->reports_malformed;
        rig_events(rig, &before);
        le_event(rig, parameters, size);
        step(rig);
        const struct rig_event *told = rig_events(rig, &after) + before;
        int reports = parameters[0] == 0x02 ? compare_legacy(told, after - before, parameters, size)
                                            : compare_extended(told, after - before, parameters, size);
        bool fits = reports >= 0 && rig_counters(rig)->reports_malformed == counted;
        if (fits)
            assert_int_equal(reports, after - before);
        if (reports < 0)
            assert_int_equal(rig_counters(rig)->reports_malformed, counted + 1);
        whole += fits;
        malformed += reports < 0;
    }
    assert_true(whole > 10000 && malformed > 1000);
    assert_int_equal(rig_counters(rig)->desyncs, 0);
    rig_free(rig);
}

static void octets_after_the_last_report_are_counted_as_malformed(void **state)
{
    (void)state;
    struct rig *rig = ready(NULL);
    uint8_t event[64] = { 0x02, 1 };
    size_t size = 2 + put_legacy(event + 2, 0, (const uint8_t *)"\x02\x01\x06", 3, -1);
    le_event(rig, event, size + 1);
    step(rig);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 1);
    assert_int_equal(rig_counters(rig)->reports_malformed, 1);
    le_event(rig, event, size);
    step(rig);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT), 2);
    assert_int_equal(rig_counters(rig)->reports_malformed, 1);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------------ filter */

static void set_filter(struct rig *rig, int8_t rssi, const char *prefixes, uint8_t size)
{
    struct ble_request request = { .type = BLE_REQUEST_FILTER };
    request.u.filter.minimum_rssi_dbm = rssi;
    request.u.filter.prefixes_size = size;
    memcpy(request.u.filter.prefixes, prefixes, size);
    const struct rig_event *end = rig_complete(rig, rig_request(rig, &request), 0);
    assert_non_null(end);
    assert_int_equal(end->event.u.completed.status, BLE_OK);
}

static void weak_reports_are_filtered_and_unknown_strength_passes(void **state)
{
    (void)state;
    struct rig *rig = ready(NULL);
    set_filter(rig, -60, "", 0);
    assert_non_null(legacy(rig, 0, "", 0, -60));
    assert_null(legacy(rig, 0, "", 0, -61));
    assert_null(legacy(rig, 0, "", 0, -127));
    assert_non_null(legacy(rig, 0, "", 0, 127));
    assert_non_null(legacy(rig, 0, "", 0, 20));
    set_filter(rig, -128, "", 0);
    assert_non_null(legacy(rig, 0, "", 0, -127));
    assert_int_equal(rig_counters(rig)->reports, 6);
    assert_int_equal(rig_counters(rig)->reports_filtered, 2);
    rig_free(rig);
}

static void prefixes_are_looked_for_in_every_structure(void **state)
{
    (void)state;
    struct rig *rig = ready(NULL);
    set_filter(rig, -128, "\x03\xff\x34\x12\x01\x09", 6);
    assert_null(legacy(rig, 0, "", 0, 0));
    assert_null(legacy(rig, 0, "\x02\x01\x06", 3, 0));
    assert_non_null(legacy(rig, 0, "\x02\x01\x06\x03\xff\x34\x12", 7, 0));
    assert_non_null(legacy(rig, 0, "\x02\x01\x06\x05\xff\x34\x12\xaa\xbb", 9, 0));
    assert_null(legacy(rig, 0, "\x02\x01\x06\x03\xff\x34\x13", 7, 0));
    assert_null(legacy(rig, 0, "\x02\xff\x34\x12", 4, 0));         /* cut off by its own length */
    assert_null(legacy(rig, 0, "\x03\xff\x34", 3, 0));             /* runs past the data */
    assert_non_null(legacy(rig, 0, "\x01\x09", 2, 0));             /* an empty name begins so */
    assert_null(legacy(rig, 0, "\x05\x01\xff\x34\x12\x09", 6, 0)); /* inside another structure */
    set_filter(rig, -128, "", 0);
    assert_non_null(legacy(rig, 0, "\xff", 1, 0));
    rig_free(rig);
}

static void a_filter_is_kept_through_recovery(void **state)
{
    (void)state;
    struct rig *rig = ready(NULL);
    set_filter(rig, -60, "", 0);
    rig_receive(rig, "\x04\x10\x01\x01", 4);
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    assert_int_equal(rig_info(rig)->generation, 2);
    assert_null(legacy(rig, 0, "", 0, -61));
    assert_non_null(legacy(rig, 0, "", 0, -60));
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------------ plenty */

static void each_report_is_told_or_counted(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.event_bytes = 8192;
    struct rig *rig = ready(&options);
    enum { COUNT = 3000, SIZE = 46 };
    uint8_t *stream = malloc(COUNT * SIZE);
    uint8_t data[31] = { 30, 0xff };
    for (unsigned i = 0; i < COUNT; i++) {
        memcpy(stream + i * SIZE, "\x04\x3e\x2b\x02\x01", 5);
        data[2] = (uint8_t)i;
        data[3] = (uint8_t)(i >> 8);
        put_legacy(stream + i * SIZE + 5, 3, data, sizeof(data), -50);
    }
    rig_receive(rig, stream, COUNT * SIZE);
    step(rig);
    free(stream);
    size_t count;
    const struct rig_event *events = rig_events(rig, &count);
    int last = -1;
    for (size_t i = 0; i < count; i++) {
        if (events[i].event.type != BLE_EVENT_REPORT)
            continue;
        const uint8_t *told = events[i].event.u.report.data;
        assert_true((told[2] | told[3] << 8) > last);
        last = told[2] | told[3] << 8;
    }
    const struct ble_host_counters *counters = rig_counters(rig);
    assert_int_equal(counters->reports, COUNT);
    assert_int_equal(rig_count(rig, BLE_EVENT_REPORT) + counters->reports_dropped, COUNT);
    assert_true(rig_count(rig, BLE_EVENT_REPORT) > 50);
    assert_int_equal(rig_info(rig)->generation, 1);
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legacy_reports_say_what_kind_they_are),
        cmocka_unit_test(extended_reports_keep_every_field),
        cmocka_unit_test(directed_reports_say_at_whom),
        cmocka_unit_test(a_report_has_the_time_of_its_first_octet),
        cmocka_unit_test(the_fast_path_reads_what_the_packet_table_reads),
        cmocka_unit_test(octets_after_the_last_report_are_counted_as_malformed),
        cmocka_unit_test(weak_reports_are_filtered_and_unknown_strength_passes),
        cmocka_unit_test(prefixes_are_looked_for_in_every_structure),
        cmocka_unit_test(a_filter_is_kept_through_recovery),
        cmocka_unit_test(each_report_is_told_or_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
