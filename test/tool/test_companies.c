/* SPDX-License-Identifier: MIT */
/* Names of companies that only a list of the system has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "companies.h"

static char path[] = "/tmp/bleradio-companies-XXXXXX";

static int make_list(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    FILE *list = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (list == NULL)
        return -1;
    fputs("# a list\n\nbluetooth:v0059*\n ID_VENDOR_FROM_DATABASE=Another name\n\n"
          "bluetooth:vF000*\n ID_PRODUCT_FROM_DATABASE=No vendor\n\n"
          "bluetooth:vF001*\n ID_PRODUCT_FROM_DATABASE=A product\n ID_VENDOR_FROM_DATABASE=Younger Ltd.\n\n"
          "bluetooth:vF002*\n ID_VENDOR_FROM_DATABASE=\n\nbluetooth:vF003*\n ID_VENDOR_FROM_DATABASE=",
          list);
    for (int i = 0; i < 1000; i++)
        fputc('x', list);
    fputs("\n\nbluetooth:vFFFF*\n ID_VENDOR_FROM_DATABASE=Nobody\nbluetooth:vF004*\n ID_VENDOR_FROM_DATABASE=Last",
          list);
    return fclose(list);
}

static int remove_list(void **state)
{
    (void)state;
    return unlink(path);
}

static void the_list_names_what_the_library_does_not(void **state)
{
    (void)state;
    char text[BLR_COMPANY_TEXT];
    assert_string_equal(blr_company_name_of(0x0059, path, text), "Nordic Semiconductor");
    assert_string_equal(blr_company_name_of(0xf001, path, text), "Younger Ltd.");
    assert_string_equal(blr_company_name_of(0xf004, path, text), "Last");
    assert_null(blr_company_name_of(0xf000, path, text));
    assert_null(blr_company_name_of(0xf002, path, text));
    assert_null(blr_company_name_of(0xf005, path, text));
    assert_null(blr_company_name_of(0xffff, path, text));
    assert_int_equal(strlen(blr_company_name_of(0xf003, path, text)), BLR_COMPANY_TEXT - 1);
}

static void without_a_list_there_is_the_library(void **state)
{
    (void)state;
    char text[BLR_COMPANY_TEXT];
    assert_string_equal(blr_company_name_of(0x0059, "/no/such/list", text), "Nordic Semiconductor");
    assert_null(blr_company_name_of(0xf001, "/no/such/list", text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_names_what_the_library_does_not),
        cmocka_unit_test(without_a_list_there_is_the_library),
    };
    return cmocka_run_group_tests(tests, make_list, remove_list);
}
