/* SPDX-License-Identifier: MIT */
/* Send packets of 1 octet up to the longest that fit, and compare what comes back.
 *
 *     example_packet_central [PORT] */
#include <string.h>

#include "packet_service.h"
#include "shared.h"

enum { TIMEOUT_MS = 5000 };

static const struct ble_advertisement_type provides_packets = BLE_TYPE_PROVIDES("packets", &packet_uuid);

/** A packet there and back. */
static ble_status send_one(struct ble_packet_buffer *packets, size_t size)
{
    uint8_t sent[BLE_GATT_VALUE], back[BLE_GATT_VALUE];
    size_t back_size;
    for (size_t i = 0; i < size; i++)
        sent[i] = (uint8_t)(size + i);
    ble_status status = ble_packet_buffer_write(packets, sent, size, NULL, 0, TIMEOUT_MS);
    if (status == BLE_OK)
        status = ble_packet_buffer_read(packets, back, sizeof(back), TIMEOUT_MS, &back_size);
    if (status == BLE_OK)
        printf("%u octets: %s\n", (unsigned)size,
               back_size == size && memcmp(sent, back, size) == 0 ? "the same" : "something else");
    return status;
}

static ble_status use(ble_connection connection)
{
    struct ble_packet_buffer packets;
    uint8_t memory[PACKETS_MEMORY];
    ble_characteristic characteristic;
    ble_service service;
    size_t longest;
    ble_status status = ble_connection_service(connection, &packet_service, 0, &service);
    if (status == BLE_OK)
        status = ble_service_characteristic(service, &packet_characteristic, 0, &characteristic);
    if (status == BLE_OK)
        status = ble_packet_buffer_open(&packets, characteristic, memory, sizeof(memory), NULL);
    if (status < 0)
        return status;
    status = ble_packet_buffer_outgoing_length(&packets, &longest);
    for (size_t size = 1; status == BLE_OK && size < longest; size *= 4)
        status = send_one(&packets, size);
    if (status == BLE_OK)
        status = send_one(&packets, longest);
    ble_packet_buffer_close(&packets);
    return status;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    ble_connection connection;
    ble_radio *radio;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = connect_to_first(radio, &provides_packets, &connection);
    if (status == BLE_OK) {
        status = use(connection);
        ble_connection_disconnect(connection);
    }
    return close_radio(radio, status);
}
