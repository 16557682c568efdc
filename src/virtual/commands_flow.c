/* SPDX-License-Identifier: MIT */
/* The host's own buffers (Vol 4 Part E 4.2, 7.3.38 - 7.3.40). */
#include "hci/packets.h"
#include "virtual/link_layer.h"

static bool has_links(const struct virtual_controller *c)
{
    bool any = false;
    for (unsigned i = 0; i < c->profile->links; i++)
        any = any || blr_ll_at(c, i) != NULL;
    return any;
}

static uint8_t set_flow(struct virtual_controller *c, const void *parameters, void *answer)
{
    enum { FLOW_ACL = 1, FLOW_MAX = 3 };
    const struct hci_set_controller_to_host_flow_control_parameters *p = parameters;
    (void)answer;
    if (p->flow_control_enable > FLOW_MAX)
        return HCI_INVALID_PARAMETERS;
    if (has_links(c))
        return HCI_COMMAND_DISALLOWED;
    c->ll->host_flow = p->flow_control_enable & FLOW_ACL;
    return HCI_SUCCESS;
}

static uint8_t set_buffers(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_host_buffer_size_parameters *p = parameters;
    (void)answer;
    if (p->host_acl_data_packet_length < OCTETS_MIN || p->host_total_num_acl_data_packets == 0)
        return HCI_INVALID_PARAMETERS;
    c->ll->host_length = p->host_acl_data_packet_length;
    c->ll->host_packets = p->host_total_num_acl_data_packets;
    return HCI_SUCCESS;
}

/* More than the host has is an error; a link that has just ended is none. */
static uint8_t take_completed(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_list rest = ((const struct hci_host_number_of_completed_packets_parameters *)parameters)->handles;
    struct hci_host_completed_packets_element element;
    uint8_t status = HCI_SUCCESS;
    (void)answer;
    while (blr_hci_list_next(&rest, &blr_hci_element_host_completed_packets, &element)) {
        struct link_end *end = blr_ll_find(c, element.connection_handle);
        uint16_t count = element.host_num_completed_packets;
        if (end == NULL)
            continue;
        if (count > end->host_holds) {
            status = HCI_INVALID_PARAMETERS;
            count = end->host_holds;
        }
        end->host_holds = (uint16_t)(end->host_holds - count);
        c->ll->host_used = (uint16_t)(c->ll->host_used - count);
    }
    for (unsigned i = 0; i < c->profile->links; i++)
        if (blr_ll_at(c, i) != NULL)
            blr_ll_give_received(blr_ll_at(c, i));
    return status;
}

const struct command_row blr_virtual_rows_flow[] = {
    { &blr_hci_set_controller_to_host_flow_control, set_flow, VIRTUAL_HOST_FLOW, COMMANDS_ANY },
    { &blr_hci_host_buffer_size, set_buffers, VIRTUAL_HOST_FLOW, COMMANDS_ANY },
    { &blr_hci_host_number_of_completed_packets, take_completed, VIRTUAL_HOST_FLOW, COMMANDS_ANY },
    { 0 },
};
