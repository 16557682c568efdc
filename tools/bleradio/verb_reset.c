/* SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "session.h"

static int show(struct session *session, uint64_t took_us)
{
    struct output *out = &session->tool->out;
    const struct ble_controller_info *info = &ble_radio_get_info(session->radio)->controller;
    double took_ms = (double)took_us / 1000, ready_ms = (double)info->ready_us / 1000;
    if (out->json)
        blr_out_json(out, json_pack("{s:i, s:o, s:s, s:f, s:f, s:i, s:I}", "v", 1, "port",
                                    blr_out_json_text(blr_session_port(session)), "state", "ready", "took_ms", took_ms,
                                    "ready_ms", ready_ms, "ready_commands", info->ready_commands, "generation",
                                    (json_int_t)info->generation));
    else
        blr_out_line(out, "Reset and ready again in %.1f ms: %u commands in %.1f ms, generation %" PRIu32, took_ms,
                     info->ready_commands, ready_ms, info->generation);
    return CLI_OK;
}

static int run(struct tool *tool, const void *options, int count, char **operands)
{
    struct session session;
    (void)options;
    (void)count;
    (void)operands;
    int code = blr_session_open(&session, tool);
    if (code == CLI_OK) {
        uint64_t before_us = blr_session_now_us();
        ble_status status = ble_radio_reset(session.radio, blr_session_time_ms(&session, SESSION_OPEN_MS));
        code = status < 0 ? blr_session_failed(&session, "Reset", status, CLI_WAITING)
                          : show(&session, blr_session_now_us() - before_us);
    }
    return blr_session_close(&session, code);
}

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "port", "as it was asked for" },
    { "state", "ready" },
    { "took_ms", "from the reset until it was ready" },
    { "ready_ms", "of this bringing it up" },
    { "ready_commands", "commands for that" },
    { "generation", "how often it became ready since the port was opened" },
    { NULL, NULL },
};

const struct verb blr_verb_reset = {
    .name = "reset",
    .operands = "",
    .summary = "reset the controller and bring it up again",
    .description =
        "Open the port, reset the controller, ask it again for everything, and say how long that took. Every link, "
        "advertisement and scan that it still had from an earlier program ends. A controller that is out of step (half "
        "a packet left in it, octets lost) is brought back with padding, DTR and a new opening of the port.\n"
        "The generation counts how often the controller became ready since the port was opened: 1 by opening, 2 after "
        "the reset; more means that it had to be recovered on the way.",
    .examples = "bleradio reset\n"
                "bleradio -p /dev/ttyACM0 --timeout 5s reset\n"
                "bleradio --json reset | jq .ready_ms",
    .exits = EXITS_CONTROLLER,
    .keys = keys,
    .run = run,
};
