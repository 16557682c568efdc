/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What a pairing leaves behind, as plain data, and what may be done with it: private addresses, replacing a
 * bond.
 *
 * Values, owned by whoever has them; a store keeps them field by field. All octets are little-endian.
 *
 *     if (old != NULL && !blr_smp_may_replace(old, &keys)) keep the old bond, tell that the new one is weaker;
 *     if (blr_smp_resolves(&tools, keys.irk, &report.address)) it is that peer;
 *
 * Pure functions: any thread at any time.
 */
#ifndef BLR_SMP_KEYS_H
#define BLR_SMP_KEYS_H

#include <bleradio/address.h>

#include "smp/toolbox.h"

/** Which keys there are: bits of smp_keys.has. */
enum {
    SMP_HAS_OWN_LTK = 1 << 0,  /**< for links where we are peripheral */
    SMP_HAS_PEER_LTK = 1 << 1, /**< for links where we are central */
    SMP_HAS_IDENTITY = 1 << 2, /**< the peer told its identity address */
    SMP_HAS_IRK = 1 << 3,      /**< and this is not zero */
    SMP_HAS_OWN_CSRK = 1 << 4, /**< we sign with it */
    SMP_HAS_PEER_CSRK = 1 << 5 /**< the peer signs with it */
};

/** A long term key and how it is asked for: with LE Secure Connections rand and ediv are 0. */
struct smp_ltk {
    uint8_t key[SMP_KEY]; /**< beyond the key size zero */
    uint8_t rand[8];
    uint16_t ediv;
};

/** What a pairing agreed upon. */
struct smp_keys {
    struct ble_address peer; /**< identity address, or the one of the link when none was told */
    uint8_t has;             /**< SMP_HAS_ bits */
    uint8_t method;          /**< enum smp_method */
    uint8_t key_size;        /**< octets, 7 ... 16 */
    bool secure_connections;
    bool authenticated; /**< protected against a man in the middle */
    bool bond;          /**< both want to keep it (never with a debug key) */
    bool debug;         /**< the peer used the debug key, which everybody knows */
    struct smp_ltk own_ltk;
    struct smp_ltk peer_ltk; /**< with LE Secure Connections the same */
    uint8_t irk[SMP_KEY];
    uint8_t own_csrk[SMP_KEY];
    uint8_t peer_csrk[SMP_KEY];
};

/**
 * May a bond take the place of another one of the same identity? Not if it is weaker in anything: authentication, LE
 * Secure Connections, key size (CVE-2021-3436, CVE-2020-15802). One that is not to be kept never may.
 */
bool blr_smp_may_replace(const struct smp_keys *old, const struct smp_keys *keys);

/** Is it a resolvable private address (Vol 6 Part B 1.3.2.2)? */
bool blr_smp_is_resolvable(const struct ble_address *address);

/** Was the address made with this key? A key of zeroes makes none. */
bool blr_smp_resolves(struct smp_toolbox *tools, const uint8_t irk[16], const struct ble_address *address);

/** Make a resolvable private address. @param random 22 random bits; too equal ones are changed */
void blr_smp_make_address(struct smp_toolbox *tools, const uint8_t irk[16], const uint8_t random[3],
                          struct ble_address *address);

#endif
