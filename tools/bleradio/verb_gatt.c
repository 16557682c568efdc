/* SPDX-License-Identifier: MIT */
#include <string.h>

#include <bleradio/assigned_numbers.h>

#include "gatt_operand.h"
#include "gatt_values.h"

struct gatt_command {
    bool values;
};

struct gatt_tree {
    struct peer peer;
    struct output *out;
    const struct gatt_command *command;
    struct peer_list map;
    ble_status status; /**< of reading values: what ended the link */
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "address", "of the peer" },
    { "mtu", "ATT MTU of the link" },
    { "services", "objects with uuid, name (null: unknown), start, end and characteristics: objects with uuid, name, "
                  "handle, value_handle, properties (broadcast, read, write_no_response, write, notify, indicate, "
                  "signed_write, extended), value and descriptors: objects with uuid, handle and value. A value is "
                  "hexadecimal; null without --values, and where it cannot be read" },
    { NULL, NULL },
};

/* ------------------------------------------------------------------------------------------------ values */

/* What ends the link ends the tree; what the peer refuses is no value. */
static bool read_value(struct gatt_tree *tree, uint16_t handle, ble_status *status)
{
    *status = BLE_ERROR_NOT_FOUND;
    if (!tree->command->values || tree->status < 0)
        return false;
    *status = blr_peer_ask(&tree->peer, &(struct ble_gatt){ .operation = BLE_GATT_READ_LONG, .handle = handle });
    bool refused = *status < BLE_ERROR_ATT(0) && *status >= BLE_ERROR_ATT(0xff);
    if (*status < 0 && !refused)
        tree->status = *status;
    return *status == BLE_OK;
}

static json_t *value_json(struct gatt_tree *tree, uint16_t handle, bool readable)
{
    ble_status status;
    if (!readable || !read_value(tree, handle, &status))
        return json_null();
    return blr_out_json_hex(tree->peer.value, tree->peer.value_size);
}

/* ------------------------------------------------------------------------------------------------ JSON */

static json_t *uuid_json(const struct ble_uuid *uuid)
{
    char text[BLE_UUID_TEXT];
    return json_string(ble_uuid_format(uuid, text));
}

static json_t *descriptors_json(struct gatt_tree *tree, size_t *at)
{
    json_t *array = json_array();
    const struct peer_attribute *one;
    while ((one = blr_peer_next(&tree->map, at, PEER_DESCRIPTOR)) != NULL)
        json_array_append_new(array, json_pack("{s:o, s:i, s:o}", "uuid", uuid_json(&one->uuid), "handle",
                                               (int)one->handle, "value", value_json(tree, one->handle, true)));
    return array;
}

static json_t *characteristics_json(struct gatt_tree *tree, size_t *at)
{
    json_t *array = json_array();
    const struct peer_attribute *one;
    while ((one = blr_peer_next(&tree->map, at, PEER_CHARACTERISTIC)) != NULL) {
        json_t *properties = json_array();
        for (size_t i = 0; blr_gatt_properties[i] != NULL; i++)
            if ((one->properties & 1u << i) != 0)
                json_array_append_new(properties, json_string(blr_gatt_properties[i]));
        json_t *value = value_json(tree, one->value_handle, (one->properties & BLE_GATT_PROPERTY_READ) != 0);
        json_t *object = json_pack("{s:o, s:o, s:i, s:i, s:o, s:o}", "uuid", uuid_json(&one->uuid), "name",
                                   blr_out_json_text(ble_uuid_name(&one->uuid)), "handle", (int)one->handle,
                                   "value_handle", (int)one->value_handle, "properties", properties, "value", value);
        json_object_set_new(object, "descriptors", descriptors_json(tree, at));
        json_array_append_new(array, object);
    }
    return array;
}

static void show_json(struct gatt_tree *tree)
{
    json_t *services = json_array();
    const struct peer_attribute *one;
    for (size_t at = 0; (one = blr_peer_next(&tree->map, &at, PEER_SERVICE)) != NULL;) {
        json_t *object =
            json_pack("{s:o, s:o, s:i, s:i}", "uuid", uuid_json(&one->uuid), "name",
                      blr_out_json_text(ble_uuid_name(&one->uuid)), "start", (int)one->handle, "end", (int)one->end);
        json_object_set_new(object, "characteristics", characteristics_json(tree, &at));
        json_array_append_new(services, object);
    }
    json_t *whole = json_pack("{s:i, s:s, s:i, s:o}", "v", 1, "address", tree->peer.text, "mtu",
                              (int)blr_peer_mtu(&tree->peer), "services", services);
    if (tree->status < 0)
        json_decref(whole);
    else
        blr_out_json(tree->out, whole);
}

/* ------------------------------------------------------------------------------------------------ text */

static void show_name(struct gatt_tree *tree, const struct ble_uuid *uuid)
{
    char text[BLE_UUID_TEXT];
    const char *name = ble_uuid_name(uuid);
    ble_uuid_format(uuid, text);
    blr_out(tree->out, STYLE_BOLD, "%s", name != NULL ? name : text);
    if (name != NULL)
        blr_out(tree->out, STYLE_DIM, " (%s)", text);
}

static void show_value(struct gatt_tree *tree, uint16_t handle, bool readable, const char *indent)
{
    char text[GATT_VALUE_TEXT];
    ble_status status;
    if (!tree->command->values || !readable)
        return;
    if (read_value(tree, handle, &status)) {
        blr_gatt_value_plain(tree->peer.value, tree->peer.value_size, text, sizeof(text));
        blr_out_line(tree->out, "%s= %s", indent, tree->peer.value_size > 0 ? text : "(empty)");
    } else if (tree->status >= 0) {
        blr_out_line(tree->out, "%s= (%s)", indent, ble_status_message(status));
    }
}

static void show_characteristic(struct gatt_tree *tree, const struct peer_attribute *one, size_t *at)
{
    const struct peer_attribute *descriptor;
    blr_out(tree->out, STYLE_PLAIN, "  0x%04x  ", one->value_handle);
    show_name(tree, &one->uuid);
    for (size_t i = 0, shown = 0; blr_gatt_properties[i] != NULL; i++)
        if ((one->properties & 1u << i) != 0)
            blr_out(tree->out, STYLE_PLAIN, "%s%s", shown++ == 0 ? "  " : ", ", blr_gatt_properties[i]);
    blr_out_end(tree->out);
    show_value(tree, one->value_handle, (one->properties & BLE_GATT_PROPERTY_READ) != 0, "            ");
    while ((descriptor = blr_peer_next(&tree->map, at, PEER_DESCRIPTOR)) != NULL) {
        blr_out(tree->out, STYLE_PLAIN, "    0x%04x  ", descriptor->handle);
        show_name(tree, &descriptor->uuid);
        blr_out_end(tree->out);
        show_value(tree, descriptor->handle, true, "              ");
    }
}

static void show_text(struct gatt_tree *tree)
{
    const struct peer_attribute *one, *inner;
    blr_out_line(tree->out, "%s, MTU %u", tree->peer.text, blr_peer_mtu(&tree->peer));
    for (size_t at = 0; (one = blr_peer_next(&tree->map, &at, PEER_SERVICE)) != NULL;) {
        blr_out(tree->out, STYLE_PLAIN, "0x%04x ... 0x%04x  ", one->handle, one->end);
        show_name(tree, &one->uuid);
        blr_out(tree->out, STYLE_PLAIN, "%s", one->secondary ? "  secondary" : "");
        blr_out_end(tree->out);
        size_t included = at;
        while ((inner = blr_peer_next(&tree->map, &included, PEER_INCLUDED)) != NULL) {
            blr_out(tree->out, STYLE_PLAIN, "  0x%04x  includes 0x%04x  ", inner->handle, inner->value_handle);
            show_name(tree, &inner->uuid);
            blr_out_end(tree->out);
        }
        while ((inner = blr_peer_next(&tree->map, &at, PEER_CHARACTERISTIC)) != NULL)
            show_characteristic(tree, inner, &at);
    }
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct gatt_tree tree = { .out = &tool->out, .command = given };
    (void)count;
    if (!blr_peer_read_target(&tool->out, "gatt", operands[0], &tree.peer))
        return CLI_USAGE;
    int code = blr_peer_open(&tree.peer, tool);
    if (code == CLI_OK) {
        tree.status = blr_peer_discover(&tree.peer, &tree.map);
        if (tree.status >= 0)
            (tool->out.json ? show_json : show_text)(&tree);
        if (tree.status < 0)
            code = blr_peer_failed(&tree.peer, "gatt", tree.status);
        blr_peer_list_free(&tree.map);
    }
    return blr_peer_close(&tree.peer, code);
}

static const struct option_spec options_of_gatt[] = {
    { "values", 0, OPTION_FLAG, offsetof(struct gatt_command, values), NULL,
      "read what can be read, too, and say what the peer answers where it refuses", 0, 0, NULL },
};

const struct verb blr_verb_gatt = {
    .name = "gatt",
    .operands = "A",
    .summary = "show the services of a peer as a tree",
    .description =
        "Connect to a peer, discover everything it has, and show it: services with the first and the last of their "
        "handles, characteristics with the handle of their value and their properties, descriptors. Standard UUIDs "
        "have their names.\n" PEER_OPERAND "\n"
        "With --json all of it is one object with these keys.",
    .examples = "bleradio gatt C0:0D:E5:5E:00:05\n"
                "bleradio gatt service:battery --values\n"
                "bleradio gatt 'name:Demo*' --json | jq -r '.services[].name'",
    .exits = EXITS_CONTROLLER | 1u << CLI_NOTHING_FOUND | 1u << CLI_DISCONNECTED | 1u << CLI_SECURITY,
    .operands_min = 1,
    .operands_max = 1,
    .keys = keys,
    .options = options_of_gatt,
    .option_count = sizeof(options_of_gatt) / sizeof(options_of_gatt[0]),
    .options_size = sizeof(struct gatt_command),
    .run = run,
};
