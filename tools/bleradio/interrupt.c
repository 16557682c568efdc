/* SPDX-License-Identifier: MIT */
#include "interrupt.h"

#include <string.h>
#include <unistd.h>

/* Ends the thread. Outside of us it means nothing to anybody, so that a stray one does no harm. */
#define END_SIGNAL SIGURG

/* The main thread may be in the middle of drawing: that is no reason to leave a terminal that nobody can use. */
static void end_at_once(struct interrupt *interrupt, int number)
{
    pthread_mutex_lock(&interrupt->lock);
    if (interrupt->screen != NULL)
        blr_screen_abandon(interrupt->screen);
    _exit(128 + number);
}

static void wake(struct interrupt *interrupt)
{
    pthread_mutex_lock(&interrupt->lock);
    if (interrupt->radio != NULL)
        ble_radio_wake(interrupt->radio);
    pthread_mutex_unlock(&interrupt->lock);
}

static void stop(struct interrupt *interrupt)
{
    pthread_mutex_lock(&interrupt->lock);
    bool drawn = interrupt->screen != NULL;
    pthread_mutex_unlock(&interrupt->lock);
    if (!drawn) {
        (void)kill(getpid(), SIGSTOP);
        return;
    }
    atomic_store(&interrupt->stop, true);
    wake(interrupt);
}

static void *watch(void *argument)
{
    struct interrupt *interrupt = argument;
    int number;
    while (sigwait(&interrupt->set, &number) == 0) {
        int none = 0;
        if (number == END_SIGNAL && atomic_load(&interrupt->ending))
            return NULL;
        if (number == SIGTSTP)
            stop(interrupt);
        if (number == END_SIGNAL || number == SIGTSTP)
            continue;
        if (!atomic_compare_exchange_strong(&interrupt->signal, &none, number) || atomic_load(&interrupt->abrupt))
            end_at_once(interrupt, number);
        wake(interrupt);
    }
    return NULL;
}

bool blr_interrupt_begin(struct interrupt *interrupt)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };
    memset(interrupt, 0, sizeof(*interrupt));
    pthread_mutex_init(&interrupt->lock, NULL);
    sigemptyset(&interrupt->set);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        struct sigaction action;
        if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&interrupt->set, numbers[i]);
    }
    sigaddset(&interrupt->set, END_SIGNAL);
    pthread_sigmask(SIG_BLOCK, &interrupt->set, &interrupt->previous);
    interrupt->running = pthread_create(&interrupt->thread, NULL, watch, interrupt) == 0;
    if (!interrupt->running)
        pthread_sigmask(SIG_SETMASK, &interrupt->previous, NULL);
    return interrupt->running;
}

void blr_interrupt_radio(struct interrupt *interrupt, ble_radio *radio)
{
    pthread_mutex_lock(&interrupt->lock);
    interrupt->radio = radio;
    /* A signal that came before there was a radio to wake. */
    if (radio != NULL && atomic_load(&interrupt->signal) != 0)
        ble_radio_wake(radio);
    pthread_mutex_unlock(&interrupt->lock);
}

void blr_interrupt_screen(struct interrupt *interrupt, const struct screen *screen)
{
    pthread_mutex_lock(&interrupt->lock);
    interrupt->screen = screen;
    pthread_mutex_unlock(&interrupt->lock);
}

void blr_interrupt_end(struct interrupt *interrupt)
{
    if (!interrupt->running)
        return;
    atomic_store(&interrupt->ending, true);
    pthread_kill(interrupt->thread, END_SIGNAL);
    pthread_join(interrupt->thread, NULL);
    interrupt->running = false;
    /* After one signal the exit code is settled: a further one on the way out must not make it another. */
    if (blr_interrupt_signal(interrupt) == 0)
        pthread_sigmask(SIG_SETMASK, &interrupt->previous, NULL);
    pthread_mutex_destroy(&interrupt->lock);
}

int blr_interrupt_signal(const struct interrupt *interrupt)
{
    return atomic_load(&interrupt->signal);
}
