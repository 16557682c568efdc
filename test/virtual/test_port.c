/* SPDX-License-Identifier: MIT */
/* The port "virtual:" as a transport by the wall clock, and through a radio. */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <bleradio/radio.h>
#include <bleradio/transport.h>

static struct ble_transport *open_port(const char *port)
{
    struct ble_transport *transport;
    char why[BLE_TRANSPORT_TEXT];
    if (ble_transport_open(port, NULL, &transport, why) != BLE_OK)
        fail_msg("%s: %s", port, why);
    assert_string_equal(why, "");
    return transport;
}

static uint64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* What comes within a time; as a program does it: poll, then read until there is nothing. */
static size_t receive(struct ble_transport *transport, uint8_t *data, size_t capacity, unsigned for_ms, unsigned *wakes)
{
    uint64_t until_ms = now_ms() + for_ms;
    size_t size = 0;
    while (now_ms() < until_ms && size < capacity) {
        struct pollfd polled = { transport->ops->fd(transport), POLLIN, 0 };
        ptrdiff_t got;
        *wakes += poll(&polled, 1, (int)(until_ms - now_ms()) + 1) > 0;
        while (size < capacity && (got = transport->ops->read(transport, data + size, capacity - size)) > 0)
            size += (size_t)got;
    }
    return size;
}

static void send_octets(struct ble_transport *transport, const void *data, size_t size)
{
    assert_int_equal(transport->ops->write(transport, data, size), size);
}

static void it_answers_and_reports_the_demo_peers(void **state)
{
    static const uint8_t begin[] = { 0x01, 0x03, 0x0c, 0x00, 0x01, 0x01, 0x0c, 0x08, 0xff, 0xff, 0xff,
                                     0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x0c, 0x20, 0x02, 0x01, 0x00 };
    static const uint8_t answers[] = { 0x04, 0x0e, 0x04, 0x01, 0x03, 0x0c, 0x00, 0x04, 0x0e, 0x04, 0x01,
                                       0x01, 0x0c, 0x00, 0x04, 0x0e, 0x04, 0x01, 0x0c, 0x20, 0x00 };
    struct ble_transport *transport = open_port("virtual:");
    uint8_t *data = malloc(65536);
    unsigned wakes = 0;
    (void)state;
    send_octets(transport, begin, sizeof(begin));
    size_t size = receive(transport, data, 65536, 1500, &wakes);
    assert_true(size > sizeof(answers) + 200);
    assert_memory_equal(data, answers, sizeof(answers));
    size_t reports = 0;
    for (size_t at = sizeof(answers); at < size; at += 3u + data[at + 2], reports++)
        assert_true(data[at] == 0x04 && data[at + 1] == 0x3e && data[at + 3] == 0x02);
    assert_in_range(reports, 10, 60);
    assert_true(wakes < 1500); /* at most once a millisecond */
    free(data);
    transport->ops->close(transport);
}

static void it_sleeps_while_its_controller_does_nothing(void **state)
{
    struct ble_transport *transport = open_port("virtual:");
    uint8_t data[64];
    unsigned wakes = 0;
    (void)state;
    assert_int_equal(receive(transport, data, sizeof(data), 1200, &wakes), 0);
    assert_in_range(wakes, 0, 3);
    transport->ops->close(transport);
}

static void reopening_switches_it_off_and_on(void **state)
{
    static const uint8_t scan[] = { 0x01, 0x0c, 0x20, 0x02, 0x01, 0x00 };
    struct ble_transport *transport = open_port("virtual:seed=3,profile=4.2");
    struct ble_transport_info info;
    uint8_t data[64];
    unsigned wakes = 0;
    (void)state;
    transport->ops->info(transport, &info);
    assert_true(info.can_reopen);
    send_octets(transport, scan, sizeof(scan));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_REOPEN, 0), BLE_OK);
    assert_int_equal(receive(transport, data, sizeof(data), 50, &wakes), 0); /* the answer is gone */
    send_octets(transport, scan, sizeof(scan));
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_FLUSH_INPUT, 0), BLE_OK);
    assert_int_equal(receive(transport, data, sizeof(data), 50, &wakes), 0);
    assert_int_equal(transport->ops->control(transport, BLE_EFFECT_SET_BAUD, 115200), BLE_ERROR_UNSUPPORTED);
    transport->ops->close(transport);
}

static void a_controller_that_vanishes_is_a_port_that_is_lost(void **state)
{
    struct ble_transport *transport = open_port("virtual:peers=none,fault=vanish-at=20ms");
    struct pollfd polled = { transport->ops->fd(transport), POLLIN, 0 };
    uint8_t data[64];
    ptrdiff_t got = 0;
    (void)state;
    for (unsigned i = 0; i < 100 && got == 0; i++) {
        assert_true(poll(&polled, 1, 5000) >= 0);
        got = transport->ops->read(transport, data, sizeof(data));
    }
    assert_int_equal(got, BLE_ERROR_LOST);
    assert_int_equal(transport->ops->write(transport, data, 1), BLE_ERROR_LOST);
    transport->ops->close(transport);
}

static void wrong_options_are_explained(void **state)
{
    static const struct {
        const char *port, *why;
    } rows[] = {
        { "virtual:profile=6.0", "profile=6.0: there are 5.4, 5.0, 4.2, 4.0, zephyr, esp32" },
        { "virtual:seed=x", "seed=x: allowed are 0 ... 999999999" },
        { "virtual:seed=1234567890", "seed=1234567890: allowed" },
        { "virtual:peers=some", "peers=some: allowed are demo and none" },
        { "virtual:fault=lose", "\"lose\" is no fault; there are lose-event" },
        { "virtual:colour=red", "option \"colour=red\": allowed are profile=, seed=, peers= and, last, fault=" },
        { "virtual:seed=1,,", "option \"\"" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct ble_transport *transport;
        char why[BLE_TRANSPORT_TEXT];
        assert_int_equal(ble_transport_open(rows[i].port, NULL, &transport, why), BLE_ERROR_ARGUMENT);
        assert_null(transport);
        if (strstr(why, rows[i].why) == NULL)
            fail_msg("%s: %s", rows[i].port, why);
    }
}

static void a_radio_comes_up_on_it(void **state)
{
    static const char *const ports[] = { "virtual:", "virtual:profile=4.0,seed=9", "virtual:profile=zephyr,peers=none",
                                         "virtual:fault=delay-event=/3:5ms,mute-command=4" };
    (void)state;
    for (size_t i = 0; i < sizeof(ports) / sizeof(ports[0]); i++) {
        struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
        ble_radio *radio;
        options.port = ports[i];
        ble_status status = ble_radio_open(&radio, &options);
        if (status < 0)
            fail_msg("%s: %s", ports[i], ble_radio_last_error(radio));
        assert_int_equal(ble_radio_get_info(radio)->transport.kind, BLE_PORT_VIRTUAL);
        assert_int_equal(ble_radio_reset(radio, 10000), BLE_OK);
        ble_radio_close(radio);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_answers_and_reports_the_demo_peers),
        cmocka_unit_test(it_sleeps_while_its_controller_does_nothing),
        cmocka_unit_test(reopening_switches_it_off_and_on),
        cmocka_unit_test(a_controller_that_vanishes_is_a_port_that_is_lost),
        cmocka_unit_test(wrong_options_are_explained),
        cmocka_unit_test(a_radio_comes_up_on_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
