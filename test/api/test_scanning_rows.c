/* SPDX-License-Identifier: MIT */
/* Scanning: what the page of BLERadio and the library behind it promise, a test for each row, in the time of the air.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <bleradio/bleradio.h>

#include "aired.h"

enum { SECOND = 1000000, MS = 1000 };

/** A talker and a listener on an air of their own. */
struct scene {
    struct aired *aired;
    ble_radio *talker, *listener;
};

static struct scene open_scene(const char *talker, const char *listener)
{
    struct scene scene = { .aired = aired_new(7) };
    scene.talker = aired_radio(scene.aired, talker, NULL);
    scene.listener = aired_radio(scene.aired, listener, NULL);
    return scene;
}

static void close_scene(struct scene *scene)
{
    aired_free(scene->aired);
}

#define OK(radio, call)                                                                                                \
    do {                                                                                                               \
        ble_status status_ = (call);                                                                                   \
        if (status_ != BLE_OK)                                                                                         \
            fail_msg("%s: %d: %s", #call, (int)status_, ble_radio_last_error(radio));                                  \
    } while (0)

static void advertise(struct scene *scene, const void *data, size_t size, bool connectable)
{
    static struct ble_advertisement advertisement;
    memset(&advertisement, 0, sizeof(advertisement));
    memcpy(advertisement.data, data, size);
    advertisement.size = (uint16_t)size;
    advertisement.connectable = connectable;
    OK(scene->talker, ble_radio_start_advertising(scene->talker, &advertisement, NULL));
}

static void it_works(void **state)
{
    (void)state;
    struct scene scene = open_scene("5.4", "5.4");
    struct ble_report report;
    struct ble_scan_options options = BLE_SCAN_OPTIONS_INIT;
    advertise(&scene, "\x02\x01\x06", 3, true);
    options.timeout_ms = 2000;
    OK(scene.listener, ble_radio_start_scan(scene.listener, NULL, 0, &options));
    unsigned plain = 0, responses = 0;
    ble_status status;
    while ((status = ble_radio_scan_next(scene.listener, &report, BLE_FOREVER)) == BLE_OK) {
        plain += !report.scan_response;
        responses += report.scan_response;
        if (report.scan_response)
            assert_memory_equal(report.data,
                                "\x08\x09"
                                "BLE",
                                5);
    }
    assert_int_equal(status, BLE_END);
    assert_in_range(plain, 15, 21);
    assert_in_range(responses, 10, 21);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_works),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
