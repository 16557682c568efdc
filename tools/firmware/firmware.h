/* SPDX-License-Identifier: MIT */
/* The host as a microcontroller would configure it; tools/footprint measures it. */
#ifndef FIRMWARE_H
#define FIRMWARE_H

#include <bleradio/host.h>

/* Links are given; the rest is the least that ble_host_init() accepts, as the ranges in the header say. */
#define FIRMWARE_CONFIG(links)                                                                                         \
    {                                                                                                                  \
        sizeof(struct ble_host_config), links, 4, 4 * 264, 264, 512, 1, 31, NULL, NULL                                 \
    }

#endif
