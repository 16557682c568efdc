/* SPDX-License-Identifier: MIT */
#include "gap/duplicates.h"

#include <string.h>

enum { ENTRIES_PER_DEVICE = 2, TICK_SHIFT = 10, IN_USE = 1, TAKEN_BACK = 2 /* in use, but no data has it */ };

static uint32_t bucket_count(uint32_t devices)
{
    return (devices * ENTRIES_PER_DEVICE + DUPLICATES_WAYS - 1) / DUPLICATES_WAYS;
}

size_t blr_duplicates_size(uint32_t devices)
{
    if (devices == 0 || devices > DUPLICATES_MAX)
        return 0;
    return (size_t)bucket_count(devices) * sizeof(struct duplicates_bucket);
}

/** The next of the well-mixed numbers that follow from a seed (splitmix64). */
static uint64_t next_secret(uint64_t *seed)
{
    uint64_t value = *seed += UINT64_C(0x9e3779b97f4a7c15);
    value = (value ^ value >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ value >> 27) * UINT64_C(0x94d049bb133111eb);
    return value ^ value >> 31;
}

void blr_duplicates_init(struct duplicates *d, void *memory, uint32_t devices, uint64_t seed)
{
    *d = (struct duplicates){ .buckets = memory, .count = bucket_count(devices) };
    blr_duplicates_seed(d, seed);
}

static void forget_all(struct duplicates *d)
{
    memset(d->buckets, 0, d->count * sizeof(struct duplicates_bucket));
    d->told = NULL;
}

void blr_duplicates_seed(struct duplicates *d, uint64_t seed)
{
    for (unsigned i = 0; i < 4; i++)
        d->secrets[i] = next_secret(&seed) | 1; /* factors are odd */
    forget_all(d);
}

void blr_duplicates_start(struct duplicates *d, enum ble_duplicates policy, uint32_t age_ms)
{
    d->policy = (uint8_t)policy;
    d->age_ticks = age_ms == BLE_FOREVER ? 0 : (uint32_t)((age_ms * UINT64_C(1000) + 1023) >> TICK_SHIFT);
    if (policy != BLE_DUPLICATES_ALL) /* which does not look at them */
        forget_all(d);
}

static uint64_t little_endian(const uint8_t *octets)
{
    return (uint64_t)octets[0] | (uint64_t)octets[1] << 8 | (uint64_t)octets[2] << 16 | (uint64_t)octets[3] << 24 |
           (uint64_t)octets[4] << 32 | (uint64_t)octets[5] << 40 | (uint64_t)octets[6] << 48 |
           (uint64_t)octets[7] << 56;
}

/** 64 bits for all that tells advertisements apart. Sets are 0 ... 15 and 0xff, so one bit of theirs is to spare. */
static uint64_t key_of(const struct ble_host_report *report)
{
    const uint8_t *a = report->address.octets;
    uint8_t set = (report->set_id & 0x7f) | (report->flags & BLE_REPORT_SCAN_RESPONSE ? 0x80 : 0);
    uint32_t low = (uint32_t)a[0] | (uint32_t)a[1] << 8 | (uint32_t)a[2] << 16 | (uint32_t)a[3] << 24;
    uint32_t high = (uint32_t)a[4] | (uint32_t)a[5] << 8 | (uint32_t)report->address.type << 16 | (uint32_t)set << 24;
    return low | (uint64_t)high << 32;
}

static uint64_t mix(uint64_t value, uint64_t secret)
{
    value *= secret;
    return value ^ value >> 32;
}

/** What data is remembered by: 31 bits. */
static uint32_t mark_of(const struct duplicates *d, const uint8_t *data, size_t size)
{
    uint64_t hash = d->secrets[2] + size * d->secrets[1]; /* a factor, or small data cancels a small size */
    size_t at = 0;
    for (; at + 8 <= size; at += 8)
        hash = mix(hash ^ little_endian(data + at), d->secrets[3]);
    if (at < size && size >= 8) {
        hash = mix(hash ^ little_endian(data + size - 8), d->secrets[3]); /* some octets twice */
    } else if (at < size) {
        uint64_t rest = 0;
        for (; at < size; at++)
            rest = rest << 8 | data[at];
        hash = mix(hash ^ rest, d->secrets[3]);
    }
    return (uint32_t)(hash * d->secrets[2] >> 32);
}

static struct duplicates_bucket *bucket_at(const struct duplicates *d, uint32_t hash)
{
    return &d->buckets[(uint64_t)hash * d->count >> 32];
}

/** One by one: a loop costs more than what it does. A key of 0 finds free entries too, whose mark nothing has. */
static struct duplicates_entry *find_in(struct duplicates_bucket *bucket, uint64_t key)
{
    _Static_assert(DUPLICATES_WAYS == 4, "as many lines");
    struct duplicates_entry *entries = bucket->entries;
    if (entries[0].key == key)
        return &entries[0];
    if (entries[1].key == key)
        return &entries[1];
    if (entries[2].key == key)
        return &entries[2];
    return entries[3].key == key ? &entries[3] : NULL;
}

/** Entries are taken in their order and never given back. */
static unsigned used_in(const struct duplicates_bucket *bucket)
{
    unsigned used = 0;
    while (used < DUPLICATES_WAYS && bucket->entries[used].mark != 0)
        used++;
    return used;
}

static struct duplicates_entry *older(struct duplicates_entry *a, struct duplicates_entry *b, uint32_t now)
{
    return now - b->ticks > now - a->ticks ? b : a;
}

/** An entry for somebody new. */
static struct duplicates_entry *take_entry(struct duplicates *d, struct duplicates_bucket *first,
                                           struct duplicates_bucket *second, uint32_t now)
{
    unsigned in_first = used_in(first), in_second = used_in(second);
    struct duplicates_bucket *emptier = in_second < in_first ? second : first;
    unsigned used = in_second < in_first ? in_second : in_first;
    if (used < DUPLICATES_WAYS)
        return &emptier->entries[used];
    struct duplicates_entry *oldest = &first->entries[0];
    for (unsigned i = 0; i < DUPLICATES_WAYS; i++)
        oldest = older(older(oldest, &first->entries[i], now), &second->entries[i], now);
    if (d->age_ticks == 0 || now - oldest->ticks < d->age_ticks)
        d->evicted++;
    return oldest;
}

bool blr_duplicates_is_new(struct duplicates *d, const struct ble_host_report *report)
{
    if (d->policy == BLE_DUPLICATES_ALL)
        return true;
    if (report->time_us > d->now_us)
        d->now_us = report->time_us;
    uint32_t now = (uint32_t)(d->now_us >> TICK_SHIFT);
    uint32_t mark = IN_USE;
    if (d->policy == BLE_DUPLICATES_CHANGED)
        mark |= mark_of(d, report->data, report->size);
    uint64_t key = key_of(report);
    uint64_t hash = mix(mix(key ^ d->secrets[0], d->secrets[1]), d->secrets[0]);
    struct duplicates_bucket *first = bucket_at(d, (uint32_t)hash);
    struct duplicates_bucket *second = bucket_at(d, (uint32_t)(hash >> 32));
    struct duplicates_entry *entry = find_in(first, key);
    if (entry == NULL)
        entry = find_in(second, key);
    if (entry == NULL)
        entry = take_entry(d, first, second, now);
    else if (entry->mark == mark && (d->age_ticks == 0 || now - entry->ticks < d->age_ticks)) {
        d->suppressed++;
        return false;
    }
    *entry = (struct duplicates_entry){ key, mark, now };
    d->told = entry;
    return true;
}

void blr_duplicates_take_back(struct duplicates *d)
{
    if (d->told != NULL)
        d->told->mark = TAKEN_BACK;
}
