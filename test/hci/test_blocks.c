/* SPDX-License-Identifier: MIT */
/* The pool of blocks against plain arrays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hci/blocks.h"
#include "random.h"

enum { CHAINS = 6, LONGEST = 66000 };

/** A chain and what must be in it. */
struct model {
    struct hci_chain chain;
    size_t size;
    uint8_t octets[LONGEST];
};

struct fixture {
    struct hci_blocks pool;
    struct hci_block *memory;
    struct model models[CHAINS];
};

static struct fixture *new_fixture(uint16_t count)
{
    struct fixture *f = calloc(1, sizeof(*f));
    assert_non_null(f);
    f->memory = malloc(count > 0 ? count * sizeof(*f->memory) : 1); /* exactly: what lies behind it is watched */
    blr_blocks_init(&f->pool, f->memory, count);
    for (size_t i = 0; i < CHAINS; i++)
        f->models[i].chain = BLR_EMPTY_CHAIN;
    return f;
}

static void free_fixture(struct fixture *f)
{
    free(f->memory);
    free(f);
}

static size_t blocks_of(size_t size)
{
    return (size + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA;
}

/** Every block is in one chain or in the list of free ones, and nowhere twice. */
static void check_blocks(const struct fixture *f)
{
    static uint8_t seen[2000];
    assert_true(f->pool.count <= sizeof(seen));
    memset(seen, 0, sizeof(seen));
    size_t free_count = 0, used = 0;
    for (uint16_t i = f->pool.first_free; i != BLR_NO_BLOCK; i = f->memory[i].next, free_count++) {
        assert_true(i < f->pool.count);
        assert_int_equal(seen[i]++, 0);
    }
    assert_int_equal(free_count, f->pool.free_count);
    for (size_t m = 0; m < CHAINS; m++) {
        size_t count = 0;
        for (uint16_t i = f->models[m].chain.first; i != BLR_NO_BLOCK; i = f->memory[i].next, count++) {
            assert_true(i < f->pool.count);
            assert_int_equal(seen[i]++, 0);
            if (f->memory[i].next == BLR_NO_BLOCK)
                assert_int_equal(f->models[m].chain.last, i);
        }
        assert_int_equal(count, blocks_of(f->models[m].size));
        assert_int_equal(f->models[m].chain.size, f->models[m].size);
        used += count;
    }
    assert_int_equal(used + free_count, f->pool.count);
}

static void check_contents(const struct fixture *f, size_t m, size_t offset, size_t size)
{
    uint8_t *out = malloc(size > 0 ? size : 1);
    blr_chain_copy(&f->pool, &f->models[m].chain, offset, out, size);
    assert_memory_equal(out, f->models[m].octets + offset, size);
    free(out);
}

/** Does the pool hold so many more octets for this chain? */
static size_t room_of(const struct fixture *f, const struct model *model)
{
    size_t room = blocks_of(model->size) * BLR_BLOCK_DATA - model->size + f->pool.free_count * (size_t)BLR_BLOCK_DATA;
    size_t most = UINT16_MAX - model->size;
    return room < most ? room : most;
}

static void append(struct fixture *f, size_t m, size_t size, uint32_t *random)
{
    struct model *model = &f->models[m];
    uint8_t *data = malloc(size > 0 ? size : 1);
    random_octets(random, data, size);
    bool fits = size <= room_of(f, model);
    const struct hci_blocks pool = f->pool;
    const struct hci_chain chain = model->chain;
    assert_int_equal(blr_chain_room(&f->pool, &model->chain), room_of(f, model));
    assert_int_equal(blr_chain_append(&f->pool, &model->chain, data, size), fits);
    if (fits) {
        memcpy(model->octets + model->size, data, size);
        model->size += size;
    } else {
        assert_int_equal(f->pool.free_count, pool.free_count);
        assert_int_equal(f->pool.first_free, pool.first_free);
        assert_int_equal(model->chain.first, chain.first);
        assert_int_equal(model->chain.last, chain.last);
        assert_int_equal(model->chain.size, chain.size);
    }
    free(data);
}

static void walk(uint16_t count, uint32_t longest, uint32_t steps)
{
    struct fixture *f = new_fixture(count);
    uint32_t random = 17 + count;
    for (uint32_t step = 0; step < steps; step++) {
        size_t m = random_below(&random, CHAINS);
        struct model *model = &f->models[m];
        if (random_one_in(&random, 3)) {
            blr_chain_free(&f->pool, &model->chain);
            model->size = 0;
        } else {
            append(f, m, random_below(&random, longest + 1), &random);
        }
        check_blocks(f);
        size_t from = random_below(&random, (uint32_t)model->size + 1);
        check_contents(f, m, from, random_below(&random, (uint32_t)(model->size - from) + 1));
    }
    for (size_t m = 0; m < CHAINS; m++) {
        check_contents(f, m, 0, f->models[m].size);
        blr_chain_free(&f->pool, &f->models[m].chain);
        f->models[m].size = 0;
    }
    check_blocks(f);
    assert_int_equal(f->pool.free_count, count);
    free_fixture(f);
}

static void chains_hold_what_was_appended_and_no_block_is_lost(void **state)
{
    (void)state;
    walk(0, 3, 50);
    walk(1, 100, 500);
    walk(2, 130, 500);
    walk(20, 400, 5000);
    walk(100, 130, 5000);
}

static void a_chain_ends_at_65535_octets_although_the_pool_has_more(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(1200);
    uint32_t random = 5;
    append(f, 0, 65000, &random);
    append(f, 0, 536, &random); /* one too many */
    assert_int_equal(f->models[0].size, 65000);
    append(f, 0, 535, &random);
    assert_int_equal(f->models[0].size, 65535);
    append(f, 0, 1, &random);
    append(f, 0, 0, &random);
    check_contents(f, 0, 0, 65535);
    check_blocks(f);
    free_fixture(f);
}

static void a_pool_that_is_too_small_refuses_and_nothing_changes(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(3);
    uint32_t random = 6;
    append(f, 0, 2 * BLR_BLOCK_DATA + 1, &random);
    append(f, 1, 1, &random);
    assert_int_equal(f->models[1].size, 0);
    append(f, 0, BLR_BLOCK_DATA, &random);
    append(f, 0, BLR_BLOCK_DATA - 1, &random); /* the rest of its last block is its own */
    assert_int_equal(f->models[0].size, 3 * BLR_BLOCK_DATA);
    check_contents(f, 0, 0, 3 * BLR_BLOCK_DATA);
    check_blocks(f);
    free_fixture(f);
}

static void an_empty_chain_may_be_freed_and_copied_from(void **state)
{
    (void)state;
    struct fixture *f = new_fixture(1);
    blr_chain_free(&f->pool, &f->models[0].chain);
    check_contents(f, 0, 0, 0);
    assert_true(blr_chain_append(&f->pool, &f->models[0].chain, NULL, 0));
    check_blocks(f);
    free_fixture(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_hold_what_was_appended_and_no_block_is_lost),
        cmocka_unit_test(a_chain_ends_at_65535_octets_although_the_pool_has_more),
        cmocka_unit_test(a_pool_that_is_too_small_refuses_and_nothing_changes),
        cmocka_unit_test(an_empty_chain_may_be_freed_and_copied_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
