/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "gatt_operand.h"
#include "gatt_values.h"

enum { MOST_VALUES = 16, PREPARE_OVERHEAD = 5, WRITE_OVERHEAD = 3 };

struct write_command {
    bool no_response;
    bool whole;
    bool reliable;
};

struct write_value {
    struct gatt_operand operand;
    uint16_t handle;
    size_t size;
    uint8_t data[BLE_GATT_VALUE];
};

struct writing {
    struct peer peer;
    struct output *out;
    const struct write_command *command;
    struct write_value values[MOST_VALUES];
    int count;
    size_t written, total; /**< octets of what is prepared in parts */
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "address", "of the peer" },
    { "handle", "of the value" },
    { "size", "octets that were written" },
    { "method", "request, command, or prepared" },
    { NULL, NULL },
};

static void tell(struct writing *it, const struct write_value *value, const char *method)
{
    if (it->out->json)
        blr_out_json(it->out, json_pack("{s:i, s:s, s:i, s:i, s:s}", "v", 1, "address", it->peer.text, "handle",
                                        (int)value->handle, "size", (int)value->size, "method", method));
    else
        blr_say_detail(it->out, "%zu octets written to 0x%04x (%s)", value->size, value->handle, method);
}

/* ------------------------------------------------------------------------------------------------ prepared */

static ble_status prepare(struct writing *it, const struct write_value *value)
{
    size_t most = (size_t)blr_peer_mtu(&it->peer) - PREPARE_OVERHEAD, at = 0;
    do {
        size_t size = value->size - at < most ? value->size - at : most;
        ble_status status = blr_peer_ask(&it->peer, &(struct ble_gatt){ .operation = BLE_GATT_PREPARE,
                                                                        .handle = value->handle,
                                                                        .offset = (uint16_t)at,
                                                                        .data = value->data + at,
                                                                        .size = (uint16_t)size });
        if (status < 0)
            return status;
        at += size;
        it->written += size;
        if (it->total > most)
            blr_say(it->out, "%zu of %zu octets", it->written, it->total);
    } while (at < value->size);
    return BLE_OK;
}

/* All values, which take effect at once or not at all. */
static int write_prepared(struct writing *it, const struct write_value *values, int count)
{
    ble_status status = BLE_OK;
    const char *what = values[0].operand.text;
    it->written = it->total = 0;
    for (int i = 0; i < count; i++)
        it->total += values[i].size;
    for (int i = 0; i < count && status >= 0; i++) {
        what = values[i].operand.text;
        status = prepare(it, &values[i]);
    }
    if (status < 0) { /* forget the parts that were taken; when that cannot be asked either, the link's end does */
        bool alive = status != BLE_ERROR_INTERRUPTED && status != BLE_ERROR_CANCELLED && !it->peer.ended;
        if (alive)
            (void)blr_peer_ask(&it->peer, &(struct ble_gatt){ .operation = BLE_GATT_EXECUTE, .cancel = true });
        return blr_peer_failed(&it->peer, what, status);
    }
    status = blr_peer_ask(&it->peer, &(struct ble_gatt){ .operation = BLE_GATT_EXECUTE });
    if (status < 0)
        return blr_peer_failed(&it->peer, what, status);
    for (int i = 0; i < count; i++)
        tell(it, &values[i], "prepared");
    return CLI_OK;
}

/* ------------------------------------------------------------------------------------------------ one by one */

static int write_one(struct writing *it, const struct write_value *value)
{
    size_t most = (size_t)blr_peer_mtu(&it->peer) - WRITE_OVERHEAD;
    bool command = it->command->no_response;
    if (command && value->size > most) {
        blr_say_error(it->out, "write: %zu octets are too many without response; allowed on this link: 0 ... %zu",
                      value->size, most);
        return CLI_USAGE;
    }
    if (it->command->whole || value->size > most)
        return write_prepared(it, value, 1);
    ble_status status =
        blr_peer_ask(&it->peer, &(struct ble_gatt){ .operation = command ? BLE_GATT_WRITE_COMMAND : BLE_GATT_WRITE,
                                                    .handle = value->handle,
                                                    .data = value->data,
                                                    .size = (uint16_t)value->size });
    if (status < 0)
        return blr_peer_failed(&it->peer, value->operand.text, status);
    tell(it, value, command ? "command" : "request");
    return CLI_OK;
}

static int write_all(struct writing *it)
{
    int code = CLI_OK;
    for (int i = 0; i < it->count && code == CLI_OK; i++) {
        struct peer_attribute found;
        code = blr_gatt_resolve_one(&it->peer, "write", &it->values[i].operand, &found);
        if (code == CLI_OK)
            it->values[i].handle = found.value_handle;
    }
    if (code == CLI_OK && it->command->reliable)
        return write_prepared(it, it->values, it->count);
    for (int i = 0; i < it->count && code == CLI_OK; i++)
        code = write_one(it, &it->values[i]);
    return code;
}

static bool read_operands(struct writing *it, int count, char **operands)
{
    struct output *out = it->out;
    if (it->command->no_response && (it->command->whole || it->command->reliable)) {
        blr_say_error(out, "write: --no-response excludes --long and --reliable");
        return false;
    }
    if (!blr_peer_read_target(out, "write", operands[0], &it->peer))
        return false;
    if (count % 2 == 0) {
        blr_say_error(out, "write: '%s' has no DATA; usage: bleradio write A UUID|HANDLE DATA...", operands[count - 1]);
        return false;
    }
    for (int i = 1; i < count; i += 2) {
        struct write_value *value = &it->values[it->count++];
        if (!blr_gatt_operand(out, "write", operands[i], &value->operand) ||
            !blr_gatt_read_data(out, "write", operands[i + 1], value->data, &value->size))
            return false;
    }
    return true;
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct writing it = { .out = &tool->out, .command = given };
    if (!read_operands(&it, count, operands))
        return CLI_USAGE;
    int code = blr_peer_open(&it.peer, tool);
    if (code == CLI_OK)
        code = write_all(&it);
    return blr_peer_close(&it.peer, code);
}

#define AT(member) offsetof(struct write_command, member)
static const struct option_spec options_of_write[] = {
    { "no-response", 0, OPTION_FLAG, AT(no_response), NULL,
      "without response: nobody says whether it was taken; at most MTU - 3 octets", 0, 0, NULL },
    { "long", 0, OPTION_FLAG, AT(whole), NULL,
      "prepared in parts and executed, also when one request holds it; longer ones are in any case", 0, 0, NULL },
    { "reliable", 0, OPTION_FLAG, AT(reliable), NULL,
      "all values are prepared, what the peer repeats of them is compared, then they take effect at once", 0, 0, NULL },
};
#undef AT

const struct verb blr_verb_write = {
    .name = "write",
    .operands = "A UUID|HANDLE DATA...",
    .summary = "write values of a peer",
    .description =
        "Connect to a peer and write each DATA to the UUID|HANDLE before it; with response unless --no-response is "
        "given. What is longer than one request holds (MTU - 3 octets) is prepared in parts, compared with what the "
        "peer repeats, and executed; progress goes to stderr.\n"
        "DATA are octets in hexadecimal (01ff, '01 ff'), text:TEXT, numbers with commas behind their format "
        "(u8:1,2 u16le:1000 i32be:-5 f32le:1.5; the formats of bleradio read), or @FILE (@- is stdin), at most 512 "
        "octets.\n" GATT_OPERAND_HELP
        " Where a peer has several with one UUID, only the handle says which.\n" PEER_OPERAND,
    .examples = "bleradio write C0:0D:E5:5E:00:05 2a06 02 --no-response\n"
                "bleradio write name:Lamp 0x0021 u8:255,128,0\n"
                "bleradio write name:Demo* 2a00 'text:New name' --reliable\n"
                "bleradio write C0:0D:E5:5E:00:05 0x0031 @firmware.part --long",
    .exits = EXITS_CONTROLLER | 1u << CLI_NOTHING_FOUND | 1u << CLI_DISCONNECTED | 1u << CLI_SECURITY,
    .operands_min = 3,
    .operands_max = 1 + 2 * MOST_VALUES,
    .keys = keys,
    .options = options_of_write,
    .option_count = sizeof(options_of_write) / sizeof(options_of_write[0]),
    .options_size = sizeof(struct write_command),
    .run = run,
};
