/* SPDX-License-Identifier: MIT */
/* btsnoop version 1 (data links 1001, 1002, 2001). */
#include <inttypes.h>
#include <string.h>

#include "trace/btsnoop.h"
#include "trace/reader.h"

enum { FILE_HEADER = 16, RECORD_HEADER = 24, VERSION = 1 };
enum { FLAG_RECEIVED = 1, FLAG_COMMAND_OR_EVENT = 2 };

static bool recognise(const uint8_t *data, size_t size)
{
    return size >= 8 && memcmp(data, "btsnoop", 8) == 0;
}

static ble_status begin(struct ble_trace_reader *reader)
{
    const uint8_t *header = blr_read_peek(reader, FILE_HEADER);
    if (header == NULL)
        return blr_read_short(reader, 0, FILE_HEADER, "the file header");
    const uint32_t version = blr_read_32(true, header + 8);
    reader->link = blr_read_32(true, header + 12);
    if (version != VERSION)
        return blr_read_fail(reader, BLE_ERROR_UNSUPPORTED, 8, "btsnoop version %" PRIu32 ", only %d is known", version,
                             VERSION);
    if (reader->link != BLR_BTSNOOP_HCI && reader->link != BLR_BTSNOOP_H4 && reader->link != BLR_BTSNOOP_MONITOR)
        return blr_read_fail(reader, BLE_ERROR_UNSUPPORTED, 12, "data link %" PRIu32 ", known are 1001, 1002 and 2001",
                             reader->link);
    reader->name = reader->link == BLR_BTSNOOP_HCI  ? "btsnoop 1001"
                   : reader->link == BLR_BTSNOOP_H4 ? "btsnoop 1002"
                                                    : "btsnoop 2001";
    blr_read_take(reader, FILE_HEADER);
    return BLE_OK;
}

static void fill(const struct ble_trace_reader *reader, struct ble_trace_record *record, uint8_t *data, uint32_t size,
                 uint32_t original)
{
    if (reader->link == BLR_BTSNOOP_MONITOR) {
        blr_read_monitor(record, data - 1, size, original);
        return;
    }
    record->is_packet = true;
    record->received = (record->flags & FLAG_RECEIVED) != 0;
    record->packet = data;
    record->size = size;
    record->original = original;
    record->link = BLE_TRACE_LINK_H4_DIRECTION;
    if (reader->link == BLR_BTSNOOP_H4)
        return;
    /* Without an indicator: there is room for one, since the record's header is read. */
    data[-1] = (record->flags & FLAG_COMMAND_OR_EVENT) == 0 ? 2 : record->received ? 4 : 1;
    record->packet = data - 1;
    record->size++;
    record->original += original < UINT32_MAX;
    record->link = BLE_TRACE_LINK_HCI;
}

static ble_status next(struct ble_trace_reader *reader, struct ble_trace_record *record)
{
    uint8_t *at = blr_read_peek(reader, RECORD_HEADER);
    if (at == NULL)
        return blr_read_short(reader, 0, RECORD_HEADER, "a record header");
    const uint32_t size = blr_read_32(true, at + 4);
    if (size > BLR_READ_LONGEST)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, record->offset + 4,
                             "a record of %" PRIu32 " octets, at most %d", size, BLR_READ_LONGEST);
    at = blr_read_peek(reader, RECORD_HEADER + size);
    if (at == NULL)
        return blr_read_short(reader, RECORD_HEADER, size, "a packet");
    uint32_t original = blr_read_32(true, at);
    if (original < size) {
        blr_read_doubt(reader, record->offset + 4, "a record with %" PRIu32 " octets of a packet of %" PRIu32, size,
                       original);
        original = size;
    }
    record->flags = blr_read_32(true, at + 8);
    record->drops = blr_read_32(true, at + 12);
    blr_read_time_us(record, (int64_t)(((uint64_t)blr_read_32(true, at + 16) << 32 | blr_read_32(true, at + 20)) -
                                       BLR_BTSNOOP_EPOCH_US));
    fill(reader, record, at + RECORD_HEADER, size, original);
    blr_read_take(reader, RECORD_HEADER + size);
    return BLE_OK;
}

const struct blr_read_format blr_read_btsnoop = { recognise, begin, next };
