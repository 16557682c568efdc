/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The cryptography that pairing and private addresses stand on, behind one table of functions.
 *
 * A host has none of its own: it calls AES-128 and CMAC through this table, and asks its driver for P-256 keys, for
 * these take long and a controller may have them. ble_crypto_default() is Mbed TLS and comes with the library on a PC;
 * a microcontroller gives a table of its own:
 *
 *     static bool aes(void *user, const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
 *     {
 *         return engine_aes(user, key, in, out) == 0;
 *     }
 *     static const struct ble_crypto crypto = { sizeof(crypto), &engine, aes, cmac, p256_keys, p256_dhkey };
 *
 * **Order of octets.** AES and CMAC: as FIPS 197 and RFC 4493 write them. P-256: little-endian, as on the air and in
 * HCI.
 *
 * **Owner, threads.** The table belongs to whoever made it and must live as long as the host that uses it. A host calls
 * from the thread that it is driven by; ble_crypto_default() may be used by any number of threads at once.
 */
#ifndef BLERADIO_CRYPTO_H
#define BLERADIO_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/export.h>
#include <bleradio/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** AES-128 and P-256. None of the functions may call a host. */
struct ble_crypto {
    uint32_t size; /**< sizeof(struct ble_crypto) */
    void *user;    /**< first argument of all functions */

    /** Encrypt one block with AES-128; in and out may be the same. @return false: not done, *out is not used */
    bool (*aes128)(void *user, const uint8_t key[16], const uint8_t in[16], uint8_t out[16]);

    /** AES-CMAC (RFC 4493) of `length` octets, 0 ... 65,535. @return false: not done, *mac is not used */
    bool (*cmac)(void *user, const uint8_t key[16], const uint8_t *message, size_t length, uint8_t mac[16]);

    /**
     * Make a key pair: from the driver only, never from a host.
     * @param public_key X, then Y
     * @return BLE_OK; BLE_ERROR_IO: there is no randomness; BLE_ERROR_MEMORY
     */
    ble_status (*p256_keys)(void *user, uint8_t private_key[32], uint8_t public_key[64]);

    /**
     * The shared secret of our private key and a peer's public one: from the driver only, never from a host.
     * @return BLE_OK; BLE_ERROR_ARGUMENT: the public key is no point of the curve; BLE_ERROR_IO; BLE_ERROR_MEMORY
     */
    ble_status (*p256_dhkey)(void *user, const uint8_t private_key[32], const uint8_t public_key[64],
                             uint8_t dhkey[32]);
};

/** Mbed TLS, with randomness of the operating system. Part of the library, not of the core alone. */
BLE_API const struct ble_crypto *ble_crypto_default(void);

#ifdef __cplusplus
}
#endif
#endif
