/* SPDX-License-Identifier: MIT */
/* A file of its own: it alone needs the directory of all packets, which firmware then does not link. */
#include "hci/directory.h"
#include "host/host.h"

bool ble_host_has_command(const struct ble_host *host, uint16_t opcode)
{
    const struct hci_command_entry *entry = blr_hci_command_entry(opcode);
    return entry != NULL && blr_hci_has_command(host->info.supported_commands, entry->command);
}
