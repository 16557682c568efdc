/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief An advertisement as it was asked for, by options or by an entry of a file, and the data that follows.
 */
#ifndef BLR_CLI_ADVERT_H
#define BLR_CLI_ADVERT_H

#include <bleradio/advertising.h>

#include "options.h"

/** What was asked for, as it was typed. All zero: nothing. */
struct advert_texts {
    const char *name;
    struct option_list services;
    struct option_list solicit;
    struct option_list manufacturer;
    struct option_list service_data;
    struct option_integer appearance;
    struct option_integer tx_power;
    const char *ibeacon;
    const char *eddystone_url;
    const char *data;
    const char *scan_response;
    uint32_t interval_us;
    bool connectable;
    bool non_connectable;
    bool anonymous;
    bool extended;
    const char *file; /**< not in a file */
};

/** What is to be put on the air. */
struct advert {
    struct ble_advertisement advertisement;
    struct ble_advertisement response;
    const char *response_name; /**< the library makes the scan response, of this name; NULL: `response` it is, or the
                                    library's own name, see default_response */
    bool default_response;     /**< name and power, by the library */
    struct ble_advertising_options options; /**< scan_response is left to who starts it */
};

/** The options; the last one is --file, which has all others in its entries. */
#define ADVERT_OPTIONS 17
extern const struct option_spec blr_advert_options[ADVERT_OPTIONS];

/** Was nothing asked for, but for a file? */
bool blr_advert_is_empty(const struct advert_texts *texts);

/**
 * Check what was asked for and put it together. `advert` refers to texts.
 * @param own_name what to be called when nothing at all is asked for
 * @return false: refused, and said so
 */
bool blr_advert_compose(struct output *out, const struct advert_texts *texts, const char *own_name,
                        struct advert *advert);

#endif
