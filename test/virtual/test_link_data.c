/* SPDX-License-Identifier: MIT */
/* Data over links: whole, in order, at the speed of the PHY, no more than there are buffers for, and shared among many.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "stage.h"
#include "virtual/link_layer.h"

#define SECOND UINT64_C(1000000)

enum { ACL_MAX = 251 };

/** A side of a link that sends as fast as it has credits, and checks what it gets. */
struct side {
    struct actor *actor;
    uint16_t handle;
    uint16_t length; /**< of each packet */
    unsigned credits;
    bool sends;
    uint64_t sent, completed, received; /**< octets, packets, octets */
    unsigned at, size;                  /**< octets of the packet that is being received, and of it all */
};

/* A stream of octets that tells where it is: an L2CAP PDU in each packet. */
static void pump(struct side *side)
{
    uint8_t packet[ACL_MAX];
    while (side->sends && side->credits > 0) {
        packet[0] = (uint8_t)(side->length - 4);
        packet[1] = 0;
        packet[2] = 4;
        packet[3] = 0;
        for (unsigned i = 4; i < side->length; i++)
            packet[i] = (uint8_t)((side->sent + i - 4) * 7);
        side->sent += side->length - 4u;
        side->credits--;
        send_data(side->actor, side->handle, 0, packet, side->length);
    }
}

static void take_octet(struct side *side, uint8_t octet)
{
    unsigned at = side->at++;
    if (at == 0)
        side->size = octet + 4u;
    else if (at >= 4 && octet != (uint8_t)(side->received++ * 7))
        fail_msg("octet %u of the stream is wrong", (unsigned)side->received - 1);
    if (side->at == side->size)
        side->at = side->size = 0;
}

/* What came since the last time. */
static void drink(struct side *side)
{
    actor_drain(side->actor);
    unsigned completed = count_completed(side->actor, side->handle);
    side->credits += completed;
    side->completed += completed;
    for (size_t i = 0; i < side->actor->count; i++) {
        const struct noted *noted = &side->actor->events[i];
        if (noted->octets[0] != 0x02 || (noted->octets[1] | (noted->octets[2] & 0x0f) << 8) != side->handle)
            continue;
        assert_int_equal(noted->octets[2] >> 4, side->at == 0 ? 2 : 1); /* begins or goes on */
        assert_true(side->at == 0 || noted->size - 5u <= side->size - side->at);
        for (unsigned k = 5; k < noted->size; k++)
            take_octet(side, noted->octets[k]);
    }
}

static void flow(struct stage *stage, struct side *sides, size_t count, uint64_t duration_us)
{
    uint64_t until_us = blr_air_now(stage_air(stage)) + duration_us;
    while (blr_air_now(stage_air(stage)) < until_us) {
        for (size_t i = 0; i < count; i++)
            pump(&sides[i]);
        stage_run(stage, 1000);
        for (size_t i = 0; i < count; i++)
            drink(&sides[i]);
        for (size_t i = 0; i < count; i++)
            actor_forget(sides[i].actor);
    }
}

static struct side make_side(struct actor *actor, uint16_t handle, uint16_t length, bool sends)
{
    return (struct side){ actor, handle, length, actor->controller->profile->acl_count, sends, 0, 0, 0, 0, 0 };
}

static void set_length(struct actor *actor, uint16_t handle, uint16_t octets, uint16_t time_us)
{
    const struct hci_le_set_data_length_parameters p = { handle, octets, time_us };
    assert_int_equal(act(actor, &blr_hci_le_set_data_length, &p), 0);
}

/* ------------------------------------------------------------------------------------------------ speed */

static void a_link_is_as_fast_as_its_phy(void **state)
{
    /* kilobits per second of ACL payload: 8 * octets / (PDU + 150 us + empty PDU + 150 us), less what the end of each
     * event costs */
    static const struct {
        uint16_t octets, time_us, length;
        uint8_t phy;
        bool both;
        unsigned least, most;
    } rows[] = {
        { 27, 328, 27, 1, false, 305, 320 },      /* 27 * 8 / (296 + 150 + 80 + 150) us */
        { 251, 2120, 251, 1, false, 780, 814 },   /* 2008 / (2088 + 380) us */
        { 251, 2120, 251, 2, false, 1380, 1443 }, /* 2008 / (1048 + 150 + 44 + 150) us */
        { 251, 17040, 251, 3, false, 100, 113 },  /* 2008 / (16784 + 150 + 720 + 150) us */
        { 27, 328, 251, 1, false, 285, 304 },     /* cut into ten: 2008 / 6608 us */
        { 251, 2120, 251, 1, true, 850, 898 },    /* both ways: 4016 / (2 * 2088 + 300) us */
        { 251, 1064, 251, 1, false, 560, 593 },   /* the time agreed on allows 123 octets: 2008 / 3388 us */
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
        struct joined j = join(a, b, 80, 0, 400);
        const struct hci_le_set_phy_parameters phy = { j.central_handle, 0, (uint8_t)(1 << (rows[i].phy - 1)),
                                                       (uint8_t)(1 << (rows[i].phy - 1)), 0 };
        struct side sides[2] = { make_side(a, j.central_handle, rows[i].length, true),
                                 make_side(b, j.peripheral_handle, rows[i].length, rows[i].both) };
        set_length(a, j.central_handle, rows[i].octets, rows[i].time_us);
        set_length(b, j.peripheral_handle, rows[i].octets, rows[i].time_us);
        assert_int_equal(act(a, &blr_hci_le_set_phy, &phy), 0);
        stage_run(stage, 2 * SECOND);
        actor_forget(a);
        actor_forget(b);
        flow(stage, sides, 2, 5 * SECOND);
        uint64_t packets = sides[0].completed + sides[1].completed;
        unsigned kilobits = (unsigned)(packets * rows[i].length * 8 / 5000);
        if (kilobits < rows[i].least || kilobits > rows[i].most)
            fail_msg("row %zu: %u kbit/s, wanted %u ... %u", i, kilobits, rows[i].least, rows[i].most);
        stage_free(stage);
    }
}

static void latency_delays_the_central_but_not_the_peripheral(void **state)
{
    struct stage *stage = stage_new(2);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct joined j = join(a, b, 80, 9, 600); /* 100 ms, and the peripheral listens once a second */
    uint64_t slowest_us[2] = { 0 };
    (void)state;
    for (unsigned n = 0; n < 40; n++) {
        unsigned who = n % 2;
        struct actor *from = who == 0 ? a : b, *to = who == 0 ? b : a;
        stage_run(stage, 3370000);
        uint64_t before_us = blr_air_now(stage_air(stage));
        send_data(from, who == 0 ? j.central_handle : j.peripheral_handle, 0, "\3\0\4\0abc", 7);
        stage_run(stage, 2 * SECOND);
        assert_int_equal(to->count, 1);
        uint64_t took_us = to->events[0].at_us - before_us;
        slowest_us[who] = took_us > slowest_us[who] ? took_us : slowest_us[who];
        actor_forget(a);
        actor_forget(b);
    }
    assert_in_range(slowest_us[0], 500000, 1010000);
    assert_in_range(slowest_us[1], 30000, 110000);
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ buffers */

static void more_than_there_are_buffers_is_an_overflow(void **state)
{
    struct stage *stage = stage_new(3);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct joined j = join(a, b, 80, 0, 400);
    static const uint8_t long_one[252] = { 248, 0, 4, 0 };
    struct hci_data_buffer_overflow_event event;
    uint8_t data[4096];
    (void)state;
    for (unsigned n = 0; n < 10; n++)
        send_data(a, j.central_handle, 0, "\3\0\4\0abc", 7);
    actor_drain(a);
    assert_true(get_event(a, &blr_hci_data_buffer_overflow_event, 1, &event)); /* it has 8 */
    assert_int_equal(event.link_type, 1);
    assert_null(find_event(a, HCI_EV_DATA_BUFFER_OVERFLOW, 2));
    send_data(a, j.central_handle, 0, long_one, sizeof(long_one));
    stage_run(stage, SECOND);
    assert_non_null(find_event(a, HCI_EV_DATA_BUFFER_OVERFLOW, 2));
    assert_int_equal(count_completed(a, j.central_handle), 8);
    assert_int_equal(take_data(b, j.peripheral_handle, data, sizeof(data)), 8 * 7);
    assert_int_equal(blr_virtual_counters(a->controller)->data_overflows, 3);
    assert_int_equal(blr_virtual_counters(a->controller)->data_received, 8);
    stage_free(stage);
}

static void what_a_host_may_not_send_is_ignored(void **state)
{
    struct stage *stage = stage_new(4);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct joined j = join(a, b, 24, 0, 400);
    uint8_t data[64];
    (void)state;
    send_data(a, (uint16_t)(j.central_handle + 1), 0, "\3\0\4\0abc", 7); /* no such link */
    send_data(a, j.central_handle, 2, "\3\0\4\0abc", 7);                 /* automatically flushable */
    send_data(a, j.central_handle, 3, "\3\0\4\0abc", 7);                 /* complete */
    send_data(a, j.central_handle, 4, "\3\0\4\0abc", 7);                 /* broadcast */
    stage_run(stage, SECOND);
    assert_int_equal(a->count + b->count, 0);
    assert_int_equal(blr_virtual_counters(a->controller)->data_ignored, 4);
    send_data(a, j.central_handle, 0, "", 0); /* nothing, but a buffer */
    send_data(a, j.central_handle, 0, "\3\0\4\0a", 5);
    send_data(a, j.central_handle, 1, "bc", 2);
    stage_run(stage, SECOND);
    assert_int_equal(count_completed(a, j.central_handle), 3);
    assert_int_equal(take_data(b, j.peripheral_handle, data, sizeof(data)), 7);
    assert_int_equal(b->count, 2);
    stage_free(stage);
}

static void a_host_that_does_not_read_makes_the_link_wait(void **state)
{
    struct stage *stage = stage_new(5);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct joined j = join(a, b, 24, 0, 400);
    struct side sides[2] = { make_side(a, j.central_handle, 27, true), make_side(b, j.peripheral_handle, 27, false) };
    (void)state;
    b->unread = true;
    uint64_t before = 1, now = 0;
    for (unsigned n = 0; n < 200 && before != now; n++) {
        before = now;
        pump(&sides[0]);
        stage_run(stage, 100000);
        drink(&sides[0]);
        actor_forget(a);
        now = sides[0].completed;
    }
    assert_int_equal(before, now); /* it has come to a stand, with its buffers full */
    assert_int_equal(sides[0].credits, 0);
    assert_in_range(blr_virtual_pending(b->controller), 4096, 16384);
    assert_null(find_event(a, HCI_EV_DISCONNECTION_COMPLETE, 0));
    stage_run(stage, 60 * SECOND); /* the link is not lost by that */
    b->unread = false;
    flow(stage, sides, 2, SECOND);
    sides[0].sends = false;
    flow(stage, sides, 2, SECOND);
    assert_true(sides[0].completed > now + 100);
    assert_int_equal(sides[1].received, sides[0].sent); /* every octet, once */
    stage_free(stage);
}

static void a_host_with_flow_control_gets_no_more_than_it_has_buffers(void **state)
{
    struct stage *stage = stage_new(6);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "zephyr", 100, 0);
    const struct hci_host_buffer_size_parameters small = { 26, 0, 3, 0 }, buffers = { 60, 0, 3, 0 };
    const struct hci_set_controller_to_host_flow_control_parameters on = { 1 }, bad = { 4 };
    uint8_t packet[ACL_MAX] = { ACL_MAX - 4, 0, 4, 0 }, data[1024];
    (void)state;
    assert_int_equal(act(b, &blr_hci_host_buffer_size, &small), 0x12);
    assert_int_equal(act(b, &blr_hci_host_buffer_size, &buffers), 0);
    assert_int_equal(act(b, &blr_hci_set_controller_to_host_flow_control, &bad), 0x12);
    assert_int_equal(act(b, &blr_hci_set_controller_to_host_flow_control, &on), 0);
    struct joined j = join(a, b, 24, 0, 400);
    assert_int_equal(act(b, &blr_hci_set_controller_to_host_flow_control, &on), 0x0c); /* not with a link */
    set_length(a, j.central_handle, 251, 2120);
    stage_run(stage, SECOND);
    actor_forget(a);
    actor_forget(b);
    for (unsigned n = 0; n < 2; n++)
        send_data(a, j.central_handle, 0, packet, sizeof(packet)); /* five buffers each */
    stage_run(stage, SECOND);
    assert_int_equal(b->count, 3);
    for (unsigned taken = 3; taken < 10; taken++) {
        const uint8_t element[] = { (uint8_t)j.peripheral_handle, (uint8_t)(j.peripheral_handle >> 8), 1, 0 };
        const struct hci_host_number_of_completed_packets_parameters p = { { element, sizeof(element), 1, 0 } };
        assert_int_equal(act(b, &blr_hci_host_number_of_completed_packets, &p), NO_ANSWER);
        stage_run(stage, SECOND);
        assert_int_equal(b->count, taken + 1);
    }
    assert_int_equal(take_data(b, j.peripheral_handle, data, sizeof(data)), 2 * ACL_MAX);
    assert_int_equal(count_completed(a, j.central_handle), 2);
    const uint8_t many[] = { (uint8_t)j.peripheral_handle, (uint8_t)(j.peripheral_handle >> 8), 9, 0 };
    const struct hci_host_number_of_completed_packets_parameters p = { { many, sizeof(many), 1, 0 } };
    assert_int_equal(act(b, &blr_hci_host_number_of_completed_packets, &p), 0x12); /* it did not have so many */
    stage_free(stage);
}

static void what_waits_vanishes_with_the_link(void **state)
{
    struct stage *stage = stage_new(7);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    (void)state;
    for (unsigned round = 0; round < 10; round++) { /* the buffers are there again each time */
        struct joined j = join(a, b, 80, 0, 400);
        const struct hci_disconnect_parameters p = { j.central_handle, 0x13 };
        for (unsigned n = 0; n < 8; n++)
            send_data(a, j.central_handle, 0, "\3\0\4\0abc", 7);
        assert_int_equal(act(a, &blr_hci_disconnect, &p), 0);
        stage_run(stage, SECOND);
        assert_non_null(find_event(a, HCI_EV_DISCONNECTION_COMPLETE, 0));
        assert_null(find_event(a, HCI_EV_DATA_BUFFER_OVERFLOW, 0));
        assert_true(count_completed(a, j.central_handle) <= 1);
        actor_forget(a);
        actor_forget(b);
    }
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ many */

enum { MANY = 100 };

/* A hundred links of one radio, half of them in each role, all with traffic both ways: each gets the same. */
static void a_hundred_links_share_a_radio_fairly(void **state)
{
    struct stage *stage = stage_new(8);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *peers[MANY];
    struct side *far = calloc(MANY, sizeof(*far));
    uint16_t handles[MANY];
    uint64_t least = UINT64_MAX, most = 0;
    (void)state;
    for (unsigned n = 0; n < MANY; n++) {
        peers[n] = stage_add(stage, "4.2", 100 + (int)n, 0);
        struct joined j = n % 2 ? join(a, peers[n], 80, 0, 600) : join(peers[n], a, 80, 0, 600);
        handles[n] = n % 2 ? j.central_handle : j.peripheral_handle;
        far[n] = make_side(peers[n], n % 2 ? j.peripheral_handle : j.central_handle, 27, true);
    }
    stage_run(stage, SECOND);
    for (unsigned n = 0; n < MANY; n++)
        assert_int_equal(handles[n], n);
    actor_forget(a);
    uint64_t received[MANY] = { 0 };
    for (unsigned ms = 0; ms < 20000; ms += 20) {
        for (unsigned n = 0; n < MANY; n++)
            pump(&far[n]);
        stage_run(stage, 20000);
        assert_null(find_event(a, HCI_EV_DISCONNECTION_COMPLETE, 0));
        for (size_t i = 0; i < a->count; i++)
            if (a->events[i].octets[0] == 0x02)
                received[(a->events[i].octets[1] | a->events[i].octets[2] << 8) & 0xfff]++;
        actor_forget(a);
        for (unsigned n = 0; n < MANY; n++) {
            drink(&far[n]);
            actor_forget(peers[n]);
        }
    }
    for (unsigned n = 0; n < MANY; n++) {
        least = received[n] < least ? received[n] : least;
        most = received[n] > most ? received[n] : most;
    }
    if (most - least > most / 10)
        fail_msg("from %u to %u packets", (unsigned)least, (unsigned)most);
    /* 27 octets take 676 us with their acknowledgement: 20 s have room for 29,600 of them */
    assert_in_range(least * MANY, 24000, 29600);
    assert_in_range(most * MANY, 24000, 32000);
    free(far);
    stage_free(stage);
}

/* Ten controllers, idle links between all neighbours: simulated time flies. */
static void idle_links_cost_nothing(void **state)
{
    enum { COUNT = 10, SIMULATED_S = 20000 };
    struct stage *stage = stage_new(9);
    struct actor *actors[COUNT];
    (void)state;
    for (unsigned n = 0; n < COUNT; n++)
        actors[n] = stage_add(stage, "5.4", (int)n * 100, 0);
    for (unsigned n = 0; n < COUNT; n++)
        (void)join(actors[n], actors[(n + 1) % COUNT], 6, 0, 100);
    clock_t before = clock();
    blr_air_advance(stage_air(stage), blr_air_now(stage_air(stage)) + SIMULATED_S * SECOND);
    double took_s = (double)(clock() - before) / CLOCKS_PER_SEC;
    assert_true(took_s < SIMULATED_S / 1000.0);
    stage_run(stage, SECOND);
    for (unsigned n = 0; n < COUNT; n++)
        assert_int_equal(actors[n]->count, 0); /* all alive */
    assert_int_equal(act(actors[0], &blr_hci_reset, NULL), 0);
    stage_run(stage, 2 * SECOND);
    assert_non_null(find_event(actors[1], HCI_EV_DISCONNECTION_COMPLETE, 0));
    assert_non_null(find_event(actors[COUNT - 1], HCI_EV_DISCONNECTION_COMPLETE, 0));
    stage_free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_is_as_fast_as_its_phy),
        cmocka_unit_test(latency_delays_the_central_but_not_the_peripheral),
        cmocka_unit_test(more_than_there_are_buffers_is_an_overflow),
        cmocka_unit_test(what_a_host_may_not_send_is_ignored),
        cmocka_unit_test(a_host_that_does_not_read_makes_the_link_wait),
        cmocka_unit_test(a_host_with_flow_control_gets_no_more_than_it_has_buffers),
        cmocka_unit_test(what_waits_vanishes_with_the_link),
        cmocka_unit_test(a_hundred_links_share_a_radio_fairly),
        cmocka_unit_test(idle_links_cost_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
