/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What a program sees of a radio: handlers that count, options that use them.
 *
 *     struct watched watched = { 0 };
 *     struct ble_radio_options options = watched_options(&watched, served_port(served));
 */
#ifndef TEST_API_WATCHED_H
#define TEST_API_WATCHED_H

#include <stdio.h>
#include <string.h>

#include <bleradio/radio.h>

struct watched {
    unsigned ready, lost, reports, done, logged[4];
    uint32_t generation;
    ble_status lost_status, done_status;
    char lost_text[2048];
    char log[16384];
    uint8_t answer[256];
    size_t answer_size;
    void (*on_ready)(ble_radio *radio, struct watched *watched);
    void (*on_event)(ble_radio *radio, const struct ble_event *event, struct watched *watched);
    void (*on_log)(ble_radio *radio, struct watched *watched);
    void (*on_done)(ble_radio *radio, struct watched *watched);
};

static inline void watched_ready(ble_radio *radio, uint32_t generation, void *user)
{
    struct watched *watched = user;
    watched->ready++;
    watched->generation = generation;
    if (watched->on_ready)
        watched->on_ready(radio, watched);
}

static inline void watched_lost(ble_radio *radio, ble_status status, const char *text, void *user)
{
    struct watched *watched = user;
    (void)radio;
    watched->lost++;
    watched->lost_status = status;
    snprintf(watched->lost_text, sizeof(watched->lost_text), "%s", text);
}

static inline void watched_log(ble_radio *radio, enum ble_log_level level, const char *text, void *user)
{
    struct watched *watched = user;
    size_t at = strlen(watched->log);
    watched->logged[level]++;
    snprintf(watched->log + at, sizeof(watched->log) - at, "%s\n", text);
    if (watched->on_log)
        watched->on_log(radio, watched);
}

static inline void watched_event(ble_radio *radio, const struct ble_event *event, void *user)
{
    struct watched *watched = user;
    watched->reports += event->type == BLE_EVENT_REPORT;
    if (watched->on_event)
        watched->on_event(radio, event, watched);
}

/** A ble_done whose user is the struct watched. */
static inline void watched_done(ble_radio *radio, uint32_t id, ble_status status, const uint8_t *answer, size_t size,
                                void *user)
{
    struct watched *watched = user;
    (void)id;
    watched->done++;
    watched->done_status = status;
    watched->answer_size = size < sizeof(watched->answer) ? size : sizeof(watched->answer);
    if (size)
        memcpy(watched->answer, answer, watched->answer_size);
    if (watched->on_done)
        watched->on_done(radio, watched);
}

static inline struct ble_radio_options watched_options(struct watched *watched, const char *port)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    options.port = port;
    options.state_directory = "";
    options.handlers = (struct ble_radio_handlers){
        .ready = watched_ready, .lost = watched_lost, .log = watched_log, .event = watched_event
    };
    options.user = watched;
    return options;
}

#endif
