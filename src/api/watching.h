/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Who watches characteristics of our own: a list that the program's memory makes up.
 *
 * Each member may leave the list, or join it, while the others are told.
 */
#ifndef BLR_API_WATCHING_H
#define BLR_API_WATCHING_H

#include <bleradio/service.h>

struct blr_watches {
    struct ble_watch *first;
    struct ble_watch *next; /**< who is told next */
};

/** What was written. */
struct blr_written {
    uint16_t offset;
    size_t size;
    const uint8_t *data;
};

/** Begin and end, whatever it watches. It is no error to end what did not begin. */
void blr_watch_add(struct blr_watches *watches, struct ble_watch *watch);
void blr_watch_remove(struct blr_watches *watches, const struct ble_watch *watch);

/** Is it there? watch may aim at what does not exist any more. */
bool blr_watch_is_on(const struct blr_watches *watches, const void *watch);

/** A peer did something to a characteristic of our own: tell who watches. From where callbacks may be made. */
void blr_watches_written(struct blr_watches *watches, ble_characteristic characteristic, ble_connection peer,
                         const struct blr_written *written);
void blr_watches_subscribed(struct blr_watches *watches, ble_characteristic characteristic, ble_connection peer,
                            bool notify, bool indicate);

/** A service of our own is gone: nobody watches its handles any more. */
void blr_watches_gone(struct blr_watches *watches, uint16_t start, uint16_t end);

/** The radio is closed: who watched knows no radio any more. */
void blr_watches_close(struct blr_watches *watches);

#endif
