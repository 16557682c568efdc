/* SPDX-License-Identifier: MIT */
#include "pair.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

enum { POOL = 6, LINK_KEY_MISSING = 0x06, MIC_FAILURE = 0x3d, DEFAULT_PASSKEY = 271828 };

static const char *const state_names[] = {
#define X(NAME) #NAME,
    SMP_STATES(X)
#undef X
};

const char *state_name(unsigned state)
{
    return state < SMP_STATE_COUNT ? state_names[state] : "?";
}

/* ------------------------------------------------------------------------------------------------ P-256 */

static struct {
    bool made;
    uint8_t private_key[32], public_key[64];
    bool agreed[POOL];
    uint8_t shared[POOL][32];
} pool[POOL];

void pool_keys(unsigned number, uint8_t private_key[32], uint8_t public_key[64])
{
    const struct ble_crypto *crypto = ble_crypto_default();
    if (!pool[number].made)
        assert_int_equal(crypto->p256_keys(crypto->user, pool[number].private_key, pool[number].public_key), BLE_OK);
    pool[number].made = true;
    memcpy(private_key, pool[number].private_key, 32);
    memcpy(public_key, pool[number].public_key, 64);
}

static int pool_find(const uint8_t *key, size_t size, size_t offset)
{
    for (int i = 0; i < POOL; i++)
        if (pool[i].made && memcmp((const uint8_t *)&pool[i] + offset, key, size) == 0)
            return i;
    return -1;
}

static ble_status agree_freshly(const uint8_t private_key[32], const uint8_t public_key[64], uint8_t dhkey[32])
{
    const struct ble_crypto *crypto = ble_crypto_default();
    return crypto->p256_dhkey(crypto->user, private_key, public_key, dhkey);
}

/** As the back end, from memory where it can be. */
static ble_status agree(const uint8_t private_key[32], const uint8_t public_key[64], uint8_t dhkey[32])
{
    const struct ble_crypto *crypto = ble_crypto_default();
    int own = pool_find(private_key, 32, (size_t)((uint8_t *)pool[0].private_key - (uint8_t *)&pool[0]));
    int peer = pool_find(public_key, 64, (size_t)((uint8_t *)pool[0].public_key - (uint8_t *)&pool[0]));
    if (own < 0 || peer < 0)
        return agree_freshly(private_key, public_key, dhkey);
    if (!pool[own].agreed[peer]) {
        ble_status status = crypto->p256_dhkey(crypto->user, private_key, public_key, pool[own].shared[peer]);
        if (status != BLE_OK)
            return status;
        pool[own].agreed[peer] = true;
    }
    memcpy(dhkey, pool[own].shared[peer], 32);
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ the queue */

static struct delivery *post(struct pair *pair, unsigned to, uint8_t type)
{
    assert_true(pair->count < DELIVERIES);
    struct delivery *delivery = &pair->queue[(pair->first + pair->count++) % DELIVERIES];
    memset(delivery, 0, sizeof(*delivery));
    delivery->to = to;
    delivery->input.type = type;
    return delivery;
}

static void post_yes(struct pair *pair, unsigned to, bool yes)
{
    post(pair, to, SMP_IN_CONSENT)->input.u.yes = yes;
}

static void answer_job(struct pair *pair, unsigned who, const struct smp_output *output)
{
    struct delivery *answer;
    switch (output->type) {
    case SMP_OUT_ENTROPY:
        answer = post(pair, who, SMP_IN_ENTROPY);
        random_octets(&pair->random, answer->input.u.entropy, 16);
        break;
    case SMP_OUT_KEYS:
        answer = post(pair, who, SMP_IN_KEYS);
        if (pair->fresh)
            answer->input.status = pair->crypto->p256_keys(pair->crypto->user, answer->input.u.keys.private_key,
                                                           answer->input.u.keys.public_key);
        else
            pool_keys((who == CENTRAL ? 0U : 3U) + pair->skip % 3U, answer->input.u.keys.private_key,
                      answer->input.u.keys.public_key);
        break;
    default:
        answer = post(pair, who, SMP_IN_DHKEY);
        answer->input.status = (pair->fresh ? agree_freshly : agree)(output->u.dhkey.private_key,
                                                                     output->u.dhkey.public_key, answer->input.u.dhkey);
        break;
    }
    answer->input.job = output->job;
}

/* ------------------------------------------------------------------------------------------------ the link layer */

static void post_encrypted(struct pair *pair, unsigned to, uint8_t hci_status)
{
    struct delivery *delivery = post(pair, to, SMP_IN_ENCRYPTED);
    delivery->input.u.encrypted.hci_status = hci_status;
}

static void compare_keys(struct pair *pair)
{
    bool same = memcmp(pair->sides[CENTRAL].link_key, pair->sides[PERIPHERAL].link_key, 16) == 0;
    for (unsigned i = 0; i < 2; i++) {
        post_encrypted(pair, PERIPHERAL - i, same ? 0 : MIC_FAILURE);
        pair->sides[i].encrypted = same;
    }
}

/* ------------------------------------------------------------------------------------------------ outputs */

static void ask_user(struct pair *pair, unsigned who, const struct smp_output *output)
{
    struct side *side = &pair->sides[who];
    if (side->no_user)
        return;
    if (output->type == SMP_OUT_ASK_PASSKEY)
        post(pair, who, SMP_IN_PASSKEY);
    else
        post_yes(pair, who, !side->says_no);
}

static void tell(struct pair *pair, unsigned who, const struct smp_output *output, const struct smp_outputs *outputs)
{
    struct side *side = &pair->sides[who];
    switch (output->type) {
    case SMP_OUT_METHOD:
        side->methods++;
        side->told = output->u.method;
        if (output->u.method.ask)
            ask_user(pair, who, output);
        break;
    case SMP_OUT_COMPARE:
        side->compared = output->u.digits;
        ask_user(pair, who, output);
        break;
    case SMP_OUT_ASK_PASSKEY: ask_user(pair, who, output); break;
    case SMP_OUT_KEYPRESS: side->keypresses++; break;
    case SMP_OUT_SECURITY_WANTED: side->security_wanted++; break;
    case SMP_OUT_DONE:
        side->ended++;
        side->done = output->u.done;
        side->has_keys = output->u.done.status == BLE_OK && !output->u.done.by_bond;
        side->keys = outputs->keys;
        break;
    default: fail_msg("output %u", output->type);
    }
}

static void carry_out(struct pair *pair, unsigned who, const struct smp_output *output,
                      const struct smp_outputs *outputs)
{
    struct side *side = &pair->sides[who];
    struct delivery *delivery;
    switch (output->type) {
    case SMP_OUT_PDU:
        side->sent++;
        if (output->u.pdu.octets[0] == SMP_OP_PAIRING_FAILED)
            side->last_failed = output->u.pdu.octets[1];
        delivery = post(pair, 1 - who, SMP_IN_PDU);
        delivery->size = output->u.pdu.size;
        memcpy(delivery->octets, output->u.pdu.octets, output->u.pdu.size);
        break;
    case SMP_OUT_ENTROPY:
    case SMP_OUT_KEYS:
    case SMP_OUT_DHKEY: answer_job(pair, who, output); break;
    case SMP_OUT_ENCRYPT:
        memcpy(side->link_key, output->u.key, 16);
        post(pair, 1 - who, SMP_IN_LTK_REQUEST);
        break;
    case SMP_OUT_LTK:
        memcpy(side->link_key, output->u.key, 16);
        compare_keys(pair);
        break;
    case SMP_OUT_NO_LTK:
        side->no_ltk++;
        post_encrypted(pair, 1 - who, LINK_KEY_MISSING);
        break;
    default: tell(pair, who, output, outputs);
    }
}

ble_status pair_input(struct pair *pair, unsigned to, const struct smp_input *input)
{
    struct side *side = &pair->sides[to];
    struct smp_outputs outputs;
    bool active = blr_smp_is_active(&side->smp);
    ble_status status = blr_smp_step(&side->smp, pair->now_us, input, &outputs);
    unsigned done = 0;
    assert_true(outputs.count <= SMP_OUTPUTS);
    for (unsigned i = 0; i < outputs.count; i++) {
        done += outputs.list[i].type == SMP_OUT_DONE;
        carry_out(pair, to, &outputs.list[i], &outputs);
    }
    bool after = blr_smp_is_active(&side->smp);
    /* it began if it runs now, or has ended without having run before */
    side->begun += !active && (after || done > 0);
    assert_int_equal(side->begun - side->ended, after);
    assert_int_equal(blr_smp_deadline(&side->smp) != UINT64_MAX, after);
    assert_true(done <= 1);
    return status;
}

ble_status pair_pdu(struct pair *pair, unsigned to, const void *octets, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1); /* ends where the memory ends */
    if (size > 0)
        memcpy(copy, octets, size);
    struct smp_input input = { .type = SMP_IN_PDU, .u.pdu = { copy, (uint16_t)size } };
    ble_status status = pair_input(pair, to, &input);
    free(copy);
    return status;
}

/* ------------------------------------------------------------------------------------------------ running */

struct smp_options pair_options(uint8_t io)
{
    struct smp_options options = SMP_OPTIONS_INIT;
    options.io = io;
    options.consent = 1 << SMP_JUST_WORKS;
    return options;
}

void pair_init(struct pair *pair, const struct smp_options *central, const struct smp_options *peripheral)
{
    const struct smp_options *options[2] = { central, peripheral };
    memset(pair, 0, sizeof(*pair));
    pair->crypto = ble_crypto_default();
    pair->now_us = 1000000;
    pair->random = 0x5eed;
    for (unsigned i = 0; i < 2; i++) {
        struct side *side = &pair->sides[i];
        side->enters = side->compared = UINT32_MAX;
        side->identity.address =
            (struct ble_address){ { 1, 2, 3, 4, (uint8_t)i, (uint8_t)(0xc0 + i) }, BLE_ADDRESS_RANDOM };
        memset(side->identity.irk, 0x11 + (int)i, 16);
        if (options[i] != NULL)
            side->policy = *options[i];
        struct smp_link link = {
            .central = i == CENTRAL,
            .own = { { 9, 8, 7, 6, 5, (uint8_t)(0x40 + i) }, BLE_ADDRESS_RANDOM },
            .peer = { { 9, 8, 7, 6, 5, (uint8_t)(0x41 - i) }, BLE_ADDRESS_RANDOM },
            .crypto = pair->crypto,
            .identity = &side->identity,
            .policy = options[i] != NULL ? &side->policy : NULL,
            .attempts = &side->attempts,
        };
        blr_smp_init(&side->smp, &link);
    }
}

ble_status pair_start(struct pair *pair, unsigned who)
{
    struct smp_options options = pair->sides[who].policy;
    options.consent = 0; /* who begins agrees */
    return pair_input(pair, who, &(struct smp_input){ .type = SMP_IN_START, .u.start = &options });
}

static bool is_job(uint8_t type)
{
    return type == SMP_IN_ENTROPY || type == SMP_IN_KEYS || type == SMP_IN_DHKEY;
}

/** The first answer of a job to the head of the queue. */
static void hurry(struct pair *pair)
{
    for (unsigned i = 0; i < pair->count; i++) {
        struct delivery job = pair->queue[(pair->first + i) % DELIVERIES];
        if (!is_job(job.input.type))
            continue;
        for (; i > 0; i--)
            pair->queue[(pair->first + i) % DELIVERIES] = pair->queue[(pair->first + i - 1) % DELIVERIES];
        pair->queue[pair->first] = job;
        return;
    }
}

/** What a user reads there and enters here, at this moment. */
static uint32_t read_passkey(const struct pair *pair, unsigned who)
{
    const struct side *side = &pair->sides[who], *other = &pair->sides[1 - who];
    if (side->enters != UINT32_MAX)
        return side->enters;
    return other->told.method == SMP_PASSKEY_DISPLAY ? other->told.passkey : DEFAULT_PASSKEY;
}

bool pair_step(struct pair *pair)
{
    if (pair->count == 0)
        return false;
    if (pair->prompt)
        hurry(pair);
    struct delivery delivery = pair->queue[pair->first];
    pair->first = (pair->first + 1) % DELIVERIES;
    pair->count--;
    pair->steps++;
    assert_true(pair->steps < STEPS_MOST);
    pair->now_us += 1000;
    if (delivery.input.type == SMP_IN_PASSKEY)
        delivery.input.u.passkey = read_passkey(pair, delivery.to);
    if (pair->tap != NULL && !pair->tap(pair, &delivery))
        return true;
    if (delivery.input.type == SMP_IN_PDU)
        pair_pdu(pair, delivery.to, delivery.octets, delivery.size);
    else
        pair_input(pair, delivery.to, &delivery.input);
    return true;
}

void pair_run(struct pair *pair)
{
    while (pair_step(pair)) {
    }
}

bool pair_run_until(struct pair *pair, unsigned who, enum smp_state state)
{
    while (pair->sides[who].smp.state != (uint8_t)state)
        if (!pair_step(pair))
            return false;
    return true;
}

void pair_wait(struct pair *pair, uint64_t us)
{
    pair->now_us += us;
    for (unsigned i = 0; i < 2; i++)
        if (blr_smp_deadline(&pair->sides[i].smp) <= pair->now_us)
            pair_input(pair, i, &(struct smp_input){ .type = SMP_IN_TICK });
}

void pair_disconnect(struct pair *pair)
{
    pair->count = 0;
    for (unsigned i = 0; i < 2; i++)
        pair_input(pair, i, &(struct smp_input){ .type = SMP_IN_DISCONNECTED });
}

/* ------------------------------------------------------------------------------------------------ judging */

static void assert_same_ltk(const struct smp_ltk *a, const struct smp_ltk *b)
{
    assert_memory_equal(a->key, b->key, 16);
    assert_memory_equal(a->rand, b->rand, 8);
    assert_int_equal(a->ediv, b->ediv);
}

/** What `to` got is what `from` gave. */
static void assert_given(const struct side *from, const struct side *to)
{
    const struct smp_keys *given = &from->keys, *got = &to->keys;
    assert_int_equal((given->has & SMP_HAS_OWN_LTK) != 0, (got->has & SMP_HAS_PEER_LTK) != 0);
    assert_same_ltk(&given->own_ltk, &got->peer_ltk);
    assert_int_equal((given->has & SMP_HAS_OWN_CSRK) != 0, (got->has & SMP_HAS_PEER_CSRK) != 0);
    assert_memory_equal(given->own_csrk, got->peer_csrk, 16);
    if (!(got->has & SMP_HAS_IDENTITY)) {
        assert_true(ble_address_equal(&got->peer, &to->smp.link.peer));
        return;
    }
    assert_true(ble_address_equal(&got->peer, &from->identity.address));
    assert_memory_equal(got->irk, from->identity.irk, 16);
}

void pair_assert_paired(const struct pair *pair)
{
    const struct side *central = &pair->sides[CENTRAL], *peripheral = &pair->sides[PERIPHERAL];
    for (unsigned i = 0; i < 2; i++) {
        const struct side *side = &pair->sides[i];
        assert_int_equal(side->done.status, BLE_OK);
        assert_int_equal(side->ended, 1);
        assert_int_equal(side->methods, 1);
        assert_true(side->has_keys && side->encrypted);
        assert_int_equal(side->keys.method, side->told.method);
        assert_int_equal(side->keys.authenticated, side->told.method != SMP_JUST_WORKS);
        assert_int_equal(side->smp.counters.unexpected + side->smp.counters.malformed + side->smp.counters.reserved, 0);
        static const struct smp_run none;
        assert_memory_equal(&side->smp.run, &none, sizeof(none)); /* no secret is left */
    }
    assert_memory_equal(central->link_key, peripheral->link_key, 16);
    assert_int_equal(central->keys.key_size, peripheral->keys.key_size);
    assert_int_equal(central->keys.secure_connections, peripheral->keys.secure_connections);
    assert_int_equal(central->keys.bond, peripheral->keys.bond);
    assert_int_equal(central->compared, peripheral->compared);
    assert_given(central, peripheral);
    assert_given(peripheral, central);
    for (unsigned i = central->keys.key_size; i < 16; i++)
        assert_int_equal(central->link_key[i] | central->keys.own_ltk.key[i] | central->keys.peer_ltk.key[i], 0);
}
