/* SPDX-License-Identifier: MIT */
/** @file @brief P-256 of the default back end: sample data of Vol 2 Part G 7.1.2, keys that are none, two threads. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/crypto.h>

#include "octets.h"

/** A: private key; B: private key, X, Y; what both share. Public keys of A: X, Y. */
static const struct {
    const char *a, *ax, *ay, *b, *bx, *by, *shared;
} samples[] = {
    {
        "3f49f6d4a3c55f3874c9b3e3d2103f504aff607beb40b7995899b8a6cd3c1abd",
        "20b003d2f297be2c5e2c83a7e9f9a5b9eff49111acf4fddbcc0301480e359de6",
        "dc809c49652aeb6d63329abf5a52155c766345c28fed3024741c8ed01589d28b",
        "55188b3d32f6bb9a900afcfbeed4e72a59cb9ac2f19d7cfb6b4fdd49f47fc5fd",
        "1ea1f0f01faf1d9609592284f19e4c0047b58afd8615a69f559077b22faaa190",
        "4c55f33e429dad377356703a9ab85160472d1130e28e36765f89aff915b1214a",
        "ec0234a357c8ad05341010a60a397d9b99796b13b4f866f1868d34f373bfa698",
    },
    {
        "06a516693c9aa31a6084545d0c5db641b48572b97203ddffb7ac73f7d0457663",
        "2c31a47b5779809ef44cb5eaaf5c3e43d5f8faad4a8794cb987e9b03745c78dd",
        "919512183898dfbecd52e2408e43871fd021109117bd3ed4eaf8437743715d4f",
        "529aa0670d72cd6497502ed473502b037e8803b5c60829a5a3caa219505530ba",
        "f465e43ff23d3f1b9dc7dfc04da8758184dbc966204796eccf0d6cf5e16500cc",
        "0201d048bcbbd899eeefc424164e33c201c2b010ca6b4d43a8a155cad8ecb279",
        "ab85843a2f6d883f62e5684b38e307335fe6e1945ecd19604105c6f23221eb69",
    },
};

static void dhkey(const char *private_key, const char *x, const char *y, const char *shared)
{
    const struct ble_crypto *crypto = ble_crypto_default();
    uint8_t secret[32], public_key[64], out[32], wanted[32];
    little(secret, 32, private_key);
    little(public_key, 32, x);
    little(public_key + 32, 32, y);
    little(wanted, 32, shared);
    assert_int_equal(crypto->p256_dhkey(crypto->user, secret, public_key, out), BLE_OK);
    assert_memory_equal(out, wanted, 32);
}

static void p256_sample_data_7_1_2(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        dhkey(samples[i].a, samples[i].bx, samples[i].by, samples[i].shared);
        dhkey(samples[i].b, samples[i].ax, samples[i].ay, samples[i].shared);
    }
}

static void keys_agree_and_are_new_each_time(void **state)
{
    (void)state;
    const struct ble_crypto *crypto = ble_crypto_default();
    uint8_t secrets[2][32], publics[2][64], shared[2][32];
    for (unsigned i = 0; i < 2; i++)
        assert_int_equal(crypto->p256_keys(crypto->user, secrets[i], publics[i]), BLE_OK);
    assert_memory_not_equal(publics[0], publics[1], 64);
    for (unsigned i = 0; i < 2; i++)
        assert_int_equal(crypto->p256_dhkey(crypto->user, secrets[i], publics[1 - i], shared[i]), BLE_OK);
    assert_memory_equal(shared[0], shared[1], 32);
}

/** CVE-2018-5383. */
static void points_that_are_not_on_the_curve_are_refused(void **state)
{
    (void)state;
    const struct ble_crypto *crypto = ble_crypto_default();
    uint8_t secret[32], good[64], bad[64], out[32];
    little(secret, 32, samples[0].a);
    little(good, 32, samples[0].bx);
    little(good + 32, 32, samples[0].by);
    for (unsigned bit = 0; bit < 512; bit += 7) {
        memcpy(bad, good, 64);
        bad[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_int_equal(crypto->p256_dhkey(crypto->user, secret, bad, out), BLE_ERROR_ARGUMENT);
    }
    memcpy(bad, good, 64);
    memset(bad + 32, 0, 32); /* the attack as it was published: Y is 0 */
    assert_int_equal(crypto->p256_dhkey(crypto->user, secret, bad, out), BLE_ERROR_ARGUMENT);
    memset(bad, 0, 64);
    assert_int_equal(crypto->p256_dhkey(crypto->user, secret, bad, out), BLE_ERROR_ARGUMENT);
    memset(bad, 0xff, 64); /* coordinates beyond the prime */
    assert_int_equal(crypto->p256_dhkey(crypto->user, secret, bad, out), BLE_ERROR_ARGUMENT);
    memset(secret, 0, 32);
    assert_int_equal(crypto->p256_dhkey(crypto->user, secret, good, out), BLE_ERROR_ARGUMENT);
}

/* ------------------------------------------------------------------------------------------------ threads */

enum { THREADS = 2, ROUNDS = 8 };

static void *work(void *result)
{
    const struct ble_crypto *crypto = ble_crypto_default();
    uint8_t secrets[2][32], publics[2][64], shared[2][32], macs[2][16];
    bool good = true;
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < 2; i++)
            good &= crypto->p256_keys(crypto->user, secrets[i], publics[i]) == BLE_OK;
        for (unsigned i = 0; i < 2; i++) {
            good &= crypto->p256_dhkey(crypto->user, secrets[i], publics[1 - i], shared[i]) == BLE_OK;
            good &= crypto->cmac(crypto->user, shared[i], publics[0], 64, macs[i]);
            good &= crypto->aes128(crypto->user, shared[i], macs[i], macs[i]);
        }
        good &= memcmp(macs[0], macs[1], 16) == 0;
    }
    *(bool *)result = good;
    return NULL;
}

/** For ThreadSanitizer (preset tsan), and for the answers. */
static void two_threads_share_the_back_end(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    bool good[THREADS];
    for (unsigned i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, &good[i]), 0);
    for (unsigned i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(good[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(p256_sample_data_7_1_2),
        cmocka_unit_test(keys_agree_and_are_new_each_time),
        cmocka_unit_test(points_that_are_not_on_the_curve_are_refused),
        cmocka_unit_test(two_threads_share_the_back_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
