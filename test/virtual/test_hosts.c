/* SPDX-License-Identifier: MIT */
/* Our hosts on one air: brought up on every profile, one advertises, another one hears exactly that; and what becomes
 * of a host whose controller misbehaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hosted.h"
#include "virtual/peers/peers.h"

#define SECOND UINT64_C(1000000)

enum { A, B, HOSTS, EXTENDED_MAX = 1650 };

/** Advertisements put together as they are heard. */
struct collected {
    uint8_t sender[6];
    uint8_t expected[8][EXTENDED_MAX];
    size_t sizes[8];
    uint8_t data[2 * EXTENDED_MAX];
    size_t size;
    unsigned whole[8], wrong, legacy, responses, reports;
};

static void collect(struct hosted *hosted, const struct ble_event *event)
{
    struct collected *collected = hosted->user;
    if (event->type != BLE_EVENT_REPORT || memcmp(event->u.report.address.octets, collected->sender, 6) != 0)
        return;
    const struct ble_host_report *report = &event->u.report;
    collected->reports++;
    collected->legacy += (report->flags & BLE_REPORT_LEGACY) != 0;
    collected->responses += (report->flags & BLE_REPORT_SCAN_RESPONSE) != 0;
    if (collected->size + report->size > sizeof(collected->data)) {
        collected->wrong++;
        return;
    }
    if (report->size > 0)
        memcpy(collected->data + collected->size, report->data, report->size);
    collected->size += report->size;
    if (report->flags & BLE_REPORT_INCOMPLETE)
        return;
    unsigned set = report->set_id == 0xff ? 0 : report->set_id;
    bool right = set < 8 && collected->size == collected->sizes[set] &&
                 memcmp(collected->data, collected->expected[set], collected->size) == 0;
    if (right)
        collected->whole[set]++;
    else
        collected->wrong++;
    collected->size = 0;
}

static void begin(struct hosted hosts[HOSTS], struct virtual_air *air, const char *a, const char *b)
{
    const struct virtual_options first = { .profile = blr_virtual_profile_find(a) };
    const struct virtual_options second = { .profile = blr_virtual_profile_find(b), .x_cm = 300 };
    hosted_init(&hosts[A], air, &first);
    hosted_init(&hosts[B], air, &second);
    assert_true(hosted_ready(hosts, HOSTS, &hosts[A]));
    assert_true(hosted_ready(hosts, HOSTS, &hosts[B]));
}

static void end(struct hosted hosts[HOSTS], struct virtual_air *air)
{
    for (size_t i = 0; i < HOSTS; i++)
        hosted_free(&hosts[i]);
    blr_air_free(air);
}

static void command(struct hosted hosts[HOSTS], unsigned who, const struct hci_command *what, const void *parameters)
{
    ble_status status = hosted_command(hosts, HOSTS, &hosts[who], what, parameters);
    if (status != BLE_OK)
        fail_msg("command 0x%04x: %d", what->opcode, status);
}

static void a_host_comes_up_on_every_profile(void **state)
{
    const struct virtual_profile *profile;
    (void)state;
    for (size_t n = 0; (profile = blr_virtual_profile_at(n)) != NULL; n++) {
        struct virtual_air *air = blr_air_new(n);
        const struct virtual_options options = { .profile = profile };
        struct hosted host;
        hosted_init(&host, air, &options);
        assert_true(hosted_ready(&host, 1, &host));
        const struct ble_controller_info *info = ble_host_controller(host.host);
        assert_int_equal(info->hci_version, profile->version);
        assert_int_equal(info->manufacturer, profile->company);
        assert_int_equal(info->acl_length, profile->acl_length);
        assert_int_equal(info->accept_list_size, profile->accept_list);
        assert_int_equal(info->advertising_sets, profile->sets > 0 ? profile->sets : 1);
        assert_int_equal(info->max_advertising_data, profile->data_max > 0 ? profile->data_max : 31);
        bool no_public = profile->quirks & VIRTUAL_NO_PUBLIC_ADDRESS;
        assert_int_equal(info->address_source, no_public ? BLE_ADDRESS_SOURCE_FACTORY : BLE_ADDRESS_SOURCE_PUBLIC);
        assert_memory_equal(
            info->address.octets,
            no_public ? blr_virtual_static_address(host.controller) : blr_virtual_public_address(host.controller), 6);
        const struct ble_host_counters *counters = ble_host_counters(host.host);
        assert_int_equal(counters->malformed_packets + counters->unexpected_packets + counters->unknown_packets, 0);
        hosted_free(&host);
        blr_air_free(air);
    }
}

static void one_host_hears_what_another_one_advertises(void **state)
{
    static const char *const profiles[] = { "4.0", "4.2", "esp32" };
    static const uint8_t data[] = { 2, 1, 6, 5, 9, 'h', 'o', 's', 't' };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct virtual_air *air = blr_air_new(i);
        struct hosted hosts[HOSTS];
        struct collected *heard = calloc(1, sizeof(*heard));
        const struct hci_le_set_advertising_parameters_parameters p = { .advertising_interval_min = 160,
                                                                        .advertising_interval_max = 160,
                                                                        .advertising_channel_map = 7 };
        struct hci_le_set_advertising_data_parameters d = { .advertising_data_length = sizeof(data) };
        const struct hci_le_set_advertising_enable_parameters on = { 1 };
        const struct hci_le_set_scan_parameters_parameters s = { 0, 160, 160, 0, 0 };
        const struct hci_le_set_scan_enable_parameters scan_on = { 1, 0 };
        begin(hosts, air, profiles[i], profiles[(i + 1) % 3]);
        memcpy(heard->sender, blr_virtual_public_address(hosts[A].controller), 6);
        memcpy(heard->expected[0], data, sizeof(data));
        heard->sizes[0] = sizeof(data);
        hosts[B].on_event = collect;
        hosts[B].user = heard;
        memcpy(d.advertising_data, data, sizeof(data));
        command(hosts, A, &blr_hci_le_set_advertising_parameters, &p);
        command(hosts, A, &blr_hci_le_set_advertising_data, &d);
        command(hosts, A, &blr_hci_le_set_advertising_enable, &on);
        command(hosts, B, &blr_hci_le_set_scan_parameters, &s);
        command(hosts, B, &blr_hci_le_set_scan_enable, &scan_on);
        hosted_run(hosts, HOSTS, 3600 * SECOND);
        assert_in_range(heard->whole[0], 32000, 36000);
        assert_int_equal(heard->wrong, 0);
        assert_int_equal(heard->legacy, heard->reports);
        free(heard);
        end(hosts, air);
    }
}

static void give_set(struct hosted hosts[HOSTS], uint8_t n, struct collected *heard)
{
    struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(n, 0);
    const uint8_t set[4] = { n };
    const struct hci_le_set_extended_advertising_enable_parameters on = { 1, { set, sizeof(set), 1, 0 } };
    enum { PART = 251 };
    p.advertising_sid = n;
    p.secondary_advertising_phy = n % 2 ? 2 : 1;
    p.primary_advertising_interval_min = p.primary_advertising_interval_max = 800;
    command(hosts, A, &blr_hci_le_set_extended_advertising_parameters, &p);
    for (size_t sent = 0; sent < heard->sizes[n]; sent += PART) {
        size_t rest = heard->sizes[n] - sent;
        const struct hci_le_set_extended_advertising_data_parameters d = {
            .advertising_handle = n,
            .operation = (sent == 0 ? 1 : 0) | (rest <= PART ? 2 : 0),
            .fragment_preference = 1,
            .advertising_data = { heard->expected[n] + sent, (uint16_t)(rest < PART ? rest : PART) },
        };
        command(hosts, A, &blr_hci_le_set_extended_advertising_data, &d);
    }
    command(hosts, A, &blr_hci_le_set_extended_advertising_enable, &on);
}

static void several_sets_of_up_to_1650_octets_arrive_exactly(void **state)
{
    static const char *const scanners[] = { "5.4", "zephyr" };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct virtual_air *air = blr_air_new(i + 7);
        struct hosted hosts[HOSTS];
        struct collected *heard = calloc(1, sizeof(*heard));
        const struct hci_le_set_extended_scan_parameters_parameters s = {
            .own_address_type = i == 1, .scanning_phys = { (const uint8_t *)"\0\x40\0\x40\0", 5, 1, 1 }
        };
        const struct hci_le_set_extended_scan_enable_parameters scan_on = { .enable = 1 };
        begin(hosts, air, "5.4", scanners[i]);
        memcpy(heard->sender, blr_virtual_public_address(hosts[A].controller), 6);
        hosts[B].on_event = collect;
        hosts[B].user = heard;
        for (uint8_t n = 0; n < 8; n++) {
            heard->sizes[n] = n == 7 ? EXTENDED_MAX : 3u + 200u * n;
            for (size_t k = 0; k < heard->sizes[n]; k++)
                heard->expected[n][k] = (uint8_t)(k * (n + 1u) + k / 251);
            give_set(hosts, n, heard);
        }
        command(hosts, B, &blr_hci_le_set_extended_scan_parameters, &s);
        command(hosts, B, &blr_hci_le_set_extended_scan_enable, &scan_on);
        hosted_run(hosts, HOSTS, 60 * SECOND);
        for (unsigned n = 0; n < 8; n++)
            assert_in_range(heard->whole[n], 60, 125);
        assert_int_equal(heard->wrong, 0);
        assert_int_equal(ble_host_counters(hosts[B].host)->reports_malformed, 0);
        free(heard);
        end(hosts, air);
    }
}

static void a_host_reads_what_it_does_not_like_in_the_status(void **state)
{
    struct virtual_air *air = blr_air_new(1);
    struct hosted hosts[HOSTS];
    const uint8_t set[4] = { 9 };
    const struct hci_le_set_extended_advertising_enable_parameters on = { 1, { set, sizeof(set), 1, 0 } };
    (void)state;
    begin(hosts, air, "5.4", "4.2");
    assert_int_equal(hosted_command(hosts, HOSTS, &hosts[A], &blr_hci_le_set_extended_advertising_enable, &on),
                     BLE_ERROR_HCI(0x42));
    /* Bring-up asked for the number of sets: that is an extended command already (Vol 4 Part E 3.1.1). */
    assert_int_equal(hosted_command(hosts, HOSTS, &hosts[A], &blr_hci_le_set_scan_enable, NULL), BLE_ERROR_HCI(0x0c));
    assert_int_equal(hosted_command(hosts, HOSTS, &hosts[B], &blr_hci_le_set_scan_enable, NULL), BLE_OK);
    end(hosts, air);
}

/* ------------------------------------------------------------------------------------------------ faults */

static void count_reports_of_all(struct hosted *hosted, const struct ble_event *event)
{
    *(unsigned *)hosted->user += event->type == BLE_EVENT_REPORT;
}

/* A host that scans with a controller that misbehaves from time to time; scanning begins again whenever it is ready. */
static unsigned scan_with_fault(const char *profile, const char *fault, uint64_t duration_us, struct hosted *host)
{
    struct virtual_air *air = blr_air_new(5);
    struct virtual_options options = { .profile = blr_virtual_profile_find(profile) };
    const struct hci_le_set_scan_enable_parameters on = { 1, 0 };
    char why[BLR_VIRTUAL_FAULTS_TEXT];
    unsigned reports = 0;
    assert_true(blr_virtual_faults_parse(fault, &options.faults, why));
    assert_true(blr_virtual_peers_add(air));
    hosted_init(host, air, &options);
    host->on_event = count_reports_of_all;
    host->user = &reports;
    uint32_t scanning_since = 0;
    uint64_t end_us = blr_air_now(air) + duration_us;
    while (blr_air_now(air) < end_us) {
        hosted_run(host, 1, SECOND / 10);
        const struct ble_controller_info *info = ble_host_controller(host->host);
        if (info->state != BLE_HOST_READY || scanning_since == host->ready)
            continue;
        uint8_t octets[2];
        const struct ble_request request = {
            .type = BLE_REQUEST_HCI_COMMAND,
            .u.hci = { .opcode = HCI_OP_LE_SET_SCAN_ENABLE, .size = 2, .parameters = octets },
        };
        assert_int_equal(blr_hci_encode(&blr_hci_le_set_scan_enable.parameters, &on, octets, sizeof(octets)), 2);
        assert_int_not_equal(ble_host_request(host->host, blr_air_now(air), &request), 0);
        scanning_since = host->ready;
    }
    return reports;
}

static void finish_fault(struct hosted *host)
{
    struct virtual_air *air = host->air;
    assert_true(blr_virtual_counters(host->controller)->faults > 0);
    hosted_free(host);
    blr_air_free(air);
}

static void a_host_survives_a_line_that_loses_doubles_and_corrupts(void **state)
{
    static const char *const faults[] = {
        "lose-octet=/1009",     "double-octet=/1009", "corrupt-octet=/1009",
        "lose-event=/13",       "double-event=/7",    "corrupt-event=/29",
        "delay-event=/5:300ms", "mute-command=/6",    "lose-octet=/2003,corrupt-octet=/1511,lose-event=/31"
    };
    (void)state;
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        struct hosted host;
        unsigned reports = scan_with_fault("4.2", faults[i], 120 * SECOND, &host);
        if (reports < 300 || host.ready == 0)
            fail_msg("%s: %u reports, ready %u times", faults[i], reports, host.ready);
        finish_fault(&host);
    }
}

static void a_host_finds_back_after_a_reset_it_did_not_ask_for(void **state)
{
    struct hosted host;
    (void)state;
    (void)scan_with_fault("4.2", "reset-at=5s", 60 * SECOND, &host);
    assert_int_equal(ble_host_counters(host.host)->unsolicited_nops, 1);
    assert_int_equal(ble_host_controller(host.host)->state, BLE_HOST_READY);
    finish_fault(&host);
}

static void a_hardware_error_leads_to_a_new_bring_up(void **state)
{
    struct hosted host;
    (void)state;
    unsigned reports = scan_with_fault("4.2", "hardware-error-at=5s", 20 * SECOND, &host);
    assert_int_equal(ble_host_counters(host.host)->hardware_errors, 1);
    assert_int_equal(ble_host_controller(host.host)->hardware_error, 0x42);
    assert_int_equal(host.recovering, 1);
    assert_int_equal(host.ready, 2);
    assert_true(reports > 200);
    finish_fault(&host);
}

static void a_crash_is_told_in_words_and_ends_with_a_power_cycle(void **state)
{
    struct hosted host;
    (void)state;
    (void)scan_with_fault("zephyr", "crash-at=5s", 60 * SECOND, &host);
    assert_true(host.crashed >= 1); /* each power cycle brings another one after five seconds */
    assert_string_equal(ble_host_controller(host.host)->crash, "assertion failed at virtual/ull.c:1234");
    assert_true(host.ready >= 2);
    finish_fault(&host);
}

static void a_controller_that_vanishes_is_lost(void **state)
{
    struct hosted host;
    (void)state;
    (void)scan_with_fault("4.2", "vanish-at=5s", 20 * SECOND, &host);
    assert_int_equal(host.lost, 1);
    assert_int_equal(ble_host_controller(host.host)->state, BLE_HOST_DETACHED);
    finish_fault(&host);
}

static void wrong_fault_specifications_are_explained(void **state)
{
    static const struct {
        const char *text, *why;
    } rows[] = {
        { "", "\"\" is no fault; there are lose-event, double-event" },
        { "lose-evnt=3", "\"lose-evnt\" is no fault" },
        { "lose-event", "\"lose-event\": lose-event= needs which one (5) or every so many (/10)" },
        { "lose-event=", "lose-event= needs" },
        { "lose-event=0", "lose-event= needs" },
        { "lose-event=/0", "lose-event= needs" },
        { "lose-event=1000000001", "lose-event= needs" },
        { "lose-event=5x", "lose-event= needs" },
        { "lose-event=5:20ms", "lose-event= needs" },
        { "delay-event=5", "delay-event= needs which one and by how much" },
        { "delay-event=5:20", "delay-event= needs" },
        { "reset-at=5", "reset-at= needs a time" },
        { "reset-at=86401s", "reset-at= needs a time" },
        { "reset-at=5s,", "\"\" is no fault" },
        { "reset-at=5s,mute-command=x", "\"mute-command=x\"" },
        { "reset-at=1s,reset-at=2s,reset-at=3s,reset-at=4s,reset-at=5s,reset-at=6s,reset-at=7s,reset-at=8s,reset-at=9s",
          "more than 8 faults" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct virtual_faults faults;
        char why[BLR_VIRTUAL_FAULTS_TEXT] = "";
        assert_false(blr_virtual_faults_parse(rows[i].text, &faults, why));
        if (strstr(why, rows[i].why) == NULL)
            fail_msg("%s: %s", rows[i].text, why);
    }
    struct virtual_faults faults;
    char why[BLR_VIRTUAL_FAULTS_TEXT];
    assert_true(blr_virtual_faults_parse("delay-event=/10:20ms,vanish-at=500us,lose-octet=7", &faults, why));
    assert_int_equal(faults.count, 3);
    assert_true(faults.list[0].every && faults.list[0].number == 10 && faults.list[0].time_us == 20000);
    assert_int_equal(faults.list[1].time_us, 500);
    assert_true(!faults.list[2].every && faults.list[2].number == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_comes_up_on_every_profile),
        cmocka_unit_test(one_host_hears_what_another_one_advertises),
        cmocka_unit_test(several_sets_of_up_to_1650_octets_arrive_exactly),
        cmocka_unit_test(a_host_reads_what_it_does_not_like_in_the_status),
        cmocka_unit_test(a_host_survives_a_line_that_loses_doubles_and_corrupts),
        cmocka_unit_test(a_host_finds_back_after_a_reset_it_did_not_ask_for),
        cmocka_unit_test(a_hardware_error_leads_to_a_new_bring_up),
        cmocka_unit_test(a_crash_is_told_in_words_and_ends_with_a_power_cycle),
        cmocka_unit_test(a_controller_that_vanishes_is_lost),
        cmocka_unit_test(wrong_fault_specifications_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
