/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief A packet that was heard in words, and as a row of a table.
 */
#ifndef BLR_CLI_SCAN_WORDS_H
#define BLR_CLI_SCAN_WORDS_H

#include <bleradio/advertisement.h>

#include "companies.h"
#include "output.h"

#define WORDS_TEXT 3800

/** Names of companies that the library does not know, looked for once. Begin with zeroes. */
struct company_names {
    struct {
        bool used;
        uint16_t company;
        char text[BLR_COMPANY_TEXT]; /**< "": none */
    } found[16];
    unsigned next;
};

/** Columns of a bar. */
#define BAR_COLUMNS 4

/** The name in a packet, safe to be shown. @return false, and "": none */
bool blr_scan_name(const struct output *out, const struct ble_report *report, char *name, size_t capacity);

/** What else its data says, safe to be shown: structures with "; " between them; flags only with -v. */
void blr_scan_words(const struct output *out, struct company_names *names, const struct ble_report *report, char *words,
                    size_t capacity);

/** A bar for a signal strength in dBm, and how it looks. @return text of BAR_COLUMNS columns */
const char *blr_scan_bar(const struct output *out, double rssi, enum out_style *style);

/** "C0:00:00:00:00:01", "anonymous" */
const char *blr_scan_address(const struct ble_address *address, char text[BLE_ADDRESS_TEXT]);

/** Titles of the columns. */
void blr_scan_titles(struct output *out);

/** One row. @param seconds since the scan began @param raw the octets, too */
void blr_scan_row(struct output *out, struct company_names *names, const struct ble_report *report, double seconds,
                  bool raw);

#endif
