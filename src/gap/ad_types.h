/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Advertising data: which types hold UUIDs of which width. Reader and builder both work from these rows.
 *
 *     const struct ad_uuid_type *row = blr_ad_uuid_type(ad.type);
 *     if (row != NULL && row->list == BLE_AD_LIST_SERVICES) ...
 */
#ifndef BLR_GAP_AD_TYPES_H
#define BLR_GAP_AD_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/advertising_data.h>

enum { AD_WIDTHS = 3 };

/** A list of UUIDs: services or solicitations of one width. */
struct ad_uuid_type {
    uint8_t list;     /**< enum ble_ad_list */
    uint8_t width;    /**< octets of a UUID */
    uint8_t complete; /**< type of the list with all of them */
    uint8_t some;     /**< type of the list that lacks some; the same where there is no such type */
    uint8_t data;     /**< type of data of a service of this width; 0 with solicitations */
};

/** The rows: AD_WIDTHS of each list, in the order of enum ble_ad_list, widths ascending. */
extern const struct ad_uuid_type blr_ad_uuid_types[2 * AD_WIDTHS];

/** Row of a type that is a list, or NULL. */
const struct ad_uuid_type *blr_ad_uuid_type(uint8_t type);

#endif
