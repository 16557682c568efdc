/* SPDX-License-Identifier: MIT */
#include "hci/recovery.h"

struct rung {
    uint8_t action;
    uint32_t wait_us;
};

/* Long enough in all for a chip that restarts when the port is opened; a few seconds when the line is dead. */
static const struct rung rungs[] = {
    { LADDER_RESET, 250000 },  { LADDER_RESET, 250000 },  { LADDER_PAD, 50000 },       { LADDER_FLUSH, 0 },
    { LADDER_RESET, 300000 },  { LADDER_RESET, 500000 },  { LADDER_NEXT_BAUD, 10000 }, { LADDER_PULSE_DTR, 400000 },
    { LADDER_RESET, 500000 },  { LADDER_RESET, 1000000 }, { LADDER_REOPEN, 500000 },   { LADDER_RESET, 1000000 },
    { LADDER_RESET, 3000000 },
};

enum { RUNGS = sizeof(rungs) / sizeof(rungs[0]), BAUDS = 4 };

void blr_ladder_start(struct ladder *ladder)
{
    ladder->rung = 0;
    ladder->first_baud = ladder->baud;
}

static uint8_t choices(const struct ble_transport_info *info)
{
    uint8_t count = 0;
    while (count < BAUDS && info->baud_choices[count] != 0)
        count++;
    return count;
}

static bool possible(const struct ladder *ladder, const struct ble_transport_info *info)
{
    switch (rungs[ladder->rung].action) {
    case LADDER_PAD: return !info->no_padding && !info->may_sleep;
    case LADDER_PULSE_DTR: return info->can_pulse_dtr;
    case LADDER_REOPEN: return info->can_reopen;
    case LADDER_NEXT_BAUD: return choices(info) > 1;
    default: return true;
    }
}

enum ladder_action blr_ladder_next(struct ladder *ladder, const struct ble_transport_info *info, uint32_t *wait_us)
{
    while (ladder->rung < RUNGS && !possible(ladder, info))
        ladder->rung++;
    *wait_us = 0;
    if (ladder->rung == RUNGS)
        return LADDER_GIVE_UP;
    const struct rung *rung = &rungs[ladder->rung++];
    *wait_us = rung->wait_us;
    if (rung->action == LADDER_NEXT_BAUD) {
        ladder->baud = ladder->baud + 1 < choices(info) ? ladder->baud + 1 : 0;
        if (ladder->baud != ladder->first_baud) /* all were tried when it comes again: then on with the line tricks */
            ladder->rung = 0;
    }
    return rung->action;
}

uint32_t blr_ladder_baud(const struct ladder *ladder, const struct ble_transport_info *info)
{
    return info->baud_choices[ladder->baud];
}
