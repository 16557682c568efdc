/* SPDX-License-Identifier: MIT */
/** @file @brief Links without a controller: pools and slots in memory of exactly their size. */
#ifndef ACL_FIXTURE_H
#define ACL_FIXTURE_H

#include <stdlib.h>

#include "hci/acl.h"

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

static inline struct fixture *new_fixture(uint16_t length, uint16_t total)
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

static inline void free_fixture(struct fixture *f)
{
    free(f->blocks.blocks);
    free(f->acl.rx_blocks.blocks);
    free(f->acl.links);
    free(f->acl.sends);
    free(f);
}

#endif
