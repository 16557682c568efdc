/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include <mbedtls/cipher.h>
#include <mbedtls/cmac.h>

#include "api/internal.h"

enum { EFFECTS_PER_ROUND = 64, LOCK_RETRY_US = 10000, LOCK_MOST_US = 2000000 };

static void done(ble_radio *radio, uint32_t id, ble_status status, const void *answer, size_t size)
{
    ble_host_effect_done(radio->host, blr_loop_time_us(&radio->loop), id, status, answer, size);
}

/* ------------------------------------------------------------------------------------------------ addresses */

static void prepare_addresses(ble_radio *radio)
{
    char directory[BLR_ADDRESSES_DIRECTORY];
    if (radio->addresses_ready)
        return;
    if (blr_addresses_directory(radio->options.state_directory, directory) < 0)
        blr_log(radio, BLE_LOG_WARNING, "neither XDG_STATE_HOME nor HOME is set: the controller's address is not kept");
    blr_addresses_init(&radio->addresses, directory, &radio->info.transport, BLR_BY_PATH);
    radio->addresses_ready = true;
}

/** Try once. @return whether it came to an end */
static bool access_address(ble_radio *radio, struct blr_access *access, uint64_t now_us)
{
    char why[BLR_ADDRESSES_WHY];
    prepare_addresses(radio);
    ble_status status = access->store ? blr_addresses_store(&radio->addresses, access->octets, why)
                                      : blr_addresses_load(&radio->addresses, access->octets, why);
    if (status == BLE_ERROR_BUSY && now_us < access->end_us) {
        access->at_us = now_us + LOCK_RETRY_US;
        return false;
    }
    access->at_us = BLR_NEVER;
    if (why[0])
        blr_log(radio, BLE_LOG_WARNING, "%s", why);
    if (access->store && status < 0 && status != BLE_ERROR_UNSUPPORTED)
        blr_log(radio, BLE_LOG_WARNING, "the controller's address is not kept: it gets another one next time");
    done(radio, access->effect, status, access->octets, access->store || status < 0 ? 0 : 6);
    return true;
}

static void begin_access(ble_radio *radio, const struct ble_effect *effect)
{
    struct blr_access *access = &radio->access;
    uint64_t now_us = blr_loop_time_us(&radio->loop);
    if (access->at_us != BLR_NEVER) { /* the host has given up the one before */
        done(radio, access->effect, BLE_ERROR_BUSY, NULL, 0);
        access->at_us = BLR_NEVER;
    }
    *access = (struct blr_access){
        effect->id, effect->type == BLE_EFFECT_STORE_ADDRESS, { 0 }, BLR_NEVER, now_us + LOCK_MOST_US
    };
    if (access->store)
        memcpy(access->octets, effect->u.address.octets, 6);
    access_address(radio, access, now_us);
}

/* ------------------------------------------------------------------------------------------------ the others */

static void give_entropy(ble_radio *radio, const struct ble_effect *effect)
{
    uint8_t octets[256];
    size_t size = effect->u.entropy.size;
    /* Right after boot there may be none yet: an error then, for nothing here waits. */
    bool good = getrandom(octets, size, GRND_NONBLOCK) == (ssize_t)size;
    done(radio, effect->id, good ? BLE_OK : BLE_ERROR_IO, octets, good ? size : 0);
    explicit_bzero(octets, sizeof(octets));
}

/** AES-CMAC, a part of the message at a time. @return success */
static bool cmac(const ble_radio *radio, const struct ble_effect *effect, uint8_t mac[16])
{
    enum { KEY_BITS = 128, PART = 256 };
    uint8_t part[PART];
    size_t at = 0, size;
    mbedtls_cipher_context_t context;
    mbedtls_cipher_init(&context);
    bool good = mbedtls_cipher_setup(&context, mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_ECB)) == 0 &&
                mbedtls_cipher_cmac_starts(&context, effect->u.cmac.key, KEY_BITS) == 0;
    while (good && (size = ble_host_effect_input(radio->host, effect->id, at, part, sizeof(part))) > 0) {
        good = mbedtls_cipher_cmac_update(&context, part, size) == 0;
        at += size;
    }
    good = good && at == effect->u.cmac.size && mbedtls_cipher_cmac_finish(&context, mac) == 0;
    mbedtls_cipher_free(&context);
    return good;
}

static void compute_cmac(ble_radio *radio, const struct ble_effect *effect)
{
    uint8_t mac[16];
    bool good = cmac(radio, effect, mac);
    done(radio, effect->id, good ? BLE_OK : BLE_ERROR_IO, mac, good ? sizeof(mac) : 0);
}

static ble_status control(ble_radio *radio, uint8_t type, uint32_t argument)
{
    if (!radio->line_open)
        return BLE_ERROR_LOST;
    return radio->transport->ops->control(radio->transport, (enum ble_effect_type)type, argument);
}

static void pulse_dtr(ble_radio *radio, const struct ble_effect *effect)
{
    if (radio->pulse.at_us != BLR_NEVER) { /* it is low already: this one waits for the same moment */
        done(radio, radio->pulse.effect, BLE_ERROR_BUSY, NULL, 0);
        radio->pulse.effect = effect->id;
        return;
    }
    ble_status status = control(radio, effect->type, 0);
    if (status < 0)
        done(radio, effect->id, status, NULL, 0);
    else
        radio->pulse = (struct blr_pulse){ effect->id, blr_loop_time_us(&radio->loop) + BLR_PULSE_US };
}

static void reopen(ble_radio *radio, const struct ble_effect *effect)
{
    if (radio->line_open) /* before its descriptor is closed */
        blr_loop_watch(&radio->loop, -1, 0);
    ble_status status = control(radio, effect->type, 0);
    if (status == BLE_OK) {
        radio->blocked = false;
        radio->output_at = radio->output_end = 0;
    }
    blr_log(radio, BLE_LOG_INFO, "%s: closed and opened again: %s", blr_port_name(&radio->info.transport),
            ble_status_message(status));
    done(radio, effect->id, status, NULL, 0);
}

static void carry_out(ble_radio *radio, const struct ble_effect *effect)
{
    switch (effect->type) {
    case BLE_EFFECT_ENTROPY: give_entropy(radio, effect); break;
    case BLE_EFFECT_LOAD_ADDRESS:
    case BLE_EFFECT_STORE_ADDRESS: begin_access(radio, effect); break;
    case BLE_EFFECT_PULSE_DTR: pulse_dtr(radio, effect); break;
    case BLE_EFFECT_REOPEN: reopen(radio, effect); break;
    case BLE_EFFECT_CMAC: compute_cmac(radio, effect); break;
    case BLE_EFFECT_FLUSH_INPUT:
        radio->input_at = radio->input_end = 0;
        done(radio, effect->id, control(radio, effect->type, 0), NULL, 0);
        break;
    case BLE_EFFECT_SET_BAUD:
        blr_log(radio, BLE_LOG_INFO, "%s: trying %lu bit/s", blr_port_name(&radio->info.transport),
                (unsigned long)effect->u.baud);
        done(radio, effect->id, control(radio, effect->type, effect->u.baud), NULL, 0);
        break;
    default: done(radio, effect->id, BLE_ERROR_UNSUPPORTED, NULL, 0); break;
    }
}

bool blr_radio_effects_run(ble_radio *radio)
{
    struct ble_effect effect;
    unsigned count = 0;
    while (count < EFFECTS_PER_ROUND && ble_host_next_effect(radio->host, &effect)) {
        carry_out(radio, &effect);
        count++;
    }
    return count > 0;
}

void blr_radio_effects_due(ble_radio *radio, uint64_t now_us)
{
    if (radio->pulse.at_us <= now_us) {
        radio->pulse.at_us = BLR_NEVER;
        done(radio, radio->pulse.effect, control(radio, BLE_EFFECT_PULSE_DTR, 1), NULL, 0);
        radio->progress = true;
    }
    if (radio->access.at_us <= now_us)
        radio->progress |= access_address(radio, &radio->access, now_us);
}

uint64_t blr_radio_effects_deadline(const ble_radio *radio)
{
    return radio->pulse.at_us < radio->access.at_us ? radio->pulse.at_us : radio->access.at_us;
}

void blr_radio_effects_forget(ble_radio *radio)
{
    radio->pulse.at_us = BLR_NEVER;
    radio->access.at_us = BLR_NEVER;
}
