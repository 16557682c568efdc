/* SPDX-License-Identifier: MIT */
#include "rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <mbedtls/cipher.h>
#include <mbedtls/cmac.h>

enum { ANSWERS = 16, OPEN_COMMANDS = 32, STILLSTANDS = 5000 };

/** An effect whose answer is due later. */
struct answer {
    uint64_t at_us;
    struct ble_effect effect;
};

/** An output that was delayed. */
struct held {
    uint64_t at_us;
    uint8_t *data;
    size_t size;
};

struct blob {
    uint8_t *data;
    size_t size;
};

struct rig {
    struct rig_options options;
    struct script *own_script;
    struct scripted *controller;
    struct ble_host *host;
    uint64_t now_us;
    bool attached;

    uint32_t chunk_random, entropy_random;
    size_t octets, outputs, octets_sent;
    struct held held;
    bool fault_done;

    struct answer answers[ANSWERS];
    size_t answer_count;
    uint8_t stored_address[7];

    struct rig_event *events;
    struct blob *event_data;
    size_t event_count;
    uint32_t *pending;
    size_t pending_count;

    uint8_t *partial; /* packet of the host that is not whole yet */
    size_t partial_size;
    struct blob *sent;
    size_t sent_count;
    unsigned credits;
    uint64_t starved_us;
    struct {
        uint16_t opcode;
        uint64_t sent_us;
    } open_commands[OPEN_COMMANDS];
    size_t open_count;

    char *transcript;
    size_t transcript_size, transcript_room;
};

static void *grow(void *array, size_t count, size_t size)
{
    void *grown = array;
    if ((count & (count - 1)) == 0) /* doubles when full */
        grown = realloc(array, (count > 0 ? 2 * count : 1) * size);
    if (grown == NULL)
        abort();
    return grown;
}

static struct blob copy_of(const void *data, size_t size)
{
    struct blob blob = { malloc(size > 0 ? size : 1), size };
    if (blob.data == NULL)
        abort();
    if (size > 0)
        memcpy(blob.data, data, size);
    return blob;
}

uint32_t rig_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* ------------------------------------------------------------------------------------------------ transcript */

static void note(struct rig *rig, const char *format, ...)
{
    if (!rig->options.record)
        return;
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    size_t size = n < (int)sizeof(line) ? (size_t)n : sizeof(line) - 1;
    if (rig->transcript_size + size + 1 > rig->transcript_room) {
        rig->transcript_room = 2 * rig->transcript_room + size + 4096;
        rig->transcript = realloc(rig->transcript, rig->transcript_room);
    }
    memcpy(rig->transcript + rig->transcript_size, line, size + 1);
    rig->transcript_size += size;
}

static void note_octets(struct rig *rig, const uint8_t *data, size_t size)
{
    for (size_t i = 0; rig->options.record && i < size; i++)
        note(rig, "%02x", data[i]);
    note(rig, "\n");
}

/* ------------------------------------------------------------------------------------------------ what is sent */

static void close_command(struct rig *rig, uint16_t opcode)
{
    for (size_t i = 0; i < rig->open_count; i++)
        if (rig->open_commands[i].opcode == opcode)
            rig->open_commands[i--] = rig->open_commands[--rig->open_count];
}

static void check_command(struct rig *rig, const uint8_t *packet, size_t size)
{
    uint16_t opcode = (uint16_t)(packet[1] | packet[2] << 8);
    if (opcode == 0x0c03) {
        rig->open_count = 0;
        rig->credits = 0;
        rig->starved_us = rig->now_us;
        return;
    }
    if (rig->options.unchecked)
        return;
    if (rig->credits == 0 && rig->now_us < rig->starved_us + 2 * RIG_SECOND)
        fail_msg("at %llu us: command 0x%04x without a credit", (unsigned long long)rig->now_us, opcode);
    for (size_t i = 0; i < rig->open_count; i++)
        if (rig->open_commands[i].opcode == opcode && rig->now_us < rig->open_commands[i].sent_us + 10 * RIG_SECOND)
            fail_msg("at %llu us: second command 0x%04x, the first is not answered", (unsigned long long)rig->now_us,
                     opcode);
    if (rig->open_count < OPEN_COMMANDS) {
        rig->open_commands[rig->open_count].opcode = opcode;
        rig->open_commands[rig->open_count++].sent_us = rig->now_us;
    }
    if (rig->credits > 0)
        rig->credits--;
    if (rig->credits == 0)
        rig->starved_us = rig->now_us;
    (void)size;
}

static size_t packet_size(const uint8_t *packet, size_t have)
{
    size_t header = packet[0] == 0x01 ? 4 : 5;
    if (have < header)
        return SIZE_MAX;
    return header == 4 ? 4u + packet[3] : 5u + packet[3] + 256u * packet[4];
}

static void sent_octet(struct rig *rig, uint8_t octet)
{
    if (rig->partial_size == 0 && octet == 0)
        return; /* padding */
    if (rig->partial_size == 0 && octet != 0x01 && octet != 0x02)
        fail_msg("at %llu us: the host sent packet type 0x%02x", (unsigned long long)rig->now_us, octet);
    rig->partial = grow(rig->partial, rig->partial_size, 1);
    rig->partial[rig->partial_size++] = octet;
    if (rig->partial_size != packet_size(rig->partial, rig->partial_size))
        return;
    if (rig->partial[0] == 0x01)
        check_command(rig, rig->partial, rig->partial_size);
    rig->sent = grow(rig->sent, rig->sent_count, sizeof(*rig->sent));
    rig->sent[rig->sent_count++] = copy_of(rig->partial, rig->partial_size);
    rig->partial_size = 0;
}

/** Lose, double, flip or insert an octet if the fault is among these. @return data NULL: it is not */
static struct blob spoil(struct rig *rig, bool sent, size_t *counter, const uint8_t *data, size_t size)
{
    const struct rig_fault *fault = &rig->options.fault;
    size_t at = fault->at - *counter;
    bool here = fault->kind >= RIG_LOSE_OCTET && fault->kind <= RIG_INSERT && fault->sent == sent &&
                fault->at >= *counter && at < size;
    *counter += size;
    if (!here)
        return (struct blob){ NULL, 0 };
    size_t extra = fault->kind == RIG_INSERT ? fault->argument : fault->kind == RIG_DOUBLE_OCTET ? 1 : 0;
    struct blob spoilt = { malloc(size + extra), 0 };
    uint32_t random = fault->argument + (uint32_t)fault->at;
    for (size_t i = 0; i < size; i++) {
        for (size_t k = 0; i == at && k < extra; k++)
            spoilt.data[spoilt.size++] = fault->kind == RIG_DOUBLE_OCTET ? data[i] : (uint8_t)rig_random(&random);
        if (i == at && fault->kind == RIG_LOSE_OCTET)
            continue;
        spoilt.data[spoilt.size++] =
            i == at && fault->kind == RIG_FLIP_OCTET ? data[i] ^ (uint8_t)fault->argument : data[i];
    }
    return spoilt;
}

static bool transmit(struct rig *rig)
{
    uint8_t data[2048];
    size_t size = ble_host_transmit(rig->host, rig->now_us, data, sizeof(data));
    assert_true(size <= sizeof(data));
    if (size == 0)
        return false;
    note(rig, "%llu sent ", (unsigned long long)rig->now_us);
    note_octets(rig, data, size);
    for (size_t i = 0; i < size; i++)
        sent_octet(rig, data[i]);
    struct blob spoilt = spoil(rig, true, &rig->octets_sent, data, size);
    rig->options.unchecked |= spoilt.data != NULL;
    if (spoilt.data == NULL)
        scripted_receive(rig->controller, rig->now_us, data, size);
    else
        scripted_receive(rig->controller, rig->now_us, spoilt.data, spoilt.size);
    free(spoilt.data);
    return true;
}

/* ------------------------------------------------------------------------------------------------ events */

static void completed(struct rig *rig, uint32_t id)
{
    for (size_t i = 0; i < rig->pending_count; i++) {
        if (rig->pending[i] != id)
            continue;
        rig->pending[i] = rig->pending[--rig->pending_count];
        return;
    }
    fail_msg("at %llu us: request %u completed, but it is not pending", (unsigned long long)rig->now_us, id);
}

/** The view an event carries, or NULL. */
static const uint8_t **view_of(struct ble_event *event, size_t *size)
{
    switch (event->type) {
    case BLE_EVENT_COMPLETED: *size = event->u.completed.size; return &event->u.completed.answer;
    case BLE_EVENT_REPORT: *size = event->u.report.size; return &event->u.report.data;
    case BLE_EVENT_DATA: *size = event->u.data.size; return &event->u.data.data;
    case BLE_EVENT_HCI: *size = event->u.hci.size; return &event->u.hci.parameters;
    case BLE_EVENT_ASKED: *size = event->u.asked.size; return &event->u.asked.data;
    case BLE_EVENT_WRITTEN: *size = event->u.written.size; return &event->u.written.data;
    default: *size = 0; return NULL;
    }
}

static void note_event(struct rig *rig, const struct ble_event *e)
{
    note(rig, "%llu event %u ", (unsigned long long)rig->now_us, e->type);
    switch (e->type) {
    case BLE_EVENT_RECOVERING:
    case BLE_EVENT_FAILED:
        note(rig, "%u %u %04x %02x", e->u.trouble.failure, e->u.trouble.hardware_error, e->u.trouble.opcode,
             e->u.trouble.status);
        break;
    case BLE_EVENT_COMPLETED: note(rig, "%u %d ", e->u.completed.id, e->u.completed.status); break;
    case BLE_EVENT_REPORT: note(rig, "%d %02x ", e->u.report.rssi_dbm, e->u.report.flags); break;
    case BLE_EVENT_CONNECTED: note(rig, "%x %03x", e->u.connected.link, e->u.connected.handle); break;
    case BLE_EVENT_DISCONNECTED: note(rig, "%x %02x", e->u.disconnected.link, e->u.disconnected.reason); break;
    case BLE_EVENT_DATA: note(rig, "%x %04x ", e->u.data.link, e->u.data.cid); break;
    case BLE_EVENT_HCI: note(rig, "%02x ", e->u.hci.code); break;
    case BLE_EVENT_SCAN_STALLED: note(rig, "%u %u ", e->u.stalled.stage, e->u.stalled.silent_ms); break;
    case BLE_EVENT_ASKED: note(rig, "%u %04x+%u ", e->u.asked.kind, e->u.asked.handle, e->u.asked.offset); break;
    case BLE_EVENT_WRITTEN: note(rig, "%04x+%u ", e->u.written.handle, e->u.written.offset); break;
    case BLE_EVENT_SUBSCRIBED:
        note(rig, "%04x %d %d", e->u.subscribed.handle, e->u.subscribed.notify, e->u.subscribed.indicate);
        break;
    default: break;
    }
}

static bool pull_event(struct rig *rig)
{
    struct ble_event event = { 0 };
    if (!ble_host_next_event(rig->host, &event))
        return false;
    if (event.type == BLE_EVENT_NONE || event.type > BLE_EVENT_CRASHED)
        fail_msg("at %llu us: event of type %u", (unsigned long long)rig->now_us, event.type);
    size_t size;
    const uint8_t **view = view_of(&event, &size);
    rig->event_data = grow(rig->event_data, rig->event_count, sizeof(*rig->event_data));
    rig->event_data[rig->event_count] = copy_of(view != NULL ? *view : NULL, size);
    if (view != NULL)
        *view = rig->event_data[rig->event_count].data;
    rig->events = grow(rig->events, rig->event_count, sizeof(*rig->events));
    rig->events[rig->event_count] = (struct rig_event){ rig->now_us, event };
    note_event(rig, &event);
    note_octets(rig, rig->event_data[rig->event_count].data, size);
    rig->event_count++;
    if (event.type == BLE_EVENT_COMPLETED)
        completed(rig, event.u.completed.id);
    return true;
}

/* ------------------------------------------------------------------------------------------------ effects */

/** @return octets of the answer */
static size_t compute_cmac(struct rig *rig, const struct ble_effect *effect, uint8_t *mac)
{
    enum { KEY_BITS = 128 };
    const mbedtls_cipher_info_t *aes = mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_ECB);
    uint8_t *message = malloc(effect->u.cmac.size);
    size_t size = ble_host_effect_input(rig->host, effect->id, 0, message, effect->u.cmac.size);
    if (size == effect->u.cmac.size && /* else the table has changed: the answer is of no use */
        mbedtls_cipher_cmac(aes, effect->u.cmac.key, KEY_BITS, message, size, mac) != 0)
        fail_msg("no AES-CMAC of %zu octets", size);
    free(message);
    return 16;
}

static void answer(struct rig *rig, const struct ble_effect *effect)
{
    uint8_t data[64] = { 0 };
    size_t size = 0;
    ble_status status = BLE_OK;
    switch (effect->type) {
    case BLE_EFFECT_CMAC: size = compute_cmac(rig, effect, data); break;
    case BLE_EFFECT_ENTROPY:
        for (; size < effect->u.entropy.size; size++)
            data[size] = (uint8_t)rig_random(&rig->entropy_random);
        break;
    case BLE_EFFECT_LOAD_ADDRESS:
        status = rig->options.kept_address != NULL ? BLE_OK : BLE_ERROR_NOT_FOUND;
        size = status == BLE_OK ? 6 : 0;
        if (size > 0)
            memcpy(data, rig->options.kept_address, size);
        break;
    case BLE_EFFECT_PULSE_DTR: scripted_signal(rig->controller, rig->now_us, "dtr"); break;
    case BLE_EFFECT_REOPEN: scripted_signal(rig->controller, rig->now_us, "reopen"); break;
    case BLE_EFFECT_SET_BAUD: scripted_set_baud(rig->controller, effect->u.baud); break;
    default: break;
    }
    if (rig->options.effects_fail)
        ble_host_effect_done(rig->host, rig->now_us, effect->id, BLE_ERROR_IO, NULL, 0);
    else
        ble_host_effect_done(rig->host, rig->now_us, effect->id, status, size > 0 ? data : NULL, size);
}

static bool pull_effect(struct rig *rig)
{
    struct ble_effect effect = { 0 };
    if (!ble_host_next_effect(rig->host, &effect))
        return false;
    note(rig, "%llu effect %u %u\n", (unsigned long long)rig->now_us, effect.type, effect.id);
    if (effect.type == BLE_EFFECT_NONE || effect.type > BLE_EFFECT_CMAC || effect.id == 0)
        fail_msg("at %llu us: effect of type %u, id %u", (unsigned long long)rig->now_us, effect.type, effect.id);
    if (effect.type == BLE_EFFECT_ENTROPY && (effect.u.entropy.size == 0 || effect.u.entropy.size > 64))
        fail_msg("%u octets of entropy are wanted", effect.u.entropy.size);
    if (rig->options.effects_ignored)
        return true;
    assert_true(rig->answer_count < ANSWERS);
    uint64_t delay_us = effect.type == BLE_EFFECT_PULSE_DTR ? 100000 : 0;
    rig->answers[rig->answer_count++] = (struct answer){ rig->now_us + delay_us, effect };
    return true;
}

static bool answer_effects(struct rig *rig)
{
    for (size_t i = 0; i < rig->answer_count; i++) {
        if (rig->answers[i].at_us > rig->now_us)
            continue;
        struct ble_effect effect = rig->answers[i].effect;
        memmove(&rig->answers[i], &rig->answers[i + 1], (--rig->answer_count - i) * sizeof(rig->answers[0]));
        answer(rig, &effect);
        return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------ what is received */

static size_t chunk_size(struct rig *rig, size_t left)
{
    if (rig->options.chunks == RIG_WHOLE)
        return left;
    size_t size = rig->options.chunks == RIG_BYTES ? 1 : 1 + rig_random(&rig->chunk_random) % 17;
    return size < left ? size : left;
}

void rig_receive(struct rig *rig, const void *octets, size_t size)
{
    const uint8_t *data = octets;
    while (size > 0 && rig->attached) {
        size_t chunk = chunk_size(rig, size);
        struct blob exact = copy_of(data, chunk); /* reading past it is seen */
        size_t taken = ble_host_receive(rig->host, rig->now_us, exact.data, chunk);
        free(exact.data);
        assert_true(taken <= chunk);
        data += taken;
        size -= taken;
        bool pulled = false;
        while (taken < chunk && pull_event(rig))
            pulled = true;
        if (taken == 0 && !pulled)
            fail_msg("at %llu us: the host takes nothing and has no event", (unsigned long long)rig->now_us);
    }
}

static void deliver(struct rig *rig, const uint8_t *data, size_t size)
{
    rig_receive(rig, data, size);
    if (size >= 6 && data[0] == 0x04 && (data[1] == 0x0e || data[1] == 0x0f)) {
        const uint8_t *answered = data + (data[1] == 0x0e ? 3 : 4);
        rig->credits = answered[0];
        rig->starved_us = rig->now_us;
        if (data[1] == 0x0e || size >= 7)
            close_command(rig, (uint16_t)(answered[1] | answered[2] << 8));
    }
}

/** Receive what the controller sent, with the fault if it is here. */
static void deliver_with_noise(struct rig *rig, const uint8_t *data, size_t size)
{
    struct blob spoilt = spoil(rig, false, &rig->octets, data, size);
    if (spoilt.data == NULL) {
        deliver(rig, data, size);
        return;
    }
    rig->credits = 1;
    rig->open_count = 0;
    rig->options.unchecked = true; /* the host cannot know better now */
    deliver(rig, spoilt.data, spoilt.size);
    free(spoilt.data);
}

static void refuse(struct rig *rig, const uint8_t *data, size_t size, bool by_status)
{
    uint8_t code = (uint8_t)rig->options.fault.argument;
    if (size < 6 || data[0] != 0x04 || data[1] != 0x0e) {
        deliver(rig, data, size);
    } else if (by_status) {
        const uint8_t event[] = { 0x04, 0x0f, 4, code, data[3], data[4], data[5] };
        deliver(rig, event, sizeof(event));
    } else {
        const uint8_t event[] = { 0x04, 0x0e, 4, data[3], data[4], data[5], code };
        deliver(rig, event, sizeof(event));
    }
}

/** The fault that is due at this output. @return true: the output is dealt with */
static bool break_output(struct rig *rig, const struct scripted_output *output)
{
    static const uint8_t no_operation[] = { 0x04, 0x0e, 0x03, 0x01, 0x00, 0x00 };
    static const uint8_t hardware_error[] = { 0x04, 0x10, 0x01, 0x42 };
    const struct rig_fault *fault = &rig->options.fault;
    if (rig->fault_done || fault->kind < RIG_LOSE_OUTPUT || rig->outputs != fault->at)
        return false;
    rig->fault_done = true;
    switch (fault->kind) {
    case RIG_LOSE_OUTPUT: return true;
    case RIG_DELAY_OUTPUT: {
        struct blob copy = copy_of(output->data, output->size);
        rig->held = (struct held){ rig->now_us + fault->argument * 1000ull, copy.data, copy.size };
        return true;
    }
    case RIG_REFUSE:
    case RIG_REFUSE_BY_STATUS:
        refuse(rig, output->data, output->size, fault->kind == RIG_REFUSE_BY_STATUS);
        return true;
    case RIG_RESTART:
    case RIG_RESTART_SILENTLY:
        scripted_signal(rig->controller, rig->now_us, "open");
        rig->open_count = 0;
        rig->options.unchecked = true;
        if (fault->kind == RIG_RESTART)
            deliver(rig, no_operation, sizeof(no_operation));
        return true;
    case RIG_NOP: deliver(rig, no_operation, sizeof(no_operation)); return false;
    case RIG_HARDWARE_ERROR: deliver(rig, hardware_error, sizeof(hardware_error)); return false;
    case RIG_UNPLUG: rig_lost(rig); return true;
    default: rig->now_us += fault->argument * 1000ull; return false; /* RIG_FREEZE */
    }
}

/** Everything the controller sent by now. */
static bool receive_all(struct rig *rig)
{
    bool any = false;
    struct scripted_output output;
    while (rig->attached && scripted_next(rig->controller, rig->now_us, &output)) {
        any = true;
        if (!break_output(rig, &output))
            deliver_with_noise(rig, output.data, output.size);
        rig->outputs++;
    }
    if (rig->held.data != NULL && rig->held.at_us <= rig->now_us) {
        struct held held = rig->held;
        rig->held.data = NULL;
        deliver(rig, held.data, held.size);
        free(held.data);
        any = true;
    }
    return any;
}

/* ------------------------------------------------------------------------------------------------ running */

/** Everything that happens at this time. */
static void step(struct rig *rig)
{
    for (unsigned loops = 0;; loops++) {
        bool busy = receive_all(rig);
        ble_host_tick(rig->host, rig->now_us);
        while (transmit(rig))
            busy = true;
        while (pull_effect(rig))
            busy = true;
        busy = answer_effects(rig) || busy;
        while (pull_event(rig))
            busy = true;
        if (!busy)
            break;
        if (loops > STILLSTANDS)
            fail_msg("at %llu us: time stands still", (unsigned long long)rig->now_us);
    }
    uint64_t deadline = ble_host_deadline(rig->host);
    if (deadline <= rig->now_us)
        fail_msg("at %llu us: deadline %llu remains although its tick was given", (unsigned long long)rig->now_us,
                 (unsigned long long)deadline);
}

static uint64_t next_time(const struct rig *rig)
{
    uint64_t next = ble_host_deadline(rig->host);
    uint64_t controller = rig->attached ? scripted_deadline(rig->controller) : SCRIPTED_NEVER;
    if (controller < next)
        next = controller;
    if (rig->held.data != NULL && rig->held.at_us < next)
        next = rig->held.at_us;
    for (size_t i = 0; i < rig->answer_count; i++)
        if (rig->answers[i].at_us < next)
            next = rig->answers[i].at_us;
    return next;
}

/** @return false: nothing happens until the limit */
static bool advance(struct rig *rig, uint64_t limit_us)
{
    uint64_t next = next_time(rig);
    if (next > limit_us) {
        if (rig->now_us < limit_us)
            rig->now_us = limit_us;
        step(rig);
        return false;
    }
    if (next > rig->now_us)
        rig->now_us = next;
    step(rig);
    return true;
}

void rig_run(struct rig *rig, uint64_t until_us)
{
    step(rig);
    while (advance(rig, until_us)) {
    }
}

void rig_run_for(struct rig *rig, uint64_t duration_us)
{
    rig_run(rig, rig->now_us + duration_us);
}

static bool settled(const struct rig *rig)
{
    uint8_t state = rig_info(rig)->state;
    return state != BLE_HOST_OPENING && state != BLE_HOST_RECOVERING;
}

bool rig_run_until_settled(struct rig *rig, uint64_t limit_us)
{
    uint64_t until_us = rig->now_us + limit_us;
    step(rig);
    while (!settled(rig) && advance(rig, until_us)) {
    }
    return settled(rig);
}

const struct rig_event *rig_complete(struct rig *rig, uint32_t id, uint64_t limit_us)
{
    uint64_t until_us = rig->now_us + limit_us;
    step(rig);
    for (bool more = true;; more = advance(rig, until_us)) {
        for (size_t i = rig->event_count; i-- > 0;)
            if (rig->events[i].event.type == BLE_EVENT_COMPLETED && rig->events[i].event.u.completed.id == id)
                return &rig->events[i];
        if (!more)
            return NULL;
    }
}

/* ------------------------------------------------------------------------------------------------ the rest */

static struct script *script_of(const struct rig_options *options)
{
    char text[2048], why[SCRIPTED_TEXT];
    const char *rules = options->rules != NULL ? options->rules : "";
    int size = snprintf(text, sizeof(text), "include %s.txt\n%s\n", options->controller, rules);
    assert_true(size > 0 && (size_t)size < sizeof(text));
    struct script *script = script_parse(text, FIXTURES "/controllers", why);
    if (script == NULL)
        fail_msg("%s", why);
    return script;
}

struct rig *rig_ready(const struct rig_options *options)
{
    struct rig *rig = rig_new(options);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, 30 * RIG_SECOND));
    assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
    return rig;
}

struct rig *rig_new(const struct rig_options *options)
{
    struct rig *rig = calloc(1, sizeof(*rig));
    rig->options = *options;
    const struct script *script = options->script;
    if (options->controller != NULL)
        script = rig->own_script = script_of(options);
    rig->controller = scripted_new(script);
    rig->chunk_random = options->chunk_seed;
    rig->entropy_random = options->seed + 2;
    size_t size = ble_host_size(&options->config);
    assert_true(size > 0);
    void *memory = malloc(size); /* exactly: what lies behind it is watched */
    memset(memory, 0xa5 ^ options->poison, size);
    rig->host = ble_host_init(memory, size, &options->config);
    assert_ptr_equal(rig->host, memory);
    rig->now_us = RIG_SECOND;
    return rig;
}

void rig_free(struct rig *rig)
{
    rig_lost(rig);
    step(rig);
    assert_int_equal(rig_info(rig)->state, BLE_HOST_DETACHED);
    if (rig->pending_count > 0)
        fail_msg("%zu requests never completed, the first is %u", rig->pending_count, rig->pending[0]);
    for (size_t i = 0; i < rig->event_count; i++)
        free(rig->event_data[i].data);
    for (size_t i = 0; i < rig->sent_count; i++)
        free(rig->sent[i].data);
    free(rig->held.data);
    free(rig->events);
    free(rig->event_data);
    free(rig->sent);
    free(rig->pending);
    free(rig->partial);
    free(rig->transcript);
    free(rig->host);
    scripted_free(rig->controller);
    script_free(rig->own_script);
    free(rig);
}

void rig_attach(struct rig *rig)
{
    rig->credits = 1;
    rig->open_count = 0;
    rig->partial_size = 0;
    rig->answer_count = 0;
    rig->attached = true;
    scripted_set_baud(rig->controller, rig->options.transport.baud_choices[0]);
    scripted_signal(rig->controller, rig->now_us, "open");
    ble_host_attach(rig->host, rig->now_us, &rig->options.transport);
    step(rig);
}

void rig_lost(struct rig *rig)
{
    rig->attached = false;
    rig->partial_size = 0;
    free(rig->held.data);
    rig->held.data = NULL;
    ble_host_lost(rig->host, rig->now_us);
}

uint32_t rig_request(struct rig *rig, const struct ble_request *request)
{
    uint32_t id = ble_host_request(rig->host, rig->now_us, request);
    note(rig, "%llu request %u is %u\n", (unsigned long long)rig->now_us, request->type, id);
    for (size_t i = 0; id != 0 && i < rig->pending_count; i++)
        assert_int_not_equal(rig->pending[i], id);
    if (id == 0)
        return 0;
    rig->pending = grow(rig->pending, rig->pending_count, sizeof(*rig->pending));
    rig->pending[rig->pending_count++] = id;
    return id;
}

uint32_t rig_command(struct rig *rig, uint16_t opcode, const void *parameters, uint8_t size)
{
    struct ble_request request = { .type = BLE_REQUEST_HCI_COMMAND };
    request.u.hci.opcode = opcode;
    request.u.hci.size = size;
    request.u.hci.parameters = parameters;
    return rig_request(rig, &request);
}

const struct rig_event *rig_events(const struct rig *rig, size_t *count)
{
    *count = rig->event_count;
    return rig->events;
}

const struct rig_event *rig_last(const struct rig *rig, enum ble_event_type type)
{
    for (size_t i = rig->event_count; i-- > 0;)
        if (rig->events[i].event.type == (uint8_t)type)
            return &rig->events[i];
    return NULL;
}

size_t rig_count(const struct rig *rig, enum ble_event_type type)
{
    size_t count = 0;
    for (size_t i = 0; i < rig->event_count; i++)
        count += rig->events[i].event.type == (uint8_t)type;
    return count;
}

const struct ble_controller_info *rig_info(const struct rig *rig)
{
    return ble_host_controller(rig->host);
}

const struct ble_host_counters *rig_counters(const struct rig *rig)
{
    return ble_host_counters(rig->host);
}

struct ble_host *rig_host(struct rig *rig)
{
    return rig->host;
}

struct scripted *rig_controller(struct rig *rig)
{
    return rig->controller;
}

uint64_t rig_now(const struct rig *rig)
{
    return rig->now_us;
}

size_t rig_octets(const struct rig *rig)
{
    return rig->octets;
}

size_t rig_octets_sent(const struct rig *rig)
{
    return rig->octets_sent;
}

size_t rig_outputs(const struct rig *rig)
{
    return rig->outputs;
}

size_t rig_sent(const struct rig *rig)
{
    return rig->sent_count;
}

const uint8_t *rig_sent_packet(const struct rig *rig, size_t index, size_t *size)
{
    assert_true(index < rig->sent_count);
    *size = rig->sent[index].size;
    return rig->sent[index].data;
}

const char *rig_transcript(const struct rig *rig)
{
    return rig->transcript != NULL ? rig->transcript : "";
}
