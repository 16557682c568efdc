/* SPDX-License-Identifier: MIT */
/* pcap in both byte orders, with microseconds or nanoseconds (link types 187, 201, 254). */
#include <inttypes.h>
#include <string.h>

#include "trace/reader.h"

enum { FILE_HEADER = 24, RECORD_HEADER = 16, VERSION = 2 };

#define MAGIC_US 0xa1b2c3d4
#define MAGIC_NS 0xa1b23c4d

static bool recognise(const uint8_t *data, size_t size)
{
    if (size < 4)
        return false;
    const uint32_t big = blr_read_32(true, data), little = blr_read_32(false, data);
    return big == MAGIC_US || big == MAGIC_NS || little == MAGIC_US || little == MAGIC_NS;
}

static ble_status begin(struct ble_trace_reader *reader)
{
    const uint8_t *header = blr_read_peek(reader, FILE_HEADER);
    if (header == NULL)
        return blr_read_short(reader, 0, FILE_HEADER, "the file header");
    reader->big_endian = header[0] == MAGIC_US >> 24;
    reader->nanoseconds = blr_read_32(reader->big_endian, header) == MAGIC_NS;
    const uint16_t version = blr_read_16(reader->big_endian, header + 4);
    if (version != VERSION)
        return blr_read_fail(reader, BLE_ERROR_UNSUPPORTED, 4, "pcap version %u, only %d is known", version, VERSION);
    reader->link = blr_read_32(reader->big_endian, header + 20) & 0xffff; /* above: of Ethernet's frame check */
    if (reader->link != BLE_TRACE_LINK_H4 && reader->link != BLE_TRACE_LINK_H4_DIRECTION &&
        reader->link != BLE_TRACE_LINK_MONITOR)
        return blr_read_fail(reader, BLE_ERROR_UNSUPPORTED, 20, "link type %" PRIu32 ", known are 187, 201 and 254",
                             reader->link);
    reader->name = reader->link == BLE_TRACE_LINK_H4             ? "pcap 187"
                   : reader->link == BLE_TRACE_LINK_H4_DIRECTION ? "pcap 201"
                                                                 : "pcap 254";
    blr_read_take(reader, FILE_HEADER);
    return BLE_OK;
}

static ble_status next(struct ble_trace_reader *reader, struct ble_trace_record *record)
{
    const bool big = reader->big_endian;
    uint8_t *at = blr_read_peek(reader, RECORD_HEADER);
    if (at == NULL)
        return blr_read_short(reader, 0, RECORD_HEADER, "a record header");
    const uint32_t size = blr_read_32(big, at + 8);
    if (size > BLR_READ_LONGEST)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, record->offset + 8,
                             "a record of %" PRIu32 " octets, at most %d", size, BLR_READ_LONGEST);
    at = blr_read_peek(reader, RECORD_HEADER + size);
    if (at == NULL)
        return blr_read_short(reader, RECORD_HEADER, size, "a packet");
    uint32_t original = blr_read_32(big, at + 12);
    if (original < size) {
        blr_read_doubt(reader, record->offset + 8, "a record with %" PRIu32 " octets of a packet of %" PRIu32, size,
                       original);
        original = size;
    }
    const uint64_t fraction_ns = (uint64_t)blr_read_32(big, at + 4) * (reader->nanoseconds ? 1 : 1000);
    record->has_time = true;
    record->seconds = (int64_t)(blr_read_32(big, at) + fraction_ns / 1000000000);
    record->nanoseconds = (uint32_t)(fraction_ns % 1000000000);
    blr_read_linked(record, reader->link, at + RECORD_HEADER, size, original);
    blr_read_take(reader, RECORD_HEADER + size);
    return BLE_OK;
}

const struct blr_read_format blr_read_pcap = { recognise, begin, next };
