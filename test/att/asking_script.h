/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A client of the Attribute Protocol by script: what the application asks, what must be sent for it, what the
 * peer answers, what must be told.
 *
 * A script is lines; octets are hexadecimal, blanks among those of a PDU do not count, `61*20` is twenty times 61:
 *
 *     + read 0012            the application asks. Handles and ranges as 0012 and 0001-0010, UUIDs as =2a00:
 *                            services, included, characteristics, descriptors RANGE [UUID]; read HANDLE;
 *                            long-read HANDLE[+OFFSET]; read-uuid UUID [RANGE]; multiple, variable HANDLE ...;
 *                            write, command, signed HANDLE [OCTETS]; long-write, prepare HANDLE+OFFSET [OCTETS];
 *                            execute [cancel]
 *     < 0a 1200              the client sends this PDU next
 *     > 0b 57                the peer sends this PDU
 *     ! value 0012+0 57      a value was read: HANDLE+OFFSET [OCTETS]
 *     ! service 0001-0005 1800, ! included 0002 0010-0015 180f, ! characteristic 0002 0a 0003 2a00,
 *     ! descriptor 0004 2902 this was found; a characteristic with its properties and the handle of its value
 *     ! notified 0012 57, ! indicated 0012 57
 *     ! mtu 185              the MTU is this now
 *     ! sign 520012...       a PDU is to be signed
 *     ~ 1 -10                procedure 1, the first that was asked for, ended with this status
 *     * mtu 185              the MTU is this from now on, without a word
 *     * peer-mtu 185         the same because the peer asked for it
 *     * central, * peripheral   the link is up (again), in that role; without, it is up with the MTU 23 and that done
 *     * cancel 1             the application cancels that procedure
 *     * sign OCTETS, * no-key   of the last procedure
 *     * wait 30              so many seconds pass
 *     * busy, * free         there is no block to send with; there are again
 *     * drop                 the link ends
 *
 * What is sent and told must be what the script says, in that order, and nothing else.
 */
#ifndef TEST_ASKING_SCRIPT_H
#define TEST_ASKING_SCRIPT_H

/** A script and what it follows. */
struct asking_row {
    const char *name;   /**< id of the test of the specification, or what it is about */
    const char *script; /**< lines */
};

/**
 * Play a script.
 * @param room outcomes that there is room for at once when a PDU comes, 0: for all
 * Fails the cmocka test with the line that is not true.
 */
void asking_play(const struct asking_row *row, unsigned room);

#endif
