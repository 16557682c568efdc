/* SPDX-License-Identifier: MIT */
/* Discovery: services of a UUID, or all, each with everything in it, one request after another. And what comes first
 * and last on a link: is what was known of this peer still true, and will it tell when it is not any more? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/internal.h"

enum {
    DISCOVERY_US = 180000000, /* a peer may answer each request after half a minute; a person does not wait for that */
    AGAIN_MOST = 3,           /* beginnings, when the peer's services change all the time */
    OUT_OF_SYNC = BLE_ATT_DATABASE_OUT_OF_SYNC,
    LAST_HANDLE = 0xffff,
    GATT_SERVICE = 0x1801,
    SERVICE_CHANGED = 0x2a05,
    CLIENT_FEATURES = 0x2b29,
    DATABASE_HASH = 0x2b2a,
    CCCD = 0x2902
};

/** A service that was found, and what is in it as far as that was asked for. */
struct found_service {
    struct ble_uuid uuid;
    uint16_t start;
    uint16_t end;
    bool secondary;
};

/** A list that grows. */
struct list {
    void *items;
    unsigned count;
    unsigned capacity;
};

struct discovery {
    struct blr_task task;
    bool by_uuid;
    bool watching; /**< it is the library's own: to be told of changes */
    struct ble_uuid uuid;
    ble_status failure; /**< something that was found has no room */
    uint32_t changes;   /**< of the map when it began */
    unsigned begun;
    uint32_t bytes;          /**< of all lists */
    unsigned at;             /**< service whose inside is asked for */
    unsigned characteristic; /**< whose descriptors are asked for */
    struct list services;    /**< struct found_service */
    struct list characteristics;
    struct list descriptors;
    struct list includes;
    bool hash_came;
    uint8_t hash[BLR_DATABASE_HASH];
};

static struct discovery *discovery_of(struct blr_task *task)
{
    return (struct discovery *)(void *)task;
}

/** The map of the link; NULL: it is gone. */
static struct blr_map *map_of(const ble_radio *radio, const struct blr_task *task)
{
    struct blr_connection *connection = blr_connection_of(radio, task->link);
    return connection ? blr_map_of(connection) : NULL;
}

/* ------------------------------------------------------------------------------------------------ lists */

/** Room for one more, all zero; NULL: no memory, or more than is allowed. */
static void *add(ble_radio *radio, struct discovery *it, struct list *list, size_t size)
{
    enum { FIRST = 8 };
    if (list->count == list->capacity) {
        unsigned capacity = list->capacity ? 2 * list->capacity : FIRST;
        uint32_t more = (uint32_t)((capacity - list->capacity) * size);
        void *items = NULL;
        if (it->bytes + more <= 2 * radio->options.service_bytes)
            items = realloc(list->items, capacity * size);
        if (!items) {
            it->failure = BLE_ERROR_FULL;
            return NULL;
        }
        it->bytes += more;
        list->items = items;
        list->capacity = capacity;
    }
    void *item = (uint8_t *)list->items + list->count++ * size;
    memset(item, 0, size);
    return item;
}

static struct found_service *service_at(const struct discovery *it, unsigned n)
{
    return (struct found_service *)it->services.items + n;
}

static struct blr_known_characteristic *characteristic_at(const struct discovery *it, unsigned n)
{
    return (struct blr_known_characteristic *)it->characteristics.items + n;
}

static void forget_inside(struct discovery *it)
{
    it->characteristics.count = it->descriptors.count = it->includes.count = 0;
    it->characteristic = 0;
}

static void release(struct blr_task *task)
{
    struct discovery *it = discovery_of(task);
    free(it->services.items);
    free(it->characteristics.items);
    free(it->descriptors.items);
    free(it->includes.items);
}

/* ------------------------------------------------------------------------------------------------ stages */

static const struct blr_stage hashing, finding_services, finding_includes, finding_characteristics, finding_descriptors,
    watching_changes, naming_features;

static ble_status go_to(struct blr_task *task, const struct blr_stage *stage)
{
    task->stage = stage;
    return BLR_TASK_NEXT;
}

/** The peer's services are not any more what they were when this began. @return BLR_TASK_NEXT, or why not */
static ble_status begin_again(struct discovery *it)
{
    if (++it->begun >= AGAIN_MOST)
        return BLE_ERROR_PROTOCOL;
    it->services.count = 0;
    it->at = 0;
    forget_inside(it);
    return go_to(&it->task, &hashing);
}

/**
 * Is a request of a stage answered as it should be?
 * @return BLE_OK; BLR_TASK_NEXT: everything begins again; what it ends with
 */
static ble_status judge(ble_radio *radio, struct discovery *it, ble_status status)
{
    struct blr_map *map = map_of(radio, &it->task);
    if (!map)
        return BLE_ERROR_DISCONNECTED;
    if (it->failure < 0)
        return it->failure;
    if (status == BLE_ERROR_ATT(OUT_OF_SYNC)) {
        blr_map_suspect(map, true);
        return begin_again(it);
    }
    if (status >= 0 && map->changes != it->changes)
        return begin_again(it);
    return status == BLE_ERROR_ATT(BLE_ATT_ATTRIBUTE_NOT_FOUND) || status >= 0 ? BLE_OK : status;
}

static void ask_range(struct blr_task *task, struct ble_request *request, enum ble_gatt_operation operation,
                      uint16_t start, uint16_t end)
{
    request->type = BLE_REQUEST_GATT;
    request->u.gatt.link = task->link;
    request->u.gatt.operation = (uint8_t)operation;
    request->u.gatt.start = start;
    request->u.gatt.end = end;
}

/* ---- is what was known still true? */

/** Everything that was wanted is known. */
static ble_status finished(ble_radio *radio, struct discovery *it);

static ble_status ask_hash(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    struct discovery *it = discovery_of(task);
    const struct blr_connection *connection = blr_connection_of(radio, task->link);
    struct blr_map *map = map_of(radio, task);
    if (!map || !connection)
        return connection ? BLE_ERROR_MEMORY : BLE_ERROR_DISCONNECTED;
    it->changes = map->changes;
    it->hash_came = false;
    if (map->hash_asked || !blr_cache_wants(radio, &connection->info.peer))
        return go_to(task, &finding_services);
    ask_range(task, request, BLE_GATT_READ_BY_UUID, 1, LAST_HANDLE);
    request->u.gatt.uuid = ble_uuid_from_16(DATABASE_HASH);
    return BLR_TASK_GO;
}

static void hear_hash(ble_radio *radio, struct blr_task *task, const struct ble_event *event)
{
    struct discovery *it = discovery_of(task);
    (void)radio;
    if (event->type != BLE_EVENT_VALUE || event->u.value.size != sizeof(it->hash))
        return;
    memcpy(it->hash, event->u.value.data, sizeof(it->hash));
    it->hash_came = true;
}

static void take_hash(ble_radio *radio, struct discovery *it, struct blr_map *map)
{
    const struct blr_connection *connection = blr_connection_of(radio, it->task.link);
    bool same = it->hash_came && map->hash_known && !memcmp(map->hash, it->hash, sizeof(it->hash));
    map->hash_asked = true;
    map->hash_known = it->hash_came;
    memcpy(map->hash, it->hash, sizeof(it->hash));
    if (same)
        blr_map_suspect(map, false);
    else if (connection && !map->services)
        blr_cache_take(radio, &connection->info.peer, map);
}

static ble_status hash_answered(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                                size_t size)
{
    struct discovery *it = discovery_of(task);
    (void)answer;
    (void)size;
    bool matters = status == BLE_ERROR_DISCONNECTED || status == BLE_ERROR_TIMEOUT || status == BLE_ERROR_CANCELLED ||
                   status == BLE_ERROR_ATT(OUT_OF_SYNC);
    ble_status next = judge(radio, it, matters ? status : BLE_OK); /* most peers have none, in one way or another */
    struct blr_map *map = map_of(radio, task);
    if (next != BLE_OK || !map)
        return next;
    take_hash(radio, it, map);
    return go_to(task, &finding_services);
}

static const struct blr_stage hashing = { .ask = ask_hash, .answered = hash_answered, .heard = hear_hash };

/* ---- services */

/** Is a service of a UUID known that was looked for? Then all of them are. */
static bool has_primary(const struct blr_map *map, const struct ble_uuid *uuid)
{
    const struct blr_known_service *service;
    for (unsigned n = 0; (service = blr_map_find(map, uuid, n)) != NULL; n++)
        if (!service->secondary)
            return true;
    return false;
}

static ble_status ask_services(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    struct discovery *it = discovery_of(task);
    const struct blr_map *map = map_of(radio, task);
    if (!map)
        return BLE_ERROR_DISCONNECTED;
    bool known = it->by_uuid ? map->hash_known && has_primary(map, &it->uuid) : map->complete;
    if (known)
        return finished(radio, it); /* the peer tells when something is different */
    ask_range(task, request, BLE_GATT_FIND_SERVICES, 1, LAST_HANDLE);
    request->u.gatt.by_uuid = it->by_uuid;
    request->u.gatt.uuid = it->uuid;
    return BLR_TASK_GO;
}

/** Remember a service to look into. */
static void note_service(ble_radio *radio, struct discovery *it, const struct found_service *service)
{
    for (unsigned i = 0; i < it->services.count; i++)
        if (service_at(it, i)->start == service->start)
            return;
    struct found_service *room = add(radio, it, &it->services, sizeof(*room));
    if (room)
        *room = *service;
}

static void hear_service(ble_radio *radio, struct blr_task *task, const struct ble_event *event)
{
    const struct ble_gatt_found *found = &event->u.found;
    if (event->type == BLE_EVENT_FOUND && found->handle > 0 && found->end >= found->handle)
        note_service(radio, discovery_of(task),
                     &(struct found_service){ .uuid = found->uuid, .start = found->handle, .end = found->end });
}

/** Go to the inside of the next service that is not known. */
static ble_status next_service(ble_radio *radio, struct discovery *it)
{
    const struct blr_map *map = map_of(radio, &it->task);
    for (; it->at < it->services.count; it->at++) {
        const struct found_service *service = service_at(it, it->at);
        struct blr_known_service *known = blr_map_service(map, service->start, 0);
        if (known && known->end == service->end && ble_uuid_equal(&known->uuid, &service->uuid)) {
            known->secondary &= service->secondary;
            continue;
        }
        forget_inside(it);
        return go_to(&it->task, &finding_includes);
    }
    return finished(radio, it);
}

static ble_status services_answered(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                                    size_t size)
{
    struct discovery *it = discovery_of(task);
    (void)answer;
    (void)size;
    ble_status next = judge(radio, it, status);
    it->at = 0;
    return next == BLE_OK ? next_service(radio, it) : next;
}

static const struct blr_stage finding_services = { .ask = ask_services,
                                                   .answered = services_answered,
                                                   .heard = hear_service };

/* ---- what is in a service */

static ble_status ask_includes(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    struct discovery *it = discovery_of(task);
    const struct found_service *service = service_at(it, it->at);
    (void)radio;
    ask_range(task, request, BLE_GATT_FIND_INCLUDED, service->start, service->end);
    return BLR_TASK_GO;
}

static void hear_include(ble_radio *radio, struct blr_task *task, const struct ble_event *event)
{
    struct discovery *it = discovery_of(task);
    const struct ble_gatt_found *found = &event->u.found;
    if (event->type != BLE_EVENT_FOUND || !found->value_handle || found->end < found->value_handle)
        return;
    uint16_t *start = add(radio, it, &it->includes, sizeof(*start));
    if (start)
        *start = found->value_handle;
    if (blr_map_service(map_of(radio, task), found->value_handle, 0))
        return;
    note_service(radio, it,
                 &(struct found_service){
                     .uuid = found->uuid, .start = found->value_handle, .end = found->end, .secondary = true });
}

static ble_status includes_answered(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                                    size_t size)
{
    (void)answer;
    (void)size;
    ble_status next = judge(radio, discovery_of(task), status);
    return next == BLE_OK ? go_to(task, &finding_characteristics) : next;
}

static const struct blr_stage finding_includes = { .ask = ask_includes,
                                                   .answered = includes_answered,
                                                   .heard = hear_include };

static ble_status ask_characteristics(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    struct discovery *it = discovery_of(task);
    const struct found_service *service = service_at(it, it->at);
    (void)radio;
    ask_range(task, request, BLE_GATT_FIND_CHARACTERISTICS, service->start, service->end);
    return BLR_TASK_GO;
}

static void hear_characteristic(ble_radio *radio, struct blr_task *task, const struct ble_event *event)
{
    struct discovery *it = discovery_of(task);
    const struct found_service *service = service_at(it, it->at);
    const struct ble_gatt_found *found = &event->u.found;
    if (event->type != BLE_EVENT_FOUND || found->value_handle <= found->handle || found->value_handle > service->end)
        return;
    if (it->characteristics.count)
        characteristic_at(it, it->characteristics.count - 1)->end = (uint16_t)(found->handle - 1);
    struct blr_known_characteristic *room = add(radio, it, &it->characteristics, sizeof(*room));
    if (room)
        *room = (struct blr_known_characteristic){ .uuid = found->uuid,
                                                   .handle = found->handle,
                                                   .value_handle = found->value_handle,
                                                   .end = service->end,
                                                   .properties = found->properties };
}

static ble_status characteristics_answered(ble_radio *radio, struct blr_task *task, ble_status status,
                                           const uint8_t *answer, size_t size)
{
    (void)answer;
    (void)size;
    ble_status next = judge(radio, discovery_of(task), status);
    return next == BLE_OK ? go_to(task, &finding_descriptors) : next;
}

static const struct blr_stage finding_characteristics = { .ask = ask_characteristics,
                                                          .answered = characteristics_answered,
                                                          .heard = hear_characteristic };

static ble_status keep_service(ble_radio *radio, struct discovery *it);

static ble_status ask_descriptors(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    struct discovery *it = discovery_of(task);
    for (; it->characteristic < it->characteristics.count; it->characteristic++) {
        struct blr_known_characteristic *characteristic = characteristic_at(it, it->characteristic);
        characteristic->first = (uint16_t)it->descriptors.count;
        if (characteristic->end <= characteristic->value_handle)
            continue;
        ask_range(task, request, BLE_GATT_FIND_DESCRIPTORS, (uint16_t)(characteristic->value_handle + 1),
                  characteristic->end);
        return BLR_TASK_GO;
    }
    return keep_service(radio, it);
}

static void hear_descriptor(ble_radio *radio, struct blr_task *task, const struct ble_event *event)
{
    struct discovery *it = discovery_of(task);
    if (event->type != BLE_EVENT_FOUND || it->characteristic >= it->characteristics.count)
        return;
    struct blr_known_descriptor *room = add(radio, it, &it->descriptors, sizeof(*room));
    if (!room)
        return;
    *room = (struct blr_known_descriptor){ event->u.found.uuid, event->u.found.handle };
    characteristic_at(it, it->characteristic)->count++;
}

static ble_status descriptors_answered(ble_radio *radio, struct blr_task *task, ble_status status,
                                       const uint8_t *answer, size_t size)
{
    struct discovery *it = discovery_of(task);
    (void)answer;
    (void)size;
    ble_status next = judge(radio, it, status);
    if (next != BLE_OK)
        return next;
    it->characteristic++;
    return BLR_TASK_GO;
}

static const struct blr_stage finding_descriptors = { .ask = ask_descriptors,
                                                      .answered = descriptors_answered,
                                                      .heard = hear_descriptor };

/* ---- whole services */

/** Everything that was found of a service, in one piece. */
static struct blr_known_service *make_service(const struct discovery *it)
{
    const struct found_service *found = service_at(it, it->at);
    size_t characteristics = it->characteristics.count * sizeof(struct blr_known_characteristic);
    size_t descriptors = it->descriptors.count * sizeof(struct blr_known_descriptor);
    size_t includes = it->includes.count * sizeof(uint16_t);
    size_t bytes = sizeof(struct blr_known_service) + characteristics + descriptors + includes;
    struct blr_known_service *service = malloc(bytes);
    if (!service)
        return NULL;
    uint8_t *at = (uint8_t *)(service + 1);
    *service = (struct blr_known_service){ .uuid = found->uuid,
                                           .start = found->start,
                                           .end = found->end,
                                           .secondary = found->secondary,
                                           .characteristics_count = (uint16_t)it->characteristics.count,
                                           .descriptors_count = (uint16_t)it->descriptors.count,
                                           .includes_count = (uint16_t)it->includes.count,
                                           .bytes = (uint32_t)bytes };
    service->characteristics = (struct blr_known_characteristic *)(void *)at;
    service->descriptors = (struct blr_known_descriptor *)(void *)(at + characteristics);
    service->includes = (uint16_t *)(void *)(at + characteristics + descriptors);
    if (characteristics)
        memcpy(service->characteristics, it->characteristics.items, characteristics);
    if (descriptors)
        memcpy(service->descriptors, it->descriptors.items, descriptors);
    if (includes)
        memcpy(service->includes, it->includes.items, includes);
    return service;
}

static ble_status keep_service(ble_radio *radio, struct discovery *it)
{
    struct blr_map *map = map_of(radio, &it->task);
    struct blr_known_service *service = map ? make_service(it) : NULL;
    if (!service)
        return map ? BLE_ERROR_MEMORY : BLE_ERROR_DISCONNECTED;
    if (map->bytes + service->bytes > radio->options.service_bytes) {
        free(service);
        return BLE_ERROR_FULL;
    }
    blr_map_add(map, service);
    it->at++;
    return next_service(radio, it);
}

/* ------------------------------------------------------------------------------------------------ changes */

static void watch(ble_radio *radio, ble_link link, struct blr_map *map);

static ble_status finished(ble_radio *radio, struct discovery *it)
{
    struct blr_map *map = map_of(radio, &it->task);
    if (!map)
        return BLE_ERROR_DISCONNECTED;
    if (it->watching)
        return go_to(&it->task, &watching_changes);
    map->complete |= !it->by_uuid;
    watch(radio, it->task.link, map);
    return it->by_uuid && !blr_map_find(map, &it->uuid, 0) ? BLE_ERROR_NOT_FOUND : BLE_END;
}

/** A characteristic of the peer's GATT service. */
static const struct blr_known_characteristic *of_gatt(const struct blr_map *map, uint16_t uuid,
                                                      const struct blr_known_service **service)
{
    const struct ble_uuid gatt = ble_uuid_from_16(GATT_SERVICE), wanted = ble_uuid_from_16(uuid);
    *service = blr_map_find(map, &gatt, 0);
    return blr_map_characteristic_of(*service, &wanted, 0);
}

static void ask_write(struct blr_task *task, struct ble_request *request, uint16_t handle, const void *data,
                      uint16_t size)
{
    request->type = BLE_REQUEST_GATT;
    request->u.gatt = (struct ble_gatt){
        .link = task->link, .operation = BLE_GATT_WRITE, .handle = handle, .size = size, .data = data
    };
}

static ble_status ask_changes(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    static const uint8_t indications[] = { 2, 0 };
    const struct blr_known_service *service;
    struct blr_map *map = map_of(radio, task);
    if (!map)
        return BLE_ERROR_DISCONNECTED;
    const struct blr_known_characteristic *changed = of_gatt(map, SERVICE_CHANGED, &service);
    uint16_t cccd = changed ? blr_map_descriptor(service, changed, CCCD) : 0;
    if (!cccd)
        return go_to(task, &naming_features);
    map->changed = changed->value_handle; /* it may come before the answer */
    ask_write(task, request, cccd, indications, sizeof(indications));
    return BLR_TASK_GO;
}

static ble_status changes_answered(ble_radio *radio, struct blr_task *task, ble_status status, const uint8_t *answer,
                                   size_t size)
{
    (void)radio;
    (void)answer;
    (void)size;
    return status == BLE_ERROR_DISCONNECTED ? status : go_to(task, &naming_features);
}

static const struct blr_stage watching_changes = { .ask = ask_changes, .answered = changes_answered };

/** Robust caching: from then on the peer refuses what is asked with handles of before a change. */
static ble_status ask_features(ble_radio *radio, struct blr_task *task, struct ble_request *request)
{
    static const uint8_t robust_caching[] = { 1 };
    const struct blr_known_service *service;
    const struct blr_map *map = map_of(radio, task);
    const struct blr_known_characteristic *features = map ? of_gatt(map, CLIENT_FEATURES, &service) : NULL;
    if (!features || !map->hash_known)
        return BLE_END;
    ask_write(task, request, features->value_handle, robust_caching, sizeof(robust_caching));
    return BLR_TASK_GO;
}

static const struct blr_stage naming_features = { .ask = ask_features };

/* ------------------------------------------------------------------------------------------------ tasks */

static void describe(const ble_radio *radio, const struct blr_task *task, char text[BLR_TASK_TEXT])
{
    const struct discovery *it = (const struct discovery *)(const void *)task;
    char peer[BLE_ADDRESS_TEXT], uuid[BLE_UUID_TEXT];
    snprintf(text, BLR_TASK_TEXT, "discover %s%s of %s", it->by_uuid ? "service " : "the services",
             it->by_uuid ? ble_uuid_format(&it->uuid, uuid) : "", blr_connection_name(radio, task->link, peer));
}

static const char *advise(const ble_radio *radio, const struct blr_task *task)
{
    switch (task->status) {
    case BLE_ERROR_FULL: return "it has more of them than service_bytes allows";
    case BLE_ERROR_PROTOCOL: return "its answers make no sense, or its services change all the time";
    default: return blr_connection_advice(radio, task->link, task->status);
    }
}

static const struct blr_task_kind discoveries = {
    .size = sizeof(struct discovery), .describe = describe, .advise = advise, .release = release
};

ble_status blr_discovery_new(ble_radio *radio, ble_link link, const struct ble_uuid *uuid, struct blr_task **task)
{
    ble_status status = blr_task_new(radio, &discoveries, link, task);
    if (!*task)
        return status;
    struct discovery *it = discovery_of(*task);
    it->by_uuid = uuid != NULL;
    if (uuid)
        it->uuid = *uuid;
    it->task.stage = &hashing;
    it->task.deadline_us = blr_loop_time_us(&radio->loop) + DISCOVERY_US;
    return BLE_OK;
}

uint32_t blr_discovery_again(ble_radio *radio, ble_link link, const struct ble_uuid *uuid)
{
    struct blr_task *task = NULL;
    if (blr_discovery_new(radio, link, uuid, &task) < 0 || !task)
        return 0;
    uint32_t id = task->id;
    task->quiet = true;
    return blr_task_start(radio, task, NULL, NULL, NULL) == BLE_OK ? id : 0;
}

bool blr_discovery_runs(const ble_radio *radio, uint32_t id)
{
    for (const struct blr_task *task = radio->tasks.first; task; task = task->next)
        if (task->id == id)
            return true;
    return false;
}

/** Ask the peer to tell when its services change. What does not come about now is tried with the next discovery. */
static void watch(ble_radio *radio, ble_link link, struct blr_map *map)
{
    const struct ble_uuid gatt = ble_uuid_from_16(GATT_SERVICE);
    struct blr_task *task = NULL;
    if (map->watched || blr_discovery_new(radio, link, &gatt, &task) < 0 || !task)
        return;
    map->watched = true;
    discovery_of(task)->watching = true;
    task->quiet = true;
    if (blr_map_find(map, &gatt, 0))
        task->stage = &watching_changes;
    blr_task_start(radio, task, NULL, NULL, NULL);
}
