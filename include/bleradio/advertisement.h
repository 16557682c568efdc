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
 * either through its data (ble_advertisement_of() makes an advertisement of a report where an editable copy is wanted).
 *
 * A type says which reports are wanted: by prefixes of AD structures and, where those are not enough, by a function.
 * Types form a tree; of the types asked for, the most derived that matches is the report's.
 *
 * Nothing here does input or output, owns memory or has state; any thread may use it.
 */
#ifndef BLERADIO_ADVERTISEMENT_H
#define BLERADIO_ADVERTISEMENT_H

#include <bleradio/advertising_data.h>
#include <bleradio/host.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Longest advertising data of an extended advertisement, octets (Vol 4 Part E 7.8.54). */
#define BLE_ADVERTISEMENT_DATA 1650

/** Something to advertise. Members may be read; use the functions to change data. */
struct ble_advertisement {
    bool connectable;                     /**< centrals may connect */
    uint16_t size;                        /**< octets of data */
    uint8_t data[BLE_ADVERTISEMENT_DATA]; /**< AD structures */
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

/** Is a report with this data of this type and of all that it is derived from? Never reads past size. */
BLE_API bool ble_advertisement_type_matches(const struct ble_advertisement_type *type, const uint8_t *data,
                                            size_t size);

/** Is `type` derived from `ancestor`, or the same? */
BLE_API bool ble_advertisement_type_is(const struct ble_advertisement_type *type,
                                       const struct ble_advertisement_type *ancestor);

extern BLE_API const struct ble_advertisement_type ble_any_advertisement; /**< everything */
extern BLE_API const struct ble_advertisement_type ble_provides_services; /**< lists services: 02, 03, 06 or 07 */

#ifdef __cplusplus
}
#endif
#endif
