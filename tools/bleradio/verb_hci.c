/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/trace.h>

#include "narrate.h"
#include "session.h"
#include "suggest.h"
#include "values.h"

#define RESET            0x0c03
#define COMMAND_COMPLETE 0x0e
#define COMMAND_STATUS   0x0f
#define EARLY_BYTES      65536 /* events kept that came together with the answer */

struct hci_options {
    uint32_t wait_ms;
};

/* The packets after the answer. Those that come in the same read as the answer wait in `early` until it is shown. */
struct listener {
    struct output *out;
    uint64_t start_us;
    uint16_t opcode;
    bool answered;
    bool shown;
    size_t early_size;
    uint8_t early[EARLY_BYTES]; /* time, size, packet; time, size, packet ... */
};

/* ------------------------------------------------------------------------------------------------- operands */

/* "LE Read Buffer Size [v2]" as one types it: le-read-buffer-size-v2. */
static const char *as_typed(const char *name, char typed[80])
{
    size_t size = 0;
    for (; *name != '\0' && size < 78; name++) {
        if (isalnum((unsigned char)*name))
            typed[size++] = (char)tolower((unsigned char)*name);
        else if (size > 0 && typed[size - 1] != '-')
            typed[size++] = '-';
    }
    typed[size - (size > 0 && typed[size - 1] == '-')] = '\0';
    return typed;
}

static void refuse_name(struct output *out, const char *name)
{
    char typed[80];
    struct suggestion near = SUGGESTION_INIT;
    for (uint32_t opcode = 1; opcode <= 0xffff; opcode++) {
        const char *candidate = ble_hci_command_name((uint16_t)opcode);
        if (candidate != NULL)
            blr_suggest(&near, name, candidate);
    }
    if (near.word != NULL)
        blr_say_error(out, "hci: unknown command '%s'; did you mean %s?", name, as_typed(near.word, typed));
    else
        blr_say_error(out,
                      "hci: '%s' is no command; give an opcode (0x0001 ... 0xffff), OGF:OCF (00:0001 ... 3f:03ff, "
                      "hexadecimal) or a name",
                      name);
}

static bool read_opcode(struct output *out, const char *text, uint16_t *opcode)
{
    enum value_result result = blr_value_opcode(text, opcode);
    if (result == VALUE_OUT_OF_RANGE) {
        blr_say_error(out, "hci: opcode '%s' is out of range; allowed: 0x0001 ... 0xffff, or 00:0001 ... 3f:03ff",
                      text);
        return false;
    }
    if (result == VALUE_MALFORMED && (*opcode = ble_hci_command_find(text)) == 0) {
        refuse_name(out, text);
        return false;
    }
    if (*opcode != RESET)
        return true;
    blr_say_error(out, "hci: '%s' is Reset, after which the controller must be brought up anew; use: bleradio reset",
                  text);
    return false;
}

static bool read_parameters(struct output *out, int count, char **words, uint8_t parameters[255], size_t *size)
{
    const char *bad;
    enum value_result result = blr_value_hex(words, (size_t)count, parameters, 255, size, &bad);
    if (result == VALUE_MALFORMED)
        blr_say_error(out, "hci: '%s' is not hex; allowed: 0 ... 255 octets of two digits, as in 0100, 01:00 or 01 00",
                      bad);
    if (result == VALUE_OUT_OF_RANGE)
        blr_say_error(out, "hci: %zu octets of parameters are too many; allowed: 0 ... 255", *size);
    return result == VALUE_OK;
}

/* ------------------------------------------------------------------------------------------------- showing */

static void describe_answer(uint16_t opcode, const struct ble_hci_answer *answer, char *text, size_t capacity)
{
    uint8_t packet[6 + 255] = { 0x04, COMMAND_COMPLETE, 0, 1, (uint8_t)opcode, (uint8_t)(opcode >> 8) };
    size_t size = answer->size < 252 ? answer->size : 252; /* an event holds no more */
    packet[2] = (uint8_t)(3 + size);
    memcpy(packet + 6, answer->parameters, size);
    ble_packet_describe(true, packet, 6 + size, text, capacity);
}

static void show_answer(struct output *out, uint16_t opcode, const uint8_t *parameters, size_t size,
                        const struct ble_hci_answer *answer)
{
    char whole[NARRATE_TEXT], hex_opcode[8];
    const char *name = ble_hci_command_name(opcode);
    describe_answer(opcode, answer, whole, sizeof(whole));
    const char *text = blr_narrate_shorten(whole);
    if (out->json) {
        snprintf(hex_opcode, sizeof(hex_opcode), "0x%04x", opcode);
        json_t *status = answer->size > 0 ? json_integer(answer->parameters[0]) : json_null();
        json_t *status_name = answer->size > 0 ? json_string(ble_hci_error_name(answer->parameters[0])) : json_null();
        blr_out_json(out,
                     json_pack("{s:i, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "v", 1, "opcode", hex_opcode, "name",
                               blr_out_json_text(name), "parameters", blr_out_json_hex(parameters, size), "status",
                               status, "status_name", status_name, "answer",
                               blr_out_json_hex(answer->parameters, answer->size), "text", blr_out_json_text(text)));
        return;
    }
    blr_out_line(out, "%s", text);
    blr_out(out, STYLE_DIM, "  raw");
    for (size_t i = 0; i < answer->size; i++)
        blr_out(out, STYLE_DIM, " %02x", answer->parameters[i]);
    blr_out_end(out);
}

static void show_packet(struct listener *listener, uint64_t now_us, const uint8_t *packet, size_t size)
{
    struct output *out = listener->out;
    char text[NARRATE_TEXT];
    double at = now_us > listener->start_us ? (double)(now_us - listener->start_us) / 1e6 : 0.0;
    ble_packet_describe(true, packet, size, text, sizeof(text));
    if (!out->json) {
        blr_out(out, STYLE_DIM, "%11.6f  ", at);
        blr_out_line(out, "%s", text);
    } else {
        bool event = packet[0] == 0x04 && size >= 3;
        char code[8] = "";
        if (event)
            snprintf(code, sizeof(code), "0x%02x", packet[1]);
        const char *name = event ? ble_hci_event_name(packet[1], size > 3 ? packet[3] : 0) : NULL;
        blr_out_json(out, json_pack("{s:i, s:f, s:o, s:o, s:o, s:o}", "v", 1, "time", at, "event",
                                    event ? json_string(code) : json_null(), "name", blr_out_json_text(name), "packet",
                                    blr_out_json_hex(packet, size), "text", blr_out_json_text(text)));
    }
    blr_out_flush(out);
}

static bool is_answer(const uint8_t *packet, size_t size, uint16_t opcode)
{
    size_t at = packet[1] == COMMAND_COMPLETE ? 4 : 5;
    return packet[0] == 0x04 && (packet[1] == COMMAND_COMPLETE || packet[1] == COMMAND_STATUS) && size >= at + 2 &&
           (packet[at] | packet[at + 1] << 8) == opcode;
}

static void listen(void *user, uint64_t now_us, bool received, const uint8_t *packet, size_t size)
{
    struct listener *listener = user;
    if (!received || size < 2)
        return;
    if (!listener->answered) {
        listener->answered = is_answer(packet, size, listener->opcode);
        return;
    }
    if (listener->shown) {
        show_packet(listener, now_us, packet, size);
        return;
    }
    size_t room = sizeof(now_us) + sizeof(size) + size;
    if (room > sizeof(listener->early) - listener->early_size)
        return;
    uint8_t *at = listener->early + listener->early_size;
    memcpy(at, &now_us, sizeof(now_us));
    memcpy(at + sizeof(now_us), &size, sizeof(size));
    memcpy(at + sizeof(now_us) + sizeof(size), packet, size);
    listener->early_size += room;
}

static void show_early(struct listener *listener)
{
    listener->shown = true;
    for (size_t at = 0; at < listener->early_size;) {
        uint64_t now_us;
        size_t size;
        memcpy(&now_us, listener->early + at, sizeof(now_us));
        memcpy(&size, listener->early + at + sizeof(now_us), sizeof(size));
        at += sizeof(now_us) + sizeof(size);
        show_packet(listener, now_us, listener->early + at, size);
        at += size;
    }
}

/* ------------------------------------------------------------------------------------------------- running */

static int wait_for_events(struct session *session, struct listener *listener, uint32_t wait_ms)
{
    show_early(listener);
    ble_status status = blr_session_wait(session, blr_session_time_ms(session, wait_ms));
    return status < 0 ? blr_session_failed(session, NULL, status, CLI_WAITING) : CLI_OK;
}

static int send(struct session *session, struct listener *listener, const uint8_t *parameters, size_t size,
                uint32_t wait_ms)
{
    struct output *out = &session->tool->out;
    struct ble_hci_answer answer = { 0 };
    uint16_t opcode = listener->opcode;
    const char *name = ble_hci_command_name(opcode);
    char text[24];
    snprintf(text, sizeof(text), "command 0x%04x", opcode);
    if (wait_ms > 0) {
        session->watcher = listen;
        session->watcher_user = listener;
    }
    ble_status status =
        ble_radio_hci_command(session->radio, opcode, parameters, size, &answer,
                              blr_session_time_ms(session, session->deadline_us == UINT64_MAX ? 2000 : UINT32_MAX - 1));
    if (status < 0 && !BLE_STATUS_IS_HCI(status))
        return blr_session_failed(session, name != NULL ? name : text, status, CLI_WAITING);
    show_answer(out, opcode, parameters, size, &answer);
    int code = CLI_OK;
    if (status < 0) {
        blr_say_error(out, "%s: %s", name != NULL ? name : text, ble_status_message(status));
        code = CLI_FAILED;
    }
    if (!blr_out_flush(out))
        return code;
    int waited = wait_ms > 0 ? wait_for_events(session, listener, wait_ms) : CLI_OK;
    return waited != CLI_OK ? waited : code;
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    const struct hci_options *options = given;
    uint8_t parameters[255];
    size_t size;
    uint16_t opcode;
    if (!read_opcode(&tool->out, operands[0], &opcode) ||
        !read_parameters(&tool->out, count - 1, operands + 1, parameters, &size))
        return CLI_USAGE;
    struct listener *listener = calloc(1, sizeof(*listener));
    if (listener == NULL) {
        blr_say_error(&tool->out, "%s", ble_status_message(BLE_ERROR_MEMORY));
        return CLI_FAILED;
    }
    struct session session;
    int code = blr_session_open(&session, tool);
    listener->out = &tool->out;
    listener->start_us = session.start_us;
    listener->opcode = opcode;
    if (code == CLI_OK)
        code = send(&session, listener, parameters, size, options->wait_ms);
    session.watcher = NULL;
    code = blr_session_close(&session, code);
    free(listener);
    return code;
}

static const struct option_spec options[] = {
    { "wait", 'w', OPTION_DURATION, offsetof(struct hci_options, wait_ms), "DUR",
      "then show for this time every packet the controller sends", 1, DURATION_MAX, NULL },
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "opcode", "of the command, 0x2018" },
    { "name", "of the command or event, or null" },
    { "parameters", "that were sent, in hexadecimal" },
    { "status", "of the answer, a number, or null" },
    { "status_name", "in words, or null" },
    { "answer", "return parameters with the status, in hexadecimal" },
    { "text", "the answer or the packet in words" },
    { "time", "packets of --wait: seconds since the port was opened" },
    { "event", "packets of --wait: event code, 0x3e; null: no event" },
    { "packet", "packets of --wait: all of it, in hexadecimal" },
    { NULL, NULL },
};

const struct verb blr_verb_hci = {
    .name = "hci",
    .operands = "OPCODE [HEX...]",
    .summary = "send one HCI command and show its answer",
    .description =
        "Bring the controller up, send one HCI command with the parameters in HEX, and show the answer in words and as "
        "it came. An answer whose status is not 0 is shown too and makes the exit code 1.\n"
        "OPCODE is a number (0x200c or 200c), OGF:OCF (08:000c) or the command's name (le-set-scan-enable); its digits "
        "are hexadecimal. HEX may have blanks, colons or 0x between its octets; numbers are little-endian, as on the "
        "wire. Reset (0x0c03) is refused: use bleradio reset.\n"
        "What the command did to the controller ends with this program, which leaves it reset.",
    .examples = "bleradio hci read-bd-addr\n"
                "bleradio hci 0x1001\n"
                "bleradio hci le-set-scan-enable 01 00 --wait 5s\n"
                "bleradio hci 08:000c 0100 --json --wait 500ms",
    .exits = EXITS_CONTROLLER,
    .keys = keys,
    .operands_min = 1,
    .operands_max = 256,
    .options = options,
    .option_count = sizeof(options) / sizeof(options[0]),
    .options_size = sizeof(struct hci_options),
    .run = run,
};
