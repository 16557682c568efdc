/* SPDX-License-Identifier: MIT */
/* The ring of events against a plain queue: order, contents, views, room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "host/events.h"
#include "random.h"

enum { LONGEST = 264, QUEUE = 4096 };

/** An event that waits, as the model sees it. */
struct waiting {
    enum ble_event_type type;
    uint32_t number;
    size_t size;
};

struct fixture {
    struct events ring;
    uint8_t *memory;
    uint32_t pushed;
    struct waiting queue[QUEUE];
    size_t count;
    struct waiting held; /* the application looks at it; type BLE_EVENT_NONE: none */
    const uint8_t *view;
};

static struct fixture *new_fixture(uint32_t capacity)
{
    struct fixture *f = calloc(1, sizeof(*f));
    f->memory = malloc(capacity); /* exactly: what lies behind it is watched */
    blr_events_init(&f->ring, f->memory, capacity, LONGEST);
    return f;
}

static void free_fixture(struct fixture *f)
{
    free(f->memory);
    free(f);
}

static uint32_t record_size(size_t size)
{
    return (uint32_t)((sizeof(struct event_record) + size + EVENT_ALIGN - 1) / EVENT_ALIGN * EVENT_ALIGN);
}

static void fill(struct fixture *f, struct ble_event *event, enum ble_event_type type, uint8_t *data, size_t size)
{
    assert_int_equal(event->type, type);
    assert_true(data >= f->memory && data + size <= f->memory + f->ring.capacity);
    assert_ptr_equal(blr_events_newest(&f->ring), event);
    memset(&event->u, (int)(f->pushed & 0xff), sizeof(event->u));
    memset(data, (int)(f->pushed * 7 & 0xff), size);
    event->u.hci.parameters = data;
    assert_true(f->count < QUEUE);
    f->queue[f->count++] = (struct waiting){ type, f->pushed++, size };
}

/** @return pushed */
static bool push(struct fixture *f, enum ble_event_type type, size_t size)
{
    uint8_t *data;
    bool room = blr_events_has_room(&f->ring);
    struct ble_event *event = blr_events_push(&f->ring, type, size, &data);
    if (room && size <= LONGEST)
        assert_non_null(event);
    if (event != NULL)
        fill(f, event, type, data, size);
    return event != NULL;
}

/** @return pushed */
static bool push_report(struct fixture *f, size_t size)
{
    uint8_t *data;
    uint32_t room = f->ring.capacity - f->ring.used;
    struct ble_event *event = blr_events_push_report(&f->ring, size, &data);
    if (event == NULL) { /* only because there is little room, a little of which may be lost at the end of the ring */
        assert_true(room < f->ring.room + 2 * record_size(size));
        return false;
    }
    fill(f, event, BLE_EVENT_REPORT, data, size);
    assert_true(blr_events_has_room(&f->ring)); /* for what must not be lost */
    return true;
}

static void check_held(const struct fixture *f)
{
    for (size_t i = 0; f->held.type != BLE_EVENT_NONE && i < f->held.size; i++)
        assert_int_equal(f->view[i], f->held.number * 7 & 0xff);
}

/** @return pulled */
static bool pull(struct fixture *f)
{
    struct ble_event event;
    check_held(f);
    f->held.type = BLE_EVENT_NONE;
    bool any = blr_events_pull(&f->ring, &event);
    assert_int_equal(any, f->count > 0);
    if (!any) {
        assert_int_equal(f->ring.used, 0);
        return false;
    }
    f->held = f->queue[0];
    memmove(f->queue, f->queue + 1, --f->count * sizeof(f->queue[0]));
    assert_int_equal(event.type, f->held.type);
    assert_int_equal(((const uint8_t *)&event.u)[sizeof(event.u.hci)], f->held.number & 0xff);
    f->view = event.u.hci.parameters;
    check_held(f);
    return true;
}

/* ------------------------------------------------------------------------------------------------ by example */

static void an_empty_ring_gives_nothing(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(2000);
    assert_null(blr_events_newest(&f->ring));
    assert_false(pull(f));
    assert_true(push(f, BLE_EVENT_READY, 0));
    assert_true(pull(f));
    assert_null(blr_events_newest(&f->ring)); /* it is the application's now */
    assert_false(pull(f));
    assert_false(pull(f));
    free_fixture(f);
}

static void a_view_lives_until_the_next_pull(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(1200);
    assert_true(push(f, BLE_EVENT_DATA, 100));
    assert_true(pull(f));
    while (push(f, BLE_EVENT_DATA, 40)) { /* fill what is free around it */
    }
    check_held(f);
    while (pull(f)) {
    }
    free_fixture(f);
}

static void reports_leave_room_for_what_must_not_be_lost(void **state)
{
    (void)state;
    for (uint32_t capacity = 4 * LONGEST; capacity < 6000; capacity += 8) {
        struct fixture *f = new_fixture(capacity);
        for (unsigned i = 0; i < 3; i++) { /* from different places of the ring */
            while (push_report(f, 31)) {
            }
            if (i == 0)
                assert_true(blr_events_has_room(&f->ring));
            push(f, BLE_EVENT_DATA, LONGEST);
            for (size_t n = f->count; n > i; n--)
                pull(f);
        }
        free_fixture(f);
    }
}

static void after_what_a_packet_brings_two_changes_of_state_can_be_told(void **state)
{
    (void)state;
    uint32_t random = 3;
    for (unsigned round = 0; round < 3000; round++) {
        struct fixture *f = new_fixture(random_between(&random, 4 * LONGEST, 3000));
        assert_true(blr_events_has_room(&f->ring)); /* else it would never take anything */
        for (unsigned step = 0; step < 40; step++) {
            if (blr_events_has_room(&f->ring))
                push(f, BLE_EVENT_HCI, random_below(&random, LONGEST + 1));
            if (random_one_in(&random, 2))
                pull(f);
        }
        while (blr_events_has_room(&f->ring))
            push(f, BLE_EVENT_HCI, random_below(&random, LONGEST + 1));
        assert_true(push(f, BLE_EVENT_CRASHED, 0));
        assert_true(push(f, BLE_EVENT_RECOVERING, 0));
        free_fixture(f);
    }
}

/* ------------------------------------------------------------------------------------------------ random walk */

static void walk(uint32_t capacity, uint32_t longest, unsigned pulls, uint32_t steps)
{
    struct fixture *f = new_fixture(capacity);
    uint32_t random = 1 + capacity + pulls, refused = 0;
    for (uint32_t step = 0; step < steps; step++) {
        uint32_t dice = random_below(&random, 10);
        if (dice < pulls)
            pull(f);
        else if (dice < 9)
            refused += !push_report(f, random_below(&random, longest + 1));
        else
            refused += !push(f, BLE_EVENT_HCI, random_below(&random, longest + 1));
        check_held(f);
        assert_true(f->ring.used <= f->ring.capacity);
        assert_int_equal(f->ring.pushed - f->ring.pulled, f->count);
    }
    if (pulls < 4)
        assert_true(refused > 0);
    while (pull(f)) {
    }
    assert_int_equal(f->ring.pulled, f->pushed);
    free_fixture(f);
}

static void a_random_walk_agrees_with_a_plain_queue(void **state)
{
    (void)state;
    for (unsigned pulls = 1; pulls <= 7; pulls++) {
        walk(4 * LONGEST, LONGEST, pulls, 10000);
        walk(4 * LONGEST + 4, 40, pulls, 10000); /* not a multiple of eight */
        walk(3000, LONGEST, pulls, 10000);
        walk(20000, 60, pulls, 20000);
    }
}

static void the_count_of_records_may_wrap(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(2000);
    f->ring.pushed = f->ring.pulled = UINT32_MAX - 1;
    for (unsigned i = 0; i < 4; i++) {
        assert_true(push(f, BLE_EVENT_READY, 0));
        assert_true(push(f, BLE_EVENT_READY, 0));
        assert_non_null(blr_events_newest(&f->ring));
        assert_true(pull(f) && pull(f) && !pull(f));
    }
    free_fixture(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_ring_gives_nothing),
        cmocka_unit_test(a_view_lives_until_the_next_pull),
        cmocka_unit_test(reports_leave_room_for_what_must_not_be_lost),
        cmocka_unit_test(after_what_a_packet_brings_two_changes_of_state_can_be_told),
        cmocka_unit_test(a_random_walk_agrees_with_a_plain_queue),
        cmocka_unit_test(the_count_of_records_may_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
