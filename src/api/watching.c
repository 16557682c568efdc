/* SPDX-License-Identifier: MIT */
#include "api/watching.h"

#include "api/internal.h"

void blr_watch_add(struct blr_watches *watches, struct ble_watch *watch)
{
    blr_watch_remove(watches, watch);
    watch->next = watches->first;
    watches->first = watch;
}

void blr_watch_remove(struct blr_watches *watches, const struct ble_watch *watch)
{
    for (struct ble_watch **at = &watches->first; *at; at = &(*at)->next)
        if (*at == watch) {
            if (watches->next == watch)
                watches->next = watch->next;
            *at = watch->next;
            return;
        }
}

bool blr_watch_is_on(const struct blr_watches *watches, const void *watch)
{
    const struct ble_watch *at = watches->first;
    while (at && (const void *)at != watch)
        at = at->next;
    return at != NULL;
}

static bool is_own(const struct ble_watch *watch)
{
    return watch->characteristic.service.connection.link == 0;
}

/** The next one that watches a characteristic; the list may change before the one after it is asked for. */
static const struct ble_watch *next_of(struct blr_watches *watches, ble_characteristic characteristic)
{
    const struct ble_watch *watch;
    do {
        watch = watches->next;
        watches->next = watch ? watch->next : NULL;
    } while (watch && !(is_own(watch) && watch->characteristic.handle == characteristic.handle));
    return watch;
}

void blr_watches_written(struct blr_watches *watches, ble_characteristic characteristic, ble_connection peer,
                         const struct blr_written *written)
{
    const struct ble_watch *watch;
    watches->next = watches->first;
    while ((watch = next_of(watches, characteristic)) != NULL)
        if (watch->handlers.written)
            watch->handlers.written(watch->characteristic, peer, written->offset, written->data, written->size,
                                    watch->handlers.user);
}

void blr_watches_subscribed(struct blr_watches *watches, ble_characteristic characteristic, ble_connection peer,
                            bool notify, bool indicate)
{
    const struct ble_watch *watch;
    watches->next = watches->first;
    while ((watch = next_of(watches, characteristic)) != NULL)
        if (watch->handlers.subscribed)
            watch->handlers.subscribed(watch->characteristic, peer, notify, indicate, watch->handlers.user);
}

void blr_watches_gone(struct blr_watches *watches, uint16_t start, uint16_t end)
{
    struct ble_watch *watch;
    watches->next = watches->first;
    while ((watch = watches->next) != NULL) {
        watches->next = watch->next;
        if (is_own(watch) && watch->characteristic.handle >= start && watch->characteristic.handle <= end)
            blr_watch_remove(watches, watch);
    }
}

void blr_watches_close(struct blr_watches *watches)
{
    while (watches->first) {
        struct ble_watch *watch = watches->first;
        watches->first = watch->next;
        watch->characteristic = (ble_characteristic){ .handle = 0 };
    }
}

ble_status ble_characteristic_watch(struct ble_watch *watch)
{
    struct ble_characteristic_info info;
    if (!watch || !watch->characteristic.service.connection.radio || !is_own(watch))
        return BLE_ERROR_ARGUMENT;
    ble_status status = ble_characteristic_get_info(watch->characteristic, &info);
    if (status == BLE_OK)
        blr_watch_add(&watch->characteristic.service.connection.radio->watches, watch);
    return status;
}

void ble_characteristic_unwatch(struct ble_watch *watch)
{
    if (watch && watch->characteristic.service.connection.radio)
        blr_watch_remove(&watch->characteristic.service.connection.radio->watches, watch);
}
