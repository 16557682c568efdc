/* SPDX-License-Identifier: MIT */
/** @file @brief A small random generator, the same everywhere: a failure can be run again. The state is never 0. */
#ifndef TEST_RANDOM_H
#define TEST_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/** Any 32 bits (xorshift). */
static inline uint32_t random_next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/** 0 ... count - 1. */
static inline uint32_t random_below(uint32_t *state, uint32_t count)
{
    return (uint32_t)((uint64_t)random_next(state) * count >> 32);
}

/** low ... high. */
static inline uint32_t random_between(uint32_t *state, uint32_t low, uint32_t high)
{
    return low + random_below(state, high - low + 1);
}

/** One time in `count`. */
static inline int random_one_in(uint32_t *state, uint32_t count)
{
    return random_below(state, count) == 0;
}

static inline void random_octets(uint32_t *state, uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        data[i] = (uint8_t)(random_next(state) >> 16);
}

#endif
