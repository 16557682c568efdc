/* SPDX-License-Identifier: MIT */
/* pcapng in both byte orders: any number of sections, several interfaces, blocks of other kinds skipped. */
#include <inttypes.h>
#include <string.h>

#include "trace/reader.h"

enum { BLOCK_SECTION = 0x0a0d0d0a, BLOCK_INTERFACE = 1, BLOCK_OLD = 2, BLOCK_SIMPLE = 3, BLOCK_PACKET = 6 };
enum { BLOCK_HEADER = 8, BLOCK_MIN = 12, SECTION_MIN = 28, TRAILER = 4 };
enum { OPTION_END = 0, OPTION_RESOLUTION = 9, OPTION_OFFSET = 14 };

#define ORDER_MAGIC 0x1a2b3c4d
#define SECOND_NS   1000000000u

/* A block that carries a packet: where things stand in it. */
struct layout {
    uint8_t head; /* octets before the packet's data, block header included */
    uint8_t interface, interface_size, time, size, original; /* 0: has none */
};

static const struct layout packet_block = { 28, 8, 4, 12, 20, 24 };
static const struct layout old_block = { 28, 8, 2, 12, 20, 24 };
static const struct layout simple_block = { 12, 0, 0, 0, 0, 8 };

static bool recognise(const uint8_t *data, size_t size)
{
    return size >= 4 && blr_read_32(true, data) == BLOCK_SECTION;
}

static ble_status begin(struct ble_trace_reader *reader)
{
    reader->name = "pcapng";
    const uint8_t *at = blr_read_peek(reader, SECTION_MIN);
    return at == NULL ? blr_read_short(reader, 0, SECTION_MIN, "the file header") : BLE_OK;
}

/* A section begins: its byte order, no interface yet. */
static ble_status read_section(struct ble_trace_reader *reader)
{
    const uint8_t *at = blr_read_peek(reader, BLOCK_MIN);
    if (at == NULL)
        return blr_read_short(reader, 0, BLOCK_MIN, "a section header");
    reader->big_endian = blr_read_32(true, at + 8) == ORDER_MAGIC;
    reader->interface_count = 0;
    if (!reader->big_endian && blr_read_32(false, at + 8) != ORDER_MAGIC)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, reader->offset + 8, "no byte-order magic");
    return BLE_OK;
}

/* The options that tell how time is written. */
static void read_options(bool big, const uint8_t *at, size_t size, struct blr_read_interface *interface)
{
    while (size >= 4) {
        const uint16_t code = blr_read_16(big, at), length = blr_read_16(big, at + 2);
        const size_t padded = 4u + ((length + 3u) & ~3u);
        if (code == OPTION_END || padded > size)
            return;
        if (code == OPTION_RESOLUTION && length == 1)
            interface->resolution = at[4];
        if (code == OPTION_OFFSET && length == 8)
            interface->offset_s =
                (int64_t)((uint64_t)blr_read_32(big, at + (big ? 4 : 8)) << 32 | blr_read_32(big, at + (big ? 8 : 4)));
        at += padded;
        size -= padded;
    }
}

static ble_status read_interface(struct ble_trace_reader *reader, const uint8_t *at, uint32_t size)
{
    enum { HEAD = 16, MICROSECONDS = 6 };
    if (size < HEAD + TRAILER)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, reader->offset + 4, "an interface of %" PRIu32 " octets",
                             size);
    if (reader->interface_count == BLR_READ_INTERFACES)
        return blr_read_fail(reader, BLE_ERROR_UNSUPPORTED, reader->offset, "more than %d interfaces",
                             BLR_READ_INTERFACES);
    struct blr_read_interface *interface = &reader->interfaces[reader->interface_count++];
    *interface = (struct blr_read_interface){ blr_read_16(reader->big_endian, at + 8), MICROSECONDS, 0 };
    read_options(reader->big_endian, at + HEAD, size - HEAD - TRAILER, interface);
    return BLE_OK;
}

/* Units of 10^-n or 2^-n seconds; what is finer than a nanosecond is cut off. */
static void set_time(struct ble_trace_record *record, const struct blr_read_interface *interface, uint64_t stamp)
{
    static const uint64_t powers[] = {
        1,
        10,
        100,
        1000,
        10000,
        100000,
        1000000,
        10000000,
        100000000,
        1000000000,
        10000000000,
        100000000000,
        1000000000000,
        10000000000000,
        100000000000000,
        1000000000000000,
        10000000000000000,
        100000000000000000,
        1000000000000000000,
        10000000000000000000u,
    };
    unsigned n = interface->resolution & 0x7f;
    uint64_t seconds = 0, rest = 0;
    if ((interface->resolution & 0x80) != 0) {
        seconds = n < 64 ? stamp >> n : 0;
        rest = n == 0 ? 0 : n < 64 ? stamp & ((UINT64_C(1) << n) - 1) : stamp;
        if (n > 32) {
            rest = n - 32 < 64 ? rest >> (n - 32) : 0;
            n = 32;
        }
        rest = rest * SECOND_NS >> n;
    } else if (n < sizeof(powers) / sizeof(powers[0])) {
        seconds = stamp / powers[n];
        rest = stamp % powers[n];
        rest = n <= 9 ? rest * powers[9 - n] : rest / powers[n - 9];
    }
    record->has_time = true;
    record->seconds = (int64_t)(seconds + (uint64_t)interface->offset_s);
    record->nanoseconds = (uint32_t)rest;
}

static ble_status read_packet(struct ble_trace_reader *reader, struct ble_trace_record *record,
                              const struct layout *layout, uint8_t *at, uint32_t block)
{
    const bool big = reader->big_endian;
    if (block < layout->head + (uint32_t)TRAILER)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, record->offset + 4, "a packet's block of %" PRIu32 " octets",
                             block);
    const uint32_t room = block - layout->head - TRAILER;
    const uint32_t original = blr_read_32(big, at + layout->original);
    const uint32_t size = layout->size != 0 ? blr_read_32(big, at + layout->size) : original < room ? original : room;
    const uint32_t index = layout->interface == 0        ? 0
                           : layout->interface_size == 2 ? blr_read_16(big, at + layout->interface)
                                                         : blr_read_32(big, at + layout->interface);
    if (size > room || size > BLR_READ_LONGEST)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, record->offset + layout->size,
                             "a packet of %" PRIu32 " octets in a block of %" PRIu32, size, block);
    if (index >= reader->interface_count)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, record->offset + layout->interface,
                             "a packet of interface %" PRIu32 ", which is not described", index);
    const struct blr_read_interface *interface = &reader->interfaces[index];
    if (layout == &old_block)
        record->drops = blr_read_16(big, at + 10);
    if (layout->time != 0)
        set_time(record, interface,
                 (uint64_t)blr_read_32(big, at + layout->time) << 32 | blr_read_32(big, at + layout->time + 4));
    if (original < size)
        blr_read_doubt(reader, record->offset + layout->size,
                       "a record with %" PRIu32 " octets of a packet of %" PRIu32, size, original);
    blr_read_linked(record, interface->link, at + layout->head, size, original < size ? size : original);
    return BLE_OK;
}

/* Take a block; *is_record tells whether it was a packet. Its length stands at both ends. */
static ble_status read_block(struct ble_trace_reader *reader, struct ble_trace_record *record, bool *is_record)
{
    uint8_t *at = blr_read_peek(reader, BLOCK_HEADER);
    if (at == NULL)
        return blr_read_short(reader, 0, BLOCK_HEADER, "a block header");
    ble_status status = blr_read_32(true, at) == BLOCK_SECTION ? read_section(reader) : BLE_OK;
    if (status != BLE_OK)
        return status;
    at = blr_read_peek(reader, BLOCK_HEADER);
    const uint32_t type = blr_read_32(reader->big_endian, at), size = blr_read_32(reader->big_endian, at + 4);
    const bool known = type == BLOCK_INTERFACE || type == BLOCK_OLD || type == BLOCK_SIMPLE || type == BLOCK_PACKET;
    if (size < BLOCK_MIN || size % 4 != 0 || (known && size > BLR_READ_MOST))
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, reader->offset + 4, "a block of %" PRIu32 " octets", size);
    if (!known && (status = blr_read_skip(reader, size - TRAILER, "a block")) != BLE_OK)
        return status;
    const uint32_t here = known ? size : TRAILER;
    at = blr_read_peek(reader, here);
    if (at == NULL)
        return known ? blr_read_short(reader, 0, size, "a block")
                     : blr_read_skip(reader, TRAILER, "a block's second length");
    if (blr_read_32(reader->big_endian, at + here - TRAILER) != size)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, reader->offset + here - TRAILER,
                             "a block of %" PRIu32 " octets with another second length", size);
    *is_record = known && type != BLOCK_INTERFACE;
    if (*is_record)
        status = read_packet(reader, record,
                             type == BLOCK_PACKET ? &packet_block
                             : type == BLOCK_OLD  ? &old_block
                                                  : &simple_block,
                             at, size);
    else if (known)
        status = read_interface(reader, at, size);
    if (status == BLE_OK)
        blr_read_take(reader, here);
    return status;
}

static ble_status next(struct ble_trace_reader *reader, struct ble_trace_record *record)
{
    bool is_record = false;
    ble_status status = BLE_OK;
    while (status == BLE_OK && !is_record) {
        record->offset = reader->offset;
        status = read_block(reader, record, &is_record);
    }
    return status;
}

const struct blr_read_format blr_read_pcapng = { recognise, begin, next };
