/* SPDX-License-Identifier: MIT */
#include "smp/pairing.h"

#include <string.h>

#include "smp/internal.h"

/* ------------------------------------------------------------------------------------------------ the table */

/* clang-format off */
static const struct row {
    uint8_t state;
    uint8_t input;
    smp_action *action;
} rows[] = {
    { SMP_IDLE,              SMP_IN_START,                            blr_smp_start },
    { SMP_IDLE,              SMP_IN_REFUSE,                           blr_smp_decline },
    { SMP_IDLE,              SMP_OP_SECURITY_REQUEST,                 blr_smp_security_wanted },
    { SMP_IDLE,              SMP_OP_PAIRING_REQUEST,                  blr_smp_requested },
    { SMP_R_ASKING,          SMP_OP_PAIRING_REQUEST,                  blr_smp_requested },
    { SMP_R_ASKING,          SMP_IN_ENCRYPTED,                        blr_smp_asked_encrypted },

    { SMP_I_ENTROPY,         SMP_IN_ENTROPY,                          blr_smp_seeded },
    { SMP_I_KEYS,            SMP_IN_KEYS,                             blr_smp_keys_made },
    { SMP_I_RESPONSE,        SMP_OP_PAIRING_RESPONSE,                 blr_smp_responded },
    { SMP_I_CONSENT,         SMP_IN_CONSENT,                          blr_smp_consented },
    { SMP_R_ENTROPY,         SMP_IN_ENTROPY,                          blr_smp_seeded },
    { SMP_R_CONSENT,         SMP_IN_CONSENT,                          blr_smp_consented },
    { SMP_R_KEYS,            SMP_IN_KEYS,                             blr_smp_keys_made },

    { SMP_I_PUBLIC_KEY,      SMP_OP_PAIRING_PUBLIC_KEY,               blr_smp_public_key },
    { SMP_I_DHKEY,           SMP_IN_DHKEY,                            blr_smp_dhkey },
    { SMP_I_DHKEY,           SMP_OP_PAIRING_CONFIRM,                  blr_smp_early_confirm },
    { SMP_R_PUBLIC_KEY,      SMP_OP_PAIRING_PUBLIC_KEY,               blr_smp_public_key },
    { SMP_R_DHKEY,           SMP_IN_DHKEY,                            blr_smp_dhkey },

    { SMP_I_CONFIRM,         SMP_OP_PAIRING_CONFIRM,                  blr_smp_confirm },
    { SMP_I_RANDOM,          SMP_OP_PAIRING_RANDOM,                   blr_smp_random },
    { SMP_I_COMPARE,         SMP_IN_CONSENT,                          blr_smp_compared },
    { SMP_R_RANDOM,          SMP_OP_PAIRING_RANDOM,                   blr_smp_random },
    { SMP_R_COMPARE,         SMP_IN_CONSENT,                          blr_smp_compared },
    { SMP_R_COMPARE,         SMP_OP_PAIRING_DHKEY_CHECK,              blr_smp_keep },

    { SMP_I_PASSKEY,         SMP_IN_PASSKEY,                          blr_smp_passkey },
    { SMP_I_PASSKEY,         SMP_IN_KEYPRESS,                         blr_smp_keypress },
    { SMP_I_PASSKEY,         SMP_OP_KEYPRESS_NOTIFICATION,            blr_smp_keypress_told },
    { SMP_I_PASSKEY_CONFIRM, SMP_OP_PAIRING_CONFIRM,                  blr_smp_passkey_confirm },
    { SMP_I_PASSKEY_CONFIRM, SMP_OP_KEYPRESS_NOTIFICATION,            blr_smp_keypress_told },
    { SMP_I_PASSKEY_RANDOM,  SMP_OP_PAIRING_RANDOM,                   blr_smp_passkey_random },
    { SMP_R_PASSKEY,         SMP_IN_PASSKEY,                          blr_smp_passkey },
    { SMP_R_PASSKEY,         SMP_IN_KEYPRESS,                         blr_smp_keypress },
    { SMP_R_PASSKEY,         SMP_OP_KEYPRESS_NOTIFICATION,            blr_smp_keypress_told },
    { SMP_R_PASSKEY,         SMP_OP_PAIRING_CONFIRM,                  blr_smp_keep },
    { SMP_R_PASSKEY_CONFIRM, SMP_OP_PAIRING_CONFIRM,                  blr_smp_passkey_confirm },
    { SMP_R_PASSKEY_CONFIRM, SMP_OP_KEYPRESS_NOTIFICATION,            blr_smp_keypress_told },
    { SMP_R_PASSKEY_RANDOM,  SMP_OP_PAIRING_RANDOM,                   blr_smp_passkey_random },

    { SMP_I_OOB_RANDOM,      SMP_OP_PAIRING_RANDOM,                   blr_smp_oob_random },
    { SMP_R_OOB_RANDOM,      SMP_OP_PAIRING_RANDOM,                   blr_smp_oob_random },
    { SMP_I_CHECK,           SMP_OP_PAIRING_DHKEY_CHECK,              blr_smp_check },
    { SMP_R_CHECK,           SMP_OP_PAIRING_DHKEY_CHECK,              blr_smp_check },

    { SMP_I_L_PASSKEY,       SMP_IN_PASSKEY,                          blr_smp_legacy_passkey },
    { SMP_I_L_PASSKEY,       SMP_IN_KEYPRESS,                         blr_smp_keypress },
    { SMP_I_L_PASSKEY,       SMP_OP_KEYPRESS_NOTIFICATION,            blr_smp_keypress_told },
    { SMP_I_L_CONFIRM,       SMP_OP_PAIRING_CONFIRM,                  blr_smp_legacy_confirm },
    { SMP_I_L_CONFIRM,       SMP_OP_KEYPRESS_NOTIFICATION,            blr_smp_keypress_told },
    { SMP_I_L_RANDOM,        SMP_OP_PAIRING_RANDOM,                   blr_smp_legacy_random },
    { SMP_R_L_PASSKEY,       SMP_IN_PASSKEY,                          blr_smp_legacy_passkey },
    { SMP_R_L_PASSKEY,       SMP_IN_KEYPRESS,                         blr_smp_keypress },
    { SMP_R_L_PASSKEY,       SMP_OP_KEYPRESS_NOTIFICATION,            blr_smp_keypress_told },
    { SMP_R_L_PASSKEY,       SMP_OP_PAIRING_CONFIRM,                  blr_smp_keep },
    { SMP_R_L_CONFIRM,       SMP_OP_PAIRING_CONFIRM,                  blr_smp_legacy_confirm },
    { SMP_R_L_CONFIRM,       SMP_OP_KEYPRESS_NOTIFICATION,            blr_smp_keypress_told },
    { SMP_R_L_RANDOM,        SMP_OP_PAIRING_RANDOM,                   blr_smp_legacy_random },

    { SMP_R_LTK,             SMP_IN_LTK_REQUEST,                      blr_smp_ltk_requested },
    { SMP_I_ENCRYPTING,      SMP_IN_ENCRYPTED,                        blr_smp_encrypted },
    { SMP_R_ENCRYPTING,      SMP_IN_ENCRYPTED,                        blr_smp_encrypted },
    { SMP_I_RECEIVING,       SMP_OP_ENCRYPTION_INFORMATION,           blr_smp_key_received },
    { SMP_I_RECEIVING,       SMP_OP_CENTRAL_IDENTIFICATION,           blr_smp_key_received },
    { SMP_I_RECEIVING,       SMP_OP_IDENTITY_INFORMATION,             blr_smp_key_received },
    { SMP_I_RECEIVING,       SMP_OP_IDENTITY_ADDRESS_INFORMATION,     blr_smp_key_received },
    { SMP_I_RECEIVING,       SMP_OP_SIGNING_INFORMATION,              blr_smp_key_received },
    { SMP_R_RECEIVING,       SMP_OP_ENCRYPTION_INFORMATION,           blr_smp_key_received },
    { SMP_R_RECEIVING,       SMP_OP_CENTRAL_IDENTIFICATION,           blr_smp_key_received },
    { SMP_R_RECEIVING,       SMP_OP_IDENTITY_INFORMATION,             blr_smp_key_received },
    { SMP_R_RECEIVING,       SMP_OP_IDENTITY_ADDRESS_INFORMATION,     blr_smp_key_received },
    { SMP_R_RECEIVING,       SMP_OP_SIGNING_INFORMATION,              blr_smp_key_received },
};
/* clang-format on */

static enum smp_state failed_by_peer(struct smp_step *step);
static enum smp_state cancelled(struct smp_step *step);
static enum smp_state disconnected(struct smp_step *step);
static enum smp_state timed_out(struct smp_step *step);
static enum smp_state ignored(struct smp_step *step);
static enum smp_state early_key_wanted(struct smp_step *step);

/** In every state in which a pairing runs, unless it has a row of its own. */
static const struct row always[] = {
    { 0, SMP_OP_PAIRING_FAILED, failed_by_peer },
    { 0, SMP_OP_SECURITY_REQUEST, ignored },
    { 0, SMP_IN_CANCEL, cancelled },
    { 0, SMP_IN_DISCONNECTED, disconnected },
    { 0, SMP_IN_TICK, timed_out },
    { 0, SMP_IN_LTK_REQUEST, early_key_wanted },
};

static bool runs(uint8_t state)
{
    return state != SMP_IDLE && state != SMP_DEAD;
}

static smp_action *find(uint8_t state, uint8_t input)
{
    for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].state == state && rows[i].input == input)
            return rows[i].action;
    for (unsigned i = 0; runs(state) && i < sizeof(always) / sizeof(always[0]); i++)
        if (always[i].input == input)
            return always[i].action;
    return input == SMP_IN_DISCONNECTED ? disconnected : NULL;
}

bool blr_smp_is_listed(enum smp_state state, uint8_t input)
{
    return find((uint8_t)state, input) != NULL;
}

bool blr_smp_is_active(const struct smp *smp)
{
    return runs(smp->state);
}

/* ------------------------------------------------------------------------------------------------ saying something */

struct smp_output *blr_smp_put(struct smp_step *step, enum smp_output_type type)
{
    struct smp_outputs *out = step->out;
    if (out->count == SMP_OUTPUTS) { /* no action says so much; if one did, the pairing must not go on */
        step->tools.failed = true;
        out->count--;
    }
    struct smp_output *output = &out->list[out->count++];
    memset(output, 0, sizeof(*output));
    output->type = (uint8_t)type;
    return output;
}

void blr_smp_send(struct smp_step *step, const struct smp_pdu *pdu, const void *value)
{
    struct smp_output *output = blr_smp_put(step, SMP_OUT_PDU);
    output->u.pdu.size = (uint8_t)blr_smp_encode(pdu, value, output->u.pdu.octets, SMP_MTU);
    step->smp->deadline_us = step->now_us + SMP_TIMEOUT_US;
    step->smp->run.exchanged |= pdu->opcode != SMP_OP_SECURITY_REQUEST;
}

void blr_smp_send_key(struct smp_step *step, uint8_t opcode, const uint8_t value[16])
{
    struct smp_pairing_confirm pdu; /* all of them look like it */
    memcpy(pdu.confirm_value, value, SMP_KEY);
    blr_smp_send(step, blr_smp_pdu(opcode), &pdu);
}

struct smp_output *blr_smp_ask(struct smp_step *step, enum smp_output_type type)
{
    struct smp_output *output = blr_smp_put(step, type);
    output->job = ++step->smp->job;
    return output;
}

/* ------------------------------------------------------------------------------------------------ ending */

/** The one place where SMP_OUT_DONE is made and secrets end. */
static enum smp_state finish(struct smp_step *step, struct smp_done done)
{
    struct smp *smp = step->smp;
    done.by_peer = smp->run.by_peer;
    done.told = smp->run.told;
    if (done.status == BLE_OK && !done.by_bond) {
        step->out->keys = smp->run.keys;
        if (smp->link.attempts != NULL && smp->run.keys.authenticated)
            blr_smp_attempts_succeeded(smp->link.attempts);
    } else if (done.status != BLE_OK && smp->link.attempts != NULL && smp->run.attempted) {
        blr_smp_attempts_failed(smp->link.attempts, step->now_us);
    }
    blr_smp_put(step, SMP_OUT_DONE)->u.done = done;
    memset(&smp->run, 0, sizeof(smp->run));
    smp->quiet = true;
    smp->job++; /* what is under way is not waited for any more */
    smp->deadline_us = UINT64_MAX;
    return SMP_IDLE;
}

void blr_smp_send_failed(struct smp_step *step, enum smp_reason reason)
{
    struct smp_pairing_failed failed = { .reason = (uint8_t)reason };
    struct smp_output *output = blr_smp_put(step, SMP_OUT_PDU);
    output->u.pdu.size = (uint8_t)blr_smp_encode(&blr_smp_pairing_failed, &failed, output->u.pdu.octets, SMP_MTU);
}

enum smp_state blr_smp_fail_with(struct smp_step *step, enum smp_reason reason, ble_status status)
{
    if (step->smp->run.exchanged) /* else the peer knows of nothing */
        blr_smp_send_failed(step, reason);
    return finish(step, (struct smp_done){ .status = status });
}

enum smp_state blr_smp_fail(struct smp_step *step, enum smp_reason reason)
{
    return blr_smp_fail_with(step, reason, BLE_ERROR_SMP(reason));
}

enum smp_state blr_smp_end(struct smp_step *step, ble_status status)
{
    return finish(step, (struct smp_done){ .status = status });
}

enum smp_state blr_smp_refuse(struct smp_step *step, ble_status status)
{
    step->refused = status;
    return (enum smp_state)step->smp->state;
}

enum smp_state blr_smp_asked_encrypted(struct smp_step *step)
{
    if (step->input->u.encrypted.hci_status != 0)
        return blr_smp_end(step, BLE_ERROR_HCI(step->input->u.encrypted.hci_status));
    return finish(step, (struct smp_done){ .status = BLE_OK, .by_bond = true });
}

static enum smp_state failed_by_peer(struct smp_step *step)
{
    uint8_t reason = step->pdu.pairing_failed.reason;
    ble_status status = BLE_ERROR_SMP(reason != 0 ? reason : SMP_UNSPECIFIED_REASON);
    return finish(step, (struct smp_done){ .status = status, .from_peer = true });
}

static enum smp_state cancelled(struct smp_step *step)
{
    uint8_t state = step->smp->state;
    bool entering =
        state == SMP_I_PASSKEY || state == SMP_R_PASSKEY || state == SMP_I_L_PASSKEY || state == SMP_R_L_PASSKEY;
    step->smp->run.attempted = false; /* the peer did nothing wrong */
    return blr_smp_fail_with(step, entering ? SMP_PASSKEY_ENTRY_FAILED : SMP_UNSPECIFIED_REASON, BLE_ERROR_CANCELLED);
}

static enum smp_state disconnected(struct smp_step *step)
{
    if (runs(step->smp->state))
        finish(step, (struct smp_done){ .status = BLE_ERROR_DISCONNECTED });
    return SMP_DEAD;
}

static enum smp_state timed_out(struct smp_step *step)
{
    if (step->now_us < step->smp->deadline_us)
        return (enum smp_state)step->smp->state;
    bool exchanged = step->smp->run.exchanged;
    finish(step, (struct smp_done){ .status = BLE_ERROR_TIMEOUT });
    return exchanged ? SMP_DEAD : SMP_IDLE;
}

static enum smp_state ignored(struct smp_step *step)
{
    return (enum smp_state)step->smp->state;
}

/** The central encrypts before we have a key for it: CVE-2020-13593, CVE-2019-19194. */
static enum smp_state early_key_wanted(struct smp_step *step)
{
    if (step->smp->state == SMP_R_ASKING)
        return blr_smp_refuse(step, BLE_ERROR_STATE); /* it may have a bond */
    step->smp->counters.unexpected++;
    blr_smp_put(step, SMP_OUT_NO_LTK);
    return blr_smp_fail(step, SMP_UNSPECIFIED_REASON);
}

/* ------------------------------------------------------------------------------------------------ helpers */

bool blr_smp_initiator(const struct smp_step *step)
{
    return step->smp->link.central;
}

void blr_smp_draw(struct smp_step *step, uint8_t out[16])
{
    /* AES in counter mode under a key of true randomness that is used for this pairing only. */
    struct smp_run *run = &step->smp->run;
    uint8_t block[SMP_KEY] = { (uint8_t)run->draws, (uint8_t)(run->draws >> 8) };
    run->draws++;
    blr_smp_e(&step->tools, run->seed, block, out);
}

bool blr_smp_equal(const uint8_t *a, const uint8_t *b, unsigned size)
{
    uint8_t difference = 0;
    for (unsigned i = 0; i < size; i++)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

static void put_address(uint8_t out[7], const struct ble_address *address)
{
    memcpy(out, address->octets, 6);
    out[6] = address->type & 1; /* identity types are those of HCI only */
}

void blr_smp_addresses(const struct smp *smp, uint8_t initiator[7], uint8_t responder[7])
{
    put_address(initiator, smp->link.central ? &smp->link.own : &smp->link.peer);
    put_address(responder, smp->link.central ? &smp->link.peer : &smp->link.own);
}

bool blr_smp_job_done(struct smp_step *step, enum smp_state *next)
{
    if (step->input->status == BLE_OK)
        return true;
    step->smp->run.attempted = false;
    *next = blr_smp_fail_with(step, SMP_UNSPECIFIED_REASON, step->input->status);
    return false;
}

/* ------------------------------------------------------------------------------------------------ one step */

enum smp_state blr_smp_keep(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    if (run->waiting[0] != 0)
        return blr_smp_unexpected(step);
    memcpy(run->waiting, step->octets, sizeof(run->waiting));
    return (enum smp_state)step->smp->state;
}

/** Only a central may send these, and only a peripheral those. */
static bool is_of_other_role(const struct smp *smp, uint8_t opcode)
{
    if (smp->link.central)
        return opcode == SMP_OP_PAIRING_REQUEST;
    return opcode == SMP_OP_PAIRING_RESPONSE || opcode == SMP_OP_SECURITY_REQUEST;
}

/** A PDU that may not come: it ends what runs; else the peer is told that nothing does. */
static enum smp_state reject(struct smp_step *step, enum smp_reason reason)
{
    struct smp *smp = step->smp;
    if (smp->state == SMP_DEAD)
        return SMP_DEAD;
    if (runs(smp->state)) {
        if (step->kind == SMP_OP_PAIRING_FAILED)
            return blr_smp_end(step, BLE_ERROR_SMP(reason));
        return blr_smp_fail(step, reason);
    }
    /* our answer to what is left of a pairing would end the next one of the peer; an end is never answered */
    bool left = smp->quiet && step->kind != SMP_OP_PAIRING_REQUEST;
    if (!left && step->kind != SMP_OP_PAIRING_FAILED && step->kind != SMP_OP_KEYPRESS_NOTIFICATION)
        blr_smp_send_failed(step, reason);
    return SMP_IDLE;
}

enum smp_state blr_smp_unexpected(struct smp_step *step)
{
    bool other_role = is_of_other_role(step->smp, step->kind);
    step->smp->counters.unexpected++;
    return reject(step, other_role ? SMP_COMMAND_NOT_SUPPORTED : SMP_UNSPECIFIED_REASON);
}

static enum smp_state take_pdu(struct smp_step *step, const uint8_t *octets, size_t size)
{
    struct smp *smp = step->smp;
    const struct smp_pdu *pdu = size > 0 ? blr_smp_pdu(octets[0]) : NULL;
    step->kind = size > 0 ? octets[0] : SMP_OP_PAIRING_FAILED;
    if (size > 0 && pdu == NULL) {
        smp->counters.reserved++;
        return (enum smp_state)smp->state;
    }
    if (pdu == NULL || !blr_smp_decode(pdu, octets, size, &step->pdu)) {
        smp->counters.malformed++;
        return reject(step, SMP_INVALID_PARAMETERS);
    }
    step->octets = octets;
    smp_action *action = is_of_other_role(smp, octets[0]) ? NULL : find(smp->state, octets[0]);
    return action != NULL ? action(step) : blr_smp_unexpected(step);
}

static bool is_answer(uint8_t type)
{
    return type == SMP_IN_ENTROPY || type == SMP_IN_KEYS || type == SMP_IN_DHKEY;
}

static enum smp_state take_other(struct smp_step *step)
{
    struct smp *smp = step->smp;
    if (is_answer(step->kind) && step->input->job != smp->job) {
        smp->counters.stale++;
        return (enum smp_state)smp->state;
    }
    smp_action *action = find(smp->state, step->kind);
    if (action != NULL)
        return action(step);
    if (step->kind == SMP_IN_TICK || step->kind == SMP_IN_ENCRYPTED) /* not ours, no fault of anybody */
        return blr_smp_refuse(step, BLE_ERROR_STATE);
    smp->counters.unexpected++;
    return blr_smp_refuse(step, BLE_ERROR_STATE);
}

/** The back end of cryptography failed: nothing that was made of its answers may leave. */
static void withdraw(struct smp_step *step)
{
    struct smp_outputs *out = step->out;
    struct smp_done done = { .status = BLE_OK };
    bool ended = out->count > 0 && out->list[out->count - 1].type == SMP_OUT_DONE;
    if (ended)
        done = out->list[out->count - 1].u.done;
    if (done.status != BLE_OK)
        return;
    out->count = 0;
    memset(&out->keys, 0, sizeof(out->keys));
    done.status = BLE_ERROR_IO;
    if (ended)
        blr_smp_put(step, SMP_OUT_DONE)->u.done = done;
    else if (runs(step->smp->state))
        step->smp->state = (uint8_t)blr_smp_fail_with(step, SMP_UNSPECIFIED_REASON, BLE_ERROR_IO);
}

/** The PDU that was kept, if its time has come. */
static void take_kept(struct smp_step *step)
{
    struct smp *smp = step->smp;
    uint8_t kept[sizeof(smp->run.waiting)];
    memcpy(kept, smp->run.waiting, sizeof(kept));
    smp_action *action = find(smp->state, kept[0]);
    if (kept[0] == 0 || action == blr_smp_keep || action == blr_smp_early_confirm)
        return;
    smp->run.waiting[0] = 0;
    smp->state = (uint8_t)take_pdu(step, kept, sizeof(kept));
    step->octets = NULL; /* they end here */
}

ble_status blr_smp_step(struct smp *smp, uint64_t now_us, const struct smp_input *input, struct smp_outputs *outputs)
{
    struct smp_step step = { .smp = smp, .now_us = now_us, .kind = input->type, .input = input, .out = outputs };
    step.tools.crypto = smp->link.crypto;
    outputs->count = 0;
    memset(&outputs->keys, 0, sizeof(outputs->keys));
    smp->state = (uint8_t)(input->type == SMP_IN_PDU ? take_pdu(&step, input->u.pdu.data, input->u.pdu.size)
                                                     : take_other(&step));
    if (runs(smp->state))
        take_kept(&step);
    if (step.tools.failed)
        withdraw(&step);
    return step.refused;
}

void blr_smp_init(struct smp *smp, const struct smp_link *link)
{
    memset(smp, 0, sizeof(*smp));
    smp->link = *link;
    smp->deadline_us = UINT64_MAX;
}

uint64_t blr_smp_deadline(const struct smp *smp)
{
    return smp->deadline_us;
}

void blr_smp_oob_confirm(struct smp_toolbox *tools, const uint8_t public_key[64], const uint8_t random[16],
                         uint8_t confirm[16])
{
    blr_smp_f4(tools, public_key, public_key, random, 0, confirm);
}
