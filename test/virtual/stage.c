/* SPDX-License-Identifier: MIT */
#include "stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ACTORS_MAX = 128, STEP_US = 5000 };

struct stage {
    struct virtual_air *air;
    struct actor *actors[ACTORS_MAX];
    size_t count;
};

struct stage *stage_new(uint64_t seed)
{
    struct stage *stage = calloc(1, sizeof(*stage));
    assert_non_null(stage);
    stage->air = blr_air_new(seed);
    assert_non_null(stage->air);
    return stage;
}

void stage_free(struct stage *stage)
{
    blr_air_free(stage->air);
    for (size_t i = 0; i < stage->count; i++) {
        free(stage->actors[i]->events);
        free(stage->actors[i]);
    }
    free(stage);
}

struct virtual_air *stage_air(struct stage *stage)
{
    return stage->air;
}

struct actor *stage_add_raw(struct stage *stage, const struct virtual_options *options)
{
    struct actor *actor = calloc(1, sizeof(*actor));
    assert_non_null(actor);
    assert_true(stage->count < ACTORS_MAX);
    stage->actors[stage->count++] = actor;
    actor->stage = stage;
    actor->controller = blr_virtual_new(stage->air, options);
    assert_non_null(actor->controller);
    return actor;
}

struct actor *stage_add(struct stage *stage, const char *profile, int x_cm, int y_cm)
{
    const struct virtual_options options = { .profile = blr_virtual_profile_find(profile), .x_cm = x_cm, .y_cm = y_cm };
    const struct hci_set_event_mask_parameters mask = { UINT64_MAX };
    const struct hci_le_set_event_mask_parameters le_mask = { UINT64_MAX };
    assert_non_null(options.profile);
    struct actor *actor = stage_add_raw(stage, &options);
    assert_int_equal(act(actor, &blr_hci_reset, NULL), 0);
    assert_int_equal(act(actor, &blr_hci_set_event_mask, &mask), 0);
    assert_int_equal(act(actor, &blr_hci_le_set_event_mask, &le_mask), 0);
    return actor;
}

void stage_run(struct stage *stage, uint64_t duration_us)
{
    uint64_t until_us = blr_air_now(stage->air) + duration_us;
    while (blr_air_now(stage->air) < until_us) {
        uint64_t next_us = blr_air_deadline(stage->air);
        if (next_us > until_us)
            next_us = until_us;
        blr_air_advance(stage->air, next_us); /* step by step: each event gets its own time */
        for (size_t i = 0; i < stage->count; i++)
            if (!stage->actors[i]->unread)
                actor_drain(stage->actors[i]);
    }
}

/* ------------------------------------------------------------------------------------------------ events */

static void note(struct actor *actor, const uint8_t *packet, size_t size)
{
    assert_true(packet[0] == 0x04 || packet[0] == 0x02);
    assert_true(size <= sizeof(actor->events[0].octets));
    if ((actor->count & (actor->count - 1)) == 0) {
        actor->events = realloc(actor->events, (actor->count > 0 ? 2 * actor->count : 1) * sizeof(*actor->events));
        assert_non_null(actor->events);
    }
    struct noted *noted = &actor->events[actor->count++];
    noted->at_us = blr_air_now(actor->stage->air);
    noted->size = (uint16_t)size;
    memcpy(noted->octets, packet, size);
}

/* Of the packet that begins here, 0: it is not whole. */
static size_t whole_size(const uint8_t *octets, size_t size)
{
    size_t head = size > 0 && octets[0] == 0x02 ? 5 : 3;
    if (size < head)
        return 0;
    size_t whole = head == 3 ? 3u + octets[2] : 5u + octets[3] + (octets[4] * 256u);
    return size >= whole ? whole : 0;
}

void actor_drain(struct actor *actor)
{
    for (;;) {
        size_t got = blr_virtual_transmit(actor->controller, actor->partial + actor->partial_size,
                                          sizeof(actor->partial) - actor->partial_size);
        size_t at = 0;
        size_t size;
        actor->partial_size += got;
        while ((size = whole_size(actor->partial + at, actor->partial_size - at)) > 0) {
            note(actor, actor->partial + at, size);
            at += size;
        }
        memmove(actor->partial, actor->partial + at, actor->partial_size - at);
        actor->partial_size -= at;
        if (got == 0)
            return;
    }
}

void actor_forget(struct actor *actor)
{
    actor_drain(actor);
    free(actor->events);
    actor->events = NULL;
    actor->count = 0;
}

int act_raw(struct actor *actor, uint16_t opcode, const uint8_t *octets, size_t size)
{
    uint8_t packet[4 + 255] = { 0x01, (uint8_t)opcode, (uint8_t)(opcode >> 8), (uint8_t)size };
    if (size > 0)
        memcpy(packet + 4, octets, size);
    actor_drain(actor);
    size_t before = actor->count;
    assert_int_equal(blr_virtual_receive(actor->controller, packet, 4 + size), 4 + size);
    actor_drain(actor);
    for (size_t i = before; i < actor->count; i++) {
        struct noted *noted = &actor->events[i];
        unsigned at = noted->octets[1] == HCI_EV_COMMAND_STATUS ? 5 : 4;
        if (noted->octets[0] != 0x04)
            continue;
        if ((noted->octets[1] != HCI_EV_COMMAND_COMPLETE && noted->octets[1] != HCI_EV_COMMAND_STATUS) ||
            (noted->octets[at] | noted->octets[at + 1] << 8) != opcode)
            continue;
        int status = noted->octets[at == 5 ? 3 : 6];
        actor->answer_size = at == 5 ? 0 : noted->size - 6u;
        memcpy(actor->answer, noted->octets + 6, actor->answer_size);
        memmove(noted, noted + 1, (--actor->count - i) * sizeof(*noted));
        return status;
    }
    return NO_ANSWER;
}

int act(struct actor *actor, const struct hci_command *command, const void *parameters)
{
    static const uint64_t zeroes[64];
    uint8_t octets[255];
    int size = blr_hci_encode(&command->parameters, parameters != NULL ? parameters : zeroes, octets, sizeof(octets));
    assert_true(size >= 0);
    return act_raw(actor, command->opcode, octets, (size_t)size);
}

static bool is_le(const struct noted *noted, uint8_t subevent)
{
    return noted->octets[0] == 0x04 && noted->octets[1] == HCI_EV_LE_META && noted->octets[3] == subevent;
}

const struct noted *find_le_event(const struct actor *actor, uint8_t subevent, size_t n)
{
    for (size_t i = 0; i < actor->count; i++)
        if (is_le(&actor->events[i], subevent) && n-- == 0)
            return &actor->events[i];
    return NULL;
}

const struct noted *find_event(const struct actor *actor, uint8_t code, size_t n)
{
    for (size_t i = 0; i < actor->count; i++)
        if (actor->events[i].octets[0] == 0x04 && actor->events[i].octets[1] == code && n-- == 0)
            return &actor->events[i];
    return NULL;
}

static bool decode(const struct noted *noted, size_t head, const struct hci_event *event, void *out)
{
    if (noted == NULL)
        return false;
    assert_int_equal(blr_hci_decode(&event->parameters, noted->octets + head, noted->size - head, out),
                     noted->size - head);
    return true;
}

bool get_le_event(const struct actor *actor, const struct hci_event *event, size_t n, void *out)
{
    return decode(find_le_event(actor, event->code, n), 4, event, out);
}

bool get_event(const struct actor *actor, const struct hci_event *event, size_t n, void *out)
{
    return decode(find_event(actor, event->code, n), 3, event, out);
}

/* ------------------------------------------------------------------------------------------------ data */

void send_data(struct actor *actor, uint16_t handle, uint8_t boundary, const void *data, size_t size)
{
    uint8_t packet[5 + 1024] = { 0x02, (uint8_t)handle, (uint8_t)(handle >> 8 | boundary << 4), (uint8_t)size,
                                 (uint8_t)(size >> 8) };
    assert_true(size <= 1024);
    memcpy(packet + 5, data, size);
    assert_int_equal(blr_virtual_receive(actor->controller, packet, 5 + size), 5 + size);
}

size_t take_data(const struct actor *actor, uint16_t handle, uint8_t *data, size_t capacity)
{
    size_t total = 0, missing = 0;
    for (size_t i = 0; i < actor->count; i++) {
        const uint8_t *octets = actor->events[i].octets;
        size_t size = actor->events[i].size - 5u;
        if (octets[0] != 0x02 || (octets[1] | (octets[2] & 0x0f) << 8) != handle)
            continue;
        unsigned boundary = octets[2] >> 4;
        assert_true(boundary == 1 || boundary == 2);
        if (boundary == 2) {
            assert_int_equal(missing, 0);
            assert_true(size >= 4);
            missing = 4u + octets[5] + octets[6] * 256u;
        }
        assert_true(size <= missing && total + size <= capacity);
        memcpy(data + total, octets + 5, size);
        total += size;
        missing -= size;
    }
    return total;
}

unsigned count_completed(const struct actor *actor, uint16_t handle)
{
    struct hci_number_of_completed_packets_event event;
    struct hci_completed_packets_element element;
    unsigned count = 0;
    for (size_t n = 0; get_event(actor, &blr_hci_number_of_completed_packets_event, n, &event); n++)
        while (blr_hci_list_next(&event.handles, &blr_hci_element_completed_packets, &element))
            count += element.connection_handle == handle ? element.num_completed_packets : 0u;
    return count;
}

/* ------------------------------------------------------------------------------------------------ reports */

static bool read_extended(const struct noted *noted, struct seen_report *report)
{
    struct hci_le_extended_advertising_report_event event;
    struct hci_extended_advertising_report_element e;
    assert_true(blr_hci_decode(&blr_hci_le_extended_advertising_report_event.parameters, noted->octets + 4,
                               noted->size - 4u, &event) >= 0);
    assert_int_equal(event.reports.count, 1);
    assert_true(blr_hci_list_next(&event.reports, &blr_hci_element_extended_advertising_report, &e));
    *report = (struct seen_report){ .extended = true,
                                    .type = e.event_type,
                                    .address_type = e.address_type,
                                    .primary_phy = e.primary_phy,
                                    .secondary_phy = e.secondary_phy,
                                    .sid = e.advertising_sid,
                                    .tx_power = e.tx_power,
                                    .rssi = e.rssi,
                                    .direct_type = e.direct_address_type,
                                    .size = e.data.size,
                                    .data = e.data.data };
    memcpy(report->address, e.address, 6);
    memcpy(report->direct, e.direct_address, 6);
    return true;
}

static bool read_legacy(const struct noted *noted, struct seen_report *report)
{
    struct hci_le_advertising_report_event event;
    struct hci_advertising_report_element e;
    assert_true(blr_hci_decode(&blr_hci_le_advertising_report_event.parameters, noted->octets + 4, noted->size - 4u,
                               &event) >= 0);
    assert_int_equal(event.reports.count, 1);
    assert_true(blr_hci_list_next(&event.reports, &blr_hci_element_advertising_report, &e));
    *report = (struct seen_report){
        .type = e.event_type, .address_type = e.address_type, .rssi = e.rssi, .size = e.data.size, .data = e.data.data
    };
    memcpy(report->address, e.address, 6);
    return true;
}

bool next_report(const struct actor *actor, size_t *at, struct seen_report *report)
{
    for (; *at < actor->count; ++*at) {
        const struct noted *noted = &actor->events[*at];
        bool found = false;
        if (is_le(noted, HCI_LE_EV_LE_EXTENDED_ADVERTISING_REPORT))
            found = read_extended(noted, report);
        else if (is_le(noted, HCI_LE_EV_LE_ADVERTISING_REPORT))
            found = read_legacy(noted, report);
        if (found) {
            report->at_us = noted->at_us;
            ++*at;
            return true;
        }
    }
    return false;
}

size_t count_reports(const struct actor *actor, const uint8_t *address)
{
    struct seen_report report;
    size_t count = 0;
    for (size_t at = 0; next_report(actor, &at, &report);)
        count += address == NULL || memcmp(report.address, address, 6) == 0;
    return count;
}

/* ------------------------------------------------------------------------------------------------ usual steps */

void set_random_address(struct actor *actor, const uint8_t address[6])
{
    struct hci_le_set_random_address_parameters p;
    memcpy(p.random_address, address, 6);
    assert_int_equal(act(actor, &blr_hci_le_set_random_address, &p), 0);
}

void advertise(struct actor *actor, uint8_t type, uint16_t interval, const void *data, uint8_t size)
{
    const struct hci_le_set_advertising_parameters_parameters p = { .advertising_interval_min = interval,
                                                                    .advertising_interval_max = interval,
                                                                    .advertising_type = type,
                                                                    .advertising_channel_map = 7 };
    struct hci_le_set_advertising_data_parameters d = { .advertising_data_length = size };
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    memcpy(d.advertising_data, data, size);
    assert_int_equal(act(actor, &blr_hci_le_set_advertising_parameters, &p), 0);
    assert_int_equal(act(actor, &blr_hci_le_set_advertising_data, &d), 0);
    assert_int_equal(act(actor, &blr_hci_le_set_advertising_enable, &on), 0);
}

void set_response(struct actor *actor, const void *data, uint8_t size)
{
    struct hci_le_set_scan_response_data_parameters d = { .scan_response_data_length = size };
    memcpy(d.scan_response_data, data, size);
    assert_int_equal(act(actor, &blr_hci_le_set_scan_response_data, &d), 0);
}

void scan(struct actor *actor, bool active, uint16_t interval, uint16_t window, bool filter_duplicates)
{
    const struct hci_le_set_scan_parameters_parameters p = { .le_scan_type = active,
                                                             .le_scan_interval = interval,
                                                             .le_scan_window = window };
    const struct hci_le_set_scan_enable_parameters on = { 1, filter_duplicates };
    assert_int_equal(act(actor, &blr_hci_le_set_scan_parameters, &p), 0);
    assert_int_equal(act(actor, &blr_hci_le_set_scan_enable, &on), 0);
}

void scan_extended(struct actor *actor, uint8_t phys, bool active, uint16_t interval, uint16_t window)
{
    uint8_t octets[10], count = 0;
    for (unsigned bit = 0; bit < 3; bit++) {
        uint8_t *at = octets + 5 * count;
        if (!(phys >> bit & 1))
            continue;
        at[0] = active;
        at[1] = (uint8_t)interval;
        at[2] = (uint8_t)(interval >> 8);
        at[3] = (uint8_t)window;
        at[4] = (uint8_t)(window >> 8);
        count++;
    }
    const struct hci_le_set_extended_scan_parameters_parameters p = { .scanning_phys = { octets, (uint16_t)(5 * count),
                                                                                         count, phys } };
    const struct hci_le_set_extended_scan_enable_parameters on = { .enable = 1 };
    assert_int_equal(act(actor, &blr_hci_le_set_extended_scan_parameters, &p), 0);
    assert_int_equal(act(actor, &blr_hci_le_set_extended_scan_enable, &on), 0);
}

struct hci_le_set_extended_advertising_parameters_parameters set_parameters(uint8_t handle, uint16_t properties)
{
    return (struct hci_le_set_extended_advertising_parameters_parameters){ .advertising_handle = handle,
                                                                           .advertising_event_properties = properties,
                                                                           .primary_advertising_interval_min = 160,
                                                                           .primary_advertising_interval_max = 160,
                                                                           .primary_advertising_channel_map = 7,
                                                                           .advertising_tx_power = 127,
                                                                           .primary_advertising_phy = 1,
                                                                           .secondary_advertising_phy = 1 };
}

int set_data(struct actor *actor, uint8_t handle, const uint8_t *data, size_t size, bool response)
{
    const struct hci_command *command =
        response ? &blr_hci_le_set_extended_scan_response_data : &blr_hci_le_set_extended_advertising_data;
    enum { PART = 251 };
    int status = 0;
    size_t sent = 0;
    do {
        uint16_t part = (uint16_t)(size - sent < PART ? size - sent : PART);
        bool first = sent == 0, last = sent + part == size;
        const struct hci_le_set_extended_advertising_data_parameters p = {
            .advertising_handle = handle,
            .operation = first && last ? 3
                         : first       ? 1
                         : last        ? 2
                                       : 0,
            .fragment_preference = 1,
            .advertising_data = { data + sent, part },
        };
        status = act(actor, command, &p);
        sent += part;
    } while (status == 0 && sent < size);
    return status;
}

int enable_set(struct actor *actor, uint8_t handle, bool on, uint16_t duration, uint8_t events)
{
    const uint8_t octets[4] = { handle, (uint8_t)duration, (uint8_t)(duration >> 8), events };
    const struct hci_le_set_extended_advertising_enable_parameters p = { on, { octets, sizeof(octets), 1, 0 } };
    return act(actor, &blr_hci_le_set_extended_advertising_enable, &p);
}

struct hci_le_create_connection_parameters connect_parameters(const uint8_t peer[6], uint16_t interval)
{
    struct hci_le_create_connection_parameters p = { .le_scan_interval = 16,
                                                     .le_scan_window = 16,
                                                     .connection_interval_min = interval,
                                                     .connection_interval_max = interval,
                                                     .supervision_timeout = 100 };
    memcpy(p.peer_address, peer, 6);
    return p;
}

/* Its public address, or its static one, set. */
static const uint8_t *use_address(struct actor *actor, uint8_t *type)
{
    static const uint8_t none[6];
    const uint8_t *address = blr_virtual_public_address(actor->controller);
    *type = memcmp(address, none, sizeof(none)) == 0;
    if (!*type)
        return address;
    address = blr_virtual_static_address(actor->controller);
    set_random_address(actor, address);
    return address;
}

struct joined join(struct actor *central, struct actor *peripheral, uint16_t interval, uint16_t latency,
                   uint16_t timeout)
{
    struct joined joined = { central, peripheral, 0, 0 };
    struct hci_le_enhanced_connection_complete_event enhanced;
    struct hci_le_connection_complete_event plain;
    struct hci_le_set_advertising_parameters_parameters a = { .advertising_interval_min = 32,
                                                              .advertising_interval_max = 32,
                                                              .advertising_channel_map = 7 };
    const struct hci_le_set_advertising_enable_parameters on = { 1 };
    const uint8_t *address = use_address(peripheral, &a.own_address_type);
    struct hci_le_create_connection_parameters p = connect_parameters(address, interval);
    p.peer_address_type = a.own_address_type;
    p.max_latency = latency;
    p.supervision_timeout = timeout;
    (void)use_address(central, &p.own_address_type);
    assert_int_equal(act(peripheral, &blr_hci_le_set_advertising_parameters, &a), 0);
    assert_int_equal(act(peripheral, &blr_hci_le_set_advertising_enable, &on), 0);
    assert_int_equal(act(central, &blr_hci_le_create_connection, &p), 0);
    stage_run(central->stage, 200000 + (uint64_t)interval * 1250 * 2);
    struct actor *actors[2] = { central, peripheral };
    uint16_t *handles[2] = { &joined.central_handle, &joined.peripheral_handle };
    for (unsigned i = 0; i < 2; i++) {
        if (get_le_event(actors[i], &blr_hci_le_enhanced_connection_complete_event, 0, &enhanced)) {
            assert_int_equal(enhanced.status, 0);
            *handles[i] = enhanced.connection_handle;
        } else {
            assert_true(get_le_event(actors[i], &blr_hci_le_connection_complete_event, 0, &plain));
            assert_int_equal(plain.status, 0);
            *handles[i] = plain.connection_handle;
        }
        actor_forget(actors[i]);
    }
    return joined;
}
