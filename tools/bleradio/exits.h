/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Exit codes of the bleradio command, and the one table that leads from a ble_status to them.
 */
#ifndef BLR_CLI_EXITS_H
#define BLR_CLI_EXITS_H

#include <bleradio/status.h>

/** What the command tells the shell. A signal that ends it gives 128 + its number (SIGINT: 130, SIGTERM: 143). */
enum cli_exit {
    CLI_OK = 0,
    CLI_FAILED = 1,
    CLI_USAGE = 2,
    CLI_PORT = 3,
    CLI_CONTROLLER = 4,
    CLI_NOTHING_FOUND = 5,
    CLI_DISCONNECTED = 6,
    CLI_SECURITY = 7,
    CLI_INTERRUPTED = 130
};

/** When did it happen? The same status means something else while the port is being opened. */
enum cli_phase {
    CLI_OPENING, /**< finding and opening the port */
    CLI_WAITING, /**< waiting for the controller itself: it comes up, it answers a command */
    CLI_RUNNING  /**< an operation with the air or a peer */
};

/** Exit code for a status; every status has one. */
int blr_cli_exit(ble_status status, enum cli_phase phase);

/** What an exit code means, in a few words for a help text; NULL for codes that are never used. */
const char *blr_cli_exit_meaning(int code);

#endif
