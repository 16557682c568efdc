/* SPDX-License-Identifier: MIT */
/* A radio in libuv's loop: one poll handle drives it, beside whatever else the program has there (here a timer).
 *
 *     example_uv [PORT [SECONDS]]
 *
 * Scans, writes a line for each device when it is heard first, and in the end how many there were. */
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

#include <bleradio/bleradio.h>

struct program {
    ble_radio *radio;
    uv_poll_t readable;
    uv_timer_t timer;
    unsigned devices;
    int failed;
};

static void finish(struct program *program)
{
    uv_poll_stop(&program->readable);
    uv_timer_stop(&program->timer);
    uv_stop(program->readable.loop);
}

static void on_report(ble_radio *radio, const struct ble_report *report, void *user)
{
    struct program *program = user;
    char address[BLE_ADDRESS_TEXT];
    (void)radio;
    program->devices++;
    printf("%s %4d dBm\n", ble_address_format(&report->address, address), report->rssi_dbm);
}

static void on_ready(ble_radio *radio, uint32_t generation, void *user)
{
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    if (generation > 1)
        return; /* after an outage the scan goes on by itself */
    options.active = false;
    options.minimum_rssi_dbm = -128;
    options.duplicates = BLE_DUPLICATES_ONCE;
    options.report = on_report;
    options.user = user;
    if (ble_radio_start_scan_start(radio, NULL, 0, &options, NULL, NULL, NULL) < 0)
        fprintf(stderr, "%s\n", ble_radio_last_error(radio));
}

static void on_lost(ble_radio *radio, ble_status status, const char *text, void *user)
{
    (void)radio;
    (void)status;
    (void)user;
    fprintf(stderr, "%s\n", text);
}

static void on_readable(uv_poll_t *handle, int status, int events)
{
    struct program *program = handle->data;
    (void)events;
    if (status == 0 && ble_radio_process(program->radio, 0) >= 0)
        return;
    fprintf(stderr, "%s\n", ble_radio_last_error(program->radio));
    program->failed = 1;
    finish(program);
}

static void on_time(uv_timer_t *handle)
{
    finish(handle->data);
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct program program = { .failed = 0 };
    uv_loop_t *loop = uv_default_loop();
    options.port = argc > 1 ? argv[1] : NULL;
    options.reopen = false;
    options.handlers.ready = on_ready;
    options.handlers.lost = on_lost;
    options.user = &program;
    if (ble_radio_open_start(&program.radio, &options) < 0) {
        fprintf(stderr, "%s\n", ble_radio_last_error(program.radio));
        ble_radio_close(program.radio);
        return 1;
    }
    program.readable.data = program.timer.data = &program;
    uv_poll_init(loop, &program.readable, ble_radio_fd(program.radio));
    uv_poll_start(&program.readable, UV_READABLE, on_readable);
    uv_timer_init(loop, &program.timer);
    uv_timer_start(&program.timer, on_time, (argc > 2 ? strtoul(argv[2], NULL, 10) : 5) * 1000, 0);
    uv_run(loop, UV_RUN_DEFAULT);
    printf("%u devices\n", program.devices);
    ble_radio_close(program.radio);
    uv_close((uv_handle_t *)&program.readable, NULL);
    uv_close((uv_handle_t *)&program.timer, NULL);
    uv_run(loop, UV_RUN_DEFAULT);
    uv_loop_close(loop);
    return program.failed;
}
