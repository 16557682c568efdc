/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief ATT in the host: the channel of each link, its server and its client, and what the application asks of them.
 *
 *   gatt.c         PDUs in and out of the channel: whose they are; memory, time, links
 *   gatt_server.c  requests and events of the server
 *   gatt_client.c  procedures and events of the client
 *
 *     blr_gatt_take(host, &pdu, gathered);                 // a whole L2CAP PDU came
 *     blr_gatt_run(host);                                  // after anything that may let something go on
 */
#ifndef BLR_HOST_GATT_H
#define BLR_HOST_GATT_H

#include "host/host.h"

/** What the GATT part adds to the pools of a host. */
struct gatt_needs {
    size_t memory;   /**< octets of its own */
    uint16_t blocks; /**< of what goes out: kept for it */
    uint16_t sends;  /**< PDUs that may be on their way */
    uint16_t kept;   /**< of sends: kept for what is not asked by the application */
};

/* gatt.c */
struct gatt_needs blr_gatt_needs(const struct ble_host_config *config);
/** Pools and links of the host are made already. @param command_blocks left to commands by all that is sent */
void blr_gatt_init(struct ble_host *host, void *memory, uint16_t command_blocks);
/** A PDU of ATT came. gathered: it lies in pieces in pdu->link->rx */
void blr_gatt_take(struct ble_host *host, const struct acl_pdu *pdu, bool gathered);
/** Whatever can go on goes on, as long as there is room for its events. */
void blr_gatt_run(struct ble_host *host);
void blr_gatt_link_opened(struct ble_host *host, const struct hci_link *link);
/** What waited on this link ends; it is still up. */
void blr_gatt_link_ended(struct ble_host *host, struct hci_link *link);
/** Can something go on by itself, perhaps? */
static inline bool blr_gatt_has_work(const struct ble_host *host)
{
    return host->server.work || host->client.work || host->client.unpacking;
}
/** The MTU of a link was negotiated, by whichever side asked: tell it. */
void blr_gatt_mtu_is(struct ble_host *host, struct hci_link *link, uint16_t mtu);
/** The last fragment of a PDU has left. */
void blr_gatt_sent(struct ble_host *host, uint32_t token);
void blr_gatt_tick(struct ble_host *host);
uint64_t blr_gatt_deadline(const struct ble_host *host);
/** The effect BLE_EFFECT_CMAC ended. */
void blr_gatt_hashed(struct ble_host *host, ble_status result, const uint8_t *data, size_t size);

/* gatt_server.c */
/** Send and tell what came of something. */
void blr_gatt_route(struct ble_host *host, struct att_outcome *outcome);
ble_status blr_gatt_ask_add_service(struct ble_host *host, const struct ble_request *request,
                                    struct host_request *slot);
ble_status blr_gatt_ask_remove_service(struct ble_host *host, const struct ble_request *request,
                                       struct host_request *slot);
ble_status blr_gatt_ask_set_value(struct ble_host *host, const struct ble_request *request, struct host_request *slot);
ble_status blr_gatt_ask_notify(struct ble_host *host, const struct ble_request *request, struct host_request *slot);
ble_status blr_gatt_ask_answer(struct ble_host *host, const struct ble_request *request, struct host_request *slot);
bool blr_gatt_valid_set_value(const struct ble_host *host, const struct ble_request *request);
bool blr_gatt_valid_notify(const struct ble_host *host, const struct ble_request *request);
bool blr_gatt_valid_answer(const struct ble_host *host, const struct ble_request *request);
/** A notification that was asked for is to be stopped, as far as that is possible. */
void blr_gatt_withdraw(struct ble_host *host, uint32_t id);

/* gatt_client.c */
/** A PDU came that is for the client. @param size octets of it, behind the L2CAP header */
void blr_gatt_client_take(struct ble_host *host, const struct acl_pdu *pdu, bool gathered, uint16_t size);
/** What the client has to do goes on, as long as there is room for its events. */
void blr_gatt_client_run(struct ble_host *host);
bool blr_gatt_client_valid(const struct ble_host *host, const struct ble_request *request);
ble_status blr_gatt_client_ask(struct ble_host *host, const struct ble_request *request, struct host_request *slot);
/** Nobody waits for the outcome of a procedure any more. */
void blr_gatt_client_withdraw(struct ble_host *host, uint32_t id);

#endif
