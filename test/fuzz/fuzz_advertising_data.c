/* SPDX-License-Identifier: MIT */
/* Advertising data from the air: every reader on every structure, then the same structures built again; and a row of
 * additions as the octets choose them, whose result is walked to its end. */
#include <stdlib.h>
#include <string.h>

#include <bleradio/advertising_data.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool condition)
{
    if (!condition)
        abort();
}

/** What a reader hands out lies inside the structure. */
static void inside(const struct ble_ad *ad, const void *view, size_t size)
{
    expect(size <= ad->size);
    expect((const uint8_t *)view >= ad->data && (const uint8_t *)view + size <= ad->data + ad->size);
}

/** Read a structure with every reader, and add what was read. */
static void read_and_add(const struct ble_ad *ad, struct ble_ad_builder *builder)
{
    uint8_t octet;
    int8_t dbm;
    uint16_t a, b;
    uint32_t wide;
    const char *text;
    const uint8_t *octets;
    size_t size;
    struct ble_address address;
    struct ble_uuid uuid;
    struct ble_ad_encrypted encrypted;
    struct ble_ad_response_timing timing;
    if (ble_ad_read_flags(ad, &octet))
        ble_ad_add_flags(builder, octet);
    if (ble_ad_read_name(ad, &text, &size)) {
        inside(ad, text, size);
        ble_ad_add_name(builder, text, size, true);
        ble_ad_add_broadcast_name(builder, text, size);
    }
    if (ble_ad_read_tx_power(ad, &dbm))
        ble_ad_add_tx_power(builder, dbm);
    if (ble_ad_read_class_of_device(ad, &wide))
        ble_ad_add_class_of_device(builder, wide);
    if (ble_ad_read_appearance(ad, &a))
        ble_ad_add_appearance(builder, a);
    if (ble_ad_read_connection_interval(ad, &a, &b))
        ble_ad_add_connection_interval(builder, a, b);
    if (ble_ad_read_advertising_interval(ad, &wide))
        ble_ad_add_advertising_interval(builder, wide);
    if (ble_ad_read_role(ad, &octet))
        ble_ad_add_role(builder, octet);
    for (size_t i = 0; ble_ad_read_address(ad, i, &address); i++) {
        ble_ad_add_address(builder, &address);
        ble_ad_add_targets(builder, &address, 1);
    }
    if (ble_ad_read_service_data(ad, &uuid, &octets, &size)) {
        inside(ad, octets, size);
        ble_ad_add_service_data(builder, &uuid, octets, size);
    }
    if (ble_ad_read_manufacturer(ad, &a, &octets, &size)) {
        inside(ad, octets, size);
        ble_ad_add_manufacturer(builder, a, octets, size);
    }
    if (ble_ad_read_uri(ad, &wide, &text, &size)) {
        inside(ad, text, size);
        ble_ad_add_uri(builder, wide, text, size);
    }
    if (ble_ad_read_key(ad, &octets))
        inside(ad, octets, 16);
    if (ble_ad_read_resolvable_set(ad, &octets)) {
        inside(ad, octets, 6);
        ble_ad_add_resolvable_set(builder, octets);
    }
    if (ble_ad_read_encrypted(ad, &encrypted)) {
        inside(ad, encrypted.randomizer, 5);
        inside(ad, encrypted.payload, encrypted.size);
        inside(ad, encrypted.mic, 4);
        ble_ad_add_encrypted(builder, &encrypted);
    }
    if (ble_ad_read_response_timing(ad, &timing))
        ble_ad_add_response_timing(builder, &timing);
    expect(ble_ad_uuid_count(ad) == 0 || ble_ad_uuid_at(ad, ble_ad_uuid_count(ad) - 1, &uuid));
    expect(!ble_ad_uuid_at(ad, ble_ad_uuid_count(ad), &uuid));
}

/** Structures are all there is in what was built. */
static void check_built(const struct ble_ad_builder *builder)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    expect(builder->size <= builder->capacity);
    ble_ad_begin(&walk, builder->data, builder->size);
    while (ble_ad_next(&walk, &ad))
        ;
    expect(walk.offset == builder->size && !walk.overrun);
}

static void copy(const uint8_t *data, size_t size)
{
    uint8_t *buffer = malloc(size > 0 ? size : 1);
    struct ble_ad_builder builder;
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_build(&builder, buffer, size);
    ble_ad_begin(&walk, data, size);
    while (ble_ad_next(&walk, &ad))
        expect(ble_ad_add(&builder, ad.type, ad.data, ad.size) == BLE_OK);
    expect(builder.size == walk.offset && memcmp(buffer, data, walk.offset) == 0);
    free(buffer);
}

/** Build again what was read, in a buffer that may be too small, and list what was listed. */
static void rebuild(const uint8_t *data, size_t size, size_t capacity, bool may_cut)
{
    uint8_t *buffer = malloc(capacity > 0 ? capacity : 1);
    struct ble_ad_builder builder;
    struct ble_ad_walk walk;
    struct ble_ad_uuid_walk uuids;
    struct ble_ad ad;
    struct ble_uuid listed[2];
    ble_ad_build(&builder, buffer, capacity);
    ble_ad_begin(&walk, data, size);
    while (ble_ad_next(&walk, &ad))
        read_and_add(&ad, &builder);
    check_built(&builder);
    for (int list = BLE_AD_LIST_SERVICES; list <= BLE_AD_LIST_SOLICITATIONS; list++) {
        ble_ad_uuids_begin(&uuids, data, size, (enum ble_ad_list)list);
        while (ble_ad_uuids_next(&uuids, &listed[0])) {
            size_t count = ble_ad_uuids_next(&uuids, &listed[1]) ? 2 : 1;
            ble_status status = list == BLE_AD_LIST_SERVICES
                                    ? ble_ad_add_services(&builder, listed, count, may_cut)
                                    : ble_ad_add_solicitations(&builder, listed, count, may_cut);
            expect(status != BLE_OK || may_cut ||
                   ble_ad_lists(builder.data, builder.size, (enum ble_ad_list)list, &listed[count - 1]));
        }
    }
    check_built(&builder);
    free(buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 2 + BLE_AD_EXTENDED_MAX)
        return 0;
    size_t capacity = data[0] < 128 ? data[0] : (size_t)data[0] * 8;
    bool may_cut = data[1] & 1;
    uint8_t *exact = malloc(size - 2 > 0 ? size - 2 : 1);
    memcpy(exact, data + 2, size - 2);
    copy(exact, size - 2);
    rebuild(exact, size - 2, capacity, may_cut);
    free(exact);
    return 0;
}
