/* SPDX-License-Identifier: MIT */
#include "host/effects.h"

#include <string.h>

struct ble_effect *blr_effects_ask(struct effects *effects, uint64_t now_us, enum ble_effect_type type)
{
    for (unsigned i = 0; i < BLR_EFFECTS; i++) {
        if (effects->slots[i].effect.type != BLE_EFFECT_NONE)
            continue;
        if (++effects->last_id == 0)
            effects->last_id = 1;
        memset(&effects->slots[i], 0, sizeof(effects->slots[i]));
        effects->slots[i].effect.type = (uint8_t)type;
        effects->slots[i].effect.id = effects->last_id;
        effects->slots[i].deadline_us = now_us + BLR_EFFECT_US;
        return &effects->slots[i].effect;
    }
    return NULL;
}

bool blr_effects_pull(struct effects *effects, struct ble_effect *effect)
{
    int oldest = -1;
    for (int i = 0; i < BLR_EFFECTS; i++) {
        if (effects->slots[i].effect.type == BLE_EFFECT_NONE || effects->slots[i].pulled)
            continue;
        if (oldest < 0 || (int32_t)(effects->slots[i].effect.id - effects->slots[oldest].effect.id) < 0)
            oldest = i;
    }
    if (oldest < 0)
        return false;
    effects->slots[oldest].pulled = true;
    *effect = effects->slots[oldest].effect;
    return true;
}

static enum ble_effect_type take(struct effects *effects, unsigned index)
{
    enum ble_effect_type type = (enum ble_effect_type)effects->slots[index].effect.type;
    effects->slots[index].effect.type = BLE_EFFECT_NONE;
    return type;
}

enum ble_effect_type blr_effects_answer(struct effects *effects, uint32_t id)
{
    for (unsigned i = 0; i < BLR_EFFECTS; i++)
        if (effects->slots[i].effect.type != BLE_EFFECT_NONE && effects->slots[i].effect.id == id)
            return take(effects, i);
    return BLE_EFFECT_NONE;
}

bool blr_effects_waits(const struct effects *effects, uint32_t id)
{
    for (unsigned i = 0; i < BLR_EFFECTS; i++)
        if (effects->slots[i].effect.type != BLE_EFFECT_NONE && effects->slots[i].effect.id == id)
            return true;
    return false;
}

enum ble_effect_type blr_effects_expire(struct effects *effects, uint64_t now_us)
{
    for (unsigned i = 0; i < BLR_EFFECTS; i++)
        if (effects->slots[i].effect.type != BLE_EFFECT_NONE && effects->slots[i].deadline_us <= now_us)
            return take(effects, i);
    return BLE_EFFECT_NONE;
}

void blr_effects_clear(struct effects *effects)
{
    for (unsigned i = 0; i < BLR_EFFECTS; i++)
        effects->slots[i].effect.type = BLE_EFFECT_NONE;
}

uint64_t blr_effects_deadline(const struct effects *effects)
{
    uint64_t deadline_us = UINT64_MAX;
    for (unsigned i = 0; i < BLR_EFFECTS; i++)
        if (effects->slots[i].effect.type != BLE_EFFECT_NONE && effects->slots[i].deadline_us < deadline_us)
            deadline_us = effects->slots[i].deadline_us;
    return deadline_us;
}
