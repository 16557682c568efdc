/* SPDX-License-Identifier: MIT */
/* A pairing in one role (SMP_CENTRAL: 1 or 0), against a peer that sends what the octets say. Jobs are answered, users
 * ask and are asked, the link layer does what it is told, time passes; and the peer knows the protocol: an operation
 * takes what an honest one would have sent next, changed perhaps, so that one gets further than the first PDU.
 *
 * Whatever comes: what began ends once, keys come only with success and are of the size agreed upon, the link's key is
 * given in one state only, and in the end nothing runs. */
#include <stdlib.h>
#include <string.h>

#include "smp/pairing.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CENTRAL = SMP_CENTRAL, QUEUE = 32, STEPS_MOST = 400 };

struct message {
    uint8_t size;
    uint8_t octets[SMP_MTU];
};

struct side {
    struct smp smp;
    struct smp_attempts attempts;
    struct smp_identity identity;
    struct smp_options options;
    unsigned begun, ended, told;
    struct smp_told last_told;
    bool encrypts; /**< the link was encrypted for this pairing */
};

struct world {
    struct side us, peer;
    struct message to_peer[QUEUE], to_us[QUEUE];
    unsigned to_peer_count, to_us_count;
    const uint8_t *data;
    size_t size;
    uint64_t now_us;
    unsigned steps;
};

static void expect(bool condition)
{
    if (!condition)
        abort();
}

static uint8_t take(struct world *world)
{
    if (world->size == 0)
        return 0;
    world->size--;
    return *world->data++;
}

/* ------------------------------------------------------------------------------------------------ a cheap back end */

static bool aes(void *user, const uint8_t key[16], const uint8_t in[16], uint8_t out[16])
{
    (void)user;
    for (unsigned i = 0; i < 16; i++)
        out[i] = (uint8_t)((in[i] ^ key[i]) * 167 + key[(i + 5) % 16] + in[(i + 3) % 16] + 1);
    return true;
}

static bool cmac(void *user, const uint8_t key[16], const uint8_t *message, size_t length, uint8_t mac[16])
{
    memcpy(mac, key, 16);
    for (size_t i = 0; i < length; i++)
        mac[i % 16] = (uint8_t)((mac[i % 16] ^ message[i]) * 31 + mac[(i + 7) % 16]);
    return aes(user, key, mac, mac);
}

static const struct ble_crypto cheap = { sizeof(cheap), NULL, aes, cmac, NULL, NULL };

/* ------------------------------------------------------------------------------------------------ outputs */

static void give(struct world *world, struct side *side, struct smp_input *input);

static void answer(struct world *world, struct side *side, const struct smp_output *output)
{
    struct smp_input input = { .job = output->job };
    bool us = side == &world->us;
    uint8_t fate = us ? take(world) : 0;
    input.status = fate == 0xf1 ? BLE_ERROR_IO : fate == 0xf2 ? BLE_ERROR_ARGUMENT : BLE_OK;
    if (fate == 0xf3)
        return; /* never answered */
    switch (output->type) {
    case SMP_OUT_ENTROPY:
        input.type = SMP_IN_ENTROPY;
        memset(input.u.entropy, us ? 0x3c : 0x5a, 16);
        break;
    case SMP_OUT_KEYS:
        input.type = SMP_IN_KEYS;
        memset(input.u.keys.public_key, us ? 1 : 2, 64);
        break;
    default:
        input.type = SMP_IN_DHKEY;
        memset(input.u.dhkey, 0x99, 32);
        break;
    }
    give(world, side, &input);
}

static void check_done(const struct side *side, const struct smp_output *output, const struct smp_outputs *outputs)
{
    const struct smp_keys *keys = &outputs->keys;
    static const struct smp_keys none;
    if (output->u.done.status != BLE_OK || output->u.done.by_bond) {
        expect(memcmp(keys, &none, sizeof(none)) == 0);
        return;
    }
    expect(side->told == 1 && side->encrypts);
    expect(keys->method == side->last_told.method && keys->key_size == side->last_told.key_size);
    expect(keys->key_size >= side->options.key_size_min && keys->key_size <= side->options.key_size_max);
    expect(keys->secure_connections ? side->options.secure_connections : side->options.legacy);
    expect(keys->authenticated || side->options.mitm != SMP_MITM_DEMANDED);
    for (unsigned i = keys->key_size; i < 16; i++)
        expect((keys->own_ltk.key[i] | keys->peer_ltk.key[i]) == 0);
}

static void post(struct message *queue, unsigned *count, const struct smp_output *output)
{
    expect(output->u.pdu.size > 0 && output->u.pdu.size <= SMP_MTU);
    if (*count == QUEUE)
        return;
    queue[*count].size = output->u.pdu.size;
    memcpy(queue[(*count)++].octets, output->u.pdu.octets, output->u.pdu.size);
}

static void encrypted(struct world *world, uint8_t hci_status)
{
    struct smp_input input = { .type = SMP_IN_ENCRYPTED, .u.encrypted.hci_status = hci_status };
    world->us.encrypts |= hci_status == 0;
    world->peer.encrypts |= hci_status == 0;
    give(world, CENTRAL ? &world->peer : &world->us, &input);
    give(world, CENTRAL ? &world->us : &world->peer, &input);
}

static void ask_key(struct world *world, struct side *side)
{
    struct smp_input input = { .type = SMP_IN_LTK_REQUEST };
    give(world, side, &input);
}

static void consent(struct world *world, struct side *side)
{
    uint8_t fate = side == &world->us ? take(world) : 0;
    struct smp_input input = { .type = SMP_IN_CONSENT, .u.yes = fate != 0xf1 };
    if (fate != 0xf3)
        give(world, side, &input);
}

static void passkey(struct world *world, struct side *side)
{
    const struct side *other = side == &world->us ? &world->peer : &world->us;
    uint8_t fate = side == &world->us ? take(world) : 0;
    struct smp_input input = { .type = SMP_IN_PASSKEY, .u.passkey = fate == 0xf1 ? 1 : other->last_told.passkey };
    if (fate != 0xf3)
        give(world, side, &input);
}

static void carry_out(struct world *world, struct side *side, const struct smp_output *output,
                      const struct smp_outputs *outputs)
{
    bool us = side == &world->us;
    switch (output->type) {
    case SMP_OUT_PDU:
        post(us ? world->to_peer : world->to_us, us ? &world->to_peer_count : &world->to_us_count, output);
        break;
    case SMP_OUT_ENTROPY:
    case SMP_OUT_KEYS:
    case SMP_OUT_DHKEY: answer(world, side, output); break;
    case SMP_OUT_METHOD:
        expect(side->told++ == 0);
        side->last_told = output->u.method;
        if (output->u.method.ask)
            consent(world, side);
        break;
    case SMP_OUT_COMPARE: consent(world, side); break;
    case SMP_OUT_ASK_PASSKEY: passkey(world, side); break;
    case SMP_OUT_ENCRYPT: ask_key(world, us ? &world->peer : &world->us); break;
    case SMP_OUT_LTK: encrypted(world, us && take(world) == 0xf1 ? 0x3d : 0); break;
    case SMP_OUT_NO_LTK: encrypted(world, 0x06); break;
    case SMP_OUT_DONE:
        side->ended++;
        check_done(side, output, outputs);
        side->told = 0;
        side->encrypts = false;
        break;
    default: break;
    }
}

/** One input; the outputs are carried out after it, as they were told. */
static void give(struct world *world, struct side *side, struct smp_input *input)
{
    struct smp_outputs outputs;
    bool ran = blr_smp_is_active(&side->smp);
    uint8_t state = side->smp.state;
    if (world->steps++ > STEPS_MOST)
        return;
    blr_smp_step(&side->smp, world->now_us, input, &outputs);
    unsigned done = 0, keys = 0;
    for (unsigned i = 0; i < outputs.count; i++) {
        done += outputs.list[i].type == SMP_OUT_DONE;
        keys += outputs.list[i].type == SMP_OUT_LTK;
    }
    bool runs = blr_smp_is_active(&side->smp);
    side->begun += !ran && (runs || done > 0);
    expect(outputs.count < SMP_OUTPUTS && done <= 1 && (ran || runs || done <= 1));
    expect(keys == 0 || state == SMP_R_LTK);
    expect((blr_smp_deadline(&side->smp) != UINT64_MAX) == runs);
    expect(ran && !runs ? done == 1 : true);
    for (unsigned i = 0; i < outputs.count; i++)
        carry_out(world, side, &outputs.list[i], &outputs);
}

/* ------------------------------------------------------------------------------------------------ operations */

static void give_pdu(struct world *world, struct side *side, const uint8_t *octets, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (size > 0)
        memcpy(copy, octets, size);
    struct smp_input input = { .type = SMP_IN_PDU, .u.pdu = { copy, (uint16_t)size } };
    give(world, side, &input);
    free(copy);
}

static bool pop(struct message *queue, unsigned *count, struct message *message)
{
    if (*count == 0)
        return false;
    *message = queue[0];
    memmove(queue, queue + 1, --*count * sizeof(*queue));
    return true;
}

/** What an honest peer sends next, after it got what we sent; `change`: an octet of it is another one. */
static void honest(struct world *world, bool change)
{
    struct message message;
    for (unsigned i = 0; i < 4 && pop(world->to_peer, &world->to_peer_count, &message); i++)
        give_pdu(world, &world->peer, message.octets, message.size);
    if (!pop(world->to_us, &world->to_us_count, &message))
        return;
    if (change) {
        uint8_t at = take(world);
        message.octets[at % message.size] = take(world);
    }
    give_pdu(world, &world->us, message.octets, message.size);
}

static void start(struct world *world, struct side *side)
{
    struct smp_input input = { .type = SMP_IN_START, .u.start = &side->options };
    give(world, side, &input);
}

/** A PDU of the right length for its opcode, or of any. */
static void made_up(struct world *world, bool right)
{
    uint8_t octets[SMP_MTU + 4];
    uint8_t opcode = take(world), fill;
    const struct smp_pdu *pdu = blr_smp_pdu(opcode);
    size_t size = right && pdu != NULL ? 1U + pdu->layout.minimum : take(world) % sizeof(octets);
    fill = take(world);
    memset(octets, fill, sizeof(octets));
    octets[0] = opcode;
    for (size_t i = 1; i < size && i < 8; i++)
        octets[i] = take(world);
    give_pdu(world, &world->us, octets, size);
}

static void other(struct world *world)
{
    struct smp_input input = { .type = (uint8_t)(SMP_IN_START + 1 + take(world) % (SMP_IN_END - SMP_IN_START - 1)) };
    if (input.type == SMP_IN_DISCONNECTED && take(world) != 0x77)
        return;
    if (input.type == SMP_IN_ENCRYPTED) /* the link layer's word is true: only a failure can come at any time */
        input.u.encrypted.hci_status = 0x3d;
    input.job = (uint16_t)(world->us.smp.job - take(world) % 2);
    input.status = take(world) % 2 ? BLE_OK : BLE_ERROR_IO;
    if (input.type == SMP_IN_KEYPRESS)
        input.u.keypress = take(world);
    else if (input.type == SMP_IN_PASSKEY)
        input.u.passkey = (uint32_t)take(world) << 13;
    else if (input.type == SMP_IN_CONSENT)
        input.u.yes = take(world) & 1;
    else if (input.type == SMP_IN_LTK_REQUEST)
        input.u.ltk_request.ediv = take(world);
    give(world, &world->us, &input);
}

static void pass(struct world *world, uint64_t us)
{
    struct smp_input input = { .type = SMP_IN_TICK };
    world->now_us += us;
    give(world, &world->us, &input);
    give(world, &world->peer, &input);
}

static void operate(struct world *world)
{
    uint8_t operation = take(world);
    world->now_us += 1000;
    if (operation < 0xa0) {
        honest(world, false);
        return;
    }
    switch (operation & 7) {
    case 0: start(world, &world->us); break;
    case 1: start(world, &world->peer); break;
    case 2: honest(world, true); break;
    case 3: made_up(world, true); break;
    case 4: made_up(world, false); break;
    case 5: other(world); break;
    case 6: pass(world, (uint64_t)take(world) * 200000); break;
    default: honest(world, false); break;
    }
}

/* ------------------------------------------------------------------------------------------------ a world */

static void choose(struct smp_options *options, uint8_t a, uint8_t b)
{
    *options = (struct smp_options)SMP_OPTIONS_INIT;
    options->io = a % SMP_IO_COUNT;
    options->mitm = a / SMP_IO_COUNT % 3;
    options->bond = a & 0x80;
    options->secure_connections = !(b & 1);
    options->legacy = b & 3;
    options->keypress = b & 4;
    options->consent = b & 8 ? SMP_ALL_METHODS : 0;
    options->key_size_min = b & 0x10 ? 7 : 16;
    options->key_size_max = b & 0x20 && b & 0x10 ? 9 : 16;
    options->debug_keys = b & 0x40;
}

static void make(struct world *world, struct side *side, bool central)
{
    choose(&side->options, take(world), take(world));
    memset(side->identity.irk, central ? 1 : 2, 16);
    struct smp_link link = {
        .central = central,
        .crypto = &cheap,
        .identity = &side->identity,
        .policy = &side->options,
        .attempts = side == &world->us ? &side->attempts : NULL,
    };
    side->identity.address = (struct ble_address){ { 1, 2, 3, 4, 5, 0xc0 }, BLE_ADDRESS_RANDOM };
    blr_smp_init(&side->smp, &link);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct world *world = calloc(1, sizeof(*world));
    world->data = data;
    world->size = size;
    world->now_us = 1000000;
    make(world, &world->us, CENTRAL);
    make(world, &world->peer, !CENTRAL);
    start(world, CENTRAL ? &world->us : &world->peer);
    while (world->size > 0 && world->steps < STEPS_MOST)
        operate(world);
    world->steps = 0;
    pass(world, SMP_TIMEOUT_US);
    expect(!blr_smp_is_active(&world->us.smp) && world->us.begun == world->us.ended);
    free(world);
    return 0;
}
