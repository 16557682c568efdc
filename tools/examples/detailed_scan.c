/* SPDX-License-Identifier: MIT */
/* As simpletest, and what each says, field by field. Two types are asked for: of those that match, a report is of the
 * most derived, so what provides services is told apart from any other advertisement.
 *
 *     example_detailed_scan [PORT [SECONDS]] */
#include <stdio.h>
#include <stdlib.h>

#include <bleradio/assigned_numbers.h>
#include <bleradio/scanning.h>

/** What comes from the air may be anything: no control character reaches the terminal. */
static void print_text(const char *what, const char *text, size_t length)
{
    printf("    %s ", what);
    for (size_t i = 0; i < length; i++)
        putchar((unsigned char)text[i] < ' ' || text[i] == 0x7f ? '?' : text[i]);
    printf("\n");
}

static void print_octets(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        printf("%02x", data[i]);
    printf("\n");
}

static void print_services(const struct ble_report *report, enum ble_ad_list list, const char *what)
{
    struct ble_ad_uuid_walk walk;
    struct ble_uuid uuid;
    char text[BLE_UUID_TEXT];
    ble_ad_uuids_begin(&walk, report->data, report->size, list);
    while (ble_ad_uuids_next(&walk, &uuid)) {
        const char *name = ble_uuid_name(&uuid);
        printf("    %s %s%s%s\n", what, ble_uuid_format(&uuid, text), name ? " " : "", name ? name : "");
    }
}

/** Data of services and of companies, of which there may be several. */
static void print_data(const struct ble_report *report)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, report->data, report->size);
    while (ble_ad_next(&walk, &ad)) {
        struct ble_uuid uuid;
        uint16_t company;
        const uint8_t *data;
        size_t size;
        char text[BLE_UUID_TEXT];
        if (ble_ad_read_service_data(&ad, &uuid, &data, &size)) {
            printf("    data of %s: ", ble_uuid_format(&uuid, text));
            print_octets(data, size);
        } else if (ble_ad_read_manufacturer(&ad, &company, &data, &size)) {
            const char *name = ble_company_name(company);
            printf("    data of %s (0x%04x): ", name ? name : "a company", company);
            print_octets(data, size);
        }
    }
}

static void print_report(const struct ble_report *report)
{
    char address[BLE_ADDRESS_TEXT];
    const char *name;
    size_t length;
    uint8_t flags;
    int8_t dbm;
    uint16_t appearance;
    printf("%s %s, %d dBm%s%s\n", ble_address_format(&report->address, address), report->type->name, report->rssi_dbm,
           report->scan_response ? ", scan response" : "", report->connectable ? ", connectable" : "");
    if (ble_ad_get_flags(report->data, report->size, &flags))
        printf("    flags%s%s%s\n", flags & BLE_AD_FLAG_LIMITED_DISCOVERY ? " limited" : "",
               flags & BLE_AD_FLAG_GENERAL_DISCOVERY ? " general" : "", flags & BLE_AD_FLAG_LE_ONLY ? " le-only" : "");
    if (ble_ad_get_complete_name(report->data, report->size, &name, &length))
        print_text("name", name, length);
    if (ble_ad_get_short_name(report->data, report->size, &name, &length))
        print_text("short name", name, length);
    if (ble_ad_get_tx_power(report->data, report->size, &dbm))
        printf("    tx power %d dBm\n", dbm);
    if (ble_ad_get_appearance(report->data, report->size, &appearance))
        printf("    appearance 0x%04x\n", appearance);
    print_services(report, BLE_AD_LIST_SERVICES, "service");
    print_services(report, BLE_AD_LIST_SOLICITATIONS, "looks for");
    print_data(report);
}

int main(int argc, char **argv)
{
    static const struct ble_advertisement_type *const types[] = { &ble_provides_services, &ble_any_advertisement };
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct ble_scan_options scan = BLE_SCAN_OPTIONS_INIT;
    struct ble_report report;
    ble_radio *radio;
    options.port = argc > 1 ? argv[1] : NULL;
    scan.timeout_ms = argc > 2 ? 1000 * (uint32_t)strtoul(argv[2], NULL, 10) : 5000;
    scan.duplicates = BLE_DUPLICATES_ONCE; /* an advertisement and its scan response count apart */
    scan.extended = true;
    ble_status status = ble_radio_open(&radio, &options);
    if (status == BLE_OK) {
        printf("scanning\n");
        status = ble_radio_start_scan(radio, types, 2, &scan);
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
