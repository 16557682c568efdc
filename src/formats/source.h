/* SPDX-License-Identifier: MIT */
/* Where formats are found: data of a company, data of a service; and numbers in it. */
#ifndef BLR_FORMATS_SOURCE_H
#define BLR_FORMATS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/advertising_data.h>

struct blr_octets {
    const uint8_t *data;
    size_t size;
};

/** Manufacturer specific data of one company, what follows the identifier, of at least `least` octets. */
bool blr_company_data(const struct ble_ad *ad, uint16_t company, size_t least, struct blr_octets *octets);

/** Data of a service with a 16-bit UUID, of at least `least` octets. */
bool blr_service_data(const struct ble_ad *ad, uint16_t service, size_t least, struct blr_octets *octets);

/** Unsigned numbers of 1 ... 4 octets. */
uint32_t blr_little(const uint8_t *octets, size_t size);
uint32_t blr_big(const uint8_t *octets, size_t size);

/** The signed number that `size` octets (1 ... 4) with this unsigned value are. */
int32_t blr_signed(uint32_t value, size_t size);

#endif
