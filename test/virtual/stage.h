/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Controllers on one air for a test: commands by their descriptors, events and data collected with their times.
 *
 *     struct stage *stage = stage_new(1);
 *     struct actor *actor = stage_add(stage, "5.4", 0, 0);
 *     assert_int_equal(act(actor, &blr_hci_reset, NULL), 0);
 *     stage_run(stage, 1000000);
 *     for (size_t i = 0; i < actor->count; i++) actor->events[i].octets ...
 *     stage_free(stage);
 */
#ifndef TEST_STAGE_H
#define TEST_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hci/packets.h"
#include "virtual/virtual.h"

/** What act() returns when the controller did not answer. */
#define NO_ANSWER 0x1ff

struct noted {
    uint64_t at_us;
    uint16_t size;
    uint8_t octets[264]; /**< from the packet indicator on */
};

struct actor {
    struct stage *stage;
    struct virtual_controller *controller;
    struct noted *events; /**< but for answers to act() */
    size_t count;
    uint8_t answer[255]; /**< return parameters of the last act() */
    size_t answer_size;
    uint8_t partial[4096];
    size_t partial_size;
    bool unread; /**< stage_run() does not take its events */
};

struct stage;

struct stage *stage_new(uint64_t seed);
void stage_free(struct stage *stage);

/** A controller that was reset and has all events unmasked. */
struct actor *stage_add(struct stage *stage, const char *profile, int x_cm, int y_cm);

/** As it is when powered on, with faults. */
struct actor *stage_add_raw(struct stage *stage, const struct virtual_options *options);

struct virtual_air *stage_air(struct stage *stage);

/** Let time pass, collecting events. */
void stage_run(struct stage *stage, uint64_t duration_us);

/** Give a command. parameters: its struct; NULL: all zero. @return the status it was answered with */
int act(struct actor *actor, const struct hci_command *command, const void *parameters);

/** The same with octets as they are. */
int act_raw(struct actor *actor, uint16_t opcode, const uint8_t *octets, size_t size);

/** Collect what is there now. */
void actor_drain(struct actor *actor);

/** Forget what was collected. */
void actor_forget(struct actor *actor);

/** An advertising report, legacy or extended, found in an event. */
struct seen_report {
    uint64_t at_us;
    uint16_t type; /**< event type as it is */
    bool extended;
    uint8_t address_type;
    uint8_t address[6];
    uint8_t primary_phy, secondary_phy, sid;
    int8_t tx_power, rssi;
    uint8_t direct_type;
    uint8_t direct[6];
    uint16_t size;
    const uint8_t *data;
};

/** Walk the reports an actor got: *at begins at 0. */
bool next_report(const struct actor *actor, size_t *at, struct seen_report *report);

/** How many reports there are; with address not NULL: from this one. */
size_t count_reports(const struct actor *actor, const uint8_t *address);

/** The n-th LE event (from 0) of this subevent: what follows the subevent octet. NULL: there is none */
const struct noted *find_le_event(const struct actor *actor, uint8_t subevent, size_t n);

/** The n-th event (from 0) of this code, NULL: there is none. */
const struct noted *find_event(const struct actor *actor, uint8_t code, size_t n);

/** Decode the n-th event of a kind, LE or not. @return false: there is none */
bool get_le_event(const struct actor *actor, const struct hci_event *event, size_t n, void *out);
bool get_event(const struct actor *actor, const struct hci_event *event, size_t n, void *out);

/** Give ACL data. boundary: 0 first fragment, 1 next one */
void send_data(struct actor *actor, uint16_t handle, uint8_t boundary, const void *data, size_t size);

/** Octets of L2CAP that came over a link, put together; fails if one began within another. @return how many */
size_t take_data(const struct actor *actor, uint16_t handle, uint8_t *data, size_t capacity);

/** Packets that were completed for a link. */
unsigned count_completed(const struct actor *actor, uint16_t handle);

/* --- usual steps, each of which has to succeed */

void set_random_address(struct actor *actor, const uint8_t address[6]);
/** Legacy advertising on all channels from the public address. */
void advertise(struct actor *actor, uint8_t type, uint16_t interval, const void *data, uint8_t size);
void set_response(struct actor *actor, const void *data, uint8_t size);
void scan(struct actor *actor, bool active, uint16_t interval, uint16_t window, bool filter_duplicates);
/** phys: bits 0 and 2 */
void scan_extended(struct actor *actor, uint8_t phys, bool active, uint16_t interval, uint16_t window);

/** A good set of parameters for an extended set: non-connectable, 100 ms, public address. */
struct hci_le_set_extended_advertising_parameters_parameters set_parameters(uint8_t handle, uint16_t properties);
/** Give data in fragments. @return the last status */
int set_data(struct actor *actor, uint8_t handle, const uint8_t *data, size_t size, bool response);
int enable_set(struct actor *actor, uint8_t handle, bool on, uint16_t duration, uint8_t events);

/** Good parameters to connect to somebody: interval in units of 1.25 ms, 1 s of supervision timeout. */
struct hci_le_create_connection_parameters connect_parameters(const uint8_t peer[6], uint16_t interval);

/** Both ends of a link. */
struct joined {
    struct actor *central, *peripheral;
    uint16_t central_handle, peripheral_handle;
};

/** Connect by the legacy commands and public addresses (a controller without one: its static address), and forget what
 *  was collected. timeout: in units of 10 ms */
struct joined join(struct actor *central, struct actor *peripheral, uint16_t interval, uint16_t latency,
                   uint16_t timeout);

#endif
