/* SPDX-License-Identifier: MIT */
/* A program that knows only what was installed: one call from the core, one from the rest. */
#include <bleradio/host.h>
#include <bleradio/radio.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    char why[BLE_TRANSPORT_TEXT];
    struct ble_transport *transport;
    printf("%s %zu\n", ble_version(), ble_host_size(&config));
    if (ble_host_size(&config) == 0 || strcmp(ble_version(), EXPECTED_VERSION) != 0) {
        return 1;
    }
    return ble_transport_open("no such kind of port:", NULL, &transport, why) < 0 && why[0] != '\0' ? 0 : 1;
}
