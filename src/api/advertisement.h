/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The one way in which the octets of an advertisement change.
 *
 *     status = blr_advertisement_splice(advertisement, offset, 1u + data[offset], structure, sizeof(structure));
 */
#ifndef BLR_API_ADVERTISEMENT_H
#define BLR_API_ADVERTISEMENT_H

#include <bleradio/advertisement.h>

/**
 * Put whole structures in the place of whole structures.
 * @param offset where, at most advertisement->size
 * @param removed octets there that go
 * @param octets `size` of them, outside the advertisement; may be NULL when size is 0
 * @return BLE_OK; BLE_ERROR_FULL: nothing was changed, advertisement->needed is set. What gets no longer always fits.
 */
ble_status blr_advertisement_splice(struct ble_advertisement *advertisement, size_t offset, size_t removed,
                                    const uint8_t *octets, size_t size);

#endif
