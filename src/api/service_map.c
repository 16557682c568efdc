/* SPDX-License-Identifier: MIT */
#include "api/service_map.h"

#include <stdlib.h>
#include <string.h>

#include "api/internal.h"

struct blr_map *blr_map_of(struct blr_connection *connection)
{
    if (!connection->map)
        connection->map = calloc(1, sizeof(*connection->map));
    return connection->map;
}

/* ------------------------------------------------------------------------------------------------ looking */

struct blr_known_service *blr_map_find(const struct blr_map *map, const struct ble_uuid *uuid, unsigned n)
{
    struct blr_known_service *it = map ? map->services : NULL;
    for (; it; it = it->next)
        if (!it->suspected && (!uuid || ble_uuid_equal(&it->uuid, uuid)) && n-- == 0)
            return it;
    return NULL;
}

struct blr_known_service *blr_map_any(const struct blr_map *map, uint16_t start, uint16_t generation)
{
    struct blr_known_service *it = map ? map->services : NULL;
    while (it && it->start != start)
        it = it->next;
    return it && (!generation || it->generation == generation) ? it : NULL;
}

struct blr_known_service *blr_map_service(const struct blr_map *map, uint16_t start, uint16_t generation)
{
    struct blr_known_service *it = blr_map_any(map, start, generation);
    return it && !it->suspected ? it : NULL;
}

const struct blr_known_characteristic *blr_map_characteristic(const struct blr_known_service *service, uint16_t handle)
{
    for (unsigned i = 0; service && i < service->characteristics_count; i++)
        if (service->characteristics[i].value_handle == handle)
            return &service->characteristics[i];
    return NULL;
}

const struct blr_known_characteristic *blr_map_characteristic_of(const struct blr_known_service *service,
                                                                 const struct ble_uuid *uuid, unsigned n)
{
    for (unsigned i = 0; service && i < service->characteristics_count; i++)
        if ((!uuid || ble_uuid_equal(&service->characteristics[i].uuid, uuid)) && n-- == 0)
            return &service->characteristics[i];
    return NULL;
}

uint16_t blr_map_descriptor(const struct blr_known_service *service,
                            const struct blr_known_characteristic *characteristic, uint16_t uuid)
{
    const struct ble_uuid wanted = ble_uuid_from_16(uuid);
    for (unsigned i = 0; i < characteristic->count; i++)
        if (ble_uuid_equal(&service->descriptors[characteristic->first + i].uuid, &wanted))
            return service->descriptors[characteristic->first + i].handle;
    return 0;
}

/* ------------------------------------------------------------------------------------------------ changing */

void blr_services_free(struct blr_known_service *services)
{
    while (services) {
        struct blr_known_service *next = services->next;
        free(services);
        services = next;
    }
}

static void drop(struct blr_map *map, struct blr_known_service **at)
{
    struct blr_known_service *it = *at;
    *at = it->next;
    map->bytes -= it->bytes;
    free(it);
}

/** Is everything that was known of a service true of the new one? */
static bool still_holds(const struct blr_known_service *old, const struct blr_known_service *new)
{
    if (old->start != new->start || !ble_uuid_equal(&old->uuid, &new->uuid))
        return false;
    for (unsigned i = 0; i < old->characteristics_count; i++) {
        const struct blr_known_characteristic *a = &old->characteristics[i];
        const struct blr_known_characteristic *b = blr_map_characteristic(new, a->value_handle);
        if (!b || b->handle != a->handle || !ble_uuid_equal(&a->uuid, &b->uuid))
            return false;
    }
    return true;
}

void blr_map_add(struct blr_map *map, struct blr_known_service *service)
{
    struct blr_known_service **at = &map->services;
    uint16_t generation = 0;
    while (*at && (*at)->start <= service->end) {
        if ((*at)->end < service->start) {
            at = &(*at)->next;
            continue;
        }
        if (still_holds(*at, service))
            generation = (*at)->generation;
        else
            blr_subscribers_drop(map, (*at)->start, (*at)->end);
        drop(map, at);
    }
    if (!generation)
        generation = ++map->generation ? map->generation : ++map->generation;
    service->generation = generation;
    service->suspected = false;
    service->next = *at;
    *at = service;
    map->bytes += service->bytes;
}

void blr_map_forget(struct blr_map *map, uint16_t start, uint16_t end)
{
    struct blr_known_service **at = &map->services;
    while (*at) {
        if ((*at)->start <= end && (*at)->end >= start)
            drop(map, at);
        else
            at = &(*at)->next;
    }
    blr_subscribers_drop(map, start, end);
    map->changes++;
    map->complete = false;
    map->hash_asked = map->hash_known = false;
}

void blr_map_suspect(struct blr_map *map, bool suspected)
{
    for (struct blr_known_service *it = map->services; it; it = it->next)
        it->suspected = suspected;
    map->changes += suspected;
    map->complete &= !suspected;
    map->hash_asked = !suspected;
}

/** What nobody has found again is not worth keeping. */
static void drop_suspected(struct blr_map *map)
{
    struct blr_known_service **at = &map->services;
    while (*at) {
        if ((*at)->suspected)
            drop(map, at);
        else
            at = &(*at)->next;
    }
}

void blr_map_close(ble_radio *radio, struct blr_connection *connection)
{
    struct blr_map *map = connection->map;
    if (!map)
        return;
    connection->map = NULL;
    drop_suspected(map);
    if (map->services && map->hash_known && !radio->closing)
        blr_cache_keep(radio, &connection->info.peer, map);
    blr_services_free(map->services);
    free(map->subscribers);
    free(map);
}
