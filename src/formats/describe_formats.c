/* SPDX-License-Identifier: MIT */
#include "formats/describe.h"

#include <inttypes.h>

#include <bleradio/assigned_numbers.h>

#include "formats/source.h"

static void put_uuid(struct blr_line *line, const struct ble_uuid *uuid)
{
    char text[BLE_UUID_TEXT];
    blr_line_add(line, ble_uuid_format(uuid, text));
}

/** Item: a word and octets. */
static void put_octets(struct blr_line *line, const char *word, const uint8_t *data, size_t size)
{
    blr_line_item(line);
    blr_line_put(line, "%s ", word);
    blr_line_hex(line, data, size);
}

/* ------------------------------------------------------------------------------------------------ beacons */

static bool describe_ibeacon(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_ibeacon beacon;
    if (!ble_ad_read_ibeacon(ad, &beacon))
        return false;
    blr_line_add(line, "iBeacon ");
    put_uuid(line, &beacon.uuid);
    blr_line_put(line, ", major %u, minor %u, 1 m power %d dBm", beacon.major, beacon.minor, beacon.measured_power);
    return true;
}

static bool describe_altbeacon(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_altbeacon beacon;
    if (!ble_ad_read_altbeacon(ad, &beacon))
        return false;
    blr_line_add(line, "AltBeacon ");
    blr_line_hex(line, beacon.id, 16);
    blr_line_put(line, " %02x%02x %02x%02x, 1 m power %d dBm, reserved %02x, ", beacon.id[16], beacon.id[17],
                 beacon.id[18], beacon.id[19], beacon.reference_power, beacon.reserved);
    const char *company = ble_company_name(beacon.company);
    blr_line_add(line, company != NULL ? company : "company");
    blr_line_put(line, " (0x%04x)", beacon.company);
    return true;
}

static void put_telemetry(struct blr_line *line, const struct ble_eddystone *eddystone)
{
    if (eddystone->battery_mv != 0)
        blr_line_measure(line, &(struct ble_measure){ "battery", "V", eddystone->battery_mv, 3 });
    if (eddystone->temperature != BLE_EDDYSTONE_NO_TEMPERATURE) {
        int32_t hundredths = eddystone->temperature * 100;
        hundredths = (hundredths + (hundredths < 0 ? -128 : 128)) / 256;
        blr_line_measure(line, &(struct ble_measure){ "temperature", "°C", hundredths, 2 });
    }
    blr_line_measure(line, &(struct ble_measure){ "advertisements", "", eddystone->advertisements, 0 });
    blr_line_measure(line, &(struct ble_measure){ "uptime", "s", eddystone->uptime_ds, 1 });
}

static bool describe_eddystone(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_eddystone eddystone;
    char url[BLE_EDDYSTONE_URL_TEXT];
    if (!ble_ad_read_eddystone(ad, &eddystone))
        return false;
    switch (eddystone.frame) {
    case BLE_EDDYSTONE_UID:
        blr_line_title(line, "Eddystone UID");
        put_octets(line, "namespace", eddystone.space, 10);
        put_octets(line, "instance", eddystone.instance, 6);
        break;
    case BLE_EDDYSTONE_URL:
        blr_line_title(line, "Eddystone URL");
        blr_line_item(line);
        blr_line_add(line, ble_eddystone_url(&eddystone, url));
        break;
    case BLE_EDDYSTONE_TLM:
        blr_line_title(line, "Eddystone TLM");
        if (eddystone.encrypted)
            put_octets(line, "encrypted", eddystone.etlm, 16);
        else
            put_telemetry(line, &eddystone);
        return true;
    default: blr_line_title(line, "Eddystone EID"); put_octets(line, "identifier", eddystone.ephemeral, 8);
    }
    blr_line_put(line, ", 0 m power %d dBm", eddystone.tx_power);
    return true;
}

/* ------------------------------------------------------------------------------------------------ sensors */

static void put_bthome_object(struct blr_line *line, const struct ble_bthome_object *object)
{
    if (object->kind == BLE_BTHOME_NUMBER || object->kind == BLE_BTHOME_TIME || object->kind == BLE_BTHOME_DIMMER) {
        blr_line_measure(line, &object->measure);
        return;
    }
    blr_line_item(line);
    blr_line_put(line, "%s ", object->measure.name);
    if (object->word != NULL)
        blr_line_add(line, object->word);
    else if (object->kind == BLE_BTHOME_BUTTON)
        blr_line_put(line, "event %" PRId64, object->measure.value);
    else if (object->kind == BLE_BTHOME_TEXT)
        blr_line_text(line, (const char *)object->data, object->size);
    else if (object->kind == BLE_BTHOME_RAW)
        blr_line_hex(line, object->data, object->size);
    else
        for (unsigned i = object->size; i-- > 0;)
            blr_line_put(line, "%u%s", object->data[i], i > 0 ? "." : "");
}

static bool describe_bthome(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_bthome bthome;
    struct ble_bthome_object object;
    if (!ble_ad_read_bthome(ad, &bthome))
        return false;
    blr_line_title(line, "BTHome");
    if (bthome.encrypted) {
        put_octets(line, "encrypted", bthome.data, bthome.size);
        blr_line_put(line, ", counter %" PRIu32, bthome.counter);
        return true;
    }
    while (ble_bthome_next(&bthome, &object))
        put_bthome_object(line, &object);
    if (bthome.offset < bthome.size)
        put_octets(line, "then", bthome.data + bthome.offset, bthome.size - bthome.offset);
    return true;
}

static bool describe_ruuvi(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_ruuvi ruuvi;
    struct ble_measure measure;
    if (!ble_ad_read_ruuvi(ad, &ruuvi))
        return false;
    blr_line_title(line, "Ruuvi");
    for (int value = 0; value < BLE_RUUVI_VALUES; value++)
        if (ble_ruuvi_measure(&ruuvi, (enum ble_ruuvi_value)value, &measure))
            blr_line_measure(line, &measure);
    if (ruuvi.calibrating) {
        blr_line_item(line);
        blr_line_add(line, "calibrating");
    }
    if (ruuvi.address_size == 6) {
        blr_line_item(line);
        blr_line_address(line, ruuvi.address, false);
    } else if (ruuvi.address_size > 0) {
        put_octets(line, "address ends", ruuvi.address, ruuvi.address_size);
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------ records */

/** A number of IEEE 754, single precision, little-endian, to a thousandth; what is none or is huge as octets. */
static void put_float(struct blr_line *line, const uint8_t *octets)
{
    uint32_t bits = blr_little(octets, 4), fraction = bits & 0x7fffff;
    int exponent = (int)(bits >> 23 & 0xff) - 150;
    if (exponent > 16) {
        blr_line_put(line, "0x%08" PRIx32, bits);
        return;
    }
    double value = bits >> 23 & 0xff ? (double)(fraction | 0x800000) * 1000 : 0;
    for (; exponent > 0; exponent--)
        value *= 2;
    for (; exponent < 0; exponent++)
        value /= 2;
    int64_t thousandths = (int64_t)(value + 0.5);
    blr_line_decimal(line, bits >> 31 ? -thousandths : thousandths, 3);
}

/* How the values of Adafruit's records are kept (Adafruit_CircuitPython_BLE_BroadcastNet). */
enum adafruit_kind { COLOR, NUMBER_8, NUMBER_16, FLOAT, FLOATS };

static const struct adafruit_key {
    uint16_t key;
    uint8_t kind;
    uint8_t size;
    char name[18];
    char unit[6];
} adafruit_keys[] = {
    { 0x0000, COLOR, 4, "color", "" },
    { 0x0003, NUMBER_8, 1, "sequence", "" },
    { 0x0a00, FLOATS, 12, "acceleration", "m/s²" },
    { 0x0a01, FLOATS, 12, "magnetic", "µT" },
    { 0x0a02, FLOATS, 12, "orientation", "°" },
    { 0x0a03, FLOATS, 12, "gyro", "rad/s" },
    { 0x0a04, FLOAT, 4, "temperature", "°C" },
    { 0x0a05, FLOAT, 4, "eCO₂", "ppm" },
    { 0x0a06, FLOAT, 4, "TVOC", "ppb" },
    { 0x0a07, FLOAT, 4, "distance", "cm" },
    { 0x0a08, FLOAT, 4, "light", "" },
    { 0x0a09, FLOAT, 4, "illuminance", "lx" },
    { 0x0a0a, FLOAT, 4, "pressure", "hPa" },
    { 0x0a0b, FLOAT, 4, "humidity", "%" },
    { 0x0a0c, FLOAT, 4, "current", "mA" },
    { 0x0a0d, FLOAT, 4, "voltage", "V" },
    { 0x0a0e, FLOAT, 4, "color", "" },
    { 0x0a11, FLOAT, 4, "duty cycle", "" },
    { 0x0a12, FLOAT, 4, "frequency", "Hz" },
    { 0x0a13, FLOAT, 4, "value", "" },
    { 0x0a14, FLOAT, 4, "weight", "g" },
    { 0x0a15, NUMBER_16, 2, "battery", "mV" },
};

static void put_adafruit_value(struct blr_line *line, const struct adafruit_key *key, const uint8_t *data)
{
    blr_line_add(line, key->name);
    if (key->kind == COLOR)
        blr_line_put(line, " #%06" PRIx32, blr_little(data, 4) & 0xffffff);
    else if (key->kind == NUMBER_8 || key->kind == NUMBER_16)
        blr_line_put(line, " %" PRIu32, blr_little(data, key->size));
    else
        for (unsigned i = 0; i < key->size; i += 4) {
            blr_line_add(line, " ");
            put_float(line, data + i);
        }
    if (key->unit[0] != '\0')
        blr_line_put(line, " %s", key->unit);
}

static bool describe_adafruit(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_records records;
    struct ble_record record;
    if (!ble_ad_read_adafruit(ad, &records))
        return false;
    blr_line_title(line, "Adafruit");
    while (ble_records_next(&records, &record)) {
        size_t i = 0, count = sizeof(adafruit_keys) / sizeof(adafruit_keys[0]);
        while (i < count && (adafruit_keys[i].key != record.key || adafruit_keys[i].size != record.size))
            i++;
        blr_line_item(line);
        if (i < count) {
            put_adafruit_value(line, &adafruit_keys[i], record.data);
        } else {
            blr_line_put(line, "key %04x ", record.key);
            blr_line_hex(line, record.data, record.size);
        }
    }
    if (records.offset < records.size)
        put_octets(line, "then", records.data + records.offset, records.size - records.offset);
    return true;
}

/* ------------------------------------------------------------------------------------------------ others */

static bool describe_exposure(struct blr_line *line, const struct ble_ad *ad)
{
    const uint8_t *identifier, *metadata;
    if (!ble_ad_read_exposure(ad, &identifier, &metadata))
        return false;
    blr_line_title(line, "Exposure Notification");
    put_octets(line, "identifier", identifier, 16);
    put_octets(line, "metadata", metadata, 4);
    return true;
}

static void put_batteries(struct blr_line *line, const struct ble_fast_pair *pair)
{
    static const char names[][6] = { "left", "right", "case" };
    for (unsigned i = 0; i < pair->batteries; i++) {
        blr_line_item(line);
        if ((pair->battery[i] & 0x7f) == 0x7f)
            blr_line_put(line, "%s unknown", names[i]);
        else
            blr_line_put(line, "%s %u %%", names[i], pair->battery[i] & 0x7fU);
        blr_line_add(line, pair->battery[i] & 0x80 ? " charging" : "");
    }
}

static bool describe_fast_pair(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_fast_pair pair;
    if (!ble_ad_read_fast_pair(ad, &pair))
        return false;
    blr_line_title(line, "Google Fast Pair");
    blr_line_item(line);
    if (pair.discoverable)
        blr_line_put(line, "model %06" PRIx32 ", ready to pair", pair.model);
    else
        blr_line_add(line, pair.quiet ? "paired, quiet" : "paired");
    if (pair.filter_size > 0)
        put_octets(line, "account keys", pair.filter, pair.filter_size);
    if (pair.salt_size > 0)
        put_octets(line, "salt", pair.salt, pair.salt_size);
    put_batteries(line, &pair);
    return true;
}

static bool describe_microsoft_cdp(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_microsoft_cdp beacon;
    if (!ble_ad_read_microsoft_cdp(ad, &beacon))
        return false;
    const char *device = ble_microsoft_device_name(beacon.device_type);
    blr_line_title(line, "Microsoft device");
    blr_line_item(line);
    if (device != NULL)
        blr_line_add(line, device);
    else
        blr_line_put(line, "type %u", beacon.device_type);
    put_octets(line, "salt", beacon.salt, 4);
    put_octets(line, "hash", beacon.hash, beacon.hash_size);
    return true;
}

static bool describe_swift_pair(struct blr_line *line, const struct ble_ad *ad)
{
    static const char ways[][16] = { "LE", "BR/EDR", "LE and BR/EDR" };
    struct ble_swift_pair pair;
    if (!ble_ad_read_swift_pair(ad, &pair))
        return false;
    blr_line_title(line, "Microsoft Swift Pair");
    blr_line_item(line);
    blr_line_add(line, ways[pair.scenario]);
    if (pair.name_size > 0) {
        blr_line_item(line);
        blr_line_text(line, pair.name, pair.name_size);
    }
    if (pair.address != NULL) {
        blr_line_item(line);
        blr_line_address(line, pair.address, true);
    }
    if (pair.scenario != 0)
        blr_line_put(line, ", class %06" PRIx32, pair.class_of_device);
    return true;
}

static bool describe_mibeacon(struct blr_line *line, const struct ble_ad *ad)
{
    struct ble_mibeacon beacon;
    if (!ble_ad_read_mibeacon(ad, &beacon))
        return false;
    blr_line_title(line, "Xiaomi MiBeacon");
    blr_line_item(line);
    blr_line_put(line, "product %04x, version %u, counter %u", beacon.product, beacon.version, beacon.counter);
    if (beacon.address != NULL) {
        blr_line_item(line);
        blr_line_address(line, beacon.address, true);
    }
    if (beacon.size > 0) {
        blr_line_add(line, beacon.encrypted ? ", encrypted " : ", ");
        blr_line_hex(line, beacon.payload, beacon.size);
    }
    return true;
}

/** Trackers whose data only their makers read: the name is what there is to say. */
static bool describe_tracker(struct blr_line *line, const struct ble_ad *ad, const char *name, uint16_t service)
{
    struct blr_octets octets;
    if (!blr_service_data(ad, service, 0, &octets))
        return false;
    blr_line_title(line, name);
    if (octets.size > 0) {
        blr_line_item(line);
        blr_line_hex(line, octets.data, octets.size);
    }
    return true;
}

static bool describe_tile(struct blr_line *line, const struct ble_ad *ad)
{
    return describe_tracker(line, ad, "Tile", 0xfeed) || describe_tracker(line, ad, "Tile", 0xfd84);
}

static bool describe_smart_tag(struct blr_line *line, const struct ble_ad *ad)
{
    return describe_tracker(line, ad, "Samsung SmartTag", 0xfd5a);
}

/* Asked in this order; each looks itself whether a structure is in its format. */
static bool (*const formats[])(struct blr_line *, const struct ble_ad *) = {
    describe_ibeacon,    describe_altbeacon, describe_eddystone, describe_bthome,    describe_ruuvi,
    describe_adafruit,   describe_exposure,  describe_fast_pair, blr_describe_apple, describe_microsoft_cdp,
    describe_swift_pair, describe_mibeacon,  describe_tile,      describe_smart_tag,
};

bool blr_describe_format(struct blr_line *line, const struct ble_ad *ad)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        if (formats[i](line, ad))
            return true;
    return false;
}
