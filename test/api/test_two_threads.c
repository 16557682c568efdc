/* SPDX-License-Identifier: MIT */
/* Two radios, each in a thread of its own, connected with each other and exchanging values; the air is a third thread.
 * Built a second time with ThreadSanitizer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <bleradio/bleradio.h>

#include "virtual/virtual.h"

enum { RADIOS = 2, ROUNDS = 50, SIZE = 200 };

static const struct ble_characteristic_type echo = {
    .name = "Echo",
    .uuid = BLE_UUID128(0xabcd0001, 0x1111, 0x2222, 0x3333, 0x444444444444),
    .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_NOTIFY,
    .max_size = SIZE,
};
static const struct ble_characteristic_type *const echoes[] = { &echo };
static const struct ble_service_type echo_service = {
    .name = "Echo",
    .uuid = BLE_UUID128(0xabcd0000, 0x1111, 0x2222, 0x3333, 0x444444444444),
    .characteristics = echoes,
    .count = 1,
};

/* ------------------------------------------------------------------------------------------------ lines */

/** A radio's end of the line to its controller. */
struct line {
    struct ble_transport base;
    int fd;
};

static int line_fd(struct ble_transport *transport)
{
    return ((struct line *)transport)->fd;
}

static ptrdiff_t line_read(struct ble_transport *transport, uint8_t *data, size_t capacity)
{
    ssize_t size = recv(((struct line *)transport)->fd, data, capacity, MSG_DONTWAIT);
    return size > 0 ? size : size < 0 && errno == EAGAIN ? 0 : BLE_ERROR_LOST;
}

static ptrdiff_t line_write(struct ble_transport *transport, const uint8_t *data, size_t size)
{
    ssize_t taken = send(((struct line *)transport)->fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    return taken >= 0 ? taken : errno == EAGAIN ? 0 : BLE_ERROR_LOST;
}

static ble_status line_control(struct ble_transport *transport, enum ble_effect_type effect, uint32_t argument)
{
    (void)transport;
    (void)effect;
    (void)argument;
    return BLE_ERROR_UNSUPPORTED;
}

static void line_info(struct ble_transport *transport, struct ble_transport_info *info)
{
    (void)transport;
    *info = (struct ble_transport_info){ 0 };
}

static void line_describe(struct ble_transport *transport, struct ble_transport_description *description)
{
    (void)transport;
    *description = (struct ble_transport_description){ .kind = BLE_PORT_CUSTOM, .port = "line", .cts = -1 };
}

static void line_close(struct ble_transport *transport)
{
    close(((struct line *)transport)->fd);
}

static const struct ble_transport_ops line_ops = { line_fd,   line_read,     line_write, line_control,
                                                   line_info, line_describe, line_close };

/* ------------------------------------------------------------------------------------------------ the air */

struct air {
    pthread_t thread;
    struct virtual_air *air;
    struct virtual_controller *controllers[RADIOS];
    int fds[RADIOS];
    atomic_bool over;
};

static uint64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

/** Move what there is between a controller and its line. */
static void serve(struct virtual_controller *controller, int fd)
{
    uint8_t octets[4096];
    ssize_t size = recv(fd, octets, sizeof(octets), MSG_DONTWAIT);
    if (size > 0)
        assert_int_equal(blr_virtual_receive(controller, octets, (size_t)size), size);
    size_t out = blr_virtual_transmit(controller, octets, sizeof(octets));
    for (size_t at = 0; at < out;) {
        ssize_t taken = send(fd, octets + at, out - at, MSG_NOSIGNAL);
        if (taken < 0)
            return; /* closed */
        at += (size_t)taken;
    }
}

static void *be_the_air(void *argument)
{
    struct air *it = argument;
    uint64_t begin_us = now_us();
    while (!atomic_load(&it->over)) {
        struct pollfd polled[RADIOS] = { { it->fds[0], POLLIN, 0 }, { it->fds[1], POLLIN, 0 } };
        poll(polled, RADIOS, 1);
        blr_air_advance(it->air, now_us() - begin_us);
        for (unsigned i = 0; i < RADIOS; i++)
            serve(it->controllers[i], it->fds[i]);
    }
    return NULL;
}

/* ------------------------------------------------------------------------------------------------ the radios */

struct person {
    pthread_t thread;
    struct line line;
    ble_radio *radio;
    struct ble_address address;
    pthread_barrier_t *ready;
    atomic_bool *over;
    unsigned connected, disconnected, written, notified;
    uint8_t last;
    ble_status status;
};

static void connected(ble_radio *radio, ble_connection connection, void *user)
{
    (void)radio;
    (void)connection;
    ((struct person *)user)->connected++;
}

static void disconnected(ble_radio *radio, ble_connection connection, uint8_t reason, void *user)
{
    (void)radio;
    (void)connection;
    (void)reason;
    ((struct person *)user)->disconnected++;
}

static ble_status open_radio(struct person *it)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.transport = &it->line.base;
    options.state_directory = "";
    options.handlers.connected = connected;
    options.handlers.disconnected = disconnected;
    options.user = it;
    return ble_radio_open(&it->radio, &options);
}

/** The server tells everybody what was written. */
static void written(ble_characteristic characteristic, ble_connection peer, uint16_t offset, const uint8_t *data,
                    size_t size, void *user)
{
    (void)peer;
    (void)offset;
    ((struct person *)user)->written++;
    ble_characteristic_notify_start(characteristic, NULL, data, size, NULL, NULL, NULL);
}

static void *serve_echoes(void *argument)
{
    struct person *it = argument;
    struct ble_advertisement advertisement;
    const struct ble_service_handlers handlers = { .written = written, .user = it };
    ble_advertisement_init(&advertisement);
    advertisement.connectable = true;
    it->status = open_radio(it);
    if (it->status == BLE_OK)
        it->status = ble_radio_add_service(it->radio, &echo_service, &handlers, NULL);
    if (it->status == BLE_OK)
        it->status = ble_radio_start_advertising(it->radio, &advertisement, NULL);
    if (it->status == BLE_OK && !ble_radio_get_address(it->radio, &it->address))
        it->status = BLE_ERROR_NOT_FOUND;
    pthread_barrier_wait(it->ready);
    while (!atomic_load(it->over) && it->status == BLE_OK)
        ble_radio_process(it->radio, 100);
    ble_radio_close(it->radio);
    return NULL;
}

static void notified(ble_characteristic characteristic, const uint8_t *data, size_t size, bool indication, void *user)
{
    struct person *it = user;
    (void)characteristic;
    (void)indication;
    it->notified += size == SIZE;
    it->last = data[0];
}

static ble_status exchange(struct person *it, const struct ble_address *peer)
{
    ble_connection connection;
    ble_service service;
    ble_characteristic characteristic;
    uint8_t data[SIZE], back[SIZE];
    size_t size;
    ble_status status = ble_radio_connect(it->radio, peer, NULL, &connection);
    if (status == BLE_OK)
        status = ble_connection_service(connection, &echo_service, 0, &service);
    if (status == BLE_OK)
        status = ble_service_characteristic(service, &echo, 0, &characteristic);
    if (status == BLE_OK)
        status = ble_characteristic_subscribe(characteristic, false, notified, it);
    for (unsigned i = 0; i < ROUNDS && status == BLE_OK; i++) {
        memset(data, (int)i, sizeof(data));
        status = ble_characteristic_write(characteristic, data, sizeof(data));
        if (status == BLE_OK)
            status = ble_characteristic_read(characteristic, back, sizeof(back), &size);
        if (status == BLE_OK && (size != sizeof(data) || memcmp(data, back, size) != 0))
            status = BLE_ERROR_PROTOCOL;
    }
    for (unsigned i = 0; i < 1000 && it->notified < ROUNDS && status == BLE_OK; i++)
        ble_radio_process(it->radio, 10);
    return status == BLE_OK ? ble_connection_disconnect(connection) : status;
}

static void two_radios_in_two_threads_talk_to_each_other(void **state)
{
    (void)state;
    static struct air air;
    static struct person server, client;
    struct person *const persons[RADIOS] = { &server, &client };
    const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4") };
    pthread_barrier_t ready;
    atomic_bool over = false;
    air.air = blr_air_new(1);
    pthread_barrier_init(&ready, NULL, RADIOS);
    for (unsigned i = 0; i < RADIOS; i++) {
        int fds[2];
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
        air.fds[i] = fds[0];
        air.controllers[i] = blr_virtual_new(air.air, &options);
        persons[i]->line = (struct line){ { &line_ops }, fds[1] };
        persons[i]->ready = &ready;
        persons[i]->over = &over;
    }
    assert_int_equal(pthread_create(&air.thread, NULL, be_the_air, &air), 0);
    assert_int_equal(pthread_create(&server.thread, NULL, serve_echoes, &server), 0);
    client.status = open_radio(&client);
    pthread_barrier_wait(&ready);
    struct ble_address address = server.address;
    if (client.status == BLE_OK)
        client.status = exchange(&client, &address);
    if (client.status < 0)
        print_error("%s\n", ble_radio_last_error(client.radio));
    ble_radio_close(client.radio);
    atomic_store(&over, true);
    pthread_join(server.thread, NULL);
    atomic_store(&air.over, true);
    pthread_join(air.thread, NULL);
    assert_int_equal(client.status, BLE_OK);
    assert_int_equal(server.status, BLE_OK);
    assert_int_equal(client.connected, 1);
    assert_int_equal(client.disconnected, 1);
    assert_int_equal(server.connected, 1);
    assert_int_equal(server.written, ROUNDS);
    assert_int_equal(client.notified, ROUNDS);
    assert_int_equal(client.last, ROUNDS - 1);
    blr_air_free(air.air);
    for (unsigned i = 0; i < RADIOS; i++)
        close(air.fds[i]);
    pthread_barrier_destroy(&ready);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_radios_in_two_threads_talk_to_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
