/* SPDX-License-Identifier: MIT */
/* Links between raw controllers: made on every profile and in every way, refused, cancelled, kept up, lost and ended.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/directory.h"
#include "stage.h"
#include "virtual/link_layer.h"
#include "virtual/peers/peers.h"

#define SECOND UINT64_C(1000000)

static uint8_t disconnect(struct actor *actor, uint16_t handle, uint8_t reason)
{
    const struct hci_disconnect_parameters p = { handle, reason };
    return (uint8_t)act(actor, &blr_hci_disconnect, &p);
}

/* The only Disconnection Complete so far. */
static void assert_ended(const struct actor *actor, uint16_t handle, uint8_t reason)
{
    struct hci_disconnection_complete_event event;
    if (!get_event(actor, &blr_hci_disconnection_complete_event, 0, &event))
        fail_msg("no Disconnection Complete; wanted reason 0x%02x", reason);
    assert_int_equal(event.status, 0);
    assert_int_equal(event.connection_handle, handle);
    assert_int_equal(event.reason, reason);
    assert_null(find_event(actor, HCI_EV_DISCONNECTION_COMPLETE, 1));
}

static void two_of_any_profile_connect_talk_and_part(void **state)
{
    const struct virtual_profile *a, *b;
    (void)state;
    for (size_t i = 0; (a = blr_virtual_profile_at(i)) != NULL; i++)
        for (size_t k = 0; (b = blr_virtual_profile_at(k)) != NULL; k++) {
            static const uint8_t there[] = { 3, 0, 4, 0, 'a', 'b', 'c' }, back[] = { 2, 0, 4, 0, 'd', 'e' };
            struct stage *stage = stage_new(i * 10 + k);
            struct actor *one = stage_add(stage, a->name, 0, 0), *other = stage_add(stage, b->name, 300, 0);
            struct joined j = join(one, other, 24, 0, 100);
            uint8_t data[64];
            assert_int_equal(j.central_handle, a->first_handle);
            assert_int_equal(j.peripheral_handle, b->first_handle);
            send_data(one, j.central_handle, 0, there, sizeof(there));
            send_data(other, j.peripheral_handle, 0, back, sizeof(back));
            stage_run(stage, SECOND);
            assert_int_equal(take_data(other, j.peripheral_handle, data, sizeof(data)), sizeof(there));
            assert_memory_equal(data, there, sizeof(there));
            assert_int_equal(take_data(one, j.central_handle, data, sizeof(data)), sizeof(back));
            assert_memory_equal(data, back, sizeof(back));
            assert_int_equal(count_completed(one, j.central_handle), 1);
            assert_int_equal(count_completed(other, j.peripheral_handle), 1);
            assert_int_equal(disconnect(i & 1 ? one : other, i & 1 ? j.central_handle : j.peripheral_handle, 0x13), 0);
            stage_run(stage, SECOND);
            assert_ended(one, j.central_handle, i & 1 ? 0x16 : 0x13);
            assert_ended(other, j.peripheral_handle, i & 1 ? 0x13 : 0x16);
            stage_free(stage);
        }
}

static void a_peer_that_is_gone_is_noticed_at_the_supervision_timeout(void **state)
{
    (void)state;
    for (unsigned role = 0; role < 2; role++) {
        struct stage *stage = stage_new(role);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "4.2", 100, 0);
        struct joined j = join(a, b, 40, 3, 200);
        struct actor *leaves = role == 0 ? a : b, *stays = role == 0 ? b : a;
        stage_run(stage, 100 * SECOND); /* and as long as nobody leaves, nothing happens */
        assert_int_equal(a->count + b->count, 0);
        uint64_t gone_us = blr_air_now(stage_air(stage));
        assert_int_equal(act(leaves, &blr_hci_reset, NULL), 0);
        stage_run(stage, 3 * SECOND);
        assert_int_equal(leaves->count, 0);
        assert_ended(stays, role == 0 ? j.peripheral_handle : j.central_handle, 0x08);
        /* 2 s after it was heard last, which is at most 4 intervals of 50 ms before */
        assert_in_range(find_event(stays, HCI_EV_DISCONNECTION_COMPLETE, 0)->at_us, gone_us + 2 * SECOND - 200000,
                        gone_us + 2 * SECOND);
        stage_free(stage);
    }
}

/* ------------------------------------------------------------------------------------------------ beginnings */

static int create(struct actor *actor, const uint8_t peer[6])
{
    const struct hci_le_create_connection_parameters p = connect_parameters(peer, 24);
    return act(actor, &blr_hci_le_create_connection, &p);
}

static int cancel(struct actor *actor)
{
    return act(actor, &blr_hci_le_create_connection_cancel, NULL);
}

static const uint8_t *address_of(const struct actor *actor)
{
    return blr_virtual_public_address(actor->controller);
}

/* One or several PHYs, all with the same parameters. */
static int create_extended(struct actor *actor, uint8_t phys,
                           const struct hci_le_extended_create_connection_parameters *p)
{
    static const uint8_t one[16] = { 16, 0, 16, 0, 24, 0, 24, 0, 0, 0, 100, 0, 0, 0, 0, 0 };
    struct hci_le_extended_create_connection_parameters full = *p;
    uint8_t octets[48];
    uint8_t count = (uint8_t)((phys & 1) + (phys >> 1 & 1) + (phys >> 2 & 1) + (phys >> 3 & 1));
    for (unsigned i = 0; i < count; i++)
        memcpy(octets + 16 * i, one, sizeof(one));
    full.initiating_phys = (struct hci_list){ octets, (uint16_t)(16 * count), count, phys };
    return act(actor, &blr_hci_le_extended_create_connection, &full);
}

static int connect_extended(struct actor *actor, uint8_t phys, const uint8_t peer[6])
{
    struct hci_le_extended_create_connection_parameters p = { 0 };
    memcpy(p.peer_address, peer, 6);
    return create_extended(actor, phys, &p);
}

static bool is_connected(const struct actor *actor, struct hci_le_enhanced_connection_complete_event *event)
{
    return get_le_event(actor, &blr_hci_le_enhanced_connection_complete_event, 0, event) && event->status == 0;
}

static void both_hosts_are_told_the_same_at_the_same_time(void **state)
{
    struct stage *stage = stage_new(1);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.0", 100, 0);
    struct hci_le_enhanced_connection_complete_event at_a, at_b;
    struct hci_le_channel_selection_algorithm_event algorithm;
    (void)state;
    advertise(b, 0, 160, "", 0);
    assert_int_equal(create(a, address_of(b)), 0);
    stage_run(stage, SECOND);
    assert_true(is_connected(a, &at_a) && is_connected(b, &at_b));
    assert_int_equal(a->events[0].at_us, b->events[0].at_us);
    assert_int_equal(at_a.role, 0);
    assert_int_equal(at_b.role, 1);
    assert_memory_equal(at_a.peer_address, address_of(b), 6);
    assert_memory_equal(at_b.peer_address, address_of(a), 6);
    assert_int_equal(at_a.connection_interval, 24);
    assert_int_equal(at_b.connection_interval, 24);
    assert_int_equal(at_b.supervision_timeout, 100);
    assert_int_equal(at_a.central_clock_accuracy, 0);
    assert_int_equal(at_b.central_clock_accuracy, 5);
    assert_int_equal(a->count, 2); /* nothing but that and the algorithm; legacy commands have no set to end */
    assert_int_equal(b->count, 2);
    assert_true(get_le_event(a, &blr_hci_le_channel_selection_algorithm_event, 0, &algorithm));
    assert_int_equal(algorithm.channel_selection_algorithm, 1);
    assert_int_equal(algorithm.connection_handle, at_a.connection_handle);
    stage_free(stage);
}

static void the_host_gets_the_event_that_it_unmasked(void **state)
{
    static const struct {
        const char *profile;
        uint64_t mask;
        uint8_t subevents[3];
    } rows[] = { { "5.4", 0x1f, { 0x01 } },
                 { "5.4", 0x01 | 1 << 19, { 0x01, 0x14 } },
                 { "5.4", 0x01 | 1 << 9, { 0x0a } },
                 { "5.4", 1 << 9 | 1 << 19, { 0x0a, 0x14 } },
                 { "4.2", UINT64_MAX, { 0x0a } },
                 { "4.0", UINT64_MAX, { 0x01 } },
                 { "4.2", 0x02, { 0 } } };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, rows[i].profile, 0, 0), *b = stage_add(stage, "5.4", 100, 0);
        const struct hci_le_set_event_mask_parameters mask = { rows[i].mask };
        assert_int_equal(act(a, &blr_hci_le_set_event_mask, &mask), 0);
        advertise(b, 0, 160, "", 0);
        assert_int_equal(create(a, address_of(b)), 0);
        stage_run(stage, SECOND);
        size_t n = 0;
        for (; n < 3 && rows[i].subevents[n] != 0; n++)
            assert_int_equal(a->events[n].octets[3], rows[i].subevents[n]);
        assert_int_equal(a->count, n);
        stage_free(stage);
    }
}

static void extended_sets_accept_on_every_phy_and_end(void **state)
{
    static const struct {
        uint8_t primary, secondary, phys;
        bool legacy, connects;
    } rows[] = { { 1, 1, 1, false, true }, { 1, 2, 3, false, true }, { 1, 2, 1, false, false },
                 { 3, 3, 4, false, true }, { 1, 3, 5, false, true }, { 3, 3, 1, false, false },
                 { 1, 1, 1, true, true },  { 1, 1, 7, false, true }, { 1, 1, 4, true, false } };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
        struct hci_le_set_extended_advertising_parameters_parameters p = set_parameters(7, rows[i].legacy ? 0x13 : 1);
        struct hci_le_enhanced_connection_complete_event event;
        struct hci_le_advertising_set_terminated_event ended;
        p.primary_advertising_phy = rows[i].primary;
        p.secondary_advertising_phy = rows[i].secondary;
        assert_int_equal(act(b, &blr_hci_le_set_extended_advertising_parameters, &p), 0);
        assert_int_equal(enable_set(b, 7, true, 0, 0), 0);
        assert_int_equal(connect_extended(a, rows[i].phys, address_of(b)), 0);
        stage_run(stage, 2 * SECOND);
        assert_int_equal(is_connected(a, &event), rows[i].connects);
        assert_int_equal(is_connected(b, &event), rows[i].connects);
        if (rows[i].connects) {
            const struct hci_le_read_phy_parameters which = { event.connection_handle };
            assert_true(get_le_event(b, &blr_hci_le_advertising_set_terminated_event, 0, &ended));
            assert_int_equal(ended.status, 0);
            assert_int_equal(ended.advertising_handle, 7);
            assert_int_equal(ended.connection_handle, event.connection_handle);
            assert_int_equal(b->events[0].octets[3], 0x0a); /* in this order */
            assert_int_equal(b->events[1].octets[3], 0x14);
            assert_int_equal(b->events[2].octets[3], 0x12);
            assert_int_equal(act(b, &blr_hci_le_read_phy, &which), 0);
            assert_int_equal(b->answer[3], rows[i].secondary);
            assert_int_equal(b->answer[4], rows[i].secondary);
            uint64_t sent = blr_virtual_counters(b->controller)->pdus_sent;
            stage_run(stage, SECOND);
            assert_int_equal(blr_virtual_counters(b->controller)->pdus_sent, sent);
            assert_int_equal(enable_set(b, 7, true, 0, 0), 0); /* and the set may begin again */
        }
        stage_free(stage);
    }
}

static void directed_advertising_is_for_one_initiator(void **state)
{
    static const uint8_t types[] = { 1, 4 }; /* high duty, low duty */
    (void)state;
    for (size_t i = 0; i < 2; i++)
        for (unsigned meant = 0; meant < 2; meant++) {
            struct stage *stage = stage_new(i);
            struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.2", 100, 0),
                         *other = stage_add(stage, "4.2", 100, 100);
            struct hci_le_enhanced_connection_complete_event event;
            struct hci_le_set_advertising_parameters_parameters p = { .advertising_interval_min = 160,
                                                                      .advertising_interval_max = 160,
                                                                      .advertising_type = types[i],
                                                                      .advertising_channel_map = 7 };
            const struct hci_le_set_advertising_enable_parameters on = { 1 };
            memcpy(p.peer_address, address_of(meant ? a : other), 6);
            assert_int_equal(act(b, &blr_hci_le_set_advertising_parameters, &p), 0);
            assert_int_equal(create(a, address_of(b)), 0);
            assert_int_equal(act(b, &blr_hci_le_set_advertising_enable, &on), 0);
            stage_run(stage, SECOND);
            assert_int_equal(is_connected(a, &event), meant);
            assert_int_equal(is_connected(b, &event), meant);
            stage_free(stage);
        }
}

static void accept_lists_choose_on_both_sides(void **state)
{
    /* initiator lists the advertiser; advertiser lists the initiator; what comes of it at the initiator */
    static const struct {
        bool initiator_lists, listed_there, advertiser_lists, listed_here;
        uint8_t end; /* 0: connected, 0xff: nothing, else the reason of its end */
    } rows[] = { { true, true, false, false, 0 },
                 { true, false, false, false, 0xff },
                 { false, false, true, true, 0 },
                 { false, false, true, false, 0x3e } };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.2", 100, 0);
        struct hci_le_create_connection_parameters p = connect_parameters(address_of(b), 24);
        struct hci_le_set_advertising_parameters_parameters adv = { .advertising_interval_min = 160,
                                                                    .advertising_interval_max = 160,
                                                                    .advertising_filter_policy =
                                                                        rows[i].advertiser_lists ? 2 : 0,
                                                                    .advertising_channel_map = 7 };
        const struct hci_le_set_advertising_enable_parameters on = { 1 };
        struct hci_le_add_device_to_filter_accept_list_parameters add = { 0 };
        struct hci_le_enhanced_connection_complete_event event;
        memcpy(add.address, address_of(b), 6);
        if (rows[i].listed_there)
            assert_int_equal(act(a, &blr_hci_le_add_device_to_filter_accept_list, &add), 0);
        memcpy(add.address, address_of(a), 6);
        if (rows[i].listed_here)
            assert_int_equal(act(b, &blr_hci_le_add_device_to_filter_accept_list, &add), 0);
        assert_int_equal(act(b, &blr_hci_le_set_advertising_parameters, &adv), 0);
        assert_int_equal(act(b, &blr_hci_le_set_advertising_enable, &on), 0);
        p.initiator_filter_policy = rows[i].initiator_lists;
        if (rows[i].initiator_lists)
            memset(p.peer_address, 0x55, 6); /* of no account */
        assert_int_equal(act(a, &blr_hci_le_create_connection, &p), 0);
        assert_int_equal(act(a, &blr_hci_le_clear_filter_accept_list, NULL), rows[i].initiator_lists ? 0x0c : 0);
        stage_run(stage, SECOND);
        assert_int_equal(is_connected(b, &event), rows[i].end == 0);
        assert_int_equal(is_connected(a, &event), rows[i].end != 0xff); /* it believes so */
        if (rows[i].end == 0x3e)
            assert_ended(a, event.connection_handle, 0x3e);
        stage_free(stage);
    }
}

static void of_two_initiators_the_nearer_one_gets_the_link(void **state)
{
    struct stage *stage = stage_new(3);
    struct actor *near = stage_add(stage, "4.2", 0, 0), *far = stage_add(stage, "4.2", 2000, 0),
                 *b = stage_add(stage, "4.2", 100, 0);
    struct hci_le_enhanced_connection_complete_event event;
    (void)state;
    assert_int_equal(create(near, address_of(b)), 0);
    assert_int_equal(create(far, address_of(b)), 0);
    advertise(b, 0, 160, "", 0);
    stage_run(stage, SECOND);
    assert_true(is_connected(b, &event));
    assert_memory_equal(event.peer_address, address_of(near), 6);
    assert_true(is_connected(near, &event));
    assert_null(find_event(near, HCI_EV_DISCONNECTION_COMPLETE, 0));
    assert_true(is_connected(far, &event)); /* its request collided: six intervals and it knows */
    assert_ended(far, event.connection_handle, 0x3e);
    uint64_t took_us = find_event(far, HCI_EV_DISCONNECTION_COMPLETE, 0)->at_us - far->events[0].at_us;
    assert_int_equal(took_us, 1250 + 6 * 24 * 1250);
    stage_free(stage);
}

static void identities_connect_through_private_addresses(void **state)
{
    struct stage *stage = stage_new(5);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct actor *both[2] = { a, b };
    const struct hci_le_set_address_resolution_enable_parameters on = { 1 };
    const struct hci_le_set_advertising_enable_parameters go = { 1 };
    struct hci_le_set_advertising_parameters_parameters adv = { .advertising_interval_min = 160,
                                                                .advertising_interval_max = 160,
                                                                .own_address_type = 2,
                                                                .advertising_channel_map = 7 };
    struct hci_le_enhanced_connection_complete_event event;
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        struct hci_le_add_device_to_resolving_list_parameters add = { 0 };
        memcpy(add.peer_identity_address, address_of(both[1 - i]), 6);
        memset(add.peer_irk, (int)(1 - i) + 1, 16);
        memset(add.local_irk, (int)i + 1, 16);
        assert_int_equal(act(both[i], &blr_hci_le_add_device_to_resolving_list, &add), 0);
        assert_int_equal(act(both[i], &blr_hci_le_set_address_resolution_enable, &on), 0);
    }
    memcpy(adv.peer_address, address_of(a), 6);
    assert_int_equal(act(b, &blr_hci_le_set_advertising_parameters, &adv), 0);
    assert_int_equal(act(b, &blr_hci_le_set_advertising_enable, &go), 0);
    struct hci_le_create_connection_parameters p = connect_parameters(address_of(b), 24);
    p.own_address_type = 2;
    p.peer_address_type = 2;
    assert_int_equal(act(a, &blr_hci_le_create_connection, &p), 0);
    assert_int_equal(act(a, &blr_hci_le_clear_resolving_list, NULL), 0x0c);
    stage_run(stage, SECOND);
    uint8_t private_addresses[2][6];
    for (unsigned i = 0; i < 2; i++) {
        assert_true(is_connected(both[i], &event));
        assert_int_equal(event.peer_address_type, 2);
        assert_memory_equal(event.peer_address, address_of(both[1 - i]), 6);
        assert_int_equal(event.peer_resolvable_private_address[5] >> 6, 1);
        if (i == 0) {
            memcpy(private_addresses[0], event.local_resolvable_private_address, 6);
            memcpy(private_addresses[1], event.peer_resolvable_private_address, 6);
        } else {
            assert_memory_equal(private_addresses[1], event.local_resolvable_private_address, 6);
            assert_memory_equal(private_addresses[0], event.peer_resolvable_private_address, 6);
        }
    }
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ cancelled, refused
 */

static void an_attempt_is_cancelled_or_it_is_too_late(void **state)
{
    struct stage *stage = stage_new(6);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct hci_le_enhanced_connection_complete_event event;
    (void)state;
    assert_int_equal(cancel(a), 0x0c); /* nothing to cancel */
    assert_int_equal(create(a, address_of(b)), 0);
    assert_int_equal(create(a, address_of(b)), 0x0c); /* one at a time */
    set_random_address(b, (const uint8_t *)"\1\2\3\4\5\xc6");
    assert_int_equal(act(a, &blr_hci_le_set_random_address, NULL), 0x0c);
    stage_run(stage, SECOND);
    assert_int_equal(cancel(a), 0);
    assert_int_equal(a->count, 0); /* first the answer, then the event */
    assert_int_equal(cancel(a), 0x0c);
    stage_run(stage, 1000);
    assert_int_equal(a->count, 1);
    assert_true(get_le_event(a, &blr_hci_le_enhanced_connection_complete_event, 0, &event));
    assert_int_equal(event.status, 0x02);
    actor_forget(a);
    advertise(b, 0, 160, "", 0); /* a late advertisement connects nobody */
    stage_run(stage, SECOND);
    assert_int_equal(a->count + b->count, 0);
    assert_int_equal(create(a, address_of(b)), 0);
    stage_run(stage, SECOND);
    assert_int_equal(cancel(a), 0x0c); /* too late */
    assert_true(is_connected(a, &event));
    assert_null(find_le_event(a, 0x0a, 1));
    stage_free(stage);
}

static void bad_parameters_are_refused(void **state)
{
    struct stage *stage = stage_new(7);
    struct actor *a = stage_add(stage, "5.0", 0, 0), *old = stage_add(stage, "4.0", 0, 0);
    const uint8_t peer[6] = { 1, 2, 3, 4, 5, 6 };
    const struct hci_le_create_connection_parameters good = connect_parameters(peer, 24);
    struct hci_le_extended_create_connection_parameters extended = { 0 };
    (void)state;
#define BAD(field, value)                                                                                              \
    do {                                                                                                               \
        struct hci_le_create_connection_parameters p = good;                                                           \
        p.field = value;                                                                                               \
        assert_int_equal(act(a, &blr_hci_le_create_connection, &p), 0x12);                                             \
    } while (0)
    BAD(le_scan_interval, 3);
    BAD(le_scan_interval, 0x4001);
    BAD(le_scan_window, 3);
    BAD(le_scan_window, 17);
    BAD(initiator_filter_policy, 2);
    BAD(peer_address_type, 4);
    BAD(own_address_type, 4);
    BAD(own_address_type, 1); /* there is none */
    BAD(connection_interval_min, 5);
    BAD(connection_interval_min, 25);
    BAD(connection_interval_max, 3201);
    BAD(max_latency, 500);
    BAD(max_latency, 16); /* 17 * 30 ms * 2 > 1 s */
    BAD(supervision_timeout, 9);
    BAD(supervision_timeout, 3201);
    BAD(min_ce_length, 1);
#undef BAD
    struct hci_le_create_connection_parameters p = good;
    p.peer_address_type = 2; /* it knows no identities */
    assert_int_equal(act(old, &blr_hci_le_create_connection, &p), 0x12);
    assert_int_equal(act(a, &blr_hci_reset, NULL), 0);
    assert_int_equal(create_extended(a, 0, &extended), 0x12);
    assert_int_equal(create_extended(a, 2, &extended), 0x12); /* 2M alone is no PHY to initiate on */
    assert_int_equal(create_extended(a, 4, &extended), 0x11); /* it has no Coded PHY */
    assert_int_equal(create_extended(a, 8, &extended), 0x12);
    assert_int_equal(create_extended(a, 3, &extended), 0);
    assert_int_equal(create(a, peer), 0x0c); /* legacy commands no more */
    stage_free(stage);
}

static void what_has_no_link_is_refused(void **state)
{
    static const uint16_t with_handle[] = { 0x0406, 0x041d, 0x0c2d, 0x1405, 0x2013, 0x2015,
                                            0x2016, 0x2020, 0x2021, 0x2022, 0x2030, 0x2032 };
    struct stage *stage = stage_new(8);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct joined j = join(a, b, 24, 0, 100);
    (void)state;
    for (size_t i = 0; i < sizeof(with_handle) / sizeof(with_handle[0]); i++) {
        uint8_t octets[16] = { 0x42 };
        const struct hci_command *command = NULL;
        const struct hci_command_entry *entry;
        for (unsigned n = 0; (entry = blr_hci_command_at(n)) != NULL; n++)
            if (entry->command->opcode == with_handle[i])
                command = entry->command;
        assert_non_null(command);
        assert_int_equal(act_raw(a, with_handle[i], octets, command->parameters.minimum), 0x02);
        if (command->reply == HCI_COMPLETE) /* which one? */
            assert_int_equal(a->answer[1], 0x42);
    }
    for (unsigned reason = 0; reason < 256; reason++) {
        bool good =
            reason == 0x05 || (reason >= 0x13 && reason <= 0x15) || reason == 0x1a || reason == 0x29 || reason == 0x3b;
        if (!good)
            assert_int_equal(disconnect(a, j.central_handle, (uint8_t)reason), 0x12);
    }
    assert_int_equal(disconnect(a, j.central_handle, 0x15), 0);
    assert_int_equal(disconnect(a, j.central_handle, 0x15), 0x0c);
    stage_run(stage, SECOND);
    assert_ended(a, j.central_handle, 0x16);
    assert_ended(b, j.peripheral_handle, 0x15);
    assert_int_equal(disconnect(a, j.central_handle, 0x13), 0x02);
    /* Authenticated payloads need encryption. */
    assert_int_equal(act_raw(a, 0x0c7b, (const uint8_t[]){ 0, 0 }, 2), 0x01);
    stage_free(stage);
}

static void links_are_limited(void **state)
{
    struct stage *stage = stage_new(9);
    struct actor *a = stage_add(stage, "4.0", 0, 0), *peers[5];
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    (void)state;
    for (unsigned i = 0; i < 5; i++)
        peers[i] = stage_add(stage, "4.2", 100, (int)i * 10);
    for (unsigned i = 0; i < 4; i++) {
        struct joined j = join(a, peers[i], 24, 0, 100);
        assert_int_equal(j.central_handle, 0x40 + i);
        assert_int_equal(create(a, address_of(peers[i])), 0x0b); /* that link is there */
    }
    assert_int_equal(create(a, address_of(peers[4])), 0x09);
    assert_int_equal(act(a, &blr_hci_le_set_advertising_enable, &on),
                     0x0c); /* connectable beside central: a 4.0 part */
    assert_int_equal(act(peers[0], &blr_hci_le_set_advertising_enable, &on), 0);
    assert_int_equal(disconnect(a, 0x42, 0x13), 0);
    stage_run(stage, SECOND);
    struct joined again = join(a, peers[4], 24, 0, 100);
    assert_int_equal(again.central_handle, 0x42);
    stage_free(stage);

    stage = stage_new(10); /* full with links as peripheral: no more connectable advertising */
    a = stage_add(stage, "esp32", 0, 0);
    for (unsigned i = 0; i < 9; i++)
        (void)join(stage_add(stage, "5.4", 100, (int)i * 10), a, 24, 0, 100);
    assert_int_equal(act(a, &blr_hci_le_set_advertising_enable, &on), 0x09);
    stage_free(stage);
}

/* What LE Supported States says is what happens. */
static void states_go_together_as_the_controller_says(void **state)
{
    static const struct {
        const char *profile;
        uint64_t states;
        int scan_while_initiating, advertise_while_central;
    } rows[] = { { "5.4", 0x3ffffffffff, 0, 0 }, { "4.2", 0x3ffffffffff, 0, 0 }, { "4.0", 0xff3fffff, 0x0c, 0x0c } };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, rows[i].profile, 0, 0), *b = stage_add(stage, "5.4", 100, 0);
        const struct hci_le_set_scan_enable_parameters scan_on = { 1, 0 }, scan_off = { 0, 0 };
        const struct hci_le_set_advertising_enable_parameters on = { 1 }, off = { 0 };
        uint64_t states = 0;
        assert_int_equal(act(a, &blr_hci_le_read_supported_states, NULL), 0);
        for (unsigned n = 8; n > 0; n--)
            states = states << 8 | a->answer[n];
        assert_true(states == rows[i].states);
        assert_int_equal(act(a, &blr_hci_le_set_scan_enable, &scan_on), 0);
        assert_int_equal(create(a, address_of(b)), rows[i].scan_while_initiating);
        if (rows[i].scan_while_initiating == 0)
            assert_int_equal(cancel(a), 0);
        assert_int_equal(act(a, &blr_hci_le_set_scan_enable, &scan_off), 0);
        (void)join(a, b, 24, 0, 100);
        assert_int_equal(act(a, &blr_hci_le_set_scan_enable, &scan_on), 0);
        assert_int_equal(act(a, &blr_hci_le_set_advertising_enable, &on), rows[i].advertise_while_central);
        assert_int_equal(act(a, &blr_hci_le_set_advertising_enable, &off), 0);
        stage_free(stage);
    }
}

/* ------------------------------------------------------------------------------------------------ the end */

static void who_leaves_the_range_is_lost_and_who_comes_back_in_time_is_not(void **state)
{
    (void)state;
    for (unsigned away_s = 1; away_s <= 3; away_s += 2) {
        struct stage *stage = stage_new(away_s);
        struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
        struct joined j = join(a, b, 80, 0, 200);
        uint8_t data[16];
        blr_virtual_place(b->controller, 10000000, 0);
        send_data(a, j.central_handle, 0, "\3\0\4\0abc", 7);
        stage_run(stage, away_s * SECOND);
        blr_virtual_place(b->controller, 100, 0);
        stage_run(stage, SECOND);
        if (away_s == 1) {
            assert_null(find_event(a, HCI_EV_DISCONNECTION_COMPLETE, 0));
            assert_int_equal(take_data(b, j.peripheral_handle, data, sizeof(data)), 7);
            stage_run(stage, 100 * SECOND);
            assert_null(find_event(b, HCI_EV_DISCONNECTION_COMPLETE, 0));
        } else {
            assert_ended(a, j.central_handle, 0x08);
            assert_ended(b, j.peripheral_handle, 0x08);
            assert_int_equal(count_completed(a, j.central_handle),
                             0); /* its credit comes back by the end of the link */
        }
        stage_free(stage);
    }
}

static void both_may_end_it_at_the_same_time(void **state)
{
    struct stage *stage = stage_new(12);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    struct joined j = join(a, b, 24, 0, 100);
    (void)state;
    assert_int_equal(disconnect(a, j.central_handle, 0x13), 0);
    assert_int_equal(disconnect(b, j.peripheral_handle, 0x14), 0);
    stage_run(stage, 5 * SECOND);
    assert_non_null(find_event(a, HCI_EV_DISCONNECTION_COMPLETE, 0));
    assert_null(find_event(a, HCI_EV_DISCONNECTION_COMPLETE, 1));
    assert_non_null(find_event(b, HCI_EV_DISCONNECTION_COMPLETE, 0));
    assert_null(find_event(b, HCI_EV_DISCONNECTION_COMPLETE, 1));
    stage_free(stage);
}

static void thousands_of_links_come_and_go(void **state)
{
    struct stage *stage = stage_new(13);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    (void)state;
    for (unsigned i = 0; i < 1000; i++) {
        struct joined j = join(a, b, 6, 0, 100);
        assert_int_equal(j.central_handle, 0);
        assert_int_equal(disconnect(i & 1 ? a : b, 0, 0x13), 0);
        stage_run(stage, 50000);
        assert_int_equal(a->count, 1);
        assert_int_equal(b->count, 1);
        actor_forget(a);
        actor_forget(b);
    }
    stage_free(stage);
}

/* The demo peer that can be connected to is there again after each link. */
static void a_connectable_peer_comes_back(void **state)
{
    struct stage *stage = stage_new(14);
    struct actor *a = stage_add(stage, "5.4", 0, 0);
    static const uint8_t uart[6] = { 0x05, 0x00, 0x5e, 0xe5, 0x0d, 0xc0 };
    struct hci_le_create_connection_parameters p = connect_parameters(uart, 24);
    struct hci_le_enhanced_connection_complete_event event;
    (void)state;
    assert_true(blr_virtual_peers_add(stage_air(stage)));
    p.peer_address_type = 1;
    for (unsigned n = 0; n < 5; n++) {
        assert_int_equal(act(a, &blr_hci_le_create_connection, &p), 0);
        stage_run(stage, 3 * SECOND);
        assert_true(is_connected(a, &event));
        assert_int_equal(disconnect(a, event.connection_handle, 0x13), 0);
        stage_run(stage, SECOND);
        assert_ended(a, event.connection_handle, 0x16);
        actor_forget(a);
    }
    stage_free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_of_any_profile_connect_talk_and_part),
        cmocka_unit_test(a_peer_that_is_gone_is_noticed_at_the_supervision_timeout),
        cmocka_unit_test(both_hosts_are_told_the_same_at_the_same_time),
        cmocka_unit_test(the_host_gets_the_event_that_it_unmasked),
        cmocka_unit_test(extended_sets_accept_on_every_phy_and_end),
        cmocka_unit_test(directed_advertising_is_for_one_initiator),
        cmocka_unit_test(accept_lists_choose_on_both_sides),
        cmocka_unit_test(of_two_initiators_the_nearer_one_gets_the_link),
        cmocka_unit_test(identities_connect_through_private_addresses),
        cmocka_unit_test(an_attempt_is_cancelled_or_it_is_too_late),
        cmocka_unit_test(bad_parameters_are_refused),
        cmocka_unit_test(what_has_no_link_is_refused),
        cmocka_unit_test(links_are_limited),
        cmocka_unit_test(states_go_together_as_the_controller_says),
        cmocka_unit_test(who_leaves_the_range_is_lost_and_who_comes_back_in_time_is_not),
        cmocka_unit_test(both_may_end_it_at_the_same_time),
        cmocka_unit_test(thousands_of_links_come_and_go),
        cmocka_unit_test(a_connectable_peer_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
