/* SPDX-License-Identifier: MIT */
/** @file @brief Data on its way out: in pieces, in turns, and credits that are conserved whatever the controller says.
 */
#include "linked.h"

static void a_pdu_is_cut_to_what_the_controller_takes(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint32_t id = send(b.rig, link, 100);
    static const uint16_t sizes[] = { 27, 27, 27, 23 };
    uint8_t whole[200];
    size_t have = 0;
    assert_int_equal(acl_sent(b.rig, NULL), 4);
    for (size_t i = 0; i < 4; i++) {
        const uint8_t *packet = acl_packet(b.rig, i);
        assert_int_equal(handle_of(packet), 0x40);
        assert_int_equal(boundary_of(packet), i == 0 ? 0 : 1);
        assert_int_equal(packet[3] | packet[4] << 8, sizes[i]);
        memcpy(whole + have, packet + 5, sizes[i]);
        have += sizes[i];
    }
    assert_int_equal(have, 104);
    assert_memory_equal(whole, "\x64\x00\x40\x00", 4);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(whole[4 + i], (uint8_t)(i * 7 + 100));
    assert_int_equal(status_of(b.rig, id), BLE_OK);
    done(&b);
}

static void sending_waits_for_credits(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint32_t id = send(b.rig, link, 200); /* 8 fragments */
    assert_int_equal(acl_sent(b.rig, NULL), 4);
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(acl_sent(b.rig, NULL), 4);
    assert_null(completion(b.rig, id));
    completed_packets(b.rig, 0x40, 3);
    assert_int_equal(acl_sent(b.rig, NULL), 7);
    assert_null(completion(b.rig, id));
    completed_packets(b.rig, 0x40, 1);
    assert_int_equal(acl_sent(b.rig, NULL), 8);
    assert_int_equal(status_of(b.rig, id), BLE_OK);
    done(&b);
}

static void links_take_turns(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link links[3];
    for (uint16_t i = 0; i < 3; i++)
        links[i] = connected(b.rig, (uint16_t)(0x40 + i));
    for (unsigned i = 0; i < 4; i++)
        send(b.rig, links[0], 5); /* takes all credits */
    uint32_t ids[6];
    for (unsigned i = 0; i < 6; i++)
        ids[i] = send(b.rig, links[i % 3], 40); /* two fragments each */
    unsigned got[3] = { 0 };
    for (unsigned i = 0; i < 12; i++) {
        const uint8_t *packet;
        size_t before = acl_sent(b.rig, &packet);
        completed_packets(b.rig, handle_of(acl_packet(b.rig, before - 4)), 1);
        assert_int_equal(acl_sent(b.rig, &packet), before + 1);
        got[handle_of(packet) - 0x40]++;
        for (unsigned k = 0; k < 3; k++)
            assert_true(got[k] >= (i + 1) / 3 && got[k] <= (i + 3) / 3);
    }
    for (unsigned i = 0; i < 6; i++)
        assert_int_equal(status_of(b.rig, ids[i]), BLE_OK);
    done(&b);
}

static void credits_are_conserved_whatever_the_controller_says(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.requests = 64;
    struct bench b = ready_with("", &options);
    ble_link link = connected(b.rig, 0x40);
    completed_packets(b.rig, 0x40, 9); /* none is outstanding */
    completed_packets(b.rig, 0x99, 1); /* nobody's */
    completed_packets(b.rig, 0x40, 0xffff);
    completed_packets(b.rig, 0xf040, 0xffff); /* flag bits in the handle */
    assert_int_equal(free_credits(b.rig, link), 4);
    assert_true(rig_counters(b.rig)->credit_overruns >= 2);
    completed_packets(b.rig, 0x40, 2);
    completed_packets(b.rig, 0x99, 2);
    uint8_t twice[] = { 0x04, 0x13, 9, 2, 0x40, 0, 1, 0, 0x40, 0, 1, 0 };
    rig_receive(b.rig, twice, sizeof(twice));
    step(b.rig);
    assert_int_equal(acl_sent(b.rig, NULL), 8); /* all that was asked */
    completed_packets(b.rig, 0x40, 0xffff);
    assert_int_equal(free_credits(b.rig, link), 4);
    assert_int_equal(rig_info(b.rig)->generation, 1);
    done(&b);
}

static void a_count_of_handles_that_does_not_fit_its_event_gives_nothing(void **state)
{
    (void)state;
    static const uint8_t lie[] = { 0x04, 0x13, 5, 255, 0x40, 0x00, 0x04, 0x00 };
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.unchecked = true;
    struct bench b = ready_with("", &options);
    ble_link link = connected(b.rig, 0x40);
    assert_int_equal(free_credits(b.rig, link), 4);
    rig_receive(b.rig, lie, sizeof(lie));
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_true(rig_info(b.rig)->generation > 1 || acl_sent(b.rig, NULL) == 4);
    assert_true(rig_counters(b.rig)->malformed_packets + rig_counters(b.rig)->desyncs == 1);
    assert_true(alive(b.rig));
    done(&b);
}

static void a_link_that_ends_gives_its_credits_back(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link greedy = connected(b.rig, 0x40);
    ble_link other = connected(b.rig, 0x41);
    uint32_t stuck = send(b.rig, greedy, 300);
    uint32_t waiting = send(b.rig, other, 50);
    assert_int_equal(acl_sent(b.rig, NULL), 4);
    disconnection_complete(b.rig, 0x40, 0x08);
    assert_int_equal(status_of(b.rig, stuck), BLE_ERROR_DISCONNECTED);
    assert_int_equal(status_of(b.rig, waiting), BLE_OK);
    assert_int_equal(acl_sent(b.rig, NULL), 6);
    const uint8_t *last;
    acl_sent(b.rig, &last);
    assert_int_equal(handle_of(last), 0x41);
    completed_packets(b.rig, 0x40, 4); /* late, and of nobody */
    assert_int_equal(free_credits(b.rig, other), 2);
    done(&b);
}

static void nothing_is_sent_on_a_link_that_has_ended(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    send(b.rig, link, 300);
    disconnection_complete(b.rig, 0x40, 0x13);
    ble_link next = connected(b.rig, 0x40); /* the handle again */
    size_t before = acl_sent(b.rig, NULL);
    assert_int_equal(status_of(b.rig, send(b.rig, next, 5)), BLE_OK);
    const uint8_t *last;
    assert_int_equal(acl_sent(b.rig, &last), before + 1);
    assert_int_equal(boundary_of(last), 0);
    done(&b);
}

static void a_cancelled_pdu_leaves_the_link_in_order(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    ble_link link = connected(b.rig, 0x40);
    uint32_t begun = send(b.rig, link, 150); /* 6 fragments, 4 are out */
    uint32_t waiting = send(b.rig, link, 10);
    uint32_t last = send(b.rig, link, 11);
    for (unsigned i = 0; i < 2; i++) {
        struct ble_request request = { .type = BLE_REQUEST_CANCEL };
        request.u.cancel.id = i == 0 ? waiting : begun;
        assert_int_not_equal(rig_request(b.rig, &request), 0);
    }
    step(b.rig);
    assert_int_equal(status_of(b.rig, waiting), BLE_ERROR_CANCELLED);
    assert_non_null(completion(b.rig, begun));
    completed_packets(b.rig, 0x40, 4);
    assert_int_equal(status_of(b.rig, last), BLE_OK);
    /* What was begun is finished: the peer waits for its rest. Then the last one, not the cancelled one. */
    assert_int_equal(acl_sent(b.rig, NULL), 7);
    assert_int_equal(boundary_of(acl_packet(b.rig, 5)), 1);
    assert_int_equal(boundary_of(acl_packet(b.rig, 6)), 0);
    assert_int_equal(acl_packet(b.rig, 6)[5], 11);
    done(&b);
}

static void sends_that_do_not_fit_are_refused_or_full(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.requests = 64;
    options.config.transmit_bytes = 512;
    struct bench b = ready_with("", &options);
    ble_link link = connected(b.rig, 0x40);
    unsigned accepted = 0;
    unsigned full = 0;
    for (unsigned i = 0; i < 40; i++) {
        uint32_t id = send(b.rig, link, 100);
        if (id == 0 || (completion(b.rig, id) != NULL && status_of(b.rig, id) == BLE_ERROR_FULL))
            full++;
        else
            accepted++;
    }
    assert_true(accepted >= 2 && full >= 30);
    assert_true(alive(b.rig));
    for (unsigned i = 0; i < 400; i++)
        completed_packets(b.rig, 0x40, 4);
    assert_int_equal(status_of(b.rig, send(b.rig, link, 100)), BLE_OK);
    done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pdu_is_cut_to_what_the_controller_takes),
        cmocka_unit_test(sending_waits_for_credits),
        cmocka_unit_test(links_take_turns),
        cmocka_unit_test(credits_are_conserved_whatever_the_controller_says),
        cmocka_unit_test(a_count_of_handles_that_does_not_fit_its_event_gives_nothing),
        cmocka_unit_test(a_link_that_ends_gives_its_credits_back),
        cmocka_unit_test(nothing_is_sent_on_a_link_that_has_ended),
        cmocka_unit_test(a_cancelled_pdu_leaves_the_link_in_order),
        cmocka_unit_test(sends_that_do_not_fit_are_refused_or_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
