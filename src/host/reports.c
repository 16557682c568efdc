/* SPDX-License-Identifier: MIT */
/* From advertising report events to events of the ring: filtered where they lie, copied once. What comes in parts is
 * put together first, then filtered again: only the whole has all its data. */
#include <string.h>

#include "gap/duplicates.h"
#include "gap/reassembly.h"
#include "gap/report.h"
#include "hci/packets.h"
#include "host/host.h"

/* Both kinds of reports get a loop of their own, in which `extended` is a constant: a tenth of a report's cost. */
#if defined(__GNUC__)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define NOINLINE      __attribute__((noinline))
#else
#define ALWAYS_INLINE static inline
#define NOINLINE
#endif

enum {
    BLOCKS_PER_ADVERTISEMENT = (REASSEMBLY_MAX + BLR_BLOCK_DATA - 1) / BLR_BLOCK_DATA,
    REASSEMBLY_MS = 2500, /* the rest of an advertisement is announced at most 2.46 s ahead (Vol 6 Part B 2.3.4.5) */
    AGE_MOST_MS = 2000000000,
    SEED_SIZE = 8
};

/** What a report goes through beside the comparison of its strength. */
enum stage { BY_ADDRESS = 1 << 0, BY_DATA = 1 << 1, BY_POLICY = 1 << 2 };

/* ------------------------------------------------------------------------------------------- memory, settings */

size_t blr_reports_reassembly_size(const struct ble_host_config *config)
{
    if (config->reassemblies == 0)
        return 0;
    return sizeof(struct reassembly) + REASSEMBLY_MAX +
           blr_reassembly_size(config->reassemblies, (uint16_t)(config->reassemblies * BLOCKS_PER_ADVERTISEMENT));
}

size_t blr_reports_duplicates_size(const struct ble_host_config *config)
{
    if (config->scan_devices == 0)
        return 0;
    return sizeof(struct duplicates) + blr_duplicates_size(config->scan_devices);
}

void blr_reports_init(struct ble_host *host, void *reassembly, void *duplicates)
{
    _Static_assert(sizeof(struct reassembly) % sizeof(uint64_t) == 0, "what comes behind it is aligned");
    _Static_assert(sizeof(struct duplicates) % sizeof(uint64_t) == 0, "what comes behind it is aligned");
    const struct ble_host_config *config = &host->config;
    host->filter.minimum_rssi_dbm = INT8_MIN;
    if (config->reassemblies > 0) {
        uint16_t blocks = (uint16_t)(config->reassemblies * BLOCKS_PER_ADVERTISEMENT);
        host->reassembly = reassembly;
        blr_reassembly_init(host->reassembly, host->reassembly + 1, config->reassemblies, blocks, REASSEMBLY_MS);
        host->whole = (uint8_t *)(host->reassembly + 1) + blr_reassembly_size(config->reassemblies, blocks);
    }
    if (config->scan_devices > 0) {
        host->duplicates = duplicates;
        blr_duplicates_init(host->duplicates, host->duplicates + 1, config->scan_devices, 0);
    }
}

static void choose_stages(struct ble_host *host)
{
    const struct ble_report_filter *filter = &host->filter;
    bool by_data = filter->prefixes_size > 0 || filter->name[0] != '\0';
    bool by_policy = host->duplicates != NULL && host->duplicates->policy != BLE_DUPLICATES_ALL;
    host->report_stages = (uint8_t)((filter->addresses_count > 0 ? BY_ADDRESS : 0) | (by_data ? BY_DATA : 0) |
                                    (by_policy ? BY_POLICY : 0));
}

void blr_reports_filter(struct ble_host *host, const struct ble_report_filter *filter)
{
    host->filter = *filter;
    choose_stages(host);
}

ble_status blr_reports_check(const struct ble_host *host, const struct ble_scanning *scan)
{
    bool age_is_valid = scan->duplicates_ms <= AGE_MOST_MS || scan->duplicates_ms == BLE_FOREVER;
    if (scan->duplicates > BLE_DUPLICATES_ONCE || !age_is_valid)
        return BLE_ERROR_ARGUMENT;
    return scan->duplicates != BLE_DUPLICATES_ALL && host->duplicates == NULL ? BLE_ERROR_UNSUPPORTED : BLE_OK;
}

void blr_reports_scan(struct ble_host *host, const struct ble_scanning *scan)
{
    if (host->duplicates == NULL)
        return;
    uint32_t age_ms = scan->duplicates_ms == 0 ? BLE_FOREVER : scan->duplicates_ms;
    blr_duplicates_start(host->duplicates, (enum ble_duplicates)scan->duplicates, age_ms);
    choose_stages(host);
    if (scan->duplicates == BLE_DUPLICATES_ALL || host->seeded || host->seed_asked)
        return;
    struct ble_effect *effect = blr_effects_ask(&host->effects, host->now_us, BLE_EFFECT_ENTROPY);
    if (effect == NULL)
        return;
    effect->u.entropy.size = SEED_SIZE;
    host->seed_asked = true;
}

void blr_reports_seed(struct ble_host *host, const uint8_t *octets, size_t size)
{
    host->seed_asked = false;
    if (host->duplicates == NULL || host->seeded || size < SEED_SIZE)
        return; /* without randomness: asked again at the next scan, an address lies where it always does */
    uint64_t seed = 0;
    for (unsigned i = 0; i < SEED_SIZE; i++)
        seed = seed << 8 | octets[i];
    blr_duplicates_seed(host->duplicates, seed);
    host->seeded = true;
}

/* ------------------------------------------------------------------------------------------- into the ring */

/** The last judge of a report, whose data is all there: has it been told? And into the ring. */
ALWAYS_INLINE void tell(struct ble_host *host, const struct ble_host_report *report)
{
    bool by_policy = host->report_stages & BY_POLICY;
    if (by_policy && !blr_duplicates_is_new(host->duplicates, report)) {
        host->counters.reports_duplicate++;
        return;
    }
    uint8_t *copy;
    struct ble_event *event = blr_events_push_report(&host->events, report->size, &copy);
    if (by_policy)
        host->counters.devices_forgotten = host->duplicates->evicted;
    if (event == NULL) {
        host->counters.reports_dropped++;
        if (by_policy)
            blr_duplicates_take_back(host->duplicates);
        return;
    }
    event->u.report = *report;
    blr_copy_few(copy, report->data, report->size);
    event->u.report.data = copy;
}

/** Filters that look at more than the strength. */
static bool passes(const struct ble_host *host, const uint8_t *address, const uint8_t *data, size_t size)
{
    if ((host->report_stages & BY_ADDRESS) && !blr_report_is_listed(&host->filter, address))
        return false;
    return !(host->report_stages & BY_DATA) || blr_report_has_wanted(&host->filter, data, size);
}

/** A report that is not put together with others. (Here and below the place alone: so the walk of the loop that calls
 *  it stays in registers.) */
NOINLINE static void judge(struct ble_host *host, const uint8_t *at, bool extended, uint64_t first_us)
{
    struct report_walk walk = blr_report_at(at, extended);
    if (!passes(host, blr_report_address(&walk), walk.data, walk.size)) {
        host->counters.reports_filtered++;
        return;
    }
    struct ble_host_report report;
    blr_report_read(&walk, &report);
    report.time_us = first_us;
    tell(host, &report);
}

/* ------------------------------------------------------------------------------------------- parts */

static void note_reassembly(struct ble_host *host, uint64_t now_us)
{
    const struct reassembly_counters *counters = &host->reassembly->counters;
    struct ble_host_counters *told = &host->counters;
    told->reports_joined = (uint64_t)counters->whole + counters->given_up + counters->too_long + counters->timed_out;
    told->reassemblies_given_up = counters->given_up;
    told->reassemblies_too_long = counters->too_long;
    told->reassemblies_timed_out = counters->timed_out;
    told->reassemblies_forgotten = counters->forgotten;
    told->report_parts_skipped = counters->skipped;
    host->reassembling = !blr_reassembly_is_idle(host->reassembly, now_us);
}

/** An advertisement of which parts were put together is done. The filter may have changed since its first part. */
static void tell_done(struct ble_host *host)
{
    struct ble_host_report report = host->reassembly->done;
    uint8_t address[1 + sizeof(report.address.octets)];
    address[0] = report.address.type;
    memcpy(address + 1, report.address.octets, sizeof(report.address.octets));
    blr_reassembly_copy(host->reassembly, host->whole);
    report.data = host->whole;
    if (report.rssi_dbm >= host->filter.minimum_rssi_dbm && passes(host, address, report.data, report.size))
        tell(host, &report);
    else
        host->counters.reports_filtered++;
}

/**
 * A report that is a part, or comes while parts are waited for. How strong an advertisement is its first part says:
 * others of it are not judged, or the rest would be taken for another.
 */
NOINLINE static void join(struct ble_host *host, const uint8_t *at, uint64_t first_us)
{
    struct report_walk walk = blr_report_at(at, true);
    struct ble_host_report report;
    bool is_strong = walk.rssi_dbm >= host->filter.minimum_rssi_dbm;
    bool is_listed =
        !(host->report_stages & BY_ADDRESS) || blr_report_is_listed(&host->filter, blr_report_address(&walk));
    enum reassembly_outcome outcome = REASSEMBLY_ALONE;
    blr_report_read(&walk, &report);
    report.time_us = first_us;
    if (host->reassembly != NULL && is_listed) {
        while ((outcome = blr_reassembly_put(host->reassembly, &report, is_strong)) == REASSEMBLY_GAVE_UP)
            tell_done(host);
        note_reassembly(host, first_us);
    }
    if (outcome == REASSEMBLY_SKIPPED)
        return;
    if (outcome == REASSEMBLY_UNWANTED || !is_listed || (outcome == REASSEMBLY_ALONE && !is_strong)) {
        host->counters.reports_filtered++;
        return;
    }
    if (outcome == REASSEMBLY_ALONE) {
        judge(host, at, true, first_us);
        return;
    }
    host->counters.report_parts++;
    if (outcome == REASSEMBLY_READY)
        tell_done(host);
}

void blr_reports_forget(struct ble_host *host)
{
    if (host->reassembly == NULL)
        return;
    blr_reassembly_clear(host->reassembly);
    note_reassembly(host, host->now_us);
}

void blr_reports_tick(struct ble_host *host)
{
    if (host->reassembly == NULL || blr_reassembly_deadline(host->reassembly) > host->now_us)
        return;
    while (blr_reassembly_expire(host->reassembly, host->now_us))
        tell_done(host);
    note_reassembly(host, host->now_us);
}

uint64_t blr_reports_deadline(const struct ble_host *host)
{
    return host->reassembly != NULL ? blr_reassembly_deadline(host->reassembly) : BLE_NO_DEADLINE;
}

/* ------------------------------------------------------------------------------------------- events */

ALWAYS_INLINE void on_report(struct ble_host *host, const struct report_walk *walk, uint64_t first_us)
{
    host->counters.reports++;
    if (walk->extended && (blr_report_is_part(walk) || host->reassembling)) {
        join(host, walk->at, first_us);
        return;
    }
    if (walk->rssi_dbm < host->filter.minimum_rssi_dbm) {
        host->counters.reports_filtered++;
        return;
    }
    if (host->report_stages != 0) {
        judge(host, walk->at, walk->extended, first_us);
        return;
    }
    uint8_t *copy;
    struct ble_event *event = blr_events_push_report(&host->events, walk->size, &copy);
    if (event == NULL) {
        host->counters.reports_dropped++;
        return;
    }
    blr_report_read(walk, &event->u.report);
    blr_copy_few(copy, walk->data, walk->size);
    event->u.report.data = copy;
    event->u.report.time_us = first_us;
}

ALWAYS_INLINE void walk_all(struct ble_host *host, struct report_walk walk, bool extended, uint64_t first_us)
{
    walk.extended = extended;
    do { /* there is one, nearly always */
        if (blr_report_next(&walk))
            on_report(host, &walk, first_us);
    } while (walk.left > 0);
    if (walk.malformed || walk.next != walk.end)
        host->counters.reports_malformed++;
}

void blr_reports(struct ble_host *host, const uint8_t *parameters, size_t size, uint64_t first_us)
{
    if (host->phase != PHASE_RUNNING)
        return;
    struct report_walk walk;
    host->heard_us = first_us;
    blr_report_begin(&walk, parameters, size);
    if (walk.extended)
        walk_all(host, walk, true, first_us);
    else
        walk_all(host, walk, false, first_us);
}

/** A directed report says what an extended one says of the same PDU: it is read as one. */
static void on_directed(struct ble_host *host, const struct hci_directed_advertising_report_element *element,
                        uint64_t first_us)
{
    enum { ADV_DIRECT_IND = 0x15 }; /* connectable, directed, legacy PDUs */
    uint8_t octets[2 + REPORT_EXTENDED_BEFORE] = { HCI_LE_EV_LE_EXTENDED_ADVERTISING_REPORT, 1, ADV_DIRECT_IND, 0,
                                                   element->address_type };
    uint8_t *at = octets + 2;
    memcpy(at + 3, element->address, 6);
    at[9] = REPORT_PHY_1M;
    at[11] = REPORT_NO_SET;
    at[12] = REPORT_UNKNOWN_DBM;
    at[REPORT_EXTENDED_RSSI_AT] = (uint8_t)element->rssi;
    at[16] = element->direct_address_type;
    memcpy(at + 17, element->direct_address, 6);
    blr_reports(host, octets, sizeof(octets), first_us);
}

void blr_reports_directed(struct ble_host *host, const uint8_t *parameters, size_t size, uint64_t first_us)
{
    struct hci_le_directed_advertising_report_event event;
    struct hci_directed_advertising_report_element element;
    if (blr_hci_decode(&blr_hci_le_directed_advertising_report_event.parameters, parameters, size, &event) !=
        (int)size) {
        host->counters.reports_malformed++;
        return;
    }
    while (blr_hci_list_next(&event.reports, &blr_hci_element_directed_advertising_report, &element))
        on_directed(host, &element, first_us);
}
