/* SPDX-License-Identifier: MIT */
#include "gap/report.h"

#include <string.h>

#include <bleradio/advertising_data.h>

static bool begins_with(const uint8_t *octets, const uint8_t *prefix, uint8_t size)
{
    for (uint8_t i = 0; i < size; i++)
        if (octets[i] != prefix[i])
            return false;
    return true;
}

/** Does an AD structure (length, type, data) begin with one of the prefixes? */
static bool structure_matches(const struct ble_report_filter *filter, const uint8_t *structure)
{
    const uint8_t *end = filter->prefixes + filter->prefixes_size;
    for (const uint8_t *prefix = filter->prefixes; prefix < end; prefix += 1 + prefix[0])
        if (prefix[0] <= structure[0] && begins_with(structure + 1, prefix + 1, prefix[0]))
            return true;
    return false;
}

/** The character after the one at `at`: it may be of several octets (UTF-8). */
static const uint8_t *next_character(const uint8_t *at, const uint8_t *end)
{
    do
        at++;
    while (at < end && (*at & 0xc0) == 0x80);
    return at;
}

/** Only the last * is ever tried again, so it takes at most as many steps as pattern times text. */
static bool fits(const char *pattern, const uint8_t *at, const uint8_t *end)
{
    const char *after_star = NULL;
    const uint8_t *retry = NULL;
    for (;;) {
        if (*pattern == '*') {
            after_star = ++pattern;
            retry = at;
        } else if (at == end) {
            return *pattern == '\0';
        } else if (*pattern == '?') {
            pattern++;
            at = next_character(at, end);
        } else if (*pattern != '\0' && (uint8_t)*pattern == *at) {
            pattern++;
            at++;
        } else if (after_star != NULL) {
            pattern = after_star;
            at = ++retry;
        } else {
            return false;
        }
    }
}
static bool is_fitting_name(const struct ble_report_filter *filter, const uint8_t *structure)
{
    bool is_name = structure[1] == BLE_AD_SHORT_NAME || structure[1] == BLE_AD_NAME;
    return is_name && fits(filter->name, structure + 2, structure + 1 + structure[0]);
}

typedef bool structure_fn(const struct ble_report_filter *filter, const uint8_t *structure);

/** Is one of the AD structures such? */
static bool any(const struct ble_report_filter *filter, const uint8_t *data, size_t size, structure_fn *is_such)
{
    const uint8_t *end = data + size;
    for (const uint8_t *at = data; at < end && at[0] > 0 && at[0] < end - at; at += 1 + at[0])
        if (is_such(filter, at))
            return true;
    return false;
}

bool blr_report_has_wanted(const struct ble_report_filter *filter, const uint8_t *data, size_t size)
{
    return (filter->prefixes_size == 0 || any(filter, data, size, structure_matches)) &&
           (filter->name[0] == '\0' || any(filter, data, size, is_fitting_name));
}

bool blr_report_is_listed(const struct ble_report_filter *filter, const uint8_t *address)
{
    for (uint8_t i = 0; i < filter->addresses_count; i++) {
        const struct ble_address *listed = &filter->addresses[i];
        if (listed->type == address[0] && memcmp(listed->octets, address + 1, sizeof(listed->octets)) == 0)
            return true;
    }
    return filter->addresses_count == 0;
}

bool blr_report_filter_is_valid(const struct ble_report_filter *filter)
{
    if (filter->prefixes_size > BLE_FILTER_PREFIXES || filter->addresses_count > BLE_FILTER_ADDRESSES ||
        memchr(filter->name, '\0', sizeof(filter->name)) == NULL)
        return false;
    unsigned at = 0;
    while (at < filter->prefixes_size && filter->prefixes[at] > 0)
        at += 1u + filter->prefixes[at];
    return at == filter->prefixes_size;
}
