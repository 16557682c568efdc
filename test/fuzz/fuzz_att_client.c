/* SPDX-License-Identifier: MIT */
/* The ATT client with the input as chance: two octets a decision. */
#include <stddef.h>

#include "asking_storm.h"

struct input {
    const uint8_t *data;
    size_t size;
};

static uint32_t next(void *user)
{
    struct input *input = user;
    if (input->size < 2)
        return 0;
    uint32_t value = (uint32_t)(input->data[0] | input->data[1] << 8);
    input->data += 2;
    input->size -= 2;
    return value;
}

static bool goes_on(void *user)
{
    return ((struct input *)user)->size > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input input = { data, size & ~(size_t)1 };
    struct asking_seen seen = { 0 };
    const struct asking_chance chance = { next, goes_on, &input };
    asking_storm(&chance, &seen);
    return 0;
}
