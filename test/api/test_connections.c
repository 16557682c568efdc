/* SPDX-License-Identifier: MIT */
/* Connections: what the page of BLERadio and the library behind it promise, a test for each row, in the time of the
 * air. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "linked.h"

static const struct ble_address nobody = { { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };

/* ------------------------------------------------------------------------------------------------ connect */

static void connect_gives_the_connection_that_is_listed_and_told(void **state)
{
    (void)state;
    struct linked scene;
    ble_connection listed[3];
    linked_open(&scene, "5.4", "5.4");
    assert_false(ble_radio_is_connected(scene.a.radio));
    assert_int_equal(ble_radio_get_connections(scene.a.radio, NULL, 0), 0);
    linked_connect(&scene);
    assert_true(ble_radio_is_connected(scene.a.radio));
    assert_true(ble_radio_is_connected(scene.b.radio));
    assert_int_equal(ble_radio_get_connections(scene.a.radio, listed, 3), 1);
    assert_true(ble_connection_equal(listed[0], scene.a.connection));
    assert_int_equal(ble_radio_get_connections(scene.b.radio, listed, 3), 1);
    assert_true(ble_connection_equal(listed[0], scene.b.connection));
    assert_int_equal(scene.a.connected, 1);
    linked_close(&scene);
}

static void info_says_role_peer_and_parameters(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_connection_info info;
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    struct ble_address a = linked_address(&scene.a), b = linked_address(&scene.b);
    OK(scene.a.radio, ble_connection_get_info(scene.a.connection, &info));
    assert_true(info.connected);
    assert_false(info.paired);
    assert_int_equal(info.disconnect_reason, 0);
    assert_int_equal(info.link.role, BLE_ROLE_CENTRAL);
    assert_true(ble_address_equal(&info.link.peer, &b));
    assert_in_range(info.link.interval_us, 15000, 30000);
    assert_int_equal(info.link.supervision_timeout_ms, 4000);
    OK(scene.b.radio, ble_connection_get_info(scene.b.connection, &info));
    assert_int_equal(info.link.role, BLE_ROLE_PERIPHERAL);
    assert_true(ble_address_equal(&info.link.peer, &a));
    assert_int_equal(info.link.set, 0);
    linked_close(&scene);
}

static void connect_to_nobody_ends_exactly_in_time(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_connect_options options = BLE_CONNECT_OPTIONS_INIT;
    ble_connection connection = { NULL, 7 };
    linked_open(&scene, "5.4", "5.4");
    options.timeout_ms = 700;
    uint64_t begin_us = aired_now(scene.aired);
    EXPECT(scene.a.radio, BLE_ERROR_TIMEOUT, ble_radio_connect(scene.a.radio, &nobody, &options, &connection));
    assert_in_range(aired_now(scene.aired) - begin_us, 700 * MS, 705 * MS);
    assert_null(connection.radio);
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "C6:05:04:03:02:01"));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "does it advertise"));
    begin_us = aired_now(scene.aired);
    EXPECT(scene.a.radio, BLE_ERROR_TIMEOUT, ble_radio_connect(scene.a.radio, &nobody, NULL, &connection));
    assert_in_range(aired_now(scene.aired) - begin_us, 10 * SECOND, 10 * SECOND + 5 * MS);
    assert_false(ble_radio_is_connected(scene.a.radio));
    linked_close(&scene);
}

/** A ble_connected. */
struct met {
    unsigned count;
    uint32_t id;
    ble_status status;
    ble_connection connection;
};

static void met(ble_radio *radio, uint32_t id, ble_status status, ble_connection connection, void *user)
{
    struct met *it = user;
    (void)radio;
    it->count++;
    it->id = id;
    it->status = status;
    it->connection = connection;
}

static void connect_for_ever_waits_until_it_is_cancelled(void **state)
{
    (void)state;
    struct linked scene;
    struct met it = { 0 };
    struct ble_connect_options options = BLE_CONNECT_OPTIONS_INIT;
    uint32_t id;
    linked_open(&scene, "5.4", "5.4");
    options.timeout_ms = BLE_FOREVER;
    OK(scene.a.radio, ble_radio_connect_start(scene.a.radio, &nobody, &options, met, &it, &id));
    aired_run(scene.aired, 100 * (uint64_t)SECOND);
    assert_int_equal(it.count, 0);
    OK(scene.a.radio, ble_radio_cancel(scene.a.radio, id));
    assert_int_equal(it.count, 0); /* from process only */
    EXPECT(scene.a.radio, BLE_ERROR_NOT_FOUND, ble_radio_cancel(scene.a.radio, id));
    aired_run(scene.aired, MS);
    assert_int_equal(it.count, 1);
    assert_int_equal(it.id, id);
    assert_int_equal(it.status, BLE_ERROR_CANCELLED);
    assert_null(it.connection.radio);
    aired_run(scene.aired, 10 * SECOND);
    assert_int_equal(it.count, 1);
    linked_close(&scene);
}

static void connect_to_a_connected_peer_says_which_connection(void **state)
{
    (void)state;
    struct linked scene;
    struct met it = { 0 };
    ble_connection again = { NULL, 0 };
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    struct ble_address address = linked_address(&scene.b);
    EXPECT(scene.a.radio, BLE_ERROR_BUSY, ble_radio_connect(scene.a.radio, &address, NULL, &again));
    assert_true(ble_connection_equal(again, scene.a.connection));
    OK(scene.a.radio, ble_radio_connect_start(scene.a.radio, &address, NULL, met, &it, NULL));
    assert_int_equal(it.count, 0);
    aired_run(scene.aired, MS);
    assert_int_equal(it.count, 1);
    assert_int_equal(it.status, BLE_ERROR_BUSY);
    assert_true(ble_connection_equal(it.connection, scene.a.connection));
    linked_close(&scene);
}

static void attempts_queue_and_each_ends_once(void **state)
{
    (void)state;
    struct linked scene;
    struct met none = { 0 }, twice = { 0 }, some = { 0 };
    struct ble_connect_options options = BLE_CONNECT_OPTIONS_INIT;
    linked_open(&scene, "5.4", "5.4");
    linked_advertise(&scene.b);
    struct ble_address address = linked_address(&scene.b);
    options.timeout_ms = 20000;
    OK(scene.a.radio, ble_radio_connect_start(scene.a.radio, &nobody, &options, met, &none, NULL));
    OK(scene.a.radio, ble_radio_connect_start(scene.a.radio, &nobody, &options, met, &twice, NULL));
    OK(scene.a.radio, ble_radio_connect_start(scene.a.radio, &address, &options, met, &some, NULL));
    aired_run(scene.aired, 25 * SECOND);
    assert_int_equal(none.count, 1);
    assert_int_equal(none.status, BLE_ERROR_TIMEOUT);
    assert_int_equal(twice.count, 1);
    assert_int_equal(twice.status, BLE_ERROR_BUSY);
    assert_null(twice.connection.radio);
    assert_int_equal(some.count, 1);
    assert_int_equal(some.status, BLE_OK);
    assert_true(ble_connection_equal(some.connection, scene.a.connection));
    linked_close(&scene);
}

static void connect_checks_its_options_in_words(void **state)
{
    (void)state;
    struct linked scene;
    ble_connection connection;
    linked_open(&scene, "5.4", "5.4");
    static const struct {
        struct ble_connect_options options;
        const char *words;
    } rows[] = {
        { { .timeout_ms = 0 }, "timeout_ms is 0" },
        { { .timeout_ms = 1, .phys = 8 }, "phys is 8" },
        { { .timeout_ms = 1, .scan_interval_us = 2499 }, "scan_interval_us is 2499" },
        { { .timeout_ms = 1, .scan_interval_us = 10000, .scan_window_us = 10001 }, "scan_window_us is 10001" },
        { { .timeout_ms = 1, .parameters = { 7499, 7500, 0, 1000 } }, "interval_min_us is 7499" },
        { { .timeout_ms = 1, .parameters = { 10000, 9000, 0, 1000 } }, "interval_max_us is 9000" },
        { { .timeout_ms = 1, .parameters = { 10000, 10000, 500, 32000 } }, "latency is 500" },
        { { .timeout_ms = 1, .parameters = { 10000, 10000, 0, 99 } }, "supervision_timeout_ms is 99" },
        { { .timeout_ms = 1, .parameters = { 100000, 100000, 4, 1000 } }, "above 1000" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct ble_connect_options options = rows[i].options;
        options.size = sizeof(options);
        EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_radio_connect(scene.a.radio, &nobody, &options, &connection));
        assert_non_null(strstr(ble_radio_last_error(scene.a.radio), rows[i].words));
    }
    struct ble_connect_options old = { .size = 4 };
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_radio_connect(scene.a.radio, &nobody, &old, &connection));
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_radio_connect(scene.a.radio, NULL, NULL, &connection));
    assert_int_equal(ble_radio_connect(NULL, &nobody, NULL, &connection), BLE_ERROR_ARGUMENT);
    linked_close(&scene);
}

static void connect_inside_a_scan_loop(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_report report;
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    ble_connection connection;
    unsigned after = 0;
    linked_open(&scene, "5.4", "5.4");
    linked_advertise(&scene.b);
    struct ble_address address = linked_address(&scene.b);
    struct linked_radio third = { 0 };
    struct ble_radio_options third_options = linked_options(&third);
    third.radio = aired_radio(scene.aired, "5.4", &third_options);
    linked_advertise(&third);
    options.timeout_ms = 5000;
    options.active = false;
    OK(scene.a.radio, ble_radio_start_scan(scene.a.radio, NULL, 0, &options));
    while (ble_radio_scan_next(scene.a.radio, &report, BLE_FOREVER) == BLE_OK) {
        after += scene.a.connected > 0;
        if (!scene.a.connected && ble_address_equal(&report.address, &address))
            OK(scene.a.radio, ble_radio_connect(scene.a.radio, &report.address, NULL, &connection));
    }
    assert_int_equal(scene.a.connected, 1);
    assert_true(ble_connection_is_connected(connection));
    assert_in_range(after, 10, 100); /* the scan went on */
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ ends */

static void disconnect_waits_and_is_idempotent(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_connection_info info;
    struct linked_end end = { 0 };
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    ble_connection connection = scene.a.connection;
    OK(scene.a.radio, ble_connection_disconnect(connection));
    assert_false(ble_connection_is_connected(connection));
    assert_int_equal(scene.a.disconnected, 1);
    assert_int_equal(scene.a.reason, 0x16); /* by us */
    OK(scene.a.radio, ble_connection_disconnect(connection));
    OK(scene.a.radio, ble_connection_disconnect_start(connection, linked_done, &end, NULL));
    linked_wait(&scene, &end);
    assert_int_equal(end.status, BLE_OK);
    OK(scene.a.radio, ble_connection_get_info(connection, &info));
    assert_false(info.connected);
    assert_int_equal(info.disconnect_reason, 0x16);
    assert_int_equal(ble_radio_get_connections(scene.a.radio, NULL, 0), 0);
    aired_run(scene.aired, SECOND);
    assert_int_equal(scene.b.disconnected, 1);
    assert_int_equal(scene.b.reason, 0x13); /* by the peer */
    linked_close(&scene);
}

static void a_peer_that_goes_away_is_noticed(void **state)
{
    (void)state;
    struct linked scene;
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    aired_run(scene.aired, SECOND);
    blr_virtual_place(aired_controller(scene.aired, scene.b.radio), 100000000, 0);
    aired_run(scene.aired, 5 * SECOND);
    assert_int_equal(scene.a.disconnected, 1);
    assert_int_equal(scene.a.reason, 0x08);
    assert_int_equal(scene.b.disconnected, 1);
    assert_false(ble_radio_is_connected(scene.a.radio));
    int8_t dbm;
    EXPECT(scene.a.radio, BLE_ERROR_DISCONNECTED, ble_connection_read_rssi(scene.a.connection, &dbm));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "Connection Timeout"));
    assert_int_equal(dbm, 127);
    linked_close(&scene);
}

static void a_connection_of_long_ago_is_gone(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_connection_info info;
    struct linked_radio few = { 0 };
    linked_open(&scene, "5.4", "5.4");
    struct ble_radio_options options = linked_options(&few);
    options.ended_links = 2;
    few.radio = aired_radio(scene.aired, "5.4", &options);
    struct ble_address address = linked_address(&scene.b);
    ble_connection connections[12];
    for (unsigned i = 0; i < 12; i++) {
        linked_advertise(&scene.b);
        OK(few.radio, ble_radio_connect(few.radio, &address, NULL, &connections[i]));
        OK(few.radio, ble_connection_disconnect(connections[i]));
        aired_run(scene.aired, SECOND);
        for (unsigned j = 0; j < i; j++)
            assert_false(ble_connection_equal(connections[i], connections[j]));
    }
    EXPECT(few.radio, BLE_OK, ble_connection_get_info(connections[11], &info));
    EXPECT(few.radio, BLE_OK, ble_connection_get_info(connections[2], &info)); /* 8 of host.links and 2 */
    EXPECT(few.radio, BLE_ERROR_GONE, ble_connection_get_info(connections[1], &info));
    EXPECT(few.radio, BLE_ERROR_GONE, ble_connection_set_interval_us(connections[1], 20000));
    OK(few.radio, ble_connection_disconnect(connections[0]));
    assert_int_equal(few.connected, 12);
    assert_int_equal(few.disconnected, 12);
    linked_close(&scene);
}

static void no_connection_at_all_is_an_argument(void **state)
{
    (void)state;
    const ble_connection none = { NULL, 0 };
    const struct ble_link_parameters parameters = { 0 };
    struct ble_connection_info info;
    int8_t dbm;
    assert_int_equal(ble_connection_get_info(none, &info), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_connection_disconnect(none), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_connection_set_interval_us(none, 20000), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_connection_set_parameters(none, &parameters), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_connection_set_phy(none, 1, 1), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_connection_read_rssi(none, &dbm), BLE_ERROR_ARGUMENT);
    assert_false(ble_connection_is_connected(none));
    assert_false(ble_connection_is_paired(none));
    assert_false(ble_radio_is_connected(NULL));
}

static void the_radio_that_is_lost_ends_each_connection_once(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_connection_info info;
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    aired_unplug(scene.aired, scene.a.radio, true);
    aired_run(scene.aired, SECOND);
    assert_int_equal(scene.a.lost, 1);
    assert_int_equal(scene.a.disconnected, 1);
    assert_false(ble_radio_is_connected(scene.a.radio));
    OK(scene.a.radio, ble_connection_get_info(scene.a.connection, &info));
    assert_int_not_equal(info.disconnect_reason, 0);
    aired_unplug(scene.aired, scene.a.radio, false);
    aired_run(scene.aired, 10 * SECOND);
    assert_int_equal(scene.a.ready, 2);
    assert_int_equal(scene.a.disconnected, 1);
    assert_int_equal(scene.a.connected, 1); /* links are not restored */
    linked_connect(&scene);
    assert_int_equal(scene.a.connected, 2);
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ roles, kept */

static void both_roles_at_once(void **state)
{
    (void)state;
    struct linked scene;
    struct linked_radio third = { 0 };
    ble_connection listed[4];
    linked_open(&scene, "5.4", "5.4");
    struct ble_radio_options options = linked_options(&third);
    third.radio = aired_radio(scene.aired, "5.4", &options);
    linked_connect(&scene); /* b is a's peripheral ... */
    linked_advertise(&third);
    struct ble_address address = linked_address(&third);
    OK(scene.b.radio, ble_radio_connect(scene.b.radio, &address, NULL, NULL)); /* ... and the third's central */
    assert_int_equal(ble_radio_get_connections(scene.b.radio, listed, 4), 2);
    struct ble_connection_info info;
    OK(scene.b.radio, ble_connection_get_info(listed[0], &info));
    assert_int_equal(info.link.role, BLE_ROLE_PERIPHERAL);
    OK(scene.b.radio, ble_connection_get_info(listed[1], &info));
    assert_int_equal(info.link.role, BLE_ROLE_CENTRAL);
    assert_int_equal(ble_radio_get_connections(scene.b.radio, listed, 1), 2);
    linked_close(&scene);
}

static void advertising_stops_when_a_central_connects(void **state)
{
    (void)state;
    struct linked scene;
    linked_open(&scene, "5.4", "4.2");
    linked_connect(&scene);
    assert_false(ble_radio_is_advertising(scene.b.radio, 0));
    linked_close(&scene);
}

static void a_kept_peer_is_connected_again_and_again(void **state)
{
    (void)state;
    struct linked scene;
    linked_open(&scene, "5.4", "5.4");
    struct ble_address address = linked_address(&scene.b);
    OK(scene.a.radio, ble_radio_keep_connected(scene.a.radio, &address, true));
    OK(scene.a.radio, ble_radio_keep_connected(scene.a.radio, &address, true));
    aired_run(scene.aired, SECOND);
    assert_int_equal(scene.a.connected, 0);
    for (unsigned i = 1; i <= 3; i++) {
        linked_advertise(&scene.b);
        aired_run(scene.aired, 10 * SECOND);
        assert_int_equal(scene.a.connected, i);
        OK(scene.b.radio, ble_connection_disconnect(scene.b.connection));
        aired_run(scene.aired, SECOND);
        assert_int_equal(scene.a.disconnected, i);
    }
    aired_unplug(scene.aired, scene.a.radio, true);
    aired_run(scene.aired, SECOND);
    aired_unplug(scene.aired, scene.a.radio, false);
    linked_advertise(&scene.b);
    aired_run(scene.aired, 20 * SECOND);
    assert_int_equal(scene.a.connected, 4); /* kept through outages */
    OK(scene.a.radio, ble_radio_keep_connected(scene.a.radio, &address, false));
    assert_true(ble_radio_is_connected(scene.a.radio));
    OK(scene.a.radio, ble_connection_disconnect(scene.a.connection));
    linked_advertise(&scene.b);
    aired_run(scene.aired, 10 * SECOND);
    assert_int_equal(scene.a.connected, 4);
    linked_close(&scene);
}

static void more_kept_peers_than_configured_are_refused(void **state)
{
    (void)state;
    struct linked scene;
    linked_open(&scene, "5.4", "5.4");
    struct ble_address peer = nobody;
    for (uint8_t i = 0; i < 8; i++) {
        peer.octets[0] = i;
        OK(scene.a.radio, ble_radio_keep_connected(scene.a.radio, &peer, true));
    }
    peer.octets[0] = 8;
    EXPECT(scene.a.radio, BLE_ERROR_FULL, ble_radio_keep_connected(scene.a.radio, &peer, true));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "8"));
    peer.octets[0] = 3;
    OK(scene.a.radio, ble_radio_keep_connected(scene.a.radio, &peer, false));
    peer.octets[0] = 8;
    OK(scene.a.radio, ble_radio_keep_connected(scene.a.radio, &peer, true));
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ links */

static uint32_t interval_of(ble_connection connection)
{
    struct ble_connection_info info;
    OK(connection.radio, ble_connection_get_info(connection, &info));
    return info.link.interval_us;
}

static void the_interval_is_set_and_waited_for(void **state)
{
    (void)state;
    static const char *const profiles[] = { "5.4", "4.0" }; /* with and without requests of the link layer */
    for (size_t i = 0; i < 2; i++) {
        struct linked scene;
        linked_open(&scene, "5.4", profiles[i]);
        linked_connect(&scene);
        OK(scene.a.radio, ble_connection_set_interval_us(scene.a.connection, 50300)); /* rounded to the nearest */
        assert_int_equal(interval_of(scene.a.connection), 50000);
        aired_run(scene.aired, SECOND);
        assert_int_equal(interval_of(scene.b.connection), 50000);
        assert_true(scene.b.changes & BLE_LINK_PARAMETERS);
        OK(scene.b.radio, ble_connection_set_interval_us(scene.b.connection, 20000));
        assert_int_equal(interval_of(scene.b.connection), 20000);
        assert_int_equal(scene.a.asked, 1);
        linked_close(&scene);
    }
}

static void a_refused_interval_leaves_the_old_one(void **state)
{
    (void)state;
    struct linked scene;
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    uint32_t before_us = interval_of(scene.b.connection);
    scene.a.refuse = true;
    EXPECT(scene.b.radio, BLE_ERROR_HCI(0x3b), ble_connection_set_interval_us(scene.b.connection, 100000));
    assert_int_equal(scene.a.asked, 1);
    assert_int_equal(interval_of(scene.b.connection), before_us);
    assert_non_null(strstr(ble_radio_last_error(scene.b.radio), "parameters of the connection"));
    linked_close(&scene);
}

static void parameters_are_checked_and_set(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_connection_info info;
    struct ble_link_parameters parameters = { 100000, 100000, 4, 3000 };
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    OK(scene.a.radio, ble_connection_set_parameters(scene.a.connection, &parameters));
    OK(scene.a.radio, ble_connection_get_info(scene.a.connection, &info));
    assert_int_equal(info.link.interval_us, 100000);
    assert_int_equal(info.link.latency, 4);
    assert_int_equal(info.link.supervision_timeout_ms, 3000);
    OK(scene.a.radio, ble_connection_set_interval_us(scene.a.connection, 400000)); /* 3 s would be too short */
    OK(scene.a.radio, ble_connection_get_info(scene.a.connection, &info));
    assert_int_equal(info.link.latency, 4);
    assert_int_equal(info.link.supervision_timeout_ms, 4010);
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_connection_set_interval_us(scene.a.connection, 7499));
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_connection_set_interval_us(scene.a.connection, 4000001));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "4000001"));
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_connection_set_interval_us(scene.a.connection, 4000000));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "supervision_timeout_ms"));
    parameters.supervision_timeout_ms = 1000;
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_connection_set_parameters(scene.a.connection, &parameters));
    linked_close(&scene);
}

static void strength_and_phys_of_a_link(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_connection_info info;
    struct linked_end ends[2] = { { 0 }, { 0 } };
    int8_t dbm = 0;
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    aired_run(scene.aired, SECOND);
    OK(scene.a.radio, ble_connection_read_rssi(scene.a.connection, &dbm));
    assert_in_range(-dbm, 20, 100);
    OK(scene.a.radio, ble_connection_get_info(scene.a.connection, &info));
    assert_int_equal(info.link.tx_phy, BLE_PHY_2M); /* by itself */
    assert_int_equal(info.link.tx_octets, 251);
    OK(scene.a.radio, ble_connection_set_phy(scene.a.connection, 1, 1));
    OK(scene.a.radio, ble_connection_get_info(scene.a.connection, &info));
    assert_int_equal(info.link.tx_phy, BLE_PHY_1M);
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_connection_set_phy(scene.a.connection, 8, 1));
    OK(scene.a.radio, ble_connection_read_rssi_start(scene.a.connection, linked_done, &ends[0], NULL));
    OK(scene.a.radio, ble_connection_set_phy_start(scene.a.connection, 2, 2, linked_done, &ends[1], NULL));
    linked_wait(&scene, &ends[0]);
    linked_wait(&scene, &ends[1]);
    assert_int_equal(ends[0].size, 1);
    assert_int_equal(ends[1].status, BLE_OK);
    linked_close(&scene);
}

/** Whenever the link ends, each verb ends once. */
static void verbs_of_a_link_that_ends_end_once(void **state)
{
    (void)state;
    for (uint64_t at_us = 0; at_us < 600 * MS; at_us += 31 * MS) {
        struct linked scene;
        struct linked_end ends[4] = { { 0 }, { 0 }, { 0 }, { 0 } };
        linked_open(&scene, "5.4", "5.4");
        linked_connect(&scene);
        ble_connection connection = scene.a.connection;
        OK(scene.a.radio, ble_connection_set_interval_us_start(connection, 50000, linked_done, &ends[0], NULL));
        OK(scene.a.radio, ble_connection_set_phy_start(connection, 1, 1, linked_done, &ends[1], NULL));
        OK(scene.a.radio, ble_connection_read_rssi_start(connection, linked_done, &ends[2], NULL));
        aired_run(scene.aired, at_us);
        OK(scene.a.radio, ble_connection_disconnect_start(connection, linked_done, &ends[3], NULL));
        aired_run(scene.aired, 5 * SECOND);
        for (unsigned i = 0; i < 4; i++)
            assert_int_equal(ends[i].count, 1);
        assert_int_equal(ends[3].status, BLE_OK);
        assert_int_equal(scene.a.disconnected, 1);
        linked_close(&scene);
    }
}

static void a_hundred_connections_are_listed_in_their_order(void **state)
{
    (void)state;
    enum { LINKS = 100 };
    static struct linked_radio peers[LINKS];
    struct linked_radio hub = { 0 };
    ble_connection listed[LINKS], made[LINKS];
    struct ble_connect_options slow = BLE_CONNECT_OPTIONS_INIT;
    struct ble_radio_options options = linked_options(&hub);
    struct aired *aired = aired_new(5);
    memset(peers, 0, sizeof(peers));
    slow.parameters = (struct ble_link_parameters){ 400000, 400000, 0, 6000 };
    options.host.links = LINKS;
    hub.radio = aired_radio(aired, "5.4", &options);
    for (unsigned i = 0; i < LINKS; i++) {
        options = linked_options(&peers[i]);
        options.host.links = 1;
        options.host.scan_devices = 0;
        options.host.event_bytes = 8192;
        peers[i].radio = aired_radio(aired, "5.4", &options);
        linked_advertise(&peers[i]);
        struct ble_address address = linked_address(&peers[i]);
        OK(hub.radio, ble_radio_connect(hub.radio, &address, &slow, &made[i]));
    }
    assert_int_equal(ble_radio_get_connections(hub.radio, listed, LINKS), LINKS);
    for (unsigned i = 0; i < LINKS; i++)
        assert_true(ble_connection_equal(listed[i], made[i]));
    for (unsigned i = 0; i < LINKS; i += 2)
        OK(hub.radio, ble_connection_disconnect(made[i]));
    assert_int_equal(ble_radio_get_connections(hub.radio, listed, LINKS), LINKS / 2);
    for (unsigned i = 0; i < LINKS / 2; i++)
        assert_true(ble_connection_equal(listed[i], made[2 * i + 1]));
    assert_int_equal(hub.connected, LINKS);
    aired_unplug(aired, hub.radio, true);
    aired_run(aired, SECOND);
    assert_int_equal(hub.disconnected, LINKS);
    aired_free(aired);
}

/* ------------------------------------------------------------------------------------------------ callbacks */

static void try_blocking(struct linked_radio *self, ble_connection connection)
{
    int8_t dbm;
    struct ble_address address = nobody;
    EXPECT(self->radio, BLE_ERROR_IN_CALLBACK, ble_connection_disconnect(connection));
    EXPECT(self->radio, BLE_ERROR_IN_CALLBACK, ble_connection_read_rssi(connection, &dbm));
    EXPECT(self->radio, BLE_ERROR_IN_CALLBACK, ble_connection_set_interval_us(connection, 20000));
    EXPECT(self->radio, BLE_ERROR_IN_CALLBACK, ble_connection_set_phy(connection, 1, 1));
    EXPECT(self->radio, BLE_ERROR_IN_CALLBACK, ble_radio_connect(self->radio, &address, NULL, NULL));
    OK(self->radio, ble_connection_disconnect_start(connection, linked_done, self->user, NULL));
}

static void in_callbacks_only_blocking_verbs_are_refused(void **state)
{
    (void)state;
    struct linked scene;
    struct linked_end end = { 0 };
    linked_open(&scene, "5.4", "5.4");
    scene.b.on_connected = try_blocking;
    scene.b.user = &end;
    linked_connect(&scene);
    linked_wait(&scene, &end);
    assert_int_equal(end.status, BLE_OK);
    assert_int_equal(scene.b.disconnected, 1);
    linked_close(&scene);
}

static void close_radio(struct linked_radio *self, ble_connection connection)
{
    (void)connection;
    ble_radio_close(self->radio);
}

static void a_radio_may_be_closed_when_it_hears_of_a_connection(void **state)
{
    (void)state;
    struct linked scene;
    struct met it = { 0 };
    linked_open(&scene, "5.4", "5.4");
    linked_advertise(&scene.b);
    struct ble_address address = linked_address(&scene.b);
    scene.a.on_connected = close_radio;
    OK(scene.a.radio, ble_radio_connect_start(scene.a.radio, &address, NULL, met, &it, NULL));
    ble_radio *radio = scene.a.radio;
    while (!it.count) {
        if (scene.a.connected)
            fail_msg("closed, and the attempt was not ended");
        ble_radio_process(radio, BLE_FOREVER);
    }
    assert_int_equal(it.count, 1);
    assert_int_equal(it.status, BLE_ERROR_CANCELLED);
    assert_int_equal(scene.a.disconnected, 0); /* nothing is told any more */
    aired_closed(scene.aired, radio);
    aired_run(scene.aired, 10 * SECOND);
    assert_int_equal(scene.b.disconnected, 1);
    linked_close(&scene);
}

/** A ble_connected of the other radio: wakes this one. */
static void wake(ble_radio *radio, uint32_t id, ble_status status, ble_connection connection, void *user)
{
    (void)radio;
    (void)id;
    (void)status;
    (void)connection;
    ble_radio_wake(user);
}

static void an_interrupted_attempt_leaves_nothing_behind(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_connect_options options = BLE_CONNECT_OPTIONS_INIT;
    linked_open(&scene, "5.4", "5.4");
    struct ble_address address = linked_address(&scene.b);
    options.timeout_ms = 3000;
    OK(scene.b.radio, ble_radio_connect_start(scene.b.radio, &nobody, &options, wake, scene.a.radio, NULL));
    uint64_t begin_us = aired_now(scene.aired);
    EXPECT(scene.a.radio, BLE_ERROR_INTERRUPTED, ble_radio_connect(scene.a.radio, &address, NULL, NULL));
    assert_in_range(aired_now(scene.aired) - begin_us, 3 * SECOND, 3 * SECOND + 10 * MS);
    linked_advertise(&scene.b);
    aired_run(scene.aired, 20 * SECOND);
    assert_int_equal(scene.a.connected, 0);
    assert_false(ble_radio_is_connected(scene.b.radio));
    linked_connect(&scene);
    linked_close(&scene);
}

/** Whenever it is cancelled: either there is a connection that is told, or there is none. */
static void cancelled_at_any_time_it_is_all_or_nothing(void **state)
{
    (void)state;
    unsigned won = 0, given_up = 0;
    for (uint64_t at_us = 0; at_us < 200 * MS; at_us += 1700) {
        struct linked scene;
        struct met it = { 0 };
        uint32_t id;
        linked_open(&scene, "5.4", "5.4");
        linked_advertise(&scene.b);
        struct ble_address address = linked_address(&scene.b);
        OK(scene.a.radio, ble_radio_connect_start(scene.a.radio, &address, NULL, met, &it, &id));
        aired_run(scene.aired, at_us);
        ble_radio_cancel(scene.a.radio, id);
        aired_run(scene.aired, 5 * SECOND);
        assert_int_equal(it.count, 1);
        bool connected = it.status == BLE_OK;
        assert_true(connected || it.status == BLE_ERROR_CANCELLED);
        assert_int_equal(scene.a.connected, connected);
        assert_int_equal(ble_radio_is_connected(scene.a.radio), connected);
        assert_int_equal(ble_radio_is_connected(scene.b.radio), connected);
        won += connected;
        given_up += !connected;
        linked_close(&scene);
    }
    assert_true(won > 0 && given_up > 0);
}

static void as_many_attempts_wait_as_are_documented(void **state)
{
    (void)state;
    struct linked scene;
    struct met ends[65];
    struct ble_connect_options options = BLE_CONNECT_OPTIONS_INIT;
    linked_open(&scene, "5.4", "5.4");
    memset(ends, 0, sizeof(ends));
    options.timeout_ms = 30000;
    struct ble_address peer = nobody;
    for (uint8_t i = 0; i < 64; i++) {
        peer.octets[0] = i;
        OK(scene.a.radio, ble_radio_connect_start(scene.a.radio, &peer, &options, met, &ends[i], NULL));
    }
    EXPECT(scene.a.radio, BLE_ERROR_FULL,
           ble_radio_connect_start(scene.a.radio, &nobody, &options, met, &ends[64], NULL));
    aired_run(scene.aired, 40 * (uint64_t)SECOND);
    for (unsigned i = 0; i < 64; i++) {
        assert_int_equal(ends[i].count, 1);
        assert_int_equal(ends[i].status, BLE_ERROR_TIMEOUT);
    }
    assert_int_equal(ends[64].count, 0);
    linked_close(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connect_gives_the_connection_that_is_listed_and_told),
        cmocka_unit_test(info_says_role_peer_and_parameters),
        cmocka_unit_test(connect_to_nobody_ends_exactly_in_time),
        cmocka_unit_test(connect_for_ever_waits_until_it_is_cancelled),
        cmocka_unit_test(connect_to_a_connected_peer_says_which_connection),
        cmocka_unit_test(attempts_queue_and_each_ends_once),
        cmocka_unit_test(connect_checks_its_options_in_words),
        cmocka_unit_test(connect_inside_a_scan_loop),
        cmocka_unit_test(disconnect_waits_and_is_idempotent),
        cmocka_unit_test(a_peer_that_goes_away_is_noticed),
        cmocka_unit_test(a_connection_of_long_ago_is_gone),
        cmocka_unit_test(no_connection_at_all_is_an_argument),
        cmocka_unit_test(the_radio_that_is_lost_ends_each_connection_once),
        cmocka_unit_test(both_roles_at_once),
        cmocka_unit_test(advertising_stops_when_a_central_connects),
        cmocka_unit_test(a_kept_peer_is_connected_again_and_again),
        cmocka_unit_test(more_kept_peers_than_configured_are_refused),
        cmocka_unit_test(the_interval_is_set_and_waited_for),
        cmocka_unit_test(a_refused_interval_leaves_the_old_one),
        cmocka_unit_test(parameters_are_checked_and_set),
        cmocka_unit_test(strength_and_phys_of_a_link),
        cmocka_unit_test(verbs_of_a_link_that_ends_end_once),
        cmocka_unit_test(a_hundred_connections_are_listed_in_their_order),
        cmocka_unit_test(in_callbacks_only_blocking_verbs_are_refused),
        cmocka_unit_test(a_radio_may_be_closed_when_it_hears_of_a_connection),
        cmocka_unit_test(an_interrupted_attempt_leaves_nothing_behind),
        cmocka_unit_test(cancelled_at_any_time_it_is_all_or_nothing),
        cmocka_unit_test(as_many_attempts_wait_as_are_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
