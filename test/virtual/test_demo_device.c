/* SPDX-License-Identifier: MIT */
/* The demo peer that can be connected to, as our host finds it as a central: its services, its values in time, what it
 * sends back, many centrals one after another and at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hosted.h"
#include "virtual/peers/demo_device.h"

#define SECOND       UINT64_C(1000000)
#define UART(number) BLE_UUID128(0x6e400000 + (number), 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e)

enum { STREAM = 20000, FOUND = 64, COMPLETIONS = 64, NOTIFIED = 64 };

/** What a central was told. */
struct told {
    struct virtual_air *air;
    ble_link link;
    unsigned disconnected;
    uint32_t ids[COMPLETIONS]; /* the last ones */
    ble_status statuses[COMPLETIONS];
    unsigned completed;
    struct ble_gatt_found found[FOUND];
    size_t found_count;
    uint8_t value[600];
    size_t value_size;
    uint16_t tx;
    size_t echoed;
    uint8_t echo[STREAM];
    struct {
        uint64_t at_us;
        uint16_t handle;
        uint16_t value;
    } notified[NOTIFIED];
    size_t notified_count;
};

static void note_notified(struct told *told, uint16_t handle, const uint8_t *data, uint16_t size)
{
    if (handle == told->tx) {
        assert_true(told->echoed + size <= STREAM);
        memcpy(told->echo + told->echoed, data, size);
        told->echoed += size;
        return;
    }
    assert_true(told->notified_count < NOTIFIED && size > 0);
    told->notified[told->notified_count].at_us = blr_air_now(told->air);
    told->notified[told->notified_count].handle = handle;
    told->notified[told->notified_count++].value = (uint16_t)(data[0] | (size > 1 ? data[1] << 8 : 0));
}

static void note(struct hosted *hosted, const struct ble_event *event)
{
    struct told *told = hosted->user;
    switch (event->type) {
    case BLE_EVENT_CONNECTED: told->link = event->u.connected.link; break;
    case BLE_EVENT_DISCONNECTED: told->disconnected++; break;
    case BLE_EVENT_FOUND:
        assert_true(told->found_count < FOUND);
        told->found[told->found_count++] = event->u.found;
        break;
    case BLE_EVENT_VALUE:
        assert_true(told->value_size + event->u.value.size <= sizeof(told->value));
        memcpy(told->value + told->value_size, event->u.value.data, event->u.value.size);
        told->value_size += event->u.value.size;
        break;
    case BLE_EVENT_NOTIFIED:
        note_notified(told, event->u.notified.handle, event->u.notified.data, event->u.notified.size);
        break;
    case BLE_EVENT_COMPLETED:
        told->ids[told->completed % COMPLETIONS] = event->u.completed.id;
        told->statuses[told->completed++ % COMPLETIONS] = event->u.completed.status;
        break;
    default: break;
    }
}

/* ------------------------------------------------------------------------------------------------ the stage */

struct scene {
    struct virtual_air *air;
    const struct virtual_peer *peer;
    size_t count;
    struct hosted hosts[DEMO_DEVICE_LINKS + 1];
    struct told *told[DEMO_DEVICE_LINKS + 1];
};

/** An air with the demo peers and some centrals that offer an MTU. */
static struct scene *begin(size_t count, uint16_t mtu)
{
    struct scene *scene = test_calloc(1, sizeof(*scene));
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    config.mtu = mtu;
    scene->air = blr_air_new(3);
    assert_true(blr_virtual_peers_add(scene->air));
    for (size_t n = 0; (scene->peer = blr_virtual_peer_at(n)) != NULL && !(scene->peer->properties & 1);)
        n++;
    assert_non_null(scene->peer);
    for (; scene->count < count; scene->count++) {
        const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4"),
                                                 .y_cm = (int32_t)scene->count * 50 };
        struct hosted *host = &scene->hosts[scene->count];
        hosted_init_with(host, scene->air, &options, &config);
        host->on_event = note;
        host->user = scene->told[scene->count] = test_calloc(1, sizeof(struct told));
        scene->told[scene->count]->air = scene->air;
    }
    for (size_t i = 0; i < count; i++)
        assert_true(hosted_ready(scene->hosts, count, &scene->hosts[i]));
    return scene;
}

static void end(struct scene *scene)
{
    for (size_t i = 0; i < scene->count; i++) {
        const struct ble_host_counters *counters = ble_host_counters(scene->hosts[i].host);
        assert_int_equal(counters->malformed_packets + counters->unexpected_packets + counters->unknown_packets, 0);
        hosted_free(&scene->hosts[i]);
        test_free(scene->told[i]);
    }
    blr_air_free(scene->air);
    test_free(scene);
}

static bool has_ended(const struct told *told, uint32_t id, ble_status *status)
{
    for (unsigned i = 0; i < COMPLETIONS; i++) {
        if (told->ids[i] != id)
            continue;
        *status = told->statuses[i];
        return true;
    }
    return false;
}

static ble_status wait_for(struct scene *scene, size_t who, uint32_t id)
{
    ble_status status = BLE_END;
    uint64_t limit_us = blr_air_now(scene->air) + 60 * SECOND;
    assert_int_not_equal(id, 0);
    while (!has_ended(scene->told[who], id, &status) && blr_air_now(scene->air) < limit_us)
        hosted_run(scene->hosts, scene->count, 1000);
    return status;
}

static uint32_t connect_start(struct scene *scene, size_t who, uint32_t timeout_ms)
{
    struct ble_request request = { .type = BLE_REQUEST_CONNECT, .timeout_ms = timeout_ms };
    request.u.connect.peer.type = BLE_ADDRESS_RANDOM;
    memcpy(request.u.connect.peer.octets, scene->peer->address, 6);
    request.u.connect.parameters = (struct ble_link_parameters){ 7500, 7500, 0, 1000 };
    return hosted_request(&scene->hosts[who], &request);
}

static void connect(struct scene *scene, size_t who)
{
    assert_int_equal(wait_for(scene, who, connect_start(scene, who, 10000)), BLE_OK);
}

static void disconnect(struct scene *scene, size_t who)
{
    struct ble_request request = { .type = BLE_REQUEST_DISCONNECT };
    request.u.disconnect.link = scene->told[who]->link;
    assert_int_equal(wait_for(scene, who, hosted_request(&scene->hosts[who], &request)), BLE_OK);
}

static uint32_t start(struct scene *scene, size_t who, struct ble_gatt gatt)
{
    struct ble_request request = { .type = BLE_REQUEST_GATT };
    request.u.gatt = gatt;
    request.u.gatt.link = scene->told[who]->link;
    return hosted_request(&scene->hosts[who], &request);
}

static ble_status perform(struct scene *scene, size_t who, struct ble_gatt gatt)
{
    scene->told[who]->found_count = scene->told[who]->value_size = 0;
    return wait_for(scene, who, start(scene, who, gatt));
}

/** Handle of the value of a characteristic. */
static uint16_t find(struct scene *scene, size_t who, struct ble_uuid uuid)
{
    const struct ble_gatt all = { .operation = BLE_GATT_FIND_CHARACTERISTICS, .by_uuid = true, .uuid = uuid };
    assert_int_equal(perform(scene, who, all), BLE_OK);
    assert_int_equal(scene->told[who]->found_count, 1);
    return scene->told[who]->found[0].value_handle;
}

/** All UUIDs of characteristics here are followed by their CCCD. */
static void subscribe(struct scene *scene, size_t who, uint16_t value_handle, bool on)
{
    const uint8_t bits[] = { on, 0 };
    struct ble_gatt write = {
        .operation = BLE_GATT_WRITE, .handle = (uint16_t)(value_handle + 1), .size = 2, .data = bits
    };
    assert_int_equal(perform(scene, who, write), BLE_OK);
}

static void listen_to_echo(struct scene *scene, size_t who)
{
    scene->told[who]->tx = find(scene, who, (struct ble_uuid)UART(3));
    subscribe(scene, who, scene->told[who]->tx, true);
}

static size_t read_value(struct scene *scene, size_t who, uint16_t handle)
{
    assert_int_equal(perform(scene, who, (struct ble_gatt){ .operation = BLE_GATT_READ_LONG, .handle = handle }),
                     BLE_OK);
    return scene->told[who]->value_size;
}

/* ------------------------------------------------------------------------------------------------ tests */

static void it_has_the_services_that_it_says(void **state)
{
    static const struct ble_uuid services[] = { BLE_UUID16(0x1800), BLE_UUID16(0x1801), BLE_UUID16(0x180a),
                                                BLE_UUID16(0x180f), BLE_UUID16(0x181a), UART(1) };
    static const struct {
        uint16_t uuid;
        const char *text;
    } texts[] = { { 0x2a00, "Demo UART" },
                  { 0x2a29, "bleradio" },
                  { 0x2a24, "Demo UART" },
                  { 0x2a27, "virtual" },
                  { 0x2a25, "C00DE55E0005" } };
    struct scene *scene = begin(1, 247);
    const struct told *told = scene->told[0];
    (void)state;
    connect(scene, 0);
    assert_int_equal(perform(scene, 0, (struct ble_gatt){ .operation = BLE_GATT_FIND_SERVICES }), BLE_OK);
    assert_int_equal(told->found_count, sizeof(services) / sizeof(services[0]));
    for (size_t i = 0; i < told->found_count; i++)
        assert_true(ble_uuid_equal(&told->found[i].uuid, &services[i]));
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        size_t size = read_value(scene, 0, find(scene, 0, ble_uuid_from_16(texts[i].uuid)));
        assert_int_equal(size, strlen(texts[i].text));
        assert_memory_equal(told->value, texts[i].text, size);
    }
    assert_int_equal(read_value(scene, 0, find(scene, 0, ble_uuid_from_16(0x2a01))), 2);
    assert_int_equal(read_value(scene, 0, find(scene, 0, ble_uuid_from_16(0x2b2a))), 16); /* Database Hash */
    disconnect(scene, 0);
    end(scene);
}

static void it_measures_at_any_time(void **state)
{
    struct scene *scene = begin(1, 247);
    (void)state;
    for (unsigned round = 0; round < 3; round++) {
        connect(scene, 0);
        uint16_t battery = find(scene, 0, ble_uuid_from_16(0x2a19));
        uint16_t temperature = find(scene, 0, ble_uuid_from_16(0x2a6e));
        hosted_run(scene->hosts, 1, SECOND - blr_air_now(scene->air) % SECOND + SECOND / 10);
        assert_int_equal(read_value(scene, 0, battery), 1);
        assert_int_equal(scene->told[0]->value[0], blr_demo_battery_percent(blr_air_now(scene->air)));
        assert_int_equal(read_value(scene, 0, temperature), 2);
        assert_int_equal(scene->told[0]->value[0] | scene->told[0]->value[1] << 8,
                         blr_demo_temperature(blr_air_now(scene->air)));
        disconnect(scene, 0);
        hosted_run(scene->hosts, 1, 777 * SECOND); /* nobody is there meanwhile */
    }
    assert_int_equal(blr_demo_battery_percent(0), 100);
    assert_int_equal(blr_demo_battery_percent(95 * DEMO_BATTERY_S * SECOND), 5);
    assert_int_equal(blr_demo_battery_percent(96 * DEMO_BATTERY_S * SECOND), 100);
    assert_int_equal(blr_demo_temperature(0), 2000);
    assert_int_equal(blr_demo_temperature(60 * SECOND), 2300);
    assert_int_equal(blr_demo_temperature(119 * SECOND), 2005);
    end(scene);
}

static void it_tells_what_it_measures(void **state)
{
    struct scene *scene = begin(1, 247);
    struct told *told = scene->told[0];
    unsigned temperatures = 0, levels = 0;
    (void)state;
    connect(scene, 0);
    uint16_t battery = find(scene, 0, ble_uuid_from_16(0x2a19));
    uint16_t temperature = find(scene, 0, ble_uuid_from_16(0x2a6e));
    subscribe(scene, 0, battery, true);
    subscribe(scene, 0, temperature, true);
    hosted_run(scene->hosts, 1, 41 * SECOND);
    for (size_t i = 0; i < told->notified_count; i++) {
        uint64_t at_us = told->notified[i].at_us;
        bool is_temperature = told->notified[i].handle == temperature;
        assert_int_equal(told->notified[i].value,
                         is_temperature ? blr_demo_temperature(at_us) : blr_demo_battery_percent(at_us));
        assert_true(at_us % SECOND < 50000); /* in one of the next connection events */
        temperatures += is_temperature;
        levels += told->notified[i].handle == battery;
    }
    assert_int_equal(temperatures, 41);
    assert_int_equal(levels, 2);
    subscribe(scene, 0, temperature, false);
    subscribe(scene, 0, battery, false);
    told->notified_count = 0;
    hosted_run(scene->hosts, 1, 30 * SECOND);
    assert_int_equal(told->notified_count, 0);
    disconnect(scene, 0);
    end(scene);
}

static void what_is_written_comes_back(void **state)
{
    static const uint16_t mtus[] = { 23, 100, 517 };
    uint8_t octets[BLE_GATT_VALUE];
    (void)state;
    for (size_t i = 0; i < sizeof(octets); i++)
        octets[i] = (uint8_t)(i * 5 + i / 256);
    for (size_t i = 0; i < sizeof(mtus) / sizeof(mtus[0]); i++) {
        struct scene *scene = begin(1, mtus[i]);
        const struct told *told = scene->told[0];
        connect(scene, 0);
        uint16_t rx = find(scene, 0, (struct ble_uuid)UART(2));
        struct ble_gatt write = { .operation = BLE_GATT_WRITE, .handle = rx, .size = 11, .data = octets };
        assert_int_equal(perform(scene, 0, write), BLE_OK); /* nobody listens: it is lost */
        hosted_run(scene->hosts, 1, SECOND);
        listen_to_echo(scene, 0);
        assert_int_equal(perform(scene, 0, write), BLE_OK);
        write.operation = BLE_GATT_WRITE_COMMAND;
        write.data = octets + 11;
        write.size = 20;
        assert_int_equal(perform(scene, 0, write), BLE_OK);
        write.operation = BLE_GATT_WRITE_LONG;
        write.data = octets + 31;
        write.size = sizeof(octets) - 31;
        assert_int_equal(perform(scene, 0, write), BLE_OK);
        hosted_run(scene->hosts, 1, 2 * SECOND);
        assert_int_equal(told->echoed, sizeof(octets));
        assert_memory_equal(told->echo, octets, sizeof(octets));
        write.operation = BLE_GATT_WRITE;
        write.size = 0;
        assert_int_equal(perform(scene, 0, write), BLE_OK);
        disconnect(scene, 0);
        end(scene);
    }
}

/** As fast as the link carries it, in requests, which are answered as fast as it comes back. */
static void a_stream_comes_back_whole(void **state)
{
    struct scene *scene = begin(1, 247);
    const struct told *told = scene->told[0];
    uint8_t octets[STREAM];
    (void)state;
    for (size_t i = 0; i < STREAM; i++)
        octets[i] = (uint8_t)(i * 7 + i / 256);
    connect(scene, 0);
    struct ble_gatt write = { .operation = BLE_GATT_WRITE, .handle = find(scene, 0, (struct ble_uuid)UART(2)) };
    listen_to_echo(scene, 0);
    for (size_t at = 0; at < STREAM; at += write.size) {
        write.data = octets + at;
        write.size = (uint16_t)(STREAM - at < 244 ? STREAM - at : 244);
        assert_int_equal(perform(scene, 0, write), BLE_OK);
    }
    hosted_run(scene->hosts, 1, SECOND);
    assert_int_equal(told->echoed, STREAM);
    assert_memory_equal(told->echo, octets, STREAM);
    disconnect(scene, 0);
    end(scene);
}

/** Commands come as fast as the link carries them, what comes back goes as fast: what waits meanwhile has room. */
static void a_burst_of_commands_comes_back_whole(void **state)
{
    struct scene *scene = begin(1, 247);
    const struct told *told = scene->told[0];
    uint8_t octets[STREAM];
    uint32_t id = 0;
    (void)state;
    for (size_t i = 0; i < STREAM; i++)
        octets[i] = (uint8_t)(i * 3 + i / 256);
    connect(scene, 0);
    struct ble_gatt write = { .operation = BLE_GATT_WRITE_COMMAND, .handle = find(scene, 0, (struct ble_uuid)UART(2)) };
    listen_to_echo(scene, 0);
    for (size_t at = 0; at < STREAM; at += write.size) {
        write.data = octets + at;
        write.size = (uint16_t)(STREAM - at < 200 ? STREAM - at : 200);
        if (id != 0)
            assert_int_equal(wait_for(scene, 0, id), BLE_OK);
        id = start(scene, 0, write);
    }
    hosted_run(scene->hosts, 1, 2 * SECOND);
    assert_int_equal(told->echoed, STREAM);
    assert_memory_equal(told->echo, octets, STREAM);
    disconnect(scene, 0);
    end(scene);
}

static void many_centrals_come_one_after_another(void **state)
{
    struct scene *scene = begin(1, 100);
    struct told *told = scene->told[0];
    (void)state;
    for (unsigned n = 0; n < 100; n++) {
        connect(scene, 0);
        if (n % 10 == 0) { /* its subscriptions ended with its link */
            told->notified_count = 0;
            hosted_run(scene->hosts, 1, 3 * SECOND);
            assert_int_equal(told->notified_count, 0);
            subscribe(scene, 0, find(scene, 0, ble_uuid_from_16(0x2a6e)), true);
        }
        disconnect(scene, 0);
        hosted_run(scene->hosts, 1, n % 7 * SECOND / 10);
    }
    assert_int_equal(told->disconnected, 100);
    end(scene);
}

static void as_many_as_it_has_room_for_are_there_at_once(void **state)
{
    struct scene *scene = begin(DEMO_DEVICE_LINKS + 1, 247);
    uint8_t octets[64];
    (void)state;
    for (uint8_t i = 0; i < DEMO_DEVICE_LINKS; i++) {
        connect(scene, i);
        listen_to_echo(scene, i);
    }
    for (size_t i = 0; i < DEMO_DEVICE_LINKS; i++) {
        memset(octets, (int)i, sizeof(octets));
        struct ble_gatt write = { .operation = BLE_GATT_WRITE_COMMAND, .size = sizeof(octets), .data = octets };
        write.handle = find(scene, i, (struct ble_uuid)UART(2));
        assert_int_equal(perform(scene, i, write), BLE_OK);
    }
    assert_int_equal(wait_for(scene, DEMO_DEVICE_LINKS, connect_start(scene, DEMO_DEVICE_LINKS, 3000)),
                     BLE_ERROR_TIMEOUT);
    for (size_t i = 0; i < DEMO_DEVICE_LINKS; i++) { /* everybody what is theirs */
        memset(octets, (int)i, sizeof(octets));
        assert_int_equal(scene->told[i]->echoed, sizeof(octets));
        assert_memory_equal(scene->told[i]->echo, octets, sizeof(octets));
    }
    disconnect(scene, 1);
    connect(scene, DEMO_DEVICE_LINKS);
    assert_int_equal(read_value(scene, DEMO_DEVICE_LINKS, find(scene, DEMO_DEVICE_LINKS, ble_uuid_from_16(0x2a19))), 1);
    end(scene);
}

/** A central that is gone without a word is forgotten at the supervision timeout. */
static void who_vanishes_is_forgotten(void **state)
{
    struct scene *scene = begin(2, 247);
    (void)state;
    connect(scene, 0);
    listen_to_echo(scene, 0);
    blr_virtual_place(scene->hosts[0].controller, 100000000, 0);
    hosted_run(scene->hosts, 2, 2 * SECOND);
    assert_int_equal(scene->told[0]->disconnected, 1);
    for (unsigned i = 0; i < 2 * DEMO_DEVICE_LINKS; i++) {
        connect(scene, 1);
        disconnect(scene, 1);
    }
    end(scene);
}

static void the_same_happens_at_the_same_times(void **state)
{
    struct told *told[2];
    struct scene *scenes[2];
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        scenes[i] = begin(1, 247);
        told[i] = scenes[i]->told[0];
        connect(scenes[i], 0);
        subscribe(scenes[i], 0, find(scenes[i], 0, ble_uuid_from_16(0x2a6e)), true);
        for (unsigned n = 0; n < (i == 0 ? 1U : 1000U); n++) /* however time is cut */
            hosted_run(scenes[i]->hosts, 1, (i == 0 ? 1000U : 1U) * UINT64_C(10007));
    }
    assert_in_range(told[0]->notified_count, 9, 11);
    assert_int_equal(told[0]->notified_count, told[1]->notified_count);
    assert_memory_equal(told[0]->notified, told[1]->notified, sizeof(told[0]->notified));
    for (unsigned i = 0; i < 2; i++)
        end(scenes[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_has_the_services_that_it_says),
        cmocka_unit_test(it_measures_at_any_time),
        cmocka_unit_test(it_tells_what_it_measures),
        cmocka_unit_test(what_is_written_comes_back),
        cmocka_unit_test(a_stream_comes_back_whole),
        cmocka_unit_test(a_burst_of_commands_comes_back_whole),
        cmocka_unit_test(many_centrals_come_one_after_another),
        cmocka_unit_test(as_many_as_it_has_room_for_are_there_at_once),
        cmocka_unit_test(who_vanishes_is_forgotten),
        cmocka_unit_test(the_same_happens_at_the_same_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
