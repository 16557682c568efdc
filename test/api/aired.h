/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Radios (ble_radio) on the controllers of one air, in its time: what a program does takes no time, waiting
 * takes exactly as long as is waited, and the same test gives the same result on any machine.
 *
 *     struct aired *aired = aired_new(1);
 *     ble_radio *talker = aired_radio(aired, "5.4", NULL), *listener = aired_radio(aired, "4.2", NULL);
 *     ble_radio_start_advertising(talker, &advertisement, NULL);
 *     ...ble_radio_scan_next(listener, &report, 1000)...
 *     aired_free(aired);
 *
 * While one radio waits, the others are processed whenever their descriptor would be readable. Waiting for what can
 * never come ends the test. One thread.
 */
#ifndef TEST_API_AIRED_H
#define TEST_API_AIRED_H

#include <bleradio/radio.h>

#include "virtual/virtual.h"

struct aired;

struct aired *aired_new(uint64_t seed);

/** Close the radios that are still open, free everything. */
void aired_free(struct aired *aired);

/** A radio on a controller of this profile, ready. @param options may be NULL; its transport is replaced */
ble_radio *aired_radio(struct aired *aired, const char *profile, const struct ble_radio_options *options);

/** A radio that a test closed. */
void aired_closed(struct aired *aired, ble_radio *radio);

/** The present time, microseconds. */
uint64_t aired_now(const struct aired *aired);

/** Let time pass for all of them. */
void aired_run(struct aired *aired, uint64_t duration_us);

/** The controller of a radio. */
struct virtual_controller *aired_controller(struct aired *aired, const ble_radio *radio);

/** Cut the line of a radio (true), or let it be opened again. The controller is switched off meanwhile. */
void aired_unplug(struct aired *aired, const ble_radio *radio, bool unplugged);

/** The controller of a radio sends these octets, too, between its own packets. */
void aired_say(struct aired *aired, const ble_radio *radio, const void *octets, size_t size);

/** How often ble_radio_process() of a radio was called because it was ready. */
unsigned aired_calls(const struct aired *aired, const ble_radio *radio);

/* For these: <cmocka.h> and <string.h> come before. */

/** The test ends unless the call returns this. */
#define EXPECT(radio, expected, call)                                                                                  \
    do {                                                                                                               \
        ble_status status_ = (call);                                                                                   \
        if (status_ != (expected))                                                                                     \
            fail_msg("%s:%d: %s: %d: %s", __FILE__, __LINE__, #call, (int)status_, ble_radio_last_error(radio));       \
    } while (0)

#define OK(radio, call) EXPECT(radio, BLE_OK, call)

/** A call that fails, with a text that says why. */
#define REFUSED(radio, call, expected, text)                                                                           \
    do {                                                                                                               \
        assert_int_equal(call, expected);                                                                              \
        if (!strstr(ble_radio_last_error(radio), text))                                                                \
            fail_msg("\"%s\" is not in \"%s\"", text, ble_radio_last_error(radio));                                    \
    } while (0)

#endif
