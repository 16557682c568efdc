/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The ring of events that wait to be pulled. Records lie in one piece; their views aim into the ring.
 *
 * Overflow: advertising reports leave room for what must not be lost and are dropped (and counted) when there is none;
 * before anything else is taken from the line the ring has room for it (blr_events_has_room), else the line waits.
 */
#ifndef BLR_HOST_EVENTS_H
#define BLR_HOST_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/host.h>

/** An event in the ring, with what it carries behind it. */
struct event_record {
    uint32_t size; /**< with this header, a multiple of EVENT_ALIGN; 0: nothing up to the end of the ring */
    struct ble_event event;
};

enum { EVENT_ALIGN = 8 };

struct events {
    uint8_t *memory;
    uint32_t capacity; /**< octets, a multiple of 8 */
    uint32_t head;     /**< where the next record goes */
    uint32_t tail;     /**< oldest record */
    uint32_t used;     /**< octets between them, wasted ones at the wrap included */
    uint32_t held;     /**< octets of the oldest record while the application looks at it, else 0 */
    uint32_t newest;   /**< newest record */
    uint32_t room;     /**< octets kept free of reports */
    uint32_t pushed;   /**< records so far */
    uint32_t pulled;   /**< records so far */
};

/** @param longest most octets that one event carries */
void blr_events_init(struct events *events, uint8_t *memory, uint32_t capacity, uint32_t longest);

/** Can any one event be pushed, and two that carry nothing after it? */
static inline bool blr_events_has_room(const struct events *events)
{
    return events->capacity - events->used >= events->room;
}

/**
 * Push an event that carries `size` octets.
 * @param data set to where they go
 * @return the event to fill (its type is set), NULL: no room
 */
struct ble_event *blr_events_push(struct events *events, enum ble_event_type type, size_t size, uint8_t **data);

/** blr_events_push_report() where the ring may wrap around: the octets that are lost at its end are no room either. */
struct ble_event *blr_events_push_report_around(struct events *events, size_t size, uint8_t **data);

/** The same for what may be dropped: it leaves room for what may not. */
static inline struct ble_event *blr_events_push_report(struct events *events, size_t size, uint8_t **data)
{
    uint32_t whole = (uint32_t)((sizeof(struct event_record) + size + EVENT_ALIGN - 1) & ~(size_t)(EVENT_ALIGN - 1));
    if (events->used + whole + events->room > events->capacity)
        return NULL;
    if (events->head < events->tail || events->capacity - events->head <= whole)
        return blr_events_push_report_around(events, size, data);
    struct event_record *record = (struct event_record *)(void *)(events->memory + events->head);
    events->newest = events->head;
    events->head += whole;
    events->used += whole;
    events->pushed++;
    record->size = whole;
    record->event.type = BLE_EVENT_REPORT;
    *data = (uint8_t *)(record + 1);
    return &record->event;
}

/** blr_events_push() where the ring does not wrap around, inline. */
static inline struct ble_event *blr_events_push_usual(struct events *events, enum ble_event_type type, size_t size,
                                                      uint8_t **data)
{
    uint32_t whole = (uint32_t)((sizeof(struct event_record) + size + EVENT_ALIGN - 1) & ~(size_t)(EVENT_ALIGN - 1));
    if (events->head < events->tail || events->used + whole > events->capacity ||
        events->capacity - events->head <= whole)
        return blr_events_push(events, type, size, data);
    struct event_record *record = (struct event_record *)(void *)(events->memory + events->head);
    events->newest = events->head;
    events->head += whole;
    events->used += whole;
    events->pushed++;
    record->size = whole;
    record->event.type = (uint8_t)type;
    *data = (uint8_t *)(record + 1);
    return &record->event;
}

/** Let go of the oldest event, which the application has looked at. */
static inline void blr_events_release(struct events *events)
{
    events->used -= events->held;
    events->tail += events->held;
    events->held = 0;
    if (events->used == 0)
        events->head = events->tail = 0;
    else if (events->tail == events->capacity)
        events->tail = 0;
}

/** Pull the oldest event; its views live until the next pull. */
static inline bool blr_events_pull(struct events *events, struct ble_event *event)
{
    if (events->used == events->held) {
        if (events->held > 0)
            blr_events_release(events);
        return false;
    }
    blr_events_release(events);
    const struct event_record *record = (const struct event_record *)(const void *)(events->memory + events->tail);
    if (record->size == 0) { /* the rest is at the beginning */
        events->used -= events->capacity - events->tail;
        events->tail = 0;
        record = (const struct event_record *)(const void *)events->memory;
    }
    *event = record->event;
    events->held = record->size;
    events->pulled++;
    return true;
}

/** The newest event that was pushed and not pulled, or NULL. */
struct ble_event *blr_events_newest(struct events *events);

#endif
