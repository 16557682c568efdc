/* SPDX-License-Identifier: MIT */
/* How a pairing begins: who wants it, what both can, what the application is told (2.3). */
#include <string.h>

#include "smp/internal.h"

static void begin(struct smp_step *step, const struct smp_options *options, bool by_peer)
{
    struct smp *smp = step->smp;
    memset(&smp->run, 0, sizeof(smp->run));
    smp->run.options = *options;
    smp->run.by_peer = by_peer;
    smp->quiet = false;
    smp->deadline_us = step->now_us + SMP_TIMEOUT_US;
}

static bool must_wait(const struct smp_step *step)
{
    const struct smp_attempts *attempts = step->smp->link.attempts;
    return attempts != NULL && blr_smp_attempts_wait_us(attempts, step->now_us) > 0;
}

static bool has_identity(const struct smp_step *step)
{
    return step->smp->link.identity != NULL;
}

/* ------------------------------------------------------------------------------------------------ we begin */

enum smp_state blr_smp_start(struct smp_step *step)
{
    const struct smp_options *options = step->input->u.start;
    if (!blr_smp_options_valid(options))
        return blr_smp_refuse(step, BLE_ERROR_ARGUMENT);
    if (must_wait(step))
        return blr_smp_refuse(step, BLE_ERROR_SMP(SMP_REPEATED_ATTEMPTS));
    begin(step, options, false);
    if (blr_smp_initiator(step)) {
        blr_smp_ask(step, SMP_OUT_ENTROPY);
        return SMP_I_ENTROPY;
    }
    struct smp_pairing_request features;
    blr_smp_request(options, has_identity(step), &features);
    struct smp_security_request request = { .auth_req = features.auth_req };
    blr_smp_send(step, &blr_smp_security_request, &request);
    return SMP_R_ASKING;
}

static enum smp_state send_request(struct smp_step *step)
{
    struct smp_pairing_request request;
    blr_smp_request(&step->smp->run.options, has_identity(step), &request);
    blr_smp_encode(&blr_smp_pairing_request, &request, step->smp->run.request, SMP_FEATURES);
    blr_smp_send(step, &blr_smp_pairing_request, &request);
    return SMP_I_RESPONSE;
}

/* ------------------------------------------------------------------------------------------------ the peer begins */

enum smp_state blr_smp_security_wanted(struct smp_step *step)
{
    if (!must_wait(step))
        blr_smp_put(step, SMP_OUT_SECURITY_WANTED)->u.auth_req = step->pdu.security_request.auth_req;
    return SMP_IDLE;
}

enum smp_state blr_smp_decline(struct smp_step *step)
{
    if (!blr_smp_initiator(step))
        return blr_smp_refuse(step, BLE_ERROR_STATE);
    blr_smp_send_failed(step, SMP_PAIRING_NOT_SUPPORTED);
    return SMP_IDLE;
}

/** Both features are there: judge them. @return false: the pairing has ended */
static bool judge(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    struct smp_pairing_request request;
    struct smp_pairing_response response;
    blr_smp_decode(&blr_smp_pairing_request, run->request, SMP_FEATURES, &request);
    blr_smp_decode(&blr_smp_pairing_response, run->response, SMP_FEATURES, &response);
    uint8_t reason = blr_smp_agree(&run->options, blr_smp_initiator(step), &request, &response, &run->agreed);
    if (reason != 0)
        blr_smp_fail(step, (enum smp_reason)reason);
    return reason == 0;
}

enum smp_state blr_smp_requested(struct smp_step *step)
{
    struct smp *smp = step->smp;
    static const struct smp_options nothing = SMP_OPTIONS_INIT;
    if (smp->state == SMP_IDLE)
        begin(step, smp->link.policy != NULL ? smp->link.policy : &nothing, true);
    smp->run.exchanged = true;
    smp->deadline_us = step->now_us + SMP_TIMEOUT_US;
    if (smp->run.by_peer && smp->link.policy == NULL)
        return blr_smp_fail(step, SMP_PAIRING_NOT_SUPPORTED);
    if (smp->run.by_peer && must_wait(step))
        return blr_smp_fail(step, SMP_REPEATED_ATTEMPTS);
    struct smp_pairing_response response;
    memcpy(smp->run.request, step->octets, SMP_FEATURES);
    blr_smp_response(&smp->run.options, has_identity(step), &step->pdu.pairing_request, &response);
    blr_smp_encode(&blr_smp_pairing_response, &response, smp->run.response, SMP_FEATURES);
    if (!judge(step))
        return SMP_IDLE;
    blr_smp_ask(step, SMP_OUT_ENTROPY);
    return SMP_R_ENTROPY;
}

/* ------------------------------------------------------------------------------------------------ the model is known
 */

/** Tell the application. @return whether its yes is waited for */
static bool tell(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    struct smp_told *told = &blr_smp_put(step, SMP_OUT_METHOD)->u.method;
    *told = (struct smp_told){
        .method = run->agreed.method,
        .key_size = run->agreed.key_size,
        .secure_connections = run->agreed.secure_connections,
        .bond = run->agreed.bond,
        .by_peer = run->by_peer,
        .ask = (run->options.consent >> run->agreed.method & 1) != 0,
    };
    if (run->agreed.method == SMP_PASSKEY_DISPLAY) {
        uint8_t random[SMP_KEY];
        uint64_t number = 0;
        blr_smp_draw(step, random);
        for (unsigned i = 0; i < 8; i++) /* of 2^64 numbers: no digit is noticeably more likely than another */
            number = number << 8 | random[i];
        told->passkey = (uint32_t)(number % 1000000);
        blr_smp_put_passkey(run->secret, told->passkey);
    }
    run->told = true;
    return told->ask;
}

static enum smp_state want_keys(struct smp_step *step, enum smp_state next)
{
    struct smp_run *run = &step->smp->run;
    const struct smp_oob *oob = run->options.oob;
    if (oob != NULL && oob->own) { /* the peer was told their confirm value: no others will do */
        memcpy(run->private_key, oob->private_key, sizeof(run->private_key));
        memcpy(run->own_public, oob->public_key, sizeof(run->own_public));
        return SMP_IDLE;
    }
    blr_smp_ask(step, SMP_OUT_KEYS);
    return next;
}

static enum smp_state authenticate(struct smp_step *step)
{
    if (!step->smp->run.agreed.secure_connections)
        return blr_smp_legacy_begin(step);
    if (!blr_smp_initiator(step))
        return SMP_R_PUBLIC_KEY;
    blr_smp_send_public_key(step);
    return SMP_I_PUBLIC_KEY;
}

static enum smp_state respond(struct smp_step *step)
{
    struct smp_pairing_response response;
    blr_smp_decode(&blr_smp_pairing_response, step->smp->run.response, SMP_FEATURES, &response);
    blr_smp_send(step, &blr_smp_pairing_response, &response);
    step->smp->run.attempted = true;
    return authenticate(step);
}

/** Responder: the application agrees; our keys, if it takes any, then the answer. */
static enum smp_state prepare(struct smp_step *step)
{
    if (!step->smp->run.agreed.secure_connections)
        return respond(step);
    return want_keys(step, SMP_R_KEYS) == SMP_IDLE ? respond(step) : SMP_R_KEYS;
}

enum smp_state blr_smp_seeded(struct smp_step *step)
{
    enum smp_state next;
    if (!blr_smp_job_done(step, &next))
        return next;
    struct smp_run *run = &step->smp->run;
    memcpy(run->seed, step->input->u.entropy, SMP_KEY);
    if (!blr_smp_initiator(step))
        return tell(step) ? SMP_R_CONSENT : prepare(step);
    if (!run->options.secure_connections)
        return send_request(step);
    return want_keys(step, SMP_I_KEYS) == SMP_IDLE ? send_request(step) : SMP_I_KEYS;
}

enum smp_state blr_smp_keys_made(struct smp_step *step)
{
    enum smp_state next;
    if (!blr_smp_job_done(step, &next))
        return next;
    struct smp_run *run = &step->smp->run;
    memcpy(run->private_key, step->input->u.keys.private_key, sizeof(run->private_key));
    memcpy(run->own_public, step->input->u.keys.public_key, sizeof(run->own_public));
    return blr_smp_initiator(step) ? send_request(step) : respond(step);
}

enum smp_state blr_smp_responded(struct smp_step *step)
{
    memcpy(step->smp->run.response, step->octets, SMP_FEATURES);
    if (!judge(step))
        return SMP_IDLE;
    step->smp->run.attempted = true;
    return tell(step) ? SMP_I_CONSENT : authenticate(step);
}

enum smp_state blr_smp_consented(struct smp_step *step)
{
    bool initiator = blr_smp_initiator(step);
    if (step->input->u.yes)
        return initiator ? authenticate(step) : prepare(step);
    step->smp->run.attempted = !initiator; /* whoever is refused is not to ask again at once */
    return blr_smp_fail_with(step, initiator ? SMP_UNSPECIFIED_REASON : SMP_PAIRING_NOT_SUPPORTED, BLE_ERROR_CANCELLED);
}
