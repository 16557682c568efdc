/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What serial ports there are, and finding one again.
 */
#ifndef BLR_TRANSPORT_FIND_H
#define BLR_TRANSPORT_FIND_H

#include "transport/internal.h"
#include "transport/profile.h"

/**
 * Where a port went: after an unplug the node may have another name. A USB device with a serial number is the one with
 * the same VID, PID, serial number and interface; without a serial number the node that was asked for, if it is no
 * other device, else the only one with that VID, PID and interface. Everything else is looked for at its old place.
 * Opens nothing.
 * @return BLE_OK and path; BLE_ERROR_NOT_FOUND; BLE_ERROR_AMBIGUOUS; BLE_ERROR_UNSUPPORTED for ports without a node
 */
ble_status blr_transport_find_again(const struct ble_transport_description *description, char path[256]);

/** Where to look; tests have their own. */
struct blr_places {
    const char *sys;       /**< "/sys" */
    const char *udev;      /**< "/run/udev" */
    const char *overrides; /**< text of the devices file, or NULL */
    const char *overrides_name;
};

/** A port and all of its profile. */
struct blr_candidate {
    struct ble_port port;
    struct blr_profile profile;
    char usb_device[64]; /**< "1-2.3", "" when not USB */
};

/** What is known of the port whose node is at path ("/dev/ttyACM0"; only its last part counts). Never fails: what is
 *  unknown stays so. @return BLE_OK, or BLE_ERROR_ARGUMENT for overrides that are broken (then not applied) */
ble_status blr_describe_port(const struct blr_places *places, const char *path, struct blr_candidate *candidate,
                             char why[BLE_TRANSPORT_TEXT]);

/**
 * Describe the nodes of `paths` and USB-class controllers, best first.
 * @param candidates room for count + BLR_USB_CLASS_MAX
 * @param why "", or what is broken in the overrides, which then count for nothing
 * @return how many there are
 */
size_t blr_rank_ports(const struct blr_places *places, const char *const *paths, size_t count,
                      struct blr_candidate *candidates, char why[BLE_TRANSPORT_TEXT]);
enum { BLR_USB_CLASS_MAX = 8 };

/** The best of ranked candidates. @return BLE_OK and *chosen, BLE_ERROR_NOT_FOUND or BLE_ERROR_AMBIGUOUS with why */
ble_status blr_choose_port(const struct blr_candidate *candidates, size_t count, size_t *chosen,
                           char why[BLE_TRANSPORT_TEXT]);

/** The rule of blr_transport_find_again() on a list. original: where the node that was asked for leads now, or "" */
ble_status blr_match_port(const struct ble_port *ports, size_t count,
                          const struct ble_transport_description *description, const char *original, char path[256]);

/** The real machine's ports, ranked; *candidates is malloc'ed, why as blr_rank_ports(). @return BLE_OK,
 * BLE_ERROR_MEMORY or BLE_ERROR_IO */
ble_status blr_list_machine(struct blr_candidate **candidates, size_t *count, char why[BLE_TRANSPORT_TEXT]);

/** The real machine's knowledge of one port. @return as blr_describe_port() */
ble_status blr_describe_machine(const char *path, struct blr_candidate *candidate, char why[BLE_TRANSPORT_TEXT]);

/** Append "there are: ..." to why. */
void blr_why_list(char why[BLE_TRANSPORT_TEXT]);

#endif
