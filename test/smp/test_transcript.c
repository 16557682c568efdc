/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What went over the air, against the formulas of Vol 3 Part H 2.3.5 with their arguments as written there: two
 * sides that share a misreading would agree with each other, but not with these.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pair.h"

/** PDUs by who sent them, the last of each opcode. */
static struct {
    uint8_t sent[2][SMP_OP_LAST + 1][SMP_MTU];
} air;

static struct pair pair;
static struct smp_toolbox tools;

static bool record(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (delivery->input.type == SMP_IN_PDU)
        memcpy(air.sent[1 - delivery->to][delivery->octets[0]], delivery->octets, delivery->size);
    return true;
}

/** What a side sent, from its first octet on. */
static const uint8_t *value(unsigned who, uint8_t opcode)
{
    assert_int_equal(air.sent[who][opcode][0], opcode);
    return air.sent[who][opcode] + 1;
}

#define PKAX (value(CENTRAL, SMP_OP_PAIRING_PUBLIC_KEY))
#define PKBX (value(PERIPHERAL, SMP_OP_PAIRING_PUBLIC_KEY))
#define NA   (value(CENTRAL, SMP_OP_PAIRING_RANDOM))
#define NB   (value(PERIPHERAL, SMP_OP_PAIRING_RANDOM))

/** Address, then its type: of the two sides of pair_init(). */
static const uint8_t a[7] = { 9, 8, 7, 6, 5, 0x40, 1 }, b[7] = { 9, 8, 7, 6, 5, 0x41, 1 };
static uint8_t ra[16], rb[16], tk[16];

static void run(uint8_t central_io, uint8_t peripheral_io, bool legacy)
{
    struct smp_options options[2] = { pair_options(central_io), pair_options(peripheral_io) };
    memset(&air, 0, sizeof(air));
    for (unsigned who = 0; who < 2; who++) {
        options[who].mitm = SMP_MITM_WANTED;
        options[who].secure_connections = !legacy;
        options[who].oob = pair.sides[who].smp.link.policy != NULL ? pair.sides[who].policy.oob : NULL;
        options[who].keypress = who == CENTRAL; /* so that both octets of AuthReq differ */
    }
    struct smp_oob oob[2] = { pair.sides[0].oob, pair.sides[1].oob };
    bool known[2] = { options[0].oob != NULL, options[1].oob != NULL };
    pair_init(&pair, &options[0], &options[1]);
    for (unsigned who = 0; who < 2; who++) {
        pair.sides[who].oob = oob[who];
        pair.sides[who].policy.oob = known[who] ? &pair.sides[who].oob : NULL;
    }
    pair.tap = record;
    pair_start(&pair, CENTRAL);
    pair_run(&pair);
    pair_assert_paired(&pair);
}

static int fresh(void **state)
{
    (void)state;
    memset(&pair, 0, sizeof(pair));
    memset(ra, 0, 16);
    memset(rb, 0, 16);
    memset(tk, 0, 16);
    tools = (struct smp_toolbox){ .crypto = ble_crypto_default() };
    return 0;
}

static void dhkey(uint8_t out[32])
{
    uint8_t private_key[32], public_key[64];
    for (unsigned i = 0; i < 6; i++) {
        pool_keys(i, private_key, public_key);
        if (memcmp(public_key, PKAX, 64) == 0)
            break;
    }
    assert_memory_equal(public_key, PKAX, 64);
    assert_int_equal(pair.crypto->p256_dhkey(pair.crypto->user, private_key, PKBX, out), BLE_OK);
}

/** Authentication stage 2: 2.3.5.6.5. */
static void check_stage_2(void)
{
    uint8_t key[32], mac_key[16], ltk[16], ea[16], eb[16], io_a[3], io_b[3];
    dhkey(key);
    blr_smp_f5(&tools, key, NA, NB, a, b, mac_key, ltk);
    memcpy(io_a, value(CENTRAL, SMP_OP_PAIRING_REQUEST), 3);
    memcpy(io_b, value(PERIPHERAL, SMP_OP_PAIRING_RESPONSE), 3);
    assert_memory_not_equal(io_a, io_b, 3);
    blr_smp_f6(&tools, mac_key, NA, NB, rb, io_a, a, b, ea);
    blr_smp_f6(&tools, mac_key, NB, NA, ra, io_b, b, a, eb);
    assert_memory_equal(ea, value(CENTRAL, SMP_OP_PAIRING_DHKEY_CHECK), 16);
    assert_memory_equal(eb, value(PERIPHERAL, SMP_OP_PAIRING_DHKEY_CHECK), 16);
    assert_memory_equal(ltk, pair.sides[CENTRAL].link_key, 16);
    assert_false(tools.failed);
}

static void just_works_2_3_5_6_2(void **state)
{
    (void)state;
    uint8_t cb[16];
    run(SMP_NO_INPUT_NO_OUTPUT, SMP_DISPLAY_ONLY, false);
    blr_smp_f4(&tools, PKBX, PKAX, NB, 0, cb);
    assert_memory_equal(cb, value(PERIPHERAL, SMP_OP_PAIRING_CONFIRM), 16);
    check_stage_2();
}

static void numeric_comparison_2_3_5_6_2(void **state)
{
    (void)state;
    run(SMP_DISPLAY_YES_NO, SMP_KEYBOARD_DISPLAY, false);
    assert_int_equal(pair.sides[CENTRAL].compared, blr_smp_g2(&tools, PKAX, PKBX, NA, NB) % 1000000);
    check_stage_2();
}

static void passkey_2_3_5_6_3(void **state)
{
    (void)state;
    uint8_t ca[16], cb[16];
    run(SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, false);
    uint32_t passkey = pair.sides[PERIPHERAL].told.passkey;
    uint8_t last = (uint8_t)(0x80 | (passkey >> 19 & 1)); /* of the 20th round */
    blr_smp_f4(&tools, PKAX, PKBX, NA, last, ca);
    blr_smp_f4(&tools, PKBX, PKAX, NB, last, cb);
    assert_memory_equal(ca, value(CENTRAL, SMP_OP_PAIRING_CONFIRM), 16);
    assert_memory_equal(cb, value(PERIPHERAL, SMP_OP_PAIRING_CONFIRM), 16);
    for (unsigned i = 0; i < 4; i++)
        ra[i] = rb[i] = (uint8_t)(passkey >> 8 * i);
    check_stage_2();
}

static void give_oob(unsigned from, uint8_t r)
{
    struct smp_oob *own = &pair.sides[from].oob, *peer = &pair.sides[1 - from].oob;
    pool_keys(from * 3, own->private_key, own->public_key);
    memset(own->own_random, r, 16);
    own->own = peer->peer = true;
    memset(peer->peer_random, r, 16);
    blr_smp_f4(&tools, own->public_key, own->public_key, own->own_random, 0, peer->peer_confirm); /* 2.3.5.6.4 */
    for (unsigned who = 0; who < 2; who++) {
        pair.sides[who].smp.link.policy = &pair.sides[who].policy;
        pair.sides[who].policy.oob = &pair.sides[who].oob;
    }
}

static void out_of_band_2_3_5_6_4(void **state)
{
    for (unsigned known = 1; known < 4; known++) { /* 1: the peripheral has A's data, 2: the central has B's, 3: both */
        fresh(state);
        if (known & 1) {
            give_oob(CENTRAL, 0xa1);
            memset(ra, 0xa1, 16);
        }
        if (known & 2) {
            give_oob(PERIPHERAL, 0xb2);
            memset(rb, 0xb2, 16);
        }
        run(SMP_NO_INPUT_NO_OUTPUT, SMP_DISPLAY_ONLY, false);
        assert_int_equal(pair.sides[CENTRAL].told.method, SMP_OOB);
        check_stage_2();
    }
}

/** 2.3.5.5: confirm values and STK. */
static void check_legacy(void)
{
    uint8_t mconfirm[16], sconfirm[16], stk[16];
    const uint8_t *request = air.sent[CENTRAL][SMP_OP_PAIRING_REQUEST];
    const uint8_t *response = air.sent[PERIPHERAL][SMP_OP_PAIRING_RESPONSE];
    blr_smp_c1(&tools, tk, NA, request, response, a, b, mconfirm);
    blr_smp_c1(&tools, tk, NB, request, response, a, b, sconfirm);
    assert_memory_equal(mconfirm, value(CENTRAL, SMP_OP_PAIRING_CONFIRM), 16);
    assert_memory_equal(sconfirm, value(PERIPHERAL, SMP_OP_PAIRING_CONFIRM), 16);
    blr_smp_s1(&tools, tk, NB, NA, stk);
    assert_memory_equal(stk, pair.sides[CENTRAL].link_key, 16);
}

static void legacy_just_works_2_3_5_2(void **state)
{
    (void)state;
    run(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, true);
    check_legacy();
}

static void legacy_passkey_2_3_5_3(void **state)
{
    (void)state;
    run(SMP_DISPLAY_ONLY, SMP_KEYBOARD_ONLY, true);
    for (unsigned i = 0; i < 4; i++)
        tk[i] = (uint8_t)(pair.sides[CENTRAL].told.passkey >> 8 * i);
    check_legacy();
}

static void legacy_out_of_band_2_3_5_4(void **state)
{
    (void)state;
    for (unsigned who = 0; who < 2; who++) {
        give_oob(who, 1);
        pair.sides[who].oob.tk_known = true;
        memset(pair.sides[who].oob.tk, 0x6b, 16);
    }
    run(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, true);
    assert_int_equal(pair.sides[CENTRAL].told.method, SMP_OOB);
    memset(tk, 0x6b, 16);
    check_legacy();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(just_works_2_3_5_6_2, fresh),
        cmocka_unit_test_setup(numeric_comparison_2_3_5_6_2, fresh),
        cmocka_unit_test_setup(passkey_2_3_5_6_3, fresh),
        cmocka_unit_test_setup(out_of_band_2_3_5_6_4, fresh),
        cmocka_unit_test_setup(legacy_just_works_2_3_5_2, fresh),
        cmocka_unit_test_setup(legacy_passkey_2_3_5_3, fresh),
        cmocka_unit_test_setup(legacy_out_of_band_2_3_5_4, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
