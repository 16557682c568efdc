/* SPDX-License-Identifier: MIT */
/* Advertising and scanning of a whole host, on scripted controllers: what is sent, what completes, what is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

static const uint8_t flags_only[] = { 0x02, 0x01, 0x06 };
static const uint8_t flags_and_name[] = { 0x02, 0x01, 0x06, 0x03, 0x09, 'h', 'i' };

static struct rig *ready_on(const char *controller)
{
    struct rig_options options = RIG_OPTIONS_INIT(controller);
    return rig_ready(&options);
}

static struct ble_request advertise(uint8_t set, uint8_t flags, const uint8_t *data, uint16_t size)
{
    struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
    request.u.advertise.parameters.set = set;
    request.u.advertise.parameters.flags = flags;
    request.u.advertise.parameters.interval_us = 100000;
    request.u.advertise.parameters.tx_power_dbm = 0x7f;
    request.u.advertise.data = data;
    request.u.advertise.size = size;
    return request;
}

static struct ble_request stop_advertising(uint8_t set)
{
    struct ble_request request = { .type = BLE_REQUEST_STOP_ADVERTISING };
    request.u.stop_advertising.set = set;
    return request;
}

static struct ble_request scan(bool active)
{
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan.active = active;
    request.u.scan.interval_us = 100000;
    request.u.scan.window_us = 50000;
    return request;
}

static ble_status outcome(struct rig *rig, const struct ble_request *request)
{
    uint32_t id = rig_request(rig, request);
    assert_int_not_equal(id, 0);
    const struct rig_event *event = rig_complete(rig, id, 40 * RIG_SECOND);
    assert_non_null(event);
    return event->event.u.completed.status;
}

enum { CONNECTABLE = BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_SCANNABLE };

/** The opcodes that were sent since the mark, as text. */
static const char *sent_since(const struct rig *rig, size_t mark)
{
    static char text[512];
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = mark; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%02x%02x", at > 0 ? " " : "", packet[2], packet[1]);
    }
    return text;
}

/* ------------------------------------------------------------------------------------------- the order of commands */

static void legacy_advertising_starts_and_stops(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0");
    size_t mark = rig_sent(rig);
    struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "2006 2008 2009 200a");
    size_t size;
    const uint8_t *parameters = rig_sent_packet(rig, mark, &size);
    assert_memory_equal(parameters, "\x01\x06\x20\x0f\xa0\x00\xa0\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x07\x00", 19);
    const uint8_t *data = rig_sent_packet(rig, mark + 1, &size);
    assert_int_equal(size, 36);
    assert_memory_equal(data, "\x01\x08\x20\x20\x03\x02\x01\x06\x00", 9);
    mark = rig_sent(rig);
    request = stop_advertising(0);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "200a");
    mark = rig_sent(rig);
    assert_int_equal(outcome(rig, &request), BLE_OK); /* off already */
    assert_string_equal(sent_since(rig, mark), "");
    rig_free(rig);
}

static void extended_controllers_get_extended_commands_alone(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4");
    size_t mark = rig_sent(rig);
    struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
    assert_int_equal(outcome(rig, &request), BLE_OK);
    request = scan(true);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "2036 2037 2038 2039 2041 2042");
    size_t size;
    const uint8_t *parameters = rig_sent_packet(rig, mark, &size);
    assert_memory_equal(parameters + 4, "\x00\x13\x00\xa0\x00\x00\xa0\x00\x00\x07", 10); /* legacy PDUs: ADV_IND */
    rig_free(rig);
}

/* RTL8761B lists extended commands, of which scanning fails with a link up: it is not even asked for its sets, which
 * would make it refuse the legacy ones. */
static void a_controller_with_poor_extended_commands_gets_legacy_ones_alone(void **state)
{
    (void)state;
    struct rig *rig = ready_on("rtl8761b");
    struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
    assert_int_equal(outcome(rig, &request), BLE_OK);
    request = scan(true);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_int_equal(rig_info(rig)->advertising_sets, 1);
    assert_int_equal(rig_info(rig)->max_advertising_data, 31);
    const char *sent = sent_since(rig, 0);
    assert_null(strstr(sent, "203a"));
    assert_null(strstr(sent, "203b"));
    assert_non_null(strstr(sent, "2006 2008 2009 200a 200b 200c"));
    rig_free(rig);
}

static void data_changes_without_a_gap(void **state)
{
    (void)state;
    static const char *const bases[] = { "base_4_0", "base_5_4" };
    static const char *const wanted[] = { "2008", "2037" };
    for (unsigned i = 0; i < 2; i++) {
        struct rig *rig = ready_on(bases[i]);
        struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
        assert_int_equal(outcome(rig, &request), BLE_OK);
        size_t mark = rig_sent(rig);
        request = advertise(0, CONNECTABLE, flags_and_name, sizeof(flags_and_name));
        assert_int_equal(outcome(rig, &request), BLE_OK);
        assert_string_equal(sent_since(rig, mark), wanted[i]);
        mark = rig_sent(rig);
        assert_int_equal(outcome(rig, &request), BLE_OK); /* the same again: nothing to do */
        assert_string_equal(sent_since(rig, mark), "");
        rig_free(rig);
    }
}

static void other_parameters_stop_change_and_start(void **state)
{
    (void)state;
    static const char *const bases[] = { "base_4_0", "base_5_4" };
    static const char *const wanted[] = { "200a 2006 200a", "2039 203c 2036 2037 2038 2039" };
    for (unsigned i = 0; i < 2; i++) {
        struct rig *rig = ready_on(bases[i]);
        struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
        assert_int_equal(outcome(rig, &request), BLE_OK);
        size_t mark = rig_sent(rig);
        request.u.advertise.parameters.interval_us = 500000;
        assert_int_equal(outcome(rig, &request), BLE_OK);
        assert_string_equal(sent_since(rig, mark), wanted[i]);
        rig_free(rig);
    }
}

static void long_data_goes_in_fragments_while_the_set_is_off(void **state)
{
    (void)state;
    static uint8_t data[1650];
    for (size_t i = 0; i < sizeof(data); i++)
        data[i] = (uint8_t)i;
    struct rig *rig = ready_on("base_5_4");
    size_t mark = rig_sent(rig);
    struct ble_request request = advertise(2, 0, data, sizeof(data));
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "2036 2037 2037 2037 2037 2037 2037 2037 2038 2039");
    static const uint8_t operations[] = { 1, 0, 0, 0, 0, 0, 2 };
    size_t at = 0;
    for (size_t i = 0; i < sizeof(operations); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, mark + 1 + i, &size);
        assert_int_equal(packet[4], 2);
        assert_int_equal(packet[5], operations[i]);
        assert_int_equal(packet[7], size - 8);
        assert_memory_equal(packet + 8, data + at, size - 8);
        at += size - 8;
    }
    assert_int_equal(at, sizeof(data));
    mark = rig_sent(rig);
    data[0] ^= 1;
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "2039 2037 2037 2037 2037 2037 2037 2037 2039");
    rig_free(rig);
}

static void a_set_has_an_address_of_its_own(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4");
    struct ble_request request = advertise(1, 0, flags_only, sizeof(flags_only));
    request.u.advertise.parameters.own = (struct ble_address){ { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };
    size_t mark = rig_sent(rig), size;
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "2036 2035 2037 2038 2039");
    assert_memory_equal(rig_sent_packet(rig, mark + 1, &size), "\x01\x35\x20\x07\x01\x01\x02\x03\x04\x05\xc6", 11);
    assert_int_equal(rig_sent_packet(rig, mark, &size)[14], 1); /* own address type: random */
    rig_free(rig);
}

/* The address of LE Set Random Address is not the one that a set uses, even where it is the same. */
static void a_set_is_told_the_radios_random_address(void **state)
{
    (void)state;
    struct rig *rig = ready_on("zephyr_hci_uart");
    assert_int_equal(rig_info(rig)->address.type, BLE_ADDRESS_RANDOM);
    size_t mark = rig_sent(rig), size;
    struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "2036 2035 2037 2038 2039");
    assert_memory_equal(rig_sent_packet(rig, mark + 1, &size) + 5, rig_info(rig)->address.octets, 6);
    rig_free(rig);
}

static void scanning_changes_by_stopping_first(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0");
    size_t mark = rig_sent(rig);
    struct ble_request request = scan(false);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "200b 200c");
    mark = rig_sent(rig);
    request = scan(true);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "200c 200b 200c");
    mark = rig_sent(rig);
    request.type = BLE_REQUEST_STOP_SCAN;
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "200c");
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------- ends */

static void durations_are_exact_and_told(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4");
    struct ble_request request = advertise(0, 0, flags_only, sizeof(flags_only));
    request.u.advertise.parameters.duration_ms = 1500;
    assert_int_equal(outcome(rig, &request), BLE_OK);
    uint64_t on_us = rig_last(rig, BLE_EVENT_COMPLETED)->at_us;
    request = scan(true);
    request.u.scan.duration_ms = 700;
    assert_int_equal(outcome(rig, &request), BLE_OK);
    uint64_t scan_us = rig_last(rig, BLE_EVENT_COMPLETED)->at_us;
    size_t mark = rig_sent(rig);
    rig_run_for(rig, 3 * RIG_SECOND);
    const struct rig_event *scan_end = rig_last(rig, BLE_EVENT_SCAN_ENDED);
    const struct rig_event *end = rig_last(rig, BLE_EVENT_ADVERTISING_ENDED);
    assert_non_null(scan_end);
    assert_non_null(end);
    assert_int_equal(scan_end->event.u.ended.status, BLE_ERROR_TIMEOUT);
    assert_int_equal(end->event.u.ended.status, BLE_ERROR_TIMEOUT);
    assert_string_equal(sent_since(rig, mark), "2042 2039");
    /* Told when the controller confirmed, which takes this one half a millisecond. */
    assert_in_range(scan_end->at_us - scan_us, 700000, 702000);
    assert_in_range(end->at_us - on_us, 1500000, 1502000);
    assert_int_equal(rig_count(rig, BLE_EVENT_ADVERTISING_ENDED), 1);
    rig_free(rig);
}

static void a_refusal_completes_the_request_with_its_code(void **state)
{
    (void)state;
    static const char *const rules[] = { "on 2036: complete 12 00\n", "on 2037: complete 07\n",
                                         "on 2039: complete 0c\n", "on 2038: complete 42\n" };
    static const uint8_t codes[] = { 0x12, 0x07, 0x0c, 0x42 };
    for (unsigned i = 0; i < sizeof(codes); i++) {
        struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
        options.rules = rules[i];
        struct rig *rig = rig_ready(&options);
        struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
        assert_int_equal(outcome(rig, &request), BLE_ERROR_HCI(codes[i]));
        size_t mark = rig_sent(rig);
        rig_run_for(rig, 10 * RIG_SECOND);
        assert_string_equal(sent_since(rig, mark), ""); /* it is not tried again and again */
        assert_int_equal(rig_count(rig, BLE_EVENT_ADVERTISING_ENDED), 0);
        rig_free(rig);
    }
}

static void a_central_that_connects_ends_the_set(void **state)
{
    (void)state;
    static const uint8_t connection[] = { 0x04, 0x3e, 0x13, 0x01, 0x00, 0x40, 0x00, 0x01, 0x00, 0x01, 0x02,
                                          0x03, 0x04, 0x05, 0x06, 0x18, 0x00, 0x00, 0x00, 0x64, 0x00, 0x00 };
    static const uint8_t terminated[] = { 0x04, 0x3e, 0x06, 0x12, 0x00, 0x00, 0x40, 0x00, 0x00 };
    static const char *const bases[] = { "base_4_0", "base_5_4" };
    for (unsigned i = 0; i < 2; i++) {
        struct rig_options options = RIG_OPTIONS_INIT(bases[i]);
        options.config.automatic = 0;
        struct rig *rig = rig_ready(&options);
        struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
        assert_int_equal(outcome(rig, &request), BLE_OK);
        size_t mark = rig_sent(rig);
        rig_receive(rig, connection, sizeof(connection));
        if (i == 1)
            rig_receive(rig, terminated, sizeof(terminated));
        rig_run_for(rig, RIG_SECOND);
        assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 1);
        assert_int_equal(rig_count(rig, BLE_EVENT_ADVERTISING_ENDED), 1);
        assert_int_equal(rig_last(rig, BLE_EVENT_ADVERTISING_ENDED)->event.u.ended.status, BLE_OK);
        assert_string_equal(sent_since(rig, mark), ""); /* the controller has stopped by itself */
        rig_free(rig);
    }
}

static struct ble_request directed(uint8_t flags)
{
    struct ble_request request = advertise(0, BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_DIRECTED | flags, NULL, 0);
    request.u.advertise.parameters.peer = (struct ble_address){ { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };
    return request;
}

static void directed_sets_have_no_data_and_high_duty_ones_a_duration(void **state)
{
    (void)state;
    static const uint8_t flags[] = { 0, BLE_ADVERTISE_HIGH_DUTY };
    for (unsigned i = 0; i < sizeof(flags); i++) {
        struct rig *rig = ready_on("base_5_4");
        struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
        assert_int_equal(outcome(rig, &request), BLE_OK); /* data of another kind does not get in the way */
        size_t size, mark = rig_sent(rig);
        request = directed(flags[i]);
        assert_int_equal(outcome(rig, &request), BLE_OK);
        assert_string_equal(sent_since(rig, mark), "2039 203c 2036 2038 2039");
        const uint8_t *parameters = rig_sent_packet(rig, mark + 2, &size);
        assert_int_equal(parameters[5], i == 0 ? 0x15 : 0x1d);
        assert_memory_equal(parameters + 15, "\x01\x01\x02\x03\x04\x05\xc6", 7);
        const uint8_t *enable = rig_sent_packet(rig, mark + 4, &size);
        assert_memory_equal(
            enable, i == 0 ? "\x01\x39\x20\x06\x01\x01\x00\x00\x00\x00" : "\x01\x39\x20\x06\x01\x01\x00\x80\x00\x00",
            10);
        mark = rig_sent(rig);
        request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
        assert_int_equal(outcome(rig, &request), BLE_OK);
        assert_string_equal(sent_since(rig, mark), "2039 203c 2036 2037 2038 2039");
        rig_free(rig);
    }
}

static void the_end_of_high_duty_advertising_is_a_timeout(void **state)
{
    (void)state;
    static const uint8_t connection[] = { 0x04, 0x3e, 0x13, 0x01, 0x3c, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00,
                                          0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00 };
    static const uint8_t terminated[] = { 0x04, 0x3e, 0x06, 0x12, 0x3c, 0x00, 0x00, 0x00, 0x00 };
    static const char *const bases[] = { "base_4_0", "base_5_4" };
    for (unsigned i = 0; i < 2; i++) {
        struct rig *rig = ready_on(bases[i]);
        struct ble_request request = directed(BLE_ADVERTISE_HIGH_DUTY);
        assert_int_equal(outcome(rig, &request), BLE_OK);
        size_t mark = rig_sent(rig);
        if (i == 0)
            rig_receive(rig, connection, sizeof(connection));
        else
            rig_receive(rig, terminated, sizeof(terminated));
        rig_run_for(rig, RIG_SECOND);
        assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), 0);
        assert_int_equal(rig_count(rig, BLE_EVENT_ADVERTISING_ENDED), 1);
        assert_int_equal(rig_last(rig, BLE_EVENT_ADVERTISING_ENDED)->event.u.ended.status, BLE_ERROR_TIMEOUT);
        assert_string_equal(sent_since(rig, mark), "");
        rig_free(rig);
    }
}

/* ------------------------------------------------------------------------------------------- what is kept */

static void everything_is_on_the_air_again_after_a_recovery(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4");
    struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
    assert_int_equal(outcome(rig, &request), BLE_OK);
    request = advertise(3, 0, flags_and_name, sizeof(flags_and_name));
    assert_int_equal(outcome(rig, &request), BLE_OK);
    request = scan(true);
    assert_int_equal(outcome(rig, &request), BLE_OK);
    rig_receive(rig, "\x04\x10\x01\x42", 4); /* Hardware Error */
    size_t mark = rig_sent(rig);
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    rig_run_for(rig, RIG_SECOND);
    assert_int_equal(rig_info(rig)->generation, 2);
    const char *sent = sent_since(rig, mark);
    const char *restored = "2036 2037 2038 2039 2036 2037 2038 2039 2041 2042";
    assert_string_equal(sent + strlen(sent) - strlen(restored), restored);
    assert_int_equal(rig_count(rig, BLE_EVENT_ADVERTISING_ENDED), 0);
    rig_free(rig);
}

static void what_was_not_confirmed_when_the_port_was_lost_does_not_come_back(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = "on 2039: nothing\n";
    struct rig *rig = rig_ready(&options);
    struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
    uint32_t id = rig_request(rig, &request);
    rig_run_for(rig, RIG_SECOND / 10);
    rig_lost(rig);
    const struct rig_event *end = rig_complete(rig, id, RIG_SECOND);
    assert_non_null(end);
    assert_int_equal(end->event.u.completed.status, BLE_ERROR_LOST);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    size_t mark = rig_sent(rig);
    rig_run_for(rig, RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "");
    rig_free(rig);
}

static void an_unanswered_step_is_tried_again_and_the_request_ends_in_time(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = "on 2037 [1]: nothing\n";
    struct rig *rig = rig_ready(&options);
    struct ble_request request = advertise(0, CONNECTABLE, flags_only, sizeof(flags_only));
    assert_int_equal(outcome(rig, &request), BLE_OK);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------- what is refused */

static void what_cannot_be_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static uint8_t data[1650];
    struct rig *rig = ready_on("base_5_4");
    struct rig *old = ready_on("base_4_0");
    size_t mark = rig_sent(rig), old_mark = rig_sent(old);
    struct ble_request request = advertise(4, 0, flags_only, sizeof(flags_only)); /* four sets: 0 ... 3 */
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = advertise(0, 0, flags_only, sizeof(flags_only));
    request.u.advertise.parameters.interval_us = 19999;
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = advertise(0, BLE_ADVERTISE_CONNECTABLE, data, 252); /* must fit one PDU */
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = advertise(0, CONNECTABLE | BLE_ADVERTISE_EXTENDED, data, 32);
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = advertise(0, BLE_ADVERTISE_HIGH_DUTY, NULL, 0);
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = directed(BLE_ADVERTISE_HIGH_DUTY | BLE_ADVERTISE_EXTENDED);
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = directed(0);
    request.u.advertise.parameters.flags &= (uint8_t)~BLE_ADVERTISE_CONNECTABLE;
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = directed(0);
    request.u.advertise.parameters.peer.type = BLE_ADDRESS_ANONYMOUS;
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = directed(0); /* with data it takes extended PDUs */
    request.u.advertise.data = flags_only;
    request.u.advertise.size = sizeof(flags_only);
    assert_int_equal(outcome(old, &request), BLE_ERROR_UNSUPPORTED);
    request.u.advertise.parameters.flags |= BLE_ADVERTISE_HIGH_DUTY;
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = advertise(1, 0, flags_only, sizeof(flags_only)); /* a 4.0 part has one set */
    assert_int_equal(outcome(old, &request), BLE_ERROR_UNSUPPORTED);
    request = advertise(0, 0, data, 32);
    assert_int_equal(outcome(old, &request), BLE_ERROR_UNSUPPORTED);
    request = scan(true);
    request.u.scan.window_us = request.u.scan.interval_us + 1;
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    request = scan(true);
    request.u.scan.phys = 4;
    assert_int_equal(outcome(old, &request), BLE_ERROR_UNSUPPORTED);
    request.u.scan.phys = 2;
    assert_int_equal(outcome(rig, &request), BLE_ERROR_ARGUMENT);
    assert_string_equal(sent_since(rig, mark), "");
    assert_string_equal(sent_since(old, old_mark), "");
    rig_free(old);
    rig_free(rig);
}

static void coded_scanning_listens_on_both_phys(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4");
    struct ble_request request = scan(true);
    request.u.scan.phys = 5;
    size_t mark = rig_sent(rig), size;
    assert_int_equal(outcome(rig, &request), BLE_OK);
    assert_memory_equal(rig_sent_packet(rig, mark, &size),
                        "\x01\x41\x20\x0d\x00\x00\x05\x01\xa0\x00\x50\x00\x01\xa0\x00\x50\x00", 17);
    rig_free(rig);
}

static void requests_that_cross_are_refused_until_the_first_is_done(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4");
    struct ble_request request = advertise(0, 0, flags_only, sizeof(flags_only));
    uint32_t first = rig_request(rig, &request);
    struct ble_request stop = stop_advertising(0);
    uint32_t second = rig_request(rig, &stop);
    assert_int_equal(rig_complete(rig, second, RIG_SECOND)->event.u.completed.status, BLE_ERROR_BUSY);
    assert_int_equal(rig_complete(rig, first, RIG_SECOND)->event.u.completed.status, BLE_OK);
    rig_free(rig);
}

static void a_cancelled_start_leaves_nothing_on_the_air(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4");
    struct ble_request request = advertise(0, 0, flags_only, sizeof(flags_only));
    size_t mark = rig_sent(rig);
    uint32_t id = rig_request(rig, &request);
    rig_run_for(rig, 200);
    struct ble_request cancel = { .type = BLE_REQUEST_CANCEL };
    cancel.u.cancel.id = id;
    rig_request(rig, &cancel);
    assert_int_equal(rig_complete(rig, id, RIG_SECOND)->event.u.completed.status, BLE_ERROR_CANCELLED);
    rig_run_for(rig, RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "2036");
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legacy_advertising_starts_and_stops),
        cmocka_unit_test(extended_controllers_get_extended_commands_alone),
        cmocka_unit_test(a_controller_with_poor_extended_commands_gets_legacy_ones_alone),
        cmocka_unit_test(data_changes_without_a_gap),
        cmocka_unit_test(other_parameters_stop_change_and_start),
        cmocka_unit_test(long_data_goes_in_fragments_while_the_set_is_off),
        cmocka_unit_test(a_set_has_an_address_of_its_own),
        cmocka_unit_test(a_set_is_told_the_radios_random_address),
        cmocka_unit_test(scanning_changes_by_stopping_first),
        cmocka_unit_test(durations_are_exact_and_told),
        cmocka_unit_test(a_refusal_completes_the_request_with_its_code),
        cmocka_unit_test(a_central_that_connects_ends_the_set),
        cmocka_unit_test(directed_sets_have_no_data_and_high_duty_ones_a_duration),
        cmocka_unit_test(the_end_of_high_duty_advertising_is_a_timeout),
        cmocka_unit_test(everything_is_on_the_air_again_after_a_recovery),
        cmocka_unit_test(what_was_not_confirmed_when_the_port_was_lost_does_not_come_back),
        cmocka_unit_test(an_unanswered_step_is_tried_again_and_the_request_ends_in_time),
        cmocka_unit_test(what_cannot_be_is_refused_and_changes_nothing),
        cmocka_unit_test(coded_scanning_listens_on_both_phys),
        cmocka_unit_test(requests_that_cross_are_refused_until_the_first_is_done),
        cmocka_unit_test(a_cancelled_start_leaves_nothing_on_the_air),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
