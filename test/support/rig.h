/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A host joined to a scripted controller in virtual time, with faults on the line and invariants after each
 * step.
 *
 * Every run is a function of its options. Failures of an invariant end the cmocka test with a text that says when.
 *
 *     struct rig_options options = RIG_OPTIONS_INIT("zephyr_hci_uart");
 *     struct rig *rig = rig_new(&options);
 *     rig_attach(rig);
 *     assert_true(rig_run_until_settled(rig, 10 * RIG_SECOND));
 *     assert_int_equal(rig_info(rig)->state, BLE_HOST_READY);
 *     rig_free(rig);
 *
 * Invariants: each accepted request completes exactly once (rig_free() checks the rest); what is sent is whole packets
 * or zero padding; no command (but Reset) without a credit, except two seconds after it was lost; never two of one
 * opcode unanswered, except after ten seconds; time never stands still; every effect and event is one the header knows.
 */
#ifndef TEST_RIG_H
#define TEST_RIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/host.h>

#include "scripted.h"

#define RIG_SECOND 1000000ull

/** How received octets are cut. */
enum rig_chunks { RIG_WHOLE, RIG_BYTES, RIG_RANDOM };

/** What goes wrong with what the controller sends. `at` counts octets (of the whole run) or outputs, from 0. */
enum rig_fault_kind {
    RIG_NO_FAULT,
    RIG_LOSE_OCTET,
    RIG_DOUBLE_OCTET,
    RIG_FLIP_OCTET,       /**< argument: mask */
    RIG_INSERT,           /**< argument: how many octets of garbage before this one */
    RIG_LOSE_OUTPUT,      /**< an answer never comes */
    RIG_DELAY_OUTPUT,     /**< argument: ms later; what is sent meanwhile overtakes it */
    RIG_REFUSE,           /**< the answer is a status; argument: HCI error code */
    RIG_REFUSE_BY_STATUS, /**< the same in a Command Status */
    RIG_RESTART,          /**< instead of this output the controller restarts and says No Operation */
    RIG_RESTART_SILENTLY,
    RIG_NOP,            /**< the controller says No Operation before this output */
    RIG_HARDWARE_ERROR, /**< the controller sends Hardware Error before this output */
    RIG_UNPLUG,         /**< instead of this output the transport is lost */
    RIG_FREEZE          /**< the process stands still for argument ms before this output */
};

struct rig_fault {
    enum rig_fault_kind kind;
    size_t at;
    uint32_t argument;
    bool sent; /**< the octet is one that the host sends (RIG_LOSE_OCTET ... RIG_INSERT) */
};

struct rig_options {
    const char *controller;      /**< file in fixtures/controllers without .txt, or NULL: */
    const char *rules;           /**< statements after those of the file, which they may replace; NULL: none */
    const struct script *script; /**< a script that outlives the rig */
    enum rig_chunks chunks;
    uint32_t chunk_seed;
    uint32_t seed; /**< of the entropy given to the host */
    struct ble_host_config config;
    struct ble_transport_info transport;
    struct rig_fault fault;
    const uint8_t *kept_address; /**< answer to BLE_EFFECT_LOAD_ADDRESS, NULL: BLE_ERROR_NOT_FOUND */
    bool effects_fail;           /**< every effect is answered with BLE_ERROR_IO */
    bool effects_ignored;        /**< no effect is answered */
    uint8_t poison;              /**< XORed to 0xa5, what the host's memory holds before init */
    bool record;                 /**< keep a transcript, see rig_transcript() */
    bool unchecked;              /**< the controller is not honest: do not judge credits and opcodes */
};

#define RIG_OPTIONS_INIT(name)                                                                                         \
    {                                                                                                                  \
        .controller = (name), .config = BLE_HOST_CONFIG_INIT                                                           \
    }

struct rig;

/** An event that was pulled; its data was copied. */
struct rig_event {
    uint64_t at_us;
    struct ble_event event;
};

struct rig *rig_new(const struct rig_options *options);

/** Detach, check what was promised, free. */
void rig_free(struct rig *rig);

/** As rig_new(), attached and run until it is ready. */
struct rig *rig_ready(const struct rig_options *options);

/** Open the line and attach. */
void rig_attach(struct rig *rig);

/** Run until the time has come. */
void rig_run(struct rig *rig, uint64_t until_us);

/** Run for so long. */
void rig_run_for(struct rig *rig, uint64_t duration_us);

/** Run until the host is ready, failed, off or detached. @return false: it was not within limit_us from now */
bool rig_run_until_settled(struct rig *rig, uint64_t limit_us);

/** Run until this request completed. @return its completion, NULL: not within limit_us from now */
const struct rig_event *rig_complete(struct rig *rig, uint32_t id, uint64_t limit_us);

/** Ask the host. @return the id, 0: refused */
uint32_t rig_request(struct rig *rig, const struct ble_request *request);

/** Ask for an HCI command. */
uint32_t rig_command(struct rig *rig, uint16_t opcode, const void *parameters, uint8_t size);

/** The controller sends these octets now, as they are. */
void rig_receive(struct rig *rig, const void *data, size_t size);

/** The transport is lost. */
void rig_lost(struct rig *rig);

/** Everything pulled so far, oldest first. */
const struct rig_event *rig_events(const struct rig *rig, size_t *count);

/** The last event of this type, NULL: there was none. */
const struct rig_event *rig_last(const struct rig *rig, enum ble_event_type type);

/** How many events of this type there were. */
size_t rig_count(const struct rig *rig, enum ble_event_type type);

const struct ble_controller_info *rig_info(const struct rig *rig);
const struct ble_host_counters *rig_counters(const struct rig *rig);
struct ble_host *rig_host(struct rig *rig);
struct scripted *rig_controller(struct rig *rig);
uint64_t rig_now(const struct rig *rig);

/** Octets and outputs that the controller sent, octets that the host sent (what rig_fault.at counts). */
size_t rig_octets(const struct rig *rig);
size_t rig_octets_sent(const struct rig *rig);
size_t rig_outputs(const struct rig *rig);

/** Whole packets the host sent since rig_new(), without padding: first octet the indicator. */
size_t rig_sent(const struct rig *rig);
const uint8_t *rig_sent_packet(const struct rig *rig, size_t index, size_t *size);

/** Everything sent, pulled and asked, a line each with its time. */
const char *rig_transcript(const struct rig *rig);

/** A small random generator, the same everywhere. */
uint32_t rig_random(uint32_t *state);

#endif
