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

/** Copy octets [offset, offset + size) out; they must exist. */
void blr_chain_copy(const struct hci_blocks *pool, const struct hci_chain *chain, size_t offset, uint8_t *out,
                    size_t size);

/** Give all blocks back; *chain is empty afterwards. */
void blr_chain_free(struct hci_blocks *pool, struct hci_chain *chain);

#endif
