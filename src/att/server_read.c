/* SPDX-License-Identifier: MIT */
/* What finds and reads. */
#include <string.h>

#include "att/serving.h"

enum {
    FORMAT_16 = 1,
    FORMAT_128 = 2,
    ELEMENT_MOST = 255, /* an octet says how long it is */
    HANDLE_SIZE = 2,
    RANGE_SIZE = 4
};

/** Why a value is not there yet. */
enum missing { THERE, IS_ASKED, IS_TO_BE_ALLOWED, IS_COMPUTED };

static uint16_t least(size_t a, size_t b)
{
    return (uint16_t)(a < b ? a : b);
}

/* ------------------------------------------------------------------------------------------------ one value */

/** @return 0 or an ATT error */
static uint8_t readable(const struct att_link *link, const struct att_attribute *attribute)
{
    if ((attribute->flags & ATT_MAY_READ) == 0 || attribute->read & BLE_GATT_NEVER)
        return BLE_ATT_READ_NOT_PERMITTED;
    return blr_att_secure_enough(link, attribute->read, attribute->extra);
}

/** A value, if it is there. */
static enum missing fetch(struct att_server *server, const struct att_link *link, const struct att_attribute *attribute,
                          struct hci_view *value)
{
    *value = (struct hci_view){ server->value, 0 };
    if (attribute->flags & ATT_IS_ASKED)
        return IS_ASKED;
    if (attribute->read & BLE_GATT_AUTHORIZED && link->permitted != attribute->handle)
        return IS_TO_BE_ALLOWED;
    if (attribute->handle == BLE_GATT_DATABASE_HASH && !server->hash_known)
        return IS_COMPUTED;
    *value = blr_database_value(&server->database, attribute, server->value);
    if (attribute->type == ATT_CCCD) {
        server->value[0] = blr_att_subscribed(server, link, attribute);
        server->value[1] = 0;
        value->size = 2;
    } else if (attribute->handle == BLE_GATT_CLIENT_FEATURES) {
        server->value[0] = link->features;
        *value = (struct hci_view){ server->value, 1 };
    }
    return THERE;
}

/** Have the value come. @return ATT_WAITS */
static int wait_for(struct att_server *server, struct att_link *link, enum missing missing,
                    const struct att_attribute *attribute, uint16_t offset, struct att_outcome *outcome)
{
    const struct hci_view nothing = { NULL, 0 };
    if (missing != IS_COMPUTED)
        return blr_att_ask(server, link, missing == IS_ASKED ? BLE_ASKED_READ : BLE_ASKED_MAY_READ, attribute, offset,
                           nothing, outcome);
    link->state = ATT_HASHING;
    link->handle = attribute->handle;
    server->hash_wanted = true;
    return ATT_WAITS;
}

static int read_from(struct att_server *server, struct att_link *link, uint16_t handle, uint16_t offset,
                     struct att_outcome *outcome)
{
    struct hci_view value;
    const struct att_attribute *attribute = blr_database_find(&server->database, handle);
    server->error_handle = handle;
    if (attribute == NULL)
        return BLE_ATT_INVALID_HANDLE;
    uint8_t error = readable(link, attribute);
    if (error != 0)
        return error;
    enum missing missing = fetch(server, link, attribute, &value);
    if (missing != THERE)
        return wait_for(server, link, missing, attribute, offset, outcome);
    if (offset > value.size)
        return BLE_ATT_INVALID_OFFSET;
    blr_att_put(server, value.data + offset, least((size_t)(value.size - offset), blr_att_room(server, link)));
    return 0;
}

int blr_att_read(struct att_server *server, struct att_link *link, const union att_request *request,
                 struct att_outcome *outcome)
{
    return read_from(server, link, request->read.attribute_handle, 0, outcome);
}

int blr_att_read_blob(struct att_server *server, struct att_link *link, const union att_request *request,
                      struct att_outcome *outcome)
{
    return read_from(server, link, request->read_blob.attribute_handle, request->read_blob.value_offset, outcome);
}

/* ------------------------------------------------------------------------------------------------ several values */

static void put_one_of_several(struct att_server *server, struct att_link *link, struct hci_view value)
{
    uint16_t room = blr_att_room(server, link);
    link->at++;
    if (link->opcode == ATT_OP_READ_MULTIPLE_VARIABLE_REQUEST) {
        if (room < HANDLE_SIZE)
            return;
        blr_att_put_u16(server, value.size);
        room = (uint16_t)(room - HANDLE_SIZE);
    }
    blr_att_put(server, value.data, least(value.size, room));
}

/** May all of them be read? @return 0 or an ATT error of error_handle */
static uint8_t all_readable(struct att_server *server, const struct att_link *link, struct hci_view handles)
{
    struct att_element element;
    while (blr_att_next(ATT_HANDLES, 0, &handles, &element)) {
        const struct att_attribute *attribute = blr_database_find(&server->database, element.handle);
        server->error_handle = element.handle;
        uint8_t error = attribute != NULL ? readable(link, attribute) : BLE_ATT_INVALID_HANDLE;
        if (error != 0)
            return error;
    }
    return 0;
}

static int read_several(struct att_server *server, struct att_link *link, struct hci_view handles,
                        struct att_outcome *outcome)
{
    struct att_element element;
    uint8_t error = all_readable(server, link, handles);
    if (error != 0)
        return error;
    for (uint16_t i = 0; blr_att_next(ATT_HANDLES, 0, &handles, &element); i++) {
        struct hci_view value;
        if (i < link->at)
            continue;
        const struct att_attribute *attribute = blr_database_find(&server->database, element.handle);
        enum missing missing = fetch(server, link, attribute, &value);
        server->error_handle = element.handle;
        if (missing != THERE)
            return wait_for(server, link, missing, attribute, 0, outcome);
        put_one_of_several(server, link, value);
    }
    return 0;
}

int blr_att_read_multiple(struct att_server *server, struct att_link *link, const union att_request *request,
                          struct att_outcome *outcome)
{
    return read_several(server, link, request->read_multiple.set_of_handles, outcome);
}

int blr_att_read_multiple_variable(struct att_server *server, struct att_link *link, const union att_request *request,
                                   struct att_outcome *outcome)
{
    return read_several(server, link, request->read_multiple_variable.set_of_handles, outcome);
}

/* ------------------------------------------------------------------------------------------------ ranges */

/** Where a range begins in the table. @return an ATT error when there is no such range */
static uint8_t begin_range(struct att_server *server, uint16_t from, uint16_t to, uint16_t *index)
{
    server->error_handle = from;
    *index = blr_database_index(&server->database, from);
    return from == 0 || from > to ? BLE_ATT_INVALID_HANDLE : 0;
}

/** The attribute of this index, if it is in the range. */
static const struct att_attribute *in_range(const struct att_server *server, uint16_t index, uint16_t to)
{
    const struct att_database *database = &server->database;
    if (index >= database->count || database->attributes[index].handle > to)
        return NULL;
    return &database->attributes[index];
}

int blr_att_find_information(struct att_server *server, struct att_link *link, const union att_request *request,
                             struct att_outcome *outcome)
{
    (void)outcome;
    uint16_t index;
    uint16_t to = request->find_information.ending_handle;
    uint8_t error = begin_range(server, request->find_information.starting_handle, to, &index);
    if (error != 0)
        return error;
    const struct att_attribute *attribute = in_range(server, index, to);
    if (attribute == NULL)
        return BLE_ATT_ATTRIBUTE_NOT_FOUND;
    const uint8_t format = attribute->type != 0 ? FORMAT_16 : FORMAT_128;
    const uint16_t size = format == FORMAT_16 ? 2 : 16;
    blr_att_put(server, &format, 1);
    for (; (attribute = in_range(server, index, to)) != NULL; index++) {
        if ((attribute->type != 0) != (format == FORMAT_16) || blr_att_room(server, link) < HANDLE_SIZE + size)
            break;
        struct ble_uuid type = blr_database_type(&server->database, attribute);
        blr_att_put_u16(server, attribute->handle);
        blr_att_put(server, ble_uuid_octets(&type, size), size);
    }
    return 0;
}

/** Services are compared as UUIDs, so that both forms of one find it. */
static bool has_value(struct att_server *server, const struct att_link *link, const struct att_attribute *attribute,
                      struct hci_view wanted)
{
    struct hci_view value;
    struct ble_uuid a, b;
    if (readable(link, attribute) != 0 || fetch(server, link, attribute, &value) != THERE)
        return false;
    if (blr_database_is_service(attribute) && ble_uuid_from_octets(&a, value.data, value.size) &&
        ble_uuid_from_octets(&b, wanted.data, wanted.size))
        return ble_uuid_equal(&a, &b);
    return value.size == wanted.size && memcmp(value.data, wanted.data, value.size) == 0;
}

int blr_att_find_by_type_value(struct att_server *server, struct att_link *link, const union att_request *request,
                               struct att_outcome *outcome)
{
    (void)outcome;
    const struct att_find_by_type_value_request *find = &request->find_by_type_value;
    const struct att_attribute *attribute;
    uint16_t index;
    uint8_t error = begin_range(server, find->starting_handle, find->ending_handle, &index);
    if (error != 0)
        return error;
    unsigned found = 0;
    for (; (attribute = in_range(server, index, find->ending_handle)) != NULL; index++) {
        if (attribute->type != find->attribute_type || attribute->type == 0 ||
            !has_value(server, link, attribute, find->attribute_value))
            continue;
        if (blr_att_room(server, link) < RANGE_SIZE)
            break;
        blr_att_put_u16(server, attribute->handle);
        blr_att_put_u16(server, blr_database_is_service(attribute) ? blr_database_end(&server->database, index)
                                                                   : attribute->handle);
        found++;
    }
    return found > 0 ? 0 : BLE_ATT_ATTRIBUTE_NOT_FOUND;
}

/** Octets of the value in an element of a list whose elements have a size of one octet. */
static uint16_t element_value(const struct att_server *server, const struct att_link *link, uint16_t header,
                              uint16_t size)
{
    uint16_t room = (uint16_t)(blr_att_room(server, link) - 1 - header);
    return least(size, least(room, (size_t)(ELEMENT_MOST - header)));
}

static void begin_elements(struct att_server *server, uint16_t size)
{
    const uint8_t length = (uint8_t)size;
    blr_att_put(server, &length, 1);
}

static void note_hash_was_read(struct att_link *link, const struct att_attribute *attribute)
{
    if (attribute->handle == BLE_GATT_DATABASE_HASH && link->aware == ATT_UNAWARE)
        link->aware = ATT_UNAWARE_TOLD;
}

int blr_att_read_by_type(struct att_server *server, struct att_link *link, const union att_request *request,
                         struct att_outcome *outcome)
{
    const struct att_read_by_type_request *read = &request->read_by_type;
    const struct att_attribute *attribute;
    struct ble_uuid type;
    uint16_t index, size = 0;
    bool first = true;
    ble_uuid_from_octets(&type, read->attribute_type.data, read->attribute_type.size);
    uint8_t error = begin_range(server, read->starting_handle, read->ending_handle, &index);
    if (error != 0)
        return error;
    for (; (attribute = in_range(server, index, read->ending_handle)) != NULL; index++) {
        struct hci_view value;
        if (!blr_database_is(&server->database, attribute, &type))
            continue;
        error = readable(link, attribute);
        enum missing missing = error == 0 ? fetch(server, link, attribute, &value) : THERE;
        if (first && (error != 0 || missing != THERE)) {
            server->error_handle = attribute->handle;
            return error != 0 ? error : wait_for(server, link, missing, attribute, 0, outcome);
        }
        if (error != 0 || missing != THERE)
            break; /* with the next request */
        if (first) {
            size = element_value(server, link, HANDLE_SIZE, value.size);
            begin_elements(server, (uint16_t)(HANDLE_SIZE + size));
        } else if (value.size != size || blr_att_room(server, link) < HANDLE_SIZE + size) {
            break;
        }
        first = false;
        blr_att_put_u16(server, attribute->handle);
        blr_att_put(server, value.data, size);
        note_hash_was_read(link, attribute);
    }
    return first ? BLE_ATT_ATTRIBUTE_NOT_FOUND : 0;
}

int blr_att_read_by_group_type(struct att_server *server, struct att_link *link, const union att_request *request,
                               struct att_outcome *outcome)
{
    (void)outcome;
    const struct att_read_by_group_type_request *read = &request->read_by_group_type;
    const struct att_attribute *attribute;
    struct ble_uuid type;
    uint16_t index, size = 0;
    ble_uuid_from_octets(&type, read->attribute_group_type.data, read->attribute_group_type.size);
    uint8_t error = begin_range(server, read->starting_handle, read->ending_handle, &index);
    if (error != 0)
        return error;
    uint32_t number = ble_uuid_short(&type);
    if (number != ATT_PRIMARY_SERVICE && number != ATT_SECONDARY_SERVICE)
        return BLE_ATT_UNSUPPORTED_GROUP_TYPE;
    for (; (attribute = in_range(server, index, read->ending_handle)) != NULL; index++) {
        if (attribute->type != number)
            continue;
        struct hci_view value = blr_database_value(&server->database, attribute, server->value);
        if (size == 0)
            begin_elements(server, (uint16_t)(RANGE_SIZE + value.size));
        else if (value.size != size || blr_att_room(server, link) < RANGE_SIZE + size)
            break;
        size = value.size;
        blr_att_put_u16(server, attribute->handle);
        blr_att_put_u16(server, blr_database_end(&server->database, index));
        blr_att_put(server, value.data, size);
    }
    return size > 0 ? 0 : BLE_ATT_ATTRIBUTE_NOT_FOUND;
}

/* ------------------------------------------------------------------------------------------------ asked */

bool blr_att_value_given(struct att_server *server, struct att_link *link, struct hci_view value)
{
    if (link->opcode == ATT_OP_READ_MULTIPLE_REQUEST || link->opcode == ATT_OP_READ_MULTIPLE_VARIABLE_REQUEST) {
        put_one_of_several(server, link, value);
        return false;
    }
    uint16_t size = least(value.size, blr_att_room(server, link));
    if (link->opcode == ATT_OP_READ_BY_TYPE_REQUEST) {
        size = element_value(server, link, HANDLE_SIZE, value.size);
        begin_elements(server, (uint16_t)(HANDLE_SIZE + size));
        blr_att_put_u16(server, link->handle);
    }
    blr_att_put(server, value.data, size);
    return true;
}
