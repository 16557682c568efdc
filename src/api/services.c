/* SPDX-License-Identifier: MIT */
/* The map as programs see it: services, characteristics, descriptors, a peer's or ours. */
#include <string.h>

#include "api/access.h"
#include "api/internal.h"
#include "api/local_services.h"

static ble_service handle_of(ble_connection connection, const struct blr_known_service *service)
{
    return (ble_service){ connection, service->start, service->generation };
}

static const struct blr_map *map_of(ble_connection connection)
{
    const struct blr_connection *link = blr_connection_of(connection.radio, connection.link);
    return link ? link->map : NULL;
}

/** A peer's service. @return BLE_OK; BLE_ERROR_ARGUMENT, BLE_ERROR_DISCONNECTED, BLE_ERROR_GONE */
static ble_status find(ble_service service, const struct blr_known_service **known)
{
    ble_status status = blr_connection_check(service.connection, "service");
    if (status < 0)
        return status;
    *known = blr_map_service(map_of(service.connection), service.handle, service.generation);
    if (*known)
        return BLE_OK;
    blr_set_error(service.connection.radio,
                  "the service with handle 0x%04x is not there any more: the peer's services have changed, look them "
                  "up again",
                  service.handle);
    return BLE_ERROR_GONE;
}

/* ------------------------------------------------------------------------------------------------ discovering */

static ble_status discover(ble_connection connection, const struct ble_uuid *uuid)
{
    struct blr_task *task = NULL;
    ble_radio *radio = connection.radio;
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = blr_connection_check(connection, "discover");
    if (status == BLE_OK)
        status = blr_discovery_new(radio, connection.link, uuid, &task);
    if (!task)
        return status;
    radio->calls++;
    status = blr_task_wait(radio, task, NULL, 0, NULL);
    blr_radio_leave(radio);
    return status;
}

ble_status ble_connection_service(ble_connection connection, const struct ble_service_type *type, unsigned instance,
                                  ble_service *service)
{
    if (!type || !connection.radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = blr_connection_check(connection, type->name ? type->name : "service");
    if (status < 0)
        return status;
    const struct blr_known_service *known = blr_map_find(map_of(connection), &type->uuid, instance);
    if (!known) {
        status = discover(connection, &type->uuid);
        if (status < 0)
            return status;
        known = blr_map_find(map_of(connection), &type->uuid, instance);
    }
    if (!known) {
        blr_set_error(connection.radio, "the peer has fewer than %u services of type %.80s", instance + 1,
                      type->name ? type->name : "?");
        return BLE_ERROR_NOT_FOUND;
    }
    if (service)
        *service = handle_of(connection, known);
    return BLE_OK;
}

ble_status ble_connection_has_service(ble_connection connection, const struct ble_service_type *type)
{
    return ble_connection_service(connection, type, 0, NULL);
}

ble_status ble_connection_discover(ble_connection connection)
{
    return discover(connection, NULL);
}

ble_status ble_connection_discover_start(ble_connection connection, const struct ble_uuid *by_uuid, ble_done *done,
                                         void *user, uint32_t *id)
{
    struct blr_task *task = NULL;
    if (id)
        *id = 0;
    ble_status status = blr_connection_check(connection, "discover");
    if (status == BLE_OK)
        status = blr_discovery_new(connection.radio, connection.link, by_uuid, &task);
    return task ? blr_task_start(connection.radio, task, done, user, id) : status;
}

/* ------------------------------------------------------------------------------------------------ services */

ble_status ble_connection_service_at(ble_connection connection, unsigned n, ble_service *service)
{
    if (!service)
        return BLE_ERROR_ARGUMENT;
    ble_status status = blr_connection_check(connection, "service");
    if (status < 0)
        return status;
    const struct blr_known_service *known = blr_map_find(map_of(connection), NULL, n);
    if (!known)
        return BLE_END;
    *service = handle_of(connection, known);
    return BLE_OK;
}

ble_status ble_radio_service_at(ble_radio *radio, unsigned n, ble_service *service)
{
    return radio && service ? blr_local_service_at(radio, n, service) : BLE_ERROR_ARGUMENT;
}

ble_status ble_service_get_info(ble_service service, struct ble_service_info *info)
{
    const struct blr_known_service *known = NULL;
    if (!info)
        return BLE_ERROR_ARGUMENT;
    if (!service.connection.link)
        return blr_local_service_info(service, info);
    ble_status status = find(service, &known);
    if (known)
        *info = (struct ble_service_info){ known->uuid, known->start, known->end, known->secondary };
    return status;
}

ble_status ble_service_included_at(ble_service service, unsigned n, ble_service *included)
{
    const struct blr_known_service *known = NULL;
    if (!included)
        return BLE_ERROR_ARGUMENT;
    if (!service.connection.link)
        return blr_local_included_at(service, n, included);
    ble_status status = find(service, &known);
    if (!known)
        return status;
    if (n >= known->includes_count)
        return BLE_END;
    known = blr_map_service(map_of(service.connection), known->includes[n], 0);
    if (!known)
        return BLE_ERROR_GONE;
    *included = handle_of(service.connection, known);
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ characteristics */

/** The n-th characteristic of a UUID (NULL: of any). */
static ble_status characteristic_of(ble_service service, const struct ble_uuid *uuid, unsigned n,
                                    ble_characteristic *characteristic)
{
    const struct blr_known_service *known = NULL;
    if (!service.connection.link)
        return blr_local_characteristic(service, uuid, n, characteristic);
    ble_status status = find(service, &known);
    if (!known)
        return status;
    const struct blr_known_characteristic *it = blr_map_characteristic_of(known, uuid, n);
    if (!it)
        return BLE_END;
    *characteristic = (ble_characteristic){ service, it->value_handle };
    return BLE_OK;
}

ble_status ble_service_characteristic(ble_service service, const struct ble_characteristic_type *type,
                                      unsigned instance, ble_characteristic *characteristic)
{
    if (!type || !characteristic || !service.connection.radio)
        return BLE_ERROR_ARGUMENT;
    ble_status status = characteristic_of(service, &type->uuid, instance, characteristic);
    if (status != BLE_END)
        return status;
    blr_set_error(service.connection.radio, "the service has fewer than %u characteristics of type %.80s", instance + 1,
                  type->name ? type->name : "?");
    return BLE_ERROR_NOT_FOUND;
}

ble_status ble_service_characteristic_at(ble_service service, unsigned n, ble_characteristic *characteristic)
{
    return characteristic ? characteristic_of(service, NULL, n, characteristic) : BLE_ERROR_ARGUMENT;
}

ble_status ble_characteristic_get_info(ble_characteristic characteristic, struct ble_characteristic_info *info)
{
    const struct blr_known_service *service;
    const struct blr_known_characteristic *it;
    if (!info)
        return BLE_ERROR_ARGUMENT;
    if (!characteristic.service.connection.link)
        return blr_local_info(characteristic, info);
    ble_status status = blr_use_find(characteristic, "characteristic", &service, &it);
    if (status == BLE_OK)
        *info = (struct ble_characteristic_info){ it->uuid, it->handle, it->value_handle, it->end, it->properties };
    return status;
}

ble_status ble_characteristic_descriptor_at(ble_characteristic characteristic, unsigned n,
                                            struct ble_descriptor_info *info)
{
    const struct blr_known_service *service;
    const struct blr_known_characteristic *it;
    if (!info)
        return BLE_ERROR_ARGUMENT;
    if (!characteristic.service.connection.link)
        return blr_local_descriptor_at(characteristic, n, info);
    ble_status status = blr_use_find(characteristic, "descriptor", &service, &it);
    if (status < 0)
        return status;
    if (n >= it->count)
        return BLE_END;
    *info = (struct ble_descriptor_info){ service->descriptors[it->first + n].uuid,
                                          service->descriptors[it->first + n].handle };
    return BLE_OK;
}
