/* SPDX-License-Identifier: MIT */
/* Scanning: what BLERadio's page and the library behind it promise, and what their users asked for: a test for each
 * row, in the time of the air. Where a name says "ours", the original differs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <bleradio/bleradio.h>

#include "aired.h"

enum { SECOND = 1000000, ADV_IND = 0, ADV_DIRECT_IND = 1, ADV_SCAN_IND = 2, ADV_NONCONN_IND = 3, SCAN_RSP = 4 };

/* ------------------------------------------------------------------------------------------------ scenes */

struct scene {
    struct aired *aired;
    ble_radio *radio;  /**< that listens */
    ble_radio *talker; /**< NULL: none */
    struct ble_report report;
};

static struct scene listen_alone(const char *profile)
{
    struct scene scene = { .aired = aired_new(7) };
    scene.radio = aired_radio(scene.aired, profile, NULL);
    return scene;
}

static struct scene with_talker(const char *talker, const char *listener)
{
    struct scene scene = listen_alone(listener);
    scene.talker = aired_radio(scene.aired, talker, NULL);
    return scene;
}

static void close_scene(struct scene *scene)
{
    aired_free(scene->aired);
}

static const struct ble_scan_options usual = BLE_SCAN_OPTIONS_INIT;

static void start(struct scene *scene, const struct ble_scan_options *options)
{
    OK(scene->radio, ble_radio_start_scan(scene->radio, NULL, 0, options));
}

static void start_for(struct scene *scene, const struct ble_advertisement_type *a,
                      const struct ble_advertisement_type *b)
{
    const struct ble_advertisement_type *types[] = { a, b };
    OK(scene->radio, ble_radio_start_scan(scene->radio, types, b ? 2 : 1, NULL));
}

static ble_status next(struct scene *scene, uint32_t wait_ms)
{
    return ble_radio_scan_next(scene->radio, &scene->report, wait_ms);
}

/** Advertise this, with the default scan response unless it must not be connectable. */
static void talk(struct scene *scene, const void *data, size_t size, bool connectable,
                 const struct ble_advertising_options *options)
{
    static struct ble_advertisement advertisement;
    ble_advertisement_init(&advertisement);
    memcpy(advertisement.data, data, size);
    advertisement.size = (uint16_t)size;
    advertisement.connectable = connectable;
    OK(scene->talker, ble_radio_start_advertising(scene->talker, &advertisement, options));
}

/** The controller of the listener reports this; the last octet of the address is `who`. */
static void hear(struct scene *scene, uint8_t type, uint8_t who, int8_t rssi_dbm, const void *data, size_t size)
{
    uint8_t octets[64] = { 0x04, 0x3e, (uint8_t)(12 + size), 0x02, 1, type, 1, who, 0, 0, 0, 0, 0xc0, (uint8_t)size };
    assert_true(size <= 31);
    if (size)
        memcpy(octets + 14, data, size);
    octets[14 + size] = (uint8_t)rssi_dbm;
    aired_say(scene->aired, scene->radio, octets, 15 + size);
}

/** How many reports there are now. */
static unsigned drain(struct scene *scene)
{
    unsigned count = 0;
    while (next(scene, 0) == BLE_OK)
        count++;
    return count;
}

static const uint8_t thirty_one[31] = { 30, 0xff, 0x34, 0x12, 1, 2, 3 };

/* ------------------------------------------------------------------------------------------------ checks */

static void checks_every_number_with_its_name_and_what_is_allowed(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    struct ble_scan_options options;
#define REFUSES(member, value, text)                                                                                   \
    options = usual;                                                                                                   \
    options.member = (value);                                                                                          \
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, NULL, 0, &options), BLE_ERROR_ARGUMENT, text);              \
    assert_false(ble_radio_is_scanning(scene.radio))
    REFUSES(interval_us, 2499, "interval_us is 2499, allowed: 2500 ... 40959375");
    REFUSES(interval_us, 40959376, "interval_us is 40959376, allowed: 2500 ... 40959375");
    REFUSES(window_us, 2499, "window_us is 2499, allowed: 2500 ... 100000");
    REFUSES(window_us, 100001, "window_us is 100001, allowed: 2500 ... 100000");
    REFUSES(timeout_ms, 99, "timeout_ms is 99, allowed: 100 ... 4294967295");
    REFUSES(timeout_ms, 0, "timeout_ms is 0");
    REFUSES(buffer_size, 0, "buffer_size is 0, allowed: 1 ...");
    REFUSES(minimum_rssi_dbm, -129, "minimum_rssi_dbm is -129, allowed: -128 ... 126");
    REFUSES(minimum_rssi_dbm, 127, "minimum_rssi_dbm is 127");
    REFUSES(filter_policy, 4, "filter_policy is 4, allowed: 0 ... 3");
    REFUSES(duplicates, 3, "duplicates is 3, allowed: 0 ... 2");
    REFUSES(duplicates_ms, 0, "duplicates_ms is 0, allowed: 1 ... 2000000000");
    REFUSES(addresses_count, 9, "addresses_count is 9, allowed: 0 ... 8");
    REFUSES(addresses_count, 1, "addresses is NULL");
    REFUSES(phys, 2, "phys: allowed are bit 0 (1M) and bit 2 (Coded)");
    REFUSES(size, 1, "options.size is 1");
    REFUSES(name, "0123456789012345678901234567890123456789012345678901234567890123", "name is longer than 63");
    close_scene(&scene);
}

static void checks_types(void **state)
{
    (void)state;
    static const uint8_t bad[] = { 3, 0xff, 0x01 };
    const struct ble_advertisement_type broken = { .name = "broken", .prefixes = bad, .prefixes_size = 3 };
    const struct ble_advertisement_type *types[17] = { &broken };
    struct scene scene = listen_alone("5.4");
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, types, 17, NULL), BLE_ERROR_ARGUMENT,
            "count of types is 17, allowed: 0 ... 16");
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, types, 1, NULL), BLE_ERROR_ARGUMENT,
            "types[0]: its prefixes");
    types[0] = &ble_any_advertisement;
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, types, 2, NULL), BLE_ERROR_ARGUMENT, "types[1]: NULL");
    close_scene(&scene);
}

static void interval_above_10_24_s_needs_extended_commands(void **state)
{
    (void)state;
    struct ble_scan_options options = usual;
    options.interval_us = 10240001;
    struct scene scene = listen_alone("4.2");
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, NULL, 0, &options), BLE_ERROR_UNSUPPORTED,
            "interval_us above 10240000 needs extended scanning");
    assert_false(ble_radio_is_scanning(scene.radio));
    options.interval_us = 10240000;
    start(&scene, &options);
    close_scene(&scene);
    scene = listen_alone("5.0");
    options.interval_us = 40959375;
    start(&scene, &options);
    close_scene(&scene);
}

static void coded_phy_needs_extended_commands(void **state)
{
    (void)state;
    struct ble_scan_options options = usual;
    options.phys = 4;
    struct scene scene = listen_alone("4.2");
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, NULL, 0, &options), BLE_ERROR_UNSUPPORTED, "the Coded PHY");
    close_scene(&scene);
}

static void scan_already_in_progress_is_busy_and_goes_on(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, NULL, 0, NULL), BLE_ERROR_BUSY, "ble_radio_stop_scan()");
    assert_true(ble_radio_is_scanning(scene.radio));
    hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06", 3);
    assert_int_equal(next(&scene, 1000), BLE_OK);
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ time */

static void ours_start_scan_listens_at_once(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    assert_int_equal(next(&scene, 0), BLE_ERROR_STATE); /* none was started */
    start(&scene, NULL);
    assert_true(ble_radio_is_scanning(scene.radio));
    close_scene(&scene);
}

static void timeout_is_exact_also_a_tiny_one(void **state)
{
    (void)state;
    static const uint32_t timeouts_ms[] = { 3, 10, 100, 999, 5000, 700000 };
    for (unsigned i = 0; i < sizeof(timeouts_ms) / sizeof(*timeouts_ms); i++) {
        struct scene scene = listen_alone(i % 2 ? "4.0" : "5.4");
        struct ble_scan_options options = usual;
        options.timeout_ms = timeouts_ms[i];
        options.interval_us = options.window_us = 3000;
        start(&scene, &options);
        uint64_t begun_us = aired_now(scene.aired);
        assert_int_equal(next(&scene, BLE_FOREVER), BLE_END);
        assert_in_range(aired_now(scene.aired) - begun_us, timeouts_ms[i] * 1000u, timeouts_ms[i] * 1000u + 2000);
        assert_false(ble_radio_is_scanning(scene.radio));
        assert_int_equal(next(&scene, BLE_FOREVER), BLE_END); /* and again */
        start(&scene, NULL);                                  /* without ble_radio_stop_scan() */
        close_scene(&scene);
    }
}

static void without_a_timeout_it_scans_until_stop_scan(void **state)
{
    (void)state;
    struct scene scene = with_talker("5.4", "5.4");
    talk(&scene, "\x02\x01\x06", 3, true, NULL);
    start(&scene, NULL);
    for (unsigned minute = 0; minute < 2; minute++) {
        aired_run(scene.aired, 60 * SECOND);
        drain(&scene);
        assert_int_equal(next(&scene, 1000), BLE_OK);
    }
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    drain(&scene);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_END);
    close_scene(&scene);
}

static void iterator_blocks_while_nothing_is_heard(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    uint64_t begun_us = aired_now(scene.aired);
    assert_int_equal(next(&scene, 1234), BLE_ERROR_TIMEOUT);
    assert_in_range(aired_now(scene.aired) - begun_us, 1234000, 1235000);
    assert_true(ble_radio_is_scanning(scene.radio));
    assert_int_equal(next(&scene, 0), BLE_ERROR_TIMEOUT);
    close_scene(&scene);
}

static void interrupt_ends_the_iterator_but_not_the_scan(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    ble_radio_wake(scene.radio);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_ERROR_INTERRUPTED);
    hear(&scene, ADV_IND, 1, -50, NULL, 0);
    assert_int_equal(next(&scene, 10), BLE_OK);
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ filters */

static void minimum_rssi_keeps_equal_and_unknown(void **state)
{
    (void)state;
    static const int8_t rssi[] = { -79, -80, -81, 127, 20, -127 };
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    for (uint8_t i = 0; i < sizeof(rssi); i++)
        hear(&scene, ADV_IND, i, rssi[i], "\x02\x01\x06", 3);
    static const int8_t passing[] = { -79, -80, 127, 20 };
    for (unsigned i = 0; i < sizeof(passing); i++) {
        assert_int_equal(next(&scene, 10), BLE_OK);
        assert_int_equal(scene.report.rssi_dbm, passing[i]);
    }
    assert_int_equal(next(&scene, 10), BLE_ERROR_TIMEOUT);
    close_scene(&scene);
}

static void no_types_gives_every_advertisement_as_any(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    hear(&scene, ADV_IND, 1, -50, "\x03\x03\x0f\x18", 4);
    hear(&scene, ADV_NONCONN_IND, 2, -50, "\x02\xff\x00", 3);
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(next(&scene, 10), BLE_OK);
        assert_ptr_equal(scene.report.type, &ble_any_advertisement);
    }
    close_scene(&scene);
}

static const uint8_t color_prefix[] = { 6, 0xff, 0x22, 0x08, 0x06, 0x00, 0x00 };
static const struct ble_advertisement_type color = {
    .name = "Color", .prefixes = color_prefix, .prefixes_size = sizeof(color_prefix), .all_prefixes = true
};
static const uint8_t nus_and_color[] = { 3,    0x03, 0x0f, 0x18, 0x0a, 0xff, 0x22, 0x08,
                                         0x06, 0x00, 0x00, 0x33, 0x22, 0x11, 0x00 };

static void of_unrelated_types_the_first_argument_wins(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start_for(&scene, &ble_provides_services, &color);
    hear(&scene, ADV_IND, 1, -50, nus_and_color, sizeof(nus_and_color));
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_ptr_equal(scene.report.type, &ble_provides_services);
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    start_for(&scene, &color, &ble_provides_services);
    hear(&scene, ADV_IND, 1, -50, nus_and_color, sizeof(nus_and_color));
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_ptr_equal(scene.report.type, &color);
    close_scene(&scene);
}

static void the_most_derived_type_wins_in_any_order(void **state)
{
    (void)state;
    for (unsigned order = 0; order < 2; order++) {
        struct scene scene = listen_alone("5.4");
        start_for(&scene, order ? &ble_any_advertisement : &ble_provides_services,
                  order ? &ble_provides_services : &ble_any_advertisement);
        hear(&scene, ADV_IND, 1, -50, "\x03\x03\x0f\x18", 4);
        hear(&scene, ADV_IND, 2, -50, "\x02\x01\x06", 3);
        assert_int_equal(next(&scene, 10), BLE_OK);
        assert_ptr_equal(scene.report.type, &ble_provides_services);
        assert_int_equal(next(&scene, 10), BLE_OK);
        assert_ptr_equal(scene.report.type, &ble_any_advertisement);
        close_scene(&scene);
    }
}

static void a_report_of_no_requested_type_is_skipped(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start_for(&scene, &ble_provides_battery, NULL);
    hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06", 3);         /* no list: the host's filter */
    hear(&scene, ADV_IND, 2, -50, "\x03\x03\x05\x18", 4);     /* another service: ours */
    hear(&scene, ADV_IND, 3, -50, NULL, 0);                   /* nothing */
    hear(&scene, ADV_IND, 4, -50, "\x05\x05\x0f\x18\0\0", 6); /* a list of 32 bits is none of these lists */
    hear(&scene, ADV_IND, 5, -50, "\x03\x02\x0f\x18", 4);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_int_equal(scene.report.address.octets[0], 5);
    assert_int_equal(next(&scene, 10), BLE_ERROR_TIMEOUT);
    assert_int_equal(ble_radio_get_counters(scene.radio)->reports_filtered, 3);
    assert_int_equal(ble_radio_get_scan_counters(scene.radio)->filtered, 1);
    close_scene(&scene);
}

static void ours_solicitations_match_with_either_list(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start_for(&scene, &ble_solicits_services, NULL);
    hear(&scene, ADV_IND, 1, -50, "\x03\x14\x05\x18", 4);
    assert_int_equal(next(&scene, 10), BLE_OK);
    close_scene(&scene);
}

static void an_empty_prefix_filter_is_always_legal(void **state)
{
    (void)state;
    static const uint8_t long_prefix[60] = { 59, 0xff };
    const struct ble_advertisement_type longest = { .name = "long", .prefixes = long_prefix, .prefixes_size = 60 };
    struct scene scene = listen_alone("5.4");
    start_for(&scene, &ble_provides_services, &ble_any_advertisement);
    hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06", 3);
    assert_int_equal(next(&scene, 10), BLE_OK);
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    /* Prefixes that the host's filter has no room for are looked for all the same. */
    start_for(&scene, &longest, &ble_provides_services);
    hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06", 3);
    hear(&scene, ADV_IND, 2, -50, "\x03\x03\x0f\x18", 4);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_int_equal(scene.report.address.octets[0], 2);
    close_scene(&scene);
}

static void ours_advertisements_without_data_are_told_when_no_type_asks_for_some(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    hear(&scene, ADV_DIRECT_IND, 1, -50, NULL, 0);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_int_equal(scene.report.size, 0);
    assert_true(scene.report.connectable && scene.report.directed);
    close_scene(&scene);
}

static void only_addresses_asked_for(void **state)
{
    (void)state;
    const struct ble_address wanted = { { 2, 0, 0, 0, 0, 0xc0 }, BLE_ADDRESS_RANDOM };
    struct ble_scan_options options = usual;
    struct scene scene = listen_alone("5.4");
    options.addresses = &wanted;
    options.addresses_count = 1;
    start(&scene, &options);
    for (uint8_t who = 1; who < 4; who++)
        hear(&scene, ADV_IND, who, -50, NULL, 0);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_true(ble_address_equal(&scene.report.address, &wanted));
    assert_int_equal(next(&scene, 10), BLE_ERROR_TIMEOUT);
    close_scene(&scene);
}

static void only_names_asked_for(void **state)
{
    (void)state;
    struct ble_scan_options options = usual;
    struct scene scene = listen_alone("5.4");
    options.name = "Th*";
    start(&scene, &options);
    hear(&scene, ADV_IND, 1, -50, "\x03\x09It", 4);
    hear(&scene, ADV_IND, 2, -50, "\x05\x09This", 6);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_int_equal(scene.report.address.octets[0], 2);
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ the buffer */

static void buffer_of_512_holds_ten_reports_of_31_octets(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    for (uint8_t i = 0; i < 15; i++)
        hear(&scene, ADV_IND, i, -50, thirty_one, 31);
    aired_run(scene.aired, SECOND); /* the program does something else */
    assert_int_equal(ble_radio_get_scan_counters(scene.radio)->dropped, 5);
    for (uint8_t i = 0; i < 10; i++) { /* the newest are lost */
        assert_int_equal(next(&scene, 0), BLE_OK);
        assert_int_equal(scene.report.address.octets[0], i);
        assert_memory_equal(scene.report.data, thirty_one, 31);
    }
    assert_int_equal(next(&scene, 0), BLE_ERROR_TIMEOUT);
    assert_int_equal(ble_radio_get_scan_counters(scene.radio)->heard, 15);
    assert_int_equal(ble_radio_get_scan_counters(scene.radio)->given, 10);
    close_scene(&scene);
}

static void ours_the_buffer_is_not_used_while_the_program_waits_for_reports(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    struct ble_scan_options options = usual;
    options.buffer_size = 1;
    start(&scene, &options);
    for (uint8_t i = 0; i < 60; i++)
        hear(&scene, ADV_IND, i, -50, thirty_one, 31);
    for (uint8_t i = 0; i < 60; i++) {
        assert_int_equal(next(&scene, 10), BLE_OK);
        assert_int_equal(scene.report.address.octets[0], i);
        assert_memory_equal(scene.report.data, thirty_one, 31);
    }
    assert_int_equal(next(&scene, 10), BLE_ERROR_TIMEOUT);
    assert_int_equal(ble_radio_get_scan_counters(scene.radio)->dropped, 0);
    close_scene(&scene);
}

static void a_mixture_of_both_keeps_the_order(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    uint8_t expected = 0, sent = 0;
    struct ble_scan_options options = usual;
    options.buffer_size = 4096;
    start(&scene, &options);
    for (unsigned round = 0; round < 100; round++) {
        for (unsigned i = 0; i < round % 7; i++)
            hear(&scene, ADV_IND, sent, -50, thirty_one, (size_t)(sent + 1) % 32), sent++;
        if (round % 3 == 0)
            assert_int_equal(ble_radio_process(scene.radio, 1), BLE_OK);
        for (unsigned i = 0; i < round % 5 && next(&scene, 0) == BLE_OK; i++)
            assert_int_equal(scene.report.address.octets[0], expected++);
    }
    while (next(&scene, 10) == BLE_OK) {
        assert_int_equal(scene.report.size, (expected + 1) % 32);
        assert_int_equal(scene.report.address.octets[0], expected++);
    }
    assert_int_equal(expected, sent);
    close_scene(&scene);
}

static void leaving_the_loop_does_not_stop_the_scan(void **state)
{
    (void)state;
    struct scene scene = with_talker("5.4", "5.4");
    talk(&scene, "\x02\x01\x06", 3, true, NULL);
    start(&scene, NULL);
    assert_int_equal(next(&scene, 1000), BLE_OK);
    aired_run(scene.aired, 5 * SECOND);
    assert_true(drain(&scene) >= 5);
    close_scene(&scene);
}

static void stop_scan_gives_what_is_buffered_then_ends(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    for (uint8_t i = 0; i < 3; i++)
        hear(&scene, ADV_IND, i, -50, thirty_one, 31);
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    assert_false(ble_radio_is_scanning(scene.radio));
    for (uint8_t i = 0; i < 3; i++)
        assert_int_equal(next(&scene, BLE_FOREVER), BLE_OK);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_END);
    start(&scene, NULL); /* what was not taken of an earlier scan is not told */
    assert_int_equal(next(&scene, 10), BLE_ERROR_TIMEOUT);
    close_scene(&scene);
}

static void stop_scan_when_idle_is_no_error(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    start(&scene, NULL);
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ what is heard */

static void every_report_is_told_no_de_duplication(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    for (unsigned i = 0; i < 20; i++)
        hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06", 3);
    for (unsigned i = 0; i < 20; i++)
        assert_int_equal(next(&scene, 10), BLE_OK);
    close_scene(&scene);
}

static void duplicates_once_and_changed_on_request(void **state)
{
    (void)state;
    struct ble_scan_options options = usual;
    options.duplicates = BLE_DUPLICATES_CHANGED;
    struct scene scene = listen_alone("5.4");
    start(&scene, &options);
    for (unsigned i = 0; i < 20; i++)
        hear(&scene, ADV_IND, 1, -50, i < 10 ? "\x02\x01\x06" : "\x02\x01\x04", 3);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_int_equal(scene.report.data[2], 4);
    assert_int_equal(next(&scene, 10), BLE_ERROR_TIMEOUT);
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    options.duplicates = BLE_DUPLICATES_ONCE;
    options.duplicates_ms = 1000;
    start(&scene, &options);
    for (unsigned i = 0; i < 23; i++, aired_run(scene.aired, 100000))
        hear(&scene, ADV_IND, 1, -50, i % 2 ? "\x02\x01\x06" : "\x02\x01\x04", 3);
    assert_int_equal(drain(&scene), 3);
    close_scene(&scene);
}

static void scan_responses_are_separate_and_judged_by_their_own_octets(void **state)
{
    (void)state;
    struct scene scene = with_talker("5.4", "4.2");
    ble_radio_set_name(scene.talker, "Thermometer");
    talk(&scene, "\x03\x03\x0f\x18", 4, true, NULL);
    start(&scene, NULL);
    unsigned plain = 0, responses = 0;
    for (unsigned i = 0; i < 40; i++) {
        assert_int_equal(next(&scene, 1000), BLE_OK);
        plain += !scene.report.scan_response;
        responses += scene.report.scan_response;
        assert_int_equal(scene.report.data[1], scene.report.scan_response ? 0x09 : 0x03);
    }
    assert_true(plain >= 15 && responses >= 15);
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    start_for(&scene, &ble_provides_services, NULL);
    for (unsigned i = 0; i < 20; i++) {
        assert_int_equal(next(&scene, 1000), BLE_OK);
        assert_false(scene.report.scan_response);
    }
    close_scene(&scene);
}

static void passive_asks_for_no_scan_responses(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene = with_talker("5.4", profiles[i]);
        struct ble_scan_options options = usual;
        options.active = false;
        options.timeout_ms = 5000;
        talk(&scene, "\x02\x01\x06", 3, true, NULL);
        start(&scene, &options);
        while (next(&scene, BLE_FOREVER) == BLE_OK)
            assert_false(scene.report.scan_response);
        assert_true(ble_radio_get_scan_counters(scene.radio)->given > 30);
        close_scene(&scene);
    }
}

static void extended_advertising_only_when_asked_for(void **state)
{
    (void)state;
    static uint8_t data[1650];
    for (unsigned at = 0; at < 1650; at += 165) {
        data[at] = 164;
        data[at + 1] = 0xff;
        memset(data + at + 2, (int)at & 0xff, 163);
    }
    struct scene scene = with_talker("5.4", "5.4");
    struct ble_scan_options options = usual;
    struct ble_advertising_options slow = BLE_ADVERTISING_OPTIONS_INIT;
    slow.interval_us = 200000;
    talk(&scene, data, sizeof(data), false, &slow);
    start(&scene, &options);
    assert_int_equal(next(&scene, 5000), BLE_ERROR_TIMEOUT);
    assert_true(ble_radio_get_scan_counters(scene.radio)->filtered > 10);
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    options.extended = true;
    start(&scene, &options);
    unsigned whole = 0;
    for (unsigned i = 0; i < 10; i++) { /* the first may have been heard from the middle on */
        assert_int_equal(next(&scene, 2000), BLE_OK);
        assert_true(scene.report.extended);
        if (scene.report.truncated)
            continue;
        assert_int_equal(scene.report.size, 1650);
        assert_memory_equal(scene.report.data, data, 1650);
        whole++;
    }
    assert_true(whole >= 8);
    close_scene(&scene);
}

static void a_truncated_advertisement_says_so(void **state)
{
    (void)state;
    static const uint8_t truncated[] = { 0x04, 0x3e, 0x1d, 0x0d, 1, 0x40, 0x00, 1, 1, 0, 0, 0, 0, 0xc0, 1,    1,
                                         3,    0x7f, 0xce, 0,    0, 0,    0,    0, 0, 0, 0, 0, 3, 2,    0xff, 9 };
    struct ble_scan_options options = usual;
    options.extended = true;
    struct scene scene = listen_alone("5.4");
    start(&scene, &options);
    aired_say(scene.aired, scene.radio, truncated, sizeof(truncated));
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_true(scene.report.truncated);
    assert_int_equal(scene.report.size, 3);
    close_scene(&scene);
}

static void a_malformed_report_never_ends_the_scan(void **state)
{
    (void)state;
    static const uint8_t too_long[] = { 0x04, 0x3e, 0x0c, 0x02, 1, 0, 1, 1, 0, 0, 0, 0, 0xc0, 31, 0xce };
    struct scene scene = listen_alone("5.4");
    start_for(&scene, &ble_provides_services, &ble_any_advertisement);
    hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06\x05", 4); /* a length octet that nothing follows */
    aired_say(scene.aired, scene.radio, too_long, sizeof(too_long));
    hear(&scene, ADV_IND, 2, -50, "\x1f\x03\x0f", 3); /* a structure beyond the end */
    hear(&scene, ADV_IND, 3, -50, "\x03\x03\x0f\x18", 4);
    for (uint8_t who = 1; who <= 3; who++) {
        assert_int_equal(next(&scene, 10), BLE_OK);
        assert_int_equal(scene.report.address.octets[0], who);
    }
    assert_ptr_equal(scene.report.type, &ble_provides_services);
    assert_int_equal(ble_radio_get_counters(scene.radio)->reports_malformed, 1);
    assert_true(ble_radio_is_scanning(scene.radio));
    close_scene(&scene);
}

static void address_type_connectable_rssi_time_and_raw_octets_are_told(void **state)
{
    (void)state;
    static const struct {
        uint8_t type;
        bool connectable, scannable, directed, response;
    } kinds[] = { { ADV_IND, true, true, false, false },
                  { ADV_DIRECT_IND, true, false, true, false },
                  { ADV_SCAN_IND, false, true, false, false },
                  { ADV_NONCONN_IND, false, false, false, false },
                  { SCAN_RSP, false, false, false, true } };
    struct scene scene = listen_alone("5.4");
    start(&scene, NULL);
    for (unsigned i = 0; i < 5; i++) {
        aired_run(scene.aired, 12345);
        hear(&scene, kinds[i].type, (uint8_t)i, (int8_t)(-40 - (int)i), "\x03\xff\x01\x02", 4);
        assert_int_equal(next(&scene, 10), BLE_OK);
        const struct ble_report *report = &scene.report;
        assert_int_equal(report->connectable, kinds[i].connectable);
        assert_int_equal(report->scannable, kinds[i].scannable);
        assert_int_equal(report->directed, kinds[i].directed);
        assert_int_equal(report->scan_response, kinds[i].response);
        assert_int_equal(report->rssi_dbm, -40 - (int)i);
        assert_int_equal(report->address.type, BLE_ADDRESS_RANDOM);
        assert_memory_equal(report->address.octets, ((const uint8_t[]){ (uint8_t)i, 0, 0, 0, 0, 0xc0 }), 6);
        assert_memory_equal(report->data, "\x03\xff\x01\x02", 4);
        assert_int_equal(report->time_us, aired_now(scene.aired));
        assert_int_equal(report->tx_power_dbm, 127);
        assert_int_equal(report->set_id, 0xff);
        assert_false(report->extended || report->truncated);
    }
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ merging */

static struct scene merging(void)
{
    struct scene scene = listen_alone("5.4");
    struct ble_scan_options options = usual;
    options.merge = true;
    start(&scene, &options);
    return scene;
}

static void merge_joins_an_advertisement_and_its_scan_response(void **state)
{
    (void)state;
    struct scene scene = merging();
    hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06", 3);
    hear(&scene, ADV_IND, 2, -51, "\x02\x01\x04", 3);
    hear(&scene, SCAN_RSP, 2, -52, "\x02\x0a\x00", 3);
    hear(&scene, SCAN_RSP, 1, -53, "\x03\x09Hi", 4);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_int_equal(scene.report.address.octets[0], 2);
    assert_int_equal(scene.report.size, 6);
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_int_equal(scene.report.address.octets[0], 1);
    assert_int_equal(scene.report.rssi_dbm, -50);
    assert_int_equal(scene.report.size, 7);
    assert_int_equal(scene.report.response_size, 4);
    assert_memory_equal(scene.report.data, "\x02\x01\x06\x03\x09Hi", 7);
    assert_true(scene.report.connectable);
    assert_false(scene.report.scan_response);
    assert_int_equal(ble_radio_get_scan_counters(scene.radio)->merged, 2);
    close_scene(&scene);
}

static void merge_gives_an_unanswered_advertisement_after_50_ms(void **state)
{
    (void)state;
    struct scene scene = merging();
    uint64_t begun_us = aired_now(scene.aired);
    hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06", 3);
    assert_int_equal(next(&scene, 1000), BLE_OK);
    assert_int_equal(scene.report.response_size, 0);
    assert_memory_equal(scene.report.data, "\x02\x01\x06", 3);
    assert_in_range(aired_now(scene.aired) - begun_us, 50000, 51000);
    hear(&scene, SCAN_RSP, 1, -50, "\x03\x09Hi", 4); /* too late */
    assert_int_equal(next(&scene, 10), BLE_OK);
    assert_true(scene.report.scan_response);
    hear(&scene, ADV_NONCONN_IND, 2, -50, "\x02\x01\x06", 3); /* never answered: at once */
    assert_int_equal(next(&scene, 1), BLE_OK);
    close_scene(&scene);
}

static void merge_gives_what_waits_when_the_advertiser_is_heard_again_or_the_scan_ends(void **state)
{
    (void)state;
    struct scene scene = merging();
    hear(&scene, ADV_IND, 1, -50, "\x02\x01\x06", 3);
    hear(&scene, ADV_IND, 1, -60, "\x02\x01\x06", 3);
    assert_int_equal(next(&scene, 1), BLE_OK);
    assert_int_equal(scene.report.rssi_dbm, -50);
    assert_int_equal(next(&scene, 1), BLE_ERROR_TIMEOUT);
    hear(&scene, ADV_IND, 2, -70, "\x02\x01\x06", 3);
    OK(scene.radio, ble_radio_stop_scan(scene.radio));
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_OK);
    assert_int_equal(scene.report.rssi_dbm, -60);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_OK);
    assert_int_equal(scene.report.rssi_dbm, -70);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_END);
    close_scene(&scene);
}

static void merge_is_bounded_and_loses_nothing(void **state)
{
    (void)state;
    struct scene scene = merging();
    for (unsigned who = 0; who < 80; who++)
        hear(&scene, ADV_IND, (uint8_t)who, -50, "\x02\x01\x06", 3);
    for (unsigned who = 0; who < 80; who++) {
        assert_int_equal(next(&scene, 1000), BLE_OK);
        assert_int_equal(scene.report.address.octets[0], who);
        assert_true((who < 16) == (aired_now(scene.aired) - scene.report.time_us < 50000));
    }
    close_scene(&scene);
}

static void merge_looks_for_types_and_names_in_both(void **state)
{
    (void)state;
    struct ble_scan_options options = usual;
    const struct ble_advertisement_type *types[] = { &ble_provides_services };
    struct scene scene = listen_alone("5.4");
    options.merge = true;
    options.name = "H?";
    OK(scene.radio, ble_radio_start_scan(scene.radio, types, 1, &options));
    hear(&scene, ADV_IND, 1, -50, "\x03\x03\x0f\x18", 4);
    hear(&scene, SCAN_RSP, 1, -50, "\x03\x09Hi", 4);
    hear(&scene, ADV_IND, 2, -50, "\x03\x09Ho", 4);
    hear(&scene, SCAN_RSP, 2, -50, "\x03\x03\x0f\x18", 4);
    hear(&scene, ADV_IND, 3, -50, "\x03\x03\x0f\x18", 4); /* without name */
    hear(&scene, ADV_IND, 4, -50, "\x03\x09Ho", 4);       /* without services */
    for (uint8_t who = 1; who <= 2; who++) {
        assert_int_equal(next(&scene, 10), BLE_OK);
        assert_int_equal(scene.report.address.octets[0], who);
    }
    assert_int_equal(next(&scene, 200), BLE_ERROR_TIMEOUT);
    close_scene(&scene);
}

static void merge_on_the_air(void **state)
{
    (void)state;
    struct scene scene = with_talker("5.4", "5.4");
    struct ble_scan_options options = usual;
    options.merge = true;
    options.timeout_ms = 5000;
    ble_radio_set_name(scene.talker, "Thermometer");
    talk(&scene, "\x02\x01\x06", 3, true, NULL);
    start(&scene, &options);
    unsigned merged = 0, alone = 0;
    while (next(&scene, BLE_FOREVER) == BLE_OK) {
        merged += scene.report.response_size > 0;
        alone += scene.report.scan_response;
    }
    assert_true(merged >= 30);
    assert_int_equal(alone, 0);
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ together */

static void scanning_while_advertising_works(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "4.2", "5.4", "zephyr" };
    for (unsigned i = 0; i < 4; i++) {
        struct scene scene = with_talker("5.4", profiles[i]);
        static struct ble_advertisement own;
        ble_advertisement_init(&own);
        talk(&scene, "\x02\x01\x06", 3, true, NULL);
        OK(scene.radio, ble_radio_start_advertising(scene.radio, &own, NULL));
        start(&scene, NULL);
        for (unsigned heard = 0; heard < 20; heard++)
            assert_int_equal(next(&scene, 1000), BLE_OK);
        assert_true(ble_radio_is_advertising(scene.radio, 0) && ble_radio_is_scanning(scene.radio));
        close_scene(&scene);
    }
}

static void a_scan_goes_on_after_the_controller_was_unplugged_and_is_back(void **state)
{
    (void)state;
    struct scene scene = with_talker("5.4", "5.4");
    talk(&scene, "\x02\x01\x06", 3, true, NULL);
    start(&scene, NULL);
    assert_int_equal(next(&scene, 1000), BLE_OK);
    aired_unplug(scene.aired, scene.radio, true);
    uint64_t until_us = aired_now(scene.aired) + 3 * SECOND;
    while (aired_now(scene.aired) < until_us)
        next(&scene, 100);
    assert_true(ble_radio_is_scanning(scene.radio));
    drain(&scene);
    assert_int_equal(next(&scene, 100), BLE_ERROR_TIMEOUT);
    aired_unplug(scene.aired, scene.radio, false);
    assert_int_equal(next(&scene, 20000), BLE_OK); /* within the look-out's longest time */
    assert_int_equal(ble_radio_get_info(scene.radio)->controller.generation, 2);
    close_scene(&scene);
}

static void a_port_that_will_not_be_looked_for_ends_the_iterator_after_what_was_heard(void **state)
{
    (void)state;
    struct scene scene = { .aired = aired_new(7) };
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.reopen = false;
    scene.radio = aired_radio(scene.aired, "5.4", &options);
    start(&scene, NULL);
    for (uint8_t who = 0; who < 3; who++)
        hear(&scene, ADV_IND, who, -50, thirty_one, 31);
    assert_int_equal(next(&scene, 10), BLE_OK);
    aired_unplug(scene.aired, scene.radio, true);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_OK);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_OK);
    assert_int_equal(scene.report.address.octets[0], 2);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_ERROR_LOST);
    assert_false(ble_radio_is_scanning(scene.radio));
    close_scene(&scene);
}

static void note_log(ble_radio *radio, enum ble_log_level level, const char *text, void *user)
{
    char *log = user;
    (void)radio;
    (void)level;
    snprintf(log + strlen(log), 4096 - strlen(log), "%s\n", text);
}

static void the_watchdog_says_what_it_does_about_silence(void **state)
{
    (void)state;
    static char log[4096];
    struct scene scene = { .aired = aired_new(7) };
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct ble_scan_options scan = usual;
    options.handlers.log = note_log;
    options.user = log;
    scan.watchdog_ms = 999;
    scene.radio = aired_radio(scene.aired, "5.4", &options);
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, NULL, 0, &scan), BLE_ERROR_ARGUMENT,
            "watchdog_ms is 999, allowed: 1000 ... 86400000");
    scan.watchdog_ms = 1000;
    start(&scene, &scan);
    log[0] = 0;
    assert_int_equal(next(&scene, 10000), BLE_ERROR_TIMEOUT);
    const char *probed = strstr(log, "scan: nothing was heard for 1000 ms: the controller is asked");
    const char *restarted = strstr(log, "the scan is started again");
    const char *reset = strstr(log, "the controller is reset");
    assert_true(probed && restarted > probed && reset > restarted);
    assert_true(ble_radio_is_scanning(scene.radio));
    assert_true(ble_radio_get_info(scene.radio)->controller.generation >= 2);
    hear(&scene, ADV_IND, 1, -50, thirty_one, 31);
    assert_int_equal(next(&scene, 10), BLE_OK);
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ callbacks */

/** Ask for something while a report is on its way to the program. */
static void ask_meanwhile(ble_radio *radio, const struct ble_event *event, void *user)
{
    const struct ble_request request = { .type = BLE_REQUEST_HCI_COMMAND, .u.hci.opcode = 0x2018 };
    (void)user;
    if (event->type == BLE_EVENT_REPORT)
        ble_radio_request_start(radio, &request, NULL, NULL, NULL);
}

static void a_handler_of_events_may_ask_for_something_without_spoiling_the_report(void **state)
{
    (void)state;
    struct scene scene = { .aired = aired_new(7) };
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.handlers.event = ask_meanwhile;
    scene.radio = aired_radio(scene.aired, "5.4", &options);
    start(&scene, NULL);
    for (unsigned round = 0; round < 50; round++) {
        for (uint8_t who = 0; who < 10; who++)
            hear(&scene, ADV_IND, who, -50, thirty_one, 31);
        if (round % 2)
            aired_run(scene.aired, 1000);
        for (uint8_t who = 0; who < 10; who++) {
            assert_int_equal(next(&scene, 10), BLE_OK);
            assert_int_equal(scene.report.address.octets[0], who);
            assert_memory_equal(scene.report.data, thirty_one, 31);
        }
    }
    close_scene(&scene);
}

struct told {
    unsigned reports, ended, done;
    ble_status end_status, done_status, inside;
    uint32_t id;
};

static void on_report(ble_radio *radio, const struct ble_report *report, void *user)
{
    struct told *told = user;
    struct ble_report another;
    (void)report;
    told->reports++;
    told->inside = ble_radio_stop_scan(radio);
    assert_int_equal(ble_radio_scan_next(radio, &another, BLE_FOREVER), BLE_ERROR_STATE);
}

static void on_ended(ble_radio *radio, ble_status status, void *user)
{
    struct told *told = user;
    assert_false(ble_radio_is_scanning(radio));
    told->ended++;
    told->end_status = status;
    if (told->ended == 1) {
        struct ble_scan_options options = usual;
        options.timeout_ms = 200;
        options.report = on_report;
        options.ended = on_ended;
        options.user = user;
        OK(radio, ble_radio_start_scan_start(radio, NULL, 0, &options, NULL, NULL, NULL));
    }
}

static void on_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct told *told = user;
    (void)radio;
    (void)answer;
    (void)size;
    told->id = id;
    told->done++;
    told->done_status = status;
}

static void ours_callbacks_instead_of_polling(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    struct told told = { 0 };
    struct ble_scan_options options = usual;
    uint32_t id;
    options.report = on_report;
    options.ended = on_ended;
    options.user = &told;
    options.timeout_ms = 1000;
    OK(scene.radio, ble_radio_start_scan_start(scene.radio, NULL, 0, &options, on_done, &told, &id));
    assert_int_equal(told.done, 0);
    aired_run(scene.aired, 100000);
    assert_int_equal(told.done, 1);
    assert_int_equal(told.id, id);
    assert_int_equal(told.done_status, BLE_OK);
    for (uint8_t i = 0; i < 50; i++)
        hear(&scene, ADV_IND, i, -50, thirty_one, 31);
    aired_run(scene.aired, 100000);
    assert_int_equal(told.reports, 50);
    assert_int_equal(told.inside, BLE_ERROR_IN_CALLBACK);
    assert_int_equal(next(&scene, 0), BLE_ERROR_STATE); /* they go to the callback */
    aired_run(scene.aired, SECOND);
    assert_int_equal(told.ended, 2); /* it was started again inside, and its time was over again */
    assert_int_equal(told.end_status, BLE_ERROR_TIMEOUT);
    close_scene(&scene);
}

static void a_start_can_be_cancelled_and_completes_once(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    struct told told = { 0 };
    uint32_t id;
    OK(scene.radio, ble_radio_start_scan_start(scene.radio, NULL, 0, NULL, on_done, &told, &id));
    REFUSED(scene.radio, ble_radio_stop_scan(scene.radio), BLE_ERROR_BUSY, "ble_radio_cancel()");
    assert_int_equal(ble_radio_cancel(scene.radio, id), BLE_OK);
    aired_run(scene.aired, 100000);
    assert_int_equal(told.done, 1);
    assert_int_equal(told.done_status, BLE_ERROR_CANCELLED);
    assert_int_equal(ble_radio_cancel(scene.radio, id), BLE_ERROR_NOT_FOUND);
    assert_false(ble_radio_is_scanning(scene.radio));
    start(&scene, NULL);
    OK(scene.radio, ble_radio_stop_scan_start(scene.radio, on_done, &told, &id));
    aired_run(scene.aired, 100000);
    assert_int_equal(told.done, 2);
    assert_int_equal(told.done_status, BLE_OK);
    assert_int_equal(next(&scene, BLE_FOREVER), BLE_END);
    OK(scene.radio, ble_radio_start_scan_start(scene.radio, NULL, 0, NULL, on_done, &told, &id));
    close_scene(&scene); /* closing ends it */
    assert_int_equal(told.done, 3);
    assert_int_equal(told.done_status, BLE_ERROR_CANCELLED);
}

static void an_interrupted_start_is_taken_back_at_once(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    ble_radio_wake(scene.radio);
    assert_int_equal(ble_radio_start_scan(scene.radio, NULL, 0, NULL), BLE_ERROR_INTERRUPTED);
    assert_false(ble_radio_is_scanning(scene.radio));
    start(&scene, NULL);
    hear(&scene, ADV_IND, 1, -50, NULL, 0);
    assert_int_equal(next(&scene, 10), BLE_OK);
    close_scene(&scene);
}

static void a_radio_that_is_not_ready_says_so(void **state)
{
    (void)state;
    struct scene scene = listen_alone("5.4");
    aired_unplug(scene.aired, scene.radio, true);
    aired_run(scene.aired, 100000);
    REFUSED(scene.radio, ble_radio_start_scan(scene.radio, NULL, 0, NULL), BLE_ERROR_STATE,
            "scan: the controller is not ready");
    assert_int_equal(next(&scene, 0), BLE_ERROR_STATE);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_every_number_with_its_name_and_what_is_allowed),
        cmocka_unit_test(checks_types),
        cmocka_unit_test(interval_above_10_24_s_needs_extended_commands),
        cmocka_unit_test(coded_phy_needs_extended_commands),
        cmocka_unit_test(scan_already_in_progress_is_busy_and_goes_on),
        cmocka_unit_test(ours_start_scan_listens_at_once),
        cmocka_unit_test(timeout_is_exact_also_a_tiny_one),
        cmocka_unit_test(without_a_timeout_it_scans_until_stop_scan),
        cmocka_unit_test(iterator_blocks_while_nothing_is_heard),
        cmocka_unit_test(interrupt_ends_the_iterator_but_not_the_scan),
        cmocka_unit_test(minimum_rssi_keeps_equal_and_unknown),
        cmocka_unit_test(no_types_gives_every_advertisement_as_any),
        cmocka_unit_test(of_unrelated_types_the_first_argument_wins),
        cmocka_unit_test(the_most_derived_type_wins_in_any_order),
        cmocka_unit_test(a_report_of_no_requested_type_is_skipped),
        cmocka_unit_test(ours_solicitations_match_with_either_list),
        cmocka_unit_test(an_empty_prefix_filter_is_always_legal),
        cmocka_unit_test(ours_advertisements_without_data_are_told_when_no_type_asks_for_some),
        cmocka_unit_test(only_addresses_asked_for),
        cmocka_unit_test(only_names_asked_for),
        cmocka_unit_test(buffer_of_512_holds_ten_reports_of_31_octets),
        cmocka_unit_test(ours_the_buffer_is_not_used_while_the_program_waits_for_reports),
        cmocka_unit_test(a_mixture_of_both_keeps_the_order),
        cmocka_unit_test(leaving_the_loop_does_not_stop_the_scan),
        cmocka_unit_test(stop_scan_gives_what_is_buffered_then_ends),
        cmocka_unit_test(stop_scan_when_idle_is_no_error),
        cmocka_unit_test(every_report_is_told_no_de_duplication),
        cmocka_unit_test(duplicates_once_and_changed_on_request),
        cmocka_unit_test(scan_responses_are_separate_and_judged_by_their_own_octets),
        cmocka_unit_test(passive_asks_for_no_scan_responses),
        cmocka_unit_test(extended_advertising_only_when_asked_for),
        cmocka_unit_test(a_truncated_advertisement_says_so),
        cmocka_unit_test(a_malformed_report_never_ends_the_scan),
        cmocka_unit_test(address_type_connectable_rssi_time_and_raw_octets_are_told),
        cmocka_unit_test(merge_joins_an_advertisement_and_its_scan_response),
        cmocka_unit_test(merge_gives_an_unanswered_advertisement_after_50_ms),
        cmocka_unit_test(merge_gives_what_waits_when_the_advertiser_is_heard_again_or_the_scan_ends),
        cmocka_unit_test(merge_is_bounded_and_loses_nothing),
        cmocka_unit_test(merge_looks_for_types_and_names_in_both),
        cmocka_unit_test(merge_on_the_air),
        cmocka_unit_test(scanning_while_advertising_works),
        cmocka_unit_test(a_scan_goes_on_after_the_controller_was_unplugged_and_is_back),
        cmocka_unit_test(a_port_that_will_not_be_looked_for_ends_the_iterator_after_what_was_heard),
        cmocka_unit_test(the_watchdog_says_what_it_does_about_silence),
        cmocka_unit_test(a_handler_of_events_may_ask_for_something_without_spoiling_the_report),
        cmocka_unit_test(ours_callbacks_instead_of_polling),
        cmocka_unit_test(a_start_can_be_cancelled_and_completes_once),
        cmocka_unit_test(an_interrupted_start_is_taken_back_at_once),
        cmocka_unit_test(a_radio_that_is_not_ready_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
