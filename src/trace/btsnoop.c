/* SPDX-License-Identifier: MIT */
/* The trace recorder: btsnoop version 1, whole records or none. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <bleradio/trace.h>

#include "trace/btsnoop.h"

enum {
    FILE_HEADER = 16,
    RECORD_HEADER = 24,
    LONGEST_PACKET = 5 + 65535,
    BUFFER = 2 * 65536 + 4096,
    FLUSH_AT = 65536,
    FLUSH_US = 1000000,
};

enum { FLAG_RECEIVED = 1, FLAG_COMMAND_OR_EVENT = 2 };

struct ble_trace {
    int fd;
    ble_status status;
    bool has_time;
    int64_t base_us;      /* wall-clock time of the first packet since 1970 ... */
    uint64_t base_now_us; /* ... and its time as given */
    uint64_t flushed_us;  /* packet time of the last flush */
    uint64_t written;     /* octets in the file */
    uint32_t drops;       /* packets left out */
    size_t used;          /* octets in buffer */
    size_t lead;          /* of them, first, what is no whole record: the file header, the rest of a record begun */
    uint8_t buffer[BUFFER];
};

static uint8_t *put32(uint8_t *to, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        to[i] = (uint8_t)(value >> (24 - 8 * i));
    return to + 4;
}

static uint32_t get32(const uint8_t *from)
{
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

/* ------------------------------------------------------------------------------------------------ the file */

static ble_status status_of(int error)
{
    switch (error) {
    case EACCES:
    case EPERM:
    case EROFS: return BLE_ERROR_DENIED;
    case ENOENT:
    case ENOTDIR:
    case ENXIO: return BLE_ERROR_NOT_FOUND;
    case EISDIR:
    case ENAMETOOLONG: return BLE_ERROR_ARGUMENT;
    case ENOMEM: return BLE_ERROR_MEMORY;
    default: return BLE_ERROR_IO;
    }
}

/* A fresh file takes the name in one step: nobody's open file is cut short, no link is followed, and a file that stood
 * there with wider permissions does not pass them on. */
static int replace_file(const char *path)
{
    size_t size = strlen(path) + sizeof(".XXXXXX");
    char *fresh = malloc(size);
    if (fresh == NULL)
        return -1;
    (void)snprintf(fresh, size, "%s.XXXXXX", path);
    int fd = mkostemp(fresh, O_CLOEXEC);
    if (fd >= 0 && rename(fresh, path) < 0) {
        int error = errno;
        (void)unlink(fresh);
        (void)close(fd);
        fd = -1;
        errno = error;
    }
    free(fresh);
    return fd;
}

static int create_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0 || errno != EEXIST)
        return fd;
    struct stat there;
    if (stat(path, &there) == 0 && S_ISDIR(there.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    if (stat(path, &there) < 0 || (!S_ISCHR(there.st_mode) && !S_ISFIFO(there.st_mode)))
        return replace_file(path);
    fd = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    struct stat opened;
    if (fd >= 0 && (fstat(fd, &opened) < 0 || S_ISREG(opened.st_mode))) {
        (void)close(fd);
        errno = EPERM;
        return -1;
    }
    return fd;
}

/* write() without the signals that would end the program: a closed fifo and a file size limit are results. */
static ssize_t write_quietly(int fd, const uint8_t *data, size_t size)
{
    sigset_t quiet, before, pending;
    (void)sigemptyset(&quiet);
    (void)sigaddset(&quiet, SIGPIPE);
    (void)sigaddset(&quiet, SIGXFSZ);
    (void)sigpending(&pending);
    (void)pthread_sigmask(SIG_BLOCK, &quiet, &before);
    ssize_t done = write(fd, data, size);
    int error = errno;
    if (done < 0 && (error == EPIPE || error == EFBIG)) {
        int raised = error == EPIPE ? SIGPIPE : SIGXFSZ;
        const struct timespec now = { 0 };
        (void)sigemptyset(&quiet);
        (void)sigaddset(&quiet, raised);
        if (!sigismember(&pending, raised))
            (void)sigtimedwait(&quiet, NULL, &now);
    }
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return done;
}

/* The last end of a record in the buffer that is not behind `limit`; 0 when there is none. */
static size_t last_end(const struct ble_trace *trace, size_t limit)
{
    size_t end = 0;
    for (size_t at = trace->lead; at <= limit; at += RECORD_HEADER + get32(trace->buffer + at + 4)) {
        end = at;
        if (at >= trace->used)
            break;
    }
    return end;
}

/* The first end of a record in the buffer that is not before `limit`. */
static size_t next_end(const struct ble_trace *trace, size_t limit)
{
    size_t at = trace->lead;
    while (at < limit)
        at += RECORD_HEADER + get32(trace->buffer + at + 4);
    return at;
}

/* Recording ends here. What stands behind the last whole record is cut off where the file allows it. */
static void stop(struct ble_trace *trace, uint64_t whole)
{
    trace->status = BLE_ERROR_IO;
    trace->used = 0;
    if (whole < trace->written && ftruncate(trace->fd, (off_t)whole) == 0)
        trace->written = whole;
}

static void flush(struct ble_trace *trace)
{
    size_t done = 0;
    while (trace->status == BLE_OK && done < trace->used) {
        ssize_t size = write_quietly(trace->fd, trace->buffer + done, trace->used - done);
        if (size > 0) {
            done += (size_t)size;
            trace->written += (uint64_t)size;
        } else if (size < 0 && errno == EAGAIN) {
            break;
        } else if (size == 0 || errno != EINTR) {
            stop(trace, trace->written - done + last_end(trace, done));
            return;
        }
    }
    /* A fifo may have taken part of a record: its rest stays and comes first. */
    trace->lead = next_end(trace, done) - done;
    memmove(trace->buffer, trace->buffer + done, trace->used - done);
    trace->used -= done;
}

/* At the end a fifo's reader gets a moment to take the rest. */
static void flush_last(struct ble_trace *trace)
{
    enum { TRIES = 10, TRY_MS = 100 };
    flush(trace);
    for (unsigned i = 0; i < TRIES && trace->used > 0; i++) {
        struct pollfd wait = { .fd = trace->fd, .events = POLLOUT };
        (void)poll(&wait, 1, TRY_MS);
        flush(trace);
    }
}

/* ------------------------------------------------------------------------------------------------ public */

ble_status ble_trace_create(const char *path, struct ble_trace **trace)
{
    *trace = NULL;
    struct ble_trace *made = calloc(1, sizeof(*made));
    if (made == NULL)
        return BLE_ERROR_MEMORY;
    made->fd = create_file(path);
    if (made->fd < 0) {
        int error = errno;
        free(made);
        return status_of(error);
    }
    memcpy(made->buffer, "btsnoop", 8);
    put32(put32(made->buffer + 8, 1), BLR_BTSNOOP_H4);
    made->used = made->lead = FILE_HEADER;
    *trace = made;
    return BLE_OK;
}

static int64_t wall_clock_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void append(struct ble_trace *trace, int64_t time_us, bool received, const uint8_t *packet, uint32_t size)
{
    const bool control = packet[0] == 1 || packet[0] == 4;
    uint64_t stamp = (uint64_t)(time_us + BLR_BTSNOOP_EPOCH_US);
    uint8_t *at = trace->buffer + trace->used;
    at = put32(at, size);
    at = put32(at, size);
    at = put32(at, (received ? FLAG_RECEIVED : 0) | (control ? FLAG_COMMAND_OR_EVENT : 0));
    at = put32(at, trace->drops);
    at = put32(at, (uint32_t)(stamp >> 32));
    at = put32(at, (uint32_t)stamp);
    memcpy(at, packet, size);
    trace->used += RECORD_HEADER + size;
}

void ble_trace_tap(void *user, uint64_t now_us, bool received, const uint8_t *packet, size_t size)
{
    struct ble_trace *trace = user;
    if (trace->status != BLE_OK || size == 0)
        return;
    if (!trace->has_time) {
        trace->has_time = true;
        trace->base_us = wall_clock_us();
        trace->base_now_us = now_us;
        trace->flushed_us = now_us;
    }
    if (size > LONGEST_PACKET || trace->used + RECORD_HEADER + size > BUFFER) {
        trace->drops++;
    } else {
        int64_t time_us = (int64_t)((uint64_t)trace->base_us + (now_us - trace->base_now_us));
        append(trace, time_us, received, packet, (uint32_t)size);
    }
    if (trace->used >= FLUSH_AT || (int64_t)(now_us - trace->flushed_us) >= FLUSH_US) {
        trace->flushed_us = now_us;
        flush(trace);
    }
}

ble_status ble_trace_status(const struct ble_trace *trace)
{
    return trace->status;
}

ble_status ble_trace_flush(struct ble_trace *trace)
{
    flush(trace);
    return trace->status;
}

ble_status ble_trace_close(struct ble_trace *trace)
{
    if (trace == NULL)
        return BLE_OK;
    flush_last(trace);
    ble_status status = trace->status;
    /* A reader that never took the last records; below, a network file system that only says so now. */
    if (status == BLE_OK && trace->used > 0)
        status = BLE_ERROR_IO;
    if (close(trace->fd) < 0 && errno != EINTR)
        status = BLE_ERROR_IO;
    free(trace);
    return status;
}
