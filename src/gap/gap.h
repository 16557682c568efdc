/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Advertising, scanning, connecting: wishes, their contents, and the commands that make the arbiter's steps.
 *
 *   arbiter.c     which step is next                    advertiser.c  commands of advertising sets
 *   gap.c         wishes, answers, durations, outcomes  scanner.c     commands of scanning
 *   link_units.c  parameters of links                   initiator.c   connecting, see its header
 *
 * src/host asks for the next command, sends it, and brings the answer back; outcomes that somebody waits for are
 * fetched with blr_gap_outcome(). Wishes outlive the controller: after a reset everything is put on the air again.
 */
#ifndef BLR_GAP_GAP_H
#define BLR_GAP_GAP_H

#include <bleradio/host.h>

#include "gap/arbiter.h"
#include "gap/initiator.h"

enum { GAP_LEGACY_DATA = 31, GAP_FRAGMENT = 251, GAP_PARAMETERS = 255 };

/** A set's contents, as the application gave them. */
struct gap_advertiser {
    struct ble_advertising parameters;
    uint8_t address[6]; /**< random address that it uses, where contents.address is not 0 */
    uint8_t *data;      /**< advertising_bytes long */
    uint8_t *response;  /**< advertising_bytes long */
    uint16_t size;
    uint16_t response_size;
    bool legacy_pdus;
    uint16_t fragment_at; /**< octets of data or response that the controller has of the present step */
    uint16_t fragment;    /**< octets of the fragment that is on its way */
    int8_t power_dbm;     /**< that it has on the air; BLE_TX_POWER_ANY: unknown */
    uint64_t ends_us;     /**< UINT64_MAX: not by time */
    uint32_t starter;     /**< request that waits for it to go on, 0: none */
    uint32_t stopper;     /**< request that waits for it to go off */
    bool was_on;          /**< since it was started: its end is told */
    uint16_t refused;     /**< opcode that is the reason of failure, 0: none */
    ble_status failure;   /**< why it is off though it was wanted; BLE_OK: it is not */
};

struct gap {
    struct gap_air wanted;
    struct gap_air actual;
    struct gap_capabilities can;
    struct gap_step step; /**< in flight */
    bool in_flight;
    uint16_t opcode;                /**< of the command in flight */
    bool doubted;                   /**< a step was refused, and its way begun again from switching off */
    uint8_t off_tries;              /**< of a step that switches off and was refused or not answered */
    bool up;                        /**< the controller is ready */
    struct ble_address own_address; /**< the controller's */
    uint16_t max_data;              /**< longest data of a set that the controller takes */
    int8_t power_dbm;               /**< of the set that was set up last; BLE_TX_POWER_ANY: unknown */
    uint8_t set_count;              /**< configured */
    uint16_t data_bytes;            /**< configured */
    struct gap_advertiser *sets;
    struct ble_scanning scan;
    uint64_t scan_ends_us;
    uint32_t scan_starter;
    uint32_t scan_stopper;
    bool scan_was_on;
    uint16_t scan_refused;
    ble_status scan_failure;
    uint8_t le_states_2; /**< octet of LE Supported States about initiating */
    struct gap_initiator initiator;
    uint16_t kept_version; /**< of connecting by accept list, see struct gap_air */
};

/** A command that makes the present step. */
struct gap_command {
    uint16_t opcode;
    uint32_t timeout_us; /**< for its answer; 0: the usual */
    uint8_t size;
    uint8_t parameters[GAP_PARAMETERS];
};

/** Something that came to its end. */
struct gap_outcome {
    uint32_t request; /**< completes, 0: none */
    bool ended;       /**< tell BLE_EVENT_ADVERTISING_ENDED or BLE_EVENT_SCAN_ENDED */
    bool is_scan;
    uint8_t set;
    ble_status status;
    uint16_t opcode; /**< that was refused, 0: none */
};

/** The controller is ready; nothing is on the air. Its random address was set while it was brought up. */
void blr_gap_ready(struct gap *gap, uint64_t now_us, const struct ble_controller_info *info);

/** Nothing is wanted any more. */
void blr_gap_quiet(struct gap *gap);

/** The controller is gone; requests that wait were ended by the caller. Wishes of finished requests stay. */
void blr_gap_lost(struct gap *gap);

/** Wish for a set. @return BLE_OK: request completes later; else why not, and nothing was changed */
ble_status blr_gap_advertise(struct gap *gap, uint64_t now_us, const struct ble_request *request, uint32_t id);
/** @return BLE_OK: completes later; BLE_END: it is off already */
ble_status blr_gap_stop_advertising(struct gap *gap, uint8_t set, uint32_t id);
ble_status blr_gap_scan(struct gap *gap, const struct ble_scanning *scan, uint32_t id);
ble_status blr_gap_stop_scan(struct gap *gap, uint32_t id);
/** Stop scanning and start again, as it is. */
void blr_gap_restart_scan(struct gap *gap);

/** A request is cancelled or ran out of time: what it started is no longer wanted. */
void blr_gap_withdraw(struct gap *gap, uint64_t now_us, uint32_t id);

/** The next command, if none is in flight. */
bool blr_gap_next(struct gap *gap, struct gap_command *command);

/** It was answered. @param answer return parameters with the status, or the one status of Command Status */
void blr_gap_answered(struct gap *gap, uint64_t now_us, const uint8_t *answer, size_t size);

/** It was not sent. */
void blr_gap_unsent(struct gap *gap);

/** It was not answered in its time: what it did is unknown. */
void blr_gap_unanswered(struct gap *gap, uint64_t now_us);

/** The controller ended a set by itself: HCI status, 0: a central connected. */
void blr_gap_set_terminated(struct gap *gap, uint8_t set, uint8_t status);

/** The address that a set advertises with. */
struct ble_address blr_gap_set_address(const struct gap *gap, uint8_t set);

/** A connection as peripheral, or the end of high-duty directed advertising, on a controller with legacy commands. */
void blr_gap_legacy_ended(struct gap *gap, uint8_t status);

/** Judge durations. */
void blr_gap_tick(struct gap *gap, uint64_t now_us);
uint64_t blr_gap_deadline(const struct gap *gap);

/** Fetch what came to its end. Call until false. */
bool blr_gap_outcome(struct gap *gap, struct gap_outcome *outcome);

/* advertiser.c, scanner.c: internal */
ble_status blr_advertiser_check(const struct gap *gap, const struct ble_request *request, bool *legacy_pdus);
void blr_advertiser_command(const struct gap *gap, struct gap_step step, struct gap_command *command);
/** Does this kind of advertising have advertising data (7.8.53, table 7.2)? */
bool blr_advertiser_takes_data(const struct gap_advertiser *set);
/** The octets of a fragmented step. @return what comes after this fragment: true, more */
bool blr_advertiser_more(struct gap *gap, struct gap_step step);
ble_status blr_scanner_check(const struct gap *gap, const struct ble_scanning *scan);
void blr_scanner_command(const struct gap *gap, struct gap_step step, struct gap_command *command);
/** Encode a struct as the command of a descriptor. */
struct hci_command;
void blr_gap_encode(struct gap_command *command, const struct hci_command *descriptor, const void *parameters);

#endif
