/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A pool of small blocks from which octet strings of any length are chained: commands and data on their way out,
 *        data in pieces on its way in. Freed in any order without fragmentation; a full pool refuses.
 *
 *     struct hci_chain chain = BLR_EMPTY_CHAIN;
 *     if (!blr_chain_append(&blocks, &chain, data, size)) refuse;
 *     blr_chain_copy(&blocks, &chain, 0, out, size);
 *     blr_chain_free(&blocks, &chain);
 */
#ifndef BLR_HCI_BLOCKS_H
#define BLR_HCI_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hci/copy.h"

enum { BLR_BLOCK_DATA = 62, BLR_NO_BLOCK = 0xffff };

struct hci_block {
    uint16_t next; /**< index, BLR_NO_BLOCK: last */
    uint8_t data[BLR_BLOCK_DATA];
};

struct hci_blocks {
    struct hci_block *blocks;
    uint16_t count;
    uint16_t free_count;
    uint16_t first_free;
};

/** An octet string in blocks. */
struct hci_chain {
    uint16_t first;
    uint16_t last;
    uint16_t size; /**< octets */
};

#define BLR_EMPTY_CHAIN ((struct hci_chain){ BLR_NO_BLOCK, BLR_NO_BLOCK, 0 })

void blr_blocks_init(struct hci_blocks *pool, struct hci_block *memory, uint16_t count);

/** How many more octets a chain can grow by now. */
size_t blr_chain_room(const struct hci_blocks *pool, const struct hci_chain *chain);

/** Append; false and nothing changed when the pool has too little. */
bool blr_chain_append(struct hci_blocks *pool, struct hci_chain *chain, const uint8_t *data, size_t size);

/** Octets used in the last block of a chain. */
static inline size_t blr_chain_tail_used(const struct hci_chain *chain)
{
    return chain->size == 0 ? BLR_BLOCK_DATA : (chain->size - 1u) % BLR_BLOCK_DATA + 1;
}

/** blr_chain_append() of a small piece to a chain that is not empty, inline where it fits behind the last one. */
static inline bool blr_chain_append_few(struct hci_blocks *pool, struct hci_chain *chain, const uint8_t *data,
                                        size_t size)
{
    size_t used = (chain->size - 1u) % BLR_BLOCK_DATA + 1;
    if (size > BLR_BLOCK_DATA - used)
        return blr_chain_append(pool, chain, data, size);
    blr_copy_few(pool->blocks[chain->last].data + used, data, size);
    chain->size = (uint16_t)(chain->size + size);
    return true;
}

/** Copy octets [offset, offset + size) out; they must exist. */
void blr_chain_copy(const struct hci_blocks *pool, const struct hci_chain *chain, size_t offset, uint8_t *out,
                    size_t size);

/** The octets at the beginning of a chain that is not empty: up to BLR_BLOCK_DATA of them lie in one piece. */
static inline const uint8_t *blr_chain_head(const struct hci_blocks *pool, const struct hci_chain *chain)
{
    return pool->blocks[chain->first].data;
}

/** Give all blocks back; *chain is empty afterwards. */
void blr_chain_free(struct hci_blocks *pool, struct hci_chain *chain);

#endif
