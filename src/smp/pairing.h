/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Pairing on one link: a step function over a table of {state, input, action}. Core Specification 5.4 Vol 3
 * Part H 2.3, 2.4, 3.5, 3.6.
 *
 * One struct smp a link, owned by the caller, from its connection to its end. It does nothing by itself: each input
 * gives outputs, which the caller carries out in their order before the next input:
 *
 *     blr_smp_init(&smp, &link);
 *     ble_status status = blr_smp_step(&smp, now, &(struct smp_input){ SMP_IN_PDU, .u.pdu = view }, &outputs);
 *     for (unsigned i = 0; i < outputs.count; i++)
 *         switch (outputs.list[i].type) {
 *         case SMP_OUT_PDU: send it on CID 6; break;
 *         case SMP_OUT_DHKEY: have it made, answer with SMP_IN_DHKEY; break;
 *         ...
 *         }
 *     when blr_smp_deadline(&smp) has come: input SMP_IN_TICK
 *
 * **Completion.** A pairing begins with SMP_IN_START that returned BLE_OK, or with a peer's Pairing Request on a link
 * where none runs, and ends with exactly one SMP_OUT_DONE, whatever happens.
 *
 * **Before any key is used** the application learns the model: SMP_OUT_METHOD comes before a public key or a confirm
 * value is sent, and where options.consent says so nothing goes on without its yes.
 *
 * **What is not in the table is refused**: a PDU ends the pairing (or is answered with Pairing Failed where none runs),
 * anything else returns BLE_ERROR_STATE and changes nothing; both are counted.
 *
 * Threads: as the link's host. Different struct smp share nothing but the back end of cryptography.
 */
#ifndef BLR_SMP_PAIRING_H
#define BLR_SMP_PAIRING_H

#include "smp/attempts.h"
#include "smp/keys.h"
#include "smp/method.h"

/* ------------------------------------------------------------------------------------------------ states */

/* clang-format off */
/* SMP_STATES(X): X(NAME); I: we are initiator, R: responder, L: legacy. */
#define SMP_STATES(X) \
    X(IDLE)            /* nothing runs */ \
    X(DEAD)            /* timed out or disconnected: no SMP on this link any more */ \
    X(R_ASKING)        /* Security Request sent */ \
    X(I_ENTROPY) X(R_ENTROPY)  /* waits for randomness */ \
    X(I_KEYS) X(R_KEYS)        /* waits for our key pair */ \
    X(I_RESPONSE)      /* Pairing Request sent */ \
    X(I_CONSENT) X(R_CONSENT)  /* the application is asked */ \
    X(I_PUBLIC_KEY) X(R_PUBLIC_KEY) \
    X(I_DHKEY) X(R_DHKEY)      /* waits for the shared secret */ \
    X(I_CONFIRM) X(I_RANDOM) X(I_COMPARE)      /* just works, numeric comparison */ \
    X(R_RANDOM) X(R_COMPARE) \
    X(I_PASSKEY) X(I_PASSKEY_CONFIRM) X(I_PASSKEY_RANDOM)  /* 20 rounds */ \
    X(R_PASSKEY) X(R_PASSKEY_CONFIRM) X(R_PASSKEY_RANDOM) \
    X(I_OOB_RANDOM) X(R_OOB_RANDOM) \
    X(I_CHECK) X(R_CHECK)      /* waits for the peer's DHKey check */ \
    X(I_L_PASSKEY) X(I_L_CONFIRM) X(I_L_RANDOM) \
    X(R_L_PASSKEY) X(R_L_CONFIRM) X(R_L_RANDOM) \
    X(R_LTK)           /* waits for the link layer to ask for the key */ \
    X(I_ENCRYPTING) X(R_ENCRYPTING) \
    X(I_RECEIVING) X(R_RECEIVING)  /* the peer distributes its keys */
/* clang-format on */

#define X(NAME) SMP_##NAME,
enum smp_state { SMP_STATES(X) SMP_STATE_COUNT };
#undef X

/* ------------------------------------------------------------------------------------------------ inputs */

/** Inputs. In the table a PDU stands by its opcode, below SMP_IN_START. */
enum smp_input_type {
    SMP_IN_PDU = 0,      /**< u.pdu came on CID 6 */
    SMP_IN_START = 0x10, /**< pair: u.start; as peripheral the central is asked to */
    SMP_IN_REFUSE,       /**< central: no to the peer's Security Request */
    SMP_IN_CONSENT,      /**< u.yes: to SMP_OUT_METHOD that asks, or to SMP_OUT_COMPARE */
    SMP_IN_PASSKEY,      /**< u.passkey: to SMP_OUT_ASK_PASSKEY */
    SMP_IN_KEYPRESS,     /**< u.keypress: tell the peer, while the passkey is entered */
    SMP_IN_CANCEL,       /**< give up */
    SMP_IN_ENTROPY,      /**< answer: u.entropy */
    SMP_IN_KEYS,         /**< answer: u.keys */
    SMP_IN_DHKEY,        /**< answer: u.dhkey; BLE_ERROR_ARGUMENT: the peer's key is not on the curve */
    SMP_IN_LTK_REQUEST,  /**< the controller asks for a key: u.ltk_request. BLE_ERROR_STATE: not for a pairing;
                              answer from the bond, or with no */
    SMP_IN_ENCRYPTED,    /**< encryption changed or was refreshed, or could not be: u.encrypted */
    SMP_IN_DISCONNECTED, /**< the link is down */
    SMP_IN_TICK,         /**< the deadline has come */
    SMP_IN_END
};

/** An input. */
struct smp_input {
    uint8_t type;      /**< enum smp_input_type */
    uint16_t job;      /**< ENTROPY, KEYS, DHKEY: of the output that is answered; any other one is ignored */
    ble_status status; /**< of the answers: BLE_OK, or why there is none */
    union {
        struct hci_view pdu;
        const struct smp_options *start; /**< copied */
        bool yes;
        uint32_t passkey; /**< 0 ... 999,999 */
        uint8_t keypress; /**< enum smp_keypress */
        uint8_t entropy[16];
        struct {
            uint8_t private_key[32]; /**< all zero: the controller has it */
            uint8_t public_key[64];
        } keys;
        uint8_t dhkey[32];
        struct {
            uint8_t rand[8];
            uint16_t ediv;
        } ltk_request;
        struct {
            uint8_t hci_status; /**< 0: the link is encrypted now */
            uint8_t key_size;   /**< as Encryption Change [v2] told it; 0: not told */
        } encrypted;
    } u;
};

/* ------------------------------------------------------------------------------------------------ outputs */

enum smp_output_type {
    SMP_OUT_PDU,             /**< send u.pdu */
    SMP_OUT_ENTROPY,         /**< want 16 random octets: SMP_IN_ENTROPY */
    SMP_OUT_KEYS,            /**< want a new P-256 key pair: SMP_IN_KEYS */
    SMP_OUT_DHKEY,           /**< want the shared secret of u.dhkey: SMP_IN_DHKEY */
    SMP_OUT_METHOD,          /**< tell the application u.method; with u.method.ask: SMP_IN_CONSENT */
    SMP_OUT_ASK_PASSKEY,     /**< want the digits that the peer shows: SMP_IN_PASSKEY */
    SMP_OUT_COMPARE,         /**< show u.digits, ask whether the peer shows the same: SMP_IN_CONSENT */
    SMP_OUT_KEYPRESS,        /**< the peer's user did u.keypress */
    SMP_OUT_SECURITY_WANTED, /**< the peripheral wants u.auth_req: encrypt with a bond that has it, SMP_IN_START, or
                                  SMP_IN_REFUSE */
    SMP_OUT_ENCRYPT,         /**< start encryption with u.key, ediv 0, rand 0: SMP_IN_ENCRYPTED */
    SMP_OUT_LTK,             /**< answer the controller with u.key: SMP_IN_ENCRYPTED */
    SMP_OUT_NO_LTK,          /**< answer the controller that there is none */
    SMP_OUT_DONE             /**< it ended: u.done */
};

/** What the application is told before any key is used. */
struct smp_told {
    uint8_t method;   /**< enum smp_method */
    uint8_t key_size; /**< octets */
    bool secure_connections;
    bool bond;        /**< keys are to be kept */
    bool by_peer;     /**< the peer began it */
    bool ask;         /**< go on only after SMP_IN_CONSENT */
    uint32_t passkey; /**< SMP_PASSKEY_DISPLAY: to show, six digits */
};

/** How a pairing ended. */
struct smp_done {
    ble_status status; /**< BLE_OK; BLE_ERROR_SMP(reason); BLE_ERROR_HCI(status): encryption failed; BLE_ERROR_TIMEOUT,
                            _CANCELLED, _DISCONNECTED; what an answer said */
    bool from_peer;    /**< the reason came from the peer */
    bool by_peer;      /**< the peer had begun it */
    bool told;         /**< SMP_OUT_METHOD had come */
    bool by_bond;      /**< BLE_OK: the central encrypted with the key of a bond instead of pairing; no keys */
};

/** An output. */
struct smp_output {
    uint8_t type; /**< enum smp_output_type */
    uint16_t job; /**< ENTROPY, KEYS, DHKEY */
    union {
        struct {
            uint8_t size;
            uint8_t octets[SMP_MTU];
        } pdu;
        struct {
            uint8_t private_key[32];
            uint8_t public_key[64]; /**< the peer's */
        } dhkey;
        struct smp_told method;
        uint32_t digits;
        uint8_t keypress; /**< enum smp_keypress */
        uint8_t auth_req; /**< SMP_AUTH_ bits */
        uint8_t key[16];
        struct smp_done done;
    } u;
};

enum { SMP_OUTPUTS = 8 };

/** The outputs of one step. Keys are in it: clear it after use. */
struct smp_outputs {
    unsigned count;
    struct smp_output list[SMP_OUTPUTS];
    struct smp_keys keys; /**< with SMP_OUT_DONE and BLE_OK, unless by_bond */
};

/* ------------------------------------------------------------------------------------------------ a link */

/** Our own identity. */
struct smp_identity {
    struct ble_address address; /**< public or static random */
    uint8_t irk[16];
};

/** What a pairing must know of its link. What is pointed to lives as long as the link. */
struct smp_link {
    bool central;           /**< our role */
    struct ble_address own; /**< as the link was made: addresses on the air */
    struct ble_address peer;
    const struct ble_crypto *crypto;
    const struct smp_identity *identity; /**< NULL: none is given away */
    const struct smp_options *policy;    /**< for what the peer begins; NULL: it is refused */
    struct smp_attempts *attempts;       /**< of this peer, or NULL */
};

/** What was refused. */
struct smp_counters {
    uint16_t unexpected; /**< inputs that are not in the table */
    uint16_t malformed;  /**< PDUs of a wrong length */
    uint16_t reserved;   /**< PDUs of an unknown opcode: ignored */
    uint16_t stale;      /**< answers that nobody waited for any more: ignored */
};

/** One pairing from its beginning to its end; then it is cleared. */
struct smp_run {
    struct smp_options options;
    struct smp_agreement agreed;
    bool by_peer;
    bool told;
    bool attempted;                /**< its failure counts for the back-off */
    bool exchanged;                /**< a PDU of pairing was sent or received: a time-out kills the link's SMP */
    uint8_t request[SMP_FEATURES]; /**< PDUs, whole */
    uint8_t response[SMP_FEATURES];
    uint8_t seed[SMP_KEY];
    uint32_t draws;
    uint8_t private_key[32]; /**< then the DHKey, then MacKey and LTK */
    uint8_t own_public[64];
    uint8_t peer_x[32];
    uint8_t own_nonce[SMP_KEY];
    uint8_t peer_nonce[SMP_KEY];
    uint8_t peer_confirm[SMP_KEY];
    uint8_t secret[SMP_KEY]; /**< TK, or the passkey */
    uint8_t own_r[SMP_KEY];  /**< of the DHKey check */
    uint8_t peer_r[SMP_KEY];
    uint8_t round;
    uint8_t expected;             /**< keys to come: bits in the order of their PDUs */
    uint8_t waiting[1 + SMP_KEY]; /**< a PDU that came while we were busy; opcode 0: none */
    struct smp_keys keys;
};

struct smp {
    struct smp_link link;
    uint8_t state; /**< enum smp_state */
    bool quiet;    /**< a pairing has ended: what is left of it on its way is not answered */
    uint16_t job;  /**< of the last job */
    uint64_t deadline_us;
    struct smp_counters counters;
    struct smp_run run;
};

/** A link is new. */
void blr_smp_init(struct smp *smp, const struct smp_link *link);

/**
 * One input. *outputs is filled anew.
 * @return BLE_OK; BLE_ERROR_STATE: not now; BLE_ERROR_ARGUMENT: a value outside its range; SMP_IN_START:
 *         BLE_ERROR_SMP(SMP_REPEATED_ATTEMPTS): wait, blr_smp_attempts_wait_us(). With an error nothing was changed.
 */
ble_status blr_smp_step(struct smp *smp, uint64_t now_us, const struct smp_input *input, struct smp_outputs *outputs);

/** When SMP_IN_TICK is due, or UINT64_MAX. */
uint64_t blr_smp_deadline(const struct smp *smp);

/** Does a pairing run? */
bool blr_smp_is_active(const struct smp *smp);

/** Is there an action for an input in a state? @param input an opcode or enum smp_input_type; for tests */
bool blr_smp_is_listed(enum smp_state state, uint8_t input);

/** Our confirm value for out of band data: f4(X, X, random, 0). */
void blr_smp_oob_confirm(struct smp_toolbox *tools, const uint8_t public_key[64], const uint8_t random[16],
                         uint8_t confirm[16]);

#endif
