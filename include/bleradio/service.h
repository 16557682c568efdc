/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief Services and characteristics, of peers and our own, with one definition for both.
 *
 * A type says what a service or characteristic is, as a const object that the program or the library defines once:
 *
 *     static const struct ble_characteristic_type level = {
 *         .name = "Battery Level", .uuid = BLE_UUID16(0x2a19), .max_size = 1, .fixed = true,
 *         .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY };
 *     static const struct ble_characteristic_type *const levels[] = { &level };
 *     static const struct ble_service_type battery = { .name = "Battery", .uuid = BLE_UUID16(0x180f),
 *                                                      .characteristics = levels, .count = 1 };
 *
 * A service is an instance of a type, on a peer (found by discovery) or ours (made by ble_radio_add_service()):
 *
 *     ble_service service; ble_characteristic characteristic; uint8_t percent; size_t size;
 *     ble_connection_service(connection, &battery, 0, &service);              // or
 *     ble_radio_add_service(radio, &battery, &service);
 *     ble_service_characteristic(service, &level, 0, &characteristic);
 *     ble_characteristic_read(characteristic, &percent, 1, &size);            // the peer's value, or our own
 *     ble_characteristic_write(characteristic, &percent, 1);                  // to the peer; or ours, subscribers told
 *
 * Handles are values: copy, compare, keep. They name nothing any more when the link or the service is gone: functions
 * return BLE_ERROR_DISCONNECTED, BLE_ERROR_GONE. What was discovered is kept while the link is up, and in a cache by
 * peer for the next connection where the peer's Database Hash says that it still holds (Vol 3 Part G 2.5.2). A peer's
 * Service Changed, to which the library subscribes, makes what it names be forgotten; a peer that says Database Out Of
 * Sync is looked at again and asked once more. That a peer has no service of a UUID is not remembered. Memory: what is
 * known of a service takes 72 octets, 28 for each characteristic and 18 for each descriptor, on 64-bit machines;
 * ble_radio_options.service_bytes bounds it. Threads, callbacks, `_start` twins: <bleradio/radio.h>.
 */
#ifndef BLERADIO_SERVICE_H
#define BLERADIO_SERVICE_H

#include <bleradio/connection.h>
#include <bleradio/gatt.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------ types */

/** A kind of characteristic. Define further ones as const objects, with a macro of <bleradio/characteristics.h> or by
 *  hand. They are compared by uuid, never by address; the library keeps no pointer to them. */
struct ble_characteristic_type {
    const char *name;              /**< for people */
    struct ble_uuid uuid;          /**< what it is */
    uint8_t properties;            /**< enum ble_gatt_property; of a local one */
    uint8_t read_permissions;      /**< enum ble_gatt_permission; of a local one, as all that follow */
    uint8_t write_permissions;     /**< enum ble_gatt_permission */
    uint8_t subscribe_permissions; /**< enum ble_gatt_permission */
    bool fixed;                    /**< every value has max_size octets */
    uint16_t max_size;             /**< octets, at most BLE_GATT_VALUE; 0: the initial value's, without one the
                                        format's, without that 20 */
    uint16_t size;                 /**< octets of value; 0 and fixed: max_size zeroes */
    const void *value;             /**< initial one; may be NULL with size 0 */
    const char *format;            /**< of the value for ble_characteristic_get() as <bleradio/pack.h>; NULL: octets */
    int64_t minimum;               /**< of the whole numbers that format has */
    int64_t maximum;               /**< of these; both 0: whatever format holds */
    const char *description;       /**< Characteristic User Description; NULL: none */
    const struct ble_gatt_descriptor *descriptors; /**< further ones; may be NULL */
    uint8_t descriptors_count;                     /**< of descriptors */
    bool asked; /**< its value is the program's: ble_service_handlers.asked; size is 0 then */
};

/** A kind of service. */
struct ble_service_type {
    const char *name;                                             /**< for people */
    struct ble_uuid uuid;                                         /**< what it is */
    bool secondary;                                               /**< only to be included by others */
    uint8_t count;                                                /**< of characteristics */
    const struct ble_characteristic_type *const *characteristics; /**< in the order of their handles */
    const struct ble_service_type *const *includes;               /**< our own ones of these types, added before; the
                                                                       first of several */
    uint8_t includes_count;                                       /**< of includes */
};

/* ------------------------------------------------------------------------------------------------ handles */

/** A service of a peer or our own. */
typedef struct ble_service {
    ble_connection connection; /**< of a peer; link 0: our own */
    uint16_t handle;           /**< of its declaration */
    uint16_t generation;       /**< of what is known of the peer's or our services */
} ble_service;

/** A characteristic of a peer or our own. */
typedef struct ble_characteristic {
    ble_service service; /**< which it belongs to */
    uint16_t handle;     /**< of its value */
} ble_characteristic;

/** What is known of a service. */
struct ble_service_info {
    struct ble_uuid uuid; /**< what it is */
    uint16_t start;       /**< first handle */
    uint16_t end;         /**< last handle */
    bool secondary;       /**< found as included only */
};

/** What is known of a characteristic. */
struct ble_characteristic_info {
    struct ble_uuid uuid;  /**< what it is */
    uint16_t handle;       /**< of its declaration */
    uint16_t value_handle; /**< of its value */
    uint16_t end;          /**< its last descriptor, or value_handle */
    uint8_t properties;    /**< enum ble_gatt_property */
};

/** A descriptor of a characteristic. */
struct ble_descriptor_info {
    struct ble_uuid uuid; /**< what it is */
    uint16_t handle;      /**< for ble_connection_read_handle() */
};

/* ------------------------------------------------------------------------------------------------ the map */

/**
 * The n-th service of a type on a connection: discovered by UUID the first time, then known. Allowed in callbacks when
 * it is known.
 * @param instance 0: the first
 * @return BLE_OK; BLE_ERROR_NOT_FOUND; BLE_ERROR_DISCONNECTED; BLE_ERROR_ATT(...); BLE_ERROR_TIMEOUT,
 *         BLE_ERROR_PROTOCOL (the peer's answers make no sense), BLE_ERROR_IN_CALLBACK, BLE_ERROR_INTERRUPTED
 */
BLE_API ble_status ble_connection_service(ble_connection connection, const struct ble_service_type *type,
                                          unsigned instance, ble_service *service);

/** Does the peer have a service of this type? @return BLE_OK, BLE_ERROR_NOT_FOUND, or as ble_connection_service() */
BLE_API ble_status ble_connection_has_service(ble_connection connection, const struct ble_service_type *type);

/** Discover everything: services, included ones, characteristics, descriptors. @return as ble_connection_service();
 *  BLE_ERROR_FULL: more than ble_radio_options.service_bytes allows, those that had room are known */
BLE_API ble_status ble_connection_discover(ble_connection connection);

/** As ble_connection_discover() without waiting; with by_uuid only services of that UUID (BLE_ERROR_NOT_FOUND when
 * there is none); NULL: all. */
BLE_API ble_status ble_connection_discover_start(ble_connection connection, const struct ble_uuid *by_uuid,
                                                 ble_done *done, void *user, uint32_t *id);

/** The n-th service that is known, by handle. @return BLE_OK; BLE_END: no more */
BLE_API ble_status ble_connection_service_at(ble_connection connection, unsigned n, ble_service *service);

/** The n-th of our own services, by handle, the library's own (GAP, GATT) first. @return BLE_OK; BLE_END */
BLE_API ble_status ble_radio_service_at(ble_radio *radio, unsigned n, ble_service *service);

/** @return BLE_OK, BLE_ERROR_GONE, BLE_ERROR_DISCONNECTED */
BLE_API ble_status ble_service_get_info(ble_service service, struct ble_service_info *info);

/** The n-th service that a service includes. @return BLE_OK; BLE_END: no more; BLE_ERROR_GONE, BLE_ERROR_DISCONNECTED
 */
BLE_API ble_status ble_service_included_at(ble_service service, unsigned n, ble_service *included);

/** The n-th characteristic of a type. @return BLE_OK; BLE_ERROR_NOT_FOUND; as ble_connection_service() */
BLE_API ble_status ble_service_characteristic(ble_service service, const struct ble_characteristic_type *type,
                                              unsigned instance, ble_characteristic *characteristic);

/** The n-th characteristic, by handle. @return BLE_OK; BLE_END */
BLE_API ble_status ble_service_characteristic_at(ble_service service, unsigned n, ble_characteristic *characteristic);

/** @return BLE_OK, BLE_ERROR_GONE, BLE_ERROR_DISCONNECTED */
BLE_API ble_status ble_characteristic_get_info(ble_characteristic characteristic, struct ble_characteristic_info *info);

/** The n-th descriptor, by handle. @return BLE_OK; BLE_END; BLE_ERROR_GONE, BLE_ERROR_DISCONNECTED */
BLE_API ble_status ble_characteristic_descriptor_at(ble_characteristic characteristic, unsigned n,
                                                    struct ble_descriptor_info *info);

/* ------------------------------------------------------------------------------------------------ values */

/**
 * Read the whole value: of a peer with as many requests as it takes, of our own as it is stored.
 * @param size the value's octets, also when they are more than capacity; may be NULL
 * @return BLE_OK; BLE_ERROR_FULL: cut at capacity; BLE_ERROR_ATT(...); as ble_connection_service()
 */
BLE_API ble_status ble_characteristic_read(ble_characteristic characteristic, void *data, size_t capacity,
                                           size_t *size);

/** As ble_characteristic_read() without waiting: the value is the answer that done gets. */
BLE_API ble_status ble_characteristic_read_start(ble_characteristic characteristic, ble_done *done, void *user,
                                                 uint32_t *id);

/**
 * Write a value. To a peer: with response when it has property WRITE (prepared in parts when it is longer than one
 * request holds), else without. Our own: stored, and told to every peer that subscribed.
 * @return BLE_OK; BLE_ERROR_ARGUMENT: size is not what the type allows (local); BLE_ERROR_UNSUPPORTED: it cannot be
 *         written; BLE_ERROR_ATT(...); as ble_connection_service()
 */
BLE_API ble_status ble_characteristic_write(ble_characteristic characteristic, const void *data, size_t size);

/** As ble_characteristic_write() without waiting. */
BLE_API ble_status ble_characteristic_write_start(ble_characteristic characteristic, const void *data, size_t size,
                                                  ble_done *done, void *user, uint32_t *id);

/** Write without response: at most MTU - 3 octets. Completes when the controller took it. */
BLE_API ble_status ble_characteristic_write_command(ble_characteristic characteristic, const void *data, size_t size);

/** As ble_characteristic_write_command() without waiting. */
BLE_API ble_status ble_characteristic_write_command_start(ble_characteristic characteristic, const void *data,
                                                          size_t size, ble_done *done, void *user, uint32_t *id);

/** A peer's notification or indication. data lives during the call. */
typedef void ble_notified(ble_characteristic characteristic, const uint8_t *data, size_t size, bool indication,
                          void *user);

/**
 * Have a peer tell its changes: writes the CCCD. Several subscribers of one characteristic share it. A subscription
 * ends with its connection, and when the peer's Service Changed names its characteristic.
 * @param indicate indications rather than notifications; where the peer has only one of them, that is taken
 * @param notified NULL: end the subscription that was made with this user pointer
 * @return BLE_OK; BLE_ERROR_UNSUPPORTED: it has neither; BLE_ERROR_NOT_FOUND: there is no such subscription;
 *         BLE_ERROR_FULL: 255 of them on this link; BLE_ERROR_ATT(...); as ble_connection_service()
 */
BLE_API ble_status ble_characteristic_subscribe(ble_characteristic characteristic, bool indicate,
                                                ble_notified *notified, void *user);

/** As ble_characteristic_subscribe() without waiting. */
BLE_API ble_status ble_characteristic_subscribe_start(ble_characteristic characteristic, bool indicate,
                                                      ble_notified *notified, void *user, ble_done *done,
                                                      void *done_user, uint32_t *id);

/* ------------------------------------------------------------------------------------------------ by handle */

/** Read an attribute of a peer by its handle, as ble_characteristic_read(). No discovery. */
BLE_API ble_status ble_connection_read_handle(ble_connection connection, uint16_t handle, void *data, size_t capacity,
                                              size_t *size);

/** As ble_connection_read_handle() without waiting: the value is the answer that done gets. */
BLE_API ble_status ble_connection_read_handle_start(ble_connection connection, uint16_t handle, ble_done *done,
                                                    void *user, uint32_t *id);

/** Write an attribute of a peer by its handle. @param response false: without response */
BLE_API ble_status ble_connection_write_handle(ble_connection connection, uint16_t handle, const void *data,
                                               size_t size, bool response);

/** As ble_connection_write_handle() without waiting. */
BLE_API ble_status ble_connection_write_handle_start(ble_connection connection, uint16_t handle, const void *data,
                                                     size_t size, bool response, ble_done *done, void *user,
                                                     uint32_t *id);

/** Any procedure of the GATT client. FOUND and VALUE come to ble_radio_handlers.event; link is filled in. */
BLE_API ble_status ble_connection_gatt_start(ble_connection connection, const struct ble_gatt *procedure,
                                             ble_done *done, void *user, uint32_t *id);

/* ------------------------------------------------------------------------------------------------ our own */

/** What a peer did to one of our characteristics. */
struct ble_service_handlers {
    /** Its stored value was changed by a peer, which wrote data at offset: each write is told, whatever the value has
     *  become meanwhile. data lives during the call. */
    void (*written)(ble_characteristic characteristic, ble_connection peer, uint16_t offset, const uint8_t *data,
                    size_t size, void *user);
    /** A peer subscribed or ended its subscription. */
    void (*subscribed)(ble_characteristic characteristic, ble_connection peer, bool notify, bool indicate, void *user);
    /** A peer asks for a value that the program keeps (`asked` of its type, BLE_GATT_ASKED of a descriptor), wants to
     *  write it, or wants permission (BLE_GATT_AUTHORIZED): answer with ble_radio_answer(), now or later. May be NULL
     *  where nothing of the kind is. */
    void (*asked)(ble_characteristic characteristic, ble_connection peer, const struct ble_gatt_asked *question,
                  void *user);
    void *user; /**< given to each */
};

/**
 * Add a service of our own. It stays through outages; peers that are connected are told.
 * @param handlers copied; NULL: none
 * @param service may be NULL
 * @return BLE_OK; BLE_ERROR_FULL: attributes or octets configured are used up; BLE_ERROR_ARGUMENT: last_error says what
 *         is wrong with the type; BLE_ERROR_UNSUPPORTED: the radio has no GATT server; BLE_ERROR_MEMORY,
 * BLE_ERROR_STATE
 */
BLE_API ble_status ble_radio_add_service(ble_radio *radio, const struct ble_service_type *type,
                                         const struct ble_service_handlers *handlers, ble_service *service);

/** Being told what peers do to one characteristic of our own, beside the handlers of its service. The memory is the
 *  program's and stays where it is while it watches, at most until the radio is closed. */
struct ble_watch {
    ble_characteristic characteristic;    /**< which */
    struct ble_service_handlers handlers; /**< `asked` is not used */
    struct ble_watch *next;               /**< the library's */
};

/**
 * Begin to watch. Several may watch one characteristic, all are told, who began last is told first. Allowed in
 * callbacks.
 * @return BLE_OK; BLE_ERROR_ARGUMENT: it is a peer's; BLE_ERROR_GONE
 */
BLE_API ble_status ble_characteristic_watch(struct ble_watch *watch);

/** End it, at once. Allowed in callbacks, those of the watch included; no error when it does not watch. */
BLE_API void ble_characteristic_unwatch(struct ble_watch *watch);

/**
 * Remove a service of our own; peers that are connected are told. Allowed in callbacks.
 * @return BLE_OK; BLE_ERROR_BUSY: another one includes it; BLE_ERROR_ARGUMENT: a peer's, or the library's own;
 *         BLE_ERROR_GONE, BLE_ERROR_FULL, BLE_ERROR_STATE
 */
BLE_API ble_status ble_radio_remove_service(ble_service service);

/**
 * Answer a question, once. Allowed in callbacks.
 * @param error enum ble_att_error, 0: data, or done
 * @return BLE_OK; BLE_ERROR_GONE: nobody waits for it any more; BLE_ERROR_ARGUMENT, BLE_ERROR_FULL, BLE_ERROR_STATE
 */
BLE_API ble_status ble_radio_answer(ble_radio *radio, uint32_t token, uint8_t error, const void *data, size_t size);

/**
 * Tell a value to subscribers without storing it; returns when the controller took the last notification and every
 * indication was confirmed.
 * @param peer only this one; NULL: all
 * @return BLE_OK; BLE_ERROR_NOT_FOUND: nobody subscribed; BLE_ERROR_ARGUMENT: it has neither notifications nor
 *         indications; BLE_ERROR_TIMEOUT: one was not confirmed; as ble_connection_service()
 */
BLE_API ble_status ble_characteristic_notify(ble_characteristic characteristic, const ble_connection *peer,
                                             const void *data, size_t size);

/** As ble_characteristic_notify() without waiting. */
BLE_API ble_status ble_characteristic_notify_start(ble_characteristic characteristic, const ble_connection *peer,
                                                   const void *data, size_t size, ble_done *done, void *user,
                                                   uint32_t *id);

#ifdef __cplusplus
}
#endif
#endif
