/* SPDX-License-Identifier: MIT */
/* Traces of any known format, one record at a time, through one bounded buffer. */
#include "trace/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ------------------------------------------------------------------------------------------------ the octets */

uint8_t *blr_read_more(struct ble_trace_reader *reader, size_t size)
{
    memmove(reader->buffer, reader->buffer + reader->begin, reader->end - reader->begin);
    reader->end -= reader->begin;
    reader->begin = 0;
    while (reader->end < size && !reader->at_end) {
        ssize_t got = read(reader->fd, reader->buffer + reader->end, sizeof(reader->buffer) - reader->end);
        if (got > 0) {
            reader->end += (size_t)got;
        } else if (got == 0 || errno != EINTR) {
            reader->error = got < 0 ? errno : 0;
            reader->at_end = true;
        }
    }
    return reader->end >= size ? reader->buffer : NULL;
}

ble_status blr_read_short(struct ble_trace_reader *reader, size_t before, size_t size, const char *what)
{
    const size_t got = reader->end - reader->begin;
    if (reader->error != 0)
        return blr_read_fail(reader, BLE_ERROR_IO, reader->offset + got, "%s", strerror(reader->error));
    if (got == 0)
        return BLE_END;
    return blr_read_fail(reader, BLE_ERROR_PROTOCOL, reader->offset + before, "file ends after %zu of %zu octets of %s",
                         got > before ? got - before : 0, size, what);
}

ble_status blr_read_skip(struct ble_trace_reader *reader, uint64_t size, const char *what)
{
    const uint64_t offset = reader->offset, whole = size;
    while (size > 0) {
        const size_t step = size < BLR_READ_MOST ? (size_t)size : BLR_READ_MOST;
        if (blr_read_peek(reader, step) == NULL && reader->error != 0)
            return blr_read_short(reader, 0, step, what);
        if (reader->end - reader->begin < step)
            return blr_read_fail(reader, BLE_ERROR_PROTOCOL, offset,
                                 "file ends after %" PRIu64 " of %" PRIu64 " octets of %s",
                                 whole - size + (reader->end - reader->begin), whole, what);
        blr_read_take(reader, step);
        size -= step;
    }
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ faults */

/* Begin the text. @return where the rest of it goes, up to the end of why */
static char *begin_text(struct ble_trace_reader *reader, uint64_t offset)
{
    return reader->why + snprintf(reader->why, sizeof(reader->why), "offset %" PRIu64 ": ", offset);
}

ble_status blr_read_fail(struct ble_trace_reader *reader, ble_status status, uint64_t offset, const char *format, ...)
{
    if (reader->doubted)
        return status; /* the first fault is told */
    char *at = begin_text(reader, offset);
    va_list list;
    va_start(list, format);
    (void)vsnprintf(at, (size_t)(reader->why + sizeof(reader->why) - at), format, list);
    va_end(list);
    return status;
}

void blr_read_doubt(struct ble_trace_reader *reader, uint64_t offset, const char *format, ...)
{
    if (reader->doubted)
        return;
    char *at = begin_text(reader, offset);
    va_list list;
    va_start(list, format);
    (void)vsnprintf(at, (size_t)(reader->why + sizeof(reader->why) - at), format, list);
    va_end(list);
    reader->doubted = true;
}

/* ------------------------------------------------------------------------------------------------ packets */

void blr_read_time_us(struct ble_trace_record *record, int64_t time_us)
{
    record->has_time = true;
    record->seconds = time_us / 1000000;
    int64_t rest = time_us % 1000000;
    if (rest < 0) {
        rest += 1000000;
        record->seconds--;
    }
    record->nanoseconds = (uint32_t)rest * 1000;
}

void blr_read_monitor(struct ble_trace_record *record, uint8_t *at, uint32_t size, uint32_t original)
{
    /* By the monitor's opcode: indicator, and whether the controller sent it. Indicator 0: a note. */
    static const struct {
        uint8_t indicator;
        bool received;
    } kinds[] = {
        [2] = { 1, false }, [3] = { 4, true }, [4] = { 2, false },  [5] = { 2, true },
        [6] = { 3, false }, [7] = { 3, true }, [18] = { 5, false }, [19] = { 5, true },
    };
    const uint32_t opcode = record->flags & 0xffff;
    record->link = BLE_TRACE_LINK_MONITOR;
    *at = opcode < COUNT(kinds) ? kinds[opcode].indicator : 0;
    record->is_packet = *at != 0;
    record->received = record->is_packet && kinds[opcode].received;
    record->packet = at;
    record->size = size + 1;
    record->original = original + (original < UINT32_MAX);
}

static void not_understood(struct ble_trace_record *record, const uint8_t *data, uint32_t size, uint32_t original)
{
    record->link = BLE_TRACE_LINK_OTHER;
    record->packet = data;
    record->size = size;
    record->original = original;
}

void blr_read_linked(struct ble_trace_record *record, uint32_t link, uint8_t *data, uint32_t size, uint32_t original)
{
    enum { HEADER = 4 };
    const bool headed = link == BLE_TRACE_LINK_H4_DIRECTION || link == BLE_TRACE_LINK_MONITOR;
    if ((!headed && link != BLE_TRACE_LINK_H4) || (headed && size < HEADER)) {
        not_understood(record, data, size, original);
        return;
    }
    if (link == BLE_TRACE_LINK_MONITOR) {
        record->flags = blr_read_32(true, data);
        blr_read_monitor(record, data + HEADER - 1, size - HEADER, original - HEADER);
        return;
    }
    record->link = (enum ble_trace_link)link;
    record->is_packet = true;
    record->flags = headed ? blr_read_32(true, data) : 0;
    record->packet = headed ? data + HEADER : data;
    record->size = headed ? size - HEADER : size;
    record->original = headed ? original - HEADER : original;
    record->received = headed ? (record->flags & 1) != 0 : size == 0 || data[0] != 1;
}

size_t blr_read_h4_header(uint8_t indicator)
{
    static const uint8_t sizes[] = { [1] = 4, [2] = 5, [3] = 4, [4] = 3, [5] = 5 };
    return indicator < COUNT(sizes) ? sizes[indicator] : 0;
}

size_t blr_read_h4_size(const uint8_t *packet)
{
    switch (packet[0]) {
    case 2: return 5u + blr_read_16(false, packet + 3);
    case 5: return 5u + (blr_read_16(false, packet + 3) & 0x3fffu);
    case 4: return 3u + packet[2];
    default: return 4u + packet[3];
    }
}

/* ------------------------------------------------------------------------------------------------ the reader */

/* Those with a magic first. */
static const struct blr_read_format *const formats[] = {
    &blr_read_btsnoop, &blr_read_pcap, &blr_read_pcapng, &blr_read_packetlogger, &blr_read_h4, NULL,
};

static const struct blr_read_format *recognise(struct ble_trace_reader *reader, size_t look)
{
    (void)blr_read_peek(reader, look);
    const size_t got = reader->end - reader->begin;
    const struct blr_read_format *const *format = formats;
    while (*format != NULL && !(*format)->recognise(reader->buffer + reader->begin, got < look ? got : look))
        format++;
    return *format;
}

static ble_status begin(struct ble_trace_reader *reader)
{
    enum { MAGIC = 8 };
    /* What comes through a pipe may come slowly: a magic is enough. */
    reader->format = recognise(reader, MAGIC);
    if (reader->format == NULL || reader->format == &blr_read_h4)
        reader->format = recognise(reader, BLR_READ_LOOK);
    if (reader->error != 0)
        return blr_read_short(reader, 0, MAGIC, "a file");
    if (reader->end == reader->begin)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, 0, "the file is empty");
    if (reader->format == NULL)
        return blr_read_fail(reader, BLE_ERROR_PROTOCOL, 0,
                             "no trace: neither btsnoop, pcap, pcapng, PacketLogger nor H4 packets");
    return reader->format->begin(reader);
}

static ble_status open_status(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR: return BLE_ERROR_NOT_FOUND;
    case EACCES:
    case EPERM: return BLE_ERROR_DENIED;
    default: return BLE_ERROR_IO;
    }
}

ble_status ble_trace_open(const char *path, struct ble_trace_reader **reader, char why[BLE_TRACE_TEXT])
{
    *reader = NULL;
    why[0] = '\0';
    struct ble_trace_reader *made = malloc(sizeof(*made));
    if (made == NULL) {
        (void)snprintf(why, BLE_TRACE_TEXT, "no memory");
        return BLE_ERROR_MEMORY;
    }
    memset(made, 0, offsetof(struct ble_trace_reader, buffer)); /* a buffer's pages are taken as they are filled */
    made->fd = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(path, O_RDONLY | O_CLOEXEC);
    ble_status status;
    if (made->fd < 0) {
        status = open_status(errno);
        (void)snprintf(why, BLE_TRACE_TEXT, "%s", strerror(errno));
    } else {
        status = begin(made);
        memcpy(why, made->why, BLE_TRACE_TEXT);
    }
    if (status != BLE_OK)
        ble_trace_reader_close(made);
    else
        *reader = made;
    return status;
}

const char *ble_trace_format(const struct ble_trace_reader *reader)
{
    return reader->name;
}

ble_status ble_trace_next(struct ble_trace_reader *reader, struct ble_trace_record *record, char why[BLE_TRACE_TEXT])
{
    ble_status status = reader->last;
    *record = (struct ble_trace_record){ .offset = reader->offset };
    if (status == BLE_OK)
        status = reader->format->next(reader, record);
    if (status == BLE_OK)
        return BLE_OK;
    if (status == BLE_END && reader->doubted)
        status = BLE_ERROR_PROTOCOL;
    *record = (struct ble_trace_record){ 0 };
    reader->last = status;
    memcpy(why, reader->why, BLE_TRACE_TEXT);
    return status;
}

void ble_trace_reader_close(struct ble_trace_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->fd >= 0)
        (void)close(reader->fd);
    free(reader);
}
