/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Radios on one air that connect with each other: who is told what, and how often.
 *
 *     struct linked scene = linked_open("5.4", "5.4");
 *     linked_connect(&scene);                             // scene.a is the central, scene.b the peripheral
 *     ... scene.a.connection, scene.b.connection ...
 *     linked_close(&scene);
 */
#ifndef TEST_API_LINKED_H
#define TEST_API_LINKED_H

#include <bleradio/bleradio.h>

#include "aired.h"

enum { SECOND = 1000000, MS = 1000 };

/** A radio and what its handlers were told. */
struct linked_radio {
    ble_radio *radio;
    ble_connection connection; /**< the last one that was told */
    unsigned connected, disconnected, updated, asked, lost, ready;
    uint8_t reason;  /**< of the last end */
    uint8_t changes; /**< all that were told */
    bool refuse;     /**< other parameters */
    void (*on_connected)(struct linked_radio *self, ble_connection connection);
    void (*on_disconnected)(struct linked_radio *self, ble_connection connection);
    void (*on_event)(struct linked_radio *self, const struct ble_event *event);
    void *user;
};

struct linked {
    struct aired *aired;
    struct linked_radio a, b;
};

/** An end that was told: give it as `user` of a ble_done. */
struct linked_end {
    unsigned count;
    uint32_t id;
    ble_status status;
    uint8_t answer[600];
    size_t size;
};

/** Options whose handlers count in `self`. */
struct ble_radio_options linked_options(struct linked_radio *self);

/** Two radios. They stay where they are: handlers know their address. */
void linked_open(struct linked *scene, const char *a, const char *b);
void linked_close(struct linked *scene);

/** b advertises, connectable. */
void linked_advertise(struct linked_radio *self);

/** a connects to b, which advertises. Both were told. */
void linked_connect(struct linked *scene);

/** The address of a radio. */
struct ble_address linked_address(const struct linked_radio *self);

/** A ble_done. */
void linked_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size, void *user);

/** Process until it ended. */
void linked_wait(struct linked *scene, const struct linked_end *end);

#endif
