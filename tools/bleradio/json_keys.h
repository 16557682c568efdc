/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the keys of a verb's JSON lines mean, for people.
 */
#ifndef BLR_CLI_JSON_KEYS_H
#define BLR_CLI_JSON_KEYS_H

/** A key; a table of them ends with a name of NULL. */
struct json_key {
    const char *name;
    const char *meaning;
};

#endif
