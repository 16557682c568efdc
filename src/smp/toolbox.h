/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The cryptographic toolbox (Core Specification 5.4 Vol 3 Part H 2.2) on the AES and CMAC of a struct
 * ble_crypto.
 *
 * All values are little-endian, as in PDUs and HCI; the specification writes them the other way round. An address is 7
 * octets: those of the address, then its type, 0 or 1.
 *
 * A back end may fail. The toolbox remembers that, so that it is asked once, at the end, before anything is used:
 *
 *     struct smp_toolbox tools = { .crypto = crypto };
 *     blr_smp_f5(&tools, dhkey, na, nb, a, b, mac_key, ltk);
 *     blr_smp_f6(&tools, mac_key, na, nb, rb, io, a, b, check);
 *     if (tools.failed) end it;
 *
 * Pure functions of their arguments; as many threads as the back end allows.
 */
#ifndef BLR_SMP_TOOLBOX_H
#define BLR_SMP_TOOLBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/crypto.h>

enum { SMP_KEY = 16, SMP_COORDINATE = 32, SMP_ADDRESS = 7, SMP_FEATURES = 7 };

struct smp_toolbox {
    const struct ble_crypto *crypto;
    bool failed; /**< a call did: what was returned since is worthless */
};

/** Security function e: AES-128. */
void blr_smp_e(struct smp_toolbox *tools, const uint8_t key[16], const uint8_t in[16], uint8_t out[16]);

/** Hash of a resolvable private address. */
void blr_smp_ah(struct smp_toolbox *tools, const uint8_t irk[16], const uint8_t random[3], uint8_t hash[3]);

/**
 * Confirm value of legacy pairing.
 * @param request, response the PDUs whole
 * @param initiator, responder addresses
 */
void blr_smp_c1(struct smp_toolbox *tools, const uint8_t tk[16], const uint8_t random[16], const uint8_t request[7],
                const uint8_t response[7], const uint8_t initiator[7], const uint8_t responder[7], uint8_t confirm[16]);

/** Short term key of legacy pairing. */
void blr_smp_s1(struct smp_toolbox *tools, const uint8_t tk[16], const uint8_t responder_random[16],
                const uint8_t initiator_random[16], uint8_t stk[16]);

/** Confirm value of LE Secure Connections. @param u, v X of public keys */
void blr_smp_f4(struct smp_toolbox *tools, const uint8_t u[32], const uint8_t v[32], const uint8_t x[16], uint8_t z,
                uint8_t confirm[16]);

/** MacKey and LTK. mac_key and ltk may lie in dhkey. @param a, b addresses of initiator and responder */
void blr_smp_f5(struct smp_toolbox *tools, const uint8_t dhkey[32], const uint8_t na[16], const uint8_t nb[16],
                const uint8_t a[7], const uint8_t b[7], uint8_t mac_key[16], uint8_t ltk[16]);

/** DHKey check. @param io the octets io_capability, oob_data_flag, auth_req of its maker as sent */
void blr_smp_f6(struct smp_toolbox *tools, const uint8_t mac_key[16], const uint8_t n1[16], const uint8_t n2[16],
                const uint8_t r[16], const uint8_t io[3], const uint8_t a1[7], const uint8_t a2[7], uint8_t check[16]);

/** Value of numeric comparison: all 32 bits; shown are its last six decimal digits. */
uint32_t blr_smp_g2(struct smp_toolbox *tools, const uint8_t u[32], const uint8_t v[32], const uint8_t x[16],
                    const uint8_t y[16]);

/** Key conversion. @param id 4 octets */
void blr_smp_h6(struct smp_toolbox *tools, const uint8_t key[16], const uint8_t id[4], uint8_t out[16]);

/** Key conversion with a salt. */
void blr_smp_h7(struct smp_toolbox *tools, const uint8_t salt[16], const uint8_t key[16], uint8_t out[16]);

#endif
