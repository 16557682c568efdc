/* SPDX-License-Identifier: MIT */
/* Packet buffers, a test for each row of what the original does. Where a name says "ours", the original differs. */
#include "serving.h"

#define UUID(number) BLE_UUID128(0x5f660000 + (number), 0x1234, 0x4321, 0x8765, 0x112233445566)

enum { LONGEST = 100, PACKETS = 3, ROOM = BLE_PACKET_MEMORY(PACKETS, LONGEST), WAIT_MS = 2000 };

static const struct ble_characteristic_type packets_type = BLE_PACKET_TYPE("packets", UUID(1), 512);
static const struct ble_characteristic_type *const packet_types[] = { &packets_type };
static const struct ble_service_type packet_service = {
    .name = "packets", .uuid = UUID(0), .count = 1, .characteristics = packet_types
};

/** Both ends. */
struct ends {
    struct serving it;
    ble_characteristic own_end, found_end;
    struct ble_packet_buffer own, found;
    uint8_t own_memory[ROOM], found_memory[ROOM];
    struct ble_pipe_options options;
};

static void serve(struct ends *ends)
{
    serving_open(&ends->it, &packet_service);
    ends->own_end = serving_characteristic(ends->it.own, &packets_type, 0);
    ends->found_end = serving_characteristic(ends->it.found, &packets_type, 0);
    ends->options = (struct ble_pipe_options)BLE_PIPE_OPTIONS_INIT;
    ends->options.max_size = LONGEST;
    OK(ends->it.server, ble_packet_buffer_open(&ends->own, ends->own_end, ends->own_memory, ROOM, &ends->options));
}

static void join(struct ends *ends)
{
    OK(ends->it.client,
       ble_packet_buffer_open(&ends->found, ends->found_end, ends->found_memory, ROOM, &ends->options));
    serving_run(&ends->it, SECOND);
}

static void open_ends(struct ends *ends)
{
    serve(ends);
    join(ends);
}

static void close_ends(struct ends *ends)
{
    ble_packet_buffer_close(&ends->own);
    ble_packet_buffer_close(&ends->found);
    serving_close(&ends->it);
}

static void write_one(struct ble_packet_buffer *packets, const char *text)
{
    assert_int_equal(ble_packet_buffer_write(packets, text, strlen(text), NULL, 0, WAIT_MS), BLE_OK);
}

static void read_one(struct ble_packet_buffer *packets, const char *expected)
{
    char said[BLE_GATT_VALUE];
    size_t size;
    assert_int_equal(ble_packet_buffer_read(packets, said, sizeof(said), WAIT_MS, &size), BLE_OK);
    assert_int_equal(size, strlen(expected));
    assert_memory_equal(said, expected, size);
}

/* ------------------------------------------------------------------------------------------------ packets */

static void packets_flow_whole_both_ways(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    assert_int_equal(ends.it.subscribed, 1);
    write_one(&ends.found, "one");
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    write_one(&ends.found, "two");
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    serving_run(&ends.it, SECOND);
    read_one(&ends.own, "one");
    read_one(&ends.own, "two");
    write_one(&ends.own, "back");
    read_one(&ends.found, "back");
    close_ends(&ends);
}

static void what_is_written_while_one_is_on_its_way_goes_together(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    write_one(&ends.found, "first");
    write_one(&ends.found, "a");
    write_one(&ends.found, "b");
    write_one(&ends.found, "c");
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    serving_run(&ends.it, SECOND);
    read_one(&ends.own, "first");
    read_one(&ends.own, "abc");
    assert_false(ble_packet_buffer_has_packet(&ends.own, NULL));
    close_ends(&ends);
}

static void a_header_is_only_where_a_packet_begins(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, "1", 1, "H:", 2, WAIT_MS));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, "2", 1, "H:", 2, WAIT_MS));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, "3", 1, "H:", 2, WAIT_MS));
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    serving_run(&ends.it, SECOND);
    read_one(&ends.own, "H:1");
    read_one(&ends.own, "H:23");
    close_ends(&ends);
}

static void writing_waits_when_the_next_packet_is_full(void **state)
{
    (void)state;
    struct ends ends;
    char many[LONGEST];
    size_t size;
    open_ends(&ends);
    memset(many, 'm', sizeof(many));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, many, LONGEST, NULL, 0, 0));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, many, LONGEST - 1, NULL, 0, 0));
    EXPECT(ends.it.client, BLE_ERROR_TIMEOUT, ble_packet_buffer_write(&ends.found, "xy", 2, NULL, 0, 0));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, "z", 1, NULL, 0, 0));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, "xy", 2, NULL, 0, WAIT_MS));
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    serving_run(&ends.it, SECOND);
    assert_true(ble_packet_buffer_has_packet(&ends.own, &size));
    assert_int_equal(size, LONGEST);
    char said[LONGEST];
    OK(ends.it.server, ble_packet_buffer_read(&ends.own, said, sizeof(said), 0, &size));
    OK(ends.it.server, ble_packet_buffer_read(&ends.own, said, sizeof(said), 0, &size));
    assert_int_equal(size, LONGEST);
    assert_int_equal(said[LONGEST - 1], 'z');
    read_one(&ends.own, "xy");
    close_ends(&ends);
}

static void a_packet_longer_than_the_room_to_read_it_is_gone(void **state)
{
    (void)state;
    struct ends ends;
    char said[4];
    size_t size;
    open_ends(&ends);
    write_one(&ends.found, "too long");
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    write_one(&ends.found, "ok");
    EXPECT(ends.it.server, BLE_ERROR_FULL, ble_packet_buffer_read(&ends.own, said, sizeof(said), WAIT_MS, &size));
    assert_int_equal(size, 8);
    assert_memory_equal(said, "too ", 4);
    read_one(&ends.own, "ok");
    close_ends(&ends);
}

static void a_full_buffer_drops_the_oldest_packets(void **state)
{
    (void)state;
    struct ends ends;
    char many[LONGEST];
    open_ends(&ends);
    for (unsigned i = 0; i < PACKETS + 2; i++) {
        memset(many, 'a' + (int)i, sizeof(many));
        OK(ends.it.client, ble_packet_buffer_write(&ends.found, many, LONGEST, NULL, 0, WAIT_MS));
    }
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    serving_run(&ends.it, SECOND);
    assert_int_equal(ble_packet_buffer_dropped(&ends.own), 2);
    for (unsigned i = 2; i < PACKETS + 2; i++) {
        char said[LONGEST];
        OK(ends.it.server, ble_packet_buffer_read(&ends.own, said, sizeof(said), 0, NULL));
        assert_int_equal(said[0], 'a' + (int)i);
    }
    close_ends(&ends);
}

static void a_packet_longer_than_the_memory_is_dropped(void **state)
{
    (void)state;
    struct ends ends;
    uint8_t memory[40], octets[60] = { 0 };
    struct ble_packet_buffer small;
    serve(&ends);
    struct ble_pipe_options options = ends.options;
    options.max_size = 20;
    OK(ends.it.server, ble_packet_buffer_open(&small, ends.own_end, memory, sizeof(memory), &options));
    join(&ends);
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, octets, 19, NULL, 0, WAIT_MS));
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, octets, 18, NULL, 0, WAIT_MS));
    OK(ends.it.client, ble_packet_buffer_flush(&ends.found, WAIT_MS));
    serving_run(&ends.it, SECOND);
    size_t size;
    assert_int_equal(ble_packet_buffer_dropped(&small), 1);
    assert_true(ble_packet_buffer_has_packet(&small, &size));
    assert_int_equal(size, 18);
    ble_packet_buffer_close(&small);
    close_ends(&ends);
}

/* ------------------------------------------------------------------------------------------------ lengths */

static void lengths_follow_from_the_mtu(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_connection_info info;
    size_t length;
    serve(&ends);
    EXPECT(ends.it.server, BLE_ERROR_DISCONNECTED, ble_packet_buffer_outgoing_length(&ends.own, &length));
    EXPECT(ends.it.server, BLE_ERROR_DISCONNECTED, ble_packet_buffer_incoming_length(&ends.own, &length));
    join(&ends);
    OK(ends.it.client, ble_connection_get_info(ends.it.scene.a.connection, &info));
    size_t most = info.link.mtu - 3u < 512 ? info.link.mtu - 3u : 512;
    OK(ends.it.client, ble_packet_buffer_incoming_length(&ends.found, &length));
    assert_int_equal(length, most);
    OK(ends.it.server, ble_packet_buffer_incoming_length(&ends.own, &length));
    assert_int_equal(length, most);
    OK(ends.it.client, ble_packet_buffer_outgoing_length(&ends.found, &length));
    assert_int_equal(length, LONGEST);
    close_ends(&ends);
}

static void more_than_a_packet_is_an_argument_error(void **state)
{
    (void)state;
    struct ends ends;
    char many[LONGEST + 1] = { 0 };
    open_ends(&ends);
    EXPECT(ends.it.client, BLE_ERROR_ARGUMENT,
           ble_packet_buffer_write(&ends.found, many, sizeof(many), NULL, 0, WAIT_MS));
    EXPECT(ends.it.client, BLE_ERROR_ARGUMENT, ble_packet_buffer_write(&ends.found, many, LONGEST, "h", 1, WAIT_MS));
    EXPECT(ends.it.client, BLE_ERROR_ARGUMENT,
           ble_packet_buffer_write(&ends.found, many, 1, many, sizeof(many), WAIT_MS));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, many, LONGEST - 1, "h", 1, WAIT_MS));
    close_ends(&ends);
}

/* ------------------------------------------------------------------------------------------------ peers */

static void a_server_is_with_the_first_subscriber(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_packet_buffer third;
    uint8_t memory[ROOM];
    ble_connection peer;
    serve(&ends);
    ble_service service = serving_third(&ends.it, &packet_service);
    ble_characteristic end = serving_characteristic(service, &packets_type, 0);
    /* who only writes is nobody's partner */
    OK(ends.it.client, ble_characteristic_write_command(ends.found_end, "early", 5));
    serving_run(&ends.it, SECOND);
    assert_int_equal(ends.it.written, 1);
    assert_false(ble_packet_buffer_get_peer(&ends.own, &peer));
    assert_false(ble_packet_buffer_has_packet(&ends.own, NULL));
    OK(ends.it.third.radio, ble_packet_buffer_open(&third, end, memory, ROOM, &ends.options));
    serving_run(&ends.it, SECOND);
    join(&ends);
    assert_true(ble_packet_buffer_get_peer(&ends.own, &peer));
    assert_true(ble_connection_equal(peer, ends.it.scene.b.connection));
    write_one(&ends.found, "mine");
    write_one(&third, "theirs");
    read_one(&ends.own, "theirs");
    write_one(&ends.own, "for third");
    read_one(&third, "for third");
    serving_run(&ends.it, SECOND);
    assert_false(ble_packet_buffer_has_packet(&ends.own, NULL));
    assert_false(ble_packet_buffer_has_packet(&ends.found, NULL));
    /* who ends the subscription makes place */
    ble_packet_buffer_close(&third);
    serving_run(&ends.it, SECOND);
    assert_false(ble_packet_buffer_get_peer(&ends.own, &peer));
    ble_packet_buffer_close(&ends.found);
    serving_run(&ends.it, SECOND);
    join(&ends);
    assert_true(ble_packet_buffer_get_peer(&ends.own, &peer));
    assert_true(ble_connection_equal(peer, ends.it.peer));
    close_ends(&ends);
}

static void a_server_may_choose_its_peer(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_packet_buffer chosen, third;
    uint8_t memory[ROOM], more[ROOM];
    serve(&ends);
    ble_service service = serving_third(&ends.it, &packet_service);
    ble_characteristic end = serving_characteristic(service, &packets_type, 0);
    struct ble_pipe_options options = ends.options;
    options.peer = ends.it.scene.b.connection;
    OK(ends.it.server, ble_packet_buffer_open(&chosen, ends.own_end, memory, ROOM, &options));
    join(&ends);
    EXPECT(ends.it.server, BLE_OK, ble_packet_buffer_write(&chosen, "early", 5, NULL, 0, 0));
    EXPECT(ends.it.server, BLE_ERROR_NOT_FOUND, ble_packet_buffer_flush(&chosen, WAIT_MS)); /* it did not subscribe */
    OK(ends.it.third.radio, ble_packet_buffer_open(&third, end, more, ROOM, &ends.options));
    write_one(&third, "third");
    write_one(&ends.found, "first");
    read_one(&chosen, "third");
    read_one(&ends.own, "first");
    serving_run(&ends.it, SECOND);
    assert_false(ble_packet_buffer_has_packet(&chosen, NULL));
    OK(ends.it.third.radio, ble_connection_disconnect(service.connection));
    serving_run(&ends.it, SECOND);
    EXPECT(ends.it.server, BLE_ERROR_DISCONNECTED, ble_packet_buffer_read(&chosen, memory, 1, BLE_FOREVER, NULL));
    ble_packet_buffer_close(&third);
    ble_packet_buffer_close(&chosen);
    close_ends(&ends);
}

static void nobody_is_there_is_disconnected(void **state)
{
    (void)state;
    struct ends ends;
    char said[8];
    size_t size = 9;
    serve(&ends);
    EXPECT(ends.it.server, BLE_ERROR_DISCONNECTED, ble_packet_buffer_write(&ends.own, "x", 1, NULL, 0, WAIT_MS));
    EXPECT(ends.it.server, BLE_ERROR_TIMEOUT, ble_packet_buffer_read(&ends.own, said, 8, 100, &size));
    assert_int_equal(size, 0);
    ble_packet_buffer_close(&ends.own);
    serving_close(&ends.it);
}

static void a_lost_link_ends_reading_and_writing(void **state)
{
    (void)state;
    struct ends ends;
    char said[8];
    open_ends(&ends);
    write_one(&ends.own, "last");
    serving_run(&ends.it, SECOND);
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, "never", 5, NULL, 0, 0));
    OK(ends.it.client, ble_packet_buffer_write(&ends.found, "never", 5, NULL, 0, 0));
    OK(ends.it.client, ble_connection_disconnect(ends.it.scene.a.connection));
    read_one(&ends.found, "last");
    EXPECT(ends.it.client, BLE_ERROR_DISCONNECTED, ble_packet_buffer_read(&ends.found, said, 8, BLE_FOREVER, NULL));
    EXPECT(ends.it.client, BLE_ERROR_DISCONNECTED, ble_packet_buffer_write(&ends.found, "x", 1, NULL, 0, BLE_FOREVER));
    serving_run(&ends.it, SECOND);
    ble_connection peer;
    assert_false(ble_packet_buffer_get_peer(&ends.own, &peer));
    /* the next one begins empty */
    ble_packet_buffer_close(&ends.found);
    serving_again(&ends.it, &packet_service);
    ends.found_end = serving_characteristic(ends.it.found, &packets_type, 0);
    join(&ends);
    write_one(&ends.found, "again");
    read_one(&ends.own, "again");
    close_ends(&ends);
}

static void a_buffer_may_be_closed_while_it_sends(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    write_one(&ends.found, "away");
    write_one(&ends.found, "never sent");
    ble_packet_buffer_close(&ends.found);
    memset(&ends.found, 0xa5, sizeof(ends.found));
    read_one(&ends.own, "away");
    serving_run(&ends.it, SECOND);
    assert_false(ble_packet_buffer_has_packet(&ends.own, NULL));
    memset(&ends.found, 0, sizeof(ends.found));
    close_ends(&ends);
}

static void what_cannot_be_opened_is_an_argument_error(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_packet_buffer packets;
    serve(&ends);
    struct ble_pipe_options options = ends.options;
    assert_int_equal(ble_packet_buffer_open(&packets, ends.own_end, NULL, 0, &options), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_packet_buffer_open(&packets, ends.own_end, ends.found_memory, LONGEST + 2, &options),
                     BLE_ERROR_ARGUMENT);
    options.max_size = 0;
    assert_int_equal(ble_packet_buffer_open(&packets, ends.own_end, ends.found_memory, ROOM, &options),
                     BLE_ERROR_ARGUMENT);
    options.max_size = 513;
    assert_int_equal(ble_packet_buffer_open(&packets, ends.own_end, ends.found_memory, ROOM, &options),
                     BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_packet_buffer_write(&packets, "x", 1, NULL, 0, 0), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_packet_buffer_read(&packets, &options, 1, 0, NULL), BLE_ERROR_ARGUMENT);
    ble_packet_buffer_close(&packets);
    ble_packet_buffer_close(&ends.own);
    serving_close(&ends.it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packets_flow_whole_both_ways),
        cmocka_unit_test(what_is_written_while_one_is_on_its_way_goes_together),
        cmocka_unit_test(a_header_is_only_where_a_packet_begins),
        cmocka_unit_test(writing_waits_when_the_next_packet_is_full),
        cmocka_unit_test(a_packet_longer_than_the_room_to_read_it_is_gone),
        cmocka_unit_test(a_full_buffer_drops_the_oldest_packets),
        cmocka_unit_test(a_packet_longer_than_the_memory_is_dropped),
        cmocka_unit_test(lengths_follow_from_the_mtu),
        cmocka_unit_test(more_than_a_packet_is_an_argument_error),
        cmocka_unit_test(a_server_is_with_the_first_subscriber),
        cmocka_unit_test(a_server_may_choose_its_peer),
        cmocka_unit_test(nobody_is_there_is_disconnected),
        cmocka_unit_test(a_lost_link_ends_reading_and_writing),
        cmocka_unit_test(a_buffer_may_be_closed_while_it_sends),
        cmocka_unit_test(what_cannot_be_opened_is_an_argument_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
