/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the readers of the trace formats share: a bounded buffer, faults with their offset, packets by link type.
 *
 *     static ble_status next(struct ble_trace_reader *reader, struct ble_trace_record *record)
 *     {
 *         uint8_t *at = blr_read_peek(reader, HEADER);
 *         if (at == NULL)
 *             return blr_read_short(reader, 0, HEADER, "a record header");
 *         ...
 *         blr_read_take(reader, HEADER + size);
 *     }
 *
 * A format is one struct blr_read_format in a file of its own; reader.c lists them. What peek gives lives until the
 * next peek. A reader belongs to one thread at a time.
 */
#ifndef BLR_TRACE_READER_H
#define BLR_TRACE_READER_H

#include <bleradio/trace.h>

enum {
    BLR_READ_BUFFER = 0x80000,  /**< all the memory for the file's octets */
    BLR_READ_LONGEST = 0x20000, /**< longest packet that is taken for one: ISO or ACL with its header, and some */
    BLR_READ_LOOK = 4096,       /**< octets a format without magic is recognised by */
    BLR_READ_INTERFACES = 256,  /**< of one section of a pcapng file */
};

/** Octets peek may be asked for at most: a packet with the headers before it and the options behind it. */
#define BLR_READ_MOST (BLR_READ_BUFFER / 2)

/** One container format. */
struct blr_read_format {
    /** Is it this one? size is less than BLR_READ_LOOK only where the file is shorter, or a magic was enough. */
    bool (*recognise)(const uint8_t *data, size_t size);
    /** Read the file header, set reader->name. */
    ble_status (*begin)(struct ble_trace_reader *reader);
    /** Read one record; the record comes as zeroes with its offset. @return BLE_OK, BLE_END, a failure */
    ble_status (*next)(struct ble_trace_reader *reader, struct ble_trace_record *record);
};

extern const struct blr_read_format blr_read_btsnoop;
extern const struct blr_read_format blr_read_pcap;
extern const struct blr_read_format blr_read_pcapng;
extern const struct blr_read_format blr_read_packetlogger;
extern const struct blr_read_format blr_read_h4;

/** One interface of a pcapng section. */
struct blr_read_interface {
    uint32_t link;      /**< as in the file */
    uint8_t resolution; /**< if_tsresol */
    int64_t offset_s;   /**< if_tsoffset */
};

/** One open trace. */
struct ble_trace_reader {
    int fd;
    const struct blr_read_format *format;
    const char *name; /**< of the format, for people */
    uint64_t offset;  /**< of buffer[begin] in the file */
    size_t begin, end;
    bool at_end;      /**< nothing is left to be read into the buffer */
    int error;        /**< errno of a failed read */
    ble_status last;  /**< what every further call returns, once it is not BLE_OK */
    bool doubted;     /**< why tells a fault behind which reading went on */
    bool big_endian;  /**< pcap, pcapng, PacketLogger */
    bool nanoseconds; /**< pcap */
    bool received;    /**< H4: which way the packets go that do not tell it */
    uint32_t link;    /**< btsnoop, pcap: as in the file */
    uint32_t interface_count;
    struct blr_read_interface interfaces[BLR_READ_INTERFACES];
    char why[BLE_TRACE_TEXT];
    uint8_t buffer[BLR_READ_BUFFER];
};

/** As blr_read_peek, by reading from the file. */
uint8_t *blr_read_more(struct ble_trace_reader *reader, size_t size);

/** The next octets without taking them, size <= BLR_READ_MOST. @return NULL: there are fewer (see blr_read_short) */
static inline uint8_t *blr_read_peek(struct ble_trace_reader *reader, size_t size)
{
    return reader->end - reader->begin >= size ? reader->buffer + reader->begin : blr_read_more(reader, size);
}

/** Go on behind octets that were peeked. */
static inline void blr_read_take(struct ble_trace_reader *reader, size_t size)
{
    reader->begin += size;
    reader->offset += size;
}

/** What a failed peek of `before` + `size` octets is: BLE_END at the end of a whole file, else a failure that says how
 *  many of the `size` octets of `what` there are. */
ble_status blr_read_short(struct ble_trace_reader *reader, size_t before, size_t size, const char *what);

/** Skip octets that need not fit into the buffer. @return BLE_OK or a failure */
ble_status blr_read_skip(struct ble_trace_reader *reader, uint64_t size, const char *what);

/** End with this fault; the text begins with "offset N: ". @return status */
ble_status blr_read_fail(struct ble_trace_reader *reader, ble_status status, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/** Note a fault behind which reading can go on: it is reported after the last whole record. The first one counts. */
void blr_read_doubt(struct ble_trace_reader *reader, uint64_t offset, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Microseconds since 1970 into the record. */
void blr_read_time_us(struct ble_trace_record *record, int64_t time_us);

/** A pcap or pcapng packet of a link type (LINKTYPE_BLUETOOTH_...) into the record; may write into its header. */
void blr_read_linked(struct ble_trace_record *record, uint32_t link, uint8_t *data, uint32_t size, uint32_t original);

/** A packet of the Linux monitor into the record, `at` being the octet before it. flags must be set. */
void blr_read_monitor(struct ble_trace_record *record, uint8_t *at, uint32_t size, uint32_t original);

/** Octets of the header of an H4 packet, indicator included; 0: no such packet. */
size_t blr_read_h4_header(uint8_t indicator);

/** Octets of an H4 packet whose header is there. */
size_t blr_read_h4_size(const uint8_t *packet);

static inline uint32_t blr_read_32(bool big_endian, const uint8_t *from)
{
    return big_endian ? (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3]
                      : (uint32_t)from[3] << 24 | (uint32_t)from[2] << 16 | (uint32_t)from[1] << 8 | from[0];
}

static inline uint16_t blr_read_16(bool big_endian, const uint8_t *from)
{
    return (uint16_t)(big_endian ? from[0] << 8 | from[1] : from[1] << 8 | from[0]);
}

#endif
