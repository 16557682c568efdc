/* SPDX-License-Identifier: MIT */
#include "hci/quirks.h"

#include <string.h>

#include <bleradio/host.h>

/** Company identifiers, Assigned Numbers 7.1. */
enum {
    COMPANY_ST = 0x0030,
    COMPANY_NORDIC = 0x0059,
    COMPANY_REALTEK = 0x005d,
    COMPANY_EM = 0x005a,
    COMPANY_DIALOG = 0x00d2,
    COMPANY_MICROCHIP = 0x00cd,
    COMPANY_LINUX_FOUNDATION = 0x05f1
};

enum { ANY = -1 };

struct quirk_row {
    uint16_t manufacturer;
    int32_t hci_revision;
    int32_t lmp_subversion;
    uint32_t quirks;
};

static const struct quirk_row rows[] = {
    /* Zephyr's controller and Nordic's SoftDevice Controller share the vendor commands 0xfc01 ... 0xfc0b. */
    { COMPANY_LINUX_FOUNDATION, ANY, ANY, BLE_QUIRK_ZEPHYR_VENDOR },
    { COMPANY_NORDIC, ANY, ANY, BLE_QUIRK_ZEPHYR_VENDOR },
    /* RTL8761B says 5.1 and lists extended scanning, which fails with a link up (Linux bluetooth-next issue 133). */
    { COMPANY_REALTEK, ANY, 0x8761, BLE_QUIRK_NO_EXTENDED_SCAN_WHILE_CONNECTED },
    /* STM32WB reports HCI "1.0b" (zephyr issue 70161). */
    { COMPANY_ST, ANY, ANY, BLE_QUIRK_VERSION_UNTRUE },
    /* DA14585 cannot scan while it advertises. */
    { COMPANY_DIALOG, ANY, ANY, BLE_QUIRK_NO_SCAN_WHILE_ADVERTISING },
    /* EM9301 and ATWILC3000 have a UART without RTS/CTS. */
    { COMPANY_EM, ANY, ANY, BLE_QUIRK_NO_FLOW_CONTROL },
    { COMPANY_MICROCHIP, ANY, ANY, BLE_QUIRK_NO_FLOW_CONTROL },
};

uint32_t blr_quirks_of(uint16_t manufacturer, uint16_t hci_revision, uint16_t lmp_subversion)
{
    uint32_t quirks = 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (rows[i].manufacturer == manufacturer &&
            (rows[i].hci_revision == ANY || rows[i].hci_revision == hci_revision) &&
            (rows[i].lmp_subversion == ANY || rows[i].lmp_subversion == lmp_subversion))
            quirks |= rows[i].quirks;
    }
    return quirks;
}

/** Defaults that whole series of devices were shipped with, most significant octet first. */
static const uint8_t shared_addresses[][6] = {
    { 0x80, 0xea, 0xca, 0x00, 0x00, 0x01 }, /* Dialog DA1458x */
    { 0x74, 0x90, 0x50, 0xff, 0xff, 0xff }, /* Renesas RX23W, RA4W1 */
    { 0x02, 0x80, 0xe1, 0x00, 0x00, 0x00 }, /* ST: lost at each reset (zephyr issue 65179) */
};

static bool equals_reversed(const uint8_t *little, const uint8_t *big)
{
    for (unsigned i = 0; i < 6; i++)
        if (little[i] != big[5 - i])
            return false;
    return true;
}

bool blr_quirks_address_is_blank(const uint8_t address[6])
{
    for (unsigned i = 1; i < 6; i++)
        if (address[i] != address[0])
            return false;
    return address[0] == 0x00 || address[0] == 0xff;
}

bool blr_quirks_address_is_usable(const uint8_t address[6])
{
    if (blr_quirks_address_is_blank(address))
        return false;
    for (size_t i = 0; i < sizeof(shared_addresses) / sizeof(shared_addresses[0]); i++)
        if (equals_reversed(address, shared_addresses[i]))
            return false;
    return true;
}
