/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What kinds of controllers there are: which commands, features and limits each has, and how it deviates.
 */
#ifndef BLR_VIRTUAL_PROFILES_H
#define BLR_VIRTUAL_PROFILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Groups of commands; a profile has some of them. */
enum virtual_group {
    VIRTUAL_BASE = 1 << 0,     /**< what every LE controller has since 4.0 */
    VIRTUAL_PAGE_2 = 1 << 1,   /**< Set Event Mask Page 2 */
    VIRTUAL_PRIVACY = 1 << 2,  /**< resolving list (4.2) */
    VIRTUAL_EXTENDED = 1 << 3, /**< extended advertising and scanning (5.0) */
    VIRTUAL_PRIVACY_MODE = 1 << 4,
    VIRTUAL_POWER = 1 << 5,             /**< LE Read Transmit Power (5.0) */
    VIRTUAL_ZEPHYR = 1 << 6,            /**< Zephyr's vendor commands */
    VIRTUAL_PARAMETER_REQUEST = 1 << 7, /**< replies to the peer's request for other parameters (4.1) */
    VIRTUAL_DATA_LENGTH = 1 << 8,       /**< long data PDUs (4.2) */
    VIRTUAL_PHY = 1 << 9,               /**< other PHYs of links (5.0) */
    VIRTUAL_HOST_FLOW = 1 << 10         /**< flow control from controller to host */
};

/** Deviations. */
enum virtual_quirk {
    VIRTUAL_NO_PUBLIC_ADDRESS = 1 << 0,   /**< BD_ADDR reads as zero */
    VIRTUAL_REFUSES_BY_COMPLETE = 1 << 1, /**< unknown commands and wrong lengths: Command Complete, not Status */
    VIRTUAL_SKIPS_NOISE = 1 << 2,         /**< an octet that begins no packet is dropped; else: Hardware Error, and
                                               nothing is heard until a Reset */
    VIRTUAL_SLOW_UNDIRECTED = 1 << 3 /**< scannable and non-connectable advertising not below 100 ms (before 5.0) */
};

struct virtual_profile {
    const char *name;
    const char *summary;
    uint64_t features;       /**< LE features */
    uint64_t states;         /**< LE states */
    uint16_t company;        /**< company identifier */
    uint16_t subversion;     /**< of HCI and LL */
    uint16_t groups;         /**< enum virtual_group */
    uint16_t quirks;         /**< enum virtual_quirk */
    uint16_t data_max;       /**< octets of data of an advertising set */
    uint16_t scan_data_max;  /**< octets of one advertisement that it can receive, the rest is cut off */
    uint16_t acl_length;     /**< octets of an ACL packet */
    uint8_t version;         /**< of HCI and LL: 6 = 4.0 ... 13 = 5.4 */
    uint8_t ncmd;            /**< commands that may be sent ahead */
    uint8_t sets;            /**< advertising sets, at most VIRTUAL_SETS_MAX */
    uint8_t accept_list;     /**< entries, at most VIRTUAL_ACCEPT_MAX */
    uint8_t resolving_list;  /**< entries, at most VIRTUAL_RESOLVING_MAX */
    uint8_t duplicates;      /**< advertisers that its duplicate filter remembers, at most VIRTUAL_DUPLICATES_MAX */
    uint8_t acl_count;       /**< ACL packets */
    uint8_t links;           /**< links at the same time */
    uint16_t first_handle;   /**< of links */
    int8_t tx_power_min_dbm; /**< range of transmit powers; the upper end is the default */
    int8_t tx_power_max_dbm;
};

enum { VIRTUAL_SETS_MAX = 16, VIRTUAL_ACCEPT_MAX = 32, VIRTUAL_RESOLVING_MAX = 16, VIRTUAL_DUPLICATES_MAX = 128 };

/** Bits of LE features (Vol 6 Part B 4.6). */
enum {
    VIRTUAL_FEATURE_PARAMETER_REQUEST = 1,
    VIRTUAL_FEATURE_EXTENDED_REJECT = 2,
    VIRTUAL_FEATURE_PERIPHERAL_FEATURES = 3,
    VIRTUAL_FEATURE_DATA_LENGTH = 5,
    VIRTUAL_FEATURE_PRIVACY = 6,
    VIRTUAL_FEATURE_FILTER_POLICIES = 7,
    VIRTUAL_FEATURE_2M = 8,
    VIRTUAL_FEATURE_CODED = 11,
    VIRTUAL_FEATURE_EXTENDED_ADVERTISING = 12,
    VIRTUAL_FEATURE_CHANNEL_SELECTION_2 = 14
};

/** @return NULL: there is none of that name */
const struct virtual_profile *blr_virtual_profile_find(const char *name);

/** Walk all profiles. @return NULL at the end */
const struct virtual_profile *blr_virtual_profile_at(size_t n);

#endif
