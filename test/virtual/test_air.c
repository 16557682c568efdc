/* SPDX-License-Identifier: MIT */
/* What one controller advertises another one hears: exact data, in time, by the rules of windows and filters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"
#include "virtual/peers/peers.h"

#define SECOND 1000000u

static const uint8_t hello[] = { 0x02, 0x01, 0x06, 0x06, 0x09, 'h', 'e', 'l', 'l', 'o' };
static const uint8_t name[] = { 0x05, 0x09, 'n', 'a', 'm', 'e' };
static const uint8_t somebody[6] = { 1, 2, 3, 4, 5, 0xc6 };

enum { ADV_IND, ADV_DIRECT_HIGH, ADV_SCAN_IND, ADV_NONCONN_IND, ADV_DIRECT_LOW, SCAN_RSP = 4 };

/* ------------------------------------------------------------------------------------------------ legacy */

static void legacy_advertising_is_reported_with_its_data(void **state)
{
    static const uint8_t reported_types[] = { [ADV_IND] = 0, [ADV_SCAN_IND] = 2, [ADV_NONCONN_IND] = 3 };
    static const uint8_t types[] = { ADV_IND, ADV_SCAN_IND, ADV_NONCONN_IND };
    (void)state;
    for (size_t i = 0; i < sizeof(types); i++) {
        struct stage *stage = stage_new(i);
        struct actor *a = stage_add(stage, "4.2", 0, 0), *b = stage_add(stage, "4.0", 100, 0);
        advertise(a, types[i], 160, hello, sizeof(hello));
        scan(b, false, 16, 16, false);
        stage_run(stage, SECOND);
        struct seen_report report;
        size_t count = 0;
        for (size_t at = 0; next_report(b, &at, &report); count++) {
            assert_int_equal(report.type, reported_types[types[i]]);
            assert_int_equal(report.address_type, 0);
            assert_memory_equal(report.address, blr_virtual_public_address(a->controller), 6);
            assert_int_equal(report.size, sizeof(hello));
            assert_memory_equal(report.data, hello, sizeof(hello));
            assert_in_range((uint8_t)-report.rssi, 35, 45);
        }
        assert_in_range(count, 8, 13); /* every 100 to 110 ms; at times on two channels or on none */
        assert_int_equal(count_reports(a, NULL), 0);
        stage_free(stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legacy_advertising_is_reported_with_its_data),
    };
    (void)name;
    (void)somebody;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
