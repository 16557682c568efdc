/* SPDX-License-Identifier: MIT */
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "narrate.h"
#include "text.h"

uint64_t blr_session_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* ------------------------------------------------------------------------------------------------- callbacks */

static void on_packet(void *user, uint64_t now_us, bool received, const uint8_t *packet, size_t size)
{
    struct session *session = user;
    blr_narrate_packet(&session->tool->out, session->start_us, now_us, received, packet, size);
    if (session->watcher != NULL)
        session->watcher(session->watcher_user, now_us, received, packet, size);
}

static void on_ready(ble_radio *radio, uint32_t generation, void *user)
{
    struct session *session = user;
    (void)radio;
    (void)generation;
    session->ready = true;
    session->lost = BLE_OK;
    session->reason[0] = '\0';
    if (session->pending[0] != '\0') /* it was no failure in the end */
        blr_say_warning(&session->tool->out, "%s", session->pending);
    session->pending[0] = '\0';
}

static void on_lost(ble_radio *radio, ble_status status, const char *text, void *user)
{
    struct session *session = user;
    (void)radio;
    session->ready = false;
    session->lost = status;
    blr_text_copy(session->reason, sizeof(session->reason), text);
}

static void on_log(ble_radio *radio, enum ble_log_level level, const char *text, void *user)
{
    struct session *session = user;
    struct output *out = &session->tool->out;
    if (level > BLE_LOG_WARNING) {
        if (level == BLE_LOG_INFO || out->verbosity > 1)
            blr_say_detail(out, "%s", text);
    } else if (strcmp(text, ble_radio_last_error(radio)) == 0) {
        blr_text_copy(session->pending, sizeof(session->pending), text);
    } else if (strncmp(text, "trace ", 6) == 0) {
        session->trace_failed = true;
        blr_say_error(out, "%s", text);
    } else if (strcmp(text, session->warned) != 0) {
        blr_text_copy(session->warned, sizeof(session->warned), text);
        blr_say_warning(out, "%s", text);
    }
}

static void on_event(ble_radio *radio, const struct ble_event *event, void *user)
{
    struct session *session = user;
    (void)radio;
    blr_narrate_event(&session->tool->out, session->start_us, blr_session_now_us(), event);
    if (session->events != NULL)
        session->events(session->events_user, event);
}

/* ------------------------------------------------------------------------------------------------- opening */

const char *blr_session_port(const struct session *session)
{
    const char *port = session->tool->globals.port;
    const char *environment = getenv("BLERADIO_PORT");
    if (port == NULL && environment != NULL && environment[0] != '\0')
        port = environment;
    return port != NULL ? port : "auto";
}

/* A trace that cannot be written is no fault of the port: find out before anything is opened. */
static bool can_trace(struct session *session)
{
    struct stat there;
    const char *path = session->tool->globals.trace;
    if (path == NULL || (stat(path, &there) == 0 && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode)))
        return true;
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        blr_say_error(&session->tool->out, "cannot write the trace '%s': %s", path, strerror(errno));
        return false;
    }
    close(fd);
    return true;
}

ble_status blr_session_start(struct session *session, struct tool *tool, struct ble_transport *transport)
{
    const struct globals *globals = &tool->globals;
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.port = blr_session_port(session);
    options.baud = globals->baud;
    options.flow = (uint8_t)globals->flow;
    options.reopen = false;
    options.trace = globals->trace;
    options.open_timeout_ms = BLE_FOREVER; /* the wait is ours */
    options.transport = transport;
    options.host.advertising_sets = SESSION_SETS;
    options.host.tap = on_packet;
    options.host.tap_user = session;
    options.handlers =
        (struct ble_radio_handlers){ .ready = on_ready, .lost = on_lost, .log = on_log, .event = on_event };
    options.user = session;
    /* Connecting can block where no wake reaches it; nothing has been sent by then. */
    atomic_store(&session->interrupt.abrupt, strncmp(options.port, "tcp:", 4) == 0 && globals->trace == NULL);
    ble_status status = ble_radio_open_start(&session->radio, &options);
    atomic_store(&session->interrupt.abrupt, false);
    if (session->radio != NULL)
        blr_interrupt_radio(&session->interrupt, session->radio);
    return session->radio == NULL && status >= 0 ? BLE_ERROR_MEMORY : status;
}

void blr_session_init(struct session *session, struct tool *tool)
{
    memset(session, 0, sizeof(*session));
    session->tool = tool;
    session->start_us = blr_session_now_us();
    session->deadline_us =
        tool->globals.timeout_ms == 0 ? UINT64_MAX : session->start_us + (uint64_t)tool->globals.timeout_ms * 1000;
    if (!blr_interrupt_begin(&session->interrupt))
        blr_say_warning(&tool->out, "no thread to be had: signals end the command abruptly");
}

uint32_t blr_session_time_ms(const struct session *session, uint32_t bound_ms)
{
    if (session->deadline_us == UINT64_MAX)
        return bound_ms;
    uint64_t now_us = blr_session_now_us();
    uint64_t left_ms = now_us >= session->deadline_us ? 0 : (session->deadline_us - now_us + 999) / 1000;
    uint64_t time_ms = left_ms < bound_ms ? left_ms : bound_ms;
    return time_ms == 0 ? 1 : (uint32_t)time_ms;
}

/* Process until the controller is ready (or the time is up: then that is an error), or just until the time is up. */
static ble_status process_until(struct session *session, uint64_t end_us, bool until_ready)
{
    for (;;) {
        if (blr_interrupt_signal(&session->interrupt) != 0)
            return BLE_ERROR_INTERRUPTED;
        if (until_ready && session->ready)
            return BLE_OK;
        if (session->lost < 0 && session->lost != BLE_ERROR_RESTARTED)
            return session->lost;
        if (!until_ready && session->lost < 0)
            return session->lost;
        uint64_t now_us = blr_session_now_us();
        if (now_us >= end_us)
            return until_ready ? BLE_ERROR_TIMEOUT : BLE_OK;
        uint64_t left_ms = (end_us - now_us + 999) / 1000;
        ble_status status = ble_radio_process(session->radio, left_ms > 1000 ? 1000 : (uint32_t)left_ms);
        if (status < 0 && status != BLE_ERROR_INTERRUPTED && session->lost >= 0)
            session->lost = status;
        if (!blr_out_flush(&session->tool->out))
            return BLE_ERROR_CANCELLED; /* nobody listens */
    }
}

ble_status blr_session_wait_ready(struct session *session)
{
    uint32_t time_ms = blr_session_time_ms(session, SESSION_OPEN_MS);
    ble_status status = process_until(session, blr_session_now_us() + (uint64_t)time_ms * 1000, true);
    if (status == BLE_ERROR_TIMEOUT)
        snprintf(session->reason, sizeof(session->reason), "the controller did not get ready in time (%.3g s)",
                 (double)(blr_session_now_us() - session->start_us) / 1e6);
    return status;
}

ble_status blr_session_wait(struct session *session, uint32_t duration_ms)
{
    return process_until(session, blr_session_now_us() + (uint64_t)duration_ms * 1000, false);
}

int blr_session_open(struct session *session, struct tool *tool)
{
    blr_session_init(session, tool);
    if (!can_trace(session))
        return CLI_FAILED;
    ble_status status = blr_session_start(session, tool, NULL);
    if (status < 0)
        return blr_session_failed(session, NULL, status, CLI_OPENING);
    status = blr_session_wait_ready(session);
    return status < 0 ? blr_session_failed(session, NULL, status, CLI_WAITING) : CLI_OK;
}

/* A reason mostly names its port and its command itself. */
static bool is_named(const char *reason, const char *port)
{
    const char *name = strchr(port, ':') != NULL ? strchr(port, ':') + 1 : port;
    size_t size = strcspn(name, ",");
    for (; *reason != '\0'; reason++)
        if (strncmp(reason, name, size) == 0)
            return true;
    return false;
}

int blr_session_failed(struct session *session, const char *what, ble_status status, enum cli_phase phase)
{
    const char *port = blr_session_port(session);
    const char *reason = session->reason;
    char prefix[400] = "";
    if (status == BLE_ERROR_CANCELLED && session->tool->out.closed)
        return CLI_OK; /* the reader of our data had enough */
    if (status == BLE_ERROR_CANCELLED && session->tool->out.error != 0)
        return CLI_FAILED; /* main() says what became of the output */
    if (status == BLE_ERROR_INTERRUPTED)
        return CLI_INTERRUPTED;
    if (reason[0] == '\0' && session->radio != NULL)
        reason = ble_radio_last_error(session->radio);
    if (reason[0] == '\0')
        reason = ble_status_message(status);
    if (what != NULL && !is_named(reason, what))
        snprintf(prefix, sizeof(prefix), "%.80s: ", what);
    else if (what == NULL && !is_named(reason, port) && !is_named(reason, "auto"))
        snprintf(prefix, sizeof(prefix), "%.300s: ", port);
    blr_say_error(&session->tool->out, "%s%s", prefix, reason);
    return blr_cli_exit(status, phase);
}

int blr_session_close(struct session *session, int code)
{
    blr_out_flush(&session->tool->out);
    blr_interrupt_radio(&session->interrupt, NULL);
    ble_radio_close(session->radio);
    session->radio = NULL;
    if (session->trace_failed && code == CLI_OK)
        code = CLI_FAILED;
    blr_interrupt_end(&session->interrupt);
    int signal_number = blr_interrupt_signal(&session->interrupt);
    return signal_number != 0 ? 128 + signal_number : code;
}
