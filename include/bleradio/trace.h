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
 * The caller owns a trace until ble_trace_close(). One trace belongs to one thread at a time.
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
