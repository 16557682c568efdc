/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Where generated device addresses are kept: one small JSON file, an entry a controller.
 *
 * A controller without an address of its own gets a random one, and bonds live only as long as that address stays. So
 * it is kept per controller, in DIRECTORY/addresses.json:
 *
 *     {"version": 1, "controllers": {"usb:2fe3:0100:0123ABCD": {"address": "C2:00:00:00:00:01"}}}
 *
 * Programs that run at the same time may share the file: every change happens under a lock and replaces the file in one
 * step. A controller's entry is claimed for as long as a radio uses it, so that two dongles that tell the same serial
 * number never get one address: the second one falls back to its place on the bus. A file that cannot be understood is
 * moved aside, never overwritten. Symbolic links are not followed. Nothing waits: a lock that somebody else holds is
 * BLE_ERROR_BUSY, try again later.
 *
 *     struct blr_addresses store;
 *     blr_addresses_init(&store, directory, &description, BLR_BY_PATH);
 *     status = blr_addresses_load(&store, octets, why);
 *     ...
 *     blr_addresses_close(&store);
 */
#ifndef BLR_API_ADDRESSES_H
#define BLR_API_ADDRESSES_H

#include <stddef.h>
#include <stdint.h>

#include <bleradio/status.h>
#include <bleradio/transport.h>

/** Where udev names serial ports by their place on the bus. */
#define BLR_BY_PATH "/dev/serial/by-path"

/** Room for a directory, for a key, for an explanation. */
enum { BLR_ADDRESSES_DIRECTORY = 1024, BLR_ADDRESSES_KEY = 600, BLR_ADDRESSES_WHY = 512 };

/** The entry of one controller. */
struct blr_addresses {
    char directory[BLR_ADDRESSES_DIRECTORY]; /**< "": nothing is kept */
    char keys[3][BLR_ADDRESSES_KEY];         /**< what this controller may be called, best first; "" ends the list */
    int lock_fd;                             /**< holds the claim; -1: none yet */
    int claimed;                             /**< index of the key that is ours; -1: none yet */
};

/**
 * Find out which directory to use.
 * @param option ble_radio_options.state_directory
 * @param text room for BLR_ADDRESSES_DIRECTORY octets, set to "" when nothing is to be kept
 * @return BLE_OK; BLE_ERROR_ARGUMENT: too long; BLE_ERROR_NOT_FOUND: neither XDG_STATE_HOME nor HOME is set
 */
ble_status blr_addresses_directory(const char *option, char text[BLR_ADDRESSES_DIRECTORY]);

/** Prepare; touches no file but the names in by_path. */
void blr_addresses_init(struct blr_addresses *store, const char *directory,
                        const struct ble_transport_description *description, const char *by_path);

/**
 * The address kept for this controller.
 * @param octets little-endian
 * @param why filled whenever there is something to tell, success included
 * @return BLE_OK, BLE_ERROR_NOT_FOUND, BLE_ERROR_BUSY (locked: try again), BLE_ERROR_UNSUPPORTED (nothing is kept),
 *         BLE_ERROR_DENIED, BLE_ERROR_IO, BLE_ERROR_MEMORY
 */
ble_status blr_addresses_load(struct blr_addresses *store, uint8_t octets[6], char why[BLR_ADDRESSES_WHY]);

/**
 * Keep an address for this controller.
 * @return as blr_addresses_load(); BLE_ERROR_STATE: it is another controller's; BLE_ERROR_ARGUMENT: no static address
 */
ble_status blr_addresses_store(struct blr_addresses *store, const uint8_t octets[6], char why[BLR_ADDRESSES_WHY]);

/** Give up the claim. */
void blr_addresses_close(struct blr_addresses *store);

#endif
