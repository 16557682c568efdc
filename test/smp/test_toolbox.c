/* SPDX-License-Identifier: MIT */
/** @file @brief The sample data of the specification: Vol 3 Part H 2.2 and appendix D, RFC 4493, FIPS 197. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "octets.h"
#include "smp/toolbox.h"

#define U   "20b003d2f297be2c5e2c83a7e9f9a5b9eff49111acf4fddbcc0301480e359de6"
#define V   "55188b3d32f6bb9a900afcfbeed4e72a59cb9ac2f19d7cfb6b4fdd49f47fc5fd"
#define W   "ec0234a357c8ad05341010a60a397d9b99796b13b4f866f1868d34f373bfa698"
#define N1  "d5cb8454d177733effffb2ec712baeab"
#define N2  "a6e8e7cc25a75f6e216583f7ff3dc4cf"
#define A1  "0056123737bfce"
#define A2  "00a713702dcfc1"
#define KEY "ec0234a357c8ad05341010a60a397d9b"

static struct smp_toolbox tools;

static int fresh(void **state)
{
    (void)state;
    tools = (struct smp_toolbox){ .crypto = ble_crypto_default() };
    return 0;
}

static int nothing_failed(void **state)
{
    (void)state;
    return tools.failed;
}

static void expect(const uint8_t *value, size_t size, const char *text)
{
    uint8_t wanted[32];
    little(wanted, size, text);
    assert_memory_equal(value, wanted, size);
}

/* ------------------------------------------------------------------------------------------------ AES, CMAC */

static void aes_fips_197_appendix_c1(void **state)
{
    (void)state;
    uint8_t out[16];
    struct octets key = from_hex("000102030405060708090a0b0c0d0e0f"), in = from_hex("00112233445566778899aabbccddeeff");
    struct octets wanted = from_hex("69c4e0d86a7b0430d8cdb78070b4c55a");
    assert_true(tools.crypto->aes128(tools.crypto->user, key.data, in.data, out));
    assert_memory_equal(out, wanted.data, 16);
    assert_true(tools.crypto->aes128(tools.crypto->user, key.data, in.data, in.data)); /* in place */
    assert_memory_equal(in.data, wanted.data, 16);
    free(key.data);
    free(in.data);
    free(wanted.data);
}

/* Also D.1. */
static void cmac_rfc_4493_section_4(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        const char *mac;
    } rows[] = {
        { 0, "bb1d6929e95937287fa37d129b756746" },
        { 16, "070a16b46b4d4144f79bdd9dd04a287c" },
        { 40, "dfa66747de9ae63030ca32611497c827" },
        { 64, "51f0bebf7e3b9d92fc49741779363cfe" },
    };
    struct octets key = from_hex("2b7e151628aed2a6abf7158809cf4f3c");
    struct octets message = from_hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                                     "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint8_t mac[16];
        struct octets wanted = from_hex(rows[i].mac);
        assert_true(tools.crypto->cmac(tools.crypto->user, key.data, message.data, rows[i].size, mac));
        assert_memory_equal(mac, wanted.data, 16);
        free(wanted.data);
    }
    free(key.data);
    free(message.data);
}

/* ------------------------------------------------------------------------------------------------ legacy pairing */

static void c1_2_2_3(void **state)
{
    (void)state;
    static const uint8_t tk[16];
    uint8_t out[16];
    LITTLE(random, "5783d52156ad6f0e6388274ec6702ee0");
    LITTLE(request, "07071000000101");
    LITTLE(response, "05000800000302");
    LITTLE(initiator, "01a1a2a3a4a5a6"); /* its type, 1, is the most significant octet here */
    LITTLE(responder, "00b1b2b3b4b5b6");
    blr_smp_c1(&tools, tk, random, request, response, initiator, responder, out);
    expect(out, 16, "1e1e3fef878988ead2a74dc5bef13b86");
}

static void s1_2_2_4(void **state)
{
    (void)state;
    static const uint8_t tk[16];
    uint8_t out[16];
    LITTLE(r1, "000f0e0d0c0b0a091122334455667788");
    LITTLE(r2, "010203040506070899aabbccddeeff00");
    blr_smp_s1(&tools, tk, r1, r2, out);
    expect(out, 16, "9a1fe1f0e8b0f49b5b4216ae796da062");
}

/* ------------------------------------------------------------------------------------------------ appendix D */

static void f4_d2(void **state)
{
    (void)state;
    uint8_t out[16];
    LITTLE(u, U);
    LITTLE(v, V);
    LITTLE(x, N1);
    blr_smp_f4(&tools, u, v, x, 0, out);
    expect(out, 16, "f2c916f107a9bd1cf1eda1bea974872d");
}

static void f5_d3(void **state)
{
    (void)state;
    uint8_t keys[32];
    LITTLE(w, W);
    LITTLE(n1, N1);
    LITTLE(n2, N2);
    LITTLE(a1, A1);
    LITTLE(a2, A2);
    blr_smp_f5(&tools, w, n1, n2, a1, a2, keys, keys + 16);
    expect(keys, 16, "2965f176a1084a02fd3f6a20ce636e20");
    expect(keys + 16, 16, "6986791169d7cd23980522b594750a38");
    blr_smp_f5(&tools, w, n1, n2, a1, a2, w, w + 16); /* where the DHKey was */
    assert_memory_equal(w, keys, 32);
}

static void f6_d4(void **state)
{
    (void)state;
    uint8_t out[16];
    LITTLE(mac_key, "2965f176a1084a02fd3f6a20ce636e20");
    LITTLE(n1, N1);
    LITTLE(n2, N2);
    LITTLE(r, "12a3343bb453bb5408da42d20c2d0fc8");
    LITTLE(io, "010102");
    LITTLE(a1, A1);
    LITTLE(a2, A2);
    blr_smp_f6(&tools, mac_key, n1, n2, r, io, a1, a2, out);
    expect(out, 16, "e3c473989cd0e8c5d26c0b09da958f61");
}

static void g2_d5(void **state)
{
    (void)state;
    LITTLE(u, U);
    LITTLE(v, V);
    LITTLE(x, N1);
    LITTLE(y, N2);
    uint32_t value = blr_smp_g2(&tools, u, v, x, y);
    assert_int_equal(value, 0x2f9ed5ba);
    assert_int_equal(value % 1000000, 938554);
}

static void h6_d6(void **state)
{
    (void)state;
    uint8_t out[16];
    LITTLE(key, KEY);
    LITTLE(id, "6c656272");
    blr_smp_h6(&tools, key, id, out);
    expect(out, 16, "2d9ae102e76dc91ce8d3a9e280b16399");
}

static void ah_d7(void **state)
{
    (void)state;
    uint8_t out[3];
    LITTLE(irk, KEY);
    LITTLE(random, "708194");
    blr_smp_ah(&tools, irk, random, out);
    expect(out, 3, "0dfbaa");
}

static void h7_d8(void **state)
{
    (void)state;
    uint8_t out[16];
    LITTLE(key, KEY);
    LITTLE(salt, "000000000000000000000000746d7031");
    blr_smp_h7(&tools, salt, key, out);
    expect(out, 16, "fb173597c6a3c0ecd2998c2a75a57011");
}

/** D.9 to D.12: one key made of another by h6 and h7, as derivation across transports would. */
static void h6_and_h7_d9_to_d12(void **state)
{
    (void)state;
    static const struct {
        const char *key, *salt, *first, *second, *wanted;
    } rows[] = {
        { "368df9bce3264b58bd066c33334fbf64", "000000000000000000000000746d7031", NULL, "6c656272",
          "287ad379dca402530a39f1f43047b835" },
        { "368df9bce3264b58bd066c33334fbf64", NULL, "746d7031", "6c656272", "bc1ca4ef633fc1bd0d8230afee388fb0" },
        { "05040302010009080706050403020100", "000000000000000000000000746d7032", NULL, "62726c65",
          "e85e09eb5eccb3e269418a133211bc79" },
        { "05040302010009080706050403020100", NULL, "746d7032", "62726c65", "a813fb72f1a3dfa18a2c9a43f10d0a30" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        uint8_t key[16], salt[16], id[4];
        little(key, 16, rows[i].key);
        if (rows[i].salt != NULL) {
            little(salt, 16, rows[i].salt);
            blr_smp_h7(&tools, salt, key, key);
        } else {
            little(id, 4, rows[i].first);
            blr_smp_h6(&tools, key, id, key);
        }
        little(id, 4, rows[i].second);
        blr_smp_h6(&tools, key, id, key);
        expect(key, 16, rows[i].wanted);
    }
}

/* ------------------------------------------------------------------------------------------------ failures */

static bool no_aes(void *user, const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    (void)user, (void)key, (void)in, (void)out;
    return false;
}

static bool no_cmac(void *user, const uint8_t key[16], const uint8_t *message, size_t length, uint8_t mac[16])
{
    (void)user, (void)key, (void)message, (void)length, (void)mac;
    return false;
}

static void a_back_end_that_fails_is_remembered(void **state)
{
    (void)state;
    static const uint8_t zero[16];
    const struct ble_crypto broken = { .size = sizeof(broken), .aes128 = no_aes, .cmac = no_cmac };
    struct smp_toolbox broken_tools = { .crypto = &broken };
    uint8_t out[16];
    blr_smp_e(&broken_tools, zero, zero, out);
    assert_true(broken_tools.failed);
    broken_tools.failed = false;
    blr_smp_h6(&broken_tools, zero, (const uint8_t *)"lebr", out);
    assert_true(broken_tools.failed);
    broken_tools.crypto = ble_crypto_default();
    blr_smp_h6(&broken_tools, zero, (const uint8_t *)"lebr", out);
    assert_true(broken_tools.failed); /* still */
}

#define SAMPLE(test) cmocka_unit_test_setup_teardown(test, fresh, nothing_failed)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAMPLE(aes_fips_197_appendix_c1),
        SAMPLE(cmac_rfc_4493_section_4),
        SAMPLE(c1_2_2_3),
        SAMPLE(s1_2_2_4),
        SAMPLE(f4_d2),
        SAMPLE(f5_d3),
        SAMPLE(f6_d4),
        SAMPLE(g2_d5),
        SAMPLE(h6_d6),
        SAMPLE(ah_d7),
        SAMPLE(h7_d8),
        SAMPLE(h6_and_h7_d9_to_d12),
        SAMPLE(a_back_end_that_fails_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
