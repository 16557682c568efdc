/* SPDX-License-Identifier: MIT */
#include "host/gatt.h"

#include <string.h>

#include "gap/report.h"

enum {
    LINKS_MAX = 100,
    UPDATE_ANSWER_MAX_MS = 20000,
    REQUESTS_MAX = 64,
    PACKET_MIN = 264,
    PACKET_MAX = 4096,
    TRANSMIT_MIN = 512,
    TRANSMIT_MAX = 1 << 20,
    EVENTS_PER_PACKET = 4,
    EVENTS_MAX = 1 << 24,
    EVENTS_MIN_JOINED = 4400, /* an advertisement of 1,650 octets beside what is kept free for packets */
    REASSEMBLIES_MAX = 1000,
    DEVICES_MAX = 1000000,
    ADVERTISING_MAX = 1650, /* Vol 4 Part E 7.8.57 */
    ATTRIBUTES_MAX = 4096,
    ATTRIBUTE_BYTES_MIN = 64,
    ATTRIBUTE_BYTES_MAX = 1 << 20,
    PREPARED_MAX = 4096,
    PROCEDURES_MAX = 64,
    INTERNAL_COMMANDS = 8,  /* that the host itself may have pending beside requests */
    INTERNAL_SENDS = 4,     /* PDUs of the host's own beside those of requests */
    RX_BLOCKS_PER_LINK = 5, /* kept for each link that is up: a PDU in pieces of 310 octets. Longer ones share. */
    TX_BLOCKS_RESERVED = 3, /* for short commands, Disconnect and probes, however much data waits */
    ALIGN = 16
};

enum {
    STALE_US = 500000, /* a packet that stays half received: the longest event takes 22 ms at 115,200 bit/s */
    LATE_US = 100000,  /* a tick so late after its deadline: the process was stopped, or the line was held back */
    GRACE_US = 200000  /* then the line gets so long to deliver what it holds */
};

/* ------------------------------------------------------------------------------------------- memory */

struct layout {
    size_t pending, requests, links, sends, blocks, rx_blocks, sets, set_data, attempts, kept, rx, staging, events;
    size_t reassembly, duplicates, gatt, total;
    uint16_t pending_count, send_count, block_count, rx_block_count;
    struct gatt_needs gatt_needs;
};

static bool in_range(uint32_t value, uint32_t low, uint32_t high)
{
    return value >= low && value <= high;
}

static bool gatt_is_valid(const struct ble_host_config *c)
{
    return in_range(c->mtu, ATT_MTU_LEAST, ATT_MTU_MOST) && c->prepared_bytes <= PREPARED_MAX &&
           c->gatt_procedures <= PROCEDURES_MAX &&
           (c->attributes == 0 || (in_range(c->attributes, BLE_GATT_SERVER_FEATURES, ATTRIBUTES_MAX) &&
                                   in_range(c->attribute_bytes, ATTRIBUTE_BYTES_MIN, ATTRIBUTE_BYTES_MAX)));
}

static bool config_is_valid(const struct ble_host_config *c)
{
    return c->size == sizeof(*c) && c->links <= LINKS_MAX && in_range(c->requests, 1, REQUESTS_MAX) &&
           in_range(c->packet_bytes, PACKET_MIN, PACKET_MAX) &&
           in_range(c->event_bytes, EVENTS_PER_PACKET * c->packet_bytes, EVENTS_MAX) &&
           in_range(c->transmit_bytes, TRANSMIT_MIN, TRANSMIT_MAX) && gatt_is_valid(c) &&
           c->advertising_sets <= GAP_SETS_MAX && c->automatic <= BLE_AUTOMATIC_ALL &&
           c->update_answer_ms <= UPDATE_ANSWER_MAX_MS &&
           in_range(c->advertising_bytes, GAP_LEGACY_DATA, ADVERTISING_MAX) && c->reassemblies <= REASSEMBLIES_MAX &&
           (c->reassemblies == 0 || c->event_bytes >= EVENTS_MIN_JOINED) && c->scan_devices <= DEVICES_MAX;
}

static size_t place(size_t *total, size_t size)
{
    size_t at = *total;
    *total = (at + size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    return at;
}

static uint16_t blocks_for(size_t octets)
{
    size_t count = (octets + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA;
    return (uint16_t)(count < BLR_NO_BLOCK ? count : BLR_NO_BLOCK - 1);
}

static bool lay_out(const struct ble_host_config *c, struct layout *l)
{
    if (c == NULL || !config_is_valid(c))
        return false;
    memset(l, 0, sizeof(*l));
    l->pending_count = (uint16_t)(c->requests + INTERNAL_COMMANDS);
    l->gatt_needs = blr_gatt_needs(c);
    l->block_count = (uint16_t)(blocks_for(c->transmit_bytes) + l->gatt_needs.blocks);
    l->send_count = (uint16_t)((c->links > 0 ? (unsigned)c->requests + INTERNAL_SENDS : 0u) + l->gatt_needs.sends);
    size_t shared = c->links > 0 ? blocks_for(c->packet_bytes) : 0u;
    l->rx_block_count = (uint16_t)(c->links * RX_BLOCKS_PER_LINK + shared);
    place(&l->total, sizeof(struct ble_host));
    l->pending = place(&l->total, l->pending_count * sizeof(struct hci_pending));
    l->requests = place(&l->total, c->requests * sizeof(struct host_request));
    l->links = place(&l->total, c->links * sizeof(struct hci_link));
    l->sends = place(&l->total, l->send_count * sizeof(struct hci_send));
    l->blocks = place(&l->total, l->block_count * sizeof(struct hci_block));
    l->rx_blocks = place(&l->total, l->rx_block_count * sizeof(struct hci_block));
    l->sets = place(&l->total, c->advertising_sets * sizeof(struct gap_advertiser));
    l->set_data = place(&l->total, 2u * c->advertising_sets * c->advertising_bytes);
    l->attempts = place(&l->total, (c->links > 0 ? c->requests : 0u) * sizeof(struct gap_attempt));
    l->kept = place(&l->total, c->kept_peers * sizeof(struct gap_kept));
    l->rx = place(&l->total, c->packet_bytes);
    l->staging = place(&l->total, c->packet_bytes);
    l->events = place(&l->total, c->event_bytes);
    l->reassembly = place(&l->total, blr_reports_reassembly_size(c));
    l->duplicates = place(&l->total, blr_reports_duplicates_size(c));
    l->gatt = place(&l->total, l->gatt_needs.memory);
    return true;
}

size_t ble_host_size(const struct ble_host_config *config)
{
    struct layout layout;
    return lay_out(config, &layout) ? layout.total : 0;
}

static void *part(void *memory, size_t at)
{
    return (uint8_t *)memory + at;
}

static void init_acl(struct ble_host *host, void *memory, const struct layout *l)
{
    host->acl.blocks = &host->blocks;
    blr_blocks_init(&host->acl.rx_blocks, part(memory, l->rx_blocks), l->rx_block_count);
    host->acl.links = part(memory, l->links);
    host->acl.sends = part(memory, l->sends);
    host->acl.link_count = host->config.links;
    host->acl.send_count = l->send_count;
    host->acl.send_reserve = l->gatt_needs.kept;
    host->acl.tx_reserve = (uint16_t)(TX_BLOCKS_RESERVED + l->gatt_needs.blocks);
    host->acl.rx_guarantee = RX_BLOCKS_PER_LINK;
    host->acl.max_pdu = (uint16_t)host->config.packet_bytes;
}

static void init_gap(struct ble_host *host, void *memory, const struct layout *l)
{
    struct gap *gap = &host->gap;
    uint8_t *data = part(memory, l->set_data);
    gap->set_count = host->config.advertising_sets;
    gap->data_bytes = host->config.advertising_bytes;
    gap->sets = part(memory, l->sets);
    for (uint8_t i = 0; i < gap->set_count; i++) {
        gap->sets[i].data = data + 2u * i * gap->data_bytes;
        gap->sets[i].response = gap->sets[i].data + gap->data_bytes;
        gap->sets[i].ends_us = UINT64_MAX;
    }
    gap->scan_ends_us = UINT64_MAX;
    gap->initiator.attempts = part(memory, l->attempts);
    gap->initiator.attempt_capacity = host->config.links > 0 ? host->config.requests : 0;
    gap->initiator.kept = part(memory, l->kept);
    gap->initiator.kept_capacity = host->config.kept_peers;
    gap->initiator.no_room = host->config.links == 0;
    gap->initiator.turn_us = gap->initiator.cancel_us = UINT64_MAX;
}

struct ble_host *ble_host_init(void *memory, size_t size, const struct ble_host_config *config)
{
    struct layout l;
    if (memory == NULL || !lay_out(config, &l) || size < l.total)
        return NULL;
    memset(memory, 0, l.total);
    struct ble_host *host = memory;
    host->config = *config;
    blr_blocks_init(&host->blocks, part(memory, l.blocks), l.block_count);
    blr_queue_init(&host->queue, &host->blocks, part(memory, l.pending), l.pending_count);
    host->requests = part(memory, l.requests);
    host->staging = part(memory, l.staging);
    init_acl(host, memory, &l);
    init_gap(host, memory, &l);
    blr_h4_init(&host->h4, part(memory, l.rx), config->packet_bytes);
    blr_events_init(&host->events, part(memory, l.events), config->event_bytes, config->packet_bytes);
    host->wait_us = UINT64_MAX;
    blr_reports_init(host, part(memory, l.reassembly), part(memory, l.duplicates));
    blr_gatt_init(host, part(memory, l.gatt), TX_BLOCKS_RESERVED);
    return host;
}

/** An input that may drop what is half received: count that before. */
static void begin_input(struct ble_host *host, uint64_t now_us)
{
    blr_host_set_now(host, now_us);
    host->counters.bytes_received += blr_h4_stored(&host->h4);
}

/* ------------------------------------------------------------------------------------------- octets in */

void ble_host_attach(struct ble_host *host, uint64_t now_us, const struct ble_transport_info *info)
{
    static const struct ble_transport_info nothing_known;
    begin_input(host, now_us);
    if (host->info.state != BLE_HOST_DETACHED)
        blr_controller_lost(host, true);
    host->transport = info != NULL ? *info : nothing_known;
    host->h4.may_sleep = host->transport.may_sleep;
    host->ladder.baud = 0;
    host->grace_us = 0;
    blr_controller_open(host);
}

size_t ble_host_receive(struct ble_host *host, uint64_t now_us, const uint8_t *data, size_t size)
{
    if (size == 1 && blr_h4_store(&host->h4, *data))
        return 1;
    return blr_take(host, now_us, data, size);
}

/* ------------------------------------------------------------------------------------------- octets out */

static uint32_t stage_raw(struct ble_host *host)
{
    const uint8_t packet[] = { H4_COMMAND, (uint8_t)host->raw_opcode, (uint8_t)(host->raw_opcode >> 8), 0 };
    memcpy(host->staging, packet, sizeof(packet));
    if (host->raw_opcode == HCI_OP_RESET)
        host->counters.resets_sent++;
    host->raw_opcode = 0;
    return sizeof(packet);
}

static bool may_send_commands(const struct ble_host *host)
{
    return host->phase == PHASE_BRINGUP || host->phase == PHASE_RUNNING || host->phase == PHASE_ENDING_LINKS;
}

/** Put the next packet into staging. @return its octets, 0: nothing to send */
static uint32_t stage(struct ble_host *host)
{
    if (host->raw_opcode != 0)
        return stage_raw(host);
    size_t size = 0;
    if (host->phase == PHASE_RUNNING)
        blr_wishes_step(host);
    if (host->phase == PHASE_RUNNING)
        blr_procedures_step(host);
    if (blr_gatt_has_work(host) || host->server.hash_wanted)
        blr_gatt_run(host);
    if (may_send_commands(host))
        size = blr_queue_take(&host->queue, host->now_us, host->staging);
    if (size == 0 && host->phase == PHASE_RUNNING) {
        uint32_t token;
        size = blr_acl_take(&host->acl, host->now_us, host->staging, host->config.packet_bytes, &token);
        blr_gatt_sent(host, token);
        if (host->send_refused)
            blr_links_room(host);
    }
    return (uint32_t)size;
}

static bool stage_next(struct ble_host *host)
{
    host->staged_sent = 0;
    host->staged = stage(host);
    if (host->staged == 0)
        return false;
    host->counters.packets_sent++;
    if (host->config.tap != NULL)
        host->config.tap(host->config.tap_user, host->now_us, false, host->staging, host->staged);
    return true;
}

static size_t transmit_padding(struct ble_host *host, uint8_t *data, size_t capacity)
{
    size_t size = host->padding < capacity ? host->padding : capacity;
    memset(data, 0, size);
    host->padding = (uint16_t)(host->padding - size);
    return size;
}

size_t ble_host_transmit(struct ble_host *host, uint64_t now_us, uint8_t *data, size_t capacity)
{
    blr_host_set_now(host, now_us);
    size_t at = 0;
    while (at < capacity) {
        if (host->staged_sent == host->staged) {
            if (host->padding > 0) {
                at += transmit_padding(host, data + at, capacity - at);
                continue;
            }
            if (!stage_next(host))
                break;
        }
        size_t rest = host->staged - host->staged_sent;
        if (rest > capacity - at && at > 0)
            break; /* whole packets, where the room allows: some controllers read a write as packets */
        size_t size = rest < capacity - at ? rest : capacity - at;
        memcpy(data + at, host->staging + host->staged_sent, size);
        host->staged_sent += (uint32_t)size;
        at += size;
    }
    host->counters.bytes_sent += at;
    return at;
}

/* ------------------------------------------------------------------------------------------- the application */

uint32_t ble_host_request(struct ble_host *host, uint64_t now_us, const struct ble_request *request)
{
    begin_input(host, now_us);
    uint32_t id = blr_requests_add(host, request);
    blr_wishes_tell(host); /* what is on already completes now */
    return id;
}

static bool pull(struct ble_host *host, struct ble_event *event)
{
    if (host->ended > 0)
        return blr_ends_pull(host, event);
    return blr_events_pull(&host->events, event);
}

bool ble_host_next_event(struct ble_host *host, struct ble_event *event)
{
    if (pull(host, event))
        return true;
    if (!blr_gatt_has_work(host))
        return false;
    blr_gatt_run(host); /* there is room now for what it has to tell */
    return pull(host, event);
}

bool ble_host_next_effect(struct ble_host *host, struct ble_effect *effect)
{
    return blr_effects_pull(&host->effects, effect);
}

void ble_host_effect_done(struct ble_host *host, uint64_t now_us, uint32_t id, ble_status result, const uint8_t *data,
                          size_t size)
{
    blr_host_set_now(host, now_us);
    blr_controller_effect(host, blr_effects_answer(&host->effects, id), result, data, size);
}

/* ------------------------------------------------------------------------------------------- time */

static uint64_t earliest(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/** Of everything that waits. */
static uint64_t true_deadline(const struct ble_host *host)
{
    uint64_t deadline_us = earliest(host->wait_us, blr_requests_deadline(host));
    deadline_us = earliest(deadline_us, blr_effects_deadline(&host->effects));
    deadline_us = earliest(deadline_us, blr_acl_deadline(&host->acl));
    deadline_us = earliest(deadline_us, blr_wishes_deadline(host));
    deadline_us = earliest(deadline_us, blr_procedures_deadline(host));
    deadline_us = earliest(deadline_us, blr_reports_deadline(host));
    deadline_us = earliest(deadline_us, blr_watchdog_deadline(host));
    deadline_us = earliest(deadline_us, blr_gatt_deadline(host));
    if (may_send_commands(host))
        deadline_us = earliest(deadline_us, blr_queue_deadline(&host->queue));
    if (blr_h4_partial(&host->h4) && host->phase != PHASE_IDLE)
        deadline_us = earliest(deadline_us, (host->stale_us > 0 ? host->stale_us : host->now_us) + STALE_US);
    return deadline_us;
}

uint64_t ble_host_deadline(const struct ble_host *host)
{
    uint64_t deadline_us = true_deadline(host);
    return deadline_us != UINT64_MAX && deadline_us < host->grace_us ? host->grace_us : deadline_us;
}

/**
 * A process that was stopped comes back long after its deadlines. What the controller said meanwhile may still be held
 * back by flow control, so the first late tick judges nothing and gives the line time to deliver it.
 */
static bool put_off(struct ble_host *host)
{
    if (host->grace_us > 0) {
        if (host->now_us < host->grace_us)
            return true;
        host->grace_us = 0;
        return false;
    }
    uint64_t deadline_us = true_deadline(host);
    if (deadline_us == UINT64_MAX || host->now_us <= deadline_us + LATE_US)
        return false;
    host->grace_us = host->now_us + GRACE_US;
    return true;
}

static void judge_partial(struct ble_host *host)
{
    const struct h4 *h4 = &host->h4;
    uint32_t progress = blr_h4_have(h4) + h4->skip;
    if (!blr_h4_partial(h4) || host->phase == PHASE_IDLE) {
        host->stale_us = 0;
    } else if (host->stale_us == 0 || progress != host->stale_progress || h4->first_us != host->stale_first_us) {
        host->stale_us = host->now_us;
        host->stale_progress = progress;
        host->stale_first_us = h4->first_us;
    } else if (host->now_us >= host->stale_us + STALE_US) {
        host->stale_us = 0;
        blr_controller_desync(host);
    }
}

void ble_host_tick(struct ble_host *host, uint64_t now_us)
{
    begin_input(host, now_us);
    if (put_off(host))
        return;
    judge_partial(host);
    blr_controller_tick(host);
    blr_requests_tick(host);
    blr_procedures_tick(host);
    blr_wishes_tick(host);
    blr_reports_tick(host);
    blr_watchdog_tick(host);
    blr_gatt_tick(host);
}

void ble_host_lost(struct ble_host *host, uint64_t now_us)
{
    begin_input(host, now_us);
    if (host->info.state != BLE_HOST_DETACHED)
        blr_controller_lost(host, true);
}

/* ------------------------------------------------------------------------------------------- what is known */

bool ble_report_filter_matches(const struct ble_report_filter *filter, const uint8_t *data, size_t size)
{
    return blr_report_filter_is_valid(filter) && blr_report_has_wanted(filter, data, size);
}

const struct ble_controller_info *ble_host_controller(const struct ble_host *host)
{
    return &host->info;
}

const struct ble_host_counters *ble_host_counters(const struct ble_host *host)
{
    return &host->counters;
}
