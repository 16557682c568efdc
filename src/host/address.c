/* SPDX-License-Identifier: MIT */
#include <string.h>

#include <bleradio/address.h>

bool ble_address_equal(const struct ble_address *a, const struct ble_address *b)
{
    return a->type == b->type && memcmp(a->octets, b->octets, sizeof(a->octets)) == 0;
}

char *ble_address_format(const struct ble_address *address, char text[BLE_ADDRESS_TEXT])
{
    static const char digits[] = "0123456789ABCDEF";
    char *at = text;
    for (unsigned i = sizeof(address->octets); i-- > 0;) {
        *at++ = digits[address->octets[i] >> 4];
        *at++ = digits[address->octets[i] & 0x0f];
        *at++ = i > 0 ? ':' : '\0';
    }
    return text;
}
