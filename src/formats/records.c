/* SPDX-License-Identifier: MIT */
/* Records in manufacturer data. Adafruit: length, key (2, little-endian), value; the length counts key and value.
 * Apple: type, length, value, as observed (Celosia and Cunche, "Discontinued Privacy", PETS 2020, and others). */
#include <bleradio/formats.h>

#include "formats/source.h"

enum { APPLE = 0x004c, ADAFRUIT = 0x0822, ADAFRUIT_COLOR = 0x0000 };
enum { APPLE_OVERFLOW = 0x01, OVERFLOW_SIZE = 16 };

static bool begin(const struct ble_ad *ad, uint16_t company, uint8_t key_size, struct ble_records *records)
{
    struct blr_octets octets;
    if (!blr_company_data(ad, company, 0, &octets))
        return false;
    *records = (struct ble_records){ octets.data, octets.size, 0, key_size };
    return true;
}

bool ble_ad_read_adafruit(const struct ble_ad *ad, struct ble_records *records)
{
    return begin(ad, ADAFRUIT, 2, records);
}

bool ble_ad_read_apple(const struct ble_ad *ad, struct ble_records *records)
{
    return begin(ad, APPLE, 1, records);
}

static bool next_adafruit(const struct ble_records *records, struct ble_record *record)
{
    const uint8_t *at = records->data + records->offset;
    size_t left = records->size - records->offset;
    if (left < 3 || at[0] < 2 || left - 1 < at[0])
        return false;
    *record = (struct ble_record){ (uint16_t)blr_little(at + 1, 2), at + 3, (uint8_t)(at[0] - 2) };
    return true;
}

static bool next_apple(const struct ble_records *records, struct ble_record *record)
{
    const uint8_t *at = records->data + records->offset;
    size_t left = records->size - records->offset;
    if (left == 1 + OVERFLOW_SIZE && at[0] == APPLE_OVERFLOW) { /* the one that has no length */
        *record = (struct ble_record){ at[0], at + 1, OVERFLOW_SIZE };
        return true;
    }
    if (left < 2 || left - 2 < at[1])
        return false;
    *record = (struct ble_record){ at[0], at + 2, at[1] };
    return true;
}

bool ble_records_next(struct ble_records *records, struct ble_record *record)
{
    bool found = records->key_size == 2 ? next_adafruit(records, record) : next_apple(records, record);
    if (found)
        records->offset = (size_t)(record->data - records->data) + record->size;
    return found;
}

bool ble_ad_read_adafruit_color(const struct ble_ad *ad, uint32_t *rgb)
{
    struct ble_records records;
    struct ble_record record;
    if (!ble_ad_read_adafruit(ad, &records))
        return false;
    while (ble_records_next(&records, &record)) {
        if (record.key != ADAFRUIT_COLOR || record.size != 4)
            continue;
        *rgb = blr_little(record.data, 4) & 0xffffff;
        return true;
    }
    return false;
}
