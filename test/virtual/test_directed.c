/* SPDX-License-Identifier: MIT */
/* Advertising for some: directed at one of two listeners, and through accept lists. Whole hosts, their requests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "hosted.h"

enum { SECOND = 1000000, TALKER = 0, TARGET = 1, OTHER = 2, HOSTS = 3 };
enum { CONNECTABLE = BLE_ADVERTISE_CONNECTABLE, DIRECTED = BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_DIRECTED };

static const uint8_t data[] = { 0x02, 0x01, 0x06, 0x03, 0x03, 0x0f, 0x18 };

/** What one of them was told. */
struct told {
    size_t reports, responses;
    struct ble_host_report last; /**< without its data */
    uint8_t data[255];
    uint64_t last_us;
    uint32_t ended;
    ble_status end_status;
    uint64_t ended_us;
};

struct scene {
    struct virtual_air *air;
    struct hosted hosts[HOSTS];
    struct told told[HOSTS];
};

static void note(struct hosted *hosted, const struct ble_event *event)
{
    struct told *told = hosted->user;
    if (event->type == BLE_EVENT_ADVERTISING_ENDED) {
        told->ended++;
        told->end_status = event->u.ended.status;
        told->ended_us = blr_air_now(hosted->air);
    }
    if (event->type != BLE_EVENT_REPORT)
        return;
    told->reports++;
    told->responses += (event->u.report.flags & BLE_REPORT_SCAN_RESPONSE) != 0;
    told->last = event->u.report;
    told->last_us = event->u.report.time_us;
    if (event->u.report.size > 0)
        memcpy(told->data, event->u.report.data, event->u.report.size);
}

static void open_scene(struct scene *scene, const char *talker, const char *listener)
{
    memset(scene, 0, sizeof(*scene));
    scene->air = blr_air_new(11);
    for (unsigned i = 0; i < HOSTS; i++) {
        struct virtual_options options = { .profile = blr_virtual_profile_find(i == TALKER ? talker : listener) };
        assert_non_null(options.profile);
        hosted_init(&scene->hosts[i], scene->air, &options);
        scene->hosts[i].on_event = note;
        scene->hosts[i].user = &scene->told[i];
        assert_true(hosted_ready(scene->hosts, i + 1, &scene->hosts[i]));
    }
}

static void close_scene(struct scene *scene)
{
    for (unsigned i = 0; i < HOSTS; i++)
        hosted_free(&scene->hosts[i]);
    blr_air_free(scene->air);
}

static void run(struct scene *scene, uint64_t duration_us)
{
    hosted_run(scene->hosts, HOSTS, duration_us);
}

static const struct ble_address *address_of(const struct scene *scene, unsigned who)
{
    return &ble_host_controller(scene->hosts[who].host)->address;
}

static ble_status ask(struct scene *scene, unsigned who, const struct ble_request *request)
{
    struct hosted *hosted = &scene->hosts[who];
    uint32_t id = ble_host_request(hosted->host, blr_air_now(scene->air), request);
    assert_int_not_equal(id, 0);
    for (unsigned i = 0; i < 4000 && hosted->last_id != id; i++)
        run(scene, 100);
    assert_int_equal(hosted->last_id, id);
    return hosted->last_status;
}

static struct ble_request to_advertise(uint8_t flags, const struct ble_address *peer)
{
    struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
    request.u.advertise.parameters.flags = flags;
    request.u.advertise.parameters.interval_us = 100000;
    request.u.advertise.parameters.tx_power_dbm = 0x7f;
    if (peer != NULL)
        request.u.advertise.parameters.peer = *peer;
    return request;
}

static void stop(struct scene *scene)
{
    const struct ble_request request = { .type = BLE_REQUEST_STOP_ADVERTISING };
    assert_int_equal(ask(scene, TALKER, &request), BLE_OK);
}

static void listen(struct scene *scene, unsigned who, bool active, uint8_t filter_policy)
{
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan.active = active;
    request.u.scan.filter_policy = filter_policy;
    request.u.scan.interval_us = request.u.scan.window_us = 100000;
    assert_int_equal(ask(scene, who, &request), BLE_OK);
}

static void forget(struct scene *scene)
{
    memset(scene->told, 0, sizeof(scene->told));
}

/** Put an address into an accept list, which only a raw command does. */
static void accept(struct scene *scene, unsigned who, const struct ble_address *address)
{
    struct hci_le_add_device_to_filter_accept_list_parameters p = { .address_type = address->type };
    memcpy(p.address, address->octets, sizeof(p.address));
    assert_int_equal(
        hosted_command(scene->hosts, HOSTS, &scene->hosts[who], &blr_hci_le_add_device_to_filter_accept_list, &p),
        BLE_OK);
}

/* ------------------------------------------------------------------------------------------- directed */

static const char *const pairs[][2] = { { "4.2", "4.2" },    { "4.2", "5.4" },    { "5.4", "4.2" }, { "5.4", "5.4" },
                                        { "zephyr", "5.0" }, { "5.0", "zephyr" }, { "4.0", "4.0" } };
enum { PAIRS = sizeof(pairs) / sizeof(pairs[0]) };

/** What the target is told of a directed PDU without data. */
static void check_directed(const struct scene *scene)
{
    const struct ble_host_report *report = &scene->told[TARGET].last;
    assert_int_equal(report->flags & ~BLE_REPORT_EXTENDED,
                     BLE_REPORT_CONNECTABLE | BLE_REPORT_DIRECTED | BLE_REPORT_LEGACY);
    assert_true(ble_address_equal(&report->address, address_of(scene, TALKER)));
    assert_int_equal(report->size, 0);
    if (report->flags & BLE_REPORT_EXTENDED)
        assert_true(ble_address_equal(&report->direct, address_of(scene, TARGET)));
    else /* LE Advertising Report has no place for it */
        assert_int_equal(report->direct.type, BLE_ADDRESS_ANONYMOUS);
    assert_in_range((uint8_t)-report->rssi_dbm, 1, 90);
}

static void low_duty_reaches_its_target_alone_until_it_is_stopped(void **state)
{
    (void)state;
    for (unsigned i = 0; i < PAIRS - 1; i++) { /* 4.0 has no low duty */
        struct scene scene;
        open_scene(&scene, pairs[i][0], pairs[i][1]);
        listen(&scene, TARGET, true, 0);
        listen(&scene, OTHER, true, 0);
        struct ble_request request = to_advertise(DIRECTED, address_of(&scene, TARGET));
        assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
        run(&scene, 10 * SECOND);
        assert_in_range(scene.told[TARGET].reports, 85, 101);
        check_directed(&scene);
        assert_int_equal(scene.told[OTHER].reports, 0);
        assert_int_equal(scene.told[TALKER].ended, 0);
        stop(&scene);
        forget(&scene);
        run(&scene, 2 * SECOND);
        assert_int_equal(scene.told[TARGET].reports, 0);
        close_scene(&scene);
    }
}

static void high_duty_ends_by_itself_after_1_28_seconds(void **state)
{
    (void)state;
    for (unsigned i = 0; i < PAIRS; i++) {
        struct scene scene;
        open_scene(&scene, pairs[i][0], pairs[i][1]);
        listen(&scene, TARGET, true, 0);
        listen(&scene, OTHER, true, 0);
        for (unsigned again = 0; again < 2; again++) {
            forget(&scene);
            struct ble_request request = to_advertise(DIRECTED | BLE_ADVERTISE_HIGH_DUTY, address_of(&scene, TARGET));
            assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
            uint64_t on_us = blr_air_now(scene.air);
            run(&scene, 3 * SECOND);
            assert_in_range(scene.told[TARGET].reports, 300, 345); /* every 3.75 ms */
            check_directed(&scene);
            assert_int_equal(scene.told[OTHER].reports, 0);
            assert_int_equal(scene.told[TALKER].ended, 1);
            assert_int_equal(scene.told[TALKER].end_status, BLE_ERROR_TIMEOUT);
            assert_in_range(scene.told[TALKER].ended_us - on_us, 1278000, 1282000);
            assert_true(scene.told[TARGET].last_us <= scene.told[TALKER].ended_us);
        }
        close_scene(&scene);
    }
}

static void high_duty_can_be_stopped_and_replaced(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.2", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene;
        open_scene(&scene, profiles[i], "5.4");
        listen(&scene, TARGET, false, 0);
        listen(&scene, OTHER, false, 0);
        struct ble_request request = to_advertise(DIRECTED | BLE_ADVERTISE_HIGH_DUTY, address_of(&scene, TARGET));
        assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
        run(&scene, SECOND / 2);
        assert_true(scene.told[TARGET].reports > 100);
        request = to_advertise(CONNECTABLE | BLE_ADVERTISE_SCANNABLE, NULL); /* the same set, for all, with data */
        request.u.advertise.data = data;
        request.u.advertise.size = sizeof(data);
        assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
        forget(&scene);
        run(&scene, 3 * SECOND);
        for (unsigned who = TARGET; who <= OTHER; who++) {
            assert_in_range(scene.told[who].reports, 24, 31);
            assert_int_equal(scene.told[who].last.size, sizeof(data));
            assert_memory_equal(scene.told[who].data, data, sizeof(data));
        }
        assert_int_equal(scene.told[TALKER].ended, 0);
        stop(&scene);
        forget(&scene);
        run(&scene, SECOND);
        assert_int_equal(scene.told[TARGET].reports, 0);
        close_scene(&scene);
    }
}

static void extended_pdus_carry_data_to_the_target(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "5.4", "5.4");
    listen(&scene, TARGET, true, 0);
    listen(&scene, OTHER, true, 0);
    struct ble_request request = to_advertise(DIRECTED, address_of(&scene, TARGET));
    request.u.advertise.data = data;
    request.u.advertise.size = sizeof(data);
    request.u.advertise.parameters.set_id = 5;
    assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
    run(&scene, 3 * SECOND);
    const struct told *told = &scene.told[TARGET];
    assert_in_range(told->reports, 24, 31);
    assert_int_equal(told->last.flags, BLE_REPORT_CONNECTABLE | BLE_REPORT_DIRECTED | BLE_REPORT_EXTENDED);
    assert_true(ble_address_equal(&told->last.direct, address_of(&scene, TARGET)));
    assert_int_equal(told->last.set_id, 5);
    assert_int_equal(told->last.size, sizeof(data));
    assert_memory_equal(told->data, data, sizeof(data));
    assert_int_equal(scene.told[OTHER].reports, 0);
    close_scene(&scene);
}

static void what_a_controller_cannot_direct_is_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *profile;
        uint8_t flags;
        uint16_t size;
        ble_status status;
    } rows[] = {
        { "4.0", DIRECTED, 0, BLE_ERROR_HCI(0x12) }, /* low duty came with 4.1 */
        { "4.0", DIRECTED | BLE_ADVERTISE_HIGH_DUTY, 0, BLE_OK },
        { "4.2", DIRECTED, 3, BLE_ERROR_UNSUPPORTED },
        { "4.2", DIRECTED | BLE_ADVERTISE_EXTENDED, 0, BLE_ERROR_UNSUPPORTED },
        { "5.4", DIRECTED | BLE_ADVERTISE_EXTENDED, 0, BLE_OK },
        { "5.4", DIRECTED | BLE_ADVERTISE_HIGH_DUTY, 3, BLE_ERROR_ARGUMENT },
        { "5.4", DIRECTED | BLE_ADVERTISE_HIGH_DUTY | BLE_ADVERTISE_EXTENDED, 0, BLE_ERROR_ARGUMENT },
        { "5.4", BLE_ADVERTISE_DIRECTED, 0, BLE_ERROR_ARGUMENT },
        { "5.4", BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_HIGH_DUTY, 0, BLE_ERROR_ARGUMENT },
        { "5.4", DIRECTED | BLE_ADVERTISE_ANONYMOUS, 0, BLE_ERROR_ARGUMENT },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct scene scene;
        open_scene(&scene, rows[i].profile, "5.4");
        listen(&scene, TARGET, false, 0);
        struct ble_request request = to_advertise(rows[i].flags, address_of(&scene, TARGET));
        request.u.advertise.data = data;
        request.u.advertise.size = rows[i].size;
        assert_int_equal(ask(&scene, TALKER, &request), rows[i].status);
        run(&scene, SECOND);
        assert_int_equal(scene.told[TARGET].reports > 0, rows[i].status == BLE_OK);
        close_scene(&scene);
    }
}

/* Directed at a resolvable address that nobody knows: for those who ask for such, to look whether it is theirs. */
static void a_target_that_may_be_ours_is_told_only_where_the_filter_policy_says_so(void **state)
{
    (void)state;
    static const struct ble_address resolvable = { { 1, 2, 3, 4, 5, 0x46 }, BLE_ADDRESS_RANDOM };
    static const char *const listeners[] = { "4.2", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene;
        open_scene(&scene, "5.4", listeners[i]);
        listen(&scene, TARGET, false, 2);
        listen(&scene, OTHER, false, 0);
        struct ble_request request = to_advertise(DIRECTED, &resolvable);
        assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
        run(&scene, 3 * SECOND);
        const struct told *told = &scene.told[TARGET];
        assert_in_range(told->reports, 24, 31);
        assert_int_equal(told->last.flags,
                         BLE_REPORT_CONNECTABLE | BLE_REPORT_DIRECTED | BLE_REPORT_LEGACY | BLE_REPORT_EXTENDED);
        assert_int_equal(told->last.direct.type, BLE_ADDRESS_UNRESOLVED);
        assert_memory_equal(told->last.direct.octets, resolvable.octets, sizeof(resolvable.octets));
        assert_int_equal(told->last.address.type, address_of(&scene, TALKER)->type);
        assert_int_equal(scene.told[OTHER].reports, 0);
        close_scene(&scene);
    }
}

/* ------------------------------------------------------------------------------------------- accept lists */

static void a_scanner_with_an_accept_list_is_told_of_those_in_it(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "4.2", "5.4" };
    for (unsigned i = 0; i < 3; i++) {
        struct scene scene;
        open_scene(&scene, profiles[i], profiles[i]);
        accept(&scene, TARGET, address_of(&scene, TALKER));
        accept(&scene, OTHER, address_of(&scene, TARGET)); /* not the talker */
        struct ble_request request = to_advertise(CONNECTABLE | BLE_ADVERTISE_SCANNABLE, NULL);
        request.u.advertise.data = data;
        request.u.advertise.size = sizeof(data);
        assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
        listen(&scene, TARGET, false, 1);
        listen(&scene, OTHER, false, 1);
        run(&scene, 3 * SECOND);
        assert_in_range(scene.told[TARGET].reports, 24, 31);
        assert_true(ble_address_equal(&scene.told[TARGET].last.address, address_of(&scene, TALKER)));
        assert_int_equal(scene.told[OTHER].reports, 0);
        listen(&scene, OTHER, false, 0);
        run(&scene, 3 * SECOND);
        assert_in_range(scene.told[OTHER].reports, 24, 31);
        close_scene(&scene);
    }
}

/* Vol 6 Part B 4.3.2: bit 0 is for scan requests, bit 1 for connections. */
static void an_advertiser_with_an_accept_list_answers_those_in_it(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "4.2", "5.4" };
    for (unsigned i = 0; i < 3 * 4; i++) {
        uint8_t filter_policy = (uint8_t)(i % 4);
        for (unsigned who = TARGET; who <= OTHER; who++) { /* one scanner at a time: they would disturb each other */
            struct scene scene;
            open_scene(&scene, profiles[i / 4], profiles[i / 4]);
            accept(&scene, TALKER, address_of(&scene, TARGET));
            struct ble_request request = to_advertise(CONNECTABLE | BLE_ADVERTISE_SCANNABLE, NULL);
            request.u.advertise.parameters.filter_policy = filter_policy;
            request.u.advertise.response = data;
            request.u.advertise.response_size = sizeof(data);
            assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
            listen(&scene, who, true, 0);
            run(&scene, 3 * SECOND);
            const struct told *told = &scene.told[who];
            assert_in_range(told->reports - told->responses, 20, 31); /* everybody hears it */
            assert_int_equal(told->responses > 0, who == TARGET || !(filter_policy & 1));
            close_scene(&scene);
        }
    }
}

static void an_accept_list_in_use_does_not_change(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, "5.4", "5.4");
    struct ble_request request = to_advertise(CONNECTABLE | BLE_ADVERTISE_SCANNABLE, NULL);
    request.u.advertise.parameters.filter_policy = 1;
    assert_int_equal(ask(&scene, TALKER, &request), BLE_OK);
    assert_int_equal(
        hosted_command(scene.hosts, HOSTS, &scene.hosts[TALKER], &blr_hci_le_clear_filter_accept_list, NULL),
        BLE_ERROR_HCI(0x0c));
    stop(&scene);
    assert_int_equal(
        hosted_command(scene.hosts, HOSTS, &scene.hosts[TALKER], &blr_hci_le_clear_filter_accept_list, NULL), BLE_OK);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(low_duty_reaches_its_target_alone_until_it_is_stopped),
        cmocka_unit_test(high_duty_ends_by_itself_after_1_28_seconds),
        cmocka_unit_test(high_duty_can_be_stopped_and_replaced),
        cmocka_unit_test(extended_pdus_carry_data_to_the_target),
        cmocka_unit_test(what_a_controller_cannot_direct_is_an_error),
        cmocka_unit_test(a_target_that_may_be_ours_is_told_only_where_the_filter_policy_says_so),
        cmocka_unit_test(a_scanner_with_an_accept_list_is_told_of_those_in_it),
        cmocka_unit_test(an_advertiser_with_an_accept_list_answers_those_in_it),
        cmocka_unit_test(an_accept_list_in_use_does_not_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
