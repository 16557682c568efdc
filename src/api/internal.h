/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A radio from inside.
 *
 * radio.c opens and closes, driver.c moves bytes and time between line and host, outage.c knows whether the controller
 * is there and looks for it again, effects.c does what the host asks for, operations.c keeps what the program asked
 * for, tasks.c what takes several requests, options.c checks what it wants; advertising.c and composing.c advertise,
 * scanning.c, hearing.c and merging.c scan, connections.c knows the links, connecting.c opens them, link_verbs.c
 * changes and ends them, services.c shows what service_map.h and local_services.h know, properties.c has names.
 * Everything lives in one block of memory, but for what a scan keeps, data of sets that resume, tasks, and services.
 *
 * Callbacks are only made where no function of the host is running, so that a callback may ask the host for something.
 */
#ifndef BLR_API_INTERNAL_H
#define BLR_API_INTERNAL_H

#include <bleradio/radio.h>
#include <bleradio/trace.h>

#include "api/addresses.h"
#include "api/advertise.h"
#include "api/connections.h"
#include "api/diagnosis.h"
#include "api/local_services.h"
#include "api/loop.h"
#include "api/scan.h"
#include "api/service_map.h"
#include "api/tasks.h"
#include "api/watching.h"

enum {
    BLR_INPUT_SIZE = 16384,    /**< octets read at once: a kernel's tty buffer holds 4 KiB, a socket more */
    BLR_TEXT_SIZE = 2048,      /**< last error */
    BLR_RESERVED_REQUESTS = 4, /**< the host's requests that are ours: cancel, answer, shut down */
    BLR_MOST_REQUESTS = 64,    /**< that a host may have */
    BLR_BACKOFF_FIRST_US = 250000,
    BLR_BACKOFF_LAST_US = 5000000,
    BLR_PULSE_US = 100000, /**< how long DTR is dropped */
    BLR_TRACE_US = 200000, /**< how long a trace may stay in memory */
    BLR_SHUT_DOWN_MS = 2000
};

/** What the end of an operation means for the radio; called before the program is told. @param about as it was asked */
typedef void blr_settle(ble_radio *radio, unsigned about, ble_status status);

/** What the program asked for and was not told the end of. */
struct blr_operation {
    uint32_t id;        /**< 0: free */
    blr_settle *settle; /**< or NULL */
    unsigned about;     /**< for settle */
    ble_done *done;
    void *user;
};

/** A request on its way to the host. */
struct blr_asking {
    const struct ble_request *request;
    blr_settle *settle; /**< as in struct blr_operation */
    unsigned about;
    bool lasts; /**< goes on when nobody waits for it any more */
};

/** DTR is low and will be raised. */
struct blr_pulse {
    uint32_t effect;
    uint64_t at_us; /**< BLR_NEVER: none */
};

/** An address to load or store while another process holds the lock. */
struct blr_access {
    uint32_t effect;
    bool store;
    uint8_t octets[6];
    uint64_t at_us; /**< when to try again; BLR_NEVER: none */
    uint64_t end_us;
};

struct ble_radio {
    struct ble_radio_options options; /**< strings are our copies; `port` is never NULL */
    struct blr_loop loop;
    struct ble_host *host;           /**< NULL: the options were refused */
    struct ble_transport *transport; /**< NULL: closed */
    bool line_open;                  /**< transport is attached to the host and watched */
    struct ble_radio_info info;
    struct ble_transport_info line;
    struct ble_host_counters no_counters;

    /* calls */
    unsigned calls;     /**< public functions we are in */
    unsigned callbacks; /**< callbacks we are in */
    bool close_wanted;  /**< ble_radio_close() was called inside a callback */
    bool closing;
    bool tapping; /**< inside a function of the host */
    bool dead;    /**< opening failed: nothing but asking why makes sense */
    bool opening; /**< ble_radio_open() is waiting and will return what happens */
    uint32_t shut_down_id;

    /* bytes and time */
    uint8_t *input, *output;
    size_t input_at, input_end;                /**< octets the host did not take yet */
    size_t output_at, output_end, output_size; /**< octets the line did not take yet */
    bool blocked;                              /**< the line took less than offered */
    bool progress;                             /**< something happened in this round */
    unsigned budget;                           /**< events that may still be handed out in this run */
    uint64_t late_since_us;                    /**< a deadline has passed and was not judged; 0: none */
    unsigned late_rounds;
    uint64_t drained_us; /**< everything that was readable then has been received and judged */
    uint64_t round_us;   /**< when the present round began */
    bool halted;         /**< ble_radio_scan_next() left a round in the middle */

    /* outages */
    bool up;                             /**< `ready` was told last */
    ble_status outage;                   /**< what `lost` told last; BLE_OK: nothing since `ready` */
    ble_status failed;                   /**< how opening ended; BLE_OK: it has not */
    ble_status over;                     /**< the port is gone and will not be looked for; BLE_OK: no */
    struct blr_patient trouble;          /**< the failure and its details, for a diagnosis */
    char open_error[BLE_TRANSPORT_TEXT]; /**< why a port could not be opened */
    uint64_t reopen_us;                  /**< when to look for it again; BLR_NEVER: not */
    uint64_t backoff_us;                 /**< the next time between two looks */
    uint64_t first_backoff_us;
    unsigned attempts; /**< looks since the port was lost */
    char last_error[BLR_TEXT_SIZE];
    uint16_t refused; /**< opcode of the command that the event which is being handled is about; 0: none */

    /* effects */
    struct blr_pulse pulse;
    struct blr_access access;
    struct blr_addresses addresses;
    bool addresses_ready;

    struct blr_tasks tasks;
    unsigned strays; /**< requests that the host has and nobody waits for */
    struct blr_connections connections;
    struct blr_map_cache map_cache;
    struct blr_locals locals;
    struct blr_scan scan;
    struct blr_watches watches; /**< of our own characteristics */
    struct blr_set sets[BLR_SETS];
    ble_link last_central;        /**< link that a central made last; 0: none yet */
    char name[BLE_NAME_SIZE + 1]; /**< as it was given, or as it was made up last */
    bool name_given;
    int8_t tx_power_dbm; /**< for advertising; BLE_TX_POWER_ANY */
    uint16_t appearance; /**< as GAP tells it */

    /* trace */
    struct ble_trace *trace;
    bool trace_dirty, trace_failed;
    uint64_t trace_flushed_us;

    unsigned operations_size;
    struct blr_operation operations[]; /**< and behind them strings, buffers, host */
};

/* ------------------------------------------------------------------------------------------------ radio.c */

__attribute__((format(printf, 3, 4))) void blr_log(ble_radio *radio, enum ble_log_level level, const char *format, ...);
__attribute__((format(printf, 2, 3))) void blr_set_error(ble_radio *radio, const char *format, ...);
/** Append to it. */
__attribute__((format(printf, 2, 3))) void blr_add_error(ble_radio *radio, const char *format, ...);

/** ble_radio_open() with another loop than the operating system's. @param loop closed; copied */
ble_status blr_radio_open(ble_radio **radio, const struct ble_radio_options *options, const struct blr_loop *loop);

/** The end of a public function that began with calls++: a close that a callback asked for happens now. */
void blr_radio_leave(ble_radio *radio);

/* ------------------------------------------------------------------------------------------------ options.c */

/** A number that must lie in a range. */
struct blr_range {
    const char *name;
    int64_t value, lowest, highest;
};

/** @return BLE_OK; BLE_ERROR_ARGUMENT and why: "NAME is VALUE, allowed: LOWEST ... HIGHEST" */
ble_status blr_check_ranges(const struct blr_range *ranges, size_t count, char why[BLE_TRANSPORT_TEXT]);

/** Is a struct of options of the size that this library knows? @param name for why */
ble_status blr_check_size(const char *name, uint32_t size, size_t ours, char why[BLE_TRANSPORT_TEXT]);

/** Check all but the port. @param why filled with the value and what is allowed */
ble_status blr_options_check(const struct ble_radio_options *options, char why[BLE_TRANSPORT_TEXT]);

/* ------------------------------------------------------------------------------------------------ driver.c */

/** Do what is ready. @return whether anything was done */
bool blr_driver_run(ble_radio *radio, unsigned ready);

/** Wait until something is ready, at most until until_us, and do it. @return as ble_radio_process() */
ble_status blr_driver_process(ble_radio *radio, uint64_t until_us);

/**
 * Process until finished() is true.
 * @return BLE_OK; BLE_ERROR_TIMEOUT, BLE_ERROR_INTERRUPTED, BLE_ERROR_CANCELLED (closed inside a callback),
 *         BLE_ERROR_LOST (and the port will not be looked for)
 */
ble_status blr_driver_wait(ble_radio *radio, uint64_t until_us, bool (*finished)(const ble_radio *, const void *),
                           const void *argument);

/** Hand out events. @return whether there was one */
bool blr_driver_pull(ble_radio *radio);

/** Go on in the round that a report stopped, which ble_radio_scan_next() took: to the next one, or to its end. */
void blr_driver_resume(ble_radio *radio);

/** Drop what is in the buffers: it belongs to a line that is gone. */
void blr_driver_forget(ble_radio *radio);

/* ------------------------------------------------------------------------------------------------ outage.c */

/** An event of the host: tell the program, act on it. */
void blr_outage_event(ble_radio *radio, const struct ble_event *event);

/** Open the port of the options for the first time. The host is not attached yet. */
ble_status blr_outage_open(ble_radio *radio);

/** Bring info.transport up to date. */
void blr_outage_describe(ble_radio *radio);

/** Attach the host to the line. */
ble_status blr_outage_attach(ble_radio *radio);

/** The line is gone. */
void blr_outage_lost(ble_radio *radio, ble_status status);

/** Look for the port again, if it is time. */
void blr_outage_due(ble_radio *radio, uint64_t now_us);

/** What ails it now. */
void blr_outage_diagnose(const ble_radio *radio, struct blr_diagnosis *diagnosis);

/* ------------------------------------------------------------------------------------------------ effects.c */

/** Carry out what the host asks for. @return whether there was something */
bool blr_radio_effects_run(ble_radio *radio);

/** Finish what had to wait. */
void blr_radio_effects_due(ble_radio *radio, uint64_t now_us);

/** When blr_radio_effects_due() has something to do. */
uint64_t blr_radio_effects_deadline(const ble_radio *radio);

/** Nobody waits for them any more. */
void blr_radio_effects_forget(ble_radio *radio);

/* ------------------------------------------------------------------------------------------------ operations.c */

/** A request ended. */
void blr_operations_completed(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size);

/** End all with BLE_ERROR_CANCELLED. */
void blr_operations_cancel(ble_radio *radio);

/** May a blocking call begin? @return BLE_OK, or what it returns */
ble_status blr_operation_begin(ble_radio *radio);

/** Ask the host. As ble_radio_request_start(). */
ble_status blr_operation_start(ble_radio *radio, const struct blr_asking *asking, ble_done *done, void *user,
                               uint32_t *id);

/** Ask the host and wait; settle() explains failures of the request, this the others. Between calls++ and leave. */
ble_status blr_operation_run(ble_radio *radio, const struct blr_asking *asking, const char *what);

/** The same without words, for what is tried again. */
ble_status blr_operation_ask(ble_radio *radio, const struct blr_asking *asking, ble_done *done, void *user,
                             uint32_t *id);

/** Ask the host for what nobody waits for. @return whether it was accepted */
bool blr_operation_mention(ble_radio *radio, const struct ble_request *request);

/** Nobody waits for it any more, and nobody is told its end. @param cancel the host shall give it up, too */
void blr_operation_abandon(ble_radio *radio, uint32_t id, bool cancel);

/** Does somebody wait for it? */
bool blr_operation_exists(ble_radio *radio, uint32_t id);

/** The last error becomes: what was asked, what came of it. BLE_OK: nothing. */
void blr_operation_explain(ble_radio *radio, const char *what, ble_status status);

#endif
