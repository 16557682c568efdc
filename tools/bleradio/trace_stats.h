/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What a trace holds, counted: packets by kind, reports, connections, and the PDUs in ACL data.
 *
 *     struct trace_stats *stats = blr_trace_stats_new();
 *     ... blr_trace_stats_take(stats, &record) for each record ...
 *     blr_trace_stats_free(stats);
 *
 * Memory is bounded: what is listed (advertisers, connections, disconnections) ends at a number, after which only
 * `unlisted` counts. ATT, SMP and signalling count when their PDU is whole; CIDs where a PDU begins. Controllers' logs
 * (handles 0x0edc and 0x0ff1) are no L2CAP. One thread at a time.
 */
#ifndef BLR_CLI_TRACE_STATS_H
#define BLR_CLI_TRACE_STATS_H

#include <bleradio/trace.h>

enum {
    TRACE_STATS_ADDRESSES = 1 << 18, /**< listed at most */
    TRACE_STATS_LINKS = 1 << 15,     /**< connections, and disconnections, listed at most */
    TRACE_STATS_HANDLES = 1 << 12,
};

/** Kinds of packets: the H4 indicators, and what is none. */
enum { TRACE_NOT_HCI = 0, TRACE_COMMAND, TRACE_ACL, TRACE_SCO, TRACE_EVENT, TRACE_ISO, TRACE_KINDS };

/** Kinds of LE advertising reports. */
enum { TRACE_LEGACY, TRACE_EXTENDED, TRACE_DIRECTED, TRACE_REPORTS };

/** Timing of a connection, as in the event. */
enum { TRACE_INTERVAL, TRACE_LATENCY, TRACE_TIMEOUT, TRACE_TIMINGS };

/** A connection complete event; what it is too short for is absent. */
struct trace_connection {
    uint64_t frame; /**< from 1 */
    uint8_t subevent;
    uint8_t present; /**< octets of its parameters, at most 255 */
    uint8_t status, role;
    uint8_t timings; /**< how many of timing there are */
    uint8_t peer[6];
    uint16_t handle;
    uint16_t timing[TRACE_TIMINGS];
};

/** A disconnection complete event of at least 4 octets. */
struct trace_disconnection {
    uint64_t frame;
    uint16_t handle;
    uint8_t reason;
};

/** A PDU that is being put together. */
struct trace_pdu {
    uint32_t total;  /**< octets with its header; 0: none */
    uint32_t got;    /**< of them */
    uint8_t head[5]; /**< its first ones: length, CID, first octet */
    uint8_t pending; /**< signalling: octets of the next command's header in next */
    uint8_t next[4];
    uint32_t skip; /**< signalling: octets left of the present command */
    bool is_signal;
};

struct trace_stats {
    uint64_t records;
    uint64_t cut_records;
    bool has_time;
    int64_t first_s, last_s;
    uint32_t first_ns, last_ns;
    uint64_t kinds[TRACE_KINDS];
    uint64_t sent, received; /**< of the records whose container holds H4 */
    uint64_t events[256], le_subevents[256];
    uint64_t report_events[TRACE_REPORTS], reports[TRACE_REPORTS];
    uint64_t legacy_types[256];
    uint64_t acl_pb[4];
    uint64_t att[256], smp[256], l2cap_sig[256];
    uint64_t commands[65536], command_complete[65536], command_status[65536];
    uint64_t extended_types[65536];
    uint64_t l2cap_cid[65536];
    uint64_t acl_handles[TRACE_STATS_HANDLES];
    struct trace_pdu pdus[2][TRACE_STATS_HANDLES]; /**< by direction */
    uint32_t connection_count, disconnection_count, address_count;
    uint32_t by_kind[TRACE_REPORTS]; /**< distinct addresses in reports of this kind */
    uint64_t unlisted;               /**< addresses (as often as seen), connections and disconnections */
    struct trace_connection connections[TRACE_STATS_LINKS];
    struct trace_disconnection disconnections[TRACE_STATS_LINKS];
    /** Open addressing: 0 free, else address | kinds << 48 | 1 << 63. */
    uint64_t addresses[TRACE_STATS_ADDRESSES * 2];
};

/** All zero; NULL: no memory. */
struct trace_stats *blr_trace_stats_new(void);
void blr_trace_stats_free(struct trace_stats *stats);

/** Count one record. */
void blr_trace_stats_take(struct trace_stats *stats, const struct ble_trace_record *record);

/** Sort the addresses to the front of `addresses`; nothing may be counted afterwards. */
void blr_trace_stats_sort(struct trace_stats *stats);

#endif
