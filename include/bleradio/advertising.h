/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief BLERadio, advertising: start, change without a gap, stop.
 *
 *     struct ble_advertising_options options = BLE_ADVERTISING_OPTIONS_INIT;
 *     options.interval_us = 20000;
 *     ble_radio_start_advertising(radio, &advertisement, &options);
 *     ...
 *     ble_radio_stop_advertising(radio, 0);
 *
 * The advertisement is copied at the call. Advertising, scanning and connecting at the same time are allowed. It is put
 * on the air again after the controller was lost. Threads, callbacks and ownership: <bleradio/radio.h>.
 */
#ifndef BLERADIO_ADVERTISING_H
#define BLERADIO_ADVERTISING_H

#include <bleradio/advertisement.h>
#include <bleradio/radio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Told once each time a set goes off by itself: BLE_ERROR_TIMEOUT, BLE_OK (a central connected, also where the set
 * will resume), or why the controller ended or refused it. May be followed by another start from inside it. */
typedef void ble_advertising_ended(ble_radio *radio, uint8_t set, ble_status status, void *user);

/** How to advertise. Start from BLE_ADVERTISING_OPTIONS_INIT. */
struct ble_advertising_options {
    uint32_t size;                                 /**< sizeof(struct ble_advertising_options) */
    uint8_t set;                                   /**< which of the radio's sets */
    const struct ble_advertisement *scan_response; /**< NULL: name and tx power where there is room for a scan response;
                                                        an empty one: none */
    uint32_t interval_us;                          /**< 20,000 ... 10,240,000 */
    uint32_t timeout_ms;                           /**< BLE_FOREVER: until it is stopped */
    const struct ble_address *direct;              /**< directed at this peer: connectable, data must be empty in
                                                        legacy PDUs; NULL: undirected */
    bool high_duty;                                /**< directed: at most every 3.75 ms, ends after 1.28 s */
    bool anonymous;                                /**< without an address; extended PDUs */
    bool extended;                                 /**< extended PDUs also where legacy ones would do */
    bool resume;                   /**< go on advertising when the connection that ended it has ended; its
                                        time begins anew */
    int8_t tx_power_dbm;           /**< -127 ... 20; BLE_TX_POWER_ANY: as
                                        ble_radio_set_tx_power() */
    uint8_t channel_map;           /**< bits 0 ... 2: channels 37 ... 39; 0: all */
    uint8_t filter_policy;         /**< Vol 4 Part E 7.8.5 */
    uint8_t primary_phy;           /**< enum ble_phy: 1M or Coded */
    uint8_t secondary_phy;         /**< enum ble_phy */
    const struct ble_address *own; /**< static random address of this set's own; NULL: the radio's */
    ble_advertising_ended *ended;  /**< or NULL */
    void *user;                    /**< given to ended */
};

/** The page's defaults: set 0, default scan response, every 100 ms, for ever. */
#define BLE_ADVERTISING_OPTIONS_INIT                                                                                   \
    {                                                                                                                  \
        sizeof(struct ble_advertising_options), 0, NULL, 100000, BLE_FOREVER, NULL, false, false, false, false, 127,   \
            0, 0, 0, 0, NULL, NULL, NULL                                                                               \
    }

/**
 * Put an advertisement on the air; returns when it is.
 * @param advertisement copied. More than 31 octets, or options that ask for it: extended PDUs.
 * @param options NULL: the defaults
 * @return BLE_OK; BLE_ERROR_BUSY (this set is advertising already: it goes on); BLE_ERROR_ARGUMENT,
 * BLE_ERROR_UNSUPPORTED (this controller cannot: last_error says which number); an HCI error; BLE_ERROR_TIMEOUT,
 * BLE_ERROR_LOST, BLE_ERROR_RESTARTED, BLE_ERROR_STATE, BLE_ERROR_IN_CALLBACK, BLE_ERROR_INTERRUPTED
 */
BLE_API ble_status ble_radio_start_advertising(ble_radio *radio, const struct ble_advertisement *advertisement,
                                               const struct ble_advertising_options *options);

/** As ble_radio_start_advertising() without waiting. done may be NULL; id may be NULL. */
BLE_API ble_status ble_radio_start_advertising_start(ble_radio *radio, const struct ble_advertisement *advertisement,
                                                     const struct ble_advertising_options *options, ble_done *done,
                                                     void *user, uint32_t *id);

/**
 * Change the data of a set that is on, without a gap on the air (above 251 octets there is a short one); its options
 * stay, its clock goes on.
 * @param scan_response as ble_advertising_options.scan_response
 * @return BLE_OK; BLE_ERROR_STATE: the set is not on; BLE_ERROR_BUSY: it is being started, changed or stopped;
 *         BLE_ERROR_ARGUMENT: it would need other PDUs (more than 31 octets in legacy ones, connectable or not, a scan
 *         response where there is none): stop it first. BLE_ERROR_INTERRUPTED: it goes on by itself. Otherwise as
 *         ble_radio_start_advertising(); a controller that refuses the data has ended the set, and so has
 *         ble_radio_cancel().
 */
BLE_API ble_status ble_radio_update_advertising(ble_radio *radio, uint8_t set,
                                                const struct ble_advertisement *advertisement,
                                                const struct ble_advertisement *scan_response);

/** As ble_radio_update_advertising() without waiting. */
BLE_API ble_status ble_radio_update_advertising_start(ble_radio *radio, uint8_t set,
                                                      const struct ble_advertisement *advertisement,
                                                      const struct ble_advertisement *scan_response, ble_done *done,
                                                      void *user, uint32_t *id);

/** Take a set off the air; no error when it is not on. Returns when it is off. */
BLE_API ble_status ble_radio_stop_advertising(ble_radio *radio, uint8_t set);

/** As ble_radio_stop_advertising() without waiting. */
BLE_API ble_status ble_radio_stop_advertising_start(ble_radio *radio, uint8_t set, ble_done *done, void *user,
                                                    uint32_t *id);

/** Is a set on the air, or to be put there again as soon as the controller is back? */
BLE_API bool ble_radio_is_advertising(const ble_radio *radio, uint8_t set);

/* ------------------------------------------------------------------------------------------------ properties */

/** Longest name, octets of UTF-8 (GAP Device Name: Vol 3 Part C 12.1). */
#define BLE_NAME_SIZE 248

/**
 * Name the device: for later advertising and for GAP Device Name (0x2a00), at once. What is on the air does not
 * change.
 * @param name at most 248 octets of UTF-8
 * @return BLE_OK; BLE_ERROR_ARGUMENT: too long, or not UTF-8
 */
BLE_API ble_status ble_radio_set_name(ble_radio *radio, const char *name);

/** The name: as set, else "BLE" and the last four digits of the address; "BLE" before the first address is known. */
BLE_API const char *ble_radio_get_name(ble_radio *radio);

/**
 * Say what kind of device it is: GAP Appearance (0x2a01), at once. Advertisements have what is put into them.
 * @param appearance Assigned Numbers 2.6; 0: unknown, as it is at first
 * @return BLE_OK; BLE_ERROR_ARGUMENT
 */
BLE_API ble_status ble_radio_set_appearance(ble_radio *radio, uint16_t appearance);

/**
 * Transmit power of advertising, as the controller says. @return dBm; 127: unknown
 */
BLE_API int8_t ble_radio_get_tx_power(ble_radio *radio);

/**
 * Transmit power for later advertising. @param dbm -127 ... 20; 127: the controller's own choice
 * @return BLE_OK; BLE_ERROR_ARGUMENT; BLE_ERROR_UNSUPPORTED: this controller has no command for it
 */
BLE_API ble_status ble_radio_set_tx_power(ble_radio *radio, int8_t dbm);

/** The address in use, little-endian octets. @return false: none is known yet */
BLE_API bool ble_radio_get_address(const ble_radio *radio, struct ble_address *address);

#ifdef __cplusplus
}
#endif
#endif
