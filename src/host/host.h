/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The host's inside: one object that owns the layers below and routes their outcomes.
 *
 *   host.c        the public functions: octets, time, memory
 *   controller.c  the life of a controller: ladder, bring-up, running, probing, recovery, shutting down
 *   dispatch.c    what each received packet means
 *   wishes.c      what advertising, scanning and connecting want and bring about
 *   connecting.c  connections that come about         links.c  their names, ends, and what is known of them
 *   procedures.c  what is done on links, step by step
 *   updates.c     parameters that peers ask for, and the signalling channel
 *   reports.c     advertising reports into the ring
 *   watchdog.c    a scan that hears nothing any more
 *   requests.c    requests and their completions
 *   events.c      the ring of events      effects.c  what is asked of the driver
 *   gatt.c        ATT (see host/gatt.h)
 */
#ifndef BLR_HOST_HOST_H
#define BLR_HOST_HOST_H

#include <bleradio/host.h>

#include "att/client.h"
#include "att/server.h"
#include "gap/gap.h"
#include "hci/acl.h"
#include "hci/bringup.h"
#include "hci/h4.h"
#include "hci/queue.h"
#include "hci/recovery.h"
#include "host/effects.h"
#include "host/events.h"

/** What the host does with its controller. */
enum host_phase {
    PHASE_IDLE,         /**< detached, failed or off: nothing is sent, what comes is dropped */
    PHASE_LADDER,       /**< getting an answer to Reset */
    PHASE_BRINGUP,      /**< asking and setting up */
    PHASE_RUNNING,      /**< ready */
    PHASE_PROBING,      /**< synchronisation lost with links up: looking for the answer to a harmless command */
    PHASE_ENDING_LINKS, /**< shutting down: waiting for disconnections */
    PHASE_LAST_RESET    /**< shutting down: waiting for the answer to Reset */
};

/** Tokens of the host's own commands; requests' ids are above them. */
enum host_token {
    TOKEN_NONE,
    TOKEN_BRINGUP,
    TOKEN_PROBE,
    TOKEN_LINK_CHECK,
    TOKEN_GAP,
    TOKEN_WATCHDOG, /**< its probe */
    TOKEN_QUIET,    /**< nobody waits for it */
    TOKEN_STEP,     /**< of the procedure of one link, host->step_link */
    TOKEN_FIRST_REQUEST = 16,
    TOKEN_FIRST_LINK = 128 /**< in the lowest octet: Disconnect of a link, whoever asked for it */
};

/** A request that was accepted. */
struct host_request {
    uint32_t id; /**< 0: free */
    uint64_t deadline_us;
    uint32_t end_after; /**< ended: told when so many events were pulled */
    uint32_t end_order;
    ble_status status;
    ble_link link;
    uint16_t parts;  /**< PDUs that are not sent or confirmed yet, of a request that has several */
    uint16_t opcode; /**< of the command that the controller refused, 0: none */
    uint8_t type;
    bool ended;
    bool begun; /**< a procedure of a link: it runs */
    union {
        struct gap_link_units units; /**< BLE_REQUEST_UPDATE_LINK */
        struct {
            uint8_t tx;
            uint8_t rx;
            uint8_t options;
        } phys;          /**< BLE_REQUEST_SET_PHY */
        uint16_t octets; /**< BLE_REQUEST_SET_DATA_LENGTH */
    } wanted;
};

enum {
    HOST_ATTEMPTS = 3,     /**< bring-ups in a row that may fail */
    HOST_ID_INDEX_BITS = 8 /**< of an id: the generation lies above */
};

/** How far the scan watchdog is with a silence. */
enum watchdog_stage { WATCHDOG_LISTENING, WATCHDOG_PROBING, WATCHDOG_RESTARTED };

struct watchdog {
    uint64_t since_us;        /**< silence counts from here on: the scan went on */
    uint64_t heard_before_us; /**< heard_us when the silence was noticed */
    uint8_t stage;            /**< enum watchdog_stage */
    uint8_t doublings;        /**< of the silence that is waited for */
};

struct reassembly;
struct duplicates;

struct ble_host {
    struct ble_host_config config;
    uint64_t now_us;
    uint64_t packet_us; /**< first octet of the packet that is being dispatched, if it is not one of many reports */
    struct ble_controller_info info;
    struct ble_host_counters counters;
    struct ble_transport_info transport;

    /* octets */
    struct h4 h4;
    struct hci_blocks blocks;
    struct hci_queue queue;
    struct hci_acl acl;
    uint8_t *staging;     /**< packet that is being transmitted, packet_bytes long */
    uint32_t staged;      /**< octets in staging */
    uint32_t staged_sent; /**< octets of them fetched */
    uint16_t padding;     /**< zero octets to send */
    uint16_t raw_opcode;  /**< parameterless command to send past the queue, 0: none */

    /* controller */
    uint8_t phase;      /**< enum host_phase */
    uint8_t attempts;   /**< bring-ups that failed in a row */
    bool empty_answers; /**< Reset was answered without a status before */
    bool shutting_down;
    bool nop_seen;  /**< an unasked NOP restarted this bring-up already */
    bool suspected; /**< a step that was forgiven restarted it already */
    struct ladder ladder;
    struct bringup bringup;
    uint8_t cause;        /**< enum ble_host_failure of the recovery under way */
    uint8_t reset_status; /**< of the last Reset that was refused */
    uint16_t cause_opcode;
    uint32_t pause_us;        /**< after the effect that the ladder waits for */
    uint64_t wait_us;         /**< when the present phase goes on, UINT64_MAX: not by time */
    uint64_t opened_us;       /**< when this bring-up began */
    uint64_t ladder_bytes;    /**< bytes_received when it began */
    uint64_t disconnected_us; /**< last Disconnection Complete */
    uint64_t nop_restart_us;  /**< last restart because of a NOP */

    /* time */
    uint64_t stale_us;       /**< when a tick first saw the present piece of a packet, 0: not */
    uint64_t stale_first_us; /**< of which packet */
    uint64_t grace_us;       /**< a late tick put off all deadlines until then, 0: none */
    uint32_t stale_progress; /**< how much there was of the piece */
    uint32_t resets_at_open; /**< counters.resets_sent when this bring-up began */

    /* application */
    struct gap gap;
    uint64_t heard_us; /**< first octet of the last event with reports */
    struct watchdog watchdog;
    struct ble_report_filter filter;
    bool gap_untold;       /**< an outcome waits for room in the ring */
    uint8_t report_stages; /**< what reports go through, see reports.c */
    bool reassembling;     /**< parts of advertisements are waited for, or such to be dropped */
    bool seed_asked;
    bool seeded;
    bool send_refused;             /**< for lack of room, which is to be told */
    bool sendable;                 /**< there is room again: to be told as an end is */
    bool steps_due;                /**< maybe a procedure of a link can begin */
    struct reassembly *reassembly; /**< NULL: none is configured */
    uint8_t *whole;                /**< data of an advertisement put together, REASSEMBLY_MAX long */
    struct duplicates *duplicates; /**< NULL: none is configured */
    struct events events;
    struct effects effects;
    struct att_server server;
    struct att_client client;
    bool procedure_refused; /**< all of the client were taken: it is to be told when one is free */
    uint32_t hash_effect;   /**< that computes the Database Hash */
    uint32_t hash_changes;  /**< att_server.hash_changes when it was asked for */
    struct host_request *requests;
    uint32_t request_generation;
    uint32_t end_order;
    uint16_t ended;        /**< requests and links whose end is not told */
    uint16_t links_untold; /**< links among them */
    uint32_t sendable_after;
    uint32_t sendable_order;

    /* procedures of links */
    ble_link step_link;     /**< whose command is with the queue or the controller, 0: none */
    uint32_t update_tokens; /**< given so far */
};

static inline void blr_host_set_now(struct ble_host *host, uint64_t now_us)
{
    if (now_us > host->now_us)
        host->now_us = now_us;
}

/* controller.c */
void blr_controller_open(struct ble_host *host);
void blr_controller_recover(struct ble_host *host, enum ble_host_failure cause, uint16_t opcode, uint8_t status);
void blr_controller_lost(struct ble_host *host, bool tell);
void blr_controller_shut_down(struct ble_host *host);
void blr_controller_desync(struct ble_host *host);
void blr_controller_reset_answered(struct ble_host *host, const uint8_t *answer, size_t size);
void blr_controller_step_answered(struct ble_host *host, uint16_t opcode, const uint8_t *answer, size_t size);
/** Send a harmless command. @return false: not now, others of its kind are under way */
bool blr_controller_probe(struct ble_host *host, enum host_token token);
void blr_controller_probe_answered(struct ble_host *host);
void blr_controller_nop(struct ble_host *host);
void blr_controller_link_ended(struct ble_host *host);
void blr_controller_effect(struct ble_host *host, enum ble_effect_type type, ble_status result, const uint8_t *data,
                           size_t size);
void blr_controller_tick(struct ble_host *host);

/* dispatch.c */
/** Take octets that are not just the middle of a packet. */
size_t blr_take(struct ble_host *host, uint64_t now_us, const uint8_t *data, size_t size);

/* wishes.c */
/** Queue the command of the arbiter's next step, if there is one. */
void blr_wishes_step(struct ble_host *host);
void blr_wishes_answered(struct ble_host *host, const uint8_t *answer, size_t size);
/** Complete and tell what came to its end. */
void blr_wishes_tell(struct ble_host *host);
void blr_wishes_tick(struct ble_host *host);
uint64_t blr_wishes_deadline(const struct ble_host *host);

/* reports.c */
/** Octets of memory for what the configuration wants, 0: nothing. */
size_t blr_reports_reassembly_size(const struct ble_host_config *config);
size_t blr_reports_duplicates_size(const struct ble_host_config *config);
void blr_reports_init(struct ble_host *host, void *reassembly, void *duplicates);
void blr_reports_filter(struct ble_host *host, const struct ble_report_filter *filter);
/** Is this way of telling reports possible? */
ble_status blr_reports_check(const struct ble_host *host, const struct ble_scanning *scan);
/** A scan was asked for: everything is new to it. */
void blr_reports_scan(struct ble_host *host, const struct ble_scanning *scan);
/** Randomness came. */
void blr_reports_seed(struct ble_host *host, const uint8_t *octets, size_t size);
/** The scan or the controller is gone, and with it the rest of what is not whole. */
void blr_reports_forget(struct ble_host *host);
void blr_reports_tick(struct ble_host *host);
uint64_t blr_reports_deadline(const struct ble_host *host);
/** An LE Meta event with advertising reports, from its subevent octet on. */
void blr_reports(struct ble_host *host, const uint8_t *parameters, size_t size, uint64_t first_us);
/** An LE Directed Advertising Report, from behind its subevent octet on. */
void blr_reports_directed(struct ble_host *host, const uint8_t *parameters, size_t size, uint64_t first_us);

/* watchdog.c */
void blr_watchdog_tick(struct ble_host *host);
uint64_t blr_watchdog_deadline(const struct ble_host *host);
/** Its probe was answered. */
void blr_watchdog_probed(struct ble_host *host);
/** The present step of scanning was refused. @return true: it was the watchdog's, and the controller is being reset */
bool blr_watchdog_restart_refused(struct ble_host *host);
/** A scan was asked for. */
void blr_watchdog_scan(struct ble_host *host);
/** The controller scans from now on. */
void blr_watchdog_scan_is_on(struct ble_host *host);
/** The controller is gone. */
void blr_watchdog_lost(struct ble_host *host);

/* requests.c */
uint32_t blr_requests_add(struct ble_host *host, const struct ble_request *request);
void blr_requests_end(struct ble_host *host, uint32_t id, ble_status status);
/** The same because the controller refused a command. @param opcode 0: none */
void blr_requests_end_refused(struct ble_host *host, uint32_t id, ble_status status, uint16_t opcode);
void blr_requests_end_with_answer(struct ble_host *host, uint32_t id, ble_status status, const uint8_t *answer,
                                  size_t size);
/** A part of a request ended; the last one ends it, with the first status that is not BLE_OK. */
void blr_requests_part_ended(struct ble_host *host, uint32_t id, ble_status status);
void blr_requests_end_type(struct ble_host *host, enum ble_request_type type, ble_status status);
/** End all but those of types in the mask (1 << type). */
void blr_requests_end_all(struct ble_host *host, ble_status status, uint32_t except_types);
struct host_request *blr_requests_find(struct ble_host *host, uint32_t id);
void blr_requests_tick(struct ble_host *host);
uint64_t blr_requests_deadline(const struct ble_host *host);
/** An end is to be told after the events that are in the ring now. */
void blr_ends_note(struct ble_host *host, uint32_t *after, uint32_t *order);
/** Tell an end that is due, else the next event of the ring. */
bool blr_ends_pull(struct ble_host *host, struct ble_event *event);

/* links.c */
/** A link is gone: everything on it ends. */
void blr_links_end(struct ble_host *host, struct hci_link *link, uint8_t reason);
void blr_links_end_all(struct ble_host *host, uint8_t reason);
struct hci_link *blr_links_find(struct ble_host *host, ble_link id);
/** A link's Disconnect failed, or its end was not one: it stays, and those who wait for its end learn that. */
void blr_links_stay(struct ble_host *host, struct hci_link *link, ble_status status);
/** The token of a link's Disconnect, and the link of such a token, NULL: it is none, or the link has ended. */
uint32_t blr_links_token(const struct ble_host *host, const struct hci_link *link);
struct hci_link *blr_links_of_token(struct ble_host *host, uint32_t token);
ble_link blr_links_id(const struct ble_host *host, const struct hci_link *link);
/**
 * Queue a PDU; when there is no room for it BLE_EVENT_SENDABLE will say that there is again.
 * @param token who is told when it was sent: a request, or TOKEN_QUIET
 */
bool blr_links_send(struct ble_host *host, struct hci_link *link, uint16_t cid, const uint8_t *data, uint16_t size,
                    uint32_t token);
/** Room was refused, and some came back. */
void blr_links_room(struct ble_host *host);
/** What was refused may be asked for again: that is to be told. */
void blr_links_sendable(struct ble_host *host);
/** Tell BLE_EVENT_LINK_UPDATED. what: enum ble_link_change bits */
void blr_links_tell(struct ble_host *host, const struct hci_link *link, unsigned what);

/* procedures.c */
/** A new link: what is to be done on it by itself. */
void blr_procedures_open(struct ble_host *host, struct hci_link *link);
/** BLE_REQUEST_UPDATE_LINK, SET_PHY, SET_DATA_LENGTH, READ_RSSI. @return BLE_OK: completes later */
ble_status blr_procedures_ask(struct ble_host *host, const struct ble_request *request, struct host_request *slot);
/** A request is cancelled or out of time: what it began runs on, for nobody. */
void blr_procedures_withdraw(struct ble_host *host, const struct host_request *request);
/** Queue the next command, if there is one. */
void blr_procedures_step(struct ble_host *host);
void blr_procedures_answered(struct ble_host *host, uint8_t status, const uint8_t *answer, size_t size);
void blr_procedures_unanswered(struct ble_host *host);
/** The controller is gone. */
void blr_procedures_reset(struct ble_host *host);
/** Change the parameters of a link, because its peer asked for them. */
void blr_procedures_apply(struct ble_host *host, struct hci_link *link);
bool blr_procedures_is_updating(const struct hci_link *link);
/** The answer to our L2CAP request for other parameters: enum in l2cap/signalling.h. */
void blr_procedures_update_answered(struct ble_host *host, struct hci_link *link, uint8_t identifier, uint16_t result);
void blr_procedures_tick(struct ble_host *host);
uint64_t blr_procedures_deadline(const struct ble_host *host);
void blr_on_connection_update(struct ble_host *host, const uint8_t *parameters, size_t size);
void blr_on_remote_features(struct ble_host *host, const uint8_t *parameters, size_t size);
void blr_on_remote_version(struct ble_host *host, const uint8_t *parameters, size_t size);
void blr_on_data_length(struct ble_host *host, const uint8_t *parameters, size_t size);
void blr_on_phy_update(struct ble_host *host, const uint8_t *parameters, size_t size);

/* updates.c */
/** A PDU on the signalling channel. */
void blr_updates_signal(struct ble_host *host, struct hci_link *link, const uint8_t *pdu, size_t size);
/** BLE_REQUEST_ANSWER_UPDATE. */
ble_status blr_updates_answer(struct ble_host *host, uint32_t token, bool accept);
/** Send the answer that is due on a link. @return false: no room, it is due still */
bool blr_updates_step(struct ble_host *host, struct hci_link *link);
void blr_updates_tick(struct ble_host *host, struct hci_link *link);
uint64_t blr_updates_deadline(const struct hci_link *link);
void blr_on_parameter_request(struct ble_host *host, const uint8_t *parameters, size_t size);

/* connecting.c */
/** BLE_REQUEST_CONNECT. @return BLE_OK: the request completes later */
ble_status blr_connecting_ask(struct ble_host *host, const struct ble_connecting *how, uint32_t id);
/** BLE_REQUEST_KEEP_CONNECTED. */
ble_status blr_connecting_keep(struct ble_host *host, const struct ble_address *peers, uint16_t count,
                               const struct ble_link_parameters *parameters);
/** Links came or went: is there room for another one? */
void blr_connecting_room(struct ble_host *host);
/** LE Connection Complete, LE Enhanced Connection Complete, LE Advertising Set Terminated. */
void blr_on_connection_complete(struct ble_host *host, const uint8_t *parameters, size_t size);
void blr_on_enhanced_connection_complete(struct ble_host *host, const uint8_t *parameters, size_t size);
void blr_on_set_terminated(struct ble_host *host, const uint8_t *parameters, size_t size);

/** Push a change of state; when nobody pulls events, the newest one is replaced. */
struct ble_event *blr_host_push_state(struct ble_host *host, enum ble_event_type type);

#endif
