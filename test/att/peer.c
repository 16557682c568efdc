/* SPDX-License-Identifier: MIT */
#include "peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "host/gatt.h"
#include "services.h"

enum { HANDLE = 0x40, LINE = 2048, PDU = 1024 };

/* ------------------------------------------------------------------------------------------------ playing */

struct play {
    const struct peer_row *row;
    struct rig *rig;
    ble_link link;
    size_t packets; /* sent by the host and looked at */
    size_t events;  /* pulled and looked at */
    uint32_t token; /* of the last question */
    uint32_t id;    /* of the last request */
    char line[LINE];
    uint8_t pdu[PDU]; /* what the host sends, put together */
    size_t pdu_size;
};

static const char *const asked[] = { "read", "write", "command", "may-read", "may-write" };

static void not_true(const struct play *play, const char *what)
{
    fail_msg("%s: '%s': %s", play->row->name, play->line, what);
}

static size_t parse(const struct play *play, const char *text, uint8_t *out)
{
    size_t digits = 0;
    for (; *text != '\0'; text++) {
        if (*text == ' ')
            continue;
        const char *found = strchr("0123456789abcdef", *text);
        if (found == NULL || digits >= (size_t)2 * PDU)
            not_true(play, "no octets");
        uint8_t digit = (uint8_t)(found - "0123456789abcdef");
        out[digits / 2] = (uint8_t)(digits % 2 == 0 ? digit << 4 : out[digits / 2] | digit);
        digits++;
    }
    if (digits % 2 != 0)
        not_true(play, "half an octet");
    return digits / 2;
}

static void hex(char *text, const uint8_t *data, size_t size)
{
    text[0] = '\0';
    for (size_t i = 0; i < size; i++)
        sprintf(text + 2 * i, "%02x", data[i]);
}

static void peer_sends(struct play *play, const uint8_t *pdu, size_t size)
{
    uint8_t packet[PDU + 9] = {
        0x02, HANDLE, 0x20, (uint8_t)(size + 4), (uint8_t)((size + 4) >> 8), (uint8_t)size, (uint8_t)(size >> 8), 4, 0
    };
    memcpy(packet + 9, pdu, size);
    rig_receive(play->rig, packet, size + 9);
    rig_run_for(play->rig, 2000);
}

/** The next whole PDU that the host sent. @return false: none */
static bool next_pdu(struct play *play)
{
    play->pdu_size = 0;
    while (play->packets < rig_sent(play->rig)) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(play->rig, play->packets++, &size);
        if (packet[0] != 0x02)
            continue;
        memcpy(play->pdu + play->pdu_size, packet + 5, size - 5);
        play->pdu_size += size - 5;
        if (play->pdu_size >= 4 && play->pdu_size == (size_t)(play->pdu[0] | play->pdu[1] << 8) + 4)
            return true;
    }
    return false;
}

static const struct ble_event *next_event(struct play *play)
{
    size_t count;
    const struct rig_event *events = rig_events(play->rig, &count);
    while (play->events < count) {
        const struct ble_event *event = &events[play->events++].event;
        if (event->type != BLE_EVENT_COMPLETED && event->type != BLE_EVENT_DISCONNECTED)
            return event;
    }
    return NULL;
}

static void describe(const struct play *play, const struct ble_event *event, char *text)
{
    char data[2 * PDU + 1] = "";
    switch (event->type) {
    case BLE_EVENT_ASKED:
        hex(data, event->u.asked.data, event->u.asked.size);
        sprintf(text, "? %s %04x+%u %s", asked[event->u.asked.kind], event->u.asked.handle, event->u.asked.offset,
                data);
        break;
    case BLE_EVENT_WRITTEN:
        hex(data, event->u.written.data, event->u.written.size);
        sprintf(text, "! written %04x+%u %s", event->u.written.handle, event->u.written.offset, data);
        break;
    case BLE_EVENT_SUBSCRIBED:
        sprintf(text, "! subscribed %04x %d", event->u.subscribed.handle,
                event->u.subscribed.notify + 2 * event->u.subscribed.indicate);
        break;
    case BLE_EVENT_LINK_UPDATED:
        sprintf(text, event->u.updated.what == BLE_LINK_MTU ? "! mtu" : "! updated");
        assert_int_equal(event->u.updated.link, play->link);
        break;
    default: sprintf(text, "event %u", event->type); break;
    }
}

static void trim(char *text)
{
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == ' ')
        text[--size] = '\0';
}

static void expect_event(struct play *play)
{
    char text[2 * PDU + 64];
    const struct ble_event *event = next_event(play);
    if (event == NULL) {
        not_true(play, "nothing is told");
        return;
    }
    describe(play, event, text);
    trim(text);
    if (strcmp(text, play->line) != 0)
        not_true(play, text);
    if (event->type == BLE_EVENT_ASKED)
        play->token = event->u.asked.token;
}

static void expect_pdu(struct play *play)
{
    uint8_t wanted[PDU];
    char text[2 * PDU + 1];
    size_t size = parse(play, play->line + 2, wanted);
    if (!next_pdu(play))
        not_true(play, "nothing is sent");
    hex(text, play->pdu + 4, play->pdu_size - 4);
    if (play->pdu[2] != 4 || play->pdu[3] != 0)
        not_true(play, "sent on another channel");
    if (play->pdu_size - 4 != size || memcmp(play->pdu + 4, wanted, size) != 0)
        not_true(play, text);
}

static uint32_t ask(struct play *play, const struct ble_request *request)
{
    play->id = rig_request(play->rig, request);
    rig_run_for(play->rig, 2000);
    return play->id;
}

static void answer(struct play *play)
{
    uint8_t data[PDU];
    struct ble_request request = { .type = BLE_REQUEST_ANSWER };
    bool is_error = play->line[1] == '!';
    size_t size = parse(play, play->line + (is_error ? 2 : 1), data);
    request.u.answer = (struct ble_gatt_answer){
        .token = play->token, .error = is_error ? data[0] : 0, .size = is_error ? 0 : (uint16_t)size, .data = data
    };
    ask(play, &request);
}

/** "notify 0012 58" and the like. */
static void application(struct play *play)
{
    char verb[16] = "", text[LINE] = "";
    unsigned handle = 0;
    uint8_t data[PDU];
    struct ble_request request = { 0 };
    static const struct ble_gatt_characteristic more = {
        .uuid = BLE_UUID16(0xa201), .properties = BLE_GATT_PROPERTY_READ, .size = 1, .value = (const uint8_t *)"\0"
    };
    sscanf(play->line + 2, "%15s %x %2047[^\n]", verb, &handle, text);
    uint16_t size = (uint16_t)parse(play, text, data);
    bool stores = strcmp(verb, "store") == 0;
    if (strcmp(verb, "set") == 0) {
        request.type = BLE_REQUEST_SET_VALUE;
        request.u.set_value.handle = (uint16_t)handle;
        request.u.set_value.size = size;
        request.u.set_value.data = data;
    } else if (strcmp(verb, "add") == 0) {
        request.type = BLE_REQUEST_ADD_SERVICE;
        request.u.service = (struct ble_gatt_service){ .uuid = BLE_UUID16(0xa200),
                                                       .characteristics = &more,
                                                       .characteristics_count = 1 };
    } else if (strcmp(verb, "remove") == 0) {
        request.type = BLE_REQUEST_REMOVE_SERVICE;
        request.u.remove_service = (uint16_t)handle;
    } else if (stores || strcmp(verb, "notify") == 0 || strcmp(verb, "all") == 0) {
        request.type = BLE_REQUEST_NOTIFY;
        request.u.notify = (struct ble_gatt_notify){ .link = strcmp(verb, "notify") == 0 ? play->link : 0,
                                                     .handle = (uint16_t)handle,
                                                     .store = stores,
                                                     .size = size,
                                                     .data = size > 0 || stores ? data : NULL };
    } else {
        not_true(play, "no such verb");
    }
    assert_int_not_equal(ask(play, &request), 0);
}

static void expect_completion(struct play *play)
{
    size_t count;
    int wanted = atoi(play->line + 2);
    const struct rig_event *events = rig_events(play->rig, &count);
    for (size_t i = count; i-- > 0;) {
        if (events[i].event.type != BLE_EVENT_COMPLETED || events[i].event.u.completed.id != play->id)
            continue;
        if (events[i].event.u.completed.status != wanted) {
            char text[32];
            sprintf(text, "%d", events[i].event.u.completed.status);
            not_true(play, text);
        }
        return;
    }
    not_true(play, "not completed");
}

static void catch_up(struct play *play)
{
    play->packets = rig_sent(play->rig);
    (void)rig_events(play->rig, &play->events);
}

static void controller(struct play *play, const char *line)
{
    static const uint8_t gone[] = { 0x04, 0x05, 4, 0, HANDLE, 0, 0x13 };
    static const uint8_t credit[] = { 0x04, 0x13, 5, 1, HANDLE, 0, 64, 0 };
    unsigned security = 0, key_size = 0, seconds = 0, mtu = 0;
    char bonded[8] = "";
    if (sscanf(line, "security %u %u %7s", &security, &key_size, bonded) >= 2) {
        blr_att_server_secure(&rig_host(play->rig)->server, (uint16_t)(play->link & 0xffff),
                              (enum ble_security)security, (uint8_t)key_size, bonded[0] == 'b');
    } else if (sscanf(line, "mtu %u", &mtu) == 1) {
        const uint8_t exchange[] = { 2, (uint8_t)mtu, (uint8_t)(mtu >> 8) };
        peer_sends(play, exchange, sizeof(exchange));
        catch_up(play);
    } else if (sscanf(line, "wait %u", &seconds) == 1) {
        rig_run_for(play->rig, seconds * RIG_SECOND + 1000);
    } else if (strcmp(line, "busy") == 0) {
        rig_host(play->rig)->acl.credits = 0;
    } else if (strcmp(line, "free") == 0) {
        rig_host(play->rig)->acl.credits = rig_host(play->rig)->acl.total;
        rig_receive(play->rig, credit, sizeof(credit));
        rig_run_for(play->rig, 2000);
    } else if (strcmp(line, "drop") == 0) {
        rig_receive(play->rig, gone, sizeof(gone));
        rig_run_for(play->rig, 2000);
    } else {
        not_true(play, "no such line");
    }
}

static void play_line(struct play *play)
{
    uint8_t pdu[PDU];
    switch (play->line[0]) {
    case '>': peer_sends(play, pdu, parse(play, play->line + 1, pdu)); break;
    case '<': expect_pdu(play); break;
    case '?':
    case '!': expect_event(play); break;
    case '=': answer(play); break;
    case '+': application(play); break;
    case '~': expect_completion(play); break;
    case '*': controller(play, play->line + 2); break;
    default: not_true(play, "no line of a script"); break;
    }
}

static void connect(struct play *play)
{
    static const uint8_t complete[] = { 0x04, 0x3e, 0x13, 0x01, 0,    HANDLE, 0, 0x01, 0x01, 1, 2,
                                        3,    4,    5,    0xc6, 0x18, 0,      0, 0,    0x2a, 0, 0 };
    rig_receive(play->rig, complete, sizeof(complete));
    rig_run_for(play->rig, 2000);
    const struct rig_event *event = rig_last(play->rig, BLE_EVENT_CONNECTED);
    assert_non_null(event);
    play->link = event->event.u.connected.link;
}

static void check_nothing_more(struct play *play)
{
    char text[2 * PDU + 64];
    strcpy(play->line, "(end)");
    if (next_pdu(play)) {
        hex(text, play->pdu + 4, play->pdu_size - 4);
        not_true(play, text);
    }
    const struct ble_event *event = next_event(play);
    if (event != NULL) {
        describe(play, event, text);
        not_true(play, text);
    }
}

void peer_play(const struct peer_row *row)
{
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.rules = "on acl: completed 1";
    options.config.reassemblies = 0;
    options.config.scan_devices = 0;
    options.config.event_bytes = 8192;
    options.config.prepared_bytes = 600;
    options.config.automatic = 0;
    struct play play = { .row = row, .rig = rig_ready(&options) };
    services_add(rig_host(play.rig));
    connect(&play);
    catch_up(&play);
    for (const char *at = row->script; *at != '\0';) {
        size_t size = strcspn(at, "\n");
        assert_true(size < LINE);
        memcpy(play.line, at, size);
        play.line[size] = '\0';
        trim(play.line);
        if (play.line[0] != '\0')
            play_line(&play);
        at += size + (at[size] == '\n');
    }
    check_nothing_more(&play);
    rig_free(play.rig);
}
