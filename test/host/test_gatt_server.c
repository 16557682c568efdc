/* SPDX-License-Identifier: MIT */
/** @file @brief The GATT server in its host: many links, a driver without AES, events that nobody pulls, lack of room.
 */
#include "linked.h"

#include "host/gatt.h"

enum { LEVEL = 0x12, LEVEL_CCCD = 0x13 };

static void add_level(struct rig *rig)
{
    static const struct ble_gatt_characteristic level = { .uuid = BLE_UUID16(0x2a19),
                                                          .properties =
                                                              BLE_GATT_PROPERTY_READ | BLE_GATT_PROPERTY_NOTIFY |
                                                              BLE_GATT_PROPERTY_INDICATE | BLE_GATT_PROPERTY_WRITE,
                                                          .max_size = 200,
                                                          .size = 1,
                                                          .value = (const uint8_t *)"\x57" };
    struct ble_request request = { .type = BLE_REQUEST_ADD_SERVICE };
    request.u.service =
        (struct ble_gatt_service){ .uuid = BLE_UUID16(0x180f), .characteristics = &level, .characteristics_count = 1 };
    uint32_t id = rig_request(rig, &request);
    step(rig);
    assert_int_equal(status_of(rig, id), BLE_OK);
}

static void att(struct rig *rig, uint16_t handle, const void *pdu, uint8_t size)
{
    uint8_t packet[4 + 64] = { size, 0, 4, 0 };
    memcpy(packet + 4, pdu, size);
    fragment(rig, handle, 2, packet, 4U + size);
    step(rig);
}

static void subscribe(struct rig *rig, uint16_t handle, uint8_t bits)
{
    const uint8_t pdu[] = { 0x12, LEVEL_CCCD, 0, bits, 0 };
    att(rig, handle, pdu, sizeof(pdu));
    completed_packets(rig, handle, 1);
}

static uint32_t notify(struct rig *rig, ble_link link, uint8_t size)
{
    static const uint8_t data[200] = { 0x58 };
    struct ble_request request = { .type = BLE_REQUEST_NOTIFY };
    request.u.notify = (struct ble_gatt_notify){ .link = link, .handle = LEVEL, .size = size, .data = data };
    uint32_t id = rig_request(rig, &request);
    step(rig);
    return id;
}

/* ------------------------------------------------------------------------------------------------ the hash */

static void read_hash(struct rig *rig, uint8_t error)
{
    const uint8_t *packet;
    size_t before = acl_sent(rig, NULL);
    att(rig, 0x40, "\x0a\x0d\x00", 3);
    rig_run_for(rig, 6 * RIG_SECOND);
    assert_int_equal(acl_sent(rig, &packet), before + 1);
    assert_int_equal(packet[9], error != 0 ? 0x01 : 0x0b);
    if (error != 0)
        assert_int_equal(packet[13], error);
    completed_packets(rig, 0x40, 1);
}

static void without_aes_the_hash_is_an_error_and_all_else_goes_on(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        struct rig_options options = RIG_OPTIONS_INIT(NULL);
        options.effects_fail = i == 0;
        options.effects_ignored = i == 1;
        struct bench b = ready_with("", &options);
        connected(b.rig, 0x40);
        read_hash(b.rig, BLE_ATT_UNLIKELY_ERROR);
        read_hash(b.rig, BLE_ATT_UNLIKELY_ERROR); /* asked for again */
        assert_true(alive(b.rig));
        done(&b);
    }
}

static void a_hash_of_a_table_that_has_changed_meanwhile_is_not_told(void **state)
{
    (void)state;
    static const uint8_t wrong[16] = { 0 };
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.effects_ignored = true;
    struct bench b = ready_with("", &options);
    struct ble_host *host = rig_host(b.rig);
    connected(b.rig, 0x40);
    att(b.rig, 0x40, "\x0a\x0d\x00", 3);
    uint32_t first = host->hash_effect;
    add_level(b.rig);
    ble_host_effect_done(host, rig_now(b.rig), first, BLE_OK, wrong, sizeof(wrong));
    step(b.rig);
    assert_int_equal(acl_sent(b.rig, NULL), 0);
    assert_int_not_equal(host->hash_effect, first); /* asked for once more */
    assert_int_equal(ble_host_effect_input(host, first, 0, (uint8_t[8]){ 0 }, 8), 0);
    ble_host_effect_done(host, rig_now(b.rig), host->hash_effect, BLE_OK, wrong, sizeof(wrong));
    step(b.rig);
    assert_int_equal(acl_sent(b.rig, NULL), 1);
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ many links */

static void all_subscribers_are_told_and_the_last_one_completes_it(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    add_level(b.rig);
    for (uint16_t i = 0; i < 5; i++) {
        connected(b.rig, (uint16_t)(0x40 + i));
        if (i != 2)
            subscribe(b.rig, (uint16_t)(0x40 + i), i == 3 ? 2 : 1);
    }
    size_t before = acl_sent(b.rig, NULL);
    uint32_t id = notify(b.rig, 0, 1);
    assert_int_equal(acl_sent(b.rig, NULL), before + 4); /* three and an indication */
    assert_null(completion(b.rig, id));
    for (uint16_t i = 0; i < 4; i++)
        assert_int_not_equal(handle_of(acl_packet(b.rig, before + i)), 0x42);
    att(b.rig, 0x43, "\x1e", 1);
    assert_int_equal(status_of(b.rig, id), BLE_OK);
    done(&b);
}

static void a_subscriber_that_leaves_is_not_waited_for(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    add_level(b.rig);
    connected(b.rig, 0x40);
    connected(b.rig, 0x41);
    subscribe(b.rig, 0x40, 2);
    subscribe(b.rig, 0x41, 2);
    uint32_t id = notify(b.rig, 0, 1);
    uint32_t second = notify(b.rig, 0, 1);
    att(b.rig, 0x40, "\x1e", 1);
    att(b.rig, 0x40, "\x1e", 1);
    assert_null(completion(b.rig, id));
    disconnection_complete(b.rig, 0x41, 0x13);
    assert_int_equal(status_of(b.rig, id), BLE_OK);
    assert_int_equal(status_of(b.rig, second), BLE_OK);
    done(&b);
}

static void a_cancelled_notification_is_not_sent(void **state)
{
    (void)state;
    struct bench b = ready_with("", NULL);
    add_level(b.rig);
    ble_link link = connected(b.rig, 0x40);
    subscribe(b.rig, 0x40, 3);
    while (free_credits(b.rig, link) > 0)
        ;
    struct ble_request cancel = { .type = BLE_REQUEST_CANCEL };
    size_t before = acl_sent(b.rig, NULL);
    cancel.u.cancel.id = notify(b.rig, link, 1);
    assert_int_not_equal(cancel.u.cancel.id, 0);
    rig_request(b.rig, &cancel);
    step(b.rig);
    assert_int_equal(status_of(b.rig, cancel.u.cancel.id), BLE_ERROR_CANCELLED);
    assert_int_equal(acl_sent(b.rig, NULL), before);
    done(&b);
}

static void lack_of_room_is_told_and_answers_have_theirs(void **state)
{
    (void)state;
    struct rig_options options = RIG_OPTIONS_INIT(NULL);
    options.config.requests = 64;
    options.config.transmit_bytes = 512;
    struct bench b = ready_with("", &options);
    add_level(b.rig);
    ble_link link = connected(b.rig, 0x40);
    subscribe(b.rig, 0x40, 1);
    uint32_t refused = 0;
    for (unsigned i = 0; i < 63 && refused == 0; i++) {
        uint32_t id = notify(b.rig, link, 20);
        const struct rig_event *end = completion(b.rig, id);
        if (end != NULL && end->event.u.completed.status == BLE_ERROR_FULL)
            refused = id;
    }
    assert_int_not_equal(refused, 0);
    att(b.rig, 0x40, "\x0a\x12\x00", 3); /* read: behind the notifications, but it is there */
    assert_int_equal(rig_host(b.rig)->server.links[link & 0xffff].state, ATT_SENDING);
    for (unsigned i = 0; i < 40; i++)
        completed_packets(b.rig, 0x40, 1);
    assert_int_equal(rig_count(b.rig, BLE_EVENT_SENDABLE), 1);
    assert_int_equal(rig_host(b.rig)->server.links[link & 0xffff].state, ATT_IDLE);
    done(&b);
}

/* ------------------------------------------------------------------------------------------------ events */

/** A host without controller whose link is up; nothing is pulled but by the test. */
static struct ble_host *alone(struct ble_host_config *config)
{
    struct ble_host *host;
    config->event_bytes = 4 * config->packet_bytes;
    config->reassemblies = 0;
    config->scan_devices = 0;
    size_t size = ble_host_size(config);
    host = ble_host_init(malloc(size), size, config);
    assert_non_null(host);
    return host;
}

static void give(struct ble_host *host, struct hci_link *link, const void *pdu, size_t size)
{
    uint8_t octets[64] = { (uint8_t)size, 0, 4, 0 };
    memcpy(octets + 4, pdu, size);
    blr_gatt_take(host, &(struct acl_pdu){ .link = link, .data = octets, .size = (uint16_t)(size + 4) }, false);
    for (uint32_t token; blr_acl_drop_send(&host->acl, link, &token);) /* the controller takes it */
        blr_gatt_sent(host, token);
}

static void a_long_write_waits_for_events_to_be_pulled(void **state)
{
    (void)state;
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    config.packet_bytes = 264;
    struct ble_host *host = alone(&config);
    static const uint8_t zeroes[100];
    static const struct ble_gatt_characteristic value = {
        .uuid = BLE_UUID16(0xa001), .properties = BLE_GATT_PROPERTY_WRITE, .max_size = 100, .size = 100, .value = zeroes
    };
    const struct ble_gatt_service service = { .uuid = BLE_UUID16(0xa000),
                                              .characteristics = &value,
                                              .characteristics_count = 1 };
    uint16_t first, last;
    assert_int_equal(blr_att_server_add(&host->server, &service, &first, &last), BLE_OK);
    struct hci_link *link = blr_acl_open(&host->acl, 0x40);
    blr_gatt_link_opened(host, link);
    enum { PARTS = 30 };
    for (uint8_t i = 0; i < PARTS; i++)
        give(host, link, (const uint8_t[]){ 0x16, (uint8_t)last, 0, (uint8_t)(2 * i + 2), 0, i }, 6);
    give(host, link, "\x18\x01", 2);
    struct att_link *at = &host->server.links[0];
    assert_int_equal(at->state, ATT_GOING_ON); /* the ring is full */
    unsigned written = 0;
    struct ble_event event;
    while (ble_host_next_event(host, &event)) {
        assert_int_equal(event.type, BLE_EVENT_WRITTEN);
        assert_int_equal(event.u.written.offset, 2 * written + 2);
        assert_int_equal(event.u.written.size, 1);
        assert_int_equal(event.u.written.data[0], written);
        written++;
    }
    assert_int_equal(written, PARTS);
    assert_int_equal(at->state, ATT_SENDING);
    free(host);
}

static void services_come_before_there_is_a_controller(void **state)
{
    (void)state;
    struct ble_host_config config = BLE_HOST_CONFIG_INIT;
    struct ble_gatt_attribute attribute;
    struct ble_host *host = alone(&config);
    assert_true(ble_host_attribute(host, 0, &attribute));
    assert_int_equal(attribute.handle, BLE_GATT_GAP_SERVICE);
    assert_int_equal(attribute.end, BLE_GATT_APPEARANCE);
    assert_int_equal(ble_uuid_short(&attribute.uuid), 0x1800);
    assert_true(ble_host_attribute(host, 2, &attribute));
    assert_int_equal(ble_uuid_short(&attribute.type), 0x2803);
    assert_int_equal(ble_uuid_short(&attribute.uuid), 0x2a00);
    assert_int_equal(attribute.properties, BLE_GATT_PROPERTY_READ);
    assert_true(ble_host_attribute(host, BLE_GATT_SERVER_FEATURES, &attribute));
    assert_int_equal(ble_uuid_short(&attribute.type), 0x2b3a);
    assert_false(ble_host_attribute(host, BLE_GATT_SERVER_FEATURES + 1, &attribute));
    struct ble_request request = { .type = BLE_REQUEST_SET_VALUE };
    request.u.set_value.handle = BLE_GATT_DEVICE_NAME;
    request.u.set_value.size = 5;
    request.u.set_value.data = (const uint8_t *)"radio";
    assert_int_not_equal(ble_host_request(host, 0, &request), 0);
    assert_true(ble_host_attribute(host, BLE_GATT_DEVICE_NAME, &attribute));
    assert_int_equal(attribute.size, 5);
    assert_memory_equal(attribute.value, "radio", 5);
    free(host);
    config.attributes = 0;
    host = alone(&config);
    assert_false(ble_host_attribute(host, 0, &attribute));
    request = (struct ble_request){ .type = BLE_REQUEST_ADD_SERVICE };
    struct ble_event event;
    assert_int_not_equal(ble_host_request(host, 0, &request), 0);
    assert_true(ble_host_next_event(host, &event));
    assert_int_equal(event.u.completed.status, BLE_ERROR_UNSUPPORTED);
    free(host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_aes_the_hash_is_an_error_and_all_else_goes_on),
        cmocka_unit_test(a_hash_of_a_table_that_has_changed_meanwhile_is_not_told),
        cmocka_unit_test(all_subscribers_are_told_and_the_last_one_completes_it),
        cmocka_unit_test(a_subscriber_that_leaves_is_not_waited_for),
        cmocka_unit_test(a_cancelled_notification_is_not_sent),
        cmocka_unit_test(lack_of_room_is_told_and_answers_have_theirs),
        cmocka_unit_test(a_long_write_waits_for_events_to_be_pulled),
        cmocka_unit_test(services_come_before_there_is_a_controller),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
