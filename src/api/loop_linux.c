/* SPDX-License-Identifier: MIT */
#include "api/loop.h"

#include <errno.h>
#include <limits.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* Kicks and wakes share one eventfd: the loop's owner adds 1, others add this. */
#define WAKE_STEP ((uint64_t)1 << 32)

uint64_t blr_loop_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static uint64_t loop_time_us(const struct blr_loop *loop)
{
    (void)loop;
    return blr_loop_now_us();
}

static bool add(struct blr_loop *loop, int fd, unsigned events)
{
    struct epoll_event event = { .events = events, .data.fd = fd };
    return fd >= 0 && epoll_ctl(loop->all_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static ble_status loop_open(struct blr_loop *loop)
{
    *loop = (struct blr_loop)BLR_LOOP_CLOSED(loop->ops, loop->context);
    loop->all_fd = epoll_create1(EPOLL_CLOEXEC);
    if (loop->all_fd >= 0)
        loop->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (loop->timer_fd >= 0)
        loop->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    bool good = loop->wake_fd >= 0 && add(loop, loop->timer_fd, EPOLLIN) && add(loop, loop->wake_fd, EPOLLIN);
    return good ? BLE_OK : BLE_ERROR_IO;
}

static void loop_close(struct blr_loop *loop)
{
    int fds[] = { loop->all_fd, loop->timer_fd, loop->wake_fd };
    for (unsigned i = 0; i < sizeof(fds) / sizeof(*fds); i++)
        if (fds[i] >= 0)
            close(fds[i]);
    loop->all_fd = loop->timer_fd = loop->wake_fd = loop->watched_fd = -1;
}

static ble_status loop_watch(struct blr_loop *loop, int fd, unsigned wanted)
{
    if (fd < 0)
        wanted = 0;
    if (fd == loop->watched_fd && wanted == loop->wanted)
        return BLE_OK;
    if (loop->watched_fd >= 0 && loop->wanted && (fd != loop->watched_fd || !wanted)) {
        struct epoll_event unused = { 0 };
        epoll_ctl(loop->all_fd, EPOLL_CTL_DEL, loop->watched_fd, &unused);
        loop->wanted = 0;
    }
    bool known = loop->wanted != 0;
    loop->watched_fd = fd;
    loop->wanted = wanted;
    if (!wanted)
        return BLE_OK;
    struct epoll_event event = { .data.fd = fd };
    event.events = (wanted & BLR_LOOP_READ ? EPOLLIN : 0u) | (wanted & BLR_LOOP_WRITE ? EPOLLOUT : 0u);
    if (epoll_ctl(loop->all_fd, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) == 0)
        return BLE_OK;
    loop->wanted = 0;
    return BLE_ERROR_UNSUPPORTED;
}

static void loop_arm(struct blr_loop *loop, uint64_t at_us)
{
    struct itimerspec when = { 0 };
    if (at_us == loop->armed_us)
        return;
    loop->armed_us = at_us;
    if (at_us != BLR_NEVER) {
        at_us = at_us ? at_us : 1; /* all zero would disarm */
        when.it_value.tv_sec = (time_t)(at_us / 1000000);
        when.it_value.tv_nsec = (long)(at_us % 1000000 * 1000);
    }
    timerfd_settime(loop->timer_fd, TFD_TIMER_ABSTIME, &when, NULL);
}

static void loop_kick(struct blr_loop *loop)
{
    uint64_t one = 1;
    if (!loop->kicked && write(loop->wake_fd, &one, sizeof(one)) == sizeof(one))
        loop->kicked = true;
}

static void loop_wake(struct blr_loop *loop)
{
    uint64_t step = WAKE_STEP;
    int error = errno;
    ssize_t unused = write(loop->wake_fd, &step, sizeof(step)); /* fails only when it is awake 2^32 times already */
    (void)unused;
    errno = error;
}

static unsigned fetch_wakes(struct blr_loop *loop)
{
    uint64_t sum = 0;
    if (read(loop->wake_fd, &sum, sizeof(sum)) != sizeof(sum))
        return 0;
    loop->kicked = false;
    return (sum % WAKE_STEP ? BLR_LOOP_KICK : 0u) | (sum >= WAKE_STEP ? BLR_LOOP_WAKE : 0u);
}

static unsigned fetch_timer(struct blr_loop *loop)
{
    uint64_t times = 0;
    if (read(loop->timer_fd, &times, sizeof(times)) != sizeof(times))
        return 0;
    loop->armed_us = BLR_NEVER;
    return BLR_LOOP_TIMER;
}

static unsigned fetch(struct blr_loop *loop, const struct epoll_event *event)
{
    unsigned ready = 0;
    if (event->data.fd == loop->wake_fd)
        return fetch_wakes(loop);
    if (event->data.fd == loop->timer_fd)
        return fetch_timer(loop);
    if (event->events & EPOLLIN)
        ready |= BLR_LOOP_READ;
    if (event->events & EPOLLOUT)
        ready |= BLR_LOOP_WRITE;
    if (event->events & (EPOLLHUP | EPOLLERR))
        ready |= BLR_LOOP_HANGUP;
    return ready;
}

static unsigned loop_wait(struct blr_loop *loop, uint64_t until_us)
{
    struct epoll_event events[3];
    for (;;) {
        uint64_t now_us = blr_loop_now_us();
        int wait_ms = -1;
        if (until_us != BLR_NEVER) {
            uint64_t left_ms = until_us > now_us ? (until_us - now_us + 999) / 1000 : 0;
            wait_ms = left_ms < INT_MAX ? (int)left_ms : INT_MAX;
        }
        int count = epoll_wait(loop->all_fd, events, 3, wait_ms);
        unsigned ready = 0;
        for (int i = 0; i < count; i++)
            ready |= fetch(loop, &events[i]);
        if (ready || (count <= 0 && until_us <= blr_loop_now_us()))
            return ready;
    }
}

const struct blr_loop_ops blr_loop_system = { loop_time_us, loop_open, loop_close, loop_watch,
                                              loop_arm,     loop_kick, loop_wake,  loop_wait };
