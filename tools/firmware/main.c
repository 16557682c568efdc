/* SPDX-License-Identifier: MIT */
/*
 * The smallest main loop that uses everything the host offers, on a made-up part: a UART with one data register, a
 * microsecond counter, a random number register. It is linked to see how much code remains, never run.
 */
#include "firmware.h"

#ifndef HOST_BYTES
#error "HOST_BYTES is what ble_host_size() says on this part: see tools/footprint"
#endif

struct uart {
    uint32_t status; /* bit 0: octet received, bit 1: room for an octet */
    uint32_t data;
};

#define UART       ((volatile struct uart *)0x40002000)
#define TIMER_US   (*(volatile uint32_t *)0x40008000)
#define RANDOM     (*(volatile uint32_t *)0x4000d000)
#define LAST_EVENT (*(volatile uint32_t *)0x20000000)

static uint64_t memory[(HOST_BYTES + 7) / 8];

static uint64_t now_us(uint64_t before)
{
    uint32_t low = TIMER_US;
    uint64_t high = before >> 32;
    return (low < (uint32_t)before ? high + 1 : high) << 32 | low;
}

static void carry_out(struct ble_host *host, uint64_t now, const struct ble_effect *effect)
{
    uint8_t random[64];
    switch (effect->type) {
    case BLE_EFFECT_ENTROPY:
        for (unsigned i = 0; i < effect->u.entropy.size; i++) {
            random[i] = (uint8_t)RANDOM;
        }
        ble_host_effect_done(host, now, effect->id, BLE_OK, random, effect->u.entropy.size);
        break;
    default: ble_host_effect_done(host, now, effect->id, BLE_ERROR_UNSUPPORTED, NULL, 0); break;
    }
}

static void handle(struct ble_host *host, uint64_t now, const struct ble_event *event)
{
    struct ble_request request = { 0 };
    LAST_EVENT = event->type;
    switch (event->type) {
    case BLE_EVENT_READY:
        request.type = BLE_REQUEST_FILTER;
        request.u.filter.minimum_rssi_dbm = -80;
        ble_host_request(host, now, &request);
        break;
    case BLE_EVENT_DATA: /* echo */
        request.type = BLE_REQUEST_SEND;
        request.u.send.link = event->u.data.link;
        request.u.send.cid = event->u.data.cid;
        request.u.send.size = event->u.data.size;
        request.u.send.data = event->u.data.data;
        ble_host_request(host, now, &request);
        break;
    case BLE_EVENT_FAILED: ble_host_attach(host, now, NULL); break;
    default: break;
    }
}

int main(void)
{
    const struct ble_host_config config = FIRMWARE_CONFIG(4);
    struct ble_host *host = ble_host_init(memory, sizeof(memory), &config);
    uint64_t now = 0;
    if (!host) {
        return 1;
    }
    ble_host_attach(host, now, NULL);
    for (;;) {
        struct ble_event event;
        struct ble_effect effect;
        uint8_t octet;
        now = now_us(now);
        while ((UART->status & 2) && ble_host_transmit(host, now, &octet, 1) == 1) {
            UART->data = octet;
        }
        while (UART->status & 1) {
            octet = (uint8_t)UART->data;
            while (ble_host_receive(host, now, &octet, 1) == 0 && ble_host_next_event(host, &event)) {
                handle(host, now, &event);
            }
        }
        if (now >= ble_host_deadline(host)) {
            ble_host_tick(host, now);
        }
        while (ble_host_next_effect(host, &effect)) {
            carry_out(host, now, &effect);
        }
        while (ble_host_next_event(host, &event)) {
            handle(host, now, &event);
        }
    }
}
