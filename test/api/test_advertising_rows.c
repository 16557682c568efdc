/* SPDX-License-Identifier: MIT */
/* Advertising: what BLERadio's page and the library behind it promise, and what their users asked for: a test for each
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

enum { SECOND = 1000000, HEARD_MOST = 512 };

/* ------------------------------------------------------------------------------------------------ scenes */

struct scene {
    struct aired *aired;
    ble_radio *radio;    /**< that advertises */
    ble_radio *listener; /**< on a controller that hears everything */
};

static struct scene open_scene(const char *profile)
{
    struct scene scene = { .aired = aired_new(7) };
    scene.radio = aired_radio(scene.aired, profile, NULL);
    scene.listener = aired_radio(scene.aired, "5.4", NULL);
    return scene;
}

static void close_scene(struct scene *scene)
{
    aired_free(scene->aired);
}

static const struct ble_advertising_options usual = BLE_ADVERTISING_OPTIONS_INIT;
static struct ble_advertisement nothing; /* empty: no scan response */

/** An advertisement of so many octets. */
static const struct ble_advertisement *octets(size_t size, bool connectable)
{
    static struct ble_advertisement it;
    ble_advertisement_init(&it);
    it.connectable = connectable;
    while (it.size < size) {
        size_t part = size - it.size < 256 ? size - it.size : size - it.size < 258 ? 128 : 255;
        it.data[it.size] = (uint8_t)(part - 1);
        if (part > 1)
            it.data[it.size + 1] = 0xff;
        for (size_t i = 2; i < part; i++)
            it.data[it.size + i] = (uint8_t)i;
        it.size = (uint16_t)(it.size + part);
    }
    return &it;
}

/** One report of each kind that was heard. */
struct heard {
    unsigned plain, responses;
    struct ble_report advertisement, response;
    uint8_t data[1700], answer[1700];
    uint64_t first_us, last_us;
};

/** Listen for so long. */
static void listen(struct scene *scene, uint32_t ms, struct heard *heard)
{
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    struct ble_report report;
    memset(heard, 0, sizeof(*heard));
    options.extended = true;
    options.minimum_rssi_dbm = -128;
    options.timeout_ms = ms;
    OK(scene->listener, ble_radio_start_scan(scene->listener, NULL, 0, &options));
    while (ble_radio_scan_next(scene->listener, &report, BLE_FOREVER) == BLE_OK) {
        if (report.truncated)
            continue;
        heard->first_us = heard->first_us ? heard->first_us : report.time_us;
        heard->last_us = report.time_us;
        memcpy(report.scan_response ? heard->answer : heard->data, report.data, report.size);
        heard->plain += !report.scan_response;
        heard->responses += report.scan_response;
        *(report.scan_response ? &heard->response : &heard->advertisement) = report;
    }
}

static ble_status begin(struct scene *scene, const struct ble_advertisement *advertisement,
                        const struct ble_advertising_options *options)
{
    return ble_radio_start_advertising(scene->radio, advertisement, options);
}

/* ------------------------------------------------------------------------------------------------ checks */

static void checks_every_number_with_its_name_and_what_is_allowed(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options;
    const struct ble_address resolvable = { { 1, 2, 3, 4, 5, 0x46 }, BLE_ADDRESS_RANDOM };
    const struct ble_address nobody = { { 0 }, BLE_ADDRESS_ANONYMOUS };
#define REFUSES(member, value, text)                                                                                   \
    options = usual;                                                                                                   \
    options.member = (value);                                                                                          \
    REFUSED(scene.radio, begin(&scene, octets(3, true), &options), BLE_ERROR_ARGUMENT, text);                          \
    assert_false(ble_radio_is_advertising(scene.radio, 0))
    REFUSES(interval_us, 19999, "interval_us is 19999, allowed: 20000 ... 10240000");
    REFUSES(interval_us, 10240001, "interval_us is 10240001, allowed: 20000 ... 10240000");
    REFUSES(timeout_ms, 0, "timeout_ms is 0, allowed: 1 ... 4294967295");
    REFUSES(set, 4, "set is 4, allowed: 0 ... 3");
    REFUSES(tx_power_dbm, 21, "tx_power_dbm is 21, allowed: -127 ... 20");
    REFUSES(channel_map, 8, "channel_map is 8, allowed: 0 ... 7");
    REFUSES(filter_policy, 4, "filter_policy is 4, allowed: 0 ... 3");
    REFUSES(primary_phy, 4, "primary_phy is 4, allowed: 0 ... 3");
    REFUSES(primary_phy, BLE_PHY_2M, "primary_phy: the 2M PHY has no primary advertising");
    REFUSES(secondary_phy, 4, "secondary_phy is 4, allowed: 0 ... 3");
    REFUSES(own, &resolvable, "own: not a static random address");
    REFUSES(direct, &nobody, "direct->type is 255, allowed: 0 ... 3");
    REFUSES(size, 0, "options.size is 0");
    REFUSED(scene.radio, begin(&scene, NULL, NULL), BLE_ERROR_ARGUMENT, "advertisement is NULL");
    close_scene(&scene);
}

static void interval_20_ms_to_10_24_s_is_inclusive(void **state)
{
    (void)state;
    static const uint32_t intervals_us[] = { 20000, 10240000 };
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 4; i++) {
        struct scene scene = open_scene(profiles[i / 2]);
        struct ble_advertising_options options = usual;
        struct heard heard;
        options.interval_us = intervals_us[i % 2];
        OK(scene.radio, begin(&scene, octets(3, true), &options));
        listen(&scene, intervals_us[i % 2] / 50, &heard);
        assert_in_range(heard.plain, 12, 21); /* and up to 10 ms more each time */
        close_scene(&scene);
    }
}

static void ours_below_100_ms_an_old_controller_needs_it_connectable(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "4.2" };
    struct ble_advertising_options options = usual;
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene = open_scene(profiles[i]);
        options.interval_us = 99999;
        REFUSED(scene.radio, begin(&scene, octets(3, false), &options), BLE_ERROR_UNSUPPORTED,
                "interval_us is 99999, allowed: 100000 ... 10240000 for what is not connectable");
        OK(scene.radio, begin(&scene, octets(3, true), &options));
        OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
        options.interval_us = 100000;
        OK(scene.radio, begin(&scene, octets(3, false), &options));
        close_scene(&scene);
    }
    struct scene scene = open_scene("5.0");
    options.interval_us = 20000;
    OK(scene.radio, begin(&scene, octets(3, false), &options));
    close_scene(&scene);
}

static void already_advertising_is_busy_and_goes_on(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct heard heard;
    OK(scene.radio, begin(&scene, octets(5, true), NULL));
    REFUSED(scene.radio, begin(&scene, octets(7, true), NULL), BLE_ERROR_BUSY, "set 0 is on already: it goes on");
    listen(&scene, 1000, &heard);
    assert_int_equal(heard.advertisement.size, 5);
    close_scene(&scene);
}

static void only_connectable_advertisements_can_be_directed(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    const struct ble_address peer = { { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };
    options.high_duty = true;
    REFUSED(scene.radio, begin(&scene, octets(0, true), &options), BLE_ERROR_ARGUMENT, "high_duty: only directed");
    options.direct = &peer;
    REFUSED(scene.radio, begin(&scene, octets(0, false), &options), BLE_ERROR_ARGUMENT,
            "only connectable advertisements can be directed");
    options.extended = true;
    REFUSED(scene.radio, begin(&scene, octets(0, true), &options), BLE_ERROR_ARGUMENT, "high_duty: extended PDUs");
    close_scene(&scene);
}

static void data_is_not_supported_with_directed_legacy_advertising(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    const struct ble_address peer = { { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };
    options.direct = &peer;
    REFUSED(scene.radio, begin(&scene, octets(3, true), &options), BLE_ERROR_ARGUMENT,
            "direct: 3 octets of data, allowed: 0");
    struct ble_advertisement response = *octets(3, false);
    options.scan_response = &response;
    REFUSED(scene.radio, begin(&scene, octets(0, true), &options), BLE_ERROR_ARGUMENT, "has no scan response");
    close_scene(&scene);
}

static void extended_connectable_advertisements_have_no_scan_response(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    struct ble_advertisement response = *octets(3, false);
    options.scan_response = &response;
    REFUSED(scene.radio, begin(&scene, octets(32, true), &options), BLE_ERROR_ARGUMENT,
            "scan_response: 3 octets; extended connectable advertisements have none");
    REFUSED(scene.radio, begin(&scene, octets(32, false), &options), BLE_ERROR_ARGUMENT,
            "an extended advertisement that answers scan requests has no data of its own (there are 32 octets)");
    close_scene(&scene);
}

static void ours_connectable_extended_data_fits_one_pdu_or_the_error_has_the_number(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct heard heard;
    REFUSED(scene.radio, begin(&scene, octets(252, true), NULL), BLE_ERROR_ARGUMENT,
            "data: 252 octets, a connectable advertisement has at most 251");
    REFUSED(scene.radio, begin(&scene, octets(251, true), NULL), BLE_ERROR_HCI(0x45), "Packet Too Long (0x45)");
    REFUSED(scene.radio, begin(&scene, octets(251, true), NULL), BLE_ERROR_HCI(0x45), "251 octets");
    OK(scene.radio, begin(&scene, octets(238, true), NULL));
    listen(&scene, 2000, &heard);
    assert_int_equal(heard.advertisement.size, 238);
    assert_true(heard.advertisement.connectable && heard.advertisement.extended);
    assert_int_equal(heard.responses, 0);
    close_scene(&scene);
}

static void data_above_31_octets_is_extended_up_to_1650(void **state)
{
    (void)state;
    static const size_t sizes[] = { 32, 238, 255, 1000, 1650 };
    struct ble_advertising_options options = usual;
    struct scene scene = open_scene("5.4");
    struct heard heard;
    options.interval_us = 300000;
    for (unsigned i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        const struct ble_advertisement *advertisement = octets(sizes[i], false);
        OK(scene.radio, begin(&scene, advertisement, &options));
        listen(&scene, 5000, &heard);
        assert_true(heard.plain > 5 && heard.responses == 0);
        assert_int_equal(heard.advertisement.size, sizes[i]);
        assert_memory_equal(heard.data, advertisement->data, sizes[i]);
        assert_true(heard.advertisement.extended && !heard.advertisement.scannable);
        OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    }
    close_scene(&scene);
    scene = open_scene("4.2");
    REFUSED(scene.radio, begin(&scene, octets(32, false), NULL), BLE_ERROR_UNSUPPORTED,
            "32 octets of data, this controller takes 31");
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    close_scene(&scene);
}

static void data_longer_than_the_radio_was_made_for_says_how_long(void **state)
{
    (void)state;
    struct scene scene = { .aired = aired_new(1) };
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.host.advertising_bytes = 100;
    scene.radio = aired_radio(scene.aired, "5.4", &options);
    REFUSED(scene.radio, begin(&scene, octets(101, false), NULL), BLE_ERROR_ARGUMENT,
            "data: 101 octets, host.advertising_bytes allows 100");
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ scan responses */

static void default_scan_response_is_name_and_real_tx_power(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "4.2", "5.0", "5.4", "zephyr" };
    for (unsigned i = 0; i < 5; i++) {
        struct scene scene = open_scene(profiles[i]);
        struct heard heard;
        struct ble_ad ad;
        int8_t dbm;
        OK(scene.radio, ble_radio_set_name(scene.radio, "CIRCUITPYabcd"));
        OK(scene.radio, begin(&scene, octets(3, true), NULL));
        listen(&scene, 2000, &heard);
        assert_true(heard.responses > 5);
        assert_int_equal(heard.response.size, 18);
        assert_memory_equal(heard.answer,
                            "\x0e\x09"
                            "CIRCUITPYabcd\x02\x0a",
                            17);
        assert_true(ble_ad_find(heard.answer, 18, BLE_AD_TX_POWER, &ad) && ble_ad_read_tx_power(&ad, &dbm));
        assert_int_equal(dbm, ble_radio_get_tx_power(scene.radio));
        assert_in_range(dbm + 127, 0, 147);
        close_scene(&scene);
    }
}

static void default_scan_response_tells_the_power_that_was_chosen(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    struct heard heard;
    options.tx_power_dbm = -8;
    OK(scene.radio, begin(&scene, octets(3, true), &options));
    listen(&scene, 2000, &heard);
    assert_int_equal((int8_t)heard.answer[heard.response.size - 1], -8);
    assert_int_equal(ble_radio_get_tx_power(scene.radio), -8);
    OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    OK(scene.radio, ble_radio_set_tx_power(scene.radio, 4)); /* for later advertising */
    OK(scene.radio, begin(&scene, octets(3, true), NULL));
    listen(&scene, 2000, &heard);
    assert_int_equal((int8_t)heard.answer[heard.response.size - 1], 4);
    close_scene(&scene);
}

static void ours_a_long_name_is_shortened_to_fit(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *expected; /**< without the power */
        size_t size;
    } names[] = {
        { "", "\x01\x09", 2 },
        { "abc",
          "\x04\x09"
          "abc",
          5 },
        { "\xc3\xa9", "\x03\x09\xc3\xa9", 4 },
        { "abcdefghijklmnopqrstuvwxyz",
          "\x1b\x09"
          "abcdefghijklmnopqrstuvwxyz",
          28 },
        { "abcdefghijklmnopqrstuvwxyz0",
          "\x1b\x08"
          "abcdefghijklmnopqrstuvwxyz",
          28 },
        { "abcdefghijklmnopqrstuvwxy\xc3\xa9",
          "\x1a\x08"
          "abcdefghijklmnopqrstuvwxy",
          27 }, /* not half a character */
    };
    for (unsigned i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct scene scene = open_scene("5.4");
        struct heard heard;
        OK(scene.radio, ble_radio_set_name(scene.radio, names[i].name));
        OK(scene.radio, begin(&scene, octets(31, true), NULL));
        listen(&scene, 2000, &heard);
        assert_int_equal(heard.response.size, names[i].size + 3);
        assert_memory_equal(heard.answer, names[i].expected, names[i].size);
        close_scene(&scene);
    }
}

static void ours_an_empty_scan_response_means_none(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    struct heard heard;
    options.scan_response = &nothing;
    OK(scene.radio, begin(&scene, octets(3, false), &options));
    listen(&scene, 2000, &heard);
    assert_true(heard.plain > 10 && heard.responses == 0);
    assert_false(heard.advertisement.scannable || heard.advertisement.connectable); /* ADV_NONCONN_IND */
    OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    OK(scene.radio, begin(&scene, octets(3, true), &options));
    listen(&scene, 2000, &heard);
    assert_true(heard.advertisement.connectable); /* ADV_IND answers, with nothing */
    assert_true(heard.responses > 5);
    assert_int_equal(heard.response.size, 0);
    close_scene(&scene);
}

static void a_scan_response_given_is_sent_unchanged(void **state)
{
    (void)state;
    struct ble_advertising_options options = usual;
    struct ble_advertisement response = *octets(31, false);
    struct heard heard;
    options.scan_response = &response;
    for (unsigned connectable = 0; connectable < 2; connectable++) {
        struct scene scene = open_scene(connectable ? "4.2" : "5.4");
        OK(scene.radio, begin(&scene, octets(5, connectable), &options));
        listen(&scene, 2000, &heard);
        assert_int_equal(heard.advertisement.connectable, connectable);
        assert_true(heard.advertisement.scannable);
        assert_int_equal(heard.response.size, 31);
        assert_memory_equal(heard.answer, response.data, 31);
        close_scene(&scene);
    }
}

static void a_scan_response_above_31_octets_is_extended(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    struct ble_advertisement response = *octets(200, false);
    struct heard heard;
    options.scan_response = &response;
    OK(scene.radio, begin(&scene, octets(0, false), &options));
    listen(&scene, 3000, &heard);
    assert_int_equal(heard.response.size, 200);
    assert_memory_equal(heard.answer, response.data, 200);
    close_scene(&scene);
}

static void no_stale_scan_response_of_an_earlier_advertisement(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene = open_scene(profiles[i]);
        struct ble_advertising_options options = usual;
        struct heard heard;
        OK(scene.radio, begin(&scene, octets(3, true), NULL));
        OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
        options.scan_response = &nothing;
        OK(scene.radio, begin(&scene, octets(3, true), &options));
        listen(&scene, 2000, &heard);
        assert_true(heard.responses > 5);
        assert_int_equal(heard.response.size, 0);
        close_scene(&scene);
    }
}

/* ------------------------------------------------------------------------------------------------ on the air */

static void an_advertisement_is_copied_at_the_call(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct heard heard;
    struct ble_advertisement advertisement = *octets(5, true);
    OK(scene.radio, begin(&scene, &advertisement, NULL));
    memset(advertisement.data, 0x55, 5);
    listen(&scene, 1000, &heard);
    assert_memory_equal(heard.data, octets(5, true)->data, 5);
    close_scene(&scene);
}

static void golden_advertisement_of_services_is_heard_octet_by_octet(void **state)
{
    (void)state;
    static const uint8_t expected[] = { 0x02, 0x01, 0x06, 0x11, 0x07, 0x9e, 0xca, 0xdc, 0x24, 0x0e, 0xe5,
                                        0xa9, 0xe0, 0x93, 0xf3, 0xa3, 0xb5, 0x01, 0x00, 0x40, 0x6e };
    const struct ble_uuid *const services[] = { &ble_uuid_uart };
    struct scene scene = open_scene("4.2");
    struct ble_advertisement advertisement;
    struct heard heard;
    assert_int_equal(ble_advertisement_provide(&advertisement, services, 1), BLE_OK);
    OK(scene.radio, begin(&scene, &advertisement, NULL));
    listen(&scene, 1000, &heard);
    assert_int_equal(heard.advertisement.size, sizeof(expected));
    assert_memory_equal(heard.data, expected, sizeof(expected));
    assert_true(heard.advertisement.connectable);
    close_scene(&scene);
}

static void legacy_pdu_follows_from_connectable_and_scan_response(void **state)
{
    (void)state;
    struct ble_advertising_options without = usual;
    without.scan_response = &nothing;
    const struct {
        bool connectable;
        const struct ble_advertising_options *options;
        bool scannable;
    } kinds[] = { { true, NULL, true }, { true, &without, true }, { false, NULL, true }, { false, &without, false } };
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 8; i++) {
        struct scene scene = open_scene(profiles[i / 4]);
        struct heard heard;
        OK(scene.radio, begin(&scene, octets(3, kinds[i % 4].connectable), kinds[i % 4].options));
        listen(&scene, 1000, &heard);
        assert_int_equal(heard.advertisement.connectable, kinds[i % 4].connectable);
        assert_int_equal(heard.advertisement.scannable, kinds[i % 4].scannable);
        assert_false(heard.advertisement.extended);
        close_scene(&scene);
    }
}

static void directed_advertising_reaches_its_target(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    struct ble_address target;
    struct heard heard;
    assert_true(ble_radio_get_address(scene.listener, &target));
    options.direct = &target;
    OK(scene.radio, begin(&scene, octets(0, true), &options));
    listen(&scene, 2000, &heard);
    assert_true(heard.plain > 10);
    assert_true(heard.advertisement.directed && heard.advertisement.connectable && !heard.advertisement.scannable);
    OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    options.extended = true;
    OK(scene.radio, begin(&scene, octets(20, true), &options));
    listen(&scene, 2000, &heard);
    assert_true(heard.plain > 10);
    assert_true(heard.advertisement.directed && heard.advertisement.extended);
    assert_true(ble_address_equal(&heard.advertisement.direct, &target));
    assert_int_equal(heard.advertisement.size, 20);
    close_scene(&scene);
}

struct ends {
    unsigned count;
    uint8_t set;
    ble_status status;
    uint64_t at_us;
    struct aired *aired;
    bool again;
};

static void on_end(ble_radio *radio, uint8_t set, ble_status status, void *user)
{
    struct ends *ends = user;
    ends->count++;
    ends->set = set;
    ends->status = status;
    ends->at_us = aired_now(ends->aired);
    if (!ends->again)
        return;
    ends->again = false;
    assert_int_equal(ble_radio_start_advertising(radio, octets(3, true), NULL), BLE_ERROR_IN_CALLBACK);
    OK(radio, ble_radio_start_advertising_start(radio, octets(3, true), NULL, NULL, NULL, NULL));
}

static void high_duty_ends_after_1_28_s(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene = open_scene(profiles[i]);
        struct ends ends = { .aired = scene.aired };
        struct ble_advertising_options options = usual;
        struct ble_address target;
        assert_true(ble_radio_get_address(scene.listener, &target));
        options.direct = &target;
        options.high_duty = true;
        options.ended = on_end;
        options.user = &ends;
        OK(scene.radio, begin(&scene, octets(0, true), &options));
        uint64_t begun_us = aired_now(scene.aired);
        aired_run(scene.aired, 2 * SECOND);
        assert_int_equal(ends.count, 1);
        assert_int_equal(ends.status, BLE_ERROR_TIMEOUT);
        assert_in_range(ends.at_us - begun_us, 1270000, 1290000);
        assert_false(ble_radio_is_advertising(scene.radio, 0));
        close_scene(&scene);
    }
}

static void anonymous_has_no_address(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    struct heard heard;
    options.anonymous = true;
    REFUSED(scene.radio, begin(&scene, octets(3, true), &options), BLE_ERROR_ARGUMENT, "anonymous: nobody can connect");
    OK(scene.radio, begin(&scene, octets(3, false), &options));
    listen(&scene, 2000, &heard);
    assert_true(heard.plain > 10);
    assert_int_equal(heard.advertisement.address.type, BLE_ADDRESS_ANONYMOUS);
    close_scene(&scene);
    scene = open_scene("4.2");
    REFUSED(scene.radio, begin(&scene, octets(3, false), &options), BLE_ERROR_UNSUPPORTED,
            "this controller has no extended advertising");
    close_scene(&scene);
}

static void timeout_of_any_length_is_exact(void **state)
{
    (void)state;
    static const uint32_t timeouts_ms[] = { 1, 50, 1300, 180000, 181000, 700000 };
    for (unsigned i = 0; i < sizeof(timeouts_ms) / sizeof(*timeouts_ms); i++) {
        struct scene scene = open_scene(i % 2 ? "4.0" : "5.4");
        struct ends ends = { .aired = scene.aired };
        struct ble_advertising_options options = usual;
        options.timeout_ms = timeouts_ms[i];
        options.ended = on_end;
        options.user = &ends;
        OK(scene.radio, begin(&scene, octets(3, true), &options));
        uint64_t begun_us = aired_now(scene.aired);
        aired_run(scene.aired, timeouts_ms[i] * UINT64_C(1000) + SECOND);
        assert_int_equal(ends.count, 1);
        assert_int_equal(ends.status, BLE_ERROR_TIMEOUT);
        assert_in_range(ends.at_us - begun_us, timeouts_ms[i] * UINT64_C(1000), timeouts_ms[i] * UINT64_C(1000) + 2000);
        assert_false(ble_radio_is_advertising(scene.radio, 0));
        close_scene(&scene);
    }
}

static void an_end_may_be_followed_by_another_start_inside(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ends ends = { .aired = scene.aired, .again = true };
    struct ble_advertising_options options = usual;
    options.timeout_ms = 100;
    options.ended = on_end;
    options.user = &ends;
    OK(scene.radio, begin(&scene, octets(3, true), &options));
    aired_run(scene.aired, SECOND);
    assert_int_equal(ends.count, 1);
    assert_true(ble_radio_is_advertising(scene.radio, 0));
    close_scene(&scene);
}

static void stop_advertising_when_idle_is_no_error(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4", "esp32" };
    for (unsigned i = 0; i < 3; i++) {
        struct scene scene = open_scene(profiles[i]);
        struct heard heard;
        OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
        OK(scene.radio, begin(&scene, octets(3, true), NULL));
        assert_true(ble_radio_is_advertising(scene.radio, 0));
        OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
        OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
        assert_false(ble_radio_is_advertising(scene.radio, 0));
        listen(&scene, 1000, &heard);
        assert_int_equal(heard.plain, 0);
        REFUSED(scene.radio, ble_radio_stop_advertising(scene.radio, 4), BLE_ERROR_ARGUMENT,
                "set is 4, allowed: 0 ... 3");
        close_scene(&scene);
    }
}

static void several_sets_at_once_each_with_its_own_address(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    const struct ble_address own = { { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };
    struct heard heard;
    OK(scene.radio, begin(&scene, octets(3, true), NULL));
    options.set = 1;
    options.own = &own;
    OK(scene.radio, begin(&scene, octets(40, true), &options));
    assert_true(ble_radio_is_advertising(scene.radio, 0) && ble_radio_is_advertising(scene.radio, 1));
    OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    listen(&scene, 2000, &heard);
    assert_true(heard.plain > 10);
    assert_int_equal(heard.advertisement.size, 40);
    assert_int_equal(heard.advertisement.set_id, 1);
    assert_true(ble_address_equal(&heard.advertisement.address, &own));
    close_scene(&scene);
    scene = open_scene("4.2");
    options.own = NULL;
    REFUSED(scene.radio, begin(&scene, octets(3, true), &options), BLE_ERROR_UNSUPPORTED,
            "set is 1, allowed: 0 ... 0 on this controller");
    options.set = 0;
    options.own = &own;
    REFUSED(scene.radio, begin(&scene, octets(3, true), &options), BLE_ERROR_UNSUPPORTED, "own: this controller");
    close_scene(&scene);
}

static void channels_and_phys_are_chosen(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    struct heard heard;
    options.channel_map = 2; /* 38: a listener is there one third of its time */
    options.scan_response = &nothing;
    OK(scene.radio, begin(&scene, octets(3, false), &options));
    listen(&scene, 9000, &heard);
    assert_in_range(heard.plain, 20, 40);
    OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    options.channel_map = 0;
    options.secondary_phy = BLE_PHY_2M;
    OK(scene.radio, begin(&scene, octets(3, false), &options));
    listen(&scene, 2000, &heard);
    assert_true(heard.advertisement.extended);
    assert_int_equal(heard.advertisement.secondary_phy, BLE_PHY_2M);
    close_scene(&scene);
}

static void ours_update_changes_data_without_a_gap(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene = open_scene(profiles[i]);
        struct ends ends = { .aired = scene.aired };
        struct ble_advertising_options options = usual;
        struct heard heard;
        options.timeout_ms = 10000;
        options.ended = on_end;
        options.user = &ends;
        OK(scene.radio, begin(&scene, octets(3, true), &options));
        uint64_t begun_us = aired_now(scene.aired);
        for (unsigned change = 0; change < 8; change++) {
            struct ble_advertisement response = *octets(10 + change, false);
            OK(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(4 + change, true), &response));
            listen(&scene, 1000, &heard);
            assert_int_equal(heard.advertisement.size, 4 + change);
            assert_int_equal(heard.response.size, 10 + change);
            assert_true(heard.plain >= 7);
        }
        OK(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(3, true), NULL));
        listen(&scene, 1000, &heard);
        assert_memory_equal(heard.answer,
                            "\x08\x09"
                            "BLE",
                            5); /* the default one again */
        aired_run(scene.aired, 3 * SECOND);
        assert_int_equal(ends.count, 1); /* the clock went on */
        assert_in_range(ends.at_us - begun_us, 10000000, 10003000);
        close_scene(&scene);
    }
}

static void update_refuses_what_would_be_another_kind_of_pdu(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    struct ble_advertisement response = *octets(5, false);
    struct heard heard;
    REFUSED(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(3, true), NULL), BLE_ERROR_STATE,
            "set 0 is not on");
    options.scan_response = &nothing;
    OK(scene.radio, begin(&scene, octets(3, false), &options));
    REFUSED(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(3, true), NULL), BLE_ERROR_ARGUMENT,
            "the set is not connectable");
    REFUSED(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(32, false), NULL), BLE_ERROR_ARGUMENT,
            "32 and 0 octets, the set has legacy PDUs");
    REFUSED(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(3, false), &response), BLE_ERROR_ARGUMENT,
            "the set answers no scan requests");
    OK(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(9, false), NULL));
    listen(&scene, 1000, &heard);
    assert_int_equal(heard.advertisement.size, 9);
    assert_int_equal(heard.responses, 0);
    close_scene(&scene);
}

static void advertising_while_scanning_works(void **state)
{
    (void)state;
    struct scene scene = open_scene("4.0");
    struct heard heard;
    OK(scene.radio, ble_radio_start_scan(scene.radio, NULL, 0, NULL));
    OK(scene.radio, begin(&scene, octets(3, true), NULL));
    listen(&scene, 2000, &heard);
    assert_true(heard.plain > 10);
    close_scene(&scene);
}

static void on_the_air_again_after_an_outage(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene = open_scene(profiles[i]);
        struct heard heard;
        OK(scene.radio, ble_radio_set_name(scene.radio, "Lamp"));
        OK(scene.radio, begin(&scene, octets(3, true), NULL));
        aired_unplug(scene.aired, scene.radio, true);
        listen(&scene, 2000, &heard);
        assert_int_equal(heard.plain, 0);
        assert_true(ble_radio_is_advertising(scene.radio, 0)); /* as soon as it is back */
        aired_unplug(scene.aired, scene.radio, false);
        aired_run(scene.aired, 6 * SECOND);
        listen(&scene, 2000, &heard);
        assert_in_range(heard.plain, 14, 21);
        assert_memory_equal(heard.answer, "\x05\x09Lamp\x02\x0a", 8);
        close_scene(&scene);
    }
}

/* ------------------------------------------------------------------------------------------------ centrals */

/** The controller says that a central connected, or that this link has ended. */
static void say_connected(struct scene *scene, bool extended)
{
    static const uint8_t complete[] = { 0x04, 0x3e, 0x13, 0x01, 0,  0x40, 0, 1, 1,  1, 2,
                                        3,    4,    5,    0xc6, 24, 0,    0, 0, 42, 0, 0 };
    static const uint8_t terminated[] = { 0x04, 0x3e, 0x06, 0x12, 0, 0, 0x40, 0, 0 };
    aired_say(scene->aired, scene->radio, complete, sizeof(complete));
    if (extended)
        aired_say(scene->aired, scene->radio, terminated, sizeof(terminated));
}

static void say_disconnected(struct scene *scene)
{
    static const uint8_t disconnected[] = { 0x04, 0x05, 0x04, 0, 0x40, 0, 0x13 };
    aired_say(scene->aired, scene->radio, disconnected, sizeof(disconnected));
}

static void stops_when_a_central_connects_and_says_so(void **state)
{
    (void)state;
    for (unsigned extended = 0; extended < 2; extended++) {
        struct scene scene = open_scene(extended ? "5.4" : "4.0");
        struct ends ends = { .aired = scene.aired };
        struct ble_advertising_options options = usual;
        options.ended = on_end;
        options.user = &ends;
        OK(scene.radio, begin(&scene, octets(3, true), &options));
        say_connected(&scene, extended);
        aired_run(scene.aired, 100000);
        assert_int_equal(ends.count, 1);
        assert_int_equal(ends.status, BLE_OK);
        assert_false(ble_radio_is_advertising(scene.radio, 0));
        OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0)); /* must not fail */
        say_disconnected(&scene);
        aired_run(scene.aired, 100000);
        assert_false(ble_radio_is_advertising(scene.radio, 0));
        assert_int_equal(ends.count, 1);
        close_scene(&scene);
    }
}

/** Does it answer the disconnection by advertising? */
static bool resumes(struct scene *scene, const struct ble_advertising_options *options, struct ends *ends)
{
    OK(scene->radio, begin(scene, octets(7, true), options));
    say_connected(scene, true);
    aired_run(scene->aired, 100000);
    assert_int_equal(ends->status, BLE_OK);
    assert_false(ble_radio_is_advertising(scene->radio, 0));
    /* The controller in software knows nothing of this connection: its set goes off as that of a real one did. */
    static const uint8_t off[] = { 0x00, 0x00 };
    assert_int_equal(ble_radio_hci_command(scene->radio, 0x2039, off, sizeof(off), NULL, 0), BLE_OK);
    say_disconnected(scene);
    aired_run(scene->aired, 100000);
    return ble_radio_is_advertising(scene->radio, 0);
}

static void ours_resume_advertises_again_after_each_connection(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ends ends = { .aired = scene.aired };
    struct ble_advertising_options options = usual;
    struct heard heard;
    options.ended = on_end;
    options.user = &ends;
    options.resume = true;
    assert_true(resumes(&scene, &options, &ends));
    assert_int_equal(ends.count, 1);
    listen(&scene, 2000, &heard);
    assert_true(heard.plain > 10);
    assert_int_equal(heard.advertisement.size, 7);
    OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    options.resume = false;
    assert_false(resumes(&scene, &options, &ends));
    close_scene(&scene);
}

static void a_real_central_takes_it_off_the_air_and_resume_puts_it_there_again(void **state)
{
    (void)state;
    static const char *const profiles[] = { "4.0", "5.4" };
    for (unsigned i = 0; i < 2; i++) {
        struct scene scene = open_scene(profiles[i]);
        struct ends ends = { .aired = scene.aired };
        struct ble_advertising_options options = usual;
        struct ble_request connect = { .type = BLE_REQUEST_CONNECT };
        struct heard heard;
        options.resume = true;
        options.ended = on_end;
        options.user = &ends;
        assert_true(ble_radio_get_address(scene.radio, &connect.u.connect.peer));
        OK(scene.radio, begin(&scene, octets(7, true), &options));
        for (unsigned round = 1; round <= 3; round++) {
            OK(scene.listener, ble_radio_request_start(scene.listener, &connect, NULL, NULL, NULL));
            aired_run(scene.aired, 2 * SECOND);
            assert_int_equal(ends.count, round);
            assert_int_equal(ends.status, BLE_OK);
            assert_false(ble_radio_is_advertising(scene.radio, 0));
            listen(&scene, 1000, &heard);
            assert_int_equal(heard.plain, 0);
            OK(scene.listener, ble_radio_reset(scene.listener, 0)); /* the link falls silent */
            aired_run(scene.aired, 10 * SECOND);
            assert_true(ble_radio_is_advertising(scene.radio, 0));
            listen(&scene, 1000, &heard);
            assert_true(heard.plain > 5);
        }
        assert_int_equal(ends.count, 3);
        close_scene(&scene);
    }
}

static void stop_ends_a_set_that_would_resume(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    options.resume = true;
    OK(scene.radio, begin(&scene, octets(7, true), &options));
    say_connected(&scene, true);
    aired_run(scene.aired, 100000);
    OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    say_disconnected(&scene);
    aired_run(scene.aired, 100000);
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ properties */

static void name_is_by_default_ble_and_four_digits_of_the_address(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_address address;
    char expected[16];
    assert_true(ble_radio_get_address(scene.radio, &address));
    snprintf(expected, sizeof(expected), "BLE%02x%02x", address.octets[1], address.octets[0]);
    assert_string_equal(ble_radio_get_name(scene.radio), expected);
    close_scene(&scene);
}

static void name_is_utf_8_of_at_most_248_octets(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    char name[300];
    memset(name, 'x', sizeof(name));
    name[249] = 0;
    REFUSED(scene.radio, ble_radio_set_name(scene.radio, name), BLE_ERROR_ARGUMENT, "name: more than 248 octets");
    name[248] = 0;
    OK(scene.radio, ble_radio_set_name(scene.radio, name));
    assert_string_equal(ble_radio_get_name(scene.radio), name);
    static const char *const bad[] = { "\xff", "a\xc3", "\xc3\x28", "\xed\xa0\x80", "\xc0\x80", "\xf5\x80\x80\x80" };
    for (unsigned i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        REFUSED(scene.radio, ble_radio_set_name(scene.radio, bad[i]), BLE_ERROR_ARGUMENT, "not UTF-8");
    assert_string_equal(ble_radio_get_name(scene.radio), name);
    static const char *const good[] = { "", "Z\xc3\xbcrich", "\xe2\x82\xac", "\xf0\x9f\x8c\xa1 1" };
    for (unsigned i = 0; i < sizeof(good) / sizeof(*good); i++) {
        OK(scene.radio, ble_radio_set_name(scene.radio, good[i]));
        assert_string_equal(ble_radio_get_name(scene.radio), good[i]);
    }
    close_scene(&scene);
}

static void changing_the_name_does_not_alter_advertising_in_progress(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct heard heard;
    OK(scene.radio, ble_radio_set_name(scene.radio, "Before"));
    OK(scene.radio, begin(&scene, octets(3, true), NULL));
    OK(scene.radio, ble_radio_set_name(scene.radio, "After"));
    listen(&scene, 2000, &heard);
    assert_memory_equal(heard.answer + 2, "Before", 6);
    OK(scene.radio, ble_radio_stop_advertising(scene.radio, 0));
    OK(scene.radio, begin(&scene, octets(3, true), NULL));
    listen(&scene, 2000, &heard);
    assert_memory_equal(heard.answer + 2, "After", 5);
    close_scene(&scene);
}

static void tx_power_is_real_and_settable_where_the_controller_can(void **state)
{
    (void)state;
    struct scene scene = open_scene("4.2");
    struct ble_advertising_options options = usual;
    assert_int_not_equal(ble_radio_get_tx_power(scene.radio), BLE_TX_POWER_ANY);
    REFUSED(scene.radio, ble_radio_set_tx_power(scene.radio, 0), BLE_ERROR_UNSUPPORTED, "no command for it");
    options.tx_power_dbm = 0;
    REFUSED(scene.radio, begin(&scene, octets(3, true), &options), BLE_ERROR_UNSUPPORTED, "tx_power_dbm");
    OK(scene.radio, ble_radio_set_tx_power(scene.radio, BLE_TX_POWER_ANY));
    close_scene(&scene);
    scene = open_scene("5.4");
    REFUSED(scene.radio, ble_radio_set_tx_power(scene.radio, 21), BLE_ERROR_ARGUMENT,
            "dbm is 21, allowed: -127 ... 20");
    close_scene(&scene);
}

static void address_is_little_endian(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_address address;
    char text[BLE_ADDRESS_TEXT], expected[BLE_ADDRESS_TEXT];
    assert_true(ble_radio_get_address(scene.radio, &address));
    const uint8_t *o = blr_virtual_public_address(aired_controller(scene.aired, scene.radio));
    snprintf(expected, sizeof(expected), "%02X:%02X:%02X:%02X:%02X:%02X", o[5], o[4], o[3], o[2], o[1], o[0]);
    assert_string_equal(ble_address_format(&address, text), expected);
    close_scene(&scene);
}

/* ------------------------------------------------------------------------------------------------ operations */

struct done {
    unsigned count;
    ble_status status;
};

static void on_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct done *done = user;
    (void)radio;
    (void)id;
    (void)answer;
    (void)size;
    done->count++;
    done->status = status;
}

static void twins_complete_once_and_can_be_cancelled(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct done done = { 0 };
    uint32_t id;
    OK(scene.radio, ble_radio_start_advertising_start(scene.radio, octets(3, true), NULL, on_done, &done, &id));
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    REFUSED(scene.radio, ble_radio_stop_advertising(scene.radio, 0), BLE_ERROR_BUSY, "ble_radio_cancel()");
    assert_int_equal(ble_radio_cancel(scene.radio, id), BLE_OK);
    aired_run(scene.aired, 100000);
    assert_int_equal(done.count, 1);
    assert_int_equal(done.status, BLE_ERROR_CANCELLED);
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    OK(scene.radio, ble_radio_start_advertising_start(scene.radio, octets(3, true), NULL, on_done, &done, &id));
    aired_run(scene.aired, 100000);
    assert_int_equal(done.status, BLE_OK);
    OK(scene.radio, ble_radio_update_advertising_start(scene.radio, 0, octets(5, true), NULL, on_done, &done, &id));
    REFUSED(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(5, true), NULL), BLE_ERROR_BUSY,
            "being started, changed or stopped");
    aired_run(scene.aired, 100000);
    assert_int_equal(done.status, BLE_OK);
    OK(scene.radio, ble_radio_stop_advertising_start(scene.radio, 0, on_done, &done, &id));
    aired_run(scene.aired, 100000);
    assert_int_equal(done.count, 4);
    assert_int_equal(done.status, BLE_OK);
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    close_scene(&scene);
}

static void an_interrupted_start_is_taken_back_and_an_interrupted_update_goes_on(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct heard heard;
    ble_radio_wake(scene.radio);
    assert_int_equal(begin(&scene, octets(3, true), NULL), BLE_ERROR_INTERRUPTED);
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    OK(scene.radio, begin(&scene, octets(3, true), NULL));
    ble_radio_wake(scene.radio);
    assert_int_equal(ble_radio_update_advertising(scene.radio, 0, octets(5, true), NULL), BLE_ERROR_INTERRUPTED);
    assert_true(ble_radio_is_advertising(scene.radio, 0));
    listen(&scene, 1000, &heard);
    assert_int_equal(heard.advertisement.size, 5);
    OK(scene.radio, ble_radio_update_advertising(scene.radio, 0, octets(7, true), NULL));
    close_scene(&scene);
}

static void a_refusal_of_the_controller_names_the_command(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    struct ble_advertising_options options = usual;
    options.interval_us = 20000; /* 1,650 octets take longer than that */
    options.secondary_phy = BLE_PHY_CODED;
    REFUSED(scene.radio, begin(&scene, octets(1650, false), &options), BLE_ERROR_HCI(0x45),
            "advertise: LE Set Extended Advertising Enable: Packet Too Long (0x45)");
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    close_scene(&scene);
}

static void a_radio_that_is_not_ready_says_so(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4");
    aired_unplug(scene.aired, scene.radio, true);
    aired_run(scene.aired, 100000);
    REFUSED(scene.radio, begin(&scene, octets(3, true), NULL), BLE_ERROR_STATE,
            "advertise: the controller is not ready");
    assert_false(ble_radio_is_advertising(scene.radio, 0));
    close_scene(&scene);
}

int main(void)
{
    ble_advertisement_init(&nothing);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_every_number_with_its_name_and_what_is_allowed),
        cmocka_unit_test(interval_20_ms_to_10_24_s_is_inclusive),
        cmocka_unit_test(ours_below_100_ms_an_old_controller_needs_it_connectable),
        cmocka_unit_test(already_advertising_is_busy_and_goes_on),
        cmocka_unit_test(only_connectable_advertisements_can_be_directed),
        cmocka_unit_test(data_is_not_supported_with_directed_legacy_advertising),
        cmocka_unit_test(extended_connectable_advertisements_have_no_scan_response),
        cmocka_unit_test(ours_connectable_extended_data_fits_one_pdu_or_the_error_has_the_number),
        cmocka_unit_test(data_above_31_octets_is_extended_up_to_1650),
        cmocka_unit_test(data_longer_than_the_radio_was_made_for_says_how_long),
        cmocka_unit_test(default_scan_response_is_name_and_real_tx_power),
        cmocka_unit_test(default_scan_response_tells_the_power_that_was_chosen),
        cmocka_unit_test(ours_a_long_name_is_shortened_to_fit),
        cmocka_unit_test(ours_an_empty_scan_response_means_none),
        cmocka_unit_test(a_scan_response_given_is_sent_unchanged),
        cmocka_unit_test(a_scan_response_above_31_octets_is_extended),
        cmocka_unit_test(no_stale_scan_response_of_an_earlier_advertisement),
        cmocka_unit_test(an_advertisement_is_copied_at_the_call),
        cmocka_unit_test(golden_advertisement_of_services_is_heard_octet_by_octet),
        cmocka_unit_test(legacy_pdu_follows_from_connectable_and_scan_response),
        cmocka_unit_test(directed_advertising_reaches_its_target),
        cmocka_unit_test(high_duty_ends_after_1_28_s),
        cmocka_unit_test(anonymous_has_no_address),
        cmocka_unit_test(timeout_of_any_length_is_exact),
        cmocka_unit_test(an_end_may_be_followed_by_another_start_inside),
        cmocka_unit_test(stop_advertising_when_idle_is_no_error),
        cmocka_unit_test(several_sets_at_once_each_with_its_own_address),
        cmocka_unit_test(channels_and_phys_are_chosen),
        cmocka_unit_test(ours_update_changes_data_without_a_gap),
        cmocka_unit_test(update_refuses_what_would_be_another_kind_of_pdu),
        cmocka_unit_test(advertising_while_scanning_works),
        cmocka_unit_test(on_the_air_again_after_an_outage),
        cmocka_unit_test(stops_when_a_central_connects_and_says_so),
        cmocka_unit_test(ours_resume_advertises_again_after_each_connection),
        cmocka_unit_test(a_real_central_takes_it_off_the_air_and_resume_puts_it_there_again),
        cmocka_unit_test(stop_ends_a_set_that_would_resume),
        cmocka_unit_test(name_is_by_default_ble_and_four_digits_of_the_address),
        cmocka_unit_test(name_is_utf_8_of_at_most_248_octets),
        cmocka_unit_test(changing_the_name_does_not_alter_advertising_in_progress),
        cmocka_unit_test(tx_power_is_real_and_settable_where_the_controller_can),
        cmocka_unit_test(address_is_little_endian),
        cmocka_unit_test(twins_complete_once_and_can_be_cancelled),
        cmocka_unit_test(an_interrupted_start_is_taken_back_and_an_interrupted_update_goes_on),
        cmocka_unit_test(a_refusal_of_the_controller_names_the_command),
        cmocka_unit_test(a_radio_that_is_not_ready_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
