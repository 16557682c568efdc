/* SPDX-License-Identifier: MIT */
/* Apple PacketLogger in both byte orders. There is no file header: a record tells itself. */
#include <inttypes.h>

#include "trace/reader.h"

enum { HEADER = 13, UNCOUNTED = 4, LENGTH_MIN = HEADER - UNCOUNTED };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_record(bool big_endian, const uint8_t *data)
{
    const uint32_t length = blr_read_32(big_endian, data);
    const uint8_t type = data[12];
    return length >= LENGTH_MIN && length <= LENGTH_MIN + BLR_READ_LONGEST &&
           blr_read_32(big_endian, data + 8) < 1000000 && (type <= 0x0f || type >= 0xf0);
}

static bool recognise(const uint8_t *data, size_t size)
{
    return size >= HEADER && (is_record(true, data) || is_record(false, data));
}

static ble_status begin(struct ble_trace_reader *reader)
{
    const uint8_t *header = blr_read_peek(reader, HEADER);
    reader->big_endian = header != NULL && is_record(true, header);
    reader->name = reader->big_endian ? "PacketLogger, big-endian" : "PacketLogger, little-endian";
    return BLE_OK;
}

static ble_status next(struct ble_trace_reader *reader, struct ble_trace_record *record)
{
    /* By type: indicator, and whether the controller sent it. Indicator 0: a note. */
    static const struct {
        uint8_t indicator;
        bool received;
    } kinds[] = { { 1, false }, { 4, true }, { 2, false }, { 2, true }, [8] = { 3, false }, [9] = { 3, true } };
    uint8_t *at = blr_read_peek(reader, HEADER);
    if (at == NULL)
        return blr_read_short(reader, 0, HEADER, "a record header");
    const uint32_t length = blr_read_32(reader->big_endian, at);
    if (length < LENGTH_MIN || length > LENGTH_MIN + BLR_READ_LONGEST)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, record->offset,
                             "a record of %" PRIu32 " octets, not %d ... %d", length, LENGTH_MIN,
                             LENGTH_MIN + BLR_READ_LONGEST);
    at = blr_read_peek(reader, UNCOUNTED + length);
    if (at == NULL)
        return blr_read_short(reader, HEADER, length - LENGTH_MIN, "a packet");
    const uint32_t fraction_us = blr_read_32(reader->big_endian, at + 8);
    record->has_time = true;
    record->seconds = (int64_t)blr_read_32(reader->big_endian, at + 4) + fraction_us / 1000000;
    record->nanoseconds = fraction_us % 1000000 * 1000;
    record->link = BLE_TRACE_LINK_PACKETLOGGER;
    record->flags = at[12];
    at[12] = record->flags < COUNT(kinds) ? kinds[record->flags].indicator : 0;
    record->is_packet = at[12] != 0;
    record->received = record->is_packet && kinds[record->flags].received;
    record->packet = at + 12;
    record->size = length - LENGTH_MIN + 1;
    record->original = record->size;
    blr_read_take(reader, UNCOUNTED + length);
    return BLE_OK;
}

const struct blr_read_format blr_read_packetlogger = { recognise, begin, next };
