/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Text from the air, fit to be shown.
 *
 * A name is whatever a device sends: it may not be UTF-8, move the cursor of a terminal, reverse the direction of
 * writing, or be invisible. What shows such text passes it through here:
 *
 *     char shown[256];
 *     if (ble_ad_read_name(&ad, &name, &size)) {
 *         ble_text_escape(shown, sizeof(shown), name, size, true);
 *         puts(shown);
 *     }
 *
 * Nothing here owns memory; every function may be called from any thread at any time.
 */
#ifndef BLERADIO_TEXT_H
#define BLERADIO_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Decode one UTF-8 character.
 * @param text `size` octets; need not be terminated
 * @return octets taken, 1 ... 4; 0, and *character unchanged, when text is not UTF-8 there or at its end
 */
BLE_API size_t ble_text_decode(const char *text, size_t size, uint32_t *character);

/**
 * Copy text, writing as \\xNN what is not UTF-8, and as \\xNN or \\u{N} what a terminal acts on or nobody sees: control
 * characters, marks of the direction of writing, invisible and unassigned special characters.
 * @param out terminated when capacity is not 0; what does not fit is left out, a character or an escape whole
 * @param in `size` octets; may contain zeros
 * @param utf8 false: everything beyond ASCII is escaped, too
 * @return length of the whole result as snprintf counts
 */
BLE_API size_t ble_text_escape(char *out, size_t capacity, const char *in, size_t size, bool utf8);

#ifdef __cplusplus
}
#endif
#endif
