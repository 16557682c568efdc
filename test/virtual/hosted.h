/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Our hosts (ble_host) on the controllers of one air, in its time.
 */
#ifndef TEST_HOSTED_H
#define TEST_HOSTED_H

#include <bleradio/host.h>

#include "stage.h"

struct hosted {
    struct ble_host *host;
    struct virtual_controller *controller;
    struct virtual_air *air;
    bool attached;
    /** Called with each event while its views live. */
    void (*on_event)(struct hosted *hosted, const struct ble_event *event);
    void *user;
    uint32_t ready, recovering, failed, lost, crashed, completed;
    uint32_t last_id;       /**< of the last completion */
    ble_status last_status; /**< and how it ended */
    uint8_t answer[256];
    size_t answer_size;
    uint8_t input[512]; /**< what the host did not take yet */
    size_t input_size;
};

/** A host on a controller; attached and brought up by hosted_run(). */
void hosted_init(struct hosted *hosted, struct virtual_air *air, const struct virtual_options *options);
void hosted_free(struct hosted *hosted);

/** The same with another configuration. */
void hosted_init_with(struct hosted *hosted, struct virtual_air *air, const struct virtual_options *options,
                      const struct ble_host_config *config);

/** Ask the host. @return the id, 0: refused */
uint32_t hosted_request(struct hosted *hosted, const struct ble_request *request);

/** Let them all work for so long. */
void hosted_run(struct hosted *hosts, size_t count, uint64_t duration_us);

/** Run until the host is ready. @return false: it was not within 30 s */
bool hosted_ready(struct hosted *hosts, size_t count, struct hosted *hosted);

/** Give a command and wait. @return its status */
ble_status hosted_command(struct hosted *hosts, size_t count, struct hosted *hosted, const struct hci_command *command,
                          const void *parameters);

/** A request to advertise data on a set, with the set's number as its SID, every 100 ms. */
struct ble_request hosted_to_advertise(uint8_t set, uint8_t flags, const uint8_t *data, uint16_t size);

/** A request to scan all the time. */
struct ble_request hosted_to_scan(bool active);

#endif
