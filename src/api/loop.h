/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What a radio needs from an operating system to wait: one descriptor for everything, a timer, a wake.
 *
 * loop_linux.c has it with epoll, timerfd and eventfd. Another platform brings another file; a test brings a table of
 * functions whose time is that of a simulated air. The descriptor is level-triggered: readable as long as one of the
 * things that are watched stands.
 *
 *     struct blr_loop loop = BLR_LOOP_CLOSED(&blr_loop_system, NULL);
 *     blr_loop_open(&loop);
 *     blr_loop_watch(&loop, fd, BLR_LOOP_READ);
 *     blr_loop_arm(&loop, deadline_us);
 *     unsigned ready = blr_loop_wait(&loop, until_us);
 *
 * A loop belongs to one thread, but for blr_loop_wake().
 */
#ifndef BLR_API_LOOP_H
#define BLR_API_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include <bleradio/status.h>

/** No time, for blr_loop_arm() and blr_loop_wait(). */
#define BLR_NEVER UINT64_MAX

/** What blr_loop_wait() reports, and (the first two) what blr_loop_watch() wants. */
enum blr_loop_ready {
    BLR_LOOP_READ = 1 << 0,   /**< the watched descriptor can be read */
    BLR_LOOP_WRITE = 1 << 1,  /**< it can be written */
    BLR_LOOP_HANGUP = 1 << 2, /**< its other side is gone, or it has an error */
    BLR_LOOP_TIMER = 1 << 3,  /**< the armed time has come */
    BLR_LOOP_KICK = 1 << 4,   /**< blr_loop_kick() was called since the last wait */
    BLR_LOOP_WAKE = 1 << 5    /**< blr_loop_wake() was called since the last wait */
};

struct blr_loop_ops;

struct blr_loop {
    const struct blr_loop_ops *ops;
    void *context;     /**< for whoever made ops */
    int all_fd;        /**< what the program polls; -1: closed */
    int timer_fd;      /**< -1: closed */
    int wake_fd;       /**< -1: closed */
    int watched_fd;    /**< -1: none */
    unsigned wanted;   /**< of watched_fd */
    uint64_t armed_us; /**< BLR_NEVER: not */
    bool kicked;       /**< a kick is on its way already */
};

/** A loop that is not open yet. */
#define BLR_LOOP_CLOSED(table, whose)                                                                                  \
    {                                                                                                                  \
        (table), (whose), -1, -1, -1, -1, 0, BLR_NEVER, false                                                          \
    }

/** What a loop is made of; see the functions of the same names below. */
struct blr_loop_ops {
    uint64_t (*time_us)(const struct blr_loop *loop);
    ble_status (*open)(struct blr_loop *loop);
    void (*close)(struct blr_loop *loop);
    ble_status (*watch)(struct blr_loop *loop, int fd, unsigned wanted);
    void (*arm)(struct blr_loop *loop, uint64_t at_us);
    void (*kick)(struct blr_loop *loop);
    void (*wake)(struct blr_loop *loop);
    unsigned (*wait)(struct blr_loop *loop, uint64_t until_us);
};

/** The operating system's. */
extern const struct blr_loop_ops blr_loop_system;

/** The operating system's monotonic microseconds. */
uint64_t blr_loop_now_us(void);

/** Monotonic microseconds; the clock of everything here. */
static inline uint64_t blr_loop_time_us(const struct blr_loop *loop)
{
    return loop->ops->time_us(loop);
}

/** @return BLE_OK or BLE_ERROR_IO (no descriptors left) with errno; to be closed in either case */
static inline ble_status blr_loop_open(struct blr_loop *loop)
{
    return loop->ops->open(loop);
}

/** A loop that is closed stays closed. */
static inline void blr_loop_close(struct blr_loop *loop)
{
    loop->ops->close(loop);
}

/**
 * Watch this descriptor instead of the one before. Call with -1 before the descriptor is closed.
 * @param wanted BLR_LOOP_READ, BLR_LOOP_WRITE; 0: not even its hang-up is reported
 * @return BLE_OK; BLE_ERROR_UNSUPPORTED: a descriptor that cannot be waited for
 */
static inline ble_status blr_loop_watch(struct blr_loop *loop, int fd, unsigned wanted)
{
    return loop->ops->watch(loop, fd, wanted);
}

/** Be ready at this time; a time in the past is now. BLR_NEVER: no longer. */
static inline void blr_loop_arm(struct blr_loop *loop, uint64_t at_us)
{
    loop->ops->arm(loop, at_us);
}

/** Be ready at the next wait. */
static inline void blr_loop_kick(struct blr_loop *loop)
{
    loop->ops->kick(loop);
}

/** As blr_loop_kick(), from any thread and any signal handler; reported as BLR_LOOP_WAKE. */
static inline void blr_loop_wake(struct blr_loop *loop)
{
    loop->ops->wake(loop);
}

/**
 * Wait until something is ready, at most until until_us (a time in the past: do not wait). Signals do not end it.
 * @return enum blr_loop_ready bits, 0: the time came
 */
static inline unsigned blr_loop_wait(struct blr_loop *loop, uint64_t until_us)
{
    return loop->ops->wait(loop, until_us);
}

#endif
