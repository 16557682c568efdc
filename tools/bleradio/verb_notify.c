/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include <bleradio/assigned_numbers.h>

#include "gatt_operand.h"
#include "gatt_subscribe.h"
#include "gatt_values.h"
#include "scan_json.h"

enum { MOST_OPERANDS = 16 };

struct notify_command {
    bool indicate;
    uint32_t count;
    uint32_t format; /**< 1 + index into blr_gatt_formats; 0: none */
};

struct notifying {
    struct peer peer;
    struct output *out;
    const struct notify_command *command;
    struct wall_clock clock;
    struct peer_list subscribed;
    uint64_t begin_us;
    uint32_t rows;
    bool enough;
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "time", "RFC 3339, UTC, with microseconds" },
    { "address", "of the peer" },
    { "handle", "of the value" },
    { "uuid", "of the characteristic" },
    { "name", "the name of a standard UUID, or null" },
    { "indication", "true or false" },
    { "value", "the octets, in hexadecimal" },
    { "decoded", "with --format: a text, a number, or an array of numbers; left out where the octets are none" },
    { NULL, NULL },
};

static void show_json(struct notifying *it, const struct peer_attribute *from, bool indication, const uint8_t *data,
                      size_t size)
{
    char time[48], uuid[BLE_UUID_TEXT];
    json_t *line = json_pack("{s:i, s:s, s:s, s:i, s:s, s:o, s:b, s:o}", "v", 1, "time",
                             blr_wall_time(&it->clock, blr_session_now_us(), time), "address", it->peer.text, "handle",
                             (int)from->value_handle, "uuid", ble_uuid_format(&from->uuid, uuid), "name",
                             blr_out_json_text(ble_uuid_name(&from->uuid)), "indication", (int)indication, "value",
                             blr_out_json_hex(data, size));
    json_t *decoded = it->command->format > 0 ? blr_gatt_value_json(it->command->format - 1, data, size) : NULL;
    if (decoded != NULL)
        json_object_set_new(line, "decoded", decoded);
    blr_out_json(it->out, line);
}

static void show(struct notifying *it, const struct peer_attribute *from, const uint8_t *data, size_t size)
{
    char text[GATT_VALUE_TEXT], uuid[BLE_UUID_TEXT];
    const char *name = ble_uuid_name(&from->uuid);
    if (it->command->format == 0 ||
        !blr_gatt_value_text(it->out, it->command->format - 1, data, size, text, sizeof(text)))
        blr_gatt_value_plain(data, size, text, sizeof(text));
    blr_out(it->out, STYLE_DIM, "%9.3f  ", (double)(blr_session_now_us() - it->begin_us) / 1e6);
    if (it->subscribed.count > 1)
        blr_out(it->out, STYLE_BOLD, "%s  ", name != NULL ? name : ble_uuid_format(&from->uuid, uuid));
    blr_out_line(it->out, "%s", text);
}

static void on_notified(void *user, uint16_t handle, bool indication, const uint8_t *data, size_t size)
{
    struct notifying *it = user;
    const struct peer_attribute *from = NULL;
    for (size_t i = 0; i < it->subscribed.count; i++)
        if (it->subscribed.items[i].value_handle == handle)
            from = &it->subscribed.items[i];
    if (from == NULL || it->enough)
        return;
    if (it->out->json)
        show_json(it, from, indication, data, size);
    else
        show(it, from, data, size);
    blr_out_flush(it->out);
    it->rows++;
    it->enough = it->rows == it->command->count;
}

static int listen(struct notifying *it, const struct gatt_operand *operands, unsigned count)
{
    struct peer *peer = &it->peer;
    it->begin_us = blr_session_now_us();
    int code = blr_gatt_subscribe(peer, "notify", operands, count, it->command->indicate, &it->subscribed);
    if (code != CLI_OK)
        return code;
    blr_say_detail(it->out, "subscribed");
    ble_status status = blr_peer_wait(peer, &it->enough, BLE_FOREVER);
    if (status == BLE_ERROR_TIMEOUT)
        return it->rows > 0 ? CLI_OK : CLI_NOTHING_FOUND;
    return status == BLE_OK ? CLI_OK : blr_peer_failed(peer, "notify", status);
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct notifying it = { .out = &tool->out, .command = given };
    struct gatt_operand wanted[MOST_OPERANDS];
    if (!blr_peer_read_target(&tool->out, "notify", operands[0], &it.peer))
        return CLI_USAGE;
    for (int i = 1; i < count; i++)
        if (!blr_gatt_operand(&tool->out, "notify", operands[i], &wanted[i - 1]))
            return CLI_USAGE;
    it.peer.notified = on_notified;
    it.peer.user = &it;
    int code = blr_peer_open(&it.peer, tool);
    if (code == CLI_OK)
        code = listen(&it, wanted, (unsigned)count - 1);
    code = blr_peer_close(&it.peer, code);
    blr_peer_list_free(&it.subscribed);
    return code;
}

#define AT(member) offsetof(struct notify_command, member)
static const struct option_spec options_of_notify[] = {
    { "indicate", 0, OPTION_FLAG, AT(indicate), NULL,
      "indications, which are confirmed, where a characteristic has both; otherwise what it has", 0, 0, NULL },
    { "count", 'n', OPTION_NUMBER, AT(count), "COUNT", "end after so many values", 1, UINT32_MAX, NULL },
    { "format", 'f', OPTION_CHOICE, AT(format), "FORMAT", "what the octets are, as for bleradio read", 1, 0,
      blr_gatt_formats },
};
#undef AT

const struct verb blr_verb_notify = {
    .name = "notify",
    .operands = "A UUID|HANDLE...",
    .summary = "subscribe to values of a peer and show them as they come",
    .description =
        "Connect to a peer, subscribe to each UUID|HANDLE (all characteristics with that UUID), and show a line "
        "for each value that comes: seconds since the start, which one where there are several, the octets. "
        "Until SIGINT, --timeout or COUNT values.\n" GATT_OPERAND_HELP "\n" PEER_OPERAND "\n"
        "Exit code 5 when the time of --timeout passed without a value.",
    .examples = "bleradio notify C0:0D:E5:5E:00:05 2a19 --format u8\n"
                "bleradio notify name:Thermo 2a1c --indicate -n 1\n"
                "bleradio notify service:180d 'heart rate measurement' --json | jq -r .value",
    .exits = EXITS_CONTROLLER | 1u << CLI_NOTHING_FOUND | 1u << CLI_DISCONNECTED | 1u << CLI_SECURITY,
    .operands_min = 2,
    .operands_max = 1 + MOST_OPERANDS,
    .keys = keys,
    .options = options_of_notify,
    .option_count = sizeof(options_of_notify) / sizeof(options_of_notify[0]),
    .options_size = sizeof(struct notify_command),
    .run = run,
};
