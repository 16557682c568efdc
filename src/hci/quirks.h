/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What is known of particular controllers: deviations by manufacturer, revision and subversion, and public
 *        addresses that many devices share.
 */
#ifndef BLR_HCI_QUIRKS_H
#define BLR_HCI_QUIRKS_H

#include <stdbool.h>
#include <stdint.h>

/** enum ble_quirk bits of a controller as Read Local Version Information describes it. */
uint32_t blr_quirks_of(uint16_t manufacturer, uint16_t hci_revision, uint16_t lmp_subversion);

/** Is this public address (little-endian) one device's own? False for none (all zero), blank (all ones) and shared. */
bool blr_quirks_address_is_usable(const uint8_t address[6]);

/** Is it absent, i.e. all zero or all ones? */
bool blr_quirks_address_is_blank(const uint8_t address[6]);

#endif
