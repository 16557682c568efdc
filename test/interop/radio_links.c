/* SPDX-License-Identifier: MIT */
/* Links and GATT of the radio of the interop tests: requests of the host, and its events as lines. */
#include "radio.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHARACTERISTICS = 16, DESCRIPTORS = 4, INCLUDES = 4, SUPERVISION_MS = 4000 };

/* ------------------------------------------------------------------------------------------------ what happens */

static void begin(const char *name, ble_link link)
{
    printf("{\"event\":\"%s\",\"link\":%" PRIu32, name, link);
}

static void print_uuid(const struct ble_uuid *uuid)
{
    char text[BLE_UUID_TEXT];
    printf(",\"uuid\":\"%s\"", ble_uuid_format(uuid, text));
}

static void print_found(const struct ble_gatt_found *found)
{
    begin("found", found->link);
    printf(",\"operation\":%u,\"handle\":%u,\"end\":%u,\"value_handle\":%u,\"properties\":%u", found->operation,
           found->handle, found->end, found->value_handle, found->properties);
    print_uuid(&found->uuid);
}

static void print_asked(const struct ble_gatt_asked *asked)
{
    begin("asked", asked->link);
    printf(",\"token\":%" PRIu32 ",\"kind\":%u,\"handle\":%u,\"offset\":%u", asked->token, asked->kind, asked->handle,
           asked->offset);
    print_hex("data", asked->data, asked->size);
}

static void print_connected(const struct ble_event *event)
{
    begin("connected", event->u.connected.link);
    printf(",\"role\":%u,\"interval\":%u", event->u.connected.role, event->u.connected.interval);
    print_address("peer", &event->u.connected.peer);
}

bool print_link_event(const struct ble_event *event)
{
    switch (event->type) {
    case BLE_EVENT_CONNECTED: print_connected(event); break;
    case BLE_EVENT_DISCONNECTED:
        begin("disconnected", event->u.disconnected.link);
        printf(",\"reason\":%u", event->u.disconnected.reason);
        break;
    case BLE_EVENT_LINK_UPDATED:
        begin("updated", event->u.updated.link);
        printf(",\"what\":%u", event->u.updated.what);
        break;
    case BLE_EVENT_FOUND: print_found(&event->u.found); break;
    case BLE_EVENT_VALUE:
        begin("value", event->u.value.link);
        printf(",\"handle\":%u,\"offset\":%u", event->u.value.handle, event->u.value.offset);
        print_hex("data", event->u.value.data, event->u.value.size);
        break;
    case BLE_EVENT_NOTIFIED:
        begin("notified", event->u.notified.link);
        printf(",\"handle\":%u,\"indication\":%s", event->u.notified.handle,
               event->u.notified.indication ? "true" : "false");
        print_hex("data", event->u.notified.data, event->u.notified.size);
        break;
    case BLE_EVENT_ASKED: print_asked(&event->u.asked); break;
    case BLE_EVENT_WRITTEN:
        begin("written", event->u.written.link);
        printf(",\"handle\":%u,\"offset\":%u", event->u.written.handle, event->u.written.offset);
        print_hex("data", event->u.written.data, event->u.written.size);
        break;
    case BLE_EVENT_SUBSCRIBED:
        begin("subscribed", event->u.subscribed.link);
        printf(",\"handle\":%u,\"notify\":%s,\"indicate\":%s", event->u.subscribed.handle,
               event->u.subscribed.notify ? "true" : "false", event->u.subscribed.indicate ? "true" : "false");
        break;
    default: return false;
    }
    end_line();
    return true;
}

/* ------------------------------------------------------------------------------------------------ links */

static bool read_connect(char **words, unsigned count, struct ble_request *request)
{
    request->type = BLE_REQUEST_CONNECT;
    request->timeout_ms = count > 2 ? number(words[2]) : 0;
    if (count > 3) {
        struct ble_link_parameters *parameters = &request->u.connect.parameters;
        parameters->interval_min_us = parameters->interval_max_us = number(words[3]);
        parameters->supervision_timeout_ms = SUPERVISION_MS;
    }
    return read_address(words[0], words[1], &request->u.connect.peer);
}

static bool read_disconnect(char **words, unsigned count, struct ble_request *request)
{
    request->type = BLE_REQUEST_DISCONNECT;
    request->u.disconnect.link = number(words[0]);
    request->u.disconnect.reason = count > 1 ? (uint8_t)number(words[1]) : 0;
    return true;
}

static bool read_update(char **words, unsigned count, struct ble_request *request)
{
    (void)count;
    request->type = BLE_REQUEST_UPDATE_LINK;
    request->u.update_link.link = number(words[0]);
    request->u.update_link.parameters = (struct ble_link_parameters){ number(words[1]), number(words[2]),
                                                                      (uint16_t)number(words[3]), number(words[4]) };
    return true;
}

/* ------------------------------------------------------------------------------------------------ client */

static bool read_gatt(char **words, unsigned count, struct ble_request *request)
{
    struct ble_gatt *gatt = &request->u.gatt;
    (void)count;
    request->type = BLE_REQUEST_GATT;
    gatt->link = number(words[0]);
    gatt->operation = (uint8_t)number(words[1]);
    gatt->handle = gatt->start = (uint16_t)number(words[2]);
    gatt->end = (uint16_t)number(words[3]);
    gatt->by_uuid = strcmp(words[4], "-") != 0;
    int size = read_hex(words[5], &gatt->data);
    gatt->size = (uint16_t)size;
    return size >= 0 && (!gatt->by_uuid || ble_uuid_parse(words[4], &gatt->uuid));
}

/* ------------------------------------------------------------------------------------------------ server */

/** A service while its line is read. */
struct reading {
    struct ble_gatt_characteristic characteristics[CHARACTERISTICS];
    struct ble_gatt_descriptor descriptors[CHARACTERISTICS][DESCRIPTORS];
    uint8_t values[CHARACTERISTICS * (1 + DESCRIPTORS)][BLE_GATT_VALUE];
    uint16_t includes[INCLUDES];
    unsigned count, values_count, includes_count;
};

/** "VALUE" at the end of a word, kept. @return octets, or -1 */
static int keep_value(struct reading *reading, const char *word, const uint8_t **value)
{
    const uint8_t *data;
    int size = read_hex(word, &data);
    if (size < 0 || size > BLE_GATT_VALUE)
        return -1;
    uint8_t *copy = reading->values[reading->values_count++];
    memcpy(copy, data, (size_t)size);
    *value = copy;
    return size;
}

/** "UUID:PROPERTIES:STORAGE:MAX:VALUE" */
static bool read_characteristic(struct reading *reading, char *word)
{
    char *rest = word, *parts[5];
    if (reading->count == CHARACTERISTICS)
        return false;
    struct ble_gatt_characteristic *it = &reading->characteristics[reading->count];
    for (unsigned i = 0; i < 5; i++)
        if ((parts[i] = strtok_r(rest, ":", &rest)) == NULL)
            return false;
    it->properties = (uint8_t)number(parts[1]);
    it->storage = (uint8_t)number(parts[2]);
    it->max_size = (uint16_t)number(parts[3]);
    it->descriptors = reading->descriptors[reading->count++];
    int size = keep_value(reading, parts[4], &it->value);
    it->size = (uint16_t)size;
    return size >= 0 && ble_uuid_parse(parts[0], &it->uuid);
}

/** "+UUID:VALUE", of the last characteristic */
static bool read_descriptor(struct reading *reading, char *word)
{
    char *rest = word + 1, *uuid = strtok_r(rest, ":", &rest), *value = strtok_r(rest, ":", &rest);
    if (uuid == NULL || value == NULL || reading->count == 0)
        return false;
    struct ble_gatt_characteristic *owner = &reading->characteristics[reading->count - 1];
    if (owner->descriptors_count == DESCRIPTORS)
        return false;
    struct ble_gatt_descriptor *it = &reading->descriptors[reading->count - 1][owner->descriptors_count++];
    int size = keep_value(reading, value, &it->value);
    it->size = (uint16_t)size;
    return size >= 0 && ble_uuid_parse(uuid, &it->uuid);
}

/** "=HANDLE" */
static bool read_include(struct reading *reading, const char *word)
{
    if (reading->includes_count == INCLUDES)
        return false;
    reading->includes[reading->includes_count++] = (uint16_t)number(word + 1);
    return true;
}

static bool read_part(struct reading *reading, char *word)
{
    switch (word[0]) {
    case '=': return read_include(reading, word);
    case '+': return read_descriptor(reading, word);
    default: return read_characteristic(reading, word);
    }
}

/** What is read lives until the next one: a program of tests has one thread. */
static struct reading *new_reading(void)
{
    static struct reading reading;
    memset(&reading, 0, sizeof(reading));
    return &reading;
}

static bool read_service(char **words, unsigned count, struct ble_request *request)
{
    struct reading *reading = new_reading();
    request->type = BLE_REQUEST_ADD_SERVICE;
    for (unsigned i = 1; i < count; i++)
        if (!read_part(reading, words[i]))
            return false;
    request->u.service.includes = reading->includes;
    request->u.service.includes_count = (uint8_t)reading->includes_count;
    request->u.service.characteristics = reading->characteristics;
    request->u.service.characteristics_count = (uint8_t)reading->count;
    return ble_uuid_parse(words[0], &request->u.service.uuid);
}

static bool read_notify(char **words, unsigned count, struct ble_request *request)
{
    (void)count;
    request->type = BLE_REQUEST_NOTIFY;
    request->u.notify.link = number(words[0]);
    request->u.notify.handle = (uint16_t)number(words[1]);
    int size = read_hex(words[2], &request->u.notify.data);
    request->u.notify.size = (uint16_t)size;
    return size >= 0;
}

static bool read_answer(char **words, unsigned count, struct ble_request *request)
{
    (void)count;
    request->type = BLE_REQUEST_ANSWER;
    request->u.answer.token = number(words[0]);
    request->u.answer.error = (uint8_t)number(words[1]);
    int size = read_hex(words[2], &request->u.answer.data);
    request->u.answer.size = (uint16_t)size;
    return size >= 0;
}

const struct verb link_verbs[] = {
    { "connect", 2, read_connect }, { "disconnect", 1, read_disconnect },
    { "update", 5, read_update },   { "gatt", 6, read_gatt },
    { "service", 1, read_service }, { "notify", 3, read_notify },
    { "answer", 3, read_answer },   { NULL, 0, NULL },
};
