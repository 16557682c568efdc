/* SPDX-License-Identifier: MIT */
/* One structure of advertising data, its type and its data: every reader of a format, what they hand out, and the line
 * that describes it, whole and cut. What is read of an iBeacon or an Eddystone frame is written and read again. */
#include <stdlib.h>
#include <string.h>

#include <bleradio/formats.h>
#include <bleradio/text.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool condition)
{
    if (!condition)
        abort();
}

static void inside(const struct ble_ad *ad, const void *view, size_t size)
{
    expect(size == 0 || (view != NULL && size <= ad->size && (const uint8_t *)view >= ad->data &&
                         (const uint8_t *)view + size <= ad->data + ad->size));
}

static void describe(const struct ble_ad *ad, size_t capacity)
{
    static char whole[8192], escaped[8192];
    size_t length = ble_ad_describe(ad, whole, sizeof(whole));
    expect(length > 0 && length < sizeof(whole) && strlen(whole) == length);
    expect(ble_text_escape(escaped, sizeof(escaped), whole, length, true) == length && strcmp(whole, escaped) == 0);
    char *cut = malloc(capacity > 0 ? capacity : 1);
    expect(ble_ad_describe(ad, cut, capacity) == length);
    expect(capacity == 0 || (strlen(cut) < capacity && strncmp(whole, cut, strlen(cut)) == 0));
    free(cut);
}

static void beacons(const struct ble_ad *ad)
{
    uint8_t buffer[31];
    char url[BLE_EDDYSTONE_URL_TEXT], url_again[BLE_EDDYSTONE_URL_TEXT];
    struct ble_ad_builder builder;
    struct ble_ad written;
    struct ble_ibeacon ibeacon, ibeacon_again;
    struct ble_altbeacon altbeacon;
    struct ble_eddystone eddystone, again;
    ble_ad_build(&builder, buffer, sizeof(buffer));
    if (ble_ad_read_ibeacon(ad, &ibeacon)) {
        expect(ble_ad_add_ibeacon(&builder, &ibeacon) == BLE_OK);
        expect(ble_ad_find(buffer, builder.size, BLE_AD_MANUFACTURER, &written));
        expect(ble_ad_read_ibeacon(&written, &ibeacon_again) && ibeacon.minor == ibeacon_again.minor);
    }
    if (ble_ad_read_altbeacon(ad, &altbeacon))
        inside(ad, altbeacon.id, 20);
    if (!ble_ad_read_eddystone(ad, &eddystone))
        return;
    inside(ad, eddystone.space, eddystone.space != NULL ? 10 : 0);
    inside(ad, eddystone.instance, eddystone.instance != NULL ? 6 : 0);
    inside(ad, eddystone.url, eddystone.url_size);
    inside(ad, eddystone.etlm, eddystone.encrypted ? 16 : 0);
    inside(ad, eddystone.ephemeral, eddystone.ephemeral != NULL ? 8 : 0);
    expect(strlen(ble_eddystone_url(&eddystone, url)) < sizeof(url));
    if (ble_ad_add_eddystone_url(&builder, eddystone.tx_power, url) != BLE_OK)
        return;
    expect(ble_ad_find(buffer, builder.size, BLE_AD_SERVICE_DATA_16, &written));
    expect(ble_ad_read_eddystone(&written, &again));
    expect(strcmp(url, ble_eddystone_url(&again, url_again)) == 0);
}

static void sensors(const struct ble_ad *ad)
{
    struct ble_bthome bthome;
    struct ble_bthome_object object;
    struct ble_ruuvi ruuvi;
    struct ble_measure measure;
    if (ble_ad_read_bthome(ad, &bthome)) {
        inside(ad, bthome.data, bthome.size);
        inside(ad, bthome.mic, bthome.encrypted ? 4 : 0);
        inside(ad, bthome.address, bthome.address != NULL ? 6 : 0);
        for (size_t before = 0; ble_bthome_next(&bthome, &object); before = bthome.offset) {
            inside(ad, object.data, object.size);
            expect(bthome.offset > before && bthome.offset <= bthome.size);
        }
    }
    if (ble_ad_read_ruuvi(ad, &ruuvi)) {
        inside(ad, ruuvi.address, ruuvi.address_size);
        for (int value = 0; value < BLE_RUUVI_VALUES; value++)
            (void)ble_ruuvi_measure(&ruuvi, (enum ble_ruuvi_value)value, &measure);
    }
}

static void makers(const struct ble_ad *ad)
{
    struct ble_records records;
    struct ble_record record;
    struct ble_fast_pair pair;
    struct ble_microsoft_cdp cdp;
    struct ble_swift_pair swift;
    struct ble_mibeacon mibeacon;
    const uint8_t *identifier, *metadata;
    uint32_t rgb;
    (void)ble_ad_read_adafruit_color(ad, &rgb);
    if (ble_ad_read_adafruit(ad, &records) || ble_ad_read_apple(ad, &records))
        for (size_t before = 0; ble_records_next(&records, &record); before = records.offset) {
            inside(ad, record.data, record.size);
            expect(records.offset > before && records.offset <= records.size);
        }
    if (ble_ad_read_exposure(ad, &identifier, &metadata))
        inside(ad, metadata, 4);
    if (ble_ad_read_fast_pair(ad, &pair)) {
        inside(ad, pair.filter, pair.filter_size);
        inside(ad, pair.salt, pair.salt_size);
        expect(pair.batteries <= 3);
    }
    if (ble_ad_read_microsoft_cdp(ad, &cdp))
        inside(ad, cdp.hash, cdp.hash_size);
    if (ble_ad_read_swift_pair(ad, &swift)) {
        inside(ad, swift.name, swift.name_size);
        inside(ad, swift.address, swift.address != NULL ? 6 : 0);
    }
    if (ble_ad_read_mibeacon(ad, &mibeacon))
        inside(ad, mibeacon.payload, mibeacon.size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 2 + BLE_AD_VALUE_MAX)
        return 0;
    uint8_t *exact = malloc(size - 2 > 0 ? size - 2 : 1);
    memcpy(exact, data + 2, size - 2);
    struct ble_ad ad = { .type = data[0], .size = (uint8_t)(size - 2), .data = exact };
    describe(&ad, data[1]);
    beacons(&ad);
    sensors(&ad);
    makers(&ad);
    free(exact);
    return 0;
}
