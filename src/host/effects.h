/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the host waits for from its driver: asked once, answered once, or failed when its time has passed.
 */
#ifndef BLR_HOST_EFFECTS_H
#define BLR_HOST_EFFECTS_H

#include <bleradio/host.h>

enum { BLR_EFFECTS = 4, BLR_EFFECT_US = 5000000 };

struct effects {
    struct {
        struct ble_effect effect; /**< type BLE_EFFECT_NONE: free */
        bool pulled;
        uint64_t deadline_us;
    } slots[BLR_EFFECTS];
    uint32_t last_id;
};

/** Ask. @return the effect to fill (its id is set), NULL: too many */
struct ble_effect *blr_effects_ask(struct effects *effects, uint64_t now_us, enum ble_effect_type type);

/** Next one for the driver, oldest first. */
bool blr_effects_pull(struct effects *effects, struct ble_effect *effect);

/** It was answered. @return its type, BLE_EFFECT_NONE: nobody waits for it */
enum ble_effect_type blr_effects_answer(struct effects *effects, uint32_t id);

/** Is it still waited for? */
bool blr_effects_waits(const struct effects *effects, uint32_t id);

/** Take one whose time has passed. @return its type, BLE_EFFECT_NONE: none */
enum ble_effect_type blr_effects_expire(struct effects *effects, uint64_t now_us);

/** Forget all. */
void blr_effects_clear(struct effects *effects);

/** When blr_effects_expire() is due, or UINT64_MAX. */
uint64_t blr_effects_deadline(const struct effects *effects);

#endif
