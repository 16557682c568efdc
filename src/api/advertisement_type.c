/* SPDX-License-Identifier: MIT */
/* Types of advertisements: which reports are of a type, and how types descend from each other. */
#include <string.h>

#include <bleradio/advertisement.h>

/** A chain of parents longer than this has no end: such a type matches nothing. */
enum { GENERATIONS = 16 };

/** Does some structure begin with this prefix: {size, AD type, first octets ...}? */
static bool has_prefix(const uint8_t *prefix, const uint8_t *data, size_t size)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, data, size);
    while (ble_ad_next(&walk, &ad))
        if (ad.type == prefix[1] && prefix[0] - 1 <= ad.size &&
            (prefix[0] == 1 || memcmp(ad.data, prefix + 2, prefix[0] - 1u) == 0))
            return true;
    return false;
}

static bool prefixes_match(const struct ble_advertisement_type *type, const uint8_t *data, size_t size)
{
    if (type->prefixes_size == 0)
        return true;
    unsigned at = 0;
    while (at < type->prefixes_size) {
        const uint8_t *prefix = type->prefixes + at;
        at += 1u + prefix[0];
        if (prefix[0] == 0 || at > type->prefixes_size)
            return false; /* not a list of prefixes */
        if (has_prefix(prefix, data, size) != type->all_prefixes)
            return !type->all_prefixes;
    }
    return type->all_prefixes;
}

bool ble_advertisement_type_matches(const struct ble_advertisement_type *type, const uint8_t *data, size_t size)
{
    for (unsigned i = 0; i < GENERATIONS; i++, type = type->parent) {
        if (!type)
            return true;
        if (!prefixes_match(type, data, size) || (type->matches && !type->matches(type, data, size)))
            return false;
    }
    return false;
}

bool ble_advertisement_type_is(const struct ble_advertisement_type *type, const struct ble_advertisement_type *ancestor)
{
    for (unsigned i = 0; type && i < GENERATIONS; i++, type = type->parent)
        if (type == ancestor)
            return true;
    return ancestor == &ble_any_advertisement;
}
