/* SPDX-License-Identifier: MIT */
#include <bleradio/services.h>

enum { ZONE_SIZE = 2, ZONE_UNKNOWN = -128, ZONE_FIRST = -48, ZONE_LAST = 56 };

/* ------------------------------------------------------------------------------------------------ client */

ble_status ble_current_time_get(ble_service service, struct ble_date_time *time)
{
    uint8_t octets[BLE_DATE_TIME_SIZE];
    ble_characteristic characteristic;
    size_t size;
    ble_status status = ble_service_characteristic(service, &ble_current_time, 0, &characteristic);
    if (status == BLE_OK)
        status = ble_characteristic_read(characteristic, octets, sizeof(octets), &size);
    if (status == BLE_ERROR_FULL)
        return BLE_ERROR_PROTOCOL;
    return status == BLE_OK ? ble_date_time_unpack(octets, size, time) : status;
}

/* ------------------------------------------------------------------------------------------------ server */

static ble_status now(struct ble_time_server *server, uint8_t reason, uint8_t octets[BLE_DATE_TIME_SIZE])
{
    struct ble_date_time time = { .year = 0 };
    server->now(&time, server->user);
    time.adjustment = reason;
    return ble_date_time_pack(&time, octets);
}

static void on_asked(ble_characteristic characteristic, ble_connection peer, const struct ble_gatt_asked *question,
                     void *user)
{
    struct ble_time_server *server = user;
    uint8_t octets[BLE_DATE_TIME_SIZE] = { (uint8_t)server->zone, server->daylight };
    size_t size = ZONE_SIZE;
    uint8_t error = question->kind == BLE_ASKED_READ ? 0 : BLE_ATT_WRITE_NOT_PERMITTED;
    if (question->token == 0)
        return;
    if (characteristic.handle == server->time.handle) {
        size = sizeof(octets);
        if (now(server, 0, octets) < 0)
            error = BLE_ATT_UNLIKELY_ERROR;
    }
    if (error == 0 && question->offset > size)
        error = BLE_ATT_INVALID_OFFSET;
    if (error == 0)
        ble_radio_answer(peer.radio, question->token, 0, octets + question->offset, size - question->offset);
    else
        ble_radio_answer(peer.radio, question->token, error, NULL, 0);
}

ble_status ble_radio_add_current_time(ble_radio *radio, struct ble_time_server *server)
{
    const struct ble_service_handlers handlers = { .asked = on_asked, .user = server };
    bool has_zone = server->zone == ZONE_UNKNOWN || (server->zone >= ZONE_FIRST && server->zone <= ZONE_LAST);
    if (server->now == NULL || !has_zone)
        return BLE_ERROR_ARGUMENT;
    struct ble_characteristic_type time = ble_current_time, local = ble_local_time_info;
    const struct ble_characteristic_type *const list[] = { &time, &local };
    struct ble_service_type type = ble_current_time_service;
    time.asked = local.asked = true;
    type.characteristics = list;
    ble_status status = ble_radio_add_service(radio, &type, &handlers, &server->service);
    return status == BLE_OK ? ble_service_characteristic(server->service, &ble_current_time, 0, &server->time) : status;
}

ble_status ble_time_server_adjusted(struct ble_time_server *server, uint8_t reason)
{
    uint8_t octets[BLE_DATE_TIME_SIZE];
    ble_status status = now(server, reason, octets);
    return status == BLE_OK
               ? ble_characteristic_notify_start(server->time, NULL, octets, sizeof(octets), NULL, NULL, NULL)
               : status;
}
