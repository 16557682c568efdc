/* SPDX-License-Identifier: MIT */
/* A program that knows only what was installed: one call from the core, one from the rest. */
#include <bleradio/radio.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    const struct ble_address address = { { 1, 0, 0, 0, 0, 0xc2 }, BLE_ADDRESS_RANDOM };
    char text[BLE_ADDRESS_TEXT];
    printf("%s %s\n", ble_version(), ble_address_format(&address, text));
    return strcmp(ble_version(), EXPECTED_VERSION) == 0 && strcmp(text, "C2:00:00:00:00:01") == 0 ? 0 : 1;
}
