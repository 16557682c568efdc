/* SPDX-License-Identifier: MIT */
#include "gap/gap.h"

#include <string.h>

#include "hci/bringup.h"

/** Initial content version of the random address: the one that bring-up sets. */
enum { BRINGUP_ADDRESS = 1 };

void blr_gap_encode(struct gap_command *command, const struct hci_command *descriptor, const void *parameters)
{
    int size = blr_hci_encode(&descriptor->parameters, parameters, command->parameters, sizeof(command->parameters));
    command->opcode = descriptor->opcode;
    command->size = (uint8_t)(size > 0 ? size : 0);
}

/* ------------------------------------------------------------------------------------------- the controller */

struct ble_address blr_gap_set_address(const struct gap *gap, uint8_t set)
{
    const struct ble_address *own = &gap->sets[set].parameters.own;
    return own->type == BLE_ADDRESS_RANDOM ? *own : gap->own_address;
}

/** A set that uses a random address needs it told, also where it is the one that LE Set Random Address has (7.8.52). */
static void choose_address(struct gap *gap, uint8_t i)
{
    struct gap_advertiser *set = &gap->sets[i];
    uint16_t *version = &gap->wanted.sets[i].contents.address;
    const struct ble_address address = blr_gap_set_address(gap, i);
    if (address.type != BLE_ADDRESS_RANDOM) {
        *version = 0;
    } else if (*version == 0 || memcmp(set->address, address.octets, sizeof(set->address)) != 0) {
        memcpy(set->address, address.octets, sizeof(set->address));
        *version = blr_next_version(*version);
    }
}

/** LE Supported States (7.8.27): bit 22 for passive scanning, 23 for active scanning. Unknown ones allow nothing. */
static bool can_scan_while_initiating(const struct gap *gap)
{
    return (gap->le_states_2 & (gap->scan.active ? 0x80 : 0x40)) != 0;
}

void blr_gap_ready(struct gap *gap, uint64_t now_us, const struct ble_controller_info *info)
{
    gap->up = true;
    gap->can.extended = blr_uses_extended_commands(info);
    uint8_t sets = gap->can.extended ? info->advertising_sets : 1;
    gap->can.sets = sets < gap->set_count ? sets : gap->set_count;
    gap->can.initiate = blr_initiator_can(gap, info);
    gap->can.accept_list = info->accept_list_size;
    gap->le_states_2 = info->le_states[2];
    gap->can.scan_while_initiating = can_scan_while_initiating(gap);
    gap->max_data = gap->can.extended ? info->max_advertising_data : GAP_LEGACY_DATA;
    gap->own_address = info->address;
    gap->power_dbm = info->tx_power_dbm;
    memset(&gap->actual, 0, sizeof(gap->actual));
    gap->wanted.random_address = gap->actual.random_address = BRINGUP_ADDRESS;
    gap->in_flight = gap->doubted = false;
    gap->off_tries = 0;
    for (uint8_t i = 0; i < gap->set_count; i++) {
        gap->sets[i].fragment_at = 0;
        gap->sets[i].power_dbm = info->tx_power_dbm;
        choose_address(gap, i);
    }
    blr_initiator_choose(gap, now_us);
}

void blr_gap_quiet(struct gap *gap)
{
    for (uint8_t i = 0; i < gap->set_count; i++) {
        gap->wanted.sets[i].on = false;
        gap->sets[i].ends_us = UINT64_MAX;
    }
    gap->wanted.scanning = false;
    gap->scan_ends_us = UINT64_MAX;
    gap->initiator.kept_count = 0;
    blr_initiator_lost(gap);
}

void blr_gap_lost(struct gap *gap)
{
    for (uint8_t i = 0; i < gap->set_count; i++) {
        struct gap_advertiser *set = &gap->sets[i];
        if (set->starter != 0 || set->stopper != 0) /* nobody knows that it would come back */
            gap->wanted.sets[i].on = false;
        set->starter = set->stopper = 0;
        set->failure = BLE_OK;
        set->was_on = gap->wanted.sets[i].on;
    }
    if (gap->scan_starter != 0 || gap->scan_stopper != 0)
        gap->wanted.scanning = false;
    gap->scan_starter = gap->scan_stopper = 0;
    gap->scan_failure = BLE_OK;
    gap->scan_was_on = gap->wanted.scanning;
    blr_initiator_lost(gap);
    gap->up = gap->in_flight = false;
    memset(&gap->actual, 0, sizeof(gap->actual));
}

/* ------------------------------------------------------------------------------------------- wishes */

static bool same_octets(const uint8_t *a, uint16_t a_size, const uint8_t *b, uint16_t b_size)
{
    return a_size == b_size && (a_size == 0 || memcmp(a, b, a_size) == 0);
}

/** Are two ways of advertising the same in what LE Set (Extended) Advertising Parameters carries? */
static bool same_parameters(const struct ble_advertising *a, const struct ble_advertising *b)
{
    return ((a->flags ^ b->flags) & ~BLE_ADVERTISE_TELL_POWER) == 0 && a->channel_map == b->channel_map &&
           a->filter_policy == b->filter_policy && a->primary_phy == b->primary_phy &&
           a->secondary_phy == b->secondary_phy && a->set_id == b->set_id && a->tx_power_dbm == b->tx_power_dbm &&
           a->interval_us == b->interval_us && ble_address_equal(&a->peer, &b->peer) && a->own.type == b->own.type;
}

/** An octet of power more or less is other data. */
static bool same_power(const struct ble_advertising *a, const struct ble_advertising *b)
{
    return ((a->flags ^ b->flags) & BLE_ADVERTISE_TELL_POWER) == 0;
}

static void keep(uint8_t *to, uint16_t *to_size, const uint8_t *from, uint16_t size, uint16_t *version)
{
    if (*version != 0 && same_octets(to, *to_size, from, size))
        return;
    if (size > 0)
        memcpy(to, from, size);
    *to_size = size;
    *version = blr_next_version(*version);
}

/** When a set that is asked for ends: the clock of one that stays on goes on, unless it gets another duration. */
static uint64_t end_of(const struct gap *gap, uint64_t now_us, const struct ble_advertising *asked)
{
    const struct gap_advertiser *set = &gap->sets[asked->set];
    if (!gap->wanted.sets[asked->set].on || !gap->actual.sets[asked->set].on || asked->duration_ms == 0)
        return UINT64_MAX;
    bool same = set->parameters.duration_ms == asked->duration_ms && set->ends_us != UINT64_MAX;
    return same ? set->ends_us : now_us + asked->duration_ms * UINT64_C(1000);
}

ble_status blr_gap_advertise(struct gap *gap, uint64_t now_us, const struct ble_request *request, uint32_t id)
{
    const struct ble_advertising *parameters = &request->u.advertise.parameters;
    bool legacy_pdus;
    if (!gap->up)
        return BLE_ERROR_STATE;
    ble_status status = blr_advertiser_check(gap, request, &legacy_pdus);
    if (status != BLE_OK)
        return status;
    struct gap_advertiser *set = &gap->sets[parameters->set];
    struct gap_set *wanted = &gap->wanted.sets[parameters->set];
    if (set->starter != 0 || set->stopper != 0)
        return BLE_ERROR_BUSY;
    struct gap_set_contents *versions = &wanted->contents;
    if (versions->parameters == 0 || set->legacy_pdus != legacy_pdus || !same_parameters(&set->parameters, parameters))
        versions->parameters = blr_next_version(versions->parameters);
    wanted->listed = parameters->filter_policy != 0;
    keep(set->data, &set->size, request->u.advertise.data, request->u.advertise.size, &versions->data);
    keep(set->response, &set->response_size, request->u.advertise.response, request->u.advertise.response_size,
         &versions->response);
    if (!same_power(&set->parameters, parameters))
        versions->response = blr_next_version(versions->response);
    set->ends_us = end_of(gap, now_us, parameters);
    set->parameters = *parameters;
    choose_address(gap, parameters->set);
    set->legacy_pdus = legacy_pdus;
    if (gap->can.extended && !blr_advertiser_takes_data(set))
        versions->data = 0; /* what a new set has: some controllers refuse even to be told that it has none */
    wanted->in_pieces = set->size > GAP_FRAGMENT || set->response_size > GAP_FRAGMENT;
    set->fragment_at = 0;
    set->failure = BLE_OK;
    set->was_on = false;
    set->starter = id;
    wanted->on = true;
    return BLE_OK;
}

ble_status blr_gap_stop_advertising(struct gap *gap, uint8_t set, uint32_t id)
{
    if (set >= gap->set_count)
        return BLE_ERROR_ARGUMENT;
    if (gap->sets[set].starter != 0 || gap->sets[set].stopper != 0)
        return BLE_ERROR_BUSY;
    gap->sets[set].was_on = false;
    gap->sets[set].ends_us = UINT64_MAX;
    gap->wanted.sets[set].on = false;
    if (!gap->actual.sets[set].on && !gap->in_flight)
        return BLE_END;
    gap->sets[set].stopper = id;
    return BLE_OK;
}

ble_status blr_gap_scan(struct gap *gap, const struct ble_scanning *scan, uint32_t id)
{
    if (!gap->up)
        return BLE_ERROR_STATE;
    ble_status status = blr_scanner_check(gap, scan);
    if (status != BLE_OK)
        return status;
    if (gap->scan_starter != 0 || gap->scan_stopper != 0)
        return BLE_ERROR_BUSY;
    gap->scan = *scan;
    gap->can.scan_while_initiating = can_scan_while_initiating(gap);
    gap->wanted.scan = blr_next_version(gap->wanted.scan);
    gap->wanted.scan_listed = (scan->filter_policy & 1) != 0;
    gap->wanted.scanning = true;
    gap->scan_ends_us = UINT64_MAX;
    gap->scan_failure = BLE_OK;
    gap->scan_was_on = false;
    gap->scan_starter = id;
    return BLE_OK;
}

void blr_gap_restart_scan(struct gap *gap)
{
    gap->wanted.scan = blr_next_version(gap->wanted.scan);
}

ble_status blr_gap_stop_scan(struct gap *gap, uint32_t id)
{
    if (gap->scan_starter != 0 || gap->scan_stopper != 0)
        return BLE_ERROR_BUSY;
    gap->scan_was_on = false;
    gap->scan_ends_us = UINT64_MAX;
    gap->wanted.scanning = false;
    if (!gap->actual.scanning && !gap->in_flight)
        return BLE_END;
    gap->scan_stopper = id;
    return BLE_OK;
}

void blr_gap_withdraw(struct gap *gap, uint64_t now_us, uint32_t id)
{
    blr_initiator_withdraw(gap, now_us, id);
    for (uint8_t i = 0; i < gap->set_count; i++) {
        if (gap->sets[i].starter == id) {
            gap->sets[i].starter = 0;
            gap->wanted.sets[i].on = false;
        }
        if (gap->sets[i].stopper == id)
            gap->sets[i].stopper = 0;
    }
    if (gap->scan_starter == id) {
        gap->scan_starter = 0;
        gap->wanted.scanning = false;
    }
    if (gap->scan_stopper == id)
        gap->scan_stopper = 0;
}

/* ------------------------------------------------------------------------------------------- steps */

static bool is_of_scan(struct gap_step step)
{
    return step.action >= GAP_SCAN_PARAMETERS && step.action <= GAP_SCAN_OFF;
}

static bool is_of_initiator(struct gap_step step)
{
    return step.action == GAP_SET_ACCEPT_LIST || step.action >= GAP_INITIATE;
}

bool blr_gap_next(struct gap *gap, struct gap_command *command)
{
    if (!gap->up || gap->in_flight)
        return false;
    struct gap_step step = blr_arbiter_next(&gap->wanted, &gap->actual, &gap->can);
    if (step.action == GAP_NOTHING)
        return false;
    command->timeout_us = 0;
    if (is_of_initiator(step))
        blr_initiator_command(gap, step, command);
    else if (is_of_scan(step))
        blr_scanner_command(gap, step, command);
    else
        blr_advertiser_command(gap, step, command);
    gap->step = step;
    gap->opcode = command->opcode;
    gap->in_flight = true;
    return true;
}

/** The clock of a duration starts when it is on the air for the first time. */
static void start_clocks(struct gap *gap, uint64_t now_us, struct gap_step step)
{
    if (step.action == GAP_ENABLE_SET) {
        struct gap_advertiser *set = &gap->sets[step.set];
        if (!set->was_on && set->ends_us == UINT64_MAX && set->parameters.duration_ms != 0)
            set->ends_us = now_us + set->parameters.duration_ms * UINT64_C(1000);
    } else if (step.action == GAP_SCAN_ON && !gap->scan_was_on && gap->scan.duration_ms != 0) {
        gap->scan_ends_us = now_us + gap->scan.duration_ms * UINT64_C(1000);
    }
}

/** One refusal or silence in a row is not believed: what switches off is sent again. */
static bool tries_again(struct gap *gap)
{
    return blr_arbiter_is_off_step(gap->step) && gap->off_tries++ == 0;
}

enum { COMMAND_DISALLOWED = 0x0c };

/** @return its way begins again */
static bool doubts(struct gap *gap, uint8_t status)
{
    blr_arbiter_doubt(&gap->actual, gap->step);
    bool again = status == COMMAND_DISALLOWED && !gap->doubted;
    gap->doubted = again;
    return again;
}

static void refused(struct gap *gap, uint8_t status)
{
    gap->sets[gap->step.set].fragment_at = 0;
    if (tries_again(gap))
        return;
    gap->off_tries = 0;
    if (!blr_arbiter_is_off_step(gap->step) && doubts(gap, status))
        return;
    bool was_wanted = gap->wanted.sets[gap->step.set].on, scan_was_wanted = gap->wanted.scanning;
    blr_arbiter_refused(&gap->wanted, &gap->actual, gap->step);
    if (is_of_scan(gap->step)) {
        if (scan_was_wanted && !gap->wanted.scanning) {
            gap->scan_failure = BLE_ERROR_HCI(status);
            gap->scan_refused = gap->opcode;
        }
    } else if (was_wanted && !gap->wanted.sets[gap->step.set].on) {
        gap->sets[gap->step.set].failure = BLE_ERROR_HCI(status);
        gap->sets[gap->step.set].refused = gap->opcode;
    }
}

/** Was the content that this step carries replaced while it was on its way? */
static bool is_outdated(const struct gap *gap)
{
    const struct gap_set_contents *now = &gap->wanted.sets[gap->step.set].contents;
    return (gap->step.action == GAP_SET_DATA && gap->step.version != now->data) ||
           (gap->step.action == GAP_SET_RESPONSE && gap->step.version != now->response);
}

/** With extended commands the controller chooses the power when it takes the parameters (7.8.53). */
static void keep_power(struct gap *gap, const uint8_t *answer, size_t size)
{
    enum { LEAST = -127, MOST = 20 };
    if (gap->step.action != GAP_SET_PARAMETERS || !gap->can.extended)
        return;
    int8_t dbm = size > 1 ? (int8_t)answer[1] : (int8_t)BLE_TX_POWER_ANY;
    gap->power_dbm = dbm >= LEAST && dbm <= MOST ? dbm : (int8_t)BLE_TX_POWER_ANY;
    gap->sets[gap->step.set].power_dbm = gap->power_dbm;
}

void blr_gap_answered(struct gap *gap, uint64_t now_us, const uint8_t *answer, size_t size)
{
    uint8_t status = size > 0 ? answer[0] : 0;
    if (!gap->in_flight)
        return;
    gap->in_flight = false;
    if (is_of_initiator(gap->step)) {
        blr_initiator_answered(gap, now_us, gap->step, status);
        return;
    }
    if (status != 0) {
        refused(gap, status);
        return;
    }
    keep_power(gap, answer, size);
    if (is_outdated(gap)) {
        gap->sets[gap->step.set].fragment_at = 0;
        gap->step.version = 0;
    } else if (blr_advertiser_more(gap, gap->step)) {
        return; /* the next fragment is the next step */
    }
    gap->off_tries = 0;
    gap->doubted = gap->doubted && gap->step.action != GAP_ENABLE_SET && gap->step.action != GAP_SCAN_ON;
    blr_arbiter_done(&gap->actual, gap->step);
    start_clocks(gap, now_us, gap->step);
}

void blr_gap_unsent(struct gap *gap)
{
    gap->in_flight = false;
    /* ESP32 does not answer what switches off something that is off (seen by CircuitPython's ble_hci). */
    if (!blr_arbiter_is_off_step(gap->step) || tries_again(gap))
        return;
    gap->off_tries = 0;
    blr_arbiter_done(&gap->actual, gap->step);
}

void blr_gap_unanswered(struct gap *gap, uint64_t now_us)
{
    if (!gap->in_flight)
        return;
    gap->in_flight = false;
    if (is_of_initiator(gap->step))
        blr_initiator_unanswered(gap, now_us, gap->step);
}

static void set_is_off(struct gap *gap, uint8_t set, ble_status status)
{
    gap->actual.sets[set].on = false;
    gap->wanted.sets[set].on = false;
    gap->sets[set].failure = status;
}

void blr_gap_set_terminated(struct gap *gap, uint8_t set, uint8_t status)
{
    if (set >= gap->can.sets || !gap->actual.sets[set].on)
        return;
    enum { ADVERTISING_TIMEOUT = 0x3c };
    set_is_off(gap, set,
               status == 0                     ? BLE_END
               : status == ADVERTISING_TIMEOUT ? BLE_ERROR_TIMEOUT
                                               : BLE_ERROR_HCI(status));
}

void blr_gap_legacy_ended(struct gap *gap, uint8_t status)
{
    if (!gap->can.extended && gap->can.sets > 0)
        blr_gap_set_terminated(gap, 0, status);
}

void blr_gap_tick(struct gap *gap, uint64_t now_us)
{
    for (uint8_t i = 0; i < gap->set_count; i++) {
        if (gap->sets[i].ends_us > now_us)
            continue;
        gap->sets[i].ends_us = UINT64_MAX;
        gap->wanted.sets[i].on = false;
        gap->sets[i].failure = BLE_ERROR_TIMEOUT;
    }
    if (gap->scan_ends_us <= now_us) {
        gap->scan_ends_us = UINT64_MAX;
        gap->wanted.scanning = false;
        gap->scan_failure = BLE_ERROR_TIMEOUT;
    }
    blr_initiator_tick(gap, now_us);
}

uint64_t blr_gap_deadline(const struct gap *gap)
{
    uint64_t deadline_us = blr_initiator_deadline(gap);
    if (gap->scan_ends_us < deadline_us)
        deadline_us = gap->scan_ends_us;
    for (uint8_t i = 0; i < gap->set_count; i++)
        if (gap->sets[i].ends_us < deadline_us)
            deadline_us = gap->sets[i].ends_us;
    return deadline_us;
}

/* ------------------------------------------------------------------------------------------- outcomes */

/** Take a waiting request. */
static uint32_t take(uint32_t *id)
{
    uint32_t taken = *id;
    *id = 0;
    return taken;
}

/**
 * What waits for one thing to go on or off. `on`: it is, with the contents that are wanted.
 * @return true and *outcome
 */
static bool judge(bool wanted_on, bool on, bool off, uint32_t *starter, uint32_t *stopper, bool *was_on,
                  ble_status *failure, struct gap_outcome *outcome)
{
    if (wanted_on && on && (*starter != 0 || !*was_on)) {
        *was_on = true;
        outcome->request = take(starter);
        return outcome->request != 0;
    }
    if (wanted_on || !off)
        return false;
    if (*starter != 0 && *failure == BLE_END) { /* on, and a central connected at once */
        *was_on = true;
        outcome->request = take(starter);
        return true;
    }
    if (*starter != 0) { /* refused, or over before anybody heard of it */
        outcome->request = take(starter);
        outcome->status = *failure < 0 ? *failure : BLE_ERROR_CANCELLED;
        *failure = BLE_OK;
        *was_on = false;
        return true;
    }
    if (*stopper != 0) {
        outcome->request = take(stopper);
        *failure = BLE_OK;
        return true;
    }
    if (*failure == BLE_OK || !*was_on)
        return false;
    outcome->ended = true;
    outcome->status = *failure == BLE_END ? BLE_OK : *failure; /* a central connected */
    *failure = BLE_OK;
    *was_on = false;
    return true;
}

static bool has_contents(const struct gap *gap, uint8_t set)
{
    const struct gap_set_contents *a = &gap->wanted.sets[set].contents, *b = &gap->actual.sets[set].contents;
    return a->parameters == b->parameters && a->data == b->data && a->response == b->response &&
           (!gap->can.extended || a->address == b->address);
}

/** Which command was it that the controller refused? */
static bool with_opcode(struct gap_outcome *outcome, uint16_t *refused_opcode)
{
    if (BLE_STATUS_IS_HCI(outcome->status))
        outcome->opcode = *refused_opcode;
    *refused_opcode = 0;
    return true;
}

bool blr_gap_outcome(struct gap *gap, struct gap_outcome *outcome)
{
    *outcome = (struct gap_outcome){ 0 };
    if (blr_initiator_outcome(gap, &outcome->request, &outcome->status))
        return true;
    for (uint8_t i = 0; i < gap->set_count; i++) {
        struct gap_advertiser *set = &gap->sets[i];
        bool on = gap->actual.sets[i].on;
        bool settled = !gap->in_flight || is_of_scan(gap->step) || is_of_initiator(gap->step) || gap->step.set != i;
        *outcome = (struct gap_outcome){ .set = i };
        if (judge(gap->wanted.sets[i].on, on && has_contents(gap, i), !on && settled, &set->starter, &set->stopper,
                  &set->was_on, &set->failure, outcome))
            return with_opcode(outcome, &set->refused);
    }
    *outcome = (struct gap_outcome){ .is_scan = true };
    bool scanning = gap->actual.scanning;
    bool settled = !gap->in_flight || !is_of_scan(gap->step);
    return judge(gap->wanted.scanning, scanning && gap->actual.scan == gap->wanted.scan, !scanning && settled,
                 &gap->scan_starter, &gap->scan_stopper, &gap->scan_was_on, &gap->scan_failure, outcome) &&
           with_opcode(outcome, &gap->scan_refused);
}
