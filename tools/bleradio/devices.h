/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The devices that a scan has heard: what each has shown so far, in bounded memory.
 *
 * A device is an address with its type; of anonymous advertisers, a set. When the table is full the device that was
 * silent for longest gives way, which is counted.
 */
#ifndef BLR_CLI_DEVICES_H
#define BLR_CLI_DEVICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/advertisement.h>

#define DEVICES_MAX    4096
#define DEVICE_NAME    64
#define DEVICE_WORDS   240
#define DEVICE_HISTORY 10 /* seconds of signal strength that are kept */
#define DEVICE_TOLD    4  /* advertisements of one device whose data is remembered */
#define DEVICE_NO_RSSI 127
#define DEVICE_NOTHING (-128) /* in the history: not heard in that second */

/** Data of one advertisement, as it was last. */
struct device_told {
    uint64_t hash; /**< 0: none */
    uint8_t set_id;
    bool scan_response;
};

struct device {
    struct ble_address address;
    uint8_t set_id; /**< of an anonymous one; else 0xff */
    unsigned met;   /**< filters that a packet of it has met, see scan_filter.h */
    bool wanted;    /**< all of them */
    bool has_row;   /**< belongs to the place in the table, not to the device: scan_live.c keeps it */
    uint64_t first_us;
    uint64_t last_us;
    uint64_t packets;
    double rssi;                    /**< smoothed; DEVICE_NO_RSSI: unknown */
    int8_t history[DEVICE_HISTORY]; /**< strongest of each second, [second % DEVICE_HISTORY] */
    uint64_t second;                /**< the latest one in the history */
    struct device_told told[DEVICE_TOLD];
    unsigned next_told;
    char name[DEVICE_NAME];     /**< safe to be shown */
    char words[DEVICE_WORDS];   /**< what else it says, safe to be shown */
    int32_t next, older, newer; /**< places, -1: none */
};

struct devices {
    struct device *items; /**< DEVICES_MAX */
    int32_t *heads;       /**< of the lists by hash */
    unsigned count;       /**< places in use */
    unsigned wanted;      /**< devices that met all filters, forgotten ones included */
    uint64_t forgotten;
    int32_t oldest, newest;
};

/** @return false: out of memory */
bool blr_devices_open(struct devices *devices);
void blr_devices_close(struct devices *devices);

/** Forget all devices and begin to count anew. */
void blr_devices_clear(struct devices *devices);

/** The device of a report, made when it is new, with its counts and signal strength brought up to date. */
struct device *blr_device_heard(struct devices *devices, const struct ble_report *report);

/** Strongest signal in the second that was `ago` seconds before that of time_us; DEVICE_NOTHING: not heard. */
int blr_device_strength(const struct device *device, uint64_t time_us, unsigned ago);

/** Did this advertisement of the device say the same when it was last asked about? Remembers what it says now.
 *  @param known set to: it was asked about before, whatever it said */
bool blr_device_repeats(struct device *device, const struct ble_report *report, bool *known);

#endif
