/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Advertisement: what a radio advertises, what a scan found, and types of advertisements to scan for.
 *
 * An advertisement is a plain value: advertising data and whether it is connectable. It is put together field by field,
 * copied with =, and needs no end:
 *
 *     struct ble_advertisement advertisement;
 *     ble_advertisement_provide(&advertisement, (const struct ble_uuid *[]){ &ble_uuid_battery }, 1);
 *     ble_advertisement_set_name(&advertisement, "Thermometer");
 *     ble_radio_start_advertising(radio, &advertisement, NULL);
 *
 * A report is what a scan gives: the same data as a view, with what the controller said of it. Fields are read from
 * either by the functions of <bleradio/advertising_data.h>, which take data and size:
 *
 *     if (ble_ad_get_name(report.data, report.size, &text, &length)) printf("%.*s\n", (int)length, text);
 *     if (ble_ad_get_tx_power(advertisement.data, advertisement.size, &dbm)) ...
 *
 * ble_advertisement_of() makes an advertisement of a report where an editable copy is wanted. Reading never makes a
 * field; a field that is not there is one that the reader returns false for.
 *
 * A type says which reports are wanted: by prefixes of AD structures and, where those are not enough, by a function.
 * Types form a tree; of the types asked for, the most derived that matches is the report's. A program makes further
 * types as the library makes its own:
 *
 *     static const struct ble_uuid lamp = BLE_UUID16(0xff12);
 *     static const struct ble_advertisement_type provides_lamp = BLE_TYPE_PROVIDES("lamp", &lamp);
 *
 * Nothing here does input or output, owns memory or has state; any thread may use it.
 */
#ifndef BLERADIO_ADVERTISEMENT_H
#define BLERADIO_ADVERTISEMENT_H

#include <bleradio/advertising_data.h>
#include <bleradio/host.h>
#include <bleradio/known_uuids.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Longest advertising data of an extended advertisement, octets (Vol 4 Part E 7.8.54). */
#define BLE_ADVERTISEMENT_DATA 1650

/**
 * Something to advertise. All zero is an empty one. Members may be read; the functions keep data well formed. Who
 * means to send something malformed writes data and size directly.
 */
struct ble_advertisement {
    bool connectable;                     /**< centrals may connect; may be set */
    uint16_t capacity;                    /**< most octets of data; may be set, to BLE_AD_LEGACY_MAX for what must fit a
                                               legacy PDU; 0: BLE_ADVERTISEMENT_DATA */
    uint16_t size;                        /**< octets of data */
    uint16_t needed;                      /**< after BLE_ERROR_FULL: the capacity that would have done */
    uint8_t data[BLE_ADVERTISEMENT_DATA]; /**< AD structures: whole ones, and nothing behind them,
                                               as the functions leave them */
};

struct ble_advertisement_type;

/** One advertisement that was heard. data lives until the next call with the radio it came from. */
struct ble_report {
    const struct ble_advertisement_type *type; /**< of the types asked for the most derived that matches */
    uint64_t time_us;                          /**< monotonic: when the first octet of its packet came */
    struct ble_address address;                /**< advertiser; type BLE_ADDRESS_ANONYMOUS: not told */
    struct ble_address direct;                 /**< target of a directed advertisement, where `directed` */
    const uint8_t *data;                       /**< AD structures, unchecked: as they were sent */
    uint16_t size;                             /**< octets of data */
    uint16_t response_size;                    /**< of these the last so many are a merged scan response */
    int8_t rssi_dbm;                           /**< 127: unknown */
    int8_t tx_power_dbm;                       /**< of an extended PDU's header; 127: unknown */
    bool connectable;                          /**< for a scan response: what the advertisement before it was, as far as
                                                    the controller tells (extended reports) */
    bool scannable;                            /**< answers scan requests */
    bool scan_response;                        /**< a scan response by itself */
    bool directed;                             /**< at `direct` alone */
    bool extended;                             /**< extended PDUs on the air */
    bool truncated;                            /**< the controller could not receive all of it */
    uint8_t primary_phy;                       /**< enum ble_phy */
    uint8_t secondary_phy;                     /**< enum ble_phy; 0: none */
    uint8_t set_id;                            /**< advertising SID, 0xff: none */
    uint16_t periodic_interval;                /**< x 1.25 ms; 0: none */
};

/** A kind of advertisement. Define further ones as const objects; the library never copies them. */
struct ble_advertisement_type {
    const char *name;                            /**< for people */
    const struct ble_advertisement_type *parent; /**< what it is a kind of; NULL: ble_any_advertisement */
    const uint8_t *prefixes;                     /**< {size, AD type, first octets ...} ... as ble_report_filter */
    uint8_t prefixes_size; /**< octets of prefixes, at most BLE_FILTER_PREFIXES; 0: no condition */
    bool all_prefixes;     /**< every prefix must match a structure, else one is enough */
    /** Further condition, asked after the prefixes match; NULL: none. */
    bool (*matches)(const struct ble_advertisement_type *type, const uint8_t *data, size_t size);
    const void *argument; /**< for `matches` */
};

/* ------------------------------------------------------------------------------------------------ editing
 * Every function that changes an advertisement and returns a status returns
 *   BLE_OK,
 *   BLE_ERROR_FULL      it does not fit: nothing was changed, advertisement->needed says which capacity would do, or
 *   BLE_ERROR_ARGUMENT  it cannot be expressed in any capacity: nothing was changed.
 * What is set takes the place of what says the same; where that is more than one structure, the first keeps its place
 * and the others go. What is new goes to the end, flags to the front. Arguments may be views into the advertisement. */

/** Make it empty: no data, not connectable, any capacity. */
BLE_API void ble_advertisement_init(struct ble_advertisement *advertisement);

/**
 * An editable copy of what was heard: the same structures in the same order, unknown and repeated types included. A
 * structure that the end of the data cuts short is kept with the octets there are; a length octet that nothing follows,
 * and what follows a length of 0, is not kept.
 * @return BLE_OK; BLE_ERROR_FULL: more than BLE_ADVERTISEMENT_DATA octets (a merged scan response)
 */
BLE_API ble_status ble_advertisement_of(struct ble_advertisement *advertisement, const struct ble_report *report);

/** Do both say the same: the same structures, each as often, in whatever order? connectable does not count. */
BLE_API bool ble_advertisement_equal(const struct ble_advertisement *a, const struct ble_advertisement *b);

/**
 * Set a structure of any type. Read it with ble_ad_find().
 * @param type enum ble_ad_type, or any other
 * @param data may be NULL when size is 0
 * @param size 0 ... BLE_AD_VALUE_MAX
 */
BLE_API ble_status ble_advertisement_set(struct ble_advertisement *advertisement, uint8_t type, const void *data,
                                         size_t size);

/** Add one more structure of any type at the end, whatever there is. Arguments as with ble_advertisement_set(). */
BLE_API ble_status ble_advertisement_add(struct ble_advertisement *advertisement, uint8_t type, const void *data,
                                         size_t size);

/** Remove every structure of a type. @return how many there were */
BLE_API size_t ble_advertisement_remove(struct ble_advertisement *advertisement, uint8_t type);

/* ------------------------------------------------------------------------------------------------ fields */

/** Set the flags. @param flags enum ble_ad_flag */
BLE_API ble_status ble_advertisement_set_flags(struct ble_advertisement *advertisement, uint8_t flags);

/** Set bits of the flags and leave the others. @param bits enum ble_ad_flag @param on false: clear them */
BLE_API ble_status ble_advertisement_set_flag(struct ble_advertisement *advertisement, uint8_t bits, bool on);

/** Set the complete name. @param text UTF-8, unchecked, at most 248 octets (Vol 3 Part C 12.1) */
BLE_API ble_status ble_advertisement_set_name(struct ble_advertisement *advertisement, const char *text);

/** Set the shortened name. @param text as with ble_advertisement_set_name() */
BLE_API ble_status ble_advertisement_set_short_name(struct ble_advertisement *advertisement, const char *text);

/** Set the complete name, or, where it does not fit, as many whole characters as do as the shortened name; whichever
 * name there was goes. @param text as with ble_advertisement_set_name() */
BLE_API ble_status ble_advertisement_fit_name(struct ble_advertisement *advertisement, const char *text);

/** Set the transmit power level. */
BLE_API ble_status ble_advertisement_set_tx_power(struct ble_advertisement *advertisement, int8_t dbm);

/** Set the appearance (Assigned Numbers 2.6). */
BLE_API ble_status ble_advertisement_set_appearance(struct ble_advertisement *advertisement, uint16_t appearance);

/** Set the role. @param role enum ble_ad_role */
BLE_API ble_status ble_advertisement_set_role(struct ble_advertisement *advertisement, uint8_t role);

/** Set the preferred connection intervals, x 1.25 ms. @param minimum 6 ... maximum @param maximum ... 3200; each or
 * both 0xffff: no preference */
BLE_API ble_status ble_advertisement_set_connection_interval(struct ble_advertisement *advertisement, uint16_t minimum,
                                                             uint16_t maximum);

/** Set the advertising interval, x 0.625 ms, in its shortest form. */
BLE_API ble_status ble_advertisement_set_advertising_interval(struct ble_advertisement *advertisement,
                                                              uint32_t interval);

/** Set the LE Bluetooth device address. @param address public or random, identity or not */
BLE_API ble_status ble_advertisement_set_address(struct ble_advertisement *advertisement,
                                                 const struct ble_address *address);

/** Set the public or the random target addresses. @param addresses all public or all random @param count 1 ... 42 */
BLE_API ble_status ble_advertisement_set_targets(struct ble_advertisement *advertisement,
                                                 const struct ble_address *addresses, size_t count);

/** Set the URI. @param scheme see ble_ad_read_uri() @param text the rest, UTF-8, unchecked */
BLE_API ble_status ble_advertisement_set_uri(struct ble_advertisement *advertisement, uint32_t scheme,
                                             const char *text);

/**
 * Set the data of a service; that of other services stays.
 * @param service in its shortest form on the air
 * @param data may be NULL when size is 0
 */
BLE_API ble_status ble_advertisement_set_service_data(struct ble_advertisement *advertisement,
                                                      const struct ble_uuid *service, const void *data, size_t size);

/** Remove the data of a service. @return how many structures there were */
BLE_API size_t ble_advertisement_remove_service_data(struct ble_advertisement *advertisement,
                                                     const struct ble_uuid *service);

/**
 * Set the data of a company; that of other companies stays. Data made of records: <bleradio/manufacturer_data.h>.
 * @param company identifier (Assigned Numbers 7.1)
 * @param data what follows it; may be NULL when size is 0
 * @param size 0 ... 252
 */
BLE_API ble_status ble_advertisement_set_manufacturer(struct ble_advertisement *advertisement, uint16_t company,
                                                      const void *data, size_t size);

/** Remove the data of a company. @return how many structures there were */
BLE_API size_t ble_advertisement_remove_manufacturer(struct ble_advertisement *advertisement, uint16_t company);

/* ------------------------------------------------------------------------------------------------ services
 * What is listed is read with ble_ad_lists() and ble_ad_uuids_begin(). */

/**
 * Begin an advertisement of services that this device has: connectable, flags general discovery and LE only, and lists
 * of all the services, the complete kind, each service once.
 * @param services may be NULL when count is 0
 * @param count 0 ... 255
 * @return as above; also after an error it is connectable and has the flags
 */
BLE_API ble_status ble_advertisement_provide(struct ble_advertisement *advertisement,
                                             const struct ble_uuid *const *services, size_t count);

/** Begin an advertisement of services that this device looks for; otherwise as ble_advertisement_provide(). */
BLE_API ble_status ble_advertisement_solicit(struct ble_advertisement *advertisement,
                                             const struct ble_uuid *const *services, size_t count);

/** Add a service to the lists, unless it is listed already. */
BLE_API ble_status ble_advertisement_append(struct ble_advertisement *advertisement, enum ble_ad_list list,
                                            const struct ble_uuid *service);

/**
 * Add services to the lists, those that are not listed already.
 * @param count 0 ... 255
 * @param may_cut false: all of them, or an error. True: as many as fit; a list that lacks some is marked incomplete
 * (solicitations have no mark for that); BLE_ERROR_FULL when not one fits.
 */
BLE_API ble_status ble_advertisement_extend(struct ble_advertisement *advertisement, enum ble_ad_list list,
                                            const struct ble_uuid *const *services, size_t count, bool may_cut);

/* ------------------------------------------------------------------------------------------------ types */

/** Is a report with this data of this type and of all that it is derived from? Never reads past size. */
BLE_API bool ble_advertisement_type_matches(const struct ble_advertisement_type *type, const uint8_t *data,
                                            size_t size);

/** Is `type` derived from `ancestor`, or the same? */
BLE_API bool ble_advertisement_type_is(const struct ble_advertisement_type *type,
                                       const struct ble_advertisement_type *ancestor);

/** Condition of a type: the services listed include the UUID at `argument`. */
BLE_API bool ble_matches_service(const struct ble_advertisement_type *type, const uint8_t *data, size_t size);

/** Condition of a type: the services looked for include the UUID at `argument`. */
BLE_API bool ble_matches_solicitation(const struct ble_advertisement_type *type, const uint8_t *data, size_t size);

/** Condition of a type: there is data of the service whose UUID is at `argument`. */
BLE_API bool ble_matches_service_data(const struct ble_advertisement_type *type, const uint8_t *data, size_t size);

/** Initialiser of a type: advertisements that list a service, in lists of 16-bit or 128-bit UUIDs. @param service
 * pointer to its UUID */
#define BLE_TYPE_PROVIDES(name, service)                                                                               \
    {                                                                                                                  \
        (name), &ble_provides_services, NULL, 0, false, ble_matches_service, (service)                                 \
    }

/** Initialiser of a type: advertisements that look for a service; as BLE_TYPE_PROVIDES(). */
#define BLE_TYPE_SOLICITS(name, service)                                                                               \
    {                                                                                                                  \
        (name), &ble_solicits_services, NULL, 0, false, ble_matches_solicitation, (service)                            \
    }

/** Initialiser of a type: advertisements with data of a service. @param service pointer to its UUID */
#define BLE_TYPE_SERVICE_DATA(name, service)                                                                           \
    {                                                                                                                  \
        (name), &ble_service_data, NULL, 0, false, ble_matches_service_data, (service)                                 \
    }

extern BLE_API const struct ble_advertisement_type ble_any_advertisement;     /**< everything */
extern BLE_API const struct ble_advertisement_type ble_provides_services;     /**< lists services: 02, 03, 06 or 07 */
extern BLE_API const struct ble_advertisement_type ble_solicits_services;     /**< looks for services: 14 or 15 */
extern BLE_API const struct ble_advertisement_type ble_service_data;          /**< data of services: 16, 20 or 21 */
extern BLE_API const struct ble_advertisement_type ble_manufacturer_data;     /**< data of a company: ff */
extern BLE_API const struct ble_advertisement_type ble_provides_battery;      /**< lists ble_uuid_battery */
extern BLE_API const struct ble_advertisement_type ble_provides_uart;         /**< lists ble_uuid_uart */
extern BLE_API const struct ble_advertisement_type ble_provides_hid;          /**< lists ble_uuid_hid */
extern BLE_API const struct ble_advertisement_type ble_provides_device_info;  /**< lists ble_uuid_device_info */
extern BLE_API const struct ble_advertisement_type ble_provides_current_time; /**< lists ble_uuid_current_time */
extern BLE_API const struct ble_advertisement_type ble_provides_heart_rate;   /**< lists ble_uuid_heart_rate */
extern BLE_API const struct ble_advertisement_type ble_provides_health_thermometer; /**< ble_uuid_health_thermometer */
extern BLE_API const struct ble_advertisement_type ble_provides_environmental_sensing; /**< ... of that name */
extern BLE_API const struct ble_advertisement_type ble_solicits_current_time; /**< looks for ble_uuid_current_time */

#ifdef __cplusplus
}
#endif
#endif
