/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief The attribute table of a server: services come and go while it runs, handles stay what they are.
 *
 * Attributes lie in one table in the order of their handles, 16 octets each; UUIDs of 128 bits and values lie in one
 * pool without gaps. New services get handles behind all that were ever given, so that a handle a peer remembers names
 * nothing rather than something else; only when 0xffff is reached gaps are used again.
 *
 * What belongs to a link is not here: a CCCD has an index into what each link has subscribed to (subscription).
 *
 *     uint16_t first, last;
 *     ble_status status = blr_database_add(&database, &service, &first, &last);
 *     const struct att_attribute *attribute = blr_database_find(&database, first);
 *     struct hci_view value = blr_database_value(&database, attribute, scratch);
 *
 * The memory is the caller's. One thread at a time.
 */
#ifndef BLR_ATT_DATABASE_H
#define BLR_ATT_DATABASE_H

#include <bleradio/gatt.h>
#include <bleradio/status.h>

#include "hci/codec.h"

/** 16-bit UUIDs with a meaning for the table itself (Assigned Numbers 3.5, 3.7, 3.8). */
enum att_type {
    ATT_PRIMARY_SERVICE = 0x2800,
    ATT_SECONDARY_SERVICE = 0x2801,
    ATT_INCLUDE = 0x2802,
    ATT_CHARACTERISTIC = 0x2803,
    ATT_EXTENDED_PROPERTIES = 0x2900,
    ATT_USER_DESCRIPTION = 0x2901,
    ATT_CCCD = 0x2902,
    ATT_AGGREGATE_FORMAT = 0x2905
};

/** Bits of att_attribute.flags. */
enum att_flag {
    ATT_MAY_READ = 1 << 0,    /**< as the properties say */
    ATT_MAY_WRITE = 1 << 1,   /**< with requests */
    ATT_MAY_COMMAND = 1 << 2, /**< with commands */
    ATT_MAY_SIGN = 1 << 3,    /**< with signed commands */
    ATT_IS_ASKED = 1 << 4,    /**< the application has the value */
    ATT_IS_FIXED = 1 << 5,    /**< has always max_size octets */
    ATT_IS_CONSTANT = 1 << 6  /**< the value is not copied: the pool has its address */
};

enum { ATT_DECLARATION = 19 /**< octets of the longest characteristic declaration */ };

/** An attribute. */
struct att_attribute {
    uint32_t at;       /**< of its long UUID, then its value, in the pool. CCCD: its subscription */
    uint16_t handle;   /**< ascending */
    uint16_t type;     /**< UUID of 16 bits; 0: one of 128 is in the pool */
    uint16_t size;     /**< octets of value */
    uint16_t max_size; /**< octets it may have */
    uint8_t read;      /**< enum ble_gatt_permission */
    uint8_t write;     /**< enum ble_gatt_permission */
    uint8_t flags;     /**< enum att_flag */
    uint8_t extra;     /**< of a characteristic declaration: its properties; else: least key size */
};

/** The table. Set the memory and what there is of it, all else zero, next 1. */
struct att_database {
    struct att_attribute *attributes;
    uint8_t *bytes;         /**< UUIDs and values */
    uint8_t *subscriptions; /**< bit set: this one is a CCCD's */
    uint16_t capacity;      /**< attributes */
    uint16_t count;
    uint32_t bytes_capacity;
    uint32_t bytes_used;
    uint16_t subscriptions_capacity;
    uint32_t next; /**< handle for what comes next, up to 0x10000 */
};

/**
 * Add a service behind all others.
 * @param first, last set to the handles of its first and last attribute
 * @return BLE_OK; BLE_ERROR_ARGUMENT: the definition is not sound; BLE_ERROR_NOT_FOUND: an included service does not
 *         exist; BLE_ERROR_FULL: no room, or no handles; then nothing was changed
 */
ble_status blr_database_add(struct att_database *database, const struct ble_gatt_service *service, uint16_t *first,
                            uint16_t *last);

/**
 * Remove a service.
 * @param handle of its declaration
 * @param last set to its last handle
 * @return BLE_OK; BLE_ERROR_NOT_FOUND: no service begins there; BLE_ERROR_BUSY: another one includes it
 */
ble_status blr_database_remove(struct att_database *database, uint16_t handle, uint16_t *last);

/** Index of the first attribute with at least this handle, count: none. */
uint16_t blr_database_index(const struct att_database *database, uint16_t handle);

/** The attribute with this handle, or NULL. */
struct att_attribute *blr_database_find(const struct att_database *database, uint16_t handle);

/** Its value; empty where the application or the link has it. @param scratch used for values that are made up here */
struct hci_view blr_database_value(const struct att_database *database, const struct att_attribute *attribute,
                                   uint8_t scratch[ATT_DECLARATION]);

/**
 * Change a stored value; what is written must fit (offset at most size, offset + size at most max_size).
 * At offset 0 it becomes the whole value, elsewhere it overwrites and may make it longer. A fixed one keeps its size.
 */
void blr_database_write(struct att_database *database, struct att_attribute *attribute, uint16_t offset,
                        const uint8_t *data, uint16_t size);

/** Octets that a value has after such a write. */
uint16_t blr_database_size_after(const struct att_attribute *attribute, uint16_t before, uint16_t offset,
                                 uint16_t size);

/** UUID of an attribute's type. */
struct ble_uuid blr_database_type(const struct att_database *database, const struct att_attribute *attribute);

/** Is that its type? */
bool blr_database_is(const struct att_database *database, const struct att_attribute *attribute,
                     const struct ble_uuid *type);

static inline bool blr_database_is_service(const struct att_attribute *attribute)
{
    return attribute->type == ATT_PRIMARY_SERVICE || attribute->type == ATT_SECONDARY_SERVICE;
}

/** Last handle of the service that is declared by the attribute of this index. */
uint16_t blr_database_end(const struct att_database *database, uint16_t index);

/** The value of the characteristic that a descriptor belongs to, NULL: of none. */
const struct att_attribute *blr_database_owner(const struct att_database *database,
                                               const struct att_attribute *descriptor);

/**
 * A part of what the Database Hash is computed of (Vol 3 Part G 7.3.1).
 * @param offset octets to skip
 * @return octets written to out, fewer than capacity: the end
 */
size_t blr_database_hash_input(const struct att_database *database, size_t offset, uint8_t *out, size_t capacity);

#endif
