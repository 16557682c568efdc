/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief LE controllers in software on one simulated air: octets in, octets out, time as an argument.
 *
 * An air owns the clock (microseconds from 0) and the random numbers; controllers live on it at positions in a plane.
 * They hear each other when channel, PHY, scan window and distance allow it at that moment. Equal inputs at equal times
 * give equal octets. Nothing here knows an operating system: who wants the wall clock calls blr_air_advance() with it.
 *
 *     struct virtual_air *air = blr_air_new(1);
 *     struct virtual_options options = { .profile = blr_virtual_profile_find("5.4") };
 *     struct virtual_controller *controller = blr_virtual_new(air, &options);
 *     blr_virtual_receive(controller, (const uint8_t *)"\x01\x03\x0c\x00", 4);
 *     size = blr_virtual_transmit(controller, octets, sizeof(octets));   // 04 0e 04 01 03 0c 00
 *     blr_air_advance(air, 1000000);
 *     blr_air_free(air);                                                 // and its controllers
 *
 * Not simulated: collisions of advertisements, clock drift; of conflicts of links only the time that they
 * cost (link_layer.h). One air and everything on it belong to one thread.
 */
#ifndef BLR_VIRTUAL_VIRTUAL_H
#define BLR_VIRTUAL_VIRTUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "virtual/faults.h"
#include "virtual/profiles.h"

/** blr_air_deadline() of an air on which nothing will happen. */
#define BLR_AIR_NEVER UINT64_MAX

enum { VIRTUAL_CONTROLLERS_MAX = 1024 };

struct virtual_air;
struct virtual_controller;

/** @return NULL: no memory */
struct virtual_air *blr_air_new(uint64_t seed);

/** Free the air and every controller on it. NULL is fine. */
void blr_air_free(struct virtual_air *air);

/** The present time, microseconds. */
uint64_t blr_air_now(const struct virtual_air *air);

/** When the next thing happens, or BLR_AIR_NEVER. */
uint64_t blr_air_deadline(const struct virtual_air *air);

/** Let time pass: everything due by until_us happens in its order, then it is until_us. An earlier time does nothing.
 */
void blr_air_advance(struct virtual_air *air, uint64_t until_us);

/** Called in blr_air_advance() when its time has come. It may use the air, but not free it. */
typedef void virtual_alarm(struct virtual_air *air, void *user, const void *about);

/** Call alarm(air, user, about) once, at a time of the air or at once when that has passed. @return false: no memory */
bool blr_air_call_at(struct virtual_air *air, uint64_t at_us, virtual_alarm *alarm, void *user, const void *about);

/** Zeroed memory, aligned as malloc aligns, that is freed with the air, after its controllers. @return NULL: none */
void *blr_air_memory(struct virtual_air *air, size_t size);

/** What a controller is made of. Zeroes are a good default, but for the profile. */
struct virtual_options {
    const struct virtual_profile *profile;
    struct virtual_faults faults;
    int32_t x_cm, y_cm; /**< where it stands; two at the same place are one metre apart */
    bool silent;        /**< nobody reads its events: they are dropped (peers that only advertise) */
    /** Called when something waits for blr_virtual_transmit() and nothing did; it must not call the controller. NULL:
     *  whoever drives it looks by itself. */
    void (*on_output)(void *user);
    void *user; /**< argument of on_output */
};

/** What a controller counts. */
struct virtual_counters {
    uint64_t commands;        /**< whole commands received */
    uint64_t refused;         /**< of these answered with an error */
    uint64_t data_received;   /**< ACL packets of the host */
    uint64_t data_given;      /**< ACL packets for the host */
    uint64_t data_ignored;    /**< ACL packets without a link, or of a kind that a host does not send; SCO and ISO */
    uint64_t data_overflows;  /**< ACL packets that were too long, or more than there are buffers: dropped */
    uint64_t noise_bytes;     /**< received octets that were no packet */
    uint64_t events;          /**< events given to the host */
    uint64_t masked;          /**< events that the host's masks kept back */
    uint64_t reports;         /**< of these advertising report events */
    uint64_t reports_dropped; /**< no room in the queue: the host did not read */
    uint64_t pdus_sent;       /**< on the air */
    uint64_t pdus_received;   /**< advertisements, scan responses and PDUs of links heard */
    uint64_t pdus_refused;    /**< PDUs of links that the peer had no room for: they are repeated */
    uint64_t duplicates;      /**< heard and kept back by the duplicate filter */
    uint64_t requests_failed; /**< scan requests without a response */
    uint64_t faults;          /**< faults carried out */
};

/** A new controller, powered on. @return NULL: no memory, or VIRTUAL_CONTROLLERS_MAX are there */
struct virtual_controller *blr_virtual_new(struct virtual_air *air, const struct virtual_options *options);

/** Take a controller off the air. NULL is fine. Not from within blr_air_advance(). */
void blr_virtual_free(struct virtual_controller *controller);

/**
 * Octets from the host; commands are carried out at once, at the air's present time.
 * @return octets taken; fewer: read with blr_virtual_transmit() first, the queue has no room for answers
 */
size_t blr_virtual_receive(struct virtual_controller *controller, const uint8_t *data, size_t size);

/** Octets for the host. @return how many were written to data; 0: nothing now */
size_t blr_virtual_transmit(struct virtual_controller *controller, uint8_t *data, size_t capacity);

/** Octets that wait for blr_virtual_transmit(). */
size_t blr_virtual_pending(const struct virtual_controller *controller);

/** Did a fault take it away? The line to it is cut then. */
bool blr_virtual_gone(const struct virtual_controller *controller);

/** Power off and on: as new, at the same place; a controller that was gone or crashed is back. */
void blr_virtual_power_cycle(struct virtual_controller *controller);

/** May it send something without being asked: does it scan, advertise, initiate, has it a link, is a timed fault to
 * come? */
bool blr_virtual_is_active(const struct virtual_controller *controller);

/** Move it. */
void blr_virtual_place(struct virtual_controller *controller, int32_t x_cm, int32_t y_cm);

const struct virtual_counters *blr_virtual_counters(const struct virtual_controller *controller);

/** Its public address, little-endian; all zero: it has none. */
const uint8_t *blr_virtual_public_address(const struct virtual_controller *controller);

/** The static random address that its maker gave it, little-endian (Zephyr's vendor command 0xfc09). */
const uint8_t *blr_virtual_static_address(const struct virtual_controller *controller);

#endif
