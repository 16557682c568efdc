/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "transport/profile.h"

#define CDC                                                                                                            \
    {                                                                                                                  \
        1000000                                                                                                        \
    }
#define UART_1M                                                                                                        \
    {                                                                                                                  \
        1000000                                                                                                        \
    }
#define BRIDGE                                                                                                         \
    {                                                                                                                  \
        921600, 1000000, 115200                                                                                        \
    }
#define BOARD                                                                                                          \
    {                                                                                                                  \
        115200, 921600, 1000000                                                                                        \
    }
#define USUAL                                                                                                          \
    {                                                                                                                  \
        1000000, 921600, 115200                                                                                        \
    }

struct row {
    uint16_t vid; /* 0: any */
    uint16_t pid_first, pid_last;
    const char *product; /* part of the product string, or NULL: any */
    int16_t score;
    uint8_t flow;
    uint16_t chunk;
    uint32_t bauds[BLR_BAUDS];
    const char *note;
};

/* The first row that fits decides. Scores: 100 says HCI of itself, 90 Zephyr's own numbers, 80 a Nordic application, 60
 * a Nordic kit's debugger, 40 a bridge or board that may carry anything. */
static const struct row rows[] = {
    /* clang-format off */
    { 0x2fe3, 0x000b, 0x000c, NULL, -1, BLE_FLOW_NONE, 0, CDC,
      "Zephyr with Bluetooth's native USB class, not a serial port: flash the sample hci_uart with its CDC ACM overlay" },
    { 0x1915, 0x521f, 0x521f, NULL, -1, BLE_FLOW_NONE, 0, CDC,
      "Nordic boot loader waiting for firmware: flash an HCI UART application (Zephyr sample hci_uart)" },
    { 0x1915, 0xc00a, 0xc00a, NULL, -1, BLE_FLOW_NONE, 0, CDC, "Nordic Power Profiler Kit II" },
    { 0x1915, 0x522a, 0x522a, NULL, -1, BLE_FLOW_NONE, 0, CDC, "nRF Sniffer: flash an HCI UART application to use it" },
    { 0x1915, 0x154a, 0x154b, NULL, -1, BLE_FLOW_NONE, 0, CDC, "802.15.4 sniffer: flash an HCI UART application to use it" },
    { 0, 0, 0xffff, "HCI", 100, BLE_FLOW_NONE, 0, CDC, "says HCI of itself" },
    { 0, 0, 0xffff, "Zigbee", -1, BLE_FLOW_NONE, 0, CDC, "Zigbee adapter" },
    { 0, 0, 0xffff, "Z-Wave", -1, BLE_FLOW_NONE, 0, CDC, "Z-Wave adapter" },
    { 0, 0, 0xffff, "GNSS", -1, BLE_FLOW_NONE, 0, CDC, "satellite receiver" },
    { 0, 0, 0xffff, "GPS", -1, BLE_FLOW_NONE, 0, CDC, "satellite receiver" },
    { 0, 0, 0xffff, "Modem", -1, BLE_FLOW_NONE, 0, CDC, "modem" },
    { 0x2fe3, 0x0100, 0x0100, NULL, 90, BLE_FLOW_NONE, 0, CDC, "Zephyr CDC ACM" },
    { 0x2fe3, 0x0001, 0x0001, NULL, 90, BLE_FLOW_NONE, 0, CDC, "Zephyr CDC ACM" },
    { 0x2fe3, 0x0004, 0x0004, NULL, 90, BLE_FLOW_NONE, 0, CDC, "Zephyr CDC ACM" },
    { 0x1915, 0, 0xffff, NULL, 80, BLE_FLOW_NONE, 0, CDC, "Nordic dongle with an application" },
    { 0x1366, 0, 0xffff, NULL, 60, BLE_FLOW_RTSCTS, 64, UART_1M, "SEGGER J-Link on a Nordic kit" },
    { 0x10c4, 0xea60, 0xea71, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "Silicon Labs CP210x bridge: ESP32, TI and others" },
    { 0x0403, 0x6001, 0x6001, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "FTDI bridge: ESP32, TI and others" },
    { 0x0403, 0x6010, 0x6011, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "FTDI bridge: ESP32, TI and others" },
    { 0x0403, 0x6014, 0x6015, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "FTDI bridge: ESP32, TI and others" },
    { 0x1a86, 0x7523, 0x7523, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "WCH CH340 bridge: ESP32 and others" },
    { 0x1a86, 0x55d3, 0x55d4, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "WCH CH343/CH9102 bridge: ESP32 and others" },
    { 0x067b, 0x2303, 0x2303, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "Prolific PL2303 bridge" },
    { 0x067b, 0x23a3, 0x23a3, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "Prolific PL2303 bridge" },
    { 0x303a, 0x1001, 0x1001, NULL, -1, BLE_FLOW_NONE, 0, CDC,
      "Espressif USB-Serial-JTAG: the console, not HCI; controller_hci_uart uses pins of its own" },
    { 0x303a, 0, 0xffff, NULL, 40, BLE_FLOW_RTSCTS, 0, BRIDGE, "Espressif USB application" },
    { 0x0451, 0xbef3, 0xbef3, NULL, 40, BLE_FLOW_NONE, 0, BOARD, "TI LaunchPad (XDS110)" },
    { 0x0483, 0x374a, 0x3757, NULL, 40, BLE_FLOW_NONE, 0, BOARD, "ST-LINK virtual serial port" },
    { 0x0d28, 0x0204, 0x0204, NULL, 40, BLE_FLOW_NONE, 0, BOARD, "DAPLink (micro:bit and others)" },
    { 0x1fc9, 0x0143, 0x0143, NULL, 40, BLE_FLOW_NONE, 0, BOARD, "NXP MCU-Link" },
    { 0x04b4, 0xf155, 0xf155, NULL, 40, BLE_FLOW_NONE, 0, BOARD, "Infineon KitProg3" },
    { 0x2e8a, 0x000a, 0x000a, NULL, 40, BLE_FLOW_NONE, 0, BOARD, "Raspberry Pi Pico" },
    { 0x2e8a, 0x000c, 0x000c, NULL, 40, BLE_FLOW_NONE, 0, BOARD, "Raspberry Pi Debug Probe" },
    { 0x239a, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "Adafruit board with an application of its own" },
    { 0x2341, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "Arduino board with an application of its own" },
    { 0x2a03, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "Arduino board with an application of its own" },
    { 0x2c99, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "3D printer" },
    { 0x1d50, 0x614e, 0x614e, NULL, -1, BLE_FLOW_NONE, 0, CDC, "3D printer" },
    { 0x12d1, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "modem (Huawei)" },
    { 0x19d2, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "modem (ZTE)" },
    { 0x1199, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "modem (Sierra Wireless)" },
    { 0x2c7c, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "modem (Quectel)" },
    { 0x1e0e, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "modem (SIMCom)" },
    { 0x1bc7, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "modem (Telit)" },
    { 0x2cb7, 0, 0xffff, NULL, -1, BLE_FLOW_NONE, 0, CDC, "modem (Fibocom)" },
    /* clang-format on */
};

static const struct row unknown_usb = { 0,    0,     0,
                                        NULL, 0,     BLE_FLOW_RTSCTS,
                                        0,    USUAL, "unknown USB device: name it, or add it to the devices file" };
static const struct row unknown_line = { 0,    0,     0,
                                         NULL, 0,     BLE_FLOW_RTSCTS,
                                         0,    USUAL, "not USB: what is on it is unknown" };

static const struct row *find_row(const struct blr_port_facts *facts)
{
    if (facts->vid == 0)
        return &unknown_line;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct row *row = &rows[i];
        if ((row->vid == 0 || row->vid == facts->vid) && facts->pid >= row->pid_first && facts->pid <= row->pid_last &&
            (row->product == NULL || strstr(facts->product, row->product) != NULL))
            return row;
    }
    return &unknown_usb;
}

void blr_profile_find(const struct blr_port_facts *facts, struct blr_profile *profile)
{
    const struct row *row = find_row(facts);
    *profile = (struct blr_profile){ .score = row->score, .flow = row->flow, .chunk = row->chunk };
    memcpy(profile->bauds, row->bauds, sizeof(profile->bauds));
    (void)snprintf(profile->note, sizeof(profile->note), "%s", row->note);
    if (facts->modem && row->score != BLR_SCORE_NEVER) {
        profile->score = BLR_SCORE_NEVER;
        (void)snprintf(profile->note, sizeof(profile->note), "udev marks it as a modem for ModemManager");
    }
}

bool blr_is_usb_class_controller(uint16_t vid, uint16_t pid)
{
    return vid == 0x2fe3 && (pid == 0x000b || pid == 0x000c);
}

void blr_bauds_auto(const struct blr_profile *profile, uint32_t bauds[BLR_BAUDS])
{
    static const uint32_t usual[] = USUAL;
    unsigned count = 0;
    memset(bauds, 0, BLR_BAUDS * sizeof(*bauds));
    for (; count < BLR_BAUDS && profile->bauds[count] != 0; count++)
        bauds[count] = profile->bauds[count];
    for (unsigned i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
        unsigned k = 0;
        while (k < count && bauds[k] != usual[i])
            k++;
        if (k == count && count < BLR_BAUDS)
            bauds[count++] = usual[i];
    }
}
