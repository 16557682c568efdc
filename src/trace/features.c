/* SPDX-License-Identifier: MIT */
/* LE features (Vol 6 Part B 4.6) and controllers' quirks by name. */
#include <bleradio/host.h>
#include <bleradio/trace.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Up to Core 6.0, since controllers are ahead of hosts. NULL: reserved. */
static const char *const le_features[64] = {
    [0] = "LE Encryption",
    [1] = "Connection Parameters Request",
    [2] = "Extended Reject Indication",
    [3] = "Peripheral-initiated Features Exchange",
    [4] = "LE Ping",
    [5] = "LE Data Packet Length Extension",
    [6] = "LL Privacy",
    [7] = "Extended Scanning Filter Policies",
    [8] = "LE 2M PHY",
    [9] = "Stable Modulation Index - Transmitter",
    [10] = "Stable Modulation Index - Receiver",
    [11] = "LE Coded PHY",
    [12] = "LE Extended Advertising",
    [13] = "LE Periodic Advertising",
    [14] = "Channel Selection Algorithm #2",
    [15] = "LE Power Class 1",
    [16] = "Minimum Number of Used Channels",
    [17] = "Connection CTE Request",
    [18] = "Connection CTE Response",
    [19] = "Connectionless CTE Transmitter",
    [20] = "Connectionless CTE Receiver",
    [21] = "Antenna Switching During CTE Transmission (AoD)",
    [22] = "Antenna Switching During CTE Reception (AoA)",
    [23] = "Receiving Constant Tone Extensions",
    [24] = "Periodic Advertising Sync Transfer - Sender",
    [25] = "Periodic Advertising Sync Transfer - Recipient",
    [26] = "Sleep Clock Accuracy Updates",
    [27] = "Remote Public Key Validation",
    [28] = "Connected Isochronous Stream - Central",
    [29] = "Connected Isochronous Stream - Peripheral",
    [30] = "Isochronous Broadcaster",
    [31] = "Synchronized Receiver",
    [32] = "Connected Isochronous Stream (Host Support)",
    [33] = "LE Power Control Request",
    [34] = "LE Power Change Indication",
    [35] = "LE Path Loss Monitoring",
    [36] = "Periodic Advertising ADI support",
    [37] = "Connection Subrating",
    [38] = "Connection Subrating (Host Support)",
    [39] = "Channel Classification",
    [40] = "Advertising Coding Selection",
    [41] = "Advertising Coding Selection (Host Support)",
    [42] = "Decision-Based Advertising Filtering",
    [43] = "Periodic Advertising with Responses - Advertiser",
    [44] = "Periodic Advertising with Responses - Scanner",
    [45] = "Unsegmented Framed Mode",
    [46] = "Channel Sounding",
    [47] = "Channel Sounding (Host Support)",
    [48] = "Channel Sounding Tone Quality Indication",
    [63] = "LL Extended Feature Set",
};

static const struct {
    uint32_t quirk;
    const char *name;
} quirks[] = {
    { BLE_QUIRK_COMMANDS_TRUNCATED, "commands-truncated" },
    { BLE_QUIRK_COMMANDS_MISSING, "commands-missing" },
    { BLE_QUIRK_SHARED_BUFFERS, "shared-buffers" },
    { BLE_QUIRK_NO_BUFFER_SIZE, "no-buffer-size" },
    { BLE_QUIRK_ZEPHYR_VENDOR, "zephyr-vendor" },
    { BLE_QUIRK_ADDRESS_NOT_UNIQUE, "address-not-unique" },
    { BLE_QUIRK_EMPTY_RESET_ANSWER, "empty-reset-answer" },
    { BLE_QUIRK_BOOT_NOISE, "boot-noise" },
    { BLE_QUIRK_NO_EXTENDED_SCAN_WHILE_CONNECTED, "no-extended-scan-while-connected" },
    { BLE_QUIRK_NO_SCAN_WHILE_ADVERTISING, "no-scan-while-advertising" },
    { BLE_QUIRK_NO_FLOW_CONTROL, "no-flow-control" },
    { BLE_QUIRK_VERSION_UNTRUE, "version-untrue" },
};

const char *ble_le_feature_name(unsigned bit)
{
    return bit < COUNT(le_features) ? le_features[bit] : NULL;
}

const char *ble_quirk_name(uint32_t quirk)
{
    for (size_t i = 0; i < COUNT(quirks); i++)
        if (quirks[i].quirk == quirk)
            return quirks[i].name;
    return "";
}
