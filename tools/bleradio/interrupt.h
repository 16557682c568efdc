/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief SIGINT, SIGTERM, SIGHUP and SIGQUIT without a global: a thread waits for them and wakes the radio.
 *
 * The first signal ends the present blocking call (BLE_ERROR_INTERRUPTED), so that the controller is left quiet and a
 * trace is complete; the second one ends the program at once. Signals that were ignored when the program started (as a
 * shell does for a background job) stay ignored.
 *
 * A screen (screen.h) is left before the program ends at once, and SIGTSTP is then for the one who draws it.
 */
#ifndef BLR_CLI_INTERRUPT_H
#define BLR_CLI_INTERRUPT_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

#include <bleradio/radio.h>

#include "screen.h"

struct interrupt {
    pthread_t thread;
    bool running;
    sigset_t set;       /**< the signals waited for */
    sigset_t previous;  /**< mask to restore */
    atomic_int signal;  /**< the first one that came, 0: none */
    atomic_bool abrupt; /**< the main thread is where it cannot be woken: end at once */
    atomic_bool ending; /**< the watch is over */
    atomic_bool stop;   /**< SIGTSTP came while there was a screen: leave it, stop, and reset this */
    pthread_mutex_t lock;
    ble_radio *radio;            /**< guarded by lock */
    const struct screen *screen; /**< guarded by lock; to be left before the program ends at once */
};

/** Begin to watch. @return false: no thread to be had */
bool blr_interrupt_begin(struct interrupt *interrupt);

/** The radio to wake from now on; NULL before it is closed. */
void blr_interrupt_radio(struct interrupt *interrupt, ble_radio *radio);

/** The screen to be left from now on; NULL: none. */
void blr_interrupt_screen(struct interrupt *interrupt, const struct screen *screen);

/** End the watch. */
void blr_interrupt_end(struct interrupt *interrupt);

/** The signal that came, 0: none. */
int blr_interrupt_signal(const struct interrupt *interrupt);

#endif
