/* SPDX-License-Identifier: MIT */
/* Control PDUs and procedures of the link layer (Vol 6 Part B 2.4.2, 5.1). An end has one procedure of its own at a
 * time and answers one of the peer; instants are set by the central alone, so there is never more than one. */
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

enum { INSTANT_AHEAD = 6, NO_FEATURE = 0xff };

static const uint64_t response_timeout_us = 40000000; /* 5.2 */

/* ------------------------------------------------------------------------------------------------ sending */

uint8_t blr_ll_control_size(uint8_t opcode)
{
    static const uint8_t sizes[LL_OPCODES] = {
        [LL_CONNECTION_UPDATE_IND] = 12,
        [LL_CHANNEL_MAP_IND] = 8,
        [LL_TERMINATE_IND] = 2,
        [LL_UNKNOWN_RSP] = 2,
        [LL_FEATURE_REQ] = 9,
        [LL_FEATURE_RSP] = 9,
        [LL_VERSION_IND] = 6,
        [LL_REJECT_EXT_IND] = 3,
        [LL_PERIPHERAL_FEATURE_REQ] = 9,
        [LL_CONNECTION_PARAM_REQ] = 24,
        [LL_LENGTH_REQ] = 9,
        [LL_LENGTH_RSP] = 9,
        [LL_PHY_REQ] = 3,
        [LL_PHY_RSP] = 3,
        [LL_PHY_UPDATE_IND] = 5,
    };
    return sizes[opcode];
}

void blr_ll_send_control(struct link_end *end, const struct control *control)
{
    /* Each side has a procedure of its own and an answer to the peer's, and may end the link: it is never full. */
    if (end->control_count < CONTROLS_MAX)
        end->controls[end->control_count++] = *control;
    blr_ll_wake(end->link);
}

static void reject(struct link_end *end, uint8_t opcode, uint8_t error)
{
    const struct control control = { .opcode = LL_REJECT_EXT_IND, .about = opcode, .error = error };
    blr_ll_send_control(end, &control);
}

static uint64_t features_of(const struct link_end *end)
{
    return end->c->profile->features;
}

/* ------------------------------------------------------------------------------------------------ lengths */

static uint16_t smaller(uint16_t a, uint16_t b)
{
    return a < b ? a : b;
}

static uint16_t in_effect_us(uint16_t ours, uint16_t theirs, uint8_t phy)
{
    uint16_t time_us = smaller(ours, theirs);
    return phy == PHY_CODED && time_us < OCTETS_TIME_CODED_MIN_US ? OCTETS_TIME_CODED_MIN_US : time_us;
}

static void update_lengths(struct link_end *end)
{
    const struct link_length *ours = &end->limits, *theirs = &end->peer_limits, *old = &end->length;
    const struct link *link = end->link;
    const struct link_length length = {
        .tx_octets = smaller(ours->tx_octets, theirs->rx_octets),
        .tx_time_us = in_effect_us(ours->tx_time_us, theirs->rx_time_us, link->phys[end->role]),
        .rx_octets = smaller(ours->rx_octets, theirs->tx_octets),
        .rx_time_us = in_effect_us(ours->rx_time_us, theirs->tx_time_us, link->phys[1 - end->role]),
    };
    if (memcmp(old, &length, sizeof(length)) == 0)
        return;
    end->length = length;
    const struct hci_le_data_length_change_event event = {
        end->handle, length.tx_octets, length.tx_time_us, length.rx_octets, length.rx_time_us,
    };
    if (blr_virtual_has_feature(end->c, VIRTUAL_FEATURE_DATA_LENGTH))
        blr_virtual_le_event(end->c, &blr_hci_le_data_length_change_event, &event);
}

void blr_ll_begin_lengths(struct link_end *end)
{
    static const struct link_length least = { OCTETS_MIN, OCTETS_TIME_MIN_US, OCTETS_MIN, OCTETS_TIME_MIN_US };
    end->limits = end->peer_limits = end->length = least;
    if (!blr_virtual_has_feature(end->c, VIRTUAL_FEATURE_DATA_LENGTH))
        return;
    bool coded = blr_virtual_has_feature(end->c, VIRTUAL_FEATURE_CODED);
    end->limits.tx_octets = end->c->ll->suggested_octets;
    end->limits.tx_time_us = end->c->ll->suggested_time_us;
    end->limits.rx_octets = OCTETS_MAX;
    end->limits.rx_time_us = coded ? OCTETS_TIME_CODED_MAX_US : OCTETS_TIME_MAX_US;
    if (end->limits.tx_octets > OCTETS_MIN)
        end->wanted |= 1u << PROCEDURE_LENGTH;
}

/* ------------------------------------------------------------------------------------------------ told to the host */

static void say_features(const struct link_end *end, uint8_t status)
{
    const struct hci_le_read_remote_features_complete_event event = { status, end->handle,
                                                                      status == HCI_SUCCESS ? end->peer_features : 0 };
    blr_virtual_le_event(end->c, &blr_hci_le_read_remote_features_complete_event, &event);
}

static void say_version(const struct link_end *end, uint8_t status)
{
    const struct control *version = &end->peer_version;
    const struct hci_read_remote_version_information_complete_event event = { status, end->handle, version->version,
                                                                              version->company, version->subversion };
    blr_virtual_event(end->c, &blr_hci_read_remote_version_information_complete_event, &event);
}

static void say_update(const struct link_end *end, uint8_t status)
{
    const struct link_timing *timing = &end->link->timing;
    const struct hci_le_connection_update_complete_event event = { status, end->handle, timing->interval,
                                                                   timing->latency, timing->timeout };
    blr_virtual_le_event(end->c, &blr_hci_le_connection_update_complete_event, &event);
}

static void say_phy(const struct link_end *end, uint8_t status)
{
    const uint8_t *phys = end->link->phys;
    const struct hci_le_phy_update_complete_event event = { status, end->handle, phys[end->role], phys[1 - end->role] };
    blr_virtual_le_event(end->c, &blr_hci_le_phy_update_complete_event, &event);
}

static void complete(struct link_end *end, uint8_t status)
{
    static void (*const say[PROCEDURES])(const struct link_end *end, uint8_t status) = {
        [PROCEDURE_FEATURES] = say_features,
        [PROCEDURE_VERSION] = say_version,
        [PROCEDURE_UPDATE] = say_update,
        [PROCEDURE_PHY] = say_phy,
    };
    uint8_t procedure = end->active;
    end->active = PROCEDURE_NONE;
    end->procedure_run++;
    if (say[procedure] != NULL)
        say[procedure](end, status);
}

static void complete_if(struct link_end *end, enum procedure procedure, uint8_t status)
{
    if (end->active == procedure)
        complete(end, status);
}

/* ------------------------------------------------------------------------------------------------ instants */

/* The central sets one. */
static void set_instant(struct link_end *central, enum procedure procedure, struct control *control)
{
    struct link *link = central->link;
    control->instant = link->event + INSTANT_AHEAD + link->timing.latency;
    link->instant = (struct link_instant){ (uint8_t)procedure, false, control->instant, *control };
    central->procedure_run++; /* it ends by itself now */
    blr_ll_send_control(central, control);
}

static bool needs_instant(enum procedure procedure)
{
    return procedure == PROCEDURE_UPDATE || procedure == PROCEDURE_PHY || procedure == PROCEDURE_CHANNELS;
}

static bool take_timing(struct link *link, const struct control *what)
{
    bool changed = memcmp(&link->timing, &what->timing, sizeof(link->timing)) != 0;
    link->timing = what->timing;
    return changed;
}

static bool take_phys(struct link *link, const struct control *what)
{
    static const uint8_t phy_of_bits[] = { 0, PHY_1M, PHY_2M, 0, PHY_CODED };
    const uint8_t bits[ROLES] = { what->tx_phys, what->rx_phys };
    for (unsigned role = 0; role < ROLES; role++)
        if (bits[role] != 0)
            link->phys[role] = phy_of_bits[bits[role]];
    return true;
}

static bool take_channels(struct link *link, const struct control *what)
{
    memcpy(link->channel_map, what->channel_map, sizeof(link->channel_map));
    return false; /* no event */
}

void blr_ll_carry_out_instant(struct link *link)
{
    static bool (*const take[PROCEDURES])(struct link * link, const struct control *what) = {
        [PROCEDURE_UPDATE] = take_timing,
        [PROCEDURE_PHY] = take_phys,
        [PROCEDURE_CHANNELS] = take_channels,
    };
    const struct link_instant instant = link->instant;
    link->instant.procedure = PROCEDURE_NONE;
    bool changed = take[instant.procedure](link, &instant.what);
    for (unsigned role = 0; role < ROLES; role++) {
        struct link_end *end = link->ends[role];
        if (end == NULL || (role == ROLE_PERIPHERAL && !instant.heard))
            continue;
        if (end->active == instant.procedure)
            complete(end, HCI_SUCCESS);
        else if (changed && instant.procedure == PROCEDURE_UPDATE)
            say_update(end, HCI_SUCCESS);
        else if (changed)
            say_phy(end, HCI_SUCCESS);
        if (instant.procedure == PROCEDURE_PHY)
            update_lengths(end);
    }
    link->parted = link->parted || !instant.heard;
    blr_ll_check_contact(link);
}

/* ------------------------------------------------------------------------------------------------ PHYs */

uint8_t blr_ll_phys(const struct virtual_controller *c)
{
    unsigned phys = 1u << (PHY_1M - 1);
    phys |= blr_virtual_has_feature(c, VIRTUAL_FEATURE_2M) ? 1u << (PHY_2M - 1) : 0;
    phys |= blr_virtual_has_feature(c, VIRTUAL_FEATURE_CODED) ? 1u << (PHY_CODED - 1) : 0;
    return (uint8_t)phys;
}

/* Of the PHYs that both like the fastest. @return its bit, 0: as it is */
static uint8_t choose_phy(uint8_t liked, uint8_t present)
{
    static const uint8_t fastest_first[] = { PHY_2M, PHY_1M, PHY_CODED };
    for (unsigned i = 0; i < PHYS; i++)
        if (liked >> (fastest_first[i] - 1) & 1)
            return (uint8_t)(fastest_first[i] == present ? 0 : 1u << (fastest_first[i] - 1));
    return 0;
}

/* The central decides (5.1.10). */
static void decide_phys(struct link_end *central, const struct control *peer)
{
    const struct link *link = central->link;
    struct control control = {
        .opcode = LL_PHY_UPDATE_IND,
        .tx_phys = choose_phy(central->tx_phys & peer->rx_phys, link->phys[ROLE_CENTRAL]),
        .rx_phys = choose_phy(central->rx_phys & peer->tx_phys, link->phys[ROLE_PERIPHERAL]),
    };
    if (control.tx_phys != 0 || control.rx_phys != 0) {
        set_instant(central, PROCEDURE_PHY, &control);
        return;
    }
    blr_ll_send_control(central, &control);
    complete_if(central, PROCEDURE_PHY, HCI_SUCCESS);
}

/* ------------------------------------------------------------------------------------------------ own procedures */

static void peer_is_mute(struct virtual_controller *c, void *what, uint32_t run)
{
    struct link_end *end = what;
    (void)c;
    if (run == end->procedure_run)
        blr_ll_finish(end, HCI_LL_RESPONSE_TIMEOUT);
}

/* Send a request, and wait for the answer. */
static void request(struct link_end *end, const struct control *control)
{
    end->procedure_run++;
    blr_air_schedule(end->c, blr_air_now(end->c->air) + response_timeout_us, peer_is_mute, end, end->procedure_run);
    blr_ll_send_control(end, control);
}

static void begin_features(struct link_end *end)
{
    const struct control control = {
        .opcode = end->role == ROLE_CENTRAL ? LL_FEATURE_REQ : LL_PERIPHERAL_FEATURE_REQ,
        .features = features_of(end),
    };
    if (end->features_known)
        complete(end, HCI_SUCCESS);
    else
        request(end, &control);
}

static struct control own_version(const struct link_end *end)
{
    const struct virtual_profile *profile = end->c->profile;
    return (struct control){ .opcode = LL_VERSION_IND,
                             .version = profile->version,
                             .company = profile->company,
                             .subversion = profile->subversion };
}

static void begin_version(struct link_end *end)
{
    const struct control control = own_version(end);
    if (end->version_known) {
        complete(end, HCI_SUCCESS);
        return;
    }
    end->version_sent = true;
    request(end, &control);
}

static void begin_length(struct link_end *end)
{
    const struct control control = { .opcode = LL_LENGTH_REQ, .length = end->limits };
    request(end, &control);
}

static void begin_phy(struct link_end *end)
{
    const struct control control = { .opcode = LL_PHY_REQ, .tx_phys = end->tx_phys, .rx_phys = end->rx_phys };
    request(end, &control);
}

static void begin_update(struct link_end *end)
{
    const struct link_request *wanted = &end->request;
    struct control control = {
        .opcode = end->role == ROLE_CENTRAL ? LL_CONNECTION_UPDATE_IND : LL_CONNECTION_PARAM_REQ,
        .timing = { wanted->interval_max, wanted->latency, wanted->timeout },
        .request = *wanted,
    };
    if (end->role == ROLE_CENTRAL)
        set_instant(end, PROCEDURE_UPDATE, &control);
    else
        request(end, &control);
}

static void begin_channels(struct link_end *end)
{
    struct control control = { .opcode = LL_CHANNEL_MAP_IND };
    memcpy(control.channel_map, end->c->ll->channel_map, sizeof(control.channel_map));
    set_instant(end, PROCEDURE_CHANNELS, &control);
}

/* PROCEDURE_NONE: none may begin now. */
static enum procedure next_procedure(const struct link_end *end)
{
    const struct link *link = end->link;
    if (end->active != PROCEDURE_NONE || !link->established || end->terminating || end->ending)
        return PROCEDURE_NONE;
    for (unsigned procedure = PROCEDURE_NONE + 1; procedure < PROCEDURES; procedure++)
        if ((end->wanted >> procedure & 1) && (!needs_instant(procedure) || link->instant.procedure == PROCEDURE_NONE))
            return (enum procedure)procedure;
    return PROCEDURE_NONE;
}

bool blr_ll_can_begin(const struct link_end *end)
{
    return next_procedure(end) != PROCEDURE_NONE;
}

void blr_ll_begin_procedures(struct link_end *end)
{
    static void (*const begin[PROCEDURES])(struct link_end * end) = {
        [PROCEDURE_FEATURES] = begin_features, [PROCEDURE_VERSION] = begin_version,
        [PROCEDURE_LENGTH] = begin_length,     [PROCEDURE_PHY] = begin_phy,
        [PROCEDURE_UPDATE] = begin_update,     [PROCEDURE_CHANNELS] = begin_channels,
    };
    enum procedure procedure;
    while ((procedure = next_procedure(end)) != PROCEDURE_NONE) {
        end->wanted &= (uint8_t) ~(1u << procedure);
        end->active = (uint8_t)procedure;
        begin[procedure](end);
    }
}

void blr_ll_want(struct link_end *end, enum procedure procedure)
{
    end->wanted |= (uint8_t)(1u << procedure);
    blr_ll_wake(end->link);
}

uint8_t blr_ll_answer_request(struct link_end *end, const struct link_request *request, uint8_t reason)
{
    if (!end->asked)
        return HCI_COMMAND_DISALLOWED;
    end->asked = false;
    if (reason != HCI_SUCCESS) {
        reject(end, LL_CONNECTION_PARAM_REQ, reason);
        return HCI_SUCCESS;
    }
    end->request = *request;
    blr_ll_want(end, PROCEDURE_UPDATE);
    return HCI_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------ the peer's PDUs */

static void keep_features(struct link_end *end, const struct control *control)
{
    end->features_known = true;
    end->peer_features = control->features;
}

static void take_feature_request(struct link_end *end, const struct control *control)
{
    const uint64_t used = 0xff; /* of the first octet what both have */
    const struct control answer = {
        .opcode = LL_FEATURE_RSP,
        .features = features_of(end) & (control->features | ~used),
    };
    keep_features(end, control);
    blr_ll_send_control(end, &answer);
}

static void take_feature_response(struct link_end *end, const struct control *control)
{
    keep_features(end, control);
    complete_if(end, PROCEDURE_FEATURES, HCI_SUCCESS);
}

static void take_version(struct link_end *end, const struct control *control)
{
    const struct control own = own_version(end);
    end->version_known = true;
    end->peer_version = *control;
    if (!end->version_sent)
        blr_ll_send_control(end, &own);
    end->version_sent = true;
    complete_if(end, PROCEDURE_VERSION, HCI_SUCCESS);
}

static void take_length_request(struct link_end *end, const struct control *control)
{
    const struct control answer = { .opcode = LL_LENGTH_RSP, .length = end->limits };
    end->peer_limits = control->length;
    blr_ll_send_control(end, &answer);
    update_lengths(end);
}

static void take_length_response(struct link_end *end, const struct control *control)
{
    end->peer_limits = control->length;
    update_lengths(end);
    complete_if(end, PROCEDURE_LENGTH, HCI_SUCCESS);
}

/* The central's own procedures go first (5.3). @return false: rejected */
static bool is_free_for(struct link_end *central, enum procedure procedure, uint8_t opcode)
{
    uint8_t own = central->link->instant.procedure;
    if (own == PROCEDURE_NONE && needs_instant((enum procedure)central->active))
        own = central->active;
    if (own == PROCEDURE_NONE && (central->asked || (central->wanted >> PROCEDURE_UPDATE & 1)))
        own = PROCEDURE_UPDATE;
    if (own != PROCEDURE_NONE)
        reject(central, opcode, own == procedure ? HCI_LL_PROCEDURE_COLLISION : HCI_DIFFERENT_TRANSACTION_COLLISION);
    return own == PROCEDURE_NONE;
}

static void take_phy_request(struct link_end *end, const struct control *control)
{
    const struct control answer = { .opcode = LL_PHY_RSP, .tx_phys = end->tx_phys, .rx_phys = end->rx_phys };
    if (end->role == ROLE_PERIPHERAL)
        blr_ll_send_control(end, &answer);
    else if (is_free_for(end, PROCEDURE_PHY, LL_PHY_REQ))
        decide_phys(end, control);
}

static void take_phy_response(struct link_end *end, const struct control *control)
{
    if (end->role == ROLE_CENTRAL && end->active == PROCEDURE_PHY)
        decide_phys(end, control);
}

static void take_instant(struct link_end *end, const struct control *control)
{
    struct link_instant *instant = &end->link->instant;
    if (instant->procedure == PROCEDURE_NONE || instant->event != control->instant)
        return; /* its time has passed, and with it the link */
    instant->heard = true;
    if (end->active == instant->procedure)
        end->procedure_run++; /* it ends by itself now */
}

static void take_phy_update(struct link_end *end, const struct control *control)
{
    if (control->tx_phys == 0 && control->rx_phys == 0)
        complete_if(end, PROCEDURE_PHY, HCI_SUCCESS);
    else
        take_instant(end, control);
}

static void take_parameter_request(struct link_end *end, const struct control *control)
{
    const struct link_request *wanted = &control->request;
    const struct hci_le_remote_connection_parameter_request_event event = {
        end->handle, wanted->interval_min, wanted->interval_max, wanted->latency, wanted->timeout,
    };
    if (!is_free_for(end, PROCEDURE_UPDATE, LL_CONNECTION_PARAM_REQ))
        return;
    if (!blr_virtual_le_is_unmasked(end->c, blr_hci_le_remote_connection_parameter_request_event.code)) {
        reject(end, LL_CONNECTION_PARAM_REQ, HCI_UNSUPPORTED_REMOTE_FEATURE);
        return;
    }
    end->asked = true;
    blr_virtual_le_event(end->c, &blr_hci_le_remote_connection_parameter_request_event, &event);
}

static void take_termination(struct link_end *end, const struct control *control)
{
    end->ending = control->error;
}

static void take_unknown(struct link_end *end, const struct control *control)
{
    (void)control;
    complete(end, HCI_UNSUPPORTED_REMOTE_FEATURE);
}

static void take_rejection(struct link_end *end, const struct control *control)
{
    complete(end, control->error);
}

static const struct {
    void (*take)(struct link_end *end, const struct control *control);
    bool request;    /* that may be refused */
    uint8_t feature; /* that it belongs to */
} rows[LL_OPCODES] = {
    [LL_CONNECTION_UPDATE_IND] = { take_instant, false, NO_FEATURE },
    [LL_CHANNEL_MAP_IND] = { take_instant, false, NO_FEATURE },
    [LL_TERMINATE_IND] = { take_termination, false, NO_FEATURE },
    [LL_UNKNOWN_RSP] = { take_unknown, false, NO_FEATURE },
    [LL_FEATURE_REQ] = { take_feature_request, true, NO_FEATURE },
    [LL_FEATURE_RSP] = { take_feature_response, false, NO_FEATURE },
    [LL_VERSION_IND] = { take_version, true, NO_FEATURE },
    [LL_PERIPHERAL_FEATURE_REQ] = { take_feature_request, true, VIRTUAL_FEATURE_PERIPHERAL_FEATURES },
    [LL_CONNECTION_PARAM_REQ] = { take_parameter_request, true, VIRTUAL_FEATURE_PARAMETER_REQUEST },
    [LL_REJECT_EXT_IND] = { take_rejection, false, NO_FEATURE },
    [LL_LENGTH_REQ] = { take_length_request, true, VIRTUAL_FEATURE_DATA_LENGTH },
    [LL_LENGTH_RSP] = { take_length_response, false, NO_FEATURE },
    [LL_PHY_REQ] = { take_phy_request, true, VIRTUAL_FEATURE_2M },
    [LL_PHY_RSP] = { take_phy_response, false, NO_FEATURE },
    [LL_PHY_UPDATE_IND] = { take_phy_update, false, NO_FEATURE },
};

static bool is_refused(struct link_end *end, const struct control *control)
{
    struct virtual_controller *c = end->c;
    if (!rows[control->opcode].request || (control->opcode == LL_VERSION_IND && end->version_sent))
        return false;
    bool fault = blr_virtual_faults_hit(&c->options.faults, FAULT_REFUSE_PROCEDURE, ++c->ll->refusals) != NULL;
    c->counters.faults += fault;
    uint8_t feature = rows[control->opcode].feature;
    return fault || (feature != NO_FEATURE && !blr_virtual_has_feature(c, feature));
}

void blr_ll_take_control(struct link_end *end, const struct control *control)
{
    const struct control unknown = { .opcode = LL_UNKNOWN_RSP, .about = control->opcode };
    if (is_refused(end, control))
        blr_ll_send_control(end, &unknown);
    else
        rows[control->opcode].take(end, control);
}
