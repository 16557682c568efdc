/* SPDX-License-Identifier: MIT */
/* Reset, masks, what the controller is, random numbers and encryption (Vol 4 Part E 7.3, 7.4, 7.8.1 - 7.8.4, 7.8.22 -
 * 7.8.27), and Zephyr's vendor commands. */
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

static uint8_t reset(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    (void)answer;
    blr_virtual_controller_reset(c);
    return HCI_SUCCESS;
}

static uint8_t set_event_mask(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)answer;
    c->event_mask = ((const struct hci_set_event_mask_parameters *)parameters)->event_mask;
    return HCI_SUCCESS;
}

static uint8_t set_event_mask_page_2(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)answer;
    c->event_mask_page_2 = ((const struct hci_set_event_mask_page_2_parameters *)parameters)->event_mask_page_2;
    return HCI_SUCCESS;
}

static uint8_t le_set_event_mask(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)answer;
    c->le_event_mask = ((const struct hci_le_set_event_mask_parameters *)parameters)->le_event_mask;
    return HCI_SUCCESS;
}

static uint8_t read_version(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_read_local_version_information_answer *a = answer;
    (void)parameters;
    a->hci_version = a->lmp_version = c->profile->version;
    a->hci_subversion = a->lmp_subversion = c->profile->subversion;
    a->company_identifier = c->profile->company;
    return HCI_SUCCESS;
}

static uint8_t read_commands(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    blr_virtual_supported_commands(c->profile,
                                   ((struct hci_read_local_supported_commands_answer *)answer)->supported_commands);
    return HCI_SUCCESS;
}

static uint8_t read_features(struct virtual_controller *c, const void *parameters, void *answer)
{
    enum { BR_EDR_NOT_SUPPORTED = 37, LE_SUPPORTED = 38 };
    (void)c;
    (void)parameters;
    ((struct hci_read_local_supported_features_answer *)answer)->lmp_features =
        UINT64_C(1) << BR_EDR_NOT_SUPPORTED | UINT64_C(1) << LE_SUPPORTED;
    return HCI_SUCCESS;
}

static uint8_t read_bd_addr(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    memcpy(((struct hci_read_bd_addr_answer *)answer)->bd_addr, c->public_address, sizeof(c->public_address));
    return HCI_SUCCESS;
}

static uint8_t le_read_buffer_size(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_le_read_buffer_size_answer *a = answer;
    (void)parameters;
    a->le_acl_data_packet_length = c->profile->acl_length;
    a->total_num_le_acl_data_packets = c->profile->acl_count;
    return HCI_SUCCESS;
}

static uint8_t le_read_features(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    ((struct hci_le_read_local_supported_features_answer *)answer)->le_features = c->profile->features;
    return HCI_SUCCESS;
}

static uint8_t le_read_states(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    ((struct hci_le_read_supported_states_answer *)answer)->le_states = c->profile->states;
    return HCI_SUCCESS;
}

static uint8_t le_rand(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    ((struct hci_le_rand_answer *)answer)->random_number = blr_virtual_random_next(&c->random);
    return HCI_SUCCESS;
}

static uint8_t le_encrypt(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_encrypt_parameters *p = parameters;
    (void)c;
    blr_virtual_encrypt(p->key, p->plaintext_data, ((struct hci_le_encrypt_answer *)answer)->encrypted_data);
    return HCI_SUCCESS;
}

static uint8_t le_set_random_address(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)answer;
    if (c->legacy.enabled || c->scanner.enabled || c->ll->initiator.enabled)
        return HCI_COMMAND_DISALLOWED;
    memcpy(c->random_address, ((const struct hci_le_set_random_address_parameters *)parameters)->random_address,
           sizeof(c->random_address));
    c->has_random_address = true;
    return HCI_SUCCESS;
}

static uint8_t le_read_transmit_power(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_le_read_transmit_power_answer *a = answer;
    (void)parameters;
    a->min_tx_power = c->profile->tx_power_min_dbm;
    a->max_tx_power = c->profile->tx_power_max_dbm;
    return HCI_SUCCESS;
}

const struct command_row blr_virtual_rows_controller[] = {
    { &blr_hci_reset, reset, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_set_event_mask, set_event_mask, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_set_event_mask_page_2, set_event_mask_page_2, VIRTUAL_PAGE_2, COMMANDS_ANY },
    { &blr_hci_read_local_version_information, read_version, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_read_local_supported_commands, read_commands, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_read_local_supported_features, read_features, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_read_bd_addr, read_bd_addr, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_set_event_mask, le_set_event_mask, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_read_buffer_size, le_read_buffer_size, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_read_local_supported_features, le_read_features, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_read_supported_states, le_read_states, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_rand, le_rand, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_encrypt, le_encrypt, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_set_random_address, le_set_random_address, VIRTUAL_BASE, COMMANDS_ANY },
    { &blr_hci_le_read_transmit_power, le_read_transmit_power, VIRTUAL_POWER, COMMANDS_ANY },
    { 0 },
};

/* ------------------------------------------------------------------------------------------------ Zephyr */

static uint8_t zephyr_read_version(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_zephyr_read_version_information_answer *a = answer;
    (void)c;
    (void)parameters;
    a->hw_platform = 2; /* Nordic */
    a->hw_variant = 2;  /* nRF52 */
    a->fw_version = 3;
    a->fw_revision = 7;
    return HCI_SUCCESS;
}

static uint8_t zephyr_read_commands(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)parameters;
    blr_virtual_vendor_commands(c->profile, ((struct hci_zephyr_read_supported_commands_answer *)answer)->commands);
    return HCI_SUCCESS;
}

/* Features: none. */
static uint8_t zephyr_read_features(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)c;
    (void)parameters;
    (void)answer;
    return HCI_SUCCESS;
}

/* Its vendor events are those of its faults, and these come unmasked. */
static uint8_t zephyr_set_event_mask(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)c;
    (void)parameters;
    (void)answer;
    return HCI_SUCCESS;
}

static uint8_t zephyr_reset(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)answer;
    if (((const struct hci_zephyr_reset_parameters *)parameters)->type > 1) /* soft, hard */
        return HCI_INVALID_PARAMETERS;
    blr_virtual_controller_reset(c);
    return HCI_SUCCESS;
}

/* Kept over Reset (measured on Zephyr 3.3). */
static uint8_t zephyr_write_bd_addr(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)answer;
    memcpy(c->public_address, ((const struct hci_zephyr_write_bd_addr_parameters *)parameters)->bd_addr,
           sizeof(c->public_address));
    return HCI_SUCCESS;
}

static uint8_t zephyr_set_trace(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)c;
    (void)answer;
    return ((const struct hci_zephyr_set_trace_enable_parameters *)parameters)->enable > 1 ? HCI_INVALID_PARAMETERS
                                                                                           : HCI_SUCCESS;
}

static uint8_t zephyr_read_build(struct virtual_controller *c, const void *parameters, void *answer)
{
    static const char text[] = "bleradio virtual controller";
    struct hci_zephyr_read_build_information_answer *a = answer;
    (void)c;
    (void)parameters;
    a->information = (struct hci_view){ (const uint8_t *)text, sizeof(text) };
    return HCI_SUCCESS;
}

static uint8_t zephyr_read_static_addresses(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_zephyr_read_static_addresses_answer *a = answer;
    (void)parameters;
    a->addresses = (struct hci_list){ (const uint8_t *)&c->factory, sizeof(c->factory), 1, 0 };
    return HCI_SUCCESS;
}

static uint8_t zephyr_read_roots(struct virtual_controller *c, const void *parameters, void *answer)
{
    struct hci_zephyr_read_key_hierarchy_roots_answer *a = answer;
    (void)parameters;
    memcpy(a->identity_root, c->factory.identity_root, sizeof(a->identity_root));
    for (size_t i = 0; i < sizeof(a->encryption_root); i++)
        a->encryption_root[i] = (uint8_t)(c->factory.identity_root[i] ^ 0xff);
    return HCI_SUCCESS;
}

static uint8_t zephyr_read_temperature(struct virtual_controller *c, const void *parameters, void *answer)
{
    (void)c;
    (void)parameters;
    ((struct hci_zephyr_read_chip_temperature_answer *)answer)->temperature = 25;
    return HCI_SUCCESS;
}

const struct command_row blr_virtual_rows_zephyr[] = {
    { &blr_hci_zephyr_read_version_information, zephyr_read_version, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_read_supported_commands, zephyr_read_commands, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_read_supported_features, zephyr_read_features, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_set_event_mask, zephyr_set_event_mask, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_reset, zephyr_reset, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_write_bd_addr, zephyr_write_bd_addr, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_set_trace_enable, zephyr_set_trace, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_read_build_information, zephyr_read_build, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_read_static_addresses, zephyr_read_static_addresses, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_read_key_hierarchy_roots, zephyr_read_roots, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { &blr_hci_zephyr_read_chip_temperature, zephyr_read_temperature, VIRTUAL_ZEPHYR, COMMANDS_ANY },
    { 0 },
};
