/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Misbehaviour on command: what a controller is told to do wrong.
 *
 * A specification is a list with commas, at most VIRTUAL_FAULTS_MAX of
 *
 *     lose-event=N  double-event=N  corrupt-event=N  delay-event=N:TIME    events given to the host, counted from 1
 *     lose-octet=N  double-octet=N  corrupt-octet=N                        octets given to the host, counted from 1
 *     mute-command=N                                                       carried out, but not answered
 *     refuse-command=N                                                     answered with Command Disallowed
 *     reset-command=N  vanish-command=N  crash-command=N                   swallowed, and that happens
 *     hardware-error-command=N                                             carried out, and that is said
 *     lose-pdu=N  delay-pdu=N:TIME  lose-pdus=SHARE                        on links, see below
 *     silence-link=N:TIME  refuse-procedure=N  miss-cancel=N
 *     lose-connection=N  lose-disconnection=N  lose-credits=N              these events, each counted by itself
 *     reset-at=TIME  vanish-at=TIME  crash-at=TIME  hardware-error-at=TIME
 *
 * N is the one that is meant (5), or every so many (/10). TIME is 500us, 20ms or 3s; "at" counts from power-on.
 * reset: it restarts by itself and says so with a No Operation; vanish: its line is cut; crash: Zephyr's Fatal Error
 * event, then silence.
 *
 * PDUs are those that it sends on its links, counted from 1 when they carry something, and counted again when they are
 * repeated; delay-pdu: nothing of that link gets through for so long. lose-pdus: so many percent of all, empty ones
 * too. silence-link: its N-th link falls silent so long after it began. refuse-procedure: of those that peers begin.
 * miss-cancel: the answer to LE Create Connection Cancel is a success, but it goes on initiating.
 */
#ifndef BLR_VIRTUAL_FAULTS_H
#define BLR_VIRTUAL_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VIRTUAL_FAULTS_MAX = 8 };

enum virtual_fault_kind {
    FAULT_LOSE_EVENT,
    FAULT_DOUBLE_EVENT,
    FAULT_CORRUPT_EVENT,
    FAULT_DELAY_EVENT,
    FAULT_LOSE_OCTET,
    FAULT_DOUBLE_OCTET,
    FAULT_CORRUPT_OCTET,
    FAULT_MUTE_COMMAND,
    FAULT_REFUSE_COMMAND,
    FAULT_RESET_COMMAND,
    FAULT_VANISH_COMMAND,
    FAULT_CRASH_COMMAND,
    FAULT_HARDWARE_ERROR_COMMAND,
    FAULT_LOSE_PDU,
    FAULT_LOSE_PDUS,
    FAULT_DELAY_PDU,
    FAULT_SILENCE_LINK,
    FAULT_REFUSE_PROCEDURE,
    FAULT_MISS_CANCEL,
    FAULT_LOSE_CONNECTION,
    FAULT_LOSE_DISCONNECTION,
    FAULT_LOSE_CREDITS,
    FAULT_RESET_AT,
    FAULT_VANISH_AT,
    FAULT_CRASH_AT,
    FAULT_HARDWARE_ERROR_AT
};

struct virtual_fault {
    uint8_t kind;     /**< enum virtual_fault_kind */
    bool every;       /**< each `number`-th, not only that one */
    uint32_t number;  /**< which event, octet or command, from 1; percent */
    uint64_t time_us; /**< delay, or when */
};

struct virtual_faults {
    struct virtual_fault list[VIRTUAL_FAULTS_MAX];
    uint8_t count;
};

/** Room for the text that explains a wrong specification. */
#define BLR_VIRTUAL_FAULTS_TEXT 256

/** Read a specification. @return false and why */
bool blr_virtual_faults_parse(const char *text, struct virtual_faults *faults, char why[BLR_VIRTUAL_FAULTS_TEXT]);

/** Is the n-th event, octet or command (from 1) one that this fault is for? */
bool blr_virtual_fault_hits(const struct virtual_fault *fault, uint64_t n);

/** Is the n-th event, octet or command (from 1) hit by a fault of this kind? @return the fault, or NULL */
const struct virtual_fault *blr_virtual_faults_hit(const struct virtual_faults *faults, enum virtual_fault_kind kind,
                                                   uint64_t n);

/** The first fault of a kind, or NULL. */
const struct virtual_fault *blr_virtual_faults_find(const struct virtual_faults *faults, enum virtual_fault_kind kind);

#endif
