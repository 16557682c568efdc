/* SPDX-License-Identifier: MIT */
/* LE Secure Connections, phase 2 (2.3.5.6). */
#include <string.h>

#include "smp/internal.h"

enum { ROUNDS = 20, PASSKEY_BIT = 0x80 };

/** X of the key pair that everybody knows (Vol 2 Part G 7.1.2, data set 1), little-endian. */
static const uint8_t debug_x[SMP_COORDINATE] = { 0xe6, 0x9d, 0x35, 0x0e, 0x48, 0x01, 0x03, 0xcc, 0xdb, 0xfd, 0xf4,
                                                 0xac, 0x11, 0x91, 0xf4, 0xef, 0xb9, 0xa5, 0xf9, 0xe9, 0xa7, 0x83,
                                                 0x2c, 0x5e, 0x2c, 0xbe, 0x97, 0xf2, 0xd2, 0x03, 0xb0, 0x20 };

/* ------------------------------------------------------------------------------------------------ public keys */

void blr_smp_send_public_key(struct smp_step *step)
{
    struct smp_pairing_public_key key;
    memcpy(key.key, step->smp->run.own_public, sizeof(key.key));
    blr_smp_send(step, &blr_smp_pairing_public_key, &key);
}

enum smp_state blr_smp_public_key(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    const uint8_t *key = step->pdu.pairing_public_key.key;
    bool debug = memcmp(key, debug_x, sizeof(debug_x)) == 0;
    if (debug && !run->options.debug_keys)
        return blr_smp_fail(step, SMP_AUTHENTICATION_REQUIREMENTS);
    /* X alone: with the other Y of the same X the shared secret is as well known to who sent it (CVE-2020-26558) */
    if (!debug && memcmp(key, run->own_public, SMP_COORDINATE) == 0)
        return blr_smp_fail(step, SMP_INVALID_PARAMETERS);
    run->keys.debug = debug;
    memcpy(run->peer_x, key, SMP_COORDINATE);
    struct smp_output *output = blr_smp_ask(step, SMP_OUT_DHKEY);
    memcpy(output->u.dhkey.private_key, run->private_key, sizeof(run->private_key));
    memcpy(output->u.dhkey.public_key, key, sizeof(output->u.dhkey.public_key));
    return blr_smp_initiator(step) ? SMP_I_DHKEY : SMP_R_DHKEY;
}

/** The responder's confirm value may come before we are done with its key. */
enum smp_state blr_smp_early_confirm(struct smp_step *step)
{
    uint8_t method = step->smp->run.agreed.method;
    bool first = method == SMP_JUST_WORKS || method == SMP_COMPARISON;
    return first ? blr_smp_keep(step) : blr_smp_unexpected(step);
}

/* ------------------------------------------------------------------------------------------------ confirm values */

static void own_confirm(struct smp_step *step, uint8_t z, uint8_t confirm[16])
{
    const struct smp_run *run = &step->smp->run;
    blr_smp_f4(&step->tools, run->own_public, run->peer_x, run->own_nonce, z, confirm);
}

/** Is it what the peer's confirm value was made of? */
static bool confirms(struct smp_step *step, uint8_t z)
{
    const struct smp_run *run = &step->smp->run;
    uint8_t confirm[SMP_KEY];
    blr_smp_f4(&step->tools, run->peer_x, run->own_public, run->peer_nonce, z, confirm);
    return blr_smp_equal(confirm, run->peer_confirm, SMP_KEY);
}

static uint8_t passkey_bit(const struct smp_run *run)
{
    return (uint8_t)(PASSKEY_BIT | (run->secret[run->round / 8] >> run->round % 8 & 1));
}

static void send_passkey_confirm(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    uint8_t confirm[SMP_KEY];
    blr_smp_draw(step, run->own_nonce);
    own_confirm(step, passkey_bit(run), confirm);
    blr_smp_send_key(step, SMP_OP_PAIRING_CONFIRM, confirm);
}

/** What the peer's data that came out of band say of its key. */
static bool oob_confirms(struct smp_step *step)
{
    const struct smp_oob *oob = step->smp->run.options.oob;
    uint8_t confirm[SMP_KEY];
    if (oob == NULL || !oob->peer)
        return true; /* then the peer has ours and judges */
    blr_smp_f4(&step->tools, step->smp->run.peer_x, step->smp->run.peer_x, oob->peer_random, 0, confirm);
    return blr_smp_equal(confirm, oob->peer_confirm, SMP_KEY);
}

/* ------------------------------------------------------------------------------------------------ models */

static enum smp_state begin_commitment(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    uint8_t confirm[SMP_KEY];
    blr_smp_draw(step, run->own_nonce);
    if (blr_smp_initiator(step))
        return SMP_I_CONFIRM;
    own_confirm(step, 0, confirm);
    blr_smp_send_key(step, SMP_OP_PAIRING_CONFIRM, confirm);
    return SMP_R_RANDOM;
}

static enum smp_state begin_passkey(struct smp_step *step)
{
    bool initiator = blr_smp_initiator(step);
    if (step->smp->run.agreed.method == SMP_PASSKEY_ENTRY) {
        blr_smp_put(step, SMP_OUT_ASK_PASSKEY);
        return initiator ? SMP_I_PASSKEY : SMP_R_PASSKEY;
    }
    if (initiator)
        send_passkey_confirm(step);
    return initiator ? SMP_I_PASSKEY_CONFIRM : SMP_R_PASSKEY_CONFIRM;
}

static enum smp_state begin_oob(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    const struct smp_oob *oob = run->options.oob;
    bool initiator = blr_smp_initiator(step);
    bool peer_has_ours = (initiator ? run->response[2] : run->request[2]) != 0;
    if (!oob_confirms(step))
        return blr_smp_fail(step, SMP_CONFIRM_VALUE_FAILED);
    if (oob != NULL && oob->peer)
        memcpy(run->peer_r, oob->peer_random, SMP_KEY);
    if (oob != NULL && peer_has_ours)
        memcpy(run->own_r, oob->own_random, SMP_KEY);
    blr_smp_draw(step, run->own_nonce);
    if (initiator)
        blr_smp_send_key(step, SMP_OP_PAIRING_RANDOM, run->own_nonce);
    return initiator ? SMP_I_OOB_RANDOM : SMP_R_OOB_RANDOM;
}

enum smp_state blr_smp_dhkey(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    enum smp_state next;
    if (step->input->status == BLE_ERROR_ARGUMENT) /* CVE-2018-5383 */
        return blr_smp_fail(step, SMP_INVALID_PARAMETERS);
    if (!blr_smp_job_done(step, &next))
        return next;
    memcpy(run->private_key, step->input->u.dhkey, sizeof(run->private_key));
    if (!blr_smp_initiator(step))
        blr_smp_send_public_key(step);
    switch (run->agreed.method) {
    case SMP_PASSKEY_DISPLAY:
    case SMP_PASSKEY_ENTRY: return begin_passkey(step);
    case SMP_OOB: return begin_oob(step);
    default: return begin_commitment(step);
    }
}

/* ------------------------------------------------------------------------------------------------ the check */

/** Both nonces are known: the keys. From here on private_key holds MacKey and LTK. */
static void derive(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    uint8_t initiator[SMP_ADDRESS], responder[SMP_ADDRESS];
    bool first = blr_smp_initiator(step);
    blr_smp_addresses(step->smp, initiator, responder);
    blr_smp_f5(&step->tools, run->private_key, first ? run->own_nonce : run->peer_nonce,
               first ? run->peer_nonce : run->own_nonce, initiator, responder, run->private_key,
               run->private_key + SMP_KEY);
}

/** The check that one side makes. @param own it is ours */
static void make_check(struct smp_step *step, bool own, uint8_t check[16])
{
    const struct smp_run *run = &step->smp->run;
    uint8_t initiator[SMP_ADDRESS], responder[SMP_ADDRESS];
    bool of_initiator = own == blr_smp_initiator(step);
    blr_smp_addresses(step->smp, initiator, responder);
    blr_smp_f6(&step->tools, run->private_key, own ? run->own_nonce : run->peer_nonce,
               own ? run->peer_nonce : run->own_nonce, own ? run->peer_r : run->own_r,
               (of_initiator ? run->request : run->response) + 1, of_initiator ? initiator : responder,
               of_initiator ? responder : initiator, check);
}

static void send_check(struct smp_step *step)
{
    uint8_t check[SMP_KEY];
    make_check(step, true, check);
    blr_smp_send_key(step, SMP_OP_PAIRING_DHKEY_CHECK, check);
}

/** Authentication stage 1 is over. */
static enum smp_state to_check(struct smp_step *step)
{
    derive(step);
    if (!blr_smp_initiator(step))
        return SMP_R_CHECK;
    send_check(step);
    return SMP_I_CHECK;
}

enum smp_state blr_smp_check(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    uint8_t check[SMP_KEY], ltk[SMP_KEY];
    make_check(step, false, check);
    if (!blr_smp_equal(check, step->pdu.pairing_dhkey_check.dhkey_check, SMP_KEY))
        return blr_smp_fail(step, SMP_DHKEY_CHECK_FAILED);
    if (!blr_smp_initiator(step))
        send_check(step);
    memcpy(ltk, run->private_key + SMP_KEY, SMP_KEY);
    return blr_smp_encrypt(step, ltk);
}

/* ------------------------------------------------------------------------------------------------ just works, compare
 */

enum smp_state blr_smp_confirm(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    memcpy(run->peer_confirm, step->pdu.pairing_confirm.confirm_value, SMP_KEY);
    blr_smp_send_key(step, SMP_OP_PAIRING_RANDOM, run->own_nonce);
    return SMP_I_RANDOM;
}

enum smp_state blr_smp_random(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    bool initiator = blr_smp_initiator(step);
    memcpy(run->peer_nonce, step->pdu.pairing_random.random_value, SMP_KEY);
    if (!initiator)
        blr_smp_send_key(step, SMP_OP_PAIRING_RANDOM, run->own_nonce);
    else if (!confirms(step, 0))
        return blr_smp_fail(step, SMP_CONFIRM_VALUE_FAILED);
    if (run->agreed.method == SMP_JUST_WORKS)
        return to_check(step);
    uint32_t value = initiator
                         ? blr_smp_g2(&step->tools, run->own_public, run->peer_x, run->own_nonce, run->peer_nonce)
                         : blr_smp_g2(&step->tools, run->peer_x, run->own_public, run->peer_nonce, run->own_nonce);
    blr_smp_put(step, SMP_OUT_COMPARE)->u.digits = value % 1000000;
    return initiator ? SMP_I_COMPARE : SMP_R_COMPARE;
}

enum smp_state blr_smp_compared(struct smp_step *step)
{
    if (!step->input->u.yes)
        return blr_smp_fail(step, SMP_NUMERIC_COMPARISON_FAILED);
    return to_check(step);
}

/* ------------------------------------------------------------------------------------------------ passkey */

void blr_smp_put_passkey(uint8_t secret[16], uint32_t passkey)
{
    memset(secret, 0, SMP_KEY);
    for (unsigned i = 0; i < sizeof(passkey); i++)
        secret[i] = (uint8_t)(passkey >> 8 * i);
}

enum smp_state blr_smp_passkey(struct smp_step *step)
{
    if (step->input->u.passkey > 999999)
        return blr_smp_refuse(step, BLE_ERROR_ARGUMENT);
    blr_smp_put_passkey(step->smp->run.secret, step->input->u.passkey);
    if (!blr_smp_initiator(step))
        return SMP_R_PASSKEY_CONFIRM;
    send_passkey_confirm(step);
    return SMP_I_PASSKEY_CONFIRM;
}

enum smp_state blr_smp_passkey_confirm(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    memcpy(run->peer_confirm, step->pdu.pairing_confirm.confirm_value, SMP_KEY);
    if (!blr_smp_initiator(step)) {
        send_passkey_confirm(step);
        return SMP_R_PASSKEY_RANDOM;
    }
    blr_smp_send_key(step, SMP_OP_PAIRING_RANDOM, run->own_nonce);
    return SMP_I_PASSKEY_RANDOM;
}

enum smp_state blr_smp_passkey_random(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    bool initiator = blr_smp_initiator(step);
    memcpy(run->peer_nonce, step->pdu.pairing_random.random_value, SMP_KEY);
    if (!confirms(step, passkey_bit(run)))
        return blr_smp_fail(step, SMP_CONFIRM_VALUE_FAILED);
    if (!initiator)
        blr_smp_send_key(step, SMP_OP_PAIRING_RANDOM, run->own_nonce);
    if (++run->round < ROUNDS) {
        if (initiator)
            send_passkey_confirm(step);
        return initiator ? SMP_I_PASSKEY_CONFIRM : SMP_R_PASSKEY_CONFIRM;
    }
    memcpy(run->own_r, run->secret, SMP_KEY);
    memcpy(run->peer_r, run->secret, SMP_KEY);
    return to_check(step);
}

/** Ours, while the digits are entered. */
enum smp_state blr_smp_keypress(struct smp_step *step)
{
    struct smp_keypress_notification pressed = { .notification_type = step->input->u.keypress };
    if (pressed.notification_type > SMP_ENTRY_COMPLETED)
        return blr_smp_refuse(step, BLE_ERROR_ARGUMENT);
    if (!step->smp->run.agreed.keypress)
        return blr_smp_refuse(step, BLE_ERROR_STATE);
    blr_smp_send(step, &blr_smp_keypress_notification, &pressed);
    return (enum smp_state)step->smp->state;
}

/** The peer's, which makes no time-out longer. */
enum smp_state blr_smp_keypress_told(struct smp_step *step)
{
    const struct smp_run *run = &step->smp->run;
    uint8_t type = step->pdu.keypress_notification.notification_type;
    bool passkey = run->agreed.method == SMP_PASSKEY_DISPLAY || run->agreed.method == SMP_PASSKEY_ENTRY;
    if (!run->agreed.keypress || !passkey || run->round > 0)
        return blr_smp_unexpected(step);
    if (type > SMP_ENTRY_COMPLETED)
        return blr_smp_fail(step, SMP_INVALID_PARAMETERS);
    blr_smp_put(step, SMP_OUT_KEYPRESS)->u.keypress = type;
    return (enum smp_state)step->smp->state;
}

/* ------------------------------------------------------------------------------------------------ out of band */

enum smp_state blr_smp_oob_random(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    memcpy(run->peer_nonce, step->pdu.pairing_random.random_value, SMP_KEY);
    if (!blr_smp_initiator(step))
        blr_smp_send_key(step, SMP_OP_PAIRING_RANDOM, run->own_nonce);
    return to_check(step);
}
