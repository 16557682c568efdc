/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What two devices agree upon when they pair: association model, key size, keys to distribute (Core
 * Specification 5.4 Vol 3 Part H 2.3.4, 2.3.5.1, tables 2.6 to 2.8). Pure.
 *
 *     blr_smp_request(&options, has_identity, &request);
 *     uint8_t reason = blr_smp_agree(&options, true, &request, &response, &agreement);
 *     if (reason != 0) refuse it;
 */
#ifndef BLR_SMP_METHOD_H
#define BLR_SMP_METHOD_H

#include "smp/pdu.h"
#include "smp/toolbox.h"

/** Association models as one side sees them. */
enum smp_method {
    SMP_JUST_WORKS,
    SMP_PASSKEY_DISPLAY, /**< we show six digits, the peer enters them */
    SMP_PASSKEY_ENTRY,   /**< we enter six digits that the peer shows, or that both enter */
    SMP_COMPARISON,      /**< both show six digits, both say whether they are the same */
    SMP_OOB,             /**< what one or both know otherwise */
    SMP_METHODS
};

/** Protection against a man in the middle. */
enum smp_mitm {
    SMP_MITM_NONE,    /**< whatever the peer wants */
    SMP_MITM_WANTED,  /**< if both can */
    SMP_MITM_DEMANDED /**< or no pairing */
};

enum { SMP_KEY_SIZE_LEAST = 7, SMP_KEY_SIZE_MOST = 16, SMP_ALL_METHODS = (1 << SMP_METHODS) - 1 };

/** What is known out of band. The peer's part came from it, our own was given to it. */
struct smp_oob {
    bool peer;                /**< LE Secure Connections: peer_random and peer_confirm */
    bool own;                 /**< LE Secure Connections: own_random, private_key, public_key: with this key only */
    bool tk_known;            /**< legacy: tk */
    uint8_t peer_random[16];  /**< its r */
    uint8_t peer_confirm[16]; /**< its C */
    uint8_t own_random[16];   /**< our r; our C is f4(X, X, r, 0) */
    uint8_t private_key[32];  /**< all zero: the controller has it */
    uint8_t public_key[64];
    uint8_t tk[16];
};

/** What we can, want and allow. Start from SMP_OPTIONS_INIT. */
struct smp_options {
    uint8_t io;   /**< enum smp_io */
    uint8_t mitm; /**< enum smp_mitm */
    bool bond;
    bool secure_connections;   /**< offer them; also the only way unless: */
    bool legacy;               /**< legacy pairing is allowed */
    bool keypress;             /**< tell the peer what is pressed, if it wants to know */
    bool debug_keys;           /**< accept the debug key: for tests with a sniffer only */
    uint8_t key_size_min;      /**< 7 ... key_size_max */
    uint8_t key_size_max;      /**< ... 16 */
    uint8_t methods;           /**< allowed ones: bits 1 << enum smp_method */
    uint8_t consent;           /**< of them those for which the application is asked first */
    uint8_t send_keys;         /**< SMP_DIST_ bits, as far as both bond */
    uint8_t receive_keys;      /**< the same from the peer */
    const struct smp_oob *oob; /**< or NULL; lives as long as the pairing */
};

/** For what we begin ourselves; for what a peer begins, set consent to 1 << SMP_JUST_WORKS at least. */
#define SMP_OPTIONS_INIT                                                                                               \
    {                                                                                                                  \
        SMP_NO_INPUT_NO_OUTPUT, SMP_MITM_NONE, true, true, true, false, false, SMP_KEY_SIZE_MOST, SMP_KEY_SIZE_MOST,   \
            SMP_ALL_METHODS, 0, SMP_DIST_ALL, SMP_DIST_ALL, NULL                                                       \
    }

/** What came of it. */
struct smp_agreement {
    uint8_t method;         /**< enum smp_method */
    uint8_t key_size;       /**< octets */
    uint8_t initiator_keys; /**< SMP_DIST_ bits that are distributed */
    uint8_t responder_keys;
    bool secure_connections;
    bool bond;
    bool keypress;
};

/** Are the values inside their ranges? */
bool blr_smp_options_valid(const struct smp_options *options);

/** Association model of two feature sets, as one side sees it: table 2.8 and what stands before it. */
enum smp_method blr_smp_method(const struct smp_pairing_request *request, const struct smp_pairing_response *response,
                               bool initiator);

/** Our features as initiator. @param identity we have an IRK to give away */
void blr_smp_request(const struct smp_options *options, bool identity, struct smp_pairing_request *request);

/** Our features in answer to a request. */
void blr_smp_response(const struct smp_options *options, bool identity, const struct smp_pairing_request *request,
                      struct smp_pairing_response *response);

/**
 * Judge what both said.
 * @param initiator our role
 * @return 0 and *agreement, or why it is refused: enum smp_reason
 */
uint8_t blr_smp_agree(const struct smp_options *options, bool initiator, const struct smp_pairing_request *request,
                      const struct smp_pairing_response *response, struct smp_agreement *agreement);

#endif
