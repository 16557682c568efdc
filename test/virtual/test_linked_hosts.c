/* SPDX-License-Identifier: MIT */
/* Our hosts connected to each other on one air: on every pair of controllers, a hundred at once, ten thousand times. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "host/host.h"
#include "hosted.h"

#define SECOND UINT64_C(1000000)

enum { A, B, HOSTS, LINKS = 100, CYCLES = 10000, CID = 6 };

/** What a host heard of its links. */
struct heard {
    ble_link link; /**< the last one */
    unsigned connected, disconnected, updated, asked, data, broken;
    uint8_t reason;
    uint8_t what; /**< enum ble_link_change of all */
    uint32_t request;
    uint8_t octets[600];
    uint16_t size;
};

static void hear(struct hosted *hosted, const struct ble_event *event)
{
    struct heard *heard = hosted->user;
    heard->connected += event->type == BLE_EVENT_CONNECTED;
    heard->disconnected += event->type == BLE_EVENT_DISCONNECTED;
    heard->updated += event->type == BLE_EVENT_LINK_UPDATED;
    heard->asked += event->type == BLE_EVENT_UPDATE_ASKED;
    if (event->type == BLE_EVENT_CONNECTED) {
        heard->link = event->u.connected.link;
        heard->request = event->u.connected.request;
    } else if (event->type == BLE_EVENT_DISCONNECTED) {
        heard->reason = event->u.disconnected.reason;
    } else if (event->type == BLE_EVENT_LINK_UPDATED) {
        heard->what |= event->u.updated.what;
    } else if (event->type == BLE_EVENT_DATA) {
        heard->data++;
        heard->size = event->u.data.size;
        if (event->u.data.cid != CID || event->u.data.size > sizeof(heard->octets))
            heard->broken++;
        else
            memcpy(heard->octets, event->u.data.data, event->u.data.size);
    }
}

static void add(struct hosted *hosted, struct heard *heard, struct virtual_air *air, const char *profile, int32_t x_cm,
                const struct ble_host_config *config)
{
    const struct virtual_options options = { .profile = blr_virtual_profile_find(profile), .x_cm = x_cm };
    hosted_init_with(hosted, air, &options, config);
    memset(heard, 0, sizeof(*heard));
    hosted->user = heard;
    hosted->on_event = hear;
}

/** Two that are ready. */
struct pair {
    struct virtual_air *air;
    struct hosted hosts[HOSTS];
    struct heard heard[HOSTS];
};

static struct pair *pair_new(const char *a, const char *b, uint64_t seed)
{
    const struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    struct pair *pair = calloc(1, sizeof(*pair));
    assert_non_null(pair);
    pair->air = blr_air_new(seed);
    add(&pair->hosts[A], &pair->heard[A], pair->air, a, 0, &config);
    add(&pair->hosts[B], &pair->heard[B], pair->air, b, 300, &config);
    assert_true(hosted_ready(pair->hosts, HOSTS, &pair->hosts[A]));
    assert_true(hosted_ready(pair->hosts, HOSTS, &pair->hosts[B]));
    return pair;
}

static void pair_free(struct pair *pair)
{
    for (size_t i = 0; i < HOSTS; i++) {
        assert_int_equal(pair->heard[i].broken, 0);
        const struct ble_host_counters *counters = ble_host_counters(pair->hosts[i].host);
        assert_int_equal(counters->malformed_packets + counters->credit_overruns + counters->desyncs, 0);
        hosted_free(&pair->hosts[i]);
    }
    blr_air_free(pair->air);
    free(pair);
}

static void be_found(struct hosted *hosted)
{
    struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
    request.u.advertise.parameters.flags = BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_SCANNABLE;
    request.u.advertise.parameters.interval_us = 20000;
    request.u.advertise.parameters.tx_power_dbm = 0x7f;
    assert_int_not_equal(hosted_request(hosted, &request), 0);
}

static uint32_t connect_to(struct hosted *hosted, const struct hosted *other, uint32_t timeout_ms)
{
    struct ble_request request = { .type = BLE_REQUEST_CONNECT, .timeout_ms = timeout_ms };
    request.u.connect.peer = ble_host_controller(other->host)->address;
    return hosted_request(hosted, &request);
}

static ble_status wait_for(struct pair *pair, unsigned who, uint32_t id, uint64_t limit_us)
{
    uint64_t until_us = blr_air_now(pair->air) + limit_us;
    assert_int_not_equal(id, 0);
    while (pair->hosts[who].last_id != id && blr_air_now(pair->air) < until_us)
        hosted_run(pair->hosts, HOSTS, 1000);
    return pair->hosts[who].last_id == id ? pair->hosts[who].last_status : (ble_status)BLE_END;
}

/** A connects to B. */
static void join_them(struct pair *pair)
{
    unsigned before = pair->heard[B].connected;
    be_found(&pair->hosts[B]);
    uint32_t id = connect_to(&pair->hosts[A], &pair->hosts[B], 0);
    assert_int_equal(wait_for(pair, A, id, 11 * SECOND), BLE_OK);
    assert_int_equal(pair->heard[A].request, id);
    hosted_run(pair->hosts, HOSTS, SECOND / 10);
    assert_int_equal(pair->heard[B].connected, before + 1);
}

static struct ble_link_info info_of(const struct pair *pair, unsigned who)
{
    struct ble_link_info info;
    assert_true(ble_host_link_info(pair->hosts[who].host, pair->heard[who].link, &info));
    return info;
}

static uint32_t send(struct hosted *hosted, ble_link link, const void *data, uint16_t size)
{
    struct ble_request request = { .type = BLE_REQUEST_SEND };
    request.u.send.link = link;
    request.u.send.cid = CID;
    request.u.send.size = size;
    request.u.send.data = data;
    return hosted_request(hosted, &request);
}

static uint32_t disconnect(struct hosted *hosted, ble_link link)
{
    struct ble_request request = { .type = BLE_REQUEST_DISCONNECT };
    request.u.disconnect.link = link;
    return hosted_request(hosted, &request);
}

static bool both_have(const struct pair *pair, unsigned feature)
{
    const uint8_t *a = ble_host_controller(pair->hosts[A].host)->le_features;
    const uint8_t *b = ble_host_controller(pair->hosts[B].host)->le_features;
    return (a[feature / 8] & b[feature / 8] & 1u << feature % 8) != 0;
}

/* ------------------------------------------------------------------------------------------- two */

static void check_information(const struct pair *pair)
{
    struct ble_link_info a = info_of(pair, A), b = info_of(pair, B);
    const struct ble_controller_info *known = ble_host_controller(pair->hosts[B].host);
    assert_int_equal(a.role, BLE_ROLE_CENTRAL);
    assert_int_equal(b.role, BLE_ROLE_PERIPHERAL);
    assert_int_equal(b.set, 0);
    assert_true(ble_address_equal(&a.peer, &b.own));
    assert_true(ble_address_equal(&b.peer, &a.own));
    assert_in_range(a.interval_us, 15000, 30000);
    assert_int_equal(a.interval_us, b.interval_us);
    assert_int_equal(a.supervision_timeout_ms, 4000);
    assert_int_equal(b.supervision_timeout_ms, 4000);
    assert_true(a.remote_known);
    assert_int_equal(a.remote_features[0], /* what both have (Vol 6 Part B 5.1.4) */
                     known->le_features[0] & ble_host_controller(pair->hosts[A].host)->le_features[0]);
    assert_int_equal(a.remote_version, known->lmp_version);
    assert_int_equal(a.remote_company, known->manufacturer);
    assert_int_equal(a.remote_subversion, known->lmp_subversion);
    assert_int_equal(a.tx_octets, both_have(pair, VIRTUAL_FEATURE_DATA_LENGTH) ? 251 : 27);
    assert_int_equal(b.rx_octets, a.tx_octets);
    assert_int_equal(a.tx_phy, both_have(pair, VIRTUAL_FEATURE_2M) ? BLE_PHY_2M : BLE_PHY_1M);
    assert_int_equal(b.rx_phy, a.tx_phy);
}

static void check_data(struct pair *pair)
{
    uint8_t octets[517];
    for (unsigned i = 0; i < sizeof(octets); i++)
        octets[i] = (uint8_t)(i * 31);
    for (unsigned who = A; who <= B; who++) {
        uint32_t id = send(&pair->hosts[who], pair->heard[who].link, octets, sizeof(octets));
        assert_int_equal(wait_for(pair, who, id, 5 * SECOND), BLE_OK);
        hosted_run(pair->hosts, HOSTS, 2 * SECOND);
        struct heard *heard = &pair->heard[1 - who];
        assert_int_equal(heard->data, 1);
        assert_int_equal(heard->size, sizeof(octets));
        assert_memory_equal(heard->octets, octets, sizeof(octets));
    }
}

static void check_update(struct pair *pair, unsigned who, uint32_t interval_us)
{
    struct ble_request request = { .type = BLE_REQUEST_UPDATE_LINK };
    request.u.update_link.link = pair->heard[who].link;
    request.u.update_link.parameters = (struct ble_link_parameters){ interval_us, interval_us, 0, 3000 };
    assert_int_equal(wait_for(pair, who, hosted_request(&pair->hosts[who], &request), 31 * SECOND), BLE_OK);
    hosted_run(pair->hosts, HOSTS, SECOND);
    for (unsigned i = A; i <= B; i++) {
        assert_int_equal(info_of(pair, i).interval_us, interval_us);
        assert_int_equal(info_of(pair, i).supervision_timeout_ms, 3000);
    }
}

static void two_of_any_kind_connect_talk_change_and_part(void **state)
{
    const struct virtual_profile *a, *b;
    (void)state;
    for (size_t i = 0; (a = blr_virtual_profile_at(i)) != NULL; i++) {
        for (size_t k = 0; (b = blr_virtual_profile_at(k)) != NULL; k++) {
            struct pair *pair = pair_new(a->name, b->name, i * 10 + k);
            join_them(pair);
            hosted_run(pair->hosts, HOSTS, 2 * SECOND);
            check_information(pair);
            check_data(pair);
            check_update(pair, A, 50000);
            check_update(pair, B, 80000);
            assert_int_equal(pair->heard[A].asked, 1);
            struct ble_request rssi = { .type = BLE_REQUEST_READ_RSSI, .u.rssi_of = pair->heard[A].link };
            assert_int_equal(wait_for(pair, A, hosted_request(&pair->hosts[A], &rssi), SECOND), BLE_OK);
            assert_in_range(-(int8_t)pair->hosts[A].answer[0], 20, 90);
            unsigned who = (i + k) & 1;
            uint32_t id = disconnect(&pair->hosts[who], pair->heard[who].link);
            assert_int_equal(wait_for(pair, who, id, 5 * SECOND), BLE_OK);
            hosted_run(pair->hosts, HOSTS, SECOND);
            assert_int_equal(pair->heard[who].reason, 0x16);
            assert_int_equal(pair->heard[1 - who].reason, 0x13);
            pair_free(pair);
        }
    }
}

static void ask_phy(struct pair *pair, unsigned who, uint8_t phy)
{
    struct ble_request request = { .type = BLE_REQUEST_SET_PHY };
    request.u.set_phy.link = pair->heard[who].link;
    request.u.set_phy.tx_phys = request.u.set_phy.rx_phys = (uint8_t)(1u << (phy - 1));
    assert_int_equal(wait_for(pair, who, hosted_request(&pair->hosts[who], &request), 31 * SECOND), BLE_OK);
    hosted_run(pair->hosts, HOSTS, SECOND);
}

static void expect_phy(const struct pair *pair, uint8_t phy)
{
    for (unsigned i = A; i <= B; i++) {
        assert_int_equal(info_of(pair, i).tx_phy, phy);
        assert_int_equal(info_of(pair, i).rx_phy, phy);
    }
}

/** Nobody is put on Coded who did not ask for it, too. */
static void a_phy_is_changed_from_either_side(void **state)
{
    (void)state;
    struct pair *pair = pair_new("5.4", "zephyr", 3);
    join_them(pair);
    hosted_run(pair->hosts, HOSTS, SECOND);
    expect_phy(pair, BLE_PHY_2M);
    ask_phy(pair, B, BLE_PHY_1M);
    expect_phy(pair, BLE_PHY_1M);
    ask_phy(pair, A, BLE_PHY_CODED);
    expect_phy(pair, BLE_PHY_1M);
    ask_phy(pair, B, BLE_PHY_CODED);
    expect_phy(pair, BLE_PHY_CODED);
    ask_phy(pair, B, BLE_PHY_1M);
    ask_phy(pair, A, BLE_PHY_1M);
    expect_phy(pair, BLE_PHY_1M);
    pair_free(pair);
}

static void timeouts_are_exact(void **state)
{
    (void)state;
    static const uint32_t timeouts_ms[] = { 0, 1, 250, 12345 };
    struct pair *pair = pair_new("5.4", "5.4", 4);
    for (size_t i = 0; i < 4; i++) {
        uint64_t begin_us = blr_air_now(pair->air),
                 wanted_us = (timeouts_ms[i] != 0 ? timeouts_ms[i] : 10000) * 1000ull;
        uint32_t id = connect_to(&pair->hosts[A], &pair->hosts[B], timeouts_ms[i]); /* who does not advertise */
        hosted_run(pair->hosts, HOSTS, wanted_us - 1);
        assert_int_not_equal(pair->hosts[A].last_id, id);
        hosted_run(pair->hosts, HOSTS, 1);
        assert_int_equal(pair->hosts[A].last_id, id);
        assert_int_equal(pair->hosts[A].last_status, BLE_ERROR_TIMEOUT);
        assert_int_equal(blr_air_now(pair->air) - begin_us, wanted_us);
    }
    join_them(pair); /* and then it works */
    pair_free(pair);
}

/** Whatever moment an attempt is cancelled at: connected and told, or not connected and nobody knows of it. */
static void cancelling_has_one_of_two_ends(void **state)
{
    (void)state;
    unsigned ends[2] = { 0, 0 };
    struct pair *pair = pair_new("5.4", "4.2", 5);
    for (unsigned moment = 0; moment < 150; moment++) {
        struct ble_request request = { .type = BLE_REQUEST_CANCEL };
        be_found(&pair->hosts[B]);
        request.u.cancel.id = connect_to(&pair->hosts[A], &pair->hosts[B], 0);
        hosted_run(pair->hosts, HOSTS, moment * 300);
        unsigned connected = pair->heard[A].connected;
        hosted_request(&pair->hosts[A], &request);
        hosted_run(pair->hosts, HOSTS, SECOND);
        bool is_connected = ble_host_link_at(pair->hosts[A].host, 0) != 0;
        assert_int_equal(pair->heard[A].connected, connected);
        if (is_connected) {
            uint32_t id = disconnect(&pair->hosts[A], pair->heard[A].link);
            assert_int_equal(wait_for(pair, A, id, 5 * SECOND), BLE_OK);
        }
        ends[is_connected]++;
        hosted_run(pair->hosts, HOSTS, 5 * SECOND);
        assert_int_equal(ble_host_link_at(pair->hosts[B].host, 0), 0);
        assert_int_equal(pair->heard[A].connected, pair->heard[A].disconnected);
    }
    assert_true(ends[0] > 10 && ends[1] > 10);
    pair_free(pair);
}

static void a_peer_that_vanishes_is_missed_in_time(void **state)
{
    (void)state;
    struct pair *pair = pair_new("5.4", "5.4", 6);
    join_them(pair);
    hosted_run(pair->hosts, HOSTS, SECOND);
    blr_virtual_place(pair->hosts[B].controller, 100000000, 0);
    hosted_run(pair->hosts, HOSTS, 3900000);
    assert_int_equal(pair->heard[A].disconnected, 0);
    hosted_run(pair->hosts, HOSTS, 300000);
    for (unsigned i = A; i <= B; i++) {
        assert_int_equal(pair->heard[i].disconnected, 1);
        assert_int_equal(pair->heard[i].reason, 0x08);
    }
    pair_free(pair);
}

static void a_kept_peer_comes_back_by_itself(void **state)
{
    (void)state;
    struct pair *pair = pair_new("5.0", "4.0", 7);
    const struct ble_address peer = ble_host_controller(pair->hosts[B].host)->address;
    struct ble_request request = { .type = BLE_REQUEST_KEEP_CONNECTED };
    request.u.keep_connected.count = 1;
    request.u.keep_connected.peers = &peer;
    assert_int_equal(wait_for(pair, A, hosted_request(&pair->hosts[A], &request), SECOND), BLE_OK);
    for (unsigned i = 1; i <= 5; i++) {
        hosted_run(pair->hosts, HOSTS, 20 * SECOND);
        assert_int_equal(pair->heard[A].connected, i - 1);
        be_found(&pair->hosts[B]);
        hosted_run(pair->hosts, HOSTS, 6 * SECOND);
        assert_int_equal(pair->heard[A].connected, i);
        uint32_t id = disconnect(&pair->hosts[B], pair->heard[B].link);
        assert_int_equal(wait_for(pair, B, id, 5 * SECOND), BLE_OK);
    }
    pair_free(pair);
}

/* ------------------------------------------------------------------------------------------- again and again */

/** What a host holds while nothing goes on. */
static size_t in_use(const struct ble_host *host)
{
    size_t used = (size_t)host->acl.used + host->links_untold + host->ended + host->gap.initiator.attempt_count;
    for (uint16_t i = 0; i < host->config.requests; i++)
        used += host->requests[i].id != 0;
    for (uint16_t i = 0; i < host->acl.send_count; i++)
        used += host->acl.sends[i].used;
    used += (size_t)host->blocks.count - host->blocks.free_count;
    used += (size_t)host->acl.rx_blocks.count - host->acl.rx_blocks.free_count;
    return used + host->acl.total - host->acl.credits;
}

static void ten_thousand_links_leave_nothing_behind(void **state)
{
    (void)state;
    struct pair *pair = pair_new("5.4", "zephyr", 8);
    for (unsigned i = 1; i <= CYCLES; i++) {
        be_found(&pair->hosts[B]);
        connect_to(&pair->hosts[A], &pair->hosts[B], 0);
        for (unsigned k = 0; k < 100 && (pair->heard[A].connected < i || pair->heard[B].connected < i); k++)
            hosted_run(pair->hosts, HOSTS, 10000);
        send(&pair->hosts[i & 1], pair->heard[i & 1].link, "cycle", 5);
        hosted_run(pair->hosts, HOSTS, i % 7 * 10000); /* in the middle of one procedure or another */
        disconnect(&pair->hosts[i >> 1 & 1], pair->heard[i >> 1 & 1].link);
        for (unsigned k = 0; k < 100 && (pair->heard[A].disconnected < i || pair->heard[B].disconnected < i); k++)
            hosted_run(pair->hosts, HOSTS, 10000);
        assert_int_equal(pair->heard[A].connected, i);
        assert_int_equal(pair->heard[B].disconnected, i);
        hosted_run(pair->hosts, HOSTS, 1000);
        for (unsigned k = A; k <= B; k++)
            assert_int_equal(in_use(pair->hosts[k].host), 0);
    }
    pair_free(pair);
}

/* ------------------------------------------------------------------------------------------- a hundred */

struct crowd {
    struct virtual_air *air;
    struct hosted hosts[LINKS + 1]; /**< the last one is the centre */
    struct heard heard[LINKS + 1];
    unsigned taken[LINKS]; /**< PDUs that came from each */
};

static void count_by_link(struct hosted *hosted, const struct ble_event *event)
{
    struct crowd *crowd = hosted->user;
    if (event->type == BLE_EVENT_DATA)
        crowd->taken[event->u.data.data[0]]++;
    crowd->heard[LINKS].connected += event->type == BLE_EVENT_CONNECTED;
    crowd->heard[LINKS].disconnected += event->type == BLE_EVENT_DISCONNECTED;
}

static void credits_are_conserved(const struct hci_acl *acl)
{
    unsigned sum = acl->credits;
    for (uint16_t i = 0; i < acl->link_count; i++)
        sum += acl->links[i].outstanding;
    assert_int_equal(sum, acl->total);
}

/** Keep one PDU of each waiting, in both directions. */
static void keep_sending(struct crowd *crowd, uint64_t duration_us)
{
    uint64_t until_us = blr_air_now(crowd->air) + duration_us;
    struct hosted *centre = &crowd->hosts[LINKS];
    for (unsigned turn = 0; blr_air_now(crowd->air) < until_us; turn++) {
        for (unsigned k = 0; k < LINKS; k++) {
            const uint8_t i = (uint8_t)((turn + k) % LINKS); /* the centre has fewer requests than links */
            const uint8_t octets[20] = { i };
            ble_link link = ble_host_link_at(centre->host, i);
            if (crowd->hosts[i].host->acl.links[0].first_send == BLR_NO_LINK)
                send(&crowd->hosts[i], crowd->heard[i].link, octets, sizeof(octets));
            if (centre->host->acl.links[link & 0xffff].first_send == BLR_NO_LINK)
                send(centre, link, octets, sizeof(octets));
        }
        hosted_run(crowd->hosts, LINKS + 1, 20000);
        credits_are_conserved(&centre->host->acl);
    }
}

/** All within 10 %, or one PDU that is under way. */
static void are_fair(const char *what, const unsigned counts[LINKS], unsigned least_wanted)
{
    unsigned least = UINT32_MAX, most = 0;
    for (unsigned i = 0; i < LINKS; i++) {
        least = counts[i] < least ? counts[i] : least;
        most = counts[i] > most ? counts[i] : most;
    }
    if (least < least_wanted || (most > least + 2 && most * 10 > least * 11))
        fail_msg("%s: %u to %u PDUs a link", what, least, most);
}

static void a_hundred_links_share_one_radio(void **state)
{
    (void)state;
    struct crowd *crowd = calloc(1, sizeof(*crowd));
    assert_non_null(crowd);
    struct ble_host_config config = BLE_HOST_CONFIG_INIT, small = BLE_HOST_CONFIG_INIT;
    config.links = LINKS;
    config.requests = 64;
    config.transmit_bytes = 65536;
    small.event_bytes = 8192;
    crowd->air = blr_air_new(9);
    for (int i = 0; i < LINKS; i++)
        add(&crowd->hosts[i], &crowd->heard[i], crowd->air, "4.2", 100 + i, &small);
    add(&crowd->hosts[LINKS], &crowd->heard[LINKS], crowd->air, "5.4", 0, &config);
    crowd->hosts[LINKS].user = crowd;
    crowd->hosts[LINKS].on_event = count_by_link;
    for (size_t i = 0; i <= LINKS; i++)
        assert_true(hosted_ready(crowd->hosts, LINKS + 1, &crowd->hosts[i]));
    for (unsigned i = 0; i < LINKS; i++) {
        be_found(&crowd->hosts[i]);
        struct ble_request request = { .type = BLE_REQUEST_CONNECT };
        request.u.connect.peer = ble_host_controller(crowd->hosts[i].host)->address;
        request.u.connect.parameters = (struct ble_link_parameters){ 400000, 400000, 0, 10000 };
        assert_int_not_equal(hosted_request(&crowd->hosts[LINKS], &request), 0);
        for (unsigned k = 0; k < 200 && crowd->heard[LINKS].connected <= i; k++)
            hosted_run(crowd->hosts, LINKS + 1, 20000);
        assert_int_equal(crowd->heard[LINKS].connected, i + 1);
    }
    hosted_run(crowd->hosts, LINKS + 1, 20 * SECOND); /* what is done by itself */
    unsigned down[LINKS];
    keep_sending(crowd, 30 * SECOND);
    for (unsigned i = 0; i < LINKS; i++) {
        down[i] = crowd->heard[i].data;
        assert_int_equal(crowd->heard[i].connected, 1);
        assert_int_equal(crowd->heard[i].disconnected, 0);
        assert_true(crowd->taken[i] > 60); /* how much fits an event is up to the peers */
    }
    are_fair("from the centre", down, 12); /* its eight buffers wait for their links, 0.2 s on average */
    assert_int_equal(crowd->heard[LINKS].disconnected, 0);
    for (size_t i = 0; i <= LINKS; i++)
        hosted_free(&crowd->hosts[i]);
    blr_air_free(crowd->air);
    free(crowd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_of_any_kind_connect_talk_change_and_part),
        cmocka_unit_test(a_phy_is_changed_from_either_side),
        cmocka_unit_test(timeouts_are_exact),
        cmocka_unit_test(cancelling_has_one_of_two_ends),
        cmocka_unit_test(a_peer_that_vanishes_is_missed_in_time),
        cmocka_unit_test(a_kept_peer_comes_back_by_itself),
        cmocka_unit_test(ten_thousand_links_leave_nothing_behind),
        cmocka_unit_test(a_hundred_links_share_one_radio),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
