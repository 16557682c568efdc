/* SPDX-License-Identifier: MIT */
#include "virtual/peers/air_host.h"

#include <string.h>

#include <mbedtls/cipher.h>
#include <mbedtls/cmac.h>

#include "virtual/internal.h"

struct air_host {
    struct virtual_air *air;
    struct virtual_controller *controller;
    struct ble_host *host;
    air_host_event *on_event;
    void *user;
    uint64_t random;
    uint64_t timer_us; /**< the earliest alarm for a deadline, BLR_AIR_NEVER: none */
    bool woken;        /**< an alarm for this moment is set */
    bool working;
    size_t input_size;
    uint8_t input[512]; /**< what the host did not take yet */
};

/* ------------------------------------------------------------------------------------------------ effects */

static bool cmac(const struct ble_host *host, const struct ble_effect *effect, uint8_t mac[16])
{
    enum { KEY_BITS = 128 };
    uint8_t part[64];
    size_t at = 0, size;
    mbedtls_cipher_context_t context;
    mbedtls_cipher_init(&context);
    bool good = mbedtls_cipher_setup(&context, mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_ECB)) == 0 &&
                mbedtls_cipher_cmac_starts(&context, effect->u.cmac.key, KEY_BITS) == 0;
    for (; good && (size = ble_host_effect_input(host, effect->id, at, part, sizeof(part))) > 0; at += size)
        good = mbedtls_cipher_cmac_update(&context, part, size) == 0;
    good = good && at == effect->u.cmac.size && mbedtls_cipher_cmac_finish(&context, mac) == 0;
    mbedtls_cipher_free(&context);
    return good;
}

static void carry_out(struct air_host *peer, const struct ble_effect *effect)
{
    uint64_t now_us = blr_air_now(peer->air);
    uint8_t answer[64];
    ble_status status = BLE_ERROR_UNSUPPORTED; /* there is no line, and nothing is kept */
    size_t size = 0;
    if (effect->type == BLE_EFFECT_ENTROPY && effect->u.entropy.size <= sizeof(answer)) {
        status = BLE_OK;
        while (size < effect->u.entropy.size)
            answer[size++] = (uint8_t)blr_virtual_random_next(&peer->random);
    } else if (effect->type == BLE_EFFECT_CMAC && cmac(peer->host, effect, answer)) {
        status = BLE_OK;
        size = 16;
    }
    ble_host_effect_done(peer->host, now_us, effect->id, status, answer, size);
}

/* ------------------------------------------------------------------------------------------------ work */

/** From the host to the controller and back. @return whether anything moved */
static bool move(struct air_host *peer, uint64_t now_us)
{
    uint8_t octets[512];
    size_t size = ble_host_transmit(peer->host, now_us, octets, sizeof(octets)), given = 0;
    bool any = size > 0;
    do { /* what the controller has no room for it takes when some of its events were read */
        size_t part = blr_virtual_receive(peer->controller, octets + given, size - given);
        size_t room = sizeof(peer->input) - peer->input_size;
        size_t read = blr_virtual_transmit(peer->controller, peer->input + peer->input_size, room);
        peer->input_size += read;
        size_t taken = ble_host_receive(peer->host, now_us, peer->input, peer->input_size);
        peer->input_size -= taken;
        memmove(peer->input, peer->input + taken, peer->input_size);
        given += part;
        any = any || taken > 0;
        if (part + read + taken == 0)
            break;
    } while (given < size);
    return any;
}

static bool pull(struct air_host *peer)
{
    struct ble_event event;
    struct ble_effect effect;
    bool any = false;
    for (; ble_host_next_event(peer->host, &event); any = true)
        peer->on_event(peer, &event, peer->user);
    for (; ble_host_next_effect(peer->host, &effect); any = true)
        carry_out(peer, &effect);
    return any;
}

static void ring(struct virtual_air *air, void *user, const void *about);

static void work(struct air_host *peer)
{
    uint64_t now_us = blr_air_now(peer->air);
    peer->working = true;
    for (bool busy = true; busy;) {
        busy = move(peer, now_us);
        ble_host_tick(peer->host, now_us);
        busy = pull(peer) || busy || ble_host_deadline(peer->host) <= now_us;
    }
    peer->working = false;
    uint64_t deadline_us = ble_host_deadline(peer->host);
    if (deadline_us < peer->timer_us && blr_air_call_at(peer->air, deadline_us, ring, peer, NULL))
        peer->timer_us = deadline_us;
}

/** A deadline may have come. Alarms that are later than the one that counts are left over. */
static void ring(struct virtual_air *air, void *user, const void *about)
{
    struct air_host *peer = user;
    (void)about;
    if (blr_air_now(air) < peer->timer_us)
        return;
    peer->timer_us = BLR_AIR_NEVER;
    work(peer);
}

static void wake_up(struct virtual_air *air, void *user, const void *about)
{
    struct air_host *peer = user;
    (void)air;
    (void)about;
    peer->woken = false;
    work(peer);
}

/** Not at once: whoever has something for it is at work. */
static void wake(void *user)
{
    struct air_host *peer = user;
    if (!peer->working && !peer->woken)
        peer->woken = blr_air_call_at(peer->air, blr_air_now(peer->air), wake_up, peer, NULL);
}

/* ------------------------------------------------------------------------------------------------ making one */

struct air_host *blr_air_host_new(struct virtual_air *air, const struct virtual_options *options,
                                  const struct ble_host_config *config, air_host_event *on_event, void *user)
{
    struct virtual_options own = *options;
    struct air_host *peer = blr_air_memory(air, sizeof(*peer));
    size_t size = ble_host_size(config);
    void *memory = size > 0 ? blr_air_memory(air, size) : NULL;
    if (peer == NULL || memory == NULL)
        return NULL;
    own.on_output = wake;
    own.user = peer;
    peer->air = air;
    peer->on_event = on_event;
    peer->user = user;
    peer->timer_us = BLR_AIR_NEVER;
    peer->host = ble_host_init(memory, size, config);
    peer->controller = blr_virtual_new(air, &own);
    if (peer->host == NULL || peer->controller == NULL)
        return NULL;
    memcpy(&peer->random, blr_virtual_static_address(peer->controller), 6);
    return peer;
}

void blr_air_host_begin(struct air_host *peer)
{
    ble_host_attach(peer->host, blr_air_now(peer->air), NULL);
    work(peer);
}

uint32_t blr_air_host_request(struct air_host *peer, const struct ble_request *request)
{
    uint32_t id = ble_host_request(peer->host, blr_air_now(peer->air), request);
    wake(peer);
    return id;
}

const struct ble_host *blr_air_host_get(const struct air_host *peer)
{
    return peer->host;
}
