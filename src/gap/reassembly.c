/* SPDX-License-Identifier: MIT */
#include "gap/reassembly.h"

#include <stdalign.h>
#include <string.h>

enum { NO_SLOT = 0xffff, MAX_SLOTS = 1000, SKIPS_PER_SLOT = 2 };

size_t blr_reassembly_size(uint16_t slots, uint16_t blocks)
{
    _Static_assert(alignof(struct reassembly_slot) >= alignof(struct reassembly_skip), "the order in memory");
    _Static_assert(alignof(struct reassembly_skip) >= alignof(struct hci_block), "the order in memory");
    if (slots == 0 || slots > MAX_SLOTS || blocks == 0 || blocks >= BLR_NO_BLOCK)
        return 0;
    return slots * (sizeof(struct reassembly_slot) + SKIPS_PER_SLOT * sizeof(struct reassembly_skip)) +
           blocks * sizeof(struct hci_block);
}

static size_t skip_count(const struct reassembly *r)
{
    return (size_t)r->count * SKIPS_PER_SLOT;
}

static void empty(struct reassembly *r)
{
    for (uint16_t i = 0; i < r->count; i++)
        r->slots[i].newer = i + 1 < r->count ? (uint16_t)(i + 1) : (uint16_t)NO_SLOT;
    memset(r->skips, 0, skip_count(r) * sizeof(*r->skips));
    r->free = 0;
    r->oldest = r->newest = NO_SLOT;
    r->skip_until_us = 0;
    r->done_data = BLR_EMPTY_CHAIN;
}

void blr_reassembly_init(struct reassembly *r, void *memory, uint16_t slots, uint16_t blocks, uint32_t age_ms)
{
    *r = (struct reassembly){ .slots = memory, .count = slots, .age_us = age_ms * UINT64_C(1000) };
    r->skips = (void *)(r->slots + slots);
    blr_blocks_init(&r->blocks, (void *)(r->skips + skip_count(r)), blocks);
    empty(r);
}

void blr_reassembly_clear(struct reassembly *r)
{
    blr_chain_free(&r->blocks, &r->done_data);
    for (uint16_t i = r->oldest; i != NO_SLOT; i = r->slots[i].newer) {
        blr_chain_free(&r->blocks, &r->slots[i].data);
        r->counters.forgotten++;
    }
    empty(r);
}

static struct reassembly_key key_of(const struct ble_host_report *report)
{
    return (struct reassembly_key){ report->address, report->set_id, (report->flags & BLE_REPORT_SCAN_RESPONSE) != 0 };
}

static bool same(const struct reassembly_key *a, const struct reassembly_key *b)
{
    return a->set_id == b->set_id && a->is_response == b->is_response && ble_address_equal(&a->address, &b->address);
}

/** Newest first: whoever sends in parts does so within milliseconds. */
static uint16_t find(const struct reassembly *r, const struct reassembly_key *key)
{
    uint16_t i = r->newest;
    while (i != NO_SLOT && !same(&r->slots[i].key, key))
        i = r->slots[i].older;
    return i;
}

static uint16_t open_slot(struct reassembly *r, const struct ble_host_report *report, const struct reassembly_key *key)
{
    uint16_t index = r->free;
    struct reassembly_slot *slot = &r->slots[index];
    r->free = slot->newer;
    slot->report = *report;
    slot->report.data = NULL;
    slot->report.flags = report->flags & (uint8_t) ~(BLE_REPORT_INCOMPLETE | BLE_REPORT_TRUNCATED);
    slot->key = *key;
    slot->data = BLR_EMPTY_CHAIN;
    slot->newer = NO_SLOT;
    slot->older = r->newest;
    if (r->newest != NO_SLOT)
        r->slots[r->newest].newer = index;
    else
        r->oldest = index;
    r->newest = index;
    return index;
}

/** Free a slot; what it held becomes r->done. */
static void finish(struct reassembly *r, uint16_t index, bool truncated)
{
    struct reassembly_slot *slot = &r->slots[index];
    r->done = slot->report;
    r->done.size = slot->data.size;
    r->done.flags |= truncated ? BLE_REPORT_TRUNCATED : 0;
    r->done_data = slot->data;
    if (slot->older != NO_SLOT)
        r->slots[slot->older].newer = slot->newer;
    else
        r->oldest = slot->newer;
    if (slot->newer != NO_SLOT)
        r->slots[slot->newer].older = slot->older;
    else
        r->newest = slot->older;
    slot->newer = r->free;
    r->free = index;
}

/** Remember to drop what is still to come of an advertisement; what was to be forgotten first makes room. */
static void skip_rest(struct reassembly *r, const struct reassembly_key *key, uint64_t now_us)
{
    struct reassembly_skip *chosen = r->skips;
    for (struct reassembly_skip *skip = r->skips; skip < r->skips + skip_count(r); skip++)
        if (skip->until_us < chosen->until_us)
            chosen = skip;
    *chosen = (struct reassembly_skip){ now_us + r->age_us, *key };
    r->skip_until_us = now_us + r->age_us;
}

static bool is_skipped(struct reassembly *r, const struct reassembly_key *key, uint64_t now_us, bool is_last)
{
    if (now_us >= r->skip_until_us)
        return false;
    for (struct reassembly_skip *skip = r->skips; skip < r->skips + skip_count(r); skip++) {
        if (skip->until_us <= now_us || !same(&skip->key, key))
            continue;
        if (is_last)
            skip->until_us = 0;
        r->counters.skipped++;
        return true;
    }
    return false;
}

static enum reassembly_outcome give_up(struct reassembly *r, uint16_t index, uint64_t now_us)
{
    skip_rest(r, &r->slots[index].key, now_us);
    finish(r, index, true);
    r->counters.given_up++;
    return REASSEMBLY_GAVE_UP;
}

/** The one that began first, apart from `index`. */
static uint16_t oldest_but(const struct reassembly *r, uint16_t index)
{
    return r->oldest == index ? r->slots[index].newer : r->oldest;
}

/** Append what may be of a part whose advertisement cannot have all of it, and end it. */
static enum reassembly_outcome cut(struct reassembly *r, uint16_t index, const struct ble_host_report *report,
                                   size_t size, bool is_last)
{
    struct reassembly_slot *slot = &r->slots[index];
    size_t room = blr_chain_room(&r->blocks, &slot->data);
    bool pool_is_full = size > room;
    blr_chain_append(&r->blocks, &slot->data, report->data, pool_is_full ? room : size);
    if (!is_last)
        skip_rest(r, &slot->key, report->time_us);
    finish(r, index, true);
    if (pool_is_full)
        r->counters.given_up++;
    else
        r->counters.too_long++;
    return REASSEMBLY_READY;
}

bool blr_reassembly_is_idle(const struct reassembly *r, uint64_t now_us)
{
    return r->newest == NO_SLOT && now_us >= r->skip_until_us;
}

enum reassembly_outcome blr_reassembly_put(struct reassembly *r, const struct ble_host_report *report, bool wanted)
{
    blr_chain_free(&r->blocks, &r->done_data);
    bool truncated = report->flags & BLE_REPORT_TRUNCATED;
    bool is_last = truncated || !(report->flags & BLE_REPORT_INCOMPLETE);
    if (!(report->flags & BLE_REPORT_EXTENDED) || (is_last && blr_reassembly_is_idle(r, report->time_us)))
        return REASSEMBLY_ALONE;

    struct reassembly_key key = key_of(report);
    uint16_t index = find(r, &key);
    if (index == NO_SLOT) {
        if (is_skipped(r, &key, report->time_us, is_last))
            return REASSEMBLY_SKIPPED;
        if (is_last)
            return REASSEMBLY_ALONE;
        if (!wanted) {
            skip_rest(r, &key, report->time_us);
            return REASSEMBLY_UNWANTED;
        }
        if (r->free == NO_SLOT)
            return give_up(r, r->oldest, report->time_us);
        index = open_slot(r, report, &key);
    }
    struct reassembly_slot *slot = &r->slots[index];
    size_t most = REASSEMBLY_MAX - (size_t)slot->data.size;
    size_t size = report->size < most ? report->size : most;
    if (size > blr_chain_room(&r->blocks, &slot->data)) {
        uint16_t other = oldest_but(r, index);
        return other != NO_SLOT ? give_up(r, other, report->time_us) : cut(r, index, report, size, is_last);
    }
    if (size < report->size)
        return cut(r, index, report, size, is_last);
    blr_chain_append(&r->blocks, &slot->data, report->data, size);
    if (!is_last)
        return REASSEMBLY_KEPT;
    finish(r, index, truncated);
    r->counters.whole++;
    return REASSEMBLY_READY;
}

bool blr_reassembly_expire(struct reassembly *r, uint64_t now_us)
{
    blr_chain_free(&r->blocks, &r->done_data);
    if (now_us < blr_reassembly_deadline(r))
        return false;
    if (r->oldest == NO_SLOT)
        return false;
    /* Its rest is not waited for: whatever comes from there next is more likely a new beginning. */
    finish(r, r->oldest, true);
    r->counters.timed_out++;
    return true;
}

uint64_t blr_reassembly_deadline(const struct reassembly *r)
{
    return r->oldest != NO_SLOT ? r->slots[r->oldest].report.time_us + r->age_us : BLE_NO_DEADLINE;
}

void blr_reassembly_copy(const struct reassembly *r, uint8_t *out)
{
    blr_chain_copy(&r->blocks, &r->done_data, 0, out, r->done_data.size);
}
