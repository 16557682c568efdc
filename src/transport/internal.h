/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the parts of the transports share.
 *
 * ble_transport_open() (open.c) parses the port specification (spec.c) and hands it to one of three families: stream.c
 * (descriptors, ptys, sockets), serial.c (libserialport and what it leaves undone, tty.c), or first auto.c, which
 * chooses a serial port by its score (profile.c) from what the machine has (list.c).
 */
#ifndef BLR_TRANSPORT_INTERNAL_H
#define BLR_TRANSPORT_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <bleradio/transport.h>

/** "Try several": a rate that stands for the list of the device's profile. */
#define BLR_BAUD_AUTO UINT32_MAX

enum { BLR_BAUD_MIN = 300, BLR_BAUD_MAX = 12000000, BLR_CHUNK_MAX = 4096 };

/* ------------------------------------------------------------------------------------------------ text.c */

/** Write a reason: printf into why, with control characters made visible as '?'. */
__attribute__((format(printf, 2, 3))) void blr_why(char why[BLE_TRANSPORT_TEXT], const char *format, ...);

/** As blr_why(), appended after "; " when there is something already. */
__attribute__((format(printf, 2, 3))) void blr_why_more(char why[BLE_TRANSPORT_TEXT], const char *format, ...);

/** Copy text that a device or a file gave: cut at capacity, control characters as '?', blanks at both ends dropped. */
void blr_copy_text(char *to, size_t capacity, const char *from);

/** Which status an errno is when opening. */
ble_status blr_open_status(int error);

/** Which status an errno is on an open descriptor: 0 for "not now", BLE_ERROR_LOST for what never gets better. */
ptrdiff_t blr_transfer_status(int error);

/* ------------------------------------------------------------------------------------------------ spec.c */

/** A port specification in its parts. */
struct blr_port_spec {
    uint8_t kind;      /**< enum ble_port_kind */
    bool automatic;    /**< "auto": path is empty */
    bool chunk_given;  /**< chunk was named */
    uint8_t flow;      /**< enum ble_flow */
    uint16_t chunk;    /**< most octets for one write(), 0: no limit */
    uint16_t tcp_port; /**< BLE_PORT_TCP */
    int fd;            /**< BLE_PORT_FD */
    uint32_t baud;     /**< 0: not given, BLR_BAUD_AUTO */
    char path[256];    /**< BLE_PORT_SERIAL, BLE_PORT_UNIX; BLE_PORT_VIRTUAL: its options */
    char host[256];    /**< BLE_PORT_TCP, without brackets */
};

/** Take a specification apart. Opens and looks up nothing. @return BLE_OK or BLE_ERROR_ARGUMENT, with why filled */
ble_status blr_port_spec_parse(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT]);

/* ------------------------------------------------------------------------------------------------ socket.c */

/** Where a socket leads, kept for connecting again without a name lookup. */
struct blr_address {
    struct sockaddr_storage storage;
    socklen_t size;
};

/** Connect within 5 s, lookup included. *fd is non-blocking and close-on-exec. */
ble_status blr_tcp_open(const char *host, uint16_t port, int *fd, struct blr_address *address,
                        char why[BLE_TRANSPORT_TEXT]);
ble_status blr_unix_open(const char *path, int *fd, struct blr_address *address, char why[BLE_TRANSPORT_TEXT]);

/** Begin to connect again; never waits: until the connection stands, reads and writes take nothing. */
ble_status blr_socket_reconnect(const struct blr_address *address, int *fd);

/* ------------------------------------------------------------------------------------------------ stream.c */

/** Each makes a transport that owns what it opened. `port` is the specification as given. */
ble_status blr_stream_open_fd(int fd, const char *port, struct ble_transport **transport, char why[BLE_TRANSPORT_TEXT]);
ble_status blr_stream_open_pty(const char *path, const char *port, struct ble_transport **transport,
                               char why[BLE_TRANSPORT_TEXT]);
ble_status blr_stream_open_socket(const struct blr_port_spec *spec, const char *port, struct ble_transport **transport,
                                  char why[BLE_TRANSPORT_TEXT]);

/* ------------------------------------------------------------------------------------------------ virtual.c */

/** A controller in software; only with BLERADIO_VIRTUAL. */
ble_status blr_virtual_open(const struct blr_port_spec *spec, const char *port, struct ble_transport **transport,
                            char why[BLE_TRANSPORT_TEXT]);

/* ------------------------------------------------------------------------------------------------ serial.c */

/** Open spec->path (or choose one): a serial port, or a pty as a stream. */
ble_status blr_serial_open(const struct blr_port_spec *spec, const char *port, struct ble_transport **transport,
                           char why[BLE_TRANSPORT_TEXT]);

/* ------------------------------------------------------------------------------------------------ tty.c */

/**
 * Make a terminal a line that passes every octet: raw, 8N1, VMIN 1 (so that "nothing" and "hung up" differ), DTR kept
 * at close, RTS/CTS as wanted; read back and compared.
 * @return BLE_OK, BLE_ERROR_UNSUPPORTED when all but RTS/CTS could be had, BLE_ERROR_IO
 */
ble_status blr_tty_set_line(int fd, bool rtscts);

/** Read without waiting. @return as ble_transport_ops.read; an end of file is BLE_ERROR_LOST */
ptrdiff_t blr_fd_read(int fd, uint8_t *data, size_t capacity);

/** Is this the major number of a pseudo terminal's slave? */
bool blr_is_pty_device(uint64_t device);

/* ------------------------------------------------------------------------------------------------ diagnose.c */

/** A process that has a device node open. */
struct blr_holder {
    int pid; /**< 0: nobody was found (or it may not be seen) */
    char program[32];
};

/** Look through `proc` ("/proc") for a process other than `except` (0: none) that has the node at path open. */
void blr_find_holder(const char *proc, const char *path, int except, struct blr_holder *holder);

/** Fill why with what keeps us from the node at path, and what to do about it. */
void blr_explain_denied(const char *path, char why[BLE_TRANSPORT_TEXT]);
void blr_explain_busy(const char *path, char why[BLE_TRANSPORT_TEXT]);

#endif
