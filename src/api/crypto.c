/* SPDX-License-Identifier: MIT */
/* Mbed TLS by its contexts: each call has its own, on the stack. Its PSA layer keeps keys in globals without a lock. */
#include <string.h>
#include <sys/random.h>

#include <mbedtls/aes.h>
#include <mbedtls/cipher.h>
#include <mbedtls/cmac.h>
#include <mbedtls/ecdh.h>
#include <mbedtls/ecp.h>

#include <bleradio/crypto.h>

enum { KEY_BITS = 128, COORDINATE = 32 };

static bool aes128(void *user, const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    (void)user;
    mbedtls_aes_context aes;
    mbedtls_aes_init(&aes);
    bool good = mbedtls_aes_setkey_enc(&aes, key, KEY_BITS) == 0 &&
                mbedtls_aes_crypt_ecb(&aes, MBEDTLS_AES_ENCRYPT, in, out) == 0;
    mbedtls_aes_free(&aes);
    return good;
}

static bool cmac(void *user, const uint8_t key[16], const uint8_t *message, size_t length, uint8_t mac[16])
{
    (void)user;
    const mbedtls_cipher_info_t *aes = mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_ECB);
    return aes != NULL && mbedtls_cipher_cmac(aes, key, KEY_BITS, message, length, mac) == 0;
}

/** Mbed TLS makes its AES tables and looks for AES-NI at the first use, without a lock: here no second thread is yet.
 */
__attribute__((constructor)) static void prepare(void)
{
    uint8_t block[16] = { 0 };
    aes128(NULL, block, block, block);
}

/* ------------------------------------------------------------------------------------------------ P-256 */

static int random_octets(void *context, unsigned char *octets, size_t size)
{
    (void)context;
    while (size > 0) {
        size_t piece = size < 256 ? size : 256; /* so many are never given in part */
        if (getrandom(octets, piece, GRND_NONBLOCK) != (ssize_t)piece)
            return MBEDTLS_ERR_ECP_RANDOM_FAILED;
        octets += piece;
        size -= piece;
    }
    return 0;
}

static ble_status as_status(int error)
{
    switch (error) {
    case 0: return BLE_OK;
    case MBEDTLS_ERR_ECP_INVALID_KEY:
    case MBEDTLS_ERR_ECP_BAD_INPUT_DATA: return BLE_ERROR_ARGUMENT;
    case MBEDTLS_ERR_ECP_ALLOC_FAILED:
    case MBEDTLS_ERR_MPI_ALLOC_FAILED: return BLE_ERROR_MEMORY;
    default: return BLE_ERROR_IO;
    }
}

struct p256 {
    mbedtls_ecp_group group;
    mbedtls_ecp_point point;
    mbedtls_mpi secret;
    mbedtls_mpi shared;
};

static int begin(struct p256 *p)
{
    mbedtls_ecp_group_init(&p->group);
    mbedtls_ecp_point_init(&p->point);
    mbedtls_mpi_init(&p->secret);
    mbedtls_mpi_init(&p->shared);
    return mbedtls_ecp_group_load(&p->group, MBEDTLS_ECP_DP_SECP256R1);
}

static ble_status end(struct p256 *p, int error)
{
    mbedtls_ecp_group_free(&p->group);
    mbedtls_ecp_point_free(&p->point);
    mbedtls_mpi_free(&p->secret); /* these wipe */
    mbedtls_mpi_free(&p->shared);
    return as_status(error);
}

static ble_status p256_keys(void *user, uint8_t private_key[32], uint8_t public_key[64])
{
    (void)user;
    struct p256 p;
    int error = begin(&p);
    if (error == 0)
        error = mbedtls_ecp_gen_keypair(&p.group, &p.secret, &p.point, random_octets, NULL);
    if (error == 0)
        error = mbedtls_mpi_write_binary_le(&p.secret, private_key, COORDINATE);
    if (error == 0)
        error = mbedtls_mpi_write_binary_le(&p.point.X, public_key, COORDINATE);
    if (error == 0)
        error = mbedtls_mpi_write_binary_le(&p.point.Y, public_key + COORDINATE, COORDINATE);
    return end(&p, error);
}

static ble_status p256_dhkey(void *user, const uint8_t private_key[32], const uint8_t public_key[64], uint8_t dhkey[32])
{
    (void)user;
    struct p256 p;
    int error = begin(&p);
    if (error == 0)
        error = mbedtls_mpi_read_binary_le(&p.secret, private_key, COORDINATE);
    if (error == 0)
        error = mbedtls_mpi_read_binary_le(&p.point.X, public_key, COORDINATE);
    if (error == 0)
        error = mbedtls_mpi_read_binary_le(&p.point.Y, public_key + COORDINATE, COORDINATE);
    if (error == 0)
        error = mbedtls_mpi_lset(&p.point.Z, 1);
    if (error == 0) /* an invalid curve attack begins with a point that is not on ours: CVE-2018-5383 */
        error = mbedtls_ecp_check_pubkey(&p.group, &p.point);
    if (error == 0)
        error = mbedtls_ecdh_compute_shared(&p.group, &p.shared, &p.point, &p.secret, random_octets, NULL);
    if (error == 0)
        error = mbedtls_mpi_write_binary_le(&p.shared, dhkey, COORDINATE);
    return end(&p, error);
}

const struct ble_crypto *ble_crypto_default(void)
{
    static const struct ble_crypto crypto = { sizeof(crypto), NULL, aes128, cmac, p256_keys, p256_dhkey };
    return &crypto;
}
