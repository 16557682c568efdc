/* SPDX-License-Identifier: MIT */
/* Everything around, each device once: one advertisement and one scan response of each.
 *
 *     example_simpletest [PORT [SECONDS]] */
#include <stdio.h>
#include <stdlib.h>

#include <bleradio/scanning.h>

/** What comes from the air may be anything: no control character reaches the terminal. */
static void print_text(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        putchar((unsigned char)text[i] < ' ' || text[i] == 0x7f ? '?' : text[i]);
}

static void print_report(const struct ble_report *report)
{
    char address[BLE_ADDRESS_TEXT];
    const char *name;
    size_t length;
    printf("%s %s, %d dBm", ble_address_format(&report->address, address),
           report->scan_response ? "scan response" : "advertisement", report->rssi_dbm);
    if (ble_ad_get_name(report->data, report->size, &name, &length)) {
        printf(", ");
        print_text(name, length);
    }
    printf("\n   ");
    for (unsigned i = 0; i < report->size; i++)
        printf(" %02x", report->data[i]);
    printf("\n");
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct ble_scan_options scan = BLE_SCAN_OPTIONS_INIT;
    struct ble_report report;
    ble_radio *radio;
    options.port = argc > 1 ? argv[1] : NULL;
    scan.timeout_ms = argc > 2 ? 1000 * (uint32_t)strtoul(argv[2], NULL, 10) : 5000;
    scan.duplicates = BLE_DUPLICATES_ONCE; /* an advertisement and its scan response count apart */
    ble_status status = ble_radio_open(&radio, &options);
    if (status == BLE_OK) {
        printf("scanning\n");
        status = ble_radio_start_scan(radio, NULL, 0, &scan);
    }
    while (status == BLE_OK && (status = ble_radio_scan_next(radio, &report, BLE_FOREVER)) == BLE_OK)
        print_report(&report);
    if (status == BLE_END)
        printf("scan done\n");
    else
        fprintf(stderr, "%s\n", ble_radio_last_error(radio));
    ble_radio_close(radio);
    return status < 0 ? 1 : 0;
}
