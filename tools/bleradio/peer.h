/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A peer as the verbs use it: found by address, name or service, connected, asked one procedure at a time.
 *
 *     struct peer peer;
 *     if (!blr_peer_read_target(out, "connect", operands[0], &peer))
 *         return CLI_USAGE;
 *     int code = blr_peer_open(&peer, tool);                // radio and link
 *     if (code == CLI_OK)
 *         code = ...;                                       // blr_peer_ask(), blr_peer_discover()
 *     return blr_peer_close(&peer, code);                   // ends the link, leaves the controller quiet
 *
 * A signal or the end of --timeout ends whatever waits; the link is ended in any case.
 */
#ifndef BLR_CLI_PEER_H
#define BLR_CLI_PEER_H

#include <bleradio/connection.h>
#include <bleradio/gatt.h>

#include "scan_filter.h"
#include "session.h"

/** How long a peer is looked for, and how long connecting may take, without --timeout. */
#define PEER_FIND_MS    10000
#define PEER_CONNECT_MS 10000

enum peer_kind { PEER_SERVICE, PEER_INCLUDED, PEER_CHARACTERISTIC, PEER_DESCRIPTOR };

/** Something that discovery found. */
struct peer_attribute {
    enum peer_kind kind;
    uint16_t handle;       /**< of the declaration, or the descriptor */
    uint16_t end;          /**< last handle of a service, an included one, a characteristic */
    uint16_t value_handle; /**< of a characteristic; of an included service: its first handle */
    uint8_t properties;    /**< of a characteristic */
    bool secondary;        /**< a service that was found as included only */
    struct ble_uuid uuid;
};

struct peer_list {
    struct peer_attribute *items;
    size_t count, capacity;
    bool failed; /**< no memory */
};

struct peer {
    struct session session;
    const char *target; /**< as it was typed */
    struct scan_filter_texts texts;
    struct scan_filter filter;
    struct ble_address address;
    char text[BLE_ADDRESS_TEXT]; /**< its address */
    ble_connection connection;   /**< radio NULL: none */
    bool ended;
    uint8_t reason;      /**< HCI error code with which it ended */
    uint64_t connect_us; /**< when connecting began */
    uint64_t connected_us;
    struct peer_list found;        /**< by the present procedure */
    uint8_t value[BLE_GATT_VALUE]; /**< read by the present procedure */
    size_t value_size;
    bool done; /**< the present procedure */
    ble_status status;
    /** Called with notifications and indications; may be NULL. */
    void (*notified)(void *user, uint16_t handle, bool indication, const uint8_t *data, size_t size);
    /** Called with every event of the host; may be NULL. */
    void (*event)(void *user, const struct ble_event *event);
    void *user; /**< of both */
};

/** How operand A is called in help texts. */
#define PEER_OPERAND                                                                                                   \
    "A is the address of a peer, name:GLOB (* any characters, ? one) or service:UUID (also a name: service:battery); " \
    "the first that fits and can be connected to is taken, within 10 s or --timeout."

/** Read A. @return false: refused, and said so */
bool blr_peer_read_target(struct output *out, const char *verb, const char *text, struct peer *peer);

/** Open the radio, find the peer, connect. @return exit code after an error was said */
int blr_peer_open(struct peer *peer, struct tool *tool);

/** End the link, close the radio. @return code, or that of a signal */
int blr_peer_close(struct peer *peer, int code);

/** Process until *flag, if not NULL, or so long. @return BLE_OK: *flag; BLE_ERROR_TIMEOUT, BLE_ERROR_DISCONNECTED, a
 *  signal, an outage, an output that nobody reads */
ble_status blr_peer_wait(struct peer *peer, const bool *flag, uint32_t time_ms);

/** One procedure: what it found is in `found`, what it read in `value`. The link is filled in. */
ble_status blr_peer_ask(struct peer *peer, const struct ble_gatt *gatt);

/** Everything that the peer has, in the order of handles, descriptors behind their characteristic. To be freed with
 *  blr_peer_list_free(). */
ble_status blr_peer_discover(struct peer *peer, struct peer_list *map);
void blr_peer_list_free(struct peer_list *list);

/** The next one of a kind in a map from index *at on, which is moved behind it; NULL: none before one of a kind that
 *  stands above it. */
const struct peer_attribute *blr_peer_next(const struct peer_list *map, size_t *at, enum peer_kind kind);

/** Write; with response. */
ble_status blr_peer_write(struct peer *peer, uint16_t handle, const uint8_t *data, size_t size);

/** ATT MTU of the link. */
uint16_t blr_peer_mtu(const struct peer *peer);

/** Say why something failed ("read 2a19: ..."), what became of the link, and give the exit code. */
int blr_peer_failed(struct peer *peer, const char *what, ble_status status);

#endif
