/* SPDX-License-Identifier: MIT */
#include "hosted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SECOND UINT64_C(1000000)

void hosted_init(struct hosted *hosted, struct virtual_air *air, const struct virtual_options *options)
{
    const struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    hosted_init_with(hosted, air, options, &config);
}

void hosted_init_with(struct hosted *hosted, struct virtual_air *air, const struct virtual_options *options,
                      const struct ble_host_config *config)
{
    const struct ble_transport_info info = { .can_reopen = true };
    size_t size = ble_host_size(config);
    void *memory = malloc(size);
    assert_non_null(memory);
    memset(hosted, 0, sizeof(*hosted));
    hosted->host = ble_host_init(memory, size, config);
    hosted->air = air;
    hosted->controller = blr_virtual_new(air, options);
    assert_non_null(hosted->host);
    assert_non_null(hosted->controller);
    ble_host_attach(hosted->host, blr_air_now(air), &info);
    hosted->attached = true;
}

void hosted_free(struct hosted *hosted)
{
    free(hosted->host);
    blr_virtual_free(hosted->controller);
}

static void note_event(struct hosted *hosted, const struct ble_event *event)
{
    hosted->ready += event->type == BLE_EVENT_READY;
    hosted->recovering += event->type == BLE_EVENT_RECOVERING;
    hosted->failed += event->type == BLE_EVENT_FAILED;
    hosted->lost += event->type == BLE_EVENT_LOST;
    hosted->crashed += event->type == BLE_EVENT_CRASHED;
    if (event->type == BLE_EVENT_COMPLETED) {
        hosted->completed++;
        hosted->last_id = event->u.completed.id;
        hosted->last_status = event->u.completed.status;
        hosted->answer_size = event->u.completed.size;
        if (event->u.completed.size > 0)
            memcpy(hosted->answer, event->u.completed.answer, event->u.completed.size);
    }
    if (hosted->on_event != NULL)
        hosted->on_event(hosted, event);
}

static bool pull(struct hosted *hosted, uint64_t now_us)
{
    struct ble_event event;
    struct ble_effect effect;
    bool any = false;
    while (ble_host_next_event(hosted->host, &event)) {
        note_event(hosted, &event);
        any = true;
    }
    while (ble_host_next_effect(hosted->host, &effect)) {
        uint8_t entropy[64];
        ble_status status = effect.type == BLE_EFFECT_LOAD_ADDRESS ? BLE_ERROR_NOT_FOUND : BLE_OK;
        memset(entropy, 0x5a, sizeof(entropy));
        if (effect.type == BLE_EFFECT_REOPEN)
            blr_virtual_power_cycle(hosted->controller);
        ble_host_effect_done(hosted->host, now_us, effect.id, status, entropy,
                             effect.type == BLE_EFFECT_ENTROPY ? effect.u.entropy.size : 0);
        any = true;
    }
    return any;
}

static bool move(struct hosted *hosted, uint64_t now_us)
{
    uint8_t octets[2048];
    bool any = false;
    size_t size;
    while (hosted->attached && (size = ble_host_transmit(hosted->host, now_us, octets, sizeof(octets))) > 0) {
        size_t taken = 0;
        while (taken < size) {
            size_t part = blr_virtual_receive(hosted->controller, octets + taken, size - taken);
            uint8_t *input = hosted->input + hosted->input_size;
            taken += part;
            hosted->input_size +=
                blr_virtual_transmit(hosted->controller, input, sizeof(hosted->input) - hosted->input_size);
            if (part == 0)
                break;
        }
        assert_int_equal(taken, size);
        any = true;
    }
    hosted->input_size += blr_virtual_transmit(hosted->controller, hosted->input + hosted->input_size,
                                               sizeof(hosted->input) - hosted->input_size);
    size_t taken = hosted->attached ? ble_host_receive(hosted->host, now_us, hosted->input, hosted->input_size)
                                    : hosted->input_size;
    hosted->input_size -= taken;
    memmove(hosted->input, hosted->input + taken, hosted->input_size);
    return any || taken > 0;
}

static void settle(struct hosted *hosted)
{
    uint64_t now_us = blr_air_now(hosted->air);
    bool busy = true;
    while (busy) {
        busy = move(hosted, now_us);
        if (hosted->attached && blr_virtual_gone(hosted->controller)) {
            ble_host_lost(hosted->host, now_us);
            hosted->attached = false;
        }
        ble_host_tick(hosted->host, now_us);
        busy = move(hosted, now_us) || busy; /* what the tick set in motion */
        busy = pull(hosted, now_us) || busy;
    }
}

uint32_t hosted_request(struct hosted *hosted, const struct ble_request *request)
{
    return ble_host_request(hosted->host, blr_air_now(hosted->air), request);
}

/** Has it something to do that it did not have a moment ago? */
static bool has_work(const struct hosted *hosted)
{
    return blr_virtual_pending(hosted->controller) > 0 || hosted->input_size > 0 ||
           ble_host_deadline(hosted->host) <= blr_air_now(hosted->air) ||
           (hosted->attached && blr_virtual_gone(hosted->controller));
}

void hosted_run(struct hosted *hosts, size_t count, uint64_t duration_us)
{
    struct virtual_air *air = hosts[0].air;
    uint64_t until_us = blr_air_now(air) + duration_us;
    for (bool first = true;; first = false) {
        uint64_t next_us = blr_air_deadline(air);
        for (size_t i = 0; i < count; i++) {
            if (first || has_work(&hosts[i]))
                settle(&hosts[i]);
            uint64_t deadline_us = ble_host_deadline(hosts[i].host);
            next_us = deadline_us < next_us ? deadline_us : next_us;
        }
        if (blr_air_deadline(air) < next_us)
            next_us = blr_air_deadline(air);
        if (blr_air_now(air) >= until_us)
            return;
        if (next_us <= blr_air_now(air))
            next_us = blr_air_now(air) + 1;
        blr_air_advance(air, next_us < until_us ? next_us : until_us);
    }
}

bool hosted_ready(struct hosted *hosts, size_t count, struct hosted *hosted)
{
    uint64_t limit_us = blr_air_now(hosted->air) + 30 * SECOND;
    while (ble_host_controller(hosted->host)->state != BLE_HOST_READY && blr_air_now(hosted->air) < limit_us)
        hosted_run(hosts, count, 1000);
    return ble_host_controller(hosted->host)->state == BLE_HOST_READY;
}

ble_status hosted_command(struct hosted *hosts, size_t count, struct hosted *hosted, const struct hci_command *command,
                          const void *parameters)
{
    static const uint64_t zeroes[64];
    uint8_t octets[255];
    int size = blr_hci_encode(&command->parameters, parameters != NULL ? parameters : zeroes, octets, sizeof(octets));
    assert_true(size >= 0);
    const struct ble_request request = {
        .type = BLE_REQUEST_HCI_COMMAND,
        .u.hci = { .opcode = command->opcode, .size = (uint8_t)size, .parameters = octets },
    };
    uint32_t id = ble_host_request(hosted->host, blr_air_now(hosted->air), &request);
    uint64_t limit_us = blr_air_now(hosted->air) + 10 * SECOND;
    assert_int_not_equal(id, 0);
    while (hosted->last_id != id && blr_air_now(hosted->air) < limit_us)
        hosted_run(hosts, count, 100);
    assert_int_equal(hosted->last_id, id);
    return hosted->last_status;
}

struct ble_request hosted_to_advertise(uint8_t set, uint8_t flags, const uint8_t *data, uint16_t size)
{
    struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
    request.u.advertise.parameters.set = set;
    request.u.advertise.parameters.set_id = set;
    request.u.advertise.parameters.flags = flags;
    request.u.advertise.parameters.interval_us = 100000;
    request.u.advertise.parameters.tx_power_dbm = 0x7f;
    request.u.advertise.data = data;
    request.u.advertise.size = size;
    return request;
}

struct ble_request hosted_to_scan(bool active)
{
    struct ble_request request = { .type = BLE_REQUEST_SCAN };
    request.u.scan.active = active;
    request.u.scan.interval_us = request.u.scan.window_us = 100000;
    return request;
}
