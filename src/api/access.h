/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What reads, writes and subscriptions have in common: the characteristic must still be what it was, and a peer
 * that says that it is not gets a second chance.
 */
#ifndef BLR_API_ACCESS_H
#define BLR_API_ACCESS_H

#include "api/service_map.h"
#include "api/tasks.h"

/** A characteristic that is being used. */
struct blr_use {
    ble_characteristic characteristic;
    bool repeated;       /**< its service was looked at again already */
    uint32_t refreshing; /**< the discovery that does so; 0: none */
};

/** A peer's characteristic, with its service. @return BLE_OK; BLE_ERROR_GONE, BLE_ERROR_DISCONNECTED, ... */
ble_status blr_use_find(ble_characteristic characteristic, const char *what, const struct blr_known_service **service,
                        const struct blr_known_characteristic **known);

/** May a request go out? @return BLE_OK; BLR_TASK_WAIT; BLE_ERROR_GONE */
ble_status blr_use_ready(ble_radio *radio, struct blr_use *use);

/** A peer's answer. @return status; BLR_TASK_WAIT: its services are looked at again, then it is asked once more */
ble_status blr_use_answered(ble_radio *radio, struct blr_use *use, ble_status status);

/** What to do about an ATT error; NULL: nothing to say. */
const char *blr_att_advice(ble_status status);

/** "characteristic 2a19 (handle 0x0012)" */
void blr_use_name(ble_characteristic characteristic, char text[BLR_TASK_TEXT]);

#endif
