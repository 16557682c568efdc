/* SPDX-License-Identifier: MIT */
/* Our side of the interop tests: one radio, told by lines what to do, telling in JSON lines what happens.
 *
 *     interop_radio PORT [MTU]
 *
 *     advertise SET FLAGS INTERVAL_US DATA RESPONSE [PEER-TYPE PEER]
 *     stop SET
 *     scan ACTIVE INTERVAL_US WINDOW_US
 *     stop_scan
 *     connect TYPE ADDRESS [TIMEOUT_MS [INTERVAL_US]]
 *     disconnect LINK [REASON]
 *     update LINK MIN_US MAX_US LATENCY TIMEOUT_MS
 *     gatt LINK OPERATION HANDLE END UUID DATA
 *     service UUID [=HANDLE-OF-INCLUDED ...] [UUID:PROPERTIES:STORAGE:MAX:VALUE [+UUID:VALUE ...] ...]
 *     notify LINK HANDLE DATA
 *     answer TOKEN ERROR DATA
 *
 * Flags, operations, properties and storages are the numbers of the public headers; octets are in hex, of addresses the
 * most significant one first, "-" for none. Each line is answered by one {"event":"done"}, in the order in which they
 * end. End of input: the radio is closed. */
#include "radio.h"

#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_ROOM = 16384, WORDS = 40, TX_POWER_ANY = 0x7f };

struct side {
    ble_radio *radio;
    bool over;
    uint32_t number; /**< of the line that is being read, from 1 */
};

static const char *type_name(uint8_t type)
{
    static const char *const names[] = { "public", "random", "public identity", "random identity" };
    return type < 4 ? names[type] : type == BLE_ADDRESS_ANONYMOUS ? "anonymous" : "unresolved";
}

void print_address(const char *name, const struct ble_address *address)
{
    char text[BLE_ADDRESS_TEXT];
    printf(",\"%s\":\"%s\",\"%s_type\":\"%s\"", name, ble_address_format(address, text), name,
           type_name(address->type));
}

void print_hex(const char *name, const uint8_t *data, size_t size)
{
    printf(",\"%s\":\"", name);
    for (size_t i = 0; i < size; i++)
        printf("%02x", data[i]);
    printf("\"");
}

void end_line(void)
{
    printf("}\n");
    fflush(stdout);
}

/* ------------------------------------------------------------------------------------------------ what happens */

static void print_report(const struct ble_host_report *report)
{
    printf("{\"event\":\"report\"");
    print_address("address", &report->address);
    if (report->direct.type != BLE_ADDRESS_ANONYMOUS) /* legacy reports do not say at whom */
        print_address("direct", &report->direct);
    print_hex("data", report->data, report->size);
    printf(",\"rssi\":%d,\"tx_power\":%d,\"primary_phy\":%u,\"secondary_phy\":%u,\"set_id\":%u", report->rssi_dbm,
           report->tx_power_dbm, report->primary_phy, report->secondary_phy, report->set_id);
    static const char *const flags[] = { "connectable", "scannable", "directed",   "scan_response",
                                         "legacy",      "extended",  "incomplete", "truncated" };
    for (unsigned bit = 0; bit < 8; bit++)
        printf(",\"%s\":%s", flags[bit], report->flags >> bit & 1 ? "true" : "false");
    end_line();
}

static void on_event(ble_radio *radio, const struct ble_event *event, void *user)
{
    (void)radio;
    (void)user;
    if (print_link_event(event))
        return;
    if (event->type == BLE_EVENT_REPORT)
        print_report(&event->u.report);
    if (event->type == BLE_EVENT_ADVERTISING_ENDED || event->type == BLE_EVENT_SCAN_ENDED) {
        printf("{\"event\":\"%s\",\"set\":%u,\"status\":%" PRId32,
               event->type == BLE_EVENT_SCAN_ENDED ? "scan_ended" : "advertising_ended", event->u.ended.set,
               event->u.ended.status);
        end_line();
    }
}

static void on_ready(ble_radio *radio, uint32_t generation, void *user)
{
    (void)user;
    printf("{\"event\":\"ready\",\"generation\":%" PRIu32, generation);
    print_address("address", &ble_radio_get_info(radio)->controller.address);
    end_line();
}

static void on_lost(ble_radio *radio, ble_status status, const char *text, void *user)
{
    struct side *side = user;
    (void)radio;
    fprintf(stderr, "lost: %s (%s)\n", ble_status_message(status), text);
    side->over = true;
}

static void print_done(uint32_t line, ble_status status, const uint8_t *answer, size_t size)
{
    printf("{\"event\":\"done\",\"line\":%" PRIu32 ",\"status\":%" PRId32 ",\"text\":\"%s\"", line, status,
           ble_status_message(status));
    print_hex("answer", answer, size);
    end_line();
}

static void on_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    (void)radio;
    (void)id;
    print_done((uint32_t)(uintptr_t)user, status, answer, size);
}

/* ------------------------------------------------------------------------------------------------ what to do */

int read_hex(const char *word, const uint8_t **data)
{
    static uint8_t rooms[2][DATA_ROOM]; /* no line has more */
    static unsigned next;
    uint8_t *room = rooms[next++ % 2];
    size_t size = strlen(word) / 2;
    *data = room;
    if (strcmp(word, "-") == 0)
        return 0;
    for (size_t i = 0; i < size && i < DATA_ROOM; i++)
        if (sscanf(word + 2 * i, "%2hhx", &room[i]) != 1)
            return -1;
    return size <= DATA_ROOM && strlen(word) == 2 * size ? (int)size : -1;
}

uint32_t number(const char *word)
{
    return (uint32_t)strtoul(word, NULL, 0);
}

bool read_address(const char *type, const char *octets, struct ble_address *address)
{
    const uint8_t *read;
    address->type = (uint8_t)number(type);
    if (read_hex(octets, &read) != 6)
        return false;
    for (unsigned i = 0; i < 6; i++)
        address->octets[i] = read[5 - i];
    return true;
}

static bool read_advertise(char **words, unsigned count, struct ble_request *request)
{
    struct ble_advertising *parameters = &request->u.advertise.parameters;
    request->type = BLE_REQUEST_ADVERTISE;
    parameters->set = parameters->set_id = (uint8_t)number(words[0]);
    parameters->flags = (uint8_t)number(words[1]);
    parameters->interval_us = number(words[2]);
    parameters->tx_power_dbm = TX_POWER_ANY;
    if (count > 6 && !read_address(words[5], words[6], &parameters->peer))
        return false;
    int size = read_hex(words[3], &request->u.advertise.data);
    int response_size = read_hex(words[4], &request->u.advertise.response);
    request->u.advertise.size = (uint16_t)size;
    request->u.advertise.response_size = (uint16_t)response_size;
    return size >= 0 && response_size >= 0;
}

static bool read_stop(char **words, unsigned count, struct ble_request *request)
{
    (void)count;
    request->type = BLE_REQUEST_STOP_ADVERTISING;
    request->u.stop_advertising.set = (uint8_t)number(words[0]);
    return true;
}

static bool read_scan(char **words, unsigned count, struct ble_request *request)
{
    (void)count;
    request->type = BLE_REQUEST_SCAN;
    request->u.scan.active = number(words[0]) != 0;
    request->u.scan.interval_us = number(words[1]);
    request->u.scan.window_us = number(words[2]);
    return true;
}

static bool read_stop_scan(char **words, unsigned count, struct ble_request *request)
{
    (void)words;
    (void)count;
    request->type = BLE_REQUEST_STOP_SCAN;
    return true;
}

static const struct verb air_verbs[] = { { "advertise", 5, read_advertise },
                                         { "stop", 1, read_stop },
                                         { "scan", 3, read_scan },
                                         { "stop_scan", 0, read_stop_scan },
                                         { NULL, 0, NULL } };

static const struct verb *find_verb(const struct verb *verbs, const char *name)
{
    while (verbs->name != NULL && strcmp(verbs->name, name) != 0)
        verbs++;
    return verbs->name != NULL ? verbs : NULL;
}

static void obey(struct side *side, char *line)
{
    char *words[WORDS], *rest = line;
    unsigned count = 0;
    struct ble_request request = { 0 };
    ble_status status = BLE_ERROR_ARGUMENT;
    while (count < WORDS && (words[count] = strtok_r(rest, " \n", &rest)) != NULL)
        count++;
    side->number++;
    const struct verb *verb = count > 0 ? find_verb(air_verbs, words[0]) : NULL;
    if (verb == NULL && count > 0)
        verb = find_verb(link_verbs, words[0]);
    if (verb != NULL && count > verb->least && verb->read(words + 1, count - 1, &request))
        status = ble_radio_request_start(side->radio, &request, on_done, (void *)(uintptr_t)side->number, NULL);
    if (status != BLE_OK) /* on_done will not be called */
        print_done(side->number, status, NULL, 0);
}

/** Whole lines of what can be read now. */
static void read_lines(struct side *side, char *input, size_t *size)
{
    ssize_t got = read(STDIN_FILENO, input + *size, LINE_ROOM - 1 - *size);
    if (got <= 0) {
        side->over = true;
        return;
    }
    *size += (size_t)got;
    for (char *end; (end = memchr(input, '\n', *size)) != NULL;) {
        *end = '\0';
        obey(side, input);
        *size -= (size_t)(end + 1 - input);
        memmove(input, end + 1, *size);
    }
}

int main(int argc, char **argv)
{
    struct side side = { 0 };
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    char input[LINE_ROOM];
    size_t size = 0;
    if (argc != 2 && argc != 3)
        return 2;
    if (argc == 3)
        options.host.mtu = (uint16_t)number(argv[2]);
    options.port = argv[1];
    options.reopen = false;
    options.state_directory = "";
    options.handlers.ready = on_ready;
    options.handlers.lost = on_lost;
    options.handlers.event = on_event;
    options.user = &side;
    ble_status status = ble_radio_open_start(&side.radio, &options);
    if (status < 0)
        fprintf(stderr, "%s\n", ble_radio_last_error(side.radio));
    while (status == BLE_OK && !side.over) {
        struct pollfd fds[] = { { .fd = ble_radio_fd(side.radio), .events = POLLIN },
                                { .fd = STDIN_FILENO, .events = POLLIN } };
        (void)poll(fds, 2, -1);
        if (fds[1].revents)
            read_lines(&side, input, &size);
        status = ble_radio_process(side.radio, 0);
    }
    ble_radio_close(side.radio);
    return status < 0;
}
