/* SPDX-License-Identifier: MIT */
/* Links that misbehave on command: PDUs lost or late, a peer that falls silent, events that never come, procedures
 * refused, a link after its cancellation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"
#include "virtual/link_layer.h"

#define SECOND UINT64_C(1000000)

/** A central with faults and a peripheral without. */
struct pair {
    struct stage *stage;
    struct actor *a, *b;
    struct joined joined;
};

static struct actor *add_faulty(struct stage *stage, const char *faults)
{
    struct virtual_options options = { .profile = blr_virtual_profile_find("5.4") };
    const struct hci_set_event_mask_parameters mask = { UINT64_MAX };
    const struct hci_le_set_event_mask_parameters le_mask = { UINT64_MAX };
    char why[BLR_VIRTUAL_FAULTS_TEXT];
    if (!blr_virtual_faults_parse(faults, &options.faults, why))
        fail_msg("%s", why);
    struct actor *actor = stage_add_raw(stage, &options);
    assert_int_equal(act(actor, &blr_hci_set_event_mask, &mask), 0);
    assert_int_equal(act(actor, &blr_hci_le_set_event_mask, &le_mask), 0);
    return actor;
}

static struct pair begin(const char *faults, bool joined)
{
    struct pair pair = { .stage = stage_new(1) };
    pair.a = add_faulty(pair.stage, faults);
    pair.b = stage_add(pair.stage, "5.4", 100, 0);
    if (joined)
        pair.joined = join(pair.a, pair.b, 24, 0, 200);
    return pair;
}

static uint8_t reason_of(const struct actor *actor)
{
    struct hci_disconnection_complete_event event;
    return get_event(actor, &blr_hci_disconnection_complete_event, 0, &event) ? event.reason : 0;
}

static void every_link_fault_is_read_and_explained(void **state)
{
    static const char *const good[] = { "lose-pdu=3",          "lose-pdu=/10",         "lose-pdus=1%",
                                        "lose-pdus=100%",      "delay-pdu=2:300ms",    "silence-link=1:2s",
                                        "silence-link=/2:1ms", "refuse-procedure=/1",  "miss-cancel=1",
                                        "lose-connection=1",   "lose-disconnection=1", "lose-credits=/3" };
    static const char *const bad[] = { "lose-pdus=101%", "lose-pdus=0%",   "lose-pdus=10",  "lose-pdus=/2%",
                                       "delay-pdu=2",    "silence-link=1", "miss-cancel=0", "lose-credits" };
    struct virtual_faults faults;
    char why[BLR_VIRTUAL_FAULTS_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        if (!blr_virtual_faults_parse(good[i], &faults, why))
            fail_msg("%s: %s", good[i], why);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (blr_virtual_faults_parse(bad[i], &faults, why))
            fail_msg("%s was taken", bad[i]);
}

/* Whatever is lost on the air, each octet arrives once and in order, and every packet is completed. */
static void lost_pdus_are_sent_again(void **state)
{
    static const char *const faults[] = { "lose-pdu=1",    "lose-pdu=/2",  "lose-pdu=/3",
                                          "lose-pdus=30%", "lose-pdus=5%", "delay-pdu=3:300ms" };
    (void)state;
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
        for (unsigned turned = 0; turned < 2; turned++) { /* the faulty one is central, peripheral */
            struct pair pair = { .stage = stage_new(i) };
            pair.a = add_faulty(pair.stage, faults[i]);
            pair.b = stage_add(pair.stage, "5.4", 100, 0);
            struct joined j = turned ? join(pair.b, pair.a, 24, 0, 400) : join(pair.a, pair.b, 24, 0, 400);
            unsigned completed[2] = { 0 }, sent[2] = { 0 };
            uint8_t next[2] = { 0 };
            for (unsigned round = 0; round < 300; round++) {
                struct actor *ends[2] = { j.central, j.peripheral };
                const uint16_t handles[2] = { j.central_handle, j.peripheral_handle };
                for (unsigned who = 0; who < 2; who++)
                    for (; sent[who] < 200 && sent[who] < completed[who] + 8; sent[who]++)
                        send_data(ends[who], handles[who], 0, (uint8_t[]){ 1, 0, 4, 0, (uint8_t)sent[who] }, 5);
                stage_run(pair.stage, 60000);
                for (unsigned who = 0; who < 2; who++) {
                    uint8_t data[1024];
                    size_t size = take_data(ends[who], handles[who], data, sizeof(data));
                    for (size_t at = 4; at < size; at += 5)
                        assert_int_equal(data[at], next[who]++);
                    completed[who] += count_completed(ends[who], handles[who]);
                    assert_null(find_event(ends[who], HCI_EV_DISCONNECTION_COMPLETE, 0));
                    actor_forget(ends[who]);
                }
            }
            assert_int_equal(completed[0], 200);
            assert_int_equal(completed[1], 200);
            assert_int_equal(next[0], 200);
            assert_int_equal(next[1], 200);
            assert_true(blr_virtual_counters(pair.a->controller)->faults > 0);
            stage_free(pair.stage);
        }
}

static void when_everything_is_lost_the_link_is(void **state)
{
    (void)state;
    struct pair pair = begin("lose-pdus=100%", false);
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    const struct hci_le_create_connection_parameters p =
        connect_parameters(blr_virtual_public_address(pair.b->controller), 24);
    assert_int_equal(act(pair.b, &blr_hci_le_set_advertising_enable, &on), 0);
    assert_int_equal(act(pair.a, &blr_hci_le_create_connection, &p), 0);
    stage_run(pair.stage, 3 * SECOND);
    assert_int_equal(reason_of(pair.a), 0x3e); /* never established */
    assert_int_equal(reason_of(pair.b), 0x3e);
    stage_free(pair.stage);

    pair = begin("lose-pdu=/1", true); /* only what carries something: established, then stuck */
    send_data(pair.a, pair.joined.central_handle, 0, "\3\0\4\0abc", 7);
    stage_run(pair.stage, 3 * SECOND);
    assert_int_equal(reason_of(pair.a), 0x08);
    assert_int_equal(reason_of(pair.b), 0x08);
    stage_free(pair.stage);
}

static void a_link_falls_silent(void **state)
{
    struct pair pair = begin("silence-link=2:5s", true);
    (void)state;
    const struct hci_disconnect_parameters p = { pair.joined.central_handle, 0x13 };
    stage_run(pair.stage, 20 * SECOND);
    assert_int_equal(pair.a->count + pair.b->count, 0); /* not this one */
    assert_int_equal(act(pair.a, &blr_hci_disconnect, &p), 0);
    stage_run(pair.stage, SECOND);
    actor_forget(pair.a);
    actor_forget(pair.b);
    pair.joined = join(pair.a, pair.b, 24, 0, 200);
    stage_run(pair.stage, 6 * SECOND);
    assert_int_equal(pair.a->count + pair.b->count, 0);
    stage_run(pair.stage, SECOND);
    assert_int_equal(reason_of(pair.a), 0x08);
    assert_int_equal(reason_of(pair.b), 0x08);
    stage_free(pair.stage);
}

static void events_of_links_get_lost(void **state)
{
    struct pair pair = begin("lose-connection=1,lose-disconnection=1,lose-credits=2", false);
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    const struct hci_le_create_connection_parameters p =
        connect_parameters(blr_virtual_public_address(pair.b->controller), 24);
    const struct hci_disconnect_parameters end = { 0, 0x13 };
    (void)state;
    assert_int_equal(act(pair.b, &blr_hci_le_set_advertising_enable, &on), 0);
    assert_int_equal(act(pair.a, &blr_hci_le_create_connection, &p), 0);
    stage_run(pair.stage, 3 * SECOND);
    assert_null(find_le_event(pair.a, HCI_LE_EV_LE_ENHANCED_CONNECTION_COMPLETE, 0));
    assert_non_null(find_le_event(pair.b, HCI_LE_EV_LE_ENHANCED_CONNECTION_COMPLETE, 0));
    for (unsigned n = 0; n < 4; n++) /* the link is there, with the handle that it would have said */
        send_data(pair.a, 0, 0, "\3\0\4\0abc", 7);
    stage_run(pair.stage, SECOND);
    assert_int_equal(count_completed(pair.a, 0), 3);
    assert_int_equal(act(pair.a, &blr_hci_disconnect, &end), 0);
    stage_run(pair.stage, SECOND);
    assert_int_equal(reason_of(pair.a), 0);
    assert_int_equal(reason_of(pair.b), 0x13);
    assert_int_equal(act(pair.a, &blr_hci_disconnect, &end), 0x02); /* gone all the same */
    assert_int_equal(blr_virtual_counters(pair.a->controller)->faults, 3);
    stage_free(pair.stage);
}

static void procedures_are_refused(void **state)
{
    struct pair pair = begin("refuse-procedure=/1", true);
    const uint16_t handle = pair.joined.peripheral_handle;
    const struct hci_le_set_phy_parameters phy = { handle, 0, 2, 2, 0 };
    const struct hci_le_set_data_length_parameters length = { handle, 251, 2120 };
    const struct hci_read_remote_version_information_parameters version = { handle };
    const struct hci_le_read_remote_features_parameters features = { handle };
    const struct hci_le_connection_update_parameters update = { handle, 80, 80, 0, 400, 0, 0 };
    struct hci_le_phy_update_complete_event phy_event;
    struct hci_read_remote_version_information_complete_event version_event;
    struct hci_le_read_remote_features_complete_event features_event;
    struct hci_le_connection_update_complete_event update_event;
    (void)state;
    assert_int_equal(act(pair.b, &blr_hci_le_set_phy, &phy), 0);
    assert_int_equal(act(pair.b, &blr_hci_le_set_data_length, &length), 0);
    assert_int_equal(act(pair.b, &blr_hci_read_remote_version_information, &version), 0);
    assert_int_equal(act(pair.b, &blr_hci_le_read_remote_features, &features), 0);
    assert_int_equal(act(pair.b, &blr_hci_le_connection_update, &update), 0);
    stage_run(pair.stage, 3 * SECOND);
    assert_true(get_le_event(pair.b, &blr_hci_le_phy_update_complete_event, 0, &phy_event));
    assert_true(get_event(pair.b, &blr_hci_read_remote_version_information_complete_event, 0, &version_event));
    assert_true(get_le_event(pair.b, &blr_hci_le_read_remote_features_complete_event, 0, &features_event));
    assert_true(get_le_event(pair.b, &blr_hci_le_connection_update_complete_event, 0, &update_event));
    assert_int_equal(phy_event.status, 0x1a);
    assert_int_equal(phy_event.tx_phy, 1);
    assert_int_equal(version_event.status, 0x1a);
    assert_int_equal(features_event.status, 0x1a);
    assert_int_equal(update_event.status, 0x1a);
    assert_int_equal(update_event.connection_interval, 24);
    assert_int_equal(pair.b->count, 4); /* the length stays, without an event */
    assert_int_equal(pair.a->count, 0);
    stage_free(pair.stage);
}

static void a_link_comes_after_its_cancellation(void **state)
{
    struct pair pair = begin("miss-cancel=1", false);
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    const struct hci_le_create_connection_parameters p =
        connect_parameters(blr_virtual_public_address(pair.b->controller), 24);
    struct hci_le_enhanced_connection_complete_event event;
    (void)state;
    assert_int_equal(act(pair.a, &blr_hci_le_create_connection, &p), 0);
    assert_int_equal(act(pair.a, &blr_hci_le_create_connection_cancel, NULL), 0);
    stage_run(pair.stage, SECOND);
    assert_int_equal(pair.a->count, 0);
    assert_int_equal(act(pair.b, &blr_hci_le_set_advertising_enable, &on), 0);
    stage_run(pair.stage, 3 * SECOND);
    assert_true(get_le_event(pair.a, &blr_hci_le_enhanced_connection_complete_event, 0, &event));
    assert_int_equal(event.status, 0); /* a link that nobody wants any more */
    stage_free(pair.stage);
}

/* The same seed gives the same octets at the same times, with every fault. */
static void faults_are_the_same_each_time(void **state)
{
    struct pair pairs[2];
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        pairs[i] = begin("lose-pdus=20%,lose-pdu=/7,lose-credits=/5", true);
        for (unsigned n = 0; n < 8; n++)
            send_data(pairs[i].a, pairs[i].joined.central_handle, 0, "\3\0\4\0abc", 7);
        stage_run(pairs[i].stage, 5 * SECOND);
    }
    assert_int_equal(pairs[0].a->count, pairs[1].a->count);
    assert_int_equal(pairs[0].b->count, pairs[1].b->count);
    assert_int_equal(pairs[0].b->count, 8);
    for (size_t n = 0; n < pairs[0].b->count; n++) {
        assert_int_equal(pairs[0].b->events[n].at_us, pairs[1].b->events[n].at_us);
        assert_memory_equal(pairs[0].b->events[n].octets, pairs[1].b->events[n].octets, pairs[0].b->events[n].size);
    }
    stage_free(pairs[0].stage);
    stage_free(pairs[1].stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_link_fault_is_read_and_explained),
        cmocka_unit_test(lost_pdus_are_sent_again),
        cmocka_unit_test(when_everything_is_lost_the_link_is),
        cmocka_unit_test(a_link_falls_silent),
        cmocka_unit_test(events_of_links_get_lost),
        cmocka_unit_test(procedures_are_refused),
        cmocka_unit_test(a_link_comes_after_its_cancellation),
        cmocka_unit_test(faults_are_the_same_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
