/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Advertising and scanning as a host understands them: what a set is made of, how to listen.
 *
 * Plain values, copied by ble_host_request(). Zero is a good default for every member but the interval.
 *
 *     struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
 *     request.u.advertise.parameters = (struct ble_advertising){ .flags = BLE_ADVERTISE_CONNECTABLE |
 *                                                                         BLE_ADVERTISE_SCANNABLE,
 *                                                                .interval_us = 100000 };
 *     request.u.advertise.data = data;
 *     request.u.advertise.size = sizeof(data);
 *     uint32_t id = ble_host_request(host, now, &request);      // completes when it is on the air
 */
#ifndef BLERADIO_GAP_H
#define BLERADIO_GAP_H

#include <stdbool.h>
#include <stdint.h>

#include <bleradio/address.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Kinds of advertising: bits of ble_advertising.flags (Vol 6 Part B 4.4.2). */
enum ble_advertise_flag {
    BLE_ADVERTISE_CONNECTABLE = 1 << 0,
    BLE_ADVERTISE_SCANNABLE = 1 << 1,
    BLE_ADVERTISE_DIRECTED = 1 << 2, /**< at ble_advertising.peer; connectable; with data in extended PDUs only. Without
                                          BLE_ADVERTISE_HIGH_DUTY 4.0 controllers refuse it */
    BLE_ADVERTISE_HIGH_DUTY = 1 << 3, /**< directed, legacy PDUs: every 3.75 ms at most, ends after 1.28 s */
    BLE_ADVERTISE_EXTENDED = 1 << 4,  /**< extended PDUs even where legacy ones would do */
    BLE_ADVERTISE_ANONYMOUS = 1 << 5, /**< without an address; extended PDUs */
    BLE_ADVERTISE_TELL_POWER = 1 << 6 /**< legacy PDUs: the scan response ends with the transmit power that the
                                           controller tells, where it tells one and 3 octets are free */
};

/** PHYs as HCI numbers them; 0 is the default. */
enum ble_phy { BLE_PHY_DEFAULT = 0, BLE_PHY_1M = 1, BLE_PHY_2M = 2, BLE_PHY_CODED = 3 };

/** Transmit power: as the controller likes, or unknown. */
#define BLE_TX_POWER_ANY 127

/** How a set advertises. */
struct ble_advertising {
    uint8_t set;             /**< which, 0 ... ble_host_config.advertising_sets - 1 */
    uint8_t flags;           /**< enum ble_advertise_flag */
    uint8_t channel_map;     /**< bits 0 ... 2: channels 37 ... 39; 0: all */
    uint8_t filter_policy;   /**< Vol 4 Part E 7.8.5: 0 ... 3 */
    uint8_t primary_phy;     /**< 1M or Coded; enum ble_phy */
    uint8_t secondary_phy;   /**< 1M, 2M or Coded; enum ble_phy */
    uint8_t set_id;          /**< advertising SID, 0 ... 15 */
    int8_t tx_power_dbm;     /**< -127 ... 20, extended commands only; BLE_TX_POWER_ANY */
    uint32_t interval_us;    /**< 20,000 ... 10,240,000; with extended commands up to 40,959,375 */
    uint32_t duration_ms;    /**< 0: until it is stopped. A set that is changed while it is on keeps its clock when it
                                  keeps its duration */
    struct ble_address peer; /**< directed: to whom */
    struct ble_address own;  /**< static random address of this set's own (extended commands); else all zero */
};

/**
 * Which reports of the same advertisement are told. An advertisement here is what one address of one type sends in one
 * advertising set, advertisement and scan response apart. Only what was put into the ring of events counts as told.
 * With each BLE_REQUEST_SCAN, also one that changes how, everything is new again; not when a scan is restored after a
 * recovery or restarted by its watchdog, which is the same scan. Of more advertisements than
 * ble_host_config.scan_devices some are told more often.
 */
enum ble_duplicates {
    BLE_DUPLICATES_ALL = 0, /**< every one */
    BLE_DUPLICATES_CHANGED, /**< when its data changed, and again when duplicates_ms have passed */
    BLE_DUPLICATES_ONCE     /**< one, and again when duplicates_ms have passed */
};

/** How to listen. */
struct ble_scanning {
    bool active;            /**< ask for scan responses */
    bool filter_duplicates; /**< let the controller filter: how well differs from part to part */
    uint8_t filter_policy;  /**< Vol 4 Part E 7.8.10: 0 ... 3 */
    uint8_t phys;           /**< bit 0: 1M, bit 2: Coded; 0: 1M */
    uint32_t interval_us;   /**< 2,500 ... 10,240,000; with extended commands up to 40,959,375 */
    uint32_t window_us;     /**< 2,500 ... interval_us */
    uint32_t duration_ms;   /**< 0: until it is stopped */
    uint8_t duplicates;     /**< enum ble_duplicates: what the host tells of what the controller reported.
                                 BLE_ERROR_UNSUPPORTED where ble_host_config.scan_devices is 0 */
    uint32_t duplicates_ms; /**< after how long an advertisement is told again, 1 ... 2,000,000,000; 0 or BLE_FOREVER:
                                 never */
    uint32_t watchdog_ms;   /**< no report at all for so long, 1,000 ... 86,400,000: the controller is probed with a
                                 harmless command, the scan restarted; still none for as long again: the controller is
                                 reset (not while links are up). Each such round doubles the time, up to an hour; a report
                                 ends it. BLE_EVENT_SCAN_STALLED tells each stage. A quiet place looks like a deaf
                                 controller, and so does one with filter_duplicates that has told all there is. 0: off */
};

#ifdef __cplusplus
}
#endif
#endif
