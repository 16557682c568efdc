/* SPDX-License-Identifier: MIT */
/* What two controllers agree on over a link: features, versions, parameters, data length, PHYs, channels; and what
 * comes of it when one does not know a procedure, refuses, or wants something at the same time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"
#include "virtual/link_layer.h"

#define SECOND UINT64_C(1000000)

enum { CENTRAL, PERIPHERAL };

/** Two controllers with a link. */
struct pair {
    struct stage *stage;
    struct actor *ends[2];
    uint16_t handles[2];
};

static struct pair begin(const char *central, const char *peripheral)
{
    struct pair pair = { .stage = stage_new(1) };
    pair.ends[CENTRAL] = stage_add(pair.stage, central, 0, 0);
    pair.ends[PERIPHERAL] = stage_add(pair.stage, peripheral, 100, 0);
    struct joined joined = join(pair.ends[CENTRAL], pair.ends[PERIPHERAL], 24, 0, 500);
    pair.handles[CENTRAL] = joined.central_handle;
    pair.handles[PERIPHERAL] = joined.peripheral_handle;
    return pair;
}

static void run(struct pair *pair)
{
    stage_run(pair->stage, SECOND);
}

static void forget(struct pair *pair)
{
    actor_forget(pair->ends[CENTRAL]);
    actor_forget(pair->ends[PERIPHERAL]);
}

/* ------------------------------------------------------------------------------------------------ features, version */

static void features_are_exchanged_from_both_sides(void **state)
{
    static const struct {
        const char *central, *peripheral;
        uint8_t from_peripheral; /* status at once */
        uint8_t status;          /* in the event */
    } rows[] = { { "5.4", "5.0", 0, 0 }, { "4.2", "5.4", 0, 0 }, { "4.0", "5.4", 0, 0x1a }, { "5.4", "4.0", 0x0c, 0 } };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (unsigned who = 0; who < 2; who++) {
            struct pair pair = begin(rows[i].central, rows[i].peripheral);
            struct actor *asks = pair.ends[who], *answers = pair.ends[1 - who];
            const struct hci_le_read_remote_features_parameters p = { pair.handles[who] };
            struct hci_le_read_remote_features_complete_event event;
            uint8_t wanted = who == PERIPHERAL ? rows[i].from_peripheral : 0;
            assert_int_equal(act(asks, &blr_hci_le_read_remote_features, &p), wanted);
            run(&pair);
            if (wanted == 0) {
                assert_int_equal(asks->count, 1);
                assert_true(get_le_event(asks, &blr_hci_le_read_remote_features_complete_event, 0, &event));
                assert_int_equal(event.status, who == PERIPHERAL ? rows[i].status : 0);
                assert_int_equal(event.connection_handle, pair.handles[who]);
                uint64_t mine = asks->controller->profile->features, theirs = answers->controller->profile->features;
                if (event.status == 0)
                    assert_true(event.le_features == (theirs & (mine | ~UINT64_C(0xff))));
                uint64_t sent = blr_virtual_counters(asks->controller)->pdus_sent;
                if (event.status == 0) { /* once known, known */
                    assert_int_equal(act(asks, &blr_hci_le_read_remote_features, &p), 0);
                    run(&pair);
                    assert_int_equal(asks->count, 2);
                    assert_true(blr_virtual_counters(asks->controller)->pdus_sent - sent <= 2);
                }
            }
            assert_int_equal(answers->count, 0); /* the other host hears nothing of it */
            stage_free(pair.stage);
        }
}

static void versions_are_exchanged_once(void **state)
{
    struct pair pair = begin("zephyr", "esp32");
    struct hci_read_remote_version_information_complete_event event;
    (void)state;
    for (unsigned n = 0; n < 2; n++)
        for (unsigned who = 0; who < 2; who++) {
            const struct hci_read_remote_version_information_parameters p = { pair.handles[who] };
            const struct virtual_profile *other = pair.ends[1 - who]->controller->profile;
            assert_int_equal(act(pair.ends[who], &blr_hci_read_remote_version_information, &p), 0);
            run(&pair);
            assert_int_equal(pair.ends[who]->count, n + 1);
            assert_true(get_event(pair.ends[who], &blr_hci_read_remote_version_information_complete_event, n, &event));
            assert_int_equal(event.status, 0);
            assert_int_equal(event.connection_handle, pair.handles[who]);
            assert_int_equal(event.version, other->version);
            assert_int_equal(event.company_identifier, other->company);
            assert_int_equal(event.subversion, other->subversion);
        }
    stage_free(pair.stage);
}

/* ------------------------------------------------------------------------------------------------ parameters */

static int update(struct pair *pair, unsigned who, uint16_t interval, uint16_t latency, uint16_t timeout)
{
    const struct hci_le_connection_update_parameters p = { .connection_handle = pair->handles[who],
                                                           .connection_interval_min = interval,
                                                           .connection_interval_max = interval,
                                                           .max_latency = latency,
                                                           .supervision_timeout = timeout };
    return act(pair->ends[who], &blr_hci_le_connection_update, &p);
}

static void assert_updated(struct actor *actor, uint16_t handle, uint8_t status, uint16_t interval, uint16_t latency,
                           uint16_t timeout)
{
    struct hci_le_connection_update_complete_event event;
    assert_true(get_le_event(actor, &blr_hci_le_connection_update_complete_event, 0, &event));
    assert_null(find_le_event(actor, HCI_LE_EV_LE_CONNECTION_UPDATE_COMPLETE, 1));
    assert_int_equal(event.status, status);
    assert_int_equal(event.connection_handle, handle);
    assert_int_equal(event.connection_interval, interval);
    assert_int_equal(event.peripheral_latency, latency);
    assert_int_equal(event.supervision_timeout, timeout);
}

static void the_central_changes_parameters_at_an_instant(void **state)
{
    static const char *const profiles[] = { "5.4", "4.0", "esp32" };
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct pair pair = begin(profiles[i], "4.2");
        uint8_t data[16];
        assert_int_equal(update(&pair, CENTRAL, 5, 0, 300), 0x12);
        uint64_t before_us = blr_air_now(stage_air(pair.stage));
        assert_int_equal(update(&pair, CENTRAL, 40, 2, 300), 0);
        assert_int_equal(update(&pair, CENTRAL, 40, 2, 300), 0x0c);
        run(&pair);
        for (unsigned who = 0; who < 2; who++) {
            assert_int_equal(pair.ends[who]->count, 1);
            assert_updated(pair.ends[who], pair.handles[who], 0, 40, 2, 300);
            assert_in_range(pair.ends[who]->events[0].at_us - before_us, 6 * 30000, 9 * 30000);
        }
        forget(&pair);
        send_data(pair.ends[PERIPHERAL], pair.handles[PERIPHERAL], 0, "\3\0\4\0abc", 7); /* the link goes on */
        run(&pair);
        assert_int_equal(take_data(pair.ends[CENTRAL], pair.handles[CENTRAL], data, sizeof(data)), 7);
        forget(&pair);
        /* The same again: who asked is told, the other one has nothing to hear of. */
        assert_int_equal(update(&pair, CENTRAL, 40, 2, 300), 0);
        stage_run(pair.stage, 2 * SECOND);
        assert_int_equal(pair.ends[CENTRAL]->count, 1);
        assert_int_equal(pair.ends[PERIPHERAL]->count, 0);
        stage_free(pair.stage);
    }
}

static int reply(struct pair *pair, uint16_t interval, uint16_t latency, uint16_t timeout)
{
    const struct hci_le_remote_connection_parameter_request_reply_parameters p = {
        .connection_handle = pair->handles[CENTRAL],
        .interval_min = interval,
        .interval_max = interval,
        .max_latency = latency,
        .timeout = timeout,
    };
    return act(pair->ends[CENTRAL], &blr_hci_le_remote_connection_parameter_request_reply, &p);
}

static int refuse(struct pair *pair, uint8_t reason)
{
    const struct hci_le_remote_connection_parameter_request_negative_reply_parameters p = { pair->handles[CENTRAL],
                                                                                            reason };
    return act(pair->ends[CENTRAL], &blr_hci_le_remote_connection_parameter_request_negative_reply, &p);
}

static void the_peripheral_asks_and_the_central_decides(void **state)
{
    struct pair pair = begin("5.4", "4.2");
    struct hci_le_remote_connection_parameter_request_event asked;
    (void)state;
    assert_int_equal(reply(&pair, 80, 0, 400), 0x0c); /* nobody has asked */
    assert_int_equal(update(&pair, PERIPHERAL, 80, 1, 400), 0);
    run(&pair);
    assert_int_equal(pair.ends[PERIPHERAL]->count, 0);
    assert_int_equal(pair.ends[CENTRAL]->count, 1);
    assert_true(get_le_event(pair.ends[CENTRAL], &blr_hci_le_remote_connection_parameter_request_event, 0, &asked));
    assert_int_equal(asked.connection_handle, pair.handles[CENTRAL]);
    assert_int_equal(asked.interval_min, 80);
    assert_int_equal(asked.interval_max, 80);
    assert_int_equal(asked.max_latency, 1);
    assert_int_equal(asked.timeout, 400);
    assert_int_equal(update(&pair, CENTRAL, 40, 0, 400), 0x0c); /* first the reply */
    assert_int_equal(reply(&pair, 5, 0, 400), 0x12);
    forget(&pair);
    assert_int_equal(reply(&pair, 80, 1, 400), 0);
    assert_int_equal(reply(&pair, 80, 1, 400), 0x0c);
    run(&pair);
    for (unsigned who = 0; who < 2; who++)
        assert_updated(pair.ends[who], pair.handles[who], 0, 80, 1, 400);
    forget(&pair);

    assert_int_equal(update(&pair, PERIPHERAL, 6, 0, 400), 0);
    run(&pair);
    assert_int_equal(refuse(&pair, 0), 0x12);
    assert_int_equal(refuse(&pair, 0x3b), 0);
    forget(&pair);
    run(&pair);
    assert_int_equal(pair.ends[CENTRAL]->count, 0);
    assert_updated(pair.ends[PERIPHERAL], pair.handles[PERIPHERAL], 0x3b, 80, 1, 400); /* as it was */
    stage_free(pair.stage);
}

static void a_request_that_cannot_be_is_answered_all_the_same(void **state)
{
    const struct hci_le_set_event_mask_parameters without = { UINT64_MAX & ~(UINT64_C(1) << 5) };
    struct pair pair = begin("4.0", "5.4"); /* the central does not know the procedure */
    (void)state;
    assert_int_equal(update(&pair, PERIPHERAL, 80, 0, 400), 0);
    run(&pair);
    assert_int_equal(pair.ends[CENTRAL]->count, 0);
    assert_updated(pair.ends[PERIPHERAL], pair.handles[PERIPHERAL], 0x1a, 24, 0, 500);
    stage_free(pair.stage);

    pair = begin("5.4", "4.0"); /* the peripheral does not */
    assert_int_equal(update(&pair, PERIPHERAL, 80, 0, 400), 0x0c);
    stage_free(pair.stage);

    pair = begin("5.4", "5.4"); /* the host of the central does not want to hear of it */
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_le_set_event_mask, &without), 0);
    assert_int_equal(update(&pair, PERIPHERAL, 80, 0, 400), 0);
    run(&pair);
    assert_updated(pair.ends[PERIPHERAL], pair.handles[PERIPHERAL], 0x1a, 24, 0, 500);
    stage_free(pair.stage);

    pair = begin("5.4", "5.4"); /* it never replies: 40 s, and the peripheral gives up */
    assert_int_equal(update(&pair, PERIPHERAL, 80, 0, 400), 0);
    stage_run(pair.stage, 39 * SECOND);
    assert_int_equal(pair.ends[PERIPHERAL]->count, 0);
    stage_run(pair.stage, 10 * SECOND);
    struct hci_disconnection_complete_event event;
    assert_true(get_event(pair.ends[PERIPHERAL], &blr_hci_disconnection_complete_event, 0, &event));
    assert_int_equal(event.reason, 0x22);
    assert_true(get_event(pair.ends[CENTRAL], &blr_hci_disconnection_complete_event, 0, &event));
    assert_int_equal(event.reason, 0x08);
    stage_free(pair.stage);
}

static void of_two_procedures_at_once_the_central_goes_first(void **state)
{
    struct pair pair = begin("5.4", "5.4");
    const struct hci_le_set_phy_parameters phy = { pair.handles[CENTRAL], 0, 2, 2, 0 };
    struct hci_le_phy_update_complete_event changed;
    (void)state;
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_le_set_phy, &phy), 0);
    assert_int_equal(update(&pair, PERIPHERAL, 80, 0, 300), 0);
    run(&pair);
    for (unsigned who = 0; who < 2; who++) {
        assert_true(get_le_event(pair.ends[who], &blr_hci_le_phy_update_complete_event, 0, &changed));
        assert_int_equal(changed.status, 0);
        assert_int_equal(changed.tx_phy, 2);
    }
    assert_updated(pair.ends[PERIPHERAL], pair.handles[PERIPHERAL], 0x2a, 24, 0, 500);
    assert_null(find_le_event(pair.ends[CENTRAL], HCI_LE_EV_LE_REMOTE_CONNECTION_PARAMETER_REQUEST, 0));
    forget(&pair);
    /* And one after the other both happen. */
    assert_int_equal(update(&pair, CENTRAL, 40, 0, 300), 0);
    run(&pair);
    assert_int_equal(update(&pair, PERIPHERAL, 80, 0, 300), 0);
    run(&pair);
    assert_updated(pair.ends[CENTRAL], pair.handles[CENTRAL], 0, 40, 0, 300);
    assert_int_equal(refuse(&pair, 0x3b), 0);
    run(&pair);
    struct hci_le_connection_update_complete_event event;
    assert_true(get_le_event(pair.ends[PERIPHERAL], &blr_hci_le_connection_update_complete_event, 1, &event));
    assert_int_equal(event.status, 0x3b);
    stage_free(pair.stage);
}

/* ------------------------------------------------------------------------------------------------ data length */

static int set_length(struct pair *pair, unsigned who, uint16_t octets, uint16_t time_us)
{
    const struct hci_le_set_data_length_parameters p = { pair->handles[who], octets, time_us };
    return act(pair->ends[who], &blr_hci_le_set_data_length, &p);
}

static void data_length_is_agreed_on(void **state)
{
    struct pair pair = begin("4.2", "esp32");
    struct hci_le_data_length_change_event event;
    (void)state;
    assert_int_equal(set_length(&pair, CENTRAL, 26, 328), 0x12);
    assert_int_equal(set_length(&pair, CENTRAL, 252, 2120), 0x12);
    assert_int_equal(set_length(&pair, CENTRAL, 251, 327), 0x12);
    assert_int_equal(set_length(&pair, CENTRAL, 251, 17041), 0x12);
    assert_int_equal(set_length(&pair, CENTRAL, 251, 2120), 0);
    assert_int_equal(pair.ends[CENTRAL]->answer[1] | pair.ends[CENTRAL]->answer[2] << 8, pair.handles[CENTRAL]);
    run(&pair);
    for (unsigned who = 0; who < 2; who++) {
        assert_int_equal(pair.ends[who]->count, 1);
        assert_true(get_le_event(pair.ends[who], &blr_hci_le_data_length_change_event, 0, &event));
        assert_int_equal(event.connection_handle, pair.handles[who]);
        assert_int_equal(event.max_tx_octets, who == CENTRAL ? 251 : 27);
        assert_int_equal(event.max_tx_time, who == CENTRAL ? 2120 : 328);
        assert_int_equal(event.max_rx_octets, who == CENTRAL ? 27 : 251);
        assert_int_equal(event.max_rx_time, who == CENTRAL ? 328 : 2120);
    }
    forget(&pair);
    assert_int_equal(set_length(&pair, CENTRAL, 251, 2120), 0); /* nothing new: no event */
    run(&pair);
    assert_int_equal(pair.ends[0]->count + pair.ends[1]->count, 0);
    stage_free(pair.stage);

    pair = begin("5.4", "4.0"); /* who does not know it keeps 27 */
    assert_int_equal(set_length(&pair, CENTRAL, 251, 2120), 0);
    run(&pair);
    assert_int_equal(pair.ends[0]->count + pair.ends[1]->count, 0);
    stage_free(pair.stage);
}

static void the_suggested_length_is_asked_for_from_the_beginning(void **state)
{
    struct stage *stage = stage_new(3);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.0", 100, 0);
    const struct hci_le_write_suggested_default_data_length_parameters bad = { 26, 328 }, good = { 100, 1000 };
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    struct hci_le_data_length_change_event event;
    (void)state;
    assert_int_equal(act(a, &blr_hci_le_read_suggested_default_data_length, NULL), 0);
    assert_memory_equal(a->answer + 1, "\x1b\x00\x48\x01", 4);
    assert_int_equal(act(a, &blr_hci_le_write_suggested_default_data_length, &bad), 0x12);
    assert_int_equal(act(a, &blr_hci_le_write_suggested_default_data_length, &good), 0);
    assert_int_equal(act(a, &blr_hci_le_read_suggested_default_data_length, NULL), 0);
    assert_memory_equal(a->answer + 1, "\x64\x00\xe8\x03", 4);
    assert_int_equal(act(a, &blr_hci_le_read_maximum_data_length, NULL), 0);
    assert_memory_equal(a->answer + 1, "\xfb\x00\x90\x42\xfb\x00\x90\x42", 8);
    assert_int_equal(act(b, &blr_hci_le_read_maximum_data_length, NULL), 0);
    assert_memory_equal(b->answer + 1, "\xfb\x00\x48\x08\xfb\x00\x48\x08", 8); /* without Coded */
    const struct hci_le_create_connection_parameters p =
        connect_parameters(blr_virtual_public_address(b->controller), 24);
    assert_int_equal(act(b, &blr_hci_le_set_advertising_enable, &on), 0);
    assert_int_equal(act(a, &blr_hci_le_create_connection, &p), 0);
    stage_run(stage, 5 * SECOND);
    assert_true(get_le_event(b, &blr_hci_le_data_length_change_event, 0, &event));
    assert_int_equal(event.max_rx_octets, 100);
    assert_int_equal(event.max_rx_time, 1000);
    stage_free(stage);
}

/* ------------------------------------------------------------------------------------------------ PHYs */

static void phys_are_chosen_by_both(void **state)
{
    static const struct {
        const char *central, *peripheral;
        unsigned who;
        uint8_t all, tx, rx;
        int status;         /* of the command */
        uint8_t end_status; /* of the event */
        uint8_t own_tx, own_rx;
    } rows[] = {
        { "5.4", "5.4", CENTRAL, 0, 2, 2, 0, 0, 2, 2 },
        { "5.4", "5.4", PERIPHERAL, 0, 2, 2, 0, 0, 2, 2 },
        { "5.4", "5.4", CENTRAL, 0, 2, 1, 0, 0, 2, 1 },
        { "5.4", "5.4", PERIPHERAL, 0, 2, 1, 0, 0, 2, 1 },
        { "5.4", "5.4", PERIPHERAL, 0, 4, 4, 0, 0, 3, 3 },
        { "5.4", "5.4", CENTRAL, 3, 0, 0, 0, 0, 2, 2 },
        { "5.4", "5.4", CENTRAL, 0, 1, 1, 0, 0, 1, 1 },
        { "5.4", "5.0", CENTRAL, 0, 4, 4, 0, 0, 1, 1 }, /* the other one has no Coded: as it is */
        { "5.0", "5.4", CENTRAL, 0, 4, 4, 0x11, 0, 0, 0 },
        { "5.4", "5.4", CENTRAL, 0, 0, 1, 0x12, 0, 0, 0 },
        { "5.4", "5.4", CENTRAL, 4, 1, 1, 0x12, 0, 0, 0 },
        { "5.4", "4.2", CENTRAL, 0, 2, 2, 0, 0x1a, 1, 1 },
        { "4.2", "5.4", PERIPHERAL, 0, 2, 2, 0, 0x1a, 1, 1 },
        { "4.2", "5.4", CENTRAL, 0, 2, 2, 0x01, 0, 0, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pair pair = begin(rows[i].central, rows[i].peripheral);
        unsigned who = rows[i].who;
        struct actor *asks = pair.ends[who], *other = pair.ends[1 - who];
        const struct hci_le_set_phy_parameters p = { pair.handles[who], rows[i].all, rows[i].tx, rows[i].rx, 0 };
        const struct hci_le_read_phy_parameters which = { pair.handles[1 - who] };
        struct hci_le_phy_update_complete_event event;
        assert_int_equal(act(asks, &blr_hci_le_set_phy, &p), rows[i].status);
        run(&pair);
        if (rows[i].status == 0) {
            assert_true(get_le_event(asks, &blr_hci_le_phy_update_complete_event, 0, &event));
            assert_int_equal(event.status, rows[i].end_status);
            assert_int_equal(event.connection_handle, pair.handles[who]);
            assert_int_equal(event.tx_phy, rows[i].own_tx);
            assert_int_equal(event.rx_phy, rows[i].own_rx);
            bool changed = rows[i].own_tx != 1 || rows[i].own_rx != 1;
            assert_int_equal(get_le_event(other, &blr_hci_le_phy_update_complete_event, 0, &event), changed);
            if (changed) {
                assert_int_equal(event.tx_phy, rows[i].own_rx);
                assert_int_equal(act(other, &blr_hci_le_read_phy, &which), 0);
                assert_int_equal(other->answer[3], rows[i].own_rx);
                assert_int_equal(other->answer[4], rows[i].own_tx);
            }
        }
        stage_free(pair.stage);
    }
}

static void default_phys_count_for_what_the_peer_wants(void **state)
{
    struct stage *stage = stage_new(5);
    struct actor *a = stage_add(stage, "5.4", 0, 0), *b = stage_add(stage, "5.4", 100, 0);
    const struct hci_le_set_default_phy_parameters only_1m = { 0, 1, 1 }, bad = { 0, 0, 1 };
    struct hci_le_phy_update_complete_event event;
    (void)state;
    assert_int_equal(act(b, &blr_hci_le_set_default_phy, &bad), 0x12);
    assert_int_equal(act(b, &blr_hci_le_set_default_phy, &only_1m), 0);
    struct joined j = join(a, b, 24, 0, 100);
    const struct hci_le_set_phy_parameters p = { j.central_handle, 0, 2, 2, 0 };
    assert_int_equal(act(a, &blr_hci_le_set_phy, &p), 0);
    stage_run(stage, SECOND);
    assert_true(get_le_event(a, &blr_hci_le_phy_update_complete_event, 0, &event));
    assert_int_equal(event.status, 0);
    assert_int_equal(event.tx_phy, 1);
    assert_int_equal(b->count, 0);
    stage_free(stage);
}

/* On Coded a link reaches further: at 1M it is lost there. */
static void the_coded_phy_reaches_further(void **state)
{
    (void)state;
    for (unsigned coded = 0; coded < 2; coded++) {
        struct pair pair = begin("5.4", "5.4");
        const struct hci_le_set_phy_parameters p = { pair.handles[CENTRAL], 0, 4, 4, 0 };
        if (coded)
            assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_le_set_phy, &p), 0);
        run(&pair);
        forget(&pair);
        blr_virtual_place(pair.ends[PERIPHERAL]->controller, 200000, 0); /* 2 km: -98 dBm */
        stage_run(pair.stage, 10 * SECOND);
        assert_int_equal(find_event(pair.ends[CENTRAL], HCI_EV_DISCONNECTION_COMPLETE, 0) == NULL, coded);
        stage_free(pair.stage);
    }
}

/* ------------------------------------------------------------------------------------------------ the rest */

static void channels_are_changed_by_the_central(void **state)
{
    struct pair pair = begin("5.4", "4.0");
    const struct hci_le_set_host_channel_classification_parameters none = { { 0 } }, beyond = { { 1, 0, 0, 0, 0x20 } },
                                                                   some = { { 0xf0, 0xff, 0, 0, 0x1f } };
    (void)state;
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_le_set_host_channel_classification, &none), 0x12);
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_le_set_host_channel_classification, &beyond), 0x12);
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_le_set_host_channel_classification, &some), 0);
    for (unsigned pass = 0; pass < 2; pass++) {
        for (unsigned who = 0; who < 2; who++) {
            const struct hci_le_read_channel_map_parameters p = { pair.handles[who] };
            assert_int_equal(act(pair.ends[who], &blr_hci_le_read_channel_map, &p), 0);
            assert_memory_equal(pair.ends[who]->answer + 3, pass == 0 ? "\xff\xff\xff\xff\x1f" : "\xf0\xff\0\0\x1f", 5);
        }
        run(&pair);
    }
    assert_int_equal(pair.ends[0]->count + pair.ends[1]->count, 0);
    stage_free(pair.stage);
}

static void signal_and_power_can_be_read(void **state)
{
    struct pair pair = begin("5.4", "5.4");
    const struct hci_read_rssi_parameters p = { pair.handles[CENTRAL] };
    const struct hci_read_transmit_power_level_parameters power = { pair.handles[CENTRAL], 0 },
                                                          bad = { pair.handles[CENTRAL], 2 };
    (void)state;
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_read_rssi, &p), 0);
    assert_in_range((int8_t)pair.ends[CENTRAL]->answer[3] + 128, 128 + 8 - 40 - 3, 128 + 8 - 40 + 3);
    blr_virtual_place(pair.ends[PERIPHERAL]->controller, 10000, 0);
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_read_rssi, &p), 0);
    assert_in_range((int8_t)pair.ends[CENTRAL]->answer[3] + 128, 128 + 8 - 80 - 3, 128 + 8 - 80 + 3);
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_read_transmit_power_level, &power), 0);
    assert_int_equal(pair.ends[CENTRAL]->answer[3], 8);
    assert_int_equal(act(pair.ends[CENTRAL], &blr_hci_read_transmit_power_level, &bad), 0x12);
    stage_free(pair.stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_are_exchanged_from_both_sides),
        cmocka_unit_test(versions_are_exchanged_once),
        cmocka_unit_test(the_central_changes_parameters_at_an_instant),
        cmocka_unit_test(the_peripheral_asks_and_the_central_decides),
        cmocka_unit_test(a_request_that_cannot_be_is_answered_all_the_same),
        cmocka_unit_test(of_two_procedures_at_once_the_central_goes_first),
        cmocka_unit_test(data_length_is_agreed_on),
        cmocka_unit_test(the_suggested_length_is_asked_for_from_the_beginning),
        cmocka_unit_test(phys_are_chosen_by_both),
        cmocka_unit_test(default_phys_count_for_what_the_peer_wants),
        cmocka_unit_test(the_coded_phy_reaches_further),
        cmocka_unit_test(channels_are_changed_by_the_central),
        cmocka_unit_test(signal_and_power_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
