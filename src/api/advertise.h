/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Advertising from inside: advertising.c asks the host and knows what became of it, composing.c makes a request
 * of what the program wants, or says why that cannot be.
 */
#ifndef BLR_API_ADVERTISE_H
#define BLR_API_ADVERTISE_H

#include <bleradio/advertising.h>

enum { BLR_SETS = 8 };

/** What becomes of a set. */
enum blr_set_state {
    BLR_SET_OFF = 0,
    BLR_SET_STARTING,
    BLR_SET_ON,
    BLR_SET_UPDATING,
    BLR_SET_STOPPING,
    BLR_SET_CONNECTED, /**< a central is connected: the set goes on when that has ended */
    BLR_SET_RESUMING   /**< it has ended: as soon as the controller is ready */
};

/** A set as the program started it. */
struct blr_set {
    uint8_t state; /**< enum blr_set_state */
    bool connectable;
    bool legacy; /**< legacy PDUs */
    bool resume;
    bool untold;                       /**< it goes on by itself: nobody waits, but a failure is told */
    struct ble_advertising parameters; /**< as the host has them */
    uint16_t size, response_size;      /**< octets that the host has */
    uint8_t *copy;                     /**< data and response, kept for resuming; NULL: not */
    ble_link link;                     /**< in state BLR_SET_CONNECTED; 0: not known */
    ble_advertising_ended *ended;
    void *user;
};

/** A request, with the memory of a default scan response. */
struct blr_composed {
    struct ble_request request;
    bool legacy;
    uint8_t response[BLE_AD_LEGACY_MAX];
};

/* composing.c */
/** Compose the start of a set. @param why filled on failure */
ble_status blr_compose(ble_radio *radio, const struct ble_advertisement *advertisement,
                       const struct ble_advertising_options *options, struct blr_composed *composed,
                       char why[BLE_TRANSPORT_TEXT]);

/** Compose other data for a set that is on. */
ble_status blr_compose_update(ble_radio *radio, const struct blr_set *set,
                              const struct ble_advertisement *advertisement, const struct ble_advertisement *response,
                              struct blr_composed *composed, char why[BLE_TRANSPORT_TEXT]);

/** Why the controller cannot do what the host was asked for. */
void blr_compose_explain(ble_radio *radio, const struct blr_set *set, char why[BLE_TRANSPORT_TEXT]);

/* advertising.c: events of the host */
void blr_advertising_ended(ble_radio *radio, uint8_t set, ble_status status);
void blr_advertising_connected(ble_radio *radio, ble_link link, uint8_t role);
void blr_advertising_disconnected(ble_radio *radio, ble_link link);
void blr_advertising_ready(ble_radio *radio);

/** The radio is closed. */
void blr_advertising_free(ble_radio *radio);

#endif
