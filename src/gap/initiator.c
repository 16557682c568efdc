/* SPDX-License-Identifier: MIT */
#include "gap/initiator.h"

#include <string.h>

#include "gap/gap.h"
#include "hci/packets.h"

enum {
    TURN_US = 5000000,       /* of an attempt while others wait */
    CANCEL_US = 1000000,     /* the event that ends a cancelled attempt follows its answer at once */
    LATE_US = 30000000,      /* a controller that tells it after all does so within the longest supervision timeout */
    CREATE_US = 20000000,    /* an ESP32 was seen to take 15 s for the answer to LE Create Connection */
    SHORT_LINK_US = 5000000, /* a link that lives no longer counts as a failure */
    BACK_OFF_US = 1000000,   /* after the first failure; doubled with each further one */
    BACK_OFF_DOUBLINGS = 6,  /* at most 64 s */
    SCAN_UNIT_US = 625,
    SCAN_DEFAULT_US = 60000,
    SCAN_MIN_US = 2500,
    SCAN_LEGACY_MAX_US = 10240000,
    SCAN_MAX_US = 40959375,
    KEEP_WINDOW_US = 30000, /* half the interval: it may go on for ever, and others want to hear something too */
    PHY_1M = 1 << 0,
    PHY_2M = 1 << 1,
    PHY_CODED = 1 << 2,
    PHYS = 3,
    ACCEPT_LISTED = 1,
    COMMAND_DISALLOWED = 0x0c,
    NOT_ESTABLISHED = 0x3e
};

/** Peers are the same whether the controller resolved their address or not. */
static bool same_peer(const struct ble_address *a, const struct ble_address *b)
{
    return (a->type & 1) == (b->type & 1) && memcmp(a->octets, b->octets, sizeof(a->octets)) == 0;
}

static uint16_t new_version(struct gap_initiator *initiator)
{
    initiator->last_version = blr_next_version(initiator->last_version);
    return initiator->last_version;
}

bool blr_initiator_can(const struct gap *gap, const struct ble_controller_info *info)
{
    return blr_hci_has_command(info->supported_commands, gap->can.extended ? &blr_hci_le_extended_create_connection
                                                                           : &blr_hci_le_create_connection);
}

/* ------------------------------------------------------------------------------------------- attempts */

static struct gap_attempt *attempt_of_peer(struct gap_initiator *initiator, const struct ble_address *peer)
{
    for (uint16_t i = 0; i < initiator->attempt_count; i++)
        if (initiator->attempts[i].failure == BLE_OK && same_peer(&initiator->attempts[i].peer, peer))
            return &initiator->attempts[i];
    return NULL;
}

/** The attempt whose turn it is; NULL: none waits. */
static struct gap_attempt *first_attempt(const struct gap_initiator *initiator)
{
    for (uint16_t i = 0; i < initiator->attempt_count; i++)
        if (initiator->attempts[i].failure == BLE_OK)
            return &initiator->attempts[i];
    return NULL;
}

static struct gap_attempt *attempt_of_version(const struct gap_initiator *initiator, uint16_t version)
{
    for (uint16_t i = 0; i < initiator->attempt_count; i++)
        if (initiator->attempts[i].version == version)
            return &initiator->attempts[i];
    return NULL;
}

/** What the controller works on, or was just asked to. */
struct running {
    bool any;
    bool listed;
    uint16_t version;
};

static struct running running(const struct gap *gap)
{
    if (gap->in_flight && gap->step.action == GAP_INITIATE)
        return (struct running){ true, gap->step.listed, gap->step.version };
    return (struct running){ gap->actual.initiating, gap->actual.initiate_listed, gap->actual.initiate };
}

static void remove_attempt(struct gap_initiator *initiator, struct gap_attempt *attempt)
{
    size_t after = (size_t)(initiator->attempts + initiator->attempt_count - (attempt + 1));
    memmove(attempt, attempt + 1, after * sizeof(*attempt));
    initiator->attempt_count--;
}

/** The first one goes to the end. */
static void rotate(struct gap_initiator *initiator)
{
    struct gap_attempt *first = first_attempt(initiator);
    if (first == NULL)
        return;
    struct gap_attempt moved = *first;
    remove_attempt(initiator, first);
    moved.version = new_version(initiator);
    initiator->attempts[initiator->attempt_count++] = moved;
}

static bool several_wait(const struct gap_initiator *initiator)
{
    unsigned waiting = 0;
    for (uint16_t i = 0; i < initiator->attempt_count; i++)
        waiting += initiator->attempts[i].failure == BLE_OK;
    return waiting > 1;
}

static uint16_t scan_units(uint32_t us)
{
    return (uint16_t)((us + SCAN_UNIT_US / 2) / SCAN_UNIT_US);
}

/** Into units, with defaults. */
static ble_status make_attempt(const struct gap *gap, const struct ble_connecting *how, struct gap_attempt *attempt)
{
    uint32_t interval_us = how->scan_interval_us != 0 ? how->scan_interval_us : (uint32_t)SCAN_DEFAULT_US;
    uint32_t window_us = how->scan_window_us != 0        ? how->scan_window_us
                         : interval_us < SCAN_DEFAULT_US ? interval_us
                                                         : (uint32_t)SCAN_DEFAULT_US;
    uint8_t phys = how->phys != 0 ? how->phys : (uint8_t)PHY_1M;
    if (how->peer.type > BLE_ADDRESS_RANDOM_IDENTITY || interval_us < SCAN_MIN_US || interval_us > SCAN_MAX_US ||
        window_us < SCAN_MIN_US || window_us > interval_us || phys >> PHYS != 0 || (phys & (PHY_1M | PHY_CODED)) == 0 ||
        !blr_link_units(&how->parameters, &attempt->units))
        return BLE_ERROR_ARGUMENT;
    if (!gap->can.extended && (phys != PHY_1M || interval_us > SCAN_LEGACY_MAX_US))
        return BLE_ERROR_UNSUPPORTED;
    attempt->peer = how->peer;
    attempt->phys = phys;
    attempt->scan_interval = scan_units(interval_us);
    attempt->scan_window = scan_units(window_us);
    return BLE_OK;
}

ble_status blr_initiator_connect(struct gap *gap, uint64_t now_us, const struct ble_connecting *how, uint32_t request)
{
    struct gap_initiator *initiator = &gap->initiator;
    struct gap_attempt attempt = { .request = request };
    if (!gap->up)
        return BLE_ERROR_STATE;
    if (!gap->can.initiate)
        return BLE_ERROR_UNSUPPORTED;
    ble_status status = make_attempt(gap, how, &attempt);
    if (status != BLE_OK)
        return status;
    if (attempt_of_peer(initiator, &how->peer) != NULL)
        return BLE_ERROR_BUSY;
    if (initiator->no_room || initiator->attempt_count == initiator->attempt_capacity)
        return BLE_ERROR_FULL;
    attempt.version = new_version(initiator);
    if (first_attempt(initiator) != NULL && initiator->turn_us == UINT64_MAX)
        initiator->turn_us = now_us + TURN_US; /* the one that runs was alone */
    initiator->attempts[initiator->attempt_count++] = attempt;
    blr_initiator_choose(gap, now_us);
    return BLE_OK;
}

void blr_initiator_withdraw(struct gap *gap, uint64_t now_us, uint32_t request)
{
    struct gap_initiator *initiator = &gap->initiator;
    for (uint16_t i = 0; i < initiator->attempt_count; i++) {
        struct gap_attempt *attempt = &initiator->attempts[i];
        if (attempt->request != request)
            continue;
        struct running now = running(gap);
        if (now.any && !now.listed && now.version == attempt->version) {
            initiator->late_us = now_us + LATE_US;
            initiator->late = attempt->peer;
        }
        remove_attempt(initiator, attempt);
        blr_initiator_choose(gap, now_us);
        return;
    }
}

bool blr_initiator_outcome(struct gap *gap, uint32_t *request, ble_status *status)
{
    struct gap_initiator *initiator = &gap->initiator;
    for (uint16_t i = 0; i < initiator->attempt_count; i++) {
        struct gap_attempt *attempt = &initiator->attempts[i];
        if (attempt->failure == BLE_OK)
            continue;
        *request = attempt->request;
        *status = attempt->failure;
        remove_attempt(initiator, attempt);
        return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------- kept peers */

static uint64_t back_off_us(uint8_t failures)
{
    unsigned doublings = failures > BACK_OFF_DOUBLINGS ? (unsigned)BACK_OFF_DOUBLINGS : failures - 1u;
    return failures == 0 ? 0 : (uint64_t)BACK_OFF_US << doublings;
}

static void count_failure(uint8_t *failures, uint64_t *retry_us, uint64_t now_us)
{
    if (*failures < UINT8_MAX)
        (*failures)++;
    *retry_us = now_us + back_off_us(*failures);
}

static struct gap_kept *kept_peer(struct gap_initiator *initiator, const struct ble_address *peer)
{
    for (uint16_t i = 0; i < initiator->kept_count; i++)
        if (same_peer(&initiator->kept[i].peer, peer))
            return &initiator->kept[i];
    return NULL;
}

ble_status blr_initiator_keep(struct gap *gap, uint64_t now_us, const struct ble_address *peers, uint16_t count,
                              const struct ble_link_parameters *parameters)
{
    struct gap_initiator *initiator = &gap->initiator;
    struct gap_link_units units;
    if (!gap->up)
        return BLE_ERROR_STATE;
    if (!gap->can.initiate)
        return BLE_ERROR_UNSUPPORTED;
    if (count > initiator->kept_capacity || count > gap->can.accept_list)
        return BLE_ERROR_FULL;
    if (!blr_link_units(parameters, &units))
        return BLE_ERROR_ARGUMENT;
    for (uint16_t i = 0; i < count; i++)
        if (peers[i].type > BLE_ADDRESS_RANDOM_IDENTITY)
            return BLE_ERROR_ARGUMENT;
    initiator->kept_units = units;
    initiator->kept_count = 0;
    for (uint16_t i = 0; i < count; i++)
        if (kept_peer(initiator, &peers[i]) == NULL)
            initiator->kept[initiator->kept_count++] = (struct gap_kept){ .peer = peers[i] };
    initiator->failures = 0;
    initiator->retry_us = 0;
    initiator->list_lost = true; /* whoever was on it */
    gap->kept_version = new_version(initiator);
    blr_initiator_choose(gap, now_us);
    return BLE_OK;
}

void blr_initiator_link_up(struct gap *gap, uint64_t now_us, const struct ble_address *peer)
{
    struct gap_kept *kept = kept_peer(&gap->initiator, peer);
    if (kept == NULL)
        return;
    kept->connected = true;
    kept->since_us = now_us;
    blr_initiator_choose(gap, now_us);
}

void blr_initiator_link_down(struct gap *gap, uint64_t now_us, const struct ble_address *peer, uint8_t reason)
{
    struct gap_kept *kept = kept_peer(&gap->initiator, peer);
    if (kept == NULL)
        return;
    kept->connected = false;
    if (reason == NOT_ESTABLISHED || now_us - kept->since_us < SHORT_LINK_US) {
        count_failure(&kept->failures, &kept->retry_us, now_us);
    } else {
        kept->failures = 0;
        kept->retry_us = 0;
    }
    blr_initiator_choose(gap, now_us);
}

/** Who belongs on the accept list now? @return how many */
static uint16_t choose_listed(struct gap *gap, uint64_t now_us)
{
    struct gap_initiator *initiator = &gap->initiator;
    uint16_t count = 0;
    bool changed = initiator->list_lost;
    for (uint16_t i = 0; i < initiator->kept_count; i++) {
        struct gap_kept *kept = &initiator->kept[i];
        bool listed = !kept->connected && kept->retry_us <= now_us;
        changed = changed || listed != kept->listed;
        kept->listed = listed;
        count = (uint16_t)(count + listed);
    }
    if (changed)
        gap->wanted.accept_list = blr_next_version(gap->wanted.accept_list);
    initiator->list_lost = false;
    return count;
}

/* ------------------------------------------------------------------------------------------- what is wanted */

void blr_initiator_choose(struct gap *gap, uint64_t now_us)
{
    struct gap_initiator *initiator = &gap->initiator;
    const struct gap_attempt *first = first_attempt(initiator);
    gap->wanted.initiating = false;
    if (initiator->no_room)
        return;
    if (first != NULL) {
        gap->wanted.initiating = true;
        gap->wanted.initiate = first->version;
        gap->wanted.initiate_listed = false;
        return;
    }
    bool list_is_known = initiator->kept_count > 0 || gap->wanted.accept_list != 0 || initiator->list_lost;
    if (!list_is_known || initiator->retry_us > now_us || choose_listed(gap, now_us) == 0)
        return;
    gap->wanted.initiating = true;
    gap->wanted.initiate = gap->kept_version;
    gap->wanted.initiate_listed = true;
}

void blr_initiator_room(struct gap *gap, uint64_t now_us, bool room)
{
    if (gap->initiator.no_room != room)
        return;
    gap->initiator.no_room = !room;
    blr_initiator_choose(gap, now_us);
}

void blr_initiator_lost(struct gap *gap)
{
    struct gap_initiator *initiator = &gap->initiator;
    initiator->attempt_count = 0;
    initiator->list_at = 0;
    initiator->over = initiator->doubted = false;
    initiator->late_us = 0;
    initiator->failures = 0;
    initiator->retry_us = 0;
    initiator->turn_us = initiator->cancel_us = UINT64_MAX;
    for (uint16_t i = 0; i < initiator->kept_count; i++)
        initiator->kept[i] = (struct gap_kept){ .peer = initiator->kept[i].peer };
    gap->wanted.initiating = false;
}

/* ------------------------------------------------------------------------------------------- what became of it */

static void fail(struct gap *gap, uint64_t now_us, bool listed, uint16_t version, ble_status status)
{
    struct gap_attempt *attempt = attempt_of_version(&gap->initiator, version);
    if (listed)
        count_failure(&gap->initiator.failures, &gap->initiator.retry_us, now_us);
    else if (attempt != NULL)
        attempt->failure = status;
}

struct gap_arrival blr_initiator_connected(struct gap *gap, uint64_t now_us, uint8_t status,
                                           const struct ble_address *peer)
{
    struct gap_initiator *initiator = &gap->initiator;
    struct gap_arrival arrival = { 0 };
    const struct running now = running(gap);
    bool cancelled = gap->actual.cancelling || (gap->in_flight && gap->step.action == GAP_CANCEL_INITIATE);
    if (status != 0 && now.any && !cancelled)
        fail(gap, now_us, now.listed, now.version, BLE_ERROR_HCI(status));
    if (status == 0) {
        struct gap_attempt *attempt = attempt_of_peer(initiator, peer);
        struct gap_kept *kept = kept_peer(initiator, peer);
        bool late = now.any || (now_us < initiator->late_us && same_peer(&initiator->late, peer));
        arrival.request = attempt != NULL ? attempt->request : 0;
        arrival.unwanted = attempt == NULL && kept == NULL && late;
        if (attempt != NULL)
            remove_attempt(initiator, attempt);
        if (now.any && now.listed)
            initiator->failures = 0;
    }
    if (now.any) {
        initiator->over = !gap->actual.initiating;
        blr_arbiter_initiated(&gap->actual);
        initiator->turn_us = initiator->cancel_us = UINT64_MAX;
    }
    blr_initiator_choose(gap, now_us);
    return arrival;
}

static bool list_answered(struct gap *gap, uint64_t now_us, struct gap_step step, uint8_t status)
{
    struct gap_initiator *initiator = &gap->initiator;
    if (step.version != gap->wanted.accept_list) { /* another one is wanted by now */
        initiator->list_at = 0;
        return true;
    }
    if (status != 0 && initiator->list_at == 0) { /* it could not even be cleared */
        initiator->list_lost = true;
        count_failure(&initiator->failures, &initiator->retry_us, now_us);
        return false;
    }
    uint16_t nth = initiator->list_at; /* a peer that was refused is left out until the list changes */
    initiator->list_at++;
    for (uint16_t i = 0; i < initiator->kept_count; i++)
        if (initiator->kept[i].listed && nth-- == 0)
            return true;
    initiator->list_at = 0;
    return false;
}

static void cancel_answered(struct gap *gap, uint64_t now_us, struct gap_step step, uint8_t status)
{
    bool was_doubt = gap->actual.initiate == GAP_UNKNOWN;
    blr_arbiter_done(&gap->actual, step);
    if (was_doubt && status != 0)
        blr_arbiter_initiated(&gap->actual); /* nothing ran, as it seemed */
    gap->initiator.cancel_us = gap->actual.cancelling ? now_us + CANCEL_US : UINT64_MAX;
}

static void create_answered(struct gap *gap, uint64_t now_us, struct gap_step step, uint8_t status)
{
    struct gap_initiator *initiator = &gap->initiator;
    bool over = initiator->over, doubted = initiator->doubted;
    initiator->over = initiator->doubted = false;
    if (over)
        return;
    if (status == COMMAND_DISALLOWED && !doubted) { /* maybe it runs already: an answer was lost. Cancel, once */
        initiator->doubted = true;
        blr_arbiter_doubt(&gap->actual, step);
    } else if (status != 0) {
        fail(gap, now_us, step.listed, step.version, BLE_ERROR_HCI(status));
    } else {
        blr_arbiter_done(&gap->actual, step);
        initiator->turn_us = several_wait(initiator) ? now_us + TURN_US : UINT64_MAX;
    }
}

bool blr_initiator_answered(struct gap *gap, uint64_t now_us, struct gap_step step, uint8_t status)
{
    if (step.action == GAP_SET_ACCEPT_LIST) {
        if (list_answered(gap, now_us, step, status))
            return true;
        blr_arbiter_done(&gap->actual, step);
    } else if (step.action == GAP_CANCEL_INITIATE) {
        cancel_answered(gap, now_us, step, status);
    } else {
        create_answered(gap, now_us, step, status);
    }
    blr_initiator_choose(gap, now_us);
    return false;
}

void blr_initiator_unanswered(struct gap *gap, uint64_t now_us, struct gap_step step)
{
    struct gap_initiator *initiator = &gap->initiator;
    initiator->list_at = 0;
    if (step.action == GAP_INITIATE && !initiator->over) {
        /* It may well have begun: its end is waited for, and it is cancelled when that does not come. */
        blr_arbiter_done(&gap->actual, step);
        fail(gap, now_us, step.listed, step.version, BLE_ERROR_TIMEOUT);
    }
    initiator->over = false;
    blr_initiator_choose(gap, now_us);
}

/* ------------------------------------------------------------------------------------------- commands */

static void put_legacy(const struct gap *gap, const struct gap_attempt *attempt, bool listed,
                       struct gap_command *command)
{
    struct hci_le_create_connection_parameters p = {
        .le_scan_interval = attempt->scan_interval,
        .le_scan_window = attempt->scan_window,
        .initiator_filter_policy = listed ? ACCEPT_LISTED : 0,
        .peer_address_type = attempt->peer.type,
        .own_address_type = gap->own_address.type,
        .connection_interval_min = attempt->units.interval_min,
        .connection_interval_max = attempt->units.interval_max,
        .max_latency = attempt->units.latency,
        .supervision_timeout = attempt->units.timeout,
    };
    memcpy(p.peer_address, attempt->peer.octets, sizeof(p.peer_address));
    blr_gap_encode(command, &blr_hci_le_create_connection, &p);
}

static void put_extended(const struct gap *gap, const struct gap_attempt *attempt, bool listed,
                         struct gap_command *command)
{
    enum { ELEMENT = 16 };
    const struct hci_initiating_phy_element element = {
        .scan_interval = attempt->scan_interval,
        .scan_window = attempt->scan_window,
        .connection_interval_min = attempt->units.interval_min,
        .connection_interval_max = attempt->units.interval_max,
        .max_latency = attempt->units.latency,
        .supervision_timeout = attempt->units.timeout,
    };
    uint8_t octets[PHYS * ELEMENT];
    uint16_t size = 0;
    for (uint8_t left = attempt->phys; left != 0; left &= (uint8_t)(left - 1))
        size = (uint16_t)(size + blr_hci_encode(&blr_hci_element_initiating_phy, &element, octets + size,
                                                sizeof(octets) - size));
    struct hci_le_extended_create_connection_parameters p = {
        .initiator_filter_policy = listed ? ACCEPT_LISTED : 0,
        .own_address_type = gap->own_address.type,
        .peer_address_type = attempt->peer.type,
        .initiating_phys = { .data = octets, .size = size, .count = (uint8_t)(size / ELEMENT), .mask = attempt->phys },
    };
    memcpy(p.peer_address, attempt->peer.octets, sizeof(p.peer_address));
    blr_gap_encode(command, &blr_hci_le_extended_create_connection, &p);
}

static void put_create(const struct gap *gap, struct gap_step step, struct gap_command *command)
{
    const struct gap_initiator *initiator = &gap->initiator;
    const struct gap_attempt by_list = { .phys = PHY_1M,
                                         .scan_interval = scan_units(SCAN_DEFAULT_US),
                                         .scan_window = scan_units(KEEP_WINDOW_US),
                                         .units = initiator->kept_units };
    const struct gap_attempt *attempt = step.listed ? &by_list : first_attempt(initiator);
    if (gap->can.extended)
        put_extended(gap, attempt, step.listed, command);
    else
        put_legacy(gap, attempt, step.listed, command);
    command->timeout_us = CREATE_US;
}

static void put_list(const struct gap_initiator *initiator, struct gap_command *command)
{
    if (initiator->list_at == 0) {
        const struct hci_le_clear_filter_accept_list_parameters none = { 0 };
        blr_gap_encode(command, &blr_hci_le_clear_filter_accept_list, &none);
        return;
    }
    uint16_t nth = (uint16_t)(initiator->list_at - 1);
    struct hci_le_add_device_to_filter_accept_list_parameters p = { 0 };
    for (uint16_t i = 0; i < initiator->kept_count; i++) {
        if (!initiator->kept[i].listed || nth-- != 0)
            continue;
        p.address_type = initiator->kept[i].peer.type & 1;
        memcpy(p.address, initiator->kept[i].peer.octets, sizeof(p.address));
    }
    blr_gap_encode(command, &blr_hci_le_add_device_to_filter_accept_list, &p);
}

void blr_initiator_command(struct gap *gap, struct gap_step step, struct gap_command *command)
{
    const struct hci_le_create_connection_cancel_parameters none = { 0 };
    if (step.action == GAP_INITIATE)
        put_create(gap, step, command);
    else if (step.action == GAP_SET_ACCEPT_LIST)
        put_list(&gap->initiator, command);
    else
        blr_gap_encode(command, &blr_hci_le_create_connection_cancel, &none);
}

/* ------------------------------------------------------------------------------------------- time */

/** When the next kept peer may be tried again. */
static uint64_t next_retry_us(const struct gap *gap)
{
    const struct gap_initiator *initiator = &gap->initiator;
    uint64_t due_us = UINT64_MAX;
    if (!gap->up || initiator->no_room || first_attempt(initiator) != NULL)
        return due_us;
    for (uint16_t i = 0; i < initiator->kept_count; i++) {
        const struct gap_kept *kept = &initiator->kept[i];
        if (kept->connected || (kept->listed && gap->wanted.initiating))
            continue;
        uint64_t retry_us = kept->retry_us > initiator->retry_us ? kept->retry_us : initiator->retry_us;
        due_us = retry_us < due_us ? retry_us : due_us;
    }
    return due_us;
}

uint64_t blr_initiator_deadline(const struct gap *gap)
{
    const struct gap_initiator *initiator = &gap->initiator;
    uint64_t deadline_us = next_retry_us(gap);
    if (initiator->turn_us < deadline_us)
        deadline_us = initiator->turn_us;
    return initiator->cancel_us < deadline_us ? initiator->cancel_us : deadline_us;
}

void blr_initiator_tick(struct gap *gap, uint64_t now_us)
{
    struct gap_initiator *initiator = &gap->initiator;
    if (blr_initiator_deadline(gap) > now_us)
        return;
    if (initiator->turn_us <= now_us) {
        initiator->turn_us = UINT64_MAX;
        if (several_wait(initiator))
            rotate(initiator);
    }
    if (initiator->cancel_us <= now_us) {
        initiator->cancel_us = UINT64_MAX;
        blr_arbiter_initiated(&gap->actual);
    }
    blr_initiator_choose(gap, now_us);
}
