/* SPDX-License-Identifier: MIT */
#include "smp/keys.h"

#include <string.h>

enum { HASH = 3, TYPE_MASK = 0xc0, RESOLVABLE = 0x40, RANDOM_TOP = 0x3f };

bool blr_smp_may_replace(const struct smp_keys *old, const struct smp_keys *keys)
{
    return keys->bond && keys->authenticated >= old->authenticated &&
           keys->secure_connections >= old->secure_connections && keys->key_size >= old->key_size;
}

bool blr_smp_is_resolvable(const struct ble_address *address)
{
    return address->type == BLE_ADDRESS_RANDOM && (address->octets[5] & TYPE_MASK) == RESOLVABLE;
}

bool blr_smp_resolves(struct smp_toolbox *tools, const uint8_t irk[16], const struct ble_address *address)
{
    static const uint8_t none[SMP_KEY];
    uint8_t hash[HASH];
    if (!blr_smp_is_resolvable(address) || memcmp(irk, none, sizeof(none)) == 0)
        return false;
    bool failed = tools->failed;
    tools->failed = false;
    blr_smp_ah(tools, irk, address->octets + HASH, hash);
    bool same = !tools->failed && memcmp(hash, address->octets, HASH) == 0;
    tools->failed |= failed;
    return same;
}

void blr_smp_make_address(struct smp_toolbox *tools, const uint8_t irk[16], const uint8_t random[3],
                          struct ble_address *address)
{
    uint8_t *part = address->octets + HASH;
    address->type = BLE_ADDRESS_RANDOM;
    memcpy(part, random, HASH);
    part[2] &= RANDOM_TOP;
    if (part[0] == part[1] && (part[0] == 0x00 || part[0] == 0xff)) /* not all its bits may be equal */
        part[0] ^= 1;
    part[2] |= RESOLVABLE;
    blr_smp_ah(tools, irk, part, address->octets);
}
