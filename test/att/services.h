/* SPDX-License-Identifier: MIT */
/** @file @brief Services of every kind for tests of the GATT server. */
#ifndef TEST_SERVICES_H
#define TEST_SERVICES_H

#include <bleradio/host.h>

/** Handles of the services that services_add() adds behind the host's own (1 ... 0x0f); see services.c for what they
 * are. */
enum {
    SERVICES_BATTERY = 0x10,
    SERVICES_LEVEL = 0x12,
    SERVICES_UART = 0x14,
    SERVICES_RX = 0x16,
    SERVICES_TX = 0x18,
    SERVICES_VALUES = 0x1a,
    SERVICES_LONG = 0x1d,
    SERVICES_FIXED = 0x21,
    SERVICES_ASKED = 0x23,
    SERVICES_NEVER = 0x25,
    SERVICES_ENCRYPTED = 0x27,
    SERVICES_AUTHENTICATED = 0x29,
    SERVICES_SECURE = 0x2b,
    SERVICES_AUTHORIZED = 0x2d,
    SERVICES_WRITE_ONLY = 0x2f,
    SERVICES_CONSTANT = 0x31,
    SERVICES_PRIVATE = 0x33,
    SERVICES_SIGNED = 0x36,
    SERVICES_SECOND = 0x38,
    SERVICES_SECONDARY = 0x39,
    SERVICES_LAST = 0x3b
};

/** Add them to a host that has none but its own. */
void services_add(struct ble_host *host);

#endif
