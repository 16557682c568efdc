/* SPDX-License-Identifier: MIT */
/* The port specification: a pure function of its text. */
#include <limits.h>
#include <string.h>
#include <sys/un.h>

#include "transport/internal.h"

#define ALLOWED                                                                                                        \
    "allowed: auto, /dev/NODE, serial:/dev/NODE[,baud=N|auto][,flow=rtscts|none][,chunk=N], fd:N, tcp:HOST:PORT, "     \
    "unix:PATH, virtual:[OPTIONS]"

/* Decimal digits only, the whole of text. */
static bool parse_number(const char *text, uint32_t maximum, uint32_t *value)
{
    uint64_t number = 0;
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return false;
        number = number * 10 + (uint64_t)(*text - '0');
        if (number > maximum)
            return false;
    }
    *value = (uint32_t)number;
    return true;
}

static ble_status parse_baud(const char *value, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    if (strcmp(value, "auto") == 0) {
        spec->baud = BLR_BAUD_AUTO;
        return BLE_OK;
    }
    if (parse_number(value, BLR_BAUD_MAX, &spec->baud) && spec->baud >= BLR_BAUD_MIN)
        return BLE_OK;
    blr_why(why, "port: baud=%.40s: allowed are auto and %d ... %d", value, BLR_BAUD_MIN, BLR_BAUD_MAX);
    return BLE_ERROR_ARGUMENT;
}

static ble_status parse_flow(const char *value, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    if (strcmp(value, "rtscts") == 0) {
        spec->flow = BLE_FLOW_RTSCTS;
        return BLE_OK;
    }
    if (strcmp(value, "none") == 0) {
        spec->flow = BLE_FLOW_NONE;
        return BLE_OK;
    }
    blr_why(why, "port: flow=%.40s: allowed are rtscts and none", value);
    return BLE_ERROR_ARGUMENT;
}

static ble_status parse_chunk(const char *value, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    uint32_t chunk;
    if (!parse_number(value, BLR_CHUNK_MAX, &chunk)) {
        blr_why(why, "port: chunk=%.40s: allowed are 1 ... %d octets for one write, 0 for no limit", value,
                BLR_CHUNK_MAX);
        return BLE_ERROR_ARGUMENT;
    }
    spec->chunk = (uint16_t)chunk;
    spec->chunk_given = true;
    return BLE_OK;
}

/* text: "baud=1000000,flow=none" */
static ble_status parse_options(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    static const struct {
        const char *key;
        ble_status (*parse)(const char *value, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT]);
    } options[] = { { "baud=", parse_baud }, { "flow=", parse_flow }, { "chunk=", parse_chunk } };
    enum { COUNT = sizeof(options) / sizeof(options[0]) };
    bool seen[COUNT] = { false };

    for (;;) {
        char option[64];
        size_t size = strcspn(text, ",");
        size_t shown = size < sizeof(option) ? size : sizeof(option) - 1;
        memcpy(option, text, shown);
        option[shown] = '\0';
        size_t i = 0;
        while (i < COUNT && strncmp(option, options[i].key, strlen(options[i].key)) != 0)
            i++;
        if (i == COUNT || size != shown) {
            blr_why(why, "port: option \"%.40s\": allowed are baud=, flow= and chunk=", option);
            return BLE_ERROR_ARGUMENT;
        }
        if (seen[i]) {
            blr_why(why, "port: option \"%.40s\": %s was given before", option, options[i].key);
            return BLE_ERROR_ARGUMENT;
        }
        seen[i] = true;
        ble_status status = options[i].parse(option + strlen(options[i].key), spec, why);
        if (status < 0)
            return status;
        if (text[size] == '\0')
            return BLE_OK;
        text += size + 1;
    }
}

static ble_status copy_path(const char *what, const char *path, size_t size, size_t most, struct blr_port_spec *spec,
                            char why[BLE_TRANSPORT_TEXT])
{
    if (size == 0) {
        blr_why(why, "port: %s needs a path, as in %s/%s", what, what,
                spec->kind == BLE_PORT_UNIX ? "run/controller" : "dev/ttyACM0");
        return BLE_ERROR_ARGUMENT;
    }
    if (size > most) {
        blr_why(why, "port: the path \"%.40s...\" has %zu octets: at most %zu are allowed", path, size, most);
        return BLE_ERROR_ARGUMENT;
    }
    memcpy(spec->path, path, size);
    spec->path[size] = '\0';
    return BLE_OK;
}

static ble_status parse_serial(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    size_t size = strcspn(text, ",");
    spec->kind = BLE_PORT_SERIAL;
    ble_status status = copy_path("serial:", text, size, sizeof(spec->path) - 1, spec, why);
    if (status < 0 || text[size] == '\0')
        return status;
    return parse_options(text + size + 1, spec, why);
}

static ble_status parse_fd(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    uint32_t fd;
    spec->kind = BLE_PORT_FD;
    if (!parse_number(text, INT_MAX, &fd)) {
        blr_why(why, "port: fd:%.40s: a descriptor number is needed, 0 ... %d", text, INT_MAX);
        return BLE_ERROR_ARGUMENT;
    }
    spec->fd = (int)fd;
    return BLE_OK;
}

static ble_status parse_tcp(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    const char *host = text;
    const char *end;
    spec->kind = BLE_PORT_TCP;
    if (*text == '[') {
        host = text + 1;
        end = strchr(host, ']');
        if (end == NULL || end[1] != ':') {
            blr_why(why, "port: tcp:%.80s: an IPv6 address is written tcp:[ADDRESS]:PORT", text);
            return BLE_ERROR_ARGUMENT;
        }
        text = end + 2;
    } else {
        end = strrchr(text, ':');
        if (end == NULL) {
            blr_why(why, "port: tcp:%.80s: the port is missing, as in tcp:localhost:1234", text);
            return BLE_ERROR_ARGUMENT;
        }
        if (strchr(text, ':') != end) {
            blr_why(why, "port: tcp:%.80s: an IPv6 address needs brackets, as in tcp:[::1]:1234", text);
            return BLE_ERROR_ARGUMENT;
        }
        text = end + 1;
    }
    size_t size = (size_t)(end - host);
    if (size == 0 || size > 253) {
        blr_why(why, "port: the host of tcp: has %zu octets: 1 ... 253 are allowed", size);
        return BLE_ERROR_ARGUMENT;
    }
    uint32_t number;
    if (!parse_number(text, UINT16_MAX, &number) || number == 0) {
        blr_why(why, "port: tcp port \"%.40s\": allowed are 1 ... 65535", text);
        return BLE_ERROR_ARGUMENT;
    }
    memcpy(spec->host, host, size);
    spec->tcp_port = (uint16_t)number;
    return BLE_OK;
}

static ble_status parse_unix(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    spec->kind = BLE_PORT_UNIX;
    return copy_path("unix:", text, strlen(text), sizeof(((struct sockaddr_un *)0)->sun_path) - 1, spec, why);
}

/* Its options are looked at when it is opened. */
static ble_status parse_virtual(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    (void)why;
    spec->kind = BLE_PORT_VIRTUAL;
    memcpy(spec->path, text, strlen(text) + 1); /* shorter than the specification, whose length was checked */
    return BLE_OK;
}

static ble_status parse_plain(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    spec->kind = BLE_PORT_SERIAL;
    return copy_path("a port", text, strlen(text), sizeof(spec->path) - 1, spec, why);
}

ble_status blr_port_spec_parse(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT])
{
    static const struct {
        const char *prefix;
        bool keep; /* the prefix is part of what follows */
        ble_status (*parse)(const char *text, struct blr_port_spec *spec, char why[BLE_TRANSPORT_TEXT]);
    } schemes[] = {
        { "serial:", false, parse_serial }, { "fd:", false, parse_fd },           { "tcp:", false, parse_tcp },
        { "unix:", false, parse_unix },     { "virtual:", false, parse_virtual }, { "/", true, parse_plain },
        { "./", true, parse_plain },        { "../", true, parse_plain },
    };
    enum { COUNT = sizeof(schemes) / sizeof(schemes[0]) };

    *spec = (struct blr_port_spec){ .fd = -1 };
    why[0] = '\0';
    if (text == NULL || *text == '\0') {
        blr_why(why, "port: nothing was given; " ALLOWED);
        return BLE_ERROR_ARGUMENT;
    }
    const size_t most = sizeof(((struct ble_transport_description *)0)->port) - 1;
    if (strlen(text) > most) {
        blr_why(why, "port: \"%.40s...\" has %zu octets: at most %zu are allowed", text, strlen(text), most);
        return BLE_ERROR_ARGUMENT;
    }
    if (strcmp(text, "auto") == 0) {
        spec->kind = BLE_PORT_SERIAL;
        spec->automatic = true;
        return BLE_OK;
    }
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = strlen(schemes[i].prefix);
        if (strncmp(text, schemes[i].prefix, size) == 0)
            return schemes[i].parse(schemes[i].keep ? text : text + size, spec, why);
    }
    blr_why(why, "port \"%.80s\" is none of the kinds known; " ALLOWED, text);
    return BLE_ERROR_ARGUMENT;
}
