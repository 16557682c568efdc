/* SPDX-License-Identifier: MIT */
/* Links between raw controllers: made on every profile and in every way, refused, cancelled, kept up, lost and ended.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"
#include "virtual/link_layer.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_of_any_profile_connect_talk_and_part),
        cmocka_unit_test(a_peer_that_is_gone_is_noticed_at_the_supervision_timeout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
