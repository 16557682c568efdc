/* SPDX-License-Identifier: MIT */
#include "api/tasks.h"

#include <stdlib.h>
#include <string.h>

#include "api/internal.h"

enum { ID_MARK = 1, ID_SHIFT = 8 }; /* the lowest octet of a request's id is above 15 */

/* ------------------------------------------------------------------------------------------------ life */

ble_status blr_task_new(ble_radio *radio, const struct blr_task_kind *kind, ble_link link, struct blr_task **task)
{
    *task = NULL;
    if (radio->dead || radio->closing || radio->tapping || !radio->host) {
        blr_set_error(radio, radio->tapping ? "a packet tap must not ask for anything" : "the radio is closed");
        return BLE_ERROR_STATE;
    }
    if (!kind->unlimited && radio->tasks.count >= BLR_TASKS_PER_REQUEST * radio->operations_size) {
        blr_set_error(radio, "%u operations are waiting already: host.requests allows no more", radio->tasks.count);
        return BLE_ERROR_FULL;
    }
    struct blr_task *made = calloc(1, kind->size);
    if (!made) {
        blr_set_error(radio, "out of memory");
        return BLE_ERROR_MEMORY;
    }
    made->kind = kind;
    made->link = link;
    made->id = ++radio->tasks.generation << ID_SHIFT | ID_MARK;
    made->deadline_us = blr_loop_time_us(&radio->loop) + BLR_TASK_US;
    struct blr_task **end = &radio->tasks.first;
    while (*end)
        end = &(*end)->next;
    *end = made;
    radio->tasks.count++;
    *task = made;
    return BLE_OK;
}

static void unlink_task(ble_radio *radio, const struct blr_task *task)
{
    struct blr_task **at = &radio->tasks.first;
    while (*at && *at != task)
        at = &(*at)->next;
    if (!*at)
        return;
    *at = task->next;
    radio->tasks.count--;
}

static void release(struct blr_task *task)
{
    if (task->kind->release)
        task->kind->release(task);
    free(task);
}

void blr_task_free(ble_radio *radio, struct blr_task *task)
{
    if (task->request)
        blr_operation_abandon(radio, task->request, true);
    unlink_task(radio, task);
    release(task);
    blr_tasks_changed(radio);
}

void blr_task_end(ble_radio *radio, struct blr_task *task, ble_status status)
{
    if (task->ended)
        return;
    if (task->request)
        blr_operation_abandon(radio, task->request, true);
    task->request = 0;
    task->ended = true;
    task->waiting = false;
    task->status = status == BLE_END ? BLE_OK : status;
    blr_tasks_changed(radio);
}

struct blr_task *blr_task_of(const ble_radio *radio, const struct blr_task_kind *kind, ble_link link,
                             const struct blr_task *before)
{
    for (struct blr_task *task = radio->tasks.first; task && task != before; task = task->next)
        if (task->kind == kind && task->link == link && !task->ended)
            return task;
    return NULL;
}

/* ------------------------------------------------------------------------------------------------ going on */

static void explain(ble_radio *radio, const struct blr_task *task)
{
    char what[BLR_TASK_TEXT], before[BLR_TEXT_SIZE];
    if (task->quiet || task->status >= 0)
        return;
    task->kind->describe(radio, task, what);
    blr_operation_explain(radio, what, task->status);
    const char *advice = task->kind->advise ? task->kind->advise(radio, task) : NULL;
    if (!advice || !radio->up)
        return;
    memcpy(before, radio->last_error, sizeof(before));
    blr_set_error(radio, "%.1500s: %s", before, advice);
}

/** Tell the end of a task, which is gone then. */
static void tell(ble_radio *radio, struct blr_task *task)
{
    unlink_task(radio, task);
    if (task->kind->settle)
        task->kind->settle(radio, task);
    explain(radio, task);
    if (task->waiter) {
        struct blr_waiter *waiter = task->waiter;
        waiter->finished = true;
        waiter->status = task->status;
        waiter->size = task->answer_size;
        if (task->answer_size && waiter->data)
            memcpy(waiter->data, task->answer,
                   task->answer_size < waiter->capacity ? task->answer_size : waiter->capacity);
    } else if (task->kind->tell) {
        task->kind->tell(radio, task);
    } else if (task->done) {
        radio->callbacks++;
        task->done(radio, task->id, task->status, task->answer_size ? task->answer : NULL, task->answer_size,
                   task->user);
        radio->callbacks--;
    }
    release(task);
}

static void go_on(ble_radio *radio, struct blr_task *task);

/** Act on what a stage wants. */
static void judge(ble_radio *radio, struct blr_task *task, ble_status next)
{
    if (next == BLR_TASK_GO || next == BLR_TASK_NEXT)
        go_on(radio, task);
    else if (next == BLR_TASK_WAIT)
        task->waiting = true;
    else
        blr_task_end(radio, task, next);
}

static void answered(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct blr_task *task = user;
    const struct blr_stage *stage = task->stage;
    (void)id;
    if (status == BLE_ERROR_GONE && task->link)
        status = BLE_ERROR_DISCONNECTED;
    ble_status next = status < 0 ? status : BLE_END;
    if (status == BLE_ERROR_FULL && !stage->final)
        next = BLR_TASK_WAIT;
    else if (stage->answered)
        next = stage->answered(radio, task, status, answer, size);
    task->request = 0;
    blr_tasks_changed(radio);
    judge(radio, task, next);
    if (task->ended)
        tell(radio, task);
}

static void go_on(ble_radio *radio, struct blr_task *task)
{
    struct ble_request request;
    ble_status next;
    do {
        memset(&request, 0, sizeof(request));
        next = task->stage->ask(radio, task, &request);
    } while (next == BLR_TASK_NEXT);
    if (next == BLR_TASK_GO) {
        next = blr_operation_ask(radio, &(struct blr_asking){ .request = &request }, answered, task, &task->request);
        if (next == BLE_ERROR_FULL)
            next = BLR_TASK_WAIT;
        if (next == BLE_OK)
            return;
    }
    judge(radio, task, next);
}

ble_status blr_task_start(ble_radio *radio, struct blr_task *task, ble_done *done, void *user, uint32_t *id)
{
    task->done = done;
    task->user = user;
    if (id)
        *id = task->id;
    go_on(radio, task);
    if (task->ended && task->status < 0 && !task->kind->tell) { /* it was not even asked for */
        ble_status status = task->status;
        if (id)
            *id = 0;
        explain(radio, task);
        blr_task_free(radio, task);
        return status;
    }
    blr_loop_kick(&radio->loop);
    return BLE_OK;
}

static bool has_finished(const ble_radio *radio, const void *argument)
{
    (void)radio;
    return ((const struct blr_waiter *)argument)->finished;
}

ble_status blr_task_wait(ble_radio *radio, struct blr_task *task, void *data, size_t capacity, size_t *size)
{
    struct blr_waiter waiter = { .data = data, .capacity = capacity };
    task->waiter = &waiter;
    go_on(radio, task);
    blr_loop_kick(&radio->loop);
    ble_status status = blr_driver_wait(radio, BLR_NEVER, has_finished, &waiter);
    if (size)
        *size = waiter.size;
    if (waiter.finished)
        return waiter.status;
    task->waiter = NULL;
    task->status = status;
    explain(radio, task);
    blr_task_free(radio, task);
    return status;
}

/* ------------------------------------------------------------------------------------------------ events */

bool blr_tasks_cancel(ble_radio *radio, uint32_t id)
{
    for (struct blr_task *task = radio->tasks.first; task; task = task->next) {
        if (task->id != id || task->ended)
            continue;
        blr_task_end(radio, task, BLE_ERROR_CANCELLED);
        return true;
    }
    return false;
}

void blr_tasks_link_down(ble_radio *radio, ble_link link)
{
    for (struct blr_task *task = radio->tasks.first; task; task = task->next)
        if (task->link == link && !task->request)
            blr_task_end(radio, task, BLE_ERROR_DISCONNECTED);
}

void blr_tasks_heard(ble_radio *radio, uint32_t request, const struct ble_event *event)
{
    for (struct blr_task *task = radio->tasks.first; task; task = task->next) {
        if (task->request != request || !request)
            continue;
        if (task->stage->heard)
            task->stage->heard(radio, task, event);
        return;
    }
}

void blr_tasks_changed(ble_radio *radio)
{
    radio->tasks.again = true;
    if (radio->tasks.first)
        blr_loop_kick(&radio->loop);
}

/* ------------------------------------------------------------------------------------------------ rounds */

static bool ask_waiting(ble_radio *radio, uint64_t now_us)
{
    bool any = false;
    radio->tasks.again = false;
    radio->tasks.retry_us = now_us + BLR_TASK_RETRY_US;
    for (struct blr_task *task = radio->tasks.first; task; task = task->next) {
        if (!task->waiting)
            continue;
        task->waiting = false;
        go_on(radio, task);
        any |= !task->waiting;
    }
    return any;
}

static struct blr_task *ended(const ble_radio *radio)
{
    struct blr_task *task = radio->tasks.first;
    while (task && !task->ended)
        task = task->next;
    return task;
}

bool blr_tasks_run(ble_radio *radio, uint64_t now_us)
{
    struct blr_task *task;
    bool any = false;
    if (radio->tasks.again || radio->tasks.retry_us <= now_us)
        any = ask_waiting(radio, now_us);
    while (!radio->close_wanted && (task = ended(radio)) != NULL) {
        tell(radio, task);
        any = true;
    }
    return any;
}

void blr_tasks_due(ble_radio *radio, uint64_t now_us)
{
    for (struct blr_task *task = radio->tasks.first; task; task = task->next)
        if (task->deadline_us <= now_us)
            blr_task_end(radio, task, BLE_ERROR_TIMEOUT);
}

uint64_t blr_tasks_deadline(const ble_radio *radio)
{
    uint64_t deadline_us = BLR_NEVER;
    for (const struct blr_task *task = radio->tasks.first; task; task = task->next)
        if (!task->ended && task->deadline_us < deadline_us)
            deadline_us = task->deadline_us;
    return deadline_us;
}

uint64_t blr_tasks_retry(const ble_radio *radio)
{
    for (const struct blr_task *task = radio->tasks.first; task; task = task->next)
        if (task->waiting || task->ended)
            return radio->tasks.retry_us;
    return BLR_NEVER;
}

void blr_tasks_close(ble_radio *radio)
{
    struct blr_task *task;
    while ((task = radio->tasks.first) != NULL) {
        blr_task_end(radio, task, BLE_ERROR_CANCELLED);
        tell(radio, task);
    }
}
