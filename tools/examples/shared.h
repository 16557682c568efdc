/* SPDX-License-Identifier: MIT */
/* What several examples do the same way. */
#ifndef EXAMPLES_SHARED_H
#define EXAMPLES_SHARED_H

#include <poll.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include <bleradio/bleradio.h>

/** Open the port that is the program's first argument. */
static inline ble_status open_radio(ble_radio **radio, struct ble_radio_options *options, int argc, char **argv)
{
    options->port = argc > 1 ? argv[1] : NULL;
    return ble_radio_open(radio, options);
}

/** The end of a program. @return its exit code */
static inline int close_radio(ble_radio *radio, ble_status status)
{
    if (status < 0) {
        const char *text = ble_radio_last_error(radio);
        fprintf(stderr, "%s\n", text[0] ? text : ble_status_message(status));
    }
    ble_radio_close(radio);
    return status < 0 ? 1 : 0;
}

static inline long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/** Drive the radio for so long, or until there is input. @param wait_ms -1: for ever @return whether there is input */
static inline bool has_input(ble_radio *radio, int wait_ms, ble_status *status)
{
    struct pollfd fds[] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = ble_radio_fd(radio), .events = POLLIN } };
    long long until_ms = now_ms() + wait_ms;
    int left_ms = wait_ms;
    do {
        fflush(stdout);
        poll(fds, 2, left_ms);
        if (fds[1].revents)
            *status = ble_radio_process(radio, 0);
        if (wait_ms >= 0)
            left_ms = (int)(until_ms - now_ms());
    } while (*status == BLE_OK && !fds[0].revents && (wait_ms < 0 || left_ms > 0));
    return fds[0].revents != 0;
}

/** Do what callbacks do until the input ends. */
static inline ble_status run_until_input_ends(ble_radio *radio)
{
    char line[256];
    ble_status status = BLE_OK;
    while (status == BLE_OK)
        if (has_input(radio, -1, &status) && read(STDIN_FILENO, line, sizeof(line)) <= 0)
            break;
    return status;
}

/** Be there for centrals that look for a service; whenever one has gone, for the next one. */
static inline ble_status advertise_service(ble_radio *radio, const struct ble_uuid *uuid)
{
    struct ble_advertising_options options = BLE_ADVERTISING_OPTIONS_INIT;
    struct ble_advertisement advertisement;
    options.resume = true;
    ble_status status = ble_advertisement_provide(&advertisement, &uuid, 1);
    if (status == BLE_OK)
        status = ble_radio_start_advertising(radio, &advertisement, &options);
    if (status == BLE_OK)
        printf("advertising\n");
    return status;
}

/** Look for an advertisement of this type for 10 s, and connect to who sent it. @return BLE_OK; BLE_ERROR_NOT_FOUND */
static inline ble_status connect_to_first(ble_radio *radio, const struct ble_advertisement_type *type,
                                          ble_connection *connection)
{
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    struct ble_report report;
    options.timeout_ms = 10000;
    options.minimum_rssi_dbm = -128;
    ble_status status = ble_radio_start_scan(radio, &type, 1, &options);
    while (status == BLE_OK && (status = ble_radio_scan_next(radio, &report, BLE_FOREVER)) == BLE_OK) {
        if (!report.connectable || ble_radio_connect(radio, &report.address, NULL, connection) != BLE_OK)
            continue;
        printf("connected\n");
        return ble_radio_stop_scan(radio);
    }
    return status == BLE_END ? BLE_ERROR_NOT_FOUND : status;
}

#endif
