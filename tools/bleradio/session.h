/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A radio as a verb uses it: opened from the global options, narrated with -v, left quiet however it ends.
 *
 *     struct session session;
 *     int code = blr_session_open(&session, tool);
 *     if (code == CLI_OK)
 *         code = ...;                                  // blocking calls with session.radio
 *     return blr_session_close(&session, code);
 */
#ifndef BLR_CLI_SESSION_H
#define BLR_CLI_SESSION_H

#include <bleradio/radio.h>

#include "exits.h"
#include "interrupt.h"
#include "verbs.h"

/** Called with every packet while it is set, after the narration. It must not call the radio. */
typedef void session_watcher(void *user, uint64_t now_us, bool received, const uint8_t *packet, size_t size);

#define SESSION_TEXT 2048

struct session {
    struct tool *tool;
    ble_radio *radio;
    struct interrupt interrupt;
    uint64_t start_us;    /**< monotonic time of opening */
    uint64_t deadline_us; /**< by --timeout; UINT64_MAX: none */
    bool ready;           /**< the controller is up */
    ble_status lost;      /**< why it is not; BLE_OK: nothing is known */
    char reason[SESSION_TEXT];
    char pending[SESSION_TEXT]; /**< what the library logged and may give as the reason of a failure yet */
    char warned[SESSION_TEXT];  /**< the last warning, which is not said twice */
    bool trace_failed;          /**< the trace is not whole; said already */
    session_watcher *watcher;
    void *watcher_user;
    /** Called with every event of the host while it is set. */
    void (*events)(void *user, const struct ble_event *event);
    void *events_user;
};

/** How long a controller may take to get ready without --timeout: silent ones are tried at several rates. */
#define SESSION_OPEN_MS 30000

/** Advertisements at the same time, where the controller has room for so many. */
#define SESSION_SETS 8

/**
 * Open the port of the options and bring the controller up.
 * @return CLI_OK, or the exit code after an error was said; the session is to be closed in any case
 */
int blr_session_open(struct session *session, struct tool *tool);

/** blr_session_open() in steps, for those that want to see how it goes. Nothing is said.
 *  @param transport NULL: the port of the options; the session owns it from then on */
void blr_session_init(struct session *session, struct tool *tool);
ble_status blr_session_start(struct session *session, struct tool *tool, struct ble_transport *transport);
ble_status blr_session_wait_ready(struct session *session);

/** Call ble_radio_process() until the time is up. @return BLE_OK: it is; else why it ended early */
ble_status blr_session_wait(struct session *session, uint32_t duration_ms);

/** Leave the controller quiet and close. @return code, or 128 + signal when one came */
int blr_session_close(struct session *session, int code);

/** Time for a call: its own bound, or what --timeout leaves of it (at least 1 ms). */
uint32_t blr_session_time_ms(const struct session *session, uint32_t bound_ms);

/** Say why a call failed (unless a signal ended it) and give its exit code. what: "LE Set Scan Enable", NULL: none. */
int blr_session_failed(struct session *session, const char *what, ble_status status, enum cli_phase phase);

/** The port as the user would name it. */
const char *blr_session_port(const struct session *session);

/** Monotonic microseconds. */
uint64_t blr_session_now_us(void);

#endif
