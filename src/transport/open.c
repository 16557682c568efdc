/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "transport/internal.h"

static ble_status check_options(const struct ble_transport_options *options, char why[BLE_TRANSPORT_TEXT])
{
    if (options->size != sizeof(*options)) {
        blr_why(why, "options: size is %u, expected %zu: start from BLE_TRANSPORT_OPTIONS_INIT", options->size,
                sizeof(*options));
        return BLE_ERROR_ARGUMENT;
    }
    if (options->baud != 0 && options->baud != BLR_BAUD_AUTO &&
        (options->baud < BLR_BAUD_MIN || options->baud > BLR_BAUD_MAX)) {
        blr_why(why, "baud %u: allowed are auto and %d ... %d", options->baud, BLR_BAUD_MIN, BLR_BAUD_MAX);
        return BLE_ERROR_ARGUMENT;
    }
    if (options->flow > BLE_FLOW_NONE) {
        blr_why(why, "flow control %u: allowed are default (0), rtscts (1) and none (2)", options->flow);
        return BLE_ERROR_ARGUMENT;
    }
    return BLE_OK;
}

static ble_status open_virtual(const struct blr_port_spec *spec, const char *port, struct ble_transport **transport,
                               char why[BLE_TRANSPORT_TEXT])
{
#ifdef BLERADIO_VIRTUAL
    return blr_virtual_open(spec, port, transport, why);
#else
    (void)spec;
    (void)transport;
    blr_why(why, "port \"%.80s\": this build of the library has no controllers in software (BLERADIO_VIRTUAL)", port);
    return BLE_ERROR_UNSUPPORTED;
#endif
}

ble_status ble_transport_open(const char *port, const struct ble_transport_options *options,
                              struct ble_transport **transport, char why[BLE_TRANSPORT_TEXT])
{
    static const struct ble_transport_options defaults = BLE_TRANSPORT_OPTIONS_INIT;
    struct blr_port_spec spec;

    *transport = NULL;
    why[0] = '\0';
    if (options == NULL)
        options = &defaults;
    ble_status status = check_options(options, why);
    if (status >= 0)
        status = blr_port_spec_parse(port, &spec, why);
    if (status < 0)
        return status;
    /* What is asked for this time goes before what the specification, perhaps from the environment, says. */
    if (options->baud != 0)
        spec.baud = options->baud;
    if (options->flow != BLE_FLOW_DEFAULT)
        spec.flow = options->flow;
    switch (spec.kind) {
    case BLE_PORT_FD: return blr_stream_open_fd(spec.fd, port, transport, why);
    case BLE_PORT_TCP:
    case BLE_PORT_UNIX: return blr_stream_open_socket(&spec, port, transport, why);
    case BLE_PORT_VIRTUAL: return open_virtual(&spec, port, transport, why);
    default: return blr_serial_open(&spec, port, transport, why);
    }
}

ble_status ble_transport_from_fd(int fd, struct ble_transport **transport)
{
    char port[16];
    char why[BLE_TRANSPORT_TEXT];
    *transport = NULL;
    (void)snprintf(port, sizeof(port), "fd:%d", fd);
    return blr_stream_open_fd(fd, port, transport, why);
}
