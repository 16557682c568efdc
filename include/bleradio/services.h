/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Services that many devices have, ready made: UART, battery, device information, current time, HID, and views
 * of generic access and generic attribute.
 *
 * One definition is for a peer's and our own:
 *
 *     ble_connection_service(connection, &ble_battery_service, 0, &service);     // a peer's, or
 *     ble_radio_add_service(radio, &ble_battery_service, NULL, &service);        // our own
 *     ble_service_characteristic(service, &ble_battery_level, 0, &level);
 *     ble_characteristic_get_int(level, &ble_battery_level, &percent);
 *     ble_characteristic_set_int(level, &ble_battery_level, 80);                 // our own; subscribers are told
 *
 * Types are constants, compared by UUID. They are made with the macros of <bleradio/characteristics.h> and
 * <bleradio/streams.h>, which is how a program makes further ones. Only services that need more than their type have
 * functions here. What may block, callbacks, threads: as in <bleradio/service.h>. Who owns what is said where it is not
 * all in the arguments.
 */
#ifndef BLERADIO_SERVICES_H
#define BLERADIO_SERVICES_H

#include <time.h>

#include <bleradio/characteristics.h>
#include <bleradio/streams.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------ UART */

/** 6e400001-...: the UART of Nordic Semiconductor. */
extern BLE_API const struct ble_service_type ble_uart_service;
extern BLE_API const struct ble_characteristic_type ble_uart_rx; /**< 6e400002-...: to the server, at most 512 octets */
extern BLE_API const struct ble_characteristic_type ble_uart_tx; /**< 6e400003-...: from the server */

/**
 * Open a stream over a UART service: what the other side writes is read, what is written the other side reads.
 *
 *     ble_radio_add_service(radio, &ble_uart_service, NULL, &service);
 *     ble_uart_open(&stream, service, memory, sizeof(memory), NULL);
 *     while (ble_stream_read(&stream, &octet, 1, BLE_FOREVER, NULL) == BLE_OK)
 *         ble_stream_write(&stream, &octet, 1, 1000, NULL);
 *
 * @param service a peer's or our own
 * @param memory for what came and was not read yet; ends with ble_stream_close()
 * @return as ble_service_characteristic(), ble_stream_open()
 */
BLE_API ble_status ble_uart_open(struct ble_stream *stream, ble_service service, void *memory, size_t capacity,
                                 const struct ble_pipe_options *options);

/* ------------------------------------------------------------------------------------------------ battery */

/** 180f: Battery (BAS 1.1). */
extern BLE_API const struct ble_service_type ble_battery_service;
extern BLE_API const struct ble_characteristic_type ble_battery_level; /**< 2a19: percent, 0 ... 100; at first 0 */

/* ------------------------------------------------------------------------------------------------ information */

/** 180a: Device Information (DIS 1.2). */
extern BLE_API const struct ble_service_type ble_device_info_service;
extern BLE_API const struct ble_characteristic_type ble_device_info_model;        /**< 2a24: text */
extern BLE_API const struct ble_characteristic_type ble_device_info_serial;       /**< 2a25: text */
extern BLE_API const struct ble_characteristic_type ble_device_info_firmware;     /**< 2a26: text */
extern BLE_API const struct ble_characteristic_type ble_device_info_hardware;     /**< 2a27: text */
extern BLE_API const struct ble_characteristic_type ble_device_info_software;     /**< 2a28: text */
extern BLE_API const struct ble_characteristic_type ble_device_info_manufacturer; /**< 2a29: text */
/** 2a50: source (1: company identifier, 2: USB), vendor, product, version; "<BHHH" */
extern BLE_API const struct ble_characteristic_type ble_device_info_pnp;

/** What our device says of itself. What is NULL (source: 0) is not there at all, so that nobody reads nothing. */
struct ble_device_info {
    const char *model;        /**< at most BLE_GATT_VALUE octets, as all texts here */
    const char *serial;       /**< serial number */
    const char *firmware;     /**< revision */
    const char *hardware;     /**< revision */
    const char *software;     /**< revision */
    const char *manufacturer; /**< name */
    uint8_t pnp_source;       /**< of vendor: 1: a company identifier of the Bluetooth SIG, 2: of USB */
    uint16_t pnp_vendor;      /**< who made it */
    uint16_t pnp_product;     /**< as the vendor counts */
    uint16_t pnp_version;     /**< 0x0123: 1.2.3 */
};

/**
 * Add a device information service of our own. Its values never change.
 * @param info copied
 * @param service may be NULL
 * @return as ble_radio_add_service(); BLE_ERROR_ARGUMENT: a text that is empty or too long
 */
BLE_API ble_status ble_radio_add_device_info(ble_radio *radio, const struct ble_device_info *info,
                                             ble_service *service);

/* ------------------------------------------------------------------------------------------------ time */

/** 1805: Current Time (CTS 1.1). */
extern BLE_API const struct ble_service_type ble_current_time_service;
extern BLE_API const struct ble_characteristic_type ble_current_time; /**< 2a2b: struct ble_date_time */
/** 2a0f: time zone in quarters of an hour, -48 ... 56, -128: unknown; offset of daylight saving time: 0, 2, 4, 8 of
 *  them, 255: unknown */
extern BLE_API const struct ble_characteristic_type ble_local_time_info;

/** Why a current time was told: bits (CTS 3.1.2.1). */
enum ble_time_reason {
    BLE_TIME_ADJUSTED_BY_HAND = 1 << 0,
    BLE_TIME_ADJUSTED_BY_REFERENCE = 1 << 1,
    BLE_TIME_ZONE_CHANGED = 1 << 2,
    BLE_TIME_DAYLIGHT_CHANGED = 1 << 3
};

/** A time of day, in the server's zone. */
struct ble_date_time {
    uint16_t year;      /**< 1582 ... 9999; 0: unknown */
    uint8_t month;      /**< 1 ... 12; 0: unknown */
    uint8_t day;        /**< 1 ... 31; 0: unknown */
    uint8_t hour;       /**< 0 ... 23 */
    uint8_t minute;     /**< 0 ... 59 */
    uint8_t second;     /**< 0 ... 59 */
    uint8_t weekday;    /**< 1: Monday ... 7: Sunday; 0: unknown */
    uint8_t fraction;   /**< 1/256 s */
    uint8_t adjustment; /**< enum ble_time_reason */
};

/** Octets of a current time. */
#define BLE_DATE_TIME_SIZE 10

/** Write a time as it travels. Does no input or output. @return BLE_OK; BLE_ERROR_ARGUMENT: a member out of range */
BLE_API ble_status ble_date_time_pack(const struct ble_date_time *time, uint8_t octets[BLE_DATE_TIME_SIZE]);

/** Read a time. Does no input or output. @return BLE_OK; BLE_ERROR_PROTOCOL: another size, or a member out of range;
 *  *time is unchanged then */
BLE_API ble_status ble_date_time_unpack(const uint8_t *octets, size_t size, struct ble_date_time *time);

/** As the C library has it; what that counts from the first of January (tm_yday) and daylight saving (tm_isdst) are -1,
 *  unknown members 0, tm_wday -1. */
BLE_API struct tm ble_date_time_to_tm(const struct ble_date_time *time);

/** Of what the C library has: fraction and adjustment are 0. A second 60 becomes 59. */
BLE_API struct ble_date_time ble_date_time_of_tm(const struct tm *tm);

/** Read a peer's time. @return as ble_date_time_unpack(), ble_service_characteristic(), ble_characteristic_read();
 *  BLE_ERROR_ATT(BLE_ATT_INSUFFICIENT_AUTHENTICATION): it wants to be paired first, as telephones do */
BLE_API ble_status ble_current_time_get(ble_service service, struct ble_date_time *time);

/** A current time service of our own. The program's memory, which stays where it is while the service exists. */
struct ble_time_server {
    /** What time is it? In a callback: it must not wait. */
    void (*now)(struct ble_date_time *time, void *user);
    void *user;              /**< for now */
    int8_t zone;             /**< see ble_local_time_info */
    uint8_t daylight;        /**< see ble_local_time_info */
    ble_service service;     /**< the library's */
    ble_characteristic time; /**< the library's */
};

/** Add a current time service of our own: each read asks `now`. @param server its first four members are filled in
 *  @return as ble_radio_add_service(); BLE_ERROR_ARGUMENT: no `now`, or a zone out of range */
BLE_API ble_status ble_radio_add_current_time(ble_radio *radio, struct ble_time_server *server);

/** Tell subscribers that the clock was set. Does not wait. @param reason enum ble_time_reason
 *  @return as ble_characteristic_notify_start(); BLE_ERROR_ARGUMENT: what `now` said is no time */
BLE_API ble_status ble_time_server_adjusted(struct ble_time_server *server, uint8_t reason);

/* ------------------------------------------------------------------------------------------------ HID */

/** 1812: Human Interface Device (HIDS 1.0, HOGP 1.0), as far as it is the same on each device: to find it. */
extern BLE_API const struct ble_service_type ble_hid_service;
extern BLE_API const struct ble_characteristic_type ble_hid_information; /**< 2a4a: version, country, flags; "<HBB" */
extern BLE_API const struct ble_characteristic_type ble_hid_report_map;  /**< 2a4b: report descriptor, USB HID 6.2.2 */
extern BLE_API const struct ble_characteristic_type ble_hid_control_point;     /**< 2a4c: 0 suspend, 1 exit suspend */
extern BLE_API const struct ble_characteristic_type ble_hid_report;            /**< 2a4d: one for each report */
extern BLE_API const struct ble_characteristic_type ble_hid_protocol_mode;     /**< 2a4e: 0 boot, 1 report */
extern BLE_API const struct ble_characteristic_type ble_hid_boot_keyboard_in;  /**< 2a22: 8 octets */
extern BLE_API const struct ble_characteristic_type ble_hid_boot_keyboard_out; /**< 2a32: 1 octet */
extern BLE_API const struct ble_characteristic_type ble_hid_boot_mouse_in;     /**< 2a33: 3 octets */

/** Kinds of reports, as in a Report Reference (HIDS 2.5.3.2). */
enum ble_hid_kind { BLE_HID_INPUT = 1, BLE_HID_OUTPUT = 2, BLE_HID_FEATURE = 3 };

/** Most reports of a device. */
#define BLE_HID_REPORTS 16

/** A report. */
struct ble_hid_report {
    uint8_t kind;                      /**< enum ble_hid_kind */
    uint8_t id;                        /**< 0: the device has no ids */
    uint16_t size;                     /**< octets, without id; 0: the report map does not tell */
    ble_characteristic characteristic; /**< to read, write, subscribe to */
};

/** What a report map says. */
struct ble_hid_map {
    uint8_t count;                                  /**< of reports */
    bool keyboard;                                  /**< a keyboard is among what it is */
    bool mouse;                                     /**< a mouse is */
    struct ble_hid_report reports[BLE_HID_REPORTS]; /**< in the order of the map */
};

/** A HID service, ours or a peer's. A value: copy it, keep it. 672 octets (64 bit). */
struct ble_hid {
    ble_service service;    /**< which */
    struct ble_hid_map map; /**< its reports */
};

/** Identifiers in the default report map. */
enum ble_hid_default_id {
    BLE_HID_KEYBOARD = 1, /**< input: modifiers, 0, six keys; output: lamps */
    BLE_HID_MOUSE = 2,    /**< input: buttons, x, y, wheel */
    BLE_HID_CONSUMER = 3  /**< input: a usage of the Consumer page, 16 bits */
};

/** A keyboard, a mouse and the keys of a media player. */
extern BLE_API const uint8_t ble_hid_default_map[];
extern BLE_API const size_t ble_hid_default_map_size; /**< its octets */

/**
 * Read a report map (USB HID 1.11 6.2.2). Does no input or output.
 * @param octets `size` of them
 * @return BLE_OK; BLE_ERROR_PROTOCOL: items that are cut short, collections that do not end, ends without one, a
 *         report id 0, global state that is popped and was not pushed, a report of more than BLE_GATT_VALUE octets;
 *         BLE_ERROR_FULL: more than BLE_HID_REPORTS reports
 */
BLE_API ble_status ble_hid_parse_map(const uint8_t *octets, size_t size, struct ble_hid_map *map);

/**
 * Add a HID service of our own: a characteristic for each report; for a keyboard and a mouse those of the boot
 * protocol, too. Peers must be encrypted to read, write or subscribe, but for the protocol mode (HOGP 1.0 6.1).
 * @param map report map, copied; NULL: ble_hid_default_map
 * @param size octets of map, at most BLE_GATT_VALUE
 * @param hid gets what was made
 * @return as ble_hid_parse_map(), ble_radio_add_service()
 */
BLE_API ble_status ble_radio_add_hid(ble_radio *radio, const uint8_t *map, size_t size, struct ble_hid *hid);

/**
 * Look at a peer's HID service: its report map, and which characteristic is which report.
 * @return as ble_service_characteristic(), ble_characteristic_read(), ble_hid_parse_map(); BLE_ERROR_PROTOCOL: a report
 *         without a proper Report Reference
 */
BLE_API ble_status ble_hid_open(struct ble_hid *hid, ble_service service);

/** A report by kind and id. @return NULL: there is none */
BLE_API const struct ble_hid_report *ble_hid_find(const struct ble_hid *hid, uint8_t kind, uint8_t id);

/**
 * Send a report: of our own device an input report, which subscribers are told; to a peer's an output report.
 * @param size the report's
 * @return BLE_ERROR_NOT_FOUND: no such report; BLE_ERROR_ARGUMENT: another size; as ble_characteristic_write()
 */
BLE_API ble_status ble_hid_send(const struct ble_hid *hid, uint8_t id, const void *data, size_t size);

/** As ble_hid_send() without waiting. */
BLE_API ble_status ble_hid_send_start(const struct ble_hid *hid, uint8_t id, const void *data, size_t size,
                                      ble_done *done, void *user, uint32_t *operation);

/* ------------------------------------------------------------------------------------------------ generic */

/** 1800: Generic Access. A view of a peer's; our own the library has always (ble_radio_set_name()). */
extern BLE_API const struct ble_service_type ble_generic_access_service;
extern BLE_API const struct ble_characteristic_type ble_device_name; /**< 2a00: text */
extern BLE_API const struct ble_characteristic_type ble_appearance;  /**< 2a01: Assigned Numbers 2.6 */
/** 2a04: least and most connection interval x 1.25 ms, latency, supervision timeout x 10 ms; "<HHHH" */
extern BLE_API const struct ble_characteristic_type ble_preferred_parameters;

/** 1801: Generic Attribute. A view of a peer's; the library does what is to be done with it. */
extern BLE_API const struct ble_service_type ble_generic_attribute_service;
extern BLE_API const struct ble_characteristic_type ble_service_changed; /**< 2a05: indicates first and last handle */
extern BLE_API const struct ble_characteristic_type ble_database_hash;   /**< 2b2a: 16 octets */

#ifdef __cplusplus
}
#endif
#endif
