/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Bluetooth controllers that speak the USB class instead of a serial line: not for this library, often mistaken.
 */
#ifndef BLR_CLI_USB_H
#define BLR_CLI_USB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct usb_controller {
    uint16_t vid;
    uint16_t pid;
    char product[128];
};

/** Find them below sysfs ("/sys"). @return how many were filled */
size_t blr_usb_controllers(const char *sysfs, struct usb_controller *found, size_t capacity);

/** Is it a development board whose firmware could be another one? */
bool blr_usb_is_board(const struct usb_controller *controller);

/** What to do about one: half a sentence. */
const char *blr_usb_advice(const struct usb_controller *controller);

#endif
