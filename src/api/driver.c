/* SPDX-License-Identifier: MIT */
#include "api/internal.h"

enum {
    READS_PER_ROUND = 64, /* a peer that sends without end must not keep us here */
    WRITES_PER_ROUND = 256,
    ROUNDS_PER_RUN = 8,
    EVENTS_PER_RUN = 4096,
    LATE_MOST_US = 1000000, /* a line that never falls silent holds deadlines up for so long ... */
    LATE_MOST_ROUNDS = 64,  /* ... and for so many attempts to drain it */
    OVERSLEPT_US = 100000,  /* a wait that ends so late: the process was stopped */
    GRACE_US = 300000       /* then the line gets so long to deliver what it held back (the host does the same) */
};

bool blr_driver_pull(ble_radio *radio)
{
    struct ble_event event;
    bool any = false;
    while (radio->budget && !radio->close_wanted && !radio->scan.found && ble_host_next_event(radio->host, &event)) {
        radio->budget--;
        any = true;
        blr_outage_event(radio, &event);
    }
    radio->progress |= any;
    return any;
}

void blr_driver_forget(ble_radio *radio)
{
    radio->input_at = radio->input_end = 0;
    radio->output_at = radio->output_end = 0;
    radio->blocked = false;
}

/* ------------------------------------------------------------------------------------------------ bytes */

/**
 * How much to hand over before events are pulled: the host drops advertising reports for which its ring has no room,
 * and octets of reports grow to up to 16 times as many in the ring. One packet may have been begun before.
 */
static size_t portion(const ble_radio *radio)
{
    enum { GROWTH = 16, LONGEST_EVENT = 258, LEAST = 64 };
    size_t size = radio->options.host.event_bytes / GROWTH;
    return size > LONGEST_EVENT + LEAST ? size - LONGEST_EVENT : LEAST;
}

/** Hand the host what is in the buffer. @return whether it took everything */
static bool give(ble_radio *radio)
{
    size_t most = portion(radio);
    while (radio->input_at < radio->input_end) {
        if (!radio->budget) /* what would come of it could not be handed out */
            return false;
        size_t size = radio->input_end - radio->input_at;
        size_t taken = ble_host_receive(radio->host, blr_loop_time_us(&radio->loop), radio->input + radio->input_at,
                                        size < most ? size : most);
        radio->input_at += taken;
        radio->progress |= taken > 0;
        if ((!blr_driver_pull(radio) && !taken) || radio->scan.found)
            return false;
    }
    return true;
}

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/** When something must be judged that octets on the line could change. */
static uint64_t deadline(const ble_radio *radio)
{
    return earlier(earlier(ble_host_deadline(radio->host), blr_merge_deadline(radio)), blr_tasks_deadline(radio));
}

static bool is_due(const ble_radio *radio)
{
    return deadline(radio) <= blr_loop_time_us(&radio->loop);
}

/**
 * Read and hand over. What is not known to be readable is read only where a deadline must be judged: then it must be
 * certain that nothing is left.
 * @return whether everything readable was received and taken
 */
static bool receive(ble_radio *radio, unsigned ready)
{
    bool readable = ready & (BLR_LOOP_READ | BLR_LOOP_HANGUP), got = false;
    for (unsigned reads = 0; reads < READS_PER_ROUND; reads++) {
        if (!give(radio))
            return false;
        if (!radio->line_open || (!readable && !is_due(radio)))
            return true;
        ptrdiff_t size = radio->transport->ops->read(radio->transport, radio->input, BLR_INPUT_SIZE);
        if (size == 0 && !got && (ready & BLR_LOOP_HANGUP))
            size = BLE_ERROR_LOST; /* else we would be called again and again for nothing */
        if (size < 0)
            blr_outage_lost(radio, (ble_status)size);
        if (size <= 0)
            return true;
        radio->input_at = 0;
        radio->input_end = (size_t)size;
        radio->progress = got = true;
        readable = size == BLR_INPUT_SIZE;
    }
    give(radio);
    return false;
}

static void transmit(ble_radio *radio)
{
    for (unsigned writes = 0; radio->line_open && writes < WRITES_PER_ROUND; writes++) {
        if (radio->output_at == radio->output_end) {
            radio->output_at = 0;
            radio->output_end =
                ble_host_transmit(radio->host, blr_loop_time_us(&radio->loop), radio->output, radio->output_size);
            radio->blocked = false;
            if (!radio->output_end)
                return;
        }
        ptrdiff_t size = radio->transport->ops->write(radio->transport, radio->output + radio->output_at,
                                                      radio->output_end - radio->output_at);
        if (size < 0) {
            blr_outage_lost(radio, (ble_status)size);
            return;
        }
        radio->blocked = size == 0;
        if (radio->blocked)
            return;
        radio->output_at += (size_t)size;
    }
}

/* ------------------------------------------------------------------------------------------------ time */

/** Is a deadline overdue although the line was never seen empty, for longer than can be borne? */
static bool is_endless(ble_radio *radio, uint64_t now_us)
{
    if (!radio->late_since_us) {
        radio->late_since_us = now_us;
        radio->late_rounds = 0;
    }
    return radio->late_rounds++ >= LATE_MOST_ROUNDS && now_us - radio->late_since_us >= LATE_MOST_US;
}

/** Judge deadlines. @param start_us when this round began to read */
static void tick(ble_radio *radio, uint64_t start_us, bool drained)
{
    uint64_t now_us = blr_loop_time_us(&radio->loop);
    bool due = deadline(radio) <= now_us;
    if (drained)
        radio->drained_us = start_us;
    if (due && (drained || is_endless(radio, now_us))) {
        ble_host_tick(radio->host, now_us);
        blr_merge_due(radio, now_us);
        blr_tasks_due(radio, now_us);
        radio->progress = true;
        due = false;
    }
    if (!due)
        radio->late_since_us = 0;
}

/** A trace goes to its file when there is nothing else to do, and at most so often. */
static uint64_t trace_deadline(ble_radio *radio, uint64_t now_us)
{
    if (!radio->trace)
        return BLR_NEVER;
    if (radio->trace_dirty && now_us - radio->trace_flushed_us >= BLR_TRACE_US) {
        radio->trace_dirty = false;
        radio->trace_flushed_us = now_us;
        ble_trace_flush(radio->trace);
    }
    if (!radio->trace_failed && ble_trace_status(radio->trace) < 0) {
        radio->trace_failed = true;
        blr_log(radio, BLE_LOG_ERROR, "trace %s: %s: recording has stopped", radio->options.trace,
                ble_status_message(ble_trace_status(radio->trace)));
    }
    return radio->trace_dirty ? radio->trace_flushed_us + BLR_TRACE_US : BLR_NEVER;
}

/** Make the loop ready when there is something to do, and not before. */
static void arm(ble_radio *radio)
{
    uint64_t now_us = blr_loop_time_us(&radio->loop);
    uint64_t at_us = deadline(radio);
    if (at_us <= now_us) /* it was judged, or cannot be yet: do not spin */
        at_us = now_us + 1000;
    if (radio->input_at < radio->input_end) /* the host will not tell when it takes the rest */
        at_us = earlier(at_us, now_us + 10000);
    at_us = earlier(at_us, radio->reopen_us);
    at_us = earlier(at_us, blr_radio_effects_deadline(radio));
    at_us = earlier(at_us, blr_tasks_retry(radio));
    at_us = earlier(at_us, trace_deadline(radio, now_us));
    blr_loop_arm(&radio->loop, at_us);
    if (radio->line_open) {
        unsigned wanted =
            (radio->input_at == radio->input_end ? BLR_LOOP_READ : 0u) | (radio->blocked ? BLR_LOOP_WRITE : 0u);
        blr_loop_watch(&radio->loop, radio->transport->ops->fd(radio->transport), wanted);
    }
}

/* ------------------------------------------------------------------------------------------------ rounds */

/** Bytes are in; then time, then effects, then bytes out. */
static void rest_of_round(ble_radio *radio, bool drained)
{
    uint64_t start_us = radio->round_us;
    blr_driver_pull(radio);
    if (radio->scan.found)
        return;
    blr_outage_due(radio, start_us);
    blr_radio_effects_due(radio, start_us);
    tick(radio, start_us, drained);
    radio->progress |= blr_radio_effects_run(radio);
    blr_driver_pull(radio);
    radio->progress |= blr_tasks_run(radio, start_us);
    transmit(radio);
}

static void round_once(ble_radio *radio, unsigned ready)
{
    radio->round_us = blr_loop_time_us(&radio->loop);
    bool drained = receive(radio, ready);
    if (!radio->scan.found) /* else the rest waits until the program has looked at it: blr_driver_resume() */
        rest_of_round(radio, drained);
}

bool blr_driver_run(ble_radio *radio, unsigned ready)
{
    bool any = false;
    radio->budget = EVENTS_PER_RUN;
    radio->progress = true;
    for (unsigned i = 0; i < ROUNDS_PER_RUN && radio->progress && radio->budget && !radio->close_wanted; i++) {
        radio->progress = false;
        round_once(radio, i ? 0 : ready);
        any |= radio->progress;
        if (radio->scan.found) {
            radio->halted = true;
            blr_loop_kick(&radio->loop);
            return true;
        }
    }
    radio->halted = false;
    if (radio->progress || !radio->budget) /* there may be more */
        blr_loop_kick(&radio->loop);
    arm(radio);
    return any;
}

void blr_driver_resume(ble_radio *radio)
{
    radio->budget = EVENTS_PER_RUN;
    blr_driver_pull(radio);
    if (!radio->halted || radio->scan.found)
        return;
    give(radio);
    if (radio->scan.found)
        return;
    rest_of_round(radio, false);
    if (radio->scan.found)
        return;
    radio->halted = false;
    arm(radio);
}

/** @param ready set to what was; 0: the time came */
static ble_status process(ble_radio *radio, uint64_t until_us, unsigned *ready)
{
    for (;;) {
        *ready = blr_loop_wait(&radio->loop, until_us);
        if (!*ready)
            return radio->over;
        bool any = blr_driver_run(radio, *ready);
        if (*ready & BLR_LOOP_WAKE)
            return BLE_ERROR_INTERRUPTED;
        if (radio->over < 0 || any || radio->close_wanted)
            return radio->over;
    }
}

ble_status blr_driver_process(ble_radio *radio, uint64_t until_us)
{
    unsigned ready;
    return process(radio, radio->over < 0 ? 0 : until_us, &ready);
}

ble_status blr_driver_wait(ble_radio *radio, uint64_t until_us, bool (*finished)(const ble_radio *, const void *),
                           const void *argument)
{
    unsigned ready, late = 0;
    bool extended = false;
    while (!finished(radio, argument)) {
        ble_status status = process(radio, until_us, &ready);
        uint64_t now_us = blr_loop_time_us(&radio->loop);
        if (finished(radio, argument))
            break;
        if (radio->close_wanted)
            return BLE_ERROR_CANCELLED;
        if (status == BLE_ERROR_INTERRUPTED && !radio->closing)
            return status;
        if (radio->over < 0)
            return radio->over;
        if (now_us < until_us)
            continue;
        if (!extended && now_us - until_us >= OVERSLEPT_US) {
            extended = true;
            until_us = now_us + GRACE_US;
        } else if (!ready || radio->drained_us >= until_us || ++late > LATE_MOST_ROUNDS) {
            return BLE_ERROR_TIMEOUT;
        }
    }
    return BLE_OK;
}
