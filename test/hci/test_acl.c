/* SPDX-License-Identifier: MIT */
/* Links and what goes out on them: credits, turns, fragments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "acl_fixture.h"
#include "random.h"

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

/* ------------------------------------------------------------------------------------------------ out: in doubt */

static void credits_in_doubt_come_back_when_nothing_moves_any_more(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 4);
    struct hci_link *link = blr_acl_open(&f->acl, 1), *idle = blr_acl_open(&f->acl, 2);
    uint8_t data[100] = { 0 }, packet[PACKET_MAX];
    uint32_t token;
    link->supervision_timeout = 200;
    assert_true(blr_acl_send(&f->acl, link, 4, data, 100, 77));
    assert_true(blr_acl_take(&f->acl, 0, packet, sizeof(packet), &token) > 0);
    assert_true(blr_acl_take(&f->acl, 0, packet, sizeof(packet), &token) > 0);
    assert_int_equal(blr_acl_deadline(&f->acl), UINT64_MAX);
    blr_acl_doubt(&f->acl, 10);
    assert_int_equal(blr_acl_deadline(&f->acl), 10 + 3000000); /* two seconds and one more */
    blr_acl_reclaim(&f->acl, 10 + 2999999);
    assert_int_equal(f->acl.credits, 2);
    assert_true(blr_acl_take(&f->acl, 50, packet, sizeof(packet), &token) > 0); /* something moves */
    assert_int_equal(blr_acl_deadline(&f->acl), 50 + 3000000);
    assert_true(blr_acl_completed(&f->acl, 60, 1, 1));
    assert_int_equal(blr_acl_deadline(&f->acl), 60 + 3000000);
    blr_acl_reclaim(&f->acl, 60 + 3000000);
    assert_int_equal(f->acl.credits, 4);
    assert_int_equal(blr_acl_deadline(&f->acl), UINT64_MAX);
    check_credits(f);
    assert_true(blr_acl_completed(&f->acl, 70, 1, 2)); /* late: they were counted already */
    assert_int_equal(f->acl.credits, 4);
    assert_int_equal(f->acl.credit_overruns, 1);
    assert_int_equal(idle->doubt_us, 0);
    free_fixture(f);
}

static void a_doubt_ends_with_the_last_completion_or_the_link(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(27, 4);
    uint8_t packet[PACKET_MAX];
    uint32_t token;
    for (uint16_t handle = 1; handle <= 2; handle++) {
        assert_true(blr_acl_send(&f->acl, blr_acl_open(&f->acl, handle), 4, NULL, 0, 77));
        assert_true(blr_acl_take(&f->acl, 0, packet, sizeof(packet), &token) > 0);
    }
    blr_acl_doubt(&f->acl, 10);
    assert_true(blr_acl_completed(&f->acl, 20, 1, 1));
    assert_int_not_equal(blr_acl_deadline(&f->acl), UINT64_MAX);
    blr_acl_end(&f->acl, blr_acl_link(&f->acl, 2));
    assert_int_equal(blr_acl_deadline(&f->acl), UINT64_MAX);
    assert_int_equal(blr_acl_open(&f->acl, 3)->doubt_us, 0);
    assert_int_equal(f->acl.credits, 4);
    check_credits(f);
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
        cmocka_unit_test(credits_in_doubt_come_back_when_nothing_moves_any_more),
        cmocka_unit_test(a_doubt_ends_with_the_last_completion_or_the_link),
        cmocka_unit_test(credits_are_never_lost_nor_made_on_a_random_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
