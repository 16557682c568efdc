/* SPDX-License-Identifier: MIT */
/* Ready-made services, a peer's and our own, a test for each row of what the original does. Where a name says "ours",
 * the original differs. */
#include "serving.h"

enum { WAIT_MS = 2000 };

static void to_last(ble_characteristic characteristic, const uint8_t *data, size_t size, bool indication, void *user)
{
    struct ble_date_time *last = user;
    (void)characteristic;
    assert_false(indication);
    assert_int_equal(ble_date_time_unpack(data, size, last), BLE_OK);
}

/* ------------------------------------------------------------------------------------------------ battery */

struct level {
    unsigned count;
    uint8_t percent;
};

static void note_level(ble_characteristic characteristic, const uint8_t *data, size_t size, bool indication, void *user)
{
    struct level *level = user;
    (void)characteristic;
    assert_false(indication);
    assert_int_equal(size, 1);
    level->count++;
    level->percent = data[0];
}

static void a_battery_is_read_set_and_told(void **state)
{
    (void)state;
    struct serving it;
    int64_t percent = 99;
    struct level told = { 0, 0 };
    serving_open(&it, &ble_battery_service);
    ble_characteristic own = serving_characteristic(it.own, &ble_battery_level, 0);
    ble_characteristic found = serving_characteristic(it.found, &ble_battery_level, 0);
    OK(it.client, ble_characteristic_get_int(found, &ble_battery_level, &percent));
    assert_int_equal(percent, 0);
    OK(it.client, ble_characteristic_subscribe(found, false, note_level, &told));
    OK(it.server, ble_characteristic_set_int(own, &ble_battery_level, 50));
    serving_run(&it, SECOND);
    assert_int_equal(told.count, 1);
    assert_int_equal(told.percent, 50);
    OK(it.client, ble_characteristic_get_int(found, &ble_battery_level, &percent));
    assert_int_equal(percent, 50);
    assert_int_equal(ble_characteristic_set_int(own, &ble_battery_level, 101), BLE_ERROR_ARGUMENT);
    assert_true(ble_characteristic_set_int(found, &ble_battery_level, 1) < 0); /* it is not writable */
    OK(it.server, ble_characteristic_get_int(own, &ble_battery_level, &percent));
    assert_int_equal(percent, 50);
    serving_close(&it);
}

/* ------------------------------------------------------------------------------------------------ information */

static void device_information_is_read(void **state)
{
    (void)state;
    struct serving it;
    static const struct {
        const struct ble_characteristic_type *type;
        const char *text;
    } rows[] = { { &ble_device_info_model, "X1" },
                 { &ble_device_info_serial, "0001" },
                 { &ble_device_info_firmware, "1.0" },
                 { &ble_device_info_hardware, "B" },
                 { &ble_device_info_software, "2.5" },
                 { &ble_device_info_manufacturer, "Gr\xc3\xbc\xc3\x9f"
                                                  "e" } }; /* octets count, not characters */
    serving_open_bare(&it);
    const struct ble_device_info info = { .model = "X1",
                                          .serial = "0001",
                                          .firmware = "1.0",
                                          .hardware = "B",
                                          .software = "2.5",
                                          .manufacturer = rows[5].text,
                                          .pnp_source = 2,
                                          .pnp_vendor = 0x1234,
                                          .pnp_product = 0x5678,
                                          .pnp_version = 0x0123 };
    OK(it.server, ble_radio_add_device_info(it.server, &info, &it.own));
    it.found = serving_find(&it, &ble_device_info_service);
    for (unsigned i = 0; i < 6; i++) {
        char said[32];
        ble_characteristic found = serving_characteristic(it.found, rows[i].type, 0);
        OK(it.client, ble_characteristic_get_text(found, said, sizeof(said)));
        assert_string_equal(said, rows[i].text);
        assert_true(ble_characteristic_set_text(found, rows[i].text) < 0);
    }
    union ble_value pnp[4];
    OK(it.client,
       ble_characteristic_get(serving_characteristic(it.found, &ble_device_info_pnp, 0), &ble_device_info_pnp, pnp, 4));
    assert_int_equal(pnp[0].u, 2);
    assert_int_equal(pnp[1].u, 0x1234);
    assert_int_equal(pnp[2].u, 0x5678);
    assert_int_equal(pnp[3].u, 0x0123);
    serving_close(&it);
}

/** The original has them all, empty. */
static void ours_what_a_device_does_not_say_is_not_there(void **state)
{
    (void)state;
    struct serving it;
    ble_characteristic characteristic;
    char long_text[BLE_GATT_VALUE + 2];
    serving_open_bare(&it);
    OK(it.server, ble_radio_add_device_info(it.server, &(struct ble_device_info){ .model = "X1" }, &it.own));
    it.found = serving_find(&it, &ble_device_info_service);
    serving_characteristic(it.found, &ble_device_info_model, 0);
    EXPECT(it.client, BLE_ERROR_NOT_FOUND,
           ble_service_characteristic(it.found, &ble_device_info_serial, 0, &characteristic));
    EXPECT(it.client, BLE_ERROR_NOT_FOUND,
           ble_service_characteristic(it.found, &ble_device_info_pnp, 0, &characteristic));
    memset(long_text, 'x', sizeof(long_text));
    long_text[BLE_GATT_VALUE + 1] = '\0';
    assert_int_equal(ble_radio_add_device_info(it.server, &(struct ble_device_info){ .model = "" }, NULL),
                     BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_radio_add_device_info(it.server, &(struct ble_device_info){ .model = long_text }, NULL),
                     BLE_ERROR_ARGUMENT);
    serving_close(&it);
}

/* ------------------------------------------------------------------------------------------------ time */

static const struct ble_date_time noon = { 2025, 6, 7, 12, 0, 1, 6, 64, 0 };

static void tell_noon(struct ble_date_time *time, void *user)
{
    ++*(unsigned *)user;
    *time = noon;
}

/** The original is a client only: its own characteristics cannot be read. */
static void ours_current_time_is_asked_for_and_told(void **state)
{
    (void)state;
    struct serving it;
    struct ble_date_time time, told = { .year = 0 };
    unsigned asked = 0;
    struct ble_time_server server = { .now = tell_noon, .user = &asked, .zone = 4, .daylight = 4 };
    serving_open_bare(&it);
    OK(it.server, ble_radio_add_current_time(it.server, &server));
    it.found = serving_find(&it, &ble_current_time_service);
    OK(it.client, ble_current_time_get(it.found, &time));
    assert_memory_equal(&time, &noon, sizeof(time));
    assert_int_equal(asked, 1);
    union ble_value zone[2];
    OK(it.client, ble_characteristic_get(serving_characteristic(it.found, &ble_local_time_info, 0),
                                         &ble_local_time_info, zone, 2));
    assert_int_equal(zone[0].i, 4);
    assert_int_equal(zone[1].u, 4);
    ble_characteristic found = serving_characteristic(it.found, &ble_current_time, 0);
    OK(it.client, ble_characteristic_subscribe(found, false, to_last, &told));
    OK(it.server, ble_time_server_adjusted(&server, BLE_TIME_ZONE_CHANGED));
    serving_run(&it, SECOND);
    assert_int_equal(told.adjustment, BLE_TIME_ZONE_CHANGED);
    told.adjustment = 0;
    assert_memory_equal(&told, &noon, sizeof(told));
    serving_close(&it);
}

static void tell_nonsense(struct ble_date_time *time, void *user)
{
    (void)user;
    time->month = 13;
}

static void a_clock_that_is_wrong_is_an_error_for_who_asks(void **state)
{
    (void)state;
    struct serving it;
    struct ble_date_time time;
    struct ble_time_server server = { .now = tell_nonsense, .zone = 57 };
    serving_open_bare(&it);
    assert_int_equal(ble_radio_add_current_time(it.server, &server), BLE_ERROR_ARGUMENT);
    server.zone = -128;
    OK(it.server, ble_radio_add_current_time(it.server, &server));
    it.found = serving_find(&it, &ble_current_time_service);
    EXPECT(it.client, BLE_ERROR_ATT(BLE_ATT_UNLIKELY_ERROR), ble_current_time_get(it.found, &time));
    assert_int_equal(ble_time_server_adjusted(&server, 0), BLE_ERROR_ARGUMENT);
    server.now = NULL;
    assert_int_equal(ble_radio_add_current_time(it.server, &server), BLE_ERROR_ARGUMENT);
    serving_close(&it);
}

static void reads_from_an_offset_are_answered_from_there(void **state)
{
    (void)state;
    static const struct {
        uint16_t offset;
        ble_status status;
    } rows[] = { { 0, BLE_OK }, { 4, BLE_OK }, { 10, BLE_OK }, { 11, BLE_ERROR_ATT(BLE_ATT_INVALID_OFFSET) } };
    struct serving it;
    unsigned asked = 0;
    struct ble_time_server server = { .now = tell_noon, .user = &asked, .zone = 4, .daylight = 4 };
    serving_open_bare(&it);
    OK(it.server, ble_radio_add_current_time(it.server, &server));
    it.found = serving_find(&it, &ble_current_time_service);
    ble_characteristic found = serving_characteristic(it.found, &ble_current_time, 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct linked_end end = { .count = 0 };
        const struct ble_gatt read = { .operation = BLE_GATT_READ_LONG,
                                       .handle = found.handle,
                                       .offset = rows[i].offset };
        OK(it.client, ble_connection_gatt_start(it.scene.a.connection, &read, linked_done, &end, NULL));
        linked_wait(&it.scene, &end);
        assert_int_equal(end.status, rows[i].status);
    }
    serving_close(&it);
}

/* ------------------------------------------------------------------------------------------------ HID */

/** Attributes of the service that the original makes, each with its properties. */
static void hid_declares_a_characteristic_for_each_report(void **state)
{
    (void)state;
    static const struct {
        const struct ble_characteristic_type *type;
        uint8_t properties, kind, id;
    } rows[] = { { &ble_hid_information, 0x02, 0, 0 },         { &ble_hid_report_map, 0x02, 0, 0 },
                 { &ble_hid_control_point, 0x04, 0, 0 },       { &ble_hid_protocol_mode, 0x06, 0, 0 },
                 { &ble_hid_boot_keyboard_in, 0x12, 0, 0 },    { &ble_hid_boot_keyboard_out, 0x0e, 0, 0 },
                 { &ble_hid_boot_mouse_in, 0x12, 0, 0 },       { &ble_hid_report, 0x12, BLE_HID_INPUT, 1 },
                 { &ble_hid_report, 0x0e, BLE_HID_OUTPUT, 1 }, { &ble_hid_report, 0x12, BLE_HID_INPUT, 2 },
                 { &ble_hid_report, 0x12, BLE_HID_INPUT, 3 } };
    struct serving it;
    struct ble_hid hid;
    serving_open_bare(&it);
    OK(it.server, ble_radio_add_hid(it.server, NULL, 0, &hid));
    it.found = serving_find(&it, &ble_hid_service);
    for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        ble_characteristic found;
        struct ble_characteristic_info info;
        OK(it.client, ble_service_characteristic_at(it.found, i, &found));
        OK(it.client, ble_characteristic_get_info(found, &info));
        assert_true(ble_uuid_equal(&info.uuid, &rows[i].type->uuid));
        assert_int_equal(info.properties, rows[i].properties);
        if (rows[i].kind == 0)
            continue;
        const struct ble_hid_report *report = ble_hid_find(&hid, rows[i].kind, rows[i].id);
        assert_non_null(report);
        assert_int_equal(report->characteristic.handle, info.value_handle);
    }
    ble_characteristic none;
    assert_int_equal(ble_service_characteristic_at(it.found, sizeof(rows) / sizeof(rows[0]), &none), BLE_END);
    assert_null(ble_hid_find(&hid, BLE_HID_OUTPUT, BLE_HID_MOUSE));
    serving_close(&it);
}

/** Nobody types what is not theirs: without encryption there is the protocol mode and nothing else. */
static void hid_wants_encryption_for_everything_but_the_protocol_mode(void **state)
{
    (void)state;
    struct serving it;
    struct ble_hid hid, seen;
    uint8_t octets[8];
    size_t size;
    struct level told = { 0, 0 };
    serving_open_bare(&it);
    OK(it.server, ble_radio_add_hid(it.server, NULL, 0, &hid));
    it.found = serving_find(&it, &ble_hid_service);
    OK(it.client,
       ble_characteristic_read(serving_characteristic(it.found, &ble_hid_protocol_mode, 0), octets, 8, &size));
    assert_int_equal(size, 1);
    assert_int_equal(octets[0], 1);
    static const struct ble_characteristic_type *const guarded[] = { &ble_hid_information, &ble_hid_report_map,
                                                                     &ble_hid_boot_keyboard_in, &ble_hid_report };
    for (unsigned i = 0; i < 4; i++) {
        ble_status status = ble_characteristic_read(serving_characteristic(it.found, guarded[i], 0), octets, 8, &size);
        assert_true(status == BLE_ERROR_ATT(BLE_ATT_INSUFFICIENT_ENCRYPTION) ||
                    status == BLE_ERROR_ATT(BLE_ATT_INSUFFICIENT_AUTHENTICATION));
    }
    ble_characteristic keys = serving_characteristic(it.found, &ble_hid_report, 0);
    assert_true(ble_characteristic_subscribe(keys, false, note_level, &told) < 0);
    assert_true(ble_characteristic_write(serving_characteristic(it.found, &ble_hid_report, 1), "\1", 1) < 0);
    assert_true(ble_hid_open(&seen, it.found) < 0); /* the report map says no */
    /* nobody hears it, but it is there for who is encrypted */
    OK(it.server, ble_hid_send(&hid, BLE_HID_KEYBOARD, "\0\0\4\0\0\0\0\0", 8));
    OK(it.server, ble_characteristic_read(ble_hid_find(&hid, BLE_HID_INPUT, 1)->characteristic, octets, 8, &size));
    assert_int_equal(octets[2], 4);
    EXPECT(it.server, BLE_ERROR_ARGUMENT, ble_hid_send(&hid, BLE_HID_KEYBOARD, "\0", 1));
    EXPECT(it.server, BLE_ERROR_NOT_FOUND, ble_hid_send(&hid, 9, "\0", 1));
    serving_close(&it);
}

/** The original makes a service of its own of whatever it is given. */
static void ours_a_peers_hid_is_looked_at(void **state)
{
    (void)state;
    /* a device as it would be, but open to anybody */
    static const uint8_t map[] = { 0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x85, 0x07, 0x75, 0x08,
                                   0x95, 0x02, 0x81, 0x02, 0x95, 0x01, 0x91, 0x02, 0xc0 };
    static const uint8_t references[2][2] = { { 7, BLE_HID_INPUT }, { 7, BLE_HID_OUTPUT } };
    static const struct ble_gatt_descriptor descriptors[2] = {
        { .uuid = BLE_UUID16(0x2908), .size = 2, .value = references[0] },
        { .uuid = BLE_UUID16(0x2908), .size = 2, .value = references[1] },
    };
    const struct ble_characteristic_type open_map = {
        .name = "map", .uuid = BLE_UUID16(0x2a4b), .properties = 2, .size = sizeof(map), .value = map
    };
    const struct ble_characteristic_type in = { .name = "in",
                                                .uuid = BLE_UUID16(0x2a4d),
                                                .properties = 0x12,
                                                .max_size = 2,
                                                .fixed = true,
                                                .descriptors = &descriptors[0],
                                                .descriptors_count = 1 };
    const struct ble_characteristic_type out = { .name = "out",
                                                 .uuid = BLE_UUID16(0x2a4d),
                                                 .properties = 0x0a,
                                                 .max_size = 1,
                                                 .fixed = true,
                                                 .descriptors = &descriptors[1],
                                                 .descriptors_count = 1 };
    const struct ble_characteristic_type lost = {
        .name = "lost", .uuid = BLE_UUID16(0x2a4d), .properties = 0x0a, .max_size = 1
    };
    const struct ble_characteristic_type *const list[] = { &open_map, &in, &out, &lost };
    struct ble_service_type type = { .name = "HID", .uuid = BLE_UUID16(0x1812), .count = 3, .characteristics = list };
    struct serving it;
    struct ble_hid hid;
    uint8_t octet = 0;
    struct linked_end end = { .count = 0 };
    serving_open(&it, &type);
    OK(it.client, ble_hid_open(&hid, it.found));
    assert_int_equal(hid.map.count, 2);
    assert_true(hid.map.keyboard);
    const struct ble_hid_report *report = ble_hid_find(&hid, BLE_HID_INPUT, 7);
    assert_non_null(report);
    assert_int_equal(report->size, 2);
    OK(it.client, ble_hid_send(&hid, 7, "\3", 1));
    OK(it.server, ble_characteristic_read(serving_characteristic(it.own, &out, 1), &octet, 1, NULL));
    assert_int_equal(octet, 3);
    OK(it.client, ble_hid_send_start(&hid, 7, "\4", 1, linked_done, &end, NULL));
    linked_wait(&it.scene, &end);
    assert_int_equal(end.status, BLE_OK);
    EXPECT(it.client, BLE_ERROR_ARGUMENT, ble_hid_send(&hid, 7, "ab", 2));
    EXPECT(it.client, BLE_ERROR_NOT_FOUND, ble_hid_send(&hid, 8, "a", 1));
    assert_int_equal(ble_hid_open(&hid, it.own), BLE_ERROR_ARGUMENT);
    serving_close(&it);
    type.count = 4; /* one that does not say what it is */
    serving_open(&it, &type);
    EXPECT(it.client, BLE_ERROR_PROTOCOL, ble_hid_open(&hid, it.found));
    serving_close(&it);
}

static void a_report_map_that_makes_no_sense_is_no_service(void **state)
{
    (void)state;
    struct serving it;
    struct ble_hid hid;
    ble_service service;
    uint8_t long_map[BLE_GATT_VALUE + 1] = { 0 };
    serving_open_bare(&it);
    assert_int_equal(ble_radio_add_hid(it.server, (const uint8_t *)"\xc0", 1, &hid), BLE_ERROR_PROTOCOL);
    assert_int_equal(ble_radio_add_hid(it.server, long_map, sizeof(long_map), &hid), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_radio_add_hid(it.server, long_map, 0, &hid), BLE_ERROR_ARGUMENT);
    EXPECT(it.client, BLE_ERROR_NOT_FOUND,
           ble_connection_service(it.scene.a.connection, &ble_hid_service, 0, &service));
    serving_close(&it);
}

/* ------------------------------------------------------------------------------------------------ generic */

static void generic_access_has_the_name_of_the_radio(void **state)
{
    (void)state;
    struct serving it;
    char said[BLE_NAME_SIZE + 1];
    int64_t appearance = -1;
    serving_open_bare(&it);
    it.found = serving_find(&it, &ble_generic_access_service);
    OK(it.server, ble_radio_set_name(it.server, "Name of the server"));
    serving_run(&it, SECOND);
    OK(it.client,
       ble_characteristic_get_text(serving_characteristic(it.found, &ble_device_name, 0), said, sizeof(said)));
    assert_string_equal(said, "Name of the server");
    OK(it.client,
       ble_characteristic_get_int(serving_characteristic(it.found, &ble_appearance, 0), &ble_appearance, &appearance));
    assert_int_equal(appearance, 0);
    it.found = serving_find(&it, &ble_generic_attribute_service);
    uint8_t hash[16];
    size_t size;
    OK(it.client,
       ble_characteristic_read(serving_characteristic(it.found, &ble_database_hash, 0), hash, sizeof(hash), &size));
    assert_int_equal(size, 16);
    serving_close(&it);
}

/** A service that only this program knows, made as the library makes its own. */
static void a_program_defines_services_as_the_library_does(void **state)
{
    (void)state;
    static const struct ble_characteristic_type red =
        BLE_NUMBER_TYPE("Red", BLE_UUID128(0x11110001, 1, 2, 3, 4), 0x0a, "B", 0, 200);
    static const struct ble_characteristic_type *const colors[] = { &red, &red };
    static const struct ble_service_type lamp = {
        .name = "Lamp", .uuid = BLE_UUID128(0x11110000, 1, 2, 3, 4), .count = 2, .characteristics = colors
    };
    struct serving it;
    int64_t value;
    serving_open(&it, &lamp);
    OK(it.client, ble_characteristic_set_int(serving_characteristic(it.found, &red, 1), &red, 200));
    OK(it.server, ble_characteristic_get_int(serving_characteristic(it.own, &red, 1), &red, &value));
    assert_int_equal(value, 200);
    OK(it.server, ble_characteristic_get_int(serving_characteristic(it.own, &red, 0), &red, &value));
    assert_int_equal(value, 0);
    serving_close(&it);
}

static void the_client_may_be_on_a_link_that_the_peer_opened(void **state)
{
    (void)state;
    struct serving it;
    ble_service service;
    int64_t percent;
    serving_open_bare(&it);
    OK(it.client, ble_radio_add_service(it.client, &ble_battery_service, NULL, &service));
    OK(it.client,
       ble_characteristic_set_int(serving_characteristic(service, &ble_battery_level, 0), &ble_battery_level, 33));
    OK(it.server, ble_connection_service(it.peer, &ble_battery_service, 0, &service));
    OK(it.server, ble_characteristic_get_int(serving_characteristic(service, &ble_battery_level, 0), &ble_battery_level,
                                             &percent));
    assert_int_equal(percent, 33);
    serving_close(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_battery_is_read_set_and_told),
        cmocka_unit_test(device_information_is_read),
        cmocka_unit_test(ours_what_a_device_does_not_say_is_not_there),
        cmocka_unit_test(ours_current_time_is_asked_for_and_told),
        cmocka_unit_test(a_clock_that_is_wrong_is_an_error_for_who_asks),
        cmocka_unit_test(reads_from_an_offset_are_answered_from_there),
        cmocka_unit_test(hid_declares_a_characteristic_for_each_report),
        cmocka_unit_test(hid_wants_encryption_for_everything_but_the_protocol_mode),
        cmocka_unit_test(ours_a_peers_hid_is_looked_at),
        cmocka_unit_test(a_report_map_that_makes_no_sense_is_no_service),
        cmocka_unit_test(generic_access_has_the_name_of_the_radio),
        cmocka_unit_test(a_program_defines_services_as_the_library_does),
        cmocka_unit_test(the_client_may_be_on_a_link_that_the_peer_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
