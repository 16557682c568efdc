/* SPDX-License-Identifier: MIT */
#include "api/local_services.h"

#include <bleradio/characteristics.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/internal.h"

enum {
    SECONDARY = 0x2801,
    INCLUDE = 0x2802,
    CHARACTERISTIC = 0x2803,
    DESCRIPTION = 0x2901,
    HANDLES = 0x10000,
    ASKS = BLE_GATT_AUTHORIZED
};

/* ------------------------------------------------------------------------------------------------ attributes */

static bool is_type(const struct ble_gatt_attribute *attribute, uint16_t uuid)
{
    const struct ble_uuid wanted = ble_uuid_from_16(uuid);
    return ble_uuid_equal(&attribute->type, &wanted);
}

/** The next attribute from a handle on that belongs to a service. */
static bool next_in(const ble_radio *radio, uint32_t handle, uint16_t end, struct ble_gatt_attribute *attribute)
{
    return handle <= end && ble_host_attribute(radio->host, (uint16_t)handle, attribute) && attribute->handle <= end;
}

/** The next service from a handle on. */
static bool next_service(const ble_radio *radio, uint32_t handle, struct ble_gatt_attribute *attribute)
{
    while (handle < HANDLES && radio->host && ble_host_attribute(radio->host, (uint16_t)handle, attribute)) {
        if (attribute->end)
            return true;
        handle = attribute->handle + 1u;
    }
    return false;
}

static struct blr_local *local_with(const ble_radio *radio, uint16_t handle)
{
    struct blr_local *it = radio->locals.first;
    while (it && (handle < it->start || handle > it->end))
        it = it->next;
    return it;
}

static ble_service handle_of(ble_radio *radio, uint16_t start)
{
    const struct blr_local *local = local_with(radio, start);
    return (ble_service){ { radio, 0 }, start, local ? local->generation : 0 };
}

/** The declaration of a service. @return BLE_OK; BLE_ERROR_ARGUMENT, BLE_ERROR_STATE, BLE_ERROR_GONE */
static ble_status find(ble_service service, struct ble_gatt_attribute *attribute)
{
    ble_radio *radio = service.connection.radio;
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    if (radio->dead || radio->closing || !radio->host)
        return BLE_ERROR_STATE;
    bool there = service.handle && ble_host_attribute(radio->host, service.handle, attribute) &&
                 attribute->handle == service.handle && attribute->end;
    if (there && handle_of(radio, service.handle).generation == service.generation)
        return BLE_OK;
    blr_set_error(radio, "the service with handle 0x%04x was removed", service.handle);
    return BLE_ERROR_GONE;
}

/* ------------------------------------------------------------------------------------------------ looking */

ble_status blr_local_service_at(ble_radio *radio, unsigned n, ble_service *service)
{
    struct ble_gatt_attribute attribute;
    uint32_t handle = 1;
    if (radio->dead || radio->closing)
        return BLE_ERROR_STATE;
    while (next_service(radio, handle, &attribute)) {
        if (n-- == 0) {
            *service = handle_of(radio, attribute.handle);
            return BLE_OK;
        }
        handle = attribute.end + 1u;
    }
    return BLE_END;
}

ble_status blr_local_service_info(ble_service service, struct ble_service_info *info)
{
    struct ble_gatt_attribute attribute;
    ble_status status = find(service, &attribute);
    if (status == BLE_OK)
        *info = (struct ble_service_info){ attribute.uuid, attribute.handle, attribute.end,
                                           is_type(&attribute, SECONDARY) };
    return status;
}

ble_status blr_local_included_at(ble_service service, unsigned n, ble_service *included)
{
    struct ble_gatt_attribute attribute = { 0 }, it;
    ble_radio *radio = service.connection.radio;
    ble_status status = find(service, &attribute);
    uint32_t handle = attribute.handle + 1u;
    for (; status == BLE_OK && next_in(radio, handle, attribute.end, &it); handle = it.handle + 1u) {
        if (!is_type(&it, INCLUDE) || !it.value || it.size < 2 || n-- > 0)
            continue;
        *included = handle_of(radio, (uint16_t)(it.value[0] | it.value[1] << 8));
        return BLE_OK;
    }
    return status < 0 ? status : BLE_END;
}

ble_status blr_local_characteristic(ble_service service, const struct ble_uuid *uuid, unsigned n,
                                    ble_characteristic *characteristic)
{
    struct ble_gatt_attribute attribute = { 0 }, it;
    ble_radio *radio = service.connection.radio;
    ble_status status = find(service, &attribute);
    uint32_t handle = attribute.handle + 1u;
    for (; status == BLE_OK && next_in(radio, handle, attribute.end, &it); handle = it.handle + 1u) {
        if (!is_type(&it, CHARACTERISTIC) || (uuid && !ble_uuid_equal(&it.uuid, uuid)) || n-- > 0)
            continue;
        *characteristic = (ble_characteristic){ service, (uint16_t)(it.handle + 1) };
        return BLE_OK;
    }
    return status < 0 ? status : BLE_END;
}

ble_status blr_local_info(ble_characteristic characteristic, struct ble_characteristic_info *info)
{
    struct ble_gatt_attribute service, it;
    ble_radio *radio = characteristic.service.connection.radio;
    ble_status status = find(characteristic.service, &service);
    if (status < 0)
        return status;
    uint16_t handle = characteristic.handle;
    if (handle <= service.handle + 1 || handle > service.end ||
        !ble_host_attribute(radio->host, (uint16_t)(handle - 1), &it) || !is_type(&it, CHARACTERISTIC)) {
        blr_set_error(radio, "handle 0x%04x is no characteristic of this service", handle);
        return BLE_ERROR_GONE;
    }
    *info = (struct ble_characteristic_info){ it.uuid, it.handle, handle, handle, it.properties };
    for (uint32_t next = handle + 1u; next_in(radio, next, service.end, &it) && !is_type(&it, CHARACTERISTIC); next++)
        info->end = it.handle;
    return BLE_OK;
}

ble_status blr_local_descriptor_at(ble_characteristic characteristic, unsigned n, struct ble_descriptor_info *info)
{
    struct ble_characteristic_info whole;
    struct ble_gatt_attribute it;
    ble_radio *radio = characteristic.service.connection.radio;
    ble_status status = blr_local_info(characteristic, &whole);
    if (status < 0)
        return status;
    if (n >= (unsigned)(whole.end - whole.value_handle) || !next_in(radio, whole.value_handle + 1u + n, whole.end, &it))
        return BLE_END;
    *info = (struct ble_descriptor_info){ it.type, it.handle };
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ adding */

/** A service as the host wants it, in one piece of memory. */
struct definition {
    struct ble_gatt_characteristic *characteristics;
    struct ble_gatt_descriptor *descriptors;
    uint16_t *includes;
    unsigned used; /**< of descriptors */
};

static ble_status refuse(ble_radio *radio, const char *name, const char *why)
{
    blr_set_error(radio, "add service: %.80s: %s", name ? name : "?", why);
    return BLE_ERROR_ARGUMENT;
}

static bool asks(const struct ble_characteristic_type *type)
{
    bool any =
        type->asked || ((type->read_permissions | type->write_permissions | type->subscribe_permissions) & ASKS) != 0;
    for (unsigned i = 0; i < type->descriptors_count; i++)
        any |= type->descriptors[i].storage == BLE_GATT_ASKED ||
               ((type->descriptors[i].read_permissions | type->descriptors[i].write_permissions) & ASKS) != 0;
    return any;
}

static ble_status check(ble_radio *radio, const struct ble_service_type *type,
                        const struct ble_service_handlers *handlers)
{
    if (!type || (type->count && !type->characteristics) || (type->includes_count && !type->includes))
        return refuse(radio, type ? type->name : NULL, "the type is NULL, or what it aims at is");
    for (unsigned i = 0; i < type->count; i++) {
        const struct ble_characteristic_type *it = type->characteristics[i];
        if (!it || ble_characteristic_type_check(it) < 0)
            return refuse(radio, it ? it->name : type->name,
                          "size, max_size, value, format and range of a characteristic do not fit together");
        if (it->descriptors_count + (it->description != NULL) > UINT8_MAX)
            return refuse(radio, it->name, "more than 255 descriptors");
        if (it->description && strnlen(it->description, BLE_GATT_VALUE + 1) > BLE_GATT_VALUE)
            return refuse(radio, it->name, "the description is longer than 512 octets");
        if (asks(it) && (!handlers || !handlers->asked))
            return refuse(radio, it->name, "somebody must be asked, but handlers.asked is NULL");
    }
    return BLE_OK;
}

/** Room for everything; NULL: none. */
static void *provide(const struct ble_service_type *type, struct definition *it)
{
    size_t descriptors = 0;
    for (unsigned i = 0; i < type->count; i++)
        descriptors += type->characteristics[i]->descriptors_count + 1u;
    size_t first = type->count * sizeof(*it->characteristics);
    size_t second = descriptors * sizeof(*it->descriptors);
    uint8_t *memory = calloc(1, first + second + type->includes_count * sizeof(*it->includes) + 1);
    if (!memory)
        return NULL;
    it->characteristics = (struct ble_gatt_characteristic *)(void *)memory;
    it->descriptors = (struct ble_gatt_descriptor *)(void *)(memory + first);
    it->includes = (uint16_t *)(void *)(memory + first + second);
    return memory;
}

static void define(struct definition *it, unsigned n, const struct ble_characteristic_type *type)
{
    static const uint8_t zeroes[BLE_GATT_VALUE];
    struct ble_gatt_descriptor *descriptors = it->descriptors + it->used;
    uint8_t count = 0;
    if (type->description) {
        const uint16_t size = (uint16_t)strnlen(type->description, BLE_GATT_VALUE);
        descriptors[count++] = (struct ble_gatt_descriptor){ .uuid = ble_uuid_from_16(DESCRIPTION),
                                                             .write_permissions = BLE_GATT_NEVER,
                                                             .size = size,
                                                             .value = (const uint8_t *)type->description };
    }
    for (unsigned i = 0; i < type->descriptors_count; i++)
        descriptors[count++] = type->descriptors[i];
    it->used += count;
    uint16_t max_size = ble_characteristic_type_max_size(type);
    bool made_up = type->fixed && !type->size && !type->asked;
    it->characteristics[n] = (struct ble_gatt_characteristic){
        .uuid = type->uuid,
        .properties = type->properties,
        .storage = type->asked ? BLE_GATT_ASKED : BLE_GATT_STORED,
        .fixed = type->fixed,
        .read_permissions = type->read_permissions,
        .write_permissions = type->write_permissions,
        .subscribe_permissions = type->subscribe_permissions,
        .descriptors_count = count,
        .max_size = max_size,
        .size = type->asked ? 0
                : made_up   ? max_size
                            : type->size,
        .value = type->asked ? NULL
                 : made_up   ? zeroes
                             : type->value,
        .descriptors = count ? descriptors : NULL,
    };
}

static ble_status include(ble_radio *radio, struct definition *it, const struct ble_service_type *type)
{
    for (unsigned i = 0; i < type->includes_count; i++) {
        const struct blr_local *local = radio->locals.first;
        while (local && !(type->includes[i] && ble_uuid_equal(&local->uuid, &type->includes[i]->uuid)))
            local = local->next;
        if (!local)
            return refuse(radio, type->name, "a service that it includes was not added before it");
        it->includes[i] = local->start;
    }
    return BLE_OK;
}

/** Which handles are services? One bit each. */
static void mark(const ble_radio *radio, uint8_t marks[HANDLES / 8])
{
    struct ble_gatt_attribute attribute;
    memset(marks, 0, HANDLES / 8);
    for (uint32_t handle = 1; next_service(radio, handle, &attribute); handle = attribute.end + 1u)
        marks[attribute.handle / 8] |= (uint8_t)(1u << attribute.handle % 8);
}

/** The host answers at once, but with an event: the new service is the one that was not there before. */
static bool ask_host(ble_radio *radio, const struct ble_gatt_service *service, struct ble_gatt_attribute *made)
{
    uint8_t before[HANDLES / 8];
    struct ble_request request = { .type = BLE_REQUEST_ADD_SERVICE };
    request.u.service = *service;
    mark(radio, before);
    if (!blr_operation_mention(radio, &request))
        return false;
    for (uint32_t handle = 1; next_service(radio, handle, made); handle = made->end + 1u)
        if (!(before[made->handle / 8] & 1u << made->handle % 8))
            return true;
    return false;
}

/** Write down who is told of a service. */
static ble_status add(ble_radio *radio, const struct ble_gatt_service *service, struct blr_local *local)
{
    struct ble_gatt_attribute made;
    if (!ask_host(radio, service, &made)) {
        blr_set_error(radio,
                      "add service: no room: host.attributes (%u), host.attribute_bytes (%lu) or 65,535 handles "
                      "are used up",
                      radio->options.host.attributes, (unsigned long)radio->options.host.attribute_bytes);
        return BLE_ERROR_FULL;
    }
    uint16_t generation = ++radio->locals.generation;
    local->generation = generation ? generation : ++radio->locals.generation;
    local->start = made.handle;
    local->end = made.end;
    local->uuid = service->uuid;
    local->next = radio->locals.first;
    radio->locals.first = local;
    return BLE_OK;
}

static ble_status add_defined(ble_radio *radio, const struct ble_service_type *type, struct definition *definition,
                              struct blr_local *local)
{
    ble_status status = include(radio, definition, type);
    if (status < 0)
        return status;
    for (unsigned i = 0; i < type->count; i++)
        define(definition, i, type->characteristics[i]);
    const struct ble_gatt_service service = { .uuid = type->uuid,
                                              .secondary = type->secondary,
                                              .characteristics_count = type->count,
                                              .includes_count = type->includes_count,
                                              .characteristics = definition->characteristics,
                                              .includes = definition->includes };
    return add(radio, &service, local);
}

ble_status ble_radio_add_service(ble_radio *radio, const struct ble_service_type *type,
                                 const struct ble_service_handlers *handlers, ble_service *service)
{
    struct definition definition = { 0 };
    if (!radio)
        return BLE_ERROR_ARGUMENT;
    if (radio->dead || radio->closing || radio->tapping || !radio->host)
        return BLE_ERROR_STATE;
    ble_status status = check(radio, type, handlers);
    if (status == BLE_OK && !radio->options.host.attributes) {
        blr_set_error(radio, "add service: host.attributes is 0: this radio has no GATT server");
        status = BLE_ERROR_UNSUPPORTED;
    }
    if (status < 0)
        return status;
    struct blr_local *local = calloc(1, sizeof(*local));
    void *memory = provide(type, &definition);
    if (handlers && local)
        local->handlers = *handlers;
    status = local && memory ? add_defined(radio, type, &definition, local) : BLE_ERROR_MEMORY;
    free(memory);
    if (status < 0)
        free(local);
    else if (service)
        *service = handle_of(radio, local->start);
    return status;
}

ble_status ble_radio_remove_service(ble_service service)
{
    struct ble_gatt_attribute attribute;
    struct ble_request request = { .type = BLE_REQUEST_REMOVE_SERVICE };
    ble_radio *radio = service.connection.radio;
    if (service.connection.link)
        return BLE_ERROR_ARGUMENT;
    ble_status status = find(service, &attribute);
    if (status < 0)
        return status;
    struct blr_local **at = &radio->locals.first;
    while (*at && (*at)->start != service.handle)
        at = &(*at)->next;
    if (!*at) {
        blr_set_error(radio, "remove service: GAP and GATT are the library's own");
        return BLE_ERROR_ARGUMENT;
    }
    request.u.remove_service = service.handle;
    if (!blr_operation_mention(radio, &request)) {
        blr_set_error(radio, "remove service: too many requests are pending");
        return BLE_ERROR_FULL;
    }
    if (find(service, &attribute) == BLE_OK) {
        blr_set_error(radio, "remove service: another one includes it");
        return BLE_ERROR_BUSY;
    }
    struct blr_local *local = *at;
    *at = local->next;
    blr_watches_gone(&radio->watches, local->start, local->end);
    free(local);
    return BLE_OK;
}

void blr_locals_free(ble_radio *radio)
{
    while (radio->locals.first) {
        struct blr_local *local = radio->locals.first;
        radio->locals.first = local->next;
        free(local);
    }
}

/* ------------------------------------------------------------------------------------------------ events */

/** What a peer did something to. */
struct target {
    struct ble_service_handlers handlers; /**< a callback may remove the service */
    ble_characteristic characteristic;
    ble_connection peer;
    bool is_value; /**< not a descriptor of it */
};

/** @return false: nobody here is concerned */
static bool aim(ble_radio *radio, uint16_t handle, ble_link link, struct target *target)
{
    const struct blr_local *local = local_with(radio, handle);
    struct ble_gatt_attribute it;
    if (!local || radio->closing)
        return false;
    uint16_t value = handle;
    while (value > local->start && !(ble_host_attribute(radio->host, (uint16_t)(value - 1), &it) &&
                                     it.handle == value - 1 && is_type(&it, CHARACTERISTIC)))
        value--;
    if (value <= local->start)
        return false;
    *target = (struct target){ .handlers = local->handlers,
                               .characteristic = { handle_of(radio, local->start), value },
                               .peer = { radio, link },
                               .is_value = value == handle };
    return true;
}

void blr_local_written(ble_radio *radio, const struct ble_event *event)
{
    struct target it;
    const struct blr_written written = { event->u.written.offset, event->u.written.size, event->u.written.data };
    if (!aim(radio, event->u.written.handle, event->u.written.link, &it) || !it.is_value)
        return;
    radio->callbacks++;
    if (it.handlers.written)
        it.handlers.written(it.characteristic, it.peer, written.offset, written.data, written.size, it.handlers.user);
    blr_watches_written(&radio->watches, it.characteristic, it.peer, &written);
    radio->callbacks--;
}

void blr_local_subscribed(ble_radio *radio, const struct ble_event *event)
{
    struct target it;
    bool notify = event->u.subscribed.notify, indicate = event->u.subscribed.indicate;
    if (!aim(radio, event->u.subscribed.handle, event->u.subscribed.link, &it))
        return;
    radio->callbacks++;
    if (it.handlers.subscribed)
        it.handlers.subscribed(it.characteristic, it.peer, notify, indicate, it.handlers.user);
    blr_watches_subscribed(&radio->watches, it.characteristic, it.peer, notify, indicate);
    radio->callbacks--;
}

void blr_local_asked(ble_radio *radio, const struct ble_event *event)
{
    struct target it;
    struct blr_connection *connection = blr_connection_of(radio, event->u.asked.link);
    if (connection)
        connection->question = event->u.asked.token;
    if (!aim(radio, event->u.asked.handle, event->u.asked.link, &it) || !it.handlers.asked)
        return;
    radio->callbacks++;
    it.handlers.asked(it.characteristic, it.peer, &event->u.asked, it.handlers.user);
    radio->callbacks--;
}

/** The link on which this was asked; NULL: none waits for such an answer. */
static struct blr_connection *link_asking(const ble_radio *radio, uint32_t token)
{
    for (unsigned i = 0; token && i < radio->connections.size; i++)
        if (radio->connections.all[i].up && radio->connections.all[i].question == token)
            return &radio->connections.all[i];
    return NULL;
}

ble_status ble_radio_answer(ble_radio *radio, uint32_t token, uint8_t error, const void *data, size_t size)
{
    struct ble_request request = { .type = BLE_REQUEST_ANSWER };
    if (!radio || (size && !data) || size > BLE_GATT_VALUE)
        return BLE_ERROR_ARGUMENT;
    if (radio->dead || radio->closing || radio->tapping)
        return BLE_ERROR_STATE;
    struct blr_connection *connection = link_asking(radio, token);
    if (!connection) {
        blr_set_error(radio, "answer: nobody waits for it any more, or it was given already");
        return BLE_ERROR_GONE;
    }
    request.u.answer = (struct ble_gatt_answer){ token, error, (uint16_t)size, data };
    if (!blr_operation_mention(radio, &request)) {
        blr_set_error(radio, "answer: too many requests are pending");
        return BLE_ERROR_FULL;
    }
    connection->question = 0;
    return BLE_OK;
}
