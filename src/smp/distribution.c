/* SPDX-License-Identifier: MIT */
/* Phase 3: the link is encrypted with the new key, then keys are distributed, first the responder's (2.4.3, 3.6). */
#include <string.h>

#include "smp/internal.h"

/** Keys in the order of their PDUs, which begin with Encryption Information. */
enum {
    WANT_LTK = 1 << 0,
    WANT_CENTRAL = 1 << 1,
    WANT_IRK = 1 << 2,
    WANT_ADDRESS = 1 << 3,
    WANT_CSRK = 1 << 4,
    STATIC_ADDRESS = 0xc0
};

void blr_smp_cut(const struct smp_step *step, uint8_t key[16])
{
    uint8_t size = step->smp->run.agreed.key_size;
    memset(key + size, 0, SMP_KEY - size);
}

/** LE Secure Connections: the key of the link is the one that is kept, for both roles. */
static void keep_ltk(struct smp_keys *keys, const uint8_t key[16])
{
    memcpy(keys->own_ltk.key, key, SMP_KEY);
    memcpy(keys->peer_ltk.key, key, SMP_KEY);
    keys->has |= SMP_HAS_OWN_LTK | SMP_HAS_PEER_LTK;
}

enum smp_state blr_smp_encrypt(struct smp_step *step, const uint8_t key[16])
{
    struct smp_run *run = &step->smp->run;
    const struct smp_agreement *agreed = &run->agreed;
    memcpy(run->secret, key, SMP_KEY); /* nothing else is needed any more */
    blr_smp_cut(step, run->secret);
    run->keys.peer = step->smp->link.peer;
    run->keys.method = agreed->method;
    run->keys.key_size = agreed->key_size;
    run->keys.secure_connections = agreed->secure_connections;
    run->keys.authenticated = agreed->method != SMP_JUST_WORKS;
    run->keys.bond = agreed->bond && !run->keys.debug;
    if (agreed->secure_connections)
        keep_ltk(&run->keys, run->secret);
    if (!blr_smp_initiator(step))
        return SMP_R_LTK;
    memcpy(blr_smp_put(step, SMP_OUT_ENCRYPT)->u.key, run->secret, SMP_KEY);
    return SMP_I_ENCRYPTING;
}

enum smp_state blr_smp_ltk_requested(struct smp_step *step)
{
    static const uint8_t none[8];
    const struct smp_run *run = &step->smp->run;
    if (step->input->u.ltk_request.ediv != 0 || memcmp(step->input->u.ltk_request.rand, none, sizeof(none)) != 0) {
        step->smp->counters.unexpected++;
        blr_smp_put(step, SMP_OUT_NO_LTK);
        return blr_smp_fail(step, SMP_UNSPECIFIED_REASON); /* another key than the one just made */
    }
    memcpy(blr_smp_put(step, SMP_OUT_LTK)->u.key, run->secret, SMP_KEY);
    return SMP_R_ENCRYPTING;
}

/* ------------------------------------------------------------------------------------------------ ours */

static void send_ltk(struct smp_step *step)
{
    struct smp_keys *keys = &step->smp->run.keys;
    struct smp_central_identification central;
    uint8_t random[SMP_KEY];
    blr_smp_draw(step, keys->own_ltk.key);
    blr_smp_cut(step, keys->own_ltk.key);
    blr_smp_draw(step, random);
    memcpy(keys->own_ltk.rand, random, sizeof(keys->own_ltk.rand));
    keys->own_ltk.ediv = (uint16_t)(random[8] | random[9] << 8);
    keys->has |= SMP_HAS_OWN_LTK;
    blr_smp_send_key(step, SMP_OP_ENCRYPTION_INFORMATION, keys->own_ltk.key);
    central.ediv = keys->own_ltk.ediv;
    memcpy(central.rand, keys->own_ltk.rand, sizeof(central.rand));
    blr_smp_send(step, &blr_smp_central_identification, &central);
}

static void send_identity(struct smp_step *step)
{
    const struct smp_identity *identity = step->smp->link.identity;
    struct smp_identity_address_information address = { .address_type = identity->address.type & 1 };
    memcpy(address.address, identity->address.octets, sizeof(address.address));
    blr_smp_send_key(step, SMP_OP_IDENTITY_INFORMATION, identity->irk);
    blr_smp_send(step, &blr_smp_identity_address_information, &address);
}

static void send_keys(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    uint8_t which = blr_smp_initiator(step) ? run->agreed.initiator_keys : run->agreed.responder_keys;
    if (which & SMP_DIST_ENC)
        send_ltk(step);
    if (which & SMP_DIST_ID)
        send_identity(step);
    if (which & SMP_DIST_SIGN) {
        blr_smp_draw(step, run->keys.own_csrk);
        run->keys.has |= SMP_HAS_OWN_CSRK;
        blr_smp_send_key(step, SMP_OP_SIGNING_INFORMATION, run->keys.own_csrk);
    }
}

/* ------------------------------------------------------------------------------------------------ theirs */

static uint8_t wanted(uint8_t distribution)
{
    return (uint8_t)((distribution & SMP_DIST_ENC ? WANT_LTK | WANT_CENTRAL : 0) |
                     (distribution & SMP_DIST_ID ? WANT_IRK | WANT_ADDRESS : 0) |
                     (distribution & SMP_DIST_SIGN ? WANT_CSRK : 0));
}

/** The peer has sent what it had to. */
static enum smp_state received_all(struct smp_step *step)
{
    if (blr_smp_initiator(step))
        send_keys(step);
    return blr_smp_end(step, BLE_OK);
}

enum smp_state blr_smp_encrypted(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    bool initiator = blr_smp_initiator(step);
    uint8_t hci_status = step->input->u.encrypted.hci_status, key_size = step->input->u.encrypted.key_size;
    if (hci_status != 0)
        return blr_smp_end(step, BLE_ERROR_HCI(hci_status));
    if (key_size != 0 && key_size < run->agreed.key_size)
        return blr_smp_fail(step, SMP_ENCRYPTION_KEY_SIZE);
    run->expected = wanted(initiator ? run->agreed.responder_keys : run->agreed.initiator_keys);
    if (!initiator)
        send_keys(step);
    if (run->expected == 0)
        return received_all(step);
    return initiator ? SMP_I_RECEIVING : SMP_R_RECEIVING;
}

static bool is_zero(const uint8_t key[16])
{
    static const uint8_t none[SMP_KEY];
    return memcmp(key, none, sizeof(none)) == 0;
}

static bool take_address(struct smp_keys *keys, const struct smp_identity_address_information *pdu)
{
    bool valid = pdu->address_type == BLE_ADDRESS_PUBLIC ||
                 (pdu->address_type == BLE_ADDRESS_RANDOM && (pdu->address[5] & STATIC_ADDRESS) == STATIC_ADDRESS);
    keys->peer.type = pdu->address_type;
    memcpy(keys->peer.octets, pdu->address, sizeof(keys->peer.octets));
    keys->has |= SMP_HAS_IDENTITY;
    return valid;
}

/** @return false: no such value may come */
static bool take(struct smp_step *step)
{
    struct smp_keys *keys = &step->smp->run.keys;
    const union smp_any_pdu *pdu = &step->pdu;
    switch (step->kind) {
    case SMP_OP_ENCRYPTION_INFORMATION:
        memcpy(keys->peer_ltk.key, pdu->encryption_information.long_term_key, SMP_KEY);
        blr_smp_cut(step, keys->peer_ltk.key);
        return !is_zero(keys->peer_ltk.key);
    case SMP_OP_CENTRAL_IDENTIFICATION:
        keys->peer_ltk.ediv = pdu->central_identification.ediv;
        memcpy(keys->peer_ltk.rand, pdu->central_identification.rand, sizeof(keys->peer_ltk.rand));
        keys->has |= SMP_HAS_PEER_LTK;
        return true;
    case SMP_OP_IDENTITY_INFORMATION:
        memcpy(keys->irk, pdu->identity_information.identity_resolving_key, SMP_KEY);
        keys->has |= is_zero(keys->irk) ? 0 : SMP_HAS_IRK;
        return true;
    case SMP_OP_IDENTITY_ADDRESS_INFORMATION: return take_address(keys, &pdu->identity_address_information);
    default:
        memcpy(keys->peer_csrk, pdu->signing_information.signature_key, SMP_KEY);
        keys->has |= SMP_HAS_PEER_CSRK;
        return true;
    }
}

enum smp_state blr_smp_key_received(struct smp_step *step)
{
    struct smp_run *run = &step->smp->run;
    uint8_t bit = (uint8_t)(1 << (step->kind - SMP_OP_ENCRYPTION_INFORMATION));
    if ((run->expected & -run->expected) != bit)
        return blr_smp_unexpected(step); /* not the next one */
    if (!take(step))
        return blr_smp_fail(step, SMP_INVALID_PARAMETERS);
    run->expected = (uint8_t)(run->expected & ~bit);
    return run->expected == 0 ? received_all(step) : (enum smp_state)step->smp->state;
}
