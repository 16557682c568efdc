/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Advertising data: what an advertisement says, taken apart and put together.
 *
 * Advertising data is a row of structures: a length octet, a type octet, and length - 1 octets of data (Vol 3 Part C
 * 11; the types: Assigned Numbers 2.3; their formats: Core Specification Supplement Part A). A walk hands out the
 * structures where they lie, readers interpret one of them:
 *
 *     struct ble_ad_walk walk;
 *     struct ble_ad ad;
 *     ble_ad_begin(&walk, report.data, report.size);
 *     while (ble_ad_next(&walk, &ad))
 *         if (ble_ad_read_tx_power(&ad, &dbm)) ...
 *         else if (ble_ad_read_manufacturer(&ad, &company, &data, &size)) ...
 *
 * Where only one field is wanted, a getter walks by itself: ble_ad_get_tx_power(report.data, report.size, &dbm).
 *
 * A builder writes structures into a buffer of the caller, of any capacity: 31 octets (legacy), 254, 1,650 (extended):
 *
 *     uint8_t buffer[31];
 *     struct ble_ad_builder builder;
 *     ble_ad_build(&builder, buffer, sizeof(buffer));
 *     ble_ad_add_flags(&builder, BLE_AD_FLAG_GENERAL_DISCOVERY | BLE_AD_FLAG_LE_ONLY);
 *     ble_ad_add_services(&builder, services, 2, false);
 *     if (ble_ad_add_name(&builder, name, strlen(name), true) == BLE_ERROR_FULL) ...   // builder.needed octets wanted
 *
 * Both are lossless: adding every structure of a walk with ble_ad_add() gives the octets that were walked, in their
 * order, types that repeat and unknown types included. Nothing is ever read outside the data or written outside the
 * buffer. Views that a reader gives aim into the data that was walked. Nothing here owns memory; different walks and
 * builders may be used by different threads at the same time.
 */
#ifndef BLERADIO_ADVERTISING_DATA_H
#define BLERADIO_ADVERTISING_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/address.h>
#include <bleradio/export.h>
#include <bleradio/status.h>
#include <bleradio/uuid.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Types of structures (Assigned Numbers 2.3). */
enum ble_ad_type {
    BLE_AD_FLAGS = 0x01,                     /**< ble_ad_read_flags() */
    BLE_AD_SOME_SERVICES_16 = 0x02,          /**< incomplete list; lists: ble_ad_uuid_at() */
    BLE_AD_SERVICES_16 = 0x03,               /**< complete list */
    BLE_AD_SOME_SERVICES_32 = 0x04,          /**< incomplete list */
    BLE_AD_SERVICES_32 = 0x05,               /**< complete list */
    BLE_AD_SOME_SERVICES_128 = 0x06,         /**< incomplete list */
    BLE_AD_SERVICES_128 = 0x07,              /**< complete list */
    BLE_AD_SHORT_NAME = 0x08,                /**< ble_ad_read_name() */
    BLE_AD_NAME = 0x09,                      /**< complete; ble_ad_read_name() */
    BLE_AD_TX_POWER = 0x0a,                  /**< ble_ad_read_tx_power() */
    BLE_AD_CLASS_OF_DEVICE = 0x0d,           /**< ble_ad_read_class_of_device() */
    BLE_AD_SIMPLE_PAIRING_HASH_192 = 0x0e,   /**< ble_ad_read_key() */
    BLE_AD_SIMPLE_PAIRING_RANDOM_192 = 0x0f, /**< ble_ad_read_key() */
    BLE_AD_SECURITY_MANAGER_TK = 0x10,       /**< ble_ad_read_key(); in an inquiry response: Device ID */
    BLE_AD_OUT_OF_BAND_FLAGS = 0x11,         /**< one octet of bits */
    BLE_AD_CONNECTION_INTERVAL = 0x12,       /**< ble_ad_read_connection_interval() */
    BLE_AD_SOLICITATION_16 = 0x14,           /**< list of services wanted */
    BLE_AD_SOLICITATION_128 = 0x15,          /**< list of services wanted */
    BLE_AD_SERVICE_DATA_16 = 0x16,           /**< ble_ad_read_service_data() */
    BLE_AD_PUBLIC_TARGET = 0x17,             /**< ble_ad_read_address() */
    BLE_AD_RANDOM_TARGET = 0x18,             /**< ble_ad_read_address() */
    BLE_AD_APPEARANCE = 0x19,                /**< ble_ad_read_appearance() */
    BLE_AD_ADVERTISING_INTERVAL = 0x1a,      /**< ble_ad_read_advertising_interval() */
    BLE_AD_DEVICE_ADDRESS = 0x1b,            /**< ble_ad_read_address() */
    BLE_AD_ROLE = 0x1c,                      /**< ble_ad_read_role() */
    BLE_AD_SIMPLE_PAIRING_HASH_256 = 0x1d,   /**< ble_ad_read_key() */
    BLE_AD_SIMPLE_PAIRING_RANDOM_256 = 0x1e, /**< ble_ad_read_key() */
    BLE_AD_SOLICITATION_32 = 0x1f,           /**< list of services wanted */
    BLE_AD_SERVICE_DATA_32 = 0x20,           /**< ble_ad_read_service_data() */
    BLE_AD_SERVICE_DATA_128 = 0x21,          /**< ble_ad_read_service_data() */
    BLE_AD_SECURE_CONFIRMATION = 0x22,       /**< LE Secure Connections out of band; ble_ad_read_key() */
    BLE_AD_SECURE_RANDOM = 0x23,             /**< LE Secure Connections out of band; ble_ad_read_key() */
    BLE_AD_URI = 0x24,                       /**< ble_ad_read_uri() */
    BLE_AD_INDOOR_POSITIONING = 0x25,        /**< Indoor Positioning Service */
    BLE_AD_TRANSPORT_DISCOVERY = 0x26,       /**< Transport Discovery Service */
    BLE_AD_FEATURES = 0x27,                  /**< LE supported features, little-endian bits */
    BLE_AD_CHANNEL_MAP_UPDATE = 0x28,        /**< of a periodic train: 5 octets of map, 2 of instant */
    BLE_AD_PB_ADV = 0x29,                    /**< mesh provisioning */
    BLE_AD_MESH_MESSAGE = 0x2a,              /**< mesh */
    BLE_AD_MESH_BEACON = 0x2b,               /**< mesh */
    BLE_AD_BIG_INFO = 0x2c,                  /**< of a broadcast isochronous group */
    BLE_AD_BROADCAST_CODE = 0x2d,            /**< ble_ad_read_key() */
    BLE_AD_RESOLVABLE_SET = 0x2e,            /**< ble_ad_read_resolvable_set() */
    BLE_AD_ADVERTISING_INTERVAL_LONG = 0x2f, /**< ble_ad_read_advertising_interval() */
    BLE_AD_BROADCAST_NAME = 0x30,            /**< ble_ad_read_name() */
    BLE_AD_ENCRYPTED = 0x31,                 /**< ble_ad_read_encrypted() */
    BLE_AD_RESPONSE_TIMING = 0x32,           /**< of a periodic train with responses; ble_ad_read_response_timing() */
    BLE_AD_SHELF_LABEL = 0x34,               /**< Electronic Shelf Label Service */
    BLE_AD_3D_INFORMATION = 0x3d,            /**< 3D Synchronization Profile */
    BLE_AD_MANUFACTURER = 0xff               /**< ble_ad_read_manufacturer() */
};

/** Bits of the flags. */
enum ble_ad_flag {
    BLE_AD_FLAG_LIMITED_DISCOVERY = 1 << 0,
    BLE_AD_FLAG_GENERAL_DISCOVERY = 1 << 1,
    BLE_AD_FLAG_LE_ONLY = 1 << 2, /**< BR/EDR not supported */
    BLE_AD_FLAG_LE_AND_BR_EDR = 1 << 3
};

/** Values of the role. */
enum ble_ad_role {
    BLE_AD_ROLE_PERIPHERAL = 0,           /**< only */
    BLE_AD_ROLE_CENTRAL = 1,              /**< only */
    BLE_AD_ROLE_PERIPHERAL_PREFERRED = 2, /**< both */
    BLE_AD_ROLE_CENTRAL_PREFERRED = 3     /**< both */
};

/** Sizes of advertising data. */
enum ble_ad_size {
    BLE_AD_LEGACY_MAX = 31,    /**< octets of data in a legacy advertisement or scan response */
    BLE_AD_VALUE_MAX = 254,    /**< octets of data in one structure */
    BLE_AD_EXTENDED_MAX = 1650 /**< octets of data in an extended advertisement (Vol 4 Part E 7.8.54) */
};

/** One structure. */
struct ble_ad {
    uint8_t type;        /**< enum ble_ad_type, or one that is not listed there */
    uint8_t size;        /**< octets of data, 0 ... 254 */
    const uint8_t *data; /**< inside what is walked */
};

/* ------------------------------------------------------------------------------------------------ walking */

/** Where a walk stands. */
struct ble_ad_walk {
    const uint8_t *data; /**< what is walked */
    size_t size;         /**< octets of data */
    size_t offset;       /**< octets that the structures handed out so far take; what follows at the end was skipped */
    bool overrun;        /**< the walk ended at a structure that claims more octets than follow */
};

/** Begin a walk at the first structure. @param data may be NULL when size is 0 */
BLE_API void ble_ad_begin(struct ble_ad_walk *walk, const uint8_t *data, size_t size);

/**
 * Next structure. A walk ends at the end of the data, at a length of 0 (padding), at a length octet that nothing
 * follows, and at a structure that overruns the end; data[offset ... size - 1] is then what was skipped.
 * @return true and *ad. False at the end: *ad is unchanged, but after an overrun it is what there is of the structure.
 */
BLE_API bool ble_ad_next(struct ble_ad_walk *walk, struct ble_ad *ad);

/** First structure of a type. @return true and *ad; false: none (*ad is undefined) */
BLE_API bool ble_ad_find(const uint8_t *data, size_t size, uint8_t type, struct ble_ad *ad);

/** Which lists of UUIDs. */
enum ble_ad_list {
    BLE_AD_LIST_SERVICES = 0, /**< services that the advertiser has, complete lists and incomplete ones */
    BLE_AD_LIST_SOLICITATIONS /**< services that it looks for */
};

/** Where a walk over the UUIDs of all lists of a kind stands. */
struct ble_ad_uuid_walk {
    struct ble_ad_walk walk; /**< over the structures */
    struct ble_ad ad;        /**< the present list */
    size_t index;            /**< of the next UUID in it */
    uint8_t list;            /**< enum ble_ad_list */
};

/** Begin a walk over the UUIDs that advertising data lists, of all widths and all structures, in their order. */
BLE_API void ble_ad_uuids_begin(struct ble_ad_uuid_walk *walk, const uint8_t *data, size_t size, enum ble_ad_list list);

/** Next UUID. @return true and *uuid; false: the end */
BLE_API bool ble_ad_uuids_next(struct ble_ad_uuid_walk *walk, struct ble_uuid *uuid);

/** Does advertising data list this UUID, in whatever width? */
BLE_API bool ble_ad_lists(const uint8_t *data, size_t size, enum ble_ad_list list, const struct ble_uuid *uuid);

/* ------------------------------------------------------------------------------------------------ reading
 * Each reader returns false, and leaves its results alone, when the structure has another type or cannot be of this
 * type with this size. Octets that follow a value of fixed size are ignored: later specifications may append. */

/** UUIDs in a list (services or solicitations of any width). @return 0 also for other types */
BLE_API size_t ble_ad_uuid_count(const struct ble_ad *ad);

/** UUID `index` of a list; an incomplete UUID at its end is none. */
BLE_API bool ble_ad_uuid_at(const struct ble_ad *ad, size_t index, struct ble_uuid *uuid);

/** Flags. @param flags enum ble_ad_flag: the first octet */
BLE_API bool ble_ad_read_flags(const struct ble_ad *ad, uint8_t *flags);

/** Name, shortened name or broadcast name. @param text UTF-8, unchecked, not terminated */
BLE_API bool ble_ad_read_name(const struct ble_ad *ad, const char **text, size_t *size);

/** Transmit power level. @param dbm -127 ... 127 */
BLE_API bool ble_ad_read_tx_power(const struct ble_ad *ad, int8_t *dbm);

/** Class of device. @param value 24 bits */
BLE_API bool ble_ad_read_class_of_device(const struct ble_ad *ad, uint32_t *value);

/** Appearance (Assigned Numbers 2.6). */
BLE_API bool ble_ad_read_appearance(const struct ble_ad *ad, uint16_t *appearance);

/** Connection intervals the peripheral prefers, x 1.25 ms; 0xffff: no preference. */
BLE_API bool ble_ad_read_connection_interval(const struct ble_ad *ad, uint16_t *minimum, uint16_t *maximum);

/** Advertising interval, of 2, 3 or 4 octets, x 0.625 ms. */
BLE_API bool ble_ad_read_advertising_interval(const struct ble_ad *ad, uint32_t *interval);

/** Role. @param role enum ble_ad_role; higher values are reserved */
BLE_API bool ble_ad_read_role(const struct ble_ad *ad, uint8_t *role);

/**
 * LE Bluetooth device address, or address `index` of a list of public or random target addresses.
 * @param address type is BLE_ADDRESS_PUBLIC or BLE_ADDRESS_RANDOM
 */
BLE_API bool ble_ad_read_address(const struct ble_ad *ad, size_t index, struct ble_address *address);

/** Service data of any width. @param data what follows the UUID */
BLE_API bool ble_ad_read_service_data(const struct ble_ad *ad, struct ble_uuid *uuid, const uint8_t **data,
                                      size_t *size);

/** Manufacturer specific data. @param company identifier; ble_company_name() @param data what follows it */
BLE_API bool ble_ad_read_manufacturer(const struct ble_ad *ad, uint16_t *company, const uint8_t **data, size_t *size);

/**
 * URI.
 * @param scheme first code point of the text (Assigned Numbers 2.7: 0x16 "http:", 0x17 "https:"); 1: none, text is all
 * @param text the rest, UTF-8, unchecked, not terminated
 */
BLE_API bool ble_ad_read_uri(const struct ble_ad *ad, uint32_t *scheme, const char **text, size_t *size);

/** A key-like value of 16 octets, little-endian. @return false also for types that hold none */
BLE_API bool ble_ad_read_key(const struct ble_ad *ad, const uint8_t **octets);

/** Resolvable set identifier. @param octets 6: hash (3), prand (3), little-endian */
BLE_API bool ble_ad_read_resolvable_set(const struct ble_ad *ad, const uint8_t **octets);

/** Encrypted advertising data (CSS Part A 1.23). */
struct ble_ad_encrypted {
    const uint8_t *randomizer; /**< 5 octets */
    const uint8_t *payload;    /**< encrypted structures */
    size_t size;               /**< octets of payload */
    const uint8_t *mic;        /**< 4 octets */
};

/** Encrypted advertising data, in its parts. */
BLE_API bool ble_ad_read_encrypted(const struct ble_ad *ad, struct ble_ad_encrypted *encrypted);

/** Timing of the responses to a periodic train (CSS Part A 1.24). */
struct ble_ad_response_timing {
    uint32_t access_address;   /**< of the responses */
    uint8_t subevents;         /**< in an interval */
    uint8_t subevent_interval; /**< x 1.25 ms */
    uint8_t response_delay;    /**< x 1.25 ms */
    uint8_t response_spacing;  /**< x 0.125 ms */
};

/** Periodic Advertising Response Timing Information. */
BLE_API bool ble_ad_read_response_timing(const struct ble_ad *ad, struct ble_ad_response_timing *timing);

/* ------------------------------------------------------------------------------------------------ getting
 * Fields of whole advertising data: what the first structure of the type says. False, and the results unchanged, when
 * there is none or it cannot be of this type. Views as those of the readers above. */

/** Flags. @param flags enum ble_ad_flag */
BLE_API bool ble_ad_get_flags(const uint8_t *data, size_t size, uint8_t *flags);

/** Complete name, else the shortened one. @param text UTF-8, unchecked, not terminated */
BLE_API bool ble_ad_get_name(const uint8_t *data, size_t size, const char **text, size_t *length);

/** Complete name. @param text as with ble_ad_get_name() */
BLE_API bool ble_ad_get_complete_name(const uint8_t *data, size_t size, const char **text, size_t *length);

/** Shortened name. @param text as with ble_ad_get_name() */
BLE_API bool ble_ad_get_short_name(const uint8_t *data, size_t size, const char **text, size_t *length);

/** Transmit power level. @param dbm -127 ... 127 */
BLE_API bool ble_ad_get_tx_power(const uint8_t *data, size_t size, int8_t *dbm);

/** Appearance (Assigned Numbers 2.6). */
BLE_API bool ble_ad_get_appearance(const uint8_t *data, size_t size, uint16_t *appearance);

/** Role. @param role enum ble_ad_role; higher values are reserved */
BLE_API bool ble_ad_get_role(const uint8_t *data, size_t size, uint8_t *role);

/** Preferred connection intervals, x 1.25 ms; 0xffff: no preference. */
BLE_API bool ble_ad_get_connection_interval(const uint8_t *data, size_t size, uint16_t *minimum, uint16_t *maximum);

/** Advertising interval, of 2, 3 or 4 octets, x 0.625 ms. */
BLE_API bool ble_ad_get_advertising_interval(const uint8_t *data, size_t size, uint32_t *interval);

/** LE Bluetooth device address. */
BLE_API bool ble_ad_get_address(const uint8_t *data, size_t size, struct ble_address *address);

/** Target address `index`, counted over all lists of them, public and random, in their order. */
BLE_API bool ble_ad_get_target(const uint8_t *data, size_t size, size_t index, struct ble_address *address);

/** URI. @param scheme see ble_ad_read_uri() @param text the rest, UTF-8, unchecked, not terminated */
BLE_API bool ble_ad_get_uri(const uint8_t *data, size_t size, uint32_t *scheme, const char **text, size_t *length);

/** Data of a service, whatever the width of its UUID. @param value what follows the UUID */
BLE_API bool ble_ad_get_service_data(const uint8_t *data, size_t size, const struct ble_uuid *service,
                                     const uint8_t **value, size_t *value_size);

/** Data of one company. @param value what follows the identifier */
BLE_API bool ble_ad_get_manufacturer(const uint8_t *data, size_t size, uint16_t company, const uint8_t **value,
                                     size_t *value_size);

/* ------------------------------------------------------------------------------------------------ building
 * Every function that adds returns
 *   BLE_OK,
 *   BLE_ERROR_FULL      it does not fit: nothing was changed, builder->needed says which capacity would do, or
 *   BLE_ERROR_ARGUMENT  it cannot be expressed in any capacity: nothing was changed. */

/** Data being built. data[0 ... size - 1] is complete after every call. */
struct ble_ad_builder {
    uint8_t *data;   /**< the caller's buffer */
    size_t size;     /**< octets so far */
    size_t capacity; /**< of the buffer. May be set between calls, to keep room for what is added later. */
    size_t needed;   /**< after BLE_ERROR_FULL: capacity that the refused addition wants, with what is there */
};

/** Begin with empty data. */
BLE_API void ble_ad_build(struct ble_ad_builder *builder, uint8_t *buffer, size_t capacity);

/**
 * Add a structure of any type.
 * @param data may be NULL when size is 0
 * @param size 0 ... 254
 */
BLE_API ble_status ble_ad_add(struct ble_ad_builder *builder, uint8_t type, const uint8_t *data, size_t size);

/** Add flags. @param flags enum ble_ad_flag */
BLE_API ble_status ble_ad_add_flags(struct ble_ad_builder *builder, uint8_t flags);

/**
 * Add services, in their shortest forms: first those of 16 bits, then 32, then 128. A UUID that is listed already is
 * not listed again; a list that exists is extended.
 * @param count of uuids, 0 ... 255; 0 adds nothing
 * @param may_cut false: complete lists with all of them, or BLE_ERROR_FULL (BLE_ERROR_ARGUMENT when a list would pass
 *        254 octets). True: as many as fit; a list that lacks some is marked incomplete; BLE_ERROR_FULL when not one
 * fits.
 */
BLE_API ble_status ble_ad_add_services(struct ble_ad_builder *builder, const struct ble_uuid *uuids, size_t count,
                                       bool may_cut);

/** Add services that are looked for; as ble_ad_add_services(), but there is no mark for an incomplete list. */
BLE_API ble_status ble_ad_add_solicitations(struct ble_ad_builder *builder, const struct ble_uuid *uuids, size_t count,
                                            bool may_cut);

/**
 * Add a name.
 * @param text UTF-8, unchecked; may be NULL when size is 0
 * @param size 0 ... 248 (Vol 3 Part C 12.1)
 * @param may_cut when it does not fit: shorten it at the boundary of a character (type 0x08) to at least one octet
 */
BLE_API ble_status ble_ad_add_name(struct ble_ad_builder *builder, const char *text, size_t size, bool may_cut);

/** Add a broadcast name. @param size 4 ... 128 octets */
BLE_API ble_status ble_ad_add_broadcast_name(struct ble_ad_builder *builder, const char *text, size_t size);

/** Add the transmit power level. */
BLE_API ble_status ble_ad_add_tx_power(struct ble_ad_builder *builder, int8_t dbm);

/** Add the class of device. @param value 24 bits */
BLE_API ble_status ble_ad_add_class_of_device(struct ble_ad_builder *builder, uint32_t value);

/** Add the appearance. */
BLE_API ble_status ble_ad_add_appearance(struct ble_ad_builder *builder, uint16_t appearance);

/** Add the preferred connection intervals, x 1.25 ms. @param minimum 6 ... maximum @param maximum ... 3200; each or
 * both 0xffff: no preference */
BLE_API ble_status ble_ad_add_connection_interval(struct ble_ad_builder *builder, uint16_t minimum, uint16_t maximum);

/** Add the advertising interval, x 0.625 ms, in the shortest form (2, 3 or 4 octets). */
BLE_API ble_status ble_ad_add_advertising_interval(struct ble_ad_builder *builder, uint32_t interval);

/** Add the role. @param role enum ble_ad_role */
BLE_API ble_status ble_ad_add_role(struct ble_ad_builder *builder, uint8_t role);

/** Add the LE Bluetooth device address. @param address public or random, identity or not */
BLE_API ble_status ble_ad_add_address(struct ble_ad_builder *builder, const struct ble_address *address);

/** Add target addresses. @param addresses all public or all random @param count 1 ... 42 */
BLE_API ble_status ble_ad_add_targets(struct ble_ad_builder *builder, const struct ble_address *addresses,
                                      size_t count);

/** Add service data, with the shortest form of the UUID. @param data may be NULL when size is 0 */
BLE_API ble_status ble_ad_add_service_data(struct ble_ad_builder *builder, const struct ble_uuid *uuid,
                                           const uint8_t *data, size_t size);

/** Add manufacturer specific data. @param data may be NULL when size is 0 @param size 0 ... 252 */
BLE_API ble_status ble_ad_add_manufacturer(struct ble_ad_builder *builder, uint16_t company, const uint8_t *data,
                                           size_t size);

/** Add a URI. @param scheme see ble_ad_read_uri(), 1 ... 0x10ffff, no surrogate @param text UTF-8, unchecked */
BLE_API ble_status ble_ad_add_uri(struct ble_ad_builder *builder, uint32_t scheme, const char *text, size_t size);

/** Add a resolvable set identifier. @param octets hash (3), prand (3), little-endian */
BLE_API ble_status ble_ad_add_resolvable_set(struct ble_ad_builder *builder, const uint8_t octets[6]);

/** Add encrypted advertising data. @param encrypted size 0 ... 245 */
BLE_API ble_status ble_ad_add_encrypted(struct ble_ad_builder *builder, const struct ble_ad_encrypted *encrypted);

/** Add the timing of the responses to a periodic train. */
BLE_API ble_status ble_ad_add_response_timing(struct ble_ad_builder *builder,
                                              const struct ble_ad_response_timing *timing);

/* ------------------------------------------------------------------------------------------------ names */

/** Name of a type (Assigned Numbers 2.3), "Complete Local Name"; NULL when it is not assigned. */
BLE_API const char *ble_ad_type_name(uint8_t type);

#ifdef __cplusplus
}
#endif
#endif
