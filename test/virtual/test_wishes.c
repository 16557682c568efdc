/* SPDX-License-Identifier: MIT */
/* What one host wants on the air is what another one hears: whole hosts, their requests, one simulated air. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "hosted.h"

enum { SECOND = 1000000, TALKER = 0, LISTENER = 1, HEARD_MOST = 4096, CONNECTABLE = 3, LONGEST = 1650 };

static const uint8_t first_data[] = { 0x02, 0x01, 0x06, 0x03, 0x03, 0x0f, 0x18 };
static const uint8_t second_data[] = { 0x02, 0x01, 0x06, 0x03, 0x03, 0x0a, 0x18 };

/** What the listener heard. */
struct heard {
    size_t count;
    struct {
        uint64_t at_us;
        uint8_t set_id, flags;
        uint16_t size;
        uint8_t data[LONGEST];
    } reports[HEARD_MOST];
    size_t ended;
    ble_status end_status;
};

struct scene {
    struct virtual_air *air;
    struct hosted hosts[2];
    struct heard *heard; /**< by each of them */
};

static void note(struct hosted *hosted, const struct ble_event *event)
{
    struct heard *heard = hosted->user;
    if (event->type == BLE_EVENT_ADVERTISING_ENDED || event->type == BLE_EVENT_SCAN_ENDED) {
        heard->ended++;
        heard->end_status = event->u.ended.status;
    }
    if (event->type != BLE_EVENT_REPORT || heard->count == HEARD_MOST)
        return;
    const struct ble_host_report *report = &event->u.report;
    heard->reports[heard->count].at_us = report->time_us;
    heard->reports[heard->count].set_id = report->set_id;
    heard->reports[heard->count].flags = report->flags;
    heard->reports[heard->count].size = report->size;
    memcpy(heard->reports[heard->count].data, report->data, report->size);
    heard->count++;
}

static void open_scene(struct scene *scene, const char *talker, const char *listener)
{
    const char *const profiles[] = { talker, listener };
    scene->air = blr_air_new(7);
    scene->heard = test_calloc(2, sizeof(*scene->heard));
    for (unsigned i = 0; i < 2; i++) {
        struct virtual_options options = { .profile = blr_virtual_profile_find(profiles[i]) };
        assert_non_null(options.profile);
        hosted_init(&scene->hosts[i], scene->air, &options);
        scene->hosts[i].on_event = note;
        scene->hosts[i].user = &scene->heard[i];
        assert_true(hosted_ready(scene->hosts, i + 1, &scene->hosts[i]));
    }
}

static void close_scene(struct scene *scene)
{
    hosted_free(&scene->hosts[0]);
    hosted_free(&scene->hosts[1]);
    blr_air_free(scene->air);
    test_free(scene->heard);
}

/** Ask one of them and wait. */
static ble_status ask(struct scene *scene, unsigned who, const struct ble_request *request)
{
    struct hosted *hosted = &scene->hosts[who];
    uint32_t id = ble_host_request(hosted->host, blr_air_now(scene->air), request);
    assert_int_not_equal(id, 0);
    for (unsigned i = 0; i < 4000 && hosted->last_id != id; i++)
        hosted_run(scene->hosts, 2, 1000);
    assert_int_equal(hosted->last_id, id);
    return hosted->last_status;
}

static size_t count_of(const struct heard *heard, const uint8_t *data, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < heard->count; i++)
        count += heard->reports[i].size == size && memcmp(heard->reports[i].data, data, size) == 0;
    return count;
}

/* ------------------------------------------------------------------------------------------- tests */

static void what_is_advertised_is_heard_and_what_is_stopped_is_not(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "4.2", "5.0", "5.4", "zephyr", "esp32" };
    enum { PROFILES = sizeof(profiles) / sizeof(profiles[0]) };
    for (unsigned i = 0; i < PROFILES * PROFILES; i++) {
        struct scene scene;
        open_scene(&scene, profiles[i / PROFILES], profiles[i % PROFILES]);
        const struct heard *heard = &scene.heard[LISTENER];
        struct ble_request request = hosted_to_scan(true);
        assert_int_equal(ask(&scene, LISTENER, &request), BLE_OK);
        hosted_run(scene.hosts, 2, SECOND);
        assert_int_equal(heard->count, 0);
        request = hosted_to_advertise(0, CONNECTABLE, first_data, sizeof(first_data));
        request.u.advertise.response = second_data;
        request.u.advertise.response_size = sizeof(second_data);
        assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
        hosted_run(scene.hosts, 2, 2 * SECOND);
        /* Every 100 ... 110 ms; the listener changes its channel now and then. */
        assert_in_range(count_of(heard, first_data, sizeof(first_data)), 15, 21);
        assert_in_range(count_of(heard, second_data, sizeof(second_data)), 10, 21); /* scan responses */
        request = (struct ble_request){ .type = BLE_REQUEST_STOP_ADVERTISING };
        assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
        size_t before = heard->count;
        hosted_run(scene.hosts, 2, SECOND);
        assert_int_equal(heard->count, before);
        close_scene(&scene);
    }
}

static void an_update_leaves_no_gap_on_the_air(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene;
        open_scene(&scene, profiles[i], "5.4");
        const struct heard *heard = &scene.heard[LISTENER];
        struct ble_request request = hosted_to_scan(false);
        assert_int_equal(ask(&scene, LISTENER, &request), BLE_OK);
        for (unsigned change = 0; change < 50; change++) {
            request = hosted_to_advertise(0, CONNECTABLE, change % 2 ? second_data : first_data, sizeof(first_data));
            assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
            hosted_run(scene.hosts, 2, 500000);
        }
        assert_in_range(count_of(heard, first_data, sizeof(first_data)), 90, 130);
        assert_in_range(count_of(heard, second_data, sizeof(second_data)), 90, 130);
        /* At most one is missed, when the listener changes its channel. */
        for (size_t n = 1; n < heard->count; n++)
            assert_true(heard->reports[n].at_us - heard->reports[n - 1].at_us < 235000);
        close_scene(&scene);
    }
}

static void the_longest_data_arrives_octet_by_octet(void **state)
{
    (void)state;
    static uint8_t data[LONGEST];
    for (size_t i = 0; i < sizeof(data); i++)
        data[i] = (uint8_t)(i * 7 + i / 256);
    struct scene scene;
    open_scene(&scene, "5.4", "5.4");
    struct ble_request request = hosted_to_advertise(3, 0, data, sizeof(data));
    assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
    request = hosted_to_scan(false);
    assert_int_equal(ask(&scene, LISTENER, &request), BLE_OK);
    hosted_run(scene.hosts, 2, 3 * SECOND);
    const struct heard *heard = &scene.heard[LISTENER];
    assert_true(heard->count >= 10);
    for (size_t i = 0; i < heard->count; i++) {
        assert_int_equal(heard->reports[i].set_id, 3);
        assert_int_equal(heard->reports[i].flags & (BLE_REPORT_INCOMPLETE | BLE_REPORT_TRUNCATED), 0);
        assert_int_equal(heard->reports[i].size, sizeof(data));
        assert_memory_equal(heard->reports[i].data, data, sizeof(data));
    }
    const struct ble_host_counters *counters = ble_host_counters(scene.hosts[LISTENER].host);
    assert_int_equal(counters->reports_joined, heard->count);
    assert_true(counters->report_parts >= 8 * heard->count);
    close_scene(&scene);
}

static void sets_are_independent(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "5.4", "5.4");
    struct ble_request request = hosted_to_advertise(0, CONNECTABLE, first_data, sizeof(first_data));
    assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
    request = hosted_to_advertise(1, BLE_ADVERTISE_EXTENDED, second_data, sizeof(second_data));
    request.u.advertise.parameters.own = (struct ble_address){ { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };
    assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
    request = hosted_to_scan(false);
    assert_int_equal(ask(&scene, LISTENER, &request), BLE_OK);
    hosted_run(scene.hosts, 2, 2 * SECOND);
    const struct heard *heard = &scene.heard[LISTENER];
    assert_in_range(count_of(heard, first_data, sizeof(first_data)), 14, 21);
    assert_in_range(count_of(heard, second_data, sizeof(second_data)), 14, 21);
    request = (struct ble_request){ .type = BLE_REQUEST_STOP_ADVERTISING };
    assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
    scene.heard[LISTENER].count = 0;
    hosted_run(scene.hosts, 2, 2 * SECOND);
    assert_int_equal(count_of(heard, first_data, sizeof(first_data)), 0);
    assert_in_range(count_of(heard, second_data, sizeof(second_data)), 14, 21);
    close_scene(&scene);
}

static void a_duration_ends_on_the_air_and_is_told(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "4.2", "5.4");
    struct ble_request request = hosted_to_scan(false);
    assert_int_equal(ask(&scene, LISTENER, &request), BLE_OK);
    request = hosted_to_advertise(0, 0, first_data, sizeof(first_data));
    request.u.advertise.parameters.duration_ms = 1000;
    assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
    uint64_t on_us = blr_air_now(scene.air);
    hosted_run(scene.hosts, 2, 5 * SECOND);
    const struct heard *heard = &scene.heard[LISTENER];
    assert_int_equal(scene.heard[TALKER].ended, 1);
    assert_int_equal(scene.heard[TALKER].end_status, BLE_ERROR_TIMEOUT);
    assert_true(heard->count > 5);
    assert_true(heard->reports[heard->count - 1].at_us <= on_us + SECOND + 5000);
    close_scene(&scene);
}

static void an_unplugged_talker_is_on_the_air_again_when_it_is_back(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4", "zephyr" };
    for (unsigned i = 0; i < 3; i++) {
        struct scene scene;
        open_scene(&scene, profiles[i], profiles[i]);
        struct ble_request request = hosted_to_scan(true);
        assert_int_equal(ask(&scene, LISTENER, &request), BLE_OK);
        request = hosted_to_advertise(0, CONNECTABLE, first_data, sizeof(first_data));
        assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
        for (unsigned who = 0; who < 2; who++) { /* the talker, then the listener */
            ble_host_lost(scene.hosts[who].host, blr_air_now(scene.air));
            blr_virtual_power_cycle(scene.hosts[who].controller);
            hosted_run(scene.hosts, 2, SECOND);
            ble_host_attach(scene.hosts[who].host, blr_air_now(scene.air), NULL);
            assert_true(hosted_ready(scene.hosts, 2, &scene.hosts[who]));
            hosted_run(scene.hosts, 2, SECOND / 2);
            scene.heard[LISTENER].count = 0;
            hosted_run(scene.hosts, 2, 2 * SECOND);
            assert_in_range(count_of(&scene.heard[LISTENER], first_data, sizeof(first_data)), 14, 21); /* once */
        }
        close_scene(&scene);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_advertised_is_heard_and_what_is_stopped_is_not),
        cmocka_unit_test(an_update_leaves_no_gap_on_the_air),
        cmocka_unit_test(the_longest_data_arrives_octet_by_octet),
        cmocka_unit_test(sets_are_independent),
        cmocka_unit_test(a_duration_ends_on_the_air_and_is_told),
        cmocka_unit_test(an_unplugged_talker_is_on_the_air_again_when_it_is_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
