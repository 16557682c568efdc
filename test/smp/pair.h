/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Two pairings back to back: what one sends the other receives, jobs are answered, a link layer asks for keys
 * and compares them, users read and enter what they are shown. Time is virtual.
 *
 * A queue of deliveries stands between all of them, so that a test may look at each, change it, drop it or stop there.
 */
#ifndef TEST_SMP_PAIR_H
#define TEST_SMP_PAIR_H

#include "smp/pairing.h"

enum { CENTRAL = 0, PERIPHERAL = 1, DELIVERIES = 64, STEPS_MOST = 2000 };

/** An input on its way. */
struct delivery {
    unsigned to;
    struct smp_input input;
    uint8_t octets[SMP_MTU + 8];
    uint16_t size; /**< of a PDU */
};

/** One side, and what it was told. */
struct side {
    struct smp smp;
    struct smp_options policy;
    struct smp_identity identity;
    struct smp_attempts attempts;
    struct smp_oob oob;
    bool no_user;    /**< nobody answers questions */
    bool says_no;    /**< to what it is asked */
    uint32_t enters; /**< UINT32_MAX: what the other one shows */
    unsigned begun;  /**< pairings */
    unsigned ended;
    unsigned methods; /**< told */
    struct smp_told told;
    uint32_t compared; /**< digits shown; UINT32_MAX: none */
    struct smp_done done;
    struct smp_keys keys;
    bool has_keys;
    uint8_t link_key[16];
    bool encrypted;
    unsigned security_wanted;
    unsigned keypresses;
    unsigned sent;       /**< PDUs */
    uint8_t last_failed; /**< reason of the last Pairing Failed that it sent; 0: none */
    unsigned no_ltk;
};

struct pair;

/** Looks at a delivery before it is made, changes it perhaps. @return false: it is not made */
typedef bool pair_tap(struct pair *pair, struct delivery *delivery);

struct pair {
    struct side sides[2];
    const struct ble_crypto *crypto;
    uint64_t now_us;
    struct delivery queue[DELIVERIES];
    unsigned first, count;
    unsigned steps; /**< deliveries made */
    uint32_t random;
    pair_tap *tap;
    void *user;   /**< of the tap */
    uint8_t skip; /**< of the pool of keys */
    bool prompt;  /**< jobs are answered before anything else comes */
    bool fresh;   /**< keys are not of the pool: for several threads */
};

/** Options of a side that can what `io` says and answers. */
struct smp_options pair_options(uint8_t io);

/** Two sides whose policies are these; policy NULL: not pairable. */
void pair_init(struct pair *pair, const struct smp_options *central, const struct smp_options *peripheral);

/** Have a side begin with its policy as options. */
ble_status pair_start(struct pair *pair, unsigned who);

/** One input for a side at once, its outputs carried out. */
ble_status pair_input(struct pair *pair, unsigned to, const struct smp_input *input);

/** A PDU for a side at once. */
ble_status pair_pdu(struct pair *pair, unsigned to, const void *octets, size_t size);

/** Make the next delivery. @return false: there was none */
bool pair_step(struct pair *pair);

/** Until nothing is under way. */
void pair_run(struct pair *pair);

/** Until a side is in a state. @return false: it never was */
bool pair_run_until(struct pair *pair, unsigned who, enum smp_state state);

/** Time passes; who has a deadline gets its tick. */
void pair_wait(struct pair *pair, uint64_t us);

/** The link goes down. */
void pair_disconnect(struct pair *pair);

/** Both pairings ended with BLE_OK and everything that both know is the same. Else the test fails. */
void pair_assert_paired(const struct pair *pair);

/** A P-256 key pair of a small pool, made once: number 0 ... 5. */
void pool_keys(unsigned number, uint8_t private_key[32], uint8_t public_key[64]);

/** Name of a state. */
const char *state_name(unsigned state);

#endif
