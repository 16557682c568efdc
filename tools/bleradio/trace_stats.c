/* SPDX-License-Identifier: MIT */
#include "trace_stats.h"

#include <stdlib.h>
#include <string.h>

enum { EVENT_DISCONNECTED = 0x05, EVENT_COMPLETE = 0x0e, EVENT_STATUS = 0x0f, EVENT_LE = 0x3e };
enum {
    LE_CONNECTED = 0x01,
    LE_REPORT = 0x02,
    LE_CONNECTED_ENHANCED = 0x0a,
    LE_DIRECTED_REPORT = 0x0b,
    LE_EXTENDED_REPORT = 0x0d,
    LE_CONNECTED_ENHANCED_V2 = 0x29,
};
enum { CID_SIGNAL = 1, CID_ATT = 4, CID_LE_SIGNAL = 5, CID_SMP = 6, CID_CLASSIC_SMP = 7 };
enum { PB_CONTINUATION = 1 };
enum { HANDLE_QUALCOMM_LOG = 0x0edc, HANDLE_BROADCOM_LOG = 0x0ff1 };
enum { L2CAP_HEADER = 4, SIGNAL_HEADER = 4 };

#define ADDRESS_USED (UINT64_C(1) << 63)
#define ADDRESS_MASK ((UINT64_C(1) << 48) - 1)

static uint16_t get16(const uint8_t *from)
{
    return (uint16_t)(from[0] | from[1] << 8);
}

struct trace_stats *blr_trace_stats_new(void)
{
    return calloc(1, sizeof(struct trace_stats));
}

void blr_trace_stats_free(struct trace_stats *stats)
{
    free(stats);
}

/* ------------------------------------------------------------------------------------------------ reports */

static void take_address(struct trace_stats *stats, unsigned kind, const uint8_t address[6])
{
    const uint64_t value = (uint64_t)address[5] << 40 | (uint64_t)address[4] << 32 | (uint64_t)address[3] << 24 |
                           (uint64_t)address[2] << 16 | (uint64_t)address[1] << 8 | address[0];
    const uint64_t mark = UINT64_C(1) << (48 + kind);
    const size_t mask = TRACE_STATS_ADDRESSES * 2 - 1;
    size_t at = (size_t)(value * UINT64_C(0x9e3779b97f4a7c15) >> 40) & mask;
    while (stats->addresses[at] != 0 && (stats->addresses[at] & ADDRESS_MASK) != value)
        at = (at + 1) & mask;
    if (stats->addresses[at] == 0) {
        if (stats->address_count == TRACE_STATS_ADDRESSES) {
            stats->unlisted++;
            return;
        }
        stats->address_count++;
        stats->addresses[at] = value | ADDRESS_USED;
    }
    if ((stats->addresses[at] & mark) == 0) {
        stats->addresses[at] |= mark;
        stats->by_kind[kind]++;
    }
}

/* Where things stand in one report of each kind. */
static const struct report_layout {
    uint8_t type_size; /* of the event type, which comes first */
    uint8_t address;
    uint8_t length; /* of the data; 0: has none */
    uint8_t size;   /* without data */
} layouts[TRACE_REPORTS] = {
    [TRACE_LEGACY] = { 1, 2, 8, 10 },
    [TRACE_EXTENDED] = { 2, 3, 23, 24 },
    [TRACE_DIRECTED] = { 1, 2, 0, 16 },
};

static void take_reports(struct trace_stats *stats, unsigned kind, const uint8_t *data, size_t size)
{
    const struct report_layout *layout = &layouts[kind];
    stats->report_events[kind]++;
    if (size == 0)
        return;
    stats->reports[kind] += data[0];
    size_t at = 1;
    for (unsigned left = data[0]; left > 0 && size - at >= layout->size; left--) {
        const uint8_t *report = data + at;
        const size_t whole = layout->size + (layout->length != 0 ? report[layout->length] : 0u);
        if (kind == TRACE_LEGACY)
            stats->legacy_types[report[0]]++;
        if (kind == TRACE_EXTENDED)
            stats->extended_types[get16(report)]++;
        take_address(stats, kind, report + layout->address);
        if (whole > size - at)
            return;
        at += whole;
    }
}

/* ------------------------------------------------------------------------------------------------ events */

static void take_connection(struct trace_stats *stats, uint8_t subevent, const uint8_t *data, size_t size)
{
    const size_t timing = subevent == LE_CONNECTED ? 11 : 23; /* behind the addresses */
    if (stats->connection_count == TRACE_STATS_LINKS) {
        stats->unlisted++;
        return;
    }
    struct trace_connection *connection = &stats->connections[stats->connection_count++];
    connection->frame = stats->records;
    connection->subevent = subevent;
    connection->present = (uint8_t)(size < 255 ? size : 255);
    connection->status = size >= 1 ? data[0] : 0;
    connection->handle = size >= 3 ? get16(data + 1) & 0xfff : 0;
    connection->role = size >= 4 ? data[3] : 0;
    if (size >= 11)
        memcpy(connection->peer, data + 5, 6);
    for (unsigned i = 0; i < TRACE_TIMINGS && size >= timing + 2 * i + 2; i++)
        connection->timing[connection->timings++] = get16(data + timing + 2 * (size_t)i);
}

static void take_le_event(struct trace_stats *stats, const uint8_t *data, size_t size)
{
    if (size == 0)
        return;
    stats->le_subevents[data[0]]++;
    switch (data[0]) {
    case LE_CONNECTED:
    case LE_CONNECTED_ENHANCED:
    case LE_CONNECTED_ENHANCED_V2: take_connection(stats, data[0], data + 1, size - 1); break;
    case LE_REPORT: take_reports(stats, TRACE_LEGACY, data + 1, size - 1); break;
    case LE_EXTENDED_REPORT: take_reports(stats, TRACE_EXTENDED, data + 1, size - 1); break;
    case LE_DIRECTED_REPORT: take_reports(stats, TRACE_DIRECTED, data + 1, size - 1); break;
    default: break;
    }
}

static void take_disconnection(struct trace_stats *stats, const uint8_t *data)
{
    if (stats->disconnection_count == TRACE_STATS_LINKS) {
        stats->unlisted++;
        return;
    }
    stats->disconnections[stats->disconnection_count++] =
        (struct trace_disconnection){ stats->records, get16(data + 1) & 0xfff, data[3] };
}

/* Behind the indicator. */
static void take_event(struct trace_stats *stats, const uint8_t *data, size_t size)
{
    if (size == 0)
        return;
    stats->events[data[0]]++;
    if (size < 2)
        return;
    const uint8_t code = data[0];
    size = size - 2 < data[1] ? size - 2 : data[1];
    data += 2;
    if (code == EVENT_LE)
        take_le_event(stats, data, size);
    else if (code == EVENT_COMPLETE && size >= 3)
        stats->command_complete[get16(data + 1)]++;
    else if (code == EVENT_STATUS && size >= 4)
        stats->command_status[get16(data + 2)]++;
    else if (code == EVENT_DISCONNECTED && size >= 4)
        take_disconnection(stats, data);
}

/* ------------------------------------------------------------------------------------------------ ACL data */

/* The commands of a signalling PDU, of which any octets come at a time. */
static void take_signal(struct trace_stats *stats, struct trace_pdu *pdu, const uint8_t *data, size_t size)
{
    while (size > 0) {
        if (pdu->skip > 0) {
            const size_t step = size < pdu->skip ? size : pdu->skip;
            pdu->skip -= (uint32_t)step;
            data += step;
            size -= step;
            continue;
        }
        pdu->next[pdu->pending++] = *data++;
        size--;
        if (pdu->pending == SIGNAL_HEADER) {
            stats->l2cap_sig[pdu->next[0]]++;
            pdu->skip = get16(pdu->next + 2);
            pdu->pending = 0;
        }
    }
}

static void end_pdu(struct trace_stats *stats, struct trace_pdu *pdu)
{
    const uint16_t cid = get16(pdu->head + 2);
    if (pdu->total > L2CAP_HEADER && cid == CID_ATT)
        stats->att[pdu->head[4]]++;
    if (pdu->total > L2CAP_HEADER && (cid == CID_SMP || cid == CID_CLASSIC_SMP))
        stats->smp[pdu->head[4]]++;
    pdu->total = 0;
}

/* claimed: octets that the packet had on the line; of them the first `size` are here. */
static void take_fragment(struct trace_stats *stats, struct trace_pdu *pdu, const uint8_t *data, size_t size,
                          uint32_t claimed)
{
    const uint32_t before = pdu->got;
    for (size_t i = 0; i < size && before + i < sizeof(pdu->head); i++)
        pdu->head[before + i] = data[i];
    pdu->got += claimed;
    if (before < L2CAP_HEADER && pdu->got >= L2CAP_HEADER) {
        const uint16_t cid = get16(pdu->head + 2);
        pdu->total = L2CAP_HEADER + (uint32_t)get16(pdu->head);
        pdu->is_signal = cid == CID_SIGNAL || cid == CID_LE_SIGNAL;
        stats->l2cap_cid[cid]++;
    }
    const size_t skip = before < L2CAP_HEADER ? L2CAP_HEADER - before : 0;
    if (pdu->is_signal && size > skip) {
        const size_t room = pdu->total - L2CAP_HEADER, done = before > L2CAP_HEADER ? before - L2CAP_HEADER : 0;
        const size_t here = size - skip, left = room > done ? room - done : 0;
        take_signal(stats, pdu, data + skip, here < left ? here : left);
    }
    if (pdu->got >= L2CAP_HEADER && pdu->got >= pdu->total)
        end_pdu(stats, pdu);
}

/* Behind the indicator. */
static void take_acl(struct trace_stats *stats, const struct ble_trace_record *record)
{
    enum { HEADER = 5 };
    if (record->size < HEADER)
        return;
    const uint8_t *packet = record->packet;
    const uint16_t word = get16(packet + 1), handle = word & 0xfff;
    const unsigned pb = word >> 12 & 3;
    size_t size = record->size - HEADER;
    uint32_t claimed = get16(packet + 3);
    stats->acl_handles[handle]++;
    stats->acl_pb[pb]++;
    if (handle == HANDLE_QUALCOMM_LOG || handle == HANDLE_BROADCOM_LOG)
        return;
    if (claimed > record->original - HEADER)
        claimed = record->original - HEADER;
    if (size > claimed)
        size = claimed;
    struct trace_pdu *pdu = &stats->pdus[record->received][handle];
    if (pb != PB_CONTINUATION) {
        *pdu = (struct trace_pdu){ .total = UINT32_MAX };
        if (claimed < L2CAP_HEADER && size < claimed)
            pdu->total = 0;
    }
    if (pdu->total != 0)
        take_fragment(stats, pdu, packet + HEADER, size, claimed);
}

/* ------------------------------------------------------------------------------------------------ records */

static void take_time(struct trace_stats *stats, const struct ble_trace_record *record)
{
    if (!stats->has_time) {
        stats->first_s = record->seconds;
        stats->first_ns = record->nanoseconds;
        stats->has_time = true;
    }
    stats->last_s = record->seconds;
    stats->last_ns = record->nanoseconds;
}

void blr_trace_stats_take(struct trace_stats *stats, const struct ble_trace_record *record)
{
    stats->records++;
    stats->cut_records += record->size < record->original;
    if (record->has_time)
        take_time(stats, record);
    if (!record->is_packet || record->size == 0) {
        stats->kinds[TRACE_NOT_HCI]++;
        return;
    }
    /* What does not tell counts as from the controller, as others count it. */
    if (record->link == BLE_TRACE_LINK_H4 || record->link == BLE_TRACE_LINK_H4_DIRECTION)
        ++*(record->link == BLE_TRACE_LINK_H4 || record->received ? &stats->received : &stats->sent);
    const uint8_t type = record->packet[0];
    stats->kinds[type < TRACE_KINDS ? type : TRACE_NOT_HCI]++;
    if (type == TRACE_COMMAND && record->size >= 3)
        stats->commands[get16(record->packet + 1)]++;
    else if (type == TRACE_EVENT)
        take_event(stats, record->packet + 1, record->size - 1);
    else if (type == TRACE_ACL)
        take_acl(stats, record);
}

static int by_address(const void *a, const void *b)
{
    const uint64_t left = *(const uint64_t *)a & ADDRESS_MASK, right = *(const uint64_t *)b & ADDRESS_MASK;
    return left < right ? -1 : left > right;
}

void blr_trace_stats_sort(struct trace_stats *stats)
{
    size_t count = 0;
    for (size_t i = 0; i < TRACE_STATS_ADDRESSES * 2; i++)
        if (stats->addresses[i] != 0)
            stats->addresses[count++] = stats->addresses[i];
    qsort(stats->addresses, count, sizeof(stats->addresses[0]), by_address);
}
