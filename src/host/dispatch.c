/* SPDX-License-Identifier: MIT */
/* What each received packet means. Lengths were checked by the framer and are checked again by the decoder, from the
 * tables; nothing here reads an octet that a decoder did not hand out. */
#include <string.h>

#include "gap/report.h"
#include "hci/crash.h"
#include "hci/quirks.h"
#include "host/gatt.h"
#include "l2cap/pdu.h"

enum { HANDLE_MAX = 0x0eff, RECENT_DISCONNECT_US = 100000, NO_CONNECTION = 0x02 };

typedef void event_fn(struct ble_host *host, const uint8_t *parameters, size_t size);

static void malformed(struct ble_host *host)
{
    host->counters.malformed_packets++;
}

/** An event that the application may understand. */
static void pass_on(struct ble_host *host, uint8_t code, const uint8_t *parameters, size_t size)
{
    if (host->phase != PHASE_RUNNING)
        return;
    uint8_t *copy;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_HCI, size, &copy);
    if (event == NULL)
        return;
    memcpy(copy, parameters, size);
    event->u.hci.code = code;
    event->u.hci.parameters = copy;
    event->u.hci.size = (uint8_t)size;
}

/* ------------------------------------------------------------------------------------------- answers */

static void link_checked(struct ble_host *host, uint8_t status)
{
    if (status == NO_CONNECTION)
        blr_controller_recover(host, BLE_FAILURE_RESTARTED, 0, 0);
}

/** A request's command was answered, or a link's Disconnect. */
static void request_answered(struct ble_host *host, uint32_t token, uint8_t status, const uint8_t *answer, size_t size)
{
    ble_status result = status == 0 ? BLE_OK : BLE_ERROR_HCI(status);
    struct hci_link *link = blr_links_of_token(host, token);
    if (link == NULL)
        blr_requests_end_with_answer(host, token, result, answer, size);
    else if (status != 0) /* else its end will come */
        blr_links_stay(host, link, result);
}

/** A command was answered. answer: return parameters with the status, or the one status of Command Status. */
static void answered(struct ble_host *host, uint16_t opcode, uint8_t credit, const uint8_t *answer, size_t size)
{
    uint32_t token = TOKEN_NONE;
    enum hci_answer_kind kind = blr_queue_answer(&host->queue, host->now_us, opcode, credit, &token);
    if (opcode == HCI_OP_RESET) {
        blr_controller_reset_answered(host, answer, size);
        return;
    }
    if (opcode == HCI_OP_READ_LOCAL_VERSION_INFORMATION && host->phase == PHASE_PROBING) {
        blr_controller_probe_answered(host);
        if (kind == HCI_ANSWER_UNEXPECTED)
            return; /* the probe went past the queue */
    }
    uint8_t status = size > 0 ? answer[0] : 0;
    switch (kind) {
    case HCI_ANSWER_NOP: return;
    case HCI_ANSWER_NOP_UNASKED: blr_controller_nop(host); return;
    case HCI_ANSWER_LATE: host->counters.late_answers++; return;
    case HCI_ANSWER_UNEXPECTED: host->counters.unexpected_packets++; return;
    case HCI_ANSWER_EXPECTED: break;
    }
    if (token == TOKEN_BRINGUP)
        blr_controller_step_answered(host, opcode, answer, size);
    else if (token == TOKEN_GAP)
        blr_wishes_answered(host, answer, size);
    else if (token == TOKEN_WATCHDOG)
        blr_watchdog_probed(host);
    else if (token == TOKEN_STEP)
        blr_procedures_answered(host, status, answer, size);
    else if (token == TOKEN_LINK_CHECK)
        link_checked(host, status);
    else if (token >= TOKEN_FIRST_REQUEST)
        request_answered(host, token, status, answer, size);
}

static void on_command_complete(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_command_complete_event event;
    if (blr_hci_decode(&blr_hci_command_complete_event.parameters, parameters, size, &event) < 0) {
        malformed(host);
        return;
    }
    answered(host, event.command_opcode, event.num_hci_command_packets, event.return_parameters.data,
             event.return_parameters.size);
}

static void on_command_status(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_command_status_event event;
    if (blr_hci_decode(&blr_hci_command_status_event.parameters, parameters, size, &event) < 0) {
        malformed(host);
        return;
    }
    answered(host, event.command_opcode, event.num_hci_command_packets, &event.status, 1);
}

/* ------------------------------------------------------------------------------------------- trouble */

static void on_hardware_error(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_hardware_error_event event;
    if (blr_hci_decode(&blr_hci_hardware_error_event.parameters, parameters, size, &event) < 0) {
        malformed(host);
        return;
    }
    host->counters.hardware_errors++;
    host->info.hardware_error = event.hardware_code;
    /* ESP32 sends it for data on a link that has just ended (esp-idf issue 7031): no reason to end the others. */
    bool just_disconnected = host->disconnected_us != 0 && host->now_us - host->disconnected_us < RECENT_DISCONNECT_US;
    if (host->phase == PHASE_RUNNING && just_disconnected) {
        pass_on(host, HCI_EV_HARDWARE_ERROR, parameters, size);
        blr_controller_probe(host, TOKEN_PROBE);
        return;
    }
    blr_controller_recover(host, BLE_FAILURE_HARDWARE_ERROR, 0, 0);
}

/** Other makers use the same numbers for events of their own. */
static bool reports_crashes(const struct ble_host *host)
{
    if (host->phase == PHASE_BRINGUP && host->bringup.step == 0)
        return true; /* it has not said yet whose it is */
    const struct ble_controller_info *info = &host->info;
    return blr_quirks_of(info->manufacturer, info->hci_revision, info->lmp_subversion) & BLE_QUIRK_ZEPHYR_VENDOR;
}

static void on_vendor(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    char text[sizeof(host->info.crash)];
    if (!reports_crashes(host) || !blr_crash_decode(parameters, size, text, sizeof(text))) {
        pass_on(host, HCI_EV_VENDOR, parameters, size);
        return;
    }
    memcpy(host->info.crash, text, sizeof(text));
    if (host->phase == PHASE_IDLE)
        return;
    blr_host_push_state(host, BLE_EVENT_CRASHED);
    blr_controller_recover(host, BLE_FAILURE_CRASHED, 0, 0);
}

/* ------------------------------------------------------------------------------------------- links */

/** Rare, unlike the other kinds of reports. */
static void on_directed_reports(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    blr_reports_directed(host, parameters, size, host->packet_us);
}

static void on_disconnection_complete(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_disconnection_complete_event event;
    if (blr_hci_decode(&blr_hci_disconnection_complete_event.parameters, parameters, size, &event) < 0) {
        malformed(host);
        return;
    }
    struct hci_link *link = blr_acl_link(&host->acl, event.connection_handle);
    if (link == NULL) {
        host->counters.unexpected_packets++;
        return;
    }
    if (event.status != 0) {
        blr_links_stay(host, link, BLE_ERROR_HCI(event.status));
        return;
    }
    blr_links_end(host, link, event.reason);
    blr_controller_link_ended(host);
}

static void on_completed_packets(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_number_of_completed_packets_event event;
    if (blr_hci_decode(&blr_hci_number_of_completed_packets_event.parameters, parameters, size, &event) < 0) {
        malformed(host);
        return;
    }
    struct hci_completed_packets_element element;
    for (struct hci_list rest = event.handles; blr_hci_list_next(&rest, &blr_hci_element_completed_packets, &element);)
        if (!blr_acl_completed(&host->acl, host->now_us, element.connection_handle, element.num_completed_packets))
            host->counters.unexpected_packets++;
    host->counters.credit_overruns = host->acl.credit_overruns;
}

/** A PDU for the application. */
static void pass_pdu(struct ble_host *host, const struct acl_pdu *pdu, bool gathered, uint16_t cid)
{
    uint16_t size = gathered ? pdu->link->rx.size : pdu->size;
    uint8_t *copy;
    struct ble_event *event = blr_events_push(&host->events, BLE_EVENT_DATA, size, &copy);
    if (event == NULL)
        return;
    if (gathered)
        blr_chain_copy(&host->acl.rx_blocks, &pdu->link->rx, 0, copy, size);
    else
        memcpy(copy, pdu->data, size);
    event->u.data.link = blr_links_id(host, pdu->link);
    event->u.data.cid = cid;
    event->u.data.data = copy + L2CAP_HEADER;
    event->u.data.size = (uint16_t)(size - L2CAP_HEADER);
}

static void signal(struct ble_host *host, const struct acl_pdu *pdu, bool gathered)
{
    enum { ENOUGH = 64 /**< of a PDU that is too long for its channel: to see what it is */ };
    uint8_t octets[ENOUGH];
    size_t size = (size_t)(gathered ? pdu->link->rx.size : pdu->size) - L2CAP_HEADER;
    size_t head = size < sizeof(octets) ? size : sizeof(octets);
    if (gathered)
        blr_chain_copy(&host->acl.rx_blocks, &pdu->link->rx, L2CAP_HEADER, octets, head);
    blr_updates_signal(host, pdu->link, gathered ? octets : pdu->data + L2CAP_HEADER, head);
}

/** A whole PDU is dispatched to its fixed channel. gathered: it lies in pieces in pdu->link->rx */
static void on_pdu(struct ble_host *host, const struct acl_pdu *pdu, bool gathered)
{
    const uint8_t *header = gathered ? blr_chain_head(&host->acl.rx_blocks, &pdu->link->rx) : pdu->data;
    uint16_t cid = (uint16_t)(header[2] | header[3] << 8);
    if (cid == L2CAP_CID_SIGNALLING)
        signal(host, pdu, gathered);
    else if (cid == L2CAP_CID_ATT)
        blr_gatt_take(host, pdu, gathered);
    else if (cid == L2CAP_CID_SMP)
        pass_pdu(host, pdu, gathered, cid);
    else
        host->counters.unknown_channels++;
}

static void on_acl(struct ble_host *host, const uint8_t *packet, size_t packet_size)
{
    struct acl_pdu pdu;
    uint16_t handle = (uint16_t)((packet[1] | packet[2] << 8) & 0x0fff);
    if (handle > HANDLE_MAX) {
        host->counters.unknown_packets++;
        return;
    }
    enum acl_result result = blr_acl_receive(&host->acl, packet, packet_size, &pdu);
    if (result == ACL_NO_LINK)
        host->counters.unexpected_packets++;
    if (result == ACL_MALFORMED)
        malformed(host);
    if (pdu.broke_off)
        malformed(host);
    if (result != ACL_WHOLE && result != ACL_GATHERED)
        return;
    on_pdu(host, &pdu, result == ACL_GATHERED);
    if (result == ACL_GATHERED)
        blr_acl_rx_free(&host->acl, pdu.link);
}

/* ------------------------------------------------------------------------------------------- which is which */

struct event_row {
    uint8_t code;
    event_fn *handle;
};

static const struct event_row events[] = {
    { HCI_EV_COMMAND_COMPLETE, on_command_complete },
    { HCI_EV_COMMAND_STATUS, on_command_status },
    { HCI_EV_NUMBER_OF_COMPLETED_PACKETS, on_completed_packets },
    { HCI_EV_DISCONNECTION_COMPLETE, on_disconnection_complete },
    { HCI_EV_HARDWARE_ERROR, on_hardware_error },
    { HCI_EV_READ_REMOTE_VERSION_INFORMATION_COMPLETE, blr_on_remote_version },
    { HCI_EV_VENDOR, on_vendor },
};

static const struct event_row le_events[] = {
    { HCI_LE_EV_LE_CONNECTION_COMPLETE, blr_on_connection_complete },
    { HCI_LE_EV_LE_ENHANCED_CONNECTION_COMPLETE, blr_on_enhanced_connection_complete },
    { HCI_LE_EV_LE_CONNECTION_UPDATE_COMPLETE, blr_on_connection_update },
    { HCI_LE_EV_LE_READ_REMOTE_FEATURES_COMPLETE, blr_on_remote_features },
    { HCI_LE_EV_LE_REMOTE_CONNECTION_PARAMETER_REQUEST, blr_on_parameter_request },
    { HCI_LE_EV_LE_DATA_LENGTH_CHANGE, blr_on_data_length },
    { HCI_LE_EV_LE_PHY_UPDATE_COMPLETE, blr_on_phy_update },
    { HCI_LE_EV_LE_DIRECTED_ADVERTISING_REPORT, on_directed_reports },
    { HCI_LE_EV_LE_ADVERTISING_SET_TERMINATED, blr_on_set_terminated },
};

static event_fn *find(const struct event_row *rows, size_t count, uint8_t code)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].code == code)
            return rows[i].handle;
    return NULL;
}

static void on_le_meta(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    if (size == 0) {
        malformed(host);
        return;
    }
    event_fn *handle = find(le_events, sizeof(le_events) / sizeof(le_events[0]), parameters[0]);
    if (handle != NULL)
        handle(host, parameters + 1, size - 1);
    else
        pass_on(host, HCI_EV_LE_META, parameters, size);
}

static void on_event(struct ble_host *host, const uint8_t *packet, size_t packet_size)
{
    uint8_t code = packet[1];
    const uint8_t *parameters = packet + 3;
    size_t size = packet_size - 3;
    if (code == HCI_EV_LE_META) {
        on_le_meta(host, parameters, size);
        return;
    }
    event_fn *handle = find(events, sizeof(events) / sizeof(events[0]), code);
    if (handle != NULL) {
        handle(host, parameters, size);
        return;
    }
    if (!blr_hci_event_is_known(code))
        host->counters.unknown_packets++;
    pass_on(host, code, parameters, size);
}

static void on_packet(struct ble_host *host, const uint8_t *packet, size_t size)
{
    if (packet[0] == H4_EVENT)
        on_event(host, packet, size);
    else if (packet[0] == H4_ACL)
        on_acl(host, packet, size);
    else if (packet[0] == H4_SCO || packet[0] == H4_ISO)
        host->counters.unexpected_packets++;
    else
        host->counters.unknown_packets++;
}

static bool is_report(const uint8_t *packet, size_t size)
{
    return size > 3 && packet[0] == H4_EVENT && packet[1] == HCI_EV_LE_META &&
           (packet[3] == HCI_LE_EV_LE_ADVERTISING_REPORT || packet[3] == HCI_LE_EV_LE_EXTENDED_ADVERTISING_REPORT);
}

static void on_other(struct ble_host *host, const struct h4_packet *packet)
{
    host->packet_us = packet->first_us;
    on_packet(host, packet->data, packet->size);
}

static inline void dispatch(struct ble_host *host, struct h4_packet packet)
{
    host->counters.packets_received++;
    if (host->config.tap != NULL)
        host->config.tap(host->config.tap_user, packet.first_us, true, packet.data, packet.size);
    if (is_report(packet.data, packet.size))
        blr_reports(host, packet.data + 3, packet.size - 3, packet.first_us);
    else if (packet.data[0] != H4_ACL || !blr_acl_take_middle(&host->acl, packet.data, packet.size))
        on_other(host, &packet);
}

/** Octets are taken one packet at a time: so nothing is taken that has no room in the ring. */
static bool may_take(struct ble_host *host)
{
    if (host->phase == PHASE_IDLE)
        return false;
    if (blr_events_has_room(&host->events) && !host->client.unpacking) /* else a list in a PDU has more to tell */
        return true;
    host->counters.events_waited++;
    return false;
}

static size_t take_unusual(struct ble_host *host, const uint8_t *data, size_t size, struct h4_packet *packet)
{
    struct h4_packet unusual; /* so that the caller's can stay in registers */
    size_t taken = blr_h4_take(&host->h4, host->now_us, data, size, &unusual);
    *packet = unusual;
    host->counters.bytes_received += taken;
    host->counters.noise_bytes = host->h4.noise_bytes;
    host->counters.oversize_packets = host->h4.oversize;
    if (host->h4.state == H4_DESYNC)
        blr_controller_desync(host);
    return taken;
}

size_t blr_take(struct ble_host *host, uint64_t now_us, const uint8_t *data, size_t size)
{
    struct h4 *h4 = &host->h4;
    size_t at = 0;
    blr_host_set_now(host, now_us);
    host->counters.bytes_received += blr_h4_stored(h4);
    while (at < size && may_take(host)) {
        struct h4_packet packet;
        size_t taken = blr_h4_take_usual(h4, host->now_us, data + at, size - at, &packet);
        host->counters.bytes_received += taken;
        if (taken == 0)
            taken = take_unusual(host, data + at, size - at, &packet);
        at += taken;
        if (packet.size > 0)
            dispatch(host, packet);
    }
    if (host->phase == PHASE_IDLE) { /* nobody is interested in the rest */
        host->counters.bytes_received += size - at;
        at = size;
    }
    return at;
}
