/* SPDX-License-Identifier: MIT */
/* Decisions on a list of ports. */
#include <string.h>

#include "transport/find.h"

static void name_port(const struct ble_port *port, char why[BLE_TRANSPORT_TEXT])
{
    if (port->usb_vid == 0)
        blr_why_more(why, "%s (%.140s)", port->path, port->note);
    else
        blr_why_more(why, "%s (%04x:%04x %.40s%s%.40s: %.140s)", port->path, port->usb_vid, port->usb_pid,
                     port->usb_product, port->usb_serial[0] != '\0' ? " " : "", port->usb_serial, port->note);
}

ble_status blr_choose_port(const struct blr_candidate *candidates, size_t count, size_t *chosen,
                           char why[BLE_TRANSPORT_TEXT])
{
    if (count == 0) {
        blr_why(why, "auto: this machine has no serial port; plug the controller in, or name a port");
        return BLE_ERROR_NOT_FOUND;
    }
    const int16_t best = candidates[0].port.score;
    if (best <= BLR_SCORE_UNKNOWN) {
        blr_why(why, "auto: no serial port is known to be an HCI controller; name one of these");
        for (size_t i = 0; i < count; i++)
            name_port(&candidates[i].port, why);
        return BLE_ERROR_NOT_FOUND;
    }
    size_t equal = 1;
    while (equal < count && candidates[equal].port.score == best)
        equal++;
    if (equal > 1) {
        blr_why(why, "auto: %zu ports fit equally well; name one of these", equal);
        for (size_t i = 0; i < equal; i++)
            name_port(&candidates[i].port, why);
        return BLE_ERROR_AMBIGUOUS;
    }
    *chosen = 0;
    return BLE_OK;
}

static bool is_same_device(const struct ble_port *port, const struct ble_transport_description *description)
{
    return port->usb_vid == description->usb_vid && port->usb_pid == description->usb_pid &&
           strcmp(port->usb_serial, description->usb_serial) == 0 && port->usb_interface == description->usb_interface;
}

static ble_status take_path(const char *from, char path[256])
{
    size_t size = strlen(from);
    if (size == 0 || size > 255)
        return BLE_ERROR_NOT_FOUND;
    memcpy(path, from, size + 1);
    return BLE_OK;
}

ble_status blr_match_port(const struct ble_port *ports, size_t count,
                          const struct ble_transport_description *description, const char *original, char path[256])
{
    size_t matches = 0, match = 0;
    bool original_is_other = false;
    if (description->usb_vid == 0)
        return take_path(original, path);
    for (size_t i = 0; i < count; i++) {
        const bool same = is_same_device(&ports[i], description);
        const bool there = strcmp(ports[i].path, original) == 0;
        if (same && there)
            return take_path(original, path);
        if (same) {
            matches++;
            match = i;
        }
        original_is_other = original_is_other || (there && ports[i].usb_vid != 0);
    }
    if (matches > 1)
        return BLE_ERROR_AMBIGUOUS;
    if (matches == 1)
        return take_path(ports[match].path, path);
    return original_is_other ? BLE_ERROR_NOT_FOUND : take_path(original, path);
}
