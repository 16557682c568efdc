/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A sysfs of files, with USB serial devices that come and go.
 */
#ifndef FAKE_MACHINE_H
#define FAKE_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

/** A USB device with one serial port. */
struct device {
    const char *node; /* "/dev/ttyACM0" */
    const char *usb;  /* "1-2" */
    uint16_t vid, pid;
    const char *product, *serial; /* or NULL */
    int interface;
    unsigned minor;
    bool bridge; /* usb-serial, not CDC: one folder more */
};

/** Make a folder and those above it. */
void fake_folders(const char *path);

/** Write folder/name. */
__attribute__((format(printf, 3, 4))) void fake_put(const char *folder, const char *name, const char *format, ...);

/** Put the device into the sysfs at sys, or take it away. */
void fake_plug_in(const char *sys, const struct device *device);
void fake_unplug(const char *sys, const struct device *device);

/** Remove a whole tree. */
void fake_remove(const char *path);

#endif
