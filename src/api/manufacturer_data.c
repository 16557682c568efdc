/* SPDX-License-Identifier: MIT */
#include <bleradio/manufacturer_data.h>

#include <string.h>

#include "api/advertisement.h"

enum { HEADER = 2, COMPANY = 2, KEY_MAX = 4, RECORDS_MAX = BLE_AD_VALUE_MAX - COMPANY };

/** A record in advertising data, or where it would go. */
struct place {
    bool has_company;
    bool has_record;
    bool is_cut;          /**< the record claims more octets than its structure has */
    size_t structure;     /**< offset of the structure; the end where there is none of this company */
    size_t records;       /**< octets of its records */
    size_t record;        /**< offset of the record among them; the end where there is none */
    size_t record_size;   /**< octets with its length */
    const uint8_t *value; /**< of the record */
    size_t value_size;    /**< octets of it */
};

static bool measure(const struct ble_manufacturer_field *field, size_t *size, size_t *count)
{
    bool keyed = field->key_size >= 1 && field->key_size <= KEY_MAX;
    bool in_range = keyed && (uint64_t)field->key >> 8 * field->key_size == 0;
    return in_range && ble_pack_measure(field->format, size, count) && *count > 0 && *size > 0;
}

static bool has_key(const struct ble_manufacturer_field *field, const uint8_t *at, size_t size)
{
    if (size < field->key_size)
        return false;
    uint32_t key = 0;
    for (size_t i = field->key_size; i-- > 0;)
        key = key << 8 | at[i];
    return key == field->key;
}

/** Look for a record in the octets behind the company. */
static void find_record(const struct ble_manufacturer_field *field, const uint8_t *data, size_t size,
                        struct place *place)
{
    size_t at = 0;
    for (; at < size && data[at] > 0; at += 1u + data[at]) {
        size_t left = size - at - 1;
        bool is_cut = data[at] > left;
        size_t length = is_cut ? left : data[at];
        if (has_key(field, data + at + 1, length)) {
            place->has_record = true;
            place->is_cut = is_cut;
            place->record = at;
            place->record_size = 1 + length;
            place->value = data + at + 1 + field->key_size;
            place->value_size = length - field->key_size;
            place->records = size;
            return;
        }
        if (is_cut)
            break;
    }
    place->record = at; /* before what is no record */
    place->records = size;
}

static struct place find_field(const uint8_t *data, size_t size, const struct ble_manufacturer_field *field)
{
    struct place place = { .structure = size };
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, data, size);
    for (size_t at = 0; !place.has_record && ble_ad_next(&walk, &ad); at = walk.offset) {
        uint16_t company;
        const uint8_t *records;
        size_t records_size;
        if (!ble_ad_read_manufacturer(&ad, &company, &records, &records_size) || company != field->company)
            continue;
        struct place here = { .has_company = true, .structure = at };
        find_record(field, records, records_size, &here);
        if (here.has_record || !place.has_company)
            place = here;
    }
    return place;
}

ble_status ble_field_get(const uint8_t *data, size_t size, const struct ble_manufacturer_field *field,
                         union ble_value *values, size_t capacity, size_t *count)
{
    size_t row_size, row_count;
    *count = 0;
    if (!measure(field, &row_size, &row_count))
        return BLE_ERROR_ARGUMENT;
    struct place place = find_field(data, size, field);
    if (!place.has_record)
        return BLE_ERROR_NOT_FOUND;
    if (place.is_cut || place.value_size == 0 || place.value_size % row_size != 0)
        return BLE_ERROR_PROTOCOL;
    size_t rows = place.value_size / row_size;
    *count = rows * row_count;
    if (*count > capacity)
        return BLE_ERROR_FULL;
    for (size_t i = 0; i < rows; i++)
        (void)ble_unpack(field->format, place.value + i * row_size, row_size, values + i * row_count, row_count);
    return BLE_OK;
}

/** Write the record. @return its octets, 0: it cannot be */
static size_t write_record(const struct ble_manufacturer_field *field, const union ble_value *values, size_t count,
                           uint8_t record[RECORDS_MAX])
{
    size_t row_size, row_count;
    if (!measure(field, &row_size, &row_count) || count == 0 || count % row_count != 0)
        return 0;
    size_t rows = count / row_count, size = 1u + field->key_size;
    if (rows > RECORDS_MAX || rows * row_size > RECORDS_MAX - size)
        return 0;
    for (size_t i = 0; i < field->key_size; i++)
        record[1 + i] = (uint8_t)(field->key >> 8 * i);
    for (size_t i = 0; i < rows; i++, size += row_size)
        if (ble_pack(field->format, values + i * row_count, row_count, record + size, row_size) != BLE_OK)
            return 0;
    record[0] = (uint8_t)(size - 1);
    return size;
}

ble_status ble_advertisement_set_field(struct ble_advertisement *advertisement,
                                       const struct ble_manufacturer_field *field, const union ble_value *values,
                                       size_t count)
{
    uint8_t record[RECORDS_MAX], structure[HEADER + BLE_AD_VALUE_MAX];
    size_t size = write_record(field, values, count, record);
    struct place place = find_field(advertisement->data, advertisement->size, field);
    size_t kept = place.records - place.record_size;
    if (size == 0 || kept + size > RECORDS_MAX)
        return BLE_ERROR_ARGUMENT;
    const uint8_t *old = advertisement->data + place.structure;
    const uint8_t *records = place.has_company ? old + HEADER + COMPANY : record;
    size_t behind = kept - place.record;
    structure[0] = (uint8_t)(1 + COMPANY + kept + size);
    structure[1] = BLE_AD_MANUFACTURER;
    structure[2] = (uint8_t)field->company;
    structure[3] = (uint8_t)(field->company >> 8);
    uint8_t *at = structure + HEADER + COMPANY;
    memcpy(at, records, place.record);
    memcpy(at + place.record, record, size);
    memcpy(at + place.record + size, records + place.record + place.record_size, behind);
    return blr_advertisement_splice(advertisement, place.structure, place.has_company ? 1u + old[0] : 0, structure,
                                    1u + structure[0]);
}

bool ble_matches_field(const struct ble_advertisement_type *type, const uint8_t *data, size_t size)
{
    const struct ble_manufacturer_field *field = type->argument;
    size_t count;
    ble_status status = ble_field_get(data, size, field, NULL, 0, &count);
    return status == BLE_OK || status == BLE_ERROR_FULL;
}

/* ------------------------------------------------------------------------------------------------ Adafruit */

const struct ble_manufacturer_field ble_adafruit_color_field = { BLE_COMPANY_ADAFRUIT, 2, 0x0000, "<I" };

ble_status ble_advertisement_set_color(struct ble_advertisement *advertisement, uint32_t rgb)
{
    const union ble_value value = { .u = rgb };
    return ble_advertisement_set_field(advertisement, &ble_adafruit_color_field, &value, 1);
}

bool ble_ad_get_color(const uint8_t *data, size_t size, uint32_t *rgb)
{
    union ble_value value = { 0 };
    size_t count;
    if (ble_field_get(data, size, &ble_adafruit_color_field, &value, 1, &count) != BLE_OK)
        return false;
    *rgb = (uint32_t)value.u;
    return true;
}

static const uint8_t color_prefixes[] = { 6, BLE_AD_MANUFACTURER, 0x22, 0x08, 6, 0x00, 0x00 };

const struct ble_advertisement_type ble_adafruit_color = {
    "AdafruitColor", &ble_manufacturer_data, color_prefixes, sizeof(color_prefixes), true, NULL, NULL
};
