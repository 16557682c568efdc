/* SPDX-License-Identifier: MIT */
#include "serving.h"

static void on_written(ble_characteristic characteristic, ble_connection peer, uint16_t offset, const uint8_t *data,
                       size_t size, void *user)
{
    struct serving *it = user;
    (void)characteristic;
    (void)data;
    assert_ptr_equal(peer.radio, it->server);
    assert_int_equal(offset, 0);
    it->sizes[it->written++ % 64] = size;
}

static void on_subscribed(ble_characteristic characteristic, ble_connection peer, bool notify, bool indicate,
                          void *user)
{
    struct serving *it = user;
    (void)characteristic;
    (void)notify;
    (void)indicate;
    assert_ptr_equal(peer.radio, it->server);
    it->subscribed++;
}

void serving_open_bare(struct serving *it)
{
    memset(it, 0, sizeof(*it));
    linked_open(&it->scene, "5.4", "5.4");
    it->client = it->scene.a.radio;
    it->server = it->scene.b.radio;
    linked_connect(&it->scene);
    it->peer = it->scene.b.connection;
}

void serving_open(struct serving *it, const struct ble_service_type *type)
{
    serving_open_bare(it);
    const struct ble_service_handlers handlers = { .written = on_written, .subscribed = on_subscribed, .user = it };
    OK(it->server, ble_radio_add_service(it->server, type, &handlers, &it->own));
    it->found = serving_find(it, type);
}

ble_service serving_find(const struct serving *it, const struct ble_service_type *type)
{
    ble_service service;
    OK(it->client, ble_connection_service(it->scene.a.connection, type, 0, &service));
    return service;
}

ble_service serving_third(struct serving *it, const struct ble_service_type *type)
{
    struct ble_radio_options options = linked_options(&it->third);
    struct ble_address address = linked_address(&it->scene.b);
    ble_connection connection;
    ble_service service;
    it->third.radio = aired_radio(it->scene.aired, "5.4", &options);
    linked_advertise(&it->scene.b);
    OK(it->third.radio, ble_radio_connect(it->third.radio, &address, NULL, &connection));
    OK(it->third.radio, ble_connection_service(connection, type, 0, &service));
    return service;
}

void serving_again(struct serving *it, const struct ble_service_type *type)
{
    linked_connect(&it->scene);
    it->peer = it->scene.b.connection;
    it->found = serving_find(it, type);
}

void serving_close(struct serving *it)
{
    linked_close(&it->scene);
}

ble_characteristic serving_characteristic(ble_service service, const struct ble_characteristic_type *type,
                                          unsigned instance)
{
    ble_characteristic characteristic;
    OK(service.connection.radio, ble_service_characteristic(service, type, instance, &characteristic));
    return characteristic;
}

void serving_run(struct serving *it, uint64_t duration_us)
{
    aired_run(it->scene.aired, duration_us);
}
