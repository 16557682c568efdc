/* SPDX-License-Identifier: MIT */
/* From advertising report events to events of the ring: filtered where they lie, copied once. */
#include "gap/report.h"
#include "host/host.h"

/* Both kinds of reports get a loop of their own, in which `extended` is a constant: a tenth of a report's cost. */
#if defined(__GNUC__)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#else
#define ALWAYS_INLINE static inline
#endif

ALWAYS_INLINE void on_report(struct ble_host *host, const struct report_walk *walk, uint64_t first_us)
{
    host->counters.reports++;
    if (!blr_report_is_wanted(&host->filter, walk)) {
        host->counters.reports_filtered++;
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
    blr_report_begin(&walk, parameters, size);
    if (walk.extended)
        walk_all(host, walk, true, first_us);
    else
        walk_all(host, walk, false, first_us);
}
