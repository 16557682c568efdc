/* SPDX-License-Identifier: MIT */
/* Gives packets back to who sent them.
 *
 *     example_packet_peripheral [PORT]
 *
 * It runs until end of input. Nothing here waits but the loop: everything happens in callbacks. */
#include "packet_service.h"
#include "shared.h"

struct echo {
    struct ble_packet_buffer packets;
    uint8_t memory[PACKETS_MEMORY];
    uint8_t packet[BLE_GATT_VALUE]; /**< the one that is to be sent back */
    size_t size;
    bool held; /**< there is one */
};

/** Something came, or something has been sent. */
static void on_changed(struct ble_pipe *pipe, void *user)
{
    struct echo *echo = user;
    (void)pipe;
    for (;;) {
        if (!echo->held) {
            echo->held =
                ble_packet_buffer_read(&echo->packets, echo->packet, sizeof(echo->packet), 0, &echo->size) == BLE_OK;
            if (!echo->held)
                return;
            printf("%u octets\n", (unsigned)echo->size);
        }
        /* a packet that is on its way must not be joined by this one: each comes back as it was */
        if (ble_packet_buffer_flush(&echo->packets, 0) == BLE_ERROR_TIMEOUT)
            return;
        ble_packet_buffer_write(&echo->packets, echo->packet, echo->size, NULL, 0, 0);
        echo->held = false;
    }
}

int main(int argc, char **argv)
{
    struct echo echo = { .held = false };
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct ble_pipe_options pipe = BLE_PIPE_OPTIONS_INIT;
    ble_characteristic characteristic;
    ble_service service;
    ble_radio *radio;
    pipe.changed = on_changed;
    pipe.user = &echo;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = ble_radio_add_service(radio, &packet_service, NULL, &service);
    if (status == BLE_OK)
        status = ble_service_characteristic(service, &packet_characteristic, 0, &characteristic);
    if (status == BLE_OK)
        status = ble_packet_buffer_open(&echo.packets, characteristic, echo.memory, sizeof(echo.memory), &pipe);
    if (status == BLE_OK)
        status = advertise_service(radio, &packet_uuid);
    if (status == BLE_OK)
        status = run_until_input_ends(radio);
    ble_packet_buffer_close(&echo.packets);
    return close_radio(radio, status);
}
