/* SPDX-License-Identifier: MIT */
/* Who is told a peer's notifications and indications, and the CCCD that they share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/access.h"
#include "api/internal.h"

enum { CCCD = 0x2902, NOTIFY = 1, INDICATE = 2, SUBSCRIBERS_MOST = 255, RANGE_SIZE = 4, LAST_HANDLE = 0xffff };

/* ------------------------------------------------------------------------------------------------ the list */

static bool is_of(const struct blr_subscriber *it, ble_characteristic characteristic)
{
    return it->notified && it->characteristic.handle == characteristic.handle;
}

static uint8_t bits_of(const struct blr_map *map, ble_characteristic characteristic)
{
    uint8_t bits = 0;
    for (unsigned i = 0; i < map->subscribers_count; i++)
        if (is_of(&map->subscribers[i], characteristic))
            bits |= map->subscribers[i].indicate ? INDICATE : NOTIFY;
    return bits;
}

static struct blr_subscriber *find(const struct blr_map *map, ble_characteristic characteristic, ble_notified *notified,
                                   const void *user)
{
    for (unsigned i = 0; i < map->subscribers_count; i++) {
        struct blr_subscriber *it = &map->subscribers[i];
        if (is_of(it, characteristic) && it->user == user && (!notified || it->notified == notified))
            return it;
    }
    return NULL;
}

/** Those that are none any more leave the list, unless somebody goes through it. */
static void tidy(struct blr_map *map)
{
    unsigned kept = 0;
    if (map->telling)
        return;
    for (unsigned i = 0; i < map->subscribers_count; i++)
        if (map->subscribers[i].notified)
            map->subscribers[kept++] = map->subscribers[i];
    map->subscribers_count = kept;
}

static ble_status add(struct blr_map *map, const struct blr_subscriber *subscriber)
{
    unsigned count = map->subscribers_count;
    struct blr_subscriber *more = NULL;
    if (count < SUBSCRIBERS_MOST)
        more = realloc(map->subscribers, (count + 1) * sizeof(*more));
    if (!more)
        return count < SUBSCRIBERS_MOST ? BLE_ERROR_MEMORY : BLE_ERROR_FULL;
    map->subscribers = more;
    map->subscribers[map->subscribers_count++] = *subscriber;
    return BLE_OK;
}

void blr_subscribers_drop(struct blr_map *map, uint16_t start, uint16_t end)
{
    for (unsigned i = 0; i < map->subscribers_count; i++) {
        uint16_t handle = map->subscribers[i].characteristic.handle;
        if (handle >= start && handle <= end)
            map->subscribers[i].notified = NULL;
    }
    tidy(map);
}

/* ------------------------------------------------------------------------------------------------ events */

/** The peer says which of its services are different (Vol 3 Part G 7.1). */
static void services_changed(struct blr_map *map, const uint8_t *data, uint16_t size)
{
    uint16_t start = 1, end = LAST_HANDLE;
    if (size == RANGE_SIZE) {
        start = (uint16_t)(data[0] | data[1] << 8);
        end = (uint16_t)(data[2] | data[3] << 8);
    }
    blr_map_forget(map, start <= end ? start : 1, start <= end ? end : LAST_HANDLE);
    map->watched = false; /* its own service may be among them: subscribed to again with the next discovery */
}

void blr_subscribers_told(ble_radio *radio, const struct ble_event *event)
{
    const struct blr_connection *connection = blr_connection_of(radio, event->u.notified.link);
    struct blr_map *map = connection ? connection->map : NULL;
    uint16_t handle = event->u.notified.handle;
    if (!map)
        return;
    unsigned count = map->subscribers_count; /* those that come meanwhile are told the next one */
    map->telling++;
    for (unsigned i = 0; i < count && !radio->closing; i++) {
        struct blr_subscriber it = map->subscribers[i];
        if (!it.notified || it.characteristic.handle != handle)
            continue;
        radio->callbacks++;
        it.notified(it.characteristic, event->u.notified.data, event->u.notified.size, event->u.notified.indication,
                    it.user);
        radio->callbacks--;
    }
    map->telling--;
    tidy(map);
    if (handle == map->changed)
        services_changed(map, event->u.notified.data, event->u.notified.size);
}

/* ------------------------------------------------------------------------------------------------ tasks */

struct subscription {
    struct blr_task task;
    struct blr_use use;
    bool indicate;
    bool begun; /**< the list is as it shall be */
    bool added;
    ble_notified *notified; /**< NULL: end it */
    void *user;
    uint8_t bits[2]; /**< for the CCCD */
};

static struct subscription *subscription_of(struct blr_task *task)
{
    return (struct subscription *)(void *)task;
}

static const struct blr_task_kind subscriptions;

static struct blr_map *map_of(const ble_radio *radio, ble_link link)
{
    const struct blr_connection *connection = blr_connection_of(radio, link);
    return connection ? connection->map : NULL;
}

/** Which of both: the one asked for, or the one that the peer has. */
static ble_status choose(struct subscription *it, const struct blr_known_characteristic *known)
{
    bool notifies = known->properties & BLE_GATT_PROPERTY_NOTIFY;
    bool indicates = known->properties & BLE_GATT_PROPERTY_INDICATE;
    it->indicate = it->indicate ? indicates : !notifies;
    return notifies || indicates ? BLE_OK : BLE_ERROR_UNSUPPORTED;
}

/** Change the list. @return BLE_OK; BLE_END: the CCCD is right as it is */
static ble_status begin(struct subscription *it, struct blr_map *map)
{
    ble_characteristic characteristic = it->use.characteristic;
    uint8_t before = bits_of(map, characteristic);
    struct blr_subscriber *there = find(map, characteristic, it->notified, it->user);
    ble_status status = BLE_OK;
    it->begun = true;
    if (!it->notified && !there)
        return BLE_ERROR_NOT_FOUND;
    if (!it->notified) {
        there->notified = NULL;
    } else if (there) {
        there->indicate = it->indicate;
    } else {
        status = add(map, &(struct blr_subscriber){ characteristic, it->notified, it->user, it->indicate });
        it->added = status == BLE_OK;
    }
    tidy(map);
    it->bits[0] = bits_of(map, characteristic);
    return status == BLE_OK && it->bits[0] == before ? BLE_END : status;
}

static ble_status ask(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    struct subscription *it = subscription_of(task);
    const struct blr_known_service *service;
    const struct blr_known_characteristic *known;
    if (blr_task_of(radio, &subscriptions, task->link, task)) /* one at a time: they share CCCDs */
        return BLR_TASK_WAIT;
    ble_status status = blr_use_ready(radio, &it->use);
    if (status == BLE_OK)
        status = blr_use_find(it->use.characteristic, "subscribe", &service, &known);
    if (status != BLE_OK)
        return status;
    uint16_t cccd = blr_map_descriptor(service, known, CCCD);
    status = cccd ? choose(it, known) : BLE_ERROR_UNSUPPORTED;
    if (status == BLE_OK && !it->begun)
        status = begin(it, map_of(radio, task->link));
    if (status != BLE_OK)
        return status;
    request->type = BLE_REQUEST_GATT;
    request->u.gatt = (struct ble_gatt){
        .link = task->link, .operation = BLE_GATT_WRITE, .handle = cccd, .size = sizeof(it->bits), .data = it->bits
    };
    return BLR_TASK_GO;
}

static ble_status answered(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                           size_t size)
{
    (void)answer;
    (void)size;
    status = blr_use_answered(radio, &subscription_of(task)->use, status);
    return status == BLE_OK ? BLE_END : status;
}

static const struct blr_stage subscribing = { .ask = ask, .answered = answered };

static void describe(const ble_radio *radio, const struct blr_task *task, char text[BLR_TASK_TEXT])
{
    const struct subscription *it = (const struct subscription *)(const void *)task;
    char peer[BLE_ADDRESS_TEXT], name[BLR_TASK_TEXT];
    blr_use_name(it->use.characteristic, name);
    snprintf(text, BLR_TASK_TEXT, "%s %.80s of %s", it->notified ? "subscribe to" : "end the subscription of", name,
             blr_connection_name(radio, task->link, peer));
}

static const char *advise(const ble_radio *radio, const struct blr_task *task)
{
    if (task->status == BLE_ERROR_UNSUPPORTED)
        return "it has neither notifications nor indications, or no CCCD to switch them on";
    if (task->status == BLE_ERROR_NOT_FOUND)
        return "there is no subscription with this user pointer";
    const char *advice = blr_att_advice(task->status);
    return advice ? advice : blr_connection_advice(radio, task->link, task->status);
}

/** Who was told that it failed hears nothing of it. */
static void settle(ble_radio *radio, struct blr_task *task)
{
    const struct subscription *it = subscription_of(task);
    struct blr_map *map = map_of(radio, task->link);
    struct blr_subscriber *there =
        map && it->added && task->status < 0 ? find(map, it->use.characteristic, it->notified, it->user) : NULL;
    if (!there)
        return;
    there->notified = NULL;
    tidy(map);
}

static const struct blr_task_kind subscriptions = {
    .size = sizeof(struct subscription), .describe = describe, .advise = advise, .settle = settle
};

static ble_status make(ble_characteristic characteristic, bool indicate, ble_notified *notified, void *user,
                       struct blr_task **task)
{
    ble_connection connection = characteristic.service.connection;
    const struct blr_known_service *service;
    const struct blr_known_characteristic *known;
    *task = NULL;
    if (connection.radio && !connection.link) {
        blr_set_error(connection.radio, "subscribe: that is for characteristics of peers");
        return BLE_ERROR_ARGUMENT;
    }
    ble_status status = blr_use_find(characteristic, "subscribe", &service, &known);
    if (status == BLE_OK)
        status = blr_task_new(connection.radio, &subscriptions, connection.link, task);
    if (!*task)
        return status;
    struct subscription *it = subscription_of(*task);
    it->task.stage = &subscribing;
    it->use.characteristic = characteristic;
    it->indicate = indicate;
    it->notified = notified;
    it->user = user;
    return BLE_OK;
}

ble_status ble_characteristic_subscribe(ble_characteristic characteristic, bool indicate, ble_notified *notified,
                                        void *user)
{
    struct blr_task *task = NULL;
    ble_radio *radio = characteristic.service.connection.radio;
    ble_status status = blr_operation_begin(radio);
    if (status == BLE_OK)
        status = make(characteristic, indicate, notified, user, &task);
    if (!task)
        return status;
    radio->calls++;
    status = blr_task_wait(radio, task, NULL, 0, NULL);
    blr_radio_leave(radio);
    return status;
}

ble_status ble_characteristic_subscribe_start(ble_characteristic characteristic, bool indicate, ble_notified *notified,
                                              void *user, ble_done *done, void *done_user, uint32_t *id)
{
    struct blr_task *task = NULL;
    if (id)
        *id = 0;
    ble_status status = make(characteristic, indicate, notified, user, &task);
    return task ? blr_task_start(characteristic.service.connection.radio, task, done, done_user, id) : status;
}
