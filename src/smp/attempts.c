/* SPDX-License-Identifier: MIT */
#include "smp/attempts.h"

static uint64_t wait_us(uint8_t level)
{
    return level == 0 ? 0 : (uint64_t)SMP_FIRST_WAIT_US << (level - 1);
}

uint64_t blr_smp_attempts_wait_us(const struct smp_attempts *attempts, uint64_t now_us)
{
    return attempts->until_us > now_us ? attempts->until_us - now_us : 0;
}

void blr_smp_attempts_failed(struct smp_attempts *attempts, uint64_t now_us)
{
    uint64_t quiet_us = now_us > attempts->until_us ? now_us - attempts->until_us : 0;
    while (attempts->level > 0 && quiet_us >= 2 * wait_us(attempts->level))
        quiet_us -= 2 * wait_us(attempts->level--);
    if (attempts->level < SMP_LEVELS)
        attempts->level++;
    attempts->until_us = now_us + wait_us(attempts->level);
}

void blr_smp_attempts_succeeded(struct smp_attempts *attempts)
{
    *attempts = (struct smp_attempts){ 0 };
}
