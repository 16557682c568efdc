/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A client of the Attribute Protocol with nothing around it: what it sends and tells comes through functions.
 */
#ifndef TEST_ASKING_H
#define TEST_ASKING_H

#include "att/client.h"

enum { ASKING_LINKS = 3, ASKING_PROCEDURES = 8, ASKING_BLOCKS = 96, ASKING_MTU = 517 };

/** A client and its surroundings. What happens comes through the functions, NULL: it is not looked at. */
struct asking {
    struct att_client client;
    struct hci_blocks blocks;
    uint64_t now_us;
    uint32_t requests; /**< asked so far: the last one's number */
    unsigned room;     /**< outcomes that are fetched at once before `received` goes; 0: all */
    void (*sent)(struct asking *asking, uint16_t link, const uint8_t *pdu, size_t size);
    void (*told)(struct asking *asking, const struct att_client_outcome *outcome);
    void *user;
    struct hci_block block_memory[ASKING_BLOCKS];
    struct att_bearer bearers[ASKING_LINKS];
    struct att_procedure procedures[ASKING_PROCEDURES];
    uint8_t kept[ASKING_MTU];
};

/** A client that offers this MTU, with no link. */
void asking_init(struct asking *asking, uint16_t mtu);

/** Ask for a procedure. @return its number, 0: it could not be, *status says why not */
uint32_t asking_ask(struct asking *asking, uint16_t link, const struct ble_gatt *gatt, ble_status *status);

/** The peer sends a PDU: a copy that is gone afterwards. */
void asking_receive(struct asking *asking, uint16_t link, const uint8_t *pdu, size_t size);

/** Everything goes on as far as it can. */
void asking_run(struct asking *asking);

/** Time passes. */
void asking_wait(struct asking *asking, uint64_t duration_us);

#endif
