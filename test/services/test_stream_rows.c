/* SPDX-License-Identifier: MIT */
/* Streams over characteristics, a test for each row of what the original does. Where a name says "ours", the original
 * differs. */
#include "serving.h"

enum { ROOM = 64, WAIT_MS = 2000 };

#define UUID(number) BLE_UUID128(0x5f650000 + (number), 0x1234, 0x4321, 0x8765, 0x112233445566)

/** Both ends of a UART. */
struct ends {
    struct serving it;
    struct ble_stream own, found;
    uint8_t own_memory[ROOM], found_memory[ROOM];
};

static void open_ends(struct ends *ends)
{
    serving_open(&ends->it, &ble_uart_service);
    OK(ends->it.server, ble_uart_open(&ends->own, ends->it.own, ends->own_memory, ROOM, NULL));
    OK(ends->it.client, ble_uart_open(&ends->found, ends->it.found, ends->found_memory, ROOM, NULL));
}

static void close_ends(struct ends *ends)
{
    ble_stream_close(&ends->own);
    ble_stream_close(&ends->found);
    serving_close(&ends->it);
}

static void read_all(struct ble_stream *stream, const char *expected)
{
    char said[256];
    size_t size, wanted = strlen(expected);
    assert_in_range(wanted, 1, sizeof(said));
    assert_int_equal(ble_stream_read(stream, said, wanted, WAIT_MS, &size), BLE_OK);
    assert_int_equal(size, wanted);
    assert_memory_equal(said, expected, wanted);
}

static void write_all(struct ble_stream *stream, const char *text)
{
    size_t written;
    assert_int_equal(ble_stream_write(stream, text, strlen(text), WAIT_MS, &written), BLE_OK);
    assert_int_equal(written, strlen(text));
}

/* ------------------------------------------------------------------------------------------------ octets */

static void octets_flow_both_ways(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    write_all(&ends.found, "to the server");
    read_all(&ends.own, "to the server");
    write_all(&ends.own, "and back");
    read_all(&ends.found, "and back");
    assert_int_equal(ble_stream_dropped(&ends.own) + ble_stream_dropped(&ends.found), 0);
    close_ends(&ends);
}

static void opening_a_peers_stream_writes_one_cccd_once(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    serving_run(&ends.it, SECOND);
    assert_int_equal(ends.it.subscribed, 1);
    assert_int_equal(ends.it.written, 0);
    close_ends(&ends);
}

/** The original writes 20 octets at a time, whatever the MTU. */
static void ours_parts_are_as_long_as_the_mtu_allows(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_connection_info info;
    uint8_t octets[1100], memory[1200];
    size_t part, sum = 0;
    open_ends(&ends);
    OK(ends.it.client, ble_connection_get_info(ends.it.scene.a.connection, &info));
    part = info.link.mtu - 3u;
    assert_in_range(part, 21, 514);
    ble_stream_close(&ends.own);
    OK(ends.it.server, ble_uart_open(&ends.own, ends.it.own, memory, sizeof(memory), NULL));
    memset(octets, 'x', sizeof(octets));
    part = part < 512 ? part : 512; /* the longest value there is */
    OK(ends.it.client, ble_stream_write(&ends.found, octets, sizeof(octets), WAIT_MS, NULL));
    serving_run(&ends.it, SECOND);
    assert_int_equal(ends.it.written, (sizeof(octets) + part - 1) / part);
    for (unsigned i = 0; i < ends.it.written; i++)
        sum += ends.it.sizes[i];
    assert_int_equal(ends.it.sizes[0], part);
    assert_int_equal(sum, sizeof(octets));
    assert_int_equal(ble_stream_in_waiting(&ends.own), sizeof(octets));
    close_ends(&ends);
}

static void each_write_is_read_whatever_was_written_before_it_was(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    write_all(&ends.found, "one");
    write_all(&ends.found, "two");
    write_all(&ends.found, "two");
    serving_run(&ends.it, SECOND);
    assert_int_equal(ble_stream_in_waiting(&ends.own), 9);
    read_all(&ends.own, "onetwotwo");
    close_ends(&ends);
}

static void the_ring_goes_round(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    for (unsigned i = 0; i < 20; i++) {
        write_all(&ends.found, "a line of seventeen and a half..");
        read_all(&ends.own, "a line of seventeen and ");
        read_all(&ends.own, "a half..");
    }
    close_ends(&ends);
}

/* ------------------------------------------------------------------------------------------------ waiting */

/** The original's documentation says for each octet; its code says in total. */
static void a_timeout_is_for_the_whole_call(void **state)
{
    (void)state;
    struct ends ends;
    char said[8];
    size_t size = 99;
    open_ends(&ends);
    write_all(&ends.found, "abc");
    serving_run(&ends.it, SECOND);
    uint64_t begin_us = aired_now(ends.it.scene.aired);
    EXPECT(ends.it.server, BLE_ERROR_TIMEOUT, ble_stream_read(&ends.own, said, sizeof(said), 700, &size));
    assert_in_range(aired_now(ends.it.scene.aired) - begin_us, 700 * MS, 701 * MS);
    assert_int_equal(size, 3);
    assert_memory_equal(said, "abc", 3);
    EXPECT(ends.it.server, BLE_ERROR_TIMEOUT, ble_stream_read(&ends.own, said, 1, 10, &size));
    assert_int_equal(size, 0);
    close_ends(&ends);
}

static void a_timeout_of_0_does_not_wait(void **state)
{
    (void)state;
    struct ends ends;
    char said[8];
    size_t size;
    open_ends(&ends);
    uint64_t begin_us = aired_now(ends.it.scene.aired);
    EXPECT(ends.it.server, BLE_ERROR_TIMEOUT, ble_stream_read(&ends.own, said, 1, 0, &size));
    assert_int_equal(aired_now(ends.it.scene.aired), begin_us);
    write_all(&ends.found, "abc");
    serving_run(&ends.it, SECOND);
    EXPECT(ends.it.server, BLE_ERROR_TIMEOUT, ble_stream_read(&ends.own, said, 4, 0, &size));
    assert_int_equal(size, 3);
    /* one part is on its way: a second one waits */
    OK(ends.it.client, ble_stream_write(&ends.found, "de", 2, 0, &size));
    assert_int_equal(size, 2);
    EXPECT(ends.it.client, BLE_ERROR_TIMEOUT, ble_stream_write(&ends.found, "f", 1, 0, &size));
    assert_int_equal(size, 0);
    read_all(&ends.own, "de");
    close_ends(&ends);
}

static void a_line_ends_with_its_line_feed(void **state)
{
    (void)state;
    struct ends ends;
    char line[16];
    size_t size;
    open_ends(&ends);
    write_all(&ends.found, "first\nsecond");
    OK(ends.it.server, ble_stream_read_line(&ends.own, line, sizeof(line), WAIT_MS, &size));
    assert_int_equal(size, 6);
    assert_memory_equal(line, "first\n", 6);
    write_all(&ends.found, " half\n");
    OK(ends.it.server, ble_stream_read_line(&ends.own, line, sizeof(line), WAIT_MS, &size));
    assert_int_equal(size, 12);
    assert_memory_equal(line, "second half\n", 12);
    write_all(&ends.found, "no end");
    EXPECT(ends.it.server, BLE_ERROR_TIMEOUT, ble_stream_read_line(&ends.own, line, sizeof(line), 100, &size));
    assert_int_equal(size, 6);
    write_all(&ends.found, "longer than the room\n");
    EXPECT(ends.it.server, BLE_ERROR_FULL, ble_stream_read_line(&ends.own, line, 16, WAIT_MS, &size));
    assert_int_equal(size, 16);
    OK(ends.it.server, ble_stream_read_line(&ends.own, line, 16, WAIT_MS, &size));
    assert_memory_equal(line, "room\n", 5);
    close_ends(&ends);
}

static void what_waits_can_be_counted_and_forgotten(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    assert_int_equal(ble_stream_in_waiting(&ends.own), 0);
    write_all(&ends.found, "12345");
    serving_run(&ends.it, SECOND);
    assert_int_equal(ble_stream_in_waiting(&ends.own), 5);
    ble_stream_reset_input(&ends.own);
    assert_int_equal(ble_stream_in_waiting(&ends.own), 0);
    write_all(&ends.found, "67");
    read_all(&ends.own, "67");
    assert_int_equal(ble_stream_dropped(&ends.own), 0);
    close_ends(&ends);
}

/** The original drops them, too, and says nothing. */
static void ours_octets_that_do_not_fit_are_dropped_and_counted(void **state)
{
    (void)state;
    struct ends ends;
    char octets[ROOM + 10];
    open_ends(&ends);
    for (size_t i = 0; i < sizeof(octets); i++)
        octets[i] = (char)('0' + i);
    OK(ends.it.client, ble_stream_write(&ends.found, octets, sizeof(octets), WAIT_MS, NULL));
    serving_run(&ends.it, SECOND);
    assert_int_equal(ble_stream_in_waiting(&ends.own), ROOM);
    assert_int_equal(ble_stream_dropped(&ends.own), 10);
    char said[ROOM];
    OK(ends.it.server, ble_stream_read(&ends.own, said, ROOM, 0, NULL));
    assert_memory_equal(said, octets, ROOM);
    close_ends(&ends);
}

/* ------------------------------------------------------------------------------------------------ peers */

/** The original tells notifications apart by handle alone, which is the same with every peer of a kind. */
static void ours_octets_of_two_peers_never_mix(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_stream third;
    struct ble_stream for_third;
    uint8_t memory[ROOM], more[ROOM];
    open_ends(&ends);
    ble_service service = serving_third(&ends.it, &ble_uart_service);
    struct ble_pipe_options options = BLE_PIPE_OPTIONS_INIT;
    options.peer = ends.it.scene.b.connection; /* the last one that came */
    OK(ends.it.server, ble_uart_open(&for_third, ends.it.own, more, ROOM, &options));
    OK(ends.it.third.radio, ble_uart_open(&third, service, memory, ROOM, NULL));
    write_all(&ends.found, "first says this");
    write_all(&third, "and third that");
    serving_run(&ends.it, SECOND);
    read_all(&ends.own, "first says this");
    read_all(&for_third, "and third that");
    assert_int_equal(ble_stream_in_waiting(&ends.own) + ble_stream_in_waiting(&for_third), 0);
    write_all(&ends.own, "for first");
    write_all(&for_third, "for third");
    read_all(&ends.found, "for first");
    read_all(&third, "for third");
    assert_int_equal(ble_stream_in_waiting(&ends.found) + ble_stream_in_waiting(&third), 0);
    ble_stream_close(&third);
    ble_stream_close(&for_third);
    close_ends(&ends);
}

static void a_server_is_with_the_first_peer_that_comes(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_stream third;
    ble_connection peer;
    uint8_t memory[ROOM];
    serving_open(&ends.it, &ble_uart_service);
    OK(ends.it.server, ble_uart_open(&ends.own, ends.it.own, ends.own_memory, ROOM, NULL));
    assert_false(ble_stream_get_peer(&ends.own, &peer));
    EXPECT(ends.it.server, BLE_ERROR_DISCONNECTED, ble_stream_write(&ends.own, "?", 1, WAIT_MS, NULL));
    OK(ends.it.client, ble_uart_open(&ends.found, ends.it.found, ends.found_memory, ROOM, NULL));
    serving_run(&ends.it, SECOND);
    assert_true(ble_stream_get_peer(&ends.own, &peer));
    assert_true(ble_connection_equal(peer, ends.it.peer));
    ble_service service = serving_third(&ends.it, &ble_uart_service);
    OK(ends.it.third.radio, ble_uart_open(&third, service, memory, ROOM, NULL));
    write_all(&third, "me, too");
    serving_run(&ends.it, SECOND);
    assert_int_equal(ble_stream_in_waiting(&ends.own), 0);
    write_all(&ends.own, "for the first");
    read_all(&ends.found, "for the first");
    assert_int_equal(ble_stream_in_waiting(&third), 0);
    ble_stream_close(&third);
    close_ends(&ends);
}

static void the_next_peer_begins_with_an_empty_stream(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    write_all(&ends.found, "last words");
    serving_run(&ends.it, SECOND);
    ble_stream_close(&ends.found);
    OK(ends.it.client, ble_connection_disconnect(ends.it.scene.a.connection));
    serving_run(&ends.it, SECOND);
    ble_connection peer;
    assert_false(ble_stream_get_peer(&ends.own, &peer));
    read_all(&ends.own, "last"); /* what came is there until then */
    serving_again(&ends.it, &ble_uart_service);
    OK(ends.it.client, ble_uart_open(&ends.found, ends.it.found, ends.found_memory, ROOM, NULL));
    write_all(&ends.found, "hello");
    read_all(&ends.own, "hello");
    assert_int_equal(ble_stream_dropped(&ends.own), 6);
    close_ends(&ends);
}

static void write_as_another(struct linked_radio *self, ble_connection connection)
{
    const ble_characteristic *rx = self->user;
    assert_int_equal(ble_connection_write_handle_start(connection, rx->handle, "second", 6, true, NULL, NULL, NULL),
                     BLE_OK);
}

/** A peer goes, and another comes, while so many octets are waited for that neither has them all. */
static void ours_a_read_never_joins_octets_of_two_peers(void **state)
{
    (void)state;
    struct ends ends;
    char said[16];
    size_t size;
    open_ends(&ends);
    struct ble_address server = linked_address(&ends.it.scene.b);
    ble_characteristic rx = serving_characteristic(ends.it.found, &ble_uart_rx, 0);
    linked_advertise(&ends.it.scene.b);
    write_all(&ends.found, "first");
    serving_run(&ends.it, SECOND);
    ends.it.scene.a.on_connected = write_as_another;
    ends.it.scene.a.user = &rx;
    OK(ends.it.client, ble_connection_disconnect_start(ends.it.scene.a.connection, NULL, NULL, NULL));
    OK(ends.it.client, ble_radio_keep_connected(ends.it.client, &server, true));
    EXPECT(ends.it.server, BLE_ERROR_DISCONNECTED, ble_stream_read(&ends.own, said, 11, 20000, &size));
    assert_int_equal(size, 5);
    assert_memory_equal(said, "first", 5);
    read_all(&ends.own, "second");
    close_ends(&ends);
}

static void a_lost_link_ends_reading_after_what_it_brought(void **state)
{
    (void)state;
    struct ends ends;
    char said[16];
    size_t size;
    open_ends(&ends);
    write_all(&ends.own, "bye");
    serving_run(&ends.it, SECOND);
    OK(ends.it.client, ble_connection_disconnect(ends.it.scene.a.connection));
    EXPECT(ends.it.client, BLE_ERROR_DISCONNECTED,
           ble_stream_read(&ends.found, said, sizeof(said), BLE_FOREVER, &size));
    assert_int_equal(size, 3);
    assert_memory_equal(said, "bye", 3);
    EXPECT(ends.it.client, BLE_ERROR_DISCONNECTED, ble_stream_read(&ends.found, said, 1, BLE_FOREVER, &size));
    EXPECT(ends.it.client, BLE_ERROR_DISCONNECTED, ble_stream_write(&ends.found, "x", 1, BLE_FOREVER, &size));
    close_ends(&ends);
}

/** Whoever reads for ever learns that the link is lost. */
static void a_link_that_is_lost_while_it_is_read_ends_that(void **state)
{
    (void)state;
    struct ends ends;
    char octet;
    struct linked_end end = { .count = 0 };
    open_ends(&ends);
    OK(ends.it.server, ble_connection_disconnect_start(ends.it.peer, linked_done, &end, NULL));
    EXPECT(ends.it.client, BLE_ERROR_DISCONNECTED, ble_stream_read(&ends.found, &octet, 1, BLE_FOREVER, NULL));
    assert_int_equal(ends.it.scene.a.disconnected, 1);
    close_ends(&ends);
}

/** The original's write says nothing. */
static void ours_writing_to_who_did_not_subscribe_is_an_error(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_stream only_out;
    ble_characteristic rx;
    serving_open(&ends.it, &ble_uart_service);
    OK(ends.it.server, ble_uart_open(&ends.own, ends.it.own, ends.own_memory, ROOM, NULL));
    rx = serving_characteristic(ends.it.found, &ble_uart_rx, 0);
    OK(ends.it.client, ble_stream_open(&only_out, NULL, &rx, NULL, 0, NULL));
    write_all(&only_out, "hi");
    read_all(&ends.own, "hi");
    EXPECT(ends.it.server, BLE_ERROR_NOT_FOUND, ble_stream_write(&ends.own, "hi", 2, WAIT_MS, NULL));
    assert_int_equal(ble_stream_read(&only_out, &rx, 1, 0, NULL), BLE_ERROR_ARGUMENT);
    ble_stream_close(&only_out);
    ble_stream_close(&ends.own);
    serving_close(&ends.it);
}

/* ------------------------------------------------------------------------------------------------ indications */

static const struct ble_characteristic_type told = {
    .name = "told", .uuid = UUID(1), .properties = BLE_GATT_PROPERTY_INDICATE, .max_size = 100
};
static const struct ble_characteristic_type *const tellings[] = { &told };
static const struct ble_service_type indicator = {
    .name = "indicator", .uuid = UUID(0), .count = 1, .characteristics = tellings
};

/** The original's buffer is fed by notifications alone. */
static void ours_indications_are_octets_too(void **state)
{
    (void)state;
    struct serving it;
    struct ble_stream in, out;
    uint8_t memory[ROOM];
    serving_open(&it, &indicator);
    ble_characteristic own = serving_characteristic(it.own, &told, 0);
    ble_characteristic found = serving_characteristic(it.found, &told, 0);
    OK(it.server, ble_stream_open(&out, NULL, &own, NULL, 0, NULL));
    OK(it.client, ble_stream_open(&in, &found, NULL, memory, ROOM, NULL));
    assert_int_equal(ble_stream_write(&in, "x", 1, 0, NULL), BLE_ERROR_ARGUMENT);
    write_all(&out, "confirmed");
    read_all(&in, "confirmed");
    ble_stream_close(&in);
    ble_stream_close(&out);
    serving_close(&it);
}

/* ------------------------------------------------------------------------------------------------ callbacks */

/** What the program of a server without waiting does: what comes goes back. */
static void echo(struct ble_pipe *pipe, void *user)
{
    struct ble_stream *stream = user;
    uint8_t octets[ROOM];
    size_t size;
    assert_ptr_equal(pipe, &stream->pipe);
    if (ble_stream_in_waiting(stream) == 0)
        return;
    assert_int_equal(ble_stream_read(stream, octets, ROOM, 5, &size), BLE_ERROR_IN_CALLBACK);
    if (size > 0)
        assert_int_equal(ble_stream_write(stream, octets, size, 0, NULL), BLE_OK);
}

static void a_server_may_echo_in_callbacks(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_pipe_options options = BLE_PIPE_OPTIONS_INIT;
    options.changed = echo;
    options.user = &ends.own;
    serving_open(&ends.it, &ble_uart_service);
    OK(ends.it.server, ble_uart_open(&ends.own, ends.it.own, ends.own_memory, ROOM, &options));
    OK(ends.it.client, ble_uart_open(&ends.found, ends.it.found, ends.found_memory, ROOM, NULL));
    write_all(&ends.found, "echo");
    read_all(&ends.found, "echo");
    close_ends(&ends);
}

static void close_it(struct ble_pipe *pipe, void *user)
{
    struct ble_stream *stream = user;
    assert_ptr_equal(pipe, &stream->pipe);
    ble_stream_close(stream);
}

static void a_stream_may_be_closed_while_it_is_read(void **state)
{
    (void)state;
    struct ends ends;
    char said[8];
    size_t size;
    struct ble_pipe_options options = BLE_PIPE_OPTIONS_INIT;
    options.changed = close_it;
    options.user = &ends.own;
    open_ends(&ends);
    ble_stream_close(&ends.own);
    options.peer = ends.it.peer;
    OK(ends.it.server, ble_uart_open(&ends.own, ends.it.own, ends.own_memory, ROOM, &options));
    OK(ends.it.client, ble_stream_write(&ends.found, "x", 1, 0, NULL));
    EXPECT(ends.it.server, BLE_ERROR_DISCONNECTED, ble_stream_read(&ends.own, said, 4, BLE_FOREVER, &size));
    assert_int_equal(size, 0);
    ble_stream_close(&ends.own);
    close_ends(&ends);
}

static void close_radio(struct ble_pipe *pipe, void *user)
{
    (void)pipe;
    ble_radio_close(user);
}

/** Close the radio of whoever reads: that returns, and touches nothing any more. */
static void a_radio_may_be_closed_while_it_is_read(void **state)
{
    (void)state;
    struct ends ends;
    char octets[4];
    struct ble_pipe_options options = BLE_PIPE_OPTIONS_INIT;
    serving_open(&ends.it, &ble_uart_service);
    options.changed = close_radio;
    options.user = ends.it.server;
    options.peer = ends.it.peer;
    OK(ends.it.client, ble_uart_open(&ends.found, ends.it.found, ends.found_memory, ROOM, NULL));
    OK(ends.it.server, ble_uart_open(&ends.own, ends.it.own, ends.own_memory, ROOM, &options));
    OK(ends.it.client, ble_stream_write(&ends.found, "xyz", 3, 0, NULL));
    aired_closed(ends.it.scene.aired, ends.it.server);
    assert_int_equal(ble_stream_read(&ends.own, octets, 4, BLE_FOREVER, NULL), BLE_ERROR_CANCELLED);
    /* it is closed, however it is looked at */
    ble_connection peer;
    assert_int_equal(ble_stream_read(&ends.own, octets, 4, BLE_FOREVER, NULL), BLE_ERROR_DISCONNECTED);
    assert_int_equal(ble_stream_read(&ends.own, octets, 4, 10, NULL), BLE_ERROR_DISCONNECTED);
    assert_int_equal(ble_stream_write(&ends.own, octets, 4, 10, NULL), BLE_ERROR_ARGUMENT);
    assert_false(ble_stream_get_peer(&ends.own, &peer));
    ble_stream_close(&ends.own);
    ble_stream_close(&ends.found);
    serving_close(&ends.it);
}

/** A port that is unplugged is a link that is lost. */
static void an_outage_ends_reading_and_writing(void **state)
{
    (void)state;
    struct ends ends;
    char octet;
    open_ends(&ends);
    write_all(&ends.own, "x");
    serving_run(&ends.it, SECOND);
    aired_unplug(ends.it.scene.aired, ends.it.client, true);
    EXPECT(ends.it.client, BLE_OK, ble_stream_read(&ends.found, &octet, 1, BLE_FOREVER, NULL));
    EXPECT(ends.it.client, BLE_ERROR_DISCONNECTED, ble_stream_read(&ends.found, &octet, 1, BLE_FOREVER, NULL));
    EXPECT(ends.it.client, BLE_ERROR_DISCONNECTED, ble_stream_write(&ends.found, "x", 1, BLE_FOREVER, NULL));
    EXPECT(ends.it.server, BLE_ERROR_TIMEOUT, ble_stream_read(&ends.own, &octet, 1, 30000, NULL));
    ble_connection peer;
    assert_false(ble_stream_get_peer(&ends.own, &peer));
    close_ends(&ends);
}

/** What was handed over is sent, and its end reaches nobody. */
static void a_stream_may_be_closed_while_it_sends(void **state)
{
    (void)state;
    struct ends ends;
    open_ends(&ends);
    OK(ends.it.client, ble_stream_write(&ends.found, "bye", 3, 0, NULL));
    ble_stream_close(&ends.found);
    memset(&ends.found, 0xa5, sizeof(ends.found)); /* it is the program's again */
    read_all(&ends.own, "bye");
    memset(&ends.found, 0, sizeof(ends.found));
    close_ends(&ends);
}

static void opening_needs_no_wait(void **state)
{
    (void)state;
    struct ends ends;
    struct linked_end end = { .count = 0 };
    uint32_t id = 7;
    serving_open(&ends.it, &ble_uart_service);
    ble_characteristic own_rx = serving_characteristic(ends.it.own, &ble_uart_rx, 0);
    ble_characteristic own_tx = serving_characteristic(ends.it.own, &ble_uart_tx, 0);
    ble_characteristic rx = serving_characteristic(ends.it.found, &ble_uart_rx, 0);
    ble_characteristic tx = serving_characteristic(ends.it.found, &ble_uart_tx, 0);
    OK(ends.it.server,
       ble_stream_open_start(&ends.own, &own_rx, &own_tx, ends.own_memory, ROOM, NULL, linked_done, &end, &id));
    assert_int_equal(id, 0);
    OK(ends.it.client,
       ble_stream_open_start(&ends.found, &tx, &rx, ends.found_memory, ROOM, NULL, linked_done, &end, &id));
    assert_int_not_equal(id, 0);
    assert_int_equal(end.count, 0);
    linked_wait(&ends.it.scene, &end);
    assert_int_equal(end.status, BLE_OK);
    write_all(&ends.own, "open");
    read_all(&ends.found, "open");
    close_ends(&ends);
}

/* ------------------------------------------------------------------------------------------------ arguments */

static void what_cannot_be_opened_is_an_argument_error(void **state)
{
    (void)state;
    struct ends ends;
    struct ble_stream stream;
    uint8_t memory[ROOM];
    struct ble_pipe_options options = BLE_PIPE_OPTIONS_INIT;
    open_ends(&ends);
    ble_characteristic own = serving_characteristic(ends.it.own, &ble_uart_rx, 0);
    ble_characteristic found = serving_characteristic(ends.it.found, &ble_uart_rx, 0);
    assert_int_equal(ble_stream_open(&stream, NULL, NULL, memory, ROOM, NULL), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_stream_open(&stream, &own, &found, memory, ROOM, NULL), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_stream_open(&stream, &own, NULL, NULL, 0, NULL), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_stream_open(&stream, &own, NULL, memory, 0, NULL), BLE_ERROR_ARGUMENT);
    options.size = 1;
    assert_int_equal(ble_stream_open(&stream, &own, NULL, memory, ROOM, &options), BLE_ERROR_ARGUMENT);
    /* our RX is nothing that a peer tells */
    assert_true(ble_stream_open(&stream, &found, NULL, memory, ROOM, NULL) < 0);
    assert_int_equal(ble_stream_read(&stream, memory, 1, 0, NULL), BLE_ERROR_ARGUMENT);
    ble_stream_close(&stream);
    close_ends(&ends);
}

static void a_service_that_is_removed_ends_its_streams(void **state)
{
    (void)state;
    struct ends ends;
    char octet;
    open_ends(&ends);
    OK(ends.it.server, ble_radio_remove_service(ends.it.own));
    EXPECT(ends.it.server, BLE_ERROR_DISCONNECTED, ble_stream_read(&ends.own, &octet, 1, BLE_FOREVER, NULL));
    assert_true(ble_stream_write(&ends.own, "x", 1, BLE_FOREVER, NULL) < 0);
    close_ends(&ends);
}

static void sizes_are_as_documented(void **state)
{
    (void)state;
    if (sizeof(void *) != 8)
        return;
    assert_int_equal(sizeof(struct ble_stream), 264);
    assert_int_equal(sizeof(struct ble_packet_buffer), 280);
    assert_int_equal(sizeof(struct ble_hid), 672);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(octets_flow_both_ways),
        cmocka_unit_test(opening_a_peers_stream_writes_one_cccd_once),
        cmocka_unit_test(ours_parts_are_as_long_as_the_mtu_allows),
        cmocka_unit_test(each_write_is_read_whatever_was_written_before_it_was),
        cmocka_unit_test(the_ring_goes_round),
        cmocka_unit_test(a_timeout_is_for_the_whole_call),
        cmocka_unit_test(a_timeout_of_0_does_not_wait),
        cmocka_unit_test(a_line_ends_with_its_line_feed),
        cmocka_unit_test(what_waits_can_be_counted_and_forgotten),
        cmocka_unit_test(ours_octets_that_do_not_fit_are_dropped_and_counted),
        cmocka_unit_test(ours_octets_of_two_peers_never_mix),
        cmocka_unit_test(a_server_is_with_the_first_peer_that_comes),
        cmocka_unit_test(the_next_peer_begins_with_an_empty_stream),
        cmocka_unit_test(ours_a_read_never_joins_octets_of_two_peers),
        cmocka_unit_test(a_lost_link_ends_reading_after_what_it_brought),
        cmocka_unit_test(a_link_that_is_lost_while_it_is_read_ends_that),
        cmocka_unit_test(ours_writing_to_who_did_not_subscribe_is_an_error),
        cmocka_unit_test(ours_indications_are_octets_too),
        cmocka_unit_test(a_server_may_echo_in_callbacks),
        cmocka_unit_test(a_stream_may_be_closed_while_it_is_read),
        cmocka_unit_test(a_stream_may_be_closed_while_it_sends),
        cmocka_unit_test(a_radio_may_be_closed_while_it_is_read),
        cmocka_unit_test(an_outage_ends_reading_and_writing),
        cmocka_unit_test(opening_needs_no_wait),
        cmocka_unit_test(what_cannot_be_opened_is_an_argument_error),
        cmocka_unit_test(a_service_that_is_removed_ends_its_streams),
        cmocka_unit_test(sizes_are_as_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
