/* SPDX-License-Identifier: MIT */
#include "gap/report.h"

#include <string.h>

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

bool blr_report_has_prefix(const struct ble_report_filter *filter, const uint8_t *data, size_t size)
{
    const uint8_t *end = data + size;
    for (const uint8_t *at = data; at < end && at[0] > 0 && at[0] < end - at; at += 1 + at[0])
        if (structure_matches(filter, at))
            return true;
    return false;
}

bool blr_report_filter_is_valid(const struct ble_report_filter *filter)
{
    if (filter->prefixes_size > BLE_FILTER_PREFIXES)
        return false;
    unsigned at = 0;
    while (at < filter->prefixes_size && filter->prefixes[at] > 0)
        at += 1u + filter->prefixes[at];
    return at == filter->prefixes_size;
}
