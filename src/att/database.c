/* SPDX-License-Identifier: MIT */
#include "att/database.h"

#include <string.h>

enum {
    LONG_UUID = 16,
    CCCD_SIZE = 2,
    INCLUDE_SIZE = 4, /* without the UUID */
    HANDLES_END = 0x10000,
    RELIABLE_WRITE = 0x01,
    WRITABLE_AUXILIARIES = 0x02,
    KEY_SIZE_MOST = 16
};

static void put_u16(uint8_t *at, uint16_t value)
{
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
}

/** 16-bit form, 0: it has none. */
static uint16_t brief(const struct ble_uuid *uuid)
{
    return ble_uuid_size(uuid) == 2 ? (uint16_t)ble_uuid_short(uuid) : 0;
}

/* ------------------------------------------------------------------------------------------------ looking */

uint16_t blr_database_index(const struct att_database *database, uint16_t handle)
{
    uint16_t from = 0, to = database->count;
    while (from < to) {
        uint16_t middle = (uint16_t)((from + to) / 2);
        if (database->attributes[middle].handle < handle)
            from = (uint16_t)(middle + 1);
        else
            to = middle;
    }
    return from;
}

struct att_attribute *blr_database_find(const struct att_database *database, uint16_t handle)
{
    uint16_t index = blr_database_index(database, handle);
    if (index == database->count || database->attributes[index].handle != handle)
        return NULL;
    return &database->attributes[index];
}

/** Octets of the value that lie in the pool. */
static uint32_t room_of(const struct att_attribute *attribute)
{
    if (attribute->type == ATT_CHARACTERISTIC || attribute->type == ATT_CCCD || attribute->flags & ATT_IS_ASKED)
        return 0;
    return attribute->flags & ATT_IS_CONSTANT ? (uint32_t)sizeof(const uint8_t *) : attribute->max_size;
}

static uint32_t octets_of(const struct att_attribute *attribute)
{
    return room_of(attribute) + (attribute->type == 0 ? LONG_UUID : 0U);
}

static uint8_t *stored(const struct att_database *database, const struct att_attribute *attribute)
{
    return database->bytes + attribute->at + (attribute->type == 0 ? LONG_UUID : 0);
}

struct ble_uuid blr_database_type(const struct att_database *database, const struct att_attribute *attribute)
{
    struct ble_uuid uuid;
    if (attribute->type != 0)
        return ble_uuid_from_16(attribute->type);
    memcpy(uuid.octets, database->bytes + attribute->at, LONG_UUID);
    return uuid;
}

bool blr_database_is(const struct att_database *database, const struct att_attribute *attribute,
                     const struct ble_uuid *type)
{
    uint16_t wanted = brief(type);
    if (attribute->type != wanted)
        return false;
    return wanted != 0 || memcmp(database->bytes + attribute->at, type->octets, LONG_UUID) == 0;
}

/** Properties, handle and UUID of the characteristic whose value follows. */
static struct hci_view declaration(const struct att_database *database, const struct att_attribute *attribute,
                                   uint8_t scratch[ATT_DECLARATION])
{
    struct ble_uuid uuid = blr_database_type(database, attribute + 1);
    size_t size = attribute[1].type != 0 ? 2 : LONG_UUID;
    scratch[0] = attribute->extra;
    put_u16(scratch + 1, attribute[1].handle);
    memcpy(scratch + 3, ble_uuid_octets(&uuid, size), size);
    return (struct hci_view){ scratch, (uint16_t)(3 + size) };
}

struct hci_view blr_database_value(const struct att_database *database, const struct att_attribute *attribute,
                                   uint8_t scratch[ATT_DECLARATION])
{
    if (attribute->type == ATT_CHARACTERISTIC)
        return declaration(database, attribute, scratch);
    if (attribute->type == ATT_CCCD || attribute->flags & ATT_IS_ASKED)
        return (struct hci_view){ scratch, 0 };
    const uint8_t *value = stored(database, attribute);
    if (attribute->flags & ATT_IS_CONSTANT)
        memcpy(&value, stored(database, attribute), sizeof(value));
    return (struct hci_view){ value, attribute->size };
}

uint16_t blr_database_size_after(const struct att_attribute *attribute, uint16_t before, uint16_t offset, uint16_t size)
{
    if (attribute->flags & ATT_IS_FIXED)
        return attribute->max_size;
    return offset == 0 || offset + size > before ? (uint16_t)(offset + size) : before;
}

void blr_database_write(struct att_database *database, struct att_attribute *attribute, uint16_t offset,
                        const uint8_t *data, uint16_t size)
{
    if (size > 0)
        memcpy(stored(database, attribute) + offset, data, size);
    attribute->size = blr_database_size_after(attribute, attribute->size, offset, size);
}

uint16_t blr_database_end(const struct att_database *database, uint16_t index)
{
    uint16_t last = database->attributes[index].handle;
    for (index++; index < database->count && !blr_database_is_service(&database->attributes[index]); index++)
        last = database->attributes[index].handle;
    return last;
}

const struct att_attribute *blr_database_owner(const struct att_database *database,
                                               const struct att_attribute *descriptor)
{
    while (descriptor > database->attributes && descriptor->type != ATT_CHARACTERISTIC)
        descriptor--;
    return descriptor->type == ATT_CHARACTERISTIC ? descriptor + 1 : NULL;
}

/* ------------------------------------------------------------------------------------------------ is it sound? */

/** What the table knows by itself must not be said by the application. */
static bool is_ours(const struct ble_uuid *uuid)
{
    uint16_t type = brief(uuid);
    return (type >= ATT_PRIMARY_SERVICE && type <= ATT_CHARACTERISTIC) || type == ATT_EXTENDED_PROPERTIES ||
           type == ATT_CCCD;
}

static bool is_sound_value(uint8_t storage, uint16_t size, uint16_t max_size, const uint8_t *value)
{
    if (storage > BLE_GATT_CONSTANT || max_size > BLE_GATT_VALUE || size > BLE_GATT_VALUE)
        return false;
    if (storage == BLE_GATT_ASKED)
        return size == 0;
    return (size == 0 || value != NULL) && (max_size == 0 || size <= max_size);
}

static bool is_sound_characteristic(const struct ble_gatt_characteristic *c)
{
    enum { WRITES = BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE | BLE_GATT_PROPERTY_SIGNED_WRITE };
    if (is_ours(&c->uuid) || !is_sound_value(c->storage, c->size, c->max_size, c->value) ||
        c->key_size > KEY_SIZE_MOST || (c->storage == BLE_GATT_CONSTANT && c->properties & WRITES) ||
        (c->descriptors_count > 0 && c->descriptors == NULL))
        return false;
    for (uint8_t i = 0; i < c->descriptors_count; i++) {
        const struct ble_gatt_descriptor *d = &c->descriptors[i];
        if (is_ours(&d->uuid) || !is_sound_value(d->storage, d->size, d->max_size, d->value) ||
            (d->storage == BLE_GATT_CONSTANT && d->writable))
            return false;
    }
    return true;
}

static bool is_sound(const struct ble_gatt_service *service)
{
    if ((service->characteristics_count > 0 && service->characteristics == NULL) ||
        (service->includes_count > 0 && service->includes == NULL))
        return false;
    for (uint8_t i = 0; i < service->characteristics_count; i++)
        if (!is_sound_characteristic(&service->characteristics[i]))
            return false;
    return true;
}

/* ------------------------------------------------------------------------------------------------ adding */

/** Where a service is made, or, without database, what it takes. */
struct maker {
    struct att_database *database; /**< NULL: only count */
    struct att_attribute *next;
    uint32_t handle;
    uint32_t attributes;
    uint32_t octets;
    uint32_t subscriptions;
};

/** Take an attribute and its octets of the pool. @param attribute its handle and place are set here */
static void make(struct maker *maker, struct att_attribute attribute, const struct ble_uuid *type, const uint8_t *value)
{
    attribute.type = brief(type);
    maker->attributes++;
    maker->octets += octets_of(&attribute);
    if (attribute.type == ATT_CCCD)
        maker->subscriptions++;
    struct att_database *database = maker->database;
    if (database == NULL)
        return;
    if (attribute.type != ATT_CCCD)
        attribute.at = database->bytes_used;
    database->bytes_used += octets_of(&attribute);
    attribute.handle = (uint16_t)maker->handle++;
    if (attribute.type == 0)
        memcpy(database->bytes + attribute.at, type->octets, LONG_UUID);
    if (attribute.flags & ATT_IS_CONSTANT)
        memcpy(stored(database, &attribute), &value, sizeof(const uint8_t *));
    else if (room_of(&attribute) > 0)
        memset(stored(database, &attribute), 0, attribute.max_size);
    if (room_of(&attribute) > 0 && !(attribute.flags & ATT_IS_CONSTANT) && attribute.size > 0)
        memcpy(stored(database, &attribute), value, attribute.size);
    if (attribute.flags & ATT_IS_FIXED)
        attribute.size = attribute.max_size;
    *maker->next++ = attribute;
}

static void make_known(struct maker *maker, struct att_attribute attribute, uint16_t type, const uint8_t *value)
{
    const struct ble_uuid uuid = ble_uuid_from_16(type);
    make(maker, attribute, &uuid, value);
}

/** A declaration, which everybody may read. */
static void make_declaration(struct maker *maker, uint16_t type, const uint8_t *value, uint16_t size)
{
    make_known(maker, (struct att_attribute){ .size = size, .max_size = size, .flags = ATT_MAY_READ }, type, value);
}

static void make_include(struct maker *maker, const struct att_database *database, uint16_t handle)
{
    uint8_t value[INCLUDE_SIZE + 2];
    uint16_t size = INCLUDE_SIZE;
    uint16_t index = blr_database_index(database, handle);
    const struct att_attribute *service = &database->attributes[index];
    put_u16(value, handle);
    put_u16(value + 2, blr_database_end(database, index));
    if (service->size == 2) {
        memcpy(value + INCLUDE_SIZE, stored(database, service), 2);
        size += 2;
    }
    make_declaration(maker, ATT_INCLUDE, value, size);
}

static uint8_t storage_flags(uint8_t storage)
{
    static const uint8_t flags[] = {
        [BLE_GATT_STORED] = 0, [BLE_GATT_ASKED] = ATT_IS_ASKED, [BLE_GATT_CONSTANT] = ATT_IS_CONSTANT
    };
    return flags[storage];
}

static uint16_t room_for(uint8_t storage, uint16_t size, uint16_t max_size)
{
    if (max_size > 0 && storage != BLE_GATT_CONSTANT)
        return max_size;
    return storage == BLE_GATT_ASKED ? BLE_GATT_VALUE : size;
}

static void make_value(struct maker *maker, const struct ble_gatt_characteristic *c)
{
    uint8_t flags = storage_flags(c->storage);
    flags |= c->properties & BLE_GATT_PROPERTY_READ ? ATT_MAY_READ : 0;
    flags |= c->properties & BLE_GATT_PROPERTY_WRITE ? ATT_MAY_WRITE : 0;
    flags |= c->properties & BLE_GATT_PROPERTY_WRITE_NO_RESPONSE ? ATT_MAY_COMMAND : 0;
    flags |= c->properties & BLE_GATT_PROPERTY_SIGNED_WRITE ? ATT_MAY_SIGN : 0;
    flags |= c->fixed ? ATT_IS_FIXED : 0;
    make(maker,
         (struct att_attribute){ .size = c->size,
                                 .max_size = room_for(c->storage, c->size, c->max_size),
                                 .read = c->read_permissions,
                                 .write = c->write_permissions,
                                 .flags = flags,
                                 .extra = c->key_size },
         &c->uuid, c->value);
}

/** There is one: they were counted. */
static uint32_t take_subscription(struct att_database *database)
{
    uint32_t i = 0;
    while (database->subscriptions[i / 8] >> i % 8 & 1)
        i++;
    database->subscriptions[i / 8] |= (uint8_t)(1 << i % 8);
    return i;
}

static void make_cccd(struct maker *maker, const struct ble_gatt_characteristic *c)
{
    struct att_attribute cccd = { .size = CCCD_SIZE,
                                  .max_size = CCCD_SIZE,
                                  .write = c->subscribe_permissions,
                                  .flags = ATT_MAY_READ | ATT_MAY_WRITE | ATT_IS_FIXED,
                                  .extra = c->key_size };
    if (maker->database != NULL)
        cccd.at = take_subscription(maker->database);
    make_known(maker, cccd, ATT_CCCD, NULL);
}

static void make_extended_properties(struct maker *maker, const struct ble_gatt_characteristic *c)
{
    uint8_t value[2] = { c->properties & BLE_GATT_PROPERTY_WRITE ? RELIABLE_WRITE : 0, 0 };
    for (uint8_t i = 0; i < c->descriptors_count; i++)
        if (brief(&c->descriptors[i].uuid) == ATT_USER_DESCRIPTION && c->descriptors[i].writable)
            value[0] |= WRITABLE_AUXILIARIES;
    make_declaration(maker, ATT_EXTENDED_PROPERTIES, value, sizeof(value));
}

static void make_descriptor(struct maker *maker, const struct ble_gatt_descriptor *d, uint8_t key_size)
{
    uint8_t flags = (uint8_t)(storage_flags(d->storage) | ATT_MAY_READ | (d->writable ? ATT_MAY_WRITE : 0));
    make(maker,
         (struct att_attribute){ .size = d->size,
                                 .max_size = room_for(d->storage, d->size, d->max_size),
                                 .read = d->read_permissions,
                                 .write = d->write_permissions,
                                 .flags = flags,
                                 .extra = key_size },
         &d->uuid, d->value);
}

static void make_characteristic(struct maker *maker, const struct ble_gatt_characteristic *c)
{
    make_known(maker,
               (struct att_attribute){ .size = (uint16_t)(brief(&c->uuid) != 0 ? 5 : ATT_DECLARATION),
                                       .flags = ATT_MAY_READ,
                                       .extra = c->properties },
               ATT_CHARACTERISTIC, NULL);
    make_value(maker, c);
    if (c->properties & (BLE_GATT_PROPERTY_NOTIFY | BLE_GATT_PROPERTY_INDICATE))
        make_cccd(maker, c);
    if (c->properties & BLE_GATT_PROPERTY_EXTENDED)
        make_extended_properties(maker, c);
    for (uint8_t i = 0; i < c->descriptors_count; i++)
        make_descriptor(maker, &c->descriptors[i], c->key_size);
}

/** @param database where included services are */
static void make_service(struct maker *maker, const struct att_database *database,
                         const struct ble_gatt_service *service)
{
    uint16_t size = brief(&service->uuid) != 0 ? 2 : LONG_UUID;
    make_declaration(maker, service->secondary ? ATT_SECONDARY_SERVICE : ATT_PRIMARY_SERVICE,
                     ble_uuid_octets(&service->uuid, size), size);
    for (uint8_t i = 0; i < service->includes_count; i++)
        make_include(maker, database, service->includes[i]);
    for (uint8_t i = 0; i < service->characteristics_count; i++)
        make_characteristic(maker, &service->characteristics[i]);
}

static bool includes_exist(const struct att_database *database, const struct ble_gatt_service *service)
{
    for (uint8_t i = 0; i < service->includes_count; i++) {
        const struct att_attribute *included = blr_database_find(database, service->includes[i]);
        if (included == NULL || !blr_database_is_service(included))
            return false;
    }
    return true;
}

/** First of so many handles that nobody has, 0: there are none. */
static uint32_t free_handles(const struct att_database *database, uint32_t count)
{
    if (database->next + count <= HANDLES_END)
        return database->next;
    uint32_t from = 1;
    for (uint16_t i = 0; i < database->count; i++) {
        if (database->attributes[i].handle - from >= count)
            return from;
        from = database->attributes[i].handle + 1U;
    }
    return from + count <= HANDLES_END ? from : 0;
}

static uint32_t free_subscriptions(const struct att_database *database)
{
    uint32_t count = 0;
    for (uint16_t i = 0; i < database->subscriptions_capacity; i++)
        count += (database->subscriptions[i / 8] >> i % 8 & 1) == 0;
    return count;
}

/** Move the attribute at `from` down to `to`, those between up by one. */
static void insert(struct att_attribute *to, struct att_attribute *from)
{
    struct att_attribute moved = *from;
    memmove(to + 1, to, (size_t)(from - to) * sizeof(moved));
    *to = moved;
}

ble_status blr_database_add(struct att_database *database, const struct ble_gatt_service *service, uint16_t *first,
                            uint16_t *last)
{
    if (!is_sound(service))
        return BLE_ERROR_ARGUMENT;
    if (!includes_exist(database, service))
        return BLE_ERROR_NOT_FOUND;
    struct maker wanted = { 0 };
    make_service(&wanted, database, service);
    uint32_t handle = free_handles(database, wanted.attributes);
    if (handle == 0 || wanted.attributes > (uint32_t)(database->capacity - database->count) ||
        wanted.octets > database->bytes_capacity - database->bytes_used ||
        wanted.subscriptions > free_subscriptions(database))
        return BLE_ERROR_FULL;
    /* In front of those with higher handles: but the table is complete while includes are looked up, so at its end. */
    uint16_t index = blr_database_index(database, (uint16_t)handle);
    struct att_attribute *end = database->attributes + database->count;
    struct maker maker = { .database = database, .next = end, .handle = handle };
    make_service(&maker, database, service);
    for (struct att_attribute *at = end; index < database->count && at < maker.next; at++)
        insert(database->attributes + index + (at - end), at);
    database->count = (uint16_t)(database->count + wanted.attributes);
    if (database->next < handle + wanted.attributes)
        database->next = handle + wanted.attributes;
    *first = (uint16_t)handle;
    *last = (uint16_t)(handle + wanted.attributes - 1);
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ removing */

static bool is_included(const struct att_database *database, uint16_t handle)
{
    for (uint16_t i = 0; i < database->count; i++) {
        const struct att_attribute *attribute = &database->attributes[i];
        if (attribute->type != ATT_INCLUDE)
            continue;
        const uint8_t *value = stored(database, attribute);
        if ((value[0] | value[1] << 8) == handle)
            return true;
    }
    return false;
}

/** Close the gap of the pool. */
static void give_back(struct att_database *database, uint32_t at, uint32_t size)
{
    database->bytes_used -= size;
    memmove(database->bytes + at, database->bytes + at + size, database->bytes_used - at);
    for (uint16_t i = 0; i < database->count; i++) {
        struct att_attribute *attribute = &database->attributes[i];
        if (attribute->type != ATT_CCCD && attribute->at >= at + size)
            attribute->at -= size;
    }
}

ble_status blr_database_remove(struct att_database *database, uint16_t handle, uint16_t *last)
{
    uint16_t from = blr_database_index(database, handle);
    if (from == database->count || database->attributes[from].handle != handle ||
        !blr_database_is_service(&database->attributes[from]))
        return BLE_ERROR_NOT_FOUND;
    if (is_included(database, handle))
        return BLE_ERROR_BUSY;
    *last = blr_database_end(database, from);
    uint32_t at = database->attributes[from].at;
    uint32_t size = 0;
    uint16_t to = from;
    for (; to < database->count && database->attributes[to].handle <= *last; to++) {
        const struct att_attribute *attribute = &database->attributes[to];
        size += octets_of(attribute);
        if (attribute->type == ATT_CCCD)
            database->subscriptions[attribute->at / 8] &= (uint8_t) ~(1 << attribute->at % 8);
    }
    memmove(database->attributes + from, database->attributes + to,
            (size_t)(database->count - to) * sizeof(struct att_attribute));
    database->count = (uint16_t)(database->count - (to - from));
    give_back(database, at, size);
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ hash */

/** Octets of the message that one attribute makes. @param piece room for all of them */
static size_t hash_piece(const struct att_database *database, const struct att_attribute *attribute,
                         uint8_t piece[4 + ATT_DECLARATION])
{
    bool with_value = (attribute->type >= ATT_PRIMARY_SERVICE && attribute->type <= ATT_CHARACTERISTIC) ||
                      attribute->type == ATT_EXTENDED_PROPERTIES;
    bool without = attribute->type >= ATT_USER_DESCRIPTION && attribute->type <= ATT_AGGREGATE_FORMAT;
    if (!with_value && !without)
        return 0;
    put_u16(piece, attribute->handle);
    put_u16(piece + 2, attribute->type);
    if (without)
        return 4;
    uint8_t scratch[ATT_DECLARATION];
    struct hci_view value = blr_database_value(database, attribute, scratch);
    memcpy(piece + 4, value.data, value.size);
    return 4U + value.size;
}

size_t blr_database_hash_input(const struct att_database *database, size_t offset, uint8_t *out, size_t capacity)
{
    size_t written = 0;
    for (uint16_t i = 0; i < database->count && written < capacity; i++) {
        uint8_t piece[4 + ATT_DECLARATION];
        size_t size = hash_piece(database, &database->attributes[i], piece);
        if (size <= offset) {
            offset -= size;
            continue;
        }
        size -= offset;
        size_t part = size < capacity - written ? size : capacity - written;
        memcpy(out + written, piece + offset, part);
        written += part;
        offset = 0;
    }
    return written;
}
