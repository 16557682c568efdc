/* SPDX-License-Identifier: MIT */
/* What a link has agreed on: features, version, parameters, data length, PHYs (Vol 4 Part
 * E 7.1.23, 7.8.18, 7.8.21, 7.8.31 - 7.8.35, 7.8.46 - 7.8.49). */
#include "hci/packets.h"
#include "virtual/link_layer.h"

/* ------------------------------------------------------------------------------------------------ features, version */

static uint8_t read_features(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_read_remote_features_parameters *p = parameters;
    struct link_end *end = blr_ll_find(c, p->connection_handle);
    (void)answer;
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    if (end->role == ROLE_PERIPHERAL && !blr_virtual_has_feature(c, VIRTUAL_FEATURE_PERIPHERAL_FEATURES))
        return HCI_COMMAND_DISALLOWED;
    blr_ll_want(end, PROCEDURE_FEATURES);
    return HCI_SUCCESS;
}

static uint8_t read_version(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_read_remote_version_information_parameters *p = parameters;
    struct link_end *end = blr_ll_find(c, p->connection_handle);
    (void)answer;
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    blr_ll_want(end, PROCEDURE_VERSION);
    return HCI_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------ parameters */

static uint8_t update(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_connection_update_parameters *p = parameters;
    const struct link_request request = { p->connection_interval_min, p->connection_interval_max, p->max_latency,
                                          p->supervision_timeout };
    struct link_end *end = blr_ll_find(c, p->connection_handle);
    (void)answer;
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    if (!blr_ll_request_is_good(&request, p->min_ce_length, p->max_ce_length))
        return HCI_INVALID_PARAMETERS;
    bool busy = end->asked || end->active == PROCEDURE_UPDATE || (end->wanted >> PROCEDURE_UPDATE & 1);
    bool unable = end->role == ROLE_PERIPHERAL && !blr_virtual_has_feature(c, VIRTUAL_FEATURE_PARAMETER_REQUEST);
    if (busy || unable)
        return HCI_COMMAND_DISALLOWED;
    end->request = request;
    blr_ll_want(end, PROCEDURE_UPDATE);
    return HCI_SUCCESS;
}

static uint8_t accept_request(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_remote_connection_parameter_request_reply_parameters *p = parameters;
    const struct link_request request = { p->interval_min, p->interval_max, p->max_latency, p->timeout };
    struct link_end *end = blr_ll_find(c, p->connection_handle);
    (void)answer;
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    if (!blr_ll_request_is_good(&request, p->min_ce_length, p->max_ce_length))
        return HCI_INVALID_PARAMETERS;
    return blr_ll_answer_request(end, &request, HCI_SUCCESS);
}

static uint8_t refuse_request(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_remote_connection_parameter_request_negative_reply_parameters *p = parameters;
    struct link_end *end = blr_ll_find(c, p->connection_handle);
    (void)answer;
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    if (p->reason == HCI_SUCCESS)
        return HCI_INVALID_PARAMETERS;
    return blr_ll_answer_request(end, NULL, p->reason);
}

/* ------------------------------------------------------------------------------------------------ data length */

static uint16_t time_max_us(const struct virtual_controller *c)
{
    return blr_virtual_has_feature(c, VIRTUAL_FEATURE_CODED) ? OCTETS_TIME_CODED_MAX_US : OCTETS_TIME_MAX_US;
}

static bool length_is_good(uint16_t octets, uint16_t time_us)
{
    return octets >= OCTETS_MIN && octets <= OCTETS_MAX && time_us >= OCTETS_TIME_MIN_US &&
           time_us <= OCTETS_TIME_CODED_MAX_US;
}

static uint16_t at_most(uint16_t value, uint16_t most)
{
    return value < most ? value : most;
}

static uint8_t set_length(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_data_length_parameters *p = parameters;
    struct link_end *end = blr_ll_find(c, p->connection_handle);
    (void)answer;
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    if (!length_is_good(p->tx_octets, p->tx_time))
        return HCI_INVALID_PARAMETERS;
    end->limits.tx_octets = p->tx_octets;
    end->limits.tx_time_us = at_most(p->tx_time, time_max_us(c));
    blr_ll_want(end, PROCEDURE_LENGTH);
    return HCI_SUCCESS;
}

static uint8_t read_suggested(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_le_read_suggested_default_data_length_answer *a = answer;
    (void)parameters;
    a->suggested_max_tx_octets = c->ll->suggested_octets;
    a->suggested_max_tx_time = c->ll->suggested_time_us;
    return HCI_SUCCESS;
}

static uint8_t write_suggested(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_write_suggested_default_data_length_parameters *p = parameters;
    (void)answer;
    if (!length_is_good(p->suggested_max_tx_octets, p->suggested_max_tx_time))
        return HCI_INVALID_PARAMETERS;
    c->ll->suggested_octets = p->suggested_max_tx_octets;
    c->ll->suggested_time_us = at_most(p->suggested_max_tx_time, time_max_us(c));
    return HCI_SUCCESS;
}

static uint8_t read_maximum(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_le_read_maximum_data_length_answer *a = answer;
    (void)parameters;
    a->supported_max_tx_octets = a->supported_max_rx_octets = OCTETS_MAX;
    a->supported_max_tx_time = a->supported_max_rx_time = time_max_us(c);
    return HCI_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------ PHYs */

/* Bits of ALL_PHYS: no preference for what is sent, for what is received. */
static uint8_t check_phys(const struct virtual_controller *c, uint8_t all, uint8_t *tx, uint8_t *rx)
{
    uint8_t supported = blr_ll_phys(c);
    if (all & 1)
        *tx = supported;
    if (all & 2)
        *rx = supported;
    if (all > 3 || *tx == 0 || *rx == 0)
        return HCI_INVALID_PARAMETERS;
    return (*tx | *rx) & ~supported ? HCI_UNSUPPORTED_PARAMETER_VALUE : HCI_SUCCESS;
}

static uint8_t read_phy(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_read_phy_parameters *p = parameters;
    struct hci_le_read_phy_answer *a = answer;
    const struct link_end *end = blr_ll_find(c, p->connection_handle);
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    a->tx_phy = end->link->phys[end->role];
    a->rx_phy = end->link->phys[1 - end->role];
    return HCI_SUCCESS;
}

static uint8_t set_default_phy(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_default_phy_parameters *p = parameters;
    uint8_t tx = p->tx_phys, rx = p->rx_phys, status = check_phys(c, p->all_phys, &tx, &rx);
    (void)answer;
    if (status != HCI_SUCCESS)
        return status;
    c->ll->default_tx_phys = tx;
    c->ll->default_rx_phys = rx;
    return HCI_SUCCESS;
}

static uint8_t set_phy(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_phy_parameters *p = parameters;
    uint8_t tx = p->tx_phys, rx = p->rx_phys;
    struct link_end *end = blr_ll_find(c, p->connection_handle);
    (void)answer;
    if (end == NULL)
        return HCI_UNKNOWN_CONNECTION;
    uint8_t status = check_phys(c, p->all_phys, &tx, &rx);
    if (status != HCI_SUCCESS)
        return status;
    if (end->active == PROCEDURE_PHY || (end->wanted >> PROCEDURE_PHY & 1))
        return HCI_COMMAND_DISALLOWED;
    end->tx_phys = tx;
    end->rx_phys = rx;
    blr_ll_want(end, PROCEDURE_PHY);
    return HCI_SUCCESS;
}

const struct command_row blr_virtual_rows_procedures[] = {
    { &blr_hci_read_remote_version_information, read_version, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_connection_update, update, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_read_remote_features, read_features, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_remote_connection_parameter_request_reply, accept_request, VIRTUAL_PARAMETER_REQUEST, COMMANDS_ANY },
    { &blr_hci_le_remote_connection_parameter_request_negative_reply, refuse_request, VIRTUAL_PARAMETER_REQUEST,
      COMMANDS_ANY },
    { &blr_hci_le_set_data_length, set_length, VIRTUAL_DATA_LENGTH, COMMANDS_ANY },
    { &blr_hci_le_read_suggested_default_data_length, read_suggested, VIRTUAL_DATA_LENGTH, COMMANDS_ANY },
    { &blr_hci_le_write_suggested_default_data_length, write_suggested, VIRTUAL_DATA_LENGTH, COMMANDS_ANY },
    { &blr_hci_le_read_maximum_data_length, read_maximum, VIRTUAL_DATA_LENGTH, COMMANDS_ANY },
    { &blr_hci_le_read_phy, read_phy, VIRTUAL_PHY, COMMANDS_ANY },
    { &blr_hci_le_set_default_phy, set_default_phy, VIRTUAL_PHY, COMMANDS_ANY },
    { &blr_hci_le_set_phy, set_phy, VIRTUAL_PHY, COMMANDS_ANY },
    { 0 },
};
