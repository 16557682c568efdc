/* SPDX-License-Identifier: MIT */
#include "hci/blocks.h"

void blr_blocks_init(struct hci_blocks *pool, struct hci_block *memory, uint16_t count)
{
    pool->blocks = memory;
    pool->count = count;
    pool->free_count = count;
    pool->first_free = count > 0 ? 0 : BLR_NO_BLOCK;
    for (uint16_t i = 0; i < count; i++)
        memory[i].next = i + 1 < count ? (uint16_t)(i + 1) : BLR_NO_BLOCK;
}

size_t blr_chain_room(const struct hci_blocks *pool, const struct hci_chain *chain)
{
    size_t room = (BLR_BLOCK_DATA - blr_chain_tail_used(chain)) + (size_t)pool->free_count * BLR_BLOCK_DATA;
    size_t most = UINT16_MAX - (size_t)chain->size;
    return room < most ? room : most;
}

static void add_block(struct hci_blocks *pool, struct hci_chain *chain)
{
    uint16_t index = pool->first_free;
    pool->first_free = pool->blocks[index].next;
    pool->free_count--;
    pool->blocks[index].next = BLR_NO_BLOCK;
    if (chain->first == BLR_NO_BLOCK)
        chain->first = index;
    else
        pool->blocks[chain->last].next = index;
    chain->last = index;
}

bool blr_chain_append(struct hci_blocks *pool, struct hci_chain *chain, const uint8_t *data, size_t size)
{
    size_t used = blr_chain_tail_used(chain);
    size_t part = BLR_BLOCK_DATA - used;
    size_t whole = chain->size + size;
    if (size > part + (size_t)pool->free_count * BLR_BLOCK_DATA || whole > UINT16_MAX)
        return false;
    chain->size = (uint16_t)whole;
    if (part > size)
        part = size;
    if (part > 0)
        blr_copy_few(pool->blocks[chain->last].data + used, data, part);
    for (data += part, size -= part; size > 0; data += part, size -= part) {
        add_block(pool, chain);
        part = size < BLR_BLOCK_DATA ? size : BLR_BLOCK_DATA;
        blr_copy_few(pool->blocks[chain->last].data, data, part);
    }
    return true;
}

void blr_chain_copy(const struct hci_blocks *pool, const struct hci_chain *chain, size_t offset, uint8_t *out,
                    size_t size)
{
    uint16_t index = chain->first;
    for (; offset >= BLR_BLOCK_DATA; offset -= BLR_BLOCK_DATA)
        index = pool->blocks[index].next;
    while (size > 0) {
        size_t part = BLR_BLOCK_DATA - offset < size ? BLR_BLOCK_DATA - offset : size;
        blr_copy_few(out, pool->blocks[index].data + offset, part);
        out += part;
        size -= part;
        offset = 0;
        index = pool->blocks[index].next;
    }
}

void blr_chain_free(struct hci_blocks *pool, struct hci_chain *chain)
{
    while (chain->first != BLR_NO_BLOCK) {
        uint16_t index = chain->first;
        chain->first = pool->blocks[index].next;
        pool->blocks[index].next = pool->first_free;
        pool->first_free = index;
        pool->free_count++;
    }
    *chain = BLR_EMPTY_CHAIN;
}
