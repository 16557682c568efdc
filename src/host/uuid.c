/* SPDX-License-Identifier: MIT */
#include <string.h>

#include <bleradio/uuid.h>

enum { SHORT_AT = 12, DIGITS_16 = 4, DIGITS_32 = 8, DIGITS_128 = 32, TEXT_128 = 36 };

static const struct ble_uuid base = BLE_UUID32(0);

struct ble_uuid ble_uuid_from_32(uint32_t value)
{
    struct ble_uuid uuid = base;
    for (unsigned i = 0; i < 4; i++)
        uuid.octets[SHORT_AT + i] = (uint8_t)(value >> 8 * i);
    return uuid;
}

struct ble_uuid ble_uuid_from_16(uint16_t value)
{
    return ble_uuid_from_32(value);
}

bool ble_uuid_from_octets(struct ble_uuid *uuid, const uint8_t *octets, size_t size)
{
    if (size != 2 && size != 4 && size != 16)
        return false;
    struct ble_uuid made = base;
    memcpy(made.octets + (size == 16 ? 0 : SHORT_AT), octets, size);
    *uuid = made;
    return true;
}

const uint8_t *ble_uuid_octets(const struct ble_uuid *uuid, size_t size)
{
    return uuid->octets + (size == 16 ? 0 : SHORT_AT);
}

bool ble_uuid_equal(const struct ble_uuid *a, const struct ble_uuid *b)
{
    return memcmp(a->octets, b->octets, sizeof(a->octets)) == 0;
}

int ble_uuid_compare(const struct ble_uuid *a, const struct ble_uuid *b)
{
    for (unsigned i = sizeof(a->octets); i-- > 0;)
        if (a->octets[i] != b->octets[i])
            return a->octets[i] < b->octets[i] ? -1 : 1;
    return 0;
}

size_t ble_uuid_size(const struct ble_uuid *uuid)
{
    if (memcmp(uuid->octets, base.octets, SHORT_AT) != 0)
        return 16;
    return uuid->octets[14] == 0 && uuid->octets[15] == 0 ? 2 : 4;
}

uint32_t ble_uuid_short(const struct ble_uuid *uuid)
{
    if (ble_uuid_size(uuid) == 16)
        return 0;
    const uint8_t *octets = uuid->octets + SHORT_AT;
    return (uint32_t)octets[0] | (uint32_t)octets[1] << 8 | (uint32_t)octets[2] << 16 | (uint32_t)octets[3] << 24;
}

/** Does one of the four hyphens of a text stand before this octet, counted from the most significant one? */
static bool has_hyphen_before(unsigned octet)
{
    return octet == 4 || octet == 6 || octet == 8 || octet == 10;
}

char *ble_uuid_format(const struct ble_uuid *uuid, char text[BLE_UUID_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    size_t size = ble_uuid_size(uuid);
    const uint8_t *octets = ble_uuid_octets(uuid, size);
    char *at = text;
    for (unsigned i = 0; i < size; i++) {
        if (has_hyphen_before(i))
            *at++ = '-';
        *at++ = digits[octets[size - 1 - i] >> 4];
        *at++ = digits[octets[size - 1 - i] & 0x0f];
    }
    *at = '\0';
    return text;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool ble_uuid_parse(const char *text, struct ble_uuid *uuid)
{
    bool prefixed = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    text += prefixed ? 2 : 0;
    size_t length = 0;
    while (length <= TEXT_128 && text[length] != '\0')
        length++;
    bool is_short = length == DIGITS_16 || length == DIGITS_32;
    if (!is_short && (prefixed || (length != DIGITS_128 && length != TEXT_128)))
        return false;
    size_t size = is_short ? length / 2 : 16;
    uint8_t octets[16];
    for (unsigned i = 0; i < size; i++) {
        if (length == TEXT_128 && has_hyphen_before(i) && *text++ != '-')
            return false;
        int high = digit_of(text[0]);
        int low = high < 0 ? -1 : digit_of(text[1]);
        if (low < 0)
            return false;
        octets[size - 1 - i] = (uint8_t)(high << 4 | low);
        text += 2;
    }
    return ble_uuid_from_octets(uuid, octets, size);
}
