/* SPDX-License-Identifier: MIT */
/* A keyboard: what is typed here is typed there.
 *
 *     example_hid_keyboard [PORT]
 *
 * It runs until end of input. Computers pair with a keyboard before they listen to it: its reports may be read and
 * subscribed to on encrypted links only. */
#include <ctype.h>
#include <string.h>

#include <bleradio/services.h>

#include "shared.h"

enum { APPEARANCE_KEYBOARD = 961, LEFT_SHIFT = 0x02, REPORT = 8 };

/** A key of a keyboard with the layout of the USA (HID Usage Tables 10). @return usage, 0: there is none */
static uint8_t key_of(char c, uint8_t *modifiers)
{
    static const char others[] = "1234567890\n\x1b\b\t -=[]\\";
    const char *at = c != '\0' ? strchr(others, c) : NULL;
    *modifiers = isupper((unsigned char)c) ? LEFT_SHIFT : 0;
    if (isalpha((unsigned char)c))
        return (uint8_t)(0x04 + tolower((unsigned char)c) - 'a');
    return at != NULL ? (uint8_t)(0x1e + (at - others)) : 0;
}

/** Press a key and release it. */
static ble_status type_key(const struct ble_hid *hid, char c)
{
    static const uint8_t nothing[REPORT];
    uint8_t report[REPORT] = { 0 };
    report[2] = key_of(c, &report[0]);
    if (report[2] == 0)
        return BLE_OK;
    printf("key %02x%s\n", report[2], report[0] ? " with shift" : "");
    ble_status status = ble_hid_send(hid, BLE_HID_KEYBOARD, report, sizeof(report));
    return status == BLE_OK ? ble_hid_send(hid, BLE_HID_KEYBOARD, nothing, sizeof(nothing)) : status;
}

static ble_status advertise(ble_radio *radio)
{
    static const struct ble_uuid *const services[] = { &ble_uuid_hid };
    struct ble_advertising_options options = BLE_ADVERTISING_OPTIONS_INIT;
    struct ble_advertisement advertisement;
    options.resume = true;
    ble_status status = ble_advertisement_provide(&advertisement, services, 1);
    if (status == BLE_OK)
        status = ble_advertisement_set_appearance(&advertisement, APPEARANCE_KEYBOARD);
    if (status == BLE_OK)
        status = ble_advertisement_fit_name(&advertisement, "Keyboard");
    if (status == BLE_OK)
        status = ble_radio_start_advertising(radio, &advertisement, &options);
    if (status == BLE_OK)
        printf("advertising\n");
    return status;
}

/** Type what comes in until it ends. */
static ble_status type_input(ble_radio *radio, const struct ble_hid *hid)
{
    char line[64];
    ble_status status = BLE_OK;
    while (status == BLE_OK) {
        if (!has_input(radio, -1, &status))
            continue;
        ssize_t size = read(STDIN_FILENO, line, sizeof(line));
        if (size <= 0)
            break;
        for (ssize_t i = 0; status == BLE_OK && i < size; i++)
            status = type_key(hid, line[i]);
    }
    return status;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct ble_hid hid;
    ble_radio *radio;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = ble_radio_set_appearance(radio, APPEARANCE_KEYBOARD);
    if (status == BLE_OK)
        status = ble_radio_add_hid(radio, NULL, 0, &hid);
    if (status == BLE_OK)
        status = advertise(radio);
    if (status == BLE_OK)
        status = type_input(radio, &hid);
    return close_radio(radio, status);
}
