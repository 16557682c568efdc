/* SPDX-License-Identifier: MIT */
/** @file @brief A host that is ready: requests and their ends, what may go wrong then, and what it makes of any octets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

struct bench {
    struct rig *rig;
};

/** A host that is ready, on base_5_4 with these rules after its own. */
static struct bench ready_with(const char *rules, const struct rig_options *more)
{
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    if (more != NULL)
        options = *more;
    options.controller = "base_5_4";
    options.rules = rules;
    return (struct bench){ rig_ready(&options) };
}

static void done(struct bench *bench)
{
    rig_free(bench->rig);
}

static ble_status status_of(struct rig *rig, uint32_t id, uint64_t limit_us)
{
    assert_int_not_equal(id, 0);
    const struct rig_event *end = rig_complete(rig, id, limit_us);
    assert_non_null(end);
    return end->event.u.completed.status;
}

static ble_status simple_request(struct rig *rig, enum ble_request_type type)
{
    const struct ble_request request = { .type = (uint8_t)type };
    return status_of(rig, rig_request(rig, &request), 60 * RIG_SECOND);
}

static uint32_t cancel(struct rig *rig, uint32_t id)
{
    struct ble_request request = { .type = BLE_REQUEST_CANCEL };
    request.u.cancel.id = id;
    return rig_request(rig, &request);
}

static bool alive(struct rig *rig)
{
    const struct rig_event *end = rig_complete(rig, rig_command(rig, 0x1001, NULL, 0), 10 * RIG_SECOND);
    return end != NULL && end->event.u.completed.status == BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ commands */

static void a_command_completes_with_its_answer(void **state)
{
    (void)state;
    struct bench b =
        ready_with("on fc55: complete 00 @0+\non fc56: status 00\non fc57: status 0c\non fc58: complete 12", NULL);
    const uint8_t parameters[] = { 1, 2, 3 };
    const struct rig_event *end = rig_complete(b.rig, rig_command(b.rig, 0xfc55, parameters, 3), RIG_SECOND);
    assert_non_null(end);
    assert_int_equal(end->event.u.completed.status, BLE_OK);
    assert_int_equal(end->event.u.completed.size, 4);
    assert_memory_equal(end->event.u.completed.answer, "\0\1\2\3", 4);
    assert_int_equal(status_of(b.rig, rig_command(b.rig, 0xfc56, NULL, 0), RIG_SECOND), BLE_OK);
    assert_int_equal(status_of(b.rig, rig_command(b.rig, 0xfc57, NULL, 0), RIG_SECOND), BLE_ERROR_HCI(0x0c));
    end = rig_complete(b.rig, rig_command(b.rig, 0xfc58, NULL, 0), RIG_SECOND);
    assert_int_equal(end->event.u.completed.status, BLE_ERROR_HCI(0x12));
    assert_int_equal(end->event.u.completed.answer[0], 0x12);
    assert_int_equal(status_of(b.rig, rig_command(b.rig, 0xfc59, NULL, 0), RIG_SECOND), BLE_ERROR_HCI(0x01));
    done(&b);
}

static void commands_of_one_opcode_wait_for_each_other(void **state)
{
    (void)state;
    struct bench b = ready_with("let ncmd 05\non 1009: wait 100ms; complete 00 $address", NULL);
    uint32_t ids[4];
    for (unsigned i = 0; i < 4; i++)
        ids[i] = rig_command(b.rig, 0x1009, NULL, 0);
    uint32_t other = rig_command(b.rig, 0x1001, NULL, 0);
    assert_int_equal(status_of(b.rig, other, 50000), BLE_OK);
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(status_of(b.rig, ids[i], RIG_SECOND), BLE_OK);
    done(&b);
}

static void several_commands_are_in_flight_when_credit_allows(void **state)
{
    (void)state;
    struct bench b = ready_with("let ncmd 05\nset latency 100ms", NULL);
    const uint16_t opcodes[] = { 0x1001, 0x1009, 0x2003, 0x2007 };
    uint64_t begun_us = rig_now(b.rig);
    uint32_t ids[4];
    for (unsigned i = 0; i < 4; i++)
        ids[i] = rig_command(b.rig, opcodes[i], NULL, 0);
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(status_of(b.rig, ids[i], RIG_SECOND), BLE_OK);
    assert_true(rig_now(b.rig) - begun_us < 150000);
    done(&b);
}

static void an_unanswered_command_times_out_and_harms_no_other(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: complete 00 bb\non fc55 [1]: wait 5s; complete 00 aa", NULL);
    uint64_t begun_us = rig_now(b.rig);
    uint32_t first = rig_command(b.rig, 0xfc55, NULL, 0);
    assert_int_equal(status_of(b.rig, first, 10 * RIG_SECOND), BLE_ERROR_TIMEOUT);
    assert_true(rig_now(b.rig) - begun_us <= 2100000);
    uint32_t second = rig_command(b.rig, 0xfc55, NULL, 0);
    assert_true(alive(b.rig));
    const struct rig_event *end = rig_complete(b.rig, second, 30 * RIG_SECOND);
    assert_non_null(end);
    if (end->event.u.completed.status == BLE_OK)
        assert_int_equal(end->event.u.completed.answer[1], 0xbb);
    rig_run_for(b.rig, 10 * RIG_SECOND);
    assert_int_equal(rig_counters(b.rig)->late_answers, 1);
    assert_int_equal(rig_info(b.rig)->generation, 1);
    assert_true(alive(b.rig));
    done(&b);
}

static void a_timeout_may_be_shorter_or_longer(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: nothing\non fc56: wait 8s; complete 00", NULL);
    struct ble_request request = { .type = BLE_REQUEST_HCI_COMMAND, .timeout_ms = 100 };
    request.u.hci.opcode = 0xfc55;
    uint64_t begun_us = rig_now(b.rig);
    assert_int_equal(status_of(b.rig, rig_request(b.rig, &request), RIG_SECOND), BLE_ERROR_TIMEOUT);
    assert_true(rig_now(b.rig) - begun_us < 110000);
    request.timeout_ms = 10000;
    request.u.hci.opcode = 0xfc56;
    assert_int_equal(status_of(b.rig, rig_request(b.rig, &request), 12 * RIG_SECOND), BLE_OK);
    done(&b);
}

static void a_controller_that_fell_silent_is_reset(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: mute\non dtr: revive", NULL);
    uint32_t id = rig_command(b.rig, 0xfc55, NULL, 0);
    uint32_t next = rig_command(b.rig, 0x1009, NULL, 0);
    assert_int_equal(status_of(b.rig, id, 5 * RIG_SECOND), BLE_ERROR_TIMEOUT);
    assert_true(status_of(b.rig, next, 10 * RIG_SECOND) < 0);
    rig_run_for(b.rig, 30 * RIG_SECOND);
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_FAILED);
    assert_int_equal(rig_info(b.rig)->failure, BLE_FAILURE_SILENT);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_RECOVERING), 1);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_FAILED), 1);
    const struct rig_event *trouble = rig_last(b.rig, BLE_EVENT_RECOVERING);
    assert_int_equal(trouble->event.u.trouble.failure, BLE_FAILURE_COMMAND_TIMEOUT);
    done(&b);
}

static void answers_nobody_asked_for_are_counted_and_dropped(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: complete 00", NULL);
    uint32_t id = rig_command(b.rig, 0xfc55, NULL, 0);
    rig_receive(b.rig, "\x04\x0e\x0a\x01\x09\x10\x00\x01\x02\x03\x04\x05\x06", 13);
    rig_receive(b.rig, "\x04\x0f\x04\x0c\x01\x56\xfc", 7);
    assert_int_equal(status_of(b.rig, id, RIG_SECOND), BLE_OK);
    assert_int_equal(rig_counters(b.rig)->unexpected_packets, 2);
    assert_memory_not_equal(rig_info(b.rig)->public_address.octets, "\1\2\3\4\5\6", 6);
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ requests */

static void a_request_that_is_malformed_is_refused(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    uint64_t refused = rig_counters(b.rig)->requests_refused;
    struct ble_request request = { .type = BLE_REQUEST_NONE };
    assert_int_equal(rig_request(b.rig, &request), 0);
    request.type = BLE_REQUEST_CANCEL + 1;
    assert_int_equal(rig_request(b.rig, &request), 0);
    request.type = BLE_REQUEST_HCI_COMMAND;
    request.u.hci.opcode = 0x0c03;
    assert_int_equal(rig_request(b.rig, &request), 0);
    request.u.hci.opcode = 0x1009;
    request.u.hci.size = 1;
    request.u.hci.parameters = NULL;
    assert_int_equal(rig_request(b.rig, &request), 0);
    memset(&request, 0, sizeof(request));
    request.type = BLE_REQUEST_FILTER;
    request.u.filter.prefixes_size = BLE_FILTER_PREFIXES + 1;
    assert_int_equal(rig_request(b.rig, &request), 0);
    request.u.filter.prefixes_size = 2;
    request.u.filter.prefixes[0] = 5;
    assert_int_equal(rig_request(b.rig, &request), 0);
    assert_int_equal(rig_counters(b.rig)->requests_refused, refused + 6);
    assert_true(alive(b.rig));
    done(&b);
}

static void only_so_many_requests_are_pending_as_configured(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.requests = 5;
    struct bench b = ready_with("on fc55: wait 100ms; complete 00", &options);
    for (unsigned i = 0; i < 5; i++)
        assert_int_not_equal(rig_command(b.rig, 0xfc55, NULL, 0), 0);
    assert_int_equal(rig_command(b.rig, 0xfc55, NULL, 0), 0);
    assert_int_equal(rig_counters(b.rig)->requests_refused, 1);
    rig_run_for(b.rig, RIG_SECOND);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_COMPLETED), 5);
    assert_true(alive(b.rig));
    done(&b);
}

static void a_cancelled_request_ends_at_once_and_its_answer_is_dropped(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: wait 500ms; complete 00 aa", NULL);
    uint32_t sent = rig_command(b.rig, 0xfc55, NULL, 0);
    uint32_t queued = rig_command(b.rig, 0xfc55, NULL, 0);
    rig_run_for(b.rig, 1000);
    uint32_t first = cancel(b.rig, sent);
    uint32_t second = cancel(b.rig, queued);
    assert_int_equal(status_of(b.rig, sent, 0), BLE_ERROR_CANCELLED);
    assert_int_equal(status_of(b.rig, queued, 0), BLE_ERROR_CANCELLED);
    assert_int_equal(status_of(b.rig, first, 0), BLE_OK);
    assert_int_equal(status_of(b.rig, second, 0), BLE_OK);
    assert_true(status_of(b.rig, cancel(b.rig, 12345), 0) < 0);
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_COMPLETED), 5);
    assert_true(alive(b.rig));
    done(&b);
}

static void a_reset_brings_the_controller_up_again(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: nothing", NULL);
    uint32_t id = rig_command(b.rig, 0xfc55, NULL, 0);
    rig_run_for(b.rig, 1000);
    assert_int_equal(simple_request(b.rig, BLE_REQUEST_RESET), BLE_OK);
    assert_int_equal(status_of(b.rig, id, 0), BLE_ERROR_RESTARTED);
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_READY);
    assert_int_equal(rig_info(b.rig)->generation, 2);
    done(&b);
}

static void shutting_down_resets_and_ends(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: nothing", NULL);
    uint32_t id = rig_command(b.rig, 0xfc55, NULL, 0);
    uint64_t begun_us = rig_now(b.rig);
    assert_int_equal(simple_request(b.rig, BLE_REQUEST_SHUT_DOWN), BLE_OK);
    assert_true(rig_now(b.rig) - begun_us <= 2 * RIG_SECOND);
    assert_true(status_of(b.rig, id, 0) < 0);
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_OFF);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_OFF), 1);
    size_t size;
    assert_memory_equal(rig_sent_packet(b.rig, rig_sent(b.rig) - 1, &size), "\x01\x03\x0c\x00", 4);
    assert_int_equal(status_of(b.rig, rig_command(b.rig, 0x1009, NULL, 0), RIG_SECOND), BLE_ERROR_STATE);
    done(&b);
}

static void shutting_down_a_silent_controller_ends_within_two_seconds(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: mute", NULL);
    rig_command(b.rig, 0xfc55, NULL, 0);
    rig_run_for(b.rig, 1000);
    const struct ble_request request = { .type = BLE_REQUEST_SHUT_DOWN };
    uint32_t id = rig_request(b.rig, &request);
    assert_non_null(rig_complete(b.rig, id, 2 * RIG_SECOND));
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_OFF);
    done(&b);
}

static void before_attach_and_after_loss_requests_complete(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT("base_5_4");
    struct rig *rig = rig_new(&options);
    assert_int_equal(status_of(rig, rig_command(rig, 0x1009, NULL, 0), RIG_SECOND), BLE_ERROR_STATE);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, RIG_SECOND));
    uint32_t id = rig_command(rig, 0x1009, NULL, 0);
    rig_lost(rig);
    assert_int_equal(status_of(rig, id, 0), BLE_ERROR_LOST);
    assert_int_equal(rig_count(rig, BLE_EVENT_LOST), 1);
    assert_true(status_of(rig, rig_command(rig, 0x1009, NULL, 0), RIG_SECOND) < 0);
    rig_attach(rig);
    assert_true(rig_run_until_settled(rig, RIG_SECOND));
    assert_int_equal(rig_info(rig)->generation, 2);
    assert_true(alive(rig));
    rig_free(rig);
}

/* ------------------------------------------------------------------------------------------------ trouble */

static void hardware_error_ends_everything_and_is_recovered_from(void **state)
{
    (void)state;
    struct bench b = ready_with("on fc55: event 10 42", NULL);
    uint32_t id = rig_command(b.rig, 0xfc55, NULL, 0);
    assert_int_equal(status_of(b.rig, id, RIG_SECOND), BLE_ERROR_RESTARTED);
    assert_true(rig_run_until_settled(b.rig, 5 * RIG_SECOND));
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_READY);
    assert_int_equal(rig_info(b.rig)->generation, 2);
    assert_int_equal(rig_counters(b.rig)->hardware_errors, 1);
    const struct rig_event *trouble = rig_last(b.rig, BLE_EVENT_RECOVERING);
    assert_non_null(trouble);
    assert_int_equal(trouble->event.u.trouble.failure, BLE_FAILURE_HARDWARE_ERROR);
    assert_int_equal(trouble->event.u.trouble.hardware_error, 0x42);
    done(&b);
}

static void octets_that_cannot_be_hci_are_recovered_from(void **state)
{
    (void)state;
    static const struct {
        const char *octets;
        size_t size;
    } wrong[] = {
        { "\xaa", 1 },             /* no packet type */
        { "\x00", 1 },             /* padding is for controllers */
        { "\x01\x03\x0c\x00", 4 }, /* a command */
        { "\x04\x0e\x00", 3 },     /* lengths that these events never have */
        { "\x04\x0f\x03\x00\x01\x00\x00", 7 },
        { "\x04\x3e\x00", 3 },
        { "\x04\x13\x04\x01\x00\x00\x00\x00", 8 },
        { "\x04\x10\x02\x00\x00", 5 },
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct rig_options options = RIG_OPTIONS_INIT(NULL);
        options.unchecked = true;
        struct bench b = ready_with("", &options);
        rig_receive(b.rig, wrong[i].octets, wrong[i].size);
        assert_true(rig_run_until_settled(b.rig, 5 * RIG_SECOND));
        if (rig_counters(b.rig)->desyncs != 1 || rig_info(b.rig)->generation != 2)
            fail_msg("%zu: %u desyncs, generation %u", i, rig_counters(b.rig)->desyncs, rig_info(b.rig)->generation);
        assert_int_equal(rig_last(b.rig, BLE_EVENT_RECOVERING)->event.u.trouble.failure, BLE_FAILURE_DESYNC);
        assert_true(alive(b.rig));
        done(&b);
    }
}

static void a_packet_that_stops_halfway_is_a_loss_of_synchronisation(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    rig_receive(b.rig, "\x04\x3e\x20\x02", 4);
    rig_run_for(b.rig, 400000);
    assert_int_equal(rig_counters(b.rig)->desyncs, 0);
    rig_run_for(b.rig, RIG_SECOND);
    assert_int_equal(rig_counters(b.rig)->desyncs, 1);
    assert_true(rig_run_until_settled(b.rig, 5 * RIG_SECOND));
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_READY);
    done(&b);
}

static void what_is_merely_unknown_is_skipped_exactly(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    uint8_t diagnostic[64];
    memset(diagnostic, 0x04, sizeof(diagnostic));
    diagnostic[0] = 0x07;
    rig_receive(b.rig, diagnostic, sizeof(diagnostic));
    rig_receive(b.rig, "\x04\xcd\x00", 3); /* an event code nobody assigned, no parameters */
    rig_receive(b.rig, "\x04\xcc\x02\x01\x02", 5);
    rig_receive(b.rig, "\x04\x3e\x01\xee", 4);             /* an LE subevent nobody assigned */
    rig_receive(b.rig, "\x03\x01\x00\x02\x01\x02", 6);     /* SCO */
    rig_receive(b.rig, "\x05\x01\x00\x02\x00\x01\x02", 7); /* ISO */
    rig_receive(b.rig, "\x02\x40\x20\x00\x00", 5);         /* ACL of nobody's, empty */
    rig_receive(b.rig, "\x02\xff\x2f\x02\x00\x04\x0e", 7); /* a reserved handle */
    rig_receive(b.rig, "\x04\xff\x03\x01\x02\x03", 6);     /* vendor */
    rig_run_for(b.rig, RIG_SECOND);
    assert_int_equal(rig_counters(b.rig)->desyncs, 0);
    assert_int_equal(rig_info(b.rig)->generation, 1);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_DATA), 0);
    assert_true(rig_counters(b.rig)->unknown_packets + rig_counters(b.rig)->unexpected_packets >= 5);
    const struct rig_event *vendor = rig_last(b.rig, BLE_EVENT_HCI);
    assert_non_null(vendor);
    assert_int_equal(vendor->event.u.hci.code, 0xff);
    assert_memory_equal(vendor->event.u.hci.parameters, "\1\2\3", 3);
    assert_true(alive(b.rig));
    done(&b);
}

static void the_payload_of_an_oversize_packet_is_never_an_event(void **state)
{
    (void)state;
    static const uint8_t forged[] = { 0x04, 0x3e, 0x13, 0x01, 0x00, 0x40, 0x00, 0x01, 0x00, 1,    2,
                                      3,    4,    5,    6,    0x18, 0,    0,    0,    0x2a, 0x00, 0x00 };
    struct bench b = ready_with("", NULL);
    size_t events;
    rig_events(b.rig, &events);
    const size_t payload = 2200; /* packet_bytes is 1,100 */
    uint8_t *packet = calloc(1, 5 + payload);
    packet[0] = 0x02;
    packet[1] = 0x40;
    packet[2] = 0x20;
    packet[3] = (uint8_t)payload;
    packet[4] = (uint8_t)(payload >> 8);
    for (size_t at = 0; at + sizeof(forged) <= payload; at += sizeof(forged))
        memcpy(packet + 5 + at, forged, sizeof(forged));
    for (size_t shift = 0; shift < sizeof(forged); shift++) {
        memmove(packet + 6, packet + 5, payload - 1);
        rig_receive(b.rig, packet, 5 + payload);
    }
    free(packet);
    rig_run_for(b.rig, RIG_SECOND);
    size_t later;
    rig_events(b.rig, &later);
    assert_int_equal(later, events);
    assert_int_equal(rig_counters(b.rig)->oversize_packets, sizeof(forged));
    assert_int_equal(rig_counters(b.rig)->desyncs, 0);
    assert_true(alive(b.rig));
    done(&b);
}

static void sleep_octets_are_no_packets_where_they_are_allowed(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.transport.may_sleep = true;
    options.transport.no_padding = true;
    struct bench b = ready_with("on 1009: raw 30 33; complete 00 $address; raw 31 32", &options);
    assert_int_equal(rig_info(b.rig)->generation, 1);
    assert_true(alive(b.rig));
    assert_int_equal(rig_counters(b.rig)->desyncs, 0);
    rig_receive(b.rig, "\x34", 1);
    rig_run_for(b.rig, RIG_SECOND);
    assert_int_equal(rig_counters(b.rig)->desyncs, 1);
    done(&b);
}

static void a_nop_that_nobody_expected_means_a_restart(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    rig_receive(b.rig, "\x04\x0e\x03\x01\x00\x00", 6);
    assert_true(rig_run_until_settled(b.rig, 10 * RIG_SECOND));
    rig_run_for(b.rig, 5 * RIG_SECOND);
    assert_int_equal(rig_counters(b.rig)->unsolicited_nops, 1);
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_READY);
    assert_true(alive(b.rig));
    done(&b);
}

static void a_controller_that_keeps_saying_nop_is_not_reset_for_ever(void **state)
{
    (void)state;
    struct bench b = ready_with("on open: repeat 0 200ms; event 0e 01 00 00\non 0c03: complete 00", NULL);
    rig_run_for(b.rig, 60 * RIG_SECOND);
    assert_true(rig_info(b.rig)->generation <= 10);
    assert_int_equal(rig_info(b.rig)->state, BLE_HOST_READY);
    done(&b);
}

static void last_words_are_told_in_words(void **state)
{
    (void)state;
    static const struct {
        const char *event, *text;
    } reports[] = {
        { "event ff aa \"lll_conn.c\" 00 39 05 00 00", "assertion failed at lll_conn.c:1337" },
        { "event ff 02 02 \"hci.c\" 00 2a 00 00 00", "assertion failed at hci.c:42" },
        { "event ff 02 01 02 00 00 00 01 00*32", "stack overflow" },
    };
    for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
        char rules[256];
        snprintf(rules, sizeof(rules), "let manufacturer f1 05\non fc55: %s; mute\non 0c03 [3+]: nothing",
                 reports[i].event);
        struct bench b = ready_with(rules, NULL);
        rig_command(b.rig, 0xfc55, NULL, 0);
        rig_run_for(b.rig, 60 * RIG_SECOND);
        assert_int_equal(rig_count(b.rig, BLE_EVENT_CRASHED), 1);
        assert_int_equal(rig_info(b.rig)->state, BLE_HOST_FAILED);
        assert_int_equal(rig_info(b.rig)->failure, BLE_FAILURE_CRASHED);
        if (strstr(rig_info(b.rig)->crash, reports[i].text) == NULL)
            fail_msg("'%s' instead of '%s'", rig_info(b.rig)->crash, reports[i].text);
        done(&b);
    }
}

static void vendor_events_of_other_makers_are_no_last_words(void **state)
{
    (void)state;
    static const struct {
        const char *manufacturer;
        bool zephyr;
    } makers[] = { { "0a 00", false }, { "5d 00", false }, { "60 00", false }, { "59 00", true }, { "f1 05", true } };
    static const char *const events[] = { "ff aa \"x.c\" 00 39 05 00 00", "ff 02 01 02 00 00 00 01",
                                          "ff 02 02 00 07000000" };
    for (size_t m = 0; m < sizeof(makers) / sizeof(makers[0]); m++) {
        for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
            char rules[256];
            snprintf(rules, sizeof(rules), "let manufacturer %s\non fc55: event %s; complete 00",
                     makers[m].manufacturer, events[i]);
            struct bench b = ready_with(rules, NULL);
            uint32_t id = rig_command(b.rig, 0xfc55, NULL, 0);
            assert_int_equal(status_of(b.rig, id, 9 * RIG_SECOND), makers[m].zephyr ? BLE_ERROR_RESTARTED : BLE_OK);
            assert_int_equal(rig_count(b.rig, BLE_EVENT_CRASHED), makers[m].zephyr);
            assert_int_equal(rig_count(b.rig, BLE_EVENT_HCI), !makers[m].zephyr);
            done(&b);
        }
    }
}

/** Every event code with every length, filled with each of several octets. */
static void any_event_is_survived(void **state)
{
    (void)state;
    static const uint8_t fills[] = { 0x00, 0x01, 0x40, 0xff };
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.unchecked = true;
    struct bench b = ready_with("", &options);
    uint8_t event[3 + 255] = { 0x04 };
    for (unsigned code = 0; code < 256; code++) {
        for (unsigned size = 0; size < 256; size += size < 40 ? 1 : 43) {
            for (size_t i = 0; i < sizeof(fills); i++) {
                event[1] = (uint8_t)code;
                event[2] = (uint8_t)size;
                memset(event + 3, fills[i], size);
                rig_receive(b.rig, event, 3 + size);
            }
        }
        rig_run_for(b.rig, 3 * RIG_SECOND);
    }
    for (unsigned subevent = 0; subevent < 256; subevent++) {
        for (unsigned size = 1; size < 256; size += size < 80 ? 1 : 25) {
            for (size_t i = 0; i < sizeof(fills); i++) {
                event[1] = 0x3e;
                event[2] = (uint8_t)size;
                memset(event + 3, fills[i], size);
                event[3] = (uint8_t)subevent;
                rig_receive(b.rig, event, 3 + size);
            }
        }
        rig_run_for(b.rig, 3 * RIG_SECOND);
    }
    assert_true(rig_run_until_settled(b.rig, 60 * RIG_SECOND));
    rig_run_for(b.rig, 30 * RIG_SECOND);
    if (rig_info(b.rig)->state != BLE_HOST_READY)
        assert_int_equal(simple_request(b.rig, BLE_REQUEST_RESET), BLE_OK);
    assert_true(alive(b.rig));
    done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_completes_with_its_answer),
        cmocka_unit_test(commands_of_one_opcode_wait_for_each_other),
        cmocka_unit_test(several_commands_are_in_flight_when_credit_allows),
        cmocka_unit_test(an_unanswered_command_times_out_and_harms_no_other),
        cmocka_unit_test(a_timeout_may_be_shorter_or_longer),
        cmocka_unit_test(a_controller_that_fell_silent_is_reset),
        cmocka_unit_test(answers_nobody_asked_for_are_counted_and_dropped),
        cmocka_unit_test(a_request_that_is_malformed_is_refused),
        cmocka_unit_test(only_so_many_requests_are_pending_as_configured),
        cmocka_unit_test(a_cancelled_request_ends_at_once_and_its_answer_is_dropped),
        cmocka_unit_test(a_reset_brings_the_controller_up_again),
        cmocka_unit_test(shutting_down_resets_and_ends),
        cmocka_unit_test(shutting_down_a_silent_controller_ends_within_two_seconds),
        cmocka_unit_test(before_attach_and_after_loss_requests_complete),
        cmocka_unit_test(hardware_error_ends_everything_and_is_recovered_from),
        cmocka_unit_test(octets_that_cannot_be_hci_are_recovered_from),
        cmocka_unit_test(a_packet_that_stops_halfway_is_a_loss_of_synchronisation),
        cmocka_unit_test(what_is_merely_unknown_is_skipped_exactly),
        cmocka_unit_test(the_payload_of_an_oversize_packet_is_never_an_event),
        cmocka_unit_test(sleep_octets_are_no_packets_where_they_are_allowed),
        cmocka_unit_test(a_nop_that_nobody_expected_means_a_restart),
        cmocka_unit_test(a_controller_that_keeps_saying_nop_is_not_reset_for_ever),
        cmocka_unit_test(last_words_are_told_in_words),
        cmocka_unit_test(vendor_events_of_other_makers_are_no_last_words),
        cmocka_unit_test(any_event_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
