/* SPDX-License-Identifier: MIT */
/** @file @brief Peers that are kept connected: the accept list, who is on it and when, back-off, and who comes first.
 */
#include "linked.h"

static const struct ble_address peers[3] = { { { 1, 2, 3, 4, 5, 0xc6 }, BLE_ADDRESS_RANDOM },
                                             { { 9, 8, 7, 6, 5, 0x04 }, BLE_ADDRESS_PUBLIC },
                                             { { 7, 7, 7, 7, 7, 0xc7 }, BLE_ADDRESS_RANDOM } };

static struct rig *ready_on(const char *base, const char *rules)
{
    struct rig_options options = RIG_OPTIONS_INIT(base);
    options.rules = rules;
    options.config.automatic = 0;
    return rig_ready(&options);
}

static uint32_t keep(struct rig *rig, const struct ble_address *addresses, uint16_t count)
{
    struct ble_request request = { .type = BLE_REQUEST_KEEP_CONNECTED };
    request.u.keep_connected.count = count;
    request.u.keep_connected.peers = addresses;
    uint32_t id = rig_request(rig, &request);
    rig_run_for(rig, 20000);
    return id;
}

static ble_status outcome(struct rig *rig, uint32_t id)
{
    const struct rig_event *end = rig_complete(rig, id, 1);
    assert_non_null(end);
    return end->event.u.completed.status;
}

/** What was sent since the mark: opcodes, and for those of the accept list the first octet of the address. */
static const char *sent_since(const struct rig *rig, size_t mark)
{
    static char text[2048];
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = mark; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%02x%02x", at > 0 ? " " : "", packet[2], packet[1]);
        if (packet[1] == 0x11 && packet[2] == 0x20)
            at += (size_t)snprintf(text + at, sizeof(text) - at, "(%u %u)", packet[4], packet[5]);
    }
    return text;
}

static void connection(struct rig *rig, uint8_t status, uint16_t handle, const struct ble_address *from)
{
    uint8_t event[22] = { 0x04, 0x3e, 0x13, 0x01, status, (uint8_t)handle, 0, 0, from->type };
    memcpy(event + 9, from->octets, 6);
    memcpy(event + 15, "\x18\x00\x00\x00\x64\x00\x00", 7);
    rig_receive(rig, event, sizeof(event));
    rig_run_for(rig, 20000);
}

static uint32_t ask(struct rig *rig, const struct ble_address *address)
{
    struct ble_request request = { .type = BLE_REQUEST_CONNECT };
    request.u.connect.peer = *address;
    uint32_t id = rig_request(rig, &request);
    rig_run_for(rig, 20000);
    return id;
}

static void whoever_is_missing_is_on_the_list(void **state)
{
    (void)state;
    static const char *const bases[] = { "base_4_0", "base_5_4" };
    static const char *const create[] = { "200d", "2043" };
    for (unsigned i = 0; i < 2; i++) {
        struct rig *rig = ready_on(bases[i], "");
        char wanted[128];
        size_t mark = rig_sent(rig), size;
        assert_int_equal(outcome(rig, keep(rig, peers, 3)), BLE_OK);
        snprintf(wanted, sizeof(wanted), "2010 2011(1 1) 2011(0 9) 2011(1 7) %s", create[i]);
        assert_string_equal(sent_since(rig, mark), wanted);
        const uint8_t *packet = rig_sent_packet(rig, mark + 4, &size);
        assert_int_equal(packet[i == 0 ? 8 : 4], 1); /* initiator filter policy: the accept list */
        mark = rig_sent(rig);
        connection(rig, 0, 0x40, &peers[1]); /* the others go on */
        snprintf(wanted, sizeof(wanted), "2010 2011(1 1) 2011(1 7) %s", create[i]);
        assert_string_equal(sent_since(rig, mark), wanted);
        assert_int_equal(rig_last(rig, BLE_EVENT_CONNECTED)->event.u.connected.request, 0);
        connection(rig, 0, 0x41, &peers[0]);
        connection(rig, 0, 0x42, &peers[2]);
        mark = rig_sent(rig);
        rig_run_for(rig, 10 * RIG_SECOND);
        assert_string_equal(sent_since(rig, mark), "");
        disconnection_complete(rig, 0x40, 0x08); /* it lived for more than 5 s: back at once */
        rig_run_for(rig, 20000);
        snprintf(wanted, sizeof(wanted), "2010 2011(0 9) %s", create[i]);
        assert_string_equal(sent_since(rig, mark), wanted);
        mark = rig_sent(rig);
        assert_int_equal(outcome(rig, keep(rig, NULL, 0)), BLE_OK);
        assert_string_equal(sent_since(rig, mark), "200e 2010");
        rig_run_for(rig, 60 * RIG_SECOND);
        assert_string_equal(sent_since(rig, mark), "200e 2010");
        rig_free(rig);
    }
}

static void links_that_end_soon_are_backed_off_from(void **state)
{
    (void)state;
    static const uint32_t waits_s[] = { 1, 2, 4, 8, 16, 32, 64, 64 };
    struct rig *rig = ready_on("base_4_0", "");
    keep(rig, peers, 2);
    for (uint16_t i = 0; i < 8; i++) {
        connection(rig, 0, (uint16_t)(0x40 + i), &peers[0]);
        rig_run_for(rig, RIG_SECOND);
        size_t mark = rig_sent(rig);
        disconnection_complete(rig, (uint16_t)(0x40 + i), 0x3e);
        uint64_t ended_us = rig_now(rig);
        rig_run(rig, ended_us + waits_s[i] * RIG_SECOND - 20000);
        assert_string_equal(sent_since(rig, mark), ""); /* the other one is waited for all the time */
        rig_run_for(rig, 40000);
        assert_string_equal(sent_since(rig, mark), "200e 2010 2011(1 1) 2011(0 9) 200d");
    }
    connection(rig, 0, 0x60, &peers[0]);
    rig_run_for(rig, 6 * RIG_SECOND); /* one that lasts forgets them */
    size_t mark = rig_sent(rig);
    disconnection_complete(rig, 0x60, 0x08);
    rig_run_for(rig, 20000);
    assert_string_equal(sent_since(rig, mark), "200e 2010 2011(1 1) 2011(0 9) 200d");
    rig_free(rig);
}

static void an_attempt_comes_first_and_may_be_for_a_kept_peer(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0", "");
    keep(rig, peers, 2);
    size_t mark = rig_sent(rig);
    uint32_t id = ask(rig, &peers[2]);
    assert_string_equal(sent_since(rig, mark), "200e 200d");
    connection(rig, 0, 0x40, &peers[2]);
    assert_int_equal(outcome(rig, id), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "200e 200d 200d"); /* the list is as it was */
    mark = rig_sent(rig);
    id = ask(rig, &peers[0]);
    connection(rig, 0, 0x41, &peers[0]);
    assert_int_equal(outcome(rig, id), BLE_OK);
    assert_string_equal(sent_since(rig, mark), "200e 200d 2010 2011(0 9) 200d");
    rig_free(rig);
}

static void the_list_does_not_change_under_a_scan_that_reads_it(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0", "");
    keep(rig, peers, 2);
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan = (struct ble_scanning){ .filter_policy = 1, .interval_us = 100000, .window_us = 50000 };
    assert_non_null(rig_complete(rig, rig_request(rig, &request), RIG_SECOND));
    size_t mark = rig_sent(rig);
    connection(rig, 0, 0x40, &peers[0]);
    assert_string_equal(sent_since(rig, mark), "200c 2010 2011(0 9) 200d 200c");
    rig_free(rig);
}

static void it_comes_back_after_a_recovery(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0", "");
    keep(rig, peers, 2);
    connection(rig, 0, 0x40, &peers[0]);
    rig_receive(rig, "\x04\x10\x01\x42", 4); /* Hardware Error */
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    rig_run_for(rig, RIG_SECOND);
    const char *sent = sent_since(rig, 0), *restored = "2010 2011(1 1) 2011(0 9) 200d";
    assert_string_equal(sent + strlen(sent) - strlen(restored), restored);
    rig_lost(rig);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
    rig_run_for(rig, RIG_SECOND);
    sent = sent_since(rig, 0);
    assert_string_equal(sent + strlen(sent) - strlen(restored), restored);
    rig_free(rig);
}

static void failures_of_the_controller_are_backed_off_from(void **state)
{
    (void)state;
    static const char *const rules[] = { "on 200d: status 0d", "on 2010: complete 0c" };
    for (unsigned i = 0; i < 2; i++) {
        struct rig *rig = ready_on("base_4_0", rules[i]);
        size_t mark = rig_sent(rig);
        keep(rig, peers, 1);
        rig_run_for(rig, 100 * RIG_SECOND);
        size_t tries = 0;
        for (size_t k = mark; k < rig_sent(rig); k++) {
            size_t size;
            tries += rig_sent_packet(rig, k, &size)[1] == (i == 0 ? 0x0d : 0x10);
        }
        assert_in_range(tries, 5, 8); /* after 1, 2, 4 ... s */
        rig_free(rig);
    }
}

static void a_peer_that_is_refused_is_left_out(void **state)
{
    (void)state;
    struct rig *rig = ready_on("base_4_0", "on 2011 [1]: complete 07");
    size_t mark = rig_sent(rig);
    keep(rig, peers, 2);
    assert_string_equal(sent_since(rig, mark), "2010 2011(1 1) 2011(0 9) 200d");
    rig_free(rig);
}

static void what_cannot_be_kept_is_refused(void **state)
{
    (void)state;
    static struct ble_address many[9];
    struct rig *rig = ready_on("base_4_0", "let accept_list 02");
    size_t mark = rig_sent(rig);
    for (uint8_t i = 0; i < 9; i++)
        many[i].octets[0] = i;
    assert_int_equal(outcome(rig, keep(rig, peers, 3)), BLE_ERROR_FULL); /* the controller has room for two */
    assert_int_equal(outcome(rig, keep(rig, many, 9)), BLE_ERROR_FULL);
    many[0].type = BLE_ADDRESS_ANONYMOUS;
    assert_int_equal(outcome(rig, keep(rig, many, 1)), BLE_ERROR_ARGUMENT);
    assert_string_equal(sent_since(rig, mark), "");
    rig_free(rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_is_missing_is_on_the_list),
        cmocka_unit_test(links_that_end_soon_are_backed_off_from),
        cmocka_unit_test(an_attempt_comes_first_and_may_be_for_a_kept_peer),
        cmocka_unit_test(the_list_does_not_change_under_a_scan_that_reads_it),
        cmocka_unit_test(it_comes_back_after_a_recovery),
        cmocka_unit_test(failures_of_the_controller_are_backed_off_from),
        cmocka_unit_test(a_peer_that_is_refused_is_left_out),
        cmocka_unit_test(what_cannot_be_kept_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
