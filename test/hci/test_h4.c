/* SPDX-License-Identifier: MIT */
/* The framer: each rule by example, and random streams, valid and hostile, however cut, against a framer that sees the
 * whole stream at once. The short cuts are driven as src/host/dispatch.c drives them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/h4.h"
#include "hci/packets.h"
#include "random.h"

enum { CAPACITY = 300, STREAM = 4096, PACKETS = 1500, RESET = 0x0c03, RESET_ANSWER = 1 };

/** What came out of a stream. */
struct outcome {
    struct {
        size_t size;
        uint64_t first_us, last_us; /* when its first octet came: of one that ends a hunt to a few octets only */
        uint8_t octets[CAPACITY];
    } packets[PACKETS];
    size_t count;
    unsigned desyncs;
    uint64_t noise_bytes;
    uint64_t oversize;
    uint8_t noise[H4_NOISE_MAX];
    size_t noise_size;
    uint64_t octets; /* taken */
    uint8_t state;
};

/** How a stream is read. */
struct mode {
    bool hunt; /* from its beginning */
    bool may_sleep;
    bool from_host;
};

static void keep(struct outcome *o, const uint8_t *data, size_t size, uint64_t first_us, uint64_t last_us)
{
    assert_true(o->count < PACKETS && size <= CAPACITY);
    o->packets[o->count].size = size;
    o->packets[o->count].first_us = first_us;
    o->packets[o->count].last_us = last_us;
    memcpy(o->packets[o->count++].octets, data, size);
}

/* ------------------------------------------------------------------------------------------------ the whole at once */

/** Octets of header of a packet type, 0: none. */
static size_t header_of(uint8_t type, const struct mode *mode)
{
    switch (type) {
    case 1: return mode->from_host ? 4 : 0;
    case 2:
    case 5: return 5;
    case 3: return 4;
    case 4: return mode->from_host ? 0 : 3;
    case 7: return 1;
    default: return 0;
    }
}

/** Size of the packet that begins here; 0: it cannot be one. */
static size_t size_of(const uint8_t *at)
{
    switch (at[0]) {
    case 2: return 5u + at[3] + 256u * at[4];
    case 5: return 5u + at[3] + 256u * (at[4] & 0x3fu);
    case 4: return blr_hci_event_length_possible(at[1], at[2]) ? 3u + at[2] : 0;
    case 7: return 64;
    default: return 4u + at[3];
    }
}

/** Are these octets, as far as they go, the beginning of the answer to Reset? */
static bool answers_reset(const uint8_t *at, size_t size)
{
    static const uint8_t pattern[] = { 0x04, 0x0e, 0x04, 0x01, 0x03, 0x0c };
    for (size_t i = 0; i < size && i < sizeof(pattern); i++)
        if (at[i] != pattern[i] && i != 3 && !(i == 2 && at[i] == 3))
            return false;
    return true;
}

static void drop(struct outcome *o, uint8_t octet)
{
    o->noise_bytes++;
    if (o->noise_size < H4_NOISE_MAX)
        o->noise[o->noise_size++] = octet;
}

/** What a framer that has all of a stream before it makes of it. times: of each octet. */
static void frame(struct outcome *o, const struct mode *mode, const uint8_t *data, size_t size, const uint64_t *times)
{
    bool hunting = mode->hunt;
    memset(o, 0, sizeof(*o));
    o->octets = size;
    for (size_t at = 0; at < size;) {
        if (hunting && !answers_reset(data + at, size - at)) {
            drop(o, data[at++]);
            continue;
        }
        if (hunting && size - at < H4_PATTERN)
            break;
        if (!hunting && mode->may_sleep && data[at] >= 0x30 && data[at] <= 0x33) {
            at++;
            continue;
        }
        size_t header = header_of(data[at], mode);
        if (header > 0 && size - at < header)
            break;
        size_t whole = header > 0 ? size_of(data + at) : 0;
        if (whole == 0) {
            o->desyncs++;
            hunting = true;
            continue;
        }
        o->oversize += whole > CAPACITY;
        if (whole > size - at) {
            hunting = false;
            break;
        }
        if (whole <= CAPACITY) {
            size_t doubt = hunting ? H4_HEADER_MAX : 0;
            keep(o, data + at, whole, times[at > doubt ? at - doubt : 0], times[at + doubt]);
        }
        hunting = false;
        at += whole;
    }
    o->state = hunting ? H4_HUNT : H4_SYNC; /* within what is skipped too */
}

/* ------------------------------------------------------------------------------------------------ piece by piece */

struct driver {
    struct h4 h4;
    uint8_t *buffer;
    bool usual; /* with the short cuts */
};

static void start(struct driver *d, const struct mode *mode, bool usual)
{
    d->buffer = malloc(CAPACITY); /* exactly: what lies behind it is watched */
    memset(d->buffer, 0x5a, CAPACITY);
    blr_h4_init(&d->h4, d->buffer, CAPACITY);
    d->h4.may_sleep = mode->may_sleep;
    d->h4.from_host = mode->from_host;
    d->usual = usual;
    if (mode->hunt)
        blr_h4_hunt(&d->h4, RESET, RESET_ANSWER, true);
}

/** A piece of the stream, in memory of exactly its size. */
static void give(struct driver *d, struct outcome *o, uint64_t now_us, const uint8_t *piece, size_t size)
{
    uint8_t *data = malloc(size);
    memcpy(data, piece, size);
    if (d->usual && size == 1 && blr_h4_store(&d->h4, data[0])) {
        free(data);
        return;
    }
    o->octets += blr_h4_stored(&d->h4);
    for (size_t at = 0; at < size;) {
        struct h4_packet packet;
        size_t taken = d->usual ? blr_h4_take_usual(&d->h4, now_us, data + at, size - at, &packet) : 0;
        bool usual = taken > 0;
        if (!usual)
            taken = blr_h4_take(&d->h4, now_us, data + at, size - at, &packet);
        assert_true(taken <= size - at);
        o->octets += taken;
        at += taken;
        if (packet.size > 0) {
            assert_int_equal(d->h4.state, H4_SYNC);
            keep(o, packet.data, packet.size, packet.first_us, packet.first_us);
        } else if (d->h4.state == H4_DESYNC) {
            struct h4_packet none;
            assert_int_equal(blr_h4_take(&d->h4, now_us, data, size, &none), 0); /* not before it hunts */
            assert_int_equal(none.size, 0);
            o->desyncs++;
            blr_h4_hunt(&d->h4, RESET, RESET_ANSWER, false);
        } else if (!usual) {
            assert_int_equal(at, size);
        }
    }
    free(data);
}

static void finish(struct driver *d, struct outcome *o)
{
    o->octets += blr_h4_stored(&d->h4);
    o->noise_bytes = d->h4.noise_bytes;
    o->oversize = d->h4.oversize;
    o->noise_size = d->h4.noise_size;
    memcpy(o->noise, d->h4.noise, sizeof(o->noise));
    o->state = d->h4.state == H4_SKIP ? H4_SYNC : d->h4.state;
    free(d->buffer);
}

static void compare(const struct outcome *got, const struct outcome *wanted)
{
    for (size_t i = 0; i < got->count && i < wanted->count; i++) {
        assert_int_equal(got->packets[i].size, wanted->packets[i].size);
        assert_memory_equal(got->packets[i].octets, wanted->packets[i].octets, wanted->packets[i].size);
        assert_in_range(got->packets[i].first_us, wanted->packets[i].first_us, wanted->packets[i].last_us);
    }
    assert_int_equal(got->count, wanted->count);
    assert_int_equal(got->desyncs, wanted->desyncs);
    assert_int_equal(got->noise_bytes, wanted->noise_bytes);
    assert_int_equal(got->noise_size, wanted->noise_size);
    assert_memory_equal(got->noise, wanted->noise, wanted->noise_size);
    assert_int_equal(got->oversize, wanted->oversize);
    assert_int_equal(got->octets, wanted->octets);
    assert_int_equal(got->state, wanted->state);
}

/** Sizes of the pieces of a stream: whole, octets, or random up to `most`. */
static size_t piece_of(uint32_t *random, size_t most, size_t rest)
{
    size_t size = most == 0 ? rest : most == 1 ? 1 : random_between(random, 1, (uint32_t)most);
    return size < rest ? size : rest;
}

/** However this stream is cut, with and without the short cuts: the same comes out as from the whole. */
static void check_stream(const struct mode *mode, const uint8_t *data, size_t size, uint32_t *random)
{
    static const size_t mosts[] = { 0, 1, 2, 5, 40, 300 };
    struct outcome *wanted = malloc(sizeof(*wanted)), *got = malloc(sizeof(*got));
    uint64_t *times = malloc((size + 1) * sizeof(*times));
    for (size_t m = 0; m < sizeof(mosts) / sizeof(mosts[0]); m++) {
        uint32_t cuts = *random;
        for (int usual = mode->from_host ? 0 : 1; usual >= 0; usual--) {
            struct driver d;
            uint64_t now_us = 1000;
            *random = cuts; /* the same cuts and times for both */
            memset(got, 0, sizeof(*got));
            start(&d, mode, usual);
            for (size_t at = 0, part; at < size; at += part) {
                part = piece_of(random, mosts[m], size - at);
                now_us += random_below(random, 50);
                for (size_t i = 0; i < part; i++)
                    times[at + i] = now_us;
                give(&d, got, now_us, data + at, part);
            }
            finish(&d, got);
            frame(wanted, mode, data, size, times);
            compare(got, wanted);
        }
        random_next(random);
    }
    free(times);
    free(got);
    free(wanted);
}

/* ------------------------------------------------------------------------------------------------ streams */

struct stream {
    uint8_t data[STREAM];
    size_t size;
};

static void put(struct stream *s, const void *data, size_t size)
{
    if (size > STREAM - s->size)
        size = STREAM - s->size;
    memcpy(s->data + s->size, data, size);
    s->size += size;
}

static void put_random(struct stream *s, size_t size, uint32_t *random)
{
    uint8_t data[STREAM];
    if (size > sizeof(data))
        size = sizeof(data);
    random_octets(random, data, size);
    put(s, data, size);
}

#define PUT(s, ...) put(s, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

/** A packet that may be sent; of event codes mostly unknown ones and LE Meta, whose length is free. */
static void put_packet(struct stream *s, bool from_host, uint32_t *random)
{
    uint8_t length = (uint8_t)random_between(random, 1, random_one_in(random, 4) ? 255 : 12);
    uint8_t high = random_one_in(random, 10) ? (uint8_t)random_below(random, 3) : 0;
    uint8_t reserved = (uint8_t)(random_next(random) & 0xc0);
    switch (random_below(random, from_host ? 6 : 9)) {
    case 0:
        PUT(s, 2, 1, 0x20, length, high);
        put_random(s, length + 256u * high, random);
        break;
    case 1:
        PUT(s, 5, 1, 0x20, length, (uint8_t)(high | reserved));
        put_random(s, length + 256u * high, random);
        break;
    case 2:
        PUT(s, 3, 1, 0, length);
        put_random(s, length, random);
        break;
    case 3:
        PUT(s, 7);
        put_random(s, 63, random);
        break;
    case 4: PUT(s, (uint8_t)(random_one_in(random, 2) ? 2 : 5), 1, 0x20, 0, 0); break;
    case 5:
        if (from_host)
            PUT(s, 1, 1, 0x10, length);
        else
            PUT(s, 4, 0xff, length);
        put_random(s, length, random);
        break;
    case 6: PUT(s, 4, 0x0e, 4, 1, 3, 0x0c, 0); break;
    case 7: PUT(s, 4, 0xff, 0); break;
    case 8:
        PUT(s, 4, 0x3e, length);
        put_random(s, length, random);
        break;
    }
}

/** What breaks a framer, or tries to. */
static void put_trouble(struct stream *s, uint32_t *random)
{
    switch (random_below(random, 12)) {
    case 0: put_random(s, random_below(random, 80), random); break;
    case 1: PUT(s, 4, 0x0e, 4, 0x0e, 4); break;
    case 2: PUT(s, 4, 0x0e, 3, 1, 3, 0x0c); break;
    case 3: PUT(s, 4, 0x0e, 4, 5, 3, 0x0c, 0); break;
    case 4: PUT(s, 4, 0x0f, 5); break;
    case 5: PUT(s, 4, 0x3e, 0); break;
    case 6: PUT(s, 4, 0x0e, 2, 1, 3); break;
    case 7: PUT(s, 0x30, 0x31, 0x32, 0x33, 0x34); break;
    case 8: PUT(s, 1, 3, 0x0c, 0); break;
    case 9: PUT(s, 4, 0x10, 4, 0x0e, 4, 1, 3, 0x0c, 0); break;
    case 10: PUT(s, 4, 4, 0x0e, 0x0e, 4, 0x0e, 4, 1, 4, 0x0e, 4, 1, 3, 0x0c, 0); break;
    case 11: PUT(s, 4, 0x3e); break;
    }
}

static void random_streams(bool trouble, unsigned rounds)
{
    uint32_t random = 1 + trouble;
    struct stream *s = malloc(sizeof(*s));
    for (unsigned round = 0; round < rounds; round++) {
        struct mode mode = { .may_sleep = random_one_in(&random, 3),
                             .from_host = !trouble && random_one_in(&random, 4) };
        mode.hunt = !mode.from_host && random_one_in(&random, 3);
        s->size = 0;
        size_t length = random_between(&random, 1, STREAM);
        while (s->size < length) {
            if (trouble && random_one_in(&random, 6))
                put_trouble(s, &random);
            else
                put_packet(s, mode.from_host, &random);
        }
        check_stream(&mode, s->data, s->size, &random);
    }
    free(s);
}

static void packets_come_out_however_the_stream_is_cut(void **state)
{
    (void)state;
    random_streams(false, 40);
}

static void hostile_streams_give_the_same_however_they_are_cut(void **state)
{
    (void)state;
    random_streams(true, 120);
}

static void octets_at_random_give_the_same_however_they_are_cut(void **state)
{
    (void)state;
    static const uint8_t likely[] = { 0, 1, 2, 3, 4, 5, 7, 0x0c, 0x0e, 0x0f, 0x10, 0x30, 0x3e, 0xff };
    uint32_t random = 9;
    for (unsigned round = 0; round < 300; round++) {
        struct mode mode = { .hunt = round & 1, .may_sleep = round & 2 };
        uint8_t data[200];
        for (size_t i = 0; i < sizeof(data); i++)
            data[i] = likely[random_below(&random, sizeof(likely))];
        check_stream(&mode, data, sizeof(data), &random);
    }
}

/* ------------------------------------------------------------------------------------------------ SYNC by example */

/** In SYNC this stream is exactly one packet. */
static void is_one_packet(const struct mode *mode, const uint8_t *data, size_t size)
{
    uint8_t buffer[CAPACITY];
    struct h4 h4;
    struct h4_packet packet;
    blr_h4_init(&h4, buffer, sizeof(buffer));
    h4.from_host = mode->from_host;
    h4.may_sleep = mode->may_sleep;
    assert_int_equal(blr_h4_take(&h4, 7, data, size, &packet), size);
    assert_ptr_equal(packet.data, data); /* where it lies */
    assert_int_equal(packet.size, size);
    assert_int_equal(packet.first_us, 7);
    assert_false(blr_h4_partial(&h4));
    for (size_t i = 0; i < size; i++) { /* octet by octet */
        assert_int_equal(blr_h4_take(&h4, 10 + i, data + i, 1, &packet), 1);
        assert_int_equal(packet.size, i + 1 < size ? 0 : size);
        assert_int_equal(blr_h4_partial(&h4), i + 1 < size);
    }
    assert_memory_equal(packet.data, data, size);
    assert_int_equal(packet.first_us, 10);
}

static void every_type_of_packet_ends_where_its_header_says(void **state)
{
    (void)state;
    static const uint8_t headers[][5] = {
        { 2, 0x34, 0x12, 0, 0 }, { 3, 0x34, 0x12, 0 }, { 4, 0xff, 0 }, { 5, 0x34, 0x12, 0, 0 }, { 1, 1, 0x10, 0 },
    };
    static const uint8_t header_sizes[] = { 5, 4, 3, 5, 4 };
    static const uint16_t lengths[] = { 0, 1, 2, 27, 255 };
    for (size_t h = 0; h < sizeof(headers) / sizeof(headers[0]); h++) {
        for (size_t l = 0; l < sizeof(lengths) / sizeof(lengths[0]); l++) {
            uint8_t data[CAPACITY];
            size_t at = header_sizes[h];
            memset(data, 4, sizeof(data));
            memcpy(data, headers[h], at);
            data[at - (at == 5 ? 2 : 1)] = (uint8_t)lengths[l];
            is_one_packet(&(struct mode){ .from_host = h == 4 }, data, at + lengths[l]);
        }
    }
    uint8_t diagnostic[64] = { 7, 4, 0x0e, 4, 1, 3, 0x0c, 0 };
    is_one_packet(&(struct mode){ 0 }, diagnostic, sizeof(diagnostic));
    uint8_t iso[] = { 5, 1, 0, 2, 0xc0, 9, 9 }; /* the top two bits of its length are reserved */
    is_one_packet(&(struct mode){ 0 }, iso, sizeof(iso));
}

/** In SYNC the octet at this place is no HCI. */
static void is_no_hci(const struct mode *mode, const uint8_t *data, size_t size)
{
    uint8_t buffer[CAPACITY];
    struct h4 h4;
    struct h4_packet packet;
    blr_h4_init(&h4, buffer, sizeof(buffer));
    h4.from_host = mode->from_host;
    h4.may_sleep = mode->may_sleep;
    assert_int_equal(blr_h4_take(&h4, 7, data, size, &packet), 0);
    assert_int_equal(packet.size, 0);
    assert_int_equal(h4.state, H4_DESYNC);
}

static void only_what_cannot_be_hci_is_a_desync(void **state)
{
    (void)state;
    for (unsigned type = 0; type < 256; type++) {
        uint8_t data[CAPACITY] = { (uint8_t)type, 0xff };
        for (int from_host = 0; from_host < 2; from_host++) {
            const struct mode mode = { .from_host = from_host };
            if (header_of((uint8_t)type, &mode) == 0)
                is_no_hci(&mode, data, 20);
            else
                is_one_packet(&mode, data, size_of(data));
        }
    }
    static const uint8_t bad[][3] = {
        { 4, 0x0f, 3 },    { 4, 0x0f, 5 },    { 4, 0x0e, 2 },    { 4, 0x0e, 0 }, { 4, 0x05, 3 },
        { 4, 0x05, 5 },    { 4, 0x10, 0 },    { 4, 0x10, 2 },    { 4, 0x13, 0 }, { 4, 0x3e, 0 },
        { 4, 0x08, 0x05 }, { 4, 0x1a, 0x00 }, { 4, 0x30, 0x04 },
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        is_no_hci(&(struct mode){ 0 }, bad[i], 3);
    static const uint8_t good[][3] = { { 4, 0x77, 0 }, { 4, 0xff, 0 }, { 4, 0xfe, 0 } };
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        is_one_packet(&(struct mode){ 0 }, good[i], 3);
}

static void sleep_octets_are_skipped_between_packets_only_where_they_are_agreed(void **state)
{
    (void)state;
    static const uint8_t data[] = { 0x30, 0x31, 4, 0xff, 2, 0x32, 0x33, 0x33, 0x32, 4, 0xff, 0 };
    uint8_t buffer[CAPACITY];
    struct h4 h4;
    struct h4_packet packet;
    blr_h4_init(&h4, buffer, sizeof(buffer));
    h4.may_sleep = true;
    assert_int_equal(blr_h4_take(&h4, 0, data, sizeof(data), &packet), 7);
    assert_memory_equal(packet.data, data + 2, 5);
    assert_int_equal(blr_h4_take(&h4, 0, data + 7, sizeof(data) - 7, &packet), 5);
    assert_int_equal(packet.size, 3);
    for (uint8_t octet = 0x2f; octet <= 0x34; octet++) {
        is_no_hci(&(struct mode){ 0 }, &octet, 1);
        if (octet < 0x30 || octet > 0x33)
            is_no_hci(&(struct mode){ .may_sleep = true }, &octet, 1);
    }
}

static void an_oversize_packet_is_skipped_to_its_exact_end_whatever_is_in_it(void **state)
{
    (void)state;
    static const uint8_t event[] = { 4, 0x0e, 4, 1, 3, 0x0c, 0 };
    static const uint16_t lengths[] = { CAPACITY - 5, CAPACITY - 4, 600, 0x0fff, 0xffff };
    for (size_t l = 0; l < sizeof(lengths) / sizeof(lengths[0]); l++) {
        size_t size = 5u + lengths[l];
        uint8_t *data = malloc(size + sizeof(event));
        for (size_t i = 5; i < size; i++)
            data[i] = event[i % sizeof(event)];
        memcpy(data, (uint8_t[]){ 2, 1, 0x20, (uint8_t)lengths[l], (uint8_t)(lengths[l] >> 8) }, 5);
        memcpy(data + size, event, sizeof(event));
        for (size_t cut = 1; cut < size + sizeof(event); cut += 1 + cut / 7) {
            uint8_t buffer[CAPACITY];
            struct h4 h4;
            struct h4_packet packet = { 0 };
            size_t packets = 0;
            bool too_long = size > CAPACITY;
            blr_h4_init(&h4, buffer, sizeof(buffer));
            for (size_t at = 0; at < size + sizeof(event);) {
                size_t end = at < cut ? cut : size + sizeof(event);
                at += blr_h4_take(&h4, at, data + at, end - at, &packet);
                packets += packet.size > 0;
                if (too_long && at >= 5 && at < size)
                    assert_true(blr_h4_partial(&h4));
            }
            assert_int_equal(packets, too_long ? 1 : 2);
            assert_int_equal(h4.oversize, too_long);
            assert_memory_equal(packet.data, event, sizeof(event));
            assert_int_equal(h4.state, H4_SYNC);
        }
        free(data);
    }
}

static void a_skipped_packet_has_its_own_time(void **state)
{
    (void)state;
    uint8_t buffer[CAPACITY], data[] = { 2, 1, 0x20, 0, 4, 9, 9, 9 };
    struct h4 h4;
    struct h4_packet packet;
    blr_h4_init(&h4, buffer, sizeof(buffer));
    blr_h4_take(&h4, 100, data, sizeof(data), &packet);
    assert_int_equal(h4.first_us, 100); /* the host tells by it whether a packet has stopped halfway */
    for (size_t i = 0; i < 1024 - 3; i++)
        blr_h4_take(&h4, 200, data, 1, &packet);
    assert_int_equal(h4.state, H4_SYNC);
    blr_h4_take(&h4, 300, data, sizeof(data), &packet);
    assert_int_equal(h4.state, H4_SKIP);
    assert_int_equal(h4.first_us, 300);
}

/* ------------------------------------------------------------------------------------------------ HUNT by example */

/** @return octets dropped until the answer, which was handed out whole */
static uint64_t hunt(const uint8_t *data, size_t size, size_t cut, size_t answer_size)
{
    uint8_t buffer[CAPACITY];
    struct h4 h4;
    struct h4_packet packet = { 0 };
    blr_h4_init(&h4, buffer, sizeof(buffer));
    blr_h4_hunt(&h4, RESET, RESET_ANSWER, true);
    for (size_t at = 0; at < size && packet.size == 0;)
        at += blr_h4_take(&h4, at, data + at, (at < cut ? cut : size) - at, &packet);
    assert_int_equal(packet.size, answer_size);
    assert_memory_equal(packet.data, data + size - answer_size, answer_size);
    assert_int_equal(h4.state, H4_SYNC);
    return h4.noise_bytes;
}

static void the_answer_is_found_after_anything_wherever_it_is_cut(void **state)
{
    (void)state;
    static const struct {
        uint8_t octets[16];
        size_t size;
    } before[] = {
        { { 0 }, 0 },
        { { 0 }, 1 },
        { { 4 }, 1 },
        { { 4, 4 }, 2 },
        { { 4, 0x0e }, 2 },
        { { 4, 0x0e, 4 }, 3 },
        { { 4, 0x0e, 4, 1 }, 4 },
        { { 4, 0x0e, 4, 0x0e }, 4 },
        { { 4, 0x0e, 4, 1, 3 }, 5 },
        { { 4, 0x0e, 4, 0x0e, 4 }, 5 },
        { { 4, 0x0e, 4, 4, 0x0e }, 5 },
        { { 4, 0x0e, 4, 4, 0x0e, 4, 0x0e }, 7 },
        { { 4, 0x0e, 4, 1, 1, 0x10, 0 }, 7 },       /* of another opcode */
        { { 4, 0x0e, 4, 1, 3, 0x10, 0 }, 7 },       /* of another group */
        { { 4, 0x0e, 5, 1, 3, 0x0c, 0 }, 7 },       /* of another length */
        { { 4, 0x0f, 4, 0, 1, 3, 0x0c }, 7 },       /* of another kind */
        { { 'r', 's', 't', ':', '0', 'x', 4 }, 7 }, /* a boot ROM */
    };
    for (size_t b = 0; b < sizeof(before) / sizeof(before[0]); b++) {
        for (unsigned ncmd = 0; ncmd < 256; ncmd += ncmd < 6 ? 1 : 83) {
            uint8_t data[32];
            size_t size = before[b].size;
            memcpy(data, before[b].octets, size);
            memcpy(data + size, (uint8_t[]){ 4, 0x0e, 4, (uint8_t)ncmd, 3, 0x0c, 0 }, 7);
            for (size_t cut = 0; cut <= size + 7; cut++) {
                assert_int_equal(hunt(data, size + 7, cut, 7), size);
            }
            data[size + 2] = 3; /* the same without a status */
            for (size_t cut = 0; cut <= size + 6; cut++)
                assert_int_equal(hunt(data, size + 6, cut, 6), size);
        }
    }
}

static void another_answer_can_be_hunted_for(void **state)
{
    (void)state;
    uint8_t buffer[CAPACITY], data[30] = { 4, 0x0e, 4, 1, 3, 0x0c, 0, 4, 0x0e, 0x0c, 1, 1, 0x10, 0 };
    struct h4 h4;
    struct h4_packet packet;
    blr_h4_init(&h4, buffer, sizeof(buffer));
    blr_h4_hunt(&h4, 0x1001, 9, true);
    assert_int_equal(blr_h4_take(&h4, 0, data, sizeof(data), &packet), 7 + 15);
    assert_memory_equal(packet.data, data + 7, 15);
    assert_int_equal(h4.noise_bytes, 7);
}

static void the_first_64_octets_of_noise_are_kept_and_all_are_counted(void **state)
{
    (void)state;
    uint8_t buffer[CAPACITY], data[100];
    struct h4 h4;
    struct h4_packet packet;
    for (size_t i = 0; i < sizeof(data); i++)
        data[i] = (uint8_t)(100 + i);
    blr_h4_init(&h4, buffer, sizeof(buffer));
    blr_h4_hunt(&h4, RESET, RESET_ANSWER, true);
    assert_int_equal(blr_h4_take(&h4, 0, data, sizeof(data), &packet), sizeof(data));
    assert_int_equal(h4.noise_bytes, 100);
    assert_int_equal(h4.noise_size, 64);
    assert_memory_equal(h4.noise, data, 64);
    blr_h4_hunt(&h4, RESET, RESET_ANSWER, false);
    assert_int_equal(h4.noise_size, 64);
    blr_h4_hunt(&h4, RESET, RESET_ANSWER, true);
    assert_int_equal(h4.noise_size, 0);
    assert_int_equal(h4.noise_bytes, 100);
    blr_h4_take(&h4, 0, data, 1, &packet);
    assert_int_equal(h4.noise_size, 1);
    assert_int_equal(h4.noise_bytes, 101);
}

static void an_answer_does_not_have_the_time_of_noise_before_it(void **state)
{
    (void)state;
    static const uint8_t answer[] = { 4, 0x0e, 4, 1, 3, 0x0c, 0 };
    for (size_t stray = 1; stray <= 5; stray++) { /* it looks like the beginning of an answer */
        for (size_t part = 1; part <= sizeof(answer); part += 6) {
            uint8_t buffer[CAPACITY];
            struct h4 h4;
            struct h4_packet packet = { 0 };
            blr_h4_init(&h4, buffer, sizeof(buffer));
            blr_h4_hunt(&h4, RESET, RESET_ANSWER, true);
            blr_h4_take(&h4, 1000, answer, stray, &packet);
            for (size_t at = 0; at < sizeof(answer); at += part)
                blr_h4_take(&h4, 5000000, answer + at, part, &packet);
            assert_int_equal(packet.size, sizeof(answer));
            assert_int_equal(packet.first_us, 5000000);
        }
    }
}

static void a_hunt_forgets_what_was_half_received(void **state)
{
    (void)state;
    static const uint8_t answer[] = { 4, 0x0e, 4, 1, 3, 0x0c, 0 };
    static const uint8_t halves[][6] = { { 4, 0x3e }, { 4, 0x3e, 40, 1, 2, 3 }, { 2, 1, 0x20, 0xff, 0xff, 0 } };
    static const size_t sizes[] = { 2, 6, 6 };
    for (size_t i = 0; i < 3; i++) {
        for (int usual = 0; usual < 2; usual++) {
            struct outcome *o = calloc(1, sizeof(*o));
            struct driver d;
            start(&d, &(struct mode){ 0 }, usual);
            give(&d, o, 1, halves[i], sizes[i]);
            blr_h4_hunt(&d.h4, RESET, RESET_ANSWER, true);
            assert_false(blr_h4_partial(&d.h4));
            give(&d, o, 2, answer, 3);
            assert_false(blr_h4_partial(&d.h4));
            give(&d, o, 3, answer + 3, 4);
            finish(&d, o);
            assert_int_equal(o->count, 1);
            assert_memory_equal(o->packets[0].octets, answer, sizeof(answer));
            assert_int_equal(o->noise_bytes, 0);
            free(o);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_of_packet_ends_where_its_header_says),
        cmocka_unit_test(only_what_cannot_be_hci_is_a_desync),
        cmocka_unit_test(sleep_octets_are_skipped_between_packets_only_where_they_are_agreed),
        cmocka_unit_test(an_oversize_packet_is_skipped_to_its_exact_end_whatever_is_in_it),
        cmocka_unit_test(a_skipped_packet_has_its_own_time),
        cmocka_unit_test(the_answer_is_found_after_anything_wherever_it_is_cut),
        cmocka_unit_test(another_answer_can_be_hunted_for),
        cmocka_unit_test(the_first_64_octets_of_noise_are_kept_and_all_are_counted),
        cmocka_unit_test(an_answer_does_not_have_the_time_of_noise_before_it),
        cmocka_unit_test(a_hunt_forgets_what_was_half_received),
        cmocka_unit_test(packets_come_out_however_the_stream_is_cut),
        cmocka_unit_test(hostile_streams_give_the_same_however_they_are_cut),
        cmocka_unit_test(octets_at_random_give_the_same_however_they_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
