/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The demo peer that can be connected to: a host of ours with services, on a controller of the air.
 *
 * It serves, to up to DEMO_DEVICE_LINKS centrals at once and to others when they have gone:
 *
 *     180a  device information: maker, model, serial number, revisions
 *     180f  battery: from 100 % down to 5 %, one less every DEMO_BATTERY_S seconds, then full again; notified
 *     181a  environmental sensing: temperature in 0.01 degrees, 20.00 up to 23.00 and down again in two minutes;
 * notified each second 6e400001-...  the Nordic UART service: what a central writes comes back to it
 *
 * Battery and temperature follow from the time of the air alone.
 */
#ifndef BLR_VIRTUAL_PEERS_DEMO_DEVICE_H
#define BLR_VIRTUAL_PEERS_DEMO_DEVICE_H

#include "virtual/peers/peers.h"

enum { DEMO_DEVICE_LINKS = 4, DEMO_BATTERY_S = 20 };

/** Put it on an air, advertising what the peer says. @return false: no memory, or the air is full */
bool blr_demo_device_add(struct virtual_air *air, const struct virtual_peer *peer);

/** What is read at a time of the air. */
uint8_t blr_demo_battery_percent(uint64_t now_us);
int16_t blr_demo_temperature(uint64_t now_us);

#endif
