/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Every pair of state and input: those of the list have an action, all others are refused with the right reason,
 * counted, and change nothing else. States are taken from pairings that run, as copies.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pair.h"

/* ------------------------------------------------------------------------------------------------ what is allowed */

/** Inputs that have an action in a state, besides those that have one wherever a pairing runs. */
static const struct {
    uint8_t state;
    uint8_t inputs[8];
} allowed[] = {
    { SMP_IDLE, { SMP_IN_START, SMP_IN_REFUSE, SMP_OP_SECURITY_REQUEST, SMP_OP_PAIRING_REQUEST } },
    { SMP_R_ASKING, { SMP_OP_PAIRING_REQUEST, SMP_IN_ENCRYPTED } },
    { SMP_I_ENTROPY, { SMP_IN_ENTROPY } },
    { SMP_R_ENTROPY, { SMP_IN_ENTROPY } },
    { SMP_I_KEYS, { SMP_IN_KEYS } },
    { SMP_R_KEYS, { SMP_IN_KEYS } },
    { SMP_I_RESPONSE, { SMP_OP_PAIRING_RESPONSE } },
    { SMP_I_CONSENT, { SMP_IN_CONSENT } },
    { SMP_R_CONSENT, { SMP_IN_CONSENT } },
    { SMP_I_PUBLIC_KEY, { SMP_OP_PAIRING_PUBLIC_KEY } },
    { SMP_R_PUBLIC_KEY, { SMP_OP_PAIRING_PUBLIC_KEY } },
    { SMP_I_DHKEY, { SMP_IN_DHKEY, SMP_OP_PAIRING_CONFIRM } },
    { SMP_R_DHKEY, { SMP_IN_DHKEY } },
    { SMP_I_CONFIRM, { SMP_OP_PAIRING_CONFIRM } },
    { SMP_I_RANDOM, { SMP_OP_PAIRING_RANDOM } },
    { SMP_I_COMPARE, { SMP_IN_CONSENT } },
    { SMP_R_RANDOM, { SMP_OP_PAIRING_RANDOM } },
    { SMP_R_COMPARE, { SMP_IN_CONSENT, SMP_OP_PAIRING_DHKEY_CHECK } },
    { SMP_I_PASSKEY, { SMP_IN_PASSKEY, SMP_IN_KEYPRESS, SMP_OP_KEYPRESS_NOTIFICATION } },
    { SMP_I_PASSKEY_CONFIRM, { SMP_OP_PAIRING_CONFIRM, SMP_OP_KEYPRESS_NOTIFICATION } },
    { SMP_I_PASSKEY_RANDOM, { SMP_OP_PAIRING_RANDOM } },
    { SMP_R_PASSKEY, { SMP_IN_PASSKEY, SMP_IN_KEYPRESS, SMP_OP_KEYPRESS_NOTIFICATION, SMP_OP_PAIRING_CONFIRM } },
    { SMP_R_PASSKEY_CONFIRM, { SMP_OP_PAIRING_CONFIRM, SMP_OP_KEYPRESS_NOTIFICATION } },
    { SMP_R_PASSKEY_RANDOM, { SMP_OP_PAIRING_RANDOM } },
    { SMP_I_OOB_RANDOM, { SMP_OP_PAIRING_RANDOM } },
    { SMP_R_OOB_RANDOM, { SMP_OP_PAIRING_RANDOM } },
    { SMP_I_CHECK, { SMP_OP_PAIRING_DHKEY_CHECK } },
    { SMP_R_CHECK, { SMP_OP_PAIRING_DHKEY_CHECK } },
    { SMP_I_L_PASSKEY, { SMP_IN_PASSKEY, SMP_IN_KEYPRESS, SMP_OP_KEYPRESS_NOTIFICATION } },
    { SMP_I_L_CONFIRM, { SMP_OP_PAIRING_CONFIRM, SMP_OP_KEYPRESS_NOTIFICATION } },
    { SMP_I_L_RANDOM, { SMP_OP_PAIRING_RANDOM } },
    { SMP_R_L_PASSKEY, { SMP_IN_PASSKEY, SMP_IN_KEYPRESS, SMP_OP_KEYPRESS_NOTIFICATION, SMP_OP_PAIRING_CONFIRM } },
    { SMP_R_L_CONFIRM, { SMP_OP_PAIRING_CONFIRM, SMP_OP_KEYPRESS_NOTIFICATION } },
    { SMP_R_L_RANDOM, { SMP_OP_PAIRING_RANDOM } },
    { SMP_R_LTK, { SMP_IN_LTK_REQUEST } },
    { SMP_I_ENCRYPTING, { SMP_IN_ENCRYPTED } },
    { SMP_R_ENCRYPTING, { SMP_IN_ENCRYPTED } },
    { SMP_I_RECEIVING, { 6, 7, 8, 9, 10 } },
    { SMP_R_RECEIVING, { 6, 7, 8, 9, 10 } },
};

static const uint8_t wherever_it_runs[] = { SMP_OP_PAIRING_FAILED, SMP_OP_SECURITY_REQUEST, SMP_IN_CANCEL, SMP_IN_TICK,
                                            SMP_IN_LTK_REQUEST };

static bool is_allowed(unsigned state, uint8_t input)
{
    bool runs = state != SMP_IDLE && state != SMP_DEAD;
    if (input == SMP_IN_DISCONNECTED || (runs && memchr(wherever_it_runs, input, sizeof(wherever_it_runs))))
        return true;
    for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
        if (allowed[i].state == state && memchr(allowed[i].inputs, input, sizeof(allowed[i].inputs)) != NULL)
            return true;
    return false;
}

static bool is_input(unsigned input)
{
    return (input >= 1 && input <= SMP_OP_LAST) || (input >= SMP_IN_START && input < SMP_IN_END);
}

static void the_table_is_what_it_should_be(void **state)
{
    (void)state;
    unsigned listed = 0;
    for (unsigned s = 0; s < SMP_STATE_COUNT; s++) {
        for (unsigned input = 0; input < 256; input++) {
            bool wanted = is_input(input) && is_allowed(s, (uint8_t)input);
            if (blr_smp_is_listed((enum smp_state)s, (uint8_t)input) != wanted)
                fail_msg("%s, input 0x%02x: %s", state_name(s), input, wanted ? "missing" : "too much");
            listed += wanted;
        }
    }
    assert_true(listed > 200);
}

/* ------------------------------------------------------------------------------------------------ states as they come
 */

/** A pairing in the middle: one of each state, for either role. */
static struct {
    bool seen;
    struct smp smp;
} found[SMP_STATE_COUNT][2];

static struct smp_oob oobs[2];
static struct smp_options policies[2];
static const struct smp_identity identities[2];

static void look(const struct pair *pair)
{
    for (unsigned who = 0; who < 2; who++) {
        const struct smp *smp = &pair->sides[who].smp;
        if (found[smp->state][who].seen)
            continue;
        found[smp->state][who].seen = true;
        found[smp->state][who].smp = *smp;
        found[smp->state][who].smp.link.attempts = NULL; /* these would point into a pairing that has gone */
        found[smp->state][who].smp.link.policy = &policies[who];
        found[smp->state][who].smp.link.identity = &identities[who];
    }
}

static void run_and_look(struct pair *pair, unsigned beginner)
{
    look(pair);
    pair_start(pair, beginner);
    for (look(pair); pair_step(pair);)
        look(pair);
    if (beginner == PERIPHERAL) {
        pair_start(pair, CENTRAL);
        for (look(pair); pair_step(pair);)
            look(pair);
    }
    pair_assert_paired(pair);
    pair_disconnect(pair);
    look(pair);
}

static void prepare_oob(void)
{
    struct smp_toolbox tools = { .crypto = ble_crypto_default() };
    for (unsigned who = 0; who < 2; who++) {
        pool_keys(who * 3, oobs[who].private_key, oobs[who].public_key);
        memset(oobs[who].own_random, 0x21 + (int)who, 16);
        memcpy(oobs[1 - who].peer_random, oobs[who].own_random, 16);
        blr_smp_oob_confirm(&tools, oobs[who].public_key, oobs[who].own_random, oobs[1 - who].peer_confirm);
        oobs[who].own = oobs[who].peer = true;
    }
}

static int collect(void **state)
{
    (void)state;
    prepare_oob();
    for (unsigned n = 0; n < 5 * 5 * 2 * 2 * 2; n++) {
        static struct pair pair;
        struct smp_options options[2];
        unsigned io[2] = { n % 5, n / 5 % 5 }, rest = n / 25;
        for (unsigned who = 0; who < 2; who++) {
            options[who] = pair_options((uint8_t)io[who]);
            options[who].mitm = SMP_MITM_WANTED;
            options[who].secure_connections = rest & 1;
            options[who].oob = rest & 2 && rest & 1 ? &oobs[who] : NULL;
        }
        options[CENTRAL].consent = SMP_ALL_METHODS;
        policies[0] = options[0];
        policies[1] = options[1];
        pair_init(&pair, &options[0], &options[1]);
        pair.prompt = n / 5 % 2;
        if (n % 2) { /* who begins is asked, too */
            pair_input(&pair, CENTRAL, &(struct smp_input){ .type = SMP_IN_START, .u.start = &options[CENTRAL] });
            for (look(&pair); pair_step(&pair);)
                look(&pair);
        } else {
            run_and_look(&pair, rest & 4 ? PERIPHERAL : CENTRAL);
        }
    }
    return 0;
}

static void every_state_is_reached(void **state)
{
    (void)state;
    for (unsigned s = 0; s < SMP_STATE_COUNT; s++) {
        bool both = s == SMP_IDLE || s == SMP_DEAD;
        bool central = state_name(s)[0] == 'I' && state_name(s)[1] == '_';
        if (found[s][CENTRAL].seen != (both || central) || found[s][PERIPHERAL].seen != (both || !central))
            fail_msg("%s: central %d, peripheral %d", state_name(s), found[s][CENTRAL].seen, found[s][PERIPHERAL].seen);
    }
}

/* ------------------------------------------------------------------------------------------------ PDUs */

static unsigned count(const struct smp_outputs *outputs, uint8_t type)
{
    unsigned n = 0;
    for (unsigned i = 0; i < outputs->count; i++)
        n += outputs->list[i].type == type;
    return n;
}

static uint8_t failed_reason(const struct smp_outputs *outputs)
{
    for (unsigned i = 0; i < outputs->count; i++)
        if (outputs->list[i].type == SMP_OUT_PDU && outputs->list[i].u.pdu.octets[0] == SMP_OP_PAIRING_FAILED)
            return outputs->list[i].u.pdu.octets[1];
    return 0;
}

static bool is_of_other_role(unsigned who, uint8_t opcode)
{
    return who == CENTRAL ? opcode == SMP_OP_PAIRING_REQUEST
                          : opcode == SMP_OP_PAIRING_RESPONSE || opcode == SMP_OP_SECURITY_REQUEST;
}

static struct smp step_pdu(unsigned s, unsigned who, const uint8_t *octets, size_t size, struct smp_outputs *outputs)
{
    struct smp smp = found[s][who].smp;
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (size > 0)
        memcpy(copy, octets, size);
    struct smp_input input = { .type = SMP_IN_PDU, .u.pdu = { copy, (uint16_t)size } };
    assert_int_equal(blr_smp_step(&smp, 2000000, &input, outputs), BLE_OK);
    free(copy);
    return smp;
}

/** A PDU that may not come: what it does. */
static void expect_refused(unsigned s, unsigned who, const uint8_t *octets, size_t size, uint8_t reason)
{
    struct smp_outputs outputs;
    struct smp before = found[s][who].smp, after = step_pdu(s, who, octets, size, &outputs);
    bool runs = blr_smp_is_active(&before), quiet = size == 0 || octets[0] == SMP_OP_PAIRING_FAILED;
    assert_int_equal(count(&outputs, SMP_OUT_DONE), runs);
    assert_false(blr_smp_is_active(&after));
    if (s == SMP_DEAD) {
        assert_int_equal(outputs.count, 0);
        assert_int_equal(after.state, SMP_DEAD);
        return;
    }
    assert_int_equal(after.state, SMP_IDLE);
    if (!runs) {
        assert_int_equal(failed_reason(&outputs), quiet || octets[0] == SMP_OP_KEYPRESS_NOTIFICATION ? 0 : reason);
        return;
    }
    static const struct smp_run none;
    assert_memory_equal(&after.run, &none, sizeof(none));
    assert_int_equal(outputs.list[outputs.count - 1].u.done.status, BLE_ERROR_SMP(reason));
    assert_int_equal(failed_reason(&outputs), quiet || !before.run.exchanged ? 0 : reason);
}

static void pdus_in_every_wrong_state_are_refused(void **state)
{
    (void)state;
    unsigned refused = 0;
    for (unsigned n = 0; n < SMP_STATE_COUNT * 2 * SMP_OP_LAST; n++) {
        unsigned s = n % SMP_STATE_COUNT, who = n / SMP_STATE_COUNT % 2;
        uint8_t opcode = (uint8_t)(1 + n / SMP_STATE_COUNT / 2), octets[SMP_MTU] = { opcode };
        bool other_role = is_of_other_role(who, opcode);
        if (!found[s][who].seen || (is_allowed(s, opcode) && !other_role))
            continue;
        struct smp_outputs outputs;
        size_t size = 1U + blr_smp_pdu(opcode)->layout.minimum;
        expect_refused(s, who, octets, size, other_role ? SMP_COMMAND_NOT_SUPPORTED : SMP_UNSPECIFIED_REASON);
        struct smp after = step_pdu(s, who, octets, size, &outputs);
        assert_int_equal(after.counters.unexpected, found[s][who].smp.counters.unexpected + 1);
        refused++;
    }
    assert_true(refused > 400);
}

static void pdus_of_every_wrong_length_are_refused(void **state)
{
    (void)state;
    for (unsigned n = 0; n < SMP_STATE_COUNT * 2; n++) {
        unsigned s = n / 2, who = n % 2;
        for (uint8_t opcode = 1; found[s][who].seen && opcode <= SMP_OP_LAST; opcode++) {
            for (size_t size = 0; size <= SMP_MTU + 1; size++) {
                uint8_t octets[SMP_MTU + 1] = { opcode };
                struct smp_outputs outputs;
                if (size == 1U + blr_smp_pdu(opcode)->layout.minimum)
                    continue;
                expect_refused(s, who, octets, size, SMP_INVALID_PARAMETERS);
                struct smp after = step_pdu(s, who, octets, size, &outputs);
                assert_int_equal(after.counters.malformed, found[s][who].smp.counters.malformed + 1);
            }
        }
    }
}

static void reserved_opcodes_are_ignored_in_every_state(void **state)
{
    (void)state;
    for (unsigned n = 0; n < SMP_STATE_COUNT * 2; n++) {
        unsigned s = n / 2, who = n % 2;
        for (unsigned opcode = 0; found[s][who].seen && opcode < 256; opcode++) {
            uint8_t octets[SMP_MTU] = { (uint8_t)opcode };
            struct smp_outputs outputs;
            if (opcode >= 1 && opcode <= SMP_OP_LAST)
                continue;
            struct smp after = step_pdu(s, who, octets, 1 + opcode % 60, &outputs);
            assert_int_equal(after.counters.reserved--, found[s][who].smp.counters.reserved + 1);
            assert_int_equal(outputs.count, 0);
            assert_memory_equal(&after, &found[s][who].smp, sizeof(after));
        }
    }
}

/** Whatever is in them, those that may come do something sensible: at most one end, no more than one key of the link.
 */
static void pdus_of_every_allowed_state_with_any_octets(void **state)
{
    (void)state;
    for (unsigned n = 0; n < SMP_STATE_COUNT * 2 * SMP_OP_LAST; n++) {
        unsigned s = n % SMP_STATE_COUNT, who = n / SMP_STATE_COUNT % 2;
        uint8_t opcode = (uint8_t)(1 + n / SMP_STATE_COUNT / 2);
        for (unsigned fill = 0; found[s][who].seen && fill < 256; fill += 5) {
            uint8_t octets[SMP_MTU];
            struct smp_outputs outputs;
            memset(octets, (int)fill, sizeof(octets));
            octets[0] = opcode;
            struct smp after = step_pdu(s, who, octets, 1U + blr_smp_pdu(opcode)->layout.minimum, &outputs);
            bool ran = blr_smp_is_active(&found[s][who].smp), runs = blr_smp_is_active(&after);
            unsigned ended = count(&outputs, SMP_OUT_DONE);
            assert_true(ended <= 1);
            assert_int_equal(ran && !runs, ran && ended);
            assert_int_equal(count(&outputs, SMP_OUT_ENCRYPT) + count(&outputs, SMP_OUT_LTK), 0); /* nothing fits */
        }
    }
}

/* ------------------------------------------------------------------------------------------------ other inputs */

static void other_inputs_that_may_not_come_change_nothing(void **state)
{
    (void)state;
    unsigned refused = 0;
    for (unsigned n = 0; n < SMP_STATE_COUNT * 2 * (SMP_IN_END - SMP_IN_START); n++) {
        unsigned s = n % SMP_STATE_COUNT, who = n / SMP_STATE_COUNT % 2;
        uint8_t type = (uint8_t)(SMP_IN_START + n / SMP_STATE_COUNT / 2);
        if (!found[s][who].seen || is_allowed(s, type))
            continue;
        struct smp smp = found[s][who].smp;
        struct smp_input input = { .type = type, .job = smp.job };
        struct smp_outputs outputs;
        assert_int_equal(blr_smp_step(&smp, 2000000, &input, &outputs), BLE_ERROR_STATE);
        assert_int_equal(outputs.count, 0);
        bool counted = type != SMP_IN_TICK && type != SMP_IN_ENCRYPTED;
        assert_int_equal(smp.counters.unexpected, found[s][who].smp.counters.unexpected + counted);
        smp.counters = found[s][who].smp.counters;
        assert_memory_equal(&smp, &found[s][who].smp, sizeof(smp));
        refused++;
    }
    assert_true(refused > 300);
}

static void answers_that_come_too_late_are_ignored(void **state)
{
    (void)state;
    for (unsigned n = 0; n < SMP_STATE_COUNT * 2 * 3; n++) {
        unsigned s = n % SMP_STATE_COUNT, who = n / SMP_STATE_COUNT % 2;
        struct smp smp = found[s][who].smp;
        struct smp_input input = { .type = (uint8_t)(SMP_IN_ENTROPY + n / SMP_STATE_COUNT / 2),
                                   .job = (uint16_t)(smp.job - 1) };
        struct smp_outputs outputs;
        if (!found[s][who].seen)
            continue;
        assert_int_equal(blr_smp_step(&smp, 2000000, &input, &outputs), BLE_OK);
        assert_int_equal(smp.counters.stale--, found[s][who].smp.counters.stale + 1);
        assert_int_equal(outputs.count, 0);
        assert_memory_equal(&smp, &found[s][who].smp, sizeof(smp));
    }
}

/** CVE-2019-19194, CVE-2020-13593: whoever asks for a key too early gets none, and no other chance. */
static void keys_are_given_in_one_state_only(void **state)
{
    (void)state;
    for (unsigned s = 0; s < SMP_STATE_COUNT; s++) {
        if (!found[s][PERIPHERAL].seen)
            continue;
        struct smp smp = found[s][PERIPHERAL].smp;
        struct smp_outputs outputs;
        ble_status status = blr_smp_step(&smp, 2000000, &(struct smp_input){ .type = SMP_IN_LTK_REQUEST }, &outputs);
        bool of_the_host = s == SMP_IDLE || s == SMP_DEAD || s == SMP_R_ASKING;
        assert_int_equal(status, of_the_host ? BLE_ERROR_STATE : BLE_OK);
        assert_int_equal(count(&outputs, SMP_OUT_LTK), s == SMP_R_LTK);
        assert_int_equal(count(&outputs, SMP_OUT_NO_LTK), !of_the_host && s != SMP_R_LTK);
        assert_int_equal(count(&outputs, SMP_OUT_DONE), !of_the_host && s != SMP_R_LTK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_what_it_should_be),
        cmocka_unit_test(every_state_is_reached),
        cmocka_unit_test(pdus_in_every_wrong_state_are_refused),
        cmocka_unit_test(pdus_of_every_wrong_length_are_refused),
        cmocka_unit_test(reserved_opcodes_are_ignored_in_every_state),
        cmocka_unit_test(pdus_of_every_allowed_state_with_any_octets),
        cmocka_unit_test(other_inputs_that_may_not_come_change_nothing),
        cmocka_unit_test(answers_that_come_too_late_are_ignored),
        cmocka_unit_test(keys_are_given_in_one_state_only),
    };
    return cmocka_run_group_tests(tests, collect, NULL);
}
