/* SPDX-License-Identifier: MIT */
/* What a radio does to its line: a transport of the program's own stands between it and a controller. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "api/loop.h"
#include "served.h"
#include "watched.h"

/** A transport that keeps a diary. */
struct tapped {
    struct ble_transport base;
    struct served *served;
    int fd;
    bool can_pulse, can_reopen, refuse_reopen;
    uint32_t bauds[4];
    unsigned reads, empty_reads, writes, closes, reopens, flushes;
    size_t most_per_write; /**< 0: no limit */
    unsigned stubborn;     /**< so many writes take nothing first */
    uint64_t dropped_us, raised_us;
    uint32_t baud;
    int fail_reads; /**< < 0: what reads return */
    int flood_fd;   /**< > 0: always readable, and reports without end are what is read */
};

/** A legacy advertising report with an index in its address. */
static size_t put_report(uint8_t *to, uint32_t index)
{
    static const uint8_t head[] = { 0x04, 0x3e, 0x0f, 0x02, 0x01, 0x00, 0x01 };
    memcpy(to, head, sizeof(head));
    memcpy(to + 7, &index, 4);
    memcpy(to + 11, "\x00\xc0\x03\x02\x01\x06\xc8", 7);
    return 18;
}

static int connect_to(const char *port)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    snprintf(address.sun_path, sizeof(address.sun_path), "%s", port + 5);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

static struct tapped *tapped_of(struct ble_transport *transport)
{
    return (struct tapped *)transport;
}

static int tapped_fd(struct ble_transport *transport)
{
    struct tapped *it = tapped_of(transport);
    return it->flood_fd > 0 ? it->flood_fd : it->fd;
}

static ptrdiff_t tapped_read(struct ble_transport *transport, uint8_t *data, size_t capacity)
{
    struct tapped *it = tapped_of(transport);
    it->reads++;
    if (it->fail_reads)
        return it->fail_reads;
    if (it->flood_fd > 0) {
        size_t size = 0;
        while (size + 18 <= capacity)
            size += put_report(data + size, it->reads);
        return (ptrdiff_t)size;
    }
    ssize_t got = recv(it->fd, data, capacity, MSG_DONTWAIT);
    it->empty_reads += got < 0;
    return got > 0 ? got : got == 0 ? BLE_ERROR_LOST : errno == EAGAIN ? 0 : BLE_ERROR_LOST;
}

static ptrdiff_t tapped_write(struct ble_transport *transport, const uint8_t *data, size_t size)
{
    struct tapped *it = tapped_of(transport);
    it->writes++;
    if (it->stubborn) {
        it->stubborn--;
        return 0;
    }
    if (it->most_per_write && size > it->most_per_write)
        size = it->most_per_write;
    ssize_t put = send(it->fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    return put >= 0 ? put : errno == EAGAIN ? 0 : BLE_ERROR_LOST;
}

static ble_status tapped_control(struct ble_transport *transport, enum ble_effect_type effect, uint32_t argument)
{
    struct tapped *it = tapped_of(transport);
    switch (effect) {
    case BLE_EFFECT_PULSE_DTR:
        *(argument ? &it->raised_us : &it->dropped_us) = blr_loop_now_us();
        if (argument)
            served_signal(it->served, "dtr");
        return BLE_OK;
    case BLE_EFFECT_REOPEN:
        it->reopens++;
        if (it->refuse_reopen)
            return BLE_ERROR_UNSUPPORTED;
        close(it->fd);
        it->fd = connect_to(served_port(it->served));
        return BLE_OK;
    case BLE_EFFECT_SET_BAUD: it->baud = argument; return BLE_OK;
    case BLE_EFFECT_FLUSH_INPUT: it->flushes++; return BLE_OK;
    default: return BLE_ERROR_UNSUPPORTED;
    }
}

static void tapped_info(struct ble_transport *transport, struct ble_transport_info *info)
{
    struct tapped *it = tapped_of(transport);
    memset(info, 0, sizeof(*info));
    memcpy(info->baud_choices, it->bauds, sizeof(it->bauds));
    info->can_pulse_dtr = it->can_pulse;
    info->can_reopen = it->can_reopen;
}

static void tapped_describe(struct ble_transport *transport, struct ble_transport_description *description)
{
    (void)transport;
    memset(description, 0, sizeof(*description));
    description->kind = BLE_PORT_CUSTOM;
    description->cts = -1;
    snprintf(description->port, sizeof(description->port), "tapped:");
}

static void tapped_close(struct ble_transport *transport)
{
    struct tapped *it = tapped_of(transport);
    close(it->fd);
    it->closes++;
}

static const struct ble_transport_ops tapped_ops = { tapped_fd,   tapped_read,     tapped_write, tapped_control,
                                                     tapped_info, tapped_describe, tapped_close };

static struct served *served;
static struct watched watched;
static struct ble_radio_options options;
static struct tapped line;
static ble_radio *radio;

static void begin(const char *file, const char *more)
{
    served = served_new(file, more);
    memset(&watched, 0, sizeof(watched));
    memset(&line, 0, sizeof(line));
    line.base.ops = &tapped_ops;
    line.served = served;
    line.fd = connect_to(served_port(served));
    options = watched_options(&watched, NULL);
    options.transport = &line.base;
}

static void finish(void)
{
    ble_radio_close(radio);
    assert_int_equal(line.closes, 1);
    served_free(served);
}

static void process_until(const unsigned *counter, unsigned wanted)
{
    uint64_t until = blr_loop_now_us() + 20000000;
    while (*counter < wanted && blr_loop_now_us() < until)
        ble_radio_process(radio, 1000);
    assert_int_equal(*counter, wanted);
}

/* ------------------------------------------------------------------------------------------------ ownership */

static void a_transport_is_closed_once_however_opening_ends(void **state)
{
    (void)state;
    begin("zephyr_hci_uart.txt", NULL);
    options.host.links = 101;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_ARGUMENT);
    assert_int_equal(line.closes, 1);
    finish();
    begin("zephyr_hci_uart.txt", NULL);
    options.trace = "/nonexistent/folder/trace";
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_IO);
    assert_non_null(strstr(ble_radio_last_error(radio), "/nonexistent/folder/trace"));
    finish();
    begin("zephyr_hci_uart.txt", NULL);
    struct ble_transport_ops lame = tapped_ops;
    lame.describe = NULL;
    line.base.ops = &lame;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_ARGUMENT);
    assert_non_null(strstr(ble_radio_last_error(radio), "transport"));
    finish();
    begin("zephyr_hci_uart.txt", NULL);
    close(line.fd);
    char name[] = "/tmp/bleradio-test-XXXXXX";
    line.fd = mkstemp(name); /* a file can always be read: it cannot be waited for */
    unlink(name);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_UNSUPPORTED);
    assert_non_null(strstr(ble_radio_last_error(radio), "waited for"));
    finish();
    begin("zephyr_hci_uart.txt", NULL);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    assert_string_equal(ble_radio_get_info(radio)->transport.port, "tapped:");
    finish();
}

/* ------------------------------------------------------------------------------------------------ bytes */

static void a_line_that_takes_little_gets_everything(void **state)
{
    (void)state;
    begin("zephyr_hci_uart.txt", "on fc58: complete 00 @0+");
    line.most_per_write = 3;
    line.stubborn = 2;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    uint8_t many[200];
    struct ble_hci_answer answer;
    memset(many, 0x5a, sizeof(many));
    assert_int_equal(ble_radio_hci_command(radio, 0xfc58, many, sizeof(many), &answer, 0), BLE_OK);
    assert_int_equal(answer.size, 201);
    assert_memory_equal(answer.parameters + 1, many, sizeof(many));
    assert_int_equal(ble_radio_get_counters(radio)->recoveries, 0);
    finish();
}

static void an_idle_line_is_not_touched(void **state)
{
    (void)state;
    begin("zephyr_hci_uart.txt", NULL);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    ble_radio_process(radio, 50);
    unsigned reads = line.reads, writes = line.writes;
    for (int i = 0; i < 20; i++)
        ble_radio_process(radio, 10);
    assert_int_equal(line.writes, writes);
    assert_true(line.reads - reads <= 1);
    finish();
}

static uint32_t expected_index;

static void check_report(ble_radio *from, const struct ble_event *event, struct watched *it)
{
    uint32_t index;
    (void)from;
    (void)it;
    if (event->type != BLE_EVENT_REPORT)
        return;
    memcpy(&index, event->u.report.address.octets, 4);
    if (index != expected_index)
        fail_msg("report %u instead of %u", index, expected_index);
    expected_index++;
}

static void a_flood_is_received_in_order_and_whole(void **state)
{
    enum { REPORTS = 40000 };
    static uint8_t flood[REPORTS * 18];
    (void)state;
    begin("zephyr_hci_uart.txt", NULL);
    options.host.event_bytes = 4 * options.host.packet_bytes; /* the least: reading must stop and go on */
    size_t size = 0;
    for (uint32_t i = 0; i < REPORTS; i++)
        size += put_report(flood + size, i);
    assert_int_equal(size, sizeof(flood));
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    expected_index = 0;
    watched.on_event = check_report;
    served_begin_send(served, flood, size);
    uint64_t until = blr_loop_now_us() + 20000000;
    unsigned pauses = 0;
    while (watched.reports + ble_radio_get_counters(radio)->reports_dropped < REPORTS && blr_loop_now_us() < until) {
        ble_radio_process(radio, 1000);
        if (++pauses % 50 == 0)
            usleep(20000); /* the kernel's buffer is full then, and the controller has to wait */
    }
    assert_int_equal(ble_radio_get_counters(radio)->reports_dropped, 0);
    assert_int_equal(watched.reports, REPORTS);
    assert_int_equal(ble_radio_get_counters(radio)->noise_bytes, 0);
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    finish();
}

static void a_line_that_never_falls_silent_cannot_stop_time(void **state)
{
    (void)state;
    begin("zephyr_hci_uart.txt", NULL);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    int always = eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK);
    line.flood_fd = always;
    uint64_t start = blr_loop_now_us();
    ble_status status = ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 200);
    assert_true(status < 0); /* its answer never comes */
    assert_in_range(blr_loop_now_us() - start, 200000, 8000000);
    start = blr_loop_now_us();
    ble_radio_close(radio);
    assert_true(blr_loop_now_us() - start < 6000000);
    assert_int_equal(line.closes, 1);
    assert_true(watched.reports > 1000);
    served_free(served);
    close(always);
}

/* ------------------------------------------------------------------------------------------------ effects */

static void dtr_is_pulsed_without_waiting(void **state)
{
    (void)state;
    begin("needs_dtr.txt", NULL);
    line.can_pulse = true;
    assert_int_equal(ble_radio_open_start(&radio, &options), BLE_OK);
    uint64_t longest = 0, until = blr_loop_now_us() + 20000000;
    while (watched.ready == 0 && blr_loop_now_us() < until) {
        struct pollfd it = { .fd = ble_radio_fd(radio), .events = POLLIN };
        poll(&it, 1, 1000);
        uint64_t start = blr_loop_now_us();
        ble_radio_process(radio, 0);
        if (blr_loop_now_us() - start > longest)
            longest = blr_loop_now_us() - start;
    }
    assert_int_equal(watched.ready, 1);
    assert_in_range(line.raised_us - line.dropped_us, 100000, 400000);
    assert_true(longest < 90000); /* less than the pulse takes */
    finish();
}

static void rates_are_tried_when_it_is_silent(void **state)
{
    (void)state;
    begin("silent.txt", NULL);
    line.bauds[0] = 1000000;
    line.bauds[1] = 115200;
    options.open_timeout_ms = 60000;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_SILENT);
    assert_non_null(strstr(ble_radio_last_error(radio), "at 1000000 and 115200 bit/s, not one octet"));
    assert_non_null(strstr(watched.log, "trying 115200 bit/s"));
    assert_true(line.baud != 0 && line.flushes > 0);
    finish();
}

/* ------------------------------------------------------------------------------------------------ loss */

static void a_transport_of_ones_own_is_opened_again_by_its_control(void **state)
{
    (void)state;
    begin("zephyr_hci_uart.txt", NULL);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    served_unplug(served);
    process_until(&watched.ready, 2);
    assert_int_equal(line.reopens, 1);
    assert_int_equal(line.closes, 0);
    finish();
}

static void one_that_cannot_be_opened_again_is_lost_for_good(void **state)
{
    (void)state;
    begin("zephyr_hci_uart.txt", NULL);
    line.refuse_reopen = true;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    served_unplug(served);
    ble_status status;
    while ((status = ble_radio_process(radio, 5000)) == BLE_OK) {
    }
    assert_int_equal(status, BLE_ERROR_LOST);
    assert_int_equal(watched.lost, 1);
    assert_int_equal(line.reopens, 1);
    finish();
}

static void an_error_on_the_line_counts_as_loss(void **state)
{
    (void)state;
    begin("zephyr_hci_uart.txt", NULL);
    options.reopen = false;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    line.fail_reads = BLE_ERROR_IO;
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_ERROR_LOST);
    assert_int_equal(watched.lost_status, BLE_ERROR_LOST);
    finish();
}

static ptrdiff_t read_nothing(struct ble_transport *transport, uint8_t *data, size_t capacity)
{
    ptrdiff_t got = tapped_read(transport, data, capacity);
    return got < 0 ? 0 : got;
}

static void a_hang_up_that_reads_as_nothing_is_no_busy_loop(void **state)
{
    (void)state;
    begin("zephyr_hci_uart.txt", NULL);
    struct ble_transport_ops deaf = tapped_ops;
    deaf.read = read_nothing;
    line.base.ops = &deaf;
    options.reopen = false;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    served_unplug(served);
    process_until(&watched.lost, 1);
    assert_true(line.reads < 1000);
    finish();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_transport_is_closed_once_however_opening_ends),
        cmocka_unit_test(a_line_that_takes_little_gets_everything),
        cmocka_unit_test(an_idle_line_is_not_touched),
        cmocka_unit_test(a_flood_is_received_in_order_and_whole),
        cmocka_unit_test(a_line_that_never_falls_silent_cannot_stop_time),
        cmocka_unit_test(dtr_is_pulsed_without_waiting),
        cmocka_unit_test(rates_are_tried_when_it_is_silent),
        cmocka_unit_test(a_transport_of_ones_own_is_opened_again_by_its_control),
        cmocka_unit_test(one_that_cannot_be_opened_again_is_lost_for_good),
        cmocka_unit_test(an_error_on_the_line_counts_as_loss),
        cmocka_unit_test(a_hang_up_that_reads_as_nothing_is_no_busy_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
