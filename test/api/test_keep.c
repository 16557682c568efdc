/* SPDX-License-Identifier: MIT */
/* What a radio keeps on disk: the controller's address, the trace. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/loop.h"
#include "folder.h"
#include "served.h"
#include "watched.h"

/* A Zephyr that knows no address of its own. */
#define NO_ADDRESS "on fc09: complete 00 00\n"

static struct served *served;
static struct watched watched;
static struct ble_radio_options options;
static ble_radio *radio;
static char folder[FOLDER_TEXT], path[FOLDER_TEXT + 32];

static void process_for(unsigned ms)
{
    uint64_t until = blr_loop_now_us() + ms * 1000u;
    while (blr_loop_now_us() < until)
        ble_radio_process(radio, 5);
}

static struct ble_address open_and_close(uint8_t *source)
{
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    struct ble_address address = ble_radio_get_info(radio)->controller.address;
    *source = ble_radio_get_info(radio)->controller.address_source;
    ble_radio_close(radio);
    return address;
}

static void a_generated_address_is_the_same_next_time(void **state)
{
    uint8_t source;
    (void)state;
    options.state_directory = folder;
    struct ble_address first = open_and_close(&source);
    assert_int_equal(source, BLE_ADDRESS_SOURCE_GENERATED);
    assert_int_equal(first.type, BLE_ADDRESS_RANDOM);
    assert_int_equal(first.octets[5] & 0xc0, 0xc0);
    struct ble_address second = open_and_close(&source);
    assert_int_equal(source, BLE_ADDRESS_SOURCE_KEPT);
    assert_memory_equal(first.octets, second.octets, 6);
    struct served *other = served_new("zephyr_hci_uart.txt", NO_ADDRESS);
    options.port = served_port(other);
    struct ble_address third = open_and_close(&source);
    assert_int_equal(source, BLE_ADDRESS_SOURCE_GENERATED);
    assert_memory_not_equal(first.octets, third.octets, 6);
    served_free(other);
}

static void without_a_directory_every_time_brings_another(void **state)
{
    uint8_t source;
    (void)state;
    options.state_directory = "";
    struct ble_address first = open_and_close(&source), second = open_and_close(&source);
    assert_int_equal(source, BLE_ADDRESS_SOURCE_GENERATED);
    assert_memory_not_equal(first.octets, second.octets, 6);
    assert_int_equal(watched.logged[BLE_LOG_WARNING], 0); /* it was asked for */
}

static void a_directory_that_cannot_be_used_is_a_warning(void **state)
{
    uint8_t source;
    (void)state;
    options.state_directory = "/proc/nowhere/at/all";
    open_and_close(&source);
    assert_int_equal(source, BLE_ADDRESS_SOURCE_GENERATED);
    assert_non_null(strstr(watched.log, "/proc/nowhere/at/all"));
    assert_non_null(strstr(watched.log, "not kept"));
}

static void a_damaged_file_is_told(void **state)
{
    uint8_t source;
    (void)state;
    snprintf(path, sizeof(path), "%s/addresses.json", folder);
    FILE *file = fopen(path, "w");
    fputs("{\"controllers\": oops", file);
    fclose(file);
    options.state_directory = folder;
    open_and_close(&source);
    assert_int_equal(source, BLE_ADDRESS_SOURCE_GENERATED);
    assert_non_null(strstr(watched.log, "is damaged"));
    assert_non_null(strstr(watched.log, "addresses.json.damaged-1"));
}

static void a_lock_that_is_held_is_waited_for_without_blocking(void **state)
{
    (void)state;
    options.state_directory = folder;
    snprintf(path, sizeof(path), "%s/addresses.lock", folder);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(ble_radio_open_start(&radio, &options), BLE_OK);
    uint64_t start = blr_loop_now_us(), longest = 0;
    while (watched.ready == 0 && blr_loop_now_us() - start < 5000000) {
        uint64_t before = blr_loop_now_us();
        ble_radio_process(radio, 0);
        if (blr_loop_now_us() - before > longest)
            longest = blr_loop_now_us() - before;
        usleep(1000);
        if (fd >= 0 && blr_loop_now_us() - start > 300000) {
            assert_int_equal(watched.ready, 0);
            close(fd);
            fd = -1;
        }
    }
    assert_int_equal(watched.ready, 1);
    assert_true(longest < 200000);
    assert_int_equal(ble_radio_get_info(radio)->controller.address_source, BLE_ADDRESS_SOURCE_GENERATED);
    ble_radio_close(radio);
    assert_int_equal(watched.logged[BLE_LOG_WARNING], 0);
}

static void children_draw_other_addresses_than_their_parent(void **state)
{
    int line[2], result;
    uint8_t theirs[6], source;
    (void)state;
    options.state_directory = "";
    assert_int_equal(pipe(line), 0);
    pid_t child = fork();
    if (child == 0) {
        struct ble_address address = open_and_close(&source);
        _exit(write(line[1], address.octets, 6) == 6 ? 0 : 1);
    }
    assert_int_equal(read(line[0], theirs, 6), 6);
    waitpid(child, &result, 0);
    struct ble_address ours = open_and_close(&source);
    assert_memory_not_equal(ours.octets, theirs, 6);
    close(line[0]);
    close(line[1]);
}

/* ------------------------------------------------------------------------------------------------ traces */

static unsigned tapped;

static void count_packets(void *user, uint64_t now_us, bool received, const uint8_t *packet, size_t size)
{
    (void)now_us;
    (void)received;
    (void)packet;
    assert_ptr_equal(user, &tapped);
    assert_true(size > 1);
    tapped++;
}

static size_t trace_size(void)
{
    struct stat about;
    return stat(path, &about) == 0 ? (size_t)about.st_size : 0;
}

static void a_trace_holds_every_packet_and_the_program_sees_them_too(void **state)
{
    (void)state;
    tapped = 0;
    snprintf(path, sizeof(path), "%s/trace", folder);
    options.trace = path;
    options.host.tap = count_packets;
    options.host.tap_user = &tapped;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    const struct ble_host_counters *counters = ble_radio_get_counters(radio);
    assert_int_equal(counters->packets_sent + counters->packets_received, tapped);
    uint64_t octets = counters->bytes_sent + counters->bytes_received;
    process_for(300); /* idle: nobody closes it, yet all of it is on disk */
    assert_int_equal(trace_size(), 16 + 24 * (size_t)tapped + octets);
    ble_radio_close(radio);
}

static void a_trace_that_cannot_be_written_is_told_once_and_the_radio_goes_on(void **state)
{
    (void)state;
    options.trace = "/dev/full";
    ble_status status = ble_radio_open(&radio, &options);
    assert_int_equal(status, BLE_OK);
    process_for(300);
    for (int i = 0; i < 50; i++)
        assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    process_for(300);
    ble_radio_close(radio);
    assert_int_equal(watched.logged[BLE_LOG_ERROR], 1);
    assert_non_null(strstr(watched.log, "/dev/full"));
}

static void block_in_tap(void *user, uint64_t now_us, bool received, const uint8_t *packet, size_t size)
{
    struct ble_request request = { .type = BLE_REQUEST_RESET };
    (void)now_us;
    (void)received;
    (void)packet;
    (void)size;
    ble_radio **from = user;
    if (!*from)
        return;
    assert_int_equal(ble_radio_request_start(*from, &request, NULL, NULL, NULL), BLE_ERROR_STATE);
    assert_int_equal(ble_radio_process(*from, 0), BLE_ERROR_IN_CALLBACK);
    tapped++;
}

static void a_tap_cannot_disturb_the_host(void **state)
{
    ble_radio *known = NULL;
    (void)state;
    tapped = 0;
    options.host.tap = block_in_tap;
    options.host.tap_user = &known;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    known = radio;
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    assert_int_equal(tapped, 2);
    ble_radio_close(radio);
}

static int set_up(void **state)
{
    (void)state;
    folder_make(folder);
    served = served_new("zephyr_hci_uart.txt", NO_ADDRESS);
    memset(&watched, 0, sizeof(watched));
    options = watched_options(&watched, served_port(served));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    served_free(served);
    folder_remove(folder);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_generated_address_is_the_same_next_time),
        TEST(without_a_directory_every_time_brings_another),
        TEST(a_directory_that_cannot_be_used_is_a_warning),
        TEST(a_damaged_file_is_told),
        TEST(a_lock_that_is_held_is_waited_for_without_blocking),
        TEST(children_draw_other_addresses_than_their_parent),
        TEST(a_trace_holds_every_packet_and_the_program_sees_them_too),
        TEST(a_trace_that_cannot_be_written_is_told_once_and_the_radio_goes_on),
        TEST(a_tap_cannot_disturb_the_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
