/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Reading btsnoop files: one record at a time, of any number, trusting no length.
 *
 *     struct blr_btsnoop *reader;
 *     struct blr_btsnoop_record record;
 *     char why[BLR_BTSNOOP_TEXT];
 *     ble_status status = blr_btsnoop_open("a.btsnoop", &reader, why);
 *     while (status == BLE_OK && (status = blr_btsnoop_next(reader, &record, why)) == BLE_OK) ...
 *     if (status < 0) puts(why);
 *     blr_btsnoop_close(reader);
 *
 * The caller owns a reader until close; one thread at a time.
 */
#ifndef BLR_TRACE_BTSNOOP_H
#define BLR_TRACE_BTSNOOP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/status.h>

/** Room for the text that explains a failure. */
#define BLR_BTSNOOP_TEXT 256

/** Microseconds from the year 0, where btsnoop counts from, to 1970: 719,540 days as every reader has it, which is 12
 *  more than the calendar has. */
#define BLR_BTSNOOP_EPOCH_US INT64_C(0x00dcddb30f2f8000)

/** Data links that are understood. */
enum { BLR_BTSNOOP_HCI = 1001, BLR_BTSNOOP_H4 = 1002, BLR_BTSNOOP_MONITOR = 2001 };

/** Longest record that is taken for one: an ISO or ACL packet with its header, and some. */
enum { BLR_BTSNOOP_LONGEST = 0x20000 };

struct blr_btsnoop;

/** One record. */
struct blr_btsnoop_record {
    int64_t time_us;       /**< since 1970 */
    uint64_t offset;       /**< of the record in the file */
    uint32_t flags;        /**< as in the file; monitor: adapter index << 16 | opcode */
    uint32_t drops;        /**< packets lost before this one, as the file says */
    uint32_t size;         /**< octets of packet */
    uint32_t original;     /**< octets it had on the line, indicator included; more than size: cut by the recorder */
    bool received;         /**< from the controller */
    bool is_packet;        /**< false: a note of the monitor (new adapter, system note ...), packet[0] is 0 */
    const uint8_t *packet; /**< first octet: H4 packet indicator; lives until the next call */
};

/** Open a file. why is filled on failure. @return BLE_OK, BLE_ERROR_NOT_FOUND, _DENIED, _IO, _MEMORY, _PROTOCOL,
 *  _UNSUPPORTED (version or data link) */
ble_status blr_btsnoop_open(const char *path, struct blr_btsnoop **reader, char why[BLR_BTSNOOP_TEXT]);

/** The file's data link. */
uint32_t blr_btsnoop_datalink(const struct blr_btsnoop *reader);

/**
 * Next record.
 * @return BLE_OK, BLE_END after the last whole one of a whole file, BLE_ERROR_PROTOCOL for a file that is cut or broken
 *         (why names what and at which offset; the same at each further call), BLE_ERROR_IO
 */
ble_status blr_btsnoop_next(struct blr_btsnoop *reader, struct blr_btsnoop_record *record, char why[BLR_BTSNOOP_TEXT]);

/** Close. NULL is allowed. */
void blr_btsnoop_close(struct blr_btsnoop *reader);

#endif
