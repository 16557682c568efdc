/* SPDX-License-Identifier: MIT */
#include "virtual/peers/demo_device.h"

#include <string.h>

#include "virtual/peers/air_host.h"

#define SECOND       UINT64_C(1000000)
#define UART(number) BLE_UUID128(0x6e400000 + (number), 0xb5a3, 0xf393, 0xe0a9, 0xe50e24dcca9e)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum {
    BATTERY = 0x2a19,
    TEMPERATURE = 0x2a6e,
    GENERIC_SENSOR = 0x0540, /* Assigned Numbers 2.6.2 */
    ECHO_ROOM = 4096,        /* of octets that wait to be sent back */
    MTU = 247,
    UNIT_US = 625
};

/** A central. */
struct guest {
    ble_link link;    /**< 0: the place is free */
    uint32_t telling; /**< the notification that is on its way, 0: none */
    uint16_t told;    /**< octets in it */
    uint32_t token;   /**< a write that is answered when there is room for another one, 0: none */
    bool listens;     /**< subscribed to what comes back */
    uint16_t size;
    uint8_t octets[ECHO_ROOM];
};

struct demo_device {
    struct virtual_air *air;
    const struct virtual_peer *peer;
    struct air_host *host;
    uint16_t battery, temperature, tx; /**< handles of values */
    uint32_t advertise;                /**< the request that is not completed, 0: none */
    bool on_air;
    bool beating;    /**< the next second has an alarm */
    uint8_t percent; /**< that was told last */
    struct guest guests[DEMO_DEVICE_LINKS];
};

/* ------------------------------------------------------------------------------------------------ values */

uint8_t blr_demo_battery_percent(uint64_t now_us)
{
    enum { FULL = 100, EMPTY = 5 };
    return (uint8_t)(FULL - now_us / (DEMO_BATTERY_S * SECOND) % (FULL - EMPTY + 1));
}

int16_t blr_demo_temperature(uint64_t now_us)
{
    enum { LEAST = 2000, STEP = 5, HALF_S = 60 };
    unsigned second = (unsigned)(now_us / SECOND % (2 * HALF_S));
    return (int16_t)(LEAST + STEP * (int)(second < HALF_S ? second : 2 * HALF_S - second));
}

static void tell(struct demo_device *device, uint16_t handle, const uint8_t *data, uint16_t size)
{
    const struct ble_request request = { .type = BLE_REQUEST_NOTIFY,
                                         .u.notify = { .handle = handle, .store = true, .size = size, .data = data } };
    (void)blr_air_host_request(device->host, &request); /* refused: the next one tells more recent news */
}

static void set(struct demo_device *device, uint16_t handle, const uint8_t *data, uint16_t size)
{
    const struct ble_request request = { .type = BLE_REQUEST_SET_VALUE, .u.set_value = { handle, size, data } };
    (void)blr_air_host_request(device->host, &request);
}

/** How a value is changed. */
typedef void changing(struct demo_device *device, uint16_t handle, const uint8_t *data, uint16_t size);

static void measure(struct demo_device *device, changing *change)
{
    uint64_t now_us = blr_air_now(device->air);
    uint16_t temperature = (uint16_t)blr_demo_temperature(now_us);
    const uint8_t octets[] = { (uint8_t)temperature, (uint8_t)(temperature >> 8) };
    uint8_t percent = blr_demo_battery_percent(now_us);
    change(device, device->temperature, octets, sizeof(octets));
    if (percent != device->percent)
        change(device, device->battery, &percent, 1);
    device->percent = percent;
}

static unsigned guests_of(const struct demo_device *device)
{
    unsigned count = 0;
    for (unsigned i = 0; i < DEMO_DEVICE_LINKS; i++)
        count += device->guests[i].link != 0;
    return count;
}

static void advertise(struct demo_device *device);
static void send_back(struct demo_device *device, struct guest *guest);

/** At each whole second while somebody is there. */
static void beat(struct virtual_air *air, void *user, const void *about)
{
    struct demo_device *device = user;
    device->beating = guests_of(device) > 0;
    if (!device->beating)
        return;
    device->beating = blr_air_call_at(air, (blr_air_now(air) / SECOND + 1) * SECOND, beat, device, about);
    measure(device, tell);
    advertise(device);
    for (unsigned i = 0; i < DEMO_DEVICE_LINKS; i++)
        send_back(device, &device->guests[i]);
}

/* ------------------------------------------------------------------------------------------------ guests */

static void advertise(struct demo_device *device)
{
    const struct virtual_peer *peer = device->peer;
    struct ble_request request = { .type = BLE_REQUEST_ADVERTISE };
    if (device->on_air || device->advertise != 0 || guests_of(device) == DEMO_DEVICE_LINKS)
        return;
    request.u.advertise.parameters = (struct ble_advertising){
        .flags = BLE_ADVERTISE_CONNECTABLE | BLE_ADVERTISE_SCANNABLE,
        .interval_us = peer->interval * (uint32_t)UNIT_US,
        .tx_power_dbm = peer->tx_power_dbm,
        .own = { .type = BLE_ADDRESS_RANDOM },
    };
    memcpy(request.u.advertise.parameters.own.octets, peer->address, sizeof(peer->address));
    request.u.advertise.data = peer->data;
    request.u.advertise.size = peer->size;
    request.u.advertise.response = peer->response;
    request.u.advertise.response_size = peer->response_size;
    device->advertise = blr_air_host_request(device->host, &request);
}

static struct guest *guest_of(struct demo_device *device, ble_link link)
{
    for (unsigned i = 0; i < DEMO_DEVICE_LINKS; i++)
        if (device->guests[i].link == link)
            return &device->guests[i];
    return NULL;
}

static void welcome(struct demo_device *device, ble_link link)
{
    struct guest *guest = guest_of(device, 0);
    if (guest != NULL) { /* the host has as many links as there are places */
        memset(guest, 0, offsetof(struct guest, octets));
        guest->link = link;
    }
    if (!device->beating) {
        uint64_t next_us = (blr_air_now(device->air) / SECOND + 1) * SECOND;
        measure(device, set); /* nobody looked at the clock meanwhile */
        device->beating = blr_air_call_at(device->air, next_us, beat, device, NULL);
    }
    advertise(device);
}

static void part(struct demo_device *device, ble_link link)
{
    struct guest *guest = guest_of(device, link);
    if (guest != NULL)
        guest->link = 0;
    advertise(device);
}

/* ------------------------------------------------------------------------------------------------ echo */

/** What waits never fills the room so far that a write request would not fit. */
static void answer(struct demo_device *device, struct guest *guest)
{
    const struct ble_request request = { .type = BLE_REQUEST_ANSWER, .u.answer = { .token = guest->token } };
    if (guest->token != 0 && guest->size <= ECHO_ROOM - BLE_GATT_VALUE &&
        blr_air_host_request(device->host, &request) != 0)
        guest->token = 0;
}

/** One notification at a time: the next one when the controller took it. */
static void send_back(struct demo_device *device, struct guest *guest)
{
    enum { NOTIFICATION = 3 };
    struct ble_link_info info;
    if (guest->link == 0 || !ble_host_link_info(blr_air_host_get(device->host), guest->link, &info))
        return;
    answer(device, guest);
    if (guest->size == 0 || guest->telling != 0)
        return;
    guest->told = guest->size < info.mtu - NOTIFICATION ? guest->size : (uint16_t)(info.mtu - NOTIFICATION);
    const struct ble_request request = {
        .type = BLE_REQUEST_NOTIFY,
        .u.notify = { .link = guest->link, .handle = device->tx, .size = guest->told, .data = guest->octets },
    };
    guest->telling = blr_air_host_request(device->host, &request);
}

static void come_back(struct demo_device *device, struct guest *guest, ble_status status)
{
    guest->telling = 0;
    if (status == BLE_ERROR_FULL) /* again at the next beat */
        return;
    guest->size = (uint16_t)(guest->size - guest->told);
    memmove(guest->octets, guest->octets + guest->told, guest->size);
    send_back(device, guest);
}

/** Commands that find no room are lost, as by any UART without flow control; requests are answered when there is room
 *  for another one. */
static void take(struct demo_device *device, const struct ble_gatt_asked *asked)
{
    struct guest *guest = guest_of(device, asked->link);
    if (guest == NULL)
        return;
    size_t room = (size_t)ECHO_ROOM - guest->size - (asked->kind == BLE_ASKED_COMMAND ? BLE_GATT_VALUE : 0U);
    if (guest->listens && asked->size <= room) {
        memcpy(guest->octets + guest->size, asked->data, asked->size);
        guest->size = (uint16_t)(guest->size + asked->size);
    }
    guest->token = asked->kind == BLE_ASKED_WRITE ? asked->token : guest->token;
    send_back(device, guest);
}

static void subscribe(struct demo_device *device, ble_link link, uint16_t handle, bool notify)
{
    struct guest *guest = guest_of(device, link);
    if (guest != NULL && handle == device->tx)
        guest->listens = notify;
}

/* ------------------------------------------------------------------------------------------------ events */

static void complete(struct demo_device *device, uint32_t id, ble_status status)
{
    if (id == device->advertise) {
        device->advertise = 0;
        device->on_air = status == BLE_OK;
        return;
    }
    for (unsigned i = 0; i < DEMO_DEVICE_LINKS; i++)
        if (device->guests[i].link != 0 && device->guests[i].telling == id) {
            come_back(device, &device->guests[i], status);
            return;
        }
}

static void on_event(struct air_host *host, const struct ble_event *event, void *user)
{
    struct demo_device *device = user;
    (void)host;
    switch (event->type) {
    case BLE_EVENT_READY: advertise(device); break;
    case BLE_EVENT_COMPLETED: complete(device, event->u.completed.id, event->u.completed.status); break;
    case BLE_EVENT_ADVERTISING_ENDED:
        device->on_air = false;
        advertise(device);
        break;
    case BLE_EVENT_CONNECTED: welcome(device, event->u.connected.link); break;
    case BLE_EVENT_DISCONNECTED: part(device, event->u.disconnected.link); break;
    case BLE_EVENT_ASKED: take(device, &event->u.asked); break;
    case BLE_EVENT_SUBSCRIBED:
        subscribe(device, event->u.subscribed.link, event->u.subscribed.handle, event->u.subscribed.notify);
        break;
    default: break;
    }
}

/* ------------------------------------------------------------------------------------------------ services */

enum { READS = BLE_GATT_PROPERTY_READ, TELLS = READS | BLE_GATT_PROPERTY_NOTIFY };

#define TEXT(number, text)                                                                                             \
    {                                                                                                                  \
        .uuid = BLE_UUID16(number), .properties = READS, .storage = BLE_GATT_CONSTANT, .size = sizeof(text) - 1,       \
        .value = (const uint8_t *)(text)                                                                               \
    }

static const uint8_t zeroes[2];

static const struct ble_gatt_characteristic information[] = {
    TEXT(0x2a29, "bleradio"), /* manufacturer */
    TEXT(0x2a24, "Demo UART"), TEXT(0x2a25, "C00DE55E0005"), TEXT(0x2a26, "1.0"),
    TEXT(0x2a27, "virtual"),   TEXT(0x2a28, "1.0"),
};

static const struct ble_gatt_characteristic battery = {
    .uuid = BLE_UUID16(BATTERY), .properties = TELLS, .fixed = true, .max_size = 1, .size = 1, .value = zeroes
};

static const struct ble_gatt_characteristic sensor = {
    .uuid = BLE_UUID16(TEMPERATURE), .properties = TELLS, .fixed = true, .max_size = 2, .size = 2, .value = zeroes
};

static const struct ble_gatt_characteristic uart[] = {
    { .uuid = UART(2),
      .properties = BLE_GATT_PROPERTY_WRITE | BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
      .storage = BLE_GATT_ASKED,
      .max_size = BLE_GATT_VALUE },
    { .uuid = UART(3), .properties = BLE_GATT_PROPERTY_NOTIFY, .max_size = BLE_GATT_VALUE },
};

static const struct ble_gatt_service services[] = {
    { .uuid = BLE_UUID16(0x180a), .characteristics_count = COUNT(information), .characteristics = information },
    { .uuid = BLE_UUID16(0x180f), .characteristics_count = 1, .characteristics = &battery },
    { .uuid = BLE_UUID16(0x181a), .characteristics_count = 1, .characteristics = &sensor },
    { .uuid = UART(1), .characteristics_count = COUNT(uart), .characteristics = uart },
};

static uint16_t value_handle(const struct demo_device *device, const struct ble_uuid *uuid)
{
    struct ble_gatt_attribute attribute = { 0 };
    do
        if (!ble_host_attribute(blr_air_host_get(device->host), (uint16_t)(attribute.handle + 1), &attribute))
            return 0;
    while (!ble_uuid_equal(&attribute.type, uuid));
    return attribute.handle;
}

static bool serve(struct demo_device *device)
{
    static const char name[] = "Demo UART";
    static const uint8_t appearance[] = { GENERIC_SENSOR & 0xff, GENERIC_SENSOR >> 8 };
    for (size_t i = 0; i < COUNT(services); i++) {
        const struct ble_request request = { .type = BLE_REQUEST_ADD_SERVICE, .u.service = services[i] };
        (void)blr_air_host_request(device->host, &request);
    }
    set(device, BLE_GATT_DEVICE_NAME, (const uint8_t *)name, sizeof(name) - 1);
    set(device, BLE_GATT_APPEARANCE, appearance, sizeof(appearance));
    device->battery = value_handle(device, &battery.uuid);
    device->temperature = value_handle(device, &sensor.uuid);
    device->tx = value_handle(device, &uart[1].uuid);
    return device->tx != 0; /* the last one: all are there */
}

bool blr_demo_device_add(struct virtual_air *air, const struct virtual_peer *peer)
{
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    const struct virtual_options options = { .profile = blr_virtual_profile_find("5.4"),
                                             .x_cm = peer->x_cm,
                                             .y_cm = peer->y_cm };
    struct demo_device *device = blr_air_memory(air, sizeof(*device));
    config.links = DEMO_DEVICE_LINKS;
    config.event_bytes = 8192;
    config.packet_bytes = 512;
    config.transmit_bytes = 4096;
    config.mtu = MTU;
    config.attributes = 64;
    config.attribute_bytes = 2048;
    config.gatt_procedures = 0;
    config.kept_peers = 0;
    config.advertising_sets = 1;
    config.advertising_bytes = 31;
    config.reassemblies = 0;
    config.scan_devices = 0;
    if (device == NULL)
        return false;
    device->air = air;
    device->peer = peer;
    device->host = blr_air_host_new(air, &options, &config, on_event, device);
    if (device->host == NULL || !serve(device))
        return false;
    blr_air_host_begin(device->host);
    return true;
}
