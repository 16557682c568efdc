/* SPDX-License-Identifier: MIT */
#include "linked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void ready(ble_radio *radio, uint32_t generation, void *user)
{
    (void)radio;
    (void)generation;
    ((struct linked_radio *)user)->ready++;
}

static void lost(ble_radio *radio, ble_status status, const char *text, void *user)
{
    (void)radio;
    (void)status;
    (void)text;
    ((struct linked_radio *)user)->lost++;
}

static void event(ble_radio *radio, const struct ble_event *it, void *user)
{
    struct linked_radio *self = user;
    (void)radio;
    if (self->on_event)
        self->on_event(self, it);
}

static void connected(ble_radio *radio, ble_connection connection, void *user)
{
    struct linked_radio *self = user;
    assert_ptr_equal(connection.radio, radio);
    assert_true(ble_connection_is_connected(connection));
    self->connected++;
    self->connection = connection;
    if (self->on_connected)
        self->on_connected(self, connection);
}

static void disconnected(ble_radio *radio, ble_connection connection, uint8_t reason, void *user)
{
    struct linked_radio *self = user;
    assert_ptr_equal(connection.radio, radio);
    assert_false(ble_connection_is_connected(connection));
    self->disconnected++;
    self->reason = reason;
    if (self->on_disconnected)
        self->on_disconnected(self, connection);
}

static void updated(ble_radio *radio, ble_connection connection, uint8_t what, void *user)
{
    struct linked_radio *self = user;
    assert_ptr_equal(connection.radio, radio);
    self->updated++;
    self->changes |= what;
}

static bool update_asked(ble_radio *radio, ble_connection connection, const struct ble_link_parameters *parameters,
                         void *user)
{
    struct linked_radio *self = user;
    assert_ptr_equal(connection.radio, radio);
    assert_in_range(parameters->interval_min_us, 7500, parameters->interval_max_us);
    self->asked++;
    return !self->refuse;
}

struct ble_radio_options linked_options(struct linked_radio *self)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.handlers = (struct ble_radio_handlers){ .ready = ready,
                                                    .lost = lost,
                                                    .event = event,
                                                    .connected = connected,
                                                    .disconnected = disconnected,
                                                    .updated = updated,
                                                    .update_asked = update_asked };
    options.user = self;
    return options;
}

void linked_open(struct linked *scene, const char *a, const char *b)
{
    memset(scene, 0, sizeof(*scene));
    scene->aired = aired_new(11);
    struct ble_radio_options options = linked_options(&scene->a);
    scene->a.radio = aired_radio(scene->aired, a, &options);
    options = linked_options(&scene->b);
    scene->b.radio = aired_radio(scene->aired, b, &options);
}

void linked_close(struct linked *scene)
{
    aired_free(scene->aired);
}

struct ble_address linked_address(const struct linked_radio *self)
{
    struct ble_address address = { { 0 }, 0 };
    assert_true(ble_radio_get_address(self->radio, &address));
    return address;
}

void linked_advertise(struct linked_radio *self)
{
    struct ble_advertisement advertisement;
    ble_advertisement_init(&advertisement);
    advertisement.connectable = true;
    OK(self->radio, ble_radio_start_advertising(self->radio, &advertisement, NULL));
}

void linked_connect(struct linked *scene)
{
    struct ble_address address = linked_address(&scene->b);
    ble_connection connection;
    unsigned before = scene->b.connected;
    if (!ble_radio_is_advertising(scene->b.radio, 0))
        linked_advertise(&scene->b);
    OK(scene->a.radio, ble_radio_connect(scene->a.radio, &address, NULL, &connection));
    assert_true(ble_connection_equal(connection, scene->a.connection));
    for (unsigned i = 0; i < 1000 && scene->b.connected == before; i++)
        aired_run(scene->aired, MS);
    assert_int_equal(scene->b.connected, before + 1);
}

void linked_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user)
{
    struct linked_end *end = user;
    (void)radio;
    end->count++;
    end->id = id;
    end->status = status;
    end->size = size;
    assert_in_range(size, 0, sizeof(end->answer));
    if (size)
        memcpy(end->answer, answer, size);
}

void linked_wait(struct linked *scene, const struct linked_end *end)
{
    for (unsigned i = 0; i < 200000 && !end->count; i++)
        aired_run(scene->aired, MS);
    assert_int_equal(end->count, 1);
}
