/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A peer that speaks ATT with a host by script: what it sends, what must come back, what the application sees
 * and does. The host is a whole one on a scripted controller, so a script goes through framing, ACL and L2CAP.
 *
 * A script is lines; octets are hexadecimal, blanks among them do not count:
 *
 *     > 0a 1200              the peer sends this PDU
 *     < 0b 57                the host sends this PDU next
 *     ? read 0023+0          the application is asked: read, write, command, may-read, may-write; HANDLE+OFFSET, octets
 *     = 0102, =! 80          it answers the last question: octets, or an ATT error
 *     ! written 0016+0 01    a value was written: HANDLE+OFFSET, octets
 *     ! subscribed 0012 1    a CCCD was written: handle of the value, bits
 *     ! mtu                  the MTU changed
 *     + notify 0012 58       the application tells a value to the link; + all 0012 58: to all subscribers;
 *                            + store 0012 58: the same, stored first
 *     ~ 0, ~ -13             that request completed so
 *     + set 0012 58          it sets a value
 *     + add, + remove 0040   it adds a service a200 with one readable characteristic; removes a service
 *     * security 2 16 bonded the link is secure so: enum ble_security, key size, bonded or not
 *     * mtu 247              the peer exchanges the MTU; what is sent and told then is right
 *     * wait 30              so many seconds pass
 *     * busy, * free         the controller takes no data; takes it again
 *     * drop                 the link ends
 *
 * The host has the services of services.h. Nothing may be sent or told that the script does not say.
 */
#ifndef TEST_PEER_H
#define TEST_PEER_H

#include "rig.h"

/** A script and what it follows. */
struct peer_row {
    const char *name;   /**< id of the test of the specification, or what it is about */
    const char *script; /**< lines */
};

/** Play a script on a host of its own; fails the cmocka test with the line that is not true. */
void peer_play(const struct peer_row *row);

#endif
