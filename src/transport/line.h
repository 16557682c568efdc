/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief One open serial line: libserialport, and everything it leaves undone on Linux.
 */
#ifndef BLR_TRANSPORT_LINE_H
#define BLR_TRANSPORT_LINE_H

#include <libserialport.h>

#include "transport/internal.h"

/** What a line shall be. */
struct blr_line_settings {
    uint32_t baud;      /**< bit/s */
    uint8_t flow;       /**< BLE_FLOW_RTSCTS or BLE_FLOW_NONE */
    bool flow_required; /**< it was asked for: what the driver cannot do is an error, else a warning */
};

/** An open line, or fd -1. */
struct blr_line {
    struct sp_port *port;
    int fd;
    bool refused;           /**< after a failed open: it is no serial port to libserialport */
    uint32_t baud;          /**< read back; 0: the driver does not say */
    uint8_t flow;           /**< enum ble_flow, read back */
    bool counts_known;      /**< the driver counts errors */
    uint64_t counts_before; /**< when it was opened */
};

/**
 * Open the node at path (no symbolic link) for ourselves alone. A node that libserialport refuses (no serial port, pty)
 * is BLE_ERROR_UNSUPPORTED. why: warnings are appended on success, the reason on failure; line is closed then.
 */
ble_status blr_line_open(struct blr_line *line, const char *path, const struct blr_line_settings *settings,
                         char why[BLE_TRANSPORT_TEXT]);

/** Set the rate of an open line, keeping all else. why as blr_line_open(). */
ble_status blr_line_set_baud(struct blr_line *line, const struct blr_line_settings *settings,
                             char why[BLE_TRANSPORT_TEXT]);

/** Clear to send: 1, 0, -1 unknown. */
int8_t blr_line_cts(const struct blr_line *line);

/** Overrun and framing errors since it was opened. */
uint64_t blr_line_overruns(const struct blr_line *line);

/** Raise or drop DTR. */
ble_status blr_line_set_dtr(const struct blr_line *line, bool on);

/** Throw away what waits and close. Never waits; works on an unplugged line and on a closed one. */
void blr_line_close(struct blr_line *line);

#endif
