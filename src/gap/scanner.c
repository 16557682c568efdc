/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "gap/gap.h"
#include "hci/packets.h"

enum {
    INTERVAL_MIN_US = 2500,
    INTERVAL_LEGACY_MAX_US = 10240000,
    INTERVAL_MAX_US = 40959375,
    UNIT_US = 625,
    WATCHDOG_MIN_MS = 1000,
    WATCHDOG_MAX_MS = 86400000,
    SCAN_1M = 1 << 0,
    SCAN_CODED = 1 << 2
};

ble_status blr_scanner_check(const struct gap *gap, const struct ble_scanning *scan)
{
    if (scan->interval_us < INTERVAL_MIN_US || scan->interval_us > INTERVAL_MAX_US ||
        scan->window_us < INTERVAL_MIN_US || scan->window_us > scan->interval_us || scan->filter_policy > 3 ||
        (scan->phys & ~(SCAN_1M | SCAN_CODED)) != 0)
        return BLE_ERROR_ARGUMENT;
    if (scan->watchdog_ms != 0 && (scan->watchdog_ms < WATCHDOG_MIN_MS || scan->watchdog_ms > WATCHDOG_MAX_MS))
        return BLE_ERROR_ARGUMENT;
    bool needs_extended = (scan->phys & SCAN_CODED) != 0 || scan->interval_us > INTERVAL_LEGACY_MAX_US;
    return needs_extended && !gap->can.extended ? BLE_ERROR_UNSUPPORTED : BLE_OK;
}

static uint16_t units(uint32_t us)
{
    return (uint16_t)((us + UNIT_US / 2) / UNIT_US);
}

static void legacy_parameters(const struct gap *gap, struct gap_command *command)
{
    const struct hci_le_set_scan_parameters_parameters p = {
        .le_scan_type = gap->scan.active,
        .le_scan_interval = units(gap->scan.interval_us),
        .le_scan_window = units(gap->scan.window_us),
        .own_address_type = gap->own_address.type,
        .scanning_filter_policy = gap->scan.filter_policy,
    };
    blr_gap_encode(command, &blr_hci_le_set_scan_parameters, &p);
}

static void extended_parameters(const struct gap *gap, struct gap_command *command)
{
    const struct hci_scan_phy_element element = {
        .scan_type = gap->scan.active,
        .scan_interval = units(gap->scan.interval_us),
        .scan_window = units(gap->scan.window_us),
    };
    uint8_t octets[2 * 5];
    uint8_t phys = gap->scan.phys != 0 ? gap->scan.phys : (uint8_t)SCAN_1M;
    uint16_t size = 0;
    for (uint8_t left = phys; left != 0; left &= (uint8_t)(left - 1))
        size = (uint16_t)(size +
                          blr_hci_encode(&blr_hci_element_scan_phy, &element, octets + size, sizeof(octets) - size));
    const struct hci_le_set_extended_scan_parameters_parameters p = {
        .own_address_type = gap->own_address.type,
        .scanning_filter_policy = gap->scan.filter_policy,
        .scanning_phys = { .data = octets, .size = size, .count = (uint8_t)(size / 5), .mask = phys },
    };
    blr_gap_encode(command, &blr_hci_le_set_extended_scan_parameters, &p);
}

static void enable(const struct gap *gap, bool on, struct gap_command *command)
{
    const struct hci_le_set_scan_enable_parameters legacy = { on, on && gap->scan.filter_duplicates };
    const struct hci_le_set_extended_scan_enable_parameters extended = { on, on && gap->scan.filter_duplicates, 0, 0 };
    if (gap->can.extended)
        blr_gap_encode(command, &blr_hci_le_set_extended_scan_enable, &extended);
    else
        blr_gap_encode(command, &blr_hci_le_set_scan_enable, &legacy);
}

void blr_scanner_command(const struct gap *gap, struct gap_step step, struct gap_command *command)
{
    if (step.action != GAP_SCAN_PARAMETERS)
        enable(gap, step.action == GAP_SCAN_ON, command);
    else if (gap->can.extended)
        extended_parameters(gap, command);
    else
        legacy_parameters(gap, command);
}
