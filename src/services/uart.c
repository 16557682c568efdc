/* SPDX-License-Identifier: MIT */
#include <bleradio/services.h>

ble_status ble_uart_open(struct ble_stream *stream, ble_service service, void *memory, size_t capacity,
                         const struct ble_pipe_options *options)
{
    ble_characteristic rx, tx;
    bool remote = service.connection.link != 0;
    *stream = (struct ble_stream){ .pipe = { .capacity = 0 } };
    ble_status status = ble_service_characteristic(service, &ble_uart_rx, 0, &rx);
    if (status == BLE_OK)
        status = ble_service_characteristic(service, &ble_uart_tx, 0, &tx);
    return status == BLE_OK ? ble_stream_open(stream, remote ? &tx : &rx, remote ? &rx : &tx, memory, capacity, options)
                            : status;
}
