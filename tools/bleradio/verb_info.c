/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include <bleradio/trace.h>

#include "companies.h"
#include "names.h"
#include "session.h"

#define LIST 4096 /* room for a list of names */

/* ------------------------------------------------------------------------------------------------- JSON */

static json_t *feature_names(const struct ble_controller_info *info)
{
    json_t *names = json_array();
    for (unsigned bit = 0; bit < 64; bit++) {
        char number[16];
        const char *name = ble_le_feature_name(bit);
        snprintf(number, sizeof(number), "bit %u", bit);
        if ((info->le_features[bit / 8] >> bit % 8 & 1) != 0)
            json_array_append_new(names, json_string(name != NULL ? name : number));
    }
    return names;
}

static json_t *command_opcodes(const struct ble_controller_info *info)
{
    json_t *opcodes = json_array();
    for (unsigned n = 0; ble_hci_supported_opcode(info->supported_commands, n) != 0; n++) {
        char hex[8];
        snprintf(hex, sizeof(hex), "0x%04x", ble_hci_supported_opcode(info->supported_commands, n));
        json_array_append_new(opcodes, json_string(hex));
    }
    return opcodes;
}

static json_t *quirk_names(const struct ble_controller_info *info)
{
    json_t *names = json_array();
    for (unsigned bit = 0; bit < 32; bit++)
        if ((info->quirks >> bit & 1) != 0)
            json_array_append_new(names, json_string(ble_quirk_name(1u << bit)));
    return names;
}

static json_t *usb(const struct ble_transport_description *transport)
{
    char vid[8], pid[8];
    if (transport->usb_vid == 0)
        return json_null();
    snprintf(vid, sizeof(vid), "%04x", transport->usb_vid);
    snprintf(pid, sizeof(pid), "%04x", transport->usb_pid);
    return json_pack("{s:s, s:s, s:o, s:o}", "vid", vid, "pid", pid, "serial_number",
                     blr_out_json_text(transport->usb_serial), "product", blr_out_json_text(transport->usb_product));
}

static json_t *serial(const struct ble_transport_description *transport, const struct ble_controller_info *info)
{
    json_int_t baud = info->baud != 0 ? info->baud : transport->baud;
    json_t *cts = transport->cts < 0 ? json_null() : json_boolean(transport->cts);
    return json_pack("{s:I, s:s, s:o, s:o, s:I, s:i, s:o}", "baud", baud, "flow", blr_flow_text(transport->flow),
                     "path", blr_out_json_text(transport->path), "cts", cts, "overruns",
                     (json_int_t)transport->overruns, "write_chunk", transport->write_chunk, "usb", usb(transport));
}

static void show_json(struct output *out, const struct ble_radio_info *info)
{
    const struct ble_controller_info *controller = &info->controller;
    char address[BLE_ADDRESS_TEXT], company[BLR_COMPANY_TEXT];
    bool has_address = controller->address_source != BLE_ADDRESS_SOURCE_NONE;
    json_t *object =
        json_pack("{s:i, s:o, s:i, s:i, s:i, s:{s:i, s:o}}", "v", 1, "port", blr_out_json_text(info->transport.port),
                  "hci_version", controller->hci_version, "hci_revision", controller->hci_revision, "lmp_subversion",
                  controller->lmp_subversion, "manufacturer", "id", controller->manufacturer, "name",
                  blr_out_json_text(blr_company_name_of(controller->manufacturer, BLR_COMPANIES_HWDB, company)));
    json_object_set_new(object, "address",
                        has_address ? json_string(ble_address_format(&controller->address, address)) : json_null());
    json_object_set_new(object, "address_type",
                        !has_address                                     ? json_null()
                        : controller->address.type == BLE_ADDRESS_PUBLIC ? json_string("public")
                                                                         : json_string("random_static"));
    json_object_set_new(object, "le_features", feature_names(controller));
    json_object_set_new(object, "commands", command_opcodes(controller));
    json_object_set_new(object, "acl",
                        json_pack("{s:i, s:i}", "length", controller->acl_length, "count", controller->acl_count));
    json_object_set_new(object, "advertising_sets", json_integer(controller->advertising_sets));
    json_object_set_new(object, "max_advertising_data", json_integer(controller->max_advertising_data));
    json_object_set_new(object, "quirks", quirk_names(controller));
    if (info->transport.kind == BLE_PORT_SERIAL)
        json_object_set_new(object, "serial", serial(&info->transport, controller));
    blr_out_json(out, object);
}

/* ------------------------------------------------------------------------------------------------- text */

static void title(struct output *out, const char *text)
{
    blr_out(out, STYLE_BOLD, "%s", text);
    blr_out_end(out);
}

static void append(char list[LIST], const char *text)
{
    size_t used = strlen(list);
    snprintf(list + used, LIST - used, "%s%s", used > 0 ? ", " : "", text);
}

static void show_version(struct output *out, const char *label, uint8_t version, const char *counted, uint16_t number)
{
    const char *name = blr_version_text(version);
    blr_out_field(out, label, "%s (%u), %s 0x%04x", name != NULL ? name : "unknown", version, counted, number);
}

static void show_address(struct output *out, const struct ble_controller_info *info)
{
    char text[BLE_ADDRESS_TEXT];
    const char *reason = blr_address_reason(info);
    if (info->address_source == BLE_ADDRESS_SOURCE_NONE) {
        blr_out_field(out, "Address", "none");
        return;
    }
    blr_out_field(out, "Address", "%s %s%s%s%s", blr_address_kind(&info->address),
                  ble_address_format(&info->address, text), reason[0] != '\0' ? " (" : "", reason,
                  reason[0] != '\0' ? ")" : "");
    if (!ble_address_equal(&info->address, &info->public_address) && !blr_address_is_zero(&info->public_address))
        blr_out_field(out, "", "its public address would be %s", ble_address_format(&info->public_address, text));
}

static void show_abilities(struct output *out, const struct ble_controller_info *info)
{
    char list[LIST] = "";
    unsigned commands = 0;
    for (unsigned bit = 0; bit < 64; bit++) {
        char number[16];
        const char *name = ble_le_feature_name(bit);
        snprintf(number, sizeof(number), "bit %u", bit);
        if ((info->le_features[bit / 8] >> bit % 8 & 1) != 0)
            append(list, name != NULL ? name : number);
    }
    blr_out_field(out, "LE features", "%s", list[0] != '\0' ? list : "none");
    while (ble_hci_supported_opcode(info->supported_commands, commands) != 0)
        commands++;
    blr_out_field(out, "Commands", "%u%s", commands, out->verbosity > 0 ? "" : " (-v names them)");
    for (unsigned n = 0; out->verbosity > 0 && n < commands; n++) {
        uint16_t opcode = ble_hci_supported_opcode(info->supported_commands, n);
        const char *name = ble_hci_command_name(opcode);
        blr_out_field(out, "", "0x%04x %s", opcode, name != NULL ? name : "");
    }
}

static void show_limits(struct output *out, const struct ble_controller_info *info)
{
    blr_out_field(out, "ACL buffers", "%u %s %u octets", info->acl_count, out->utf8 ? "×" : "x", info->acl_length);
    if (info->iso_count > 0)
        blr_out_field(out, "ISO buffers", "%u %s %u octets", info->iso_count, out->utf8 ? "×" : "x", info->iso_length);
    blr_out_field(out, "Data length", "up to %u octets, %u %s", info->max_data_octets, info->max_data_time_us,
                  out->utf8 ? "µs" : "us");
    blr_out_field(out, "Advertising", "%u %s of up to %u octets", info->advertising_sets,
                  info->advertising_sets == 1 ? "set" : "sets", info->max_advertising_data);
    blr_out_field(out, "Lists", "%u in the accept list, %u in the resolving list", info->accept_list_size,
                  info->resolving_list_size);
    if (info->min_tx_power_dbm != 127 && info->max_tx_power_dbm != 127)
        blr_out_field(out, "Tx power", "%d ... %d dBm", info->min_tx_power_dbm, info->max_tx_power_dbm);
}

static void show_controller(struct output *out, const struct ble_controller_info *info)
{
    char text[BLR_COMPANY_TEXT];
    const char *company = blr_company_name_of(info->manufacturer, BLR_COMPANIES_HWDB, text);
    title(out, "Controller");
    blr_out_field(out, "Manufacturer", "%s (0x%04x)", company != NULL ? company : "unknown", info->manufacturer);
    show_version(out, "HCI version", info->hci_version, "revision", info->hci_revision);
    show_version(out, "LMP version", info->lmp_version, "subversion", info->lmp_subversion);
    show_address(out, info);
    show_abilities(out, info);
    show_limits(out, info);
    const char *label = "Quirks";
    for (unsigned bit = 0; bit < 32; bit++) {
        uint32_t quirk = 1u << bit;
        if ((info->quirks & quirk) == 0)
            continue;
        blr_out_field(out, label, "%s: %s", ble_quirk_name(quirk), blr_quirk_text(quirk));
        label = "";
    }
    blr_out_field(out, "Ready", "after %u commands in %.1f ms, generation %" PRIu32, info->ready_commands,
                  (double)info->ready_us / 1000, info->generation);
}

/* Part of what the line can carry that was used, in percent: 10 bits an octet. */
static double load(uint64_t octets, uint32_t baud, uint64_t time_us)
{
    return time_us == 0 ? 0.0 : (double)octets * 10 * 1e6 / (double)time_us / baud * 100;
}

static void show_line(struct output *out, const struct ble_host_counters *counters, uint32_t baud, uint64_t time_us)
{
    char share[64] = "";
    if (baud != 0)
        snprintf(share, sizeof(share), "%.1f %% in, %.1f %% out; ", load(counters->bytes_received, baud, time_us),
                 load(counters->bytes_sent, baud, time_us));
    blr_out_field(out, "Line load", "%s%" PRIu64 " octets in, %" PRIu64 " out in %.1f ms", share,
                  counters->bytes_received, counters->bytes_sent, (double)time_us / 1000);
    if (counters->noise_bytes > 0 || counters->desyncs > 0 || counters->recoveries > 0)
        blr_out_field(out, "Trouble",
                      "%" PRIu64 " octets of noise, synchronisation lost %" PRIu32 " times, %" PRIu32
                      " recoveries; bleradio doctor tells more",
                      counters->noise_bytes, counters->desyncs, counters->recoveries);
}

static void show_port(struct output *out, struct session *session, const struct ble_radio_info *info)
{
    const struct ble_transport_description *port = &info->transport;
    uint32_t baud = info->controller.baud != 0 ? info->controller.baud : port->baud;
    static const char *const cts[] = { "unknown", "not asserted: the controller does not let us send", "asserted" };
    title(out, "Port");
    blr_out_field(out, "Name", "%s", port->port);
    if (port->path[0] != '\0' && strcmp(port->path, port->port) != 0)
        blr_out_field(out, "Device", "%s", port->path);
    if (port->usb_vid != 0)
        blr_out_field(out, "USB", "%04x:%04x %s %s", port->usb_vid, port->usb_pid, port->usb_product, port->usb_serial);
    if (port->kind == BLE_PORT_SERIAL) {
        blr_out_field(out, "Rate", "%" PRIu32 " bit/s, flow control %s", baud, blr_flow_text(port->flow));
        blr_out_field(out, "CTS", "%s", cts[(port->cts < 0 ? -1 : port->cts != 0) + 1]);
        blr_out_field(out, "Overruns", "%" PRIu64 "%s", port->overruns,
                      port->overruns > 0 ? ": octets were lost; use flow control or a lower rate" : "");
    }
    if (port->write_chunk != 0)
        blr_out_field(out, "Writes", "at most %u octets at a time", port->write_chunk);
    show_line(out, ble_radio_get_counters(session->radio), port->kind == BLE_PORT_SERIAL ? baud : 0,
              blr_session_now_us() - session->start_us);
}

static int run(struct tool *tool, const void *options, int count, char **operands)
{
    struct session session;
    (void)options;
    (void)count;
    (void)operands;
    int code = blr_session_open(&session, tool);
    if (code == CLI_OK) {
        const struct ble_radio_info *info = ble_radio_get_info(session.radio);
        if (tool->out.json) {
            show_json(&tool->out, info);
        } else {
            show_controller(&tool->out, &info->controller);
            show_port(&tool->out, &session, info);
        }
    }
    return blr_session_close(&session, code);
}

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "port", "as it was asked for" },
    { "hci_version", "a number, 13 for 5.4" },
    { "hci_revision", "a number" },
    { "lmp_subversion", "a number" },
    { "manufacturer", "id, and name or null" },
    { "address", "in use, AA:BB:CC:DD:EE:FF; null: none" },
    { "address_type", "public, random_static or null" },
    { "le_features", "names; bit N where there is none" },
    { "commands", "opcodes of all that it has, 0x0c03" },
    { "acl", "length and count of its buffers" },
    { "advertising_sets", "how many at once" },
    { "max_advertising_data", "octets" },
    { "quirks", "names of known deviations" },
    { "serial", "only on a serial line: baud, flow, path, cts, overruns, write_chunk, usb" },
    { NULL, NULL },
};

const struct verb blr_verb_info = {
    .name = "info",
    .operands = "",
    .summary = "what the controller on the port is and can do",
    .description =
        "Bring the controller up and show what it is: manufacturer, versions, the address in use and why it is that "
        "one, features, commands, buffers, advertising sets, known deviations (quirks), and the state of the line. -v "
        "names every command that it has.",
    .examples = "bleradio info\n"
                "bleradio -p serial:/dev/ttyUSB0,baud=921600,flow=rtscts info\n"
                "bleradio info --json | jq -r .address\n"
                "bleradio info --json | jq '.commands | index(\"0x2036\") != null'   # extended advertising?",
    .exits = EXITS_CONTROLLER,
    .keys = keys,
    .run = run,
};
