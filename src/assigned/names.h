/* SPDX-License-Identifier: MIT */
/* Names of numbers, as the generated tables keep them: no pointer a name, so that nothing is relocated when the library
 * is loaded. */
#ifndef BLR_ASSIGNED_NAMES_H
#define BLR_ASSIGNED_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include <bleradio/uuid.h>

enum { BLR_NAMES_GROUP = 16 };

/** Numbers and their names, both in the order of the numbers. */
struct blr_names {
    const uint16_t *keys;   /**< ascending */
    const uint32_t *groups; /**< where the names of numbers 0, BLR_NAMES_GROUP, 2 x BLR_NAMES_GROUP ... begin in text */
    const char *text;       /**< the names, each with its zero */
    uint16_t count;
};

/** A 128-bit UUID and its name. */
struct blr_named_uuid {
    struct ble_uuid uuid;
    const char *name;
};

extern const struct blr_names blr_companies;
extern const struct blr_names blr_uuids_16;
extern const struct blr_names blr_appearances;
extern const struct blr_names blr_uri_schemes;
extern const struct blr_named_uuid blr_uuids_128[]; /* ascending */
extern const unsigned blr_uuids_128_count;

/** Name of a number, or NULL. */
const char *blr_name_of(const struct blr_names *names, uint16_t key);

/** How a name that was looked for relates to one of ours. */
enum blr_name_match { BLR_NAME_DIFFERS, BLR_NAME_BEGINS, BLR_NAME_IS };

/** Compare letters and digits, case ignored: does `name` begin with `wanted`, or is it that? Empty ones differ. */
enum blr_name_match blr_name_match(const char *wanted, const char *name);

/** What a search by name found so far. */
struct blr_found {
    size_t count;
    enum blr_name_match best; /**< only matches of this kind count */
};

/**
 * Count a match, unless an earlier one was better; the first that is better begins the count anew.
 * @return index among the matches that count, or SIZE_MAX when this one does not
 */
size_t blr_found_add(struct blr_found *found, enum blr_name_match match);

#endif
