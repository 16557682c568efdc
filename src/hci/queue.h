/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The command queue: as many commands in flight as the controller's credit allows, never two of one opcode.
 *
 * The credit is what the last Command Complete or Command Status said (Vol 4 Part E 4.4); one that stays zero for
 * HCI_CREDIT_US, while no answer is awaited that would bring it, is taken as lost and restored. A command that is not
 * answered in its time becomes late: its opcode is kept out of use until the answer comes (which is then dropped, never
 * given to another command), the queue is cleared by a recovery, or HCI_QUARANTINE_US have passed. Answers are matched
 * by opcode.
 *
 * The queue owns the octets of queued commands (in blocks of the shared pool). Whoever adds a command passes a token
 * and gets it back at most once, from blr_queue_answer() or blr_queue_expire(): exactly once unless it cancels the
 * command or resets the queue.
 */
#ifndef BLR_HCI_QUEUE_H
#define BLR_HCI_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#include "hci/blocks.h"
#include "hci/packets.h"

enum {
    HCI_COMMAND_MAX = 4 + 255, /**< octets of the longest command with its indicator */
    HCI_COMMAND_US = 2000000,  /**< default time for an answer */
    HCI_CREDIT_US = 2000000,
    HCI_QUARANTINE_US = 10000000
};

/** A queued, sent or late command. */
struct hci_pending {
    uint64_t deadline_us; /**< sent, late */
    uint32_t sequence;    /**< order of adding */
    uint32_t timeout_us;
    uint32_t token;
    struct hci_chain packet; /**< queued */
    uint16_t opcode;
    uint8_t state; /**< internal */
    bool nop;      /**< a NOP came while it waited for its answer */
};

struct hci_queue {
    struct hci_blocks *blocks;
    struct hci_pending *pending;
    uint16_t capacity;
    uint8_t credit; /**< commands the controller takes now */
    uint32_t sequence;
    uint64_t credit_since_us; /**< when the credit became zero */
};

/** A command whose time has passed. */
struct hci_expired {
    uint32_t token;
    uint16_t opcode;
    bool nop; /**< a NOP came instead of its answer: the controller restarted */
};

/** What an answer turned out to be. */
enum hci_answer_kind {
    HCI_ANSWER_EXPECTED,
    HCI_ANSWER_LATE,       /**< came after its time: dropped */
    HCI_ANSWER_UNEXPECTED, /**< nobody asked */
    HCI_ANSWER_NOP,        /**< opcode 0 that gave credit where there was none */
    HCI_ANSWER_NOP_UNASKED /**< opcode 0 although there was credit: the controller may have restarted */
};

void blr_queue_init(struct hci_queue *queue, struct hci_blocks *blocks, struct hci_pending *memory, uint16_t capacity);

/** Forget everything, tokens too, and allow one command: before the first Reset. */
void blr_queue_reset(struct hci_queue *queue);

/**
 * Queue a command by its descriptor.
 * @return false: no room, or the parameters cannot be encoded
 */
bool blr_queue_add(struct hci_queue *queue, const struct hci_command *command, const void *parameters, uint32_t token);

/** Queue a command by opcode and octets. */
bool blr_queue_add_raw(struct hci_queue *queue, uint16_t opcode, const uint8_t *parameters, uint8_t size,
                       uint32_t timeout_us, uint32_t token);

/** Fetch the next command that may be sent; its clock starts. @return octets, 0: none */
size_t blr_queue_take(struct hci_queue *queue, uint64_t now_us, uint8_t packet[HCI_COMMAND_MAX]);

/** Command Complete or Command Status came. *token is set for HCI_ANSWER_EXPECTED. */
enum hci_answer_kind blr_queue_answer(struct hci_queue *queue, uint64_t now_us, uint16_t opcode, uint8_t credit,
                                      uint32_t *token);

/** Forget one that is still queued (cancelled). A sent one becomes late. */
void blr_queue_cancel(struct hci_queue *queue, uint64_t now_us, uint32_t token);

/** Take one command whose time has passed. Call until false. */
bool blr_queue_expire(struct hci_queue *queue, uint64_t now_us, struct hci_expired *expired);

/** Is a command of this opcode queued, sent or late? */
bool blr_queue_has(const struct hci_queue *queue, uint16_t opcode);

/** When blr_queue_expire() is due, or UINT64_MAX. */
uint64_t blr_queue_deadline(const struct hci_queue *queue);

#endif
