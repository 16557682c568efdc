/* SPDX-License-Identifier: MIT */
/* Every name that the library has for a number: kind, number, name, a line each. */
#include <stdio.h>

#include <bleradio/advertising_data.h>
#include <bleradio/assigned_numbers.h>

static void write_name(const char *kind, unsigned number, const char *name)
{
    if (name != NULL)
        printf("%s\t%u\t%s\n", kind, number, name);
}

int main(void)
{
    for (unsigned number = 0; number <= 0xffff; number++) {
        struct ble_uuid uuid = ble_uuid_from_16((uint16_t)number);
        write_name("company", number, ble_company_name((uint16_t)number));
        write_name("uuid", number, ble_uuid_name(&uuid));
        write_name("appearance", number, ble_appearance_name((uint16_t)number));
        if (number <= 0xff)
            write_name("type", number, ble_ad_type_name((uint8_t)number));
    }
    return ferror(stdout) ? 1 : 0;
}
