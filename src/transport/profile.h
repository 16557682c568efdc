/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What is known of serial devices: how likely each is an HCI controller, and how to talk to it.
 */
#ifndef BLR_TRANSPORT_PROFILE_H
#define BLR_TRANSPORT_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/transport.h>

/** Rates that a profile or "auto" may name; 0 ends the list. */
enum { BLR_BAUDS = 4 };

/** What is seen of a port without opening it. */
struct blr_port_facts {
    uint16_t vid; /**< 0: not USB */
    uint16_t pid;
    const char *product; /**< USB strings, "" when there are none; never NULL */
    const char *serial;
    bool modem; /**< udev and ModemManager call it a modem */
};

/** How to talk to a device. */
struct blr_profile {
    int16_t score; /**< as ble_port.score */
    uint8_t flow;  /**< enum ble_flow */
    uint16_t chunk;
    uint32_t bauds[BLR_BAUDS]; /**< to try in this order; at least one */
    char note[256];
};

/** The score of every port that is worth a try by itself is above this. */
enum { BLR_SCORE_UNKNOWN = 0, BLR_SCORE_NEVER = -1 };

/** Fill *profile from the built-in table. */
void blr_profile_find(const struct blr_port_facts *facts, struct blr_profile *profile);

/** Is this a controller that speaks Bluetooth's own USB class instead of a serial port? */
bool blr_is_usb_class_controller(uint16_t vid, uint16_t pid);

/**
 * Apply the user's devices file to *profile: sections that name the device of *facts.
 *
 *     # comment
 *     [device "1915:1234"] baud=1000000 flow=none
 *     [device "0403:6001:A50285BI"]
 *     baud=921600
 *     chunk=64
 *     score=-1
 *
 * A device that is named there scores 100 unless it says otherwise. The whole text is checked, whichever part applies.
 * @param name of the file, for the reason
 * @return BLE_OK or BLE_ERROR_ARGUMENT with why "NAME:LINE: ..." and *profile unchanged
 */
ble_status blr_overrides_apply(const char *text, const char *name, const struct blr_port_facts *facts,
                               struct blr_profile *profile, char why[BLE_TRANSPORT_TEXT]);

/** The list for "auto": the profile's rates, then the usual ones. */
void blr_bauds_auto(const struct blr_profile *profile, uint32_t bauds[BLR_BAUDS]);

#endif
