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

/** Can any one event be pushed? */
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

/** The same for what may be dropped. */
struct ble_event *blr_events_push_report(struct events *events, size_t size, uint8_t **data);

/** Pull the oldest event; its views live until the next pull. */
bool blr_events_pull(struct events *events, struct ble_event *event);

/** The newest event that was pushed and not pulled, or NULL. */
struct ble_event *blr_events_newest(struct events *events);

#endif
