/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What a program asks for and that takes one or several requests of the host: a task.
 *
 * A task is at a stage. A stage asks for a request and judges its answer; both say how it goes on. A task that finds no
 * room (requests, procedures, octets to send) or that must let another one go first is asked again when something has
 * changed. It ends exactly once, at the latest at its deadline, and is told from where callbacks may be made.
 *
 *     struct blr_task *task;
 *     status = blr_task_new(radio, &kind, link, &task);
 *     if (status == BLE_OK) { task->stage = &first; status = blr_task_start(radio, task, done, user, id); }
 */
#ifndef BLR_API_TASKS_H
#define BLR_API_TASKS_H

#include <bleradio/radio.h>

enum {
    BLR_TASK_TEXT = 160,
    BLR_TASK_US = 60000000, /**< the longest that a task takes, unless it says something else */
    BLR_TASK_RETRY_US = 50000,
    BLR_TASKS_PER_REQUEST = 4 /**< tasks at the same time, for each of ble_host_config.requests */
};

/** How a task goes on, beside BLE_END (done) and errors (it ends with that). */
enum blr_task_next {
    BLR_TASK_GO = BLE_OK, /**< ask: the request is filled in; answered: ask what the stage wants */
    BLR_TASK_WAIT = 2,    /**< ask again when something has changed */
    BLR_TASK_NEXT = 3     /**< ask: the stage is another one now, ask that */
};

struct blr_task;

struct blr_stage {
    /** Fill in the next request, which is all zero. @return enum blr_task_next, BLE_END or an error */
    ble_status (*ask)(ble_radio *radio, struct blr_task *task, struct ble_request *request);
    /** It was answered. NULL: that is the end. @return the same */
    ble_status (*answered)(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                           size_t size);
    /** Something was found or read meanwhile; views live during the call. NULL: no matter */
    void (*heard)(ble_radio *radio, struct blr_task *task, const struct ble_event *event);
    bool final; /**< BLE_ERROR_FULL is an answer; else: ask again */
};

struct blr_task_kind {
    size_t size;    /**< of the struct that begins with a struct blr_task */
    bool unlimited; /**< the library's own, which must be possible */
    /** What was asked for, in words. */
    void (*describe)(const ble_radio *radio, const struct blr_task *task, char text[BLR_TASK_TEXT]);
    /** What to do about its failure; NULL, or @return NULL: nothing to say. */
    const char *(*advise)(const ble_radio *radio, const struct blr_task *task);
    /** What its end means; before it is told. NULL: nothing */
    void (*settle)(ble_radio *radio, struct blr_task *task);
    /** Tell its end. NULL: done */
    void (*tell)(ble_radio *radio, struct blr_task *task);
    /** Let go of what it has. NULL: nothing */
    void (*release)(struct blr_task *task);
};

/** Where somebody waits for the end of a task. */
struct blr_waiter {
    bool finished;
    ble_status status;
    void *data;      /**< where the answer goes; may be NULL */
    size_t capacity; /**< octets of data */
    size_t size;     /**< of the answer, also when it is more */
};

struct blr_task {
    struct blr_task *next;
    const struct blr_task_kind *kind;
    const struct blr_stage *stage;
    uint32_t id;
    uint32_t request; /**< of the host; 0: none runs */
    ble_link link;    /**< on which; 0: none */
    uint64_t deadline_us;
    ble_status status;     /**< how it ended */
    bool waiting;          /**< to be asked again */
    bool ended;            /**< and not told */
    bool quiet;            /**< the library's own: failures are nobody's business */
    uint16_t answer_size;  /**< octets of answer */
    const uint8_t *answer; /**< for done, in the task's own memory */
    ble_done *done;
    void *user;
    struct blr_waiter *waiter; /**< instead of done */
};

/** All tasks of a radio. */
struct blr_tasks {
    struct blr_task *first; /**< in the order in which they were asked for */
    unsigned count;
    uint32_t generation;
    uint64_t retry_us; /**< when to ask again those that wait */
    bool again;        /**< something has changed since they were asked */
};

/** Make a task. @return BLE_OK; BLE_ERROR_STATE, BLE_ERROR_FULL, BLE_ERROR_MEMORY, and the last error says so */
ble_status blr_task_new(ble_radio *radio, const struct blr_task_kind *kind, ble_link link, struct blr_task **task);

/** A task that shall not be. */
void blr_task_free(ble_radio *radio, struct blr_task *task);

/** Begin. @return BLE_OK: done comes; else it is gone, and the last error says why */
ble_status blr_task_start(ble_radio *radio, struct blr_task *task, ble_done *done, void *user, uint32_t *id);

/** Begin and wait, between calls++ and leave. @param data where the answer goes; may be NULL */
ble_status blr_task_wait(ble_radio *radio, struct blr_task *task, void *data, size_t capacity, size_t *size);

/** End it; it is told soon. */
void blr_task_end(ble_radio *radio, struct blr_task *task, ble_status status);

/** The first task of a kind on a link before `before` (NULL: of all). */
struct blr_task *blr_task_of(const ble_radio *radio, const struct blr_task_kind *kind, ble_link link,
                             const struct blr_task *before);

/** Cancel a task by its id. @return false: there is none */
bool blr_tasks_cancel(ble_radio *radio, uint32_t id);

/** End all that wait for something on a link. */
void blr_tasks_link_down(ble_radio *radio, ble_link link);

/** Something was found or read. */
void blr_tasks_heard(ble_radio *radio, uint32_t request, const struct ble_event *event);

/** Something has changed: those that wait are asked again. */
void blr_tasks_changed(ble_radio *radio);

/** Ask those that wait, tell those that ended. @return whether there was something */
bool blr_tasks_run(ble_radio *radio, uint64_t now_us);

/** End what is overdue. */
void blr_tasks_due(ble_radio *radio, uint64_t now_us);

/** When blr_tasks_due() has something to do. */
uint64_t blr_tasks_deadline(const ble_radio *radio);

/** When blr_tasks_run() has. */
uint64_t blr_tasks_retry(const ble_radio *radio);

/** End and tell all. */
void blr_tasks_close(ble_radio *radio);

#endif
