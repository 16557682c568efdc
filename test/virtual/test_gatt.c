/* SPDX-License-Identifier: MIT */
/* Client and server of two hosts over a link on the air: every procedure at every MTU, both ways, and links that end in
 * the middle of them. What the client finds is compared with the table of the server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hosted.h"

#define SECOND UINT64_C(1000000)
#define SERIAL BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e)
#define SECRET BLE_UUID128(0x6e400002, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e)

enum { CENTRAL, PERIPHERAL, HOSTS, LONGEST = 512, FOUND = 256, VALUES = 64, REQUESTS = 512, CCCD = 0x2902 };

/** What a host was told. */
struct told {
    ble_link link;
    unsigned connected, disconnected, mtu_changes, notified, indicated, written;
    struct ble_gatt_found found[FOUND];
    size_t found_count;
    struct ble_gatt_value values[VALUES]; /* their data lies in octets */
    size_t values_count;
    uint8_t octets[4 * LONGEST];
    size_t size;
    uint16_t told_handle;
    uint8_t told_octets[LONGEST];
    uint16_t told_size;
    uint32_t ids[REQUESTS]; /* that completed */
    ble_status statuses[REQUESTS];
    size_t ids_count;
};

struct pair {
    struct virtual_air *air;
    struct hosted hosts[HOSTS];
    struct told *told[HOSTS];
    uint16_t service, last; /* the peripheral's own */
};

static void note_value(struct told *told, const struct ble_gatt_value *value)
{
    assert_true(told->values_count < VALUES && told->size + value->size <= sizeof(told->octets));
    told->values[told->values_count] = *value;
    told->values[told->values_count++].data = told->octets + told->size;
    if (value->size > 0)
        memcpy(told->octets + told->size, value->data, value->size);
    told->size += value->size;
}

static void note(struct hosted *hosted, const struct ble_event *event)
{
    struct told *told = hosted->user;
    switch (event->type) {
    case BLE_EVENT_CONNECTED:
        told->link = event->u.connected.link;
        told->connected++;
        break;
    case BLE_EVENT_DISCONNECTED: told->disconnected++; break;
    case BLE_EVENT_LINK_UPDATED: told->mtu_changes += (event->u.updated.what & BLE_LINK_MTU) != 0; break;
    case BLE_EVENT_FOUND:
        assert_true(told->found_count < FOUND);
        told->found[told->found_count++] = event->u.found;
        break;
    case BLE_EVENT_VALUE: note_value(told, &event->u.value); break;
    case BLE_EVENT_WRITTEN: told->written++; break;
    case BLE_EVENT_NOTIFIED:
        told->notified += !event->u.notified.indication;
        told->indicated += event->u.notified.indication;
        told->told_handle = event->u.notified.handle;
        told->told_size = event->u.notified.size;
        if (event->u.notified.size > 0)
            memcpy(told->told_octets, event->u.notified.data, event->u.notified.size);
        break;
    case BLE_EVENT_COMPLETED:
        assert_true(told->ids_count < REQUESTS);
        told->ids[told->ids_count] = event->u.completed.id;
        told->statuses[told->ids_count++] = event->u.completed.status;
        break;
    default: break;
    }
}

/* ------------------------------------------------------------------------------------------------ a pair */

static uint32_t ask(struct pair *pair, unsigned who, const struct ble_request *request)
{
    return ble_host_request(pair->hosts[who].host, blr_air_now(pair->air), request);
}

static const ble_status *status_of(const struct told *told, uint32_t id)
{
    const ble_status *status = NULL;
    for (size_t i = 0; i < told->ids_count; i++) {
        if (told->ids[i] != id)
            continue;
        assert_null(status); /* never twice */
        status = &told->statuses[i];
    }
    return status;
}

static ble_status wait_for(struct pair *pair, unsigned who, uint32_t id)
{
    uint64_t limit_us = blr_air_now(pair->air) + 60 * SECOND;
    assert_int_not_equal(id, 0);
    while (status_of(pair->told[who], id) == NULL && blr_air_now(pair->air) < limit_us)
        hosted_run(pair->hosts, HOSTS, 2000);
    assert_non_null(status_of(pair->told[who], id));
    return *status_of(pair->told[who], id);
}

/** Services with all that there is: included ones with short and long UUIDs, long values, descriptors. */
static void add_services(struct pair *pair)
{
    static uint8_t pattern[LONGEST];
    static const uint8_t percent = 87;
    struct ble_request request = { .type = BLE_REQUEST_ADD_SERVICE };
    uint16_t includes[2];
    for (unsigned i = 0; i < LONGEST; i++)
        pattern[i] = (uint8_t)(i * 7 + i / 256);
    const struct ble_gatt_characteristic level = {
        .uuid = BLE_UUID16(0x2a19), .properties = BLE_GATT_PROPERTY_READ, .size = 1, .value = &percent
    };
    const struct ble_gatt_descriptor name = { .uuid = BLE_UUID16(0x2901), .size = 4, .value = (const uint8_t *)"name" };
    const struct ble_gatt_characteristic two[] = {
        { .uuid = SERIAL,
          .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
          .max_size = LONGEST,
          .size = LONGEST,
          .value = pattern },
        { .uuid = BLE_UUID16(0x2a19),
          .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY | BLE_GATT_PROPERTY_INDICATE,
          .max_size = LONGEST,
          .size = 3,
          .value = pattern,
          .descriptors = &name,
          .descriptors_count = 1 },
    };
    request.u.service =
        (struct ble_gatt_service){ .uuid = BLE_UUID16(0x180f), .characteristics = &level, .characteristics_count = 1 };
    for (unsigned i = 0; i < 2; i++) {
        assert_int_equal(wait_for(pair, PERIPHERAL, ask(pair, PERIPHERAL, &request)), BLE_OK);
        includes[i] = (uint16_t)(pair->hosts[PERIPHERAL].answer[0] | pair->hosts[PERIPHERAL].answer[1] << 8);
        request.u.service.uuid = (struct ble_uuid)SECRET;
        request.u.service.secondary = true;
    }
    request.u.service = (struct ble_gatt_service){
        .uuid = SERIAL, .characteristics = two, .characteristics_count = 2, .includes = includes, .includes_count = 2
    };
    assert_int_equal(wait_for(pair, PERIPHERAL, ask(pair, PERIPHERAL, &request)), BLE_OK);
    pair->service = (uint16_t)(pair->hosts[PERIPHERAL].answer[0] | pair->hosts[PERIPHERAL].answer[1] << 8);
    pair->last = (uint16_t)(pair->hosts[PERIPHERAL].answer[2] | pair->hosts[PERIPHERAL].answer[3] << 8);
}

static void begin(struct pair *pair, uint16_t mtu, uint32_t event_bytes)
{
    memset(pair, 0, sizeof(*pair));
    pair->air = blr_air_new(mtu);
    for (unsigned i = 0; i < HOSTS; i++) {
        const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4"), .x_cm = (int32_t)i * 100 };
        struct ble_host_config config = BLE_HOST_CONFIG_INIT;
        config.mtu = i == CENTRAL ? mtu : 517;
        if (event_bytes > 0) {
            config.reassemblies = 0;
            config.packet_bytes = 600;
            config.event_bytes = event_bytes;
        }
        hosted_init_with(&pair->hosts[i], pair->air, &options, &config);
        pair->told[i] = test_calloc(1, sizeof(struct told));
        pair->hosts[i].on_event = note;
        pair->hosts[i].user = pair->told[i];
    }
    for (unsigned i = 0; i < HOSTS; i++)
        assert_true(hosted_ready(pair->hosts, HOSTS, &pair->hosts[i]));
    add_services(pair);
}

static void connect(struct pair *pair)
{
    struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
    request.u.advertise.parameters =
        (struct ble_advertising){ .flags = BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_SCANNABLE,
                                  .interval_us = 20000,
                                  .tx_power_dbm = BLE_TX_POWER_ANY };
    assert_int_equal(wait_for(pair, PERIPHERAL, ask(pair, PERIPHERAL, &request)), BLE_OK);
    request = (struct ble_request){ .type = BLE_REQUEST_CONNECT };
    request.u.connect.peer = ble_host_controller(pair->hosts[PERIPHERAL].host)->address;
    request.u.connect.parameters = (struct ble_link_parameters){ 7500, 7500, 0, 1000 };
    assert_int_equal(wait_for(pair, CENTRAL, ask(pair, CENTRAL, &request)), BLE_OK);
    for (unsigned i = 0; i < 100 && pair->told[PERIPHERAL]->connected == pair->told[PERIPHERAL]->disconnected; i++)
        hosted_run(pair->hosts, HOSTS, 10000);
    assert_int_equal(pair->told[PERIPHERAL]->connected, pair->told[PERIPHERAL]->disconnected + 1);
}

static void end(struct pair *pair)
{
    for (unsigned i = 0; i < HOSTS; i++) {
        const struct ble_host_counters *counters = ble_host_counters(pair->hosts[i].host);
        assert_int_equal(counters->malformed_packets + counters->unexpected_packets + counters->unknown_packets, 0);
        hosted_free(&pair->hosts[i]);
        test_free(pair->told[i]);
    }
    blr_air_free(pair->air);
}

static uint32_t start(struct pair *pair, unsigned who, struct ble_gatt gatt)
{
    struct ble_request request = { .type = BLE_REQUEST_GATT };
    request.u.gatt = gatt;
    request.u.gatt.link = pair->told[who]->link;
    return ask(pair, who, &request);
}

static ble_status perform(struct pair *pair, unsigned who, struct ble_gatt gatt)
{
    struct told *told = pair->told[who];
    told->found_count = told->values_count = told->size = 0;
    return wait_for(pair, who, start(pair, who, gatt));
}

static uint16_t mtu_of(struct pair *pair, unsigned who)
{
    struct ble_link_info info;
    assert_true(ble_host_link_info(pair->hosts[who].host, pair->told[who]->link, &info));
    return info.mtu;
}

/* ------------------------------------------------------------------------------------------------ the table */

/** The attribute of a host at or behind a handle whose type is this; 0: of any. */
static bool next_attribute(const struct pair *pair, unsigned who, uint16_t from, uint32_t type,
                           struct ble_gatt_attribute *attribute)
{
    for (; ble_host_attribute(pair->hosts[who].host, from, attribute); from = (uint16_t)(attribute->handle + 1))
        if (type == 0 || ble_uuid_short(&attribute->type) == type)
            return true;
    return false;
}

/** Handle of the value of the n-th characteristic of the peripheral's service. */
static uint16_t value_handle(const struct pair *pair, unsigned n)
{
    struct ble_gatt_attribute attribute;
    uint16_t from = pair->service;
    for (unsigned i = 0; i <= n; i++) {
        assert_true(next_attribute(pair, PERIPHERAL, from, 0x2803, &attribute));
        from = (uint16_t)(attribute.handle + 1);
    }
    return from;
}

/** What was found is what the table of the other one has between two handles, of one type, maybe of one UUID. */
static void check_found(const struct pair *pair, unsigned who, uint32_t type, const struct ble_uuid *uuid,
                        uint16_t from, uint16_t to)
{
    const struct told *told = pair->told[who];
    struct ble_gatt_attribute attribute;
    size_t count = 0;
    while (next_attribute(pair, !who, from, type, &attribute) && attribute.handle <= to) {
        from = (uint16_t)(attribute.handle + 1);
        if (uuid != NULL && !ble_uuid_equal(uuid, &attribute.uuid))
            continue;
        assert_true(count < told->found_count);
        const struct ble_gatt_found *found = &told->found[count++];
        assert_int_equal(found->handle, attribute.handle);
        assert_int_equal(found->link, told->link);
        assert_true(ble_uuid_equal(&found->uuid, type == 0 ? &attribute.type : &attribute.uuid));
        assert_int_equal(found->end, type == 0x2800 ? attribute.end : 0);
        assert_int_equal(found->properties, type == 0x2803 ? attribute.properties : 0);
        assert_int_equal(found->value_handle, type == 0x2803 ? attribute.handle + 1 : 0);
    }
    assert_int_equal(told->found_count, count);
    assert_true(count > 0);
}

static void find_everything(struct pair *pair, unsigned who)
{
    static const struct ble_uuid gap = BLE_UUID16(0x1800), name = BLE_UUID16(0x2a00);
    static const struct ble_uuid serial = SERIAL;
    assert_int_equal(perform(pair, who, (struct ble_gatt){ .operation = BLE_GATT_FIND_SERVICES }), BLE_OK);
    check_found(pair, who, 0x2800, NULL, 1, 0xffff);
    struct ble_gatt by_uuid = { .operation = BLE_GATT_FIND_SERVICES, .by_uuid = true, .uuid = gap };
    assert_int_equal(perform(pair, who, by_uuid), BLE_OK);
    check_found(pair, who, 0x2800, &gap, 1, 0xffff);
    assert_int_equal(perform(pair, who, (struct ble_gatt){ .operation = BLE_GATT_FIND_CHARACTERISTICS }), BLE_OK);
    check_found(pair, who, 0x2803, NULL, 1, 0xffff);
    by_uuid = (struct ble_gatt){ .operation = BLE_GATT_FIND_CHARACTERISTICS, .by_uuid = true, .uuid = name };
    assert_int_equal(perform(pair, who, by_uuid), BLE_OK);
    check_found(pair, who, 0x2803, &name, 1, 0xffff);
    assert_int_equal(perform(pair, who, (struct ble_gatt){ .operation = BLE_GATT_FIND_DESCRIPTORS }), BLE_OK);
    check_found(pair, who, 0, NULL, 1, 0xffff);
    by_uuid = (struct ble_gatt){ .operation = BLE_GATT_FIND_SERVICES, .by_uuid = true, .uuid = serial };
    assert_int_equal(perform(pair, who, by_uuid), BLE_OK);
    if (who == CENTRAL)
        check_found(pair, who, 0x2800, &serial, 1, 0xffff);
    else
        assert_int_equal(pair->told[who]->found_count, 0);
}

static void find_included(struct pair *pair)
{
    static const struct ble_uuid uuids[] = { BLE_UUID16(0x180f), SECRET };
    const struct told *told = pair->told[CENTRAL];
    const struct ble_gatt all = { .operation = BLE_GATT_FIND_INCLUDED, .start = pair->service, .end = pair->last };
    assert_int_equal(perform(pair, CENTRAL, all), BLE_OK);
    assert_int_equal(told->found_count, 2);
    for (unsigned i = 0; i < 2; i++) {
        struct ble_gatt_attribute service;
        const struct ble_gatt_found *found = &told->found[i];
        assert_int_equal(found->handle, pair->service + 1 + i);
        assert_true(ble_uuid_equal(&found->uuid, &uuids[i]));
        assert_true(ble_host_attribute(pair->hosts[PERIPHERAL].host, found->value_handle, &service));
        assert_int_equal(service.handle, found->value_handle);
        assert_int_equal(service.end, found->end);
        assert_true(ble_uuid_equal(&service.uuid, &uuids[i]));
    }
}

/* ------------------------------------------------------------------------------------------------ values */

/** What the peripheral's server has as its long value now. */
static void check_stored(const struct pair *pair, const uint8_t *octets, uint16_t size)
{
    struct ble_gatt_attribute attribute;
    assert_true(ble_host_attribute(pair->hosts[PERIPHERAL].host, value_handle(pair, 0), &attribute));
    assert_int_equal(attribute.size, size);
    assert_memory_equal(attribute.value, octets, size);
}

static void read_everything(struct pair *pair, uint16_t mtu)
{
    const struct told *told = pair->told[CENTRAL];
    uint16_t value = value_handle(pair, 0), level = value_handle(pair, 1);
    struct ble_gatt_attribute stored;
    assert_true(ble_host_attribute(pair->hosts[PERIPHERAL].host, value, &stored));
    uint16_t most = mtu - 1 < LONGEST ? (uint16_t)(mtu - 1) : LONGEST;
    assert_int_equal(perform(pair, CENTRAL, (struct ble_gatt){ .operation = BLE_GATT_READ, .handle = value }), BLE_OK);
    assert_int_equal(told->values_count, 1);
    assert_int_equal(told->values[0].handle, value);
    assert_int_equal(told->size, most);
    assert_memory_equal(told->octets, stored.value, most);
    static const uint16_t offsets[] = { 0, 1, 22, 246, 511, 512 };
    for (unsigned i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++) {
        struct ble_gatt part = { .operation = BLE_GATT_READ_LONG, .handle = value, .offset = offsets[i] };
        assert_int_equal(perform(pair, CENTRAL, part), BLE_OK);
        assert_int_equal(told->size, LONGEST - offsets[i]);
        assert_int_equal(told->values[0].offset, offsets[i]);
        assert_memory_equal(told->octets, stored.value + offsets[i], told->size);
    }
    struct ble_gatt by_uuid = { .operation = BLE_GATT_READ_BY_UUID, .uuid = BLE_UUID16(0x2a19) };
    assert_int_equal(perform(pair, CENTRAL, by_uuid), BLE_OK);
    assert_int_equal(told->values_count, 3);
    assert_int_equal(told->values[2].handle, level);
    assert_int_equal(told->values[2].size, 3);
    by_uuid.uuid = ble_uuid_from_16(0x2a58);
    assert_int_equal(perform(pair, CENTRAL, by_uuid), BLE_ERROR_ATT(BLE_ATT_ATTRIBUTE_NOT_FOUND));
    const uint16_t handles[] = { level, level };
    struct ble_gatt several = { .operation = BLE_GATT_READ_MULTIPLE, .handles = handles, .size = 2 };
    assert_int_equal(perform(pair, CENTRAL, several), BLE_OK);
    assert_int_equal(told->size, 6);
    several.operation = BLE_GATT_READ_MULTIPLE_VARIABLE;
    assert_int_equal(perform(pair, CENTRAL, several), BLE_OK);
    assert_int_equal(told->values_count, 2);
    assert_int_equal(told->values[1].size, 3);
    assert_memory_equal(told->values[1].data, stored.value, 3);
}

static void write_everything(struct pair *pair, uint16_t mtu)
{
    uint8_t octets[LONGEST];
    uint16_t value = value_handle(pair, 0);
    for (unsigned i = 0; i < LONGEST; i++)
        octets[i] = (uint8_t)(i * 13 + mtu);
    uint16_t most = mtu - 3 < LONGEST ? (uint16_t)(mtu - 3) : LONGEST;
    struct ble_gatt write = { .operation = BLE_GATT_WRITE, .handle = value, .data = octets, .size = most };
    assert_int_equal(perform(pair, CENTRAL, write), BLE_OK);
    check_stored(pair, octets, most);
    write.size = (uint16_t)(most + 1);
    if (most < LONGEST)
        assert_int_equal(perform(pair, CENTRAL, write), BLE_ERROR_ARGUMENT);
    else
        assert_int_equal(start(pair, CENTRAL, write), 0);
    write = (struct ble_gatt){ .operation = BLE_GATT_WRITE_COMMAND, .handle = value, .data = octets + 1, .size = 20 };
    assert_int_equal(perform(pair, CENTRAL, write), BLE_OK);
    hosted_run(pair->hosts, HOSTS, SECOND / 10);
    check_stored(pair, octets + 1, 20);
    write = (struct ble_gatt){ .operation = BLE_GATT_WRITE_LONG, .handle = value, .data = octets, .size = LONGEST };
    assert_int_equal(perform(pair, CENTRAL, write), BLE_OK);
    check_stored(pair, octets, LONGEST);
    write = (struct ble_gatt){ .operation = BLE_GATT_PREPARE, .handle = value, .offset = 2, .data = octets, .size = 5 };
    for (unsigned cancel = 0; cancel < 2; cancel++) {
        assert_int_equal(perform(pair, CENTRAL, write), BLE_OK);
        write.data = octets + 100;
        struct ble_gatt execute = { .operation = BLE_GATT_EXECUTE, .cancel = cancel != 0 };
        assert_int_equal(perform(pair, CENTRAL, execute), BLE_OK);
    }
    memmove(octets + 2, octets, 5); /* the second time it was cancelled */
    check_stored(pair, octets, LONGEST);
    write = (struct ble_gatt){ .operation = BLE_GATT_SIGNED_WRITE, .handle = value, .data = octets, .size = 5 };
    assert_int_equal(perform(pair, CENTRAL, write), BLE_ERROR_UNSUPPORTED);
    write = (struct ble_gatt){ .operation = BLE_GATT_WRITE_LONG, .handle = pair->service, .data = octets, .size = 5 };
    assert_int_equal(perform(pair, CENTRAL, write), BLE_ERROR_ATT(BLE_ATT_WRITE_NOT_PERMITTED));
}

static void be_told(struct pair *pair, uint16_t mtu)
{
    struct told *told = pair->told[CENTRAL];
    uint8_t octets[LONGEST];
    struct ble_gatt_attribute cccd;
    uint16_t level = value_handle(pair, 1);
    uint16_t size = mtu - 3 < LONGEST ? (uint16_t)(mtu - 3) : LONGEST;
    for (unsigned i = 0; i < LONGEST; i++)
        octets[i] = (uint8_t)(i + mtu);
    assert_true(next_attribute(pair, PERIPHERAL, level, CCCD, &cccd));
    for (uint8_t bits = 1; bits <= 2; bits++) {
        const uint8_t data[] = { bits, 0 };
        struct ble_gatt subscribe = { .operation = BLE_GATT_WRITE, .handle = cccd.handle, .data = data, .size = 2 };
        assert_int_equal(perform(pair, CENTRAL, subscribe), BLE_OK);
        struct ble_request notify = { .type = BLE_REQUEST_NOTIFY };
        notify.u.notify = (struct ble_gatt_notify){ .handle = level, .data = octets, .size = size };
        told->told_size = 0;
        assert_int_equal(wait_for(pair, PERIPHERAL, ask(pair, PERIPHERAL, &notify)), BLE_OK);
        hosted_run(pair->hosts, HOSTS, SECOND / 10);
        assert_int_equal(told->told_handle, level);
        assert_int_equal(told->told_size, size);
        assert_memory_equal(told->told_octets, octets, size);
    }
    assert_int_equal(told->notified, 1);
    assert_int_equal(told->indicated, 1);
}

static void everything_at(uint16_t mtu, uint32_t event_bytes)
{
    struct pair pair;
    begin(&pair, mtu, event_bytes);
    connect(&pair);
    hosted_run(pair.hosts, HOSTS, 2 * SECOND);
    for (unsigned i = 0; i < HOSTS; i++) {
        assert_int_equal(mtu_of(&pair, i), mtu);
        assert_int_equal(pair.told[i]->mtu_changes, mtu > 23);
    }
    for (unsigned i = 0; i < HOSTS; i++)
        find_everything(&pair, i);
    find_included(&pair);
    read_everything(&pair, mtu);
    write_everything(&pair, mtu);
    be_told(&pair, mtu);
    end(&pair);
}

static void every_procedure_at_every_mtu(void **state)
{
    static const uint16_t mtus[] = { 23, 185, 247, 517 };
    (void)state;
    for (size_t i = 0; i < sizeof(mtus) / sizeof(mtus[0]); i++)
        everything_at(mtus[i], 0);
}

/** Of a list in one PDU only a few elements fit into the ring: the rest waits, and with it the line. */
static void every_procedure_with_a_small_ring(void **state)
{
    (void)state;
    everything_at(517, 2400);
}

/* ------------------------------------------------------------------------------------------------ links that end */

static void a_link_may_end_at_any_time(void **state)
{
    enum { STEP_US = 1700, STEPS = 120 };
    struct pair pair;
    uint8_t octets[LONGEST] = { 0 };
    unsigned done = 0, disconnected = 0;
    (void)state;
    begin(&pair, 185, 0);
    for (unsigned step = 0; step < STEPS; step++) {
        connect(&pair);
        const struct ble_gatt all[] = {
            { .operation = BLE_GATT_FIND_SERVICES },
            { .operation = BLE_GATT_FIND_CHARACTERISTICS },
            { .operation = BLE_GATT_READ_LONG, .handle = value_handle(&pair, 0) },
            { .operation = BLE_GATT_WRITE_LONG, .handle = value_handle(&pair, 0), .data = octets, .size = LONGEST },
            { .operation = BLE_GATT_WRITE_COMMAND, .handle = value_handle(&pair, 0), .data = octets, .size = 100 },
        };
        uint32_t ids[sizeof(all) / sizeof(all[0])];
        struct told *told = pair.told[CENTRAL];
        told->found_count = told->values_count = told->size = told->ids_count = 0;
        for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
            assert_int_not_equal(ids[i] = start(&pair, CENTRAL, all[i]), 0);
        hosted_run(pair.hosts, HOSTS, step * STEP_US + 1);
        struct ble_request request = { .type = BLE_REQUEST_DISCONNECT };
        unsigned who = step % HOSTS;
        request.u.disconnect.link = pair.told[who]->link;
        assert_int_equal(wait_for(&pair, who, ask(&pair, who, &request)), BLE_OK);
        hosted_run(pair.hosts, HOSTS, 2 * SECOND);
        for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
            const ble_status *status = status_of(told, ids[i]);
            assert_non_null(status);
            assert_true(*status == BLE_OK || *status == BLE_ERROR_DISCONNECTED);
            done += *status == BLE_OK;
            disconnected += *status == BLE_ERROR_DISCONNECTED;
        }
        assert_int_equal(start(&pair, CENTRAL, all[0]) != 0, true);
        pair.told[PERIPHERAL]->ids_count = 0;
    }
    assert_true(done > STEPS / 2 && disconnected > STEPS / 2);
    for (unsigned i = 0; i < HOSTS; i++) {
        hosted_free(&pair.hosts[i]);
        test_free(pair.told[i]);
    }
    blr_air_free(pair.air);
}

static void procedures_are_cancelled(void **state)
{
    struct pair pair;
    (void)state;
    begin(&pair, 23, 0);
    connect(&pair);
    for (unsigned wait_us = 0; wait_us < 200000; wait_us += 5300) {
        struct told *told = pair.told[CENTRAL];
        told->found_count = told->values_count = told->size = told->ids_count = 0;
        uint32_t first = start(&pair, CENTRAL, (struct ble_gatt){ .operation = BLE_GATT_FIND_DESCRIPTORS });
        uint32_t second = start(&pair, CENTRAL, (struct ble_gatt){ .operation = BLE_GATT_FIND_SERVICES });
        hosted_run(pair.hosts, HOSTS, wait_us + 1);
        struct ble_request cancel = { .type = BLE_REQUEST_CANCEL };
        cancel.u.cancel.id = first;
        ble_status status = wait_for(&pair, CENTRAL, ask(&pair, CENTRAL, &cancel));
        assert_int_equal(wait_for(&pair, CENTRAL, first), status == BLE_OK ? BLE_ERROR_CANCELLED : BLE_OK);
        assert_int_equal(wait_for(&pair, CENTRAL, second), BLE_OK);
        hosted_run(pair.hosts, HOSTS, SECOND / 10);
    }
    end(&pair);
}

static void a_host_without_a_client_says_so(void **state)
{
    struct virtual_air *air = blr_air_new(1);
    const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4") };
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    struct hosted host;
    struct ble_request request = { .type = BLE_REQUEST_GATT };
    (void)state;
    request.u.gatt = (struct ble_gatt){ .operation = BLE_GATT_READ, .handle = 1 };
    for (unsigned i = 0; i < 2; i++) {
        config.gatt_procedures = (uint16_t)i;
        hosted_init_with(&host, air, &options, &config);
        assert_true(hosted_ready(&host, 1, &host));
        assert_int_not_equal(ble_host_request(host.host, blr_air_now(air), &request), 0);
        hosted_run(&host, 1, 1000);
        assert_int_equal(host.last_status, i == 0 ? BLE_ERROR_UNSUPPORTED : BLE_ERROR_GONE);
        hosted_free(&host);
    }
    blr_air_free(air);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_procedure_at_every_mtu),    cmocka_unit_test(every_procedure_with_a_small_ring),
        cmocka_unit_test(a_link_may_end_at_any_time),      cmocka_unit_test(procedures_are_cancelled),
        cmocka_unit_test(a_host_without_a_client_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
