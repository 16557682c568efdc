/* SPDX-License-Identifier: MIT */
/* A clock without a battery: asks to be connected to by somebody who knows the time, such as a telephone, and prints it
 * once a second.
 *
 *     example_current_time [PORT]
 *
 * It runs until end of input. Telephones want to be paired first. */
#include <bleradio/services.h>

#include "shared.h"

/** Say who we look for. */
static ble_status solicit(ble_radio *radio)
{
    static const struct ble_uuid *const wanted[] = { &ble_uuid_current_time };
    struct ble_advertising_options options = BLE_ADVERTISING_OPTIONS_INIT;
    struct ble_advertisement advertisement;
    options.resume = true;
    ble_status status = ble_advertisement_solicit(&advertisement, wanted, 1);
    if (status == BLE_OK)
        status = ble_advertisement_set_name(&advertisement, "TimePlease");
    if (status == BLE_OK)
        status = ble_radio_start_advertising(radio, &advertisement, &options);
    if (status == BLE_OK)
        printf("advertising\n");
    return status;
}

/** The peer connected to us, and has the service: a client works on any link. */
static ble_status ask(ble_connection peer)
{
    struct ble_date_time time;
    ble_service service;
    ble_status status = ble_connection_service(peer, &ble_current_time_service, 0, &service);
    if (status == BLE_OK)
        status = ble_current_time_get(service, &time);
    if (status == BLE_OK)
        printf("%04u-%02u-%02u %02u:%02u:%02u\n", time.year, time.month, time.day, time.hour, time.minute, time.second);
    return status;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    ble_connection peer;
    ble_radio *radio;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = solicit(radio);
    while (status == BLE_OK && !has_input(radio, 1000, &status)) {
        if (status < 0 || ble_radio_get_connections(radio, &peer, 1) == 0)
            continue;
        ble_status asked = ask(peer);
        if (asked < 0)
            printf("no time: %s\n", ble_status_message(asked));
    }
    return close_radio(radio, status);
}
