/* SPDX-License-Identifier: MIT */
/* Say something to the first UART that is there, and hear what comes back.
 *
 *     example_uart_echo_client [PORT [TEXT]] */
#include <string.h>

#include <bleradio/services.h>

#include "shared.h"

enum { TIMEOUT_MS = 5000 };

/** Send a text and print as many octets as come back. */
static ble_status talk(ble_connection connection, const char *text)
{
    struct ble_stream uart;
    uint8_t memory[512], answer[256];
    ble_service service;
    size_t size = strlen(text) < sizeof(answer) ? strlen(text) : sizeof(answer);
    ble_status status = ble_connection_service(connection, &ble_uart_service, 0, &service);
    if (status == BLE_OK)
        status = ble_uart_open(&uart, service, memory, sizeof(memory), NULL);
    if (status < 0)
        return status;
    status = ble_stream_write(&uart, text, size, TIMEOUT_MS, NULL);
    if (status == BLE_OK)
        status = ble_stream_read(&uart, answer, size, TIMEOUT_MS, &size);
    if (status == BLE_OK)
        printf("%.*s\n", (int)size, (const char *)answer);
    ble_stream_close(&uart);
    return status;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    ble_connection connection;
    ble_radio *radio;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = connect_to_first(radio, &ble_provides_uart, &connection);
    if (status == BLE_OK) {
        status = talk(connection, argc > 2 ? argv[2] : "echo");
        ble_connection_disconnect(connection);
    }
    return close_radio(radio, status);
}
