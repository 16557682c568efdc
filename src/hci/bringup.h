/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Bring-up after Reset: a table of steps that asks a controller what it is and sets it up.
 *
 * Strictly serial. A step whose command the controller does not list is left out; one that is refused or not answered
 * is forgiven unless nothing works without it. What cannot be read gets the assumption that is safe for a 4.0 part, and
 * a quirk bit that says so. A bring-up in which something was forgiven is `suspect`: whoever runs it should begin it
 * again once, for an answer lost on the line must not make a lesser controller for as long as it runs.
 *
 *     while ((want = blr_bringup_next(&bringup, &info, &command)) == BRINGUP_COMMAND)
 *         send command.opcode with command.parameters, wait, blr_bringup_answer(&bringup, &info, ...);
 */
#ifndef BLR_HCI_BRINGUP_H
#define BLR_HCI_BRINGUP_H

#include <stdbool.h>
#include <stdint.h>

#include <bleradio/host.h>

#include "hci/packets.h"

/** What the bring-up wants done next. */
enum bringup_want {
    BRINGUP_COMMAND,
    BRINGUP_LOAD_ADDRESS,  /**< BLE_EFFECT_LOAD_ADDRESS, then blr_bringup_address_loaded() */
    BRINGUP_ENTROPY,       /**< six octets, then blr_bringup_entropy() */
    BRINGUP_STORE_ADDRESS, /**< BLE_EFFECT_STORE_ADDRESS of info->address, then blr_bringup_stored() */
    BRINGUP_READY,
    BRINGUP_REFUSED /**< bringup->refused_opcode answered bringup->refused_status; it cannot be done without */
};

struct bringup {
    uint8_t step;         /**< index into the table */
    uint8_t address_step; /**< internal */
    uint8_t retries;      /**< of the present step */
    uint8_t silent_steps; /**< steps in a row that were not answered */
    uint8_t refused_status;
    uint16_t refused_opcode;
    uint16_t commands;         /**< sent so far */
    bool suspect;              /**< a step was forgiven */
    bool has_static_addresses; /**< Zephyr's vendor command is there */
    bool le_buffers_known;
    struct ble_address factory; /**< static random address the controller was made with; type public: none */
};

/** A command to send. */
struct bringup_command {
    uint16_t opcode;
    uint8_t size;
    uint8_t parameters[32];
};

/**
 * Are extended advertising and scanning commands used with this controller? Then always: after the first of them, and
 * reading the number of sets is one, a controller refuses the legacy ones until Reset (Vol 4 Part E 3.1.1).
 */
bool blr_uses_extended_commands(const struct ble_controller_info *info);

/** Begin after Reset was answered: everything in *info that describes the controller becomes unknown. */
void blr_bringup_start(struct bringup *bringup, struct ble_controller_info *info);

/** What next? The same answer until it was done. */
enum bringup_want blr_bringup_next(struct bringup *bringup, struct ble_controller_info *info,
                                   struct bringup_command *command);

/** The command was answered: return parameters with the status, or the status of a Command Status alone. */
void blr_bringup_answer(struct bringup *bringup, struct ble_controller_info *info, const uint8_t *answer, size_t size);

/** It was not answered in its time. @return false: the second in a row, the controller is silent */
bool blr_bringup_no_answer(struct bringup *bringup, struct ble_controller_info *info);

/** @param octets 6, or NULL: none is kept */
void blr_bringup_address_loaded(struct bringup *bringup, struct ble_controller_info *info, const uint8_t *octets);

/** @param octets 6, or NULL: there is no randomness; then no address is set */
void blr_bringup_entropy(struct bringup *bringup, struct ble_controller_info *info, const uint8_t *octets);

void blr_bringup_stored(struct bringup *bringup);

#endif
