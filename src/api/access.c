/* SPDX-License-Identifier: MIT */
/* Values of peers: read and written, by characteristic and by handle. Ours are in local_values.c. */
#include "api/access.h"

#include <stdio.h>
#include <string.h>

#include "api/internal.h"
#include "api/local_services.h"

enum { COMMAND_OVERHEAD = 3, OUT_OF_SYNC = BLE_ATT_DATABASE_OUT_OF_SYNC };

/* ------------------------------------------------------------------------------------------------ use */

ble_status blr_use_find(ble_characteristic characteristic, const char *what, const struct blr_known_service **service,
                        const struct blr_known_characteristic **known)
{
    ble_connection connection = characteristic.service.connection;
    ble_status status = blr_connection_check(connection, what);
    if (status < 0)
        return status;
    const struct blr_connection *link = blr_connection_of(connection.radio, connection.link);
    *service = blr_map_service(link->map, characteristic.service.handle, characteristic.service.generation);
    *known = blr_map_characteristic(*service, characteristic.handle);
    if (*known)
        return BLE_OK;
    blr_set_error(connection.radio,
                  "%s: the characteristic with handle 0x%04x is not there any more: the peer's services have changed, "
                  "look them up again",
                  what, characteristic.handle);
    return BLE_ERROR_GONE;
}

ble_status blr_use_ready(ble_radio *radio, struct blr_use *use)
{
    const struct blr_known_service *service;
    const struct blr_known_characteristic *known;
    if (use->refreshing && blr_discovery_runs(radio, use->refreshing))
        return BLR_TASK_WAIT;
    use->refreshing = 0;
    return blr_use_find(use->characteristic, "services of the peer", &service, &known);
}

ble_status blr_use_answered(ble_radio *radio, struct blr_use *use, ble_status status)
{
    ble_link link = use->characteristic.service.connection.link;
    struct blr_connection *connection = blr_connection_of(radio, link);
    if (status != BLE_ERROR_ATT(OUT_OF_SYNC) || use->repeated || !connection || !connection->map)
        return status;
    const struct ble_service service = use->characteristic.service;
    const struct blr_known_service *known = blr_map_any(connection->map, service.handle, service.generation);
    use->repeated = true;
    if (!known)
        return status;
    struct ble_uuid uuid = known->uuid;
    if (!known->suspected) /* else somebody has noticed already */
        blr_map_suspect(connection->map, true);
    use->refreshing = blr_discovery_again(radio, link, &uuid);
    return use->refreshing ? BLR_TASK_WAIT : status;
}

const char *blr_att_advice(ble_status status)
{
    switch (status) {
    case BLE_ERROR_ATT(BLE_ATT_INSUFFICIENT_AUTHENTICATION):
    case BLE_ERROR_ATT(BLE_ATT_INSUFFICIENT_ENCRYPTION):
    case BLE_ERROR_ATT(BLE_ATT_ENCRYPTION_KEY_SIZE_TOO_SHORT): return "the peer wants to be paired with first";
    case BLE_ERROR_ATT(BLE_ATT_INSUFFICIENT_AUTHORIZATION): return "somebody must allow it on the peer";
    case BLE_ERROR_ATT(BLE_ATT_DATABASE_OUT_OF_SYNC): return "the peer's services have changed: look them up again";
    case BLE_ERROR_ATT(BLE_ATT_CCCD_IMPROPERLY_CONFIGURED): return "subscribe first";
    default: return NULL;
    }
}

void blr_use_name(ble_characteristic characteristic, char text[BLR_TASK_TEXT])
{
    struct ble_characteristic_info info;
    char uuid[BLE_UUID_TEXT];
    ble_radio *radio = characteristic.service.connection.radio;
    const struct blr_connection *link = blr_connection_of(radio, characteristic.service.connection.link);
    const struct blr_known_service *service =
        link ? blr_map_service(link->map, characteristic.service.handle, characteristic.service.generation) : NULL;
    const struct blr_known_characteristic *known = blr_map_characteristic(service, characteristic.handle);
    bool own = !characteristic.service.connection.link && blr_local_info(characteristic, &info) == BLE_OK;
    if (!known && !own)
        snprintf(text, BLR_TASK_TEXT, "characteristic (handle 0x%04x)", characteristic.handle);
    else
        snprintf(text, BLR_TASK_TEXT, "characteristic %s (handle 0x%04x)",
                 ble_uuid_format(known ? &known->uuid : &info.uuid, uuid), characteristic.handle);
}

/* ------------------------------------------------------------------------------------------------ tasks */

enum kind { READING, WRITING, COMMANDING };

struct access {
    struct blr_task task;
    struct blr_use use; /**< a connection without a radio: by handle */
    uint8_t kind;
    uint16_t handle;
    uint16_t size;
    uint8_t data[BLE_GATT_VALUE];
};

static struct access *access_of(struct blr_task *task)
{
    return (struct access *)(void *)task;
}

static bool is_by_handle(const struct access *it)
{
    return !it->use.characteristic.service.connection.radio;
}

static uint16_t mtu_of(const ble_radio *radio, ble_link link)
{
    enum { LEAST = 23 };
    struct ble_link_info info;
    return ble_host_link_info(radio->host, link, &info) ? info.mtu : LEAST;
}

static uint8_t operation_of(const struct access *it, uint16_t mtu)
{
    if (it->kind == READING)
        return BLE_GATT_READ_LONG;
    if (it->kind == COMMANDING)
        return BLE_GATT_WRITE_COMMAND;
    return it->size > mtu - COMMAND_OVERHEAD ? BLE_GATT_WRITE_LONG : BLE_GATT_WRITE;
}

static ble_status ask(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    struct access *it = access_of(task);
    uint16_t mtu = mtu_of(radio, task->link);
    ble_status status = is_by_handle(it) ? BLE_OK : blr_use_ready(radio, &it->use);
    if (status != BLE_OK)
        return status;
    if (it->kind == COMMANDING && it->size > mtu - COMMAND_OVERHEAD)
        return BLE_ERROR_ARGUMENT;
    if (it->kind == READING)
        it->size = 0;
    request->type = BLE_REQUEST_GATT;
    request->u.gatt = (struct ble_gatt){ .link = task->link,
                                         .operation = operation_of(it, mtu),
                                         .handle = it->handle,
                                         .size = it->kind == READING ? 0 : it->size,
                                         .data = it->kind == READING ? NULL : it->data };
    return BLR_TASK_GO;
}

static void heard(ble_radio *radio, struct blr_task *task, const struct ble_event *event)
{
    struct access *it = access_of(task);
    const struct ble_gatt_value *value = &event->u.value;
    (void)radio;
    if (event->type != BLE_EVENT_VALUE || it->kind != READING || value->offset != it->size ||
        value->size > sizeof(it->data) - it->size)
        return;
    if (value->size)
        memcpy(it->data + it->size, value->data, value->size);
    it->size = (uint16_t)(it->size + value->size);
}

static ble_status answered(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                           size_t size)
{
    struct access *it = access_of(task);
    (void)answer;
    (void)size;
    if (!is_by_handle(it))
        status = blr_use_answered(radio, &it->use, status);
    if (status != BLE_OK)
        return status;
    if (it->kind == READING) {
        task->answer = it->data;
        task->answer_size = it->size;
    }
    return BLE_END;
}

static const struct blr_stage accessing = { .ask = ask, .answered = answered, .heard = heard };

static void describe(const ble_radio *radio, const struct blr_task *task, char text[BLR_TASK_TEXT])
{
    static const char *const verbs[] = { "read", "write", "write (without response)" };
    const struct access *it = (const struct access *)(const void *)task;
    char peer[BLE_ADDRESS_TEXT], name[BLR_TASK_TEXT];
    if (is_by_handle(it))
        snprintf(name, sizeof(name), "handle 0x%04x", it->handle);
    else
        blr_use_name(it->use.characteristic, name);
    snprintf(text, BLR_TASK_TEXT, "%s %.80s of %s", verbs[it->kind], name,
             blr_connection_name(radio, task->link, peer));
}

static const char *advise(const ble_radio *radio, const struct blr_task *task)
{
    const struct access *it = (const struct access *)(const void *)task;
    if (it->kind == COMMANDING && task->status == BLE_ERROR_ARGUMENT)
        return "more octets than the MTU allows without a response: MTU - 3";
    const char *advice = blr_att_advice(task->status);
    return advice ? advice : blr_connection_advice(radio, task->link, task->status);
}

static const struct blr_task_kind accesses = { .size = sizeof(struct access), .describe = describe, .advise = advise };

/* ------------------------------------------------------------------------------------------------ making them */

/** What is to be written. */
struct octets {
    const void *data;
    size_t size;
};

static ble_status make(ble_radio *radio, ble_link link, enum kind kind, uint16_t handle, struct octets octets,
                       struct blr_task **task)
{
    *task = NULL;
    if (octets.size > BLE_GATT_VALUE || (octets.size && !octets.data) || !handle) {
        blr_set_error(radio, "%s: %s", kind == READING ? "read" : "write",
                      handle ? "a value has at most 512 octets" : "handle 0 names nothing");
        return BLE_ERROR_ARGUMENT;
    }
    ble_status status = blr_task_new(radio, &accesses, link, task);
    if (!*task)
        return status;
    struct access *it = access_of(*task);
    it->task.stage = &accessing;
    it->kind = (uint8_t)kind;
    it->handle = handle;
    it->size = (uint16_t)octets.size;
    if (octets.size)
        memcpy(it->data, octets.data, octets.size);
    return BLE_OK;
}

/** Can it be written in the way asked for? @param kind changed where there is another way */
static ble_status check_write(ble_radio *radio, const struct blr_known_characteristic *known, enum kind *kind)
{
    bool with = known->properties & BLE_GATT_PROPERTY_WRITE;
    bool without = known->properties & BLE_GATT_PROPERTY_WRITE_NO_RESPONSE;
    if (*kind == WRITING && !with && without)
        *kind = COMMANDING;
    else if (*kind == WRITING ? !with : !without) {
        blr_set_error(radio, "write: the characteristic with handle 0x%04x cannot be written%s: its properties say so",
                      known->value_handle, *kind == COMMANDING ? " without response" : "");
        return BLE_ERROR_UNSUPPORTED;
    }
    return BLE_OK;
}

static ble_status make_use(ble_characteristic characteristic, enum kind kind, struct octets octets,
                           struct blr_task **task)
{
    ble_connection connection = characteristic.service.connection;
    const struct blr_known_service *service;
    const struct blr_known_characteristic *known;
    *task = NULL;
    ble_status status = blr_use_find(characteristic, kind == READING ? "read" : "write", &service, &known);
    if (status == BLE_OK && kind != READING)
        status = check_write(connection.radio, known, &kind);
    if (status == BLE_OK)
        status = make(connection.radio, connection.link, kind, characteristic.handle, octets, task);
    if (*task)
        access_of(*task)->use.characteristic = characteristic;
    return status;
}

static ble_status make_by_handle(ble_connection connection, uint16_t handle, enum kind kind, struct octets octets,
                                 struct blr_task **task)
{
    *task = NULL;
    ble_status status = blr_connection_check(connection, kind == READING ? "read" : "write");
    return status == BLE_OK ? make(connection.radio, connection.link, kind, handle, octets, task) : status;
}

/** Wait for a value. */
static ble_status wait_for_value(ble_radio *radio, struct blr_task *task, void *data, size_t capacity, size_t *size)
{
    size_t whole = 0;
    radio->calls++;
    ble_status status = blr_task_wait(radio, task, data, capacity, &whole);
    if (status == BLE_OK && whole > capacity) {
        blr_set_error(radio, "read: the value has %lu octets, there is room for %lu", (unsigned long)whole,
                      (unsigned long)capacity);
        status = BLE_ERROR_FULL;
    }
    if (size)
        *size = whole;
    blr_radio_leave(radio);
    return status;
}

static ble_status wait_for_end(ble_radio *radio, struct blr_task *task)
{
    radio->calls++;
    ble_status status = blr_task_wait(radio, task, NULL, 0, NULL);
    blr_radio_leave(radio);
    return status;
}

/* ------------------------------------------------------------------------------------------------ characteristics */

static bool is_local(ble_characteristic characteristic)
{
    return !characteristic.service.connection.link;
}

ble_status ble_characteristic_read(ble_characteristic characteristic, void *data, size_t capacity, size_t *size)
{
    struct blr_task *task = NULL;
    ble_radio *radio = characteristic.service.connection.radio;
    if (size)
        *size = 0;
    if (is_local(characteristic))
        return blr_local_read(characteristic, data, capacity, size);
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = make_use(characteristic, READING, (struct octets){ NULL, 0 }, &task);
    return task ? wait_for_value(radio, task, data, capacity, size) : status;
}

ble_status ble_characteristic_read_start(ble_characteristic characteristic, ble_done *done, void *user, uint32_t *id)
{
    struct blr_task *task = NULL;
    if (id)
        *id = 0;
    ble_status status = is_local(characteristic) ? blr_local_read_task(characteristic, &task)
                                                 : make_use(characteristic, READING, (struct octets){ NULL, 0 }, &task);
    return task ? blr_task_start(characteristic.service.connection.radio, task, done, user, id) : status;
}

/** A task that writes, to a peer or to ourselves. */
static ble_status make_write(ble_characteristic characteristic, enum kind kind, const void *data, size_t size,
                             struct blr_task **task)
{
    *task = NULL;
    if (!is_local(characteristic))
        return make_use(characteristic, kind, (struct octets){ data, size }, task);
    if (kind == WRITING)
        return blr_local_write_task(characteristic, data, size, task);
    ble_radio *radio = characteristic.service.connection.radio;
    if (radio)
        blr_set_error(radio, "write without response: that is for characteristics of peers");
    return BLE_ERROR_ARGUMENT;
}

static ble_status write_and_wait(ble_characteristic characteristic, enum kind kind, const void *data, size_t size)
{
    struct blr_task *task = NULL;
    ble_radio *radio = characteristic.service.connection.radio;
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = make_write(characteristic, kind, data, size, &task);
    return task ? wait_for_end(radio, task) : status;
}

static ble_status write_later(ble_characteristic characteristic, enum kind kind, struct octets octets, ble_done *done,
                              void *user, uint32_t *id)
{
    struct blr_task *task = NULL;
    if (id)
        *id = 0;
    ble_status status = make_write(characteristic, kind, octets.data, octets.size, &task);
    return task ? blr_task_start(characteristic.service.connection.radio, task, done, user, id) : status;
}

ble_status ble_characteristic_write(ble_characteristic characteristic, const void *data, size_t size)
{
    return write_and_wait(characteristic, WRITING, data, size);
}

ble_status ble_characteristic_write_start(ble_characteristic characteristic, const void *data, size_t size,
                                          ble_done *done, void *user, uint32_t *id)
{
    return write_later(characteristic, WRITING, (struct octets){ data, size }, done, user, id);
}

ble_status ble_characteristic_write_command(ble_characteristic characteristic, const void *data, size_t size)
{
    return write_and_wait(characteristic, COMMANDING, data, size);
}

ble_status ble_characteristic_write_command_start(ble_characteristic characteristic, const void *data, size_t size,
                                                  ble_done *done, void *user, uint32_t *id)
{
    return write_later(characteristic, COMMANDING, (struct octets){ data, size }, done, user, id);
}

/* ------------------------------------------------------------------------------------------------ by handle */

ble_status ble_connection_read_handle(ble_connection connection, uint16_t handle, void *data, size_t capacity,
                                      size_t *size)
{
    struct blr_task *task = NULL;
    if (size)
        *size = 0;
    ble_status status = blr_operation_begin(connection.radio);
    if (status == BLE_OK)
        status = make_by_handle(connection, handle, READING, (struct octets){ NULL, 0 }, &task);
    return task ? wait_for_value(connection.radio, task, data, capacity, size) : status;
}

ble_status ble_connection_read_handle_start(ble_connection connection, uint16_t handle, ble_done *done, void *user,
                                            uint32_t *id)
{
    struct blr_task *task = NULL;
    if (id)
        *id = 0;
    ble_status status = make_by_handle(connection, handle, READING, (struct octets){ NULL, 0 }, &task);
    return task ? blr_task_start(connection.radio, task, done, user, id) : status;
}

ble_status ble_connection_write_handle(ble_connection connection, uint16_t handle, const void *data, size_t size,
                                       bool response)
{
    struct blr_task *task = NULL;
    ble_status status = blr_operation_begin(connection.radio);
    if (status == BLE_OK)
        status =
            make_by_handle(connection, handle, response ? WRITING : COMMANDING, (struct octets){ data, size }, &task);
    return task ? wait_for_end(connection.radio, task) : status;
}

ble_status ble_connection_write_handle_start(ble_connection connection, uint16_t handle, const void *data, size_t size,
                                             bool response, ble_done *done, void *user, uint32_t *id)
{
    struct blr_task *task = NULL;
    if (id)
        *id = 0;
    ble_status status =
        make_by_handle(connection, handle, response ? WRITING : COMMANDING, (struct octets){ data, size }, &task);
    return task ? blr_task_start(connection.radio, task, done, user, id) : status;
}

ble_status ble_connection_gatt_start(ble_connection connection, const struct ble_gatt *procedure, ble_done *done,
                                     void *user, uint32_t *id)
{
    struct ble_request request = { .type = BLE_REQUEST_GATT };
    if (id)
        *id = 0;
    ble_status status = procedure ? blr_connection_check(connection, "GATT procedure") : BLE_ERROR_ARGUMENT;
    if (status < 0)
        return status;
    request.u.gatt = *procedure;
    request.u.gatt.link = connection.link;
    return blr_operation_start(connection.radio, &(struct blr_asking){ .request = &request }, done, user, id);
}
