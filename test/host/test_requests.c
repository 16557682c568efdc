/* SPDX-License-Identifier: MIT */
/* Requests and ends by hand: the test is the controller, and pulls events when it wants to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"
#include "rig.h"

enum { REQUESTS = 6, LINKS = 3, MS = 1000, SECOND = 1000000, HCI_DISCONNECT = 0x0406 };

struct bench {
    struct script *script;
    struct scripted *controller; /* for the bring-up; afterwards the test is it */
    struct ble_host *host;
    uint64_t now_us;
    uint16_t sent[64]; /* opcodes that the host sent, 0x0002: a data packet */
    size_t sent_count;
};

static void fetch(struct bench *b)
{
    uint8_t data[2048];
    for (size_t size; (size = ble_host_transmit(b->host, b->now_us, data, sizeof(data))) > 0;) {
        for (size_t at = 0; at < size;) {
            assert_true(b->sent_count < sizeof(b->sent) / sizeof(b->sent[0]));
            b->sent[b->sent_count++] = (uint16_t)(data[at] == 1 ? data[at + 1] | data[at + 2] << 8 : data[at]);
            at += data[at] == 1 ? 4u + data[at + 3] : 5u + data[at + 3] + 256u * data[at + 4];
        }
        if (b->controller != NULL)
            scripted_receive(b->controller, b->now_us, data, size);
    }
}

static void feed(struct bench *b, const uint8_t *data, size_t size)
{
    assert_int_equal(ble_host_receive(b->host, b->now_us, data, size), size);
}

#define FEED(b, ...) feed(b, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

/** Let the scripted controller and the host talk until nothing happens for a while. */
static void talk(struct bench *b)
{
    struct scripted_output output;
    struct ble_effect effect;
    for (uint64_t next; fetch(b), (next = scripted_deadline(b->controller)) != SCRIPTED_NEVER;) {
        b->now_us = next;
        while (scripted_next(b->controller, b->now_us, &output))
            feed(b, output.data, output.size);
        while (ble_host_next_effect(b->host, &effect))
            ble_host_effect_done(b->host, b->now_us, effect.id, BLE_ERROR_NOT_FOUND, NULL, 0);
    }
}

static struct bench ready_with(uint32_t transmit_bytes)
{
    struct bench b = { .now_us = SECOND };
    char why[SCRIPTED_TEXT];
    b.script = script_load(FIXTURES "/controllers/base_5_4.txt", why);
    if (b.script == NULL)
        fail_msg("%s", why);
    b.controller = scripted_new(b.script);
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    config.requests = REQUESTS;
    config.links = LINKS;
    config.automatic = 0;
    config.transmit_bytes = transmit_bytes;
    size_t size = ble_host_size(&config);
    b.host = ble_host_init(malloc(size), size, &config);
    scripted_signal(b.controller, b.now_us, "open");
    ble_host_attach(b.host, b.now_us, NULL);
    talk(&b);
    struct ble_event event;
    assert_true(ble_host_next_event(b.host, &event));
    assert_int_equal(event.type, BLE_EVENT_READY);
    assert_false(ble_host_next_event(b.host, &event));
    scripted_free(b.controller);
    b.controller = NULL;
    b.sent_count = 0;
    return b;
}

static struct bench ready(void)
{
    return ready_with(4096);
}

static void done(struct bench *b)
{
    free(b->host);
    script_free(b->script);
}

static void tick_after(struct bench *b, uint64_t us)
{
    fetch(b);
    for (uint64_t until_us = b->now_us + us;;) { /* no later than at each deadline */
        uint64_t deadline_us = ble_host_deadline(b->host);
        b->now_us = deadline_us < until_us ? deadline_us : until_us;
        ble_host_tick(b->host, b->now_us);
        fetch(b);
        if (b->now_us == until_us)
            return;
        b->now_us++;
    }
}

static struct ble_event next(struct bench *b, enum ble_event_type type)
{
    struct ble_event event = { .type = BLE_EVENT_NONE };
    assert_true(ble_host_next_event(b->host, &event));
    assert_int_equal(event.type, type);
    return event;
}

static void nothing(struct bench *b)
{
    struct ble_event event;
    assert_false(ble_host_next_event(b->host, &event));
}

static void completes(struct bench *b, uint32_t id, ble_status status)
{
    struct ble_event event = next(b, BLE_EVENT_COMPLETED);
    assert_int_equal(event.u.completed.id, id);
    assert_int_equal(event.u.completed.status, status);
}

static uint32_t ask(struct bench *b, struct ble_request request)
{
    return ble_host_request(b->host, b->now_us, &request);
}

static uint32_t command(struct bench *b, uint16_t opcode, uint32_t timeout_ms)
{
    return ask(b, (struct ble_request){ BLE_REQUEST_HCI_COMMAND, timeout_ms, { .hci = { .opcode = opcode } } });
}

static uint32_t filter(struct bench *b)
{
    return ask(b, (struct ble_request){ BLE_REQUEST_FILTER, 0, { .filter = { .minimum_rssi_dbm = -128 } } });
}

static uint32_t cancel(struct bench *b, uint32_t id)
{
    return ask(b, (struct ble_request){ BLE_REQUEST_CANCEL, 0, { .cancel = { id } } });
}

static uint32_t send(struct bench *b, ble_link link, uint16_t size, uint32_t timeout_ms)
{
    static const uint8_t data[1000];
    return ask(b, (struct ble_request){ BLE_REQUEST_SEND, timeout_ms, { .send = { link, 4, size, data } } });
}

static uint32_t disconnect(struct bench *b, ble_link link, uint32_t timeout_ms)
{
    return ask(b, (struct ble_request){ BLE_REQUEST_DISCONNECT, timeout_ms, { .disconnect = { .link = link } } });
}

static void vendor_event(struct bench *b, uint8_t number)
{
    FEED(b, 4, 0xff, 2, 0x77, number);
}

static void answer(struct bench *b, uint16_t opcode)
{
    FEED(b, 4, 0x0e, 5, 1, (uint8_t)opcode, (uint8_t)(opcode >> 8), 0, 0x99);
}

static void status(struct bench *b, uint16_t opcode, uint8_t code)
{
    FEED(b, 4, 0x0f, 4, code, 1, (uint8_t)opcode, (uint8_t)(opcode >> 8));
}

static void connection_complete(struct bench *b, uint8_t handle)
{
    FEED(b, 4, 0x3e, 19, 1, 0, handle, 0, 0, 0, 1, 2, 3, 4, 5, 6, 24, 0, 0, 0, 72, 0, 0);
}

static ble_link connected(struct bench *b, uint8_t handle)
{
    connection_complete(b, handle);
    return next(b, BLE_EVENT_CONNECTED).u.connected.link;
}

static void disconnected(struct bench *b, uint8_t handle)
{
    FEED(b, 4, 5, 4, 0, handle, 0, 0x13);
}

static size_t count_sent(const struct bench *b, uint16_t opcode)
{
    size_t count = 0;
    for (size_t i = 0; i < b->sent_count; i++)
        count += b->sent[i] == opcode;
    return count;
}

/* ------------------------------------------------------------------------------------------------ order */

static void ends_are_told_in_order_with_the_events_around_them(void **state)
{
    (void)state;
    struct bench b = ready();
    vendor_event(&b, 1);
    uint32_t first = filter(&b);
    vendor_event(&b, 2);
    vendor_event(&b, 3);
    uint32_t second = filter(&b);
    uint32_t third = cancel(&b, 12345);
    vendor_event(&b, 4);
    assert_int_equal(next(&b, BLE_EVENT_HCI).u.hci.parameters[1], 1);
    completes(&b, first, BLE_OK);
    assert_int_equal(next(&b, BLE_EVENT_HCI).u.hci.parameters[1], 2);
    assert_int_equal(next(&b, BLE_EVENT_HCI).u.hci.parameters[1], 3);
    completes(&b, second, BLE_OK);
    completes(&b, third, BLE_ERROR_NOT_FOUND);
    assert_int_equal(next(&b, BLE_EVENT_HCI).u.hci.parameters[1], 4);
    nothing(&b);
    done(&b);
}

static void answers_carry_their_octets_and_keep_their_place(void **state)
{
    (void)state;
    struct bench b = ready();
    uint32_t first = command(&b, 0x1405, 0), second = command(&b, 0x1009, 0);
    fetch(&b);
    answer(&b, 0x1405);
    fetch(&b);
    uint32_t third = filter(&b);
    answer(&b, 0x1009);
    struct ble_event event = next(&b, BLE_EVENT_COMPLETED);
    assert_int_equal(event.u.completed.id, first);
    assert_int_equal(event.u.completed.size, 2);
    assert_memory_equal(event.u.completed.answer, "\x00\x99", 2);
    completes(&b, third, BLE_OK);
    assert_memory_equal(event.u.completed.answer, "\x00\x99", 2); /* an end needs no room: views live on */
    completes(&b, second, BLE_OK);
    done(&b);
}

static void the_end_of_a_link_comes_before_what_waited_for_it(void **state)
{
    (void)state;
    struct bench b = ready();
    ble_link link = connected(&b, 0x40), other = connected(&b, 0x41);
    uint32_t ids[] = { send(&b, link, 1000, 0), send(&b, link, 1000, 0), disconnect(&b, link, 0) };
    uint32_t of_other = send(&b, other, 10, 0);
    vendor_event(&b, 1);
    disconnected(&b, 0x40);
    vendor_event(&b, 2);
    next(&b, BLE_EVENT_HCI);
    struct ble_event event = next(&b, BLE_EVENT_DISCONNECTED);
    assert_int_equal(event.u.disconnected.link, link);
    assert_int_equal(event.u.disconnected.reason, 0x13);
    completes(&b, ids[0], BLE_ERROR_DISCONNECTED);
    completes(&b, ids[1], BLE_ERROR_DISCONNECTED);
    completes(&b, ids[2], BLE_OK);
    next(&b, BLE_EVENT_HCI);
    nothing(&b);
    b.sent_count = 0;
    fetch(&b);
    completes(&b, of_other, BLE_OK);
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ ids and slots */

static void a_slot_is_free_when_its_end_was_told(void **state)
{
    (void)state;
    struct bench b = ready();
    uint32_t ids[REQUESTS];
    for (size_t i = 0; i < REQUESTS; i++) {
        ids[i] = filter(&b); /* ended at once, but not told */
        assert_int_not_equal(ids[i], 0);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(ids[i], ids[j]);
    }
    assert_int_equal(filter(&b), 0);
    assert_int_equal(ble_host_counters(b.host)->requests_refused, 1);
    completes(&b, ids[0], BLE_OK);
    uint32_t again = filter(&b);
    assert_int_not_equal(again, 0);
    assert_int_not_equal(again, ids[0]); /* the same slot, another id */
    assert_int_equal(filter(&b), 0);
    for (size_t i = 1; i < REQUESTS; i++)
        completes(&b, ids[i], BLE_OK);
    completes(&b, again, BLE_OK);
    nothing(&b);
    done(&b);
}

static void stale_and_strange_ids_name_nothing(void **state)
{
    (void)state;
    struct bench b = ready();
    uint32_t ended = filter(&b);
    const uint32_t strange[] = { 0, 1, 16, 17, 0xffffffff, ended, ended + 1, ended + 256 };
    for (size_t i = 0; i < sizeof(strange) / sizeof(strange[0]); i++) {
        uint32_t id = cancel(&b, strange[i]); /* the last one is what this request itself may be called */
        if (i == 0)
            completes(&b, ended, BLE_OK);
        completes(&b, id, BLE_ERROR_NOT_FOUND);
    }
    ble_link link = connected(&b, 0x40);
    disconnected(&b, 0x40);
    next(&b, BLE_EVENT_DISCONNECTED);
    ble_link again = connected(&b, 0x40);
    assert_int_not_equal(again, link);
    const ble_link stale[] = { 0, link, again + 1, again + 0x10000, 0xffffffff, 0xffff };
    for (size_t i = 0; i < sizeof(stale) / sizeof(stale[0]); i++) {
        uint32_t id = send(&b, stale[i], 1, 0);
        completes(&b, id, BLE_ERROR_GONE);
        id = disconnect(&b, stale[i], 0);
        completes(&b, id, BLE_ERROR_GONE);
    }
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ cancelling, time */

static void each_kind_of_request_can_be_cancelled(void **state)
{
    (void)state;
    struct bench b = ready();
    ble_link link = connected(&b, 0x40);
    uint32_t queued = 0, sent = command(&b, 0x1405, 0);
    fetch(&b);
    queued = command(&b, 0x1405, 0);
    uint32_t id = cancel(&b, queued);
    completes(&b, queued, BLE_ERROR_CANCELLED);
    completes(&b, id, BLE_OK);
    id = cancel(&b, sent);
    completes(&b, sent, BLE_ERROR_CANCELLED);
    completes(&b, id, BLE_OK);
    answer(&b, 0x1405);
    nothing(&b);
    assert_int_equal(ble_host_counters(b.host)->late_answers, 1);
    fetch(&b);
    assert_int_equal(count_sent(&b, 0x1405), 1); /* what was cancelled in the queue is never sent */

    uint32_t waiting = send(&b, link, 10, 0);
    id = cancel(&b, waiting);
    completes(&b, waiting, BLE_ERROR_CANCELLED);
    completes(&b, id, BLE_OK);
    fetch(&b);
    assert_int_equal(count_sent(&b, 2), 0);

    uint32_t ending = disconnect(&b, link, 0);
    id = cancel(&b, ending);
    completes(&b, ending, BLE_ERROR_CANCELLED);
    completes(&b, id, BLE_OK);
    uint32_t reset = ask(&b, (struct ble_request){ .type = BLE_REQUEST_RESET });
    id = cancel(&b, reset);
    next(&b, BLE_EVENT_DISCONNECTED); /* the reset ended it */
    completes(&b, reset, BLE_ERROR_CANCELLED);
    completes(&b, id, BLE_OK);
    nothing(&b);
    done(&b);
}

static void each_kind_of_request_ends_in_its_time(void **state)
{
    (void)state;
    static const uint32_t timeouts_ms[] = { 0, 300 };
    for (size_t i = 0; i < 2; i++) {
        struct bench b = ready();
        ble_link link = connected(&b, 0x40), other = connected(&b, 0x41);
        uint32_t limit = timeouts_ms[i];
        for (unsigned n = 0; n < 8; n++) { /* all that the controller holds */
            uint32_t filler = send(&b, link, 10, 0);
            fetch(&b);
            completes(&b, filler, BLE_OK);
        }
        uint32_t sending = send(&b, link, 10, limit), ending = disconnect(&b, other, limit);
        fetch(&b);
        status(&b, HCI_DISCONNECT, 0);
        uint64_t asked_us = b.now_us;
        unsigned ends = 0;
        while (ends < 2) {
            tick_after(&b, 50 * MS);
            assert_true(b.now_us < asked_us + 60ull * SECOND);
            struct ble_event event;
            while (ble_host_next_event(b.host, &event)) {
                assert_int_equal(event.type, BLE_EVENT_COMPLETED);
                assert_int_equal(event.u.completed.status, BLE_ERROR_TIMEOUT);
                uint64_t wanted_us = limit > 0                         ? limit * MS
                                     : event.u.completed.id == sending ? 30ull * SECOND
                                                                       : 40ull * SECOND;
                assert_in_range(b.now_us - asked_us, wanted_us, wanted_us + 51 * MS);
                assert_true(event.u.completed.id == sending || event.u.completed.id == ending);
                ends++;
            }
        }
        done(&b);
    }
}

/* ------------------------------------------------------------------------------------------------ ending a link */

static void a_refused_disconnect_leaves_the_link_usable_even_if_nobody_waits_for_it(void **state)
{
    (void)state;
    struct bench b = ready();
    ble_link link = connected(&b, 0x40);
    uint32_t id = disconnect(&b, link, 0), both = disconnect(&b, link, 0);
    fetch(&b);
    status(&b, HCI_DISCONNECT, 0x0c);
    completes(&b, id, BLE_ERROR_HCI(0x0c));
    completes(&b, both, BLE_ERROR_HCI(0x0c)); /* joined the first: has the same end */

    id = disconnect(&b, link, 0);
    fetch(&b);
    uint32_t cancelling = cancel(&b, id);
    completes(&b, id, BLE_ERROR_CANCELLED);
    completes(&b, cancelling, BLE_OK);
    status(&b, HCI_DISCONNECT, 0x0c);
    id = send(&b, link, 10, 0);
    fetch(&b);
    completes(&b, id, BLE_OK);
    id = disconnect(&b, link, 0);
    b.sent_count = 0;
    fetch(&b);
    assert_int_equal(count_sent(&b, HCI_DISCONNECT), 1);
    status(&b, HCI_DISCONNECT, 0);
    FEED(&b, 4, 5, 4, 0x1f, 0x40, 0, 0); /* taken, but then it did not work */
    completes(&b, id, BLE_ERROR_HCI(0x1f));
    id = disconnect(&b, link, 0);
    fetch(&b);
    status(&b, HCI_DISCONNECT, 0);
    disconnected(&b, 0x40);
    next(&b, BLE_EVENT_DISCONNECTED);
    completes(&b, id, BLE_OK);
    nothing(&b);
    done(&b);
}

static void commands_find_room_however_much_data_waits(void **state)
{
    (void)state;
    struct bench b = ready_with(512);
    ble_link link = connected(&b, 0x40), other = connected(&b, 0x41);
    for (unsigned n = 0; n < 8; n++) { /* all that the controller holds */
        uint32_t filler = send(&b, other, 10, 0);
        fetch(&b);
        completes(&b, filler, BLE_OK);
    }
    uint32_t command_id = command(&b, 0x1405, 0);
    fetch(&b);
    for (uint16_t size = 300; size > 0; size /= 2) /* all that the pool holds */
        while (ble_host_counters(b.host)->requests_refused == 0) {
            uint32_t id = send(&b, other, size, 0);
            struct ble_event event;
            if (id == 0 || ble_host_next_event(b.host, &event))
                break;
        }
    assert_int_equal(ble_host_counters(b.host)->requests_refused, 0); /* it was the pool that was full, not the table */
    b.sent_count = 0;
    tick_after(&b, 2100 * MS);
    completes(&b, command_id, BLE_ERROR_TIMEOUT);
    assert_int_equal(count_sent(&b, 0x1001), 1); /* is it alive? */
    answer(&b, 0x1001);
    assert_int_not_equal(disconnect(&b, link, 0), 0);
    fetch(&b);
    assert_int_equal(count_sent(&b, HCI_DISCONNECT), 1);
    done(&b);
}

static void an_unanswered_disconnect_can_be_tried_again(void **state)
{
    (void)state;
    struct bench b = ready();
    ble_link link = connected(&b, 0x40);
    uint32_t id = disconnect(&b, link, 0);
    tick_after(&b, 2100 * MS);
    completes(&b, id, BLE_ERROR_TIMEOUT);
    assert_int_equal(b.sent[b.sent_count - 1], 0x1001); /* is it alive? */
    answer(&b, 0x1001);
    id = disconnect(&b, link, 0);
    tick_after(&b, 11 * SECOND); /* its opcode was in quarantine */
    assert_int_equal(count_sent(&b, HCI_DISCONNECT), 2);
    status(&b, HCI_DISCONNECT, 0);
    disconnected(&b, 0x40);
    next(&b, BLE_EVENT_DISCONNECTED);
    completes(&b, id, BLE_OK);
    nothing(&b);
    done(&b);
}

static void a_disconnect_of_an_old_link_says_nothing_of_a_new_one(void **state)
{
    (void)state;
    struct bench b = ready();
    ble_link old = connected(&b, 0x40);
    uint32_t id = disconnect(&b, old, 0);
    fetch(&b);
    disconnected(&b, 0x40); /* before the answer */
    next(&b, BLE_EVENT_DISCONNECTED);
    completes(&b, id, BLE_OK);
    ble_link link = connected(&b, 0x40);
    uint32_t other = disconnect(&b, link, 0);
    status(&b, HCI_DISCONNECT, 0x02);
    nothing(&b);
    fetch(&b);
    status(&b, HCI_DISCONNECT, 0);
    disconnected(&b, 0x40);
    next(&b, BLE_EVENT_DISCONNECTED);
    completes(&b, other, BLE_OK);
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ loss */

static void with_the_transport_every_request_is_lost(void **state)
{
    (void)state;
    struct bench b = ready();
    ble_link link = connected(&b, 0x40);
    uint32_t ids[] = { command(&b, 0x1405, 0), send(&b, link, 1000, 0), disconnect(&b, link, 0),
                       ask(&b, (struct ble_request){ .type = BLE_REQUEST_SHUT_DOWN }) };
    for (size_t i = 0; i < 3; i++) /* shutting down has ended them */
        completes(&b, ids[i], BLE_ERROR_CANCELLED);
    ble_host_lost(b.host, b.now_us);
    next(&b, BLE_EVENT_LOST);
    completes(&b, ids[3], BLE_ERROR_LOST);
    next(&b, BLE_EVENT_DISCONNECTED);
    nothing(&b);
    done(&b);

    b = ready();
    link = connected(&b, 0x40);
    ids[0] = command(&b, 0x1405, 0);
    ids[1] = send(&b, link, 1000, 0);
    ids[2] = disconnect(&b, link, 0);
    fetch(&b);
    ble_host_lost(b.host, b.now_us);
    next(&b, BLE_EVENT_LOST);
    for (size_t i = 0; i < 3; i++)
        completes(&b, ids[i], BLE_ERROR_LOST);
    assert_int_equal(next(&b, BLE_EVENT_DISCONNECTED).u.disconnected.link, link);
    nothing(&b);
    uint32_t id = command(&b, 0x1405, 0);
    completes(&b, id, BLE_ERROR_STATE);
    done(&b);
}

static void octets_are_counted_whatever_becomes_of_them(void **state)
{
    (void)state;
    static const uint8_t half[] = { 4, 0x3e, 40, 2, 1, 0, 0, 1, 2, 3 };
    for (unsigned end = 0; end < 4; end++) {
        struct bench b = ready();
        uint64_t before = ble_host_counters(b.host)->bytes_received;
        for (size_t i = 0; i < sizeof(half); i++)
            FEED(&b, half[i]);
        switch (end) {
        case 0: tick_after(&b, 10 * MS); break;
        case 1: ble_host_lost(b.host, b.now_us); break;
        case 2: ble_host_attach(b.host, b.now_us, NULL); break;
        case 3: ask(&b, (struct ble_request){ .type = BLE_REQUEST_RESET }); break;
        }
        assert_int_equal(ble_host_counters(b.host)->bytes_received - before, sizeof(half));
        done(&b);
    }
}

/* ------------------------------------------------------------------------------------------------ random walk */

/* A completion with an answer has left its slot when it waits in the ring. */
enum { OPEN_MAX = 200 };

struct walk {
    struct bench b;
    uint32_t random;
    uint32_t open[OPEN_MAX]; /* accepted and not completed */
    size_t open_count;
    unsigned completed;
    ble_link links[8]; /* seen lately */
    unsigned recoveries;
};

static void asked(struct walk *w, uint32_t id)
{
    if (id == 0) {
        assert_true(w->open_count >= REQUESTS); /* the only reason */
        return;
    }
    for (size_t i = 0; i < w->open_count; i++)
        assert_int_not_equal(w->open[i], id);
    assert_true(w->open_count < OPEN_MAX);
    w->open[w->open_count++] = id;
}

static void pull(struct walk *w)
{
    struct ble_event event;
    if (!ble_host_next_event(w->b.host, &event))
        return;
    if (event.type == BLE_EVENT_CONNECTED)
        w->links[event.u.connected.link % 8] = event.u.connected.link;
    w->recoveries += event.type == BLE_EVENT_RECOVERING;
    if (event.type != BLE_EVENT_COMPLETED)
        return;
    size_t i = 0;
    while (i < w->open_count && w->open[i] != event.u.completed.id)
        i++;
    assert_true(i < w->open_count); /* accepted, and not completed before */
    w->open[i] = w->open[--w->open_count];
    w->completed++;
}

static void ask_something(struct walk *w)
{
    static const uint32_t timeouts_ms[] = { 0, 0, 50, 1000, 5000 };
    uint32_t limit = timeouts_ms[random_below(&w->random, 5)];
    ble_link link = w->links[random_below(&w->random, 8)];
    switch (random_below(&w->random, 24)) {
    case 0: asked(w, filter(&w->b)); break;
    case 1:
    case 2:
    case 3: asked(w, cancel(&w->b, w->open[random_below(&w->random, REQUESTS)])); break;
    case 4:
    case 5:
    case 6: asked(w, disconnect(&w->b, link, limit)); break;
    case 7:
        if (random_one_in(&w->random, 20))
            asked(w, ask(&w->b, (struct ble_request){ BLE_REQUEST_RESET, limit, { { 0 } } }));
        break;
    case 8:
        if (random_one_in(&w->random, 40))
            asked(w, ask(&w->b, (struct ble_request){ BLE_REQUEST_SHUT_DOWN, limit, { { 0 } } }));
        break;
    case 9:
    case 10:
    case 11:
    case 12:
    case 13:
    case 14:
    case 15: asked(w, send(&w->b, link, (uint16_t)random_below(&w->random, 900), limit)); break;
    default: asked(w, command(&w->b, (uint16_t)(0x1005 + random_below(&w->random, 5)), limit)); break;
    }
}

/** The controller's answers, some of which get lost or come late. */
static void exchange(struct walk *w)
{
    struct scripted_output output;
    struct ble_effect effect;
    fetch(&w->b);
    w->b.sent_count = 0;
    while (scripted_next(w->b.controller, w->b.now_us, &output))
        if (!random_one_in(&w->random, 60))
            ble_host_receive(w->b.host, w->b.now_us, output.data, output.size);
    while (ble_host_next_effect(w->b.host, &effect))
        ble_host_effect_done(w->b.host, w->b.now_us, effect.id, BLE_ERROR_NOT_FOUND, NULL, 0);
}

static void happen_something(struct walk *w)
{
    uint8_t handle = (uint8_t)(0x40 + random_below(&w->random, 5));
    uint8_t octets[12];
    random_octets(&w->random, octets, sizeof(octets));
    switch (random_below(&w->random, 30)) {
    case 0:
    case 1:
    case 2:
    case 3:
        ble_host_receive(
            w->b.host, w->b.now_us,
            (const uint8_t[]){ 4, 0x3e, 19, 1, 0, handle, 0, 0, 0, 1, 2, 3, 4, 5, 6, 24, 0, 0, 0, 72, 0, 0 }, 22);
        break;
    case 4:
    case 5: ble_host_receive(w->b.host, w->b.now_us, (const uint8_t[]){ 4, 5, 4, 0, handle, 0, 0x13 }, 7); break;
    case 6:
    case 7:
    case 8:
    case 9: ble_host_receive(w->b.host, w->b.now_us, (const uint8_t[]){ 4, 0x13, 5, 1, handle, 0, 2, 0 }, 8); break;
    case 10: ble_host_receive(w->b.host, w->b.now_us, (const uint8_t[]){ 4, 0xff, 1, 9 }, 4); break;
    case 11:
        if (random_one_in(&w->random, 10))
            ble_host_receive(w->b.host, w->b.now_us, octets, sizeof(octets));
        break;
    case 12:
        if (random_one_in(&w->random, 20))
            ble_host_receive(w->b.host, w->b.now_us, (const uint8_t[]){ 4, 0x10, 1, 5 }, 4);
        break;
    case 13:
        if (random_one_in(&w->random, 20))
            ble_host_lost(w->b.host, w->b.now_us);
        break;
    default: break;
    }
    if (ble_host_controller(w->b.host)->state == BLE_HOST_DETACHED && random_one_in(&w->random, 10)) {
        scripted_signal(w->b.controller, w->b.now_us, "open");
        ble_host_attach(w->b.host, w->b.now_us, NULL);
    }
}

static void every_request_completes_exactly_once_on_a_random_walk(void **state)
{
    (void)state;
    struct walk w = { .b = ready(), .random = 1 };
    w.b.controller = scripted_new(w.b.script);
    scripted_signal(w.b.controller, w.b.now_us, "open");
    for (unsigned step = 0; step < 60000; step++) {
        w.b.now_us += random_below(&w.random, random_one_in(&w.random, 20) ? 400 * MS : 2 * MS);
        ask_something(&w);
        happen_something(&w);
        exchange(&w);
        if (random_one_in(&w.random, 3))
            ble_host_tick(w.b.host, w.b.now_us);
        for (uint32_t pulls = random_below(&w.random, 4); pulls > 0; pulls--)
            pull(&w);
        if (ble_host_controller(w.b.host)->state == BLE_HOST_FAILED ||
            ble_host_controller(w.b.host)->state == BLE_HOST_OFF)
            ble_host_attach(w.b.host, w.b.now_us, NULL);
    }
    /* Left alone, what is pending ends by itself: nothing waits for ever. */
    for (uint64_t until_us = w.b.now_us + 100ull * SECOND; w.b.now_us < until_us && w.open_count > 0;) {
        w.b.now_us += 10 * MS;
        exchange(&w);
        ble_host_tick(w.b.host, w.b.now_us);
        pull(&w);
    }
    assert_int_equal(w.open_count, 0);
    assert_true(w.completed > 10000);
    assert_true(w.recoveries > 10);
    scripted_free(w.b.controller);
    done(&w.b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_are_told_in_order_with_the_events_around_them),
        cmocka_unit_test(answers_carry_their_octets_and_keep_their_place),
        cmocka_unit_test(the_end_of_a_link_comes_before_what_waited_for_it),
        cmocka_unit_test(a_slot_is_free_when_its_end_was_told),
        cmocka_unit_test(stale_and_strange_ids_name_nothing),
        cmocka_unit_test(each_kind_of_request_can_be_cancelled),
        cmocka_unit_test(each_kind_of_request_ends_in_its_time),
        cmocka_unit_test(a_refused_disconnect_leaves_the_link_usable_even_if_nobody_waits_for_it),
        cmocka_unit_test(an_unanswered_disconnect_can_be_tried_again),
        cmocka_unit_test(commands_find_room_however_much_data_waits),
        cmocka_unit_test(a_disconnect_of_an_old_link_says_nothing_of_a_new_one),
        cmocka_unit_test(with_the_transport_every_request_is_lost),
        cmocka_unit_test(octets_are_counted_whatever_becomes_of_them),
        cmocka_unit_test(every_request_completes_exactly_once_on_a_random_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
