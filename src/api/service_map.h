/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What is known of the services of the peers, and who listens to their characteristics.
 *
 * Each link that is used as a client has a map: services by their handles, each one piece of memory with all that is in
 * it. Handles that programs hold name a service by its first handle and a generation, so that what was forgotten is
 * noticed. When a link ends, the map of a peer that has a Database Hash goes to a cache, where the last ones wait for
 * their peers to come back (Vol 3 Part G 2.5.2).
 *
 *   service_map.c    the map of a link    map_cache.c  what is kept of peers that are gone
 *   discovery.c      fills the map        access.c     reads and writes
 *   subscribing.c    who is told a peer's notifications
 */
#ifndef BLR_API_SERVICE_MAP_H
#define BLR_API_SERVICE_MAP_H

#include <bleradio/service.h>

enum { BLR_DATABASE_HASH = 16 };

/** Services, characteristics and descriptors as they were found. */
struct blr_known_descriptor {
    struct ble_uuid uuid;
    uint16_t handle;
};

struct blr_known_characteristic {
    struct ble_uuid uuid;
    uint16_t handle;
    uint16_t value_handle;
    uint16_t end;
    uint16_t first; /**< of its descriptors in the service's */
    uint16_t count;
    uint8_t properties;
};

struct blr_known_service {
    struct blr_known_service *next; /**< with the next higher handle */
    struct ble_uuid uuid;
    uint16_t start;
    uint16_t end;
    uint16_t generation;
    bool secondary;
    bool suspected; /**< the peer says that something is different: of no use until it was found again */
    uint16_t characteristics_count;
    uint16_t descriptors_count;
    uint16_t includes_count;
    uint32_t bytes;                                   /**< of this piece of memory */
    struct blr_known_characteristic *characteristics; /**< by handle */
    struct blr_known_descriptor *descriptors;         /**< by handle */
    uint16_t *includes;                               /**< first handles of services */
};

/** Somebody who wants to be told a characteristic's notifications. */
struct blr_subscriber {
    ble_characteristic characteristic;
    ble_notified *notified; /**< NULL: it is none any more */
    void *user;
    bool indicate;
};

struct blr_map {
    struct blr_known_service *services;
    uint32_t bytes;      /**< of all services */
    uint32_t changes;    /**< how often something was forgotten */
    uint16_t generation; /**< given last */
    uint16_t changed;    /**< value handle of Service Changed; 0: not subscribed */
    bool complete;       /**< these are all primary services */
    bool watched;        /**< its changes are, or are being, subscribed to */
    bool hash_asked;     /**< the Database Hash was read, or there is none */
    bool hash_known;     /**< it is `hash` */
    uint8_t hash[BLR_DATABASE_HASH];
    struct blr_subscriber *subscribers;
    unsigned subscribers_count;
    unsigned telling; /**< subscribers are being told */
};

/** What is kept of a peer that is gone. */
struct blr_cached;

struct blr_map_cache {
    struct blr_cached *first; /**< the peer that was here last */
    unsigned count;
};

struct blr_connection;
struct blr_task;

/* service_map.c */
/** The map of a link, made when there is none. @return NULL: no memory */
struct blr_map *blr_map_of(struct blr_connection *connection);

/** The n-th service of a UUID (NULL: of any), by handle. */
struct blr_known_service *blr_map_find(const struct blr_map *map, const struct ble_uuid *uuid, unsigned n);

/** The service that begins with a handle and has this generation, suspected or not. */
struct blr_known_service *blr_map_any(const struct blr_map *map, uint16_t start, uint16_t generation);

/** The same, of those that are not suspected. @param generation 0: whatever it has */
struct blr_known_service *blr_map_service(const struct blr_map *map, uint16_t start, uint16_t generation);

/** The characteristic of a service with this value handle. */
const struct blr_known_characteristic *blr_map_characteristic(const struct blr_known_service *service, uint16_t handle);

/** The n-th characteristic of a UUID (NULL: of any). */
const struct blr_known_characteristic *blr_map_characteristic_of(const struct blr_known_service *service,
                                                                 const struct ble_uuid *uuid, unsigned n);

/** The descriptor of a characteristic with this 16-bit UUID; 0: it has none. */
uint16_t blr_map_descriptor(const struct blr_known_service *service,
                            const struct blr_known_characteristic *characteristic, uint16_t uuid);

/** Add a service, which belongs to the map then, in place of all that overlap with it. When one of them is still the
 * same, or has only grown, handles of it stay good. */
void blr_map_add(struct blr_map *map, struct blr_known_service *service);

/** Forget what overlaps with a range of handles. */
void blr_map_forget(struct blr_map *map, uint16_t start, uint16_t end);

/** Suspect all, or trust it again. */
void blr_map_suspect(struct blr_map *map, bool suspected);

/** The link is gone. */
void blr_map_close(ble_radio *radio, struct blr_connection *connection);

void blr_services_free(struct blr_known_service *services);

/* map_cache.c */
/** Take what is kept of a peer with this hash into a map, and forget what is kept with another one. */
void blr_cache_take(ble_radio *radio, const struct ble_address *peer, struct blr_map *map);

/** Keep services, which belong to the cache then. */
void blr_cache_keep(ble_radio *radio, const struct ble_address *peer, struct blr_map *map);

/** Is there any sense in keeping something of a peer? Addresses that change are none to find it by. */
bool blr_cache_wants(const ble_radio *radio, const struct ble_address *peer);

void blr_cache_free(ble_radio *radio);

/* discovery.c */
/** Make a task that discovers. @param uuid NULL: everything */
ble_status blr_discovery_new(ble_radio *radio, ble_link link, const struct ble_uuid *uuid, struct blr_task **task);

/** Discover a service again without telling anybody. @return the task's id; 0: not possible now */
uint32_t blr_discovery_again(ble_radio *radio, ble_link link, const struct ble_uuid *uuid);

/** Is this discovery under way? */
bool blr_discovery_runs(const ble_radio *radio, uint32_t id);

/* subscribing.c: events of the host */
void blr_subscribers_told(ble_radio *radio, const struct ble_event *event);
/** Those of a range of handles are told nothing any more. */
void blr_subscribers_drop(struct blr_map *map, uint16_t start, uint16_t end);

#endif
