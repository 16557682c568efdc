/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace/btsnoop.h"

enum { FILE_HEADER = 16, RECORD_HEADER = 24, VERSION = 1 };

struct blr_btsnoop {
    FILE *file;
    uint32_t datalink;
    uint64_t offset; /* of what is read next */
    ble_status end;  /* what every further call returns, once it is not BLE_OK */
    char why[BLR_BTSNOOP_TEXT];
    uint8_t packet[1 + BLR_BTSNOOP_LONGEST]; /* room for an indicator in front */
};

static uint32_t get32(const uint8_t *from)
{
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

__attribute__((format(printf, 3, 4))) static ble_status fail(struct blr_btsnoop *reader, ble_status status,
                                                             const char *format, ...)
{
    va_list list;
    va_start(list, format);
    (void)vsnprintf(reader->why, sizeof(reader->why), format, list);
    va_end(list);
    reader->end = status;
    return status;
}

/* Read exactly size octets. @return BLE_OK, BLE_END when there is not one, or the failure */
static ble_status take(struct blr_btsnoop *reader, uint8_t *to, size_t size, const char *what)
{
    size_t got = fread(to, 1, size, reader->file);
    if (got == size) {
        reader->offset += size;
        return BLE_OK;
    }
    if (ferror(reader->file))
        return fail(reader, BLE_ERROR_IO, "offset %" PRIu64 ": %s", reader->offset + got, strerror(errno));
    if (got == 0)
        return BLE_END;
    return fail(reader, BLE_ERROR_PROTOCOL, "offset %" PRIu64 ": file ends after %zu of %zu octets of %s",
                reader->offset, got, size, what);
}

static ble_status read_file_header(struct blr_btsnoop *reader)
{
    uint8_t header[FILE_HEADER];
    ble_status status = take(reader, header, sizeof(header), "the file header");
    if (status == BLE_END)
        return fail(reader, BLE_ERROR_PROTOCOL, "offset 0: the file is empty");
    if (status < 0)
        return status;
    if (memcmp(header, "btsnoop", 8) != 0)
        return fail(reader, BLE_ERROR_PROTOCOL, "offset 0: not a btsnoop file");
    if (get32(header + 8) != VERSION)
        return fail(reader, BLE_ERROR_UNSUPPORTED, "offset 8: btsnoop version %" PRIu32 ", only %d is known",
                    get32(header + 8), VERSION);
    reader->datalink = get32(header + 12);
    if (reader->datalink != BLR_BTSNOOP_HCI && reader->datalink != BLR_BTSNOOP_H4 &&
        reader->datalink != BLR_BTSNOOP_MONITOR)
        return fail(reader, BLE_ERROR_UNSUPPORTED, "offset 12: data link %" PRIu32 ", known are 1001, 1002 and 2001",
                    reader->datalink);
    return BLE_OK;
}

ble_status blr_btsnoop_open(const char *path, struct blr_btsnoop **reader, char why[BLR_BTSNOOP_TEXT])
{
    *reader = NULL;
    why[0] = '\0';
    struct blr_btsnoop *made = calloc(1, sizeof(*made));
    if (made == NULL) {
        (void)snprintf(why, BLR_BTSNOOP_TEXT, "no memory");
        return BLE_ERROR_MEMORY;
    }
    ble_status status;
    made->file = fopen(path, "rbe");
    if (made->file == NULL) {
        status = errno == ENOENT || errno == ENOTDIR ? BLE_ERROR_NOT_FOUND
                 : errno == EACCES || errno == EPERM ? BLE_ERROR_DENIED
                                                     : BLE_ERROR_IO;
        (void)snprintf(why, BLR_BTSNOOP_TEXT, "%s", strerror(errno));
    } else {
        status = read_file_header(made);
        memcpy(why, made->why, BLR_BTSNOOP_TEXT);
    }
    if (status != BLE_OK)
        blr_btsnoop_close(made);
    else
        *reader = made;
    return status;
}

uint32_t blr_btsnoop_datalink(const struct blr_btsnoop *reader)
{
    return reader->datalink;
}

/* Which H4 packet a record without indicator is; 0: none. */
static uint8_t indicator(uint32_t datalink, uint32_t flags, bool *received)
{
    static const struct {
        uint8_t opcode, indicator;
        bool received;
    } monitor[] = {
        { 2, 1, false }, { 3, 4, true }, { 4, 2, false },  { 5, 2, true },
        { 6, 3, false }, { 7, 3, true }, { 18, 5, false }, { 19, 5, true },
    };
    *received = (flags & 1) != 0;
    if (datalink == BLR_BTSNOOP_HCI)
        return (flags & 2) == 0 ? 2 : *received ? 4 : 1;
    *received = false;
    for (size_t i = 0; i < sizeof(monitor) / sizeof(monitor[0]); i++) {
        if (monitor[i].opcode == (flags & 0xffff)) {
            *received = monitor[i].received;
            return monitor[i].indicator;
        }
    }
    return 0;
}

static void fill(struct blr_btsnoop *reader, struct blr_btsnoop_record *record, uint32_t included)
{
    record->packet = reader->packet + 1;
    record->size = included;
    record->is_packet = true;
    if (reader->datalink == BLR_BTSNOOP_H4) {
        record->received = (record->flags & 1) != 0;
        return;
    }
    reader->packet[0] = indicator(reader->datalink, record->flags, &record->received);
    record->packet = reader->packet;
    record->size++;
    record->original += record->original < UINT32_MAX;
    record->is_packet = reader->packet[0] != 0;
}

ble_status blr_btsnoop_next(struct blr_btsnoop *reader, struct blr_btsnoop_record *record, char why[BLR_BTSNOOP_TEXT])
{
    uint8_t header[RECORD_HEADER];
    const uint64_t offset = reader->offset;
    *record = (struct blr_btsnoop_record){ 0 };
    ble_status status = reader->end != BLE_OK ? reader->end : take(reader, header, sizeof(header), "a record header");
    if (status == BLE_OK) {
        const uint32_t included = get32(header + 4);
        record->offset = offset;
        record->original = get32(header);
        record->flags = get32(header + 8);
        record->drops = get32(header + 12);
        record->time_us = (int64_t)(((uint64_t)get32(header + 16) << 32 | get32(header + 20)) - BLR_BTSNOOP_EPOCH_US);
        if (included > BLR_BTSNOOP_LONGEST)
            status = fail(reader, BLE_ERROR_PROTOCOL, "offset %" PRIu64 ": a record of %" PRIu32 " octets, at most %d",
                          offset + 4, included, BLR_BTSNOOP_LONGEST);
        else if (included > record->original)
            status = fail(reader, BLE_ERROR_PROTOCOL,
                          "offset %" PRIu64 ": a record with %" PRIu32 " octets of a packet of %" PRIu32, offset + 4,
                          included, record->original);
        else if (included > 0 && (status = take(reader, reader->packet + 1, included, "a packet")) == BLE_END)
            status = fail(reader, BLE_ERROR_PROTOCOL,
                          "offset %" PRIu64 ": file ends before the %" PRIu32 " octets of a packet", reader->offset,
                          included);
        if (status == BLE_OK)
            fill(reader, record, included);
    }
    if (status != BLE_OK)
        reader->end = status;
    memcpy(why, reader->why, BLR_BTSNOOP_TEXT);
    return status;
}

void blr_btsnoop_close(struct blr_btsnoop *reader)
{
    if (reader == NULL)
        return;
    if (reader->file != NULL)
        (void)fclose(reader->file);
    free(reader);
}
