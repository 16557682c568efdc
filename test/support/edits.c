/* SPDX-License-Identifier: MIT */
#include "edits.h"

#include <stdlib.h>
#include <string.h>

#include <bleradio/manufacturer_data.h>

enum { TEXT_ROOM = 256 };

/** Octets of the script that are left; zeros behind its end. */
struct source {
    const uint8_t *at;
    size_t left;
};

static uint8_t octet(struct source *source)
{
    if (source->left == 0)
        return 0;
    source->left--;
    return *source->at++;
}

static uint32_t word(struct source *source)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < 4; i++)
        value = value << 8 | octet(source);
    return value;
}

/** So many octets, or as many as there are, in a block of exactly their size. */
static size_t view(struct source *source, size_t wanted, uint8_t **data)
{
    size_t size = wanted < source->left ? wanted : source->left;
    *data = malloc(size > 0 ? size : 1);
    if (size > 0)
        memcpy(*data, source->at, size);
    source->at += size;
    source->left -= size;
    return size;
}

static void text(struct source *source, char name[TEXT_ROOM])
{
    uint8_t *data;
    size_t size = view(source, octet(source), &data);
    memcpy(name, data, size);
    name[size] = '\0';
    free(data);
}

/** UUIDs of all widths, few enough to meet again. */
static struct ble_uuid uuid(struct source *source)
{
    uint8_t choice = octet(source);
    struct ble_uuid made = choice & 1 ? ble_uuid_from_32(0xabcd0000u | choice >> 4) : ble_uuid_from_16(choice >> 3);
    if (choice & 2)
        made.octets[0] = choice >> 4;
    return made;
}

static const struct ble_manufacturer_field fields[] = {
    { 0x0822, 2, 0x0000, "<I" }, { 0x0822, 2, 0x0001, "<hhh" }, { 0x0822, 2, 0xf001, ">Bxd" },
    { 0x004c, 1, 0x10, "4s" },   { 0x004c, 1, 0x10, "B" },      { 0x0001, 4, 0xffffffff, "<?qf" },
};

/* ------------------------------------------------------------------------------------------------ edits */

typedef ble_status edit(struct ble_advertisement *advertisement, struct source *source);

static ble_status set(struct ble_advertisement *advertisement, struct source *source)
{
    uint8_t *data, type = octet(source);
    size_t size = view(source, octet(source), &data);
    ble_status status = ble_advertisement_set(advertisement, type, data, size);
    free(data);
    return status;
}

static ble_status add(struct ble_advertisement *advertisement, struct source *source)
{
    uint8_t *data, type = octet(source);
    size_t size = view(source, octet(source), &data);
    ble_status status = ble_advertisement_add(advertisement, type, data, size);
    free(data);
    return status;
}

static ble_status removal(struct ble_advertisement *advertisement, struct source *source)
{
    uint8_t type = octet(source);
    size_t size = advertisement->size, count = ble_advertisement_remove(advertisement, type);
    struct ble_ad ad;
    bool gone = !ble_ad_find(advertisement->data, advertisement->size, type, &ad);
    return gone && (count > 0) == (advertisement->size < size) ? BLE_OK : BLE_ERROR_IO;
}

static ble_status flags(struct ble_advertisement *advertisement, struct source *source)
{
    uint8_t bits = octet(source);
    return bits & 1 ? ble_advertisement_set_flags(advertisement, bits)
                    : ble_advertisement_set_flag(advertisement, bits, bits >> 7);
}

static ble_status name(struct ble_advertisement *advertisement, struct source *source)
{
    char made[TEXT_ROOM];
    uint8_t choice = octet(source);
    text(source, made);
    return choice < 85    ? ble_advertisement_set_name(advertisement, made)
           : choice < 170 ? ble_advertisement_set_short_name(advertisement, made)
                          : ble_advertisement_fit_name(advertisement, made);
}

static ble_status numbers(struct ble_advertisement *advertisement, struct source *source)
{
    uint8_t choice = octet(source);
    uint32_t value = word(source);
    switch (choice % 6) {
    case 0: return ble_advertisement_set_tx_power(advertisement, (int8_t)value);
    case 1: return ble_advertisement_set_appearance(advertisement, (uint16_t)value);
    case 2: return ble_advertisement_set_role(advertisement, (uint8_t)(value & 7));
    case 3:
        return ble_advertisement_set_connection_interval(advertisement, (uint16_t)(value >> 16 & 0xfff),
                                                         (uint16_t)(value & 0xfff));
    case 4: return ble_advertisement_set_advertising_interval(advertisement, value >> (value & 31));
    default: {
        char made[TEXT_ROOM];
        text(source, made);
        return ble_advertisement_set_uri(advertisement, value >> (value & 31), made);
    }
    }
}

static ble_status addresses(struct ble_advertisement *advertisement, struct source *source)
{
    struct ble_address made[45] = { { .type = BLE_ADDRESS_PUBLIC } };
    uint8_t count = octet(source) % 45;
    for (unsigned i = 0; i < count; i++) {
        made[i].type = octet(source) % 5;
        memset(made[i].octets, octet(source), sizeof(made[i].octets));
    }
    return count == 1 ? ble_advertisement_set_address(advertisement, made)
                      : ble_advertisement_set_targets(advertisement, made, count);
}

static ble_status services(struct ble_advertisement *advertisement, struct source *source)
{
    struct ble_uuid made[64];
    const struct ble_uuid *pointers[64];
    uint8_t choice = octet(source);
    enum ble_ad_list list = choice & 1 ? BLE_AD_LIST_SERVICES : BLE_AD_LIST_SOLICITATIONS;
    size_t count = choice & 2 ? 1 : choice >> 2;
    for (size_t i = 0; i < count; i++) {
        made[i] = uuid(source);
        pointers[i] = &made[i];
    }
    bool may_cut = (choice & 4) != 0;
    ble_status status = ble_advertisement_extend(advertisement, list, pointers, count, may_cut);
    for (size_t i = 0; status == BLE_OK && !may_cut && i < count; i++)
        if (!ble_ad_lists(advertisement->data, advertisement->size, list, &made[i]))
            return BLE_ERROR_IO;
    return status;
}

static ble_status service_data(struct ble_advertisement *advertisement, struct source *source)
{
    struct ble_uuid service = uuid(source);
    uint8_t *data;
    size_t size = view(source, octet(source), &data), got_size = 0;
    const uint8_t *got = NULL;
    ble_status status = BLE_OK;
    if (size == 0)
        ble_advertisement_remove_service_data(advertisement, &service);
    else
        status = ble_advertisement_set_service_data(advertisement, &service, data, size);
    bool there = ble_ad_get_service_data(advertisement->data, advertisement->size, &service, &got, &got_size);
    bool as_set = there && got_size == size && memcmp(got, data, size) == 0;
    free(data);
    return status == BLE_OK && (size == 0 ? there : !as_set) ? BLE_ERROR_IO : status;
}

static ble_status manufacturer(struct ble_advertisement *advertisement, struct source *source)
{
    uint16_t company = octet(source) & 1 ? 0x0822 : 0x004c;
    uint8_t *data;
    size_t size = view(source, octet(source), &data), got_size = 0;
    const uint8_t *got = NULL;
    ble_status status = BLE_OK;
    if (size == 0)
        ble_advertisement_remove_manufacturer(advertisement, company);
    else
        status = ble_advertisement_set_manufacturer(advertisement, company, data, size);
    bool there = ble_ad_get_manufacturer(advertisement->data, advertisement->size, company, &got, &got_size);
    bool as_set = there && got_size == size && memcmp(got, data, size) == 0;
    free(data);
    return status == BLE_OK && (size == 0 ? there : !as_set) ? BLE_ERROR_IO : status;
}

static ble_status field(struct ble_advertisement *advertisement, struct source *source)
{
    const struct ble_manufacturer_field *chosen = &fields[octet(source) % (sizeof(fields) / sizeof(fields[0]))];
    union ble_value values[32], got[32];
    size_t row = 0, count, got_count;
    ble_pack_measure(chosen->format, NULL, &row);
    count = row * (octet(source) % 8);
    memset(values, 0, sizeof(values));
    for (size_t i = 0; i < count; i++)
        values[i].u = octet(source) & 0x7f;
    for (size_t i = 0; chosen->format[1] == 's' && i < count; i++)
        values[i].s = (const uint8_t *)"text";
    ble_status status = ble_advertisement_set_field(advertisement, chosen, values, count);
    if (status != BLE_OK)
        return status;
    status = ble_field_get(advertisement->data, advertisement->size, chosen, got, 32, &got_count);
    return status == BLE_OK && got_count == count ? BLE_OK : BLE_ERROR_IO;
}

/** A view of the advertisement itself is the argument. */
static ble_status itself(struct ble_advertisement *advertisement, struct source *source)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    unsigned skip = octet(source) % 8;
    uint8_t type = octet(source);
    ble_ad_begin(&walk, advertisement->data, advertisement->size);
    while (ble_ad_next(&walk, &ad))
        if (skip-- == 0)
            return type & 1 ? ble_advertisement_set(advertisement, type, ad.data, ad.size)
                            : ble_advertisement_add(advertisement, type, ad.data, ad.size);
    return BLE_OK;
}

static edit *const edits[] = { set,       add,      removal,      flags,        name,  numbers,
                               addresses, services, service_data, manufacturer, field, itself };

/* ------------------------------------------------------------------------------------------------ judging */

static bool is_whole(const struct ble_advertisement *advertisement)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, advertisement->data, advertisement->size);
    while (ble_ad_next(&walk, &ad))
        ;
    return walk.offset == advertisement->size && !walk.overrun;
}

/** Decoded again it is the same, octet for octet. */
static bool is_lossless(const struct ble_advertisement *advertisement)
{
    struct ble_report report = { .data = advertisement->data, .size = advertisement->size };
    struct ble_advertisement again;
    return ble_advertisement_of(&again, &report) == BLE_OK && again.size == advertisement->size &&
           memcmp(again.data, advertisement->data, again.size) == 0 && ble_advertisement_equal(&again, advertisement);
}

/** Reading everything stays inside (the sanitizers watch) and changes nothing. */
static bool reads_change_nothing(const struct ble_advertisement *advertisement)
{
    const struct ble_advertisement before = *advertisement;
    const uint8_t *data = advertisement->data, *octets;
    const char *string;
    size_t size = advertisement->size, length;
    struct ble_address address;
    union ble_value values[64];
    uint32_t wide;
    uint16_t a, b;
    uint8_t narrow;
    int8_t dbm;
    ble_ad_get_flags(data, size, &narrow);
    ble_ad_get_name(data, size, &string, &length);
    ble_ad_get_tx_power(data, size, &dbm);
    ble_ad_get_appearance(data, size, &a);
    ble_ad_get_role(data, size, &narrow);
    ble_ad_get_connection_interval(data, size, &a, &b);
    ble_ad_get_advertising_interval(data, size, &wide);
    ble_ad_get_address(data, size, &address);
    ble_ad_get_target(data, size, 7, &address);
    ble_ad_get_uri(data, size, &wide, &string, &length);
    ble_ad_get_service_data(data, size, &ble_uuid_battery, &octets, &length);
    ble_ad_get_color(data, size, &wide);
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        ble_field_get(data, size, &fields[i], values, 64, &length);
    return memcmp(&before, advertisement, sizeof(before)) == 0;
}

static const char *judge(const struct ble_advertisement *before, struct ble_advertisement *after, ble_status status,
                         edit *repeat, struct source source)
{
    if (!is_whole(after))
        return "not whole structures";
    if (!is_lossless(after))
        return "something is lost when it is decoded";
    if (!reads_change_nothing(after))
        return "reading changed it";
    if (status == BLE_OK)
        return after->size > after->capacity && after->size > before->size ? "larger than its capacity" : NULL;
    if (status != BLE_ERROR_FULL && status != BLE_ERROR_ARGUMENT)
        return "not what was set";
    if (after->size != before->size || memcmp(after->data, before->data, before->size) != 0)
        return "a refused edit changed it";
    if (status == BLE_ERROR_ARGUMENT || after->needed > BLE_ADVERTISEMENT_DATA)
        return NULL;
    /* With the capacity that is asked for it fits exactly. */
    struct ble_advertisement larger = *after;
    larger.capacity = after->needed;
    if (after->needed <= after->capacity || repeat(&larger, &source) != BLE_OK || larger.size != after->needed)
        return "the capacity that was asked for is not the one that does";
    return NULL;
}

const char *edits_run(const uint8_t *script, size_t size)
{
    struct source source = { script, size };
    struct ble_advertisement now;
    uint8_t *data;
    struct ble_report heard = { .rssi_dbm = 127 };
    uint16_t capacity = octet(&source);
    heard.size = (uint16_t)view(&source, octet(&source), &data);
    heard.response_size = octet(&source);
    heard.data = data;
    ble_status status = ble_advertisement_of(&now, &heard);
    free(data);
    if (status != BLE_OK || !is_whole(&now))
        return "what was heard is not taken";
    now.capacity = (uint16_t)(capacity < 32 ? BLE_AD_LEGACY_MAX : capacity * 7);
    while (source.left > 0) {
        const struct ble_advertisement before = now;
        edit *chosen = edits[octet(&source) % (sizeof(edits) / sizeof(edits[0]))];
        struct source arguments = source;
        const char *wrong = judge(&before, &now, chosen(&now, &source), chosen, arguments);
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}
