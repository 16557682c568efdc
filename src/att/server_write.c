/* SPDX-License-Identifier: MIT */
/* What writes: at once, with commands, and through the queue of prepared writes. */
#include <string.h>

#include "att/serving.h"

enum {
    PART_HEADER = 6, /* handle, offset, size */
    CCCD_BITS = ATT_NOTIFY | ATT_INDICATE
};

static uint16_t get_u16(const uint8_t *at)
{
    return (uint16_t)(at[0] | at[1] << 8);
}

static void put_u16(uint8_t *at, uint16_t value)
{
    at[0] = (uint8_t)value;
    at[1] = (uint8_t)(value >> 8);
}

/* ------------------------------------------------------------------------------------------------ subscriptions */

static uint8_t *subscriptions(const struct att_server *server, const struct att_link *link)
{
    return server->subscribed + (size_t)blr_att_index(server, link) * server->subscription_bytes;
}

uint8_t blr_att_subscribed(const struct att_server *server, const struct att_link *link,
                           const struct att_attribute *cccd)
{
    return subscriptions(server, link)[cccd->at / 4] >> cccd->at % 4 * 2 & CCCD_BITS;
}

static void subscribe(const struct att_server *server, const struct att_link *link, const struct att_attribute *cccd,
                      uint8_t bits)
{
    uint8_t *octet = &subscriptions(server, link)[cccd->at / 4];
    unsigned shift = cccd->at % 4 * 2;
    *octet = (uint8_t)((*octet & ~(CCCD_BITS << shift)) | bits << shift);
}

/** Bits of a CCCD that its characteristic knows. */
static uint8_t known_bits(const struct att_attribute *value)
{
    uint8_t properties = value[-1].extra;
    return (uint8_t)((properties & BLE_GATT_PROPERTY_NOTIFY ? ATT_NOTIFY : 0) |
                     (properties & BLE_GATT_PROPERTY_INDICATE ? ATT_INDICATE : 0));
}

/* ------------------------------------------------------------------------------------------------ one write */

/** @return 0 or an ATT error */
static uint8_t writable(const struct att_link *link, const struct att_attribute *attribute, enum att_flag flag)
{
    if ((attribute->flags & flag) == 0 || attribute->write & BLE_GATT_NEVER)
        return BLE_ATT_WRITE_NOT_PERMITTED;
    return blr_att_secure_enough(link, attribute->write, attribute->extra);
}

/** Does a write fit? @param before octets that the value has */
static uint8_t fits(const struct att_attribute *attribute, uint16_t before, uint16_t offset, uint16_t size)
{
    uint16_t end = attribute->flags & ATT_IS_ASKED ? attribute->max_size : before;
    if (offset > end)
        return BLE_ATT_INVALID_OFFSET;
    if ((uint32_t)offset + size > attribute->max_size ||
        (attribute->flags & ATT_IS_FIXED && size != attribute->max_size))
        return BLE_ATT_INVALID_VALUE_LENGTH;
    return 0;
}

/** Values that the server itself understands. */
static uint8_t is_allowed(const struct att_server *server, const struct att_link *link,
                          const struct att_attribute *attribute, struct hci_view value)
{
    if (attribute->type == ATT_CCCD &&
        (value.data[0] & CCCD_BITS & ~known_bits(blr_database_owner(&server->database, attribute))) != 0)
        return BLE_ATT_VALUE_NOT_ALLOWED;
    if (attribute->handle != BLE_GATT_CLIENT_FEATURES)
        return 0;
    if (value.size == 0)
        return BLE_ATT_INVALID_VALUE_LENGTH;
    return link->features & ~value.data[0] ? BLE_ATT_VALUE_NOT_ALLOWED : 0; /* what is set stays */
}

/** Carry out what was found to be right. */
static void apply(struct att_server *server, struct att_link *link, struct att_attribute *attribute, uint16_t offset,
                  struct hci_view value, struct att_outcome *outcome)
{
    if (attribute->type == ATT_CCCD) {
        outcome->bits = value.data[0] & CCCD_BITS;
        outcome->handle = blr_database_owner(&server->database, attribute)->handle;
        subscribe(server, link, attribute, outcome->bits);
        outcome->what = attribute->handle > server->last_own ? ATT_TELL_SUBSCRIBED : ATT_TELL_NOTHING;
    } else if (attribute->handle == BLE_GATT_CLIENT_FEATURES) {
        link->features = value.data[0] & ATT_CLIENT_FEATURES;
    } else {
        blr_database_write(&server->database, attribute, offset, value.data, value.size);
        outcome->what = ATT_TELL_WRITTEN;
        outcome->handle = attribute->handle;
        outcome->offset = offset;
        outcome->data = value;
    }
}

/** @return 0 or an ATT error, of error_handle; *attribute is then not to be used */
static uint8_t check_write(struct att_server *server, const struct att_link *link, uint16_t handle,
                           struct hci_view value, enum att_flag flag, struct att_attribute **attribute)
{
    *attribute = blr_database_find(&server->database, handle);
    server->error_handle = handle;
    if (*attribute == NULL)
        return BLE_ATT_INVALID_HANDLE;
    uint8_t error = writable(link, *attribute, flag);
    if (error == 0)
        error = fits(*attribute, (*attribute)->size, 0, value.size);
    return error != 0 ? error : is_allowed(server, link, *attribute, value);
}

int blr_att_write(struct att_server *server, struct att_link *link, const union att_request *request,
                  struct att_outcome *outcome)
{
    struct att_attribute *attribute;
    struct hci_view value = request->write.attribute_value;
    uint8_t error = check_write(server, link, request->write.attribute_handle, value, ATT_MAY_WRITE, &attribute);
    if (error != 0)
        return error;
    if (attribute->flags & ATT_IS_ASKED)
        return blr_att_ask(server, link, BLE_ASKED_WRITE, attribute, 0, value, outcome);
    if (attribute->write & BLE_GATT_AUTHORIZED && link->permitted != attribute->handle)
        return blr_att_ask(server, link, BLE_ASKED_MAY_WRITE, attribute, 0, value, outcome);
    apply(server, link, attribute, 0, value, outcome);
    return 0;
}

void blr_att_command(struct att_server *server, struct att_link *link, uint16_t handle, struct hci_view value,
                     enum att_flag flag, struct att_outcome *outcome)
{
    struct att_attribute *attribute;
    if (check_write(server, link, handle, value, flag, &attribute) != 0)
        return;
    if (attribute->flags & ATT_IS_ASKED) {
        outcome->what = ATT_TELL_ASKED;
        outcome->kind = BLE_ASKED_COMMAND;
        outcome->handle = handle;
        outcome->data = value;
    } else if ((attribute->write & BLE_GATT_AUTHORIZED) == 0) { /* else nobody would wait for the permission */
        apply(server, link, attribute, 0, value, outcome);
    }
}

/* ------------------------------------------------------------------------------------------------ the queue */

/** A write of the queue. */
struct part {
    uint16_t handle;
    uint16_t offset;
    struct hci_view value;
    uint16_t next; /**< where the one after it begins */
};

static uint8_t *queue_of(const struct att_server *server, const struct att_link *link)
{
    return server->queues + (size_t)blr_att_index(server, link) * server->prepared_bytes;
}

static struct part part_at(const struct att_server *server, const struct att_link *link, uint16_t at)
{
    const uint8_t *octets = queue_of(server, link) + at;
    struct hci_view value = { octets + PART_HEADER, get_u16(octets + 4) };
    return (struct part){ get_u16(octets), get_u16(octets + 2), value, (uint16_t)(at + PART_HEADER + value.size) };
}

/** A part that begins where the last one ended is one with it. @return ATT error */
static uint8_t enqueue(struct att_server *server, struct att_link *link, uint16_t handle, uint16_t offset,
                       struct hci_view value)
{
    uint8_t *queue = queue_of(server, link);
    bool joins = false;
    if (link->prepared > 0) {
        struct part last = part_at(server, link, link->last_part);
        joins = last.handle == handle && (uint32_t)last.offset + last.value.size == offset;
    }
    size_t needed = value.size + (joins ? 0U : PART_HEADER);
    if (needed > (size_t)(server->prepared_bytes - link->prepared))
        return BLE_ATT_PREPARE_QUEUE_FULL;
    if (!joins) {
        link->last_part = link->prepared;
        put_u16(queue + link->prepared, handle);
        put_u16(queue + link->prepared + 2, offset);
        put_u16(queue + link->prepared + 4, 0);
        link->prepared = (uint16_t)(link->prepared + PART_HEADER);
    }
    uint8_t *size = queue + link->last_part + 4;
    put_u16(size, (uint16_t)(get_u16(size) + value.size));
    if (value.size > 0)
        memcpy(queue + link->prepared, value.data, value.size);
    link->prepared = (uint16_t)(link->prepared + value.size);
    return 0;
}

int blr_att_prepare_write(struct att_server *server, struct att_link *link, const union att_request *request,
                          struct att_outcome *outcome)
{
    (void)outcome;
    const struct att_prepare_write_request *prepare = &request->prepare_write;
    const struct att_attribute *attribute = blr_database_find(&server->database, prepare->attribute_handle);
    server->error_handle = prepare->attribute_handle;
    if (server->prepared_bytes == 0)
        return BLE_ATT_REQUEST_NOT_SUPPORTED;
    if (attribute == NULL)
        return BLE_ATT_INVALID_HANDLE;
    uint8_t error = writable(link, attribute, ATT_MAY_WRITE);
    if (error == 0)
        error = enqueue(server, link, prepare->attribute_handle, prepare->value_offset, prepare->part_attribute_value);
    if (error != 0)
        return error;
    blr_att_put_u16(server, prepare->attribute_handle);
    blr_att_put_u16(server, prepare->value_offset);
    blr_att_put(server, prepare->part_attribute_value.data, prepare->part_attribute_value.size);
    return 0;
}

/** Octets that a value will have when the parts before `at` are written. */
static uint16_t size_before(const struct att_server *server, const struct att_link *link,
                            const struct att_attribute *attribute, uint16_t at)
{
    uint16_t size = attribute->size;
    for (uint16_t i = 0; i < at;) {
        struct part part = part_at(server, link, i);
        if (part.handle == attribute->handle)
            size = blr_database_size_after(attribute, size, part.offset, part.value.size);
        i = part.next;
    }
    return size;
}

/** @param is_next all parts before it are written @return 0 or an ATT error, of error_handle */
static uint8_t check_part(struct att_server *server, struct att_link *link, uint16_t at, bool is_next)
{
    struct part part = part_at(server, link, at);
    const struct att_attribute *attribute = blr_database_find(&server->database, part.handle);
    server->error_handle = part.handle;
    if (attribute == NULL)
        return BLE_ATT_INVALID_HANDLE;
    if (part.value.size > server->tell_most)
        return BLE_ATT_INSUFFICIENT_RESOURCES;
    uint8_t error = writable(link, attribute, ATT_MAY_WRITE);
    uint16_t before = is_next ? attribute->size : size_before(server, link, attribute, at);
    if (error == 0)
        error = fits(attribute, before, part.offset, part.value.size);
    return error != 0 ? error : is_allowed(server, link, attribute, part.value);
}

int blr_att_execute_write(struct att_server *server, struct att_link *link, const union att_request *request,
                          struct att_outcome *outcome)
{
    (void)outcome;
    if (request->execute_write.flags & ~ATT_EXECUTE)
        return BLE_ATT_INVALID_PDU;
    if (request->execute_write.flags == 0)
        link->prepared = 0;
    if (link->prepared == 0)
        return 0;
    for (uint16_t at = 0; at < link->prepared; at = part_at(server, link, at).next) {
        uint8_t error = check_part(server, link, at, false);
        if (error != 0)
            return error;
    }
    link->state = ATT_GOING_ON;
    server->work = true;
    return ATT_WAITS;
}

void blr_att_executed(struct att_server *server, struct att_link *link)
{
    link->at = part_at(server, link, link->at).next;
    link->permitted = 0;
}

void blr_att_execute_next(struct att_server *server, struct att_link *link, struct att_outcome *outcome)
{
    while (link->at < link->prepared && outcome->what == ATT_TELL_NOTHING) {
        struct part part = part_at(server, link, link->at);
        uint8_t error = check_part(server, link, link->at, true); /* much may have changed since the question before */
        if (error != 0) {
            blr_att_owe(server, link, error, part.handle, outcome);
            return;
        }
        struct att_attribute *attribute = blr_database_find(&server->database, part.handle);
        bool is_asked = (attribute->flags & ATT_IS_ASKED) != 0;
        if (is_asked || (attribute->write & BLE_GATT_AUTHORIZED && link->permitted != part.handle)) {
            blr_att_ask(server, link, is_asked ? BLE_ASKED_WRITE : BLE_ASKED_MAY_WRITE, attribute, part.offset,
                        part.value, outcome);
            return;
        }
        apply(server, link, attribute, part.offset, part.value, outcome);
        blr_att_executed(server, link);
    }
    if (link->at < link->prepared) {
        server->work = true;
        return;
    }
    if (!blr_att_begin(server, ATT_OP_EXECUTE_WRITE_RESPONSE, 1, server->short_leaves)) {
        server->work = true;
        return;
    }
    link->at = 0;
    link->prepared = 0;
    blr_att_finish(server, link, outcome);
}
