/* SPDX-License-Identifier: MIT */
/**
 * @file
 * @brief What tests of links share: a 4.0 controller whose links come and go when the test says so, and looking at what
 * is sent on them.
 *
 *     struct bench b = ready_with("", NULL);
 *     ble_link link = connected(b.rig, 0x40);
 *     assert_int_equal(status_of(b.rig, send(b.rig, link, 5)), BLE_OK);
 *     done(&b);
 */
#ifndef TEST_LINKED_H
#define TEST_LINKED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rig.h"

struct bench {
    struct rig *rig;
};

/** A 4.0 controller: data in packets of 27 octets, four of them, which never complete by themselves. */
static inline struct bench ready_with(const char *rules, const struct rig_options *more)
{
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    char text[1024];
    snprintf(text, sizeof(text), "on acl: nothing\n%s", rules);
    if (more != NULL)
        options = *more;
    options.controller = "base_4_0";
    options.config.automatic = 0;
    options.rules = text;
    return (struct bench){ rig_ready(&options) };
}

static inline void done(struct bench *bench)
{
    rig_free(bench->rig);
}

static inline void step(struct rig *rig)
{
    rig_run_for(rig, 1);
}

static inline void connection_complete(struct rig *rig, uint16_t handle, uint8_t status)
{
    const uint8_t event[] = { 0x04,
                              0x3e,
                              0x13,
                              0x01,
                              status,
                              (uint8_t)handle,
                              (uint8_t)(handle >> 8),
                              0x01,
                              0x01,
                              1,
                              2,
                              3,
                              4,
                              5,
                              0xc6,
                              0x18,
                              0,
                              2,
                              0,
                              0x2a,
                              0,
                              0 };
    rig_receive(rig, event, sizeof(event));
    step(rig);
}

static inline void disconnection_complete(struct rig *rig, uint16_t handle, uint8_t reason)
{
    const uint8_t event[] = { 0x04, 0x05, 4, 0, (uint8_t)handle, (uint8_t)(handle >> 8), reason };
    rig_receive(rig, event, sizeof(event));
    step(rig);
}

static inline void completed_packets(struct rig *rig, uint16_t handle, uint16_t count)
{
    const uint8_t event[] = {
        0x04, 0x13, 5, 1, (uint8_t)handle, (uint8_t)(handle >> 8), (uint8_t)count, (uint8_t)(count >> 8)
    };
    rig_receive(rig, event, sizeof(event));
    step(rig);
}

/** Connect and return the link. */
static inline ble_link connected(struct rig *rig, uint16_t handle)
{
    size_t before = rig_count(rig, BLE_EVENT_CONNECTED);
    connection_complete(rig, handle, 0);
    assert_int_equal(rig_count(rig, BLE_EVENT_CONNECTED), before + 1);
    const struct rig_event *event = rig_last(rig, BLE_EVENT_CONNECTED);
    assert_int_equal(event->event.u.connected.handle, handle);
    return event->event.u.connected.link;
}

static inline uint32_t send(struct rig *rig, ble_link link, uint16_t size)
{
    uint8_t data[2048];
    for (uint16_t i = 0; i < size; i++)
        data[i] = (uint8_t)(i * 7 + size);
    struct ble_request request = { .type = BLE_REQUEST_SEND };
    request.u.send.link = link;
    request.u.send.cid = 0x0040;
    request.u.send.size = size;
    request.u.send.data = data;
    uint32_t id = rig_request(rig, &request);
    step(rig);
    return id;
}

static inline const struct rig_event *completion(struct rig *rig, uint32_t id)
{
    return rig_complete(rig, id, 0);
}

static inline ble_status status_of(struct rig *rig, uint32_t id)
{
    assert_int_not_equal(id, 0);
    const struct rig_event *end = completion(rig, id);
    assert_non_null(end);
    return end->event.u.completed.status;
}

/** ACL packets sent so far; *last gets the last one. */
static inline size_t acl_sent(const struct rig *rig, const uint8_t **last)
{
    size_t count = 0;
    for (size_t i = 0; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        if (packet[0] != 0x02)
            continue;
        count++;
        if (last != NULL)
            *last = packet;
    }
    return count;
}

static inline const uint8_t *acl_packet(const struct rig *rig, size_t index)
{
    for (size_t i = 0; i < rig_sent(rig); i++) {
        size_t size;
        const uint8_t *packet = rig_sent_packet(rig, i, &size);
        if (packet[0] == 0x02 && index-- == 0)
            return packet;
    }
    fail_msg("packet %zu was not sent", index);
    return NULL;
}

static inline uint16_t handle_of(const uint8_t *packet)
{
    return (uint16_t)((packet[1] | packet[2] << 8) & 0x0fff);
}

static inline uint8_t boundary_of(const uint8_t *packet)
{
    return packet[2] >> 4;
}

/** How many packets does the controller get before the host finds it full? */
static inline size_t free_credits(struct rig *rig, ble_link link)
{
    size_t before = acl_sent(rig, NULL);
    for (unsigned i = 0; i < 8; i++)
        assert_int_not_equal(send(rig, link, 10), 0);
    return acl_sent(rig, NULL) - before;
}

/** The host still works. */
static inline bool alive(struct rig *rig)
{
    const struct rig_event *end = rig_complete(rig, rig_command(rig, 0x1001, NULL, 0), 10 * RIG_SECOND);
    return end != NULL && end->event.u.completed.status == BLE_OK;
}

static inline void fragment(struct rig *rig, uint16_t handle, uint8_t boundary, const uint8_t *data, size_t size)
{
    uint8_t packet[5 + 2048] = { 0x02, (uint8_t)handle, (uint8_t)(handle >> 8 | boundary << 4), (uint8_t)size,
                                 (uint8_t)(size >> 8) };
    if (size > 0)
        memcpy(packet + 5, data, size);
    rig_receive(rig, packet, 5 + size);
}

enum { PDU = 60 };

static inline void make_pdu(uint8_t *pdu, uint8_t seed)
{
    pdu[0] = PDU - 4;
    pdu[1] = 0;
    pdu[2] = 0x06;
    pdu[3] = 0;
    for (unsigned i = 4; i < PDU; i++)
        pdu[i] = (uint8_t)(i * 3 + seed);
}

static inline void expect_pdu(struct rig *rig, size_t count, ble_link link, const uint8_t *pdu)
{
    step(rig);
    assert_int_equal(rig_count(rig, BLE_EVENT_DATA), count);
    const struct ble_event *event = &rig_last(rig, BLE_EVENT_DATA)->event;
    assert_int_equal(event->u.data.link, link);
    assert_int_equal(event->u.data.cid, 0x0006);
    assert_int_equal(event->u.data.size, PDU - 4);
    assert_memory_equal(event->u.data.data, pdu + 4, PDU - 4);
}

#endif
