/* SPDX-License-Identifier: MIT */
/* The host as a microcontroller would configure it; tools/footprint measures it. */
#ifndef FIRMWARE_H
#define FIRMWARE_H

#include <bleradio/host.h>

/* Links are given; the rest is the least that ble_host_init() accepts, as the ranges in the header say. */
#define FIRMWARE_CONFIG(links_)                                                                                        \
    {                                                                                                                  \
        .size = sizeof(struct ble_host_config), .links = (links_), .requests = 4, .event_bytes = 4 * 264,              \
        .packet_bytes = 264, .transmit_bytes = 512, .mtu = 23, .advertising_sets = 1, .advertising_bytes = 31          \
    }

#endif
