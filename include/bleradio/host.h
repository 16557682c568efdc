/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The sans-I/O host: bytes in, bytes out, time and randomness as arguments.
 *
 * A host is a Bluetooth LE host for one controller. It does no input or output, knows no clock, starts no thread and
 * never allocates: it lives in one block of memory that the caller owns. Whoever drives it (ble_radio on a PC, a
 * firmware's main loop, a test with a virtual clock) moves bytes between it and the controller and tells it the time:
 *
 *     struct ble_host_config config = BLE_HOST_CONFIG_INIT;
 *     size_t size = ble_host_size(&config);
 *     struct ble_host *host = ble_host_init(malloc(size), size, &config);
 *     ble_host_attach(host, now(), &transport);
 *     for (;;) {
 *         while ((n = ble_host_transmit(host, now(), out, sizeof(out))) > 0) write(fd, out, n);
 *         wait until fd is readable or ble_host_deadline(host) has come;
 *         while ((n = read(fd, in, sizeof(in))) > 0)
 *             for (at = 0; at < n; at += ble_host_receive(host, now(), in + at, n - at))
 *                 while (ble_host_next_event(host, &event)) ...;
 *         ble_host_tick(host, now());                 // only when nothing more can be read
 *         while (ble_host_next_effect(host, &effect)) ...;
 *         while (ble_host_next_event(host, &event)) ...;
 *     }
 *
 * **Contract.** The host is a function of its configuration and the sequence of its inputs (attach, receive, request,
 * effect_done, tick, lost, and how many events were pulled), each with its time. Equal inputs give equal output bytes,
 * events and effects, however the received bytes are split. Time is monotonic microseconds and never goes backwards
 * (an earlier time is taken as the latest one seen). Deadlines are judged only in ble_host_tick(): a process that was
 * stopped for ten seconds first receives what came meanwhile and loses nothing.
 *
 * **Completion.** Every accepted request ends with exactly one BLE_EVENT_COMPLETED that carries its id: done, refused,
 * timed out, cancelled or lost.
 *
 * **Threads.** One host belongs to one thread at a time; different hosts share nothing.
 */
#ifndef BLERADIO_HOST_H
#define BLERADIO_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/address.h>
#include <bleradio/export.h>
#include <bleradio/gap.h>
#include <bleradio/gatt.h>
#include <bleradio/link.h>
#include <bleradio/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The host of one controller. Opaque; lives in the caller's memory. */
struct ble_host;

/** No deadline, no timeout: must be written where it is meant. */
#define BLE_FOREVER UINT32_MAX

/** ble_host_deadline() when nothing is waiting for time to pass. */
#define BLE_NO_DEADLINE UINT64_MAX

/**
 * Called with every whole HCI packet (first octet: H4 packet indicator) that the host sends or accepts; what a trace
 * recorder needs. Noise and recovery padding are no packets and do not appear.
 * It must not call the host. `now_us` is the time of the packet's first octet.
 */
typedef void ble_packet_tap(void *user, uint64_t now_us, bool received, const uint8_t *packet, size_t size);

/** What a host is made of. Start from BLE_HOST_CONFIG_INIT. All memory follows from it: see ble_host_size(). */
struct ble_host_config {
    uint32_t size;         /**< sizeof(struct ble_host_config) */
    uint16_t links;        /**< connections at the same time, 0 ... 100 */
    uint16_t requests;     /**< requests pending at the same time, 1 ... 64 */
    uint32_t event_bytes;  /**< ring for events that are not yet pulled, 4 x packet_bytes (and at least 4,400 with
                                reassemblies) ... 16 MiB */
    uint32_t packet_bytes; /**< longest packet accepted, with its 5 octets of header, 264 ... 4,096; longer: skipped */
    uint32_t transmit_bytes;    /**< queue of packets on the way out, 512 ... 1 MiB */
    uint16_t mtu;               /**< ATT MTU to offer, 23 ... 517, at most packet_bytes - 9 */
    uint16_t attributes;        /**< of the GATT server, its own 15 among them, 15 ... 4,096; 0: no server */
    uint32_t attribute_bytes;   /**< for their values and UUIDs of 128 bits, with attributes 64 ... 1 MiB */
    uint16_t prepared_bytes;    /**< of queued writes of a peer, for each link, 0 ... 4,096; 0: no long writes. Parts
                                     that do not join another take 6 octets more */
    uint16_t gatt_procedures;   /**< of the GATT client, all links together, that wait or run, 0 ... 64 */
    uint8_t kept_peers;         /**< of BLE_REQUEST_KEEP_CONNECTED, 0 ... 255 */
    uint8_t automatic;          /**< enum ble_automatic: what is done by itself on each new link */
    uint16_t update_answer_ms;  /**< time for the answer to BLE_EVENT_UPDATE_ASKED, 0 ... 20,000; then, or with 0 at
                                     once, what is valid is accepted */
    uint8_t advertising_sets;   /**< at the same time, 0 ... 8 (what the controller has limits them further) */
    uint16_t advertising_bytes; /**< longest advertising or scan response data of a set, 31 ... 1,650 */
    uint16_t reassemblies;      /**< advertisements in several extended reports put together at once, 0 ... 1,000; 0:
                                     their parts are told as they come (BLE_REPORT_INCOMPLETE) */
    uint32_t scan_devices;      /**< advertisements remembered for duplicate policies, 0 ... 1,000,000, 32 octets each;
                                     0: only BLE_DUPLICATES_ALL */
    ble_packet_tap *tap;        /**< or NULL */
    void *tap_user;             /**< first argument of tap */
};

/** A config for a PC: 8 links, 64 KiB of events, 4 advertising sets of any length, 2,048 devices told apart. */
#define BLE_HOST_CONFIG_INIT                                                                                           \
    {                                                                                                                  \
        sizeof(struct ble_host_config), 8, 16, 65536, 1100, 4096, 517, 256, 16384, 1024, 32, 8, BLE_AUTOMATIC_ALL, 0,  \
            4, 1650, 16, 2048, NULL, NULL                                                                              \
    }

/** Kinds of flow control a profile may ask for; BLE_FLOW_DEFAULT leaves it to the port. */
enum ble_flow { BLE_FLOW_DEFAULT = 0, BLE_FLOW_RTSCTS, BLE_FLOW_NONE };

/** What the host must know of the transport it is attached to. Zeroes are a good default. */
struct ble_transport_info {
    uint32_t baud_choices[4]; /**< rates to try in this order when the controller is silent; 0 ends the list. The first
                                   is the one in use. All 0: the line has no rate, or it is fixed. */
    bool can_pulse_dtr;       /**< effect BLE_EFFECT_PULSE_DTR makes sense */
    bool can_reopen;          /**< effect BLE_EFFECT_REOPEN makes sense */
    bool may_sleep;           /**< a TI profile: octets 0x30 ... 0x33 between packets are eHCILL */
    bool no_padding;          /**< never send zero padding (eHCILL parts) */
};

/* ------------------------------------------------------------------------------------------------ controller */

/** Where the host is with its controller. */
enum ble_host_state {
    BLE_HOST_DETACHED = 0, /**< no transport: before attach, after lost */
    BLE_HOST_OPENING,      /**< resetting and asking what the controller is */
    BLE_HOST_READY,        /**< up */
    BLE_HOST_RECOVERING,   /**< synchronisation or controller lost; being brought back */
    BLE_HOST_FAILED,       /**< gave up: see ble_controller_info.failure; attach or BLE_REQUEST_RESET starts again */
    BLE_HOST_OFF           /**< BLE_REQUEST_SHUT_DOWN was done: the controller is reset and quiet */
};

/** Known deviations of a controller: bits of ble_controller_info.quirks. ble_quirk_name() names them. */
enum ble_quirk {
    BLE_QUIRK_COMMANDS_TRUNCATED = 1 << 0, /**< Supported Commands answer was shorter than 64 octets */
    BLE_QUIRK_COMMANDS_MISSING = 1 << 1,   /**< no Supported Commands: a minimal LE set is assumed */
    BLE_QUIRK_SHARED_BUFFERS = 1 << 2,     /**< LE has no buffers of its own: shared with BR/EDR */
    BLE_QUIRK_NO_BUFFER_SIZE = 1 << 3,     /**< no usable buffer size was reported: 1 packet of 27 octets is assumed */
    BLE_QUIRK_ZEPHYR_VENDOR = 1 << 4,      /**< speaks Zephyr's vendor commands */
    BLE_QUIRK_ADDRESS_NOT_UNIQUE = 1 << 5, /**< its public address is one that many devices share */
    BLE_QUIRK_EMPTY_RESET_ANSWER = 1 << 6, /**< answered Reset without a status */
    BLE_QUIRK_BOOT_NOISE = 1 << 7,         /**< sent octets that do not begin like HCI before its first answer */
    BLE_QUIRK_NO_EXTENDED_SCAN_WHILE_CONNECTED = 1 << 8, /**< RTL8761B */
    BLE_QUIRK_NO_SCAN_WHILE_ADVERTISING = 1 << 9,        /**< DA14585 */
    BLE_QUIRK_NO_FLOW_CONTROL = 1 << 10,                 /**< UART without RTS/CTS (EM9301, ATWILC3000, STM32WB0) */
    BLE_QUIRK_VERSION_UNTRUE = 1 << 11                   /**< reports an HCI version that is not its own (STM32WB) */
};

/** Why the host gave up, or how the last recovery began. */
enum ble_host_failure {
    BLE_FAILURE_NONE = 0,
    BLE_FAILURE_SILENT,          /**< not one octet came */
    BLE_FAILURE_NOISE,           /**< octets came, none of them an answer to Reset: see ble_controller_info.noise */
    BLE_FAILURE_REFUSED,         /**< a command that cannot be done without was refused */
    BLE_FAILURE_COMMAND_TIMEOUT, /**< a command was not answered, nor was the probe after it */
    BLE_FAILURE_DESYNC,          /**< octets that cannot be HCI */
    BLE_FAILURE_HARDWARE_ERROR,  /**< the controller sent Hardware Error */
    BLE_FAILURE_CRASHED,         /**< the controller sent a crash report and stopped */
    BLE_FAILURE_RESTARTED,       /**< the controller restarted by itself */
    BLE_FAILURE_TRANSPORT,       /**< the port was lost */
    BLE_FAILURE_SCAN_STALLED     /**< scanning, but deaf: ble_scanning.watchdog_ms */
};

/** Where the address in use comes from. */
enum ble_address_source {
    BLE_ADDRESS_SOURCE_NONE = 0, /**< none: no randomness to make one of, or the controller took none */
    BLE_ADDRESS_SOURCE_PUBLIC,   /**< the controller's public address */
    BLE_ADDRESS_SOURCE_FACTORY,  /**< static random address from the controller (Zephyr vendor command) */
    BLE_ADDRESS_SOURCE_KEPT,     /**< static random address that was generated earlier and kept by the driver */
    BLE_ADDRESS_SOURCE_GENERATED /**< static random address generated now */
};

/** What is known of the controller. Filled while it is brought up; complete in BLE_HOST_READY. */
struct ble_controller_info {
    uint8_t state;                     /**< enum ble_host_state */
    uint8_t failure;                   /**< enum ble_host_failure */
    uint32_t generation;               /**< how many times this host became ready */
    uint8_t hci_version;               /**< Assigned Numbers: 6 = 4.0 ... 13 = 5.4 */
    uint8_t lmp_version;               /**< same numbers */
    uint16_t hci_revision;             /**< as the manufacturer counts */
    uint16_t lmp_subversion;           /**< as the manufacturer counts */
    uint16_t manufacturer;             /**< company identifier */
    struct ble_address public_address; /**< as Read BD_ADDR gave it; all zero if none */
    struct ble_address address;        /**< in use */
    uint8_t address_source;            /**< enum ble_address_source */
    uint8_t supported_commands[64];    /**< bits by octet (Vol 4 Part E 6.27); assumed where it could not be read */
    uint8_t le_features[8];            /**< Vol 6 Part B 4.6 */
    uint8_t le_states[8];              /**< Vol 6 Part B 4.7, 0 when unknown */
    uint16_t acl_length;               /**< longest ACL data part for LE, octets */
    uint16_t acl_count;                /**< ACL packets the controller can hold */
    uint16_t iso_length;               /**< 0: none */
    uint8_t iso_count;                 /**< 0: none */
    uint8_t accept_list_size;          /**< entries */
    uint8_t resolving_list_size;       /**< entries, 0: no controller privacy */
    uint8_t advertising_sets;          /**< 1 on controllers without extended advertising */
    uint16_t max_advertising_data;     /**< octets: 31 on controllers without extended advertising */
    int8_t min_tx_power_dbm;           /**< 127: unknown */
    int8_t max_tx_power_dbm;           /**< 127: unknown */
    int8_t tx_power_dbm;               /**< of advertising; with extended commands of the set that was set up last; 127:
                                            unknown */
    uint16_t max_data_octets;          /**< LE data length supported for sending, 27 without the feature */
    uint16_t max_data_time_us;         /**< the same as time */
    uint32_t quirks;                   /**< enum ble_quirk bits */
    uint32_t baud;                     /**< of baud_choices the one that answered, 0: fixed */
    uint16_t ready_commands;           /**< commands that the last bring-up took */
    uint64_t ready_us;                 /**< how long it took */
    uint8_t noise_size;                /**< octets in noise */
    uint8_t noise[64];                 /**< the first octets received that were no HCI, for a diagnosis */
    uint8_t hardware_error;            /**< code of the last Hardware Error event */
    char crash[128]; /**< the controller's last words decoded, e.g. "assertion failed at ull.c:1234" */
};

/** Everything the host counts, since init. */
struct ble_host_counters {
    uint64_t bytes_received;    /**< octets given to ble_host_receive() */
    uint64_t bytes_sent;        /**< octets fetched with ble_host_transmit() */
    uint64_t packets_received;  /**< whole HCI packets accepted */
    uint64_t packets_sent;      /**< whole HCI packets, padding is none */
    uint64_t reports;           /**< advertising reports received */
    uint64_t reports_filtered;  /**< not wanted by the filter */
    uint64_t reports_dropped;   /**< wanted, but the event ring was full */
    uint64_t reports_malformed; /**< lengths inside the event contradict each other */
    uint64_t reports_duplicate; /**< not told again: ble_scanning.duplicates */
    uint64_t report_parts;      /**< of reports: put together with others */
    uint64_t reports_joined; /**< advertisements put together of them, truncated ones too. Each is filtered, dropped, a
                                  duplicate or told: reports - report_parts - report_parts_skipped + reports_joined of
                                  them in all */
    uint64_t report_parts_skipped;   /**< the rest of what was given up, too long, or begun too weak for the filter */
    uint64_t reassemblies_given_up;  /**< of reports_joined: truncated to make room, ble_host_config.reassemblies */
    uint64_t reassemblies_too_long;  /**< of reports_joined: truncated at 1,650 octets */
    uint64_t reassemblies_timed_out; /**< of reports_joined: truncated, the rest did not come within 2.5 s */
    uint64_t reassemblies_forgotten; /**< never whole because the scan or the controller ended */
    uint64_t devices_forgotten;      /**< told once more than needed, perhaps: no room, ble_host_config.scan_devices */
    uint64_t noise_bytes;            /**< octets dropped while hunting for synchronisation */
    uint64_t oversize_packets;       /**< longer than packet_bytes: skipped exactly */
    uint64_t unknown_packets;        /**< unknown events, vendor packet types, handles above 0x0eff: skipped exactly */
    uint64_t malformed_packets;      /**< known, but too short inside; ignored */
    uint64_t unknown_channels;       /**< L2CAP PDUs on channels that are none: dropped */
    uint64_t unexpected_packets;     /**< answers nobody asked for, handles nobody knows */
    uint32_t desyncs;                /**< synchronisation lost */
    uint32_t recoveries;             /**< recoveries begun */
    uint32_t command_timeouts;       /**< commands that were not answered in time */
    uint32_t late_answers;           /**< came after their time and were dropped by opcode */
    uint32_t resets_sent;            /**< HCI Reset, repetitions too */
    uint32_t hardware_errors;        /**< Hardware Error events */
    uint32_t unsolicited_nops;       /**< Command Complete or Status for opcode 0 that nobody waited for */
    uint32_t scan_stalls;            /**< silences that the scan watchdog noticed */
    uint32_t scan_restarts;          /**< scans it restarted */
    uint32_t scan_resets;            /**< controllers it had reset */
    uint32_t credit_overruns;        /**< completed packets above what was outstanding: clamped */
    uint32_t requests_refused;       /**< ble_host_request() returned 0 */
    uint32_t events_waited;          /**< ble_host_receive() stopped because events were not pulled */
};

/* ------------------------------------------------------------------------------------------------ requests */

/** What can be asked of the host. */
enum ble_request_type {
    BLE_REQUEST_NONE = 0,
    BLE_REQUEST_HCI_COMMAND, /**< send a command, complete with its answer; needs BLE_HOST_READY */
    BLE_REQUEST_RESET,       /**< reset the controller and bring it up again; completes when it is ready or failed */
    BLE_REQUEST_SHUT_DOWN,   /**< leave the controller quiet: Reset, then BLE_HOST_OFF; at most 2 s */
    BLE_REQUEST_FILTER,      /**< which advertising reports become events; completes at once */
    BLE_REQUEST_SEND,        /**< send one L2CAP PDU on a link; completes when the controller took its last fragment */
    BLE_REQUEST_DISCONNECT,  /**< end a link; completes with its end */
    BLE_REQUEST_ADVERTISE, /**< start a set, or change one that is on (data alone: without a gap on the air); completes
                                when it is on the air. Kept through recovery and unplugging. */
    BLE_REQUEST_STOP_ADVERTISING, /**< stop a set; completes when it is off, at once when it was */
    BLE_REQUEST_SCAN,             /**< start, or change how; completes when it listens. Kept as advertising is. */
    BLE_REQUEST_STOP_SCAN,        /**< completes when it no longer listens */
    BLE_REQUEST_CONNECT, /**< connect to a peer that advertises; attempts queue and take turns of 5 s. Completes after
                              BLE_EVENT_CONNECTED, or with BLE_ERROR_TIMEOUT (timeout_ms from the request on; 0: 10 s;
                              BLE_FOREVER allowed), BLE_ERROR_STATE (connected already), BLE_ERROR_BUSY (another request
                              for this peer waits), BLE_ERROR_FULL (no link is free), an HCI error, ... */
    BLE_REQUEST_KEEP_CONNECTED,  /**< connect to these peers whenever they advertise and no BLE_REQUEST_CONNECT waits,
                                      through the accept list; replaces what was asked before; completes at once. A peer
                                      whose link ends within 5 s is left alone for 1 s, then 2, 4, ... 64 s. The accept
                                      list is the host's from then on. Kept as advertising is. */
    BLE_REQUEST_UPDATE_LINK,     /**< change a link's parameters, in either role; completes with the peer's decision */
    BLE_REQUEST_ANSWER_UPDATE,   /**< to BLE_EVENT_UPDATE_ASKED */
    BLE_REQUEST_SET_PHY,         /**< of a link; completes with what became of it */
    BLE_REQUEST_SET_DATA_LENGTH, /**< of a link; completes with the controller's answer */
    BLE_REQUEST_READ_RSSI,       /**< of a link; the answer is one octet, dBm */
    BLE_REQUEST_GATT,            /**< a procedure of the GATT client */
    BLE_REQUEST_ADD_SERVICE,     /**< completes at once; the answer is its first and last handle, 2 octets each */
    BLE_REQUEST_REMOVE_SERVICE,  /**< completes at once */
    BLE_REQUEST_SET_VALUE,       /**< of a stored attribute, telling nobody; completes at once */
    BLE_REQUEST_NOTIFY, /**< tell a value to one or all who subscribed; completes when the controller took the last
                             notification and every indication was confirmed or its 30 s had passed */
    BLE_REQUEST_ANSWER, /**< to BLE_EVENT_ASKED; completes at once */
    BLE_REQUEST_CANCEL  /**< end another request with BLE_ERROR_CANCELLED, whatever it waits for */
};

/** Longest prefix list of a filter, octets. */
#define BLE_FILTER_PREFIXES 64
/** Most addresses of a filter. */
#define BLE_FILTER_ADDRESSES 8
/** Longest name pattern of a filter with its terminating zero. */
#define BLE_FILTER_NAME 64

/**
 * Which advertising reports become events (what the application does not want costs no copy): those that pass all of
 * it. An advertisement in several reports is judged by the strength of its first part and by all of its data; a filter
 * asked for meanwhile judges it again when it is whole. Scan responses are reports of their own, with data of their
 * own.
 */
struct ble_report_filter {
    int8_t minimum_rssi_dbm; /**< reports weaker than this are dropped; -128: none. Unknown RSSI passes. */
    uint8_t prefixes_size;   /**< octets used in prefixes; 0: every report passes */
    /** {size, AD type, first data octets ...} ...: a report passes when one of its AD structures begins with one of
     *  them. `size` counts what follows. */
    uint8_t prefixes[BLE_FILTER_PREFIXES];
    uint8_t addresses_count;                            /**< 0: whoever it is */
    struct ble_address addresses[BLE_FILTER_ADDRESSES]; /**< advertisers whose reports pass, of just these types */
    char name[BLE_FILTER_NAME]; /**< pattern, terminated: a report passes when its complete or shortened name fits; "":
                                     whatever its name, if any. * is any octets, ? one character (UTF-8), all else
                                   itself */
};

/** One request: a tagged union. Everything is copied; nothing needs to outlive the call. */
struct ble_request {
    uint8_t type;        /**< enum ble_request_type */
    uint32_t timeout_ms; /**< 0: the default of the request (2 s for a command) */
    union {
        struct {
            uint16_t opcode;             /**< OGF << 10 | OCF. Refused: Reset (0x0c03, use BLE_REQUEST_RESET) and Host
                                            Number Of Completed Packets (0x0c35, has no answer) */
            uint8_t size;                /**< octets of parameters */
            const uint8_t *parameters;   /**< copied; may be NULL when size is 0 */
        } hci;                           /**< BLE_REQUEST_HCI_COMMAND */
        struct ble_report_filter filter; /**< BLE_REQUEST_FILTER */
        struct {
            ble_link link;
            uint16_t cid;        /**< L2CAP channel */
            uint16_t size;       /**< octets of data, at most transmit_bytes - 190: some room is left to commands */
            const uint8_t *data; /**< copied */
        } send;                  /**< BLE_REQUEST_SEND */
        struct {
            ble_link link;
            uint8_t reason; /**< HCI error code; 0: 0x13 Remote User Terminated Connection */
        } disconnect;       /**< BLE_REQUEST_DISCONNECT */
        struct {
            uint32_t id; /**< what ble_host_request() returned */
        } cancel;        /**< BLE_REQUEST_CANCEL */
        struct {
            struct ble_advertising parameters;
            uint16_t size;           /**< octets of data, at most ble_host_config.advertising_bytes; above 31, or where
                                          the flags ask for it: extended PDUs, of which a connectable set holds 251 */
            uint16_t response_size;  /**< octets of response */
            const uint8_t *data;     /**< advertising data, copied */
            const uint8_t *response; /**< scan response data, copied */
        } advertise;                 /**< BLE_REQUEST_ADVERTISE */
        struct {
            uint8_t set;
        } stop_advertising;            /**< BLE_REQUEST_STOP_ADVERTISING */
        struct ble_scanning scan;      /**< BLE_REQUEST_SCAN */
        struct ble_connecting connect; /**< BLE_REQUEST_CONNECT */
        struct {
            uint16_t count;                        /**< 0: keep none */
            const struct ble_address *peers;       /**< copied; at most ble_host_config.kept_peers, and what the
                                                        controller's accept list holds */
            struct ble_link_parameters parameters; /**< of the links */
        } keep_connected;                          /**< BLE_REQUEST_KEEP_CONNECTED */
        struct {
            ble_link link;
            struct ble_link_parameters parameters;
        } update_link; /**< BLE_REQUEST_UPDATE_LINK */
        struct {
            uint32_t token; /**< of the event */
            bool accept;
        } answer_update; /**< BLE_REQUEST_ANSWER_UPDATE */
        struct {
            ble_link link;
            uint8_t tx_phys;      /**< bits 0 ... 2: 1M, 2M, Coded; 0: no preference */
            uint8_t rx_phys;      /**< the same */
            uint8_t coded_scheme; /**< 0: no preference, 1: S=2, 2: S=8 */
        } set_phy;                /**< BLE_REQUEST_SET_PHY */
        struct {
            ble_link link;
            uint16_t tx_octets;          /**< 27 ... 251 */
        } set_data_length;               /**< BLE_REQUEST_SET_DATA_LENGTH */
        ble_link rssi_of;                /**< BLE_REQUEST_READ_RSSI */
        struct ble_gatt gatt;            /**< BLE_REQUEST_GATT */
        struct ble_gatt_service service; /**< BLE_REQUEST_ADD_SERVICE; all it aims at is copied */
        uint16_t remove_service;         /**< BLE_REQUEST_REMOVE_SERVICE: handle of its declaration */
        struct {
            uint16_t handle;
            uint16_t size;
            const uint8_t *data;       /**< copied */
        } set_value;                   /**< BLE_REQUEST_SET_VALUE */
        struct ble_gatt_notify notify; /**< BLE_REQUEST_NOTIFY */
        struct ble_gatt_answer answer; /**< BLE_REQUEST_ANSWER */
    } u;                               /**< by type */
};

/* ------------------------------------------------------------------------------------------------ events */

/** What changed of a link. */
enum ble_link_change {
    BLE_LINK_PARAMETERS = 1 << 0,  /**< interval, latency, supervision timeout */
    BLE_LINK_PHY = 1 << 1,         /**< tx_phy, rx_phy */
    BLE_LINK_DATA_LENGTH = 1 << 2, /**< tx_octets, rx_octets */
    BLE_LINK_MTU = 1 << 3,         /**< mtu */
    BLE_LINK_REMOTE = 1 << 4,      /**< remote_... */
    BLE_LINK_SECURITY = 1 << 5     /**< security, key_size, bonded */
};

/** What the scan watchdog does about a silence. */
enum ble_stall_stage {
    BLE_STALL_PROBE = 0, /**< asks the controller something harmless; no answer leads to its recovery */
    BLE_STALL_RESTART,   /**< it answered: stops the scan and starts it again */
    BLE_STALL_RESET,     /**< that did not help, or was refused: BLE_EVENT_RECOVERING follows */
    BLE_STALL_LEFT       /**< that did not help, but links are up: it is left to the application (BLE_REQUEST_RESET) */
};

/** What the host has to tell. */
enum ble_event_type {
    BLE_EVENT_NONE = 0,
    BLE_EVENT_READY,             /**< brought up: ble_host_controller() is complete */
    BLE_EVENT_RECOVERING,        /**< u.trouble says why. The ends of links and requests follow. */
    BLE_EVENT_FAILED,            /**< gave up: u.trouble says why */
    BLE_EVENT_OFF,               /**< shut down */
    BLE_EVENT_LOST,              /**< the transport is gone (ble_host_lost). The ends of links and requests follow. */
    BLE_EVENT_COMPLETED,         /**< a request ended: u.completed */
    BLE_EVENT_REPORT,            /**< an advertising report: u.report */
    BLE_EVENT_CONNECTED,         /**< u.connected */
    BLE_EVENT_DISCONNECTED,      /**< u.disconnected */
    BLE_EVENT_DATA,              /**< one L2CAP PDU on a fixed channel that the host leaves to others: u.data */
    BLE_EVENT_HCI,               /**< an HCI event the host has no use for (vendor events too): u.hci */
    BLE_EVENT_ADVERTISING_ENDED, /**< a set went off without being asked to: u.ended */
    BLE_EVENT_SCAN_ENDED,        /**< the same of scanning: u.ended */
    BLE_EVENT_SCAN_STALLED,      /**< nothing is heard though the controller scans: u.stalled */
    BLE_EVENT_LINK_UPDATED,      /**< parameters, PHY, data length, MTU, what is known of the peer or security of a link
                                      changed: u.updated; ble_host_link_info() has the values */
    BLE_EVENT_UPDATE_ASKED,      /**< a peer asks for other parameters: u.update_asked */
    BLE_EVENT_SENDABLE,          /**< a request ended with BLE_ERROR_FULL for lack of room to send; half of it is free
                                      again; or no GATT procedure was free, and one is */
    BLE_EVENT_FOUND,             /**< a GATT procedure found something: u.found */
    BLE_EVENT_VALUE,             /**< a GATT procedure read something: u.value */
    BLE_EVENT_NOTIFIED,          /**< a peer's notification or indication (already confirmed): u.notified */
    BLE_EVENT_ASKED,             /**< a peer wants something of an attribute: u.asked */
    BLE_EVENT_WRITTEN,           /**< a peer changed a stored value: u.written */
    BLE_EVENT_SUBSCRIBED,        /**< a peer wrote a CCCD: u.subscribed */
    BLE_EVENT_CRASHED            /**< the controller's last words: ble_controller_info.crash */
};

/** Bits of ble_report.flags. */
enum ble_report_flag {
    BLE_REPORT_CONNECTABLE = 1 << 0,
    BLE_REPORT_SCANNABLE = 1 << 1,
    BLE_REPORT_DIRECTED = 1 << 2,
    BLE_REPORT_SCAN_RESPONSE = 1 << 3,
    BLE_REPORT_LEGACY = 1 << 4,     /**< legacy PDUs were used on the air */
    BLE_REPORT_EXTENDED = 1 << 5,   /**< came in an extended report, or in a directed one, which says as much */
    BLE_REPORT_INCOMPLETE = 1 << 6, /**< more data of this advertisement follows in another report */
    BLE_REPORT_TRUNCATED = 1 << 7   /**< the controller could not receive the rest */
};

/** One advertising report, as the controller gave it. Views live until the next event is fetched. */
struct ble_host_report {
    uint64_t time_us;           /**< when the first octet of its event was received */
    struct ble_address address; /**< advertiser */
    struct ble_address direct; /**< target of a directed advertisement; type BLE_ADDRESS_ANONYMOUS when there is none or
                                  the controller did not say */
    const uint8_t *data;       /**< AD structures, unchecked */
    uint16_t size;             /**< octets of data */
    int8_t rssi_dbm;           /**< 127: unknown */
    int8_t tx_power_dbm;       /**< 127: unknown */
    uint8_t flags;             /**< enum ble_report_flag */
    uint8_t primary_phy;       /**< 1 = 1M, 3 = Coded */
    uint8_t secondary_phy;     /**< 0 = none, 1 = 1M, 2 = 2M, 3 = Coded */
    uint8_t set_id;            /**< advertising SID, 0xff: none */
    uint16_t periodic_interval; /**< x 1.25 ms, 0: none */
};

/** An event: a tagged union. */
struct ble_event {
    uint8_t type; /**< enum ble_event_type */
    union {
        struct {
            uint8_t failure;        /**< enum ble_host_failure */
            uint8_t hardware_error; /**< code, with BLE_FAILURE_HARDWARE_ERROR */
            uint16_t opcode;        /**< the command in question, or 0 */
            uint8_t status;         /**< HCI error code, with BLE_FAILURE_REFUSED */
        } trouble;                  /**< BLE_EVENT_RECOVERING, BLE_EVENT_FAILED */
        struct {
            uint32_t id;               /**< what ble_host_request() returned */
            ble_status status;         /**< BLE_OK or why not */
            const uint8_t *answer;     /**< BLE_REQUEST_HCI_COMMAND: return parameters with the leading status octet */
            uint16_t size;             /**< octets of answer */
            uint16_t opcode;           /**< advertising, scanning: command that the controller refused; 0: none */
        } completed;                   /**< BLE_EVENT_COMPLETED */
        struct ble_host_report report; /**< BLE_EVENT_REPORT */
        struct {
            uint8_t set;       /**< BLE_EVENT_ADVERTISING_ENDED */
            ble_status status; /**< BLE_ERROR_TIMEOUT: its duration is over; BLE_OK: a central connected; else the HCI
                                    error with which the controller refused it (after a recovery) or ended it */
            uint16_t opcode;   /**< of the command that was refused; 0: none */
        } ended;               /**< BLE_EVENT_ADVERTISING_ENDED, BLE_EVENT_SCAN_ENDED */
        struct {
            uint8_t stage;      /**< enum ble_stall_stage */
            uint32_t silent_ms; /**< since the last report, or since the scan was started or restarted */
        } stalled;              /**< BLE_EVENT_SCAN_STALLED */
        struct {
            ble_link link;
            uint16_t handle;  /**< connection handle */
            uint8_t role;     /**< enum ble_role */
            uint32_t request; /**< the BLE_REQUEST_CONNECT that asked for it, 0: none */
            struct ble_address peer;
            uint16_t interval;            /**< x 1.25 ms */
            uint16_t latency;             /**< connection events */
            uint16_t supervision_timeout; /**< x 10 ms */
        } connected;                      /**< BLE_EVENT_CONNECTED */
        struct {
            ble_link link;
            uint8_t reason; /**< HCI error code */
        } disconnected;     /**< BLE_EVENT_DISCONNECTED */
        struct {
            ble_link link;
            uint16_t cid;
            const uint8_t *data;
            uint16_t size;
        } data; /**< BLE_EVENT_DATA */
        struct {
            ble_link link;
            uint8_t what; /**< enum ble_link_change bits */
        } updated;        /**< BLE_EVENT_LINK_UPDATED */
        struct {
            uint32_t token; /**< for BLE_REQUEST_ANSWER_UPDATE; 0: already accepted or refused by policy */
            ble_link link;
            bool accepted; /**< with token 0 */
            struct ble_link_parameters parameters;
        } update_asked;              /**< BLE_EVENT_UPDATE_ASKED */
        struct ble_gatt_found found; /**< BLE_EVENT_FOUND */
        struct ble_gatt_value value; /**< BLE_EVENT_VALUE */
        struct {
            ble_link link;
            uint16_t handle;
            bool indication;
            uint16_t size;
            const uint8_t *data;
        } notified;                  /**< BLE_EVENT_NOTIFIED */
        struct ble_gatt_asked asked; /**< BLE_EVENT_ASKED */
        struct {
            ble_link link;
            uint16_t handle;
            uint16_t offset;
            uint16_t size;
            const uint8_t *data; /**< what was written, at offset */
        } written;               /**< BLE_EVENT_WRITTEN */
        struct {
            ble_link link;
            uint16_t handle; /**< of the characteristic's value */
            bool notify;
            bool indicate;
        } subscribed; /**< BLE_EVENT_SUBSCRIBED */
        struct {
            uint8_t code; /**< event code; 0x3e LE Meta, 0xff vendor */
            const uint8_t *parameters;
            uint8_t size; /**< octets of parameters */
        } hci;            /**< BLE_EVENT_HCI */
    } u;                  /**< by type */
};

/* ------------------------------------------------------------------------------------------------ effects */

/** What the host needs from whoever drives it. Each is answered with ble_host_effect_done(). */
enum ble_effect_type {
    BLE_EFFECT_NONE = 0,
    BLE_EFFECT_ENTROPY,      /**< answer: u.entropy.size random octets */
    BLE_EFFECT_LOAD_ADDRESS, /**< answer: 6 octets of the static random address kept for this controller, or an error */
    BLE_EFFECT_STORE_ADDRESS, /**< keep u.address for this controller */
    BLE_EFFECT_FLUSH_INPUT,   /**< throw away what was received and not yet given to the host */
    BLE_EFFECT_PULSE_DTR,     /**< drop DTR for 100 ms, raise it */
    BLE_EFFECT_SET_BAUD,      /**< set u.baud */
    BLE_EFFECT_REOPEN,        /**< close and open the port again */
    BLE_EFFECT_CMAC           /**< answer: the 16 octets of the AES-CMAC (RFC 4493) with u.cmac.key of the u.cmac.size
                                   octets that ble_host_effect_input() gives. Without AES: BLE_ERROR_UNSUPPORTED */
};

/** An effect. An effect that is not answered within 5 s counts as failed; its late answer is ignored. */
struct ble_effect {
    uint8_t type; /**< enum ble_effect_type */
    uint32_t id;  /**< for ble_host_effect_done() */
    union {
        struct {
            uint8_t size; /**< octets wanted, 1 ... 64 */
        } entropy;
        struct ble_address address;
        uint32_t baud; /**< bit/s */
        struct {
            uint8_t key[16]; /**< most significant octet first */
            uint32_t size;   /**< octets of the message */
        } cmac;
    } u; /**< by type */
};

/* ------------------------------------------------------------------------------------------------ functions */

/**
 * How much memory a host with this configuration wants: all of it, it never asks for more.
 * @return octets, or 0 when a member of config is outside its range
 */
BLE_API size_t ble_host_size(const struct ble_host_config *config);

/**
 * Make a host in memory (aligned as malloc aligns) of at least ble_host_size() octets.
 * @return the host, at the start of memory; NULL when config or size is not acceptable
 */
BLE_API struct ble_host *ble_host_init(void *memory, size_t size, const struct ble_host_config *config);

/**
 * A transport is open: bring the controller up (Reset first: Vol 4 Part E 7.3.2). Ends in BLE_EVENT_READY or
 * BLE_EVENT_FAILED. When a transport was attached already this is ble_host_lost() followed by attach.
 * @param info copied; NULL: all zero
 */
BLE_API void ble_host_attach(struct ble_host *host, uint64_t now_us, const struct ble_transport_info *info);

/**
 * Octets came from the controller.
 * @return how many were taken. Fewer than size: an event needs room; pull events and give the rest again. Meanwhile do
 *         not read the line: its flow control is the back-pressure.
 */
BLE_API size_t ble_host_receive(struct ble_host *host, uint64_t now_us, const uint8_t *data, size_t size);

/**
 * Fetch octets for the controller. What was returned counts as sent: a command's time-out starts here. A command or
 * data packet is never cut by `capacity` being at least packet_bytes; a smaller capacity cuts anywhere.
 * @return octets written to data, 0: nothing to send
 */
BLE_API size_t ble_host_transmit(struct ble_host *host, uint64_t now_us, uint8_t *data, size_t capacity);

/**
 * Ask for something. Allowed at any time; what is not possible now is refused or completes with BLE_ERROR_STATE.
 * @return the id that BLE_EVENT_COMPLETED will carry, never 0; or 0: refused because the request is malformed or
 *         config.requests are pending (counted in requests_refused)
 */
BLE_API uint32_t ble_host_request(struct ble_host *host, uint64_t now_us, const struct ble_request *request);

/**
 * Next event for the application.
 * @return true and *event, whose views live until the next event is fetched; false: none
 */
BLE_API bool ble_host_next_event(struct ble_host *host, struct ble_event *event);

/** Next effect for the driver. @return true and *effect; false: none */
BLE_API bool ble_host_next_effect(struct ble_host *host, struct ble_effect *effect);

/**
 * A part of the message of a BLE_EFFECT_CMAC.
 * @param offset octets of the message before it
 * @return octets written to out, fewer than capacity: the message ends there. 0: no such effect waits
 */
BLE_API size_t ble_host_effect_input(const struct ble_host *host, uint32_t id, size_t offset, uint8_t *out,
                                     size_t capacity);

/**
 * An effect was carried out.
 * @param id of the effect; unknown ones are ignored
 * @param result BLE_OK, or why it could not be done
 * @param data answer (entropy, address, AES-CMAC), copied
 */
BLE_API void ble_host_effect_done(struct ble_host *host, uint64_t now_us, uint32_t id, ble_status result,
                                  const uint8_t *data, size_t size);

/** When ble_host_tick() must be called at the latest, or BLE_NO_DEADLINE. Fetch everything ble_host_transmit() has
 * first: what was not fetched has no clock yet. */
BLE_API uint64_t ble_host_deadline(const struct ble_host *host);

/** Time has passed. Call it only after everything readable was received and taken. */
BLE_API void ble_host_tick(struct ble_host *host, uint64_t now_us);

/** The transport is gone: every request completes with BLE_ERROR_LOST; the host waits for ble_host_attach(). */
BLE_API void ble_host_lost(struct ble_host *host, uint64_t now_us);

/** What is known of the controller; valid as long as the host, contents change with inputs. */
BLE_API const struct ble_controller_info *ble_host_controller(const struct ble_host *host);

/** The counters; as ble_host_controller(). */
BLE_API const struct ble_host_counters *ble_host_counters(const struct ble_host *host);

/** What is known of a link. @return false, and *info unchanged: no such link (any more) */
BLE_API bool ble_host_link_info(const struct ble_host *host, ble_link link, struct ble_link_info *info);

/** The n-th link that is up, from 0 on, in no special order; 0: no more. */
BLE_API ble_link ble_host_link_at(const struct ble_host *host, unsigned n);

/** An attribute of the GATT server: the one with the lowest handle >= `handle`. @return false: none */
BLE_API bool ble_host_attribute(const struct ble_host *host, uint16_t handle, struct ble_gatt_attribute *attribute);

/**
 * Do these AD structures have what a filter wants of them: one of its prefixes, a name that fits? For data that was put
 * together from several reports; strength and address do not matter.
 * @return false also when the filter is malformed
 */
BLE_API bool ble_report_filter_matches(const struct ble_report_filter *filter, const uint8_t *data, size_t size);

/** Does the controller list this command in its Supported Commands? False for opcodes the packet table lacks. */
BLE_API bool ble_host_has_command(const struct ble_host *host, uint16_t opcode);

#ifdef __cplusplus
}
#endif
#endif
