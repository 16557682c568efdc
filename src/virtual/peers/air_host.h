/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A host of ours that lives on a controller of an air and in the time of that air.
 *
 * Nobody drives it: the controller wakes it when it has something to say, the air's clock when a deadline has come.
 * What it does is a function of what happens on the air. It and its host are freed with the air.
 *
 *     struct air_host *peer = blr_air_host_new(air, &options, &config, on_event, user);
 *     blr_air_host_begin(peer);                       // brings the controller up; on_event is told BLE_EVENT_READY
 *     blr_air_host_request(peer, &request);           // also from on_event
 */
#ifndef BLR_VIRTUAL_PEERS_AIR_HOST_H
#define BLR_VIRTUAL_PEERS_AIR_HOST_H

#include <bleradio/host.h>

#include "virtual/virtual.h"

struct air_host;

/** An event, while its views live. */
typedef void air_host_event(struct air_host *peer, const struct ble_event *event, void *user);

/** A controller and a host for it. @return NULL: no memory, or the air is full */
struct air_host *blr_air_host_new(struct virtual_air *air, const struct virtual_options *options,
                                  const struct ble_host_config *config, air_host_event *on_event, void *user);

/** Attach the host to the controller and let it work. */
void blr_air_host_begin(struct air_host *peer);

/** As ble_host_request(), at the present time of the air; what comes of it comes in the time of the air. */
uint32_t blr_air_host_request(struct air_host *peer, const struct ble_request *request);

/** For ble_host_attribute() and its like. */
const struct ble_host *blr_air_host_get(const struct air_host *peer);

#endif
