/* SPDX-License-Identifier: MIT */
/* Connecting tcp and unix sockets without ever waiting longer than promised. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "transport/internal.h"

enum { CONNECT_MS = 5000 };

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ------------------------------------------------------------------------------------------------ names */

/* getaddrinfo() has no time limit of its own (a dead name server: half a minute), so that it runs in a thread that may
 * outlive the one who asked. Whoever is last frees. */
struct lookup {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool done;
    bool abandoned;
    int error;
    struct addrinfo *found;
    char host[256];
    char service[8];
};

static void free_lookup(struct lookup *lookup)
{
    if (lookup->found != NULL)
        freeaddrinfo(lookup->found);
    (void)pthread_cond_destroy(&lookup->changed);
    (void)pthread_mutex_destroy(&lookup->lock);
    free(lookup);
}

static int look_up(const struct lookup *lookup, int flags, struct addrinfo **found)
{
    const struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = flags };
    return getaddrinfo(lookup->host, lookup->service, &hints, found);
}

static void *lookup_thread(void *argument)
{
    struct lookup *lookup = argument;
    struct addrinfo *found = NULL;
    int error = look_up(lookup, AI_ADDRCONFIG | AI_NUMERICSERV, &found);

    (void)pthread_mutex_lock(&lookup->lock);
    lookup->error = error;
    lookup->found = error == 0 ? found : NULL;
    lookup->done = true;
    bool mine = lookup->abandoned;
    (void)pthread_cond_signal(&lookup->changed);
    (void)pthread_mutex_unlock(&lookup->lock);
    if (mine)
        free_lookup(lookup);
    return NULL;
}

static struct lookup *new_lookup(const char *host, uint16_t port)
{
    struct lookup *lookup = calloc(1, sizeof(*lookup));
    if (lookup == NULL)
        return NULL;
    pthread_condattr_t monotonic;
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&lookup->changed, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    (void)pthread_mutex_init(&lookup->lock, NULL);
    (void)snprintf(lookup->host, sizeof(lookup->host), "%s", host);
    (void)snprintf(lookup->service, sizeof(lookup->service), "%u", port);
    return lookup;
}

/* @return a lookup that is done, or NULL when it took too long: then the thread owns it. */
static struct lookup *run_lookup(struct lookup *lookup, int64_t until_ms)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, lookup_thread, lookup) != 0) {
        lookup->error = EAI_AGAIN;
        return lookup;
    }
    (void)pthread_detach(thread);
    const struct timespec until = { .tv_sec = until_ms / 1000, .tv_nsec = until_ms % 1000 * 1000000 };
    (void)pthread_mutex_lock(&lookup->lock);
    int error = 0;
    while (!lookup->done && error == 0)
        error = pthread_cond_timedwait(&lookup->changed, &lookup->lock, &until);
    lookup->abandoned = !lookup->done;
    bool mine = lookup->done;
    (void)pthread_mutex_unlock(&lookup->lock);
    return mine ? lookup : NULL;
}

/* ------------------------------------------------------------------------------------------------ connecting */

static void set_tcp_options(int fd)
{
    /* A gateway that lost its power is noticed after half a minute, with or without something to send. */
    static const struct {
        int level, name, value;
    } options[] = {
        { IPPROTO_TCP, TCP_NODELAY, 1 },          { SOL_SOCKET, SO_KEEPALIVE, 1 }, { IPPROTO_TCP, TCP_KEEPIDLE, 15 },
        { IPPROTO_TCP, TCP_KEEPINTVL, 5 },        { IPPROTO_TCP, TCP_KEEPCNT, 3 },
#ifdef TCP_USER_TIMEOUT
        { IPPROTO_TCP, TCP_USER_TIMEOUT, 30000 },
#endif
    };
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        (void)setsockopt(fd, options[i].level, options[i].name, &options[i].value, sizeof(options[i].value));
}

/* @return 0, EINPROGRESS or another errno; *fd is open with the first two. */
static int begin_connect(const struct sockaddr *address, socklen_t size, int *fd)
{
    *fd = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (*fd < 0)
        return errno;
    if (address->sa_family != AF_UNIX)
        set_tcp_options(*fd);
    int error = connect(*fd, address, size) == 0 ? 0 : errno;
    if (error == EINTR)
        error = EINPROGRESS;
    if (error != 0 && error != EINPROGRESS) {
        (void)close(*fd);
        *fd = -1;
    }
    return error;
}

/* @return 0 or an errno; *fd is open only with 0. */
static int connect_until(const struct sockaddr *address, socklen_t size, int64_t until_ms, int *fd)
{
    int error = begin_connect(address, size, fd);
    while (error == EINPROGRESS) {
        int64_t left_ms = until_ms - now_ms();
        struct pollfd wait = { .fd = *fd, .events = POLLOUT };
        int ready = left_ms > 0 ? poll(&wait, 1, (int)left_ms) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        socklen_t error_size = sizeof(error);
        if (ready == 0)
            error = ETIMEDOUT;
        else if (ready < 0 || getsockopt(*fd, SOL_SOCKET, SO_ERROR, &error, &error_size) < 0)
            error = errno;
        if (error != 0) {
            (void)close(*fd);
            *fd = -1;
        }
    }
    return error;
}

static ble_status connect_status(int error)
{
    switch (error) {
    case ETIMEDOUT: return BLE_ERROR_TIMEOUT;
    case ECONNREFUSED:
    case EHOSTUNREACH:
    case ENETUNREACH: return BLE_ERROR_NOT_FOUND;
    default: return blr_open_status(error);
    }
}

/* Every address its share of what is left, so that one that swallows packets does not use up the time of the others. */
static int connect_any(const struct addrinfo *list, int64_t until_ms, int *fd, struct blr_address *address)
{
    int count = 0;
    for (const struct addrinfo *at = list; at != NULL; at = at->ai_next)
        count++;
    int error = EADDRNOTAVAIL;
    for (const struct addrinfo *at = list; at != NULL; at = at->ai_next, count--) {
        if (at->ai_addrlen > sizeof(address->storage))
            continue;
        int64_t start_ms = now_ms();
        error = connect_until(at->ai_addr, at->ai_addrlen, start_ms + (until_ms - start_ms) / count, fd);
        if (error == 0) {
            memcpy(&address->storage, at->ai_addr, at->ai_addrlen);
            address->size = at->ai_addrlen;
            return 0;
        }
    }
    return error;
}

static ble_status explain_tcp(const char *host, uint16_t port, int error, char why[BLE_TRANSPORT_TEXT])
{
    if (error == ECONNREFUSED)
        blr_why(why, "tcp:%s:%u: connection refused: nothing listens on that port", host, port);
    else if (error == ETIMEDOUT)
        blr_why(why, "tcp:%s:%u: no answer within %d s", host, port, CONNECT_MS / 1000);
    else
        blr_why(why, "tcp:%s:%u: %s", host, port, strerror(error));
    return connect_status(error);
}

ble_status blr_tcp_open(const char *host, uint16_t port, int *fd, struct blr_address *address,
                        char why[BLE_TRANSPORT_TEXT])
{
    int64_t until_ms = now_ms() + CONNECT_MS;
    struct lookup *lookup = new_lookup(host, port);
    if (lookup == NULL) {
        blr_why(why, "tcp:%s:%u: no memory", host, port);
        return BLE_ERROR_MEMORY;
    }
    lookup->error = look_up(lookup, AI_NUMERICHOST | AI_NUMERICSERV, &lookup->found);
    if (lookup->error != 0) {
        lookup->found = NULL;
        lookup = run_lookup(lookup, until_ms);
    }
    if (lookup == NULL) {
        blr_why(why, "tcp:%s:%u: the name was not resolved within %d s", host, port, CONNECT_MS / 1000);
        return BLE_ERROR_TIMEOUT;
    }
    ble_status status = BLE_OK;
    if (lookup->error != 0) {
        blr_why(why, "tcp:%s:%u: %s", host, port, gai_strerror(lookup->error));
        status = BLE_ERROR_NOT_FOUND;
    } else {
        int error = connect_any(lookup->found, until_ms, fd, address);
        if (error != 0)
            status = explain_tcp(host, port, error, why);
    }
    free_lookup(lookup);
    return status;
}

ble_status blr_unix_open(const char *path, int *fd, struct blr_address *address, char why[BLE_TRANSPORT_TEXT])
{
    struct sockaddr_un name = { .sun_family = AF_UNIX };
    size_t size = strlen(path);
    if (size >= sizeof(name.sun_path)) {
        blr_why(why, "unix:%.40s...: the path has %zu octets, at most %zu are allowed", path, size,
                sizeof(name.sun_path) - 1);
        return BLE_ERROR_ARGUMENT;
    }
    memcpy(name.sun_path, path, size + 1);
    memcpy(&address->storage, &name, sizeof(name));
    address->size = sizeof(name);
    int error = begin_connect((const struct sockaddr *)&address->storage, address->size, fd);
    switch (error) {
    case 0: return BLE_OK;
    case ECONNREFUSED: blr_why(why, "unix:%s: nobody listens on this socket", path); break;
    case EAGAIN: blr_why(why, "unix:%s: its server does not accept connections at the moment", path); break;
    case EACCES: blr_why(why, "unix:%s: permission denied: the socket must be writable for you", path); break;
    case EPROTOTYPE: blr_why(why, "unix:%s: not a stream socket", path); break;
    default: blr_why(why, "unix:%s: %s", path, strerror(error)); break;
    }
    return connect_status(error);
}

ble_status blr_socket_reconnect(const struct blr_address *address, int *fd)
{
    int error = begin_connect((const struct sockaddr *)&address->storage, address->size, fd);
    return error == 0 || error == EINPROGRESS ? BLE_OK : connect_status(error);
}
