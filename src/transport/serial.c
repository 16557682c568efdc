/* SPDX-License-Identifier: MIT */
/* Serial ports as transports. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "transport/find.h"
#include "transport/internal.h"
#include "transport/line.h"

struct serial {
    struct ble_transport base;
    struct blr_line line;
    struct blr_line_settings settings;
    uint32_t bauds[BLR_BAUDS];                    /* to try; the first is the one asked for */
    struct ble_transport_description description; /* what does not change, and the path */
};

static struct serial *serial_of(struct ble_transport *transport)
{
    return (struct serial *)transport;
}

/* ------------------------------------------------------------------------------------------------ operations */

static int serial_fd(struct ble_transport *transport)
{
    return serial_of(transport)->line.fd;
}

static ptrdiff_t serial_read(struct ble_transport *transport, uint8_t *data, size_t capacity)
{
    return blr_fd_read(serial_of(transport)->line.fd, data, capacity);
}

static ptrdiff_t serial_write(struct ble_transport *transport, const uint8_t *data, size_t size)
{
    const struct serial *serial = serial_of(transport);
    const size_t chunk = serial->description.write_chunk;
    size_t done = 0;
    if (serial->line.fd < 0)
        return BLE_ERROR_LOST;
    while (done < size) {
        size_t piece = chunk != 0 && size - done > chunk ? chunk : size - done;
        ssize_t sent = write(serial->line.fd, data + done, piece);
        if (sent < 0 && done == 0)
            return blr_transfer_status(errno);
        if (sent <= 0)
            break;
        done += (size_t)sent;
        if ((size_t)sent < piece)
            break;
    }
    return (ptrdiff_t)done;
}

static ble_status set_baud(struct serial *serial, uint32_t baud)
{
    char why[BLE_TRANSPORT_TEXT] = "";
    if (baud < BLR_BAUD_MIN || baud > BLR_BAUD_MAX)
        return BLE_ERROR_ARGUMENT;
    if (serial->line.fd < 0)
        return BLE_ERROR_LOST;
    serial->settings.baud = baud;
    return blr_line_set_baud(&serial->line, &serial->settings, why);
}

static ble_status reopen(struct serial *serial)
{
    char path[256];
    char why[BLE_TRANSPORT_TEXT] = "";
    blr_line_close(&serial->line);
    ble_status status = blr_transport_find_again(&serial->description, path);
    if (status < 0)
        return status;
    status = blr_line_open(&serial->line, path, &serial->settings, why);
    if (status == BLE_OK)
        memcpy(serial->description.path, path, sizeof(path));
    return status;
}

static ble_status serial_control(struct ble_transport *transport, enum ble_effect_type effect, uint32_t argument)
{
    struct serial *serial = serial_of(transport);
    switch (effect) {
    case BLE_EFFECT_FLUSH_INPUT: return tcflush(serial->line.fd, TCIFLUSH) == 0 ? BLE_OK : BLE_ERROR_LOST;
    case BLE_EFFECT_PULSE_DTR: return blr_line_set_dtr(&serial->line, argument != 0);
    case BLE_EFFECT_SET_BAUD: return set_baud(serial, argument);
    case BLE_EFFECT_REOPEN: return reopen(serial);
    default: return BLE_ERROR_UNSUPPORTED;
    }
}

static void serial_info(struct ble_transport *transport, struct ble_transport_info *info)
{
    const struct serial *serial = serial_of(transport);
    *info = (struct ble_transport_info){ .can_pulse_dtr = true, .can_reopen = true };
    memcpy(info->baud_choices, serial->bauds, sizeof(info->baud_choices));
}

static void serial_describe(struct ble_transport *transport, struct ble_transport_description *description)
{
    const struct serial *serial = serial_of(transport);
    *description = serial->description;
    description->baud = serial->line.baud;
    description->flow = serial->line.flow;
    description->cts = blr_line_cts(&serial->line);
    description->overruns = blr_line_overruns(&serial->line);
}

static void serial_close(struct ble_transport *transport)
{
    struct serial *serial = serial_of(transport);
    blr_line_close(&serial->line);
    free(serial);
}

static const struct ble_transport_ops serial_ops = {
    .fd = serial_fd,
    .read = serial_read,
    .write = serial_write,
    .control = serial_control,
    .info = serial_info,
    .describe = serial_describe,
    .close = serial_close,
};

/* ------------------------------------------------------------------------------------------------ opening */

/* Where path leads, with its kind checked. */
static ble_status resolve(const char *path, char real[256], dev_t *device, char why[BLE_TRANSPORT_TEXT])
{
    char buffer[PATH_MAX];
    struct stat status;
    if (realpath(path, buffer) == NULL || stat(buffer, &status) < 0) {
        int error = errno;
        blr_why(why, "%s: %s", path, strerror(error));
        if (error == ENOENT)
            blr_why_list(why);
        return blr_open_status(error);
    }
    if (!S_ISCHR(status.st_mode) || strlen(buffer) > 255) {
        blr_why(why, "%s: not a serial port%s", path,
                S_ISSOCK(status.st_mode) ? " but a socket: write unix:PATH" : " (no terminal device)");
        return BLE_ERROR_UNSUPPORTED;
    }
    memcpy(real, buffer, strlen(buffer) + 1);
    *device = status.st_rdev;
    return BLE_OK;
}

/* The specification first, then the profile. */
static void settle(struct serial *serial, const struct blr_port_spec *spec, const struct blr_profile *profile)
{
    if (spec->baud == BLR_BAUD_AUTO)
        blr_bauds_auto(profile, serial->bauds);
    else if (spec->baud != 0)
        serial->bauds[0] = spec->baud;
    else
        memcpy(serial->bauds, profile->bauds, sizeof(serial->bauds));
    serial->settings.baud = serial->bauds[0];
    serial->settings.flow_required = spec->flow != BLE_FLOW_DEFAULT;
    serial->settings.flow = spec->flow != BLE_FLOW_DEFAULT ? spec->flow : profile->flow;
    serial->description.write_chunk = spec->chunk_given ? spec->chunk : profile->chunk;
}

static void identify(struct serial *serial, const struct ble_port *port, const char *specification)
{
    struct ble_transport_description *description = &serial->description;
    description->kind = BLE_PORT_SERIAL;
    (void)snprintf(description->port, sizeof(description->port), "%s", specification);
    memcpy(description->path, port->path, sizeof(description->path));
    memcpy(description->usb_serial, port->usb_serial, sizeof(description->usb_serial));
    memcpy(description->usb_product, port->usb_product, sizeof(description->usb_product));
    description->usb_vid = port->usb_vid;
    description->usb_pid = port->usb_pid;
    description->usb_interface = port->usb_interface;
}

/* refused: set when libserialport does not take the node for a serial port */
static ble_status open_candidate(const struct blr_port_spec *spec, const char *port,
                                 const struct blr_candidate *candidate, struct ble_transport **transport, bool *refused,
                                 char why[BLE_TRANSPORT_TEXT])
{
    struct serial *serial = calloc(1, sizeof(*serial));
    if (serial == NULL) {
        blr_why(why, "%s: no memory", port);
        return BLE_ERROR_MEMORY;
    }
    serial->base.ops = &serial_ops;
    identify(serial, &candidate->port, port);
    settle(serial, spec, &candidate->profile);
    ble_status status = blr_line_open(&serial->line, candidate->port.path, &serial->settings, why);
    *refused = serial->line.refused;
    if (status < 0)
        free(serial);
    else
        *transport = &serial->base;
    return status;
}

static ble_status open_auto(const struct blr_port_spec *spec, const char *port, struct ble_transport **transport,
                            char why[BLE_TRANSPORT_TEXT])
{
    struct blr_candidate *candidates;
    size_t count, chosen;
    ble_status status = blr_list_machine(&candidates, &count, why);
    if (status < 0) {
        blr_why(why, "auto: the serial ports of this machine cannot be listed");
        return status;
    }
    /* A devices file that cannot be read may be what would have decided. */
    status = why[0] != '\0' ? BLE_ERROR_ARGUMENT : blr_choose_port(candidates, count, &chosen, why);
    bool refused;
    if (status == BLE_OK)
        status = open_candidate(spec, port, &candidates[chosen], transport, &refused, why);
    free(candidates);
    return status;
}

ble_status blr_serial_open(const struct blr_port_spec *spec, const char *port, struct ble_transport **transport,
                           char why[BLE_TRANSPORT_TEXT])
{
    char real[256];
    dev_t device = 0;
    if (spec->automatic)
        return open_auto(spec, port, transport, why);
    ble_status status = resolve(spec->path, real, &device, why);
    if (status < 0)
        return status;
    if (strncmp(real, "/dev/pts/", 9) == 0)
        return blr_stream_open_pty(real, port, transport, why);
    struct blr_candidate candidate;
    status = blr_describe_machine(real, &candidate, why);
    if (status < 0)
        return status;
    bool refused = false;
    status = open_candidate(spec, port, &candidate, transport, &refused, why);
    /* A pty with a name of its own: its number tells. */
    if (status < 0 && refused && blr_is_pty_device(device))
        return blr_stream_open_pty(real, port, transport, why);
    return status;
}
