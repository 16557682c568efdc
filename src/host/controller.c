/* SPDX-License-Identifier: MIT */
/* The life of a controller. Every way through it is bounded: the ladder ends, bring-ups are counted, and each wait has
 * a deadline of its own (an effect's, a command's, or host->wait_us). */
#include <string.h>

#include "host/gatt.h"

enum {
    EMPTY_ANSWER_US = 300000, /* for the second Reset of a part whose first answer has no status */
    PROBE_US = 1000000,
    LAST_RESET_US = 1000000,
    ENDING_LINKS_US = 1000000,
    NOP_RESTART_US = 10000000 /* a controller that keeps sending NOPs is not restarted more often */
};

enum { REASON_LOCAL_HOST = 0x16, REASON_POWER_OFF = 0x15 };

struct ble_event *blr_host_push_state(struct ble_host *host, enum ble_event_type type)
{
    uint8_t *data;
    struct ble_event *event = blr_events_push(&host->events, type, 0, &data);
    if (event == NULL) {
        event = blr_events_newest(&host->events);
        event->type = (uint8_t)type;
    }
    memset(&event->u, 0, sizeof(event->u));
    return event;
}

static void push_trouble(struct ble_host *host, enum ble_event_type type, enum ble_host_failure failure,
                         uint16_t opcode, uint8_t status)
{
    struct ble_event *event = blr_host_push_state(host, type);
    event->u.trouble.failure = (uint8_t)failure;
    event->u.trouble.hardware_error = failure == BLE_FAILURE_HARDWARE_ERROR ? host->info.hardware_error : 0;
    event->u.trouble.opcode = opcode;
    event->u.trouble.status = status;
}

static void set_phase(struct ble_host *host, enum host_phase phase, uint64_t wait_us)
{
    host->phase = (uint8_t)phase;
    host->wait_us = wait_us == UINT64_MAX ? UINT64_MAX : host->now_us + wait_us;
}

/** Everything that was under way with the controller is gone. */
static void forget_controller(struct ble_host *host, ble_status status, uint32_t except_types)
{
    blr_requests_end_all(host, status, except_types);
    blr_links_end_all(host, status == BLE_ERROR_CANCELLED ? REASON_LOCAL_HOST : REASON_POWER_OFF);
    blr_queue_reset(&host->queue);
    blr_acl_reset(&host->acl);
    blr_gap_lost(&host->gap);
    blr_reports_forget(host);
    blr_watchdog_lost(host);
    blr_effects_clear(&host->effects);
    host->seed_asked = false;
    if (host->staged_sent == 0 || host->info.state == BLE_HOST_DETACHED)
        host->staged = host->staged_sent = 0; /* else its rest goes out: half a packet would swallow the next one */
    host->padding = 0;
    host->raw_opcode = 0;
}

/* ------------------------------------------------------------------------------------------- the end */

static void stop(struct ble_host *host, enum ble_host_state state)
{
    host->info.state = (uint8_t)state;
    set_phase(host, PHASE_IDLE, UINT64_MAX);
}

static void fail(struct ble_host *host, enum ble_host_failure failure, uint16_t opcode, uint8_t status)
{
    ble_status result = failure == BLE_FAILURE_REFUSED ? BLE_ERROR_HCI(status)
                        : failure == BLE_FAILURE_NOISE ? BLE_ERROR_PROTOCOL
                                                       : BLE_ERROR_SILENT;
    stop(host, BLE_HOST_FAILED);
    host->info.failure = (uint8_t)failure;
    push_trouble(host, BLE_EVENT_FAILED, failure, opcode, status);
    forget_controller(host, result, 0);
}

/** The first octet of everything that may come from a controller before the answer to our Reset. */
static bool begins_like_hci(uint8_t octet)
{
    return octet == H4_EVENT || octet == H4_ACL || octet == H4_SCO || octet == H4_ISO;
}

static void keep_noise(struct ble_host *host)
{
    host->info.noise_size = host->h4.noise_size;
    memcpy(host->info.noise, host->h4.noise, host->h4.noise_size);
    if (host->h4.noise_size > 0 && !begins_like_hci(host->h4.noise[0]))
        host->info.quirks |= BLE_QUIRK_BOOT_NOISE;
}

/** No answer to Reset on any rung: what does the line look like? */
static void give_up(struct ble_host *host)
{
    keep_noise(host);
    if (host->reset_status != 0)
        fail(host, BLE_FAILURE_REFUSED, HCI_OP_RESET, host->reset_status);
    else if (host->counters.bytes_received > host->ladder_bytes)
        fail(host, BLE_FAILURE_NOISE, 0, 0);
    else if (host->cause == BLE_FAILURE_CRASHED) /* its last words say more than the silence after them */
        fail(host, BLE_FAILURE_CRASHED, 0, 0);
    else
        fail(host, BLE_FAILURE_SILENT, 0, 0);
}

/* ------------------------------------------------------------------------------------------- the ladder */

static void send_reset(struct ble_host *host)
{
    host->raw_opcode = HCI_OP_RESET;
}

static bool ask_line(struct ble_host *host, enum ble_effect_type type)
{
    struct ble_effect *effect = blr_effects_ask(&host->effects, host->now_us, type);
    if (effect == NULL)
        return false;
    if (type == BLE_EFFECT_SET_BAUD)
        effect->u.baud = blr_ladder_baud(&host->ladder, &host->transport);
    return true;
}

static void climb(struct ble_host *host)
{
    static const uint8_t effect_of[] = { [LADDER_FLUSH] = BLE_EFFECT_FLUSH_INPUT,
                                         [LADDER_PULSE_DTR] = BLE_EFFECT_PULSE_DTR,
                                         [LADDER_NEXT_BAUD] = BLE_EFFECT_SET_BAUD,
                                         [LADDER_REOPEN] = BLE_EFFECT_REOPEN };
    uint32_t wait_us;
    if (host->info.state == BLE_HOST_OPENING)
        keep_noise(host); /* for whoever does not wait for the end */
    enum ladder_action action = blr_ladder_next(&host->ladder, &host->transport, &wait_us);
    host->wait_us = host->now_us + wait_us;
    if (action == LADDER_GIVE_UP) {
        give_up(host);
    } else if (action == LADDER_RESET) {
        send_reset(host);
    } else if (action == LADDER_PAD) {
        host->padding = LADDER_PADDING;
    } else if (ask_line(host, (enum ble_effect_type)effect_of[action])) {
        host->wait_us = UINT64_MAX; /* goes on when it is done: ladder_effect_done() */
        host->pause_us = wait_us;
    }
}

static void ladder_effect_done(struct ble_host *host)
{
    if (host->phase == PHASE_LADDER && host->wait_us == UINT64_MAX)
        host->wait_us = host->now_us + host->pause_us;
}

static void start_ladder(struct ble_host *host)
{
    host->ladder_bytes = host->counters.bytes_received;
    host->reset_status = 0;
    host->empty_answers = false;
    host->stale_us = 0;
    blr_h4_hunt(&host->h4, HCI_OP_RESET, blr_hci_reset.answer.minimum, true);
    blr_ladder_start(&host->ladder);
    set_phase(host, PHASE_LADDER, 0);
    climb(host);
}

void blr_controller_open(struct ble_host *host)
{
    forget_controller(host, BLE_ERROR_RESTARTED, 1u << BLE_REQUEST_RESET);
    host->info.state = BLE_HOST_OPENING;
    host->info.failure = BLE_FAILURE_NONE;
    host->info.quirks = 0;
    host->info.crash[0] = '\0';
    host->attempts = 0;
    host->cause = BLE_FAILURE_NONE;
    host->cause_opcode = 0;
    host->nop_seen = false;
    host->suspected = false;
    host->shutting_down = false;
    host->opened_us = host->now_us;
    host->resets_at_open = host->counters.resets_sent;
    start_ladder(host);
}

void blr_controller_recover(struct ble_host *host, enum ble_host_failure cause, uint16_t opcode, uint8_t status)
{
    if (host->phase == PHASE_IDLE || host->phase == PHASE_LAST_RESET || host->phase == PHASE_LADDER)
        return;
    if (host->shutting_down) {
        forget_controller(host, BLE_ERROR_CANCELLED, 1u << BLE_REQUEST_SHUT_DOWN);
        blr_h4_hunt(&host->h4, HCI_OP_RESET, blr_hci_reset.answer.minimum, false);
        set_phase(host, PHASE_LAST_RESET, LAST_RESET_US);
        send_reset(host);
        return;
    }
    host->counters.recoveries++;
    host->cause = (uint8_t)cause;
    host->cause_opcode = opcode;
    if (host->info.state == BLE_HOST_READY) {
        host->attempts = 0;
        host->nop_seen = false;
        host->suspected = false;
        host->info.state = BLE_HOST_RECOVERING;
        host->info.failure = (uint8_t)cause;
        host->opened_us = host->now_us;
        host->resets_at_open = host->counters.resets_sent;
        push_trouble(host, BLE_EVENT_RECOVERING, cause, opcode, status);
    } else if (++host->attempts >= HOST_ATTEMPTS) {
        fail(host, cause, opcode, status);
        return;
    }
    forget_controller(host, BLE_ERROR_RESTARTED, 1u << BLE_REQUEST_RESET);
    start_ladder(host);
}

void blr_controller_lost(struct ble_host *host, bool tell)
{
    stop(host, BLE_HOST_DETACHED);
    host->info.failure = BLE_FAILURE_TRANSPORT;
    host->shutting_down = false;
    if (tell)
        blr_host_push_state(host, BLE_EVENT_LOST);
    forget_controller(host, BLE_ERROR_LOST, 0);
}

/* ------------------------------------------------------------------------------------------- bring-up */

static void ready(struct ble_host *host)
{
    host->info.state = BLE_HOST_READY;
    host->info.failure = BLE_FAILURE_NONE;
    host->info.generation++;
    host->info.ready_us = host->now_us - host->opened_us;
    host->info.ready_commands =
        (uint16_t)(host->bringup.commands + (host->counters.resets_sent - host->resets_at_open));
    host->info.baud = blr_ladder_baud(&host->ladder, &host->transport);
    uint32_t most = host->config.packet_bytes - ACL_HEADER;
    host->acl.length = host->info.acl_length < most ? host->info.acl_length : (uint16_t)most;
    host->acl.total = host->acl.credits = host->info.acl_count;
    blr_gap_ready(&host->gap, host->now_us, &host->info);
    set_phase(host, PHASE_RUNNING, UINT64_MAX);
    blr_host_push_state(host, BLE_EVENT_READY);
    blr_requests_end_type(host, BLE_REQUEST_RESET, BLE_OK);
}

static void next_step(struct ble_host *host)
{
    struct bringup_command command;
    struct ble_effect *effect = NULL;
    switch (blr_bringup_next(&host->bringup, &host->info, &command)) {
    case BRINGUP_COMMAND:
        blr_queue_add_raw(&host->queue, command.opcode, command.parameters, command.size, HCI_COMMAND_US,
                          TOKEN_BRINGUP);
        break;
    case BRINGUP_LOAD_ADDRESS: blr_effects_ask(&host->effects, host->now_us, BLE_EFFECT_LOAD_ADDRESS); break;
    case BRINGUP_ENTROPY:
        effect = blr_effects_ask(&host->effects, host->now_us, BLE_EFFECT_ENTROPY);
        if (effect != NULL)
            effect->u.entropy.size = 6;
        break;
    case BRINGUP_STORE_ADDRESS:
        effect = blr_effects_ask(&host->effects, host->now_us, BLE_EFFECT_STORE_ADDRESS);
        if (effect != NULL)
            effect->u.address = host->info.address;
        break;
    case BRINGUP_READY: ready(host); break;
    case BRINGUP_REFUSED:
        fail(host, BLE_FAILURE_REFUSED, host->bringup.refused_opcode, host->bringup.refused_status);
        break;
    }
}

void blr_controller_reset_answered(struct ble_host *host, const uint8_t *answer, size_t size)
{
    if (host->phase == PHASE_LAST_RESET) {
        stop(host, BLE_HOST_OFF);
        host->shutting_down = false;
        blr_host_push_state(host, BLE_EVENT_OFF);
        blr_requests_end_type(host, BLE_REQUEST_SHUT_DOWN, BLE_OK);
        return;
    }
    if (host->phase != PHASE_LADDER) { /* one of several Resets that we sent while it did not answer */
        host->counters.late_answers++;
        return;
    }
    if (size == 0 && !host->empty_answers) {
        host->empty_answers = true;
        host->info.quirks |= BLE_QUIRK_EMPTY_RESET_ANSWER;
        host->wait_us = host->now_us + EMPTY_ANSWER_US;
        send_reset(host);
        return;
    }
    if (size > 0 && answer[0] != 0) {
        host->reset_status = answer[0];
        return;
    }
    host->raw_opcode = 0;
    host->padding = 0;
    blr_effects_clear(&host->effects);
    if (host->info.state == BLE_HOST_OPENING)
        keep_noise(host);
    blr_bringup_start(&host->bringup, &host->info);
    set_phase(host, PHASE_BRINGUP, UINT64_MAX);
    next_step(host);
}

/** A step was forgiven: the first time the bring-up begins again instead. */
static bool begins_again(struct ble_host *host, enum ble_host_failure cause, uint16_t opcode, uint8_t status)
{
    if (!host->bringup.suspect || host->suspected)
        return false;
    host->suspected = true;
    blr_controller_recover(host, cause, opcode, status);
    return true;
}

void blr_controller_step_answered(struct ble_host *host, uint16_t opcode, const uint8_t *answer, size_t size)
{
    if (host->phase != PHASE_BRINGUP)
        return;
    blr_bringup_answer(&host->bringup, &host->info, answer, size);
    if (!begins_again(host, BLE_FAILURE_REFUSED, opcode, size > 0 ? answer[0] : 0))
        next_step(host);
}

static void step_timed_out(struct ble_host *host, uint16_t opcode)
{
    if (!blr_bringup_no_answer(&host->bringup, &host->info))
        blr_controller_recover(host, BLE_FAILURE_COMMAND_TIMEOUT, opcode, 0);
    else if (!begins_again(host, BLE_FAILURE_COMMAND_TIMEOUT, opcode, 0))
        next_step(host);
}

void blr_controller_effect(struct ble_host *host, enum ble_effect_type type, ble_status result, const uint8_t *data,
                           size_t size)
{
    if (type == BLE_EFFECT_NONE)
        return;
    if (type == BLE_EFFECT_CMAC) {
        blr_gatt_hashed(host, result, data, size);
        return;
    }
    if (type >= BLE_EFFECT_FLUSH_INPUT) {
        ladder_effect_done(host);
        return;
    }
    if (type == BLE_EFFECT_ENTROPY && host->phase != PHASE_BRINGUP)
        blr_reports_seed(host, data, result == BLE_OK ? size : 0);
    if (host->phase != PHASE_BRINGUP)
        return;
    const uint8_t *octets = result == BLE_OK && size >= 6 ? data : NULL;
    if (type == BLE_EFFECT_LOAD_ADDRESS)
        blr_bringup_address_loaded(&host->bringup, &host->info, octets);
    else if (type == BLE_EFFECT_ENTROPY)
        blr_bringup_entropy(&host->bringup, &host->info, octets);
    else
        blr_bringup_stored(&host->bringup);
    next_step(host);
}

/* ------------------------------------------------------------------------------------------- doubts */

void blr_controller_desync(struct ble_host *host)
{
    host->counters.desyncs++;
    if (host->phase == PHASE_LADDER || host->phase == PHASE_LAST_RESET) {
        blr_h4_hunt(&host->h4, HCI_OP_RESET, blr_hci_reset.answer.minimum, false);
        return;
    }
    if ((host->phase != PHASE_RUNNING && host->phase != PHASE_PROBING) || host->acl.used == 0) {
        blr_controller_recover(host, BLE_FAILURE_DESYNC, 0, 0);
        return;
    }
    /* Links are up: they may be as well as ever, only some octets got lost. */
    blr_h4_hunt(&host->h4, HCI_OP_READ_LOCAL_VERSION_INFORMATION, blr_hci_read_local_version_information.answer.minimum,
                host->phase == PHASE_RUNNING);
    if (host->phase == PHASE_RUNNING) {
        set_phase(host, PHASE_PROBING, PROBE_US);
        host->raw_opcode = HCI_OP_READ_LOCAL_VERSION_INFORMATION;
    }
}

bool blr_controller_probe(struct ble_host *host, enum host_token token)
{
    if (host->phase != PHASE_RUNNING)
        return false;
    /* Never the opcode that is in doubt itself: that one is in quarantine. */
    const struct hci_command *command = &blr_hci_read_local_version_information;
    if (blr_queue_has(&host->queue, command->opcode))
        command = &blr_hci_read_bd_addr;
    if (blr_queue_has(&host->queue, command->opcode))
        return false;
    const struct hci_read_bd_addr_parameters none = { 0 };
    return blr_queue_add(&host->queue, command, &none, token);
}

void blr_controller_probe_answered(struct ble_host *host)
{
    if (host->phase != PHASE_PROBING)
        return;
    set_phase(host, PHASE_RUNNING, UINT64_MAX);
    blr_acl_doubt(&host->acl, host->now_us);
}

void blr_controller_nop(struct ble_host *host)
{
    host->counters.unsolicited_nops++;
    if (host->phase == PHASE_BRINGUP && !host->nop_seen) {
        host->nop_seen = true;
        blr_controller_recover(host, BLE_FAILURE_RESTARTED, 0, 0);
    }
    if (host->phase != PHASE_RUNNING)
        return;
    if (host->acl.used > 0) { /* a restarted controller does not know the link */
        struct hci_read_rssi_parameters parameters = { 0 };
        for (uint16_t i = 0; i < host->acl.link_count; i++)
            if (host->acl.links[i].up)
                parameters.connection_handle = host->acl.links[i].handle;
        if (!blr_queue_has(&host->queue, HCI_OP_READ_RSSI))
            blr_queue_add(&host->queue, &blr_hci_read_rssi, &parameters, TOKEN_LINK_CHECK);
        return;
    }
    if (host->nop_restart_us != 0 && host->now_us - host->nop_restart_us < NOP_RESTART_US)
        return;
    host->nop_restart_us = host->now_us;
    blr_controller_recover(host, BLE_FAILURE_RESTARTED, 0, 0);
}

/* ------------------------------------------------------------------------------------------- shutting down */

static void last_reset(struct ble_host *host)
{
    blr_queue_reset(&host->queue);
    set_phase(host, PHASE_LAST_RESET, LAST_RESET_US);
    send_reset(host);
}

void blr_controller_shut_down(struct ble_host *host)
{
    if (host->shutting_down)
        return;
    bool running = host->phase == PHASE_RUNNING;
    bool reachable = host->phase != PHASE_IDLE;
    bool framed = host->phase == PHASE_RUNNING || host->phase == PHASE_BRINGUP;
    host->shutting_down = true;
    blr_gap_quiet(&host->gap);
    blr_requests_end_all(host, BLE_ERROR_CANCELLED, 1u << BLE_REQUEST_SHUT_DOWN);
    if (!reachable) {
        stop(host, BLE_HOST_OFF);
        host->shutting_down = false;
        blr_host_push_state(host, BLE_EVENT_OFF);
        blr_requests_end_type(host, BLE_REQUEST_SHUT_DOWN, BLE_OK);
        return;
    }
    if (running && host->acl.used > 0) {
        /* Reset with links up trips an assertion in some controllers (Zephyr 3.3): end them first. */
        set_phase(host, PHASE_ENDING_LINKS, ENDING_LINKS_US);
        for (uint16_t i = 0; i < host->acl.link_count; i++) {
            struct hci_link *link = &host->acl.links[i];
            const struct hci_disconnect_parameters parameters = { link->handle, 0x13 };
            if (link->up && !link->disconnecting)
                link->disconnecting =
                    blr_queue_add(&host->queue, &blr_hci_disconnect, &parameters, blr_links_token(host, link));
        }
        return;
    }
    blr_links_end_all(host, REASON_LOCAL_HOST);
    blr_effects_clear(&host->effects);
    host->padding = 0;
    if (!framed)
        blr_h4_hunt(&host->h4, HCI_OP_RESET, blr_hci_reset.answer.minimum, false);
    last_reset(host);
}

void blr_controller_link_ended(struct ble_host *host)
{
    host->disconnected_us = host->now_us;
    if (host->phase == PHASE_ENDING_LINKS && host->acl.used == 0)
        last_reset(host);
}

/* ------------------------------------------------------------------------------------------- time */

static void wait_is_over(struct ble_host *host)
{
    switch (host->phase) {
    case PHASE_LADDER: climb(host); break;
    case PHASE_PROBING: blr_controller_recover(host, BLE_FAILURE_DESYNC, 0, 0); break;
    case PHASE_ENDING_LINKS:
        blr_links_end_all(host, REASON_LOCAL_HOST);
        last_reset(host);
        break;
    case PHASE_LAST_RESET:
        stop(host, BLE_HOST_OFF);
        host->shutting_down = false;
        blr_host_push_state(host, BLE_EVENT_OFF);
        blr_requests_end_type(host, BLE_REQUEST_SHUT_DOWN, BLE_ERROR_SILENT);
        break;
    default: host->wait_us = UINT64_MAX; break;
    }
}

static void command_timed_out(struct ble_host *host, uint32_t token, uint16_t opcode, bool restarted)
{
    host->counters.command_timeouts++;
    if (token == TOKEN_BRINGUP) {
        step_timed_out(host, opcode);
    } else if (token == TOKEN_GAP) {
        host->cause_opcode = opcode;
        blr_gap_unanswered(&host->gap, host->now_us);
        blr_wishes_tell(host);
        blr_controller_probe(host, TOKEN_PROBE);
    } else if (token == TOKEN_STEP) {
        host->cause_opcode = opcode;
        blr_procedures_unanswered(host);
        blr_controller_probe(host, TOKEN_PROBE);
    } else if (token == TOKEN_PROBE) {
        blr_controller_recover(host, BLE_FAILURE_COMMAND_TIMEOUT, host->cause_opcode, 0);
    } else if (token == TOKEN_WATCHDOG) {
        blr_controller_recover(host, BLE_FAILURE_COMMAND_TIMEOUT, opcode, 0);
    } else {
        struct hci_link *link = blr_links_of_token(host, token);
        host->cause_opcode = opcode;
        if (link != NULL)
            blr_links_stay(host, link, BLE_ERROR_TIMEOUT);
        blr_requests_end(host, token, BLE_ERROR_TIMEOUT);
        blr_controller_probe(host, TOKEN_PROBE);
    }
    if (restarted && host->phase == PHASE_RUNNING) /* a probe would be answered, and show nothing */
        blr_controller_recover(host, BLE_FAILURE_RESTARTED, opcode, 0);
}

void blr_controller_tick(struct ble_host *host)
{
    struct hci_expired expired;
    while (blr_queue_expire(&host->queue, host->now_us, &expired))
        command_timed_out(host, expired.token, expired.opcode, expired.nop);
    for (enum ble_effect_type type; (type = blr_effects_expire(&host->effects, host->now_us)) != BLE_EFFECT_NONE;)
        blr_controller_effect(host, type, BLE_ERROR_TIMEOUT, NULL, 0);
    if (host->wait_us <= host->now_us)
        wait_is_over(host);
    blr_acl_reclaim(&host->acl, host->now_us);
}
