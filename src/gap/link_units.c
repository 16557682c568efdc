/* SPDX-License-Identifier: MIT */
#include "gap/link_units.h"

enum {
    INTERVAL_UNIT_US = 1250,
    TIMEOUT_UNIT_MS = 10,
    INTERVAL_MIN = 6,
    INTERVAL_MAX = 3200,
    LATENCY_MAX = 499,
    TIMEOUT_MIN = 10,
    TIMEOUT_MAX = 3200,
    INTERVAL_MIN_US = 7500,
    INTERVAL_MAX_US = 4000000,
    TIMEOUT_MIN_MS = 100,
    TIMEOUT_MAX_MS = 32000
};

/** 15 ... 30 ms, no latency, 4 s. */
static const struct gap_link_units usual = { 12, 24, 0, 400 };

bool blr_link_units_are_valid(const struct gap_link_units *u)
{
    /* Timeout, x 10 ms, above (1 + latency) x interval x 2, x 1.25 ms: both sides x 4 ms. */
    return u->interval_min >= INTERVAL_MIN && u->interval_max <= INTERVAL_MAX && u->interval_min <= u->interval_max &&
           u->latency <= LATENCY_MAX && u->timeout >= TIMEOUT_MIN && u->timeout <= TIMEOUT_MAX &&
           u->timeout * 4u > (1u + u->latency) * u->interval_max;
}

bool blr_link_units(const struct ble_link_parameters *p, struct gap_link_units *units)
{
    if (p->interval_min_us == 0 && p->interval_max_us == 0 && p->latency == 0 && p->supervision_timeout_ms == 0) {
        *units = usual;
        return true;
    }
    if (p->interval_min_us < INTERVAL_MIN_US || p->interval_max_us > INTERVAL_MAX_US ||
        p->interval_min_us > p->interval_max_us || p->supervision_timeout_ms < TIMEOUT_MIN_MS ||
        p->supervision_timeout_ms > TIMEOUT_MAX_MS)
        return false;
    units->interval_min = (uint16_t)((p->interval_min_us + INTERVAL_UNIT_US / 2) / INTERVAL_UNIT_US);
    units->interval_max = (uint16_t)((p->interval_max_us + INTERVAL_UNIT_US / 2) / INTERVAL_UNIT_US);
    units->latency = p->latency;
    units->timeout = (uint16_t)((p->supervision_timeout_ms + TIMEOUT_UNIT_MS / 2) / TIMEOUT_UNIT_MS);
    return blr_link_units_are_valid(units);
}

struct ble_link_parameters blr_link_parameters_of(const struct gap_link_units *u)
{
    return (struct ble_link_parameters){ .interval_min_us = (uint32_t)u->interval_min * INTERVAL_UNIT_US,
                                         .interval_max_us = (uint32_t)u->interval_max * INTERVAL_UNIT_US,
                                         .latency = u->latency,
                                         .supervision_timeout_ms = (uint32_t)u->timeout * TIMEOUT_UNIT_MS };
}
