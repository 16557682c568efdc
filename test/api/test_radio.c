/* SPDX-License-Identifier: MIT */
/* One radio on a controller that behaves: opening, commands, operations, callbacks, closing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include "api/loop.h"
#include "folder.h"
#include "served.h"
#include "watched.h"

static struct served *served;
static struct watched watched;
static struct ble_radio_options options;
static ble_radio *radio;

#define MORE                                                                                                           \
    "on fc55: nothing\n"                                                                                               \
    "on fc56: wait 150ms; complete 00 aa\n"                                                                            \
    "on fc57: complete 0c\n"                                                                                           \
    "on fc58: complete 00 @0+\n"

static void open_radio(void)
{
    assert_int_equal(ble_radio_open(&radio, &options), BLE_OK);
    assert_string_equal(ble_radio_last_error(radio), "");
}

static ble_status start_command(uint16_t opcode, uint32_t timeout_ms, uint32_t *id)
{
    struct ble_request request = { .type = BLE_REQUEST_HCI_COMMAND, .timeout_ms = timeout_ms };
    request.u.hci.opcode = opcode;
    return ble_radio_request_start(radio, &request, watched_done, &watched, id);
}

static void process_until(const unsigned *counter, unsigned wanted)
{
    uint64_t until = blr_loop_now_us() + 10000000;
    while (*counter < wanted && blr_loop_now_us() < until)
        ble_radio_process(radio, 1000);
    assert_int_equal(*counter, wanted);
}

static unsigned count_fds(void)
{
    unsigned count = 0;
    DIR *fds = opendir("/proc/self/fd");
    while (readdir(fds))
        count++;
    closedir(fds);
    return count;
}

/** The controller's thread closes its ends a little later. */
static void assert_fds(unsigned wanted)
{
    for (int i = 0; i < 1000 && count_fds() != wanted; i++)
        usleep(2000);
    assert_int_equal(count_fds(), wanted);
}

/* ------------------------------------------------------------------------------------------------ opening */

static void opening_brings_the_controller_up(void **state)
{
    (void)state;
    open_radio();
    assert_int_equal(watched.ready, 1);
    assert_int_equal(watched.lost, 0);
    const struct ble_radio_info *info = ble_radio_get_info(radio);
    assert_int_equal(info->controller.state, BLE_HOST_READY);
    assert_int_equal(info->controller.generation, 1);
    assert_int_equal(info->controller.hci_version, 13);
    assert_int_equal(info->controller.manufacturer, 0x05f1);
    assert_int_equal(info->transport.kind, BLE_PORT_UNIX);
    assert_string_equal(info->transport.port, served_port(served));
    assert_true(ble_radio_get_counters(radio)->packets_received > 5);
    assert_int_equal(ble_radio_diagnosis(radio, NULL, 0), 0);
    ble_radio_close(radio);
    ble_radio_close(NULL);
}

static void opening_without_waiting_tells_ready_later(void **state)
{
    (void)state;
    assert_int_equal(ble_radio_open_start(&radio, &options), BLE_OK);
    assert_int_equal(watched.ready, 0);
    process_until(&watched.ready, 1);
    ble_radio_close(radio);
}

static void a_port_that_is_not_there_is_told_and_the_radio_can_only_be_asked(void **state)
{
    (void)state;
    options.port = "unix:/nonexistent/hci";
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_NOT_FOUND);
    assert_non_null(radio);
    assert_non_null(strstr(ble_radio_last_error(radio), "/nonexistent/hci"));
    char text[600];
    assert_true(ble_radio_diagnosis(radio, text, sizeof(text)) > 0);
    assert_string_equal(text, ble_radio_last_error(radio));
    assert_int_equal(ble_radio_process(radio, BLE_FOREVER), BLE_ERROR_STATE);
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_ERROR_STATE);
    assert_int_equal(ble_radio_reset(radio, 0), BLE_ERROR_STATE);
    assert_int_equal(start_command(0x1001, 0, NULL), BLE_ERROR_STATE);
    assert_int_equal(ble_radio_get_info(radio)->controller.state, BLE_HOST_DETACHED);
    assert_int_equal(ble_radio_get_counters(radio)->bytes_sent, 0);
    ble_radio_wake(radio);
    ble_radio_close(radio);
    assert_int_equal(ble_radio_open(NULL, &options), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_radio_open_start(NULL, &options), BLE_ERROR_ARGUMENT);
}

static void the_environment_names_the_port(void **state)
{
    (void)state;
    setenv("BLERADIO_PORT", served_port(served), 1);
    options.port = NULL;
    open_radio();
    assert_string_equal(ble_radio_get_info(radio)->transport.port, served_port(served));
    ble_radio_close(radio);
    char huge[400];
    memset(huge, 'a', sizeof(huge));
    huge[sizeof(huge) - 1] = 0;
    setenv("BLERADIO_PORT", huge, 1);
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_ARGUMENT);
    assert_non_null(strstr(ble_radio_last_error(radio), "255"));
    ble_radio_close(radio);
    unsetenv("BLERADIO_PORT");
}

struct wrong_option {
    const char *name, *value, *allowed;
    void (*spoil)(void);
};

static char long_text[5000];

#define SPOIL(name, statement)                                                                                         \
    static void spoil_##name(void)                                                                                     \
    {                                                                                                                  \
        statement;                                                                                                     \
    }
SPOIL(size, options.size = 3)
SPOIL(size_0, options.size = 0)
SPOIL(size_new, options.size += 8)
SPOIL(host_size, options.host.size = 1)
SPOIL(flow, options.flow = 9)
SPOIL(baud, options.baud = 299)
SPOIL(baud_high, options.baud = 12000001)
SPOIL(timeout, options.open_timeout_ms = 0)
SPOIL(timeout_high, options.open_timeout_ms = 86400001)
SPOIL(links, options.host.links = 101)
SPOIL(requests, options.host.requests = 0)
SPOIL(requests_high, options.host.requests = 65)
SPOIL(event_bytes, options.host.event_bytes = 4 * options.host.packet_bytes - 1)
SPOIL(packet_bytes, options.host.packet_bytes = 263)
SPOIL(packet_high, options.host.packet_bytes = 4097)
SPOIL(transmit_bytes, options.host.transmit_bytes = 511)
SPOIL(automatic, options.host.automatic = 16)
SPOIL(update_answer, options.host.update_answer_ms = 20001)
SPOIL(advertising_sets, options.host.advertising_sets = 9)
SPOIL(advertising_low, options.host.advertising_bytes = 30)
SPOIL(advertising_high, options.host.advertising_bytes = 1651)
SPOIL(reassemblies, options.host.reassemblies = 1001)
SPOIL(scan_devices, options.host.scan_devices = 1000001)
SPOIL(joined_bytes, (options.host.packet_bytes = 264, options.host.event_bytes = 4399))
SPOIL(port, options.port = long_text)
SPOIL(trace, options.trace = long_text)
SPOIL(state, options.state_directory = long_text)

static void a_wrong_option_is_named_with_what_is_allowed(void **state)
{
    static const struct wrong_option wrong[] = {
        { "options.size", "is 3", "INIT", spoil_size },
        { "options.size", "is 0", "INIT", spoil_size_0 },
        { "options.size", "", "newer", spoil_size_new },
        { "options.host.size", "is 1", "INIT", spoil_host_size },
        { "flow", "9", "0 ... 2", spoil_flow },
        { "baud", "299", "300 ... 12000000", spoil_baud },
        { "baud", "12000001", "300 ... 12000000", spoil_baud_high },
        { "open_timeout_ms", "0", "1 ... 86400000", spoil_timeout },
        { "open_timeout_ms", "86400001", "1 ... 86400000", spoil_timeout_high },
        { "host.links", "101", "0 ... 100", spoil_links },
        { "host.requests", "0", "1 ... 64", spoil_requests },
        { "host.requests", "65", "1 ... 64", spoil_requests_high },
        { "host.event_bytes", "4399", "4400 ... 16777216", spoil_event_bytes },
        { "host.packet_bytes", "263", "264 ... 4096", spoil_packet_bytes },
        { "host.packet_bytes", "4097", "264 ... 4096", spoil_packet_high },
        { "host.transmit_bytes", "511", "512 ... 1048576", spoil_transmit_bytes },
        { "host.automatic", "16", "0 ... 15", spoil_automatic },
        { "host.update_answer_ms", "20001", "0 ... 20000", spoil_update_answer },
        { "host.advertising_sets", "9", "0 ... 8", spoil_advertising_sets },
        { "host.advertising_bytes", "30", "31 ... 1650", spoil_advertising_low },
        { "host.advertising_bytes", "1651", "31 ... 1650", spoil_advertising_high },
        { "host.reassemblies", "1001", "0 ... 1000", spoil_reassemblies },
        { "host.scan_devices", "1000001", "0 ... 1000000", spoil_scan_devices },
        { "host.event_bytes", "4399", "4400 ... 16777216", spoil_joined_bytes },
        { "port", "aaa", "255", spoil_port },
        { "trace", "aaa", "4095", spoil_trace },
        { "state_directory", "aaa", "1023", spoil_state },
    };
    (void)state;
    memset(long_text, 'a', sizeof(long_text) - 1);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        options = watched_options(&watched, served_port(served));
        wrong[i].spoil();
        assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_ARGUMENT);
        const char *text = ble_radio_last_error(radio);
        if (!strstr(text, wrong[i].name) || !strstr(text, wrong[i].value) || !strstr(text, wrong[i].allowed))
            fail_msg("%s", text);
        ble_radio_close(radio);
        assert_int_equal(ble_radio_open_start(&radio, &options), BLE_ERROR_ARGUMENT);
        ble_radio_close(radio);
    }
    assert_int_equal(served_clients(served), 0);
}

static void the_least_and_the_most_that_is_allowed_work(void **state)
{
    (void)state;
    options.host = (struct ble_host_config){ .size = sizeof(options.host),
                                             .requests = 1,
                                             .event_bytes = 4 * 264,
                                             .packet_bytes = 264,
                                             .transmit_bytes = 512,
                                             .mtu = 23,
                                             .advertising_bytes = 31 };
    options.open_timeout_ms = 86400000;
    open_radio();
    ble_radio_close(radio);
    options.host = (struct ble_host_config){ .size = sizeof(options.host),
                                             .links = 100,
                                             .requests = 64,
                                             .event_bytes = 16 * 1024 * 1024,
                                             .packet_bytes = 4096,
                                             .transmit_bytes = 1024 * 1024,
                                             .mtu = 517,
                                             .attributes = 4096,
                                             .attribute_bytes = 1024 * 1024,
                                             .prepared_bytes = 4096,
                                             .gatt_procedures = 64,
                                             .kept_peers = 255,
                                             .automatic = BLE_AUTOMATIC_ALL,
                                             .update_answer_ms = 20000,
                                             .advertising_sets = 8,
                                             .advertising_bytes = 1650,
                                             .reassemblies = 1000,
                                             .scan_devices = 1000000 };
    options.open_timeout_ms = BLE_FOREVER;
    options.baud = UINT32_MAX;
    open_radio();
    ble_radio_close(radio);
}

/* ------------------------------------------------------------------------------------------------ commands */

static void a_command_brings_its_answer(void **state)
{
    struct ble_hci_answer answer;
    (void)state;
    open_radio();
    assert_int_equal(ble_radio_hci_command(radio, 0xfc58, "\x01\x02\x03", 3, &answer, 0), BLE_OK);
    assert_int_equal(answer.size, 4);
    assert_memory_equal(answer.parameters, "\x00\x01\x02\x03", 4);
    assert_int_equal(ble_radio_hci_command(radio, 0xfc58, NULL, 0, NULL, 0), BLE_OK);
    uint8_t most[255];
    memset(most, 7, sizeof(most));
    assert_int_equal(ble_radio_hci_command(radio, 0xfc57, most, 255, NULL, 0), BLE_ERROR_HCI(0x0c));
    ble_radio_close(radio);
}

static void a_refusal_names_the_command_and_the_reason(void **state)
{
    struct ble_hci_answer answer;
    (void)state;
    open_radio();
    assert_int_equal(ble_radio_hci_command(radio, 0x2045, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 14, &answer, 0),
                     BLE_ERROR_HCI(0x0c));
    assert_string_equal(ble_radio_last_error(radio),
                        "LE Periodic Advertising Create Sync Cancel: Command Disallowed (0x0c)");
    assert_int_equal(ble_radio_hci_command(radio, 0xfc77, NULL, 0, &answer, 0), BLE_ERROR_HCI(0x01));
    assert_string_equal(ble_radio_last_error(radio), "command 0xfc77: Unknown HCI Command (0x01)");
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, &answer, 0), BLE_OK);
    assert_string_equal(ble_radio_last_error(radio), "");
    ble_radio_close(radio);
}

static void a_command_without_answer_times_out_and_the_next_one_works(void **state)
{
    (void)state;
    open_radio();
    uint64_t start = blr_loop_now_us();
    assert_int_equal(ble_radio_hci_command(radio, 0xfc55, NULL, 0, NULL, 200), BLE_ERROR_TIMEOUT);
    uint64_t took = blr_loop_now_us() - start;
    assert_in_range(took, 200000, 1500000);
    assert_non_null(strstr(ble_radio_last_error(radio), "command 0xfc55: timed out"));
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    assert_int_equal(watched.ready, 1);
    ble_radio_close(radio);
}

static void what_is_no_command_is_refused_and_nothing_is_sent(void **state)
{
    (void)state;
    open_radio();
    uint64_t sent = ble_radio_get_counters(radio)->bytes_sent;
    assert_int_equal(ble_radio_hci_command(radio, 0x0c03, NULL, 0, NULL, 0), BLE_ERROR_ARGUMENT);
    assert_non_null(strstr(ble_radio_last_error(radio), "ble_radio_reset"));
    assert_int_equal(ble_radio_hci_command(radio, 0xfc58, "", 256, NULL, 0), BLE_ERROR_ARGUMENT);
    assert_non_null(strstr(ble_radio_last_error(radio), "0 ... 255"));
    assert_int_equal(ble_radio_hci_command(radio, 0xfc58, NULL, 1, NULL, 0), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_radio_hci_command(radio, 0, NULL, 0, NULL, 0), BLE_ERROR_ARGUMENT);
    assert_int_equal(ble_radio_hci_command(NULL, 0x1001, NULL, 0, NULL, 0), BLE_ERROR_ARGUMENT);
    struct ble_request request = { .type = 99 };
    uint32_t id = 5;
    assert_int_equal(ble_radio_request_start(radio, &request, watched_done, &watched, &id), BLE_ERROR_ARGUMENT);
    assert_int_equal(id, 0);
    assert_int_equal(ble_radio_request_start(radio, NULL, watched_done, &watched, NULL), BLE_ERROR_ARGUMENT);
    ble_radio_process(radio, 20);
    assert_int_equal(ble_radio_get_counters(radio)->bytes_sent, sent);
    assert_int_equal(watched.done, 0);
    ble_radio_close(radio);
}

static void reset_brings_it_up_again(void **state)
{
    (void)state;
    open_radio();
    assert_int_equal(ble_radio_reset(radio, 0), BLE_OK);
    assert_int_equal(watched.generation, 2);
    assert_int_equal(watched.lost, 0);
    assert_int_equal(served_clients(served), 1);
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    ble_radio_close(radio);
}

/* ------------------------------------------------------------------------------------------------ operations */

static void an_operation_ends_once_in_process(void **state)
{
    uint32_t id = 0;
    (void)state;
    open_radio();
    assert_int_equal(start_command(0xfc58, 0, &id), BLE_OK);
    assert_int_not_equal(id, 0);
    assert_int_equal(watched.done, 0);
    process_until(&watched.done, 1);
    assert_int_equal(watched.done_status, BLE_OK);
    assert_int_equal(watched.answer_size, 1);
    for (int i = 0; i < 5; i++)
        ble_radio_process(radio, 5);
    assert_int_equal(watched.done, 1);
    struct ble_request request = { .type = BLE_REQUEST_HCI_COMMAND };
    request.u.hci.opcode = 0xfc58;
    assert_int_equal(ble_radio_request_start(radio, &request, NULL, NULL, NULL), BLE_OK);
    ble_radio_process(radio, 50);
    ble_radio_close(radio);
}

static void more_operations_than_configured_are_refused(void **state)
{
    (void)state;
    options.host.requests = 3;
    open_radio();
    for (int i = 0; i < 3; i++)
        assert_int_equal(start_command((uint16_t)(0xfc60 + i), 0, NULL), BLE_OK);
    assert_int_equal(start_command(0xfc66, 0, NULL), BLE_ERROR_FULL);
    assert_non_null(strstr(ble_radio_last_error(radio), "3 requests"));
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_ERROR_FULL);
    process_until(&watched.done, 3);
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    ble_radio_close(radio);
}

static void closing_ends_what_is_pending_once(void **state)
{
    (void)state;
    open_radio();
    assert_int_equal(start_command(0xfc55, 60000, NULL), BLE_OK);
    assert_int_equal(start_command(0xfc58, 60000, NULL), BLE_OK);
    ble_radio_process(radio, 10);
    unsigned before = watched.done;
    uint64_t start = blr_loop_now_us();
    ble_radio_close(radio);
    assert_true(blr_loop_now_us() - start < 2500000);
    assert_int_equal(watched.done, 2);
    assert_true(before == 2 || watched.done_status == BLE_ERROR_CANCELLED);
}

static void cancelling_ends_an_operation(void **state)
{
    struct ble_request cancel = { .type = BLE_REQUEST_CANCEL };
    (void)state;
    open_radio();
    assert_int_equal(start_command(0xfc55, 60000, &cancel.u.cancel.id), BLE_OK);
    ble_radio_process(radio, 10);
    assert_int_equal(ble_radio_request_start(radio, &cancel, NULL, NULL, NULL), BLE_OK);
    process_until(&watched.done, 1);
    assert_int_equal(watched.done_status, BLE_ERROR_CANCELLED);
    ble_radio_close(radio);
}

/* ------------------------------------------------------------------------------------------------ callbacks */

static void block_in_callback(ble_radio *from, struct watched *it)
{
    (void)it;
    assert_int_equal(ble_radio_hci_command(from, 0x1001, NULL, 0, NULL, 0), BLE_ERROR_IN_CALLBACK);
    assert_int_equal(ble_radio_reset(from, 0), BLE_ERROR_IN_CALLBACK);
    assert_int_equal(ble_radio_process(from, 0), BLE_ERROR_IN_CALLBACK);
    assert_non_null(ble_radio_get_info(from));
}

static void ask_again(ble_radio *from, struct watched *it)
{
    radio = from;
    if (it->done < 5)
        assert_int_equal(start_command(0xfc58, 0, NULL), BLE_OK);
    block_in_callback(from, it);
}

static void a_callback_may_ask_but_not_block(void **state)
{
    (void)state;
    watched.on_ready = ask_again;
    watched.on_done = ask_again;
    watched.on_log = block_in_callback;
    open_radio();
    process_until(&watched.done, 5);
    ble_radio_close(radio);
    assert_int_equal(watched.done, 5);
}

static void close_it(ble_radio *from, struct watched *it)
{
    (void)it;
    ble_radio_close(from);
    ble_radio_close(from);
}

static void closing_in_a_callback_waits_for_the_outermost_call(void **state)
{
    (void)state;
    watched.on_done = close_it;
    unsigned fds = count_fds();
    open_radio();
    assert_int_equal(start_command(0xfc58, 0, NULL), BLE_OK);
    assert_int_equal(start_command(0xfc55, 0, NULL), BLE_OK);
    while (watched.done < 2)
        assert_int_equal(ble_radio_process(radio, 1000), BLE_OK);
    assert_int_equal(watched.done_status, BLE_ERROR_CANCELLED);
    assert_fds(fds);
    /* inside a blocking call */
    watched.done = 0;
    open_radio();
    assert_int_equal(start_command(0xfc58, 0, NULL), BLE_OK);
    struct ble_hci_answer answer;
    assert_int_equal(ble_radio_hci_command(radio, 0xfc55, NULL, 0, &answer, 10000), BLE_ERROR_CANCELLED);
    assert_int_equal(watched.done, 1);
    assert_fds(fds);
}

static void closing_in_a_callback_of_opening_cancels_it(void **state)
{
    (void)state;
    unsigned fds = count_fds();
    watched.on_ready = close_it;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_CANCELLED);
    assert_null(radio);
    watched.on_ready = NULL;
    watched.on_log = close_it;
    assert_int_equal(ble_radio_open(&radio, &options), BLE_ERROR_CANCELLED);
    assert_null(radio);
    assert_string_equal(ble_radio_last_error(NULL), "out of memory");
    assert_fds(fds);
}

static void close_on_report(ble_radio *from, const struct ble_event *event, struct watched *it)
{
    if (event->type == BLE_EVENT_READY)
        close_it(from, it);
}

static void closing_when_an_event_is_shown_is_allowed(void **state)
{
    (void)state;
    unsigned fds = count_fds();
    watched.on_event = close_on_report;
    assert_int_equal(ble_radio_open_start(&radio, &options), BLE_OK);
    uint64_t until = blr_loop_now_us() + 5000000;
    while (count_fds() != fds && blr_loop_now_us() < until)
        if (watched.ready == 0)
            ble_radio_process(radio, 1);
    assert_fds(fds);
}

static void closing_leaves_the_controller_reset(void **state)
{
    (void)state;
    char folder[FOLDER_TEXT], path[FOLDER_TEXT + 16];
    uint8_t bytes[20000];
    folder_make(folder);
    snprintf(path, sizeof(path), "%s/t", folder);
    options.trace = path;
    open_radio();
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    ble_radio_close(radio);
    int fd = open(path, O_RDONLY);
    ssize_t size = read(fd, bytes, sizeof(bytes));
    close(fd);
    folder_remove(folder);
    /* the last packets: Reset and its answer */
    assert_true(size > 60);
    assert_memory_equal(bytes + size - 7, "\x04\x0e\x04\x01\x03\x0c\x00", 7);
    assert_memory_equal(bytes + size - 7 - 24 - 4, "\x01\x03\x0c\x00", 4);
}

/* ------------------------------------------------------------------------------------------------ waking */

static void *wake_soon(void *argument)
{
    usleep(30000);
    ble_radio_wake(argument);
    return NULL;
}

static void a_wake_ends_waiting(void **state)
{
    pthread_t thread;
    (void)state;
    open_radio();
    ble_radio_wake(radio);
    ble_radio_wake(radio);
    assert_int_equal(ble_radio_process(radio, BLE_FOREVER), BLE_ERROR_INTERRUPTED);
    assert_int_equal(ble_radio_process(radio, 0), BLE_OK);
    pthread_create(&thread, NULL, wake_soon, radio);
    ble_status status;
    while ((status = ble_radio_process(radio, BLE_FOREVER)) == BLE_OK) {
    }
    assert_int_equal(status, BLE_ERROR_INTERRUPTED);
    pthread_join(thread, NULL);
    pthread_create(&thread, NULL, wake_soon, radio);
    assert_int_equal(ble_radio_hci_command(radio, 0xfc55, NULL, 0, NULL, 10000), BLE_ERROR_INTERRUPTED);
    pthread_join(thread, NULL);
    assert_int_equal(ble_radio_hci_command(radio, 0x1001, NULL, 0, NULL, 0), BLE_OK);
    ble_radio_wake(radio);
    ble_radio_close(radio);
}

static ble_radio *radio_of_signal;

static void on_signal(int number)
{
    (void)number;
    ble_radio_wake(radio_of_signal);
}

static void a_signal_handler_may_wake(void **state)
{
    struct itimerval soon = { .it_value.tv_usec = 30000 };
    (void)state;
    open_radio();
    radio_of_signal = radio;
    signal(SIGALRM, on_signal);
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_int_equal(ble_radio_hci_command(radio, 0xfc55, NULL, 0, NULL, 10000), BLE_ERROR_INTERRUPTED);
    assert_non_null(strstr(ble_radio_last_error(radio), "interrupted"));
    signal(SIGALRM, SIG_DFL);
    ble_radio_close(radio);
}

static void opening_can_be_interrupted(void **state)
{
    struct itimerval soon = { .it_value.tv_usec = 30000 };
    (void)state;
    served_freeze(served, true);
    assert_int_equal(ble_radio_open_start(&radio_of_signal, &options), BLE_OK);
    signal(SIGALRM, on_signal);
    setitimer(ITIMER_REAL, &soon, NULL);
    ble_status status;
    while ((status = ble_radio_process(radio_of_signal, BLE_FOREVER)) == BLE_OK) {
    }
    assert_int_equal(status, BLE_ERROR_INTERRUPTED);
    signal(SIGALRM, SIG_DFL);
    uint64_t start = blr_loop_now_us();
    ble_radio_close(radio_of_signal);
    assert_true(blr_loop_now_us() - start < 500000); /* nothing was ever heard of it */
}

/* ------------------------------------------------------------------------------------------------ descriptor */

static bool is_readable(int timeout_ms)
{
    struct pollfd it = { .fd = ble_radio_fd(radio), .events = POLLIN };
    return poll(&it, 1, timeout_ms) == 1;
}

static void poll_alone_drives_it_and_an_idle_radio_is_not_called(void **state)
{
    (void)state;
    assert_int_equal(ble_radio_open_start(&radio, &options), BLE_OK);
    unsigned calls = 0;
    while (watched.ready == 0 && calls++ < 500) {
        assert_true(is_readable(3000));
        assert_int_equal(ble_radio_process(radio, 0), BLE_OK);
    }
    assert_int_equal(watched.ready, 1);
    assert_true(calls < 100);
    uint64_t until = blr_loop_now_us() + 1000000;
    for (calls = 0; blr_loop_now_us() < until; calls++)
        if (is_readable(100))
            ble_radio_process(radio, 0);
    assert_true(calls < 15); /* ten times poll() itself */
    assert_int_equal(start_command(0xfc56, 0, NULL), BLE_OK);
    assert_true(is_readable(0)); /* a request is something to do */
    for (calls = 0; watched.done == 0 && calls < 50; calls++)
        if (is_readable(1000))
            ble_radio_process(radio, 0);
    assert_int_equal(watched.done, 1);
    assert_true(calls < 8);
    ble_radio_close(radio);
}

static void its_descriptors_are_not_inherited(void **state)
{
    (void)state;
    bool before[256];
    for (int fd = 0; fd < 256; fd++)
        before[fd] = fcntl(fd, F_GETFD) >= 0;
    char folder[FOLDER_TEXT], path[FOLDER_TEXT + 16];
    folder_make(folder);
    snprintf(path, sizeof(path), "%s/t", folder);
    options.trace = path;
    options.state_directory = folder;
    open_radio();
    unsigned ours = 0;
    for (int fd = 0; fd < 256; fd++) {
        int flags = fcntl(fd, F_GETFD);
        if (before[fd] || flags < 0)
            continue;
        ours++;
        assert_true(flags & FD_CLOEXEC);
    }
    assert_true(ours >= 5);
    ble_radio_close(radio);
    folder_remove(folder);
}

static void a_process_that_slept_loses_nothing(void **state)
{
    (void)state;
    open_radio();
    assert_int_equal(start_command(0xfc56, 300, NULL), BLE_OK);
    ble_radio_process(radio, 10);
    usleep(900000); /* the answer came after 150 ms, the deadline passed long ago */
    process_until(&watched.done, 1);
    assert_int_equal(watched.done_status, BLE_OK);
    ble_radio_close(radio);
    /* and at every step of opening */
    for (unsigned step = 0; step < 12; step++) {
        watched.ready = 0;
        assert_int_equal(ble_radio_open_start(&radio, &options), BLE_OK);
        for (unsigned i = 0; i < step; i++)
            ble_radio_process(radio, 5);
        usleep(step % 3 == 0 ? 700000 : 50000);
        process_until(&watched.ready, 1);
        assert_int_equal(ble_radio_get_counters(radio)->recoveries, 0);
        ble_radio_close(radio);
    }
}

static int set_up(void **state)
{
    (void)state;
    served = served_new("zephyr_hci_uart.txt", MORE);
    memset(&watched, 0, sizeof(watched));
    options = watched_options(&watched, served_port(served));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    served_free(served);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(opening_brings_the_controller_up),
        TEST(opening_without_waiting_tells_ready_later),
        TEST(a_port_that_is_not_there_is_told_and_the_radio_can_only_be_asked),
        TEST(the_environment_names_the_port),
        TEST(a_wrong_option_is_named_with_what_is_allowed),
        TEST(the_least_and_the_most_that_is_allowed_work),
        TEST(a_command_brings_its_answer),
        TEST(a_refusal_names_the_command_and_the_reason),
        TEST(a_command_without_answer_times_out_and_the_next_one_works),
        TEST(what_is_no_command_is_refused_and_nothing_is_sent),
        TEST(reset_brings_it_up_again),
        TEST(an_operation_ends_once_in_process),
        TEST(more_operations_than_configured_are_refused),
        TEST(closing_ends_what_is_pending_once),
        TEST(cancelling_ends_an_operation),
        TEST(a_callback_may_ask_but_not_block),
        TEST(closing_in_a_callback_waits_for_the_outermost_call),
        TEST(closing_in_a_callback_of_opening_cancels_it),
        TEST(closing_when_an_event_is_shown_is_allowed),
        TEST(closing_leaves_the_controller_reset),
        TEST(a_wake_ends_waiting),
        TEST(a_signal_handler_may_wake),
        TEST(opening_can_be_interrupted),
        TEST(poll_alone_drives_it_and_an_idle_radio_is_not_called),
        TEST(its_descriptors_are_not_inherited),
        TEST(a_process_that_slept_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
