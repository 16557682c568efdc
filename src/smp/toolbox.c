/* SPDX-License-Identifier: MIT */
#include "smp/toolbox.h"

#include <string.h>

enum { LONGEST = 2 * SMP_COORDINATE + SMP_KEY }; /* of all messages: g2 */

/** A message as the specification writes it: most significant octet first. */
struct message {
    uint8_t octets[LONGEST];
    unsigned size;
};

static void reverse(uint8_t *to, const uint8_t *from, unsigned size)
{
    for (unsigned i = 0; i < size; i++)
        to[i] = from[size - 1 - i];
}

static void put(struct message *message, const uint8_t *value, unsigned size)
{
    reverse(message->octets + message->size, value, size);
    message->size += size;
}

static void put_octet(struct message *message, uint8_t octet)
{
    put(message, &octet, 1);
}

static void cmac(struct smp_toolbox *tools, const uint8_t key[16], const struct message *message, uint8_t out[16])
{
    uint8_t k[SMP_KEY], mac[SMP_KEY];
    reverse(k, key, SMP_KEY);
    if (!tools->crypto->cmac(tools->crypto->user, k, message->octets, message->size, mac)) {
        tools->failed = true;
        memset(mac, 0, sizeof(mac));
    }
    reverse(out, mac, SMP_KEY);
}

void blr_smp_e(struct smp_toolbox *tools, const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    uint8_t k[SMP_KEY], block[SMP_KEY], result[SMP_KEY];
    reverse(k, key, SMP_KEY);
    reverse(block, in, SMP_KEY);
    if (!tools->crypto->aes128(tools->crypto->user, k, block, result)) {
        tools->failed = true;
        memset(result, 0, sizeof(result));
    }
    reverse(out, result, SMP_KEY);
}

void blr_smp_ah(struct smp_toolbox *tools, const uint8_t irk[16], const uint8_t random[3], uint8_t hash[3])
{
    uint8_t block[SMP_KEY] = { random[0], random[1], random[2] };
    blr_smp_e(tools, irk, block, block);
    memcpy(hash, block, 3);
}

static void add(uint8_t block[16], const uint8_t other[16])
{
    for (unsigned i = 0; i < SMP_KEY; i++)
        block[i] ^= other[i];
}

void blr_smp_c1(struct smp_toolbox *tools, const uint8_t tk[16], const uint8_t random[16], const uint8_t request[7],
                const uint8_t response[7], const uint8_t initiator[7], const uint8_t responder[7], uint8_t confirm[16])
{
    uint8_t p1[SMP_KEY] = { initiator[6], responder[6] }, p2[SMP_KEY] = { 0 };
    memcpy(p1 + 2, request, SMP_FEATURES);
    memcpy(p1 + 2 + SMP_FEATURES, response, SMP_FEATURES);
    memcpy(p2, responder, 6);
    memcpy(p2 + 6, initiator, 6);
    add(p1, random);
    blr_smp_e(tools, tk, p1, p1);
    add(p1, p2);
    blr_smp_e(tools, tk, p1, confirm);
}

void blr_smp_s1(struct smp_toolbox *tools, const uint8_t tk[16], const uint8_t responder_random[16],
                const uint8_t initiator_random[16], uint8_t stk[16])
{
    uint8_t block[SMP_KEY];
    memcpy(block, initiator_random, 8);
    memcpy(block + 8, responder_random, 8);
    blr_smp_e(tools, tk, block, stk);
}

void blr_smp_f4(struct smp_toolbox *tools, const uint8_t u[32], const uint8_t v[32], const uint8_t x[16], uint8_t z,
                uint8_t confirm[16])
{
    struct message m = { .size = 0 };
    put(&m, u, SMP_COORDINATE);
    put(&m, v, SMP_COORDINATE);
    put_octet(&m, z);
    cmac(tools, x, &m, confirm);
}

void blr_smp_f5(struct smp_toolbox *tools, const uint8_t dhkey[32], const uint8_t na[16], const uint8_t nb[16],
                const uint8_t a[7], const uint8_t b[7], uint8_t mac_key[16], uint8_t ltk[16])
{
    static const uint8_t salt[SMP_KEY] = { 0xbe, 0x83, 0x60, 0x5a, 0xdb, 0x0b, 0x37, 0x60,
                                           0x38, 0xa5, 0xf5, 0xaa, 0x91, 0x83, 0x88, 0x6c };
    static const uint8_t id[4] = { 'e', 'l', 't', 'b' }, length[2] = { 0x00, 0x01 }; /* 256 bits */
    uint8_t t[SMP_KEY];
    struct message m = { .size = 0 };
    put(&m, dhkey, SMP_COORDINATE);
    cmac(tools, salt, &m, t);
    m.size = 0;
    put_octet(&m, 0);
    put(&m, id, sizeof(id));
    put(&m, na, SMP_KEY);
    put(&m, nb, SMP_KEY);
    put(&m, a, SMP_ADDRESS);
    put(&m, b, SMP_ADDRESS);
    put(&m, length, sizeof(length));
    cmac(tools, t, &m, mac_key);
    m.octets[0] = 1;
    cmac(tools, t, &m, ltk);
}

void blr_smp_f6(struct smp_toolbox *tools, const uint8_t mac_key[16], const uint8_t n1[16], const uint8_t n2[16],
                const uint8_t r[16], const uint8_t io[3], const uint8_t a1[7], const uint8_t a2[7], uint8_t check[16])
{
    struct message m = { .size = 0 };
    put(&m, n1, SMP_KEY);
    put(&m, n2, SMP_KEY);
    put(&m, r, SMP_KEY);
    put(&m, io, 3);
    put(&m, a1, SMP_ADDRESS);
    put(&m, a2, SMP_ADDRESS);
    cmac(tools, mac_key, &m, check);
}

uint32_t blr_smp_g2(struct smp_toolbox *tools, const uint8_t u[32], const uint8_t v[32], const uint8_t x[16],
                    const uint8_t y[16])
{
    uint8_t out[SMP_KEY];
    struct message m = { .size = 0 };
    put(&m, u, SMP_COORDINATE);
    put(&m, v, SMP_COORDINATE);
    put(&m, y, SMP_KEY);
    cmac(tools, x, &m, out);
    return (uint32_t)out[0] | (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16 | (uint32_t)out[3] << 24;
}

void blr_smp_h6(struct smp_toolbox *tools, const uint8_t key[16], const uint8_t id[4], uint8_t out[16])
{
    struct message m = { .size = 0 };
    put(&m, id, 4);
    cmac(tools, key, &m, out);
}

void blr_smp_h7(struct smp_toolbox *tools, const uint8_t salt[16], const uint8_t key[16], uint8_t out[16])
{
    struct message m = { .size = 0 };
    put(&m, key, SMP_KEY);
    cmac(tools, salt, &m, out);
}
