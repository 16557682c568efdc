/* SPDX-License-Identifier: MIT */
/*
 * What is done on a link: one procedure at a time, requests before what is done by itself; each is a command, and an
 * answer or an event that ends it. One command of all links together is in the queue, so that a hundred links that are
 * connected at once do not crowd out what the application asks.
 */
#include <string.h>

#include "host/host.h"
#include "l2cap/signalling.h"

enum procedure {
    PROCEDURE_NONE,
    PROCEDURE_FEATURES,
    PROCEDURE_VERSION,
    PROCEDURE_READ_PHY,
    PROCEDURE_DATA_LENGTH,
    PROCEDURE_PHY,
    PROCEDURE_UPDATE,
    PROCEDURE_ASK_UPDATE, /* by L2CAP */
    PROCEDURE_RSSI,
    PROCEDURES
};

/** What a procedure waits for. */
enum { WAITS_ANSWER, WAITS_EVENT, WAITS_UPDATE /* the peer agreed */, WAS_UPDATED /* before it said that it agrees */ };

enum {
    EVENT_US = 30000000,   /* an update at an interval of 4 s takes 24 s, the L2CAP request up to 30 s (TGAP) */
    AGREED_US = 5000000,   /* a peer that agreed and changes nothing has nothing to change */
    DEFAULT_MS = 30000,    /* of requests whose peer decides */
    CONTROLLER_MS = 10000, /* of requests that the controller answers */
    OCTETS_MIN = 27,
    OCTETS_MAX = 251,
    PHYS_MASK = 7,
    PHYS_FAST = 3, /* the controllers choose 2M; 1M stays open to whoever asks for it later */
    CODED_SCHEMES = 2
};

/** Bits of LE features (Vol 6 Part B 4.6). */
enum { PARAMETERS_REQUEST = 1, PERIPHERAL_FEATURES = 3, DATA_LENGTH = 5, PHY_2M = 8, PHY_CODED = 11 };

union parameters {
    struct hci_le_read_remote_features_parameters handle_only;
    struct hci_le_set_data_length_parameters data_length;
    struct hci_le_set_phy_parameters phy;
    struct hci_le_connection_update_parameters update;
};

typedef bool may_fn(const struct ble_host *host, const struct hci_link *link, bool asked);
typedef void fill_fn(const struct ble_host *host, const struct hci_link *link, const struct host_request *request,
                     union parameters *p);

static bool has_feature(const uint8_t features[8], unsigned bit)
{
    return (features[bit / 8] >> bit % 8 & 1) != 0;
}

static bool peer_may_have(const struct hci_link *link, unsigned bit)
{
    return !link->features_known || has_feature(link->remote_features, bit);
}

/* ------------------------------------------------------------------------------------------- the steps */

static bool may_read_features(const struct ble_host *host, const struct hci_link *link, bool asked)
{
    (void)asked;
    return link->role == BLE_ROLE_CENTRAL || has_feature(host->info.le_features, PERIPHERAL_FEATURES);
}

/** Extended advertising leads to links on the PHY of its secondary channel, which no event names. */
static bool may_read_phy(const struct ble_host *host, const struct hci_link *link, bool asked)
{
    (void)link;
    (void)asked;
    return host->gap.can.extended;
}

static bool may_set_length(const struct ble_host *host, const struct hci_link *link, bool asked)
{
    return has_feature(host->info.le_features, DATA_LENGTH) && peer_may_have(link, DATA_LENGTH) &&
           (asked || link->tx_octets < host->info.max_data_octets);
}

static bool may_set_phy(const struct ble_host *host, const struct hci_link *link, bool asked)
{
    if (asked)
        return has_feature(host->info.le_features, PHY_2M) || has_feature(host->info.le_features, PHY_CODED);
    return link->role == BLE_ROLE_CENTRAL && has_feature(host->info.le_features, PHY_2M) && link->features_known &&
           has_feature(link->remote_features, PHY_2M) && link->tx_phy == BLE_PHY_1M && link->rx_phy == BLE_PHY_1M;
}

static void fill_length(const struct ble_host *host, const struct hci_link *link, const struct host_request *request,
                        union parameters *p)
{
    enum { OVERHEAD = 14, US_PER_OCTET = 8 };
    uint16_t octets = request != NULL ? request->wanted.octets : host->info.max_data_octets;
    bool coded = link->tx_phy == BLE_PHY_CODED;
    p->data_length.tx_octets = octets;
    p->data_length.tx_time = coded ? host->info.max_data_time_us : (uint16_t)((octets + OVERHEAD) * US_PER_OCTET);
}

static void fill_phy(const struct ble_host *host, const struct hci_link *link, const struct host_request *request,
                     union parameters *p)
{
    (void)host;
    (void)link;
    p->phy.tx_phys = request != NULL ? request->wanted.phys.tx : (uint8_t)PHYS_FAST;
    p->phy.rx_phys = request != NULL ? request->wanted.phys.rx : (uint8_t)PHYS_FAST;
    p->phy.all_phys = (uint8_t)((p->phy.tx_phys == 0) | (p->phy.rx_phys == 0) << 1);
    p->phy.phy_options = request != NULL ? request->wanted.phys.options : 0;
}

static void fill_update(const struct ble_host *host, const struct hci_link *link, const struct host_request *request,
                        union parameters *p)
{
    const struct hci_asked *asked = &link->asked;
    const struct gap_link_units of_peer = { asked->interval_min, asked->interval_max, asked->latency, asked->timeout };
    const struct gap_link_units *units = request != NULL ? &request->wanted.units : &of_peer;
    (void)host;
    p->update.connection_interval_min = units->interval_min;
    p->update.connection_interval_max = units->interval_max;
    p->update.max_latency = units->latency;
    p->update.supervision_timeout = units->timeout;
}

static const struct {
    const struct hci_command *command;
    bool by_event; /**< it ends with an event, else with the answer */
    may_fn *may;   /**< NULL: whenever there is the command */
    fill_fn *fill; /**< NULL: nothing but the handle */
} rows[PROCEDURES] = {
    [PROCEDURE_FEATURES] = { &blr_hci_le_read_remote_features, true, may_read_features, NULL },
    [PROCEDURE_VERSION] = { &blr_hci_read_remote_version_information, true, NULL, NULL },
    [PROCEDURE_READ_PHY] = { &blr_hci_le_read_phy, false, may_read_phy, NULL },
    [PROCEDURE_DATA_LENGTH] = { &blr_hci_le_set_data_length, false, may_set_length, fill_length },
    [PROCEDURE_PHY] = { &blr_hci_le_set_phy, true, may_set_phy, fill_phy },
    [PROCEDURE_UPDATE] = { &blr_hci_le_connection_update, true, NULL, fill_update },
    [PROCEDURE_RSSI] = { &blr_hci_read_rssi, false, NULL, NULL },
};

/* ------------------------------------------------------------------------------------------- beginning */

void blr_procedures_open(struct ble_host *host, struct hci_link *link)
{
    static const struct {
        uint8_t wish;
        uint16_t procedures;
    } wishes[] = {
        { BLE_AUTOMATIC_REMOTE, 1 << PROCEDURE_FEATURES | 1 << PROCEDURE_VERSION },
        { BLE_AUTOMATIC_DATA_LENGTH, 1 << PROCEDURE_DATA_LENGTH },
        { BLE_AUTOMATIC_PHY_2M, 1 << PROCEDURE_READ_PHY | 1 << PROCEDURE_PHY },
    };
    for (size_t i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++)
        if (host->config.automatic & wishes[i].wish)
            link->automatic |= wishes[i].procedures;
    link->procedure_us = link->asked.deadline_us = UINT64_MAX;
    host->steps_due = true;
}

/** A peripheral changes parameters by LL only where both sides can, else by asking in L2CAP. */
static uint8_t way_of_update(const struct ble_host *host, const struct hci_link *link)
{
    bool by_ll = link->role == BLE_ROLE_CENTRAL ||
                 (has_feature(host->info.le_features, PARAMETERS_REQUEST) && link->features_known &&
                  has_feature(link->remote_features, PARAMETERS_REQUEST));
    return by_ll ? PROCEDURE_UPDATE : PROCEDURE_ASK_UPDATE;
}

static uint8_t procedure_of(const struct ble_host *host, const struct hci_link *link,
                            const struct host_request *request)
{
    switch (request->type) {
    case BLE_REQUEST_UPDATE_LINK: return way_of_update(host, link);
    case BLE_REQUEST_SET_PHY: return PROCEDURE_PHY;
    case BLE_REQUEST_SET_DATA_LENGTH: return PROCEDURE_DATA_LENGTH;
    case BLE_REQUEST_READ_RSSI: return PROCEDURE_RSSI;
    default: return PROCEDURE_NONE;
    }
}

static ble_status begin_asking(struct ble_host *host, struct hci_link *link, const struct host_request *request)
{
    const struct gap_link_units *units = &request->wanted.units;
    const struct l2cap_connection_parameter_update_request update = { units->interval_min, units->interval_max,
                                                                      units->latency, units->timeout };
    uint8_t pdu[L2CAP_REPLIES_MAX];
    uint8_t identifier = link->signal_identifier == UINT8_MAX ? 1 : (uint8_t)(link->signal_identifier + 1);
    uint8_t size = blr_l2cap_update_request(pdu, identifier, &update);
    if (!blr_acl_send(&host->acl, link, L2CAP_CID_SIGNALLING, pdu, size, TOKEN_QUIET))
        return BLE_ERROR_FULL;
    link->signal_identifier = identifier;
    link->procedure_us = host->now_us + EVENT_US;
    link->procedure_state = WAITS_EVENT;
    return BLE_OK;
}

static ble_status begin_command(struct ble_host *host, struct hci_link *link, uint8_t procedure,
                                const struct host_request *request)
{
    union parameters p;
    if (!blr_hci_has_command(host->info.supported_commands, rows[procedure].command) ||
        (rows[procedure].may != NULL && !rows[procedure].may(host, link, request != NULL)))
        return BLE_ERROR_UNSUPPORTED;
    memset(&p, 0, sizeof(p));
    p.handle_only.connection_handle = link->handle; /* the first member of all of them */
    if (rows[procedure].fill != NULL)
        rows[procedure].fill(host, link, request, &p);
    if (!blr_queue_add(&host->queue, rows[procedure].command, &p, TOKEN_STEP))
        return BLE_ERROR_FULL;
    host->step_link = blr_links_id(host, link);
    link->procedure_us = UINT64_MAX; /* the command has its own clock */
    link->procedure_state = WAITS_ANSWER;
    return BLE_OK;
}

/** @return BLE_OK: it runs; BLE_ERROR_FULL: later; else it cannot be done */
static ble_status begin(struct ble_host *host, struct hci_link *link, uint8_t procedure,
                        const struct host_request *request)
{
    ble_status status = procedure == PROCEDURE_ASK_UPDATE ? begin_asking(host, link, request)
                                                          : begin_command(host, link, procedure, request);
    if (status != BLE_OK)
        return status;
    link->procedure = procedure;
    link->procedure_request = request != NULL ? request->id : 0;
    return BLE_OK;
}

static bool is_idle(const struct hci_link *link)
{
    return link != NULL && link->up && !link->disconnecting && link->procedure == PROCEDURE_NONE;
}

/** The oldest request whose link has time for it. */
static struct host_request *next_request(struct ble_host *host)
{
    struct host_request *best = NULL;
    for (uint16_t i = 0; i < host->config.requests; i++) {
        struct host_request *request = &host->requests[i];
        if (request->id == 0 || request->ended || request->begun || request->type < BLE_REQUEST_UPDATE_LINK ||
            request->type > BLE_REQUEST_READ_RSSI || !is_idle(blr_links_find(host, request->link)))
            continue;
        if (best == NULL || (int32_t)(request->id - best->id) < 0)
            best = request;
    }
    return best;
}

/** @return false: there is no room for it now */
static bool begin_request(struct ble_host *host, struct host_request *request)
{
    struct hci_link *link = blr_links_find(host, request->link);
    ble_status status = begin(host, link, procedure_of(host, link, request), request);
    if (status == BLE_ERROR_FULL)
        return false;
    request->begun = true;
    if (status != BLE_OK)
        blr_requests_end(host, request->id, status);
    return true;
}

/** @return false: there is no room for it now */
static bool begin_automatic(struct ble_host *host, struct hci_link *link)
{
    for (uint8_t procedure = 1; procedure < PROCEDURES && link->automatic != 0; procedure++) {
        uint16_t bit = (uint16_t)(1u << procedure);
        if ((link->automatic & bit) == 0)
            continue;
        ble_status status = begin(host, link, procedure, NULL);
        if (status == BLE_ERROR_FULL)
            return false;
        link->automatic &= (uint16_t)~bit;
        if (status == BLE_OK)
            break;
    }
    return true;
}

static bool begin_requests(struct ble_host *host)
{
    for (struct host_request *request; host->step_link == 0 && (request = next_request(host)) != NULL;)
        if (!begin_request(host, request))
            return false;
    return true;
}

/** @return everything that can begin has begun */
static bool step_links(struct ble_host *host)
{
    for (uint16_t i = 0; i < host->acl.link_count; i++) {
        struct hci_link *link = &host->acl.links[i];
        if (!link->up || link->disconnecting)
            continue;
        if (!blr_updates_step(host, link))
            return false;
        if (host->step_link == 0 && is_idle(link) && link->automatic != 0 && !begin_automatic(host, link))
            return false;
    }
    return true;
}

void blr_procedures_step(struct ble_host *host)
{
    if (host->steps_due)
        host->steps_due = !begin_requests(host) || !step_links(host);
}

void blr_procedures_reset(struct ble_host *host)
{
    host->step_link = 0;
    host->steps_due = false;
}

/* ------------------------------------------------------------------------------------------- ending */

static void finish(struct ble_host *host, struct hci_link *link, ble_status status, const uint8_t *answer, size_t size)
{
    uint32_t request = link->procedure_request;
    link->procedure = PROCEDURE_NONE;
    link->procedure_request = 0;
    link->procedure_us = UINT64_MAX;
    host->steps_due = true;
    if (size > 0)
        blr_requests_end_with_answer(host, request, status, answer, size);
    else
        blr_requests_end(host, request, status);
}

/** Says this refusal that the peer or the controller knows no other way than L2CAP? */
static bool is_unknown(uint8_t status)
{
    enum { UNKNOWN_COMMAND = 0x01, DISALLOWED = 0x0c, UNSUPPORTED = 0x11, UNSUPPORTED_REMOTE = 0x1a };
    return status == UNKNOWN_COMMAND || status == DISALLOWED || status == UNSUPPORTED || status == UNSUPPORTED_REMOTE;
}

/** It ended with an HCI status. */
static void finish_hci(struct ble_host *host, struct hci_link *link, uint8_t status)
{
    const struct host_request *request = blr_requests_find(host, link->procedure_request);
    bool ask = link->procedure == PROCEDURE_UPDATE && link->role == BLE_ROLE_PERIPHERAL && is_unknown(status);
    if (ask && request != NULL) {
        uint32_t id = request->id;
        link->procedure_request = 0;
        finish(host, link, BLE_OK, NULL, 0);
        ble_status result = begin(host, link, PROCEDURE_ASK_UPDATE, request);
        if (result != BLE_OK)
            blr_requests_end(host, id, result);
        return;
    }
    finish(host, link, status == 0 ? BLE_OK : BLE_ERROR_HCI(status), NULL, 0);
}

static void phy_read(struct ble_host *host, struct hci_link *link, const uint8_t *octets, size_t size)
{
    struct hci_le_read_phy_answer answer;
    if (blr_hci_decode_answer(&blr_hci_le_read_phy.answer, octets, size, &answer) < 0 ||
        (answer.tx_phy == link->tx_phy && answer.rx_phy == link->rx_phy))
        return;
    link->tx_phy = answer.tx_phy;
    link->rx_phy = answer.rx_phy;
    blr_links_tell(host, link, BLE_LINK_PHY);
}

void blr_procedures_answered(struct ble_host *host, uint8_t status, const uint8_t *answer, size_t size)
{
    enum { RSSI_AT = 3 };
    struct hci_link *link = blr_links_find(host, host->step_link);
    host->step_link = 0;
    host->steps_due = true;
    if (link == NULL || link->procedure == PROCEDURE_NONE)
        return; /* its link ended, or an event was faster */
    if (status != 0) {
        finish_hci(host, link, status);
        return;
    }
    if (rows[link->procedure].by_event) {
        link->procedure_state = WAITS_EVENT;
        link->procedure_us = host->now_us + EVENT_US;
        return;
    }
    bool rssi = link->procedure == PROCEDURE_RSSI;
    if (link->procedure == PROCEDURE_READ_PHY)
        phy_read(host, link, answer, size);
    if (rssi && size <= RSSI_AT)
        finish(host, link, BLE_ERROR_PROTOCOL, NULL, 0);
    else
        finish(host, link, BLE_OK, rssi ? answer + RSSI_AT : NULL, rssi ? 1 : 0);
}

void blr_procedures_unanswered(struct ble_host *host)
{
    struct hci_link *link = blr_links_find(host, host->step_link);
    host->step_link = 0;
    host->steps_due = true;
    if (link != NULL && link->procedure != PROCEDURE_NONE)
        finish(host, link, BLE_ERROR_TIMEOUT, NULL, 0);
}

/* ------------------------------------------------------------------------------------------- events */

/** The link of an event, NULL: unknown. */
static struct hci_link *link_of(struct ble_host *host, uint16_t handle)
{
    struct hci_link *link = blr_acl_link(&host->acl, handle);
    if (link == NULL)
        host->counters.unexpected_packets++;
    return link;
}

static bool decode(struct ble_host *host, const struct hci_event *event, const uint8_t *parameters, size_t size,
                   void *out)
{
    if (blr_hci_decode(&event->parameters, parameters, size, out) >= 0)
        return true;
    host->counters.malformed_packets++;
    return false;
}

/** The event of a procedure came. */
static void event_came(struct ble_host *host, struct hci_link *link, uint8_t procedure, uint8_t status)
{
    if (link->procedure == procedure)
        finish_hci(host, link, status);
}

void blr_on_connection_update(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_le_connection_update_complete_event e;
    if (!decode(host, &blr_hci_le_connection_update_complete_event, parameters, size, &e))
        return;
    struct hci_link *link = link_of(host, e.connection_handle);
    if (link == NULL)
        return;
    bool changed = e.status == 0 && (link->interval != e.connection_interval || link->latency != e.peripheral_latency ||
                                     link->supervision_timeout != e.supervision_timeout);
    if (changed) {
        link->interval = e.connection_interval;
        link->latency = e.peripheral_latency;
        link->supervision_timeout = e.supervision_timeout;
        blr_links_tell(host, link, BLE_LINK_PARAMETERS);
    }
    event_came(host, link, PROCEDURE_UPDATE, e.status);
    if (link->procedure != PROCEDURE_ASK_UPDATE || e.status != 0)
        return;
    if (link->procedure_state == WAITS_UPDATE)
        finish(host, link, BLE_OK, NULL, 0);
    else
        link->procedure_state = WAS_UPDATED;
}

void blr_on_remote_features(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_le_read_remote_features_complete_event e;
    if (!decode(host, &blr_hci_le_read_remote_features_complete_event, parameters, size, &e))
        return;
    struct hci_link *link = link_of(host, e.connection_handle);
    if (link == NULL)
        return;
    if (e.status == 0) {
        for (unsigned i = 0; i < sizeof(link->remote_features); i++)
            link->remote_features[i] = (uint8_t)(e.le_features >> 8 * i);
        link->features_known = true;
        blr_links_tell(host, link, BLE_LINK_REMOTE);
    }
    event_came(host, link, PROCEDURE_FEATURES, e.status);
}

void blr_on_remote_version(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_read_remote_version_information_complete_event e;
    if (!decode(host, &blr_hci_read_remote_version_information_complete_event, parameters, size, &e))
        return;
    struct hci_link *link = link_of(host, e.connection_handle);
    if (link == NULL)
        return;
    if (e.status == 0) {
        link->remote_version = e.version;
        link->remote_company = e.company_identifier;
        link->remote_subversion = e.subversion;
        blr_links_tell(host, link, BLE_LINK_REMOTE);
    }
    event_came(host, link, PROCEDURE_VERSION, e.status);
}

void blr_on_data_length(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_le_data_length_change_event e;
    if (!decode(host, &blr_hci_le_data_length_change_event, parameters, size, &e))
        return;
    struct hci_link *link = link_of(host, e.connection_handle);
    if (link == NULL || (link->tx_octets == e.max_tx_octets && link->rx_octets == e.max_rx_octets))
        return;
    link->tx_octets = e.max_tx_octets;
    link->rx_octets = e.max_rx_octets;
    blr_links_tell(host, link, BLE_LINK_DATA_LENGTH);
}

void blr_on_phy_update(struct ble_host *host, const uint8_t *parameters, size_t size)
{
    struct hci_le_phy_update_complete_event e;
    if (!decode(host, &blr_hci_le_phy_update_complete_event, parameters, size, &e))
        return;
    struct hci_link *link = link_of(host, e.connection_handle);
    if (link == NULL)
        return;
    if (e.status == 0 && (link->tx_phy != e.tx_phy || link->rx_phy != e.rx_phy)) {
        link->tx_phy = e.tx_phy;
        link->rx_phy = e.rx_phy;
        blr_links_tell(host, link, BLE_LINK_PHY);
    }
    event_came(host, link, PROCEDURE_PHY, e.status);
}

/* ------------------------------------------------------------------------------------------- requests */

static ble_link link_of_request(const struct ble_request *request)
{
    switch (request->type) {
    case BLE_REQUEST_UPDATE_LINK: return request->u.update_link.link;
    case BLE_REQUEST_SET_PHY: return request->u.set_phy.link;
    case BLE_REQUEST_SET_DATA_LENGTH: return request->u.set_data_length.link;
    default: return request->u.rssi_of;
    }
}

/** Keep what is asked. @return false: outside its range */
static bool keep_wanted(const struct ble_request *request, struct host_request *slot)
{
    if (request->type == BLE_REQUEST_UPDATE_LINK)
        return blr_link_units(&request->u.update_link.parameters, &slot->wanted.units);
    if (request->type == BLE_REQUEST_SET_DATA_LENGTH) {
        slot->wanted.octets = request->u.set_data_length.tx_octets;
        return slot->wanted.octets >= OCTETS_MIN && slot->wanted.octets <= OCTETS_MAX;
    }
    if (request->type != BLE_REQUEST_SET_PHY)
        return true;
    slot->wanted.phys.tx = request->u.set_phy.tx_phys;
    slot->wanted.phys.rx = request->u.set_phy.rx_phys;
    slot->wanted.phys.options = request->u.set_phy.coded_scheme;
    return ((slot->wanted.phys.tx | slot->wanted.phys.rx) & ~PHYS_MASK) == 0 &&
           slot->wanted.phys.options <= CODED_SCHEMES;
}

ble_status blr_procedures_ask(struct ble_host *host, const struct ble_request *request, struct host_request *slot)
{
    const struct hci_link *link = blr_links_find(host, link_of_request(request));
    bool peer_decides = request->type == BLE_REQUEST_UPDATE_LINK || request->type == BLE_REQUEST_SET_PHY;
    uint32_t usual_ms = peer_decides ? DEFAULT_MS : CONTROLLER_MS;
    if (link == NULL || link->disconnecting)
        return BLE_ERROR_GONE;
    if (!keep_wanted(request, slot))
        return BLE_ERROR_ARGUMENT;
    slot->link = link_of_request(request);
    slot->deadline_us = host->now_us + (request->timeout_ms > 0 ? request->timeout_ms : usual_ms) * UINT64_C(1000);
    host->steps_due = true;
    return BLE_OK;
}

void blr_procedures_withdraw(struct ble_host *host, const struct host_request *request)
{
    struct hci_link *link = blr_links_find(host, request->link);
    if (link != NULL && link->procedure_request == request->id)
        link->procedure_request = 0;
}

/* ------------------------------------------------------------------------------------------- updates */

void blr_procedures_apply(struct ble_host *host, struct hci_link *link)
{
    link->automatic |= 1 << PROCEDURE_UPDATE;
    host->steps_due = true;
}

bool blr_procedures_is_updating(const struct hci_link *link)
{
    return link->procedure == PROCEDURE_UPDATE || (link->automatic & 1 << PROCEDURE_UPDATE) != 0;
}

void blr_procedures_update_answered(struct ble_host *host, struct hci_link *link, uint8_t identifier, uint16_t result)
{
    if (link->procedure != PROCEDURE_ASK_UPDATE || link->signal_identifier != identifier ||
        link->procedure_state == WAITS_UPDATE) {
        host->counters.unexpected_packets++;
        return;
    }
    if (result == L2CAP_UPDATE_UNKNOWN) {
        finish(host, link, BLE_ERROR_UNSUPPORTED, NULL, 0);
    } else if (result != L2CAP_UPDATE_ACCEPTED) {
        finish(host, link, BLE_ERROR_L2CAP(result), NULL, 0);
    } else if (link->procedure_state == WAS_UPDATED) {
        finish(host, link, BLE_OK, NULL, 0);
    } else {
        link->procedure_state = WAITS_UPDATE;
        link->procedure_us = host->now_us + AGREED_US;
    }
}

/* ------------------------------------------------------------------------------------------- time */

void blr_procedures_tick(struct ble_host *host)
{
    for (uint16_t i = 0; host->acl.used > 0 && i < host->acl.link_count; i++) {
        struct hci_link *link = &host->acl.links[i];
        if (!link->up)
            continue;
        if (link->procedure_us <= host->now_us)
            finish(host, link, link->procedure_state == WAITS_UPDATE ? BLE_OK : BLE_ERROR_TIMEOUT, NULL, 0);
        blr_updates_tick(host, link);
    }
}

uint64_t blr_procedures_deadline(const struct ble_host *host)
{
    uint64_t deadline_us = UINT64_MAX;
    for (uint16_t i = 0; host->acl.used > 0 && i < host->acl.link_count; i++) {
        const struct hci_link *link = &host->acl.links[i];
        if (!link->up)
            continue;
        if (link->procedure_us < deadline_us)
            deadline_us = link->procedure_us;
        if (blr_updates_deadline(link) < deadline_us)
            deadline_us = blr_updates_deadline(link);
    }
    return deadline_us;
}
