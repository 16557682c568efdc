/* SPDX-License-Identifier: MIT */
/* What comes in on links: PDUs put together from any split into fragments, within bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "acl_fixture.h"
#include "random.h"

/* ------------------------------------------------------------------------------------------------ by example */

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
