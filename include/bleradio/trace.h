/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Traces: packets into files and into words.
 *
 *     struct ble_trace *trace;
 *     if (ble_trace_create("session.btsnoop", &trace) == BLE_OK) {
 *         config.tap = ble_trace_tap;                  // ble_host_config
 *         config.tap_user = trace;
 *     }
 *     ...
 *     ble_trace_close(trace);
 *
 * and out of files of any known format again:
 *
 *     struct ble_trace_reader *reader;
 *     struct ble_trace_record record;
 *     char why[BLE_TRACE_TEXT], text[200];
 *     ble_status status = ble_trace_open("session.btsnoop", &reader, why);
 *     while (status == BLE_OK && (status = ble_trace_next(reader, &record, why)) == BLE_OK)
 *         if (record.is_packet && ble_packet_describe(record.received, record.packet, record.size, text, sizeof(text)))
 *             puts(text);
 *     if (status < 0)
 *         puts(why);
 *     ble_trace_reader_close(reader);
 *
 * The caller owns a trace until ble_trace_close(), a reader until ble_trace_reader_close(). Each belongs to one thread
 * at a time.
 */
#ifndef BLERADIO_TRACE_H
#define BLERADIO_TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/export.h>
#include <bleradio/status.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ble_trace;

/**
 * Create a btsnoop file (data link 1002, HCI UART H4), replacing one of that name: a symbolic link is replaced too, not
 * followed. Mode 0600: a trace holds keys. Devices and fifos are written to as they are; for a fifo somebody must be
 * reading. Packets are kept for at most a second of their own time before they are written.
 * @return BLE_OK, BLE_ERROR_DENIED, BLE_ERROR_NOT_FOUND (folder; reader of a fifo), BLE_ERROR_ARGUMENT (a folder),
 *         BLE_ERROR_IO, BLE_ERROR_MEMORY
 */
BLE_API ble_status ble_trace_create(const char *path, struct ble_trace **trace);

/**
 * A ble_packet_tap that appends to the trace given as user. now_us may count from anywhere: the first packet gets the
 * wall-clock time of its call, later ones their distance from it. Never waits: what a fifo's reader is too slow for is
 * left out and counted in the file.
 */
BLE_API void ble_trace_tap(void *trace, uint64_t now_us, bool received, const uint8_t *packet, size_t size);

/** BLE_OK as long as everything was written; else BLE_ERROR_IO (disk full): recording stopped at a record's end. */
BLE_API ble_status ble_trace_status(const struct ble_trace *trace);

/** Flush to the file. @return ble_trace_status() */
BLE_API ble_status ble_trace_flush(struct ble_trace *trace);

/** Flush, close, free. NULL is allowed. @return ble_trace_status() */
BLE_API ble_status ble_trace_close(struct ble_trace *trace);

/** Room for the text that explains why a trace cannot be read. */
#define BLE_TRACE_TEXT 256

/** How a record holds its packet. The numbers are the link types of pcap where there is one. */
enum ble_trace_link {
    BLE_TRACE_LINK_OTHER = 0,          /**< no Bluetooth HCI: another interface of a pcapng file */
    BLE_TRACE_LINK_HCI = 1,            /**< without packet indicator (btsnoop 1001) */
    BLE_TRACE_LINK_PACKETLOGGER = 2,   /**< Apple PacketLogger */
    BLE_TRACE_LINK_H4 = 187,           /**< H4 that does not tell the direction */
    BLE_TRACE_LINK_H4_DIRECTION = 201, /**< H4 with direction (btsnoop 1002, pcap 201) */
    BLE_TRACE_LINK_MONITOR = 254       /**< Linux monitor (btsnoop 2001, pcap 254) */
};

/** One record of a trace. */
struct ble_trace_record {
    int64_t seconds;          /**< since 1970; may be negative */
    uint32_t nanoseconds;     /**< after seconds, 0 ... 999999999; what is finer in the file is cut off */
    bool has_time;            /**< false: the format has no time stamps */
    bool received;            /**< from the controller; where the file does not tell: events, and data with them */
    bool is_packet;           /**< false: a note (new adapter, log line ...) or what is no HCI */
    enum ble_trace_link link; /**< how the record holds it */
    uint64_t offset;          /**< of the record in the file */
    uint32_t flags;           /**< as in the file; monitor: adapter << 16 | opcode; PacketLogger: type */
    uint32_t drops;           /**< packets lost before this one as the file counts them: btsnoop since the beginning */
    uint32_t size;            /**< octets at packet; may be 0 */
    uint32_t original;        /**< octets it had on the line, indicator included; more than size: the recorder cut it */
    const uint8_t *packet;    /**< first octet: H4 packet indicator; lives until the next call */
};

struct ble_trace_reader;

/**
 * Open a trace: btsnoop (1001, 1002, 2001), pcap (187, 201, 254; both byte orders; microseconds, nanoseconds), pcapng
 * of the same, Apple PacketLogger (both byte orders) or raw H4. It is recognised by its content and streamed through a
 * bounded buffer, so that a pipe will do and the length does not matter.
 * @param path "-": standard input
 * @param why the reason of a failure, with the offset where there is one
 * @return BLE_OK, BLE_ERROR_NOT_FOUND, _DENIED, _IO, _MEMORY, _PROTOCOL (no trace, or cut in its header), _UNSUPPORTED
 *         (version or link type)
 */
BLE_API ble_status ble_trace_open(const char *path, struct ble_trace_reader **reader, char why[BLE_TRACE_TEXT]);

/** The name of the format, e.g. "btsnoop 1002" or "pcapng"; never NULL. */
BLE_API const char *ble_trace_format(const struct ble_trace_reader *reader);

/**
 * Next record.
 * @param why the reason of a failure: "offset N: ..."
 * @return BLE_OK; BLE_END after the last record of a whole file; BLE_ERROR_PROTOCOL after the last whole record of a
 *         file that is cut or broken (also where lengths contradict each other without hiding a record); BLE_ERROR_IO,
 *         BLE_ERROR_UNSUPPORTED. What ends reading is returned by each further call, too.
 */
BLE_API ble_status ble_trace_next(struct ble_trace_reader *reader, struct ble_trace_record *record,
                                  char why[BLE_TRACE_TEXT]);

/** Close. NULL is allowed. */
BLE_API void ble_trace_reader_close(struct ble_trace_reader *reader);

/**
 * Describe one packet in one line of printable ASCII, e.g. "LE Set Scan Enable (0x200c): enable 1, duplicates 0".
 * Never reads past size; what cannot be decoded is shown as hex.
 * @param packet first octet: H4 packet indicator
 * @param text terminated, cut at capacity
 * @return length of the whole text as snprintf counts
 */
BLE_API size_t ble_packet_describe(bool received, const uint8_t *packet, size_t size, char *text, size_t capacity);

/** Name of a command, "LE Set Scan Enable", or NULL when the packet table lacks it. */
BLE_API const char *ble_hci_command_name(uint16_t opcode);

/** Name of an event; subevent counts with code 0x3e only. NULL when the packet table lacks it. */
BLE_API const char *ble_hci_event_name(uint8_t code, uint8_t subevent);

/** Opcode of a command by its name, case and punctuation ignored ("le-set-scan-enable"); 0 when there is none. */
BLE_API uint16_t ble_hci_command_find(const char *name);

/** Name of an HCI error code (Vol 1 Part F), never NULL. */
BLE_API const char *ble_hci_error_name(uint8_t code);

/** Name of a quirk bit (enum ble_quirk), "" for unknown ones. */
BLE_API const char *ble_quirk_name(uint32_t quirk);

/** Name of an LE feature bit 0 ... 63 (Vol 6 Part B 4.6), or NULL. */
BLE_API const char *ble_le_feature_name(unsigned bit);

/** Walk the commands that a Supported Commands bitmap lists. @return the n-th opcode from 0, or 0 at the end */
BLE_API uint16_t ble_hci_supported_opcode(const uint8_t supported_commands[64], unsigned n);

#ifdef __cplusplus
}
#endif
#endif
