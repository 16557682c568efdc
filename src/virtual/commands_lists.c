/* SPDX-License-Identifier: MIT */
/* The accept list (Vol 4 Part E 7.8.14 - 7.8.17), the resolving list and privacy (7.8.38 - 7.8.45, 7.8.77). */
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

/* ------------------------------------------------------------------------------------------------ accept list */

static bool accept_list_in_use(const struct virtual_controller *c)
{
    bool used = c->scanner.enabled && (c->scanner.filter_policy & 1);
    used = used || (c->ll->initiator.enabled && c->ll->initiator.uses_list);
    used = used || (c->legacy.enabled && c->legacy.filter_policy != 0);
    for (unsigned i = 0; i < c->profile->sets; i++)
        used = used || (c->sets[i].enabled && c->sets[i].filter_policy != 0);
    return used;
}

/* An anonymous advertiser has no address to compare. */
static struct vaddress make_entry(uint8_t type, const uint8_t octets[6])
{
    struct vaddress entry = { .type = type };
    if (type != ADDRESS_ANONYMOUS)
        memcpy(entry.octets, octets, sizeof(entry.octets));
    return entry;
}

static bool type_is_good(const struct virtual_controller *c, uint8_t type)
{
    return type <= ADDRESS_RANDOM || (type == ADDRESS_ANONYMOUS && (c->profile->groups & VIRTUAL_EXTENDED));
}

static unsigned find_accepted(const struct virtual_controller *c, const struct vaddress *entry)
{
    unsigned i = 0;
    while (i < c->accept_count && !blr_virtual_same_address(&c->accept[i], entry))
        i++;
    return i;
}

static uint8_t read_accept_size(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    ((struct hci_le_read_filter_accept_list_size_answer *)answer)->filter_accept_list_size = c->profile->accept_list;
    return HCI_SUCCESS;
}

static uint8_t clear_accepted(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    (void)answer;
    if (accept_list_in_use(c))
        return HCI_COMMAND_DISALLOWED;
    c->accept_count = 0;
    return HCI_SUCCESS;
}

static uint8_t add_accepted(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_add_device_to_filter_accept_list_parameters *p = parameters;
    struct vaddress entry = make_entry(p->address_type, p->address);
    (void)answer;
    if (!type_is_good(c, p->address_type))
        return HCI_INVALID_PARAMETERS;
    if (accept_list_in_use(c))
        return HCI_COMMAND_DISALLOWED;
    if (find_accepted(c, &entry) < c->accept_count)
        return HCI_SUCCESS;
    if (c->accept_count == c->profile->accept_list)
        return HCI_MEMORY_CAPACITY_EXCEEDED;
    c->accept[c->accept_count++] = entry;
    return HCI_SUCCESS;
}

static uint8_t remove_accepted(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_remove_device_from_filter_accept_list_parameters *p = parameters;
    struct vaddress entry = make_entry(p->address_type, p->address);
    (void)answer;
    if (!type_is_good(c, p->address_type))
        return HCI_INVALID_PARAMETERS;
    if (accept_list_in_use(c))
        return HCI_COMMAND_DISALLOWED;
    unsigned i = find_accepted(c, &entry);
    if (i < c->accept_count)
        c->accept[i] = c->accept[--c->accept_count];
    return HCI_SUCCESS;
}

/* ------------------------------------------------------------------------------------------------ resolving list */

static bool is_resolving(const struct virtual_controller *c)
{
    return c->scanner.enabled || c->ll->initiator.enabled || blr_virtual_is_advertising(c);
}

/* The list may not change while addresses are being resolved with it. */
static bool resolving_list_in_use(const struct virtual_controller *c)
{
    return c->resolution && is_resolving(c);
}

static uint8_t add_resolving(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_add_device_to_resolving_list_parameters *p = parameters;
    const struct vaddress identity = make_entry(p->peer_identity_address_type, p->peer_identity_address);
    (void)answer;
    if (resolving_list_in_use(c))
        return HCI_COMMAND_DISALLOWED;
    if (p->peer_identity_address_type > ADDRESS_RANDOM || blr_virtual_resolving_find(c, &identity) != NULL)
        return HCI_INVALID_PARAMETERS;
    if (c->resolving_count == c->profile->resolving_list)
        return HCI_MEMORY_CAPACITY_EXCEEDED;
    struct resolving_entry *entry = &c->resolving[c->resolving_count++];
    memset(entry, 0, sizeof(*entry));
    entry->identity = identity;
    memcpy(entry->peer_irk, p->peer_irk, sizeof(entry->peer_irk));
    memcpy(entry->local_irk, p->local_irk, sizeof(entry->local_irk));
    blr_virtual_make_rpa(c, entry->local_irk, entry->local_rpa);
    return HCI_SUCCESS;
}

static uint8_t remove_resolving(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_remove_device_from_resolving_list_parameters *p = parameters;
    const struct vaddress identity = make_entry(p->peer_identity_address_type, p->peer_identity_address);
    (void)answer;
    if (resolving_list_in_use(c))
        return HCI_COMMAND_DISALLOWED;
    struct resolving_entry *entry = blr_virtual_resolving_find(c, &identity);
    if (entry == NULL)
        return HCI_UNKNOWN_CONNECTION;
    *entry = c->resolving[--c->resolving_count];
    return HCI_SUCCESS;
}

static uint8_t clear_resolving(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    (void)answer;
    if (resolving_list_in_use(c))
        return HCI_COMMAND_DISALLOWED;
    c->resolving_count = 0;
    return HCI_SUCCESS;
}

static uint8_t read_resolving_size(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    ((struct hci_le_read_resolving_list_size_answer *)answer)->resolving_list_size = c->profile->resolving_list;
    return HCI_SUCCESS;
}

static uint8_t read_peer_rpa(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_read_peer_resolvable_address_parameters *p = parameters;
    const struct vaddress identity = make_entry(p->peer_identity_address_type, p->peer_identity_address);
    const struct resolving_entry *entry = blr_virtual_resolving_find(c, &identity);
    if (entry == NULL)
        return HCI_UNKNOWN_CONNECTION;
    memcpy(((struct hci_le_read_peer_resolvable_address_answer *)answer)->peer_resolvable_address, entry->peer_rpa,
           sizeof(entry->peer_rpa));
    return HCI_SUCCESS;
}

static uint8_t read_local_rpa(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_read_local_resolvable_address_parameters *p = parameters;
    const struct vaddress identity = make_entry(p->peer_identity_address_type, p->peer_identity_address);
    const struct resolving_entry *entry = blr_virtual_resolving_find(c, &identity);
    if (entry == NULL)
        return HCI_UNKNOWN_CONNECTION;
    memcpy(((struct hci_le_read_local_resolvable_address_answer *)answer)->local_resolvable_address, entry->local_rpa,
           sizeof(entry->local_rpa));
    return HCI_SUCCESS;
}

static uint8_t set_resolution(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_address_resolution_enable_parameters *p = parameters;
    (void)answer;
    if (p->address_resolution_enable > 1)
        return HCI_INVALID_PARAMETERS;
    if (is_resolving(c))
        return HCI_COMMAND_DISALLOWED;
    c->resolution = p->address_resolution_enable;
    blr_virtual_renew_rpas(c);
    return HCI_SUCCESS;
}

static uint8_t set_rpa_timeout(struct virtual_controller *c, const void *parameters, void *answer)
{
    enum { RPA_TIMEOUT_MAX_S = 3600 };
    const struct hci_le_set_resolvable_private_address_timeout_parameters *p = parameters;
    (void)answer;
    if (p->rpa_timeout == 0 || p->rpa_timeout > RPA_TIMEOUT_MAX_S)
        return HCI_INVALID_PARAMETERS;
    c->rpa_timeout_s = p->rpa_timeout;
    blr_virtual_renew_rpas(c);
    return HCI_SUCCESS;
}

static uint8_t set_privacy_mode(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_privacy_mode_parameters *p = parameters;
    const struct vaddress identity = make_entry(p->peer_identity_address_type, p->peer_identity_address);
    (void)answer;
    if (p->privacy_mode > 1 || p->peer_identity_address_type > ADDRESS_RANDOM)
        return HCI_INVALID_PARAMETERS;
    if (resolving_list_in_use(c))
        return HCI_COMMAND_DISALLOWED;
    struct resolving_entry *entry = blr_virtual_resolving_find(c, &identity);
    if (entry == NULL)
        return HCI_UNKNOWN_CONNECTION;
    entry->device_mode = p->privacy_mode == 1;
    return HCI_SUCCESS;
}

const struct command_row blr_virtual_rows_lists[] = {
    { &blr_hci_le_read_filter_accept_list_size, read_accept_size, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_clear_filter_accept_list, clear_accepted, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_add_device_to_filter_accept_list, add_accepted, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_remove_device_from_filter_accept_list, remove_accepted, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_add_device_to_resolving_list, add_resolving, VIRTUAL_PRIVACY, COMMANDS_ANY },
    { &blr_hci_le_remove_device_from_resolving_list, remove_resolving, VIRTUAL_PRIVACY, COMMANDS_ANY },
    { &blr_hci_le_clear_resolving_list, clear_resolving, VIRTUAL_PRIVACY, COMMANDS_ANY },
    { &blr_hci_le_read_resolving_list_size, read_resolving_size, VIRTUAL_PRIVACY, COMMANDS_ANY },
    { &blr_hci_le_read_peer_resolvable_address, read_peer_rpa, VIRTUAL_PRIVACY, COMMANDS_ANY },
    { &blr_hci_le_read_local_resolvable_address, read_local_rpa, VIRTUAL_PRIVACY, COMMANDS_ANY },
    { &blr_hci_le_set_address_resolution_enable, set_resolution, VIRTUAL_PRIVACY, COMMANDS_ANY },
    { &blr_hci_le_set_resolvable_private_address_timeout, set_rpa_timeout, VIRTUAL_PRIVACY, COMMANDS_ANY },
    { &blr_hci_le_set_privacy_mode, set_privacy_mode, VIRTUAL_PRIVACY_MODE, COMMANDS_ANY },
    { 0 },
};
