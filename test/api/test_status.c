/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <bleradio/status.h>

static void every_domain_keeps_its_numbers(void **state)
{
    (void)state;
    assert_string_equal(ble_status_message(BLE_ERROR_HCI(0x0c)), "HCI 0x0c Command Disallowed");
    assert_string_equal(ble_status_message(BLE_ERROR_ATT(0x0c)), "ATT 0x0c Encryption Key Size Too Short");
    assert_string_equal(ble_status_message(BLE_ERROR_ATT(0x81)), "ATT 0x80 ... 0x9f Application Error");
    assert_string_equal(ble_status_message(BLE_ERROR_L2CAP(0x02)), "L2CAP 0x02 SPSM Not Supported");
    assert_string_equal(ble_status_message(BLE_ERROR_SMP(0x0c)), "SMP 0x0c Numeric Comparison Failed");
    assert_string_equal(ble_status_message(BLE_OK), "done");
    assert_string_equal(ble_status_message(BLE_ERROR_TIMEOUT), "timed out");
}

static void the_librarys_own_results_differ_in_words(void **state)
{
    (void)state;
    for (int a = BLE_END; a >= BLE_ERROR_DISCONNECTED; a--) {
        assert_string_not_equal(ble_status_message(a), "unknown status");
        for (int b = BLE_END; b > a; b--)
            assert_string_not_equal(ble_status_message(a), ble_status_message(b));
    }
}

static void what_is_unknown_says_so(void **state)
{
    static const ble_status strange[] = {
        2, BLE_ERROR_DISCONNECTED - 1, -0x99, -0x100, -0x200, -0x300, -0x400, -0x500, -0x501, INT32_MAX, INT32_MIN
    };
    (void)state;
    for (unsigned i = 0; i < sizeof(strange) / sizeof(*strange); i++)
        assert_string_equal(ble_status_message(strange[i]), "unknown status");
    assert_string_equal(ble_status_message(BLE_ERROR_HCI(0xff)), "HCI error of unknown code");
    assert_string_equal(ble_status_message(BLE_ERROR_L2CAP(0xff)), "L2CAP error of unknown code");
    assert_string_equal(ble_status_message(BLE_ERROR_SMP(0xff)), "SMP error of unknown code");
    assert_string_equal(ble_status_message(BLE_ERROR_ATT(0x14)), "ATT error of unknown code");
    for (int code = 1; code < 0x500; code++)
        assert_true(strlen(ble_status_message(-code)) > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_domain_keeps_its_numbers),
        cmocka_unit_test(the_librarys_own_results_differ_in_words),
        cmocka_unit_test(what_is_unknown_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
