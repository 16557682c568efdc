/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A packet that was heard as a line of JSON. Its keys are told to people from one table (help, man page), and to
 * programs by schema/scan.json, which the tests compare with it.
 */
#ifndef BLR_CLI_SCAN_JSON_H
#define BLR_CLI_SCAN_JSON_H

#include <bleradio/advertisement.h>

#include "json_keys.h"
#include "output.h"

extern const struct json_key blr_scan_keys[];

/** From the monotonic clock to that on the wall. Begin with zeroes. */
struct wall_clock {
    int64_t offset_us;
};

/** RFC 3339 with microseconds, UTC. Times keep their order and distance as long as nobody sets the clock. */
char *blr_wall_time(struct wall_clock *clock, uint64_t monotonic_us, char text[48]);

/** Type of an address as the keys have it: "random_static". */
const char *blr_json_address_type(const struct ble_address *address);

/** One line. */
void blr_scan_json(struct output *out, struct wall_clock *clock, const struct ble_report *report);

#endif
