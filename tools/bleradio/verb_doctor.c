/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "doctor.h"
#include "session.h"
#include "text.h"

#define PROBES             9
#define READ_LOCAL_VERSION 0x1001

/* ------------------------------------------------------------------------------------------------- showing */

static void show_json(struct output *out, const char *step, const struct finding *finding)
{
    static const char *const results[] = { "ok", "warning", "fault" };
    json_t *object =
        json_pack("{s:i, s:s, s:s, s:o, s:o, s:o}", "v", 1, "step", step, "result", results[finding->result], "fault",
                  blr_out_json_text(finding->fault), "text", blr_out_json_text(finding->text), "advice",
                  blr_out_json_text(finding->advice[0] != '\0' ? finding->advice : NULL));
    if (strcmp(step, "verdict") == 0)
        json_object_set_new(object, "exit", json_integer(finding->exit));
    blr_out_json(out, object);
}

static void show(struct output *out, const struct finding *finding)
{
    static const enum out_style styles[] = { STYLE_GOOD, STYLE_WARN, STYLE_BAD };
    static const char *const marks[] = { "✓", "!", "✗" };
    static const char *const plain_marks[] = { "[ok]  ", "[warn]", "[FAIL]" };
    char label[40];
    if (out->json) {
        show_json(out, finding->step, finding);
        return;
    }
    blr_out(out, styles[finding->result], "%s ", (out->utf8 ? marks : plain_marks)[finding->result]);
    snprintf(label, sizeof(label), "%-9s", finding->step);
    blr_out(out, STYLE_PLAIN, "%s", label);
    blr_out_hanging_text(out, out->utf8 ? 11 : 16, "%s", finding->text);
}

/* Show what is new. */
static size_t show_from(struct output *out, const struct findings *findings, size_t from)
{
    for (; from < findings->count; from++)
        show(out, &findings->items[from]);
    blr_out_flush(out);
    return from;
}

static size_t warnings(const struct findings *findings)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += findings->items[i].result == FINDING_WARNING;
    return count;
}

static int show_verdict(struct output *out, const struct findings *findings)
{
    static const struct finding healthy = { .step = "verdict", .text = "the port and the controller are in order" };
    const struct finding *verdict = blr_doctor_verdict(findings);
    if (verdict == NULL)
        verdict = &healthy;
    if (out->json) {
        show_json(out, "verdict", verdict);
        return verdict->exit;
    }
    blr_out_end(out);
    static const char *const words[] = { "Healthy", "Works, but", "Fault" };
    blr_out(out, verdict->result == FINDING_FAULT ? STYLE_BAD : STYLE_BOLD, "%-12s", words[verdict->result]);
    blr_out_hanging_text(out, 12, "%s", verdict->text);
    if (verdict->result == FINDING_WARNING && warnings(findings) > 1)
        blr_out_line(out, "%-12sand %zu more, marked above", "", warnings(findings) - 1);
    const char *label = "What to do";
    for (const char *line = verdict->advice; *line != '\0'; label = "") {
        size_t size = strcspn(line, "\n");
        blr_out(out, STYLE_BOLD, "%-12s", label);
        blr_out_hanging_text(out, 12, "%.*s", (int)size, line);
        line += size + (line[size] == '\n');
    }
    return verdict->exit;
}

/* ------------------------------------------------------------------------------------------------- looking */

static struct ble_transport *look_at_port(struct session *session, struct doctor_facts *facts)
{
    const struct globals *globals = &session->tool->globals;
    struct ble_transport_options options = BLE_TRANSPORT_OPTIONS_INIT;
    struct ble_transport *transport = NULL;
    char path[256];
    facts->port = blr_session_port(session);
    facts->is_auto = strcmp(facts->port, "auto") == 0;
    facts->baud_asked = globals->baud;
    facts->flow_asked = (uint8_t)globals->flow;
    /* A silent controller is most often one at another rate: look for it unless a rate was named. */
    options.baud = globals->baud == 0 && strstr(facts->port, "baud=") == NULL ? UINT32_MAX : globals->baud;
    options.flow = facts->flow_asked;
    ptrdiff_t count = ble_port_list(facts->ports, DOCTOR_PORTS, NULL);
    facts->port_count = count > 0 ? (size_t)count : 0;
    facts->open_status = ble_transport_open(facts->port, &options, &transport, facts->why);
    if (facts->open_status == BLE_OK) {
        transport->ops->describe(transport, &facts->transport);
        transport->ops->info(transport, &facts->line);
    }
    if (facts->is_auto && facts->open_status == BLE_OK)
        blr_text_copy(path, sizeof(path), facts->transport.path);
    else if (facts->is_auto && facts->port_count > 0)
        blr_text_copy(path, sizeof(path), facts->ports[0].path);
    else if (!blr_doctor_path(facts->port, path, sizeof(path)))
        return transport;
    blr_doctor_node(path, &facts->node);
    blr_doctor_holder("/proc", facts->node.target, &facts->holder);
    facts->modem_manager = blr_doctor_modem_manager("/proc", "/run/udev/data", facts->node.target);
    facts->latency_timer_ms = blr_doctor_latency_timer("/sys", facts->node.target);
    return transport;
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void measure_round_trip(struct session *session, struct doctor_facts *facts)
{
    uint64_t times_us[PROBES];
    for (size_t i = 0; i < PROBES; i++) {
        uint64_t before_us = blr_session_now_us();
        facts->probe_status = ble_radio_hci_command(session->radio, READ_LOCAL_VERSION, NULL, 0, NULL,
                                                    blr_session_time_ms(session, 2000));
        if (facts->probe_status < 0)
            return;
        times_us[i] = blr_session_now_us() - before_us;
    }
    qsort(times_us, PROBES, sizeof(times_us[0]), by_size);
    facts->round_trip_us = (uint32_t)times_us[PROBES / 2];
}

static void look_at_controller(struct session *session, struct doctor_facts *facts, struct ble_transport *transport)
{
    facts->ready_status = blr_session_start(session, session->tool, transport);
    if (facts->ready_status >= 0)
        facts->ready_status = blr_session_wait_ready(session);
    if (session->radio == NULL)
        return;
    ble_radio_diagnosis(session->radio, facts->diagnosis, sizeof(facts->diagnosis));
    facts->ready_us = blr_session_now_us() - session->start_us;
    if (facts->ready_status >= 0)
        measure_round_trip(session, facts);
    const struct ble_radio_info *info = ble_radio_get_info(session->radio);
    facts->controller = info->controller;
    if (info->transport.kind != 0)
        facts->transport = info->transport;
    facts->counters = *ble_radio_get_counters(session->radio);
}

/* ------------------------------------------------------------------------------------------------- running */

static int examine(struct session *session, struct doctor_facts *facts, struct findings *findings)
{
    struct output *out = &session->tool->out;
    struct ble_transport *transport = look_at_port(session, facts);
    blr_doctor_judge_port(facts, findings);
    size_t shown = show_from(out, findings, 0);
    if (transport != NULL && !blr_out_flush(out)) {
        transport->ops->close(transport);
        return CLI_OK; /* nobody reads on */
    }
    if (transport != NULL) {
        look_at_controller(session, facts, transport);
        if (blr_interrupt_signal(&session->interrupt) != 0)
            return CLI_INTERRUPTED;
        if (!blr_out_flush(out))
            return CLI_OK;
        blr_doctor_judge_controller(facts, findings);
        show_from(out, findings, shown);
    }
    return show_verdict(out, findings);
}

static int run(struct tool *tool, const void *options, int count, char **operands)
{
    struct session session;
    (void)options;
    (void)count;
    (void)operands;
    struct doctor_facts *facts = calloc(1, sizeof(*facts));
    struct findings *findings = calloc(1, sizeof(*findings));
    int code = CLI_FAILED;
    if (facts == NULL || findings == NULL) {
        blr_say_error(&tool->out, "%s", ble_status_message(BLE_ERROR_MEMORY));
    } else {
        blr_session_init(&session, tool);
        code = examine(&session, facts, findings);
        code = blr_session_close(&session, code);
    }
    free(findings);
    free(facts);
    return code;
}

static const struct json_key keys[] = {
    { "v", "1: version of this form" },   { "step", "what was looked at; the last line is the verdict" },
    { "result", "ok, warning or fault" }, { "fault", "short name of what is wrong, or null" },
    { "text", "what was found" },         { "advice", "what to do, or null" },
    { "exit", "verdict: exit code" },     { NULL, NULL },
};

const struct verb blr_verb_doctor = {
    .name = "doctor",
    .operands = "",
    .summary = "find out what is wrong with a port or its controller",
    .description =
        "Go step by step from the port to the controller and name the first fault with the way out: which port, its "
        "node and permissions, other programs that hold it, opening, rate and flow control as the driver really has "
        "them, the answer to Reset at every usual rate (unless --baud names one), noise before it, identity, address, "
        "round trip and losses.\n"
        "The exit code is that of the fault: 3 for the port, 4 for the controller; 0 when there are warnings only. "
        "With "
        "--json one object a finding {v, step, result: ok|warning|fault, fault, text, advice}, and at the end one with "
        "step verdict and the exit code.",
    .examples = "bleradio doctor\n"
                "bleradio -p /dev/ttyUSB0 doctor\n"
                "bleradio -p /dev/ttyUSB0 -b 115200 --flow none --timeout 5s doctor\n"
                "bleradio doctor --json | jq -r 'select(.step == \"verdict\") | .fault'",
    .exits = EXITS_CONTROLLER,
    .keys = keys,
    .run = run,
};
