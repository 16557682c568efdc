/* SPDX-License-Identifier: MIT */
/* Services of our own: who is told and asked, what peers may do, what stays through outages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "linked.h"

#define OWN(number) BLE_UUID128(0xabcd0000 + (number), 0x1111, 0x2222, 0x3333, 0x444444444444)

enum {
    READ = BLE_GATT_PROPERTY_READ,
    WRITE = BLE_GATT_PROPERTY_WRITE,
    COMMAND = BLE_GATT_PROPERTY_WRITE_NO_RESPONSE,
    NOTIFY = BLE_GATT_PROPERTY_NOTIFY
};

static const struct ble_characteristic_type stored = {
    .name = "Stored", .uuid = OWN(1), .properties = READ | WRITE | COMMAND | NOTIFY, .max_size = 100
};
static const struct ble_characteristic_type asking = {
    .name = "Asking", .uuid = OWN(2), .properties = READ | WRITE, .max_size = 512, .asked = true
};
static const struct ble_characteristic_type guarded = { .name = "Guarded",
                                                        .uuid = OWN(3),
                                                        .properties = READ | WRITE,
                                                        .read_permissions = BLE_GATT_AUTHORIZED,
                                                        .write_permissions = BLE_GATT_AUTHORIZED,
                                                        .max_size = 4,
                                                        .size = 2,
                                                        .value = "ok" };
static const struct ble_characteristic_type fixed = {
    .name = "Fixed", .uuid = OWN(4), .properties = READ | WRITE, .fixed = true, .max_size = 3
};
static const struct ble_characteristic_type *const all[] = { &stored, &asking, &guarded, &fixed };
static const struct ble_service_type service_type = {
    .name = "Own", .uuid = OWN(0), .characteristics = all, .count = 4
};
static const struct ble_characteristic_type *const plain[] = { &stored, &fixed };
static const struct ble_service_type plain_type = {
    .name = "Plain", .uuid = OWN(16), .characteristics = plain, .count = 2
};

/** What the handlers of a service were told. */
struct told {
    ble_radio *radio;
    unsigned written, subscribed, asked;
    ble_characteristic characteristic;
    ble_connection peer;
    uint16_t offset;
    uint8_t data[512];
    size_t size;
    bool notify;
    struct ble_gatt_asked question;
    bool later; /**< do not answer at once */
    uint8_t error;
    uint8_t value[512]; /**< of the characteristic that asks */
    size_t value_size;
};

static void written(ble_characteristic characteristic, ble_connection peer, uint16_t offset, const uint8_t *data,
                    size_t size, void *user)
{
    struct told *it = user;
    uint8_t now[512];
    it->written++;
    it->characteristic = characteristic;
    it->peer = peer;
    it->offset = offset;
    it->size = size;
    memcpy(it->data, data, size);
    size_t whole;
    OK(peer.radio, ble_characteristic_read(characteristic, now, sizeof(now), &whole)); /* ours: allowed here */
    assert_memory_equal(now + offset, data, size);
}

static void subscribed(ble_characteristic characteristic, ble_connection peer, bool notify, bool indicate, void *user)
{
    struct told *it = user;
    it->subscribed++;
    it->characteristic = characteristic;
    it->peer = peer;
    it->notify = notify;
    assert_false(indicate);
}

static void answer(struct told *it)
{
    const struct ble_gatt_asked *question = &it->question;
    bool reads = question->kind == BLE_ASKED_READ;
    size_t left = reads && question->offset <= it->value_size ? it->value_size - question->offset : 0;
    OK(it->radio, ble_radio_answer(it->radio, question->token, it->error, it->value + question->offset, left));
}

static void asked(ble_characteristic characteristic, ble_connection peer, const struct ble_gatt_asked *question,
                  void *user)
{
    struct told *it = user;
    it->asked++;
    it->radio = peer.radio;
    it->characteristic = characteristic;
    it->peer = peer;
    it->question = *question;
    if (question->kind == BLE_ASKED_WRITE || question->kind == BLE_ASKED_MAY_WRITE) {
        memcpy(it->data, question->data, question->size);
        it->size = question->size;
    }
    if (!it->later)
        answer(it);
}

static struct ble_service_handlers handlers_of(struct told *told)
{
    return (struct ble_service_handlers){ written, subscribed, asked, told };
}

static void open_scene(struct linked *scene, struct told *told)
{
    const struct ble_service_handlers handlers = handlers_of(told);
    linked_open(scene, "5.4", "5.4");
    OK(scene->b.radio, ble_radio_add_service(scene->b.radio, &service_type, &handlers, NULL));
    linked_connect(scene);
}

static ble_characteristic find(struct linked *scene, const struct ble_service_type *type,
                               const struct ble_characteristic_type *characteristic_type)
{
    ble_service service;
    ble_characteristic characteristic;
    OK(scene->a.radio, ble_connection_service(scene->a.connection, type, 0, &service));
    OK(scene->a.radio, ble_service_characteristic(service, characteristic_type, 0, &characteristic));
    return characteristic;
}

/* ------------------------------------------------------------------------------------------------ told */

static void each_write_is_told_with_its_octets(void **state)
{
    (void)state;
    struct linked scene;
    static struct told told;
    memset(&told, 0, sizeof(told));
    open_scene(&scene, &told);
    ble_characteristic characteristic = find(&scene, &service_type, &stored);
    OK(scene.a.radio, ble_characteristic_write(characteristic, "hello", 5));
    assert_int_equal(told.written, 1);
    assert_int_equal(told.size, 5);
    assert_memory_equal(told.data, "hello", 5);
    assert_int_equal(told.offset, 0);
    assert_int_equal(told.characteristic.handle, characteristic.handle);
    assert_true(ble_connection_equal(told.peer, scene.b.connection));
    OK(scene.a.radio, ble_characteristic_write_command(characteristic, "you", 3));
    aired_run(scene.aired, 200 * MS);
    assert_int_equal(told.written, 2);
    assert_memory_equal(told.data, "you", 3);
    linked_close(&scene);
}

static void subscriptions_are_told(void **state)
{
    (void)state;
    struct linked scene;
    static struct told told;
    memset(&told, 0, sizeof(told));
    open_scene(&scene, &told);
    ble_characteristic characteristic = find(&scene, &service_type, &stored);
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, (ble_notified *)abort, &told));
    assert_int_equal(told.subscribed, 1);
    assert_true(told.notify);
    assert_int_equal(told.characteristic.handle, characteristic.handle);
    OK(scene.a.radio, ble_characteristic_subscribe(characteristic, false, NULL, &told));
    assert_int_equal(told.subscribed, 2);
    assert_false(told.notify);
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ asked */

static void a_value_of_the_programs_own_is_asked_for(void **state)
{
    (void)state;
    struct linked scene;
    static struct told told;
    uint8_t back[512];
    size_t size;
    memset(&told, 0, sizeof(told));
    open_scene(&scene, &told);
    ble_characteristic characteristic = find(&scene, &service_type, &asking);
    memset(told.value, 9, sizeof(told.value));
    told.value[511] = 1;
    static const size_t sizes[] = { 0, 1, 22, 300, 512 };
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        told.value_size = sizes[i];
        OK(scene.a.radio, ble_characteristic_read(characteristic, back, sizeof(back), &size));
        assert_int_equal(size, sizes[i]);
        assert_memory_equal(back, told.value, size);
    }
    OK(scene.a.radio, ble_characteristic_write(characteristic, "store this", 10));
    assert_int_equal(told.size, 10);
    assert_memory_equal(told.data, "store this", 10);
    told.error = 0x80;
    EXPECT(scene.a.radio, BLE_ERROR_ATT(0x80), ble_characteristic_write(characteristic, "x", 1));
    EXPECT(scene.a.radio, BLE_ERROR_ATT(0x80), ble_characteristic_read(characteristic, back, sizeof(back), &size));
    assert_int_equal(told.written, 0);
    ble_service own;
    ble_characteristic ours;
    for (unsigned n = 0; ble_radio_service_at(scene.b.radio, n, &own) == BLE_OK; n++)
        if (ble_service_characteristic(own, &asking, 0, &ours) == BLE_OK)
            EXPECT(scene.b.radio, BLE_ERROR_UNSUPPORTED, ble_characteristic_read(ours, back, sizeof(back), &size));
    linked_close(&scene);
}

static void an_answer_may_come_later_and_only_once(void **state)
{
    (void)state;
    struct linked scene;
    static struct told told;
    struct linked_end end = { 0 };
    memset(&told, 0, sizeof(told));
    told.later = true;
    open_scene(&scene, &told);
    ble_characteristic characteristic = find(&scene, &service_type, &asking);
    OK(scene.a.radio, ble_characteristic_read_start(characteristic, linked_done, &end, NULL));
    aired_run(scene.aired, 10 * SECOND);
    assert_int_equal(told.asked, 1);
    assert_int_equal(end.count, 0);
    told.value_size = 3;
    answer(&told);
    EXPECT(scene.b.radio, BLE_ERROR_GONE, ble_radio_answer(scene.b.radio, told.question.token, 0, "abc", 3));
    linked_wait(&scene, &end);
    assert_int_equal(end.status, BLE_OK);
    assert_int_equal(end.size, 3);
    memset(&end, 0, sizeof(end));
    OK(scene.a.radio, ble_characteristic_read_start(characteristic, linked_done, &end, NULL));
    aired_run(scene.aired, SECOND);
    OK(scene.a.radio, ble_connection_disconnect(scene.a.connection));
    aired_run(scene.aired, SECOND);
    assert_int_equal(end.status, BLE_ERROR_DISCONNECTED);
    EXPECT(scene.b.radio, BLE_ERROR_GONE, ble_radio_answer(scene.b.radio, told.question.token, 0, "abc", 3));
    linked_close(&scene);
}

static void permission_is_asked_for(void **state)
{
    (void)state;
    struct linked scene;
    static struct told told;
    uint8_t back[4];
    size_t size;
    memset(&told, 0, sizeof(told));
    open_scene(&scene, &told);
    ble_characteristic characteristic = find(&scene, &service_type, &guarded);
    OK(scene.a.radio, ble_characteristic_read(characteristic, back, sizeof(back), &size));
    assert_int_equal(told.question.kind, BLE_ASKED_MAY_READ);
    assert_memory_equal(back, "ok", 2);
    told.error = BLE_ATT_INSUFFICIENT_AUTHORIZATION;
    EXPECT(scene.a.radio, BLE_ERROR_ATT(BLE_ATT_INSUFFICIENT_AUTHORIZATION),
           ble_characteristic_write(characteristic, "no", 2));
    assert_int_equal(told.question.kind, BLE_ASKED_MAY_WRITE);
    assert_int_equal(told.written, 0);
    told.error = 0;
    OK(scene.a.radio, ble_characteristic_write(characteristic, "yes", 3));
    assert_int_equal(told.written, 1);
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ values */

static void our_values_keep_to_their_types(void **state)
{
    (void)state;
    struct linked scene;
    ble_service service;
    ble_characteristic three, some;
    uint8_t back[101] = { 0 };
    size_t size = 9;
    linked_open(&scene, "5.4", "5.4");
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &plain_type, NULL, &service));
    OK(scene.b.radio, ble_service_characteristic(service, &fixed, 0, &three));
    OK(scene.b.radio, ble_service_characteristic(service, &stored, 0, &some));
    OK(scene.b.radio, ble_characteristic_read(some, back, sizeof(back), &size));
    assert_int_equal(size, 0);
    OK(scene.b.radio, ble_characteristic_read(three, back, sizeof(back), &size));
    assert_int_equal(size, 3);
    assert_memory_equal(back, "\0\0\0", 3);
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_characteristic_write(three, "ab", 2));
    assert_non_null(strstr(ble_radio_last_error(scene.b.radio), "its type allows"));
    OK(scene.b.radio, ble_characteristic_write(three, "abc", 3));
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_characteristic_write(some, back, 101));
    OK(scene.b.radio, ble_characteristic_write(some, "0123456789", 10));
    EXPECT(scene.b.radio, BLE_ERROR_FULL, ble_characteristic_read(some, back, 4, &size));
    assert_int_equal(size, 10);
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_characteristic_write_command(some, "a", 1));
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_characteristic_subscribe(some, false, (ble_notified *)abort, NULL));
    struct linked_end end = { 0 };
    OK(scene.b.radio, ble_characteristic_read_start(some, linked_done, &end, NULL));
    OK(scene.b.radio, ble_characteristic_write_start(some, "later", 5, NULL, NULL, NULL));
    assert_int_equal(end.count, 0);
    linked_wait(&scene, &end);
    assert_int_equal(end.size, 10); /* as it was at the call */
    linked_close(&scene);
}

static void types_that_cannot_be_are_refused_in_words(void **state)
{
    (void)state;
    struct linked scene;
    struct told told;
    static const struct ble_characteristic_type too_long = { .name = "Too long", .uuid = OWN(9), .max_size = 513 };
    static const struct ble_characteristic_type *const bad[] = { &too_long };
    static const struct ble_service_type bad_type = { .name = "Bad", .characteristics = bad, .count = 1 };
    const struct ble_service_handlers none = { 0 };
    linked_open(&scene, "5.4", "5.4");
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_radio_add_service(scene.b.radio, NULL, NULL, NULL));
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_radio_add_service(scene.b.radio, &bad_type, NULL, NULL));
    assert_non_null(strstr(ble_radio_last_error(scene.b.radio), "Too long"));
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_radio_add_service(scene.b.radio, &service_type, &none, NULL));
    assert_non_null(strstr(ble_radio_last_error(scene.b.radio), "handlers.asked"));
    const struct ble_service_handlers handlers = handlers_of(&told);
    ble_status status = BLE_OK;
    for (unsigned i = 0; status == BLE_OK && i < 1000; i++)
        status = ble_radio_add_service(scene.b.radio, &service_type, &handlers, NULL);
    assert_int_equal(status, BLE_ERROR_FULL);
    assert_non_null(strstr(ble_radio_last_error(scene.b.radio), "host.attributes"));
    linked_close(&scene);
}

static void a_removed_service_is_gone(void **state)
{
    (void)state;
    struct linked scene;
    ble_service service, again, own;
    ble_characteristic characteristic;
    struct ble_service_info info;
    uint8_t back[4];
    linked_open(&scene, "5.4", "5.4");
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &plain_type, NULL, &service));
    OK(scene.b.radio, ble_service_characteristic(service, &fixed, 0, &characteristic));
    OK(scene.b.radio, ble_radio_remove_service(service));
    EXPECT(scene.b.radio, BLE_ERROR_GONE, ble_radio_remove_service(service));
    EXPECT(scene.b.radio, BLE_ERROR_GONE, ble_service_get_info(service, &info));
    EXPECT(scene.b.radio, BLE_ERROR_GONE, ble_characteristic_read(characteristic, back, sizeof(back), NULL));
    EXPECT(scene.b.radio, BLE_ERROR_GONE, ble_characteristic_write(characteristic, "abc", 3));
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &plain_type, NULL, &again));
    EXPECT(scene.b.radio, BLE_ERROR_GONE, ble_service_get_info(service, &info)); /* not the other one's */
    OK(scene.b.radio, ble_radio_service_at(scene.b.radio, 0, &own));
    OK(scene.b.radio, ble_service_get_info(own, &info));
    assert_int_equal(ble_uuid_short(&info.uuid), 0x1800);
    EXPECT(scene.b.radio, BLE_ERROR_ARGUMENT, ble_radio_remove_service(own));
    linked_close(&scene);
}

/* ------------------------------------------------------------------------------------------------ GAP, outages */

static void check_identity(struct linked *scene, const char *name, uint16_t appearance)
{
    static const struct ble_characteristic_type name_type = { .name = "Device Name", .uuid = BLE_UUID16(0x2a00) };
    static const struct ble_characteristic_type kind_type = { .name = "Appearance", .uuid = BLE_UUID16(0x2a01) };
    static const struct ble_service_type gap = { .name = "GAP", .uuid = BLE_UUID16(0x1800) };
    char text[BLE_NAME_SIZE + 1];
    uint8_t kind[2];
    size_t size;
    OK(scene->a.radio, ble_characteristic_read(find(scene, &gap, &name_type), text, sizeof(text), &size));
    assert_int_equal(size, strlen(name));
    assert_memory_equal(text, name, size);
    OK(scene->a.radio, ble_characteristic_read(find(scene, &gap, &kind_type), kind, 2, NULL));
    assert_int_equal(kind[0] | kind[1] << 8, appearance);
}

static void gap_tells_the_name_and_the_appearance_as_they_are(void **state)
{
    (void)state;
    struct linked scene;
    char longest[BLE_NAME_SIZE + 1];
    linked_open(&scene, "5.4", "5.4");
    linked_connect(&scene);
    check_identity(&scene, ble_radio_get_name(scene.b.radio), 0);
    OK(scene.b.radio, ble_radio_set_name(scene.b.radio, "Kitchen"));
    OK(scene.b.radio, ble_radio_set_appearance(scene.b.radio, 961));
    check_identity(&scene, "Kitchen", 961);
    memset(longest, 'x', BLE_NAME_SIZE);
    longest[BLE_NAME_SIZE] = 0;
    OK(scene.b.radio, ble_radio_set_name(scene.b.radio, longest));
    check_identity(&scene, longest, 961);
    linked_close(&scene);
}

static void services_stay_where_they_are_through_an_outage(void **state)
{
    (void)state;
    struct linked scene;
    ble_service before, after;
    ble_characteristic ours;
    uint8_t back[16];
    size_t size;
    linked_open(&scene, "5.4", "5.4");
    OK(scene.b.radio, ble_radio_add_service(scene.b.radio, &plain_type, NULL, &before));
    OK(scene.b.radio, ble_service_characteristic(before, &stored, 0, &ours));
    OK(scene.b.radio, ble_characteristic_write(ours, "kept", 4));
    OK(scene.b.radio, ble_radio_set_name(scene.b.radio, "Kept"));
    linked_connect(&scene);
    ble_characteristic theirs = find(&scene, &plain_type, &stored);
    linked_advertise(&scene.b);
    aired_unplug(scene.aired, scene.b.radio, true);
    aired_run(scene.aired, 6 * SECOND);
    assert_int_equal(scene.b.disconnected, 1);
    assert_int_equal(scene.a.disconnected, 1);
    OK(scene.b.radio, ble_characteristic_read(ours, back, sizeof(back), &size)); /* also while it is away */
    aired_unplug(scene.aired, scene.b.radio, false);
    aired_run(scene.aired, 10 * SECOND);
    assert_int_equal(scene.b.ready, 2);
    assert_true(ble_radio_is_advertising(scene.b.radio, 0));
    OK(scene.b.radio, ble_radio_service_at(scene.b.radio, 2, &after));
    assert_int_equal(after.handle, before.handle);
    assert_int_equal(after.generation, before.generation);
    linked_connect(&scene);
    ble_characteristic again = find(&scene, &plain_type, &stored);
    assert_int_equal(again.handle, theirs.handle);
    OK(scene.a.radio, ble_characteristic_read(again, back, sizeof(back), &size));
    assert_int_equal(size, 4);
    assert_memory_equal(back, "kept", 4);
    check_identity(&scene, "Kept", 0);
    linked_close(&scene);
}

static void a_radio_without_a_server_says_so(void **state)
{
    (void)state;
    struct linked scene;
    struct linked_radio bare = { 0 };
    ble_service service;
    linked_open(&scene, "5.4", "5.4");
    struct ble_radio_options options = linked_options(&bare);
    options.host.attributes = 0;
    options.host.attribute_bytes = 0;
    bare.radio = aired_radio(scene.aired, "5.4", &options);
    EXPECT(bare.radio, BLE_ERROR_UNSUPPORTED, ble_radio_add_service(bare.radio, &plain_type, NULL, NULL));
    assert_int_equal(ble_radio_service_at(bare.radio, 0, &service), BLE_END);
    OK(bare.radio, ble_radio_set_name(bare.radio, "Bare"));
    linked_close(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_write_is_told_with_its_octets),
        cmocka_unit_test(subscriptions_are_told),
        cmocka_unit_test(a_value_of_the_programs_own_is_asked_for),
        cmocka_unit_test(an_answer_may_come_later_and_only_once),
        cmocka_unit_test(permission_is_asked_for),
        cmocka_unit_test(our_values_keep_to_their_types),
        cmocka_unit_test(types_that_cannot_be_are_refused_in_words),
        cmocka_unit_test(a_removed_service_is_gone),
        cmocka_unit_test(gap_tells_the_name_and_the_appearance_as_they_are),
        cmocka_unit_test(services_stay_where_they_are_through_an_outage),
        cmocka_unit_test(a_radio_without_a_server_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
