/* SPDX-License-Identifier: MIT */
/* What is known of particular controllers, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bleradio/host.h>

#include "hci/quirks.h"

static void each_row_concerns_its_controllers_only(void **state)
{
    (void)state;
    static const struct {
        uint16_t manufacturer, lmp_subversion;
        uint32_t quirks;
    } rows[] = {
        { 0x05f1, 0, BLE_QUIRK_ZEPHYR_VENDOR },
        { 0x05f1, 0xffff, BLE_QUIRK_ZEPHYR_VENDOR },
        { 0x0059, 0x1234, BLE_QUIRK_ZEPHYR_VENDOR },
        { 0x005d, 0x8761, BLE_QUIRK_NO_EXTENDED_SCAN_WHILE_CONNECTED },
        { 0x005d, 0x8723, 0 },
        { 0x005d, 0, 0 },
        { 0x0030, 7, BLE_QUIRK_VERSION_UNTRUE },
        { 0x00d2, 7, BLE_QUIRK_NO_SCAN_WHILE_ADVERTISING },
        { 0x005a, 7, BLE_QUIRK_NO_FLOW_CONTROL },
        { 0x00cd, 7, BLE_QUIRK_NO_FLOW_CONTROL },
        { 0x02e5, 0x8761, 0 }, /* Espressif */
        { 0x0000, 0, 0 },
        { 0xffff, 0xffff, 0 },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (uint32_t revision = 0; revision <= UINT16_MAX; revision += 4369)
            assert_int_equal(blr_quirks_of(rows[i].manufacturer, (uint16_t)revision, rows[i].lmp_subversion),
                             rows[i].quirks);
}

static void only_the_rows_have_quirks(void **state)
{
    (void)state;
    unsigned manufacturers = 0;
    for (uint32_t manufacturer = 0; manufacturer <= UINT16_MAX; manufacturer++)
        manufacturers += blr_quirks_of((uint16_t)manufacturer, 0, 0x8761) != 0;
    assert_int_equal(manufacturers, 7);
}

static void addresses_are_usable_unless_blank_or_shared(void **state)
{
    (void)state;
    static const struct {
        uint8_t octets[6]; /* little-endian */
        bool usable, blank;
    } addresses[] = {
        { { 0, 0, 0, 0, 0, 0 }, false, true },
        { { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, false, true },
        { { 1, 0, 0, 0, 0, 0 }, true, false },
        { { 0, 0, 0, 0, 0, 1 }, true, false },
        { { 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe }, true, false },
        { { 0x55, 0x55, 0x55, 0x55, 0x55, 0x55 }, true, false },
        { { 0x01, 0x00, 0x00, 0xca, 0xea, 0x80 }, false, false }, /* 80:EA:CA:00:00:01 */
        { { 0x80, 0xea, 0xca, 0x00, 0x00, 0x01 }, true, false },  /* the same the wrong way round */
        { { 0x02, 0x00, 0x00, 0xca, 0xea, 0x80 }, true, false },
        { { 0xff, 0xff, 0xff, 0x50, 0x90, 0x74 }, false, false }, /* 74:90:50:FF:FF:FF */
        { { 0xfe, 0xff, 0xff, 0x50, 0x90, 0x74 }, true, false },
        { { 0x00, 0x00, 0x00, 0xe1, 0x80, 0x02 }, false, false }, /* 02:80:E1:00:00:00 */
        { { 0x00, 0x00, 0x01, 0xe1, 0x80, 0x02 }, true, false },
    };
    for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
        assert_int_equal(blr_quirks_address_is_usable(addresses[i].octets), addresses[i].usable);
        assert_int_equal(blr_quirks_address_is_blank(addresses[i].octets), addresses[i].blank);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_concerns_its_controllers_only),
        cmocka_unit_test(only_the_rows_have_quirks),
        cmocka_unit_test(addresses_are_usable_unless_blank_or_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
