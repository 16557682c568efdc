/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Services of our own from inside: local_services.c adds, removes and finds them and tells what peers do to
 * them, local_values.c reads, writes and notifies. The host has their attributes, through outages too; here is who is
 * told.
 */
#ifndef BLR_API_LOCAL_SERVICES_H
#define BLR_API_LOCAL_SERVICES_H

#include <bleradio/service.h>

struct blr_task;

/** A service that the program added. */
struct blr_local {
    struct blr_local *next;
    uint16_t start;
    uint16_t end;
    uint16_t generation;
    struct ble_uuid uuid;
    struct ble_service_handlers handlers;
};

struct blr_locals {
    struct blr_local *first;
    uint16_t generation; /**< given last */
};

/* local_services.c */
/** The n-th service, by handle. @return BLE_OK; BLE_END */
ble_status blr_local_service_at(ble_radio *radio, unsigned n, ble_service *service);

ble_status blr_local_service_info(ble_service service, struct ble_service_info *info);

/** The n-th service that a service includes. @return BLE_OK; BLE_END; BLE_ERROR_GONE */
ble_status blr_local_included_at(ble_service service, unsigned n, ble_service *included);

/** The n-th characteristic of a UUID (NULL: of any). @return BLE_OK; BLE_END; BLE_ERROR_GONE */
ble_status blr_local_characteristic(ble_service service, const struct ble_uuid *uuid, unsigned n,
                                    ble_characteristic *characteristic);

ble_status blr_local_info(ble_characteristic characteristic, struct ble_characteristic_info *info);

/** @return BLE_OK; BLE_END; BLE_ERROR_GONE */
ble_status blr_local_descriptor_at(ble_characteristic characteristic, unsigned n, struct ble_descriptor_info *info);

/* events of the host */
void blr_local_written(ble_radio *radio, const struct ble_event *event);
void blr_local_subscribed(ble_radio *radio, const struct ble_event *event);
void blr_local_asked(ble_radio *radio, const struct ble_event *event);

/** The radio is closed. */
void blr_locals_free(ble_radio *radio);

/* local_values.c */
ble_status blr_local_read(ble_characteristic characteristic, void *data, size_t capacity, size_t *size);
ble_status blr_local_read_task(ble_characteristic characteristic, struct blr_task **task);
ble_status blr_local_write_task(ble_characteristic characteristic, const void *data, size_t size,
                                struct blr_task **task);

/** GAP tells the radio's name and appearance as they are now. */
void blr_local_identity(ble_radio *radio);

#endif
