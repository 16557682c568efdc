/* SPDX-License-Identifier: MIT */
#include <bleradio/radio.h>

const char *ble_version(void)
{
    return BLERADIO_VERSION;
}
