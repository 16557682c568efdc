/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A GATT server alone, with a controller that takes everything: PDUs straight in and out, each one judged.
 *
 * What is promised is checked at every step, and broken promises abort(): PDUs out are whole, decode by their rows and
 * are no longer than the MTU; a request has one answer, nothing else has one; blocks are conserved.
 *
 *     struct bare *bare = bare_new(4);
 *     bare_open(bare, 0);
 *     bare_receive(bare, 0, pdu, size);
 *     bare_free(bare);
 */
#ifndef TEST_BARE_H
#define TEST_BARE_H

#include "att/serving.h"
#include "host/gatt.h"

enum { BARE_LINKS = 4, BARE_PDU = 520 };

struct bare {
    struct ble_host *host;
    struct att_server *server;
    uint64_t now_us;
    uint32_t tokens[BARE_LINKS]; /* of the questions that wait */
    uint8_t owes[BARE_LINKS];    /* opcode of the request that is not answered, 0: none */
    bool wants_hash;
    unsigned answers;       /* so far */
    unsigned told;          /* notifications and indications so far */
    uint8_t last[BARE_PDU]; /* PDU out */
    uint16_t last_size;
};

/** A host with `links` links (at most BARE_LINKS) and the services of services.h. */
struct bare *bare_new(uint16_t links, uint16_t mtu, uint16_t prepared_bytes);

/** Close all links, check that nothing is left over, free. */
void bare_free(struct bare *bare);

void bare_open(struct bare *bare, uint16_t link);
void bare_close(struct bare *bare, uint16_t link);
void bare_receive(struct bare *bare, uint16_t link, const uint8_t *pdu, size_t size);
/** Answer the question of a link, if it has one. */
void bare_answer(struct bare *bare, uint16_t link, uint8_t error, const uint8_t *data, uint16_t size);
/** The Database Hash was computed, or could not be. */
void bare_hash(struct bare *bare, bool good);
void bare_wait(struct bare *bare, uint64_t duration_us);
void bare_notify(struct bare *bare, uint16_t link, uint16_t handle, const uint8_t *data, uint16_t size, bool indicate);
/** What goes on by itself. */
void bare_run(struct bare *bare);

#endif
