/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Demo peers: controllers with a host of a few lines that advertise what one meets in the field, and one with a
 * whole host of ours that can be connected to (demo_device.h).
 *
 *     struct virtual_air *air = blr_air_new(1);
 *     if (!blr_virtual_peers_add(air)) ...                       // no memory
 *     for (size_t n = 0; (peer = blr_virtual_peer_at(n)) != NULL; n++) puts(peer->summary);
 */
#ifndef BLR_VIRTUAL_PEERS_H
#define BLR_VIRTUAL_PEERS_H

#include "virtual/virtual.h"

enum { PEER_DATA_MAX = 251 }; /* one fragment */

/** A peer that advertises. Its controller's own random address is the identity that hosts see. */
struct virtual_peer {
    const char *name;
    const char *summary;
    int32_t x_cm, y_cm;
    uint32_t period_us;    /**< how often its data changes, 0: never */
    uint16_t properties;   /**< Advertising_Event_Properties */
    uint16_t interval;     /**< x 0.625 ms */
    uint8_t address[6];    /**< static random, little-endian */
    uint8_t secondary_phy; /**< of extended ones */
    uint8_t sid;
    int8_t tx_power_dbm;
    uint8_t size, response_size;
    uint8_t data[PEER_DATA_MAX];
    uint8_t response[31];
    uint8_t counter_at; /**< octet of data that is counted up then */
};

/** Walk the demo peers. @return NULL at the end */
const struct virtual_peer *blr_virtual_peer_at(size_t n);

/** Put all demo peers on an air; they live as long as it does. @return false: no memory */
bool blr_virtual_peers_add(struct virtual_air *air);

#endif
