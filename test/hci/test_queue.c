/* SPDX-License-Identifier: MIT */
/* The command queue: by example, and a long random walk against a model that keeps a plain list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hci/queue.h"
#include "random.h"

enum { CAPACITY = 6, BLOCKS = 20, SECOND = 1000000, NO_TOKEN = 0xdddddddd };

struct fixture {
    struct hci_blocks blocks;
    struct hci_block memory[BLOCKS];
    struct hci_queue queue;
    struct hci_pending pending[CAPACITY];
    uint64_t now_us;
};

static void init(struct fixture *f)
{
    memset(f, 0xa5, sizeof(*f));
    blr_blocks_init(&f->blocks, f->memory, BLOCKS);
    blr_queue_init(&f->queue, &f->blocks, f->pending, CAPACITY);
    f->now_us = 5 * SECOND;
}

static void add(struct fixture *f, uint16_t opcode, uint32_t token)
{
    const uint8_t parameters[] = { (uint8_t)token, 0xee };
    assert_true(blr_queue_add_raw(&f->queue, opcode, parameters, sizeof(parameters), HCI_COMMAND_US, token));
}

/** The next command is of this opcode and carries this token; opcode 0: none may be sent. */
static void takes(struct fixture *f, uint16_t opcode, uint32_t token)
{
    uint8_t packet[HCI_COMMAND_MAX];
    size_t size = blr_queue_take(&f->queue, f->now_us, packet);
    if (opcode == 0) {
        assert_int_equal(size, 0);
        return;
    }
    const uint8_t wanted[] = { 1, (uint8_t)opcode, (uint8_t)(opcode >> 8), 2, (uint8_t)token, 0xee };
    assert_int_equal(size, sizeof(wanted));
    assert_memory_equal(packet, wanted, sizeof(wanted));
}

static void answers(struct fixture *f, uint16_t opcode, uint8_t credit, enum hci_answer_kind kind, uint32_t wanted)
{
    uint32_t token = NO_TOKEN;
    assert_int_equal(blr_queue_answer(&f->queue, f->now_us, opcode, credit, &token), kind);
    assert_int_equal(token, wanted);
}

static void expires(struct fixture *f, uint32_t wanted_token, uint16_t wanted_opcode)
{
    struct hci_expired expired;
    assert_true(blr_queue_expire(&f->queue, f->now_us, &expired));
    assert_int_equal(expired.token, wanted_token);
    assert_int_equal(expired.opcode, wanted_opcode);
}

static void expires_nothing(struct fixture *f)
{
    struct hci_expired expired;
    assert_false(blr_queue_expire(&f->queue, f->now_us, &expired));
}

/* ------------------------------------------------------------------------------------------------ by example */

static void one_command_goes_out_until_the_controller_says_more(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    add(&f, 0x1001, 20);
    add(&f, 0x1002, 21);
    add(&f, 0x1003, 22);
    add(&f, 0x1005, 23);
    takes(&f, 0x1001, 20);
    takes(&f, 0, 0);
    answers(&f, 0x1001, 2, HCI_ANSWER_EXPECTED, 20);
    takes(&f, 0x1002, 21);
    takes(&f, 0x1003, 22);
    takes(&f, 0, 0);
    answers(&f, 0x1003, 1, HCI_ANSWER_EXPECTED, 22);
    takes(&f, 0x1005, 23);
    answers(&f, 0x1005, 1, HCI_ANSWER_EXPECTED, 23);
    answers(&f, 0x1002, 1, HCI_ANSWER_EXPECTED, 21);
    assert_int_equal(f.blocks.free_count, BLOCKS);
}

static void of_one_opcode_only_one_is_in_flight(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    f.queue.credit = 255;
    add(&f, 0x2005, 20);
    add(&f, 0x2005, 21);
    add(&f, 0x2006, 22);
    add(&f, 0x2005, 23);
    takes(&f, 0x2005, 20);
    takes(&f, 0x2006, 22); /* overtakes 21, which must wait */
    takes(&f, 0, 0);
    answers(&f, 0x2005, 255, HCI_ANSWER_EXPECTED, 20);
    takes(&f, 0x2005, 21);
    takes(&f, 0, 0);
    answers(&f, 0x2005, 255, HCI_ANSWER_EXPECTED, 21);
    takes(&f, 0x2005, 23);
}

static void a_late_opcode_is_in_quarantine_until_its_answer(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    add(&f, 0x2005, 20);
    takes(&f, 0x2005, 20);
    add(&f, 0x2005, 21);
    add(&f, 0x2006, 22);
    assert_int_equal(blr_queue_deadline(&f.queue), f.now_us + HCI_COMMAND_US);
    f.now_us += HCI_COMMAND_US - 1;
    expires_nothing(&f);
    f.now_us++;
    expires(&f, 20, 0x2005);
    expires_nothing(&f);
    takes(&f, 0x2006, 22); /* the credit that 20 took was restored */
    answers(&f, 0x2006, 1, HCI_ANSWER_EXPECTED, 22);
    takes(&f, 0, 0);
    assert_true(blr_queue_has(&f.queue, 0x2005));
    answers(&f, 0x2005, 1, HCI_ANSWER_LATE, NO_TOKEN); /* of 20: 21 never gets it */
    takes(&f, 0x2005, 21);
    answers(&f, 0x2005, 1, HCI_ANSWER_EXPECTED, 21);
    answers(&f, 0x2005, 1, HCI_ANSWER_UNEXPECTED, NO_TOKEN);
    assert_false(blr_queue_has(&f.queue, 0x2005));
}

static void a_quarantine_ends_without_an_answer(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    add(&f, 0x2005, 20);
    takes(&f, 0x2005, 20);
    add(&f, 0x2005, 21);
    f.now_us += HCI_COMMAND_US;
    expires(&f, 20, 0x2005);
    assert_int_equal(blr_queue_deadline(&f.queue), f.now_us + HCI_QUARANTINE_US);
    f.now_us += HCI_QUARANTINE_US - 1;
    expires_nothing(&f);
    takes(&f, 0, 0);
    f.now_us++;
    expires_nothing(&f);
    takes(&f, 0x2005, 21);
}

static void a_lost_credit_is_restored(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    add(&f, 0x1001, 20);
    takes(&f, 0x1001, 20);
    answers(&f, 0x1001, 0, HCI_ANSWER_EXPECTED, 20);
    assert_int_equal(blr_queue_deadline(&f.queue), UINT64_MAX); /* nobody wants it */
    add(&f, 0x1002, 21);
    takes(&f, 0, 0);
    assert_int_equal(blr_queue_deadline(&f.queue), f.now_us + HCI_CREDIT_US);
    f.now_us += HCI_CREDIT_US - 1;
    expires_nothing(&f);
    takes(&f, 0, 0);
    f.now_us++;
    expires_nothing(&f);
    takes(&f, 0x1002, 21);
}

static void a_credit_is_not_lost_while_a_command_takes_its_time(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    assert_true(blr_queue_add_raw(&f.queue, 0xfc01, NULL, 0, 30 * SECOND, 20)); /* erases a flash memory, say */
    add(&f, 0x1002, 21);
    uint8_t packet[HCI_COMMAND_MAX];
    assert_int_equal(blr_queue_take(&f.queue, f.now_us, packet), 4);
    assert_int_equal(blr_queue_deadline(&f.queue), f.now_us + 30 * SECOND);
    f.now_us += 29 * SECOND;
    expires_nothing(&f);
    takes(&f, 0, 0); /* the controller has no room: a second command would be lost or worse */
    f.now_us += SECOND;
    expires(&f, 20, 0xfc01);
    expires_nothing(&f);
    takes(&f, 0x1002, 21);
}

static void no_operation_gives_credit_or_is_unasked(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    answers(&f, 0, 1, HCI_ANSWER_NOP_UNASKED, NO_TOKEN);
    add(&f, 0x1001, 20);
    takes(&f, 0x1001, 20);
    answers(&f, 0, 0, HCI_ANSWER_NOP, NO_TOKEN);
    takes(&f, 0, 0);
    answers(&f, 0, 1, HCI_ANSWER_NOP, NO_TOKEN);
    add(&f, 0x1002, 21);
    takes(&f, 0x1002, 21);
    answers(&f, 0x1001, 1, HCI_ANSWER_EXPECTED, 20);
    answers(&f, 0, 0, HCI_ANSWER_NOP_UNASKED, NO_TOKEN);
    answers(&f, 0x1002, 1, HCI_ANSWER_EXPECTED, 21);
}

static void a_cancelled_command_is_forgotten_or_late(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    add(&f, 0x1001, 20);
    add(&f, 0x1002, 21);
    add(&f, 0x1003, 22);
    takes(&f, 0x1001, 20);
    blr_queue_cancel(&f.queue, f.now_us, 21); /* queued: never sent */
    blr_queue_cancel(&f.queue, f.now_us, 20); /* sent: its answer is dropped */
    blr_queue_cancel(&f.queue, f.now_us, 99);
    assert_false(blr_queue_has(&f.queue, 0x1002));
    f.now_us += HCI_COMMAND_US;
    expires_nothing(&f); /* 20 is not told again */
    answers(&f, 0x1001, 1, HCI_ANSWER_LATE, NO_TOKEN);
    takes(&f, 0x1003, 22);
    assert_int_equal(f.blocks.free_count, BLOCKS);
}

static void a_full_queue_or_pool_refuses_and_nothing_changes(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    uint8_t parameters[255] = { 0 };
    for (uint32_t i = 0; i < 4; i++) /* 259 octets are five blocks */
        assert_true(blr_queue_add_raw(&f.queue, (uint16_t)(1 + i), parameters, 255, SECOND, 20 + i));
    assert_false(blr_queue_add_raw(&f.queue, 5, parameters, 0, SECOND, 24));
    assert_false(blr_queue_has(&f.queue, 5));
    uint8_t packet[HCI_COMMAND_MAX];
    assert_int_equal(blr_queue_take(&f.queue, f.now_us, packet), 259);
    for (uint32_t i = 0; i < 2; i++)
        assert_true(blr_queue_add_raw(&f.queue, (uint16_t)(10 + i), parameters, 0, SECOND, 30 + i));
    assert_false(blr_queue_add_raw(&f.queue, 5, parameters, 0, SECOND, 24));
    blr_queue_reset(&f.queue);
    assert_int_equal(f.blocks.free_count, BLOCKS);
    assert_int_equal(f.queue.credit, 1);
    expires_nothing(&f);
    takes(&f, 0, 0);
}

static void a_descriptor_encodes_its_parameters(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    const struct hci_disconnect_parameters parameters = { 0x0042, 0x13 };
    assert_true(blr_queue_add(&f.queue, &blr_hci_disconnect, &parameters, 20));
    uint8_t packet[HCI_COMMAND_MAX];
    assert_int_equal(blr_queue_take(&f.queue, f.now_us, packet), 7);
    assert_memory_equal(packet, "\x01\x06\x04\x03\x42\x00\x13", 7);
}

static void the_oldest_goes_first_when_the_count_of_commands_wraps(void **state)
{
    (void)state;
    struct fixture f;
    init(&f);
    f.queue.credit = 255;
    f.queue.sequence = UINT32_MAX - 1;
    for (uint32_t i = 0; i < 4; i++)
        add(&f, (uint16_t)(0x1001 + i), 20 + i);
    for (uint32_t i = 0; i < 4; i++)
        takes(&f, (uint16_t)(0x1001 + i), 20 + i);
}

/* ------------------------------------------------------------------------------------------------ random walk */

enum state { QUEUED, SENT, LATE };

/** A command as the model sees it, oldest first in its list. */
struct command {
    uint32_t token;
    uint16_t opcode;
    enum state state;
    uint32_t timeout_us;
    uint64_t deadline_us;
};

struct model {
    struct command list[CAPACITY];
    size_t count;
    unsigned credit;
    uint64_t zero_since_us;
};

static void forget(struct model *m, size_t i)
{
    m->count--;
    memmove(m->list + i, m->list + i + 1, (m->count - i) * sizeof(m->list[0]));
}

static struct command *find_in_flight(struct model *m, uint16_t opcode)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->list[i].opcode == opcode && m->list[i].state != QUEUED)
            return &m->list[i];
    return NULL;
}

static struct command *find_sendable(struct model *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->list[i].state == QUEUED && find_in_flight(m, m->list[i].opcode) == NULL)
            return &m->list[i];
    return NULL;
}

static size_t count_of(const struct model *m, enum state state)
{
    size_t count = 0;
    for (size_t i = 0; i < m->count; i++)
        count += m->list[i].state == state;
    return count;
}

static void set_credit(struct model *m, uint64_t now_us, unsigned credit)
{
    m->credit = credit;
    if (credit == 0)
        m->zero_since_us = now_us;
}

/** Opcodes of the walk: few, so that they meet. */
static uint16_t some_opcode(uint32_t *random)
{
    return (uint16_t)random_between(random, 0x1001, 0x1004);
}

static void walk_add(struct fixture *f, struct model *m, uint32_t *random, uint32_t token)
{
    uint8_t parameters[255];
    uint8_t size = (uint8_t)(random_one_in(random, 8) ? 255 : random_below(random, 20));
    memset(parameters, (int)(token & 0xff), sizeof(parameters));
    struct command command = { token, some_opcode(random), QUEUED, random_between(random, 1, 5 * SECOND), 0 };
    bool fits = m->count < CAPACITY && (size_t)(4 + size + 61) / 62 <= f->blocks.free_count;
    assert_int_equal(blr_queue_add_raw(&f->queue, command.opcode, parameters, size, command.timeout_us, token), fits);
    if (fits)
        m->list[m->count++] = command;
}

static void walk_take(struct fixture *f, struct model *m)
{
    uint8_t packet[HCI_COMMAND_MAX];
    size_t size = blr_queue_take(&f->queue, f->now_us, packet);
    struct command *command = m->credit > 0 ? find_sendable(m) : NULL;
    if (command == NULL) {
        assert_int_equal(size, 0);
        return;
    }
    assert_in_range(size, 4, HCI_COMMAND_MAX);
    assert_int_equal(packet[1] | packet[2] << 8, command->opcode);
    assert_int_equal(size, 4u + packet[3]);
    for (size_t i = 4; i < size; i++)
        assert_int_equal(packet[i], command->token & 0xff);
    command->state = SENT;
    command->deadline_us = f->now_us + command->timeout_us;
    set_credit(m, f->now_us, m->credit - 1);
}

static void walk_answer(struct fixture *f, struct model *m, uint32_t *random)
{
    static const uint8_t credits[] = { 0, 1, 1, 5, 255 };
    uint8_t credit = credits[random_below(random, sizeof(credits))];
    uint16_t opcode = random_one_in(random, 6) ? 0 : some_opcode(random);
    struct command *command = opcode != 0 ? find_in_flight(m, opcode) : NULL;
    enum hci_answer_kind kind = opcode == 0              ? m->credit > 0 ? HCI_ANSWER_NOP_UNASKED : HCI_ANSWER_NOP
                                : command == NULL        ? HCI_ANSWER_UNEXPECTED
                                : command->state == LATE ? HCI_ANSWER_LATE
                                                         : HCI_ANSWER_EXPECTED;
    answers(f, opcode, credit, kind, kind == HCI_ANSWER_EXPECTED ? command->token : NO_TOKEN);
    set_credit(m, f->now_us, credit);
    if (command != NULL)
        forget(m, (size_t)(command - m->list));
}

static void walk_cancel(struct fixture *f, struct model *m, uint32_t *random)
{
    if (m->count == 0)
        return;
    size_t i = random_below(random, (uint32_t)m->count);
    blr_queue_cancel(&f->queue, f->now_us, m->list[i].token);
    if (m->list[i].state == QUEUED) {
        forget(m, i);
    } else if (m->list[i].state == SENT) {
        m->list[i].state = LATE;
        m->list[i].deadline_us = f->now_us + HCI_QUARANTINE_US;
    }
}

static void walk_expire(struct fixture *f, struct model *m)
{
    struct hci_expired expired;
    while (blr_queue_expire(&f->queue, f->now_us, &expired)) {
        size_t i = 0;
        while (i < m->count && m->list[i].token != expired.token)
            i++;
        assert_true(i < m->count && m->list[i].state == SENT && m->list[i].opcode == expired.opcode);
        assert_true(m->list[i].deadline_us <= f->now_us);
        m->list[i].state = LATE;
        m->list[i].deadline_us = f->now_us + HCI_QUARANTINE_US;
    }
    for (size_t i = 0; i < m->count;) {
        assert_true(m->list[i].state != SENT || m->list[i].deadline_us > f->now_us);
        if (m->list[i].state == LATE && m->list[i].deadline_us <= f->now_us)
            forget(m, i);
        else
            i++;
    }
    if (m->credit == 0 && find_sendable(m) != NULL && count_of(m, SENT) == 0 &&
        f->now_us >= m->zero_since_us + HCI_CREDIT_US)
        m->credit = 1;
}

static void walk_check(struct fixture *f, struct model *m)
{
    uint64_t deadline_us = UINT64_MAX;
    for (size_t i = 0; i < m->count; i++)
        if (m->list[i].state != QUEUED && m->list[i].deadline_us < deadline_us)
            deadline_us = m->list[i].deadline_us;
    if (m->credit == 0 && find_sendable(m) != NULL && count_of(m, SENT) == 0 &&
        m->zero_since_us + HCI_CREDIT_US < deadline_us)
        deadline_us = m->zero_since_us + HCI_CREDIT_US;
    assert_int_equal(blr_queue_deadline(&f->queue), deadline_us);
    for (uint16_t opcode = 0x1001; opcode <= 0x1004; opcode++) {
        bool has = false;
        for (size_t i = 0; i < m->count; i++)
            has |= m->list[i].opcode == opcode;
        assert_int_equal(blr_queue_has(&f->queue, opcode), has);
    }
    if (count_of(m, QUEUED) == 0)
        assert_int_equal(f->blocks.free_count, BLOCKS);
}

static void a_random_walk_agrees_with_a_plain_list(void **state)
{
    (void)state;
    struct fixture f;
    struct model m = { .credit = 1 };
    uint32_t random = 1;
    init(&f);
    for (uint32_t step = 0; step < 100000; step++) {
        switch (random_below(&random, 16)) {
        case 0:
        case 1:
        case 2:
        case 3: walk_add(&f, &m, &random, 16 + step); break;
        case 4:
        case 5:
        case 6:
        case 7: walk_take(&f, &m); break;
        case 8:
        case 9:
        case 10: walk_answer(&f, &m, &random); break;
        case 11: walk_cancel(&f, &m, &random); break;
        case 12: f.now_us += random_below(&random, 4 * SECOND); break;
        case 13: f.now_us += random_below(&random, 1000); break;
        case 14:
            if (blr_queue_deadline(&f.queue) != UINT64_MAX && blr_queue_deadline(&f.queue) > f.now_us)
                f.now_us = blr_queue_deadline(&f.queue);
            /* fall through */
        case 15: walk_expire(&f, &m); break;
        }
        if (random_one_in(&random, 5000)) {
            blr_queue_reset(&f.queue);
            m.count = 0;
            m.credit = 1;
        }
        walk_check(&f, &m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_command_goes_out_until_the_controller_says_more),
        cmocka_unit_test(of_one_opcode_only_one_is_in_flight),
        cmocka_unit_test(a_late_opcode_is_in_quarantine_until_its_answer),
        cmocka_unit_test(a_quarantine_ends_without_an_answer),
        cmocka_unit_test(a_lost_credit_is_restored),
        cmocka_unit_test(a_credit_is_not_lost_while_a_command_takes_its_time),
        cmocka_unit_test(no_operation_gives_credit_or_is_unasked),
        cmocka_unit_test(a_cancelled_command_is_forgotten_or_late),
        cmocka_unit_test(a_full_queue_or_pool_refuses_and_nothing_changes),
        cmocka_unit_test(a_descriptor_encodes_its_parameters),
        cmocka_unit_test(the_oldest_goes_first_when_the_count_of_commands_wraps),
        cmocka_unit_test(a_random_walk_agrees_with_a_plain_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
