/* SPDX-License-Identifier: MIT */
/* The port "virtual:": a controller in software on an air of its own, with the demo peers, by the wall clock. No
 * thread: the air goes on whenever the port is read or written, and one timer is the descriptor that says when that is
 * due. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "transport/internal.h"
#include "virtual/peers/peers.h"
#include "virtual/virtual.h"

enum {
    SOON_US = 1000,   /* the air is looked at so often at most */
    IDLE_US = 1000000 /* and so often when the controller does nothing */
};

struct virtual_port {
    struct ble_transport base;
    struct virtual_air *air;
    struct virtual_controller *controller;
    uint64_t begin_us; /* wall clock when the air's was 0 */
    int timer;
    struct ble_transport_description description;
};

static struct virtual_port *port_of(struct ble_transport *transport)
{
    return (struct virtual_port *)transport;
}

static uint64_t wall_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

/* ------------------------------------------------------------------------------------------------ time */

static void catch_up(struct virtual_port *port)
{
    blr_air_advance(port->air, wall_us() - port->begin_us);
}

/* When is there something to read at the earliest? */
static void arm(struct virtual_port *port)
{
    uint64_t now_us = blr_air_now(port->air), next_us = now_us + IDLE_US;
    if (blr_virtual_pending(port->controller) > 0 || blr_virtual_gone(port->controller)) {
        next_us = 0;
    } else if (blr_virtual_is_active(port->controller)) {
        uint64_t deadline_us = blr_air_deadline(port->air);
        if (deadline_us < next_us)
            next_us = deadline_us > now_us + SOON_US ? deadline_us : now_us + SOON_US;
    }
    uint64_t at_us = port->begin_us + next_us;
    const struct itimerspec timer = { .it_value = { .tv_sec = (time_t)(at_us / 1000000),
                                                    .tv_nsec = (long)(at_us % 1000000) * 1000 } };
    (void)timerfd_settime(port->timer, TFD_TIMER_ABSTIME, &timer, NULL);
}

/* ------------------------------------------------------------------------------------------------ operations */

static int virtual_fd(struct ble_transport *transport)
{
    return port_of(transport)->timer;
}

static ptrdiff_t virtual_read(struct ble_transport *transport, uint8_t *data, size_t capacity)
{
    struct virtual_port *port = port_of(transport);
    catch_up(port);
    size_t size = blr_virtual_transmit(port->controller, data, capacity);
    arm(port);
    return size == 0 && blr_virtual_gone(port->controller) ? BLE_ERROR_LOST : (ptrdiff_t)size;
}

static ptrdiff_t virtual_write(struct ble_transport *transport, const uint8_t *data, size_t size)
{
    struct virtual_port *port = port_of(transport);
    catch_up(port);
    size_t taken = blr_virtual_receive(port->controller, data, size);
    arm(port);
    return blr_virtual_gone(port->controller) ? BLE_ERROR_LOST : (ptrdiff_t)taken;
}

static ble_status virtual_control(struct ble_transport *transport, enum ble_effect_type effect, uint32_t argument)
{
    struct virtual_port *port = port_of(transport);
    uint8_t scratch[256];
    (void)argument;
    catch_up(port);
    if (effect == BLE_EFFECT_REOPEN)
        blr_virtual_power_cycle(port->controller);
    else if (effect != BLE_EFFECT_FLUSH_INPUT)
        return BLE_ERROR_UNSUPPORTED;
    while (blr_virtual_transmit(port->controller, scratch, sizeof(scratch)) > 0)
        ;
    arm(port);
    return BLE_OK;
}

static void virtual_info(struct ble_transport *transport, struct ble_transport_info *info)
{
    (void)transport;
    *info = (struct ble_transport_info){ .can_reopen = true };
}

static void virtual_describe(struct ble_transport *transport, struct ble_transport_description *description)
{
    *description = port_of(transport)->description;
}

static void virtual_close(struct ble_transport *transport)
{
    struct virtual_port *port = port_of(transport);
    blr_air_free(port->air);
    if (port->timer >= 0)
        (void)close(port->timer);
    free(port);
}

static const struct ble_transport_ops virtual_ops = {
    .fd = virtual_fd,
    .read = virtual_read,
    .write = virtual_write,
    .control = virtual_control,
    .info = virtual_info,
    .describe = virtual_describe,
    .close = virtual_close,
};

/* ------------------------------------------------------------------------------------------------ options */

struct virtual_parameters {
    struct virtual_options options;
    uint64_t seed;
    bool no_peers;
};

static ble_status read_profile(const char *value, struct virtual_parameters *parameters, char why[BLE_TRANSPORT_TEXT])
{
    const struct virtual_profile *profile;
    parameters->options.profile = blr_virtual_profile_find(value);
    if (parameters->options.profile != NULL)
        return BLE_OK;
    blr_why(why, "port: profile=%.40s: there are", value);
    for (size_t n = 0; (profile = blr_virtual_profile_at(n)) != NULL; n++) {
        size_t used = strlen(why);
        (void)snprintf(why + used, BLE_TRANSPORT_TEXT - used, "%s %s", n > 0 ? "," : "", profile->name);
    }
    return BLE_ERROR_ARGUMENT;
}

static ble_status read_seed(const char *value, struct virtual_parameters *parameters, char why[BLE_TRANSPORT_TEXT])
{
    const char *at = value;
    for (; *at >= '0' && *at <= '9' && at - value < 9; at++)
        parameters->seed = parameters->seed * 10 + (uint64_t)(*at - '0');
    if (at > value && *at == '\0')
        return BLE_OK;
    blr_why(why, "port: seed=%.40s: allowed are 0 ... 999999999", value);
    return BLE_ERROR_ARGUMENT;
}

static ble_status read_peers(const char *value, struct virtual_parameters *parameters, char why[BLE_TRANSPORT_TEXT])
{
    parameters->no_peers = strcmp(value, "none") == 0;
    if (parameters->no_peers || strcmp(value, "demo") == 0)
        return BLE_OK;
    blr_why(why, "port: peers=%.40s: allowed are demo and none", value);
    return BLE_ERROR_ARGUMENT;
}

static ble_status read_fault(const char *value, struct virtual_parameters *parameters, char why[BLE_TRANSPORT_TEXT])
{
    char reason[BLR_VIRTUAL_FAULTS_TEXT];
    if (blr_virtual_faults_parse(value, &parameters->options.faults, reason))
        return BLE_OK;
    blr_why(why, "port: fault=: %s", reason);
    return BLE_ERROR_ARGUMENT;
}

/* text: "profile=4.2,seed=1,fault=..." */
static ble_status read_options(const char *text, struct virtual_parameters *parameters, char why[BLE_TRANSPORT_TEXT])
{
    static const struct {
        const char *key;
        ble_status (*read)(const char *value, struct virtual_parameters *parameters, char why[BLE_TRANSPORT_TEXT]);
        bool takes_the_rest; /* it has commas of its own */
    } options[] = { { "profile=", read_profile, false },
                    { "seed=", read_seed, false },
                    { "peers=", read_peers, false },
                    { "fault=", read_fault, true } };
    enum { COUNT = sizeof(options) / sizeof(options[0]) };
    while (*text != '\0') {
        char option[256]; /* a specification is not longer */
        size_t i = 0;
        while (i < COUNT && strncmp(text, options[i].key, strlen(options[i].key)) != 0)
            i++;
        size_t size = i < COUNT && options[i].takes_the_rest ? strlen(text) : strcspn(text, ",");
        (void)snprintf(option, sizeof(option), "%.*s", (int)size, text);
        if (i == COUNT) {
            blr_why(why, "port: option \"%.40s\": allowed are profile=, seed=, peers= and, last, fault=", option);
            return BLE_ERROR_ARGUMENT;
        }
        ble_status status = options[i].read(option + strlen(options[i].key), parameters, why);
        if (status < 0)
            return status;
        text += size + (text[size] == ',');
    }
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ opening */

static bool furnish(struct virtual_port *port, const struct virtual_parameters *parameters)
{
    port->air = blr_air_new(parameters->seed);
    if (port->air == NULL)
        return false;
    port->controller = blr_virtual_new(port->air, &parameters->options);
    return port->controller != NULL && (parameters->no_peers || blr_virtual_peers_add(port->air));
}

ble_status blr_virtual_open(const struct blr_port_spec *spec, const char *port_text, struct ble_transport **transport,
                            char why[BLE_TRANSPORT_TEXT])
{
    struct virtual_parameters parameters = { .options = { .profile = blr_virtual_profile_at(0) } };
    ble_status status = read_options(spec->path, &parameters, why);
    if (status < 0)
        return status;
    struct virtual_port *port = calloc(1, sizeof(*port));
    if (port == NULL) {
        blr_why(why, "%s: no memory", port_text);
        return BLE_ERROR_MEMORY;
    }
    port->base.ops = &virtual_ops;
    port->description = (struct ble_transport_description){ .kind = BLE_PORT_VIRTUAL, .usb_interface = -1, .cts = -1 };
    (void)snprintf(port->description.port, sizeof(port->description.port), "%s", port_text);
    port->begin_us = wall_us();
    port->timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    status = port->timer < 0 ? BLE_ERROR_IO : furnish(port, &parameters) ? BLE_OK : BLE_ERROR_MEMORY;
    if (status < 0) {
        blr_why(why, "%s: %s", port_text, status == BLE_ERROR_IO ? "no timer to be had" : "no memory");
        virtual_close(&port->base);
        return status;
    }
    arm(port);
    *transport = &port->base;
    return BLE_OK;
}
