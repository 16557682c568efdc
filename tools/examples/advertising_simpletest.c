/* SPDX-License-Identifier: MIT */
/* A device that can be connected to and says HELLO; whenever a central has gone it advertises again.
 *
 *     example_advertising_simpletest [PORT]
 *
 * It runs until end of input. */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include <bleradio/advertising.h>

static void on_event(ble_radio *radio, const struct ble_event *event, void *user)
{
    int *connected = user;
    (void)radio;
    if (event->type != BLE_EVENT_CONNECTED && event->type != BLE_EVENT_DISCONNECTED)
        return;
    *connected += event->type == BLE_EVENT_CONNECTED ? 1 : -1;
    printf("%s\n", event->type == BLE_EVENT_CONNECTED ? "connected" : "disconnected");
    fflush(stdout);
}

/** Drive the radio until something came of it. @return false: the input has ended */
static bool wait_for_something(ble_radio *radio, ble_status *status)
{
    struct pollfd fds[] = { { .fd = ble_radio_fd(radio), .events = POLLIN }, { .fd = STDIN_FILENO, .events = POLLIN } };
    char line[256];
    poll(fds, 2, -1);
    if (fds[1].revents && read(STDIN_FILENO, line, sizeof(line)) <= 0)
        return false;
    *status = ble_radio_process(radio, 0);
    return true;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct ble_advertising_options advertising = BLE_ADVERTISING_OPTIONS_INIT;
    struct ble_advertisement advertisement, none;
    ble_radio *radio;
    int connected = 0;
    options.port = argc > 1 ? argv[1] : NULL;
    options.handlers.event = on_event;
    options.user = &connected;
    ble_advertisement_init(&none);
    ble_advertisement_init(&advertisement);
    ble_advertisement_set_short_name(&advertisement, "HELLO");
    advertisement.connectable = true;
    advertising.scan_response = &none; /* empty. NULL would be the radio's name and tx power. */
    ble_status status = ble_radio_open(&radio, &options);
    do {
        if (status == BLE_OK && connected == 0 && !ble_radio_is_advertising(radio, 0)) {
            status = ble_radio_start_advertising(radio, &advertisement, &advertising);
            if (status == BLE_OK)
                printf("advertising\n");
            fflush(stdout);
        }
    } while (status == BLE_OK && wait_for_something(radio, &status));
    if (status < 0)
        fprintf(stderr, "%s\n", ble_radio_last_error(radio));
    ble_radio_close(radio);
    return status < 0 ? 1 : 0;
}
