/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Which symbols leave the shared library: those marked BLE_API, and nothing else.
 *
 * Programs need nothing from here. Example: `BLE_API const char *ble_version(void);`
 */
#ifndef BLERADIO_EXPORT_H
#define BLERADIO_EXPORT_H

#if defined(__GNUC__)
#define BLE_API __attribute__((visibility("default")))
#else
#define BLE_API
#endif

#endif
