/* SPDX-License-Identifier: MIT */
#include "aired.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/internal.h"

enum { RADIOS = 104, SAID = 4096 };

/** A controller, the line to it, and the loop of its radio. */
struct seat {
    struct ble_transport base;
    struct aired *aired;
    struct virtual_controller *controller;
    ble_radio *radio; /**< NULL: closed, or being opened */
    bool unplugged, line_open, busy, kicked, woken;
    unsigned wanted, calls;
    uint64_t armed_us;
    uint8_t said[SAID]; /**< what a test lets the controller say */
    size_t said_size;
};

struct aired {
    struct virtual_air *air;
    struct seat *seats[RADIOS];
    unsigned count;
};

/* ------------------------------------------------------------------------------------------------ the line */

static struct seat *seat_of(struct ble_transport *transport)
{
    return (struct seat *)transport;
}

static int line_fd(struct ble_transport *transport)
{
    (void)transport;
    return 0;
}

static ptrdiff_t line_read(struct ble_transport *transport, uint8_t *data, size_t capacity)
{
    struct seat *seat = seat_of(transport);
    if (seat->unplugged || blr_virtual_gone(seat->controller))
        return BLE_ERROR_LOST;
    size_t size = seat->said_size < capacity ? seat->said_size : capacity;
    memcpy(data, seat->said, size);
    memmove(seat->said, seat->said + size, seat->said_size - size);
    seat->said_size -= size;
    return (ptrdiff_t)(size > 0 ? size : blr_virtual_transmit(seat->controller, data, capacity));
}

static ptrdiff_t line_write(struct ble_transport *transport, const uint8_t *data, size_t size)
{
    struct seat *seat = seat_of(transport);
    if (seat->unplugged || blr_virtual_gone(seat->controller))
        return BLE_ERROR_LOST;
    return (ptrdiff_t)blr_virtual_receive(seat->controller, data, size);
}

static ble_status line_control(struct ble_transport *transport, enum ble_effect_type effect, uint32_t argument)
{
    struct seat *seat = seat_of(transport);
    (void)argument;
    if (effect != BLE_EFFECT_REOPEN)
        return BLE_ERROR_UNSUPPORTED;
    if (seat->unplugged)
        return BLE_ERROR_NOT_FOUND;
    blr_virtual_power_cycle(seat->controller);
    return BLE_OK;
}

static void line_info(struct ble_transport *transport, struct ble_transport_info *info)
{
    (void)transport;
    *info = (struct ble_transport_info){ .can_reopen = true };
}

static void line_describe(struct ble_transport *transport, struct ble_transport_description *description)
{
    (void)transport;
    *description = (struct ble_transport_description){ .kind = BLE_PORT_CUSTOM, .port = "air", .cts = -1 };
}

static void line_close(struct ble_transport *transport)
{
    seat_of(transport)->line_open = false;
}

static const struct ble_transport_ops line_ops = { line_fd,   line_read,     line_write, line_control,
                                                   line_info, line_describe, line_close };

/* ------------------------------------------------------------------------------------------------ the loop */

static uint64_t now_us(const struct aired *aired)
{
    return blr_air_now(aired->air);
}

static uint64_t loop_time_us(const struct blr_loop *loop)
{
    return now_us(((const struct seat *)loop->context)->aired);
}

static ble_status loop_open(struct blr_loop *loop)
{
    struct seat *seat = loop->context;
    seat->armed_us = BLR_NEVER;
    return BLE_OK;
}

static void loop_close(struct blr_loop *loop)
{
    (void)loop;
}

static ble_status loop_watch(struct blr_loop *loop, int fd, unsigned wanted)
{
    ((struct seat *)loop->context)->wanted = fd < 0 ? 0 : wanted;
    return BLE_OK;
}

static void loop_arm(struct blr_loop *loop, uint64_t at_us)
{
    ((struct seat *)loop->context)->armed_us = at_us;
}

static void loop_kick(struct blr_loop *loop)
{
    ((struct seat *)loop->context)->kicked = true;
}

static void loop_wake(struct blr_loop *loop)
{
    ((struct seat *)loop->context)->woken = true;
}

static unsigned ready_of(const struct seat *seat)
{
    bool gone = seat->unplugged || blr_virtual_gone(seat->controller);
    bool readable = gone || seat->said_size > 0 || blr_virtual_pending(seat->controller) > 0;
    unsigned line = (readable ? BLR_LOOP_READ : 0u) | BLR_LOOP_WRITE;
    return (line & seat->wanted) | (seat->wanted && gone ? BLR_LOOP_HANGUP : 0u) |
           (seat->armed_us <= now_us(seat->aired) ? BLR_LOOP_TIMER : 0u) | (seat->kicked ? BLR_LOOP_KICK : 0u) |
           (seat->woken ? BLR_LOOP_WAKE : 0u);
}

/** Let the other radios do what is due. @return whether one had something to do */
static bool run_others(struct aired *aired, const struct seat *waiting)
{
    bool any = false;
    for (unsigned i = 0; i < aired->count; i++) {
        struct seat *seat = aired->seats[i];
        if (seat == waiting || !seat->radio || seat->busy || !ready_of(seat))
            continue;
        seat->calls++;
        ble_radio_process(seat->radio, 0);
        any = true;
    }
    return any;
}

/** When the next thing happens. */
static uint64_t next_us(const struct aired *aired)
{
    uint64_t next = blr_air_deadline(aired->air);
    for (unsigned i = 0; i < aired->count; i++)
        if (aired->seats[i]->radio || aired->seats[i]->busy)
            next = aired->seats[i]->armed_us < next ? aired->seats[i]->armed_us : next;
    return next;
}

static void advance(struct aired *aired, uint64_t until_us)
{
    uint64_t next = next_us(aired);
    next = next < until_us ? next : until_us;
    if (next == BLR_NEVER)
        fail_msg("nothing will ever happen");
    blr_air_advance(aired->air, next > now_us(aired) ? next : now_us(aired) + 1);
}

static unsigned loop_wait(struct blr_loop *loop, uint64_t until_us)
{
    struct seat *seat = loop->context;
    for (;;) {
        unsigned ready = ready_of(seat);
        if (ready) {
            if (ready & BLR_LOOP_TIMER)
                seat->armed_us = BLR_NEVER;
            seat->kicked = seat->woken = false;
            return ready;
        }
        if (until_us <= now_us(seat->aired))
            return 0;
        bool busy = seat->busy;
        seat->busy = true;
        if (!run_others(seat->aired, seat))
            advance(seat->aired, until_us);
        seat->busy = busy;
    }
}

static const struct blr_loop_ops loop_ops = { loop_time_us, loop_open, loop_close, loop_watch,
                                              loop_arm,     loop_kick, loop_wake,  loop_wait };

/* ------------------------------------------------------------------------------------------------ the scene */

struct aired *aired_new(uint64_t seed)
{
    struct aired *aired = test_calloc(1, sizeof(*aired));
    aired->air = blr_air_new(seed);
    assert_non_null(aired->air);
    return aired;
}

static struct seat *find(const struct aired *aired, const ble_radio *radio)
{
    for (unsigned i = 0; i < aired->count; i++)
        if (aired->seats[i]->radio == radio)
            return aired->seats[i];
    fail_msg("no such radio");
    return NULL;
}

static struct seat *add(struct aired *aired, const char *profile)
{
    struct seat *seat = test_calloc(1, sizeof(*seat));
    const struct virtual_options options = { .profile = blr_virtual_profile_find(profile) };
    assert_non_null(options.profile);
    assert_true(aired->count < RADIOS);
    *seat = (struct seat){ .base.ops = &line_ops, .aired = aired, .armed_us = BLR_NEVER, .line_open = true };
    seat->controller = blr_virtual_new(aired->air, &options);
    assert_non_null(seat->controller);
    aired->seats[aired->count++] = seat;
    return seat;
}

static struct ble_radio_options options_for(struct seat *seat, const struct ble_radio_options *options)
{
    static const struct ble_radio_options defaults = BLE_RADIO_OPTIONS_INIT;
    struct ble_radio_options full = options ? *options : defaults;
    full.transport = &seat->base;
    full.state_directory = "";
    return full;
}

ble_radio *aired_radio(struct aired *aired, const char *profile, const struct ble_radio_options *options)
{
    struct seat *seat = add(aired, profile);
    struct ble_radio_options full = options_for(seat, options);
    const struct blr_loop loop = BLR_LOOP_CLOSED(&loop_ops, seat);
    ble_radio *radio;
    seat->busy = true;
    ble_status status = blr_radio_open(&radio, &full, &loop);
    seat->busy = false;
    if (status < 0)
        fail_msg("%s", ble_radio_last_error(radio));
    seat->radio = radio;
    return radio;
}

void aired_closed(struct aired *aired, ble_radio *radio)
{
    find(aired, radio)->radio = NULL;
}

void aired_free(struct aired *aired)
{
    for (unsigned i = 0; i < aired->count; i++) {
        ble_radio *radio = aired->seats[i]->radio;
        if (!radio)
            continue;
        aired->seats[i]->radio = NULL;
        aired->seats[i]->busy = true;
        ble_radio_close(radio);
        aired->seats[i]->busy = false;
        assert_false(aired->seats[i]->line_open);
    }
    blr_air_free(aired->air);
    for (unsigned i = 0; i < aired->count; i++)
        test_free(aired->seats[i]);
    test_free(aired);
}

uint64_t aired_now(const struct aired *aired)
{
    return now_us(aired);
}

void aired_run(struct aired *aired, uint64_t duration_us)
{
    uint64_t until_us = now_us(aired) + duration_us;
    while (now_us(aired) < until_us)
        if (!run_others(aired, NULL))
            advance(aired, until_us);
    while (run_others(aired, NULL)) {
    }
}

struct virtual_controller *aired_controller(struct aired *aired, const ble_radio *radio)
{
    return find(aired, radio)->controller;
}

void aired_unplug(struct aired *aired, const ble_radio *radio, bool unplugged)
{
    struct seat *seat = find(aired, radio);
    seat->unplugged = unplugged;
    seat->said_size = 0;
    blr_virtual_power_cycle(seat->controller);
}

void aired_say(struct aired *aired, const ble_radio *radio, const void *octets, size_t size)
{
    struct seat *seat = find(aired, radio);
    assert_true(seat->said_size + size <= sizeof(seat->said));
    memcpy(seat->said + seat->said_size, octets, size);
    seat->said_size += size;
}

unsigned aired_calls(const struct aired *aired, const ble_radio *radio)
{
    return find(aired, radio)->calls;
}
