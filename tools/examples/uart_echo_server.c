/* SPDX-License-Identifier: MIT */
/* A serial port without wires: what a central sends over the UART service, it gets back.
 *
 *     example_uart_echo_server [PORT]
 *
 * It runs until end of input. Nothing here waits but the loop: everything happens in callbacks. */
#include <string.h>

#include <bleradio/services.h>

#include "shared.h"

struct echo {
    struct ble_stream stream;
    uint8_t memory[512]; /**< what came and was not read */
    uint8_t octets[512]; /**< what was read and not sent back */
    size_t size;         /**< of octets */
};

/** Something came, or something has been sent. */
static void on_changed(struct ble_pipe *pipe, void *user)
{
    struct echo *echo = user;
    size_t sent;
    (void)pipe;
    do {
        if (echo->size == 0)
            ble_stream_read(&echo->stream, echo->octets, sizeof(echo->octets), 0, &echo->size);
        ble_stream_write(&echo->stream, echo->octets, echo->size, 0, &sent);
        echo->size -= sent;
        memmove(echo->octets, echo->octets + sent, echo->size);
    } while (sent > 0);
}

static void on_connected(ble_radio *radio, ble_connection connection, void *user)
{
    (void)radio;
    (void)connection;
    ((struct echo *)user)->size = 0;
    printf("connected\n");
}

static void on_disconnected(ble_radio *radio, ble_connection connection, uint8_t reason, void *user)
{
    (void)radio;
    (void)connection;
    (void)reason;
    (void)user;
    printf("disconnected\n");
}

int main(int argc, char **argv)
{
    struct echo echo = { .size = 0 };
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct ble_pipe_options pipe = BLE_PIPE_OPTIONS_INIT;
    ble_service service;
    ble_radio *radio;
    options.handlers.connected = on_connected;
    options.handlers.disconnected = on_disconnected;
    options.user = &echo;
    pipe.changed = on_changed;
    pipe.user = &echo;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = ble_radio_add_service(radio, &ble_uart_service, NULL, &service);
    if (status == BLE_OK)
        status = ble_uart_open(&echo.stream, service, echo.memory, sizeof(echo.memory), &pipe);
    if (status == BLE_OK)
        status = advertise_service(radio, &ble_uuid_uart);
    if (status == BLE_OK)
        status = run_until_input_ends(radio);
    ble_stream_close(&echo.stream);
    return close_radio(radio, status);
}
