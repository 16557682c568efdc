/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/transport.h>

#include "exits.h"
#include "names.h"
#include "text.h"
#include "verbs.h"

#define MOST_PORTS 256
#define MOST_USB   16

static const char *what_it_is(const struct ble_port *port, char what[260])
{
    if (port->usb_product[0] == '\0' && port->usb_manufacturer[0] == '\0')
        return port->usb_vid == 0 ? "serial port" : "USB device";
    bool named = strstr(port->usb_product, port->usb_manufacturer) != NULL;
    snprintf(what, 260, "%s%s%s", named ? "" : port->usb_manufacturer, named ? "" : " ", port->usb_product);
    return what;
}

static const char *usb_id(const struct ble_port *port, char id[160])
{
    snprintf(id, 160, "%04x:%04x%s%s", port->usb_vid, port->usb_pid, port->usb_serial[0] != '\0' ? " " : "",
             port->usb_serial);
    return id;
}

static void show_json(struct output *out, const struct ble_port *port)
{
    json_t *object = json_pack("{s:i, s:o, s:i, s:o, s:o, s:o, s:o}", "v", 1, "path", blr_out_json_text(port->path),
                               "score", port->score, "product", blr_out_json_text(port->usb_product), "manufacturer",
                               blr_out_json_text(port->usb_manufacturer), "serial_number",
                               blr_out_json_text(port->usb_serial), "note", blr_out_json_text(port->note));
    char id[8];
    snprintf(id, sizeof(id), "%04x", port->usb_vid);
    json_object_set_new(object, "vid", port->usb_vid != 0 ? json_string(id) : json_null());
    snprintf(id, sizeof(id), "%04x", port->usb_pid);
    json_object_set_new(object, "pid", port->usb_vid != 0 ? json_string(id) : json_null());
    json_object_set_new(object, "interface", port->usb_interface < 0 ? json_null() : json_integer(port->usb_interface));
    json_object_set_new(object, "baud", json_integer(port->baud));
    json_object_set_new(object, "flow",
                        port->flow == BLE_FLOW_DEFAULT ? json_null() : json_string(blr_flow_text(port->flow)));
    json_object_set_new(object, "write_chunk", json_integer(port->write_chunk));
    blr_out_json(out, object);
}

/* One row; the note goes under it when the line would get too long. */
static void show_row(struct output *out, const struct ble_port *port, size_t path_columns, size_t what_columns)
{
    char what[260], id[160], safe_what[600];
    enum out_style style = port->score >= 40 ? STYLE_GOOD : port->score < 0 ? STYLE_DIM : STYLE_PLAIN;
    const char *text = what_it_is(port, what);
    ble_text_escape(safe_what, sizeof(safe_what), text, strlen(text), out->utf8);
    size_t columns = blr_text_columns(safe_what);
    blr_out(out, style, "%5d  %-*s  ", port->score, (int)path_columns, port->path);
    blr_out(out, STYLE_PLAIN, "%s", text);
    if (port->usb_vid != 0)
        blr_out(out, STYLE_PLAIN, "%*s  %s", (int)(what_columns > columns ? what_columns - columns : 0), "",
                usb_id(port, id));
    blr_out_end(out);
    if (port->note[0] != '\0')
        blr_out_field(out, "", "%s", port->note);
}

static void show_more(struct output *out, const struct ble_port *port)
{
    char chunk[48] = "writes of any size";
    if (port->write_chunk != 0)
        snprintf(chunk, sizeof(chunk), "writes of at most %u octets", port->write_chunk);
    if (port->usb_interface >= 0)
        blr_out_field(out, "", "USB interface %d", port->usb_interface);
    if (port->baud != 0)
        blr_out_field(out, "", "begins with %" PRIu32 " bit/s, flow control %s, %s", port->baud,
                      port->flow == BLE_FLOW_DEFAULT ? "by the port" : blr_flow_text(port->flow), chunk);
}

static size_t at_most(size_t value, size_t bound)
{
    return value < bound ? value : bound;
}

static void show_table(struct output *out, const struct ble_port *ports, size_t count)
{
    size_t path_columns = 4, what_columns = 4;
    for (size_t i = 0; i < count; i++) {
        char what[260];
        size_t path = blr_text_columns(ports[i].path), text = blr_text_columns(what_it_is(&ports[i], what));
        path_columns = at_most(path > path_columns ? path : path_columns, 40);
        what_columns = at_most(text > what_columns ? text : what_columns, 32);
    }
    blr_out(out, STYLE_BOLD, "SCORE  %-*s  %-*s  VID:PID SERIAL", (int)path_columns, "PATH", (int)what_columns, "WHAT");
    blr_out_end(out);
    for (size_t i = 0; i < count && blr_out_flush(out); i++) {
        show_row(out, &ports[i], path_columns, what_columns);
        if (out->verbosity > 0)
            show_more(out, &ports[i]);
    }
}

static int run(struct tool *tool, const void *options, int count, char **operands)
{
    struct output *out = &tool->out;
    (void)options;
    (void)count;
    (void)operands;
    struct ble_port *ports = calloc(MOST_PORTS, sizeof(*ports));
    size_t total = 0;
    ptrdiff_t listed = ports == NULL ? BLE_ERROR_MEMORY : ble_port_list(ports, MOST_PORTS, &total);
    if (listed < 0) {
        blr_say_error(out, "cannot list the serial ports: %s", ble_status_message((ble_status)listed));
        free(ports);
        return blr_cli_exit((ble_status)listed, CLI_RUNNING);
    }
    if (out->json)
        for (ptrdiff_t i = 0; i < listed && blr_out_flush(out); i++)
            show_json(out, &ports[i]);
    else if (listed > 0)
        show_table(out, ports, (size_t)listed);
    free(ports);
    if (listed == 0)
        blr_say(out, "no serial ports found; plug the controller in, or name its port with --port (tcp:, unix:, a pty "
                     "are never listed)");
    if (total > (size_t)listed)
        blr_say_warning(out, "%zu more ports are not shown", total - (size_t)listed);
    return listed == 0 ? CLI_NOTHING_FOUND : CLI_OK;
}

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "path", "of the device" },
    { "score", "likelihood, below 0: surely none" },
    { "product", "of the USB device, or null" },
    { "manufacturer", "of the USB device, or null" },
    { "serial_number", "of the USB device, or null" },
    { "note", "what is to be known about it, or null" },
    { "vid", "of USB, four hexadecimal digits, or null" },
    { "pid", "of USB, four hexadecimal digits, or null" },
    { "interface", "of USB, or null" },
    { "baud", "bit/s that will be used" },
    { "flow", "rtscts, none or null" },
    { "write_chunk", "most octets at a time, 0: any" },
    { NULL, NULL },
};

const struct verb blr_verb_ports = {
    .name = "ports",
    .operands = "",
    .summary = "list the serial ports, likely controllers first",
    .description =
        "List the serial ports of this machine with the score by which --port auto chooses: 100 is surely an HCI "
        "controller, 60 a board's debug probe, 40 a USB bridge that may lead to one, 0 unknown, -1 certainly none. "
        "auto takes the best one above 0, if no other one is as good. No port is opened. -v shows more of each.",
    .examples = "bleradio ports\n"
                "bleradio ports -v\n"
                "bleradio ports --json | jq -r 'select(.score >= 80) | .path'",
    .exits = EXITS_ALWAYS | 1u << CLI_NOTHING_FOUND,
    .keys = keys,
    .run = run,
};
