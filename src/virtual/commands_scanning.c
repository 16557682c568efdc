/* SPDX-License-Identifier: MIT */
/* The scanning commands, legacy and extended (Vol 4 Part E 7.8.10, 7.8.11, 7.8.64, 7.8.65). */
#include <string.h>

#include "hci/packets.h"
#include "virtual/link_layer.h"

enum { UNIT_US = 625, LEAST = 0x0004, LEGACY_MOST = 0x4000, DURATION_UNIT_US = 10000, PERIOD_UNIT_US = 1280000 };
enum { SCAN_1M = 1 << 0, SCAN_CODED = 1 << 2 };

static bool basics_are_good(const struct virtual_controller *c, uint8_t own_address_type, uint8_t filter_policy)
{
    return own_address_type <= (blr_virtual_has_feature(c, VIRTUAL_FEATURE_PRIVACY) ? 3 : 1) &&
           filter_policy <= (blr_virtual_has_feature(c, VIRTUAL_FEATURE_FILTER_POLICIES) ? 3 : 1);
}

static bool times_are_good(uint8_t type, uint16_t interval, uint16_t window, uint16_t most)
{
    return type <= 1 && window >= LEAST && window <= interval && interval <= most;
}

static struct scan_phy make_phy(uint8_t type, uint16_t interval, uint16_t window)
{
    return (struct scan_phy){ true, type == 1, (uint32_t)interval * UNIT_US, (uint32_t)window * UNIT_US };
}

static void keep_basics(struct scanner *scanner, uint8_t own_address_type, uint8_t filter_policy, bool extended)
{
    scanner->own_address_type = own_address_type;
    scanner->filter_policy = filter_policy;
    scanner->extended = extended;
    scanner->has_parameters = true;
}

static uint8_t set_parameters(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_scan_parameters_parameters *p = parameters;
    struct scanner *scanner = &c->scanner;
    (void)answer;
    if (scanner->enabled)
        return HCI_COMMAND_DISALLOWED;
    if (!basics_are_good(c, p->own_address_type, p->scanning_filter_policy) ||
        !times_are_good(p->le_scan_type, p->le_scan_interval, p->le_scan_window, LEGACY_MOST))
        return HCI_INVALID_PARAMETERS;
    keep_basics(scanner, p->own_address_type, p->scanning_filter_policy, false);
    scanner->phys[0] = make_phy(p->le_scan_type, p->le_scan_interval, p->le_scan_window);
    scanner->phys[1].on = false;
    return HCI_SUCCESS;
}

static uint8_t set_extended_parameters(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_extended_scan_parameters_parameters *p = parameters;
    struct scan_phy phys[2] = { 0 };
    struct hci_list rest = p->scanning_phys;
    uint8_t allowed = SCAN_1M | (blr_virtual_has_feature(c, VIRTUAL_FEATURE_CODED) ? SCAN_CODED : 0);
    struct hci_scan_phy_element element;
    (void)answer;
    if (c->scanner.enabled)
        return HCI_COMMAND_DISALLOWED;
    if (!basics_are_good(c, p->own_address_type, p->scanning_filter_policy) || p->scanning_phys.mask == 0)
        return HCI_INVALID_PARAMETERS;
    if (p->scanning_phys.mask & ~allowed)
        return HCI_UNSUPPORTED_PARAMETER_VALUE;
    for (unsigned i = p->scanning_phys.mask & SCAN_1M ? 0 : 1;
         blr_hci_list_next(&rest, &blr_hci_element_scan_phy, &element); i++) {
        if (!times_are_good(element.scan_type, element.scan_interval, element.scan_window, UINT16_MAX))
            return HCI_INVALID_PARAMETERS;
        phys[i] = make_phy(element.scan_type, element.scan_interval, element.scan_window);
    }
    keep_basics(&c->scanner, p->own_address_type, p->scanning_filter_policy, true);
    memcpy(c->scanner.phys, phys, sizeof(phys));
    return HCI_SUCCESS;
}

/* Scan Enable without parameters: the defaults of 7.8.10, which many hosts rely on. */
static void default_parameters(struct scanner *scanner, bool extended)
{
    if (scanner->has_parameters)
        return;
    keep_basics(scanner, ADDRESS_PUBLIC, 0, extended);
    scanner->phys[0] = make_phy(0, 0x0010, 0x0010);
    scanner->phys[1].on = false;
}

static uint8_t enable(struct virtual_controller *c, bool extended, uint8_t filter_duplicates, uint64_t duration_us,
                      uint64_t period_us)
{
    default_parameters(&c->scanner, extended);
    if (!blr_virtual_own_address_is_usable(c, c->scanner.own_address_type, NULL))
        return HCI_INVALID_PARAMETERS;
    bool active = c->scanner.phys[0].active || c->scanner.phys[1].active;
    if (!blr_ll_state_allowed(c, active ? STATE_ACTIVE : STATE_PASSIVE))
        return HCI_COMMAND_DISALLOWED;
    c->scanner.filter_duplicates = filter_duplicates;
    blr_virtual_scan(c, duration_us, period_us);
    return HCI_SUCCESS;
}

static uint8_t set_enable(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_scan_enable_parameters *p = parameters;
    (void)answer;
    if (p->le_scan_enable > 1 || (p->le_scan_enable && p->filter_duplicates > 1))
        return HCI_INVALID_PARAMETERS;
    if (p->le_scan_enable)
        return enable(c, false, p->filter_duplicates, 0, 0);
    blr_virtual_stop_scanning(c);
    return HCI_SUCCESS;
}

static uint8_t set_extended_enable(struct virtual_controller *c, const void *parameters, void *answer)
{
    const struct hci_le_set_extended_scan_enable_parameters *p = parameters;
    uint64_t duration_us = (uint64_t)p->duration * DURATION_UNIT_US;
    uint64_t period_us = (uint64_t)p->period * PERIOD_UNIT_US;
    (void)answer;
    if (p->enable > 1)
        return HCI_INVALID_PARAMETERS;
    if (!p->enable) {
        blr_virtual_stop_scanning(c);
        return HCI_SUCCESS;
    }
    if (p->filter_duplicates > 2 || (p->filter_duplicates == 2 && (period_us == 0 || duration_us == 0)) ||
        (period_us > 0 && duration_us >= period_us))
        return HCI_INVALID_PARAMETERS;
    return enable(c, true, p->filter_duplicates, duration_us, duration_us > 0 ? period_us : 0);
}

const struct command_row blr_virtual_rows_scanning[] = {
    { &blr_hci_le_set_scan_parameters, set_parameters, VIRTUAL_BASE, COMMANDS_LEGACY },
    { &blr_hci_le_set_scan_enable, set_enable, VIRTUAL_BASE, COMMANDS_LEGACY },
    { &blr_hci_le_set_extended_scan_parameters, set_extended_parameters, VIRTUAL_EXTENDED, COMMANDS_EXTENDED },
    { &blr_hci_le_set_extended_scan_enable, set_extended_enable, VIRTUAL_EXTENDED, COMMANDS_EXTENDED },
    { 0 },
};
