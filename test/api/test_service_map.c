/* SPDX-License-Identifier: MIT */
/* BLEConnection as a map of services: two radios on one air, one with services, the other one asking for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/connections.h"
#include "api/service_map.h"
#include "linked.h"

/* ------------------------------------------------------------------------------------------------ what is served */

static const uint8_t level_value[] = { 87 };
static const struct ble_characteristic_type level = {
    .name = "Battery Level",
    .uuid = BLE_UUID16(0x2a19),
    .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY,
    .max_size = 1,
    .fixed = true,
    .value = level_value,
    .size = 1,
    .description = "How full it is",
};
static const struct ble_characteristic_type *const levels[] = { &level };
static const struct ble_service_type battery = {
    .name = "Battery", .uuid = BLE_UUID16(0x180f), .characteristics = levels, .count = 1
};
/** The same, by its long name. */
static const struct ble_service_type long_battery = {
    .name = "Battery (128)", .uuid = BLE_UUID128(0x0000180f, 0x0000, 0x1000, 0x8000, 0x00805f9b34fb)
};

#define OWN(number) BLE_UUID128(0xabcd0000 + (number), 0x1111, 0x2222, 0x3333, 0x444444444444)

static const struct ble_characteristic_type text = {
    .name = "Text",
    .uuid = OWN(1),
    .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
    .max_size = 512,
};
static const struct ble_characteristic_type secret = { .name = "Secret",
                                                       .uuid = OWN(2),
                                                       .properties = BLE_GATT_PROPERTY_READ,
                                                       .read_permissions = BLE_GATT_ENCRYPTED,
                                                       .max_size = 4 };
static const struct ble_characteristic_type alarm_type = {
    .name = "Alarm", .uuid = OWN(3), .properties = BLE_GATT_PROPERTY_INDICATE | BLE_GATT_PROPERTY_NOTIFY, .max_size = 20
};
static const struct ble_characteristic_type urgent = {
    .name = "Urgent", .uuid = OWN(4), .properties = BLE_GATT_PROPERTY_INDICATE, .max_size = 20
};
static const struct ble_characteristic_type command = {
    .name = "Command", .uuid = OWN(5), .properties = BLE_GATT_PROPERTY_WRITE_NO_RESPONSE, .max_size = 20
};
static const struct ble_characteristic_type *const owns[] = { &text, &secret, &alarm_type, &urgent, &command };
static const struct ble_service_type own = { .name = "Own", .uuid = OWN(0), .characteristics = owns, .count = 5 };
static const struct ble_service_type missing = { .name = "Missing", .uuid = BLE_UUID16(0x1234) };
static const struct ble_service_type hidden = {
    .name = "Hidden", .uuid = BLE_UUID16(0x1235), .secondary = true, .characteristics = levels, .count = 1
};
static const struct ble_service_type *const hiddens[] = { &hidden };
static const struct ble_service_type shell = {
    .name = "Shell", .uuid = BLE_UUID16(0x1236), .includes = hiddens, .includes_count = 1
};

/* ------------------------------------------------------------------------------------------------ scenes */

/** Connected; b has a battery service and one of its own. */
static void open_scene(struct linked *scene)
{
    linked_open(scene, "5.4", "5.4");
    OK(scene->b.radio, ble_radio_add_service(scene->b.radio, &battery, NULL, NULL));
    OK(scene->b.radio, ble_radio_add_service(scene->b.radio, &own, NULL, NULL));
    linked_connect(scene);
}

static ble_characteristic find(struct linked *scene, const struct ble_service_type *service,
                               const struct ble_characteristic_type *type)
{
    ble_service found;
    ble_characteristic characteristic;
    OK(scene->a.radio, ble_connection_service(scene->a.connection, service, 0, &found));
    OK(scene->a.radio, ble_service_characteristic(found, type, 0, &characteristic));
    return characteristic;
}

/** The same characteristic on the server's side. */
static ble_characteristic local(struct linked *scene, const struct ble_service_type *service,
                                const struct ble_characteristic_type *type)
{
    struct ble_service_info info;
    ble_service it;
    ble_characteristic characteristic;
    for (unsigned n = 0; ble_radio_service_at(scene->b.radio, n, &it) == BLE_OK; n++) {
        OK(scene->b.radio, ble_service_get_info(it, &info));
        if (!ble_uuid_equal(&info.uuid, &service->uuid))
            continue;
        OK(scene->b.radio, ble_service_characteristic(it, type, 0, &characteristic));
        return characteristic;
    }
    fail_msg("no such service");
    return (ble_characteristic){ 0 };
}

/* ------------------------------------------------------------------------------------------------ rows of §1.2 */

static void a_service_is_found_and_then_known(void **state)
{
    (void)state;
    struct linked scene;
    ble_service first, second;
    open_scene(&scene);
    OK(scene.a.radio, ble_connection_has_service(scene.a.connection, &battery));
    aired_run(scene.aired, SECOND);
    uint64_t begin_us = aired_now(scene.aired);
    OK(scene.a.radio, ble_connection_service(scene.a.connection, &battery, 0, &first));
    OK(scene.a.radio, ble_connection_service(scene.a.connection, &long_battery, 0, &second));
    assert_int_equal(aired_now(scene.aired), begin_us); /* nobody was asked */
    assert_int_equal(first.handle, second.handle);
    assert_int_equal(first.generation, second.generation);
    linked_close(&scene);
}

static void the_whole_tree_of_a_service_is_known(void **state)
{
    (void)state;
    struct linked scene;
    ble_characteristic characteristic;
    struct ble_characteristic_info info;
    struct ble_descriptor_info descriptor;
    struct ble_service_info service;
    open_scene(&scene);
    characteristic = find(&scene, &battery, &level);
    uint64_t begin_us = aired_now(scene.aired);
    OK(scene.a.radio, ble_service_get_info(characteristic.service, &service));
    assert_true(ble_uuid_equal(&service.uuid, &battery.uuid));
    assert_false(service.secondary);
    OK(scene.a.radio, ble_characteristic_get_info(characteristic, &info));
    assert_int_equal(info.properties, level.properties);
    assert_int_equal(info.value_handle, info.handle + 1);
    assert_int_equal(info.end, service.end);
    OK(scene.a.radio, ble_characteristic_descriptor_at(characteristic, 0, &descriptor));
    assert_int_equal(ble_uuid_short(&descriptor.uuid), 0x2902);
    OK(scene.a.radio, ble_characteristic_descriptor_at(characteristic, 1, &descriptor));
    assert_int_equal(ble_uuid_short(&descriptor.uuid), 0x2901);
    EXPECT(scene.a.radio, BLE_END, ble_characteristic_descriptor_at(characteristic, 2, &descriptor));
    EXPECT(scene.a.radio, BLE_END, ble_service_characteristic_at(characteristic.service, 1, &characteristic));
    assert_int_equal(aired_now(scene.aired), begin_us);
    uint8_t words[40];
    size_t size;
    OK(scene.a.radio, ble_connection_read_handle(scene.a.connection, descriptor.handle, words, sizeof(words), &size));
    assert_int_equal(size, strlen(level.description));
    assert_memory_equal(words, level.description, size);
    linked_close(&scene);
}

static void what_is_not_there_is_looked_for_each_time(void **state)
{
    (void)state;
    struct linked scene;
    static const struct ble_service_type late = {
        .name = "Late", .uuid = BLE_UUID16(0x1234), .characteristics = levels, .count = 1
    };
    open_scene(&scene);
    OK(scene.a.radio, ble_connection_discover(scene.a.connection)); /* even then */
    for (unsigned i = 0; i < 2; i++) {
        uint64_t begin_us = aired_now(scene.aired);
        EXPECT(scene.a.radio, BLE_ERROR_NOT_FOUND, ble_connection_has_service(scene.a.connection, &missing));
        assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "1234"));
        assert_true(aired_now(scene.aired) > begin_us);
    }
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &late, NULL, NULL));
    OK(scene.a.radio, ble_connection_has_service(scene.a.connection, &missing));
    linked_close(&scene);
}

static void all_instances_can_be_reached(void **state)
{
    (void)state;
    struct linked scene;
    ble_service services[2];
    linked_open(&scene, "5.4", "5.4");
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &battery, NULL, &services[0]));
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &battery, NULL, &services[1]));
    linked_connect(&scene);
    for (unsigned i = 0; i < 2; i++) {
        ble_service found;
        OK(scene.a.radio, ble_connection_service(scene.a.connection, &battery, i, &found));
        assert_int_equal(found.handle, services[i].handle);
    }
    EXPECT(scene.a.radio, BLE_ERROR_NOT_FOUND, ble_connection_service(scene.a.connection, &battery, 2, NULL));
    linked_close(&scene);
}

static void included_services_are_found_with_what_includes_them(void **state)
{
    (void)state;
    struct linked scene;
    ble_service found, inside, again;
    struct ble_service_info info;
    linked_open(&scene, "5.4", "5.4");
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_radio_add_service(scene.b.radio, &shell, NULL, NULL));
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &hidden, NULL, &inside));
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &shell, NULL, &found));
    OK(scene.b.radio, ble_service_included_at(found, 0, &again));
    assert_int_equal(again.handle, inside.handle);
    EXPECT(scene.b.radio, BLE_END, ble_service_included_at(found, 1, &again));
    OK(scene.b.radio, ble_service_get_info(inside, &info));
    assert_true(info.secondary);
    EXPECT(scene.b.radio, BLE_ERROR_BUSY, ble_radio_remove_service(inside));
    linked_connect(&scene);
    EXPECT(scene.a.radio, BLE_ERROR_NOT_FOUND, ble_connection_has_service(scene.a.connection, &hidden));
    OK(scene.a.radio, ble_connection_service(scene.a.connection, &shell, 0, &found));
    OK(scene.a.radio, ble_service_included_at(found, 0, &inside));
    OK(scene.a.radio, ble_service_get_info(inside, &info));
    assert_true(info.secondary);
    assert_int_equal(ble_uuid_short(&info.uuid), 0x1235);
    ble_characteristic characteristic;
    OK(scene.a.radio, ble_service_characteristic(inside, &level, 0, &characteristic));
    EXPECT(scene.a.radio, BLE_END, ble_service_included_at(found, 1, &inside));
    linked_close(&scene);
}

static void discover_finds_everything_in_order(void **state)
{
    (void)state;
    struct linked scene;
    static const uint16_t uuids[] = { 0x1800, 0x1801, 0x180f };
    ble_service service;
    struct ble_service_info info;
    uint16_t last = 0;
    open_scene(&scene);
    EXPECT(scene.a.radio, BLE_END, ble_connection_service_at(scene.a.connection, 0, &service));
    OK(scene.a.radio, ble_connection_discover(scene.a.connection));
    for (unsigned i = 0; i < 4; i++) {
        OK(scene.a.radio, ble_connection_service_at(scene.a.connection, i, &service));
        OK(scene.a.radio, ble_service_get_info(service, &info));
        assert_true(info.start > last);
        last = info.end;
        if (i < 3)
            assert_int_equal(ble_uuid_short(&info.uuid), uuids[i]);
        else
            assert_true(ble_uuid_equal(&info.uuid, &own.uuid));
    }
    EXPECT(scene.a.radio, BLE_END, ble_connection_service_at(scene.a.connection, 4, &service));
    linked_close(&scene);
}

static void the_map_works_on_links_that_the_peer_opened(void **state)
{
    (void)state;
    struct linked scene;
    ble_service found;
    ble_characteristic characteristic;
    uint8_t percent;
    linked_open(&scene, "5.4", "5.4");
    OK(scene.a.radio, ble_radio_add_service(scene.a.radio, &battery, NULL, NULL));
    linked_connect(&scene);
    OK(scene.b.radio, ble_connection_service(scene.b.connection, &battery, 0, &found));
    OK(scene.b.radio, ble_service_characteristic(found, &level, 0, &characteristic));
    OK(scene.b.radio, ble_characteristic_read(characteristic, &percent, 1, NULL));
    assert_int_equal(percent, 87);
    linked_close(&scene);
}

static void after_the_end_handles_are_disconnected_then_gone(void **state)
{
    (void)state;
    struct linked scene;
    struct ble_characteristic_info info;
    uint8_t percent;
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &battery, &level);
    OK(scene.a.radio, ble_connection_disconnect(scene.a.connection));
    EXPECT(scene.a.radio, BLE_ERROR_DISCONNECTED, ble_characteristic_read(characteristic, &percent, 1, NULL));
    EXPECT(scene.a.radio, BLE_ERROR_DISCONNECTED, ble_characteristic_get_info(characteristic, &info));
    EXPECT(scene.a.radio, BLE_ERROR_DISCONNECTED, ble_connection_has_service(scene.a.connection, &battery));
    linked_connect(&scene);
    EXPECT(scene.a.radio, BLE_ERROR_DISCONNECTED, ble_characteristic_read(characteristic, &percent, 1, NULL));
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ values */

static void values_of_any_length_are_read_and_written(void **state)
{
    (void)state;
    struct linked scene;
    uint8_t data[512], back[512];
    size_t size;
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &own, &text);
    ble_characteristic served = local(&scene, &own, &text);
    static const size_t sizes[] = { 0, 1, 19, 20, 21, 22, 23, 243, 244, 245, 246, 247, 509, 511, 512 };
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        memset(data, (int)(i + 1), sizeof(data));
        data[sizes[i] ? sizes[i] - 1 : 0] = 0xaa;
        OK(scene.a.radio, ble_characteristic_write(characteristic, data, sizes[i]));
        OK(scene.b.radio, ble_characteristic_read(served, back, sizeof(back), &size));
        assert_int_equal(size, sizes[i]);
        assert_memory_equal(back, data, size);
        memset(back, 0, sizeof(back));
        OK(scene.a.radio, ble_characteristic_read(characteristic, back, sizeof(back), &size));
        assert_int_equal(size, sizes[i]);
        assert_memory_equal(back, data, size);
    }
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_characteristic_write(characteristic, data, 513));
    EXPECT(scene.a.radio, BLE_ERROR_FULL, ble_characteristic_read(characteristic, back, 100, &size));
    assert_int_equal(size, 512);
    assert_memory_equal(back, data, 100);
    linked_close(&scene);
}

static void a_value_that_is_longer_than_an_old_mtu_is_whole(void **state)
{
    (void)state;
    struct linked scene;
    uint8_t data[100], back[100];
    size_t size;
    struct ble_radio_options options = linked_options(&scene.a);
    memset(&scene, 0, sizeof(scene));
    options.host.mtu = 23;
    scene.aired = aired_new(3);
    scene.a.radio = aired_radio(scene.aired, "4.0", &options);
    options = linked_options(&scene.b);
    scene.b.radio = aired_radio(scene.aired, "4.2", &options);
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &own, NULL, NULL));
    linked_connect(&scene);
    ble_characteristic characteristic = find(&scene, &own, &text);
    memset(data, 7, sizeof(data));
    data[99] = 1;
    OK(scene.a.radio, ble_characteristic_write(characteristic, data, sizeof(data)));
    OK(scene.a.radio, ble_characteristic_read(characteristic, back, sizeof(back), &size));
    assert_int_equal(size, sizeof(data));
    assert_memory_equal(back, data, size);
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT, ble_characteristic_write_command(characteristic, data, 21));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "MTU - 3"));
    OK(scene.a.radio, ble_characteristic_write_command(characteristic, data, 20));
    linked_close(&scene);
}

static void writes_follow_the_properties(void **state)
{
    (void)state;
    struct linked scene;
    uint8_t back[20];
    size_t size;
    open_scene(&scene);
    ble_characteristic only_command = find(&scene, &own, &command);
    OK(scene.a.radio, ble_characteristic_write(only_command, "abc", 3));
    aired_run(scene.aired, 200 * MS);
    OK(scene.b.radio, ble_characteristic_read(local(&scene, &own, &command), back, sizeof(back), &size));
    assert_int_equal(size, 3);
    EXPECT(scene.a.radio, BLE_ERROR_UNSUPPORTED, ble_characteristic_write(find(&scene, &battery, &level), "a", 1));
    EXPECT(scene.a.radio, BLE_ERROR_UNSUPPORTED,
           ble_characteristic_write_command(find(&scene, &battery, &level), "a", 1));
    linked_close(&scene);
}

static void what_the_peer_refuses_is_said_in_words(void **state)
{
    (void)state;
    struct linked scene;
    uint8_t back[4];
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &own, &secret);
    EXPECT(scene.a.radio, BLE_ERROR_ATT(BLE_ATT_INSUFFICIENT_AUTHENTICATION),
           ble_characteristic_read(characteristic, back, sizeof(back), NULL));
    const char *words = ble_radio_last_error(scene.a.radio);
    assert_non_null(strstr(words, "read characteristic abcd0002"));
    assert_non_null(strstr(words, "Insufficient Authentication"));
    assert_non_null(strstr(words, "paired"));
    EXPECT(scene.a.radio, BLE_ERROR_ATT(BLE_ATT_INVALID_HANDLE),
           ble_connection_read_handle(scene.a.connection, 0xfff0, back, sizeof(back), NULL));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "0xfff0"));
    EXPECT(scene.a.radio, BLE_ERROR_ARGUMENT,
           ble_connection_read_handle(scene.a.connection, 0, back, sizeof(back), NULL));
    EXPECT(scene.a.radio, BLE_ERROR_ATT(BLE_ATT_WRITE_NOT_PERMITTED),
           ble_connection_write_handle(scene.a.connection, 1, "a", 1, true));
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ subscriptions */

/** A subscriber. */
struct listener {
    unsigned count, indications;
    uint8_t data[20];
    size_t size;
    ble_characteristic characteristic;
    void (*then)(struct listener *self);
};

static void notified(ble_characteristic characteristic, const uint8_t *data, size_t size, bool indication, void *user)
{
    struct listener *it = user;
    it->count++;
    it->indications += indication;
    it->characteristic = characteristic;
    it->size = size;
    assert_in_range(size, 0, sizeof(it->data));
    memcpy(it->data, data, size);
    if (it->then)
        it->then(it);
}

static void several_subscribers_share_one_cccd(void **state)
{
    (void)state;
    struct linked scene;
    struct listener one = { 0 }, two = { 0 };
    uint8_t bits[2];
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &battery, &level);
    ble_characteristic served = local(&scene, &battery, &level);
    struct ble_descriptor_info cccd;
    OK(scene.a.radio, ble_characteristic_descriptor_at(characteristic, 0, &cccd));
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, notified, &one));
    uint64_t begin_us = aired_now(scene.aired);
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, notified, &two));
    assert_int_equal(aired_now(scene.aired), begin_us);
    OK(scene.b.radio, ble_characteristic_write(served, "\x32", 1));
    aired_run(scene.aired, 200 * MS);
    assert_int_equal(one.count, 1);
    assert_int_equal(two.count, 1);
    assert_int_equal(one.data[0], 0x32);
    assert_int_equal(one.characteristic.handle, characteristic.handle);
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, NULL, &one));
    OK(scene.b.radio, ble_characteristic_notify(served, NULL, "\x33", 1));
    aired_run(scene.aired, 200 * MS);
    assert_int_equal(one.count, 1);
    assert_int_equal(two.count, 2);
    OK(scene.a.radio, ble_connection_read_handle(scene.a.connection, cccd.handle, bits, 2, NULL));
    assert_int_equal(bits[0], 1);
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, NULL, &two));
    OK(scene.a.radio, ble_connection_read_handle(scene.a.connection, cccd.handle, bits, 2, NULL));
    assert_int_equal(bits[0], 0);
    EXPECT(scene.a.radio, BLE_ERROR_NOT_FOUND, ble_characteristic_subscribe(characteristic, false, NULL, &two));
    EXPECT(scene.b.radio, BLE_ERROR_NOT_FOUND, ble_characteristic_notify(served, NULL, "\x33", 1));
    linked_close(&scene);
}

static void notifications_or_indications_as_the_peer_has_them(void **state)
{
    (void)state;
    struct linked scene;
    struct listener both = { 0 }, indicated = { 0 };
    open_scene(&scene);
    OK(scene.a.radio, ble_characteristic_subscribe(find(&scene, &own, &alarm_type), true, notified, &both));
    OK(scene.a.radio, ble_characteristic_subscribe(find(&scene, &own, &urgent), false, notified, &indicated));
    OK(scene.b.radio, ble_characteristic_write(local(&scene, &own, &alarm_type), "fire", 4)); /* confirmed */
    assert_int_equal(both.indications, 1);
    assert_memory_equal(both.data, "fire", 4);
    OK(scene.b.radio, ble_characteristic_notify(local(&scene, &own, &urgent), NULL, "now", 3));
    assert_int_equal(indicated.indications, 1);
    EXPECT(scene.a.radio, BLE_ERROR_UNSUPPORTED,
           ble_characteristic_subscribe(find(&scene, &own, &text), false, notified, &both));
    linked_close(&scene);
}

static void unsubscribe(struct listener *self)
{
    OK(self->characteristic.service.connection.radio,
       ble_characteristic_subscribe_start(self->characteristic, false, NULL, self, NULL, NULL, NULL));
}

static void a_subscription_may_be_ended_while_it_is_told(void **state)
{
    (void)state;
    struct linked scene;
    struct listener one = { .then = unsubscribe }, two = { 0 };
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &battery, &level);
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, notified, &one));
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, notified, &two));
    for (uint8_t i = 0; i < 3; i++) {
        OK(scene.b.radio, ble_characteristic_write(local(&scene, &battery, &level), &i, 1));
        aired_run(scene.aired, 200 * MS);
    }
    assert_int_equal(one.count, 1);
    assert_int_equal(two.count, 3);
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ caches */

/** How many octets a controller's radio sent; what a connection itself takes is the same each time. */
static uint64_t packets_of(const struct linked_radio *self)
{
    return ble_radio_get_counters(self->radio)->packets_sent;
}

static void the_next_connection_needs_one_request(void **state)
{
    (void)state;
    struct linked scene;
    uint64_t costs[2];
    linked_open(&scene, "5.4", "5.4");
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &battery, NULL, NULL));
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &own, NULL, NULL));
    for (unsigned i = 0; i < 2; i++) {
        linked_connect(&scene);
        aired_run(scene.aired, SECOND);
        uint64_t before = packets_of(&scene.a);
        OK(scene.a.radio, ble_connection_discover(scene.a.connection));
        costs[i] = packets_of(&scene.a) - before;
        uint8_t percent;
        OK(scene.a.radio, ble_characteristic_read(find(&scene, &battery, &level), &percent, 1, NULL));
        assert_int_equal(percent, 87);
        aired_run(scene.aired, SECOND);
        OK(scene.a.radio, ble_connection_disconnect(scene.a.connection));
        aired_run(scene.aired, SECOND);
    }
    assert_in_range(costs[0], 20, 200);
    assert_in_range(costs[1], 1, 3); /* the hash; and what it starts by itself, perhaps */
    linked_close(&scene);
}

static void with_another_hash_everything_is_found_again(void **state)
{
    (void)state;
    struct linked scene;
    static const struct ble_service_type third = {
        .name = "Third", .uuid = BLE_UUID16(0x1237), .characteristics = levels, .count = 1
    };
    ble_service added;
    linked_open(&scene, "5.4", "5.4");
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &battery, NULL, &added));
    linked_connect(&scene);
    OK(scene.a.radio, ble_connection_discover(scene.a.connection));
    OK(scene.a.radio, ble_connection_disconnect(scene.a.connection));
    aired_run(scene.aired, SECOND);
    OK(scene.b.radio, ble_radio_remove_service(added));
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &third, NULL, NULL));
    linked_connect(&scene);
    OK(scene.a.radio, ble_connection_has_service(scene.a.connection, &third));
    EXPECT(scene.a.radio, BLE_ERROR_NOT_FOUND, ble_connection_has_service(scene.a.connection, &battery));
    linked_close(&scene);
}

static void service_changed_makes_handles_gone(void **state)
{
    (void)state;
    struct linked scene;
    ble_service added, kept;
    struct listener listener = { 0 };
    struct ble_service_info info;
    uint8_t percent;
    linked_open(&scene, "5.4", "5.4");
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &own, NULL, NULL));
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &battery, NULL, &added));
    linked_connect(&scene);
    ble_characteristic characteristic = find(&scene, &battery, &level);
    OK(scene.a.radio, ble_connection_service(scene.a.connection, &own, 0, &kept));
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, notified, &listener));
    aired_run(scene.aired, SECOND);
    OK(scene.b.radio, ble_radio_remove_service(added));
    aired_run(scene.aired, SECOND);
    EXPECT(scene.a.radio, BLE_ERROR_GONE, ble_characteristic_read(characteristic, &percent, 1, NULL));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "look them up again"));
    EXPECT(scene.a.radio, BLE_ERROR_GONE, ble_service_get_info(characteristic.service, &info));
    OK(scene.a.radio, ble_service_get_info(kept, &info)); /* it was not named */
    EXPECT(scene.a.radio, BLE_ERROR_NOT_FOUND, ble_connection_has_service(scene.a.connection, &battery));
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &battery, NULL, &added));
    OK(scene.a.radio, ble_characteristic_read(find(&scene, &battery, &level), &percent, 1, NULL));
    EXPECT(scene.a.radio, BLE_ERROR_GONE, ble_characteristic_read(characteristic, &percent, 1, NULL));
    assert_int_equal(listener.count, 0);
    linked_close(&scene);
}

static unsigned out_of_sync;

static void count_out_of_sync(struct linked_radio *self, const struct ble_event *event)
{
    (void)self;
    out_of_sync +=
        event->type == BLE_EVENT_COMPLETED && event->u.completed.status == BLE_ERROR_ATT(BLE_ATT_DATABASE_OUT_OF_SYNC);
}

/** Whenever its services change: what is asked in the middle of it is answered, and by the characteristic meant. */
static void a_peer_that_is_out_of_sync_is_asked_again(void **state)
{
    (void)state;
    static const struct ble_service_type other = {
        .name = "Other", .uuid = BLE_UUID16(0x1238), .characteristics = levels, .count = 1
    };
    out_of_sync = 0;
    for (uint64_t at_us = 0; at_us < 100 * MS; at_us += 3 * MS) {
        struct linked scene;
        struct linked_end end = { 0 };
        uint8_t percent;
        open_scene(&scene);
        ble_characteristic characteristic = find(&scene, &battery, &level);
        aired_run(scene.aired, SECOND);
        scene.a.on_event = count_out_of_sync;
        OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &other, NULL, NULL));
        aired_run(scene.aired, at_us);
        OK(scene.a.radio, ble_characteristic_read_start(characteristic, linked_done, &end, NULL));
        linked_wait(&scene, &end);
        OK(scene.a.radio, end.status);
        assert_int_equal(end.answer[0], 87);
        aired_run(scene.aired, SECOND);
        OK(scene.a.radio, ble_characteristic_read(characteristic, &percent, 1, NULL)); /* the handle is still good */
        linked_close(&scene);
    }
    assert_true(out_of_sync > 0);
}

/* ------------------------------------------------------------------------------------------------ callbacks, losses */

struct chain {
    struct linked_radio *self;
    ble_connection connection;
    struct linked_end end;
    unsigned steps;
};

static void read_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct chain *chain = user;
    chain->steps++;
    linked_done(radio, id, status, answer, size, &chain->end);
}

static void discovered(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct chain *chain = user;
    ble_service service;
    ble_characteristic characteristic;
    uint8_t percent;
    (void)id;
    (void)answer;
    (void)size;
    OK(radio, status);
    chain->steps++;
    OK(radio, ble_connection_service(chain->connection, &battery, 0, &service)); /* known: allowed here */
    EXPECT(radio, BLE_ERROR_IN_CALLBACK, ble_connection_has_service(chain->connection, &missing));
    OK(radio, ble_service_characteristic(service, &level, 0, &characteristic));
    EXPECT(radio, BLE_ERROR_IN_CALLBACK, ble_characteristic_read(characteristic, &percent, 1, NULL));
    EXPECT(radio, BLE_ERROR_IN_CALLBACK, ble_connection_discover(chain->connection));
    OK(radio, ble_characteristic_read_start(characteristic, read_done, chain, NULL));
}

static void a_program_can_live_in_callbacks(void **state)
{
    (void)state;
    struct linked scene;
    open_scene(&scene);
    struct chain chain = { .self = &scene.a, .connection = scene.a.connection };
    OK(scene.a.radio, ble_connection_discover_start(scene.a.connection, &battery.uuid, discovered, &chain, NULL));
    linked_wait(&scene, &chain.end);
    assert_int_equal(chain.steps, 2);
    OK(scene.a.radio, chain.end.status);
    assert_int_equal(chain.end.size, 1);
    assert_int_equal(chain.end.answer[0], 87);
    linked_close(&scene);
}

static void close_it(struct listener *self)
{
    ble_radio_close(self->characteristic.service.connection.radio);
}

static void a_radio_may_be_closed_while_subscribers_are_told(void **state)
{
    (void)state;
    struct linked scene;
    struct listener one = { .then = close_it }, two = { 0 };
    struct linked_end end = { 0 };
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &battery, &level);
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, notified, &one));
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, notified, &two));
    OK(scene.b.radio, ble_characteristic_write_start(local(&scene, &battery, &level), "a", 1, NULL, NULL, NULL));
    OK(scene.a.radio, ble_connection_discover_start(scene.a.connection, NULL, linked_done, &end, NULL));
    ble_radio *radio = scene.a.radio;
    while (!one.count)
        ble_radio_process(radio, BLE_FOREVER);
    assert_int_equal(two.count, 1); /* it goes away when the outermost call returns */
    assert_int_equal(end.count, 1);
    assert_int_equal(end.status, BLE_ERROR_CANCELLED);
    aired_closed(scene.aired, radio);
    linked_close(&scene);
}

/** A ble_done of the other radio: wakes this one. */
static void wake(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    (void)radio;
    (void)id;
    (void)status;
    (void)answer;
    (void)size;
    ble_radio_wake(user);
}

static void a_blocking_call_can_be_interrupted(void **state)
{
    (void)state;
    struct linked scene;
    uint8_t percent;
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &battery, &level);
    aired_run(scene.aired, SECOND);
    OK(scene.b.radio, ble_connection_read_rssi_start(scene.b.connection, wake, scene.a.radio, NULL));
    EXPECT(scene.a.radio, BLE_ERROR_INTERRUPTED, ble_connection_read_handle(scene.a.connection, 1, &percent, 1, NULL));
    OK(scene.a.radio, ble_characteristic_read(characteristic, &percent, 1, NULL));
    assert_int_equal(percent, 87);
    linked_close(&scene);
}

/** Whenever the link is lost, each operation ends once, and nothing is left. */
static void lost_at_any_time_each_ends_once(void **state)
{
    (void)state;
    unsigned whole = 0, cut = 0;
    for (uint64_t at_us = 0; at_us < 1200 * MS; at_us += 23 * MS) {
        struct linked scene;
        struct linked_end ends[4] = { { 0 }, { 0 }, { 0 }, { 0 } };
        uint8_t data[300] = { 0 };
        open_scene(&scene);
        ble_characteristic characteristic = find(&scene, &own, &text);
        ble_connection connection = scene.a.connection;
        struct listener listener = { 0 };
        OK(scene.a.radio, ble_connection_discover_start(connection, NULL, linked_done, &ends[0], NULL));
        OK(scene.a.radio,
           ble_characteristic_write_start(characteristic, data, sizeof(data), linked_done, &ends[1], NULL));
        OK(scene.a.radio, ble_characteristic_read_start(characteristic, linked_done, &ends[2], NULL));
        OK(scene.a.radio, ble_characteristic_subscribe_start(find(&scene, &own, &urgent), true, notified, &listener,
                                                             linked_done, &ends[3], NULL));
        aired_run(scene.aired, at_us);
        OK(scene.b.radio, ble_connection_disconnect_start(scene.b.connection, NULL, NULL, NULL));
        aired_run(scene.aired, 5 * SECOND);
        for (unsigned i = 0; i < 4; i++) {
            assert_int_equal(ends[i].count, 1);
            assert_true(ends[i].status == BLE_OK || ends[i].status == BLE_ERROR_DISCONNECTED);
            whole += ends[i].status == BLE_OK;
            cut += ends[i].status != BLE_OK;
        }
        assert_false(ble_connection_is_connected(connection));
        linked_close(&scene);
    }
    assert_true(whole > 0 && cut > 0);
}

static void a_silent_peer_ends_everything_in_time(void **state)
{
    (void)state;
    struct linked scene;
    struct linked_end end = { 0 };
    open_scene(&scene);
    aired_run(scene.aired, SECOND);
    blr_virtual_place(aired_controller(scene.aired, scene.b.radio), 100000000, 0);
    OK(scene.a.radio, ble_connection_discover_start(scene.a.connection, NULL, linked_done, &end, NULL));
    linked_wait(&scene, &end);
    assert_int_equal(end.status, BLE_ERROR_DISCONNECTED);
    linked_close(&scene);
}

static void each_can_be_cancelled(void **state)
{
    (void)state;
    struct linked scene;
    struct linked_end ends[3] = { { 0 }, { 0 }, { 0 } };
    uint32_t ids[3];
    uint8_t percent;
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &battery, &level);
    OK(scene.a.radio, ble_connection_discover_start(scene.a.connection, NULL, linked_done, &ends[0], &ids[0]));
    OK(scene.a.radio, ble_characteristic_read_start(characteristic, linked_done, &ends[1], &ids[1]));
    OK(scene.a.radio,
       ble_characteristic_subscribe_start(characteristic, false, notified, &ends, linked_done, &ends[2], &ids[2]));
    for (unsigned i = 0; i < 3; i++)
        OK(scene.a.radio, ble_radio_cancel(scene.a.radio, ids[i]));
    aired_run(scene.aired, SECOND);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(ends[i].count, 1);
        assert_int_equal(ends[i].id, ids[i]);
        assert_int_equal(ends[i].status, BLE_ERROR_CANCELLED);
    }
    OK(scene.a.radio, ble_characteristic_read(characteristic, &percent, 1, NULL));
    linked_close(&scene);
}

static void more_than_the_host_takes_at_once_waits(void **state)
{
    (void)state;
    struct linked scene;
    static struct linked_end ends[60];
    memset(ends, 0, sizeof(ends));
    open_scene(&scene);
    ble_characteristic characteristic = find(&scene, &battery, &level);
    aired_run(scene.aired, SECOND);
    for (unsigned i = 0; i < 60; i++)
        OK(scene.a.radio, ble_characteristic_read_start(characteristic, linked_done, &ends[i], NULL));
    aired_run(scene.aired, 10 * SECOND);
    for (unsigned i = 0; i < 60; i++) {
        assert_int_equal(ends[i].count, 1);
        assert_int_equal(ends[i].status, BLE_OK);
        assert_int_equal(ends[i].answer[0], 87);
    }
    linked_close(&scene);
}

static void closing_ends_what_is_pending(void **state)
{
    (void)state;
    struct linked scene;
    struct linked_end end = { 0 };
    open_scene(&scene);
    OK(scene.a.radio, ble_connection_discover_start(scene.a.connection, NULL, linked_done, &end, NULL));
    linked_close(&scene);
    assert_int_equal(end.count, 1);
    assert_int_equal(end.status, BLE_ERROR_CANCELLED);
}

static void what_a_peer_may_fill_is_bounded(void **state)
{
    (void)state;
    struct linked scene;
    memset(&scene, 0, sizeof(scene));
    scene.aired = aired_new(3);
    struct ble_radio_options options = linked_options(&scene.a);
    options.service_bytes = 1024;
    scene.a.radio = aired_radio(scene.aired, "5.4", &options);
    options = linked_options(&scene.b);
    scene.b.radio = aired_radio(scene.aired, "5.4", &options);
    for (unsigned i = 0; i < 20; i++)
        OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &battery, NULL, NULL));
    linked_connect(&scene);
    EXPECT(scene.a.radio, BLE_ERROR_FULL, ble_connection_discover(scene.a.connection));
    assert_non_null(strstr(ble_radio_last_error(scene.a.radio), "service_bytes"));
    linked_close(&scene);
}

/** What service.h says. */
static void a_link_and_its_map_take_little_memory(void **state)
{
    (void)state;
    if (sizeof(void *) != 8)
        skip();
    assert_in_range(sizeof(struct blr_connection) + sizeof(struct blr_map), 1, 200);
    assert_int_equal(sizeof(struct blr_known_service), 72);
    assert_int_equal(sizeof(struct blr_known_characteristic), 28);
    assert_int_equal(sizeof(struct blr_known_descriptor), 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_service_is_found_and_then_known),
        cmocka_unit_test(the_whole_tree_of_a_service_is_known),
        cmocka_unit_test(what_is_not_there_is_looked_for_each_time),
        cmocka_unit_test(all_instances_can_be_reached),
        cmocka_unit_test(included_services_are_found_with_what_includes_them),
        cmocka_unit_test(discover_finds_everything_in_order),
        cmocka_unit_test(the_map_works_on_links_that_the_peer_opened),
        cmocka_unit_test(after_the_end_handles_are_disconnected_then_gone),
        cmocka_unit_test(values_of_any_length_are_read_and_written),
        cmocka_unit_test(a_value_that_is_longer_than_an_old_mtu_is_whole),
        cmocka_unit_test(writes_follow_the_properties),
        cmocka_unit_test(what_the_peer_refuses_is_said_in_words),
        cmocka_unit_test(several_subscribers_share_one_cccd),
        cmocka_unit_test(notifications_or_indications_as_the_peer_has_them),
        cmocka_unit_test(a_subscription_may_be_ended_while_it_is_told),
        cmocka_unit_test(the_next_connection_needs_one_request),
        cmocka_unit_test(with_another_hash_everything_is_found_again),
        cmocka_unit_test(service_changed_makes_handles_gone),
        cmocka_unit_test(a_peer_that_is_out_of_sync_is_asked_again),
        cmocka_unit_test(a_program_can_live_in_callbacks),
        cmocka_unit_test(a_radio_may_be_closed_while_subscribers_are_told),
        cmocka_unit_test(a_blocking_call_can_be_interrupted),
        cmocka_unit_test(lost_at_any_time_each_ends_once),
        cmocka_unit_test(a_silent_peer_ends_everything_in_time),
        cmocka_unit_test(each_can_be_cancelled),
        cmocka_unit_test(more_than_the_host_takes_at_once_waits),
        cmocka_unit_test(closing_ends_what_is_pending),
        cmocka_unit_test(what_a_peer_may_fill_is_bounded),
        cmocka_unit_test(a_link_and_its_map_take_little_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
