/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief BLERadio: one HCI controller on a port, driven. Blocking calls, their non-blocking twins, and one descriptor.
 *
 * A radio owns a transport and a host (<bleradio/host.h>) and moves bytes between them. When the controller is
 * unplugged, resets or loses synchronisation, everything pending ends with a named error; the port is looked for again
 * (back-off 0.25 ... 5 s), brought up, and `ready` is called with the next generation.
 *
 *     ble_radio *radio;
 *     struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
 *     options.port = "/dev/ttyACM0";
 *     if (ble_radio_open(&radio, &options) < 0) fprintf(stderr, "%s\n", ble_radio_last_error(radio));
 *     else printf("HCI version %u\n", ble_radio_get_info(radio)->controller.hci_version);
 *     ble_radio_close(radio);
 *
 * **Ownership.** ble_radio_open() makes the radio (also when it fails, so that ble_radio_last_error() works), you close
 * it. Strings and structs that getters return live until the next call with the same radio.
 *
 * **Threads.** One radio belongs to one thread at a time; different radios need no lock. ble_radio_wake() may be called
 * from any thread and from a signal handler.
 *
 * **Callbacks** come from ble_radio_process() and from blocking calls (which process meanwhile). In a callback
 * everything is allowed except blocking calls (BLE_ERROR_IN_CALLBACK). A radio closed inside a callback goes away when
 * the outermost call returns.
 */
#ifndef BLERADIO_RADIO_H
#define BLERADIO_RADIO_H

#include <bleradio/host.h>
#include <bleradio/transport.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One controller on one port. Opaque. */
typedef struct ble_radio ble_radio;

/** A connection of a radio: <bleradio/connection.h>. */
typedef struct ble_connection {
    ble_radio *radio; /**< whose; NULL: none */
    ble_link link;    /**< which */
} ble_connection;

/** Levels of log lines. */
enum ble_log_level { BLE_LOG_ERROR = 0, BLE_LOG_WARNING, BLE_LOG_INFO, BLE_LOG_DEBUG };

/** What a program can be told. Every member may be NULL. `user` is ble_radio_options.user. */
struct ble_radio_handlers {
    /** The controller is up: at first, and after each recovery or re-plug. */
    void (*ready)(ble_radio *radio, uint32_t generation, void *user);
    /** The controller is not usable: BLE_ERROR_LOST (port gone), BLE_ERROR_RESTARTED (being recovered), anything else:
     *  gave up, for what ble_radio_open() would return. text is ble_radio_last_error(). Told once for each change;
     *  operations that were pending end with it. Not called for what ble_radio_open() returns. */
    void (*lost)(ble_radio *radio, ble_status status, const char *text, void *user);
    /** One line for a log, without newline. */
    void (*log)(ble_radio *radio, enum ble_log_level level, const char *text, void *user);
    /** Every event of the host, before the radio acts on it. */
    void (*event)(ble_radio *radio, const struct ble_event *event, void *user);
    /** A link is up, whoever opened it. */
    void (*connected)(ble_radio *radio, ble_connection connection, void *user);
    /** A link that was told is down; reason is an HCI error code. Told once, with an outage too. Operations that wait
     *  for something on it end after that. */
    void (*disconnected)(ble_radio *radio, ble_connection connection, uint8_t reason, void *user);
    /** Something of a link is different: enum ble_link_change bits; ble_connection_get_info() has the values. */
    void (*updated)(ble_radio *radio, ble_connection connection, uint8_t what, void *user);
    /** A peer asks for other parameters, which are valid. NULL: they are accepted. @return whether they are */
    bool (*update_asked)(ble_radio *radio, ble_connection connection, const struct ble_link_parameters *parameters,
                         void *user);
};

/** Options of ble_radio_open(). Start from BLE_RADIO_OPTIONS_INIT. */
struct ble_radio_options {
    uint32_t size;                   /**< sizeof(struct ble_radio_options) */
    const char *port;                /**< see ble_transport_open(); NULL: BLERADIO_PORT, else "auto" */
    uint32_t baud;                   /**< bit/s; 0: from the port; UINT32_MAX: try several */
    uint8_t flow;                    /**< enum ble_flow */
    bool reopen;                     /**< look for the controller again after it was lost */
    uint32_t open_timeout_ms;        /**< how long ble_radio_open() waits for the controller; BLE_FOREVER allowed */
    const char *trace;               /**< write every packet to this btsnoop file; NULL: none */
    const char *state_directory;     /**< where generated addresses are kept; NULL: $XDG_STATE_HOME/bleradio, else
                                          ~/.local/state/bleradio; "": keep nothing */
    struct ble_transport *transport; /**< use this instead of port; the radio owns it from then on, also on failure */
    uint16_t ended_links;            /**< connections of which something is known after their end, 0 ... 1,000 */
    uint16_t cached_peers;           /**< whose services are remembered when they are gone, 0 ... 1,000 */
    uint32_t service_bytes;          /**< for what is known of one peer's services, 1,024 ... 16 MiB; while they are
                                          discovered twice as much */
    struct ble_host_config host;     /**< tap and tap_user stay free for the program */
    struct ble_radio_handlers handlers; /**< what the program wants to be told */
    void *user;                         /**< given to every handler */
};

/** The defaults: port from BLERADIO_PORT or "auto", 30 s to open, re-opened when lost. */
#define BLE_RADIO_OPTIONS_INIT                                                                                         \
    {                                                                                                                  \
        sizeof(struct ble_radio_options), NULL, 0, BLE_FLOW_DEFAULT, true, 30000, NULL, NULL, NULL, 16, 32, 65536,     \
            BLE_HOST_CONFIG_INIT, { NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL }, NULL                             \
    }

/** What ble_radio_get_info() tells. */
struct ble_radio_info {
    struct ble_controller_info controller;      /**< what the host knows of the controller */
    struct ble_transport_description transport; /**< what the port says of itself */
};

/**
 * Open a port and bring the controller on it up. Blocks, at most open_timeout_ms.
 * @param radio set also on failure (then only last_error, get_info, get_counters and close make sense); NULL only when
 *        memory is short
 * @param options NULL: all defaults
 * @return BLE_OK; what ble_transport_open() returns; BLE_ERROR_SILENT, BLE_ERROR_PROTOCOL, an HCI error of a command
 *         that cannot be done without, BLE_ERROR_TIMEOUT, BLE_ERROR_IO (trace file, or no descriptors left),
 *         BLE_ERROR_LOST (went away meanwhile), BLE_ERROR_INTERRUPTED (ble_radio_wake()). An option that is out of its
 *         range is BLE_ERROR_ARGUMENT: last_error names it, its value and what is allowed.
 */
BLE_API ble_status ble_radio_open(ble_radio **radio, const struct ble_radio_options *options);

/**
 * As ble_radio_open() without waiting: the port is opened, `ready` or `lost` is called later from process. With
 * `reopen` a controller that does not get ready is tried again, too.
 */
BLE_API ble_status ble_radio_open_start(ble_radio **radio, const struct ble_radio_options *options);

/**
 * Leave the controller quiet (Reset, at most 2 s), close everything, free the radio. NULL is allowed. Operations that
 * are pending end with BLE_ERROR_CANCELLED; `ready`, `lost` and `event` are not called any more. A callback that closes
 * the radio while it is being opened makes that return BLE_ERROR_CANCELLED, with the radio NULL.
 */
BLE_API void ble_radio_close(ble_radio *radio);

/** Why the last call failed or the controller was lost, in words with what to do about it; "" when nothing did. */
BLE_API const char *ble_radio_last_error(const ble_radio *radio);

/**
 * What is wrong and what to do about it, for a person: the first line is the cause, each further line one thing to
 * check, the most likely first. "" while nothing is.
 * @param text terminated, cut at capacity; may be NULL when capacity is 0
 * @return length of the whole text, as snprintf counts
 */
BLE_API size_t ble_radio_diagnosis(ble_radio *radio, char *text, size_t capacity);

/** What is known of the controller and the port. */
BLE_API const struct ble_radio_info *ble_radio_get_info(ble_radio *radio);

/** Every counter the host keeps. */
BLE_API const struct ble_host_counters *ble_radio_get_counters(const ble_radio *radio);

/**
 * One descriptor for the radio's whole life, unplug included: readable = call ble_radio_process(radio, 0). For poll,
 * epoll, libuv, GLib.
 */
BLE_API int ble_radio_fd(const ble_radio *radio);

/**
 * Do what is due; when nothing is, wait for it.
 * @param wait_ms 0: do not wait; BLE_FOREVER allowed
 * @return BLE_OK: something was done or the time is up; BLE_ERROR_INTERRUPTED: ble_radio_wake(); BLE_ERROR_LOST: the
 *         port is gone and will not be looked for (by the options, or because it cannot be opened again);
 *         BLE_ERROR_STATE: it was never opened; BLE_ERROR_IN_CALLBACK
 */
BLE_API ble_status ble_radio_process(ble_radio *radio, uint32_t wait_ms);

/** End the current or next wait in ble_radio_process() or a blocking call. Any thread, any signal handler. */
BLE_API void ble_radio_wake(ble_radio *radio);

/** How an operation ended. `answer` lives during the callback. */
typedef void ble_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user);

/**
 * Ask the host for something; done comes exactly once, from ble_radio_process(), a blocking call or ble_radio_close().
 * @param done may be NULL
 * @param id set to the operation's id, 0 when it was not accepted; may be NULL
 * @return BLE_OK: accepted; BLE_ERROR_ARGUMENT, BLE_ERROR_FULL, BLE_ERROR_STATE (closing, never opened, or called from
 * a packet tap): done will not be called
 */
BLE_API ble_status ble_radio_request_start(ble_radio *radio, const struct ble_request *request, ble_done *done,
                                           void *user, uint32_t *id);

/**
 * End an operation early, whatever it waits for: its done comes with BLE_ERROR_CANCELLED, once, from
 * ble_radio_process(), a blocking call or ble_radio_close(). What it started is taken back (an advertisement goes off
 * again, a scan ends).
 * @param id of any function whose name ends with _start
 * @return BLE_OK; BLE_ERROR_NOT_FOUND: it has ended, or never was; BLE_ERROR_STATE (closing, never opened, or called
 *         from a packet tap)
 */
BLE_API ble_status ble_radio_cancel(ble_radio *radio, uint32_t id);

/** Answer of ble_radio_hci_command(). */
struct ble_hci_answer {
    uint8_t size;            /**< octets in parameters */
    uint8_t parameters[255]; /**< return parameters, status first */
};

/**
 * Send any HCI command and wait for its answer. For what the library does not wrap.
 * @param opcode OGF << 10 | OCF; Reset is refused with BLE_ERROR_ARGUMENT (use ble_radio_reset())
 * @param answer may be NULL
 * @param timeout_ms 0: 2,000
 * @return BLE_OK; the HCI error that the controller answered; BLE_ERROR_TIMEOUT, BLE_ERROR_LOST, BLE_ERROR_RESTARTED,
 *         BLE_ERROR_STATE (not ready), BLE_ERROR_IN_CALLBACK, BLE_ERROR_INTERRUPTED
 */
BLE_API ble_status ble_radio_hci_command(ble_radio *radio, uint16_t opcode, const void *parameters, size_t size,
                                         struct ble_hci_answer *answer, uint32_t timeout_ms);

/**
 * Reset the controller and bring it up again: every link ends.
 * @param timeout_ms 0: 30,000
 * @return as ble_radio_open()
 */
BLE_API ble_status ble_radio_reset(ble_radio *radio, uint32_t timeout_ms);

/** Version of the library in use, "MAJOR.MINOR.PATCH". */
BLE_API const char *ble_version(void);

#ifdef __cplusplus
}
#endif
#endif
