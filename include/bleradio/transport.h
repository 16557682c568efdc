/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Transports: how H4 octets reach a controller. One small table of functions; serial, fd, tcp and unix built in.
 *
 * A transport is opened from a port specification (DESIGN "Ports"; see ble_transport_open()) or brought along by the
 * program: fill a struct ble_transport_ops, put a struct ble_transport first in an object of your own.
 *
 *     struct ble_transport *transport;
 *     char why[BLE_TRANSPORT_TEXT];
 *     if (ble_transport_open("serial:/dev/ttyACM0,baud=1000000", NULL, &transport, why) < 0) puts(why);
 *
 * All reads and writes are non-blocking; nothing ever waits for the line to drain. The caller owns a transport from a
 * successful open until close. One transport belongs to one thread at a time.
 */
#ifndef BLERADIO_TRANSPORT_H
#define BLERADIO_TRANSPORT_H

#include <stddef.h>
#include <stdint.h>

#include <bleradio/export.h>
#include <bleradio/host.h>
#include <bleradio/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Room for the text that explains a failure. */
#define BLE_TRANSPORT_TEXT 512

/** Kinds of ports. */
enum ble_port_kind { BLE_PORT_SERIAL = 1, BLE_PORT_FD, BLE_PORT_TCP, BLE_PORT_UNIX, BLE_PORT_CUSTOM, BLE_PORT_VIRTUAL };

/** What an open transport says of itself. Strings are never NULL ("" when unknown). */
struct ble_transport_description {
    uint8_t kind;          /**< enum ble_port_kind */
    char port[256];        /**< as given, e.g. "serial:/dev/serial/by-id/..." or "tcp:localhost:1234" */
    char path[256];        /**< device node in use, e.g. "/dev/ttyACM0"; "" when there is none */
    char usb_serial[128];  /**< USB serial number */
    char usb_product[128]; /**< USB product string */
    uint16_t usb_vid;      /**< 0 when not USB */
    uint16_t usb_pid;      /**< 0 when not USB */
    int16_t usb_interface; /**< bInterfaceNumber, -1 unknown */
    uint32_t baud;         /**< read back from the driver; 0 when the port has no rate */
    uint8_t flow;          /**< enum ble_flow, read back from the driver */
    uint16_t write_chunk;  /**< most octets given to one write(); 0: no limit */
    int8_t cts;            /**< clear to send: 1 asserted, 0 not, -1 unknown */
    uint64_t overruns;     /**< kernel overrun + framing errors since open (TIOCGICOUNT), 0 when unknown */
};

struct ble_transport;

/** The functions of a transport. All are required. None blocks. */
struct ble_transport_ops {
    /** Descriptor to poll for POLLIN (and POLLOUT while ble_transport_ops.write took less than offered). Changes only
     *  in control(BLE_EFFECT_REOPEN). */
    int (*fd)(struct ble_transport *transport);
    /** @return octets read, 0: nothing now, < 0: ble_status; BLE_ERROR_LOST once the other side is gone */
    ptrdiff_t (*read)(struct ble_transport *transport, uint8_t *data, size_t capacity);
    /** @return octets taken (possibly 0: the line is busy), < 0: ble_status */
    ptrdiff_t (*write)(struct ble_transport *transport, const uint8_t *data, size_t size);
    /** Carry out BLE_EFFECT_FLUSH_INPUT, BLE_EFFECT_PULSE_DTR (argument 0: drop, 1: raise; the caller waits in
     *  between), BLE_EFFECT_SET_BAUD (argument: bit/s) or BLE_EFFECT_REOPEN. BLE_ERROR_UNSUPPORTED is a fine answer. */
    ble_status (*control)(struct ble_transport *transport, enum ble_effect_type effect, uint32_t argument);
    /** Fill *info for the host. */
    void (*info)(struct ble_transport *transport, struct ble_transport_info *info);
    /** Fill *description. */
    void (*describe)(struct ble_transport *transport, struct ble_transport_description *description);
    /** Close and free. */
    void (*close)(struct ble_transport *transport);
};

/** The base of every transport object. */
struct ble_transport {
    const struct ble_transport_ops *ops; /**< set by whoever made the object */
};

/** What is asked of a serial port besides its specification. Other kinds of ports have no use for it. */
struct ble_transport_options {
    uint32_t size; /**< sizeof(struct ble_transport_options) */
    uint32_t baud; /**< bit/s, 300 ... 12,000,000, goes before the specification's; 0: from the specification, else the
                        profile of the device; UINT32_MAX: "auto", try several */
    uint8_t flow;  /**< enum ble_flow, goes before the specification's; BLE_FLOW_DEFAULT: from the specification, else
                        the profile of the device */
};
/** The defaults: everything as the specification or the device's profile says. */
#define BLE_TRANSPORT_OPTIONS_INIT                                                                                     \
    {                                                                                                                  \
        sizeof(struct ble_transport_options), 0, BLE_FLOW_DEFAULT                                                      \
    }

/**
 * Open a port.
 *
 * `auto` | `/dev/ttyACM0` | `serial:/dev/ttyACM0,baud=1000000|auto,flow=rtscts|none,chunk=64` | a pty path | `fd:N` |
 * `tcp:HOST:PORT` (IPv6 in brackets) | `unix:PATH` | `virtual:`.
 *
 * baud is 300 ... 12000000; chunk, the most octets given to one write(), 1 ... 4096, 0: no limit. A path without
 * "serial:" is taken as it is, commas included.
 *
 * `virtual:` is a controller in software, alone on a simulated air with demo peers that advertise (a thermometer,
 * beacons, a UART, ...), by the wall clock; every opening makes a new one.
 * `virtual:profile=4.2,seed=1,peers=none,fault=SPEC`: profile (5.4 unless said, 5.0, 4.2, 4.0, zephyr, esp32) is what
 * kind of controller, seed (0 unless said) what its random numbers are, peers=none leaves the air empty, and fault,
 * last, what it does wrong, e.g. `fault=vanish-at=5s` (see `bleradio help virtual`). Its reports are dropped while
 * nobody reads. BLE_EFFECT_REOPEN switches it off and on. BLE_ERROR_UNSUPPORTED where the library was built without it
 * (BLERADIO_VIRTUAL=OFF).
 *
 * `auto` chooses among the serial ports of this machine by their score (see ble_port_list()); several equally good ones
 * are BLE_ERROR_AMBIGUOUS, none is BLE_ERROR_NOT_FOUND. Name resolution and connecting of tcp: block for at most 5 s.
 * @param options NULL: BLE_TRANSPORT_OPTIONS_INIT
 * @param transport set on success; the caller closes it with transport->ops->close()
 * @param why always filled: on success "" or a warning (rate rounded by the driver, CTS low); else the reason with what
 *        to do about it (owner group of the node, process that holds it, offending part of the specification and what
 *        is allowed there)
 * @return BLE_OK; BLE_ERROR_ARGUMENT (specification), BLE_ERROR_NOT_FOUND, BLE_ERROR_DENIED, BLE_ERROR_BUSY,
 *         BLE_ERROR_AMBIGUOUS, BLE_ERROR_UNSUPPORTED (not a tty that can be a controller), BLE_ERROR_TIMEOUT (tcp),
 *         BLE_ERROR_MEMORY, BLE_ERROR_IO
 */
BLE_API ble_status ble_transport_open(const char *port, const struct ble_transport_options *options,
                                      struct ble_transport **transport, char why[BLE_TRANSPORT_TEXT]);

/**
 * Wrap an open descriptor that reads and writes (pty, socket, other terminal). It is made non-blocking and
 * close-on-exec, a terminal raw.
 * @return BLE_OK: the transport owns fd from then on; BLE_ERROR_ARGUMENT: not such a descriptor;
 *         BLE_ERROR_UNSUPPORTED: a terminal that cannot be set; BLE_ERROR_MEMORY
 */
BLE_API ble_status ble_transport_from_fd(int fd, struct ble_transport **transport);

/** One serial port of this machine. */
struct ble_port {
    char path[256];             /**< device node */
    char usb_product[128];      /**< "" when unknown */
    char usb_manufacturer[128]; /**< "" when unknown */
    char usb_serial[128];       /**< "" when unknown */
    uint16_t usb_vid;           /**< 0 when not USB */
    uint16_t usb_pid;           /**< 0 when not USB */
    int16_t usb_interface;      /**< bInterfaceNumber, -1 unknown */
    int16_t score;              /**< how likely an HCI controller: 100 sure ... 0 unknown, -1 certainly not */
    char note[256];             /**< what it seems to be, what it needs, or why it is not used */
    uint32_t baud;              /**< rate its profile begins with */
    uint8_t flow;               /**< enum ble_flow of its profile */
    uint16_t write_chunk;       /**< 0: no limit */
};

/**
 * List the serial ports of this machine, best first. Nothing is sent to any; libserialport opens those of Linux's 8250
 * driver for a moment, which is the only way to tell whether they exist. Native USB controllers, which are no serial
 * ports, are listed as /dev/bus/usb/BUS/DEVICE with a score of -1 and what to do in note.
 *
 * The user's devices file ($XDG_CONFIG_HOME or ~/.config, bleradio/devices) changes scores and profiles:
 *
 *     [device "1915:1234"] baud=1000000 flow=none
 *     [device "0403:6001:A50285BI"] baud=921600 flow=rtscts chunk=64 score=100
 *
 * A device named there scores 100 unless it says otherwise, -1 to 100. A broken file counts for nothing here and is
 * BLE_ERROR_ARGUMENT with its line when a serial port is opened.
 * @param ports filled with at most capacity ports
 * @param total how many there are, may be NULL
 * @return how many were filled, or < 0: ble_status
 */
BLE_API ptrdiff_t ble_port_list(struct ble_port *ports, size_t capacity, size_t *total);

#ifdef __cplusplus
}
#endif
#endif
