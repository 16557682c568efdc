/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Words for what the library tells in numbers.
 */
#ifndef BLR_CLI_NAMES_H
#define BLR_CLI_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/host.h>

/** Specification name of an HCI or LMP version: "5.4"; NULL when not assigned. */
const char *blr_version_text(uint8_t version);

/** enum ble_host_failure in words. */
const char *blr_failure_text(uint8_t failure);

/** enum ble_flow as the options call it: "rtscts", "none"; "unknown" for the rest. */
const char *blr_flow_text(uint8_t flow);

/** Kind of a device address by type and top bits: "public", "static random", "resolvable private", ... */
const char *blr_address_kind(const struct ble_address *address);

/** Why the address in use is the one in use: a half sentence, "" when there is nothing to explain. */
const char *blr_address_reason(const struct ble_controller_info *info);

/** Are all six octets zero? */
bool blr_address_is_zero(const struct ble_address *address);

/** One sentence on a quirk: what it means for the user. "" for unknown ones. */
const char *blr_quirk_text(uint32_t quirk);

#endif
