/* SPDX-License-Identifier: MIT */
#include "api/report_buffer.h"

#include <stdlib.h>
#include <string.h>

/** A report in the ring; its data follows. */
struct record {
    size_t size; /**< with this header, a multiple of ALIGN; 0: nothing up to the end of the ring */
    struct ble_report report;
};

enum { ALIGN = 16 };

static size_t record_size(size_t data)
{
    return (sizeof(struct record) + data + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

ble_status blr_report_buffer_open(struct blr_report_buffer *buffer, uint32_t limit)
{
    /* Twice the longest record: the octets that a wrap wastes, and the record that is being looked at. */
    size_t capacity = (limit / BLR_REPORT_COST + 1) * record_size(0) + limit + 2 * record_size(BLR_REPORT_DATA);
    *buffer = (struct blr_report_buffer){ .capacity = capacity & ~(size_t)(ALIGN - 1), .limit = limit };
    buffer->memory = malloc(capacity);
    return buffer->memory ? BLE_OK : BLE_ERROR_MEMORY;
}

void blr_report_buffer_close(struct blr_report_buffer *buffer)
{
    free(buffer->memory);
    *buffer = (struct blr_report_buffer){ 0 };
}

static struct record *record_at(const struct blr_report_buffer *buffer, size_t at)
{
    return (struct record *)(void *)(buffer->memory + at);
}

static uint32_t cost_of(const struct ble_report *report)
{
    return (uint32_t)BLR_REPORT_COST + report->size;
}

/** Let go of the record that was looked at. */
static void release(struct blr_report_buffer *buffer)
{
    if (!buffer->held)
        return;
    struct record *record = record_at(buffer, buffer->tail);
    buffer->held = false;
    buffer->cost -= cost_of(&record->report);
    buffer->used -= record->size;
    buffer->tail += record->size;
    if (buffer->used == 0)
        buffer->head = buffer->tail = 0;
}

/** Make so many octets in one piece free at head. */
static bool make_room(struct blr_report_buffer *buffer, size_t size)
{
    if (buffer->used > 0 && buffer->head <= buffer->tail)
        return buffer->tail - buffer->head >= size;
    size_t rest = buffer->capacity - buffer->head;
    if (rest >= size)
        return true;
    if (buffer->tail < size)
        return false;
    if (rest > 0)
        record_at(buffer, buffer->head)->size = 0;
    buffer->used += rest;
    buffer->head = 0;
    return true;
}

bool blr_report_buffer_put(struct blr_report_buffer *buffer, const struct ble_report *report)
{
    size_t size = record_size(report->size);
    release(buffer);
    if (!buffer->memory || cost_of(report) > buffer->limit - buffer->cost || !make_room(buffer, size))
        return false;
    struct record *record = record_at(buffer, buffer->head);
    record->size = size;
    record->report = *report;
    if (report->size > 0)
        memcpy(record + 1, report->data, report->size);
    buffer->head += size;
    buffer->used += size;
    buffer->cost += cost_of(report);
    return true;
}

bool blr_report_buffer_take(struct blr_report_buffer *buffer, struct ble_report *report)
{
    release(buffer);
    if (buffer->used == 0)
        return false;
    if (buffer->tail == buffer->capacity || record_at(buffer, buffer->tail)->size == 0) { /* the rest is in front */
        buffer->used -= buffer->capacity - buffer->tail;
        buffer->tail = 0;
    }
    struct record *record = record_at(buffer, buffer->tail);
    *report = record->report;
    report->data = (const uint8_t *)(record + 1);
    buffer->held = true;
    return true;
}
