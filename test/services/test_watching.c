/* SPDX-License-Identifier: MIT */
/* Those who watch a characteristic of our own: who is told, in which order, and what they may do meanwhile. */
#include "serving.h"

enum { WATCHES = 4 };

struct scene;

/** One that watches, and what it does when it is told. */
struct watcher {
    struct ble_watch watch;
    struct scene *scene;
    unsigned written, subscribed;
    bool notify;
    struct watcher *ends;   /**< then */
    struct watcher *begins; /**< then */
};

struct scene {
    struct serving it;
    ble_characteristic own, found;
    struct watcher watchers[WATCHES];
    char order[16]; /**< who was told, '0' ... */
};

static void on_written(ble_characteristic characteristic, ble_connection peer, uint16_t offset, const uint8_t *data,
                       size_t size, void *user)
{
    struct watcher *self = user;
    size_t told = strlen(self->scene->order);
    assert_int_equal(characteristic.handle, self->scene->own.handle);
    assert_true(ble_connection_equal(peer, self->scene->it.peer));
    assert_int_equal(offset, 0);
    assert_int_equal(size, 2);
    assert_memory_equal(data, "hi", 2);
    self->written++;
    self->scene->order[told] = (char)('0' + (self - self->scene->watchers));
    if (self->ends)
        ble_characteristic_unwatch(&self->ends->watch);
    if (self->begins)
        assert_int_equal(ble_characteristic_watch(&self->begins->watch), BLE_OK);
}

static void on_subscribed(ble_characteristic characteristic, ble_connection peer, bool notify, bool indicate,
                          void *user)
{
    struct watcher *self = user;
    (void)peer;
    assert_int_equal(characteristic.handle, self->scene->own.handle);
    assert_false(indicate);
    self->subscribed++;
    self->notify = notify;
}

static void ignore(ble_characteristic characteristic, const uint8_t *data, size_t size, bool indication, void *user)
{
    (void)characteristic;
    (void)data;
    (void)size;
    (void)indication;
    (void)user;
}

/** @param type what is watched */
static void open_scene(struct scene *scene, const struct ble_characteristic_type *type)
{
    memset(scene, 0, sizeof(*scene));
    serving_open(&scene->it, &ble_uart_service);
    scene->own = serving_characteristic(scene->it.own, type, 0);
    scene->found = serving_characteristic(scene->it.found, type, 0);
    for (unsigned i = 0; i < WATCHES; i++) {
        struct watcher *it = &scene->watchers[i];
        it->scene = scene;
        it->watch.characteristic = scene->own;
        it->watch.handlers =
            (struct ble_service_handlers){ .written = on_written, .subscribed = on_subscribed, .user = it };
    }
}

static void begin(struct scene *scene, unsigned n)
{
    OK(scene->it.server, ble_characteristic_watch(&scene->watchers[n].watch));
}

static void peer_writes(struct scene *scene)
{
    memset(scene->order, 0, sizeof(scene->order));
    OK(scene->it.client, ble_characteristic_write(scene->found, "hi", 2));
    serving_run(&scene->it, SECOND);
}

static void all_are_told_who_began_last_first(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, &ble_uart_rx);
    for (unsigned i = 0; i < 3; i++)
        begin(&scene, i);
    peer_writes(&scene);
    assert_string_equal(scene.order, "210");
    assert_int_equal(scene.it.written, 1); /* the service's own handlers, too */
    ble_characteristic_unwatch(&scene.watchers[1].watch);
    ble_characteristic_unwatch(&scene.watchers[1].watch);
    peer_writes(&scene);
    assert_string_equal(scene.order, "20");
    begin(&scene, 0); /* begins anew */
    peer_writes(&scene);
    assert_string_equal(scene.order, "02");
    serving_close(&scene.it);
}

static void only_what_is_watched_is_told(void **state)
{
    (void)state;
    struct scene scene;
    uint8_t unused = 0;
    open_scene(&scene, &ble_uart_tx);
    begin(&scene, 0);
    OK(scene.it.client, ble_characteristic_write(serving_characteristic(scene.it.found, &ble_uart_rx, 0), "hi", 2));
    OK(scene.it.client, ble_characteristic_subscribe(scene.found, false, ignore, &unused));
    serving_run(&scene.it, SECOND);
    assert_int_equal(scene.watchers[0].written, 0);
    assert_int_equal(scene.watchers[0].subscribed, 1);
    assert_true(scene.watchers[0].notify);
    OK(scene.it.client, ble_characteristic_subscribe(scene.found, false, NULL, &unused));
    serving_run(&scene.it, SECOND);
    assert_int_equal(scene.watchers[0].subscribed, 2);
    assert_false(scene.watchers[0].notify);
    serving_close(&scene.it);
}

/** Whoever is told may end itself, and any other one, whether that was told already or not. */
static void watching_may_end_while_it_is_told(void **state)
{
    (void)state;
    for (unsigned who = 0; who < 3; who++)
        for (unsigned whom = 0; whom < 3; whom++) {
            struct scene scene;
            open_scene(&scene, &ble_uart_rx);
            for (unsigned i = 0; i < 3; i++)
                begin(&scene, i);
            scene.watchers[who].ends = &scene.watchers[whom];
            peer_writes(&scene);
            for (unsigned i = 0; i < 3; i++)
                assert_int_equal(scene.watchers[i].written, i == whom && whom < who ? 0 : 1);
            peer_writes(&scene);
            assert_int_equal(scene.watchers[whom].written, whom < who ? 0 : 1);
            serving_close(&scene.it);
        }
}

static void watching_may_begin_while_it_is_told(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, &ble_uart_rx);
    begin(&scene, 0);
    begin(&scene, 1);
    scene.watchers[1].begins = &scene.watchers[2];
    peer_writes(&scene);
    assert_string_equal(scene.order, "10"); /* from the next one on */
    scene.watchers[1].begins = NULL;
    peer_writes(&scene);
    assert_string_equal(scene.order, "210");
    serving_close(&scene.it);
}

static void what_is_not_ours_is_not_watched(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, &ble_uart_rx);
    struct ble_watch *watch = &scene.watchers[0].watch;
    assert_int_equal(ble_characteristic_watch(NULL), BLE_ERROR_ARGUMENT);
    ble_characteristic_unwatch(NULL);
    watch->characteristic = scene.found;
    assert_int_equal(ble_characteristic_watch(watch), BLE_ERROR_ARGUMENT);
    watch->characteristic = (ble_characteristic){ .handle = 0 };
    assert_int_equal(ble_characteristic_watch(watch), BLE_ERROR_ARGUMENT);
    ble_characteristic_unwatch(watch);
    /* a service that is removed is not watched any more, nor is what comes after it */
    serving_run(&scene.it, SECOND);
    watch->characteristic = scene.own;
    begin(&scene, 0);
    OK(scene.it.server, ble_radio_remove_service(scene.it.own));
    assert_int_equal(ble_characteristic_watch(watch), BLE_ERROR_GONE);
    struct serving *it = &scene.it;
    OK(it->server, ble_radio_add_service(it->server, &ble_uart_service, NULL, &it->own));
    serving_run(it, SECOND);
    it->found = serving_find(it, &ble_uart_service);
    OK(it->client, ble_characteristic_write(serving_characteristic(it->found, &ble_uart_rx, 0), "hi", 2));
    serving_run(it, SECOND);
    assert_int_equal(scene.watchers[0].written, 0);
    serving_close(it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_told_who_began_last_first), cmocka_unit_test(only_what_is_watched_is_told),
        cmocka_unit_test(watching_may_end_while_it_is_told), cmocka_unit_test(watching_may_begin_while_it_is_told),
        cmocka_unit_test(what_is_not_ours_is_not_watched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
