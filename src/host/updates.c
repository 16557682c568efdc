/* SPDX-License-Identifier: MIT */
/*
 * Parameters that a peer asks for, by the link layer (LE Remote Connection Parameter Request) or on the signalling
 * channel: what is valid is accepted, after the application was asked where it wants to be. Each is answered exactly
 * once and in time, because the link's other procedures wait for that answer.
 */
#include <string.h>

#include "host/host.h"
#include "l2cap/signalling.h"

/** Of hci_asked.state: what a peer asked and how it is to be answered. */
enum { ASKED_NOTHING, ASKED_BY_LL, ASKED_BY_L2CAP, ASKED_ACCEPT = 4, ASKED_REFUSE = 8, ASKED_HOW = 3 };

enum { UNACCEPTABLE_PARAMETERS = 0x3b };

static bool is_due(const struct hci_asked *asked)
{
    return (asked->state & (ASKED_ACCEPT | ASKED_REFUSE)) != 0;
}

static void decide(struct ble_host *host, struct hci_link *link, bool accept)
{
    link->asked.state |= accept ? ASKED_ACCEPT : ASKED_REFUSE;
    link->asked.token = 0;
    link->asked.deadline_us = UINT64_MAX;
    host->steps_due = true;
}

static uint32_t new_token(struct ble_host *host)
{
    if (++host->update_tokens == 0)
        host->update_tokens = 1;
    return host->update_tokens;
}

static void tell_asked(struct ble_host *host, const struct hci_link *link, const struct gap_link_units *units,
                       bool accepted)
{
    uint8_t *data;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_UPDATE_ASKED, 0, &data);
    if (event == NULL)
        return;
    event->u.update_asked.token = link->asked.token;
    event->u.update_asked.link = blr_links_id(host, link);
    event->u.update_asked.accepted = accepted;
    event->u.update_asked.parameters = blr_link_parameters_of(units);
}

/** how: ASKED_BY_LL or ASKED_BY_L2CAP. Nothing else is pending. */
static void asked(struct ble_host *host, struct hci_link *link, uint8_t how, uint8_t identifier,
                  const struct gap_link_units *units)
{
    bool valid = blr_link_units_are_valid(units);
    link->asked = (struct hci_asked){ .deadline_us = UINT64_MAX,
                                      .state = how,
                                      .identifier = identifier,
                                      .interval_min = units->interval_min,
                                      .interval_max = units->interval_max,
                                      .latency = units->latency,
                                      .timeout = units->timeout };
    if (valid && host->config.update_answer_ms > 0) {
        link->asked.token = new_token(host);
        link->asked.deadline_us = host->now_us + host->config.update_answer_ms * UINT64_C(1000);
        tell_asked(host, link, units, false);
        return;
    }
    tell_asked(host, link, units, valid);
    decide(host, link, valid);
}

void blr_on_parameter_request(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_le_remote_connection_parameter_request_event e;
    if (blr_hci_decode(&blr_hci_le_remote_connection_parameter_request_event.parameters, parameters, size, &e) < 0) {
        host->counters.malformed_packets++;
        return;
    }
    struct hci_link *link = blr_acl_link(&host->acl, e.connection_handle);
    const struct gap_link_units units = { e.interval_min, e.interval_max, e.max_latency, e.timeout };
    /* The link layer has one at a time: what is pending is of L2CAP, or of a request that the peer gave up. */
    if (link == NULL)
        host->counters.unexpected_packets++;
    else
        asked(host, link, ASKED_BY_LL, 0, &units);
}

/* ------------------------------------------------------------------------------------------- answers */

static bool send_ll_answer(struct ble_host *host, const struct hci_link *link)
{
    const struct hci_asked *asked = &link->asked;
    const struct hci_le_remote_connection_parameter_request_reply_parameters accept = {
        .connection_handle = link->handle,
        .interval_min = asked->interval_min,
        .interval_max = asked->interval_max,
        .max_latency = asked->latency,
        .timeout = asked->timeout,
    };
    const struct hci_le_remote_connection_parameter_request_negative_reply_parameters refuse = {
        link->handle, UNACCEPTABLE_PARAMETERS
    };
    if (asked->state & ASKED_ACCEPT)
        return blr_queue_add(&host->queue, &blr_hci_le_remote_connection_parameter_request_reply, &accept, TOKEN_QUIET);
    return blr_queue_add(&host->queue, &blr_hci_le_remote_connection_parameter_request_negative_reply, &refuse,
                         TOKEN_QUIET);
}

static bool send_l2cap_answer(struct ble_host *host, struct hci_link *link)
{
    bool accept = (link->asked.state & ASKED_ACCEPT) != 0;
    uint8_t pdu[L2CAP_REPLIES_MAX];
    uint8_t size =
        blr_l2cap_update_response(pdu, link->asked.identifier, accept ? L2CAP_UPDATE_ACCEPTED : L2CAP_UPDATE_REJECTED);
    if (!blr_acl_send(&host->acl, link, L2CAP_CID_SIGNALLING, pdu, size, TOKEN_QUIET))
        return false;
    if (accept)
        blr_procedures_apply(host, link);
    return true;
}

bool blr_updates_step(struct ble_host *host, struct hci_link *link)
{
    if (!is_due(&link->asked))
        return true;
    bool by_ll = (link->asked.state & ASKED_HOW) == ASKED_BY_LL;
    if (!(by_ll ? send_ll_answer(host, link) : send_l2cap_answer(host, link)))
        return false;
    link->asked.state = ASKED_NOTHING;
    return true;
}

ble_status blr_updates_answer(struct ble_host *host, uint32_t token, bool accept)
{
    for (uint16_t i = 0; token != 0 && i < host->acl.link_count; i++) {
        struct hci_link *link = &host->acl.links[i];
        if (!link->up || link->asked.token != token)
            continue;
        decide(host, link, accept);
        return BLE_OK;
    }
    return BLE_ERROR_GONE;
}

void blr_updates_tick(struct ble_host *host, struct hci_link *link)
{
    if (link->asked.deadline_us <= host->now_us)
        decide(host, link, true);
}

uint64_t blr_updates_deadline(const struct hci_link *link)
{
    return link->asked.deadline_us;
}

/* ------------------------------------------------------------------------------------------- signalling */

/** The peripheral asks in L2CAP. The same request again is the one that is not answered yet. */
static void asked_by_l2cap(struct ble_host *host, struct hci_link *link, const struct l2cap_signal_outcome *outcome)
{
    const struct gap_link_units units = { outcome->update.interval_min, outcome->update.interval_max,
                                          outcome->update.latency, outcome->update.timeout };
    if (link->asked.state == ASKED_NOTHING && !blr_procedures_is_updating(link)) {
        asked(host, link, ASKED_BY_L2CAP, outcome->identifier, &units);
        return;
    }
    if ((link->asked.state & ASKED_HOW) == ASKED_BY_L2CAP && link->asked.identifier == outcome->identifier)
        return;
    uint8_t pdu[L2CAP_REPLIES_MAX];
    uint8_t size = blr_l2cap_update_response(pdu, outcome->identifier, L2CAP_UPDATE_REJECTED);
    blr_acl_send(&host->acl, link, L2CAP_CID_SIGNALLING, pdu, size, TOKEN_QUIET);
}

void blr_updates_signal(struct ble_host *host, struct hci_link *link, const uint8_t *pdu, size_t size)
{
    struct l2cap_signal_outcome outcome;
    blr_l2cap_signal(pdu, size, link->role == BLE_ROLE_CENTRAL, &outcome);
    /* Where there is no room for an answer the peer asks again, or gives up: nothing of ours waits for it. */
    if (outcome.reply_size > 0)
        blr_acl_send(&host->acl, link, L2CAP_CID_SIGNALLING, outcome.reply, outcome.reply_size, TOKEN_QUIET);
    if (outcome.second_size > 0)
        blr_acl_send(&host->acl, link, L2CAP_CID_SIGNALLING, outcome.reply + outcome.reply_size, outcome.second_size,
                     TOKEN_QUIET);
    if (outcome.kind == L2CAP_MALFORMED)
        host->counters.malformed_packets++;
    else if (outcome.kind == L2CAP_UPDATE_ASKED)
        asked_by_l2cap(host, link, &outcome);
    else if (outcome.kind == L2CAP_UPDATE_ANSWERED)
        blr_procedures_update_answered(host, link, outcome.identifier, outcome.result);
}
