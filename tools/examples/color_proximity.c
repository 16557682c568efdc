/* SPDX-License-Identifier: MIT */
/* Colours in the air: a device either shows a colour to others or looks for the one that is nearest.
 *
 *     example_color_proximity [PORT]
 *
 * Each line of input says what to do from now on: six hexadecimal digits are the colour to show, "look" is to say once
 * a second which colour is the nearest. It ends with the input. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bleradio/advertising.h>
#include <bleradio/manufacturer_data.h>
#include <bleradio/scanning.h>

enum { LINE_ROOM = 64 };

/** What comes in, line by line. */
struct input {
    char text[LINE_ROOM];
    size_t used;
    bool ended;
};

/** Is input there? Meanwhile the radio is driven. @param wait_ms -1: wait for it */
static bool has_input(ble_radio *radio, int wait_ms)
{
    struct pollfd fds[] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = ble_radio_fd(radio), .events = POLLIN } };
    do {
        poll(fds, 2, wait_ms);
        if (fds[1].revents)
            ble_radio_process(radio, 0);
    } while (!fds[0].revents && wait_ms < 0);
    return fds[0].revents != 0;
}

/** Read what there is. */
static void read_input(struct input *input)
{
    ssize_t size = read(STDIN_FILENO, input->text + input->used, sizeof(input->text) - input->used);
    input->ended = size <= 0; /* or a line that no command is as long as */
    input->used += size > 0 ? (size_t)size : 0;
}

/** Take a line of what was read. @return false: there is none */
static bool take_line(struct input *input, char line[LINE_ROOM])
{
    char *end = memchr(input->text, '\n', input->used);
    if (end == NULL)
        return false;
    *end = '\0';
    size_t length = (size_t)(end - input->text) + 1;
    memcpy(line, input->text, length);
    input->used -= length;
    memmove(input->text, end + 1, input->used);
    return true;
}

/** Show a colour, in the place of the last one where there was one: nobody needs to connect to see it. */
static ble_status show(ble_radio *radio, uint32_t rgb)
{
    struct ble_advertisement advertisement;
    ble_advertisement_init(&advertisement);
    ble_status status = ble_advertisement_set_color(&advertisement, rgb);
    if (status < 0)
        return status;
    bool is_on = ble_radio_is_advertising(radio, 0);
    status = is_on ? ble_radio_update_advertising(radio, 0, &advertisement, NULL)
                   : ble_radio_start_advertising(radio, &advertisement, NULL);
    if (status == BLE_OK)
        printf("showing %06x\n", (unsigned)rgb);
    return status;
}

/** Listen for a second. */
static ble_status look(ble_radio *radio)
{
    static const struct ble_advertisement_type *const types[] = { &ble_adafruit_color };
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    struct ble_report report;
    int nearest_dbm = -128;
    uint32_t nearest = 0, rgb;
    options.minimum_rssi_dbm = -100;
    options.timeout_ms = 1000;
    ble_status status = ble_radio_start_scan(radio, types, 1, &options);
    while (status == BLE_OK && (status = ble_radio_scan_next(radio, &report, BLE_FOREVER)) == BLE_OK) {
        bool stronger = report.rssi_dbm != 127 && report.rssi_dbm > nearest_dbm;
        if (!stronger || !ble_ad_get_color(report.data, report.size, &rgb))
            continue;
        nearest_dbm = report.rssi_dbm;
        nearest = rgb;
    }
    if (status < 0)
        return status;
    if (nearest_dbm > -128)
        printf("nearest: %06x, %d dBm\n", (unsigned)nearest, nearest_dbm);
    else
        printf("no colour\n");
    return BLE_OK;
}

/** Do what a line says. @return BLE_OK, or why the radio does not */
static ble_status obey(ble_radio *radio, const char *line, bool *looking)
{
    char *end;
    uint32_t rgb = (uint32_t)strtoul(line, &end, 16);
    bool is_color = end == line + 6 && *end == '\0';
    *looking = strcmp(line, "look") == 0;
    if (*looking)
        return ble_radio_stop_advertising(radio, 0);
    if (is_color)
        return show(radio, rgb);
    fprintf(stderr, "\"%s\" is neither six hexadecimal digits nor \"look\"\n", line);
    return BLE_OK;
}

static ble_status run(ble_radio *radio)
{
    struct input input = { .used = 0 };
    char line[LINE_ROOM];
    bool looking = false;
    ble_status status = BLE_OK;
    while (status >= 0 && !input.ended) {
        fflush(stdout);
        if (looking)
            status = look(radio);
        if (status < 0 || !has_input(radio, looking ? 0 : -1))
            continue;
        read_input(&input);
        while (status >= 0 && take_line(&input, line))
            status = obey(radio, line, &looking);
    }
    return status;
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    ble_radio *radio;
    options.port = argc > 1 ? argv[1] : NULL;
    ble_status status = ble_radio_open(&radio, &options);
    if (status == BLE_OK)
        status = run(radio);
    if (status < 0)
        fprintf(stderr, "%s\n", ble_radio_last_error(radio));
    ble_radio_close(radio);
    return status < 0 ? 1 : 0;
}
