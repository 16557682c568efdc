/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief BLEConnection: connect, watch, change and end connections, in both roles.
 *
 *     ble_connection connection;
 *     if (ble_radio_connect(radio, &report.address, NULL, &connection) == BLE_OK) {
 *         ... <bleradio/service.h>
 *         ble_connection_disconnect(connection);
 *     }
 *
 * A ble_connection is a value: copy it, compare it with ble_connection_equal(), keep it. There is nothing to free; when
 * the link is gone it names nothing any more and functions return BLE_ERROR_DISCONNECTED (or BLE_ERROR_GONE once so
 * many links came and went that nothing is known of this one: ble_radio_options.ended_links). It must not be used after
 * its radio was closed.
 *
 * Links that a central opened to us while we advertise are connections like those that we opened: they are told by
 * ble_radio_handlers.connected and listed by ble_radio_get_connections(). Links end with an outage of the controller;
 * they are not opened again by themselves, but for those of ble_radio_keep_connected().
 *
 * All functions that take a connection return BLE_ERROR_ARGUMENT when its radio is NULL. Those that ask for something
 * end with BLE_ERROR_DISCONNECTED when the link is lost meanwhile, BLE_ERROR_TIMEOUT when it could not be done in a
 * minute, and may return BLE_ERROR_FULL, BLE_ERROR_MEMORY and BLE_ERROR_STATE as ble_radio_request_start() does;
 * blocking ones BLE_ERROR_IN_CALLBACK and BLE_ERROR_INTERRUPTED, too. At most 4 x ble_host_config.requests of them, and
 * of those in <bleradio/service.h>, wait at the same time. Threads, callbacks and the `_start` twins:
 * <bleradio/radio.h>.
 */
#ifndef BLERADIO_CONNECTION_H
#define BLERADIO_CONNECTION_H

#include <bleradio/link.h>
#include <bleradio/radio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Are they the same connection? */
static inline bool ble_connection_equal(ble_connection a, ble_connection b)
{
    return a.radio == b.radio && a.link == b.link;
}

/** How to connect. Start from BLE_CONNECT_OPTIONS_INIT. */
struct ble_connect_options {
    uint32_t size;                         /**< sizeof(struct ble_connect_options) */
    uint32_t timeout_ms;                   /**< BLE_FOREVER: until it is cancelled */
    uint8_t phys;                          /**< as ble_connecting.phys */
    uint32_t scan_interval_us;             /**< as ble_connecting.scan_interval_us */
    uint32_t scan_window_us;               /**< as ble_connecting.scan_window_us */
    struct ble_link_parameters parameters; /**< of the link; all 0: 15 ... 30 ms, latency 0, 4 s */
};

/** The page's defaults: 10 s. */
#define BLE_CONNECT_OPTIONS_INIT                                                                                       \
    {                                                                                                                  \
        sizeof(struct ble_connect_options), 10000, 0, 0, 0,                                                            \
        {                                                                                                              \
            0, 0, 0, 0                                                                                                 \
        }                                                                                                              \
    }

/**
 * Connect to a peer that advertises; returns when it is connected. Allowed while scanning and advertising. Several
 * attempts are made one after the other in the order they were asked for.
 * @param peer as its advertisement said
 * @param options NULL: the defaults
 * @param connection set when BLE_OK is returned
 * @return BLE_OK; BLE_ERROR_TIMEOUT (a completion that comes later is cleaned up); BLE_ERROR_BUSY: connected to it
 *         already (*connection is set to that), or another attempt for it waits (its radio is NULL then);
 *         BLE_ERROR_FULL: as many links as configured; an HCI error; BLE_ERROR_ARGUMENT, BLE_ERROR_UNSUPPORTED,
 *         BLE_ERROR_LOST, BLE_ERROR_RESTARTED, BLE_ERROR_STATE, BLE_ERROR_IN_CALLBACK, BLE_ERROR_INTERRUPTED
 */
BLE_API ble_status ble_radio_connect(ble_radio *radio, const struct ble_address *peer,
                                     const struct ble_connect_options *options, ble_connection *connection);

/** How an attempt ended; with BLE_OK (and BLE_ERROR_BUSY, unless its radio is NULL) connection is valid. */
typedef void ble_connected(ble_radio *radio, uint32_t id, ble_status status, ble_connection connection, void *user);

/** As ble_radio_connect() without waiting; ble_radio_cancel() ends it. done and id may be NULL. */
BLE_API ble_status ble_radio_connect_start(ble_radio *radio, const struct ble_address *peer,
                                           const struct ble_connect_options *options, ble_connected *done, void *user,
                                           uint32_t *id);

/**
 * Be connected to a peer whenever it advertises: told by ble_radio_handlers.connected. Kept through outages. Off: a
 * link to it that is up stays. Allowed in callbacks.
 * @return BLE_OK; BLE_ERROR_FULL: more peers than ble_host_config.kept_peers, or than the controller's accept list
 *         holds; BLE_ERROR_ARGUMENT; BLE_ERROR_STATE
 */
BLE_API ble_status ble_radio_keep_connected(ble_radio *radio, const struct ble_address *peer, bool on);

/** Is any peer connected? */
BLE_API bool ble_radio_is_connected(const ble_radio *radio);

/** The connections there are, in both roles, the oldest first. @return how many, of which `capacity` are written */
BLE_API size_t ble_radio_get_connections(const ble_radio *radio, ble_connection *connections, size_t capacity);

/** What is known of a connection. */
struct ble_connection_info {
    bool connected;            /**< still */
    bool paired;               /**< encrypted */
    uint8_t disconnect_reason; /**< HCI error code with which it ended; 0: it has not */
    struct ble_link_info link; /**< as it is, or was last */
};

/** @return BLE_OK, also after its end; BLE_ERROR_GONE: nothing is known of it any more */
BLE_API ble_status ble_connection_get_info(ble_connection connection, struct ble_connection_info *info);

/** Is it up? */
BLE_API bool ble_connection_is_connected(ble_connection connection);

/** Is it encrypted? */
BLE_API bool ble_connection_is_paired(ble_connection connection);

/**
 * Ask for another connection interval and wait for the peer's decision. Latency and supervision timeout stay, as long
 * as they are allowed with it (else the timeout is raised).
 * @param interval_us 7,500 ... 4,000,000, rounded to the nearest multiple of 1,250
 * @return BLE_OK: it is in use; what the peer or the controller refused with: the old one stays; BLE_ERROR_ARGUMENT:
 * out of range, or no supervision timeout is long enough for it and the latency
 */
BLE_API ble_status ble_connection_set_interval_us(ble_connection connection, uint32_t interval_us);

/** As ble_connection_set_interval_us() without waiting. */
BLE_API ble_status ble_connection_set_interval_us_start(ble_connection connection, uint32_t interval_us, ble_done *done,
                                                        void *user, uint32_t *id);

/** As ble_connection_set_interval_us() for all parameters. */
BLE_API ble_status ble_connection_set_parameters(ble_connection connection,
                                                 const struct ble_link_parameters *parameters);

/** As ble_connection_set_parameters() without waiting. */
BLE_API ble_status ble_connection_set_parameters_start(ble_connection connection,
                                                       const struct ble_link_parameters *parameters, ble_done *done,
                                                       void *user, uint32_t *id);

/** Ask for PHYs: bits 0 ... 2 are 1M, 2M, Coded; 0: no preference. Waits for what becomes of it. */
BLE_API ble_status ble_connection_set_phy(ble_connection connection, uint8_t tx_phys, uint8_t rx_phys);

/** As ble_connection_set_phy() without waiting. */
BLE_API ble_status ble_connection_set_phy_start(ble_connection connection, uint8_t tx_phys, uint8_t rx_phys,
                                                ble_done *done, void *user, uint32_t *id);

/** Signal strength of the link now. @param dbm 127: unknown */
BLE_API ble_status ble_connection_read_rssi(ble_connection connection, int8_t *dbm);

/** As ble_connection_read_rssi() without waiting: the answer is one octet, dBm. */
BLE_API ble_status ble_connection_read_rssi_start(ble_connection connection, ble_done *done, void *user, uint32_t *id);

/**
 * End the connection and wait for its end. No error when it has ended.
 * @return BLE_OK; BLE_ERROR_TIMEOUT: its end was not told in time
 */
BLE_API ble_status ble_connection_disconnect(ble_connection connection);

/** As ble_connection_disconnect() without waiting. */
BLE_API ble_status ble_connection_disconnect_start(ble_connection connection, ble_done *done, void *user, uint32_t *id);

#ifdef __cplusplus
}
#endif
#endif
