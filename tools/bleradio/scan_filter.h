/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Which devices a scan shows. A filter is met when any packet of a device has met it; a device is shown when it
 * has met every filter that was given. Of several values of one filter one is enough.
 */
#ifndef BLR_CLI_SCAN_FILTER_H
#define BLR_CLI_SCAN_FILTER_H

#include <bleradio/advertisement.h>

#include "options.h"

#define FILTER_COMPANIES 64

struct scan_filter {
    unsigned given; /**< filters that there are: bits 0 ... */
    const struct option_list *names;
    uint8_t addresses[OPTION_LIST_MAX][6];
    unsigned address_count;
    struct ble_uuid services[OPTION_LIST_MAX];
    unsigned service_count;
    uint16_t companies[FILTER_COMPANIES];
    unsigned company_count;
};

/** Values of the options, as they were typed. */
struct scan_filter_texts {
    struct option_list names;
    struct option_list services;
    struct option_list addresses;
    struct option_list companies;
};

/** Read what was typed. The filter refers to texts. @return false: refused, and said so */
bool blr_filter_read(struct output *out, const struct scan_filter_texts *texts, struct scan_filter *filter);

/** Filters that this packet meets: bits of `given`. */
unsigned blr_filter_met(const struct scan_filter *filter, const struct ble_report *report);

/**
 * Read a service from its UUID or its name.
 * @param option for the message, "--service"
 * @return false: refused, and said so
 */
bool blr_filter_service(struct output *out, const char *option, const char *text, struct ble_uuid *uuid);

#endif
