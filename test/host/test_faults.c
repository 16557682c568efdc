/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Whatever happens once to the line or the controller during bring-up: it ends ready, or in a reported failure,
 * in bounded virtual time, and every request completes exactly once (the rig checks).
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

/** All rungs of the ladder, several times. */
#define BOUND_US (60 * RIG_SECOND)

static const char *const controllers[] = { "zephyr_hci_uart", "controller_4_0", "esp32", "ncmd_0_nop_complete" };
enum { CONTROLLERS = sizeof(controllers) / sizeof(controllers[0]) };

static struct script *load(const char *name)
{
    char path[1024], why[SCRIPTED_TEXT];
    snprintf(path, sizeof(path), "%s/controllers/%s.txt", FIXTURES, name);
    struct script *script = script_load(path, why);
    if (script == NULL)
        fail_msg("%s", why);
    return script;
}

static struct rig_options options_of(const struct script *script)
{
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.script = script;
    return options;
}

/** What stands in the end. */
struct outcome {
    uint8_t state, failure;
    struct ble_controller_info info;
    struct ble_host_counters counters;
    uint64_t took_us;
    size_t octets, outputs, octets_sent, packets_sent;
};

/** Requests of each kind from the first moment on: they must complete, whatever happens. */
static void ask(struct rig *rig)
{
    struct ble_request filter = { .type = BLE_REQUEST_FILTER };
    filter.u.filter.minimum_rssi_dbm = -128;
    assert_int_not_equal(rig_request(rig, &filter), 0);
    assert_int_not_equal(rig_command(rig, 0x1009, NULL, 0), 0);
}

static void describe(const struct rig_options *options, const char *what)
{
    fail_msg("fault %d at %zu argument %u: %s", options->fault.kind, options->fault.at, options->fault.argument, what);
}

/** A controller that is sound again answers a command. */
static void check_alive(struct rig *rig, const struct rig_options *options)
{
    bool answered = false;
    for (int tries = options->fault.sent ? 3 : 1; tries > 0 && !answered; tries--) {
        uint32_t id = rig_command(rig, 0x1001, NULL, 0);
        const struct rig_event *end = rig_complete(rig, id, 10 * RIG_SECOND);
        answered = end != NULL && end->event.u.completed.status == BLE_OK;
        if (options->fault.sent && !answered) /* it swallowed the command: that is found out now */
            rig_run_for(rig, 30 * RIG_SECOND);
        if (options->fault.sent && rig_info(rig)->state == BLE_HOST_FAILED && rig_count(rig, BLE_EVENT_FAILED) > 0)
            return;
    }
    if (!answered)
        describe(options, "ready, but a command is not answered");
}

static struct outcome run(const struct rig_options *options)
{
    struct rig *rig = rig_new(options);
    uint64_t begun_us = rig_now(rig);
    rig_attach(rig);
    ask(rig);
    if (!rig_run_until_settled(rig, BOUND_US))
        describe(options, "neither ready nor failed");
    struct outcome outcome = { .took_us = rig_now(rig) - begun_us,
                               .octets = rig_octets(rig),
                               .outputs = rig_outputs(rig),
                               .octets_sent = rig_octets_sent(rig),
                               .packets_sent = rig_sent(rig) };
    if (rig_info(rig)->state == BLE_HOST_DETACHED) { /* unplugged: plug it in again */
        assert_int_equal(rig_count(rig, BLE_EVENT_LOST), 1);
        rig_attach(rig);
        if (!rig_run_until_settled(rig, BOUND_US))
            describe(options, "neither ready nor failed after it was plugged in again");
    }
    outcome.state = rig_info(rig)->state;
    outcome.failure = rig_info(rig)->failure;
    outcome.info = *rig_info(rig);
    if (outcome.state == BLE_HOST_READY && rig_count(rig, BLE_EVENT_READY) != outcome.info.generation)
        describe(options, "an event READY is missing");
    if (outcome.state == BLE_HOST_FAILED && rig_count(rig, BLE_EVENT_FAILED) == 0)
        describe(options, "the failure was not reported");
    rig_run_for(rig, 15 * RIG_SECOND);
    if (rig_info(rig)->state != outcome.state && rig_info(rig)->state != BLE_HOST_READY)
        describe(options, "what was ready did not stay so");
    if (rig_info(rig)->state == BLE_HOST_READY)
        check_alive(rig, options);
    outcome.counters = *rig_counters(rig);
    rig_free(rig);
    return outcome;
}

static void expect_ready(const struct rig_options *options, const struct outcome *outcome)
{
    if (outcome->state != BLE_HOST_READY)
        describe(options, "it did not become ready");
}

/* ------------------------------------------------------------------------------------------------ octets */

static void every_octet(enum rig_fault_kind kind, const uint32_t *arguments, size_t count)
{
    for (size_t c = 0; c < CONTROLLERS; c++) {
        struct script *script = load(controllers[c]);
        struct rig_options options = options_of(script);
        struct outcome sound = run(&options);
        assert_int_equal(sound.state, BLE_HOST_READY);
        assert_true(sound.octets > 100);
        uint64_t slowest_us = 0;
        unsigned felt = 0;
        for (size_t at = 0; at < sound.octets; at++) {
            for (size_t i = 0; i < count; i++) {
                options.fault = (struct rig_fault){ kind, at, arguments[i], false };
                struct outcome outcome = run(&options);
                expect_ready(&options, &outcome);
                felt += outcome.counters.desyncs > 0 || outcome.counters.command_timeouts > 0 ||
                        outcome.counters.noise_bytes > 0;
                if (outcome.took_us > slowest_us)
                    slowest_us = outcome.took_us;
            }
        }
        if (kind != RIG_FLIP_OCTET) /* a flipped one is mostly just another value */
            assert_true(felt >= sound.octets * count * 9 / 10);
        print_message("%s: %zu octets, slowest %u ms\n", controllers[c], sound.octets, (unsigned)(slowest_us / 1000));
        script_free(script);
    }
}

static void a_lost_octet_is_recovered_from(void **state)
{
    (void)state;
    every_octet(RIG_LOSE_OCTET, (const uint32_t[]){ 0 }, 1);
}

static void a_doubled_octet_is_recovered_from(void **state)
{
    (void)state;
    every_octet(RIG_DOUBLE_OCTET, (const uint32_t[]){ 0 }, 1);
}

static void a_flipped_octet_is_recovered_from(void **state)
{
    (void)state;
    every_octet(RIG_FLIP_OCTET, (const uint32_t[]){ 0x01, 0x80, 0xff }, 3);
}

static void inserted_garbage_is_recovered_from(void **state)
{
    (void)state;
    every_octet(RIG_INSERT, (const uint32_t[]){ 1, 5, 300 }, 3);
}

/**
 * The other direction: the controller misunderstands. What looks to it like the beginning of a long data packet
 * swallows more than the padding: then the end is a reported failure.
 */
static void every_octet_sent(enum rig_fault_kind kind, const uint32_t *arguments, size_t count)
{
    static const char *const hearers[] = { "zephyr_hci_uart", "zephyr_hci_uart_async", "esp32" };
    for (size_t c = 0; c < sizeof(hearers) / sizeof(hearers[0]); c++) {
        struct script *script = load(hearers[c]);
        struct rig_options options = options_of(script);
        struct outcome sound = run(&options);
        unsigned felt = 0;
        unsigned failed = 0;
        for (size_t at = 0; at < sound.octets_sent; at++) {
            for (size_t i = 0; i < count; i++) {
                options.fault = (struct rig_fault){ kind, at, arguments[i], true };
                struct outcome outcome = run(&options);
                felt += outcome.took_us != sound.took_us;
                failed += outcome.state != BLE_HOST_READY;
            }
        }
        unsigned runs = (unsigned)(sound.octets_sent * count);
        print_message("%s: %u of %u runs failed\n", hearers[c], failed, runs);
        assert_true(felt > runs / 10);
        assert_true(failed <= runs / 5);
        script_free(script);
    }
}

static void a_lost_octet_on_the_way_out_is_survived(void **state)
{
    (void)state;
    every_octet_sent(RIG_LOSE_OCTET, (const uint32_t[]){ 0 }, 1);
}

static void a_doubled_octet_on_the_way_out_is_survived(void **state)
{
    (void)state;
    every_octet_sent(RIG_DOUBLE_OCTET, (const uint32_t[]){ 0 }, 1);
}

static void a_flipped_octet_on_the_way_out_is_survived(void **state)
{
    (void)state;
    every_octet_sent(RIG_FLIP_OCTET, (const uint32_t[]){ 0x01, 0x80, 0xff }, 3);
}

static void garbage_on_the_way_out_is_survived(void **state)
{
    (void)state;
    every_octet_sent(RIG_INSERT, (const uint32_t[]){ 1, 5, 300 }, 3);
}

/* ------------------------------------------------------------------------------------------------ answers */

typedef void judge(const struct rig_options *options, const struct outcome *sound, const struct outcome *outcome);

static void every_output(enum rig_fault_kind kind, const uint32_t *arguments, size_t count, judge *judge_it)
{
    for (size_t c = 0; c < CONTROLLERS; c++) {
        struct script *script = load(controllers[c]);
        struct rig_options options = options_of(script);
        struct outcome sound = run(&options);
        assert_int_equal(sound.state, BLE_HOST_READY);
        for (size_t at = 0; at < sound.outputs; at++) {
            for (size_t i = 0; i < count; i++) {
                options.fault = (struct rig_fault){ kind, at, arguments[i], false };
                struct outcome outcome = run(&options);
                judge_it(&options, &sound, &outcome);
            }
        }
        script_free(script);
    }
}

static void is_ready(const struct rig_options *options, const struct outcome *sound, const struct outcome *outcome)
{
    (void)sound;
    expect_ready(options, outcome);
}

static void a_missing_answer_is_survived(void **state)
{
    (void)state;
    every_output(RIG_LOSE_OUTPUT, (const uint32_t[]){ 0 }, 1, is_ready);
}

static void a_late_answer_is_survived(void **state)
{
    (void)state;
    every_output(RIG_DELAY_OUTPUT, (const uint32_t[]){ 100, 1990, 2010, 3000, 9000 }, 5, is_ready);
}

static void is_ready_or_refused(const struct rig_options *options, const struct outcome *sound,
                                const struct outcome *outcome)
{
    (void)sound;
    if (outcome->state == BLE_HOST_READY)
        return;
    if (outcome->state != BLE_HOST_FAILED || outcome->failure != BLE_FAILURE_REFUSED)
        describe(options, "neither ready nor refused");
}

static void a_refusal_is_survived_or_reported(void **state)
{
    (void)state;
    every_output(RIG_REFUSE, (const uint32_t[]){ 0x01, 0x0c, 0x12, 0x1f }, 4, is_ready_or_refused);
    every_output(RIG_REFUSE_BY_STATUS, (const uint32_t[]){ 0x01, 0x0c }, 2, is_ready_or_refused);
}

static void a_restart_of_the_controller_is_survived(void **state)
{
    (void)state;
    every_output(RIG_RESTART, (const uint32_t[]){ 0 }, 1, is_ready);
    every_output(RIG_RESTART_SILENTLY, (const uint32_t[]){ 0 }, 1, is_ready);
}

static void an_unasked_nop_is_survived(void **state)
{
    (void)state;
    every_output(RIG_NOP, (const uint32_t[]){ 0 }, 1, is_ready);
}

static void a_hardware_error_is_survived(void **state)
{
    (void)state;
    every_output(RIG_HARDWARE_ERROR, (const uint32_t[]){ 0 }, 1, is_ready);
}

static void unplugging_at_any_moment_and_plugging_in_again_works(void **state)
{
    (void)state;
    every_output(RIG_UNPLUG, (const uint32_t[]){ 0 }, 1, is_ready);
}

static void lost_nothing(const struct rig_options *options, const struct outcome *sound, const struct outcome *outcome)
{
    expect_ready(options, outcome);
    if (outcome->packets_sent != sound->packets_sent || outcome->counters.command_timeouts != 0 ||
        outcome->counters.desyncs != 0 || outcome->counters.recoveries != 0 || outcome->counters.late_answers != 0)
        describe(options, "a process that stood still lost something");
}

static void a_process_that_stood_still_for_ten_seconds_loses_nothing(void **state)
{
    (void)state;
    every_output(RIG_FREEZE, (const uint32_t[]){ 10000 }, 1, lost_nothing);
}

/** With answers that take 180 ms a late one comes while the next command waits for its own. */
static void a_late_answer_never_goes_to_another_command(void **state)
{
    (void)state;
    char why[SCRIPTED_TEXT];
    struct script *script = script_parse("include base_5_4.txt\nset latency 180ms\n", FIXTURES "/controllers", why);
    assert_non_null(script);
    struct rig_options options = options_of(script);
    struct outcome sound = run(&options);
    unsigned compared = 0;
    for (size_t at = 1; at < sound.outputs; at++) {
        options.fault = (struct rig_fault){ RIG_LOSE_OUTPUT, at, 0, false };
        struct outcome lost = run(&options);
        options.fault = (struct rig_fault){ RIG_DELAY_OUTPUT, at, 1900, false };
        struct outcome late = run(&options);
        expect_ready(&options, &late);
        /* The silence began the bring-up again: the late answer comes in the middle of that. */
        if (late.counters.recoveries != 1 || lost.counters.recoveries != 1)
            describe(&options, "the bring-up did not begin again");
        lost.info.ready_us = late.info.ready_us = 0;
        lost.info.ready_commands = late.info.ready_commands = 0;
        late.info.noise_size = 0; /* it came while Reset was waited for: kept for a diagnosis, nothing more */
        memset(late.info.noise, 0, sizeof(late.info.noise));
        if (memcmp(&lost.info, &late.info, sizeof(lost.info)) != 0)
            describe(&options, "a late answer left something behind");
        compared++;
    }
    assert_true(compared > 10);
    script_free(script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lost_octet_is_recovered_from),
        cmocka_unit_test(a_doubled_octet_is_recovered_from),
        cmocka_unit_test(a_flipped_octet_is_recovered_from),
        cmocka_unit_test(inserted_garbage_is_recovered_from),
        cmocka_unit_test(a_lost_octet_on_the_way_out_is_survived),
        cmocka_unit_test(a_doubled_octet_on_the_way_out_is_survived),
        cmocka_unit_test(a_flipped_octet_on_the_way_out_is_survived),
        cmocka_unit_test(garbage_on_the_way_out_is_survived),
        cmocka_unit_test(a_missing_answer_is_survived),
        cmocka_unit_test(a_late_answer_is_survived),
        cmocka_unit_test(a_refusal_is_survived_or_reported),
        cmocka_unit_test(a_restart_of_the_controller_is_survived),
        cmocka_unit_test(an_unasked_nop_is_survived),
        cmocka_unit_test(a_hardware_error_is_survived),
        cmocka_unit_test(unplugging_at_any_moment_and_plugging_in_again_works),
        cmocka_unit_test(a_process_that_stood_still_for_ten_seconds_loses_nothing),
        cmocka_unit_test(a_late_answer_never_goes_to_another_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
