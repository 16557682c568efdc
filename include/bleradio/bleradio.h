/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Everything: the one header for a program that uses BLERadio.
 *
 *     #include <bleradio/bleradio.h>
 *
 * Owners, threads and examples: in each header.
 */
#ifndef BLERADIO_BLERADIO_H
#define BLERADIO_BLERADIO_H

#include <bleradio/advertisement.h>
#include <bleradio/advertising.h>
#include <bleradio/assigned_numbers.h>
#include <bleradio/characteristics.h>
#include <bleradio/connection.h>
#include <bleradio/known_uuids.h>
#include <bleradio/manufacturer_data.h>
#include <bleradio/radio.h>
#include <bleradio/scanning.h>
#include <bleradio/service.h>
#include <bleradio/services.h>
#include <bleradio/streams.h>
#include <bleradio/trace.h>

#endif
