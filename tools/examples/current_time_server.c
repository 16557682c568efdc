/* SPDX-License-Identifier: MIT */
/* What a telephone does for a clock: connects to who looks for the time, and tells it.
 *
 *     example_current_time_server [PORT]
 *
 * It runs until end of input. */
#include <bleradio/services.h>

#include "shared.h"

static void now(struct ble_date_time *time_of_day, void *user)
{
    struct tm tm;
    time_t seconds = time(NULL);
    (void)user;
    *time_of_day = ble_date_time_of_tm(localtime_r(&seconds, &tm));
}

int main(int argc, char **argv)
{
    struct ble_radio_options options = BLE_RADIO_OPTIONS_INIT;
    struct ble_time_server server = { .now = now, .zone = -128, .daylight = 255 };
    ble_connection connection;
    ble_radio *radio;
    ble_status status = open_radio(&radio, &options, argc, argv);
    if (status == BLE_OK)
        status = ble_radio_add_current_time(radio, &server);
    if (status == BLE_OK)
        status = connect_to_first(radio, &ble_solicits_current_time, &connection);
    if (status == BLE_OK) {
        status = run_until_input_ends(radio);
        ble_connection_disconnect(connection);
    }
    return close_radio(radio, status);
}
