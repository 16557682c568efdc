/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "api/loop.h"

static struct blr_loop loop = BLR_LOOP_CLOSED(&blr_loop_system, NULL);

static bool is_readable(void)
{
    struct pollfd it = { .fd = loop.all_fd, .events = POLLIN };
    return poll(&it, 1, 0) == 1;
}

static void it_is_readable_exactly_while_something_stands(void **state)
{
    int pair[2];
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
    assert_false(is_readable());
    assert_int_equal(blr_loop_watch(&loop, pair[0], BLR_LOOP_READ), BLE_OK);
    assert_false(is_readable());
    assert_int_equal(write(pair[1], "x", 1), 1);
    assert_true(is_readable());
    assert_int_equal(blr_loop_wait(&loop, 0), BLR_LOOP_READ);
    assert_int_equal(blr_loop_wait(&loop, BLR_NEVER), BLR_LOOP_READ);
    blr_loop_watch(&loop, pair[0], 0);
    assert_false(is_readable());
    blr_loop_watch(&loop, pair[0], BLR_LOOP_READ | BLR_LOOP_WRITE);
    assert_int_equal(blr_loop_wait(&loop, 0), BLR_LOOP_READ | BLR_LOOP_WRITE);
    close(pair[1]);
    assert_true(blr_loop_wait(&loop, 0) & BLR_LOOP_HANGUP);
    blr_loop_watch(&loop, pair[0], 0);
    assert_false(is_readable());
    blr_loop_watch(&loop, -1, 0);
    close(pair[0]);
}

static void another_descriptor_with_the_same_number_is_watched_anew(void **state)
{
    int pair[2], again[2];
    (void)state;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    blr_loop_watch(&loop, pair[0], BLR_LOOP_READ);
    blr_loop_watch(&loop, -1, 0);
    close(pair[0]);
    close(pair[1]);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, again), 0);
    assert_int_equal(again[0], pair[0]);
    assert_int_equal(blr_loop_watch(&loop, again[0], BLR_LOOP_READ), BLE_OK);
    assert_int_equal(write(again[1], "x", 1), 1);
    assert_int_equal(blr_loop_wait(&loop, 0), BLR_LOOP_READ);
    close(again[0]);
    close(again[1]);
}

static void what_cannot_be_waited_for_is_refused(void **state)
{
    (void)state;
    char name[] = "/tmp/bleradio-test-XXXXXX";
    int file = mkstemp(name);
    unlink(name);
    assert_int_equal(blr_loop_watch(&loop, file, BLR_LOOP_READ), BLE_ERROR_UNSUPPORTED);
    assert_int_equal(blr_loop_watch(&loop, -1, 0), BLE_OK);
    close(file);
}

static void the_timer_is_ready_at_its_time_and_only_once(void **state)
{
    (void)state;
    uint64_t start = blr_loop_now_us();
    blr_loop_arm(&loop, start + 20000);
    assert_false(is_readable());
    assert_int_equal(blr_loop_wait(&loop, BLR_NEVER), BLR_LOOP_TIMER);
    assert_true(blr_loop_now_us() >= start + 20000);
    assert_false(is_readable());
    blr_loop_arm(&loop, 0);
    assert_true(is_readable());
    blr_loop_arm(&loop, BLR_NEVER);
    assert_false(is_readable());
    blr_loop_arm(&loop, start);
    assert_int_equal(blr_loop_wait(&loop, 0), BLR_LOOP_TIMER);
    blr_loop_arm(&loop, start); /* the same time again is a new order */
    assert_int_equal(blr_loop_wait(&loop, 0), BLR_LOOP_TIMER);
}

static void a_wait_ends_when_its_time_has_come_and_not_before(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        uint64_t until = blr_loop_now_us() + 1500;
        assert_int_equal(blr_loop_wait(&loop, until), 0);
        assert_true(blr_loop_now_us() >= until);
    }
}

static void kicks_and_wakes_are_told_apart(void **state)
{
    (void)state;
    blr_loop_kick(&loop);
    blr_loop_kick(&loop);
    assert_true(is_readable());
    assert_int_equal(blr_loop_wait(&loop, 0), BLR_LOOP_KICK);
    assert_false(is_readable());
    blr_loop_wake(&loop);
    blr_loop_wake(&loop);
    assert_int_equal(blr_loop_wait(&loop, 0), BLR_LOOP_WAKE);
    assert_int_equal(blr_loop_wait(&loop, 0), 0);
    blr_loop_kick(&loop);
    blr_loop_wake(&loop);
    assert_int_equal(blr_loop_wait(&loop, 0), BLR_LOOP_KICK | BLR_LOOP_WAKE);
}

static void on_signal(int number)
{
    (void)number;
    blr_loop_wake(&loop);
}

static void on_harmless_signal(int number)
{
    (void)number;
}

static void a_signal_handler_may_wake_and_another_does_not(void **state)
{
    struct itimerval soon = { .it_value.tv_usec = 10000 };
    (void)state;
    signal(SIGALRM, on_harmless_signal);
    setitimer(ITIMER_REAL, &soon, NULL);
    uint64_t until = blr_loop_now_us() + 40000;
    assert_int_equal(blr_loop_wait(&loop, until), 0);
    assert_true(blr_loop_now_us() >= until);
    signal(SIGALRM, on_signal);
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_int_equal(blr_loop_wait(&loop, BLR_NEVER), BLR_LOOP_WAKE);
    signal(SIGALRM, SIG_DFL);
    errno = 77;
    blr_loop_wake(&loop);
    assert_int_equal(errno, 77);
}

static void *wake_from_thread(void *unused)
{
    usleep(5000);
    blr_loop_wake(&loop);
    return unused;
}

static void another_thread_may_wake(void **state)
{
    pthread_t thread;
    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, wake_from_thread, NULL), 0);
    assert_int_equal(blr_loop_wait(&loop, BLR_NEVER), BLR_LOOP_WAKE);
    pthread_join(thread, NULL);
}

static void children_do_not_inherit_it(void **state)
{
    (void)state;
    assert_true(fcntl(loop.all_fd, F_GETFD) & FD_CLOEXEC);
    assert_true(fcntl(loop.timer_fd, F_GETFD) & FD_CLOEXEC);
    assert_true(fcntl(loop.wake_fd, F_GETFD) & FD_CLOEXEC);
}

static int set_up(void **state)
{
    (void)state;
    return blr_loop_open(&loop) == BLE_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    blr_loop_close(&loop);
    return loop.all_fd == -1 ? 0 : -1;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_is_readable_exactly_while_something_stands),
        TEST(another_descriptor_with_the_same_number_is_watched_anew),
        TEST(what_cannot_be_waited_for_is_refused),
        TEST(the_timer_is_ready_at_its_time_and_only_once),
        TEST(a_wait_ends_when_its_time_has_come_and_not_before),
        TEST(kicks_and_wakes_are_told_apart),
        TEST(a_signal_handler_may_wake_and_another_does_not),
        TEST(another_thread_may_wake),
        TEST(children_do_not_inherit_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
