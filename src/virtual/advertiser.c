/* SPDX-License-Identifier: MIT */
/* What an advertising set does on the air (Vol 6 Part B 4.4.2). One event: a PDU on each primary channel; a scannable
 * legacy set answers scan requests in between; an extended one goes on with auxiliary PDUs. */
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

enum {
    CHANNELS = 3,
    INTER_FRAME_US = 150,   /* T_IFS */
    AUXILIARY_GAP_US = 300, /* T_MAFS: the least between PDUs of a chain */
    PRIMARY_GAP_US = 400,   /* from a primary PDU to the next one */
    DELAY_MAX_US = 10000,   /* advDelay */
    HIGH_DUTY_STEP_US = 1250,
    CAPTURE_DB = 10, /* by so much a scan request must be stronger than another one at the same time */
    PDU_MAX = 255,
    NOBODY_DBM = -1000,
    ADDRESS_SIZE = 6,
    SCAN_REQUEST_SIZE = 12,
    DIRECTED_SIZE = 12
};

static bool is_legacy(const struct advertising_set *set)
{
    return set->properties & PROPERTY_LEGACY;
}

/* ------------------------------------------------------------------------------------------------ sizes */

/* Octets of an auxiliary PDU before its data: length and mode, flags, then the fields that it has (2.3.4). */
static uint16_t auxiliary_head(const struct advertising_set *set, bool response, bool first, bool more)
{
    enum { MODE = 1, FLAGS = 1, DATA_INFO = 2, POINTER = 3, TX_POWER = 1 };
    unsigned size = MODE + FLAGS + DATA_INFO + (more ? POINTER : 0);
    if (!first)
        return (uint16_t)size;
    size += set->properties & PROPERTY_ANONYMOUS ? 0 : ADDRESS_SIZE;
    size += set->properties & PROPERTY_DIRECTED && !response ? ADDRESS_SIZE : 0;
    size += set->properties & PROPERTY_TX_POWER ? TX_POWER : 0;
    return (uint16_t)size;
}

uint16_t blr_virtual_auxiliary_room(const struct advertising_set *set)
{
    return (uint16_t)(PDU_MAX - auxiliary_head(set, false, true, false));
}

/* How much of what remains goes into the next PDU. */
static uint16_t auxiliary_part(const struct advertising_set *set, bool response, uint16_t sent, uint16_t size,
                               uint16_t *head)
{
    uint16_t rest = (uint16_t)(size - sent);
    *head = auxiliary_head(set, response, sent == 0, false);
    if (rest <= PDU_MAX - *head)
        return rest;
    *head = auxiliary_head(set, response, sent == 0, true);
    return (uint16_t)(PDU_MAX - *head);
}

static uint64_t chain_us(const struct advertising_set *set, bool response, uint16_t size)
{
    uint64_t time_us = 0;
    uint16_t sent = 0;
    do {
        uint16_t head, part = auxiliary_part(set, response, sent, size, &head);
        time_us += blr_air_time_us(set->secondary_phy, (uint32_t)head + part) + AUXILIARY_GAP_US;
        sent = (uint16_t)(sent + part);
    } while (sent < size);
    return time_us;
}

static uint32_t primary_payload(const struct advertising_set *set)
{
    enum { EXTENDED_PRIMARY_SIZE = 7 }; /* mode, flags, data info, pointer */
    if (!is_legacy(set))
        return EXTENDED_PRIMARY_SIZE;
    return set->properties & PROPERTY_DIRECTED ? DIRECTED_SIZE : (uint32_t)ADDRESS_SIZE + set->data.size;
}

static uint64_t primaries_us(const struct advertising_set *set)
{
    uint64_t one = blr_air_time_us(set->primary_phy, primary_payload(set)) + PRIMARY_GAP_US;
    return one * ((set->channel_map & 1) + (set->channel_map >> 1 & 1) + (set->channel_map >> 2 & 1u));
}

/* From the first auxiliary PDU to the end of the last one. */
static uint64_t auxiliaries_us(const struct advertising_set *set)
{
    if (!(set->properties & PROPERTY_SCANNABLE))
        return chain_us(set, false, set->data.size);
    return chain_us(set, false, 0) + 2 * INTER_FRAME_US + blr_air_time_us(set->secondary_phy, SCAN_REQUEST_SIZE) +
           chain_us(set, true, set->response.size);
}

uint64_t blr_virtual_advertising_event_us(const struct advertising_set *set)
{
    if (set->properties & PROPERTY_HIGH_DUTY)
        return (uint64_t)CHANNELS * HIGH_DUTY_STEP_US;
    return primaries_us(set) + (is_legacy(set) ? 0 : auxiliaries_us(set));
}

/* ------------------------------------------------------------------------------------------------ begin and end */

static void begin_event(struct virtual_controller *c, void *what, uint32_t run);
static void send_primary(struct virtual_controller *c, void *what, uint32_t run);
static void send_auxiliary(struct virtual_controller *c, void *what, uint32_t run);

static void terminate(struct virtual_controller *c, struct advertising_set *set, uint8_t status)
{
    blr_virtual_stop_advertising(c, set);
    if (set->legacy_commands) {
        blr_ll_say_failed(c, status, ROLE_PERIPHERAL, &set->peer);
        return;
    }
    const struct hci_le_advertising_set_terminated_event event = {
        .status = status,
        .advertising_handle = set->handle,
        .num_completed_extended_advertising_events = set->events,
    };
    blr_virtual_le_event(c, &blr_hci_le_advertising_set_terminated_event, &event);
}

static void time_is_up(struct virtual_controller *c, void *what, uint32_t run)
{
    struct advertising_set *set = what;
    if (run == set->run)
        terminate(c, set, HCI_ADVERTISING_TIMEOUT);
}

void blr_virtual_advertise(struct virtual_controller *c, struct advertising_set *set, uint64_t duration_us,
                           uint8_t events_max)
{
    uint64_t now_us = blr_air_now(c->air);
    set->run++;
    set->enabled = true;
    set->events = 0;
    set->events_max = events_max;
    if (duration_us > 0)
        blr_air_schedule(c, now_us + duration_us, time_is_up, set, set->run);
    blr_air_schedule(c, now_us + blr_virtual_random_below(&c->random, DELAY_MAX_US), begin_event, set, set->run);
}

void blr_virtual_stop_advertising(struct virtual_controller *c, struct advertising_set *set)
{
    (void)c;
    set->run++;
    set->enabled = false;
}

/* ------------------------------------------------------------------------------------------------ an event */

static void begin_event(struct virtual_controller *c, void *what, uint32_t run)
{
    struct advertising_set *set = what;
    uint64_t now_us = blr_air_now(c->air);
    if (run != set->run)
        return;
    uint64_t radio_us = c->event_until_us > c->ll->radio_until_us ? c->event_until_us : c->ll->radio_until_us;
    if (radio_us > now_us) { /* another set or a link is on the air: one radio */
        blr_air_schedule(c, radio_us + PRIMARY_GAP_US, begin_event, set, run);
        return;
    }
    set->event_us = now_us;
    c->event_until_us = now_us + blr_virtual_advertising_event_us(set);
    set->own = blr_virtual_own_address(c, set->own_address_type, &set->peer, set);
    set->channel = 0;
    set->responding = false;
    blr_virtual_slots_clear(&set->followers);
    blr_virtual_slots_clear(&set->has_begun);
    blr_virtual_slots_clear(&set->callers);
    if (!is_legacy(set)) {
        set->auxiliary_us = now_us + primaries_us(set) + AUXILIARY_GAP_US;
        set->sent = 0;
        set->sending.size = set->properties & PROPERTY_SCANNABLE ? 0 : set->data.size;
        memcpy(set->sending.octets, set->data.octets, set->sending.size);
        set->sending_data_id = set->data_id;
    }
    while (!(set->channel_map >> set->channel & 1))
        set->channel++;
    send_primary(c, set, run);
}

static void end_event(struct virtual_controller *c, struct advertising_set *set)
{
    uint64_t next_us = set->event_us + set->interval_us + blr_virtual_random_below(&c->random, DELAY_MAX_US + 1);
    c->event_until_us = blr_air_now(c->air);
    if (set->properties & PROPERTY_HIGH_DUTY)
        next_us = set->event_us + (uint64_t)CHANNELS * HIGH_DUTY_STEP_US;
    if (set->events < UINT8_MAX)
        set->events++;
    if (set->events_max > 0 && set->events == set->events_max)
        terminate(c, set, HCI_LIMIT_REACHED);
    else
        blr_air_schedule(c, next_us, begin_event, set, set->run);
}

static void next_channel(struct virtual_controller *c, struct advertising_set *set)
{
    uint64_t now_us = blr_air_now(c->air);
    uint64_t next_us = now_us + PRIMARY_GAP_US;
    unsigned before = set->channel;
    do
        set->channel++;
    while (set->channel < CHANNELS && !(set->channel_map >> set->channel & 1));
    if (set->properties & PROPERTY_HIGH_DUTY)
        next_us = set->pdu_us + (uint64_t)(set->channel - before) * HIGH_DUTY_STEP_US;
    if (set->channel < CHANNELS)
        blr_air_schedule(c, next_us, send_primary, set, set->run);
    else if (is_legacy(set))
        end_event(c, set);
    else
        blr_air_schedule(c, set->auxiliary_us, send_auxiliary, set, set->run);
}

/* ------------------------------------------------------------------------------------------------ connection requests
 */

static void end_calls(struct virtual_controller *c, void *what, uint32_t run)
{
    struct advertising_set *set = what;
    if (run != set->run || blr_ll_answer_callers(c, set))
        return;
    if (is_legacy(set))
        next_channel(c, set);
    else
        end_event(c, set);
}

/* Somebody wants to connect: listen. @return false: nobody */
static bool take_calls(struct virtual_controller *c, struct advertising_set *set)
{
    uint64_t end_us = blr_air_now(c->air) + blr_ll_call_us(set);
    if (!blr_ll_has_callers(set))
        return false;
    c->event_until_us += blr_ll_call_us(set);
    if (c->busy_until_us < end_us)
        c->busy_until_us = end_us;
    blr_air_schedule(c, end_us, end_calls, set, set->run);
    return true;
}

/* ------------------------------------------------------------------------------------------------ scan requests */

/** Who asks for a scan response at this moment. */
struct requests {
    struct virtual_controller *strongest;
    int strongest_dbm, second_dbm;
    struct slot_set all;
};

static void add_request(struct requests *requests, struct virtual_controller *from, int rssi_dbm)
{
    blr_virtual_slots_add(&requests->all, from->slot);
    if (requests->strongest == NULL || rssi_dbm > requests->strongest_dbm) {
        requests->second_dbm = requests->strongest != NULL ? requests->strongest_dbm : NOBODY_DBM;
        requests->strongest = from;
        requests->strongest_dbm = rssi_dbm;
    } else if (rssi_dbm > requests->second_dbm) {
        requests->second_dbm = rssi_dbm;
    }
}

/* Does the advertiser take a scan request? It tells its host when that wants to know. */
static bool takes_request(struct virtual_controller *c, struct advertising_set *set, struct virtual_controller *from)
{
    bool by_identity;
    struct vaddress scanner = blr_virtual_own_address(from, from->scanner.own_address_type, &set->own, NULL);
    const struct resolving_entry *entry = blr_virtual_resolve(c, &scanner, &by_identity);
    if (entry != NULL)
        scanner = entry->identity;
    if ((set->filter_policy & 1) && !blr_virtual_accepts(c, &scanner))
        return false;
    if (entry != NULL && !by_identity)
        scanner.type += ADDRESS_IDENTITY;
    struct hci_le_scan_request_received_event event = {
        .advertising_handle = set->handle,
        .scanner_address_type = scanner.type,
    };
    memcpy(event.scanner_address, scanner.octets, sizeof(event.scanner_address));
    if (set->notify_requests)
        (void)blr_virtual_notice_event(c, &blr_hci_le_scan_request_received_event, &event);
    return true;
}

/* The scan request that gets through, if any; the others are told. */
static struct virtual_controller *judge_requests(struct virtual_controller *c, struct advertising_set *set,
                                                 const struct requests *requests)
{
    struct virtual_controller *winner = requests->strongest;
    if (winner == NULL)
        return NULL;
    if (requests->strongest_dbm < requests->second_dbm + CAPTURE_DB || !takes_request(c, set, winner))
        winner = NULL;
    for (unsigned slot = 0; (slot = blr_virtual_slots_next(&requests->all, slot)) < VIRTUAL_CONTROLLERS_MAX; slot++)
        if (blr_air_at(c->air, slot) != winner)
            blr_virtual_response_result(blr_air_at(c->air, slot), false);
    return winner;
}

/* ------------------------------------------------------------------------------------------------ primary PDUs */

static void end_legacy_response(struct virtual_controller *c, void *what, uint32_t run)
{
    struct advertising_set *set = what;
    if (run != set->run)
        return;
    for (unsigned slot = 0; (slot = blr_virtual_slots_next(&set->followers, slot)) < VIRTUAL_CONTROLLERS_MAX; slot++) {
        struct virtual_controller *scanner = blr_air_at(c->air, slot);
        const struct heard heard = {
            .set = set,
            .response = true,
            .first = true,
            .data = set->response.octets,
            .size = set->response.size,
            .rssi_dbm = blr_air_rssi(scanner, c, set->tx_power_dbm),
        };
        if (!scanner->scanner.enabled)
            continue;
        blr_virtual_response_result(scanner, true);
        (void)blr_virtual_heard(scanner, &heard);
    }
    next_channel(c, set);
}

static void respond_legacy(struct virtual_controller *c, struct advertising_set *set,
                           struct virtual_controller *scanner)
{
    uint64_t end_us = blr_air_now(c->air) + 2 * INTER_FRAME_US + blr_air_time_us(PHY_1M, SCAN_REQUEST_SIZE) +
                      blr_air_time_us(PHY_1M, (uint32_t)ADDRESS_SIZE + set->response.size);
    blr_virtual_slots_clear(&set->followers);
    blr_virtual_slots_add(&set->followers, scanner->slot);
    c->counters.pdus_sent++;
    c->event_until_us += end_us - blr_air_now(c->air);
    c->busy_until_us = end_us;
    scanner->scanner.follow_from_us = set->pdu_us;
    scanner->scanner.follow_until_us = end_us;
    blr_air_schedule(c, end_us, end_legacy_response, set, set->run);
}

static void end_legacy(struct virtual_controller *c, struct advertising_set *set)
{
    struct requests requests = { .second_dbm = NOBODY_DBM };
    for (unsigned slot = 0; slot < blr_air_slots(c->air); slot++) {
        struct virtual_controller *scanner = blr_air_at(c->air, slot);
        struct heard heard = { .set = set, .first = true, .data = set->data.octets, .size = set->data.size };
        if (scanner == NULL || !blr_virtual_hears(scanner, c, set, &heard.rssi_dbm))
            continue;
        if (set->properties & PROPERTY_DIRECTED)
            heard.size = 0;
        if (blr_virtual_heard(scanner, &heard) != HEARD_IGNORED && (set->properties & PROPERTY_SCANNABLE) &&
            blr_virtual_wants_response(scanner, set))
            add_request(&requests, scanner, heard.rssi_dbm);
    }
    blr_ll_collect_callers(c, set);
    struct virtual_controller *asking = judge_requests(c, set, &requests);
    if (take_calls(c, set)) /* a connection request goes first */
        return;
    if (asking != NULL)
        respond_legacy(c, set, asking);
    else
        next_channel(c, set);
}

static void end_extended(struct virtual_controller *c, struct advertising_set *set)
{
    uint64_t until_us = set->auxiliary_us + auxiliaries_us(set);
    for (unsigned slot = 0; slot < blr_air_slots(c->air); slot++) {
        struct virtual_controller *scanner = blr_air_at(c->air, slot);
        int8_t rssi_dbm;
        if (scanner == NULL || blr_virtual_slots_has(&set->followers, slot) ||
            !blr_virtual_hears(scanner, c, set, &rssi_dbm))
            continue;
        if (blr_virtual_follow(scanner, set, until_us))
            blr_virtual_slots_add(&set->followers, slot);
    }
    blr_ll_collect_followers(c, set);
    next_channel(c, set);
}

static void end_primary(struct virtual_controller *c, void *what, uint32_t run)
{
    struct advertising_set *set = what;
    if (run != set->run)
        return;
    if (is_legacy(set))
        end_legacy(c, set);
    else
        end_extended(c, set);
}

static void send_primary(struct virtual_controller *c, void *what, uint32_t run)
{
    struct advertising_set *set = what;
    if (run != set->run)
        return;
    set->pdu_us = blr_air_now(c->air);
    c->busy_until_us = set->pdu_us + blr_air_time_us(set->primary_phy, primary_payload(set));
    c->counters.pdus_sent++;
    blr_air_schedule(c, c->busy_until_us, end_primary, set, run);
}

/* ------------------------------------------------------------------------------------------------ auxiliary PDUs */

/* The PDU on the air reaches a follower. @return false: it does not listen any more */
static bool deliver(struct virtual_controller *c, struct advertising_set *set, struct virtual_controller *scanner,
                    uint16_t part, struct requests *requests)
{
    bool scannable = set->properties & PROPERTY_SCANNABLE && !set->responding;
    struct heard heard = {
        .set = set,
        .response = set->responding,
        .first = set->sent == 0,
        .more = set->sent + part < set->sending.size,
        .data = set->sending.octets + set->sent,
        .size = part,
        .before = set->sent,
        .rssi_dbm = blr_air_rssi(scanner, c, set->tx_power_dbm),
    };
    if (!blr_virtual_hears_auxiliary(scanner, set)) {
        heard.cut = true;
        heard.size = 0;
        if (blr_virtual_slots_has(&set->has_begun, scanner->slot))
            (void)blr_virtual_heard(scanner, &heard);
        return false;
    }
    enum heard_result result = blr_virtual_heard(scanner, &heard);
    if (result != HEARD_IGNORED && scannable && blr_virtual_wants_response(scanner, set))
        add_request(requests, scanner, heard.rssi_dbm);
    blr_virtual_slots_add(&set->has_begun, scanner->slot);
    return result == HEARD_REPORTED;
}

/* Nobody asked, or: the response comes next. */
static void answer_requests(struct virtual_controller *c, struct advertising_set *set, const struct requests *requests)
{
    struct virtual_controller *asking = judge_requests(c, set, requests);
    if (asking == NULL) {
        end_event(c, set);
        return;
    }
    blr_virtual_slots_clear(&set->followers);
    blr_virtual_slots_clear(&set->has_begun);
    blr_virtual_slots_add(&set->followers, asking->slot);
    set->responding = true;
    set->sent = 0;
    set->sending.size = set->response.size;
    memcpy(set->sending.octets, set->response.octets, set->sending.size);
    uint64_t at_us = blr_air_now(c->air) + 2 * INTER_FRAME_US + blr_air_time_us(set->secondary_phy, SCAN_REQUEST_SIZE);
    c->busy_until_us = at_us;
    blr_air_schedule(c, at_us, send_auxiliary, set, set->run);
}

static void end_auxiliary(struct virtual_controller *c, void *what, uint32_t run)
{
    struct advertising_set *set = what;
    struct requests requests = { .second_dbm = NOBODY_DBM };
    if (run != set->run)
        return;
    uint16_t head, part = auxiliary_part(set, set->responding, set->sent, set->sending.size, &head);
    bool last = set->sent + part == set->sending.size;
    for (unsigned slot = 0; (slot = blr_virtual_slots_next(&set->followers, slot)) < VIRTUAL_CONTROLLERS_MAX; slot++) {
        struct virtual_controller *scanner = blr_air_at(c->air, slot);
        if (set->responding && set->sent == 0)
            blr_virtual_response_result(scanner, true);
        if (!deliver(c, set, scanner, part, &requests))
            blr_virtual_slots_remove(&set->followers, slot);
    }
    if ((set->properties & PROPERTY_SCANNABLE) && !set->responding) {
        answer_requests(c, set, &requests);
        return;
    }
    blr_ll_keep_callers(c, set);
    if (take_calls(c, set))
        return;
    set->sent = (uint16_t)(set->sent + part);
    if (last)
        end_event(c, set);
    else
        blr_air_schedule(c, blr_air_now(c->air) + AUXILIARY_GAP_US, send_auxiliary, set, run);
}

static void send_auxiliary(struct virtual_controller *c, void *what, uint32_t run)
{
    struct advertising_set *set = what;
    uint16_t head, part = auxiliary_part(set, set->responding, set->sent, set->sending.size, &head);
    if (run != set->run)
        return;
    set->pdu_us = blr_air_now(c->air);
    c->busy_until_us = set->pdu_us + blr_air_time_us(set->secondary_phy, (uint32_t)head + part);
    c->counters.pdus_sent++;
    blr_air_schedule(c, c->busy_until_us, end_auxiliary, set, run);
}
