/* SPDX-License-Identifier: MIT */
/* What a scanner hears (Vol 6 Part B 4.4.3): windows and channels, filters, duplicates, back-off of scan requests. */
#include <string.h>

#include "hci/packets.h"
#include "virtual/internal.h"

enum { SENSITIVITY_DBM = -95, SENSITIVITY_CODED_DBM = -103, BACKOFF_LIMIT_MAX = 256, CHANNELS = 3 };

/* ------------------------------------------------------------------------------------------------ on and off */

static void time_is_up(struct virtual_controller *c, void *what, uint32_t run)
{
    const struct hci_le_scan_timeout_event event = { 0 };
    (void)what;
    if (run != c->scanner.run)
        return;
    blr_virtual_stop_scanning(c);
    blr_virtual_le_event(c, &blr_hci_le_scan_timeout_event, &event);
}

void blr_virtual_scan(struct virtual_controller *c, uint64_t duration_us, uint64_t period_us)
{
    struct scanner *scanner = &c->scanner;
    scanner->run++;
    scanner->enabled = true;
    scanner->since_us = blr_air_now(c->air);
    scanner->duration_us = duration_us;
    scanner->period_us = period_us;
    scanner->period = 0;
    scanner->follow_from_us = scanner->follow_until_us = 0;
    scanner->backoff = scanner->backoff_limit = 1;
    scanner->successes = scanner->failures = 0;
    scanner->seen_count = scanner->seen_next = 0;
    if (duration_us > 0 && period_us == 0)
        blr_air_schedule(c, scanner->since_us + duration_us, time_is_up, NULL, scanner->run);
}

void blr_virtual_stop_scanning(struct virtual_controller *c)
{
    c->scanner.run++;
    c->scanner.enabled = false;
}

/* ------------------------------------------------------------------------------------------------ listening */

/* Time within the scan of one PHY. Two of them share the radio: side by side in each interval where both windows fit,
 * else turn by turn. @return false: it is the other one's turn */
static bool phy_time(const struct scan_phy phys[2], unsigned phy, uint64_t *elapsed_us)
{
    const struct scan_phy *own = &phys[phy], *other = &phys[1 - phy];
    if (!own->on || !other->on)
        return own->on;
    if (own->interval_us == other->interval_us && own->window_us + other->window_us <= own->interval_us) {
        uint64_t offset_us = phy == 0 ? 0 : other->window_us;
        if (*elapsed_us < offset_us)
            return false;
        *elapsed_us -= offset_us;
        return true;
    }
    uint64_t turn_us = own->interval_us > other->interval_us ? own->interval_us : other->interval_us;
    uint64_t turn = *elapsed_us / turn_us;
    *elapsed_us = turn / 2 * turn_us + *elapsed_us % turn_us;
    return turn % 2 == phy;
}

bool blr_virtual_window_is_open(const struct scan_phy phys[2], unsigned phy, unsigned channel, uint64_t elapsed_us)
{
    const struct scan_phy *own = &phys[phy];
    if (!phy_time(phys, phy, &elapsed_us))
        return false;
    return elapsed_us % own->interval_us < own->window_us && elapsed_us / own->interval_us % CHANNELS == channel;
}

int8_t blr_virtual_sensitivity_dbm(uint8_t phy)
{
    return phy == PHY_CODED ? SENSITIVITY_CODED_DBM : SENSITIVITY_DBM;
}

/* Is the receiver on this primary channel at a time? */
static bool is_on_channel(struct scanner *scanner, unsigned phy, unsigned channel, uint64_t at_us)
{
    uint64_t elapsed_us = at_us - scanner->since_us;
    if (scanner->period_us > 0) {
        uint64_t period = elapsed_us / scanner->period_us;
        if (elapsed_us % scanner->period_us >= scanner->duration_us)
            return false;
        if (period != scanner->period && scanner->filter_duplicates == 2)
            scanner->seen_count = scanner->seen_next = 0;
        scanner->period = period;
        elapsed_us %= scanner->period_us;
    }
    return blr_virtual_window_is_open(scanner->phys, phy, channel, elapsed_us);
}

bool blr_virtual_hears(struct virtual_controller *c, const struct virtual_controller *from,
                       const struct advertising_set *set, int8_t *rssi_dbm)
{
    struct scanner *scanner = &c->scanner;
    uint64_t start_us = set->pdu_us;
    bool coded = set->primary_phy == PHY_CODED;
    if (!scanner->enabled || c == from || start_us < scanner->since_us || c->busy_until_us > start_us)
        return false;
    if (!scanner->extended && !(set->properties & PROPERTY_LEGACY))
        return false;
    if (start_us >= scanner->follow_from_us && start_us < scanner->follow_until_us)
        return false;
    if (!is_on_channel(scanner, coded, set->channel, start_us))
        return false;
    *rssi_dbm = blr_air_rssi(c, from, set->tx_power_dbm);
    return *rssi_dbm >= blr_virtual_sensitivity_dbm(set->primary_phy);
}

static bool has_phy(const struct virtual_controller *c, uint8_t phy)
{
    return phy == PHY_1M || blr_virtual_has_feature(c, phy == PHY_2M ? VIRTUAL_FEATURE_2M : VIRTUAL_FEATURE_CODED);
}

bool blr_virtual_follow(struct virtual_controller *c, const struct advertising_set *set, uint64_t until_us)
{
    struct scanner *scanner = &c->scanner;
    if (!has_phy(c, set->secondary_phy))
        return false;
    if (scanner->follow_until_us <= blr_air_now(c->air)) {
        scanner->follow_from_us = set->auxiliary_us;
        scanner->follow_until_us = until_us;
        return true;
    }
    if (set->auxiliary_us < scanner->follow_until_us)
        return false; /* one receiver: what was planned first has it */
    scanner->follow_until_us = until_us;
    return true;
}

bool blr_virtual_hears_auxiliary(const struct virtual_controller *c, const struct advertising_set *set)
{
    return c->scanner.enabled && c->scanner.since_us <= set->event_us && c->busy_until_us <= set->pdu_us;
}

/* ------------------------------------------------------------------------------------------------ filters */

static struct seen make_seen(const struct advertising_set *set, const struct vaddress *address, bool response)
{
    struct seen seen = { .address = *address, .response = response };
    if (!(set->properties & PROPERTY_LEGACY))
        seen.set = (uint16_t)(set->sid << 12 | set->sending_data_id);
    return seen;
}

static bool was_seen(const struct scanner *scanner, const struct seen *seen)
{
    for (unsigned i = 0; i < scanner->seen_count; i++)
        if (scanner->seen[i].response == seen->response && scanner->seen[i].set == seen->set &&
            blr_virtual_same_address(&scanner->seen[i].address, &seen->address))
            return true;
    return false;
}

/* The oldest one is forgotten. */
static void remember(struct virtual_controller *c, const struct seen *seen)
{
    struct scanner *scanner = &c->scanner;
    scanner->seen[scanner->seen_next] = *seen;
    scanner->seen_next = (uint16_t)((scanner->seen_next + 1) % c->profile->duplicates);
    if (scanner->seen_count < c->profile->duplicates)
        scanner->seen_count++;
}

bool blr_virtual_is_own(const struct virtual_controller *c, const struct vaddress *address)
{
    if (address->type == ADDRESS_PUBLIC)
        return memcmp(address->octets, c->public_address, sizeof(address->octets)) == 0;
    return address->type == ADDRESS_RANDOM && c->has_random_address &&
           memcmp(address->octets, c->random_address, sizeof(address->octets)) == 0;
}

/* Is a directed advertisement for us, or one that the filter policy lets through? *target: as it is reported */
static bool target_is_good(struct virtual_controller *c, const struct advertising_set *set, struct vaddress *target)
{
    *target = set->peer;
    if (blr_virtual_is_own(c, target))
        return true;
    if (c->scanner.filter_policy < 2 || !blr_virtual_is_resolvable(target))
        return false;
    target->type = ADDRESS_UNRESOLVED;
    return true;
}

bool blr_virtual_identify(struct virtual_controller *c, const struct advertising_set *set, struct vaddress *identity,
                          bool *resolved)
{
    static const uint8_t no_irk[16];
    bool by_identity = false;
    *identity = set->own;
    if (set->properties & PROPERTY_ANONYMOUS)
        *identity = (struct vaddress){ .type = ADDRESS_ANONYMOUS };
    const struct resolving_entry *entry =
        identity->type != ADDRESS_ANONYMOUS ? blr_virtual_resolve(c, identity, &by_identity) : NULL;
    *resolved = entry != NULL && !by_identity;
    if (entry != NULL)
        *identity = entry->identity;
    /* network privacy mode (Vol 6 Part B 4.7): this peer has to use resolvable addresses */
    return entry == NULL || *resolved || entry->device_mode || memcmp(entry->peer_irk, no_irk, sizeof(no_irk)) == 0;
}

/* Who is it, to the host? @return false: to be ignored */
static bool identify(struct virtual_controller *c, const struct advertising_set *set, struct vaddress *advertiser)
{
    bool resolved;
    if (!blr_virtual_identify(c, set, advertiser, &resolved) ||
        ((c->scanner.filter_policy & 1) && !blr_virtual_accepts(c, advertiser)))
        return false;
    if (resolved)
        advertiser->type += ADDRESS_IDENTITY;
    return true;
}

enum heard_result blr_virtual_heard(struct virtual_controller *c, const struct heard *heard)
{
    const struct advertising_set *set = heard->set;
    struct vaddress advertiser, target;
    bool directed = set->properties & PROPERTY_DIRECTED && !heard->response;
    c->counters.pdus_received++;
    if (!identify(c, set, &advertiser) || (directed && !target_is_good(c, set, &target)))
        return HEARD_IGNORED;
    if (c->scanner.filter_duplicates && heard->first) {
        const struct seen seen = make_seen(set, &advertiser, heard->response);
        if (was_seen(&c->scanner, &seen)) {
            c->counters.duplicates++;
            return HEARD_DUPLICATE;
        }
        remember(c, &seen);
    }
    struct heard shown = *heard;
    if (heard->before + heard->size > c->profile->scan_data_max && !(set->properties & PROPERTY_LEGACY)) {
        shown.size = (uint16_t)(c->profile->scan_data_max - heard->before);
        shown.cut = true;
    }
    if (!blr_virtual_report(c, &shown, &advertiser, directed ? &target : NULL) || shown.cut)
        return HEARD_IGNORED;
    return HEARD_REPORTED;
}

/* ------------------------------------------------------------------------------------------------ scan requests */

bool blr_virtual_wants_response(struct virtual_controller *c, const struct advertising_set *set)
{
    struct scanner *scanner = &c->scanner;
    struct vaddress advertiser;
    if (!scanner->phys[set->primary_phy == PHY_CODED].active || !identify(c, set, &advertiser))
        return false;
    const struct seen seen = make_seen(set, &advertiser, true);
    if (scanner->filter_duplicates && was_seen(scanner, &seen))
        return false;
    scanner->backoff--;
    return scanner->backoff == 0;
}

/* Vol 6 Part B 4.4.3.2: two failures in a row double the range of the back-off, two successes halve it. */
void blr_virtual_response_result(struct virtual_controller *c, bool success)
{
    struct scanner *scanner = &c->scanner;
    if (success) {
        scanner->failures = 0;
        if (++scanner->successes == 2) {
            scanner->successes = 0;
            scanner->backoff_limit = (uint16_t)(scanner->backoff_limit > 1 ? scanner->backoff_limit / 2 : 1);
        }
    } else {
        c->counters.requests_failed++;
        scanner->successes = 0;
        if (++scanner->failures == 2) {
            scanner->failures = 0;
            if (scanner->backoff_limit < BACKOFF_LIMIT_MAX)
                scanner->backoff_limit = (uint16_t)(scanner->backoff_limit * 2);
        }
    }
    scanner->backoff = (uint16_t)(1 + blr_virtual_random_below(&c->random, scanner->backoff_limit));
}
