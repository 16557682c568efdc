/* SPDX-License-Identifier: MIT */
/** @file @brief What is done on links, by request and by itself: each procedure, its refusal, its silence, its end. */
#include "linked.h"

enum { CENTRAL = 0, PERIPHERAL = 1 };

/** A 5.4 controller and peer; automatic: enum ble_automatic. */
static struct rig *ready_on(const char *base, const char *rules, uint8_t automatic, uint16_t update_answer_ms)
{
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    char text[1024];
    snprintf(text, sizeof(text), "on acl: completed 1\n%s", rules);
    options.controller = base;
    options.rules = text;
    options.config.automatic = automatic;
    options.config.gatt_procedures = 0; /* nothing but the link layer */
    options.config.update_answer_ms = update_answer_ms;
    return rig_ready(&options);
}

static ble_link link_as(struct rig *rig, uint16_t handle, uint8_t role)
{
    const uint8_t event[] = { 0x04, 0x3e, 0x13, 0x01, 0, (uint8_t)handle, 0, role, 0x01, 1, 2, 3, 4, 5, 0xc6, 0x18, 0,
                              0,    0,    0x64, 0,    0 };
    rig_receive(rig, event, sizeof(event));
    step(rig);
    return rig_last(rig, BLE_EVENT_CONNECTED)->event.u.connected.link;
}

static void le_event(struct rig *rig, const void *octets, uint8_t size)
{
    uint8_t event[64] = { 0x04, 0x3e, size };
    memcpy(event + 3, octets, size);
    rig_receive(rig, event, 3u + size);
    step(rig);
}

static struct ble_link_info info_of(struct rig *rig, ble_link link)
{
    struct ble_link_info info;
    assert_true(ble_host_link_info(rig_host(rig), link, &info));
    return info;
}

/** The opcodes that were sent since the mark, data as its first octets after the L2CAP header. */
static const char *sent_since(const struct rig *rig, size_t mark)
{
    static char text[2048];
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = mark; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        if (packet[0] == 0x01)
            at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%02x%02x", at > 0 ? " " : "", packet[2], packet[1]);
        for (size_t k = 9; packet[0] == 0x02 && k < size; k++)
            at +=
                (size_t)snprintf(text + at, sizeof(text) - at, "%s%02x", k == 9 ? at > 0 ? " <" : "<" : "", packet[k]);
        if (packet[0] == 0x02)
            at += (size_t)snprintf(text + at, sizeof(text) - at, ">");
    }
    return text;
}

static ble_status outcome(struct rig *rig, uint32_t id, uint64_t limit_us)
{
    assert_int_not_equal(id, 0);
    const struct rig_event *end = rig_complete(rig, id, limit_us);
    assert_non_null(end);
    return end->event.u.completed.status;
}

static const struct ble_link_parameters slow = { 100000, 200000, 3, 5000 };

static uint32_t update(struct rig *rig, ble_link link, uint32_t timeout_ms)
{
    struct ble_request request = { .type = BLE_REQUEST_UPDATE_LINK, .timeout_ms = timeout_ms };
    request.u.update_link.link = link;
    request.u.update_link.parameters = slow;
    return rig_request(rig, &request);
}

static uint32_t set_phy(struct rig *rig, ble_link link, uint8_t tx, uint8_t rx, uint8_t scheme)
{
    struct ble_request request = { .type = BLE_REQUEST_SET_PHY };
    request.u.set_phy.link = link;
    request.u.set_phy.tx_phys = tx;
    request.u.set_phy.rx_phys = rx;
    request.u.set_phy.coded_scheme = scheme;
    return rig_request(rig, &request);
}

static uint32_t set_length(struct rig *rig, ble_link link, uint16_t octets)
{
    struct ble_request request = { .type = BLE_REQUEST_SET_DATA_LENGTH };
    request.u.set_data_length.link = link;
    request.u.set_data_length.tx_octets = octets;
    return rig_request(rig, &request);
}

static uint32_t read_rssi(struct rig *rig, ble_link link)
{
    struct ble_request request = { .type = BLE_REQUEST_READ_RSSI };
    request.u.rssi_of = link;
    return rig_request(rig, &request);
}

/* ------------------------------------------------------------------------------------------- by itself */

static void a_new_link_gets_the_best_that_both_sides_can(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4", "on 2032: status 00; wait 20ms; le 0c 00 @0-1 02 02", BLE_AUTOMATIC_ALL, 0);
    size_t mark = rig_sent(rig), size;
    ble_link link = link_as(rig, 0x40, CENTRAL);
    rig_run_for(rig, RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "2016 041d 2030 2022 2032");
    assert_memory_equal(rig_sent_packet(rig, mark + 3, &size), "\x01\x22\x20\x06\x40\x00\xfb\x00\x48\x08", 10);
    assert_memory_equal(rig_sent_packet(rig, mark + 4, &size), "\x01\x32\x20\x07\x40\x00\x00\x03\x03\x00\x00", 11);
    le_event(rig, "\x07\x40\x00\xfb\x00\x48\x08\xfb\x00\x48\x08", 11);
    struct ble_link_info info = info_of(rig, link);
    assert_true(info.remote_known);
    assert_memory_equal(info.remote_features, "\xff\x79\x01\x40\x00\x00\x00\x00", 8);
    assert_int_equal(info.remote_version, 13);
    assert_int_equal(info.remote_company, 0xffff);
    assert_int_equal(info.remote_subversion, 1);
    assert_int_equal(info.tx_phy, BLE_PHY_2M);
    assert_int_equal(info.rx_phy, BLE_PHY_2M);
    assert_int_equal(info.tx_octets, 251);
    assert_int_equal(info.rx_octets, 251);
    unsigned told = 0;
    size_t count;
    const struct rig_event *events = rig_events(rig, &count);
    for (size_t i = 0; i < count; i++)
        if (events[i].event.type == BLE_EVENT_LINK_UPDATED)
            told |= events[i].event.u.updated.what;
    assert_int_equal(told, BLE_LINK_REMOTE | BLE_LINK_PHY | BLE_LINK_DATA_LENGTH);
    rig_free(rig);
}

static void what_is_done_by_itself_can_be_chosen(void **state)
{
    (void)state;
    static const struct {
        const char *base;
        uint8_t automatic, role;
        const char *sent;
    } cases[] = {
        { "base_5_4", 0, CENTRAL, "" },
        { "base_5_4", BLE_AUTOMATIC_REMOTE, PERIPHERAL, "2016 041d" },
        { "base_5_4", BLE_AUTOMATIC_DATA_LENGTH, CENTRAL, "2022" },
        { "base_5_4", BLE_AUTOMATIC_PHY_2M, CENTRAL, "2030" }, /* nothing is known of the peer */
        { "base_5_4", BLE_AUTOMATIC_ALL, PERIPHERAL, "2016 041d 2030 2022" },
        { "base_4_2", BLE_AUTOMATIC_ALL, CENTRAL, "2016 041d 2022" },
        { "base_4_0", BLE_AUTOMATIC_ALL, CENTRAL, "2016 041d" },
        { "base_4_0", BLE_AUTOMATIC_ALL, PERIPHERAL, "041d" }, /* it may not ask for features */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct rig *rig = ready_on(cases[i].base, "", cases[i].automatic, 0);
        size_t mark = rig_sent(rig);
        link_as(rig, 0x40, cases[i].role);
        rig_run_for(rig, RIG_SECOND);
        assert_string_equal(sent_since(rig, mark), cases[i].sent);
        rig_free(rig);
    }
}

/** Refused, silent, or lost: the next one begins, and requests are not held up for ever. */
static void what_is_done_by_itself_may_fail(void **state)
{
    (void)state;
    static const char *const faults[] = { "on 2016: status 1a", "on 2016: status 00; wait 10ms; le 04 1a @0-1 00*8",
                                          "on 041d: status 00", "on 2022: complete 12 @0-1" };
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        struct rig *rig = ready_on("base_5_4", faults[i], BLE_AUTOMATIC_ALL, 0);
        size_t mark = rig_sent(rig);
        ble_link link = link_as(rig, 0x40, CENTRAL);
        rig_run_for(rig, 35 * RIG_SECOND);
        assert_true(strncmp(sent_since(rig, mark), "2016 041d 2030 2022", 19) == 0);
        assert_int_equal(info_of(rig, link).remote_known, i >= 2);
        assert_int_equal(outcome(rig, read_rssi(rig, link), RIG_SECOND), BLE_OK);
        rig_free(rig);
    }
}

static void requests_come_before_what_is_done_by_itself(void **state)
{
    (void)state;
    struct rig *rig =
        ready_on("base_5_4", "on 2016: status 00; wait 5s; le 04 00 @0-1 $le_features", BLE_AUTOMATIC_ALL, 0);
    size_t mark = rig_sent(rig);
    ble_link link = link_as(rig, 0x40, CENTRAL);
    uint32_t id = read_rssi(rig, link);
    rig_run_for(rig, 10 * RIG_SECOND);
    assert_int_equal(outcome(rig, id, 1), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "2016 1405 041d 2030 2022 2032");
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------- requests */

static void a_central_updates_its_link(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0", "", 0, 0);
    ble_link link = link_as(rig, 0x40, CENTRAL);
    size_t mark = rig_sent(rig), size;
    assert_int_equal(outcome(rig, update(rig, link, 0), RIG_SECOND), BLE_OK);
    assert_memory_equal(rig_sent_packet(rig, mark, &size),
                        "\x01\x13\x20\x0e\x40\x00\x50\x00\xa0\x00\x03\x00\xf4\x01\x00\x00\x00\x00", 18);
    assert_int_equal(rig_last(rig, BLE_EVENT_LINK_UPDATED)->event.u.updated.what, BLE_LINK_PARAMETERS);
    assert_int_equal(info_of(rig, link).interval_us, 100000);
    assert_int_equal(info_of(rig, link).latency, 3);
    assert_int_equal(info_of(rig, link).supervision_timeout_ms, 5000);
    rig_free(rig);
}

static void a_refused_update_leaves_the_old_values(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        ble_status status;
    } cases[] = { { "on 2013: status 0c", BLE_ERROR_HCI(0x0c) },
                  { "on 2013: status 00; wait 1s; le 03 3b @0-1 18 00 00 00 64 00", BLE_ERROR_HCI(0x3b) },
                  { "on 2013: status 00", BLE_ERROR_TIMEOUT } };
    for (size_t i = 0; i < 3; i++) {
        struct rig *rig = ready_on("base_4_0", cases[i].rule, 0, 0);
        ble_link link = link_as(rig, 0x40, CENTRAL);
        uint64_t begin_us = rig_now(rig);
        uint32_t id = update(rig, link, i == 2 ? 7000 : 0);
        assert_int_equal(outcome(rig, id, 40 * RIG_SECOND), cases[i].status);
        if (i == 2)
            assert_int_equal(rig_now(rig) - begin_us, 7 * RIG_SECOND);
        assert_int_equal(info_of(rig, link).interval_us, 30000);
        assert_int_equal(rig_count(rig, BLE_EVENT_LINK_UPDATED), 0);
        rig_run_for(rig, 31 * RIG_SECOND); /* the one that never ended is given up, too */
        assert_int_equal(outcome(rig, read_rssi(rig, link), RIG_SECOND), BLE_OK);
        rig_free(rig);
    }
}

static void receive_pdu(struct rig *rig, uint16_t handle, uint16_t cid, const void *data, uint8_t size)
{
    uint8_t pdu[64] = { size, 0, (uint8_t)cid, (uint8_t)(cid >> 8) };
    memcpy(pdu + 4, data, size);
    fragment(rig, handle, 2, pdu, 4u + size);
    step(rig);
}

/** 4.0 peripherals ask in L2CAP. */
static void a_peripheral_asks_its_central(void **state)
{
    (void)state;
    static const struct {
        const char *answer;
        uint8_t size;
        ble_status status;
        uint64_t after_us;
    } cases[] = {
        { "\x13\x01\x02\x00\x01\x00", 6, BLE_ERROR_L2CAP(1), 0 },
        { "\x01\x01\x02\x00\x00\x00", 6, BLE_ERROR_UNSUPPORTED, 0 },
        { "\x13\x01\x02\x00\x00\x00", 6, BLE_OK, 5 * RIG_SECOND },             /* agreed, but nothing changes */
        { "\x13\x02\x02\x00\x00\x00", 6, BLE_ERROR_TIMEOUT, 30 * RIG_SECOND }, /* an answer to something else */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct rig *rig = ready_on("base_4_0", "", 0, 0);
        ble_link link = link_as(rig, 0x40, PERIPHERAL);
        size_t mark = rig_sent(rig);
        uint64_t begin_us = rig_now(rig);
        uint32_t id = update(rig, link, 0);
        step(rig);
        assert_string_equal(sent_since(rig, mark), "<120108005000a0000300f401>");
        receive_pdu(rig, 0x40, 5, cases[i].answer, cases[i].size);
        assert_int_equal(outcome(rig, id, 60 * RIG_SECOND), cases[i].status);
        assert_in_range(rig_now(rig) - begin_us, cases[i].after_us, cases[i].after_us + 1000);
        rig_free(rig);
    }
}

static void a_peripheral_waits_for_the_change_it_was_promised(void **state)
{
    (void)state;
    for (unsigned order = 0; order < 2; order++) {
        struct rig *rig = ready_on("base_4_0", "", 0, 0);
        ble_link link = link_as(rig, 0x40, PERIPHERAL);
        uint32_t id = update(rig, link, 0);
        step(rig);
        if (order == 0)
            receive_pdu(rig, 0x40, 5, "\x13\x01\x02\x00\x00\x00", 6);
        rig_run_for(rig, RIG_SECOND);
        assert_null(rig_complete(rig, id, 1));
        le_event(rig, "\x03\x00\x40\x00\x50\x00\x03\x00\xf4\x01", 10);
        if (order == 1)
            receive_pdu(rig, 0x40, 5, "\x13\x01\x02\x00\x00\x00", 6);
        assert_int_equal(outcome(rig, id, 1), BLE_OK);
        assert_int_equal(info_of(rig, link).interval_us, 100000);
        rig_free(rig);
    }
}

/** Where both sides can, a peripheral uses the link layer; a peer that then cannot is asked in L2CAP. */
static void a_peripheral_uses_the_link_layer_where_it_can(void **state)
{
    (void)state;
    static const char *const rules[] = { "", "on 2013: status 1a",
                                         "on 2013: status 00; wait 1ms; le 03 1a @0-1 18 00 00 00 64 00" };
    static const char *const sent[] = { "2013", "2013 <120108005000a0000300f401>", "2013 <120108005000a0000300f401>" };
    for (size_t i = 0; i < 3; i++) {
        struct rig *rig = ready_on("base_4_2", rules[i], BLE_AUTOMATIC_REMOTE, 0);
        ble_link link = link_as(rig, 0x40, PERIPHERAL);
        rig_run_for(rig, RIG_SECOND);
        assert_true(info_of(rig, link).remote_known);
        size_t mark = rig_sent(rig);
        uint32_t id = update(rig, link, 0);
        rig_run_for(rig, RIG_SECOND);
        assert_string_equal(sent_since(rig, mark), sent[i]);
        if (i > 0)
            receive_pdu(rig, 0x40, 5, "\x13\x01\x02\x00\x01\x00", 6);
        assert_int_equal(outcome(rig, id, 1), i == 0 ? BLE_OK : BLE_ERROR_L2CAP(1));
        rig_free(rig);
    }
}

static void phy_data_length_and_rssi_are_asked_for(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4", "on 2032: status 00; wait 20ms; le 0c 00 @0-1 03 02", 0, 0);
    ble_link link = link_as(rig, 0x40, PERIPHERAL);
    size_t mark = rig_sent(rig), size;
    assert_int_equal(outcome(rig, set_phy(rig, link, 4, 0, 2), RIG_SECOND), BLE_OK);
    assert_memory_equal(rig_sent_packet(rig, mark, &size), "\x01\x32\x20\x07\x40\x00\x02\x04\x00\x02\x00", 11);
    assert_int_equal(info_of(rig, link).tx_phy, BLE_PHY_CODED);
    assert_int_equal(info_of(rig, link).rx_phy, BLE_PHY_2M);
    assert_int_equal(outcome(rig, set_length(rig, link, 100), RIG_SECOND), BLE_OK);
    assert_memory_equal(rig_sent_packet(rig, mark + 1, &size), "\x01\x22\x20\x06\x40\x00\x64\x00\x48\x08", 10);
    const struct rig_event *end = rig_complete(rig, read_rssi(rig, link), RIG_SECOND);
    assert_int_equal(end->event.u.completed.status, BLE_OK);
    assert_int_equal(end->event.u.completed.size, 1);
    assert_int_equal((int8_t)end->event.u.completed.answer[0], -60);
    rig_free(rig);
}

static void what_cannot_be_is_said_at_once(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4", "", 0, 0), *old = ready_on("base_4_0", "", 0, 0);
    ble_link link = link_as(rig, 0x40, CENTRAL), old_link = link_as(old, 0x40, CENTRAL);
    assert_int_equal(outcome(rig, set_phy(rig, link, 8, 0, 0), 1), BLE_ERROR_ARGUMENT);
    assert_int_equal(outcome(rig, set_phy(rig, link, 1, 1, 3), 1), BLE_ERROR_ARGUMENT);
    assert_int_equal(outcome(rig, set_length(rig, link, 26), 1), BLE_ERROR_ARGUMENT);
    assert_int_equal(outcome(rig, set_length(rig, link, 252), 1), BLE_ERROR_ARGUMENT);
    assert_int_equal(outcome(rig, read_rssi(rig, link + 1), 1), BLE_ERROR_GONE);
    assert_int_equal(outcome(rig, update(rig, 0, 0), 1), BLE_ERROR_GONE);
    assert_int_equal(outcome(old, set_phy(old, old_link, 1, 1, 0), 1), BLE_ERROR_UNSUPPORTED);
    assert_int_equal(outcome(old, set_length(old, old_link, 100), 1), BLE_ERROR_UNSUPPORTED);
    rig_free(old);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------- the peer asks */

static const char by_ll[] = "\x06\x40\x00\x06\x00\x80\x00\x01\x00\xc8\x00";
static const char by_ll_invalid[] = "\x06\x40\x00\x06\x00\x80\x00\x01\x00\x14\x00"; /* 200 ms, the interval is 160 ms */
static const char by_l2cap[] = "\x12\x07\x08\x00\x06\x00\x80\x00\x01\x00\xc8\x00";
static const char by_l2cap_invalid[] = "\x12\x07\x08\x00\x05\x00\x80\x00\x01\x00\xc8\x00";

static void what_is_valid_is_accepted(void **state)
{
    (void)state;
    static const struct {
        bool ll, valid;
        const char *asked, *sent;
    } cases[] = { { true, true, by_ll, "2020" },
                  { true, false, by_ll_invalid, "2021" },
                  { false, true, by_l2cap, "2013 <130702000000>" },
                  { false, false, by_l2cap_invalid, "<130702000100>" } };
    for (size_t i = 0; i < 4; i++) {
        struct rig *rig = ready_on("base_5_4", "", 0, 0);
        ble_link link = link_as(rig, 0x40, CENTRAL);
        size_t mark = rig_sent(rig), size;
        if (cases[i].ll)
            le_event(rig, cases[i].asked, 11);
        else
            receive_pdu(rig, 0x40, 5, cases[i].asked, 12);
        rig_run_for(rig, RIG_SECOND);
        assert_string_equal(sent_since(rig, mark), cases[i].sent);
        const struct ble_event *event = &rig_last(rig, BLE_EVENT_UPDATE_ASKED)->event;
        assert_int_equal(event->u.update_asked.token, 0);
        assert_int_equal(event->u.update_asked.link, link);
        assert_int_equal(event->u.update_asked.accepted, cases[i].valid);
        assert_int_equal(event->u.update_asked.parameters.interval_max_us, 160000);
        if (i == 0)
            assert_memory_equal(rig_sent_packet(rig, mark, &size),
                                "\x01\x20\x20\x0e\x40\x00\x06\x00\x80\x00\x01\x00\xc8\x00\x00\x00\x00\x00", 18);
        if (i == 1)
            assert_memory_equal(rig_sent_packet(rig, mark, &size), "\x01\x21\x20\x03\x40\x00\x3b", 7);
        if (i == 2)
            assert_int_equal(info_of(rig, link).interval_us, 7500);
        rig_free(rig);
    }
}

static ble_status answer(struct rig *rig, uint32_t token, bool accept)
{
    struct ble_request request = { .type = BLE_REQUEST_ANSWER_UPDATE };
    request.u.answer_update.token = token;
    request.u.answer_update.accept = accept;
    return outcome(rig, rig_request(rig, &request), 1);
}

static void the_application_may_decide_in_its_time(void **state)
{
    (void)state;
    static const char *const sent[2][3] = { { "2020", "2021", "2020" },
                                            { "2013 <130702000000>", "<130702000100>", "2013 <130702000000>" } };
    for (unsigned way = 0; way < 2; way++) {
        for (unsigned what = 0; what < 3; what++) {
            struct rig *rig = ready_on("base_5_4", "", 0, 3000);
            link_as(rig, 0x40, CENTRAL);
            size_t mark = rig_sent(rig);
            if (way == 0)
                le_event(rig, by_ll, 11);
            else
                receive_pdu(rig, 0x40, 5, by_l2cap, 12);
            uint32_t token = rig_last(rig, BLE_EVENT_UPDATE_ASKED)->event.u.update_asked.token;
            assert_int_not_equal(token, 0);
            rig_run_for(rig, 2900000);
            assert_string_equal(sent_since(rig, mark), "");
            if (what < 2)
                assert_int_equal(answer(rig, token, what == 0), BLE_OK);
            rig_run_for(rig, RIG_SECOND);
            assert_string_equal(sent_since(rig, mark), sent[way][what]);
            assert_int_equal(answer(rig, token, true), BLE_ERROR_GONE); /* once */
            assert_int_equal(answer(rig, 0, true), BLE_ERROR_GONE);
            rig_run_for(rig, 10 * RIG_SECOND);
            assert_string_equal(sent_since(rig, mark), sent[way][what]);
            rig_free(rig);
        }
    }
}

/** Linux CVE-2026-23395: the same identifier twice. One that waits is not asked again; another one is refused. */
static void the_same_request_again_is_the_same_request(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4", "", 0, 3000);
    link_as(rig, 0x40, CENTRAL);
    size_t mark = rig_sent(rig);
    for (unsigned i = 0; i < 3; i++)
        receive_pdu(rig, 0x40, 5, by_l2cap, 12);
    assert_int_equal(rig_count(rig, BLE_EVENT_UPDATE_ASKED), 1);
    receive_pdu(rig, 0x40, 5, "\x12\x08\x08\x00\x06\x00\x80\x00\x01\x00\xc8\x00", 12);
    assert_string_equal(sent_since(rig, mark), "<130802000100>");
    rig_run_for(rig, 10 * RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "<130802000100> 2013 <130702000000>");
    rig_free(rig);
}

static void what_is_asked_ends_with_its_link(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_5_4", "", 0, 3000);
    link_as(rig, 0x40, CENTRAL);
    le_event(rig, by_ll, 11);
    uint32_t token = rig_last(rig, BLE_EVENT_UPDATE_ASKED)->event.u.update_asked.token;
    size_t mark = rig_sent(rig);
    disconnection_complete(rig, 0x40, 0x08);
    assert_int_equal(answer(rig, token, true), BLE_ERROR_GONE);
    rig_run_for(rig, 10 * RIG_SECOND);
    assert_string_equal(sent_since(rig, mark), "");
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------- loss */

/** Each procedure, at each moment, by each kind of end: one completion, and no word to the link after it. */
static void every_request_ends_once_with_its_link(void **state)
{
    (void)state;
    enum { REQUESTS = 4, MOMENTS = 12, ENDS = 4 };
    for (unsigned which = 0; which < REQUESTS; which++) {
        for (unsigned moment = 0; moment < MOMENTS; moment++) {
            for (unsigned end = 0; end < ENDS; end++) {
                struct rig *rig = ready_on("base_5_4", "", BLE_AUTOMATIC_ALL, 0);
                ble_link link = link_as(rig, 0x40, which & 1);
                uint32_t id = which == 0   ? update(rig, link, 0)
                              : which == 1 ? update(rig, link, 0)
                              : which == 2 ? set_phy(rig, link, 2, 2, 0)
                                           : read_rssi(rig, link);
                rig_run_for(rig, moment * 700); /* answers take 500 us */
                struct ble_request cancel = { .type = BLE_REQUEST_CANCEL };
                cancel.u.cancel.id = id;
                if (end == 0)
                    disconnection_complete(rig, 0x40, 0x08);
                else if (end == 1)
                    rig_lost(rig);
                else if (end == 2)
                    rig_receive(rig, "\x04\x10\x01\x42", 4);
                else
                    rig_request(rig, &cancel);
                rig_run_for(rig, 60 * RIG_SECOND);
                assert_non_null(rig_complete(rig, id, 1));
                rig_free(rig); /* which checks that nothing completed twice, and nothing waits */
            }
        }
    }
}

static void a_hundred_links_do_not_crowd_out_a_request(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    options.config.links = 100;
    struct rig *rig = rig_ready(&options);
    ble_link last = 0;
    for (uint16_t handle = 1; handle <= 100; handle++)
        last = link_as(rig, handle, CENTRAL);
    assert_int_equal(outcome(rig, read_rssi(rig, last), 3000), BLE_OK);
    rig_run_for(rig, 10 * RIG_SECOND);
    for (unsigned i = 0; i < 100; i++)
        assert_true(info_of(rig, ble_host_link_at(rig_host(rig), i)).remote_known);
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------- channels, room */

static void pdus_on_channels_that_are_none_are_counted_and_dropped(void **state)
{
    (void)state;
    static const uint16_t cids[] = { 0, 1, 2, 3, 7, 0x3f, 0x40, 0x7f, 0x80, 0xffff };
    struct rig *rig = ready_on("base_5_4", "", 0, 0);
    link_as(rig, 0x40, CENTRAL);
    for (size_t i = 0; i < 10; i++)
        receive_pdu(rig, 0x40, cids[i], "hello", 5);
    assert_int_equal(rig_count(rig, BLE_EVENT_DATA), 0);
    assert_int_equal(rig_counters(rig)->unknown_channels, 10);
    /* a signalling PDU in pieces is one, too */
    size_t mark = rig_sent(rig);
    const uint8_t pdu[] = { 4, 0, 5, 0, 0x08, 9, 0, 0 };
    for (size_t i = 0; i < sizeof(pdu); i++)
        fragment(rig, 0x40, i == 0 ? 2 : 1, pdu + i, 1);
    step(rig);
    assert_string_equal(sent_since(rig, mark), "<010902000000>");
    rig_free(rig);
}

static void room_to_send_is_told_once_it_is_back(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.requests = 64;
    options.config.transmit_bytes = 1024;
    struct bench b = ready_with("", &options);
    ble_link link = connected(b.rig, 0x40);
    unsigned accepted = 0;
    for (;; accepted++) {
        const struct rig_event *end = completion(b.rig, send(b.rig, link, 60));
        if (end != NULL && end->event.u.completed.status == BLE_ERROR_FULL)
            break;
        assert_true(accepted < 64);
    }
    assert_true(accepted > 3);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_SENDABLE), 0);
    for (unsigned i = 0; i < 3 * accepted; i++)
        completed_packets(b.rig, 0x40, 1);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_SENDABLE), 1);
    assert_int_equal(status_of(b.rig, send(b.rig, link, 60)), BLE_OK);
    rig_run_for(b.rig, RIG_SECOND);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_SENDABLE), 1);
    done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_link_gets_the_best_that_both_sides_can),
        cmocka_unit_test(what_is_done_by_itself_can_be_chosen),
        cmocka_unit_test(what_is_done_by_itself_may_fail),
        cmocka_unit_test(requests_come_before_what_is_done_by_itself),
        cmocka_unit_test(a_central_updates_its_link),
        cmocka_unit_test(a_refused_update_leaves_the_old_values),
        cmocka_unit_test(a_peripheral_asks_its_central),
        cmocka_unit_test(a_peripheral_waits_for_the_change_it_was_promised),
        cmocka_unit_test(a_peripheral_uses_the_link_layer_where_it_can),
        cmocka_unit_test(phy_data_length_and_rssi_are_asked_for),
        cmocka_unit_test(what_cannot_be_is_said_at_once),
        cmocka_unit_test(what_is_valid_is_accepted),
        cmocka_unit_test(the_application_may_decide_in_its_time),
        cmocka_unit_test(the_same_request_again_is_the_same_request),
        cmocka_unit_test(what_is_asked_ends_with_its_link),
        cmocka_unit_test(every_request_ends_once_with_its_link),
        cmocka_unit_test(a_hundred_links_do_not_crowd_out_a_request),
        cmocka_unit_test(pdus_on_channels_that_are_none_are_counted_and_dropped),
        cmocka_unit_test(room_to_send_is_told_once_it_is_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
