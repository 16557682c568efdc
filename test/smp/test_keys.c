/* SPDX-License-Identifier: MIT */
/** @file @brief Bonds that may be replaced, private addresses, waiting between attempts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "octets.h"
#include "smp/attempts.h"
#include "smp/keys.h"

/** CVE-2021-3436, CVE-2020-15802. */
static void a_bond_is_never_replaced_by_a_weaker_one(void **state)
{
    (void)state;
    for (unsigned old = 0; old < 40; old++) {
        for (unsigned next = 0; next < 80; next++) {
            struct smp_keys a = { .bond = true,
                                  .authenticated = old & 1,
                                  .secure_connections = old >> 1 & 1,
                                  .key_size = (uint8_t)(7 + old / 4) };
            struct smp_keys b = { .bond = next >= 40,
                                  .authenticated = next & 1,
                                  .secure_connections = next >> 1 & 1,
                                  .key_size = (uint8_t)(7 + next % 40 / 4) };
            bool weaker = (a.authenticated && !b.authenticated) || (a.secure_connections && !b.secure_connections) ||
                          b.key_size < a.key_size;
            assert_int_equal(blr_smp_may_replace(&a, &b), b.bond && !weaker);
        }
    }
}

/* ------------------------------------------------------------------------------------------------ addresses */

static void addresses_resolve_with_their_key_only(void **state)
{
    (void)state;
    struct smp_toolbox tools = { .crypto = ble_crypto_default() };
    LITTLE(irk, "ec0234a357c8ad05341010a60a397d9b");
    struct ble_address address = { { 0xaa, 0xfb, 0x0d, 0x94, 0x81, 0x70 }, BLE_ADDRESS_RANDOM }; /* D.7 */
    assert_true(blr_smp_is_resolvable(&address));
    assert_true(blr_smp_resolves(&tools, irk, &address));
    for (unsigned bit = 0; bit < 46; bit++) {
        struct ble_address other = address;
        other.octets[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_false(blr_smp_resolves(&tools, irk, &other));
    }
    irk[0] ^= 1;
    assert_false(blr_smp_resolves(&tools, irk, &address));
    irk[0] ^= 1;
    address.type = BLE_ADDRESS_PUBLIC;
    assert_false(blr_smp_resolves(&tools, irk, &address));
    assert_false(tools.failed);
}

static void a_key_of_zeroes_resolves_nothing(void **state)
{
    (void)state;
    struct smp_toolbox tools = { .crypto = ble_crypto_default() };
    static const uint8_t zero[16];
    struct ble_address address;
    blr_smp_make_address(&tools, zero, (const uint8_t *)"\x01\x02\x03", &address);
    assert_true(blr_smp_is_resolvable(&address));
    assert_false(blr_smp_resolves(&tools, zero, &address));
}

static void made_addresses_resolve_and_are_valid(void **state)
{
    (void)state;
    struct smp_toolbox tools = { .crypto = ble_crypto_default() };
    static const char *const randoms[] = { "000000", "ffffff", "ffff3f", "0000c0", "123456", "00ff00" };
    LITTLE(irk, "000102030405060708090a0b0c0d0e0f");
    for (size_t i = 0; i < sizeof(randoms) / sizeof(randoms[0]); i++) {
        struct octets random = from_hex(randoms[i]);
        struct ble_address address;
        blr_smp_make_address(&tools, irk, random.data, &address);
        assert_true(blr_smp_is_resolvable(&address));
        assert_true(blr_smp_resolves(&tools, irk, &address));
        uint32_t part =
            (uint32_t)address.octets[3] | (uint32_t)address.octets[4] << 8 | (uint32_t)(address.octets[5] & 0x3f) << 16;
        assert_true(part != 0 && part != 0x3fffff); /* Vol 6 Part B 1.3.2.2 */
        free(random.data);
    }
}

static bool no_aes(void *user, const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    (void)user, (void)key, (void)in;
    memset(out, 0, 16);
    return false;
}

static void without_aes_nothing_resolves(void **state)
{
    (void)state;
    const struct ble_crypto broken = { .size = sizeof(broken), .aes128 = no_aes };
    struct smp_toolbox tools = { .crypto = &broken };
    struct ble_address address = { { 0, 0, 0, 0x94, 0x81, 0x70 }, BLE_ADDRESS_RANDOM };
    assert_false(blr_smp_resolves(&tools, (const uint8_t *)"0123456789abcdef", &address));
    assert_true(tools.failed);
}

/* ------------------------------------------------------------------------------------------------ attempts */

static const uint64_t second = 1000000;

static void waiting_doubles_up_to_an_end(void **state)
{
    (void)state;
    struct smp_attempts attempts = { 0 };
    uint64_t now_us = 5 * second, wait_us = second;
    assert_int_equal(blr_smp_attempts_wait_us(&attempts, now_us), 0);
    for (unsigned i = 0; i < 20; i++) {
        blr_smp_attempts_failed(&attempts, now_us);
        assert_int_equal(blr_smp_attempts_wait_us(&attempts, now_us), wait_us);
        now_us += wait_us - 1;
        assert_int_equal(blr_smp_attempts_wait_us(&attempts, now_us), 1);
        now_us += 1;
        assert_int_equal(blr_smp_attempts_wait_us(&attempts, now_us), 0);
        wait_us = wait_us < 256 * second ? 2 * wait_us : wait_us;
    }
}

static void waiting_decays_in_peace(void **state)
{
    (void)state;
    struct smp_attempts attempts = { 0 };
    uint64_t now_us = 0;
    for (unsigned i = 0; i < 4; i++) { /* 1, 2, 4, 8 s */
        blr_smp_attempts_failed(&attempts, now_us);
        now_us += blr_smp_attempts_wait_us(&attempts, now_us);
    }
    now_us += 16 * second; /* twice 8 s: as after three failures */
    blr_smp_attempts_failed(&attempts, now_us);
    assert_int_equal(blr_smp_attempts_wait_us(&attempts, now_us), 8 * second);
    now_us += 3600 * second;
    blr_smp_attempts_failed(&attempts, now_us); /* nothing is left of all that */
    assert_int_equal(blr_smp_attempts_wait_us(&attempts, now_us), second);
    blr_smp_attempts_failed(&attempts, now_us);
    blr_smp_attempts_succeeded(&attempts);
    assert_int_equal(blr_smp_attempts_wait_us(&attempts, now_us), 0);
    blr_smp_attempts_failed(&attempts, now_us);
    assert_int_equal(blr_smp_attempts_wait_us(&attempts, now_us), second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bond_is_never_replaced_by_a_weaker_one),
        cmocka_unit_test(addresses_resolve_with_their_key_only),
        cmocka_unit_test(a_key_of_zeroes_resolves_nothing),
        cmocka_unit_test(made_addresses_resolve_and_are_valid),
        cmocka_unit_test(without_aes_nothing_resolves),
        cmocka_unit_test(waiting_doubles_up_to_an_end),
        cmocka_unit_test(waiting_decays_in_peace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
