/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "hci/packets.h"
#include "virtual/internal.h"

/* ------------------------------------------------------------------------------------------------ the queue */

static size_t room(const struct virtual_controller *c)
{
    return QUEUE_MAX - c->queue.size;
}

/* What must not be lost finds room: commands are taken only while there is some, reports and what comes over links
 * leave some, and between two commands a controller has no more to say than the end of each set, of each link and of
 * the scan, and what was agreed on for each link. */
bool blr_virtual_output_has_room(const struct virtual_controller *c)
{
    return room(c) >= QUEUE_FOR_CONTROL / 2;
}

bool blr_virtual_has_room_for_link(const struct virtual_controller *c)
{
    return room(c) >= QUEUE_FOR_CONTROL + EVENT_MAX;
}

static void put(struct virtual_controller *c, const uint8_t *octets, size_t size)
{
    struct queue *queue = &c->queue;
    if (size > room(c)) /* only repeated or delayed events come here */
        return;
    size_t at = (queue->first + queue->size) % QUEUE_MAX;
    size_t part = size < QUEUE_MAX - at ? size : QUEUE_MAX - at;
    memcpy(queue->octets + at, octets, part);
    memcpy(queue->octets, octets + part, size - part);
    queue->size += size;
    if (queue->size == size && c->options.on_output != NULL)
        c->options.on_output(c->options.user);
}

void blr_virtual_output_clear(struct virtual_controller *c)
{
    c->queue.first = c->queue.size = 0;
    for (unsigned i = 0; i < HELD_MAX; i++) {
        free(c->held[i]);
        c->held[i] = NULL;
    }
}

static void release(struct virtual_controller *c, void *what, uint32_t run)
{
    struct held *held = what;
    if (run != c->power)
        return;
    *held->place = NULL;
    put(c, held->octets, held->size);
    free(held);
}

/* @return false: not held, there are too many */
static bool hold(struct virtual_controller *c, const uint8_t *octets, size_t size, uint64_t delay_us)
{
    unsigned i = 0;
    while (i < HELD_MAX && c->held[i] != NULL)
        i++;
    struct held *held = i < HELD_MAX ? malloc(sizeof(*held)) : NULL;
    if (held == NULL)
        return false;
    held->place = &c->held[i];
    held->size = (uint16_t)size;
    memcpy(held->octets, octets, size);
    c->held[i] = held;
    blr_air_schedule(c, blr_air_now(c->air) + delay_us, release, held, c->power);
    return true;
}

static void send(struct virtual_controller *c, uint8_t *octets, size_t size)
{
    const struct virtual_faults *faults = &c->options.faults;
    if (c->options.silent || c->muted || c->gone || c->crashed)
        return;
    uint64_t n = ++c->events_out;
    c->counters.events++;
    if (blr_virtual_faults_hit(faults, FAULT_LOSE_EVENT, n) != NULL) {
        c->counters.faults++;
        return;
    }
    if (blr_virtual_faults_hit(faults, FAULT_CORRUPT_EVENT, n) != NULL) {
        c->counters.faults++;
        octets[1 + blr_virtual_random_below(&c->random, (uint32_t)size - 1)] ^=
            (uint8_t)(1u << blr_virtual_random_below(&c->random, 8));
    }
    const struct virtual_fault *delay = blr_virtual_faults_hit(faults, FAULT_DELAY_EVENT, n);
    if (delay != NULL && hold(c, octets, size, delay->time_us)) {
        c->counters.faults++;
        return;
    }
    put(c, octets, size);
    if (blr_virtual_faults_hit(faults, FAULT_DOUBLE_EVENT, n) != NULL) {
        c->counters.faults++;
        put(c, octets, size);
    }
}

/* ------------------------------------------------------------------------------------------------ events */

/* `head` octets of header are there; encode what follows and send. */
static void encode_and_send(struct virtual_controller *c, uint8_t octets[EVENT_MAX], size_t head,
                            const struct hci_event *event, const void *parameters)
{
    int size = blr_hci_encode(&event->parameters, parameters, octets + head, EVENT_MAX - head);
    if (size < 0)
        return; /* cannot be: every list and view was made to fit */
    octets[2] = (uint8_t)(head - 3 + (size_t)size);
    send(c, octets, head + (size_t)size);
}

/* Set Event Mask has no bits for what answers the host (7.3.1). */
static bool is_unmasked(const struct virtual_controller *c, uint8_t code)
{
    if (code == HCI_EV_COMMAND_COMPLETE || code == HCI_EV_COMMAND_STATUS ||
        code == HCI_EV_NUMBER_OF_COMPLETED_PACKETS || code > 64)
        return true;
    return c->event_mask >> (code - 1) & 1;
}

bool blr_virtual_le_is_unmasked(const struct virtual_controller *c, uint8_t subevent)
{
    return is_unmasked(c, HCI_EV_LE_META) && (c->le_event_mask >> (subevent - 1) & 1);
}

void blr_virtual_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters)
{
    uint8_t octets[EVENT_MAX] = { H4_EVENT, event->code };
    if (is_unmasked(c, event->code))
        encode_and_send(c, octets, 3, event, parameters);
    else
        c->counters.masked++;
}

void blr_virtual_le_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters)
{
    uint8_t octets[EVENT_MAX] = { H4_EVENT, HCI_EV_LE_META, 0, event->code };
    if (blr_virtual_le_is_unmasked(c, event->code))
        encode_and_send(c, octets, 4, event, parameters);
    else
        c->counters.masked++;
}

void blr_virtual_vendor_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters)
{
    uint8_t octets[EVENT_MAX] = { H4_EVENT, HCI_EV_VENDOR, 0, event->code };
    encode_and_send(c, octets, 4, event, parameters);
}

bool blr_virtual_notice_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters)
{
    if (blr_virtual_le_is_unmasked(c, event->code) && room(c) < QUEUE_FOR_CONTROL + EVENT_MAX) {
        c->counters.reports_dropped++;
        return false;
    }
    blr_virtual_le_event(c, event, parameters);
    return true;
}

bool blr_virtual_report_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters)
{
    uint64_t masked = c->counters.masked;
    if (!blr_virtual_notice_event(c, event, parameters))
        return false;
    c->counters.reports += c->counters.masked == masked;
    return true;
}

void blr_virtual_overflow_event(struct virtual_controller *c, const struct hci_event *event, const void *parameters)
{
    if (room(c) >= QUEUE_FOR_CONTROL)
        blr_virtual_event(c, event, parameters);
}

void blr_virtual_data(struct virtual_controller *c, const uint8_t *packet, size_t size)
{
    if (!c->options.silent && !c->gone && !c->crashed)
        put(c, packet, size);
}

/* ------------------------------------------------------------------------------------------------ to the host */

size_t blr_virtual_pending(const struct virtual_controller *c)
{
    return c->queue.size;
}

static uint8_t take_octet(struct queue *queue)
{
    uint8_t octet = queue->octets[queue->first];
    queue->first = (queue->first + 1) % QUEUE_MAX;
    queue->size--;
    return octet;
}

/* Octet by octet only where a fault may hit one. */
static bool has_octet_faults(const struct virtual_faults *faults)
{
    for (unsigned i = 0; i < faults->count; i++)
        if (faults->list[i].kind >= FAULT_LOSE_OCTET && faults->list[i].kind <= FAULT_CORRUPT_OCTET)
            return true;
    return false;
}

static size_t transmit_with_faults(struct virtual_controller *c, uint8_t *data, size_t capacity)
{
    const struct virtual_faults *faults = &c->options.faults;
    size_t size = 0;
    while (c->queue.size > 0 && size + 2 <= capacity) {
        uint64_t n = ++c->octets_out;
        uint8_t octet = take_octet(&c->queue);
        if (blr_virtual_faults_hit(faults, FAULT_LOSE_OCTET, n) != NULL) {
            c->counters.faults++;
            continue;
        }
        if (blr_virtual_faults_hit(faults, FAULT_CORRUPT_OCTET, n) != NULL) {
            c->counters.faults++;
            octet ^= (uint8_t)(1u << blr_virtual_random_below(&c->random, 8));
        }
        data[size++] = octet;
        if (blr_virtual_faults_hit(faults, FAULT_DOUBLE_OCTET, n) != NULL) {
            c->counters.faults++;
            data[size++] = octet;
        }
    }
    return size;
}

size_t blr_virtual_transmit(struct virtual_controller *c, uint8_t *data, size_t capacity)
{
    struct queue *queue = &c->queue;
    if (has_octet_faults(&c->options.faults))
        return transmit_with_faults(c, data, capacity);
    size_t size = capacity < queue->size ? capacity : queue->size;
    size_t part = size < QUEUE_MAX - queue->first ? size : QUEUE_MAX - queue->first;
    memcpy(data, queue->octets + queue->first, part);
    memcpy(data + part, queue->octets, size - part);
    queue->first = (queue->first + size) % QUEUE_MAX;
    queue->size -= size;
    c->octets_out += size;
    return size;
}
