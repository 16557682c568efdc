/* SPDX-License-Identifier: MIT */
/* A radio in somebody else's loop, here poll(): whenever its descriptor is readable, one line drives it.
 *
 *     example_poll [PORT]
 *
 * Says when the controller is ready, lost and ready again, until end of input. */
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include <bleradio/radio.h>

static void on_ready(ble_radio *radio, uint32_t generation, void *user)
{
    const struct ble_controller_info *controller = &ble_radio_get_info(radio)->controller;
    char address[BLE_ADDRESS_TEXT];
    (void)user;
    printf("ready %u: %s\n", (unsigned)generation, ble_address_format(&controller->address, address));
    fflush(stdout);
}

static void on_lost(ble_radio *radio, ble_status status, const char *text, void *user)
{
    (void)radio;
    (void)user;
    printf("lost: %s (%s)\n", ble_status_message(status), text);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    ble_radio *radio;
    options.port = argc > 1 ? argv[1] : NULL;
    options.handlers.ready = on_ready;
    options.handlers.lost = on_lost;
    ble_status status = ble_radio_open_start(&radio, &options);
    while (status == BLE_OK) {
        struct pollfd fds[] = { { .fd = ble_radio_fd(radio), .events = POLLIN },
                                { .fd = STDIN_FILENO, .events = POLLIN } };
        char line[256];
        poll(fds, 2, -1);
        if (fds[1].revents && read(STDIN_FILENO, line, sizeof(line)) <= 0)
            break;
        status = ble_radio_process(radio, 0);
    }
    if (status < 0)
        fprintf(stderr, "%s\n", ble_radio_last_error(radio));
    ble_radio_close(radio);
    return status < 0 ? 1 : 0;
}
