/* SPDX-License-Identifier: MIT */
/* Resolvable private addresses (Vol 6 Part B 1.3.2.2, Vol 3 Part H 2.2.2). */
#include <string.h>

#include <mbedtls/aes.h>

#include "virtual/internal.h"

void blr_virtual_aes128(const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    enum { KEY_BITS = 128 };
    mbedtls_aes_context aes;
    mbedtls_aes_init(&aes);
    if (mbedtls_aes_setkey_enc(&aes, key, KEY_BITS) != 0 ||
        mbedtls_aes_crypt_ecb(&aes, MBEDTLS_AES_ENCRYPT, in, out) != 0)
        memset(out, 0, 16); /* cannot be with a key of this size */
    mbedtls_aes_free(&aes);
}

static void reverse(uint8_t to[16], const uint8_t from[16])
{
    for (unsigned i = 0; i < 16; i++)
        to[i] = from[15 - i];
}

void blr_virtual_encrypt(const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    uint8_t k[16], block[16], result[16];
    reverse(k, key);
    reverse(block, in);
    blr_virtual_aes128(k, block, result);
    reverse(out, result);
}

/* ------------------------------------------------------------------------------------------------ addresses */

/* hash = ah(irk, random part); both little-endian. */
static void hash(const uint8_t irk[16], const uint8_t random[3], uint8_t out[3])
{
    uint8_t block[16] = { random[0], random[1], random[2] }, result[16];
    blr_virtual_encrypt(irk, block, result);
    memcpy(out, result, 3);
}

bool blr_virtual_is_resolvable(const struct vaddress *address)
{
    return address->type == ADDRESS_RANDOM && address->octets[5] >> 6 == 1;
}

void blr_virtual_make_rpa(struct virtual_controller *c, const uint8_t irk[16], uint8_t rpa[6])
{
    uint64_t random = blr_virtual_random_next(&c->random);
    rpa[3] = (uint8_t)(random | 1); /* not all of it zero, below not all ones */
    rpa[4] = (uint8_t)(random >> 8);
    rpa[5] = (uint8_t)((random >> 16 & 0x1f) | 0x40);
    hash(irk, rpa + 3, rpa);
}

static bool is_made_with(const uint8_t irk[16], const uint8_t rpa[6])
{
    static const uint8_t none[16];
    uint8_t expected[3];
    if (memcmp(irk, none, sizeof(none)) == 0)
        return false;
    hash(irk, rpa + 3, expected);
    return memcmp(rpa, expected, sizeof(expected)) == 0;
}

struct resolving_entry *blr_virtual_resolving_find(struct virtual_controller *c, const struct vaddress *identity)
{
    for (unsigned i = 0; i < c->resolving_count; i++)
        if (blr_virtual_same_address(&c->resolving[i].identity, identity))
            return &c->resolving[i];
    return NULL;
}

struct resolving_entry *blr_virtual_resolve(struct virtual_controller *c, const struct vaddress *address,
                                            bool *by_identity)
{
    *by_identity = false;
    if (!c->resolution)
        return NULL;
    if (!blr_virtual_is_resolvable(address)) {
        *by_identity = true;
        return blr_virtual_resolving_find(c, address);
    }
    for (unsigned i = 0; i < c->resolving_count; i++) {
        if (!is_made_with(c->resolving[i].peer_irk, address->octets))
            continue;
        memcpy(c->resolving[i].peer_rpa, address->octets, sizeof(address->octets));
        return &c->resolving[i];
    }
    return NULL;
}

static void renew(struct virtual_controller *c, void *what, uint32_t run)
{
    (void)what;
    if (run == c->rpa_run)
        blr_virtual_renew_rpas(c);
}

void blr_virtual_renew_rpas(struct virtual_controller *c)
{
    c->rpa_run++;
    if (!c->resolution)
        return;
    for (unsigned i = 0; i < c->resolving_count; i++)
        blr_virtual_make_rpa(c, c->resolving[i].local_irk, c->resolving[i].local_rpa);
    blr_air_schedule(c, blr_air_now(c->air) + (uint64_t)c->rpa_timeout_s * 1000000, renew, NULL, c->rpa_run);
}
