/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "gap/ad_types.h"

enum { HEADER = 2, UUIDS_MAX = 255, NAME_MAX_SIZE = 248 };

void ble_ad_build(struct ble_ad_builder *builder, uint8_t *buffer, size_t capacity)
{
    *builder = (struct ble_ad_builder){ .data = buffer, .capacity = capacity };
}

static size_t room(const struct ble_ad_builder *builder)
{
    return builder->capacity > builder->size ? builder->capacity - builder->size : 0;
}

/** Is there room for so many more octets? */
static bool fits(struct ble_ad_builder *builder, size_t size)
{
    if (size <= room(builder))
        return true;
    builder->needed = builder->size + size;
    return false;
}

static void put(struct ble_ad_builder *builder, const void *data, size_t size)
{
    if (size > 0)
        memcpy(builder->data + builder->size, data, size);
    builder->size += size;
}

/** Add a structure whose data is in two parts. */
static ble_status add(struct ble_ad_builder *builder, uint8_t type, const void *head, size_t head_size,
                      const void *data, size_t size)
{
    if (size > BLE_AD_VALUE_MAX || head_size > BLE_AD_VALUE_MAX - size)
        return BLE_ERROR_ARGUMENT;
    size_t value_size = head_size + size;
    if (!fits(builder, HEADER + value_size))
        return BLE_ERROR_FULL;
    const uint8_t header[HEADER] = { (uint8_t)(1 + value_size), type };
    put(builder, header, HEADER);
    put(builder, head, head_size);
    put(builder, data, size);
    return BLE_OK;
}

/** Add a structure that holds a number of so many octets. */
static ble_status add_number(struct ble_ad_builder *builder, uint8_t type, uint32_t value, size_t size)
{
    const uint8_t octets[] = { (uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24) };
    return add(builder, type, octets, size, NULL, 0);
}

ble_status ble_ad_add(struct ble_ad_builder *builder, uint8_t type, const uint8_t *data, size_t size)
{
    return add(builder, type, NULL, 0, data, size);
}

ble_status ble_ad_add_flags(struct ble_ad_builder *builder, uint8_t flags)
{
    return add_number(builder, BLE_AD_FLAGS, flags, 1);
}

/* ------------------------------------------------------------------------------------------------ lists of UUIDs */

/** A list that a UUID may join. One that was heard with half a UUID at its end would garble what is put behind it. */
static bool find_list(const struct ble_ad_builder *builder, const struct ad_uuid_type *row, size_t *offset)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, builder->data, builder->size);
    for (*offset = 0; ble_ad_next(&walk, &ad); *offset = walk.offset)
        if ((ad.type == row->complete || ad.type == row->some) && ad.size % row->width == 0)
            return true;
    return false;
}

static bool is_among(const struct ble_uuid *uuids, size_t count, const struct ble_uuid *uuid)
{
    for (size_t i = 0; i < count; i++)
        if (ble_uuid_equal(&uuids[i], uuid))
            return true;
    return false;
}

/** Does uuids[index] belong to this row, and is it neither listed nor repeated? */
static bool is_new(const struct ble_ad_builder *builder, const struct ad_uuid_type *row, const struct ble_uuid *uuids,
                   size_t index)
{
    return ble_uuid_size(&uuids[index]) == row->width && !is_among(uuids, index, &uuids[index]) &&
           !ble_ad_lists(builder->data, builder->size, (enum ble_ad_list)row->list, &uuids[index]);
}

/** What all UUIDs together want. */
struct wish {
    size_t octets; /**< for as many as structures can hold */
    size_t count;
    bool too_long; /**< for one structure */
};

static struct wish wish_for(const struct ble_ad_builder *builder, const struct ad_uuid_type *rows,
                            const struct ble_uuid *uuids, size_t count)
{
    struct wish wish = { 0, 0, false };
    for (const struct ad_uuid_type *row = rows; row < rows + AD_WIDTHS; row++) {
        size_t more = 0, offset;
        for (size_t i = 0; i < count; i++)
            more += is_new(builder, row, uuids, i);
        bool exists = find_list(builder, row, &offset);
        size_t listed = exists ? builder->data[offset] - 1u : 0;
        size_t most = (BLE_AD_VALUE_MAX - listed) / row->width;
        size_t possible = more < most ? more : most;
        wish.too_long |= more > most;
        wish.octets += possible * row->width + (exists || possible == 0 ? 0 : HEADER);
        wish.count += more;
    }
    return wish;
}

/** Put a UUID at the end of its list, which is made when there is none. */
static bool list_uuid(struct ble_ad_builder *builder, const struct ad_uuid_type *row, const struct ble_uuid *uuid)
{
    const uint8_t *octets = ble_uuid_octets(uuid, row->width);
    size_t offset;
    if (!find_list(builder, row, &offset))
        return add(builder, row->complete, octets, row->width, NULL, 0) == BLE_OK;
    uint8_t *list = builder->data + offset;
    if (list[0] + row->width > 1 + BLE_AD_VALUE_MAX || row->width > room(builder))
        return false;
    size_t end = offset + 1 + list[0];
    memmove(builder->data + end + row->width, builder->data + end, builder->size - end);
    memcpy(builder->data + end, octets, row->width);
    list[0] = (uint8_t)(list[0] + row->width);
    builder->size += row->width;
    return true;
}

/** List what fits of one width. @return how many; *left_out: how many did not fit */
static size_t list_all(struct ble_ad_builder *builder, const struct ad_uuid_type *row, const struct ble_uuid *uuids,
                       size_t count, size_t *left_out)
{
    size_t listed = 0;
    *left_out = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_new(builder, row, uuids, i))
            continue;
        if (list_uuid(builder, row, &uuids[i]))
            listed++;
        else
            ++*left_out;
    }
    return listed;
}

static ble_status add_uuids(struct ble_ad_builder *builder, enum ble_ad_list list, const struct ble_uuid *uuids,
                            size_t count, bool may_cut)
{
    if (count > UUIDS_MAX)
        return BLE_ERROR_ARGUMENT;
    const struct ad_uuid_type *rows = &blr_ad_uuid_types[(unsigned)list * AD_WIDTHS];
    struct wish wish = wish_for(builder, rows, uuids, count);
    if (wish.too_long && !may_cut)
        return BLE_ERROR_ARGUMENT;
    size_t needed = builder->size + wish.octets;
    bool all_fit = fits(builder, wish.octets);
    if (!all_fit && !may_cut)
        return BLE_ERROR_FULL;
    size_t left_out[AD_WIDTHS], listed = 0;
    for (unsigned i = 0; i < AD_WIDTHS; i++)
        listed += list_all(builder, &rows[i], uuids, count, &left_out[i]);
    builder->needed = needed; /* for all of them, not for the first that was refused */
    if (listed == 0 && wish.count > 0)
        return all_fit ? BLE_ERROR_ARGUMENT : BLE_ERROR_FULL;
    for (unsigned i = 0; i < AD_WIDTHS; i++) {
        size_t offset;
        if (left_out[i] > 0 && find_list(builder, &rows[i], &offset))
            builder->data[offset + 1] = rows[i].some;
    }
    return BLE_OK;
}

ble_status ble_ad_add_services(struct ble_ad_builder *builder, const struct ble_uuid *uuids, size_t count, bool may_cut)
{
    return add_uuids(builder, BLE_AD_LIST_SERVICES, uuids, count, may_cut);
}

ble_status ble_ad_add_solicitations(struct ble_ad_builder *builder, const struct ble_uuid *uuids, size_t count,
                                    bool may_cut)
{
    return add_uuids(builder, BLE_AD_LIST_SOLICITATIONS, uuids, count, may_cut);
}

/* ------------------------------------------------------------------------------------------------ texts */

/** The longest part of a text, at most `most` octets, that ends between two characters. */
static size_t cut_utf8(const char *text, size_t most)
{
    enum { LONGEST_CHARACTER = 4 };
    for (size_t cut = most; cut > 0 && cut + LONGEST_CHARACTER > most; cut--)
        if (((uint8_t)text[cut] & 0xc0) != 0x80)
            return cut;
    /* The first character does not fit, or this is no UTF-8. */
    return most < LONGEST_CHARACTER ? 0 : most;
}

ble_status ble_ad_add_name(struct ble_ad_builder *builder, const char *text, size_t size, bool may_cut)
{
    if (size > NAME_MAX_SIZE)
        return BLE_ERROR_ARGUMENT;
    ble_status status = add(builder, BLE_AD_NAME, text, size, NULL, 0);
    if (status != BLE_ERROR_FULL || !may_cut || room(builder) <= HEADER)
        return status;
    size_t cut = cut_utf8(text, room(builder) - HEADER);
    return cut > 0 ? add(builder, BLE_AD_SHORT_NAME, text, cut, NULL, 0) : status;
}

ble_status ble_ad_add_broadcast_name(struct ble_ad_builder *builder, const char *text, size_t size)
{
    if (size < 4 || size > 128)
        return BLE_ERROR_ARGUMENT;
    return add(builder, BLE_AD_BROADCAST_NAME, text, size, NULL, 0);
}

/** Encode a character as UTF-8. @return its octets, or 0: it is none */
static size_t write_character(uint32_t character, uint8_t octets[4])
{
    if (character > 0x10ffff || (character >= 0xd800 && character < 0xe000))
        return 0;
    if (character < 0x80) {
        octets[0] = (uint8_t)character;
        return 1;
    }
    size_t size = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = size; i-- > 1; character >>= 6)
        octets[i] = (uint8_t)(0x80 | (character & 0x3f));
    octets[0] = (uint8_t)(0xf0u << (4 - size) | character);
    return size;
}

ble_status ble_ad_add_uri(struct ble_ad_builder *builder, uint32_t scheme, const char *text, size_t size)
{
    uint8_t octets[4];
    size_t scheme_size = write_character(scheme, octets);
    if (scheme == 0 || scheme_size == 0)
        return BLE_ERROR_ARGUMENT;
    return add(builder, BLE_AD_URI, octets, scheme_size, text, size);
}

/* ------------------------------------------------------------------------------------------------ the rest */

ble_status ble_ad_add_tx_power(struct ble_ad_builder *builder, int8_t dbm)
{
    return add_number(builder, BLE_AD_TX_POWER, (uint8_t)dbm, 1);
}

ble_status ble_ad_add_class_of_device(struct ble_ad_builder *builder, uint32_t value)
{
    return value > 0xffffff ? BLE_ERROR_ARGUMENT : add_number(builder, BLE_AD_CLASS_OF_DEVICE, value, 3);
}

ble_status ble_ad_add_appearance(struct ble_ad_builder *builder, uint16_t appearance)
{
    return add_number(builder, BLE_AD_APPEARANCE, appearance, 2);
}

static bool is_connection_interval(uint16_t interval)
{
    return interval == 0xffff || (interval >= 6 && interval <= 3200);
}

ble_status ble_ad_add_connection_interval(struct ble_ad_builder *builder, uint16_t minimum, uint16_t maximum)
{
    bool ordered = minimum <= maximum || minimum == 0xffff;
    if (!is_connection_interval(minimum) || !is_connection_interval(maximum) || !ordered)
        return BLE_ERROR_ARGUMENT;
    return add_number(builder, BLE_AD_CONNECTION_INTERVAL, minimum | (uint32_t)maximum << 16, 4);
}

ble_status ble_ad_add_advertising_interval(struct ble_ad_builder *builder, uint32_t interval)
{
    if (interval <= 0xffff)
        return add_number(builder, BLE_AD_ADVERTISING_INTERVAL, interval, 2);
    return add_number(builder, BLE_AD_ADVERTISING_INTERVAL_LONG, interval, interval <= 0xffffff ? 3 : 4);
}

ble_status ble_ad_add_role(struct ble_ad_builder *builder, uint8_t role)
{
    return role > BLE_AD_ROLE_CENTRAL_PREFERRED ? BLE_ERROR_ARGUMENT : add_number(builder, BLE_AD_ROLE, role, 1);
}

static bool is_random(const struct ble_address *address)
{
    return address->type == BLE_ADDRESS_RANDOM || address->type == BLE_ADDRESS_RANDOM_IDENTITY;
}

static bool is_device(const struct ble_address *address)
{
    return address->type <= BLE_ADDRESS_RANDOM_IDENTITY;
}

ble_status ble_ad_add_address(struct ble_ad_builder *builder, const struct ble_address *address)
{
    const uint8_t random = is_random(address);
    return is_device(address) ? add(builder, BLE_AD_DEVICE_ADDRESS, address->octets, 6, &random, 1)
                              : BLE_ERROR_ARGUMENT;
}

ble_status ble_ad_add_targets(struct ble_ad_builder *builder, const struct ble_address *addresses, size_t count)
{
    uint8_t octets[BLE_AD_VALUE_MAX];
    if (count < 1 || count > sizeof(octets) / 6)
        return BLE_ERROR_ARGUMENT;
    for (size_t i = 0; i < count; i++) {
        if (!is_device(&addresses[i]) || is_random(&addresses[i]) != is_random(&addresses[0]))
            return BLE_ERROR_ARGUMENT;
        memcpy(octets + 6 * i, addresses[i].octets, 6);
    }
    return add(builder, is_random(&addresses[0]) ? BLE_AD_RANDOM_TARGET : BLE_AD_PUBLIC_TARGET, octets, 6 * count, NULL,
               0);
}

ble_status ble_ad_add_service_data(struct ble_ad_builder *builder, const struct ble_uuid *uuid, const uint8_t *data,
                                   size_t size)
{
    const struct ad_uuid_type *row = blr_ad_uuid_types;
    while (row->width != ble_uuid_size(uuid))
        row++;
    return add(builder, row->data, ble_uuid_octets(uuid, row->width), row->width, data, size);
}

ble_status ble_ad_add_manufacturer(struct ble_ad_builder *builder, uint16_t company, const uint8_t *data, size_t size)
{
    const uint8_t octets[] = { (uint8_t)company, (uint8_t)(company >> 8) };
    return add(builder, BLE_AD_MANUFACTURER, octets, sizeof(octets), data, size);
}

ble_status ble_ad_add_resolvable_set(struct ble_ad_builder *builder, const uint8_t octets[6])
{
    return add(builder, BLE_AD_RESOLVABLE_SET, octets, 6, NULL, 0);
}

ble_status ble_ad_add_encrypted(struct ble_ad_builder *builder, const struct ble_ad_encrypted *encrypted)
{
    enum { RANDOMIZER = 5, MIC = 4 };
    uint8_t octets[BLE_AD_VALUE_MAX];
    if (encrypted->size > sizeof(octets) - RANDOMIZER - MIC)
        return BLE_ERROR_ARGUMENT;
    size_t end = RANDOMIZER + encrypted->size;
    memcpy(octets, encrypted->randomizer, RANDOMIZER);
    if (encrypted->size > 0)
        memcpy(octets + RANDOMIZER, encrypted->payload, encrypted->size);
    memcpy(octets + end, encrypted->mic, MIC);
    return add(builder, BLE_AD_ENCRYPTED, octets, end + MIC, NULL, 0);
}

ble_status ble_ad_add_response_timing(struct ble_ad_builder *builder, const struct ble_ad_response_timing *timing)
{
    const uint8_t octets[] = { (uint8_t)timing->access_address,
                               (uint8_t)(timing->access_address >> 8),
                               (uint8_t)(timing->access_address >> 16),
                               (uint8_t)(timing->access_address >> 24),
                               timing->subevents,
                               timing->subevent_interval,
                               timing->response_delay,
                               timing->response_spacing };
    return add(builder, BLE_AD_RESPONSE_TIMING, octets, sizeof(octets), NULL, 0);
}
