/* SPDX-License-Identifier: MIT */
/* Two devices that say to each other what they are.
 *
 *     example_device_info [PORT]              be connected to
 *     example_device_info PORT connect        connect to the first that is there
 *
 * The first runs until end of input. Either has device information of its own, and reads the other's: who opened the
 * link does not matter for that. */
#include <bleradio/services.h>

#include "shared.h"

static const struct ble_device_info own = {
    .manufacturer = "Example makers", .model = "Example", .software = "1.0", .pnp_source = 1, .pnp_vendor = 0xffff
};

/** Print what a peer says. What it does not say is left out. */
static ble_status print_info(ble_connection peer)
{
    static const struct ble_characteristic_type *const texts[] = {
        &ble_device_info_manufacturer, &ble_device_info_model,    &ble_device_info_serial,
        &ble_device_info_hardware,     &ble_device_info_firmware, &ble_device_info_software
    };
    ble_characteristic characteristic;
    ble_service service;
    char text[64];
    ble_status status = ble_connection_service(peer, &ble_device_info_service, 0, &service);
    for (size_t i = 0; status == BLE_OK && i < sizeof(texts) / sizeof(texts[0]); i++) {
        status = ble_service_characteristic(service, texts[i], 0, &characteristic);
        if (status == BLE_OK)
            status = ble_characteristic_get_text(characteristic, text, sizeof(text));
        if (status == BLE_OK || status == BLE_ERROR_FULL)
            printf("%s: %s\n", texts[i]->name, text);
        if (status == BLE_ERROR_NOT_FOUND || status == BLE_ERROR_FULL)
            status = BLE_OK;
    }
    return status;
}

/** Wait for peers and read what they say, each once. */
static ble_status be_there(ble_radio *radio)
{
    ble_connection peer, last = { NULL, 0 };
    ble_status status = advertise_service(radio, &ble_uuid_device_info);
    while (status == BLE_OK && !has_input(radio, 100, &status)) {
        if (ble_radio_get_connections(radio, &peer, 1) == 0 || ble_connection_equal(peer, last))
            continue;
        last = peer;
        ble_status read = print_info(peer);
        if (read < 0)
            printf("no information: %s\n", ble_status_message(read));
    }
    return status;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    ble_connection connection;
    ble_radio *radio;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = ble_radio_add_device_info(radio, &own, NULL);
    if (status == BLE_OK && argc <= 2) {
        status = be_there(radio);
    } else if (status == BLE_OK) {
        status = connect_to_first(radio, &ble_provides_device_info, &connection);
        if (status == BLE_OK)
            status = print_info(connection);
        if (status == BLE_OK)
            status = run_until_input_ends(radio);
    }
    return close_radio(radio, status);
}
