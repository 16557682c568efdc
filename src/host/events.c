/* SPDX-License-Identifier: MIT */
#include "host/events.h"

#include <string.h>

static uint32_t record_size(size_t data)
{
    return (uint32_t)((sizeof(struct event_record) + data + EVENT_ALIGN - 1) & ~(size_t)(EVENT_ALIGN - 1));
}

void blr_events_init(struct events *events, uint8_t *memory, uint32_t capacity, uint32_t longest)
{
    memset(events, 0, sizeof(*events));
    events->memory = memory;
    events->capacity = capacity & ~(uint32_t)(EVENT_ALIGN - 1);
    /* Free octets may lie in two pieces: twice the longest record has one piece that holds it. What a packet brings may
     * be followed by a change or two of state, which then replace nothing else. */
    events->room = 2 * record_size(longest) + 2 * record_size(0);
}

/** Where a record of so many octets goes, or UINT32_MAX. *waste: octets lost at the end of the ring. */
static uint32_t place(const struct events *events, uint32_t size, uint32_t *waste)
{
    *waste = 0;
    if (events->used > 0 && events->head <= events->tail)
        return events->tail - events->head >= size ? events->head : UINT32_MAX;
    if (events->capacity - events->head >= size)
        return events->head;
    *waste = events->capacity - events->head;
    return events->tail >= size ? 0 : UINT32_MAX;
}

struct ble_event *blr_events_push(struct events *events, enum ble_event_type type, size_t data_size, uint8_t **data)
{
    uint32_t size = record_size(data_size);
    uint32_t waste;
    uint32_t at = place(events, size, &waste);
    if (at == UINT32_MAX || events->used + waste + size > events->capacity)
        return NULL;
    if (waste > 0)
        ((struct event_record *)(void *)(events->memory + events->head))->size = 0;
    struct event_record *record = (struct event_record *)(void *)(events->memory + at);
    record->size = size;
    record->event.type = (uint8_t)type;
    events->head = at + size == events->capacity ? 0 : at + size;
    events->used += waste + size;
    events->pushed++;
    events->newest = at;
    *data = (uint8_t *)(record + 1);
    return &record->event;
}

struct ble_event *blr_events_push_report_around(struct events *events, size_t size, uint8_t **data)
{
    uint32_t waste;
    uint32_t whole = record_size(size);
    if (place(events, whole, &waste) == UINT32_MAX || events->used + waste + whole + events->room > events->capacity)
        return NULL;
    return blr_events_push(events, BLE_EVENT_REPORT, size, data);
}

struct ble_event *blr_events_newest(struct events *events)
{
    if (events->pushed == events->pulled)
        return NULL;
    return &((struct event_record *)(void *)(events->memory + events->newest))->event;
}
