/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief BLERadio, scanning: start, take reports one by one or through a callback, stop.
 *
 *     struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
 *     struct ble_report report;
 *     options.timeout_ms = 5000;
 *     status = ble_radio_start_scan(radio, NULL, 0, &options);
 *     while (status >= 0 && (status = ble_radio_scan_next(radio, &report, BLE_FOREVER)) == BLE_OK)
 *         printf("%d dBm\n", report.rssi_dbm);
 *
 * No two reports are taken for one unless asked for; advertisements and scan responses come apart unless asked to be
 * merged. Advertisements without data (directed ones, empty scan responses) are reports as others, unless types that
 * look for something in the data are asked for. A malformed packet never ends a scan. Scanning goes on after the
 * controller was lost and is back.
 *
 * ble_radio_scan_next() hands reports out where the host has them, without a copy. While the program does something
 * else with the radio (ble_radio_process(), a blocking call), they are copied into a buffer of
 * ble_scan_options.buffer_size. A program that lives in callbacks sets ble_scan_options.report instead: no buffer.
 *
 * **Merging.** With ble_scan_options.merge an advertisement that may be answered waits for its scan response: 50 ms at
 * most, and not longer than until the same advertiser is heard again; 64 advertisers at once, beyond them the one that
 * waits longest is told without. What was merged has the time, RSSI and kind of the advertisement, both data in one
 * (ble_report.response_size), and its type and name are looked for in both.
 *
 * Threads, callbacks and ownership: <bleradio/radio.h>.
 */
#ifndef BLERADIO_SCANNING_H
#define BLERADIO_SCANNING_H

#include <bleradio/advertisement.h>
#include <bleradio/radio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How to scan. Start from BLE_SCAN_OPTIONS_INIT. */
struct ble_scan_options {
    uint32_t size;            /**< sizeof(struct ble_scan_options) */
    uint32_t buffer_size;     /**< 1 ... 16,777,216 octets, each report costs 19 and its data: reports that came while
                                   the program did something else with this radio. Full: the newest is dropped and
                                   counted */
    bool extended;            /**< listen to extended advertising too, where the controller can */
    bool active;              /**< ask for scan responses */
    bool merge;               /**< an advertisement and its scan response are one report */
    uint32_t timeout_ms;      /**< BLE_FOREVER: until it is stopped; else at least the interval */
    uint32_t interval_us;     /**< 2,500 ... 40,959,375; above 10,240,000 only with extended commands */
    uint32_t window_us;       /**< 2,500 ... interval_us */
    int16_t minimum_rssi_dbm; /**< -128 ... 126, inclusive; unknown RSSI passes; -128: all */
    uint8_t phys;             /**< bit 0: 1M, bit 2: Coded (whose advertising is extended: `extended` is implied then);
                                   0: 1M */
    uint8_t filter_policy;    /**< Vol 4 Part E 7.8.10: 0 ... 3 */
    uint8_t duplicates;       /**< enum ble_duplicates */
    uint32_t duplicates_ms;   /**< after how long an advertisement is told again, 1 ... 2,000,000,000; BLE_FOREVER:
                                   never */
    uint32_t watchdog_ms; /**< no report for so long, 1,000 ... 86,400,000: probe the controller, start the scan again,
                               reset it, each of which is logged; 0: off */
    const struct ble_address *addresses; /**< only these advertisers; NULL: all */
    uint8_t addresses_count;             /**< of addresses, at most BLE_FILTER_ADDRESSES */
    const char *name;                    /**< only packets with a name that this pattern (*, ?) fits; NULL: all */
    /** Called for every report instead of buffering it; NULL: ble_radio_scan_next() */
    void (*report)(ble_radio *radio, const struct ble_report *report, void *user);
    /** The scan ended by itself: BLE_ERROR_TIMEOUT, or why the controller ended or refused it; NULL allowed */
    void (*ended)(ble_radio *radio, ble_status status, void *user);
    void *user; /**< given to both */
};

/** The page's defaults: 100 ms of 100 ms, active, from -80 dBm on, for ever, 512 octets of buffer. */
#define BLE_SCAN_OPTIONS_INIT                                                                                          \
    {                                                                                                                  \
        sizeof(struct ble_scan_options), 512, false, true, false, BLE_FOREVER, 100000, 100000, -80, 0, 0,              \
            BLE_DUPLICATES_ALL, BLE_FOREVER, 0, NULL, 0, NULL, NULL, NULL, NULL                                        \
    }

/**
 * Listen; returns when the controller does. Reports of an earlier scan that were not taken are dropped.
 * @param types kinds of advertisements wanted; the array is copied, the types are not: they must outlive the scan.
 * NULL: all. A report is of the most derived of those that match, the first of several that are not derived from each
 *        other; reports that none matches are not told.
 * @param count of types, at most 16
 * @param options NULL: the defaults. Addresses and name are copied.
 * @return BLE_OK; BLE_ERROR_BUSY (a scan is on); BLE_ERROR_ARGUMENT (last_error names it, its value, what is allowed);
 *         BLE_ERROR_UNSUPPORTED; an HCI error; BLE_ERROR_TIMEOUT, BLE_ERROR_LOST, BLE_ERROR_RESTARTED, BLE_ERROR_STATE,
 *         BLE_ERROR_IN_CALLBACK, BLE_ERROR_INTERRUPTED
 */
BLE_API ble_status ble_radio_start_scan(ble_radio *radio, const struct ble_advertisement_type *const *types,
                                        size_t count, const struct ble_scan_options *options);

/** As ble_radio_start_scan() without waiting. */
BLE_API ble_status ble_radio_start_scan_start(ble_radio *radio, const struct ble_advertisement_type *const *types,
                                              size_t count, const struct ble_scan_options *options, ble_done *done,
                                              void *user, uint32_t *id);

/**
 * The next report, waiting for it. It may be called from a callback when it need not wait: it gives what is buffered.
 * @param report its data lives until the next call with this radio
 * @param wait_ms 0: only what is there; BLE_FOREVER allowed
 * @return BLE_OK; BLE_END: the scan is over (its time, or ble_radio_stop_scan()) and every buffered report was given;
 *         BLE_ERROR_TIMEOUT: none came in wait_ms; BLE_ERROR_STATE: no scan was started, or its reports go to a
 *         callback; BLE_ERROR_LOST: the port is
 *         gone and will not be looked for; BLE_ERROR_INTERRUPTED; BLE_ERROR_IN_CALLBACK when it would have to wait; why
 *         the controller refused to go on
 */
BLE_API ble_status ble_radio_scan_next(ble_radio *radio, struct ble_report *report, uint32_t wait_ms);

/** Listen no more; no error when idle. Buffered reports still come from ble_radio_scan_next(). */
BLE_API ble_status ble_radio_stop_scan(ble_radio *radio);

/** As ble_radio_stop_scan() without waiting. */
BLE_API ble_status ble_radio_stop_scan_start(ble_radio *radio, ble_done *done, void *user, uint32_t *id);

/** Is a scan on, or to go on as soon as the controller is back? */
BLE_API bool ble_radio_is_scanning(const ble_radio *radio);

/** What became of the reports of a scan. Those that did not get so far: struct ble_host_counters. */
struct ble_scan_counters {
    uint64_t heard;    /**< came from the host, which has left out what its filter does not want */
    uint64_t filtered; /**< not of a type asked for, or extended and not wanted */
    uint64_t merged;   /**< scan responses that were joined with their advertisement */
    uint64_t given;    /**< to the program */
    uint64_t dropped;  /**< the buffer was full */
};

/** The counters of the scan that was started last; they live as long as the radio. */
BLE_API const struct ble_scan_counters *ble_radio_get_scan_counters(const ble_radio *radio);

#ifdef __cplusplus
}
#endif
#endif
