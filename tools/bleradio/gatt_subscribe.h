/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Subscribe to characteristics of a peer: what `notify`, `uart` and `bench` have in common.
 */
#ifndef BLR_CLI_GATT_SUBSCRIBE_H
#define BLR_CLI_GATT_SUBSCRIBE_H

#include "gatt_operand.h"

/**
 * Discover the peer and write the CCCD of every characteristic that is meant.
 * @param indicate indications where a characteristic has both
 * @param subscribed gets them before the first value can come; to be freed in any case
 * @return exit code after an error was said
 */
int blr_gatt_subscribe(struct peer *peer, const char *verb, const struct gatt_operand *operands, unsigned count,
                       bool indicate, struct peer_list *subscribed);

#endif
