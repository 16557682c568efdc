/* SPDX-License-Identifier: MIT */
#include "hci/bringup.h"

#include <string.h>

#include "hci/quirks.h"

/** Bits of LE features (Vol 6 Part B 4.6). */
enum {
    FEATURE_PARAMETERS_REQUEST = 1,
    FEATURE_DATA_LENGTH = 5,
    FEATURE_PRIVACY = 6,
    FEATURE_FILTER_POLICIES = 7,
    FEATURE_2M = 8,
    FEATURE_CODED = 11,
    FEATURE_EXTENDED_ADVERTISING = 12,
    FEATURE_CHANNEL_SELECTION_2 = 14
};

/** Bits of Set Event Mask (7.3.1): what an LE host can use. */
static const uint64_t event_mask = UINT64_C(1) << 4     /* Disconnection Complete */
                                   | UINT64_C(1) << 7   /* Encryption Change */
                                   | UINT64_C(1) << 11  /* Read Remote Version Information Complete */
                                   | UINT64_C(1) << 15  /* Hardware Error */
                                   | UINT64_C(1) << 25  /* Data Buffer Overflow */
                                   | UINT64_C(1) << 47  /* Encryption Key Refresh Complete */
                                   | UINT64_C(1) << 61; /* LE Meta */

/** Bit of Set Event Mask Page 2 (7.3.69): Authenticated Payload Timeout Expired. */
static const uint64_t event_mask_page_2 = UINT64_C(1) << 23;

/** LE events of a 4.0 part; some such parts refuse a mask with more (bumble sends them just these). */
static const uint64_t le_event_mask_4_0 = 0x1f;

/** Bits of LE Set Event Mask (7.8.1) that come with a feature. Remote Connection Parameter Request (bit 5) must be
 * answered: until then the link's other procedures wait (Zephyr, measured). */
static const struct {
    uint8_t feature;
    uint32_t events;
} le_events_of_feature[] = {
    { FEATURE_PARAMETERS_REQUEST, 1u << 5 },
    { FEATURE_DATA_LENGTH, 1u << 6 },
    { FEATURE_PRIVACY, 1u << 9 },
    { FEATURE_FILTER_POLICIES, 1u << 10 },
    { FEATURE_2M, 1u << 11 },
    { FEATURE_CODED, 1u << 11 },
    { FEATURE_EXTENDED_ADVERTISING, 1u << 12 | 1u << 16 | 1u << 17 | 1u << 18 },
    { FEATURE_CHANNEL_SELECTION_2, 1u << 19 },
};

/** Longest data length the specification knows (Vol 6 Part B 4.5.10), for 1M. */
enum { DATA_OCTETS_MAX = 251, DATA_TIME_MAX_US = 2120, DATA_OCTETS_MIN = 27, DATA_TIME_MIN_US = 328 };

enum { LEGACY_DATA_MAX = 31, PHY_1M = 1, PHY_2M = 2, TX_POWER_UNKNOWN = 127 };

static bool has_feature(const struct ble_controller_info *info, unsigned bit)
{
    return info->le_features[bit / 8] >> (bit % 8) & 1;
}

/** The parameters of any step, and the answers. */
union parameters {
    struct hci_set_event_mask_parameters event_mask;
    struct hci_set_event_mask_page_2_parameters event_mask_page_2;
    struct hci_le_set_event_mask_parameters le_event_mask;
    struct hci_le_write_suggested_default_data_length_parameters data_length;
    struct hci_le_set_default_phy_parameters phy;
    struct hci_le_set_random_address_parameters random_address;
};
union answer {
    struct hci_read_local_version_information_answer version;
    struct hci_read_local_supported_commands_answer commands;
    struct hci_read_bd_addr_answer address;
    struct hci_read_buffer_size_answer buffers;
    struct hci_le_read_buffer_size_answer le_buffers;
    struct hci_le_read_buffer_size_v2_answer le_buffers_v2;
    struct hci_le_read_local_supported_features_answer features;
    struct hci_le_read_supported_states_answer states;
    struct hci_le_read_filter_accept_list_size_answer accept_list;
    struct hci_le_read_resolving_list_size_answer resolving_list;
    struct hci_le_read_maximum_data_length_answer data_length;
    struct hci_le_read_number_of_supported_advertising_sets_answer sets;
    struct hci_le_read_maximum_advertising_data_length_answer advertising_data;
    struct hci_le_read_transmit_power_answer tx_power;
    struct hci_le_read_advertising_physical_channel_tx_power_answer advertising_power;
    struct hci_zephyr_read_supported_commands_answer zephyr_commands;
    struct hci_zephyr_read_static_addresses_answer static_addresses;
};

typedef bool wanted_fn(const struct bringup *bringup, const struct ble_controller_info *info);
typedef void fill_fn(const struct bringup *bringup, const struct ble_controller_info *info, union parameters *p);
/** size: octets of the whole answer, 0 when the command failed (then *a is all zero). @return send it once more */
typedef bool answer_fn(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size);

struct step {
    const struct hci_command *command;
    wanted_fn *wanted; /**< NULL: when Supported Commands lists it */
    fill_fn *fill;     /**< NULL: no parameters */
    answer_fn *answer; /**< NULL: nothing to keep */
    bool required;     /**< a refusal ends the bring-up */
};

/* ------------------------------------------------------------------------------------------- what the answers mean */

static bool keep_version(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size)
{
    (void)bringup;
    (void)size;
    info->hci_version = a->version.hci_version;
    info->hci_revision = a->version.hci_subversion;
    info->lmp_version = a->version.lmp_version;
    info->lmp_subversion = a->version.lmp_subversion;
    info->manufacturer = a->version.company_identifier;
    if (size > 0)
        info->quirks |= blr_quirks_of(info->manufacturer, info->hci_revision, info->lmp_subversion);
    return false;
}

/** What any LE controller has (Vol 2 Part A 6.27 "C" marks): assumed where Supported Commands cannot be read. */
static const struct hci_command *const assumed_commands[] = {
    &blr_hci_disconnect,
    &blr_hci_set_event_mask,
    &blr_hci_reset,
    &blr_hci_read_local_version_information,
    &blr_hci_read_bd_addr,
    &blr_hci_le_set_event_mask,
    &blr_hci_le_read_buffer_size,
    &blr_hci_le_read_local_supported_features,
    &blr_hci_le_set_random_address,
    &blr_hci_le_set_advertising_parameters,
    &blr_hci_le_set_advertising_data,
    &blr_hci_le_set_scan_response_data,
    &blr_hci_le_set_advertising_enable,
    &blr_hci_le_set_scan_parameters,
    &blr_hci_le_set_scan_enable,
    &blr_hci_le_create_connection,
    &blr_hci_le_create_connection_cancel,
    &blr_hci_le_connection_update,
    &blr_hci_le_enable_encryption,
    &blr_hci_le_long_term_key_request_reply,
    &blr_hci_le_long_term_key_request_negative_reply,
};

static bool keep_commands(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size)
{
    (void)bringup;
    memcpy(info->supported_commands, a->commands.supported_commands, sizeof(info->supported_commands));
    if (size >= 1 + sizeof(info->supported_commands))
        return false;
    if (size > 1) {
        info->quirks |= BLE_QUIRK_COMMANDS_TRUNCATED;
        return false;
    }
    info->quirks |= BLE_QUIRK_COMMANDS_MISSING;
    for (size_t i = 0; i < sizeof(assumed_commands) / sizeof(assumed_commands[0]); i++)
        info->supported_commands[assumed_commands[i]->octet] |= (uint8_t)(1u << assumed_commands[i]->bit);
    return false;
}

static bool keep_public_address(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                                size_t size)
{
    (void)bringup;
    if (size <= sizeof(a->address.bd_addr)) /* half an address is none */
        return false;
    memcpy(info->public_address.octets, a->address.bd_addr, sizeof(a->address.bd_addr));
    if (!blr_quirks_address_is_usable(a->address.bd_addr) && !blr_quirks_address_is_blank(a->address.bd_addr))
        info->quirks |= BLE_QUIRK_ADDRESS_NOT_UNIQUE;
    return false;
}

static void put_u64(uint8_t octets[8], uint64_t value)
{
    for (unsigned i = 0; i < 8; i++)
        octets[i] = (uint8_t)(value >> (8 * i));
}

static bool keep_features(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size)
{
    (void)bringup;
    (void)size;
    put_u64(info->le_features, a->features.le_features);
    return false;
}

static void set_le_buffers(struct bringup *bringup, struct ble_controller_info *info, uint16_t length, uint8_t count)
{
    /* Zero in either field: LE uses the BR/EDR buffers (7.8.2). */
    if (length == 0 || count == 0)
        return;
    info->acl_length = length;
    info->acl_count = count;
    bringup->le_buffers_known = true;
}

static bool keep_le_buffers(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                            size_t size)
{
    (void)size;
    set_le_buffers(bringup, info, a->le_buffers.le_acl_data_packet_length, a->le_buffers.total_num_le_acl_data_packets);
    return false;
}

static bool keep_le_buffers_v2(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                               size_t size)
{
    (void)size;
    set_le_buffers(bringup, info, a->le_buffers_v2.le_acl_data_packet_length,
                   a->le_buffers_v2.total_num_le_acl_data_packets);
    info->iso_length = a->le_buffers_v2.iso_data_packet_length;
    info->iso_count = a->le_buffers_v2.total_num_iso_data_packets;
    return false;
}

static bool keep_buffers(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size)
{
    (void)size;
    uint16_t length = a->buffers.acl_data_packet_length;
    uint16_t count = a->buffers.total_num_acl_data_packets;
    if (length == 0 || count == 0)
        return false;
    info->acl_length = length;
    info->acl_count = count;
    info->quirks |= BLE_QUIRK_SHARED_BUFFERS;
    bringup->le_buffers_known = true;
    return false;
}

static bool keep_le_mask(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size)
{
    (void)info;
    (void)a;
    return size == 0 && bringup->retries == 0; /* refused: once more with what a 4.0 part knows */
}

static bool keep_states(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size)
{
    (void)bringup;
    (void)size;
    put_u64(info->le_states, a->states.le_states);
    return false;
}

static bool keep_accept_list(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                             size_t size)
{
    (void)bringup;
    (void)size;
    info->accept_list_size = a->accept_list.filter_accept_list_size;
    return false;
}

static bool keep_resolving_list(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                                size_t size)
{
    (void)bringup;
    (void)size;
    info->resolving_list_size = a->resolving_list.resolving_list_size;
    return false;
}

static uint16_t clamp(uint16_t value, uint16_t low, uint16_t high)
{
    return value < low ? low : value > high ? high : value;
}

static bool keep_data_length(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                             size_t size)
{
    (void)bringup;
    (void)size;
    info->max_data_octets = clamp(a->data_length.supported_max_tx_octets, DATA_OCTETS_MIN, DATA_OCTETS_MAX);
    info->max_data_time_us = clamp(a->data_length.supported_max_tx_time, DATA_TIME_MIN_US, 17040);
    return false;
}

static bool keep_sets(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size)
{
    (void)bringup;
    (void)size;
    if (a->sets.num_supported_advertising_sets > 0)
        info->advertising_sets = a->sets.num_supported_advertising_sets;
    return false;
}

static bool keep_advertising_data(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                                  size_t size)
{
    (void)bringup;
    (void)size;
    if (a->advertising_data.max_advertising_data_length > LEGACY_DATA_MAX)
        info->max_advertising_data = a->advertising_data.max_advertising_data_length;
    return false;
}

static bool keep_advertising_power(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                                   size_t size)
{
    (void)bringup;
    if (size > 0)
        info->tx_power_dbm = a->advertising_power.tx_power_level;
    return false;
}

static bool keep_tx_power(struct bringup *bringup, struct ble_controller_info *info, const union answer *a, size_t size)
{
    (void)bringup;
    if (size > 0) {
        info->min_tx_power_dbm = a->tx_power.min_tx_power;
        info->max_tx_power_dbm = a->tx_power.max_tx_power;
    }
    return false;
}

static bool keep_zephyr_commands(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                                 size_t size)
{
    if (size == 0)
        info->quirks &= ~(uint32_t)BLE_QUIRK_ZEPHYR_VENDOR;             /* Nordic's number, but not this firmware */
    bringup->has_static_addresses = a->zephyr_commands.commands[1] & 1; /* octet 1 bit 0: Read Static Addresses */
    return false;
}

static bool is_static_random(const uint8_t octets[6])
{
    /* Vol 6 Part B 1.3.2.1: two ones on top, the rest neither all ones nor all zeros. */
    uint8_t rest[6];
    memcpy(rest, octets, sizeof(rest));
    rest[5] = (uint8_t)(rest[5] & 0x3f);
    uint8_t all_or = 0;
    for (unsigned i = 0; i < 6; i++)
        all_or |= rest[i];
    rest[5] |= 0xc0;
    return octets[5] >> 6 == 3 && all_or != 0 && !blr_quirks_address_is_blank(rest);
}

static bool keep_static_addresses(struct bringup *bringup, struct ble_controller_info *info, const union answer *a,
                                  size_t size)
{
    (void)info;
    struct hci_list rest = a->static_addresses.addresses;
    struct hci_static_address_element element;
    if (size > 0 && blr_hci_list_next(&rest, &blr_hci_element_static_address, &element) &&
        is_static_random(element.address)) {
        bringup->factory.type = BLE_ADDRESS_RANDOM;
        memcpy(bringup->factory.octets, element.address, sizeof(element.address));
    }
    return false;
}

/* ------------------------------------------------------------------------------------------- what the steps send */

static bool always(const struct bringup *bringup, const struct ble_controller_info *info)
{
    (void)bringup;
    (void)info;
    return true;
}

static bool no_le_buffers_v2(const struct bringup *bringup, const struct ble_controller_info *info)
{
    (void)bringup;
    return !blr_hci_has_command(info->supported_commands, &blr_hci_le_read_buffer_size_v2);
}

static bool no_le_buffers(const struct bringup *bringup, const struct ble_controller_info *info)
{
    (void)info;
    return !bringup->le_buffers_known;
}

static bool is_zephyr(const struct bringup *bringup, const struct ble_controller_info *info)
{
    (void)bringup;
    return (info->quirks & BLE_QUIRK_ZEPHYR_VENDOR) != 0;
}

static bool has_static_addresses(const struct bringup *bringup, const struct ble_controller_info *info)
{
    return is_zephyr(bringup, info) && bringup->has_static_addresses &&
           !blr_quirks_address_is_usable(info->public_address.octets);
}

static bool has_data_length(const struct bringup *bringup, const struct ble_controller_info *info)
{
    (void)bringup;
    return has_feature(info, FEATURE_DATA_LENGTH) &&
           blr_hci_has_command(info->supported_commands, &blr_hci_le_write_suggested_default_data_length);
}

bool blr_uses_extended_commands(const struct ble_controller_info *info)
{
    static const struct hci_command *const needed[] = {
        &blr_hci_le_set_extended_advertising_parameters,  &blr_hci_le_set_extended_advertising_data,
        &blr_hci_le_set_extended_scan_response_data,      &blr_hci_le_set_extended_advertising_enable,
        &blr_hci_le_set_advertising_set_random_address,   &blr_hci_le_remove_advertising_set,
        &blr_hci_le_read_maximum_advertising_data_length, &blr_hci_le_read_number_of_supported_advertising_sets,
        &blr_hci_le_set_extended_scan_parameters,         &blr_hci_le_set_extended_scan_enable,
    };
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
        if (!blr_hci_has_command(info->supported_commands, needed[i]))
            return false;
    return (info->quirks & BLE_QUIRK_NO_EXTENDED_SCAN_WHILE_CONNECTED) == 0;
}

static bool uses_extended_commands(const struct bringup *bringup, const struct ble_controller_info *info)
{
    (void)bringup;
    return blr_uses_extended_commands(info);
}

/** With extended commands each set tells its own; this one is for legacy ones only (Vol 4 Part E 3.1.1). */
static bool uses_legacy_commands(const struct bringup *bringup, const struct ble_controller_info *info)
{
    return !uses_extended_commands(bringup, info) &&
           blr_hci_has_command(info->supported_commands, &blr_hci_le_read_advertising_physical_channel_tx_power);
}

static bool has_2m(const struct bringup *bringup, const struct ble_controller_info *info)
{
    (void)bringup;
    return has_feature(info, FEATURE_2M) && blr_hci_has_command(info->supported_commands, &blr_hci_le_set_default_phy);
}

static void fill_event_mask(const struct bringup *bringup, const struct ble_controller_info *info, union parameters *p)
{
    (void)bringup;
    (void)info;
    p->event_mask.event_mask = event_mask;
}

static void fill_event_mask_page_2(const struct bringup *bringup, const struct ble_controller_info *info,
                                   union parameters *p)
{
    (void)bringup;
    (void)info;
    p->event_mask_page_2.event_mask_page_2 = event_mask_page_2;
}

static void fill_le_event_mask(const struct bringup *bringup, const struct ble_controller_info *info,
                               union parameters *p)
{
    uint64_t mask = le_event_mask_4_0;
    if (bringup->retries == 0)
        for (size_t i = 0; i < sizeof(le_events_of_feature) / sizeof(le_events_of_feature[0]); i++)
            if (has_feature(info, le_events_of_feature[i].feature))
                mask |= le_events_of_feature[i].events;
    p->le_event_mask.le_event_mask = mask;
}

static void fill_data_length(const struct bringup *bringup, const struct ble_controller_info *info, union parameters *p)
{
    (void)bringup;
    p->data_length.suggested_max_tx_octets = info->max_data_octets;
    p->data_length.suggested_max_tx_time = clamp(info->max_data_time_us, DATA_TIME_MIN_US, DATA_TIME_MAX_US);
}

static void fill_phy(const struct bringup *bringup, const struct ble_controller_info *info, union parameters *p)
{
    (void)bringup;
    (void)info;
    p->phy.tx_phys = p->phy.rx_phys = PHY_1M | PHY_2M; /* Coded only when asked: it costs seven eighths of the rate */
}

static const struct step steps[] = {
    { &blr_hci_read_local_version_information, always, NULL, keep_version, false },
    { &blr_hci_read_local_supported_commands, always, NULL, keep_commands, false },
    { &blr_hci_read_bd_addr, NULL, NULL, keep_public_address, false },
    { &blr_hci_le_read_local_supported_features, always, NULL, keep_features, false },
    { &blr_hci_le_read_buffer_size_v2, NULL, NULL, keep_le_buffers_v2, false },
    { &blr_hci_le_read_buffer_size, no_le_buffers_v2, NULL, keep_le_buffers, false },
    { &blr_hci_read_buffer_size, no_le_buffers, NULL, keep_buffers, false },
    { &blr_hci_set_event_mask, always, fill_event_mask, NULL, false },
    { &blr_hci_set_event_mask_page_2, NULL, fill_event_mask_page_2, NULL, false },
    { &blr_hci_le_set_event_mask, always, fill_le_event_mask, keep_le_mask, true },
    { &blr_hci_zephyr_read_supported_commands, is_zephyr, NULL, keep_zephyr_commands, false },
    { &blr_hci_zephyr_read_static_addresses, has_static_addresses, NULL, keep_static_addresses, false },
    { &blr_hci_le_read_supported_states, NULL, NULL, keep_states, false },
    { &blr_hci_le_read_filter_accept_list_size, NULL, NULL, keep_accept_list, false },
    { &blr_hci_le_read_resolving_list_size, NULL, NULL, keep_resolving_list, false },
    { &blr_hci_le_read_maximum_data_length, NULL, NULL, keep_data_length, false },
    { &blr_hci_le_write_suggested_default_data_length, has_data_length, fill_data_length, NULL, false },
    { &blr_hci_le_set_default_phy, has_2m, fill_phy, NULL, false },
    { &blr_hci_le_read_number_of_supported_advertising_sets, uses_extended_commands, NULL, keep_sets, false },
    { &blr_hci_le_read_maximum_advertising_data_length, uses_extended_commands, NULL, keep_advertising_data, false },
    { &blr_hci_le_read_transmit_power, NULL, NULL, keep_tx_power, false },
    { &blr_hci_le_read_advertising_physical_channel_tx_power, uses_legacy_commands, NULL, keep_advertising_power,
      false },
};

enum { STEPS = sizeof(steps) / sizeof(steps[0]) };

/* ------------------------------------------------------------------------------------------- the address */

/** What follows the table: which address to use. */
enum { ADDRESS_CHOOSE, ADDRESS_LOAD, ADDRESS_GENERATE, ADDRESS_STORE, ADDRESS_SET, ADDRESS_DONE };

static void use_address(struct bringup *bringup, struct ble_controller_info *info, const uint8_t octets[6],
                        enum ble_address_source source)
{
    memcpy(info->address.octets, octets, sizeof(info->address.octets));
    info->address.type = source == BLE_ADDRESS_SOURCE_PUBLIC ? BLE_ADDRESS_PUBLIC : BLE_ADDRESS_RANDOM;
    info->address_source = (uint8_t)source;
    bringup->address_step = source == BLE_ADDRESS_SOURCE_PUBLIC      ? ADDRESS_DONE
                            : source == BLE_ADDRESS_SOURCE_GENERATED ? ADDRESS_STORE
                                                                     : ADDRESS_SET;
}

static void choose_address(struct bringup *bringup, struct ble_controller_info *info)
{
    if (blr_quirks_address_is_usable(info->public_address.octets))
        use_address(bringup, info, info->public_address.octets, BLE_ADDRESS_SOURCE_PUBLIC);
    else if (bringup->factory.type == BLE_ADDRESS_RANDOM)
        use_address(bringup, info, bringup->factory.octets, BLE_ADDRESS_SOURCE_FACTORY);
    else
        bringup->address_step = ADDRESS_LOAD;
}

void blr_bringup_address_loaded(struct bringup *bringup, struct ble_controller_info *info, const uint8_t *octets)
{
    if (octets != NULL && is_static_random(octets))
        use_address(bringup, info, octets, BLE_ADDRESS_SOURCE_KEPT);
    else
        bringup->address_step = ADDRESS_GENERATE;
}

void blr_bringup_entropy(struct bringup *bringup, struct ble_controller_info *info, const uint8_t *octets)
{
    if (octets == NULL) {
        bringup->address_step = ADDRESS_DONE;
        return;
    }
    uint8_t address[6];
    memcpy(address, octets, sizeof(address));
    address[5] |= 0xc0;
    if (!is_static_random(address))
        address[0] ^= 0x01; /* all ones or all zeros: not allowed */
    use_address(bringup, info, address, BLE_ADDRESS_SOURCE_GENERATED);
}

void blr_bringup_stored(struct bringup *bringup)
{
    bringup->address_step = ADDRESS_SET;
}

/** LE Set Random Address was answered, or not: what the controller did not take is not in use. */
static void finish_address(struct bringup *bringup, struct ble_controller_info *info, bool taken)
{
    bringup->address_step = ADDRESS_DONE;
    if (taken)
        return;
    bringup->suspect = true;
    memset(&info->address, 0, sizeof(info->address));
    info->address_source = BLE_ADDRESS_SOURCE_NONE;
}

/* ------------------------------------------------------------------------------------------- the procedure */

void blr_bringup_start(struct bringup *bringup, struct ble_controller_info *info)
{
    memset(bringup, 0, sizeof(*bringup));
    const struct ble_controller_info unknown = {
        .state = info->state,
        .failure = info->failure,
        .generation = info->generation,
        .quirks = info->quirks & (BLE_QUIRK_EMPTY_RESET_ANSWER | BLE_QUIRK_BOOT_NOISE),
        .baud = info->baud,
        .hardware_error = info->hardware_error,
        .advertising_sets = 1,
        .max_advertising_data = LEGACY_DATA_MAX,
        .min_tx_power_dbm = TX_POWER_UNKNOWN,
        .max_tx_power_dbm = TX_POWER_UNKNOWN,
        .tx_power_dbm = TX_POWER_UNKNOWN,
        .max_data_octets = DATA_OCTETS_MIN,
        .max_data_time_us = DATA_TIME_MIN_US,
    };
    char crash[sizeof(info->crash)];
    uint8_t noise[sizeof(info->noise)];
    uint8_t noise_size = info->noise_size;
    memcpy(crash, info->crash, sizeof(crash));
    memcpy(noise, info->noise, sizeof(noise));
    *info = unknown;
    memcpy(info->crash, crash, sizeof(crash));
    memcpy(info->noise, noise, sizeof(noise));
    info->noise_size = noise_size;
}

static bool step_is_wanted(const struct bringup *bringup, const struct ble_controller_info *info)
{
    const struct step *step = &steps[bringup->step];
    if (step->wanted != NULL)
        return step->wanted(bringup, info);
    return blr_hci_has_command(info->supported_commands, step->command);
}

/** The controller told of no buffers at all: the least that every controller must have. */
static void assume_buffers(struct bringup *bringup, struct ble_controller_info *info)
{
    if (bringup->le_buffers_known)
        return;
    info->acl_length = DATA_OCTETS_MIN;
    info->acl_count = 1;
    info->quirks |= BLE_QUIRK_NO_BUFFER_SIZE;
}

static void fill_command(const struct hci_command *descriptor, const union parameters *parameters,
                         struct bringup_command *command)
{
    command->opcode = descriptor->opcode;
    int size = blr_hci_encode(&descriptor->parameters, parameters, command->parameters, sizeof(command->parameters));
    command->size = (uint8_t)(size > 0 ? size : 0);
}

static enum bringup_want next_for_address(struct bringup *bringup, struct ble_controller_info *info,
                                          struct bringup_command *command)
{
    static const uint8_t wants[] = { [ADDRESS_LOAD] = BRINGUP_LOAD_ADDRESS,
                                     [ADDRESS_GENERATE] = BRINGUP_ENTROPY,
                                     [ADDRESS_STORE] = BRINGUP_STORE_ADDRESS,
                                     [ADDRESS_SET] = BRINGUP_COMMAND,
                                     [ADDRESS_DONE] = BRINGUP_READY };
    if (bringup->address_step == ADDRESS_CHOOSE)
        choose_address(bringup, info);
    if (bringup->address_step == ADDRESS_SET) {
        union parameters parameters;
        memcpy(parameters.random_address.random_address, info->address.octets, sizeof(info->address.octets));
        fill_command(&blr_hci_le_set_random_address, &parameters, command);
    }
    return wants[bringup->address_step];
}

enum bringup_want blr_bringup_next(struct bringup *bringup, struct ble_controller_info *info,
                                   struct bringup_command *command)
{
    if (bringup->refused_opcode != 0)
        return BRINGUP_REFUSED;
    while (bringup->step < STEPS && !step_is_wanted(bringup, info))
        bringup->step++;
    if (bringup->step == STEPS) {
        assume_buffers(bringup, info);
        return next_for_address(bringup, info, command);
    }
    const struct step *step = &steps[bringup->step];
    union parameters parameters;
    memset(&parameters, 0, sizeof(parameters));
    if (step->fill != NULL)
        step->fill(bringup, info, &parameters);
    fill_command(step->command, &parameters, command);
    return BRINGUP_COMMAND;
}

/** The step's answer is in: size 0 means that it failed with this status. */
static void finish_step(struct bringup *bringup, struct ble_controller_info *info, const union answer *answer,
                        size_t size, uint8_t status)
{
    const struct step *step = &steps[bringup->step];
    if (step->answer != NULL && step->answer(bringup, info, answer, size)) {
        bringup->retries++;
        bringup->suspect = true;
        return;
    }
    if (size == 0 && step->required) {
        bringup->refused_opcode = step->command->opcode;
        bringup->refused_status = status;
        return;
    }
    bringup->suspect = bringup->suspect || size == 0;
    bringup->retries = 0;
    bringup->step++;
}

void blr_bringup_answer(struct bringup *bringup, struct ble_controller_info *info, const uint8_t *octets, size_t size)
{
    bringup->commands++;
    bringup->silent_steps = 0;
    if (bringup->step == STEPS) {
        finish_address(bringup, info, size > 0 && octets[0] == 0);
        return;
    }
    /* A short answer keeps what is there: the rest of *answer stays zero. */
    const struct hci_layout *layout = &steps[bringup->step].command->answer;
    union answer answer;
    memset(&answer, 0, sizeof(answer));
    uint8_t status = size > 0 ? octets[0] : 0x1f; /* Unspecified Error */
    uint8_t padded[255] = { 0 };
    if (status == 0 && layout->fixed && size < layout->minimum) {
        memcpy(padded, octets, size);
        if (blr_hci_decode(layout, padded, layout->minimum, &answer) < 0)
            size = 0;
    } else if (status != 0 || blr_hci_decode(layout, octets, size, &answer) < 0) {
        size = 0;
    }
    if (size == 0)
        memset(&answer, 0, sizeof(answer));
    finish_step(bringup, info, &answer, size, status);
}

bool blr_bringup_no_answer(struct bringup *bringup, struct ble_controller_info *info)
{
    bringup->commands++;
    bool required = bringup->step < STEPS && steps[bringup->step].required;
    if (++bringup->silent_steps >= 2 || required)
        return false; /* its opcode is in quarantine now: asking again would wait for that */
    if (bringup->step == STEPS) {
        finish_address(bringup, info, false);
        return true;
    }
    union answer answer;
    memset(&answer, 0, sizeof(answer));
    finish_step(bringup, info, &answer, 0, 0);
    return true;
}
