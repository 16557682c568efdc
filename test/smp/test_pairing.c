/* SPDX-License-Identifier: MIT */
/** @file @brief Two pairings with each other: every model, role and refusal; time, users, links that break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pair.h"

static struct pair pair;

/* ------------------------------------------------------------------------------------------------ all combinations */

enum { BOTH_ONLY_SC, SC_AND_BOTH, LEGACY_INITIATOR, LEGACY_RESPONDER, BOTH_LEGACY, SC_AGAINST_LEGACY, KINDS };

static void choose_kind(struct smp_options options[2], unsigned kind)
{
    for (unsigned i = 0; i < 2; i++) {
        options[i].secure_connections = true;
        options[i].legacy = kind != BOTH_ONLY_SC;
    }
    if (kind == LEGACY_INITIATOR || kind == BOTH_LEGACY)
        options[CENTRAL].secure_connections = false;
    if (kind == LEGACY_RESPONDER || kind == BOTH_LEGACY || kind == SC_AGAINST_LEGACY)
        options[PERIPHERAL].secure_connections = false;
    if (kind == SC_AGAINST_LEGACY)
        options[CENTRAL].legacy = false;
}

/** Give both sides what `who` would have got of the other out of band. */
static void exchange_oob(struct smp_oob oob[2], unsigned who)
{
    struct smp_toolbox tools = { .crypto = ble_crypto_default() };
    struct smp_oob *owner = &oob[1 - who];
    pool_keys(1 - who ? 3 : 0, owner->private_key, owner->public_key);
    memset(owner->own_random, 0x60 + (int)who, 16);
    owner->own = true;
    memcpy(oob[who].peer_random, owner->own_random, 16);
    blr_smp_oob_confirm(&tools, owner->public_key, owner->own_random, oob[who].peer_confirm);
    assert_false(tools.failed);
    oob[who].peer = oob[who].tk_known = true;
    memset(oob[who].tk, 0x77, 16); /* legacy: both know it */
}

/** What both should come to; SMP_METHODS: a refusal. */
static enum smp_method expected(const struct smp_options options[2], unsigned who)
{
    struct smp_pairing_request request;
    struct smp_pairing_response response;
    blr_smp_request(&options[CENTRAL], true, &request);
    blr_smp_response(&options[PERIPHERAL], true, &request, &response);
    bool sc = options[0].secure_connections && options[1].secure_connections;
    enum smp_method method = blr_smp_method(&request, &response, who == CENTRAL); /* judged by test_method.c */
    for (unsigned i = 0; i < 2; i++) {
        if (sc ? !options[i].secure_connections : !options[i].legacy)
            return SMP_METHODS;
        if (method == SMP_JUST_WORKS && options[i].mitm == SMP_MITM_DEMANDED)
            return SMP_METHODS;
    }
    return method;
}

static void one_combination(const struct smp_options options[2], unsigned beginner)
{
    static uint8_t skip;
    pair_init(&pair, &options[CENTRAL], &options[PERIPHERAL]);
    pair.skip = skip++;
    assert_int_equal(pair_start(&pair, beginner), BLE_OK);
    pair_run(&pair);
    if (beginner == PERIPHERAL) {
        assert_int_equal(pair.sides[CENTRAL].security_wanted, 1);
        assert_int_equal(pair_start(&pair, CENTRAL), BLE_OK);
        pair_run(&pair);
    }
    for (unsigned i = 0; i < 2; i++)
        assert_int_equal(pair.sides[i].ended, 1);
    if (expected(options, CENTRAL) == SMP_METHODS) {
        assert_int_equal(pair.sides[CENTRAL].done.status, BLE_ERROR_SMP(SMP_AUTHENTICATION_REQUIREMENTS));
        assert_int_equal(pair.sides[PERIPHERAL].done.status, BLE_ERROR_SMP(SMP_AUTHENTICATION_REQUIREMENTS));
        return;
    }
    pair_assert_paired(&pair);
    bool bond = options[0].bond && options[1].bond;
    bool sc = options[0].secure_connections && options[1].secure_connections;
    for (unsigned i = 0; i < 2; i++) {
        const struct side *side = &pair.sides[i];
        assert_int_equal(side->told.method, expected(options, i));
        assert_int_equal(side->keys.secure_connections, sc);
        assert_int_equal(side->told.secure_connections, sc);
        assert_int_equal(side->keys.bond, bond);
        assert_int_equal(side->keys.key_size, 16);
        assert_int_equal(side->told.by_peer, i == PERIPHERAL && beginner == CENTRAL);
        unsigned has = bond ? 0x3f : sc ? SMP_HAS_OWN_LTK | SMP_HAS_PEER_LTK : 0;
        assert_int_equal(side->keys.has, has);
    }
}

static void every_combination(unsigned oob_of)
{
    struct smp_oob oob[2] = { 0 };
    struct smp_options options[2];
    unsigned came[SMP_METHODS + 1] = { 0 };
    for (unsigned i = 0; i < 2; i++)
        if (oob_of >> i & 1)
            exchange_oob(oob, i);
    for (unsigned n = 0; n < 25 * 9 * KINDS * 4; n++) {
        unsigned rest = n;
        for (unsigned i = 0; i < 2; i++, rest /= 5) {
            options[i] = pair_options((uint8_t)(rest % 5));
            options[i].oob = oob_of != 0 ? &oob[i] : NULL;
        }
        for (unsigned i = 0; i < 2; i++, rest /= 3)
            options[i].mitm = (uint8_t)(rest % 3);
        choose_kind(options, rest % KINDS);
        rest /= KINDS;
        options[CENTRAL].bond = rest & 1;
        options[PERIPHERAL].bond = rest & 2;
        one_combination(options, n % 3 == 0 ? PERIPHERAL : CENTRAL);
        came[expected(options, CENTRAL)]++;
    }
    static const char *const wanted[] = { "++++-+", "+++-++", "+++-++", "----++" };
    for (unsigned method = 0; method <= SMP_METHODS; method++)
        assert_int_equal(came[method] > 0, wanted[oob_of][method] == '+');
}

static void every_combination_without_oob(void **state)
{
    (void)state;
    every_combination(0);
}

static void every_combination_with_oob_of_the_central(void **state)
{
    (void)state;
    every_combination(1);
}

static void every_combination_with_oob_of_the_peripheral(void **state)
{
    (void)state;
    every_combination(2);
}

static void every_combination_with_oob_of_both(void **state)
{
    (void)state;
    every_combination(3);
}

/* ------------------------------------------------------------------------------------------------ single cases */

static void begin(uint8_t central_io, uint8_t peripheral_io, bool mitm, bool legacy)
{
    struct smp_options options[2] = { pair_options(central_io), pair_options(peripheral_io) };
    for (unsigned i = 0; i < 2; i++) {
        options[i].mitm = mitm ? SMP_MITM_DEMANDED : SMP_MITM_NONE;
        options[i].secure_connections = !legacy;
    }
    pair_init(&pair, &options[0], &options[1]);
}

static void expect_both(ble_status central, ble_status peripheral)
{
    assert_int_equal(pair.sides[CENTRAL].done.status, central);
    assert_int_equal(pair.sides[PERIPHERAL].done.status, peripheral);
    assert_int_equal(pair.sides[CENTRAL].ended, 1);
    assert_int_equal(pair.sides[PERIPHERAL].ended, 1);
    assert_false(pair.sides[CENTRAL].has_keys || pair.sides[PERIPHERAL].has_keys);
    assert_false(pair.sides[CENTRAL].encrypted);
}

static void expect_reason(uint8_t reason)
{
    expect_both(BLE_ERROR_SMP(reason), BLE_ERROR_SMP(reason));
}

static void key_sizes_are_cut(void **state)
{
    (void)state;
    for (unsigned legacy = 0; legacy < 2; legacy++) {
        for (uint8_t size = 7; size <= 16; size++) {
            begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, legacy);
            pair.sides[CENTRAL].policy.key_size_min = pair.sides[PERIPHERAL].policy.key_size_min = 7;
            pair.sides[PERIPHERAL].policy.key_size_max = size;
            pair_start(&pair, CENTRAL);
            pair_run(&pair);
            pair_assert_paired(&pair);
            assert_int_equal(pair.sides[CENTRAL].keys.key_size, size);
            assert_int_not_equal(pair.sides[CENTRAL].link_key[size - 1] | pair.sides[CENTRAL].link_key[size - 2], 0);
        }
    }
}

static void keys_shorter_than_16_octets_are_refused_by_default(void **state)
{
    (void)state;
    for (unsigned who = 0; who < 2; who++) {
        begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
        pair.sides[who].policy.key_size_min = 7;
        pair.sides[who].policy.key_size_max = 15;
        pair_start(&pair, CENTRAL);
        pair_run(&pair);
        expect_reason(SMP_ENCRYPTION_KEY_SIZE);
    }
}

static void a_shorter_key_than_agreed_upon_is_not_accepted_of_the_link(void **state)
{
    (void)state;
    begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
    pair_start(&pair, CENTRAL);
    assert_true(pair_run_until(&pair, CENTRAL, SMP_I_ENCRYPTING));
    pair_input(&pair, CENTRAL,
               &(struct smp_input){ .type = SMP_IN_ENCRYPTED, .u.encrypted = { .hci_status = 0, .key_size = 7 } });
    assert_int_equal(pair.sides[CENTRAL].done.status, BLE_ERROR_SMP(SMP_ENCRYPTION_KEY_SIZE));
}

static void a_wrong_passkey_ends_it(void **state)
{
    (void)state;
    for (unsigned legacy = 0; legacy < 2; legacy++) {
        for (unsigned who = 0; who < 2; who++) {
            begin(who == CENTRAL ? SMP_KEYBOARD_ONLY : SMP_DISPLAY_ONLY,
                  who == CENTRAL ? SMP_DISPLAY_ONLY : SMP_KEYBOARD_ONLY, true, legacy);
            pair_start(&pair, CENTRAL);
            while (pair.sides[1 - who].methods == 0)
                assert_true(pair_step(&pair));
            pair.sides[who].enters = (pair.sides[1 - who].told.passkey + 524288) % 1000000;
            pair_run(&pair);
            expect_reason(SMP_CONFIRM_VALUE_FAILED);
            assert_int_equal(pair.sides[1 - who].attempts.level, 1);
        }
    }
}

static void passkeys_have_six_digits(void **state)
{
    (void)state;
    begin(SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, true, false);
    pair_start(&pair, CENTRAL);
    pair.sides[CENTRAL].no_user = true;
    pair_run(&pair);
    assert_int_equal(pair.sides[CENTRAL].smp.state, SMP_I_PASSKEY);
    assert_true(pair.sides[PERIPHERAL].told.passkey <= 999999);
    assert_int_equal(pair_input(&pair, CENTRAL, &(struct smp_input){ .type = SMP_IN_PASSKEY, .u.passkey = 1000000 }),
                     BLE_ERROR_ARGUMENT);
    assert_int_equal(
        pair_input(&pair, CENTRAL,
                   &(struct smp_input){ .type = SMP_IN_PASSKEY, .u.passkey = pair.sides[PERIPHERAL].told.passkey }),
        BLE_OK);
    pair_run(&pair);
    pair_assert_paired(&pair);
}

/** All digits are random: 200 passkeys, none of which comes twice, spread over the whole range. */
static void shown_passkeys_are_random(void **state)
{
    (void)state;
    unsigned tenths[10] = { 0 };
    uint32_t last = UINT32_MAX;
    for (unsigned i = 0; i < 200; i++) {
        begin(SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, true, true);
        pair.random += i * 7919;
        pair_start(&pair, CENTRAL);
        pair_run(&pair);
        pair_assert_paired(&pair);
        assert_int_not_equal(pair.sides[PERIPHERAL].told.passkey, last);
        last = pair.sides[PERIPHERAL].told.passkey;
        tenths[last / 100000]++;
    }
    for (unsigned i = 0; i < 10; i++)
        assert_in_range(tenths[i], 5, 40);
}

static void who_sees_other_digits_says_no(void **state)
{
    (void)state;
    for (unsigned who = 0; who < 2; who++) {
        begin(SMP_DISPLAY_YES_NO, SMP_DISPLAY_YES_NO, true, false);
        pair.sides[who].says_no = true;
        pair_start(&pair, CENTRAL);
        pair_run(&pair);
        expect_reason(SMP_NUMERIC_COMPARISON_FAILED);
        assert_int_equal(pair.sides[CENTRAL].compared, pair.sides[PERIPHERAL].compared);
    }
}

static void the_answer_may_come_later_than_the_peers_next_pdu(void **state)
{
    (void)state;
    begin(SMP_DISPLAY_YES_NO, SMP_DISPLAY_YES_NO, true, false);
    pair.sides[PERIPHERAL].no_user = true;
    pair_start(&pair, CENTRAL);
    pair_run(&pair);
    assert_int_equal(pair.sides[PERIPHERAL].smp.state, SMP_R_COMPARE);
    assert_int_equal(pair.sides[CENTRAL].smp.state, SMP_I_CHECK); /* its DHKey check has come already */
    assert_false(pair.sides[PERIPHERAL].encrypted);
    pair_input(&pair, PERIPHERAL, &(struct smp_input){ .type = SMP_IN_CONSENT, .u.yes = true });
    pair_run(&pair);
    pair_assert_paired(&pair);
}

/* CVE-2023-45866's class. */
static void just_works_of_a_peer_needs_a_yes(void **state)
{
    (void)state;
    for (unsigned legacy = 0; legacy < 2; legacy++) {
        begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, legacy);
        pair.sides[PERIPHERAL].no_user = true;
        pair_start(&pair, CENTRAL);
        pair_run(&pair);
        assert_int_equal(pair.sides[PERIPHERAL].smp.state, SMP_R_CONSENT);
        assert_true(pair.sides[PERIPHERAL].told.ask);
        assert_int_equal(pair.sides[PERIPHERAL].sent, 0);
        pair_input(&pair, PERIPHERAL, &(struct smp_input){ .type = SMP_IN_CONSENT, .u.yes = false });
        pair_run(&pair);
        expect_both(BLE_ERROR_SMP(SMP_PAIRING_NOT_SUPPORTED), BLE_ERROR_CANCELLED);
    }
}

static void without_a_policy_nobody_pairs(void **state)
{
    (void)state;
    struct smp_options options = pair_options(SMP_NO_INPUT_NO_OUTPUT);
    pair_init(&pair, &options, NULL);
    pair_start(&pair, CENTRAL);
    pair_run(&pair);
    expect_reason(SMP_PAIRING_NOT_SUPPORTED);
    assert_int_equal(pair.sides[PERIPHERAL].methods, 0);
    assert_int_equal(pair.sides[PERIPHERAL].attempts.level, 0);
}

static void a_central_may_decline_a_security_request(void **state)
{
    (void)state;
    begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
    pair_start(&pair, PERIPHERAL);
    pair_run(&pair);
    assert_int_equal(pair.sides[CENTRAL].security_wanted, 1);
    assert_int_equal(pair_input(&pair, CENTRAL, &(struct smp_input){ .type = SMP_IN_REFUSE }), BLE_OK);
    pair_run(&pair);
    assert_int_equal(pair.sides[PERIPHERAL].done.status, BLE_ERROR_SMP(SMP_PAIRING_NOT_SUPPORTED));
    assert_true(pair.sides[PERIPHERAL].done.from_peer);
    assert_int_equal(pair.sides[CENTRAL].begun, 0);
    assert_int_equal(pair_input(&pair, PERIPHERAL, &(struct smp_input){ .type = SMP_IN_REFUSE }), BLE_ERROR_STATE);
}

static void a_security_request_may_be_answered_with_a_bond(void **state)
{
    (void)state;
    static const uint8_t statuses[] = { 0, 0x06 };
    for (unsigned i = 0; i < 2; i++) {
        begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
        pair_start(&pair, PERIPHERAL);
        pair_run(&pair);
        assert_int_equal(pair_input(&pair, PERIPHERAL, &(struct smp_input){ .type = SMP_IN_LTK_REQUEST }),
                         BLE_ERROR_STATE); /* the host's, from its bonds */
        pair_input(&pair, PERIPHERAL,
                   &(struct smp_input){ .type = SMP_IN_ENCRYPTED, .u.encrypted.hci_status = statuses[i] });
        const struct side *side = &pair.sides[PERIPHERAL];
        assert_int_equal(side->done.status, statuses[i] != 0 ? BLE_ERROR_HCI(0x06) : BLE_OK);
        assert_int_equal(side->done.by_bond, statuses[i] == 0);
        assert_false(side->has_keys);
    }
}

static void security_requests_during_pairing_are_ignored(void **state)
{
    (void)state;
    begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
    pair_start(&pair, CENTRAL);
    while (blr_smp_is_active(&pair.sides[CENTRAL].smp)) {
        pair_pdu(&pair, CENTRAL, "\x0b\x05", 2);
        pair_step(&pair);
    }
    pair_run(&pair);
    pair_assert_paired(&pair);
    assert_int_equal(pair.sides[CENTRAL].security_wanted, 0);
}

/* ------------------------------------------------------------------------------------------------ keypresses */

static void keypresses_are_told_if_both_want_them(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 8; n++) {
        unsigned who = n & 1;
        bool legacy = n & 2, wanted = n & 4;
        begin(who == CENTRAL ? SMP_KEYBOARD_ONLY : SMP_DISPLAY_ONLY,
              who == CENTRAL ? SMP_DISPLAY_ONLY : SMP_KEYBOARD_ONLY, true, legacy);
        pair.sides[CENTRAL].policy.keypress = true;
        pair.sides[PERIPHERAL].policy.keypress = wanted;
        pair.sides[who].no_user = true;
        pair_start(&pair, CENTRAL);
        pair_run(&pair);
        for (uint8_t kind = 0; kind <= 5; kind++) {
            ble_status status =
                pair_input(&pair, who, &(struct smp_input){ .type = SMP_IN_KEYPRESS, .u.keypress = kind });
            assert_int_equal(status, kind > 4 ? BLE_ERROR_ARGUMENT : wanted ? BLE_OK : BLE_ERROR_STATE);
        }
        pair_run(&pair);
        assert_int_equal(pair.sides[1 - who].keypresses, wanted ? 5 : 0);
        uint32_t passkey = pair.sides[1 - who].told.passkey;
        pair_input(&pair, who, &(struct smp_input){ .type = SMP_IN_PASSKEY, .u.passkey = passkey });
        pair_run(&pair);
        pair_assert_paired(&pair);
    }
}

static void keypresses_that_may_not_come_end_it(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 3; n++) { /* not agreed upon, out of range, not with a passkey */
        begin(SMP_DISPLAY_ONLY, n < 2 ? SMP_KEYBOARD_ONLY : SMP_DISPLAY_ONLY, n < 2, true);
        pair.sides[CENTRAL].policy.keypress = pair.sides[PERIPHERAL].policy.keypress = n > 0;
        pair_start(&pair, CENTRAL);
        assert_true(pair_run_until(&pair, CENTRAL, SMP_I_L_CONFIRM));
        pair_pdu(&pair, CENTRAL, n == 1 ? "\x0e\x05" : "\x0e\x00", 2);
        assert_int_equal(pair.sides[CENTRAL].done.status,
                         BLE_ERROR_SMP(n == 1 ? SMP_INVALID_PARAMETERS : SMP_UNSPECIFIED_REASON));
    }
}

static void keypresses_after_the_first_round_end_it(void **state)
{
    (void)state;
    begin(SMP_DISPLAY_ONLY, SMP_KEYBOARD_ONLY, true, false);
    pair.sides[CENTRAL].policy.keypress = pair.sides[PERIPHERAL].policy.keypress = true;
    pair_start(&pair, CENTRAL);
    assert_true(pair_run_until(&pair, CENTRAL, SMP_I_PASSKEY_RANDOM));
    assert_true(pair_run_until(&pair, CENTRAL, SMP_I_PASSKEY_CONFIRM));
    pair_pdu(&pair, CENTRAL, "\x0e\x01", 2);
    assert_int_equal(pair.sides[CENTRAL].done.status, BLE_ERROR_SMP(SMP_UNSPECIFIED_REASON));
}

/* ------------------------------------------------------------------------------------------------ random values */

struct values {
    uint8_t seen[256][16];
    unsigned count;
};

static void expect_new(struct values *values, const uint8_t value[16])
{
    for (unsigned i = 0; i < values->count; i++)
        assert_memory_not_equal(values->seen[i], value, 16);
    assert_true(values->count < 256);
    memcpy(values->seen[values->count++], value, 16);
}

/** Everything random or secret on the air. */
static bool is_new(struct pair *p, struct delivery *delivery)
{
    static const uint8_t opcodes[] = { SMP_OP_PAIRING_CONFIRM, SMP_OP_PAIRING_RANDOM, SMP_OP_ENCRYPTION_INFORMATION,
                                       SMP_OP_SIGNING_INFORMATION, SMP_OP_PAIRING_DHKEY_CHECK };
    if (delivery->input.type == SMP_IN_PDU && memchr(opcodes, delivery->octets[0], sizeof(opcodes)) != NULL)
        expect_new(p->user, delivery->octets + 1);
    return true;
}

static void no_random_value_comes_twice(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 2; n++) {
        struct values values = { .count = 0 };
        begin(SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, true, n);
        pair.tap = is_new;
        pair.user = &values;
        pair_start(&pair, CENTRAL);
        pair_run(&pair);
        pair_assert_paired(&pair);
        expect_new(&values, pair.sides[CENTRAL].link_key);
        assert_int_equal(values.count, n ? 4 + 4 + 1 : 20 * 4 + 2 + 2 + 1);
    }
}

/* ------------------------------------------------------------------------------------------------ time */

static void thirty_seconds_of_silence_end_smp_on_the_link(void **state)
{
    (void)state;
    begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
    pair.sides[PERIPHERAL].no_user = true;
    pair_start(&pair, CENTRAL);
    pair_run(&pair);
    uint64_t deadline_us = blr_smp_deadline(&pair.sides[CENTRAL].smp);
    pair_wait(&pair, deadline_us - pair.now_us - 1);
    assert_int_equal(pair.sides[CENTRAL].ended, 0);
    pair_wait(&pair, SMP_TIMEOUT_US);
    expect_both(BLE_ERROR_TIMEOUT, BLE_ERROR_TIMEOUT);
    unsigned sent = pair.sides[CENTRAL].sent + pair.sides[PERIPHERAL].sent;
    pair_pdu(&pair, PERIPHERAL, "\x01\x03\x00\x09\x10\x07\x07", 7);
    pair_pdu(&pair, PERIPHERAL, "\x01\x03", 2);
    pair_pdu(&pair, CENTRAL, "\x0b\x01", 2);
    pair_pdu(&pair, CENTRAL, "\x05\x01", 2);
    assert_int_equal(pair_start(&pair, CENTRAL), BLE_ERROR_STATE);
    assert_int_equal(pair_start(&pair, PERIPHERAL), BLE_ERROR_STATE);
    assert_int_equal(pair.sides[CENTRAL].sent + pair.sides[PERIPHERAL].sent, sent);
    assert_int_equal(pair.sides[CENTRAL].ended + pair.sides[PERIPHERAL].ended, 2);
}

static void a_security_request_without_an_answer_ends_and_kills_nothing(void **state)
{
    (void)state;
    begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
    pair_start(&pair, PERIPHERAL);
    pair_run(&pair);
    pair_wait(&pair, SMP_TIMEOUT_US);
    assert_int_equal(pair.sides[PERIPHERAL].done.status, BLE_ERROR_TIMEOUT);
    pair_start(&pair, CENTRAL);
    pair_run(&pair);
    assert_int_equal(pair.sides[CENTRAL].done.status, BLE_OK);
    assert_int_equal(pair.sides[PERIPHERAL].done.status, BLE_OK);
    assert_int_equal(pair.sides[PERIPHERAL].ended, 2);
}

static void what_a_peer_says_meanwhile_makes_no_time_out_longer(void **state)
{
    (void)state;
    begin(SMP_DISPLAY_ONLY, SMP_KEYBOARD_ONLY, true, false);
    pair.sides[CENTRAL].policy.keypress = pair.sides[PERIPHERAL].policy.keypress = true;
    pair.sides[PERIPHERAL].no_user = true;
    pair_start(&pair, CENTRAL);
    pair_run(&pair);
    uint64_t deadline_us = blr_smp_deadline(&pair.sides[CENTRAL].smp);
    pair.now_us += 20 * 1000000;
    pair_pdu(&pair, CENTRAL, "\x0e\x01", 2);
    pair_pdu(&pair, CENTRAL, "\x77\x01", 2);
    assert_int_equal(blr_smp_deadline(&pair.sides[CENTRAL].smp), deadline_us);
    assert_int_equal(pair.sides[CENTRAL].keypresses, 1);
}

static void attempts_that_failed_are_waited_for(void **state)
{
    (void)state;
    begin(SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, true, false);
    pair.sides[CENTRAL].enters = 1000; /* the peripheral shows others */
    pair_start(&pair, CENTRAL);
    pair_run(&pair);
    expect_reason(SMP_CONFIRM_VALUE_FAILED);
    assert_int_equal(pair_start(&pair, CENTRAL), BLE_ERROR_SMP(SMP_REPEATED_ATTEMPTS));
    pair.sides[CENTRAL].attempts = (struct smp_attempts){ 0 }; /* a peer that does not wait */
    assert_int_equal(pair_start(&pair, CENTRAL), BLE_OK);
    pair_run(&pair);
    assert_int_equal(pair.sides[CENTRAL].done.status, BLE_ERROR_SMP(SMP_REPEATED_ATTEMPTS));
    assert_int_equal(pair.sides[PERIPHERAL].done.status, BLE_ERROR_SMP(SMP_REPEATED_ATTEMPTS));
    assert_int_equal(pair.sides[PERIPHERAL].attempts.level, 1); /* that was no attempt */
    pair_wait(&pair, 1000000);
    pair.sides[CENTRAL].enters = UINT32_MAX;
    assert_int_equal(pair_start(&pair, CENTRAL), BLE_OK);
    pair_run(&pair);
    assert_int_equal(pair.sides[CENTRAL].done.status, BLE_OK);
    assert_int_equal(pair.sides[PERIPHERAL].attempts.level, 0); /* it is who it says */
}

static void just_works_proves_nothing_to_be_forgiven_for(void **state)
{
    (void)state;
    begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
    pair.sides[CENTRAL].attempts.level = pair.sides[PERIPHERAL].attempts.level = 5;
    pair_start(&pair, CENTRAL);
    pair_run(&pair);
    pair_assert_paired(&pair);
    assert_int_equal(pair.sides[CENTRAL].attempts.level, 5);
    assert_int_equal(pair.sides[PERIPHERAL].attempts.level, 5);
}

static void a_peer_that_has_to_wait_wants_no_security(void **state)
{
    (void)state;
    begin(SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false);
    blr_smp_attempts_failed(&pair.sides[CENTRAL].attempts, pair.now_us);
    pair_pdu(&pair, CENTRAL, "\x0b\x01", 2);
    assert_int_equal(pair.sides[CENTRAL].security_wanted, 0);
    pair_wait(&pair, 1000000);
    pair_pdu(&pair, CENTRAL, "\x0b\x01", 2);
    assert_int_equal(pair.sides[CENTRAL].security_wanted, 1);
}

/* ------------------------------------------------------------------------------------------------ everything may end
 */

static const struct {
    uint8_t central, peripheral;
    bool mitm, legacy;
} scenes[] = {
    { SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, false },
    { SMP_DISPLAY_YES_NO, SMP_DISPLAY_YES_NO, true, false },
    { SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, true, false },
    { SMP_DISPLAY_ONLY, SMP_KEYBOARD_ONLY, true, false },
    { SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT, false, true },
    { SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY, true, true },
    { SMP_DISPLAY_ONLY, SMP_KEYBOARD_ONLY, true, true },
};
enum { SCENES = sizeof(scenes) / sizeof(scenes[0]) };

static unsigned begin_scene(unsigned scene)
{
    begin(scenes[scene].central, scenes[scene].peripheral, scenes[scene].mitm, scenes[scene].legacy);
    assert_int_equal(pair_start(&pair, CENTRAL), BLE_OK);
    return scene;
}

static unsigned length_of(unsigned scene)
{
    begin_scene(scene);
    pair_run(&pair);
    pair_assert_paired(&pair);
    return pair.steps;
}

/** Both were told once of everything that began, and nothing that is not finished left keys. */
static void expect_ended(void)
{
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(pair.sides[i].begun, pair.sides[i].ended);
        assert_false(blr_smp_is_active(&pair.sides[i].smp));
        assert_int_equal(pair.sides[i].has_keys, pair.sides[i].ended > 0 && pair.sides[i].done.status == BLE_OK);
    }
}

static void links_may_break_at_every_step(void **state)
{
    (void)state;
    for (unsigned scene = 0; scene < SCENES; scene++) {
        unsigned length = length_of(scene);
        for (unsigned steps = 0; steps < length; steps++) {
            begin_scene(scene);
            for (unsigned i = 0; i < steps; i++)
                pair_step(&pair);
            pair_disconnect(&pair);
            expect_ended();
            assert_int_equal(pair.sides[CENTRAL].smp.state, SMP_DEAD);
        }
    }
}

static void both_sides_may_give_up_at_every_step(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 2 * SCENES; n++) {
        unsigned scene = n / 2, who = n % 2, length = length_of(scene);
        for (unsigned steps = 0; steps < length; steps++) {
            begin_scene(scene);
            for (unsigned i = 0; i < steps; i++)
                pair_step(&pair);
            bool active = blr_smp_is_active(&pair.sides[who].smp);
            ble_status status = pair_input(&pair, who, &(struct smp_input){ .type = SMP_IN_CANCEL });
            assert_int_equal(status, active ? BLE_OK : BLE_ERROR_STATE);
            if (active)
                assert_int_equal(pair.sides[who].done.status, BLE_ERROR_CANCELLED);
            pair_run(&pair);
            pair_wait(&pair, SMP_TIMEOUT_US);
            expect_ended();
        }
    }
}

static void each_delivery_may_be_lost(void **state)
{
    (void)state;
    for (unsigned scene = 0; scene < SCENES; scene++) {
        unsigned length = length_of(scene);
        for (unsigned lost = 0; lost < length; lost++) {
            begin_scene(scene);
            for (unsigned i = 0; i < lost; i++)
                pair_step(&pair);
            if (pair.count > 0) {
                pair.first = (pair.first + 1) % DELIVERIES;
                pair.count--;
            }
            pair_run(&pair);
            pair_wait(&pair, SMP_TIMEOUT_US);
            expect_ended();
        }
    }
}

/** Jobs may fail, each of them. */
static bool job_fails(struct pair *p, struct delivery *delivery)
{
    uint8_t type = delivery->input.type;
    unsigned *left = p->user;
    if ((type == SMP_IN_ENTROPY || type == SMP_IN_KEYS || type == SMP_IN_DHKEY) && (*left)-- == 0)
        delivery->input.status = BLE_ERROR_TIMEOUT;
    return true;
}

static void jobs_may_fail(void **state)
{
    (void)state;
    for (unsigned scene = 0; scene < SCENES; scene++) {
        for (unsigned job = 0; job < (scenes[scene].legacy ? 2U : 6U); job++) {
            unsigned left = job;
            begin_scene(scene);
            pair.tap = job_fails;
            pair.user = &left;
            pair_run(&pair);
            expect_ended();
            const struct side *failed = &pair.sides[pair.sides[CENTRAL].done.status == BLE_ERROR_TIMEOUT ? 0 : 1];
            assert_int_equal(failed->done.status, BLE_ERROR_TIMEOUT);
            assert_int_equal(failed->attempts.level, 0); /* not the peer's fault */
        }
    }
}

/* ------------------------------------------------------------------------------------------------ back end */

struct failing {
    struct ble_crypto crypto;
    unsigned left;
};

static bool failing_aes(void *user, const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    struct failing *failing = user;
    const struct ble_crypto *real = ble_crypto_default();
    return failing->left-- != 0 && real->aes128(real->user, key, in, out);
}

static bool failing_cmac(void *user, const uint8_t key[16], const uint8_t *message, size_t length, uint8_t mac[16])
{
    struct failing *failing = user;
    const struct ble_crypto *real = ble_crypto_default();
    return failing->left-- != 0 && real->cmac(real->user, key, message, length, mac);
}

/** One call of AES or CMAC fails, whichever: no key that was made with it is used, nobody takes it for a success. */
static void aes_and_cmac_may_fail(void **state)
{
    (void)state;
    for (unsigned n = 0; n < 2 * SCENES; n++) {
        unsigned scene = n / 2, who = n % 2, failures = 0;
        for (unsigned call = 0;; call++) {
            struct failing failing = { { sizeof(failing.crypto), &failing, failing_aes, failing_cmac, NULL, NULL },
                                       call };
            begin_scene(scene);
            pair.sides[who].smp.link.crypto = &failing.crypto;
            pair_run(&pair);
            pair_wait(&pair, SMP_TIMEOUT_US);
            expect_ended();
            if (failing.left <= call && pair.sides[who].done.status == BLE_OK)
                break; /* there are no more calls */
            assert_true(pair.sides[who].done.status < 0);
            assert_true(++failures < 500);
        }
        assert_true(failures >= 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_combination_without_oob),
        cmocka_unit_test(every_combination_with_oob_of_the_central),
        cmocka_unit_test(every_combination_with_oob_of_the_peripheral),
        cmocka_unit_test(every_combination_with_oob_of_both),
        cmocka_unit_test(key_sizes_are_cut),
        cmocka_unit_test(keys_shorter_than_16_octets_are_refused_by_default),
        cmocka_unit_test(a_shorter_key_than_agreed_upon_is_not_accepted_of_the_link),
        cmocka_unit_test(a_wrong_passkey_ends_it),
        cmocka_unit_test(passkeys_have_six_digits),
        cmocka_unit_test(shown_passkeys_are_random),
        cmocka_unit_test(who_sees_other_digits_says_no),
        cmocka_unit_test(the_answer_may_come_later_than_the_peers_next_pdu),
        cmocka_unit_test(just_works_of_a_peer_needs_a_yes),
        cmocka_unit_test(without_a_policy_nobody_pairs),
        cmocka_unit_test(a_central_may_decline_a_security_request),
        cmocka_unit_test(a_security_request_may_be_answered_with_a_bond),
        cmocka_unit_test(security_requests_during_pairing_are_ignored),
        cmocka_unit_test(keypresses_are_told_if_both_want_them),
        cmocka_unit_test(keypresses_that_may_not_come_end_it),
        cmocka_unit_test(keypresses_after_the_first_round_end_it),
        cmocka_unit_test(no_random_value_comes_twice),
        cmocka_unit_test(thirty_seconds_of_silence_end_smp_on_the_link),
        cmocka_unit_test(a_security_request_without_an_answer_ends_and_kills_nothing),
        cmocka_unit_test(what_a_peer_says_meanwhile_makes_no_time_out_longer),
        cmocka_unit_test(attempts_that_failed_are_waited_for),
        cmocka_unit_test(just_works_proves_nothing_to_be_forgiven_for),
        cmocka_unit_test(a_peer_that_has_to_wait_wants_no_security),
        cmocka_unit_test(links_may_break_at_every_step),
        cmocka_unit_test(both_sides_may_give_up_at_every_step),
        cmocka_unit_test(each_delivery_may_be_lost),
        cmocka_unit_test(jobs_may_fail),
        cmocka_unit_test(aes_and_cmac_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
