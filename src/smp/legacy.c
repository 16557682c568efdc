/* SPDX-License-Identifier: MIT */
/* LE legacy pairing, phase 2 (2.3.5.2 to 2.3.5.5). */
#include <string.h>

#include "smp/internal.h"

static void confirm_value(struct smp_step *step, const uint8_t random[16], uint8_t confirm[16])
{
    const struct smp_run *run = &step->smp->run;
    uint8_t initiator[SMP_ADDRESS], responder[SMP_ADDRESS];
    blr_smp_addresses(step->smp, initiator, responder);
    blr_smp_c1(&step->tools, run->secret, random, run->request, run->response, initiator, responder, confirm);
}

static void send_confirm(struct smp_step *step)
{
    uint8_t confirm[SMP_KEY];
    blr_smp_draw(step, step->smp->run.own_nonce);
    confirm_value(step, step->smp->run.own_nonce, confirm);
    blr_smp_send_key(step, SMP_OP_PAIRING_CONFIRM, confirm);
}

/** The TK is known. */
static enum smp_state confirm_or_wait(struct smp_step *step)
{
    if (!blr_smp_initiator(step))
        return SMP_R_L_CONFIRM;
    send_confirm(step);
    return SMP_I_L_CONFIRM;
}

enum smp_state blr_smp_legacy_begin(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    if (run->agreed.method == SMP_PASSKEY_ENTRY) {
        blr_smp_put(step, SMP_OUT_ASK_PASSKEY);
        return blr_smp_initiator(step) ? SMP_I_L_PASSKEY : SMP_R_L_PASSKEY;
    }
    if (run->agreed.method == SMP_OOB)
        memcpy(run->secret, run->options.oob->tk, SMP_KEY);
    return confirm_or_wait(step); /* just works: 0; a passkey that we show is in place */
}

enum smp_state blr_smp_legacy_passkey(struct smp_step *step)
{
    if (step->input->u.passkey > 999999)
        return blr_smp_refuse(step, BLE_ERROR_ARGUMENT);
    blr_smp_put_passkey(step->smp->run.secret, step->input->u.passkey);
    return confirm_or_wait(step);
}

enum smp_state blr_smp_legacy_confirm(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    memcpy(run->peer_confirm, step->pdu.pairing_confirm.confirm_value, SMP_KEY);
    if (!blr_smp_initiator(step)) {
        send_confirm(step);
        return SMP_R_L_RANDOM;
    }
    /* c1 is the same in both directions: our own value thrown back would pass without any TK */
    uint8_t confirm[SMP_KEY];
    confirm_value(step, run->own_nonce, confirm);
    if (blr_smp_equal(confirm, run->peer_confirm, SMP_KEY))
        return blr_smp_fail(step, SMP_CONFIRM_VALUE_FAILED);
    blr_smp_send_key(step, SMP_OP_PAIRING_RANDOM, run->own_nonce);
    return SMP_I_L_RANDOM;
}

enum smp_state blr_smp_legacy_random(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    uint8_t confirm[SMP_KEY], stk[SMP_KEY];
    bool initiator = blr_smp_initiator(step);
    memcpy(run->peer_nonce, step->pdu.pairing_random.random_value, SMP_KEY);
    confirm_value(step, run->peer_nonce, confirm);
    if (!blr_smp_equal(confirm, run->peer_confirm, SMP_KEY))
        return blr_smp_fail(step, SMP_CONFIRM_VALUE_FAILED);
    if (!initiator)
        blr_smp_send_key(step, SMP_OP_PAIRING_RANDOM, run->own_nonce);
    blr_smp_s1(&step->tools, run->secret, initiator ? run->peer_nonce : run->own_nonce,
               initiator ? run->own_nonce : run->peer_nonce, stk);
    return blr_smp_encrypt(step, stk);
}
