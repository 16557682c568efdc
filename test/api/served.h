/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A scripted controller on a unix socket of its own, served by a thread, that can be unplugged.
 *
 *     struct served *served = served_new("zephyr_hci_uart.txt", NULL);
 *     options.port = served_port(served);
 *     ...
 *     served_unplug(served);
 *     served_free(served);
 *
 * All functions may be called while the thread serves. One client at a time; each finds the controller after power-on.
 */
#ifndef TEST_API_SERVED_H
#define TEST_API_SERVED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct served;

/** @param file of fixtures/controllers; @param more statements to add, or NULL. Aborts when it cannot be done. */
struct served *served_new(const char *file, const char *more);
void served_free(struct served *served);

/** "unix:/tmp/..." */
const char *served_port(const struct served *served);

/** Close the line; whoever connects again gets a new one. */
void served_unplug(struct served *served);

/** Do not answer the door (true), or answer it again. */
void served_hide(struct served *served, bool hidden);

/** From the next client on, close the line after so many commands. UINT_MAX: do not; applies `times` times. */
void served_unplug_after(struct served *served, unsigned commands, unsigned times);

/** Stop reading and writing (true), or go on. */
void served_freeze(struct served *served, bool frozen);

/** Send these octets as soon as there is room for them, between the answers. They must live until they are sent. */
void served_begin_send(struct served *served, const uint8_t *data, size_t size);

/** Something happened to the line: "dtr". */
void served_signal(struct served *served, const char *what);

/** How many clients came. */
unsigned served_clients(struct served *served);

#endif
