/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the parts of pairing share: an action is a function of one step; it returns the next state.
 *
 * Everything an action sends, asks or tells goes through these functions, so that the timer, the job numbers and the
 * one SMP_OUT_DONE are kept in one place. Of one link, so of one thread.
 */
#ifndef BLR_SMP_INTERNAL_H
#define BLR_SMP_INTERNAL_H

#include "smp/pairing.h"

/** A PDU, decoded. */
union smp_any_pdu {
#define X(opcode, NAME, name, text) struct smp_##name name;
    SMP_PDUS(X)
#undef X
};

/** One step. */
struct smp_step {
    struct smp *smp;
    uint64_t now_us;
    uint8_t kind; /**< as in the table */
    const struct smp_input *input;
    const uint8_t *octets; /**< of the PDU, NULL: the input is none */
    union smp_any_pdu pdu;
    struct smp_outputs *out;
    struct smp_toolbox tools;
    ble_status refused; /**< the action did nothing and says why */
};

typedef enum smp_state smp_action(struct smp_step *step);

/* --- saying something */

struct smp_output *blr_smp_put(struct smp_step *step, enum smp_output_type type);
void blr_smp_send(struct smp_step *step, const struct smp_pdu *pdu, const void *value);

/** Send a PDU of 16 octets. */
void blr_smp_send_key(struct smp_step *step, uint8_t opcode, const uint8_t value[16]);

/** Send Pairing Failed, of which no pairing need know. */
void blr_smp_send_failed(struct smp_step *step, enum smp_reason reason);

/** Ask for a job, whose answer alone is taken from now on. */
struct smp_output *blr_smp_ask(struct smp_step *step, enum smp_output_type type);

/* --- ending */

/** End with Pairing Failed. */
enum smp_state blr_smp_fail(struct smp_step *step, enum smp_reason reason);

/** End with Pairing Failed and a status of ours. */
enum smp_state blr_smp_fail_with(struct smp_step *step, enum smp_reason reason, ble_status status);

/** End without a word to the peer. */
enum smp_state blr_smp_end(struct smp_step *step, ble_status status);

/** The action takes no notice of its input. */
enum smp_state blr_smp_refuse(struct smp_step *step, ble_status status);

/** The PDU may not come now, though it is in the table. */
enum smp_state blr_smp_unexpected(struct smp_step *step);

/** Keep the PDU until the next state wants it. */
enum smp_state blr_smp_keep(struct smp_step *step);

/* --- helpers */

bool blr_smp_initiator(const struct smp_step *step);
void blr_smp_draw(struct smp_step *step, uint8_t out[16]);

/** Equal, in constant time? */
bool blr_smp_equal(const uint8_t *a, const uint8_t *b, unsigned size);

/** Addresses of initiator and responder as the toolbox takes them. */
void blr_smp_addresses(const struct smp *smp, uint8_t initiator[7], uint8_t responder[7]);

/** Did the job succeed? Else the pairing has ended and *next is its state. */
bool blr_smp_job_done(struct smp_step *step, enum smp_state *next);

/* --- actions, by what they belong to */

smp_action blr_smp_start, blr_smp_decline, blr_smp_security_wanted, blr_smp_requested, blr_smp_asked_encrypted,
    blr_smp_seeded, blr_smp_keys_made, blr_smp_responded, blr_smp_consented;
smp_action blr_smp_legacy_begin, blr_smp_legacy_passkey, blr_smp_legacy_confirm, blr_smp_legacy_random;
smp_action blr_smp_public_key, blr_smp_dhkey, blr_smp_early_confirm, blr_smp_confirm, blr_smp_random, blr_smp_compared,
    blr_smp_passkey, blr_smp_passkey_confirm, blr_smp_passkey_random, blr_smp_oob_random, blr_smp_check;
smp_action blr_smp_ltk_requested, blr_smp_encrypted, blr_smp_key_received;
smp_action blr_smp_keypress, blr_smp_keypress_told;

/** Send our public key. */
void blr_smp_send_public_key(struct smp_step *step);

/** What is left to do when both know the key: I start encryption, R waits to be asked for it. */
enum smp_state blr_smp_encrypt(struct smp_step *step, const uint8_t key[16]);

/** Clear what of a key is beyond the size agreed upon. */
void blr_smp_cut(const struct smp_step *step, uint8_t key[16]);

/** The digits as a 128-bit number. */
void blr_smp_put_passkey(uint8_t secret[16], uint32_t passkey);

#endif
