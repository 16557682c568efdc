/* SPDX-License-Identifier: MIT */
/* Raw H4: packets one after the other, as on the UART in one direction, without time stamps. */
#include "trace/reader.h"

enum { COMMAND = 1, EVENT = 4 };

/* Packets throughout what is looked at; the last one may go beyond it. */
static bool recognise(const uint8_t *data, size_t size)
{
    for (size_t at = 0; at < size;) {
        const size_t header = blr_read_h4_header(data[at]);
        if (header == 0)
            return false;
        if (header > size - at)
            return true;
        at += blr_read_h4_size(data + at);
    }
    return size > 0;
}

/* The host sends commands, the controller events; data alone does not tell. */
static ble_status begin(struct ble_trace_reader *reader)
{
    const uint8_t *data = reader->buffer + reader->begin;
    const size_t size = reader->end - reader->begin;
    reader->name = "H4 packets";
    reader->received = true;
    for (size_t at = 0; at < size; at += blr_read_h4_size(data + at)) {
        const size_t header = blr_read_h4_header(data[at]);
        if (data[at] == COMMAND)
            reader->received = false;
        if (header == 0 || header > size - at || data[at] == COMMAND || data[at] == EVENT)
            break;
    }
    return BLE_OK;
}

static ble_status next(struct ble_trace_reader *reader, struct ble_trace_record *record)
{
    const uint8_t *at = blr_read_peek(reader, 1);
    if (at == NULL)
        return blr_read_short(reader, 0, 1, "a packet");
    const size_t header = blr_read_h4_header(at[0]);
    if (header == 0)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, record->offset, "0x%02x begins no H4 packet", at[0]);
    at = blr_read_peek(reader, header);
    if (at == NULL)
        return blr_read_short(reader, 0, header, "a packet header");
    const size_t size = blr_read_h4_size(at);
    at = blr_read_peek(reader, size);
    if (at == NULL)
        return blr_read_short(reader, 0, size, "a packet");
    record->link = BLE_TRACE_LINK_H4;
    record->is_packet = true;
    record->received = at[0] == EVENT || (at[0] != COMMAND && reader->received);
    record->packet = at;
    record->size = (uint32_t)size;
    record->original = record->size;
    blr_read_take(reader, size);
    return BLE_OK;
}

const struct blr_read_format blr_read_h4 = { recognise, begin, next };
