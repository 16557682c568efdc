/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Connections as a host understands them: how to connect, what a link is.
 *
 * Plain values, copied by ble_host_request(). Zero is a good default for every member:
 *
 *     struct ble_request request = { .type = BLE_REQUEST_CONNECT, .timeout_ms = 10000 };
 *     request.u.connect.peer = address;
 *     uint32_t id = ble_host_request(host, now, &request);   // BLE_EVENT_CONNECTED, then BLE_EVENT_COMPLETED
 */
#ifndef BLERADIO_LINK_H
#define BLERADIO_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include <bleradio/address.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A connection, by index and generation: a handle of an ended link never names another one. 0 is none. */
typedef uint32_t ble_link;

/** Roles of a link, as HCI numbers them. */
enum ble_role { BLE_ROLE_CENTRAL = 0, BLE_ROLE_PERIPHERAL = 1 };

/** What a host does by itself on each new link, as far as controller and peer can: bits of ble_host_config.automatic.
 */
enum ble_automatic {
    BLE_AUTOMATIC_REMOTE = 1 << 0,      /**< read the peer's features and version */
    BLE_AUTOMATIC_DATA_LENGTH = 1 << 1, /**< the longest data PDUs */
    BLE_AUTOMATIC_PHY_2M = 1 << 2,      /**< as central; needs BLE_AUTOMATIC_REMOTE */
    BLE_AUTOMATIC_MTU = 1 << 3,         /**< ask for the ATT MTU: as central at once, as peripheral before the first
                                             procedure or after 1 s, unless the peer has; needs gatt_procedures */
    BLE_AUTOMATIC_ALL = 15              /**< all of it */
};

/** Parameters of a link (Vol 4 Part E 7.8.12). All 0: 15 ... 30 ms, latency 0, supervision timeout 4 s. */
struct ble_link_parameters {
    uint32_t interval_min_us;        /**< 7,500 ... 4,000,000, rounded to the nearest multiple of 1,250 */
    uint32_t interval_max_us;        /**< at least interval_min_us */
    uint16_t latency;                /**< connection events the peripheral may skip, 0 ... 499 */
    uint32_t supervision_timeout_ms; /**< 100 ... 32,000, above (1 + latency) x interval_max x 2 */
};

/** Whom to connect to, and how. */
struct ble_connecting {
    struct ble_address peer;               /**< as its advertisement said */
    uint8_t phys;                          /**< to initiate on: bit 0: 1M, bit 1: 2M parameters, bit 2: Coded; 0: 1M */
    uint32_t scan_interval_us;             /**< 2,500 ... 10,240,000 (40,959,375 extended); 0: 60 ms */
    uint32_t scan_window_us;               /**< at most scan_interval_us; 0: 60 ms */
    struct ble_link_parameters parameters; /**< of the link */
};

/** Security of a link, from no security to authenticated LE Secure Connections (Vol 3 Part C 10.2.1). */
enum ble_security {
    BLE_SECURITY_NONE = 0,      /**< not encrypted */
    BLE_SECURITY_ENCRYPTED,     /**< encrypted with a key that was not authenticated */
    BLE_SECURITY_AUTHENTICATED, /**< encrypted with an authenticated key (MITM protection) */
    BLE_SECURITY_SECURE         /**< the same by LE Secure Connections with a 128-bit key */
};

/** What is known of a link. */
struct ble_link_info {
    ble_link link;                   /**< which */
    uint16_t handle;                 /**< connection handle */
    uint8_t role;                    /**< enum ble_role */
    uint8_t set;                     /**< peripheral: the advertising set it came by; 0xff: unknown, or central */
    struct ble_address peer;         /**< as it connected */
    struct ble_address own;          /**< the address we had for it */
    uint32_t interval_us;            /**< connection interval */
    uint16_t latency;                /**< connection events */
    uint32_t supervision_timeout_ms; /**< as it is */
    uint16_t mtu;                    /**< ATT MTU, 23 ... 517 */
    uint8_t tx_phy;                  /**< enum ble_phy */
    uint8_t rx_phy;                  /**< enum ble_phy */
    uint16_t tx_octets;              /**< longest payload of a data PDU, 27 ... 251 */
    uint16_t rx_octets;              /**< the same of the peer */
    uint8_t security;                /**< enum ble_security */
    uint8_t key_size;                /**< octets, 0: not encrypted */
    bool bonded;                     /**< encrypted with a key that is kept */
    bool remote_known;               /**< remote_features were read */
    uint8_t remote_features[8];      /**< Vol 6 Part B 4.6 */
    uint8_t remote_version;          /**< as LMP versions; 0: it and the next two were not read (yet) */
    uint16_t remote_company;         /**< its manufacturer */
    uint16_t remote_subversion;      /**< as the manufacturer counts */
    uint64_t since_us;               /**< when it was connected */
};

#ifdef __cplusplus
}
#endif
#endif
