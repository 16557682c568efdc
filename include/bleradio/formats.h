/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What makers put into advertising data, as typed values and in words.
 *
 *     struct ble_ad_walk walk;
 *     struct ble_ad ad;
 *     struct ble_ibeacon beacon;
 *     char line[512];
 *     ble_ad_begin(&walk, report.data, report.size);
 *     while (ble_ad_next(&walk, &ad)) {
 *         if (ble_ad_read_ibeacon(&ad, &beacon)) ...
 *         ble_ad_describe(&ad, line, sizeof(line));   // "BTHome: temperature 21.34 °C, humidity 50.2 %"
 *     }
 *
 * Readers are as those of <bleradio/advertising_data.h>: false, and their results alone, when the structure holds
 * something else or is too short; octets that follow are ignored unless it says otherwise; views aim into what was
 * walked. Where a maker publishes no specification the layout is what independent observers agree on.
 *
 * Nothing here owns memory; every function may be called from any thread at any time.
 */
#ifndef BLERADIO_FORMATS_H
#define BLERADIO_FORMATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bleradio/advertising_data.h>
#include <bleradio/export.h>
#include <bleradio/status.h>
#include <bleradio/uuid.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------------------------------------------ words */

/**
 * Describe one structure, of any type, in one line of printable UTF-8: what it is, values with their units, names with
 * their numbers; text from the air escaped as ble_text_escape() does; what is not known as hexadecimal digits. E.g.
 * "Services: Battery (180f)", "iBeacon 2f234454-cf6d-4a0f-adf2-f4911ba9ffa6, major 1, minor 2, 1 m power -59 dBm".
 * The wording may change with any version: programs use the readers.
 * @param text terminated when capacity is not 0; cut at a character when it does not fit
 * @return length of the whole line as snprintf counts
 */
BLE_API size_t ble_ad_describe(const struct ble_ad *ad, char *text, size_t capacity);

/* ------------------------------------------------------------------------------------------------ beacons */

/** iBeacon (Apple, Proximity Beacon Specification). */
struct ble_ibeacon {
    struct ble_uuid uuid;  /**< proximity UUID */
    uint16_t major;        /**< group */
    uint16_t minor;        /**< one of the group */
    int8_t measured_power; /**< dBm at 1 m */
};

/** iBeacon. */
BLE_API bool ble_ad_read_ibeacon(const struct ble_ad *ad, struct ble_ibeacon *beacon);

/**
 * Add an iBeacon: 27 octets. With flags before it that is a whole advertisement.
 * @return BLE_OK, or BLE_ERROR_FULL as every function that adds (<bleradio/advertising_data.h>)
 */
BLE_API ble_status ble_ad_add_ibeacon(struct ble_ad_builder *builder, const struct ble_ibeacon *beacon);

/** AltBeacon (1.0). */
struct ble_altbeacon {
    uint16_t company;       /**< identifier of the maker */
    const uint8_t *id;      /**< 20 octets: by habit a UUID, major and minor, big-endian */
    int8_t reference_power; /**< dBm at 1 m */
    uint8_t reserved;       /**< for the maker; 0 when a beacon leaves it out */
};

/** AltBeacon. */
BLE_API bool ble_ad_read_altbeacon(const struct ble_ad *ad, struct ble_altbeacon *beacon);

/** Frames of Eddystone. */
enum ble_eddystone_frame {
    BLE_EDDYSTONE_UID = 0x00,
    BLE_EDDYSTONE_URL = 0x10,
    BLE_EDDYSTONE_TLM = 0x20, /**< telemetry, plain or encrypted */
    BLE_EDDYSTONE_EID = 0x30  /**< ephemeral identifier */
};

/** Room for the URL of any frame with its terminating zero. */
#define BLE_EDDYSTONE_URL_TEXT 128

/** Value of a temperature that a beacon does not measure. */
#define BLE_EDDYSTONE_NO_TEMPERATURE INT16_MIN

/** An Eddystone frame (google/eddystone). Which members count depends on the frame. */
struct ble_eddystone {
    uint8_t frame;            /**< enum ble_eddystone_frame */
    int8_t tx_power;          /**< UID, URL, EID: dBm at 0 m */
    const uint8_t *space;     /**< UID: namespace, 10 octets */
    const uint8_t *instance;  /**< UID: 6 octets */
    const uint8_t *url;       /**< URL: encoded; ble_eddystone_url() */
    uint8_t url_size;         /**< URL: octets of it, 1 ... 18 */
    bool encrypted;           /**< TLM: the four values below are not there */
    uint16_t battery_mv;      /**< TLM: 0: not measured */
    int16_t temperature;      /**< TLM: °C x 256; BLE_EDDYSTONE_NO_TEMPERATURE: not measured */
    uint32_t advertisements;  /**< TLM: since the start */
    uint32_t uptime_ds;       /**< TLM: tenths of a second since the start */
    const uint8_t *etlm;      /**< TLM, encrypted: 12 octets of data, 2 of salt, 2 of check */
    const uint8_t *ephemeral; /**< EID: 8 octets */
};

/** Eddystone frame: service data of FEAA. False for frames that are not listed. */
BLE_API bool ble_ad_read_eddystone(const struct ble_ad *ad, struct ble_eddystone *eddystone);

/**
 * The URL of a frame in full, as far as its octets make sense: a reserved one is written %XX.
 * @param text terminated; "" when the frame is none of a URL
 * @return text
 */
BLE_API char *ble_eddystone_url(const struct ble_eddystone *eddystone, char text[BLE_EDDYSTONE_URL_TEXT]);

/**
 * Add an Eddystone URL frame. Eddystone wants the service FEAA in the list of services before it:
 * ble_ad_add_services().
 * @param tx_power dBm at 0 m
 * @param url begins with http:// or https://; printable ASCII. Shortened as far as the format can.
 * @return BLE_OK, BLE_ERROR_FULL, or BLE_ERROR_ARGUMENT: another scheme or character, nothing behind the scheme, or
 *         more than 17 octets behind it although shortened
 */
BLE_API ble_status ble_ad_add_eddystone_url(struct ble_ad_builder *builder, int8_t tx_power, const char *url);

/** Add an Eddystone UID frame; see ble_ad_add_eddystone_url(). */
BLE_API ble_status ble_ad_add_eddystone_uid(struct ble_ad_builder *builder, int8_t tx_power, const uint8_t space[10],
                                            const uint8_t instance[6]);

/* ------------------------------------------------------------------------------------------------ sensors */

/** A value with its unit: value / 10^decimals. */
struct ble_measure {
    const char *name; /**< "temperature" */
    const char *unit; /**< "°C"; "" for none */
    int64_t value;    /**< as it was sent */
    uint8_t decimals; /**< 0 ... 6 */
};

/** How the data of a BTHome object is to be taken. */
enum ble_bthome_kind {
    BLE_BTHOME_NUMBER = 0, /**< measure */
    BLE_BTHOME_YES_NO,     /**< measure.value 0 or 1; word says what that is called */
    BLE_BTHOME_BUTTON,     /**< measure.value is the event; word names it, NULL: not assigned */
    BLE_BTHOME_DIMMER,     /**< measure.value: steps, to the left below 0 */
    BLE_BTHOME_TIME,       /**< measure.value: seconds since 1970, UTC */
    BLE_BTHOME_TEXT,       /**< data: UTF-8, unchecked */
    BLE_BTHOME_RAW,        /**< data */
    BLE_BTHOME_VERSION     /**< data: parts of a version, the last part first */
};

/** One object of BTHome. */
struct ble_bthome_object {
    uint8_t id;                 /**< as the specification numbers it */
    uint8_t kind;               /**< enum ble_bthome_kind */
    struct ble_measure measure; /**< name always; the rest as the kind says */
    const char *word;           /**< "open", "double press"; NULL: see the kind */
    const uint8_t *data;        /**< octets of the value */
    uint8_t size;               /**< of them */
};

/** BTHome v2 (bthome.io/format), and where a walk over its objects stands. */
struct ble_bthome {
    bool encrypted;         /**< no objects: data is the ciphertext */
    bool trigger_based;     /**< sends when something happens, not at intervals */
    const uint8_t *address; /**< 6 octets, little-endian, of a device that sends it along; else NULL */
    const uint8_t *data;    /**< objects or ciphertext */
    size_t size;            /**< of data */
    uint32_t counter;       /**< encrypted: of the messages */
    const uint8_t *mic;     /**< encrypted: 4 octets */
    size_t offset;          /**< octets of data that the objects handed out so far take */
};

/** BTHome v2: service data of FCD2. False for other versions. The walk stands at the first object. */
BLE_API bool ble_ad_read_bthome(const struct ble_ad *ad, struct ble_bthome *bthome);

/**
 * Next object. An object that is not known ends the walk, as its length is not known: offset is then below size.
 * @return true and *object; false: the end, a value cut short, or encrypted
 */
BLE_API bool ble_bthome_next(struct ble_bthome *bthome, struct ble_bthome_object *object);

/** Values that Ruuvi's sensors send, as they are kept. */
enum ble_ruuvi_value {
    BLE_RUUVI_TEMPERATURE = 0, /**< 0.001 °C */
    BLE_RUUVI_HUMIDITY,        /**< 0.0001 % */
    BLE_RUUVI_PRESSURE,        /**< Pa */
    BLE_RUUVI_ACCELERATION_X,  /**< 0.001 g */
    BLE_RUUVI_ACCELERATION_Y,  /**< 0.001 g */
    BLE_RUUVI_ACCELERATION_Z,  /**< 0.001 g */
    BLE_RUUVI_BATTERY,         /**< 0.001 V */
    BLE_RUUVI_TX_POWER,        /**< dBm */
    BLE_RUUVI_PM_1_0,          /**< 0.1 µg/m³ */
    BLE_RUUVI_PM_2_5,          /**< 0.1 µg/m³ */
    BLE_RUUVI_PM_4_0,          /**< 0.1 µg/m³ */
    BLE_RUUVI_PM_10_0,         /**< 0.1 µg/m³ */
    BLE_RUUVI_CO2,             /**< ppm */
    BLE_RUUVI_VOC,             /**< index */
    BLE_RUUVI_NOX,             /**< index */
    BLE_RUUVI_LUMINOSITY,      /**< 0.01 lx */
    BLE_RUUVI_MOVEMENTS,       /**< counter */
    BLE_RUUVI_SEQUENCE,        /**< of measurements */
    BLE_RUUVI_VALUES           /**< how many there are */
};

/** A Ruuvi sensor's data (docs.ruuvi.com). */
struct ble_ruuvi {
    uint8_t format;                   /**< 3 (RAWv1), 5 (RAWv2), 6, 0xe1 */
    bool calibrating;                 /**< 6, 0xe1: the first values are not to be relied on */
    uint32_t has;                     /**< bit 1 << enum ble_ruuvi_value: sent, and available */
    int32_t values[BLE_RUUVI_VALUES]; /**< 0 where not available */
    const uint8_t *address;           /**< 5, 0xe1: 6 octets, 6: the lower 3, big-endian; NULL: not there */
    uint8_t address_size;             /**< 0, 3 or 6 */
};

/** Ruuvi data formats 3, 5, 6 and E1: manufacturer data of 0499. */
BLE_API bool ble_ad_read_ruuvi(const struct ble_ad *ad, struct ble_ruuvi *ruuvi);

/** One of the values with its name and unit. @return false: not available */
BLE_API bool ble_ruuvi_measure(const struct ble_ruuvi *ruuvi, enum ble_ruuvi_value value, struct ble_measure *measure);

/* ------------------------------------------------------------------------------------------------ records
 * Manufacturer data of Adafruit and of Apple is a row of records. */

/** Where a walk over records stands. */
struct ble_records {
    const uint8_t *data; /**< records */
    size_t size;         /**< of data */
    size_t offset;       /**< octets that the records handed out so far take; the rest is no whole record */
    uint8_t key_size;    /**< octets of a key */
};

/** One record. */
struct ble_record {
    uint16_t key;        /**< Apple: type */
    const uint8_t *data; /**< value */
    uint8_t size;        /**< of it */
};

/** Records of Adafruit: manufacturer data of 0822. */
BLE_API bool ble_ad_read_adafruit(const struct ble_ad *ad, struct ble_records *records);

/** Records of Apple ("continuity"): manufacturer data of 004c. */
BLE_API bool ble_ad_read_apple(const struct ble_ad *ad, struct ble_records *records);

/** Next record. @return true and *record; false: the end, or a record cut short */
BLE_API bool ble_records_next(struct ble_records *records, struct ble_record *record);

/** Color that Adafruit's AdafruitColor advertises. @param rgb 0xRRGGBB */
BLE_API bool ble_ad_read_adafruit_color(const struct ble_ad *ad, uint32_t *rgb);

/** Name of a type of Apple's records, "Nearby Info"; NULL: not known */
BLE_API const char *ble_apple_type_name(uint8_t type);

/* ------------------------------------------------------------------------------------------------ others */

/** Exposure Notification (Apple and Google): service data of FD6F. @param identifier 16 octets @param metadata 4 */
BLE_API bool ble_ad_read_exposure(const struct ble_ad *ad, const uint8_t **identifier, const uint8_t **metadata);

/** Google Fast Pair (developers.google.com/nearby/fast-pair). */
struct ble_fast_pair {
    bool discoverable;     /**< ready to pair: model counts, else what follows it */
    uint32_t model;        /**< 24 bits */
    const uint8_t *filter; /**< of account keys; NULL: none */
    uint8_t filter_size;   /**< octets */
    bool quiet;            /**< no notification is wanted */
    const uint8_t *salt;   /**< NULL: none */
    uint8_t salt_size;     /**< octets, 1 or 2 */
    uint8_t battery[3];    /**< left, right, case: bits 0 ... 6 percent, 0x7f unknown; bit 7 charging */
    uint8_t batteries;     /**< how many there are, 0 ... 3 */
};

/** Google Fast Pair: service data of FE2C. */
BLE_API bool ble_ad_read_fast_pair(const struct ble_ad *ad, struct ble_fast_pair *pair);

/** Beacon of Microsoft's Connected Devices Platform (MS-CDP 2.2.2.1.1). */
struct ble_microsoft_cdp {
    uint8_t version;     /**< of the beacon */
    uint8_t device_type; /**< ble_microsoft_device_name() */
    const uint8_t *salt; /**< 4 octets */
    const uint8_t *hash; /**< of the device */
    uint8_t hash_size;   /**< octets: 16 or 19 */
};

/** Beacon of Microsoft's Connected Devices Platform: manufacturer data of 0006. */
BLE_API bool ble_ad_read_microsoft_cdp(const struct ble_ad *ad, struct ble_microsoft_cdp *beacon);

/** Name of a type of device, "Windows laptop"; NULL: not known */
BLE_API const char *ble_microsoft_device_name(uint8_t device_type);

/** Swift Pair of Microsoft. */
struct ble_swift_pair {
    uint8_t scenario;         /**< 0: pairs by LE; 1: by BR/EDR; 2: by both */
    int8_t rssi;              /**< nearer than this; -128 when the default counts */
    const uint8_t *address;   /**< scenario 1: 6 octets, little-endian; else NULL */
    uint32_t class_of_device; /**< scenario 1, 2 */
    const char *name;         /**< shown to the user; UTF-8, unchecked */
    size_t name_size;         /**< octets */
};

/** Swift Pair: manufacturer data of 0006. */
BLE_API bool ble_ad_read_swift_pair(const struct ble_ad *ad, struct ble_swift_pair *pair);

/** Header of Xiaomi's MiBeacon. */
struct ble_mibeacon {
    uint16_t control;       /**< frame control */
    uint8_t version;        /**< of the format */
    bool encrypted;         /**< the payload is */
    uint16_t product;       /**< identifier of the product */
    uint8_t counter;        /**< of the frames */
    const uint8_t *address; /**< 6 octets, little-endian; NULL: not there */
    const uint8_t *payload; /**< what follows the address: capability, object */
    size_t size;            /**< of the payload */
};

/** Header of Xiaomi's MiBeacon: service data of FE95. */
BLE_API bool ble_ad_read_mibeacon(const struct ble_ad *ad, struct ble_mibeacon *beacon);

#ifdef __cplusplus
}
#endif
#endif
