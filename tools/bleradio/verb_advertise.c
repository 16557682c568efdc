/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include <bleradio/advertising.h>
#include <bleradio/formats.h>

#include "advert.h"
#include "names.h"
#include "scan_json.h"
#include "scan_words.h"
#include "session.h"
#include "text.h"
#include "values.h"

enum set_state { SET_OFF, SET_ON, SET_CONNECTED, SET_REFUSED };

struct advertising_set {
    struct advert_texts texts;
    struct advert advert;
    enum set_state state;
};

struct advertise {
    struct session session;
    struct output *out;
    struct wall_clock clock;
    struct company_names names;
    json_t *file; /* the texts of what came from one are in it */
    struct advertising_set sets[SESSION_SETS];
    unsigned count;
    struct ble_address central; /* that connected last */
    bool refused;               /* by the controller, after it was on */
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "event", "started or ended" },
    { "time", "RFC 3339, UTC, with microseconds" },
    { "set", "0 ...: which of the advertisements, in their order" },
    { "address", "started: of this radio, AA:BB:CC:DD:EE:FF; left out when anonymous" },
    { "address_type", "started: public, random_static or anonymous" },
    { "connectable", "started: true or false" },
    { "interval_us", "started: microseconds from one to the next" },
    { "data", "started: the octets, in hexadecimal" },
    { "scan_response", "started: its octets, in hexadecimal; left out when the library makes it" },
    { "reason", "ended: timeout, connected, interrupted or refused" },
    { "peer", "ended by a connection: address of the central" },
    { NULL, NULL },
};

/* ------------------------------------------------------------------------------------------------ telling */

static json_t *line_of(struct advertise *it, unsigned set, const char *event)
{
    char time[48];
    return json_pack("{s:i, s:s, s:s, s:i}", "v", 1, "event", event, "time",
                     blr_wall_time(&it->clock, blr_session_now_us(), time), "set", (int)set);
}

static void tell_start_in_json(struct advertise *it, unsigned n, const struct ble_address *address)
{
    const struct advert *advert = &it->sets[n].advert;
    char text[BLE_ADDRESS_TEXT];
    json_t *line = line_of(it, n, "started");
    if (!advert->options.anonymous)
        json_object_set_new(line, "address", json_string(ble_address_format(address, text)));
    json_object_set_new(line, "address_type",
                        json_string(advert->options.anonymous ? "anonymous" : blr_json_address_type(address)));
    json_object_set_new(line, "connectable", json_boolean(advert->advertisement.connectable));
    json_object_set_new(line, "interval_us", json_integer(advert->options.interval_us));
    json_object_set_new(line, "data", blr_out_json_hex(advert->advertisement.data, advert->advertisement.size));
    if (!advert->default_response)
        json_object_set_new(line, "scan_response", blr_out_json_hex(advert->response.data, advert->response.size));
    blr_out_json(it->out, line);
}

static void tell_start(struct advertise *it, unsigned n)
{
    const struct advert *advert = &it->sets[n].advert;
    struct ble_address address = { .type = BLE_ADDRESS_ANONYMOUS };
    char text[BLE_ADDRESS_TEXT], words[WORDS_TEXT], name[1024], interval[24];
    struct ble_report report = { .data = advert->advertisement.data, .size = advert->advertisement.size };
    if (!advert->options.anonymous)
        (void)ble_radio_get_address(it->session.radio, &address);
    if (it->out->json) {
        tell_start_in_json(it, n, &address);
        blr_out_flush(it->out);
        return;
    }
    bool named = blr_scan_name(it->out, &report, name, sizeof(name));
    if (!named && advert->default_response) {
        const char *own = ble_radio_get_name(it->session.radio);
        ble_text_escape(name, sizeof(name), own, strlen(own), it->out->utf8);
    }
    blr_scan_words(it->out, &it->names, &report, words, sizeof(words));
    blr_say(it->out, "advertising as %s, %severy %s%s%s%s%s%s", blr_scan_address(&address, text),
            advert->advertisement.connectable ? "connectable, " : "",
            blr_value_interval_text(advert->options.interval_us, interval),
            name[0] != '\0' || words[0] != '\0' ? ": " : "", name, !named && name[0] != '\0' ? " (scan response)" : "",
            name[0] != '\0' && words[0] != '\0' ? "; " : "", words);
}

static void tell_end(struct advertise *it, unsigned n, const char *reason)
{
    char peer[BLE_ADDRESS_TEXT];
    bool connected = strcmp(reason, "connected") == 0;
    ble_address_format(&it->central, peer);
    if (!it->out->json) {
        blr_say(it->out, "advertising ended: %s%s", connected ? peer : "", connected ? " connected" : reason);
        return;
    }
    json_t *line = line_of(it, n, "ended");
    json_object_set_new(line, "reason", json_string(reason));
    if (connected)
        json_object_set_new(line, "peer", json_string(peer));
    blr_out_json(it->out, line);
    blr_out_flush(it->out);
}

/* ------------------------------------------------------------------------------------------------ on the air */

static void on_event(void *user, const struct ble_event *event)
{
    struct advertise *it = user;
    if (event->type == BLE_EVENT_CONNECTED)
        it->central = event->u.connected.peer;
}

static void on_ended(ble_radio *radio, uint8_t set, ble_status status, void *user)
{
    struct advertise *it = user;
    it->sets[set].state = status == BLE_OK ? SET_CONNECTED : SET_REFUSED;
    if (status == BLE_OK)
        return;
    it->refused = true;
    blr_say_error(it->out, "%s", ble_radio_last_error(radio));
}

static ble_status start(struct advertise *it, unsigned n)
{
    struct advertising_set *set = &it->sets[n];
    struct ble_advertising_options options = set->advert.options;
    ble_status status = BLE_OK;
    if (set->advert.response_name != NULL)
        status = ble_radio_set_name(it->session.radio, set->advert.response_name);
    if (status < 0)
        return status;
    options.set = (uint8_t)n;
    options.scan_response = set->advert.default_response ? NULL : &set->advert.response;
    options.ended = on_ended;
    options.user = it;
    set->state = SET_ON;
    status = ble_radio_start_advertising(it->session.radio, &set->advert.advertisement, &options);
    if (status < 0)
        set->state = SET_OFF;
    else
        tell_start(it, n);
    return status;
}

/* Told here and not in the callback: the connection may be reported after the end. */
static unsigned count_on(struct advertise *it)
{
    unsigned on = 0;
    for (unsigned n = 0; n < it->count; n++) {
        struct advertising_set *set = &it->sets[n];
        on += set->state == SET_ON;
        if (set->state != SET_CONNECTED && set->state != SET_REFUSED)
            continue;
        tell_end(it, n, set->state == SET_CONNECTED ? "connected" : "refused");
        set->state = SET_OFF;
    }
    return on;
}

/* @return BLE_END: nothing is on any more; BLE_ERROR_TIMEOUT; else what ended it */
static ble_status stay(struct advertise *it)
{
    struct session *session = &it->session;
    while (count_on(it) > 0) {
        if (blr_session_now_us() >= session->deadline_us)
            return BLE_ERROR_TIMEOUT;
        ble_status status = blr_session_wait(session, blr_session_time_ms(session, 1000));
        if (status < 0)
            return status;
        if (it->out->json && !blr_out_is_read(it->out))
            return BLE_ERROR_CANCELLED;
    }
    return BLE_END;
}

static void end_all(struct advertise *it, const char *reason)
{
    for (unsigned n = 0; n < it->count; n++) {
        if (it->sets[n].state != SET_ON)
            continue;
        (void)ble_radio_stop_advertising(it->session.radio, (uint8_t)n);
        it->sets[n].state = SET_OFF;
        tell_end(it, n, reason);
    }
}

static int advertise(struct advertise *it)
{
    struct session *session = &it->session;
    for (unsigned n = 0; n < it->count; n++) {
        if (!blr_advert_compose(it->out, &it->sets[n].texts, ble_radio_get_name(session->radio), &it->sets[n].advert))
            return CLI_USAGE;
        ble_status status = start(it, n);
        if (status < 0) {
            int code = blr_session_failed(session, NULL, status, CLI_WAITING);
            end_all(it, "interrupted");
            return code;
        }
    }
    ble_status status = stay(it);
    end_all(it, status == BLE_ERROR_TIMEOUT ? "timeout" : "interrupted");
    if (status < 0 && status != BLE_ERROR_TIMEOUT)
        return blr_session_failed(session, NULL, status, CLI_WAITING);
    return it->refused ? CLI_FAILED : CLI_OK;
}

/* ------------------------------------------------------------------------------------------------ what is wanted */

static bool refuse_file(struct output *out, const char *path, const char *text)
{
    blr_say_error(out, "--file: %s: %s", path, text);
    return false;
}

static bool read_entry(struct advertise *it, const char *path, json_t *entry, unsigned n)
{
    char where[300];
    snprintf(where, sizeof(where), "--file: %.200s: advertisement %u", path, n + 1);
    const struct option_group group = { blr_advert_options, ADVERT_OPTIONS - 1, &it->sets[n].texts };
    if (json_is_object(entry))
        return blr_cli_options_from_json(it->out, where, entry, &group);
    blr_say_error(it->out, "%s: not an object", where);
    return false;
}

static bool read_file(struct advertise *it, const char *path)
{
    json_error_t error;
    char text[400];
    it->file = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (it->file == NULL && error.line > 0)
        snprintf(text, sizeof(text), "line %d, column %d: %s", error.line, error.column, error.text);
    else
        snprintf(text, sizeof(text), "%s", error.text);
    if (it->file == NULL)
        return refuse_file(it->out, path, text);
    it->count = (unsigned)json_array_size(it->file);
    snprintf(text, sizeof(text), "%zu advertisements; allowed: 1 ... %d", json_array_size(it->file), SESSION_SETS);
    if (!json_is_array(it->file))
        return refuse_file(it->out, path, "not a list of advertisements: [ {...}, {...} ]");
    if (it->count == 0 || it->count > SESSION_SETS)
        return refuse_file(it->out, path, text);
    for (unsigned n = 0; n < it->count; n++)
        if (!read_entry(it, path, json_array_get(it->file, n), n))
            return false;
    return true;
}

/* Everything is checked before the port is opened. */
static bool read_wishes(struct advertise *it, const struct advert_texts *texts)
{
    if (texts->file == NULL) {
        it->count = 1;
        it->sets[0].texts = *texts;
    } else if (!blr_advert_is_empty(texts)) {
        blr_say_error(it->out, "--file has all fields: no other option of this verb can be given beside it");
        return false;
    } else if (!read_file(it, texts->file)) {
        return false;
    }
    for (unsigned n = 0; n < it->count; n++)
        if (!blr_advert_compose(it->out, &it->sets[n].texts, "", &it->sets[n].advert))
            return false;
    return true;
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    struct advertise *it = calloc(1, sizeof(*it));
    (void)count;
    (void)operands;
    if (it == NULL) {
        blr_say_error(&tool->out, "advertise: out of memory");
        return CLI_FAILED;
    }
    it->out = &tool->out;
    int code = CLI_USAGE;
    if (read_wishes(it, given)) {
        code = blr_session_open(&it->session, tool);
        it->session.events = on_event;
        it->session.events_user = it;
        if (code == CLI_OK)
            code = advertise(it);
        code = blr_session_close(&it->session, code);
    }
    json_decref(it->file);
    free(it);
    return code;
}

/* ------------------------------------------------------------------------------------------------ the verb */

const struct verb blr_verb_advertise = {
    .name = "advertise",
    .operands = "",
    .summary = "advertise, also several things at once",
    .description =
        "Put an advertisement on the air and keep it there until SIGINT, --timeout, or a central connects; what "
        "happens is told on stderr, with --json as lines on stdout. Without any field it is the radio's name.\n"
        "More than 31 octets, --anonymous and --extended make it extended advertising, which controllers before 5.0 do "
        "not have; scanners hear that only where they look for it (bleradio scan --extended). An extended "
        "advertisement that is connectable holds 251 octets, others 1650.\n"
        "A FILE is a list such as [{\"name\": \"Lamp\", \"service\": [\"180f\"], \"connectable\": true}, {\"ibeacon\": "
        "\"2f234454-cf6d-4a0f-adf2-f4911ba9ffa6,1,2\", \"interval\": \"250ms\"}]: options that may be repeated have "
        "lists of strings, those without a value true or false. The controller says how many there can be (bleradio "
        "info).",
    .examples = "bleradio advertise --name Lamp --service battery\n"
                "bleradio advertise --manufacturer 0x0059:0102 --interval 1s --timeout 1m\n"
                "bleradio advertise --ibeacon 2f234454-cf6d-4a0f-adf2-f4911ba9ffa6,1,2\n"
                "bleradio advertise --eddystone-url https://example.com/\n"
                "bleradio advertise --data 0201060303 --scan-response none\n"
                "bleradio advertise --file beacons.json",
    .exits = EXITS_CONTROLLER,
    .keys = keys,
    .options = blr_advert_options,
    .option_count = ADVERT_OPTIONS,
    .options_size = sizeof(struct advert_texts),
    .run = run,
};
