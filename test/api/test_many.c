/* SPDX-License-Identifier: MIT */
/* Many radios: one in each thread, all of them in one loop. Built a second time with ThreadSanitizer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <bleradio/bleradio.h>

#include "api/internal.h"
#include "folder.h"
#include "served.h"
#include "watched.h"

enum { RADIOS = 8, ROUNDS = 40 };

static char folder[FOLDER_TEXT];

struct worker {
    pthread_t thread;
    struct served *served;
    struct watched watched;
    ble_radio *radio;
    const char *failed;
};

static void begin(struct worker *worker)
{
    memset(worker, 0, sizeof(*worker));
    worker->served = served_new("zephyr_hci_uart.txt", "on fc09: complete 00 00\non fc58: complete 00 @0+");
}

static struct ble_radio_options options_of(struct worker *worker)
{
    struct ble_radio_options options = watched_options(&worker->watched, served_port(worker->served));
    options.state_directory = folder; /* one file for all of them */
    return options;
}

#define CHECK(worker, condition)                                                                                       \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            (worker)->failed = #condition;                                                                             \
            return NULL;                                                                                               \
        }                                                                                                              \
    } while (0)

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct ble_radio_options options = options_of(worker);
    CHECK(worker, ble_radio_open(&worker->radio, &options) == BLE_OK);
    worker->radio->first_backoff_us = worker->radio->backoff_us = 2000;
    for (unsigned i = 0; i < ROUNDS; i++) {
        uint8_t index = (uint8_t)i;
        struct ble_hci_answer answer;
        ble_status status = ble_radio_hci_command(worker->radio, 0xfc58, &index, 1, &answer, 0);
        CHECK(worker, status == BLE_OK || status == BLE_ERROR_INTERRUPTED);
        CHECK(worker, status < 0 || (answer.size == 2 && answer.parameters[1] == index));
        if (i % 10 != 9)
            continue;
        unsigned ready = worker->watched.ready;
        served_unplug(worker->served);
        for (int tries = 0; worker->watched.ready == ready && tries < 10000; tries++)
            ble_radio_process(worker->radio, 1000);
        CHECK(worker, worker->watched.ready == ready + 1);
    }
    return NULL;
}

static void radios_in_threads_share_nothing(void **state)
{
    static struct worker workers[RADIOS];
    (void)state;
    for (int i = 0; i < RADIOS; i++) {
        begin(&workers[i]);
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < RADIOS; i++)
        pthread_join(workers[i].thread, NULL);
    for (int i = 0; i < RADIOS; i++) {
        if (workers[i].failed)
            fail_msg("radio %d: %s: %s", i, workers[i].failed, ble_radio_last_error(workers[i].radio));
        assert_int_equal(workers[i].watched.generation, 1 + ROUNDS / 10);
        for (int other = 0; other < i; other++)
            assert_memory_not_equal(ble_radio_get_info(workers[i].radio)->controller.address.octets,
                                    ble_radio_get_info(workers[other].radio)->controller.address.octets, 6);
    }
    for (int i = 0; i < RADIOS; i++) {
        ble_radio_close(workers[i].radio);
        served_free(workers[i].served);
    }
}

static void *wake_often(void *argument)
{
    struct worker *worker = argument;
    for (int i = 0; i < 200; i++) {
        ble_radio_wake(worker->radio);
        usleep(200);
    }
    return NULL;
}

static void wakes_from_a_thread_disturb_nothing(void **state)
{
    struct worker worker;
    pthread_t thread;
    (void)state;
    begin(&worker);
    struct ble_radio_options options = options_of(&worker);
    assert_int_equal(ble_radio_open(&worker.radio, &options), BLE_OK);
    assert_int_equal(pthread_create(&thread, NULL, wake_often, &worker), 0);
    unsigned good = 0, interrupted = 0;
    for (int i = 0; i < 300; i++) {
        ble_status status = ble_radio_hci_command(worker.radio, 0xfc58, NULL, 0, NULL, 0);
        good += status == BLE_OK;
        interrupted += status == BLE_ERROR_INTERRUPTED;
    }
    pthread_join(thread, NULL);
    assert_int_equal(good + interrupted, 300);
    assert_true(good > 0);
    assert_int_equal(ble_radio_get_counters(worker.radio)->recoveries, 0);
    ble_radio_close(worker.radio);
    served_free(worker.served);
}

static void one_loop_drives_them_all(void **state)
{
    static struct worker workers[RADIOS];
    (void)state;
    int all = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < RADIOS; i++) {
        begin(&workers[i]);
        struct ble_radio_options options = options_of(&workers[i]);
        assert_int_equal(ble_radio_open_start(&workers[i].radio, &options), BLE_OK);
        struct epoll_event event = { .events = EPOLLIN, .data.ptr = &workers[i] };
        assert_int_equal(epoll_ctl(all, EPOLL_CTL_ADD, ble_radio_fd(workers[i].radio), &event), 0);
    }
    uint64_t until = blr_loop_now_us() + 20000000;
    unsigned calls = 0, done = 0;
    bool unplugged = false;
    while (done < RADIOS && blr_loop_now_us() < until) {
        struct epoll_event events[RADIOS];
        int count = epoll_wait(all, events, RADIOS, 1000);
        for (int i = 0; i < count; i++, calls++)
            assert_int_equal(ble_radio_process(((struct worker *)events[i].data.ptr)->radio, 0), BLE_OK);
        done = 0;
        for (int i = 0; i < RADIOS; i++)
            done += workers[i].watched.ready == (unplugged ? 2u : 1u);
        if (done < RADIOS || unplugged)
            continue;
        for (int i = 0; i < RADIOS; i++)
            served_unplug(workers[i].served);
        unplugged = true;
        done = 0;
    }
    assert_int_equal(done, RADIOS);
    assert_true(calls < RADIOS * 250);
    struct epoll_event none;
    for (int i = 0; i < 20; i++) /* traces of what was begun may still need a call or two */
        if (epoll_wait(all, &none, 1, 100) == 1)
            ble_radio_process(((struct worker *)none.data.ptr)->radio, 0);
    assert_int_equal(epoll_wait(all, &none, 1, 300), 0);
    for (int i = 0; i < RADIOS; i++) {
        ble_radio_close(workers[i].radio);
        served_free(workers[i].served);
    }
    close(all);
}

/* ------------------------------------------------------------------------------------------------ on the air */

#ifdef BLERADIO_VIRTUAL

/** A radio with the air of a virtual port to itself, with the demo's peers: it advertises and scans. */
struct airer {
    pthread_t thread;
    ble_radio *radio;
    const char *failed;
    unsigned heard, ended;
    bool started;
};

enum { ENOUGH = 20 };

static struct ble_radio_options options_on_air(void)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.port = "virtual:seed=3";
    options.state_directory = "";
    return options;
}

static void *live_on_air(void *argument)
{
    struct airer *airer = argument;
    struct ble_radio_options options = options_on_air();
    struct ble_scan_options scan = BLE_SCAN_OPTIONS_INIT;
    struct ble_advertisement advertisement;
    struct ble_report report;
    ble_advertisement_init(&advertisement);
    advertisement.connectable = true;
    scan.minimum_rssi_dbm = -128;
    scan.merge = true;
    CHECK(airer, ble_radio_open(&airer->radio, &options) == BLE_OK);
    for (unsigned round = 0; round < 3; round++) {
        CHECK(airer, ble_radio_start_advertising(airer->radio, &advertisement, NULL) == BLE_OK);
        CHECK(airer, ble_radio_start_scan(airer->radio, NULL, 0, &scan) == BLE_OK);
        for (unsigned i = 0; i < ENOUGH; i++, airer->heard++)
            CHECK(airer, ble_radio_scan_next(airer->radio, &report, 5000) == BLE_OK);
        CHECK(airer, ble_advertisement_set_tx_power(&advertisement, (int8_t)round) == BLE_OK);
        CHECK(airer, ble_radio_update_advertising(airer->radio, 0, &advertisement, NULL) == BLE_OK);
        CHECK(airer, ble_radio_stop_scan(airer->radio) == BLE_OK);
        CHECK(airer, ble_radio_stop_advertising(airer->radio, 0) == BLE_OK);
        while (ble_radio_scan_next(airer->radio, &report, BLE_FOREVER) == BLE_OK)
            airer->heard++;
    }
    return NULL;
}

static void radios_in_threads_advertise_and_scan(void **state)
{
    static struct airer airers[RADIOS];
    (void)state;
    memset(airers, 0, sizeof(airers));
    for (int i = 0; i < RADIOS; i++)
        assert_int_equal(pthread_create(&airers[i].thread, NULL, live_on_air, &airers[i]), 0);
    for (int i = 0; i < RADIOS; i++)
        pthread_join(airers[i].thread, NULL);
    for (int i = 0; i < RADIOS; i++) {
        if (airers[i].failed)
            fail_msg("radio %d: %s: %s", i, airers[i].failed, ble_radio_last_error(airers[i].radio));
        assert_true(airers[i].heard >= 3 * ENOUGH);
        ble_radio_close(airers[i].radio);
    }
}

static void note_report(ble_radio *radio, const struct ble_report *report, void *user)
{
    struct airer *airer = user;
    (void)report;
    if (++airer->heard == ENOUGH)
        ble_radio_stop_scan_start(radio, NULL, NULL, NULL);
}

static void note_advertising_ended(ble_radio *radio, uint8_t set, ble_status status, void *user)
{
    struct airer *airer = user;
    (void)radio;
    airer->ended += set == 0 && status == BLE_ERROR_TIMEOUT;
}

static void begin_on_air(ble_radio *radio, uint32_t generation, void *user)
{
    struct ble_scan_options scan = BLE_SCAN_OPTIONS_INIT;
    struct ble_advertising_options options = BLE_ADVERTISING_OPTIONS_INIT;
    struct ble_advertisement advertisement;
    struct airer *airer = user;
    (void)generation;
    ble_advertisement_init(&advertisement);
    scan.report = note_report;
    scan.minimum_rssi_dbm = -128;
    scan.user = options.user = user;
    options.timeout_ms = 500;
    options.ended = note_advertising_ended;
    airer->started = ble_radio_start_scan_start(radio, NULL, 0, &scan, NULL, NULL, NULL) == BLE_OK &&
                     ble_radio_start_advertising_start(radio, &advertisement, &options, NULL, NULL, NULL) == BLE_OK;
}

static void one_loop_lets_them_all_advertise_and_scan(void **state)
{
    static struct airer airers[RADIOS];
    (void)state;
    memset(airers, 0, sizeof(airers));
    int all = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < RADIOS; i++) {
        struct ble_radio_options options = options_on_air();
        options.handlers.ready = begin_on_air;
        options.user = &airers[i];
        assert_int_equal(ble_radio_open_start(&airers[i].radio, &options), BLE_OK);
        struct epoll_event event = { .events = EPOLLIN, .data.ptr = airers[i].radio };
        assert_int_equal(epoll_ctl(all, EPOLL_CTL_ADD, ble_radio_fd(airers[i].radio), &event), 0);
    }
    uint64_t until = blr_loop_now_us() + 20000000;
    unsigned done = 0;
    while (done < RADIOS && blr_loop_now_us() < until) {
        struct epoll_event events[RADIOS];
        int count = epoll_wait(all, events, RADIOS, 1000);
        for (int i = 0; i < count; i++)
            assert_int_equal(ble_radio_process(events[i].data.ptr, 0), BLE_OK);
        done = 0;
        for (int i = 0; i < RADIOS; i++)
            done += airers[i].heard >= ENOUGH && airers[i].ended == 1 && !ble_radio_is_scanning(airers[i].radio);
    }
    for (int i = 0; i < RADIOS; i++) {
        assert_true(airers[i].started);
        assert_true(airers[i].heard >= ENOUGH);
        assert_int_equal(airers[i].ended, 1);
        ble_radio_close(airers[i].radio);
    }
    close(all);
}

#endif

static int set_up(void **state)
{
    (void)state;
    folder_make(folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    folder_remove(folder);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(radios_in_threads_share_nothing),
        TEST(wakes_from_a_thread_disturb_nothing),
        TEST(one_loop_drives_them_all),
#ifdef BLERADIO_VIRTUAL
        TEST(radios_in_threads_advertise_and_scan),
        TEST(one_loop_lets_them_all_advertise_and_scan),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
