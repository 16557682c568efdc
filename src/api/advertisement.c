/* SPDX-License-Identifier: MIT */
#include "api/advertisement.h"

#include <string.h>

#include <bleradio/advertising_data.h>

enum { STRUCTURE_MAX = 2 + BLE_AD_VALUE_MAX, SERVICES_MAX = 255, NAME_MAX_SIZE = 248 };

static size_t capacity_of(const struct ble_advertisement *advertisement)
{
    bool any = advertisement->capacity == 0 || advertisement->capacity > BLE_ADVERTISEMENT_DATA;
    return any ? BLE_ADVERTISEMENT_DATA : advertisement->capacity;
}

static ble_status full(struct ble_advertisement *advertisement, size_t needed)
{
    advertisement->needed = (uint16_t)needed;
    return BLE_ERROR_FULL;
}

/** Put octets in the place of others, whatever the capacity. */
static void exchange(struct ble_advertisement *advertisement, size_t offset, size_t removed, const uint8_t *octets,
                     size_t size)
{
    uint8_t *at = advertisement->data + offset;
    memmove(at + size, at + removed, advertisement->size - offset - removed);
    if (size > 0)
        memcpy(at, octets, size);
    advertisement->size = (uint16_t)(advertisement->size - removed + size);
}

ble_status blr_advertisement_splice(struct ble_advertisement *advertisement, size_t offset, size_t removed,
                                    const uint8_t *octets, size_t size)
{
    size_t after = advertisement->size - removed + size;
    if (size > removed && after > capacity_of(advertisement))
        return full(advertisement, after);
    exchange(advertisement, offset, removed, octets, size);
    return BLE_OK;
}

/* ------------------------------------------------------------------------------------------------ whole ones */

void ble_advertisement_init(struct ble_advertisement *advertisement)
{
    memset(advertisement, 0, sizeof(*advertisement));
}

/** Copy what counts of advertising data, `to` not behind it: whole structures. @return octets */
static size_t copy_structures(uint8_t *to, const uint8_t *data, size_t size)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, data, size);
    while (ble_ad_next(&walk, &ad))
        ;
    size_t used = walk.offset;
    if (used > 0)
        memmove(to, data, used);
    if (!walk.overrun)
        return used;
    memmove(to + used + 2, ad.data, ad.size);
    to[used] = (uint8_t)(1 + ad.size);
    to[used + 1] = ad.type;
    return used + 2 + ad.size;
}

ble_status ble_advertisement_of(struct ble_advertisement *advertisement, const struct ble_report *report)
{
    if (report->size > BLE_ADVERTISEMENT_DATA)
        return full(advertisement, report->size);
    /* Padding between an advertisement and its scan response does not hide the response. */
    size_t response = report->response_size < report->size ? report->response_size : report->size;
    size_t first = report->size - response;
    size_t used = copy_structures(advertisement->data, report->data, first);
    if (response > 0)
        used += copy_structures(advertisement->data + used, report->data + first, response);
    advertisement->size = (uint16_t)used;
    advertisement->capacity = 0;
    advertisement->needed = 0;
    advertisement->connectable = report->connectable;
    return BLE_OK;
}

static size_t occurrences(const struct ble_advertisement *advertisement, const struct ble_ad *wanted)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    size_t count = 0;
    ble_ad_begin(&walk, advertisement->data, advertisement->size);
    while (ble_ad_next(&walk, &ad))
        count += ad.type == wanted->type && ad.size == wanted->size && memcmp(ad.data, wanted->data, ad.size) == 0;
    return count;
}

bool ble_advertisement_equal(const struct ble_advertisement *a, const struct ble_advertisement *b)
{
    struct ble_ad_walk walk;
    struct ble_ad ad;
    if (a->size != b->size)
        return false;
    ble_ad_begin(&walk, a->data, a->size);
    while (ble_ad_next(&walk, &ad))
        if (occurrences(a, &ad) != occurrences(b, &ad))
            return false;
    return true;
}

/* ------------------------------------------------------------------------------------------------ places */

/** Which structures say the same as one that is to be set. */
typedef bool is_same(const struct ble_ad *ad, const void *what);

static bool has_type(const struct ble_ad *ad, const void *what)
{
    return ad->type == *(const uint8_t *)what;
}

static bool is_name(const struct ble_ad *ad, const void *what)
{
    (void)what;
    return ad->type == BLE_AD_NAME || ad->type == BLE_AD_SHORT_NAME;
}

static bool is_interval(const struct ble_ad *ad, const void *what)
{
    (void)what;
    return ad->type == BLE_AD_ADVERTISING_INTERVAL || ad->type == BLE_AD_ADVERTISING_INTERVAL_LONG;
}

static bool is_data_of_service(const struct ble_ad *ad, const void *what)
{
    struct ble_uuid uuid;
    const uint8_t *data;
    size_t size;
    return ble_ad_read_service_data(ad, &uuid, &data, &size) && ble_uuid_equal(&uuid, what);
}

static bool is_data_of_company(const struct ble_ad *ad, const void *what)
{
    uint16_t company;
    const uint8_t *data;
    size_t size;
    return ble_ad_read_manufacturer(ad, &company, &data, &size) && company == *(const uint16_t *)what;
}

/** What there is of something. */
struct found {
    size_t first;  /**< offset of the first structure; the end where there is none */
    size_t octets; /**< of all such structures */
    size_t count;  /**< of them */
};

static struct found find(const struct ble_advertisement *advertisement, is_same *same, const void *what)
{
    struct found found = { advertisement->size, 0, 0 };
    struct ble_ad_walk walk;
    struct ble_ad ad;
    ble_ad_begin(&walk, advertisement->data, advertisement->size);
    for (size_t at = 0; ble_ad_next(&walk, &ad); at = walk.offset) {
        if (!same(&ad, what))
            continue;
        found.first = found.count == 0 ? at : found.first;
        found.octets += walk.offset - at;
        found.count++;
    }
    return found;
}

static void drop(struct ble_advertisement *advertisement, is_same *same, const void *what)
{
    for (struct found found; (found = find(advertisement, same, what)).count > 0;)
        exchange(advertisement, found.first, 1u + advertisement->data[found.first], NULL, 0);
}

/** Put one structure where there is one that says the same, or where a new one goes. `what` is outside the data. */
static ble_status place(struct ble_advertisement *advertisement, const struct ble_ad_builder *one, is_same *same,
                        const void *what)
{
    struct found found = find(advertisement, same, what);
    size_t after = advertisement->size - found.octets + one->size;
    if (one->size > found.octets && after > capacity_of(advertisement))
        return full(advertisement, after);
    drop(advertisement, same, what);
    /* The place is still there: nothing before the first was dropped. */
    size_t offset = found.count == 0 && one->data[1] == BLE_AD_FLAGS ? 0 : found.first;
    exchange(advertisement, offset, 0, one->data, one->size);
    return BLE_OK;
}

/** A structure being built outside the advertisement: what it is built from may be inside. */
struct single {
    struct ble_ad_builder builder;
    uint8_t octets[STRUCTURE_MAX];
};

static struct ble_ad_builder *begin(struct single *single)
{
    ble_ad_build(&single->builder, single->octets, sizeof(single->octets));
    return &single->builder;
}

/** Place what was built, unless it could not be. A structure has room for whatever can be expressed. */
static ble_status finish(struct ble_advertisement *advertisement, const struct single *single, ble_status built,
                         is_same *same, const void *what)
{
    return built == BLE_OK ? place(advertisement, &single->builder, same, what) : BLE_ERROR_ARGUMENT;
}

static ble_status finish_type(struct ble_advertisement *advertisement, const struct single *single, ble_status built)
{
    return finish(advertisement, single, built, has_type, &single->octets[1]);
}

ble_status ble_advertisement_set(struct ble_advertisement *advertisement, uint8_t type, const void *data, size_t size)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add(begin(&single), type, data, size));
}

ble_status ble_advertisement_add(struct ble_advertisement *advertisement, uint8_t type, const void *data, size_t size)
{
    struct single single;
    ble_status status = ble_ad_add(begin(&single), type, data, size);
    if (status != BLE_OK)
        return BLE_ERROR_ARGUMENT;
    return blr_advertisement_splice(advertisement, advertisement->size, 0, single.octets, single.builder.size);
}

size_t ble_advertisement_remove(struct ble_advertisement *advertisement, uint8_t type)
{
    size_t count = find(advertisement, has_type, &type).count;
    drop(advertisement, has_type, &type);
    return count;
}

/* ------------------------------------------------------------------------------------------------ fields */

ble_status ble_advertisement_set_flags(struct ble_advertisement *advertisement, uint8_t flags)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_flags(begin(&single), flags));
}

ble_status ble_advertisement_set_flag(struct ble_advertisement *advertisement, uint8_t bits, bool on)
{
    uint8_t flags = 0;
    bool has_flags = ble_ad_get_flags(advertisement->data, advertisement->size, &flags);
    if (!on && !has_flags)
        return BLE_OK;
    return ble_advertisement_set_flags(advertisement, (uint8_t)(on ? flags | bits : flags & ~bits));
}

ble_status ble_advertisement_set_name(struct ble_advertisement *advertisement, const char *text)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_name(begin(&single), text, strlen(text), false));
}

ble_status ble_advertisement_set_short_name(struct ble_advertisement *advertisement, const char *text)
{
    size_t size = strlen(text);
    return size > NAME_MAX_SIZE ? BLE_ERROR_ARGUMENT
                                : ble_advertisement_set(advertisement, BLE_AD_SHORT_NAME, text, size);
}

ble_status ble_advertisement_fit_name(struct ble_advertisement *advertisement, const char *text)
{
    struct single single;
    struct ble_ad_builder *one = begin(&single);
    size_t others = advertisement->size - find(advertisement, is_name, NULL).octets;
    size_t room = capacity_of(advertisement) > others ? capacity_of(advertisement) - others : 0;
    one->capacity = room < STRUCTURE_MAX ? room : STRUCTURE_MAX;
    ble_status status = ble_ad_add_name(one, text, strlen(text), true);
    if (status == BLE_ERROR_FULL)
        return full(advertisement, others + one->needed);
    return finish(advertisement, &single, status, is_name, NULL);
}

ble_status ble_advertisement_set_tx_power(struct ble_advertisement *advertisement, int8_t dbm)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_tx_power(begin(&single), dbm));
}

ble_status ble_advertisement_set_appearance(struct ble_advertisement *advertisement, uint16_t appearance)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_appearance(begin(&single), appearance));
}

ble_status ble_advertisement_set_role(struct ble_advertisement *advertisement, uint8_t role)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_role(begin(&single), role));
}

ble_status ble_advertisement_set_connection_interval(struct ble_advertisement *advertisement, uint16_t minimum,
                                                     uint16_t maximum)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_connection_interval(begin(&single), minimum, maximum));
}

ble_status ble_advertisement_set_advertising_interval(struct ble_advertisement *advertisement, uint32_t interval)
{
    struct single single;
    ble_status built = ble_ad_add_advertising_interval(begin(&single), interval);
    return finish(advertisement, &single, built, is_interval, NULL);
}

ble_status ble_advertisement_set_address(struct ble_advertisement *advertisement, const struct ble_address *address)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_address(begin(&single), address));
}

ble_status ble_advertisement_set_targets(struct ble_advertisement *advertisement, const struct ble_address *addresses,
                                         size_t count)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_targets(begin(&single), addresses, count));
}

ble_status ble_advertisement_set_uri(struct ble_advertisement *advertisement, uint32_t scheme, const char *text)
{
    struct single single;
    return finish_type(advertisement, &single, ble_ad_add_uri(begin(&single), scheme, text, strlen(text)));
}

ble_status ble_advertisement_set_service_data(struct ble_advertisement *advertisement, const struct ble_uuid *service,
                                              const void *data, size_t size)
{
    struct single single;
    ble_status built = ble_ad_add_service_data(begin(&single), service, data, size);
    return finish(advertisement, &single, built, is_data_of_service, service);
}

size_t ble_advertisement_remove_service_data(struct ble_advertisement *advertisement, const struct ble_uuid *service)
{
    size_t count = find(advertisement, is_data_of_service, service).count;
    drop(advertisement, is_data_of_service, service);
    return count;
}

ble_status ble_advertisement_set_manufacturer(struct ble_advertisement *advertisement, uint16_t company,
                                              const void *data, size_t size)
{
    struct single single;
    ble_status built = ble_ad_add_manufacturer(begin(&single), company, data, size);
    return finish(advertisement, &single, built, is_data_of_company, &company);
}

size_t ble_advertisement_remove_manufacturer(struct ble_advertisement *advertisement, uint16_t company)
{
    size_t count = find(advertisement, is_data_of_company, &company).count;
    drop(advertisement, is_data_of_company, &company);
    return count;
}

/* ------------------------------------------------------------------------------------------------ services */

ble_status ble_advertisement_extend(struct ble_advertisement *advertisement, enum ble_ad_list list,
                                    const struct ble_uuid *const *services, size_t count, bool may_cut)
{
    struct ble_uuid uuids[SERVICES_MAX];
    if (count > SERVICES_MAX)
        return BLE_ERROR_ARGUMENT;
    for (size_t i = 0; i < count; i++)
        uuids[i] = *services[i];
    struct ble_ad_builder builder;
    ble_ad_build(&builder, advertisement->data, capacity_of(advertisement));
    builder.size = advertisement->size;
    ble_status status = list == BLE_AD_LIST_SERVICES ? ble_ad_add_services(&builder, uuids, count, may_cut)
                                                     : ble_ad_add_solicitations(&builder, uuids, count, may_cut);
    if (status == BLE_ERROR_FULL)
        return full(advertisement, builder.needed);
    advertisement->size = (uint16_t)builder.size;
    return status;
}

ble_status ble_advertisement_append(struct ble_advertisement *advertisement, enum ble_ad_list list,
                                    const struct ble_uuid *service)
{
    return ble_advertisement_extend(advertisement, list, &service, 1, false);
}

static ble_status begin_with(struct ble_advertisement *advertisement, enum ble_ad_list list,
                             const struct ble_uuid *const *services, size_t count)
{
    ble_advertisement_init(advertisement);
    advertisement->connectable = true;
    (void)ble_advertisement_set_flags(advertisement, BLE_AD_FLAG_GENERAL_DISCOVERY | BLE_AD_FLAG_LE_ONLY);
    return ble_advertisement_extend(advertisement, list, services, count, false);
}

ble_status ble_advertisement_provide(struct ble_advertisement *advertisement, const struct ble_uuid *const *services,
                                     size_t count)
{
    return begin_with(advertisement, BLE_AD_LIST_SERVICES, services, count);
}

ble_status ble_advertisement_solicit(struct ble_advertisement *advertisement, const struct ble_uuid *const *services,
                                     size_t count)
{
    return begin_with(advertisement, BLE_AD_LIST_SOLICITATIONS, services, count);
}
