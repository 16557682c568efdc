/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Parameters of a link in the units of HCI and L2CAP (Vol 4 Part E 7.8.12, Vol 3 Part A 4.20). Pure.
 *
 *     struct gap_link_units units;
 *     if (!blr_link_units(&parameters, &units)) return BLE_ERROR_ARGUMENT;
 */
#ifndef BLR_GAP_LINK_UNITS_H
#define BLR_GAP_LINK_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include <bleradio/host.h>

struct gap_link_units {
    uint16_t interval_min; /**< x 1.25 ms */
    uint16_t interval_max; /**< x 1.25 ms */
    uint16_t latency;      /**< connection events */
    uint16_t timeout;      /**< x 10 ms */
};

/** Round to units; all zero gives the default. @return false: outside the ranges of struct ble_link_parameters */
bool blr_link_units(const struct ble_link_parameters *parameters, struct gap_link_units *units);

/** Does the specification allow them? For what peers ask. */
bool blr_link_units_are_valid(const struct gap_link_units *units);

/** The same as the application knows them. */
struct ble_link_parameters blr_link_parameters_of(const struct gap_link_units *units);

#endif
