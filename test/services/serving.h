/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A radio with a service, and one or two that are connected to it and found the service, on one air.
 *
 *     struct serving it;
 *     serving_open(&it, &ble_battery_service);     // it.own: the service of it.server; it.found: the same to it.client
 *     level = serving_characteristic(it.found, &ble_battery_level, 0);
 *     serving_close(&it);
 */
#ifndef TEST_SERVICES_SERVING_H
#define TEST_SERVICES_SERVING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <bleradio/services.h>

#include "linked.h"

struct serving {
    struct linked scene;
    struct linked_radio third;
    ble_radio *server, *client;
    ble_connection peer;          /**< the client, as the server has it */
    ble_service own, found;       /**< of the server; the same as the client found it */
    unsigned written, subscribed; /**< how often the handlers of the service were called */
    size_t sizes[64];             /**< what was written each time */
};

/** A scene without any service: serving_find() later. */
void serving_open_bare(struct serving *it);

/** A scene with this service. */
void serving_open(struct serving *it, const struct ble_service_type *type);

/** The client finds a service. */
ble_service serving_find(const struct serving *it, const struct ble_service_type *type);

/** A third radio connects to the server, too. @return the service as that found it */
ble_service serving_third(struct serving *it, const struct ble_service_type *type);

/** The client connects again and finds the service. */
void serving_again(struct serving *it, const struct ble_service_type *type);

void serving_close(struct serving *it);

ble_characteristic serving_characteristic(ble_service service, const struct ble_characteristic_type *type,
                                          unsigned instance);

/** Let so much time pass. */
void serving_run(struct serving *it, uint64_t duration_us);

#endif
