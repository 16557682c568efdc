/* SPDX-License-Identifier: MIT */
/*
 * Preloaded: answers AF_ALG sockets where the kernel has none. Two algorithms, which is what an emulated Bluetooth
 * controller asks for: skcipher "ecb(aes)" and hash "cmac(aes)". Everything that is no such socket goes to libc.
 *
 * As in the kernel, a socket that was bound and given a key makes others by accept(); those take data by send(),
 * sendmsg() or write() and give the result by read() or recv(). A real descriptor (of /dev/null) stands behind each, so
 * that the numbers never clash. Not for programs with threads.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_alg.h>
#include <mbedtls/aes.h>
#include <mbedtls/cipher.h>
#include <mbedtls/cmac.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define DESCRIPTORS 1024
#define LONGEST     4096
#define BLOCK       16

enum algorithm { NO_ALGORITHM, AES_ECB, AES_CMAC };

struct alg_socket {
    enum algorithm algorithm;
    bool accepted; /* takes data; the others take a key */
    bool encrypt;  /* AES_ECB */
    bool more;     /* the last piece was sent with MSG_MORE */
    size_t key_size;
    size_t size;  /* octets in data */
    size_t given; /* octets of the result that were read */
    unsigned char key[32];
    unsigned char data[LONGEST]; /* what was sent */
};

static struct alg_socket *sockets[DESCRIPTORS];

/* The next definition of a function, libc's. */
#define NEXT(name) ((__typeof__(&name))next_symbol(#name))

static void *next_symbol(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) {
        abort();
    }
    return found;
}

static struct alg_socket *find(int fd)
{
    return fd >= 0 && fd < DESCRIPTORS ? sockets[fd] : NULL;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static int new_socket(int flags, const struct alg_socket *from)
{
    int fd = open("/dev/null", O_RDWR | ((flags & SOCK_CLOEXEC) ? O_CLOEXEC : 0));
    if (fd < 0) {
        return -1;
    }
    struct alg_socket *made = fd < DESCRIPTORS ? calloc(1, sizeof(*made)) : NULL;
    if (!made) {
        NEXT(close)(fd);
        return fail(ENOMEM);
    }
    if (from) {
        *made = *from;
        made->accepted = true;
    }
    sockets[fd] = made;
    return fd;
}

/* ------------------------------------------------------------------------------------------------ sockets */

int socket(int domain, int type, int protocol)
{
    if (domain != AF_ALG) {
        return NEXT(socket)(domain, type, protocol);
    }
    return (type & 0xf) == SOCK_SEQPACKET && protocol == 0 ? new_socket(type, NULL) : fail(ESOCKTNOSUPPORT);
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
    struct alg_socket *alg = find(fd);
    if (!alg) {
        return NEXT(bind)(fd, address, size);
    }
    const struct sockaddr_alg *name = (const struct sockaddr_alg *)address;
    if (size < sizeof(*name) || name->salg_family != AF_ALG || alg->accepted) {
        return fail(EINVAL);
    }
    const char *type = (const char *)name->salg_type;
    const char *algorithm = (const char *)name->salg_name;
    if (strcmp(type, "skcipher") == 0 && strcmp(algorithm, "ecb(aes)") == 0) {
        alg->algorithm = AES_ECB;
    } else if (strcmp(type, "hash") == 0 && strcmp(algorithm, "cmac(aes)") == 0) {
        alg->algorithm = AES_CMAC;
    } else {
        return fail(ENOENT);
    }
    return 0;
}

int setsockopt(int fd, int level, int option, const void *value, socklen_t size)
{
    struct alg_socket *alg = find(fd);
    if (!alg) {
        return NEXT(setsockopt)(fd, level, option, value, size);
    }
    if (level != SOL_ALG || option != ALG_SET_KEY || alg->accepted || alg->algorithm == NO_ALGORITHM) {
        return fail(ENOPROTOOPT);
    }
    if (size != 16 && size != 24 && size != 32) {
        return fail(EINVAL);
    }
    memcpy(alg->key, value, size);
    alg->key_size = size;
    return 0;
}

static int accept_alg(struct alg_socket *alg, int flags)
{
    if (alg->accepted || alg->algorithm == NO_ALGORITHM) {
        return fail(EINVAL);
    }
    return new_socket(flags, alg);
}

int accept(int fd, struct sockaddr *address, socklen_t *size)
{
    struct alg_socket *alg = find(fd);
    return alg ? accept_alg(alg, 0) : NEXT(accept)(fd, address, size);
}

int accept4(int fd, struct sockaddr *address, socklen_t *size, int flags)
{
    struct alg_socket *alg = find(fd);
    return alg ? accept_alg(alg, flags) : NEXT(accept4)(fd, address, size, flags);
}

int close(int fd)
{
    struct alg_socket *alg = find(fd);
    if (alg) {
        sockets[fd] = NULL;
        free(alg);
    }
    return NEXT(close)(fd);
}

/* ------------------------------------------------------------------------------------------------ data */

static ssize_t take(struct alg_socket *alg, const void *data, size_t size, int flags)
{
    if (!alg->accepted) {
        return fail(ENOTCONN);
    }
    if (alg->key_size == 0) {
        return fail(ENOKEY);
    }
    if (!alg->more) {
        alg->size = 0;
        alg->given = 0;
    }
    if (size > LONGEST - alg->size) {
        return fail(EMSGSIZE);
    }
    if (size > 0) {
        memcpy(alg->data + alg->size, data, size);
    }
    alg->size += size;
    alg->more = (flags & MSG_MORE) != 0;
    return (ssize_t)size;
}

static ssize_t give_blocks(struct alg_socket *alg, unsigned char *out, size_t capacity)
{
    size_t left = alg->size - alg->given;
    size_t size = (left < capacity ? left : capacity) / BLOCK * BLOCK;
    if (left % BLOCK != 0 || (left > 0 && size == 0)) {
        return fail(EINVAL);
    }
    mbedtls_aes_context aes;
    mbedtls_aes_init(&aes);
    unsigned bits = (unsigned)alg->key_size * 8;
    int error =
        alg->encrypt ? mbedtls_aes_setkey_enc(&aes, alg->key, bits) : mbedtls_aes_setkey_dec(&aes, alg->key, bits);
    for (size_t at = 0; at < size && error == 0; at += BLOCK) {
        error = mbedtls_aes_crypt_ecb(&aes, alg->encrypt ? MBEDTLS_AES_ENCRYPT : MBEDTLS_AES_DECRYPT,
                                      alg->data + alg->given + at, out + at);
    }
    mbedtls_aes_free(&aes);
    alg->given += size;
    return error == 0 ? (ssize_t)size : fail(EINVAL);
}

static ssize_t give_cmac(struct alg_socket *alg, unsigned char *out, size_t capacity)
{
    static const mbedtls_cipher_type_t types[] = { MBEDTLS_CIPHER_AES_128_ECB, MBEDTLS_CIPHER_AES_192_ECB,
                                                   MBEDTLS_CIPHER_AES_256_ECB };
    const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type(types[alg->key_size / 8 - 2]);
    unsigned char mac[BLOCK];
    if (!info || mbedtls_cipher_cmac(info, alg->key, alg->key_size * 8, alg->data, alg->size, mac) != 0) {
        return fail(EINVAL);
    }
    size_t size = capacity < BLOCK ? capacity : BLOCK;
    memcpy(out, mac, size);
    return (ssize_t)size;
}

static ssize_t give(struct alg_socket *alg, void *out, size_t capacity)
{
    if (!alg->accepted) {
        return fail(ENOTCONN);
    }
    if (alg->key_size == 0) {
        return fail(ENOKEY);
    }
    return alg->algorithm == AES_ECB ? give_blocks(alg, out, capacity) : give_cmac(alg, out, capacity);
}

ssize_t send(int fd, const void *data, size_t size, int flags)
{
    struct alg_socket *alg = find(fd);
    return alg ? take(alg, data, size, flags) : NEXT(send)(fd, data, size, flags);
}

ssize_t write(int fd, const void *data, size_t size)
{
    struct alg_socket *alg = find(fd);
    return alg ? take(alg, data, size, 0) : NEXT(write)(fd, data, size);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    struct alg_socket *alg = find(fd);
    if (!alg) {
        return NEXT(sendmsg)(fd, message, flags);
    }
    for (struct cmsghdr *control = CMSG_FIRSTHDR(message); control;
         control = CMSG_NXTHDR((struct msghdr *)message, control)) {
        unsigned operation;
        if (control->cmsg_level != SOL_ALG || control->cmsg_type != ALG_SET_OP ||
            control->cmsg_len < CMSG_LEN(sizeof(operation))) {
            return fail(EINVAL);
        }
        memcpy(&operation, CMSG_DATA(control), sizeof(operation));
        alg->encrypt = operation == ALG_OP_ENCRYPT;
    }
    ssize_t total = 0;
    for (size_t i = 0; i < message->msg_iovlen; i++) {
        bool last = i + 1 == message->msg_iovlen;
        ssize_t taken = take(alg, message->msg_iov[i].iov_base, message->msg_iov[i].iov_len, last ? flags : MSG_MORE);
        if (taken < 0) {
            return taken;
        }
        total += taken;
    }
    return total;
}

ssize_t read(int fd, void *out, size_t capacity)
{
    struct alg_socket *alg = find(fd);
    return alg ? give(alg, out, capacity) : NEXT(read)(fd, out, capacity);
}

ssize_t recv(int fd, void *out, size_t capacity, int flags)
{
    struct alg_socket *alg = find(fd);
    return alg ? give(alg, out, capacity) : NEXT(recv)(fd, out, capacity, flags);
}
