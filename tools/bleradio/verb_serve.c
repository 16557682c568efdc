/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include <bleradio/advertising.h>
#include <bleradio/connection.h>
#include <bleradio/trace.h>

#include "gatt_operand.h"
#include "gatt_values.h"
#include "scan_json.h"
#include "serve_file.h"
#include "session.h"

enum { SERVE_LINKS = 8, END_MS = 1000 };

struct serving {
    struct session session;
    struct output *out;
    struct wall_clock clock;
    struct serve_file file;
};

static const struct json_key keys[] = {
    { "v", "1: version of this form" },
    { "event", "serving, connected, written, subscribed or disconnected" },
    { "time", "RFC 3339, UTC, with microseconds" },
    { "address", "serving: of this radio; else of the peer" },
    { "handles", "serving: object with a key for each characteristic, its UUID, and the handle of its value" },
    { "handle", "written, subscribed: of the value" },
    { "uuid", "written, subscribed: of the characteristic" },
    { "offset", "written: of the octets in the value" },
    { "value", "written: the octets, in hexadecimal" },
    { "notify", "subscribed: true or false" },
    { "indicate", "subscribed: true or false" },
    { "reason", "disconnected: HCI error code" },
    { "reason_name", "disconnected: the same in words" },
    { NULL, NULL },
};

/* ------------------------------------------------------------------------------------------------ telling */

static json_t *line_of(struct serving *it, const char *event, const char *address)
{
    char time[48];
    return json_pack("{s:i, s:s, s:s, s:s}", "v", 1, "event", event, "time",
                     blr_wall_time(&it->clock, blr_session_now_us(), time), "address", address);
}

static const char *peer_of(struct serving *it, ble_link link, char text[BLE_ADDRESS_TEXT])
{
    struct ble_connection_info info;
    ble_connection connection = { it->session.radio, link };
    text[0] = '\0';
    if (ble_connection_get_info(connection, &info) == BLE_OK)
        ble_address_format(&info.link.peer, text);
    return text;
}

static void tell_start(struct serving *it)
{
    struct ble_address address = { 0 };
    char text[BLE_ADDRESS_TEXT], uuid[BLE_UUID_TEXT];
    (void)ble_radio_get_address(it->session.radio, &address);
    ble_address_format(&address, text);
    if (it->out->json) {
        json_t *line = line_of(it, "serving", text), *handles = json_object();
        for (unsigned i = 0; i < it->file.characteristic_count; i++) {
            const struct serve_characteristic *one = &it->file.characteristics[i];
            json_object_set_new(handles, ble_uuid_format(&one->definition.uuid, uuid), json_integer(one->handle));
        }
        json_object_set_new(line, "handles", handles);
        blr_out_json(it->out, line);
    } else {
        blr_out_line(it->out, "serving %u services as %s (%s)", it->file.service_count,
                     ble_radio_get_name(it->session.radio), text);
    }
}

static void tell_link(struct serving *it, const char *event, const struct ble_address *address, uint8_t reason)
{
    char text[BLE_ADDRESS_TEXT];
    const char *name = ble_hci_error_name(reason);
    ble_address_format(address, text);
    if (it->out->json) {
        json_t *line = line_of(it, event, text);
        if (reason != 0) {
            json_object_set_new(line, "reason", json_integer(reason));
            json_object_set_new(line, "reason_name", blr_out_json_text(name));
        }
        blr_out_json(it->out, line);
    } else if (reason != 0) {
        blr_out_line(it->out, "%s %s: %s", event, text, name != NULL ? name : "unknown");
    } else {
        blr_out_line(it->out, "%s %s", event, text);
    }
}

static json_t *value_line(struct serving *it, const char *event, ble_link link,
                          const struct serve_characteristic *characteristic)
{
    char text[BLE_ADDRESS_TEXT], uuid[BLE_UUID_TEXT];
    json_t *line = line_of(it, event, peer_of(it, link, text));
    json_object_set_new(line, "handle", json_integer(characteristic->handle));
    json_object_set_new(line, "uuid", json_string(ble_uuid_format(&characteristic->definition.uuid, uuid)));
    return line;
}

/* ------------------------------------------------------------------------------------------------ values */

static struct serve_characteristic *find(struct serving *it, uint16_t handle)
{
    for (unsigned i = 0; i < it->file.characteristic_count; i++)
        if (it->file.characteristics[i].handle == handle)
            return &it->file.characteristics[i];
    return NULL;
}

/* Whoever has not subscribed is not told, which is no error. */
static void notify(struct serving *it, const struct serve_characteristic *to, ble_link link, bool store,
                   const uint8_t *data, uint16_t size)
{
    struct ble_request request = { .type = BLE_REQUEST_NOTIFY };
    request.u.notify =
        (struct ble_gatt_notify){ .link = link, .handle = to->handle, .store = store, .size = size, .data = data };
    ble_status status = ble_radio_request_start(it->session.radio, &request, NULL, NULL, NULL);
    if (status < 0)
        blr_say_warning(it->out, "0x%04x: a value could not be told: %s", to->handle, ble_status_message(status));
}

static void take_written(struct serving *it, ble_link link, uint16_t handle, uint16_t offset, const uint8_t *data,
                         uint16_t size)
{
    char text[GATT_VALUE_TEXT], uuid[BLE_UUID_TEXT];
    const struct serve_characteristic *characteristic = find(it, handle);
    if (characteristic == NULL)
        return;
    if (it->out->json) {
        json_t *line = value_line(it, "written", link, characteristic);
        json_object_set_new(line, "offset", json_integer(offset));
        json_object_set_new(line, "value", blr_out_json_hex(data, size));
        blr_out_json(it->out, line);
    } else {
        blr_gatt_value_plain(data, size, text, sizeof(text));
        blr_out_line(it->out, "written %s: %s", ble_uuid_format(&characteristic->definition.uuid, uuid), text);
    }
    if (characteristic->echo_to >= 0)
        notify(it, &it->file.characteristics[characteristic->echo_to], link, false, data, size);
}

static void take_subscribed(struct serving *it, ble_link link, uint16_t handle, bool notified, bool indicated)
{
    char uuid[BLE_UUID_TEXT];
    const struct serve_characteristic *characteristic = find(it, handle);
    if (characteristic == NULL)
        return;
    if (it->out->json) {
        json_t *line = value_line(it, "subscribed", link, characteristic);
        json_object_set_new(line, "notify", json_boolean(notified));
        json_object_set_new(line, "indicate", json_boolean(indicated));
        blr_out_json(it->out, line);
    } else {
        blr_out_line(it->out, "subscribed %s: %s", ble_uuid_format(&characteristic->definition.uuid, uuid),
                     notified    ? "notifications"
                     : indicated ? "indications"
                                 : "no more");
    }
}

static void on_event(void *user, const struct ble_event *event)
{
    struct serving *it = user;
    struct ble_connection_info info;
    switch (event->type) {
    case BLE_EVENT_CONNECTED: tell_link(it, "connected", &event->u.connected.peer, 0); break;
    case BLE_EVENT_DISCONNECTED:
        if (ble_connection_get_info((ble_connection){ it->session.radio, event->u.disconnected.link }, &info) == BLE_OK)
            tell_link(it, "disconnected", &info.link.peer, event->u.disconnected.reason);
        break;
    case BLE_EVENT_WRITTEN:
        take_written(it, event->u.written.link, event->u.written.handle, event->u.written.offset, event->u.written.data,
                     event->u.written.size);
        break;
    case BLE_EVENT_SUBSCRIBED:
        take_subscribed(it, event->u.subscribed.link, event->u.subscribed.handle, event->u.subscribed.notify,
                        event->u.subscribed.indicate);
        break;
    default: break;
    }
}

/* Values whose time has come. @return microseconds until the next one */
static uint64_t change_values(struct serving *it)
{
    uint64_t now_us = blr_session_now_us(), wait_us = 1000000;
    for (unsigned i = 0; i < it->file.characteristic_count; i++) {
        struct serve_characteristic *one = &it->file.characteristics[i];
        if (one->value_count == 0)
            continue;
        if (now_us >= one->next_us) {
            const struct serve_value *value = &one->values[one->present];
            one->present = (one->present + 1) % one->value_count;
            one->next_us = now_us + (uint64_t)one->every_ms * 1000;
            notify(it, one, 0, true, value->data, value->size);
        }
        if (one->next_us - now_us < wait_us)
            wait_us = one->next_us - now_us;
    }
    return wait_us;
}

/* ------------------------------------------------------------------------------------------------ services */

struct adding {
    bool done;
    ble_status status;
    uint16_t first;
};

static void on_added(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct adding *adding = user;
    (void)radio, (void)id;
    adding->done = true;
    adding->status = status;
    if (size >= 2)
        adding->first = (uint16_t)(answer[0] | answer[1] << 8);
}

static ble_status ask(struct serving *it, const struct ble_request *request, struct adding *adding)
{
    *adding = (struct adding){ 0 };
    ble_status status = ble_radio_request_start(it->session.radio, request, on_added, adding, NULL);
    for (int i = 0; status >= 0 && !adding->done && i < 200; i++) {
        ble_status processed = ble_radio_process(it->session.radio, 10);
        if (processed < 0 && processed != BLE_ERROR_INTERRUPTED)
            status = processed;
    }
    return status < 0 ? status : adding->done ? adding->status : BLE_ERROR_TIMEOUT;
}

/* Handles follow from the order: declaration, value, CCCD, descriptors. The host says where each one lies. */
static void note_handles(struct serving *it, const struct serve_service *service, uint16_t first)
{
    uint16_t at = (uint16_t)(first + 1);
    for (unsigned i = service->first; i < service->first + service->count; i++) {
        struct serve_characteristic *one = &it->file.characteristics[i];
        bool has_cccd = (one->definition.properties & (BLE_GATT_PROPERTY_NOTIFY | BLE_GATT_PROPERTY_INDICATE)) != 0;
        bool is_extended = (one->definition.properties & BLE_GATT_PROPERTY_EXTENDED) != 0;
        one->handle = (uint16_t)(at + 1);
        at = (uint16_t)(at + 2 + has_cccd + is_extended + one->definition.descriptors_count);
    }
}

static ble_status add_service(struct serving *it, struct serve_service *service)
{
    struct ble_gatt_characteristic definitions[SERVE_CHARACTERISTICS];
    struct ble_request request = { .type = BLE_REQUEST_ADD_SERVICE };
    struct adding adding;
    for (unsigned i = 0; i < service->count; i++)
        definitions[i] = it->file.characteristics[service->first + i].definition;
    request.u.service = (struct ble_gatt_service){ .uuid = service->uuid,
                                                   .secondary = service->secondary,
                                                   .characteristics = definitions,
                                                   .characteristics_count = (uint8_t)service->count };
    ble_status status = ask(it, &request, &adding);
    if (status >= 0)
        note_handles(it, service, adding.first);
    return status;
}

static ble_status set_appearance(struct serving *it)
{
    const uint8_t octets[2] = { (uint8_t)it->file.appearance, (uint8_t)(it->file.appearance >> 8) };
    struct ble_request request = { .type = BLE_REQUEST_SET_VALUE };
    struct adding adding;
    request.u.set_value.handle = BLE_GATT_APPEARANCE;
    request.u.set_value.data = octets;
    request.u.set_value.size = sizeof(octets);
    return ask(it, &request, &adding);
}

static ble_status advertise(struct serving *it)
{
    struct ble_advertisement advertisement;
    struct ble_advertising_options options = BLE_ADVERTISING_OPTIONS_INIT;
    options.interval_us = it->file.interval_us;
    options.resume = true;
    ble_advertisement_init(&advertisement);
    advertisement.connectable = true;
    ble_status status = ble_advertisement_set_flags(&advertisement, 0x06);
    for (unsigned i = 0; i < it->file.service_count && status >= 0; i++) {
        const struct serve_service *service = &it->file.services[i];
        if (!service->secondary && service->advertised && advertisement.size + ble_uuid_size(&service->uuid) + 2 <= 31)
            status = ble_advertisement_append(&advertisement, BLE_AD_LIST_SERVICES, &service->uuid);
    }
    if (status >= 0 && it->file.appearance != 0 && advertisement.size + 4 <= 31)
        status = ble_advertisement_set_appearance(&advertisement, (uint16_t)it->file.appearance);
    return status < 0 ? status : ble_radio_start_advertising(it->session.radio, &advertisement, &options);
}

static int begin(struct serving *it)
{
    ble_status status = it->file.name != NULL ? ble_radio_set_name(it->session.radio, it->file.name) : BLE_OK;
    if (status < 0)
        return blr_session_failed(&it->session, "name", status, CLI_RUNNING);
    if (it->file.appearance != 0)
        status = set_appearance(it);
    for (unsigned i = 0; i < it->file.service_count && status >= 0; i++)
        status = add_service(it, &it->file.services[i]);
    if (status < 0)
        return blr_session_failed(&it->session, "services", status, CLI_RUNNING);
    status = advertise(it);
    return status < 0 ? blr_session_failed(&it->session, "advertising", status, CLI_RUNNING) : CLI_OK;
}

static int serve(struct serving *it)
{
    struct session *session = &it->session;
    int code = begin(it);
    if (code != CLI_OK)
        return code;
    tell_start(it);
    for (;;) {
        uint64_t wait_us = change_values(it), now_us = blr_session_now_us();
        if (!blr_out_flush(it->out) || !blr_out_is_read(it->out))
            return CLI_OK;
        if (now_us >= session->deadline_us)
            return CLI_OK;
        ble_status status = blr_session_wait(session, blr_session_time_ms(session, (uint32_t)(wait_us / 1000) + 1));
        if (status < 0)
            return blr_session_failed(session, NULL, status, CLI_WAITING);
    }
}

/* The peers are told that it is over, rather than left to their supervision timeouts. */
static void end_links(struct serving *it)
{
    ble_connection connections[SERVE_LINKS];
    size_t count = ble_radio_get_connections(it->session.radio, connections, SERVE_LINKS);
    uint64_t end_us = blr_session_now_us() + END_MS * (uint64_t)1000;
    (void)ble_radio_stop_advertising_start(it->session.radio, 0, NULL, NULL, NULL);
    for (size_t i = 0; i < count && i < SERVE_LINKS; i++)
        (void)ble_connection_disconnect_start(connections[i], NULL, NULL, NULL);
    while (ble_radio_is_connected(it->session.radio) && it->session.lost >= 0 && blr_session_now_us() < end_us) {
        ble_status status = ble_radio_process(it->session.radio, 100);
        if (status < 0 && status != BLE_ERROR_INTERRUPTED)
            return;
    }
}

static int run(struct tool *tool, const void *given, int count, char **operands)
{
    (void)given;
    (void)count;
    struct serving *it = calloc(1, sizeof(*it));
    if (it == NULL) {
        blr_say_error(&tool->out, "serve: out of memory");
        return CLI_FAILED;
    }
    it->out = &tool->out;
    int code = CLI_USAGE;
    if (blr_serve_file_read(&tool->out, operands[0], &it->file)) {
        code = blr_session_open(&it->session, tool);
        it->session.events = on_event;
        it->session.events_user = it;
        if (code == CLI_OK) {
            code = serve(it);
            end_links(it);
        }
        code = blr_session_close(&it->session, code);
    }
    blr_serve_file_free(&it->file);
    free(it);
    return code;
}

const struct verb blr_verb_serve = {
    .name = "serve",
    .operands = "FILE",
    .summary = "be a peripheral with the services that a file describes",
    .description =
        "Advertise, be connected to, and serve what FILE (- is stdin) describes, until SIGINT or --timeout; shows a "
        "line for each connection, subscription and write. Advertising goes on after a connection has ended.\n"
        "FILE is a JSON object (schema/serve.json): name, appearance (a number), interval (of advertising, as "
        "\"100ms\") and services: objects with uuid, secondary, advertise (false: not listed in the advertisement) and "
        "characteristics: objects with uuid, properties (read, write, write_no_response, notify, indicate, ...), "
        "value, "
        "max_size, fixed (every value has max_size octets), read_permission and write_permission (open, encrypted, "
        "authenticated, secure, never) and descriptors (uuid, value, writable). A value is written as DATA of "
        "bleradio write. What is written to a characteristic with \"echo\": UUID is told by the characteristic with "
        "that UUID of its service. \"values\": [...] with \"every\": \"1s\" are values that it has one after the "
        "other, which subscribers are told.",
    .examples =
        "bleradio serve thermometer.json\n"
        "echo '{\"services\":[{\"uuid\":\"180f\",\"characteristics\":[{\"uuid\":\"2a19\",\"properties\":[\"read\"],"
        "\"value\":\"u8:87\"}]}]}' | bleradio serve -\n"
        "bleradio serve uart.json --json | jq -r 'select(.event == \"written\").value'",
    .exits = EXITS_CONTROLLER,
    .operands_min = 1,
    .operands_max = 1,
    .keys = keys,
    .run = run,
};
