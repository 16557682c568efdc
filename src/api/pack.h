/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What else there is to know of a format of <bleradio/pack.h>.
 */
#ifndef BLR_API_PACK_H
#define BLR_API_PACK_H

#include <bleradio/pack.h>

/** The letter of the n-th value of a format that ble_pack_measure() knows; '\0': it has fewer. */
char blr_pack_letter(const char *format, size_t n);

/** Does a value with this letter come in ble_value.i? */
bool blr_pack_is_signed(char letter);

/** In ble_value.u, as a number? */
bool blr_pack_is_unsigned(char letter);

/** In ble_value.f? */
bool blr_pack_is_real(char letter);

#endif
