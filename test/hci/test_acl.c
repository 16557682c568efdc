/* SPDX-License-Identifier: MIT */
/* Links and their data: credits, turns and fragments out; recombination of any split in, within bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/acl.h"
#include "random.h"

enum {
    LINKS = 5,
    SENDS = 12,
    TX_BLOCKS = 40,
    GUARANTEE = 5,
    SHARED = 18,
    RX_BLOCKS = LINKS * GUARANTEE + SHARED,
    MAX_PDU = 1100,
    GUARANTEED_PDU = GUARANTEE * BLR_BLOCK_DATA,
    PACKET_MAX = 1100
};

enum { START_NO_FLUSH, CONTINUATION, START, RESERVED };

struct fixture {
    struct hci_blocks blocks;
    struct hci_acl acl;
};

static struct fixture *new_fixture(uint16_t length, uint16_t total)
{
    struct fixture *f = calloc(1, sizeof(*f));
    blr_blocks_init(&f->blocks, calloc(TX_BLOCKS, sizeof(struct hci_block)), TX_BLOCKS);
    blr_blocks_init(&f->acl.rx_blocks, calloc(RX_BLOCKS, sizeof(struct hci_block)), RX_BLOCKS);
    f->acl.blocks = &f->blocks;
    f->acl.links = calloc(LINKS, sizeof(struct hci_link));
    f->acl.sends = calloc(SENDS, sizeof(struct hci_send));
    f->acl.link_count = LINKS;
    f->acl.send_count = SENDS;
    f->acl.rx_guarantee = GUARANTEE;
    f->acl.max_pdu = MAX_PDU;
    f->acl.length = length;
    f->acl.total = f->acl.credits = total;
    return f;
}

static void free_fixture(struct fixture *f)
{
    free(f->blocks.blocks);
    free(f->acl.rx_blocks.blocks);
    free(f->acl.links);
    free(f->acl.sends);
    free(f);
}

static void check_credits(const struct fixture *f)
{
    unsigned sum = f->acl.credits;
    uint16_t up = 0;
    for (size_t i = 0; i < LINKS; i++) {
        sum += f->acl.links[i].outstanding;
        up = (uint16_t)(up + f->acl.links[i].up);
        if (!f->acl.links[i].up)
            assert_int_equal(f->acl.links[i].outstanding, 0);
    }
    assert_int_equal(sum, f->acl.total);
    assert_int_equal(up, f->acl.used);
}

/* ------------------------------------------------------------------------------------------------ links */

static void a_slot_is_used_again_under_another_generation(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 4);
    struct hci_link *link = blr_acl_open(&f->acl, 0x10);
    uint16_t generation = link->generation;
    assert_int_not_equal(generation, 0);
    assert_ptr_equal(blr_acl_link(&f->acl, 0x10), link);
    assert_null(blr_acl_link(&f->acl, 0x11));
    blr_acl_end(&f->acl, link);
    assert_null(blr_acl_link(&f->acl, 0x10));
    link->end_untold = true; /* somebody still has to be told */
    struct hci_link *other = blr_acl_open(&f->acl, 0x10);
    assert_ptr_not_equal(other, link);
    link->end_untold = false;
    assert_ptr_equal(blr_acl_open(&f->acl, 0x12), link);
    assert_int_equal(link->generation, generation + 1);
    blr_acl_end(&f->acl, link);
    link->generation = UINT16_MAX; /* 0 would make a ble_link of 0, which is none */
    assert_int_equal(blr_acl_open(&f->acl, 0x13)->generation, 1);
    free_fixture(f);
}

static void there_are_as_many_links_as_slots(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 4);
    for (uint16_t i = 0; i < LINKS; i++)
        assert_non_null(blr_acl_open(&f->acl, i));
    assert_null(blr_acl_open(&f->acl, 0x55));
    assert_int_equal(f->acl.used, LINKS);
    blr_acl_reset(&f->acl);
    assert_int_equal(f->acl.used, 0);
    free_fixture(f);
}

/* ------------------------------------------------------------------------------------------------ out */

static void a_pdu_is_cut_into_fragments_of_the_controllers_length(void **state)
{
    (void)state;
    static const uint16_t lengths[] = { 1, 3, 4, 5, 27, 62, 251 };
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        for (uint16_t size = 0; size < 140; size++) {
            struct fixture *f = new_fixture(lengths[i], 1000);
            struct hci_link *link = blr_acl_open(&f->acl, 0x0abc);
            uint8_t data[140], got[144] = { 0 }, packet[PACKET_MAX];
            uint32_t random = size + 1u, token;
            random_octets(&random, data, size);
            assert_true(blr_acl_send(&f->acl, link, 0x0004, data, size, 77));
            size_t at = 0;
            for (size_t part; (part = blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token)) > 0;) {
                size_t rest = size + 4u - at;
                size_t wanted = rest < lengths[i] ? rest : lengths[i];
                assert_int_equal(part, 5 + wanted);
                assert_int_equal(packet[0], 2);
                assert_int_equal(packet[1] | packet[2] << 8, 0x0abc | (at == 0 ? START_NO_FLUSH : CONTINUATION) << 12);
                assert_int_equal(packet[3] | packet[4] << 8, wanted);
                memcpy(got + at, packet + 5, wanted);
                at += wanted;
                assert_int_equal(token, at == size + 4u ? 77 : 0);
            }
            const uint8_t header[] = { (uint8_t)size, 0, 4, 0 };
            assert_int_equal(at, size + 4);
            assert_memory_equal(got, header, 4);
            assert_memory_equal(got + 4, data, size);
            assert_int_equal(f->blocks.free_count, TX_BLOCKS);
            free_fixture(f);
        }
    }
}

static void a_fragment_fits_what_it_is_fetched_into(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(251, 10);
    struct hci_link *link = blr_acl_open(&f->acl, 1);
    uint8_t data[100] = { 0 }, packet[32];
    uint32_t token;
    assert_true(blr_acl_send(&f->acl, link, 4, data, sizeof(data), 77));
    for (size_t rest = 104; rest > 0; rest -= rest < 27 ? rest : 27)
        assert_int_equal(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token), 5 + (rest < 27 ? rest : 27));
    assert_int_equal(token, 77);
    free_fixture(f);
}

static void links_take_turns_fragment_by_fragment(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 1000);
    uint8_t data[300] = { 0 }, packet[PACKET_MAX];
    uint32_t token;
    for (uint16_t i = 0; i < LINKS; i++)
        assert_true(blr_acl_send(&f->acl, blr_acl_open(&f->acl, i), 4, data, 300, 20u + i));
    for (unsigned fragment = 0; fragment < 12 * LINKS; fragment++) {
        assert_true(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token) > 0);
        assert_int_equal((packet[1] | packet[2] << 8) & 0xfff, fragment % LINKS);
        if (fragment >= 11 * LINKS)
            assert_int_equal(token, 20 + fragment % LINKS);
    }
    assert_int_equal(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token), 0);
    free_fixture(f);
}

static void nothing_is_sent_on_a_link_that_is_being_ended(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 10);
    struct hci_link *link = blr_acl_open(&f->acl, 1);
    uint8_t packet[PACKET_MAX];
    uint32_t token;
    assert_true(blr_acl_send(&f->acl, link, 4, NULL, 0, 77));
    link->disconnecting = true;
    assert_int_equal(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token), 0);
    link->disconnecting = false;
    assert_int_equal(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token), 9);
    free_fixture(f);
}

static void the_end_of_a_link_returns_everything(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    struct hci_link *link = blr_acl_open(&f->acl, 1), *other = blr_acl_open(&f->acl, 2);
    uint8_t data[100] = { 0 }, packet[PACKET_MAX];
    uint32_t token;
    struct acl_pdu pdu;
    assert_true(blr_acl_send(&f->acl, link, 4, data, 100, 77));
    assert_true(blr_acl_send(&f->acl, link, 4, data, 100, 78));
    assert_true(blr_acl_send(&f->acl, other, 4, data, 10, 79));
    while (blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token) > 0)
        check_credits(f);
    assert_int_equal(f->acl.credits, 0);
    assert_int_equal(blr_acl_receive(&f->acl, (const uint8_t *)"\x02\x01\x20\x03\x00\x09\x00\x04", 8, &pdu), ACL_PART);
    blr_acl_end(&f->acl, link);
    check_credits(f);
    assert_int_equal(f->acl.credits, 2);
    assert_int_equal(f->blocks.free_count, TX_BLOCKS);
    assert_int_equal(f->acl.rx_blocks.free_count, RX_BLOCKS);
    assert_false(blr_acl_completed(&f->acl, 1, 1, 2)); /* too late: nobody's any more */
    assert_true(blr_acl_completed(&f->acl, 1, 2, 1));
    check_credits(f);
    assert_int_equal(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token), 0);
    free_fixture(f);
}

static void completed_packets_above_what_is_outstanding_are_clamped(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    struct hci_link *link = blr_acl_open(&f->acl, 1);
    uint8_t packet[PACKET_MAX];
    uint32_t token;
    assert_true(blr_acl_send(&f->acl, link, 4, NULL, 0, 77));
    assert_true(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token) > 0);
    assert_true(blr_acl_completed(&f->acl, 1, 1, 0));
    assert_int_equal(f->acl.credit_overruns, 0);
    assert_true(blr_acl_completed(&f->acl, 1, 1, 255));
    assert_int_equal(f->acl.credit_overruns, 1);
    assert_true(blr_acl_completed(&f->acl, 1, 1, 65535));
    assert_int_equal(f->acl.credit_overruns, 2);
    assert_int_equal(f->acl.credits, 3);
    check_credits(f);
    free_fixture(f);
}

static void a_pdu_is_cancelled_unless_it_has_begun(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 10);
    struct hci_link *link = blr_acl_open(&f->acl, 1);
    uint8_t data[100] = { 0 }, packet[PACKET_MAX];
    uint32_t token;
    for (uint32_t i = 0; i < 4; i++)
        assert_true(blr_acl_send(&f->acl, link, 4, data, 30, 20 + i));
    assert_int_equal(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token), 32);
    assert_false(blr_acl_cancel_send(&f->acl, 20)); /* the peer waits for its rest */
    assert_true(blr_acl_cancel_send(&f->acl, 22));  /* in the middle */
    assert_true(blr_acl_cancel_send(&f->acl, 23));  /* the last */
    assert_false(blr_acl_cancel_send(&f->acl, 23));
    assert_true(blr_acl_send(&f->acl, link, 4, data, 0, 24));
    assert_int_equal(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token), 12);
    assert_int_equal(token, 20);
    assert_true(blr_acl_cancel_send(&f->acl, 21)); /* the first */
    assert_int_equal(blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token), 9);
    assert_int_equal(token, 24);
    assert_int_equal(f->blocks.free_count, TX_BLOCKS);
    free_fixture(f);
}

static void what_waits_is_given_back_token_by_token(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 10);
    struct hci_link *link = blr_acl_open(&f->acl, 1);
    uint32_t token = 0;
    assert_false(blr_acl_drop_send(&f->acl, link, &token));
    for (uint32_t i = 0; i < 3; i++)
        assert_true(blr_acl_send(&f->acl, link, 4, NULL, 0, 20 + i));
    for (uint32_t i = 0; i < 3; i++) {
        assert_true(blr_acl_drop_send(&f->acl, link, &token));
        assert_int_equal(token, 20 + i);
    }
    assert_false(blr_acl_drop_send(&f->acl, link, &token));
    assert_int_equal(f->blocks.free_count, TX_BLOCKS);
    free_fixture(f);
}

/* ------------------------------------------------------------------------------------------------ out: random walk */

/** A PDU that waits, as the model sees it. */
struct waiting {
    uint32_t token;
    size_t size; /* with the L2CAP header */
    size_t sent;
};

struct model {
    struct waiting queue[LINKS][SENDS];
    size_t count[LINKS];
    unsigned outstanding[LINKS];
    size_t turn;
};

static size_t waiting_in_all(const struct model *m)
{
    size_t count = 0;
    for (size_t i = 0; i < LINKS; i++)
        count += m->count[i];
    return count;
}

static void forget(struct model *m, size_t l, size_t i)
{
    m->count[l]--;
    memmove(&m->queue[l][i], &m->queue[l][i + 1], (m->count[l] - i) * sizeof(m->queue[l][0]));
}

static void walk_send(struct fixture *f, struct model *m, size_t l, uint32_t *random, uint32_t token)
{
    uint8_t data[400];
    uint16_t size = (uint16_t)random_below(random, random_one_in(random, 4) ? 400 : 40);
    memset(data, (int)(token & 0xff), size);
    bool fits = waiting_in_all(m) < SENDS && (size + 4u + 61) / 62 <= f->blocks.free_count;
    assert_int_equal(blr_acl_send(&f->acl, &f->acl.links[l], 4, data, size, token), fits);
    if (fits)
        m->queue[l][m->count[l]++] = (struct waiting){ token, size + 4u, 0 };
}

static void walk_take(struct fixture *f, struct model *m)
{
    uint8_t packet[PACKET_MAX];
    uint32_t token;
    bool credit = f->acl.credits > 0;
    size_t size = blr_acl_take(&f->acl, 1, packet, sizeof(packet), &token);
    size_t l = m->turn;
    for (size_t i = 0; i < LINKS && (!f->acl.links[l].up || m->count[l] == 0); i++)
        l = (l + 1) % LINKS;
    if (!credit || !f->acl.links[l].up || m->count[l] == 0) {
        assert_int_equal(size, 0);
        return;
    }
    struct waiting *pdu = &m->queue[l][0];
    size_t rest = pdu->size - pdu->sent;
    assert_int_equal(size, 5 + (rest < f->acl.length ? rest : f->acl.length));
    assert_int_equal(packet[1] | packet[2] << 8, f->acl.links[l].handle | (pdu->sent == 0 ? 0 : 1) << 12);
    for (size_t i = pdu->sent == 0 ? 9 : 5; i < size; i++)
        assert_int_equal(packet[i], pdu->token & 0xff);
    pdu->sent += size - 5;
    m->outstanding[l]++;
    m->turn = (l + 1) % LINKS;
    assert_int_equal(token, pdu->sent == pdu->size ? pdu->token : 0);
    if (pdu->sent == pdu->size)
        forget(m, l, 0);
}

static void walk_completed(struct fixture *f, struct model *m, size_t l, uint32_t *random)
{
    unsigned count = random_below(random, 4);
    bool known = f->acl.links[l].up;
    uint32_t overruns = f->acl.credit_overruns;
    uint16_t handle = known ? f->acl.links[l].handle : 0x0eff;
    assert_int_equal(blr_acl_completed(&f->acl, 1, handle, (uint16_t)count), known);
    if (!known)
        return;
    assert_int_equal(f->acl.credit_overruns - overruns, count > m->outstanding[l]);
    m->outstanding[l] -= count < m->outstanding[l] ? count : m->outstanding[l];
}

static void walk_cancel(struct fixture *f, struct model *m, size_t l, uint32_t *random)
{
    if (m->count[l] == 0)
        return;
    size_t i = random_below(random, (uint32_t)m->count[l]);
    bool begun = m->queue[l][i].sent > 0;
    assert_int_equal(blr_acl_cancel_send(&f->acl, m->queue[l][i].token), !begun);
    if (!begun)
        forget(m, l, i);
}

static void walk_open_or_end(struct fixture *f, struct model *m, size_t l, uint16_t handle)
{
    struct hci_link *link = &f->acl.links[l];
    if (link->up) {
        blr_acl_end(&f->acl, link);
        m->count[l] = 0;
        m->outstanding[l] = 0;
    } else {
        link = blr_acl_open(&f->acl, handle);
        assert_non_null(link);
        assert_int_equal(link->handle, handle);
    }
}

static void credits_are_never_lost_nor_made_on_a_random_walk(void **state)
{
    (void)state;
    static const uint16_t totals[] = { 1, 3, 8, 60 };
    for (size_t t = 0; t < sizeof(totals) / sizeof(totals[0]); t++) {
        struct fixture *f = new_fixture(27, totals[t]);
        struct model m = { 0 };
        uint32_t random = 1 + (uint32_t)t;
        for (uint32_t step = 0; step < 20000; step++) {
            size_t l = random_below(&random, LINKS);
            switch (random_below(&random, 40)) {
            case 0: walk_open_or_end(f, &m, l, (uint16_t)(step % 0x0e00)); break;
            case 1:
            case 2: walk_cancel(f, &m, l, &random); break;
            case 3:
            case 4:
            case 5:
            case 6:
            case 7:
            case 8:
                if (f->acl.links[l].up)
                    walk_send(f, &m, l, &random, 16 + step);
                break;
            case 9:
            case 10:
            case 11:
            case 12:
            case 13:
            case 14: walk_completed(f, &m, l, &random); break;
            default: walk_take(f, &m); break;
            }
            check_credits(f);
            for (size_t i = 0; i < LINKS; i++)
                assert_int_equal(f->acl.links[i].up ? f->acl.links[i].outstanding : 0, m.outstanding[i]);
        }
        blr_acl_reset(&f->acl);
        assert_int_equal(f->acl.credits, totals[t]);
        assert_int_equal(f->blocks.free_count, TX_BLOCKS);
        free_fixture(f);
    }
}

/* ------------------------------------------------------------------------------------------------ in */

/** A data packet of handle 1 ... comes. The octets lie in memory of exactly their size. */
static enum acl_result receive(struct fixture *f, uint16_t handle, unsigned flags, const uint8_t *data, size_t size,
                               struct acl_pdu *pdu)
{
    uint8_t *packet = malloc(5 + size);
    packet[0] = 2;
    packet[1] = (uint8_t)handle;
    packet[2] = (uint8_t)(handle >> 8 | flags << 4);
    packet[3] = (uint8_t)size;
    packet[4] = (uint8_t)(size >> 8);
    if (size > 0)
        memcpy(packet + 5, data, size);
    enum acl_result result = blr_acl_receive(&f->acl, packet, 5 + size, pdu);
    if (result == ACL_WHOLE) {
        assert_ptr_equal(pdu->data, packet + 5); /* where it lies, not copied */
        assert_int_equal(pdu->size, size);
        pdu->data = data;
    }
    free(packet);
    return result;
}

static void check_gathered(struct fixture *f, const struct acl_pdu *pdu, const uint8_t *wanted, size_t size)
{
    uint8_t got[MAX_PDU];
    assert_int_equal(pdu->link->rx.size, size);
    blr_chain_copy(&f->acl.rx_blocks, &pdu->link->rx, 0, got, size);
    assert_memory_equal(got, wanted, size);
    blr_acl_rx_free(&f->acl, pdu->link);
    assert_int_equal(f->acl.rx_blocks.free_count, RX_BLOCKS);
}

/** An L2CAP PDU of so many octets with its header. */
static void make_pdu(uint8_t *pdu, size_t size)
{
    for (size_t i = 4; i < size; i++)
        pdu[i] = (uint8_t)(i * 7 + size);
    pdu[0] = (uint8_t)(size - 4);
    pdu[1] = (uint8_t)((size - 4) >> 8);
    pdu[2] = 4;
    pdu[3] = 0;
}

static void every_split_of_a_pdu_is_put_together(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    blr_acl_open(&f->acl, 1);
    for (size_t size = 4; size <= 13; size++) {
        uint8_t data[13];
        make_pdu(data, size);
        for (unsigned cuts = 0; cuts < 1u << (size - 1); cuts++) { /* bit i: a cut after octet i */
            struct acl_pdu pdu;
            size_t from = 0;
            for (size_t i = 0; i < size; i++) {
                bool last = i + 1 == size;
                if (!last && (cuts >> i & 1) == 0)
                    continue;
                unsigned start = cuts & 1 ? START : START_NO_FLUSH;
                enum acl_result result =
                    receive(f, 1, from == 0 ? start : CONTINUATION, data + from, i + 1 - from, &pdu);
                assert_int_equal(result, !last ? ACL_PART : cuts == 0 ? ACL_WHOLE : ACL_GATHERED);
                assert_false(pdu.broke_off);
                if (!last && (cuts & 2)) /* a fragment without octets changes nothing */
                    assert_int_equal(receive(f, 1, CONTINUATION, NULL, 0, &pdu), ACL_PART);
                from = i + 1;
            }
            if (cuts != 0)
                check_gathered(f, &pdu, data, size);
        }
    }
    free_fixture(f);
}

static void a_pdu_of_the_longest_size_is_put_together_octet_by_octet(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    blr_acl_open(&f->acl, 1);
    uint8_t data[MAX_PDU];
    make_pdu(data, sizeof(data));
    struct acl_pdu pdu;
    for (size_t i = 0; i + 1 < sizeof(data); i++)
        assert_int_equal(receive(f, 1, i == 0 ? START : CONTINUATION, data + i, 1, &pdu), ACL_PART);
    assert_int_equal(receive(f, 1, CONTINUATION, data + sizeof(data) - 1, 1, &pdu), ACL_GATHERED);
    check_gathered(f, &pdu, data, sizeof(data));
    free_fixture(f);
}

static void a_start_within_a_pdu_breaks_it_off(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    blr_acl_open(&f->acl, 1);
    uint8_t data[20];
    make_pdu(data, sizeof(data));
    struct acl_pdu pdu;
    assert_int_equal(receive(f, 1, START, data, 10, &pdu), ACL_PART);
    assert_int_equal(receive(f, 1, START, data, 12, &pdu), ACL_PART);
    assert_true(pdu.broke_off);
    assert_int_equal(receive(f, 1, START, data, 20, &pdu), ACL_WHOLE);
    assert_true(pdu.broke_off);
    assert_int_equal(receive(f, 1, START, data, 12, &pdu), ACL_PART);
    assert_false(pdu.broke_off);
    assert_int_equal(receive(f, 1, CONTINUATION, data + 12, 8, &pdu), ACL_GATHERED);
    check_gathered(f, &pdu, data, 20);
    free_fixture(f);
}

static void what_makes_no_sense_is_dropped_and_the_next_pdu_is_whole(void **state)
{
    (void)state;
    static const struct {
        unsigned flags;
        uint8_t octets[8];
        size_t size;
        enum acl_result result;
    } cases[] = {
        { CONTINUATION, { 1, 0, 4, 0, 9 }, 5, ACL_MALFORMED },    /* of nothing */
        { CONTINUATION, { 0 }, 0, ACL_PART },                     /* nothing of nothing */
        { START, { 0 }, 0, ACL_PART },                            /* nothing begins */
        { START, { 1, 0, 4, 0, 9, 9 }, 6, ACL_MALFORMED },        /* more than it says */
        { START, { 0, 0, 4, 0, 9 }, 5, ACL_MALFORMED },           /* the same without data */
        { RESERVED, { 1, 0, 4, 0, 9 }, 5, ACL_MALFORMED },        /* boundary flags */
        { START | 1 << 2, { 1, 0, 4, 0, 9 }, 5, ACL_MALFORMED },  /* active broadcast */
        { START | 2 << 2, { 1, 0, 4, 0, 9 }, 5, ACL_MALFORMED },  /* parked broadcast */
        { CONTINUATION | 3 << 2, { 1, 0, 4 }, 3, ACL_MALFORMED }, /* reserved */
        { START, { 0xff, 0xff, 4, 0, 9 }, 5, ACL_MALFORMED },     /* longer than anything we take */
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture *f = new_fixture(27, 3);
        blr_acl_open(&f->acl, 1);
        struct acl_pdu pdu;
        assert_int_equal(receive(f, 1, cases[i].flags, cases[i].octets, cases[i].size, &pdu), cases[i].result);
        assert_int_equal(f->acl.rx_blocks.free_count, RX_BLOCKS);
        assert_int_equal(receive(f, 1, START, (const uint8_t *)"\x01\x00\x04\x00\x09", 5, &pdu), ACL_WHOLE);
        free_fixture(f);
    }
}

static void an_unknown_handle_is_nobodys(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    blr_acl_end(&f->acl, blr_acl_open(&f->acl, 1));
    struct acl_pdu pdu;
    assert_int_equal(receive(f, 1, START, (const uint8_t *)"\x01\x00\x04\x00\x09", 5, &pdu), ACL_NO_LINK);
    assert_null(pdu.link);
    free_fixture(f);
}

static void more_than_a_pdu_says_ends_it(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    blr_acl_open(&f->acl, 1);
    uint8_t data[20];
    make_pdu(data, sizeof(data));
    struct acl_pdu pdu;
    assert_int_equal(receive(f, 1, START, data, 19, &pdu), ACL_PART);
    assert_int_equal(receive(f, 1, CONTINUATION, data, 2, &pdu), ACL_MALFORMED);
    assert_int_equal(f->acl.rx_blocks.free_count, RX_BLOCKS);
    assert_int_equal(receive(f, 1, CONTINUATION, data, 2, &pdu), ACL_MALFORMED);
    free_fixture(f);
}

static void an_oversize_pdu_is_dropped_once_and_skipped_to_its_end(void **state)
{
    (void)state;
    for (size_t first = 1; first <= 5; first++) { /* wherever its length field is cut */
        struct fixture *f = new_fixture(27, 3);
        blr_acl_open(&f->acl, 1);
        uint8_t data[MAX_PDU + 1];
        make_pdu(data, sizeof(data));
        struct acl_pdu pdu;
        enum acl_result result = receive(f, 1, START, data, first, &pdu);
        size_t at = first;
        if (first == 1) {
            assert_int_equal(result, ACL_PART); /* not known yet */
            result = receive(f, 1, CONTINUATION, data + at++, 1, &pdu);
        }
        assert_int_equal(result, ACL_MALFORMED);
        for (; at < sizeof(data); at += 5) {
            size_t part = sizeof(data) - at < 5 ? sizeof(data) - at : 5;
            assert_int_equal(receive(f, 1, CONTINUATION, data + at, part, &pdu), ACL_PART);
        }
        assert_int_equal(f->acl.links[0].rx_skip, 0);
        assert_int_equal(f->acl.rx_blocks.free_count, RX_BLOCKS);
        assert_int_equal(receive(f, 1, CONTINUATION, data, 1, &pdu), ACL_MALFORMED);
        free_fixture(f);
    }
}

/* ------------------------------------------------------------------------------------------------ in: who may use what
 */

static void a_long_pdu_of_one_link_leaves_the_others_their_share(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    uint8_t big[MAX_PDU], small[GUARANTEED_PDU];
    struct acl_pdu pdu;
    make_pdu(big, sizeof(big));
    make_pdu(small, sizeof(small));
    for (uint16_t i = 0; i < LINKS; i++)
        blr_acl_open(&f->acl, i);
    for (uint16_t i = 0; i < 3; i++) /* as much of them as there is room for */
        receive(f, i, START, big, 1000, &pdu);
    for (uint16_t i = 3; i < LINKS; i++)
        assert_int_equal(receive(f, i, START, small, sizeof(small) - 1, &pdu), ACL_PART);
    for (uint16_t i = 3; i < LINKS; i++) {
        assert_int_equal(receive(f, i, CONTINUATION, small + sizeof(small) - 1, 1, &pdu), ACL_GATHERED);
        assert_int_equal(pdu.link->rx.size, sizeof(small));
        blr_acl_rx_free(&f->acl, pdu.link);
    }
    assert_int_equal(receive(f, 0, CONTINUATION, big + 1000, 100, &pdu), ACL_GATHERED); /* the first one got its room */
    free_fixture(f);
}

static void one_link_alone_may_use_what_is_there(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    uint8_t big[MAX_PDU];
    struct acl_pdu pdu;
    make_pdu(big, sizeof(big));
    blr_acl_open(&f->acl, 0);
    blr_acl_open(&f->acl, 1);
    assert_int_equal(receive(f, 0, START, big, 1099, &pdu), ACL_PART);
    assert_int_equal(receive(f, 1, START, big, 1099, &pdu), ACL_PART); /* three more slots are free: nobody's share */
    assert_int_equal(receive(f, 0, CONTINUATION, big + 1099, 1, &pdu), ACL_GATHERED);
    assert_int_equal(receive(f, 1, CONTINUATION, big + 1099, 1, &pdu), ACL_GATHERED);
    free_fixture(f);
}

static void a_pdu_without_room_is_dropped_once_and_skipped_to_its_end(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    uint8_t big[MAX_PDU];
    struct acl_pdu pdu;
    make_pdu(big, sizeof(big));
    for (uint16_t i = 0; i < LINKS; i++)
        blr_acl_open(&f->acl, i);
    assert_int_equal(receive(f, 0, START, big, 1000, &pdu), ACL_PART);
    assert_int_equal(receive(f, 1, START, big, 1000, &pdu), ACL_MALFORMED);
    assert_int_equal(receive(f, 1, CONTINUATION, big + 1000, 99, &pdu), ACL_PART);
    assert_int_equal(receive(f, 1, CONTINUATION, big + 1099, 1, &pdu), ACL_PART);
    assert_int_equal(receive(f, 1, CONTINUATION, big + 1099, 1, &pdu), ACL_MALFORMED);
    free_fixture(f);
}

/** What a link has received so far of a PDU, as the model sees it. */
struct gathering {
    uint8_t octets[MAX_PDU + 2000];
    size_t size;
    size_t skip;
};

static size_t said(const struct gathering *g)
{
    return g->size < 2 ? 0 : 4u + g->octets[0] + 256u * g->octets[1];
}

static size_t blocks_of(size_t size)
{
    return (size + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA;
}

/** May this link's PDU grow to so many octets, with what the others have? */
static bool may_grow(const struct gathering *all, size_t l, size_t size)
{
    size_t others = 0;
    for (size_t i = 0; i < LINKS; i++) {
        size_t used = blocks_of(all[i].size);
        if (i != l)
            others += used > GUARANTEE ? used : GUARANTEE;
    }
    return blocks_of(size) <= GUARANTEE || blocks_of(size) + others <= RX_BLOCKS;
}

static enum acl_result model_receive(struct gathering *all, size_t l, unsigned flags, const uint8_t *data, size_t size)
{
    struct gathering *g = &all[l];
    if (flags > START)
        return ACL_MALFORMED;
    if (flags == CONTINUATION) {
        if (g->skip > 0) {
            g->skip -= size < g->skip ? size : g->skip;
            return ACL_PART;
        }
        if (g->size == 0)
            return size == 0 ? ACL_PART : ACL_MALFORMED;
    } else {
        g->size = g->skip = 0;
        if (size >= 4 && size == 4u + data[0] + 256u * data[1])
            return ACL_WHOLE;
    }
    size_t before = g->size;
    if (size > 0)
        memcpy(g->octets + before, data, size);
    g->size += size;
    size_t whole = said(g), now = g->size;
    g->size = before;
    bool room = may_grow(all, l, now);
    g->size = now;
    if (room && (whole == 0 || (whole <= MAX_PDU && now <= whole)))
        return whole > 0 && now == whole ? ACL_GATHERED : ACL_PART;
    g->skip = whole > now ? whole - now : 0;
    g->size = 0;
    return ACL_MALFORMED;
}

/** Some fragment: mostly what goes on sensibly, else anything. @return its boundary flags */
static unsigned some_fragment(const struct gathering *g, uint32_t *random, uint8_t *data, size_t *size)
{
    random_octets(random, data, 1000);
    *size = random_below(random, random_one_in(random, 3) ? 900 : 60);
    if (g->size == 0 && g->skip == 0) {
        if (random_one_in(random, 20))
            return random_below(random, 4);
        uint32_t length = random_below(random, random_one_in(random, 3) ? MAX_PDU + 50 : 330);
        data[0] = (uint8_t)length;
        data[1] = (uint8_t)(length >> 8);
        if (random_one_in(random, 3) || *size > length + 4)
            *size = random_below(random, length + 5 < 1000 ? length + 5 : 1000);
        if (random_one_in(random, 4) && length + 4 <= 1000)
            *size = length + 4;
        return START;
    }
    if (random_one_in(random, 40))
        return random_below(random, 4);
    size_t whole = said(g);
    if (whole > g->size && *size > whole - g->size)
        *size = whole - g->size;
    return CONTINUATION;
}

static void recombination_agrees_with_plain_arrays_on_a_random_walk(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 3);
    struct gathering *all = calloc(LINKS, sizeof(*all));
    uint32_t random = 4;
    unsigned seen[ACL_NO_LINK + 1] = { 0 }, guaranteed = 0;
    for (uint16_t i = 0; i < LINKS; i++)
        blr_acl_open(&f->acl, i);
    for (uint32_t step = 0; step < 60000; step++) {
        size_t l = random_below(&random, LINKS), size;
        uint8_t data[1000];
        unsigned flags = some_fragment(&all[l], &random, data, &size);
        bool in_pieces = all[l].size > 0;
        struct acl_pdu pdu;
        enum acl_result wanted = model_receive(all, l, flags, data, size);
        assert_int_equal(receive(f, (uint16_t)l, flags, data, size, &pdu), wanted);
        assert_int_equal(pdu.broke_off, in_pieces && (flags == START || flags == START_NO_FLUSH));
        seen[wanted]++;
        size_t used = 0;
        for (size_t i = 0; i < LINKS; i++)
            used += blocks_of(all[i].size);
        assert_int_equal(f->acl.rx_blocks.free_count, RX_BLOCKS - used);
        if (wanted == ACL_GATHERED) {
            uint8_t got[MAX_PDU];
            assert_int_equal(pdu.link->rx.size, all[l].size);
            blr_chain_copy(&f->acl.rx_blocks, &pdu.link->rx, 0, got, all[l].size);
            assert_memory_equal(got, all[l].octets, all[l].size);
            guaranteed += all[l].size <= GUARANTEED_PDU;
            blr_acl_rx_free(&f->acl, pdu.link);
            all[l].size = 0;
        }
    }
    for (size_t i = 0; i < ACL_NO_LINK; i++)
        assert_true(seen[i] > 100);
    assert_true(guaranteed > 100);
    free(all);
    free_fixture(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slot_is_used_again_under_another_generation),
        cmocka_unit_test(there_are_as_many_links_as_slots),
        cmocka_unit_test(a_pdu_is_cut_into_fragments_of_the_controllers_length),
        cmocka_unit_test(a_fragment_fits_what_it_is_fetched_into),
        cmocka_unit_test(links_take_turns_fragment_by_fragment),
        cmocka_unit_test(nothing_is_sent_on_a_link_that_is_being_ended),
        cmocka_unit_test(the_end_of_a_link_returns_everything),
        cmocka_unit_test(completed_packets_above_what_is_outstanding_are_clamped),
        cmocka_unit_test(a_pdu_is_cancelled_unless_it_has_begun),
        cmocka_unit_test(what_waits_is_given_back_token_by_token),
        cmocka_unit_test(credits_are_never_lost_nor_made_on_a_random_walk),
        cmocka_unit_test(every_split_of_a_pdu_is_put_together),
        cmocka_unit_test(a_pdu_of_the_longest_size_is_put_together_octet_by_octet),
        cmocka_unit_test(a_start_within_a_pdu_breaks_it_off),
        cmocka_unit_test(what_makes_no_sense_is_dropped_and_the_next_pdu_is_whole),
        cmocka_unit_test(an_unknown_handle_is_nobodys),
        cmocka_unit_test(more_than_a_pdu_says_ends_it),
        cmocka_unit_test(an_oversize_pdu_is_dropped_once_and_skipped_to_its_end),
        cmocka_unit_test(a_long_pdu_of_one_link_leaves_the_others_their_share),
        cmocka_unit_test(one_link_alone_may_use_what_is_there),
        cmocka_unit_test(a_pdu_without_room_is_dropped_once_and_skipped_to_its_end),
        cmocka_unit_test(recombination_agrees_with_plain_arrays_on_a_random_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
