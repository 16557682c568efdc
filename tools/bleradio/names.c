/* SPDX-License-Identifier: MIT */
#include "names.h"

#include <string.h>

const char *blr_version_text(uint8_t version)
{
    static const char *const names[] = { "1.0b", "1.1", "1.2", "2.0 + EDR", "2.1 + EDR", "3.0 + HS", "4.0", "4.1",
                                         "4.2",  "5.0", "5.1", "5.2",       "5.3",       "5.4",      "6.0" };
    return version < sizeof(names) / sizeof(names[0]) ? names[version] : NULL;
}

const char *blr_failure_text(uint8_t failure)
{
    static const char *const texts[] = {
        [BLE_FAILURE_NONE] = "nothing",
        [BLE_FAILURE_SILENT] = "not one octet came",
        [BLE_FAILURE_NOISE] = "octets came, but no answer to Reset",
        [BLE_FAILURE_REFUSED] = "a command that cannot be done without was refused",
        [BLE_FAILURE_COMMAND_TIMEOUT] = "a command was not answered",
        [BLE_FAILURE_DESYNC] = "octets came that cannot be HCI",
        [BLE_FAILURE_HARDWARE_ERROR] = "the controller reported a hardware error",
        [BLE_FAILURE_CRASHED] = "the controller crashed",
        [BLE_FAILURE_RESTARTED] = "the controller restarted by itself",
        [BLE_FAILURE_TRANSPORT] = "the port was lost",
        [BLE_FAILURE_SCAN_STALLED] = "the controller scans but hears nothing",
    };
    return failure < sizeof(texts) / sizeof(texts[0]) ? texts[failure] : "unknown";
}

const char *blr_flow_text(uint8_t flow)
{
    return flow == BLE_FLOW_RTSCTS ? "rtscts" : flow == BLE_FLOW_NONE ? "none" : "unknown";
}

const char *blr_address_kind(const struct ble_address *address)
{
    static const char *const random_kinds[] = { "non-resolvable private", "resolvable private", "random (reserved)",
                                                "static random" };
    switch (address->type) {
    case BLE_ADDRESS_PUBLIC: return "public";
    case BLE_ADDRESS_PUBLIC_IDENTITY: return "public identity";
    case BLE_ADDRESS_RANDOM_IDENTITY: return "random identity";
    case BLE_ADDRESS_RANDOM: return random_kinds[address->octets[5] >> 6];
    default: return "anonymous";
    }
}

bool blr_address_is_zero(const struct ble_address *address)
{
    static const uint8_t zero[6];
    return memcmp(address->octets, zero, sizeof(zero)) == 0;
}

const char *blr_address_reason(const struct ble_controller_info *info)
{
    bool shared = (info->quirks & BLE_QUIRK_ADDRESS_NOT_UNIQUE) != 0;
    switch (info->address_source) {
    case BLE_ADDRESS_SOURCE_FACTORY:
        return shared ? "factory; the public address is one that many devices share"
                      : "factory; the controller has no public address";
    case BLE_ADDRESS_SOURCE_KEPT:
        return shared ? "made by bleradio and kept; the public address is one that many devices share"
                      : "made by bleradio and kept; the controller has no address of its own";
    case BLE_ADDRESS_SOURCE_GENERATED:
        return shared ? "made now by bleradio; the public address is one that many devices share"
                      : "made now by bleradio; the controller has no address of its own";
    default: return "";
    }
}

static const struct {
    uint32_t quirk;
    const char *text;
} quirk_texts[] = {
    { BLE_QUIRK_COMMANDS_TRUNCATED, "its list of supported commands is cut short; what is missing counts as absent" },
    { BLE_QUIRK_COMMANDS_MISSING, "it cannot tell which commands it has; a minimal LE set is assumed" },
    { BLE_QUIRK_SHARED_BUFFERS, "LE data shares the buffers of BR/EDR" },
    { BLE_QUIRK_NO_BUFFER_SIZE, "it reports no buffers; one packet of 27 octets is assumed" },
    { BLE_QUIRK_ZEPHYR_VENDOR, "it speaks Zephyr's vendor commands" },
    { BLE_QUIRK_ADDRESS_NOT_UNIQUE, "its public address is one that many devices share; it is not used" },
    { BLE_QUIRK_EMPTY_RESET_ANSWER, "it answered Reset without a status" },
    { BLE_QUIRK_BOOT_NOISE, "octets that are no HCI came before its first answer" },
    { BLE_QUIRK_NO_EXTENDED_SCAN_WHILE_CONNECTED, "extended scanning fails while a link is up" },
    { BLE_QUIRK_NO_SCAN_WHILE_ADVERTISING, "it cannot scan while it advertises" },
    { BLE_QUIRK_NO_FLOW_CONTROL, "its UART has no RTS/CTS: octets may be lost at high rates" },
    { BLE_QUIRK_VERSION_UNTRUE, "the HCI version it reports is not its own" },
};

const char *blr_quirk_text(uint32_t quirk)
{
    for (size_t i = 0; i < sizeof(quirk_texts) / sizeof(quirk_texts[0]); i++)
        if (quirk_texts[i].quirk == quirk)
            return quirk_texts[i].text;
    return "";
}
