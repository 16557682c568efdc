/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "exits.h"
#include "trace_stats.h"
#include "verbs.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const kind_names[TRACE_KINDS] = { "not_hci", "command", "acl", "sco", "event", "iso" };

/* ------------------------------------------------------------------------------------------------- JSON */

/* A line of JSON in pieces, since its lists may be long. All text in it is ours: no quotes, no controls. */
struct json_line {
    struct output *out;
    bool begun; /* something stands in the present object or list already */
};

static void key(struct json_line *line, const char *name)
{
    blr_out(line->out, STYLE_PLAIN, "%s\"%s\":", line->begun ? "," : "", name);
    line->begun = true;
}

static void open_list(struct json_line *line, const char *bracket)
{
    blr_out(line->out, STYLE_PLAIN, "%s", bracket);
    line->begun = false;
}

static void close_list(struct json_line *line, const char *bracket)
{
    blr_out(line->out, STYLE_PLAIN, "%s", bracket);
    line->begun = true;
}

static void number(struct json_line *line, const char *name, uint64_t value)
{
    key(line, name);
    blr_out(line->out, STYLE_PLAIN, "%" PRIu64, value);
}

/* {"0x0a":3,...} of what is not 0; digits 0: the numbers are decimal. */
static void counts(struct json_line *line, const char *name, const uint64_t *values, size_t count, int digits)
{
    char text[24];
    key(line, name);
    open_list(line, "{");
    for (size_t i = 0; i < count; i++) {
        if (values[i] == 0)
            continue;
        if (digits == 0)
            snprintf(text, sizeof(text), "%zu", i);
        else
            snprintf(text, sizeof(text), "0x%0*zx", digits, i);
        number(line, text, values[i]);
    }
    close_list(line, "}");
}

/* A number as text, digits 0: decimal; null where the record was too short for it. */
static void text_member(struct json_line *line, const char *name, bool present, int digits, unsigned value)
{
    key(line, name);
    if (!present)
        blr_out(line->out, STYLE_PLAIN, "null");
    else if (digits == 0)
        blr_out(line->out, STYLE_PLAIN, "\"%u\"", value);
    else
        blr_out(line->out, STYLE_PLAIN, "\"0x%0*x\"", digits, value);
}

/* A string or null. */
static void string_member(struct json_line *line, const char *name, bool present, const char *text)
{
    key(line, name);
    if (present)
        blr_out(line->out, STYLE_PLAIN, "\"%s\"", text);
    else
        blr_out(line->out, STYLE_PLAIN, "null");
}

static void address_text(char text[18], uint64_t address)
{
    snprintf(text, 18, "%02x:%02x:%02x:%02x:%02x:%02x", (unsigned)(address >> 40 & 0xff),
             (unsigned)(address >> 32 & 0xff), (unsigned)(address >> 24 & 0xff), (unsigned)(address >> 16 & 0xff),
             (unsigned)(address >> 8 & 0xff), (unsigned)(address & 0xff));
}

static void json_advertisers(struct json_line *line, const struct trace_stats *stats)
{
    char text[18];
    key(line, "advertisers");
    open_list(line, "[");
    for (uint32_t i = 0; i < stats->address_count; i++) {
        address_text(text, stats->addresses[i]);
        blr_out(line->out, STYLE_PLAIN, "%s\"%s\"", i > 0 ? "," : "", text);
    }
    close_list(line, "]");
}

static void json_connection(struct json_line *line, const struct trace_connection *connection)
{
    static const char *const timings[TRACE_TIMINGS] = { "interval", "latency", "supervision_timeout" };
    const uint8_t *peer = connection->peer;
    char text[18];
    const bool has_peer = connection->present >= 11;
    address_text(text, (uint64_t)peer[5] << 40 | (uint64_t)peer[4] << 32 | (uint64_t)peer[3] << 24 |
                           (uint64_t)peer[2] << 16 | (uint64_t)peer[1] << 8 | peer[0]);
    number(line, "frame", connection->frame);
    text_member(line, "subevent", true, 2, connection->subevent);
    text_member(line, "status", connection->present >= 1, 2, connection->status);
    text_member(line, "handle", connection->present >= 3, 4, connection->handle);
    text_member(line, "role", connection->present >= 4, 2, connection->role);
    string_member(line, "peer", has_peer, text);
    for (unsigned i = 0; i < TRACE_TIMINGS; i++)
        text_member(line, timings[i], i < connection->timings, 0, connection->timing[i]);
}

static void json_links(struct json_line *line, const struct trace_stats *stats)
{
    key(line, "connections");
    open_list(line, "[");
    for (uint32_t i = 0; i < stats->connection_count; i++) {
        open_list(line, i > 0 ? ",{" : "{");
        json_connection(line, &stats->connections[i]);
        close_list(line, "}");
    }
    close_list(line, "]");
    key(line, "disconnections");
    open_list(line, "[");
    for (uint32_t i = 0; i < stats->disconnection_count; i++) {
        const struct trace_disconnection *end = &stats->disconnections[i];
        open_list(line, i > 0 ? ",{" : "{");
        number(line, "frame", end->frame);
        text_member(line, "handle", true, 4, end->handle);
        text_member(line, "reason", true, 2, end->reason);
        close_list(line, "}");
    }
    close_list(line, "]");
}

/* "1612150079.092423000"; before 1970 the fraction counts downwards, as the number's does. */
static const char *time_text(char text[40], int64_t seconds, uint32_t nanoseconds)
{
    const bool flip = seconds < 0 && nanoseconds > 0;
    const int64_t whole = flip ? seconds + 1 : seconds;
    snprintf(text, 40, "%s%" PRId64 ".%09" PRIu32, flip && whole == 0 ? "-" : "", whole,
             flip ? 1000000000 - nanoseconds : nanoseconds);
    return text;
}

static void json_kinds(struct json_line *line, const struct trace_stats *stats)
{
    key(line, "hci");
    open_list(line, "{");
    for (unsigned i = 0; i < TRACE_KINDS; i++)
        if (stats->kinds[i] > 0)
            number(line, kind_names[i], stats->kinds[i]);
    close_list(line, "}");
    key(line, "direction");
    open_list(line, "{");
    if (stats->received > 0)
        number(line, "controller_to_host", stats->received);
    if (stats->sent > 0)
        number(line, "host_to_controller", stats->sent);
    close_list(line, "}");
}

static uint64_t sum(const uint64_t values[256])
{
    uint64_t all = 0;
    for (unsigned i = 0; i < 256; i++)
        all += values[i];
    return all;
}

static void json_reports(struct json_line *line, const struct trace_stats *stats)
{
    static const struct {
        const char *events, *reports;
    } names[TRACE_REPORTS] = { { "adv_events", "adv_reports" },
                               { "ext_adv_events", "ext_adv_reports" },
                               { "directed_adv_events", "directed_adv_reports" } };
    for (unsigned i = 0; i < TRACE_REPORTS; i++) {
        number(line, names[i].events, stats->report_events[i]);
        number(line, names[i].reports, stats->reports[i]);
    }
    counts(line, "adv_event_types", stats->legacy_types, COUNT(stats->legacy_types), 2);
    counts(line, "ext_adv_event_types", stats->extended_types, COUNT(stats->extended_types), 4);
    number(line, "distinct_advertisers", stats->address_count);
    number(line, "distinct_advertisers_legacy", stats->by_kind[TRACE_LEGACY]);
    number(line, "distinct_advertisers_ext", stats->by_kind[TRACE_EXTENDED]);
    json_advertisers(line, stats);
}

static void show_json(struct output *out, const struct trace_stats *stats, const char *format, const char *error)
{
    struct json_line line = { out, false };
    char first[40], last[40];
    open_list(&line, "{");
    number(&line, "v", 1);
    string_member(&line, "format", format[0] != '\0', format);
    number(&line, "records", stats->records);
    string_member(&line, "first_ts", stats->has_time, time_text(first, stats->first_s, stats->first_ns));
    string_member(&line, "last_ts", stats->has_time, time_text(last, stats->last_s, stats->last_ns));
    number(&line, "cut_records", stats->cut_records);
    json_kinds(&line, stats);
    counts(&line, "commands", stats->commands, COUNT(stats->commands), 4);
    counts(&line, "events", stats->events, COUNT(stats->events), 2);
    counts(&line, "le_subevents", stats->le_subevents, COUNT(stats->le_subevents), 2);
    counts(&line, "command_complete", stats->command_complete, COUNT(stats->command_complete), 4);
    counts(&line, "command_status", stats->command_status, COUNT(stats->command_status), 4);
    json_reports(&line, stats);
    json_links(&line, stats);
    counts(&line, "acl_handles", stats->acl_handles, COUNT(stats->acl_handles), 4);
    counts(&line, "acl_pb", stats->acl_pb, COUNT(stats->acl_pb), 0);
    counts(&line, "l2cap_cid", stats->l2cap_cid, COUNT(stats->l2cap_cid), 4);
    counts(&line, "l2cap_sig", stats->l2cap_sig, COUNT(stats->l2cap_sig), 2);
    counts(&line, "att", stats->att, COUNT(stats->att), 2);
    number(&line, "att_total", sum(stats->att));
    counts(&line, "smp", stats->smp, COUNT(stats->smp), 2);
    number(&line, "smp_total", sum(stats->smp));
    number(&line, "unlisted", stats->unlisted);
    string_member(&line, "error", error[0] != '\0', error);
    close_list(&line, "}");
    blr_out_end(out);
}

/* ------------------------------------------------------------------------------------------------- text */

static void show_named(struct output *out, const char *label, const uint64_t *values, size_t size,
                       const char *(*name)(size_t), int digits)
{
    for (size_t i = 0; i < size; i++) {
        if (values[i] == 0)
            continue;
        const char *text = name == NULL ? NULL : name(i);
        blr_out_line(out, "%12" PRIu64 "  %s 0x%0*zx%s%s", values[i], label, digits, i, text == NULL ? "" : " ",
                     text == NULL ? "" : text);
    }
}

static const char *command_name(size_t opcode)
{
    return ble_hci_command_name((uint16_t)opcode);
}

static const char *event_name(size_t code)
{
    return code == 0x3e ? "LE Meta" : ble_hci_event_name((uint8_t)code, 0);
}

static const char *le_event_name(size_t subevent)
{
    return ble_hci_event_name(0x3e, (uint8_t)subevent);
}

static void show_text(struct output *out, const struct trace_stats *stats, const char *format)
{
    char first[40], last[40];
    blr_out_field(out, "Format", "%s", format);
    blr_out_field(out, "Records", "%" PRIu64 " (%" PRIu64 " cut by the recorder)", stats->records, stats->cut_records);
    if (stats->has_time)
        blr_out_field(out, "Time", "%s ... %s s since 1970", time_text(first, stats->first_s, stats->first_ns),
                      time_text(last, stats->last_s, stats->last_ns));
    blr_out_field(out, "Packets",
                  "%" PRIu64 " commands, %" PRIu64 " events, %" PRIu64 " ACL, %" PRIu64 " SCO, %" PRIu64
                  " ISO, %" PRIu64 " others",
                  stats->kinds[TRACE_COMMAND], stats->kinds[TRACE_EVENT], stats->kinds[TRACE_ACL],
                  stats->kinds[TRACE_SCO], stats->kinds[TRACE_ISO], stats->kinds[TRACE_NOT_HCI]);
    blr_out_field(out, "Reports",
                  "%" PRIu64 " legacy, %" PRIu64 " extended, %" PRIu64 " directed of %" PRIu32 " advertisers",
                  stats->reports[TRACE_LEGACY], stats->reports[TRACE_EXTENDED], stats->reports[TRACE_DIRECTED],
                  stats->address_count);
    blr_out_field(out, "Links", "%" PRIu32 " connection events, %" PRIu32 " disconnections", stats->connection_count,
                  stats->disconnection_count);
    blr_out_field(out, "PDUs", "%" PRIu64 " ATT, %" PRIu64 " SMP, %" PRIu64 " signalling", sum(stats->att),
                  sum(stats->smp), sum(stats->l2cap_sig));
    show_named(out, "command", stats->commands, COUNT(stats->commands), command_name, 4);
    show_named(out, "event", stats->events, COUNT(stats->events), event_name, 2);
    show_named(out, "LE event", stats->le_subevents, COUNT(stats->le_subevents), le_event_name, 2);
    show_named(out, "L2CAP channel", stats->l2cap_cid, COUNT(stats->l2cap_cid), NULL, 4);
    show_named(out, "ATT", stats->att, COUNT(stats->att), NULL, 2);
    show_named(out, "SMP", stats->smp, COUNT(stats->smp), NULL, 2);
}

/* ------------------------------------------------------------------------------------------------- running */

static int show_stats(struct tool *tool, const char *file)
{
    struct output *out = &tool->out;
    struct ble_trace_reader *reader = NULL;
    struct ble_trace_record record;
    char why[BLE_TRACE_TEXT];
    struct trace_stats *stats = blr_trace_stats_new();
    if (stats == NULL) {
        blr_say_error(out, "%s", ble_status_message(BLE_ERROR_MEMORY));
        return CLI_FAILED;
    }
    ble_status status = ble_trace_open(file, &reader, why);
    while (status == BLE_OK && (status = ble_trace_next(reader, &record, why)) == BLE_OK)
        blr_trace_stats_take(stats, &record);
    blr_trace_stats_sort(stats);
    const char *format = reader != NULL ? ble_trace_format(reader) : "";
    if (out->json)
        show_json(out, stats, format, status < 0 ? why : "");
    else if (reader != NULL)
        show_text(out, stats, format);
    if (status < 0)
        blr_say_error(out, "%s: %s", file, why);
    if (stats->unlisted > 0)
        blr_say_warning(out, "%" PRIu64 " addresses or links beyond those listed", stats->unlisted);
    ble_trace_reader_close(reader);
    blr_trace_stats_free(stats);
    return status < 0 ? CLI_FAILED : CLI_OK;
}

static int run(struct tool *tool, const void *options, int count, char **operands)
{
    (void)options;
    (void)count;
    if (strcmp(operands[0], "stats") == 0)
        return show_stats(tool, operands[1]);
    blr_say_error(&tool->out, "trace: unknown action '%s'; allowed: stats", operands[0]);
    return CLI_USAGE;
}

static const struct json_key keys[] = {
    { "format", "of the container, e.g. btsnoop 1002; null: none that is known" },
    { "records", "all records of the container, notes included" },
    { "first_ts", "time of the first record, seconds since 1970, as text; last_ts: of the last one" },
    { "cut_records", "records of which the recorder kept only a part" },
    { "hci", "packets by kind; not_hci: notes and unknown packet types" },
    { "direction", "packets each way, where the container holds H4; one without directions: all from the controller" },
    { "commands", "by opcode; command_complete, command_status: by the opcode they answer" },
    { "events", "by code; le_subevents: by subevent" },
    { "adv_events", "report events, adv_reports the reports in them; ext_, directed_: of the other two kinds" },
    { "adv_event_types", "reports by type; ext_adv_event_types too" },
    { "advertisers", "addresses, sorted; distinct_advertisers: how many; _legacy, _ext: in reports of that kind" },
    { "connections", "each connection complete event; disconnections: each one" },
    { "acl_handles", "ACL packets by handle; acl_pb: by packet boundary flag" },
    { "l2cap_cid", "L2CAP frames by channel; handles 0x0edc and 0x0ff1 (logs of controllers) left out" },
    { "att", "whole PDUs by opcode; l2cap_sig, smp: by code; att_total, smp_total: their sums" },
    { "unlisted", "addresses, connections and disconnections beyond what is listed at most" },
    { "error", "why reading ended early, with the offset; null: it did not" },
    { NULL, NULL },
};

const struct verb blr_verb_trace = {
    .name = "trace",
    .operands = "stats FILE",
    .summary = "count what a recorded trace holds",
    .description =
        "Read a trace and count what is in it: packets by kind, commands, events, advertising reports, connections, "
        "and "
        "the ATT, SMP and signalling PDUs in the data. No controller is needed.\n"
        "FILE may be btsnoop, pcap, pcapng, Apple PacketLogger or raw H4 packets, in any byte order, and is recognised "
        "by its content; - is standard input. It is streamed: a long one needs no more memory than a short one.\n"
        "Of a file that is cut or broken every whole record counts; then the fault is named with its offset, and the "
        "exit code is 1.",
    .examples = "bleradio trace stats btsnoop_hci.log\n"
                "bleradio --json trace stats capture.pcapng | jq .commands\n"
                "zcat long.btsnoop.gz | bleradio trace stats -",
    .exits = EXITS_ALWAYS,
    .operands_min = 2,
    .operands_max = 2,
    .keys = keys,
    .run = run,
};
