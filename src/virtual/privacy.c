/* SPDX-License-Identifier: MIT */
/* Resolvable private addresses (Vol 6 Part B 1.3.2.2, Vol 3 Part H 2.2.2), and the block cipher they are made with. */
#include <string.h>

#include "virtual/internal.h"

/* ------------------------------------------------------------------------------------------------ AES-128 */

static uint8_t times_two(uint8_t a)
{
    return (uint8_t)(a << 1 ^ (a & 0x80 ? 0x1b : 0));
}

static uint8_t rotate(uint8_t a, unsigned by)
{
    return (uint8_t)(a << by | a >> (8 - by));
}

/* The S-box, computed: walk p over all non-zero field elements by 3, q by its inverse (FIPS 197 5.1.1). */
static void make_box(uint8_t box[256])
{
    uint8_t p = 1, q = 1;
    do {
        p = (uint8_t)(p ^ times_two(p));
        q = (uint8_t)(q ^ q << 1);
        q = (uint8_t)(q ^ q << 2);
        q = (uint8_t)(q ^ q << 4);
        if (q & 0x80)
            q ^= 0x09;
        box[p] = (uint8_t)(q ^ rotate(q, 1) ^ rotate(q, 2) ^ rotate(q, 3) ^ rotate(q, 4) ^ 0x63);
    } while (p != 1);
    box[0] = 0x63;
}

static void next_round_key(const uint8_t box[256], uint8_t key[16], uint8_t *constant)
{
    for (unsigned i = 0; i < 4; i++)
        key[i] ^= box[key[12 + (i + 1) % 4]];
    key[0] ^= *constant;
    for (unsigned i = 4; i < 16; i++)
        key[i] ^= key[i - 4];
    *constant = times_two(*constant);
}

static void substitute_and_shift(const uint8_t box[256], uint8_t state[16])
{
    uint8_t old[16];
    memcpy(old, state, sizeof(old));
    for (unsigned i = 0; i < 16; i++)
        state[i] = box[old[(i + 4 * (i % 4)) % 16]];
}

static void mix_columns(uint8_t state[16])
{
    for (uint8_t *s = state; s < state + 16; s += 4) {
        uint8_t all = s[0] ^ s[1] ^ s[2] ^ s[3], first = s[0];
        for (unsigned i = 0; i < 4; i++)
            s[i] = (uint8_t)(s[i] ^ all ^ times_two((uint8_t)(s[i] ^ (i < 3 ? s[i + 1] : first))));
    }
}

void blr_virtual_aes128(const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    enum { ROUNDS = 10 };
    uint8_t box[256], round_key[16], constant = 1;
    make_box(box);
    memcpy(round_key, key, sizeof(round_key));
    for (unsigned i = 0; i < 16; i++)
        out[i] = in[i] ^ round_key[i];
    for (unsigned round = 1; round <= ROUNDS; round++) {
        substitute_and_shift(box, out);
        if (round < ROUNDS)
            mix_columns(out);
        next_round_key(box, round_key, &constant);
        for (unsigned i = 0; i < 16; i++)
            out[i] ^= round_key[i];
    }
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
