/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Any octets, requests and times into the whole host, twice: cut as the input says and octet by octet.
 *
 * The input is a configuration of three octets and a sequence of operations (an octet each, then their arguments).
 * After it the controller is honest again and a minute passes: then every request must have completed exactly once, and
 * a reset must bring the host to ready. Both runs must give the same octets to the controller and the same events.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bleradio/host.h>

#include "scripted.h"

#define SECOND 1000000ull

enum { REQUESTS = 512, LINKS = 8, EFFECTS = 16, STILLSTANDS = 20000 };

struct input {
    const uint8_t *at;
    size_t left;
};

struct run {
    struct ble_host *host;
    struct scripted *controller;
    struct ble_transport_info transport;
    uint64_t now_us;
    bool octet_by_octet;
    bool controller_mute; /* it receives, but what it answers is lost */
    bool lazy;            /* events are pulled only when the host takes no more octets */
    bool attached;
    uint32_t pending[REQUESTS];
    size_t pending_count;
    uint32_t last_id;
    uint32_t question; /* of the last BLE_EVENT_ASKED */
    uint32_t token;    /**< of the last BLE_EVENT_UPDATE_ASKED */
    ble_link links[LINKS];
    size_t link_count;
    uint32_t random;
    bool stalled; /* the host did not take all: when events were pulled depends on the cut, so may what follows */
    uint64_t sent_hash, event_hash, request_hash;
    uint64_t sum; /* of every octet a view shows */
};

static struct script *script;

static void die(const char *why)
{
    fprintf(stderr, "fuzz_host: %s\n", why);
    abort();
}

static uint8_t octet(struct input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

static struct input part(struct input *input, size_t size)
{
    struct input taken = { input->at, size < input->left ? size : input->left };
    input->at += taken.left;
    input->left -= taken.left;
    return taken;
}

static void hash(uint64_t *sum, const void *data, size_t size)
{
    const uint8_t *at = data;
    for (size_t i = 0; i < size; i++)
        *sum = (*sum ^ at[i]) * 1099511628211u;
}

static void hash_number(uint64_t *sum, uint64_t number)
{
    hash(sum, &number, sizeof(number));
}

/* ------------------------------------------------------------------------------------------------ events, effects */

static void completed(struct run *run, uint32_t id)
{
    for (size_t i = 0; i < run->pending_count; i++) {
        if (run->pending[i] != id)
            continue;
        run->pending[i] = run->pending[--run->pending_count];
        return;
    }
    die("a request completed that is not pending");
}

static void see(struct run *run, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        run->sum += data[i];
    hash(&run->event_hash, data, size);
    hash_number(&run->event_hash, size);
}

static bool pull_event(struct run *run)
{
    struct ble_event event = { 0 };
    if (!ble_host_next_event(run->host, &event))
        return false;
    hash_number(&run->event_hash, event.type);
    switch (event.type) {
    case BLE_EVENT_COMPLETED:
        completed(run, event.u.completed.id);
        hash_number(&run->event_hash, (uint64_t)event.u.completed.status);
        see(run, event.u.completed.answer, event.u.completed.size);
        break;
    case BLE_EVENT_REPORT: see(run, event.u.report.data, event.u.report.size); break;
    case BLE_EVENT_DATA:
        hash_number(&run->event_hash, event.u.data.link);
        see(run, event.u.data.data, event.u.data.size);
        break;
    case BLE_EVENT_HCI: see(run, event.u.hci.parameters, event.u.hci.size); break;
    case BLE_EVENT_CONNECTED:
        run->links[run->link_count++ % LINKS] = event.u.connected.link;
        hash_number(&run->event_hash, event.u.connected.link);
        break;
    case BLE_EVENT_DISCONNECTED: hash_number(&run->event_hash, event.u.disconnected.link); break;
    case BLE_EVENT_ADVERTISING_ENDED:
    case BLE_EVENT_SCAN_ENDED:
        hash_number(&run->event_hash, event.u.ended.set);
        hash_number(&run->event_hash, (uint64_t)event.u.ended.status);
        break;
    case BLE_EVENT_SCAN_STALLED:
        hash_number(&run->event_hash, event.u.stalled.stage);
        hash_number(&run->event_hash, event.u.stalled.silent_ms);
        break;
    case BLE_EVENT_ASKED:
        run->question = event.u.asked.token;
        see(run, event.u.asked.data, event.u.asked.data != NULL ? event.u.asked.size : 0);
        break;
    case BLE_EVENT_WRITTEN: see(run, event.u.written.data, event.u.written.size); break;
    case BLE_EVENT_FOUND:
        hash_number(&run->event_hash, event.u.found.handle);
        hash_number(&run->event_hash, event.u.found.end);
        hash(&run->event_hash, event.u.found.uuid.octets, sizeof(event.u.found.uuid.octets));
        break;
    case BLE_EVENT_VALUE:
        hash_number(&run->event_hash, event.u.value.handle);
        see(run, event.u.value.data, event.u.value.size);
        break;
    case BLE_EVENT_NOTIFIED:
        hash_number(&run->event_hash, event.u.notified.handle);
        see(run, event.u.notified.data, event.u.notified.size);
        break;
    case BLE_EVENT_LINK_UPDATED:
        hash_number(&run->event_hash, event.u.updated.link);
        hash_number(&run->event_hash, event.u.updated.what);
        break;
    case BLE_EVENT_UPDATE_ASKED:
        run->token = event.u.update_asked.token;
        hash_number(&run->event_hash, event.u.update_asked.token);
        hash_number(&run->event_hash, event.u.update_asked.accepted);
        break;
    case BLE_EVENT_SENDABLE:
    case BLE_EVENT_SUBSCRIBED:
    case BLE_EVENT_READY:
    case BLE_EVENT_RECOVERING:
    case BLE_EVENT_FAILED:
    case BLE_EVENT_OFF:
    case BLE_EVENT_LOST:
    case BLE_EVENT_CRASHED: break;
    default: die("an event of no known type");
    }
    return true;
}

static bool answer_effect(struct run *run)
{
    struct ble_effect effect = { 0 };
    uint8_t data[64];
    if (!ble_host_next_effect(run->host, &effect))
        return false;
    for (size_t i = 0; i < sizeof(data); i++) {
        run->random = run->random * 1664525u + 1013904223u;
        data[i] = (uint8_t)(run->random >> 24);
    }
    size_t size = effect.type == BLE_EFFECT_ENTROPY ? effect.u.entropy.size : 0;
    if (effect.type == BLE_EFFECT_CMAC)
        size = 16; /* whose value is no matter here */
    if (size > sizeof(data))
        die("too much entropy is wanted");
    ble_status status = effect.type == BLE_EFFECT_LOAD_ADDRESS ? BLE_ERROR_NOT_FOUND : BLE_OK;
    ble_host_effect_done(run->host, run->now_us, effect.id, status, data, size);
    return true;
}

/* ------------------------------------------------------------------------------------------------ octets, time */

static void give(struct run *run, const uint8_t *data, size_t size)
{
    while (size > 0) {
        size_t chunk = run->octet_by_octet ? 1 : size;
        uint8_t *exact = malloc(chunk);
        memcpy(exact, data, chunk);
        size_t taken = ble_host_receive(run->host, run->now_us, exact, chunk);
        free(exact);
        if (taken > chunk)
            die("more was taken than given");
        data += taken;
        size -= taken;
        if (taken == chunk)
            continue;
        run->stalled = true;
        if (!pull_event(run) && taken == 0)
            die("nothing is taken although there is no event to pull");
        while (pull_event(run)) {
        }
    }
}

static bool transmit(struct run *run)
{
    uint8_t data[512];
    size_t size = ble_host_transmit(run->host, run->now_us, data, sizeof(data));
    if (size == 0)
        return false;
    if (size > sizeof(data))
        die("more was transmitted than there is room for");
    hash(&run->sent_hash, data, size);
    if (run->attached)
        scripted_receive(run->controller, run->now_us, data, size);
    return true;
}

static void step(struct run *run)
{
    for (unsigned loops = 0;; loops++) {
        bool busy = false;
        struct scripted_output output;
        while (run->attached && scripted_next(run->controller, run->now_us, &output)) {
            if (!run->controller_mute)
                give(run, output.data, output.size);
            busy = true;
        }
        ble_host_tick(run->host, run->now_us);
        while (transmit(run))
            busy = true;
        while (answer_effect(run))
            busy = true;
        while (!run->lazy && pull_event(run))
            busy = true;
        if (!busy)
            break;
        if (loops > STILLSTANDS)
            die("time stands still");
    }
    if (ble_host_deadline(run->host) <= run->now_us)
        die("a deadline remains although its tick was given");
}

static void run_until(struct run *run, uint64_t until_us)
{
    step(run);
    for (;;) {
        uint64_t next = ble_host_deadline(run->host);
        uint64_t controller = run->attached ? scripted_deadline(run->controller) : SCRIPTED_NEVER;
        if (controller < next)
            next = controller;
        if (next > until_us)
            break;
        run->now_us = next > run->now_us ? next : run->now_us;
        step(run);
    }
    run->now_us = until_us;
    step(run);
}

static void attach(struct run *run)
{
    run->attached = true;
    scripted_signal(run->controller, run->now_us, "open");
    ble_host_attach(run->host, run->now_us, &run->transport);
}

/* ------------------------------------------------------------------------------------------------ operations */

static void request(struct run *run, struct ble_request *wanted)
{
    if (run->pending_count == REQUESTS)
        return;
    uint32_t id = ble_host_request(run->host, run->now_us, wanted);
    hash_number(&run->request_hash, id);
    if (id == 0)
        return;
    run->last_id = id;
    run->pending[run->pending_count++] = id;
}

static ble_link some_link(const struct run *run, uint8_t which)
{
    return which & 0x80 ? which : run->links[which % LINKS];
}

/** Advertise, scan, or stop it; all members are the input's, valid or not. */
static void want_on_air(struct run *run, struct input *input, struct ble_request *wanted)
{
    static const uint32_t intervals_us[] = { 0, 2500, 20000, 100000, 10240000, 10240001, 40959375, UINT32_MAX };
    static uint8_t data[1700];
    uint8_t kind = octet(input), flags = octet(input), values = octet(input);
    struct ble_advertising *advertising = &wanted->u.advertise.parameters;
    wanted->type = (uint8_t)(BLE_REQUEST_ADVERTISE + kind % 4);
    if (wanted->type == BLE_REQUEST_STOP_ADVERTISING) {
        wanted->u.stop_advertising.set = values % 6;
    } else if (wanted->type == BLE_REQUEST_SCAN) {
        wanted->u.scan = (struct ble_scanning){ .active = flags & 1,
                                                .filter_duplicates = flags & 2,
                                                .filter_policy = flags >> 2 & 7,
                                                .phys = flags >> 5,
                                                .interval_us = intervals_us[values & 7],
                                                .window_us = intervals_us[values >> 3 & 7],
                                                .duration_ms = values >> 6,
                                                .duplicates = kind >> 2 & 3,
                                                .duplicates_ms = kind >> 4 & 3,
                                                .watchdog_ms = kind & 0x80 ? 1000 + 500 * (kind >> 4 & 3) : 0 };
        if (kind & 0x40)
            wanted->u.scan.duplicates_ms *= 1000000000;
    } else if (wanted->type == BLE_REQUEST_ADVERTISE) {
        *advertising = (struct ble_advertising){ .set = values % 6,
                                                 .flags = flags,
                                                 .channel_map = octet(input) & 15,
                                                 .primary_phy = kind >> 2 & 3,
                                                 .secondary_phy = kind >> 4 & 3,
                                                 .interval_us = intervals_us[values >> 5],
                                                 .duration_ms = kind >> 6 };
        advertising->own.type = kind >> 5 & 1;
        data[0] = flags;
        wanted->u.advertise.data = data;
        wanted->u.advertise.size = (uint16_t)(octet(input) * 7);
        wanted->u.advertise.response = data;
        wanted->u.advertise.response_size = octet(input) & 0x80 ? octet(input) : 0;
    }
    request(run, wanted);
}

/** A filter by strength and prefixes; some addresses and a pattern too. All of it is the input's, valid or not. */
static void filter(uint8_t what, struct input *input, struct ble_report_filter *wanted)
{
    wanted->minimum_rssi_dbm = (int8_t)octet(input);
    wanted->prefixes_size = octet(input) % 80;
    struct input bytes = part(input, wanted->prefixes_size);
    memcpy(wanted->prefixes, bytes.at, bytes.left < BLE_FILTER_PREFIXES ? bytes.left : BLE_FILTER_PREFIXES);
    if ((what & 0x20) == 0)
        return;
    wanted->addresses_count = octet(input) % 12;
    for (unsigned i = 0; i < wanted->addresses_count && i < BLE_FILTER_ADDRESSES; i++) {
        wanted->addresses[i].type = octet(input);
        bytes = part(input, sizeof(wanted->addresses[i].octets));
        memcpy(wanted->addresses[i].octets, bytes.at, bytes.left);
    }
    bytes = part(input, octet(input) % (BLE_FILTER_NAME + 1));
    memcpy(wanted->name, bytes.at, bytes.left);
}

/** Any values, of which the input chooses. */
static struct ble_link_parameters some_parameters(uint8_t which)
{
    static const struct ble_link_parameters choices[] = {
        { 0 }, { 7500, 7500, 0, 100 }, { 4000000, 4000000, 0, 32000 }, { 15000, 30000, 499, 32000 }, { 1, 2, 3, 4 }
    };
    return choices[which % 5];
}

static struct ble_address some_peer(uint8_t which)
{
    return (struct ble_address){ { which & 3, 0, 0, 0, 0, 0xc0 }, which >> 6 };
}

/** Connect, keep connected, and what is done on links. */
static void want_of_link(struct run *run, struct input *input, struct ble_request *wanted)
{
    static const uint8_t data[64] = { 1, 2, 3 };
    static const uint16_t handles[64] = { 1, 2 };
    uint8_t kind = octet(input), a = octet(input), b = octet(input);
    struct ble_address peers[3] = { some_peer(a), some_peer(b), some_peer(kind) };
    wanted->type = (uint8_t)(BLE_REQUEST_CONNECT + kind % (BLE_REQUEST_GATT - BLE_REQUEST_CONNECT + 1));
    switch (wanted->type) {
    case BLE_REQUEST_CONNECT:
        wanted->u.connect.peer = some_peer(a);
        wanted->u.connect.phys = b & 15;
        wanted->u.connect.scan_interval_us = b & 0x80 ? 2500u * b : 0;
        wanted->u.connect.scan_window_us = b & 0x40 ? 2500u * a : 0;
        wanted->u.connect.parameters = some_parameters(b);
        wanted->timeout_ms = kind & 0x80 ? wanted->timeout_ms : 20u * a;
        break;
    case BLE_REQUEST_KEEP_CONNECTED:
        wanted->u.keep_connected.count = kind >> 6;
        wanted->u.keep_connected.peers = kind >> 6 == 0 ? NULL : peers;
        wanted->u.keep_connected.parameters = some_parameters(b);
        break;
    case BLE_REQUEST_UPDATE_LINK:
        wanted->u.update_link.link = some_link(run, a);
        wanted->u.update_link.parameters = some_parameters(b);
        break;
    case BLE_REQUEST_ANSWER_UPDATE:
        wanted->u.answer_update.token = run->token - (a & 1);
        wanted->u.answer_update.accept = b & 1;
        break;
    case BLE_REQUEST_SET_PHY:
        wanted->u.set_phy.link = some_link(run, a);
        wanted->u.set_phy.tx_phys = b & 15;
        wanted->u.set_phy.rx_phys = b >> 4;
        wanted->u.set_phy.coded_scheme = kind >> 6;
        break;
    case BLE_REQUEST_SET_DATA_LENGTH:
        wanted->u.set_data_length.link = some_link(run, a);
        wanted->u.set_data_length.tx_octets = b;
        break;
    case BLE_REQUEST_GATT:
        wanted->u.gatt = (struct ble_gatt){ .link = some_link(run, a),
                                            .operation = b & 15,
                                            .by_uuid = kind & 0x40,
                                            .cancel = kind & 0x80,
                                            .handle = (uint16_t)(1 + (b >> 4)),
                                            .size = b & 0x80 ? sizeof(data) : 2,
                                            .uuid = BLE_UUID16(0xa000),
                                            .data = data,
                                            .handles = handles };
        break;
    default: wanted->u.rssi_of = some_link(run, a); break;
    }
    request(run, wanted);
}

/** Something of the GATT server; all members are the input's, valid or not. */
static void want_of_server(struct run *run, struct input *input, struct ble_request *wanted)
{
    static const uint8_t data[256] = { 1, 2, 3 };
    uint8_t kind = octet(input), size = octet(input);
    const struct ble_gatt_characteristic characteristic = {
        .uuid = BLE_UUID16(0xa001), .properties = octet(input), .storage = kind >> 3 & 3, .max_size = size
    };
    wanted->type = (uint8_t)(BLE_REQUEST_ADD_SERVICE + kind % 5);
    switch (wanted->type) {
    case BLE_REQUEST_ADD_SERVICE:
        wanted->u.service = (struct ble_gatt_service){ .uuid = BLE_UUID16(0xa000),
                                                       .characteristics = &characteristic,
                                                       .characteristics_count = 1 };
        break;
    case BLE_REQUEST_REMOVE_SERVICE: wanted->u.remove_service = octet(input); break;
    case BLE_REQUEST_SET_VALUE:
        wanted->u.set_value.handle = octet(input);
        wanted->u.set_value.size = size;
        wanted->u.set_value.data = data;
        break;
    case BLE_REQUEST_NOTIFY:
        wanted->u.notify = (struct ble_gatt_notify){ .link = kind & 0x20 ? 0 : some_link(run, octet(input)),
                                                     .handle = octet(input),
                                                     .store = kind & 0x40,
                                                     .size = size,
                                                     .data = data };
        break;
    default:
        wanted->u.answer =
            (struct ble_gatt_answer){ .token = run->question, .error = kind & 0x20, .size = size, .data = data };
        break;
    }
    request(run, wanted);
}

static void operate(struct run *run, struct input *input)
{
    static const uint32_t pauses_us[] = { 0, 1, 1000, 20000, 499000, 600000, 2100000, 11000000 };
    uint8_t what = octet(input);
    struct ble_request wanted = { .timeout_ms = what & 0x10 ? 50 : 0 };
    struct input bytes;
    switch (what & 0x0f) {
    default:
        bytes = part(input, octet(input));
        give(run, bytes.at, bytes.left);
        break;
    case 4: want_of_link(run, input, &wanted); break;
    case 5: want_on_air(run, input, &wanted); break;
    case 6: run_until(run, run->now_us + pauses_us[octet(input) % 8]); return;
    case 7: run->controller_mute = octet(input) & 1; return;
    case 8:
        wanted.type = BLE_REQUEST_HCI_COMMAND;
        wanted.u.hci.opcode = octet(input);
        wanted.u.hci.opcode = (uint16_t)(wanted.u.hci.opcode | octet(input) << 8);
        bytes = part(input, octet(input));
        wanted.u.hci.size = (uint8_t)bytes.left;
        wanted.u.hci.parameters = bytes.at;
        request(run, &wanted);
        break;
    case 9:
        wanted.type = what & 0x20 ? BLE_REQUEST_SHUT_DOWN : BLE_REQUEST_RESET;
        request(run, &wanted);
        break;
    case 10:
        filter(what, input, &wanted.u.filter);
        wanted.type = BLE_REQUEST_FILTER;
        request(run, &wanted);
        break;
    case 11: {
        if (what & 0x40) {
            want_of_server(run, input, &wanted);
            break;
        }
        uint8_t data[512];
        memset(data, what, sizeof(data));
        wanted.type = BLE_REQUEST_SEND;
        wanted.u.send.link = some_link(run, octet(input));
        wanted.u.send.cid = octet(input);
        wanted.u.send.size = (uint16_t)(octet(input) * 2);
        wanted.u.send.data = data;
        request(run, &wanted);
        break;
    }
    case 12:
        wanted.type = BLE_REQUEST_DISCONNECT;
        wanted.u.disconnect.link = some_link(run, octet(input));
        wanted.u.disconnect.reason = octet(input);
        request(run, &wanted);
        break;
    case 13:
        wanted.type = BLE_REQUEST_CANCEL;
        wanted.u.cancel.id = run->last_id - octet(input) % 4;
        request(run, &wanted);
        break;
    case 14: run->lazy = octet(input) & 1; return;
    case 15:
        if (run->attached && (what & 0x20) == 0) {
            run->attached = false;
            ble_host_lost(run->host, run->now_us);
        } else {
            attach(run);
        }
        break;
    }
    if (what & 0x80)
        step(run);
}

static void settle(struct run *run)
{
    run->controller_mute = run->lazy = false;
    run_until(run, run->now_us + 120 * SECOND);
    if (run->pending_count > 0)
        die("a request never completed");
    if (!run->attached)
        attach(run);
    struct ble_request reset = { .type = BLE_REQUEST_RESET };
    request(run, &reset);
    run_until(run, run->now_us + 60 * SECOND);
    if (run->pending_count > 0)
        die("a reset never completed");
    if (ble_host_controller(run->host)->state != BLE_HOST_READY)
        die("an honest controller does not become ready");
    ble_host_lost(run->host, run->now_us);
    while (pull_event(run)) {
    }
}

static void play(struct run *run, struct input input)
{
    uint8_t sizes = octet(&input);
    uint8_t flags = octet(&input);
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    config.links = sizes & 3;
    config.requests = (uint16_t)(1 + (sizes >> 2 & 7));
    config.packet_bytes = sizes & 0x20 ? 264 : 1100;
    config.event_bytes = sizes & 0x40 ? 4 * config.packet_bytes : 16384;
    config.transmit_bytes = sizes & 0x80 ? 512 : 4096;
    config.kept_peers = flags & 0x20 ? 3 : 1;
    config.automatic = flags & 0x40 ? BLE_AUTOMATIC_ALL : 0;
    config.update_answer_ms = flags & 0x20 ? 1000 : 0;
    config.reassemblies = flags & 0x20 ? 0 : 2;
    config.scan_devices = flags & 0x40 ? 0 : 8;
    if (config.reassemblies > 0 && config.event_bytes < 4400)
        config.event_bytes = 4400;
    run->transport.may_sleep = flags & 1;
    run->transport.no_padding = flags & 2;
    run->transport.can_pulse_dtr = flags & 4;
    run->transport.can_reopen = flags & 8;
    run->lazy = flags & 0x10;
    size_t size = ble_host_size(&config);
    void *memory = malloc(size);
    memset(memory, 0xa5, size);
    run->host = ble_host_init(memory, size, &config);
    if (run->host == NULL)
        die("the configuration was refused");
    run->controller = scripted_new(script);
    run->now_us = SECOND;
    run->sent_hash = run->event_hash = run->request_hash = 14695981039346656037u;
    attach(run);
    if (flags & 0x80)
        run_until(run, run->now_us + SECOND); /* ready first */
    while (input.left > 0)
        operate(run, &input);
    settle(run);
    scripted_free(run->controller);
    free(memory);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    char why[SCRIPTED_TEXT];
    script = script_load(FIXTURES "/controllers/zephyr_hci_uart.txt", why);
    if (script == NULL)
        die(why);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct run runs[2] = { { .octet_by_octet = false }, { .octet_by_octet = true } };
    for (size_t i = 0; i < 2; i++)
        play(&runs[i], (struct input){ data, size });
    if (runs[0].stalled || runs[1].stalled)
        return 0;
    if (runs[0].request_hash != runs[1].request_hash)
        die("which requests are accepted depends on how the stream is cut");
    if (runs[0].sent_hash != runs[1].sent_hash)
        die("what is sent depends on how the stream is cut");
    if (runs[0].event_hash != runs[1].event_hash)
        die("events depend on how the stream is cut");
    return 0;
}
