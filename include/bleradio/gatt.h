/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief GATT as a host understands it: procedures of a client, and what a server's services are made of.
 *
 * Client: a BLE_REQUEST_GATT is one procedure (Vol 3 Part G 4). What it finds or reads comes as BLE_EVENT_FOUND and
 * BLE_EVENT_VALUE with the request's id, then BLE_EVENT_COMPLETED. Procedures of one link run one after another in the
 * order of their requests; a transaction that is not answered in 30 s ends the bearer (Vol 3 Part F 3.3.3): that
 * procedure and all that wait end with BLE_ERROR_TIMEOUT, later ones with BLE_ERROR_DISCONNECTED. An answer that cannot
 * be right ends its procedure with BLE_ERROR_PROTOCOL, a refusal with BLE_ERROR_ATT(); to find nothing is BLE_OK. More
 * procedures than ble_host_config.gatt_procedures end with BLE_ERROR_FULL: BLE_EVENT_SENDABLE tells when to ask again.
 * A procedure that is cancelled or given too little time (ble_request.timeout_ms) while a request of it is out keeps
 * its place until that is answered; what it prepared is taken back.
 *
 *     struct ble_request request = { .type = BLE_REQUEST_GATT };
 *     request.u.gatt = (struct ble_gatt){ .link = link, .operation = BLE_GATT_READ_LONG, .handle = 42 };
 *
 * Server: BLE_REQUEST_ADD_SERVICE adds a service; everything in the definition is copied. Handles are given in the
 * order of the definition and never change while the service exists:
 *
 *     static const uint8_t percent = 87;
 *     const struct ble_gatt_characteristic level = { .uuid = BLE_UUID16(0x2a19),
 *                                                    .properties = BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY,
 *                                                    .max_size = 1, .fixed = true, .value = &percent, .size = 1 };
 *     request.u.add_service = (struct ble_gatt_service){ .uuid = BLE_UUID16(0x180f), .characteristics = &level,
 *                                                        .characteristics_count = 1 };
 */
#ifndef BLERADIO_GATT_H
#define BLERADIO_GATT_H

#include <bleradio/link.h>
#include <bleradio/uuid.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Longest attribute value, octets (Vol 3 Part F 3.2.9). */
#define BLE_GATT_VALUE 512

/** Attribute Protocol error codes (Vol 3 Part F 3.4.1.1); 0x80 ... 0x9f are the application's. */
enum ble_att_error {
    BLE_ATT_INVALID_HANDLE = 0x01,
    BLE_ATT_READ_NOT_PERMITTED = 0x02,
    BLE_ATT_WRITE_NOT_PERMITTED = 0x03,
    BLE_ATT_INVALID_PDU = 0x04,
    BLE_ATT_INSUFFICIENT_AUTHENTICATION = 0x05,
    BLE_ATT_REQUEST_NOT_SUPPORTED = 0x06,
    BLE_ATT_INVALID_OFFSET = 0x07,
    BLE_ATT_INSUFFICIENT_AUTHORIZATION = 0x08,
    BLE_ATT_PREPARE_QUEUE_FULL = 0x09,
    BLE_ATT_ATTRIBUTE_NOT_FOUND = 0x0a,
    BLE_ATT_ATTRIBUTE_NOT_LONG = 0x0b,
    BLE_ATT_ENCRYPTION_KEY_SIZE_TOO_SHORT = 0x0c,
    BLE_ATT_INVALID_VALUE_LENGTH = 0x0d,
    BLE_ATT_UNLIKELY_ERROR = 0x0e,
    BLE_ATT_INSUFFICIENT_ENCRYPTION = 0x0f,
    BLE_ATT_UNSUPPORTED_GROUP_TYPE = 0x10,
    BLE_ATT_INSUFFICIENT_RESOURCES = 0x11,
    BLE_ATT_DATABASE_OUT_OF_SYNC = 0x12,
    BLE_ATT_VALUE_NOT_ALLOWED = 0x13,
    BLE_ATT_WRITE_REQUEST_REJECTED = 0xfc,
    BLE_ATT_CCCD_IMPROPERLY_CONFIGURED = 0xfd,
    BLE_ATT_PROCEDURE_IN_PROGRESS = 0xfe,
    BLE_ATT_OUT_OF_RANGE = 0xff
};

/** Characteristic properties (Vol 3 Part G 3.3.1.1). */
enum ble_gatt_property {
    BLE_GATT_PROPERTY_BROADCAST = 0x01,
    BLE_GATT_PROPERTY_READ = 0x02,
    BLE_GATT_PROPERTY_WRITE_NO_RESPONSE = 0x04,
    BLE_GATT_PROPERTY_WRITE = 0x08,
    BLE_GATT_PROPERTY_NOTIFY = 0x10,
    BLE_GATT_PROPERTY_INDICATE = 0x20,
    BLE_GATT_PROPERTY_SIGNED_WRITE = 0x40,
    BLE_GATT_PROPERTY_EXTENDED = 0x80
};

/* ------------------------------------------------------------------------------------------------ client */

/** Procedures of a client (Vol 3 Part G 4). */
enum ble_gatt_operation {
    BLE_GATT_FIND_SERVICES,        /**< primary ones in start ... end; with `by_uuid` those of uuid: FOUND */
    BLE_GATT_FIND_INCLUDED,        /**< in start ... end; with `by_uuid` those of uuid: FOUND */
    BLE_GATT_FIND_CHARACTERISTICS, /**< in start ... end; with `by_uuid` those of uuid: FOUND */
    BLE_GATT_FIND_DESCRIPTORS,     /**< all attributes in start ... end; with `by_uuid` of that type: FOUND */
    BLE_GATT_READ,                 /**< handle: VALUE, at most MTU - 1 octets */
    BLE_GATT_READ_LONG,            /**< handle, from offset on: VALUEs, parts in order; one of 0 octets where there is
                                        nothing */
    BLE_GATT_READ_BY_UUID,         /**< all of uuid in start ... end: VALUEs, each at most MTU - 4 octets (253); none at
                                        all: BLE_ERROR_ATT(BLE_ATT_ATTRIBUTE_NOT_FOUND) */
    BLE_GATT_READ_MULTIPLE,        /**< handles: one VALUE, values behind one another */
    BLE_GATT_READ_MULTIPLE_VARIABLE, /**< handles: one VALUE each; what does not fit into the MTU is cut or missing */
    BLE_GATT_WRITE,                  /**< handle, data: one request; at most MTU - 3 octets, else BLE_ERROR_ARGUMENT */
    BLE_GATT_WRITE_COMMAND,          /**< handle, data: without response; completes when the controller took it */
    BLE_GATT_WRITE_LONG,             /**< handle, offset, data: prepared and executed; what comes back is compared */
    BLE_GATT_PREPARE,                /**< handle, offset, data: a part of a reliable write; what comes back is compared,
                                          a difference cancels all that is prepared */
    BLE_GATT_EXECUTE,                /**< carry out, or with `cancel` forget, what was prepared */
    BLE_GATT_SIGNED_WRITE            /**< handle, data: signed with the bond's key, without response; without a key
                                          BLE_ERROR_UNSUPPORTED */
};

/** One procedure of a client. */
struct ble_gatt {
    ble_link link;           /**< on which */
    uint8_t operation;       /**< enum ble_gatt_operation */
    bool by_uuid;            /**< uuid counts */
    bool cancel;             /**< BLE_GATT_EXECUTE */
    uint16_t handle;         /**< 1 ... 0xffff */
    uint16_t start;          /**< first handle of a range; 0: 1 */
    uint16_t end;            /**< last handle of a range; 0: 0xffff */
    uint16_t offset;         /**< octets */
    uint16_t size;           /**< octets of data, or number of handles */
    struct ble_uuid uuid;    /**< by_uuid, BLE_GATT_READ_BY_UUID */
    const uint8_t *data;     /**< copied */
    const uint16_t *handles; /**< READ_MULTIPLE...: 2 ... 32 of them, copied */
};

/** What a procedure found. */
struct ble_gatt_found {
    uint32_t id;           /**< of the request */
    ble_link link;         /**< on which */
    uint8_t operation;     /**< which procedure: BLE_GATT_FIND_... */
    uint8_t properties;    /**< of a characteristic */
    uint16_t handle;       /**< of the declaration, or the descriptor */
    uint16_t end;          /**< last handle of a service, or of an included one */
    uint16_t value_handle; /**< of a characteristic; of an included service: its first handle */
    struct ble_uuid uuid;  /**< of the service, characteristic or descriptor */
};

/** A value that was read, or a part of it. data lives until the next call with the host. */
struct ble_gatt_value {
    uint32_t id;         /**< of the request */
    ble_link link;       /**< on which */
    uint16_t handle;     /**< 0: values of several handles, BLE_GATT_READ_MULTIPLE */
    uint16_t offset;     /**< of this part in the value */
    uint16_t size;       /**< octets of data */
    const uint8_t *data; /**< the octets */
};

/* ------------------------------------------------------------------------------------------------ server */

/** What a peer must have to read or write: bits of the permissions of attributes. Without bits: open. */
enum ble_gatt_permission {
    BLE_GATT_NEVER = 1 << 0,         /**< not at all, whatever the properties say */
    BLE_GATT_ENCRYPTED = 1 << 1,     /**< BLE_SECURITY_ENCRYPTED or better */
    BLE_GATT_AUTHENTICATED = 1 << 2, /**< BLE_SECURITY_AUTHENTICATED or better */
    BLE_GATT_SECURE = 1 << 3,        /**< BLE_SECURITY_SECURE */
    BLE_GATT_AUTHORIZED = 1 << 4     /**< the application is asked: BLE_EVENT_ASKED with kind BLE_ASKED_MAY_... */
};

/** Whose business a value is. */
enum ble_gatt_storage {
    BLE_GATT_STORED = 0, /**< the host keeps it: reads are answered, writes change it (BLE_EVENT_WRITTEN tells). A write
                              at offset 0 becomes the whole value, a part behind it overwrites and may make it longer */
    BLE_GATT_ASKED,      /**< the application does: every read and write is a BLE_EVENT_ASKED */
    BLE_GATT_CONSTANT    /**< never changes: it is not copied and must stay where it is until the service is removed */
};

/** Handles of the server's own services, which are the first ones (Vol 3 Part C 12, Vol 3 Part G 7). */
enum ble_gatt_handle {
    BLE_GATT_GAP_SERVICE = 1,
    BLE_GATT_DEVICE_NAME = 3, /**< BLE_REQUEST_SET_VALUE names the device; at most 248 octets of UTF-8, and at most a
                                   quarter of attribute_bytes; empty at first */
    BLE_GATT_APPEARANCE = 5,  /**< 2 octets, 0 at first */
    BLE_GATT_GATT_SERVICE = 6,
    BLE_GATT_SERVICE_CHANGED = 8,
    BLE_GATT_CLIENT_FEATURES = 11,
    BLE_GATT_DATABASE_HASH = 13,
    BLE_GATT_SERVER_FEATURES = 15 /**< the last of them */
};

/** A descriptor of a characteristic beside those that the host adds by itself (CCCD, extended properties). */
struct ble_gatt_descriptor {
    struct ble_uuid uuid;      /**< what it is */
    uint8_t storage;           /**< enum ble_gatt_storage */
    bool writable;             /**< with requests */
    uint8_t read_permissions;  /**< enum ble_gatt_permission */
    uint8_t write_permissions; /**< enum ble_gatt_permission */
    uint16_t max_size;         /**< octets, at most BLE_GATT_VALUE; 0: size, of BLE_GATT_ASKED BLE_GATT_VALUE */
    uint16_t size;             /**< octets of value */
    const uint8_t *value;      /**< initial one, copied unless BLE_GATT_CONSTANT */
};

/** A characteristic. */
struct ble_gatt_characteristic {
    struct ble_uuid uuid;                          /**< what it is */
    uint8_t properties;                            /**< enum ble_gatt_property; NOTIFY or INDICATE add a CCCD */
    uint8_t storage;                               /**< enum ble_gatt_storage */
    bool fixed;                                    /**< writes must have max_size octets */
    uint8_t read_permissions;                      /**< enum ble_gatt_permission */
    uint8_t write_permissions;                     /**< enum ble_gatt_permission */
    uint8_t subscribe_permissions;                 /**< of writing its CCCD, enum ble_gatt_permission */
    uint8_t key_size;                              /**< least key size where a permission demands encryption; 0: any */
    uint8_t descriptors_count;                     /**< of descriptors */
    uint16_t max_size;                             /**< as of a descriptor */
    uint16_t size;                                 /**< octets of value; of BLE_GATT_ASKED 0 */
    const uint8_t *value;                          /**< initial one, copied unless BLE_GATT_CONSTANT */
    const struct ble_gatt_descriptor *descriptors; /**< may be NULL */
};

/** A service. */
struct ble_gatt_service {
    struct ble_uuid uuid;                                  /**< what it is */
    bool secondary;                                        /**< only to be included by others */
    uint8_t characteristics_count;                         /**< of characteristics */
    uint8_t includes_count;                                /**< of includes */
    const struct ble_gatt_characteristic *characteristics; /**< may be NULL */
    const uint16_t *includes;                              /**< handles of services that exist */
};

/** One attribute of the server, as ble_host_attribute() tells. */
struct ble_gatt_attribute {
    uint16_t handle;      /**< its handle */
    uint16_t end;         /**< of a service declaration: its last handle; else 0 */
    struct ble_uuid type; /**< 0x2800 service, 0x2803 characteristic ..., or that of the value or descriptor */
    struct ble_uuid uuid; /**< of a service or characteristic declaration: what it declares; else as type */
    uint8_t properties;   /**< of a characteristic declaration or value */
    uint16_t size;        /**< octets of value */
    const uint8_t *value; /**< stored value, until the next call with the host; NULL: asked */
};

/** What a peer wants to know or do with an attribute of BLE_GATT_ASKED, or may it. */
enum ble_asked {
    BLE_ASKED_READ,     /**< answer with the value from offset on, as much of it as there is */
    BLE_ASKED_WRITE,    /**< answer: done or not; also whole long writes */
    BLE_ASKED_COMMAND,  /**< a write without response: token 0, nothing to answer */
    BLE_ASKED_MAY_READ, /**< authorisation of a stored value */
    BLE_ASKED_MAY_WRITE /**< authorisation of a stored value; data is what will be written */
};

/** A question of a peer, answered with BLE_REQUEST_ANSWER within the peer's 30 s. data lives until the next call. */
struct ble_gatt_asked {
    uint32_t token;      /**< for the answer; 0: none wanted */
    ble_link link;       /**< who asks */
    uint8_t kind;        /**< enum ble_asked */
    uint16_t handle;     /**< of the attribute */
    uint16_t offset;     /**< octets */
    uint16_t size;       /**< octets of data */
    const uint8_t *data; /**< what is to be written; NULL for reads */
};

/** An answer to a question. */
struct ble_gatt_answer {
    uint32_t token;      /**< of the question; a stale one completes with BLE_ERROR_GONE */
    uint8_t error;       /**< enum ble_att_error, 0: none */
    uint16_t size;       /**< octets of data */
    const uint8_t *data; /**< BLE_ASKED_READ: the value from the offset asked for, copied */
};

/** How a value is told to peers. */
struct ble_gatt_notify {
    ble_link link;       /**< 0: every peer that subscribed */
    uint16_t handle;     /**< of the characteristic's value */
    bool store;          /**< make data the stored value first; completes with BLE_OK also when nobody subscribed */
    uint16_t size;       /**< octets of data; longer than MTU - 3: cut, as Vol 3 Part F 3.4.7.1 says */
    const uint8_t *data; /**< copied; NULL: the stored value */
};

#ifdef __cplusplus
}
#endif
#endif
