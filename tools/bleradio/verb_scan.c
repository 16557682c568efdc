/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <bleradio/scanning.h>

#include "devices.h"
#include "scan_filter.h"
#include "scan_json.h"
#include "scan_live.h"
#include "scan_words.h"
#include "session.h"
#include "text.h"
#include "values.h"

#define REDRAW_US 250000

struct scan_command {
    bool active;
    bool passive;
    bool extended;
    bool raw;
    bool live;
    uint32_t count;
    struct option_integer min_rssi;
    uint32_t phy; /**< 1 + index into phys */
    uint32_t interval_us;
    uint32_t window_us;
    uint32_t duplicates; /**< 1 + enum ble_duplicates; 0: not given */
    struct scan_filter_texts texts;
};

/* A scan that is going on. */
struct scanning {
    struct session session;
    struct output *out;
    const struct scan_command *command;
    struct scan_filter filter;
    struct devices devices;
    struct company_names names;
    struct wall_clock clock;
    uint8_t duplicates; /**< enum ble_duplicates */
    bool live;          /**< a table that is drawn in place, no rows */
    bool flushes;       /**< after each row */
    uint64_t begin_us;
    uint64_t looked_us; /* after the output */
    uint64_t packets;
    uint64_t rows;
};

static const uint8_t phy_bits[] = { 0, 1, 4, 5 };

/* ------------------------------------------------------------------------------------------------ rows */

static bool is_new(const struct scanning *scan, struct device *device, const struct ble_report *report)
{
    bool known;
    if (scan->duplicates == BLE_DUPLICATES_ALL)
        return true;
    bool repeats = blr_device_repeats(device, report, &known);
    return scan->duplicates == BLE_DUPLICATES_ONCE ? !known : !repeats;
}

static void show(struct scanning *scan, const struct ble_report *report)
{
    if (scan->out->json) {
        blr_scan_json(scan->out, &scan->clock, report);
    } else {
        if (scan->rows == 0)
            blr_scan_titles(scan->out);
        double seconds = ((double)report->time_us - (double)scan->begin_us) / 1e6;
        blr_scan_row(scan->out, &scan->names, report, seconds > 0 ? seconds : 0, scan->command->raw);
    }
    scan->rows++;
    if (scan->flushes)
        blr_out_flush(scan->out);
}

/* What the live table tells of it: of name and data, which may come apart, the last. */
static void remember(struct scanning *scan, struct device *device, const struct ble_report *report)
{
    char text[WORDS_TEXT];
    if (blr_scan_name(scan->out, report, text, sizeof(text)))
        blr_text_copy(device->name, sizeof(device->name), text);
    blr_scan_words(scan->out, &scan->names, report, text, sizeof(text));
    size_t columns, size = blr_text_fit(text, DEVICE_WORDS / 4, &columns); /* octets of a character */
    text[size] = '\0';
    if (size > 0)
        blr_text_copy(device->words, sizeof(device->words), text);
}

static void take(struct scanning *scan, const struct ble_report *report)
{
    struct device *device = blr_device_heard(&scan->devices, report);
    scan->packets++;
    device->met |= blr_filter_met(&scan->filter, report);
    if (device->met != scan->filter.given)
        return;
    scan->devices.wanted += !device->wanted;
    device->wanted = true;
    if (scan->live)
        remember(scan, device, report);
    else if (is_new(scan, device, report))
        show(scan, report);
}

/* ------------------------------------------------------------------------------------------------ the scan */

static ble_status begin(struct scanning *scan)
{
    const struct scan_command *command = scan->command;
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    options.active = !command->passive;
    options.extended = command->extended;
    options.minimum_rssi_dbm = command->min_rssi.given ? (int16_t)command->min_rssi.value : -128;
    options.phys = phy_bits[command->phy];
    if (command->interval_us != 0)
        options.interval_us = command->interval_us;
    options.window_us = command->window_us != 0 ? command->window_us : options.interval_us;
    scan->begin_us = blr_session_now_us();
    return ble_radio_start_scan(scan->session.radio, NULL, 0, &options);
}

/* Does it make sense to go on? Once a second what is to be read is pushed out, and whether anybody reads is asked. */
static bool is_heard(struct scanning *scan, uint64_t now_us)
{
    if (now_us - scan->looked_us >= 1000000) {
        scan->looked_us = now_us;
        return blr_out_flush(scan->out) && blr_out_is_read(scan->out);
    }
    return !scan->out->closed && scan->out->error == 0;
}

/* @return BLE_END: all that was asked for was shown; BLE_ERROR_TIMEOUT: the time is up; else what ended it */
static ble_status listen(struct scanning *scan)
{
    struct session *session = &scan->session;
    uint32_t count = scan->command->count;
    while (count == 0 || scan->rows < count) {
        struct ble_report report;
        uint64_t now_us = blr_session_now_us();
        if (blr_interrupt_signal(&session->interrupt) != 0)
            return BLE_ERROR_INTERRUPTED;
        if (now_us >= session->deadline_us)
            return BLE_ERROR_TIMEOUT;
        if (!is_heard(scan, now_us))
            return BLE_ERROR_CANCELLED;
        ble_status status = ble_radio_scan_next(session->radio, &report, blr_session_time_ms(session, 1000));
        if (status == BLE_OK)
            take(scan, &report);
        else if (status != BLE_ERROR_TIMEOUT && status != BLE_ERROR_INTERRUPTED)
            return status;
    }
    return BLE_END;
}

/* Everything that has come. @return as ble_radio_scan_next(), BLE_ERROR_TIMEOUT when nothing is left */
static ble_status take_all(struct scanning *scan)
{
    struct ble_report report;
    ble_status status;
    while ((status = ble_radio_scan_next(scan->session.radio, &report, 0)) == BLE_OK)
        take(scan, &report);
    return status == BLE_ERROR_INTERRUPTED ? BLE_ERROR_TIMEOUT : status;
}

static void wait_for_radio_or_key(struct scanning *scan, uint64_t until_us)
{
    uint64_t now_us = blr_session_now_us();
    struct pollfd polled[] = { { ble_radio_fd(scan->session.radio), POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };
    (void)poll(polled, 2, until_us > now_us ? (int)((until_us - now_us + 999) / 1000) : 0);
}

/* SIGTSTP: the shell gets its terminal back until the user returns. */
static bool pause_program(struct scanning *scan, struct live *live)
{
    struct interrupt *interrupt = &scan->session.interrupt;
    blr_interrupt_screen(interrupt, NULL);
    blr_screen_leave(&live->screen, scan->out);
    (void)kill(getpid(), SIGSTOP);
    atomic_store(&interrupt->stop, false);
    if (!blr_screen_enter(&live->screen, scan->out))
        return false;
    blr_interrupt_screen(interrupt, &live->screen);
    return true;
}

/* @return as listen() */
static ble_status watch(struct scanning *scan, struct live *live)
{
    struct session *session = &scan->session;
    uint64_t draw_us = 0;
    for (;;) {
        uint64_t now_us = blr_session_now_us();
        bool changed = false;
        if (blr_interrupt_signal(&session->interrupt) != 0)
            return BLE_ERROR_INTERRUPTED;
        if (atomic_load(&session->interrupt.stop) && !pause_program(scan, live))
            return BLE_ERROR_IO;
        if (now_us >= session->deadline_us)
            return BLE_ERROR_TIMEOUT;
        ble_status status = take_all(scan);
        if (status != BLE_ERROR_TIMEOUT)
            return status;
        if (!blr_live_keys(live, &changed))
            return BLE_END;
        if (changed || (now_us >= draw_us && !live->paused)) {
            const struct live_facts facts = { now_us, scan->begin_us, scan->packets };
            blr_live_draw(live, &facts);
        }
        if (now_us >= draw_us)
            draw_us = now_us + REDRAW_US;
        if (scan->out->closed || scan->out->error != 0)
            return BLE_ERROR_CANCELLED;
        wait_for_radio_or_key(scan, draw_us < session->deadline_us ? draw_us : session->deadline_us);
    }
}

static ble_status show_live(struct scanning *scan)
{
    struct live live;
    if (!blr_live_begin(&live, scan->out, &scan->devices))
        return BLE_ERROR_MEMORY;
    bool quiet = scan->out->quiet;
    unsigned verbosity = scan->out->verbosity;
    if (isatty(STDERR_FILENO) != 0) { /* talk would end up in the middle of the table */
        scan->out->quiet = true;
        scan->out->verbosity = 0;
    }
    blr_interrupt_screen(&scan->session.interrupt, &live.screen);
    ble_status status = watch(scan, &live);
    blr_interrupt_screen(&scan->session.interrupt, NULL);
    blr_live_end(&live);
    scan->out->quiet = quiet;
    scan->out->verbosity = verbosity;
    return status;
}

static void summarize(struct scanning *scan)
{
    const struct ble_scan_counters *counters = ble_radio_get_scan_counters(scan->session.radio);
    const struct ble_host_counters *host = ble_radio_get_counters(scan->session.radio);
    uint64_t lost = counters->dropped + host->reports_dropped;
    double seconds = (double)(blr_session_now_us() - scan->begin_us) / 1e6;
    if (blr_interrupt_signal(&scan->session.interrupt) != 0 && isatty(STDERR_FILENO) != 0)
        blr_say(scan->out, "%s", ""); /* the terminal shows ^C */
    char filtered[64] = "", trouble[64] = "";
    if (scan->filter.given != 0)
        snprintf(filtered, sizeof(filtered), " of %" PRIu64, scan->devices.count + scan->devices.forgotten);
    if (lost > 0)
        snprintf(trouble, sizeof(trouble), "; %" PRIu64 " packets came too fast and were lost", lost);
    blr_say(scan->out, "%u%s %s, %" PRIu64 " %s in %.1f s%s", scan->devices.wanted, filtered,
            scan->devices.wanted == 1 && filtered[0] == '\0' ? "device" : "devices", scan->packets,
            scan->packets == 1 ? "packet" : "packets", seconds, trouble);
}

static int scan_it(struct scanning *scan)
{
    ble_status status = begin(scan);
    if (status < 0)
        return blr_session_failed(&scan->session, NULL, status, CLI_WAITING);
    status = scan->live ? show_live(scan) : listen(scan);
    blr_out_flush(scan->out);
    if (status == BLE_END || status == BLE_ERROR_TIMEOUT || status == BLE_ERROR_INTERRUPTED)
        summarize(scan);
    if (status == BLE_ERROR_TIMEOUT)
        return scan->rows > 0 || scan->devices.wanted > 0 ? CLI_OK : CLI_NOTHING_FOUND;
    if (status < 0)
        return blr_session_failed(&scan->session, NULL, status, CLI_WAITING);
    return CLI_OK;
}

static bool check(struct output *out, const struct scan_command *command)
{
    uint32_t interval_us = command->interval_us != 0 ? command->interval_us : 100000;
    char interval[24], window[24];
    if (command->active && command->passive)
        blr_say_error(out, "scan: --active and --passive exclude each other");
    else if (command->live && (out->json || command->raw || command->count != 0 || command->duplicates != 0))
        blr_say_error(out, "scan: --live is a table of devices: --json, --raw, --count and --duplicates are for rows");
    else if (command->window_us > interval_us)
        blr_say_error(out, "--window: '%s' is out of range; allowed: 2.5ms ... %s (the interval)",
                      blr_value_interval_text(command->window_us, window),
                      blr_value_interval_text(interval_us, interval));
    else
        return true;
    return false;
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct scanning scan = { .out = &tool->out, .command = given };
    (void)count;
    (void)operands;
    if (!check(&tool->out, scan.command) || !blr_filter_read(&tool->out, &scan.command->texts, &scan.filter))
        return CLI_USAGE;
    uint32_t asked = scan.command->duplicates;
    scan.duplicates = asked != 0 ? (uint8_t)(asked - 1) : tool->out.json ? BLE_DUPLICATES_ALL : BLE_DUPLICATES_CHANGED;
    scan.live = scan.command->live && blr_screen_possible(&tool->out);
    if (scan.command->live && !scan.live)
        blr_say(&tool->out, "no terminal to draw on: rows instead of --live");
    scan.flushes = !blr_out_is_file(&tool->out);
    if (!blr_devices_open(&scan.devices)) {
        blr_say_error(&tool->out, "scan: out of memory");
        return CLI_FAILED;
    }
    int code = blr_session_open(&scan.session, tool);
    if (code == CLI_OK)
        code = scan_it(&scan);
    code = blr_session_close(&scan.session, code);
    blr_devices_close(&scan.devices);
    return code;
}

/* ------------------------------------------------------------------------------------------------ the verb */

#define AT(member) offsetof(struct scan_command, member)
static const char *const phys[] = { "1m", "coded", "both", NULL };
static const char *const duplicates[] = { "all", "changed", "once", NULL };

static const struct option_spec options_of_scan[] = {
    { "active", 0, OPTION_FLAG, AT(active), NULL, "ask devices for scan responses; as it does unless told otherwise", 0,
      0, NULL },
    { "passive", 0, OPTION_FLAG, AT(passive), NULL, "listen only", 0, 0, NULL },
    { "count", 'n', OPTION_NUMBER, AT(count), "COUNT", "end after so many rows", 1, UINT32_MAX, NULL },
    { "min-rssi", 0, OPTION_INTEGER, AT(min_rssi), "DBM", "only packets that are at least so strong", -127, 20, NULL },
    { "name", 0, OPTION_LIST, AT(texts.names), "GLOB", "only devices whose name fits: * any characters, ? one, [a-z]",
      0, 0, NULL },
    { "service", 0, OPTION_LIST, AT(texts.services), "UUID",
      "only devices with this service, listed, looked for or with data of it; a UUID or a name", 0, 0, NULL },
    { "address", 0, OPTION_LIST, AT(texts.addresses), "ADDR", "only the device with this address", 0, 0, NULL },
    { "company", 0, OPTION_LIST, AT(texts.companies), "ID",
      "only devices with data of this company: a number or (the beginning of) its name", 0, 0, NULL },
    { "extended", 0, OPTION_FLAG, AT(extended), NULL, "hear extended advertising, too, where the controller can", 0, 0,
      NULL },
    { "phy", 0, OPTION_CHOICE, AT(phy), "PHY", "listen on 1M, on the Coded PHY (implies --extended) or on both; 1m", 1,
      0, phys },
    { "interval", 0, OPTION_INTERVAL, AT(interval_us), "DUR", "from one channel to the next; 100ms unless said", 2500,
      40959375, NULL },
    { "window", 0, OPTION_INTERVAL, AT(window_us), "DUR", "listen so long of it; all of it unless said", 2500, 40959375,
      NULL },
    { "duplicates", 0, OPTION_CHOICE, AT(duplicates), "WHICH",
      "rows for all packets, for those with changed data, or each advertisement once; with --json all, else changed", 1,
      0, duplicates },
    { "live", 0, OPTION_FLAG, AT(live), NULL,
      "a table of devices that is drawn in place; s sorts, f filters, p pauses, q quits", 0, 0, NULL },
    { "raw", 0, OPTION_FLAG, AT(raw), NULL, "the octets under each row, too; JSON always has them", 0, 0, NULL },
};
#undef AT

const struct verb blr_verb_scan = {
    .name = "scan",
    .operands = "",
    .summary = "show the devices that advertise around here",
    .description =
        "Listen to advertisements and show a row for each packet: seconds since the start, address, signal strength "
        "in dBm, and what it says: the name, then companies, services, beacons and sensors in words. Until SIGINT, "
        "--timeout or COUNT rows; then a summary goes to stderr. Rows are as wide as the terminal (80 to begin with); "
        "into a pipe or a file, unless COLUMNS says how wide, each is one line.\n"
        "--name, --service, --address and --company choose devices: all packets of a device are shown as soon as one "
        "of them fits. Each may be given several times, then one that fits is enough; of different ones all must.\n"
        "With --json a line is an object with these keys; what is absent is left out. Exit code 5 when the time of "
        "--timeout passed without a row.",
    .examples = "bleradio scan\n"
                "bleradio scan --live\n"
                "bleradio scan --name 'ATC*' --timeout 10s\n"
                "bleradio scan --service battery --min-rssi -70 -n 1 && echo somebody is near\n"
                "bleradio scan --company apple --raw\n"
                "bleradio scan --json | jq -r 'select(.name) | [.address, .rssi, .name] | @tsv'",
    .exits = EXITS_CONTROLLER | 1u << CLI_NOTHING_FOUND,
    .keys = blr_scan_keys,
    .options = options_of_scan,
    .option_count = sizeof(options_of_scan) / sizeof(options_of_scan[0]),
    .options_size = sizeof(struct scan_command),
    .run = run,
};
