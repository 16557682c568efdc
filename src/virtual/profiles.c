/* SPDX-License-Identifier: MIT */
#include "virtual/profiles.h"

#include <string.h>

#define FEATURE(name) (UINT64_C(1) << VIRTUAL_FEATURE_##name)
#define FEATURES_4_2                                                                                                   \
    (FEATURE(PARAMETER_REQUEST) | FEATURE(EXTENDED_REJECT) | FEATURE(PERIPHERAL_FEATURES) | FEATURE(DATA_LENGTH) |     \
     FEATURE(PRIVACY) | FEATURE(FILTER_POLICIES))
#define FEATURES_5_0                                                                                                   \
    (FEATURES_4_2 | FEATURE(2M) | FEATURE(CODED) | FEATURE(EXTENDED_ADVERTISING) | FEATURE(CHANNEL_SELECTION_2))
#define GROUPS_4_2                                                                                                     \
    (VIRTUAL_BASE | VIRTUAL_PAGE_2 | VIRTUAL_PRIVACY | VIRTUAL_PARAMETER_REQUEST | VIRTUAL_DATA_LENGTH |               \
     VIRTUAL_HOST_FLOW)
#define GROUPS_5_0 (GROUPS_4_2 | VIRTUAL_EXTENDED | VIRTUAL_PRIVACY_MODE | VIRTUAL_POWER | VIRTUAL_PHY)

/* All combinations; and those of a 4.0 part: no connectable advertising beside a link, no scan while it initiates. */
#define STATES_ALL UINT64_C(0x3ffffffffff)
#define STATES_4_0 (UINT64_C(0xff3fffff))

/* Company identifiers (Assigned Numbers 7.1): 0xffff is the one for tests. */
enum { COMPANY_NONE = 0xffff, COMPANY_LINUX_FOUNDATION = 0x05f1, COMPANY_ESPRESSIF = 0x02e5 };

static const struct virtual_profile profiles[] = {
    {
        .name = "5.4",
        .summary = "everything: 1M, 2M, Coded, 8 sets of 1,650 octets, privacy",
        .version = 13,
        .company = COMPANY_NONE,
        .groups = GROUPS_5_0,
        .features = FEATURES_5_0,
        .ncmd = 1,
        .sets = 8,
        .data_max = 1650,
        .scan_data_max = 1650,
        .accept_list = 16,
        .resolving_list = 8,
        .duplicates = 128,
        .acl_length = 251,
        .acl_count = 8,
        .links = 128,
        .states = STATES_ALL,
        .tx_power_min_dbm = -40,
        .tx_power_max_dbm = 8,
    },
    {
        .name = "5.0",
        .summary = "extended advertising, 4 sets of 251 octets, receives at most 500 octets, no Coded PHY",
        .version = 9,
        .company = COMPANY_NONE,
        .groups = GROUPS_5_0,
        .features = FEATURES_5_0 & ~FEATURE(CODED),
        .ncmd = 1,
        .sets = 4,
        .data_max = 251,
        .scan_data_max = 500,
        .accept_list = 8,
        .resolving_list = 8,
        .duplicates = 64,
        .acl_length = 251,
        .acl_count = 6,
        .links = 20,
        .first_handle = 0x0010,
        .states = STATES_ALL,
        .tx_power_min_dbm = -20,
        .tx_power_max_dbm = 4,
    },
    {
        .name = "4.2",
        .summary = "legacy advertising, privacy",
        .version = 8,
        .company = COMPANY_NONE,
        .groups = GROUPS_4_2,
        .quirks = VIRTUAL_SLOW_UNDIRECTED,
        .features = FEATURES_4_2,
        .ncmd = 1,
        .accept_list = 8,
        .resolving_list = 8,
        .duplicates = 32,
        .acl_length = 251,
        .acl_count = 4,
        .links = 8,
        .first_handle = 0x0040,
        .states = STATES_ALL,
        .tx_power_min_dbm = 0,
        .tx_power_max_dbm = 0,
    },
    {
        .name = "4.0",
        .summary = "legacy advertising only",
        .version = 6,
        .company = COMPANY_NONE,
        .groups = VIRTUAL_BASE,
        .quirks = VIRTUAL_SLOW_UNDIRECTED,
        .ncmd = 1,
        .accept_list = 4,
        .duplicates = 16,
        .acl_length = 27,
        .acl_count = 4,
        .links = 4,
        .first_handle = 0x0040,
        .states = STATES_4_0,
        .tx_power_min_dbm = 0,
        .tx_power_max_dbm = 0,
    },
    {
        .name = "zephyr",
        .summary = "as Zephyr's hci_uart: vendor commands, no public address, a static one",
        .version = 13,
        .company = COMPANY_LINUX_FOUNDATION,
        .groups = GROUPS_5_0 | VIRTUAL_ZEPHYR,
        .quirks = VIRTUAL_NO_PUBLIC_ADDRESS | VIRTUAL_SKIPS_NOISE,
        .features = FEATURES_5_0,
        .ncmd = 1,
        .sets = 2,
        .data_max = 1650,
        .scan_data_max = 1650,
        .accept_list = 8,
        .resolving_list = 8,
        .duplicates = 32,
        .acl_length = 251,
        .acl_count = 3,
        .links = 16,
        .states = STATES_ALL,
        .tx_power_min_dbm = -40,
        .tx_power_max_dbm = 0,
    },
    {
        .name = "esp32",
        .summary = "as an ESP32: 4.2 on the air, takes 5 commands at once",
        .version = 8,
        .company = COMPANY_ESPRESSIF,
        .subversion = 0x030e,
        .groups = GROUPS_4_2,
        .quirks = VIRTUAL_SLOW_UNDIRECTED | VIRTUAL_REFUSES_BY_COMPLETE,
        .features = FEATURES_4_2,
        .ncmd = 5,
        .accept_list = 12,
        .resolving_list = 5,
        .duplicates = 20,
        .acl_length = 255,
        .acl_count = 10,
        .links = 9,
        .states = STATES_ALL,
        .tx_power_min_dbm = -12,
        .tx_power_max_dbm = 9,
    },
};

const struct virtual_profile *blr_virtual_profile_at(size_t n)
{
    return n < sizeof(profiles) / sizeof(profiles[0]) ? &profiles[n] : NULL;
}

const struct virtual_profile *blr_virtual_profile_find(const char *name)
{
    const struct virtual_profile *profile;
    for (size_t n = 0; (profile = blr_virtual_profile_at(n)) != NULL; n++)
        if (strcmp(profile->name, name) == 0)
            return profile;
    return NULL;
}
