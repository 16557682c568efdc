/* SPDX-License-Identifier: MIT */
/* Controllers that are unplugged, silent, noisy, refuse, crash: what a program is told, and what comes back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/internal.h"
#include "folder.h"
#include "served.h"
#include "watched.h"

static struct served *served;
static struct watched watched;
static struct ble_radio_options options;
static ble_radio *radio;

static void serve(const char *file, const char *more)
{
    served = served_new(file, more);
    memset(&watched, 0, sizeof(watched));
    options = watched_options(&watched, served_port(served));
}

static void stop_serving(void)
{
    served_free(served);
}

/** Shorter times between two looks than a program would have. */
static void hurry(void)
{
    radio->first_backoff_us = radio->backoff_us = 2000;
}

static void process_until(const unsigned *counter, unsigned wanted)
{
    uint64_t until = blr_loop_now_us() + 20000000;
    while (*counter < wanted && blr_loop_now_us() < until)
        ble_radio_process(radio, 1000);
    assert_int_equal(*counter, wanted);
}

static void process_for(unsigned ms)
{
    uint64_t until = blr_loop_now_us() + ms * 1000u;
    while (blr_loop_now_us() < until)
        ble_radio_process(radio, 5);
}

static ble_status start_command(uint16_t opcode)
{
    struct ble_request request = { .type = BLE_REQUEST_HCI_COMMAND, .timeout_ms = 60000 };
    request.u.hci.opcode = opcode;
    return ble_radio_request_start(radio, &request, watched_done, &watched, NULL);
}

static unsigned count_fds(void)
{
    unsigned count = 0;
    DIR *fds = opendir("/proc/self/fd");
    while (readdir(fds))
        count++;
    closedir(fds);
    return count;
}

static void assert_fds(unsigned wanted)
{
    for (int i = 0; i < 1000 && count_fds() != wanted; i++)
        usleep(2000);
    assert_int_equal(count_fds(), wanted);
}

static void assert_contains(const char *text, const char *what)
{
    if (!strstr(text, what))
        fail_msg("\"%s\" is not in \"%s\"", what, text);
}

/* ------------------------------------------------------------------------------------------------ unplugged */

static void an_unplugged_controller_is_told_and_comes_back(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", "on fc55: nothing\non fc56: nothing");
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    int fd = ble_radio_fd(radio);
    assert_int_equal(start_command(0xfc55), BLE_OK);
    assert_int_equal(start_command(0xfc56), BLE_OK);
    process_for(20);
    uint64_t start = blr_loop_now_us();
    served_unplug(served);
    process_until(&watched.lost, 1);
    assert_int_equal(watched.lost_status, BLE_ERROR_LOST);
    assert_contains(watched.lost_text, "is gone: the other side closed it; it is being looked for");
    assert_string_equal(watched.lost_text, ble_radio_last_error(radio));
    assert_int_equal(watched.done, 2);
    assert_int_equal(watched.done_status, BLE_ERROR_LOST);
    char text[512];
    assert_true(ble_radio_diagnosis(radio, text, sizeof(text)) > 0);
    assert_contains(text, "is gone");
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_ERROR_STATE);
    assert_contains(ble_radio_last_error(radio), "the controller is not ready");
    process_until(&watched.ready, 2);
    assert_in_range(blr_loop_now_us() - start, 250000, 3000000);
    assert_int_equal(watched.generation, 2);
    assert_int_equal(ble_radio_get_info(radio)->controller.generation, 2);
    assert_string_equal(ble_radio_last_error(radio), "");
    assert_int_equal(ble_radio_fd(radio), fd);
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    assert_int_equal(watched.done, 2);
    assert_int_equal(watched.lost, 1);
    ble_radio_close(radio);
    stop_serving();
}

static void unplugged_at_any_step_of_opening_it_comes_up_all_the_same(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", NULL);
    unsigned fds = count_fds();
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    unsigned commands = ble_radio_get_info(radio)->controller.ready_commands;
    ble_radio_close(radio);
    assert_in_range(commands, 8, 60);
    for (unsigned after = 0; after <= commands; after++) {
        memset(&watched, 0, sizeof(watched));
        served_unplug_after(served, after, 2);
        assert_int_equal(ble_radio_open_start(&radio, &options), BLE_OK);
        hurry();
        process_until(&watched.ready, after < commands ? 1 : watched.ready + 1);
        ble_radio_close(radio);
        served_unplug_after(served, 0, 0);
    }
    assert_fds(fds);
    stop_serving();
}

static void what_is_pending_when_it_is_unplugged_ends_once(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", "on fc5.: nothing\non fc6.: wait 5ms; complete 00");
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    hurry();
    for (unsigned round = 0; round < 10; round++) {
        unsigned done = watched.done;
        for (uint16_t i = 0; i < 8; i++)
            assert_int_equal(start_command((uint16_t)(0xfc60 + i - (round % 2 ? 0x10 : 0))), BLE_OK);
        process_for(round * 3);
        served_unplug(served);
        process_until(&watched.ready, round + 2);
        assert_int_equal(watched.done, done + 8);
    }
    ble_radio_close(radio);
    assert_int_equal(watched.done, 80);
    stop_serving();
}

static void without_reopening_the_loss_is_final(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", NULL);
    options.reopen = false;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    served_unplug(served);
    ble_status status;
    while ((status = ble_radio_process(radio, 2000)) == BLE_OK) {
    }
    assert_int_equal(status, BLE_ERROR_LOST);
    assert_int_equal(watched.lost, 1);
    assert_contains(watched.lost_text, "closed it");
    assert_null(strstr(watched.lost_text, "looked for"));
    assert_int_equal(ble_radio_process(radio, BLE_FOREVER), BLE_ERROR_LOST);
    struct pollfd it = { .fd = ble_radio_fd(radio), .events = POLLIN };
    assert_int_equal(poll(&it, 1, 300), 0); /* nothing to do any more: no busy loop */
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_ERROR_LOST);
    assert_int_equal(served_clients(served), 1);
    ble_radio_close(radio);
    stop_serving();
}

static void an_unplug_during_a_blocking_call_ends_it(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", "on fc55: nothing; hangup\non fc56: nothing; hangup");
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    assert_int_equal(ble_radio_hci_command(radio, 0xfc55, NULL, 0, NULL, 5000), BLE_ERROR_LOST);
    assert_contains(ble_radio_last_error(radio), "is gone");
    process_until(&watched.ready, 2);
    ble_radio_close(radio);
    stop_serving();
    serve("zephyr_hci_uart.txt", "on 1001: hangup");
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_LOST);
    assert_contains(ble_radio_last_error(radio), "is gone");
    assert_int_equal(watched.lost, 0); /* the call has told it */
    ble_radio_close(radio);
    stop_serving();
}

static void it_is_looked_for_ever_less_often(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", NULL);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    radio->first_backoff_us = radio->backoff_us = 10000;
    served_unplug_after(served, 0, UINT_MAX); /* the door is opened, the line closed at once */
    served_unplug(served);
    process_for(1400); /* 10 + 20 + 40 + ... + 640 = 1270 */
    assert_in_range(served_clients(served), 4, 9);
    assert_int_equal(watched.lost, 1);
    assert_true(watched.logged[BLE_LOG_WARNING] <= 1);
    radio->backoff_us = BLR_BACKOFF_LAST_US;
    served_unplug_after(served, 0, 0);
    process_until(&watched.ready, 2);
    assert_int_equal(radio->backoff_us, 10000);
    ble_radio_close(radio);
    stop_serving();
}

static void closing_while_it_is_looked_for_takes_no_time(void **state)
{
    (void)state;
    unsigned fds = count_fds();
    serve("zephyr_hci_uart.txt", NULL);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    served_hide(served, true);
    served_unplug(served);
    process_until(&watched.lost, 1);
    uint64_t start = blr_loop_now_us();
    ble_radio_close(radio);
    assert_true(blr_loop_now_us() - start < 100000);
    stop_serving();
    assert_fds(fds);
}

#if defined(__has_feature)
#define HAS_SANITIZER __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_SANITIZER 1
#else
#define HAS_SANITIZER 0
#endif
#if HAS_SANITIZER
size_t __sanitizer_get_current_allocated_bytes(void);
#endif

static size_t memory_in_use(void)
{
#if HAS_SANITIZER
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

static void two_hundred_unplugs_cost_nothing(void **state)
{
    enum { CYCLES = 200, SETTLED = 20 };
    size_t memory = 0;
    unsigned fds = 0;
    uint64_t fastest_us = UINT64_MAX;
    (void)state;
    serve("zephyr_hci_uart.txt", NULL);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    hurry();
    for (unsigned i = 0; i < CYCLES; i++) {
        uint64_t start = blr_loop_now_us();
        served_unplug(served);
        process_until(&watched.lost, i + 1);
        uint64_t took_us = blr_loop_now_us() - start;
        fastest_us = took_us < fastest_us ? took_us : fastest_us;
        process_until(&watched.ready, i + 2);
        watched.log[0] = 0;
        if (i == SETTLED) {
            fds = count_fds();
            memory = memory_in_use();
        }
    }
    assert_int_equal(watched.generation, CYCLES + 1);
    assert_int_equal(watched.lost, CYCLES);
    assert_true(fastest_us < 100000);
    assert_int_equal(count_fds(), fds);
    assert_true(memory_in_use() <= memory + 4096);
    ble_radio_close(radio);
    stop_serving();
}

/** scripted_controller on a pty behind a link. @return its process */
static pid_t serve_pty(const char *link)
{
    int out[2];
    char line[200];
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], 1);
        execl(SCRIPTED_CONTROLLER, "scripted_controller", FIXTURES "/controllers/zephyr_hci_uart.txt", "--pty", link,
              NULL);
        _exit(127);
    }
    close(out[1]);
    assert_true(read(out[0], line, sizeof(line)) > 5); /* READY */
    close(out[0]);
    return child;
}

static void stop_pty(pid_t child)
{
    int result;
    kill(child, SIGKILL); /* as unplugging: nothing is said */
    waitpid(child, &result, 0);
}

static void a_node_that_comes_back_under_another_name_is_found(void **state)
{
    char folder[FOLDER_TEXT], link[FOLDER_TEXT + 16], path[256];
    unsigned fds = count_fds();
    (void)state;
    folder_make(folder);
    snprintf(link, sizeof(link), "%s/tty", folder);
    pid_t child = serve_pty(link);
    memset(&watched, 0, sizeof(watched));
    options = watched_options(&watched, link);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    snprintf(path, sizeof(path), "%s", ble_radio_get_info(radio)->transport.path);
    int holder = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC); /* keeps the number: the next pty gets another */
    stop_pty(child);
    process_until(&watched.lost, 1);
    assert_int_equal(watched.lost_status, BLE_ERROR_LOST);
    process_for(600); /* it is not there yet */
    assert_contains(ble_radio_last_error(radio), link);
    child = serve_pty(link);
    process_until(&watched.ready, 2);
    assert_string_not_equal(ble_radio_get_info(radio)->transport.path, path);
    assert_string_equal(ble_radio_get_info(radio)->transport.port, link);
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    ble_radio_close(radio);
    stop_pty(child);
    close(holder);
    folder_remove(folder);
    assert_fds(fds);
}

/* ------------------------------------------------------------------------------------------------ no answer */

static void silence_is_diagnosed_in_bounded_time(void **state)
{
    char text[4096];
    (void)state;
    serve("silent.txt", NULL);
    uint64_t start = blr_loop_now_us();
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_SILENT);
    assert_true(blr_loop_now_us() - start < 20000000);
    assert_contains(ble_radio_last_error(radio), "not one octet came back; who is at the other end");
    assert_int_equal(watched.lost, 0);
    assert_true(ble_radio_diagnosis(radio, text, sizeof(text)) > 0);
    assert_contains(text, "not one octet came back\nwho is");
    assert_int_equal(ble_radio_process(radio, 0), BLE_ERROR_STATE);
    start = blr_loop_now_us();
    ble_radio_close(radio);
    assert_true(blr_loop_now_us() - start < 100000);
    stop_serving();
}

static void opening_ends_when_its_time_is_up(void **state)
{
    (void)state;
    serve("silent.txt", NULL);
    options.open_timeout_ms = 150;
    uint64_t start = blr_loop_now_us();
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_TIMEOUT);
    assert_in_range(blr_loop_now_us() - start, 150000, 2000000);
    assert_contains(ble_radio_last_error(radio), "within 150 ms: not one octet was received");
    ble_radio_close(radio);
    stop_serving();
}

static void noise_is_shown_and_recognised(void **state)
{
    (void)state;
    serve("silent.txt", "on open: raw \"ESP-ROM:esp32c3-api1\\r\\n\"; mute");
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_PROTOCOL);
    assert_contains(ble_radio_last_error(radio), "\"ESP-ROM:esp32c3-api1\\r\\n");
    assert_contains(ble_radio_last_error(radio), "this is the boot log of an ESP32");
    ble_radio_close(radio);
    stop_serving();
}

static void a_refused_step_is_named(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", "on 2001: complete 0c");
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_HCI(0x0c));
    assert_contains(ble_radio_last_error(radio), ": LE Set Event Mask: Command Disallowed (0x0c)");
    ble_radio_close(radio);
    stop_serving();
}

/* ------------------------------------------------------------------------------------------------ trouble later */

static void a_controller_that_falls_silent_is_retried(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", "on fc55: mute");
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    hurry();
    assert_true(ble_radio_hci_command(radio, 0xfc55, NULL, 0, NULL, 100) < 0);
    process_until(&watched.ready, 2); /* the line was closed and opened again: the script begins anew */
    assert_true(watched.lost >= 1);
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    ble_radio_close(radio);
    stop_serving();
}

static void a_hardware_error_is_told_and_recovered(void **state)
{
    (void)state;
    serve("zephyr_hci_uart.txt", "on fc55: event 10 42");
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    assert_int_equal(ble_radio_hci_command(radio, 0xfc55, NULL, 0, NULL, 0), BLE_ERROR_RESTARTED);
    assert_int_equal(watched.lost, 1);
    assert_int_equal(watched.lost_status, BLE_ERROR_RESTARTED);
    assert_contains(watched.lost_text, "Hardware Error 0x42; the controller is being brought back");
    process_until(&watched.ready, 2);
    assert_string_equal(ble_radio_last_error(radio), "");
    assert_int_equal(served_clients(served), 1);
    ble_radio_close(radio);
    stop_serving();
}

static void a_crash_is_told_in_words(void **state)
{
    (void)state;
    serve("crash_assert.txt", NULL);
    ble_status status = ble_radio_open(&radio, &options);
    if (status == BLE_OK) {
        for (int i = 0; i < 20 && !strstr(watched.log, "crashed"); i++)
            ble_radio_hci_command(radio, 0x2001, "\0\0\0\0\0\0\0\0", 8, NULL, 300);
    }
    assert_contains(watched.log, "the controller crashed: ");
    ble_radio_close(radio);
    stop_serving();
}

static void every_odd_controller_ends_in_ready_or_a_told_failure(void **state)
{
    static const char *const files[] = {
        "cc26xx.txt",      "esp32.txt",        "half_packet.txt", "ncmd_5.txt",
        "nop_at_boot.txt", "needs_reopen.txt", "at_noise.txt",    "restarts_once.txt"
    };
    unsigned fds = count_fds();
    (void)state;
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        serve(files[i], NULL);
        ble_status status = ble_radio_open(&radio, &options);
        if (status < 0)
            assert_true(strlen(ble_radio_last_error(radio)) > 10);
        else
            assert_int_equal(watched.ready, 1);
        ble_radio_close(radio);
        stop_serving();
    }
    assert_fds(fds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unplugged_controller_is_told_and_comes_back),
        cmocka_unit_test(unplugged_at_any_step_of_opening_it_comes_up_all_the_same),
        cmocka_unit_test(what_is_pending_when_it_is_unplugged_ends_once),
        cmocka_unit_test(without_reopening_the_loss_is_final),
        cmocka_unit_test(an_unplug_during_a_blocking_call_ends_it),
        cmocka_unit_test(it_is_looked_for_ever_less_often),
        cmocka_unit_test(closing_while_it_is_looked_for_takes_no_time),
        cmocka_unit_test(two_hundred_unplugs_cost_nothing),
        cmocka_unit_test(a_node_that_comes_back_under_another_name_is_found),
        cmocka_unit_test(silence_is_diagnosed_in_bounded_time),
        cmocka_unit_test(opening_ends_when_its_time_is_up),
        cmocka_unit_test(noise_is_shown_and_recognised),
        cmocka_unit_test(a_refused_step_is_named),
        cmocka_unit_test(a_controller_that_falls_silent_is_retried),
        cmocka_unit_test(a_hardware_error_is_told_and_recovered),
        cmocka_unit_test(a_crash_is_told_in_words),
        cmocka_unit_test(every_odd_controller_ends_in_ready_or_a_told_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
