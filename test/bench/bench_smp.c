/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What pairing costs the host, on standard output as one JSON object a line.
 *
 *     bleradio_bench_smp pairings MODEL COUNT   both sides of COUNT pairings; MODEL is just-works, comparison, passkey
 *                                               (LE Secure Connections) or legacy. Key pairs and shared secret are
 *                                               made once: they are jobs, not the host's
 *     bleradio_bench_smp p256 COUNT             the jobs: a key pair and a shared secret, of the default back end
 *     bleradio_bench_smp memory                 octets of a link's pairing, of the outputs of a step
 *
 * Ends with 1 unless every pairing ends with the same key on both sides.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "smp/pairing.h"

enum { WAITING = 32 };

struct waiting {
    unsigned to;
    struct smp_input input;
    uint8_t octets[SMP_MTU];
};

static struct bench {
    struct smp smp[2];
    struct smp_options options[2];
    struct waiting queue[WAITING];
    unsigned first, last;
    uint8_t keys[2][32 + 64], shared[32];
    uint32_t passkey;
    unsigned done;
    uint8_t ltk[2][16];
} bench;

static void die(const char *why)
{
    fprintf(stderr, "bleradio_bench_smp: %s\n", why);
    exit(1);
}

static struct waiting *post(unsigned to, uint8_t type)
{
    struct waiting *waiting = &bench.queue[bench.last++ % WAITING];
    memset(waiting, 0, sizeof(*waiting));
    waiting->to = to;
    waiting->input.type = type;
    return waiting;
}

static void post_answer(unsigned who, const struct smp_output *output)
{
    struct smp_input *input;
    if (output->type == SMP_OUT_ENTROPY) {
        input = &post(who, SMP_IN_ENTROPY)->input;
        memset(input->u.entropy, 0x11 + (int)who, 16);
    } else if (output->type == SMP_OUT_KEYS) {
        input = &post(who, SMP_IN_KEYS)->input;
        memcpy(input->u.keys.private_key, bench.keys[who], 32);
        memcpy(input->u.keys.public_key, bench.keys[who] + 32, 64);
    } else {
        input = &post(who, SMP_IN_DHKEY)->input;
        memcpy(input->u.dhkey, bench.shared, 32);
    }
    input->job = output->job;
}

static void carry_out(unsigned who, const struct smp_output *output, const struct smp_outputs *outputs)
{
    struct waiting *waiting;
    switch (output->type) {
    case SMP_OUT_PDU:
        waiting = post(1 - who, SMP_IN_PDU);
        memcpy(waiting->octets, output->u.pdu.octets, output->u.pdu.size);
        waiting->input.u.pdu = (struct hci_view){ waiting->octets, output->u.pdu.size };
        break;
    case SMP_OUT_METHOD:
        if (output->u.method.method == SMP_PASSKEY_DISPLAY)
            bench.passkey = output->u.method.passkey;
        break;
    case SMP_OUT_ASK_PASSKEY: post(who, SMP_IN_PASSKEY)->input.u.passkey = bench.passkey; break;
    case SMP_OUT_COMPARE: post(who, SMP_IN_CONSENT)->input.u.yes = true; break;
    case SMP_OUT_ENCRYPT: post(1 - who, SMP_IN_LTK_REQUEST); break;
    case SMP_OUT_LTK:
        post(1, SMP_IN_ENCRYPTED);
        post(0, SMP_IN_ENCRYPTED);
        break;
    case SMP_OUT_DONE:
        bench.done += output->u.done.status == BLE_OK;
        memcpy(bench.ltk[who], who == 0 ? outputs->keys.peer_ltk.key : outputs->keys.own_ltk.key, 16);
        break;
    default: post_answer(who, output); break;
    }
}

static void give(unsigned to, const struct smp_input *input)
{
    struct smp_outputs outputs;
    if (blr_smp_step(&bench.smp[to], 1, input, &outputs) != BLE_OK)
        die("an input was refused");
    for (unsigned i = 0; i < outputs.count; i++)
        carry_out(to, &outputs.list[i], &outputs);
}

static void pair(void)
{
    bench.done = 0;
    give(0, &(struct smp_input){ .type = SMP_IN_START, .u.start = &bench.options[0] });
    while (bench.first != bench.last) {
        struct waiting waiting = bench.queue[bench.first++ % WAITING];
        if (waiting.input.type == SMP_IN_PDU)
            waiting.input.u.pdu.data = waiting.octets;
        give(waiting.to, &waiting.input);
    }
    if (bench.done != 2 || memcmp(bench.ltk[0], bench.ltk[1], 16) != 0)
        die("they did not pair");
}

static void choose(const char *model)
{
    static const struct {
        const char *name;
        uint8_t io[2];
        bool legacy;
    } models[] = {
        { "just-works", { SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT }, false },
        { "comparison", { SMP_DISPLAY_YES_NO, SMP_DISPLAY_YES_NO }, false },
        { "passkey", { SMP_KEYBOARD_ONLY, SMP_DISPLAY_ONLY }, false },
        { "legacy", { SMP_NO_INPUT_NO_OUTPUT, SMP_NO_INPUT_NO_OUTPUT }, true },
    };
    for (unsigned i = 0; i < sizeof(models) / sizeof(models[0]); i++) {
        if (strcmp(models[i].name, model) != 0)
            continue;
        for (unsigned who = 0; who < 2; who++) {
            bench.options[who] = (struct smp_options)SMP_OPTIONS_INIT;
            bench.options[who].io = models[i].io[who];
            bench.options[who].mitm = SMP_MITM_WANTED;
            bench.options[who].secure_connections = !models[i].legacy;
        }
        return;
    }
    die("no such model");
}

static void make_keys(const struct ble_crypto *crypto)
{
    for (unsigned who = 0; who < 2; who++)
        if (crypto->p256_keys(crypto->user, bench.keys[who], bench.keys[who] + 32) != BLE_OK)
            die("no key pair");
    if (crypto->p256_dhkey(crypto->user, bench.keys[0], bench.keys[1] + 32, bench.shared) != BLE_OK)
        die("no shared secret");
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void pairings(const char *model, unsigned count)
{
    static const struct smp_identity identities[2];
    choose(model);
    make_keys(ble_crypto_default());
    for (unsigned who = 0; who < 2; who++) {
        struct smp_link link = { .central = who == 0,
                                 .own.octets = { (uint8_t)(1 + who) },
                                 .peer.octets = { (uint8_t)(2 - who) },
                                 .crypto = ble_crypto_default(),
                                 .identity = &identities[who],
                                 .policy = &bench.options[who] };
        blr_smp_init(&bench.smp[who], &link);
    }
    double begin_s = now_s();
    for (unsigned i = 0; i < count; i++)
        pair();
    printf("{\"bench\":\"pairings\",\"model\":\"%s\",\"count\":%u,\"us_per_pairing_both_sides\":%.1f}\n", model, count,
           (now_s() - begin_s) * 1e6 / count);
}

static void p256(unsigned count)
{
    double begin_s = now_s();
    for (unsigned i = 0; i < count; i++)
        make_keys(ble_crypto_default());
    printf("{\"bench\":\"p256\",\"count\":%u,\"us_per_two_key_pairs_and_a_secret\":%.0f}\n", count,
           (now_s() - begin_s) * 1e6 / count);
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "pairings") == 0)
        pairings(argv[2], (unsigned)strtoul(argv[3], NULL, 10));
    else if (argc == 3 && strcmp(argv[1], "p256") == 0)
        p256((unsigned)strtoul(argv[2], NULL, 10));
    else if (argc == 2 && strcmp(argv[1], "memory") == 0)
        printf("{\"bench\":\"smp_memory\",\"link\":%zu,\"of_which_pairing\":%zu,\"outputs\":%zu,\"keys\":%zu}\n",
               sizeof(struct smp), sizeof(struct smp_run), sizeof(struct smp_outputs), sizeof(struct smp_keys));
    else
        die("see the head of its source");
    return 0;
}
