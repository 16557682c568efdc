/* SPDX-License-Identifier: MIT */
/* AES and CMAC through AF_ALG sockets, against published vectors. Linked with afalg_preload; on a kernel that has
 * AF_ALG it would pass without, too. */
#include <errno.h>
#include <linux/if_alg.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cmocka.h>

/* RFC 4493 section 4 and FIPS 197 appendix C */
static const uint8_t rfc4493_key[16] = { 0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                         0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c };
static const uint8_t rfc4493_message[64] = { 0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d, 0x7e,
                                             0x11, 0x73, 0x93, 0x17, 0x2a, 0xae, 0x2d, 0x8a, 0x57, 0x1e, 0x03,
                                             0xac, 0x9c, 0x9e, 0xb7, 0x6f, 0xac, 0x45, 0xaf, 0x8e, 0x51, 0x30,
                                             0xc8, 0x1c, 0x46, 0xa3, 0x5c, 0xe4, 0x11, 0xe5, 0xfb, 0xc1, 0x19,
                                             0x1a, 0x0a, 0x52, 0xef, 0xf6, 0x9f, 0x24, 0x45, 0xdf, 0x4f, 0x9b,
                                             0x17, 0xad, 0x2b, 0x41, 0x7b, 0xe6, 0x6c, 0x37, 0x10 };
static const struct {
    size_t size;
    uint8_t mac[16];
} rfc4493[] = {
    { 0, { 0xbb, 0x1d, 0x69, 0x29, 0xe9, 0x59, 0x37, 0x28, 0x7f, 0xa3, 0x7d, 0x12, 0x9b, 0x75, 0x67, 0x46 } },
    { 16, { 0x07, 0x0a, 0x16, 0xb4, 0x6b, 0x4d, 0x41, 0x44, 0xf7, 0x9b, 0xdd, 0x9d, 0xd0, 0x4a, 0x28, 0x7c } },
    { 40, { 0xdf, 0xa6, 0x67, 0x47, 0xde, 0x9a, 0xe6, 0x30, 0x30, 0xca, 0x32, 0x61, 0x14, 0x97, 0xc8, 0x27 } },
    { 64, { 0x51, 0xf0, 0xbe, 0xbf, 0x7e, 0x3b, 0x9d, 0x92, 0xfc, 0x49, 0x74, 0x17, 0x79, 0x36, 0x3c, 0xfe } }
};
static const uint8_t fips197_cipher[16] = { 0x69, 0xc4, 0xe0, 0xd8, 0x6a, 0x7b, 0x04, 0x30,
                                            0xd8, 0xcd, 0xb7, 0x80, 0x70, 0xb4, 0xc5, 0x5a };

static int transform(const char *type, const char *name)
{
    struct sockaddr_alg address = { .salg_family = AF_ALG };
    strcpy((char *)address.salg_type, type);
    strcpy((char *)address.salg_name, name);
    int fd = socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

static int operation(int fd, const uint8_t key[16])
{
    assert_int_equal(setsockopt(fd, SOL_ALG, ALG_SET_KEY, key, 16), 0);
    int made = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
    assert_true(made >= 0);
    return made;
}

static ssize_t send_block(int fd, unsigned op, const void *data, size_t size)
{
    char control[CMSG_SPACE(sizeof(op))] = { 0 };
    struct iovec piece = { (void *)data, size };
    struct msghdr message = {
        .msg_control = control, .msg_controllen = sizeof(control), .msg_iov = &piece, .msg_iovlen = 1
    };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_ALG;
    header->cmsg_type = ALG_SET_OP;
    header->cmsg_len = CMSG_LEN(sizeof(op));
    memcpy(CMSG_DATA(header), &op, sizeof(op));
    return sendmsg(fd, &message, 0);
}

static void cmac_gives_the_vectors_of_rfc_4493(void **state)
{
    (void)state;
    int fd = transform("hash", "cmac(aes)");
    int mac = operation(fd, rfc4493_key);
    for (size_t i = 0; i < sizeof(rfc4493) / sizeof(rfc4493[0]); i++) {
        uint8_t out[16];
        assert_int_equal(send(mac, rfc4493_message, rfc4493[i].size, 0), rfc4493[i].size);
        assert_int_equal(read(mac, out, sizeof(out)), sizeof(out));
        assert_memory_equal(out, rfc4493[i].mac, sizeof(out));
    }
    close(mac);
    close(fd);
}

static void cmac_joins_pieces_sent_with_more(void **state)
{
    (void)state;
    int fd = transform("hash", "cmac(aes)");
    int mac = operation(fd, rfc4493_key);
    uint8_t out[16];
    assert_int_equal(send(mac, rfc4493_message, 33, MSG_MORE), 33);
    assert_int_equal(send(mac, rfc4493_message + 33, 31, 0), 31);
    assert_int_equal(recv(mac, out, sizeof(out), 0), sizeof(out));
    assert_memory_equal(out, rfc4493[3].mac, sizeof(out));
    close(mac);
    close(fd);
}

static void ecb_encrypts_and_decrypts_the_block_of_fips_197(void **state)
{
    (void)state;
    uint8_t key[16];
    uint8_t plain[16];
    uint8_t out[16];
    for (uint8_t i = 0; i < 16; i++) {
        key[i] = i;
        plain[i] = (uint8_t)(i * 0x11);
    }
    int fd = transform("skcipher", "ecb(aes)");
    int cipher = operation(fd, key);
    assert_int_equal(send_block(cipher, ALG_OP_ENCRYPT, plain, sizeof(plain)), sizeof(plain));
    assert_int_equal(read(cipher, out, sizeof(out)), sizeof(out));
    assert_memory_equal(out, fips197_cipher, sizeof(out));
    assert_int_equal(send_block(cipher, ALG_OP_DECRYPT, fips197_cipher, sizeof(out)), sizeof(out));
    assert_int_equal(read(cipher, out, sizeof(out)), sizeof(out));
    assert_memory_equal(out, plain, sizeof(out));
    close(cipher);
    close(fd);
}

static void other_algorithms_and_missing_keys_are_errors(void **state)
{
    (void)state;
    assert_int_equal(transform("skcipher", "no-such-cipher"), -ENOENT);
    int fd = transform("hash", "cmac(aes)");
    assert_int_equal(setsockopt(fd, SOL_ALG, ALG_SET_KEY, rfc4493_key, 15), -1);
    int mac = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
    assert_true(mac >= 0);
    assert_int_equal(send(mac, "x", 1, 0), -1);
    assert_int_equal(errno, ENOKEY);
    close(mac);
    close(fd);
}

static void other_sockets_are_left_alone(void **state)
{
    (void)state;
    int pair[2];
    char text[4];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(send(pair[0], "abcd", 4, 0), 4);
    assert_int_equal(read(pair[1], text, 4), 4);
    assert_memory_equal(text, "abcd", 4);
    close(pair[0]);
    close(pair[1]);
    assert_int_equal(read(pair[0], text, 4), -1);
    assert_int_equal(errno, EBADF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cmac_gives_the_vectors_of_rfc_4493),
        cmocka_unit_test(cmac_joins_pieces_sent_with_more),
        cmocka_unit_test(ecb_encrypts_and_decrypts_the_block_of_fips_197),
        cmocka_unit_test(other_algorithms_and_missing_keys_are_errors),
        cmocka_unit_test(other_sockets_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
