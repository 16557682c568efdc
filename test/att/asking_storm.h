/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Everything at once into the client of the Attribute Protocol, as chance has it: procedures, answers right and
 * wrong, cancellations, links that come and go, time, lack of room. What always holds is judged after each step: every
 * procedure ends exactly once, each link has one request out at most, blocks are neither lost nor given back twice.
 */
#ifndef TEST_ASKING_STORM_H
#define TEST_ASKING_STORM_H

#include <stdbool.h>
#include <stdint.h>

/** Where chance comes from. */
struct asking_chance {
    uint32_t (*next)(void *user); /**< any number */
    bool (*goes_on)(void *user);  /**< another step? */
    void *user;
};

/** What came of it, for a test to see that it saw something. */
struct asking_seen {
    unsigned asked, done, failed, cancelled, dropped, told;
};

/** abort() when something does not hold. */
void asking_storm(const struct asking_chance *chance, struct asking_seen *seen);

#endif
