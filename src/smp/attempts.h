/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Waiting between repeated pairing attempts (Core Specification 5.4 Vol 3 Part H 2.3.6): twice as long after
 * each failure, less again with time.
 *
 * One state a peer, owned by the caller; zero is a peer that never failed. Who pairs from an address that changes is to
 * share one with all of its kind, else it never waits.
 *
 *     if (blr_smp_attempts_wait_us(&attempts, now) > 0) refuse it with SMP_REPEATED_ATTEMPTS;
 *     ... blr_smp_attempts_failed(&attempts, now);
 *
 * Pure functions: any thread at any time.
 */
#ifndef BLR_SMP_ATTEMPTS_H
#define BLR_SMP_ATTEMPTS_H

#include <stdint.h>

enum {
    SMP_FIRST_WAIT_US = 1000000, /**< after one failure */
    SMP_LEVELS = 9               /**< the longest wait is 2 to the power of 8 times that: 256 s */
};

struct smp_attempts {
    uint64_t until_us; /**< nothing before */
    uint8_t level;     /**< 0 ... SMP_LEVELS */
};

/** How long until the next attempt is allowed; 0: it is. */
uint64_t blr_smp_attempts_wait_us(const struct smp_attempts *attempts, uint64_t now_us);

/** A pairing failed: the wait grows. For each time twice as long as the wait that went by in peace it shrank before. */
void blr_smp_attempts_failed(struct smp_attempts *attempts, uint64_t now_us);

/** The peer proved who it is: no wait any more. */
void blr_smp_attempts_succeeded(struct smp_attempts *attempts);

#endif
