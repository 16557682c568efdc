/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "transport/internal.h"

/* Where path leads, with its kind checked. */
static ble_status resolve(const char *path, char real[256], dev_t *device, char why[BLE_TRANSPORT_TEXT])
{
    char buffer[PATH_MAX];
    struct stat status;
    if (realpath(path, buffer) == NULL || stat(buffer, &status) < 0) {
        int error = errno;
        blr_why(why, "%s: %s", path, strerror(error));
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

ble_status blr_serial_open(const struct blr_port_spec *spec, const char *port, struct ble_transport **transport,
                           char why[BLE_TRANSPORT_TEXT])
{
    char real[256];
    dev_t device;
    ble_status status = resolve(spec->path, real, &device, why);
    if (status < 0)
        return status;
    if (blr_is_pty_device(device))
        return blr_stream_open_pty(real, port, transport, why);
    blr_why(why, "%s: serial ports are not in this build", real);
    return BLE_ERROR_UNSUPPORTED;
}
