/* SPDX-License-Identifier: MIT */
/* Transports on a plain descriptor: one that was given, a pty's slave side, a tcp or unix socket. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "transport/internal.h"

struct stream {
    struct ble_transport base;
    int fd; /* -1: a reopen failed */
    bool is_socket;
    bool is_tty;
    struct blr_address address; /* of a socket that was connected here */
    struct ble_transport_description description;
};

static struct stream *stream_of(struct ble_transport *transport)
{
    return (struct stream *)transport;
}

/* ------------------------------------------------------------------------------------------------ ptys */

static int open_pty_fd(const char *path)
{
    int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int error = 0;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0)
        error = errno;
    else if (blr_tty_set_line(fd, false) != BLE_OK)
        error = EIO;
    /* What an earlier program left unread is not ours. */
    (void)tcflush(fd, TCIOFLUSH);
    if (error == 0)
        return fd;
    (void)close(fd);
    errno = error;
    return -1;
}

/* ------------------------------------------------------------------------------------------------ operations */

static int stream_fd(struct ble_transport *transport)
{
    return stream_of(transport)->fd;
}

static ptrdiff_t stream_read(struct ble_transport *transport, uint8_t *data, size_t capacity)
{
    return blr_fd_read(stream_of(transport)->fd, data, capacity);
}

static ptrdiff_t stream_write(struct ble_transport *transport, const uint8_t *data, size_t size)
{
    struct stream *stream = stream_of(transport);
    if (stream->fd < 0)
        return BLE_ERROR_LOST;
    if (size == 0)
        return 0;
    ssize_t sent = stream->is_socket ? send(stream->fd, data, size, MSG_NOSIGNAL) : write(stream->fd, data, size);
    return sent >= 0 ? sent : blr_transfer_status(errno);
}

static ble_status flush_input(struct stream *stream)
{
    if (stream->fd < 0)
        return BLE_ERROR_LOST;
    if (stream->is_tty)
        return tcflush(stream->fd, TCIFLUSH) == 0 ? BLE_OK : BLE_ERROR_LOST;
    uint8_t scratch[4096];
    /* A peer that sends without end must not keep us here. */
    for (unsigned i = 0; i < 256; i++) {
        ptrdiff_t got = blr_fd_read(stream->fd, scratch, sizeof(scratch));
        if (got <= 0)
            return (ble_status)got;
    }
    return BLE_OK;
}

static ble_status reopen(struct stream *stream)
{
    if (stream->description.path[0] == '\0' && stream->address.size == 0)
        return BLE_ERROR_UNSUPPORTED;
    if (stream->fd >= 0)
        (void)close(stream->fd);
    stream->fd = -1;
    if (stream->address.size != 0)
        return blr_socket_reconnect(&stream->address, &stream->fd);
    stream->fd = open_pty_fd(stream->description.path);
    return stream->fd >= 0 ? BLE_OK : blr_open_status(errno);
}

static ble_status stream_control(struct ble_transport *transport, enum ble_effect_type effect, uint32_t argument)
{
    (void)argument;
    switch (effect) {
    case BLE_EFFECT_FLUSH_INPUT: return flush_input(stream_of(transport));
    case BLE_EFFECT_REOPEN: return reopen(stream_of(transport));
    default: return BLE_ERROR_UNSUPPORTED;
    }
}

static void stream_info(struct ble_transport *transport, struct ble_transport_info *info)
{
    const struct stream *stream = stream_of(transport);
    *info = (struct ble_transport_info){ 0 };
    info->can_reopen = stream->description.path[0] != '\0' || stream->address.size != 0;
}

static void stream_describe(struct ble_transport *transport, struct ble_transport_description *description)
{
    *description = stream_of(transport)->description;
}

static void stream_close(struct ble_transport *transport)
{
    struct stream *stream = stream_of(transport);
    if (stream->fd >= 0) {
        if (stream->is_tty)
            (void)tcflush(stream->fd, TCIFLUSH);
        (void)close(stream->fd);
    }
    free(stream);
}

/* ------------------------------------------------------------------------------------------------ opening */

static const struct ble_transport_ops stream_ops = {
    .fd = stream_fd,
    .read = stream_read,
    .write = stream_write,
    .control = stream_control,
    .info = stream_info,
    .describe = stream_describe,
    .close = stream_close,
};

static struct stream *new_stream(enum ble_port_kind kind, const char *port, char why[BLE_TRANSPORT_TEXT])
{
    struct stream *stream = calloc(1, sizeof(*stream));
    if (stream == NULL) {
        blr_why(why, "%s: no memory", port);
        return NULL;
    }
    stream->base.ops = &stream_ops;
    stream->fd = -1;
    stream->description.kind = (uint8_t)kind;
    stream->description.cts = -1;
    stream->description.flow = BLE_FLOW_DEFAULT;
    stream->description.usb_interface = -1;
    (void)snprintf(stream->description.port, sizeof(stream->description.port), "%s", port);
    return stream;
}

/* Why fd cannot carry octets both ways, or NULL. */
static const char *fd_fault(int fd, struct stat *status)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fstat(fd, status) < 0)
        return "is not open";
    if ((flags & O_ACCMODE) != O_RDWR)
        return "must be open for reading and writing";
    if (!S_ISSOCK(status->st_mode) && !S_ISCHR(status->st_mode) && !S_ISFIFO(status->st_mode))
        return "is neither a terminal nor a socket";
    return NULL;
}

ble_status blr_stream_open_fd(int fd, const char *port, struct ble_transport **transport, char why[BLE_TRANSPORT_TEXT])
{
    struct stat status;
    const char *fault = fd_fault(fd, &status);
    if (fault != NULL) {
        blr_why(why, "%s: descriptor %d %s", port, fd, fault);
        return BLE_ERROR_ARGUMENT;
    }
    if (isatty(fd) && blr_tty_set_line(fd, false) != BLE_OK) {
        blr_why(why, "%s: the terminal on descriptor %d cannot be set to raw mode", port, fd);
        return BLE_ERROR_UNSUPPORTED;
    }
    struct stream *stream = new_stream(BLE_PORT_FD, port, why);
    if (stream == NULL)
        return BLE_ERROR_MEMORY;
    if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) < 0 || fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
        blr_why(why, "%s: descriptor %d: %s", port, fd, strerror(errno));
        free(stream);
        return BLE_ERROR_IO;
    }
    stream->fd = fd;
    stream->is_socket = S_ISSOCK(status.st_mode);
    stream->is_tty = isatty(fd);
    *transport = &stream->base;
    return BLE_OK;
}

static ble_status explain_pty(const char *path, int error, char why[BLE_TRANSPORT_TEXT])
{
    ble_status status = blr_open_status(error);
    if (status == BLE_ERROR_DENIED)
        blr_explain_denied(path, why);
    else if (status == BLE_ERROR_BUSY)
        blr_explain_busy(path, why);
    else if (error == EIO)
        blr_why(why, "%s: the program that made this pty is gone", path);
    else
        blr_why(why, "%s: %s", path, strerror(error));
    return status;
}

ble_status blr_stream_open_pty(const char *path, const char *port, struct ble_transport **transport,
                               char why[BLE_TRANSPORT_TEXT])
{
    struct stream *stream = new_stream(BLE_PORT_FD, port, why);
    if (stream == NULL)
        return BLE_ERROR_MEMORY;
    stream->fd = open_pty_fd(path);
    if (stream->fd < 0) {
        ble_status status = explain_pty(path, errno, why);
        free(stream);
        return status;
    }
    (void)snprintf(stream->description.path, sizeof(stream->description.path), "%s", path);
    stream->is_tty = true;
    *transport = &stream->base;
    return BLE_OK;
}

ble_status blr_stream_open_socket(const struct blr_port_spec *spec, const char *port, struct ble_transport **transport,
                                  char why[BLE_TRANSPORT_TEXT])
{
    struct stream *stream = new_stream((enum ble_port_kind)spec->kind, port, why);
    if (stream == NULL)
        return BLE_ERROR_MEMORY;
    ble_status status = spec->kind == BLE_PORT_TCP
                            ? blr_tcp_open(spec->host, spec->tcp_port, &stream->fd, &stream->address, why)
                            : blr_unix_open(spec->path, &stream->fd, &stream->address, why);
    if (status < 0) {
        free(stream);
        return status;
    }
    stream->is_socket = true;
    *transport = &stream->base;
    return BLE_OK;
}
