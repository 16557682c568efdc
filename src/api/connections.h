/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The links of a radio from inside: those that are up, and the last ones that are not any more.
 *
 * connections.c has them and tells of them, connecting.c opens them, link_verbs.c changes and ends them.
 */
#ifndef BLR_API_CONNECTIONS_H
#define BLR_API_CONNECTIONS_H

#include <bleradio/connection.h>

enum { BLR_UPDATE_ANSWER_MS = 5000 /**< a handler answers at once: this is for those that are slow */ };

struct blr_map;

/** A link. */
struct blr_connection {
    ble_link link; /**< 0: free */
    uint32_t serial;
    uint32_t request; /**< BLE_REQUEST_CONNECT that asked for it; 0: none */
    bool up;
    bool unwanted; /**< whoever asked for it does not wait any more: the program never hears of it */
    uint8_t reason;
    uint32_t question;         /**< of the peer, which waits for an answer; 0: none */
    struct blr_map *map;       /**< of the peer's services; NULL: nothing was asked for */
    struct ble_link_info info; /**< as it was when it was looked at last */
};

struct blr_connections {
    struct blr_connection *all;
    unsigned size;
    uint32_t serial;
    struct ble_address *kept; /**< peers of ble_radio_keep_connected() */
    uint16_t kept_count;
};

/* connections.c */
/** How many records a radio with these options has. */
unsigned blr_connections_size(const struct ble_radio_options *options);

/** A link that is up; NULL: not, or none that the program knows. */
struct blr_connection *blr_connection_of(const ble_radio *radio, ble_link link);

/** The link to a peer that is up, also one that the program does not know. */
struct blr_connection *blr_connection_to(const ble_radio *radio, const struct ble_address *peer);

/** The link that came of a request. */
struct blr_connection *blr_connection_from(const ble_radio *radio, uint32_t request);

/**
 * May something be done on it?
 * @param what for the last error
 * @return BLE_OK; BLE_ERROR_ARGUMENT, BLE_ERROR_DISCONNECTED, BLE_ERROR_GONE, BLE_ERROR_STATE
 */
ble_status blr_connection_check(ble_connection connection, const char *what);

/** How a link is called: its peer's address. */
const char *blr_connection_name(const ble_radio *radio, ble_link link, char text[BLE_ADDRESS_TEXT]);

/** Why an operation on a link failed, as far as the link knows: NULL, or words. */
const char *blr_connection_advice(const ble_radio *radio, ble_link link, ble_status status);

/* events of the host */
void blr_connections_opened(ble_radio *radio, const struct ble_event *event);
void blr_connections_ended(ble_radio *radio, ble_link link, uint8_t reason);
void blr_connections_updated(ble_radio *radio, ble_link link, uint8_t what);
void blr_connections_update_asked(ble_radio *radio, const struct ble_event *event);
/** The radio is closed. */
void blr_connections_free(ble_radio *radio);
/** Something may be different of which there is no event of its own. */
void blr_connections_look(ble_radio *radio);

/* link_verbs.c */
/** End a link that nobody wants. */
void blr_link_drop(ble_radio *radio, ble_link link);

/** Can these be a link's parameters? @return BLE_OK; BLE_ERROR_ARGUMENT and why */
ble_status blr_link_check_parameters(const struct ble_link_parameters *parameters, char why[BLE_TRANSPORT_TEXT]);

#endif
