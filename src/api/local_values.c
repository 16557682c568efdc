/* SPDX-License-Identifier: MIT */
/* Values of our own characteristics: read, stored, told to peers. And who we are: GAP's name and appearance. */
#include <stdio.h>
#include <string.h>

#include "api/access.h"
#include "api/internal.h"
#include "api/local_services.h"

enum { TELLS = BLE_GATT_PROPERTY_NOTIFY | BLE_GATT_PROPERTY_INDICATE };

/* ------------------------------------------------------------------------------------------------ reading */

static ble_status find(ble_characteristic characteristic, struct ble_gatt_attribute *value)
{
    struct ble_characteristic_info info;
    ble_radio *radio = characteristic.service.connection.radio;
    ble_status status = blr_local_info(characteristic, &info);
    if (status < 0)
        return status;
    if (!ble_host_attribute(radio->host, characteristic.handle, value) || value->handle != characteristic.handle)
        return BLE_ERROR_GONE;
    return BLE_OK;
}

ble_status blr_local_read(ble_characteristic characteristic, void *data, size_t capacity, size_t *size)
{
    struct ble_gatt_attribute value;
    ble_radio *radio = characteristic.service.connection.radio;
    ble_status status = find(characteristic, &value);
    if (status < 0)
        return status;
    if (!value.value && value.size == 0 && characteristic.handle > BLE_GATT_SERVER_FEATURES) {
        struct ble_uuid uuid = value.uuid;
        char text[BLE_UUID_TEXT];
        blr_set_error(radio, "read: the value of %s is the program's own", ble_uuid_format(&uuid, text));
        return BLE_ERROR_UNSUPPORTED;
    }
    if (size)
        *size = value.size;
    if (value.value && data)
        memcpy(data, value.value, value.size < capacity ? value.size : capacity);
    return value.size > capacity ? BLE_ERROR_FULL : BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ tasks */

enum kind { READING, STORING, TELLING };

struct telling {
    struct blr_task task;
    ble_characteristic characteristic;
    uint8_t kind;
    uint16_t size;
    uint8_t data[BLE_GATT_VALUE];
};

static struct telling *telling_of(struct blr_task *task)
{
    return (struct telling *)(void *)task;
}

static ble_status ask(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    struct telling *it = telling_of(task);
    struct ble_characteristic_info info;
    (void)radio;
    if (it->kind == READING) {
        task->answer = it->data;
        task->answer_size = it->size;
        return BLE_END;
    }
    ble_status status = blr_local_info(it->characteristic, &info);
    if (status < 0)
        return status;
    if (it->kind == TELLING || info.properties & TELLS) {
        request->type = BLE_REQUEST_NOTIFY;
        request->u.notify = (struct ble_gatt_notify){ .link = task->link,
                                                      .handle = it->characteristic.handle,
                                                      .store = it->kind == STORING,
                                                      .size = it->size,
                                                      .data = it->data };
    } else {
        request->type = BLE_REQUEST_SET_VALUE;
        request->u.set_value.handle = it->characteristic.handle;
        request->u.set_value.size = it->size;
        request->u.set_value.data = it->data;
    }
    return BLR_TASK_GO;
}

static const struct blr_stage asking = { .ask = ask };

static void describe(const ble_radio *radio, const struct blr_task *task, char text[BLR_TASK_TEXT])
{
    static const char *const verbs[] = { "read", "set", "notify" };
    const struct telling *it = (const struct telling *)(const void *)task;
    char name[BLR_TASK_TEXT];
    (void)radio;
    blr_use_name(it->characteristic, name);
    snprintf(text, BLR_TASK_TEXT, "%s our %.100s", verbs[it->kind], name);
}

static const char *advise(const ble_radio *radio, const struct blr_task *task)
{
    const struct telling *it = (const struct telling *)(const void *)task;
    switch (task->status) {
    case BLE_ERROR_ARGUMENT:
        return it->kind == STORING ? "the size is not what its type allows, or its value is the program's own"
                                   : "it has neither notifications nor indications";
    case BLE_ERROR_NOT_FOUND: return "nobody has subscribed";
    default: return blr_connection_advice(radio, task->link, task->status);
    }
}

static const struct blr_task_kind tellings = { .size = sizeof(struct telling), .describe = describe, .advise = advise };

/** A task for a value that exists. */
static ble_status make(ble_characteristic characteristic, ble_link link, enum kind kind, struct blr_task **task)
{
    struct ble_characteristic_info info;
    *task = NULL;
    ble_status status = blr_local_info(characteristic, &info);
    if (status == BLE_OK)
        status = blr_task_new(characteristic.service.connection.radio, &tellings, link, task);
    if (!*task)
        return status;
    struct telling *it = telling_of(*task);
    it->task.stage = &asking;
    it->characteristic = characteristic;
    it->kind = (uint8_t)kind;
    return BLE_OK;
}

ble_status blr_local_read_task(ble_characteristic characteristic, struct blr_task **task)
{
    uint8_t data[BLE_GATT_VALUE];
    size_t size = 0;
    *task = NULL;
    ble_status status = blr_local_read(characteristic, data, sizeof(data), &size);
    if (status == BLE_OK)
        status = make(characteristic, 0, READING, task);
    if (!*task)
        return status;
    struct telling *it = telling_of(*task);
    it->size = (uint16_t)size;
    if (size)
        memcpy(it->data, data, size);
    return BLE_OK;
}

static ble_status make_with(ble_characteristic characteristic, ble_link link, enum kind kind, const void *data,
                            size_t size, struct blr_task **task)
{
    ble_radio *radio = characteristic.service.connection.radio;
    *task = NULL;
    if (radio && (size > BLE_GATT_VALUE || (size && !data))) {
        blr_set_error(radio, "%s: a value has at most 512 octets", kind == STORING ? "set" : "notify");
        return BLE_ERROR_ARGUMENT;
    }
    ble_status status = make(characteristic, link, kind, task);
    if (!*task)
        return status;
    struct telling *it = telling_of(*task);
    it->size = (uint16_t)size;
    if (size)
        memcpy(it->data, data, size);
    return BLE_OK;
}

ble_status blr_local_write_task(ble_characteristic characteristic, const void *data, size_t size,
                                struct blr_task **task)
{
    return make_with(characteristic, 0, STORING, data, size, task);
}

/** The link of a peer that is to be told alone; 0: all. */
static ble_status choose(ble_characteristic characteristic, const ble_connection *peer, ble_link *link)
{
    *link = peer ? peer->link : 0;
    if (characteristic.service.connection.link)
        return BLE_ERROR_ARGUMENT;
    return peer ? blr_connection_check(*peer, "notify") : BLE_OK;
}

ble_status ble_characteristic_notify(ble_characteristic characteristic, const ble_connection *peer, const void *data,
                                     size_t size)
{
    struct blr_task *task = NULL;
    ble_link link;
    ble_radio *radio = characteristic.service.connection.radio;
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = choose(characteristic, peer, &link);
    if (status == BLE_OK)
        status = make_with(characteristic, link, TELLING, data, size, &task);
    if (!task)
        return status;
    radio->calls++;
    status = blr_task_wait(radio, task, NULL, 0, NULL);
    blr_radio_leave(radio);
    return status;
}

ble_status ble_characteristic_notify_start(ble_characteristic characteristic, const ble_connection *peer,
                                           const void *data, size_t size, ble_done *done, void *user, uint32_t *id)
{
    struct blr_task *task = NULL;
    ble_link link;
    if (id)
        *id = 0;
    ble_status status = choose(characteristic, peer, &link);
    if (status == BLE_OK)
        status = make_with(characteristic, link, TELLING, data, size, &task);
    return task ? blr_task_start(characteristic.service.connection.radio, task, done, user, id) : status;
}

/* ------------------------------------------------------------------------------------------------ identity */

static void set_value(ble_radio *radio, uint16_t handle, const void *data, size_t size)
{
    struct ble_gatt_attribute now;
    struct ble_request request = { .type = BLE_REQUEST_SET_VALUE };
    request.u.set_value.handle = handle;
    request.u.set_value.size = (uint16_t)size;
    request.u.set_value.data = data;
    bool same = ble_host_attribute(radio->host, handle, &now) && now.handle == handle && now.size == size &&
                (!size || (now.value && !memcmp(now.value, data, size)));
    if (!same)
        blr_operation_mention(radio, &request);
}

void blr_local_identity(ble_radio *radio)
{
    if (!radio->host || radio->dead || radio->closing || radio->tapping || !radio->options.host.attributes)
        return;
    const char *name = ble_radio_get_name(radio);
    const uint8_t appearance[] = { (uint8_t)radio->appearance, (uint8_t)(radio->appearance >> 8) };
    set_value(radio, BLE_GATT_DEVICE_NAME, name, strlen(name));
    set_value(radio, BLE_GATT_APPEARANCE, appearance, sizeof(appearance));
}
