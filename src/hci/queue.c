/* SPDX-License-Identifier: MIT */
#include "hci/queue.h"

#include <string.h>

#include "hci/h4.h"

enum { FREE, QUEUED, SENT, LATE };

void blr_queue_init(struct hci_queue *queue, struct hci_blocks *blocks, struct hci_pending *memory, uint16_t capacity)
{
    memset(queue, 0, sizeof(*queue));
    queue->blocks = blocks;
    queue->pending = memory;
    queue->capacity = capacity;
    for (uint16_t i = 0; i < capacity; i++) {
        memset(&memory[i], 0, sizeof(memory[i]));
        memory[i].packet = BLR_EMPTY_CHAIN;
    }
    queue->credit = 1;
}

static void release(struct hci_queue *queue, struct hci_pending *pending)
{
    blr_chain_free(queue->blocks, &pending->packet);
    pending->state = FREE;
}

void blr_queue_reset(struct hci_queue *queue)
{
    for (uint16_t i = 0; i < queue->capacity; i++)
        release(queue, &queue->pending[i]);
    queue->credit = 1;
}

bool blr_queue_add_raw(struct hci_queue *queue, uint16_t opcode, const uint8_t *parameters, uint8_t size,
                       uint32_t timeout_us, uint32_t token)
{
    for (uint16_t i = 0; i < queue->capacity; i++) {
        struct hci_pending *pending = &queue->pending[i];
        if (pending->state != FREE)
            continue;
        const uint8_t header[4] = { H4_COMMAND, (uint8_t)opcode, (uint8_t)(opcode >> 8), size };
        if (blr_chain_room(queue->blocks, &pending->packet) < sizeof(header) + size)
            return false;
        blr_chain_append(queue->blocks, &pending->packet, header, sizeof(header));
        blr_chain_append(queue->blocks, &pending->packet, parameters, size);
        pending->opcode = opcode;
        pending->token = token;
        pending->timeout_us = timeout_us;
        pending->sequence = queue->sequence++;
        pending->state = QUEUED;
        return true;
    }
    return false;
}

bool blr_queue_add(struct hci_queue *queue, const struct hci_command *command, const void *parameters, uint32_t token)
{
    uint8_t octets[255];
    int size = blr_hci_encode(&command->parameters, parameters, octets, sizeof(octets));
    return size >= 0 && blr_queue_add_raw(queue, command->opcode, octets, (uint8_t)size, HCI_COMMAND_US, token);
}

static struct hci_pending *in_flight(const struct hci_queue *queue, uint16_t opcode)
{
    for (uint16_t i = 0; i < queue->capacity; i++)
        if (queue->pending[i].state >= SENT && queue->pending[i].opcode == opcode)
            return &queue->pending[i];
    return NULL;
}

bool blr_queue_has(const struct hci_queue *queue, uint16_t opcode)
{
    for (uint16_t i = 0; i < queue->capacity; i++)
        if (queue->pending[i].state != FREE && queue->pending[i].opcode == opcode)
            return true;
    return false;
}

/** The oldest command whose opcode is not in flight. */
static struct hci_pending *next_to_send(const struct hci_queue *queue)
{
    struct hci_pending *best = NULL;
    for (uint16_t i = 0; i < queue->capacity; i++) {
        struct hci_pending *pending = &queue->pending[i];
        if (pending->state != QUEUED || in_flight(queue, pending->opcode) != NULL)
            continue;
        if (best == NULL || (int32_t)(pending->sequence - best->sequence) < 0)
            best = pending;
    }
    return best;
}

size_t blr_queue_take(struct hci_queue *queue, uint64_t now_us, uint8_t packet[HCI_COMMAND_MAX])
{
    if (queue->credit == 0)
        return 0;
    struct hci_pending *pending = next_to_send(queue);
    if (pending == NULL)
        return 0;
    size_t size = pending->packet.size;
    blr_chain_copy(queue->blocks, &pending->packet, 0, packet, size);
    blr_chain_free(queue->blocks, &pending->packet);
    pending->state = SENT;
    pending->nop = false;
    pending->deadline_us = now_us + pending->timeout_us;
    if (--queue->credit == 0)
        queue->credit_since_us = now_us;
    return size;
}

enum hci_answer_kind blr_queue_answer(struct hci_queue *queue, uint64_t now_us, uint16_t opcode, uint8_t credit,
                                      uint32_t *token)
{
    bool had_credit = queue->credit > 0;
    queue->credit = credit;
    if (credit == 0)
        queue->credit_since_us = now_us;
    if (opcode == 0) {
        for (uint16_t i = 0; i < queue->capacity; i++)
            queue->pending[i].nop = queue->pending[i].state == SENT;
        return had_credit ? HCI_ANSWER_NOP_UNASKED : HCI_ANSWER_NOP;
    }
    struct hci_pending *pending = in_flight(queue, opcode);
    if (pending == NULL)
        return HCI_ANSWER_UNEXPECTED;
    bool late = pending->state == LATE;
    if (!late)
        *token = pending->token;
    release(queue, pending);
    return late ? HCI_ANSWER_LATE : HCI_ANSWER_EXPECTED;
}

static void quarantine(struct hci_pending *pending, uint64_t now_us)
{
    pending->state = LATE;
    pending->deadline_us = now_us + HCI_QUARANTINE_US;
}

void blr_queue_cancel(struct hci_queue *queue, uint64_t now_us, uint32_t token)
{
    for (uint16_t i = 0; i < queue->capacity; i++) {
        struct hci_pending *pending = &queue->pending[i];
        if (pending->token != token)
            continue;
        if (pending->state == QUEUED)
            release(queue, pending);
        else if (pending->state == SENT)
            quarantine(pending, now_us);
    }
}

/** No credit, something to send, and nothing underway that would bring credit? */
static bool credit_missing(const struct hci_queue *queue)
{
    if (queue->credit > 0 || next_to_send(queue) == NULL)
        return false;
    for (uint16_t i = 0; i < queue->capacity; i++)
        if (queue->pending[i].state == SENT)
            return false;
    return true;
}

bool blr_queue_expire(struct hci_queue *queue, uint64_t now_us, struct hci_expired *expired)
{
    for (uint16_t i = 0; i < queue->capacity; i++) {
        struct hci_pending *pending = &queue->pending[i];
        if (pending->state < SENT || pending->deadline_us > now_us)
            continue;
        if (pending->state == LATE) {
            release(queue, pending);
            continue;
        }
        *expired = (struct hci_expired){ pending->token, pending->opcode, pending->nop };
        quarantine(pending, now_us);
        return true;
    }
    if (credit_missing(queue) && now_us >= queue->credit_since_us + HCI_CREDIT_US)
        queue->credit = 1;
    return false;
}

uint64_t blr_queue_deadline(const struct hci_queue *queue)
{
    uint64_t deadline_us = UINT64_MAX;
    for (uint16_t i = 0; i < queue->capacity; i++)
        if (queue->pending[i].state >= SENT && queue->pending[i].deadline_us < deadline_us)
            deadline_us = queue->pending[i].deadline_us;
    if (credit_missing(queue) && queue->credit_since_us + HCI_CREDIT_US < deadline_us)
        deadline_us = queue->credit_since_us + HCI_CREDIT_US;
    return deadline_us;
}
