/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Peers that attack, in both roles, a test each named after what it does and where that was published. A peer is
 * our own pairing, whose PDUs are changed, or what the attack sends instead. Every one ends with the right reason and
 * without keys.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "octets.h"
#include "pair.h"

#define DEBUG_X       "20b003d2f297be2c5e2c83a7e9f9a5b9eff49111acf4fddbcc0301480e359de6"
#define DEBUG_Y       "dc809c49652aeb6d63329abf5a52155c766345c28fed3024741c8ed01589d28b"
#define DEBUG_PRIVATE "3f49f6d4a3c55f3874c9b3e3d2103f504aff607beb40b7995899b8a6cd3c1abd"
#define PRIME         "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"

static struct pair pair;

/** Whom the tap protects from nothing: PDUs to this side are changed. */
static unsigned victim;

static void begin_as(unsigned who, uint8_t io, uint8_t peer_io, uint8_t mitm, bool legacy)
{
    struct smp_options options[2];
    victim = who;
    options[who] = pair_options(io);
    options[1 - who] = pair_options(peer_io);
    options[who].mitm = mitm;
    options[0].secure_connections = options[1].secure_connections = !legacy;
    pair_init(&pair, &options[0], &options[1]);
}

static void begin(unsigned who)
{
    begin_as(who, SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, SMP_MITM_NONE, false);
}

static void attack(pair_tap *tap)
{
    pair.tap = tap;
    assert_int_equal(pair_start(&pair, CENTRAL), BLE_OK);
    pair_run(&pair);
}

/** The victim ended once, refused for this reason, has no keys, and its link is not encrypted. */
static void expect_refused(uint8_t reason)
{
    const struct side *side = &pair.sides[victim];
    assert_int_equal(side->ended, 1);
    assert_int_equal(side->done.status, BLE_ERROR_SMP(reason));
    assert_false(side->done.from_peer);
    assert_int_equal(side->last_failed, reason);
    assert_false(side->has_keys);
    assert_false(side->encrypted);
}

static bool is_pdu(const struct delivery *delivery, uint8_t opcode)
{
    return delivery->to == victim && delivery->input.type == SMP_IN_PDU && delivery->octets[0] == opcode;
}

#define FOR_BOTH_ROLES for (unsigned role = 0; role < 2; role++)

/* ------------------------------------------------------------------------------------------------ public keys */

static bool with_y_of_zero(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, SMP_OP_PAIRING_PUBLIC_KEY))
        memset(delivery->octets + 33, 0, 32);
    return true;
}

static bool with_one_bit_of_y_changed(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, SMP_OP_PAIRING_PUBLIC_KEY))
        delivery->octets[33] ^= 1;
    return true;
}

static void cve_2018_5383_invalid_curve(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin(role);
        attack(with_y_of_zero);
        expect_refused(SMP_INVALID_PARAMETERS);
        begin(role);
        attack(with_one_bit_of_y_changed);
        expect_refused(SMP_INVALID_PARAMETERS);
    }
}

static bool reflected(struct pair *p, struct delivery *delivery)
{
    if (is_pdu(delivery, SMP_OP_PAIRING_PUBLIC_KEY))
        memcpy(delivery->octets + 1, p->sides[victim].smp.run.own_public, 64);
    return true;
}

/** The other point with the same X: Y is the prime less ours. */
static bool reflected_in_a_mirror(struct pair *p, struct delivery *delivery)
{
    LITTLE(prime, PRIME);
    int borrow = 0;
    if (!is_pdu(delivery, SMP_OP_PAIRING_PUBLIC_KEY))
        return true;
    reflected(p, delivery);
    for (unsigned i = 0; i < 32; i++) {
        int digit = prime[i] - delivery->octets[33 + i] - borrow;
        borrow = digit < 0;
        delivery->octets[33 + i] = (uint8_t)digit;
    }
    uint8_t private_key[32], public_key[64], shared[32]; /* it is a point of the curve: no other check would find it */
    pool_keys(1, private_key, public_key);
    assert_int_equal(p->crypto->p256_dhkey(p->crypto->user, private_key, delivery->octets + 1, shared), BLE_OK);
    return true;
}

static void cve_2020_26558_own_key_reflected(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin(role);
        attack(reflected);
        expect_refused(SMP_INVALID_PARAMETERS);
    }
}

static void cve_2020_26558_own_key_reflected_with_the_other_y(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin_as(role, SMP_KEYBOARD_DISPLAY, SMP_KEYBOARD_ONLY, SMP_MITM_DEMANDED, false); /* passkey, as published */
        attack(reflected_in_a_mirror);
        expect_refused(SMP_INVALID_PARAMETERS);
    }
}

/** As responder to a passkey initiator the attacker throws back what it gets, confirm and random values: legacy. */
static bool all_reflected(struct pair *p, struct delivery *delivery)
{
    uint8_t opcode = delivery->octets[0];
    if (delivery->to == victim || delivery->input.type != SMP_IN_PDU ||
        (opcode != SMP_OP_PAIRING_CONFIRM && opcode != SMP_OP_PAIRING_RANDOM))
        return true;
    pair_pdu(p, victim, delivery->octets, delivery->size);
    return false;
}

static void legacy_confirm_value_reflected(void **state)
{
    (void)state;
    begin_as(CENTRAL, SMP_DISPLAY_ONLY, SMP_KEYBOARD_ONLY, SMP_MITM_DEMANDED, true);
    attack(all_reflected);
    expect_refused(SMP_CONFIRM_VALUE_FAILED);
}

static bool with_another_random(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, SMP_OP_PAIRING_RANDOM))
        delivery->octets[5] ^= 0x20;
    return true;
}

/** The responder commits itself before it sees the initiator's random value: it may not think of another one then. */
static void random_value_that_was_not_committed_to(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 8; n++) {
        unsigned role = n & 1;
        bool legacy = n & 2, compare = n & 4;
        uint8_t io = compare ? SMP_DISPLAY_YES_NO : SMP_NO_INPUT_NO_OUTPUT;
        if (role == PERIPHERAL && !legacy)
            continue; /* there the initiator commits itself to nothing */
        begin_as(role, io, io, SMP_MITM_WANTED, legacy);
        attack(with_another_random);
        expect_refused(SMP_CONFIRM_VALUE_FAILED);
        assert_int_equal(pair.sides[role].compared, UINT32_MAX);
    }
}

static bool with_the_debug_key(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (delivery->to != victim && delivery->input.type == SMP_IN_KEYS) {
        little(delivery->input.u.keys.private_key, 32, DEBUG_PRIVATE);
        little(delivery->input.u.keys.public_key, 32, DEBUG_X);
        little(delivery->input.u.keys.public_key + 32, 32, DEBUG_Y);
    }
    return true;
}

static void debug_key(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin(role);
        attack(with_the_debug_key);
        expect_refused(SMP_AUTHENTICATION_REQUIREMENTS);
        begin(role);
        pair.sides[role].policy.debug_keys = true; /* for tests: it pairs, but never bonds */
        attack(with_the_debug_key);
        assert_int_equal(pair.sides[role].done.status, BLE_OK);
        assert_true(pair.sides[role].keys.debug);
        assert_false(pair.sides[role].keys.bond);
        assert_true(pair.sides[1 - role].keys.bond);
    }
}

/** SweynTooth. */
static void cve_2019_17520_public_key_early(void **state)
{
    (void)state;
    uint8_t pdu[65] = { SMP_OP_PAIRING_PUBLIC_KEY }, private_key[32];
    pool_keys(2, private_key, pdu + 1);
    begin(PERIPHERAL);
    pair_pdu(&pair, PERIPHERAL, pdu, sizeof(pdu)); /* before any request */
    assert_int_equal(pair.sides[PERIPHERAL].begun, 0);
    assert_int_equal(pair.sides[PERIPHERAL].last_failed, SMP_UNSPECIFIED_REASON);
    static const enum smp_state early[] = { SMP_R_ENTROPY, SMP_R_CONSENT, SMP_R_KEYS };
    for (unsigned i = 0; i < 3; i++) {
        begin(PERIPHERAL);
        pair_start(&pair, CENTRAL);
        assert_true(pair_run_until(&pair, PERIPHERAL, early[i]));
        pair_pdu(&pair, PERIPHERAL, pdu, sizeof(pdu));
        expect_refused(SMP_UNSPECIFIED_REASON);
    }
    begin(CENTRAL);
    pair_start(&pair, CENTRAL);
    assert_true(pair_run_until(&pair, CENTRAL, SMP_I_RESPONSE));
    pair_pdu(&pair, CENTRAL, pdu, sizeof(pdu));
    expect_refused(SMP_UNSPECIFIED_REASON);
}

/* ------------------------------------------------------------------------------------------------ key sizes */

static uint8_t size_said;

static bool with_that_key_size(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, victim == CENTRAL ? SMP_OP_PAIRING_RESPONSE : SMP_OP_PAIRING_REQUEST))
        delivery->octets[4] = size_said;
    return true;
}

static void key_size_refused(unsigned role, uint8_t size, uint8_t reason)
{
    begin(role);
    size_said = size;
    attack(with_that_key_size);
    expect_refused(reason);
}

/** SweynTooth; and KNOB-BLE with fewer octets than the specification allows. */
static void cve_2019_19196_key_size_6_and_17(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        key_size_refused(role, 0, SMP_INVALID_PARAMETERS);
        key_size_refused(role, 6, SMP_INVALID_PARAMETERS);
        key_size_refused(role, 17, SMP_INVALID_PARAMETERS);
        key_size_refused(role, 253, SMP_INVALID_PARAMETERS);
    }
}

static void knob_ble_key_size_7(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        key_size_refused(role, 7, SMP_ENCRYPTION_KEY_SIZE);
        key_size_refused(role, 15, SMP_ENCRYPTION_KEY_SIZE);
    }
}

/** Who changes the size on the way, so that both agree upon less, is found with what both have signed. */
static void knob_ble_key_size_changed_on_the_way(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        for (unsigned legacy = 0; legacy < 2; legacy++) {
            begin_as(role, SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, SMP_MITM_NONE, legacy);
            pair.sides[0].policy.key_size_min = pair.sides[1].policy.key_size_min = 7;
            size_said = 7;
            attack(with_that_key_size);
            /* in LE Secure Connections only AuthReq, OOB flag and IO capabilities are covered: there it is the size
             * itself that differs, so that the keys do; legacy confirm values cover it */
            assert_true(pair.sides[victim].done.status < 0);
            assert_false(pair.sides[victim].has_keys);
        }
    }
}

/* ------------------------------------------------------------------------------------------------ encryption */

static const uint8_t no_rand[8];

/** The central encrypts without having sent its check: it gets no key. */
static bool without_check(struct pair *p, struct delivery *delivery)
{
    if (!is_pdu(delivery, SMP_OP_PAIRING_DHKEY_CHECK))
        return true;
    pair_input(p, victim, &(struct smp_input){ .type = SMP_IN_LTK_REQUEST });
    return false;
}

static void cve_2020_13593_dhkey_check_skipped(void **state)
{
    (void)state;
    begin(PERIPHERAL);
    attack(without_check);
    expect_refused(SMP_UNSPECIFIED_REASON);
    assert_int_equal(pair.sides[PERIPHERAL].no_ltk, 1);
    begin(CENTRAL); /* the peripheral claims that the link is encrypted: nobody believes it */
    pair_start(&pair, CENTRAL);
    assert_true(pair_run_until(&pair, CENTRAL, SMP_I_CHECK));
    assert_int_equal(pair_input(&pair, CENTRAL, &(struct smp_input){ .type = SMP_IN_ENCRYPTED }), BLE_ERROR_STATE);
    assert_int_equal(pair.sides[CENTRAL].smp.state, SMP_I_CHECK);
    pair_pdu(&pair, CENTRAL,
             "\x08"
             "0123456789abcdef",
             17); /* nor are keys taken */
    expect_refused(SMP_UNSPECIFIED_REASON);
}

static bool with_a_wrong_check(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, SMP_OP_PAIRING_DHKEY_CHECK))
        delivery->octets[16] ^= 0x80;
    return true;
}

static void dhkey_check_wrong(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin(role);
        attack(with_a_wrong_check);
        expect_refused(SMP_DHKEY_CHECK_FAILED);
        assert_int_equal(pair.sides[role].attempts.level, 1);
    }
}

/** SweynTooth: a key of zeroes, because none was made yet. */
static void cve_2019_19194_zero_ltk(void **state)
{
    (void)state;
    for (unsigned legacy = 0; legacy < 2; legacy++) {
        begin_as(PERIPHERAL, SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, SMP_MITM_NONE, legacy);
        pair_start(&pair, CENTRAL);
        assert_true(pair_run_until(&pair, PERIPHERAL, legacy ? SMP_R_L_CONFIRM : SMP_R_PUBLIC_KEY));
        pair_input(&pair, PERIPHERAL, &(struct smp_input){ .type = SMP_IN_LTK_REQUEST });
        expect_refused(SMP_UNSPECIFIED_REASON);
        assert_int_equal(pair.sides[PERIPHERAL].no_ltk, 1);
        assert_memory_equal(pair.sides[PERIPHERAL].link_key, no_rand, 8);
    }
}

/** When the new key is due, the central asks for another one. */
static void another_key_than_the_new_one(void **state)
{
    (void)state;
    begin(PERIPHERAL);
    pair_start(&pair, CENTRAL);
    assert_true(pair_run_until(&pair, PERIPHERAL, SMP_R_LTK));
    pair_input(&pair, PERIPHERAL, &(struct smp_input){ .type = SMP_IN_LTK_REQUEST, .u.ltk_request.ediv = 0x1234 });
    expect_refused(SMP_UNSPECIFIED_REASON);
    assert_int_equal(pair.sides[PERIPHERAL].no_ltk, 1);
}

static bool with_an_ltk_of_zero(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, SMP_OP_ENCRYPTION_INFORMATION))
        memset(delivery->octets + 1, 0, 16);
    return true;
}

static void ltk_of_zero_distributed(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin_as(role, SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, SMP_MITM_NONE, true);
        attack(with_an_ltk_of_zero);
        const struct side *side = &pair.sides[role];
        assert_int_equal(side->done.status, BLE_ERROR_SMP(SMP_INVALID_PARAMETERS));
        assert_false(side->has_keys);
    }
}

/* ------------------------------------------------------------------------------------------------ models */

static uint8_t io_said, auth_said;

/** The man in the middle makes the victim believe that its peer can and wants something else. */
static bool with_other_features(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, victim == CENTRAL ? SMP_OP_PAIRING_RESPONSE : SMP_OP_PAIRING_REQUEST)) {
        delivery->octets[1] = io_said;
        delivery->octets[3] = auth_said;
    }
    return true;
}

enum { ALL_AUTH = SMP_AUTH_BONDING | SMP_AUTH_MITM | SMP_AUTH_SC };

/** One side compares numbers while the other enters them as a passkey: whoever demands a passkey cannot be the former.
 */
static void cve_2020_10134_method_confusion(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin_as(role, SMP_KEYBOARD_DISPLAY, SMP_KEYBOARD_ONLY, SMP_MITM_DEMANDED, false);
        pair.sides[role].policy.methods = 1 << SMP_PASSKEY_DISPLAY | 1 << SMP_PASSKEY_ENTRY;
        io_said = SMP_DISPLAY_YES_NO; /* so that the victim would compare */
        auth_said = ALL_AUTH;
        attack(with_other_features);
        expect_refused(SMP_AUTHENTICATION_REQUIREMENTS);
        assert_int_equal(pair.sides[role].methods, 0);
    }
}

/** Where it is allowed, the application is told which model it is before a public key or confirm value is sent. */
static void cve_2020_10134_the_model_is_told_before_any_key_is_used(void **state)
{
    (void)state;
    static const uint8_t ios[] = { SMP_NO_INPUT_NO_OUTPUT, SMP_DISPLAY_YES_NO, SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY };
    for (unsigned n = 0; n < 4 * 4 * 2 * 2; n++) {
        unsigned role = n / 16 % 2;
        bool legacy = n / 32;
        begin_as(role, ios[n % 4], ios[n / 4 % 4], SMP_MITM_WANTED, legacy);
        pair.sides[role].policy.consent = SMP_ALL_METHODS;
        pair.sides[role].no_user = true;
        struct smp_options options = pair.sides[CENTRAL].policy;
        pair_input(&pair, CENTRAL, &(struct smp_input){ .type = SMP_IN_START, .u.start = &options });
        pair_run(&pair);
        assert_int_equal(pair.sides[role].methods, 1);
        assert_int_equal(pair.sides[role].smp.state, role == CENTRAL ? SMP_I_CONSENT : SMP_R_CONSENT);
        assert_int_equal(pair.sides[role].sent, role == CENTRAL ? 1 : 0); /* the Pairing Request */
        assert_int_equal(pair.sides[role].told.method != SMP_JUST_WORKS,
                         blr_smp_method(&(struct smp_pairing_request){ ios[n % 4], 0, SMP_AUTH_MITM, 16, 0, 0 },
                                        &(struct smp_pairing_response){ ios[n / 4 % 4], 0, 0, 16, 0, 0 },
                                        true) != SMP_JUST_WORKS ||
                             (!legacy && ios[n % 4] == SMP_DISPLAY_YES_NO && ios[n / 4 % 4] == SMP_DISPLAY_YES_NO));
    }
}

/** One side pairs by legacy, the other by LE Secure Connections: whoever demands the latter refuses the former. */
static void cve_2022_25836_pairing_mode_confusion(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin_as(role, SMP_KEYBOARD_DISPLAY, SMP_KEYBOARD_DISPLAY, SMP_MITM_DEMANDED, false);
        pair.sides[role].policy.legacy = false;
        io_said = SMP_KEYBOARD_DISPLAY;
        auth_said = SMP_AUTH_BONDING | SMP_AUTH_MITM;
        attack(with_other_features);
        expect_refused(SMP_AUTHENTICATION_REQUIREMENTS);
        assert_int_equal(pair.sides[role].methods, 0);
    }
}

/** Where legacy is allowed, the confirm value covers what both said: what was changed on the way does not pass. */
static void cve_2022_25836_changed_on_the_way(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin_as(role, SMP_KEYBOARD_DISPLAY, SMP_KEYBOARD_DISPLAY, SMP_MITM_DEMANDED, false);
        io_said = SMP_KEYBOARD_DISPLAY;
        auth_said = SMP_AUTH_BONDING | SMP_AUTH_MITM;
        attack(with_other_features);
        pair_wait(&pair, SMP_TIMEOUT_US);
        assert_true(pair.sides[role].done.status < 0);
        assert_false(pair.sides[role].has_keys);
        assert_false(pair.sides[role].told.secure_connections);
    }
}

static void just_works_where_mitm_was_demanded(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        for (unsigned legacy = 0; legacy < 2; legacy++) {
            begin_as(role, SMP_KEYBOARD_DISPLAY, SMP_KEYBOARD_DISPLAY, SMP_MITM_DEMANDED, legacy);
            io_said = SMP_NO_INPUT_NO_OUTPUT;
            auth_said = (uint8_t)(legacy ? SMP_AUTH_BONDING : SMP_AUTH_BONDING | SMP_AUTH_SC);
            attack(with_other_features);
            expect_refused(SMP_AUTHENTICATION_REQUIREMENTS);
            assert_int_equal(pair.sides[role].methods, 0);
        }
    }
}

/** In LE Secure Connections the check covers IO capabilities, OOB flag and AuthReq. */
static void features_changed_on_the_way(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin(role);
        io_said = SMP_DISPLAY_ONLY;
        auth_said = SMP_AUTH_BONDING | SMP_AUTH_SC;
        attack(with_other_features);
        assert_true(pair.sides[role].done.status == BLE_ERROR_SMP(SMP_DHKEY_CHECK_FAILED));
        assert_false(pair.sides[role].has_keys);
    }
}

/* ------------------------------------------------------------------------------------------------ bonds */

static bool with_an_identity_of_another(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, SMP_OP_IDENTITY_ADDRESS_INFORMATION))
        memcpy(delivery->octets + 2, "\x01\x02\x03\x04\x05\xc6", 6);
    return true;
}

/** A stranger claims the identity of a bonded peer: what it gets is weaker, and does not take the bond's place. */
static void cve_2021_3436_bond_overwritten(void **state)
{
    (void)state;
    const struct ble_address bonded = { { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM };
    const struct smp_keys old = {
        .peer = bonded, .bond = true, .authenticated = true, .secure_connections = true, .key_size = 16
    };
    FOR_BOTH_ROLES
    {
        begin(role);
        attack(with_an_identity_of_another);
        assert_int_equal(pair.sides[role].done.status, BLE_OK);
        assert_true(ble_address_equal(&pair.sides[role].keys.peer, &bonded));
        assert_false(blr_smp_may_replace(&old, &pair.sides[role].keys));
    }
}

static uint8_t identity_type, identity_top;

static bool with_an_identity_that_is_none(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, SMP_OP_IDENTITY_ADDRESS_INFORMATION)) {
        delivery->octets[1] = identity_type;
        delivery->octets[7] = identity_top;
    }
    return true;
}

static void identities_that_are_none(void **state)
{
    (void)state;
    static const uint8_t rows[][2] = { { 1, 0x45 }, { 1, 0x05 }, { 1, 0x85 }, { 2, 0xc5 }, { 0xff, 0xc5 } };
    FOR_BOTH_ROLES
    {
        for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
            begin(role);
            identity_type = rows[i][0];
            identity_top = rows[i][1];
            attack(with_an_identity_that_is_none);
            assert_int_equal(pair.sides[role].done.status, BLE_ERROR_SMP(SMP_INVALID_PARAMETERS));
            assert_false(pair.sides[role].has_keys);
        }
    }
}

/** Keys that were not agreed upon, or in another order, are taken for no gift. */
static void keys_that_were_not_agreed_upon(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin(role);
        pair_start(&pair, CENTRAL);
        assert_true(pair_run_until(&pair, role, role == CENTRAL ? SMP_I_RECEIVING : SMP_R_RECEIVING));
        pair_pdu(&pair, role,
                 "\x06"
                 "0123456789abcdef",
                 17); /* LE Secure Connections distribute no LTK */
        assert_int_equal(pair.sides[role].done.status, BLE_ERROR_SMP(SMP_UNSPECIFIED_REASON));
        assert_false(pair.sides[role].has_keys);
    }
}

static bool with_an_irk_of_zero(struct pair *p, struct delivery *delivery)
{
    (void)p;
    if (is_pdu(delivery, SMP_OP_IDENTITY_INFORMATION))
        memset(delivery->octets + 1, 0, 16);
    return true;
}

/** A device without privacy may give a key of zeroes: it is none, for it would resolve what it should not. */
static void irk_of_zero_is_none(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        begin(role);
        attack(with_an_irk_of_zero);
        assert_int_equal(pair.sides[role].done.status, BLE_OK);
        assert_int_equal(pair.sides[role].keys.has & (SMP_HAS_IDENTITY | SMP_HAS_IRK), SMP_HAS_IDENTITY);
    }
}

static void keys_in_another_order(void **state)
{
    (void)state;
    static const char *const pdus[] = {
        "\x07"
        "0123456789",
        "\x08"
        "0123456789abcdef",
        "\x09\x01\x01\x02\x03\x04\x05\xc6",
        "\x0a"
        "0123456789abcdef",
    };
    FOR_BOTH_ROLES
    {
        for (unsigned i = 0; i < 4; i++) { /* legacy: the LTK comes first */
            begin_as(role, SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, SMP_MITM_NONE, true);
            pair_start(&pair, CENTRAL);
            assert_true(pair_run_until(&pair, role, role == CENTRAL ? SMP_I_RECEIVING : SMP_R_RECEIVING));
            pair_pdu(&pair, role, pdus[i], strlen(pdus[i]));
            assert_int_equal(pair.sides[role].done.status, BLE_ERROR_SMP(SMP_UNSPECIFIED_REASON));
            assert_false(pair.sides[role].has_keys);
        }
    }
}

/** One PDU may come before we are done; what comes after it was not asked for. */
static void two_pdus_too_early(void **state)
{
    (void)state;
    static const uint8_t confirm[17] = { SMP_OP_PAIRING_CONFIRM }, check[17] = { SMP_OP_PAIRING_DHKEY_CHECK };
    static const struct {
        unsigned role;
        uint8_t io, peer_io;
        bool legacy;
        enum smp_state state;
        const uint8_t *pdu;
    } rows[] = {
        { CENTRAL, SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, SMP_I_DHKEY, confirm },
        { PERIPHERAL, SMP_DISPLAY_YES_NO, SMP_DISPLAY_YES_NO, false, SMP_R_COMPARE, check },
        { PERIPHERAL, SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, false, SMP_R_PASSKEY, confirm },
        { PERIPHERAL, SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, true, SMP_R_L_PASSKEY, confirm },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        begin_as(rows[i].role, rows[i].io, rows[i].peer_io, SMP_MITM_WANTED, rows[i].legacy);
        pair_start(&pair, CENTRAL);
        assert_true(pair_run_until(&pair, rows[i].role, rows[i].state));
        pair_pdu(&pair, rows[i].role, rows[i].pdu, 17);
        assert_int_equal(pair.sides[rows[i].role].ended, 0);
        pair_pdu(&pair, rows[i].role, rows[i].pdu, 17);
        expect_refused(SMP_UNSPECIFIED_REASON);
    }
}

/* ------------------------------------------------------------------------------------------------ out of band */

static void out_of_band_data_of_another_key(void **state)
{
    (void)state;
    FOR_BOTH_ROLES
    {
        struct smp_toolbox tools = { .crypto = ble_crypto_default() };
        begin(role);
        struct smp_oob *mine = &pair.sides[role].oob, *theirs = &pair.sides[1 - role].oob;
        pool_keys(role == CENTRAL ? 4 : 1, theirs->private_key, theirs->public_key);
        memset(theirs->own_random, 0x44, 16);
        theirs->own = mine->peer = true;
        memcpy(mine->peer_random, theirs->own_random, 16);
        blr_smp_oob_confirm(&tools, theirs->public_key, theirs->own_random, mine->peer_confirm);
        mine->peer_confirm[3] ^= 0x10;
        pair.sides[role].policy.oob = mine;
        pair.sides[1 - role].policy.oob = theirs;
        attack(NULL);
        expect_refused(SMP_CONFIRM_VALUE_FAILED);
    }
}

/* ------------------------------------------------------------------------------------------------ floods */

static void refused_requests_cost_nothing_but_an_answer(void **state)
{
    (void)state;
    begin(PERIPHERAL);
    blr_smp_attempts_failed(&pair.sides[PERIPHERAL].attempts, pair.now_us);
    for (unsigned i = 0; i < 1000; i++) {
        pair_pdu(&pair, PERIPHERAL, "\x01\x03\x00\x09\x10\x07\x07", 7);
        assert_int_equal(pair.sides[PERIPHERAL].last_failed, SMP_REPEATED_ATTEMPTS);
        assert_int_equal(pair.count, 1); /* no job */
        pair.count = 0;
    }
    assert_int_equal(pair.sides[PERIPHERAL].ended, 1000);
    assert_int_equal(pair.sides[PERIPHERAL].methods, 0);
}

/** A second request while one runs does not begin another one with keys of the first. */
static void requests_within_a_pairing_end_it(void **state)
{
    (void)state;
    begin(PERIPHERAL);
    pair_start(&pair, CENTRAL);
    assert_true(pair_run_until(&pair, PERIPHERAL, SMP_R_CHECK));
    pair_pdu(&pair, PERIPHERAL, "\x01\x03\x00\x09\x10\x07\x07", 7);
    expect_refused(SMP_UNSPECIFIED_REASON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cve_2018_5383_invalid_curve),
        cmocka_unit_test(cve_2020_26558_own_key_reflected),
        cmocka_unit_test(cve_2020_26558_own_key_reflected_with_the_other_y),
        cmocka_unit_test(legacy_confirm_value_reflected),
        cmocka_unit_test(random_value_that_was_not_committed_to),
        cmocka_unit_test(debug_key),
        cmocka_unit_test(cve_2019_17520_public_key_early),
        cmocka_unit_test(cve_2019_19196_key_size_6_and_17),
        cmocka_unit_test(knob_ble_key_size_7),
        cmocka_unit_test(knob_ble_key_size_changed_on_the_way),
        cmocka_unit_test(cve_2020_13593_dhkey_check_skipped),
        cmocka_unit_test(dhkey_check_wrong),
        cmocka_unit_test(cve_2019_19194_zero_ltk),
        cmocka_unit_test(another_key_than_the_new_one),
        cmocka_unit_test(ltk_of_zero_distributed),
        cmocka_unit_test(cve_2020_10134_method_confusion),
        cmocka_unit_test(cve_2020_10134_the_model_is_told_before_any_key_is_used),
        cmocka_unit_test(cve_2022_25836_pairing_mode_confusion),
        cmocka_unit_test(cve_2022_25836_changed_on_the_way),
        cmocka_unit_test(just_works_where_mitm_was_demanded),
        cmocka_unit_test(features_changed_on_the_way),
        cmocka_unit_test(cve_2021_3436_bond_overwritten),
        cmocka_unit_test(identities_that_are_none),
        cmocka_unit_test(keys_that_were_not_agreed_upon),
        cmocka_unit_test(irk_of_zero_is_none),
        cmocka_unit_test(keys_in_another_order),
        cmocka_unit_test(two_pdus_too_early),
        cmocka_unit_test(out_of_band_data_of_another_key),
        cmocka_unit_test(refused_requests_cost_nothing_but_an_answer),
        cmocka_unit_test(requests_within_a_pairing_end_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
