/* SPDX-License-Identifier: MIT */
/* The client and whatever a peer may say: every opcode of every length as the answer to every request, and everything
 * at once as chance has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "asking.h"
#include "asking_storm.h"
#include "random.h"

enum { LINK = 0, LONGEST = ASKING_MTU + 3 };

static const uint8_t octets[BLE_GATT_VALUE];
static const uint16_t handles[] = { 1, 2, 3 };

/** A request, by what is asked and how often something plausible is answered before it. */
static const struct {
    struct ble_gatt gatt;
    uint8_t opcode; /**< of the request that is out then */
    uint8_t before[32];
    size_t before_size;
} requests[] = {
    { { .operation = BLE_GATT_FIND_SERVICES }, 0x10, { 0 }, 0 },
    { { .operation = BLE_GATT_FIND_SERVICES }, 0x10, { 0x11, 6, 1, 0, 5, 0, 0, 0x18 }, 8 },
    { { .operation = BLE_GATT_FIND_SERVICES, .by_uuid = true }, 0x06, { 0 }, 0 },
    { { .operation = BLE_GATT_FIND_INCLUDED }, 0x08, { 0 }, 0 },
    { { .operation = BLE_GATT_FIND_INCLUDED }, 0x0a, { 0x09, 6, 1, 0, 5, 0, 6, 0 }, 8 },
    { { .operation = BLE_GATT_FIND_CHARACTERISTICS }, 0x08, { 0 }, 0 },
    { { .operation = BLE_GATT_FIND_DESCRIPTORS }, 0x04, { 0 }, 0 },
    { { .operation = BLE_GATT_READ, .handle = 1 }, 0x0a, { 0 }, 0 },
    { { .operation = BLE_GATT_READ_LONG, .handle = 1 }, 0x0a, { 0 }, 0 },
    { { .operation = BLE_GATT_READ_LONG, .handle = 1, .offset = 4 }, 0x0c, { 0 }, 0 },
    { { .operation = BLE_GATT_READ_BY_UUID }, 0x08, { 0 }, 0 },
    { { .operation = BLE_GATT_READ_MULTIPLE, .handles = handles, .size = 3 }, 0x0e, { 0 }, 0 },
    { { .operation = BLE_GATT_READ_MULTIPLE_VARIABLE, .handles = handles, .size = 3 }, 0x20, { 0 }, 0 },
    { { .operation = BLE_GATT_WRITE, .handle = 1, .data = octets, .size = 5 }, 0x12, { 0 }, 0 },
    { { .operation = BLE_GATT_WRITE_LONG, .handle = 1, .data = octets, .size = 19 }, 0x16, { 0 }, 0 },
    { { .operation = BLE_GATT_WRITE_LONG, .handle = 1, .data = octets, .size = 2 },
      0x18,
      { 0x17, 1, 0, 0, 0, 0, 0 },
      7 },
    { { .operation = BLE_GATT_WRITE_LONG, .handle = 1, .data = octets, .size = 2 },
      0x18,
      { 0x17, 1, 0, 0, 0, 0, 1 },
      7 },
    { { .operation = BLE_GATT_PREPARE, .handle = 1, .data = octets, .size = 2 }, 0x16, { 0 }, 0 },
    { { .operation = BLE_GATT_EXECUTE }, 0x18, { 0 }, 0 },
};

struct walk {
    unsigned ends, sent, told;
    uint8_t asked; /**< opcode of the last request */
};

static void note_sent(struct asking *asking, uint16_t link, const uint8_t *pdu, size_t size)
{
    struct walk *walk = asking->user;
    (void)link;
    (void)size;
    walk->sent++;
    if (pdu[0] != ATT_OP_HANDLE_VALUE_CONFIRMATION)
        walk->asked = pdu[0];
}

static void note_told(struct asking *asking, const struct att_client_outcome *outcome)
{
    struct walk *walk = asking->user;
    walk->told++;
    walk->ends += outcome->what == ATT_CLIENT_TELLS_END;
}

/** One answer to one request; then every request that is still out is refused: the procedure must end, once. */
static void answer_once(struct asking *asking, struct walk *walk, size_t request, uint16_t mtu, const uint8_t *pdu,
                        size_t size)
{
    ble_status status;
    *walk = (struct walk){ 0 };
    blr_att_client_open(&asking->client, asking->now_us, LINK, false);
    blr_att_client_mtu(&asking->client, LINK, mtu);
    assert_int_not_equal(asking_ask(asking, LINK, &requests[request].gatt, &status), 0);
    asking_run(asking);
    if (requests[request].before_size > 0)
        asking_receive(asking, LINK, requests[request].before, requests[request].before_size);
    assert_int_equal(walk->asked, requests[request].opcode);
    asking_receive(asking, LINK, pdu, size);
    assert_true(walk->told <= mtu);
    for (unsigned i = 0; i < 3 && walk->ends == 0; i++) {
        const uint8_t refusal[] = { 0x01, walk->asked, 1, 0, BLE_ATT_UNLIKELY_ERROR };
        asking_receive(asking, LINK, refusal, sizeof(refusal));
    }
    assert_int_equal(walk->ends, 1);
    assert_true(walk->sent <= 5);
    assert_int_equal(asking->bearers[LINK].first, ATT_NO_PROCEDURE);
    assert_int_equal(asking->blocks.free_count, ASKING_BLOCKS);
    blr_att_client_close(&asking->client, LINK);
}

static void every_opcode_of_every_length_may_be_the_answer(void **state)
{
    static const uint8_t fills[] = { 0x00, 0x01, 0x02, 0xff };
    static struct asking asking = { .sent = note_sent, .told = note_told };
    struct walk walk;
    uint8_t pdu[LONGEST];
    (void)state;
    asking.user = &walk;
    asking_init(&asking, ASKING_MTU);
    for (size_t request = 0; request < sizeof(requests) / sizeof(requests[0]); request++) {
        for (unsigned opcode = 0; opcode < 256; opcode++) {
            for (size_t size = 0; size <= ATT_MTU_LEAST + 2; size++) {
                for (size_t fill = 0; fill < sizeof(fills); fill++) {
                    memset(pdu, fills[fill], sizeof(pdu));
                    pdu[0] = (uint8_t)opcode;
                    answer_once(&asking, &walk, request, ATT_MTU_LEAST, pdu, size);
                }
            }
        }
    }
}

/** Lists whose handles go up, of every length that their first octet can say. */
static void every_length_of_the_right_answer(void **state)
{
    static const uint16_t mtus[] = { 23, 185, 247, 517 };
    static struct asking asking = { .sent = note_sent, .told = note_told };
    struct walk walk;
    uint8_t pdu[LONGEST];
    (void)state;
    asking.user = &walk;
    asking_init(&asking, ASKING_MTU);
    for (size_t request = 0; request < sizeof(requests) / sizeof(requests[0]); request++) {
        for (size_t i = 0; i < sizeof(mtus) / sizeof(mtus[0]); i++) {
            for (unsigned said = 0; said < 32; said++) {
                for (size_t at = 0; at < sizeof(pdu); at++)
                    pdu[at] = (uint8_t)(said > 0 && at >= 2 && (at - 2) % said == 0 ? 10 + at / said : 0);
                pdu[0] = (uint8_t)(requests[request].opcode + 1);
                pdu[1] = (uint8_t)said;
                for (size_t size = 0; size <= mtus[i] + 2U; size += size < 60 ? 1 : 7)
                    answer_once(&asking, &walk, request, mtus[i], pdu, size);
            }
        }
    }
}

/* ------------------------------------------------------------------------------------------------ chance */

struct dice {
    uint32_t state;
    unsigned left;
};

static uint32_t roll(void *user)
{
    return random_next(&((struct dice *)user)->state) >> 3;
}

static bool is_left(void *user)
{
    struct dice *dice = user;
    return dice->left-- > 0;
}

static void everything_at_once_ends_once(void **state)
{
    struct asking_seen all = { 0 };
    (void)state;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        struct dice dice = { seed, 3000 };
        struct asking_seen seen = { 0 };
        const struct asking_chance chance = { roll, is_left, &dice };
        asking_storm(&chance, &seen);
        all.asked += seen.asked;
        all.done += seen.done;
        all.failed += seen.failed;
        all.cancelled += seen.cancelled;
        all.dropped += seen.dropped;
        all.told += seen.told;
    }
    print_message("asked %u: done %u, failed %u, cancelled %u, dropped %u; told %u\n", all.asked, all.done, all.failed,
                  all.cancelled, all.dropped, all.told);
    assert_true(all.done > 500 && all.failed > 500 && all.cancelled > 100 && all.dropped > 100 && all.told > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_opcode_of_every_length_may_be_the_answer),
        cmocka_unit_test(every_length_of_the_right_answer),
        cmocka_unit_test(everything_at_once_ends_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
