/* SPDX-License-Identifier: MIT */
/* The services of peers that were here: good as long as their Database Hash is the same. */
#include <stdlib.h>
#include <string.h>

#include "api/internal.h"

struct blr_cached {
    struct blr_cached *next;
    struct ble_address peer;
    struct blr_known_service *services;
    uint32_t bytes;
    bool complete;
    uint8_t hash[BLR_DATABASE_HASH];
};

bool blr_cache_wants(const ble_radio *radio, const struct ble_address *peer)
{
    enum { KIND = 0xc0, STATIC = 0xc0 };
    bool fixed = peer->type != BLE_ADDRESS_RANDOM || (peer->octets[5] & KIND) == STATIC;
    return radio->options.cached_peers > 0 && fixed;
}

static struct blr_cached **find(ble_radio *radio, const struct ble_address *peer)
{
    struct blr_cached **at = &radio->map_cache.first;
    while (*at && !ble_address_equal(&(*at)->peer, peer))
        at = &(*at)->next;
    return at;
}

static void drop(ble_radio *radio, struct blr_cached **at)
{
    struct blr_cached *it = *at;
    *at = it->next;
    radio->map_cache.count--;
    blr_services_free(it->services);
    free(it);
}

/** What was found on this link already is newer than what is kept. */
void blr_cache_take(ble_radio *radio, const struct ble_address *peer, struct blr_map *map)
{
    struct blr_cached **at = find(radio, peer), *it = *at;
    if (!it)
        return;
    if (map->hash_known && !map->services && !memcmp(it->hash, map->hash, sizeof(map->hash))) {
        struct blr_known_service *service = it->services;
        it->services = NULL;
        map->complete = it->complete;
        while (service) {
            struct blr_known_service *next = service->next;
            blr_map_add(map, service);
            service = next;
        }
    }
    drop(radio, at);
}

void blr_cache_keep(ble_radio *radio, const struct ble_address *peer, struct blr_map *map)
{
    struct blr_cached **at = find(radio, peer);
    if (*at)
        drop(radio, at);
    if (!blr_cache_wants(radio, peer))
        return;
    struct blr_cached *it = calloc(1, sizeof(*it));
    if (!it)
        return;
    *it = (struct blr_cached){ .next = radio->map_cache.first,
                               .peer = *peer,
                               .services = map->services,
                               .bytes = map->bytes,
                               .complete = map->complete };
    memcpy(it->hash, map->hash, sizeof(it->hash));
    map->services = NULL;
    map->bytes = 0;
    radio->map_cache.first = it;
    if (++radio->map_cache.count <= radio->options.cached_peers)
        return;
    at = &radio->map_cache.first;
    while ((*at)->next)
        at = &(*at)->next;
    drop(radio, at);
}

void blr_cache_free(ble_radio *radio)
{
    while (radio->map_cache.first)
        drop(radio, &radio->map_cache.first);
}
