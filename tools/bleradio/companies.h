/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Names of companies that are younger than the library: systemd's list on this machine has them, if it is newer.
 */
#ifndef BLR_CLI_COMPANIES_H
#define BLR_CLI_COMPANIES_H

#include <stdint.h>

enum { BLR_COMPANY_TEXT = 128 };

/** Where systemd has its list. */
#define BLR_COMPANIES_HWDB "/usr/lib/udev/hwdb.d/20-bluetooth-vendor-product.hwdb"

/**
 * Name of a company: the library's, else that of the list. The list is read each time: keep what was found.
 * @param hwdb path of a list in the form of systemd's hwdb; it need not exist
 * @param text holds a name of the list; what does not fit is cut
 * @return the name, as its source has it; NULL: none
 */
const char *blr_company_name_of(uint16_t company, const char *hwdb, char text[BLR_COMPANY_TEXT]);

#endif
