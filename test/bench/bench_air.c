/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief bleradio_bench_air CONTROLLERS SECONDS: how fast simulated time passes, one JSON object on standard output.
 *
 * Every controller scans all the time (so each hears each) and advertises every 100 ms; half of them legacy, half with
 * a chain of 500 octets. What they report is read every 10 ms. Ends with 1 unless somebody heard something.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hci/packets.h"
#include "virtual/virtual.h"

enum { DATA = 500, FRAGMENT = 250, STEP_US = 10000 };

static void give(struct virtual_controller *controller, const struct hci_command *command, const void *parameters)
{
    uint8_t octets[4 + 255] = { 0x01, (uint8_t)command->opcode, (uint8_t)(command->opcode >> 8) };
    int size = blr_hci_encode(&command->parameters, parameters, octets + 4, 255);
    octets[3] = (uint8_t)size;
    if (size < 0 || blr_virtual_receive(controller, octets, 4u + (size_t)size) != 4u + (size_t)size)
        exit(1);
}

static void give_data(struct virtual_controller *controller)
{
    static const uint8_t data[DATA];
    for (uint16_t sent = 0; sent < DATA; sent += FRAGMENT) {
        const struct hci_le_set_extended_advertising_data_parameters p = {
            .operation = sent == 0 ? 1 : 2,
            .advertising_data = { data + sent, FRAGMENT },
        };
        give(controller, &blr_hci_le_set_extended_advertising_data, &p);
    }
}

static void begin(struct virtual_controller *controller, bool legacy)
{
    static const uint8_t phy[] = { 0, 160, 0, 160, 0 }, set[4];
    const struct hci_set_event_mask_parameters mask = { UINT64_MAX };
    const struct hci_le_set_event_mask_parameters le_mask = { UINT64_MAX };
    const struct hci_le_set_extended_advertising_parameters_parameters advertising = {
        .advertising_event_properties = legacy ? 0x10 : 0,
        .primary_advertising_interval_min = 160,
        .primary_advertising_interval_max = 160,
        .primary_advertising_channel_map = 7,
        .primary_advertising_phy = 1,
        .secondary_advertising_phy = 1,
    };
    const struct hci_le_set_extended_advertising_enable_parameters advertise = { 1, { set, sizeof(set), 1, 0 } };
    const struct hci_le_set_extended_scan_parameters_parameters scanning = { .scanning_phys = { phy, 5, 1, 1 } };
    const struct hci_le_set_extended_scan_enable_parameters scan = { .enable = 1 };
    give(controller, &blr_hci_set_event_mask, &mask);
    give(controller, &blr_hci_le_set_event_mask, &le_mask);
    give(controller, &blr_hci_le_set_extended_advertising_parameters, &advertising);
    if (!legacy)
        give_data(controller);
    give(controller, &blr_hci_le_set_extended_advertising_enable, &advertise);
    give(controller, &blr_hci_le_set_extended_scan_parameters, &scanning);
    give(controller, &blr_hci_le_set_extended_scan_enable, &scan);
}

int main(int argc, char **argv)
{
    const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4") };
    unsigned long count = argc == 3 ? strtoul(argv[1], NULL, 10) : 0;
    unsigned long seconds = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    struct virtual_controller *controllers[VIRTUAL_CONTROLLERS_MAX];
    struct virtual_air *air = blr_air_new(1);
    uint64_t octets = 0, pdus = 0, reports = 0;
    if (count == 0 || count > VIRTUAL_CONTROLLERS_MAX || air == NULL) {
        fputs("usage: bleradio_bench_air CONTROLLERS SECONDS\n", stderr);
        return 2;
    }
    for (unsigned long i = 0; i < count; i++) {
        controllers[i] = blr_virtual_new(air, &options);
        if (controllers[i] == NULL)
            return 1;
        begin(controllers[i], i % 2 == 0);
    }
    clock_t before = clock();
    while (blr_air_now(air) < seconds * 1000000u) {
        uint8_t scratch[8192];
        blr_air_advance(air, blr_air_now(air) + STEP_US);
        for (unsigned long i = 0; i < count; i++)
            octets += blr_virtual_transmit(controllers[i], scratch, sizeof(scratch));
    }
    double took_s = (double)(clock() - before) / CLOCKS_PER_SEC;
    for (unsigned long i = 0; i < count; i++) {
        pdus += blr_virtual_counters(controllers[i])->pdus_sent;
        reports += blr_virtual_counters(controllers[i])->reports;
    }
    blr_air_free(air);
    printf("{\"bench\":\"air\",\"controllers\":%lu,\"simulated_s\":%lu,\"pdus\":%llu,\"reports\":%llu,\"octets\":%llu,"
           "\"simulated_s_per_s\":%.1f}\n",
           count, seconds, (unsigned long long)pdus, (unsigned long long)reports, (unsigned long long)octets,
           (double)seconds / (took_s > 0 ? took_s : 1e-9));
    return reports == 0 && count > 1;
}
