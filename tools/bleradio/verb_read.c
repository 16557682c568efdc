/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include <bleradio/assigned_numbers.h>

#include "gatt_operand.h"
#include "gatt_values.h"

enum { MOST_OPERANDS = 32 };

struct read_command {
    uint32_t format; /**< 1 + index into blr_gatt_formats; 0: none */
    bool whole;
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "address", "of the peer" },
    { "handle", "of the value" },
    { "uuid", "what it is" },
    { "name", "the name of a standard UUID, or null" },
    { "value", "the octets, in hexadecimal" },
    { "decoded", "with --format: a text, a number, or an array of numbers" },
    { NULL, NULL },
};

static json_t *value_json(struct peer *peer, const struct peer_attribute *attribute)
{
    char text[BLE_UUID_TEXT];
    return json_pack("{s:i, s:s, s:i, s:s, s:o, s:o}", "v", 1, "address", peer->text, "handle",
                     (int)attribute->value_handle, "uuid", ble_uuid_format(&attribute->uuid, text), "name",
                     blr_out_json_text(ble_uuid_name(&attribute->uuid)), "value",
                     blr_out_json_hex(peer->value, peer->value_size));
}

/* @return false: the value is not of the format */
static bool show(struct peer *peer, const struct peer_attribute *attribute, uint32_t format)
{
    struct output *out = &peer->session.tool->out;
    char text[GATT_VALUE_TEXT];
    bool good = true;
    if (out->json) {
        json_t *line = value_json(peer, attribute);
        json_t *decoded = format > 0 ? blr_gatt_value_json(format - 1, peer->value, peer->value_size) : NULL;
        good = format == 0 || decoded != NULL;
        if (decoded != NULL)
            json_object_set_new(line, "decoded", decoded);
        blr_out_json(out, line);
    } else if (format == 0) {
        blr_gatt_value_plain(peer->value, peer->value_size, text, sizeof(text));
        blr_out_line(out, "%s", text);
    } else {
        good = blr_gatt_value_text(out, format - 1, peer->value, peer->value_size, text, sizeof(text));
        if (good)
            blr_out_line(out, "%s", text);
    }
    if (!good)
        blr_say_error(out, "read: the value of 0x%04x has %zu octets, which is no %s", attribute->value_handle,
                      peer->value_size, blr_gatt_formats[format - 1]);
    return good;
}

/* All that an operand means. */
static int read_one(struct peer *peer, const struct gatt_operand *operand, const struct read_command *command)
{
    struct output *out = &peer->session.tool->out;
    ble_status status = blr_gatt_resolve(peer, operand);
    struct peer_list list = peer->found;
    int code = CLI_OK;
    peer->found = (struct peer_list){ 0 };
    if (status == BLE_ERROR_NOT_FOUND) {
        blr_say_error(out, "read: %s has no %s", peer->text, operand->text);
        code = CLI_NOTHING_FOUND;
    } else if (status < 0) {
        code = blr_peer_failed(peer, operand->text, status);
    }
    for (size_t i = 0; i < list.count && code == CLI_OK; i++) {
        status =
            blr_peer_ask(peer, &(struct ble_gatt){ .operation = command->whole ? BLE_GATT_READ_LONG : BLE_GATT_READ,
                                                   .handle = list.items[i].value_handle });
        if (status < 0)
            code = blr_peer_failed(peer, operand->text, status);
        else if (!show(peer, &list.items[i], command->format))
            code = CLI_FAILED;
    }
    blr_peer_list_free(&list);
    return code;
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct peer peer;
    struct gatt_operand wanted[MOST_OPERANDS];
    if (!blr_peer_read_target(&tool->out, "read", operands[0], &peer))
        return CLI_USAGE;
    for (int i = 1; i < count; i++)
        if (!blr_gatt_operand(&tool->out, "read", operands[i], &wanted[i - 1]))
            return CLI_USAGE;
    int code = blr_peer_open(&peer, tool);
    for (int i = 1; i < count && code == CLI_OK; i++)
        code = read_one(&peer, &wanted[i - 1], given);
    return blr_peer_close(&peer, code);
}

static const struct option_spec options_of_read[] = {
    { "format", 'f', OPTION_CHOICE, offsetof(struct read_command, format), "FORMAT",
      "what the octets are; several numbers where there are several", 1, 0, blr_gatt_formats },
    { "long", 0, OPTION_FLAG, offsetof(struct read_command, whole), NULL,
      "the whole value, with as many requests as it takes; otherwise what one answer holds (MTU - 1 octets)", 0, 0,
      NULL },
};

const struct verb blr_verb_read = {
    .name = "read",
    .operands = "A UUID|HANDLE...",
    .summary = "read values of a peer",
    .description =
        "Connect to a peer and show the value of each UUID|HANDLE in a line: of all characteristics with that "
        "UUID, in the order of their handles. Without --format octets are hexadecimal, and text beside them "
        "where it may be one.\n" GATT_OPERAND_HELP "\n" PEER_OPERAND,
    .examples = "bleradio read C0:0D:E5:5E:00:05 2a19 --format u8\n"
                "bleradio read name:Thermo 'temperature' --format i16le\n"
                "bleradio read service:180a 2a29 2a24 --format utf8 --long\n"
                "bleradio read C0:0D:E5:5E:00:05 0x0012 --json | jq -r .value",
    .exits = EXITS_CONTROLLER | 1u << CLI_NOTHING_FOUND | 1u << CLI_DISCONNECTED | 1u << CLI_SECURITY,
    .operands_min = 2,
    .operands_max = 1 + MOST_OPERANDS,
    .keys = keys,
    .options = options_of_read,
    .option_count = sizeof(options_of_read) / sizeof(options_of_read[0]),
    .options_size = sizeof(struct read_command),
    .run = run,
};
