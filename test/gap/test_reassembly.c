/* SPDX-License-Identifier: MIT */
/* Advertisements in parts: chains of many advertisers in any interleaving against what was cut up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gap/reassembly.h"
#include "random.h"

enum { PART = 229, AGE_MS = 1000, MS = 1000 };

struct fixture {
    struct reassembly r;
    void *memory;
    uint16_t slots, blocks;
    uint8_t out[REASSEMBLY_MAX];
};

static struct fixture *new_fixture(uint16_t slots, uint16_t blocks)
{
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    f->slots = slots;
    f->blocks = blocks;
    f->memory = malloc(blr_reassembly_size(slots, blocks)); /* exactly: what lies behind it is watched */
    memset(f->memory, 0xa5, blr_reassembly_size(slots, blocks));
    blr_reassembly_init(&f->r, f->memory, slots, blocks, AGE_MS);
    return f;
}

/** Every slot is in one of the two lists, every block in one chain or free. @return slots in use */
static unsigned check_memory(const struct fixture *f)
{
    const struct reassembly *r = &f->r;
    unsigned used = 0, free_slots = 0;
    size_t blocks = (r->done_data.size + BLR_BLOCK_DATA - 1u) / BLR_BLOCK_DATA;
    uint64_t last_us = 0;
    uint16_t before = 0xffff;
    for (uint16_t i = r->oldest; i != 0xffff; before = i, i = r->slots[i].newer, used++) {
        assert_true(i < f->slots && used < f->slots);
        assert_int_equal(r->slots[i].older, before);
        assert_true(r->slots[i].report.time_us >= last_us);
        last_us = r->slots[i].report.time_us;
        assert_true(r->slots[i].data.size <= REASSEMBLY_MAX);
        blocks += (r->slots[i].data.size + BLR_BLOCK_DATA - 1u) / BLR_BLOCK_DATA;
    }
    assert_int_equal(r->newest, before);
    for (uint16_t i = r->free; i != 0xffff; i = r->slots[i].newer, free_slots++)
        assert_true(i < f->slots && free_slots < f->slots);
    assert_int_equal(used + free_slots, f->slots);
    assert_int_equal(blocks + r->blocks.free_count, f->blocks);
    return used;
}

static void free_fixture(struct fixture *f)
{
    blr_reassembly_clear(&f->r);
    assert_int_equal(check_memory(f), 0);
    assert_int_equal(f->r.blocks.free_count, f->blocks);
    free(f->memory);
    free(f);
}

static struct ble_host_report part_of(uint32_t advertiser, const uint8_t *data, size_t size, uint8_t status,
                                      uint64_t time_us)
{
    struct ble_host_report report = { .time_us = time_us, .data = data, .size = (uint16_t)size, .rssi_dbm = -40 };
    report.address.type = BLE_ADDRESS_RANDOM;
    memcpy(report.address.octets, &advertiser, sizeof(advertiser));
    report.direct.type = BLE_ADDRESS_ANONYMOUS;
    report.set_id = 1;
    report.primary_phy = report.secondary_phy = 1;
    report.flags = (uint8_t)(BLE_REPORT_EXTENDED | BLE_REPORT_CONNECTABLE | status);
    return report;
}

static enum reassembly_outcome put(struct fixture *f, uint32_t advertiser, const char *text, uint8_t status,
                                   uint64_t time_us)
{
    struct ble_host_report report = part_of(advertiser, (const uint8_t *)text, strlen(text), status, time_us);
    return blr_reassembly_put(&f->r, &report, true);
}

static void done_is(struct fixture *f, uint32_t advertiser, const char *text, bool truncated)
{
    uint32_t who;
    memcpy(&who, f->r.done.address.octets, sizeof(who));
    assert_int_equal(who, advertiser);
    assert_int_equal(f->r.done.size, strlen(text));
    blr_reassembly_copy(&f->r, f->out);
    assert_memory_equal(f->out, text, strlen(text));
    uint8_t flags = BLE_REPORT_EXTENDED | BLE_REPORT_CONNECTABLE;
    assert_int_equal(f->r.done.flags, truncated ? flags | BLE_REPORT_TRUNCATED : flags);
    assert_null(f->r.done.data);
    check_memory(f);
}

static void a_report_that_is_whole_passes(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(2, 10);
    assert_int_equal(put(f, 1, "whole", 0, 5), REASSEMBLY_ALONE);
    assert_int_equal(put(f, 1, "cut by the controller", BLE_REPORT_TRUNCATED, 5), REASSEMBLY_ALONE);
    struct ble_host_report legacy = part_of(1, (const uint8_t *)"x", 1, 0, 5);
    legacy.flags = BLE_REPORT_LEGACY | BLE_REPORT_INCOMPLETE; /* there is no such thing */
    assert_int_equal(blr_reassembly_put(&f->r, &legacy, true), REASSEMBLY_ALONE);
    assert_int_equal(check_memory(f), 0);
    /* Also while parts of others are there. */
    assert_int_equal(put(f, 2, "part", BLE_REPORT_INCOMPLETE, 5), REASSEMBLY_KEPT);
    assert_int_equal(put(f, 1, "whole", 0, 5), REASSEMBLY_ALONE);
    assert_int_equal(blr_reassembly_put(&f->r, &legacy, true), REASSEMBLY_ALONE);
    free_fixture(f);
}

static void parts_become_one_report_with_what_the_first_part_says(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(2, 10);
    assert_int_equal(put(f, 7, "one ", BLE_REPORT_INCOMPLETE, 5), REASSEMBLY_KEPT);
    struct ble_host_report report = part_of(7, (const uint8_t *)"two ", 4, BLE_REPORT_INCOMPLETE, 6);
    report.rssi_dbm = -90;
    assert_int_equal(blr_reassembly_put(&f->r, &report, true), REASSEMBLY_KEPT);
    assert_int_equal(put(f, 7, "three", 0, 7), REASSEMBLY_READY);
    done_is(f, 7, "one two three", false);
    assert_int_equal(f->r.done.time_us, 5);
    assert_int_equal(f->r.done.rssi_dbm, -40);
    assert_int_equal(f->r.counters.whole, 1);
    /* The next one begins anew. */
    assert_int_equal(put(f, 7, "four", 0, 8), REASSEMBLY_ALONE);
    assert_int_equal(f->r.blocks.free_count, 10);
    free_fixture(f);
}

static void a_chain_that_the_controller_cut_is_told_as_truncated(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(2, 10);
    put(f, 7, "one ", BLE_REPORT_INCOMPLETE, 5);
    assert_int_equal(put(f, 7, "two", BLE_REPORT_TRUNCATED, 6), REASSEMBLY_READY);
    done_is(f, 7, "one two", true);
    put(f, 7, "one", BLE_REPORT_INCOMPLETE, 5);
    assert_int_equal(put(f, 7, "", BLE_REPORT_TRUNCATED, 6), REASSEMBLY_READY);
    done_is(f, 7, "one", true);
    /* Both bits at once are no status of the specification: truncated ends it. */
    put(f, 7, "one", BLE_REPORT_INCOMPLETE, 5);
    assert_int_equal(put(f, 7, "two", BLE_REPORT_TRUNCATED | BLE_REPORT_INCOMPLETE, 6), REASSEMBLY_READY);
    done_is(f, 7, "onetwo", true);
    free_fixture(f);
}

static void sets_address_types_and_scan_responses_of_one_advertiser_are_kept_apart(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(6, 20);
    struct ble_host_report kinds[6];
    for (size_t i = 0; i < 6; i++)
        kinds[i] = part_of(9, (const uint8_t *)"0123456789" + i, 1, BLE_REPORT_INCOMPLETE, 5);
    kinds[1].set_id = 2;
    kinds[2].set_id = 0xff; /* none */
    kinds[3].address.type = BLE_ADDRESS_PUBLIC;
    kinds[4].flags |= BLE_REPORT_SCAN_RESPONSE;
    memset(kinds[5].address.octets, 0, 6); /* anonymous */
    kinds[5].address.type = BLE_ADDRESS_ANONYMOUS;
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(blr_reassembly_put(&f->r, &kinds[i], true), REASSEMBLY_KEPT);
    for (size_t i = 0; i < 6; i++) {
        kinds[i].flags &= (uint8_t)~BLE_REPORT_INCOMPLETE;
        assert_int_equal(blr_reassembly_put(&f->r, &kinds[i], true), REASSEMBLY_READY);
        assert_int_equal(f->r.done.size, 2);
        assert_int_equal(f->r.done.set_id, kinds[i].set_id);
        assert_int_equal(f->r.done.address.type, kinds[i].address.type);
        blr_reassembly_copy(&f->r, f->out);
        assert_int_equal(f->out[0], '0' + i);
        assert_int_equal(f->out[1], '0' + i);
    }
    free_fixture(f);
}

static void when_all_slots_are_taken_the_oldest_is_given_up_and_its_rest_dropped(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(2, 10);
    put(f, 1, "a1", BLE_REPORT_INCOMPLETE, 1);
    put(f, 2, "b1", BLE_REPORT_INCOMPLETE, 2);
    put(f, 1, "a2", BLE_REPORT_INCOMPLETE, 3); /* 1 is still the one that began first */
    assert_int_equal(put(f, 3, "c1", BLE_REPORT_INCOMPLETE, 4), REASSEMBLY_GAVE_UP);
    done_is(f, 1, "a1a2", true);
    assert_int_equal(put(f, 3, "c1", BLE_REPORT_INCOMPLETE, 4), REASSEMBLY_KEPT);
    /* What follows of 1 is no beginning. */
    assert_int_equal(put(f, 1, "a3", BLE_REPORT_INCOMPLETE, 5), REASSEMBLY_SKIPPED);
    assert_int_equal(put(f, 1, "a4", 0, 6), REASSEMBLY_SKIPPED);
    assert_int_equal(put(f, 2, "b2", 0, 7), REASSEMBLY_READY);
    done_is(f, 2, "b1b2", false);
    /* After its end it is heard again. */
    assert_int_equal(put(f, 1, "new", 0, 8), REASSEMBLY_ALONE);
    assert_int_equal(put(f, 1, "new", BLE_REPORT_INCOMPLETE, 9), REASSEMBLY_KEPT);
    assert_int_equal(f->r.counters.given_up, 1);
    assert_int_equal(f->r.counters.skipped, 2);
    free_fixture(f);
}

static void an_end_that_never_came_silences_nobody_beyond_the_age_limit(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(1, 10);
    put(f, 1, "a1", BLE_REPORT_INCOMPLETE, 0);
    assert_int_equal(put(f, 2, "b1", BLE_REPORT_INCOMPLETE, 1 * MS), REASSEMBLY_GAVE_UP);
    assert_int_equal(put(f, 2, "b1", BLE_REPORT_INCOMPLETE, 1 * MS), REASSEMBLY_KEPT);
    assert_int_equal(put(f, 2, "b2", 0, 2 * MS), REASSEMBLY_READY);
    assert_int_equal(put(f, 1, "?", 0 | BLE_REPORT_INCOMPLETE, AGE_MS * MS), REASSEMBLY_SKIPPED);
    assert_int_equal(put(f, 1, "!", BLE_REPORT_INCOMPLETE, (AGE_MS + 1) * MS), REASSEMBLY_KEPT);
    free_fixture(f);
}

static void when_all_blocks_are_taken_the_oldest_is_given_up(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(4, 3);
    char text[BLR_BLOCK_DATA + 1] = { 0 };
    memset(text, 'x', BLR_BLOCK_DATA);
    put(f, 1, text, BLE_REPORT_INCOMPLETE, 1);
    put(f, 2, text, BLE_REPORT_INCOMPLETE, 2);
    put(f, 3, text, BLE_REPORT_INCOMPLETE, 3);
    assert_int_equal(put(f, 2, text, 0, 4), REASSEMBLY_GAVE_UP);
    done_is(f, 1, text, true);
    assert_int_equal(put(f, 2, text, 0, 4), REASSEMBLY_READY);
    assert_int_equal(f->r.done.size, 2 * BLR_BLOCK_DATA);
    assert_false(f->r.done.flags & BLE_REPORT_TRUNCATED);
    /* One that has the pool for itself and still not enough is told with what fits. */
    assert_int_equal(put(f, 3, text, BLE_REPORT_INCOMPLETE, 5), REASSEMBLY_KEPT);
    assert_int_equal(put(f, 3, text, BLE_REPORT_INCOMPLETE, 5), REASSEMBLY_KEPT);
    assert_int_equal(put(f, 3, "and more", BLE_REPORT_INCOMPLETE, 6), REASSEMBLY_READY);
    assert_int_equal(f->r.done.size, 3 * BLR_BLOCK_DATA);
    assert_true(f->r.done.flags & BLE_REPORT_TRUNCATED);
    assert_int_equal(put(f, 3, "and more", 0, 7), REASSEMBLY_SKIPPED);
    assert_int_equal(f->r.counters.given_up, 2);
    free_fixture(f);
}

static void more_than_1650_octets_are_cut_off(void **state)
{
    (void)state;
    uint8_t data[PART];
    memset(data, 'x', sizeof(data));
    for (int excess_at_the_end = 0; excess_at_the_end < 2; excess_at_the_end++) {
        struct fixture *f = new_fixture(2, 60);
        for (unsigned i = 0; i < 7; i++) {
            struct ble_host_report report = part_of(1, data, PART, BLE_REPORT_INCOMPLETE, i);
            assert_int_equal(blr_reassembly_put(&f->r, &report, true), REASSEMBLY_KEPT);
        }
        uint8_t status = excess_at_the_end ? 0 : BLE_REPORT_INCOMPLETE;
        struct ble_host_report report = part_of(1, data, 48, status, 8); /* 1,603 + 48 */
        assert_int_equal(blr_reassembly_put(&f->r, &report, true), REASSEMBLY_READY);
        assert_int_equal(f->r.done.size, REASSEMBLY_MAX);
        assert_true(f->r.done.flags & BLE_REPORT_TRUNCATED);
        blr_reassembly_copy(&f->r, f->out);
        for (size_t i = 0; i < REASSEMBLY_MAX; i++)
            assert_int_equal(f->out[i], 'x');
        assert_int_equal(f->r.counters.too_long, 1);
        assert_int_equal(put(f, 1, "rest", 0, 9), excess_at_the_end ? REASSEMBLY_ALONE : REASSEMBLY_SKIPPED);
        assert_int_equal(put(f, 1, "next", 0, 10), REASSEMBLY_ALONE);
        free_fixture(f);
    }
    /* Exactly as many are whole. */
    struct fixture *f = new_fixture(1, 27);
    for (unsigned i = 0; i < 8; i++) {
        struct ble_host_report report = part_of(1, data, i < 7 ? PART : 47, i < 7 ? BLE_REPORT_INCOMPLETE : 0, i);
        assert_int_equal(blr_reassembly_put(&f->r, &report, true), i < 7 ? REASSEMBLY_KEPT : REASSEMBLY_READY);
    }
    assert_int_equal(f->r.done.size, REASSEMBLY_MAX);
    assert_false(f->r.done.flags & BLE_REPORT_TRUNCATED);
    free_fixture(f);
}

static void what_waits_too_long_is_told_as_truncated_at_its_time(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(4, 10);
    assert_true(blr_reassembly_deadline(&f->r) == BLE_NO_DEADLINE);
    assert_false(blr_reassembly_expire(&f->r, UINT64_MAX));
    put(f, 1, "a1", BLE_REPORT_INCOMPLETE, 5 * MS);
    put(f, 2, "b1", BLE_REPORT_INCOMPLETE, 6 * MS);
    put(f, 3, "c1", BLE_REPORT_INCOMPLETE, 7 * MS);
    put(f, 1, "a2", BLE_REPORT_INCOMPLETE, 900 * MS); /* its first part counts: no chain lives for ever */
    put(f, 2, "b2", 0, 901 * MS);
    assert_int_equal(blr_reassembly_deadline(&f->r), (5 + AGE_MS) * MS);
    assert_false(blr_reassembly_expire(&f->r, (5 + AGE_MS) * MS - 1));
    assert_true(blr_reassembly_expire(&f->r, (5 + AGE_MS) * MS));
    done_is(f, 1, "a1a2", true);
    assert_false(blr_reassembly_expire(&f->r, (5 + AGE_MS) * MS));
    assert_int_equal(blr_reassembly_deadline(&f->r), (7 + AGE_MS) * MS);
    assert_true(blr_reassembly_expire(&f->r, 9999 * MS));
    done_is(f, 3, "c1", true);
    assert_false(blr_reassembly_expire(&f->r, 9999 * MS));
    assert_int_equal(f->r.counters.timed_out, 2);
    assert_int_equal(f->r.blocks.free_count, 10);
    /* What comes from there next is a beginning. */
    assert_int_equal(put(f, 1, "x", BLE_REPORT_INCOMPLETE, 9999 * MS), REASSEMBLY_KEPT);
    free_fixture(f);
}

static void sizes_outside_their_range_are_refused(void **state)
{
    (void)state;
    assert_int_equal(blr_reassembly_size(0, 1), 0);
    assert_int_equal(blr_reassembly_size(1001, 1), 0);
    assert_int_equal(blr_reassembly_size(1, 0), 0);
    assert_int_equal(blr_reassembly_size(1, 0xffff), 0);
    assert_true(blr_reassembly_size(1000, 0xfffe) > 0xfffeu * sizeof(struct hci_block));
}

/* ------------------------------------------------------------------------------------------------ properties */

/** An advertiser that sends one advertisement after the other, each in parts. */
struct advertiser {
    uint8_t data[REASSEMBLY_MAX];
    size_t size, sent;
    unsigned told; /**< how often the present advertisement was told */
    bool sending;
};

static void new_advertisement(struct advertiser *a, uint32_t *random)
{
    a->size = random_below(random, 4) ? random_below(random, 600) : random_below(random, REASSEMBLY_MAX + 1);
    random_octets(random, a->data, a->size);
    a->sent = 0;
    a->told = 0;
    a->sending = true;
}

/** What is told of an advertiser is what it sends, whole or the beginning of it, and told once. */
static bool told(struct fixture *f, struct advertiser *advertisers)
{
    uint32_t who;
    memcpy(&who, f->r.done.address.octets, sizeof(who));
    struct advertiser *a = &advertisers[who];
    assert_true(a->sending);
    assert_int_equal(a->told++, 0);
    bool truncated = f->r.done.flags & BLE_REPORT_TRUNCATED;
    assert_true(truncated ? f->r.done.size <= a->sent : f->r.done.size == a->size);
    blr_reassembly_copy(&f->r, f->out);
    assert_memory_equal(f->out, a->data, f->r.done.size);
    return !truncated;
}

static unsigned interleave(uint16_t slots, uint16_t blocks, uint32_t count, uint32_t steps, uint32_t seed)
{
    struct fixture *f = new_fixture(slots, blocks);
    struct advertiser *advertisers = calloc(count, sizeof(*advertisers));
    uint32_t random = seed;
    unsigned whole = 0, sent = 0;
    uint64_t now_us = 1;
    for (uint32_t step = 0; step < steps; step++) {
        uint32_t who = random_below(&random, count);
        struct advertiser *a = &advertisers[who];
        now_us += random_below(&random, 100);
        if (!a->sending)
            new_advertisement(a, &random);
        size_t size = random_below(&random, PART + 1);
        size = size < a->size - a->sent ? size : a->size - a->sent;
        bool is_last = a->sent + size == a->size && random_below(&random, 3) > 0; /* an empty last part may follow */
        uint8_t *data = malloc(size > 0 ? size : 1);
        memcpy(data, a->data + a->sent, size);
        bool is_first = a->sent == 0 && f->r.newest == 0xffff;
        struct ble_host_report report = part_of(who, data, size, is_last ? 0 : BLE_REPORT_INCOMPLETE, now_us);
        enum reassembly_outcome outcome;
        unsigned gave_up = 0;
        while ((outcome = blr_reassembly_put(&f->r, &report, true)) == REASSEMBLY_GAVE_UP) {
            assert_true(++gave_up <= slots);
            told(f, advertisers);
            check_memory(f);
        }
        a->sent += size;
        if (outcome == REASSEMBLY_READY)
            whole += told(f, advertisers);
        if (outcome == REASSEMBLY_SKIPPED)
            assert_int_equal(a->told, 1);
        if (outcome == REASSEMBLY_ALONE) {
            assert_true(is_last);
            assert_int_equal(a->sent, size); /* nothing of it was dropped before */
            whole++;
            a->told++;
        }
        if (is_first && !is_last)
            assert_true(outcome == REASSEMBLY_KEPT || outcome == REASSEMBLY_READY);
        check_memory(f);
        free(data);
        if (is_last) {
            assert_int_equal(a->told, 1);
            a->sending = false;
            sent++;
        }
    }
    assert_true(sent > steps / 20);
    assert_true(f->r.counters.given_up > 0 || whole == sent);
    free(advertisers);
    free_fixture(f);
    return sent - whole;
}

static void any_interleaving_gives_back_what_was_cut_up(void **state)
{
    (void)state;
    assert_int_equal(interleave(1, 27, 1, 2000, 1), 0);
    assert_int_equal(interleave(2, 54, 2, 5000, 2), 0);
    assert_int_equal(interleave(30, 30 * 27, 30, 30000, 3), 0);
}

static void with_too_little_memory_beginnings_are_told_and_nothing_is_mixed(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed < 20; seed++) {
        assert_true(interleave(8, 60, 16, 5000, seed) > 0); /* slots and blocks are short */
        assert_true(interleave(16, 40, 16, 5000, seed) > 0);
        assert_true(interleave(5, 200, 10, 5000, seed) > 0);
        assert_true(interleave(1, 4, 2, 2000, seed) > 0);
    }
}

/** Reports that fit no sequence, of more advertisers than there is memory for. */
static void lies_cost_no_memory(void **state)
{
    (void)state;
    static const uint8_t statuses[] = { 0,
                                        BLE_REPORT_INCOMPLETE,
                                        BLE_REPORT_INCOMPLETE,
                                        BLE_REPORT_INCOMPLETE,
                                        BLE_REPORT_TRUNCATED,
                                        BLE_REPORT_TRUNCATED | BLE_REPORT_INCOMPLETE };
    struct fixture *f = new_fixture(6, 50);
    uint8_t data[255] = { 0 };
    uint32_t random = 99;
    uint64_t now_us = 1;
    unsigned put_count = 0, told_count = 0;
    for (unsigned step = 0; step < 100000; step++) {
        struct ble_host_report report = part_of(random_below(&random, 100), data, random_below(&random, 256),
                                                statuses[random_below(&random, 6)], now_us);
        report.set_id = (uint8_t)random_below(&random, 3);
        report.flags |= random_one_in(&random, 5) ? BLE_REPORT_SCAN_RESPONSE : 0;
        enum reassembly_outcome outcome;
        while ((outcome = blr_reassembly_put(&f->r, &report, true)) == REASSEMBLY_GAVE_UP) {
            assert_true(f->r.done.size <= REASSEMBLY_MAX);
            told_count++;
        }
        put_count++;
        told_count += outcome == REASSEMBLY_READY;
        now_us += random_one_in(&random, 100) ? 2 * AGE_MS * MS : random_below(&random, 20 * MS);
        while (random_one_in(&random, 50) && blr_reassembly_expire(&f->r, now_us))
            told_count++;
        check_memory(f);
    }
    const struct reassembly_counters *c = &f->r.counters;
    assert_int_equal(told_count, c->whole + c->given_up + c->too_long + c->timed_out);
    assert_true(c->whole > 0 && c->given_up > 0 && c->timed_out > 0 && c->skipped > 0);
    free_fixture(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_that_is_whole_passes),
        cmocka_unit_test(parts_become_one_report_with_what_the_first_part_says),
        cmocka_unit_test(a_chain_that_the_controller_cut_is_told_as_truncated),
        cmocka_unit_test(sets_address_types_and_scan_responses_of_one_advertiser_are_kept_apart),
        cmocka_unit_test(when_all_slots_are_taken_the_oldest_is_given_up_and_its_rest_dropped),
        cmocka_unit_test(an_end_that_never_came_silences_nobody_beyond_the_age_limit),
        cmocka_unit_test(when_all_blocks_are_taken_the_oldest_is_given_up),
        cmocka_unit_test(more_than_1650_octets_are_cut_off),
        cmocka_unit_test(what_waits_too_long_is_told_as_truncated_at_its_time),
        cmocka_unit_test(sizes_outside_their_range_are_refused),
        cmocka_unit_test(any_interleaving_gives_back_what_was_cut_up),
        cmocka_unit_test(with_too_little_memory_beginnings_are_told_and_nothing_is_mixed),
        cmocka_unit_test(lies_cost_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
