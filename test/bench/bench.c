/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What the host costs, on standard output as one JSON object a line.
 *
 *     bleradio_bench reports CHUNK FILTER COUNT   COUNT advertising reports through ble_host_receive() in pieces of
 *                                                 CHUNK octets (or `random`) and ble_host_next_event(); FILTER is all
 *                                                 or quarter: how many of them become events
 *     bleradio_bench devices NUMBER POLICY FILTER COUNT
 *                                                 COUNT reports of NUMBER devices in turn, in pieces of 4,096 octets;
 * POLICY is all, once (nearly none is told) or changed (each is: it did), FILTER none, rssi (all pass), prefix (one of
 * four), address or name (none) bleradio_bench notifications FRAGMENT COUNT
 *                                                 COUNT notifications of 244 octets in packets of FRAGMENT octets of
 *                                                 data (251: whole), in pieces of 4,096 octets
 *     bleradio_bench bringup FILE                 a scripted controller in virtual time
 *     bleradio_bench memory
 *
 * Half of the reports are legacy (46 octets on the line), half extended (60 octets), 31 octets of data each, from 1,024
 * addresses. The program ends with 1 unless every report was delivered that had to be.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <bleradio/host.h>

#include "scripted.h"

enum { ADDRESSES = 1024, LEGACY = 46, EXTENDED = 60, DATA = 31, CHUNKS = 4096, CHUNK_MOST = 256 };

struct bench {
    struct script *script;
    struct scripted *controller;
    struct ble_host *host;
    uint64_t now_us;
};

static void die(const char *why)
{
    fprintf(stderr, "bleradio_bench: %s\n", why);
    exit(1);
}

/* ------------------------------------------------------------------------------------------------ a host, ready */

static void send_all(struct bench *bench)
{
    uint8_t data[2048];
    for (size_t size; (size = ble_host_transmit(bench->host, bench->now_us, data, sizeof(data))) > 0;)
        scripted_receive(bench->controller, bench->now_us, data, size);
}

static void answer_effects(struct bench *bench)
{
    uint8_t entropy[64];
    memset(entropy, 0x5a, sizeof(entropy));
    for (struct ble_effect effect; ble_host_next_effect(bench->host, &effect);) {
        bool wanted = effect.type == BLE_EFFECT_ENTROPY;
        ble_status status = effect.type == BLE_EFFECT_LOAD_ADDRESS ? BLE_ERROR_NOT_FOUND : BLE_OK;
        ble_host_effect_done(bench->host, bench->now_us, effect.id, status, wanted ? entropy : NULL,
                             wanted ? effect.u.entropy.size : 0);
    }
}

/** The next octets from the controller, or the next deadline. */
static void step(struct bench *bench)
{
    send_all(bench);
    uint64_t next = scripted_deadline(bench->controller);
    uint64_t deadline = ble_host_deadline(bench->host);
    bench->now_us = next < deadline ? next : deadline;
    for (struct scripted_output output; scripted_next(bench->controller, bench->now_us, &output);)
        ble_host_receive(bench->host, bench->now_us, output.data, output.size);
    ble_host_tick(bench->host, bench->now_us);
    answer_effects(bench);
}

/** Bring a host up on a scripted controller, in virtual time. */
static void bring_up(struct bench *bench, const char *path, uint32_t scan_devices)
{
    char why[SCRIPTED_TEXT];
    memset(bench, 0, sizeof(*bench));
    bench->script = script_load(path, why);
    if (bench->script == NULL)
        die(why);
    bench->controller = scripted_new(bench->script);
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    if (scan_devices > config.scan_devices)
        config.scan_devices = scan_devices;
    size_t size = ble_host_size(&config);
    bench->host = ble_host_init(malloc(size), size, &config);
    scripted_signal(bench->controller, 0, "open");
    ble_host_attach(bench->host, 0, NULL);
    const struct ble_controller_info *info = ble_host_controller(bench->host);
    while (info->state == BLE_HOST_OPENING || info->state == BLE_HOST_RECOVERING)
        step(bench);
    if (info->state != BLE_HOST_READY)
        die("the controller did not become ready");
    for (struct ble_event event; ble_host_next_event(bench->host, &event);) {
    }
}

static void finish(struct bench *bench)
{
    free(bench->host);
    scripted_free(bench->controller);
    script_free(bench->script);
}

/* ------------------------------------------------------------------------------------------------ reports */

/** Flags, then manufacturer data of company 0x1234 in one report of four, of another in the rest. */
static void put_data(uint8_t *data, unsigned index)
{
    const uint8_t head[] = { 0x02, 0x01, 0x06, DATA - 4, 0xff, (index / 2) % 4 == 0 ? 0x34 : 0x35, 0x12 };
    memcpy(data, head, sizeof(head));
    for (unsigned i = sizeof(head); i < DATA; i++)
        data[i] = (uint8_t)(index * 31 + i);
}

static void put_address(uint8_t *address, unsigned index)
{
    const uint8_t octets[] = { (uint8_t)index, (uint8_t)(index >> 8), 0x33, 0x44, 0x55, 0xc0 };
    memcpy(address, octets, sizeof(octets));
}

static size_t put_report(uint8_t *at, unsigned index)
{
    if (index % 2 == 0) {
        const uint8_t head[] = { 0x04, 0x3e, LEGACY - 3, 0x02, 1, 0x00, 0x01 };
        memcpy(at, head, sizeof(head));
        put_address(at + 7, index);
        at[13] = DATA;
        put_data(at + 14, index);
        at[LEGACY - 1] = (uint8_t)-60;
        return LEGACY;
    }
    const uint8_t head[] = { 0x04, 0x3e, EXTENDED - 3, 0x0d, 1, 0x01, 0x00, 0x01 };
    const uint8_t radio[] = { 0x01, 0x01, 0x02, 0x7f, (uint8_t)-60, 0, 0, 0, 0, 0, 0, 0, 0, 0, DATA };
    memcpy(at, head, sizeof(head));
    put_address(at + 8, index);
    memcpy(at + 14, radio, sizeof(radio));
    put_data(at + 29, index);
    return EXTENDED;
}

struct stream {
    uint8_t data[ADDRESSES / 2 * (LEGACY + EXTENDED)];
    size_t size;
    uint16_t chunks[CHUNKS]; /* random sizes, used one after another */
    size_t next_chunk;
};

static void make_stream(struct stream *stream)
{
    stream->size = 0;
    for (unsigned i = 0; i < ADDRESSES; i++)
        stream->size += put_report(stream->data + stream->size, i);
    uint32_t random = 1;
    for (size_t i = 0; i < CHUNKS; i++) {
        random = random * 1664525u + 1013904223u;
        stream->chunks[i] = (uint16_t)(1 + (random >> 16) % CHUNK_MOST);
    }
    stream->next_chunk = 0;
}

/** What an application looks at. */
struct seen {
    uint64_t delivered, checksum;
};

static void look(struct seen *seen, const struct ble_event *event)
{
    const struct ble_host_report *report = &event->u.report;
    if (event->type != BLE_EVENT_REPORT)
        die("an event that is no report");
    seen->delivered++;
    seen->checksum += report->address.octets[0] + (uint64_t)(uint8_t)report->rssi_dbm + report->data[0] +
                      report->data[report->size - 1] + report->size;
}

/* The loop that host.h shows, once for each kind of chunks so that it costs as little as in a program. */
static void feed(struct ble_host *host, const uint8_t *at, size_t size, size_t chunk, uint64_t now_us,
                 struct seen *seen)
{
    struct ble_event event;
    for (const uint8_t *end = at + size; at < end;) {
        size_t left = (size_t)(end - at);
        at += ble_host_receive(host, now_us, at, left < chunk ? left : chunk);
        while (ble_host_next_event(host, &event))
            look(seen, &event);
    }
}

static void feed_randomly(struct ble_host *host, struct stream *stream, uint64_t now_us, struct seen *seen)
{
    struct ble_event event;
    const uint8_t *at = stream->data;
    for (const uint8_t *end = at + stream->size; at < end;) {
        size_t left = (size_t)(end - at);
        size_t chunk = stream->chunks[stream->next_chunk++ % CHUNKS];
        at += ble_host_receive(host, now_us, at, left < chunk ? left : chunk);
        while (ble_host_next_event(host, &event))
            look(seen, &event);
    }
}

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int reports(const char *path, const char *chunk, const char *filter, unsigned long count)
{
    static struct stream stream;
    struct bench bench;
    bring_up(&bench, path, 0);
    make_stream(&stream);
    struct seen seen = { 0, 0 };
    size_t size = strtoul(chunk, NULL, 10);
    bool quarter = strcmp(filter, "quarter") == 0;
    struct ble_request request = { .type = BLE_REQUEST_FILTER };
    request.u.filter.minimum_rssi_dbm = -128;
    if (quarter) {
        memcpy(request.u.filter.prefixes, "\x03\xff\x34\x12", 4);
        request.u.filter.prefixes_size = 4;
    }
    if (ble_host_request(bench.host, bench.now_us, &request) == 0)
        die("the filter was refused");
    for (struct ble_event event; ble_host_next_event(bench.host, &event);) {
    }
    unsigned long rounds = (count + ADDRESSES - 1) / ADDRESSES;
    double begun = cpu_seconds();
    for (unsigned long i = 0; i < rounds; i++) {
        if (size > 0)
            feed(bench.host, stream.data, stream.size, size, bench.now_us + i, &seen);
        else
            feed_randomly(bench.host, &stream, bench.now_us + i, &seen);
    }
    double took = cpu_seconds() - begun;
    uint64_t sent = (uint64_t)rounds * ADDRESSES;
    if (ble_host_counters(bench.host)->reports != sent || seen.delivered != (quarter ? sent / 4 : sent) ||
        seen.checksum == 0)
        die("reports were lost");
    printf("{\"bench\":\"reports\",\"chunk\":%s%s%s,\"filter\":\"%s\",\"reports_per_s\":%.0f}\n", size > 0 ? "" : "\"",
           chunk, size > 0 ? "" : "\"", filter, (double)sent / took);
    finish(&bench);
    return 0;
}

/* ------------------------------------------------------------------------------------------------ devices */

/** Flags, manufacturer data as above, a name: 31 octets. */
static void put_named_data(uint8_t *data, unsigned index)
{
    const uint8_t octets[DATA] = { 2,    1,         6,   15,  0xff, (index / 2) % 4 == 0 ? 0x34 : 0x35,
                                   0x12, [19] = 11, 9,   'b', 'e',  'n',
                                   'c',  'h',       '-', '1', '2',  '3',
                                   '4' };
    memcpy(data, octets, DATA);
    memcpy(data + 7, &index, sizeof(index));
}

/** One report of each device; `turn` is in the data, so that two streams differ in each. */
static uint8_t *make_turn(unsigned devices, uint8_t turn, size_t *size)
{
    uint8_t *stream = malloc((size_t)devices * EXTENDED);
    *size = 0;
    for (unsigned i = 0; i < devices; i++) {
        uint8_t *at = stream + *size;
        *size += put_report(at, i);
        size_t data_at = i % 2 == 0 ? 14 : 29, address_at = i % 2 == 0 ? 7 : 8;
        at[address_at + 2] = (uint8_t)(i >> 16);
        put_named_data(at + data_at, i);
        at[data_at + 18] = turn;
    }
    return stream;
}

static void scan(struct bench *bench, const char *policy)
{
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan.interval_us = request.u.scan.window_us = 100000;
    request.u.scan.duplicates = strcmp(policy, "all") == 0    ? BLE_DUPLICATES_ALL
                                : strcmp(policy, "once") == 0 ? BLE_DUPLICATES_ONCE
                                                              : BLE_DUPLICATES_CHANGED;
    uint32_t id = ble_host_request(bench->host, bench->now_us, &request);
    answer_effects(bench);
    for (struct ble_event event;;) {
        step(bench);
        if (!ble_host_next_event(bench->host, &event))
            continue;
        if (event.type == BLE_EVENT_COMPLETED && event.u.completed.id == id && event.u.completed.status == BLE_OK)
            return;
        die("the scan did not start");
    }
}

static void set_filter(struct bench *bench, const char *filter)
{
    struct ble_request request = { .type = BLE_REQUEST_FILTER };
    request.u.filter.minimum_rssi_dbm = strcmp(filter, "rssi") == 0 ? -80 : -128;
    if (strcmp(filter, "prefix") == 0) {
        memcpy(request.u.filter.prefixes, "\x03\xff\x34\x12", 4);
        request.u.filter.prefixes_size = 4;
    } else if (strcmp(filter, "address") == 0) {
        request.u.filter.addresses_count = BLE_FILTER_ADDRESSES;
    } else if (strcmp(filter, "name") == 0) {
        strcpy(request.u.filter.name, "bench-?99*");
    }
    struct ble_event event;
    if (ble_host_request(bench->host, bench->now_us, &request) == 0 || !ble_host_next_event(bench->host, &event))
        die("the filter was refused");
}

static int devices(unsigned number, const char *policy, const char *filter, unsigned long count)
{
    enum { PIECE = 4096 };
    struct bench bench;
    bring_up(&bench, FIXTURES "/controllers/base_5_4.txt", number);
    scan(&bench, policy);
    set_filter(&bench, filter);
    size_t size;
    uint8_t *turns[2] = { make_turn(number, 0, &size), make_turn(number, 1, &size) };
    bool changes = strcmp(policy, "changed") == 0;
    unsigned long rounds = (count + number - 1) / number;
    struct seen seen = { 0, 0 };
    double begun = cpu_seconds();
    for (unsigned long i = 0; i < rounds; i++)
        feed(bench.host, turns[changes ? i % 2 : 0], size, PIECE, bench.now_us + i, &seen);
    double took = cpu_seconds() - begun;
    const struct ble_host_counters *counters = ble_host_counters(bench.host);
    uint64_t sent = (uint64_t)rounds * number;
    bool all_pass = strcmp(filter, "none") == 0 || strcmp(filter, "rssi") == 0;
    uint64_t least = !all_pass ? 0 : strcmp(policy, "once") == 0 ? number : sent;
    if (counters->reports != sent || seen.delivered < least || counters->reports_dropped > 0 ||
        sent != seen.delivered + counters->reports_filtered + counters->reports_duplicate)
        die("reports were lost");
    printf("{\"bench\":\"devices\",\"devices\":%u,\"policy\":\"%s\",\"filter\":\"%s\",\"told\":%" PRIu64
           ",\"reports_per_s\":%.0f}\n",
           number, policy, filter, seen.delivered, (double)sent / took);
    free(turns[0]);
    free(turns[1]);
    finish(&bench);
    return 0;
}

/* ------------------------------------------------------------------------------------------------ the rest */

static int bringup(const char *path)
{
    struct bench bench;
    bring_up(&bench, path, 0);
    const struct ble_controller_info *info = ble_host_controller(bench.host);
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    printf("{\"bench\":\"bringup\",\"controller\":\"%.*s\",\"ready_commands\":%u,\"ready_ms\":%.1f}\n",
           (int)strcspn(name, "."), name, info->ready_commands, (double)info->ready_us / 1000);
    finish(&bench);
    return 0;
}

static int memory(void)
{
    static const uint16_t links[] = { 4, 20, 100 };
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        struct ble_host_config config = BLE_HOST_CONFIG_INIT;
        config.links = links[i];
        size_t usual = ble_host_size(&config);
        config.requests = 4;
        config.packet_bytes = 264;
        config.event_bytes = 4 * 264;
        config.transmit_bytes = 512;
        config.advertising_sets = 1;
        config.advertising_bytes = 31;
        config.reassemblies = 0;
        config.scan_devices = 0;
        config.attributes = 0;
        config.attribute_bytes = 0;
        config.prepared_bytes = 0;
        config.gatt_procedures = 0;
        config.kept_peers = 0;
        config.mtu = 23;
        printf("{\"bench\":\"memory\",\"links\":%u,\"host_bytes\":%zu,\"smallest_host_bytes\":%zu}\n", links[i], usual,
               ble_host_size(&config));
    }
    return 0;
}

/* ------------------------------------------------------------------------------------------------ notifications */

/** Notifications of 244 octets, each PDU cut into packets of so much data. */
static uint8_t *make_notifications(unsigned count, size_t fragment, size_t *size)
{
    enum { VALUE = 244, PDU = 4 + 3 + VALUE, HEADER = 5 };
    uint8_t *stream = malloc((size_t)count * 2 * PDU);
    uint8_t pdu[PDU] = { 3 + VALUE, 0, 4, 0, 0x1b, 0x12, 0x00 };
    *size = 0;
    for (unsigned i = 0; i < count; i++) {
        memset(pdu + PDU - VALUE, (int)i, VALUE);
        for (size_t at = 0; at < PDU; at += fragment) {
            size_t part = PDU - at < fragment ? PDU - at : fragment;
            const uint8_t header[HEADER] = { 2, 0x40, at == 0 ? 0x20 : 0x10, (uint8_t)part, 0 };
            memcpy(stream + *size, header, HEADER);
            memcpy(stream + *size + HEADER, pdu + at, part);
            *size += HEADER + part;
        }
    }
    return stream;
}

/** The loop of host.h, again. @return notifications */
static uint64_t feed_notifications(struct ble_host *host, const uint8_t *stream, size_t size, uint64_t now_us)
{
    enum { CHUNK = 4096 };
    struct ble_event event;
    uint64_t delivered = 0;
    const uint8_t *at = stream;
    for (const uint8_t *end = at + size; at < end;) {
        size_t left = (size_t)(end - at);
        at += ble_host_receive(host, now_us, at, left < CHUNK ? left : CHUNK);
        while (ble_host_next_event(host, &event))
            delivered += event.type == BLE_EVENT_NOTIFIED && event.u.notified.size == 244 &&
                         event.u.notified.data[0] == event.u.notified.data[243];
    }
    return delivered;
}

static int notifications(const char *path, const char *fragment, unsigned long count)
{
    enum { TURN = 256 };
    static const uint8_t connected[] = { 0x04, 0x3e, 0x13, 0x01, 0x00, 0x40, 0x00, 0x01, 0x00, 0x01, 0x02,
                                         0x03, 0x04, 0x05, 0x06, 0x18, 0x00, 0x00, 0x00, 0x64, 0x00, 0x00 };
    static const uint8_t mtu[] = { 2, 0x40, 0x20, 7, 0, 3, 0, 4, 0, 0x02, 0xf7, 0x00 };
    struct bench bench;
    size_t size;
    bring_up(&bench, path, 0);
    uint8_t *stream = make_notifications(TURN, strtoul(fragment, NULL, 10), &size);
    ble_host_receive(bench.host, bench.now_us, connected, sizeof(connected));
    ble_host_receive(bench.host, bench.now_us, mtu, sizeof(mtu));
    for (struct ble_event event; ble_host_next_event(bench.host, &event);) {
    }
    unsigned long rounds = (count + TURN - 1) / TURN;
    uint64_t delivered = 0;
    double begun = cpu_seconds();
    for (unsigned long i = 0; i < rounds; i++)
        delivered += feed_notifications(bench.host, stream, size, bench.now_us + i);
    double took = cpu_seconds() - begun;
    if (delivered != (uint64_t)rounds * TURN)
        die("notifications were lost");
    printf("{\"bench\":\"notifications\",\"fragment\":%s,\"notifications_per_s\":%.0f}\n", fragment,
           (double)delivered / took);
    free(stream);
    finish(&bench);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "memory") == 0)
        return memory();
    if (argc == 3 && strcmp(argv[1], "bringup") == 0)
        return bringup(argv[2]);
    if (argc == 5 && strcmp(argv[1], "reports") == 0)
        return reports(FIXTURES "/controllers/base_5_4.txt", argv[2], argv[3], strtoul(argv[4], NULL, 10));
    if (argc == 6 && strcmp(argv[1], "devices") == 0)
        return devices((unsigned)strtoul(argv[2], NULL, 10), argv[3], argv[4], strtoul(argv[5], NULL, 10));
    if (argc == 4 && strcmp(argv[1], "notifications") == 0 && strtoul(argv[2], NULL, 10) > 0)
        return notifications(FIXTURES "/controllers/base_5_4.txt", argv[2], strtoul(argv[3], NULL, 10));
    fputs("usage: bleradio_bench reports CHUNK|random all|quarter COUNT |\n"
          "       devices NUMBER all|changed|once none|rssi|prefix|address|name COUNT |\n"
          "       notifications FRAGMENT COUNT | bringup FILE | memory\n",
          stderr);
    return 2;
}
