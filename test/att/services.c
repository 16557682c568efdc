/* SPDX-License-Identifier: MIT */
#include "services.h"

#include <stdlib.h>

enum { CONSTANT_SIZE = 300, LONG_SIZE = 50 };

enum {
    R = BLE_GATT_PROPERTY_READ,
    W = BLE_GATT_PROPERTY_WRITE,
    C = BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
    N = BLE_GATT_PROPERTY_NOTIFY,
    I = BLE_GATT_PROPERTY_INDICATE,
    S = BLE_GATT_PROPERTY_SIGNED_WRITE,
    X = BLE_GATT_PROPERTY_EXTENDED
};

static const uint8_t octets[CONSTANT_SIZE] = {
#define ROW(n) n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9
#define TEN(n)                                                                                                         \
    ROW(n), ROW(n + 10), ROW(n + 20), ROW(n + 30), ROW(n + 40), ROW(n + 50), ROW(n + 60), ROW(n + 70), ROW(n + 80),    \
        ROW(n + 90)
    TEN(0), TEN(100), TEN(0)
};

static void expect(uint16_t handle, uint16_t wanted)
{
    if (handle != wanted)
        abort();
}

static uint16_t add(struct ble_host *host, const struct ble_gatt_service *service)
{
    struct ble_request request = { .type = BLE_REQUEST_ADD_SERVICE };
    request.u.service = *service;
    struct ble_event event = { 0 };
    if (ble_host_request(host, 0, &request) == 0 || !ble_host_next_event(host, &event) ||
        event.type != BLE_EVENT_COMPLETED || event.u.completed.status != BLE_OK || event.u.completed.size != 4)
        abort();
    return (uint16_t)(event.u.completed.answer[0] | event.u.completed.answer[1] << 8);
}

static void add_values(struct ble_host *host)
{
    static const struct ble_gatt_descriptor description = {
        .uuid = BLE_UUID16(0x2901), .writable = true, .max_size = 8, .size = 4, .value = (const uint8_t *)"text"
    };
    static const struct ble_gatt_characteristic values[] = {
        { .uuid = BLE_UUID16(0xa001),
          .properties = R | W | X,
          .max_size = 512,
          .size = LONG_SIZE,
          .value = octets,
          .descriptors = &description,
          .descriptors_count = 1 },
        { .uuid = BLE_UUID16(0xa002), .properties = R | W, .fixed = true, .size = 4, .value = octets },
        { .uuid = BLE_UUID16(0xa003), .properties = R | W | C, .storage = BLE_GATT_ASKED, .max_size = 100 },
        { .uuid = BLE_UUID16(0xa004),
          .properties = R | W,
          .read_permissions = BLE_GATT_NEVER,
          .write_permissions = BLE_GATT_NEVER,
          .size = 1,
          .value = octets },
        { .uuid = BLE_UUID16(0xa005),
          .properties = R | W,
          .read_permissions = BLE_GATT_ENCRYPTED,
          .write_permissions = BLE_GATT_ENCRYPTED,
          .size = 1,
          .value = octets + 5 },
        { .uuid = BLE_UUID16(0xa006),
          .properties = R | W,
          .read_permissions = BLE_GATT_AUTHENTICATED,
          .write_permissions = BLE_GATT_AUTHENTICATED,
          .size = 1,
          .value = octets + 6 },
        { .uuid = BLE_UUID16(0xa007),
          .properties = R | W,
          .read_permissions = BLE_GATT_SECURE,
          .write_permissions = BLE_GATT_SECURE,
          .key_size = 16,
          .size = 1,
          .value = octets + 7 },
        { .uuid = BLE_UUID16(0xa008),
          .properties = R | W | C,
          .read_permissions = BLE_GATT_AUTHORIZED,
          .write_permissions = BLE_GATT_AUTHORIZED,
          .size = 2,
          .value = octets + 8 },
        { .uuid = BLE_UUID16(0xa009), .properties = W, .max_size = 4 },
        { .uuid = BLE_UUID16(0xa00a),
          .properties = R,
          .storage = BLE_GATT_CONSTANT,
          .size = CONSTANT_SIZE,
          .value = octets },
        { .uuid = BLE_UUID16(0xa00b),
          .properties = N,
          .read_permissions = BLE_GATT_NEVER,
          .subscribe_permissions = BLE_GATT_ENCRYPTED,
          .max_size = 20 },
        { .uuid = BLE_UUID16(0xa00c), .properties = S, .max_size = 4 },
        { .uuid = BLE_UUID16(0xa001), .properties = R, .size = 2, .value = octets + 1 },
    };
    static const uint16_t battery[] = { SERVICES_BATTERY };
    const struct ble_gatt_service service = { .uuid = BLE_UUID16(0xa000),
                                              .characteristics = values,
                                              .characteristics_count = sizeof(values) / sizeof(values[0]),
                                              .includes = battery,
                                              .includes_count = 1 };
    expect(add(host, &service), SERVICES_VALUES);
}

void services_add(struct ble_host *host)
{
    static const struct ble_gatt_characteristic level = {
        .uuid = BLE_UUID16(0x2a19), .properties = R | N, .fixed = true, .size = 1, .value = (const uint8_t *)"\x57"
    };
    static const struct ble_gatt_characteristic uart[] = {
        { .uuid = BLE_UUID128(0x6e400002, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e),
          .properties = W | C,
          .max_size = 20 },
        { .uuid = BLE_UUID128(0x6e400003, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e),
          .properties = N | I,
          .max_size = 512 },
    };
    static const struct ble_gatt_characteristic hidden = {
        .uuid = BLE_UUID16(0xa101), .properties = R, .size = 1, .value = octets
    };
    const struct ble_gatt_service services[] = {
        { .uuid = BLE_UUID16(0x180f), .characteristics = &level, .characteristics_count = 1 },
        { .uuid = BLE_UUID128(0x6e400001, 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e),
          .characteristics = uart,
          .characteristics_count = 2 },
        { .uuid = BLE_UUID16(0xa100), .secondary = true, .characteristics = &hidden, .characteristics_count = 1 },
    };
    expect(add(host, &services[0]), SERVICES_BATTERY);
    expect(add(host, &services[1]), SERVICES_UART);
    add_values(host);
    expect(add(host, &services[2]), SERVICES_SECONDARY);
}
